"""What people say in meetings: "phường mình", both bodies together, periods that narrow each other, recipients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from assistant.mentions import Mentions
from assistant.question import Due
from corpus.model import Task
from index import Index
from tests.assistant.conftest import TODAY, Ask

WARD = ("18", "22", "27", "41")
MENTIONS = Mentions([], [], lambda first, second: False)


def _of_ward(task: Task) -> bool:
    return task.plan_id.startswith(WARD)


def _last(task: Task) -> date | None:
    return task.deadline.last_day if task.deadline else None


def _in_may(task: Task) -> bool:
    last = _last(task)
    return last is not None and (last.year, last.month) == (2026, 5)


def _leads(task: Task, name: str) -> bool:
    return name in task.lead


CASES: dict[str, Callable[[Task], bool]] = {
    "tháng 5 phường mình phải làm những gì": lambda task: _of_ward(task) and _in_may(task),
    "Tháng 5/2026 xã ta có việc gì đến hạn?": lambda task: _of_ward(task) and _in_may(task),
    "thang 5 nam 2026 phuong co viec gi den han": lambda task: _of_ward(task) and _in_may(task),
    "Ban Xây dựng Đảng với Văn phòng Đảng ủy cùng làm những việc nào?": lambda task: (
        {"Ban Xây dựng Đảng", "Văn phòng Đảng ủy"} <= {*task.lead, *task.coordinating, *task.directing}
    ),
    "Bỏ các việc thường xuyên ra thì Ban Xây dựng Đảng có việc gì?": lambda task: (
        _leads(task, "Ban Xây dựng Đảng") and task.kind != "recurring"
    ),
    "Trừ phần của Ban Xây dựng Đảng, việc nào đến hạn trong tháng 5/2026?": lambda task: (
        _in_may(task) and not _leads(task, "Ban Xây dựng Đảng")
    ),
    "Ban Xây dựng Đảng được giao tổng số mấy việc, tính cả việc đã xong?": lambda task: (
        _leads(task, "Ban Xây dựng Đảng")
    ),
    "Những khâu nào Hội Cựu chiến binh phường chỉ giữ vai trò phối hợp?": lambda task: (
        "Hội Cựu chiến binh phường" in task.coordinating
    ),
    "Việc nào Phòng Văn hóa - Xã hội đứng chủ trì còn Trạm Y tế phường chỉ phối hợp?": lambda task: (
        _leads(task, "Phòng Văn hóa - Xã hội") and "Trạm Y tế phường" in task.coordinating
    ),
    "Trong kế hoạch năm nay Trạm Y tế phường có việc gì?": lambda task: _leads(task, "Trạm Y tế phường"),
    "Bên Quân sự phường phải làm gì?": lambda task: _leads(task, "Ban Chỉ huy Quân sự phường"),
    "Các xã, phường phải làm gì?": lambda task: _leads(task, "Đảng ủy các xã, phường"),
    "Việc gì đang chậm?": lambda task: (_last(task) or TODAY) < TODAY,
    "Các phòng có việc gì?": lambda task: any(name.startswith("Phòng ") for name in task.lead),
    "Báo cáo tình hình thực hiện nhiệm vụ của Công an phường": lambda task: _leads(task, "Công an phường"),
    "Văn phòng Đảng ủy phối hợp làm những việc gì, với ai?": lambda task: "Văn phòng Đảng ủy" in task.coordinating,
    "Những việc Văn phòng Đảng ủy tham gia, ai chủ trì?": lambda task: "Văn phòng Đảng ủy" in task.coordinating,
    "Ban Xây dựng Đảng có việc nào thuộc loại làm thường xuyên?": lambda task: (
        _leads(task, "Ban Xây dựng Đảng") and task.kind == "recurring"
    ),
    "Việc nào chưa biết hạn?": lambda task: task.kind == "none",
    "Nhiệm vụ nào không ghi rõ mốc thời gian?": lambda task: task.kind == "none",
    "Việc nào không ghi cơ quan phối hợp?": lambda task: not task.coordinating,
    "Việc nào để trống cột phối hợp?": lambda task: not task.coordinating,
    "Việc nào có cả Ban Xây dựng Đảng lẫn Văn phòng Đảng ủy tham gia?": lambda task: (
        {"Ban Xây dựng Đảng", "Văn phòng Đảng ủy"} <= {*task.lead, *task.coordinating, *task.directing}
    ),
    "Ban Xây dựng Đảng có mấy việc, việc nào gấp nhất?": lambda task: _leads(task, "Ban Xây dựng Đảng"),
    "Cái nào trễ rồi mà chưa xong?": lambda task: (_last(task) or TODAY) < TODAY,
}


@pytest.mark.parametrize("question", CASES)
def test_spoken_questions(ask: Ask, opened: Index, question: str) -> None:
    answer = ask(question)
    done = {task.id for task in opened.tasks() if task.kind == "done"}
    wanted = {task.id for task in opened.tasks() if CASES[question](task)}
    assert {row.task.id for row in answer.rows} - done == wanted - done, answer.understood.line
    assert wanted, question


def test_latest_and_overdue_longest(ask: Ask, opened: Index) -> None:
    days = [last for task in opened.tasks() if (last := _last(task)) and task.kind != "done"]
    assert {_last(row.task) for row in ask("Mốc nào xa nhất?").rows} == {max(days)}
    past = [day for day in days if day < TODAY]
    assert {_last(row.task) for row in ask("Việc nào quá hạn lâu nhất?").rows} == {min(past)}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("trước 1/12/2025 nhưng sau ngày 31/8/2025", [("2025-09-01", "2025-11-30")]),
        ("từ 1/11 đến 30/11 năm 2026", [("2026-11-01", "2026-11-30")]),
        ("cuối năm 2026 (trong tháng 12)", [("2026-12-01", "2026-12-31")]),
        ("24/8/2026 trở về trước, tính từ đầu tháng 8", [("2026-08-01", "2026-08-24")]),
        ("quý này còn việc nào chưa tới hạn", [("2026-04-20", "2026-06-30")]),
        ("trong tháng 5, trước ngày 15/5/2026", [("2026-05-01", "2026-05-14")]),
        ("hôm nay thứ hai rồi, tuần này có gì", [("2026-04-20", "2026-04-26")]),
        ("trước kỳ nghỉ lễ 30/4/2026", [(None, "2026-04-29")]),
        ("phải xong trước mùng 1/5/2026", [(None, "2026-04-30")]),
        ("truoc mung 5 thang sau", [(None, "2026-05-04")]),
        ("từ mùng 2 đến mồng 9/5", [("2026-05-02", "2026-05-09")]),
        ("văn nghệ chào mừng 19/5", [("2026-05-19", "2026-05-19")]),
        # the day on which one asks, said with its date
        ("Hôm nay 20/4, việc nào quá hạn?", [(None, "2026-04-19")]),
        ("Hôm nay thứ hai, ngày 20/4/2026, tháng 7 có gì?", [("2026-07-01", "2026-07-31")]),
        ("hôm nay 20/4 có gì", [("2026-04-20", "2026-04-20")]),
        ("Trạm Y tế phường đã trễ việc tiêm vắc xin chưa?", [(None, "2026-04-19")]),
        ("Việc tiêm vắc xin trễ chưa?", [(None, "2026-04-19")]),
        ("xử lý việc chậm giải ngân", []),
        # listed or joined by "hoặc", they are alternatives
        ("tuần này với tuần sau có gì", [("2026-04-20", "2026-04-26"), ("2026-04-27", "2026-05-03")]),
        ("trước 1/4/2026 hoặc sau 1/6/2026", [(None, "2026-03-31"), ("2026-06-02", None)]),
        ("đến hạn hôm nay và tuần này", [("2026-04-20", "2026-04-20"), ("2026-04-20", "2026-04-26")]),
    ],
)
def test_periods_narrow_each_other_or_are_alternatives(text: str, days: list[tuple[str | None, str | None]]) -> None:
    found: list[Due] = MENTIONS.periods(text, today=TODAY)
    assert [(due.first and due.first.isoformat(), due.last and due.last.isoformat()) for due in found] == days


def test_an_order_or_a_single_row_of_the_talk_does_not_narrow_what_is_asked_next(ask: Ask, opened: Index) -> None:
    first = "Ban Xây dựng Đảng có những việc gì?"
    waiting = ask("Còn việc nào phải chờ?", first, "Việc nào sớm nhất?")
    wanted = {t.id for t in opened.tasks() if _leads(t, "Ban Xây dựng Đảng") and t.kind == "conditional"}
    assert {row.task.id for row in waiting.rows} == wanted != set()
    other = ask("Còn Ban Tổ chức Tỉnh ủy thì sao?", first, "Việc cuối cùng là gì?")
    assert {row.task.id for row in other.rows} == {t.id for t in opened.tasks() if _leads(t, "Ban Tổ chức Tỉnh ủy")}


def test_the_same_rows_are_asked_about_again(ask: Ask) -> None:
    first = "Ai chủ trì việc tuyên truyền?"
    rows = [row.task.id for row in ask(first).rows]
    assert [row.task.id for row in ask("Hạn khi nào?", first).rows] == rows != []


def test_a_talk_takes_in_and_leaves_out(ask: Ask, opened: Index) -> None:
    first = "Những việc trong tháng 5/2026"
    may = {task.id for task in opened.tasks() if _in_may(task) and task.kind != "done"}
    own = {task.id for task in opened.tasks() if _leads(task, "Ban Xây dựng Đảng")}
    assert {row.task.id for row in ask("bỏ Ban Xây dựng Đảng đi", first).rows} == may - own != may
    later = ask("cả tháng 6 nữa", first)
    june = {t.id for t in opened.tasks() if (last := _last(t)) and (last.year, last.month) == (2026, 6)}
    assert {row.task.id for row in later.rows} >= may | june - {t.id for t in opened.tasks() if t.kind == "done"} > may
    both = ask("thêm Trạm Y tế phường nữa", "Ban Xây dựng Đảng có việc gì?")
    assert {row.task.id for row in both.rows} == own | {
        task.id for task in opened.tasks() if _leads(task, "Trạm Y tế phường")
    }
    assert ask("Sản phẩm của nó là gì?", "Ai chủ trì việc tuyên truyền?").rows


def test_a_deed_that_no_row_of_a_body_tells_is_asked_of_all_of_them(ask: Ask, opened: Index) -> None:
    rows = ask("Trạm Y tế phường bắt đầu từ tháng mấy?").rows
    assert {row.task.id for row in rows} == {t.id for t in opened.tasks() if _leads(t, "Trạm Y tế phường")} != set()


def test_a_share_is_that_of_all_rows_of_the_same_bodies(ask: Ask, opened: Index) -> None:
    answer = ask("Bao nhiêu phần trăm việc của Ban Xây dựng Đảng là thường xuyên?")
    own = [task for task in opened.tasks() if _leads(task, "Ban Xây dựng Đảng")]
    often = [task for task in own if task.kind == "recurring"]
    assert {row.task.id for row in answer.rows} == {task.id for task in often} != set()
    assert f"của {len(own)} nhiệm vụ" in answer.headline


def test_who_helps_most_is_counted_by_who_helps(ask: Ask, opened: Index) -> None:
    counts = Counter((t.plan_id, name) for t in opened.tasks() if t.kind != "done" for name in set(t.coordinating))
    answer = ask("Đơn vị nào phối hợp nhiều việc nhất?")
    assert len(answer.rows) >= max(counts.values())
    assert f"({max(counts.values())} nhiệm vụ)" in answer.headline


def test_words_that_go_with_the_asking_choose_no_rows_but_a_subject_does(ask: Ask, opened: Index) -> None:
    answer = ask("Việc nào của Ban Xây dựng Đảng thường xuyên thì đọc để tôi gạch sổ")
    own = {t.id for t in opened.tasks() if _leads(t, "Ban Xây dựng Đảng") and t.kind == "recurring"}
    assert {row.task.id for row in answer.rows} == own != set()
    assert "gạch sổ" in answer.understood.line
    for subject in ("về đường sắt", "cho trẻ tự kỷ", "trong ngành dầu khí"):
        assert not ask(f"Ban Xây dựng Đảng có nhiệm vụ gì {subject}?").rows


def test_another_number_of_the_same_plan(ask: Ask) -> None:
    first = "Nhiệm vụ số 2 mục II của kế hoạch 41/KH-UBND là gì?"
    assert [row.task.number for row in ask("còn số 1?", first).rows] == ["1"]


def test_a_body_whose_parts_are_asked_for_leads_nothing_itself(ask: Ask, opened: Index) -> None:
    rows = ask("Phòng nào của UBND phường có nhiều việc nhất?").rows
    assert rows
    assert not all(_leads(row.task, "UBND phường") for row in rows)


def test_the_figures_of_all_and_of_what_is_overdue_stand_beside_each_other(ask: Ask, opened: Index) -> None:
    answer = ask("Kế hoạch 41/KH-UBND có bao nhiêu nhiệm vụ, bao nhiêu cái đã quá hạn?")
    assert len(answer.rows) == sum(task.plan_id.startswith("41") for task in opened.tasks()), answer.understood.line
    assert answer.figures is not None


def test_a_part_of_every_plan_is_asked_of_the_plan_spoken_of(ask: Ask) -> None:
    answer = ask("Mục đích là gì?", "Kế hoạch 41/KH-UBND ai ký?")
    assert {quote.plan_id[:2] for quote in answer.passages} == {"41"}, answer.understood.line


def test_of_two_bodies_the_one_that_plans_have(ask: Ask) -> None:
    answer = ask("Sở Ngoại vụ hay Trạm Y tế phường phải làm những việc gì?")
    assert answer.understood.agencies == ("Trạm Y tế phường",) and answer.rows
    assert "không lọc theo “Sở Ngoại vụ”" in answer.understood.line
    assert ask("Sở Ngoại vụ phải làm những việc gì?").status == "nothing_found"
