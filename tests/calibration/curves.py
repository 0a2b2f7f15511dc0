"""Scores of labelled pairs (question, row), precision and recall over every cut, and their chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from assistant import topics
from assistant.desk import Desk
from assistant.question import Question
from assistant.service import _make
from corpus.model import Passage, Task
from index import Index
from tests.benchmarks.charts import BOTTOM, COLOURS, HEIGHT, LEFT, RIGHT, TOP, WIDTH, _scale, _svg
from tests.calibration.data import TODAY, Asked, Half

# Pairs looked at for each question: what full text and vectors propose first.
DEPTH = 60
What = Literal["lists", "single rows", "passages"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A row or passage proposed for a question: its features, and whether it answers."""

    what: What
    words: float
    cosine: float | None
    joined: float
    answers: bool
    question: str


def pairs_of(of: Half, found: Index) -> list[Pair]:
    """Every proposed pair of the half's questions, each judged; rows that may stand in an answer are left out."""
    understander, desk = _make(found.pinned())
    pairs: list[Pair] = []
    for asked in of.questions:
        question = understander.understand(asked.text, today=TODAY)
        topic = desk.topic(question)
        if not topic.words:
            continue
        if asked.kind != "prose" and question.intent in ("list", "single"):
            pairs += _task_pairs(of, asked, question, desk)
        if asked.kind == "prose" or (asked.kind == "outside" and question.intent != "list"):
            pairs += _passage_pairs(asked, question, desk)
    return pairs


def _hits(question: Question, desk: Desk, what: Literal["tasks", "passages"]) -> list:  # type: ignore[type-arg]
    meaning = question.text if question.accented else ""
    return desk.index.search(desk.topic(question).text, meaning=meaning, k=DEPTH, what=what)


def _task_pairs(of: Half, asked: Asked, question: Question, desk: Desk) -> list[Pair]:
    topic, pairs = desk.topic(question), []
    what: What = "lists" if question.intent == "list" else "single rows"
    for hit in _hits(question, desk, "tasks"):
        assert isinstance(hit.row, Task)
        label = of.label(hit.row)
        if label in asked.may - asked.rows or (label == "?" and of.is_own(hit.row)):
            continue
        words = topics.score_task(topic, hit.row)
        joined = topics.joined(words, hit.cosine)
        pairs.append(Pair(what, words, hit.cosine, joined, label in asked.rows, asked.text))
    return pairs


def _passage_pairs(asked: Asked, question: Question, desk: Desk) -> list[Pair]:
    topic, pairs = desk.topic(question), []
    for hit in _hits(question, desk, "passages"):
        assert isinstance(hit.row, Passage)
        if hit.row.section:
            words = topics.score_passage(topic, hit.row, desk.plans[hit.row.plan_id].title or "")
            answers = bool(asked.words) and asked.words in hit.row.text
            pairs.append(
                Pair("passages", words, hit.cosine, topics.joined(words, hit.cosine), answers, asked.text)
            )
    return pairs


@dataclass(frozen=True, slots=True)
class Point:
    cut: float
    precision: float
    recall: float


def curve(scores: Sequence[float], answers: Sequence[bool]) -> list[Point]:
    """Precision and recall of taking all from a score on, for every score, highest first.

    >>> curve([3, 2, 1], [True, False, True])
    [Point(cut=3, precision=1.0, recall=0.5), Point(cut=2, precision=0.5, recall=0.5), \
Point(cut=1, precision=0.6666666666666666, recall=1.0)]
    """
    ranked = sorted(zip(scores, answers, strict=True), key=lambda one: -one[0])
    whole, right, points = sum(answers), 0, []
    for taken, (score, answer) in enumerate(ranked, 1):
        right += answer
        if taken == len(ranked) or ranked[taken][0] != score:
            points.append(Point(score, right / taken, right / whole))
    return points


def at(points: Sequence[Point], cut: float) -> Point:
    """Precision and recall when all from `cut` on are taken."""
    taken = [point for point in points if point.cut >= cut]
    return Point(cut, taken[-1].precision, taken[-1].recall) if taken else Point(cut, 1.0, 0.0)


def average_precision(points: Sequence[Point]) -> float:
    """The area under the steps of a curve."""
    area = before = 0.0
    for point in points:
        area += (point.recall - before) * point.precision
        before = point.recall
    return area


def series(pairs: Sequence[Pair], what: What) -> dict[str, list[Point]]:
    """The curves of words alone, meaning alone and both joined. Meaning alone is that of accented questions."""
    own = [pair for pair in pairs if pair.what == what]
    seen = [pair for pair in own if pair.cosine is not None]
    answers = [pair.answers for pair in own]
    return {
        "joined": curve([pair.joined for pair in own], answers),
        "words alone": curve([pair.words for pair in own], answers),
        "meaning alone": curve([pair.cosine or 0.0 for pair in seen], [pair.answers for pair in seen]),
    }


def chart(title: str, curves: Mapping[str, Sequence[Point]], cut: float) -> str:
    """Precision over recall as SVG; a ring where the cut lies on the first curve."""
    x_of, y_of = _scale(0, 1, LEFT, WIDTH - RIGHT), _scale(0, 1, HEIGHT - BOTTOM, TOP)
    parts = []
    for tick in (0, 0.25, 0.5, 0.75, 1):
        x, y = x_of(tick), y_of(tick)
        parts += [
            f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>',
            f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:.0%}</text>',
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tick:.0%}</text>',
        ]
    parts.append(f'<text x="{LEFT}" y="{HEIGHT - 10}">recall (across), precision (up)</text>')
    for place, (name, points) in enumerate(curves.items()):
        colour = COLOURS[place]
        path = " ".join(f"{x_of(point.recall):.1f},{y_of(point.precision):.1f}" for point in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        below = TOP + 16 + 18 * place
        parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{below}" fill="{colour}">{escape(name)}</text>')
    chosen = at(next(iter(curves.values())), cut)
    x, y = x_of(chosen.recall), y_of(chosen.precision)
    parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="6" fill="none" stroke="{COLOURS[0]}" stroke-width="2.5"/>')
    parts.append(f'<text x="{x - 10:.1f}" y="{y + 20:.1f}" text-anchor="end">cut {cut:g}</text>')
    return _svg(title, parts)


__all__ = ["Pair", "Point", "at", "average_precision", "chart", "curve", "pairs_of", "series"]
