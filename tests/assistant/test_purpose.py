"""What the one who asks wants the answer for chooses no rows; what rows are for does."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.purpose import without_purpose
from assistant.question import Due
from tests.assistant.conftest import Ask


def _names(text: str) -> bool:
    return "Trạm Y tế" in text


def _days(text: str) -> Due | None:
    if "tháng 9" in text:
        return Due("tháng 9", date(2026, 9, 1), date(2026, 9, 30), start=text.index("tháng 9"))
    if "mai" in text:
        return Due("mai", date(2026, 4, 21), date(2026, 4, 21), relative=True, start=text.index("mai"))
    return None


def _together(first: str, second: str) -> bool:
    return "co so" in f"{first} {second}" or first in ("lam", "so") or second in ("co", "lam")


ALONE = "Trạm Y tế có việc gì"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"{ALONE}, để tôi ghi vô biên bản", ALONE),
        (f"{ALONE} để chị còn ký", ALONE),
        (f"{ALONE}, cho anh còn ký", ALONE),
        (f"{ALONE} cho tôi in ra", ALONE),
        (f"{ALONE} để làm báo cáo", ALONE),
        (f"{ALONE} phục vụ họp giao ban", ALONE),
        (f"{ALONE} để em họp sáng mai", ALONE),
        (f"{ALONE}, tôi đang soạn giấy mời", ALONE),
        (f"{ALONE}, sếp đang chờ", ALONE),
        (f"{ALONE}, mai họp rồi", ALONE),
        (f"{ALONE}, xin lỗi tôi vào họp trễ", ALONE),
        (f"Để tôi ghi vào sổ, {ALONE}", ALONE),
        (f"Tôi đang soạn giấy mời, {ALONE}", ALONE),
        ("tram y te co viec gi de toi ghi vao so", "tram y te co viec gi"),
        # the period said in it is asked of the rows where no other is
        (f"{ALONE} để em báo cáo tháng 9", f"{ALONE} tháng 9"),
    ],
)
def test_what_the_answer_is_for_is_taken_off(said: str, left: str) -> None:
    assert without_purpose(said, _names, _days, _together)[0] == left


@pytest.mark.parametrize(
    "said",
    [
        f"{ALONE} để làm cơ sở đánh giá",
        "Phải làm gì để báo cáo Trung ương",
        "Việc nào để theo dõi tiến độ",
        "Nhiệm vụ nào để chuẩn bị đại hội",
        f"{ALONE}, em cần trong tháng 9 thôi",
        "Cho em xem các việc về tuyển quân, ai chủ trì?",
        f"{ALONE} để anh em yên tâm công tác",
        f"{ALONE} để tối ưu quy trình",
        f"{ALONE}, nói con số cho tôi",
        "Việc nào phải chờ hướng dẫn",
        "Ai lo số hóa, để tôi nhắc Trạm Y tế",
        "viec nao de chi dao dai hoi",
    ],
)
def test_what_rows_are_for_stays(said: str) -> None:
    assert without_purpose(said, _names, _days, _together) == (said, ())


@pytest.mark.parametrize(
    ("said", "same"),
    [
        ("Ban Xây dựng Đảng có việc gì trong tháng 5/2026, sếp đang chờ", "Ban Xây dựng Đảng có việc gì tháng 5/2026"),
        ("Ban Xây dựng Đảng có việc gì, tuần sau tôi đi công tác rồi", "Ban Xây dựng Đảng có việc gì"),
        ("Em cần toàn bộ phần việc của Ban Xây dựng Đảng để làm báo cáo", "Toàn bộ việc của Ban Xây dựng Đảng"),
        ("Ban Xây dựng Đảng có việc gì tháng 5/2026 để báo cáo cuối năm", "Ban Xây dựng Đảng có gì tháng 5/2026"),
    ],
)
def test_rows_are_those_of_the_question_alone(ask: Ask, said: str, same: str) -> None:
    answer, alone = ask(said), ask(same)
    assert alone.rows
    assert [row.task.id for row in answer.rows] == [row.task.id for row in alone.rows]
    assert "không lọc theo" in answer.understood.line


def test_facts_of_a_plan_are_asked_for_something(ask: Ask) -> None:
    said = "ký ngày mấy đó, để tôi ghi vô biên bản"
    answer = ask(f"cho hỏi cái kế hoạch phường An Bình {said}")
    assert answer.status == "answered", answer.understood.line
    assert not answer.rows
