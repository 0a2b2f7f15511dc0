"""Printed pages as a Layout: furniture taken off, ruled and borderless tables and running text in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.layout import Layout
from corpus.model import Notice
from corpus.readers import notices
from corpus.readers.build import Draft, DraftParagraph, DraftTable, build
from corpus.readers.columns import Columns, split_tables
from corpus.readers.furniture import is_page_number, is_stamp
from corpus.readers.grid import Grid, find_grids, read_grid
from corpus.readers.page import Line, Page, box_around, lines_of
from corpus.readers.prose import Measure, Text, breaks, measure, paragraphs
from corpus.text import bare, squeeze

_EDGE = 0.13  # of the page's height: where running headers and footers stand
_NEAR_EDGE = 3  # lines from the top or bottom of the text
_OFTEN = 0.5  # of the pages
_SMALL = 0.88  # of the text's size: a footnote's letters


@dataclass(slots=True)
class _Sheet:
    """One page on its way: its tables and the lines outside them."""

    page: Page
    grids: list[Grid]
    lines: list[Line]


def layout_of(pages: Sequence[Page], found: Sequence[Notice] = ()) -> Layout:
    """The pages' paragraphs and tables (one table a page; joining them is the structure reader's)."""
    skipped: list[str] = []
    sheets = [_sheet(page, skipped) for page in pages]
    _drop_furniture(sheets, skipped)
    setting = measure([(sheet.page, sheet.lines) for sheet in sheets])
    notes: list[Text] = []
    for sheet in sheets:
        notes += _take_footnotes(sheet, setting)
    blocks: list[Text | DraftTable] = []
    columns: Columns | None = None
    for sheet in sheets:
        read, columns = _blocks(sheet, setting, columns)
        blocks += _joined(blocks, read, setting)
    drafts: list[Draft] = [_draft(block) for block in blocks]
    drafts += [_footnote(note) for note in notes]
    said = [notices.furniture(text) for text in dict.fromkeys(skipped)]
    return build(drafts, pages=len(pages), notices=[*found, *said])


def _sheet(page: Page, skipped: list[str]) -> _Sheet:
    grids = find_grids(page.rules)
    stamped = {id(word) for line in lines_of(page.words) if _said_stamp(line, skipped) for word in line.words}
    words = [word for word in page.words if id(word) not in stamped]
    outside = [word for word in words if not any(grid.holds(word) for grid in grids)]
    kept = Page(page.number, page.width, page.height, tuple(words), page.rules, page.scanned)
    return _Sheet(kept, grids, lines_of(outside))


def _said_stamp(line: Line, skipped: list[str]) -> bool:
    if is_stamp(line.text):
        skipped.append(squeeze(line.text))
        return True
    return False


# furniture


def _drop_furniture(sheets: list[_Sheet], skipped: list[str]) -> None:
    """Take page numbers and lines that repeat at the pages' edges off the sheets."""
    counts: Counter[str] = Counter()
    edges: list[dict[int, str]] = []
    for sheet in sheets:
        found = {id(line): _pattern(line) for line in _edge_lines(sheet)}
        edges.append(found)
        counts.update(set(found.values()))
    for sheet, found in zip(sheets, edges, strict=True):
        kept = []
        for line in sheet.lines:
            pattern = found.get(id(line))
            if pattern is None:
                kept.append(line)
            elif is_page_number(line.text) and line.x0 > 0.3 * sheet.page.width:
                continue
            elif len(sheets) > 1 and counts[pattern] >= max(2, _OFTEN * len(sheets)) and not _in_header(sheet, line):
                skipped.append(squeeze(line.text))
            else:
                kept.append(line)
        sheet.lines = kept


def _edge_lines(sheet: _Sheet) -> Iterator[Line]:
    height = sheet.page.height
    for line in sheet.lines[:_NEAR_EDGE]:
        if line.bottom < _EDGE * height:
            yield line
    for line in sheet.lines[-_NEAR_EDGE:]:
        if line.top > (1 - _EDGE) * height:
            yield line


def _pattern(line: Line) -> str:
    return re.sub(r"\d+", "#", bare(line.text))


def _heads_table(sheet: _Sheet, line: Line) -> bool:
    """Whether this repeated line has several parts side by side, as the header of a borderless table has."""
    return len(line.segments(1.0 * line.size)) > 2


def _in_header(sheet: _Sheet, line: Line) -> bool:
    """Whether this repeated line heads a borderless table, or stands among the lines that do: names may be wrapped."""
    near = [other for other in sheet.lines if abs(other.middle - line.middle) < 2 * line.size]
    return any(_heads_table(sheet, other) for other in near)


def _take_footnotes(sheet: _Sheet, setting: Measure) -> list[Text]:
    """Small print below the text, from its first number on, off the sheet."""
    start = len(sheet.lines)
    while start > 0 and sheet.lines[start - 1].size <= _SMALL * setting.size:
        start -= 1
    while start < len(sheet.lines) and not re.match(r"\(?\d{1,2}\b|\*", sheet.lines[start].text):
        start += 1
    below = sheet.lines[start:]
    if not below or below[0].top < 0.4 * sheet.page.height or any(g.bottom > below[0].top for g in sheet.grids):
        return []
    sheet.lines = sheet.lines[:start]
    found: list[Text] = []
    for line in below:
        if found and not re.match(r"\(?\d{1,2}\b|\*", line.text):
            found[-1].lines.append(line)
        else:
            found.append(Text(sheet.page, [line]))
    return found


# reading order


def _blocks(sheet: _Sheet, setting: Measure, columns: Columns | None) -> tuple[list[Text | DraftTable], Columns | None]:
    """The sheet's blocks top to bottom, and the columns of a borderless table that is open at its end."""
    blocks: list[Text | DraftTable] = []
    lines = list(sheet.lines)
    for grid in [*sheet.grids, None]:
        above = lines if grid is None else [line for line in lines if line.middle < grid.top]
        lines = [line for line in lines if not any(line is taken for taken in above)]
        if above:
            pieces, columns = split_tables(sheet.page, above, setting, columns)
            for piece in pieces:
                blocks += [piece] if isinstance(piece, DraftTable) else paragraphs(sheet.page, piece, setting)
        if grid is not None:
            inside = [word for word in sheet.page.words if grid.holds(word)]
            blocks.append(read_grid(grid, sheet.page, inside))
            columns = None
    return blocks, columns


def _joined(
    blocks: list[Text | DraftTable], read: list[Text | DraftTable], setting: Measure
) -> list[Text | DraftTable]:
    """A page's blocks, without the first one when that is the rest of the last paragraph so far."""
    if not blocks or not read:
        return read
    before, after = blocks[-1], read[0]
    if not isinstance(before, Text) or not isinstance(after, Text) or after.alone or after.centred:
        return read
    if breaks(before, after.lines[0], setting, new_page=True):
        return read
    before.lines += after.lines
    return read[1:]


def _draft(block: Text | DraftTable) -> Draft:
    if isinstance(block, DraftTable):
        return block
    # a paragraph that goes on over the page keeps the box of its first part
    first = [line for line in block.lines if line.top >= block.lines[0].top - 1]
    box = box_around(block.page, first)
    return DraftParagraph(block.text, None, block.bold, block.centred, block.page.number, box)


def _footnote(note: Text) -> DraftParagraph:
    match = re.match(r"\(?(\d{1,2}|\*)\)?\s*", note.text)
    mark, text = (match.group(1), note.text[match.end() :]) if match else ("*", note.text)
    return DraftParagraph(text, f"[{mark}]", page=note.page.number, box=box_around(note.page, note.lines))
