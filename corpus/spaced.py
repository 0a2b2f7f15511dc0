"""Tables whose columns are kept apart by spaces, as `pdftotext -layout` prints them.

Columns are found by the places where words begin under each other;
rows by the numbers of the first column, which stand at the top or in the middle of their row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice, pairwise, product

from corpus.agencies import looks_like_agencies, surely_agencies
from corpus.columns import Columns, read_header
from corpus.flow_atoms import deadline_like
from corpus.layout import Cell, Paragraph, Table
from corpus.model import Spot
from corpus.readers.furniture import is_page_number, is_stamp
from corpus.spaced_columns import Head, header_at, starts_like, starts_under
from corpus.spaced_end import prose_begins
from corpus.spaced_rows import Reads
from corpus.spaced_rows import tops as row_tops
from corpus.text import bare, squeeze

_GAP = re.compile(r"(?:^|\s{2,})(?=\S)")
_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐ]|[a-zđ])[.)]?$")
_TITLE_LABEL = re.compile(r"^(?:[IVXL]+|[A-ZĐ])[.)]?$")
_LOOKED_AT = 12  # lines in which a header and its first row stand
_LONGEST_HEADER = 4
_TIGHT = 12  # places by which a cell that a full one pushes aside is printed to the left
_MOST_WAYS = 500
_DRIFT = 5  # places by which a column moves from row to row


@dataclass(slots=True)
class _Region:
    """The lines of a table and where its columns begin on the whole; `tight` as in Table, and so far."""

    starts: list[int]
    tight: set[int] = field(default_factory=set)

    def cells(self, lines: Sequence[str]) -> list[list[str]]:
        """The cells of the lines of one row: columns drift from row to row, so each row is cut by its own gaps."""
        cuts = self.cuts(lines)
        return [
            [line[a:b].strip() for a, b in pairwise(places)] for line, places in zip(lines, cuts, strict=True)
        ]

    def cuts(self, lines: Sequence[str]) -> list[list[int]]:
        """Where each line of one row is cut."""
        starts = [0, *(_local(lines, start) for start in self.starts[1:])]
        return [_cuts(line, starts) for line in lines]

    def row(self, chunk: Sequence[Paragraph], reads: Reads) -> list[str]:
        """The cells of one row. `reads` tells for a column whether a text reads as a cell of it.

        Where a cell fills its column, only one space parts it from the next, which the extractor then prints a little
        to the left: such a line is cut where the next cell reads as one, as near to its column as can be.
        """
        lines = [_line(line) for line in chunk]
        cuts = self.cuts(lines)
        doubtful = False
        for column in range(1, len(self.starts)):
            if column not in reads:
                doubtful = doubtful or any(_touches(line, cuts[n], column) for n, line in enumerate(lines))
                continue
            tight = {
                n: _tight(line, cuts[n], column)
                for n, line in enumerate(lines)
                if len(line.rstrip()) > cuts[n][column]
            }
            tight = {n: places for n, places in tight.items() if len(places) > 1}
            ways = sorted(
                islice(product(*tight.values()), _MOST_WAYS if tight else 0),
                key=lambda way: sum(abs(place - self.starts[column]) for place in way),
            )
            moved = [cuts, *(_moved_to(cuts, tight, way, column) for way in ways)]
            worth = [_well_cut(lines, places, column, reads) for places in moved]
            cuts = moved[worth.index(max(worth))]
            alike = {_cell(lines, places, column) for places, w in zip(moved, worth, strict=True) if w == max(worth)}
            doubtful = doubtful or len(alike) > 1
        if doubtful:
            self.tight.add(chunk[0].spot.first_line)
        return [
            squeeze(" ".join(line[a[i] : a[i + 1]] for line, a in zip(lines, cuts, strict=True)))
            for i in range(len(self.starts))
        ]


def _touches(line: str, cuts: Sequence[int], column: int) -> bool:
    """Whether the cells on both sides of a cut have but one blank between them."""
    before, after = line[: cuts[column]], line[cuts[column] : cuts[column + 1]]
    return bool(before.strip() and after.strip()) and column > 1 and not before.endswith("  ") and after[:1] != " "


def _moved_to(cuts: Sequence[list[int]], tight: Iterable[int], way: Sequence[int], column: int) -> list[list[int]]:
    """The cuts with those of the tight lines moved to the places of one way."""
    moved = [places.copy() for places in cuts]
    for line, place in zip(tight, way, strict=True):
        moved[line][column] = place
    return moved


def _well_cut(lines: Sequence[str], cuts: Sequence[Sequence[int]], column: int, reads: Reads) -> float:
    """How well the cells on both sides of a column's cuts read; of equal ways the nearest to the column is taken."""
    value = 0.0
    for place in (column - 1, column):
        fits, text = reads.get(place), _cell(lines, cuts, place)
        if fits is None or not text:
            continue
        value += 2.0 * fits(text) + 1.0 * (fits is _agency_cell and _sure_agency_cell(text))
        value -= 1.0 * text.endswith((";", ","))  # a list that goes on, likely in what was cut off
    return value


def _cell(lines: Sequence[str], cuts: Sequence[Sequence[int]], column: int) -> str:
    return squeeze(" ".join(line[a[column] : a[column + 1]] for line, a in zip(lines, cuts, strict=True)))


def _tight(line: str, cuts: Sequence[int], column: int) -> list[int]:
    """The places near a cut where the next cell may begin when one space alone parts it from the one before."""
    if line[: cuts[column]].endswith("  "):
        return []
    low, high = max(cuts[column - 1] + 1, cuts[column] - _TIGHT), min(cuts[column] + _DRIFT, cuts[column + 1])
    words = [m.start() for m in re.finditer(r"(?<= )\S", line[:high]) if m.start() >= low]
    if "  " in line[low:high].strip():
        return []
    alone = words and "  " not in line[words[-1] :] and len(line.rstrip()) < cuts[column] + _TIGHT
    return [*words, len(line)] if alone else words  # the end of a full cell may be all that reaches over the cut


