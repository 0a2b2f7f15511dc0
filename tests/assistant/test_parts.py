"""Groups of rows under a title row of a section's table, and what a question about one of them means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import docx
import pytest

import index
from assistant import Answer, Assistant
from assistant.role_words import roles_in_full
from index import Index

HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành")
ROWS = [
    ("1", "Chiếu sáng ngõ xóm", "", "", ""),
    ("1.1", "Thay bóng đèn cao áp tuyến đường trục", "Phòng Hạ tầng", "Công an phường", "Trước 30/6/2026"),
    ("1.2", "Kéo điện ra khu tái định cư", "Phòng Hạ tầng", "", "Trước 30/9/2026"),
    ("2", "Thoát nước mùa mưa", "", "", ""),
    ("2.1", "Nạo vét cống đường Bờ Hồ", "Đội Công trình", "Phòng Hạ tầng", "Trước 15/5/2026"),
    ("2.2", "Lắp nắp hố ga còn thiếu", "Phòng Hạ tầng", "Đội Công trình", "Trước 30/6/2026"),
    ("2.3", "Vận động nhân dân trả lại hành lang mương", "Công an phường", "", "Thường xuyên"),
    ("3", "Cây xanh đô thị", "", "", ""),
    ("3.1", "Cắt tỉa cành khô trước mưa bão", "Đội Công trình", "Công an phường", "Trước 30/6/2026"),
]  # fmt: skip

Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    folder = tmp_path_factory.mktemp("parts")
    document = docx.Document()
    for line in (
        "UBND PHƯỜNG AN BÌNH",
        "Số: 31/KH-UBND",
        "An Bình, ngày 10 tháng 01 năm 2026",
        "KẾ HOẠCH",
        "Chỉnh trang đô thị phường An Bình năm 2026",
        "I. MỤC ĐÍCH",
        "Giữ đường phố sáng, sạch và khô ráo.",
        "II. NHIỆM VỤ CỤ THỂ",
    ):
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=len(HEADER))
    for texts in (HEADER, *ROWS):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("III. TỔ CHỨC THỰC HIỆN")
    document.add_paragraph("1. Văn phòng UBND phường báo cáo kết quả trước ngày 20/12/2026.")
    document.save(str(folder / "31-KH-UBND.docx"))
    assert not index.add(folder / "data", [folder / "31-KH-UBND.docx"]).failed
    assistant = Assistant(Index.open(folder / "data"))
    return lambda question: assistant.ask(question, today=date(2026, 4, 20))


def numbers(answer: Answer) -> set[str]:
    return {row.task.number or row.task.text for row in answer.rows}


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Liệt kê các nhiệm vụ nhóm chiếu sáng ngõ xóm", "1.1 1.2"),
        ("Phần thoát nước mùa mưa gồm những việc gì?", "2.1 2.2 2.3"),
        ("phan thoat nuoc mua mua gom nhung viec gi", "2.1 2.2 2.3"),
        ("Có bao nhiêu nhiệm vụ về chiếu sáng ngõ xóm?", "1.1 1.2"),
        ("Nhóm các nhiệm vụ thoát nước mùa mưa theo cơ quan chủ trì", "2.1 2.2 2.3"),
        ("Nhóm thoát nước có việc nào hạn trước 01/6/2026?", "2.1"),
        ("Phòng Hạ tầng có việc gì trong nhóm thoát nước mùa mưa?", "2.2"),
        ("Lĩnh vực cây xanh đô thị có những việc nào?", "3.1"),
        ("Mục 2 bảng nhiệm vụ gồm những việc gì?", "2.1 2.2 2.3"),
        ("Mục 1 trong bảng của Kế hoạch 31/KH-UBND có những việc nào?", "1.1 1.2"),
        ("Mục II.1 Kế hoạch 31/KH-UBND có những việc nào?", "1.1 1.2"),
        ("Mục 3 phần II Kế hoạch 31/KH-UBND có những việc nào?", "3.1"),
        # a row, a section and a topic are what they were
        ("Mục 2.2 bảng nhiệm vụ là việc gì?", "2.2"),
        ("Phần II của Kế hoạch 31/KH-UBND có những việc nào?", "1.1 1.2 2.1 2.2 2.3 3.1"),
        ("Việc nào về nạo vét cống?", "2.1"),
    ],
)
def test_a_group_of_rows(ask: Ask, question: str, rows: str) -> None:
    assert numbers(ask(question)) == set(rows.split())


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Đội Công trình phối hợp việc của ai?", "2.2"),
        ("Đội Công trình phối hợp những việc của cơ quan nào?", "2.2"),
        ("Công an phường có phối hợp việc của ai không?", "1.1 3.1"),
        ("Công an phường có bị kéo vô phối hợp việc của ai không?", "1.1 3.1"),
        ("Công an phường phụ việc nào?", "1.1 3.1"),
        ("Công an phường đi phụ cho người ta việc nào?", "1.1 3.1"),
        ("Công an phường đóng vai phụ ở những việc nào?", "1.1 3.1"),
        ("cong an phuong di phu viec nao", "1.1 3.1"),
        ("Công an phường được phân công gì, cả chính cả phụ?", "1.1 2.3 3.1"),
        ("Công an phường có những việc gì, chính lẫn phụ?", "1.1 2.3 3.1"),
        # no word of a role
        ("Công an phường phụ trách việc gì?", "2.3"),
        ("Công an phường phải làm những việc gì?", "2.3"),
    ],
)
def test_words_for_a_role(ask: Ask, question: str, rows: str) -> None:
    assert numbers(ask(question)) == set(rows.split())


@pytest.mark.parametrize(
    "question",
    [
        "Việc nào của Hội Phụ nữ và phụ huynh học sinh?",
        "Phụ lục 2 có những việc gì?",
        "chinh phu viec nao",
        "Việc nào phụ thuộc vào ngân sách, phụ cấp và công trình phụ trợ?",
        "Chính phủ và phụ nữ làm gì?",
    ],
)
def test_other_words_with_phu(question: str) -> None:
    assert roles_in_full(question) == question


@pytest.mark.parametrize(
    "question",
    [
        "Mục II.1.2 của Kế hoạch 31/KH-UBND quy định nội dung gì, hạn khi nào?",
        "Mục II.1.2 Kế hoạch 31/KH-UBND yêu cầu điều gì và khi nào xong?",
    ],
)
def test_a_row_by_its_number_whatever_else_is_said(ask: Ask, question: str) -> None:
    assert numbers(ask(question)) == {"1.2"}


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Kéo điện ra khu tái định cư của Phòng Hạ tầng bao giờ xong?", "1.2"),
        ("nạo vét cống bên Đội Công trình bao giờ phải xong", "2.1"),
        ("nao vet cong ben doi cong trinh bao gio phai xong", "2.1"),
    ],
)
def test_work_told_by_whose_it_is(ask: Ask, question: str, rows: str) -> None:
    assert numbers(ask(question)) == set(rows.split())
