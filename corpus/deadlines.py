"""Deadline phrases of plans: what a deadline cell or bracket says, and where a sentence carries one.

A phrase is cut into clauses ("hoàn thành trong quý II năm 2026 | và thực hiện thường xuyên"); each clause says one
thing, and the first kind in `_ORDER` is the deadline's, the others are kept in `also`.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from corpus.dates import Shadow, When, find_whens, without_citations
from corpus.model import Deadline, DeadlineKind, Precision

_VOCABULARY = tomllib.loads((Path(__file__).parent / "vocabulary" / "deadlines.toml").read_text("utf-8"))
_ORDER: tuple[str, ...] = ("done", "dated", "event", "recurring", "theo", "from")
_KINDS: dict[str, DeadlineKind] = {
    "done": "done", "dated": "dated", "event": "conditional", "recurring": "recurring", "theo": "conditional",
    "from": "from", "none": "none",
}  # fmt: skip
_PRECISIONS: tuple[Precision, ...] = ("day", "month", "quarter", "half", "year")


def _forms(name: str) -> str:
    """An alternation of the vocabulary's forms, as they look in a shadow, longest first."""
    forms = sorted({Shadow(entry["form"]).text for entry in _VOCABULARY[name]}, key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)


_UNITS = {Shadow(entry["form"]).text: entry["unit"] for entry in _VOCABULARY["recurring"]}
_EVENT_NOUN, _SOURCE = _forms("event"), _forms("source")
_DONE = re.compile(rf"^\W*(?:{_forms('done')})(?!\w)")
_RECURRING = re.compile(rf"(?<!\w)(?:{_forms('recurring')})(?!\w)")
_IMMEDIATE = re.compile(rf"(?<!\w)(?:{_forms('immediate')})(?!\w)")
_THEO = re.compile(rf"(?<!\w)theo\s+(?:{_SOURCE})(?!\w)|(?<!\w)dot\s+xuat(?!\w)")
_CYCLE = re.compile(r"(?<!\w)(?:hang\s+(?:ngay|tuan|thang|qu[yi]|nam)|dinh\s+k[yi]|moi\s+(?:thang|qu[yi]|nam|tuan))(?!\w)")

# "ngày 15 tháng cuối quý", "ngày 20 hằng tháng": a day of a cycle, not of the calendar
_CYCLE_DAY = re.compile(r"ngay\s*\d{1,2}(?![\d/])")
_CLOCK = r"\d{1,2}\s*(?:h|gio|g)\s*\d{0,2}(?:\s*phut)?\s*,?"
_BEFORE = re.compile(rf"(?<!\w)truoc(?:\s+(?:ngay|thoi\s+diem|thoi\s+gian|moc|{_CLOCK}))*\s*$")
_UNTIL = re.compile(
    r"(?<!\w)(?:den|toi|het|cham\s+nhat|muon\s+nhat|khong\s+(?:muon|cham|tre)\s+hon|khong\s+qua|han(?:\s+(?:chot|cuoi(?:\s+cung)?))?)"
    rf"(?:\s*:)?(?:\s+(?:la|vao|den|het|ngay|trong|{_CLOCK}))*\s*$"
)
_FROM = re.compile(r"(?<!\w)(?:ke\s+tu|bat\s+dau(?:\s+tu)?|tu)(?:\s+(?:ngay|khoang))*\s*$")
_AFTER = re.compile(r"(?<!\w)sau(?:\s+(?:ngay|thoi\s+diem))*\s*$")
_JOINED = re.compile(r"\s*(?:-|den|den\s+het|toi)\s*(?:ngay\s*)?$")

