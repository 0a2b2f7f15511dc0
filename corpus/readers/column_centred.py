"""Rows of a borderless table whose numbers stand in the middle of their rows.

Cells set to the middle have their lines between those of their neighbours, so each column is cut on its own: into one
block a number, the blocks' middles (or, in columns set to the top, their tops) as near to the row's as can be, rather
at wide gaps than narrow ones and not inside a sentence. What stands above the first block is the rest of a row from
the page before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.readers.page import Line, Word, lines_of

_BETWEEN = 0.3  # steps: a number this far from any line of the text stands between two of them
_SHARE = 0.4  # of the numbers that must stand beside the inside of a text
_SMALL_LETTER = 1.2  # what a row costs that begins with a small letter, in steps of misfit
_NO_STOP = 0.15  # what a row costs whose predecessor ends without a full stop or the like
_WIDE = 0.8  # what a gap wider than a step earns, for each step
_EARNED = 1.0  # at most
_EMPTY = 1.5  # what a row without text costs in the main column
_REST = 0.4  # what the rest of a row from the page before costs
_UNSEEN = 2  # numbers that may be missed between two others
_OPEN = 0.3  # weight of the misfit of the last row, which may go on over the page

Cost = Callable[[int, int, int], float]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one column that belong to one row."""

    lines: tuple[Line, ...]

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def middle(self) -> float:
        return (self.lines[0].top + self.lines[-1].bottom) / 2


def stand_in_the_middle(marks: Sequence[Line], main: Sequence[Line], step: float) -> bool:
    """Whether the numbers stand in the middle of their rows: between the text's lines or beside its inside."""
    if not marks or not main:
        return False
    inside = 0
    for mark in marks:
        near = min(main, key=lambda line: abs(line.middle - mark.middle))
        between = abs(near.middle - mark.middle) > _BETWEEN * step
        inside += between or near.text[:1].islower()
    return inside >= max(_SHARE * len(marks), 1)


def with_unseen(marks: Sequence[Line]) -> list[Line | str]:
    """The numbers with those that the count leaves out between two of them, as text."""
    found: list[Line | str] = []
    last: int | None = None
    for mark in marks:
        text = mark.text.rstrip(".)")
        number = int(text) if text.isascii() and text.isdigit() else None
        if number is not None and last is not None and 1 < number - last <= _UNSEEN + 1:
            found += [str(unseen) for unseen in range(last + 1, number)]
        found.append(mark)
        last = number
    return found


def rows_around(
    marks: Sequence[float | None], columns: Sequence[Sequence[Word]], step: float
) -> list[list[tuple[Line, ...]]]:
    """The rows as their lines in each column behind that of the numbers.

    `marks` are the numbers' heights, top to bottom, None for one that was not seen; `columns` the words of the columns
    behind. The first row is what stands before the first number's, with no lines where there is nothing.
    """
    lines = [lines_of(words) for words in columns]
    longest = max(range(len(lines)), key=lambda column: len(lines[column]))
    main = _cut(lines[longest], len(marks), _main_cost(lines[longest], marks, step))
    rows: list[list[tuple[Line, ...]]] = [[() for _ in lines] for _ in range(len(marks) + 1)]
    for column, inside in enumerate(lines):
        blocks = main if column == longest else _cut(inside, len(marks), _side_cost(inside, marks, main, step))
        for row, block in enumerate(blocks):
            rows[row][column] = block.lines
    return rows


def _main_cost(lines: Sequence[Line], marks: Sequence[float | None], step: float) -> Cost:
    def cost(row: int, start: int, end: int) -> float:
        if start == end:
            return _EMPTY if row else 0.0
        block = Block(tuple(lines[start:end]))
        across = _across(block, marks, row) / step
        if row == 0:
            return _REST + across
        here = marks[row - 1]
        weight = _OPEN if row == len(marks) else 1.0
        misfit = weight * abs(block.middle - here) if here is not None else 0.0
        return misfit / step + across + _cut_cost(lines, start, step)

    return cost


def _side_cost(lines: Sequence[Line], marks: Sequence[float | None], main: Sequence[Block], step: float) -> Cost:
    first = next((block.top for block in main[1:] if block.lines), 0.0)

    def cost(row: int, start: int, end: int) -> float:
        if start == end:
            return 0.0
        block = Block(tuple(lines[start:end]))
        if row == 0:
            return _REST + max(block.lines[-1].middle - first, 0.0) / step
        here = marks[row - 1]
        fits = [abs(block.middle - here)] if here is not None else []
        if main[row].lines:
            fits += [abs(block.top - main[row].top), abs(block.middle - main[row].middle)]
        return (min(fits, default=0.0) + _beyond(block, main, row)) / step + 0.5 * _cut_cost(lines, start, step)

    return cost


def _across(block: Block, marks: Sequence[float | None], row: int) -> float:
    """How far a block reaches over the numbers before and after its own, in points."""
    above = next((mark for mark in reversed(marks[: max(row - 1, 0)]) if mark is not None), block.lines[0].middle)
    below = next((mark for mark in marks[row:] if mark is not None), block.lines[-1].middle)
    return max(above - block.lines[0].middle, 0.0) + max(block.lines[-1].middle - below, 0.0)


def _beyond(block: Block, main: Sequence[Block], row: int) -> float:
    """How far a block reaches into the main column's rows above and below its own, in points."""
    above = next((other.lines[-1].middle for other in reversed(main[:row]) if other.lines), block.lines[0].middle)
    below = next((other.lines[0].middle for other in main[row + 1 :] if other.lines), block.lines[-1].middle)
    return max(above - block.lines[0].middle, 0.0) + max(block.lines[-1].middle - below, 0.0)


def _cut_cost(lines: Sequence[Line], start: int, step: float) -> float:
    """What beginning a row at this line costs, by its first letter and by the gap and the text before it."""
    cost = _SMALL_LETTER if lines[start].text[:1].islower() else 0.0
    if start == 0:
        return cost
    before = lines[start - 1]
    if _titled(before) or _titled(lines[start]):  # a title goes on in capitals and ends where they end
        return cost + (_SMALL_LETTER if before.text.isupper() and lines[start].text.isupper() else -_EARNED)
    cost += _NO_STOP if before.text[-1] not in ".;:!?" else 0.0
    cost += _SMALL_LETTER if before.text[-1] == "," else 0.0
    return cost - min(_WIDE * max((lines[start].middle - before.middle) / step - 1.1, 0.0), _EARNED)


def _titled(line: Line) -> bool:
    return len(line.words) > 1 and line.text.isupper()


def _cut(lines: Sequence[Line], rows: int, cost: Cost) -> list[Block]:
    """The cheapest way to cut `lines` into rows + 1 runs, each of which may be empty."""
    count = len(lines)
    best = [cost(0, 0, end) for end in range(count + 1)]
    choices: list[list[int]] = []
    for row in range(1, rows + 1):
        now, chosen = [math.inf] * (count + 1), [0] * (count + 1)
        for end in range(count + 1):
            for start in range(end + 1):
                price = best[start] + cost(row, start, end)
                if price < now[end]:
                    now[end], chosen[end] = price, start
        best = now
        choices.append(chosen)
    blocks, end = [], count
    for chosen in reversed(choices):
        blocks.append(Block(tuple(lines[chosen[end] : end])))
        end = chosen[end]
    return [Block(tuple(lines[:end])), *reversed(blocks)]
