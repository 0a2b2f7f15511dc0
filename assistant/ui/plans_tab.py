"""Kế hoạch: drop files in and watch them being read, look their rows over, see what was read, take plans away."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import gradio as gr

import index
from assistant.ui import plan_cards, review, strings
from assistant.ui.adding import Read, Step, Steps, adding, reading
from assistant.ui.backend import Backend
from assistant.ui.events import QUIET, html_part, listens, played_by
from assistant.ui.markup import Markup, join, tag
from assistant.ui.review import Waiting
from assistant.ui.security import FILE_TYPES
from index import IndexFault, PlanRecord, Summary

_WRITING: dict[str, Any] = {
    "concurrency_limit": 1,
    "concurrency_id": "index",
    "api_visibility": "private",
    "show_progress": "hidden",
}


@dataclass(frozen=True, slots=True)
class Removed:
    """A plan that was taken away, for as long as the page is open: it can be brought back."""

    name: str
    original: bytes


@dataclass(frozen=True)
class PlansTab:
    """The tab's parts that other parts of the page listen to."""

    files: gr.File
    check: gr.Checkbox
    steps: gr.HTML
    review: gr.HTML
    plans: gr.HTML
    waiting: gr.State
    removed: gr.State


def build(backend: Backend) -> PlansTab:
    """Lays the tab out inside the current Gradio context; `wire` connects it."""
    waiting, removed = gr.State(()), gr.State(None)
    with gr.Column(elem_classes="sheet"):
        files = gr.File(
            label=strings.DROP_LABEL, file_count="multiple", file_types=FILE_TYPES, elem_id="drop", height=140
        )
        check = gr.Checkbox(label=strings.CHECK_FIRST, value=False, container=False, elem_id="check-first")
        hint = tag("p", strings.DROP_HINT, class_="count")
        html_part(str(join([hint, tag("ul", id="away", class_="steps", role="alert")])))
        steps = html_part(js_on_load=played_by("steps", "askthis", "restore", "undo"), elem_id="steps")
        looked_over = html_part(js_on_load=played_by("review", "correct", "publish", "discard"), elem_id="review")
        plans = html_part(
            js_on_load=listens("askthis", "original", "remove", "restore", "source"),
            elem_id="plans",
        )
    return PlansTab(files, check, steps, looked_over, plans, waiting, removed)


def wire(backend: Backend, tab: PlansTab, after: Callable[[gr.events.Dependency], object]) -> None:
    """Connects dropping, looking over, removing and bringing back. `after` is told each event that changes the
    index, to refresh the rest of the page when it is over."""
    _wire_dropping(backend, tab, after)
    _wire_review(backend, tab, after)

    def remove(event: gr.EventData) -> tuple[str, str, Removed | None]:
        told, removed = _remove(backend, str(event._data.get("plan", "")))
        return str(told), str(plan_cards.render_plans(backend)), removed

    def restore(event: gr.EventData) -> tuple[str, str]:
        try:
            made = index.restore(backend.data, str(event._data.get("plan", "")), int(event._data.get("version", 0)))
            told = plan_cards.render_summary(made)
        except IndexFault as fault:
            told = plan_cards.render_fault(fault)
        return str(told), str(plan_cards.render_plans(backend))

    def undo(removed: Removed | None) -> tuple[str, str, None]:
        return str(_bring_back(backend, removed)), str(plan_cards.render_plans(backend)), None

    after(tab.plans.remove(remove, None, [tab.steps, tab.plans, tab.removed], **_WRITING))
    for part in (tab.plans, tab.steps):
        after(part.restore(restore, None, [tab.steps, tab.plans], **_WRITING))
    after(tab.steps.undo(undo, tab.removed, [tab.steps, tab.plans, tab.removed], **_WRITING))


def _wire_dropping(backend: Backend, tab: PlansTab, after: Callable[[gr.events.Dependency], object]) -> None:
    def add(paths: list[str] | None, check: bool, waiting: tuple[Waiting, ...]) -> Iterator[tuple[Any, ...]]:
        """Steps, list of plans, the drop zone, what waits and how it is shown."""
        files = [Path(path) for path in paths or ()]
        if not files:
            return
        same = (gr.skip(), gr.skip(), gr.skip(), gr.skip())
        steps = Steps([path.name for path in files])
        yield str(steps.render()), *same
        told = Markup("")
        for news in reading(files) if check else adding(backend.data, files):
            if isinstance(news, Step):
                steps.take(news)
                yield str(steps.render()), *same
            elif isinstance(news, Read):
                waiting = (*waiting, *news.waiting)
                told = plan_cards.render_failed(news.failed)
            else:
                told = _told(backend, news, files)
        kept = {one.file for one in waiting}
        for path in files:
            if path not in kept:
                path.unlink(missing_ok=True)  # the index keeps its own original
        plans = gr.skip() if check else str(plan_cards.render_plans(backend))
        yield str(told), plans, None, waiting, str(review.render(waiting))

    outputs = [tab.steps, tab.plans, tab.files, tab.waiting, tab.review]
    after(tab.files.upload(add, [tab.files, tab.check, tab.waiting], outputs, **_WRITING))


