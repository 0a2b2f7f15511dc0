"""Golden documents: each shows one form or one trap, and stands beside the rows that must be read from it.

An expected file has one JSON list a line:
[section, number, text, lead, coordinating, directing, kind, first day, last day, details].
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import Task, read

GOLDEN = Path(__file__).parent / "golden"
DOCUMENTS = sorted(path for path in GOLDEN.iterdir() if path.suffix != ".jsonl")


def row(task: Task) -> list[Any]:
    due = task.deadline
    days = [day.isoformat() if day else None for day in ((due.first_day, due.last_day) if due else (None, None))]
    names = ["; ".join(group) for group in (task.lead, task.coordinating, task.directing)]
    return [task.section, task.number, task.text, *names, task.kind, *days, dict(task.details)]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_golden_document(path: Path) -> None:
    expected = [json.loads(line) for line in path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row(task) for task in read(path).tasks] == expected


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_quotes_stand_word_for_word_and_ids_are_unique(path: Path) -> None:
    reading = read(path)
    printed = "\n".join(reading.lines)
    assert all(task.quote and task.quote in printed for task in reading.tasks)
    assert len({task.id for task in reading.tasks}) == len(reading.tasks)
    assert [task.id for task in read(path).tasks] == [task.id for task in reading.tasks]
