"""One printed page as words and ruled lines, whatever it came from: a PDF's drawing or a scan's recognition.

All lengths are in points (1/72 inch) from the page's top left corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.model import Box


@dataclass(frozen=True, slots=True)
class Word:
    """`size` is the font's height; `sure` is OCR's confidence, 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False
    sure: float = 1.0

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line; `upright` ones have x0 = x1, level ones top = bottom."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def upright(self) -> bool:
        return self.x1 - self.x0 < self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    scanned: bool = False


@dataclass(slots=True)
class Line:
    """Words on one baseline, left to right."""

    words: list[Word] = field(default_factory=list)

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def middle(self) -> float:
        return sum(word.middle for word in self.words) / len(self.words)

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    def segments(self, gap: float) -> list[Line]:
        """The line cut where more than `gap` points are blank."""
        pieces = [Line([self.words[0]])]
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.x0 - before.x1 > gap:
                pieces.append(Line())
            pieces[-1].words.append(word)
        return pieces


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Words gathered into lines, top to bottom. A word belongs to a line whose height it shares by half."""
    lines: list[Line] = []
    for word in sorted(words, key=lambda w: (w.middle, w.x0)):
        # the line a word belongs to is among the last few: smaller signs sort a little above or below it
        for line in reversed(lines[-4:]):
            last = line.words[-1]
            shared = min(last.bottom, word.bottom) - max(last.top, word.top)
            if shared > 0.5 * min(last.bottom - last.top, word.bottom - word.top):
                line.words.append(word)
                break
        else:
            lines.append(Line([word]))
    for line in lines:
        line.words.sort(key=lambda w: w.x0)
    return sorted(lines, key=lambda line: line.middle)


def stacked(lines: Iterable[str]) -> str:
    """Lines of a cell as its text; a span broken after its dash ("7-", "9/2026") is one piece."""
    text = ""
    for line in lines:
        broken = re.search(r"\d[-–]$", text) and line[:1].isdigit()
        text += line if broken or not text else f"\n{line}"
    return text


def box_of(page: Page, left: float, top: float, right: float, bottom: float) -> Box:
    """A rectangle in points as fractions of the page, kept inside it."""

    def part(value: float, whole: float) -> float:
        return round(min(max(value / whole, 0.0), 1.0), 4) if whole else 0.0

    return part(left, page.width), part(top, page.height), part(right, page.width), part(bottom, page.height)


def box_around(page: Page, lines: Sequence[Line]) -> Box:
    """The box around these lines as fractions of the page."""
    return box_of(
        page,
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
