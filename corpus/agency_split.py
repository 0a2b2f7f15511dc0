"""Where one agency name ends and the next begins."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus.agency_names import GROUP_WORDS, Opening, is_all_capitals, opening, scan_name
from corpus.agency_words import CONNECTORS, Word, Words, folds, level_at, read_words, unmarked, vocabulary
from corpus.text import squeeze

_EDGE = " \t\n\r,;.:/|+•–—-"
_BULLET = re.compile(r"\n\s*[-+•–]\s")
# No name is longer: what stands further back does not matter.
_LOOK_BACK = 60
_OF_ANOTHER = frozenset({"ban", "phòng", "quan", "vị", "chức", "hội", "đoàn", "ủy", "bộ", "thuộc", "ngành"})
_KINDS = ("bộ", "sở", "phòng", "ban")


class _Splitter:
    """One pass over the words of a cell. `starts` are the words that begin names, `joints` the dropped "và"."""

    def __init__(self, words: Words, text: str) -> None:
        self.words = words
        self.plain = folds(words)
        self.all_capitals = is_all_capitals(text)
        self.bulleted = re.match(r"\s*[-+•–]\s", text) is not None
        self.starts = [0]
        self.joints: set[int] = set()

    def run(self) -> None:
        place = 1
        while place < len(self.words):
            word = self.words[place]
            if word.first and word.depth == 0:
                if word.fold == "và" and self._and_splits(place):
                    self.joints.add(place)
                    self.starts.append(place + 1)
                    place += 1
                elif self._splits(place):
                    self.starts.append(place)
            place += 1

    def _splits(self, place: int) -> bool:
        gap = self.words[place].gap
        if ";" in gap or "|" in gap:
            return True
        if _BULLET.search(gap) and (self.bulleted or self._open(place) is not None):
            return True  # else the name was broken before its own hyphen: "Phòng Văn hóa" over "- Xã hội"
        if "," in gap:
            return self._comma_splits(place)
        if "." in gap or "/" in gap or "+" in gap:
            found = self._open(place)
            return found is not None and self._whole(place)
        if gap.strip(" \n\t()"):
            return False
        return self._runs_on(place)

    def _open(self, place: int) -> Opening | None:
        return opening(self.words, place, len(self.words))

    def _start(self) -> int:
        return self.starts[-1]

    def _whole(self, place: int) -> bool:
        """Whether the words since the last start can be a name: more than a bare common noun or connector."""
        size = place - self._start()
        return size >= 2 and self.plain[place - 1] not in CONNECTORS

    def _group_open(self, place: int) -> bool:
        """Whether the name so far is a group whose list still goes on ("các cấp ủy chi" , "đảng bộ", …)."""
        start = self._start()
        found = self._open(start)
        inside = "các" in self.plain[max(start + 1, place - _LOOK_BACK) : place]
        if not (found and found.kind == "group") and not inside:
            return False
        return not self._closed(place)

    def _closed(self, place: int) -> bool:
        """Whether the name before `place` ends in what closes a name: a level, an owner, "liên quan"."""
        vocab, start = vocabulary(), self._start()
        if self.words[place - 1].depth > 0:
            return True
        for size in (1, 2, 3, 4):
            at = place - size
            if at <= start:
                break
            if self.plain[at:place] == ["liên", "quan"]:
                return True
            level, owner = level_at(self.plain, at, place), vocab.owners.at(self.plain, at, place)
            if level and level[0] == size or owner and owner[0] == size and self.words[at].capital:
                return self.plain[at - 1] != "các"
        return False

    def _comma_splits(self, place: int) -> bool:
        if not self._whole(place) and not self._head_alone(place):
            return False
        found = self._open(place)
        if found is None:
            return self._field_splits(place)
        if self.plain[place] in GROUP_WORDS:
            return True
        word = self.words[place]
        printed_large = word.capital and not self.all_capitals
        if found.kind == "head" and found.head is not None:
            strong = found.head.strong or found.length >= 2 and self.all_capitals
            if printed_large or strong:
                return True
            if self.all_capitals:
                return not self._group_open(place)
            return found.length >= 2 and not self._group_open(place)
        if found.kind == "post":
            return printed_large or not self._group_open(place)
        return not self._group_open(place)

    def _head_alone(self, place: int) -> bool:
        found = self._open(self._start())
        return found is not None and found.head is not None and found.head.alone

    def _field_splits(self, place: int, stop: int | None = None) -> bool:
        """ "Sở Tài chính, Xây dựng": both sides (the left one up to `stop`) are whole fields of one kind of body."""
        stop = place if stop is None else stop
        vocab, start = vocabulary(), self._start()
        here = vocab.fields.at(self.plain, place)
        if here is None or not self._ends_at(place + here[0]):
            return False
        at = start + 1 if self.plain[start] in GROUP_WORDS else start
        if self.plain[at] in _KINDS and stop > at + 1:
            at += 1
        elif len(self.starts) == 1:
            return False
        before = vocab.fields.at(self.plain, at)
        return before is not None and at + before[0] == stop

    def _ends_at(self, place: int) -> bool:
        if place >= len(self.words):
            return True
        return self.words[place].gap.strip() != "" or self.plain[place] == "và"

    def _and_splits(self, place: int) -> bool:
        after = place + 1
        if after >= len(self.words) or not self.words[after].first or self.words[after].gap.strip():
            return False
        start = self._start()
        first = self._open(start)
        if first and first.kind == "head" and start + first.length > place:
            return False  # the "và" is inside the head itself ("Văn phòng HĐND và UBND")
        if not self._whole(place) and not self._head_alone(place):
            return False
        found = self._open(after)
        if found is None:
            return len(self.starts) > 1 and self._listed(start) and self._field_splits(after, place)
        if found.kind == "head" and found.head is not None:
            large = self.words[after].capital or found.head.strong
            return large and not (self.all_capitals and found.length == 1 and not found.head.strong)
        if self.plain[after] in GROUP_WORDS:
            front = "trận" in self.plain[max(start, place - _LOOK_BACK) : place] and self.plain[after : after + 2] != [
                "các",
                "cơ",
            ]
            return not front and not self._group_open(place)
        return False

    def _listed(self, start: int) -> bool:
        return self.words[start].gap.strip() == ","

    def _runs_on(self, place: int) -> bool:
        """A missing separator: a capitalised head behind a name that is whole."""
        word = self.words[place]
        if not word.capital:
            return False
        found = self._open(place)
        start = self._start()
        first = self._open(start)
        if found and found.kind == "group" and self.plain[place] == "các" and not self.all_capitals:
            return first is not None and self._whole(place)  # "Phòng Kinh tế Các thôn"
        if found is None or first is None or first.kind == "post" or start + first.length > place:
            return False
        if found.kind == "post" or (found.kind == "group" and self.plain[place] not in GROUP_WORDS):
            return False
        if self._ends_in_verb(start + first.length, place):
            return False  # "Sở Tài chính chỉ đạo Bảo hiểm xã hội": a sentence
        if self.plain[place - 1] in CONNECTORS or self.plain[place - 2 : place] == ["cơ", "quan"]:
            return False  # "Tổ đảng ở Thường trực …", "Đảng ủy cơ quan Văn phòng …": the name goes on
        within = vocabulary().body.at(self.plain, place - 1, place + 1)
        if within is not None and within[0] > 1:
            return False  # the "KHOA" of "BỆNH VIỆN ĐA KHOA"
        inner = ((k, vocabulary().heads.at(self.plain, k)) for k in range(max(start, place - 5), place))
        if any(head is not None and k + head[0] > place for k, head in inner):
            return False  # the "BAN" of "ĐẢNG ỦY ỦY BAN NHÂN DÂN"
        if self.all_capitals and found.kind == "group":
            return False
        if self._closed(place) and not self._holds_body(first, start, place):
            return not (first.kind == "group" and found.kind == "group")
        if first.kind == "group" or first.head is None or found.head is None:
            return False
        if first.head.long or start + first.length == place and not first.head.alone:
            return False
        if first.head.unit and found.head.parent and "\n" not in word.gap:
            return False
        if found.head.owns:
            return first.head.plain and not self.all_capitals
        return not self._holds_body(first, start, place)

    def _ends_in_verb(self, body: int, place: int) -> bool:
        """Whether a verb in small letters ends right before `place`, behind words of the name's own from `body` on."""
        verbs = vocabulary().verbs
        for at in range(max(body + 1, place - 3), place):
            found = verbs.at(self.plain, at, place)
            if found is not None and found[0] == place - at and not self.words[at].capital:
                return True
        return False

    def _holds_body(self, first: Opening, start: int, place: int) -> bool:
        """ "Đảng ủy" before "Ủy ban nhân dân": an owner's word, but only the beginning of the name."""
        return first.head is not None and first.head.holds == "body" and start + first.length == place


