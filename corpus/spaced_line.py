"""One line of a table set by spaces: the likely ways of giving its words to the columns, by places and widths alone."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.letter_widths import BLANK, printed_width
from corpus.text import fold

_NUMBER = re.compile(r"^\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐ]|[a-zđ])[.)]?$")
_TIGHT = 14  # places to the left of its column at which a cell may be printed behind a full one
_RIGHT = 5  # and to the right
_WAYS = 10  # ways of cutting a line that are looked at
_REACH = 10  # places before a column at which a cell of it may begin that is close behind another
_WORSE = 5.0  # a way that costs so much more than the best is not looked at
_CHEAP = 8.0  # what most lines' ways cost at most
_DEAR = 20.0  # what a piece of a line costs at most
_ROUNDING = 1e-6
_LINE_BEGINS = 99  # stands for the blanks before a line
_NOT_TAKEN = 3.0  # what it costs that a number at the left of all columns is no row's
_SAME_CELL_GAP, _AT_COLUMN = 0.7, 2.0
_NEAR, _FAR = 4, 8  # places to the left of a column's start, where its lines begin under each other and where not
_ONE_BLANK, _PARTED, _STRANGE = 0.3, 0.6, 0.35
_SHORT, SPREAD = 12.0, 0.25  # of a column's width that a full line leaves free whose words are spread
_OVER, _SPARE, MOST = 3.3, 5.0, 3.0


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    gap: int  # blanks before it; a line's first word has many
    text: str
    at: float  # the printed width of the words before it, each with a blank


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


@dataclass(frozen=True, slots=True, eq=False)
class LineCut:
    """A way of cutting one line: what it costs by its places, and each column's piece."""

    cost: float
    pieces: tuple[Piece | None, ...]


@dataclass(frozen=True, slots=True)
class Width:
    """How wide a column is in print: its widest line, the least that did not fit, and by what share lines differ from
    what their letters tell, for another face."""

    text: float
    broken: float
    slack: float

    def over(self, place: float) -> float:
        """What it costs that a line takes so much place."""
        least = self.text * (1 + self.slack)
        if place <= least:
            return 0.0
        most = max(self.broken, least + _OVER * self.slack * self.text)
        return min(MOST, MOST * (place - least) / (most - least))

    def spare(self, place: float) -> float:
        """What it costs that a line was broken although it would have taken no more place with its next word."""
        most = self.text * (1 - self.slack)
        if place >= most:
            return 0.0
        return min(MOST, MOST * (most - place) / (_SPARE * self.slack * self.text))


Ends = tuple[int, ...]  # for each column the number of the line's words that stand in it or before it
Way = tuple[float, Ends]  # what it costs, and where it cuts
Widths = tuple[Width | None, ...]  # of the columns, None where unknown
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What is known of a table: how wide its columns are, and which words follow each other in it."""

    widths: Widths
    pairs: frozenset[Pair] = frozenset()


@lru_cache(maxsize=32)
def nothing_learned(count: int) -> Learned:
    """What is known of a table with so many columns before it is read."""
    return Learned((None,) * count)


@lru_cache(maxsize=65536)
def pair(above: str, below: str) -> Pair | None:
    """Two words as they are compared; None where a mark stands between them."""
    return (fold(above), fold(below).rstrip(".,;:)")) if above[-1].isalnum() and below[0].isalnum() else None


_Steps = dict[int, list[tuple[int, float]]]  # by the first word of a column, the ends it may have and what they cost


@lru_cache(maxsize=16384)
def _words(line: str) -> tuple[_Word, ...]:
    """The words of a line, and behind them one without text that ends it."""
    found: list[_Word] = []
    at = 0.0
    for match in re.finditer(r"\S+", line):
        gap = match.start() - found[-1].end if found else _LINE_BEGINS
        found.append(_Word(match.start(), match.end(), gap, match.group(), at))
        at += printed_width(match.group()) + BLANK
    return (*found, _Word(len(line), len(line), _LINE_BEGINS, "", at))


@lru_cache(maxsize=16384)
def line_ways(line: str, edges: Edges, learned: Learned) -> tuple[Way, ...]:
    """The likely ways of giving a line's words to the columns by their places and widths alone, the best first."""
    words = _words(line)
    if (clear := _clear(words[:-1], edges)) is not None:
        return ((0.0, clear),)
    laid = _laid(line, edges)
    steps, least = _steps(words, laid, learned, _CHEAP)
    if least + _WORSE > _CHEAP:
        steps, least = _steps(words, laid, learned, math.inf)
    if least == math.inf:
        return ()
    rests = _rests(steps, len(words) - 1)
    most = least + _WORSE + _ROUNDING
    best: dict[int, list[Way]] = {0: [(0.0, ())]}
    for column, taken in enumerate(steps):
        following: dict[int, list[Way]] = {}
        rest = rests[column + 1]
        for first, ways in best.items():
            for last, cost in taken[first]:
                if last not in rest:
                    continue
                left = most - rest[last] - cost
                if ways[0][0] < left:
                    more = [(before + cost, (*ends, last)) for before, ends in ways if before < left]
                    following.setdefault(last, []).extend(more)
        best = {last: sorted(ways)[:_WAYS] for last, ways in following.items()}
    ways = best.get(len(words) - 1, [])
    return tuple(way for way in ways if way[0] < ways[0][0] + _WORSE)


