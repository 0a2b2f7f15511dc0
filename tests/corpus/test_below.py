"""What stands below the rows of a table: notes, sums and signatures are no tasks, and none of them is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus import read
from corpus.below import signs
from corpus.notes import is_note


@pytest.mark.parametrize(
    "text",
    [
        "Ghi chú: cột 5 là hạn cuối",
        "Tổng kinh phí: 3.680 triệu đồng, từ nguồn chi thường xuyên.",
        "TỔNG KINH PHÍ",
        "Tổng cộng: 24 nhiệm vụ",
        "Tổng cộng (I + II)",
        "Tổng số: 04 nhiệm vụ, trong đó 02 nhiệm vụ hoàn thành trước 30/6/2026.",
        "Cộng",
        "Cộng I",
        "Cộng mục II",
        "Bằng chữ: Hai mươi triệu đồng chẵn",
        "Danh sách này có 24 nhiệm vụ./.",
        "Ấn định danh mục gồm 12 nhiệm vụ.",
        "(*) Nhiệm vụ chuyển tiếp từ năm trước.",
        "* Nhiệm vụ giao mới",
    ],
)
def test_notes_and_sums(text: str) -> None:
    assert is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tổng kết phong trào thi đua",
        "Tổng rà soát hộ kinh doanh",
        "Tổng hợp kinh phí của các tổ dân phố",
        "Tổng vệ sinh môi trường: mỗi tuần một lần",
        "Cộng đồng dân cư cùng quét chợ",
        "Cộng tác với trường học mở lớp xóa mù chữ",
        "Công bố danh mục thủ tục",
        "Lưu ý tiểu thương phân loại rác",
        "Ghi chú bản đồ địa chính của 12 tổ dân phố",
        "Danh mục dự án trình HĐND phường",
        "Kế hoạch này bao gồm các nhiệm vụ trọng tâm",
        "**Trồng cây**",
    ],
)
def test_tasks_are_no_notes(text: str) -> None:
    assert not is_note(text)


def test_an_office_signs_where_a_name_stands_below_it() -> None:
    assert signs(["GIÁM ĐỐC", "(Ký, đóng dấu)", "Cao Văn Thịnh"])
    assert signs(["Thủ trưởng đơn vị", "Bùi Thị Nhàn"])
    assert not signs(["GIÁM ĐỐC", "Trồng bù 40 cây bàng trên đường Ven Sông"])
    assert not signs(["Trồng bù 40 cây bàng", "Cao Văn Thịnh"])


def workbook(path: Path, below: list[list[object]]) -> Path:
    book = Workbook()
    top: list[list[object]] = [
        ["UBND TỈNH SÔNG LAM", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["SỞ XÂY DỰNG", None, None, "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 21/KH-SXD", None, None, "Sông Lam, ngày 04 tháng 3 năm 2026"],
        [None],
        ["KẾ HOẠCH"],
        ["Chăm sóc cây xanh năm 2026"],
        ["(Thực hiện Quyết định số 77/QĐ-UBND ngày 12/01/2026 của UBND tỉnh)"],
        [None],
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "Kinh phí", "Ghi chú"],
        [1, "Trồng bù 40 cây bàng", "Phòng Hạ tầng", "30/6/2026", 12, None],
        [2, "Đánh số cây cổ thụ", "Trung tâm Công viên", "Quý III/2026", 8, "Kể cả cây trong trường học"],
    ]
    for row in [*top, *below]:
        book.active.append(row)
    for row in (5, 6, 7):
        book.active.merge_cells(start_row=row, start_column=1, end_row=row, end_column=6)
    book.save(path)
    return path


@pytest.mark.parametrize(
    "below",
    [
        [[None], [None, "Tổng kinh phí: 20 triệu đồng"], [None] * 5 + ["GIÁM ĐỐC"], [None],
         [None] * 5 + ["Cao Văn Thịnh"]],
        [["Tổng cộng: 02 nhiệm vụ"], [None, None, None, "KT. GIÁM ĐỐC"], [None] * 3 + ["PHÓ GIÁM ĐỐC"],
         [None] * 3 + ["Cao Văn Thịnh"]],
        [["Nơi nhận:", None, None, None, "GIÁM ĐỐC"], ["- UBND tỉnh;"], ["- Lưu: VT."],
         [None] * 4 + ["TS. Cao Văn Thịnh"]],
        [[None], [None, "NGƯỜI LẬP", None, "TRƯỞNG PHÒNG", None, "GIÁM ĐỐC"], [None],
         [None, "Bùi Thị Nhàn", None, "Đỗ Văn Tạo", None, "Cao Văn Thịnh"]],
    ],
)  # fmt: skip
def test_the_foot_of_a_sheet(tmp_path: Path, below: list[list[object]]) -> None:
    reading = read(workbook(tmp_path / "21.xlsx", below))
    assert [(task.text, dict(task.details)) for task in reading.tasks] == [
        ("Trồng bù 40 cây bàng", {"Kinh phí": "12"}),
        ("Đánh số cây cổ thụ", {"Kinh phí": "8", "Ghi chú": "Kể cả cây trong trường học"}),
    ]
    assert reading.plan.signer == "Cao Văn Thịnh"
    said = " ".join(passage.text for passage in reading.passages)
    assert all(str(cell) in said for row in below for cell in row if cell)


def test_a_letterhead_of_three_cells_is_above_the_table(tmp_path: Path) -> None:
    book = Workbook()
    names = ["STT", "Rõ việc", "Rõ người", "Rõ trách nhiệm", None, "Rõ thời gian", "Rõ sản phẩm"]
    rows: list[list[object]] = [
        ["UBND TỈNH SÔNG LAM", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", None, None, "Biểu số 01"],
        ["SỞ XÂY DỰNG", None, None, "Độc lập - Tự do - Hạnh phúc"],
        ["Số: 21/KH-SXD", None, None, "Sông Lam, ngày 04 tháng 3 năm 2026"],
        [None],
        ["BẢNG PHÂN CÔNG THEO 6 RÕ"],
        ["(Kèm theo Kế hoạch số 21/KH-SXD ngày 04/3/2026 của Sở Xây dựng)"],
        ["Đơn vị tính: triệu đồng"],
        names,
        [None, None, None, "Chủ trì", "Phối hợp"],
        [1, 2, 3, 4, 5, 6, 7],
        [1, "Trồng bù 40 cây bàng", "Cao Văn Thịnh", "Phòng Hạ tầng", "nhà thầu", date(2026, 6, 30), "40 cây"],
        [None],
        [2, "Đánh số cây cổ thụ", "Cao Văn Thịnh", "Trung tâm Công viên", None, "Hằng quý", "Sổ cây"],
        [None],
        [None, "Các phòng báo cáo tiến độ về Văn phòng Sở trước ngày 20 hằng tháng."],
    ]
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("D8:E8")
    book.save(tmp_path / "21.xlsx")
    reading = read(tmp_path / "21.xlsx")
    plan = reading.plan
    assert (plan.symbol, plan.issuer, plan.place, plan.issued_on) == (
        "21/KH-SXD", "SỞ XÂY DỰNG", "Sông Lam", date(2026, 3, 4),
    )  # fmt: skip
    assert [(task.number, task.lead, task.deadline and task.deadline.kind) for task in reading.tasks] == [
        ("1", ("Phòng Hạ tầng",), "dated"),
        ("2", ("Trung tâm Công viên",), "recurring"),
        (None, ("Các phòng",), "recurring"),  # a sentence below the table that gives work
    ]
