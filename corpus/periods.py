"""Time expressions in questions: which days "trước 15/5/2026", "tháng này", "10 ngày tới" or "quá hạn" mean.

The days are those that a deadline's last day must lie in, inclusive. Deadlines of plans are read by
`corpus.deadlines`; both share the atoms of `corpus.dates`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from corpus.dates import without_citations
from corpus.period_atoms import Atom, day_name, read_in_year, written_atoms
from corpus.period_relative import SOON, relative_atoms, single_unit
from corpus.shadow import Shadow, pattern

__all__ = ["SOON", "Period", "Relation", "describe", "find_periods"]

Relation = Literal["before", "until", "within", "from", "after", "on", "overdue", "not_due"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression of a question. `start`, `end`: offsets of it, its "trước" or "trong" included, in the question.

    `first`, `last`: the days that a deadline's last day must lie in, inclusive; None at an open end, and both None
    with a `problem` (Vietnamese) for a day that does not exist. `name`: the stretch in Vietnamese, without relation.
    `weak`: it may belong to the words before it ("biên chế năm 2026", "kiểm điểm cuối năm"); the caller decides.
    `year_inherited`: the year (or month) was not written. `relative`: told from today.
    Expressions of one question that are alternatives ("tháng 4 và 7/2026") come as Periods with the same offsets.
    """

    text: str
    start: int
    end: int
    first: date | None
    last: date | None
    relation: Relation
    name: str = ""
    weak: bool = False
    year_inherited: bool = False
    relative: bool = False
    problem: str | None = None


# -- the words around an atom ----------------------------------------------------------------------------------------

_TO = r"(?: (?:ngày|thời điểm|thời gian|mốc|là|vào|cả|dịp|kỳ|nghỉ|lễ|kỷ niệm))*\s*$"
_RELATIONS: tuple[tuple[Relation, str], ...] = (
    ("until", rf"trước khi (?:hết|kết thúc|qua){_TO}"),
    ("before", rf"trước (?:(?:khi|lúc)(?: (?:bước|chuyển))?(?: (?:sang|vào|tới|đến|bắt đầu))?|thềm){_TO}"),
    ("until", rf"trước (?:và|hoặc) (?:trong|vào|đúng){_TO}"),
    ("from", rf"không trước{_TO}"),
    ("until", rf"không (?:sau|quá|(?:muộn|trễ|chậm)(?: hơn)?){_TO}"),
    ("before", rf"(?:(?:đến|tới|từ nay đến) )?trước{_TO}"),
    ("before", rf"sớm hơn{_TO}"),
    ("after", rf"(?:từ )?sau(?: khi)?(?: hết)?{_TO}|(?:muộn|trễ|chậm) hơn{_TO}"),
    ("until", rf"(?:(?:cho|tính|kể|từ trước) )?(?:đến|tới)(?: (?:khi|hết|cuối))*{_TO}"),
    ("until", rf"(?:chậm|muộn|trễ) nhất(?: (?:là|đến|vào))*{_TO}"),
    ("until", rf"(?<!đến\s)hết{_TO}"),
    ("from", rf"kéo (?:dài )?(?:sang|đến|tới|qua|vào)(?: tận| hết)?{_TO}"),
    ("from", rf"(?:(?:kể|tính|bắt đầu) )?(?:từ|bốn)(?: khoảng)?{_TO}|bắt đầu{_TO}"),
    (
        "within",
        r"(?:trong vòng|trong khoảng|trong thời gian|trong suốt|trong cả|trong|vào|suốt|thuộc|nội|đúng|hôm|vào lúc)"
        r"(?: (?:ngày|khoảng|cả))*\s*$",
    ),
)
_BEFORE_ATOM = tuple((relation, pattern(rf"(?<!\w)(?:{words})")) for relation, words in _RELATIONS)
_ABOUT = pattern(r"(?:liên quan|quan hệ|nói|đề cập|thuộc về) (?:đến|tới)\s*$")
# "qua 30/11 rồi", "quá ngày 15/9"; of a month "qua" is "sang"
_PAST_IT = pattern(r"(?<!\w)qua(?: (?:ngày|hết|khỏi|mốc))*\s*$")
_ONWARD = pattern(r"\s*(?:trở đi|trở về sau|về sau|đổ đi)(?!\w)")
_BACKWARD = pattern(r"\s*(?:trở về trước|trở lại|về trước|đổ lại|đổ về trước)(?!\w)")
_RANGE_GAP = pattern(r"\s*(?:,|và|nhưng|mà|cho)?\s*")
_DASH = pattern(r"\s*-\s*(?:ngày\s*)?")
_BETWEEN = pattern(r"(?:trong khoảng|khoảng|giữa)(?: từ)?(?: ngày)?\s*$")
_AND = pattern(r"\s*(?:và|đến)\s*(?:ngày\s*)?")

