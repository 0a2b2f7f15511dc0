"""Where one agency name ends and the next begins, and whether a text is a list of agencies at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.agency_words import CONNECTORS, Head, Word, folds, level_at, read_words, unmarked, vocabulary
from corpus.text import bare, squeeze

_EDGE = " \t\n\r,;.:/|+•–—-"
_BULLET = re.compile(r"\n\s*[-+•–]\s")
# "phòng, ban": one small-letter syllable is a common noun inside a collective, never a name of its own.
_OPEN_GROUP = frozenset({"các", "những", "toàn", "tất"})
# What may follow a level or an owner inside one name; anything else there is the verb of a sentence.
_AFTER_CLOSED = CONNECTORS | frozenset(
    {"có", "liên", "trên", "đóng", "tỉnh", "thành", "phường", "xã", "đặc", "huyện", "đảng", "khác", "khu", "quận"}
    | {"trung", "thị", "cơ", "bộ"}
)
_GROUP_NOUNS = frozenset({"ban", "cơ", "đơn", "sở", "phòng", "cấp", "đảng", "chi", "địa", "ngành", "tổ", "đoàn"})
_GROUP_PAIRS = ("dang uy", "co quan", "don vi", "dang bo", "dia phuong", "cap uy", "to chuc")
_MISSPELT_CAC = frozenset({"cán", "cac", "cách", "cá", "các", "cãc", "cảc", "cạc", "cấc", "cắc", "cát", "cáo", "xác"})
_KINDS = ("bộ", "sở", "phòng", "ban")
# Behind a head of open body these begin its own phrase ("Ban Chỉ đạo thực hiện Đề án 06").
_LONG_START = frozenset({"về", "phòng", "thực", "triển", "cải", "chuyển", "xây", "phát", "tổng", "sắp", "đổi", "ứng"})


@dataclass(frozen=True, slots=True)
class Opening:
    """What begins at a word: the head of a name, the start of a group of agencies, or a person's post."""

    kind: Literal["head", "group", "post"]
    length: int
    head: Head | None = None
    soft: bool = False


def _may_follow(words: Sequence[Word], place: int, end: int) -> bool:
    """Whether the word at `place` can be the first of a head's body."""
    if place >= end:
        return False
    word = words[place]
    if word.first and any(c in word.gap for c in ",;.:/\n") and not word.gap.isspace():
        return False
    if word.fold in CONNECTORS or word.fold in ("có", "liên", "khác"):
        return False
    return word.capital or word.fold.isdigit() or vocabulary().body.at(folds(words), place, end) is not None


def opening(words: Sequence[Word], place: int, end: int) -> Opening | None:
    """The beginning of a name at `place`, read up to `end`; None where no name begins."""
    vocab, plain = vocabulary(), folds(words)
    if not words[place].first:
        return None
    group = vocab.collectives.at(plain, place, end)
    head = vocab.heads.at(plain, place, end)
    post = vocab.posts.at(plain, place, end)
    if post and post[0] >= (head[0] if head else 0):
        return Opening("post", post[0])
    if head and head[0] >= (group[0] if group else 0):
        length, entry = head
        after = place + length
        follows = any(tuple(plain[after : after + len(p)]) == p for p in entry.not_before)
        parted = after < end and words[after].first and words[after].gap.strip() != ""
        if not (follows and not parted):
            if entry.level_only:
                if vocab.levels.at(plain, after, end):
                    return Opening("head", length, entry)
            elif entry.alone or _may_follow(words, after, end):
                return Opening("head", length, entry)
    if group and plain[place] in _OPEN_GROUP and not _is_group(words, place + group[0], end):
        return None
    return Opening("group", group[0], soft=group[1]) if group else None


def _is_group(words: Sequence[Word], place: int, end: int) -> bool:
    """Whether agencies follow "các" at `place`: a common noun of groups or the head of a name."""
    vocab, plain = vocabulary(), folds(words)
    if place >= end or words[place].gap.strip(" \n:"):
        return False
    if vocab.group_nouns.at(plain, place, end):
        return vocab.sentence.at(plain, place, end) is None
    found = vocab.heads.at(plain, place, end)
    if found is None:
        return False
    after = tuple(plain[place + found[0] : end])
    return not any(after[: len(p)] == p for p in found[1].not_before)


