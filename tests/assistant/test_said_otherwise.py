"""One meaning said otherwise: whose plan is meant, what holds work up, days after an event, names that share an end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from assistant.waits import as_waiting
from corpus.model import Task
from index import Index
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("question", "day"),
    [
        ("Kế hoạch của Đảng ủy phường An Bình số 18-KH/ĐU ngày nào?", "12 tháng 01 năm 2026"),
        ("Kế hoạch của Ban Thường vụ Tỉnh ủy Sông Lam ngày nào?", "08 tháng 12 năm 2025"),
        ("Tỉnh ủy Sông Lam ban hành kế hoạch khi nào?", "08 tháng 12 năm 2025"),
        ("Nghị quyết 05-NQ/TU của Tỉnh ủy ra ngày nào ấy nhỉ?", "20 tháng 10 năm 2025"),
        ("Nghị quyết 05 ban hành khi nào?", "20 tháng 10 năm 2025"),
        ("Quyết định số 1186/QĐ-UBND ngày bao nhiêu?", "15 tháng 12 năm 2025"),
        ("Chỉ thị 03/CT-UBND ký hôm nào?", "09 tháng 01 năm 2026"),
    ],
)
def test_a_paper_says_its_day(ask: Ask, question: str, day: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert day in answer.headline, answer.understood.line
    assert not answer.rows
    assert answer.passages


@pytest.mark.parametrize(
    "question", ["Nghị quyết 99-NQ/TU ra ngày nào?", "Thực hiện Nghị quyết 05-NQ/TU xong ngày nào?"]
)
def test_no_day_of_a_paper_is_made_up(ask: Ask, question: str) -> None:
    assert "ngày ban hành là" not in ask(question).headline


def test_the_place_says_whose_plan_is_meant(ask: Ask) -> None:
    answer = ask("Ai ký kế hoạch của Ban Thường vụ Đảng ủy phường An Bình?")
    assert "Trần Thị Minh Khuê" in answer.headline
    assert "Hoàng Đức Toàn" not in answer.headline


def _leads(task: Task, name: str) -> bool:
    return name in task.lead


def _plan(task: Task, number: str) -> bool:
    return task.plan_id.startswith(number)


ROWS: dict[str, Callable[[Task], bool]] = {
    "Sau đại hội 7 ngày phải xong việc gì?": lambda task: "07 ngày" in _due(task),
    "Trong vòng 07 ngày kể từ khi đại hội thì ai phải làm gì?": lambda task: "07 ngày" in _due(task),
    "Việc nào có thời hạn sau đại hội 07 ngày?": lambda task: "07 ngày" in _due(task),
    "Ban Tổ chức Tỉnh ủy đang treo việc nào vì chưa có quy định của Trung ương?": lambda task: (
        _leads(task, "Ban Tổ chức Tỉnh ủy") and "quy định mới của Trung ương" in _due(task)
    ),
    "Ban Tổ chức Tỉnh ủy vướng việc nào do Trung ương chưa ban hành quy định?": lambda task: (
        _leads(task, "Ban Tổ chức Tỉnh ủy") and "quy định mới của Trung ương" in _due(task)
    ),
    "Ngoài việc của mình, Công an phường còn phối hợp việc gì?": lambda task: "Công an phường" in task.coordinating,
    "Không kể những việc do mình chủ trì, Trạm Y tế phường tham gia việc nào?": lambda task: (
        "Trạm Y tế phường" in task.coordinating
    ),
    "Trạm Y tế phường (cơ quan y tế) có những việc gì?": lambda task: _leads(task, "Trạm Y tế phường"),
    "Mặt trận phường chủ trì những việc gì?": lambda task: _leads(task, "Ủy ban MTTQ Việt Nam phường"),
    "van phog tinh uy co nhung viec gi": lambda task: _leads(task, "Văn phòng Tỉnh ủy"),
    "Trừ kế hoạch 41 ra, Công an phường có việc gì?": lambda task: (
        _leads(task, "Công an phường") and not _plan(task, "41")
    ),
}


def _due(task: Task) -> str:
    return task.deadline.text if task.deadline else ""


@pytest.mark.parametrize("question", ROWS)
def test_rows_are_those_of_the_meaning(ask: Ask, opened: Index, question: str) -> None:
    answer = ask(question)
    wanted = {task.id for task in opened.tasks() if ROWS[question](task) and task.kind != "done"}
    assert {row.task.id for row in answer.rows if row.task.kind != "done"} == wanted != set(), answer.understood.line


def test_two_names_share_their_end(ask: Ask, opened: Index) -> None:
    answer = ask("Công an với Ban Chỉ huy Quân sự phường, bên nào nhiều việc hơn?")
    police = sum(_leads(task, "Công an phường") for task in opened.tasks())
    soldiers = sum(_leads(task, "Ban Chỉ huy Quân sự phường") for task in opened.tasks())
    assert f"{police} nhiệm vụ" in answer.headline
    assert f"{soldiers} nhiệm vụ" in answer.headline
    assert answer.understood.kind == "compare"


def test_who_is_asked_for_without_a_body_leaves_its_rows_out(ask: Ask) -> None:
    answer = ask("Ngoài Ban Xây dựng Đảng ra, ai còn lo việc đại hội?", today=date(2026, 4, 20))
    assert answer.rows
    assert not any(_leads(row.task, "Ban Xây dựng Đảng") for row in answer.rows)


def test_a_bullet_is_counted_by_its_place(ask: Ask, opened: Index) -> None:
    name = "Văn phòng Tỉnh ủy"
    bullets = [task for task in opened.tasks() if _leads(task, name) and not task.number]
    answer = ask(f"Gạch đầu dòng thứ 2 của {name} là việc gì?")
    assert len(answer.rows) == 1
    assert not bullets or answer.rows[0].task.number is None


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("treo việc gì vì thiếu hướng dẫn của Bộ Y tế", "treo việc gì phải chờ hướng dẫn của Bộ Y tế"),
        ("còn việc gì do Bộ Y tế chưa có thông tư", "còn việc gì phải chờ thông tư của Bộ Y tế"),
        ("viec gi con doi huong dan cua tinh", "viec gi phải chờ huong dan cua tinh"),
        ("việc nào phải đợi trên cho ý kiến", "việc nào phải đợi cấp trên"),
        # other words
        ("Việc nào đổi quy định về hộ tịch?", "Việc nào đổi quy định về hộ tịch?"),
        ("Những việc nào chưa có kết luận thanh tra?", "Những việc nào chưa có kết luận thanh tra?"),
        ("Việc nào chưa có hạn?", "Việc nào chưa có hạn?"),
    ],
)
def test_what_holds_work_up_is_waited_for(said: str, meant: str) -> None:
    assert as_waiting(said) == meant