# A time right after one of these may be part of its name ("Kế hoạch năm 2026", "biên chế năm 2026").
_OWNERS = (
    "kế hoạch|báo cáo|chương trình|nghị quyết|nghị định|quyết định|quy định|kết luận|chỉ thị|văn bản|công văn|thông báo"
    "|phụ lục|đề án|luật|biên chế|dự toán|ngân sách|nhiệm kỳ|giai đoạn|thời kỳ|sơ kết|tổng kết|chỉ tiêu|tuyển dụng"
    "|tuyển quân|tết|mùa|đại hội|hội nghị|kỳ họp|bầu cử|năm học|công tác|chủ đề|phong trào|kinh tế - xã hội"
    "|ban hành|ký|đề"
)
_OWNED = pattern(rf"(?<!\w)(?:{_OWNERS})(?: (?:của|trong|cho))?(?: ngày)?\s*$")
# A year anywhere else is a time only after one of these, or where a clause begins.
_ASKING = pattern(
    r"(?:^|[,;:.?!(])\s*$|(?<!\w)(?:còn|thế|thì|vậy|và|hay|hoặc|hạn|việc|nhiệm vụ|công việc|xong|hoàn thành"
    r"|phải|làm|cần|có|gì|nào|đến hạn|tới hạn|kết thúc|thực hiện|triển khai|những gì|bao nhiêu|của|ở|nhất)\s*$"
)

_DUE = "(?:thời )?hạn"
_NOT_DUE = pattern(
    rf"(?<!\w)(?:(?:chưa|không)(?: bị)? (?:quá|trễ|hết) {_DUE}|chưa (?:đến|tới) {_DUE}"
    rf"|(?:vẫn )?còn (?:trong )?{_DUE}(?! (?:chót|cuối|nộp|là|đến|trước)))(?!\w)"
)
_OVERDUE = pattern(
    rf"(?<!\w)(?:(?:đã |bị |đang )*(?:quá|trễ|chậm|lố|muộn) (?:{_DUE}|deadline)"
    r"|(?:đã |bị |đang )*(?:trễ|lỡ|sai|quá) hẹn|(?:đã |bị )*(?:lỡ|cháy|trượt|vỡ|bể) (?:hạn|deadline|tiến độ)"
    r"|(?:trễ|muộn) (?:rồi|mất rồi)(?= (?:mà|nhưng|vẫn)(?!\w)|\s*(?:[?.!,;]|$))"
    r"|trễ(?= (?:mất )?(?:những |các |mấy )?(?:việc|nhiệm vụ|công việc|đầu việc|cái) (?:nào|gì)(?!\w))"
    r"|(?:đang |bị |còn )+(?:chậm|trễ)(?=\s*(?:[?.!,;]|$|(?:không|chưa|thế|vậy|ạ)(?!\w)))"
    rf"|(?:chậm|trễ|muộn)(?: hơn)?(?: so)?(?: với)? (?:{_DUE}|tiến độ|kế hoạch)|đã hết {_DUE}"
    r"|(?:đã |đang |bị |có |thì )*(?:trễ|chậm)(?= (?:chưa|không)(?: (?:ạ|vậy|thế|nhỉ|rồi))?\s*[?.!]*\s*$"
    r"| (?:cái |các |những )?(?:việc|nhiệm vụ|vụ|công việc|khoản|chuyện) [^,;?]*\s(?:chưa|không)\s*[?.!]*\s*$)"
    r"|đang (?:chậm|trễ)(?: trễ)?(?= (?:những |các )?(?:việc|nhiệm vụ|công việc|gì|đầu việc))"
    rf"|hết {_DUE}(?! (?:trước|trong|vào|ngày|sau|từ|đến|tháng|quý|năm|tuần|hôm|\d)))(?!\w)"
)
_SOON = pattern(
    rf"(?<!\w)(?:(?:sắp|gần|cận)(?: đến| tới| hết| quá| trễ)?(?: kỳ)? {_DUE}(?! nhất)|sắp (?:phải )?(?:xong|hoàn thành)"
    r"|sắp tới(?: đây)?(?! (?:thời )?hạn))(?!\w)"
)


