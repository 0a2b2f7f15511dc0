"""Raw slices of a plan's rendition: whole lines, and sentences inside a quote. What is cited is always such a slice."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from corpus.model import Spot
from corpus.text import bare

# A sentence ends at . ! ? ; or … before a space and a capital, a bracket or a dash, or at a line's end.
_END = re.compile(r"(?<=[.!?…])[\"”’)*]*\s+(?=[\"“(*\-–+]*[A-ZĐÀ-Ỹ0-9])")


def sentences(quote: str) -> list[tuple[int, int]]:
    """(start, end) of each sentence of `quote`, spaces left outside.

    >>> [ "Một. Hai ba."[a:b] for a, b in sentences("Một. Hai ba.")]
    ['Một.', 'Hai ba.']
    """
    found, start = [], 0
    for match in _END.finditer(quote):
        found.append((start, match.start()))
        start = match.end()
    found.append((start, len(quote)))
    return [(a, b) for a, b in found if quote[a:b].strip()]


def line_spot(first: int, last: int | None = None) -> tuple[Spot, ...]:
    """The place of rendition lines `first` to `last` (0-based)."""
    return (Spot(first + 1, (first if last is None else last) + 1),)


def find_line(lines: Sequence[str], holds: Callable[[str], bool], *, backwards: bool = False) -> int | None:
    """The first (or last) line that `holds`, 0-based; None when none does."""
    places = range(len(lines) - 1, -1, -1) if backwards else range(len(lines))
    return next((i for i in places if holds(lines[i])), None)


def says_day(line: str, day: date) -> bool:
    """Whether a line prints this day, in words or in numbers."""
    plain = bare(line)
    words = rf"ngay\s*0?{day.day}\s*thang\s*0?{day.month}\s*nam\s*{day.year}"
    numbers = rf"(?<!\d)0?{day.day}[/.-]0?{day.month}[/.-]{day.year}"
    return bool(re.search(f"{words}|{numbers}", plain))


def says(line: str, text: str) -> bool:
    """Whether a line prints `text`, spaces and case apart ("Số 26 -KH/ĐU" says "26-KH/ĐU")."""
    return bool(text) and re.sub(r"\W", "", bare(text)) in re.sub(r"\W", "", bare(line))
