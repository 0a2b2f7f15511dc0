"""Several periods of one question: which narrow each other and which are alternatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from assistant.question import Due
from assistant.tokens import same_length
from corpus.text import bare, fold

_OVERDUE_BY = re.compile(r"\s*(?P<over>(?:hon|tren|qua)\s+)?(?:tu\s+)?(?P<days>\d{1,4})\s+ngay\b")


def longer_overdue(due: Due, text: str, today: date) -> Due:
    """ "quá hạn hơn 10 ngày": overdue by more than so many days."""
    match = _OVERDUE_BY.search(same_length(text), due.start)
    if not due.overdue or match is None or match.start() > due.end:
        return due
    last = today - timedelta(days=int(match["days"]) + (match["over"] is not None))
    said = text[due.start : match.end()]
    return replace(due, said=said, name=said, last=last, end=match.end())


_YEARS = re.compile(r"(?:(?:cac )?nam )?(?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)")
_DAYS_OF = re.compile(
    r"\b(?:han|hoan thanh|xong|trong|tu|giua|vao|khoang|thoi gian|cac|nhung|nam)(?: (?:cac|nhung|nam))*\s*$"
)
# A term of office has so many years.
TERM = 5


def is_term(due: Due, text: str) -> bool:
    """Whether years are a term of office ("bầu cử HĐND 2026-2031", "nhiệm kỳ 2025-2030"), which sets no days."""
    match = _YEARS.fullmatch(bare(due.said))
    if match is None or int(match["last"]) - int(match["first"]) != TERM:
        return False
    return _DAYS_OF.search(bare(text[: due.start])) is None


_JOINED = re.compile(r"\b(?:hoac|hay|va|cung nhu|lan|voi)\b|,")
_WHEN = re.compile(r"\b(?:khi nao|bao gio|luc nao|ngay nao|hom nao)\b")
_EXPIRES = re.compile(r"het (?:thoi )?han")


def overdue_then(found: list[Due], text: str) -> list[Due]:
    """Overdue in a period: both hold ("quá hạn trong quý I"), unless they are joined ("quá hạn hoặc đến hạn tuần này").
    What expires in a period ("hết hạn trong tháng 6") need not be overdue, and "tính đến 30/4" is a day to look from.
    """
    if _WHEN.search(bare(text)):
        # "khi nào thì hết hạn" asks for the day
        found = [due for due in found if not (due.overdue and _EXPIRES.fullmatch(bare(due.said)))]
    over = [due for due in found if due.overdue]
    rest = [due for due in found if not due.overdue]
    if not over or not rest:
        return found
    if all(_EXPIRES.fullmatch(bare(due.said)) for due in over):
        return rest
    (first, second) = sorted((over[0], rest[0]), key=lambda due: due.start)
    if _JOINED.search(bare(text[first.end : second.start])) and first.overdue or over[0].last is None:
        return found
    return [_both(over[0], due) for due in rest]


def _both(over: Due, due: Due) -> Due:
    assert over.last is not None
    if due.first is None and due.last is not None and due.relation in ("until", "within"):
        last = due.last - timedelta(days=1)
    else:
        last = min(over.last, due.last or over.last)
    if due.first is not None and due.first > last:
        # "hôm nay … quá hạn những gì" says from when one looks
        of_talk = due.relative and due.first == over.last + timedelta(days=1)
        return replace(over, also=(due.start, due.end)) if of_talk else due
    name = f"{over.name}, {due.name}"
    return replace(due, last=last, name=name, overdue=due.first is None, also=(over.start, over.end))


_BESIDE = re.compile(r"[\s,(]*(?:(?:la|tuc|tuc la|nham|vao|ngay|thu \w+|chu nhat)[\s,(]*)*")


def of_one_day(found: Sequence[Due], text: str) -> list[Due]:
    """Without the day said anew beside "hôm nay": "Hôm nay thứ hai, 20/4, …" names one day."""
    kept: list[Due] = []
    for due in found:
        last = kept[-1] if kept else None
        same = last and last.relative and due.relation == "on" and last.last == due.last
        if last and same and _BESIDE.fullmatch(bare(text[last.end : due.start])):
            end = due.end + text[due.end :].startswith(")")
            kept[-1] = replace(last, said=text[last.start : end], end=end)
        else:
            kept.append(due)
    return kept


_WHAT_FOR = re.compile(r"\b(?:để|nhằm|phục vụ|cho kịp|de|nham|phuc vu|cho kip)\b")


def without_what_for(found: Sequence[Due], text: str) -> list[Due]:
    """Without days behind others that only say what work is for: "trong quý III để kịp khai giảng 5/9"."""
    kept: list[Due] = []
    for due in found:
        between = fold(text[kept[-1].end : due.start]) if kept else ""
        if not (kept and _WHAT_FOR.search(between) and not _BOUND.search(between)):
            kept.append(due)
    return kept


_BOUND = re.compile(r"[,;:.?!]")
_EITHER = re.compile(r"\b(?:hoac|hay)\b")
# "tháng 4 và tháng 5", "tuần này, tuần sau": nothing but a joint stands between alternatives
_LISTED = re.compile(r"\s*(?:,|;|va|va ca|va trong|cung|lan|cung nhu|roi|voi)?\s*")
_OPENING, _CLOSING = ("from", "after", "not_due"), ("before", "until")
# What is said of the talk itself: "Hôm nay thứ tư rồi, tuần này …"
_TODAY = re.compile(r"(?:(?:ngay )?hom nay|bua nay|sang nay|chieu nay)(?:[^\w/]+.*)?|ngay \d{1,2}")


def narrowed(found: list[Due], text: str) -> list[Due]:
    """Periods that hold together become one: "sau ngày 31/8 nhưng trước 1/12", "quý này … chưa tới hạn", "cuối năm
    2025 (trong tháng 12)". Those that are listed, parted by "hoặc", or share no day stay alternatives."""
    found = _without_remaining(_without_today(found, text))
    done: list[Due] = []
    for due in found:
        both = _together(done[-1], due, text) if done else None
        if both is not None:
            done[-1] = both
        else:
            done.append(due)
    return done