def find_periods(question: str, *, today: date, around: date | None = None) -> list[Period]:
    """Every time expression of a question, in order.

    Understands text with or without accents. A missing year is the one nearest to `around` (of the talk so far;
    without it, to `today`), or that of the other date of a range. Dates of cited documents and terms of office are
    not times. Never raises.
    """
    shadow = Shadow(question)
    text = without_citations(shadow.text)
    states, text = _states(text, today)
    written = list(written_atoms(text, today=today, around=around or today))
    rest = text
    for atom in written:
        rest = rest[: atom.start] + "\0" * (atom.end - atom.start) + rest[atom.end :]
    atoms = sorted([*written, *relative_atoms(rest, today=today)], key=lambda atom: atom.start)
    atoms = [single_unit(text, atom) for atom in _with_year_beside(text, atoms)]
    reaches = _one_year([reach for atom in atoms if (reach := _reach(text, atom))])
    periods = [_period(text, shadow, one) for one in _ranges(text, reaches)]
    if periods:
        states = [state for state in states if state.relation != "within"]
    found = [*periods, *(_placed(shadow, state) for state in states)]
    return sorted(found, key=lambda period: period.start)


def describe(period: Period) -> str:
    """What was understood, in Vietnamese: "trước 15/5/2026", "tháng 4/2026 (01/4–30/4/2026)"."""
    if period.problem:
        return f"“{period.text}” ({period.problem})"
    note = f" (câu hỏi không ghi {'tháng' if period.relative else 'năm'})" if period.year_inherited else ""
    if period.relation == "overdue" and period.last:
        return f"quá hạn (hạn cuối trước {day_name(period.last + timedelta(days=1))})"
    if period.relation == "not_due" and period.first:
        return f"chưa đến hạn (hạn cuối từ {day_name(period.first)})"
    name = period.name.removeprefix("ngày ")
    whole_days = name[:1].isdigit() and "/" in name
    if period.relation == "before" and period.last:
        exact = "" if whole_days else f" (đến hết {day_name(period.last)})"
        return f"trước {name}{exact}{note}"
    if period.relation == "until" and period.last:
        return f"đến hết {name}{'' if whole_days else f' ({day_name(period.last)})'}{note}"
    if period.relation in ("from", "after") and period.first:
        exact = "" if whole_days else f" (từ {day_name(period.first)})"
        return f"{'từ' if period.relation == 'from' else 'sau'} {name}{exact}{note}"
    if period.first and period.last and period.first != period.last and "–" not in name and " đến " not in name:
        return f"{name} ({_span(period.first, period.last)}){note}"
    return f"{period.name}{note}"


def _span(first: date, last: date) -> str:
    return f"{day_name(first, year=first.year != last.year)}–{day_name(last)}"


# -- states: overdue, not due, soon due ------------------------------------------------------------------------------