class _Splitter:
    """One pass over the words of a cell. `starts` are the words that begin names, `joints` the dropped "và"."""

    def __init__(self, words: Sequence[Word], text: str) -> None:
        self.words = words
        self.plain = folds(words)
        letters = [c for c in text if c.isalpha()]
        self.all_capitals = bool(letters) and all(not c.islower() for c in letters)
        self.starts = [0]
        self.joints: set[int] = set()

    def run(self) -> None:
        place = 1
        while place < len(self.words):
            word = self.words[place]
            if word.first and (word.depth == 0 or ";" in word.gap and word.depth == 0):
                if word.fold == "và" and self._and_splits(place):
                    self.joints.add(place)
                    self.starts.append(place + 1)
                    place += 1
                elif self._splits(place):
                    self.starts.append(place)
            place += 1

    def _splits(self, place: int) -> bool:
        gap = self.words[place].gap
        if ";" in gap or _BULLET.search(gap) or "|" in gap:
            return True
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
        inside = any(self.plain[k] == "các" for k in range(start + 1, place))
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
        if self.plain[place] in _OPEN_GROUP:
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
        at = start + 1 if self.plain[start] in _OPEN_GROUP else start
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
        if self.plain[after] in _OPEN_GROUP:
            front = "trận" in self.plain[start:place] and self.plain[after : after + 2] != ["các", "cơ"]
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
        if found is None or first is None or first.kind == "post" or start + first.length > place:
            return False
        if found.kind == "post" or (found.kind == "group" and self.plain[place] not in _OPEN_GROUP):
            return False
        if self.all_capitals and found.kind == "group":
            return False
        if self._closed(place) and not self._holds_body(first, start, place):
            return not (first.kind == "group" and found.kind == "group")
        if first.kind == "group" or first.head is None or found.head is None:
            return False
        if first.head.long or start + first.length == place and not first.head.alone:
            return False
        if found.head.owns:
            return first.head.plain and not self.all_capitals
        return not self._holds_body(first, start, place)

    def _holds_body(self, first: Opening, start: int, place: int) -> bool:
        """ "Đảng ủy" before "Ủy ban nhân dân": an owner's word, but only the beginning of the name."""
        return first.head is not None and first.head.holds == "body" and start + first.length == place


def pieces_of(words: Sequence[Word], text: str) -> list[Sequence[Word]]:
    """The words of each name; `text` tells whether all is printed in capitals. A "và" between names is in none."""
    if not words:
        return []
    splitter = _Splitter(words, text)
    splitter.run()
    bounds = [*splitter.starts, len(words)]
    return [
        words[start : stop - 1 if stop - 1 in splitter.joints else stop]
        for start, stop in zip(splitter.starts, bounds[1:], strict=True)
    ]


def _pieces(text: str) -> list[tuple[str, Sequence[Word]]]:
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
    return found


def _open_bracket(word: Word) -> int:
    """Where a name begins: at its first word, or at the bracket or quotation mark that opens it."""
    gap = word.gap
    mark = max(gap.rfind(mark) for mark in '(“"')
    return word.start - len(gap) + mark if mark > gap.rfind(")") else word.start


def split_agencies(cell: str) -> tuple[str, ...]:
    """The agencies of a cell, as printed and in order; () when the cell holds no word.

    "Ban Tổ chức Tỉnh ủy; UBKT Tỉnh ủy" -> two, "Đảng ủy các xã, phường" -> one. No word is added or lost,
    but for a "và" that joins two names; separators and Markdown marks go.
    """
    return tuple(name for name, _ in _pieces(unmarked(cell)))


def looks_like_agencies(text: str) -> bool:
    """Whether the WHOLE text reads as a list of agencies: a table cell or a heading that is an agency.

    False for tasks ("Ban hành kế hoạch"), sentences about agencies, deadlines and numbers,
    and for a list that is cut off ("Các cơ quan, đơn vị, địa").
    """
    return _reads_as_list(unmarked(text), unfinished=False)


def starts_like_agency(line: str) -> bool:
    """Whether a line may be the beginning of a list of agencies that goes on in the next line."""
    text = unmarked(line)
    return text[:1].strip() != "" and text.lstrip("-+• ")[:1].isupper() and _reads_as_list(text, unfinished=True)


def _reads_as_list(text: str, *, unfinished: bool) -> bool:
    if unfinished and text.count("(") > text.count(")"):
        text = text[: text.rindex("(")]  # a bracket that closes in a later line
    pieces = _pieces(text)
    if not pieces or sum(len(words) for _, words in pieces) > 160:
        return False
    capitals = is_all_capitals(text)
    named = False
    for number, (_, words) in enumerate(pieces):
        last = number == len(pieces) - 1
        begun = opening(words, 0, len(words)) or _slip(words)
        if begun is None:
            if number and _is_field(words):
                continue
            return last and unfinished and _begins_head(words)
        if scan_name(words, begun, capitals=capitals, unfinished=unfinished and last) < len(words):
            return False
        named = named or not begun.soft and (begun.kind != "post" or len(words) > begun.length)
    return named and (unfinished or text.rstrip()[-1:] not in (",", ":", "-") and not _cut_off(pieces[-1][1]))


def _slip(words: Sequence[Word]) -> Opening | None:
    """ "Cán ban đảng tỉnh", "các dảng ủy": a misspelt "các" or common noun of groups."""
    plain = folds(words)
    if len(plain) < 2 or any(word.gap.strip(" \n;,-") for word in words[:2]):
        return None
    right = plain[0] == "các" and bare(" ".join(plain[1:3])) in (
        "dang uy",
        "co quan",
        "don vi",
        "dang bo",
        "dia phuong",
    )
    wrong = words[0].capital and plain[0] in _MISSPELT_CAC and plain[1] in _GROUP_NOUNS
    return Opening("group", 1) if right or wrong else None


