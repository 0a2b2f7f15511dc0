"""Which part a header names, also where its narrow column broke its words; tables whose cells go on over a page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.column_cells import told_by_cells
from corpus.column_marks import body_columns, due_by_marks, period_columns, period_named, roles_by_marks
from corpus.column_names import names_person, part_of, whole_words
from corpus.columns import Columns, read_header
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


@pytest.mark.parametrize(
    ("part", "headers"),
    [
        ("lead", (
            "Bộ phận tham mưu | ĐV thực hiện | CT | Phòng, ban thực hiện | Khoa, phòng phụ trách | Lực lượng "
            "chủ công | Bộ phận được phân công | Đơn vị đảm nhiệm | Cá nhân, đơn vị thực hiện | Đơn vị chịu "
            "trách nhiệm chính | Các cơ quan tham mưu, giúp việc"
        )),
        ("coordinating", (
            "Đơn vị cùng thực hiện | CQ PH | Cơ quan cùng tham mưu | Phòng, ban hỗ trợ | Hỗ trợ | Bộ phận liên "
            "quan | Đơn vị cộng tác | Lực lượng tham gia | Cùng phối hợp | Làm cùng | Cơ quan thực hiện Phối "
            "hợp | Đoàn thể giúp sức | Đơn vị giúp việc"
        )),
        ("both", (
            "Đơn vị thực hiện, phối hợp | Đơn vị thực hiện/phối hợp | Chủ trì phối hợp"
        )),
        ("directing", (
            "Lãnh đạo chỉ đạo | Cơ quan kiểm tra, giám sát | Người chỉ đạo, đôn đốc"
        )),
        ("deadline", (
            "Lịch thực hiện | TG hoàn thành | Tháng thực hiện | Khi nào xong | Hạn cuối | Mốc hoàn thành | Ngày "
            "nộp | Thời gian, tiến độ | Xong trước | Kỳ hạn | Tuần, tháng"
        )),
        ("detail", (
            "Người phụ trách | Cán bộ thực hiện | Lãnh đạo phụ trách | Cơ quan phê duyệt | Cấp trình | Bộ phận "
            "theo dõi, đôn đốc | Kinh phí hỗ trợ | Đơn vị nhận"
        )),
        ("task", (
            "Công tác | Nội dung hỗ trợ"
        )),
        (None, (
            "Ban Tổ chức | Phòng Tham mưu | Tổ chức | Kiểm tra, giám sát | Quỹ | Số tháng | Thường trực | Giúp"
        )),
    ],
)  # fmt: skip
def test_part_by_what_the_name_is_made_of(part: str | None, headers: str) -> None:
    listed = headers.split(" | ")
    assert [(header, part_of(header)) for header in listed] == [(header, part) for header in listed]


def test_persons_who_do_the_work_and_leaders_who_oversee_it() -> None:
    said = ["Người phụ trách", "Cán bộ thực hiện", "Ai làm", "Lãnh đạo phụ trách", "Cán bộ theo dõi", "Ghi chú"]
    assert [names_person(header) for header in said] == [True, True, True, False, False, False]


def test_of_two_columns_the_surer_name_is_the_lead() -> None:
    found = read_header(["TT", "Đơn vị", "Nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"])
    assert found is not None
    assert (found.lead, found.details) == (3, ((1, "Đơn vị"),))


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("T3", "Tháng 3"),
        ("Tháng 12", "Tháng 12"),
        ("Thời gian thực hiện (tháng) 4", "Tháng 4"),
        ("Năm 2026 Quý II", "Quý II/2026"),
        ("Quý 4/2026", "Quý 4/2026"),
        ("Tháng 3 Tuần 2", "Tuần 2 tháng 3"),
        ("Tháng", None),
        ("Tháng 13", None),
        ("Kết quả T", None),
    ],
)
def test_period_of_a_header(header: str, period: str | None) -> None:
    assert period_named(header) == period


def test_one_month_alone_is_no_calendar() -> None:
    assert period_columns(["TT", "Nội dung", "Tháng 3", "Ghi chú"]) == ()
    assert period_columns(["TT", "Nội dung", "Quý I", "Quý II"]) == ((2, "Quý I"), (3, "Quý II"))
    assert due_by_marks(["Tháng 3", "Tháng 4"]) == "Tháng 3, tháng 4"


def test_agencies_across_the_columns() -> None:
    header = ["TT", "Nhiệm vụ", "Đơn vị thực hiện Phòng Kinh tế", "Đơn vị thực hiện Công an xã", "Thời hạn"]
    assert body_columns(header) == ((2, "Phòng Kinh tế"), (3, "Công an xã"))
    assert body_columns(["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Phòng Kinh tế"]) == ()
    assert roles_by_marks([("A", "CT"), ("B", "PH"), ("C", "x"), ("D", "")]) == (("A",), ("B", "C"))
    assert roles_by_marks([("A", "x"), ("B", ""), ("C", "✓")]) == (("A", "C"), ())
    assert roles_by_marks([("A", "12"), ("B", "-")]) == ((), ())


def test_cells_tell_what_the_header_does_not() -> None:
    header = read_header(["TT", "Công việc", "Nơi lo", "Đến lúc", "Ngày ban hành"])
    assert header is not None
    rows = [["1", "Sơn ghế đá", "Phòng Kinh tế", "Trước 30/4/2026", "02/01/2026"],
            ["2", "Thay đèn", "Công an phường", "Tháng 6/2026", "03/01/2026"]]  # fmt: skip
    told = told_by_cells(header, rows, above=False, presides=False)
    assert (told.lead, told.deadline, told.details) == (2, 3, ((4, "Ngày ban hành"),))
    # below an agency's own heading a column without a known name stays as printed
    assert told_by_cells(header, rows, above=True, presides=False).lead is None


def test_task_column_without_a_known_name() -> None:
    found = read_header(["TT", "Hạng mục", "Đơn vị thực hiện", "Thời hạn", "Ghi chú"])
    assert found is not None
    assert (found.task, found.lead, found.deadline, found.details) == (1, 2, 3, ((4, "Ghi chú"),))
    assert read_header(["TT", "Hàng hóa", "Đơn vị", "Thời hạn sử dụng"]) is None
    delivered = read_header(["Sản phẩm", "Chủ trì", "Thời gian"])
    assert delivered is not None
    assert delivered.task == 0


def test_column_named_by_what_its_agencies_do() -> None:
    header = read_header(["TT", "Nội dung", "Thực hiện", "Phối hợp", "Thời gian"])
    assert header is not None
    rows = [["1", "Sơn ghế đá", "Phòng Kinh tế", "Các thôn", "Quý I"], ["2", "Thay đèn", "Tổ điện", "", "Quý II"]]
    assert told_by_cells(header, rows, above=True, presides=False).lead == 2
    assert told_by_cells(header, [["1", "Số hộ nghèo", "120", "", ""]], above=False, presides=False).lead is None


def test_lead_said_above_outweighs_a_mere_unit() -> None:
    columns = Columns(task=1, number=0, lead=2, vague=True)
    told = told_by_cells(columns, [["1", "Mở hộp thư", "Công an phường"]], above=True, presides=True)
    assert (told.lead, told.coordinating) == (None, 2)


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


def test_lead_merged_over_rows_goes_on_over_the_page() -> None:
    head = ("TT", "Nhiệm vụ", "Chủ trì", "Thời hạn")
    below = table(("3", "Đo lại ranh giới", "", "Quý II/2026"), ("4", "Lập hồ sơ", "", "Quý III/2026"), first=4)
    merged = tuple(tuple(replace(c, origin=(0, 2)) if i == 2 else c for i, c in enumerate(row)) for row in below.rows)
    above = table(head, ("1", "Cắm mốc", "Văn phòng", "Quý I/2026"), ("2", "Vẽ bản đồ", "Phòng Kinh tế", ""), first=1)
    reading = read_structure(layout(above, replace(below, rows=merged)), "ke-hoach.pdf")
    assert [task.lead for task in reading.tasks] == [("Văn phòng",), *[("Phòng Kinh tế",)] * 3]
