"""Questions about a plan as a whole, and documents that questions cite by number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.cited import cites, documents
from assistant.marks import without_wrong_marks
from assistant.question import Question
from assistant.row_reference import find_rows
from tests.assistant.conftest import TODAY, Ask

PLAN = "18-kh-du-an-binh-2026-01-12"


@pytest.mark.parametrize(
    "question",
    [
        "Mục đích ban hành kế hoạch 18-KH/ĐU là để làm gì?", "Vì sao phường An Bình ban hành kế hoạch 18-KH/ĐU?",
        "Kế hoạch 18-KH/ĐU được xây dựng nhằm mục đích gì?", "Yêu cầu đặt ra khi thực hiện kế hoạch 18-KH/ĐU?",
        "Khi triển khai kế hoạch 18-KH/ĐU phải bảo đảm yêu cầu gì?", "muc dich yeu cau cua ke hoach 18-KH/DU la gi",
    ],
)  # fmt: skip
def test_purpose_and_requirements_in_any_wording(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered", answer.understood.line
    assert {(quote.plan_id, quote.section) for quote in answer.passages} <= {(PLAN, "I"), (PLAN, "III.1")}
    assert answer.passages and not answer.rows


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Kế hoạch 18-KH/ĐU của ai ban hành, đề ngày nào?", ("Ban Thường vụ Đảng ủy", "12 tháng 01 năm 2026")),
        ("Kế hoạch 18-KH/ĐU là của cơ quan nào?", ("Ban Thường vụ Đảng ủy",)),
        ("Kế hoạch 18-KH/ĐU có gửi Thường trực Tỉnh ủy không?", ("Có:", "Thường trực Tỉnh ủy Sông Lam")),
        ("Nơi nhận kế hoạch 18-KH/ĐU có Công an phường không?", ("Không thấy ghi", "Công an phường")),
        ("Kế hoạch 18-KH/ĐU gửi tới những đơn vị nào?", ("nơi nhận là Thường trực Tỉnh ủy Sông Lam",)),
    ],
)
def test_who_issued_it_and_who_receives_it(ask: Ask, question: str, said: tuple[str, ...]) -> None:
    answer = ask(question)
    assert answer.status == "answered", answer.understood.line
    assert all(words in answer.text for words in said), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 18-KH/ĐU yêu cầu Ban Xây dựng Đảng làm gì?",
        "Yêu cầu nào của Ban Xây dựng Đảng phải xong trong tháng 5/2026?",
        "Kế hoạch 18-KH/ĐU giao Ban Xây dựng Đảng những nhiệm vụ gì?",
    ],
)  # fmt: skip
def test_what_a_plan_demands_of_a_body_are_tasks(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.understood.kind == "list" and answer.rows


def test_a_document_is_cited_by_number_and_kind(ask: Ask) -> None:
    question = Question("Việc nào nhắc tới Kế hoạch 18-KH/TU?", TODAY, topic=("18", "KH", "TU"))
    assert documents(question) == [("18", "kh", "tu")]
    answer = ask("Việc nào nhắc tới Kết luận 9977-KL/TW?")
    assert answer.status in ("nothing_found", "not_covered") and "9977-KL/TW" in answer.text
    task = replace(ask("Liệt kê nhiệm vụ của Ban Xây dựng Đảng").rows[0].task, text="Quán triệt Kế hoạch số 18-KH/TU")
    assert cites(task, ("18", "kh", "tu")) and not cites(task, ("81", "kh", "tu"))


@pytest.mark.parametrize(
    ("text", "path"),
    [("dòng 22", "22"), ("nhiệm vụ số 5", "5"), ("Chương trình hành động 52", ""), ("chuong trinh hanh dong 52", ""),
     ("trường hạng 2", ""), ("người lao động 12", "")],
)  # fmt: skip
def test_what_sounds_like_a_line_is_none(text: str, path: str) -> None:
    assert [row.path for row in find_rows(text)] == [path] * bool(path)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("khung năng lưc của phuờng", "khung năng luc của phuong"), ("hạn đến bao gìơ", "hạn đến bao gio"),
        ("cuói tháng phải xong viẹc gì", "cuoi tháng phải xong viec gì"),
        *[(word, word) for word in ("Thủy Nguyên", "Đắk Lắk", "thuở trước", "quở", "tháng giêng", "khoẻ", "uỷ ban")],
        ("ban to chuc lam gi", "ban to chuc lam gi"),
    ],
)  # fmt: skip
def test_marks_that_no_syllable_has(typed: str, read: str) -> None:
    assert without_wrong_marks(typed) == read


def test_one_thing_or_another_is_waited_for(ask: Ask) -> None:
    def waiting(words: str) -> set[str]:
        return {row.task.id for row in ask(f"Việc nào phải chờ {words}?").rows}

    either = waiting("hướng dẫn hoặc quyết định")
    assert either == waiting("hướng dẫn") | waiting("quyết định") and either
