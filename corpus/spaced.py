"""Tables whose columns are kept apart by spaces, as `pdftotext -layout` prints them.

Columns are found by the places where words begin under each other;
rows by the numbers of the first column, which stand at the top or in the middle of their row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise, product

from corpus.agencies import looks_like_agencies, surely_agencies
from corpus.columns import Columns, read_header
from corpus.deadlines import is_deadline
from corpus.layout import Cell, Paragraph, Table
from corpus.model import Spot
from corpus.readers.furniture import is_page_number, is_stamp
from corpus.spaced_rows import Reads
from corpus.spaced_rows import tops as row_tops
from corpus.text import bare, squeeze

_GAP = re.compile(r"(?:^|\s{2,})(?=\S)")
_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-H]|[a-zđ])[.)]?$")
_TITLE_LABEL = re.compile(r"^(?:[IVXL]+|[A-HĐ])[.)]?$")
_LABEL = re.compile(r"^\s*(?:Số\s+)?S?TT\b", re.I)
_MIN_SHARE = 0.15
_LONGEST_HEADER = 4
_TIGHT = 12  # places by which a cell that a full one pushes aside is printed to the left
_TALL = 8  # lines of a row above its number
_MOST_WAYS = 500
_DRIFT = 5  # places by which a column moves from row to row


@dataclass(slots=True)
class _Region:
    """The lines of a table and where its columns begin on the whole."""

    starts: list[int]

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

    def row(self, lines: Sequence[str], reads: Reads) -> list[str]:
        """The cells of one row. `reads` tells for a column whether a text reads as a cell of it.

        Where a cell fills its column, only one space parts it from the next, which the extractor then prints a little
        to the left: such a line is cut where the next cell reads as one, as near to its column as can be.
        """
        cuts = self.cuts(lines)
        for column, fits in reads.items():
            if not 0 < column < len(self.starts):
                continue
            tight = {
                n: _tight(line, cuts[n], column)
                for n, line in enumerate(lines)
                if len(line.rstrip()) > cuts[n][column]
            }
            tight = {n: places for n, places in tight.items() if len(places) > 1}
            ways = sorted(
                islice(product(*tight.values()), _MOST_WAYS),
                key=lambda way: sum(abs(place - self.starts[column]) for place in way),
            )
            tests = [_sure_agency_cell, fits] if fits is _agency_cell else [fits]
            found = (
                moved
                for test in (tests if tight else [])
                for way in ways
                if test(_cell(lines, moved := _moved_to(cuts, tight, way, column), column))
            )
            cuts = next(found, cuts)
        return [
            squeeze(" ".join(line[a[i] : a[i + 1]] for line, a in zip(lines, cuts, strict=True)))
            for i in range(len(self.starts))
        ]


def _moved_to(cuts: Sequence[list[int]], tight: Iterable[int], way: Sequence[int], column: int) -> list[list[int]]:
    """The cuts with those of the tight lines moved to the places of one way."""
    moved = [places.copy() for places in cuts]
    for line, place in zip(tight, way, strict=True):
        moved[line][column] = place
    return moved


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

    return max(range(max(2, start - _DRIFT), start + _DRIFT + 1), key=fit)


def _cuts(line: str, starts: Sequence[int]) -> list[int]:
    """Where to cut one line: at the starts, moved to the gap before a word that runs over one."""
    cuts = [0]
    for start in starts[1:]:
        place = min(start, len(line))
        if 0 < place < len(line) and line[place - 1] != " " and line[place] != " ":
            place = max(line.rfind(" ", 0, place) + 1, cuts[-1])
        cuts.append(max(place, cuts[-1]))
    return [*cuts, len(line)]


def header_columns(line: str) -> list[str] | None:
    """The cells of a header line set with wide gaps; None when it is none."""
    cells = _segments(line)
    return cells if len(cells) >= 3 and read_header(cells) is not None else None


def _segments(line: str) -> list[str]:
    """The cells of a line set with wide gaps; the label of a narrow first column ("STT") may stand close to the
    next."""
    label = _LABEL.match(line)
    rest = line[label.end() :] if label else line
    return [*([label.group().strip()] if label else []), *(cell for cell in re.split(r"\s{2,}", rest.strip()) if cell)]


def spaced_table(lines: Sequence[Paragraph], start: int) -> tuple[Table, int] | None:
    """The table that begins at `lines[start]` and how many lines it takes; None when none begins there."""
    heads = _header_block(lines, start)
    if heads == 0:
        return None
    end = _end(lines, start + heads)
    pages = _pages(lines[start:end])
    width = len(pages[0][1].starts)
    if width < 3:
        return None
    head = lines[start : start + heads]
    header = _header_cells(pages[0][1], [_line(line) for line in head])
    columns = read_header(header)
    if columns is None:
        return None
    reads = _readers(columns)
    rows = [_row(header, head, width)]
    for index, (page, region) in enumerate(pages):
        body = page[heads:] if index == 0 else page
        if index and not _repeats([_line(line) for line in body[:4]], header):
            rows.append(_row(header, body[:1], width))  # the table goes on: what follows may end the row above
        rows.extend(_rows(region, body, header, reads, columns.task))
    return Table(tuple(rows)), end - start


def _header_cells(region: _Region, texts: Sequence[str]) -> list[str]:
    """The header's cells; the label of the number column may reach into the next."""
    labels = [_LABEL.match(text) for text in texts]
    rest = [" " * m.end() + text[m.end() :] if m else text for text, m in zip(texts, labels, strict=True)]
    cells = _joined(region.cells(rest), len(region.starts))
    return [squeeze(" ".join([*(m.group() for m in labels if m), cells[0]])), *cells[1:]]


