"""The title of an appendix that stands inside its own table: printed at the foot of the first page, or among its rows.

It begins with "PHỤ LỤC" and ends with the bracket that says what it belongs to: "(Kèm theo Kế hoạch số …)".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.headings import plain
from corpus.text import bare

_ATTACHED = re.compile(r"^\(\s*(?:ban hanh |dinh )?kem(?: theo)?\b")
_BEGINS = re.compile(r"^(?:PHỤ LỤC|Phụ lục)\b[^.;]*$")
_LISTS = re.compile(r"^(?:PHỤ LỤC|DANH MỤC|BẢNG|BIỂU|PHÂN CÔNG)\b")
_NUMBERED = re.compile(r"^(?:\d|[IVX]+\b)")
_MOST_LINES = 8  # of a title
_MOST_BRACKET_LINES = 4


def appendix_titles(lines: Sequence[str]) -> list[range]:
    """The stretches of `lines` (blank ones allowed) that are titles of appendices, each with its closing bracket."""
    filled = [index for index, line in enumerate(lines) if plain(line)]
    found: list[range] = []
    for place, index in enumerate(filled):
        if not _ATTACHED.match(bare(plain(lines[index]))):
            continue
        end = _bracket_end(lines, filled, place)
        start = _title_start(lines, filled, place)
        found.append(range(filled[start], filled[end] + 1))
    return found


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
