"""One key for one agency, however its name is printed.

A name is read as core, owner, level and place: "Văn phòng Đảng uỷ phường An Bình" -> core "văn phòng", owner "đảng",
level "phường", place "an bình". Abbreviations are written out; case, tone position and y/i are folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from corpus.agency_names import opening
from corpus.agency_words import Owner, Word, folds, level_at, read_words, unmarked, vocabulary
from corpus.text import bare

_LINKS = frozenset({"của", "thuộc", "ở", "tại"})
_PARTY = "đảng"
# "TU" is Tỉnh ủy or Thành ủy: the plan's own level tells.
_CITY_TU = re.compile(r"\b(?:VP|BTC)?TU\b")
# Bodies that every level has, so that "HĐND, UBND thành phố" says the level once for both.
_STATE = ("ủy ban nhân dân", "hội đồng nhân dân", "mặt trận tổ quốc")
_LEVELLED = frozenset(tuple(body.split()) for body in (*_STATE, "đảng ủy", "công an", "ban chỉ huy quân sự"))
# Bodies whose first word is their level: what follows is the place.
_PLACED = frozenset((level, body) for level in ("tinh", "thanh", "huyen", "quan") for body in ("uy", "doan"))
_SHARED = frozenset({"tỉnh", "thành phố", "huyện", "phường", "xã", "đặc khu", "thị trấn"})
_SEVERAL = re.compile(r"\bcác (?:xã|phường|huyện|đặc khu|thành phố|địa phương)\b.*")


@dataclass(frozen=True, slots=True)
class AgencyId:
    """Which agency a name means inside one plan.

    `key` is ASCII and stable; equal keys are one agency. `level` is the level that the name says, or else the plan's.
    `collective` marks groups ("các cơ quan liên quan"), which never mean one agency.
    """

    key: str
    level: str | None = None
    collective: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart: folded words with accents; `owner` is "" when none is named, `level` and `place` as said."""

    core: tuple[str, ...]
    owner: str = ""
    level: str | None = None
    place: tuple[str, ...] = ()
    collective: bool = False
    plain: bool = False


def canonical(words: Sequence[Word]) -> list[Word]:
    """The words with each alias replaced by its first form; the words keep places in the text."""
    vocab, plain = vocabulary(), folds(words)
    found: list[Word] = []
    place = 0
    while place < len(words):
        alias = vocab.aliases.at(plain, place)
        if alias is None:
            found.append(words[place])
            place += 1
            continue
        size, form = alias
        first, last = words[place], words[place + size - 1]
        found += [
            Word(w, first.start, last.end, first.capital, first.gap if n == 0 else "", first.depth, n == 0)
            for n, w in enumerate(form)
        ]
        place += size
    return found


def _level_at_end(words: Sequence[Word], plain: Sequence[str], stop: int) -> tuple[int, str] | None:
    """Start and level of a level word that ends at `stop`."""
    for size in (2, 1):
        start = stop - size
        found = level_at(plain, start, stop) if start >= 1 else None
        if found and found[0] == size:
            return start, found[1]
    return None


def _tail(words: Sequence[Word], plain: Sequence[str]) -> tuple[int, str | None, tuple[str, ...]]:
    """Where level and place begin, the level and the place: "UBND phường An Bình" -> (2, "phường", ("an", "bình"))."""
    stop = len(words)
    for place in range(stop, max(stop - 5, 1), -1):
        behind = words[place:]
        if behind and not all(w.capital and w.gap.strip() == "" for w in behind):
            break
        if behind and opening(words, place, stop) is not None:
            break
        found = _level_at_end(words, plain, place)
        if found is None:
            owner = _owner_at_end(plain, place)
            if owner and behind and owner[1].level:
                return place, owner[1].level, tuple(w.fold for w in behind)
            continue
        start, level = found
        if plain[start - 1] in ("các", "cấp", "mọi") or words[start].gap.strip() == ",":
            return stop, None, ()
        return start, level, tuple(w.fold for w in behind)
    return stop, None, ()


def _owner_at_end(plain: Sequence[str], stop: int) -> tuple[int, Owner] | None:
    """Start and owner of the owner's word that ends at `stop` and has a core before it."""
    for size in (5, 4, 3, 2):
        start = stop - size
        found = vocabulary().owners.at(plain, start, stop) if start >= 1 else None
        if found and found[0] == size:
            return start, found[1]
    return None


def _without_links(plain: Sequence[str], stop: int) -> int:
    while stop > 1 and plain[stop - 1] in _LINKS:
        stop -= 2 if plain[stop - 2 : stop] == ["trực", "thuộc"] and stop > 2 else 1
    return stop


