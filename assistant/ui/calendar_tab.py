"""Lịch hạn: what is past, due this week and this month as of a day, and a chart of deadlines by agency and month."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import gradio as gr

from assistant.plan_reference import plan_name
from assistant.ui import strings
from assistant.ui.backend import Backend
from assistant.ui.due import vietnamese
from assistant.ui.events import QUIET, html_part, listens
from assistant.ui.markup import Markup, tag
from assistant.ui.task_table import place_of
from assistant.ui.tasks_tab import ALL, short_names
from corpus.model import Task
from index import TaskFilter

_MOST_AGENCIES = 40
_MOST_MONTHS = 18
_MOST_LISTED = 5
_BAR = 2.75  # rem, the longest bar
Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Digest:
    """One list of the digest: `first` and `last` are the inclusive days of its deadlines."""

    name: str
    css: str
    first: date | None
    last: date
    tasks: tuple[Task, ...]


def digests(tasks: Sequence[Task], day: date) -> tuple[Digest, Digest, Digest]:
    """Past deadlines, those of this week (Monday to Sunday) and of this month, as of `day`, by date.

    What is past is not repeated in the other two.
    """
    monday = day - timedelta(days=day.weekday())
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    spans = (
        (strings.DIGEST_PAST, "past", None, day - timedelta(days=1)),
        (strings.DIGEST_WEEK, "near", max(monday, day), monday + timedelta(days=6)),
        (strings.DIGEST_MONTH, "month", day, after - timedelta(days=1)),
    )
    made = tuple(Digest(name, css, first, last, _between(tasks, first, last)) for name, css, first, last in spans)
    return made[0], made[1], made[2]


def months(tasks: Sequence[Task], day: date) -> list[Month]:
    """The months of the chart: those with a deadline and this one, the nearest 18 to this month."""
    held = {(last.year, last.month) for task in tasks if (last := _last(task))} | {(day.year, day.month)}
    near = sorted(held, key=lambda month: abs((month[0] - day.year) * 12 + month[1] - day.month))
    return sorted(near[:_MOST_MONTHS])


def render(tasks: Sequence[Task], plans: dict[str, str], day: date, one_plan: bool) -> Markup:
    """The digest and the chart. `tasks` are the dated ones; `one_plan` says that a single plan was chosen."""
    cards = [_card(digest) for digest in digests(tasks, day)]
    return tag("div", tag("div", *cards, class_="digest"), _chart(tasks, plans, day, one_plan))


def read_day(text: str, otherwise: date) -> date:
    """ "20/4/2026", "20-4-2026" or "2026-04-20"; anything else gives `otherwise`."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if len(numbers) == 3:
        year, month, day = numbers if numbers[0] > 31 else numbers[::-1]
        try:
            return date(year, month, day)
        except ValueError:
            pass
    return otherwise


def _last(task: Task) -> date | None:
    return task.deadline.last_day if task.deadline and task.kind == "dated" else None


def _between(tasks: Sequence[Task], first: date | None, last: date) -> tuple[Task, ...]:
    held = [(day, task) for task in tasks if (day := _last(task)) and (first is None or day >= first) and day <= last]
    return tuple(task for _, task in sorted(held, key=lambda pair: pair[0]))


def _asks(question: str) -> str:
    return json.dumps({"question": question}, ensure_ascii=False)


def _card(digest: Digest) -> Markup:
    items = [
        _item(task) for task in (digest.tasks[-_MOST_LISTED:] if digest.css == "past" else digest.tasks[:_MOST_LISTED])
    ]
    if digest.first is None:
        question = strings.ASK_PAST.format(vietnamese(digest.last + timedelta(days=1)))
    else:
        question = strings.ASK_BETWEEN.format(vietnamese(digest.first), vietnamese(digest.last))
    every = tag(
        "button", strings.DIGEST_ASK, type="button", class_="mini", data_do="askthis", data_with=_asks(question)
    )
    return tag(
        "section",
        tag("h3", digest.name, tag("b", len(digest.tasks))),
        tag("ol", *items) if items else tag("p", strings.DIGEST_NONE, class_="empty"),
        every if items else None,
        class_=digest.css,
        aria_label=digest.name,
    )


def _item(task: Task) -> Markup:
    last = _last(task)
    facts = " · ".join(part for part in (vietnamese(last) if last else "", "; ".join(task.lead)) if part)
    data = json.dumps({"ref": f"task:{task.id}", "plan": task.plan_id}, ensure_ascii=False)
    return tag(
        "li",
        tag(
            "button",
            tag("span", task.text),
            tag("small", facts),
            type="button",
            data_do="source",
            data_with=data,
            data_place=place_of(task),
            aria_expanded="false",
        ),
    )


