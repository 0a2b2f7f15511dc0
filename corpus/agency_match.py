"""Which agencies of the plans a question means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.agency_identity import place_words
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
    question_words,
    relation_of,
    suffix_at,
)
from corpus.agency_trie import ABOVE, SYLLABLE, Entry, KnownAgency, Node, agreeing, below, entry_of, plan_levels, slip
from corpus.agency_words import CONNECTORS, Head, Phrases, Word, unmarked, vocabulary
from corpus.text import bare, fold

How = Literal["exact", "alias", "fuzzy", "begun", "weak", "unknown"]

_LEVEL_WORDS = ABOVE | {"phường", "xã", "thôn"}
_SKIPPED = ("các", "những", "có", "của", "thuộc", "trực")
# The beginning of a name has so many words behind its head at least, and begins so many names at most.
_BEGUN, _BEGINNINGS = 2, 8


@dataclass(frozen=True, slots=True)
class AgencyMention:
    """An agency named in a question, at `start` to `end` of it (a half-open range of characters).

    `known` are all agencies of all plans that it can mean; `related` are others worth a line ("Đảng ủy UBND" for
    "UBND"). `how`: "exact" as printed; "alias" another way to write it; "fuzzy" misspelt; "begun" the beginning of its
    name; "weak" perhaps not an agency at all; "unknown" an agency's name that no plan has. `relation`: "agent" may be
    the one asked about, "source" issued a document that the question speaks of, "recipient" only receives something,
    "topic" is part of what a task is about.
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
class _Path:
    """Names that begin at a place of the question and end before `stop`."""

    stop: int
    node: Node
    slips: int = 0
    crossed: bool = False
    skipped: bool = False


class AgencyFinder:
    """Finds agencies in questions. Built once from the names that the plans have; safe to share between threads."""

    def __init__(self, names: Iterable[KnownAgency]) -> None:
        self._root = Node()
        self._nodes: dict[tuple[str, ...], Node] = {}
        self._within: dict[tuple[str, ...], list[Entry]] = {}
        known = list(dict.fromkeys(names))
        levels = plan_levels(known)
        places = set()
        for agency in known:
            entry = entry_of(agency, levels.get(agency.plan_id))
            places.add(place_words(agency.place))
            if any(len(w) > 1 for w in entry.parts.core) and (len(entry.parts.core) >= 2 or entry.parts.level):
                self._add(entry)
        self._places: Places = Loose(Phrases((words, words) for words in sorted(places) if words))

    def _add(self, entry: Entry) -> None:
        core = entry.parts.core
        self._insert(core, entry, weak=entry.parts.collective and len(core) <= 2)
        if "và" in core and core[core.index("và") + 1 :][:1] == ("các",):
            self._insert(core[: core.index("và")], entry, weak=False)  # "MTTQ và các đoàn thể" is asked for as "MTTQ"
        if entry.parts.collective and core[-2:] in (("xã", "phường"), ("phường", "xã")) and len(core) > 2:
            self._insert(core[-2:], entry, weak=True)
        if entry.parts.collective and core[:2] == ("đảng", "ủy"):
            self._insert(("cấp", *core[1:]), entry, weak=False)  # "cấp ủy các xã, phường"
        if core[:2] in (("đảng", "ủy"), ("đảng", "bộ"), ("chi", "bộ")) and not entry.parts.collective:
            self._within.setdefault(core[2:], []).append(entry)

    def _insert(self, core: Sequence[str], entry: Entry, *, weak: bool) -> None:
        node = self._nodes.get(tuple(core))
        if node is None:
            node = self._root
            for word in core:
                node = node.children.setdefault(bare(word), Node())
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


