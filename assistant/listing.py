"""Lists and counts: all rows that meet the conditions, and what to say when there are none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from rapidfuzz import fuzz, process

from assistant import strings
from assistant.answer import Note
from assistant.columns import column_name, column_text
from assistant.desk import Desk
from assistant.findings import Findings
from assistant.grouping import Groups, by_plan, grouped, split_by_place
from assistant.plan_reference import plan_name
from assistant.question import NOT_DATED, Agency, Question
from assistant.related import because, distinct, nearest, related_to
from assistant.select import plans_of, printed_before, select
from assistant.tokens import bare_words
from assistant.totals import sum_of
from assistant.wording import conditions, day, listed, names
from corpus.model import Task
from corpus.text import bare, fold
from index.records import Role, TaskFilter

# So many readings at most are offered as choices.
CHOICES = 8


def answer_list(desk: Desk, question: Question) -> Findings:
    """The rows that meet all conditions, the topic among them."""
    trouble = unknown(desk, question)
    if trouble:
        return trouble
    asked = question.has_conditions or question.speaks_of_tasks or question.order
    if not asked and (not question.topic or desk.topic(question).says_little):
        # "Bạn tên gì?": nothing says that tasks are asked for
        return Findings("not_covered", strings.NOT_COVERED)
    exact = question.has_conditions or question.by_column or not question.topic
    rows = select(desk.index, _with_the_column(desk, question)) if exact else []
    if question.lacks_column:
        # only where others of the plan have it
        plans = {task.plan_id for task in rows if column_text(task, question.column)}
        rows = [task for task in rows if task.plan_id in plans and not column_text(task, question.column)]
    elif question.by_column:
        rows = [task for task in rows if _says(column_text(task, question.column), question.topic)]
        if column_name(question.column) == "thẩm quyền":
            # "UBND tỉnh" is not "Chủ tịch UBND tỉnh"
            whose = bare_words(" ".join(question.topic))
            rows = [t for t in rows if (own := column_text(t, question.column)) and bare_words(own[1]) == whose] or rows
        if not rows:
            # no plan has the column: what it is about
            words = (*question.column.split(), *question.topic)
            return answer_list(desk, replace(question, by_column=False, topic=words, topic_text=" ".join(words)))
    elif question.topic:
        rows = desk.about(question, rows if question.has_conditions else None)
    found = _extreme(rows, question) if question.order else rows
    said = headline(desk, question, found) + _then(rows, found, question) if found else ""
    if found and question.count and _COUNT_AND_ONE.search(bare(question.text)):
        said = f"{headline(desk, replace(question, order=None), rows)} {said}"
        found = rows
    rows = found
    if not rows:
        return nothing(desk, question)
    related = related_to(desk.index, desk.collectives, question, rows)
    return Findings(
        status="answered",
        headline=_leads_none(question) + said + _before_that_day(question, rows) + _share(desk, question, rows)
        + _by_roles(desk, question, rows) + _by_kinds(question, rows) + sum_of(question, rows),
        tasks=tuple(rows),
        related=related,
        notes=(*same_names(desk, question, rows), *left_out(desk, question)),
        groups=groups_of(desk, question, rows),
    )


def _leads_none(question: Question) -> str:
    """ "X có việc gì?" of a body that leads nothing: that it does not, before what it helps with."""
    return strings.LEADS_NONE.format(names=listed(names(question.agencies))) if question.leads_none else ""


def _by_roles(desk: Desk, question: Question, rows: Sequence[Task]) -> str:
    """How many of the rows in which a body has any role it leads, helps with, directs; nothing where it has one."""
    if question.role != "any" or len(question.agencies) != 1:
        return ""
    ids, said = {task.id for task in rows}, []
    for role in ROLES:
        wanted = TaskFilter(agency_keys=question.agencies[0].keys, role=role, plan_ids=question.plan_ids)
        count = len(ids & {task.id for task in desk.index.tasks(wanted)})
        said += [f"{strings.ROLE[role]} {count}"] if count else []
    return strings.BY_ROLES.format(roles=listed(said)) if len(said) > 1 else ""


def _by_kinds(question: Question, rows: Sequence[Task]) -> str:
    """How many of the rows are of each kind that is counted: "bao nhiêu việc thường xuyên, bao nhiêu việc có ngày"."""
    counts = Counter(task.kind for task in rows if task.kind in question.kinds)
    said = [f"{strings.STATE[kind]} {n}" for kind, n in counts.items()]
    return strings.BY_ROLES.format(roles=listed(said)) if question.count and len(said) > 1 else ""


ROLES: tuple[Role, ...] = ("lead", "coordinating", "directing")


def _with_the_column(desk: Desk, question: Question) -> Question:
    return desk.with_column(question, question.column) if question.by_column else question


# "có mấy việc, việc nào gấp nhất?" wants all rows and the first of them
_COUNT_AND_ONE = re.compile(
    r"\b(?:may|bao nhieu) (?:dau )?(?:viec|nhiem vu|cong viec)\b.*"
    r"\b(?:viec|nhiem vu|cong viec|cai) (?:nao|gi)\b.*\bnhat\b"
)


_SHARE = re.compile(r"\b(?:bao nhieu|may) (?:phan tram|%)|\b(?:ty|ti) le\b|%")


def _share(desk: Desk, question: Question, rows: Sequence[Task]) -> str:
    """ "Bao nhiêu phần trăm việc đã xong?": of all rows of the same bodies and plans."""
    if not _SHARE.search(bare(question.text)) or question.topic or not (question.kinds or question.due):
        return ""
    total = len(select(desk.index, replace(question, kinds=frozenset(), due=(), everything=True)))
    share = f"{100 * len(rows) / total:.1f}".replace(".", ",")
    return strings.SHARE.format(share=share.removesuffix(",0"), total=total)


def _before_that_day(question: Question, rows: Sequence[Task]) -> str:
    """ "Mốc 15/11/2025" of rows that print "Trước 15/11/2025"."""
    said = ""
    for due in question.due:
        found = [task for task in rows if printed_before(task, due)]
        if found and due.printed:
            last = due.printed - timedelta(days=1)
            pattern = strings.ALL_BEFORE if len(found) == len(rows) else strings.SOME_BEFORE
            said += pattern.format(n=len(found), day=day(due.printed), last=day(last))
    return said


def _says(column: tuple[str, str] | None, words: Sequence[str]) -> bool:
    """Whether a column is there and has all the words."""
    return column is not None and set(bare_words(" ".join(words))) <= set(bare_words(column[1]))


def groups_of(desk: Desk, question: Question, rows: Sequence[Task]) -> Groups:
    """By plan when rows come from several; by agency inside one plan when several were named."""
    found = by_plan(rows, desk.plans)
    if not found and len(names(question.agencies)) > 1 and question.role == "lead":
        found = grouped(rows, "agency", desk.plans)
    return found if len(found) > 1 else ()


def headline(desk: Desk, question: Question, rows: Sequence[Task]) -> str:
    """One sentence that begins with the number of rows shown (after "Có" to a yes-or-no question)."""
    count = strings.TASKS.format(n=len(rows))
    if question.order and question.top <= 1:
        last = rows[0].last_day
        if last:
            ahead = last >= question.today and _asks_ahead(question)
            earliest = strings.EARLIEST_AHEAD if ahead else strings.EARLIEST
            pattern = earliest if question.order == "earliest" else strings.LATEST
            text = pattern.format(day=day(last), n=len(rows), conditions=conditions(question, desk.plans))
            return text.replace(" .", ".")
    split = split_by_place(rows, desk.plans)
    said = f"{count} {conditions(question, desk.plans)}".strip() + (f": {split}." if split else ".")
    # "muộn việc … rồi phải không": what was not asked of the rows is not said of them
    late = _LATE.search(fold(question.text)) and not any(due.overdue for due in question.due)
    return strings.YES + said if question.yesno and not late else said


_LATE = re.compile(r"\b(?:trễ|muộn|chậm|lỡ)\b(?! nhất)")


# "gấp nhất", "gần nhất": of what is still ahead; "sớm nhất" is the first day of all.
_AHEAD = re.compile(
    r"\b(?:gan|gap|khan|sap|sat|can|cap bach|uu tien|ke tiep|tiep theo|toi day|hien|bay gio|tu nay|con lai|lam truoc)\b"
)


def _asks_ahead(question: Question) -> bool:
    return _AHEAD.search(bare(question.text)) is not None


def _days_of(rows: Sequence[Task]) -> list[date]:
    return [task.deadline.last_day for task in rows if task.deadline and task.deadline.last_day]


def _extreme(rows: list[Task], question: Question) -> list[Task]:
    """The rows with the earliest last day (that is not yet past, where the words ask for what is ahead), or with the
    latest one."""
    days = _days_of(rows)
    if question.order == "earliest" and _asks_ahead(question):
        days = [one for one in days if one >= question.today] or days
    if not days:
        return []
    if question.top > 1:
        last = sorted(days, reverse=question.order == "latest")[: question.top][-1]
        between = (min(days), last) if question.order == "earliest" else (last, max(days))
        return [task for task in rows if task.deadline and task.deadline.last_day
                and between[0] <= task.deadline.last_day <= between[1]]  # fmt: skip
    chosen = min(days) if question.order == "earliest" else max(days)
    return [task for task in rows if task.deadline and task.deadline.last_day == chosen]


def _then(rows: Sequence[Task], found: Sequence[Task], question: Question) -> str:
    """The next day from today on, where the earliest of all is past."""
    if question.order != "earliest" or not found or _days_of(found)[0] >= question.today:
        return ""
    ahead = [one for one in _days_of(rows) if one >= question.today]
    return strings.EARLIEST_THEN.format(day=day(min(ahead))) if ahead else ""


def unknown(desk: Desk, question: Question) -> Findings | None:
    """An agency or a plan that the index does not have is named, never dropped."""
    if question.unknown_plan:
        known = listed([plan_name(plan) for plan in desk.plans.values()][:8])
        return Findings("nothing_found", strings.UNKNOWN_PLAN.format(name=question.unknown_plan, plans=known))
    wrong = [due for due in question.due if due.problem]
    if wrong:
        return Findings("unclear", strings.BAD_DAY.format(name=wrong[0].name))
    for agency in question.agencies:
        names = _names_meant(desk, question, agency) if agency.short else ()
        if len(names) > 1:
            return _which_agency(question, agency, names)
    lost = [agency for agency in (*question.agencies, *question.partners) if not agency.keys]
    if not lost:
        return None
    return Findings(
        "nothing_found",
        strings.UNKNOWN_AGENCY.format(name=lost[0].said) + _near_names(desk, lost[0]),
        related=_mentions(desk, lost[0], question),
    )


def _names_meant(desk: Desk, question: Question, agency: Agency) -> Sequence[str]:
    """The names that a part of a name can mean in the plans of the question: one for each body."""
    own = {record.key for record in desk.agencies if record.plan_id in plans_of(agency, question)}
    return tuple({key: name for key, name in reversed(agency.readings) if key in own}.values())[::-1]


def _which_agency(question: Question, agency: Agency, names: Sequence[str]) -> Findings:
    """A bare "Ủy ban" is asked back, each body offered as the question with its name."""
    head, tail = question.text[: agency.start], question.text[agency.end :]
    choices = tuple(f"{head}{name}{tail}" for name in names[:CHOICES])
    return Findings("unclear", strings.UNCLEAR_AGENCY.format(said=agency.said), choices=choices)


def _near_names(desk: Desk, agency: Agency) -> str:
    names = list(dict.fromkeys(record.name for record in desk.agencies if not record.collective))
    near = process.extract(
        bare(agency.said), {name: bare(name) for name in names}, scorer=fuzz.token_set_ratio, limit=3, score_cutoff=75
    )
    return strings.NEAR_NAMES.format(names=listed([name for _, _, name in near])) if near else ""


def _mentions(desk: Desk, agency: Agency, question: Question) -> tuple:  # type: ignore[type-arg]
    """Rows whose text names an agency that leads nothing."""
    said = bare(agency.said)
    hits = desk.index.search(agency.said, k=30, plan_ids=question.plan_ids, what="tasks")
    return distinct(
        [because("mention", hit.row) for hit in hits if isinstance(hit.row, Task) and said in bare(hit.row.text)], ()
    )


def nothing(desk: Desk, question: Question) -> Findings:
    """Understood, and no row answers: what was looked for, and the nearest thing that exists."""
    said = conditions(question, desk.plans)
    text = strings.NOTHING.format(conditions=said) if said else strings.NOTHING_BARE
    if question.topic:
        return desk.nothing_about(question, text)
    near, rows = nearest(desk.index, question)
    text += near
    related = list(rows)
    if question.agencies and not near:
        text += _other_roles(desk, question)
    if question.waits_for:
        others = select(desk.index, replace(question, waits_for=(), or_waits_for=()))
        related += [because("conditional", task) for task in others]
    related += related_to(desk.index, desk.collectives, question, ())
    if question.yesno:
        text = strings.NO + text[0].lower() + text[1:]
    return Findings("nothing_found", text, related=distinct(related, ()))


def _other_roles(desk: Desk, question: Question) -> str:
    keys = frozenset(key for agency in question.agencies for key in agency.keys)
    said = ""
    for role in ROLES:
        if role != question.role:
            count = desk.index.count(TaskFilter(agency_keys=keys, role=role, plan_ids=question.plan_ids))
            if count:
                said += strings.ONLY_OTHER_ROLE.format(n=count, role=strings.ROLE[role])
    return said


def same_names(desk: Desk, question: Question, rows: Sequence[Task]) -> list[Note]:
    """The same agency's name in two plans is two agencies: said once for each such name."""
    notes = []
    for agency in question.agencies:
        if agency.short:
            notes.append(Note("short_name", strings.TYPED_OTHERWISE.format(said=agency.said, name=agency.name)))
        if len(agency.keys) > 1:
            said = listed([name for _, name in agency.readings])
            notes.append(Note("several_agencies", strings.SEVERAL_AGENCIES.format(said=agency.said, names=said)))
            continue
        own = plans_of(agency, question)
        if question.role == "lead":
            own &= frozenset().union(*(desk.plans_led_by.get(key, frozenset()) for key in agency.keys))
        plans = own
        if len(plans) > 1:
            text = strings.SAME_NAME.format(name=agency.name, n=len(plans))
            ids = tuple(task.id for task in rows if task.plan_id in plans)
            notes.append(Note("same_name_in_other_plans", text, ids))
    return notes


def left_out(desk: Desk, question: Question) -> list[Note]:
    """For a question by date alone: how many rows no date can match."""
    if not question.due or question.agencies or question.plan_ids is not None or question.topic:
        return []
    count = desk.index.count(replace(TaskFilter(), kinds=NOT_DATED))
    return [Note("undated", strings.UNDATED_COUNT.format(n=count))] if count else []
