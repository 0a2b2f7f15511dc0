"""Notes below a table that belong to one of its rows: "- Nhiệm vụ số 3: kinh phí từ nguồn đầu tư công", "(*) …"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import strings
from assistant.desk import Desk
from assistant.findings import Findings, Found
from assistant.question import Question
from assistant.wording import short
from corpus.model import Passage, Task
from corpus.text import bare

_NUMBERS = r"\d{1,3}(?:\.\d{1,3})*(?:\s*(?:,|;|va|den|-|–)\s*\d{1,3}(?:\.\d{1,3})*)*"
_OF_ROWS = re.compile(
    r"\W*(?:(?:ghi chu|luu y|rieng)\s*:?\W*)?(?:(?:doi voi|voi|cac|nhung) )*"
    r"(?:nhiem vu|cong viec|viec|noi dung|hoat dong|hang muc|muc|dong|stt|tt|so)(?: (?:so|thu|thu tu|stt))?"
    rf" ?(?P<numbers>{_NUMBERS})\s*[:(–,-]"
)
_MARK = re.compile(r"\((?P<mark>\*+|\d)\)|(?P<star>\*+)(?=\W|$)")
# "dùng nguồn vốn nào", "kinh phí lấy từ đâu"
_SOURCE = re.compile(
    r"\bnguon (?:von|kinh phi|tien|ngan sach|luc)?\s*(?:nao|gi|tu dau|o dau|dau)\b|\bnguon (?:von|kinh phi|tien)\b"
    r"|\b(?:kinh phi|tien|von)(?: \w+){0,2} (?:lay |o |tu )+dau\b|\b(?:kinh phi|tien|von) cua ai\b"
)
# "Kinh phí thực hiện từ nguồn ngân sách tỉnh"
_FROM = re.compile(
    r"\b(?:kinh phi|von|ngan sach)\b[^.;]{0,80}\b(?:tu|bang|thuoc|do|trong|gom)(?: cac)? (?:nguon|ngan sach)\b"
)
# So many sentences of a plan are quoted.
MOST = 2
_PAID = re.compile(r"\b(?:nguon|ngan sach|von|chi tra|tu chi|xa hoi hoa|tai tro|kinh phi)\b")


def notes_of(desk: Desk, task: Task) -> list[Passage]:
    """The notes of `task`'s own part of its plan that name its number, or begin with the mark that its cells end in."""
    marks = {_mark_of(one) for said in _cells(task) for one in _MARK.finditer(said)} - {""}
    return [
        one
        for one in desk.index.passages(frozenset({task.plan_id}))
        if _is_beside(one.section, task.section) and (_names(one.text, task.number) or _begins_with(one.text, marks))
    ]


def answer_source(desk: Desk, question: Question, rows: Sequence[Task]) -> Findings | None:
    """What a row is paid from, where a note tells that and no column of its own does."""
    if len(rows) != 1 or not _SOURCE.search(bare(question.text)):
        return None
    if any("nguon" in bare(header) for header, _ in rows[0].details):
        return None
    notes = [one for one in notes_of(desk, rows[0]) if _PAID.search(bare(one.text))]
    if not notes:
        return _of_plan(desk, question, rows)
    return Findings("answered", strings.NOTE_OF.format(task=short(rows[0])), quotes=tuple(map(_found, notes)))


def _of_plan(desk: Desk, question: Question, rows: Sequence[Task]) -> Findings | None:
    """A row, and what its plan says of where its money comes from."""
    from assistant.single import about_rows

    told = [one for one in desk.index.passages(frozenset({rows[0].plan_id})) if _FROM.search(bare(one.text))]
    if not told:
        return None
    own = about_rows(desk, question, rows)
    return replace(own, headline=own.headline + strings.SOURCE_OF_PLAN, quotes=tuple(map(_found, told[:MOST])))


def _found(one: Passage) -> Found:
    return Found(one.plan_id, one.file, one.section, one.heading, one.quote, one.spots)


def _cells(task: Task) -> list[str]:
    deadline = task.deadline.text if task.deadline else ""
    return [task.text, deadline, *task.lead, *task.coordinating, *(text for _, text in task.details)]


def _mark_of(match: re.Match[str]) -> str:
    return f"({match['mark']})" if match["mark"] else f"({match['star']})"


def _begins_with(text: str, marks: set[str]) -> bool:
    match = _MARK.match(text.lstrip(" -–+•"))
    return match is not None and _mark_of(match) in marks


def _names(text: str, number: str | None) -> bool:
    match = _OF_ROWS.match(bare(text)) if number else None
    if match is None or number is None:
        return False
    said = re.findall(r"\d+(?:\.\d+)*|den|[-–]", match["numbers"])
    for place, one in enumerate(said):
        if one in ("den", "-", "–"):
            first, last = said[place - 1 : place + 2 : 2] if place + 1 < len(said) else ("", "")
            if all(part.isdigit() for part in (first, last, number)) and int(first) <= int(number) <= int(last):
                return True
        elif one.lstrip("0") == number.lstrip("0"):
            return True
    return False


def _is_beside(note: str, task: str) -> bool:
    """Whether a note stands in the row's own section, or in the one around it."""
    return not note or task == note or task.startswith(f"{note}.") or note.startswith(f"{task}.")
