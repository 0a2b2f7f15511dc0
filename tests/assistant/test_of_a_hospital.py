"""One plan of a hospital: its issuer by its kind, persons by titles, who approves, sums, notes below the table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import docx
import pytest

import index
from assistant import Answer, Assistant
from assistant.table_notes import _names
from index import Index

HEADER = ("TT", "Nội dung", "Đơn vị chủ trì", "Lãnh đạo phụ trách", "Thẩm quyền", "Thời hạn", "Kinh phí (triệu đồng)")
BA, LOC = "BSCKI. Phạm Thu Ba", "BSCKII. Đỗ Hữu Lộc"
ROWS = (
    ("1", "Mua sắm máy siêu âm tim", "Phòng Vật tư", LOC, "Sở Y tế phê duyệt", "Trước 30/6/2026", "1.200"),
    ("2", "Quyết toán chi phí khám bệnh quý I", "Phòng Kế toán", LOC, "BHXH thẩm định", "Trước 25/4/2026", ""),
    ("3", "Khảo sát hài lòng của người bệnh", "Phòng Điều dưỡng", BA, "Phó Giám đốc quyết định", "Hằng quý", "30"),
    ("4", "Sửa mái nhà khoa Nhi", "Phòng Kế toán", BA, "Giám đốc quyết định", "Sau khi Sở Y tế bố trí vốn", "450"),
    ("5", "Lọc nước chạy thận ở cơ sở hai", "Phòng Vật tư", LOC, "Giám đốc quyết định", "Tháng 8/2026", "70"),
)  # fmt: skip
TODAY = date(2026, 5, 4)


@pytest.fixture(scope="module")
def hospital(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("hospital")
    document = docx.Document()
    for line in (
        "SỞ Y TẾ TỈNH SÔNG LAM", "BỆNH VIỆN ĐA KHOA KHU VỰC HÒA LẠC", "Số: 31/KH-BV",
        "Hòa Lạc, ngày 10 tháng 01 năm 2026", "KẾ HOẠCH", "Công tác năm 2026 của Bệnh viện", "I. MỤC ĐÍCH",
        "Giữ nền nếp khám bệnh, chữa bệnh.", "II. KINH PHÍ", "Kinh phí thực hiện từ nguồn thu sự nghiệp của Bệnh viện.",
        "III. NHIỆM VỤ CỤ THỂ",
    ):  # fmt: skip
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(HEADER))
    for texts in (HEADER, *ROWS, ("", "TỔNG CỘNG", "", "", "", "", "1.750")):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Ghi chú:")
    document.add_paragraph("- Nhiệm vụ số 4: kinh phí từ nguồn đầu tư công trung hạn.")
    document.add_paragraph("IV. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("1. Phòng Tổ chức báo cáo kết quả trước ngày 20/12/2026.")
    document.save(str(folder / "31-KH-BV.docx"))
    assert not index.add(folder / "data", [folder / "31-KH-BV.docx"]).failed
    with Index.open(folder / "data") as opened:
        assert opened.wait_ready(120)
        yield Assistant(opened)


def _numbers(answer: Answer) -> str:
    return " ".join(sorted(row.task.number or "-" for row in answer.rows))


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Bệnh viện có việc gì phải xong trước 01/7/2026?", "1 2"),
        ("tháng 8 này bên bệnh viện có món nào tới hạn", "5"),
        ("Bệnh viện Hòa Lạc có việc nào làm định kỳ?", "3"),
        ("Những việc nào của bệnh viện do Sở Y tế phê duyệt?", "1"),
        ("Phòng Vật tư bệnh viện có những việc gì", "1 5"),
        ("Việc nào do Giám đốc quyết định?", "4 5"),
        ("bs Lộc phụ trách mấy việc", "1 2 5"),
        ("bác sĩ Đỗ Hữu Lộc phụ trách những việc gì", "1 2 5"),
        ("việc của chị Thu Ba", "3 4"),
        ("quyết toán chi phí khám bệnh quý 1 trễ chưa", "2"),
        ("quyết toán chi phí khám bệnh quý I ai làm", "2"),
        ("Bệnh viện có việc gì trong quý I/2026?", ""),
    ],
)
def test_rows(hospital: Assistant, question: str, rows: str) -> None:
    answer = hospital.ask(question, today=TODAY)
    assert _numbers(answer) == rows, answer.understood.line


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("mua sắm máy siêu âm ai duyệt", "Sở Y tế phê duyệt"),
        ("quyết toán chi phí khám bệnh quý 1 trễ chưa", "quá 10 ngày"),
        ("Tổng kinh phí Kế hoạch 31/KH-BV là bao nhiêu?", "1.750"),
        ("bệnh viện chi tổng cộng bao nhiêu tiền", "1.750"),
        ("sửa mái nhà khoa Nhi dùng nguồn vốn nào", "đầu tư công trung hạn"),
        ("mua sắm máy siêu âm tim lấy từ nguồn vốn nào", "nguồn thu sự nghiệp"),
        ("Tổng kinh phí các nhiệm vụ của Phòng Vật tư", "1,27 tỷ đồng, tính từ 2/2"),
    ],
)
def test_what_is_told(hospital: Assistant, question: str, said: str) -> None:
    answer = hospital.ask(question, today=TODAY)
    assert answer.status == "answered" and said in answer.text, answer.understood.line


@pytest.mark.parametrize(
    ("note", "number", "named"),
    [
        ("- Nhiệm vụ số 3: kinh phí …", "3", True),
        ("Đối với các nhiệm vụ số 3, 5 và 07: …", "7", True),
        ("Các việc từ 3 đến 9: …", "3", False),
        ("Mục 3 - 9: …", "4", True),
        ("Nhiệm vụ số 13: …", "3", False),
        ("3. Công tác triển khai …", "3", False),
        ("Nhiệm vụ số 3: …", None, False),
    ],
)
def test_notes_of_rows(note: str, number: str | None, *, named: bool) -> None:
    assert _names(note, number) is named
