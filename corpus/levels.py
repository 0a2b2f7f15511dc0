"""At which level of government a plan was issued: "UBND" means another body in a ward's plan than in a province's."""

from __future__ import annotations

import re

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
