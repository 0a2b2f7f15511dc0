"""Bodies, terms of office and events that are part of the work a question is about."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.question import Due, Question
from assistant.select import waits_for_one
from assistant.windows import is_term
from corpus.model import Deadline, Task
from tests.assistant.conftest import TODAY, Ask


def _due(text: str, said: str) -> Due:
    start = text.index(said)
    return Due(said, date(2025, 1, 1), date(2030, 12, 31), start=start, end=start + len(said))


@pytest.mark.parametrize(
    ("text", "said", "term"),
    [
        ("bầu cử HĐND 2026-2031 ai lo", "2026-2031", True),
        ("đại hội nhiệm kỳ 2025 - 2030 khi nào", "2025 - 2030", True),
        ("việc nào có hạn trong 2025-2030", "2025-2030", False),
        ("việc nào xong từ 2025-2030", "2025-2030", False),
        ("việc 2024-2026 của Sở Y tế", "2024-2026", False),
    ],
)
def test_terms_of_office_set_no_days(text: str, said: str, term: bool) -> None:
    assert is_term(_due(text, said), text) is term


@pytest.mark.parametrize(
    ("question", "deadline", "text", "waits"),
    [
        ("Việc nào chờ Đại hội Đảng bộ tỉnh kết thúc?", "Trước Đại hội Đảng bộ tỉnh 30 ngày", "Mời đại biểu", False),
        ("Việc nào gắn với Đại hội Đảng bộ tỉnh?", "Trước Đại hội Đảng bộ tỉnh 30 ngày", "Mời đại biểu", True),
        ("Việc nào chờ Đại hội Đảng bộ tỉnh kết thúc?", "Ngay sau Đại hội Đảng bộ tỉnh", "Chỉ định cấp ủy", True),
        ("Việc nào chờ Đại hội Đảng bộ tỉnh kết thúc?", "Sau khi xong Đại hội", "Báo cáo Đại hội Đảng bộ tỉnh", True),
        ("Việc nào chờ Đại hội Đảng bộ tỉnh kết thúc?", "Sau đại hội 07 ngày", "Báo cáo Đại hội Đảng bộ xã", False),
        ("Việc nào chờ Đại hội Đảng bộ tỉnh kết thúc?", "Sau đại hội các cấp", "Báo cáo Đại hội Đảng bộ tỉnh", False),
    ],
)
def test_what_is_due_before_an_event_does_not_wait_for_it(question: str, deadline: str, text: str, waits: bool) -> None:
    task = Task("1", "1", "a.txt", "I", "1", 1, text, text, (), deadline=Deadline(deadline, "conditional"))
    asked = Question(question, TODAY, kinds=frozenset({"conditional"}), waits_for=("Đại", "hội", "Đảng", "bộ", "tỉnh"))
    assert waits_for_one(task, asked) is waits


@pytest.mark.parametrize(
    "question",
    [
        "Kết nối camera an ninh với Công an phường ai làm?",
        "Quy chế phối hợp giữa trạm y tế và công an phường do ai lo?",
    ],
)
def test_a_body_beside_the_work_is_no_lead_where_rows_do_not_print_it(ask: Ask, question: str) -> None:
    assert all("công an" in row.task.text.lower() or "Công an phường" in row.task.lead for row in ask(question).rows)


def test_a_short_name_is_one_of_the_plans_that_are_spoken_of(ask: Ask) -> None:
    of_party = ask("Thế Ủy ban Kiểm tra?", "Kế hoạch 18-KH/ĐU có những việc gì của Văn phòng Đảng ủy?")
    assert {row.task.file[:2] for row in of_party.rows} <= {"18"}
    of_province = ask("Thế Ủy ban Kiểm tra?", "Ban Tổ chức Tỉnh ủy có việc gì?")
    assert of_province.status != "unclear" and all(row.task.file[:2] == "09" for row in of_province.rows)
