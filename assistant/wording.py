"""A question's conditions in words: for headlines, and for the line that says what was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from assistant import strings
from assistant.answer import Understood
from assistant.columns import column_name
from assistant.plan_reference import plan_name
from assistant.question import NOT_DATED, Agency, Due, Question
from corpus.model import Plan, Task

Plans = Mapping[str, Plan]


def day(value: date) -> str:
    """ "14/5/2026": day and month as people write them."""
    return f"{value.day}/{value.month}/{value.year}"


def listed(names: Sequence[str]) -> str:
    """ "A", "A và B", "A, B và C"."""
    if len(names) <= 1:
        return "".join(names)
    return strings.ALSO.join(names[:-1]) + strings.AND + names[-1]


def names(agencies: Iterable[Agency]) -> list[str]:
    return list(dict.fromkeys(agency.name for agency in agencies))


def days(due: Due, today: date) -> str:
    """ "có hạn đến hết 14/5/2026"."""
    if due.overdue:
        return strings.OVERDUE.format(last=day(due.last or today))
    if due.printed:
        return strings.DUE_NAMED.format(last=day(due.printed))
    if due.first and due.last and due.first == due.last:
        return strings.DUE_ON.format(last=day(due.last))
    if due.first and due.last:
        return strings.DUE_BETWEEN.format(first=day(due.first), last=day(due.last))
    if due.last:
        return strings.DUE_UNTIL.format(last=day(due.last))
    return strings.DUE_FROM.format(first=day(due.first)) if due.first else ""


def conditions(question: Question, plans: Plans) -> str:
    """All conditions, as they follow "6 nhiệm vụ": "do Ban Xây dựng Đảng chủ trì, có hạn đến hết 14/5/2026"."""
    parts: list[str] = []
    if question.agencies:
        said = strings.BY_AGENCY.format(agencies=listed(names(question.agencies)), role=strings.ROLE[question.role])
        parts.append(said)
    if question.partners:
        parts.append(strings.WITH_PARTNER.format(agencies=listed(names(question.partners))))
    parts += _left_out(question)
    parts += _states(question.kinds)
    if question.waits_for:
        parts.append(_waits_for(question))
    if question.without_role:
        parts.append(strings.WITHOUT_ROLE[question.without_role])
    if question.starts:
        parts.append(strings.STARTS.format(day=day(question.starts)))
    if question.due:
        parts.append(" hoặc ".join(dict.fromkeys(days(one, question.today) for one in question.due)))
    if question.number:
        parts.append(strings.ROW_NUMBER.format(number=question.number))
    if question.section:
        parts.append(strings.IN_SECTION.format(section=question.section))
    if question.in_table or question.off_table:
        parts.append(strings.IN_TABLE if question.in_table else strings.OFF_TABLE)
    if question.by_column:
        parts.append(_with_column(question))
    elif question.topic:
        parts.append(strings.ABOUT.format(topic=question.topic_text))
    parts += _printed(question)
    if question.plan_ids and question.plan_said:
        parts.append(strings.IN_PLANS.format(plans=plan_names(question.plan_ids, plans)))
    return ", ".join(parts)


def _states(kinds: frozenset[str]) -> list[str]:
    """Kinds of deadlines; all that have no day are one."""
    if kinds >= NOT_DATED:
        return [strings.NOT_DATED, *(strings.STATE[kind] for kind in sorted(kinds - NOT_DATED))]
    return [strings.STATE[kind] for kind in sorted(kinds)]


def _alternatives(phrases: Sequence[str]) -> str:
    return strings.OR.join(f"“{phrase}”" for phrase in phrases)


def _waits_for(question: Question) -> str:
    if question.kinds == {"recurring"}:
        units = [strings.UNITS.get(one, one) for word in question.waits_for for one in word.split("/")]
        return strings.SO_OFTEN.format(words=strings.OR.join(units))
    things = [" ".join(words) for words in (question.waits_for, *question.or_waits_for)]
    return strings.WAITS_FOR.format(words=strings.OR.join(things))


def _left_out(question: Question) -> list[str]:
    parts = []
    if question.excluded:
        parts.append(strings.EXCEPT.format(agencies=listed(names(question.excluded))))
    if question.not_with:
        parts.append(strings.NOT_WITH.format(agencies=listed(names(question.not_with))))
    if question.without:
        parts.append(strings.WITHOUT.format(subjects=listed([f"“{subject}”" for subject, _ in question.without])))
    apart = [strings.U_DUE.format(name=due.name or due.said) for due in question.not_due]
    parts += [strings.NOT_THERE.format(place=name) for name in apart]
    for path, section in question.not_places:
        pattern = strings.U_SECTION if section else strings.ROW_NUMBER
        parts.append(strings.NOT_THERE.format(place=pattern.format(section=path, number=path)))
    if question.joint:
        parts.append(strings.JOINT)
    if question.together:
        parts.append(strings.TOGETHER)
    if question.not_kinds:
        kinds = listed(_states(question.not_kinds))
        parts.append(strings.NOT_KINDS.format(kinds=kinds))
    return parts


def _with_column(question: Question) -> str:
    if question.lacks_column:
        return strings.WITHOUT_COLUMN.format(column=column_name(question.column))
    value = strings.COLUMN_SAYS.format(words=question.topic_text) if question.topic else ""
    return strings.WITH_COLUMN.format(column=column_name(question.column)) + value


def plan_names(ids: Iterable[str], plans: Plans) -> str:
    meant = set(ids)
    return listed([plan_name(plans[plan_id]) for plan_id in plans if plan_id in meant])


def _printed(question: Question) -> list[str]:
    """What the rows print, beside their topic: one of some phrases, what they cost, a value of another column."""
    parts = []
    if question.any_of:
        parts.append(strings.ANY_OF.format(phrases=_alternatives(question.any_of)))
    if question.amount:
        parts.append(strings.COST.format(amount=question.amount))
    if question.detail:
        parts.append(strings.DETAIL.format(text=question.detail))
    return parts


def understood(question: Question, plans: Plans) -> Understood:
    """The parts of what was understood, and the one line that says them."""
    kind = "count" if question.count and question.intent == "list" else question.intent
    parts = [strings.U_INTENT[kind]]
    if question.intent in ("single", "row") and question.asks:
        parts[0] = listed(
            [strings.U_ASK[ask] for ask in sorted(question.asks) if ask != "detail"]
            + [column_name(question.column)] * bool(question.column)
        )
    if question.fact:
        parts[0] = listed([strings.FACT[fact] for fact in (question.fact, *question.also_facts)])
    if question.agencies:
        role = strings.ROLE[question.role]
        parts.append(strings.U_AGENCIES.format(agencies=listed(names(question.agencies)), role=role))
    if question.partners:
        parts.append(strings.U_PARTNERS.format(agencies=listed(names(question.partners))))
    parts += _left_out(question)
    due = list(dict.fromkeys(strings.U_DUE.format(name=one.name or one.said) for one in question.due))
    states = _states(question.kinds)
    if question.waits_for:
        states.append(_waits_for(question))
    if question.without_role:
        states.append(strings.WITHOUT_ROLE[question.without_role])
    parts += due
    if question.starts:
        states.append(strings.STARTS.format(day=day(question.starts)))
    if states:
        parts.append(strings.U_STATE.format(states=listed(states)))
    if question.order:
        parts.append(strings.U_ORDER[question.order])
    if question.section:
        parts.append(strings.U_SECTION.format(section=question.section))
    if question.in_table or question.off_table:
        parts.append(strings.IN_TABLE if question.in_table else strings.OFF_TABLE)
    if question.place:
        parts.append(strings.U_PLACE.format(said=question.place))
    if question.number:
        parts.append(strings.U_NUMBER.format(number=question.number))
    if question.by_column:
        parts.append(_with_column(question))
    elif question.topic:
        parts.append(strings.U_TOPIC.format(topic=question.topic_text))
    parts += _printed(question)
    if question.aside:
        parts.append(strings.U_ASIDE.format(text=question.aside))
    shown = plan_names(question.plan_ids, plans) if question.plan_ids else question.unknown_plan
    parts.append(strings.U_PLANS.format(plans=shown) if shown else strings.U_ALL_PLANS)
    return Understood(
        line=strings.UNDERSTOOD.format(parts="; ".join(parts)),
        kind=kind,
        agencies=tuple(names(question.agencies)),
        role=question.role if question.agencies else None,
        due="; ".join(dict.fromkeys(one.name or one.said for one in question.due)) or None,
        plans=tuple(sorted(question.plan_ids or ())),
        topic=question.topic_text or None,
        states=tuple(states),
    )


def short(task: Task, length: int = 90) -> str:
    """The beginning of a task's text, cut at a word."""
    if len(task.text) <= length:
        return task.text.rstrip(" .;,")
    return task.text[:length].rsplit(" ", 1)[0].rstrip(" .;,") + "…"


def place(task: Task) -> str:
    """ "mục III.2, số 5"."""
    section = strings.SECTION_NAME.format(section=task.section) if task.section else task.file
    if task.number:
        return strings.TASK_PLACE.format(section=section, number=task.number)
    return strings.TASK_PLACE_BULLET.format(section=section, position=task.position)


def deadline(task: Task, today: date) -> str:
    """What a task's deadline says: the words as printed, and the last day that they mean."""
    printed = task.deadline
    if printed is None or printed.kind == "none":
        return strings.NO_DEADLINE
    if printed.kind == "done":
        return strings.DONE.format(text=printed.text)
    said = strings.DEADLINE_PRINTED.format(text=printed.text)
    if printed.last_day is None:
        return said
    left = (printed.last_day - today).days
    if left == 0:
        until = strings.DUE_TODAY
    else:
        until = (strings.DAYS_LEFT if left > 0 else strings.DAYS_OVER).format(n=abs(left))
    return said + strings.LAST_DAY.format(day=day(printed.last_day)) + until
