"""Running heads and feet of text that came from printed pages: one line at the beginning or end of page after page.

With form feeds the pages are known. Without them a page ends where the line stands apart in the middle of what goes on
around it: before the table's header printed again, beside the page's number, inside a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.agencies import looks_like_agencies
from corpus.columns import part_of
from corpus.deadlines import is_deadline
from corpus.headings import plain, read_label
from corpus.layout import Paragraph
from corpus.readers.furniture import has_letterhead, is_page_number, is_stamp
from corpus.text import bare, squeeze

_GAP = re.compile(r"\S\s{2,}(?=\S)")
# the page's number beside the words of a running line
_NUMBER = r"(?:trang|page)?\s*\d{1,3}(?:\s*/\s*\d{1,3})?"
_FOLIO = re.compile(rf"^{_NUMBER}\s{{2,}}|[\s|–-]+{_NUMBER}$", re.I)
_FOLIO_ALONE = re.compile(rf"(?:(?:trang|page)\s*{_NUMBER}|[-–]\s*\d{{1,3}}\s*[-–])$", re.I)
_TABLE = re.compile(r"\W*(?:so )?(?:s ?t ?t|t ?t)\b")
_FIRST_ROW = re.compile(r"^\W*(?:0?1|I|A)[.)]?(?:\s|$)")
_TITLE = re.compile(r"phu luc\b(?! [ivx\d]+\b)(?=(?: \w+){3})")  # at the foot of pages, a foot
_NEVER = re.compile(
    r"\(?kem theo|phu luc|danh muc|bang phan cong|bieu\b|noi nhan|ghi chu|tong cong|tong so|cong\b|(?:t/?m|k/?t)\b|luu:"
)
_RULE = re.compile(r"(?:-{3,}|\*{3,}|_{3,})$")
_UNFINISHED = re.compile(r"[^\W_,;]$|,$")
_NEAR_EDGE = 3  # lines from the top or bottom of a page, its number not counted
_OFTEN = 0.5  # of the pages
_SURE = 3  # pages on which a line stands that need not be set apart
_PAGE = 15  # lines with words on a page, at least
_SPARSE = 0.3  # of the lines stand alone between blank ones, at most, where these tell anything
_LONGEST = 30  # words
_SHORT = 4  # words of a column's name
_EVEN = 1.6  # how much longer than another a page may be
_NAME = 5  # words of a person's name, at most


def without_running_lines(lines: Sequence[Paragraph]) -> tuple[list[Paragraph], list[Paragraph]]:
    """A text's lines with its running heads and feet made blank, and these."""
    found = set(_at_edges(lines) if any("\f" in line.text for line in lines) else _between(lines))
    found |= {place for place in _neighbours(lines, found) if _FOLIO_ALONE.match(_text(lines[place]))}
    kept = [
        replace(line, text="\f" if "\f" in line.text else "") if place in found else line
        for place, line in enumerate(lines)
    ]
    return kept, [lines[place] for place in sorted(found)]


def shown_once(running: Sequence[Paragraph]) -> list[str]:
    """The running lines, each once whatever page's number stands in it; no page's number alone."""
    texts = [squeeze(_text(line)) for line in running[::-1]]
    return list({bare(_FOLIO.sub("", text)): text for text in texts if not _FOLIO_ALONE.match(text)}.values())


def _text(line: Paragraph) -> str:
    return line.text.replace("\f", "").strip()


def _pattern(line: Paragraph, *, feet: bool = False) -> str:
    """A running line's words, without the page's number beside them; "" for a line that is none. `feet`: at the foot of
    pages, where no title stands."""
    text = plain(_text(line))
    if len(_GAP.findall(text)) > 2 or is_page_number(text) or is_stamp(text):
        return ""
    if text[:1].islower() or text.endswith((",", ";", ":")):  # a line of a sentence or a cell
        return ""
    words = bare(squeeze(_FOLIO.sub("", text)))
    if not re.search(r"[^\W\d_]{2}", words) or len(words.split()) > _LONGEST:
        return ""
    if _NEVER.match(words) and not (feet and _TITLE.match(words)):
        return ""
    if _TABLE.match(words) or has_letterhead(text) or _names_column(text) or is_deadline(text):
        return ""
    return words if read_label(text).kind == "none" else ""


def _names_column(text: str) -> bool:
    """Whether a line is a column's name ("Đơn vị chủ trì"): these come back with each page's header."""
    part = part_of(text)
    return part is not None and (part not in ("task", "detail") or len(text.split()) <= _SHORT)


