"""The clauses of a deadline phrase ("hoàn thành trong quý II năm 2026 | và thực hiện thường xuyên"): one fact each.

Works on shadow text with its citations blanked out (`masked`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus import deadline_words as words
from corpus.dates import When, find_whens, sharpened
from corpus.model import Precision
from corpus.shadow import Shadow

# Where one phrase says several things, the first of these counts.
ORDER: tuple[str, ...] = ("done", "dated", "event", "recurring", "theo", "from", "none")


@dataclass(frozen=True, slots=True)
class Clause:
    """What one clause says. `kind` is one of `ORDER`: "event" and "theo" wait for something without a date."""

    kind: str
    first: date | None = None
    last: date | None = None
    bound: date | None = None
    exclusive: bool = False
    precision: Precision | None = None
    unit: str | None = None
    condition: str | None = None
    tentative: bool = False
    inherited: bool = False


def cut(masked: str) -> list[tuple[int, int]]:
    """Offsets of the clauses. What follows an awaited event stays with it until a word opens a new clause."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end, after in [*((m.start(), m.end()) for m in words.CUT.finditer(masked)), (len(masked), len(masked))]:
        piece = masked[start:end]
        if re.search(r"\w", piece):
            if spans and not words.OPENS.match(piece) and event(masked[slice(*spans[-1])]) is not None:
                spans[-1] = (spans[-1][0], end)
            else:
                spans.append((start, end))
        start = after
    return spans


def event(text: str) -> int | None:
    """Where the event without a date that a clause waits for begins, or None."""
    whens = find_whens(text)
    for match in words.EVENT.finditer(text):
        if any(match.start() < when.start <= match.end() for when in whens):
            continue  # "sau 30/6/2026", "từ tháng 5": a date, not an event
        if words.RECURRING.match(text, match.end() - 1):
            continue
        begin = words.BEFORE_EVENT.search(text, 0, match.start())
        return begin.start() if begin else match.start()
    return None


def read_clause(shadow: Shadow, masked: str, span: tuple[int, int], *, cycle: bool, issued_on: date | None) -> Clause:
    """The fact of one clause. `cycle`: the whole phrase speaks of something that comes back ("hằng năm")."""
    start, end = span
    text = masked[start:end]
    if words.DONE.search(text):
        return Clause("done")
    tentative = "du kien" in text
    begin = event(text)
    if begin is not None:
        return Clause("event", condition=_printed(shadow, start + begin, end), tentative=tentative)
    whens = find_whens(text)
    recurring = words.RECURRING.search(text)
    yearless = all(when.year is None for when in whens)
    if cycle and yearless and (recurring or whens or words.CYCLE_DAY.search(text)):
        return Clause("recurring", unit=unit(text) or unit(masked))
    dated = _dated(text, whens, issued_on) if whens else None
    if dated and dated.kind == "dated":
        return replace(dated, tentative=tentative)
    if recurring:
        return Clause("recurring", unit=unit(text))
    if words.THIS_YEAR.search(text) and issued_on:
        year = issued_on.year + (issued_on.month == 12)
        first, last = date(year, 1, 1), date(year, 12, 31)
        return Clause("dated", first, last, last, precision="year", inherited=True)
    if theo := words.BY_ANOTHERS_WORD.search(text):
        return Clause("theo", condition=_printed(shadow, start + theo.start(), end))
    if dated:
        return dated
    if start == 0 and (opens := words.OPENS_BY_ANOTHER.match(text)):
        return Clause("theo", condition=_printed(shadow, opens.start("by"), end))
    if start == 0 and (opens := words.OPENS_WHEN.match(text)):
        return Clause("event", condition=_printed(shadow, opens.start("when"), end))
    return Clause("none")


def _printed(shadow: Shadow, start: int, end: int) -> str:
    return shadow.printed(start, end).strip(" .,;")


