"""Words of a question against the vocabulary: without accents, in small letters, beside other words.

A word with accents must agree with the accents of a phrase; a word without any agrees with its bare form
("ban xay dung dang"). So "bàn" never meets "Ban", and "ban" does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, Literal, TypeVar

from corpus.agency_identity import Parts, canonical
from corpus.agency_words import Head, Owner, Phrases, Word, read_words, vocabulary
from corpus.text import bare, fold

T = TypeVar("T")
Relation = Literal["agent", "source", "recipient", "topic"]
_LINKS = ("của", "thuộc", "trực", "ở", "tại", "bên")


def agrees(word: Word, printed: str) -> bool:
    """Whether a question's word can be the folded word `printed`."""
    return word.fold == printed or word.fold.isascii() and word.fold == bare(printed)


def broken(word: Word) -> bool:
    """Whether punctuation stands before the word."""
    return word.first and word.gap.strip(" \n-–\"“”'") != ""


class Loose(Generic[T]):
    """Phrases met in a question, longest first, with or without accents, never across punctuation."""

    def __init__(self, phrases: Phrases[T]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in phrases.items():
            self._by_first.setdefault(bare(phrase[0]), []).append((phrase, value))
        for found in self._by_first.values():
            found.sort(key=lambda item: -len(item[0]))

    def at(self, words: Sequence[Word], place: int) -> tuple[int, T] | None:
        if place >= len(words):
            return None
        for phrase, value in self._by_first.get(bare(words[place].fold), ()):
            if met(words, place, phrase):
                return len(phrase), value
        return None


# The places of the plans: a million of them are not gone through for each word of a question.
Places = Loose[tuple[str, ...]]


def met(words: Sequence[Word], place: int, phrase: Sequence[str]) -> bool:
    """Whether `phrase` stands at `place`, unbroken."""
    if place < 0 or place + len(phrase) > len(words):
        return False
    return all(
        agrees(words[place + k], part) and (k == 0 or not broken(words[place + k])) for k, part in enumerate(phrase)
    )


@dataclass(frozen=True)
class LooseVocabulary:
    """The tables that questions are read with."""

    heads: Loose[Head]
    levels: Loose[str]
    owners: Loose[Owner]
    fields: Loose[None]
    posts: Loose[None]
    documents: Loose[None]
    after: Loose[None]
    aliases: Loose[tuple[str, ...]]


@lru_cache(maxsize=1)
def loose() -> LooseVocabulary:
    vocab = vocabulary()
    return LooseVocabulary(
        heads=Loose(vocab.heads),
        levels=Loose(vocab.levels),
        owners=Loose(vocab.owners),
        fields=Loose(vocab.fields),
        posts=Loose(vocab.posts),
        documents=Loose(vocab.documents),
        after=Loose(vocab.asking["after"]),
        aliases=Loose(vocab.aliases),
    )


def question_words(question: str) -> list[Word]:
    """The words of a question with abbreviations and aliases in their canonical form."""
    words = canonical(read_words(question))
    found: list[Word] = []
    place = 0
    while place < len(words):
        alias = loose().aliases.at(words, place)
        size, form = alias if alias else (1, (words[place].fold,))
        last = words[place + size - 1]
        if not alias:
            found.append(words[place])
        else:
            first = words[place]
            found += [
                Word(w, first.start, last.end, first.capital, first.gap if n == 0 else "", first.depth, n == 0)
                for n, w in enumerate(form)
            ]
        place += size
    return found


@dataclass(frozen=True, slots=True)
class Suffix:
    """What follows a core: owner, level and place, up to word `stop`. `strange` says that no plan is of this place,
    `abbreviated` that the owner is "TU", `local` that it is a Đảng ủy, so none of a tỉnh ủy, thành ủy or huyện ủy."""

    stop: int
    owner: str = ""
    level: str | None = None
    place: tuple[str, ...] = ()
    strange: bool = False
    abbreviated: bool = False
    local: bool = False


def level_met(words: Sequence[Word], place: int, places: Places | None = None) -> tuple[int, str] | None:
    """A level's word at `place`, not as a part of another word ("xã hội", "tinh hinh" without accents)."""
    found = loose().levels.at(words, place)
    if found is None:
        return None
    after = place + found[0]
    if after >= len(words) or broken(words[after]) or _place_met(words, after, places):
        return found
    if any(agrees(words[after], word) for word in ("hội", "ủy", fold("đoàn"))):
        return None
    unmarked = words[place].fold.isascii() and not words[after].capital
    others = vocabulary().level_not_before.get(found[1], ()) if unmarked else ()
    return None if any(agrees(words[after], word) for word in others) else found


def _place_met(words: Sequence[Word], place: int, places: Places | None) -> tuple[str, ...]:
    found = places.at(words, place) if places else None
    return found[1] if found else ()


def _strange_place(words: Sequence[Word], place: int) -> int:
    """The number of capitalised words at `place` that can only be the name of a place that no plan has."""
    size = 0
    while place + size < len(words) and size < 4:
        word = words[place + size]
        if not word.capital or broken(word) or any(c.isdigit() for c in word.fold) or word.fold in ("và", "có"):
            break
        if loose().heads.at(words, place + size) or loose().owners.at(words, place + size):
            break
        size += 1
    return size


def suffix_at(words: Sequence[Word], start: int, places: Places, capitals: bool) -> Suffix:
    """The owner, level and place behind a core that ends at `start`. `places`: those of the plans."""
    found = Suffix(start)
    place = start
    while place < len(words) and not broken(words[place]):
        at = place
        while at < len(words) and any(agrees(words[at], link) for link in _LINKS) and not broken(words[at]):
            at += 1
        if at >= len(words) or broken(words[at]) and at > place:
            break
        owner = loose().owners.at(words, at)
        level = level_met(words, at, places)
        known = _place_met(words, at, places)
        if owner and not (found.owner or found.level):
            short = words[at].end == words[at + owner[0] - 1].end and words[at].start == words[at + 1].start
            place = at + owner[0]
            tu = short and owner[1].level == "tỉnh"
            local = owner[1].level is None and agrees(words[place - 1], "ủy")
            found = Suffix(place, owner[1].stands, owner[1].level, abbreviated=tu, local=local)
        elif level and not found.level:
            place = at + level[0]
            found = replace(found, stop=place, level=level[1])
        elif known and not found.place:
            place = at + len(known)
            found = replace(found, stop=place, place=known)
        elif found.level and not found.place and at == place and not capitals and (n := _strange_place(words, at)):
            name = tuple(word.fold for word in words[at : at + n])
            place = at + n
            found = replace(found, stop=place, place=name, strange=True)
        else:
            break
    return found


def _before(words: Sequence[Word], place: int, phrases: Phrases[None]) -> bool:
    """Whether one of the phrases ends straight before `place`."""
    return any(met(words, place - len(p), p) for p, _ in phrases.items() if place >= len(p))


_MAKING = (("xây", "dựng"), ("chủ", "trì"), ("tham", "mưu"), ("thực", "hiện"), ("phụ", "trách"), ("làm",), ("trình",),
           ("soạn", "thảo"), ("triển", "khai"), ("phải",), ("cần",))  # fmt: skip


_CAN_BE_DONE = (("làm", "được"), ("thực", "hiện", "được"), ("triển", "khai", "được"), ("mới", "làm"), ("xong", "được"))


def relation_of(words: Sequence[Word], start: int, stop: int, *, known: bool) -> Relation:
    """What the words around an agency make of it.

    "agent" may be the one asked about; "source" issued a document; "recipient" only receives something; "topic" is
    part of what a task is about. An agency that no plan has is an agent only where a question would put one.
    """
    vocab = vocabulary()
    parted = start == 0 or broken(words[start])
    after_of = not parted and any(agrees(words[start - 1], link) for link in ("của", "do"))
    # "những đề án nào của Sở Xây dựng": its own, not what it issued
    asked_of = any(met(words, start - 4, (*noun, "nào")) for noun in (("đề", "án"), ("dự", "án"), ("chính", "sách")))
    # "các đề án do Sở Xây dựng chủ trì": what it is to make
    asked_of = asked_of or not parted and agrees(words[start - 1], "do") and any(met(words, stop, d) for d in _MAKING)
    # "đợi tỉnh ra văn bản mới làm được, của Ban X"
    told = after_of and (broken(words[start - 1]) or any(met(words, start - 1 - len(v), v) for v in _CAN_BE_DONE))
    for at in range(start - 2, max(start - 9, -1), -1) if not told else ():
        if not after_of or asked_of:
            break
        asked_of = any(met(words, at, phrase) for phrase, _ in vocab.asking["of"].items())
        if not asked_of and loose().documents.at(words, at):
            return "source"
    if not parted and _before(words, start, vocab.recipients):
        return "recipient"
    if not parted and _before(words, start, vocab.asking["topic"]):
        return "topic"
    if known:
        return "agent"
    begins = parted or (asked_of if after_of else _before(words, start, vocab.asking["before"]))
    ends = stop >= len(words) or broken(words[stop]) or loose().after.at(words, stop) is not None
    return "agent" if begins and ends else "topic"


def owner_agrees(said: str, parts: Parts) -> bool:
    """Whether the owner that a question says ("Tỉnh ủy", "UBND") can own an agency of these parts."""
    if not said or said == parts.owner:
        return True
    return said == "đảng" and parts.owner == "" and parts.core in vocabulary().party_bodies
