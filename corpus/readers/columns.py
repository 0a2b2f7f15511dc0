"""Borderless tables: columns from the header and the blank strips below it, rows from the number column.

A table starts at a header (STT, Nhiệm vụ, Chủ trì, …) or goes on from the page before with the same columns.
It ends where text flows through its column bounds and no further row follows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.readers.build import DraftTable
from corpus.readers.column_rows import Row, cells_of, rows_of
from corpus.readers.furniture import has_letterhead
from corpus.readers.page import Line, Page, Word, lines_of
from corpus.readers.prose import MARKER, Measure
from corpus.text import bare

# Words that head the columns of task lists; a header needs two columns that hold one.
_HEADING = re.compile(
    r"\b(?:stt|tt|so tt|nhiem vu|noi dung|cong viec|hoat dong|chu tri|phoi hop|thuc hien|thoi gian|thoi han|tien do"
    r"|hoan thanh|ket qua|san pham|ghi chu|don vi|co quan|trach nhiem|phan cong|phu trach|lanh dao|dia diem|kinh phi"
    r"|tham quyen|yeu cau|bat dau|ket thuc|han|muc tieu|chi tieu|can cu|giai phap)\b"
)
_NUMBER_HEADING = re.compile(r"\W*(?:stt|tt|so tt|so|so thu tu)\W*")
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVXLC]{1,6}|[a-zđA-ZĐ]|[-–+•*])[.)]?")
_ROW_LABEL = re.compile(r"\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]?|[IVX]{1,6}[.)]?")
_SECTION = re.compile(r"[IVX]{1,5}\s+[^\W\da-zà-ỹ]{2}")  # a heading of the text whose full stop was not recognised
_LONGEST_LABEL = 4  # letters: a number that recognition took for others ("IH")
_LONGEST_HEADING = 12  # words in one column's heading
_TALLEST_HEADING = 5  # lines
_LEAST_NUMBERS = 3  # in a first column without a heading that says so
_SAME = 0.85  # likeness of a header to the one on the page before
_THROUGH = 0.55  # of the font size: a smaller gap at a bound is the space between two words
_SAMPLE = 60  # lines below a header that tell where its columns stand
_TITLES = 3  # lines that may stand between rows across all columns
_FAR = 2.6  # steps of blank that end a table

Piece = DraftTable | list[Line]


@dataclass(frozen=True, slots=True)
class Columns:
    """The inner bounds of a table's columns in points, and whether the first holds the rows' numbers.

    `heads` are the left and right ends of the headings, `title` their words; `seen` the words below them so far.
    """

    bounds: tuple[float, ...]
    numbered: bool
    heads: tuple[tuple[float, float], ...]
    title: str
    seen: tuple[Word, ...] = ()

    def of(self, word: Word) -> int:
        middle = (word.x0 + word.x1) / 2
        return sum(bound <= middle for bound in self.bounds)

    def used(self, line: Line) -> set[int]:
        return {self.of(word) for word in line.words}

    def flows_through(self, line: Line) -> bool:
        """Whether the line's text runs over a bound rather than stopping before it."""
        first = "".join(word.text for word in line.words if self.of(word) == 0)
        if self.numbered and len(first) > _LONGEST_LABEL and self.label(line) is None:
            return True
        for bound in self.bounds:
            left = max((w.x1 for w in line.words if (w.x0 + w.x1) / 2 < bound), default=None)
            right = min((w.x0 for w in line.words if (w.x0 + w.x1) / 2 >= bound), default=None)
            if left is not None and right is not None and right - left < _THROUGH * line.size:
                return True
            if any(w.x0 < bound - 2 and w.x1 > bound + 2 for w in line.words):
                return True
        return False

    def label(self, line: Line) -> str | None:
        """What the number column holds on this line, when that reads as a row's number or bullet."""
        if not self.numbered:
            return None
        text = " ".join(word.text for word in line.words if self.of(word) == 0)
        return text if _LABEL.fullmatch(text) else None

    def starts_row(self, line: Line) -> bool:
        if self.flows_through(line):
            return False
        return self.label(line) is not None if self.numbered else len(self.used(line)) >= 2


