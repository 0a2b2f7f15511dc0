"""What people have put right in rows that were read wrongly or printed wrongly: kept with who and when, never lost.

DATA/corrections.jsonl holds one correction a line and is only ever added to. They are laid over every reading of the
plan that is indexed; the row keeps its quote, and a detail that says what was corrected. A correction holds for as
long as the plan prints what was corrected: a new version that prints something else wins, and the receipt says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from corpus.agencies import split_agencies
from corpus.deadlines import parse_deadline
from corpus.model import Notice, Reading, Task
from corpus.text import clean, squeeze
from index import strings
from index.errors import WrongInput
from index.generations import sync

Field = Literal["text", "lead", "coordinating", "deadline"]
FIELDS: tuple[Field, ...] = get_args(Field)
LONGEST = 4_000  # characters
FILE = "corrections.jsonl"


@dataclass(frozen=True, slots=True)
class Correction:
    """One cell put right. `was` is what the plan prints, `now` what it should say; empty means nothing printed."""

    plan_id: str
    task_id: str
    field: Field
    was: str
    now: str
    who: str
    when: datetime

    def to_json(self) -> dict[str, Any]:
        return {
            "plan": self.plan_id,
            "task": self.task_id,
            "field": self.field,
            "was": self.was,
            "now": self.now,
            "who": self.who,
            "when": self.when.isoformat(timespec="seconds"),
        }


def printed(task: Task, field: Field) -> str:
    """What stands in that cell of the row."""
    if field == "deadline":
        return task.deadline.text if task.deadline else ""
    return task.text if field == "text" else "; ".join(getattr(task, field))


def read_all(data: Path) -> list[Correction]:
    """Every correction ever made, oldest first. A line that cannot be read is passed over."""
    try:
        lines = (data / FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            one = json.loads(line)
            if one["field"] not in FIELDS:
                continue
            found.append(
                Correction(
                    one["plan"], one["task"], one["field"], one["was"], one["now"], one["who"],
                    datetime.fromisoformat(one["when"]),
                )
            )  # fmt: skip
        except (ValueError, KeyError, TypeError):
            continue
    return found


def checked(correction: Correction) -> Correction:
    """The correction with clean words. Raises WrongInput for a field or a length that cannot be."""
    now = squeeze(clean(correction.now))
    if correction.field not in FIELDS or len(now) > LONGEST or (correction.field == "text" and not now):
        raise WrongInput(strings.BAD_CORRECTION)
    return replace(correction, now=now, who=squeeze(clean(correction.who))[:100] or strings.SOMEONE)


def write(data: Path, correction: Correction) -> None:
    """Adds one line, durably."""
    line = json.dumps(correction.to_json(), ensure_ascii=False)
    with (data / FILE).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    sync(data / FILE)


def corrected(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading with the last correction of each cell laid over it."""
    last: dict[tuple[str, str], Correction] = {}
    for correction in corrections:
        if correction.plan_id == reading.plan.id:
            last[correction.task_id, correction.field] = correction
    if not last:
        return reading
    tasks, notices = [], list(reading.notices)
    known = {task.id for task in reading.tasks}
    for task in reading.tasks:
        mine = [one for one in last.values() if one.task_id == task.id and one.was != one.now]
        holding = [one for one in mine if printed(task, one.field) == one.was]
        notices += [_passed_over(one) for one in mine if one not in holding]
        for one in holding:
            task = _with(task, one, reading.plan.issued_on)
        tasks.append(task)
    notices += [_passed_over(one) for one in last.values() if one.task_id not in known and one.was != one.now]
    return replace(reading, tasks=tuple(tasks), notices=tuple(notices))


def _with(task: Task, one: Correction, issued_on: date | None) -> Task:
    field = strings.CORRECTED_FIELDS[one.field]
    day = f"{one.when.day}/{one.when.month}/{one.when.year}"
    said = strings.CORRECTED.format(field=field, was=one.was, now=one.now, who=one.who, day=day)
    earlier = dict(task.details).get(strings.CORRECTION)
    others = tuple(pair for pair in task.details if pair[0] != strings.CORRECTION)
    details = (*others, (strings.CORRECTION, f"{earlier}; {said}" if earlier else said))
    if one.field == "deadline":
        return replace(task, deadline=parse_deadline(one.now, issued_on=issued_on), details=details)
    if one.field == "lead":
        return replace(task, lead=split_agencies(one.now), details=details)
    if one.field == "coordinating":
        return replace(task, coordinating=split_agencies(one.now), details=details)
    return replace(task, text=one.now, details=details)


def _passed_over(one: Correction) -> Notice:
    field = strings.CORRECTED_FIELDS[one.field]
    return Notice("correction", one.task_id, strings.CORRECTION_LOST.format(field=field, was=one.was, now=one.now))
