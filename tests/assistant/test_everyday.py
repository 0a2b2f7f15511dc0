"""Everyday words for what plans print: "KH" for a plan, "tổng cộng bao nhiêu tiền", a person by post and first name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import index
from assistant import Assistant
from index import Index
from tests.assistant.conftest import TODAY, Ask

HEADER = ("STT", "Nội dung công việc", "Đơn vị chủ trì", "Lãnh đạo phụ trách", "Kinh phí (triệu đồng)", "Thời hạn")
ROWS = (
    ("1", "Tổ chức 08 phiên chợ đưa hàng nông sản về thôn", "Phòng Quản lý thương mại",
     "Phó Giám đốc Lê Thị Duyên", "640", "Tháng 9/2026"),
    ("2", "Kiểm định 40 cân đồng hồ tại chợ trung tâm", "Phòng Quản lý thương mại", "Phó Giám đốc Lê Thị Duyên",
     "35", "Trước 30/6/2026"),
    ("3", "Hỗ trợ 12 cơ sở đổi mới máy dệt", "Trung tâm Khuyến công và Xúc tiến thương mại",
     "Phó Giám đốc Võ Hữu Khang", "1.800", "Trước 30/11/2026"),
    ("4", "Tập huấn vận hành lò hơi", "Trung tâm Khuyến công và Xúc tiến thương mại", "Giám đốc Đinh Quang Lộc",
     "", "Quý II/2026"),
    ("5", "Sơ kết phong trào tiết kiệm điện", "Văn phòng Sở", "Giám đốc Đinh Quang Lộc", "", "Thường xuyên"),
)  # fmt: skip


@pytest.fixture(scope="module")
def trade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over one plan of an invented Sở, a workbook with who answers for rows and what they cost."""
    from openpyxl import Workbook

    home: Path = tmp_path_factory.mktemp("trade")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (("ỦY BAN NHÂN DÂN TỈNH SÔNG LAM",), ("SỞ CÔNG THƯƠNG",), ("Số: 31/KH-SCT",),
                 ("Sông Lam, ngày 02 tháng 3 năm 2026",), ("KẾ HOẠCH",), ("Phát triển thương mại năm 2026",),
                 HEADER, *ROWS):  # fmt: skip
        sheet.append(line)
    book.save(home / "31-KH-SCT.xlsx")
    assert not index.add(home / "data", [home / "31-KH-SCT.xlsx"]).failed
    with Index.open(home / "data") as opened:
        assert opened.wait_ready(120)
        yield Assistant(opened)


def numbers(assistant: Assistant, question: str, today: date = TODAY) -> list[str]:
    return sorted(row.task.number or "" for row in assistant.ask(question, today=today).rows)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("KH 27 ban hành ngày nào?", "20 tháng 01 năm 2026"),
        ("KH của Tỉnh ủy Sông Lam ra ngày nào nhỉ", "08 tháng 12 năm 2025"),
        ("KH phường An Bình số 41 ký ngày nào", "05 tháng 02 năm 2026"),
        ("Kế hoạch phường An Bình số 41 ban hành ngày nào", "05 tháng 02 năm 2026"),
        ("ai ký KH số 18", "Trần Thị Minh Khuê"),
        ("kế hoạch 27 dựa vào quyết định nào", "1186/QĐ-UBND"),
        ("kế hoạch 18 căn cứ kế hoạch nào của tỉnh", "09-KH/TU"),
        ("Tỉnh ủy Sông Lam dựa trên nghị quyết nào để làm kế hoạch", "05-NQ/TU"),
    ],
)
def test_a_plan_tells_its_day_and_basis(ask: Ask, question: str, said: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert said in answer.headline
    assert not answer.rows
    assert len(answer.passages) == 1


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("kế hoạch 41 hết tổng cộng bao nhiêu tiền", "620 triệu"),
        ("Làm kế hoạch 41 tốn tất cả bao nhiêu tiền?", "620 triệu"),
        ("tổng tiền của kế hoạch 27 là bao nhiêu", "1.450 triệu"),
        ("tổng chi phí thực hiện kế hoạch 27", "1.450 triệu"),
        ("chi phí thực hiện kế hoạch 41", "620 triệu"),
    ],
)
def test_what_a_plan_costs(ask: Ask, question: str, figure: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert any(figure in quote.quote for quote in answer.passages)


def test_a_target_in_another_order(ask: Ask) -> None:
    quotes = [quote.quote for quote in ask("mục tiêu cuộc họp giảm của tỉnh thế nào").passages]
    assert len(quotes) == 1
    assert "20% số cuộc họp" in quotes[0]
    assert not ask("chỉ tiêu giảm rác thải của phường An Bình thế nào").passages


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("PGĐ Lê Thị Duyên phụ trách những nhiệm vụ nào", "12"),
        ("PGĐ Duyên phụ trách những gì", "12"),
        ("Phó giám đốc Duyên phụ trách việc gì trong tháng 9", "1"),
        ("chị Duyên phụ trách việc gì", "12"),
        ("anh Khang phó giám đốc nắm mấy việc", "3"),
        ("Giám đốc Lộc trực tiếp phụ trách những việc nào", "45"),
        ("Khang phụ trách những việc gì", "3"),
        ("pho giam doc Duyen phu trach viec gi", "12"),
        ("ai bên lãnh đạo Sở phụ trách 8 phiên chợ", "1"),
        ("lãnh đạo nào phụ trách 08 phiên chợ", "1"),
        ("PCT Nam phụ trách việc gì", ""),
        ("chị Thắm phụ trách việc gì", ""),
        ("Giám đốc phụ trách những việc gì", ""),
    ],
)
def test_a_person_by_post_and_first_name(trade: Assistant, question: str, rows: str) -> None:
    assert numbers(trade, question) == list(rows)


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("trung tâm kuyến công có việc gì", "34"),
        ("Trung tâm khuyếnn công phải xong gì trước 1/12/2026", "34"),
        ("trung tâm khuyến công có việc gì", "34"),
        ("trung tâm khuyến nông có việc gì", ""),
        ("trung tâm khuyến học có việc gì", ""),
        ("trung tâm kuyến nông có việc gì", ""),
    ],
)
def test_a_slip_in_a_shortened_name(trade: Assistant, question: str, rows: str) -> None:
    assert numbers(trade, question) == list(rows)


