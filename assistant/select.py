"""The rows that meet a question's exact conditions. Complete sets come from here, never from a ranking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant.places import in_tables
from assistant.question import Agency, Due, Question
from assistant.row_reference import readings
from assistant.tokens import bare_words, folded_words
from assistant.vocabulary import vocabulary
from corpus.model import Task
from corpus.text import bare
from index import Index
from index.records import Role, TaskFilter

# So many rows that full text finds may name an agency.
NAMING = 500
# What is waited for is said in so many times its words, and so many more, at most ("Đề án của Tỉnh": "Đề án sắp xếp
# các cơ sở giáo dục của Tỉnh").
WIDER, MORE = 2, 6
# A month that is but a place in a quarter or a year, or half a year: no row with it is done every month.
_NO_MONTH = re.compile(
    r"\b(?:thang (?:dau|giua|cuoi)(?: cua)?(?: moi| hang| tung)?(?= (?:qu[yi]|nam)\b)|thang \d+|\d+ thang)\b"
)
_EITHER = re.compile(r"\b(?:hoac|hay)\b")


def keys_of(agencies: Iterable[Agency]) -> frozenset[str]:
    return frozenset(key for agency in agencies for key in agency.keys)


def base_filters(question: Question) -> list[TaskFilter]:
    """All conditions but the days: one filter for each agency, since each is sought in its own plans."""
    base = TaskFilter(
        plan_ids=question.plan_ids,
        kinds=question.kinds or None,
        without_role=question.without_role,
        exclude_keys=keys_of(question.excluded) if question.excluded else None,
        ids=frozenset(question.row_ids or question.detail_ids) or None,
    )
    if not question.agencies:
        return [base]
    return [
        replace(base, agency_keys=one.keys, role=question.role, plan_ids=plans_of(one, question))
        for one in question.agencies
    ]


def plans_of(agency: Agency, question: Question) -> frozenset[str]:
    """The plans in which an agency of the question is sought."""
    return agency.plan_ids if question.plan_ids is None else agency.plan_ids & question.plan_ids


def rows_of(index: Index, question: Question, **changes: object) -> list[Task]:
    """Every task that passes the question's filters, each with `changes`, by last day, plan and place; no days."""
    return _union([index.tasks(replace(base, **changes)) for base in base_filters(question)])  # type: ignore[arg-type]


def select(index: Index, question: Question) -> list[Task]:
    """Every task that meets the conditions, by last day, plan and place. The topic is not looked at."""
    if question.together and len(question.agencies) > 1:
        each = [_of_agencies(index, replace(question, agencies=(one,))) for one in question.agencies]
        common = set.intersection(*({task.id for task in rows} for rows in each))
        rows = [task for task in each[0] if task.id in common]
    else:
        rows = _of_agencies(index, question)
    if question.named:
        rows = _union([rows, _naming(index, question)])
    if question.not_kinds:
        rows = [task for task in rows if task.kind not in question.not_kinds]
    if question.not_ids:
        rows = [task for task in rows if task.id not in question.not_ids]
    for due in question.not_due:
        rows = [task for task in rows if task.last_day is None or not due.holds(task.last_day)]
    for path, section in question.not_places:
        there = replace(question, section=path if section else None, number=None if section else path)
        out = {task.id for task in _numbered(rows, there)}
        rows = [task for task in rows if task.id not in out]
    if question.starts:
        rows = [task for task in rows if task.deadline and task.deadline.first_day == question.starts]
    if question.in_table:
        rows = in_tables(index, rows, anywhere=question.plan_ids is None)
    if question.off_table:
        rows = [task for task in rows if not task.table]
    if question.section or question.number:
        rows = _numbered(rows, question)
    if question.partners:
        rows = _with_partners(index, rows, question)
    if question.not_with:
        keys = keys_of(question.not_with)
        helped = {task.id for task in index.tasks(TaskFilter(agency_keys=keys, role="coordinating"))}
        rows = [task for task in rows if task.id not in helped]
    if question.joint:
        rows = [task for task in rows if len(task.lead) > 1]
    if question.waits_for:
        rows = [task for task in rows if waits_for_one(task, question)]
    if question.any_of:
        rows = [task for task in rows if prints(task, question.any_of, accented=question.accented)]
    if not question.everything and "done" not in question.kinds:
        rows = [task for task in rows if task.kind != "done"]
    return rows