def _local(lines: Sequence[str], start: int) -> int:
    """Where a column begins in these lines: near `start`, under most word beginnings and through fewest words."""

    def fit(place: int) -> tuple[float, int]:
        score = -0.2 * abs(place - start)
        for line in lines:
            if place < len(line) and line[place] != " ":
                if line[place - 1] != " ":
                    # through a word: a line without a gap near by is full, and says little
                    score -= 3.0 if "  " in line[max(0, place - 8) : place + 8] else 0.5
                else:
                    score += 2.0 if line[place - 2 : place] == "  " else 0.15
        return score, -abs(place - start)

    low = max(2, start - _DRIFT)
    return max(range(low, max(low, start + _DRIFT) + 1), key=fit)


def _cuts(line: str, starts: Sequence[int]) -> list[int]:
    """Where to cut one line: at the starts, moved to the gap before a word that runs over one."""
    cuts = [0]
    for start in starts[1:]:
        place = min(start, len(line))
        if 0 < place < len(line) and line[place - 1] != " " and line[place] != " ":
            place = max(line.rfind(" ", 0, place) + 1, cuts[-1])
        cuts.append(max(place, cuts[-1]))
    return [*cuts, len(line)]


def spaced_table(lines: Sequence[Paragraph], start: int) -> tuple[Table, int] | None:
    """The table that begins at `lines[start]` and how many lines it takes; None when none begins there."""
    head = header_at([_line(line) for line in lines[start : start + _LOOKED_AT]], 0)
    if head is None or not _rows_follow(lines, start + head.count):
        return None
    columns = read_header(head.texts)
    if columns is None:
        return None
    end = _end(lines, start + head.count)
    heads = list(_heads([_line(line) for line in lines[start:end]]))
    prose = prose_begins([_line(line) for line in lines[start:end]], heads, columns.task)
    end = end if prose is None else start + prose
    reads = _readers(columns)
    width = len(head.names)
    rows: list[tuple[Cell, ...]] = []
    starts: list[int] = []
    tight: set[int] = set()
    for page in _pages(lines[start:end], sum("\f" in line.text for line in lines[:start])):
        texts = [_line(line) for line in page]
        again = header_at(texts, 0, head.texts)
        if again is not None and len(again.names) != width:
            again = None
        skip = again.count if again else 0
        found = starts_under(again, texts[skip:]) if again else starts_like(starts, texts)
        starts = found if again else starts or found
        # the header comes back with each page: what follows may end the row above
        rows.append(_row(head.texts, page[: max(skip, 1)], width))
        region = _Region(found)
        rows.extend(_rows(region, page[skip:], reads, columns.task, rest=len(rows) > 1))
        tight |= region.tight
    return Table(tuple(rows), frozenset(tight)), end - start


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


def _readers(columns: Columns) -> dict[int, Callable[[str], bool]]:
    """How the cells of the agencies' and the deadline's columns read."""
    agencies = (columns.lead, columns.coordinating, columns.directing)
    found: dict[int, Callable[[str], bool]] = {i: _agency_cell for i in agencies if i is not None}
    return found | ({columns.deadline: deadline_like} if columns.deadline is not None else {})


@lru_cache(maxsize=16384)
def _agency_cell(text: str) -> bool:
    return text[:1].isupper() and looks_like_agencies(text)


def _sure_agency_cell(text: str) -> bool:
    return text[:1].isupper() and surely_agencies(text)


def _rows(
    region: _Region, lines: Sequence[Paragraph], reads: Reads, task: int, *, rest: bool
) -> list[tuple[Cell, ...]]:
    """The rows of one page, below its header; `rest` tells that a row may go on from the page before."""
    filled = [(line, cells) for line in lines if line.text.strip() for cells in region.cells([_line(line)])]
    numbers = [i for i, (_, cells) in enumerate(filled) if _NUMBER.match(cells[0])]
    tops = row_tops([cells for _, cells in filled], numbers, task, reads, rest=rest)
    bounds = sorted({0, len(filled), *tops})
    width = len(region.starts)
    rows = []
    labels = [filled[n][1][0].rstrip(".)") for n in numbers]
    groups = {above for above, below in pairwise(labels) if below == f"{above}.1"}
    for first, last in pairwise(bounds):
        chunk = [line for line, _ in filled[first:last]]
        if title := _title([_line(line) for line in chunk], region, groups):
            cells = [title[0], *[""] * (width - 1)]
            cells[task] = title[1]
            rows.append(_row(cells, chunk, width))
        else:
            rows.append(_row(region.row(chunk, reads), chunk, width))
    return rows


def _title(texts: Sequence[str], region: _Region, groups: set[str]) -> tuple[str, str] | None:
    """The label and words of a title row, which run through all columns; None when these lines are no title.

    `groups` are numbers that head numbers of their own: 2 before 2.1.
    """
    labels = [cells[0] for cells in region.cells(texts) if cells[0]]
    if len(labels) != 1 or not (_TITLE_LABEL.match(labels[0]) or labels[0].rstrip(".)") in groups):
        return None
    words = [text.replace(labels[0], "", 1).strip() if cells[0] else text.strip()
             for text, cells in zip(texts, region.cells(texts), strict=True)]  # fmt: skip
    parted = any(re.search(r"\S\s{2,}\S", text) for text in words)
    if not any(words) or (parted and not "".join(words).isupper()):  # capitals may be spread over a line
        return None
    return labels[0], squeeze(" ".join(words))
