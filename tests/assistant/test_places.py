"""Where rows stand: in a table, and first or last in print."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from tests.assistant.conftest import Ask, shown

TABLE = {f"18 III.2 {n}" for n in range(1, 17)}


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Dòng cuối cùng trong bảng của Kế hoạch 18-KH/ĐU là gì, giao ai?", "18 III.2 16"),
        ("dong cuoi cung trong bang cua ke hoach 18-KH/DU la gi", "18 III.2 16"),
        ("Dòng cuối của bảng nhiệm vụ Kế hoạch 18-KH/ĐU ghi gì?", "18 III.2 16"),
        ("Việc nào đứng cuối bảng của Kế hoạch 18-KH/ĐU?", "18 III.2 16"),
        ("Việc cuối cùng của phần III Kế hoạch 18-KH/ĐU là gì?", "18 III.2 16"),
        ("Dòng áp chót trong bảng Kế hoạch 18-KH/ĐU?", "18 III.2 15"),
        ("Dòng kế cuối ở bảng của Kế hoạch 18-KH/ĐU là việc gì?", "18 III.2 15"),
        ("Dòng thứ ba từ dưới lên trong bảng Kế hoạch 18-KH/ĐU", "18 III.2 14"),
        ("Dòng 3 từ dưới lên của bảng Kế hoạch 18-KH/ĐU là gì?", "18 III.2 14"),
        ("Dòng 3 của bảng Kế hoạch 18-KH/ĐU là gì?", "18 III.2 3"),
        ("Dòng đầu tiên trong bảng Kế hoạch 18-KH/ĐU giao ai?", "18 III.2 1"),
        ("Dòng đầu bảng Kế hoạch 18-KH/ĐU ghi gì?", "18 III.2 1"),
        ("Nhiệm vụ đầu tiên ở mục III.2 Kế hoạch 18-KH/ĐU là gì?", "18 III.2 1"),
        # of what has a day, the latest and the earliest
        ("Việc cuối cùng phải xong theo Kế hoạch 18-KH/ĐU là gì?", "18 III.2 15"),
        ("Hạn cuối cùng trong Kế hoạch 18-KH/ĐU là việc gì?", "18 III.2 15"),
    ],
)
def test_the_last_and_the_first_line(ask: Ask, question: str, row: str) -> None:
    assert shown(ask(question)) == {row}


def test_several_lines_from_the_end(ask: Ask) -> None:
    answer = ask("Ba dòng cuối của bảng Kế hoạch 18-KH/ĐU là những việc gì?")
    assert shown(answer) == {"18 III.2 14", "18 III.2 15", "18 III.2 16"}


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Từ dòng 3 đến dòng 6 của bảng Kế hoạch 18-KH/ĐU là gì?", range(3, 7)),
        ("Nhiệm vụ số 3 đến số 5 bảng Kế hoạch 18-KH/ĐU ai chủ trì?", range(3, 6)),
        ("Việc đầu tiên và cuối cùng trong bảng Kế hoạch 18-KH/ĐU?", (1, 16)),
    ],
)
def test_several_lines(ask: Ask, question: str, numbers: Iterable[int]) -> None:
    assert shown(ask(question)) == {f"18 III.2 {n}" for n in numbers}


def test_a_line_of_a_plan_whatever_was_spoken_of_before(ask: Ask) -> None:
    former = "Văn phòng Đảng ủy phải làm gì?"
    assert shown(ask("Dòng cuối cùng trong bảng Kế hoạch 18-KH/ĐU là gì?", former)) == {"18 III.2 16"}
    answer = ask("Việc cuối cùng là gì?", former)
    assert len(answer.rows) == 1
    assert answer.rows[0].task.id == ask(former).rows[-1].task.id


@pytest.mark.parametrize(
    "question",
    [
        "Trong bảng của Kế hoạch 18-KH/ĐU có bao nhiêu việc?",
        "Ở bảng nhiệm vụ Kế hoạch 18-KH/ĐU có mấy việc, tính cả việc đã xong?",
        "Trong biểu phân công của Kế hoạch 18-KH/ĐU có bao nhiêu nhiệm vụ?",
        "trong bang cua ke hoach 18-KH/DU co bao nhieu nhiem vu",
    ],
)
def test_only_rows_of_the_table(ask: Ask, question: str) -> None:
    assert shown(ask(question)) == TABLE


def test_a_state_within_the_table(ask: Ask) -> None:
    answer = ask("Trong bảng của Kế hoạch 18-KH/ĐU việc nào bỏ trống cột phối hợp?")
    assert shown(answer) == {"18 III.2 13"}
    assert "trong bảng" in answer.understood.line


def test_a_plan_without_a_table_keeps_its_rows(ask: Ask) -> None:
    assert len(ask("Trong bảng của Kế hoạch 09-KH/TU có bao nhiêu việc?").rows) > 10


@pytest.mark.parametrize(
    "question",
    [
        "Lập bảng tổng hợp việc quá hạn của Văn phòng Đảng ủy",
        "Bảng giá đất hạn khi nào?",
        "Việc cuối năm 2026 của Ban Xây dựng Đảng?",
        "Xin bảng tổng hợp các nhiệm vụ của Văn phòng Đảng ủy",
    ],
)
def test_other_tables_and_ends_limit_nothing(ask: Ask, question: str) -> None:
    line = ask(question).understood.line
    assert "trong bảng" not in line and "thứ tự in" not in line


@pytest.mark.parametrize(
    "question", ["Ngoài bảng ra, Kế hoạch 18-KH/ĐU còn giao việc gì?", "Trừ bảng ra Kế hoạch 18-KH/ĐU có gì?"]
)
def test_only_rows_beside_the_table(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "ngoài bảng" in answer.understood.line
    assert answer.rows and not any(row.task.table for row in answer.rows)


def test_of_all_plans_only_those_with_tables_have_rows_in_one(ask: Ask) -> None:
    assert all(row.task.table for row in ask("Việc nào trong bảng chưa giao ai phối hợp?").rows)


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("Kế hoạch 18-KH/ĐU phần cuối cùng có việc gì?", "IV"),
        ("Mục cuối cùng của Kế hoạch 18-KH/ĐU giao việc gì?", "IV.4"),
        ("Phần đầu tiên của Kế hoạch 22-KH/ĐU có những việc gì?", "I"),
    ],
)
def test_the_first_and_the_last_part(ask: Ask, question: str, section: str) -> None:
    rows = ask(question).rows
    assert rows and all(f"{row.task.section}.".startswith(f"{section}.") for row in rows)
