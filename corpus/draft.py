"""A task while it is being read: what the table and prose readers give to the assembly of Tasks."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.model import Spot


@dataclass(slots=True)
class Draft:
    """One task row in the making. `deadline` is the printed phrase; `in_text` says that it stands inside `text`.

    `start` is the phrase of a column that says when work begins.
    `printed` is the whole paragraph with its label. `text_spots` are where the text stands; `spots` all of the row.
    """

    section: str
    heading: str
    number: str | None
    text: str
    spots: list[Spot]
    text_spots: list[Spot]
    block: str = ""
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    directing: tuple[str, ...] = ()
    deadline: str = ""
    details: dict[str, str] = field(default_factory=dict)
    printed: str = ""
    table: bool = False
    own_lead: bool = False
    start: str = ""


@dataclass(slots=True)
class Prose:
    """A stretch of text that is no task: a heading, a paragraph, or a table that gives no tasks."""

    section: str
    heading: str
    text: str
    spots: list[Spot]


Item = Draft | Prose
