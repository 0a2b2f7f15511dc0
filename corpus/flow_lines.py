"""Text that an extractor took out of a table in a PDF: header, page furniture, and what each line begins.

The columns are known from the header; cells are broken over lines, blank lines carry no meaning,
and titles may be printed at the foot of their page. This module tells lines apart; flow.py makes rows of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.agencies import heading_agency, parse_assignment
from corpus.appendix import appendix_titles
from corpus.columns import part_of, whole_words
from corpus.headings import SECTION_LETTER, Lettered, plain
from corpus.text import bare, squeeze

EventKind = Literal["roman", "number", "heading", "caption", "content", "furniture", "header"]
# "STT", "Số TT", and what a narrow column leaves of it on the first line: "ST", "S", "Số"
_HEADER_START = re.compile(r"^(?:(?:so )?(?:s\s?t\s?t|t\s?t|s tt)\b|(?:so )?(?:st?|t)$|so$|so thu tu\b)")
_FIRST_ROW = re.compile(r"^(?:\(?\d+\)?[.)]?|[IVX]+[.)]?|[A-H][.)]?)(?:\s|$)")
_MAX_HEADER_LINES = 14
_LONGEST_HEADER = 600  # letters


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line that is not blank: its number in the rendition and its text."""

    number: int
    text: str

    @property
    def bare(self) -> str:
        return bare(plain(self.text))


@dataclass(frozen=True, slots=True)
class FlowHeader:
    """A table header found in bare lines: the parts of its columns in order, and their printed words."""

    parts: tuple[str, ...]
    names: tuple[str, ...]
    words: str
    lines: int


def split_header(text: str) -> list[tuple[str, str]] | None:
    """The columns of a header printed on one line: "STT Nội dung công việc Thời gian" -> [(part, words), …]."""
    if len(text) > _LONGEST_HEADER:
        return None
    words = whole_words(text).split()
    best: dict[int, tuple[float, list[tuple[str, str]]]] = {0: (0.0, [])}
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - 7), end):
            if start not in best:
                continue
            name = " ".join(words[start:end])
            part = part_of(name)
            if part is None or (start and not name[:1].isupper() and not name[:1].isdigit()):
                continue
            score = best[start][0] + 1.0 - 0.1 * (end - start == 1)
            used = {p for p, _ in best[start][1]}
            if part in used and part != "detail":
                score -= 1.5
            if end not in best or score > best[end][0]:
                best[end] = (score, [*best[start][1], (part, name)])
    return best[len(words)][1] if len(words) in best else None


def find_header(lines: Sequence[FlowLine], start: int) -> FlowHeader | None:
    """The table header that begins at `lines[start]`, on one line or broken over several; None when there is none."""
    if not _HEADER_START.match(lines[start].bare):
        return None
    best: FlowHeader | None = None
    joined = ""
    for count in range(1, min(_MAX_HEADER_LINES, len(lines) - start) + 1):
        line = plain(lines[start + count - 1].text)
        if _FIRST_ROW.match(line) or len(joined) + len(line) > 220 or re.search(r"\d{2}", line):
            break
        if best and not (line[:1].islower() and len(line.split()) <= 3) and part_of(line) is None:
            break
        if best and _HEADER_START.match(lines[start + count - 1].bare):
            break  # printed twice
        joined = squeeze(f"{joined} {line}")
        columns = split_header(joined)
        if columns is None or len({part for part, _ in columns}) < 3:
            continue
        parts = [part for part, _ in columns]
        if parts[0] == "number" and "task" in parts:
            best = FlowHeader(tuple(parts), tuple(name for _, name in columns), bare(joined), count)
    return best


def header_lines(lines: Sequence[FlowLine], start: int, header: FlowHeader) -> int:
    """How many lines from `start` print the header again, or its last columns; 0 when they do not."""
    joined = ""
    longest = 0
    for count in range(1, min(_MAX_HEADER_LINES, len(lines) - start) + 1):
        joined = squeeze(f"{joined} {lines[start + count - 1].bare}")
        if len(joined) > len(header.words):
            break
        if joined == header.words or (
            header.words.endswith(f" {joined}") and part_of(joined) is not None and len(joined.split()) > 1
        ):
            longest = count
    return longest


_FOLIO = re.compile(r"(?:trang )?-?\s*(\d{1,4})\s*-?")
_STAMP = re.compile(r"(?:so va ki hieu|ngay ban hanh|tai lieu nay|trang \d+|page \d+)")


