"""Which agencies of the plans a question means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz.distance import OSA

from corpus.agency_identity import Parts, parts, place_words
from corpus.agency_names import is_all_capitals
from corpus.agency_question import (
    Loose,
    Places,
    Relation,
    Suffix,
    agrees,
    broken,
    level_met,
    loose,
    met,
    owner_agrees,
    question_words,
    relation_of,
    suffix_at,
)
from corpus.agency_words import Head, Phrases, Word, unmarked, vocabulary
from corpus.text import bare, fold

How = Literal["exact", "alias", "fuzzy", "weak", "unknown"]

# Bare Vietnamese syllables: a word that is none is a slip of the keys, and may stand for a neighbour.
_SYLLABLE = re.compile(
    r"(?:b|ch?|d|gh?|gi|h|kh?|l|m|nh?|ngh?|ph?|qu|r|s|th?|tr|v|x)?"
    r"(?:ieu|yeu|uya|uyu|uye|uoi|uou|oai|oay|oao|oeo|uai|uay|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy"
    r"|ye|a|e|i|o|u|y)(?:ch|ng|nh|c|m|n|p|t)?"
)
_ABOVE = frozenset({"trung ương", "tỉnh", "thành phố", "huyện", "quận", "thị xã"})
_LEVEL_WORDS = _ABOVE | {"phường", "xã", "thôn"}
_SKIPPED = ("các", "những", "có", "của", "thuộc", "trực")


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
class AgencyMention:
    """An agency named in a question, at `start` to `end` of it (a half-open range of characters).

    `known` are all agencies of all plans that it can mean; `related` are others worth a line ("Đảng ủy UBND" for
    "UBND"). `how`: "exact" as printed; "alias" another way to write it; "fuzzy" misspelt; "weak" perhaps not an
    agency at all; "unknown" an agency's name that no plan has. `relation`: "agent" may be the one asked about,
    "source" issued a document that the question speaks of, "recipient" only receives something, "topic" is part of
    what a task is about.
    """

    text: str
    start: int
    end: int
    known: tuple[KnownAgency, ...]
    how: How
    relation: Relation = "agent"
    related: tuple[KnownAgency, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(agency.key for agency in self.known)

    @property
    def ambiguous(self) -> bool:
        """Whether it can mean agencies of different identity ("Ban Tổ chức" of a tỉnh ủy or of a thành ủy)."""
        return len(self.keys) > 1


@dataclass(frozen=True, slots=True)
class _Entry:
    agency: KnownAgency
    parts: Parts
    level: str | None
    place: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """One word further in the names. `words` are the spellings with accents that lead here."""

    children: dict[str, _Node] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    entries: list[_Entry] = field(default_factory=list)
    weak: bool = False


@dataclass(frozen=True, slots=True)
class _Path:
    """Names that begin at a place of the question and end before `stop`."""

    stop: int
    node: _Node
    slips: int = 0
    crossed: bool = False
    skipped: bool = False


class AgencyFinder:
    """Finds agencies in questions. Built once from the names that the plans have; safe to share between threads."""

    def __init__(self, names: Iterable[KnownAgency]) -> None:
        self._root = _Node()
        self._nodes: dict[tuple[str, ...], _Node] = {}
        self._within: dict[tuple[str, ...], list[_Entry]] = {}
        known = list(dict.fromkeys(names))
        levels = _plan_levels(known)
        places = set()
        for agency in known:
            entry = _entry(agency, levels.get(agency.plan_id))
            places.add(place_words(agency.place))
            if any(len(w) > 1 for w in entry.parts.core) and (len(entry.parts.core) >= 2 or entry.parts.level):
                self._add(entry)
        self._places: Places = Loose(Phrases((words, words) for words in sorted(places) if words))

    def _add(self, entry: _Entry) -> None:
        core = entry.parts.core
        self._insert(core, entry, weak=entry.parts.collective and len(core) <= 2)
        if "và" in core and core[core.index("và") + 1 :][:1] == ("các",):
            self._insert(core[: core.index("và")], entry, weak=False)  # "MTTQ và các đoàn thể" is asked for as "MTTQ"
        if entry.parts.collective and core[-2:] in (("xã", "phường"), ("phường", "xã")) and len(core) > 2:
            self._insert(core[-2:], entry, weak=True)
        if core[:2] in (("đảng", "ủy"), ("đảng", "bộ"), ("chi", "bộ")) and not entry.parts.collective:
            self._within.setdefault(core[2:], []).append(entry)

    def _insert(self, core: Sequence[str], entry: _Entry, *, weak: bool) -> None:
        node = self._nodes.get(tuple(core))
        if node is None:
            node = self._root
            for word in core:
                node = node.children.setdefault(bare(word), _Node())
                node.words.add(word)
            self._nodes[tuple(core)] = node
        node.weak = weak if not node.entries else node.weak and weak
        node.entries.append(entry)

    def find(self, question: str) -> list[AgencyMention]:
        """The agencies of the plans that `question` names, in order, never overlapping; the longest name wins."""
        return [mention for mention in self.read(question) if mention.known]

    def unknown(self, question: str) -> list[AgencyMention]:
        """Names shaped like an agency that no plan has ("Sở Y tế"), where the question asks for its tasks."""
        return [mention for mention in self.read(question) if not mention.known and mention.relation == "agent"]

    def read(self, question: str) -> list[AgencyMention]:
        """All mentions, known and unknown, in order."""
        text = unmarked(question) if len(unmarked(question)) == len(question) else question
        words = question_words(text)
        reader = _Reader(words, text, is_all_capitals(text), self._root, self._places, self._within)
        return list(reader.mentions())


def _plan_levels(known: Sequence[KnownAgency]) -> dict[str, str | None]:
    """The level of each plan: that of its agencies whose names say none."""
    counts: dict[str, Counter[str]] = {}
    for agency in known:
        if agency.level and parts(agency.name).level is None:
            counts.setdefault(agency.plan_id, Counter())[agency.level] += 1
    return {plan: levels.most_common(1)[0][0] for plan, levels in counts.items()}


def _entry(agency: KnownAgency, plan_level: str | None) -> _Entry:
    found = parts(agency.name)
    level = None if found.plain else found.level or agency.level
    own = plan_level is None or level is None or level == plan_level
    return _Entry(agency, found, level, found.place or (place_words(agency.place) if own else ()))


@dataclass
class _Reader:
    """One question. Places are numbers of words."""

    words: Sequence[Word]
    text: str
    capitals: bool
    root: _Node
    places: Places
    within: dict[tuple[str, ...], list[_Entry]]

    def mentions(self) -> Iterator[AgencyMention]:
        place = 0
        while place < len(self.words):
            stop, mention = self._at(place) if self.words[place].first else (place, None)
            if mention is not None:
                yield mention
            place = max(stop, place + 1)

    def _at(self, place: int) -> tuple[int, AgencyMention | None]:
        """What begins at `place`: the word behind it and the mention; a place without a mention may be skipped too."""
        if self._inside_word(place):
            return place, None
        post = loose().posts.at(self.words, place)
        shape = self._shape(place)
        known = self._known(place)
        if known is not None:
            return known
        if post and place + post[0] < len(self.words) and not broken(self.words[place + post[0]]):
            stop, mention = self._known(place + post[0]) or (place, None)
            if mention:  # "Chủ tịch UBND phường" is a person
                return stop, self._mention(place, stop, (), "unknown")
        if shape is not None:
            return shape, self._mention(place, shape, (), "unknown")
        return place, None

    def _inside_word(self, place: int) -> bool:
        """ "cán bộ", "cơ sở", "phòng ban": the second half of another word."""
        if place == 0 or broken(self.words[place]):
            return False
        head = loose().heads.at(self.words, place)
        before = self.words[place - 1]
        return head is not None and any(agrees(before, word) for word in head[1].not_after)

    # -- known names

    def _known(self, place: int) -> tuple[int, AgencyMention | None] | None:
        if place >= len(self.words):
            return None
        paths = sorted(self._walk(place), key=lambda p: self._rank(place, p))
        body = self._body_end(place)
        elsewhere: tuple[int, AgencyMention] | None = None
        for path in paths:
            if body is not None and path.stop < body:
                continue  # "Đảng ủy UBND" is neither "Đảng ủy" nor "UBND"
            if self._vetoed(place, path.stop):
                return (path.stop, None)
            entries = [e for e in path.node.entries if self._fits(e, path)]
            weak = path.node.weak
            if not entries or weak and not self._weak_holds(place, path):
                continue
            suffix = suffix_at(self.words, path.stop, self.places, self.capitals)
            if path.stop == place + 1 and not suffix.level:
                continue  # "Thuế tỉnh" is an agency, "thuế" is not
            chosen = _chosen(entries, suffix)
            begin = self._with_group_word(place)
            if not chosen:
                elsewhere = elsewhere or (suffix.stop, self._mention(begin, suffix.stop, (), "unknown"))
                continue
            how: How = "weak" if weak else "fuzzy" if path.slips else "alias"
            core = entries[0].parts.core[: path.stop - place]
            related = _chosen(self.within.get(core, []), suffix) if not weak else []
            return suffix.stop, self._mention(begin, suffix.stop, chosen, how, related)
        return elsewhere

    def _rank(self, place: int, path: _Path) -> tuple[bool, int, int, bool]:
        """Paths that say more come first; "MTTQ xã" is that body before it is a part of "MTTQ xã và các đoàn thể"."""
        part = all(len(entry.parts.core) > path.stop - place for entry in path.node.entries)
        stop = path.stop if part else suffix_at(self.words, path.stop, self.places, self.capitals).stop
        return _unsaid_group(path), -(stop - path.slips), path.slips, part

    def _fits(self, entry: _Entry, path: _Path) -> bool:
        if path.crossed and "," not in entry.agency.name:
            return False
        return not path.skipped or entry.parts.collective

    def _walk(self, place: int) -> list[_Path]:
        """All names that begin at `place`, with small slips of the keys."""
        found: list[_Path] = []
        open_paths = [(self.root, place, 0, False, False)]
        while open_paths:
            node, at, slips, crossed, skipped = open_paths.pop()
            if node.entries and at > place and not (skipped and self._is_skipped(at - 1, node)):
                found.append(_Path(at, node, slips, crossed, skipped))
            if at >= len(self.words) or not node.children:
                continue
            word = self.words[at]
            crossing = at > place and broken(word)
            if crossing and "," not in word.gap:
                continue
            exact = node.children.get(bare(word.fold))
            if exact is not None and any(agrees(word, printed) for printed in exact.words):
                open_paths.append((exact, at + 1, slips, crossed or crossing, skipped))
            elif slips < 2 and at > place and not crossing:
                near = [child for child in node.children.values() if _slip(word, child, at - place)]
                open_paths += [(child, at + 1, slips + 1, crossed, skipped) for child in near]
            if at > place and self._is_skipped(at, None):
                open_paths.append((node, at + 1, slips, crossed or crossing, True))
        return [p for p in found if not p.slips or self._slip_holds(place, p)]

    def _is_skipped(self, place: int, node: _Node | None) -> bool:
        """Whether the word is one that a group's key leaves out; `node`: and is not the word that led there."""
        word = self.words[place]
        led = node is not None and any(agrees(word, printed) for printed in node.words)
        return not led and any(agrees(word, skip) for skip in _SKIPPED)

    def _slip_holds(self, place: int, path: _Path) -> bool:
        """Whether a misspelt name is long enough to be told: three words with its level, or one that is no syllable."""
        wrong = [w for w in self.words[place : path.stop] if not _SYLLABLE.fullmatch(bare(w.fold))]
        size = path.stop - place
        size = size if size != 2 else suffix_at(self.words, path.stop, self.places, self.capitals).stop - place
        return size >= 3 and path.slips <= (1 if size < 5 else 2) or len(wrong) >= path.slips

    def _vetoed(self, place: int, stop: int) -> bool:
        """ "ban tổ chức lễ hội", "công ăn việc làm": what follows makes it another word."""
        head = loose().heads.at(self.words, place)
        if head is None or place + head[0] > stop or stop >= len(self.words) or place + head[0] < stop:
            return False
        return any(met(self.words, stop, phrase) and not broken(self.words[stop]) for phrase in head[1].not_before)

    def _weak_holds(self, place: int, path: _Path) -> bool:
        asked = path.stop < len(self.words) and any(agrees(self.words[path.stop], w) for w in ("nào", "gì"))
        group = place > 0 and any(agrees(self.words[place - 1], w) for w in ("các", "những"))
        return (group or path.skipped) and not asked

    def _with_group_word(self, place: int) -> int:
        """The place of a "các" before a group's name."""
        if place and not broken(self.words[place]) and agrees(self.words[place - 1], "các"):
            return place - 1
        return place

    # -- names that no plan has

    def _body_end(self, place: int) -> int | None:
        """The end of the second head in "Đảng ủy Công an", "Chi bộ Trường …"; None where there is one head only."""
        first = loose().heads.at(self.words, place)
        if first is None or first[1].holds != "body":
            return None
        at = place + first[0]
        if at >= len(self.words) or broken(self.words[at]):
            return None
        second = loose().heads.at(self.words, at)
        if second is None or second[0] < 2 and not self.words[at].capital:
            return None
        return at + second[0]

    def _shape(self, place: int) -> int | None:
        """The end of an agency's name by its shape alone; None when nothing here reads like one for sure."""
        head = loose().heads.at(self.words, place)
        if head is None or self._vetoed(place, place + head[0]):
            return None
        size, entry = head
        after = place + size
        body = self._body_end(place)
        if body is not None:
            return suffix_at(self.words, body, self.places, self.capitals).stop
        end = self._body(after, entry, self.words[place].capital and not self.capitals)
        suffix = suffix_at(self.words, end, self.places, self.capitals)
        if end > after:
            return suffix.stop
        return suffix.stop if entry.alone and size >= 2 and self._stands(place, suffix) else None

    def _stands(self, place: int, suffix: Suffix) -> bool:
        """Whether a head without a body is meant as a name: it has an owner or a level, or is an abbreviation."""
        word = self.words[place]
        short = self.text[word.start : word.end]
        return bool(suffix.owner or suffix.level) or " " not in short and short.isupper() and not self.capitals

    def _body(self, start: int, head: Head, printed_large: bool) -> int:
        """The end of a head's body: a known field, or words with capitals where the head has one."""
        if start >= len(self.words) or broken(self.words[start]):
            return start
        known = loose().fields.at(self.words, start)
        if known and (head.plain or head.words == ("phòng",)) and self._whole_field(start + known[0]):
            return start + known[0]
        place = start
        while printed_large and place < len(self.words):
            word = self.words[place]
            joint = (
                word.fold == "và" and place > start and place + 1 < len(self.words) and self.words[place + 1].capital
            )
            if broken(word) or not (word.capital or joint) or level_met(self.words, place):
                break
            if loose().owners.at(self.words, place):
                break
            place += 1
        if printed_large and place > start:
            while place < len(self.words) and not broken(self.words[place]) and self._completes(start, place):
                place += 1
        return place

    def _whole_field(self, stop: int) -> bool:
        return stop >= len(self.words) or not (self.words[stop].capital and self.words[stop].first) or self.capitals

    def _completes(self, start: int, place: int) -> bool:
        """ "Y tế", "Tài chính": the small letters of a body's last word."""
        body = vocabulary().body
        return any(
            place - back >= start
            and (found := body.at([w.fold for w in self.words[place - back : place + 1]], 0)) is not None
            and found[0] == back + 1
            for back in (1, 2)
        )

    # -- results

    def _mention(
        self, start: int, stop: int, chosen: Sequence[_Entry], how: How, related: Sequence[_Entry] = ()
    ) -> AgencyMention:
        first, last = self.words[start].start, self.words[stop - 1].end
        printed = self.text[first:last]
        if how == "alias" and any(fold(printed) == fold(entry.agency.name) for entry in chosen):
            how = "exact"
        known = tuple(entry.agency for entry in chosen)
        others = tuple(entry.agency for entry in related if entry.agency not in known)
        relation = relation_of(self.words, start, stop, known=bool(known))
        return AgencyMention(printed, first, last, known, how, relation, others)


