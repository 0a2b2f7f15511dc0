"""The lines of a table that stands block by block, given to its rows and columns.

Every line is given to a cell in printed order; ways of giving them are weighed by what the cells then read like, and
kept while they are among the best (a beam search). What cannot be on a page: a cell of a row above or below those of
the page, a column's rows out of order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from corpus.agencies import split_agencies
from corpus.block_lines import Line
from corpus.deadlines import is_deadline
from corpus.flow_atoms import AGENCY_PARTS, FINISHED, Atom
from corpus.flow_cells import piece_score
from corpus.flow_widths import Column, against
from corpus.headings import plain
from corpus.text import bare, rejoin

_BEAM, _FEW, _MANY = 20, 8, 1500  # ways that are kept; fewer of more units than so many
_WORST, _WORSE = -1.5, 0.7  # of a cell that reads as no such cell, and for each of its lines
# what a cell costs that stays blank; the others' columns often do
_BLANK = {"task": 3.0, "deadline": 1.2, "lead": 1.2, "both": 1.2, "directing": 1.2}
_SELDOM = 0.3
# what speaks against a line where it stands
_NEXT_BELOW = 1.0  # another row's cell in the same column, with no blank line between
_STOPPED = 0.15  # and behind a full stop
_INSIDE = 0.1  # another column's cell inside a line
_NEW_TASK = 1.5  # a further task where columns stand apart: no more of them than rows
_BESIDE, _BEGINS_BESIDE = 0.5, 1.2  # goes on with or begins another column's cell, with no blank line between
_PARAGRAPH = 1.6  # a blank line inside a cell
_RETURN = 1.8  # a cell that goes on after another column's
_BELOW_NAME = 0.6  # a cell so many rows below its column's name, printed just above
_UNFINISHED = -0.2  # at least, of the cell that the last line stands in
_LEFT = 0.8  # a cell that stands left of one printed before
_LATE = 0.9  # a cell behind the number of a later row
_UPWARDS = 0.3  # and above the last of its column
_NO_TASK = 1.5  # another column's cell just behind a row's number
_SKIPPED = 0.3  # a blank cell above it in its column
_OUT_OF_ORDER = 1.5  # a cell above one of its column that was printed before
_EARLY = 0.8  # a cell before the number of its row
_SECOND_PAGE = 1.0  # a cell that begins on the page after its row's
_LEADS_LATE = 0.5  # and one of the columns on the left
_NO_PAGE = 2.5  # a cell of a row that is not on this page
_NO_TITLE = 1.5  # a sentence as a title, or a title as a task
_KNOWN = 0.15  # speaks for a cell whose agencies stand in others, too
_SMALL = 1.0  # a cell that begins with a small letter
_BELOW_PROSE = 0.3  # a cell behind the prose that stands below the table
_LEAVES = 0.8  # prose below the table, after a blank line
OUTSIDE = -2


@dataclass(frozen=True, slots=True)
class Unit:
    """A line that is to be given to a cell.

    `rows`: the first row of its page (it goes on from the page before), the last whose number is printed above, and the
    last of the page. `column` is that of a name printed just above; `own` the row whose number stands on this line;
    `fresh`: a blank line or a page's beginning stands above; `apart`: on its page columns stand one behind the other;
    `inside`: it begins inside a printed line; `labelled`: the number of a row stands just above.
    """

    line: Line
    rows: tuple[int, int, int]
    fresh: bool
    apart: bool
    column: int = -1
    own: int = -1
    inside: bool = False
    labelled: bool = False
    block: int = 0

    @property
    def small(self) -> bool:
        """Whether it goes on with something."""
        return self.line.text[:1].islower() and not (self.fresh and is_deadline(self.line.text))


@dataclass(frozen=True, slots=True)
class Place:
    """A table's columns by part, its rows (True for a title), and what is known of it so far."""

    parts: tuple[str, ...]
    titles: tuple[bool, ...]
    widths: tuple[Column | None, ...] = ()
    known: frozenset[str] = frozenset()  # agencies that come back in other cells
    outside: int = 10**9  # the first unit that may be prose below the table
    scores: dict[tuple[int, int, tuple[int, ...]], float] = field(default_factory=dict)


Path = tuple["Path", "Step"] | None  # the path before, newest step
Step = tuple[int, int, float]  # column, row, what speaks against it


class _State(NamedTuple):
    """One way of giving the units so far: for each column the row of its last cell, that cell's units, and the rows
    that have a cell (as bits); the column and the row of the last unit.
    """

    score: float
    rows: tuple[int, ...]
    open: tuple[tuple[int, ...], ...]
    filled: tuple[int, ...]
    column: int
    row: int
    active: int  # the column of the last cell, whose lines may go on; -1 for none
    early: int  # the rows (as bits) of which a cell stands before the number
    path: Path


