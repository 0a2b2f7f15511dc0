"""Hỏi đáp and Nguồn in the browser: ask, read the rows, open a source, change what was understood."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.page.conftest import QUESTION, SIZES, Opener, ask

QUESTIONS = json.loads((Path(__file__).parents[1] / "samples" / "questions.json").read_text(encoding="utf-8"))
EXPECTED = next(question["rows"] for question in QUESTIONS if question["q"] == QUESTION)


def places(page: Page) -> set[str]:
    """The rows shown in the last answer's own table as FILE|SECTION|NUMBER; bullets as FILE|SECTION|-."""
    found = set()
    for button in page.locator(".turn").last.locator(".tables .cite").all():
        place = button.get_attribute("data-place") or ""
        where, file = place.rsplit(", ", 1)
        section, _, number = where.partition(" số ")
        found.add(f"{file}|{section}|{number or '-'}")
    return found


@pytest.mark.parametrize("size", SIZES)
def test_a_question_gets_its_rows_and_a_source_shows_its_row(site: str, visit: Opener, size: str) -> None:
    page = visit(site, size)
    ask(page, QUESTION)
    answer = page.locator(".answer").last
    expect(answer.locator(".says")).to_contain_text(f"{len(EXPECTED)} nhiệm vụ")
    expect(answer.locator(".tables .cite")).to_have_count(len(EXPECTED))
    assert places(page) == {"|".join([*row.split("|")[:2], _number(row)]) for row in EXPECTED}

    row = answer.locator(".tables tbody tr:not(.group)").first
    text = row.locator(".c-text").inner_text()
    row.locator(".cite").click()
    here = page.locator("#source .src-here").first
    expect(here).to_be_visible()
    expect(here).to_be_in_viewport()
    expect(page.locator("#source .src-lines .src-here")).to_contain_text([text[:40]])
    assert page.locator("#source .src-lines tr:not(.src-here), #source .src-lines p:not(.src-here)").count() > 2


def _number(row: str) -> str:
    number = row.split("|")[2]
    return "-" if number.startswith("-") else number


def test_the_next_citation_and_back_to_the_question_by_keyboard(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, QUESTION)
    first = page.locator(".tables .cite").first
    first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source .src-count")).to_contain_text("1/")
    before = page.locator("#source .src-place").inner_text()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#source .src-count")).to_contain_text("2/")
    expect(page.locator("#source .src-place")).not_to_have_text(before)
    page.keyboard.press("Escape")
    expect(page.locator("#source .src")).not_to_be_visible()
    assert page.evaluate("document.activeElement.className") == "cite"
    page.keyboard.press("/")
    expect(page.locator("#ask textarea")).to_be_focused()


def test_a_pdf_row_is_marked_on_the_picture_of_its_page(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, "Kế hoạch số 41/KH-UBND có những nhiệm vụ nào?")
    page.locator(".tables .cite").first.click()
    boxes = page.locator("#source .src-page .src-box")  # one for each cell of the row
    expect(boxes.first).to_be_in_viewport()
    picture = page.locator("#source .src-page img").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 600")
    assert boxes.evaluate_all("all => all.reduce((sum, box) => sum + box.offsetWidth, 0)") > 200
    assert boxes.evaluate_all("all => all.every(box => box.offsetHeight > 5)")


def test_taking_a_condition_away_changes_the_answer_in_place(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, QUESTION)
    page.locator(".chip[data-chip=due] .drop").click()
    page.wait_for_function("n => document.querySelectorAll('.tables .cite').length > n", arg=len(EXPECTED))
    assert page.locator(".turn").count() == 1
    expect(page.locator(".chip[data-chip=due]")).to_contain_text("mọi thời hạn")
    expect(page.locator(".chip[data-chip=due] .drop")).to_have_count(0)
    expect(page.locator(".chip[data-chip=agencies]")).to_contain_text("Ban Xây dựng Đảng")


def test_changing_the_plan_keeps_the_other_conditions(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, QUESTION)
    page.locator(".chip[data-chip=plans] summary").click()
    page.locator(".chip[data-chip=plans] .picks button", has_text="18-KH/ĐU").click()
    wanted = [row for row in EXPECTED if row.startswith("18-")]
    expect(page.locator(".tables .cite")).to_have_count(len(wanted))


def test_the_examples_have_answers(site: str, visit: Opener) -> None:
    page = visit(site)
    examples = page.locator(".welcome .examples button").all_inner_texts()
    assert len(examples) >= 3
    for example in examples:
        ask(page, example)
        expect(page.locator(".answer").last).to_have_attribute("data-status", "answered")


def test_a_link_asks_its_question(site: str, visit: Opener) -> None:
    page = visit(f"{site}?q={quote(QUESTION)}")
    expect(page.locator(".tables .cite")).to_have_count(len(EXPECTED))