def _steps(words: Sequence[_Word], laid: _Laid, learned: Learned, most: float) -> tuple[list[_Steps], float]:
    """For each column by its first word what it may take of the line, as far as the line's ways cost no more than
    `most`; and what the best costs."""
    steps: list[_Steps] = []
    firsts = {0: 0.0}
    odd = _odd(words, laid.near, learned)
    for column in range(len(laid.begin)):
        width = learned.widths[column]
        taken: _Steps = {}
        reached: dict[int, float] = {}
        for first, before in firsts.items():
            taken[first] = pieces = _pieces(words, odd, first, column, laid, width, min(most - before, _DEAR))
            for last, cost in pieces:
                total = before + cost
                if total < reached.get(last, math.inf):
                    reached[last] = total
        steps.append(taken)
        firsts = reached
    return steps, firsts.get(len(words) - 1, math.inf)


def _rests(steps: Sequence[_Steps], count: int) -> list[dict[int, float]]:
    """For each column, and behind the last, what the rest of a line of `count` words costs at least by its first."""
    rest: dict[int, float] = {count: 0.0}
    rests = [rest]
    for taken in reversed(steps):
        found: dict[int, float] = {}
        for first, pieces in taken.items():
            costs = [cost + rest[last] for last, cost in pieces if last in rest]
            if costs:
                found[first] = min(costs)
        rest = found
        rests.append(rest)
    return rests[::-1]


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


def _odd(words: Sequence[_Word], near: Sequence[bool], learned: Learned) -> list[float]:
    """What it costs to part each word from the one before it, less than nothing where it costs to leave them together:
    whether they are known to follow each other, where a column's cell may begin close behind another."""
    found = [0.0] * len(words)
    for place in [place for place, told in enumerate(near) if told]:
        words_here = pair(words[place - 1].text, words[place].text)
        if words_here is not None:
            found[place] = _PARTED if words_here in learned.pairs else -_STRANGE
    return found


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """What is told by the places of a line's words alone, for each column by the number of a word."""

    near: tuple[bool, ...]  # whether a column's cell may begin close behind the word before this one
    begin: tuple[tuple[float | None, ...], ...]  # what it costs that a cell begins with it; None where it cannot
    gap: tuple[tuple[float, ...], ...]  # and that it stands behind a gap inside a cell
    over: tuple[tuple[float, ...], ...]  # and that it stands where the next column has begun


@lru_cache(maxsize=16384)
def _laid(line: str, edges: Edges) -> _Laid:
    words = _words(line)
    starts = edges.starts
    near = [word.gap == 1 and any(-_TIGHT <= word.start - start <= _RIGHT for start in starts[1:]) for word in words]
    columns = range(len(starts))
    stops = [*[max(after, start) - 1 for start, after in pairwise(starts)], 10_000]
    return _Laid(
        tuple(near),
        tuple([tuple([_begin(word, column, edges) if word.text else None for word in words]) for column in columns]),
        tuple([tuple([_in_gap(word, column, edges) if word.gap > 1 else 0.0 for word in words]) for column in columns]),
        tuple([tuple([0.25 * max(0, word.start - stop) for word in words]) for stop in stops]),
    )


