"""From findings to an Answer: rows and quotes are numbered, cited, and worded."""

from __future__ import annotations

import re

from assistant.answer import Answer, Citation, Group, Quote, Row
from assistant.desk import Desk
from assistant.findings import Findings, Found
from assistant.plan_reference import plan_name
from assistant.question import Question
from assistant.render import render
from assistant.wording import understood
from corpus.model import Task

_MARK = re.compile(r"\[\d+\]")


def compose(desk: Desk, question: Question, findings: Findings) -> Answer:
    """The answer with its text; `took_ms` is still 0."""
    rows = tuple(Row(n, task) for n, task in enumerate(_as_shown(findings), 1))
    first = len(rows) + 1
    quotes = tuple(
        Quote(n, one.plan_id, one.file, one.section, one.heading, one.quote, one.spots)
        for n, one in enumerate(findings.quotes, first)
    )
    numbers = {row.task.id: row.n for row in rows}
    groups = tuple(
        Group(heading, tuple(numbers[id] for id in ids if id in numbers)) for heading, ids in findings.groups
    )
    citations = tuple(_of_task(desk, row.n, row.task) for row in rows) + tuple(
        _of_quote(desk, quote.n, one) for quote, one in zip(quotes, findings.quotes, strict=True)
    )
    answer = Answer(
        question=question.text,
        status=findings.status,
        understood=understood(question, desk.plans),
        headline=findings.headline,
        rows=rows,
        related=findings.related,
        passages=quotes,
        citations=citations,
        notes=findings.notes,
        groups=groups,
        figures=findings.figures,
        choices=findings.choices,
    )
    return render(answer)


def _as_shown(findings: Findings) -> tuple[Task, ...]:
    """The rows in the order in which their groups show them, so that [1], [2], [3] are read one after the other.

    A headline that cites rows by number has numbered them as they are.
    """
    if not findings.groups or _MARK.search(findings.headline):
        return findings.tasks
    shown = {id: place for place, id in enumerate(dict.fromkeys(id for _, ids in findings.groups for id in ids))}
    return tuple(sorted(findings.tasks, key=lambda task: shown.get(task.id, len(shown))))


def _of_task(desk: Desk, n: int, task: Task) -> Citation:
    name = plan_name(desk.plans[task.plan_id])
    return Citation(n, task.plan_id, name, task.file, task.section, task.number, task.spots, task.quote)


def _of_quote(desk: Desk, n: int, one: Found) -> Citation:
    return Citation(
        n, one.plan_id, plan_name(desk.plans[one.plan_id]), one.file, one.section, None, one.spots, one.quote
    )