def pieces_of(words: Words, text: str) -> list[Words]:
    """The words of each name; `text` tells whether all is printed in capitals. A "và" between names is in none."""
    if not words:
        return []
    splitter = _Splitter(words, text)
    splitter.run()
    bounds = [*splitter.starts, len(words)]
    return [
        words.part(start, stop - 1 if stop - 1 in splitter.joints else stop)
        for start, stop in zip(splitter.starts, bounds[1:], strict=True)
    ]


@lru_cache(maxsize=8192)
def named_pieces(text: str) -> tuple[tuple[str, Words], ...]:
    """The names of a list as printed, each with its words."""
    words = read_words(text)
    found = []
    start = 0
    for piece in pieces_of(words, text):
        start += words[start] is not piece[0]
        following = start + len(piece)
        end = len(text)
        if following < len(words):
            gap = text[piece[-1].end : words[following].start]
            end = piece[-1].end + (gap.rfind(")", 0, gap.find("(") if "(" in gap else len(gap)) + 1)
        found.append((squeeze(text[_open_bracket(piece[0]) : end]).strip(_EDGE), piece))
        start = following
    return tuple(found)


def inner_starts(text: str) -> list[int]:
    """Offsets at which a further name begins with nothing but a blank before it: likely that of another cell."""
    found = named_pieces(text)
    return [words[0].start for _, words in found[1:] if not words[0].gap.strip()]


