"""Issuers that a question names by their kind alone: "kế hoạch của Cục", "bệnh viện có việc gì tháng 4?", "các phòng
của trường"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.tokens import is_spelt, same_length
from corpus.text import bare, fold

# Kinds of bodies. Those of one syllable are, without marks, other words as well: "so", "vu", "bo", "truong".
_LONG = ("bảo hiểm xã hội", "tổng công ty", "trung tâm", "bệnh viện", "nhà trường", "tổng cục", "chi cục", "học viện",
         "công ty")  # fmt: skip
_SHORT = ("trường", "cục", "sở", "vụ", "bộ", "viện")
KINDS = (*_LONG, *_SHORT)
_POST = re.compile(r"(?:ban thuong vu|ban chap hanh|(?:tong )?giam doc|bo truong|cuc truong|hieu truong|vien truong) ")
# What may stand behind a kind that is said of a body: behind those of one syllable less.
_NEXT = frozenset({
    "có", "còn", "phải", "cần", "chưa", "đã", "đang", "được", "không", "tháng", "quý", "tuần", "năm", "trong",
    "trước", "là", "thì", "hạn",
})  # fmt: skip
_NEXT_WIDELY = _NEXT | {
    "sau", "do", "sẽ", "tới", "sắp", "hiện", "từ", "đến", "bị", "với", "gồm", "mà", "vào", "hôm", "làm", "nữa", "vậy",
    "thế", "cuối", "đầu", "ai", "khi", "giao", "chủ", "lo",
}  # fmt: skip
_MADE = frozenset({
    "có", "gửi", "giao", "ký", "ban", "nhằm", "phải", "gồm", "là", "khi", "trong", "thì", "còn", "ai", "tháng",
    "quý", "năm", "không",
})  # fmt: skip
_AHEAD = r"(?:^|[,;:] |\b(?:cua|thuoc|toan|ca|ben|phia|con|the) )"
_OURS = r"minh|ta|chung (?:ta|toi|minh|em)"
_LONGER, _SHORTER = "|".join(map(bare, _LONG)), "|".join(map(bare, _SHORT))
_PATTERNS = (
    # "kế hoạch của Cục"
    (re.compile(r"\b(?P<said>(?:ke hoach|chuong trinh hanh dong|chuong trinh|phu luc) (?:cua|do)"
                rf" (?P<kind>{_LONGER}|{_SHORTER}|phong|hoi))\b"), _MADE),
    # "Cục có việc gì quá hạn?", "mỗi đơn vị của Cục", "bên bệnh viện tháng này": the same without a word for plans
    (re.compile(rf"{_AHEAD}(?P<said>(?P<kind>{_LONGER})(?: (?:nay|nha|{_OURS}))?)\b"), _NEXT_WIDELY),
    (re.compile(rf"{_AHEAD}(?P<said>(?P<kind>{_SHORTER})(?: (?:{_OURS}))?)\b"), _NEXT),
)  # fmt: skip
# "Khoa Dược | bệnh viện"
_BEHIND_NAME = re.compile(rf" (?P<said>(?P<kind>{_LONGER}))\b")


@dataclass(frozen=True, slots=True)
class HeadMention:
    """A kind of bodies in a question, at `start` to `end`, and the plans of the issuers of that kind, by issuer."""

    start: int
    end: int
    plans: Mapping[str, frozenset[str]]


class IssuerHeads:
    """The issuers of the plans by their kinds. `issuers`: plan -> its issuer's name and its place, "" for none."""

    def __init__(self, issuers: Mapping[str, tuple[str, str]]) -> None:
        self._plans: dict[str, dict[str, frozenset[str]]] = {}  # kind, bare -> issuer as first printed -> its plans
        printed: dict[str, str] = {}
        for plan_id, (name, place) in issuers.items():
            called = name if bare(place) in bare(name) else f"{name} {place}"
            issuer = printed.setdefault(bare(called), called)
            plain = _POST.sub("", bare(name), count=1)
            for kind in (*map(bare, KINDS), "phong", "hoi"):
                if plain.startswith(f"{kind} "):
                    own = self._plans.setdefault(kind, {})
                    own[issuer] = own.get(issuer, frozenset()) | {plan_id}
        if "truong" in self._plans:
            self._plans["nha truong"] = self._plans["truong"]

    def find(self, text: str, *, accented: bool) -> list[HeadMention]:
        """The kinds said in `text` of which plans have issuers."""
        said = kinds_said(text, accented=accented)
        return [HeadMention(start, end, own) for kind, start, end in said if (own := self._plans.get(kind))]

    def behind(self, text: str, ends: Iterable[int]) -> list[HeadMention]:
        """The kinds said right behind the names that end at `ends`: "Khoa Dược bệnh viện"."""
        matches = (_BEHIND_NAME.match(same_length(text), end) for end in ends)
        return [
            HeadMention(*match.span("said"), self._plans[match["kind"]])
            for match in matches
            if match and match["kind"] in self._plans and _ends(text, match.end("said"), _NEXT_WIDELY)
        ]


def kinds_said(text: str, *, accented: bool) -> list[tuple[str, int, int]]:
    """The kinds of bodies, bare, that `text` says of one body, each with its place."""
    found = []
    for pattern, behind in _PATTERNS:
        for match in pattern.finditer(same_length(text)):
            said = text[slice(*match.span("kind"))]
            spelt = behind is _MADE or not accented or fold(said) in KINDS or " " in said and is_spelt(said, KINDS)
            if spelt and _ends(text, match.end("said"), behind):
                found.append((match["kind"], *match.span("said")))
    return found


def _ends(text: str, end: int, behind: frozenset[str]) -> bool:
    """Whether a kind alone may end there: at a break, or before one of the words `behind`."""
    match = re.match(r"\s*([,;:?.!]|$)|\s+(\w+)", text[end:])
    if match is None or match[2] is None:
        return match is not None
    return fold(match[2]) in behind or fold(match[2]) in map(bare, behind)  # "Bệnh viện Đa khoa" is not "đã"


def kind_at(words: Sequence[str]) -> int:
    """How many of the bare `words` at their beginning are a kind of bodies."""
    return next((len(kind) for kind in _BARE if tuple(words[: len(kind)]) == kind), 0)


_BARE = tuple(tuple(bare(kind).split()) for kind in KINDS)
# Behind a kind of one syllable a short name has so many words.
_LEAST = 2


def said_of(words: Sequence[str], name: Sequence[str]) -> tuple[int, bool]:
    """How many of the bare `words` at their beginning are a short form of an issuer's `name`, which begins with a kind:
    "Bệnh viện Hòa Lạc" of the Bệnh viện Đa khoa khu vực Hòa Lạc; and whether they go down to its last word. Words that
    only begin the name ("Trường Cao đẳng") name it where nothing else of a name follows."""
    kind = kind_at(name)
    if not kind or tuple(words[:kind]) != tuple(name[:kind]):
        return 0, False
    least = kind + (1 if kind > 1 else _LEAST)
    begun = kind
    while begun < min(len(words), len(name)) and words[begun] == name[begun]:
        begun += 1
    place, at = kind, kind
    while place < len(words) and words[place] in name[at:]:
        at = name.index(words[place], at) + 1
        place += 1
    if at == len(name) and place >= least:
        return place, True
    return (begun, False) if begun >= max(least, kind + _LEAST) else (0, False)