def _is_field(words: Sequence[Word]) -> bool:
    """A later member of "Các Bộ: Công an, Tài chính"."""
    found = vocabulary().fields.at(folds(words), 0)
    return found is not None and found[0] == len(words)


def _begins_head(words: Sequence[Word]) -> bool:
    vocab, plain = vocabulary(), folds(words)
    return (
        any(table.begins(plain) for table in (vocab.heads, vocab.collectives))
        or (plain[0] == "các" and (len(plain) == 1 or vocab.group_nouns.begins(plain[1:]) or bare(plain[1]) == "dang"))
        or (len(plain) <= 2 and vocab.heads.at(plain, 0) is not None and not _vetoed(plain))
    )


def _vetoed(plain: Sequence[str]) -> bool:
    found = vocabulary().heads.at(plain, 0)
    if found is None:
        return False
    rest = tuple(plain[found[0] :])
    return any(rest[: len(p)] == p or (rest and p[: len(rest)] == rest) for p in found[1].not_before)


def scan_name(
    words: Sequence[Word], begun: Opening, *, capitals: bool, unfinished: bool = False, strict: bool = False
) -> int:
    """The place at which `words` stop being one name; their number when all of them are.

    A name is its opening, capitals, known small-letter phrases and a few unknown words (`strict`: none of these).
    """
    vocab, plain = vocabulary(), folds(words)
    place, unknown = begun.length, []
    head = begun.head
    closed = head is not None and head.alone and not head.long and head.holds != "body"
    if head is not None and head.long and place < len(words) and plain[place] in _LONG_START:
        while place < len(words) and vocab.levels.at(plain, place) is None and not words[place].gap.strip(" ,\n-–"):
            place += 1
    while place < len(words):
        word = words[place]
        if word.depth > 0:
            place += 1
            continue
        if _breaks(words, place, begun):
            return place
        known, said = vocab.body.at(plain, place), vocab.sentence.at(plain, place)
        size = known[0] if known else 0
        begun_phrase = unfinished and vocab.body.begins(plain[place:])
        if said and said[0] > size and (capitals or not word.capital) and not begun_phrase:
            return place
        if closed and not word.capital and not word.gap.strip(" ()") and plain[place] not in _AFTER_CLOSED:
            return place  # "Ban Thường vụ Thành đoàn xây dựng …": a verb behind a name that is whole
        ends = vocab.owners.at(plain, place) or level_at(plain, place)
        closed = bool(ends) and plain[place - 1] not in ("các", "cấp") or plain[place : place + 2] == ["liên", "quan"]
        size = max(size, ends[0] if ends else 0)
        if not size and any(c.isdigit() for c in word.fold):
            if not word.fold.isdigit() or len(word.fold) > 3:
                return place
        elif not size and not word.capital:
            unknown.append(place)
        place += size or 1
    few = len(unknown) <= 2 or len(unknown) <= 3 and len(unknown) * 2 <= len(words)
    return place if not unknown or few and not strict and len(words) <= 45 else unknown[0]


def _breaks(words: Sequence[Word], place: int, begun: Opening) -> bool:
    """Whether the punctuation before a word ends the name."""
    gap = words[place].gap
    if not words[place].first or not gap.strip():
        return False
    if ":" in gap and not (begun.kind == "group" and place <= begun.length + 1):
        return True
    if any(mark in gap for mark in "…%?!="):
        return True
    before = words[place - 1]
    return "." in gap and not (before.capital and before.end - before.start <= 3)


def _cut_off(words: Sequence[Word]) -> bool:
    """Whether a name stops in the middle: its last words only begin a known phrase ("…, đơn vị, địa")."""
    vocab, plain = vocabulary(), folds(words)
    if plain[-1] in CONNECTORS and plain[-1] != "cấp":
        return True
    if len(words) > 1 and words[-1].gap.strip() in (",", ";") and words[-1].capital and vocab.heads.begins(plain[-1:]):
        return True  # "Các ban đảng tỉnh, Văn"
    if plain[0] in _KINDS and len(plain) == 2 and vocab.fields.begins(plain[1:]):
        return vocab.fields.at(plain, 1) is None  # "Sở Xây"
    if vocab.heads.begins(plain) and vocab.heads.at(plain, 0) is not None:
        whole = vocab.heads.at(plain, 0)
        return whole is not None and (whole[0] < len(plain) or not whole[1].alone)
    place = loose = 0
    while place < len(plain):
        known = vocab.body.at(plain, place) or vocab.heads.at(plain, place) or vocab.collectives.at(plain, place)
        place += known[0] if known else 1
        loose = place if known or words[place - 1].capital else loose
    return loose < len(plain) and vocab.body.begins(plain[loose:])


def is_all_capitals(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and all(not c.islower() for c in letters)
