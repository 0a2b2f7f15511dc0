"""Tables whose columns are kept apart by spaces, as `pdftotext -layout` prints them.

Columns are found by the places where words begin under each other;
rows by the numbers of the first column, which stand at the top or in the middle of their row.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.columns import Columns, read_header
from corpus.layout import Cell, Paragraph, Table
from corpus.model import Spot
from corpus.readers.furniture import is_page_number, is_stamp
from corpus.spaced_columns import (
    LABEL_PIECE,
    Head,
    edges_of,
    header_at,
    header_of,
    shifts,
    starts_like,
    starts_under,
)
from corpus.spaced_cut import CLOSE, CutRow, Fit, cut_row
from corpus.spaced_end import prose_begins
from corpus.spaced_line import Edges, Learned, Piece, line_cells, nothing_learned
from corpus.spaced_pairs import pairs_in_prose, pairs_in_rows
from corpus.spaced_reads import fits, names_in, readers
from corpus.spaced_rows import tops as row_tops
from corpus.spaced_widths import column_widths, edges_after
from corpus.text import bare, squeeze

_GAP = re.compile(r"(?:^|\s{2,})(?=\S)")
_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐ]|[a-zđ])[.)]?$")
_TITLE_LABEL = re.compile(r"^(?:[IVXL]+|[A-ZĐ])[.)]?$")
_LOOKED_AT = 12  # lines in which a header and its first row stand
_LONGEST_HEADER = 4
_TIGHT = 12  # places by which a cell that a full one pushes aside is printed to the left
_PASSES = 5
_TITLE = 2.0  # what it costs that lines are read as a title
_WELL = 1.0  # what a row costs on a page that reads well


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines that are a row, to be cut each at its page's `edges`, or a header or title whose cells are known."""

    lines: Sequence[Paragraph]
    cells: tuple[str, ...]
    edges: tuple[Edges, ...] = ()
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page below its header, and where its columns begin, or may begin too."""

    header: _Part | None  # None where the lines go on with a page
    lines: Sequence[Paragraph]
    edges: Edges
    other: tuple[Edges, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """Where a table set by spaces stands: its header, its columns, and the first line behind it."""

    head: Head
    columns: Columns
    end: int


def spaced_outline(lines: Sequence[Paragraph], start: int) -> Outline | None:
    """The outline of the table that begins at `lines[start]`; None when none begins there."""
    head = header_at([_line(line) for line in lines[start : start + _LOOKED_AT]], 0)
    if head is None or not _rows_follow(lines, start + head.count):
        return None
    columns = read_header(head.texts)
    if columns is None:
        return None
    end = _end(lines, start + head.count)
    texts = [_line(line) for line in lines[start:end]]
    heads = list(_heads(texts))
    below = prose_begins(texts, heads, columns.task)
    end = end if below is None else start + below
    head = header_of(texts, [place for place, _ in heads if start + place < end]) or head
    return Outline(head, columns, end)


def spaced_table(lines: Sequence[Paragraph], start: int, outline: Outline) -> Table:
    """The table that begins at `lines[start]`, cut into rows and cells."""
    head, columns, end = outline.head, outline.columns, outline.end
    pages = _pages_of(lines, start, end, head)
    prose = pairs_in_prose(_line(line) for line in (*lines[:start], *lines[end:]))
    parts, cuts = _cut(pages, columns, Learned((None,) * len(head.names), prose))
    tight = {part.lines[0].spot.first_line for part, cut in zip(parts, cuts, strict=True) if cut.margin < CLOSE}
    grid = tuple(_row(cut.cells, part.lines, len(head.names)) for cut, part in zip(cuts, parts, strict=True))
    return Table(grid, frozenset(tight))


def _pages_of(lines: Sequence[Paragraph], start: int, end: int, head: Head) -> list[_Page]:
    """The pages of the table that stands from `start` to `end`."""
    width = len(head.names)
    pages: list[_Page] = []
    starts: list[int] = []
    for page in _pages(lines[start:end], sum("\f" in line.text for line in lines[:start])):
        texts = [_line(line) for line in page]
        again = header_at(texts, 0, head.texts)
        if again is not None and len(again.names) != width:
            again = None
        skip = again.count if again else 0
        found = [starts_under(again, texts[skip:])] if again else starts_like(starts, texts)
        starts = found[0] if again else starts or found[0]
        # the header comes back with each page: what follows may end the row above
        header = _Part(page[: max(skip, 1)], tuple(head.texts))
        edges, *other = [edges_of(ways, texts[skip:]) for ways in found]
        pages += _bands(_Page(header, page[skip:], edges, tuple(dict.fromkeys(other))))
    return pages


def _bands(page: _Page) -> list[_Page]:
    """A page parted where its tasks begin in another place than above."""
    moves = shifts([_line(line) for line in page.lines])
    bands = []
    for (first, place), (last, _) in pairwise([*moves, (len(page.lines), 0)]):
        starts = (0, min(place, page.edges.starts[2] - 2), *page.edges.starts[2:])
        edges = replace(page.edges, starts=starts, aligned=(True, True, *page.edges.aligned[2:]))
        bands.append(_Page(None if first else page.header, page.lines[first:last], edges))
    return bands or [page]


def _cut(pages: Sequence[_Page], columns: Columns, learned: Learned) -> tuple[list[_Part], list[CutRow]]:
    """The rows of all pages and their cells.

    They are cut again and again: what one cut says about the columns' widths and the agencies' names tells more about
    the rows that can be cut in several ways.
    """
    told = [column for column in (columns.task, *columns.agencies(), columns.deadline) if column is not None]
    parts: list[_Part] = []
    cuts: list[CutRow] = []
    width, prose = len(learned.widths), learned.pairs
    reads = fits(columns)
    for number in range(_PASSES):
        before, parts = cuts, []
        for page in pages:
            _join(parts, page.header, _rows(page, columns, learned, rest=bool(parts)))
        cuts = [_cut_part(part, reads, learned, told) for part in parts]
        if [cut.cells for cut in cuts] == [cut.cells for cut in before] or all(cut.margin == math.inf for cut in cuts):
            break
        learned = Learned(column_widths(cuts, width), prose | pairs_in_rows(cuts))
        pages = _moved(pages, parts, cuts, learned)
        reads = fits(columns, names_in(cuts, columns))
        if not number:
            pages = [_best_edges(page, columns, reads, learned) for page in pages]
    return parts, cuts


def _cut_part(part: _Part, reads: Mapping[int, Fit], learned: Learned, told: Sequence[int]) -> CutRow:
    if not part.edges:
        return CutRow(part.cells, ((),) * len(learned.widths))
    return cut_row([_line(line) for line in part.lines], part.edges, reads, learned, told)


def _best_edges(page: _Page, columns: Columns, reads: Mapping[int, Fit], learned: Learned) -> _Page:
    """The page with its columns where its rows read best; other places are tried where they read badly."""
    best, least = page.edges, math.inf
    for edges in (page.edges, *page.other) if page.other else ():
        rows = _rows(replace(page, edges=edges), columns, learned, rest=True)
        price = sum(_cut_part(row, reads, learned, ()).cost if row.edges else _TITLE for row in rows)
        if price < least:
            best, least = edges, price
        if least <= _WELL * len(rows):
            break
    return replace(page, edges=best, other=())


def _moved(pages: Sequence[_Page], parts: Sequence[_Part], cuts: Sequence[CutRow], learned: Learned) -> list[_Page]:
    """The pages with the edges of each as its rows were cut."""
    cells: dict[Edges, list[list[Piece]]] = {page.edges: [[] for _ in learned.widths] for page in pages}
    for part, cut in zip(parts, cuts, strict=True):
        for column, lines in enumerate(cut.pieces):
            for piece in lines:
                cells[part.edges[piece.place]][column].append(piece)
    moved = {edges: edges_after(lines, edges, learned.widths) for edges, lines in cells.items()}
    return [replace(page, edges=moved[page.edges]) for page in pages]


def _join(parts: list[_Part], header: _Part | None, rows: list[_Part]) -> None:
    """Add the rows of a page; what stands above its first number goes on with the last row of the page before."""
    last = parts[-1] if parts else None
    if last and last.numbered and last.edges and rows and rows[0].edges and not rows[0].numbered:
        more = rows.pop(0)
        parts[-1] = replace(last, lines=[*last.lines, *more.lines], edges=last.edges + more.edges)
    parts.extend([header, *rows] if header else rows)


def _heads(lines: Sequence[str]) -> Iterator[tuple[int, Head]]:
    """The headers of a table, one for each time that it is printed, and the lines at which they begin."""
    index = 0
    while index < len(lines):
        head = header_at(lines[index : index + _LOOKED_AT], 0)
        if head is not None and (columns := read_header(head.texts)) is not None and columns.task < len(head.names):
            yield index, head
        index += head.count if head else 1


def _rows_follow(lines: Sequence[Paragraph], start: int) -> bool:
    """Whether numbered rows stand below a header."""
    below = [_line(line).split() for line in lines[start : start + _LOOKED_AT]]
    return any(words and _NUMBER.match(words[0]) for words in below)


def _line(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\f", "")


def _pages(lines: Sequence[Paragraph], before: int) -> list[list[Paragraph]]:
    """The lines of each page that are not blank; `before` pages ended above the table.

    A page begins at a form feed, or where the header is printed again: each page is laid out with its own columns.
    """
    pages: list[list[Paragraph]] = [[]]
    kept = _without_furniture(lines, before)
    texts = [_line(line) for line in kept]
    for index, line in enumerate(kept):
        again = len(pages[-1]) > _LONGEST_HEADER and header_at(texts, index) is not None
        if ("\f" in line.text or again) and pages[-1]:
            pages.append([])
        if line.text.strip():
            pages[-1].append(line)
    return [page for page in pages if page]


def _without_furniture(lines: Sequence[Paragraph], before: int) -> list[Paragraph]:
    """The lines without stamps, and without the page numbers that stand alone at the end of a page."""
    kept: list[Paragraph] = []
    ended = True  # from the end: nothing but blanks and furniture up to the next page
    for number, line in reversed(list(enumerate(lines))):
        text = _line(line)
        if _is_stamp(text):
            kept.append(replace(line, text="\f" if "\f" in line.text else ""))
        elif (ended or "\f" in line.text) and _is_folio(lines, number, before):
            kept.extend([replace(line, text="\f")] if "\f" in line.text else [])
        else:
            kept.append(line)
            ended = ended and not text.strip()
        ended = ended or "\f" in line.text or _header_begins(lines, number)
    return kept[::-1]


def _header_begins(lines: Sequence[Paragraph], start: int) -> bool:
    return header_at([_line(line) for line in lines[start : start + _LOOKED_AT]], 0) is not None


def _is_folio(lines: Sequence[Paragraph], number: int, before: int) -> bool:
    """Whether a line is a page's number alone: that of its page, or under no cell of the line above it."""
    text = _line(lines[number])
    if not (is_page_number(text) and text.startswith(" " * _TIGHT)) or len(re.findall(r"\d", text)) > 3:
        return False
    if re.findall(r"\d+", text)[:1] == [str(before + 1 + sum("\f" in line.text for line in lines[: number + 1]))]:
        return True
    above = next((_line(line) for line in reversed(lines[:number]) if line.text.strip()), "")
    begins = len(text) - len(text.lstrip())
    return all(abs(match.end() - begins) > 1 for match in _GAP.finditer(above))


