"""Workbooks (.xlsx, .xlsm) as they would print: each visible sheet a table, title rows above it paragraphs.

Values are the saved ones, printed as the cell shows them. Hidden rows, columns and sheets are skipped and said:
offices hide rows that are done. Rows and columns without any text are dropped.
"""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from lxml import etree
from openpyxl.utils import range_boundaries

from corpus.errors import Damaged, EmptyFile, TooLarge
from corpus.header import opens_signature
from corpus.layout import Layout
from corpus.model import Notice
from corpus.readers import notices
from corpus.readers.build import Draft, DraftCell, DraftParagraph, DraftTable, build
from corpus.readers.furniture import has_letterhead, names_state
from corpus.readers.limits import CELLS, check_size
from corpus.readers.text import Progress
from corpus.readers.zipped import XmlParts, attr, local

Place = tuple[int, int]
_BROKEN = (ParseError, etree.XMLSyntaxError, DefusedXmlException, zipfile.BadZipFile, zlib.error, EOFError, OSError)
_DEFAULT_NAME = re.compile(r"(sheet|trang tính|trang_tính|worksheet|bảng)\s*\d*", re.IGNORECASE)
_PICTURE = re.compile(r'(0+)(?:\.(0+))?((?:"[^"]*"|\\.)*)')
_NUMBERED = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐa-zđ])[.):]?\)?")
_FIRST_ROWS = 8  # where a letterhead stands, which may be as wide as the grid
_LAST_ROWS = 15  # where recipients and signature stand


@dataclass
class _Sheet:
    """One sheet: its cells with text, merged areas, and what is hidden. Rows and columns are 1-based."""

    name: str
    number: int
    cells: dict[Place, Any] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # left, top, right, bottom
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    unsaved: int = 0  # formulas without a saved value


