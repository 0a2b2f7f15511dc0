"""Written dates, months, quarters, half years and years: the atoms of deadlines and of times in questions.

Everything works on the text of a `corpus.shadow.Shadow`. Day first, always ("6/5" is the sixth of May).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from corpus.model import Precision
from corpus.shadow import pattern

Part = str  # "", "đầu", "giữa" or "cuối"


@dataclass(frozen=True, slots=True)
class When:
    """One written stretch of time, perhaps without its year. `start`, `end`: offsets in the shadow's text.

    Months run from `month` to `month_last` (a quarter is three); days are set for precision "day" only.
    `part` is "đầu", "giữa" or "cuối" where the text says the beginning, middle or end of it. `several`: a list or a
    range is written ("7-9/2025", "quý III, IV/2026", "2025, 2026"), so that "từ" before it opens a closed window.
    `listed`: the months, quarters or years of a list that leaves some out ("tháng 4, 7/2026").
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
    part: Part = ""
    several: bool = False
    listed: tuple[int, ...] = ()

    def days(self, year: int | None = None) -> tuple[date, date]:
        """First and last day, with `year` where none is written.

        Raises ValueError for a day, month or quarter that does not exist, and when there is no year at all.
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


def sharpened(when: When, first: date, last: date) -> tuple[date, date]:
    """A beginning, middle or end as one day, as the Civil Code 2015, article 146, reads it.

    The first day; the 15th of a month, the 30th of June of a year; the last day.
    """
    if when.part == "đầu":
        return first, first
    if when.part == "cuối":
        return last, last
    if when.part == "giữa":
        middle = first + (last - first) // 2
        middle = first.replace(day=15) if when.precision == "month" else middle
        middle = date(first.year, 6, 30) if when.precision == "year" else middle
        return middle, middle
    return first, last


# -- the numbers -----------------------------------------------------------------------------------------------------

_NAMED_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
    "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_PARTS_OF_MONTH = {
    "thuong": (1, 10), "trung": (11, 20), "ha": (21, 31), "nua dau": (1, 15), "nua cuoi": (16, 31), "dau": (1, 7),
}  # fmt: skip
_COUNTS = {"ba": 3, "sau": 6, "chin": 9}


def _month(text: str) -> int:
    text = " ".join(text.split())
    return int(text) if text.isdigit() else _NAMED_MONTHS[text]


def _quarter(text: str) -> int:
    """1 to 4, or 0. Scans print I as l, 1 or |."""
    if text in _NAMED_MONTHS:
        return _NAMED_MONTHS[text]
    number = int(text) if re.fullmatch(r"0?[1-9]", text) else _ROMAN.get(re.sub(r"[l1|]", "i", text), 0)
    return number if number <= 4 else 0


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    text = groups.get("y") or groups.get("yy") or groups.get("short")
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


# -- what each rule builds -------------------------------------------------------------------------------------------


def _at(match: re.Match[str], precision: Precision, month: int, month_last: int, *, several: bool = False) -> When:
    year = _year(match)
    return When(match.start(), match.end(), precision, year, year, month, month_last, several=several)


def _a_day(match: re.Match[str]) -> When:
    month, day = _month(match["m"]), int(match["d"])
    return replace(_at(match, "day", month, month), day=day, day_last=day)


def _days(match: re.Match[str]) -> When:
    month = _month(match["m"] or match["mm"])
    return replace(_at(match, "day", month, month, several=True), day=int(match["d"]), day_last=int(match["e"]))


def _months(match: re.Match[str]) -> When:
    month = _month(match["m"])
    written = match.groupdict().get("more") or ""
    more = [int(n) for n in re.findall(r"\d+", written)]
    when = _at(match, "month", month, more[-1] if more else month, several=bool(more))
    return replace(when, listed=_gaps([month, *more], written))


def _quarters(match: re.Match[str]) -> When:
    numbers = [_quarter(n) for n in _QUARTERS.findall(match["q"])]
    if not all(numbers):
        return _at(match, "quarter", 0, 0)
    when = _at(match, "quarter", 3 * min(numbers) - 2, 3 * max(numbers), several=len(numbers) > 1)
    return replace(when, listed=_gaps(numbers, match["q"]))


def _halves(match: re.Match[str]) -> When:
    written = match.groupdict().get("n") or "6"
    count = int(written) if written.isdigit() else _COUNTS[written]
    months = (13 - count, 12) if match["half"] == "cuoi" else (1, count)
    return _at(match, "half" if count == 6 else "quarter", *months)


def _years(match: re.Match[str]) -> When:
    years = [int(year) for year in re.findall(r"(?:19|20)\d\d", match.group())]
    when = When(match.start(), match.end(), "year", min(years), max(years), several=len(years) > 1)
    return replace(when, listed=_gaps(years, match.group()))


def _gaps(numbers: list[int], written: str) -> tuple[int, ...]:
    """The numbers of a list that skips some; nothing for a single one, a range, or neighbours."""
    if "-" in written or " den " in written or max(numbers) - min(numbers) < len(numbers):
        return ()
    return tuple(numbers)


def _days_of_month(match: re.Match[str]) -> When:
    """The n-th week of a month as its days 7n-6 to 7n; its thirds (thượng, trung, hạ tuần) and halves."""
    month, said = _month(match["m"]), match["d"]
    first = 7 * int(said) - 6 if said.isdigit() else _PARTS_OF_MONTH[said][0]
    last = first + 6 if said.isdigit() else _PARTS_OF_MONTH[said][1]
    if last > 28 and 1 <= month <= 12:
        last = monthrange(_year(match) or 2001, month)[1]
    return replace(_at(match, "day", month, month, several=True), day=first, day_last=last)


# -- the rules -------------------------------------------------------------------------------------------------------

_YEAR = r"(?P<y>(?:19|20)\d\d)(?!\d|/\w|-[a-z])"
_SLASH = r"(?:\s*/\s*|[.\-])"
_HEAD = r"(?<![\d/.\-])"
_TAIL = r"(?!\d|\s?[/.\-]\s?\d|/\w|-[a-z])"
_MUNG = r"(?<!chao\s)(?<!\w)mung\s*"
_NGAY = rf"(?:ngày\s*(?:{_MUNG})?|{_MUNG})"
_DAY = r"(?P<d>\d{1,2})"
# "nam" is May only where no year follows; "sau" (unaccented "sáu") only where one does: "thang sau" is next month
_MONTH_NAME = (
    r"mười một|mười hai|mười|giêng|một|hai|ba|tu(?!\s*(?:\d|ngày|nay|giờ|tháng|quý|đầu|cuối))|bốn"
    r"|năm(?!\s*(?:19|20)\d\d|\s*(?:nay|sau|ngoái|trước))"
    r"|sau(?=\s*(?:/|năm)\s*(?:19|20)\d\d)|bảy|tám|chín|chạp"
)
_MONTH = rf"(?P<m>\d{{1,2}}(?!\d)|(?:{_MONTH_NAME})(?![a-z]))(?! lần(?!\w))"
_OF_YEAR = (
    rf"(?:(?:\s*[/.,]\s*|\s*-\s*| )(?:của )?(?:năm\s*)?{_YEAR}|\s*,?\s*năm\s*{_YEAR.replace('<y>', '<yy>')}"
    r"|\s*/\s*(?P<short>\d\d)(?!\d))?(?![\d/])"
)
_QUARTER = r"(?:[il1|]{1,3}v?|vi{0,3}|0?[1-9]|một|hai|ba|bốn|tu)(?![a-z\d])"
_QUARTERS = pattern(rf"(?<!\d){_QUARTER}")
_QUY = rf"(?:quý\s*\.?\s*|q\.?\s?(?={_QUARTER}))"
_AND = r"\s*(?:,|-|;|&|\+|và|đến|hoặc)\s*"
_MORE_MONTHS = rf"(?P<more>(?:{_AND}(?:tháng\s*)?\d{{1,2}}(?![\d/]))*{_AND}(?:tháng\s*)?\d{{1,2}}(?!\d))"
_HALF = r"(?P<half>đầu|cuối) năm"
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], When]], ...] = tuple(
    (pattern(expression), build)
    for expression, build in (
        # từ ngày 1 đến ngày 15 tháng 5 (năm 2026), từ 1 đến 15/5
        (
            rf"(?:(?<=từ\s)|{_NGAY}){_DAY}\s*(?:-|đến)\s*{_NGAY}?(?P<e>\d{{1,2}})"
            rf"(?:\s*tháng\s*{_MONTH}{_OF_YEAR}|\s*/\s*(?P<mm>\d{{1,2}}){_TAIL})",
            _days,
        ),
        # tuần 2 tháng 5/2026, hạ tuần tháng 5/2026, nửa đầu tháng 5
        (rf"(?<![a-z])tuần (?:thứ )?(?P<d>[1-5]|đầu)(?: tiên)?,? (?:của )?tháng\s*{_MONTH}{_OF_YEAR}", _days_of_month),
        (rf"(?<![a-z])(?P<d>thượng|trung|hạ) tuần tháng\s*{_MONTH}{_OF_YEAR}", _days_of_month),
        (rf"(?<![a-z])(?P<d>nửa đầu|nửa cuối) tháng\s*{_MONTH}{_OF_YEAR}", _days_of_month),
        # ngày 15 tháng 5 năm 2026, mùng 5 tháng giêng, 15 tháng 5/2026
        (rf"(?:{_NGAY}|mong\s*)*{_HEAD}{_DAY}\s*tháng\s*{_MONTH}{_OF_YEAR}", _a_day),
        # tháng 7-9/2025, tháng 7, 8/2025, tháng 4 và tháng 5 năm 2026
        (rf"(?<![a-z])tháng\s*{_MONTH}{_MORE_MONTHS}(?:\s*[/.\-]\s*|\s*,?\s*năm\s*){_YEAR}", _months),
        # tháng 7-9, tháng 4 và tháng 5 (no year)
        (
            rf"(?<![a-z\d])tháng\s*{_MONTH}(?P<more>(?:\s*-\s*|\s*(?:,|và|hoặc)\s*tháng\s*|\s*đến\s*(?:tháng\s*)?)\d{{1,2}})(?![\d/.])",
            _months,
        ),
        # tháng 4/2026, tháng 4 năm 2026, tháng 4, tháng Năm; T5/2026, T5.2026
        (rf"(?<![a-z\d])tháng\s*{_MONTH}{_OF_YEAR}", _months),
        (rf"(?<![a-z\d])t\.?\s?(?P<m>\d{{1,2}})(?:\s?[/.\-]\s?| |\s*năm\s*){_YEAR}", _months),
        # ngày 15, 16/6/2026; ngày 11-20/9/2026, từ 11 đến 20/9/2026
        (
            rf"{_NGAY}{_DAY}(?:\s*(?:,|và)\s*\d{{1,2}}(?![\d/.]))*\s*(?:,|và)\s*{_NGAY}?(?P<e>\d{{1,2}})"
            rf"\s*/\s*(?P<m>\d{{1,2}})\s*/\s*{_YEAR}",
            _days,
        ),
        (
            rf"{_NGAY}?{_HEAD}{_DAY}\s*(?:-|đến)\s*{_NGAY}?(?P<e>\d{{1,2}})\s*/\s*(?P<m>\d{{1,2}})\s*/\s*{_YEAR}",
            _days,
        ),
        # 15/5/2026, 15-5-2026, 15.5.2026, ngày15 /5 /2026; 15/5/26
        (rf"{_NGAY}?{_HEAD}{_DAY}{_SLASH}(?P<m>\d{{1,2}}){_SLASH}{_YEAR}", _a_day),
        (rf"{_NGAY}?{_HEAD}{_DAY}(?P<s>[/.\-])(?P<m>\d{{1,2}})(?P=s)(?P<y>\d\d){_TAIL}", _a_day),
        # quý II/2026, quý III, IV/2026, quý 1 - 2026, Q.II/2026, quý II và quý III năm 2026
        (
            rf"(?<![a-z]){_QUY}(?P<q>{_QUARTER}(?:{_AND}{_QUY}?{_QUARTER}(?!\s*/\s*\d{{1,2}}\s*/))*){_OF_YEAR}",
            _quarters,
        ),
        # 6 tháng đầu năm 2026, 9 tháng đầu năm, nửa cuối năm
        (rf"{_HEAD}(?P<n>0?[369]|sau|ba|chín)\s*tháng\s*{_HALF}{_OF_YEAR}", _halves),
        (rf"(?<![a-z])nửa\s*(?:năm\s*)?{_HALF}{_OF_YEAR}", _halves),
        # 6/2025, 06.2025
        (rf"{_HEAD}(?P<m>\d{{1,2}}){_SLASH}{_YEAR}", _months),
        # ngày 15/5, ngày 15-5, ngày 15.5; 15/5
        (rf"{_NGAY}{_DAY}{_SLASH}(?P<m>\d{{1,2}}){_TAIL}", _a_day),
        (rf"{_HEAD}{_DAY}\s*/\s*(?P<m>\d{{1,2}}){_TAIL}", _a_day),
        # năm 2025, 2026; 2026 - 2030; 2025 và 2026
        (
            rf"(?:(?<!việt\s)(?<![a-z])(?:các )?năm\s*)?{_HEAD}(?:19|20)\d\d"
            r"(?:\s*(?:,|-|&|và)\s*(?:năm\s*)?(?:19|20)\d\d)*(?!\d|/\w|[.\-]\d|-[a-z])",
            _years,
        ),
    )
)
_PART = pattern(r"(?<![a-z])(đầu|giữa|cuối) $")
WHENS = (*(rule for rule, _ in _RULES), _PART)  # all patterns of written times
_PARTS = {"dau": "đầu", "giua": "giữa", "cuoi": "cuối"}
_WORTH_A_LOOK = pattern(r"\d|tháng|quý |nửa")


def find_whens(text: str) -> list[When]:
    """Every written stretch of time in a shadow's text, in order, none inside another. Impossible ones too."""
    return list(_whens(text)) if _WORTH_A_LOOK.search(text) else []


