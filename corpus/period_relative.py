"""The stretches of time that a question tells from today: "tuần sau", "10 ngày tới", "cuối tháng", "thứ sáu này".

Works on the text of a `corpus.shadow.Shadow`. Weeks run from Monday to Sunday.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from corpus.dates import month_end
from corpus.period_atoms import Atom, calendar_name, day_name, stretch_name, third
from corpus.shadow import pattern

SOON = 7  # days: how far "sắp đến hạn" and "mấy ngày tới" look ahead

_NUMBERS = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "6": 6, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
    "may": SOON, "vai": SOON, "nhung": SOON, "nua": 0,
}  # fmt: skip
_NUMBER = r"(?P<n>\d{1,3}|một|hai|ba|bốn|năm|6|bảy|tám|chín|mười)"
_UNIT = r"(?P<unit>ngày|tuần|tháng|quý|năm)"
_CALENDAR = r"(?P<unit>tuần|tháng|quý|năm)"
_NOW = r"(?:này|nay|hiện nay|hiện tại)"
_NEXT = r"(?:sau nữa|sau|tới|kế tiếp|tiếp theo|sắp tới)"
_LAST = r"(?:trước|vừa qua|vừa rồi|qua|rồi|ngoái)"
_NOT_DATE = r"(?!\w)(?!\s*(?:ngày |tháng |quý |năm )?\d)(?! (?:khi|đại hội|hội nghị|này)(?!\w))"
_WEEKDAY = r"(?:thứ\s*(?P<wd>hai|ba|tư|bốn|năm|sáu|bảy|[2-7])|(?P<sun>chủ nhật|chúa nhật|cn))"
_WEEKDAYS = {"hai": 0, "2": 0, "ba": 1, "3": 1, "tu": 2, "bon": 2, "4": 2, "nam": 3, "5": 3, "6": 4, "sau": 4,
             "bay": 5, "7": 5}  # fmt: skip
_ORDINAL = pattern(r"(?:việc|nhiệm vụ|dòng|mục|lần|phần|câu|cái|điểm|hàng|bảng|kế hoạch|người|ý|cơ quan|đơn vị|công) $")

Builder = Callable[[re.Match[str], date], "Atom | None"]


def _days_atom(match: re.Match[str], first: date, last: date, unit: str, name: str = "") -> Atom:
    return Atom(match.start(), match.end(), first, last, unit, name or stretch_name(first, last, unit), relative=True)


def _calendar_unit(day: date, unit: str, step: int) -> tuple[date, date]:
    """First and last day of the week (Monday to Sunday), month, quarter or year `step` from that of `day`."""
    if unit == "week":
        first = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return first, first + timedelta(days=6)
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    index = (day.year * 12 + day.month - 1) // size * size + step * size
    first = date(index // 12, index % 12 + 1, 1)
    index += size - 1
    return first, month_end(date(index // 12, index % 12 + 1, 1))


_UNITS = {"ngay": "day", "tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}
_WEEKS = {-1: "trước", 0: "này", 1: "sau", 2: "sau nữa"}
_SAID = {"week": "tuần", "month": "tháng", "quarter": "quý", "year": "năm"}


def _step(said: str | None) -> int:
    said = " ".join((said or "").split())
    if said == "sau nua":
        return 2
    if re.fullmatch(r"sau|toi|ke tiep|tiep theo|sap toi|sang", said):
        return 1
    return -1 if re.fullmatch(r"truoc|vua qua|vua roi|qua|roi|ngoai", said) else 0


def _unit_atom(match: re.Match[str], today: date) -> Atom:
    """tuần này, tháng sau, quý trước, năm ngoái; cuối tháng, đầu tuần sau."""
    groups = match.groupdict()
    unit, step = _UNITS[match["unit"]], 1 if groups.get("sang") else _step(groups.get("step"))
    first, last = _calendar_unit(today, unit, step)
    name = calendar_name(first, last) or f"tuần {_WEEKS[step]}"
    part = {"dau": "đầu", "giua": "giữa", "cuoi": "cuối"}.get(groups.get("part") or "", "")
    if not part:
        return replace(_days_atom(match, first, last, unit, name), relative=True)
    edge = {"đầu": first, "cuối": last}.get(part, first + (last - first) // 2)
    first, last = third(first, last, part)
    return replace(_days_atom(match, first, last, unit, f"{part} {name}"), edge=edge)


_SINGLE = pattern(
    r"(?<!\w)(?P<unit>ngày|tuần|tháng|quý) (?:(?P<part>đầu|cuối)(?: tiên| cùng)?(?: của| trong)? )?$"
)
_MANY = pattern(r"(?:\d|những|các|mấy|vài|hai|ba|bốn|năm|một số) $")
_ENDS = pattern(r"(?P<part>đầu|cuối)(?!\w)")


def single_unit(text: str, atom: Atom) -> Atom:
    """An atom, or its first or last day, week, month or quarter: "ngày cuối cùng của năm", "tuần cuối tháng 6"."""
    opens, own = _SINGLE.search(text, 0, atom.start), _ENDS.match(text, atom.start)
    part = (opens["part"] or own and own["part"]) if opens else None
    if not opens or not part or atom.unit not in _SAID or atom.first is None or atom.last is None:
        return atom
    if opens["part"] and own or _MANY.search(text, 0, opens.start()):
        return atom
    first, last = _calendar_unit(atom.last if part == "cuoi" else atom.first, atom.unit, 0)
    size = _UNITS[opens["unit"]]
    if list(_UNITS.values()).index(size) >= list(_UNITS.values()).index(atom.unit):
        return atom
    if size == "week":
        first, last = (last - timedelta(days=6), last) if part == "cuoi" else (first, first + timedelta(days=6))
    elif size == "day":
        first = last = last if part == "cuoi" else first
    else:
        first, last = _calendar_unit(last if part == "cuoi" else first, size, 0)
    return replace(atom, start=opens.start(), first=first, last=last, unit=size, edge=None, when=None,
                   name=stretch_name(first, last, size))  # fmt: skip


def _shifted(day: date, count: int, unit: str) -> date:
    """`count` units from `day`; months keep the day where the month has it."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = count * {"month": 1, "quarter": 3, "year": 12}[unit]
    index = day.year * 12 + day.month - 1 + months
    start = date(index // 12, index % 12 + 1, 1)
    return start.replace(day=min(day.day, month_end(start).day))


def _count(match: re.Match[str]) -> int:
    return int(match["n"]) if match["n"].isdigit() else _NUMBERS[match["n"]]


def _ahead(match: re.Match[str], today: date) -> Atom:
    """10 ngày tới, 2 tuần nữa: from today on."""
    unit, count = _UNITS[match["unit"]], _count(match)
    last = _shifted(today, count, unit)
    name = f"{count} {_SAID.get(unit, 'ngày')} tới"
    return replace(_days_atom(match, today, last, unit, name), edge=last)


def _back(match: re.Match[str], today: date) -> Atom:
    """30 ngày qua, 2 tuần gần đây: up to today."""
    unit, count = _UNITS[match["unit"]], _count(match)
    first = _shifted(today, -count, unit)
    name = f"{count} {_SAID.get(unit, 'ngày')} qua"
    return replace(_days_atom(match, first, today, unit, name), edge=first)


def _few_days(match: re.Match[str], today: date) -> Atom:
    return _days_atom(match, today, today + timedelta(days=SOON), "day", f"{SOON} ngày tới")


def _half_ahead(match: re.Match[str], today: date) -> Atom:
    days = 15 if match["unit"] == "thang" else 182
    last = today + timedelta(days=days)
    return replace(_days_atom(match, today, last, "day", f"{days} ngày tới"), edge=last)


def _a_day_near(days: int) -> Builder:
    def build(match: re.Match[str], today: date) -> Atom:
        day = today + timedelta(days=days)
        return _days_atom(match, day, day, "day")

    return build


def _day_of_month(match: re.Match[str], today: date) -> Atom:
    """ngày 15 tháng này, ngày 15 tháng sau; ngày 15 (of this month, or the next one when that is past)."""
    number, said = int(match["d"]), match.groupdict().get("step")
    start = today.replace(day=1)
    if said is None and 1 <= number < today.day:
        start = month_end(today) + timedelta(days=1)
    elif said is not None:
        start, _ = _calendar_unit(today, "month", _step(said))
    if not 1 <= number <= month_end(start).day:
        problem = f"không có ngày {number} trong tháng {start.month}/{start.year}"
        return Atom(match.start(), match.end(), None, None, "day", "", relative=True, problem=problem)
    day = start.replace(day=number)
    return replace(_days_atom(match, day, day, "day"), inherited=said is None)


def _weekday(match: re.Match[str], today: date) -> Atom | None:
    """thứ sáu này, thứ 2 tuần sau; thứ sáu, thứ sáu tới (the next one)."""
    if _ORDINAL.search(match.string, 0, match.start()):
        return None
    number = 6 if match["sun"] else _WEEKDAYS[match["wd"]]
    week, step = match.groupdict().get("week"), match.groupdict().get("step")
    if week or _step(step) == -1 or (step and re.match(r"sau|nay", step)):
        first, _ = _calendar_unit(today, "week", _step(step))
        day = first + timedelta(days=number)
    else:
        wait = (number - today.weekday()) % 7
        day = today + timedelta(days=wait or (7 if step else 0))
    name = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")[number]
    return _days_atom(match, day, day, "day", f"{name}, ngày {day_name(day)}")


_NEVER_AFTER = r"(?! (?:nào|mấy|bao|ấy|học|thứ|cuối|đầu|hết|một|hai)(?!\w))"
_RULES: tuple[tuple[re.Pattern[str], Builder], ...] = tuple(
    (pattern(rf"(?<!\w)(?:{expression})(?!\w)"), build)
    for expression, build in (
        (rf"(?:(?:ngày )?mùng |ngày |(?=1[3-9]|2\d|3\d))(?P<d>\d{{1,2}}) tháng"
         rf" (?P<step>{_NOW}|{_NEXT}|{_LAST}){_NOT_DATE}", _day_of_month),
        (rf"(?P<d>\d{{1,2}}) tháng (?P<step>{_NOW}|trước){_NOT_DATE}", _day_of_month),
        (r"còn (?:dưới|không quá|chưa đến|chưa đầy) (?P<n>\d{1,3}) (?P<unit>ngày|tuần|tháng)(?: nữa)?"
         r"(?: (?:là|thì|sẽ))?(?: (?:đến|tới|hết|quá))?(?: hạn)?", _ahead),
        (r"nửa (?P<unit>tháng|năm) (?:tới|nữa|sắp tới)", _half_ahead),
        (rf"(?:trong vòng |trong )?{_NUMBER} {_UNIT} (?:sắp tới|tới|tiếp theo|nữa|kế tiếp|tới đây)", _ahead),
        (rf"trong (?:vòng )?{_NUMBER} {_UNIT}(?! (?:qua|vừa|gần|đầu|cuối|làm việc|trở lại|trước|sau)(?!\w))", _ahead),
        (rf"{_NUMBER} {_UNIT} (?:vừa qua|vừa rồi|qua|gần đây|gần nhất|trở lại đây|trước đây)", _back),
        (r"(?:mấy|vài|những|ít) ngày (?:tới|sắp tới|nữa|tới đây)", _few_days),
        (rf"{_WEEKDAY}(?P<week> tuần)? (?P<step>{_NOW}|{_NEXT}|{_LAST}){_NOT_DATE}", _weekday),
        (rf"(?:(?<=trước\s)|(?<=đến\s)|(?<=vào\s)|(?<=từ\s)|(?<=hạn\s)|(?<=hết\s)|(?<=tới\s)|(?<=sau\s)|(?<=nhất\s))"
         rf"{_WEEKDAY}(?P<week>)(?P<step>)(?!\s*(?:\d|tuần))", _weekday),
        (r"(?P<sang>sang) (?P<unit>tuần|tháng|quý|năm)(?! \d)", _unit_atom),
        (rf"(?:(?<=ngày\s)|(?<=tuần\s)|(?<=tháng\s)|(?<=quý\s))(?P<part>đầu|cuối)(?: tiên| cùng)(?: của| trong)?"
         rf" {_CALENDAR}(?: (?P<step>{_NOW}|{_NEXT}|{_LAST}))?{_NOT_DATE}(?! [ivx]+(?!\w))", _unit_atom),
        (rf"(?P<part>đầu|giữa|cuối) {_CALENDAR} (?P<step>{_NOW}|{_NEXT}|{_LAST}){_NOT_DATE}", _unit_atom),
        (rf"(?<!việt\s){_CALENDAR} (?P<step>{_NOW}|{_NEXT}|{_LAST}){_NOT_DATE}", _unit_atom),
        (rf"(?P<part>đầu|giữa|cuối) {_CALENDAR}{_NEVER_AFTER}", _unit_atom),
        (r"(?:(?<=trong\s)|(?<=hết\s))(?P<unit>tuần|tháng|quý|năm)(?=\s*(?:$|[?.,!;:]|thì|là|phải|cần|có|của|không))",
         _unit_atom),
        (r"(?<=hết\s)(?P<unit>tuần|tháng|quý|năm)(?!\s*\d)(?! (?:này|nay|sau|tới|trước|nào|mấy|một|hai|ba|tư|năm|sáu"
         r"|bảy|tám|chín|mười|giêng|chạp|học|ngân sách|i|ii|iii|iv)(?!\w))", _unit_atom),
        (r"ngày hôm nay|hôm nay|bữa nay|trong ngày(?! (?:\0|(?:đầu|cuối|nào|mấy|lễ|hội)(?!\w)))", _a_day_near(0)),
        (r"(?:(?<=từ\s)|(?<=đến\s)|(?<=tới\s)|(?<=sau\s))(?:nay|bây giờ|giờ|hiện nay|hiện tại)", _a_day_near(0)),
        (r"(?:ngày|sáng|chiều|tối|hôm) mai|(?:(?<=hết\s)|(?<=từ\s)|(?<=trước\s)|(?<=sau\s))mai", _a_day_near(1)),
        (r"(?:ngày|sáng|chiều|hôm) (?:kia|mốt)(?! vừa)", _a_day_near(2)),
        (r"(?:ngày )?hôm qua", _a_day_near(-1)),
        (r"(?:ngày(?: mùng)?|mùng) (?P<d>\d{1,2})(?!\s*(?:[/.\-]|tháng|đến|hằng|làm|nữa|tới|qua|sau|trước))",
         _day_of_month),
    )
)  # fmt: skip
_HOM_KIA = pattern(r"(?<!\w)hôm kia(?!\w)")


def relative_atoms(text: str, *, today: date) -> Iterator[Atom]:
    """The stretches told from today. Earlier rules win; none lies inside another."""
    for rule, build in _RULES:
        for match in list(rule.finditer(text)):
            if "\0" in match.group():
                continue
            atom = _a_day_near(-2)(match, today) if _HOM_KIA.fullmatch(match.group()) else build(match, today)
            if atom is None:
                continue
            yield atom
            text = text[: match.start()] + "\0" * len(match.group()) + text[match.end() :]
