"""What the rows of a flow table that were cut so far say about all of them: the names of its agencies, and the columns
that are never blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.agencies import split_agencies, surely_agencies
from corpus.text import bare

Name = tuple[str, ...]

_LONGEST = 12  # words of a name on one side of a cut
_LONGEST_NAME = 8  # words; a longer name that is two others is the cells of two columns
_ALWAYS = 0.85  # of the rows have a cell that is then missed where it is blank
_LEAST_ROWS = 6


@lru_cache(maxsize=16384)
def name_words(text: str) -> Name:
    return tuple(re.findall(r"\w+", bare(text)))


def names_of(
    rows: Sequence[tuple[Mapping[str, str], Mapping[str, tuple[int, int]]]], parts: Sequence[str]
) -> frozenset[Name]:
    """The names in the agencies' cells that come back, or that are surely an agency's.

    A row is its cells and their lines, by part. Where a cut inside a line leaves such a name on both sides, it counts.
    """
    found: Counter[str] = Counter()
    for cells, lines in rows:
        named = [part for part in parts if cells.get(part)]
        found.update({name for part in named for name in split_agencies(cells[part])})
        for left, right in pairwise(named):
            if lines[left][1] == lines[right][0]:
                both = f"{split_agencies(cells[left])[-1]} {split_agencies(cells[right])[0]}"
                found.update([both] if len(split_agencies(both)) == 1 else [])
    told = (name_words(name) for name, count in found.items() if count > 1 or surely_agencies(name))
    names = frozenset(words for words in told if len(words) > 1)
    return frozenset(name for name in names if not _of_two(name, names))


def _of_two(name: Name, names: frozenset[Name]) -> bool:
    """Whether a name is two others run together, so that it may be the cells of two columns."""
    return any(name[:i] in names and name[i:] in names for i in range(2, len(name) - 1)) and len(name) > _LONGEST_NAME


def always_filled(pieces: Sequence[Sequence[Sequence[str]]], count: int) -> tuple[bool, ...]:
    """For each column whether nearly every row has a cell in it, as the rows were cut so far."""
    whole = [row for row in pieces if len(row) == count]
    if len(whole) < _LEAST_ROWS:
        return (False,) * count
    return tuple(sum(bool(row[i]) for row in whole) > _ALWAYS * len(whole) for i in range(count))


@lru_cache(maxsize=65536)
def cuts_a_name(before: str, after: str, names: frozenset[Name]) -> bool:
    """Whether one of the names begins at the end of one text and ends at the beginning of the next."""
    if before.endswith(";"):
        return False
    above, below = name_words(before)[-_LONGEST:], name_words(after)[:_LONGEST]
    return any(above[i:] + below[:j] in names for i in range(len(above)) for j in range(1, len(below) + 1))


@lru_cache(maxsize=65536)
def ends_of_names(line: str, names: frozenset[Name]) -> tuple[int, ...]:
    """Where on a line one of the names begins, and where behind one a capital does."""
    words = list(re.finditer(r"\w+", line))
    folded = [name_words(word.group()) for word in words]
    found: set[int] = set()
    for first, word in enumerate(words):
        ends = (last for last in range(len(words), first + 1, -1) if sum(folded[first:last], ()) in names)
        if word.group()[0].isupper() and (last := next(ends, 0)):
            found.update({word.start()} if first else ())
            if last < len(words) and words[last].group()[0].isupper():
                found.add(words[last].start())
    return tuple(sorted(found))


@lru_cache(maxsize=65536)
def runs_on(cell: str, names: frozenset[Name]) -> bool:
    """Whether two of the names stand in a cell with nothing between them, and not as one that is known."""
    for name in split_agencies(cell):
        words = name_words(name)
        halves = ((words[:i], words[i:]) for i in range(2, len(words) - 1))
        if words not in names and any(above in names and below in names for above, below in halves):
            return True
    return False
