"""Written dates, months, quarters, half years and years, found in Vietnamese text: the atoms of deadlines and questions.

Text is matched through its Shadow: lower case, without accents and Markdown marks, every character knowing where it
stands in the text. Day first, always ("6/5" is the sixth of May). Nothing here reads the clock.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from corpus.model import Precision

# Words that carry meaning in time phrases and the accented spellings they may have. A word with other marks is
# another word ("tối" is not "tới", "sâu" not "sau") and is kept out of the way; missing marks are forgiven.
_SPELLINGS = {
    "nam": "năm", "sau": "sau", "tu": "từ tư", "thang": "tháng", "ngay": "ngày", "quy": "quý", "qui": "quí",
    "den": "đến", "truoc": "trước", "nay": "này nay", "toi": "tới", "dau": "đầu", "cuoi": "cuối", "giua": "giữa",
    "han": "hạn", "qua": "quá qua", "tuan": "tuần", "thu": "thứ", "hai": "hai", "ba": "ba", "bon": "bốn",
    "bay": "bảy bẩy", "tam": "tám", "chin": "chín", "muoi": "mười", "mot": "một mốt", "ke": "kể", "het": "hết",
    "trong": "trong", "vao": "vào", "mai": "mai", "kia": "kia", "hom": "hôm", "nua": "nửa nữa", "gio": "giờ",
    "theo": "theo", "khi": "khi", "hang": "hằng hàng", "moi": "mỗi", "con": "còn", "chua": "chưa", "tre": "trễ",
}  # fmt: skip
_REWRITTEN = {"sáu": "6", "trc": "truoc", "trk": "truoc"}
_DROPPED = frozenset("*`_\u00ad\u200b\u200c\u200d\u2060\ufeff")
_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
_WORD = re.compile("[^\\W\\d_][\\w\u0300-\u036f]*")


def _marks(word: str) -> set[str]:
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d\u0335"))
    return {c for c in decomposed if unicodedata.combining(c)}


_ALLOWED = {plain: [_marks(form) for form in forms.split()] for plain, forms in _SPELLINGS.items()}


def _bare_char(char: str) -> str:
    if char in _DROPPED or unicodedata.combining(char):
        return ""
    if char in _DASHES:
        return "-"
    if char in "đĐðÐ\u0189":
        return "d"
    if char.isspace():
        return " "
    return next((c for c in unicodedata.normalize("NFD", char.lower()) if not unicodedata.combining(c)), "")


class _Bare(dict[str, str]):
    def __missing__(self, char: str) -> str:
        bare = self[char] = _bare_char(char)
        return bare


_BARE = _Bare()


class Shadow:
    """A text as it is matched (`text`), and the way back: `span` turns places in it into places in the original."""

    __slots__ = ("_ends", "_starts", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        chars: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        done = 0
        for match in _WORD.finditer(original):
            self._add(chars, original, done, match.start())
            other = _other_form(match.group())
            if other is None:
                self._add(chars, original, match.start(), match.end())
            else:
                chars.extend(other)
                self._starts.extend([match.start()] * len(other))
                self._ends.extend([match.end()] * len(other))
            done = match.end()
        self._add(chars, original, done, len(original))
        self.text = "".join(chars)

    def _add(self, chars: list[str], original: str, start: int, end: int) -> None:
        for place in range(start, end):
            bare = _BARE[original[place]]
            if bare:
                chars.append(bare)
                self._starts.append(place)
                self._ends.append(place + 1)
            elif self._ends and unicodedata.combining(original[place]):
                self._ends[-1] = place + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch [start, end) of the shadow stands in the original."""
        if start >= end:
            place = self._starts[start] if start < len(self._starts) else len(self.original)
            return place, place
        return self._starts[start], self._ends[end - 1]

    def printed(self, start: int, end: int) -> str:
        first, last = self.span(start, end)
        return self.original[first:last]


