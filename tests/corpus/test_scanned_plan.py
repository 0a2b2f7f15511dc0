"""Printed pages scanned and photographed: rows keep their agency and their deadline, and what is wrong is flagged.

A page's own reading as a born-digital PDF, which is exact, says what its picture must give.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from rapidfuzz import fuzz

from corpus import Reading, Task, read
from corpus.deadlines import parse_deadline
from corpus.model import Notice
from corpus.readers.ocr_repair import parted, repaired
from corpus.readers.page import Page, Word
from corpus.scan_receipt import scan_doubts
from corpus.text import bare
from tests.corpus.readers.files import GOLDEN
from tests.corpus.readers.photographs import photograph
from tests.corpus.readers.test_scan import needs_tesseract

LEAST = 0.95


def one_page(design: str, place: int, folder: Path) -> Path:
    """One page of a golden PDF as a PDF."""
    whole, page = pypdfium2.PdfDocument(GOLDEN / f"{design}.pdf"), pypdfium2.PdfDocument.new()
    page.import_pages(whole, [place])
    page.save(folder / "page.pdf")
    return folder / "page.pdf"


def scanned(pdf: Path, folder: Path, how: str) -> Path:
    """The page's picture at 200 dots an inch, as a flatbed or a telephone gives it."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    if how == "photograph":
        picture = photograph(picture)
    elif how == "askew":
        picture = picture.rotate(1.5, Image.Resampling.BICUBIC, fillcolor=255)
    picture.save(folder / "scan.jpg", quality=85)
    return folder / "scan.jpg"


def alike(one: str, other: str) -> bool:
    return fuzz.ratio(bare(one), bare(other)) > 85


def same(task: Task, printed: Task) -> bool:
    """The same row with the same lead and the same deadline."""
    return (
        task.number == printed.number
        and alike(task.text, printed.text)
        and alike("; ".join(task.lead), "; ".join(printed.lead))
        and (task.kind, task.deadline and task.deadline.last_day)
        == (printed.kind, printed.deadline and printed.deadline.last_day)
    )


def flagged(task: Task, notices: tuple[Notice, ...]) -> bool:
    """Whether the receipt points at this row: by its number, or by its text."""
    return any(
        re.search(rf"số {re.escape(task.number or '?')}$", notice.where)
        or (notice.kind == "missing_numbers" and re.search(rf"\b{re.escape(task.number or '?')}\b", notice.message))
        or fuzz.partial_ratio(bare(task.text[:40]), bare(notice.message)) > 85
        for notice in notices
    )


def compare(reading: Reading, printed: Reading) -> None:
    wrong = [row for row in printed.tasks if not any(same(task, row) for task in reading.tasks)]
    assert len(printed.tasks) >= 4
    assert len(wrong) <= (1 - LEAST) * len(printed.tasks) + 0.5, [(row.number, row.text) for row in wrong]
    assert [row.number for row in wrong if not flagged(row, reading.notices)] == []
    assert "scanned" in {notice.kind for notice in reading.notices}


@needs_tesseract
@pytest.mark.parametrize(
    ("design", "place", "how"),
    [
        ("borderless_centred_numbers", 0, "flat"),
        ("ruled_without_lead", 0, "photograph"),
        ("borderless_over_pages", 0, "askew"),
    ],
)
def test_a_picture_of_a_page_gives_the_rows_of_the_page(tmp_path: Path, design: str, place: int, how: str) -> None:
    pdf = one_page(design, place, tmp_path)
    compare(read(scanned(pdf, tmp_path, how)), read(pdf))


def word(text: str, x0: float, top: float) -> Word:
    return Word(text, x0, top, x0 + 6 * len(text), top + 10, 11.0, sure=0.9)


