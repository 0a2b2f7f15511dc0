"""Kế hoạch: drop files in and watch them being read, see what was read and what is in doubt, take plans away."""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

import index
from assistant.plan_reference import plan_name
from assistant.ui import strings
from assistant.ui.backend import Backend
from assistant.ui.due import vietnamese
from assistant.ui.events import html_part, listens
from assistant.ui.markup import Markup, join, tag
from assistant.ui.security import FILE_TYPES
from index import Change, IndexFault, Outcome, PlanRecord, Summary

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """Where the reading of the dropped files is: `stage` in words, `done` of `total` (0: not known)."""

    stage: str
    done: int = 0
    total: int = 0


def adding(data: Path, paths: Sequence[Path]) -> Iterator[Step | Summary | Exception]:
    """Adds the files in a thread of its own and gives its steps as they come; the last is a Summary or what failed."""
    news: queue.SimpleQueue[Step | Summary | Exception] = queue.SimpleQueue()

    def work() -> None:
        try:
            summary = index.add(data, paths, progress=lambda stage, done, total: news.put(Step(stage, done, total)))
            news.put(summary)
        except IndexFault as fault:
            news.put(fault)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the page must say that the work has ended
            _log.exception("adding plans failed")
            news.put(fault)

    threading.Thread(target=work, name="adding", daemon=True).start()
    while True:
        item = news.get()
        yield item
        if not isinstance(item, Step):
            return


def render_step(names: Sequence[str], step: Step) -> Markup:
    """The files under way, the stage and how far it is."""
    stage = strings.STEP_PAGES.format(stage=step.stage, done=step.done, total=step.total) if step.total else step.stage
    bar = (
        tag("progress", value=step.done, max=step.total, aria_label=stage)
        if step.total
        else tag("progress", aria_label=stage)
    )
    files = tag("span", ", ".join(names), class_="file")
    return tag("ul", tag("li", files, tag("span", stage, class_="stage"), bar), class_="steps", role="status")


def render_summary(summary: Summary) -> Markup:
    """What became of each file, with the way to ask about it."""
    return tag("ul", *[_outcome(outcome) for outcome in summary.outcomes], class_="steps", role="status")


def render_fault(fault: Exception) -> Markup:
    """One line that says why nothing was added."""
    message = str(fault) if isinstance(fault, IndexFault) else strings.ERROR_ADD
    return tag("ul", tag("li", message, class_="bad"), class_="steps", role="alert")


def render_plans(backend: Backend) -> Markup:
    """The list of plans with their receipts and, where there is an earlier version, what has changed since."""
    records = backend.plans()
    if not records:
        return tag("p", strings.PLANS_NONE, class_="empty")
    count = strings.PLANS_COUNT.format(plans=len(records), tasks=sum(record.tasks for record in records))
    index_now = backend.index

    def changes(record: PlanRecord) -> Sequence[Change]:
        return index_now.diff(record.plan.id) if index_now and record.version > 1 else ()

    newest = sorted(records, key=lambda record: record.added_at, reverse=True)
    return tag(
        "div", tag("p", count, class_="count", role="status"), *[_card(record, changes(record)) for record in newest]
    )


def _outcome(outcome: Outcome) -> Markup:
    good = outcome.status != "failed"
    ask = None
    if good and outcome.record:
        ask = _button(strings.ADD_ASK, "askthis", question=ask_about(outcome.record), css="mini")
    changes = [tag("li", change.message) for change in outcome.changes[:20]]
    more = tag("ul", *changes) if changes else None
    ready = strings.ADD_DONE if outcome.record and outcome.record.tasks else strings.ADD_NO_TASKS
    done = tag("span", ready if good else "", class_="stage")
    return tag("li", tag("span", outcome.message, class_="file"), done, ask, more, class_="ok" if good else "bad")


def ask_about(record: PlanRecord) -> str:
    """The question that lists a plan's tasks."""
    return strings.ASK_PLAN.format(plan=plan_name(record.plan))


def _card(record: PlanRecord, changes: Sequence[Change]) -> Markup:
    plan = record.plan
    facts = strings.PLAN_FACTS.format(
        file=plan.file, tasks=record.tasks, passages=record.passages, day=vietnamese(record.added_at.date())
    )
    if record.version > 1:
        facts += " · " + strings.PLAN_VERSION.format(record.version)
    issued = None
    if plan.issuer and plan.issued_on:
        issued = tag("p", strings.PLAN_ISSUED.format(issuer=plan.issuer, day=vietnamese(plan.issued_on)))
    title = " · ".join(part for part in (plan.symbol, plan.title) if part) or plan.file
    buttons = [
        _button(strings.ADD_ASK, "askthis", question=ask_about(record)),
        _button(strings.OPEN_ORIGINAL, "original", plan=plan.id),
        _remove(record),
    ]
    return tag(
        "article",
        tag("h3", title),
        issued,
        tag("p", facts),
        _receipt(record),
        _changes(record, changes),
        tag("div", *buttons, class_="acts"),
        class_="plan-card",
        data_plan=plan.id,
    )


