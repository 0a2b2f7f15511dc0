"""Rows of tables that run over pages."""

from __future__ import annotations

from corpus.grid_rows import read_grid
from corpus.layout import Cell, Table
from corpus.model import Spot


def table(first_line: int, *rows: tuple[str, ...]) -> Table:
    return Table(
        tuple(tuple(Cell(text, Spot(line, line)) for text in row) for line, row in enumerate(rows, first_line))
    )


HEADER = ("STT", "Nhiệm vụ", "Phối hợp", "Thời hạn")


def test_a_title_broken_over_the_page_is_one_title() -> None:
    grid = read_grid(
        [
            table(1, HEADER, ("1", "Nạo vét kênh.", "Các thôn", "Quý I/2026"), ("II", "TRƯỜNG CHÍNH", "", "")),
            table(9, ("", "TRỊ TỈNH", "", ""), ("1", "Mở lớp.", "", "Quý II/2026")),
        ]
    )
    assert [row.text(1) for row in grid.data] == ["Nạo vét kênh.", "TRƯỜNG CHÍNH\nTRỊ TỈNH", "Mở lớp."]
    assert {cell.spot.first_line for cell in grid.data[1].cells} == {3, 9}


def test_capitals_below_a_task_are_no_rest_of_a_title() -> None:
    grid = read_grid(
        [
            table(1, HEADER, ("1", "Nạo vét kênh.", "Các thôn", "Quý I/2026")),
            table(9, ("", "VĂN PHÒNG", "", ""), ("2", "Mở lớp.", "", "Quý II/2026")),
        ]
    )
    assert [row.text(1) for row in grid.data] == ["Nạo vét kênh.", "VĂN PHÒNG", "Mở lớp."]