def _naming(index: Index, question: Question) -> list[Task]:
    """Rows whose text names an agency of the question as it does: "việc nào nhắc tới trạm y tế?"."""
    ids = set()
    for agency in question.agencies:
        hits = index.search(agency.said, k=NAMING, plan_ids=question.plan_ids, what="tasks", meaning="")
        rows = (hit.row for hit in hits if isinstance(hit.row, Task))
        ids |= {task.id for task in rows if names(task, agency.said)}
    if not ids:
        return []
    return _of_agencies(index, replace(question, agencies=(), row_ids=tuple(sorted(ids))))


def _of_agencies(index: Index, question: Question) -> list[Task]:
    """The rows of any of the agencies in any of the periods. A state that has no day ("thường xuyên") beside a period
    is an alternative: no row is both."""
    days: Sequence[Due | None] = question.due or (None,)
    filters = base_filters(question)
    if question.due and question.kinds and "dated" not in question.kinds:
        dated = [replace(base, kinds=None) for base in filters]
        parts = [_due_then(index, base, due) for base in dated for due in question.due]
        return _union([*parts, *(index.tasks(base) for base in filters)])
    return _union([_due_then(index, base, due) for base in filters for due in days])


def _due_then(index: Index, base: TaskFilter, due: Due | None) -> list[Task]:
    """The rows of a filter in a period; of a day that is named, those due before it too, where it is what they
    print."""
    if due is None:
        return index.tasks(base)
    rows = index.tasks(replace(base, last_from=due.first, last_to=due.last))
    if due.printed is None:
        return rows
    before = due.printed - timedelta(days=1)
    earlier = index.tasks(replace(base, last_from=before, last_to=before))
    return _union([[task for task in earlier if printed_before(task, due)], rows])


def printed_before(task: Task, due: Due) -> bool:
    """Whether a task is due before the day that is named."""
    deadline = task.deadline
    return deadline is not None and deadline.exclusive and deadline.bound is not None and deadline.bound == due.printed


def _union(parts: Sequence[Sequence[Task]]) -> list[Task]:
    """Each task once. Parts come in order; several are put in order by day, and keep the index's order within one."""
    if len(parts) == 1:
        return list(parts[0])
    found = {task.id: task for part in parts for task in part}
    return sorted(found.values(), key=lambda task: task.last_day or date.max)


def _numbered(rows: list[Task], question: Question) -> list[Task]:
    """Rows by section and number: the reading of "VI.2.10" that names something, longest section first."""
    if not question.section:
        said = question.number or ""
        printed = [task for task in rows if task.number and _has_number(task, said)]
        # "mục 4 của bảng" may head the rows 4.1, 4.2 …
        headed = [task for task in rows if (task.number or "").startswith(f"{said}.")]
        return printed or headed or [task for task in rows if _has_number(task, said)]
    for section, number in readings(question.section, section=True):
        wanted = question.number or number
        for inside in (_in_section, _ends_in):
            found = [
                task
                for task in rows
                if (section is None or inside(task, section)) and (wanted is None or _has_number(task, wanted))
            ]
            if found:
                return found
    # "mục VI.2": the rows 2.1, 2.2 … of section VI
    for section, number in readings(question.section, section=True)[1:] if not question.number else ():
        below = [task for task in rows if number and (section is None or _in_section(task, section))
                 and (task.number or "").startswith(f"{number}.")]  # fmt: skip
        if below:
            return below
    if not question.number:
        return []
    # "mục 5 phần III" may be the section III.5, "mục 1 phần XIV" head the rows 1.1, 1.2 …
    inner = f"{question.section}.{question.number}"
    own = [task for task in rows if _in_section(task, question.section)]
    return [task for task in own if _in_section(task, inner)] or [
        task for task in own if (task.number or "").startswith(f"{question.number}.")
    ]


def _in_section(task: Task, section: str) -> bool:
    own = task.section.upper()
    return own == section.upper() or own.startswith(section.upper() + ".")


def _ends_in(task: Task, section: str) -> bool:
    """ "phần II" of a plan whose tasks all stand in its part III."""
    return f".{task.section.upper()}.".endswith(f".{section.upper()}.")


def _has_number(task: Task, number: str) -> bool:
    """A row's printed number, or for a bullet its place in the section, among the numbers asked for ("3, 5")."""
    return (task.number.rstrip(".") if task.number else str(task.position)) in number.split(", ")


def _with_partners(index: Index, rows: list[Task], question: Question) -> list[Task]:
    """Rows in which the partners hold the other role."""
    other: Role = "coordinating" if question.role == "lead" else "lead"
    keys = keys_of(question.partners)
    base = TaskFilter(agency_keys=keys, role=other, plan_ids=question.plan_ids)
    either = bool(_EITHER.search(bare(question.text)))
    parts = [base] if either else [replace(base, agency_keys=one.keys) for one in question.partners]
    wanted = set.intersection(*({task.id for task in index.tasks(part)} for part in parts))
    return [task for task in rows if task.id in wanted]


