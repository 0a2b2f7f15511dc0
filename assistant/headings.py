"""Topics that name a part of a plan by its heading ("phần hạ tầng số"), or the plan itself by words of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import strings, topics
from assistant.columns import is_of_money
from assistant.desk import Desk
from assistant.parts import LITTLE, SHORTEST, Part, part_of
from assistant.plan_titles import stands_apart
from assistant.question import Question
from assistant.select import keys_of
from assistant.tokens import bare_words, same_length
from corpus.model import Passage, Task
from corpus.text import bare, fold
from index.records import TaskFilter

# Before a heading's words these say that a part of a plan is meant.
_PART = re.compile(
    r"\b(?P<noun>phan viec|phan|muc|chuong|nhom nhiem vu|nhom viec|nhom|linh vuc|mang|noi dung|khoi)\b"
    r"(?: nhiem vu)?(?: ve)?(?: cong tac)? (?P<words>.+)"
)
# Of these a heading must have all words and no others: "lĩnh vực đất đai" may be spoken of in any part.
_LOOSE = frozenset({"linh vuc", "mang", "noi dung"})
_SPELT = frozenset(map(fold, (
    "phần việc", "phần", "mục", "chương", "nhóm nhiệm vụ", "nhóm việc", "nhóm", "lĩnh vực", "mảng", "khối", "nội dung",
)))  # fmt: skip
_NOUNS = frozenset({"phan", "muc", "chuong", "nhom", "linh", "vuc", "mang", "khoi", "noi", "dung"})
# Behind "phần", "nhóm", "khối" these make one word of both: "phần mềm".
_OF_ONE_WORD = frozenset({"mem", "tram", "cung", "thuong", "dat", "luong", "thi", "tre", "lop", "xanh", "no", "hop"})
# The headings of so many plans are looked through; of more, those that full text proposes.
PLANS, PROPOSED = 20, 100


def within_part(desk: Desk, question: Question) -> Question:
    """The question with the part of a plan that its topic names as a condition, where just one part is meant."""
    if not question.topic or question.section or question.number or question.intent not in ("list", "group", "single"):
        return question
    words = [word for word in bare_words(" ".join(question.topic)) if word not in LITTLE]
    while words and words[0] in _NOUNS:
        words = words[1:]
    told = _PART.search(same_length(question.text))
    while told is not None and (bare_words(told["words"])[:1] != words[:1] or not _is_part(question, told)):
        told = _PART.search(same_length(question.text), told.start("words"))
    if told is None:
        return question
    if len(words) < SHORTEST:
        return _without_noun(question)
    named = [part for part in _parts(desk, question) if _run(words, part.words)]
    whole = [part for part in named if part.words == words]
    if not whole and told["noun"] not in _LOOSE:
        whole = named
    if len(whole) > 1:
        whole = _with_its_agencies(desk, question, whole)
    return _there(question, whole[0]) if len(whole) == 1 else _without_noun(question)


def _is_part(question: Question, told: re.Match[str]) -> bool:
    """Whether the words for a part carry its accents: "phân cấp" is no part."""
    said = fold(question.text[told.start("noun") : told.end("noun")])
    return not question.accented or said in _SPELT


def _without_noun(question: Question) -> Question:
    """ "phần tuyên truyền" of a plan without such a heading is what speaks of it."""
    said = [fold(word) for word in question.topic]
    if len(said) < 2 or said[0] not in ("phần", "mảng", "nhóm", "khối") or bare(said[1]) in _OF_ONE_WORD:
        return question
    return replace(question, topic=question.topic[1:], topic_text=" ".join(question.topic[1:]))


def _there(question: Question, part: Part) -> Question:
    inside = replace(question, topic=(), topic_text="", section=part.path, plan_ids=frozenset({part.plan_id}))
    if question.intent == "single":
        inside = replace(inside, intent="group" if question.asks == {"who"} else "list", several=True)
        inside = replace(inside, group_by="agency") if inside.intent == "group" else inside
    return replace(inside, plan_said=question.plan_said or part.heading)


def _parts(desk: Desk, question: Question) -> list[Part]:
    """The headings that tasks stand under, of the plans in question or of those near the topic."""
    plans = frozenset(desk.plans) if question.plan_ids is None else question.plan_ids
    rows: Sequence[Task | Passage]
    if len(plans) <= PLANS:
        tasks = desk.index.tasks(TaskFilter(plan_ids=plans))
        rows = [*tasks, *desk.index.passages(plans)]
    else:
        hits = desk.index.search(question.topic_text, k=PROPOSED, plan_ids=question.plan_ids, what="both")
        rows = [hit.row for hit in hits]
        tasks = [row for row in rows if isinstance(row, Task)]
    inside: dict[str, list[Task]] = {}
    for task in tasks:
        inside.setdefault(task.plan_id, []).append(task)
    parts = (part_of(row, inside.get(row.plan_id, ())) for row in rows)
    return [part for part in dict.fromkeys(parts) if part is not None]


def _with_its_agencies(desk: Desk, question: Question, parts: Sequence[Part]) -> list[Part]:
    """Of parts with one heading those with rows of the question's agencies: "phần chuẩn bị đại hội của Ban Tổ chức"."""
    keys = keys_of(question.agencies)
    plans = frozenset(part.plan_id for part in parts)
    rows = desk.index.tasks(TaskFilter(agency_keys=keys, role=question.role, plan_ids=plans)) if keys else []
    return [part for part in parts if any(part.holds(task) for task in rows)]


