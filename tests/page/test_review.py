"""Plans looked over before they are put in: progress by page, doubtful rows first, corrections made in place."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

import index
from assistant.ui import receipt, review
from assistant.ui.adding import Step, Steps, publishing
from assistant.ui.waiting import Tray
from corpus import read
from index import Summary, TaskFilter, WrongInput
from index.strings import READING_FILE
from tests.page.conftest import SAMPLES, Opener, ask, tab
from tests.page.test_access import serious
from tests.page.test_plans import PLAN, drop, remove

ROW = "3\tDọn bến thuyền cũ\t\tHội Nông dân phường\tTrước 20/7/2026\n"
DOUBTFUL = PLAN.replace("Ban Quản lý hồ Hòa Lạc", "UBND phường Hòa Lạc") + ROW
QUESTION = "Trung tâm Văn hóa phường phải hoàn thành gì trước 01/8/2026?"


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    file = tmp_path / "du-lich.txt"
    file.write_text(DOUBTFUL, encoding="utf-8")
    return file


def discard(page: Page) -> None:
    page.locator(".review .sure summary").click(timeout=60_000)
    page.locator(".review [data-do=discard]").click()
    expect(page.locator(".review")).to_have_count(0)


def test_receipts_are_tied_to_the_rows_they_name(doubtful: Path) -> None:
    reading = read(doubtful)
    found = receipt.rows(reading.notices, reading.tasks)
    assert {task.number for task in found.values()} == {"3"}
    assert [notice.kind for notice in found] == ["no_lead"]


def test_each_file_has_its_pages_and_the_whole_its_stage() -> None:
    steps = Steps(["a.pdf", "b.txt"])
    steps.take(Step(READING_FILE.format(file="a.pdf"), 2, 7))
    steps.take(Step("Mã hóa văn bản", 32, 64))
    shown = str(steps.render())
    assert "trang 2/7" in shown and "Mã hóa văn bản 32/64" in shown
    assert shown.count("đang chờ") == 1
    steps.take(Step(READING_FILE.format(file="a.pdf"), 7, 7))
    assert "đã đọc" in str(steps.render())


def test_pages_and_stages_are_seen_while_a_file_is_read(own_site: str, visit: Opener) -> None:
    page = visit(own_site)
    tab(page, "Kế hoạch")
    page.evaluate(
        "() => { window.seen = []; for (const part of document.querySelectorAll('#steps, #drop'))"
        " new MutationObserver(() => window.seen.push(part.innerText))"
        ".observe(part, {childList: true, subtree: true, characterData: true}); }"
    )
    page.get_by_label("Xem lại các dòng").check()
    drop(page, *SAMPLES.glob("*.pdf"))
    expect(page.locator(".review")).to_contain_text("Bảo đảm vệ sinh môi trường", timeout=60_000)
    seen = "\n".join(page.evaluate("window.seen"))
    discard(page)
    assert "trang 1/" in seen and "Đọc tệp" in seen and "Uploading" not in seen


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_doubtful_row_is_put_right_before_its_plan_is_put_in(
    own_data: Path, own_site: str, visit: Opener, doubtful: Path, size: str
) -> None:
    page = visit(own_site, size)
    tab(page, "Kế hoạch")
    page.get_by_label("Xem lại các dòng").check()
    drop(page, doubtful)
    card = page.locator(".review")
    expect(card).to_contain_text("1 dòng cần xem lại", timeout=60_000)
    expect(page.locator("#plans")).not_to_contain_text("88-KH/ĐU")
    row = card.locator(".doubtful")
    expect(row).to_contain_text("Dọn bến thuyền cũ")
    expect(row).to_contain_text("Chưa rõ cơ quan chủ trì")
    row.locator(".fix summary").click()
    assert serious(page) == []
    row.locator("[name=field]").select_option("lead")
    row.locator("[name=now]").fill("Trung tâm Văn hóa phường")
    row.locator("[name=who]").fill("Lê Hà")
    row.locator("[data-local=correct]").click()
    expect(row.locator(".fixed")).to_be_visible()
    expect(row).to_contain_text("Trung tâm Văn hóa phường")
    assert page.evaluate("document.activeElement.matches('.doubtful .fix summary')")
    page.reload()
    tab(page, "Kế hoạch")
    expect(row.locator(".fixed")).to_be_visible()
    card.locator("[data-do=publish]").click()
    expect(page.locator("#steps .ok")).to_contain_text("3 nhiệm vụ", timeout=60_000)
    expect(page.locator(".review")).to_have_count(0)
    tab(page, "Hỏi đáp")
    ask(page, QUESTION)
    expect(page.locator(".tables .cite")).to_have_count(1)
    expect(page.locator(".tables .fixed")).to_have_count(1)
    line = json.loads((own_data / "corrections.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (line["field"], line["was"], line["now"], line["who"]) == ("lead", "", "Trung tâm Văn hóa phường", "Lê Hà")
    remove(page, "88-KH/ĐU")


def test_what_waits_can_be_left_out_and_a_receipt_opens_its_row(
    own_site: str, visit: Opener, tmp_path: Path
) -> None:
    file = tmp_path / "ven-ho.txt"
    file.write_text(DOUBTFUL.replace("88-KH", "89-KH"), encoding="utf-8")
    page = visit(own_site)
    tab(page, "Kế hoạch")
    page.get_by_label("Xem lại các dòng").check()
    drop(page, file)
    discard(page)
    page.get_by_label("Xem lại các dòng").uncheck()
    drop(page, file)
    expect(page.locator("#steps .ok")).to_contain_text("Phiếu đọc có 1 điều cần xem lại", timeout=60_000)
    card = page.locator(".plan-card", has_text="89-KH/ĐU")
    card.locator(".receipt summary").click()
    card.locator(".receipt .cite").click()
    expect(page.locator("#source .src-here").first).to_contain_text("Dọn bến thuyền cũ")
    expect(page.locator("#source .fix")).to_be_visible()
    page.keyboard.press("Escape")
    remove(page, "89-KH/ĐU")


def test_what_waits_is_seen_from_every_device_until_one_decides(
    own_data: Path, own_site: str, visit: Opener, doubtful: Path
) -> None:
    page = visit(own_site)
    tab(page, "Kế hoạch")
    page.get_by_label("Xem lại các dòng").check()
    drop(page, doubtful)
    # the file has come: most often it is still being read, a fast reading is already over
    expect(page.locator("#steps .whole, .review").first).to_be_visible()
    page.reload()  # what is being read is read to its end all the same
    for _ in range(120):
        if list((own_data / "waiting").glob("?" * 64)):
            break
        page.wait_for_timeout(500)
    page.reload()
    tab(page, "Kế hoạch")
    expect(page.locator(".review")).to_contain_text("1 dòng cần xem lại")
    other = visit(own_site, "phone")
    tab(other, "Kế hoạch")
    expect(other.locator(".review")).to_contain_text("Dọn bến thuyền cũ")
    discard(other)
    page.locator(".review [data-do=publish]").click()
    expect(page.locator("#steps .bad")).to_contain_text("không còn chờ")
    expect(page.locator(".review")).to_have_count(0)
    assert not list((own_data / "waiting").iterdir())


def test_the_tray_holds_whole_files_alone_and_each_once(doubtful: Path, tmp_path: Path) -> None:
    reading, now = read(doubtful), datetime(2026, 4, 20, 9, 30, tzinfo=UTC)
    tray = Tray(tmp_path / "data")
    assert tray.all() == []
    tray.keep(doubtful, reading, now)
    [one] = tray.all()
    assert (one.reading, one.since, one.made) == (reading, now, ())
    assert one.file.read_bytes() == doubtful.read_bytes()
    form = {"ref": reading.tasks[2].id, "field": "lead", "now": "Đoàn Thanh niên phường"}
    tray.correct(one.key, review.correction(one, form, "Lê Hà", now))
    tray.keep(doubtful, reading, now)
    [again] = Tray(tmp_path / "data").all()
    assert again.shown and again.shown.tasks[2].lead == ("Đoàn Thanh niên phường",)
    with pytest.raises(WrongInput):
        review.correction(one, {**form, "ref": "no such row"}, "Lê Hà", now)

    half = tray.folder / "0123456789abcdef.new"
    shutil.copytree(tray.folder / one.key, half)
    (tray.folder / one.key / "reading").write_bytes(b"of another version")
    [closed] = Tray(tmp_path / "data").all()
    assert closed.reading is None and not half.exists()
    shown = str(review.render([closed]))
    assert doubtful.name in shown and "publish" not in shown and "discard" in shown
    tray.keep(doubtful, reading, now)
    assert [one.reading for one in tray.all()] == [reading]
    tray.drop("../data")
    tray.drop(one.key)
    assert tray.get(one.key) is None and list(tray.folder.iterdir()) == []


def test_corrections_of_a_file_that_came_in_by_another_way_are_kept(own_data: Path, doubtful: Path) -> None:
    tray, now = Tray(own_data), datetime(2026, 4, 20, 9, 30, tzinfo=UTC)
    tray.keep(doubtful, read(doubtful), now)
    [one] = tray.all()
    form = {"ref": read(doubtful).tasks[2].id, "field": "lead", "now": "Đoàn Thanh niên phường"}
    tray.correct(one.key, review.correction(one, form, "Lê Hà", now))
    index.add(own_data, [doubtful])
    try:
        *_, made = publishing(own_data, tray, tray.all()[0])
        assert isinstance(made, Summary) and tray.all() == []
        with index.Index.open(own_data) as opened:
            leads = {name for task in opened.tasks(TaskFilter(role="any")) for name in task.lead}
        assert "Đoàn Thanh niên phường" in leads
    finally:
        index.remove(own_data, ["88-KH/ĐU"])