def _states(text: str, today: date) -> tuple[list[Period], str]:
    """The states a question names, offsets in the shadow, and the text without them."""
    found: list[Period] = []
    yesterday, soon = today - timedelta(days=1), today + timedelta(days=SOON)
    for expression, first, last, relation, name in (
        (_NOT_DUE, today, None, "not_due", ""),
        (_SOON, today, soon, "within", f"{SOON} ngày tới"),
        (_OVERDUE, None, yesterday, "overdue", ""),
    ):
        for match in expression.finditer(text):
            state: Relation = relation  # type: ignore[assignment]
            found.append(Period("", match.start(), match.end(), first, last, state, name, relative=True))
            text = text[: match.start()] + "\0" * (match.end() - match.start()) + text[match.end() :]
    return found, text


def _placed(shadow: Shadow, period: Period) -> Period:
    """The period with offsets in the question instead of the shadow."""
    start, end = shadow.span(period.start, period.end)
    return replace(period, text=shadow.original[start:end], start=start, end=end)


# -- relations -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Reach:
    """An atom with its relation; `start`, `end` take in the words of the relation. `led`: there are such words."""

    atom: Atom
    relation: Relation
    start: int
    end: int
    led: bool


def _reach(text: str, atom: Atom) -> _Reach | None:
    """How the words around an atom relate to it; None for what only looks like a date."""
    before = text[: atom.start]
    relation: Relation = "within"
    start, led = atom.start, False
    if not _ABOUT.search(before):
        for name, expression in _BEFORE_ATOM:
            if match := expression.search(before):
                relation, start, led = name, match.start(), True
                break
    past = _PAST_IT.search(before) if not led and atom.unit == "day" and atom.when is not None else None
    if past:
        relation, start, led = "after", past.start(), True
    if relation == "from" and atom.when is not None and atom.when.several:
        relation = "within"
    end = atom.end
    if onward := _ONWARD.match(text, end):
        relation, end, led = "from", onward.end(), True
    elif backward := _BACKWARD.match(text, end):
        relation, end, led = "until", backward.end(), True
    unsure = atom.problem is not None and atom.when is not None and atom.when.year is None
    if unsure and not led and text[atom.start].isdigit():
        return None  # "24/24", "45/90": figures
    return _Reach(atom, relation, start, end, led)


_YEAR_GAP = pattern(r"\s*,?\s*(?:(?:của|trong|thuộc|cũng)\s*)?")


def _with_year_beside(text: str, atoms: list[Atom]) -> list[Atom]:
    """A year right behind a range, or before a month, is theirs: "từ 1/11 đến 30/11 năm 2025", "năm 2026, tháng 5"."""
    for place, atom in enumerate(atoms):
        year = atom.first.year if atom.unit == "year" and atom.first and not atom.edge else None
        if year is None or atom.last is None or atom.last.year != year:
            continue
        before, after = atoms[:place][-1:], atoms[place + 1 :][:1]
        own = [one for one in before if one.inherited and _YEAR_GAP.fullmatch(text[one.end : atom.start])]
        own += [one for one in after if one.inherited and _YEAR_GAP.fullmatch(text[atom.end : one.start])]
        if not own:
            continue
        read = [
            replace(read_in_year(one, year), inherited=False) if one.inherited and one.when else one for one in atoms
        ]
        return [one for one in read if one.start != atom.start]
    return atoms


def _one_year(reaches: list[_Reach]) -> list[_Reach]:
    """A missing year is the one year that the question's other dates write, where there is just one."""
    years = {r.atom.when.year for r in reaches if r.atom.when and r.atom.when.year and r.atom.when.precision != "year"}
    if len(years) != 1:
        return reaches
    (year,) = years
    return [
        replace(reach, atom=read_in_year(reach.atom, year)) if reach.atom.inherited and year else reach
        for reach in reaches
    ]


def _ranges(text: str, reaches: Sequence[_Reach]) -> list[tuple[_Reach, ...]]:
    """Reaches alone, or in pairs where one opens a window and the next closes it."""
    found: list[tuple[_Reach, ...]] = []
    place = 0
    while place < len(reaches):
        pair = tuple(reaches[place : place + 2])
        if len(pair) == 2 and _is_range(text, *pair):
            found.append(pair)
            place += 2
        else:
            found.append(pair[:1])
            place += 1
    return found


