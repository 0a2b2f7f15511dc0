"""A PDF page's letters and lines as words and rules, turned upright.

Words are made from the gaps between letters: the spaces that a PDF holds are only hints, since fallback fonts for
Vietnamese letters put spaces inside words ("th ực hi ện") and some writers leave real ones out.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from corpus.legacy import from_font
from corpus.readers.page import Page, Rule, Word

_THIN = 3.0  # a drawn box narrower than this is a line
_SHORTEST = 4.0  # rules shorter than this are dots and dashes of other drawings
_TOUCHING = 0.08  # of the font size: letters closer than this stand in one word, whatever the PDF says
_SPACED = 0.14  # with a space between them: two words
_APART = 0.25  # without a space: two words

Char = dict[str, Any]
Frame = tuple[float, float, float, float]


def read_page(page: Any) -> Page:
    """A pdfplumber page as a Page; text drawn sideways on an upright page turns the whole page."""
    width, height = float(page.width), float(page.height)
    chars = [c for c in page.chars if c["text"] and _on_page(c, width, height)]
    turn = _turn_of(chars)
    frames = [_turned(_frame(c), turn, width, height) for c in chars]
    words = tuple(_words(chars, frames, turn))
    rules = tuple(
        Rule(*_turned((r.x0, r.top, r.x1, r.bottom), turn, width, height)) for r in _rules(page, width, height)
    )
    if turn in (90, 270):
        width, height = height, width
    return Page(page.page_number, width, height, words, rules)


def unreadable_share(page: Page) -> float:
    """The share of letters that the PDF gives no Unicode for; such a page is read as a picture."""
    text = "".join(word.text for word in page.words)
    broken = text.count("(cid:") * 7 + sum(1 for c in text if c == "\ufffd" or unicodedata.category(c) == "Co")
    return min(broken / len(text), 1.0) if text else 0.0


def _frame(char: Char) -> Frame:
    return char["x0"], char["top"], char["x1"], char["bottom"]


def _on_page(char: Char, width: float, height: float) -> bool:
    middle_x, middle_y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(-1 <= middle_x <= width + 1 and -1 <= middle_y <= height + 1)


def _direction(char: Char) -> int:
    """Where the letter's own left-to-right points on the page: 0 right, 90 down, 180 left, 270 up."""
    a, b = char["matrix"][:2]
    if abs(a) >= abs(b):
        return 0 if a >= 0 else 180
    return 270 if b > 0 else 90


def _turn_of(chars: list[Char]) -> int:
    """The direction most letters run in."""
    counts = Counter(_direction(c) for c in chars if not c["text"].isspace())
    return counts.most_common(1)[0][0] if counts else 0


def _turned(frame: Frame, turn: int, width: float, height: float) -> Frame:
    """A frame on the page after turning the page so that direction `turn` runs to the right."""
    x0, top, x1, bottom = frame
    if turn == 90:  # text runs down: turn the page a quarter left
        return top, width - x1, bottom, width - x0
    if turn == 270:  # text runs up: a quarter right
        return height - bottom, x0, height - top, x1
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    return frame


def _words(chars: list[Char], frames: list[Frame], turn: int) -> Iterator[Word]:
    """Letters joined by their gaps. Letters in another direction (stamps along the margin) make words of their own."""
    seen: dict[tuple[str, int, int], None] = {}
    letters: list[tuple[Char, Frame, bool]] = []  # letter, frame, whether a space stands before it
    space = False
    for char, frame in zip(chars, frames, strict=True):
        if char["text"].isspace():
            space = True
            continue
        place = (char["text"], round(frame[0]), round(frame[1]))
        if place in seen:  # drawn twice to look bold
            continue
        seen[place] = None
        if _direction(char) == turn:
            letters.append((char, frame, space))
        space = False
    yield from _join(letters)


def _join(letters: list[tuple[Char, Frame, bool]]) -> Iterator[Word]:
    group: list[tuple[Char, Frame]] = []
    for char, frame, space in letters:
        if group and not _same_word(group[-1], (char, frame), space):
            yield _word(group)
            group = []
        group.append((char, frame))
    if group:
        yield _word(group)


def _same_word(before: tuple[Char, Frame], after: tuple[Char, Frame], space: bool) -> bool:
    (char, frame), (next_char, next_frame) = before, after
    if unicodedata.combining(next_char["text"][0]):
        return True
    size = max(float(char["size"]), float(next_char["size"]), 1.0)
    shared = min(frame[3], next_frame[3]) - max(frame[1], next_frame[1])
    if shared < 0.3 * min(frame[3] - frame[1], next_frame[3] - next_frame[1]):
        return False
    gap = next_frame[0] - frame[2]
    if gap < -0.6 * size:
        return False
    if gap < _TOUCHING * size:
        return True
    return gap < (_SPACED if space else _APART) * size


def _word(group: list[tuple[Char, Frame]]) -> Word:
    first, frames = group[0][0], [frame for _, frame in group]
    font = str(first.get("fontname") or "")
    return Word(
        from_font("".join(char["text"] for char, _ in group), font),
        min(f[0] for f in frames),
        min(f[1] for f in frames),
        max(f[2] for f in frames),
        max(f[3] for f in frames),
        float(first["size"]),
        any(mark in font.lower() for mark in ("bold", "black", "heavy", "-bd", "demi")),
    )


def _rules(page: Any, width: float, height: float) -> Iterator[Rule]:
    """Straight lines of a page: drawn lines, thin boxes, and the four sides of outlined boxes."""
    for line in page.lines:
        yield from _rule(line["x0"], line["top"], line["x1"], line["bottom"])
    for box in page.rects:
        x0, top, x1, bottom = _frame(box)
        thin = min(x1 - x0, bottom - top) < _THIN
        if thin or box.get("stroke"):
            yield from _sides(x0, top, x1, bottom, width, height)
    for curve in page.curves:
        points = curve.get("pts") or []
        if curve.get("stroke") or len(points) <= 5:
            for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
                yield from _rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _rule(x0: float, top: float, x1: float, bottom: float) -> Iterator[Rule]:
    if x1 - x0 < _THIN and bottom - top >= _SHORTEST:
        middle = (x0 + x1) / 2
        yield Rule(middle, top, middle, bottom)
    elif bottom - top < _THIN and x1 - x0 >= _SHORTEST:
        middle = (top + bottom) / 2
        yield Rule(x0, middle, x1, middle)


def _sides(x0: float, top: float, x1: float, bottom: float, width: float, height: float) -> Iterator[Rule]:
    if min(x1 - x0, bottom - top) < _THIN:
        yield from _rule(x0, top, x1, bottom)
    elif x1 - x0 < 0.98 * width or bottom - top < 0.98 * height:
        yield from _rule(x0, top, x1, top)
        yield from _rule(x0, bottom, x1, bottom)
        yield from _rule(x0, top, x0, bottom)
        yield from _rule(x1, top, x1, bottom)