def _other_form(word: str) -> str | None:
    """What stands in the shadow for a word that is not simply bared, or None."""
    if word.isascii() and not word.startswith("tr"):
        return None
    lowered = unicodedata.normalize("NFC", word).lower()
    if lowered in _REWRITTEN:
        return _REWRITTEN[lowered]
    plain = "".join(_BARE[c] for c in lowered)
    allowed = _ALLOWED.get(plain)
    if allowed is None or any(_marks(lowered) <= marks for marks in allowed):
        return None
    return "~" + plain


@dataclass(frozen=True, slots=True)
class When:
    """One written stretch of time, perhaps without its year. `start`, `end`: offsets in the shadow's text.

    Months run from `month` to `month_last` (a quarter is three), days are set for precision "day" only.
    `part` is "dau", "giua" or "cuoi" (the beginning, middle, end of it). `several`: a list or range is written
    ("7-9/2025", "quý III, IV/2026", "2025, 2026"), so "từ" before it opens a window that is also closed.
    """

    start: int
    end: int
    precision: Precision
    year: int | None
    year_last: int | None
    month: int = 1
    month_last: int = 12
    day: int | None = None
    day_last: int | None = None
    part: str = ""
    several: bool = False

    def days(self, year: int | None = None) -> tuple[date, date]:
        """First and last day, taking `year` where none is written.

        Raises ValueError for a day, month or quarter that does not exist, or when there is no year at all.
        """
        last_year = self.year_last or self.year or year
        first_year = self.year or last_year
        if first_year is None or last_year is None:
            raise ValueError("no year")
        if self.month > self.month_last and first_year == last_year:
            first_year -= 1
        first = date(first_year, self.month, self.day or 1)
        last = date(last_year, self.month_last, self.day_last or self.day or 1)
        return first, last if self.day else month_end(last)


