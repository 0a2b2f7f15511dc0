"""Days that a question names: the last day of a deadline, or the day before which it is due, as printed."""

from __future__ import annotations

import pytest

from tests.assistant.conftest import Ask, shown


@pytest.mark.parametrize(
    "question",
    [
        "Mốc 15/5/2026 ở Kế hoạch 18-KH/ĐU ứng với những việc nào?",
        "Hạn 15/5 trong Kế hoạch 18-KH/ĐU là những việc gì?",
        "Kế hoạch 18-KH/ĐU việc nào ghi 15/5/2026?",
        "ke hoach 18-KH/DU viec nao han 15/5/2026",
        "Việc nào đến hạn ngày 15 tháng 5 năm 2026 theo Kế hoạch 18-KH/ĐU?",
    ],
)
def test_a_day_as_printed(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert shown(answer) == {"18 III.2 4", "18 III.2 6"}  # "trước 15/5/2026", "chậm nhất ngày 15/5/2026"
    assert "trước 15/5/2026" in answer.headline and "chậm nhất 14/5/2026" in answer.headline


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Việc nào hạn đúng ngày 15/5/2026 trong Kế hoạch 18-KH/ĐU?", {"18 III.2 6"}),
        ("Hạn 14/5/2026 trong Kế hoạch 18-KH/ĐU là những việc gì?", {"18 III.2 4"}),
        ("Việc nào trong Kế hoạch 18-KH/ĐU có hạn từ 15/5/2026 đến 16/5/2026?", {"18 III.2 6"}),
        ("Từ 14/5 đến trước 15/5/2026 Kế hoạch 18-KH/ĐU có việc gì đến hạn?", {"18 III.2 4"}),
    ],
)
def test_other_periods_are_exact(ask: Ask, question: str, rows: set[str]) -> None:
    answer = ask(question)
    assert shown(answer) == rows
    assert "Kế hoạch ghi" not in answer.headline