def place_units(units: Sequence[Unit], place: Place) -> list[Step]:
    """Where every unit stands in the best way found, column OUTSIDE for prose below the table."""
    width, kept = len(place.parts), _BEAM if len(units) < _MANY else _FEW
    states = [_State(0.0, (-1,) * width, ((),) * width, (0,) * width, -1, 0, -1, 0, None)]
    for index, unit in enumerate(units):
        if index and unit.line.page != units[index - 1].line.page:
            above = units[index - 1].rows[0]
            states = [_blanks_charged(state, place, above, unit.rows[0]) for state in states]
        best: dict[object, _State] = {}
        for state in states:
            for following in _ways(state, index, units, place):
                key = following[1:8]
                known = best.get(key)
                if known is None or known.score < following.score:
                    best[key] = following
        states = heapq.nlargest(kept, best.values(), key=itemgetter(0))
    rest = units[-1].rows[0] if units else 0
    ended = [_blanks_charged(state, place, rest, len(place.titles)) for state in states]
    chosen = max(ended, key=itemgetter(0))
    found: list[Step] = []
    path = chosen.path
    while path is not None:
        path, step = path
        found.append(step)
    return found[::-1]


def _blanks_charged(state: _State, place: Place, first: int, end: int) -> _State:
    """The state with what the blank cells of rows cost that no later line can fill."""
    cost = 0.0
    for column, part in enumerate(place.parts):
        filled = state.filled[column]
        blank = sum(
            1 for row in range(first, end) if not filled >> row & 1 and (part == "task" or not place.titles[row])
        )
        cost += _BLANK.get(part, _SELDOM) * blank
    return state._replace(score=state.score - cost)


def _ways(state: _State, index: int, units: Sequence[Unit], place: Place) -> Iterator[_State]:
    unit = units[index]
    if index >= place.outside and (unit.line.kind == "end" or state.column == OUTSIDE and not unit.fresh):
        yield _outside(state, 0.0, place, units)
        return
    if unit.column >= 0:  # the name was printed just above
        state = state._replace(column=unit.column)
    if unit.own >= 0:
        state = state._replace(row=unit.own)
    elif index and unit.rows[1] != units[index - 1].rows[1]:
        state = state._replace(row=unit.rows[1])  # a number was printed just above
    for column, part in enumerate(place.parts):
        if unit.own >= 0 and part != "task":
            continue
        if state.open[column] and unit.own < 0 and not (unit.labelled and unit.fresh and not unit.small):
            cost = _goes_on(state, column, unit, units)
            yield _moved(state, column, state.rows[column], index, place, units, cost)
        if unit.small and not unit.fresh and state.column >= 0:
            continue
        goes_on = not (unit.fresh or unit.column == column or state.column < 0)
        for row, weight in _rows(state, column, unit, place):
            if goes_on and not 0 <= row - state.row <= 1 + unit.apart:
                continue  # a block is not printed in pieces
            cost = weight + _begins(state, column, row, unit, units) + _BELOW_PROSE * (index >= place.outside)
            yield _moved(state, column, row, index, place, units, cost)
    if index >= place.outside:
        yield _outside(state, _LEAVES, place, units)


def _outside(state: _State, cost: float, place: Place, units: Sequence[Unit]) -> _State:
    """The state after a line of the prose below the table."""
    score = state.score - cost + _settled(state, place, units)
    return state._replace(score=score, column=OUTSIDE, active=-1, path=(state.path, (OUTSIDE, -1, 0.0)))


def _goes_on(state: _State, column: int, unit: Unit, units: Sequence[Unit]) -> float:
    """What speaks against a line that goes on with the last cell of a column."""
    before = units[state.open[column][-1]]
    if before.line.page != unit.line.page:
        broken = state.rows[column] == unit.rows[0]
        left = 0.3 * (column < state.column)  # cells go on from left to right
        return left + (0.0 if unit.fresh or unit.column == column else 0.3) if broken else _NO_PAGE
    if state.column == column:
        return (_PARAGRAPH - 0.6 * unit.small) if unit.fresh else 0.0
    if unit.fresh:
        return _RETURN - 0.6 * unit.small
    if before.block != unit.block:
        return _NO_PAGE
    return _INSIDE if unit.inside else _BESIDE


