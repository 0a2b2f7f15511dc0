"""Bodies that a question names as part of the work: "quy chế phối hợp tòa án, viện kiểm sát với tỉnh ủy", "bầu cử Quốc
hội và HĐND ai lo?". The rows decide: where they print the body beside the work, it leads nothing in the question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import topics
from assistant.desk import Desk
from assistant.question import Agency, Question
from assistant.select import names, select
from assistant.tokens import Token, tokenize
from assistant.vocabulary import vocabulary
from corpus.model import Task
from corpus.text import bare

_INTENTS = ("single", "list")
# Between two parts of one thing.
_JOINTS = frozenset({"va", "voi", "cung", "hay", "hoac", "vs", "cac", "dai", "bieu"})


def as_part_of_work(desk: Desk, question: Question) -> Question:
    """`question` with its agencies as words of its topic, where these stand behind words of it and rows print both:
    always where it is asked who does the work, and else where no row that the agencies lead speaks of it as well."""
    agencies = question.agencies
    if question.intent not in _INTENTS or question.role != "lead" or not question.topic or question.row_ids:
        return question
    if not agencies or not all(one.keys for one in agencies) or question.partners or question.together:
        return question
    tokens = tokenize(question.text)
    spans = [_span(tokens, one) for one in agencies]
    known = question.topic_words
    if not all(span and _is_behind_work(question.text, tokens, span[0], known) for span in spans):
        return question
    taken = {place for span in spans if span for place in range(*span)}
    topic = tuple(token.text for n, token in enumerate(tokens) if n in taken or token.bare in known)
    work = replace(question, agencies=(), topic=topic, topic_text=" ".join(topic))
    found = [task for task in _rows(desk, work) if all(names(task, one.said) for one in agencies)]
    if not found:
        return question
    led = _rows(desk, question)
    if "who" not in question.asks and led and _best(desk, work, led) >= _best(desk, work, found):
        return question
    return work


def _span(tokens: Sequence[Token], agency: Agency) -> tuple[int, int] | None:
    """The words of a question that name an agency: numbers of tokens, the end not included."""
    said = [word for word, _ in _in_full(tokenize(agency.said))]
    words = _in_full(tokens)
    for first in range(len(words) - len(said) + 1):
        part = words[first : first + len(said)]
        if said and [word for word, _ in part] == said:
            return part[0][1], part[-1][1] + 1
    return None


def _in_full(tokens: Sequence[Token]) -> list[tuple[str, int]]:
    """The bare words, short forms written out, each with the number of its token."""
    return [(bare(word), n) for n, token in enumerate(tokens) for word in vocabulary().in_full([token.fold])]


def _is_behind_work(text: str, tokens: Sequence[Token], place: int, topic: frozenset[str]) -> bool:
    """Whether a word of the topic stands right before the word at `place`, or joined to it."""
    while place and tokens[place - 1].bare in _JOINTS and tokens[place - 1].bare not in topic:
        place -= 1
    between = text[tokens[place - 1].end : tokens[place].start].strip() if place else "."
    return between in ("", ",") and tokens[place - 1].bare in topic


def _rows(desk: Desk, question: Question) -> list[Task]:
    """The rows that a question means, its other conditions kept."""
    rows = select(desk.index, replace(question, everything=True)) if question.has_conditions else None
    if rows is not None and not rows:
        return []
    if question.intent == "single":
        return desk.one(question, desk.topic(question), rows)
    return desk.about(question, rows)


def _best(desk: Desk, question: Question, rows: Sequence[Task]) -> float:
    topic = desk.topic(question)
    return max(topics.score_task(topic, task) for task in rows)
