"""Rows by what they cost, as a column of money prints it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assistant.amounts import cost_of
from assistant.columns import plans_with
from corpus.model import Task
from index import Index
from tests.assistant.conftest import Ask

MILLION = 1e6

CASES: dict[str, Callable[[float], bool]] = {
    "Việc nào có kinh phí từ 20 triệu trở lên?": lambda cost: cost >= 20 * MILLION,
    "viec nao kinh phi tren 20 trieu": lambda cost: cost > 20 * MILLION,
    "Liệt kê nhiệm vụ có dự toán dưới 0,02 tỷ đồng": lambda cost: cost < 20 * MILLION,
    "Phụ lục 22-KH/ĐU có việc nào dưới 20 triệu không?": lambda cost: cost < 20 * MILLION,
    "Việc nào có kinh phí từ 10 đến 30 triệu đồng?": lambda cost: 10 * MILLION <= cost <= 30 * MILLION,
}


def _costs(opened: Index) -> dict[str, float]:
    tasks = [task for task in opened.tasks() if task.kind != "done"]
    return {task.id: cost for task in tasks if (cost := cost_of(task)) is not None}


@pytest.mark.parametrize("question", CASES)
def test_rows_by_what_they_cost(ask: Ask, opened: Index, question: str) -> None:
    done = {task.id for task in opened.tasks() if task.kind == "done"}
    wanted = {id for id, cost in _costs(opened).items() if CASES[question](cost)}
    answer = ask(question)
    assert {row.task.id for row in answer.rows} - done == wanted, answer.understood.line
    assert wanted


def test_the_dearest_row_and_one_that_no_plan_has(ask: Ask, opened: Index) -> None:
    costs = _costs(opened)
    assert {row.task.id for row in ask("Việc nào tốn nhiều kinh phí nhất?").rows} == {
        id for id, cost in costs.items() if cost == max(costs.values())
    }
    assert ask("Việc nào có kinh phí trên 900 tỷ đồng?").status == "nothing_found"


@pytest.mark.parametrize(
    ("header", "printed", "cost"),
    [
        ("Kinh phí (triệu đồng)", "1.200", 1200 * MILLION),
        ("Kinh phí (triệu đồng)", "45,5", 45.5 * MILLION),
        ("Kinh phí dự kiến", "1,85 tỷ đồng", 1850 * MILLION),
        ("Kinh phí", "500 triệu", 500 * MILLION),
        ("Kinh phí", "12.000.000 đồng", 12 * MILLION),
        ("Kinh phí", "Ngân sách phường", None),
        ("Ghi chú", "500", None),
    ],
)
def test_what_a_cell_says_of_money(opened: Index, header: str, printed: str, cost: float | None) -> None:
    task: Task = opened.tasks()[0]
    assert cost_of(replace(task, details=((header, printed),))) == cost


def test_plans_with_a_column() -> None:
    columns = {"a": frozenset({"Kinh phí (triệu đồng)"}), "b": frozenset({"Sản phẩm"}), "c": frozenset[str]()}
    assert plans_with(columns, "kinh phí") == plans_with(columns, "bao nhiêu tiền") == {"a"}
    assert plans_with(columns, "sản phẩm") == {"b"}
    assert plans_with(columns, "lãnh đạo phụ trách") == frozenset()


def test_the_columns_of_an_index(opened: Index) -> None:
    wanted: dict[str, set[str]] = {}
    for task in opened.tasks():
        for header, _ in task.details:
            wanted.setdefault(task.plan_id, set()).add(header)
    assert wanted and {plan: set(headers) for plan, headers in opened.columns().items()} == wanted
