"""The assistant: a question in, an Answer out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from assistant import strings
from assistant.alternatives import named_apart, without_asking_verb, without_unit
from assistant.amounts import by_amount
from assistant.answer import Answer
from assistant.citing import answer_citing
from assistant.columns import column_text
from assistant.compose import compose
from assistant.desk import Desk
from assistant.earlier import which_first
from assistant.edges import lists
from assistant.facts import answer_facts
from assistant.findings import Findings
from assistant.headings import paid_for, plans_titled, titled, within_part
from assistant.helping import as_body
from assistant.listing import CHOICES, answer_list
from assistant.loose import settle, without_asked
from assistant.mentions import Mentions
from assistant.overview import answer_agencies, answer_compare, answer_conflicts, answer_group, answer_plans
from assistant.papers import answer_paper
from assistant.persons import answer_person
from assistant.prose import answer_passage
from assistant.question import Intent, Question
from assistant.single import answer_row, answer_single
from assistant.spelling import Spelling
from assistant.subjects import without_subjects
from assistant.talk import in_talk
from assistant.tokens import bare_words
from assistant.totals import answer_total
from assistant.understand import Understander
from assistant.verdict import is_not_so, is_so
from assistant.waits import held_up
from assistant.work_bodies import as_part_of_work
from assistant.work_periods import with_its_period
from corpus.model import Task
from index import Index
from index.longlived import long_lived

if TYPE_CHECKING:
    from assistant.llm import Rewording

_ANSWERS: dict[Intent, Callable[[Desk, Question], Findings]] = {
    "list": answer_list,
    "single": answer_single,
    "row": answer_row,
    "group": answer_group,
    "compare": answer_compare,
    "conflicts": answer_conflicts,
    "facts": answer_facts,
    "passage": answer_passage,
    "plans": answer_plans,
    "agencies": answer_agencies,
}


class Assistant:
    """Answers questions over one index. Safe to use from many threads.

    >>> assistant = Assistant(Index.open(data))                                    # doctest: +SKIP
    >>> assistant.ask("Ban Xây dựng Đảng phải làm gì trước 15/5/2026?", today=date(2026, 4, 20))  # doctest: +SKIP
    Answer(status='answered', …)
    """

    def __init__(self, index: Index, *, llm: Rewording | None = None) -> None:
        self._index = index
        self._llm = llm
        self._lock = Lock()
        self._made: tuple[Understander, Desk] | None = None

    def ask(self, question: str, *, today: date, history: Sequence[str] = ()) -> Answer:
        """The answer to `question` after the earlier questions of `history` (oldest first)."""
        began = time.perf_counter()
        understander, desk = self._ready()
        if not question.strip():
            understood = Question(text=question, today=today)
            example = strings.EXAMPLE_DATE
            answer = compose(
                desk, understood, Findings("unclear", strings.EMPTY.format(example=example), choices=(example,))
            )
        else:
            understood = in_talk(understander, question, history, today=today, rows_of=lambda q: _rows_of(desk, q))
            understood = named_apart(_settled(desk, understood))
            findings, understood = _answer(desk, understood)
            answer = compose(desk, understood, findings)
        if self._llm is not None:
            answer = self._llm.reword(answer)
        return replace(answer, question=question, took_ms=(time.perf_counter() - began) * 1000)

    def _ready(self) -> tuple[Understander, Desk]:
        """What is made once for each generation of the index."""
        with self._lock:
            if self._index.refresh() or self._made is None:
                with long_lived():
                    self._made = _make(self._index.pinned())
            return self._made


def _make(index: Index) -> tuple[Understander, Desk]:
    records = index.plans()
    agencies = tuple(index.agencies())
    rows = sum(record.tasks for record in records)
    desk = Desk(index, {record.plan.id: record.plan for record in records}, rows, agencies)
    said = [part for r in records for part in (r.plan.place, r.plan.issuer, r.plan.title) if part]
    named = frozenset(word for name in {*said, *(one.name for one in agencies)} for word in bare_words(name))
    spelling = Spelling(index.rows_with, index.terms, index.together, named)
    # what the first question would wait for: all plans, and the patterns of what is said around questions
    _ = desk.plans_led_by, desk.collectives, lists(plain=False), lists(plain=True)
    return Understander(Mentions(records, agencies, index.together), spelling), desk


def _answer(desk: Desk, question: Question) -> tuple[Findings, Question]:
    """What answers the question, and the question that it answers: where nothing does, the one without the words for
    what is asked of rows ("chỉ tiêu … bao nhiêu", "… bắt đầu khi nào")."""
    findings, answered = _answer_to(desk, question)
    if findings.status not in ("nothing_found", "not_covered"):
        return findings, answered
    others = (without_asked(question), without_unit(question), plans_titled(desk, question), as_body(desk, question))
    for plain in filter(None, others):
        again, meant = _answer_to(desk, plain)
        if again.status == "answered":
            return again, meant
    return findings, answered


def _answer_to(desk: Desk, question: Question) -> tuple[Findings, Question]:
    """What answers the question, and the question that it answers: where no row speaks of the topic, the plans whose
    title has it are meant, or prose is where the words do not insist on rows."""
    if question.which_issuer:
        said = strings.UNCLEAR_ISSUER.format(said=question.plan_said)
        return Findings("unclear", said, choices=question.which_issuer[:CHOICES]), question
    for answer in (answer_person, answer_paper, answer_citing, which_first, answer_total, is_so):
        if (told := answer(desk, question)) is not None:
            return told
    findings = _ANSWERS[question.intent](desk, question)
    if findings.status != "answered" and (is_not := is_not_so(desk, question)) is not None:
        return is_not, question
    money = paid_for(desk, question)
    if money is not None and not any(column_text(task, question.column) for task in findings.tasks):
        prose = answer_passage(desk, money)
        return (prose, money) if prose.status == "answered" else (findings, question)
    if findings.status == "answered" or not question.topic:
        return findings, question
    if question.intent == "passage" and any(agency.keys for agency in question.agencies):
        # "Sở Y tế tham mưu nội dung gì về an toàn thực phẩm?": no sentence says it, its rows may
        as_list = replace(question, intent="list")
        rows = answer_list(desk, as_list)
        return (rows, as_list) if rows.status == "answered" else (findings, question)
    if question.intent not in ("list", "group"):
        return findings, question
    of_plan = titled(desk, question)
    if of_plan is not None and (found := _ANSWERS[of_plan.intent](desk, of_plan)).status == "answered":
        return found, of_plan
    if question.intent != "list":
        return findings, question
    asks_for_rows = question.cues & {"list", "count", "open", "every", "lead", "coordinating"}
    if question.kinds or question.speaks_of_tasks or asks_for_rows and (question.agencies or question.due):
        return findings, question
    prose = answer_passage(desk, question, rows_too=False)
    return (prose if prose.status == "answered" else findings), question


def _settled(desk: Desk, question: Question) -> Question:
    question = with_its_period(desk, as_part_of_work(desk, held_up(desk, without_subjects(desk, question))))
    return settle(desk, by_amount(desk, within_part(desk, without_asking_verb(question))))


def _rows_of(desk: Desk, question: Question) -> Sequence[Task]:
    settled = _settled(desk, question)
    return _ANSWERS[settled.intent](desk, settled).tasks