def month_end(day: date) -> date:
    """The last day of that day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d|/\w|-[a-z])"
_SEP = r"(?:\s*/\s*|\s?[.\-]\s?)"
_START = r"(?<![\d/.\-])"
_NO_MORE = r"(?!\d|\s?[/.\-]\s?\d|/\w|-[a-z])"
_NAMED_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_MONTH_NAME = (
    r"muoi\s+mot|muoi\s+hai|muoi|gieng|mot|hai|ba|tu(?!\s*\d)|bon|nam(?!\s*(?:19|20)\d\d)(?=\W|$)"
    r"|sau(?=\s*(?:/|nam)\s*(?:19|20)\d\d)|bay|tam|chin|chap"
)
_MONTH = rf"(?P<m>\d{{1,2}}(?!\d)|(?:{_MONTH_NAME})(?![a-z]))"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = r"(?:[iIl1|]{1,3}[vV]?|[1-4])(?![a-z\d])"
_OF_YEAR = rf"(?:(?:\s*[/.,]\s*|\s*-\s*|\s+)(?:cua\s+)?(?:nam\s*)?{_YEAR}|\s*,?\s*nam\s*{_YEAR.replace('<y>', '<yy>')})?"
_COUNTS = {"3": 3, "03": 3, "6": 6, "06": 6, "sau": 6, "9": 9, "09": 9, "ba": 3, "chin": 9}


def _month(text: str) -> int:
    text = " ".join(text.split())
    return int(text) if text.isdigit() else _NAMED_MONTHS[text]


def _quarter(text: str) -> int:
    """1 to 4; scans print I as l, 1 or |."""
    if text in "1234":
        return int(text)
    return _ROMAN.get(re.sub(r"[l1|]", "i", text), 0)


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    text = groups.get("y") or groups.get("yy")
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def _at(match: re.Match[str], precision: Precision, month: int, month_last: int, *, several: bool = False) -> When:
    year = _year(match)
    return When(match.start(), match.end(), precision, year, year, month, month_last, several=several)


def _a_day(match: re.Match[str]) -> When:
    month, day = _month(match["m"]), int(match["d"])
    return replace(_at(match, "day", month, month), day=day, day_last=day)


def _days(match: re.Match[str]) -> When:
    month = _month(match["m"])
    return replace(_at(match, "day", month, month, several=True), day=int(match["d"]), day_last=int(match["e"]))


def _months(match: re.Match[str]) -> When:
    month = _month(match["m"])
    last = [int(n) for n in re.findall(r"\d+", match.groupdict().get("more") or "")]
    return _at(match, "month", month, last[-1] if last else month, several=bool(last))


def _quarters(match: re.Match[str]) -> When:
    numbers = [_quarter(n) for n in re.findall(_QUARTER, match["q"])]
    if not all(numbers):
        return _at(match, "quarter", 0, 0)
    return _at(match, "quarter", 3 * min(numbers) - 2, 3 * max(numbers), several=len(numbers) > 1)


def _halves(match: re.Match[str]) -> When:
    count = _COUNTS[match["n"]] if match.groupdict().get("n") else 6
    last = match["half"] == "cuoi"
    months = (13 - count, 12) if last else (1, count)
    return _at(match, "half" if count == 6 else "quarter", *months)


def _years(match: re.Match[str]) -> When:
    years = [int(y) for y in re.findall(r"(?:19|20)\d\d", match.group())]
    return When(match.start(), match.end(), "year", min(years), max(years), several=len(years) > 1)


_AND = r"\s*(?:,|-|;|&|va|den|hoac)\s*"
_NGAY = r"(?:ngay\s*)"
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], When]], ...] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        # ngày 15 tháng 5 năm 2026, mùng 5 tháng giêng, 15 tháng 5/2026
        (rf"(?:{_NGAY}|m[uo]ng\s*)*{_START}(?P<d>\d{{1,2}})\s*thang\s*{_MONTH}{_OF_YEAR}(?![\d/])", _a_day),
        # tháng 7-9/2025, tháng 7, 8/2025, tháng 4 và tháng 5/2026
        (rf"(?<![a-z])thang\s*{_MONTH}(?P<more>(?:{_AND}(?:thang\s*)?\d{{1,2}}(?![\d/]))*{_AND}(?:thang\s*)?\d{{1,2}}(?!\d))"
         rf"(?:\s*/\s*|\s*[.\-]\s*|\s*,?\s*nam\s*){_YEAR}", _months),
        # tháng 4/2026, tháng 4 năm 2026, T5/2026, T5.2026
        (rf"(?<![a-z\d])thang\s*{_MONTH}{_OF_YEAR}(?![\d/])", _months),
        (rf"(?<![a-z\d])t\.?\s?(?P<m>\d{{1,2}})\s?[/.\-]\s?{_YEAR}", _months),
        # ngày 11-20/9/2026, từ 11 đến 20/9/2026
        (rf"{_NGAY}?{_START}(?P<d>\d{{1,2}})\s*(?:-|den)\s*{_NGAY}?(?P<e>\d{{1,2}})\s*/\s*(?P<m>\d{{1,2}})\s*/\s*{_YEAR}", _days),
        # 15/5/2026, 15-5-2026, 15.5.2026, ngày15 /5 /2026; 15/5/26
        (rf"{_NGAY}?{_START}(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}{_YEAR}", _a_day),
        (rf"{_NGAY}?{_START}(?P<d>\d{{1,2}})(?P<s>[/.\-])(?P<m>\d{{1,2}})(?P=s)(?P<y>\d\d){_NO_MORE}", _a_day),
        # quý II/2026, quý III, IV/2026, quý 1 - 2026, Q.II/2026, quý II và quý III năm 2026
        (rf"(?<![a-z])(?:qu[yi]\s*\.?\s*|q\.?\s?(?={_QUARTER}))(?P<q>{_QUARTER}(?:{_AND}(?:qu[yi]\s*)?{_QUARTER}(?!\s*/\s*\d{{1,2}}\s*/))*){_OF_YEAR}(?![\d/])",
         _quarters),
        # 6 tháng đầu năm 2026, nửa cuối năm, 9 tháng đầu năm
        (rf"{_START}(?P<n>0?[369]|sau|ba|chin)\s*thang\s*(?P<half>dau|cuoi)\s*nam(?!\s+nay|\s+sau|\s+ngoai){_OF_YEAR}", _halves),
        (rf"(?<![a-z])nua\s*(?:nam\s*)?(?P<half>dau|cuoi)\s*nam(?!\s+nay|\s+sau|\s+ngoai){_OF_YEAR}", _halves),
        # 6/2025, 06.2025
        (rf"{_START}(?P<m>\d{{1,2}})(?:\s*/\s*|[.\-]){_YEAR}", _months),
        # ngày 15/5, ngày 15-5, ngày 15.5; 15/5
        (rf"ngay\s*(?P<d>\d{{1,2}})(?:\s*/\s*|[.\-])(?P<m>\d{{1,2}}){_NO_MORE}", _a_day),
        (rf"{_START}(?P<d>\d{{1,2}})\s*/\s*(?P<m>\d{{1,2}}){_NO_MORE}", _a_day),
        # năm 2025, 2026; 2026 - 2030; 2025 và 2026
        (rf"(?:(?<!viet )(?<![a-z])(?:cac\s+)?nam\s*)?{_START}(?:19|20)\d\d(?:\s*(?:,|-|&|va)\s*(?:nam\s*)?(?:19|20)\d\d)*(?!\d|/\w|[.\-]\d|-[a-z])",
         _years),
    )
)  # fmt: skip
_PART = re.compile(r"(?<![a-z])(dau|giua|cuoi)\s+$")
_WORTH = re.compile(r"\d|thang|qu[yi]\s")


def find_whens(text: str) -> list[When]:
    """Every written stretch of time in a shadow's text, in order, none inside another. Impossible ones too."""
    if not _WORTH.search(text):
        return []
    found: list[When] = []
    for pattern, build in _RULES:
        for match in list(pattern.finditer(text)):
            if "\0" in match.group():
                continue
            when = build(match)
            before = _PART.search(text, 0, when.start)
            if before and when.precision != "day":
                when = replace(when, start=before.start(), part=before[1])
            found.append(when)
            text = text[: when.start] + "\0" * (when.end - when.start) + text[when.end :]
    return sorted(found, key=lambda when: when.start)


