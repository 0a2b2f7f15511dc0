"""Which rows speak of a topic: full text and vectors propose rows, the topic's words and its meaning decide.

By words a row scores 0 to 1: how much of the topic's words it has, rare words weighing more, and how far the words
stand together as in the topic. Vietnamese words are several syllables, so standing together carries most of the
meaning. `joined` adds the cosine between question and row. From which score on a row answers is in cuts.py.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from assistant.cuts import ABOUT, MARGIN, MEANING, NEUTRAL
from assistant.spelling import is_syllable
from assistant.tokens import bare_words, folded_words, tokenize
from assistant.vocabulary import vocabulary
from corpus.model import Passage, Task
from corpus.text import bare, clean

# Words: what they weigh against standing together; a word only in the heading or the agencies counts half.
WORD_SHARE = 0.5
# In a topic of so few syllables, which are one or two words, standing together is nearly everything.
SHORT, SHORT_SHARE = 2, 0.3
ASIDE = 0.5
# Words that stand in one stretch have so many others between them at most.
APART = 6

# "1.250" is 1250; in the words of a question its parts stand side by side.
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_APART = re.compile(r"(?<!\d)(\d{1,3}) (\d{3})(?!\d)")
# "08 phiên chợ" is "8 phiên chợ".
_ZEROS = re.compile(r"(?<![\d.,/-])0+(?=\d+(?![\d.,/-]))")
# The words of all plans together are few.
_bare = lru_cache(maxsize=50_000)(bare)

Scored = TypeVar("Scored", Task, Passage)


@dataclass(frozen=True, slots=True)
class Word:
    """One syllable or number of a topic. `marked`: compare with accents. `weight`: its rarity (idf)."""

    fold: str
    bare: str
    marked: bool
    weight: float


Places = list[list[int]]


class _Sought(dict[str, tuple[int, ...]]):
    """A folded word of a text -> the words of a topic that it is, by number; and what texts were found to score.

    Rows of many plans share their texts, and those of one section what stands around them: `around` remembers where
    that has the topic's words.
    """

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self.scores: dict[tuple[str, str], float] = {}
        self.around: dict[str, Places] = {}

    def __missing__(self, said: str) -> tuple[int, ...]:
        plain = _bare(said)
        meant = (said == word.fold if word.marked else plain == word.bare for word in self._words)
        self[said] = tuple(number for number, one in enumerate(meant) if one)
        return self[said]


@dataclass(frozen=True, slots=True)
class Topic:
    """The content words of a question in order, and its text for full-text and vector search."""

    text: str
    words: tuple[Word, ...]
    sought: _Sought = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sought", _Sought(self.words))

    @property
    def says_little(self) -> bool:
        """Whether the topic is a lone Vietnamese syllable ("yêu", "tên"), which is half of many words."""
        return len(self.words) == 1 and is_syllable(self.words[0].bare)

    @property
    def weight(self) -> float:
        return sum(word.weight for word in self.words)


def make_topic(said: Sequence[str], *, accented: bool, rows: int, rows_with: Callable[[str], int]) -> Topic:
    """A topic from its words as said. `rows_with(bare word)` says in how many of `rows` rows a word stands."""
    text = _ZEROS.sub("", _APART.sub(r"\1\2", " ".join(said)))
    words = []
    for folded in _one_form([t.fold for t in tokenize(text)]):
        plain = bare(folded)
        rarity = math.log((rows + 1) / (rows_with(plain) + 0.5))
        words.append(Word(folded, plain, accented and folded != plain, max(rarity, 0.05)))
    return Topic(text, tuple(words))


def score(topic: Topic, text: str, aside: str = "") -> float:
    """How far `text` (and, counting half, `aside`) speaks of `topic`: 0 to 1."""
    known = topic.sought.scores.get((text, aside))
    if known is None:
        known = topic.sought.scores[text, aside] = _score(topic, text, aside)
    return known


def _score(topic: Topic, text: str, aside: str) -> float:
    inside = _places(topic, text)
    around = topic.sought.around.get(aside)
    if around is None:
        around = topic.sought.around[aside] = _places(topic, aside)
    if not any(inside) and not any(around):
        return 0.0
    got = sum(
        word.weight * (1.0 if here else ASIDE if near else 0.0)
        for word, here, near in zip(topic.words, inside, around, strict=True)
    )
    words = got / topic.weight
    if len(topic.words) == 1:
        return words
    whole = close = 0.0
    for i, (first, second) in enumerate(zip(topic.words, topic.words[1:], strict=False)):
        weight = first.weight + second.weight
        whole += weight
        close += weight * max(_closeness(inside[i], inside[i + 1]), ASIDE * _closeness(around[i], around[i + 1]))
    share = WORD_SHARE if len(topic.words) > SHORT else SHORT_SHARE
    return share * words + (1 - share) * close / whole


def has_all(topic: Topic, text: str) -> bool:
    """Whether all words of a topic of more than two stand in `text`."""
    return len(topic.words) > SHORT and all(_places(topic, text))


def close_by(topic: Topic, text: str) -> bool:
    """Whether all words of a topic of more than two stand in one stretch of `text`, in any order."""
    places = _places(topic, text)
    if len(topic.words) <= SHORT or not all(places):
        return False
    wide = len(topic.words) + APART
    return any(all(any(0 <= at - first < wide for at in own) for own in places) for first in chain(*places))


def joined(words: float, cosine: float | None) -> float:
    """A score by words together with the cosine of question and row; without one (no accents, no encoder) that of the
    words."""
    return words + MEANING * (cosine - NEUTRAL) if cosine is not None else words


def score_task(topic: Topic, task: Task) -> float:
    """The score of a task: its text, with its heading, other columns and deadline as asides."""
    details = " ".join([text for _, text in task.details]) if task.details else ""
    deadline = task.deadline.text if task.deadline else ""
    return score(topic, task.text, f"{task.heading} {details} {deadline}")


def score_passage(topic: Topic, passage: Passage, title: str = "") -> float:
    """The score of a passage: its text, with its heading and its plan's title as asides."""
    return score(topic, passage.text, f"{passage.heading} {title}")