def _without_remaining(found: list[Due]) -> list[Due]:
    """ "Tháng 7 … còn hạn nào nữa?", asked later: what is still ahead shares no day with a period that is past."""
    named = [due for due in found if due.relation != "not_due" and not due.overdue and due.last]
    ahead = [due.first for due in found if due.relation == "not_due" and due.first]
    past = bool(named and ahead) and all(due.last < ahead[0] for due in named if due.last)
    return [due for due in found if due.relation != "not_due"] if past else found


def _together(one: Due, other: Due, text: str) -> Due | None:
    """One period for two that hold together; None for alternatives."""
    if one.problem or other.problem or one.overdue or other.overdue or one.start == other.start or one.also != (0, 0):
        return None
    between = bare(text[one.end : other.start])
    bounds = {one.relation, other.relation}
    bounded = not bounds.isdisjoint(_OPENING) and (not bounds.isdisjoint(_CLOSING) or "not_due" in bounds)
    bound = not bounds.isdisjoint((*_OPENING, *_CLOSING)) and between.strip() in ("", ",")
    listed = between.strip() and _LISTED.fullmatch(between) and not bound
    if _EITHER.search(between) or listed and not bounded:
        return None
    first = max(filter(None, (one.first, other.first)), default=None)
    last = min(filter(None, (one.last, other.last)), default=None)
    if first and last and first > last:
        return None
    said = f"{one.said} {other.said}"
    name = f"{one.name} và {other.name}" if bounded or bound else min((one, other), key=_days).name
    relation = one.relation if (one.first, one.last) == (first, last) else other.relation
    relation = "within" if first and last else relation
    inherited = one.year_inherited and other.year_inherited
    return replace(one, said=said, name=name, first=first, last=last, relation=relation,
                   relative=one.relative or other.relative, weak=one.weak and other.weak, year_inherited=inherited,
                   also=(other.start, other.end))  # fmt: skip


def _days(due: Due) -> int:
    return (due.last - due.first).days if due.first and due.last else 10**6


_WEEKDAY = re.compile(r"(?:\s*(?:la )?(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b)?")


def _without_today(found: Sequence[Due], text: str) -> list[Due]:
    """Without the day on which one asks, said before a longer stretch that has it, or, with its date, before any."""
    kept = list(found)
    for one, other in pairwise(found):
        of_talk = one.relation == "on" and one.relative and _TODAY.fullmatch(bare(one.said))
        has_it = one.first and other.first and other.last and other.first <= one.first <= other.last
        dated = any(char.isdigit() for char in one.said) and "nay" in bare(one.said)
        between = bare(text[one.end : other.start])
        listed = _LISTED.fullmatch(between) and not (dated and between.strip() == ",")
        if of_talk and (has_it or dated) and not listed and one in kept:
            kept.remove(one)
            place = kept.index(other)
            end = one.end + len(_WEEKDAY.match(same_length(text[one.end :]))[0])  # type: ignore[index]
            kept[place] = other if other.also != (0, 0) else replace(other, also=(one.start, end))
    return kept
