"""Topics of several things, and rows that say a topic as well as the best one: over the sample plans."""

from __future__ import annotations

from itertools import combinations

import pytest

from assistant import Assistant
from tests.assistant.conftest import TODAY

THINGS = ("hộ tịch", "an toàn thực phẩm", "đá viên", "người cao tuổi")


def rows(assistant: Assistant, question: str) -> set[str]:
    return {row.task.id for row in assistant.ask(question, today=TODAY).rows}


@pytest.mark.parametrize(("one", "other"), combinations(THINGS, 2))
@pytest.mark.parametrize(
    "wording",
    ["Nhiệm vụ nào về {0} hoặc {1}?", "Có việc nào nhắc tới {0} hay {1} không?", "Những việc nói về {0}, {1}"],
)
def test_rows_with_either(assistant: Assistant, wording: str, one: str, other: str) -> None:
    either = rows(assistant, wording.format(one, other))
    apart = rows(assistant, f"Nhiệm vụ nào về {one}?"), rows(assistant, f"Nhiệm vụ nào về {other}?")
    assert all(apart)
    whole = apart[0] & apart[1]
    # a comma asks for rows with both where there are any
    assert either == apart[0] | apart[1] or "," in wording and whole and whole <= either


@pytest.mark.parametrize(
    "question",
    [
        "Nơi nào lo an toàn thực phẩm?",
        "An toàn thực phẩm thì ai làm?",
        "An toàn thực phẩm giao đơn vị nào xử lý?",
        "Những nơi nào làm an toàn thực phẩm?",
    ],
)
def test_who_is_asked_of_all_rows_that_say_it(assistant: Assistant, question: str) -> None:
    assert rows(assistant, question) == rows(assistant, "Nhiệm vụ nào về an toàn thực phẩm?")


def test_a_thing_that_no_plan_has_is_left_out(assistant: Assistant) -> None:
    assert rows(assistant, "Nhiệm vụ nào về tàu ngầm hoặc hộ tịch?") == rows(assistant, "Nhiệm vụ nào về hộ tịch?")
    answer = assistant.ask("Nhiệm vụ nào về tàu ngầm hoặc vũ trụ?", today=TODAY)
    assert not answer.rows and answer.status in ("not_covered", "nothing_found")
