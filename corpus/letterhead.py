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
_APPENDIX = re.compile(r"(?:phu luc|danh muc|bieu|bang phan cong)\b")
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
        elif isinstance(region, Paragraph) and _opens_sheet(regions, index):
            found.update(_around(regions, index, -1, start))
    return sorted(found | _repeated(regions, start))


def _opens_sheet(regions: Sequence[Region], index: int) -> bool:
    """Whether an appendix's title stands below a table: the capitals between them name its office."""
    region = regions[index]
    if not isinstance(region, Paragraph) or not _APPENDIX.match(bare(plain(region.text))):
        return False
    above = next((n for n in range(index - 1, -1, -1) if not isinstance(regions[n], Paragraph)), None)
    return above is not None and index - above <= _LINES


def _repeated(regions: Sequence[Region], start: int) -> set[int]:
    """The offices of the letterhead above the body, where they stand again, above no items of their own."""
    above = {bare(plain(region.text)) for region in regions[:start] if isinstance(region, Paragraph)}
    return {
        index
        for index, region in enumerate(regions)
        if index >= start and isinstance(region, Paragraph) and _belongs(region)
        and bare(plain(region.text)) in above and not _has_items(regions, index)
    }  # fmt: skip


def _has_items(regions: Sequence[Region], index: int) -> bool:
    below = regions[index + 1] if index + 1 < len(regions) else None
    return isinstance(below, Paragraph) and read_label(below.labelled).kind in ("bullet", "bracket", "small", "decimal")


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