def _run(words: Sequence[str], heading: Sequence[str]) -> bool:
    """Whether `words` stand in a heading side by side."""
    return any(list(heading[at : at + len(words)]) == list(words) for at in range(len(heading) - len(words) + 1))


def titled(desk: Desk, question: Question) -> Question | None:
    """The question asked of the plans whose titles have its topic, where other conditions choose the rows: "Sở Y tế
    làm gì trong phòng chống thiên tai?"; None where no title has it."""
    chosen = question.agencies or question.due or question.kinds
    if not chosen or question.intent not in ("list", "group") or "about" in question.cues:
        return None
    ids = _titled(desk, question)
    if not ids:
        return None
    return replace(question, topic=(), topic_text="", plan_ids=ids, plan_said=question.plan_said or question.topic_text)


_WHICH_PLAN = re.compile(r"\bke hoach (?:nao|gi)\b")


def plans_titled(desk: Desk, question: Question) -> Question | None:
    """ "Kế hoạch nào nói về kênh rạch?", where no row does: the plans whose titles have it; None where none has."""
    if not _WHICH_PLAN.search(bare(question.text)) or question.agencies or question.due or question.kinds:
        return None
    ids = _titled(desk, question)
    return replace(question, intent="plans", topic=(), topic_text="", plan_ids=ids) if ids else None


def _titled(desk: Desk, question: Question) -> frozenset[str]:
    """The plans in question whose titles have its topic."""
    words = tuple(topics.in_full(question.topic))
    if len(words) < SHORTEST:
        return frozenset()
    scope = desk.plans if question.plan_ids is None else question.plan_ids
    titles = ((plan, tuple(topics.in_full([desk.plans[plan].title or ""]))) for plan in scope)
    return frozenset(plan for plan, title in titles if stands_apart(words, title))


def paid_for(desk: Desk, question: Question) -> Question | None:
    """A question for money whose rows have no column for it, asked of the plan itself: "Hoa Lư chi bao nhiêu tiền cho
    cải cách hành chính?"; None where it is not of a plan as a whole."""
    if not is_of_money(question.column):
        return None
    money = strings.MONEY.split()
    if question.intent == "passage" and list(question.topic[: len(money)]) == money:
        ids = _titled(desk, replace(question, topic=question.topic[len(money) :]))
    elif question.intent == "single" and "detail" in question.asks:
        ids = _titled(desk, question)
    else:
        return None
    if not ids:
        return None
    return replace(question, intent="passage", topic=tuple(money), topic_text=strings.MONEY, plan_ids=ids,
                   asks=frozenset(), cues=question.cues | {"number"})  # fmt: skip
