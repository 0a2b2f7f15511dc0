"""The same work with two days or two leads is said; what only looks alike is not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from corpus.model import Plan, Task
from index.conflicts import conflicts_with
from index.records import Conflict
from tests.index.builders import due_before, reading, task

PLAN = Plan("p", "p.txt", symbol="12-KH/ĐU", issuer="ĐẢNG ỦY PHƯỜNG AN BÌNH")
MAY, JUNE, JULY = date(2026, 5, 15), date(2026, 6, 30), date(2026, 7, 10)


def found(*tasks: Task) -> list[Conflict]:
    one = reading(PLAN, tasks)
    return list(conflicts_with({PLAN.id: one}, {PLAN.id: PLAN}, lambda id: one))


def row(n: int, text: str, day: date | None, lead: Sequence[str] = ("Ban Xây dựng Đảng",), section: str = "II") -> Task:
    deadline = due_before(day) if day else None
    return task(PLAN, n, text, deadline=deadline, lead=tuple(lead), section=section)


RULES = "văn bản thực hiện Nghị quyết của Ban Chấp hành Đảng bộ tỉnh về công tác cán bộ"


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        # the issue is due before the draft
        (row(1, f"Ban hành {RULES}", JUNE), row(2, f"Dự thảo {RULES}", JULY, section="IV"), ["conflicting_deadlines"]),
        # first the draft, then the issue
        (row(1, f"Ban hành {RULES}", JUNE), row(2, f"Dự thảo {RULES}", MAY, section="IV.3"), []),
        # the sentence carries its deadline inside
        (
            row(1, f"Ban hành {RULES}", JUNE),
            row(2, f"Ban hành {RULES}, Trước ngày 10/7/2026.", JULY, ["Ban Xây dựng đảng Đảng ủy phường"], "IV.3"),
            ["conflicting_deadlines"],
        ),
        (row(1, f"Ban hành {RULES}", JUNE), row(2, f"Ban hành {RULES}", JUNE, section="IV"), []),
        (row(1, f"Ban hành {RULES}", JUNE), row(2, f"Ban hành {RULES}", None, section="IV"), []),
        # a list by agencies gives the same work to each
        (row(1, f"Ban hành {RULES}", JUNE), row(2, f"Ban hành {RULES}", JULY, ["UBND phường"], "V"), []),
        (row(1, f"Ban hành {RULES}", JUNE), row(2, f"Ban hành {RULES}", JUNE, ["UBND phường"], "V"), []),
        # one list gives the very same work to two
        (row(1, f"Ban hành {RULES}", JUNE), row(2, f"Ban hành {RULES}", JUNE, ["UBND phường"]), ["conflicting_leads"]),
        (row(1, f"Ban hành {RULES}", JUNE), row(2, f"Ban hành {RULES}", JUNE, ["Các chi bộ"]), []),
        # one of them adds the years that it is for
        (row(1, f"Ban hành {RULES} giai đoạn 2026 - 2030", JUNE), row(2, f"Dự thảo {RULES}", JULY, section="IV"),
         ["conflicting_deadlines"]),
        (row(1, f"Ban hành {RULES} năm 2026", MAY), row(2, f"Ban hành {RULES} năm 2027", JULY, section="IV"), []),
        (row(1, f"Ban hành 3 {RULES}", MAY), row(2, f"Ban hành {RULES}", JULY, section="IV"), []),
        # other numbers, other work
        (row(1, "Báo cáo kết quả thực hiện nhiệm vụ quý 1 về cải cách hành chính", MAY),
         row(2, "Báo cáo kết quả thực hiện nhiệm vụ quý 2 về cải cách hành chính", JULY), []),
        # alike, not the same
        (row(1, "Lập danh sách cán bộ khối chính quyền đi học chữ ký số theo lịch của tỉnh", MAY),
         row(2, "Lập danh sách cán bộ khối đảng và đoàn thể đi học chữ ký số theo lịch của tỉnh", JULY), []),
        (row(1, "Báo cáo tình hình đội ngũ cán bộ của phường", MAY),
         row(2, "Soát lại tuổi đời, bằng cấp của đội ngũ cán bộ của phường", JUNE), []),
        (row(1, "Họp giao ban", MAY), row(2, "Họp giao ban", JULY), []),
    ],
)  # fmt: skip
def test_conflicts_inside_a_plan(one: Task, other: Task, kinds: list[str]) -> None:
    both = found(one, other)
    assert [conflict.kind for conflict in both] == kinds
    for conflict in both:
        assert set(conflict.task_ids) == {one.id, other.id}
        assert conflict.message.startswith("Cùng một việc nhưng")


def test_the_message_names_both_places() -> None:
    (conflict,) = found(row(1, f"Ban hành {RULES}", JUNE), row(2, f"Dự thảo {RULES}", JULY, section="IV.3"))
    assert conflict.message == (
        "Cùng một việc nhưng ghi hạn khác nhau: mục II, nhiệm vụ 1 ghi “Trước ngày 30/6/2026”; "
        "mục IV.3, nhiệm vụ 2 ghi “Trước ngày 10/7/2026”."
    )


@pytest.mark.parametrize(
    ("day", "basis", "count"),
    [
        (JULY, ("Kế hoạch số 5-KH/TU ngày 03/4/2026",), 1),
        (MAY, ("Kế hoạch số 5-KH/TU ngày 03/4/2026",), 0),  # a plan may ask for more than it was asked
        (JULY, ("Kế hoạch số 15-KH/TU ngày 03/4/2026",), 0),
        (JULY, (), 0),
    ],
)
def test_a_plan_that_carries_out_another(day: date, basis: tuple[str, ...], count: int) -> None:
    above = Plan("t", "t.txt", symbol="5-KH/TU", issuer="TỈNH ỦY SÔNG LAM")
    below = Plan("w", "w.txt", symbol="12-KH/ĐU", issuer="ĐẢNG ỦY PHƯỜNG AN BÌNH", basis=basis)
    readings = {
        "t": reading(above, [task(above, 1, f"Ban hành {RULES}", deadline=due_before(JUNE))]),
        "w": reading(below, [task(below, 1, f"Ban hành {RULES}", deadline=due_before(day))]),
    }
    plans = {"t": above, "w": below}
    for written in ({"w": readings["w"]}, {"t": readings["t"]}, readings):
        both = list(conflicts_with(written, plans, readings.__getitem__))
        assert len(both) == count
        assert all("5-KH/TU" in one.message and "12-KH/ĐU" in one.message for one in both)


CORE = "đo đạc, lập bản đồ địa chính của 12 tổ dân phố"


@pytest.mark.parametrize(
    ("one", "one_day", "other", "other_day", "count"),
    [
        (f"Đo đạc{CORE[6:]} theo quy trình mới", JULY, f"Hoàn thành {CORE}, báo cáo Chủ tịch UBND phường", JUNE, 1),
        (f"Đo đạc{CORE[6:]}", JULY, f"Chủ trì, phối hợp với Công an phường {CORE}", JUNE, 1),
        (f"Đo đạc{CORE[6:]} năm 2026", JULY, f"Tiếp tục {CORE} nhằm phục vụ công tác cấp giấy chứng nhận", JUNE, 0),
        (f"Đo đạc{CORE[6:]}", JULY, f"Tập trung {CORE} nhằm phục vụ công tác cấp giấy chứng nhận cho dân", JUNE, 1),
        # first the work, then the report on it
        (f"Đo đạc{CORE[6:]}", JUNE, f"Hoàn thành {CORE}, báo cáo Chủ tịch UBND phường Hòa Lạc trước khi họp", JULY, 0),
        # other people's, other places', other papers'
        (f"Đo đạc{CORE[6:]} theo quy trình mới", JULY, f"Hoàn thành {CORE} tại các khu tái định cư ven sông", JUNE, 0),
        (f"Đo đạc{CORE[6:]} theo quy trình của Bộ", JULY, f"Hoàn thành {CORE} theo đề án của tỉnh Sông Lam", JUNE, 0),
        ("Rà soát hộ nghèo theo chuẩn của tỉnh", JULY, "Hoàn thành rà soát hộ nghèo, báo cáo UBND phường", JUNE, 0),
    ],
)
def test_the_core_of_a_work_tells_it(one: str, one_day: date, other: str, other_day: date, count: int) -> None:
    rows = row(1, one, one_day), row(2, other, other_day, section="IV.3")
    assert [conflict.kind for conflict in found(*rows)] == ["conflicting_deadlines"] * count


def test_the_core_of_another_bodys_work_is_no_conflict() -> None:
    own = row(1, f"Đo đạc{CORE[6:]} theo quy trình mới", JULY)
    assert not found(own, row(2, f"Hoàn thành {CORE}", JUNE, ["Công an phường"], "V"))
