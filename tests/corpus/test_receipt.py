"""What the receipt says of rows that may have been cut in the wrong place."""

from __future__ import annotations

from pathlib import Path

from corpus import read

HEADER = """UBND PHƯỜNG AN BÌNH
Số: 31/KH-UBND
An Bình, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Sắp xếp chợ năm 2026

"""
APART = """STT   Nhiệm vụ                    Sản phẩm      Chủ trì            Thời hạn
1     Đo vẽ lại các sạp hàng      Bản đồ        Phòng Kinh tế      Quý I/2026
2     Lát lại nền chợ             Công trình    Phòng Kinh tế      Quý II/2026
3     Lắp đèn lối vào chợ         Công trình    Phòng Kinh tế      Quý II/2026
"""
CLOSE = APART + "4     Tập huấn chữa cháy cho dân Lớp tập huấn  Công an phường     Quý II/2026\n"
TIGHT = APART + "4     Ký cam kết với tiểu thương chợ Bản cam kết  Công an phường     Quý II/2026\n"
TABS = """STT\tNhiệm vụ\tChủ trì\tThời hạn
1\tĐo vẽ lại các sạp\tPhòng Kinh tế\tQuý I/2026
2\thàng cũ. Lát lại nền chợ\tPhòng Kinh tế\tQuý II/2026
"""


COLUMNS_APART = """STT
1

2

Nhiệm vụ
Đo vẽ lại các sạp hàng
Lát lại nền chợ

Chủ trì
Phòng Kinh tế

Thời hạn
Quý I/2026
Quý II/2026
"""


# the same with sub-rows, whose titles stand in the column of tasks
SUB_ROWS_APART = COLUMNS_APART.replace("1\n\n2\n", "1\n1.1\n\n1.2\n").replace("Đo vẽ", "Chợ An Bình\nĐo vẽ")


def doubts(folder: Path, table: str) -> list[tuple[str, str]]:
    path = folder / "plan.txt"
    path.write_text(HEADER + table, encoding="utf-8")
    return [(notice.kind, notice.where) for notice in read(path).notices]


def test_cells_that_could_be_cut_in_another_place_are_doubtful(tmp_path: Path) -> None:
    assert doubts(tmp_path, APART) == doubts(tmp_path, CLOSE) == []
    assert doubts(tmp_path, TIGHT) == [("tight_cells", "mục , số 4")]


def test_a_table_printed_column_by_column_is_not_to_be_trusted(tmp_path: Path) -> None:
    assert ("columns_apart", "dòng 7") in doubts(tmp_path, COLUMNS_APART)


def test_sub_rows_printed_column_by_column_are_not_to_be_trusted(tmp_path: Path) -> None:
    assert ("columns_apart", "dòng 7") in doubts(tmp_path, SUB_ROWS_APART)


def test_a_cell_printed_away_from_its_row_is_doubtful(tmp_path: Path) -> None:
    rows = (Path(__file__).parent / "golden" / "table-in-blocks-over-pages.txt").read_text(encoding="utf-8")
    told = doubts(tmp_path, rows)
    assert ("tight_cells", "mục I, số 5") in told and ("tight_cells", "mục I, số 1") not in told


def test_a_text_that_begins_inside_a_sentence_is_doubtful(tmp_path: Path) -> None:
    assert doubts(tmp_path, TABS) == [("cut_text", "mục , số 2")]


def test_a_long_paragraph_keeps_all_its_lines(tmp_path: Path) -> None:
    lines = [f"phần thứ {number} của một câu rất dài không có dấu chấm" for number in range(200)]
    path = tmp_path / "long.txt"
    path.write_text(HEADER + "Mở đầu một câu rất dài không có dấu chấm\n" + "\n".join(lines), encoding="utf-8")
    assert any(all(line in passage.text for line in lines) for passage in read(path).passages)
