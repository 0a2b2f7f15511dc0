"""What work cannot be done without is what it waits for, however it is said."""

from __future__ import annotations

import pytest

from assistant.waits import as_waiting
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("said", "waiting"),
    [
        ("Việc nào phải có hướng dẫn của Trung ương mới làm được", "Việc nào phải chờ hướng dẫn của Trung ương"),
        ("Việc nào có quy định của Bộ rồi mới làm", "Việc nào phải chờ quy định của Bộ"),
        ("viec nao chua co van ban thi chua lam duoc", "viec nao phải chờ van ban"),
        ("Việc nào trung ương chưa hướng dẫn thì chưa làm", "Việc nào phải chờ hướng dẫn của trung ương"),
        (
            "Có việc nào mà tỉnh chưa ra văn bản thì phường chưa làm được không",
            "Có việc nào phải chờ văn bản của tỉnh không",
        ),
        ("Sở Y tế có việc nào còn tùy Trung ương hướng dẫn", "Sở Y tế có việc nào phải chờ Trung ương hướng dẫn"),
    ],
)
def test_what_work_needs_is_waited_for(said: str, waiting: str) -> None:
    assert as_waiting(said) == waiting


@pytest.mark.parametrize(
    "said",
    [
        "Nhiệm vụ nào có quy định mới thực hiện trong tháng 5",
        "Việc xây dựng đề án mới thực hiện khi nào",
        "Việc sửa đổi quy định mới làm xong chưa",
        "Việc nào có kế hoạch riêng",
        "Những việc trong tháng 5/2026",
        "Việc nào tuy đã quá hạn",
    ],
)
def test_new_papers_are_no_conditions(said: str) -> None:
    assert as_waiting(said) == said


@pytest.mark.parametrize(
    "question",
    [
        "Ai đang phải chờ hướng dẫn của cấp trên?",
        "Đơn vị nào có việc phải chờ hướng dẫn của cấp trên?",
        "Việc nào phải chờ hướng dẫn của cấp trên, ai chủ trì?",
        "may viec ma chua co huong dan cap tren thi chua lam duoc, la may viec",
    ],
)
def test_who_waits_is_asked_of_rows_that_wait(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.rows, answer.understood.line
    assert {row.task.kind for row in answer.rows} == {"conditional"}


def test_a_site_is_left_out_by_no_word_like_tru(ask: Ask) -> None:
    assert "không gồm" not in ask("Bố trí trụ sở phải chờ ai?").understood.line
