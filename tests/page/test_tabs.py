"""Nhiệm vụ and Lịch hạn: every row found by filter, deadlines by agency and month, the digest of a day."""

from __future__ import annotations

import html
import json
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from assistant.ui import calendar_tab, tasks_tab
from assistant.ui.backend import Backend
from assistant.ui.calendar_tab import digests, read_day, spans
from assistant.ui.due import due
from assistant.ui.tasks_tab import Wanted, matching
from corpus.model import Deadline, Task
from tests.page.conftest import Opener, ask, tab

ROWS = json.loads((Path(__file__).parents[1] / "samples" / "rows.json").read_text(encoding="utf-8"))
MONDAY = date(2026, 4, 20)


def task(number: int, last: date | None, text: str = "việc", kind: str = "dated") -> Task:
    deadline = Deadline("hạn", "dated" if last else kind, None, last)  # type: ignore[arg-type]
    return Task(
        f"t{number}", "p", "f.txt", "I", str(number), number, text, text, (), lead=("Văn phòng",), deadline=deadline
    )


@pytest.mark.parametrize(
    ("last", "state", "words"),
    [
        (date(2026, 4, 19), "past", "qua hạn 1 ngày"),
        (date(2026, 4, 20), "near", "đến hạn hôm nay"),
        (date(2026, 4, 27), "near", "còn 7 ngày"),
        (date(2026, 4, 28), "later", ""),
        (None, "recurring", "Thường xuyên"),
    ],
)
def test_a_deadline_stands_against_the_day(last: date | None, state: str, words: str) -> None:
    standing = due(task(1, last, kind="recurring"), MONDAY)
    assert (standing.state, standing.words) == (state, words)


def test_the_digest_of_a_day() -> None:
    days = [
        date(2026, 4, 19),
        date(2026, 4, 20),
        date(2026, 4, 26),
        date(2026, 4, 27),
        date(2026, 4, 30),
        date(2026, 5, 1),
    ]
    tasks = [task(n, day) for n, day in enumerate(days, 1)]
    past, week, month = digests(tasks, MONDAY)
    assert [t.number for t in past.tasks] == ["1"]
    assert [t.number for t in week.tasks] == ["2", "3"]
    assert [t.number for t in month.tasks] == ["2", "3", "4", "5"]
    december = digests(tasks, date(2026, 12, 31))
    assert december[2].last == date(2026, 12, 31) and len(december[0].tasks) == 6


def test_rows_beyond_the_first_are_a_press_away() -> None:
    rows = [task(n, MONDAY) for n in range(1, 402)]
    first = str(tasks_tab.render(rows, {}, MONDAY))
    assert "401 nhiệm vụ" in first and "Hiện thêm 101 dòng" in first
    assert first.count('class="c-no pin"') == 1 + 300 and '{"most": 600}' in html.unescape(first)
    every = str(tasks_tab.render(rows, {}, MONDAY, most=600))
    assert every.count('class="c-no pin"') == 1 + 401 and 'data-do="more"' not in every


def test_the_chart_has_every_month_around_the_day_and_what_lies_beyond() -> None:
    shown = spans([task(1, date(2023, 5, 1)), task(2, date(2027, 1, 1))], MONDAY)
    assert [span.name for span in shown] == [
        "Trước 1/2026", *(f"{month}/2026" for month in range(1, 13)), "Từ 1/2027",
    ]  # fmt: skip
    assert all(one.last + timedelta(days=1) == other.first for one, other in pairwise(shown))
    assert [span.name for span in spans([task(1, MONDAY)], date(2026, 11, 30))][-1] == "7/2027"


def test_every_bar_asks_for_as_many_rows_as_it_counts(data: Path) -> None:
    with Backend(data, lambda: MONDAY) as backend:
        _, chart = calendar_tab.renewed(backend, "", "")
        bars = re.findall(r'class="bar-button[^>]*data-with="([^"]*)"[^>]*>.*?</i>(\d+)<', chart)
        wrong = {}
        for data_with, count in bars:
            question = json.loads(html.unescape(data_with))["question"]
            answer = backend.ask(question)
            assert answer is not None
            if len(answer.rows) != int(count):
                wrong[question] = (len(answer.rows), int(count))
    assert len(bars) > 40 and wrong == {}


@pytest.mark.parametrize("text", ["20/4/2026", "20-04-2026", " 2026-04-20 "])
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert read_day(text, date(2000, 1, 1)) == MONDAY


@pytest.mark.parametrize("text", ["", "31/2/2026", "mai", "4/2026"])
def test_anything_else_is_the_other_day(text: str) -> None:
    assert read_day(text, MONDAY) == MONDAY


