"""Kế hoạch in the browser: drop files in, see them read, ask at once, take them away."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.page.conftest import QUESTION as ASKED
from tests.page.conftest import ROOT, Opener, ask, serving, tab

PLAN = """ĐẢNG ỦY PHƯỜNG HÒA LẠC
*
Số 88-KH/ĐU
Hòa Lạc, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
phát triển du lịch ven hồ năm 2026

I. NHIỆM VỤ

STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn
1\tLập bản đồ các điểm dừng ven hồ\tBan Quản lý hồ Hòa Lạc\tĐoàn Thanh niên phường\tTrước 10/6/2026
2\tMở lớp tiếng Anh cho người chèo thuyền\tBan Quản lý hồ Hòa Lạc\tHội Nông dân phường\tTrước 10/7/2026
"""
QUESTION = "Ban Quản lý hồ Hòa Lạc phải hoàn thành gì trước 01/8/2026?"


def drop(page: Page, *files: Path) -> None:
    tab(page, "Kế hoạch")
    page.set_input_files("#drop input[type=file]", [str(file) for file in files])


def remove(page: Page, symbol: str) -> None:
    tab(page, "Kế hoạch")
    card = page.locator(".plan-card", has_text=symbol)
    card.locator("summary", has_text="Gỡ").click()
    card.locator("[data-do=remove]").click()
    expect(page.locator("#plans")).not_to_contain_text(symbol, timeout=60_000)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_dropped_plan_is_read_and_can_be_asked_about_at_once(
    own_site: str, visit: Opener, tmp_path: Path, size: str
) -> None:
    file = tmp_path / "du-lich.txt"
    file.write_text(PLAN, encoding="utf-8")
    page = visit(own_site, size)
    ask(page, QUESTION)
    assert page.locator(".tables .cite").count() == 0
    tab(page, "Nhiệm vụ")
    page.get_by_label("Tìm trong mọi cột").fill("cheo thuyen")
    expect(page.locator("#all-tasks .empty")).to_be_visible()
    drop(page, file)
    expect(page.locator("#steps progress, #steps .ok").first).to_be_visible()
    expect(page.locator("#steps .ok")).to_contain_text("2 nhiệm vụ", timeout=90_000)
    expect(page.locator("#plans")).to_contain_text("88-KH/ĐU")
    tab(page, "Hỏi đáp")
    ask(page, QUESTION)
    expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(2)
    page.locator(".turn").last.locator(".tables .cite").first.click()
    expect(page.locator("#source .src-here").first).to_contain_text("Lập bản đồ các điểm dừng ven hồ")
    page.keyboard.press("Escape")

    tab(page, "Nhiệm vụ")  # what was looked for there is still looked for, now in the new plan too
    expect(page.locator("#all-tasks tbody tr")).to_have_count(1)
    expect(page.get_by_label("Tìm trong mọi cột")).to_have_value("cheo thuyen")

    remove(page, "88-KH/ĐU")
    tab(page, "Hỏi đáp")
    ask(page, QUESTION)
    assert page.locator(".turn").last.locator(".tables .cite").count() == 0


def test_several_files_and_one_that_cannot_be_read(own_site: str, visit: Opener, tmp_path: Path) -> None:
    good, bad = tmp_path / "du-lich.docx", tmp_path / "hong.pdf"
    document = Document()
    lines = PLAN.splitlines()
    for line in (line for line in lines if "\t" not in line):
        document.add_paragraph(line)
    rows = [line.split("\t") for line in lines if "\t" in line]
    table = document.add_table(rows=0, cols=5)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(good))
    bad.write_bytes(b"%PDF-1.7 broken")
    page = visit(own_site)
    drop(page, good, bad)
    expect(page.locator("#steps .bad")).to_contain_text("hong.pdf", timeout=90_000)
    expect(page.locator("#steps .ok")).to_contain_text("du-lich.docx")
    page.locator("#steps [data-do=askthis]").click()
    expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(2)
    remove(page, "88-KH/ĐU")
    page.locator("#steps [data-do=undo]").click()
    expect(page.locator(".plan-card", has_text="88-KH/ĐU")).to_be_visible(timeout=60_000)
    page.locator("#steps [data-do=askthis]").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(2)
    remove(page, "88-KH/ĐU")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_new_version_says_what_changed_and_the_old_one_can_come_back(
    own_site: str, visit: Opener, tmp_path: Path, size: str
) -> None:
    first, second = tmp_path / "du-lich.txt", tmp_path / "du-lich-sua.txt"
    first.write_text(PLAN, encoding="utf-8")
    second.write_text(PLAN.replace("Trước 10/6/2026", "Trước 20/6/2026"), encoding="utf-8")
    page = visit(own_site, size)
    for file in (first, second):
        drop(page, file)
        expect(page.locator("#steps .ok")).to_contain_text(file.name, timeout=90_000)
    card = page.locator(".plan-card", has_text="88-KH/ĐU")
    card.locator(".changes summary").click()
    expect(card.locator(".changes li")).to_have_count(1)
    expect(card.locator(".changes li")).to_contain_text("Trước 20/6/2026")
    card.locator("[data-do=restore]").click()
    expect(card).to_contain_text("bản thứ 3", timeout=60_000)
    tab(page, "Hỏi đáp")
    ask(page, QUESTION)
    expect(page.locator(".turn").last.locator(".tables")).to_contain_text("Trước 10/6/2026")
    drop(page, second)
    again = page.locator("#steps .ok", has_text="giống hệt bản thứ 2")
    expect(again).to_be_visible(timeout=90_000)
    again.locator("[data-do=restore]").click()
    expect(card).to_contain_text("bản thứ 4", timeout=60_000)
    remove(page, "88-KH/ĐU")


def test_asking_goes_on_while_the_index_is_rebuilt(own_data: Path, own_site: str, visit: Opener) -> None:
    page = visit(own_site)
    ask(page, ASKED)
    rows = page.locator(".turn").last.locator(".tables .cite").count()
    rebuild = subprocess.Popen(
        [sys.executable, "-m", "index", "rebuild", "--data", str(own_data)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    asked = 0
    while rebuild.poll() is None or asked == 0:
        ask(page, ASKED)
        expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(rows)
        page.click("[data-do=restart]")
        expect(page.locator(".welcome")).to_be_visible()
        asked += 1
    assert rebuild.returncode == 0
    ask(page, ASKED)
    expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(rows)


def test_before_there_is_any_index_every_tab_says_what_to_do(tmp_path: Path, visit: Opener) -> None:
    with serving(tmp_path / "data") as address:
        page = visit(address, "phone")
        expect(page.locator(".welcome")).to_contain_text("Chưa có kế hoạch nào")
        ask(page, QUESTION)
        expect(page.locator(".answer .says")).to_contain_text("Chưa có kế hoạch nào")
        tab(page, "Nhiệm vụ")
        expect(page.locator("#all-tasks .empty")).to_contain_text("thả văn bản vào")
        tab(page, "Lịch hạn")
        expect(page.locator("#calendar")).to_contain_text("Chưa có nhiệm vụ nào ghi ngày hạn")
        tab(page, "Hỏi đáp")
        page.click("[data-do=restart]")
        page.click(".welcome [data-local=to-plans]")
        expect(page.locator("#drop")).to_be_visible()
        file = tmp_path / "du-lich.txt"
        file.write_text(PLAN, encoding="utf-8")
        drop(page, file)
        expect(page.locator("#steps .ok")).to_be_visible(timeout=90_000)
        tab(page, "Hỏi đáp")
        ask(page, QUESTION)
        expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(2)


def test_the_receipt_and_the_original_are_at_hand(site: str, visit: Opener) -> None:
    page = visit(site)
    tab(page, "Kế hoạch")
    expect(page.locator(".plan-card")).to_have_count(5)
    expect(page.locator(".plan-card .receipt")).to_have_count(5)
    with page.expect_download() as download:
        page.locator(".plan-card", has_text=".docx").locator("[data-do=original]").click()
    assert download.value.suggested_filename.endswith(".docx")
    assert Path(download.value.path()).read_bytes()[:2] == b"PK"


def test_a_row_put_right_stays_right_and_is_marked(
    own_data: Path, own_site: str, visit: Opener, tmp_path: Path
) -> None:
    file = tmp_path / "du-lich.txt"
    file.write_text(PLAN, encoding="utf-8")
    page = visit(own_site)
    drop(page, file)
    expect(page.locator("#steps .ok")).to_be_visible(timeout=90_000)
    expect(page.locator("#plans")).to_contain_text("88-KH/ĐU", timeout=60_000)
    tab(page, "Hỏi đáp")
    ask(page, QUESTION)
    page.locator(".turn").last.locator(".tables .cite").first.click()
    page.locator("#source .fix summary").click()
    page.locator("#source [name=field]").select_option("deadline")
    expect(page.locator("#source [name=now]")).to_have_value("Trước 10/6/2026")
    page.locator("#source [name=now]").fill("Trước 10/9/2026")
    page.locator("#source [name=who]").fill("Nguyễn Hà <b>")
    page.locator("#source [data-local=correct]").click()
    expect(page.locator("#source .src-told")).to_contain_text("Đã ghi", timeout=60_000)
    expect(page.locator("#source .src-facts")).to_contain_text("Nguyễn Hà <b>")
    page.keyboard.press("Escape")
    ask(page, QUESTION)
    expect(page.locator(".turn").last.locator(".tables .cite")).to_have_count(1)
    ask(page, "Ban Quản lý hồ Hòa Lạc phải hoàn thành gì trước 01/10/2026?")
    expect(page.locator(".turn").last.locator(".tables .fixed")).to_have_count(1)
    expect(page.locator(".turn").last.locator(".tables")).to_contain_text("Trước 10/9/2026")
    line = json.loads((own_data / "corrections.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (line["was"], line["now"], line["who"]) == ("Trước 10/6/2026", "Trước 10/9/2026", "Nguyễn Hà <b>")
    remove(page, "88-KH/ĐU")
