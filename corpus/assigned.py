"""Assignments that stand at the end of a task's own text, or in a bullet of their own below the tasks.

"…. Giao A chủ trì, phối hợp với B; hoàn thành trong quý III/2026.", "… (A chủ trì, phối hợp với B; tháng 6/2026)",
"… (chủ trì: A; phối hợp: B; thời gian: quý II)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.agencies import looks_like_agencies, parse_assignment, split_agencies
from corpus.deadlines import is_deadline
from corpus.role_bracket import Roles, agency_and_day, read_roles
from corpus.text import squeeze

_ACTS = r"(?:,?\s*(?:tham mưu|tổ chức|triển khai|thực hiện|chịu trách nhiệm))*"
_GIVEN = re.compile(
    r"^(?:(?:giao|phân công|do)(?: cho)?\s+)?(?P<lead>\S.*?)"
    rf"\s+(?:(?:là|làm)\s+)?(?:(?:cơ quan|đơn vị|đầu mối)\s+)?chủ trì{_ACTS}"
    r"(?:[,;]?\s*(?:và\s+)?phối hợp\s+(?:chặt chẽ\s+)?(?:(?:với|cùng)\s+)?(?P<others>\S.*?))?"
    rf"{_ACTS}$",
    re.I,
)
_GIVEN_ALONE = re.compile(rf"^(?:giao|phân công)(?: cho)?\s+(?P<lead>\S.*?){_ACTS}$", re.I)
_BRACKET = re.compile(r"\s*(?P<star>\*{0,2})\((?P<said>[^()]*(?:\([^()]*\)[^()]*)*)\)(?P=star)\s*(?P<stop>[.;]?)\s*$")
_SQUARE = re.compile(r"\s*\[(?P<said>[^\[\]]+)\]\s*(?P<stop>[.;]?)\s*$")
_TIME_BEHIND = re.compile(r"\s*\((?P<said>[^()]+)\)\s*[,;–-]?\s*(?P<time>\w[^().;]{3,60})(?P<stop>[.;]?)\s*$")
_SENT_TO = re.compile(r"\b(?:về|gửi|qua|cho|cùng|với|của|đến|là)\s+(?:\S+\s+){0,5}\S+$")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐ])|[,;]\s+(?=(?:giao|do|phân công)\s)|\s+[-–]\s+(?=Giao\s)")
_TIME_LABEL = re.compile(r"[;,.]?\s*(?:thời gian|thời hạn|tiến độ|hạn)\b[^:;,]{0,25}:\s*", re.I)
_MOST_WORDS = 60  # of the agencies that work together


@dataclass(frozen=True, slots=True)
class Given:
    """A task's text without the assignment behind it; its agencies, and the deadline phrase ("" when none)."""

    text: str
    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    directing: tuple[str, ...]
    deadline: str


def closing_assignment(text: str) -> Given | None:
    """The assignment that closes a task's text, in a bracket or a sentence; None when none does."""
    if (match := _TIME_BEHIND.search(text)) and is_deadline(match["time"]):
        found, before = read_roles(match["said"], timed=True), text[: match.start()].rstrip()
        if found and not found.deadline and re.search(r"\w", before):
            own = f"{before}{match['stop']}"
            return Given(squeeze(own), found.lead, found.coordinating, found.directing, match["time"])
    for start, said, stop in _endings(text):
        before = text[:start].rstrip(" \n\t-–")
        if stop is not None and (alone := agency_and_day(said.strip(" .;*"))) and not _SENT_TO.search(before):
            return Given(squeeze(before + stop), alone.lead, (), (), alone.deadline)
        if found := _said(said.strip(" .;*"), bracket=stop is not None) if re.search(r"\w", before) else None:
            own = before if before.endswith((".", ";")) or not stop else f"{before}{stop}"
            return Given(squeeze(own), found.lead, found.coordinating, found.directing, found.deadline)
    return None


def _said(said: str, *, bracket: bool) -> Roles | None:
    """Who does what by when, as a bracket or a closing sentence tells it."""
    if bracket and (found := read_roles(said)):
        return found
    for head, deadline in _with_deadline(said):
        if roles := _roles(head, bracket=bracket):
            return Roles(*roles, (), deadline)
    found = read_roles(said, known=True) if not bracket and "chủ trì" in said else None
    return found if found and found.lead else None


def whole_assignment(text: str) -> tuple[str, str] | None:
    """Lead and coordinating agencies, as printed, of a sentence that says nothing else; None for any other."""
    match = _given(text.strip(" .;*"))
    return (match["lead"], match.groupdict().get("others") or "") if match else None


def _endings(text: str) -> Iterator[tuple[int, str, str | None]]:
    """(start, words, full stop behind) of what may be an assignment; the full stop is None for a sentence."""
    if match := _BRACKET.search(text) or _SQUARE.search(text):
        yield match.start(), match["said"], match["stop"]
    for match in _SENTENCE.finditer(text):
        yield match.end() if text[match.start()].isspace() else match.start(), text[match.end() :], None


def _with_deadline(said: str) -> Iterator[tuple[str, str]]:
    """Ways of parting the agencies from the deadline behind them, the longest deadline first."""
    if (match := _TIME_LABEL.search(said)) and is_deadline(said[match.end() :]):
        yield said[: match.start()], said[match.end() :]
    for match in re.finditer(r"[;,.]\s*", said):
        if is_deadline(said[match.end() :]):
            yield said[: match.start()], said[match.end() :]
    yield said, ""


def _given(said: str) -> re.Match[str] | None:
    match = _GIVEN.match(said) or _GIVEN_ALONE.match(said)
    if match is None or not looks_like_agencies(match["lead"]):
        return None
    others = match.groupdict().get("others") or ""
    listed = not re.search(r"[.:]\s", others) and len(others.split()) < _MOST_WORDS and not is_deadline(others)
    return match if listed else None


def _roles(said: str, *, bracket: bool) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    if match := _given(said):
        return split_agencies(match["lead"]), split_agencies(match.groupdict().get("others") or "")
    labelled = parse_assignment(said) if bracket and ":" in said else None
    if labelled and labelled.lead and not labelled.rest:
        return labelled.lead, labelled.coordinating
    return None