@pytest.mark.parametrize(
    ("question", "answer", "deadline"),
    [
        ("Nâng cấp mạng nội bộ có phải xong trước tháng 3 không", "Không: ", "14/4/2026"),
        ("Tu bổ Nhà bia ghi tên liệt sĩ xong trước tháng 5 à", "Không: ", "26/7/2026"),
        ("số hóa sổ hộ tịch trong quý I đúng không", "Không: ", "30/9/2026"),
        ("khảo sát mức độ hài lòng của người dân có hạn trong tháng 2 không", "Không: ", "20/6/2026"),
        ("huấn luyện dân quân có phải việc thường xuyên không", "Không: ", "19/8/2026"),
        ("lắp tủ chữa cháy công cộng đã quá hạn chưa", "Không: ", "30/6/2026"),
        ("số hóa sổ hộ tịch trong quý III hả", "Có: ", ""),
        ("Tu bổ Nhà bia ghi tên liệt sĩ xong trước tháng 8 chứ nhỉ", "Có: ", ""),
        ("Tu bổ Nhà bia ghi tên liệt sĩ đúng là hạn 1/7 chứ?", "Tu bổ Nhà bia", "26/7/2026"),
    ],
)
def test_whether_one_work_is_so(ask: Ask, question: str, answer: str, deadline: str) -> None:
    told = ask(question)
    assert told.status == "answered"
    assert len(told.rows) == 1
    assert told.headline.startswith(answer)
    assert deadline in told.headline


