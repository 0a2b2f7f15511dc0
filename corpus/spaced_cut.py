"""One row of a table set by spaces, cut into its cells, also where full cells have but one blank between them.

`pdftotext -layout` prints a cell right behind a full one beside it, wherever its own column begins. So the words of a
line are given to the columns in every likely way, and of all ways for the row's lines the best is taken: by where
words begin, by where lines are broken (a line ends when the next word no longer fits its column, so the next word
tells whether a line was full), and by how the cells read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from corpus.letter_widths import printed_width
from corpus.spaced_line import SPREAD, Edges, Learned, LineCut, LineCuts, Piece, Width, pair
from corpus.text import squeeze

SET_BREAK = re.compile(r"[.;:]$")
LIST_MARK = re.compile(r"(?:[-+•*]|[a-zđ]\)|\d{1,2}[.)])(?:\s|$)")
CLOSE = 1.4  # two ways of cutting a row that cost nearly the same
_KEPT = 16  # ways of cutting a row's lines so far
_ROUNDS = 3
_SHORT = 12.0
_FULL = 0.1  # of a column's width that a full line leaves free
_HOLE = 0.8
_UNUSUAL = 0.5  # what it costs that a word is not known to follow the last one on the line above
_FAR = CLOSE + 0.1  # ways that cost so much more are not told from each other


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a text reads as the cell of a column, and how well at best."""

    of: Callable[[str], float]
    best: float


@dataclass(frozen=True, slots=True)
class CutRow:
    """A row's cells, the lines of each, and by how much this way of cutting is better than any that reads otherwise;
    where that is more than `CLOSE`, it may be more than told."""

    cells: tuple[str, ...]
    pieces: tuple[tuple[Piece, ...], ...]
    margin: float = math.inf
    doubtful: frozenset[int] = frozenset()  # lines that may be cut in another place
    cost: float = 0.0


_Lines = tuple[Piece, ...]  # of a cell
_Ways = tuple[LineCut, ...]  # one for each line


@dataclass(slots=True)
class _Row:
    """What the ways of cutting one row are judged by, and what is known of them."""

    edges: Sequence[Edges]
    fits: Mapping[int, Fit]
    learned: Learned
    found: dict[tuple[str, ...], tuple[float, _Ways]] = field(default_factory=dict)
    least: float = math.inf
    known: dict[tuple[Piece, Piece], float] = field(default_factory=dict)  # what `added` told
    _cells: dict[tuple[int, _Lines], tuple[float, str]] = field(default_factory=dict)
    _fits: dict[tuple[int, str], float] = field(default_factory=dict)

    def added(self, above: Piece, piece: Piece, column: int) -> float:
        """What it costs that a line of a cell stands below another."""
        key = above, piece
        if (known := self.known.get(key)) is not None:
            return known
        width = self.learned.widths[column]
        hole = piece.place - above.place - 2
        cost = _HOLE * hole if hole > 0 and self.edges[above.place] is self.edges[piece.place] else 0.0
        cost += _spare(above.text, piece.text, width) if width is not None and column else 0.0
        words = pair(above.text.rsplit(maxsplit=1)[-1], piece.text.split(maxsplit=1)[0])
        cost += _UNUSUAL if words is not None and words not in self.learned.pairs and column else 0.0
        self.known[key] = cost
        return cost

    def _short(self, piece: Piece, column: int) -> float:
        """What it costs, beyond what any line costs, that another cell stands close to a cell's short last line."""
        width = self.learned.widths[column]
        if width is None or not column or not piece.after:
            return 0.0
        spare = 1 - printed_width(piece.text) / width.text
        return _SHORT * max(0.0, min(spare, SPREAD) - _FULL)

    def cell(self, column: int, lines: _Lines) -> tuple[float, str]:
        """What a cell's lines cost by where they are broken, and its text."""
        key = column, lines
        if (known := self._cells.get(key)) is not None:
            return known
        cost = sum([self.added(above, piece, column) for above, piece in pairwise(lines)])
        cost += self._short(lines[-1], column) if lines else 0.0
        self._cells[key] = found = cost, squeeze(" ".join([piece.text for piece in lines]))
        return found

    def judge(self, ways: _Ways, cells: Sequence[tuple[float, str]]) -> float:
        """What a way of cutting the whole row costs; infinite where it is surely far from the best."""
        cost = sum([way.cost for way in ways])
        # each cell may read as well as can be, until it is read
        least = cost + sum([price for price, _ in cells])
        fits = [0.0] * len(cells)
        unread = []
        for column, fit in self.fits.items():
            key = column, cells[column][1]
            if (value := self._fits.get(key)) is None:
                unread.append((key, fit))
                value = fit.best
            fits[column] = value
            least -= value
        for key, fit in unread:
            if least > self.least + _FAR:
                return math.inf
            self._fits[key] = fits[key[0]] = value = fit.of(key[1])
            least += fit.best - value
        if least > self.least + _FAR:
            return math.inf
        for column, (price, _) in enumerate(cells):
            cost += price - fits[column]
        texts = tuple([text for _, text in cells])
        if texts not in self.found or cost < self.found[texts][0]:
            self.found[texts] = cost, ways
        self.least = min(cost, self.least)
        return cost

    def most(self) -> float:
        """What a way may cost by its places and line breaks that is still to be judged."""
        return self.least + sum([fit.best for fit in self.fits.values()]) + _FAR

    def changed(self, ways: _Ways, cells: Sequence[tuple[float, str]], place: int, way: LineCut) -> float:
        """What it costs to cut the line at `place` in another way than in `ways`, whose cells are known."""
        before = ways[place].pieces
        tried = (*ways[:place], way, *ways[place + 1 :])
        now = [
            cell if piece is before[column] else self.cell(column, _lines(tried, column))
            for column, (cell, piece) in enumerate(zip(cells, way.pieces, strict=True))
        ]
        return self.judge(tried, now)


