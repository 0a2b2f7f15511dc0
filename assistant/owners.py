"""Work told by whose it is: "số hóa tài liệu của UBND tỉnh bao giờ xong" names the body that leads it, or is text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import topics
from assistant.desk import Desk
from assistant.question import Question
from assistant.select import select
from assistant.tokens import bare_words
from corpus.model import Task
from index.records import TaskFilter

_LINKS = ("cua", "ben", "phia", "khoi", "thuoc")
# A body of the state or the front that a plan of the Party names by its Party committee.
_COMMITTEE = ("dang", "uy")
# A body's name has so many words at least; a work is told by so many.
SHORTEST, WORK = 2, 2
# Before what is done stands a verb of so many words.
VERB = 2


def rows_of_owner(desk: Desk, question: Question) -> list[Task]:
    """The row that a question for one row means where the end of its topic names the body that leads it; [] where no
    body is named, or a row prints the name beside the work."""
    if question.agencies or question.partners or question.due:
        return []
    for size in range(len(question.topic) - WORK, SHORTEST - 1, -1):
        about, said = question.topic[:-size], question.topic[-size:]
        keys = _bodies(desk, said) if _is_linked(question, about) else frozenset()
        if not keys:
            continue
        work = replace(question, topic=about, topic_text=" ".join(about))
        rows = desk.index.tasks(TaskFilter(agency_keys=keys, role="lead", plan_ids=question.plan_ids))
        kept = {task.id for task in select(desk.index, replace(work, everything=True))} if work.has_conditions else None
        rows = [task for task in rows if kept is None or task.id in kept]
        topic = desk.topic(work)
        found = desk.one(work, topic, rows) if rows and not topic.says_little else []
        whole = [task for task in found if topics.has_all(topic, task.text)]
        if whole:
            # what a task begins with it is; in another it is one thing of several
            return [task for task in whole if _begins_with(task, bare_words(work.topic_text))] or whole
    return []


def _begins_with(task: Task, words: Sequence[str]) -> bool:
    """Whether a task's text begins with these words, a verb before them apart ("Hoàn thành | số hóa tài liệu")."""
    text = bare_words(task.text)
    return any(text[at : at + len(words)] == list(words) for at in range(VERB + 1))


def _is_linked(question: Question, about: Sequence[str]) -> bool:
    """Whether the work that a topic tells is followed by "của", "bên" or "phía"."""
    text, work = " ".join(bare_words(question.text)), " ".join(bare_words(" ".join(about)))
    return any(f"{work} {link} " in text for link in _LINKS)


def _bodies(desk: Desk, said: Sequence[str]) -> frozenset[str]:
    """The keys of the bodies called so; where there is none, of their Party committees."""
    words = tuple(topics.in_full(said))
    named: dict[bool, set[str]] = {False: set(), True: set()}
    for key, name in {(one.key, one.name) for one in desk.agencies if one.lead}:
        full = tuple(topics.in_full([name]))
        for committee in (False, True):
            if full == ((*_COMMITTEE, *words) if committee else words):
                named[committee].add(key)
    return frozenset(named[False] or named[True])
