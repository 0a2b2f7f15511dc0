"""Labels at the start of a paragraph ("III.", "2.1.", "(4)", "a)", "-") and the section path they build."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

LabelKind = Literal["part", "roman", "letter", "decimal", "bracket", "small", "bullet", "none"]

_MARKS = r"[*_#\s]*"
_ROMAN = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_PART = re.compile(
    rf"^{_MARKS}(?P<word>Phần|Chương|Điều|PHẦN|CHƯƠNG|ĐIỀU)\s+(?P<label>{_ROMAN}|\d+|thứ\s+\w+|THỨ\s+\w+)\b\s*[.:\-–]?{_MARKS}(?P<rest>.*)$",
    re.S,
)
_PATTERNS: tuple[tuple[LabelKind, re.Pattern[str]], ...] = (
    ("roman", re.compile(rf"^{_MARKS}(?:Mục\s+|MỤC\s+)?(?P<label>{_ROMAN})\s*[.\-–):/]{_MARKS}(?P<rest>\S.*|)$", re.S)),
    ("letter", re.compile(rf"^{_MARKS}(?P<label>[A-HĐ])\s*[.)\-–]\s+{_MARKS}(?P<rest>\S.*)$", re.S)),
    (
        "decimal",
        re.compile(rf"^{_MARKS}(?P<label>\d{{1,3}}(?:\.\d{{1,3}})+)\s*[.)\-–:]?\s+{_MARKS}(?P<rest>\S.*)$", re.S),
    ),
    ("decimal", re.compile(rf"^{_MARKS}(?P<label>\d{{1,3}})\s*[.)](?!\d){_MARKS}(?P<rest>\D.*)$", re.S)),
    ("decimal", re.compile(rf"^{_MARKS}(?P<label>\d{{1,2}})\s*[-–/]\s+{_MARKS}(?P<rest>[^\W\d].*)$", re.S)),
    ("bracket", re.compile(rf"^{_MARKS}\((?P<label>\d{{1,2}}|[a-zđ]|[ivx]+)\){_MARKS}(?P<rest>\S.*)$", re.S)),
    ("small", re.compile(rf"^{_MARKS}(?P<label>[a-zđ])\s*[.)]\s*{_MARKS}(?P<rest>\S.*)$", re.S)),
    ("bullet", re.compile(r"^[\s_#]*(?P<label>[-–—+•▪●◦·]|\*(?!\*))\s*(?P<rest>\S.*)$", re.S)),
)

_SHORT = 2000  # letters of a text that is kept in mind
_HEADING_MARK = re.compile(r"^\s*#{1,6}\s+")
_UNDERLINE = re.compile(r"(?<!\w)_+|_+(?!\w)")
_BROKEN_SPAN = re.compile(r"(?<=\d-)\s*\n\s*(?=[\dA-ZĐ])")  # "2025-" over "2030"


@dataclass(frozen=True, slots=True)
class Label:
    """A label and what follows it; kind "none" when the paragraph has no label."""

    kind: LabelKind
    label: str
    rest: str


def read_label(text: str) -> Label:
    """Split a paragraph into its label and the rest: "2.1. Về …" -> Label("decimal", "2.1", "Về …")."""
    stripped = text.strip()
    if match := _PART.match(stripped):
        return Label("part", " ".join(match["label"].split()), match["rest"].strip())
    for kind, pattern in _PATTERNS:
        if match := pattern.match(stripped):
            return Label(kind, match["label"], match["rest"].strip())
    return Label("none", "", stripped)


def plain(text: str) -> str:
    """A text without Markdown marks (**bold**, *italics*, _under_, heading #), one space between words."""
    return _plain(text) if len(text) < _SHORT else _plain.__wrapped__(text)


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    if "#" in text:
        text = _HEADING_MARK.sub("", text)
    if "*" in text:
        text = text.replace("*", "")
    if "_" in text:
        text = _UNDERLINE.sub("", text)
    if "\n" in text and "-" in text:
        text = _BROKEN_SPAN.sub("", text)
    return " ".join(text.split())


#: A capital letter that is the label of a table's section.
SECTION_LETTER = "[A-ZĐ]"
_ALPHABETS = ("ABCDĐEGHIKLMNOPQRSTUVXY", "ABCDEGHIKLMNOPQRSTUVXY", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def letter_follows(label: str, last: str) -> bool:
    """Whether a letter is the next one after `last` in a list, with Đ or without: "I" after "H", "A" after ""."""
    return len(label) == 1 and any(
        label in alphabet and last in alphabet and alphabet.index(label) == alphabet.find(last) + len(last)
        for alphabet in _ALPHABETS
    )


class Lettered:
    """The lettered sections of one table: "I", "L", "V" and "X" are letters behind the letter before them, where no
    Roman numbers stand between.
    """

    def __init__(self) -> None:
        self._last = ""
        self._romans = False
        self._outer = ""

    def fits(self, label: str) -> bool:
        """Whether a label is the next letter."""
        return letter_follows(label, self._last) and not (self._romans and label in "IVXL")

    def take(self, label: str) -> None:
        """Enter a section."""
        if not self.fits(label) and re.fullmatch("[IVXL]+", label):
            self._romans = True
            self._last = "" if self._outer == "roman" else self._last  # letters below a Roman number begin again
            self._outer = self._outer or "roman"
        elif re.fullmatch(SECTION_LETTER, label):
            self._last = label
            self._outer = self._outer or "letter"


_RANK = {"part": 0, "roman": 2, "decimal": 4}


class SectionPath:
    """The stack of numbered headings above the current line."""

    def __init__(self) -> None:
        self._stack: list[tuple[float, str, str]] = []
        self._letter_rank: float | None = None

    def push(self, label: Label, heading: str) -> None:
        """Enter a heading: it closes every heading of its own rank or a lower one."""
        rank: float
        if label.kind == "letter":
            if self._letter_rank is None:
                self._letter_rank = 3 if any(r == 2 for r, _, _ in self._stack) else 1
            rank = self._letter_rank
        else:
            rank = _RANK[label.kind] + (label.label.count(".") if label.kind == "decimal" else 0)
        self._stack = [entry for entry in self._stack if entry[0] < rank]
        self._stack.append((rank, label.label, heading))

    def reset(self) -> None:
        """Leave all headings: an appendix begins."""
        self._stack = []

    @property
    def section(self) -> str:
        """The path as text: a decimal label stands for its own parents ("II" + "3" + "3.2" -> "II.3.2")."""
        decimals = [label for rank, label, _ in self._stack if rank >= 4]
        others = [label for rank, label, _ in self._stack if rank < 4 and rank != 0]
        if not others:
            others = [label for rank, label, _ in self._stack if rank == 0][-1:]
        return ".".join(others + decimals[-1:])

    @property
    def heading(self) -> str:
        """The text of the nearest heading."""
        return self._stack[-1][2] if self._stack else ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The texts of all headings above, outermost first."""
        return tuple(heading for _, _, heading in self._stack)

    @property
    def block(self) -> str:
        """The first two steps of the path: what a closing bullet reaches back to."""
        labels = [label for _, label, _ in self._stack]
        return "|".join(labels[:2])