def _is_collective(plain: Sequence[str], words: Sequence[Word]) -> bool:
    vocab = vocabulary()
    own = vocab.not_collective.at(plain, 0)
    begin = own[0] if own else 0
    inside = any(vocab.collective_inside.at(plain, k) for k in range(max(begin, 1), len(plain)))
    if own:
        return inside
    found = opening(words, 0, len(words))
    head = vocab.heads.at(plain, 0)
    group = vocab.collectives.at(plain, 0)
    grouped = found is not None and found.kind == "group"
    return inside or group is not None and (head is None or group[0] >= head[0] or grouped)


@lru_cache(maxsize=65536)
def parts(name: str) -> Parts:
    """A name taken apart; brackets and Markdown marks are left out."""
    words = [w for w in read_words(unmarked(name)) if w.depth == 0] or list(read_words(unmarked(name)))
    words = canonical(words)
    plain = folds(words)
    named = opening(words, 2, len(words)) if len(words) > 2 and plain[:2] == ["cơ", "quan"] else None
    if named is not None and named.kind == "head":
        words, plain = words[2:], plain[2:]  # "Cơ quan Ủy ban Kiểm tra" is the committee
    if not words:
        return Parts(())
    if _is_collective(plain, words):
        kept = tuple(w for w in plain if w not in ("các", "những", "có", "của", "thuộc"))
        return Parts(kept or tuple(plain), collective=True)
    head = vocabulary().heads.at(plain, 0)
    at, level, place = _tail(words, plain)
    at = _without_links(plain, at)
    holds = head[1].holds if head else ""
    owner_name = ""
    owner = _owner_at_end(plain, at)
    if owner and not (holds == "body" and owner[0] == (head[0] if head else 0)):
        start = owner[0]
        owner_name = owner[1].stands
        level = level or owner[1].level
        before = _owner_at_end(plain, start)
        if before and before[1].stands == _PARTY and start - before[0] == 2 and owner_name != _PARTY:
            owner_name, start = f"{_PARTY} {owner_name}", before[0]  # "Văn phòng Đảng ủy UBND tỉnh"
        at = _without_links(plain, start)
    core = [w for w in plain[:at] if w not in _LINKS]
    while len(core) > 3 and tuple(core[-2:]) == ("việt", "nam"):
        core = core[:-2]
    if core == ["quân", "sự"]:
        core = ["ban", "chỉ", "huy", "quân", "sự"]
    if level is None and not place and len(core) > 2 and tuple(map(bare, core[:2])) in _PLACED:
        behind = words[2 : len(core)]
        if all(word.capital and not word.gap.strip() for word in behind):
            core, place = core[:2], tuple(core[2:])  # "Tỉnh đoàn Sông Lam"
    if level is None and tuple(core) in (("tỉnh", "ủy"), ("thành", "ủy"), ("huyện", "ủy"), ("quận", "ủy")):
        level = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "quận": "quận"}[core[0]]
    return Parts(tuple(core), owner_name, level, place, plain=bool(head and head[1].plain))


def _ascii(words: Iterable[str]) -> str:
    return "-".join("".join(c for c in bare(w) if c.isascii() and (c.isalnum() or c in "&/-")) for w in words)


@lru_cache(maxsize=65536)
def place_words(place: str | None) -> tuple[str, ...]:
    """The words of a place without its level: "phường An Bình" and "An Bình" -> ("an", "bình")."""
    plain = folds(read_words(unmarked(place or "")))
    found = level_at(plain, 0) if plain else None
    return tuple(plain[found[0] :] if found and found[0] < len(plain) else plain)


def identity(name: str, *, level: str | None = None, place: str | None = None) -> AgencyId:
    """The identity of an agency inside one plan. `level` is the plan's own, used where the name says none;
    `place` the plan's own, which adds nothing to a name ("UBND phường An Bình" = "UBND phường" in its own plan).

    "Ban Xây dựng đảng Đảng ủy phường" = "Ban XDĐ" (level "phường"); "UBND tỉnh" is not "UBND xã",
    "Đảng ủy UBND tỉnh" is not "UBND tỉnh".
    """
    found = parts(name)
    if found.collective:
        return AgencyId(_ascii(found.core), None, True)
    core, owner = found.core, found.owner
    if core == ("ủy", "ban") and level in ("xã", "phường", "đặc khu", "huyện", "thị trấn"):
        core = ("ủy", "ban", "nhân", "dân")
    if owner == _PARTY and core in vocabulary().party_bodies:
        owner = ""
    said = None if found.plain else (found.level or level)
    if level == "thành phố" and said == "tỉnh" and _CITY_TU.search(name):
        said = level
    own_place = bool(found.place) and found.place == place_words(place)
    key = _ascii(core)
    for mark, part in ((".", owner.split()), ("@", (said or "").split()), ("+", () if own_place else found.place)):
        if part:
            key += mark + _ascii(part)
    return AgencyId(key, said, False)


