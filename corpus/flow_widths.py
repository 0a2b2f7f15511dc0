"""How wide the columns of a flow table are, and what the line breaks inside a cell say about it.

A line is broken where the next word no longer fits its column. So a break after which the next word would have fitted
is the end of a cell (or a break that its writer set), and a line wider than the column is not of that column.
Widths are in mean letters of a proportional face, measured on the table itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_NARROW = dict.fromkeys("iljtfr.,;:()'|/ -I[]!", 0.55)
_WIDE = dict.fromkeys("mwMW", 1.45) | dict.fromkeys("ABCDEGHKNOPQRSTUVXYĐ", 1.25)
_LETTERS = _NARROW | _WIDE
_SET_BREAK = re.compile(r"[.;:]\s*$")
_LIST_MARK = re.compile(r"^\s*(?:[-+•*]|[a-zđ]\)|\d{1,2}[.)])\s")
_MIN_BREAKS = 3
_SLACK = 0.12  # faces and hyphenation differ by this share of a column's width


@lru_cache(maxsize=65536)
def width_of(text: str) -> float:
    """The printed width of a text, in mean letters."""
    letters = unicodedata.normalize("NFD", text)
    return sum(_LETTERS.get(char, 1.0) for char in letters if not unicodedata.combining(char))


@dataclass(frozen=True, slots=True)
class Column:
    """The width of a column, and how sure it is: 1 where breaks were seen, less where only whole lines were."""

    width: float
    weight: float


def measure(cells: Sequence[Sequence[str]]) -> Column | None:
    """The width of a column from its cells, each given as its lines; None when too little was seen."""
    broken = sorted(width_of(line) for lines in cells for line in lines[:-1] if not _SET_BREAK.search(line))
    whole = sorted(width_of(line) for lines in cells for line in lines)
    if len(broken) >= _MIN_BREAKS:
        return Column(max(_high(broken), min(_high(whole), 1.2 * _high(broken))), 1.0)
    return Column(_high(whole), 0.5) if len(whole) >= _MIN_BREAKS else None


def _high(widths: Sequence[float]) -> float:
    """The ninth tenth: a few lines counted in the wrong column do not widen it."""
    return widths[int(0.9 * (len(widths) - 1))]


def against(column: Column | None, lines: Sequence[str]) -> float:
    """What speaks against these lines being one cell of the column; 0 when nothing does."""
    if column is None:
        return 0.0
    weight = 0.0
    for line, after in zip(lines, lines[1:], strict=False):
        if _SET_BREAK.search(line) or _LIST_MARK.match(after) or line.rstrip().endswith("-"):
            continue
        spare = column.width * (1 - _SLACK) - width_of(f"{line.strip()} {after.split()[0]}")
        weight += min(1.5, max(0.0, 8.0 * spare / column.width))
    for line in lines:
        weight += min(1.5, max(0.0, 4.0 * (width_of(line.strip()) / column.width - 1 - 2 * _SLACK)))
    return column.weight * weight
