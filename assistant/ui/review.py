"""Before a plan is put in: what was read of it, doubtful rows first, each row to be put right in place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.plan_reference import plan_name
from assistant.ui import correction_form, receipt, strings
from assistant.ui.markup import Markup, tag
from assistant.ui.task_table import fixed, place_of
from corpus.model import Notice, Reading, Task
from index import corrections
from index.corrections import FIELDS, Correction


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was read and is not put in yet. `made` are the corrections of its rows, oldest first."""

    file: Path
    reading: Reading
    made: tuple[Correction, ...] = ()

    @property
    def shown(self) -> Reading:
        """The reading with the corrections laid over it."""
        return corrections.corrected(self.reading, self.made)


def correct(waiting: Waiting, data: dict[str, Any], who: str, when: datetime) -> Waiting:
    """With one more correction. `data` is what the form sent. Raises WrongInput for what cannot be."""
    task_id, field = str(data.get("ref", "")).removeprefix("task:"), data.get("field")
    task = next((task for task in waiting.reading.tasks if task.id == task_id), None)
    if task is None or field not in FIELDS:
        return waiting
    was = corrections.printed(task, field)
    made = Correction(waiting.reading.plan.id, task_id, field, was, str(data.get("now", "")), who, when)
    return replace(waiting, made=(*waiting.made, corrections.checked(made)))


def render(waiting: Sequence[Waiting]) -> Markup:
    """Every file that waits."""
    return tag("div", *[_card(one, number) for number, one in enumerate(waiting)])


def _card(one: Waiting, number: int) -> Markup:
    reading = one.shown
    plan = reading.plan
    found = receipt.rows(reading.notices, reading.tasks)
    doubts: dict[str, list[Notice]] = {}
    for notice, task in found.items():
        doubts.setdefault(task.id, []).append(notice)
    general = [receipt.line(notice) for notice in reading.notices if notice not in found]
    doubtful = [task for task in reading.tasks if task.id in doubts]
    others = [task for task in reading.tasks if task.id not in doubts]
    facts = strings.REVIEW_FACTS.format(file=plan.file, tasks=len(reading.tasks), doubts=len(doubtful))
    return tag(
        "article",
        tag("p", strings.REVIEW_WAITING, class_="waiting"),
        tag("h3", " · ".join(part for part in (plan.symbol, plan.title) if part) or plan_name(plan)),
        tag("p", facts),
        tag("p", strings.REVIEW_MADE.format(len(one.made)), class_="made") if one.made else None,
        tag("ul", *general) if general else None,
        _rows(doubtful, doubts, number),
        _others(others, number, opened=not doubtful and len(others) <= _FEW),
        tag(
            "div",
            _button(strings.REVIEW_PUBLISH, "publish", number, "solid"),
            _button(strings.REVIEW_DISCARD, "discard", number, "ghost"),
            class_="acts",
        ),
        class_="plan-card review",
        data_number=number,
    )


_FEW = 12  # rows that are shown without being asked for where none is doubtful


def _others(tasks: Sequence[Task], number: int, *, opened: bool) -> Markup | None:
    if not tasks:
        return None
    summary = tag("summary", strings.REVIEW_OTHERS.format(len(tasks)))
    return tag("details", summary, _rows(tasks, {}, number), class_="more", open=opened)


def _rows(tasks: Sequence[Task], doubts: dict[str, list[Notice]], number: int) -> Markup | None:
    items = [_row(task, doubts.get(task.id, []), number) for task in tasks]
    return tag("ol", *items, class_="review-rows") if items else None


def _row(task: Task, doubts: Sequence[Notice], number: int) -> Markup:
    facts = [tag("div", tag("dt", name), tag("dd", value or strings.NOTHING)) for name, value in _facts(task)]
    return tag(
        "li",
        tag("p", place_of(replace(task, file="")), class_="src-place"),
        tag("p", task.text, fixed(task), class_="text"),
        tag("dl", *facts, class_="src-facts"),
        tag("ul", *[tag("li", notice.message) for notice in doubts], class_="doubts") if doubts else None,
        correction_form.form(task, str(number)),
        class_="doubtful" if doubts else None,
    )


def _facts(task: Task) -> Iterator[tuple[str, str]]:
    _, lead, coordinating, due, _ = strings.COLUMNS
    yield lead, "; ".join(task.lead)
    if task.coordinating:
        yield coordinating, "; ".join(task.coordinating)
    if task.directing:
        yield strings.DIRECTING_NAME, "; ".join(task.directing)
    yield due, task.deadline.text if task.deadline else ""


def _button(word: str, event: str, number: int, css: str) -> Markup:
    data = json.dumps({"number": number})
    return tag("button", word, type="button", class_=css, data_do=event, data_with=data)
