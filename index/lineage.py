"""Which plan of the index a freshly read one is a new version of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import count

from rapidfuzz import fuzz

from corpus.model import Plan
from corpus.text import fold

# Titles that agree this much are one title with a slip of the pen (0 to 100).
SAME_TITLE = 90.0

_Trait = tuple[str, str | date | None]

_SYMBOL = re.compile(r"(?<![\w/-])\d+[a-z]?(?:\s*[-/]\s*[^\W\d_][\w&]*)+")


class Lineage:
    """The current plans, found by what a new version of one would have in common with it."""

    def __init__(self, plans: Iterable[Plan] = ()) -> None:
        self._plans: dict[str, tuple[int, Plan]] = {}
        self._holders: dict[_Trait, dict[str, None]] = {}
        self._next = count()
        for plan in plans:
            self.add(plan)

    def add(self, plan: Plan) -> None:
        self._plans[plan.id] = (next(self._next), plan)
        for trait in _traits(plan):
            self._holders.setdefault(trait, {})[plan.id] = None

    def discard(self, plan_id: str) -> None:
        _, plan = self._plans.pop(plan_id)
        for trait in _traits(plan):
            self._holders[trait].pop(plan_id)

    def predecessor(self, plan: Plan) -> Plan | None:
        """The plan that `plan` is a new version of, the earliest of several; None when it is a plan of its own.

        The same symbol of the same issuer, in the same year (numbering starts anew each year); where a symbol is
        blank, as in drafts, the same issuer, date and title; where the header says nothing at all, the same file name.
        An appendix is a version of that same appendix only, never of the plan that it belongs to.
        """
        ids = {id for trait in _traits_of_kin(plan) for id in self._holders.get(trait, ())}
        kin = sorted((self._plans[id] for id in ids), key=_place)
        return next((other for _, other in kin if same_plan(plan, other)), None)


def _place(one: tuple[int, Plan]) -> int:
    return one[0]


def _traits(plan: Plan) -> list[_Trait]:
    symbol = plain_symbol(plan.symbol)
    own: list[_Trait] = [("day", plan.issued_on), ("file", plan.file)]
    return [*own, ("symbol", symbol)] if symbol else [*own, ("day of a draft", plan.issued_on)]


def _traits_of_kin(plan: Plan) -> list[_Trait]:
    """Traits of which every plan that `same_plan` can agree to has one."""
    symbol = plain_symbol(plan.symbol)
    if symbol:
        return [("symbol", symbol), ("day of a draft", plan.issued_on), ("file", plan.file)]
    return [("day", plan.issued_on), ("file", plan.file)]


def same_plan(one: Plan, other: Plan) -> bool:
    """Whether one is a version of the other: see `Lineage.predecessor`."""
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
