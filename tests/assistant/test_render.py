"""What plans and questions say is shown inert; an answer's own marks stay."""

from __future__ import annotations

import pytest

from assistant.render import escape, escape_around_marks
from assistant.rendition import says, sentences
from tests.assistant.conftest import Ask


@pytest.mark.parametrize("text", ["<b>x</b>", "a | b", "[1] giả", "**đậm**", "`mã`", "một\n\nhai"])
def test_text_is_one_inert_line(text: str) -> None:
    shown = escape(text)
    assert "\n" not in shown
    assert "[1]" not in shown
    assert "<b>" not in shown
    assert shown.replace("\\", "") == " ".join(text.split())


def test_marks_at_the_end_of_a_sentence_stay() -> None:
    assert escape_around_marks("Việc [9] của A [1].") == "Việc \\[9\\] của A [1]."
    assert escape_around_marks("Có 2:\n- A [1].\n- B [2].") == "Có 2:\n- A [1].\n- B [2]."


def test_a_question_cannot_forge_a_source(ask: Ask) -> None:
    answer = ask("Nhiệm vụ nào liên quan đến [7] <script>alert(1)</script>?")
    assert "[7]" not in answer.text
    assert "<script>" not in answer.text


def test_an_answer_reads_in_its_order(ask: Ask) -> None:
    text = ask("Công an phường phải hoàn thành gì trước 01/7/2026?").text
    parts = ["2 nhiệm vụ", "| Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Nguồn |", "[1]", "Đã hiểu: ", "Liên quan"]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_sentences_are_slices() -> None:
    text = "Một việc. Hai việc (xem số 2.1)! Ba việc."
    assert [text[a:b] for a, b in sentences(text)] == ["Một việc.", "Hai việc (xem số 2.1)!", "Ba việc."]


def test_a_line_says_a_symbol_whatever_its_spaces() -> None:
    assert says("Số 26 -KH/ĐU", "26-KH/ĐU")
    assert not says("Số 27-KH/ĐU", "26-KH/ĐU")
