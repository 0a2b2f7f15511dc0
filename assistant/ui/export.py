"""An answer to take away: an Excel sheet, a Word document, a calendar with reminders. Each gives the file's bytes.

What stands in plans and questions is written as text only: never as a formula, a field or a calendar property.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from assistant.answer import Answer
from assistant.ui import strings
from assistant.ui.due import vietnamese
from assistant.ui.task_table import place_of
from corpus.model import Task

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ICS = "text/calendar"
TYPES = {"xlsx": XLSX, "docx": DOCX, "ics": ICS}
_WIDTHS = (6, 60, 28, 34, 24, 14, 40)
_REMIND_DAYS = (7, 1)


def make(what: str, answer: Answer, plans: dict[str, str], today: date) -> bytes:
    """The file of kind "xlsx", "docx" or "ics". `plans` names each plan id. Raises KeyError for another kind."""
    return {"xlsx": xlsx, "docx": docx, "ics": ics}[what](answer, plans, today)


def xlsx(answer: Answer, plans: dict[str, str], today: date) -> bytes:
    """One sheet: the question, the sentence, then a row for each task; the header row is frozen and filtered."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(strings.XLSX_SHEET)
    for column, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A5"

    def cell(value: str | date | None, *, bold: bool = False, wrap: bool = True, shade: bool = False) -> Cell:
        made = WriteOnlyCell(sheet, value=_xml(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            made.data_type = "s"  # text, even where it begins with "="
        made.font = Font(bold=bold)
        made.alignment = Alignment(wrap_text=wrap, vertical="top")
        if shade:
            made.fill = PatternFill("solid", start_color="E0EEEC")
        if isinstance(value, date):
            made.number_format = "dd/mm/yyyy"
        return made

    sheet.append([cell(answer.question, bold=True, wrap=False)])
    sheet.append([cell(plain(answer.headline), wrap=False)])
    sheet.append([cell(strings.MADE_ON.format(vietnamese(today)), wrap=False)])
    sheet.append([cell(word, bold=True, shade=True) for word in strings.XLSX_COLUMNS])
    for row in answer.rows:
        values = _values(row.task, plans)
        sheet.append([cell(str(row.n)), *[cell(value) for value in values[:4]], cell(values[4]), cell(values[5])])
    sheet.auto_filter.ref = f"A4:{get_column_letter(len(_WIDTHS))}{4 + len(answer.rows)}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def docx(answer: Answer, plans: dict[str, str], today: date) -> bytes:
    """A landscape page: question, sentence, table, quoted passages, notes."""
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(18)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(12)
    document.add_heading(_xml(answer.question), level=1)
    document.add_paragraph(_xml(plain(answer.headline)))
    if answer.rows:
        _docx_table(document, answer, plans)
    for passage in answer.passages:
        document.add_paragraph(_xml(f"“{passage.quote}” ({passage.heading}; {passage.file})"))
    for note in answer.notes:
        document.add_paragraph(_xml(note.message), style="List Bullet")
    document.add_paragraph(_xml(strings.MADE_ON.format(vietnamese(today)))).runs[0].italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def ics(answer: Answer, plans: dict[str, str], today: date) -> bytes:
    """An all-day event on each dated task's last day, with reminders a week and a day before (RFC 5545)."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tro ly ke hoach//VI", "CALSCALE:GREGORIAN"]
    for row in answer.rows:
        lines += _event(row.task, plans, stamp)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines).encode()


def plain(text: str) -> str:
    """A sentence of the answer without its Markdown marks."""
    return text.replace("**", "")


def _values(task: Task, plans: dict[str, str]) -> tuple[str, str, str, str, date | None, str]:
    deadline = task.deadline
    printed = deadline.text if deadline else ""
    source = f"{plans.get(task.plan_id, task.plan_id)}; {place_of(task)}"
    return task.text, "; ".join(task.lead), "; ".join(task.coordinating), printed, task.last_day, source


def _docx_table(document: Document, answer: Answer, plans: dict[str, str]) -> None:  # type: ignore[valid-type]
    columns = (strings.XLSX_COLUMNS[0], *strings.COLUMNS)
    table = document.add_table(rows=1, cols=len(columns))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for cell, word in zip(table.rows[0].cells, columns, strict=True):
        cell.paragraphs[0].add_run(word).bold = True
    for row in answer.rows:
        text, lead, coordinating, printed, _, source = _values(row.task, plans)
        cells = table.add_row().cells
        for cell, value in zip(cells, (f"[{row.n}]", text, lead, coordinating, printed, source), strict=True):
            cell.text = _xml(value)
    for column, width in zip(table.columns, (12, 95, 40, 45, 32, 37), strict=True):
        for cell in column.cells:
            cell.width = Mm(width)


def _xml(text: str) -> str:
    """Without the control characters that a Word or Excel file cannot hold."""
    return "".join(c for c in text if c in "\n\t" or ord(c) >= 0x20)


def _event(task: Task, plans: dict[str, str], stamp: str) -> Sequence[str]:
    last = task.deadline.last_day if task.deadline and task.kind == "dated" else None
    if last is None:
        return []
    printed = task.deadline.text if task.deadline else ""
    about = "\n".join(
        part
        for part in (
            "; ".join(task.lead),
            printed,
            f"{plans.get(task.plan_id, task.plan_id)}; {place_of(task)}",
        )
        if part
    )
    reminders = [line for days in _REMIND_DAYS for line in _reminder(days, task.text)]
    return [
        "BEGIN:VEVENT",
        f"UID:{_property(task.id)}@tro-ly-ke-hoach",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{last:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_property(strings.ICS_SUMMARY.format(task.text))}",
        f"DESCRIPTION:{_property(about)}",
        "TRANSP:TRANSPARENT",
        *reminders,
        "END:VEVENT",
    ]


def _reminder(days: int, text: str) -> Iterator[str]:
    # the event starts at midnight: 8 in the morning, so many days before
    yield from ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:-PT{days * 24 - 8}H", f"DESCRIPTION:{_property(text)}")
    yield "END:VALARM"


def _property(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """At most 75 octets a line, never cutting a character; further ones start with a space."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 74:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    return "\r\n".join([*pieces, piece]) + "\r\n"