def iter_days(first: date, last: date) -> Iterator[date]:
    """Each day of [first, last]."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


_DOCUMENT = (
    r"nghi\s+quyet|nghi\s+dinh|ket\s+luan|ke\s+hoach|chi\s+thi|quyet\s+dinh|quy\s+dinh|quy\s+che|cong\s+van|thong\s+bao"
    r"|thong\s+tu|thong\s+tri|to\s+trinh|chuong\s+trinh|huong\s+dan|de\s+an|bao\s+cao|cong\s+dien|van\s+ban|phap\s+lenh"
    r"|bo\s+luat|luat|hien\s+phap|bien\s+ban|ban\s+hanh|giay\s+moi|ho\s+so"
)
_DATE = r"\d{1,2}(?:\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\s*thang\s*\d{1,2}\s*nam\s*\d{4})"
_SYMBOL = r"(?:so\s*:?\s*\d+[^\s,;()]*(?:\s?[-/]\s?[a-z][^\s,;()]*)?|\d+\s?(?:[-/]\d{4})?\s?[-/]\s?[a-z][\w\-/]*)"
# Dates that belong to cited documents, and terms of office: never a time of the sentence they stand in.
_CITED = re.compile(
    rf"(?<![\w/]){_SYMBOL}(?:\s*,?\s*ngay\s*{_DATE})?"
    rf"|(?:{_DOCUMENT})\s+(?:so\s*)?\d+\s*/\s*(?:19|20)\d\d(?:\s*/\s*[\w\-]+)?(?:\s*,?\s*ngay\s*{_DATE})?"
    rf"|(?:{_DOCUMENT})\s*,?\s*ngay\s*{_DATE}(?=\s+cua)"
    r"|(?:bo\s+luat|luat|hien\s+phap|phap\s+lenh)\s[^,;.()]{0,80}?nam\s*(?:19|20)\d\d"
    rf"|(?:co\s+)?hieu\s+luc[^,;.()]{{0,25}}?{_DATE}"
    r"|nhiem\s*ky\s*(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?"
    r"|tam\s+nhin\s+(?:den\s+)?(?:nam\s+)?(?:19|20)\d\d"
)


def without_citations(text: str) -> str:
    """The shadow text with cited documents, terms and horizons blanked out, every other character in its place."""
    return _CITED.sub(lambda match: "\x01" * len(match.group()), text)
