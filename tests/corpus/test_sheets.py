"""Workbooks with a sheet for each part of the year or of the work: offices printed again above each, one numbering."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus import Reading, read

HEADER = ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"]
OFFICES = ["SỞ Y TẾ TỈNH SÔNG LAM", "BỆNH VIỆN ĐA KHOA KHU VỰC HÒA LẠC"]
ROWS = ["Khám sức khỏe định kỳ", "Sửa chữa khu điều trị", "Tập huấn cấp cứu", "Kiểm kê thuốc", "Mở phòng khám mới"]


def workbook(path: Path, above: list[list[str]]) -> Reading:
    """A workbook with the given lines above the table of each sheet; rows are numbered through."""
    book = Workbook()
    number = 0
    for place, lines in enumerate(above):
        sheet = book.active if not place else book.create_sheet(f"Phần {place + 1}")
        assert sheet is not None
        for line in lines:
            sheet.append([line])
        sheet.append(HEADER)
        for text in ROWS:
            number += 1
            due = f"Trước 15/{number}/2026"
            sheet.append([number, f"{text} đợt {number}", "Phòng Kế hoạch tổng hợp", "Khoa Dược", due])
    book.save(path)
    return read(path)


@pytest.mark.parametrize(
    "again",
    [
        [*OFFICES, "PHỤ LỤC 2: CÔNG VIỆC CUỐI NĂM"],
        OFFICES,
        ["UBND TỈNH SÔNG LAM", "TRƯỜNG TRUNG CẤP Y HÒA LẠC", "DANH MỤC CÔNG VIỆC CUỐI NĂM"],
        ["PHỤ LỤC 2: CÔNG VIỆC CUỐI NĂM"],
    ],
)
def test_offices_above_the_second_sheet_are_no_tasks(tmp_path: Path, again: list[str]) -> None:
    reading = workbook(tmp_path / "phan-cong.xlsx", [[*OFFICES, "PHỤ LỤC 1: CÔNG VIỆC ĐẦU NĂM"], again])
    assert [task.number for task in reading.tasks] == [str(n) for n in range(1, 11)]
    assert {name for task in reading.tasks for name in task.lead} == {"Phòng Kế hoạch tổng hợp"}
    assert not [notice for notice in reading.notices if notice.kind == "missing_numbers"]