def furniture(lines: Sequence[FlowLine], header: FlowHeader) -> set[int]:
    """Numbers of lines that repeat on the pages (stamps, owners' notes) and of the page numbers beside them."""
    texts = [line.bare for line in lines]
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        if len(text) > 24 and _stamp_like(text):
            places.setdefault(re.sub(r"\d+", "0", text), []).append(place)
    found = {line.number for line, text in zip(lines, texts, strict=True) if _STAMP.match(text)}
    for text, where in places.items():
        if len(where) > 2 and not text.endswith(("lien quan", "thuong xuyen")) and _at_page_ends(texts, where):
            found |= {lines[place].number for place in where}
    for here, after in zip(lines, lines[1:], strict=False):
        if here.number in found and len(after.bare) > 24 and _stamp_like(after.bare):
            found.add(after.number)  # an owner's note below its stamp
    for here, after in zip(lines, lines[1:], strict=False):
        if after.number in found and here.number not in found and _page(here.text):
            found.add(here.number)
    return found | _last_page(lines, found, header)


def _last_page(lines: Sequence[FlowLine], found: set[int], header: FlowHeader) -> set[int]:
    """The last line where it is the last page's number: the pages before have theirs above a stamp or the header.

    Nothing is printed below it that tells it from the end of a cell ("… tháng cuối quý" above "4").
    """
    pages = [
        page
        for n, line in enumerate(lines[:-1])
        if (page := _page(line.text)) and (line.number in found or header_lines(lines, n + 1, header))
    ]
    awaited = _AWAITS_NUMBER.search(plain(lines[-2].text)) if len(lines) > 1 else None
    steady = len(pages) > bool(awaited) and all(after == page + 1 for page, after in pairwise(pages))
    return {lines[-1].number} if steady and _page(lines[-1].text) == pages[-1] + 1 else set()


def _page(text: str) -> int:
    """The number of a line that is nothing but a number, as pages have it; else 0."""
    match = re.fullmatch(r"-?\s*(\d{1,4})\s*-?", text.strip())
    return int(match[1]) if match else 0


def _at_page_ends(texts: Sequence[str], where: Sequence[int]) -> bool:
    """Whether what comes back stands beside stamps or beside page numbers, which go up by one: the first line of a task
    that several agencies are given stands below row numbers, which do not.
    """
    for step in (-1, 1):
        beside = [texts[place + step] for place in where if 0 <= place + step < len(texts)]
        if len(beside) >= len(where) - 1 and all(map(_STAMP.match, beside)):
            return True
        pages = [int(match[1]) for text in beside if (match := _FOLIO.fullmatch(text))]
        if len(pages) >= len(where) - 1 and all(b == a + 1 for a, b in zip(pages, pages[1:], strict=False)):
            return True
    return False


def _stamp_like(text: str) -> bool:
    return bool(re.search(r"thuoc so huu|nghiem cam|phat tan|ki hieu|ban hanh|luu hanh|mat khau|http|www|\d/\d", text))


_ROMAN_LINE = re.compile(
    r"^(?P<label>(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?:\s*[.\-–/):]\s*|\s+|$)(?P<rest>.*)$"
)
_LETTER_LINE = re.compile(rf"^(?P<label>{SECTION_LETTER})(?:\s*[.\-–/):]\s*|\s+|$)(?P<rest>.*)$")
# "Hằng tháng, trước ngày" above "25", "Kho bạc Nhà nước khu vực" above "XII": the number belongs to the line above
_AWAITS_NUMBER = re.compile(
    r"(?:^|\s)(?:ngày|tháng|quý|năm|khu vực|cấp độ|mức độ|mức|khóa|vùng|đợt|loại|hạng|số|lần thứ"
    r"|lần|giai đoạn|nhiệm kỳ)$",
    re.I,
)
_VALUE = re.compile(r"^\s*(?P<value>\d[\d/.-]*(?![\d/.-])|[IVX]+(?!\w))\s*(?:[;,.]|$|[^\W\dA-ZĐ])")
_NUMBER_LINE = re.compile(r"^(?P<label>[1-9]\d{0,2}(?:\.[1-9]\d{0,2})*)(?:\s*[.)]\s+|\s+|\s*[.)]?$)(?P<rest>.*)$")


_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}


