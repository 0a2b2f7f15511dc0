"""The rows of a table kept apart by spaces: which lines belong to which number of the first column.

A number stands on the first line of its row, or, where cells are set in the middle of their row's height (all of them,
or the number alone), on the middle one. Then the lines between two numbers are shared out so that all rows together
read best: numbers and cells in the middle, tasks that begin like one, agencies and deadlines that read as such. Of the
three settings the one is taken in which the page reads best.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from corpus.flow_atoms import FINISHED
from corpus.letter_widths import printed_width
from corpus.spaced_line import Widths
from corpus.text import squeeze

Reads = Mapping[int, Callable[[str], bool]]
Setting = Literal["top", "middle", "number in the middle"]

_TITLE_LABEL = re.compile(r"^(?:[IVXL]+|[A-ZĐ])[.)]?$")
_TOP: Setting = "top"
_MIDDLE: Setting = "middle"
_NUMBER_ONLY: Setting = "number in the middle"
_BROKEN, _ODD, _EMPTY, _AFTER, _LINE = 4.0, 3.0, 0.5, 2.0, 0.2
_OPEN = 0.4  # what it costs that a task has no full stop
_SPARE, _MOST, _SET, _SLACK = 8.0, 2.5, 0.4, 0.05
_REST = 0.5
_OVER_PAGE = 0.3
_PLAIN = 0.6  # a page whose rows cost no more each is not read in another setting
_LOW = 1.5  # what a cell costs that begins below the first line of a row whose cells are set to the top
_TALLEST = 24  # lines of a row above its number


@dataclass(frozen=True, slots=True)
class _Page:
    """What the rows of a page are told by: its lines' cells, and for each column the lines on which it is filled."""

    cells: Sequence[Sequence[str]]
    task: int
    reads: Reads
    widths: Widths
    filled: Sequence[Sequence[int]]
    capitals: Sequence[bool | None]  # whether a line's task is in capitals; None for a line with a number alone


def tops(
    cells: Sequence[Sequence[str]],
    numbers: Sequence[int],
    task: int,
    reads: Reads,
    widths: Widths = (),
    *,
    rest: bool = False,
) -> list[int]:
    """The first line of each numbered row.

    `cells` are the cells of each line, `numbers` the lines on which a row's number stands, `task` the column of the
    tasks, `reads` what tells for a column whether a text reads as a cell of it, `widths` how wide columns are as far as
    that is known; `rest` that the first lines may go on with a row from the page before.
    """
    if not numbers:
        return []
    above = _REST if rest else _AFTER
    rows = pairwise([*numbers, len(cells)])
    filled = [[place for place, line in enumerate(cells) if line[column]] for column in range(len(cells[0]))]
    capitals = [_is_capitals(line[task]) if any(line[1:]) else None for line in cells]
    page = _Page(cells, task, reads, widths, filled, capitals)
    level = sum(_price(page, first, after, first, _TOP) for first, after in rows) + above * bool(numbers[0])
    if level <= _PLAIN * len(numbers):
        return list(numbers)
    best = level, list(numbers)
    for setting in (_MIDDLE, _NUMBER_ONLY):
        best = _shared_out(page, numbers, setting, above, best[0]) or best
    return best[1]


def _shared_out(
    page: _Page, numbers: Sequence[int], setting: Setting, above: float, most: float
) -> tuple[float, list[int]] | None:
    """Dynamic programming over the rows: for each first line of a row, the cheapest way to read all rows before it.
    None where no way costs less than `most`."""
    end = len(page.cells)
    ways: dict[int, tuple[float, list[int]]] = {
        first: (above * bool(first) + _LINE * first, [first])
        for first in range(max(0, numbers[0] - _TALLEST), numbers[0] + 1)
    }
    for number, following in pairwise([*numbers, end]):
        last = following == end and number == numbers[-1]
        found: dict[int, tuple[float, list[int]]] = {}
        for first, (cost, path) in ways.items():
            for after in [end] if last else range(number + 1, following + 1):
                least = (found[after][0] if after in found else most) - cost
                price = _price(page, first, after, number, setting, least)
                if last and setting != _TOP:  # a row that goes on over the page is set to the top
                    price = min(price, _OVER_PAGE + _price(page, first, after, number, _TOP, least))
                if price < least:
                    found[after] = (cost + price, [*path, after])
        ways = found
    cost, path = min(ways.values(), default=(most, []))
    return (cost, path[:-1]) if cost < most else None


def _price(page: _Page, first: int, after: int, number: int, setting: Setting, least: float = math.inf) -> float:
    """How badly the lines from `first` up to `after` read as one row whose number stands on line `number`; not reckoned
    on beyond `least`."""
    price = 0.0 if setting == _TOP else _off(number - first, number - first, after - first)
    price += _BROKEN * _mixed(page, first, after, number)
    texts: dict[int, str] = {}
    for column, places in enumerate(page.filled):
        if price >= least:
            return price
        if not column:
            continue
        filled = places[bisect_left(places, first) : bisect_left(places, after)]
        if not filled:
            price += _EMPTY if column in page.reads else _BROKEN if column == page.task else 0.0
            continue
        # cells of an odd and of an even number of lines stand half a line apart: one line between two is no hole
        holes = sum([max(0, below - above - 2) for above, below in pairwise(filled)])
        top, end = filled[0] - first, filled[-1] - first
        price += _ODD * holes + (_off(top, end, after - first) if setting == _MIDDLE else min(top, 2) * _LOW)
        lines = [page.cells[place][column] for place in filled]
        if column < len(page.widths) and (width := page.widths[column]):
            price += sum([spare(above, below, width.text) for above, below in pairwise(lines)])
        if column == page.task:
            price += _BROKEN * lines[0][:1].islower()
            price += _OPEN * (FINISHED.search(lines[-1]) is None)
        if column in page.reads:
            texts[column] = " ".join(lines)
    for column, text in texts.items():
        if price >= least:
            break
        price += 0.0 if page.reads[column](squeeze(text)) else _ODD
    return price


@lru_cache(maxsize=16384)
def spare(above: str, below: str, width: float) -> float:
    """What speaks against two lines being one cell's: the next word would have fitted on the upper line."""
    left = 1 - _SLACK - printed_width(f"{above} {below.split()[0]}") / width
    return min(_MOST, max(0.0, _SPARE * left)) * (_SET if above.endswith((".", ";", ":")) else 1.0)


def _mixed(page: _Page, first: int, after: int, number: int) -> int:
    """How many lines speak against a row: those of a task below a title in capitals, and such a title above a task."""
    capitals = [told for told in page.capitals[first:after] if told is not None]
    if not any(capitals):
        return 0
    if _TITLE_LABEL.match(page.cells[number][0]):
        return capitals.count(False)
    return int(capitals[0])


def _is_capitals(text: str) -> bool:
    return len(text) > 1 and text.isupper() and not any(map(str.isdigit, text))


def _off(first: int, last: int, height: int) -> float:
    """How far a block is from the middle of its row; one line is what rounding does."""
    return max(0, abs(first - (height - 1 - last)) - 1) + 0.1 * abs(first - (height - 1 - last))
