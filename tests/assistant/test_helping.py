"""Bodies that lead nothing have what they help with; both of a body's roles are counted apart; one work's day."""

from __future__ import annotations

from datetime import date

import pytest

from index import Index
from tests.assistant.conftest import Ask

LIGHT = "Điện lực An Bình"


@pytest.mark.parametrize("question", [f"{LIGHT} có việc gì?", f"{LIGHT} được giao mấy việc", "dien luc an binh lam gi"])
def test_a_body_that_leads_nothing_has_what_it_helps_with(ask: Ask, opened: Index, question: str) -> None:
    answer = ask(question)
    assert {row.task.id for row in answer.rows} == {task.id for task in opened.tasks() if LIGHT in task.coordinating}
    assert answer.headline.startswith(f"{LIGHT} không chủ trì nhiệm vụ nào. 1 nhiệm vụ do {LIGHT} phối hợp")


def test_what_it_leads_is_nothing(ask: Ask) -> None:
    answer = ask(f"{LIGHT} chủ trì việc gì?")
    assert answer.status == "nothing_found"
    assert "vai trò phối hợp" in answer.headline


def test_both_roles_are_counted_apart(ask: Ask, opened: Index) -> None:
    answer = ask("Văn phòng Đảng ủy chủ trì mấy việc, phối hợp mấy việc?")
    led = {task.id for task in opened.tasks() if "Văn phòng Đảng ủy" in task.lead}
    helped = {task.id for task in opened.tasks() if "Văn phòng Đảng ủy" in task.coordinating}
    assert led
    assert helped
    assert {row.task.id for row in answer.rows} == led | helped
    assert f"chủ trì {len(led)} và phối hợp {len(helped)}" in answer.headline


@pytest.mark.parametrize(("day", "begins"), [("30/7/2026", "Có: "), ("30/7", "Có: "), ("1/2/2026", "Không: ")])
def test_the_day_of_one_work_is_looked_up(ask: Ask, day: str, begins: str) -> None:
    answer = ask(f"Tu bổ Nhà bia ghi tên liệt sĩ có phải xong trước {day} không?", today=date(2027, 4, 20))
    assert answer.headline.startswith(begins), answer.headline
    assert len(answer.rows) <= 3


def test_a_body_by_the_middle_of_its_name_where_nothing_speaks_of_it(ask: Ask, opened: Index) -> None:
    answer = ask("Quản lý chợ có việc gì?")
    wanted = {task.id for task in opened.tasks() if "Ban Quản lý chợ Bến Đò" in task.coordinating}
    assert {row.task.id for row in answer.rows} == wanted
    assert "Ban Quản lý chợ Bến Đò không chủ trì nhiệm vụ nào" in answer.headline


def test_the_issuer_of_a_plan_by_a_part_of_its_name(ask: Ask) -> None:
    answer = ask("đảng ủy An Bình có việc gì đến hạn trong tháng 5/2026?")
    assert answer.rows, answer.headline


def test_work_done_again_and_again_is_left_out(ask: Ask) -> None:
    answer = ask("trừ mấy việc làm thường xuyên ra thì Ban Xây dựng Đảng còn gì")
    assert answer.rows
    assert not any(row.task.kind == "recurring" for row in answer.rows)
