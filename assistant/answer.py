"""What the assistant answers, as data. `Answer.to_json` is the shape that scripts read; render.py makes the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from corpus.model import Spot, Task, place_json

Status = Literal["answered", "nothing_found", "not_covered", "unclear"]


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an answer's part stands. `quote` is word for word in the plan's rendition (lines joined by line ends)."""

    n: int
    plan_id: str
    plan: str
    file: str
    section: str
    number: str | None
    spots: tuple[Spot, ...]
    quote: str

    def to_json(self) -> dict[str, Any]:
        return {
            "n": self.n,
            "plan": self.plan_id,
            "plan_name": self.plan,
            "file": self.file,
            "section": self.section,
            "number": self.number,
            **place_json(self.spots),
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """A task that answers, with the number of its citation."""

    n: int
    task: Task

    def to_json(self) -> dict[str, Any]:
        return {**self.task.to_json(), "n": self.n}


@dataclass(frozen=True, slots=True)
class Related:
    """A task worth knowing that was not asked for. `kind` says why to programs, `why` to people (Vietnamese)."""

    kind: str
    why: str
    task: Task

    def to_json(self) -> dict[str, Any]:
        return {**self.task.to_json(), "why": self.why}


@dataclass(frozen=True, slots=True)
class Quote:
    """Sentences of a plan that answer, with the number of their citation."""

    n: int
    plan_id: str
    file: str
    section: str
    heading: str
    quote: str
    spots: tuple[Spot, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "n": self.n,
            "plan": self.plan_id,
            "section": self.section,
            "heading": self.heading,
            "quote": self.quote,
            "file": self.file,
            **place_json(self.spots),
        }


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about the answer: `kind` for programs, `message` for people, `tasks` the ids it touches."""

    kind: str
    message: str
    tasks: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "message": self.message, "tasks": list(self.tasks)}


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the answer's rows under a heading (a plan, an agency, a month). `rows` are citation numbers."""

    heading: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A small table of numbers: one line of cells for each of `lines`, under `header`."""

    header: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of the question. `line` is the one Vietnamese line that says it; empty parts are left out."""

    line: str
    kind: str
    agencies: tuple[str, ...] = ()
    role: str | None = None
    due: str | None = None
    plans: tuple[str, ...] = ()
    topic: str | None = None
    states: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "agencies": list(self.agencies),
            "role": self.role,
            "due": self.due,
            "plans": list(self.plans),
            "topic": self.topic,
            "states": list(self.states),
            "kind": self.kind,
            "line": self.line,
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `headline` is the first sentence, `text` the whole as Vietnamese Markdown with [n] marks.

    `reworded` are a language model's sentences, where one is set up and they hold; they stand in `text` too.
    `groups` say how the rows are shown together; `choices` are questions to choose from when it is unclear.
    `took_ms` is measured around the whole of `Assistant.ask`.
    """

    question: str
    status: Status
    understood: Understood
    headline: str
    text: str = ""
    rows: tuple[Row, ...] = ()
    related: tuple[Related, ...] = ()
    passages: tuple[Quote, ...] = ()
    citations: tuple[Citation, ...] = ()
    notes: tuple[Note, ...] = ()
    groups: tuple[Group, ...] = ()
    figures: Figures | None = None
    choices: tuple[str, ...] = ()
    reworded: str = ""
    took_ms: float = 0.0

    def to_json(self) -> dict[str, Any]:
        return {
            "question": self.question,
            "status": self.status,
            "understood": self.understood.to_json(),
            "text": self.text,
            "tasks": [row.to_json() for row in self.rows],
            "related": [related.to_json() for related in self.related],
            "passages": [passage.to_json() for passage in self.passages],
            "citations": [citation.to_json() for citation in self.citations],
            "notes": [note.to_json() for note in self.notes],
            "choices": list(self.choices),
            "took_ms": round(self.took_ms, 1),
        }
