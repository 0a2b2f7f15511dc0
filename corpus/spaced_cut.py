"""One row of a table set by spaces, cut into its cells, also where full cells have but one blank between them.

`pdftotext -layout` prints a cell right behind a full one beside it, wherever its own column begins. So the words of a
line are given to the columns in every likely way, and of all ways for the row's lines the best is taken: by where
words begin, by where lines are broken (a line ends when the next word no longer fits its column, so the next word
tells whether a line was full), and by how the cells read.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from corpus.letter_widths import printed_width
from corpus.text import squeeze

Fits = Callable[[str], float]  # how well a text reads as the cell of a column

_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐ]|[a-zđ])[.)]?$")
_SET_BREAK = re.compile(r"[.;:]$")
_LIST_MARK = re.compile(r"(?:[-+•*]|[a-zđ]\)|\d{1,2}[.)])(?:\s|$)")
_TIGHT = 14  # places to the left of its column at which a cell may be printed behind a full one
_RIGHT = 5  # and to the right
_WAYS = 10  # ways of cutting a line that are looked at
_REACH = 10  # places before a column at which a cell of it may begin that is close behind another
_KEPT = 16  # ways of cutting a row's lines so far
_WORSE = 5.0  # a way that costs so much more than the best is not looked at
_ROUNDS = 3
_SAME_CELL_GAP, _AT_COLUMN = 0.7, 2.0
_NEAR, _FAR = 4, 8  # places to the left of a column's start, where its lines begin under each other and where not
_ONE_BLANK = 0.7
_SHORT = 12.0
_FULL, _SPREAD = 0.1, 0.25  # of a column's width that a full line leaves free; of a line whose words are spread, more
_HOLE = 0.8
_SPARE, _OVER, _MOST = 20.0, 30.0, 3.0
_SLACK = 0.03  # of a column's width, by which a face differs
_LEAST_BREAKS = 4
_STRAIGHT = 0.6
_DOUBTFUL = 0.3


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    gap: int  # blanks before it; a line's first word has many
    text: str


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the columns of a page begin; `aligned` tells for each whether its lines do so under each other."""

    starts: tuple[int, ...]
    aligned: tuple[bool, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A line of a cell: its words, where it begins, and whether but one blank parts it from the cells beside it."""

    place: int  # of the line in its row
    start: int
    text: str
    before: bool
    after: bool

    @property
    def tight(self) -> bool:
        """Whether another cell stands close to it."""
        return self.before or self.after


@dataclass(frozen=True, slots=True)
class CutRow:
    """A row's cells, the lines of each, and by how much this way of cutting is better than any that reads otherwise."""

    cells: tuple[str, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    margin: float = math.inf


Ends = tuple[int, ...]  # for each column the number of the line's words that stand in it or before it
_Way = tuple[float, Ends]


@lru_cache(maxsize=8192)
def _words(line: str) -> tuple[_Word, ...]:
    found: list[_Word] = []
    for match in re.finditer(r"\S+", line):
        gap = match.start() - found[-1].end if found else 99
        found.append(_Word(match.start(), match.end(), gap, match.group()))
    return tuple(found)


Widths = tuple[float | None, ...]


@lru_cache(maxsize=8192)
def _line_ways(line: str, edges: Edges, widths: Widths) -> tuple[_Way, ...]:
    """The likely ways of giving a line's words to the columns by their places and widths alone, the best first."""
    words = _words(line)
    if (clear := _clear(words, edges)) is not None:
        return ((0.0, clear),)
    count = len(edges.starts)
    best: dict[int, list[_Way]] = {0: [(0.0, ())]}
    for column in range(count):
        following: dict[int, list[_Way]] = {}
        for first, ways in best.items():
            for last, cost in _pieces(words, first, column, edges):
                cost += _fill(words, first, last, widths[column]) if column else 0.0
                following.setdefault(last, []).extend((before + cost, (*ends, last)) for before, ends in ways)
        best = {last: heapq.nsmallest(_WAYS, ways) for last, ways in following.items()}
    ways = best.get(len(words), [])
    return tuple(way for way in ways if way[0] < ways[0][0] + _WORSE)


def _clear(words: Sequence[_Word], edges: Edges) -> Ends | None:
    """The one way of giving a line's words to the columns, where each stretch begins under a column's other lines and
    ends too early for another cell to be in it; else None."""
    begins = [n for n, word in enumerate(words) if word.gap > 1]
    ends: list[int] = []
    for first, last in zip(begins, [*begins[1:], len(words)], strict=True):
        place = words[first].start
        column = next((c for c in range(len(ends), len(edges.starts)) if abs(place - edges.starts[c]) < 2), None)
        if column is None and not ends and place < edges.starts[1] - 1:
            column = 0
        if column is None or not edges.aligned[column]:
            return None
        if not column and not (last == first + 1 and _NUMBER.match(words[first].text)):
            return None
        if ends and column > len(ends) and words[first - 1].end > edges.starts[len(ends)] - _REACH:
            return None
        ends += [first] * (column - len(ends)) + [last]
    if len(ends) < len(edges.starts) and words and words[-1].end > edges.starts[len(ends)] - _REACH:
        return None
    return tuple(ends + [len(words)] * (len(edges.starts) - len(ends)))


def _pieces(words: Sequence[_Word], first: int, column: int, edges: Edges) -> Iterator[tuple[int, float]]:
    """How many words a column may take from `first` on, and what that costs."""
    yield first, 0.0
    if first == len(words):
        return
    start = edges.starts[column]
    stop = edges.starts[column + 1] if column + 1 < len(edges.starts) else 10_000
    cost = _begin(words[first], column, edges)
    if cost is None:
        return
    others = edges.starts[column + 1 :]
    for last in range(first + 1, len(words) + 1):
        word = words[last - 1]
        if last > first + 1 and word.gap > 1:
            near = any(
                -(_NEAR if aligned else _FAR) < word.start - other < 2
                for other, aligned in zip(others, edges.aligned[column + 1 :], strict=True)
            )
            cost += _AT_COLUMN if near else _SAME_CELL_GAP
        cost += 0.25 * max(0, word.start - max(stop, start) + 1)
        if cost > 4 * _WORSE:
            return
        if column == 0 and not (last == first + 1 and _NUMBER.match(word.text)):
            cost += 3.0
        yield last, cost


def _fill(words: Sequence[_Word], first: int, last: int, width: float | None) -> float:
    """What it costs that a piece is wider than its column, or leaves some of it free before a close cell."""
    if width is None or first == last:
        return 0.0
    share = printed_width(" ".join(word.text for word in words[first:last])) / width
    cost = min(_MOST, _OVER * max(0.0, share - 1 - _SLACK))
    if last < len(words) and words[last].gap == 1:
        cost += min(_MOST, max(0.0, _SHORT * (1 - share - _SPREAD)))
    return cost


def _begin(word: _Word, column: int, edges: Edges) -> float | None:
    """What it costs that a cell begins with a word; None where it cannot."""
    start = edges.starts[column]
    if column == 0:
        return 0.0 if word.gap > 1 and word.start < edges.starts[1] - 1 else None
    off = word.start - start
    if word.gap == 1:
        if not -_TIGHT <= off <= _RIGHT:
            return None
        return _ONE_BLANK + (0.06 * -off if off < 0 else 0.3 * off)
    if off < 0:
        return (0.4 if edges.aligned[column] else 0.2) * -off
    return (0.3 if edges.aligned[column] else 0.06) * off


@dataclass(slots=True)
class _Table:
    """What the ways of cutting one row are judged by."""

    lines: Sequence[str]
    edges: Sequence[Edges]
    fits: Mapping[int, Fits]
    widths: Widths
    _costs: dict[tuple[int, tuple[Piece, ...]], tuple[float, str]] = field(default_factory=dict)

    def pieces(self, ways: Sequence[_Way]) -> list[list[Piece]]:
        """The lines of each column."""
        found: list[list[Piece]] = [[] for _ in self.widths]
        for place, (line, (_, ends)) in enumerate(zip(self.lines, ways, strict=False)):
            for column, piece in _pieces_of(line, ends, place):
                found[column].append(piece)
        return found

    def added(self, above: Piece | None, piece: Piece, column: int) -> float:
        """What it costs that a line of a cell stands below another, or is its first."""
        width = self.widths[column]
        if above is None:
            return 0.0
        hole = piece.place - above.place - 2
        cost = _HOLE * hole if hole > 0 and self.edges[above.place] is self.edges[piece.place] else 0.0
        return cost + (_spare(above.text, piece.text, width) if width is not None and column else 0.0)

    def short(self, piece: Piece, column: int) -> float:
        """What it costs, beyond what any line costs, that another cell stands close to a cell's short last line."""
        width = self.widths[column]
        if width is None or not column or not piece.after:
            return 0.0
        spare = 1 - printed_width(piece.text) / width
        return _SHORT * max(0.0, min(spare, _SPREAD) - _FULL)

    def total(self, ways: Sequence[_Way]) -> tuple[float, tuple[str, ...]]:
        """What a way of cutting the whole row costs, and its cells."""
        cost = sum(way[0] for way in ways)
        texts = []
        for column, lines in enumerate(self.pieces(ways)):
            price, text = self._column(column, tuple(lines))
            cost += price
            texts.append(text)
        return cost, tuple(texts)

    def _column(self, column: int, lines: tuple[Piece, ...]) -> tuple[float, str]:
        """What a cell's lines cost, and its text."""
        if (column, lines) not in self._costs:
            text = squeeze(" ".join(piece.text for piece in lines))
            cost = sum(self.added(above, piece, column) for above, piece in zip([None, *lines], lines, strict=False))
            cost += self.short(lines[-1], column) if lines else 0.0
            fit = self.fits.get(column)
            self._costs[column, lines] = cost - (fit(text) if fit else 0.0), text
        return self._costs[column, lines]


@lru_cache(maxsize=65536)
def _spare(above: str, below: str, width: float) -> float:
    """What it costs that the next word of a cell would have fitted on the line above it."""
    if _SET_BREAK.search(above) or _LIST_MARK.match(below):
        return 0.0
    spare = 1 - _SLACK - printed_width(f"{above} {below.split()[0]}") / width
    return min(_MOST, max(0.0, _SPARE * spare))


def cut_row(
    lines: Sequence[str], edges: Sequence[Edges], fits: Mapping[int, Fits], widths: Widths, told: Sequence[int]
) -> CutRow:
    """The best way of cutting the lines of one row, each by the edges of its page.

    `fits` tells for a column how well a text reads as its cell, `widths` how wide columns are (None where unknown),
    `told` the columns whose words count when two ways are said to read otherwise.
    """
    table = _Table(lines, edges, fits, widths)
    choices = [
        _line_ways(line, page, widths) or ((0.0, _whole(line, page)),) for line, page in zip(lines, edges, strict=True)
    ]
    found: dict[tuple[str, ...], tuple[float, tuple[_Way, ...]]] = {}

    def judge(ways: tuple[_Way, ...]) -> float:
        cost, texts = table.total(ways)
        if texts not in found or cost < found[texts][0]:
            found[texts] = cost, ways
        return cost

    for ways in _likely(table, choices):
        judge(ways)
    cost, ways = min(found.values())
    for _ in range(_ROUNDS):
        before = cost
        for place, choice in enumerate(choices):
            for way in choice if len(choice) > 1 else ():
                tried = (*ways[:place], way, *ways[place + 1 :])
                if (price := judge(tried)) < cost:
                    cost, ways = price, tried
        if cost == before:
            break
    cells = min(found, key=lambda texts: found[texts][0])
    other = [price for texts, (price, _) in found.items() if any(texts[i] != cells[i] for i in told)]
    pieces = tuple(map(tuple, table.pieces(found[cells][1])))
    return CutRow(cells, pieces, min(other, default=math.inf) - found[cells][0])


@lru_cache(maxsize=16384)
def _pieces_of(line: str, ends: Ends, place: int) -> tuple[tuple[int, Piece], ...]:
    """The pieces of a line with their columns, when its words are given to the columns up to `ends`."""
    words = _words(line)
    found = []
    for column, (first, last) in enumerate(zip((0, *ends), ends, strict=False)):
        if last > first:
            text = " ".join(word.text for word in words[first:last])
            close = last < len(words) and words[last].gap == 1
            found.append((column, Piece(place, words[first].start, text, words[first].gap == 1, close)))
    return tuple(found)


def line_cells(line: str, edges: Edges, widths: Widths) -> list[str]:
    """The cells of one line by the places of its words and how wide columns are."""
    ways = _line_ways(line, edges, widths)
    cells = [""] * len(edges.starts)
    for column, piece in _pieces_of(line, ways[0][1] if ways else _whole(line, edges), 0):
        cells[column] = piece.text
    return cells


def _whole(line: str, edges: Edges) -> Ends:
    """All words in the task's column: of a line that no column's places explain."""
    return (0, *[len(_words(line))] * (len(edges.starts) - 1))


def _likely(table: _Table, choices: Sequence[Sequence[_Way]]) -> list[tuple[_Way, ...]]:
    """The best ways of cutting all lines by their places and where they are broken."""
    Last = tuple[Piece | None, ...]
    kept: list[tuple[float, tuple[_Way, ...], Last]] = [(0.0, (), (None,) * len(table.widths))]
    for place, choice in enumerate(choices):
        grown = []
        for cost, ways, last in kept:
            for way in choice:
                now = list(last)
                price = cost + way[0]
                for column, piece in _pieces_of(table.lines[place], way[1], place):
                    price += table.added(last[column], piece, column)
                    now[column] = piece
                grown.append((price, (*ways, way), tuple(now)))
        kept = heapq.nsmallest(_KEPT, grown, key=lambda item: item[0])
    return [ways for _, ways, _ in kept]


def column_widths(rows: Sequence[CutRow], count: int) -> Widths:
    """How wide the columns are, from where the lines of their cells are broken; None where too few are."""
    return tuple(_width([row.pieces[column] for row in rows]) for column in range(count))


def _width(cells: Sequence[Sequence[Piece]]) -> float | None:
    """The width that is least at odds with the lines: none wider, and none that the next word would have fitted.

    Lines that stand close to another cell may be cut wrongly, and count less.
    """
    weights = {False: 1.0, True: _DOUBTFUL}
    filled = [(printed_width(piece.text), weights[piece.tight]) for lines in cells for piece in lines]
    broken = [
        (printed_width(f"{above.text} {below.text.split()[0]}"), weights[above.tight])
        for lines in cells
        for above, below in pairwise(lines)
        if not _SET_BREAK.search(above.text) and not _LIST_MARK.match(below.text)
    ]
    if len(broken) < _LEAST_BREAKS:
        return None

    def odds(width: float) -> float:
        over = sum(weight * min(0.3, place / width - 1) for place, weight in filled if place > width)
        return over + sum(weight * min(0.3, 1 - place / width) for place, weight in broken if place < width)

    widths = sorted({width for width, _ in filled})
    return min(widths[len(widths) // 3 :], key=odds)


def _common(places: Sequence[int]) -> tuple[int, float]:
    """The place at or beside which most of these are, and the share of them that are."""
    count = Counter(places)
    near = {place: count[place - 1] + count[place] + count[place + 1] for place in places}
    common = max(near, key=lambda place: near[place], default=0)
    return common, near[common] / len(places) if places else 0.0


def edges_after(cells: Sequence[Sequence[Piece]], edges: Edges, widths: Widths) -> Edges:
    """The edges of a page as its rows were cut, given as the lines of each column's cells.

    Where nearly all lines of a column stand close behind full ones, nothing clear is printed under its beginning: it is
    told from the widths of the columns around it, or from the places to which its lines are pushed.
    """
    starts, aligned = [0], list(edges.aligned)
    for column in range(1, len(edges.starts)):
        told = edges.starts[column]
        begins = sorted(piece.start for piece in cells[column])
        clear = [piece.start for piece in cells[column] if not piece.before]
        common, share = _common(clear)
        if not aligned[column] and len(clear) > 2 and share > _STRAIGHT:
            told, aligned[column] = common, True
        elif column > 1 and not aligned[column] and len(clear) < max(3, 0.3 * len(begins)):
            before, width = widths[column - 1], widths[column]
            if before and width and column + 1 < len(edges.starts):
                told = starts[-1] + round((edges.starts[column + 1] - starts[-1]) * before / (before + width))
            elif len(begins) >= _LEAST_BREAKS:
                told = begins[int(0.8 * (len(begins) - 1))]
        starts.append(max(told, starts[-1] + 2))
    return Edges(tuple(starts), tuple(aligned))