def _chart(tasks: Sequence[Task], plans: dict[str, str], day: date, one_plan: bool) -> Markup:
    columns = months(tasks, day)
    rows = Counter((name, task.plan_id) for task in tasks for name in task.lead)
    cells: Counter[tuple[str, str, Month]] = Counter(
        (name, task.plan_id, (last.year, last.month)) for task in tasks if (last := _last(task)) for name in task.lead
    )
    most = max(cells.values(), default=1)
    heads = [
        tag("th", f"{m}/{y}", scope="col", class_="now" if (y, m) == (day.year, day.month) else None)
        for y, m in columns
    ]
    body = []
    for (name, plan_id), _count in rows.most_common(_MOST_AGENCIES):
        label = tag("th", name, None if one_plan else tag("small", plans.get(plan_id, "")), scope="row", class_="pin")
        bars = _bars(name, plans.get(plan_id, ""), [(m, cells[name, plan_id, m]) for m in columns], most, day)
        body.append(tag("tr", label, *bars))
    if not body:
        return tag("p", strings.CHART_NONE, class_="empty")
    table = tag(
        "table",
        tag("caption", strings.CHART, class_="visually-hidden"),
        tag("thead", tag("tr", tag("th", strings.COLUMNS[1], scope="col", class_="pin"), *heads)),
        tag("tbody", *body),
        class_="months",
    )
    return tag("div", table, class_="wide", tabindex="0", role="region", aria_label=strings.CHART)


def _month_question(agency: str, month: str, plan: str) -> str:
    return strings.ASK_MONTH.format(agency=agency, month=month, plan=plan)


def _bars(name: str, plan: str, counts: Sequence[tuple[Month, int]], most: int, day: date) -> Iterator[Markup]:
    for (year, month), count in counts:
        if not count:
            yield tag("td")
            continue
        past = (year, month) < (day.year, day.month)
        question = _month_question(name, f"{month}/{year}", plan)
        yield tag(
            "td",
            tag(
                "button",
                tag("i", style=f"width:{_BAR * count / most:.2f}rem", aria_hidden="true"),
                count,
                type="button",
                class_="bar-button past" if past else "bar-button",
                data_do="askthis",
                data_with=_asks(question),
                title=question,
                aria_label=strings.BAR.format(agency=name, month=f"{month}/{year}", count=count),
            ),
        )


@dataclass(frozen=True)
class CalendarTab:
    """The tab's parts that other parts of the page listen to."""

    chart: gr.HTML
    plan: gr.Dropdown


def build(backend: Backend) -> CalendarTab:
    """Lays the tab out inside the current Gradio context and wires its two choices."""
    with gr.Column(elem_classes="sheet"):
        with gr.Row(elem_classes="filters day"):
            plan = gr.Dropdown(label=strings.FILTER_PLAN, choices=[(strings.ALL, ALL)], value=ALL)
            as_of = gr.Textbox(label=strings.AS_OF, placeholder=strings.AS_OF_HINT, max_lines=1)
        chart = html_part(js_on_load=listens("source", "askthis"), elem_id="calendar")

    def show(plan_id: str, as_of: str) -> str:
        index, day = backend.index, read_day(as_of or "", backend.clock())
        chosen = frozenset({plan_id}) if plan_id else None
        wanted = TaskFilter(role="any", kinds=frozenset({"dated"}), plan_ids=chosen)
        tasks = index.tasks(wanted) if index else []
        return str(render(tasks, short_names(backend.plans()), day, bool(plan_id)))

    gr.on([plan.change, as_of.submit, as_of.blur], show, [plan, as_of], chart, trigger_mode="always_last", **QUIET)
    return CalendarTab(chart, plan)


def choices(backend: Backend) -> gr.Dropdown:
    """New choices for the plan filter, after plans came or went."""
    plans = [(plan_name(record.plan), record.plan.id) for record in backend.plans()]
    return gr.Dropdown(choices=[(strings.ALL, ALL), *plans], value=ALL)


def first(backend: Backend) -> str:
    """The tab's content before anything is chosen."""
    index = backend.index
    tasks = index.tasks(TaskFilter(role="any", kinds=frozenset({"dated"}))) if index else []
    return str(render(tasks, short_names(backend.plans()), backend.clock(), one_plan=False))
