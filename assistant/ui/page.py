"""The whole page: head, four tabs, the source panel, and how they tell each other what happened."""

from __future__ import annotations

import base64
import logging
import mimetypes
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.ui import (
    ask_tab,
    calendar_tab,
    correcting,
    look,
    plan_cards,
    plans_tab,
    security,
    sources,
    strings,
    tasks_tab,
)
from assistant.ui.backend import Backend
from assistant.ui.events import QUIET, html_part, played_by
from assistant.ui.markup import tag
from assistant.ui.talk import Talk
from index import IndexFault

_OPENED_IN_PLACE = {".pdf": "application/pdf", ".txt": "text/plain;charset=utf-8"}
_log = logging.getLogger(__name__)


def build(backend: Backend) -> gr.Blocks:
    """The page over `backend`. Nothing is asked of the index until a browser comes."""
    page: gr.Blocks
    with gr.Blocks(
        title=strings.APP, analytics_enabled=False, fill_width=True, delete_cache=security.KEEP_UPLOADS
    ) as page:
        html_part(str(look.banner()), js_on_load=played_by("head"), elem_id="head")
        with gr.Tabs(elem_id="tabs", selected="ask") as tabs:
            with gr.Tab(strings.TAB_ASK, id="ask"):
                ask = ask_tab.build(backend)
            with gr.Tab(strings.TAB_TASKS, id="tasks"):
                tasks = tasks_tab.build(backend)
            with gr.Tab(strings.TAB_CALENDAR, id="calendar"):
                calendar = calendar_tab.build(backend)
            with gr.Tab(strings.TAB_PLANS, id="plans"):
                plans = plans_tab.build(backend)
        panel = html_part(js_on_load=played_by("source", "original", "correct"), elem_id="source")
        ask_tab.wire(backend, ask)
        _wire_sources(backend, ask, panel, (ask.talk, tasks.table, calendar.chart, plans.plans), plans.plans)
        _wire_questions_elsewhere(backend, ask, tabs, (calendar.chart, plans.plans, plans.steps))
        _wire_news(backend, page, ask, tasks, calendar, plans, panel)
    return page


def launch(
    page: gr.Blocks, *, host: str, port: int, password: str | None, ready: Callable[[str], object] | None = None
) -> None:
    """Serves the page until it is stopped; `ready` is told the address. Raises OSError when the port is taken."""
    page.queue(default_concurrency_limit=4, api_open=False)
    _, address, _ = page.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=True,
        quiet=True,
        footer_links=[],
        theme=look.theme(),
        css=look.style(),
        head=look.head(),
        i18n=gr.I18n(en=strings.GRADIO, vi=strings.GRADIO),
        **security.launch_settings(host, password),
    )
    if ready:
        ready(address)
    page.block_thread()


def _wire_sources(
    backend: Backend, ask: ask_tab.AskTab, panel: gr.HTML, parts: tuple[gr.HTML, ...], plans: gr.HTML
) -> None:
    def show(event: gr.EventData) -> str:
        data = event._data
        try:
            return str(sources.panel(backend, str(data.get("ref", "")), str(data.get("plan", ""))))
        except IndexFault as fault:
            return str(sources.frame(tag("p", str(fault), class_="empty"), None))

    def original(event: gr.EventData) -> dict[str, Any]:
        return original_parcel(backend, str(event._data.get("plan", "")))

    for part in parts:
        part.source(show, None, panel, **QUIET)
    for part in (panel, plans):
        handed = part.original(original, None, ask.parcel, **QUIET)
        handed.then(None, ask.parcel, None, js="(p) => troLy.handOver(p)")


def original_parcel(backend: Backend, plan_id: str) -> dict[str, Any]:
    """A plan's kept file for the browser: PDF and text open in place, anything else is saved."""
    record = next((record for record in backend.plans() if record.plan.id == plan_id), None)
    index = backend.index
    try:
        data = index.original(plan_id).read_bytes() if index and record else None
    except (IndexFault, OSError):
        data = None
    if data is None or record is None:
        return {"message": strings.ORIGINAL_GONE}
    suffix = Path(record.plan.file).suffix.lower()
    kind = _OPENED_IN_PLACE.get(suffix) or mimetypes.guess_type("x" + suffix)[0] or "application/octet-stream"
    name = re.sub(r'[\x00-\x1f/\\:*?"<>|]', "_", record.plan.file)
    return {
        "name": name,
        "type": kind,
        "open": suffix in _OPENED_IN_PLACE,
        "data": base64.b64encode(data).decode("ascii"),
    }


def _wire_questions_elsewhere(backend: Backend, ask: ask_tab.AskTab, tabs: gr.Tabs, parts: tuple[gr.HTML, ...]) -> None:
    def asked(event: gr.EventData, talk: Talk) -> tuple[gr.Tabs, str]:
        question = str(event._data.get("question", ""))
        return gr.Tabs(selected="ask"), talk.change(lambda turns: ask_tab.answer(backend, question, turns))

    for part in parts:
        part.askthis(asked, ask.turns, [tabs, ask.talk], **QUIET)


def _wire_news(
    backend: Backend,
    page: gr.Blocks,
    ask: ask_tab.AskTab,
    tasks: tasks_tab.TasksTab,
    calendar: calendar_tab.CalendarTab,
    plans: plans_tab.PlansTab,
    panel: gr.HTML,
) -> None:
    def lists(words: str, plan_id: str, agency: str, state: str, of_calendar: str, as_of: str) -> tuple[Any, ...]:
        try:
            tasks_now = tasks_tab.renewed(backend, words, plan_id, agency, state)
            return *tasks_now, *calendar_tab.renewed(backend, of_calendar, as_of)
        except IndexFault:
            return (gr.skip(),) * 5

    inputs = [*tasks.filters, *calendar.filters]
    outputs = [tasks.plan, tasks.agency, tasks.table, calendar.plan, calendar.chart]

    def opened(request: gr.Request, talk: Talk) -> Any:
        question = str(request.query_params.get("q", ""))
        return talk.change(lambda turns: ask_tab.answer(backend, question, turns)) if question else gr.skip()

    def welcome() -> str:
        return str(ask_tab.render_welcome(backend))

    def refresh(event: Any) -> None:
        event.then(lists, inputs, outputs, **QUIET).then(welcome, None, ask.welcome, **QUIET)

    page.load(opened, ask.turns, ask.talk, **QUIET)
    page.load(welcome, None, ask.welcome, **QUIET)
    page.load(lambda: str(plan_cards.render_plans(backend)), None, plans.plans, **QUIET)
    page.load(lambda: plans_tab.review_now(backend), None, plans.review, **QUIET)
    page.load(lists, inputs, outputs, **QUIET)
    plans_tab.wire(backend, plans, refresh)
    refresh(correcting.wire(backend, panel))
