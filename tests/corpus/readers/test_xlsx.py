"""Workbooks: one small document for each thing that Excel does to a plan."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from corpus import read
from corpus.errors import Damaged, EmptyFile, TooLarge
from corpus.layout import Paragraph, Table
from corpus.readers import open_layout
from corpus.readers.xlsx import shown_value
from tests.corpus.readers.files import paragraphs, tables, with_part

HEADER = ["STT", "Nhiệm vụ", "Chủ trì", "Thời hạn"]


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_title_rows_are_paragraphs_above_the_table(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["D1"] = "ĐẢNG ỦY PHƯỜNG AN BÌNH", "ĐẢNG CỘNG SẢN VIỆT NAM"
    sheet["A2"], sheet["D2"] = "Số 12-KH/ĐU", "An Bình, ngày 05 tháng 02 năm 2026"
    sheet["A3"] = "PHỤ LỤC NHIỆM VỤ"
    sheet["A3"].font, sheet["A3"].alignment = Font(bold=True), Alignment(horizontal="center")
    sheet.merge_cells("A3:D3")
    for column, text in enumerate(HEADER, start=1):
        sheet.cell(5, column, text)
    sheet.cell(6, 1, 1), sheet.cell(6, 2, "Rà soát quy chế"), sheet.cell(6, 4, date(2026, 5, 15))
    book.save(tmp_path / "a.xlsx")
    layout = open_layout(tmp_path / "a.xlsx")
    assert paragraphs(layout) == [
        "ĐẢNG ỦY PHƯỜNG AN BÌNH",
        "Số 12-KH/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "An Bình, ngày 05 tháng 02 năm 2026",
        "PHỤ LỤC NHIỆM VỤ",
    ]
    assert tables(layout) == [[HEADER, ["1", "Rà soát quy chế", "", "15/05/2026"]]]
    title = layout.blocks[4]
    assert isinstance(title, Paragraph) and title.bold and title.centred and title.spot.page == 1


def test_merged_cells_repeat_with_their_origin(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (
        ["STT", "Nhiệm vụ", "Cơ quan", None],
        [None, None, "Chủ trì", "Phối hợp"],
        [1, "Việc", "Ban Dân vận", "Thanh tra"],
    ):
        sheet.append(row)
    for area in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    table = open_layout(tmp_path / "a.xlsx").blocks[0]
    assert isinstance(table, Table)
    assert [[c.text for c in row] for row in table.rows][:2] == [
        ["STT", "Nhiệm vụ", "Cơ quan", "Cơ quan"],
        ["STT", "Nhiệm vụ", "Chủ trì", "Phối hợp"],
    ]
    assert [c.origin for c in table.rows[0]] == [(0, 0), (0, 1), (0, 2), (0, 2)]
    assert [c.origin for c in table.rows[1]] == [(0, 0), (0, 1), None, None]


@pytest.mark.parametrize(
    ("value", "picture", "printed"),
    [
        (date(2026, 5, 15), "dd/mm/yyyy", "15/05/2026"),
        (date(2026, 5, 15), "m/d/yyyy", "15/05/2026"),
        (datetime(2026, 5, 15), "yyyy-mm-dd h:mm:ss", "15/05/2026"),
        (date(2026, 5, 1), "mmm-yy", "05/2026"),
        (date(2026, 5, 15), "d-mmm", "15/05"),
        (date(2026, 1, 1), "yyyy", "2026"),
        (3.0, "General", "3"),
        (2.1, "General", "2.1"),
        (2.1, "0.00", "2.10"),
        (7, "00", "07"),
        (7, '0"."', "7."),
        (0.8, "0%", "80%"),
        (1500000, "#,##0", "1.500.000"),
        ("Quý II\n2026", "General", "Quý II\n2026"),
    ],
)
def test_values_print_as_the_cell_shows_them(value: object, picture: str, printed: str) -> None:
    assert shown_value(value, picture) == printed


def test_hidden_rows_columns_and_sheets_are_skipped_and_said(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "Nhiệm vụ"
    for row in (HEADER, [1, "Một", "A", "x"], [2, "Hai", "B", "y"], [3, "Ba", "C", "z"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Cũ").append(["cũ", "cũ", "cũ"])
    book["Cũ"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    layout = open_layout(tmp_path / "a.xlsx")
    assert tables(layout) == [[["STT", "Nhiệm vụ", "Thời hạn"], ["1", "Một", "x"], ["3", "Ba", "z"]]]
    assert [n.kind for n in layout.notices] == ["hidden_sheet", "hidden_rows", "hidden_columns"]
    assert "1 dòng đang ẩn" in layout.notices[1].message


def test_each_visible_sheet_is_a_table_under_its_name(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "Công an tỉnh"
    book.active.append(HEADER)
    book.create_sheet("Thanh tra tỉnh").append(HEADER)
    book.save(tmp_path / "a.xlsx")
    layout = open_layout(tmp_path / "a.xlsx")
    assert paragraphs(layout) == ["Công an tỉnh", "Thanh tra tỉnh"]
    assert [block.rows[0][0].spot.page for block in layout.blocks if isinstance(block, Table)] == [1, 2]


def test_a_letterhead_on_the_second_sheet_is_no_task(tmp_path: Path) -> None:
    book = Workbook()
    for sheet, task in ((book.active, "Trồng cây ven sông"), (book.create_sheet("Phụ lục 2"), "Mở lớp học bơi")):
        for row in (
            ["ĐẢNG BỘ TỈNH SÔNG LAM", None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
            ["ĐẢNG ỦY PHƯỜNG AN BÌNH", None, "An Bình, ngày 05 tháng 02 năm 2026"],
            ["PHỤ LỤC"],
            ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"],
            [1, task, "Công an phường", "Quý II/2026"],
        ):
            sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    assert [task.text for task in read(tmp_path / "a.xlsx").tasks] == ["Trồng cây ven sông", "Mở lớp học bơi"]


def test_recipients_and_signature_below_are_paragraphs(tmp_path: Path) -> None:
    rows = [
        HEADER,
        [1, "Một", "A", "x"],
        ["Nơi nhận:", None, None, "T/M BAN THƯỜNG VỤ"],
        ["- Lưu", None, None, "BÍ THƯ"],
    ]
    layout = open_layout(workbook(tmp_path / "a.xlsx", *rows))
    assert tables(layout) == [[HEADER, ["1", "Một", "A", "x"]]]
    assert paragraphs(layout) == ["Nơi nhận:", "- Lưu", "T/M BAN THƯỜNG VỤ", "BÍ THƯ"]


def test_formulas_without_a_saved_value_are_said(tmp_path: Path) -> None:
    layout = open_layout(workbook(tmp_path / "a.xlsx", HEADER, ["=1+1", "Một", "A", "x"]))
    assert [n.kind for n in layout.notices] == ["unsaved_formulas"]


def test_a_cell_at_the_far_corner_costs_nothing(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(HEADER)
    book.active.cell(1_048_576, 16_384, "x")
    book.save(tmp_path / "a.xlsx")
    assert tables(open_layout(tmp_path / "a.xlsx")) == [[[*HEADER, ""], ["", "", "", "", "x"]]]


def test_an_empty_workbook_is_said_to_be_empty(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile, match=r"a\.xlsx"):
        open_layout(workbook(tmp_path / "a.xlsx"))


def test_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    with pytest.raises(Damaged):
        open_layout(with_part(workbook(tmp_path / "a.xlsx", HEADER), "xl/worksheets/sheet1.xml", bomb))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = with_part(workbook(tmp_path / "bom.xlsx", HEADER), "xl/media/x.bin", b"\0" * (80 << 20))
    with pytest.raises(TooLarge, match=r"bom\.xlsx"):
        open_layout(path)
