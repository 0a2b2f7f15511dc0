"""The rows of a table kept apart by spaces: which lines belong to which number of the first column.

A number stands on the first line of its row, or, where every cell is set in the middle of its row's height, on the
middle one. Then the lines between two numbers are shared out so that all rows together read best: numbers and cells in
the middle, tasks that begin like one, agencies and deadlines that read as such.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from corpus.text import squeeze

Reads = Mapping[int, Callable[[str], bool]]

_BROKEN, _ODD, _EMPTY, _AFTER = 4.0, 3.0, 0.5, 2.0


def tops(cells: Sequence[Sequence[str]], numbers: Sequence[int], task: int, reads: Reads) -> list[int]:
    """The first line of each numbered row.

    `cells` are the cells of each line, `numbers` the lines on which a row's number stands, `task` the column of the
    tasks, `reads` what tells for a column whether a text reads as a cell of it.
    """
    if not numbers:
        return []
    tasks = [line[task] if task < len(line) else "" for line in cells]
    centred = sum(tasks[n][:1].islower() or not tasks[n] for n in numbers) > len(numbers) / 2
    return _shared_out(cells, numbers, task, reads) if centred else list(numbers)


def _shared_out(cells: Sequence[Sequence[str]], numbers: Sequence[int], task: int, reads: Reads) -> list[int]:
    """Dynamic programming over the rows: for each first line of a row, the cheapest way to read all rows before it."""
    ways: dict[int, tuple[float, list[int]]] = {first: (_AFTER * first, [first]) for first in range(numbers[0] + 1)}
    for number, following in zip(numbers, [*numbers[1:], len(cells)], strict=True):
        last = following == len(cells) and number == numbers[-1]
        found: dict[int, tuple[float, list[int]]] = {}
        for first, (cost, path) in ways.items():
            for after in [len(cells)] if last else range(number + 1, following + 1):
                price = cost + _price(cells[first:after], number - first, task, reads)
                if after not in found or price < found[after][0]:
                    found[after] = (price, [*path, after])
        ways = found
    return min(ways.values())[1][:-1]


def _price(lines: Sequence[Sequence[str]], number: int, task: int, reads: Reads) -> float:
    """How badly these lines read as one row whose number stands on line `number`."""
    price = _off(number, number, len(lines))
    for column in range(1, len(lines[0])):
        filled = [place for place, line in enumerate(lines) if column < len(line) and line[column]]
        if not filled:
            price += _EMPTY if column in reads else _BROKEN if column == task else 0.0
            continue
        # cells of an odd and of an even number of lines stand half a line apart: one line between two is no hole
        holes = sum(max(0, below - above - 2) for above, below in pairwise(filled))
        price += _ODD * holes + _off(filled[0], filled[-1], len(lines))
        text = squeeze(" ".join(lines[place][column] for place in filled))
        if column == task and text[:1].islower():
            price += _BROKEN
        if column in reads and not reads[column](text):
            price += _ODD
    return price


def _off(first: int, last: int, height: int) -> float:
    """How far a block is from the middle of its row; one line is what rounding does."""
    return max(0, abs(first - (height - 1 - last)) - 1) + 0.1 * abs(first - (height - 1 - last))
