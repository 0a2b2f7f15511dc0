"""Issuers that a question names by their kind alone: "kế hoạch của Cục", "bệnh viện có việc gì tháng 4?", "các phòng
của trường"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.tokens import is_spelt, same_length
from corpus.text import bare, fold

# Kinds of bodies. Those of one syllable are, without marks, other words as well: "so", "vu", "bo", "truong".
_LONG = ("bảo hiểm xã hội", "tổng công ty", "trung tâm", "bệnh viện", "nhà trường", "tổng cục", "chi cục", "học viện",
         "công ty")  # fmt: skip
_SHORT = ("trường", "cục", "sở", "vụ", "bộ", "viện")
KINDS = (*_LONG, *_SHORT)
_POST = re.compile(r"(?:ban thuong vu|ban chap hanh|(?:tong )?giam doc|bo truong|cuc truong|hieu truong|vien truong) ")
# What may stand behind a kind that is said of a body.
_ENDS = (
    r"(?=\s*[,;?.]|$| (?:co|con|phai|can|chua|da|dang|duoc|khong|nao|thang|quy|tuan|nam|trong|truoc|la|thi|han)\b)"
)
_ENDS_WIDELY = (
    r"(?: (?:minh|ta|nay|nha|chung (?:ta|toi|minh|em)))?"
    r"(?=\s*[,;:?.!]|$| (?:co|con|phai|can|chua|da|dang|duoc|khong|nao|thang|quy|tuan|nam|trong|truoc|sau|la|thi|han"
    r"|do|se|toi|sap|hien|tu|den|bi|voi|gom|ma|vao|hom|lam|nua|vay|the|cuoi|dau|ai|khi|giao|chu tri|lo)\b)"
)
_AHEAD = r"(?:^|[,;:] |\b(?:cua|thuoc|toan|ca|ben|phia|con|the) )"
_PATTERNS = (
    # "kế hoạch của Cục": where one body alone of the plans is a Cục
    re.compile(
        r"\b(?P<said>(?:ke hoach|chuong trinh hanh dong|chuong trinh|phu luc) (?:cua|do)"
        rf" (?P<kind>{'|'.join(map(bare, KINDS))}|phong|hoi))"
        r"(?=\s*[,;?.]|$| (?:co|gui|giao|ky|ban hanh|nham|phai|nao|gom|la|khi|trong|thi|con|ai|thang|quy|nam|khong)\b)"
    ),
    # "Cục có việc gì quá hạn?", "mỗi đơn vị của Cục", "bên bệnh viện tháng này": the same without a word for plans
    re.compile(rf"{_AHEAD}(?P<said>(?P<kind>{'|'.join(map(bare, _LONG))}){_ENDS_WIDELY})"),
    re.compile(rf"{_AHEAD}(?P<said>(?P<kind>{'|'.join(map(bare, _SHORT))}){_ENDS})"),
)


class IssuerHeads:
    """The issuers of the plans by their kinds. `issuers`: plan -> its issuer's name."""

    def __init__(self, issuers: Mapping[str, str]) -> None:
        self._plans: dict[str, dict[str, set[str]]] = {}  # kind, bare -> issuer, bare -> its plans
        for plan_id, name in issuers.items():
            issuer = _POST.sub("", bare(name), count=1)
            for kind in (*map(bare, KINDS), "phong", "hoi"):
                if issuer.startswith(f"{kind} "):
                    self._plans.setdefault(kind, {}).setdefault(issuer, set()).add(plan_id)
        if "truong" in self._plans:
            self._plans["nha truong"] = self._plans["truong"]

    def find(self, text: str, *, accented: bool) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Places in `text`, and the plans of the one issuer that is of the kind said there; none where several are."""
        for pattern in _PATTERNS:
            for match in pattern.finditer(same_length(text)):
                said = text[slice(*match.span("kind"))]
                own = self._plans.get(match["kind"], {})
                marked = pattern is not _PATTERNS[0] and accented
                spelt = not marked or fold(said) in KINDS or " " in said and is_spelt(said, KINDS)
                if len(own) == 1 and spelt:
                    yield *match.span("said"), frozenset(next(iter(own.values())))


def kind_at(words: Sequence[str]) -> int:
    """How many of the bare `words` at their beginning are a kind of bodies."""
    return next((len(kind) for kind in _BARE if tuple(words[: len(kind)]) == kind), 0)


_BARE = tuple(tuple(bare(kind).split()) for kind in KINDS)
# Behind a kind of one syllable a short name has so many words.
_LEAST = 2


def said_of(words: Sequence[str], name: Sequence[str]) -> tuple[int, bool]:
    """How many of the bare `words` at their beginning are a short form of an issuer's `name`, which begins with a kind:
    "Bệnh viện Cai Lậy" of the Bệnh viện Đa khoa khu vực Cai Lậy; and whether they go down to its last word. Words that
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
