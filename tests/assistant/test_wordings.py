"""Many wordings of one condition: each answer is judged by a plain look at every task of the sample plans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant import Assistant
from corpus.model import Task
from index import Index
from tests.assistant.conftest import TODAY

AGENCIES = ("Ban Xây dựng Đảng", "Công an phường", "Trạm Y tế phường", "Văn phòng Tỉnh ủy", "Phòng Văn hóa - Xã hội")
PERIODS = {
    "trước ngày 15 tháng 5 năm 2026": (None, date(2026, 5, 14)),
    "chậm nhất là ngày 30/6/2026": (None, date(2026, 6, 30)),
    "trong khoảng 01/05/2026 - 31/08/2026": (date(2026, 5, 1), date(2026, 8, 31)),
    "trong 6 tháng đầu năm 2026": (date(2026, 1, 1), date(2026, 6, 30)),
    "sau ngày 20/06/2026": (date(2026, 6, 21), None),
    "trong tháng 5, 6 và 7 năm 2026": (date(2026, 5, 1), date(2026, 7, 31)),
    "tháng sau": (date(2026, 5, 1), date(2026, 5, 31)),
}
# What frames a question must not narrow it down.
IN_A_PERIOD = (
    "{P} bên {A} bận những gì?", "Các việc {A} phải nộp {P}", "{P} có những nhiệm vụ gì của {A} hết hạn?",
    "Những việc bắt buộc {A} phải xong {P}", "{A} có tổng cộng mấy việc {P}?",
    "Liệt kê mọi nhiệm vụ của {A} có hạn {P}",
    "Mình cần làm báo cáo gấp nên nhờ bạn lọc ra giúp việc của {A} có hạn {P}",
    "{P} bên {A} vướng mấy việc hả ae?", "{A} gồng gánh những việc gì {P} vậy mn?", "{P} {A} có việc nào tới hạn ko",
    "Kính nhờ trợ lý điểm giúp {A} có hạn chót nào rơi vào {P}", "{P} {A} pải nộp những việc j",
    "Chiều nay họp giao ban, sếp hỏi là {P} thì {A} phải lo xong những gì, em liệt kê cho chị với",
)  # fmt: skip
Judge = Callable[[Task], bool]
STATES: dict[str, tuple[str, Judge]] = {
    "{A} liên quan đến những việc nào?": ("any", lambda task: True),
    "{A} dính tới những việc nào, cả chủ trì lẫn phối hợp?": ("any", lambda task: True),
    "Những nhiệm vụ có sự tham gia của {A}": ("coordinating", lambda task: True),
    "Danh sách nhiệm vụ mà {A} tham gia với vai trò phối hợp": ("coordinating", lambda task: True),
    "{A} đang chậm việc gì?": ("lead", lambda task: (_last(task) or TODAY) < TODAY),
    "{A} tự làm một mình, không ai phối hợp, những việc nào?": ("lead", lambda task: not task.coordinating),
    "Những việc không nêu tiến độ của {A}": ("lead", lambda task: task.kind == "none"),
    "{A} có việc nào còn phải chờ văn bản cấp trên?": ("lead", lambda task: task.kind == "conditional"),
    "Nhiệm vụ của {A} không phải loại thường xuyên": ("lead", lambda task: task.kind != "recurring"),
}


@settings(max_examples=60)
@given(st.sampled_from(AGENCIES), st.sampled_from(sorted(PERIODS)), st.sampled_from(IN_A_PERIOD))
def test_frames_do_not_narrow_down(assistant: Assistant, opened: Index, agency: str, period: str, wording: str) -> None:
    first, last = PERIODS[period]
    answer = assistant.ask(wording.format(A=agency, P=period), today=TODAY)
    wanted = {task.id for task in opened.tasks() if agency in task.lead and _inside(task, first, last)}
    done = {task.id for task in opened.tasks() if task.kind == "done"}
    assert {row.task.id for row in answer.rows} - done == wanted - done, answer.understood.line
    assert answer.status == ("answered" if answer.rows else "nothing_found")


@pytest.mark.parametrize("wording", STATES)
def test_roles_and_states_in_other_words(assistant: Assistant, opened: Index, wording: str) -> None:
    role, holds = STATES[wording]
    for agency in AGENCIES:
        answer = assistant.ask(wording.format(A=agency), today=TODAY)
        wanted = {task.id for task in opened.tasks() if _has(task, role, agency) and holds(task)}
        done = {task.id for task in opened.tasks() if task.kind == "done"}
        assert {row.task.id for row in answer.rows} - done == wanted - done, answer.understood.line


HELPED = (
    "Việc của {A} mà {B} cùng phối hợp", "{A} có việc gì được {B} phối hợp?", "Việc nào của {A} có {B} tham gia?",
    "{A} phải làm việc nào mà có {B} phối hợp?", "Nhiệm vụ của {A} do {B} phối hợp",
)  # fmt: skip


@pytest.mark.parametrize("wording", HELPED)
@pytest.mark.parametrize(
    ("agency", "partner"), [("Ban Xây dựng Đảng", "Văn phòng Đảng ủy"), ("Phòng Văn hóa - Xã hội", "Trạm Y tế phường")]
)
def test_the_first_leads_and_the_second_helps(
    assistant: Assistant, opened: Index, wording: str, agency: str, partner: str
) -> None:
    answer = assistant.ask(wording.format(A=agency, B=partner), today=TODAY)
    both = [task for task in opened.tasks() if agency in task.lead and partner in task.coordinating]
    assert {row.task.id for row in answer.rows} == {task.id for task in both if task.kind != "done"}


PLAINLY: dict[str, Judge] = {
    "Việc nào bắt đầu từ quý II/2026?": lambda task: task.kind == "from" and _first(task) == date(2026, 4, 1),
    "Những việc nào bắt đầu làm từ quý II năm 2026?": lambda task: (
        task.kind == "from" and _first(task) == date(2026, 4, 1)
    ),
    "Nhiệm vụ nào chỉ ghi mốc bắt đầu, không ghi mốc kết thúc?": lambda task: task.kind == "from",
    "Những việc nào không có ngày kết thúc?": lambda task: task.kind == "from",
    "Ban Xây dựng Đảng làm xong những việc gì rồi?": lambda task: (
        task.kind == "done" and "Ban Xây dựng Đảng" in task.lead
    ),
    "Đã xong được việc nào rồi ạ?": lambda task: task.kind == "done",
    "Ban Xây dựng Đảng có việc nào chờ Ban Tổ chức TU hướng dẫn?": lambda task: (
        task.kind == "conditional" and "Ban Xây dựng Đảng" in task.lead and "hướng dẫn" in _due(task)
    ),
    "Trước khi sang tháng 5/2026, Ban Xây dựng Đảng phải hoàn thành việc gì?": lambda task: (
        "Ban Xây dựng Đảng" in task.lead and _inside(task, None, date(2026, 4, 30)) and task.kind != "done"
    ),
}


@pytest.mark.parametrize("question", PLAINLY)
def test_plain_conditions_in_other_words(assistant: Assistant, opened: Index, question: str) -> None:
    answer = assistant.ask(question, today=TODAY)
    wanted = {task.id for task in opened.tasks() if PLAINLY[question](task)}
    assert {row.task.id for row in answer.rows} == wanted, answer.understood.line


@pytest.mark.parametrize("kind", ["phòng", "ban"])
@pytest.mark.parametrize("wording", ["Ngoài các {} ra thì đơn vị nào chủ trì việc gì?", "Việc nào trừ các {}?"])
def test_all_bodies_of_a_kind_are_left_out(assistant: Assistant, opened: Index, kind: str, wording: str) -> None:
    answer = assistant.ask(wording.format(kind), today=TODAY)
    led = {task.id for task in opened.tasks() if any(name.lower().startswith(f"{kind} ") for name in task.lead)}
    assert led and answer.rows and not led & {row.task.id for row in answer.rows}


@pytest.mark.parametrize("soon", ["sắp tới", "sắp đến hạn"])
def test_the_soonest_of_what_is_to_come_has_no_end(assistant: Assistant, opened: Index, soon: str) -> None:
    today = date(2026, 5, 17)
    answer = assistant.ask(f"Trong các việc {soon} của Trạm Y tế phường, việc nào sớm nhất?", today=today)
    own = [task for task in opened.tasks() if "Trạm Y tế phường" in task.lead and task.kind == "dated"]
    first = min(day for task in own if (day := _last(task)) and day >= today)
    assert {row.task.id for row in answer.rows} == {task.id for task in own if _last(task) == first}


def test_months_to_choose_from_are_no_dates(assistant: Assistant) -> None:
    one = assistant.ask("Cấp lại giấy cam kết an toàn thực phẩm thì hạn tháng 6 hay tháng 7?", today=TODAY)
    other = assistant.ask("Cấp lại giấy cam kết an toàn thực phẩm bao giờ phải xong?", today=TODAY)
    assert one.rows and [row.task.id for row in one.rows] == [row.task.id for row in other.rows]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (("Còn việc nào làm thường xuyên không?",), {"recurring"}),
        (("Chỉ lấy những việc thường xuyên thôi",), {"recurring"}),
        (("Có việc nào thường xuyên không?",), {"recurring"}),
    ],
)
def test_a_short_question_goes_on_with_the_talk(
    assistant: Assistant, opened: Index, words: tuple[str, ...], kinds: set[str]
) -> None:
    former = "Ban Xây dựng Đảng phải hoàn thành gì trước 15/5/2026?"
    answer = assistant.ask(words[0], today=TODAY, history=[former])
    wanted = {task.id for task in opened.tasks() if "Ban Xây dựng Đảng" in task.lead and task.kind in kinds}
    assert {row.task.id for row in answer.rows} == wanted


def test_overdue_in_a_period_is_both(assistant: Assistant, opened: Index) -> None:
    today = date(2026, 6, 10)
    answer = assistant.ask("Những việc nào quá hạn trong tháng 5/2026?", today=today)
    wanted = {t.id for t in opened.tasks() if _inside(t, date(2026, 5, 1), date(2026, 5, 31)) and t.kind != "done"}
    assert wanted
    assert {row.task.id for row in answer.rows if row.task.kind != "done"} == wanted


def _has(task: Task, role: str, agency: str) -> bool:
    roles = ("lead", "coordinating", "directing") if role == "any" else (role,)
    return any(agency in getattr(task, one) for one in roles)


def _first(task: Task) -> date | None:
    return task.deadline.first_day if task.deadline else None


def _due(task: Task) -> str:
    return task.deadline.text if task.deadline else ""


def _last(task: Task) -> date | None:
    return task.deadline.last_day if task.deadline else None


def _inside(task: Task, first: date | None, last: date | None) -> bool:
    day = _last(task)
    return day is not None and (first is None or day >= first) and (last is None or day <= last)


@pytest.mark.parametrize("said", ["Trạm ytế phường", "tram yte phuong"])
def test_words_run_together_are_parted(assistant: Assistant, said: str) -> None:
    rows = {row.task.id for row in assistant.ask(f"{said} có việc gì?", today=TODAY).rows}
    assert rows and rows == {row.task.id for row in assistant.ask("Trạm Y tế phường có việc gì?", today=TODAY).rows}


@pytest.mark.parametrize("wording", ["Nhiệm vụ nào nhắc tới {}?", "Những việc liên quan đến {}"])
@pytest.mark.parametrize("agency", ["Công an phường", "Ban Quản lý chợ Bến Đò", "Trạm Y tế phường"])
def test_rows_that_name_an_agency_count(assistant: Assistant, opened: Index, wording: str, agency: str) -> None:
    answer = assistant.ask(wording.format(agency), today=TODAY)
    wanted = {task.id for task in opened.tasks() if _has(task, "any", agency) or agency in task.text}
    done = {task.id for task in opened.tasks() if task.kind == "done"}
    assert wanted - done <= {row.task.id for row in answer.rows}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Kế hoạch 18-KH/ĐU ban hành hôm nào?", ["issued_on"]),
        ("Kế hoạch của Đảng ủy phường An Bình số bao nhiêu, ban hành ngày nào?", ["symbol", "issued_on"]),
        ("Ai ký kế hoạch 18-KH/ĐU, ký hôm nào?", ["signer", "issued_on"]),
    ],
)
def test_several_facts_of_a_plan(assistant: Assistant, opened: Index, question: str, said: list[str]) -> None:
    (plan,) = (record.plan for record in opened.plans() if record.plan.symbol == "18-KH/ĐU")
    answer = assistant.ask(question, today=TODAY)
    day = plan.issued_on
    assert day is not None
    facts = {"issued_on": f"ngày {day.day:02} tháng {day.month:02} năm {day.year}", "symbol": plan.symbol or "",
             "signer": plan.signer or ""}  # fmt: skip
    assert answer.status == "answered" and len(answer.citations) >= len(said)
    assert all(facts[name] in answer.headline for name in said), answer.headline


def test_a_target_is_asked_of_the_prose(assistant: Assistant) -> None:
    for question in ("Chỉ tiêu kết nạp đảng viên năm 2026?", "Mục tiêu năm 2026 kết nạp bao nhiêu đảng viên?"):
        answer = assistant.ask(question, today=TODAY)
        assert answer.status == "answered" and "36 đảng viên" in answer.passages[0].quote


@pytest.mark.parametrize(
    ("wording", "nth"),
    [
        ("Gạch đầu dòng thứ ba của {} ghi gì?", 3),
        ("Nhiệm vụ thứ hai của {} là gì?", 2),
    ],
)
def test_an_ordinal_without_a_talk_counts_in_the_plan(
    assistant: Assistant, opened: Index, wording: str, nth: int
) -> None:
    answer = assistant.ask(wording.format("Công an phường"), today=TODAY)
    own: dict[str, list[Task]] = {}
    for task in opened.tasks():
        if "Công an phường" in task.lead:
            own.setdefault(task.plan_id, []).append(task)
    for rows in own.values():
        rows.sort(key=lambda task: (task.spots[0].page or 0, task.spots[0].first_line))
    assert {row.task.id for row in answer.rows} == {rows[nth - 1].id for rows in own.values() if len(rows) >= nth}


@pytest.mark.parametrize("wording", ["{} có tên trong những nhiệm vụ nào?", "{} xuất hiện ở những việc nào?"])
def test_where_a_body_appears(assistant: Assistant, opened: Index, wording: str) -> None:
    answer = assistant.ask(wording.format("Trạm Y tế phường"), today=TODAY)
    wanted = {task.id for task in opened.tasks() if _has(task, "any", "Trạm Y tế phường") and task.kind != "done"}
    assert {row.task.id for row in answer.rows} - {t.id for t in opened.tasks() if t.kind == "done"} == wanted


@pytest.mark.parametrize(
    ("wording", "order"), [("Hạn cuối cùng của {} là việc gì?", max), ("Hạn đầu tiên của {} là việc nào?", min)]
)
def test_the_last_and_the_first_day(
    assistant: Assistant, opened: Index, wording: str, order: Callable[[list[date]], date]
) -> None:
    answer = assistant.ask(wording.format("Trạm Y tế phường"), today=TODAY)
    own = [task for task in opened.tasks() if "Trạm Y tế phường" in task.lead]
    day = order([day for task in own if (day := _last(task)) and day >= TODAY])
    assert {row.task.id for row in answer.rows} == {task.id for task in own if _last(task) == day}


@pytest.mark.parametrize(
    ("wording", "ahead", "pick"),
    [
        ("Việc nào của {A} có hạn sớm nhất?", False, min),
        ("{A} đến hạn đầu tiên việc nào?", False, min),
        ("Việc nào của {A} gấp nhất?", True, min),
        ("Hạn gần nhất của {A} là việc nào?", True, min),
        ("{A} việc nào sắp tới hạn nhất?", True, min),
        ("Việc cuối cùng của {A} là gì?", False, max),
    ],
)
def test_first_and_last_days(
    assistant: Assistant, opened: Index, wording: str, ahead: bool, pick: Callable[[Iterable[date]], date]
) -> None:
    today = date(2026, 5, 20)
    days = {t.id: day for t in opened.tasks() if "Ban Xây dựng Đảng" in t.lead and (day := _last(t))}
    day = pick(day for day in days.values() if not ahead or day >= today)
    assert min(days.values()) < today
    answer = assistant.ask(wording.format(A="Ban Xây dựng Đảng"), today=today)
    assert {row.task.id for row in answer.rows} == {id for id, own in days.items() if own == day}
    assert ("Từ hôm nay trở đi" in answer.headline) is (day < today)