def _is_stamp(text: str) -> bool:
    return is_stamp(text) or re.match(r"ngay ban hanh\s*:\s*\d", bare(text).strip()) is not None


def _end(lines: Sequence[Paragraph], start: int) -> int:
    """The first line after the table: prose at the left margin, or two blank lines before such."""
    index = start
    while index < len(lines):
        text = _line(lines[index])
        if (
            text.strip()
            and not text.startswith(" ")
            and not re.match(r"\s*\(?(?:[\dIVXLA-Ha-zđ.]{1,6}|[A-ZĐ])[.)]?(?:\s{2,}\S|\s*$)", text)
            and not _header_begins(lines, index)
            and not LABEL_PIECE.fullmatch(text.strip())
            and len(re.split(r"\s{2,}", text.strip())) < 2
            and not _is_stamp(text)
            and not is_page_number(text)
        ):
            break
        index += 1
    while index > start and not lines[index - 1].text.strip():
        index -= 1
    return index


def _row(texts: Sequence[str], lines: Sequence[Paragraph], width: int) -> tuple[Cell, ...]:
    spot = Spot(lines[0].spot.first_line, lines[-1].spot.last_line)
    return tuple(Cell(texts[i] if i < len(texts) else "", spot) for i in range(width))


def _rows(page: _Page, columns: Columns, learned: Learned, *, rest: bool) -> list[_Part]:
    """The rows of one page, below its header; `rest` tells that a row may go on from the page before."""
    edges, task = page.edges, columns.task
    filled = [
        (line, _whole_title(line_cells(_line(line), edges, learned), task)) for line in page.lines if line.text.strip()
    ]
    numbers = [i for i, (_, cells) in enumerate(filled) if _NUMBER.match(cells[0])]
    tops = row_tops([cells for _, cells in filled], numbers, task, readers(columns), learned.widths, rest=rest)
    bounds = sorted({0, len(filled), *tops})
    rows = []
    labels = [filled[n][1][0].rstrip(".)") for n in numbers]
    groups = {above for above, below in pairwise(labels) if below == f"{above}.1"}
    for first, last in pairwise(bounds):
        chunk = [line for line, _ in filled[first:last]]
        if title := _title([_line(line) for line in chunk], edges, groups):
            cells = [title[0], *[""] * (len(learned.widths) - 1)]
            cells[task] = title[1]
            rows.append(_Part(chunk, tuple(cells)))
        else:
            numbered = any(first <= number < last for number in numbers)
            rows.append(_Part(chunk, (), (edges,) * len(chunk), numbered))
    return rows


