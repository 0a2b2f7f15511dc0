"""Letterheads that stand again inside a document: above an appendix, on the second sheet of a workbook."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.headings import plain, read_label
from corpus.layout import Paragraph
from corpus.lines import Region
from corpus.readers.furniture import opens_with_state
from corpus.text import bare

_NUMBER = re.compile(r"so\s*:?\s*[\d./ -]*[-/]|\W+$")
_DATE = re.compile(r"[^,.;]{1,40}, ngay\b[^,.;]{0,12}\bthang\b[^,.;]{0,20}\bnam\b[\d .]*$")
_TITLE = re.compile(r"(?:phu luc|danh muc|bieu|bang phan cong|ke hoach|chuong trinh|de an|phuong an)\b")
_LONGEST = 100  # letters of a line
_LINES = 8  # of one letterhead


def letterheads(regions: Sequence[Region], start: int) -> list[int]:
    """Indexes, from `start` on, of the paragraphs of letterheads: the line with the state's or the Party's name, and
    the short lines around it that name offices, the number and the day."""
    found: set[int] = set()
    for index in range(start, len(regions)):
        region = regions[index]
        if isinstance(region, Paragraph) and _is_short(region) and opens_with_state(_plain(region)):
            found.add(index)
            for step in (-1, 1):
                found.update(_around(regions, index, step, start))
    return sorted(found)


def _around(regions: Sequence[Region], index: int, step: int, start: int) -> list[int]:
    found: list[int] = []
    place = index + step
    while start <= place < len(regions) and len(found) < _LINES and _belongs(regions[place]):
        found.append(place)
        place += step
    return found


def _plain(region: Paragraph) -> str:
    return "\n".join(map(plain, region.text.split("\n")))


def _is_short(region: Paragraph) -> bool:
    return len(region.text) <= 2 * _LONGEST and max(map(len, region.text.split("\n"))) <= _LONGEST


def _belongs(region: Region) -> bool:
    """Whether a paragraph is a line of a letterhead: an office in capitals, the number, the place and day."""
    if not isinstance(region, Paragraph) or not _is_short(region):
        return False
    text, said = plain(region.text), bare(plain(region.text))
    if _TITLE.match(said) or read_label(region.labelled).kind != "none":
        return False
    return text.isupper() or bool(opens_with_state(_plain(region)) or _NUMBER.match(said) or _DATE.fullmatch(said))
