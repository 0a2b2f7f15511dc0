"""How the page's parts talk to Gradio: clicks on [data-do] elements inside gr.HTML become events of that name."""

from __future__ import annotations

import json
from typing import Any, Final

import gradio as gr

# Short handlers that answer at once: no queue, no spinner, not callable by name from outside.
QUIET: Final[dict[str, Any]] = {"queue": False, "show_progress": "hidden", "api_visibility": "private"}


def html_part(value: Any = None, **settings: Any) -> gr.HTML:
    """An HTML part in the page's own style, without Gradio's for prose."""
    return gr.HTML(value, apply_default_css=False, padding=False, **settings)


def listens(*names: str) -> str:
    """The js_on_load of an HTML part whose [data-do=NAME] elements trigger the event NAME."""
    return f"troLy.wire(element, trigger, {json.dumps(list(names))});"


def played_by(part: str, *names: str) -> str:
    """The js_on_load of an HTML part that page.js knows by name ("talk", "source", "tools", "head")."""
    return f"troLy.{part}(element, trigger, watch, {json.dumps(list(names))});"