def split_tables(
    page: Page, lines: Sequence[Line], setting: Measure, columns: Columns | None
) -> tuple[list[Piece], Columns | None]:
    """Cut a stretch of lines into tables and text between them.

    `columns` is the table open at the end of the page before; returned is the one open at the end of this stretch.
    """
    pieces: list[Piece] = []
    place = 0
    if columns is not None and lines and not (_same_heading(lines, 0, columns.title) or _heading_at(lines, 0)):
        columns = _measured(columns.heads, columns.title, (*columns.seen, *_words(lines, 0)))
        end = _end(lines, 0, columns, setting)
        if end and (any(len(columns.used(line)) >= 2 for line in lines[:end]) or _rest_of_cell(lines[:end], columns)):
            pieces.append(_table(page, [], lines[:end], columns, setting))
            place = end
            if end == len(lines):
                return pieces, columns
    repeated, columns = columns.title if columns else None, None
    text: list[Line] = []
    while place < len(lines):
        found = _same_heading(lines, place, repeated) or _heading_at(lines, place)
        if found is None:
            text.append(lines[place])
            place += 1
            continue
        columns = _columns(lines, place, found)
        end = _end(lines, found, columns, setting)
        if text:
            pieces.append(text)
            text = []
        pieces.append(_table(page, lines[place:found], lines[found:end], columns, setting))
        place = end
    if text:
        pieces.append(text)
        columns = None
    return pieces, columns


def _rest_of_cell(lines: Sequence[Line], columns: Columns) -> bool:
    """Whether lines at the top of a page are the end of one cell of the row above, and nothing else."""
    inner = [columns.used(line) for line in lines]
    return columns.numbered and lines[0].text[0].islower() and all(used == inner[0] and 0 not in used for used in inner)


# the header


def _clusters(words: Sequence[Word]) -> list[tuple[float, float, str]]:
    """Words stacked over each other as (left, right, text), left to right: the headings of columns."""
    found: list[tuple[float, float, list[Word]]] = []
    for word in sorted(words, key=lambda w: w.x0):
        if found and word.x0 < found[-1][1] + 0.45 * word.size:
            left, right, inside = found[-1]
            found[-1] = (left, max(right, word.x1), [*inside, word])
        else:
            found.append((word.x0, word.x1, [word]))
    return [(left, right, " ".join(line.text for line in lines_of(inside))) for left, right, inside in found]


