"""Rows worth knowing that were not asked for, each with the reason; never counted among the answer's rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from assistant import strings
from assistant.answer import Related
from assistant.question import NOT_DATED, Due, Question
from assistant.select import plans_of, rows_of, waits_for_one
from assistant.wording import day
from corpus.model import Task
from index import Index
from index.records import TaskFilter

# Plan -> the keys of the groups that it names.
Collectives = Mapping[str, frozenset[str]]

# More than this is no help to anyone; the exact count still stands in the text.
MOST = 200


def related_to(index: Index, collectives: Collectives, question: Question, rows: Sequence[Task]) -> tuple[Related, ...]:
    """What belongs beside the rows of a list: undated rows of the same agency, windows that end later,
    the border day, and rows given to all agencies together."""
    return distinct(_related_to(index, collectives, question), rows)


def _related_to(index: Index, collectives: Collectives, question: Question) -> Iterator[Related]:
    if question.due and (question.agencies or question.plan_ids is not None) and not question.kinds:
        yield from undated(index, question)
        yield from later(index, question)
    if question.agencies and question.role != "any":
        yield from collective(index, collectives, question)


def distinct(found: Iterable[Related], rows: Sequence[Task]) -> tuple[Related, ...]:
    """Each row once, under its first reason, and none that answers; so many that nothing more need be looked for."""
    seen = {task.id for task in rows}
    kept: list[Related] = []
    for one in found:
        if one.task.id not in seen:
            seen.add(one.task.id)
            kept.append(one)
            if len(kept) == MOST:
                break
    return tuple(kept)


def because(kind: str, task: Task, **parts: str) -> Related:
    return Related(kind, strings.WHY[kind].format(**parts), task)


def undated(index: Index, question: Question) -> list[Related]:
    """The agency's rows that no date can match: recurring, conditional, undated, with a start alone."""
    return [because(task.kind, task) for task in rows_of(index, question, kinds=NOT_DATED, limit=MOST)]


def later(index: Index, question: Question) -> list[Related]:
    """Rows whose window has begun by the day asked about and ends after it, and rows due on the very border."""
    found = []
    for due in question.due:
        if due.last is None or due.overdue:
            continue
        for task in rows_of(index, question, last_from=due.last + timedelta(days=1), limit=MOST):
            deadline = task.deadline
            assert deadline is not None and deadline.last_day is not None
            if due.relation == "before" and deadline.last_day == due.last + timedelta(days=1):
                found.append(because("border", task, day=day(deadline.last_day)))
            elif deadline.first_day and deadline.first_day < deadline.last_day and deadline.first_day <= due.last:
                found.append(because("straddles", task))
    return found


def collective(index: Index, collectives: Collectives, question: Question) -> list[Related]:
    """Rows that the same role gives to a collective ("các cơ quan liên quan") in the agency's own plans."""
    keys = {key for agency in question.agencies for key in agency.keys}
    plans = frozenset().union(*(plans_of(agency, question) for agency in question.agencies))
    shared = frozenset().union(*(collectives.get(plan, frozenset()) for plan in plans)) - keys
    if not shared:
        return []
    days: list[Due | None] = list(question.due) or [None]
    found = []
    for due in days:
        wanted = TaskFilter(
            agency_keys=shared,
            role=question.role,
            plan_ids=plans,
            kinds=question.kinds or None,
            last_from=due.first if due else None,
            last_to=due.last if due else None,
            limit=MOST,
        )
        rows = [task for task in index.tasks(wanted) if waits_for_one(task, question)]
        found += [because("collective", task) for task in rows]
    return found


def nearest(index: Index, question: Question) -> tuple[str, tuple[Related, ...]]:
    """When no row falls inside the days asked about: the sentence and the rows of the nearest last day."""
    dated = rows_of(index, question, kinds=frozenset({"dated"}))
    if not dated or not question.due:
        return "", ()
    due = question.due[0]
    before = [task for task in dated if due.first and _last(task) < due.first]
    after = [task for task in dated if due.last and _last(task) > due.last]
    if due.last and after and not before:
        chosen, said = _last(after[0]), strings.NEAREST_EARLIEST
    elif before and not after:
        chosen, said = _last(before[-1]), strings.NEAREST_LATEST
    elif before and after and due.first and due.last:
        back, forward = due.first - _last(before[-1]), _last(after[0]) - due.last
        chosen, said = (
            (_last(before[-1]), strings.NEAREST_BEFORE) if back < forward else (_last(after[0]), strings.NEAREST_AFTER)
        )
    else:
        return "", ()
    rows = [task for task in dated if _last(task) == chosen]
    return said.format(day=day(chosen)), tuple(because("nearest", task) for task in rows)


def _last(task: Task) -> date:
    assert task.deadline is not None and task.deadline.last_day is not None
    return task.deadline.last_day
