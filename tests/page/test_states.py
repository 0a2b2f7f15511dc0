"""The page while the machine is not at its best: the encoder still loading, the server gone, a scan to recognise."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import expect

import index
from tests.corpus.designs import DESIGNS, tasks, write_scan
from tests.page.conftest import QUESTION, Opener, ask, serving, tab
from tests.page.test_ask import EXPECTED

HELD = Path(__file__).parent / "held"
TOPIC = "Nhiệm vụ nào nói về đảng phí?"


def test_questions_are_answered_while_the_encoder_is_still_loading(data: Path, visit: Opener, tmp_path: Path) -> None:
    loaded = tmp_path / "may-load"
    with serving(data, environment={"PYTHONPATH": str(HELD), "HOLD_ENCODER": str(loaded)}) as address:
        page = visit(address)
        ask(page, QUESTION)
        expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(len(EXPECTED))
        ask(page, TOPIC)
        by_words = page.locator(".turn").last.locator(".tables .cite")
        expect(by_words.first).to_be_visible()
        before = by_words.count()
        loaded.touch()
        ask(page, QUESTION)
        expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(len(EXPECTED))
        assert before >= 1


def test_a_lost_server_is_said_and_answer_and_history_come_back_with_it(data: Path, visit: Opener) -> None:
    with serving(data) as address:
        page = visit(address)
        ask(page, QUESTION)
        port = int(address.rsplit(":", 1)[1].strip("/"))
    page.evaluate("window.ofTheLostServer = true")
    page.fill("#ask textarea", "quý III có việc gì?")
    page.press("#ask textarea", "Enter")
    toast = page.locator("[data-testid=toast-body]")
    expect(toast.first).to_contain_text("nối lại")
    shown = " ".join(toast.all_inner_texts())
    assert "Connection" not in shown and "Error" not in shown
    with serving(data, port=port):
        # the answer of before still stands there until the page comes anew
        page.wait_for_function("!window.ofTheLostServer", timeout=40_000)
        expect(page.locator(".answer .tables .cite")).to_have_count(len(EXPECTED), timeout=40_000)
        expect(page.locator(".asked")).to_have_text(QUESTION)
        page.click("[data-do=restart]")
        page.click("#tools [data-local=history]")
        page.locator("#drawer li button", has_text=QUESTION).click()
        expect(page.locator(".tables .cite").first).to_be_visible()
        page.click("#tools [data-local=history]")
        page.click("[data-local=history-clear]")
        expect(page.locator("#drawer li")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(page.locator("#drawer")).not_to_be_visible()


def test_what_cannot_be_taken_is_turned_away_and_the_rest_is_read(own_site: str, visit: Opener, tmp_path: Path) -> None:
    huge, other = tmp_path / "qua to.pdf", tmp_path / "<b>chương trình.exe"
    with huge.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    other.write_bytes(b"MZ")
    page = visit(own_site)
    tab(page, "Kế hoạch")
    cards = page.locator(".plan-card")
    expect(cards).to_have_count(5)
    page.set_input_files("#drop input[type=file]", [str(huge), str(other)])
    expect(page.locator("#away li")).to_have_count(2)
    expect(page.locator("#away")).to_contain_text("64 MB")
    expect(page.locator("#away")).to_contain_text("<b>chương trình.exe")
    expect(page.locator("[data-testid=toast-body]")).to_have_count(0)
    broken = tmp_path / "hỏng.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    page.set_input_files("#drop input[type=file]", [str(huge), str(broken)])
    expect(page.locator("#away li")).to_have_count(1)
    expect(page.locator("#steps .bad")).to_contain_text("hỏng.pdf", timeout=60_000)
    expect(cards).to_have_count(5)


Rows = dict[str, tuple[int, float, float]]


@pytest.fixture(scope="module")
def rows_of_scan(copied: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rows]:
    """The index with a scan for a while; row number -> page, top and bottom as parts of the page, as it was printed."""
    if not all(shutil.which(tool) for tool in ("soffice", "pdftoppm", "tesseract")):
        pytest.skip("soffice, pdftoppm and tesseract make and read the scan")
    folder = tmp_path_factory.mktemp("scan")
    scan = write_scan(DESIGNS["plain"](tasks()[:3]), folder)
    [made] = index.add(copied, [scan]).outcomes
    assert made.record, made.message
    with pdfplumber.open(folder / "ruled.pdf") as printed:
        yield {
            row[0]: (page.page_number, line.bbox[1] / float(page.height), line.bbox[3] / float(page.height))
            for page in printed.pages
            for table in page.find_tables()
            for row, line in zip(table.extract(), table.rows, strict=True)
            if row[0]
        }
    index.remove(copied, [made.record.plan.id])


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_scanned_row_is_marked_on_the_picture_of_its_page(
    served: str, rows_of_scan: Rows, visit: Opener, size: str
) -> None:
    page = visit(served, size)
    tab(page, "Kế hoạch")
    page.locator(".plan-card", has_text="scan.pdf").locator("[data-do=askthis]").click()
    numbered = page.locator(".turn").last.locator(".tables .cite[data-place*=' số ']")
    expect(numbered).to_have_count(3)
    for number in range(3):
        place = numbered.nth(number).get_attribute("data-place") or ""
        if size == "desktop":
            numbered.nth(number).click()
        else:
            numbered.nth(number).dispatch_event("click")  # the sheet of the one before covers it
        row = place.split(",")[0].split()[-1]
        expect(page.locator("#source .src-place")).to_contain_text(f"số {row} ·")
        boxes = page.locator("#source .src-figure").first.locator(".src-box")  # a row may go on overleaf
        expect(boxes.first).to_be_in_viewport()
        leaf, top, bottom = rows_of_scan[row]
        expect(page.locator("#source figcaption").first).to_contain_text(f"Trang {leaf}")
        spans = boxes.evaluate_all(
            "all => all.map(box => [box.offsetTop, box.offsetTop + box.offsetHeight]"
            ".map(at => at / box.parentElement.offsetHeight))"
        )
        middle = (min(span[0] for span in spans) + max(span[1] for span in spans)) / 2
        assert top < middle < bottom
    picture = page.locator("#source .src-page img").first
    width = picture.evaluate("image => image.offsetWidth")
    page.locator("#source [data-local=zoom]").first.click()
    assert picture.evaluate("image => image.offsetWidth") > 1.8 * width
    expect(page.locator("#source .src-box").first).to_be_in_viewport()