def _pieces(
    words: Sequence[_Word],
    odd: Sequence[float],
    first: int,
    column: int,
    laid: _Laid,
    width: Width | None,
    most: float,
) -> list[tuple[int, float]]:
    """How many words a column may take from `first` on, and what that costs; not where it is more than `most`."""
    found = [(first, 0.0)]
    cost = laid.begin[column][first]
    if cost is None:
        return found
    if odd[first] > 0.0:
        cost += odd[first]
    gap, over = laid.gap[column], laid.over[column]
    begin = words[first]
    for last in range(first + 1, len(words)):
        if last > first + 1:
            cost += gap[last - 1]
            if odd[last - 1] < 0.0:
                cost -= odd[last - 1]
        cost += over[last - 1]
        if cost > most:
            break
        if not column:
            if last > first + 1 or not _NUMBER.match(begin.text):
                cost += 3.0
            found.append((last, cost))
        elif width is None:
            found.append((last, cost))
        else:
            after = words[last]
            place = after.at - begin.at - BLANK
            fill = width.over(place) if place > width.text else 0.0
            if after.gap == 1 and (short := 1 - place / width.text - SPREAD) > 0.0:
                fill += min(MOST, _SHORT * short)
            found.append((last, cost + fill))
    return found


def _in_gap(word: _Word, column: int, edges: Edges) -> float:
    """What it costs that a word of a column stands behind a gap."""
    behind = zip(edges.starts[column + 1 :], edges.aligned[column + 1 :], strict=True)
    near = any(-(_NEAR if aligned else _FAR) < word.start - other < 2 for other, aligned in behind)
    return _AT_COLUMN if near else _SAME_CELL_GAP


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
        left_of_all = word.gap == _LINE_BEGINS and word.start < edges.starts[1] - 1
        no_number = _NOT_TAKEN if left_of_all and _NUMBER.match(word.text) else 0.0
        return no_number + (0.4 if edges.aligned[column] else 0.2) * -off
    return (0.3 if edges.aligned[column] else 0.06) * off


class LineCuts:
    """The likely ways of cutting a line that stands at `place` of its row, the best first. Where two ways have a piece
    in common, it is the same one."""

    def __init__(self, line: str, edges: Edges, learned: Learned, place: int) -> None:
        self._words = _words(line)
        self._place = place
        self._ways = line_ways(line, edges, learned) or ((0.0, _whole(line, edges)),)
        self._pieces: dict[tuple[int, int], Piece] = {}
        self.best = self._cut(*self._ways[0])

    def up_to(self, most: float) -> list[LineCut]:
        """The ways that cost no more than `most`."""
        return [self.best, *[self._cut(*way) for way in self._ways[1:] if way[0] <= most]]

    def _cut(self, cost: float, ends: Ends) -> LineCut:
        words, pieces = self._words, self._pieces
        cut: list[Piece | None] = []
        first = 0
        for last in ends:
            if last > first and (first, last) not in pieces:
                begin = words[first]
                text = " ".join([word.text for word in words[first:last]])
                pieces[first, last] = Piece(self._place, begin.start, text, begin.gap == 1, words[last].gap == 1)
            cut.append(pieces.get((first, last)))
            first = last
        return LineCut(cost, tuple(cut))


def line_cells(line: str, edges: Edges, learned: Learned) -> list[str]:
    """The cells of one line by the places of its words and how wide columns are."""
    words = _words(line)
    ways = line_ways(line, edges, learned)
    ends = ways[0][1] if ways else _whole(line, edges)
    return [" ".join([word.text for word in words[first:last]]) for first, last in pairwise((0, *ends))]


def _whole(line: str, edges: Edges) -> Ends:
    """All words in the task's column: of a line that no column's places explain."""
    return (0, *[len(_words(line)) - 1] * (len(edges.starts) - 1))
