"""Nhiệm vụ: every row of every plan, searched and filtered, with the row's number and text kept in sight."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import gradio as gr

from assistant.plan_reference import plan_name
from assistant.ui import strings
from assistant.ui.backend import Backend
from assistant.ui.due import due
from assistant.ui.events import QUIET, html_part, played_by
from assistant.ui.markup import Markup, marked, tag
from assistant.ui.task_table import agencies, cite, due_cell, fixed, lead_cell, place_of, row_class
from corpus.model import Task
from corpus.text import bare
from index import PlanRecord, TaskFilter

_MOST = 300  # rows shown at first, and added by each press of "more"
ALL = ""
STATES = ("past", "near", "dated", "recurring", "conditional", "from", "done", "none")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filters say; empty means all. `state` is one of STATES."""

    words: str = ""
    plan_id: str = ALL
    agency: str = ALL
    state: str = ALL


def matching(tasks: Sequence[Task], wanted: Wanted, today: date) -> list[Task]:
    """The tasks that meet every filter. Words are sought folded and without accents, each anywhere in the row."""
    words = bare(wanted.words).split()
    return [
        task
        for task in tasks
        if wanted.plan_id in (ALL, task.plan_id)
        and (not wanted.agency or wanted.agency in (*task.lead, *task.coordinating, *task.directing))
        and (not wanted.state or _in_state(task, wanted.state, today))
        and (not words or all(word in _haystack(task) for word in words))
    ]


def _in_state(task: Task, state: str, today: date) -> bool:
    return task.kind == state if state in strings.KINDS else due(task, today).state == state


def _haystack(task: Task) -> str:
    printed = task.deadline.text if task.deadline else ""
    parts = (task.text, *task.lead, *task.coordinating, *task.directing, printed, task.section, task.number or "")
    return " ".join(map(bare, parts))