def roman_value(label: str) -> int:
    """14 for "XIV"; 0 for anything but a Roman number."""
    if not label or set(label) - _ROMAN_DIGITS.keys():
        return 0
    digits = [_ROMAN_DIGITS[letter] for letter in label]
    return sum(-digit if digit < after else digit for digit, after in zip(digits, [*digits[1:], 0], strict=True))


@dataclass(frozen=True, slots=True)
class Event:
    """What a line begins, and the text that is left on it."""

    kind: EventKind
    line: int
    label: str = ""
    text: str = ""


class Numbering:
    """Which row number may come next: 7 after 6, 1.1 after 1, 2 after 1.12, 1 at the start of a section."""

    def __init__(self) -> None:
        self.sections: list[str] = []
        self.part = 0  # the value of the last section's Roman number
        self.last = self.before = ""
        self.seen: set[str] = set()
        self.letters: Lettered | None = None  # where the sections have letters
        self.running = False  # row numbers go on from section to section

    def begins_section(self, label: str) -> bool:
        """Whether `label` is the Roman number of the next section."""
        return roman_value(label) == self.part + 1

    def fits(self, label: str) -> bool:
        """Whether `label` is the next number in the current section."""
        return label in self.following(self.last)

    @staticmethod
    def following(last: str) -> set[str]:
        if not last:
            return {"1", "1.1"}
        steps = last.split(".")
        found = {f"{last}.1"}
        for depth in range(len(steps)):
            found.add(".".join([*steps[:depth], str(int(steps[depth]) + 1)]))
            found.add(".".join([*steps[:depth], str(int(steps[depth]) + 1), "1"]))
        return found

    def take(self, label: str) -> None:
        self.before, self.last = self.last, label
        self.seen.add(label)

    def enter(self, label: str) -> None:
        self.sections.append(self.last)
        self.part = 0 if self.letters and self.letters.fits(label) else roman_value(label) or self.part
        if self.letters:
            self.letters.take(label)
        self.last = self.last if self.running else ""
        self.seen = set()

    def late(self, label: str) -> bool:
        """Whether `label` goes on a series of sub-rows of this section that was left before: 1.3 printed after 2.1."""
        parent, _, step = label.rpartition(".")
        return bool(parent) and int(step) > 1 and label not in self.seen and f"{parent}.{int(step) - 1}" in self.seen

    def left_open(self, label: str) -> bool:
        """Whether a former section stopped just before `label`: its row is printed late."""
        return any(label in self.following(last) for last in self.sections[-2:] if last)


def is_heading_line(text: str) -> bool:
    """A line in capitals that names an agency, alone or as the one that leads."""
    shown = plain(text)
    if len(shown) < 6 or not shown.isupper() or len(shown.split()) < 2:
        return False
    return bool(heading_agency(shown) or parse_assignment(shown).lead)


def is_caption(text: str) -> bool:
    """A line that is about the table and no row of it: "PHỤ LỤC …", "(kèm theo …)", a rule of dashes."""
    shown = plain(text)
    words = bare(shown)
    return (
        len(shown) > 2
        and not re.search(r"\w", shown)
        or (shown.isupper() and words.startswith(("phu luc", "danh muc", "bang phan cong")))
    )


def _is_topic(text: str) -> bool:
    """A line in capitals, long enough to be the title of a section."""
    shown = plain(text)
    return shown.isupper() and len(shown) > 9 and len(shown.split()) > 1


