"""A ruled table printed, scanned at 200 dots an inch and recognised: rows keep their agency and their deadline."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from corpus import Task, read
from corpus.deadlines import parse_deadline
from corpus.text import bare
from tests.corpus.designs import DESIGNS, FORMS, tasks

ROWS = 25
LEAST = 0.95


def alike(one: str, other: str) -> bool:
    return fuzz.ratio(bare(one), bare(other)) > 85


def test_scanned_rows_keep_agency_and_deadline(tmp_path: Path) -> None:
    for tool in ("soffice", "pdftoppm", "tesseract"):
        assert shutil.which(tool), f"{tool} is needed: run make install"
    laid = DESIGNS["plain"](tasks()[:ROWS])
    reading = read(FORMS["scan"](laid, tmp_path))
    wrong = []
    for number, text, lead, _, deadline in laid.expected:
        due = parse_deadline(deadline, issued_on=reading.plan.issued_on)

        def right(task: Task, lead: str = lead, day: object = due.last_day if due else None) -> bool:
            return alike("; ".join(task.lead), lead) and (task.deadline.last_day if task.deadline else None) == day

        if not any(task.number == number and alike(task.text, text) and right(task) for task in reading.tasks):
            wrong.append(f"{number} {text}")
    assert len(wrong) <= (1 - LEAST) * ROWS, wrong
    assert any(notice.kind == "scanned" for notice in reading.notices)


def test_missing_tesseract_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = FORMS["scan"](DESIGNS["plain"](tasks()[:2]), tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Exception, match="tesseract"):
        read(scan)
