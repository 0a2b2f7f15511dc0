"""Which of several things is due first; days counted from an event."""

from __future__ import annotations

import pytest

from assistant.numerals import in_figures
from tests.assistant.conftest import Ask, shown


@pytest.mark.parametrize(
    ("question", "rows", "said"),
    [
        (
            "Nhiệm vụ số 3 và số 4 trong bảng Kế hoạch 18-KH/ĐU, cái nào hạn trước?",
            {"18 III.2 3", "18 III.2 4"},
            "24/4",
        ),
        ("Nhiệm vụ số 3 và số 4 trong bảng Kế hoạch 18-KH/ĐU, cái nào hạn sau?", {"18 III.2 3", "18 III.2 4"}, "14/5"),
        (
            "Việc học tập chuyên đề về kỷ luật phát ngôn và việc trao tặng Huy hiệu Đảng, cái nào phải xong trước?",
            {"18 III.2 4", "18 III.2 9"},
            "11/5",
        ),
        (
            "Việc nào hạn trước: trao tặng Huy hiệu Đảng hay thu, nộp đảng phí?",
            {"18 III.2 9", "18 III.2 6"},
            "11/5",
        ),
        (
            "Trao tặng Huy hiệu Đảng có hạn trước hay sau việc thu, nộp đảng phí?",
            {"18 III.2 9", "18 III.2 6"},
            "11/5",
        ),
        (
            "viec trao tang huy hieu dang voi viec thu nop dang phi cai nao den han truoc",
            {"18 III.2 9", "18 III.2 6"},
            "11/5",
        ),
        (
            "Giữa việc bổ sung quy hoạch Ban Chấp hành và việc thu, nộp đảng phí thì việc nào muộn hơn?",
            {"18 III.2 5", "18 III.2 6"},
            "30/6",
        ),
    ],
)
def test_which_is_due_first(ask: Ask, question: str, rows: set[str], said: str) -> None:
    answer = ask(question)
    assert shown(answer) == rows
    first = answer.headline.split("\n")[0]
    assert f": {said}/2026 (" in first


def test_which_of_two_bodies_is_due_first(ask: Ask) -> None:
    answer = ask("Kế hoạch 18-KH/ĐU: Văn phòng Đảng ủy và Ủy ban Kiểm tra Đảng ủy, bên nào có hạn sớm hơn?")
    assert "“Ủy ban Kiểm tra Đảng ủy” có hạn trước: 19/2/2026 (“Văn phòng Đảng ủy”: 27/2/2026)" in answer.headline


@pytest.mark.parametrize(
    "question",
    [
        "Ban Xây dựng Đảng việc nào phải xong trước 15/5/2026?",
        "Ban Xây dựng Đảng và Văn phòng Đảng ủy có việc nào trong tháng 5/2026?",
        "Việc nào làm sau khi có hướng dẫn của Ban Tổ chức Tỉnh ủy?",
    ],
)
def test_other_questions_compare_nothing(ask: Ask, question: str) -> None:
    assert " có hạn trước: " not in ask(question).headline and " có hạn sau: " not in ask(question).headline


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("sau đại hội bảy ngày phải báo cáo gì", "sau đại hội 7 ngày phải báo cáo gì"),
        ("sau dai hoi bay ngay", "sau dai hoi 7 ngay"),
        ("trong vòng ba ngày kể từ khi khai giảng", "trong vòng 3 ngày kể từ khi khai giảng"),
        ("mười ngày sau hội nghị", "10 ngày sau hội nghị"),
        ("xong trước ba mươi tháng chín", "xong trước 30 tháng chín"),
        ("ngày hai mươi mốt tháng 5, mùng năm tháng ba", "ngày 21 tháng 5, mùng 5 tháng ba"),
        # days that are no event's
        ("sáu tháng chín ngày", "sáu tháng chín ngày"),
        ("đến tháng năm tháng sáu", "đến tháng năm tháng sáu"),
        ("bảy ngày tới có gì", "bảy ngày tới có gì"),
        ("ba tháng cuối năm", "ba tháng cuối năm"),
        ("sau ba ngày nữa", "sau ba ngày nữa"),
        ("hai tháng sau đó", "hai tháng sau đó"),
        ("trong năm tháng 5", "trong năm tháng 5"),
    ],
)
def test_days_from_an_event(text: str, figures: str) -> None:
    assert in_figures(text) == figures
