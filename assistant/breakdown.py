"""Rows by the parts of their plan ("theo từng phần", "mỗi mục bao nhiêu việc") or by persons ("theo từng đồng chí")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import strings
from assistant.columns import is_of_person
from assistant.places import place_of
from assistant.plan_reference import plan_name
from assistant.question import GroupBy
from assistant.tokens import is_spelt, same_length
from assistant.wording import Plans
from corpus.model import Task
from corpus.text import fold
from index import Index

_LINK = r"(?:(?:chia|xep|nhom|gom|phan|sap xep|thong ke|liet ke|tach|ke|dem)(?: lai| ra| rieng)? )?"
_STOP = r"(?=\s*(?:[,;:.?!]|$)|\s(?:cua|trong|o|thi|ke hoach|phu luc|giup|cho|nhe|di|xem|voi)\b)"
_PART = re.compile(
    rf"\b{_LINK}(?:theo (?:tung|moi|cac)|tung|moi|(?P<lone>theo))"
    r" (?P<noun>phan viec|phan|de muc|dau muc|muc|chuong|linh vuc|mang viec|mang|nhom nhiem vu|nhom viec|nhom)\b"
    r"(?! ?(?:tieu|dich|mem|thuong|tram|lon|doi tuong|luc|cong|tre|[ivx]+\b|\d))"
)
_PERSON = re.compile(
    rf"\b{_LINK}(?:theo (?:tung|moi|cac)|tung|moi|(?P<lone>theo))"
    r" (?P<noun>(?:dong chi|ca nhan|nguoi|lanh dao|can bo)(?: (?:lanh dao|phu trach|theo doi|chiu trach nhiem))*)\b"
    r"(?! (?:dan|lao dong|benh|hoc|cao|dung|duoc|co cong|khuyet|ngheo|quan ly|cong chuc|vien chuc|chien si|phuong|xa"
    r"|thon|dang vien|trong|moi|di|ban)\b)"
)
_SPELT = frozenset(map(fold, (
    "phần việc", "phần", "đề mục", "đầu mục", "mục", "chương", "lĩnh vực", "mảng việc", "mảng", "nhóm nhiệm vụ",
    "nhóm việc", "nhóm",
)))  # fmt: skip
_ENDS = re.compile(_STOP)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A stretch of a question that asks for rows by parts or persons; `fine`: by the closest headings ("từng mục")."""

    start: int
    end: int
    by: GroupBy
    fine: bool = False


def breakdown(text: str) -> Breakdown | None:
    """How a question wants rows to be put together, where it is by parts of plans or by persons.

    >>> breakdown("Liệt kê việc theo từng phần").by
    'section'
    """
    shadow = same_length(text)
    for expression, by in ((_PART, "section"), (_PERSON, "person")):
        for match in expression.finditer(shadow):
            spelt = by == "person" or is_spelt(text[slice(*match.span("noun"))], _SPELT)
            in_person = by == "person" and re.search("phu trach|theo doi|trach nhiem", match["noun"])
            if by == "person" and match["noun"] in ("nguoi", "can bo") and "theo" not in match.group():
                continue  # "mỗi cán bộ phải học gì"
            if spelt and (not match["lone"] or in_person or _ENDS.match(shadow, match.end())):
                fine = match["noun"] in ("muc", "de muc", "dau muc")
                return Breakdown(*match.span(), by="section" if by == "section" else "person", fine=fine)
    return None


def by_sections(index: Index, tasks: Sequence[Task], plans: Plans, *, fine: bool) -> list[tuple[str, Task]]:
    """Each task under the name of its part, in the order of plans and parts: the closest heading's where `fine`, else
    the highest that tells some of a plan's rows apart."""
    order = {plan_id: place for place, plan_id in enumerate(plans)}
    own: dict[str, list[Task]] = {}
    for task in sorted(tasks, key=lambda task: (order[task.plan_id], place_of(task))):
        own.setdefault(task.plan_id, []).append(task)
    found = []
    for plan_id, rows in own.items():
        headings = _headings(index, plan_id, rows)
        depth = _depth(rows, fine=fine)
        before = f"{plan_name(plans[plan_id])}, " if len(own) > 1 else ""
        for task in rows:
            section = ".".join(task.section.split(".")[:depth])
            found.append((before + _named(section, headings.get(section, "")), task))
    return found


def _depth(rows: Sequence[Task], *, fine: bool) -> int:
    deepest = max(task.section.count(".") + 1 for task in rows)
    if fine:
        return deepest
    depths = range(1, deepest)
    return next((n for n in depths if len({tuple(task.section.split(".")[:n]) for task in rows}) > 1), deepest)


def _headings(index: Index, plan_id: str, rows: Sequence[Task]) -> dict[str, str]:
    found: dict[str, str] = {}
    for passage in index.passages(frozenset({plan_id})):
        found.setdefault(passage.section, passage.heading)
    return {**{task.section: task.heading for task in rows}, **{k: v for k, v in found.items() if v}}


def _named(section: str, heading: str) -> str:
    if not section:
        return strings.NO_SECTION
    name = strings.SECTION_NAME.format(section=section)
    return f"{name[:1].upper()}{name[1:]}{strings.HEADED.format(heading=heading) if heading else ''}"


def has_persons(tasks: Sequence[Task]) -> bool:
    """Whether any row has a column of persons."""
    return any(is_of_person(header) for task in tasks for header, _ in task.details)


def persons_of(task: Task) -> list[str]:
    """The persons of a row, as its column prints them."""
    said = [text for header, text in task.details if is_of_person(header)]
    names = [name.strip(" -–+;,.") for text in said for name in re.split(r";|\n", text)]
    return [name for name in names if name] or [strings.NO_PERSON]
