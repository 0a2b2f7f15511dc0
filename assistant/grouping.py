"""Rows put together under headings: by plan, agency, month or quarter; and figures by agency."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache

from assistant import strings
from assistant.answer import Figures
from assistant.breakdown import persons_of
from assistant.places import place_of
from assistant.plan_reference import plan_name
from assistant.question import GroupBy
from assistant.wording import Plans
from corpus.model import Task
from corpus.text import fold

_fold = lru_cache(maxsize=10_000)(fold)  # rows share their headings
Groups = tuple[tuple[str, tuple[str, ...]], ...]


def by_plan(tasks: Sequence[Task], plans: Plans) -> Groups:
    """One group for each plan, in the order of first appearance; none when all rows are of one plan."""
    found = _of_plans(tasks, plans)
    return found if len(found) > 1 else ()


def grouped(tasks: Sequence[Task], by: GroupBy, plans: Plans, *, helping: bool = False) -> Groups:
    """The rows by `by` (for sections, see `by_section`). A row with two leading agencies stands in both groups (where
    `helping`, with two that coordinate); undated rows come last."""
    if by == "plan":
        return _of_plans(tasks, plans)
    if by == "agency":
        many = len({task.plan_id for task in tasks}) > 1
        return _collect(
            tasks,
            lambda task: [_agency(name, task, plans, many) for name in (task.coordinating if helping else task.lead)]
            or [strings.NO_AGENCY],
        )
    if by == "person":
        return _collect(tasks, persons_of)
    dated = [task for task in tasks if task.last_day]
    groups = _collect(sorted(dated, key=lambda task: task.last_day or date.max), lambda task: [_span(task, by)])
    rest = [task for task in tasks if not task.last_day]
    return groups + _collect(rest, lambda task: [strings.STATE.get(task.kind, strings.STATE["none"]).capitalize()])


def by_section(tasks: Sequence[tuple[str, Task]]) -> Groups:
    """Tasks that stand under headings, in their order."""
    named = {task.id: heading for heading, task in tasks}
    return _collect([task for _, task in tasks], lambda task: [named[task.id]])


def _of_plans(tasks: Sequence[Task], plans: Plans) -> Groups:
    found: dict[str, tuple[str, list[str]]] = {}  # two plans may be called the same
    of_plan: dict[str, list[str]] = {}
    for task in tasks:
        own = of_plan.get(task.plan_id)
        if own is None:
            name = plan_name(plans[task.plan_id])
            _, own = found.setdefault(_fold(name), (name, []))
            of_plan[task.plan_id] = own
        own.append(task.id)
    return tuple((name, tuple(ids)) for name, ids in found.values())


def _collect(tasks: Iterable[Task], headings: Callable[[Task], list[str]]) -> Groups:
    found: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    for task in tasks:
        for heading in dict.fromkeys(headings(task)):
            key = _fold(heading)
            shown.setdefault(key, heading)
            found.setdefault(key, []).append(task.id)
    return tuple((shown[key], tuple(ids)) for key, ids in found.items())


def _agency(name: str, task: Task, plans: Plans, many: bool) -> str:
    """The same name in two plans is two agencies."""
    return f"{name} – {plan_name(plans[task.plan_id])}" if many else name


def _span(task: Task, by: GroupBy) -> str:
    last = task.last_day
    assert last is not None
    if by == "quarter":
        return strings.QUARTER.format(quarter=(last.month + 2) // 3, year=last.year)
    return strings.MONTH.format(month=last.month, year=last.year)


def figures(groups: Groups, tasks: Sequence[Task], today: date) -> Figures:
    """For each group: how many rows, how many with a last day, how many overdue, how many done."""
    rows = {task.id: task for task in tasks}
    lines = []
    for heading, ids in groups:
        own = [rows[id] for id in ids]
        dated = [task for task in own if task.last_day]
        overdue = [task for task in dated if (task.last_day or today) < today]
        done = [task for task in own if task.kind == "done"]
        lines.append((heading, *(str(len(part)) for part in (own, dated, overdue, done))))
    return Figures(strings.FIGURE_HEADER, tuple(lines))


def split_by_place(tasks: Sequence[Task], plans: Plans) -> str:
    """Where the rows stand, when that is more than one place: "4 ở mục IV.2, 1 ở mục V"."""
    of_plans = by_plan(tasks, plans)
    if of_plans:
        parts = [strings.SPLIT.format(n=len(ids), where=name) for name, ids in of_plans]
        return strings.ALSO.join(parts)
    sections = _collect(sorted(tasks, key=place_of), lambda task: [task.section])
    if not 2 <= len(sections) <= 6:
        return ""
    parts = [
        strings.SPLIT.format(n=len(ids), where=strings.SECTION_NAME.format(section=name)) for name, ids in sections
    ]
    return strings.ALSO.join(parts)