def _places(lines: Sequence[Paragraph], *, feet: bool = False) -> dict[str, list[int]]:
    """Where each line that stands in the text more than once stands; `feet` as in `_pattern`."""
    seen: dict[str, list[int]] = defaultdict(list)
    for place, line in enumerate(lines):
        if text := _text(line):
            seen[bare(squeeze(_FOLIO.sub("", text)))].append(place)
    return {
        words: places
        for words, places in seen.items()
        if len(places) > 1 and _pattern(lines[places[0]], feet=feet)
    }


def _neighbours(lines: Sequence[Paragraph], found: set[int]) -> Iterator[int]:
    """The nearest lines with words above and below those found."""
    for place in found:
        for step in (-1, 1):
            beside = place + step
            while 0 <= beside < len(lines) and (beside in found or not _text(lines[beside])):
                beside += step
            if 0 <= beside < len(lines):
                yield beside


# pages that form feeds part


def _at_edges(lines: Sequence[Paragraph]) -> Iterator[int]:
    """Lines that come back at the beginnings or ends of pages, and stand nowhere else but once as a title."""
    pages = _pages(lines)
    if len(pages) < 2:
        return
    table = _has_table(lines)
    tops = {place: n for n, page in enumerate(pages) for place in _edge(lines, page)}
    feet = {place: n for n, page in enumerate(pages) for place in _edge(lines, page[::-1])}
    for edge in (tops, feet):
        for places in _places(lines, feet=edge is feet).values():
            there = [place for place in places if place in edge]
            count = len({edge[place] for place in there})
            if count < max(2, _OFTEN * len(pages)) or len(places) - len(there) > 1:
                continue
            if _may_run(lines, there, count, table=table):
                yield from there


def _pages(lines: Sequence[Paragraph]) -> list[list[int]]:
    """The places of the lines with words, page by page."""
    pages: list[list[int]] = [[]]
    for place, line in enumerate(lines):
        if "\f" in line.text:
            pages.append([])
        if _text(line):
            pages[-1].append(place)
    return [page for page in pages if page]


def _edge(lines: Sequence[Paragraph], page: Sequence[int]) -> list[int]:
    """The lines nearest to one end of a page, from that end, up to the header of a table."""
    found: list[int] = []
    for place in page:
        if is_page_number(_text(lines[place])):
            continue
        if len(found) == _NEAR_EDGE or _TABLE.match(bare(_text(lines[place]))):
            break
        found.append(place)
    return found


def _may_run(lines: Sequence[Paragraph], places: Sequence[int], pages: int, *, table: bool) -> bool:
    """Whether lines that come back are no cells and no signature: set apart, or on many pages."""
    apart = all(_apart(lines, place) for place in places) or _numbered(lines, places)
    text = plain(_text(lines[places[0]]))
    if not apart and (looks_like_agencies(text) or pages < _SURE and (table or text.endswith("."))):
        return False
    return pages >= _SURE or _says_enough(text)


def _says_enough(text: str) -> bool:
    """Whether the words of a line that comes back only once are more than a person's name or an office."""
    words = text.split()
    return len(words) > 2 and (text.isupper() or len(words) > _NAME or not all(word[:1].isupper() for word in words))


def _has_table(lines: Sequence[Paragraph]) -> bool:
    return any(_TABLE.match(bare(_text(line))) for line in lines)


def _apart(lines: Sequence[Paragraph], place: int) -> bool:
    """Whether a blank line, or nothing but other lines of an edge, parts a line from the text of its page."""
    above = place == 0 or not _text(lines[place - 1]) or "\f" in lines[place].text
    below = place + 1 == len(lines) or not _text(lines[place + 1]) or "\f" in lines[place + 1].text
    number = any(is_page_number(_text(lines[n])) for n in (place - 1, place + 1) if 0 <= n < len(lines))
    return above and below or number and (above or below)


# pages without form feeds


