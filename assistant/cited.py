"""Documents that a question names by number ("Kế hoạch 43-KH/TU"): rows about one of them print its number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.question import Question
from assistant.select import printed
from assistant.tokens import bare_words
from corpus.model import Task

# "43-KH/TU", "56 -KH/TW", "179/2024/NĐ-CP"
SYMBOL = re.compile(
    r"(?<![\w/-])\d{1,5}\s?[-/]\s?(?:\d{4}\s?[-/]\s?)?[A-ZĐa-zđ]{2,8}\d{0,2}(?:\s?[-/&]\s?[A-ZĐa-zđ0-9]{1,12})*"
)
# What stands before a number that is printed without its kind: "Nghị quyết 28", "Kế hoạch số 43".
_KINDS = frozenset({"so", "quyet", "hoach", "trinh", "luan", "thi", "dinh", "an", "luat", "dan", "bao"})


# What documents are called.
_CALLED = frozenset({
    "nghi", "quyet", "ke", "hoach", "chuong", "trinh", "hanh", "dong", "ket", "luan", "chi", "thi", "quy", "qui",
    "dinh", "de", "an", "thong", "tu", "bao", "so", "cong", "van", "huong", "dan",
})  # fmt: skip


def documents(question: Question) -> list[tuple[str, ...]]:
    """The bare parts of the symbols in the topic: [("43", "kh", "tu")]."""
    found = [tuple(bare_words(match.group())) for match in SYMBOL.finditer(question.text)]
    return [parts for parts in found if question.topic_words.issuperset(parts)]


def of_these(question: Question, found: Sequence[Task], proposed: Sequence[Task]) -> list[Task]:
    """Of the rows about a topic those that cite its documents; all `proposed` that do, where it says nothing else."""
    papers = documents(question)
    others = question.topic_words.difference(_CALLED, *papers)
    pool = found if others or not papers else proposed
    return [task for task in pool if all(cites(task, parts) for parts in papers)]


def cites(task: Task, parts: Sequence[str]) -> bool:
    """Whether a task prints a document's number, with the first part of its kind or behind a word for documents."""
    words = bare_words(" ".join(printed(task)))
    number, kind = parts[0].lstrip("0"), next(part for part in parts[1:] if not part.isdigit())
    for (before, word), (_, behind) in zip(pairwise(["", *words]), pairwise([*words, ""]), strict=True):
        if word.lstrip("0") == number and (behind == kind or behind == parts[1] or before in _KINDS):
            return True
    return False


def spans(text: str) -> list[tuple[int, int]]:
    """Where the symbols of documents stand in a question."""
    return [match.span() for match in SYMBOL.finditer(text)]


def as_typed(topic: str, text: str) -> str:
    """A topic's words with the symbols as the question has them ("43-KH/TU" for "43 KH TU")."""
    for match in SYMBOL.finditer(text):
        topic = topic.replace(" ".join(re.findall(r"[^\W_]+", match.group())), match.group())
    return topic
