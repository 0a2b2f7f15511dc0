"""What the cells of a table tell of its columns where the header does not: dates, agencies, marks under months."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from corpus.agencies import looks_like_agencies
from corpus.column_names import names_person, names_work, part_of
from corpus.columns import Columns
from corpus.deadlines import is_deadline
from corpus.text import bare

_NEARLY_ALL, _MOST, _HALF = 0.8, 0.6, 0.5  # shares of a column's cells
_LEAST = 2  # cells that tell of a column without a known name
_NOT_DUE = re.compile(
    r"\b(?:ban hanh|van ban|quyet dinh|ky|sinh|cap|(?<!xong )(?<!thanh )(?<!thuc )vao|thanh lap"
    r"|hieu luc|nhan|chuyen den)\b"
)
_EMPTY = {"", "-", "–", "—", "/", "…", "..."}


def told_by_cells(columns: Columns, rows: Sequence[Sequence[str]], *, above: bool, presides: bool) -> Columns:
    """`columns` with what the cells add. `rows` are the printed cells below the header; `above`: a heading names the
    agency that leads, `presides`: it says so ("Giao Sở Y tế chủ trì thực hiện các nhiệm vụ sau").
    """
    columns = _nameless(columns, rows)
    if columns.deadline is None and not columns.marks:
        columns = _dated(columns, rows)
    if presides and columns.lead is not None and columns.vague and columns.coordinating is None:
        columns = replace(columns, lead=None, coordinating=columns.lead)
    if columns.lead is None and columns.both is None:
        columns = _led(columns, rows, above=above, presides=presides)
    return columns


def _cells(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """The texts of one column, without those that a merged cell repeats beside it."""
    found = []
    for row in rows:
        text = row[index].strip() if index < len(row) else ""
        if text not in _EMPTY and (index == 0 or row[index - 1].strip() != text):
            found.append(text)
    return found


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _unknown(columns: Columns) -> list[tuple[int, str]]:
    periods = {index for index, _ in columns.marks}
    return [(i, header) for i, header in columns.details if part_of(header) is None and i not in periods]


def _nameless(columns: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """A column whose header is blank and whose cells are not is kept as a detail."""
    width = max(map(len, rows), default=0)
    taken = columns.named() | {index for index, _ in columns.details}
    new = tuple((i, f"Cột {i + 1}") for i in range(width) if i not in taken and len(_cells(rows, i)) >= _LEAST)
    return replace(columns, details=(*columns.details, *new)) if new else columns


def _dated(columns: Columns, rows: Sequence[Sequence[str]]) -> Columns:
    """The last column of no known name whose cells are deadlines is the deadline."""
    for index, header in reversed(_unknown(columns)):
        cells = _cells(rows, index)
        if len(cells) >= _LEAST and _share(cells, is_deadline) >= _NEARLY_ALL and not _NOT_DUE.search(bare(header)):
            return _taken(columns, index, "deadline")
    return columns


def _led(columns: Columns, rows: Sequence[Sequence[str]], *, above: bool, presides: bool) -> Columns:
    """Who leads where no column is named for it: the person who answers for the work, else the first agencies."""
    for index, header in columns.details:
        if names_person(header):
            if not presides and _share(_cells(rows, index), looks_like_agencies) >= _MOST:
                return _taken(columns, index, "lead")
            return replace(columns, person=index)
    for index, header in _unknown(columns):
        cells = _cells(rows, index)
        if names_work(header) and not presides and _share(cells, looks_like_agencies) >= _HALF:
            return _taken(columns, index, "lead")
        if not above and len(cells) >= _LEAST and _share(cells, looks_like_agencies) >= _NEARLY_ALL:
            return _taken(columns, index, "lead")
    return columns


def _taken(columns: Columns, index: int, part: Literal["lead", "deadline"]) -> Columns:
    columns = replace(columns, details=tuple(entry for entry in columns.details if entry[0] != index))
    return replace(columns, lead=index) if part == "lead" else replace(columns, deadline=index)
