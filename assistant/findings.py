"""What answers a question, before it is numbered and worded: rows, sentences, notes and figures."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answer import Figures, Note, Related, Status
from corpus.model import Spot, Task


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a plan that answers. `quote` is a raw slice of the rendition, `shown` what is said of it."""

    plan_id: str
    file: str
    section: str
    heading: str
    quote: str
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """The rows come to be cited [1], [2], … in their order, the quotes after them.

    `groups`: headings with the ids of their rows; `figures` a small table of numbers; `choices` are questions.
    """

    status: Status
    headline: str
    tasks: tuple[Task, ...] = ()
    quotes: tuple[Found, ...] = ()
    related: tuple[Related, ...] = ()
    notes: tuple[Note, ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    figures: Figures | None = None
    choices: tuple[str, ...] = ()
