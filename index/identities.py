"""The agency identities of the corpus, as the register keeps them."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.agencies import identities, merge_misspelt
from corpus.model import Reading
from index.records import ROLES
from index.register import Identified


class Identities:
    """Who is meant by the names of one plan of a given level. A name misspelt once counts as its right spelling."""

    def __init__(self, reading: Reading, level: str | None) -> None:
        self._level = level
        self._place = reading.plan.place
        names = dict.fromkeys(name for task in reading.tasks for role in ROLES for name in getattr(task, role))
        self._right = merge_misspelt(names)
        self._known: dict[tuple[str, ...], list[Identified]] = {}

    def of(self, names: Sequence[str]) -> list[Identified]:
        """The identities of the names of one cell, in order."""
        cell = tuple(self._right.get(name, name) for name in names)
        if cell not in self._known:
            found = identities(cell, level=self._level, place=self._place)
            self._known[cell] = [Identified(one.key, one.level, one.collective) for one in found]
        return self._known[cell]