def _rows(state: _State, column: int, unit: Unit, place: Place) -> list[tuple[int, float]]:
    """The rows in which another cell of a column may stand, and what speaks against each."""
    first, seen, last = unit.rows
    if place.parts[column] == "task":  # no row is without one
        row = state.rows[column] + 1
        if unit.own >= 0:
            return [(unit.own, _NO_PAGE * abs(row - unit.own))]
        return [(row, 0.0)] if row <= seen else []
    if unit.own >= 0:
        return []
    filled = state.filled[column]
    free = [row for row in range(first, last + 1) if not (filled >> row & 1 or place.titles[row])]
    if unit.column == column:
        return [(row, _BELOW_NAME * step) for step, row in enumerate(free[:2])]
    if unit.apart:
        below = [row for row in free if row > state.rows[column]]
        behind = _NO_TASK * unit.labelled
        found = [(row, _SKIPPED * step + behind) for step, row in enumerate(below[:3])]
        found += [(row, 0.0) for row in below[3:] if row == state.row]
        return found + [(row, _OUT_OF_ORDER) for row in free[:1] if row < state.rows[column]]
    own = [(row, _SECOND_PAGE * (row == first > 0)) for row in free if row == seen]
    next_one = [(row, _EARLY + _LEADS_LATE * (place.parts[column] == "lead")) for row in free if row == seen + 1]
    late = [(row, _LATE + _UPWARDS * (row < state.rows[column])) for row in free[:2] if row < seen]
    return [(row, cost + _NO_TASK * unit.labelled) for row, cost in [*own, *next_one, *late]]


def _begins(state: _State, column: int, row: int, unit: Unit, units: Sequence[Unit]) -> float:
    """What speaks against a line that begins a cell."""
    if unit.fresh or state.column == -1 or unit.column == column:
        cost = 0.0
    elif state.column != column:
        cost = _INSIDE if unit.inside else _BEGINS_BESIDE
    else:
        above = units[state.open[column][-1]].line.text if state.open[column] else ""
        cost = _STOPPED if FINISHED.search(above) else _NEXT_BELOW
    if column == 0 and unit.apart:
        return _SMALL * unit.small + _NEW_TASK
    later = any(
        state.filled[other] >> row & 1 and not (unit.line.page and row == unit.rows[0]) and not state.early >> row & 1
        for other in range(column + 1, len(state.rows))
    )
    return cost + _SMALL * unit.small + _LEFT * later


def _moved(
    state: _State, column: int, row: int, index: int, place: Place, units: Sequence[Unit], cost: float
) -> _State:
    """The state after a unit is given to a cell."""
    before = state.open[column] if row == state.rows[column] else ()
    cell = (*before, index)
    gain = _value(place, column, row, cell, units, active=True)
    if before and column == state.active:
        gain -= _value(place, column, row, before, units, active=True)
    else:
        gain += _settled(state, place, units) - (_value(place, column, row, before, units) if before else 0.0)
    return _State(
        state.score + gain - cost,
        (*state.rows[:column], row, *state.rows[column + 1 :]),
        (*state.open[:column], cell, *state.open[column + 1 :]),
        (*state.filled[:column], state.filled[column] | 1 << row, *state.filled[column + 1 :]),
        column,
        row,
        column,
        state.early | (row > units[index].rows[1]) << row,
        (state.path, (column, row, cost)),
    )


def _settled(state: _State, place: Place, units: Sequence[Unit]) -> float:
    """What is added when the last cell is left, and judged as it stands."""
    if state.active < 0:
        return 0.0
    cell, row = state.open[state.active], state.rows[state.active]
    return _value(place, state.active, row, cell, units) - _value(place, state.active, row, cell, units, active=True)


def _value(
    place: Place, column: int, row: int, cell: tuple[int, ...], units: Sequence[Unit], *, active: bool = False
) -> float:
    """How well units read as a cell of a column; of the cell that is `active` more lines may follow."""
    key = (column, row, cell)
    if key not in place.scores:
        lines = tuple(units[index].line.text for index in cell)
        value = reads_as(place.parts[column], lines)
        if place.parts[column] == "task":
            value -= _NO_TITLE * _unlike(lines, place.titles[row])
        elif any(line.isupper() and " " in line for line in lines):
            value -= _NO_TITLE
        if place.widths:
            value -= against(place.widths[column], lines)
        if place.known and place.parts[column] in AGENCY_PARTS:
            said = [bare(name) for name in split_agencies(" ".join(lines))]
            value += _KNOWN * (bool(said) and all(name in place.known for name in said))
        place.scores[key] = value
    return max(place.scores[key], _UNFINISHED - _WORSE * (len(cell) - 1)) if active else place.scores[key]


def _unlike(lines: tuple[str, ...], title: bool) -> bool:
    """Whether a text is like no title where one stands, or like one where a task stands."""
    text = " ".join(lines)
    return bool(FINISHED.search(text)) and not text.isupper() if title else text.isupper()


@lru_cache(maxsize=65536)
def reads_as(part: str, lines: tuple[str, ...]) -> float:
    """How well lines read as a cell."""
    stops = [True, *(bool(FINISHED.search(line)) for line in lines[:-1])]
    atoms = [Atom(number, text, True, stop) for number, (text, stop) in enumerate(zip(lines, stops, strict=True))]
    return max(_WORST - _WORSE * len(lines), piece_score(part, plain(rejoin(lines)), atoms, frozenset()))
