"""Before a plan is put in: what was read of it, doubtful rows first, each row to be put right in place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from assistant.plan_reference import plan_name
from assistant.ui import correction_form, receipt, strings
from assistant.ui.due import vietnamese
from assistant.ui.markup import Markup, tag
from assistant.ui.plan_cards import button
from assistant.ui.task_table import fixed, place_of
from assistant.ui.waiting import Waiting
from corpus.model import Notice, Reading, Task
from index import WrongInput, corrections
from index.corrections import FIELDS, Correction


def correction(waiting: Waiting, data: dict[str, Any], who: str, when: datetime) -> Correction:
    """The correction that the form sent as `data`. Raises WrongInput for what cannot be."""
    task_id, field = str(data.get("ref", "")).removeprefix("task:"), data.get("field")
    tasks = waiting.reading.tasks if waiting.reading else ()
    task = next((task for task in tasks if task.id == task_id), None)
    if waiting.reading is None or task is None or field not in FIELDS:
        raise WrongInput(strings.SOURCE_GONE)
    was = corrections.printed(task, field)
    made = Correction(waiting.reading.plan.id, task_id, field, was, str(data.get("now", "")), who, when)
    return corrections.checked(made)


def render(waiting: Sequence[Waiting]) -> Markup:
    """Every file that waits."""
    return tag("div", *[_card(one) for one in waiting])


def _card(one: Waiting) -> Markup:
    since = strings.REVIEW_WAITING.format(hour=f"{one.since:%H:%M}", day=vietnamese(one.since.date()))
    publish = button(strings.REVIEW_PUBLISH, "publish", css="solid", key=one.key) if one.reading else None
    return tag(
        "article",
        tag("p", since, class_="waiting"),
        *(_read(one, reading) if (reading := one.shown) else _closed(one)),
        tag("div", publish, _discard(one), class_="acts"),
        class_="plan-card review",
        data_key=one.key,
    )


def _closed(one: Waiting) -> list[Markup]:
    return [tag("h3", one.file.name), tag("p", strings.REVIEW_CLOSED)]


def _read(one: Waiting, reading: Reading) -> list[Markup | None]:
    """What was read: whose plan it is, what is doubtful, and every row."""
    plan = reading.plan
    found = receipt.rows(reading.notices, reading.tasks)
    doubts: dict[str, list[Notice]] = {}
    for notice, task in found.items():
        doubts.setdefault(task.id, []).append(notice)
    general = [receipt.line(notice) for notice in reading.notices if notice not in found]
    doubtful = [task for task in reading.tasks if task.id in doubts]
    others = [task for task in reading.tasks if task.id not in doubts]
    facts = strings.REVIEW_FACTS.format(file=plan.file, tasks=len(reading.tasks), doubts=len(doubtful))
    return [
        tag("h3", " · ".join(part for part in (plan.symbol, plan.title) if part) or plan_name(plan)),
        tag("p", facts),
        tag("p", strings.REVIEW_MADE.format(len(one.made)), class_="made") if one.made else None,
        tag("ul", *general) if general else None,
        _rows(doubtful, doubts, one.key),
        _others(others, one.key, opened=not doubtful and len(others) <= _FEW),
    ]


_FEW = 12  # rows that are shown without being asked for where none is doubtful


def _others(tasks: Sequence[Task], key: str, *, opened: bool) -> Markup | None:
    if not tasks:
        return None
    summary = tag("summary", strings.REVIEW_OTHERS.format(len(tasks)))
    return tag("details", summary, _rows(tasks, {}, key), class_="more", open=opened)


def _rows(tasks: Sequence[Task], doubts: dict[str, list[Notice]], key: str) -> Markup | None:
    items = [_row(task, doubts.get(task.id, []), key) for task in tasks]
    return tag("ol", *items, class_="review-rows") if items else None


def _row(task: Task, doubts: Sequence[Notice], key: str) -> Markup:
    facts = [tag("div", tag("dt", name), tag("dd", value or strings.NOTHING)) for name, value in _facts(task)]
    return tag(
        "li",
        tag("p", place_of(replace(task, file="")), class_="src-place"),
        tag("p", task.text, fixed(task), class_="text"),
        tag("dl", *facts, class_="src-facts"),
        tag("ul", *[tag("li", notice.message) for notice in doubts], class_="doubts") if doubts else None,
        correction_form.form(task, key),
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


def _discard(one: Waiting) -> Markup:
    sure = button(strings.REVIEW_DISCARD_YES, "discard", css="mini danger", key=one.key)
    summary = tag("summary", strings.REVIEW_DISCARD, class_="mini")
    return tag("details", summary, tag("span", strings.REVIEW_DISCARD_SURE, " "), sure, class_="sure")