def _whole_title(cells: list[str], task: int) -> list[str]:
    """The cells of a line; capitals that may be a title's, spread over the line, are put together."""
    text = squeeze(" ".join(cells[task:]))
    if not cells[task] or not text.isupper() or any(map(str.isdigit, text)):
        return cells
    return [*cells[:task], text, *[""] * (len(cells) - task - 1)]


def _title(texts: Sequence[str], edges: Edges, groups: set[str]) -> tuple[str, str] | None:
    """The label and words of a title row, which run through all columns; None when these lines are no title.

    `groups` are numbers that head numbers of their own: 2 before 2.1.
    """
    if not any(_may_be_label(text.split(maxsplit=1)[0], groups) for text in texts):
        return None
    lines = [line_cells(text, edges, nothing_learned(len(edges.starts))) for text in texts]
    labels = [cells[0] for cells in lines if cells[0]]
    if len(labels) != 1 or not _may_be_label(labels[0], groups):
        return None
    words = [text.replace(labels[0], "", 1).strip() if cells[0] else text.strip()
             for text, cells in zip(texts, lines, strict=True)]  # fmt: skip
    parted = any(re.search(r"\S\s{2,}\S", text) for text in words)
    if not any(words) or (parted and not "".join(words).isupper()):  # capitals may be spread over a line
        return None
    return labels[0], squeeze(" ".join(words))


def _may_be_label(word: str, groups: set[str]) -> bool:
    """Whether a word may be the label of a title row."""
    return _TITLE_LABEL.match(word) is not None or word.rstrip(".)") in groups
