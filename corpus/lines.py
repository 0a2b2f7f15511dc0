"""Bare lines of a text file become paragraphs, tables and flow regions.

Four kinds of table stand in text files: cells between tabs, cells between | bars,
columns kept apart by spaces, and cells broken over lines (flow).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.below import signs
from corpus.block_lines import find_names, told_by_blanks
from corpus.block_table import BlockRegion, read_block_table
from corpus.columns import part_of, read_header
from corpus.flow_lines import FlowHeader, FlowLine, find_header, roman_value, split_header
from corpus.headings import plain, read_label
from corpus.layout import Block, Cell, Paragraph, Table
from corpus.model import Spot
from corpus.notes import is_note
from corpus.spaced import spaced_outline, spaced_table
from corpus.text import bare, squeeze

_FINISHED = re.compile(r"[.;:!?…”\"]\s*[*_]*\s*$")
_FIELD_LINE = re.compile(r"([A-ZĐ][^.:;]{2,40}?)\s*:\s")
_SEPARATOR = re.compile(r"^\s*\|?[\s:|+-]*-{3,}[\s:|+-]*$")
_HEADER = re.compile(r"\W*(?:(?:so )?(?:s\s?t\s?t|t\s?t|s tt)\b|(?:so )?(?:st?|t)$|so$|so thu tu\b)")
_TITLE_LABEL = re.compile(r"[*_(]*(?:[IVXL]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)?[.):]*[*_]*$")
_END = re.compile(r"^(?:noi nhan|t/m |tm\. |k/t |kt\. |phu luc)")
_ROW_LABEL = re.compile(r"^(?P<label>\d{1,3}|[IVXL]+)(?:[.)]?$|[.)]?\s+(?P<rest>\S.*)$)")
_LETTERED = re.compile(r"[A-ZĐ][.)]?\s+[A-ZĐÀ-Ỹ]{2}")  # the title of another section: "B. TÀI NGUYÊN NƯỚC"
_COLUMN_NAMES = {"ghi chu", "luu y", "chu thich", "tong so", "tong kinh phi", "tong", "cong", "tong cong"}
_NEAR = 12  # lines, blank ones among them
_SEEN = 400  # letters at each end of a paragraph that tell whether a line goes on with it
_FAR = 60  # lines below a title in which the table's next row begins
_PROSE_HEADING = re.compile(
    r"to chuc thuc hien|muc dich|yeu cau|che do bao cao|kinh phi thuc hien|nhiem vu, giai phap|giai phap thuc hien"
)


@dataclass(frozen=True, slots=True)
class FlowRegion:
    """A table printed as running lines, from its header to its end."""

    lines: tuple[FlowLine, ...]
    header: FlowHeader


Region = Block | FlowRegion | BlockRegion


def read_lines(paragraphs: Sequence[Paragraph]) -> list[Region]:
    """Regions of a flat layout in order. Blank lines part paragraphs and are dropped."""
    regions: list[Region] = []
    index = 0
    while index < len(paragraphs):
        line = paragraphs[index]
        if not line.text.strip():
            index += 1
        elif taken := (
            _tab_table(paragraphs, index, regions)
            or _bar_table(paragraphs, index, regions)
            or _spaced(paragraphs, index, regions)
            or _blocks(paragraphs, index, regions)
            or _flow(paragraphs, index, regions)
        ):
            index += taken
        else:
            index += _paragraph(paragraphs, index, regions)
    return regions


def _cells(texts: Sequence[str], spot: Spot, width: int) -> tuple[Cell, ...]:
    padded = [*texts, *[""] * (width - len(texts))]
    return tuple(Cell(text.strip(), spot) for text in padded[:width])


_ROW_NUMBER = re.compile(r"\s*\d{1,3}(?:\.\d{1,3}){0,3}\.?\s*$")


def _tab_table(lines: Sequence[Paragraph], start: int, regions: list[Region]) -> int:
    """A run of lines with tabs; a line without one goes on with the row above while that lacks cells."""
    if "\t" not in lines[start].text.strip():
        return 0
    rows: list[tuple[list[str], Spot]] = []
    width = len(lines[start].text.split("\t"))
    index = start
    while index < len(lines) and lines[index].text.strip():
        text, spot = lines[index].text, lines[index].spot
        parts = text.split("\t")
        previous = rows[-1] if rows else None
        if (
            previous is not None
            and not (len(parts) > 1 and _ROW_NUMBER.match(parts[0]))  # though the row above prints no last cells
            and (len(parts) == 1 or 1 < len(previous[0]) < width)
            and len(previous[0]) + len(parts) - 1 <= width
        ):
            previous[0][-1] += "\n" + parts[0]
            previous[0].extend(parts[1:])
            rows[-1] = (previous[0], Spot(previous[1].first_line, spot.last_line))
        else:
            rows.append((parts, spot))
        index += 1
    width = max(len(parts) for parts, _ in rows)
    if len(rows) == 1 and read_header([plain(p) for p in rows[0][0]]) is None and width < 3:
        return 0
    regions.append(Table(tuple(_cells(parts, spot, width) for parts, spot in rows)))
    return index - start


def _bar_table(lines: Sequence[Paragraph], start: int, regions: list[Region]) -> int:
    """Markdown rows between | bars."""
    rows = []
    index = start
    while index < len(lines) and lines[index].text.count("|") >= 2:
        if not _SEPARATOR.match(lines[index].text):
            inner = lines[index].text.strip().removeprefix("|").removesuffix("|")
            rows.append(([part.replace("<br>", "\n") for part in inner.split("|")], lines[index].spot))
        index += 1
    if len(rows) < 2:
        return 0
    width = max(len(parts) for parts, _ in rows)
    cells = [_cells(parts, spot, width) for parts, spot in rows]
    regions.append(Table(tuple(_merged(row, number) for number, row in enumerate(cells))))
    return index - start


def _merged(row: tuple[Cell, ...], number: int) -> tuple[Cell, ...]:
    """A row in which one text stands in every cell, or in all but the first: a cell that was merged when the table was
    turned into Markdown."""
    first = 0 if row[0].text == row[-1].text else 1
    if len(row) - first < 3 or not row[-1].text or len({cell.text for cell in row[first:]}) > 1:
        return row
    if first and not _TITLE_LABEL.match(row[0].text):
        return row
    return (*row[:first], *(replace(cell, origin=(number, first)) for cell in row[first:]))


def _spaced(lines: Sequence[Paragraph], start: int, regions: list[Region]) -> int:
    """Columns kept apart by spaces."""
    outline = spaced_outline(lines, start)
    if outline is None:
        return 0
    foot = next((n for n in range(start + 2, outline.end) if _is_foot(lines, n, start)), None)
    if foot is not None and (above := spaced_outline(lines[:foot], start)):
        lines, outline = lines[:foot], above
    regions.append(spaced_table(lines, start, outline))
    return outline.end - start


def _blocks(lines: Sequence[Paragraph], start: int, regions: list[Region]) -> int:
    """A table whose cells, or whole columns, stand as blocks with blank lines around them; what prose below it was
    printed among its cells is read after it.
    """
    if not _HEADER.match(bare(lines[start].text)):
        return 0
    header = find_names(lines, start)
    if header is None:
        return 0
    end = start + 1
    while end < len(lines):
        text = plain(lines[end].text)
        if text and (_ends_table(lines, end, ()) or _starts_prose(text)):
            break
        end += 1
    if not told_by_blanks(lines[start:end]):
        return 0
    last = next((i for i in range(end + 1, len(lines)) if "\f" in lines[i].text), len(lines))
    region = read_block_table(lines[start:last], header, end - start)
    if region is None:
        return 0
    regions.append(region)
    regions.extend(read_lines([line for line in lines[end:last] if _is_outside(line, region)]))
    return last - start


def _is_outside(line: Paragraph, region: BlockRegion) -> bool:
    return not line.text.strip() or line.spot.first_line in region.outside


def _flow(lines: Sequence[Paragraph], start: int, regions: list[Region]) -> int:
    """A table whose cells are broken over lines: from its header to a heading of prose or the signature."""
    if not _HEADER.match(bare(lines[start].text)):
        return 0
    filled = [FlowLine(p.spot.first_line, p.text) for p in lines[start : start + 40] if p.text.strip()]
    header = find_header(filled, 0)
    if header is None:
        return 0
    index = start
    body: list[FlowLine] = []
    while index < len(lines):
        text = plain(lines[index].text)
        if body and (_ends_table(lines, index, body) or _starts_prose(text) or _is_foot(lines, index, start)):
            break
        if text:
            body.append(FlowLine(lines[index].spot.first_line, lines[index].text))
        index += 1
    regions.append(FlowRegion(tuple(body), header))
    return index - start


def _ends_table(lines: Sequence[Paragraph], index: int, body: Sequence[FlowLine]) -> bool:
    """Whether a signature or another appendix begins; not a row's own words, nor the title of this table's appendix."""
    text = plain(lines[index].text)
    if not text[:1].isupper() or not _END.match(bare(text)):
        return False
    titled = bare(text).startswith("phu luc")
    return not (titled and (_is_caption(lines, index) or _goes_on_below(lines, index, body)))


def _is_foot(lines: Sequence[Paragraph], index: int, start: int) -> bool:
    """Whether a note, a sum or a signature stands here, below the last row of the table that begins at `start`."""
    text = plain(lines[index].text)
    if not text[:1].isupper() and text[:1] != "(" or bare(text).strip(" :") in _COLUMN_NAMES:
        return False
    below = [plain(line.text) for line in lines[index : index + _NEAR] if plain(line.text)]
    if not (is_note(lines[index].text) or signs(below)):
        return False
    body = [FlowLine(line.spot.first_line, line.text) for line in lines[start:index] if line.text.strip()]
    rows = any(_ROW_LABEL.match(plain(line.text)) for line in body)
    return rows and not _goes_on_below(lines, index, body) and not any(map(_LETTERED.match, below[1:]))


def _goes_on_below(lines: Sequence[Paragraph], index: int, body: Sequence[FlowLine]) -> bool:
    """Whether the next row or section below a title is the one that follows the last above it."""
    above = [match for line in reversed(body) if (match := _ROW_LABEL.match(plain(line.text)))]
    row = next((int(match["label"]) for match in above if match["label"].isdigit()), 0)
    section = next((roman_value(match["label"]) for match in above if not match["label"].isdigit()), 0)
    for paragraph in lines[index + 1 : index + 1 + _FAR]:
        if match := _ROW_LABEL.match(plain(paragraph.text)):
            label, rest = match["label"], match["rest"]
            if rest and not rest[0].isupper():
                continue
            if label == str(row + 1) or not label.isdigit() and section and roman_value(label) == section + 1:
                return True
            if rest and label in ("1", "I"):
                return False
    return False


def _is_caption(lines: Sequence[Paragraph], index: int) -> bool:
    """An appendix title printed inside its own table ("PHỤ LỤC …", "(kèm theo …)"): rows go on after it."""
    following = [plain(p.text) for p in lines[index + 1 : index + 12] if p.text.strip()]
    return bare(lines[index].text).startswith("phu luc") and any(
        bare(t).startswith(("(kem theo", "kem theo")) for t in following
    )


def _starts_prose(text: str) -> bool:
    label = read_label(text)
    return label.kind in ("roman", "part") and bool(_PROSE_HEADING.search(bare(label.rest))) and label.rest.isupper()


def _paragraph(lines: Sequence[Paragraph], start: int, regions: list[Region]) -> int:
    """One paragraph: a line and the lines that go on with it."""
    pieces, last = [lines[start].text.strip()], lines[start].spot.last_line
    text = pieces[0]  # of a long paragraph only how it begins and ends
    index = start + 1
    while index < len(lines):
        skipped = index
        while index < len(lines) and not lines[index].text.strip():
            index += 1
        if index >= len(lines) or not _goes_on(text, lines[index].text, blank=index > skipped):
            index = skipped
            break
        pieces.append(lines[index].text.strip())
        text = f"{text} {pieces[-1]}"
        if len(text) > 2 * _SEEN:
            text = f"{text[:_SEEN]} {text[-_SEEN:]}"
        last = lines[index].spot.last_line
        index += 1
    regions.append(Paragraph(squeeze(" ".join(pieces)), Spot(lines[start].spot.first_line, last)))
    return index - start


def _goes_on(text: str, following: str, *, blank: bool) -> bool:
    """Whether a line goes on with the paragraph above: that is unfinished, this begins small (or at once, wrapped)."""
    after = following.strip()
    if (field := _FIELD_LINE.match(after)) and part_of(field[1]):
        return False
    if _FINISHED.search(text) or "\t" in after or after.count("|") >= 2 or read_label(after).kind != "none":
        return False
    if text.startswith("(") and text.endswith(")") or _HEADER.match(bare(after)) and split_header(after):
        return False
    if plain(text).isupper() != plain(after).isupper() or len(text) < 24:
        return False
    first = plain(after)[:1]
    if first.islower():
        return not blank or len(text) > 60
    return not blank and len(text.rsplit("\n", 1)[-1]) > 60 and not plain(after).isupper()
