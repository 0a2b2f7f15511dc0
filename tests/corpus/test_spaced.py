"""Tables whose columns are kept apart by spaces, as `pdftotext -layout` prints them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import read
from corpus.model import Task
from corpus.spaced_cut import CLOSE, cut_row
from corpus.spaced_line import Edges, Learned, Width, line_cells, pair
from corpus.spaced_pairs import pairs_in_prose

HEAD = "ĐẢNG ỦY PHƯỜNG AN BÌNH\n\nKẾ HOẠCH\n\nphân công nhiệm vụ năm 2026\n\nII. NHIỆM VỤ\n\n"
HEADER = "TT     Nhiệm vụ                         Chủ trì              Thời hạn\n"
ROWS = (
    "1      Lát lại sân trường Hoa Sen.      Công an phường       Quý I/2026\n"
    "2      Vẽ lại bản đồ các giếng cũ.      Phòng Kinh tế        Quý II/2026\n"
    "3      Trồng bù cây xanh dọc kênh       Hội Nông dân         Quý III/2026\n"
    "       Đông.                            phường\n"
)


def tasks_of(folder: Path, table: str) -> list[Task]:
    path = folder / "ke-hoach.txt"
    path.write_text(HEAD + table, encoding="utf-8")
    return list(read(path).tasks)


def test_a_header_that_comes_back_is_no_part_of_the_first_row(tmp_path: Path) -> None:
    """Numbers stand in the middle of their rows: small words begin the page below the header."""
    header = (
        "       Nội dung nhiệm                  Đơn vị chủ\n"
        "TT                                                           Thời hạn\n"
        "             vụ                           trì\n"
    )
    first = (
        "       Công tác tổ chức\n"
        "1      lớp bơi, thay mái lối đi        Công an phường       Quý I/2026\n"
        "       trước mùa mưa.\n"
        "       Mở quầy nhận hồ sơ buổi\n"
    )
    second = (
        "       tối cho công nhân\n"
        "2                                      Phòng Kinh tế        Quý II/2026\n"
        "       khu trọ.\n"
        "       Ghi hình lời kể của\n"
        "3      những người chèo đò lâu         Đoàn phường          Năm 2026\n"
        "       năm.\n"
    )
    found = tasks_of(tmp_path, header + first + "\f" + header + second)
    words = (
        "Công tác tổ chức lớp bơi, thay mái lối đi trước mùa mưa. Mở quầy nhận hồ sơ buổi tối cho công nhân khu trọ. "
        "Ghi hình lời kể của những người chèo đò lâu năm."
    )
    assert sorted(word for task in found for word in task.text.split()) == sorted(words.split())


@pytest.mark.parametrize("label", ["TT", "STT"])
def test_a_header_over_two_lines_does_not_end_the_table(tmp_path: Path, label: str) -> None:
    header = f"Số     Nhiệm vụ                         Chủ trì              Thời hạn\n{label}\n"
    below = "4      Đo độ ồn quanh các quán hát.      Công an phường       Hằng quý\n"
    found = tasks_of(tmp_path, header + ROWS + header + below)
    assert [task.number for task in found] == ["1", "2", "3", "4"]
    assert found[2].text == "Trồng bù cây xanh dọc kênh Đông."


def test_tasks_that_move_with_their_numbers(tmp_path: Path) -> None:
    """A number close to its task: both stand elsewhere on the page from row 3 on."""
    table = (
        "TT  Nhiệm vụ                            Chủ trì              Thời hạn\n"
        " 1 Lát lại sân trường Hoa Sen,          Công an phường       Quý I/2026\n"
        "   thay mái che.\n"
        " 2 Vẽ lại bản đồ các giếng cũ;          Phòng Kinh tế        Quý II/2026\n"
        "   lấp giếng không dùng.\n"
        "     3   Trồng bù cây xanh dọc          Hội Nông dân         Quý III/2026\n"
        "         kênh Đông.                     phường\n"
        "     4   Đo độ ồn quanh các quán        Công an phường       Hằng quý\n"
        "         hát.\n"
    )
    found = tasks_of(tmp_path, table)
    assert [(task.number, task.text) for task in found] == [
        ("1", "Lát lại sân trường Hoa Sen, thay mái che."),
        ("2", "Vẽ lại bản đồ các giếng cũ; lấp giếng không dùng."),
        ("3", "Trồng bù cây xanh dọc kênh Đông."),
        ("4", "Đo độ ồn quanh các quán hát."),
    ]
    assert found[2].lead == ("Hội Nông dân phường",)


def test_a_number_at_the_left_of_all_columns_is_its_rows() -> None:
    edges = Edges((0, 7, 44, 58), (True, True, True, True))
    line = "17                                Đề án                  dẫn của"
    assert line_cells(line, edges, Learned((None,) * 4))[0] == "17"


@pytest.mark.parametrize(
    ("known", "lead"),
    [({("tỉnh", "ủy"), ("thời", "kiến")}, "Văn phòng Tỉnh ủy"), ({("thời", "ủy"), ("ủy", "kiến")}, "Văn phòng Tỉnh")],
)
def test_a_word_between_two_columns_goes_where_its_neighbour_is_known(known: set[tuple[str, str]], lead: str) -> None:
    edges = Edges((0, 5, 21, 38), (True, True, False, True))
    lines = [
        "8    Tiếp nhận, giải Văn phòng Tỉnh   Các ban đảng",
        "     quyết kịp thời ủy                tỉnh",
        "     kiến nghị.",
    ]
    row = cut_row(lines, [edges] * 3, {}, Learned((None,) * 4, frozenset(known)), (1, 2))
    assert row.cells[2] == lead
    assert row.margin < CLOSE, "it is said to be doubtful"


def test_words_that_follow_each_other() -> None:
    known = pairs_in_prose(["Ban Thường vụ Tỉnh ủy ban hành Kế hoạch, giao Phòng Kinh tế."])
    assert ("tỉnh", "ủy") in known
    assert pair("Kế", "hoạch,") in known
    assert pair("hoạch,", "giao") is None, "a comma stands between them"
    assert ("xây", "dựng") in known, "of a name that is known"


def test_what_a_width_tells() -> None:
    exact, rough = Width(7000.0, 7100.0, 0.004), Width(7000.0, 7910.0, 0.03)
    assert exact.over(7000) == rough.over(7000) == 0.0
    assert exact.over(7200) == 3.0
    assert rough.over(7200) == 0.0
    assert exact.spare(7050) == 0.0
    assert exact.spare(6800) == 3.0
    assert 0.0 < rough.spare(6600) < 3.0
