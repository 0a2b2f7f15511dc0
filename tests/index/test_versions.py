"""Which plan a file is a new version of, and what changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.levels import plan_level
from corpus.model import Plan, Task
from index.diff import changes, summary
from index.lineage import Lineage, same_plan
from tests.index.builders import due_before, task

AN_BINH = Plan(
    "a", "a.txt", "12-KH/ĐU", "Kế hoạch chuyển đổi số năm 2026", "ĐẢNG ỦY PHƯỜNG AN BÌNH", "An Bình", date(2026, 4, 5)
)


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        ({"file": "b.pdf"}, True),
        ({"symbol": "12 -KH/ĐU"}, True),
        ({"title": "Kế hoạch khác hẳn"}, True),  # the symbol decides
        ({"issued_on": date(2026, 5, 9)}, True),
        ({"issued_on": None}, True),
        ({"issuer": "Đảng uỷ phường An Bình"}, True),
        ({"symbol": "13-KH/ĐU"}, False),
        ({"issuer": "ĐẢNG ỦY PHƯỜNG HÒA LẠC"}, False),
        ({"issued_on": date(2025, 4, 5)}, False),  # numbering starts anew each year
        ({"parent": "12-KH/ĐU"}, False),  # its appendix
        ({"symbol": None}, True),  # the draft: issuer, date and title agree
        ({"symbol": "  -KH/ĐU"}, True),
        ({"symbol": None, "issued_on": date(2026, 4, 6)}, False),
        ({"symbol": None, "title": "Kế hoạch tiêm phòng dại"}, False),
        ({"symbol": None, "issuer": "ĐẢNG ỦY PHƯỜNG HÒA LẠC"}, False),
    ],
)
def test_what_makes_a_plan_the_same_plan(changed: dict[str, object], same: bool) -> None:
    plan = replace(AN_BINH, id="b", **changed)  # type: ignore[arg-type]
    assert (Lineage([AN_BINH]).predecessor(plan) is AN_BINH) is same
    assert (Lineage([plan]).predecessor(AN_BINH) is plan) is same


def test_plans_without_any_header_are_told_by_their_file() -> None:
    bare = Plan("a", "a.txt")
    assert Lineage([bare]).predecessor(Plan("b", "a.txt")) is bare
    assert Lineage([bare]).predecessor(Plan("b", "b.txt")) is None


def test_two_appendices_of_one_plan_are_two_plans() -> None:
    one = Plan("a", "a.txt", title="Phụ lục I: nhiệm vụ của khối Đảng", parent="12-KH/ĐU")
    other = replace(one, id="b", file="b.txt", title="Phụ lục II: nhiệm vụ của khối chính quyền và đoàn thể")
    assert Lineage([one]).predecessor(other) is None
    assert Lineage([one]).predecessor(replace(one, id="c", file="c.txt")) is one


@pytest.mark.parametrize(
    ("plan", "level"),
    [
        (AN_BINH, "phường"),
        (Plan("p", "p", issuer="BAN THƯỜNG VỤ ĐẢNG ỦY XÃ HÒA LẠC"), "xã"),
        (Plan("p", "p", issuer="ĐẢNG BỘ TỈNH SÔNG LAM ĐẢNG ỦY PHƯỜNG PHÚ XUÂN"), "phường"),
        (Plan("p", "p", issuer="TỈNH ỦY SÔNG LAM"), "tỉnh"),
        (Plan("p", "p", issuer="Ban Thường vụ Thành uỷ"), "thành phố"),
        (Plan("p", "p", issuer="ỦY BAN NHÂN DÂN THÀNH PHỐ"), "thành phố"),
        (Plan("p", "p", issuer="Ủy ban nhân dân thị xã Phú Xuân"), "huyện"),
        (Plan("p", "p", issuer="Sở Văn hóa, Thể thao và Xã hội", symbol="3-KH/TU"), "tỉnh"),
        (Plan("p", "p", symbol="76-KH/HU"), "huyện"),
        (Plan("p", "p", issuer="BỘ CHÍNH TRỊ"), "trung ương"),
        (Plan("p", "p", symbol="5-KH/ĐU"), None),
        (Plan("p", "p"), None),
    ],
)
def test_levels(plan: Plan, level: str | None) -> None:
    assert plan_level(plan) == level


def row(n: int, text: str, **facts: object) -> Task:
    return task(AN_BINH, n, text, **({"lead": ("UBND phường",), "deadline": due_before(date(2026, 6, 1))} | facts))


BEFORE = (
    row(1, "Rà soát hộ nghèo trên địa bàn phường"),
    row(2, "Chỉnh trang tuyến phố trước lễ hội"),
    row(3, "Tập huấn kỹ năng số cho tổ công nghệ cộng đồng"),
    row(4, "Kiểm tra hành lang thoát nước mùa mưa bão"),
)


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (BEFORE, []),
        (tuple(reversed(BEFORE)), []),  # only moved
        ((*BEFORE, row(5, "Trồng cây xanh dọc kênh")), ["added"]),
        (BEFORE[1:], ["removed"]),
        ((replace(BEFORE[0], deadline=due_before(date(2026, 7, 1))), *BEFORE[1:]), ["deadline"]),
        ((replace(BEFORE[0], deadline=None), *BEFORE[1:]), ["deadline"]),
        ((replace(BEFORE[0], lead=("Trạm Y tế",)), *BEFORE[1:]), ["lead"]),
        ((replace(BEFORE[0], lead=("Uỷ ban nhân dân phường",)), *BEFORE[1:]), ["lead"]),
        ((row(1, "Rà soát hộ nghèo, hộ cận nghèo trên địa bàn phường"), *BEFORE[1:]), ["reworded"]),
        # a row put in above, so that every number moves
        ((row(1, "Lập danh sách hội viên"), *(replace(r, number=str(n)) for n, r in enumerate(BEFORE, 2))), ["added"]),
        # rewritten beyond recognition under the same number: another task
        ((row(1, "Tổ chức đại hội thể dục thể thao lần thứ nhất"), *BEFORE[1:]), ["added", "removed"]),
        (
            (row(1, "Rà soát hộ nghèo, cận nghèo trên địa bàn", lead=("Trạm Y tế",), deadline=None), *BEFORE[1:]),
            ["deadline", "lead", "reworded"],
        ),
    ],
)  # fmt: skip
def test_what_changed(after: tuple[Task, ...], kinds: list[str]) -> None:
    found = changes(BEFORE, after)
    assert sorted(change.kind for change in found) == kinds
    assert all(change.message.endswith(".") for change in found)
    backwards = {"added": "removed", "removed": "added"}
    assert sorted(change.kind for change in changes(after, BEFORE)) == sorted(backwards.get(k, k) for k in kinds)


def test_the_same_day_in_other_words_is_no_change() -> None:
    one = row(1, "Rà soát hộ nghèo", deadline=due_before(date(2026, 6, 1)))
    other = replace(one, deadline=replace(one.deadline, text="Hoàn thành trước 01/6/2026"))  # type: ignore[type-var]
    assert changes([one], [other]) == ()


def test_changes_in_words() -> None:
    assert summary(()) == "không có thay đổi về nhiệm vụ"
    moved = replace(BEFORE[0], deadline=due_before(date(2026, 7, 1)))
    assert summary(changes(BEFORE, (moved, *BEFORE[1:-1]))) == "1 nhiệm vụ bị bỏ, 1 nhiệm vụ đổi hạn"


_HEADERS = st.builds(
    Plan,
    id=st.uuids().map(str),
    file=st.sampled_from(("a.txt", "b.txt")),
    symbol=st.sampled_from((None, "Số -KH/ĐU", "1-KH/ĐU", "2-KH/ĐU")),
    title=st.sampled_from((None, "Kế hoạch tiêm phòng dại", "Kế hoạch tiêm phòng dịch")),
    issuer=st.sampled_from((None, "ĐẢNG ỦY PHƯỜNG AN BÌNH")),
    issued_on=st.sampled_from((None, date(2026, 4, 5), date(2025, 4, 5))),
)


@given(st.lists(_HEADERS, max_size=6), _HEADERS, st.data())
def test_looking_among_kin_misses_no_older_version(plans: list[Plan], plan: Plan, data: st.DataObject) -> None:
    """The earliest of all plans that is its own older version, also after some have gone."""
    lineage = Lineage(plans)
    for gone in data.draw(st.lists(st.sampled_from(plans), unique_by=id)) if plans else []:
        lineage.discard(gone.id)
        plans = [one for one in plans if one is not gone]
    assert lineage.predecessor(plan) is next((one for one in plans if same_plan(plan, one)), None)
