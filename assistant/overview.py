"""Answers about many rows at once: groups and figures, comparisons, contradictions, and what the index holds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from assistant import strings
from assistant.answer import Figures, Note
from assistant.breakdown import by_sections, has_persons
from assistant.desk import Desk
from assistant.findings import Findings
from assistant.grouping import Groups, by_section, figures, grouped
from assistant.listing import headline, left_out, nothing, same_names, unknown
from assistant.plan_reference import plan_name
from assistant.question import GroupBy, Question
from assistant.related import related_to
from assistant.select import select
from assistant.tokens import bare_words
from assistant.wording import conditions, day, listed
from corpus.model import Plan, Task
from corpus.text import bare, fold
from index.records import TaskFilter


def answer_group(desk: Desk, question: Question) -> Findings:
    """The rows under headings (agency, month, quarter, plan), or their numbers alone."""
    trouble = unknown(desk, question)
    if trouble:
        return trouble
    rows = select(desk.index, question)
    if question.topic:
        rows = desk.about(question, rows if question.has_conditions else None)
    if "has_none" in question.cues and question.intent == "group":
        return _without(desk, question, rows)
    if not rows:
        return nothing(desk, question)
    if question.figures:
        return _figures(desk, question, rows)
    by = _by(question, rows)
    lacking = strings.NO_PERSONS if question.group_by == "person" != by else ""
    said = lacking + strings.GROUPED.format(n=len(rows), conditions=conditions(question, desk.plans), by=strings.BY[by])
    return Findings(
        "answered",
        " ".join(said.replace(" ,", ",").split()),
        tasks=tuple(rows),
        related=related_to(desk.index, desk.collectives, question, rows),
        notes=(*same_names(desk, question, rows), *left_out(desk, question)),
        groups=_groups(desk, question, rows),
    )


def _by(question: Question, rows: Sequence[Task]) -> GroupBy:
    """How rows are put together: by agencies, too, where persons are asked for and no plan prints them."""
    by = question.group_by or "agency"
    return "agency" if by == "person" and not has_persons(rows) else by


def _groups(desk: Desk, question: Question, rows: Sequence[Task], *, helping: bool = False) -> Groups:
    by = _by(question, rows)
    if by == "section":
        return by_section(by_sections(desk.index, rows, desk.plans, fine=question.fine))
    return grouped(rows, by, desk.plans, helping=helping)


def _without(desk: Desk, question: Question, rows: Sequence[Task]) -> Findings:
    """The agencies that lead tasks in the plans meant, but none of `rows`."""
    plans = question.plan_ids if question.plan_ids is not None else frozenset(desk.plans)
    having = {(task.plan_id, fold(name)) for task in rows for name in task.lead}
    free = [
        record
        for record in desk.agencies
        if record.lead and not record.collective and record.plan_id in plans
        and (record.plan_id, fold(record.name)) not in having
    ]  # fmt: skip
    said = conditions(question, desk.plans)
    if not free:
        return Findings("nothing_found", strings.ALL_HAVE.format(conditions=said))
    lines = tuple((f"{r.name} – {plan_name(desk.plans[r.plan_id])}", str(r.lead)) for r in free)
    table = Figures((strings.FIGURE_HEADER[0], strings.FIGURE_HEADER[1]), lines)
    return Findings("answered", strings.HAVE_NONE.format(n=len(free), conditions=said), figures=table)


def _figures(desk: Desk, question: Question, rows: Sequence[Task]) -> Findings:
    """Numbers of rows for each agency (or month, plan); the rows behind them when the most or the least is asked."""
    by = question.group_by or "agency"
    if by == "agency" and len(question.agencies) > 1 and question.cues & {"most", "least", "compare"}:
        return answer_compare(desk, question)
    helping = (question.role == "coordinating" or "coordinating" in question.asks) and not question.agencies
    groups = _groups(desk, question, rows, helping=helping)
    table = figures(groups, rows, question.today)
    if by == "agency" and helping:
        head = strings.FIGURES_HELPING.format(agencies=len(groups), n=len(rows))
    elif by == "agency":
        head = strings.FIGURES.format(agencies=len(groups), n=len(rows))
    else:
        table = replace(table, header=(strings.BY[by].capitalize(), *table.header[1:]))
        head = (
            strings.GROUPED.format(n=len(rows), conditions="", by=strings.BY[by]).replace("  ", " ").replace(" ,", ",")
        )
    if not question.cues & {"most", "least", "compare"}:
        return Findings("answered", head, tasks=tuple(rows), groups=groups, figures=table)
    sizes = {name: len(ids) for name, ids in groups if name != strings.NO_AGENCY}
    chosen = (min if "least" in question.cues else max)(sizes.values())
    names = [name for name, size in sizes.items() if size == chosen]
    pattern = strings.LEAST if "least" in question.cues else strings.MOST
    kept = {id for name, ids in groups if name in names for id in ids}
    own = tuple(task for task in rows if task.id in kept)
    return Findings(
        "answered",
        pattern.format(names=listed(names), n=chosen),
        tasks=own,
        groups=tuple((name, ids) for name, ids in groups if name in names),
        figures=table,
    )


def answer_compare(desk: Desk, question: Question) -> Findings:
    """Two or more agencies, or plans, side by side."""
    trouble = unknown(desk, question)
    if trouble:
        return trouble
    sides: list[tuple[str, list[Task]]]
    whole = _compared(question)
    if len(question.agencies) >= 2:
        sides = [(one.name, _of_topic(desk, replace(whole, agencies=(one,)))) for one in question.agencies]
    else:
        ids = [plan_id for plan_id in desk.plans if plan_id in (question.plan_ids or ())]
        sides = [
            (plan_name(desk.plans[id]), _of_topic(desk, replace(whole, plan_ids=frozenset({id})))) for id in ids
        ]
    rows = list({task.id: task for _, own in sides for task in own}.values())
    if not rows:
        return nothing(desk, question)
    has = strings.HELPS_TASKS if question.role == "coordinating" else strings.HAS_TASKS
    head = ", ".join(has.format(name=name, n=len(own)) for name, own in sides) + "."
    return Findings(
        "answered",
        _verdict(question, sides) + head,
        tasks=tuple(rows),
        notes=tuple(same_names(desk, question, rows)),
        groups=tuple((name, tuple(task.id for task in own)) for name, own in sides),
        figures=Figures(strings.COMPARE_HEADER, tuple(_side(name, own) for name, own in sides)),
    )


def _compared(question: Question) -> Question:
    """What both sides are looked at for: words of their own names ("đảng ủy bên nào …") are no topic."""
    own = {word for one in question.agencies for word in bare_words(one.name)}
    topic = () if question.topic_words <= own else question.topic
    return replace(question, everything=True, topic=topic, topic_text=question.topic_text if topic else "")


def _of_topic(desk: Desk, question: Question) -> list[Task]:
    """The rows of one side, those about the topic where there is one."""
    rows = select(desk.index, question)
    return desk.about(question, rows) if question.topic else rows


_FEWER = re.compile(r"\b(?:ít|nhẹ|rảnh|nhàn)\b")
_MORE = re.compile(r"\b(?:nhiều|nặng|bận|đông|vất vả)\b")


def _verdict(question: Question, sides: Sequence[tuple[str, Sequence[Task]]]) -> str:
    """Which side has more rows, or fewer, where that is asked."""
    said = fold(question.text) if question.accented else bare(question.text)
    more = _MORE.search(said) or " nhieu " in said
    fewer = _FEWER.search(said) or " it " in said
    if not more and not fewer:
        return ""
    least = bool(fewer and not more)
    sizes = {name: len(own) for name, own in sides}
    wanted = (min if least else max)(sizes.values())
    chosen = [name for name, size in sizes.items() if size == wanted]
    if len(chosen) == len(sizes):
        return strings.SIDES_EQUAL
    return (strings.SIDE_LESS if least else strings.SIDE_MORE)[len(sizes) > 2].format(names=listed(chosen))


def _side(name: str, rows: Sequence[Task]) -> tuple[str, ...]:
    days = [task.deadline.last_day for task in rows if task.deadline and task.deadline.last_day]
    counts = [sum(task.kind == kind for task in rows) for kind in ("recurring", "conditional", "done")]
    return (
        name,
        str(len(rows)),
        str(len(days)),
        *(str(count) for count in counts),
        _said(min(days, default=None)),
        _said(max(days, default=None)),
    )


def _said(value: date | None) -> str:
    return day(value) if value else strings.NONE_PRINTED


def answer_conflicts(desk: Desk, question: Question) -> Findings:
    """The contradictions, all or those that touch the rows of the conditions."""
    trouble = unknown(desk, question)
    if trouble:
        return trouble
    wanted = None
    if question.has_conditions:
        wanted = [task.id for task in select(desk.index, replace(question, everything=True))]
    elif question.topic:
        wanted = [task.id for task in desk.about(question, None)] or None
    found = desk.index.conflicts(wanted)
    if "when" in question.cues:
        found = [one for one in found if one.kind == "conflicting_deadlines"]
    ids = list(dict.fromkeys(id for one in found for id in one.task_ids))
    rows = [task for task in (desk.index.task(id) for id in ids) if task is not None]
    if not rows:
        text = strings.NO_CONFLICTS.format(conditions=conditions(question, desk.plans))
        return Findings("nothing_found", text.replace(" .", "."))
    return Findings(
        "answered",
        strings.CONFLICTS.format(n=len(found), m=len(rows)),
        tasks=tuple(rows),
        notes=tuple(Note(one.kind, one.message, one.task_ids) for one in found),
        groups=tuple((one.message, one.task_ids) for one in found),
    )


def answer_plans(desk: Desk, question: Question) -> Findings:
    """Which plans the index holds: all, those named by issuer or signer, or issued in the days asked about."""
    if question.unknown_plan:
        known = listed([plan_name(plan) for plan in desk.plans.values()][:8])
        return Findings("nothing_found", strings.NO_PLAN_OF.format(name=question.unknown_plan, plans=known))
    records = [r for r in desk.index.plans() if question.plan_ids is None or r.plan.id in question.plan_ids]
    if not records:
        return Findings("nothing_found", strings.NO_PLANS)
    chosen = [r for r in records if _issued_within(r.plan, question)]
    if not chosen:
        days = [r.plan.issued_on for r in records if r.plan.issued_on]
        said = strings.NO_PLAN_THEN.format(first=_said(min(days, default=None)), last=_said(max(days, default=None)))
        return Findings("nothing_found", said)
    lines = tuple((plan_name(r.plan), r.plan.title or "", _said(r.plan.issued_on), str(r.tasks)) for r in chosen)
    return Findings("answered", strings.PLANS_ARE.format(n=len(chosen)), figures=Figures(strings.PLAN_HEADER, lines))


def _issued_within(plan: Plan, question: Question) -> bool:
    """Whether a plan was issued in the days asked about; any day where none are."""
    day = plan.issued_on
    return not question.due or day is not None and any(due.holds(day) for due in question.due)


def answer_agencies(desk: Desk, question: Question) -> Findings:
    """Which agencies lead tasks, and how many."""
    leading = [r for r in desk.agencies if r.lead and not r.collective]
    many = len(desk.plans) > 1
    lines = tuple(
        (f"{r.name} – {plan_name(desk.plans[r.plan_id])}" if many else r.name, str(r.lead), str(r.coordinating))
        for r in leading
    )
    if not lines:
        return Findings("nothing_found", strings.NO_PLANS)
    table = Figures(
        (strings.FIGURE_HEADER[0], strings.ROLE["lead"].capitalize(), strings.ROLE["coordinating"].capitalize()), lines
    )
    return Findings("answered", strings.AGENCIES_ARE.format(n=len(lines)), figures=table)


__all__ = [
    "TaskFilter", "answer_agencies", "answer_compare", "answer_conflicts", "answer_group", "answer_plans", "headline",
]  # fmt: skip