def _heading_at(lines: Sequence[Line], start: int) -> int | None:
    """Where the header that begins at this line ends (the line after it); None when none begins here."""
    first = lines[start].segments(0.9 * lines[start].size)
    if not any(_is_heading(segment.text) for segment in first) or _ROW_LABEL.fullmatch(first[0].text):
        return None
    if len(first) > 1 and any(segment.text[0].islower() for segment in first):
        return None  # the lines of a row's cells
    if len(first) == 1 and (len(first[0].words) > _LONGEST_HEADING // 2 or _is_prose(first[0].text)):
        return None
    best, words = None, []
    for place in range(start, min(start + _TALLEST_HEADING, len(lines))):
        if place > start and not _belongs(lines, start, place):
            break
        words += lines[place].words
        columns = _clusters(words)
        if len(columns) < 2 or any(len(text.split()) > _LONGEST_HEADING for *_, text in columns):
            continue
        headings = sum(_is_heading(text) for *_, text in columns)
        numbered = _NUMBER_HEADING.fullmatch(bare(columns[0][2])) is not None
        if headings >= 2 and len(columns) >= 3 and (numbered or headings >= len(columns) - 1):
            best = place + 1
    return best


def _is_prose(text: str) -> bool:
    """Whether a line by itself is of the text above a table: a heading, the end of a sentence."""
    return bool(MARKER.match(text) or _SECTION.match(text) or text[-1] in ".;:" or text[0].islower())


def _title(lines: Sequence[Line]) -> str:
    return " | ".join(text for *_, text in _clusters([word for line in lines for word in line.words]))


def _same_heading(lines: Sequence[Line], start: int, title: str | None) -> int | None:
    """Where the header of the page before, printed again, ends: lines below it may go on with a row.

    A scan may read it a little differently each time.
    """
    if title is None:
        return None
    likeness = {
        end: SequenceMatcher(None, bare(_title(lines[start:end])), bare(title), autojunk=False).ratio()
        for end in range(start + 1, min(start + _TALLEST_HEADING, len(lines)) + 1)
    }
    best = max(likeness, key=lambda end: likeness[end])
    return best if likeness[best] > _SAME else None


def _is_heading(text: str) -> bool:
    return _HEADING.search(bare(text)) is not None


def _belongs(lines: Sequence[Line], start: int, place: int) -> bool:
    """Whether a line goes on with the header above it: it wraps a heading, or holds headings itself."""
    line, above = lines[place], lines[place - 1]
    if line.middle - above.middle > 2.2 * line.size:
        return False
    segments = line.segments(0.9 * line.size)
    if _LABEL.fullmatch(segments[0].text) and segments[0].text not in ("TT", "(1)"):
        return False
    if len(segments) == 1 and (MARKER.match(line.text) or _SECTION.match(line.text)):
        return False
    edges = [(left - 3, right + 3) for left, right, _ in _clusters([w for x in lines[start:place] for w in x.words])]

    def wraps(segment: Line) -> bool:
        under = any(min(segment.x1, right) > max(segment.x0, left) for left, right in edges)
        return under and (segment.text[0].islower() or segment.text[0] in "(/")

    return all(wraps(s) or (_is_heading(s.text) and len(s.words) <= 6) or _is_number_heading(s.text) for s in segments)


def _is_number_heading(text: str) -> bool:
    return _NUMBER_HEADING.fullmatch(bare(text)) is not None


def _words(lines: Sequence[Line], start: int) -> list[Word]:
    sample = itertools.takewhile(lambda line: not has_letterhead(line.text), lines[start : start + _SAMPLE])
    return [word for line in sample for word in line.words]


def _columns(lines: Sequence[Line], start: int, body: int) -> Columns:
    """The columns of the table whose header stands from line `start` to before line `body`."""
    headings = [word for line in lines[start:body] for word in line.words]
    heads = _clusters(headings)
    # headings weigh as much as a few lines: a strip that cuts one is no bound
    words = (*headings * 3, *_words(lines, body))
    return _measured(tuple((left, right) for left, right, _ in heads), _title(lines[start:body]), words)


def _measured(heads: tuple[tuple[float, float], ...], title: str, words: Sequence[Word]) -> Columns:
    """The bounds between headings: the widest strip that these words leave blank."""
    bounds = []
    for (left0, right0), (left1, right1) in zip(heads, heads[1:], strict=False):
        first, last = int(right0), int(left1)  # no bound cuts a heading
        if last <= first:
            first, last = int((left0 + right0) / 2), int((left1 + right1) / 2)
        count = [0] * (last - first + 1)
        for word in words:
            for x in range(max(int(word.x0), first), min(int(word.x1) + 1, last) + 1):
                count[x - first] += 1
        bounds.append(first + _widest_low(count))
    numbered = _is_number_heading(title.split(" | ")[0]) or _counts(words, bounds)
    return Columns(tuple(bounds), numbered, heads, title, tuple(words))


def _counts(words: Sequence[Word], bounds: Sequence[float]) -> bool:
    """Whether the first column holds row numbers, whatever its heading says (a scan may misread "STT")."""
    texts = [w.text for w in words if w.x1 < bounds[0] and not (w.text.isalpha() and w.text.isupper())]
    return len(texts) >= _LEAST_NUMBERS and sum(text[0].isdigit() for text in texts) > 0.6 * len(texts)


def _widest_low(count: Sequence[int]) -> float:
    """The middle of the widest run of the lowest count."""
    low, best, run = min(count), (0, 0.0), 0
    for place, value in enumerate([*count, low + 1]):
        if value == low:
            run += 1
            continue
        if run > best[0]:
            best = (run, place - run / 2)
        run = 0
    return best[1]


# the end


def _end(lines: Sequence[Line], start: int, columns: Columns, setting: Measure) -> int:
    """The line after the table's last one."""
    place = end = start
    while place < len(lines):
        line = lines[place]
        if has_letterhead(line.text) or (place > start and _heading_at(lines, place) is not None):
            break
        if place > start and line.middle - lines[place - 1].middle > _FAR * setting.step:
            following = lines[place : place + _TITLES]
            filled = len(columns.used(line)) > 2 and not columns.flows_through(line)
            if not filled and not any(columns.starts_row(near) for near in following):
                break
        if not columns.flows_through(line):
            place += 1
            end = place
            continue
        following = lines[place + 1 : place + 1 + _TITLES]
        last = place + 1 == len(lines) and line.text.isupper()  # a title at the foot of the page
        if not last and not any(columns.starts_row(near) for near in following):
            break
        place += 1
        end = place
    return _without_heading(lines, start, end, columns)


def _without_heading(lines: Sequence[Line], start: int, end: int, columns: Columns) -> int:
    """`end` before a heading of the text that follows the table, which looks like a row with two columns."""
    if start < end < len(lines) and not has_letterhead(lines[end].text):
        last = lines[end - 1]
        text = last.text
        heading = re.match(r"(?:[IVX]{1,5}|[A-Z]|\d{1,2})[.\-)–]", text) and columns.used(last) <= {0, 1}
        if heading and columns.flows_through(lines[end]):
            return end - 1
    return end


def _table(page: Page, head: Sequence[Line], body: Sequence[Line], columns: Columns, setting: Measure) -> DraftTable:
    rows = [Row(list(head))] if head else []
    level = sorted(
        rule.top for rule in page.rules if not rule.upright and rule.x1 - rule.x0 > 0.5 * (setting.right - setting.left)
    )
    titles = [columns.flows_through(line) for line in body]
    labels = [columns.label(line) for line in body]
    texts = [[[w for w in line.words if columns.of(w) == c] for c in range(len(columns.bounds) + 1)] for line in body]
    rows += rows_of(body, titles, labels, texts, setting, level, columns.numbered)
    return DraftTable(tuple(cells_of(row, place, page, columns.of, columns.bounds) for place, row in enumerate(rows)))
