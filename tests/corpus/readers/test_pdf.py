"""Born-digital PDFs: the golden documents row by row, and small drawings for single traits."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest

from corpus.layout import Paragraph, Table
from corpus.readers import open_layout
from tests.corpus.readers.files import GOLDEN, paragraphs, pdf_of, rows_joined, tables, written

DESIGNS = sorted(path.stem for path in GOLDEN.glob("*.json"))


@pytest.mark.parametrize("design", DESIGNS)
def test_every_row_of_a_golden_document_is_exact(design: str) -> None:
    layout = open_layout(GOLDEN / f"{design}.pdf")
    assert rows_joined(layout) == json.loads((GOLDEN / f"{design}.json").read_text())


@pytest.mark.parametrize("design", DESIGNS)
def test_the_letterhead_reads_left_column_first(design: str) -> None:
    assert paragraphs(open_layout(GOLDEN / f"{design}.pdf"))[:7] == [
        "TỈNH ỦY SÔNG LAM",
        "ĐẢNG ỦY PHƯỜNG AN BÌNH",
        "*",
        "Số 12-KH/ĐU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "An Bình, ngày 05 tháng 02 năm 2026",
        "KẾ HOẠCH",
    ]


def test_wrapped_lines_are_one_paragraph_and_headings_their_own() -> None:
    layout = open_layout(GOLDEN / "ruled_over_pages.pdf")
    prose = [block for block in layout.blocks if isinstance(block, Paragraph)][7:11]
    assert [b.text.split(",")[0].split(" vụ")[0] for b in prose] == [
        "triển khai nhiệm",
        "Thực hiện Chương trình số 05-CTr/TU",
        "Kế hoạch được phổ biến đến các chi bộ",
        "I. NHIỆM VỤ CỤ THỂ",
    ]
    assert [(b.bold, b.centred) for b in prose] == [(True, True), (False, False), (False, False), (True, False)]


@pytest.mark.parametrize("design", DESIGNS)
def test_spots_point_at_lines_pages_and_boxes(design: str) -> None:
    layout = open_layout(GOLDEN / f"{design}.pdf")
    for block in layout.blocks:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block]
        for cell in cells:
            assert cell.spot.page and 1 <= cell.spot.page <= (layout.pages or 0)
            assert cell.spot.box is not None
            left, top, right, bottom = cell.spot.box
            assert 0 <= left < right <= 1 and 0 <= top < bottom <= 1
            if cell.text and not (isinstance(block, Table) and cell.origin):
                assert " ".join(cell.text.split()) in " ".join(layout.lines[cell.spot.first_line - 1].split())


def test_a_merged_header_cell_has_one_origin() -> None:
    layout = open_layout(GOLDEN / "ruled_two_level_header.pdf")
    table = next(block for block in layout.blocks if isinstance(block, Table))
    assert [cell.text for cell in table.rows[0][2:4]] == ["Cơ quan thực hiện"] * 2
    assert [cell.origin for cell in table.rows[0]] == [(0, 0), (0, 1), (0, 2), (0, 2), (0, 4)]
    assert [cell.origin for cell in table.rows[1]] == [(0, 0), (0, 1), None, None, (0, 4)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_with_a_rotation_reads_the_same(tmp_path: Path, turn: int) -> None:
    """Landscape pages are often stored turned, with a rotation that viewers undo."""
    document = pypdfium2.PdfDocument(GOLDEN / "ruled_two_level_header.pdf")
    for page in document:
        page.set_rotation(turn)
    document.save(tmp_path / "a.pdf")
    expected = open_layout(GOLDEN / "ruled_two_level_header.pdf")
    assert tables(open_layout(tmp_path / "a.pdf")) == tables(expected)


def test_a_page_drawn_sideways_is_put_right(tmp_path: Path) -> None:
    """The text itself runs up the page, and nothing in the file says so."""
    document = pypdfium2.PdfDocument(GOLDEN / "ruled_two_level_header.pdf")
    for page in document:
        width, height = page.get_size()
        page.set_mediabox(0, 0, height, width)
        for thing in page.get_objects(max_depth=1):
            thing.transform(pypdfium2.PdfMatrix().rotate(90, ccw=True).translate(height, 0))
        page.gen_content()
    document.save(tmp_path / "a.pdf")
    expected = open_layout(GOLDEN / "ruled_two_level_header.pdf")
    assert tables(open_layout(tmp_path / "a.pdf")) == tables(expected)


def test_spaces_inside_words_are_told_from_real_ones_by_the_gaps(tmp_path: Path) -> None:
    """Fallback fonts leave "th uc hi en" in the text; a kern of -278 takes the space back where it was drawn."""
    stream = "BT /F1 12 Tf 72 760 Td [(th) 0 ( ) 278 (uc hi) 0 ( ) 278 (en)] TJ ET\n"
    assert paragraphs(open_layout(pdf_of(tmp_path / "a.pdf", stream))) == ["thuc hien"]


def test_words_without_spaces_are_told_by_the_gaps(tmp_path: Path) -> None:
    stream = "BT /F1 12 Tf 72 760 Td [(thuc) -300 (hien)] TJ ET\n"
    assert paragraphs(open_layout(pdf_of(tmp_path / "a.pdf", stream))) == ["thuc hien"]


def test_letters_drawn_twice_to_look_bold_are_read_once(tmp_path: Path) -> None:
    stream = written("KE HOACH nam 2026", 72) + written("KE HOACH nam 2026", 72)
    assert paragraphs(open_layout(pdf_of(tmp_path / "a.pdf", stream))) == ["KE HOACH nam 2026"]


NAMES = ("mot", "hai", "ba", "bon")


def page_text(number: int) -> str:
    return (
        written("So va ky hieu: 12-KH/DU Ngay ban hanh: 23/07/2025", 300, 820, 8)
        + written(f"{number}", 290, 800)
        + written(f"Noi dung trang so {NAMES[number - 1]}.", 72, 700)
        + written("Phan mem quan ly van ban", 72, 30, 8)
    )


def test_page_numbers_stamps_and_repeated_footers_are_dropped_and_said(tmp_path: Path) -> None:
    layout = open_layout(pdf_of(tmp_path / "a.pdf", *(page_text(n) for n in range(1, 5))))
    assert paragraphs(layout) == [f"Noi dung trang so {n}." for n in NAMES]
    said = " ".join(notice.message for notice in layout.notices if notice.kind == "furniture")
    assert "So va ky hieu: 12-KH/DU" in said
    assert "Phan mem quan ly van ban" in said


def test_a_sentence_goes_on_over_the_page_break(tmp_path: Path) -> None:
    first = "".join(
        written("Mot dong chu dai keo het chieu ngang cua trang giay nay de con di tiep", 72, y) for y in (700, 684)
    )
    second = written("sang trang sau nua.", 72, 760) + written("Doan moi bat dau o day.", 100, 700)
    read = paragraphs(open_layout(pdf_of(tmp_path / "a.pdf", first, second)))
    assert len(read) == 2
    assert read[0].endswith("de con di tiep sang trang sau nua.")


def test_footnotes_come_at_the_end_under_their_mark(tmp_path: Path) -> None:
    body = "".join(written("Mot dong chu dai keo het chieu ngang cua trang giay nay", 72, y) for y in (700, 684, 668))
    layout = open_layout(
        pdf_of(tmp_path / "a.pdf", body + written("1 Theo Nghi quyet 18.", 72, 60, 8), written("Trang hai.", 120, 700))
    )
    assert paragraphs(layout)[-2:] == ["Trang hai.", "[1] Theo Nghi quyet 18."]


def test_a_framed_text_is_no_table(tmp_path: Path) -> None:
    frame = "60 680 400 100 re S\n"
    assert paragraphs(open_layout(pdf_of(tmp_path / "a.pdf", frame + written("Chu trong khung", 72, 730)))) == [
        "Chu trong khung"
    ]


def test_a_table_without_outer_sides_is_closed_by_its_level_lines(tmp_path: Path) -> None:
    lines = "".join(f"60 {y} m 500 {y} l S\n" for y in (700, 670, 640)) + "120 640 m 120 700 l S\n"
    texts = (
        written("1", 80, 680)
        + written("Ra soat quy che", 130, 680)
        + written("2", 80, 650)
        + written("Bao cao", 130, 650)
    )
    assert tables(open_layout(pdf_of(tmp_path / "a.pdf", lines + texts))) == [
        [["1", "Ra soat quy che"], ["2", "Bao cao"]]
    ]


def test_progress_is_told_page_by_page() -> None:
    seen: list[tuple[int, int]] = []
    open_layout(GOLDEN / "ruled_over_pages.pdf", progress=lambda *event: seen.append(event))
    assert seen == [(1, 3), (2, 3), (3, 3)]