def test_a_long_talk_keeps_earlier_turns_as_lines_that_ask_again(site: str, visit: Opener) -> None:
    page = visit(site)
    for day in range(1, 11):
        ask(page, f"Những nhiệm vụ nào có hạn trước ngày {day}/5/2026?")
    assert page.locator(".turn.short").count() == 2
    page.locator(".turn.short button").first.click()
    page.wait_for_function("document.querySelectorAll('.turn').length === 11")
    expect(page.locator(".turn").last.locator(".asked")).to_contain_text("1/5/2026")


def test_nothing_found_and_nonsense_are_said_in_words(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, "Ban Xây dựng Đảng phải hoàn thành gì trước 01/01/2020?")
    expect(page.locator(".answer").last).to_have_attribute("data-status", "nothing_found")
    expect(page.locator(".answer").last.locator(".says")).not_to_be_empty()
    ask(page, "Giá vé máy bay đi Paris?")
    expect(page.locator(".answer").last).to_have_attribute("data-status", "not_covered")


def test_a_long_answer_opens_by_group_and_numbers_run_on(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, "Những nhiệm vụ nào có hạn trong năm 2026?")
    cites = page.locator(".tables .cite")
    assert [cite.inner_text() for cite in cites.all()] == [f"[{n}]" for n in range(1, cites.count() + 1)]
    headings = page.locator(".tables [data-local=fold]")
    expect(headings.first).to_have_attribute("aria-expanded", "true")
    expect(cites.first).to_be_visible()
    expect(headings.nth(1)).to_have_attribute("aria-expanded", "false")
    expect(cites.last).to_be_hidden()
    headings.nth(1).click()
    expect(headings.nth(1)).to_have_attribute("aria-expanded", "true")
    cites.first.click()
    expect(page.locator("#source .src-count")).to_have_text(f"1/{cites.count()}")  # what is folded is among them
    page.keyboard.press("Escape")
    page.click("[data-local=unfold]")
    expect(cites.last).to_be_visible()


def test_an_agency_is_found_among_the_choices_without_accents(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, QUESTION)
    chip = page.locator(".chip[data-chip=agencies]")
    chip.locator("summary").click()
    expect(chip.locator(".picks input")).to_be_focused()
    page.keyboard.type("van phong dang")
    expect(chip.locator(".picks button:visible")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator(".chip[data-chip=agencies]")).to_contain_text("Văn phòng Đảng ủy")
    expect(page.locator(".chip[data-chip=due]")).to_contain_text("15/5/2026")
    assert page.locator(".turn").count() == 1


def test_a_reload_asks_the_last_question_again_until_one_starts_over(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, QUESTION)
    page.reload()
    expect(page.locator(".tables .cite")).to_have_count(len(EXPECTED))
    page.click("[data-do=restart]")
    expect(page.locator(".welcome h2")).to_be_visible()
    assert "q=" not in page.url


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_groups_become_one_list_by_deadline_and_come_back(site: str, visit: Opener, size: str) -> None:
    page = visit(site, size)
    ask(page, QUESTION)
    marks = page.locator(".tables .cite")
    grouped = marks.all_inner_texts()
    order = page.locator("[data-local=order]")
    order.click()
    rows = page.locator(".tables tr[data-task]")
    days = rows.evaluate_all("rows => rows.map(row => row.dataset.last)")
    assert days == sorted(days) and len(set(days)) > 2
    assert sorted(marks.all_inner_texts()) == sorted(grouped) and marks.all_inner_texts() != grouped
    expect(rows.first.locator(".of-plan")).to_contain_text("Kế hoạch")
    expect(page.locator(".tables tr.group").first).to_be_hidden()
    page.locator(".chip[data-chip=due] .drop").click()
    page.wait_for_function("n => document.querySelectorAll('.tables .cite').length > n", arg=len(grouped))
    expect(page.locator("[data-local=order]")).to_have_attribute("aria-pressed", "true")  # kept for what follows
    page.locator("[data-local=order]").click()
    expect(page.locator(".tables tr.group").first).to_be_visible()
    marks = page.locator(".tables .cite")
    assert marks.all_inner_texts() == [f"[{n}]" for n in range(1, marks.count() + 1)]


def test_the_pressed_row_stays_in_place_when_the_source_takes_room(site: str, visit: Opener) -> None:
    page = visit(site, "laptop")
    ask(page, "Những nhiệm vụ nào có hạn trong năm 2026?")
    page.click("[data-local=unfold]")
    ask(page, QUESTION)
    cite = page.locator(".turn").last.locator(".tables .cite").nth(2)
    before = cite.bounding_box()
    cite.click()
    expect(page.locator("#source .src-here").first).to_be_visible()
    after = cite.bounding_box()
    assert before and after and abs(after["y"] - before["y"]) < 3
    page.keyboard.press("Escape")
    back = cite.bounding_box()
    assert back and abs(back["y"] - before["y"]) < 3
