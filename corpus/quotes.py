"""What a plan says word for word: the stretch of its rendition that holds the words of a text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from corpus.model import Spot

_RUN = re.compile(r"[^\s*_]+")  # Markdown marks are no words


def verbatim(text: str, spots: Sequence[Spot], lines: Sequence[str]) -> str:
    """The longest beginning of `text` that stands word for word at `spots`: a slice of the rendition and its breaks."""
    words = text.split()
    places = [(spot.first_line - 1, spot.last_line) for spot in spots]
    if spots:
        places.append((min(s.first_line for s in spots) - 1, max(s.last_line for s in spots)))
    slices = [lines[first:last] for first, last in dict.fromkeys(places)]
    best = ""
    whole = " ".join(words)
    shown: _Shown | None = None
    for chosen in slices:
        joined = "\n".join(chosen)
        marked = re.search(r"[*_]", joined) is not None
        if whole and whole in joined and not marked:
            return whole
        there, shown = _Shown.of(joined), shown or _Shown.of(whole)
        if match := _match(shown.said, words, there, marked=marked):
            return match
        best = max(best, _longest(shown, words, there, marked=marked), key=len)
    return best or (slices[0][0].strip() if slices and slices[0] else text)


def _longest(shown: _Shown, words: Sequence[str], there: _Shown, *, marked: bool) -> str:
    """The stretch that has as many of the first words as there are; `shown` are all words."""
    sizes = list(accumulate([len(word) + 1 for word in words], initial=0))

    def match(count: int) -> str:
        return _match(shown.beginning(sizes[count] - 1), words[:count], there, marked=marked)

    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if match(middle) else (low, middle - 1)
    return match(low) if low else ""


@dataclass(frozen=True, slots=True)
class _Shown:
    """A text as it reads: without Markdown marks, one space between words, none after a hyphen at a line's end.

    `starts` and `places` say for each run of letters where it begins in `said` and in `text`.
    """

    text: str
    said: str
    starts: list[int]
    places: list[int]

    @classmethod
    def of(cls, text: str) -> _Shown:
        said: list[str] = []
        starts: list[int] = []
        places: list[int] = []
        size = end = 0
        for match in _RUN.finditer(text):
            if said and text[end : match.start()].strip("*_") and not said[-1].endswith("-"):
                said.append(" ")
                size += 1
            starts.append(size)
            places.append(match.start())
            said.append(match[0])
            size += len(match[0])
            end = match.end()
        return cls(text, "".join(said), starts, places)

    def beginning(self, end: int) -> str:
        """What the text up to a place between two words reads as."""
        run = bisect_left(self.places, end)
        return self.said[: self.starts[run]].removesuffix(" ") if run < len(self.starts) else self.said

    def at(self, place: int) -> int:
        """Where a character of `said` stands in `text`."""
        run = bisect_right(self.starts, place) - 1
        return self.places[run] + place - self.starts[run]

    def printed(self, start: int, end: int) -> str:
        """The stretch of `text` behind a stretch of `said`, with the marks beside a bracket or a full stop."""
        first, last = self.at(start), self.at(end - 1) + 1
        if not self.said[start].isalnum():
            first = len(self.text[:first].rstrip("*_"))
        if not self.said[end - 1].isalnum():
            last = len(self.text) - len(self.text[last:].lstrip("*_"))
        return self.text[first:last]


def _match(said: str, words: Sequence[str], there: _Shown, *, marked: bool) -> str:
    """The stretch that has these words, which read as `said`; a break after a hyphen may stand in it and, where it is
    `marked`, Markdown marks."""
    place = there.said.find(said) if said else -1
    if place >= 0:
        return there.printed(place, place + len(said))
    return _match_marked(words, there.text) if words and marked else ""


def _match_marked(words: Sequence[str], text: str) -> str:
    """As `_match`, in a text whose marks also part words."""
    pattern = r"[\s*_]+".join(r"[*_]*".join(map(re.escape, re.split(r"(?<=\W)|(?=\W)", word))) for word in words)
    pattern = pattern.replace(r"\-[*_]*", r"\-[*_\s]*")
    match = re.search(pattern, text)
    return match[0] if match else ""
