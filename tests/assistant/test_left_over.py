"""Words that only ask are set aside wherever they stand as a verb, a tie or a request; what rows are about never is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assistant.conftest import Ask
from tests.scoring import ABSTAINED

BAN, PHONG = "Ban Xây dựng Đảng", "Phòng Kinh tế, Hạ tầng và Đô thị"


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        (f"{BAN} è cổ gánh còng lưng những việc nào trong tháng 5/2026?", f"{BAN} có việc nào trong tháng 5/2026?"),
        (f"Tính đến 15/5/2026, bên {PHONG} sa lầy ở những hạn nào?", f"{PHONG} có việc nào đến 15/5/2026?"),
        (f"Những việc nào đè lên vai {BAN} trong tháng 5/2026?", f"Việc nào của {BAN} trong tháng 5/2026?"),
        (f"{PHONG} có việc gì vắt sang tháng 5/2026 không?", f"{PHONG} có việc gì trong tháng 5/2026 không?"),
        (f"{BAN} phải xong việc nào trước 15/5/2026, dán lên bảng tin", f"{BAN} phải xong việc nào trước 15/5/2026"),
        (f"{PHONG} còn việc nào quá hạn thì đem ra mổ xẻ", f"{PHONG} còn việc nào quá hạn"),
        (f"{PHONG} có việc nào quá hạn để tôi xếp lịch trực", f"{PHONG} có việc nào quá hạn"),
        (f"Sếp đang sốt ruột: {BAN} có việc nào trong tháng 5/2026?", f"{BAN} có việc nào trong tháng 5/2026?"),
    ],
)
def test_words_that_only_ask_choose_no_rows(ask: Ask, question: str, plain: str) -> None:
    answer, other = ask(question), ask(plain)
    assert answer.status == other.status == "answered"
    assert [row.task.id for row in answer.rows] == [row.task.id for row in other.rows]
    assert "không lọc theo" in answer.understood.line


@pytest.mark.parametrize(
    "question",
    [
        f"{BAN} có việc nào về đường sắt trong tháng 5/2026 không?",
        "Chuyện xe buýt, Công an phường có việc gì?",
        "Phòng Văn hóa - Xã hội có việc gì trồng rừng trong tháng 5/2026 không?",
        "UBND phường phải làm những việc gì để hút khách du lịch trước 30/7/2026?",
        f"{PHONG} chủ trì những việc nào, mảng nhà ở xã hội?",
        "Cúm gia cầm thì Phòng Văn hóa - Xã hội phải làm những việc gì trong quý II/2026?",
        "UBND phường có việc gì trước 30/7/2026, tiêm phòng dại chưa?",
        "Đảng viên dự bị sinh hoạt bao lâu thì được chuyển chính thức?",
    ],
)
def test_what_rows_are_about_is_never_set_aside(ask: Ask, question: str) -> None:
    assert ask(question).status in ABSTAINED


def test_what_is_left_of_a_topic_still_chooses(ask: Ask) -> None:
    answer = ask("Công an phường loay hoay với những việc nào về tủ chữa cháy?")
    assert ["tủ chữa cháy" in row.task.text for row in answer.rows] == [True]


def test_a_party_committee_behind_a_day_keeps_its_name(ask: Ask) -> None:
    answer = ask("Tính tới 30/9/2026, bên Đảng ủy Ủy ban nhân dân phường có những việc nào?", today=date(2026, 1, 5))
    assert answer.understood.agencies == ("Đảng ủy Ủy ban nhân dân phường",)
