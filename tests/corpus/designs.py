"""The same tasks laid out in several table designs and file forms, for the tests of "one plan, many files".

A design is a header and rows of cells; a form writes them to a file. Tasks are those of the sample plans' tables.
"""

from __future__ import annotations

import itertools
import subprocess
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from docx.shared import Cm, Pt

from tests.samples.source import Row, Table, names, samples

HEADER_TEXT = [
    "ĐẢNG BỘ TỈNH SÔNG LAM", "ĐẢNG ỦY PHƯỜNG AN BÌNH", "*", "Số 77-KH/ĐU", "",
    "An Bình, ngày 05 tháng 01 năm 2026", "", "KẾ HOẠCH", "phân công nhiệm vụ năm 2026", "",
    "Thực hiện Kế hoạch số 09-KH/TU, ngày 08/12/2025 của Ban Thường vụ Tỉnh ủy, "
    "Ban Thường vụ Đảng ủy phường ban hành Kế hoạch như sau:", "",
    "I. MỤC ĐÍCH", "", "Xác định rõ từng việc, người chịu trách nhiệm, thời hạn và kết quả.", "", "II. NHIỆM VỤ", "",
]  # fmt: skip
FOOTER_TEXT = [
    "",
    "III. TỔ CHỨC THỰC HIỆN",
    "",
    "Các chi bộ báo cáo kết quả theo quy định.",
    "",
    "Nơi nhận:",
    "- Lưu Văn phòng Đảng ủy.",
    "",
    "T/M BAN THƯỜNG VỤ",
    "Trần Thị Minh Khuê",
]


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as printed and the rows that must be read from it: (number, text, lead, coordinating, deadline)."""

    header: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    expected: tuple[tuple[str, str, str, str, str], ...]


def tasks() -> list[Row]:
    """Task rows of the sample plans' tables, whole, with one lead."""
    rows = [
        row
        for plan in samples()
        for block in plan.blocks
        if isinstance(block, Table)
        for row in block.rows
        if isinstance(row, Row)
    ]
    return [
        row
        for row in rows
        if "|" not in row.text + row.deadline and not row.deadline.startswith("date:") and len(names(row.lead)) == 1
    ]


def plain_design(rows: list[Row]) -> Laid:
    """STT, task, lead, coordinating, deadline."""
    cells = [(str(i), row.text, row.lead, row.coordinating or "", row.deadline) for i, row in enumerate(rows, 1)]
    return Laid(
        ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"), tuple(cells), tuple(cells)
    )


def titled_design(rows: list[Row]) -> Laid:
    """No lead column: the lead is the title row above, with a roman number."""
    cells: list[tuple[str, ...]] = []
    expected = []
    romans = iter(
        (
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
        )
    )
    for lead, group in itertools.groupby(sorted(rows, key=lambda row: row.lead), key=lambda row: row.lead):
        cells.append((next(romans), lead.upper(), "", ""))
        for number, row in enumerate(group, 1):
            cells.append((str(number), row.text, row.coordinating or "", row.deadline))
            expected.append((str(number), row.text, lead, row.coordinating or "", row.deadline))
    return Laid(("TT", "Nội dung công việc", "Đơn vị phối hợp", "Thời gian thực hiện"), tuple(cells), tuple(expected))


def sub_row_design(rows: list[Row]) -> Laid:
    """Title rows 1, 2, … with rows 1.1, 1.2, … under them."""
    cells: list[tuple[str, ...]] = []
    expected = []
    topics = [
        "Công tác tổ chức và cán bộ",
        "Cải cách hành chính",
        "Chuyển đổi số",
        "Văn hóa - xã hội",
        "Môi trường",
        "Quốc phòng, an ninh",
    ]
    for index, topic in enumerate(topics, 1):
        cells.append((str(index), topic, "", "", ""))
        for inner, row in enumerate(rows[(index - 1) * 5 : index * 5], 1):
            line = (f"{index}.{inner}", row.text, row.lead, row.coordinating or "", row.deadline)
            cells.append(line)
            expected.append(line)
    return Laid(
        ("STT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn"), tuple(cells), tuple(expected)
    )


def detailed_design(rows: list[Row]) -> Laid:
    """Further columns between and after: the product, a note."""
    products = ["Kế hoạch", "Báo cáo", "Quyết định", "Tờ trình", "Hội nghị"]
    cells = []
    expected = []
    for i, row in enumerate(rows, 1):
        cells.append((str(i), row.text, products[i % 5], row.lead, row.coordinating or "", row.deadline))
        expected.append((str(i), row.text, row.lead, row.coordinating or "", row.deadline))
    return Laid(("STT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Tiến độ"), tuple(cells), tuple(expected))