@dataclass(frozen=True, slots=True)
class _Unpaged:
    """A text without form feeds: the places of its lines with words, whether blank lines tell of a line that it stands
    apart, and whether a table has a header in it."""

    lines: Sequence[Paragraph]
    filled: Sequence[int]
    blanks: bool
    table: bool

    def ends(self, places: Sequence[int], *, counted: bool) -> list[int]:
        """Those of a line's places that are between two pages, or at the end of the text; [] where that is unsure."""
        order = [bisect_left(self.filled, place) for place in places]
        sure = [p for p, n in zip(places, order, strict=True) if counted or self._parts_pages(n)]
        last = places[-1:] if places[-1] == self.filled[-1] else []
        ends = [p for p in places if p in sure or p in last or self.blanks and _apart(self.lines, p)]
        if self._pages_told(places) and _evenly(order, len(self.filled)):
            sure = ends = list(places)
        elif last and len(ends) == 2 and not self.table and _says_enough(plain(_text(self.lines[last[0]]))):
            sure = ends
        inside = [place for place in ends if place not in last]
        told = inside and len(ends) > 1 and len(sure) * 2 >= len(inside)
        return ends if told and len(places) - len(ends) <= (places[0] not in ends) else []

    def _pages_told(self, places: Sequence[int]) -> bool:
        """Whether lines at even distances part pages: not in a table of lines, whose cells may come back so."""
        return not self.table or self.blanks and all(_blank_beside(self.lines, place) for place in places)

    def _parts_pages(self, n: int) -> bool:
        """Whether the line number `n` of those with words stands above a table's header printed again, beside a rule,
        or apart inside a sentence."""
        lines, place = self.lines, self.filled[n]
        above, below = _beside(lines, self.filled, n)
        if _TABLE.match(bare(below)):
            return not _new_table(lines, self.filled, n + 1)
        if not self.blanks or not (_apart(lines, place) if self.table else _blank_beside(lines, place)):
            return False
        broken = bool(_UNFINISHED.search(above)) and below[:1].islower() and not above.isupper()
        return broken or bool(_RULE.match(above) or _RULE.match(below))


def _between(lines: Sequence[Paragraph]) -> Iterator[int]:
    """Lines that come back, most times surely between two pages, else set apart, and once at most as a title."""
    filled = [place for place, line in enumerate(lines) if _text(line)]
    # where blank lines stand between the lines of a cell, they tell nothing
    blanks = sum(_apart(lines, place) for place in filled) < _SPARSE * len(filled)
    text = _Unpaged(lines, filled, blanks, _has_table(lines))
    for places in _places(lines).values():
        counted = _numbered(lines, places)
        if not counted and _numbered(lines, places[1:]):  # the first stands in the letterhead
            places, counted = places[1:], True
        ends = text.ends(places, counted=counted)
        said = plain(_text(lines[places[0]]))
        named = looks_like_agencies(said) or len(said.split()) < 2
        if named and text.table:  # a cell, and the number beside it a row's
            continue
        if ends and (counted or not named and _long_pages([bisect_left(filled, place) for place in ends], len(filled))):
            yield from ends


def _evenly(ends: Sequence[int], count: int) -> bool:
    """Whether lines that come back part running text into pages of much the same length, from its first line or to its
    last."""
    feet = ends[-1] + 1 == count
    if len(ends) < _SURE or not feet and ends[0]:
        return False
    sizes = [below - above for above, below in pairwise([-1, *ends[:-1]] if feet else ends)]
    return min(sizes) >= _PAGE and max(sizes) <= _EVEN * min(sizes)


def _long_pages(ends: Sequence[int], count: int) -> bool:
    """Whether the lines between those that come back fill pages, all but the last."""
    feet = ends[-1] + 1 == count
    sizes = [below - above for above, below in pairwise([-1, *ends] if feet else ends)]
    return bool(sizes) and all(size >= _PAGE for size in (sizes[:-1] if feet else sizes))


def _blank_beside(lines: Sequence[Paragraph], place: int) -> bool:
    return any(n < 0 or n >= len(lines) or not _text(lines[n]) for n in (place - 1, place + 1))


def _beside(lines: Sequence[Paragraph], filled: Sequence[int], n: int) -> tuple[str, str]:
    """The lines with words above and below; "" at an end of the text."""
    above = _text(lines[filled[n - 1]]) if n else ""
    return above, _text(lines[filled[n + 1]]) if n + 1 < len(filled) else ""


def _new_table(lines: Sequence[Paragraph], filled: Sequence[int], header: int) -> bool:
    """Whether the rows below a header begin anew."""
    below = [plain(_text(lines[place])) for place in filled[header + 1 : header + 8]]
    return any(_FIRST_ROW.match(text) for text in below)


def _numbered(lines: Sequence[Paragraph], places: Sequence[int]) -> bool:
    """Whether the numbers in lines that come back, or right beside them, count pages: 1, 2, 3."""
    numbers = []
    far = all(below - above >= _PAGE for above, below in pairwise(places))  # else the numbers may be those of rows
    for place in places:
        text = _text(lines[place])
        own = [text[match.start() :] for match in _FOLIO.finditer(text)]
        near = [_text(lines[n]) for n in range(max(0, place - 2), min(len(lines), place + 3)) if far]
        found = [digits[0] for text in (*own, *filter(is_page_number, near)) if (digits := re.findall(r"\d+", text))]
        numbers.append(int(found[0]) if found else -1)
    return len(numbers) > 1 and numbers[0] > 0 and all(b == a + 1 for a, b in pairwise(numbers))