def first_name_end(text: str) -> int:
    """The offset behind the name with which a text begins, commas inside it included; 0 where it begins with none.

    "Bộ Văn hóa, Thể thao và Du lịch về …" -> behind "Du lịch".
    """
    words = read_words(text)
    first = pieces_of(words, text)[:1]
    begun = opening(first[0], 0, len(first[0])) if first else None
    if begun is None:
        return 0
    return first[0][scan_name(first[0], begun, capitals=is_all_capitals(text), strict=True) - 1].end


def holds_another(name: str) -> bool:
    """Whether the name begins as that of a part of another body, which may follow it: "Đảng ủy", "Văn phòng"."""
    words = read_words(unmarked(name))
    found = opening(words, 0, len(words)) if words else None
    if found is not None and found.kind == "group":
        return words[-1].fold in _OF_ANOTHER  # "các ban" of a council, "các đơn vị" of a ministry
    return found is None or found.head is None or found.head.holds != ""


def _open_bracket(word: Word) -> int:
    """Where a name begins: at its first word, or at the bracket or quotation mark that opens it."""
    gap = word.gap
    mark = max(gap.rfind(mark) for mark in '(“"')
    return word.start - len(gap) + mark if mark > gap.rfind(")") else word.start


@lru_cache(maxsize=8192)
def split_agencies(cell: str) -> tuple[str, ...]:
    """The agencies of a cell, as printed and in order; () when the cell holds no word.

    "Ban Tổ chức Tỉnh ủy; UBKT Tỉnh ủy" -> two, "Đảng ủy các xã, phường" -> one. No word is added or lost,
    but for a "và" that joins two names; separators and Markdown marks go.
    """
    return tuple(name for name, _ in named_pieces(unmarked(cell)))