def read_events(lines: Sequence[FlowLine], header: FlowHeader) -> list[Event]:
    """The events of a flow table in printed order."""
    skipped = furniture(lines, header)
    titled = {lines[i].number for found in appendix_titles([line.text for line in lines]) for i in found}
    numbering = Numbering()
    numbering.letters = Lettered() if {"A", "B"} <= set(map(_letter, lines)) else None
    named = "lead" in header.parts and _names_are_cells(lines)
    numbering.running = sum(_begins_row(line, "1") for line in lines) == 1
    events: list[Event] = []
    loose = False  # after a heading at a page's foot, rows of a former section may follow
    untitled = 0  # sections above whose title was not printed yet
    foot = False  # below a title that such a section took: at the foot of a page
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.number in skipped:
            events.append(Event("furniture", line.number, text=line.text))
            index += 1
            continue
        if line.number in titled:
            events.append(Event("caption", line.number, text=line.text))
            index += 1
            continue
        if repeated := header_lines(lines, index, header):
            events.extend(Event("header", item.number, text=item.text) for item in lines[index : index + repeated])
            index += repeated
            continue
        ends_page = index + 1 < len(lines) and header_lines(lines, index + 1, header) > 0
        if not ends_page and _awaited(line.text, events, numbering):
            events.append(Event("content", line.number, text=line.text))
            index += 1
            continue
        if events and events[-1].kind == "number" and not events[-1].text and _begins_row(line, events[-1].label):
            events[-1] = Event("furniture", events[-1].line, text=events[-1].label)  # a page's number, above the row's
            numbering.last = numbering.before
        event = _event(line, numbering, loose, foot, ends_page, named=named)
        if event.kind == "content" and untitled and _is_topic(line.text) and not (named and is_heading_line(line.text)):
            if events[-1].kind != "roman":
                event = Event("heading", line.number, text=line.text.strip())
            elif not events[-1].text:
                untitled -= 1  # it stands below its number
        foot = untitled > 0 if event.kind == "heading" else foot and event.kind in ("caption", "furniture")
        untitled = max(0, untitled + (event.kind == "roman" and not event.text) - (event.kind == "heading"))
        if event.kind == "roman":
            numbering.enter(event.label)
        if event.kind == "number":
            numbering.seen.add(event.label)
            if numbering.fits(event.label):
                numbering.take(event.label)
        loose = event.kind == "heading" or (loose and event.kind in ("content", "furniture"))
        events.append(event)
        index += 1
    return events


def _awaited(text: str, events: Sequence[Event], numbering: Numbering) -> bool:
    """Whether a line begins with the number that the line above stops before, and no row has that number next."""
    if not events or events[-1].kind != "content" or not _AWAITS_NUMBER.search(events[-1].text.rstrip()):
        return False
    match = _VALUE.match(text)
    return match is not None and not (numbering.fits(match["value"]) or numbering.begins_section(match["value"]))


def _begins_row(line: FlowLine, number: str) -> bool:
    match = _NUMBER_LINE.match(line.text.strip())
    return match is not None and match["label"] == number and (not match["rest"] or match["rest"][0].isupper())


def _letter(line: FlowLine) -> str:
    """The letter that may be a section's label: alone on its line, or before a title in capitals."""
    match = _LETTER_LINE.match(line.text.strip())
    return match["label"] if match and (not match["rest"] or _is_topic(match["rest"])) else ""


def _names_are_cells(lines: Sequence[FlowLine]) -> bool:
    """Whether agencies in capitals stand inside the rows, with other cells before and behind most of them."""
    labels = [bool(_letter(line) or _ROMAN_LINE.match(line.text.strip()) or _NUMBER_LINE.match(line.text.strip()))
              for line in lines]  # fmt: skip
    inside = [
        not above and not below
        for above, line, below in zip([True, *labels[:-1]], lines, [*labels[1:], True], strict=True)
        if is_heading_line(line.text)
    ]
    return sum(inside) > len(inside) / 2


def _event(
    line: FlowLine, numbering: Numbering, loose: bool, foot: bool, ends_page: bool, *, named: bool = False
) -> Event:
    """What a line begins; with `named`, the name of an agency in capitals is a cell."""
    text = line.text.strip()
    if (letter := _letter(line)) and numbering.letters and numbering.letters.fits(letter):
        return Event("roman", line.number, letter, text[1:].lstrip(" .-–/):"))
    if (match := _ROMAN_LINE.match(text)) and match["label"] and (not match["rest"] or plain(match["rest"]).isupper()):
        return Event("roman", line.number, match["label"], match["rest"].strip())
    if match := _NUMBER_LINE.match(text):
        label, rest = match["label"], match["rest"].strip()
        starts = not rest or rest[:1].isupper() or rest[:1] in '"“('
        if not rest and ends_page:
            return Event("furniture", line.number, text=text)
        if starts and numbering.fits(label):
            return Event("number", line.number, label, rest)
        if starts and (numbering.late(label) or (loose and numbering.left_open(label))):
            return Event("number", line.number, label, rest)
        if starts and label == "1" and not rest and not foot:
            return Event("number", line.number, label, rest)
        if not rest:
            return Event("furniture", line.number, text=text)
    if is_heading_line(text) and not named:
        return Event("heading", line.number, text=text)
    if is_caption(text):
        return Event("caption", line.number, text=text)
    return Event("content", line.number, text=line.text)