def _is_range(text: str, opening: _Reach, closing: _Reach) -> bool:
    if opening.atom.first is None or closing.atom.last is None or opening.atom.start == closing.atom.start:
        return False
    gap = text[opening.end : closing.start]
    if opening.relation in ("from", "after"):
        return (closing.relation in ("until", "before") and bool(_RANGE_GAP.fullmatch(gap))) or (
            not closing.led and bool(_DASH.fullmatch(gap))
        )
    if opening.relation != "within":
        return False
    if closing.relation == "until":  # "15/4 đến 20/5", not "tháng 5, đến 20/5 …"
        return not gap.strip() and text[closing.start : closing.start + 3] in ("den", "toi")
    if closing.led:
        return False
    between = _BETWEEN.search(text[: opening.atom.start]) and _AND.fullmatch(gap)
    return bool(_DASH.fullmatch(gap) or between)


def _period(text: str, shadow: Shadow, reaches: tuple[_Reach, ...]) -> Period:
    if len(reaches) == 1:
        return _placed(shadow, _single(text, reaches[0]))
    opening, closing = reaches
    if between := _BETWEEN.search(text[: opening.start]):
        opening = replace(opening, start=between.start())
    a, b = _same_years(opening.atom, closing.atom)
    first, _ = _edges(a, "after" if opening.relation == "after" else "from")
    _, last = _edges(b, "before" if closing.relation == "before" else "until")
    if first and last and first > last:
        problem = f"{day_name(first)} sau {day_name(last)}"
        period = Period("", opening.start, closing.end, None, None, "within", problem=problem)
    else:
        name = f"{day_name(first)} đến {day_name(last)}" if first and last else ""
        period = Period("", opening.start, closing.end, first, last, "within", f"từ {name}")
    inherited = a.inherited and b.inherited
    return _placed(shadow, replace(period, year_inherited=inherited, relative=a.relative or b.relative))


def _same_years(opening: Atom, closing: Atom) -> tuple[Atom, Atom]:
    """A year or month missing at one end of a range, from the other end."""
    if opening.inherited and not closing.inherited and closing.last:
        opening = read_in_year(opening, closing.last.year)
        if opening.first and opening.first > closing.last:
            opening = read_in_year(opening, closing.last.year - 1)
    elif closing.inherited and opening.first:
        if not opening.inherited:
            closing = read_in_year(closing, opening.first.year)
        if closing.last and closing.last < opening.first:
            closing = read_in_year(closing, closing.last.year + 1)
    return opening, closing


def _single(text: str, reach: _Reach) -> Period:
    atom = reach.atom
    first, last = _edges(atom, reach.relation)
    relation = reach.relation
    if relation == "within" and atom.unit == "day" and first is not None and first == last:
        relation = "on"
    if relation == "before" and atom.edge is not None and last == atom.edge:
        relation = "until"  # "trước cuối tháng" is by its end
    weak = not reach.led and _is_weak(text, atom)
    return Period(
        "", reach.start, reach.end, first, last, relation, atom.name, weak, atom.inherited, atom.relative, atom.problem
    )  # fmt: skip


def _edges(atom: Atom, relation: Relation) -> tuple[date | None, date | None]:
    """The window that a relation makes of an atom."""
    if atom.first is None or atom.last is None:
        return None, None
    first, last = (atom.edge, atom.edge) if atom.edge else (atom.first, atom.last)
    if relation == "before":
        return None, last if atom.name.startswith("cuối") else first - timedelta(days=1)
    if relation == "until":
        return None, last
    if relation == "from":
        return first, None
    if relation == "after":
        return last + timedelta(days=1), None
    return atom.first, atom.last


def _is_weak(text: str, atom: Atom) -> bool:
    before = text[: atom.start]
    if _OWNED.search(before):
        return True
    bare_day = atom.when is not None and atom.unit == "day" and atom.inherited and text[atom.start].isdigit()
    bare_year = atom.when is not None and atom.unit == "year"
    part = atom.edge is not None and atom.name.startswith(("đầu", "giữa", "cuối"))
    return (bare_year or bare_day or part) and not _ASKING.search(before)
