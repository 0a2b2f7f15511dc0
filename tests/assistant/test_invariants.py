"""What must hold for every answer, tried on generated questions over the sample plans."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant
from corpus.model import Task
from index import Index
from tests.assistant.conftest import TODAY

AGENCIES = {
    "Ban Xây dựng Đảng": "Ban Xây dựng Đảng",
    "Công an phường": "Công an phường",
    "Trạm Y tế phường": "Trạm Y tế phường",
    "UBND phường": "UBND phường",
    "Văn phòng Tỉnh ủy": "Văn phòng Tỉnh ủy",
    "Hội Nông dân phường": "Hội Nông dân phường",
    "Phòng Văn hóa - Xã hội": "Phòng Văn hóa - Xã hội",
}
ROLES = {
    "chủ trì những nhiệm vụ nào": "lead",
    "phối hợp thực hiện những nhiệm vụ nào": "coordinating",
    "phải hoàn thành những gì": "lead",
}
PERIODS = {
    "": (None, None),
    "trước 15/5/2026": (None, date(2026, 5, 14)),
    "đến hết ngày 30/6/2026": (None, date(2026, 6, 30)),
    "trong tháng 4/2026": (date(2026, 4, 1), date(2026, 4, 30)),
    "trong quý III năm 2026": (date(2026, 7, 1), date(2026, 9, 30)),
    "từ 01/5/2026 đến 31/8/2026": (date(2026, 5, 1), date(2026, 8, 31)),
    "trước 01/01/2020": (None, date(2019, 12, 31)),
}
WORDS = st.sampled_from(
    [
        "nhiệm", "vụ", "nào", "của", "ai", "khi", "bao", "giờ", "trước", "sau", "15/5/2026", "tháng", "quý",
        "đảng", "viên", "chữa", "cháy", "rác", "số", "8", "mục", "III.2", "chi", "bộ", "Ban", "Xây", "dựng",
        "Đảng", "Công", "an", "phường", "còn", "thì", "sao", "kế", "hoạch", "18-KH/ĐU", "gấp", "nhất", "mỗi",
        "cơ", "quan", "mâu", "thuẫn", "không", "phối", "hợp",
    ]
)


@settings(max_examples=100)
@given(st.sampled_from(sorted(AGENCIES)), st.sampled_from(sorted(ROLES)), st.sampled_from(sorted(PERIODS)))
def test_conditions_are_met_exactly(assistant: Assistant, opened: Index, agency: str, role: str, period: str) -> None:
    """The rows are those that a plain look at every task picks out."""
    answer = assistant.ask(f"{agency} {role} {period}?".replace(" ?", "?"), today=TODAY)
    first, last = PERIODS[period]
    wanted = {
        task.id
        for task in opened.tasks()
        if AGENCIES[agency] in getattr(task, ROLES[role])
        and (not period or _inside(task, first, last))
        and not (task.kind == "done" and "phải" in role)
    }
    assert {row.task.id for row in answer.rows} == wanted
    assert answer.status == ("answered" if wanted else "nothing_found")
    _sound(answer, opened)


def _inside(task: Task, first: date | None, last: date | None) -> bool:
    day = task.deadline.last_day if task.deadline else None
    return day is not None and (first is None or day >= first) and (last is None or day <= last)


@settings(max_examples=150)
@given(st.lists(WORDS, min_size=1, max_size=12), st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=2))
def test_any_words_give_a_sound_answer(
    assistant: Assistant, opened: Index, words: list[str], history: list[list[str]]
) -> None:
    answer = assistant.ask(" ".join(words), today=TODAY, history=[" ".join(one) for one in history])
    _sound(answer, opened)


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_text_gives_a_sound_answer(assistant: Assistant, opened: Index, text: str) -> None:
    answer = assistant.ask(text, today=TODAY)
    assert answer.question == text
    _sound(answer, opened)


def _sound(answer: Answer, opened: Index) -> None:
    """Every count is the count of rows shown, every [n] resolves, every quote is word for word."""
    numbers = {citation.n for citation in answer.citations}
    assert sorted(numbers) == list(range(1, len(answer.citations) + 1))
    assert {int(n) for n in re.findall(r"(?<!\\)\[(\d+)\]", answer.text)} == numbers
    assert {row.n for row in answer.rows} | {quote.n for quote in answer.passages} == numbers
    assert len({row.task.id for row in answer.rows}) == len(answer.rows)
    for citation in answer.citations:
        assert citation.quote
        assert citation.quote in "\n".join(opened.lines(citation.plan_id))
    counted = re.match(r"(?:Có: )?(\d+) nhiệm vụ", answer.headline)
    if counted and answer.status == "answered":
        assert int(counted.group(1)) == len(answer.rows)
    assert not {row.task.id for row in answer.rows} & {related.task.id for related in answer.related}
    for group in answer.groups:
        assert set(group.rows) <= {row.n for row in answer.rows}
    if answer.status != "answered":
        assert not answer.rows
        assert not answer.citations
    assert answer.understood.line.startswith("Đã hiểu: ")
    assert answer.to_json()["status"] == answer.status
