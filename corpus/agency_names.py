"""What begins at a word, and how far one name goes: the grammar of an agency's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.agency_words import CONNECTORS, Head, Word, folds, level_at, vocabulary

#: Words before a group of agencies.
GROUP_WORDS = frozenset({"các", "những", "toàn", "tất"})
# What may follow a level or an owner inside one name; anything else there is the verb of a sentence.
_AFTER_CLOSED = CONNECTORS | frozenset(
    {"có", "liên", "trên", "đóng", "tỉnh", "thành", "phường", "xã", "đặc", "huyện", "đảng", "khác", "khu", "quận"}
    | {"trung", "thị", "cơ", "bộ", "thôn"}
)
# Verbs that begin like one of them.
_ACTS = (["thành", "lập"], ["có", "trách"], ["trung", "thực"], ["cơ", "cấu"])
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
    if word.fold == "các":
        return level_at(folds(words), place + 1, end) is not None  # "Đoàn các xã, phường"
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
                if vocab.levels.at(plain, after, end) or after < end and words[after].capital and not parted:
                    return Opening("head", length, entry)
            elif entry.alone or _may_follow(words, after, end):
                return Opening("head", length, entry)
    if group and plain[place] in GROUP_WORDS and not _is_group(words, place + group[0], end):
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
    after = tuple(plain[place + found[0] : min(end, place + found[0] + 4)])
    return not any(after[: len(p)] == p for p in found[1].not_before)


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
            break
        known, said = vocab.body.at(plain, place), vocab.sentence.at(plain, place)
        size = known[0] if known else 0
        begun_phrase = unfinished and vocab.body.begins(plain[place:])
        if said and said[0] > size and (capitals or not word.capital) and not begun_phrase:
            break
        if strict and place > begun.length and _is_verb(words, place):
            break
        if begun.kind == "group" and not said:
            size = max(size, _further_kind(words, place))
        goes_on = plain[place] in _AFTER_CLOSED and plain[place : place + 2] not in _ACTS
        goes_on = goes_on or plain[place : place + 2] == ["tổ", "dân"]
        goes_on = goes_on or word.fold.isdigit() and plain[place - 1] == "vực"  # "khu vực 2"
        if closed and not word.capital and not word.gap.strip(" ()") and not goes_on:
            break  # "Ban Thường vụ Thành đoàn xây dựng …": a verb behind a name that is whole
        ends = vocab.owners.at(plain, place) or level_at(plain, place)
        of_place = closed and word.capital and not word.gap.strip() and not size  # "Thành đoàn Huế lắp đặt …"
        ended = bool(ends) and plain[place - 1] not in ("các", "cấp") or plain[place : place + 2] == ["liên", "quan"]
        closed = of_place or ended
        size = max(size, ends[0] if ends else 0)
        if not size and any(c.isdigit() for c in word.fold):
            if not word.fold.isdigit() or len(word.fold) > 3:
                break
        elif not size and not word.capital:
            unknown.append(place)
        place += size or 1
    if not unknown:
        return place
    if strict:
        return _past_compound(words, unknown, place)
    few = len(unknown) <= 2 or len(unknown) <= 3 and len(unknown) * 2 <= len(words)
    return place if few and len(words) <= 45 else unknown[0]


def _further_kind(words: Sequence[Word], place: int) -> int:
    """How many words name a further kind of body in a group's list ("các phòng, | Trung tâm | thuộc Cục")."""
    vocab, plain = vocabulary(), folds(words)
    listed = "," in words[place].gap or plain[place - 1] == "và" or plain[place - 1] in GROUP_WORDS
    found = vocab.group_nouns.at(plain, place) if listed else None
    if found is None or not words[place].capital and vocab.verbs.at(plain, place):
        return 0
    return found[0]


def _is_verb(words: Sequence[Word], place: int) -> bool:
    """Whether a word that names may have is the verb of a sentence here: "Sở Y tế | tổng hợp số liệu"."""
    vocab, plain = vocabulary(), folds(words)
    found = None if words[place].capital or words[place].gap.strip() else vocab.verbs.at(plain, place)
    if found is None or plain[place - 1] in CONNECTORS:
        return False
    after = place + found[0]
    inside = vocab.body.at(plain, place)
    if after >= len(words) or inside and inside[0] > found[0]:
        return False
    return not (vocab.owners.at(plain, after) or level_at(plain, after))


def _past_compound(words: Sequence[Word], unknown: Sequence[int], end: int) -> int:
    """Where a name ends in running text. A small unknown word behind a capitalised one that is no word of its own is
    its second syllable ("Hội Doanh nhân trẻ tỉnh"); the name then reaches to its level, or to the end of that word."""
    vocab, plain = vocabulary(), folds(words)
    first = unknown[0]
    before = words[first - 1]
    if not before.capital or before.gap.strip() or words[first].gap.strip() or vocab.body.at(plain, first - 1):
        return first
    if vocab.sentence.at(plain, first) or any(vocab.owners.at(plain, place) for place in (first - 1, first)):
        return first
    for place in range(first + 1, min(end, first + 4)):
        if words[place].gap.strip() or vocab.sentence.at(plain, place):
            break
        if ends := vocab.owners.at(plain, place) or level_at(plain, place):
            return place + ends[0]
    later = [place for place in unknown if place > first]
    return later[0] if later else end


def ends_in_place(plain: Sequence[str]) -> bool:
    """Whether folded words end in a level, in a committee that owns others, or in "liên quan": a name is then whole."""
    if plain[-2:] == ["liên", "quan"]:
        return True
    for place in range(max(1, len(plain) - 4), len(plain)):
        found = level_at(plain, place) or vocabulary().owners.at(plain, place)
        if found is not None and place + found[0] == len(plain):
            return True
    return False


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


def is_all_capitals(text: str) -> bool:
    said = False
    for char in text:
        if char.isalpha():
            if char.islower():
                return False
            said = True
    return said
