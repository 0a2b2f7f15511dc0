"""The stretches of time that a question writes out ("tháng 4/2026", "15/5", "quý 2 năm ngoái").

Works on the text of a `corpus.shadow.Shadow`. An atom knows nothing of "trước" or "đến"; `corpus.periods` adds those.
`corpus.period_relative` has the stretches told from today.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus.dates import When, find_whens, month_end, sharpened
from corpus.shadow import pattern

_FAR_BACK, _NEAR_AHEAD = 240, 120  # days, see `_nearest_year`


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of time in a question. `start`, `end`: offsets in the shadow's text.

    `edge`: the single day it stands for after "trước", "đến", "từ", "sau", where that is not its first or last day.
    `name`: how it is said in Vietnamese. `when`: the written form, None for a relative one.
    `inherited`: its year (or month) was not written. `problem`: why it is no date, in Vietnamese.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    unit: str
    name: str
    when: When | None = None
    edge: date | None = None
    inherited: bool = False
    relative: bool = False
    problem: str | None = None


# -- names -----------------------------------------------------------------------------------------------------------


def day_name(day: date, *, year: bool = True) -> str:
    """A day as plans print it: two figures for the day, and for the months 1 and 2 ("05/02/2026", "15/5/2026")."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}" + (f"/{day.year}" if year else "")


def stretch_name(first: date, last: date, unit: str, part: str = "") -> str:
    if first == last and unit == "day":
        return f"ngày {day_name(first)}"
    name = calendar_name(first, last)
    return f"{part} {name}".strip() if name else f"{day_name(first)} đến {day_name(last)}"


def calendar_name(first: date, last: date) -> str:
    """ "tháng 4/2026", "quý II/2026", "6 tháng đầu năm 2026", "năm 2026", or nothing for another stretch."""
    if first.day != 1 or last != month_end(last):
        return ""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return f"tháng {first.month}/{first.year}"
    if months == 3 and first.month % 3 == 1:
        return f"quý {('I', 'II', 'III', 'IV')[first.month // 3]}/{first.year}"
    if months == 6 and first.month in (1, 7):
        return f"6 tháng {'đầu' if first.month == 1 else 'cuối'} năm {first.year}"
    if months == 12 and first.month == 1:
        return f"năm {first.year}"
    if months % 12 == 0 and first.month == 1:
        return f"các năm {first.year}–{last.year}"
    return f"từ tháng {first.month}/{first.year} đến tháng {last.month}/{last.year}"


# -- written stretches -----------------------------------------------------------------------------------------------

_YEAR_SAID = pattern(r"\s*,?\s*(?:của )?(?:(?:trong )?năm (nay|này|sau|tới|ngoái|trước|qua)|(sang) năm)(?!\w)")
_HALF_YEAR_SAID = pattern(r" (nay|này|sau|tới|ngoái|trước|qua)(?!\w)(?! \d)")
_DIRECTION = pattern(r" (?:này|(tới|sắp tới)|(vừa qua|vừa rồi|qua))(?!\w)(?! \d)")
_STEPS = {"nay": 0, "sau": 1, "toi": 1, "sang": 1, "ngoai": -1, "truoc": -1, "qua": -1}
_NO_DATE = pattern(
    r"(?:đường|phố|quảng trường|trường|khu|tổ|điều|mục|khoản|điểm|phần|dòng|hàng|số|khóa|nghị quyết|đề án"
    r"|tỷ lệ|chiếm) $"
)
_SHARE = pattern(r"\s*(?:số|tổng số|nhiệm vụ|kế hoạch|các|công việc)(?!\w)")


def written_atoms(text: str, *, today: date, around: date) -> Iterator[Atom]:
    """The written stretches of a question. A missing year is the one nearest to `around`."""
    for when in find_whens(text):
        slashed = when.precision == "day" and when.year is None and "/" in text[when.start : when.end]
        figures = text[when.start].isdigit()  # "đường 3/2", but "nhà trường tháng 9"
        if figures and when.precision != "year" and _NO_DATE.search(text, 0, when.start):
            continue
        if slashed and _SHARE.match(text, when.end) and "ngay" not in text[when.start : when.end]:
            continue  # "2/3 số nhiệm vụ"
        yield from _written(text, when, today, around)