def test_words_are_found_without_accents_in_any_column() -> None:
    tasks = [task(1, MONDAY, "Rà soát quy hoạch"), task(2, None, "Báo cáo", "recurring")]
    assert [t.number for t in matching(tasks, Wanted("quy hoach ra"), MONDAY)] == ["1"]
    assert [t.number for t in matching(tasks, Wanted("van phong"), MONDAY)] == ["1", "2"]
    assert [t.number for t in matching(tasks, Wanted(state="recurring"), MONDAY)] == ["2"]
    assert [t.number for t in matching(tasks, Wanted(agency="Văn phòng", state="near"), MONDAY)] == ["1"]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_every_row_is_listed_filtered_and_opened(site: str, visit: Opener, size: str) -> None:
    page = visit(site, size)
    tab(page, "Nhiệm vụ")
    expect(page.locator("#all-tasks .count")).to_contain_text(f"{len(ROWS)} nhiệm vụ")
    page.get_by_label("Tìm trong mọi cột").fill("thu nop dang phi")
    expect(page.locator("#all-tasks tbody tr")).to_have_count(1)
    page.locator("#all-tasks .cite").click()
    expect(page.locator("#source .src-here").first).to_contain_text("đảng phí")
    page.keyboard.press("Escape")
    page.get_by_label("Tìm trong mọi cột").fill("không có chữ này đâu")
    expect(page.locator("#all-tasks .empty")).to_be_visible()


def test_the_first_columns_stay_in_sight(site: str, visit: Opener) -> None:
    page = visit(site)
    page.set_viewport_size({"width": 900, "height": 800})
    tab(page, "Nhiệm vụ")
    wide = page.locator("#all-tasks .wide")
    expect(wide).to_be_visible()
    wide.evaluate("box => { box.scrollLeft = 400; box.scrollTop = 300; }")
    left = wide.bounding_box()
    cell = page.locator("#all-tasks tbody tr").nth(8).locator("td.pin").bounding_box()
    head = page.locator("#all-tasks thead th.pin2").bounding_box()
    assert left and cell and head
    assert abs(cell["x"] - left["x"]) < 3 and abs(head["y"] - left["y"]) < 3


def test_a_bar_asks_its_question_and_gets_as_many_rows(site: str, visit: Opener) -> None:
    page = visit(site)
    tab(page, "Lịch hạn")
    bars = page.locator(".bar-button")
    expect(bars.first).to_be_visible()
    count = int(bars.first.inner_text())
    bars.first.click()
    expect(page.locator(".turn .tables .cite")).to_have_count(count)


def test_the_digest_follows_the_chosen_day(site: str, visit: Opener) -> None:
    page = visit(site)
    tab(page, "Lịch hạn")
    past = page.locator(".digest .past b")
    expect(past).not_to_be_empty()
    before = int(past.inner_text())
    page.get_by_label("Tính đến ngày").fill("31/12/2026")
    page.keyboard.press("Enter")
    expect(past).not_to_have_text(str(before))
    assert int(past.inner_text()) > before
    page.locator(".digest .past .mini").click()
    expect(page.locator(".turn .says")).to_contain_text("nhiệm vụ")


def test_on_a_phone_the_chart_begins_with_this_month(site: str, visit: Opener) -> None:
    page = visit(site, "phone")
    tab(page, "Lịch hạn")
    expect(page.locator(".months th.now")).to_have_text("4/2026")
    page.locator(".months").scroll_into_view_if_needed()
    page.wait_for_function(
        "() => { const now = document.querySelector('.months th.now').getBoundingClientRect();"
        " const pin = document.querySelector('.months th.pin').getBoundingClientRect();"
        " return Math.abs(now.left - pin.right) < 2; }"
    )


def test_each_tab_begins_at_its_top_and_is_come_back_to_where_it_was_left(site: str, visit: Opener) -> None:
    page = visit(site, "phone")
    ask(page, "Những nhiệm vụ nào có hạn trong năm 2026?")
    page.locator(".tables .cite").nth(9).scroll_into_view_if_needed()
    left = page.evaluate("scrollY")
    assert left > 400
    press = "(tabs, name) => tabs.find(tab => tab.textContent.trim() === name).click()"  # scrolls nothing by itself
    for name in ("Nhiệm vụ", "Kế hoạch"):
        page.locator("button[role=tab]").evaluate_all(press, name)
        page.wait_for_function("scrollY === 0")
    page.locator("button[role=tab]").evaluate_all(press, "Hỏi đáp")
    page.wait_for_function("at => Math.abs(scrollY - at) < 2", arg=left)
