"""The title of an appendix that stands inside its own table: printed at the foot of the first page, or among its rows.

It begins with "PHỤ LỤC" and ends with the bracket that says what it belongs to: "(Kèm theo Kế hoạch số …)"; without
the bracket it ends behind the line that says what is listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.headings import plain
from corpus.text import bare

_ATTACHED = re.compile(r"^\(\s*(?:ban hanh |dinh )?kem(?: theo)?\b")
_BEGINS = re.compile(r"^(?:PHỤ LỤC|Phụ lục)\b[^.;]*$")
_LISTS = re.compile(r"^(?:PHỤ LỤC|DANH MỤC|BẢNG|BIỂU|PHÂN CÔNG|NHIỆM VỤ|CÔNG VIỆC|TIẾN ĐỘ)\b")
_NUMBERED = re.compile(r"^(?:\d|[IVX]+\b)")
_MOST_LINES = 8  # of a title
_MOST_BRACKET_LINES = 4
_SHORT = 4  # words of "Phụ lục số 1": more are a sentence


def appendix_titles(lines: Sequence[str]) -> list[range]:
    """The stretches of `lines` (blank ones allowed) that are titles of appendices, in order."""
    filled = [index for index, line in enumerate(lines) if plain(line)]
    found: list[range] = []
    for place, index in enumerate(filled):
        if not _ATTACHED.match(bare(plain(lines[index]))):
            continue
        end = _bracket_end(lines, filled, place)
        start = _title_start(lines, filled, place)
        found.append(range(filled[start], filled[end] + 1))
    told = {index for stretch in found for index in stretch}
    for index, below in zip(filled, [*filled[1:], len(lines)], strict=True):
        text = plain(lines[index])
        if index not in told and _BEGINS.match(text) and (text.isupper() or len(text.split()) < _SHORT):
            listed = below < len(lines) and _LISTS.match(plain(lines[below])) and plain(lines[below]).isupper()
            found.append(range(index, (below if listed else index) + 1))
    return sorted(found, key=lambda stretch: stretch.start)


def _bracket_end(lines: Sequence[str], filled: Sequence[int], place: int) -> int:
    """The place of the line that closes the bracket; the first line's own where none does."""
    for end in range(place, min(place + _MOST_BRACKET_LINES, len(filled))):
        if ")" in lines[filled[end]]:
            return end
    return place


def _title_start(lines: Sequence[str], filled: Sequence[int], place: int) -> int:
    """The place of the title's first line, above the bracket; the bracket's own where there is no title."""
    start = place
    for above in range(place - 1, max(-1, place - 1 - _MOST_LINES), -1):
        text = plain(lines[filled[above]])
        if _NUMBERED.match(text):
            break
        if _BEGINS.match(text):
            return above
        if _LISTS.match(text) and text.isupper():
            start = above
    return start
