"""Which column of a table plays which part: number, task, lead, coordinating, deadline, or a detail."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from corpus.agencies import looks_like_agencies
from corpus.column_marks import body_columns, period_columns
from corpus.column_names import header_words, known_words, names_person, part_of, weight, whole_words
from corpus.deadlines import is_deadline

__all__ = [
    "Columns", "guess_below", "guess_columns", "header_words", "known_words", "part_of", "read_header", "whole_words",
]  # fmt: skip
_ROW_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+)[.)]?")  # a row that speaks of "công tác", "hoàn thành"


@dataclass(frozen=True, slots=True)
class Columns:
    """Column indexes by part. `details` are (index, printed header) of all other columns.

    Of the details, `start` says when work begins, `person` who leads where nothing else does; `marks` are (index,
    period) of columns that stand for months or quarters, `bodies` (index, agency) of those that stand for agencies.
    `vague`: the lead's header only says "Đơn vị".
    """

    task: int
    number: int | None = None
    lead: int | None = None
    coordinating: int | None = None
    both: int | None = None
    directing: int | None = None
    deadline: int | None = None
    details: tuple[tuple[int, str], ...] = ()
    start: int | None = None
    person: int | None = None
    marks: tuple[tuple[int, str], ...] = ()
    bodies: tuple[tuple[int, str], ...] = ()
    vague: bool = False

    def named(self) -> set[int]:
        """Indexes of the columns that are not details."""
        parts = (self.task, self.number, self.lead, self.coordinating, self.both, self.directing, self.deadline)
        return {index for index in parts if index is not None}

    def agencies(self) -> list[int]:
        """Indexes of the columns that hold agencies."""
        return [i for i in (self.lead, self.coordinating, self.both, self.directing) if i is not None]


def read_header(cells: Sequence[str]) -> Columns | None:
    """The columns that a header row names; None when the row is no header of a task table."""
    if len([cell for cell in cells if cell.strip()]) < 2 or _ROW_LABEL.fullmatch(cells[0].strip()):
        return None
    marks, bodies = period_columns(cells), body_columns(cells)
    apart = {index for index, _ in (*marks, *bodies)}
    parts = ["detail" if index in apart else part_of(cell) for index, cell in enumerate(cells)]
    lead = _lead_of(cells, parts)
    found: dict[str, int] = {}
    details: list[tuple[int, str]] = []
    for index, (cell, part) in enumerate(zip(cells, parts, strict=True)):
        if part in (None, "detail", "start") or part in found or part == "lead" and index != lead:
            if cell.strip():
                details.append((index, whole_words(cell)))
            continue
        assert part is not None
        found[part] = index
    if "task" not in found:
        spare = _spare(details, found, sure=lead is None or weight(cells[lead]) > 1)
        if spare is None:
            return None
        found["task"] = spare[0]
        details.remove(spare)
    if not found.keys() & {"number", "lead", "coordinating", "both", "deadline", "directing"} and not marks:
        return None
    start = parts.index("start") if "start" in parts else None
    vague = lead is not None and weight(cells[lead]) == 1
    return Columns(details=tuple(details), start=start, marks=marks, bodies=bodies, vague=vague, **found)


def _spare(details: Sequence[tuple[int, str]], found: Mapping[str, int], *, sure: bool) -> tuple[int, str] | None:
    """The column of the tasks where no name says so: what is to be delivered ("Sản phẩm | Chủ trì | Thời gian"),
    or a name not known beside all others that a task has ("TT | Hạng mục | Đơn vị thực hiện | Thời hạn").
    """
    if not found.keys() & {"lead", "coordinating", "both"} or "deadline" not in found:
        return None
    unknown = [entry for entry in details if part_of(entry[1]) is None] if sure and "number" in found else []
    listed = [entry for entry in details if part_of(entry[1]) == "detail" and not names_person(entry[1])]
    return next(iter([*unknown, *listed]), None)


def _lead_of(cells: Sequence[str], parts: Sequence[str | None]) -> int | None:
    """The column whose header names the lead most surely, the first of several."""
    leads = [index for index, part in enumerate(parts) if part == "lead"]
    return max(leads, key=lambda index: weight(cells[index]), default=None)


def guess_below(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns below a row that heads its table without naming all that a task has ("TT | Hạng mục | Bên giao |
    Lúc giao"): told by the cells, and by those names that are known.
    """
    guessed = guess_columns(rows)
    if guessed is None:
        return None
    parts = [part_of(name) for name in names]
    told = {part: parts.index(part) for part in ("lead", "coordinating", "deadline") if part in parts}
    lead, deadline = told.get("lead", guessed.lead), told.get("deadline", guessed.deadline)
    coordinating = told.get("coordinating")
    if guessed.task in (lead, coordinating, deadline):
        return None
    taken = {guessed.task, guessed.number, lead, coordinating, deadline}
    details = tuple((i, whole_words(name)) for i, name in enumerate(names) if i not in taken and name.strip())
    return Columns(guessed.task, guessed.number, lead, coordinating, deadline=deadline, details=details)


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)*\.?", cell) is not None


def guess_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Columns of a table without a header, told by what its cells hold; None when it is no task table."""
    if len(rows) < 2:
        return None
    width = max(len(row) for row in rows)
    columns = [[row[i].strip() for row in rows if i < len(row) and row[i].strip()] for i in range(width)]

    def share(i: int, test: Callable[[str], bool]) -> float:
        return sum(map(test, columns[i])) / len(columns[i]) if columns[i] else 0.0

    number = next((i for i in range(width) if share(i, _is_number) > 0.6), None)
    deadline = next((i for i in reversed(range(width)) if i != number and share(i, is_deadline) > 0.6), None)
    agencies = [i for i in range(width) if i not in (number, deadline) and share(i, looks_like_agencies) > 0.6]
    rest = [i for i in range(width) if i not in (number, deadline, *agencies) and columns[i]]
    if not rest or (deadline is None and not agencies):
        return None
    task = max(rest, key=lambda i: sum(map(len, columns[i])))
    return Columns(
        task=task,
        number=number,
        deadline=deadline,
        lead=agencies[0] if agencies else None,
        coordinating=agencies[1] if len(agencies) > 1 else None,
        details=tuple((i, f"Cột {i + 1}") for i in rest if i != task),
    )
