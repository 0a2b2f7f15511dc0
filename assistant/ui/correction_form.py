"""The form to put a row right: which cell, what it should say, who says so."""

from __future__ import annotations

import json

from assistant.ui import strings
from assistant.ui.markup import Markup, tag
from corpus.model import Task
from index.corrections import FIELDS, LONGEST, printed


def form(task: Task, plan: str) -> Markup:
    """The folded form under a row of `plan`. The browser sends it as the event "correct" (see page.js)."""
    values = {field: printed(task, field) for field in FIELDS}
    options = [tag("option", strings.FIX_FIELDS[field], value=field) for field in FIELDS]
    cell = tag("label", strings.FIX_FIELD, tag("select", *options, name="field"))
    now = tag("label", strings.FIX_NOW, tag("textarea", values[FIELDS[0]], name="now", rows=3, maxlength=LONGEST))
    who = tag("label", strings.FIX_WHO, tag("input", name="who", maxlength=100, autocomplete="name"))
    save = tag("button", strings.FIX_SAVE, type="button", class_="ghost", data_local="correct")
    return tag(
        "details",
        tag("summary", strings.FIX),
        tag("p", strings.FIX_HINT),
        cell,
        now,
        who,
        save,
        class_="fix",
        data_values=json.dumps(values, ensure_ascii=False),
        data_ref=f"task:{task.id}",
        data_plan=plan,
    )