@dataclass
class _Reader:
    """One question. Places are numbers of words."""

    words: Sequence[Word]
    text: str
    capitals: bool
    root: Node
    places: Places
    within: dict[tuple[str, ...], list[Entry]]

    def mentions(self) -> Iterator[AgencyMention]:
        place = 0
        while place < len(self.words):
            stop, mention = self._at(place) if self.words[place].first else (place, None)
            if mention is not None:
                stop = self._past_owner(stop) if mention.known else stop
                end = self.words[stop - 1].end
                yield replace(mention, text=self.text[mention.start : end], end=end)
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
        begun = self._begun(place, shape)
        if begun is not None:
            return begun
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
            chosen = agreeing(entries, suffix)
            begin = self._with_group_word(place)
            if not chosen:
                elsewhere = elsewhere or (suffix.stop, self._mention(begin, suffix.stop, (), "unknown"))
                continue
            if begin < place:
                chosen = chosen + self._each(place, suffix.stop, paths, chosen)
            how: How = "weak" if weak else "fuzzy" if path.slips else "alias"
            core = entries[0].parts.core[: path.stop - place]
            related = agreeing(self.within.get(core, []), suffix) if not weak else []
            return suffix.stop, self._mention(begin, suffix.stop, chosen, how, related)
        return elsewhere

    def _each(self, place: int, stop: int, paths: Sequence[_Path], chosen: Sequence[Entry]) -> list[Entry]:
        """What "các Hạt Kiểm lâm khu vực" means beside the group of that name: each body of the name."""
        found: list[Entry] = []
        for path in paths:
            suffix = suffix_at(self.words, path.stop, self.places, self.capitals)
            if suffix.stop == stop and not path.slips and not path.node.weak:
                found += agreeing([e for e in path.node.entries if self._fits(e, path)], suffix)
        held = frozenset(chosen)
        return [entry for entry in dict.fromkeys(found) if entry not in held]

    def _rank(self, place: int, path: _Path) -> tuple[bool, int, int, bool]:
        """Paths that say more come first; "MTTQ xã" is that body before it is a part of "MTTQ xã và các đoàn thể"."""
        part = all(len(entry.parts.core) > path.stop - place for entry in path.node.entries)
        stop = path.stop if part else suffix_at(self.words, path.stop, self.places, self.capitals).stop
        return _unsaid_group(path), -(stop - path.slips), path.slips, part

    def _fits(self, entry: Entry, path: _Path) -> bool:
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
            elif at == place and exact is not None and self._wrong_mark(word):
                open_paths.append((exact, at + 1, 1, False, False))
            elif slips < 2 and at > place and not crossing:
                near = [child for child in node.children.values() if slip(word, child, at - place)]
                open_paths += [(child, at + 1, slips + 1, crossed, skipped) for child in near]
            if at > place and self._is_skipped(at, None):
                open_paths.append((node, at + 1, slips, crossed or crossing, True))
        return [p for p in found if not p.slips or self._slip_holds(place, p)]

    def _wrong_mark(self, word: Word) -> bool:
        """ "Đàng ủy …", "Sỡ Y tế": a name's first word with another mark, in capitals; "Bạn tổ chức …" is none."""
        return word.capital and not word.fold.isascii() and bare(word.fold) != "ban"

    def _is_skipped(self, place: int, node: Node | None) -> bool:
        """Whether the word is one that a group's key leaves out; `node`: and is not the word that led there."""
        word = self.words[place]
        led = node is not None and any(agrees(word, printed) for printed in node.words)
        return not led and any(agrees(word, skip) for skip in _SKIPPED)

    def _slip_holds(self, place: int, path: _Path) -> bool:
        """Whether a misspelt name is long enough to be told: three words with its level, or one that is no syllable."""
        said = [bare(word.fold) for word in self.words[place : path.stop]]
        wrong = [word for word in said if not SYLLABLE.fullmatch(word)]
        size = path.stop - place
        size = size if size != 2 else suffix_at(self.words, path.stop, self.places, self.capitals).stop - place
        if any(list(map(bare, entry.parts.core)) == said for entry in path.node.entries):
            return size >= 3  # the marks alone are wrong
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

    def _begun(self, place: int, shape: int | None) -> tuple[int, AgencyMention] | None:
        """The agencies whose names begin so: "Trường Cao đẳng Nghề" of the Trường Cao đẳng Nghề An Bình."""
        node, at, slips = self.root, place, 0
        while at < len(self.words) and (at == place or not broken(self.words[at])):
            child = node.children.get(bare(self.words[at].fold))
            if child is None or not any(agrees(self.words[at], printed) for printed in child.words):
                child, slips = self._misspelt(node, place, at), slips + 1
            if child is None or slips > 1:
                break
            node, at = child, at + 1
        head = loose().heads.at(self.words, place)
        if at - place - (head[0] if head else 1) < _BEGUN or self.words[at - 1].fold in CONNECTORS:
            return None
        suffix = suffix_at(self.words, at, self.places, self.capitals)
        stop = self._past_owner(suffix.stop)
        if stop < (shape or 0) or relation_of(self.words, place, stop, known=False) != "agent":
            return None
        found = agreeing([entry for entry in below(node) if not entry.parts.collective], suffix)
        if not 0 < len({entry.agency.key for entry in found}) <= _BEGINNINGS:
            return None
        return stop, self._mention(place, stop, found, "begun")

    def _misspelt(self, node: Node, place: int, at: int) -> Node | None:
        """The next word of names, misspelt as no word is ("kuyến" of "khuyến"): where one word alone is meant."""
        said = bare(self.words[at].fold)
        near = [child for child in node.children.values() if slip(self.words[at], child, at - place)]
        return near[0] if at > place and len(near) == 1 and not SYLLABLE.fullmatch(said) else None

    def _past_owner(self, place: int) -> int:
        """The end of the body that a name goes on with: "Phòng Kiểm tra BHXH Sông Lam"."""
        head = loose().heads.at(self.words, place)
        if head is None or not head[1].noun or broken(self.words[place]) or self._vetoed(place, place + head[0]):
            return place
        return suffix_at(self.words, place + head[0], self.places, self.capitals).stop

    def _is_noun(self, start: int, stop: int) -> bool:
        """Whether a name is a common noun too, and says no level or place: "nợ bảo hiểm xã hội"."""
        head = loose().heads.at(self.words, start)
        return head is not None and head[1].noun and start + head[0] == stop

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
        self, start: int, stop: int, chosen: Sequence[Entry], how: How, related: Sequence[Entry] = ()
    ) -> AgencyMention:
        first, last = self.words[start].start, self.words[stop - 1].end
        printed = self.text[first:last]
        if how == "alias" and any(fold(printed) == fold(entry.agency.name) for entry in chosen):
            how = "exact"
        known = tuple(entry.agency for entry in chosen)
        meant = frozenset(known if related else ())
        others = tuple(entry.agency for entry in related if entry.agency not in meant)
        relation = relation_of(self.words, start, stop, known=bool(known) and not self._is_noun(start, stop))
        return AgencyMention(printed, first, last, known, how, relation, others)


def _unsaid_group(path: _Path) -> bool:
    """ "MTTQ xã" is one body, and only "MTTQ các xã" the group whose key leaves "các" out."""
    core = path.node.entries[0].parts.core
    group = all(entry.parts.collective for entry in path.node.entries)
    return group and not path.skipped and core[-1] in _LEVEL_WORDS and core[-2] not in _LEVEL_WORDS