def _wire_review(backend: Backend, tab: PlansTab, after: Callable[[gr.events.Dependency], object]) -> None:
    def correct(event: gr.EventData, waiting: tuple[Waiting, ...], request: gr.Request) -> tuple[Any, ...]:
        number, who = int(event._data.get("plan", -1)), request.username or str(event._data.get("who", ""))
        if not 0 <= number < len(waiting):
            return gr.skip(), gr.skip(), gr.skip()
        try:
            now = datetime.now().astimezone()
            changed = review.correct(waiting[number], event._data, who, now)
        except IndexFault as fault:
            return str(plan_cards.render_fault(fault)), gr.skip(), gr.skip()
        waiting = (*waiting[:number], changed, *waiting[number + 1 :])
        return "", waiting, str(review.render(waiting))

    def publish(event: gr.EventData, waiting: tuple[Waiting, ...]) -> Iterator[tuple[Any, ...]]:
        number = int(event._data.get("number", -1))
        if not 0 <= number < len(waiting):
            return
        one, rest = waiting[number], (*waiting[:number], *waiting[number + 1 :])
        steps = Steps([one.file.name])
        told = plan_cards.render_failed([strings.REVIEW_GONE])
        if one.file.is_file():
            for news in adding(backend.data, [one.file], {one.file: one.made}):
                if isinstance(news, Step):
                    steps.take(news)
                    yield str(steps.render()), gr.skip(), gr.skip(), gr.skip()
                else:
                    told = _told(backend, news, [one.file])
                    rest = rest if isinstance(news, Summary) else waiting
        if one not in rest:
            one.file.unlink(missing_ok=True)
        yield str(told), str(plan_cards.render_plans(backend)), rest, str(review.render(rest))

    def discard(event: gr.EventData, waiting: tuple[Waiting, ...]) -> tuple[Any, ...]:
        number = int(event._data.get("number", -1))
        rest = tuple(one for place, one in enumerate(waiting) if place != number)
        for one in waiting:
            if one not in rest:
                one.file.unlink(missing_ok=True)
        return "", rest, str(review.render(rest))

    tab.review.correct(correct, tab.waiting, [tab.steps, tab.waiting, tab.review], **QUIET)
    tab.review.discard(discard, tab.waiting, [tab.steps, tab.waiting, tab.review], **QUIET)
    after(tab.review.publish(publish, tab.waiting, [tab.steps, tab.plans, tab.waiting, tab.review], **_WRITING))


def _told(backend: Backend, news: Summary | Exception | Any, files: Sequence[Path]) -> Markup:
    """What became of the files. What is an earlier version of a plan again can be made current from there."""
    if not isinstance(news, Summary):
        return plan_cards.render_fault(news)
    older = {outcome.file for outcome in news.outcomes if outcome.status == "older"}
    return plan_cards.render_summary(news, _earlier(backend, [file for file in files if file.name in older]))


def _earlier(backend: Backend, files: Sequence[Path]) -> Mapping[str, PlanRecord]:
    found = backend.index
    if found is None or not files:
        return {}
    plans = [record.plan.id for record in found.plans() if record.version > 1]
    records = {record.sha256: record for plan in plans for record in found.versions(plan) if not record.current}
    sums = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()}
    return {name: records[sha256] for name, sha256 in sums.items() if sha256 in records}


def _remove(backend: Backend, plan_id: str) -> tuple[Markup, Removed | None]:
    record = next((record for record in backend.plans() if record.plan.id == plan_id), None)
    try:
        found = backend.index
        original = found.original(plan_id).read_bytes() if found and record else b""
        index.remove(backend.data, [plan_id])
    except (IndexFault, OSError) as fault:
        return plan_cards.render_fault(fault), None
    name = record.plan.file if record else plan_id
    undo = plan_cards.button(strings.UNDO, "undo") if original else None
    return plan_cards.render_told(strings.REMOVED.format(name), undo), Removed(name, original)


def _bring_back(backend: Backend, removed: Removed | None) -> Markup:
    """The plan that was taken away last, read again from its original; its corrections hold again too."""
    if removed is None:
        return plan_cards.render_failed([strings.UNDO_GONE])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / Path(removed.name).name
        file.write_bytes(removed.original)
        try:
            return plan_cards.render_summary(index.add(backend.data, [file]))
        except IndexFault as fault:
            return plan_cards.render_fault(fault)