def unit(text: str) -> str | None:
    """The unit of the first recurrence in the text, one of the calendar before "permanent"."""
    forms = [" ".join(match.group().split()) for match in words.RECURRING.finditer(text)]
    units = [words.UNITS.get(form) or _cycle(form) for form in forms]
    return next((name for name in units if name != "permanent"), units[0] if units else None)


def _cycle(form: str) -> str:
    """ "01 lần/năm" -> "year", "tháng, quý, năm" -> "month": the first unit it names."""
    if form.startswith("6 thang"):
        return "half"
    if re.search(r"\bky\b", form) and not re.search(r"\b(?:tuan|thang|quy|nam)\b", form):
        return "half"  # of a school's year
    named = [part for part in re.split(r"[\s,/]+", form) if part in words.CYCLES]
    return words.CYCLES[named[0]]


def relation(text: str, when: When) -> str:
    """How the words before a date relate to it: "before", "until", "from", "after" or "within"."""
    before = text[: when.start]
    for name, expression in words.RELATIONS:
        if expression.search(before):
            return "within" if name == "from" and when.several else name
    return "within"


@dataclass(frozen=True, slots=True)
class _End:
    last: date
    bound: date
    exclusive: bool
    precision: Precision


def _dated(text: str, whens: Sequence[When], issued_on: date | None) -> Clause | None:
    """The window that the clause's dates give together: "dated", or "from" when it has no end."""
    firsts: list[date] = []
    ends: list[_End] = []
    inherited = False
    for place, when in enumerate(whens):
        year = _year_for(whens, place)
        if when.year is None and year is None:
            year, inherited = _year_from(when, issued_on), True
        try:
            first, last = sharpened(when, *when.days(year))
        except ValueError:
            continue
        name = _relation_in_range(text, whens, place)
        if name == "from":
            firsts.append(first)
        elif name == "after":
            firsts.append(last + timedelta(days=1))
        elif name == "before" and when.part != "cuối":
            ends.append(_End(first - timedelta(days=1), first, True, when.precision))
        else:
            ends.append(_End(last, last, False, when.precision))
            if name == "within":
                firsts.append(first)
    return _window(firsts, ends, inherited)


def _relation_in_range(text: str, whens: Sequence[When], place: int) -> str:
    """The relation of the date at `place`; a dash or "đến" between two dates makes them a start and an end."""
    name = relation(text, whens[place])
    if name != "within":
        return name
    if place and words.JOINED.fullmatch(text[whens[place - 1].end : whens[place].start]):
        return "until"
    if place + 1 < len(whens) and words.JOINED.fullmatch(text[whens[place].end : whens[place + 1].start]):
        return "from"
    return "within"


def _year_for(whens: Sequence[When], place: int) -> int | None:
    """The year of a date that has none, from the other dates of the clause: the next one, else the last."""
    later = [when.year for when in whens[place:] if when.year]
    earlier = [when.year_last for when in whens[:place] if when.year_last]
    return later[0] if later else earlier[-1] if earlier else None


def _year_from(when: When, issued_on: date | None) -> int | None:
    """The first year in which the date does not lie before the day of issue."""
    if issued_on is None:
        return None
    for year in (issued_on.year, issued_on.year + 1):
        try:
            if when.days(year)[1] >= issued_on:
                return year
        except ValueError:
            continue
    return issued_on.year


def _window(firsts: list[date], ends: list[_End], inherited: bool) -> Clause | None:
    first = min(firsts, default=None)
    if not ends:
        return Clause("from", first=first, inherited=inherited) if first else None
    end = max(ends, key=lambda e: e.last)
    if first and first > end.last:
        first = None
    return Clause("dated", first, end.last, end.bound, end.exclusive, end.precision, inherited=inherited)


def join_dated(clauses: Sequence[Clause]) -> Clause:
    """Several dated clauses of one phrase as one: due when the last of them is."""
    latest = max(clauses, key=lambda clause: clause.last or date.min)
    firsts = [clause.first for clause in clauses]
    known = [day for day in firsts if day]
    return replace(latest, first=min(known) if len(known) == len(firsts) else None)
