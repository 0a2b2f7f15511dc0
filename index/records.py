"""What the index takes and gives back, besides the corpus's own facts. All are frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from corpus.model import Notice, Passage, Plan, Task

Role = Literal["lead", "coordinating", "directing"]
AnyRole = Literal["lead", "coordinating", "directing", "any"]
ROLES: tuple[Role, ...] = ("lead", "coordinating", "directing")

# progress(stage, done, total): `stage` is Vietnamese, for a person; total is 0 when it is not known.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Exact conditions, all of which hold. None means "whatever".

    `agency_keys` are identities (`corpus.agencies.identity(...).key`), `names` agency names as printed: a task
    passes when one of its agencies in `role` is among either. `last_from` and `last_to` are inclusive days for
    `last_day`; tasks without a last day never pass them. `kinds` are deadline kinds. `section` is a numbering
    path and covers the sections below it ("III" covers "III.2"). `without_role` asks for tasks with no agency
    in that role. `exclude_keys` drops tasks that one of these agencies leads. `ids` are task ids.
    """

    agency_keys: frozenset[str] | None = None
    names: frozenset[str] | None = None
    role: AnyRole = "lead"
    plan_ids: frozenset[str] | None = None
    last_from: date | None = None
    last_to: date | None = None
    kinds: frozenset[str] | None = None
    section: str | None = None
    number: str | None = None
    ids: frozenset[str] | None = None
    without_role: Role | None = None
    exclude_keys: frozenset[str] | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """One version of one plan in the index. `sha256` names its original, `kind` is the file's suffix ("pdf")."""

    plan: Plan
    version: int
    current: bool
    tasks: int
    passages: int
    added_at: datetime
    sha256: str
    kind: str
    level: str | None = None
    notices: tuple[Notice, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            **self.plan.to_json(),
            "version": self.version,
            "current": self.current,
            "tasks": self.tasks,
            "passages": self.passages,
            "added_at": self.added_at.isoformat(),
            "sha256": self.sha256,
            "kind": self.kind,
            "level": self.level,
            "warnings": [notice.to_json() for notice in self.notices],
        }


@dataclass(frozen=True, slots=True)
class AgencyRecord:
    """An agency of one plan under one printed name, and how many tasks name it in each role."""

    name: str
    key: str
    plan_id: str
    level: str | None
    collective: bool
    lead: int
    coordinating: int
    directing: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One found row. `bm25` is positive, larger is better, None when no word of the query stands in it.

    `cosine` is -1 to 1, None when the vectors did not take part. `score` is the joined rank score the list is
    ordered by. `text` is what was matched: the task's text, or the passage's.
    """

    id: str
    kind: Literal["task", "passage"]
    plan_id: str
    bm25: float | None
    cosine: float | None
    score: float
    row: Task | Passage = field(repr=False)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more tasks that cannot all be right. `kind`: "conflicting_deadlines" or "conflicting_leads"."""

    kind: Literal["conflicting_deadlines", "conflicting_leads"]
    task_ids: tuple[str, ...]
    message: str

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "tasks": list(self.task_ids), "message": self.message}


ChangeKind = Literal["added", "removed", "reworded", "deadline", "lead"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of a plan. `before` or `after` is None for a row added or removed."""

    kind: ChangeKind
    before: Task | None
    after: Task | None
    message: str

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "before": self.before.to_json() if self.before else None,
            "after": self.after.to_json() if self.after else None,
            "message": self.message,
        }


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `status`: "added", "updated" (a new version), "same", "older" (than the
    current version), "removed", "restored" or "failed"."""

    file: str
    status: Literal["added", "updated", "same", "older", "removed", "restored", "failed"]
    message: str
    record: PlanRecord | None = None
    changes: tuple[Change, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "status": self.status,
            "message": self.message,
            "plan": self.record.to_json() if self.record else None,
            "changes": [change.to_json() for change in self.changes],
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """What one writing command did. `generation` is the name of the generation that is current afterwards.

    `seconds` holds the time of each stage ("read", "embed", "write", "verify", …) and `embedded` how many texts
    the encoder really had to read: what was known already is taken from the cache.
    """

    generation: str
    outcomes: tuple[Outcome, ...] = ()
    plans: int = 0
    tasks: int = 0
    embedded: int = 0
    seconds: tuple[tuple[str, float], ...] = ()

    @property
    def failed(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.status == "failed")

    def to_json(self) -> dict[str, Any]:
        return {
            "generation": self.generation,
            "files": [outcome.to_json() for outcome in self.outcomes],
            "plans": self.plans,
            "tasks": self.tasks,
            "embedded": self.embedded,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds},
        }