def render(tasks: Sequence[Task], plans: dict[str, str], today: date, words: str = "", most: int = _MOST) -> Markup:
    """The count and the table; at most `most` rows are shown, with a button for more where there are more."""
    if not tasks:
        none = strings.TASKS_NONE if plans else strings.TASKS_EMPTY
        return tag("p", none, class_="empty", role="status")
    shown = tasks[:most]
    count, more = strings.TASKS_COUNT.format(len(tasks)), None
    if len(shown) < len(tasks):
        count += " " + strings.TASKS_SHOWN.format(len(shown))
        left, data = min(_MOST, len(tasks) - most), json.dumps({"most": most + _MOST})
        more = tag(
            "button",
            strings.TASKS_MORE.format(left),
            type="button",
            class_="mini more-rows",
            data_do="more",
            data_with=data,
        )
    names = ("c-no pin", "c-text pin2", "c-lead", "c-with", "c-due", "c-plan", "c-cite")
    heads = [tag("th", word, class_=name, scope="col") for name, word in zip(names, strings.ALL_COLUMNS, strict=True)]
    rows = [_row(task, plans, today, words.split()) for task in shown]
    table = tag(
        "table",
        tag("caption", strings.TAB_TASKS, class_="visually-hidden"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
        class_="rows",
    )
    box = tag("div", table, more, class_="wide", tabindex="0", role="region", aria_label=strings.TAB_TASKS)
    return tag("div", tag("p", count, class_="count", role="status"), box)


def _row(task: Task, plans: dict[str, str], today: date, words: Sequence[str]) -> Markup:
    number = tag("small", strings.NUMBER.format(task.number), class_="also") if task.number else None
    name = plans.get(task.plan_id, task.file)
    _, _, lead, coordinating, when, plan, _ = strings.ALL_COLUMNS
    return tag(
        "tr",
        tag("td", task.section, " ", number, class_="c-no pin"),
        tag("td", marked(task.text, words), fixed(task), class_="c-text pin2"),
        tag("td", lead_cell(task), class_="c-lead", data_label=lead),
        tag("td", agencies(task.coordinating), class_="c-with", data_label=coordinating),
        tag("td", due_cell(task, today), class_="c-due", data_label=when),
        tag("td", tag("span", name, title=name), class_="c-plan", data_label=plan),
        tag("td", cite(f"task:{task.id}", task.plan_id, strings.SEE, place_of(task)), class_="c-cite"),
        class_=row_class(task, today),
    )


@dataclass(frozen=True)
class TasksTab:
    """The tab's parts that other parts of the page listen to."""

    table: gr.HTML
    plan: gr.Dropdown
    agency: gr.Dropdown
    filters: list[Any]


def build(backend: Backend) -> TasksTab:
    """Lays the tab out inside the current Gradio context and wires its filters."""
    with gr.Column(elem_classes="sheet"):
        with gr.Row(elem_classes="filters"):
            words = gr.Textbox(label=strings.FILTER_WORDS, placeholder=strings.FILTER_WORDS_HINT, max_lines=1)
            plan = gr.Dropdown(label=strings.FILTER_PLAN, choices=[(strings.ALL, ALL)], value=ALL)
            agency = gr.Dropdown(label=strings.FILTER_AGENCY, choices=[(strings.ALL, ALL)], value=ALL, filterable=True)
            state = gr.Dropdown(
                label=strings.FILTER_STATE,
                choices=[(strings.ALL, ALL), *[(strings.STATES[name], name) for name in STATES]],
                value=ALL,
            )
        table = html_part(js_on_load=played_by("rows", "source", "more"), elem_id="all-tasks")
    filters: list[Any] = [words, plan, agency, state]

    def show(words: str, plan_id: str, agency: str, state: str) -> str:
        return _listed(backend, _wanted(words, plan_id, agency, state))

    def more(event: gr.EventData, words: str, plan_id: str, agency: str, state: str) -> str:
        return _listed(backend, _wanted(words, plan_id, agency, state), int(event._data.get("most", _MOST)))

    gr.on([part.change for part in filters], show, filters, table, trigger_mode="always_last", **QUIET)
    table.more(more, filters, table, **QUIET)
    return TasksTab(table, plan, agency, filters)


def renewed(
    backend: Backend, words: str, plan_id: str, agency: str, state: str
) -> tuple[gr.Dropdown, gr.Dropdown, str]:
    """The plan and agency filters and the table, after plans came or went; what was chosen stays chosen where it is
    still there."""
    index = backend.index
    names = sorted({record.name for record in index.agencies()}, key=bare) if index else []
    plan, chosen = plan_choice(backend, plan_id)
    wanted = _wanted(words, chosen, agency if agency in names else ALL, state)
    return (
        plan,
        gr.Dropdown(choices=[(strings.ALL, ALL), *[(name, name) for name in names]], value=wanted.agency),
        _listed(backend, wanted),
    )


def plan_choice(backend: Backend, plan_id: str) -> tuple[gr.Dropdown, str]:
    """The choice of a plan with the plans as they are now, and what is chosen: `plan_id` where it is still there."""
    plans = [(plan_name(record.plan), record.plan.id) for record in backend.plans()]
    chosen = plan_id if plan_id in {known for _, known in plans} else ALL
    return gr.Dropdown(choices=[(strings.ALL, ALL), *plans], value=chosen), chosen


def _wanted(words: str | None, plan_id: str | None, agency: str | None, state: str | None) -> Wanted:
    return Wanted(words or "", plan_id or ALL, agency or ALL, state or ALL)


def _listed(backend: Backend, wanted: Wanted, most: int = _MOST) -> str:
    index, today = backend.index, backend.clock()
    tasks = index.tasks(TaskFilter(role="any")) if index else []
    names = short_names(backend.plans())
    return str(render(matching(tasks, wanted, today), names, today, wanted.words, most))


def short_names(records: Sequence[PlanRecord]) -> dict[str, str]:
    """Plan id to symbol, or what else the plan is called by where there is none."""
    return {record.plan.id: record.plan.symbol or plan_name(record.plan) for record in records}