def _receipt(record: PlanRecord) -> Markup:
    if not record.notices:
        return tag("p", strings.RECEIPT_CLEAN, class_="receipt")
    items = [tag("li", tag("strong", notice.where), " ", notice.message) for notice in record.notices]
    summary = tag("summary", strings.RECEIPT.format(len(items)))
    return tag("details", summary, tag("ul", *items), class_="more receipt")


def _changes(record: PlanRecord, changes: Sequence[Change]) -> Markup | None:
    """What is new against the version before, with the way back to it."""
    if record.version == 1:
        return None
    items = [tag("li", change.message) for change in changes] or [tag("li", strings.CHANGES_NONE)]
    back = _button(
        strings.RESTORE.format(record.version - 1), "restore", plan=record.plan.id, version=record.version - 1
    )
    summary = tag("summary", strings.CHANGES.format(record.version - 1, len(changes)))
    return tag("details", summary, tag("ul", *items), back, class_="more changes")


def _remove(record: PlanRecord) -> Markup:
    sure = _button(strings.REMOVE_YES, "remove", plan=record.plan.id, css="mini danger")
    summary = tag("summary", strings.REMOVE, class_="mini")
    return tag("details", summary, tag("span", strings.REMOVE_SURE, " "), sure, class_="sure")


def _button(word: str, event: str, *, css: str = "mini", **data: str | int) -> Markup:
    encoded = json.dumps(data, ensure_ascii=False)
    return tag("button", word, type="button", class_=css, data_do=event, data_with=encoded)


@dataclass(frozen=True)
class PlansTab:
    """The tab's parts that other parts of the page listen to."""

    files: gr.File
    steps: gr.HTML
    plans: gr.HTML


def build(backend: Backend) -> PlansTab:
    """Lays the tab out inside the current Gradio context; `wire` connects it."""
    with gr.Column(elem_classes="sheet"):
        files = gr.File(
            label=strings.DROP_LABEL, file_count="multiple", file_types=FILE_TYPES, elem_id="drop", height=140
        )
        hint = tag("p", strings.DROP_HINT.format(", ".join(kind.strip(".") for kind in FILE_TYPES)), class_="count")
        html_part(str(join([hint, tag("ul", id="away", class_="steps", role="alert")])))
        steps = html_part(js_on_load=listens("askthis"), elem_id="steps")
        plans = html_part(
            js_on_load=listens("askthis", "original", "remove", "restore"),
            elem_id="plans",
        )
    return PlansTab(files, steps, plans)


def wire(backend: Backend, tab: PlansTab, after: Callable[[gr.events.Dependency], object]) -> None:
    """Connects dropping and removing. `after` is told each event, to refresh the rest of the page when it is over."""

    def add(paths: list[str] | None) -> Iterator[tuple[Any, Any, Any]]:
        files = [Path(path) for path in paths or ()]
        if not files:
            return
        names = [path.name for path in files]
        yield str(render_step(names, Step(strings.STEP_WAIT))), gr.skip(), gr.skip()
        told = Markup("")
        for news in adding(backend.data, files):
            if isinstance(news, Step):
                yield str(render_step(names, news)), gr.skip(), gr.skip()
            else:
                told = render_summary(news) if isinstance(news, Summary) else render_fault(news)
        for path in files:
            path.unlink(missing_ok=True)  # the index keeps its own original
        yield str(told), str(render_plans(backend)), None

    def remove(event: gr.EventData) -> tuple[str, str]:
        plan_id = str(event.plan)
        names = {record.plan.id: record.plan.file for record in backend.plans()}
        try:
            index.remove(backend.data, [plan_id])
            told = tag(
                "ul", tag("li", strings.REMOVED.format(names.get(plan_id, plan_id)), class_="ok"), class_="steps"
            )
        except IndexFault as fault:
            told = render_fault(fault)
        return str(told), str(render_plans(backend))

    def restore(event: gr.EventData) -> tuple[str, str]:
        try:
            told = render_summary(index.restore(backend.data, str(event.plan), int(event.version)))
        except IndexFault as fault:
            told = render_fault(fault)
        return str(told), str(render_plans(backend))

    writing: dict[str, Any] = {
        "concurrency_limit": 1,
        "concurrency_id": "index",
        "api_visibility": "private",
        "show_progress": "hidden",
    }
    after(tab.files.upload(add, tab.files, [tab.steps, tab.plans, tab.files], **writing))
    after(tab.plans.remove(remove, None, [tab.steps, tab.plans], **writing))
    after(tab.plans.restore(restore, None, [tab.steps, tab.plans], **writing))
