"""What the form under a row in the source panel does: the correction is made, and the panel shows the row anew."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import gradio as gr

import index
from assistant.ui import sources, strings
from assistant.ui.backend import Backend
from index import IndexFault
from index.corrections import FIELDS

_log = logging.getLogger(__name__)


def correct(backend: Backend, data: dict[str, Any], login: str | None) -> Iterator[str]:
    """The panel while the correction is made, and after it. `data` is what the form sent."""
    ref, plan_id = str(data.get("ref", "")), str(data.get("plan", ""))
    yield str(sources.panel(backend, ref, plan_id, strings.FIX_WORKING))
    try:
        who = login or str(data.get("who", ""))
        field, now = data.get("field"), str(data.get("now", ""))
        if field not in FIELDS:
            raise index.WrongInput(strings.SOURCE_GONE)
        index.correct(backend.data, plan_id, ref.removeprefix("task:"), field, now, who=who)
        told = strings.FIX_DONE
    except IndexFault as fault:
        told = str(fault)
    except Exception:  # noqa: BLE001 - whatever it was, the panel must say that nothing was changed
        _log.exception("a correction failed")
        told = strings.FIX_FAILED
    yield str(sources.panel(backend, ref, plan_id, told))


def wire(backend: Backend, panel: gr.HTML) -> gr.events.Dependency:
    """Connects the form; the event it gives ends when the correction is made."""

    def work(event: gr.EventData, request: gr.Request) -> Iterator[str]:
        yield from correct(backend, event._data, request.username)

    made: gr.events.Dependency = panel.correct(
        work,
        None,
        panel,
        concurrency_limit=1,
        concurrency_id="index",
        api_visibility="private",
        show_progress="hidden",
    )
    return made
