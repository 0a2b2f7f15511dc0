"""Questions for one row: who does it, by when, what its other columns say; and rows named by number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import strings
from assistant.answer import Note
from assistant.columns import column_name, column_text, has_column, header_name, is_of_person
from assistant.desk import Desk
from assistant.findings import Findings
from assistant.grouping import by_plan
from assistant.intent_reading import is_choice_of_times
from assistant.listing import nothing, unknown
from assistant.owners import rows_of_owner
from assistant.plan_reference import plan_name
from assistant.prose import answer_passage
from assistant.question import Question
from assistant.related import because, distinct
from assistant.select import names, printed, select
from assistant.table_notes import answer_source
from assistant.topics import has_all
from assistant.wording import conditions, deadline, listed, place, short
from corpus.model import Task
from corpus.text import bare

# So many readings at most are offered as choices.
CHOICES = 6


def answer_single(desk: Desk, question: Question) -> Findings:
    """The row (or the few equal rows) that the topic means, and what is asked of it."""
    rows = _rows_meant(desk, question)
    if rows and "detail" in question.asks and not any(has_column(task, question.column) for task in rows):
        said = replace(question, topic=(column_name(question.column), *question.topic))
        prose = answer_passage(desk, said, rows_too=False)
        if prose.status == "answered":
            return prose
    if (source := answer_source(desk, question, rows)) is not None:
        return source
    if rows:
        others = _said_otherwise(desk, question, rows) if "when" in question.asks else []
        return about_rows(desk, question, [*rows, *others])
    prose = answer_passage(desk, question, rows_too=False)
    if prose.status == "answered":
        return prose
    return unknown(desk, question) or nothing(desk, question)


def _said_otherwise(desk: Desk, question: Question, rows: Sequence[Task]) -> list[Task]:
    """The rows that print another deadline for the same work, where they have all the topic's words or the question is
    which of two times holds ("hạn tháng 6 hay tháng 7?")."""
    notes, partners = conflict_notes(desk, rows)
    meant = {id for note in notes if note.kind == "conflicting_deadlines" for id in note.tasks}
    topic, which = desk.topic(question), is_choice_of_times(question.text)
    return [task for task in dict.fromkeys(partners) if task.id in meant and (which or has_all(topic, task.text))]


def _rows_meant(desk: Desk, question: Question) -> list[Task]:
    """The rows by topic: among those that meet the conditions; or, when a name or a year in the question is part
    of the work itself ("giao biên chế năm 2026"), among all rows with that name or year as topic."""
    words = replace(question, due=(), agencies=(), partners=())
    if question.agencies or question.due or question.partners:
        rows = select(desk.index, replace(question, everything=True))
        found = desk.one(question, desk.topic(question), rows) if rows else []
        if found:
            return found
        found = desk.one(words, desk.topic(words, more=question.names_and_times))
        return [task for task in found if _prints_what_is_said(task, question)]
    if question.section or question.kinds or question.row_ids:
        rows = select(desk.index, question)
        # "mục VI.2.7 quy định nội dung gì, hạn khi nào?" is that row, whatever else is said of it
        return rows if question.section and len(rows) == 1 else desk.one(question, desk.topic(question), rows)
    topic = desk.topic(question)
    found = desk.one(question, topic)
    if any(has_all(topic, task.text) for task in found):
        return found
    return rows_of_owner(desk, question) or found


def _prints_what_is_said(task: Task, question: Question) -> bool:
    """Whether a row has the days that a question names and the names of bodies that no plan has, as part of its work
    ("biên chế năm 2026", "… cho Hội Chữ thập đỏ"): a day or a body that was understood is never dropped."""
    # "việc … đã quá hạn chưa?" asks for the day
    asked = question.yesno and not question.cues & {"list", "count"}
    held = asked or all(due.weak or task.last_day is not None and due.holds(task.last_day) for due in question.due)
    text = " ".join(printed(task))
    dated = held or all(_numbers(due.said) <= _numbers(text) and _numbers(due.said) for due in question.due)
    strange = [one for one in (*question.agencies, *question.partners) if not one.keys]
    return dated and all(names(task, one.said) for one in strange)


def _numbers(text: str) -> set[int]:
    return {int(one) for one in re.findall(r"\d+", text)}


def answer_row(desk: Desk, question: Question) -> Findings:
    """Rows named by number or by their place in the answer before."""
    trouble = unknown(desk, question)
    if trouble:
        return trouble
    rows = select(desk.index, replace(question, everything=True))
    if question.topic and rows:
        rows = desk.one(question, desk.topic(question), rows) or rows
    if not rows:
        return Findings("nothing_found", strings.UNKNOWN_ROW.format(conditions=conditions(question, desk.plans)))
    places = {(task.plan_id, task.section) for task in rows}
    if len(places) > 1 and not question.row_ids and not question.section:
        return _which_row(desk, question, rows)
    return about_rows(desk, question, rows)


def _which_row(desk: Desk, question: Question, rows: Sequence[Task]) -> Findings:
    choices = [
        strings.CHOICE_ROW.format(place=place(task), plan=plan_name(desk.plans[task.plan_id]))
        for task in rows[:CHOICES]
    ]
    return Findings(
        "unclear",
        strings.UNCLEAR_ROW.format(n=len(rows)),
        related=distinct([because("near_topic", task) for task in rows[:CHOICES]], ()),
        choices=tuple(choices),
    )


def about_rows(desk: Desk, question: Question, rows: Sequence[Task]) -> Findings:
    """Rows that are found, with the sentence that answers what is asked of them."""
    notes, partners = conflict_notes(desk, rows)
    lines = [sentence(question, task, n) for n, task in enumerate(rows, 1)]
    head = (
        lines[0]
        if len(lines) == 1
        else "\n".join([strings.SEVERAL_ROWS.format(n=len(rows)), *(f"- {line}" for line in lines)])
    )
    return Findings(
        "answered",
        head,
        tasks=tuple(rows),
        related=distinct([because("near_topic", task) for task in partners], rows),
        notes=tuple(notes),
        groups=by_plan(rows, desk.plans),
    )


def conflict_notes(desk: Desk, rows: Sequence[Task]) -> tuple[list[Note], list[Task]]:
    """The contradictions that touch `rows`, and the other rows that take part in them."""
    conflicts = desk.index.conflicts([task.id for task in rows])
    own = {task.id for task in rows}
    notes = [Note(one.kind, one.message, one.task_ids) for one in conflicts]
    others = [desk.index.task(id) for one in conflicts for id in one.task_ids if id not in own]
    return notes, [task for task in others if task is not None]


def sentence(question: Question, task: Task, n: int) -> str:
    """What is asked of one row, with its source: "Bộ tiêu chí …: thời hạn ghi là “…” [1]."."""
    said = short(task)
    if not question.asks or question.asks == {"what"}:
        return strings.ROW_IS.format(task=said, n=n)
    parts = []
    asks, level = question.asks, _WHICH_LEVEL.search(bare(question.text))
    if "detail" in asks:
        parts.append(_detail(question, task))
    elif level and "who" in asks and (decides := column_text(task, _AUTHORITY)):
        parts.append(strings.COLUMN_SHORT.format(column=header_name(decides[0]), text=decides[1]))
        asks -= {"who"}
    elif level and level["does"] and "who" in asks and level["does"] not in bare(task.text):
        parts.append(strings.NO_COLUMN_SHORT.format(column=_AUTHORITY))
    for ask, role, bodies in (
        ("who", "lead", task.lead), ("coordinating", "coordinating", task.coordinating),
        ("directing", "directing", task.directing),
    ):  # fmt: skip
        if ask in asks:
            parts.append(_role(bodies, role))
    if "who" in asks:
        parts += [f"{header_name(header)}: {text}" for header, text in task.details if _names_a_person(header)]
    if "when" in question.asks:
        parts.append(deadline(task, question.today))
    return strings.WHEN.format(task=said, deadline="; ".join(parts), n=n)


_AUTHORITY = "thẩm quyền"
# "Quy chế do cấp nào ban hành?", "… ai duyệt?" ask who decides, where a column says so
_WHICH_LEVEL = re.compile(
    r"\bcap nao\b|\b(?:ai|(?:nguoi|don vi|co quan|noi|ben|so|lanh dao) nao)(?: la)?(?: nguoi| noi| cap)?"
    r"(?: co tham quyen| duoc quyen| phai| se| co quyen| moi)? (?P<does>phe duyet|duyet|ky duyet|thong qua|quyet dinh"
    r"|tham dinh|chuan y|phe chuan|gat dau)\b"
)


def _names_a_person(header: str) -> bool:
    """Whether a column names who answers in person ("Cá nhân phụ trách", "Người theo dõi")."""
    return any(words in bare(header) for words in ("phu trach", "nguoi theo doi", "chiu trach nhiem", "dau moi"))


def _role(bodies: Sequence[str], role: str) -> str:
    said = strings.ROLE[role]
    return f"{listed(bodies)} {said}" if bodies else strings.NO_ONE_SHORT.format(role=said)


def _detail(question: Question, task: Task) -> str:
    found = column_text(task, question.column)
    if found:
        return strings.COLUMN_SHORT.format(column=header_name(found[0]), text=found[1])
    if is_of_person(question.column):
        return _role(task.lead, "lead")
    return strings.NO_COLUMN_SHORT.format(column=column_name(question.column))
