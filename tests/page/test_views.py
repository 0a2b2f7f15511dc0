"""How answers and sources become HTML, without a browser: what is marked, what is shown around it, what chips ask."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.answer import Understood
from assistant.plan_reference import PlanFinder, plan_name
from assistant.ui import chips, source_view
from assistant.ui.source_view import Source
from corpus.model import Plan, Spot
from index import Index

PLAN = Plan("p", "ke-hoach.txt", "18-KH/ĐU", "Kế hoạch thử")
LINES = (
    "Đoạn mở đầu",
    "",
    "STT\tNhiệm vụ\tChủ trì",
    *[f"{n}\tViệc thứ {n}\tVăn phòng" for n in range(1, 30)],
    "nối tiếp việc thứ 29",
    "",
    "Nơi nhận:",
)
QUESTIONS = json.loads((Path(__file__).parents[1] / "samples" / "questions.json").read_text(encoding="utf-8"))


def source(*spots: Spot, file: str = "ke-hoach.txt") -> Source:
    return Source("task:1", Plan("p", file), "III.2", "Nhiệm vụ cụ thể", "5", "q", spots)


def shown(*spots: Spot) -> str:
    return str(source_view.render(source(*spots), LINES, None))


def marked(html: str) -> list[int]:
    return [int(n) for n in re.findall(r'class="src-here" data-line="(\d+)"', html)]


def test_the_row_is_marked_with_rows_around_it_and_the_tables_header() -> None:
    html = shown(Spot(20, 20))
    assert marked(html) == [20]
    numbers = [int(n) for n in re.findall(r'data-line="(\d+)"', html)]
    assert numbers == list(range(11, 30))
    assert re.search(r"<thead><tr><th[^>]*>STT</th><th[^>]*>Nhiệm vụ</th>", html)


def test_a_row_that_goes_on_is_marked_to_its_end() -> None:
    html = shown(Spot(32, 33))
    assert marked(html) == [32, 33]
    assert 'colspan="3"' in html
    assert "Nơi nhận:" in html


def test_two_spots_apart_are_two_windows() -> None:
    html = shown(Spot(1, 1), Spot(32, 32))
    assert marked(html) == [1, 32]
    assert html.count("src-gap") == 1


def test_spots_beyond_the_rendition_do_no_harm() -> None:
    assert marked(shown(Spot(90, 91))) == []
    assert marked(shown()) == []


@pytest.mark.parametrize(
    ("spots", "file", "words"),
    [
        ((Spot(61, 62),), "a.txt", "dòng 61–62"),
        ((Spot(61, 61),), "a.txt", "dòng 61"),
        ((Spot(5, 6, 3), Spot(7, 7, 4)), "a.pdf", "trang 3–4"),
        ((Spot(5, 6, 2),), "a.xlsx", "trang tính 2"),
        ((), "a.txt", ""),
    ],
)
def test_places_are_said_as_people_find_them(spots: tuple[Spot, ...], file: str, words: str) -> None:
    assert source_view.spot_words(spots, file) == words
    assert source_view.place(source(*spots, file=file)) == " · ".join(p for p in ("Mục III.2", "số 5", words) if p)


def test_chips_of_a_question_that_cannot_be_said_again_are_only_shown() -> None:
    offered = chips.Offers(("Văn phòng",), {"p": "Kế hoạch 1", "r": "Kế hoạch 2"}, ("tuần này",))
    assert [chip.instead for chip in chips.of(Understood("", "passage", topic="tổ dân phố"), offered)] == [()]
    listing = chips.of(Understood("", "list", ("Ban Xây dựng Đảng",), "lead", "trước 1/5: có hạn…"), offered)
    assert [chip.name for chip in listing] == ["agencies", "role", "due", "plans"]
    assert all(chip.instead for chip in listing)
    assert [bool(chip.without) for chip in listing] == [True, False, True, False]


LISTS = [question for question in QUESTIONS if question["kind"] not in ("passage", "abstain", "followup")]


@pytest.fixture(scope="module")
def opened(data: Path) -> Iterator[Index]:
    with Index.open(data, load=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def assistant(opened: Index) -> Assistant:
    return Assistant(opened)


@pytest.mark.parametrize("question", LISTS, ids=lambda question: question["id"])
def test_what_was_understood_asked_again_in_words_gives_the_same_rows(
    opened: Index, assistant: Assistant, question: dict[str, str]
) -> None:
    today = date.fromisoformat(question["today"])
    answer = assistant.ask(question["q"], today=today)
    if answer.understood.kind not in ("list", "count"):
        pytest.skip("not a question for a list")
    names = {record.plan.id: plan_name(record.plan) for record in opened.plans()}
    again = chips.compose(chips.conditions(answer.understood, names))
    rows = {row.task.id for row in assistant.ask(again, today=today).rows}
    assert rows == {row.task.id for row in answer.rows}, again


def test_a_plan_without_a_symbol_is_asked_for_by_the_name_that_chips_give_it(opened: Index) -> None:
    """Chips and plan cards ask with `plan_name`; a long title is cut in it and holds an agency's name."""
    title = "KẾ HOẠCH Thực hiện Chương trình hành động về chuyển đổi số của Ban Thường vụ Tỉnh ủy giai đoạn 2026 - 2030"
    plan = Plan("x", "ke-hoach.txt", None, title)
    records = [replace(opened.plans()[0], plan=plan), *opened.plans()]
    question = f"{plan_name(plan)} có những nhiệm vụ nào?"
    (found,) = PlanFinder(records, lambda *_: False).find(question, accented=True)
    assert found.plan_ids == {"x"} and "KẾ HOẠCH" not in question