def _lines(ways: _Ways, column: int) -> _Lines:
    """The lines of a column."""
    return tuple([piece for way in ways if (piece := way.pieces[column])])


@lru_cache(maxsize=65536)
def _spare(above: str, below: str, width: Width) -> float:
    """What it costs that the next word of a cell would have fitted on the line above it."""
    if SET_BREAK.search(above) or LIST_MARK.match(below):
        return 0.0
    return width.spare(printed_width(f"{above} {below.split(maxsplit=1)[0]}"))


def cut_row(
    lines: Sequence[str], edges: Sequence[Edges], fits: Mapping[int, Fit], learned: Learned, told: Sequence[int]
) -> CutRow:
    """The best way of cutting the lines of one row, each by the edges of its page.

    `fits` tells for a column how well a text reads as its cell, `learned` what is known of the table,
    `told` the columns whose words count when two ways are said to read otherwise.
    """
    cuts = [LineCuts(line, page, learned, place) for place, (line, page) in enumerate(zip(lines, edges, strict=True))]
    row = _Row(edges, fits, learned)
    columns = range(len(learned.widths))

    def cells_of(ways: _Ways) -> list[tuple[float, str]]:
        return [row.cell(column, _lines(ways, column)) for column in columns]

    ways = tuple([cut.best for cut in cuts])
    row.judge(ways, cells_of(ways))
    spare = row.most() - sum([cut.best.cost for cut in cuts])
    choices = [cut.up_to(cut.best.cost + spare) for cut in cuts]
    for ways in _likely(row, choices):
        row.judge(ways, cells_of(ways))
    cost, ways = min(row.found.values(), key=lambda item: item[0])
    cells = cells_of(ways)
    doubtful: set[int] = set()
    for _ in range(_ROUNDS):
        before = cost
        doubtful = set()
        for place, choice in enumerate(choices):
            others = sum([way.cost for way in ways]) - ways[place].cost
            for way in choice if len(choice) > 1 else ():
                if others + way.cost > row.most():
                    break
                if way is ways[place]:
                    continue
                price = row.changed(ways, cells, place, way)
                if price < cost + CLOSE:
                    doubtful.add(place)
                if price < cost:
                    cost, ways = price, (*ways[:place], way, *ways[place + 1 :])
                    cells = cells_of(ways)
        if cost == before:
            break
    texts = min(row.found, key=lambda texts: row.found[texts][0])
    ways = row.found[texts][1]
    pieces = tuple([_lines(ways, column) for column in columns])
    return CutRow(texts, pieces, _margin(row, texts, choices, told), frozenset(doubtful), row.least)


def _margin(row: _Row, cells: Sequence[str], choices: Sequence[Sequence[LineCut]], told: Sequence[int]) -> float:
    """By how much the best way is better than any that reads otherwise."""
    cost, ways = row.found[tuple(cells)]
    other = [price for texts, (price, _) in row.found.items() if any(texts[i] != cells[i] for i in told)]
    if other:
        return min(other) - cost
    differ = any(way.pieces[i] is not best.pieces[i] for best, choice in zip(ways, choices, strict=True)
                 for way in choice for i in told)  # fmt: skip
    return _FAR if differ else math.inf


def _likely(row: _Row, choices: Sequence[Sequence[LineCut]]) -> list[_Ways]:
    """The best ways of cutting all lines by their places and where they are broken."""
    kept: list[tuple[float, _Ways, tuple[Piece | None, ...]]] = [(0.0, (), (None,) * len(row.learned.widths))]
    most = row.most() - sum([choice[0].cost for choice in choices])
    known = row.known
    for choice in choices:
        most += choice[0].cost  # the lines below cost what they cost at least
        grown: list[tuple[float, _Ways, LineCut, tuple[Piece | None, ...]]] = []
        for cost, ways, last in kept:
            for way in choice:
                price = cost + way.cost
                if price > most:
                    break
                for column, piece in enumerate(way.pieces):
                    if piece is not None and (above := last[column]) is not None:
                        added = known.get((above, piece))
                        price += row.added(above, piece, column) if added is None else added
                if price <= most:
                    grown.append((price, ways, way, last))
        grown.sort(key=lambda item: item[0])
        kept = [
            (price, (*ways, way), tuple([now or above for now, above in zip(way.pieces, last, strict=True)]))
            for price, ways, way, last in grown[:_KEPT]
        ]
    return [ways for _, ways, _ in kept]
