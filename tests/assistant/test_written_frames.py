"""Words by which written and spoken questions ask for rows, roles, extremes, days and papers are no subject."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.paper_names import as_basis, in_full
from assistant.short_dates import in_full_years
from index import Index
from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("framed", "plain"),
    [
        ("Ban Xây dựng Đảng có việc nào hạn kéo dài đến xa nhất?", "Ban Xây dựng Đảng có việc nào hạn muộn nhất?"),
        ("Việc nào của Ban Xây dựng Đảng có thời hạn dài nhất?", "Ban Xây dựng Đảng có việc nào hạn muộn nhất?"),
        (
            "Xét theo thời hạn, Ban Xây dựng Đảng phải nộp sản phẩm đầu tiên là gì?",
            "Việc đầu tiên của Ban Xây dựng Đảng là gì?",
        ),
        ("Việc nào của Ban Xây dựng Đảng phải trình sớm nhất?", "Việc đầu tiên của Ban Xây dựng Đảng là gì?"),
        ("Ở đâu Văn phòng Đảng ủy được ghi là cơ quan phối hợp?", "Văn phòng Đảng ủy phối hợp những việc nào?"),
        ("Chỗ nào ghi Văn phòng Đảng ủy là đơn vị phối hợp?", "Văn phòng Đảng ủy phối hợp những việc nào?"),
        (
            "Văn phòng Đảng ủy có tên trong cột phối hợp của những dòng nào?",
            "Văn phòng Đảng ủy phối hợp những việc nào?",
        ),
        (
            "Văn phòng Đảng ủy được xác định là cơ quan chủ trì ở những việc nào?",
            "Văn phòng Đảng ủy chủ trì những việc nào?",
        ),
        ("Phần nào đã hoàn thành?", "Những việc nào đã hoàn thành?"),
        ("Đến nay làm xong được những gì?", "Những việc nào đã hoàn thành?"),
        ("mấy cái phải chờ của Ban Xây dựng Đảng", "Ban Xây dựng Đảng có những việc nào phải chờ?"),
        ("mấy món của Văn phòng Đảng ủy", "Văn phòng Đảng ủy có những việc nào?"),
        ("quý 2 năm 26 Ban Xây dựng Đảng có việc gì", "Ban Xây dựng Đảng có việc gì trong quý II/2026"),
        ("Ban Xây dựng Đảng có việc gì th5/26", "Ban Xây dựng Đảng có việc gì trong tháng 5/2026"),
    ],
)
def test_the_same_rows_are_asked_for(ask: Ask, framed: str, plain: str) -> None:
    rows, wanted = ({row.task.id for row in ask(question).rows} for question in (framed, plain))
    assert rows == wanted != set(), ask(framed).understood.line


@pytest.mark.parametrize("words", ["Trích nguyên văn", "Cho xem toàn văn", "Đọc câu chữ của"])
def test_the_text_itself_is_asked_for(ask: Ask, words: str) -> None:
    plain = ask("Nhiệm vụ số 14 mục III.2 của kế hoạch 18-KH/ĐU")
    rows = ask(f"{words} nhiệm vụ số 14 mục III.2 của kế hoạch 18-KH/ĐU").rows
    assert [row.task.id for row in rows] == [row.task.id for row in plain.rows] != []


@pytest.mark.parametrize(
    "question", ["Kế hoạch 18-KH/ĐU gửi báo cáo lên nơi nào?", "Kế hoạch 18-KH/ĐU báo cáo lên ai?"]
)
def test_where_reports_go_is_a_plans_recipients(ask: Ask, question: str) -> None:
    found = ask(question).passages
    assert [one.quote for one in found] == [one.quote for one in ask("Nơi nhận của kế hoạch 18-KH/ĐU?").passages] != []


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [("hai việc đầu tiên", 0, 2), ("ba nhiệm vụ cuối cùng", -3, None), ("2 việc đầu", 0, 2), ("3 việc cuối", -3, None)],
)
def test_first_and_last_rows_are_counted_as_printed(
    ask: Ask, opened: Index, question: str, first: int, last: int | None
) -> None:
    own = [t for t in opened.tasks() if t.plan_id.startswith("18-kh") and "Ban Xây dựng Đảng" in t.lead]
    printed = sorted(own, key=lambda task: (task.spots[0].page or 0, task.spots[0].first_line or 0))
    rows = ask(f"{question} của Ban Xây dựng Đảng trong kế hoạch 18-KH/ĐU").rows
    assert {row.task.id for row in rows} == {task.id for task in printed[first:last]}


def test_a_number_of_rows_with_a_state_is_one_number(ask: Ask) -> None:
    answer = ask("Số việc quá hạn của Ban Xây dựng Đảng là bao nhiêu?")
    assert answer.understood.kind == "count"
    assert (
        {row.task.id for row in answer.rows}
        == {row.task.id for row in ask("Ban Xây dựng Đảng có bao nhiêu việc quá hạn?").rows}
        != set()
    )


def test_how_often_work_is_done_belongs_to_its_name(ask: Ask) -> None:
    assert ask("Chấm điểm cải cách hành chính theo quý do ai chủ trì?").understood.kind != "group"
    assert ask("Nhiệm vụ của Ban Xây dựng Đảng theo quý").understood.kind == "group"


def test_days_that_are_left_are_asked_of_what_is_not_overdue(ask: Ask) -> None:
    assert "quá hạn" not in ask("Còn mấy ngày nữa hết hạn nhiệm vụ số 14 kế hoạch 18-KH/ĐU?").understood.line
    assert "quá hạn" in ask("Việc nào hết hạn mấy ngày rồi?").understood.line


def test_a_passage_is_asked_for_by_its_name(ask: Ask) -> None:
    answer = ask("đoạn nói về mục đích của kế hoạch 18-KH/ĐU")
    assert answer.passages
    assert not answer.rows


@pytest.mark.parametrize(
    "drop",
    [
        "Bỏ giới hạn thời gian đi, liệt kê hết",
        "thôi không cần thời gian nữa",
        "bất kể hạn nào",
        "mọi thời điểm thì sao",
        "Đừng lọc theo thời gian",
    ],
)
def test_a_talks_days_are_dropped(ask: Ask, drop: str) -> None:
    rows = ask(drop, "Ban Xây dựng Đảng có việc gì trong quý II/2026?", "Chỉ lấy tháng 5 thôi").rows
    assert {row.task.id for row in rows} == {row.task.id for row in ask("Ban Xây dựng Đảng có những việc gì?").rows}


@pytest.mark.parametrize(
    ("said", "full"),
    [
        ("quý 3 năm 25", "quý 3 năm 2025"),
        ("30 tháng 9 năm 25", "30 tháng 9 năm 2025"),
        ("tháng tám năm hai lăm", "tháng tám năm 2025"),
        ("T8-25, q3/25", "tháng 8/2025, quý 3/2025"),
        ("giai đoạn 25-30", "giai đoạn 2025-2030"),
        ("năm 25 việc nào xong", "năm 2025 việc nào xong"),
        ("trong 5 năm 25 xã", "trong 5 năm 25 xã"),
        ("có năm 25 việc", "có năm 25 việc"),
        ("kế hoạch 22-KH/ĐU", "kế hoạch 22-KH/ĐU"),
    ],
)
def test_short_years_are_written_out(said: str, full: str) -> None:
    assert in_full_years(said) == full


def test_papers_are_named_in_full() -> None:
    assert in_full("tổng kết nq18, kl210") == "tổng kết Nghị quyết 18, Kết luận 210"
    assert in_full("26-KH/ĐU, ct1a") == "26-KH/ĐU, ct1a"


@pytest.mark.parametrize(
    ("asked", "basis"),
    [
        ("Kế hoạch của Tỉnh ủy mà An Bình triển khai mang số mấy?", True),
        ("An Bình cụ thể hóa kết luận số bao nhiêu?", True),
        ("An Bình thực hiện kế hoạch nào của Tỉnh ủy?", True),
        ("An Bình thực hiện đề án nào?", False),
        ("An Bình mang số mấy?", False),
        ("Sở Y tế triển khai kế hoạch số mấy?", False),
    ],
)
def test_the_number_of_a_document_that_a_plan_carries_out(asked: str, basis: bool) -> None:
    assert ("căn cứ văn bản nào" in as_basis(asked, lambda part: "An Bình" in part)) is basis


def test_the_document_is_given_not_the_plan(ask: Ask) -> None:
    answer = ask("Kế hoạch 18-KH/ĐU thực hiện kế hoạch số mấy của Tỉnh ủy?", today=date(2026, 4, 20))
    assert "09-KH/TU" in answer.text
