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
from assistant.ui.adding import Read, Step, Steps, adding, publishing, reading
from assistant.ui.backend import Backend
from assistant.ui.events import QUIET, html_part, listens, played_by
from assistant.ui.markup import Markup, join, tag
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
    removed: gr.State


def build(backend: Backend) -> PlansTab:
    """Lays the tab out inside the current Gradio context; `wire` connects it."""
    removed = gr.State(None)
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
    return PlansTab(files, check, steps, looked_over, plans, removed)


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
    def add(paths: list[str] | None, check: bool) -> Iterator[tuple[Any, ...]]:
        """Steps, list of plans, the drop zone, and what waits."""
        files = [Path(path) for path in paths or ()]
        if not files:
            return
        steps = Steps([path.name for path in files])
        yield str(steps.render()), gr.skip(), gr.skip(), gr.skip()
        told = Markup("")
        now = datetime.now().astimezone()
        for news in reading(backend.tray, files, now) if check else adding(backend.data, files):
            if isinstance(news, Step):
                steps.take(news)
                yield str(steps.render()), gr.skip(), gr.skip(), gr.skip()
            elif isinstance(news, Read):
                told = plan_cards.render_failed(news.failed)
            else:
                told = _told(backend, news, files)
        for path in files:
            path.unlink(missing_ok=True)  # the index and the tray keep their own
        plans = gr.skip() if check else str(plan_cards.render_plans(backend))
        yield str(told), plans, None, review_now(backend)

    after(tab.files.upload(add, [tab.files, tab.check], [tab.steps, tab.plans, tab.files, tab.review], **_WRITING))


def review_now(backend: Backend) -> str:
    """Every file that waits to be looked over, by whomever it was dropped."""
    return str(review.render(backend.tray.all()))


def _wire_review(backend: Backend, tab: PlansTab, after: Callable[[gr.events.Dependency], object]) -> None:
    def correct(event: gr.EventData, request: gr.Request) -> tuple[str, str]:
        key, who = str(event._data.get("plan", "")), request.username or str(event._data.get("who", ""))
        one = backend.tray.get(key)
        if one is None:
            return _gone(), review_now(backend)
        try:
            backend.tray.correct(key, review.correction(one, event._data, who, datetime.now().astimezone()))
        except (IndexFault, OSError) as fault:
            return str(plan_cards.render_fault(fault)), review_now(backend)
        return "", review_now(backend)

    def publish(event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        one = backend.tray.get(str(event._data.get("key", "")))
        if one is None:
            yield _gone(), gr.skip(), review_now(backend)
            return
        steps = Steps([one.file.name])
        told = Markup("")
        for news in publishing(backend.data, backend.tray, one):
            if isinstance(news, Step):
                steps.take(news)
                yield str(steps.render()), gr.skip(), gr.skip()
            else:
                told = _told(backend, news, [one.file])
        yield str(told), str(plan_cards.render_plans(backend)), review_now(backend)

    def discard(event: gr.EventData) -> tuple[str, str]:
        backend.tray.drop(str(event._data.get("key", "")))
        return "", review_now(backend)

    tab.review.correct(correct, None, [tab.steps, tab.review], **QUIET)
    tab.review.discard(discard, None, [tab.steps, tab.review], **QUIET)
    after(tab.review.publish(publish, None, [tab.steps, tab.plans, tab.review], **_WRITING))


def _gone() -> str:
    return str(plan_cards.render_failed([strings.REVIEW_GONE]))


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