# "chờ Đại hội kết thúc": what is due before it does not wait for it.
_AFTER_IT = re.compile(r"\b(?:cho|doi|sau|xong|ket thuc|be mac|hoan tat)\b(?! den)")
_BEFORE_IT = re.compile(r"^(?:xong |hoan thanh |cham nhat |\d+ ngay )*truoc\b(?! khi ket thuc)")
# A deadline may name an event of the task by its first words alone ("sau khi kết thúc Đại hội").
_EVENTS = ("dai hoi", "hoi nghi", "bau cu", "ki hop", "ky hop", "le hoi", "hoi thi")


def waits_for_one(task: Task, question: Question) -> bool:
    """Whether a conditional deadline waits for one of the things that a question names."""
    said = bare(" ".join(question.waits_for))
    after = "truoc" not in said and _AFTER_IT.search(bare(question.text)) is not None
    if after and task.kind == "conditional" and task.deadline and _BEFORE_IT.match(bare(task.deadline.text)):
        return False
    return any(waits_for(task, words) for words in (question.waits_for, *question.or_waits_for))


def waits_for(task: Task, words: Sequence[str]) -> bool:
    """Whether a conditional deadline waits for what `words` say: all of them stand in it close together, of "quý/năm"
    one."""
    text = " ".join(_in_full(task.deadline.text)) if task.deadline else ""
    printed = _NO_MONTH.sub(" ", text).split() if task.kind == "recurring" else text.split()
    if task.kind == "conditional" and _is_its_event(task, text, words):
        return True
    wide = WIDER * len(_in_full(" ".join(words))) + MORE
    return any(_all_stand(set(printed[at : at + wide]), words) for at in range(max(1, len(printed) - wide + 1)))


def _is_its_event(task: Task, deadline: str, words: Sequence[str]) -> bool:
    """Whether a task tells an event in full that its deadline names shortly."""
    said = " ".join(word for word in _in_full(" ".join(words)) if word not in ("sau", "khi", "ket", "thuc", "xong"))
    head = next((one for one in _EVENTS if said.startswith(f"{one} ")), None)
    if head is None or not re.search(rf"\b{head}(?=$| \d| ngay\b| xong\b| ket thuc\b)", deadline):
        return False
    return f" {said} " in f" {' '.join(_in_full(task.text))} "


def _all_stand(printed: set[str], words: Sequence[str]) -> bool:
    return all(any(printed.issuperset(_in_full(one)) for one in said.split("/")) for said in words)


def _in_full(text: str) -> list[str]:
    words = (bare(part) for part in vocabulary().in_full(folded_words(text)))
    return [word.lstrip("0") or word for word in words]


def printed(task: Task) -> list[str]:
    """A task's text, deadline and other columns."""
    return [task.text, task.deadline.text if task.deadline else "", *(text for _, text in task.details)]


def names(task: Task, body: str) -> bool:
    """Whether a task's text, deadline or another column has a body's name, short forms written out."""
    said = f" {' '.join(_in_full(body))} "
    return any(said in f" {' '.join(_in_full(text))} " for text in printed(task))


def sent_to(task: Task, question: Question) -> bool:
    """Whether a task names the bodies that a question has as recipients, and what it sends them."""
    of_names = {word for body in question.addressed for word in bare_words(body)}
    content = question.topic_words - of_names - _SENDING
    return all(names(task, body) for body in question.addressed) and content <= set(bare_words(task.text))


_SENDING = frozenset({"gui", "nop", "trinh", "len", "cho", "ve", "toi"})


def prints(task: Task, phrases: Sequence[str], *, accented: bool) -> bool:
    """Whether a task's text has one of the folded phrases, word for word."""
    text = _padded(task.text, accented=accented)
    return any(_padded(phrase, accented=accented) in text for phrase in phrases)


def detail_rows(rows: Iterable[Task], value: str, *, accented: bool) -> list[Task]:
    """The rows that have `value`, word for word, in one of their other columns; "Giám đốc" is no Phó Giám đốc."""
    wanted = _padded(value, accented=accented)
    deputy = _padded("phó", accented=accented) + wanted.lstrip()
    return [
        task
        for task in rows
        if any(wanted in _padded(text, accented=accented).replace(deputy, " ") for _, text in task.details)
    ]


def _padded(text: str, *, accented: bool) -> str:
    return f" {' '.join(folded_words(text) if accented else bare_words(text))} "
