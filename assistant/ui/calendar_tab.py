"""Lịch hạn: what is past, due this week and this month as of a day, and a chart of deadlines by agency and month."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import gradio as gr

from assistant.plan_reference import plan_name
from assistant.ui import strings
from assistant.ui.backend import Backend
from assistant.ui.due import vietnamese
from assistant.ui.events import QUIET, html_part, played_by
from assistant.ui.markup import Markup, tag
from assistant.ui.task_table import place_of
from assistant.ui.tasks_tab import ALL, plan_choice, short_names
from corpus.model import Task
from index import AgencyRecord, PlanRecord, TaskFilter

_MOST_AGENCIES = 40
_MONTHS_BEFORE, _MONTHS_AFTER = 3, 8  # around this month, one column each
_MOST_LISTED = 5
_BAR = 2.75  # rem, the longest bar


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


@dataclass(frozen=True, slots=True)
class Span:
    """One column of the chart: a month, or all that lies before or after the months. Both days are inclusive."""

    name: str
    due: str
    first: date = date.min
    last: date = date.max


def spans(tasks: Sequence[Task], day: date) -> list[Span]:
    """Every month from three before this one to eight after it, and what lies on either side where there is any."""
    starts = [_month(day, step) for step in range(-_MONTHS_BEFORE, _MONTHS_AFTER + 2)]
    made = [
        Span(
            f"{first.month}/{first.year}",
            strings.DUE_MONTH.format(first.month, first.year),
            first,
            after - timedelta(days=1),
        )
        for first, after in pairwise(starts)
    ]
    start, end = starts[0], starts[-1]
    before = strings.BEFORE.format(start.month, start.year), strings.DUE_BEFORE.format(vietnamese(start))
    since = strings.SINCE.format(end.month, end.year), strings.DUE_SINCE.format(vietnamese(end))
    earlier = (
        [Span(*before, last=start - timedelta(days=1))] if _between(tasks, None, start - timedelta(days=1)) else []
    )
    return [*earlier, *made, *([Span(*since, first=end)] if _between(tasks, end, date.max) else [])]


def _month(day: date, step: int) -> date:
    """The first day of the month `step` months after that of `day`."""
    months = day.year * 12 + day.month - 1 + step
    return date(months // 12, months % 12 + 1, 1)


def render(
    tasks: Sequence[Task], records: Sequence[PlanRecord], agencies: Sequence[AgencyRecord], day: date, one_plan: bool
) -> Markup:
    """The digest and the chart. `tasks` are the dated ones; `one_plan` says that a single plan was chosen."""
    cards = [_card(digest) for digest in digests(tasks, day)]
    return tag("div", tag("div", *cards, class_="digest"), _chart(tasks, records, agencies, day, one_plan))


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


def _chart(
    tasks: Sequence[Task], records: Sequence[PlanRecord], agencies: Sequence[AgencyRecord], day: date, one_plan: bool
) -> Markup:
    plans, called = short_names(records), {record.plan.id: plan_name(record.plan) for record in records}
    columns = spans(tasks, day)
    leading = _leading(tasks, agencies)
    rows = Counter(pair for pairs in leading.values() for pair in pairs)
    cells: Counter[tuple[str, str, Span]] = Counter()
    for task in tasks:
        last = _last(task)
        for span in columns:
            if last and span.first <= last <= span.last:
                cells.update((*pair, span) for pair in leading[task.id])
    most = max(cells.values(), default=1)
    heads = [
        tag("th", span.name, scope="col", class_="now" if span.first <= day <= span.last else None) for span in columns
    ]
    body = []
    for (name, plan_id), _count in rows.most_common(_MOST_AGENCIES):
        label = tag("th", name, None if one_plan else tag("small", plans.get(plan_id, "")), scope="row", class_="pin")
        bars = _bars(name, called.get(plan_id, ""), [(span, cells[name, plan_id, span]) for span in columns], most, day)
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


def _leading(tasks: Sequence[Task], agencies: Sequence[AgencyRecord]) -> dict[str, set[tuple[str, str]]]:
    """Each task's leading agencies as (name, plan id). An agency that a plan writes in several ways has one name."""
    keys = {(record.plan_id, record.name): record.key for record in agencies}
    names: dict[tuple[str, str], str] = {}
    for record in sorted(agencies, key=lambda record: (record.name.isupper(), -record.lead)):
        names.setdefault((record.plan_id, record.key), record.name)
    return {
        task.id: {
            (names.get((task.plan_id, keys.get((task.plan_id, name), name)), name), task.plan_id) for name in task.lead
        }
        for task in tasks
    }


def _bars(name: str, plan: str, counts: Sequence[tuple[Span, int]], most: int, day: date) -> Iterator[Markup]:
    for span, count in counts:
        if not count:
            yield tag("td")
            continue
        question = strings.ASK_LEADS.format(due=span.due, agency=name, plan=plan)
        bar = tag("i", style=f"width:{_BAR * count / most:.2f}rem", aria_hidden="true")
        button = tag(
            "button",
            bar,
            count,
            type="button",
            class_="bar-button past" if span.last < day else "bar-button",
            data_do="askthis",
            data_with=_asks(question),
            title=question,
            aria_label=strings.BAR.format(agency=name, span=span.due, count=count),
        )
        yield tag("td", button)


@dataclass(frozen=True)
class CalendarTab:
    """The tab's parts that other parts of the page listen to."""

    chart: gr.HTML
    plan: gr.Dropdown
    filters: list[Any]


def build(backend: Backend) -> CalendarTab:
    """Lays the tab out inside the current Gradio context and wires its two choices."""
    with gr.Column(elem_classes="sheet"):
        with gr.Row(elem_classes="filters day"):
            plan = gr.Dropdown(label=strings.FILTER_PLAN, choices=[(strings.ALL, ALL)], value=ALL)
            as_of = gr.Textbox(label=strings.AS_OF, placeholder=strings.AS_OF_HINT, max_lines=1)
        chart = html_part(js_on_load=played_by("calendar", "source", "askthis"), elem_id="calendar")

    def show(plan_id: str, as_of: str) -> str:
        return _shown(backend, plan_id, read_day(as_of or "", backend.clock()))

    gr.on([plan.change, as_of.submit, as_of.blur], show, [plan, as_of], chart, trigger_mode="always_last", **QUIET)
    return CalendarTab(chart, plan, [plan, as_of])


def renewed(backend: Backend, plan_id: str, as_of: str) -> tuple[gr.Dropdown, str]:
    """The plan filter and the tab's content, after plans came or went; a plan that is still there stays chosen."""
    plan, chosen = plan_choice(backend, plan_id)
    return plan, _shown(backend, chosen, read_day(as_of or "", backend.clock()))


def _shown(backend: Backend, plan_id: str, day: date) -> str:
    index = backend.index
    chosen = frozenset({plan_id}) if plan_id else None
    wanted = TaskFilter(role="any", kinds=frozenset({"dated"}), plan_ids=chosen)
    tasks = index.tasks(wanted) if index else []
    agencies = index.agencies() if index else []
    return str(render(tasks, backend.plans(), agencies, day, bool(plan_id)))
