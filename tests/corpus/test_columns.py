"""Which part a header names, also where its narrow column broke its words; tables whose cells go on over a page."""

from __future__ import annotations

import pytest

from corpus.columns import part_of, whole_words
from corpus.layout import Cell, Layout, Table
from corpus.model import Spot
from corpus.structure import read_structure


@pytest.mark.parametrize(
    ("header", "part", "whole"),
    [
        ("ST\nT", "number", "STT"),
        ("S\nTT", "number", "S TT"),
        ("S\nT\nT", "number", "STT"),
        ("T T", "number", "TT"),
        ("Số\nT\nT", "number", "Số TT"),
        ("Đơn vị phối h\nợp", "coordinating", "Đơn vị phối hợp"),
        ("Đơn vị chủ tr\nì", "lead", "Đơn vị chủ trì"),
        ("Thờ\ni gi\nan", "deadline", "Thời gian"),
        ("Ti\nến độ", "deadline", "Tiến độ"),
        ("Nhi\nệm vụ", "task", "Nhiệm vụ"),
        ("Ghi c\nhú", "detail", "Ghi chú"),
        ("Đơn vị\nchủ\ntrì", "lead", "Đơn vị chủ trì"),
        ("Nội dung\ncông việc", "task", "Nội dung công việc"),
        ("Mã hồ sơ", None, "Mã hồ sơ"),
    ],
)
def test_part_of_a_header(header: str, part: str | None, whole: str) -> None:
    assert (part_of(header), whole_words(header)) == (part, whole)


def table(*rows: tuple[str, ...], first: int) -> Table:
    return Table(tuple(tuple(Cell(text, Spot(n, n, page=first)) for text in row) for n, row in enumerate(rows, first)))


def layout(*tables: Table) -> Layout:
    lines = tuple("\t".join(cell.text.replace("\n", " ") for cell in row) for part in tables for row in part.rows)
    return Layout(tables, lines, pages=len(tables))


def test_number_column_whose_header_is_broken_and_repeated_on_the_next_page() -> None:
    head = ("ST\nT", "Nội dung công việc", "Đơn vị chủ trì", "Đơn vị phối h\nợp", "Thời gian\nhoàn thành")
    reading = read_structure(
        layout(
            table(
                head,
                ("1", "Tu sửa cầu Bến Đình", "Phòng Kinh tế", "Các tổ dân phố", "Trước ngày\n31/5/2026"),
                ("2", "Tập bơi cho học sinh", "Đoàn Thanh", "Phòng Văn hóa -", "Tháng 6-"),
                first=1,
            ),
            table(
                head,
                ("", "dịp nghỉ hè", "niên phường", "Xã hội; các\ntrường học", "8/2026"),
                ("3", "Sơ kết đợt thi đua", "Văn phòng", "", "Hằng quý"),
                first=4,
            ),
        ),
        "ke-hoach.pdf",
    )
    found = [(task.number, task.text, task.lead, task.coordinating) for task in reading.tasks]
    assert found == [
        ("1", "Tu sửa cầu Bến Đình", ("Phòng Kinh tế",), ("Các tổ dân phố",)),
        ("2", "Tập bơi cho học sinh dịp nghỉ hè", ("Đoàn Thanh niên phường",),
         ("Phòng Văn hóa - Xã hội", "các trường học")),
        ("3", "Sơ kết đợt thi đua", ("Văn phòng",), ()),
    ]  # fmt: skip
    assert [task.deadline.text for task in reading.tasks if task.deadline] == [
        "Trước ngày 31/5/2026", "Tháng 6-8/2026", "Hằng quý",
    ]  # fmt: skip


def test_cell_for_both_roles_goes_on_over_the_page() -> None:
    head = ("TT", "Nhiệm vụ", "Chủ trì, phối hợp", "Thời hạn")
    reading = read_structure(
        layout(
            table(head, ("1", "Đo lại ranh giới", "Chủ trì: Phòng Kinh tế; phối hợp: Công", "Quý II/2026"), first=1),
            table(head, ("", "", "an phường", ""), ("2", "Lập hồ sơ", "Văn phòng", "Quý III/2026"), first=3),
        ),
        "ke-hoach.pdf",
    )
    assert [(task.lead, task.coordinating) for task in reading.tasks] == [
        (("Phòng Kinh tế",), ("Công an phường",)), (("Văn phòng",), ()),
    ]  # fmt: skip
