"""Rows by the parts of their plan, and by the persons who answer for them."""

from __future__ import annotations

import pytest

from assistant.breakdown import breakdown, persons_of
from assistant.grouping import grouped
from corpus.model import Task
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("text", "by", "fine"),
    [
        ("Liệt kê việc của xã theo từng phần", "section", False),
        ("liet ke viec cua xa theo tung phan", "section", False),
        ("Mỗi phần có bao nhiêu việc?", "section", False),
        ("Thống kê theo từng mục", "section", True),
        ("Chia theo mục giúp anh", "section", True),
        ("Gom theo lĩnh vực", "section", False),
        ("Nhiệm vụ theo từng nhóm nhiệm vụ", "section", False),
        ("Chia việc theo từng đồng chí", "person", False),
        ("Mỗi đồng chí phụ trách mấy việc?", "person", False),
        ("xếp theo người phụ trách", "person", False),
    ],
)
def test_how_rows_are_put_together(text: str, by: str, fine: bool) -> None:
    found = breakdown(text)
    assert found is not None and (found.by, found.fine) == (by, fine)


@pytest.mark.parametrize(
    "text",
    [
        "Theo mục tiêu của kế hoạch thì đạt gì?",
        "Mỗi mục tiêu đạt bao nhiêu?",
        "Theo phần II thì ai chủ trì?",
        "theo mục III.2 co gi",
        "Từng phần mềm do ai làm?",
        "Theo phân công thì ai làm?",
        "Mỗi người dân được gì?",
        "Từng cán bộ, công chức phải học gì?",
        "Theo lĩnh vực đất đai có việc gì?",
        "Mỗi nhóm đối tượng hỗ trợ gì?",
    ],
)
def test_other_words_put_nothing_together(text: str) -> None:
    assert breakdown(text) is None


def test_parts_stand_in_the_plans_order(ask: Ask) -> None:
    answer = ask("Kế hoạch 18-KH/ĐU có những việc gì, chia theo từng mục?")
    assert [group.heading.split(":")[0] for group in answer.groups] == [
        "Mục III.2", "Mục IV.1", "Mục IV.2", "Mục IV.3", "Mục IV.4"
    ]  # fmt: skip
    coarse = ask("Kế hoạch 18-KH/ĐU mỗi phần có bao nhiêu việc?")
    assert coarse.figures is not None
    assert [line[0].split(":")[0] for line in coarse.figures.lines] == ["Mục III", "Mục IV"]


def test_a_count_by_place_is_in_the_plans_order(ask: Ask) -> None:
    headline = ask("Kế hoạch 18-KH/ĐU có bao nhiêu việc của Ban Xây dựng Đảng?").headline
    places = [part.split()[0].strip(".,") for part in headline.split("mục ")[1:]]
    assert places == sorted(places)


def test_a_talk_goes_on_with_a_breakdown(ask: Ask) -> None:
    former = "Kế hoạch 18-KH/ĐU giao Ban Xây dựng Đảng việc gì?"
    answer = ask("Chia theo từng mục giúp anh", former)
    assert {row.task.id for row in answer.rows} == {row.task.id for row in ask(former).rows}
    assert len(answer.groups) > 1


def _task(id: str, *details: tuple[str, str]) -> Task:
    return Task(id, "p", "p.txt", "I", id, int(id), "Sửa cầu", "Sửa cầu", (), details=details)


def test_by_persons() -> None:
    tasks = [
        _task("1", ("Lãnh đạo phụ trách", "Đ/c Lê Văn Bình, Phó Chủ tịch")),
        _task("2", ("Sản phẩm", "Báo cáo")),
        _task("3", ("Lãnh đạo phụ trách", "Đ/c Lê Văn Bình, Phó Chủ tịch; Đ/c Trần Thị Lụa")),
    ]
    assert persons_of(tasks[2]) == ["Đ/c Lê Văn Bình, Phó Chủ tịch", "Đ/c Trần Thị Lụa"]
    groups = dict(grouped(tasks, "person", {}))
    assert groups["Đ/c Lê Văn Bình, Phó Chủ tịch"] == ("1", "3")
    assert groups["Không ghi người phụ trách"] == ("2",)


def test_where_no_plan_prints_persons_agencies_are_given(ask: Ask) -> None:
    answer = ask("Chia việc của Kế hoạch 18-KH/ĐU theo từng đồng chí phụ trách")
    assert answer.headline.startswith("Kế hoạch không có cột ghi người phụ trách.")
    assert {"Ban Xây dựng Đảng", "Văn phòng Đảng ủy"} <= {group.heading for group in answer.groups}