def _written(text: str, when: When, today: date, around: date) -> Iterator[Atom]:
    end, year, inherited = when.end, when.year, False
    if when.year is None:
        said = (_HALF_YEAR_SAID if when.precision == "half" else _YEAR_SAID).match(text, when.end)
        toward = _DIRECTION.match(text, when.end)
        if said:
            year, end = today.year + _STEPS[next(word for word in said.groups() if word)], said.end()
        elif toward and (toward[1] or toward[2]):
            year, end = _toward(when, today, ahead=bool(toward[1])), toward.end()
        else:
            year, inherited = _nearest_year(when, around), True
            end = toward.end() if toward else when.end
    for part in _listed(when):
        try:
            first, last = part.days(year)
        except ValueError:
            yield Atom(when.start, end, None, None, when.precision, "", when, problem=_problem(text, when))
            return
        yield _parted(replace(_atom(part, first, last), start=when.start, end=end, inherited=inherited))


def _atom(when: When, first: date, last: date) -> Atom:
    return Atom(when.start, when.end, first, last, when.precision, stretch_name(first, last, when.precision), when)


def _parted(atom: Atom) -> Atom:
    """The beginning, middle or end of a written stretch: a third of it, and one day as an edge."""
    when = atom.when
    if when is None or not when.part or atom.first is None or atom.last is None:
        return atom
    edge, _ = sharpened(when, atom.first, atom.last)
    first, last = third(atom.first, atom.last, when.part)
    return replace(atom, first=first, last=last, edge=edge, name=f"{when.part} {atom.name}")


def read_in_year(atom: Atom, year: int) -> Atom:
    """A written stretch whose year was missing, read in `year`."""
    if atom.when is None or atom.when.year is not None:
        return atom
    try:
        first, last = atom.when.days(year)
    except ValueError:
        return replace(atom, first=None, last=None, problem=f"không có ngày này trong năm {year}")
    fresh = _parted(_atom(atom.when, first, last))
    return replace(fresh, start=atom.start, end=atom.end, inherited=atom.inherited)


def third(first: date, last: date, part: str) -> tuple[date, date]:
    """A third of a stretch. Of a month: days 1 to 10, 11 to 20, the rest; of a year: four months each."""
    if (last - first).days > 300:
        cuts = (date(first.year, 5, 1), date(first.year, 9, 1))
    elif (last - first).days > 60:
        cuts = (month_end(first) + timedelta(days=1), last.replace(day=1))
    elif (last - first).days > 20:
        cuts = (first.replace(day=11), first.replace(day=21))
    else:  # a week: its first two days, its last two
        cuts = (first + timedelta(days=2), last - timedelta(days=1))
    if part == "đầu":
        return first, cuts[0] - timedelta(days=1)
    return (cuts[1], last) if part == "cuối" else (cuts[0], cuts[1] - timedelta(days=1))


def _listed(when: When) -> list[When]:
    """The parts of a list that leaves some out ("tháng 4, 7/2026"), else the stretch itself."""
    if not when.listed:
        return [when]
    if when.precision == "year":
        return [replace(when, year=year, year_last=year) for year in when.listed]
    if when.precision == "quarter":
        return [replace(when, month=3 * number - 2, month_last=3 * number) for number in when.listed]
    return [replace(when, month=number, month_last=number) for number in when.listed]


def _nearest_year(when: When, around: date) -> int:
    """The year of `around`, or the next where that one's day is long past and the next one's is near.

    "tháng 1" asked in December is next month; "tháng 12" asked in January is this year's.
    """
    try:
        _, last = when.days(around.year)
        first, _ = when.days(around.year + 1)
    except ValueError:
        return around.year
    past, ahead = (around - last).days, (first - around).days
    return around.year + 1 if past > _FAR_BACK and ahead < _NEAR_AHEAD else around.year


def _toward(when: When, today: date, *, ahead: bool) -> int:
    """The year that puts a month or quarter after today ("tháng 5 tới"), or before it ("tháng 3 vừa qua")."""
    try:
        first, last = when.days(today.year)
    except ValueError:
        return today.year
    if ahead:
        return today.year + (last < today)
    return today.year - (first > today)


def _problem(text: str, when: When) -> str:
    said = re.sub(r"^(?:ngay|thang|quy)\s*", "", text[when.start : when.end])
    if when.precision == "day":
        return f"không có ngày {said}"
    return f"không có quý {said}" if when.precision == "quarter" else f"không có tháng {said}"
