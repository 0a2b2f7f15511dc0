"""Lines of running text on a page as paragraphs: by spacing, indents, list marks and lines that end early.

Two columns side by side (a letterhead, recipients beside the signature) read down the left, then down the right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.furniture import has_letterhead
from corpus.readers.page import Line, Page

MARKER = re.compile(
    r"(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|\(?[IVXL]{1,6}|\(?[a-zđA-ZĐ]|(?:Điều|Mục|Phần|Chương)\s\S{1,5})"
    r"[.)/:\-–](?=\s|$)|[-–+•▪*●○]\s|\d{1,2}(?:\.\d{1,2}){1,3}\s"
)
_FULL_WIDTH = 0.5  # of the page: lines this long tell the text's right edge
_WIDE_GAP = 1.8  # of the font size: blank that parts two columns rather than two words


@dataclass(frozen=True, slots=True)
class Measure:
    """How the document's running text is set, in points: its edges, the step from line to line, the letters' size."""

    left: float
    right: float
    step: float
    size: float

    def centred(self, line: Line) -> bool:
        """Well inside both edges and as far from one as from the other."""
        left, right = line.x0 - self.left, self.right - line.x1
        return min(left, right) > 1.5 * self.size and abs(left - right) < max(0.06 * (self.right - self.left), 6)


@dataclass(slots=True)
class Text:
    """A paragraph with its lines; `page` is where it starts."""

    page: Page
    lines: list[Line]
    centred: bool = False
    alone: bool = False  # one line of a side column: never joined

    @property
    def text(self) -> str:
        joined = self.lines[0].text
        for line in self.lines[1:]:
            dashed = re.search(r"\d[-–]$", joined) and re.match(r"\d", line.text)
            joined += ("" if dashed else " ") + line.text
        return joined

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def measure(pages: Sequence[tuple[Page, Sequence[Line]]]) -> Measure:
    """The setting of the running text, from the lines of all pages that are not in tables."""
    lines = [line for _, found in pages for line in found]
    width = max((page.width for page, _ in pages), default=595.0)
    long = [line for page, found in pages for line in found if line.x1 - line.x0 > _FULL_WIDTH * page.width]
    lefts, rights = sorted(line.x0 for line in long or lines), sorted(line.x1 for line in long)
    sizes = sorted(word.size for line in lines for word in line.words)
    size = sizes[len(sizes) // 2] if sizes else 13.0
    steps = sorted(
        step
        for _, found in pages
        for a, b in zip(found, found[1:], strict=False)
        if 0.8 * size < (step := b.middle - a.middle) < 2.2 * size
    )
    return Measure(
        lefts[len(lefts) // 10] if lefts else 0.1 * width,
        rights[len(rights) * 9 // 10] if rights else 0.88 * width,
        steps[len(steps) * 2 // 5] if steps else 1.2 * size,
        size,
    )


def paragraphs(page: Page, lines: Sequence[Line], setting: Measure) -> Iterator[Text]:
    """Lines of one stretch of a page, top to bottom, as paragraphs."""
    start = 0
    while start < len(lines):
        end, gutter = _side_by_side(lines, start)
        if gutter is None:
            end = start + 1
            while end < len(lines) and _side_by_side(lines, end)[1] is None:
                end += 1
            yield from _flowing(page, lines[start:end], setting)
        else:
            yield from _columns(page, lines[start:end], gutter)
        start = end


def _side_by_side(lines: Sequence[Line], start: int) -> tuple[int, float | None]:
    """(end, gutter) of a two-column block that starts here; the gutter is None when there is none."""
    first = lines[start].segments(_WIDE_GAP * lines[start].size)
    if len(first) != 2:
        return start, None
    left, right = first[0].x1, first[1].x0
    end, doubles, letterhead = start + 1, 1, has_letterhead(first[0].text) or has_letterhead(first[1].text)
    for place in range(start + 1, min(start + 20, len(lines))):
        line, middle = lines[place], (left + right) / 2
        lefts = [w for w in line.words if (w.x0 + w.x1) / 2 < middle]
        rights = [w for w in line.words if (w.x0 + w.x1) / 2 >= middle]
        new_left, new_right = max([left, *(w.x1 for w in lefts)]), min([right, *(w.x0 for w in rights)])
        if new_right - new_left < 0.8 * line.size:
            break
        left, right = new_left, new_right
        letterhead = letterhead or any(has_letterhead(" ".join(w.text for w in side)) for side in (lefts, rights))
        doubles += bool(lefts and rights)
        if rights:
            end = place + 1
    if letterhead or doubles >= 3:
        return end, (left + right) / 2
    return start, None


def _columns(page: Page, lines: Sequence[Line], gutter: float) -> Iterator[Text]:
    for left in (True, False):
        for line in lines:
            words = [w for w in line.words if ((w.x0 + w.x1) / 2 < gutter) == left]
            if words:
                yield Text(page, [Line(words)], centred=True, alone=True)


def _flowing(page: Page, lines: Sequence[Line], setting: Measure) -> Iterator[Text]:
    current: Text | None = None
    for line in lines:
        if current is not None and not breaks(current, line, setting):
            current.lines.append(line)
            continue
        if current is not None:
            yield current
        current = Text(page, [line], setting.centred(line))
    if current is not None:
        yield current


def breaks(before: Text, line: Line, setting: Measure, *, new_page: bool = False) -> bool:
    """Whether a line starts a new paragraph after the lines of `before`."""
    last, centred = before.lines[-1], setting.centred(line)
    if before.alone or abs(last.size - line.size) > 0.2 * setting.size:
        return True
    if not new_page and line.middle - last.middle > 1.3 * setting.step:
        return True
    if before.bold != line.bold and not any(word.bold for word in (line if before.bold else last).words):
        return True
    if before.centred and centred:
        wraps = last.x1 - last.x0 > 0.5 * (setting.right - setting.left)
        return not wraps or last.text.isupper() != line.text.isupper()
    if before.centred and len(before.lines) == 1 and setting.centred(last):
        return True
    first_word = line.words[0]
    full = last.x1 + 0.25 * line.size + (first_word.x1 - first_word.x0) > setting.right + 0.2 * line.size
    if not full:
        return True
    indent = line.x0 - setting.left > 0.7 * setting.size
    if MARKER.match(line.text) and (indent or last.text[-1:] in ".;:,!?”"):
        return True
    return _shifts(before, line, setting)


def _shifts(before: Text, line: Line, setting: Measure) -> bool:
    """Whether the line's left edge is not where this paragraph's next line would be."""
    last, step = before.lines[-1], 0.7 * setting.size
    if len(before.lines) == 1:
        hanging = MARKER.match(last.text) is not None
        return line.x0 > last.x0 + step and not hanging
    return abs(line.x0 - last.x0) > step
