"""Which plan of the index a freshly read one is a new version of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from corpus.model import Plan
from corpus.text import fold

# Titles that agree this much are one title with a slip of the pen (0 to 100).
SAME_TITLE = 90.0

_SYMBOL = re.compile(r"(?<![\w/-])\d+[a-z]?(?:\s*[-/]\s*[^\W\d_][\w&]*)+")


def predecessor(plan: Plan, current: Iterable[Plan]) -> Plan | None:
    """The plan that `plan` is a new version of; None when it is a plan of its own.

    The same symbol of the same issuer, in the same year (numbering starts anew each year); where a symbol is blank,
    as in drafts, the same issuer, date and title; where the header says nothing at all, the same file name.
    An appendix is a version of that same appendix only, never of the plan that it belongs to.
    """
    return next((other for other in current if _same(plan, other)), None)


def _same(one: Plan, other: Plan) -> bool:
    if plain_symbol(one.parent) != plain_symbol(other.parent):
        return False
    if one.parent and not _same_title(one, other):
        return False
    a, b = plain_symbol(one.symbol), plain_symbol(other.symbol)
    if a and b:
        return a == b and _same_issuer(one, other) and _years_agree(one, other)
    if not (one.title or other.title or one.issuer or other.issuer):
        return one.file == other.file
    return _same_issuer(one, other) and one.issued_on == other.issued_on and _same_title(one, other)


def plain_symbol(symbol: str | None) -> str | None:
    """A symbol folded and without its spaces ("26 -KH/ĐU" -> "26-kh/đu"); None when its number is blank."""
    squeezed = re.sub(r"\s+", "", fold(symbol or ""))
    return squeezed if re.match(r"\d", squeezed) else None


def cited_symbols(plan: Plan) -> frozenset[str]:
    """The plain symbols of the documents that a plan says it carries out: "số 26 -KH/ĐU ngày …" names "26-kh/đu"."""
    texts = (fold(text) for text in (plan.parent, plan.title, *plan.basis) if text)
    return frozenset(re.sub(r"\s+", "", found) for text in texts for found in _SYMBOL.findall(text))


def _same_issuer(one: Plan, other: Plan) -> bool:
    if one.issuer and other.issuer:
        return fold(one.issuer) == fold(other.issuer)
    return _same_title(one, other)


def _same_title(one: Plan, other: Plan) -> bool:
    if not one.title or not other.title:
        return one.title == other.title and one.file == other.file
    return fuzz.ratio(fold(one.title), fold(other.title)) >= SAME_TITLE


def _years_agree(one: Plan, other: Plan) -> bool:
    if one.issued_on and other.issued_on:
        return one.issued_on.year == other.issued_on.year
    return True
