"""A row of the register's tables as a fact of the corpus."""

from __future__ import annotations

from datetime import datetime
from json import JSONDecoder, loads

from corpus.model import Notice, Passage, Task
from index.codec import unpack_deadline, unpack_plan, unpack_spots
from index.records import PlanRecord

TASK_COLUMNS = "t.id, t.section, t.number, t.text, t.facts, p.id, p.file"
PASSAGE_COLUMNS = "a.id, a.section, a.heading, a.text, a.quote, a.spots, p.id, p.file"
PLAN_COLUMNS = "facts, version, tasks, passages, added_at, sha256, kind, level, key"
_DECODER = JSONDecoder()  # long lists are rows by the thousand: what `loads` looks at before it decodes takes a quarter


def plan_record(row: tuple, notices: tuple[Notice, ...], *, current: bool = True) -> PlanRecord:  # type: ignore[type-arg]
    facts, version, tasks, passages, added_at, sha256, kind, level = row[:8]
    plan = unpack_plan(loads(facts))
    return PlanRecord(
        plan, version, current, tasks, passages, datetime.fromisoformat(added_at), sha256, kind, level, notices
    )


def task_of(row: tuple) -> Task:  # type: ignore[type-arg]
    id, section, number, text, packed, plan_id, file = row[:7]
    facts, _ = _DECODER.raw_decode(packed)
    told = facts.get
    quote = facts["quote"]
    return Task(
        id=id,
        plan_id=plan_id,
        file=file,
        section=section,
        number=number,
        position=facts["position"],
        text=text,
        quote=text if quote is None else quote,
        spots=unpack_spots(facts["spots"]),
        heading=facts["heading"],
        lead=tuple(told("lead", ())),
        coordinating=tuple(told("coordinating", ())),
        directing=tuple(told("directing", ())),
        deadline=unpack_deadline(told("deadline")),
        details=tuple([(header, value) for header, value in told("details", ())]),
        table=told("table", False),
    )


def passage_of(row: tuple) -> Passage:  # type: ignore[type-arg]
    id, section, heading, text, quote, spots, plan_id, file = row[:8]
    return Passage(id, plan_id, file, section, heading, text, quote, unpack_spots(loads(spots)))
