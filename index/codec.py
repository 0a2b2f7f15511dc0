"""A Reading as JSON and back, whole: the register keeps nested facts and old versions in this form."""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import date
from functools import lru_cache
from typing import Any

from corpus.model import Deadline, Notice, Passage, Plan, Reading, Spot, Task


def dump(value: Any) -> str:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def pack_spots(spots: tuple[Spot, ...]) -> list[Any]:
    return [[spot.first_line, spot.last_line, spot.page, spot.box] for spot in spots]


def unpack_spots(packed: list[Any]) -> tuple[Spot, ...]:
    return tuple([
        Spot(first, last, page, tuple(box)) if box else _spot(first, last, page) for first, last, page, box in packed
    ])  # fmt: skip


_spot = lru_cache(maxsize=5_000)(Spot)  # rows of many plans stand at the same lines


def pack_deadline(deadline: Deadline | None) -> dict[str, Any] | None:
    """Only what differs from the defaults, so that a million rows stay small."""
    if deadline is None:
        return None
    packed: dict[str, Any] = {"text": deadline.text, "kind": deadline.kind}
    for name in ("first_day", "last_day", "bound"):
        if getattr(deadline, name):
            packed[name] = getattr(deadline, name).isoformat()
    for name in ("exclusive", "precision", "recurrence", "condition", "tentative", "year_inherited"):
        if getattr(deadline, name) not in (None, False):
            packed[name] = getattr(deadline, name)
    if deadline.also:
        packed["also"] = [pack_deadline(also) for also in deadline.also]
    return packed


def unpack_deadline(packed: dict[str, Any] | None) -> Deadline | None:
    if packed is None:
        return None
    return _deadline_with_more(packed) if "also" in packed else _deadline(tuple(packed.items()))


@lru_cache(maxsize=10_000)  # rows share their deadlines
def _deadline(packed: tuple[tuple[str, Any], ...]) -> Deadline:
    return _deadline_with_more(dict(packed))


def _deadline_with_more(packed: dict[str, Any]) -> Deadline:
    facts = dict(packed)
    for name in ("first_day", "last_day", "bound"):
        if name in facts:
            facts[name] = date.fromisoformat(facts[name])
    facts["also"] = tuple(also for also in map(unpack_deadline, facts.get("also", ())) if also)
    return Deadline(**facts)


def pack_plan(plan: Plan) -> dict[str, Any]:
    return plan.to_json()


def unpack_plan(packed: dict[str, Any]) -> Plan:
    return Plan(**{**packed, "issued_on": day(packed["issued_on"]), "basis": tuple(packed["basis"])})


def pack_notices(notices: tuple[Notice, ...]) -> list[dict[str, Any]]:
    return [notice.to_json() for notice in notices]


def unpack_notices(packed: list[dict[str, Any]]) -> tuple[Notice, ...]:
    return tuple(Notice(**notice) for notice in packed)


def _pack_task(task: Task) -> dict[str, Any]:
    names = ("id", "section", "number", "position", "text", "quote", "heading", "lead", "coordinating", "directing")
    packed = {name: getattr(task, name) for name in names}
    return packed | {
        "spots": pack_spots(task.spots),
        "deadline": pack_deadline(task.deadline),
        "details": task.details,
        **({"table": True} if task.table else {}),
    }


def _unpack_task(packed: dict[str, Any], plan: Plan) -> Task:
    facts = dict(packed)
    for name in ("lead", "coordinating", "directing"):
        facts[name] = tuple(facts[name])
    facts["spots"] = unpack_spots(facts["spots"])
    facts["deadline"] = unpack_deadline(facts["deadline"])
    facts["details"] = tuple((header, text) for header, text in facts["details"])
    return Task(plan_id=plan.id, file=plan.file, **facts)


def _pack_passage(passage: Passage) -> dict[str, Any]:
    packed = {name: getattr(passage, name) for name in ("id", "section", "heading", "text", "quote")}
    return packed | {"spots": pack_spots(passage.spots)}


def _unpack_passage(packed: dict[str, Any], plan: Plan) -> Passage:
    return Passage(plan_id=plan.id, file=plan.file, **{**packed, "spots": unpack_spots(packed["spots"])})


def _packed(reading: Reading) -> bytes:
    packed = {
        "plan": pack_plan(reading.plan),
        "tasks": [_pack_task(task) for task in reading.tasks],
        "passages": [_pack_passage(passage) for passage in reading.passages],
        "notices": pack_notices(reading.notices),
        "lines": reading.lines,
    }
    return dump(packed).encode()


def pack_reading(reading: Reading) -> bytes:
    """Compressed JSON; `unpack_reading` gives the same Reading back."""
    return zlib.compress(_packed(reading), 6)


def fingerprint(reading: Reading) -> str:
    """The same for equal readings only."""
    return hashlib.sha256(_packed(reading)).hexdigest()


def unpack_reading(blob: bytes) -> Reading:
    packed = json.loads(zlib.decompress(blob))
    plan = unpack_plan(packed["plan"])
    return Reading(
        plan=plan,
        tasks=tuple(_unpack_task(task, plan) for task in packed["tasks"]),
        passages=tuple(_unpack_passage(passage, plan) for passage in packed["passages"]),
        notices=unpack_notices(packed["notices"]),
        lines=tuple(packed["lines"]),
    )