def _unsaid_group(path: _Path) -> bool:
    """ "MTTQ xã" is one body, and only "MTTQ các xã" the group whose key leaves "các" out."""
    core = path.node.entries[0].parts.core
    group = all(entry.parts.collective for entry in path.node.entries)
    return group and not path.skipped and core[-1] in _LEVEL_WORDS and core[-2] not in _LEVEL_WORDS


def _slip(word: Word, child: _Node, size: int) -> bool:
    """Whether a question's word can be a misspelt word of a name, `size` words into it."""
    said = bare(word.fold)
    if len(said) < 2 or not said.isalpha():
        return False
    odd = not _SYLLABLE.fullmatch(said)
    for printed in child.words:
        plain = bare(printed)
        far = OSA.distance(said, plain)
        if far == 0 or odd and far <= (2 if len(plain) >= 5 else 1):
            return True
        if min(len(plain), len(said)) >= (3 if size >= 2 else 4) and far == 1:
            return True
    return False


def _chosen(entries: Sequence[_Entry], suffix: Suffix) -> list[_Entry]:
    """The entries that agree with the owner, level and place that the question says."""
    found = [e for e in entries if owner_agrees(suffix.owner, e.parts)]
    level = suffix.level
    if suffix.local and level is None:
        found = [e for e in found if e.level not in _ABOVE]
    agreeing = [e for e in found if level is None or e.level is None or e.level == level]
    if not agreeing and suffix.abbreviated:
        agreeing = [e for e in found if e.level == "thành phố"]  # "TU" is Thành ủy as well
    if suffix.place:
        here = [e for e in agreeing if e.place == suffix.place]
        agreeing = here or [e for e in agreeing if not e.place]
    return agreeing
