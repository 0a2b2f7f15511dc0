"""At which level of government a plan was issued: "UBND" means another body in a ward's plan than in a province's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import takewhile

from corpus.model import Plan
from corpus.text import fold

# From the smallest up: a header may name the bodies above ("ĐẢNG BỘ TỈNH … / ĐẢNG ỦY XÃ …"), and the lowest one issues.
_NAMED = (
    ("phường", r"phường"),
    ("xã", r"(?<!thị )xã(?! hội)"),
    ("đặc khu", r"đặc khu"),
    ("thị trấn", r"thị trấn"),
    ("huyện", r"huyện|thị xã|quận"),
    ("thành phố", r"thành phố|thành ủy|tp"),
    ("tỉnh", r"tỉnh"),
    ("trung ương", r"trung ương|bộ chính trị|ban bí thư|chính phủ|quốc hội"),
)
_SYMBOLS = (("huyện", r"/hu\b"), ("tỉnh", r"/tu\b"), ("trung ương", r"/tw\b"))


# A place is that of a plan whose header says none when its text says it so often, in so many of all such mentions.
_OFTEN, _MOSTLY = 2, 0.7
_WITH_PLACES = frozenset({"phường", "xã", "đặc khu", "huyện", "thành phố", "tỉnh"})


def place_spoken_of(plan: Plan, texts: Iterable[str]) -> str | None:
    """The place that a plan is of by its text ("các cơ quan của tỉnh Sông Lam"), where neither its header nor its
    issuer's name says one; `texts` are its tasks and passages.

    >>> place_spoken_of(Plan("p", "p.txt", issuer="Tỉnh ủy"), ["của tỉnh Sông Lam", "các xã tỉnh Sông Lam"])
    'Sông Lam'
    """
    level = plan_level(plan)
    issuer = re.sub(r"\b(?:tỉnh|thành|huyện) (?:ủy|uỷ|đoàn|hội)\b", level or "", plan.issuer or "", flags=re.IGNORECASE)
    placed = issuer and not re.search(rf"\b{level}\W*$", issuer, re.IGNORECASE)
    if plan.place or placed or level not in _WITH_PLACES:
        return None
    named = re.compile(rf"\b{level}((?: [^\W\d_]+){{1,4}})")
    spoken = (_capitalised(match[1].split()) for text in texts for match in named.finditer(text))
    found = Counter(place for place in spoken if place)
    place, times = found.most_common(1)[0] if found else ("", 0)
    return place if times >= _OFTEN and times >= _MOSTLY * found.total() else None


def _capitalised(words: list[str]) -> str:
    """The words at the beginning that begin with a capital."""
    return " ".join(takewhile(lambda word: word[0].isupper() and not word.isupper(), words))


def plan_level(plan: Plan) -> str | None:
    """The level of the plan's issuer: "phường", "xã", "huyện", "thành phố", "tỉnh", "trung ương" …; None when unknown.

    The issuer says it; failing that the place, and last the symbol ("376-KH/TU": a tỉnh ủy).

    >>> plan_level(Plan("p", "p.txt", issuer="BAN THƯỜNG VỤ ĐẢNG ỦY PHƯỜNG AN BÌNH"))
    'phường'
    """
    for said in (plan.issuer, plan.place):
        for level, pattern in _NAMED:
            if re.search(rf"\b(?:{pattern})\b", fold(said or "")):
                return level
    for said in (plan.symbol, plan.parent):
        for level, pattern in _SYMBOLS:
            if re.search(pattern, fold(said or "").replace(" ", "")):
                return level
    return None
