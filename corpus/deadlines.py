"""Deadlines of plans: what a deadline cell or bracket says, and where a sentence carries one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from corpus import deadline_words as words
from corpus.dates import find_whens, without_citations
from corpus.deadline_clauses import ORDER, Clause, cut, join_dated, read_clause, relation
from corpus.deadline_ends import closings, is_over
from corpus.deadline_shape import closing_bracket, is_deadline, starts_deadline, unwrapped
from corpus.model import Deadline, DeadlineKind
from corpus.shadow import Shadow, pattern

__all__ = ["FoundDeadline", "find_deadline", "is_deadline", "parse_deadline", "starts_deadline"]

_KINDS: dict[str, DeadlineKind] = {
    "done": "done", "dated": "dated", "event": "conditional", "recurring": "recurring", "theo": "conditional",
    "from": "from", "none": "none",
}  # fmt: skip
_NAMED_TERM = pattern(r"^\W*(?:(?:trong|cả|hết) )?nhiệm\s*kỳ\s*(?=(?:19|20)\d\d)")
_NO_BRACKET = pattern(
    r"\W*(?:giai đoạn|nhiệm kỳ|(?:19|20)\d\d\W*(?:(?:19|20)\d\d\W*)?$|\d+\W*$"
    r"|(?:ít nhất|tối thiểu) \d+ (?:ngày|buổi|giờ|lượt|lần)\s?/)"
)
# in the middle of a sentence it tells where something stands, and not by when it is done
_CITES = pattern(r"\W*theo (?:quyết định|kế hoạch|nghị quyết|nghị định|chỉ thị|công văn|thông tư|văn bản) số")

_LONGEST_SPAN = 30  # years
_LONGEST_ACT = 15  # words of a bracket that names an act and when


@dataclass(frozen=True, slots=True)
class FoundDeadline:
    """A deadline inside a sentence. `start`, `end` are offsets in the sentence.

    `bracketed`: the stretch is a whole bracket, which can be cut out; an inline phrase stays in the text.
    `brackets`: offsets of every bracket of the sentence that is a deadline, in order.
    """

    deadline: Deadline
    start: int
    end: int
    bracketed: bool
    brackets: tuple[tuple[int, int], ...] = ()


def parse_deadline(text: str, *, issued_on: date | None = None) -> Deadline | None:
    """What a whole deadline cell or bracket says; None when it says nothing (blank, "-").

    A missing year is taken from `issued_on`: the first year in which the phrase does not lie before that day.
    A text that holds no time at all comes back with kind "none".
    """
    printed = unwrapped(text)
    if not re.search(r"\w", printed):
        return None
    shadow = Shadow(printed)
    masked = without_citations(shadow.text)
    if term := _NAMED_TERM.match(shadow.text):  # the term of office itself is the deadline
        masked = " " * term.end() + shadow.text[term.end() :]
    cycle = bool(words.CYCLE.search(masked))
    clauses = [read_clause(shadow, masked, span, cycle=cycle, issued_on=issued_on) for span in cut(masked)]
    return _deadline(printed, clauses or [Clause("none")])


def _deadline(printed: str, clauses: list[Clause]) -> Deadline:
    dated = [clause for clause in clauses if clause.kind == "dated"]
    order = list(ORDER)
    if any(clause.kind == "event" for clause in clauses) and all(clause.tentative for clause in dated):
        # A forecast of when the awaited thing comes ("dự kiến quý II") is not a day of the task.
        order.remove("dated")
        order.append("dated")
    elif len(dated) > 1:
        clauses = [join_dated(dated), *(clause for clause in clauses if clause.kind != "dated")]
    main, *others = sorted(clauses, key=lambda clause: order.index(clause.kind))
    also = tuple(_fact(printed, clause) for clause in others if clause.kind != "none")
    return replace(_fact(printed, main), also=also)


def _fact(printed: str, clause: Clause) -> Deadline:
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


def find_deadline(sentence: str, *, issued_on: date | None = None) -> FoundDeadline | None:
    """The deadline that a bullet or sentence carries: its last deadline bracket, else a closing inline phrase.

    Dates of cited documents, terms and horizons are not deadlines.
    """
    shadow = Shadow(sentence)
    if every := words.EVERY_WITH_BRACKET.search(shadow.text):
        start, end = shadow.span(*every.span())
        deadline = parse_deadline(sentence[start:end], issued_on=issued_on)
        if deadline is not None and deadline.kind == "recurring":
            return FoundDeadline(deadline, start, end, False, ())
    brackets = tuple(span for span in _brackets(sentence) if _is_deadline_bracket(sentence, *span))
    if brackets:
        start, end = brackets[-1]
        deadline = parse_deadline(sentence[start:end], issued_on=issued_on)
        if deadline and not _spans_decades(deadline):
            return FoundDeadline(deadline, start, end, True, brackets)
    masked = without_citations(shadow.text)
    found = _inline(sentence, shadow, masked, issued_on) or _timed(sentence, shadow, masked, issued_on)
    return found or _closing(sentence, shadow, masked, issued_on)


def _closing(sentence: str, shadow: Shadow, masked: str, issued_on: date | None) -> FoundDeadline | None:
    """A time that closes the sentence with nothing to announce it; `masked` as in `_timed`."""
    for first, last, kinds in closings(masked):
        start, end = shadow.span(first, last)
        deadline = parse_deadline(sentence[start:end].rstrip(), issued_on=issued_on)
        if deadline and deadline.kind in kinds and not is_over(deadline, issued_on) and not _spans_decades(deadline):
            return FoundDeadline(deadline, start, end, False)
    return None


def _timed(sentence: str, shadow: Shadow, masked: str, issued_on: date | None) -> FoundDeadline | None:
    """A sentence that ends in how often ("… báo cáo hằng tuần.") or in from when to when, or tells on which day of each
    month, quarter or year, or begins with how often. `masked` is the shadow's text without its citations."""
    for name, kind, expression in (
        ("every", "recurring", words.EVERY_DAY), ("every", "recurring", words.EVERY_AT_END),
        ("every", "recurring", words.EVERY_OPENS_ON_DAY),
        ("every", "recurring", words.ALWAYS_AT_END), ("when", "conditional", words.WHEN_AT_END),
        ("range", "dated", words.RANGE_AT_END), ("by", "dated", words.INSIDE), ("by", "dated", words.INSIDE_AFTER_ACT),
        ("every", "recurring", words.EVERY_OPENS), ("every", "recurring", words.EVERY_ACT),
    ):  # fmt: skip
        found = expression.search(masked)
        if found is None:
            continue
        start, end = shadow.span(*found.span(name))
        deadline = parse_deadline(sentence[start:end], issued_on=issued_on)
        if deadline and deadline.kind == kind and not (kind == "dated" and _is_past(deadline, issued_on)):
            if name == "range" and is_over(deadline, issued_on):
                continue
            return FoundDeadline(deadline, start, end, False, ())
    return None