def read_xlsx(path: Path, *, progress: Progress | None = None) -> Layout:
    """A workbook as a Layout; a spot's page is the sheet's number in the workbook.

    Raises EmptyFile, Damaged, EncryptedFile, TooLarge.
    """
    check_size(path, "xlsx")
    parts = XmlParts(path)
    drafts: list[Draft] = []
    found: list[Notice] = []
    try:
        if any(name.endswith("vbaproject.bin") for name in parts.names):
            found.append(notices.macros())
        shown, hidden, total = _sheet_parts(parts)
        found += [notices.hidden_sheet(name) for name in hidden]
        for done, sheet in enumerate(_read_sheets(path, parts, shown), start=1):
            if len(shown) > 1 and sheet.texts and not _DEFAULT_NAME.fullmatch(sheet.name.strip()):
                drafts.append(DraftParagraph(sheet.name, bold=True, page=sheet.number))
            drafts += _drafts(sheet)
            found += _notices(sheet)
            if progress:
                progress(done, len(shown))
    except (*_BROKEN, KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        # openpyxl lets whatever a malformed part breaks in it through
        raise Damaged(path, "không mở được bảng tính") from error
    finally:
        parts.close()
    if not any(isinstance(draft, DraftTable) for draft in drafts) and not any(d.text.strip() for d in _texts(drafts)):
        raise EmptyFile(path)
    return build(drafts, pages=total, notices=found)


def _texts(drafts: list[Draft]) -> Iterator[DraftParagraph]:
    return (draft for draft in drafts if isinstance(draft, DraftParagraph))


def _sheet_parts(parts: XmlParts) -> tuple[list[tuple[int, str, str]], list[str], int]:
    """(number, name, part) of visible worksheets, names of hidden ones, and how many sheets there are."""
    root = parts.xml(parts.main)
    targets = parts.targets(parts.main)
    sheets = [e for e in root.iter() if local(e) == "sheet"] if root is not None else []
    shown, hidden = [], []
    for number, sheet in enumerate(sheets, start=1):
        kind, part = targets.get(attr(sheet, "id") or "", ("", ""))
        name = attr(sheet, "name") or ""
        if kind == "worksheet" and (attr(sheet, "state") or "visible") == "visible":
            shown.append((number, name, part))
        elif kind == "worksheet":
            hidden.append(name)
    return shown, hidden, len(sheets)


def _read_sheets(path: Path, parts: XmlParts, shown: list[tuple[int, str, str]]) -> Iterator[_Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions it does not keep
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            count = 0
            for number, name, part in shown:
                sheet = _Sheet(name, number)
                _read_structure(parts, part, sheet)
                rows: Any = book[name]
                rows.reset_dimensions()
                for row in rows.iter_rows():
                    for cell in row:
                        if cell.value is not None and (text := shown_value(cell.value, cell.number_format)):
                            sheet.texts[cell.row, cell.column] = text
                            sheet.cells[cell.row, cell.column] = cell
                    count += len(row)
                    if count > CELLS:
                        raise TooLarge(path, f"quá {CELLS} ô")
                yield sheet
        finally:
            book.close()


def _read_structure(parts: XmlParts, part: str, sheet: _Sheet) -> None:
    """Merged areas, hidden rows and columns, which the streaming reader of openpyxl does not tell."""
    stored = parts.names.get(part.lower())
    if stored is None:
        return
    with parts.package.open(stored) as stream:
        for _, element in etree.iterparse(stream, resolve_entities=False, no_network=True, load_dtd=False):
            name = local(element)
            if name == "c":
                children = [local(c) for c in element]
                empty = "v" not in children or not any(c.text for c in element if local(c) == "v")
                sheet.unsaved += "f" in children and empty
            elif name == "row":
                if attr(element, "hidden") in ("1", "true"):
                    sheet.hidden_rows.add(int(attr(element, "r") or 0))
                element.clear()
            elif name == "col" and attr(element, "hidden") in ("1", "true"):
                first, last = int(attr(element, "min") or 0), int(attr(element, "max") or 0)
                sheet.hidden_columns.update(range(first, min(last, 16_384) + 1))
            elif name == "mergeCell":
                left, top, right, bottom = range_boundaries(attr(element, "ref") or "")
                if None not in (left, top, right, bottom):
                    sheet.merged.append((int(left or 0), int(top or 0), int(right or 0), int(bottom or 0)))


def _notices(sheet: _Sheet) -> list[Notice]:
    rows = {row for row, _ in sheet.texts} & sheet.hidden_rows
    columns = {column for _, column in sheet.texts} & sheet.hidden_columns
    found = []
    if rows:
        found.append(notices.hidden_rows(sheet.name, len(rows)))
    if columns:
        found.append(notices.hidden_columns(sheet.name, len(columns)))
    if sheet.unsaved:
        found.append(notices.unsaved_formulas(sheet.name, sheet.unsaved))
    return found


# the sheet as blocks


def _drafts(sheet: _Sheet) -> list[Draft]:
    """Title rows as paragraphs, the grid as one table, recipients and signature below it as paragraphs."""
    owners = _owners(sheet)
    rows = sorted({row for row, _ in sheet.texts} - sheet.hidden_rows)
    columns = sorted({column for _, column in sheet.texts} - sheet.hidden_columns)
    if not rows or not columns:
        return []

    def distinct(row: int) -> list[Place]:
        """The places whose texts this row shows, each once."""
        places = dict.fromkeys(owners.get((row, column), (row, column)) for column in columns)
        return [place for place in places if place in sheet.texts]

    widest = max(len(distinct(row)) for row in rows)
    state = [any(names_state(sheet.texts[p]) for p in distinct(row)) for row in rows[:_FIRST_ROWS]]
    top = max((i + 1 for i, is_state in enumerate(state) if is_state), default=0)
    wide = [i for i, row in enumerate(rows) if len(distinct(row)) >= min(3, widest)]
    start = next((i for i in wide if i >= top), wide[0])
    end = next(
        (
            i
            for i, row in enumerate(rows)
            if i > start and i >= len(rows) - _LAST_ROWS
            and (any(has_letterhead(sheet.texts[p]) for p in distinct(row)) or row > rows[i - 1] + 1
                 and any(opens_signature(sheet.texts[p]) for p in distinct(row)))
        ),
        len(rows),
    )
    end = min(end, _apart(sheet, [distinct(row) for row in rows], rows, start))
    body = rows[start:end]
    table = DraftTable(
        tuple(tuple(_cell(sheet, owners, (row, column), body, columns) for column in columns) for row in body)
    )
    titles = _paragraphs(sheet, [distinct(row) for row in rows[:start]])
    return [*titles, table, *_paragraphs(sheet, [distinct(row) for row in rows[end:]])]


def _apart(sheet: _Sheet, shown: list[list[Place]], rows: list[int], start: int) -> int:
    """The first row below an empty one from which on no row is numbered or has more than two texts, where most rows
    above are numbered: what stands there is no row of the grid. The number of rows where there is none."""
    numbered = [bool(places) and _NUMBERED.fullmatch(sheet.texts[places[0]].strip()) is not None for places in shown]
    first = len(rows)
    while first > start + 1 and not numbered[first - 1] and len(shown[first - 1]) <= 2:
        first -= 1
    if sum(numbered[start:first]) * 2 < first - start:
        return len(rows)
    empty = (i for i in range(first, len(rows)) if not set(range(rows[i - 1] + 1, rows[i])) <= sheet.hidden_rows)
    return next(empty, len(rows))


def _owners(sheet: _Sheet) -> dict[Place, Place]:
    """Place -> the place whose text a merged area shows there, for rows and columns that have text."""
    rows = sorted({row for row, _ in sheet.texts})
    columns = sorted({column for _, column in sheet.texts})
    owners: dict[Place, Place] = {}
    for left, top, right, bottom in sheet.merged:
        if (top, left) in sheet.texts:
            covered = [(r, c) for r in rows if top <= r <= bottom for c in columns if left <= c <= right]
            owners.update(dict.fromkeys(covered, (top, left)))
    return owners


def _cell(sheet: _Sheet, owners: dict[Place, Place], place: Place, rows: list[int], columns: list[int]) -> DraftCell:
    owner = owners.get(place)
    if owner is None:
        return DraftCell(sheet.texts.get(place, ""), page=sheet.number)
    shown_rows = [i for i, row in enumerate(rows) if owners.get((row, place[1])) == owner]
    shown_columns = [i for i, column in enumerate(columns) if owners.get((place[0], column)) == owner]
    return DraftCell(sheet.texts[owner], (shown_rows[0], shown_columns[0]), sheet.number)


def _paragraphs(sheet: _Sheet, rows: list[list[Place]]) -> list[Draft]:
    """Rows as paragraphs. Rows side by side (a letterhead, a signature) read down the left, then down the right."""
    drafts: list[Draft] = []
    beside: list[list[Place]] = []

    def flush() -> None:
        middle = (min(p[1] for row in beside for p in row) + max(p[1] for row in beside for p in row)) / 2
        for left in (True, False):
            drafts.extend(_paragraph(sheet, p) for row in beside for p in row if (p[1] <= middle) == left)
        beside.clear()

    for row in rows:
        if len(row) > 1 or (beside and row and row[0][1] > 1):
            beside.append(row)
            continue
        if beside:
            flush()
        drafts += [_paragraph(sheet, place) for place in row]
    if beside:
        flush()
    return drafts


def _paragraph(sheet: _Sheet, place: Place) -> DraftParagraph:
    cell = sheet.cells[place]
    bold = bool(cell.font and cell.font.b)
    centred = bool(cell.alignment and cell.alignment.horizontal in ("center", "centerContinuous"))
    return DraftParagraph(sheet.texts[place], bold=bold, centred=centred, page=sheet.number)


# values


def shown_value(value: object, number_format: str) -> str:
    """A cell's value as it prints: dates by the parts their format shows, whole numbers without ".0"."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (datetime, date)):
        return _shown_date(value, number_format)
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, (int, float)):
        return _shown_number(value, number_format)
    return str(value).replace("_x000D_", "").strip()


def _shown_date(value: date, number_format: str) -> str:
    """dd/mm/yyyy, or the parts that the format shows: "mmm-yy" is a month of a year."""
    parts = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", number_format.split(";")[0]).lower()
    timed = isinstance(value, datetime) and (value.hour or value.minute)
    hour = " %H:%M" if "h" in parts and timed else ""
    day, month, year = "d" in parts, "m" in re.sub(r"h+:m+|m+:s+", "", parts), "y" in parts
    if day and month and not year:
        return value.strftime("%d/%m" + hour)
    if month and year and not day:
        return value.strftime("%m/%Y" + hour)
    if year and not day and not month:
        return value.strftime("%Y")
    return value.strftime("%d/%m/%Y" + hour)


def _shown_number(value: float, number_format: str) -> str:
    picture = number_format.split(";")[0]
    if "%" in picture:
        return f"{round(value * 100, 4):g}%"
    if "#,##" in picture:
        decimals = len(picture.rpartition(".")[2].rstrip('"')) if "." in picture else 0
        return f"{value:,.{decimals}f}".translate({ord(","): ".", ord("."): ","})
    if match := _PICTURE.fullmatch(picture):
        whole, decimals_, literal = match.groups()
        number = f"{value:.{len(decimals_ or '')}f}"
        return number.zfill(len(whole) + (len(decimals_) + 1 if decimals_ else 0)) + re.sub(r'["\\]', "", literal)
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else f"{value:.10g}"
