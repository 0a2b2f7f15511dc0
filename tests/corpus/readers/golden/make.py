"""Writes the golden PDFs of this folder: invented plans, laid out by LibreOffice.

`python -m tests.corpus.readers.golden.make` makes them anew.

Each PDF's rows stand beside it in a JSON file, as they were given to Word: what a reader must find again.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Cm, Pt

HERE = Path(__file__).parent
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

TASKS = (
    "Rà soát, bổ sung quy chế làm việc của Ban Chấp hành, Ban Thường vụ; phân công nhiệm vụ từng đồng chí ủy viên.",
    "Tổ chức hội nghị quán triệt Nghị quyết chuyên đề về chuyển đổi số đến toàn thể cán bộ, đảng viên.",
    "Xây dựng kế hoạch kiểm tra, giám sát năm 2026.",
    "Số hóa hồ sơ, tài liệu lưu trữ của các cơ quan, đơn vị; kết nối phần mềm quản lý văn bản từ tỉnh đến cơ sở, bảo "
    "đảm an toàn thông tin theo quy định.",
    "Ban hành hướng dẫn đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên hằng năm.",
    "Khảo sát nhu cầu đào tạo, bồi dưỡng nghiệp vụ của cán bộ không chuyên trách.",
    "Phát động phong trào thi đua “Phường An Bình sáng, xanh, sạch, đẹp”; sơ kết vào cuối quý.",
    "Tham mưu bố trí kinh phí, trang thiết bị phục vụ bộ phận một cửa.",
    "Đối thoại trực tiếp giữa người đứng đầu cấp ủy, chính quyền với Nhân dân.",
    "Theo dõi, đôn đốc, tổng hợp kết quả thực hiện Kế hoạch này, báo cáo Ban Thường vụ Đảng ủy.",
)
LEADS = ("Ban Xây dựng Đảng", "Văn phòng Đảng ủy", "Ủy ban Kiểm tra Đảng ủy", "UBND phường", "Phòng Văn hóa - Xã hội")
HELPERS = (
    "Các cơ quan, đơn vị, địa phương có liên quan",
    "Các chi bộ trực thuộc",
    "Ủy ban MTTQ Việt Nam phường",
    "",
    "Văn phòng Đảng ủy; Công an phường",
)
DUES = ("Trước 15/5/2026", "Thường xuyên", "Quý II/2026", "Sau khi có hướng dẫn của Trung ương", "Tháng 7-9/2026")
RESULTS = ("Quy chế", "Hội nghị", "Kế hoạch", "Báo cáo", "Công văn")


@dataclass
class Design:
    """How one golden document is laid out."""

    name: str
    heads: list[str]
    widths: list[float]  # centimetres
    rows: int = 24
    border: bool = True
    sections: bool = False  # title rows across the table
    centred: bool = False  # numbers and names in the middle of tall rows
    repeat: bool = False  # the header on every page
    two_level: bool = False  # "Cơ quan thực hiện" over "Chủ trì", "Phối hợp"
    landscape: bool = False
    letterhead: bool = True
    facts: list[list[str]] = field(default_factory=list)


FIVE = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"]
DESIGNS = (
    Design("ruled_over_pages", FIVE, [1.2, 6.8, 2.8, 3.2, 2.5], sections=True, repeat=True),
    Design("ruled_without_lead", [FIVE[0], FIVE[1], FIVE[3], FIVE[4]], [1.2, 8.6, 3.9, 2.8], sections=True),
    Design("ruled_two_level_header", FIVE, [1.2, 6.8, 2.8, 3.2, 2.5], rows=8, two_level=True),
    Design("borderless_over_pages", FIVE, [1.2, 6.8, 2.8, 3.2, 2.5], border=False, sections=True, repeat=True),
    Design("borderless_centred_numbers", FIVE, [1.2, 6.8, 2.8, 3.2, 2.5], border=False, centred=True),
    Design("borderless_without_numbers", FIVE[1:], [7.5, 3, 3.5, 2.5], border=False, rows=10),
    Design(
        "landscape_seven_columns",
        ["TT", "Nhiệm vụ", "Người phụ trách", *FIVE[2:], "Kết quả"],
        [1.2, 8, 3, 3.4, 3.6, 3, 3],
        landscape=True,
        sections=True,
    ),
)


def values(design: Design, number: int) -> list[str]:
    """One task row's cells, by the design's headings."""
    people = ("Nguyễn Văn Bình", "Trần Thị Hòa", "Lê Minh An")
    known = {
        "STT": str(number + 1),
        "TT": str(number + 1),
        "Nội dung nhiệm vụ": TASKS[number % len(TASKS)],
        "Nhiệm vụ": TASKS[number % len(TASKS)],
        "Người phụ trách": people[number % 3],
        "Cơ quan chủ trì": LEADS[number % 5],
        "Cơ quan phối hợp": HELPERS[(number * 3 + 1) % 5],
        "Thời gian hoàn thành": DUES[(number * 2 + number // 5) % 5],
        "Kết quả": RESULTS[number % 5],
    }
    return [known[head] for head in design.heads]


def document(design: Design) -> Document:
    """The design as a Word document; its rows go to `design.facts`."""
    word = Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.paragraph_format.space_after = Pt(0)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    if design.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = section.right_margin = Cm(2)
    _front(word)
    _table(word, design)
    signature = word.add_table(1, 2)
    signature.cell(0, 0).text = "Nơi nhận:\n- Tỉnh ủy (báo cáo),\n- Các chi bộ,\n- Lưu Văn phòng Đảng ủy."
    signature.cell(0, 1).text = "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\n\nNguyễn Văn Bình"
    for paragraph in signature.cell(0, 1).paragraphs:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return word


def _front(word: Document) -> None:
    """Page number, letterhead, title, two paragraphs and a heading."""
    footer = word.sections[0].footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer._p.append(parse_xml(f'<w:fldSimple {W} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    head = word.add_table(2, 2)
    head.cell(0, 0).text = "TỈNH ỦY SÔNG LAM\nĐẢNG ỦY PHƯỜNG AN BÌNH\n*"
    head.cell(1, 0).text = "Số 12-KH/ĐU"
    head.cell(0, 1).text = "ĐẢNG CỘNG SẢN VIỆT NAM"
    head.cell(1, 1).text = "An Bình, ngày 05 tháng 02 năm 2026"
    for cell in head._cells:
        for paragraph in cell.paragraphs:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("KẾ HOẠCH", "triển khai nhiệm vụ trọng tâm năm 2026"):
        paragraph = word.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True
    for text in PROSE:
        paragraph = word.add_paragraph(text)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        paragraph.paragraph_format.first_line_indent = Cm(1.27)
    word.add_paragraph("I. NHIỆM VỤ CỤ THỂ").runs[0].bold = True


PROSE = (
    "Thực hiện Chương trình số 05-CTr/TU, ngày 10/01/2026 của Tỉnh ủy Sông Lam về nhiệm vụ trọng tâm năm 2026, Ban "
    "Thường vụ Đảng ủy phường An Bình xây dựng kế hoạch triển khai thực hiện với các nội dung sau:",
    "Kế hoạch được phổ biến đến các chi bộ, cơ quan, đơn vị trên địa bàn; người đứng đầu chịu trách nhiệm về tiến độ, "
    "kết quả thực hiện.",
)


def _table(word: Document, design: Design) -> None:
    columns = len(design.heads)
    table = word.add_table(1, columns)
    table.autofit = False
    if design.border:
        table.style = "Table Grid"
    for cell, head in zip(table.rows[0].cells, design.heads, strict=True):
        cell.text = head
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    if design.two_level:
        _split_header(table)
    if design.repeat:
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    for number in range(design.rows):
        if design.sections and number % 9 == 0:
            cells = table.add_row().cells
            title = f"ĐẢNG ỦY {('CÔNG AN TỈNH', 'QUÂN SỰ TỈNH', 'CÁC CƠ QUAN ĐẢNG TỈNH')[number // 9]}"
            cells[0].merge(cells[-1]).text = title
            design.facts.append([title] * columns)
        row = values(design, number)
        for place, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.text = text
            if design.centred and place != 1:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        design.facts.append(row)
    for row in table.rows:
        for cell, width in zip(row.cells, design.widths, strict=True):
            cell.width = Cm(width)
    for grid, width in zip(table._tbl.tblGrid, design.widths, strict=True):
        grid.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}w", str(int(width * 567)))


def _split_header(table) -> None:  # type: ignore[no-untyped-def]
    """The header in two rows: "Cơ quan thực hiện" over the two agency columns."""
    below = table.add_row().cells
    top = table.rows[0].cells
    for place in (0, 1, 4):
        top[place].merge(below[place])
    below[2].text, below[3].text = "Chủ trì", "Phối hợp"
    top[2].text = top[3].text = ""
    top[2].merge(top[3]).text = "Cơ quan thực hiện"


def main(folder: Path = HERE) -> None:
    with tempfile.TemporaryDirectory() as made:
        for design in DESIGNS:
            document(design).save(str(Path(made, f"{design.name}.docx")))
            facts = json.dumps(design.facts, ensure_ascii=False, indent=0)
            (folder / f"{design.name}.json").write_text(facts + "\n")
        profile = Path(made, "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*command, str(folder), *map(str, sorted(Path(made).glob("*.docx")))], check=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
