"""Finds what a citation points to and shows it in the panel's frame."""

from __future__ import annotations

import json
import re

from assistant.ui import correction_form, source_view, strings
from assistant.ui.backend import Backend
from assistant.ui.markup import Markup, tag
from assistant.ui.source_view import Source
from corpus.model import Plan, Spot, Task
from index import Index, IndexFault

_LINES = re.compile(r"lines:(\d+)-(\d+)")


def panel(backend: Backend, ref: str, plan_id: str, told: str = "") -> Markup:
    """The panel for `ref`: "task:ID" or "lines:FIRST-LAST" of the plan; `told` is said above it.

    Says so when the row is no longer there.
    """
    index = backend.index
    record = next((record for record in backend.plans() if record.plan.id == plan_id), None)
    source = find(index, ref, record.plan) if index and record else None
    if index is None or source is None:
        return frame(source_view.gone(), None)
    try:
        original = index.original(plan_id)
    except IndexFault:
        original = None
    task = index.task(ref.removeprefix("task:")) if ref.startswith("task:") else None
    form = correction_form.form(task, plan_id) if task else None
    return frame(source_view.render(source, index.lines(plan_id), original, form), plan_id, told)


def find(index: Index, ref: str, plan: Plan) -> Source | None:
    """The row, or the lines, that `ref` names in `plan`; None when there are none."""
    if ref.startswith("task:"):
        task = index.task(ref.removeprefix("task:"))
        return _of_task(task, plan) if task and task.plan_id == plan.id else None
    match = _LINES.fullmatch(ref)
    return _of_lines(index, plan, int(match[1]), int(match[2])) if match else None


def frame(content: Markup, plan_id: str | None, told: str = "") -> Markup:
    """The panel's bar, what is told, content and foot."""

    def local(word: str, act: str, label: str) -> Markup:
        return tag("button", word, type="button", data_local=act, aria_label=label, title=label)

    bar = tag(
        "div",
        tag("h2", strings.SOURCE, " ", tag("span", class_="src-count")),
        local("‹", "previous", strings.PREVIOUS),
        local("›", "next", strings.NEXT),
        local("✕", "close", strings.CLOSE),
        class_="src-bar",
    )
    foot = None
    if plan_id:
        data = json.dumps({"plan": plan_id}, ensure_ascii=False)
        button = tag("button", strings.OPEN_ORIGINAL, type="button", class_="ghost", data_do="original", data_with=data)
        foot = tag("div", button, class_="src-foot")
    said = tag("p", told, class_="src-told", role="status") if told else None
    return tag("div", bar, said, content, foot, class_="src-frame", role="dialog", aria_label=strings.SOURCE)


def _of_task(task: Task, plan: Plan) -> Source:
    lead, coordinating, due = strings.COLUMNS[1:4]
    facts = [
        (lead, "; ".join(task.lead)),
        (coordinating, "; ".join(task.coordinating)),
        (strings.DIRECTING_NAME, "; ".join(task.directing)),
        (due, task.deadline.text if task.deadline else ""),
        *task.details,
    ]
    shown = tuple((name, value) for name, value in facts if value)
    return Source(f"task:{task.id}", plan, task.section, task.heading, task.number, task.quote, task.spots, shown)


def _of_lines(index: Index, plan: Plan, first: int, last: int) -> Source | None:
    """Lines as such; where a passage or a task of the plan stands on them, with its page and its heading."""
    total = len(index.lines(plan.id))
    if not 1 <= first <= last <= total:
        return None
    for passage in index.passages(plan_ids=frozenset({plan.id})):
        if any(spot.first_line <= last and spot.last_line >= first for spot in passage.spots):
            spots = tuple(_within(spot, first, last) for spot in passage.spots)
            held = tuple(spot for spot in spots if spot is not None)
            return Source(f"lines:{first}-{last}", plan, passage.section, passage.heading, None, "", held)
    return Source(f"lines:{first}-{last}", plan, "", "", None, "", (Spot(first, last),))


def _within(spot: Spot, first: int, last: int) -> Spot | None:
    if spot.first_line > last or spot.last_line < first:
        return None
    return Spot(max(spot.first_line, first), min(spot.last_line, last), spot.page, spot.box)