def best(scored: Iterable[tuple[float, Scored]]) -> list[tuple[float, Scored]]:
    """Best first; equal scores keep their order."""
    return sorted(scored, key=lambda pair: -pair[0])


def about(scored: Sequence[tuple[float, Scored]], *, cut: float = ABOUT) -> list[Scored]:
    """The rows that speak of the topic, in their order of score."""
    return [row for value, row in scored if value >= cut]


def the_best(scored: Sequence[tuple[float, Scored]], least: float) -> list[Scored]:
    """The best row from `least` on, and those so near to it that words do not decide."""
    top = scored[0][0] if scored else 0.0
    return [row for value, row in scored if value >= max(least, top - MARGIN)] if top >= least else []


def as_printed(text: str) -> str:
    """The words that full text looks for: a topic's, written out and in the short forms that plans print for them."""
    words, known = folded_words(text), vocabulary()
    full = known.in_full(words)
    plain = f" {' '.join(map(_bare, full))} "
    short = [one for one, own in _bare_forms() if own in plain and one not in words]
    short += [f"0{one}" for one in words if len(one) == 1 and one.isdigit()]
    more = [*(full if full != list(words) else ()), *short, *(["AI"] if bare(_IN_FULL) in plain else [])]
    return " ".join([text, *more])


@lru_cache(maxsize=1)
def _bare_forms() -> tuple[tuple[str, str], ...]:
    """Each short form with the bare words that it stands for, between spaces."""
    return tuple((short, f" {' '.join(map(bare, full))} ") for short, full in vocabulary().short_forms.items())


def _places(topic: Topic, text: str) -> Places:
    """Where each of the topic's words stands in a text, with or without accents."""
    found: Places = [[] for _ in topic.words]
    for place, meant in [at for at in enumerate(map(topic.sought.__getitem__, _words(text))) if at[1]]:
        for one in meant:
            found[one].append(place)
    return found


def _closeness(here: Sequence[int], there: Sequence[int]) -> float:
    """How near the two words of a pair stand in a text: 1 side by side or nearly, in order; less otherwise."""
    if not here or not there:
        return 0.0
    gaps = [b - a for a in here for b in there if a != b] or [0]
    ahead = min((gap for gap in gaps if gap >= 0), default=99)
    if ahead <= 2:
        return 1.0
    if ahead <= 4:
        return 0.8
    if ahead <= 8 or min(map(abs, gaps)) <= 2:
        return 0.4
    return 0.2


# "ai" asks who; printed in capitals it is artificial intelligence.
_AI = re.compile(r"\bAI\b")
_IN_FULL = "trí tuệ nhân tạo"


@lru_cache(maxsize=1)
def _beginnings() -> frozenset[str]:
    return frozenset(words[0] for words in vocabulary().one_form)


@lru_cache(maxsize=20_000)  # half a kB each: the words themselves are shared
def _words(text: str) -> tuple[str, ...]:
    if "AI" in text:
        text = _AI.sub(_IN_FULL, text)
    if "." in text:
        text = _THOUSANDS.sub("", text)
    if "0" in text:
        text = _ZEROS.sub("", text)
    text = text if text.isprintable() else clean(text)
    return tuple(_one_form(list(chain.from_iterable(map(_folded, text.split())))))


@lru_cache(maxsize=50_000)  # the words of all plans together are few
def _folded(part: str) -> tuple[str, ...]:
    """The folded words between two spaces."""
    return tuple(map(sys.intern, folded_words(part)))


def in_full(said: Iterable[str]) -> list[str]:
    """The bare words of texts, short forms written out."""
    return [bare(word) for text in said for word in vocabulary().in_full(folded_words(text))]


def _one_form(words: Sequence[str]) -> list[str]:
    """Short forms written out and synonyms in one form ("tthc" -> "thủ", "tục", "hành", "chính")."""
    known = vocabulary()
    full = list(words) if known.short_forms.keys().isdisjoint(words) else known.in_full(words)
    beginnings = _beginnings()
    if beginnings.isdisjoint(full):
        return full
    found: list[str] = []
    done = 0
    for place in [place for place, word in enumerate(full) if word in beginnings]:
        for length in (4, 3, 2) if place >= done else ():
            form = known.one_form.get(tuple(full[place : place + length]))
            if form:
                found += full[done:place]
                found += form
                done = place + length
                break
    return found + full[done:] if done else full


__all__ = [
    "Topic",
    "Word",
    "about",
    "bare_words",
    "best",
    "has_all",
    "joined",
    "make_topic",
    "score",
    "score_passage",
    "score_task",
    "the_best",
]
