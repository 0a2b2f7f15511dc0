"""Write the sample plans (corpus/samples) and their gold (tests/samples/*.json) from tests/samples/source.

    python -m tests.samples.build          # needs libreoffice-writer for the PDF

The PDF is the same Word table as LibreOffice prints it: ruled, over two pages, its header repeated.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl.styles import Alignment, Border, Font, Side

from tests.samples.source import HERE, Bullets, Group, Row, Sample, Table, gold_questions, gold_rows, samples

OUT = HERE.parents[1] / "corpus" / "samples"
WIDTHS = {5: (1.2, 6.2, 3.4, 3.4, 2.8), 6: (1.2, 5.0, 3.1, 3.1, 2.4, 2.2)}
STAMP = datetime(2026, 3, 2, 8, 0)


def bullet_line(row: Row) -> str:
    """A bullet as printed: the deadline in brackets before the full stop, with its asterisks inside."""
    return f"- {row.text} ({row.deadline})." if row.deadline else f"- {row.text}"


def shown(deadline: str) -> str:
    """The deadline cell of a text table: a date cell as a date, nothing but the printed words otherwise."""
    return deadline.removeprefix("date:").replace("|", " ")


def text_table(table: Table) -> list[str]:
    """Tab-separated lines; a page break leaves a blank line and prints the header again."""
    header = "\t".join(table.header)
    lines = [header]

    def add(cells: list[str], mark: str) -> None:
        lines.append("\t".join(cells).rstrip())
        if mark in table.page_after:
            lines.extend(["", header])

    for row in table.rows:
        if isinstance(row, Group):
            add([row.label, row.text], row.label)
            continue
        texts, deadlines = row.text.split("|"), row.deadline.split("|")
        add([row.number or "", texts[0], row.lead, row.coordinating or "", deadlines[0]], f"{row.number}a")
        if len(texts) > 1:
            add(["", texts[1], "", "", *deadlines[1:]], row.number or "")
        elif row.number in table.page_after:
            lines.extend(["", header])
    return lines


def write_text(plan: Sample, path: Path) -> None:
    facts = plan.facts
    lines = [part for part in (facts["parent"], facts["issuer"]) if part]
    lines += ["*", facts["symbol"], "", facts["place"], "", *facts["title"], ""]
    for block in plan.blocks:
        if isinstance(block, Table):
            lines += [*text_table(block), ""]
        elif isinstance(block, Bullets):
            lines += [line for row in block.rows for line in (bullet_line(row), "")]
        else:
            lines += [line for paragraph in block for line in (paragraph, "")]
    lines += ["Nơi nhận:", *(f"- {name}" for name in facts["recipients"]), "", *facts["sign"]]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _cell(cell, text: str, *, bold: bool = False, centred: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, Pt(12)


def _docx_table(document, table: Table) -> None:
    widths = WIDTHS[len(table.header)]
    grid = document.add_table(rows=1, cols=len(table.header), style="Table Grid")
    grid.autofit = False
    for cell, title in zip(grid.rows[0].cells, table.header, strict=True):
        _cell(cell, title, bold=True, centred=True)
    repeat = OxmlElement("w:tblHeader")
    repeat.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in table.rows:
        cells = grid.add_row().cells
        if isinstance(row, Group):
            _cell(cells[0], row.label, bold=True, centred=True)
            _cell(cells[1].merge(cells[-1]), row.text, bold=True)
            continue
        values = [row.number or "", row.text, row.lead, row.coordinating or "", shown(row.deadline), *row.rest]
        for place, (cell, value) in enumerate(zip(cells, values, strict=True)):
            _cell(cell, value, centred=place == 0)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Cm(width)


def _line(document, text: str, *, bold: bool = False, centred: bool = False):
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.add_run(text).bold = bold
    return paragraph


def write_docx(plan: Sample, path: Path) -> None:
    facts = plan.facts
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = STAMP
    document.core_properties.author = facts["issuer"].capitalize()
    font = document.styles["Normal"].font
    font.name, font.size = "Liberation Serif", Pt(13)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(2.5), Cm(1.5)
        section.top_margin = section.bottom_margin = Cm(2)
    head = document.add_table(rows=2, cols=2)
    for column, width in zip(head.columns, (7.5, 9.5), strict=True):
        column.width = Cm(width)
    _cell(head.cell(0, 0), f"{facts['parent']}\n{facts['issuer']}", bold=True, centred=True)
    _cell(head.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", bold=True, centred=True)
    _cell(head.cell(1, 0), facts["symbol"], centred=True)
    _cell(head.cell(1, 1), facts["place"], centred=True)
    for title in facts["title"]:
        _line(document, title, bold=True, centred=True)
    for block in plan.blocks:
        if isinstance(block, Table):
            _docx_table(document, block)
        elif isinstance(block, Bullets):
            for row in block.rows:
                _line(document, bullet_line(row))
        else:
            for text in block:
                _line(document, text, bold=text.split(".")[0] in ("I", "II", "III", "IV"))
    for title in facts["sign"]:
        _line(document, title, bold=True, centred=True)
    _line(document, "Nơi nhận:", bold=True)
    for name in facts["recipients"]:
        _line(document, f"- {name}")
    document.save(str(path))


def write_pdf(plan: Sample, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / path.with_suffix(".docx").name
        write_docx(plan, word)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf",
             "--outdir", str(path.parent), str(word)],
            check=True, capture_output=True, timeout=180,
        )


def write_xlsx(plan: Sample, path: Path) -> None:
    facts = plan.facts
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = STAMP
    sheet = book.active
    sheet.title = "Phụ lục"
    table = next(block for block in plan.blocks if isinstance(block, Table))
    last = len(table.header)
    for text in (facts["issuer"], *facts["title"], None):
        sheet.append([text])
        sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=last)
        sheet.cell(sheet.max_row, 1).font = Font(bold=True)
        sheet.cell(sheet.max_row, 1).alignment = Alignment(horizontal="center")
    top = len(facts["title"]) + 3
    for column, title in enumerate(table.header, 1):
        upper, _, lower = title.partition("/")
        sheet.cell(top, column, upper)
        if lower:
            sheet.cell(top + 1, column, lower)
        else:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    sheet.cell(top, 4).value = None
    sheet.merge_cells(start_row=top, end_row=top, start_column=3, end_column=4)
    for row in table.rows:
        sheet.append(_xlsx_cells(row))
        if isinstance(row, Group):
            sheet.merge_cells(start_row=sheet.max_row, end_row=sheet.max_row, start_column=2, end_column=last)
    _xlsx_looks(sheet, top)
    book.save(path)


def _xlsx_cells(row: Row | Group) -> list[object]:
    if isinstance(row, Group):
        return [row.label, row.text]
    deadline: object = row.deadline
    if row.deadline.startswith("date:"):
        deadline = date.fromisoformat(row.deadline.removeprefix("date:"))
    money, note = row.rest
    cells = [int(row.number or 0), row.text, row.lead, row.coordinating, deadline]
    return [*cells, int(money) if money else None, note or None]


def _xlsx_looks(sheet, top: int) -> None:
    thin = Side(style="thin")
    for letter, width in zip("ABCDEFG", (6, 52, 26, 30, 24, 12, 26), strict=True):
        sheet.column_dimensions[letter].width = width
    for cells in sheet.iter_rows(min_row=top, max_col=7):
        for cell in cells:
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            cell.font = Font(bold=cell.row <= top + 1)
            if isinstance(cell.value, date):
                cell.number_format = "d/m/yyyy"


WRITERS = {"text": write_text, "docx": write_docx, "pdf": write_pdf, "xlsx": write_xlsx}


def dump(values: list[dict]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def main() -> int:
    plans = samples()
    OUT.mkdir(exist_ok=True)
    for plan in plans:
        WRITERS[plan.form](plan, OUT / plan.file)
    (HERE / "rows.json").write_text(dump(gold_rows(plans)), encoding="utf-8")
    (HERE / "questions.json").write_text(dump(gold_questions(plans)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