def _is_deadline_bracket(sentence: str, start: int, end: int) -> bool:
    bracket = sentence[start:end]
    text = Shadow(bracket).text
    if _NO_BRACKET.match(text):  # "(giai đoạn 2021 - 2030)", "(2025)" belong to the name before them
        return False
    if _CITES.match(text) and re.search(r"\w", sentence[end:]):
        return False
    return is_deadline(bracket) or _ends_in_deadline(text)


def _ends_in_deadline(text: str) -> bool:
    """A bracket such as "(trình Ban Thường vụ trước ngày 15/11/2026)": an act, and at its end when."""
    if text.count(" ") > _LONGEST_ACT or not words.BRACKET_OPENS.match(text):
        return False
    masked = without_citations(text).rstrip(" .;)")
    whens = find_whens(masked)
    if not whens or whens[-1].end != len(masked):
        return False
    return relation(masked, whens[-1]) in ("before", "until") or whens[-1].precision in ("month", "quarter", "half")


def _brackets(sentence: str) -> list[tuple[int, int]]:
    """Offsets of the outer brackets, with the Markdown stars around them."""
    spans: list[tuple[int, int]] = []
    place = 0
    while (opening := sentence.find("(", place)) >= 0:
        closing = closing_bracket(sentence, opening)
        if closing < 0:
            place = opening + 1
            continue
        start, end = opening, closing + 1
        while start and end < len(sentence) and sentence[start - 1] == sentence[end] == "*":
            start, end = start - 1, end + 1
        spans.append((start, end))
        place = closing + 1
    return spans


def _inline(sentence: str, shadow: Shadow, masked: str, issued_on: date | None) -> FoundDeadline | None:
    starts = {match.end() for match in words.LABEL_INSIDE.finditer(masked)}
    starts |= {match.start() for match in (*words.INLINE.finditer(masked), *words.INLINE_BY.finditer(masked))}
    for start in sorted(starts):
        tail = re.sub(r"\W+$", "", _without_last_bracket(masked[start:]))
        first, end = start + len(tail) - len(tail.lstrip(" ,;")), start + len(tail)
        if end <= first or not is_deadline(shadow.printed(first, end)):
            continue
        begin, finish = shadow.span(first, end)
        finish += _closing_stars(sentence, begin, finish)
        deadline = parse_deadline(sentence[begin:finish], issued_on=issued_on)
        if deadline and _is_inline_deadline(deadline) and not _is_past(deadline, issued_on):
            return FoundDeadline(deadline, begin, finish, False)
    return None


def _is_inline_deadline(deadline: Deadline) -> bool:
    """In running text an order of things ("trước khi báo cáo cấp trên") is a deadline only after a finishing word."""
    if deadline.kind == "conditional":
        return bool(words.FINISHED.match(Shadow(deadline.text).text))
    return deadline.kind != "none"


def _spans_decades(deadline: Deadline) -> bool:
    """ "(06/01/1946 - 06/01/2026)" tells what is remembered, and not by when it is done."""
    first, last = deadline.first_day, deadline.last_day
    return bool(first and last and last.year - first.year > _LONGEST_SPAN)


def _is_past(deadline: Deadline, issued_on: date | None) -> bool:
    """A time long over when the plan was issued tells what the task is about ("tài liệu tồn đọng trước năm 2020")."""
    old = bool(issued_on and deadline.last_day and deadline.last_day.year < issued_on.year - 1)
    return old or _spans_decades(deadline)


def _without_last_bracket(text: str) -> str:
    """Without the brackets that close the text ("trước ngày 10/4/2026 (qua Ban Xây dựng Đảng)")."""
    text = text.rstrip(" .;")
    while text.endswith(")") and "(" in text:
        text = text[: text.rindex("(")].rstrip()
    return text


def _closing_stars(sentence: str, begin: int, finish: int) -> int:
    """How many stars after the phrase close ones opened inside it ("trước ngày **10/4/2026**")."""
    stars = len(sentence[finish:]) - len(sentence[finish:].lstrip("*"))
    return min(stars, sentence.count("*", begin, finish) % 4)