@pytest.mark.parametrize(
    "question",
    [
        "Công an phường có việc gì về camera trước tháng 1/2026 không",
        "có việc nào về đại hội trước tháng 1/2026 không",
        "xây bể bơi có xong trước tháng 9 không",
        "trao huân chương trước tháng 5 à",
    ],
)
def test_no_work_is_made_up_for_a_no(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status in ("nothing_found", "not_covered")
    assert not answer.rows


def _led(ask: Ask, question: str, name: str) -> list[bool]:
    return [name in row.task.lead for row in ask(question).rows]


@pytest.mark.parametrize(
    "question",
    [
        "Việc nào không phải Công an phường làm mà hạn trong tháng 6/2026",
        "những việc Công an phường không làm mà hạn trong tháng 6/2026",
        "không phải Công an phường chủ trì thì tháng 6/2026 còn việc gì",
        "việc tháng 6/2026 mà không phải Công an phường chủ trì",
        "việc nào không phải Công an phường phụ trách, hạn trong tháng 6/2026",
    ],
)
def test_whose_rows_are_left_out(ask: Ask, question: str) -> None:
    ids = {row.task.id for row in ask(question).rows}
    assert ids == {row.task.id for row in ask("Trừ Công an phường, tháng 6/2026 có những việc gì?").rows}
    assert ids


@pytest.mark.parametrize(
    "question",
    [
        "Công an phường có phải làm việc lắp tủ chữa cháy không",
        "Công an phường không làm kịp việc nào trong tháng 6/2026",
        "việc nào của Công an phường không làm xong trong tháng 6/2026",
    ],
)
def test_whose_rows_are_not_left_out(ask: Ask, question: str) -> None:
    assert all(_led(ask, question, "Công an phường"))
    assert _led(ask, question, "Công an phường")


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Sở có bao nhiêu việc", "12345"),
        ("việc đầu tiên tới hạn của Sở là gì", "2"),
        ("Mỗi đơn vị của Sở có bao nhiêu việc", "12345"),
        ("tháng nào Sở Công Thương có nhiều việc đến hạn nhất", "24"),
        ("việc nào tốn kém nhất của Sở", "3"),
        ("việc kế tiếp phải xong của Trung tâm Khuyến công là gì", "4"),
        ("Trước Tết dương lịch 2027 Trung tâm Khuyến công phải xong gì", "34"),
        ("Sau Quốc khánh 2/9 Phòng Quản lý thương mại còn việc gì", "1"),
        ("chợ phiên nông sản mấy phiên", "1"),
    ],
)
def test_the_body_that_issued_the_plan(trade: Assistant, question: str, rows: str) -> None:
    assert numbers(trade, question) == list(rows)


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("mai có việc gì đến hạn không", "ngày mai có việc gì đến hạn không"),
        ("mốt có việc gì phải xong", "ngày kia có việc gì phải xong"),
        ("tính tới 15/5/2026 việc nào trễ", "tính tới 15/5/2026 việc nào quá hạn"),
        ("mục II.A số 4 kế hoạch 27", "số 4 mục II.A kế hoạch 27"),
        ("Công an phường có việc nào giao cùng Trạm Y tế phường", "việc nào có cả Công an phường lẫn Trạm Y tế phường"),
        ("trước Tết Tây Công an phường phải xong gì", "trước 1/1/2027 Công an phường phải xong gì"),
    ],
)
def test_the_same_said_in_everyday_words(ask: Ask, question: str, same: str) -> None:
    today = date(2026, 5, 13)
    one, other = ({row.task.id for row in ask(said, today=today).rows} for said in (question, same))
    assert one == other


@pytest.mark.parametrize("question", ["phường Mai Lâm có việc gì", "năng lượng mặt trời mái nhà giao ai"])
def test_mai_inside_a_name_is_no_day(ask: Ask, question: str) -> None:
    assert "ngày" not in ask(question).understood.line


def test_who_has_more_is_told(ask: Ask) -> None:
    answer = ask("So với Công an phường thì Trạm Y tế phường ít hay nhiều việc hơn")
    assert "Công an phường có" in answer.headline
    assert "Trạm Y tế phường có" in answer.headline


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        ("Ban Xây dựng Đảng với Trạm Y tế phường thì bên nào ôm nhiều việc hơn, nói con số cho tôi", "nhiều hơn: "),
        ("Giữa Ban Xây dựng Đảng và Trạm Y tế phường ai bận hơn", "nhiều hơn: "),
        ("ban xay dung dang voi tram y te phuong ben nao nhieu viec hon", "nhiều hơn: "),
        ("Ban Xây dựng Đảng hay Trạm Y tế phường ít việc nhất?", "ít hơn: "),
    ],
)
def test_rows_of_both_sides_are_shown_to_be_counted(ask: Ask, opened: Index, question: str, verdict: str) -> None:
    answer = ask(question)
    sizes = {
        name: sum(name in task.lead for task in opened.tasks()) for name in ("Ban Xây dựng Đảng", "Trạm Y tế phường")
    }
    most = max(sizes, key=lambda name: sizes[name])
    least = min(sizes, key=lambda name: sizes[name])
    assert answer.headline.startswith((most if "nhiều" in verdict else least) + " " + verdict)
    assert all(f"{name} có {n} nhiệm vụ" in answer.headline for name, n in sizes.items())
    assert {group.heading: len(group.rows) for group in answer.groups} == sizes
    assert len(answer.rows) == sum(sizes.values())


@pytest.mark.parametrize(
    ("question", "same"),
    [
        ("Văn phòng của Sở có việc gì", "Văn phòng Sở có việc gì"),
        ("việc nào của Sở trên 600 triệu", "việc nào có kinh phí trên 600 triệu"),
        ("đơn vị nào của Sở ôm nhiều việc nhất", "đơn vị nào của Sở nhiều việc nhất"),
        ("Phòng Quản lý thương mại thuộc Sở Công Thương làm gì", "Phòng Quản lý thương mại làm gì"),
        ("Phòng Quản lý thương mại của Sở Công Thương làm gì", "Phòng Quản lý thương mại làm gì"),
    ],
)
def test_whose_body_it_is(trade: Assistant, question: str, same: str) -> None:
    assert numbers(trade, question) == numbers(trade, same) != []
