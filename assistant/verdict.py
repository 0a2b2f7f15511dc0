"""Whether one work is so: "Khám sức khỏe người cao tuổi có phải xong trước tháng 9 không?"; where it is not, the work's
row with its own deadline is the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from assistant import strings
from assistant.desk import Desk
from assistant.findings import Findings
from assistant.question import Due, Question
from assistant.select import select
from assistant.single import about_rows
from corpus.model import Task

# Of several works none is asked about; a work is told by so many words at least.
SOME, LEAST = 3, 2
# What asks for all rows that are so.
_OF_MANY = frozenset({
    "list", "count", "every", "who", "when", "about", "which_plan", "most", "least", "by_agency", "by_month",
    "by_quarter", "by_plan", "earliest", "latest", "compare", "prose", "number", "define",
})  # fmt: skip


def is_so(desk: Desk, question: Question) -> tuple[Findings, Question] | None:
    """The rows of the one work that a yes-or-no question about its day asks of, where that day holds of them, and the
    question; None for other questions. A day without a year is one of the work's own year."""
    if not question.due or question.kinds or not _of_one(question):
        return None
    found = _works(desk, question)
    kept = [task for task in found if task.last_day and any(_holds(due, task.last_day) for due in question.due)]
    other_year = [task for task in found if task.last_day and any(due.holds(task.last_day) for due in question.due)]
    if not kept and not other_year:
        return None
    answer = about_rows(desk, replace(question, due=(), asks=frozenset({"when"})), kept or found)
    return replace(answer, headline=(strings.YES if kept else strings.NO) + answer.headline), question


def _holds(due: Due, last: date) -> bool:
    if not due.year_inherited or due.overdue or due.relative:
        return due.holds(last)
    more = last.year - (due.last or due.first or last).year
    first, end = (day and _in_year(day, more) for day in (due.first, due.last))
    return (first is None or first <= last) and (end is None or last <= end)


def _in_year(day: date, more: int) -> date:
    try:
        return day.replace(year=day.year + more)
    except ValueError:  # 29 February
        return day.replace(year=day.year + more, day=28)


def _of_one(question: Question) -> bool:
    """Whether a yes-or-no question is about one work."""
    if question.intent != "list" or not question.yesno or question.cues & _OF_MANY:
        return False
    return len(question.topic_words) >= LEAST and not (question.order or question.detail or question.any_of)


def _works(desk: Desk, question: Question) -> list[Task]:
    """The one work, or the few that are equal, whatever its days and state."""
    plain = replace(question, due=(), kinds=frozenset(), waits_for=(), or_waits_for=(), everything=True)
    rows = select(desk.index, plain) if plain.has_conditions else None
    found = desk.one(plain, desk.topic(plain), rows) if rows is None or rows else []
    return found if len(found) <= SOME else []


def is_not_so(desk: Desk, question: Question) -> Findings | None:
    """The rows of the one work that a yes-or-no question is about, which none of its days or states holds of; None
    for other questions."""
    if not (question.due or question.kinds) or not _of_one(question):
        return None
    found = _works(desk, question)
    if not found:
        return None
    answer = about_rows(desk, replace(question, due=(), kinds=frozenset(), asks=frozenset({"when"})), found)
    return replace(answer, headline=strings.NO + answer.headline)