def numbers_of(*read_as: str) -> list[str]:
    """What becomes of these signs of the number column, one a row, each beside a text."""
    rows = [(word(text, 60, 20 * n), word("Rà", 110, 20 * n)) for n, text in enumerate(read_as, 1)]
    page = Page(1, 600, 800, tuple(w for row in rows for w in row), scanned=True)
    return [w.text for w in repaired([page])[0].words if w.x0 == 60]


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [
        (("I", "1", "2", "I]", "1", "IH", "1", "IV", "1"), ("I", "1", "2", "II", "1", "III", "1", "IV", "1")),
        (("IV", "1", "Vv", "1", "vị", "1"), ("IV", "1", "V", "1", "VI", "1")),
        (("1", "2", "15", "4", "5"), ("1", "2", "3", "4", "5")),
        (("1", "2", "4", "5"), ("1", "2", "4", "5")),
        (("4", "41", "4.2", "43"), ("4", "4.1", "4.2", "4.3")),
        (("TT", "1", "2", "3"), ("TT", "1", "2", "3")),
    ],
)
def test_row_numbers_are_put_right_by_their_sequence(read_as: tuple[str, ...], printed: tuple[str, ...]) -> None:
    assert numbers_of(*read_as) == list(printed)


@pytest.mark.parametrize(
    ("before", "read_as", "after", "printed"),
    [
        ("Xây dựng", "Đẳng;", "Văn phòng", "Đảng;"),
        ("ban", "ĐẲNG", "ỦY", "ĐẢNG"),
        ("bình", "đẳng", "giới", "đẳng"),
        ("các", "chỉ", "bộ", "chi"),
        ("thực hiện", "chỉ", "thị", "chỉ"),
        ("Đảng ủy", "giaI", "đoạn", "giai"),
    ],
)
def test_lost_tone_marks_are_told_by_the_neighbours(before: str, read_as: str, after: str, printed: str) -> None:
    words = tuple(word(text, 100 + 90 * n, 50) for n, text in enumerate((before.split()[-1], read_as, after)))
    assert repaired([Page(1, 600, 800, words, scanned=True)])[0].words[1].text == printed


@pytest.mark.parametrize(
    ("read_as", "printed"),
    [
        ("quanchủ", "quan chủ"),
        ("phốihợp", "phối hợp"),
        ("họctập", "học tập"),
        ("nghiêng", "nghiêng"),
        ("khuyến", "khuyến"),
        ("thường", "thường"),
        ("người", "người"),
        ("internet", "internet"),
    ],
)
def test_syllables_that_touch_are_parted(read_as: str, printed: str) -> None:
    assert parted(read_as) == printed


def task(number: str, lead: str, deadline: str) -> Task:
    due = parse_deadline(deadline, issued_on=date(2026, 1, 5))
    return Task("a", "p", "a.pdf", "II", number, 1, "Rà soát quy chế", "", (), lead=(lead,), deadline=due)


@pytest.mark.parametrize(
    ("lead", "deadline", "kinds"),
    [
        ("Ban Xây dựng Đảng", "Trước 15/5/2026", []),
        ("Ban Xây dựng Đảng", "Quý II, III/2026", []),
        ("Ban Xây dựng Đảng", "Quý II, II/2026", ["deadline_doubtful"]),
        ("Ban Xây dựng Đảng", "Trudc 15/5/2026", ["deadline_doubtful"]),
        ("Ban Xây dựng Đảng", "Trước 15/5/2062", ["deadline_doubtful"]),
        ("Ban Xây dựn Đảng", "Trước 15/5/2026", ["agency_doubtful"]),
        ("Ban Xây dựng", "Trước 15/5/2026", ["agency_doubtful"]),
        ("Chi bộ Tổ dân phố số 2", "Trước 15/5/2026", []),
    ],
)
def test_odd_facts_of_a_scan_are_said(lead: str, deadline: str, kinds: list[str]) -> None:
    others = [task("1", "Ban Xây dựng Đảng", "Quý I/2026"), task("2", "Ban Xây dựng Đảng", "Quý I/2026")]
    others += [task("3", "Chi bộ Tổ dân phố số 1", "Quý I/2026"), task("4", "Chi bộ Tổ dân phố số 1", "Quý I/2026")]
    found = list(scan_doubts([*others, task("5", lead, deadline)], date(2026, 1, 5)))
    assert [(notice.kind, notice.where[-4:]) for notice in found] == [(kind, "số 5") for kind in kinds]


def test_missing_tesseract_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("L", (200, 200), 255).save(tmp_path / "scan.png")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Exception, match="tesseract"):
        read(tmp_path / "scan.png")