def _line(paragraph: Paragraph) -> str:
    return paragraph.text.replace("\f", "")


def _pages(lines: Sequence[Paragraph]) -> list[tuple[list[Paragraph], _Region]]:
    """The lines of each page and its columns; a page on which they cannot be told takes those of the page before.

    A page begins at a form feed, or where the header is printed again: each page is laid out with its own columns.
    """
    pages: list[list[Paragraph]] = [[]]
    for line in _without_furniture(lines):
        again = header_columns(_line(line)) is not None and len(pages[-1]) > _LONGEST_HEADER
        if ("\f" in line.text or again) and any(other.text.strip() for other in pages[-1]):
            pages.append([])
        if line.text.strip():
            pages[-1].append(line)
    found: list[tuple[list[Paragraph], _Region]] = []
    for page in pages:
        texts = [_line(line) for line in page]
        starts = _starts(texts)
        if found and len(starts) != (width := len(found[0][1].starts)):
            starts = _under_header(texts, width) or _moved(found[-1][1].starts, texts)
        found.append((page, _Region(starts)))
    return found


def _without_furniture(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines without stamps, and without the page numbers that stand alone at the end of a page."""
    kept: list[Paragraph] = []
    ended = True  # from the end: nothing but blanks and furniture up to the next page
    for number, line in reversed(list(enumerate(lines))):
        text = _line(line)
        if _is_stamp(text):
            kept.append(replace(line, text="\f" if "\f" in line.text else ""))
        elif ended and _is_folio(lines, number):
            continue
        else:
            kept.append(line)
            ended = ended and not text.strip()
        ended = ended or "\f" in line.text or header_columns(text) is not None
    return kept[::-1]


def _is_folio(lines: Sequence[Paragraph], number: int) -> bool:
    """Whether a line is a page's number alone, under no cell of the line above it."""
    text = _line(lines[number])
    if not (is_page_number(text) and text.startswith(" " * _TIGHT)) or len(re.findall(r"\d", text)) > 3:
        return False
    above = next((_line(line) for line in reversed(lines[:number]) if line.text.strip()), "")
    begins = len(text) - len(text.lstrip())
    return all(abs(match.end() - begins) > 1 for match in _GAP.finditer(above))


def _is_stamp(text: str) -> bool:
    return is_stamp(text) or re.match(r"ngay ban hanh\s*:\s*\d", bare(text).strip()) is not None


def _under_header(texts: Sequence[str], width: int) -> list[int] | None:
    """The columns of a page told by its own header: each begins under its name, or left of a name set in the middle."""
    if not texts or header_columns(texts[0]) is None:
        return None
    names = [match.span() for match in re.finditer(r"\S+(?: \S+)*", texts[0])]
    if len(names) != width:
        return None
    begins = Counter(match.end() for text in texts[1:] for match in _GAP.finditer(text))
    starts = [0]
    for (_, before), (here, _) in pairwise(names):
        starts.append(max(range(before + 1, here + 1), key=lambda place: (begins[place], place)))
    return starts


def _moved(starts: Sequence[int], lines: Sequence[str]) -> list[int]:
    """The columns of the page before, moved as a whole to where most cells of this page begin."""
    begins = Counter(match.end() for line in lines for match in _GAP.finditer(line))
    shift = max(range(-20, 21), key=lambda s: (sum(begins[start + s] for start in starts[1:]), -abs(s)))
    return [0, *(start + shift for start in starts[1:])]


def _header_block(lines: Sequence[Paragraph], start: int) -> int:
    """How many lines the header takes; 0 when there is none here. Its cells may be wrapped, also above its number."""
    text = _line(lines[start])
    if "\t" in text or not (len(re.split(r"\s{2,}", text.strip())) > 1 or text.startswith(" " * 8)):
        return 0
    for count in range(1, _LONGEST_HEADER + 1):
        block = [_line(p) for p in lines[start : start + count]]
        if any(not t.strip() for t in block):
            return 0
        found = any(header_columns(t) or len(_segments(t)) >= 3 for t in block)
        following = lines[start + count].text if start + count < len(lines) else ""
        begins = not following.split() or _begins_row(lines, start + count)
        if found and begins and re.search(r"\b(?:STT|TT|Số TT|SỐ TT)\b", " ".join(block)):
            return 0 if _is_title(block) else count
    return 0


def _begins_row(lines: Sequence[Paragraph], start: int) -> bool:
    """Whether a row begins here: with its number, or, where cells stand in the middle, some lines above it."""
    text = _line(lines[start])
    if _NUMBER.match(text.split()[0]):
        return True
    number = next((n for n in range(start, min(start + _TALL, len(lines))) if not lines[n].text.startswith("  ")), None)
    if number is None or not lines[number].text.split():
        return False
    return text.strip()[0].isupper() and not text.isupper() and bool(_NUMBER.match(lines[number].text.split()[0]))


def _is_title(block: Sequence[str]) -> bool:
    """Whether the first of these lines stands above the header: it runs over several of its columns, or is capitals."""
    label = next(text for text in block if len(_segments(text)) >= 3)
    spans = [match.span() for match in re.finditer(r"\S+(?: \S+)*", label)]
    first = block[0]
    if first == label:
        return False
    texts = [match.span() for match in re.finditer(r"\S+(?: \S+)*", first)]
    over = max(sum(a < end and start < b for a, b in spans) for start, end in texts)
    return over > 1 or (first.isupper() and not label.isupper())


def _end(lines: Sequence[Paragraph], start: int) -> int:
    """The first line after the table: prose at the left margin, or two blank lines before such."""
    index = start
    while index < len(lines):
        text = _line(lines[index])
        if (
            text.strip()
            and not text.startswith(" ")
            and not re.match(r"\s*\(?[\dIVXLA-Ha-zđ.]{1,6}[.)]?\s{2,}\S", text)
            and not header_columns(text)
            and len(re.split(r"\s{2,}", text.strip())) < 2
            and not _is_stamp(text)
            and not is_page_number(text)
        ):
            break
        index += 1
    while index > start and not lines[index - 1].text.strip():
        index -= 1
    return index


def _starts(texts: Sequence[str]) -> list[int]:
    """Where columns begin: 0 for the number column, then places at which many cells begin."""
    begins: Counter[int] = Counter()
    for text in texts:
        for match in _GAP.finditer(text):
            begins[match.end()] += 1
    peaks: list[int] = []
    least = max(2, int(_MIN_SHARE * len(texts)))
    for place, _ in begins.most_common():
        weight = sum(begins[place + shift] for shift in (-1, 0, 1))
        if weight >= least and all(abs(place - other) > 4 for other in peaks):
            peaks.append(place)
    peaks.sort()
    if len(peaks) > 1 and peaks[0] <= 4:
        peaks = [0, *peaks[1:]]
    elif peaks:
        peaks = [0, *peaks]
    return peaks


def _joined(lines: Sequence[Sequence[str]], width: int) -> list[str]:
    return [squeeze(" ".join(cells[i] for cells in lines if i < len(cells))) for i in range(width)]


def _row(texts: Sequence[str], lines: Sequence[Paragraph], width: int) -> tuple[Cell, ...]:
    spot = Spot(lines[0].spot.first_line, lines[-1].spot.last_line)
    return tuple(Cell(texts[i] if i < len(texts) else "", spot) for i in range(width))


def _readers(columns: Columns) -> dict[int, Callable[[str], bool]]:
    """How the cells of the agencies' and the deadline's columns read."""
    agencies = (columns.lead, columns.coordinating, columns.directing)
    found: dict[int, Callable[[str], bool]] = {i: _agency_cell for i in agencies if i is not None}
    return found | ({columns.deadline: is_deadline} if columns.deadline is not None else {})


def _agency_cell(text: str) -> bool:
    return text[:1].isupper() and looks_like_agencies(text)


def _sure_agency_cell(text: str) -> bool:
    return text[:1].isupper() and surely_agencies(text)


def _rows(
    region: _Region, lines: Sequence[Paragraph], header: Sequence[str], reads: Reads, task: int
) -> list[tuple[Cell, ...]]:
    """The rows below the header; a repeated header is dropped, and the row after it marked by the header's return."""
    filled = [(line, cells) for line in lines if line.text.strip() for cells in region.cells([_line(line)])]
    margin = " " * _TIGHT
    numbers = [
        i for i, (line, cells) in enumerate(filled) if _NUMBER.match(cells[0]) and not line.text.startswith(margin)
    ]
    repeats = _repeats([_line(line) for line, _ in filled], header)
    head = next((i for i in range(len(filled)) if i not in repeats), 0)
    tops = row_tops([cells for _, cells in filled[head:]], [n - head for n in numbers if n >= head], task, reads)
    bounds = sorted({0, len(filled), *(head + top for top in tops), *(i for i in repeats), *(i + 1 for i in repeats)})
    width = len(region.starts)
    rows = []
    for first, last in zip(bounds, bounds[1:], strict=False):
        chunk = [line for line, _ in filled[first:last]]
        if first in repeats:
            if first - 1 not in repeats:
                rows.append(_row(header, chunk, width))
        elif title := _title([_line(line) for line in chunk]):
            cells = [title[0], *[""] * (width - 1)]
            cells[task] = title[1]
            rows.append(_row(cells, chunk, width))
        else:
            rows.append(_row(region.row([_line(line) for line in chunk], reads), chunk, width))
    return rows


def _title(texts: Sequence[str]) -> tuple[str, str] | None:
    """The label and words of a title row, which run through all columns; None when these lines are no title."""
    label, _, rest = texts[0].strip().partition(" ")
    if not _TITLE_LABEL.match(label):
        return None
    words = [rest.strip(), *(text.strip() for text in texts[1:])]
    if not words[0] or any(re.search(r"\S\s{2,}\S", text) for text in words):
        return None
    return label, squeeze(" ".join(words))


def _repeats(texts: Sequence[str], header: Sequence[str]) -> set[int]:
    """Indexes of lines that print the header again: all their words are words of the header, and their neighbours'."""
    known = set(" ".join(header).split())
    like = [bool(text.split()) and set(text.split()) <= known for text in texts]
    first = header[0].split()[0] if header[0] else header[1].split()[0]
    found: set[int] = set()
    for index, text in enumerate(texts):
        if like[index] and first in text.split():
            for step in (1, -1):
                place = index
                while 0 <= place < len(texts) and like[place]:
                    found.add(place)
                    place += step
    return found