DESIGNS: dict[str, Callable[[list[Row]], Laid]] = {
    "plain": plain_design,
    "titled": titled_design,
    "sub_rows": sub_row_design,
    "detailed": detailed_design,
}


def _write(path: Path, table: list[str]) -> Path:
    path.write_text("\n".join([*HEADER_TEXT, *table, *FOOTER_TEXT]) + "\n", encoding="utf-8")
    return path


def write_tabs(laid: Laid, folder: Path) -> Path:
    return _write(folder / "tabs.txt", ["\t".join(row).rstrip() for row in (laid.header, *laid.cells)])


def write_bars(laid: Laid, folder: Path) -> Path:
    rule = "|" + "---|" * len(laid.header)
    lines = ["| " + " | ".join(row) + " |" for row in (laid.header, *laid.cells)]
    return _write(folder / "bars.md", [lines[0], rule, *lines[1:]])


def write_cell_a_line(laid: Laid, folder: Path) -> Path:
    return _write(folder / "cell_a_line.txt", [cell for row in (laid.header, *laid.cells) for cell in row if cell])


def write_broken(laid: Laid, folder: Path) -> Path:
    """Cells broken over lines with blank lines between, as extractors print them."""
    widths = [6, *([70] * (1)), *([24] * (len(laid.header) - 3)), 17]
    lines = []
    for row in (laid.header, *laid.cells):
        for cell, width in zip(row, widths, strict=True):
            if cell:
                lines += [part for piece in textwrap.wrap(cell, width) for part in (piece, "")][:-1]
        lines.append("")
    return _write(folder / "broken.txt", lines)


def write_docx(laid: Laid, folder: Path, *, ruled: bool = True) -> Path:
    document = docx.Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(2)
    for text in HEADER_TEXT:
        if text:
            document.add_paragraph(text)
    grid = document.add_table(rows=0, cols=len(laid.header), style="Table Grid" if ruled else None)
    grid.autofit = False
    share = [1.2, 5.6, *([10.2 / (len(laid.header) - 2)] * (len(laid.header) - 2))]
    for row in (laid.header, *laid.cells):
        for cell, text, width in zip(grid.add_row().cells, row, share, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(0 if ruled else 6)
            cell.paragraphs[0].add_run(text).font.size = Pt(11)
    for text in FOOTER_TEXT:
        if text:
            document.add_paragraph(text)
    path = folder / ("ruled.docx" if ruled else "borderless.docx")
    document.save(str(path))
    return path


def write_xlsx(laid: Laid, folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ"
    sheet["A2"] = "(kèm theo Kế hoạch số 77-KH/ĐU, ngày 05/01/2026 của Ban Thường vụ Đảng ủy phường An Bình)"
    for row in (laid.header, *laid.cells):
        sheet.append(list(row))
    path = folder / "book.xlsx"
    book.save(path)
    return path


def to_pdf(path: Path) -> Path:
    """LibreOffice prints a Word file as PDF."""
    profile = path.parent / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf",
         "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return path.with_suffix(".pdf")


def write_ruled_pdf(laid: Laid, folder: Path) -> Path:
    return to_pdf(write_docx(laid, folder))


def write_borderless_pdf(laid: Laid, folder: Path) -> Path:
    return to_pdf(write_docx(laid, folder, ruled=False))


def write_pdf_text(laid: Laid, folder: Path) -> Path:
    """What pdftotext -layout takes out of the ruled PDF."""
    pdf = write_ruled_pdf(laid, folder)
    path = folder / "layout.txt"
    subprocess.run(["pdftotext", "-layout", str(pdf), str(path)], check=True, timeout=60)
    return path


def write_scan(laid: Laid, folder: Path) -> Path:
    """The ruled PDF as pictures of 200 dots an inch, in a PDF without text."""
    pdf = write_ruled_pdf(laid, folder)
    subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", str(pdf), str(folder / "page")], check=True, timeout=120)
    from PIL import Image

    pages = [Image.open(path) for path in sorted(folder.glob("page*.png"))]
    path = folder / "scan.pdf"
    pages[0].save(path, save_all=True, append_images=pages[1:], resolution=200)
    return path


FORMS: dict[str, Callable[[Laid, Path], Path]] = {
    "tabs": write_tabs, "bars": write_bars, "cell_a_line": write_cell_a_line, "broken": write_broken,
    "docx": write_docx, "xlsx": write_xlsx, "ruled_pdf": write_ruled_pdf, "borderless_pdf": write_borderless_pdf,
    "pdf_text": write_pdf_text, "scan": write_scan,
}  # fmt: skip
