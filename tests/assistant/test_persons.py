"""Names of persons by their posts: told where a plan's signature has the post, never by rows that print its words."""

from __future__ import annotations

import pytest

from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    "question",
    [
        "Bí thư Tỉnh ủy Sông Lam tên gì?",
        "Cho hỏi họ tên Chủ tịch HĐND tỉnh?",
        "Tên của Trưởng ban Tổ chức Tỉnh ủy là gì?",
        "bi thu tinh uy ten la gi",
    ],
)
def test_rows_that_print_a_post_are_no_name(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "not_covered" and not answer.rows
    assert "tên của" in answer.headline


def test_who_signed_is_answered(ask: Ask) -> None:
    assert ask("Ai ký kế hoạch 18-KH/ĐU?").status == "answered"
