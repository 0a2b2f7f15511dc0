"""The names that the plans have, word by word, for agency_match.py to walk along."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from corpus.agency_identity import Parts, parts, place_words
from corpus.agency_question import Suffix, owner_agrees
from corpus.agency_words import Word
from corpus.text import bare

# Bare Vietnamese syllables: a word that is none is a slip of the keys, and may stand for a neighbour.
SYLLABLE = re.compile(
    r"(?:b|ch|c(?![eiy])|d|gh?|gi|h|kh|k(?=[eiy])|l|m|nh?|ngh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:ieu|yeu|uya|uyu|uye|uoi|uou|oai|oay|oao|oeo|uai|uay|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy"
    r"|ye|a|e|i|o|u|y)(?:ch|ng|nh|c|m|n|p|t)?"
)
ABOVE = frozenset({"trung ương", "tỉnh", "thành phố", "huyện", "quận", "thị xã"})


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency of one plan: `level` is its identity's, `place` the plan's ("Thủy Nguyên", "phường Thủy Nguyên")."""

    name: str
    key: str
    plan_id: str
    place: str | None = None
    level: str | None = None
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    agency: KnownAgency
    parts: Parts
    level: str | None
    place: tuple[str, ...]


@dataclass(slots=True)
class Node:
    """One word further in the names. `words` are the spellings with accents that lead here."""

    children: dict[str, Node] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    weak: bool = False


def plan_levels(known: Sequence[KnownAgency]) -> dict[str, str | None]:
    """The level of each plan: that of its agencies whose names say none."""
    counts: dict[str, Counter[str]] = {}
    for agency in known:
        if agency.level and parts(agency.name).level is None:
            counts.setdefault(agency.plan_id, Counter())[agency.level] += 1
    return {plan: levels.most_common(1)[0][0] for plan, levels in counts.items()}


def entry_of(agency: KnownAgency, plan_level: str | None) -> Entry:
    found = parts(agency.name)
    level = None if found.plain else found.level or agency.level
    own = plan_level is None or level is None or level == plan_level
    return Entry(agency, found, level, found.place or (place_words(agency.place) if own else ()))


def slip(word: Word, child: Node, size: int) -> bool:
    """Whether a question's word can be a misspelt word of a name, `size` words into it."""
    said = bare(word.fold)
    if len(said) < 2 or not said.isalpha():
        return False
    odd = not SYLLABLE.fullmatch(said)
    for printed in child.words:
        plain = bare(printed)
        far = OSA.distance(said, plain)
        if far == 0 or odd and far <= (2 if len(plain) >= 5 else 1):
            return True
        if min(len(plain), len(said)) >= (2 if size >= 4 else 3 if size >= 2 else 4) and far == 1:
            return True
    return False


def agreeing(entries: Sequence[Entry], suffix: Suffix) -> list[Entry]:
    """The entries that agree with the owner, level and place that the question says."""
    found = [e for e in entries if owner_agrees(suffix.owner, e.parts)]
    level = suffix.level
    if suffix.local and level is None:
        found = [e for e in found if e.level not in ABOVE]
    kept = [e for e in found if level is None or e.level is None or e.level == level]
    if not kept and suffix.abbreviated:
        kept = [e for e in found if e.level == "thành phố"]  # "TU" is Thành ủy as well
    if suffix.place:
        here = [e for e in kept if e.place == suffix.place]
        kept = here or [e for e in kept if not e.place]
    return kept


def below(node: Node) -> Iterator[Entry]:
    """The agencies of all names that go on from `node`."""
    for child in node.children.values():
        yield from child.entries
        yield from below(child)