_LEAD_WORDS = (
    r"(?:da\s+)?hoan\s+thanh|thuc\s+hien|trien\s+khai|tien\s+hanh|xong|to\s+chuc|bao\s+cao|ban\s+hanh|trinh|phai|can|gui"
    r"|bat\s+dau|ket\s+thuc|du\s+kien|thoi\s+(?:gian|han|diem)|tien\s+do|han|cong\s+viec|nhiem\s+vu"
)
_LEAD = rf"(?:\W*(?:{_LEAD_WORDS})(?!\w))*\W*"
# A new clause begins at a bracket, a semicolon, or at "và"/a comma before a word that opens a deadline.
_CUT = re.compile(
    r"[();]|(?:\s*,\s*|\s+(?:va|hoac)\s+|\s*,\s*(?:va|hoac)\s+)"
    r"(?=(?:(?:phai\s+|sau\s+do\s+)?(?:hoan\s+thanh|xong|trien\s+khai\s+thuc\s+hien|thuc\s+hien)\s+)?"
    r"(?:(?:cham|muon)\s+nhat|truoc|trong|du\s+kien|thuong\s+xuyen|theo|ngay\s+sau|sau\s+khi|dinh\s+k[yi]|dot\s+xuat|tu\s+(?:ngay|thang|qu[yi]|nam)"
    r"|hang\s+(?:thang|qu[yi]|nam|tuan|ngay)|(?:nhung\s+|cac\s+)?nam\s+tiep\s+theo|hoan\s+thanh|xong)(?!\w))"
)
_EVENT = re.compile(
    r"(?<!\w)(?:"
    r"(?:ngay\s+)?(?:truoc|sau|tu|ke\s+tu)\s+(?:khi|luc)(?!\w)|khi\s+(?:co|duoc|nhan|hoan\s+thanh|ket\s+thuc|cap|trung\s+uong|tinh|thanh\s+pho|chinh\s+phu|quoc\s+hoi|bo|so|du|dat|phat\s+sinh)(?!\w)|(?:ngay\s+)?sau\s+(?!day(?!\w)|do(?!\w)|ngay\s+\d|thang\s+\d)\w"
    rf"|(?:ngay\s+)?truoc\s+(?:(?:ngay|thoi\s+diem|dip|cac|le)\s+)*(?:{_EVENT_NOUN})(?!\w)"
    r"|truoc\s+(?!mat(?!\w)|het(?!\w)|day(?!\w)|ngay\s*\d|\d|thang|qu[yi]|nam)[a-z]"
    r"|(?:ke\s+)?tu\s+ngay\s+[a-z]|ke\s+tu\s+(?!ngay|thang|qu[yi]|nam|\d)[a-z]|trong\s+vong"
    rf"|\d+\s*ngay(?:\s+lam\s+viec)?\s+(?:truoc|sau|ke\s+tu)(?!\w)|(?:trong|nhan)\s+dip|(?:den|toi)\s+khi"
    r")"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """What one clause of a phrase says. `kind` is one of `_ORDER` or "none"."""

    kind: str
    first: date | None = None
    last: date | None = None
    bound: date | None = None
    exclusive: bool = False
    precision: Precision | None = None
    unit: str | None = None
    condition: str | None = None
    tentative: bool = False
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline inside a sentence. `start`, `end` are offsets in the sentence.

    `bracketed`: the stretch is a whole bracket that can be cut out; an inline phrase stays in the text.
    `brackets` are the offsets of every bracket of the sentence that is a deadline.
    """

    deadline: Deadline
    start: int
    end: int
    bracketed: bool
    brackets: tuple[tuple[int, int], ...] = ()


def parse_deadline(text: str, *, issued_on: date | None = None) -> Deadline | None:
    """What a whole deadline cell or bracket says; None when it says nothing (blank, "-").

    A missing year is taken from `issued_on`: the first year in which the phrase does not lie before that day.
    A phrase that holds no time at all comes back with kind "none".
    """
    printed = _printed(text)
    if not re.search(r"\w", printed):
        return None
    shadow = Shadow(printed)
    masked = without_citations(shadow.text)
    cycle = bool(_CYCLE.search(masked))
    clauses = [
        _clause(shadow, masked, start, end, cycle=cycle, issued_on=issued_on)
        for start, end in _cut(masked)
        if re.search(r"\w", masked[start:end])
    ]
    return _deadline(printed, clauses)


def _printed(text: str) -> str:
    """The phrase without the brackets and Markdown marks around it, one space between words."""
    printed = re.sub(r"[*_`]+", "", " ".join(text.split())).strip()
    while printed[:1] == "(" and _closing(printed, 0) == len(printed) - 1:
        printed = printed[1:-1].strip()
    return printed.rstrip(";,").strip()


def _closing(text: str, opening: int) -> int:
    """Where the bracket that opens at `opening` closes, or -1."""
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return -1


def _cut(masked: str) -> list[tuple[int, int]]:
    pieces, start = [], 0
    for match in _CUT.finditer(masked):
        pieces.append((start, match.start()))
        start = match.end()
    return [*pieces, (start, len(masked))]


def _clause(shadow: Shadow, masked: str, start: int, end: int, *, cycle: bool, issued_on: date | None) -> _Clause:
    text = masked[start:end]
    if _DONE.search(text):
        return _Clause("done")
    tentative = "du kien" in text
    whens = find_whens(text)
    if event := _event(text, whens):
        condition = shadow.printed(start + event[0], start + event[1]).strip(" .,;")
        return _Clause("event", condition=condition, tentative=tentative)
    years = {when.year for when in whens}
    recurring = _RECURRING.search(text)
    if cycle and (not whens or years == {None}) and (recurring or whens or _CYCLE_DAY.search(text)):
        return _Clause("recurring", unit=_unit(masked))
    dated = _dated(text, whens, issued_on) if whens else None
    if dated and dated.kind == "dated":
        return replace(dated, tentative=tentative)
    if recurring:
        return _Clause("recurring", unit=_unit(text))
    if theo := _THEO.search(text):
        return _Clause("theo", condition=shadow.printed(start + theo.start(), end).strip(" .,;"))
    return dated or _Clause("none")


def _unit(text: str) -> str | None:
    match = _RECURRING.search(text)
    return _UNITS[" ".join(match.group().split())] if match else None


def _event(text: str, whens: list[When]) -> tuple[int, int] | None:
    """Where an undated event that the clause waits for stands, its dates with it, or None."""
    for match in _EVENT.finditer(text):
        opener = re.search(r"(?:truoc|sau|tu)\s*$", text[: match.end() - 1])
        if opener and any(when.start <= match.end() <= when.end + 1 for when in whens):
            continue  # "sau 30/6/2026", "từ tháng 5": a date, not an event
        if _RECURRING.match(text, match.end() - 1):
            continue
        begin = re.search(r"(?:(?:cham|muon)\s+nhat\s+)?(?:\d+\s*ngay(?:\s+lam\s+viec)?\s+)?$", text[: match.start()])
        return (begin.start() if begin else match.start()), len(text)
    return None


def _relation(text: str, when: When) -> str:
    before = text[: when.start]
    if when.several and _FROM.search(before):
        return "within"
    for name, pattern in (("before", _BEFORE), ("until", _UNTIL), ("from", _FROM), ("after", _AFTER)):
        if pattern.search(before):
            return name
    return "within"


def _dated(text: str, whens: list[When], issued_on: date | None) -> _Clause | None:
    """The window that the clause's dates give together: "dated", or "from" when it has no end."""
    written = [when.year_last for when in whens if when.year_last]
    firsts: list[date] = []
    lasts: list[tuple[date, date, bool, Precision]] = []
    inherited = False
    for place, when in enumerate(whens):
        relation = _relation(text, when)
        if place and _JOINED.search(text[whens[place - 1].end : when.start]) and relation == "within":
            relation = "until"
        opens = place + 1 < len(whens) and _JOINED.search(text[when.end : whens[place + 1].start])
        year = next((w.year for w in whens[place:] if w.year), None) or (written[-1] if written else None)
        if when.year is None and year is None:
            year, inherited = _inherited(when, issued_on), True
        try:
            first, last = _vague(when, *when.days(year))
        except ValueError:
            continue
        if relation == "from" or (opens and relation == "within"):
            firsts.append(first)
        elif relation == "after":
            firsts.append(last + timedelta(days=1))
        elif relation == "before" and when.part != "cuoi":
            lasts.append((first - timedelta(days=1), first, True, when.precision))
        else:
            lasts.append((last, last, False, when.precision))
            if relation == "within":
                firsts.append(first)
    return _window(firsts, lasts, inherited)


def _window(firsts: list[date], lasts: list[tuple[date, date, bool, Precision]], inherited: bool) -> _Clause | None:
    first = min(firsts) if firsts else None
    if not lasts:
        return _Clause("from", first=first, inherited=inherited) if first else None
    last, bound, exclusive, precision = max(lasts)
    if first and first > last:
        first = None
    return _Clause("dated", first, last, bound, exclusive, precision, inherited=inherited)


def _vague(when: When, first: date, last: date) -> tuple[date, date]:
    """Beginning, middle and end as the Civil Code 2015, article 146, reads them: the first day, the 15th of a month
    or the 30th of June, the last day."""
    if when.part == "dau":
        return first, first
    if when.part == "cuoi":
        return last, last
    if when.part == "giua":
        middle = first.replace(day=15) if when.precision == "month" else first + (last - first) // 2
        middle = date(first.year, 6, 30) if when.precision == "year" else middle
        return middle, middle
    return first, last


def _inherited(when: When, issued_on: date | None) -> int | None:
    if issued_on is None:
        return None
    for year in (issued_on.year, issued_on.year + 1):
        try:
            if when.days(year)[1] >= issued_on:
                return year
        except ValueError:
            continue
    return issued_on.year


def _deadline(printed: str, clauses: list[_Clause]) -> Deadline:
    dated = [c for c in clauses if c.kind == "dated"]
    waits = any(c.kind == "event" for c in clauses)
    if waits and all(c.tentative for c in dated):
        # a forecast for when the awaited thing comes is not a day of the task
        clauses = sorted(clauses, key=lambda c: c.kind == "dated")
        rank = [kind for kind in _ORDER if kind != "dated"]
    else:
        rank = list(_ORDER)
    if len(dated) > 1 and not (waits and all(c.tentative for c in dated)):
        clauses = [_joined(dated), *(c for c in clauses if c.kind != "dated")]
    clauses = sorted(clauses, key=lambda c: rank.index(c.kind) if c.kind in rank else len(rank))
    main, *others = clauses
    also = tuple(_fact(printed, clause) for clause in others if clause.kind != "none")
    return replace(_fact(printed, main), also=also)


def _joined(dated: list[_Clause]) -> _Clause:
    """Several dated clauses of one phrase: due when the last of them is."""
    latest = max(dated, key=lambda clause: clause.last or date.min)
    firsts = [clause.first for clause in dated]
    return replace(latest, first=None if None in firsts else min(day for day in firsts if day))


def _fact(printed: str, clause: _Clause) -> Deadline:
    return Deadline(
        text=printed,
        kind=_KINDS[clause.kind],
        first_day=clause.first,
        last_day=clause.last,
        bound=clause.bound,
        exclusive=clause.exclusive,
        precision=clause.precision,
        recurrence=clause.unit,
        condition=clause.condition,
        tentative=clause.tentative,
        year_inherited=clause.inherited,
    )


# -- is this text a deadline? ----------------------------------------------------------------------------------------

_WEEKDAY = r"thu\s+(?:hai|ba|tu|nam|6|sau|bay|[2-7])|chu\s+nhat"
_FILLER = re.compile(
    rf"(?<!\w)(?:{_LEAD_WORDS}|{_WEEKDAY}|truoc|sau|trong|vao|den|toi|het|tu|ke|ngay|thang|nam|qu[yi]|cham\s+nhat|muon\s+nhat|khong"
    r"|muon|cham|hon|qua|cuoi|dau|giua|khoang|va|hoac|cac|nhung|tiep\s+theo|cua|la|thoi|diem|moc|chot|lan|mot|moi|it\s+nhat|dot"
    r"|viec|giai\s+doan|bat|nua|cung|duoc|so\s+ket|tong\s+ket|xuat|h|gio|phut|duy\s+tri|lien\s+tuc|nhiem\s+k[yi]|ca|theo"
    r"|dinh\s+k[yi]|tuan|hang|~\w+|\d+h?\d*)(?!\w)"
)
_ACTS = re.compile(
    r"[,:.]\s*(?:tham\s+muu|xay\s+dung|to\s+chuc|trien\s+khai|ban\s+hanh|ra\s+soat|hoan\s+thien|chi\s+dao|lanh\s+dao|phoi\s+hop|chu\s+tri"
    r"|kiem\s+tra|giam\s+sat|tiep\s+tuc|thuc\s+hien(?!\s+thuong)|de\s+xuat|trinh|bao\s+cao|chu\s+dong|tap\s+trung|day\s+manh|tang\s+cuong"
    r"|quan\s+triet|cu\s+the\s+hoa|can|phai|tiep\s+nhan|bo\s+tri|sap\s+xep|giao|de\s+nghi|cac\s+(?:co\s+quan|cap|don\s+vi|dong\s+chi))(?!\w)"
    r"|(?<!\w)(?:can|phai|nham|de\s+lam|lam\s+co\s+so)\s"
)
_OPENS_EVENT = re.compile(rf"^{_LEAD}(?:(?:cham|muon)\s+nhat\s+)?(?:la\s+)?")
_WHOLE = re.compile(r"(?<!\w)(?:hoan\s+thanh|xong|thuong\s+xuyen|(?:truoc|trong)\s+(?:ngay|thang|qu[yi]|nam|\d))(?!\w)")
_NOT_ONE = re.compile(r"^\W*(?:ngay\s+(?:ban\s+hanh|ky|den)\W|(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?\.$)|(?<!\w)khi\s+can(?!\w)")
_LONGEST = 60  # words; the longest deadline seen in a plan has 46


def is_deadline(text: str) -> bool:
    """Whether this whole text reads as a deadline phrase, even one that stops half-way ("Sau khi có hướng").

    False for task texts, agencies and numbers.
    """
    printed = _printed(_unlabelled(text))
    if not printed or printed.count(" ") >= _LONGEST or _ends_a_sentence(printed):
        return False
    masked = without_citations(Shadow(printed).text)
    if _NOT_ONE.search(masked):
        return False
    pieces = [masked[start:end] for start, end in _cut(masked) if re.search(r"\w", masked[start:end])]
    if pieces and _opens_event(pieces[0]):
        return not _ACTS.search(masked)  # what is awaited may be listed at length: "sau khi sửa đổi Quy định …; Quyết định …"
    said = [_says(piece) for piece in pieces]
    return bool(said) and said[0] is True and None not in said


def _ends_a_sentence(printed: str) -> bool:
    """A last line of running text ("sau khi sắp xếp đơn vị hành chính."), not a phrase of its own."""
    return printed[0].islower() and printed.endswith(".") and not _WHOLE.search(Shadow(printed).text)


def _unlabelled(text: str) -> str:
    return re.sub(r"^\W*(?:thời (?:gian|hạn)(?: dự kiến)?(?: (?:thực hiện|hoàn thành))?|tiến độ|hạn)\s*:", "", text, flags=re.IGNORECASE)


def _says(text: str) -> bool | None:
    """True for a clause that is a time, False for one that only goes with one, None for anything else."""
    if done := _DONE.search(text):
        return True if not _rest(text[done.end() :], find_whens(text[done.end() :])) else None
    if _opens_event(text):
        return None if _ACTS.search(text) else True
    whens = find_whens(text)
    if theo := _THEO.search(text):
        before = text[: theo.start()]
        if _rest(_RECURRING.sub(" ", before), find_whens(before)) or _ACTS.search(text):
            return None
        return True
    if _rest(text, whens):
        return None
    return bool(whens or _RECURRING.search(text) or _IMMEDIATE.search(text))


def _opens_event(text: str) -> bool:
    """Whether the clause begins with the thing it waits for. Without "khi" that thing is short ("Ngay sau Đại hội")."""
    event, opening = _event(text, find_whens(text)), _OPENS_EVENT.match(text)
    if not event or not opening or event[0] > opening.end():
        return False
    return "khi" in text.split()[:8] or text.count(" ") < 12


def _rest(text: str, whens: list[When]) -> str:
    """What is left of a clause without its dates and the words that go with dates."""
    for when in reversed(whens):
        text = text[: when.start] + " " + text[when.end :]
    text = _RECURRING.sub(" ", text)
    text = _IMMEDIATE.sub(" ", text)
    return "".join(re.findall(r"\w", _FILLER.sub(" ", text)))


_STARTS = re.compile(
    r"^\W*(?:(?:ngay\s+)?sau\s+(?:khi|dai\s+hoi|hoi\s+nghi|\d)|truoc\s+(?:ngay|\d|dai\s+hoi|khi|thang|qu[yi])|truoc$|(?:cham|muon)\s+nhat"
    r"|(?:thuc\s+hien\s+)?thuong(?:\s+xuyen)?$|thuc\s+hien\s+(?:thuong|theo|ngay|sau|tu)(?!\w)"
    r"|(?:da\s+)?hoan\s+thanh\s*(?:trong|truoc|vao|ngay|qu[yi]\s+[iv\d]|nam\s+\d|thang\s+\d|$)|xong\s+(?:trong|truoc)"
    rf"|theo\s+(?:{_SOURCE})(?!\w)|theo\s+(?:ke|thong|chi|huong|quy|nghi|quyet|ket|lo|tien|chuong)$"
    r"|trong\s+(?:thang|qu[yi]|nam)(?:\s+[\div]|$)|qu[yi]\s+[iv\d]|thang\s+\d|nam\s+\d|(?:hang|dinh)\s+(?:nam|qu[yi]|thang|tuan|k[yi])(?!\w)"
    r"|da$|ngay\s+sau|tu\s+(?:thang|qu[yi]|nam|ngay)(?!\w)|den\s+(?:het|ngay|nam|thang)(?!\w))"
)


def starts_deadline(text: str) -> bool:
    """Whether a short line can be the first line of a deadline cell broken over lines ("Sau khi có hướng")."""
    printed = " ".join(text.split())
    if not printed or len(printed) > 40 or not (printed[0].isupper() or printed[0].isdigit()):
        return False
    return bool(_STARTS.search(Shadow(printed).text)) or is_deadline(printed)


# -- a deadline inside a sentence ------------------------------------------------------------------------------------

_FINISH = r"(?:(?:phai\s+)?(?:hoan\s+thanh|xong|ket\s+thuc|hoan\s+tat|thuc\s+hien|trinh|gui|bao\s+cao|nop)(?:\s+\w+){0,3}?\s+)"
_INLINE = re.compile(
    rf"(?:(?<=[,;])\s*|\s){_FINISH}?(?:truoc|(?:cham|muon)\s+nhat|khong\s+muon\s+hon|trong\s+(?=thang|qu[yi]|nam|6|nua)"
    rf"|{_FINISH}(?:den|vao|tu|trong)?)(?!\w)"
)
_LABEL = re.compile(r"(?:^|[.;,\n(]\s*|\s)(?:thoi\s+(?:gian|han)(?:\s+(?:du\s+kien|thuc\s+hien|hoan\s+thanh))*|tien\s+do|han\s+(?:hoan\s+thanh|chot))\s*:\s*")


@lru_cache(maxsize=4096)
def _bracket_deadline(inner: str) -> bool:
    plain = Shadow(inner).text
    return is_deadline(inner) and not re.match(r"\W*(?:giai\s+doan|\d{4}\W*(?:\d{4}\W*)?$|\d+\W*$)", plain)


def find_deadline(sentence: str, *, issued_on: date | None = None) -> FoundDeadline | None:
    """The deadline that a bullet or sentence carries: its last deadline bracket, else a closing inline phrase.

    Dates of cited documents, terms and horizons are not deadlines.
    """
    brackets = [span for span in _brackets(sentence) if _bracket_deadline(sentence[span[0] : span[1]])]
    if brackets:
        start, end = brackets[-1]
        deadline = parse_deadline(sentence[start:end], issued_on=issued_on)
        return FoundDeadline(deadline, start, end, True, tuple(brackets)) if deadline else None
    return _inline(sentence, issued_on)


def _brackets(sentence: str) -> list[tuple[int, int]]:
    """Offsets of the outer brackets, with the Markdown stars around them."""
    spans, place = [], 0
    while (opening := sentence.find("(", place)) >= 0:
        closing = _closing(sentence, opening)
        if closing < 0:
            place = opening + 1
            continue
        start, end = opening, closing + 1
        while start and end < len(sentence) and sentence[start - 1] == sentence[end] == "*":
            start, end = start - 1, end + 1
        spans.append((start, end))
        place = closing + 1
    return spans


def _inline(sentence: str, issued_on: date | None) -> FoundDeadline | None:
    shadow = Shadow(sentence)
    masked = without_citations(shadow.text)
    starts = [match.end() for match in _LABEL.finditer(masked)]
    starts += [match.start() for match in _INLINE.finditer(masked)]
    for start in sorted(starts):
        tail = re.sub(r"\W+$", "", _without_last_bracket(masked[start:]))
        first = start + len(tail) - len(tail.lstrip(" ,;"))
        end = start + len(tail)
        if end <= first or not is_deadline(shadow.printed(first, end)):
            continue
        begin, finish = shadow.span(first, end)
        finish += _closing_stars(sentence, begin, finish)
        deadline = parse_deadline(sentence[begin:finish], issued_on=issued_on)
        if deadline and deadline.kind != "none":
            return FoundDeadline(deadline, begin, finish, False)
    return None


def _closing_stars(sentence: str, begin: int, finish: int) -> int:
    """How many stars after the phrase close ones opened inside it ("trước ngày **10/4/2026**")."""
    after = re.match(r"\**", sentence[finish:])
    return len(after.group()) if after and sentence.count("*", begin, finish) % 4 else 0


def _without_last_bracket(text: str) -> str:
    """Without the brackets that close the text ("trước ngày 10/4/2026 (qua Ban Xây dựng Đảng)")."""
    text = text.rstrip(" .;")
    while text.endswith(")") and "(" in text:
        text = text[: text.rindex("(")].rstrip()
    return text
