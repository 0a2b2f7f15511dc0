"""Subjects, parts and rows that a question leaves out."""

from __future__ import annotations

import pytest

from assistant.row_reference import find_rows
from assistant.subjects import left_out, places_left_out
from tests.assistant.conftest import TODAY, Ask, shown


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Tháng 7/2026, trừ chuyện đại hội ra, Đảng ủy xã còn hạn nào nữa?", "đại hội"),
        ("thang 7/2026, tru chuyen dai hoi ra con han nao nua", "dai hoi"),
        ("Ngoài phần chuyển đổi số thì còn việc gì?", "chuyển đổi số"),
        ("Không tính việc về đảng viên, còn bao nhiêu việc?", "đảng viên"),
        ("Không kể các nhiệm vụ liên quan đến bầu cử, phải làm gì?", "bầu cử"),
        ("Còn việc gì khác ngoài tiêm phòng?", "tiêm phòng"),
        ("Trừ đại hội ra thì còn gì?", "đại hội"),
        ("Bỏ qua mảng an toàn thực phẩm, tháng 5 có gì?", "an toàn thực phẩm"),
        ("Việc nào không liên quan đến chợ Bến Lội?", "chợ Bến Lội"),
        ("Có việc gì ngoài chuyện số hóa không?", "số hóa"),
        ("Việc nào không phải báo cáo?", "báo cáo"),
        ("Ngoài việc tổ chức đại hội, còn phải làm gì?", "tổ chức đại hội"),
        ("Tháng 6 này trừ nhà ở xã hội ra thì xã còn gì đến hạn?", "nhà ở xã hội"),
        ("Không tính phần quốc phòng, an ninh thì có mấy việc?", "quốc phòng, an ninh"),
        ("Còn việc gì, khỏi tính chuyện sắp xếp bộ máy?", "sắp xếp bộ máy"),
    ],
)
def test_a_subject_is_left_out(text: str, subject: str) -> None:
    assert [one.subject for one in left_out(text, ())] == [subject]


@pytest.mark.parametrize(
    "text",
    [
        "Ngoài ra còn việc gì?",
        "Ngoài việc của mình còn phối hợp việc gì?",
        "Trừ việc thường xuyên ra, còn việc gì?",
        "Không kể việc đã hoàn thành, có mấy việc?",
        "Trừ các việc chưa có hạn, còn gì?",
        "Ai phun thuốc trừ sâu bệnh?",
        "Trò chơi ngoài trời ai lo?",
        "Vốn ngoài ngân sách do ai huy động?",
        "Chi bộ nào phải làm gì?",
        "Việc nào không cần kinh phí?",
        "Việc nào không phải làm ngay?",
        "Việc nào không phải phối hợp với ai?",
        "Rà soát trường hợp không thuộc diện hỗ trợ",
        "Bộ phận một cửa làm việc gì?",
        "Có mục nào bỏ ngỏ thời gian hoàn thành không?",
        "Việc nào bỏ trống cột phối hợp?",
        "Kế hoạch này có bỏ phiếu tín nhiệm không?",
    ],
)
def test_other_words_leave_nothing_out(text: str) -> None:
    assert left_out(text, ()) == []


@pytest.mark.parametrize(
    ("text", "path", "section"),
    [("Ngoài phần II thì còn việc gì?", "II", True), ("Trừ nhiệm vụ số 5 ra, còn gì?", "5", False)],
)
def test_a_part_is_left_out(text: str, path: str, section: bool) -> None:
    (one,) = places_left_out(text, find_rows(text))
    assert (one.path, one.section) == (path, section)


@pytest.mark.parametrize("text", ["Phần II có gì?", "Việc trong phần II và mục 3", "Nhiệm vụ số 5 là gì?"])
def test_a_part_is_asked_for(text: str) -> None:
    assert places_left_out(text, find_rows(text)) == []


@pytest.mark.parametrize(
    "question",
    [
        "Trong bảng Kế hoạch 18-KH/ĐU, trừ chuyện đảng viên ra, Ban Xây dựng Đảng còn việc gì?",
        "Ban Xây dựng Đảng có việc gì trong bảng Kế hoạch 18-KH/ĐU ngoài chuyện đảng viên không?",
    ],
)
def test_rows_without_the_subject(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert "không kể việc nói về “đảng viên”" in answer.understood.line
    whole = shown(ask("Ban Xây dựng Đảng có việc gì trong bảng Kế hoạch 18-KH/ĐU?"))
    said = shown(ask("Ban Xây dựng Đảng có việc gì về đảng viên trong bảng Kế hoạch 18-KH/ĐU?"))
    assert said and shown(answer) == whole - said


def test_rows_without_a_part(ask: Ask) -> None:
    whole = shown(ask("Kế hoạch 18-KH/ĐU có những nhiệm vụ gì, tính cả việc đã xong?"))
    rows = shown(ask("Ngoài phần III thì Kế hoạch 18-KH/ĐU còn những nhiệm vụ gì?"))
    assert rows == {row for row in whole if not row.startswith("18 III")}


def test_what_is_left_out_goes_on_in_a_talk(ask: Ask) -> None:
    former = "Ban Xây dựng Đảng có việc gì trong bảng Kế hoạch 18-KH/ĐU?"
    answer = ask("Trừ chuyện đảng viên ra thì sao?", former)
    assert "không kể việc nói về “đảng viên”" in answer.understood.line
    assert shown(answer) < shown(ask(former))


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        (
            "Không kể tháng 4/2026 thì Ban Xây dựng Đảng có việc gì trong bảng Kế hoạch 18-KH/ĐU năm 2026?",
            "Ban Xây dựng Đảng có việc gì trong bảng Kế hoạch 18-KH/ĐU năm 2026?",
        ),
        (
            "Trừ việc tháng 4/2026 ra, Ban Xây dựng Đảng có việc gì trong bảng Kế hoạch 18-KH/ĐU?",
            "Ban Xây dựng Đảng có việc gì trong bảng Kế hoạch 18-KH/ĐU?",
        ),
    ],
)
def test_a_period_is_left_out(ask: Ask, question: str, whole: str) -> None:
    in_april = {"18 III.2 2", "18 III.2 3"}
    assert in_april <= shown(ask(whole))
    assert shown(ask(question)) == shown(ask(whole)) - in_april


def test_what_is_overdue_is_left_out(ask: Ask) -> None:
    rows = ask("Ngoài những việc đã quá hạn, Văn phòng Đảng ủy còn việc gì?").rows
    days = [row.task.deadline.last_day for row in rows if row.task.deadline and row.task.deadline.last_day]
    assert days and min(days) >= TODAY
