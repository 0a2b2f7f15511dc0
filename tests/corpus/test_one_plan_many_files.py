"""The same tasks in many table designs and file forms are read as the same rows."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from corpus import Reading, read
from corpus.deadlines import parse_deadline
from corpus.text import bare
from tests.corpus.designs import DESIGNS, FORMS, Laid, tasks

# the share of rows that must be exact: a form that keeps its cells apart loses none; cells broken over lines whose
# text ends in an agency ("… của Chi bộ Trạm Y tế" above "Ủy ban Kiểm tra …") cannot always be told apart
LEAST = {
    "tabs": 1.0,
    "bars": 1.0,
    "docx": 1.0,
    "xlsx": 1.0,
    "ruled_pdf": 1.0,
    "borderless_pdf": 0.98,
    "pdf_text": 0.98,
    "cell_a_line": 0.98,
    "broken": 0.96,
}
TOOLS = {
    "ruled_pdf": ("soffice",),
    "borderless_pdf": ("soffice",),
    "pdf_text": ("soffice", "pdftotext"),
    "scan": ("soffice", "pdftoppm", "tesseract"),
}


def words(text: str) -> list[str]:
    return sorted(re.findall(r"\w+", bare(text)))


def exact_rows(reading: Reading, laid: Laid) -> tuple[int, list[str]]:
    """How many expected rows were read with their number, text, agencies and deadline; and the others."""
    found = {
        (
            task.number,
            " ".join(re.findall(r"\w+", bare(task.text))),
            tuple(words("; ".join(task.lead))),
            tuple(words("; ".join(task.coordinating))),
            task.kind,
            task.deadline.last_day if task.deadline else None,
        )
        for task in reading.tasks
    }
    missing = []
    for number, text, lead, coordinating, deadline in laid.expected:
        due = parse_deadline(deadline, issued_on=reading.plan.issued_on)
        row = (
            number,
            " ".join(re.findall(r"\w+", bare(text))),
            tuple(words(lead)),
            tuple(words(coordinating)),
            due.kind if due else "none",
            due.last_day if due else None,
        )
        if row not in found:
            missing.append(f"{number} {text}")
    return len(laid.expected) - len(missing), missing


def lay(design: str, form: str, folder: Path) -> tuple[Reading, Laid]:
    for tool in TOOLS.get(form, ()):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool} is needed for the form {form}: run make install")
    laid = DESIGNS[design](tasks())
    return read(FORMS[form](laid, folder)), laid


@pytest.mark.parametrize("design", sorted(DESIGNS))
@pytest.mark.parametrize("form", sorted(LEAST))
def test_rows_are_the_same(design: str, form: str, tmp_path: Path) -> None:
    reading, laid = lay(design, form, tmp_path)
    exact, missing = exact_rows(reading, laid)
    assert exact >= LEAST[form] * len(laid.expected), missing
    # the one sentence of the last part may be read as a task; nothing else is added
    assert len(reading.tasks) <= len(laid.expected) + 1


def test_details_keep_their_headers(tmp_path: Path) -> None:
    reading, laid = lay("detailed", "docx", tmp_path)
    assert [dict(task.details) for task in reading.tasks[:2]] == [
        {"Sản phẩm": laid.cells[0][2]},
        {"Sản phẩm": laid.cells[1][2]},
    ]
