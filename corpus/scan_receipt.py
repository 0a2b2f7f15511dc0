"""What a clerk should compare with the original of a scan: facts that recognition may have got wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rapidfuzz import fuzz

from corpus.deadlines import is_deadline
from corpus.model import Deadline, Notice, Task
from corpus.receipt import row_at_number
from corpus.text import bare

_ALIKE = 85  # per cent: names more alike than this may be one name misread
_YEARS = 12  # after the plan's day; later deadlines are misread years
_BEFORE = timedelta(days=366)
_QUARTER = re.compile(r"\b[IV]{1,3}\b")


def scan_doubts(tasks: Sequence[Task], issued_on: date | None) -> Iterator[Notice]:
    """Notices on the rows of a scanned plan whose deadline or agency reads oddly."""
    counts = Counter(name for task in tasks for name in (*task.lead, *task.coordinating))
    for task in tasks:
        where = row_at_number(task.section, task.number) if task.number else f"mục {task.section}"
        if task.deadline and task.deadline.text and _odd(task.deadline, issued_on):
            message = (
                f"Thời hạn “{task.deadline.text[:90]}” trên bản quét đọc ra khác thường (nhiệm vụ “{task.text[:60]}”); "
                "hãy so với bản gốc."
            )
            yield Notice("deadline_doubtful", where, message)
        for name in task.lead:
            if (likely := _misread(name, counts)) is not None:
                message = f"Tên cơ quan “{name[:90]}” trên bản quét có thể là “{likely[:90]}”; hãy so với bản gốc."
                yield Notice("agency_doubtful", where, message)


def _odd(deadline: Deadline, issued_on: date | None) -> bool:
    """Whether a deadline is no phrase as plans print them, names a quarter twice, or lies far from the plan's day."""
    quarters = _QUARTER.findall(deadline.text)
    if deadline.kind == "none" or not is_deadline(deadline.text) or len(quarters) != len(set(quarters)):
        return True
    if issued_on is None or deadline.last_day is None:
        return False
    return not issued_on - _BEFORE <= deadline.last_day <= issued_on.replace(day=1, year=issued_on.year + _YEARS)


def _misread(name: str, counts: Counter[str]) -> str | None:
    """The more frequent name of the plan that this one is nearly, or the beginning of."""
    plain = bare(name)
    for other, count in counts.most_common():
        if count <= counts[name]:
            return None
        known = bare(other)
        if known == plain or re.findall(r"\d+", known) != re.findall(r"\d+", plain):
            continue
        if known.startswith(f"{plain} ") or fuzz.ratio(plain, known) > _ALIKE:
            return other
    return None
