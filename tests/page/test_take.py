"""Taking an answer away: Excel, Word, calendar, clipboard, link, history, thumbs."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from assistant.answer import Answer, Citation, Row, Understood
from assistant.ui import export
from corpus.model import Deadline, Spot, Task
from tests.page.conftest import QUESTION, Opener, ask

LONG = "Rà soát, bổ sung quy hoạch; lập danh sách, báo cáo \\ kết quả " * 4
TASK = Task(
    "t1", "p1", "kế hoạch.docx", "III.2", "5", 5, "=HYPERLINK(\"http://evil.invalid\") " + LONG, LONG, (Spot(5, 5),),
    lead=("@Ban Xây dựng Đảng",), coordinating=("+Văn phòng", "-Hội"),
    deadline=Deadline("Trước 15/5/2026", "dated", None, date(2026, 5, 14)),
)  # fmt: skip
ANSWER = Answer(
    "=1+1 câu hỏi\x07?", "answered", Understood("", "list"), "**1 nhiệm vụ** có hạn [1].", "", (Row(1, TASK),),
    citations=(Citation(1, "p1", "Kế hoạch", TASK.file, "III.2", "5", TASK.spots, LONG),),
)  # fmt: skip
TODAY = date(2026, 4, 20)


def test_excel_holds_text_and_real_dates_but_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(export.xlsx(ANSWER, {"p1": "18-KH/ĐU"}, TODAY))).active
    assert sheet is not None
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "d"}
    row = [cell.value for cell in sheet[5]]
    assert row[1] == TASK.text and row[5].date() == date(2026, 5, 14) and "18-KH/ĐU" in str(row[6])
    assert sheet.freeze_panes == "A5" and sheet.auto_filter.ref == "A4:G5"


def test_word_holds_the_question_the_sentence_and_the_row() -> None:
    document = Document(io.BytesIO(export.docx(ANSWER, {}, TODAY)))
    assert "=1+1 câu hỏi?" in document.paragraphs[0].text
    assert document.paragraphs[1].text == "1 nhiệm vụ có hạn [1]."
    cells = [cell.text for cell in document.tables[0].rows[1].cells]
    assert cells[:3] == ["[1]", TASK.text, "@Ban Xây dựng Đảng"]


def test_the_calendar_follows_its_standard() -> None:
    raw = export.ics(ANSWER, {}, TODAY)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    unfolded = raw.decode().replace("\r\n ", "")
    lines = unfolded.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20260514" in lines and "DTEND;VALUE=DATE:20260515" in lines
    assert lines.count("BEGIN:VALARM") == 2
    summary = next(line for line in lines if line.startswith("SUMMARY:"))
    plain = re.sub(r"\\([\\;,])", r"\1", summary)
    assert TASK.text in plain


def test_tasks_without_a_day_are_not_in_the_calendar() -> None:
    recurring = Row(
        1, Task("t2", "p1", "f", "I", "1", 1, "việc", "việc", (), deadline=Deadline("Thường xuyên", "recurring"))
    )
    assert b"VEVENT" not in export.ics(Answer("?", "answered", Understood("", "list"), "", "", (recurring,)), {}, TODAY)


@pytest.mark.parametrize(("size", "kinds"), [("desktop", ("xlsx", "docx")), ("phone", ("xlsx", "ics"))])
def test_the_browser_gets_the_file(site: str, visit: Opener, size: str, kinds: tuple[str, ...]) -> None:
    page = visit(site, size)
    ask(page, QUESTION)
    rows = page.locator(".tables .cite").count()
    for what in kinds:
        with page.expect_download() as download:
            page.click(f"[data-what={what}]")
        assert download.value.suggested_filename == f"nhiem-vu-2026-04-20.{what}"
        data = Path(download.value.path()).read_bytes()
        if what == "ics":
            assert data.count(b"BEGIN:VEVENT") == rows
        elif what == "docx":
            assert len(Document(io.BytesIO(data)).tables[0].rows) == rows + 1
        else:
            sheet = load_workbook(io.BytesIO(data)).active
            assert sheet is not None and sheet.max_row == rows + 4


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_clipboard_gets_a_table_and_the_link_asks_again(site: str, visit: Opener, size: str) -> None:
    page = visit(site, size)
    ask(page, QUESTION)
    rows = page.locator(".tables .cite").count()
    page.click("[data-local=copy]")
    expect(page.locator("#said")).to_contain_text("Đã chép bảng")
    html = page.evaluate(
        "async () => { const [item] = await navigator.clipboard.read();"
        " return (await item.getType('text/html')).text(); }"
    )
    assert html.count("<tr") >= rows + 1 and "<table" in html and "<button" not in html
    plain = page.evaluate("navigator.clipboard.readText()")
    assert plain.splitlines()[1].split("\t") == ["Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Nguồn"]
    page.click("[data-local=link]")
    expect(page.locator("#said")).to_contain_text("Đã chép liên kết")
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(page.locator(".tables .cite")).to_have_count(rows)


def test_paper_has_the_answer_alone_with_every_row_and_its_place(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, "Ủy ban Kiểm tra Đảng ủy có những nhiệm vụ nào?")
    ask(page, "Những nhiệm vụ nào có hạn trong năm 2026?")
    turn = page.locator(".turn").last
    places = [cite.get_attribute("data-place") or "" for cite in turn.locator(".tables .cite").all()]
    assert len(places) > 60  # so many that their groups are closed on the screen
    expect(turn.locator(".tables .cite").last).not_to_be_visible()
    # the dialogue is the system's; what would be on the paper is printed while it would be open
    page.evaluate("window.print = () => { window.printing = document.querySelectorAll('.turn.print').length; }")
    turn.locator("[data-local=print]").click()
    assert page.evaluate("window.printing") == 1
    with pdfplumber.open(io.BytesIO(page.pdf())) as paper:
        text = " ".join("".join(leaf.extract_text() or "" for leaf in paper.pages).split())
    joined = text.replace(" ", "")
    assert "Nhữngnhiệmvụnàocóhạntrongnăm2026?" in joined and "ỦybanKiểmtraĐảngủycónhữngnhiệmvụnào" not in joined
    assert [n for n in range(1, len(places) + 1) if f"[{n}]" not in joined] == []
    page.emulate_media(media="print")
    shown = "all => all.map(one => getComputedStyle(one, '::after').content)"
    printed = turn.locator(".tables .cite").evaluate_all(shown)
    assert all(place in content for place, content in zip(places, printed, strict=True))
    assert "tínhđếnngày20/4/2026" in joined
    assert [word for word in ("Excel", "Bắtđầulại", "Câuđãhỏi", "Mởtấtcả", "Xếpchung", "▸") if word in joined] == []
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".turn.print").count() == 0


def test_thumbs_with_a_word_reach_the_administrators_file(own_data: Path, own_site: str, visit: Opener) -> None:
    page = visit(own_site)
    ask(page, QUESTION)
    page.click("[data-local=down]")
    page.fill(".vote-word input", "thiếu một dòng <b>")
    page.keyboard.press("Enter")
    expect(page.locator("[data-local=down]")).to_have_attribute("aria-pressed", "true")
    file = own_data / "feedback.jsonl"
    _wait_for(page, file)
    line = json.loads(file.read_text(encoding="utf-8"))
    assert line["vote"] == "down" and line["word"] == "thiếu một dòng <b>" and line["question"] == QUESTION
    assert len(line["tasks"]) == page.locator(".tables .cite").count()


def _wait_for(page: Page, file: Path) -> None:
    for _ in range(50):
        if file.exists() and file.read_text(encoding="utf-8").endswith("\n"):
            return
        page.wait_for_timeout(100)
    raise AssertionError(file)
