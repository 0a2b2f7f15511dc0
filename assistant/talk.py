"""A talk: what a question leaves unsaid is taken from the questions before it; a new subject is recognised as new."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from assistant import strings
from assistant.mentions import Mentions
from assistant.places import of_a_plan, of_its_own_list
from assistant.question import Due, Question
from assistant.row_reference import find_rows
from assistant.tokens import tokenize
from assistant.understand import Understander
from corpus.model import Task
from corpus.text import bare

# Earlier questions than these are forgotten.
REMEMBERED = 8
# A question of so few words with a state or a period alone goes on with the talk.
SHORT = 5
_POINTING = frozenset({"and_what_of", "that_task", "that_agency", "drop_time", "drop_agency", "drop_plan"})
_EXPLICIT = frozenset(
    {
        "count",
        "earliest",
        "latest",
        "by_agency",
        "by_month",
        "by_quarter",
        "by_plan",
        "conflicts",
        "most",
        "least",
        "compare",
    }
)
_FILLERS = frozenset({
    "agency", "due", "plan", "row", "framing", "and_what_of", "open", "yesno", "lead", "coordinating", "directing",
    "recurring", "conditional", "done", "undated", "dated", "not_dated", "every",
})  # fmt: skip
_SAYING_NOTHING = frozenset({"co", "khong", "thi", "a", "vay", "nhi", "con", "the", "ko"})
_RELATIVE_TO_TALK = re.compile(
    r"\b(?:thang|quy|qui|tuan|nam) (?:sau|truoc|toi|ke tiep|tiep theo|ke|lien truoc|lien sau)\b"
)

Rows = Callable[[Question], Sequence[Task]]


def in_talk(understander: Understander, text: str, history: Sequence[str], *, today: date, rows_of: Rows) -> Question:
    """What `text` asks after the questions of `history` (oldest first). `rows_of` gives the rows of a question."""
    before: Question | None = None
    for former in list(history)[-REMEMBERED:]:
        before = _next(understander, former, before, today=today, rows_of=rows_of)
    return _next(understander, text, before, today=today, rows_of=rows_of)


def _next(understander: Understander, text: str, before: Question | None, *, today: date, rows_of: Rows) -> Question:
    question = understander.understand(text, today=today)
    if before is None or of_a_plan(question):
        return of_its_own_list(question, rows_of)
    question = _other_number(before, _of_the_plan(before, question))
    if not goes_on(question):
        return question
    question = _of_the_talk(before, question, understander.mentions)
    return follow(before, question, understander.mentions, rows_of)


def _of_the_talk(before: Question, question: Question, mentions: Mentions) -> Question:
    """ "Còn bên Dân vận?": a short name is one of the plans that are spoken of, where they have it."""
    plans = before.plan_ids or frozenset().union(*(one.plan_ids for one in before.agencies))
    if not plans or question.plan_ids is not None:
        return question
    meant = {one: mentions.nearest(one, plans) for one in (*question.agencies, *question.partners)}
    return replace(question, agencies=tuple(meant[one] for one in question.agencies),
                   partners=tuple(meant[one] for one in question.partners))  # fmt: skip


_NUMBER = re.compile(
    r"\W*(?:the |vay )?(?:con )?(?:so|dong|muc|nhiem vu|viec) (\d{1,3}(?:\.\d{1,3})*)(?: thi sao)?\W*$"
)


def _other_number(before: Question, question: Question) -> Question:
    """ "Còn số 13?" after a question about row 6 of a plan."""
    match = _NUMBER.match(bare(question.text))
    if match is None or not before.number or question.agencies or question.due:
        return question
    return replace(question, number=match[1], topic=(), topic_text="", cues=question.cues | {"and_what_of"})


# Every plan has these: after a question about one plan they are asked of it.
_PARTS = re.compile(
    r"(?:muc dich|yeu cau|muc tieu|chi tieu|quan diem|nguyen tac|pham vi|doi tuong|kinh phi|can cu|to chuc thuc hien)"
    r"(?: (?:chung|cu the|va|yeu cau))*"
)


def _of_the_plan(before: Question, question: Question) -> Question:
    """ "Ban hành khi nào?" after a question about a plan's header asks for that plan's day of issue."""
    if before.plan_ids and question.plan_ids is None and question.intent == "passage":
        of_plan = _PARTS.fullmatch(bare(question.topic_text))
        return replace(question, plan_ids=before.plan_ids, plan_said=before.plan_said) if of_plan else question
    fact = next((name for name in ("issued_on", "issuer", "title", "basis") if name in question.cues), None)
    said = tuple(bare(word) for word in question.topic)
    if before.intent != "facts" or fact is None or question.fact or said not in ((), ("ban", "hanh")):
        return question
    return replace(question, fact=fact, intent="facts", topic=(), topic_text="", asks=frozenset())


def goes_on(question: Question) -> bool:
    """Whether a question needs the one before it: it points back, or says conditions and no subject of its own."""
    cues = question.cues
    if cues & _POINTING or any(mention.ordinal for mention in find_rows(question.text)):
        return True
    if "this_plan" in cues:
        return True
    if question.topic:
        return False
    if question.fact:
        return question.plan_ids is None
    if question.intent in ("plans", "agencies", "conflicts"):
        return False
    own = bool(
        question.agencies
        or question.due
        or question.plan_ids is not None
        or question.kinds
        or question.section
        or question.number
        or question.without
        or question.not_places
        or question.not_due
    )
    if not own:
        return True
    # "việc nào thường xuyên?", so short, is of what was spoken of
    said = [token for token in tokenize(question.text) if token.bare not in _SAYING_NOTHING]
    if not question.agencies and question.plan_ids is None and len(said) <= SHORT:
        return cues <= _FILLERS | {"list", "count"}
    # "tháng sau?", "UBND phường?", "thế trong tháng 8": conditions and nothing that asks
    return cues <= _FILLERS and not (question.agencies and question.due)


# "cả tháng 7 nữa", "thêm UBND phường nữa", "tính luôn quý III"; "UBND phường nữa" asks for that one alone
_ADDED = re.compile(r"\W*(?:va |cho |lay |tinh |ke )*(?:ca|them|luon|cong them)\b")


def follow(before: Question, question: Question, mentions: Mentions, rows_of: Rows) -> Question:
    """`question` with what it leaves unsaid taken from `before`; what it says itself replaces."""
    question = replace(question, due=_beyond(before, question))
    cues = question.cues
    rows = _rows_meant(before, question, rows_of) or _same_rows(before, question, rows_of)
    narrower = question.agencies or question.due or question.kinds
    if rows is not None and narrower and "that_task" in cues:
        # "Trong đó việc nào của Trạm Y tế?": of those rows, the ones that meet the new conditions
        return replace(question, row_ids=rows, plan_ids=before.plan_ids, plan_said=before.plan_said, intent="list")
    if rows is not None and (cues & _EXPLICIT or question.group_by) and "that_task" in cues:
        # "Việc nào trong số đó sớm nhất?"
        grouped = question.intent in ("group", "conflicts")
        return replace(question, row_ids=rows, plan_ids=before.plan_ids, plan_said=before.plan_said,
                       intent=question.intent if grouped else "list")  # fmt: skip
    if rows is not None:
        kinds = ("list", "single", "row", "passage")
        return replace(
            question, row_ids=rows, intent="row" if question.intent in kinds else question.intent,
            topic=(), topic_text="", number=None, agencies=(), due=(),
            plan_ids=before.plan_ids, plan_said=before.plan_said,
            asks=question.asks or before.asks, everything=True,
        )  # fmt: skip
    role_said = (
        cues & {"lead", "coordinating", "directing", "about", "not_lead"} and question.role != "lead" or "lead" in cues
    )
    new_kinds, new_due = bool(question.kinds), bool(question.due)
    added = _ADDED.match(bare(question.text)) is not None
    new_days = (before.due if added else ()) + _due(before, question, mentions) if new_due else before.due
    agencies = (before.agencies if added else ()) + question.agencies or before.agencies
    left_out = frozenset(key for one in question.excluded for key in one.keys)
    merged = replace(
        before,
        text=question.text,
        today=question.today,
        accented=question.accented,
        cues=question.cues | (before.cues & {"open"}),
        which_issuer=question.which_issuer,
        agencies=() if "drop_agency" in cues else tuple(one for one in agencies if not one.keys & left_out),
        partners=question.partners or (() if question.agencies else before.partners),
        excluded=question.excluded or before.excluded,
        without=question.without or before.without,
        not_due=question.not_due or before.not_due,
        not_places=question.not_places or before.not_places,
        role=question.role if role_said else before.role,
        due=() if "drop_time" in cues or new_kinds else new_days,
        kinds=question.kinds if new_kinds else frozenset() if new_due else before.kinds,
        waits_for=question.waits_for if new_kinds else () if new_due else before.waits_for,
        or_waits_for=question.or_waits_for if new_kinds else () if new_due else before.or_waits_for,
        order=None if question.kinds and "dated" not in question.kinds else before.order,
        row_ids=() if question.agencies or new_due or new_kinds or question.plan_ids is not None else before.row_ids,
        without_role=question.without_role or before.without_role,
        section=question.section or before.section,
        number=question.number or (None if question.agencies else before.number),
    )
    if question.plan_ids is not None or "drop_plan" in cues:
        merged = replace(
            merged, plan_ids=question.plan_ids, plan_said=question.plan_said, unknown_plan=question.unknown_plan
        )
    if question.topic:
        merged = replace(merged, topic=question.topic, topic_text=question.topic_text)
    return _asking(before, question, merged)


def _rows_meant(before: Question, question: Question, rows_of: Rows) -> tuple[str, ...] | None:
    """The rows of the answer before that "việc thứ hai" or "việc này" points at; None when it points at none."""
    ordinals = [mention.ordinal for mention in find_rows(question.text) if mention.ordinal is not None]
    if ordinals:
        rows = rows_of(before)
        picked = [rows[n - 1 if n > 0 else n].id for n in ordinals if -len(rows) <= (n if n < 0 else n - 1) < len(rows)]
        return tuple(picked) or None
    if "that_task" in question.cues and not question.topic:
        return tuple(task.id for task in rows_of(before)) or None
    return None


def _same_rows(before: Question, question: Question, rows_of: Rows) -> tuple[str, ...] | None:
    """The rows of the topic before, where only something else is asked of them: "hạn khi nào?", "ai phối hợp?"."""
    alone = question.asks and not (question.topic or question.has_conditions or question.group_by or question.fact)
    if not alone or not before.topic or before.intent not in ("single", "list") or question.cues & _EXPLICIT:
        return None
    return tuple(task.id for task in rows_of(before)) or None


# "Còn sau ngày đó thì sao?", "trước đó thì sao?"
_FROM_THERE = re.compile(
    r"\b(?P<way>sau|truoc) (?:(?:ngay|thoi gian|thoi diem|thang|quy|moc|thoi han|han) )?(?:do|ay|nay)\b"
)


def _beyond(before: Question, question: Question) -> tuple[Due, ...]:
    """The days after or before those of the talk."""
    match = _FROM_THERE.search(bare(question.text))
    ends = [day for due in before.due if (day := due.last or due.first)]
    starts = [day for due in before.due if (day := due.first or due.last)]
    if match is None or not ends or question.due:
        return question.due
    if match["way"] == "sau":
        last = max(ends)
        return (Due(match.group(), last + timedelta(days=1), None, "after", strings.AFTER_DAY.format(day=last)),)
    start = min(starts)
    return (Due(match.group(), None, start - timedelta(days=1), "before", strings.BEFORE_DAY.format(day=start)),)


def _due(before: Question, question: Question, mentions: Mentions) -> tuple[Due, ...]:
    """The new period; its year, when it says none, is that of the period before, as is what "tháng sau" follows."""
    anchor = next((due.last or due.first for due in before.due if due.last or due.first), None)
    if anchor is None:
        return question.due
    if any(due.year_inherited for due in question.due):
        return tuple(mentions.periods(question.text, today=question.today, around=anchor)) or question.due
    said = " ".join(bare(due.said) for due in question.due)
    if _RELATIVE_TO_TALK.search(said) and not any(due.relative for due in before.due):
        return tuple(mentions.periods(question.text, today=anchor)) or question.due
    return question.due


def _asking(before: Question, question: Question, merged: Question) -> Question:
    """What is asked: the new question's own asking, or that of the one before."""
    if question.fact:
        merged = replace(merged, also_facts=question.also_facts)
        return replace(
            merged, intent="facts", fact=question.fact, topic=(), topic_text="", agencies=(), due=(),
            kinds=frozenset(), waits_for=(), order=None, row_ids=(),
        )  # fmt: skip
    changes: dict[str, object] = {}
    if question.cues & _EXPLICIT or question.group_by:
        changes = {
            "count": question.count, "order": question.order,
            "group_by": question.group_by, "fine": question.fine, "figures": question.figures,
            "intent": question.intent if question.intent in ("group", "conflicts", "compare") else "list",
        }  # fmt: skip
    elif question.asks:
        # "khi nào phải xong?", "ai phối hợp?": of the same rows
        intent = before.intent if before.intent in ("single", "row", "list", "group") else question.intent
        changes = {
            "asks": question.asks,
            "column": question.column,
            "intent": "row" if intent == "single" and before.row_ids else intent,
        }
    elif before.intent in ("facts", "plans", "agencies", "passage"):
        changes = {"intent": question.intent} if question.agencies or question.due else {}
    elif before.row_ids and not merged.row_ids:
        changes = {"intent": "list"}  # "việc cuối cùng là gì?", "còn UBND phường?"
    elif before.intent == "single" and (question.agencies or question.due) and not question.topic and not before.topic:
        changes = {"intent": "list"}
    if question.everything and question.cues & {"every", "count"}:
        changes["everything"] = True
    if changes.get("intent") == "list" or merged.intent == "list":
        changes.setdefault("fact", None)
    return replace(merged, **changes)  # type: ignore[arg-type]