def level_of(text: str) -> str | None:
    """The level that a name or place says: "phường La Gi" -> "phường", "Thành ủy" -> "thành phố"; None if none."""
    words = read_words(unmarked(text))
    plain = folds(words)
    vocab = vocabulary()
    for place in range(len(plain)):
        owner = vocab.owners.at(plain, place)
        if owner and owner[1].level:
            return owner[1].level
        found = level_at(plain, place)
        if found:
            return found[1]
    return None


def identities(names: Sequence[str], *, level: str | None = None, place: str | None = None) -> list[AgencyId]:
    """Identities of the names of one cell: a bare name shares the level of its right neighbour.

    ("HĐND", "UBND thành phố") -> both of the city; ("Đảng ủy", "UBND các xã, phường") -> two groups;
    ("Các Bộ: Công an", "Tài chính") -> two ministries.
    """
    found: list[AgencyId] = []
    right: Parts | None = None
    printed = ""
    for name in reversed(names):
        own = parts(name)
        shared, said = level, name
        if right is not None and own.core in _LEVELLED and not own.owner and own.level is None:
            several = _SEVERAL.search(printed)
            if right.collective and several:
                said = f"{name} {several.group()}"
            elif right.core in _LEVELLED and right.core != own.core and right.level in _SHARED:
                shared = right.level
        elif right is not None and own.core == ("thường", "trực") and own.level is None and right.level in _SHARED:
            shared = right.level if right.core in _LEVELLED and own.owner in _STATE else level
        found.append(identity(said, level=shared, place=place))
        right, printed = own, name
    return _with_kinds(names, found[::-1])


def _with_kinds(names: Sequence[str], found: list[AgencyId]) -> list[AgencyId]:
    """Give the later fields of "Các Bộ: Công an, Tài chính" their "Bộ"."""
    kind = ""
    for at, name in enumerate(names):
        plain = folds(read_words(unmarked(name)))
        begin = 1 if plain[:1] == ["các"] else 0
        fields = vocabulary().fields
        if plain[begin : begin + 1] and plain[begin] in ("bộ", "sở", "phòng") and fields.at(plain, begin + 1):
            kind = plain[begin]
            found[at] = identity(" ".join(plain[begin:])) if begin else found[at]
        elif kind and fields.at(plain, 0) and len(plain) == fields.at(plain, 0)[0]:  # type: ignore[index]
            found[at] = identity(f"{kind} {name}")
        else:
            kind = ""
    return found


def merge_misspelt(names: Iterable[str]) -> dict[str, str]:
    """Misspelt names -> the right one of the same list ("Cán ban đảng tỉnh" -> "Các ban đảng tỉnh").

    A slip is one word with one or two letters wrong that no agency's name has, where another name of the list has
    a word that names have. Numbers and places are never changed.
    """
    split = {name: tuple(folds(read_words(unmarked(name)))) for name in dict.fromkeys(names)}
    by_size: dict[int, dict[tuple[str, ...], str]] = {}
    for name, words in split.items():
        by_size.setdefault(len(words), {}).setdefault(words, name)
    merged: dict[str, str] = {}
    for name, words in split.items():
        for other, right in by_size[len(words)].items():
            wrong = [place for place, (a, b) in enumerate(zip(words, other, strict=True)) if a != b]
            if len(wrong) == 1 and parts(name).place == parts(right).place and _is_slip(words, other, wrong[0]):
                merged[name] = right
                break
    return merged


def _is_slip(words: Sequence[str], other: Sequence[str], place: int) -> bool:
    """Whether `words` differ from `other` by a slip of the keys at `place`."""
    wrong, right = words[place], other[place]
    if not wrong.isalpha() or not right.isalpha() or min(len(wrong), len(right)) < 2:
        return False
    if right == "các" and place == 0:
        return OSA.distance(wrong, right) == 1
    known = vocabulary().syllables
    if wrong in known or right not in known:
        return False
    return OSA.distance(bare(wrong), bare(right)) <= (2 if len(right) >= 4 else 1)
