"""Rows that print a day and rows that print none, however a question says so."""

from __future__ import annotations

import pytest

from assistant.day_printed import as_printed_days
from tests.assistant.conftest import Ask

DATED, NOT_DATED = "có ngày cụ thể", "không có ngày cụ thể"


@pytest.mark.parametrize(
    "said",
    [
        "ghi ngày hạn cụ thể", "có nêu ngày", "in ngày rõ", "đã chốt hạn", "đề ngày hẳn hoi",
        "được giao thời hạn rõ ràng", "ấn định mốc thời gian cụ thể", "có ghi hạn hoàn thành cụ thể",
    ],
)  # fmt: skip
def test_rows_with_a_day(said: str) -> None:
    assert as_printed_days(f"Sở Y tế có việc nào {said} không?") == f"Sở Y tế có việc nào {DATED} không?"


@pytest.mark.parametrize(
    "said",
    [
        "không gắn với ngày tháng cụ thể", "chưa có hạn cụ thể", "không ghi ngày cụ thể", "chưa được ấn định ngày giờ",
        "không bị ràng buộc về thời gian cụ thể", "chẳng thấy đề ngày", "thiếu ngày cụ thể", "thời hạn chưa rõ ràng",
        "chưa có ngày hoàn thành cụ thể", "hạn còn chung chung",
    ],
)  # fmt: skip
def test_rows_without_a_day(said: str) -> None:
    assert as_printed_days(f"Sở Y tế có mấy việc {said}?") == f"Sở Y tế có mấy việc {NOT_DATED}?"


@pytest.mark.parametrize(
    "question",
    [
        "Sở Y tế có việc nào chưa nêu thời hạn?", "Việc nào không có thời hạn?", "Việc nào chưa có ngày hoàn thành?",
        "Việc nào chỉ ghi ngày bắt đầu, không ghi ngày kết thúc?", "Việc nào có thời hạn?", "Kế hoạch 05 đề ngày nào?",
        "Liệt kê việc của Sở Y tế, ghi rõ hạn cụ thể", "Cho tôi thời hạn cụ thể của từng việc",
        "Việc nào ghi hạn 30/6?", "Việc nào để ngày mai làm?", "Việc nào không có ngày họp?",
        "Liệt kê việc của Sở Y tế kèm thời hạn cụ thể",
    ],
)  # fmt: skip
def test_other_days_stay(question: str) -> None:
    assert as_printed_days(question) == question


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("không gắn với ngày tháng cụ thể", {"recurring", "conditional", "none"}),
        ("chưa có hạn cụ thể", {"recurring", "conditional", "none"}),
        ("chưa nêu thời hạn", {"none"}),
        ("có ghi ngày hạn cụ thể", {"dated"}),
        ("không có ngày cụ thể mà làm thường xuyên", {"recurring"}),
    ],
)
def test_the_state_is_never_lost(ask: Ask, said: str, kinds: set[str]) -> None:
    answer = ask(f"Trong Kế hoạch 18-KH/ĐU, Ban Xây dựng Đảng có việc nào {said}?")
    assert {row.task.kind for row in answer.rows} == kinds


def test_rows_without_a_day_are_left_out(ask: Ask) -> None:
    answer = ask("Trừ các việc không có ngày cụ thể, Ban Xây dựng Đảng trong Kế hoạch 18-KH/ĐU còn việc gì?")
    assert {row.task.kind for row in answer.rows} == {"dated"}
