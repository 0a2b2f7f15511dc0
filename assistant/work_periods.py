"""Periods that a question names as part of the work: "quyết toán quý 1 trễ chưa", "báo cáo 6 tháng đầu năm ai làm". The
rows decide: where they print the period beside the work, it is no deadline in the question."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from assistant import topics
from assistant.desk import Desk
from assistant.question import Due, Question
from assistant.tokens import bare_words
from corpus.model import Task

_INTENTS = ("single", "list")
# So many rows are looked at.
PROPOSED = 60
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
# What names a period and not only ends one: "trước quý 2" does.
_BEGINS = frozenset({"quy", "qui", "thang", "nam", "dot", "le", "tet", "ky", "mua", "ngay"})
# Between work and its period: "báo cáo | của | quý 1", "kết quả | thực hiện | 6 tháng đầu năm".
_JOINTS = frozenset({"cua", "dip", "le", "ngay", "ky", "niem", "thuc", "hien", "thang", "chao", "mung", "cai"})


def with_its_period(desk: Desk, question: Question) -> Question:
    """`question` with a period that stands right behind words of its topic as a word of the topic, where rows that have
    all of these words print the period as well."""
    if question.intent not in _INTENTS or not question.topic or question.row_ids:
        return question
    for due in question.due:
        period = _forms(due.said)
        if due.overdue or due.relative or due.problem or not period or not _is_behind_work(question, due):
            continue
        words = (*question.topic, *due.said.split())
        rest = tuple(one for one in question.due if one is not due)
        work = _late(replace(question, due=rest, topic=words, topic_text=" ".join(words)), due)
        if any(period in _spelt(task.text) and _is_of(question, task) for task in _rows(desk, work)):
            return with_its_period(desk, work)
    return question


def _late(question: Question, due: Due) -> Question:
    """ "Quyết toán quý 1 trễ chưa?": whether it is late is told with the row's deadline; of several rows, the late ones
    are asked for."""
    if not due.name.startswith("quá hạn") or question.due:
        return question
    if question.cues & {"list", "count"}:
        last = question.today - timedelta(days=1)
        late = Due(due.said, None, last, "overdue", due.name.split(", ")[0], overdue=True)
        return replace(question, due=(late,))
    return replace(question, intent="single", asks=frozenset({"when"}))


def _rows(desk: Desk, question: Question) -> list[Task]:
    said = topics.as_printed(question.topic_text)
    hits = desk.index.search(said, k=PROPOSED, plan_ids=question.plan_ids, what="tasks")
    return [hit.row for hit in hits if isinstance(hit.row, Task)]


def _is_of(question: Question, task: Task) -> bool:
    """Whether a row has the words that its period stands behind, in the question's order, all but short ones."""
    text = set(bare_words(task.text))
    said = [word for one in question.topic for word in topics.in_full([one])]
    return all(word in text for said_word in said for word in bare_words(said_word) if len(word) > 1)


def _is_behind_work(question: Question, due: Due) -> bool:
    """Whether a period's words follow on the topic's, with nothing but a joint between."""
    said = bare_words(due.said)
    words = bare_words(question.text)
    if not said or not (said[0] in _BEGINS or said[0].isdigit()):
        return False
    for place in range(1, len(words) - len(said) + 1):
        if words[place : place + len(said)] == said:
            before = place - 1
            while before > 0 and words[before] in _JOINTS and words[before] not in question.topic_words:
                before -= 1
            return words[before] in question.topic_words
    return False


def _forms(said: str) -> str:
    """A period as rows are compared with it; "" where its words name none ("ngày 3")."""
    spelt = _spelt(said).strip()
    return f" {spelt} " if re.search(r"\d", spelt) and not spelt.isdigit() else ""


def _spelt(text: str) -> str:
    """The bare words, numbers in figures without their leading zeros, quarters' too, the year left out."""
    words = [_ROMAN.get(word, word.lstrip("0") or word) for word in bare_words(text.replace("quí", "quý"))]
    return f" {re.sub(r'(?:(?<= )nam )?(?<= )20[0-9]{2}(?= |$)', '', ' '.join(words)).strip()} "
