"""The facts read from one plan: Plan, Task, Passage, Notice, and the places where they stand.

All are frozen. `to_json` of each gives the shape that `python -m corpus` prints.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

DeadlineKind = Literal["dated", "recurring", "conditional", "from", "done", "none"]
Precision = Literal["day", "month", "quarter", "half", "year"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """One stretch of a plan: lines of its rendition and, for paged files, the page and the box on it.

    `first_line`, `last_line`: 1-based, inclusive, in `Reading.lines` (for a text file, the file's own lines).
    `page`: 1-based page of a PDF, a scan or a docx, sheet of a workbook; None for text files.
    `box`: (left, top, right, bottom) as fractions of the page, 0 to 1, where the reader knows it.
    """

    first_line: int
    last_line: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a task is due. `text` is as printed; days are inclusive.

    `kind` follows the contract: only "dated" has a `last_day`; "from" has `first_day` alone.
    `bound` is the day as written, which is the day after `last_day` when `exclusive` ("trước ngày D").
    `condition` is what a conditional deadline waits for; `recurrence` the unit of a recurring one
    ("day", "week", "month", "quarter", "half", "year", or "permanent").
    `also` holds what else the phrase says ("… và thực hiện thường xuyên").
    """

    text: str
    kind: DeadlineKind
    first_day: date | None = None
    last_day: date | None = None
    bound: date | None = None
    exclusive: bool = False
    precision: Precision | None = None
    recurrence: str | None = None
    condition: str | None = None
    tentative: bool = False
    year_inherited: bool = False
    also: tuple[Deadline, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "kind": self.kind,
            "first_day": self.first_day.isoformat() if self.first_day else None,
            "last_day": self.last_day.isoformat() if self.last_day else None,
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """The header facts of one plan. Blank or missing facts are None; `basis` are the cited documents.

    `parent` is the symbol of the plan that an appendix belongs to ("kèm theo Kế hoạch số …").
    """

    id: str
    file: str
    symbol: str | None = None
    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    signer: str | None = None
    basis: tuple[str, ...] = ()
    parent: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "symbol": self.symbol,
            "title": self.title,
            "issuer": self.issuer,
            "place": self.place,
            "issued_on": self.issued_on.isoformat() if self.issued_on else None,
            "signer": self.signer,
            "file": self.file,
            "basis": list(self.basis),
            "parent": self.parent,
        }


def place_json(spots: tuple[Spot, ...]) -> dict[str, Any]:
    """The contract's "lines" or "page" of something that stands at `spots`."""
    if not spots:
        return {}
    pages = [spot.page for spot in spots if spot.page is not None]
    if pages:
        return {"page": pages[0]}
    return {"lines": [min(s.first_line for s in spots), max(s.last_line for s in spots)]}


@dataclass(frozen=True, slots=True)
class Task:
    """One task row. `text` is rejoined and clean; `quote` stands word for word in the plan's rendition.

    `section` is the numbering path of the headings above ("III.2"), `heading` the text of the nearest one.
    `number` is the row's own printed number, None for a bullet; `position` its 1-based place in the section.
    `lead`, `coordinating`, `directing` are agency names as printed.
    `details` are the row's other columns, printed header and text. `table`: the row stands in a table.
    """

    id: str
    plan_id: str
    file: str
    section: str
    number: str | None
    position: int
    text: str
    quote: str
    spots: tuple[Spot, ...]
    heading: str = ""
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    directing: tuple[str, ...] = ()
    deadline: Deadline | None = None
    details: tuple[tuple[str, str], ...] = ()
    table: bool = False

    @property
    def kind(self) -> DeadlineKind:
        return self.deadline.kind if self.deadline else "none"

    @property
    def last_day(self) -> date | None:
        """The last day of its deadline; None where it has none, or one without a day."""
        return self.deadline.last_day if self.deadline else None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "plan": self.plan_id,
            "section": self.section,
            "number": self.number,
            "position": self.position,
            "text": self.text,
            "lead": list(self.lead),
            "coordinating": list(self.coordinating),
            "directing": list(self.directing),
            "deadline": self.deadline.to_json() if self.deadline else None,
            "details": dict(self.details),
            **place_json(self.spots),
            "file": self.file,
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """Prose of a plan that is not a task: a paragraph under its heading. `text` is as printed, one space."""

    id: str
    plan_id: str
    file: str
    section: str
    heading: str
    text: str
    quote: str
    spots: tuple[Spot, ...]

    def to_json(self) -> dict[str, Any]:
        return {"section": self.section, "heading": self.heading, "text": self.text, **place_json(self.spots)}


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of the reading receipt: something the reader is not sure of. `message` is Vietnamese, for a clerk."""

    kind: str
    where: str
    message: str

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "where": self.where, "message": self.message}


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one file. `lines` is its rendition: what the page shows around a cited row.

    A text file's rendition is its own lines (NFC). For other files each paragraph is one line
    and each table row one line with its cells separated by tabs.
    """

    plan: Plan
    tasks: tuple[Task, ...]
    passages: tuple[Passage, ...]
    notices: tuple[Notice, ...] = ()
    lines: tuple[str, ...] = field(default=(), repr=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "plan": self.plan.to_json(),
            "tasks": [task.to_json() for task in self.tasks],
            "passages": [passage.to_json() for passage in self.passages],
            "warnings": [notice.to_json() for notice in self.notices],
        }