@lru_cache(maxsize=8192)
def _whens(text: str) -> tuple[When, ...]:
    found: list[When] = []
    for rule, build in _RULES:
        for match in list(rule.finditer(text)):
            if "\0" in match.group():
                continue
            when = build(match)
            part = _PART.search(text, 0, when.start)
            if part and when.precision != "day":
                when = replace(when, start=part.start(), part=_PARTS[part[1]])
            found.append(when)
            text = text[: when.start] + "\0" * (when.end - when.start) + text[when.end :]
    return tuple(sorted(found, key=lambda when: when.start))


# -- citations -------------------------------------------------------------------------------------------------------

_DOCUMENT = (
    "nghị quyết|nghị định|kết luận|kế hoạch|chỉ thị|quyết định|quy định|quy chế|công văn|thông báo|thông tư|thông tri"
    "|tờ trình|chương trình|hướng dẫn|đề án|báo cáo|công điện|văn bản|pháp lệnh|bộ luật|luật|hiến pháp|biên bản"
    "|ban hành|giấy mời|hồ sơ"
)
_DATE = r"\d{1,2}(?:\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\s*tháng\s*\d{1,2}\s*năm\s*\d{4})"
_ITS_DATE = rf"(?:\s*,?\s*ngày\s*{_DATE})?"
_NUMBER = r"số\s*:?\s*\d+[^\s,;()]*(?:\s?[-/]\s?[a-z][^\s,;()]*)?"
_SYMBOL = r"\d+\s?(?:[-/]\d{4})?\s?[-/]\s?(?!(?:tháng|ngày|quý|năm|đến)(?![a-z]))[a-z][\w\-/]*"
_DIGIT = re.compile(r"\d")
CITED = pattern(
    rf"(?<![\w/])(?:{_NUMBER}|{_SYMBOL}){_ITS_DATE}"
    rf"|(?:{_DOCUMENT}) (?:số\s*)?\d+\s*/\s*(?:19|20)\d\d(?:\s*/\s*[\w\-]+)?{_ITS_DATE}"
    rf"|(?:{_DOCUMENT})\s*,?\s*ngày\s*{_DATE}(?= của)"
    r"|(?:bộ luật|luật|hiến pháp|pháp lệnh)\s"
    r"(?:(?!(?<!\w)(?:có|phải|cần|gì|nào|trong|hạn)(?!\w))[^,;.()]){0,80}?năm\s*(?:19|20)\d\d"
    rf"|(?:có )?hiệu lực[^,;.()]{{0,25}}?{_DATE}"
    r"|(?<=học\s)(?:19|20)\d\d\s*-\s*(?:19|20)\d\d"
    r"|nhiệm\s*kỳ\s*(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?"
    r"|tầm nhìn (?:đến )?(?:năm )?(?:19|20)\d\d"
)


def without_citations(text: str) -> str:
    """The shadow text with cited documents, terms of office and horizons blanked out, all else in its place."""
    return CITED.sub(lambda match: "\x01" * len(match.group()), text) if _DIGIT.search(text) else text
