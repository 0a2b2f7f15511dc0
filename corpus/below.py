"""What stands in a table and is no row of it: the letterhead above its header, and who signs below its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.grid_rows import header_at
from corpus.header import is_office, is_person, on_behalf
from corpus.headings import plain
from corpus.layout import Cell, Paragraph, Table
from corpus.notes import drew_up
from corpus.text import bare

if TYPE_CHECKING:
    from corpus.lines import Region

_RECIPIENTS = re.compile(r"\W*nơi nhận\b", re.I)
_SIGNS = re.compile(
    r"(?:ke toan(?: truong)?|thu truong(?: don vi| co quan)?"
    r"|lanh dao(?: don vi| co quan| so| phong)?(?: phe)?(?: duyet)?"
    r"|(?:pho )?(?:giam doc|chu tich|hieu truong|vien truong|(?:chi )?cuc truong|truong|chanh)(?: [a-z]+){0,3}"
    r"|nguoi (?:duyet|ki)|(?:xac nhan|phe duyet) cua .{3,40}|\(?ki(?:,| ten| va| ghi).{0,40}\)?)"
)
_PLACE_DAY = re.compile(r"[^\W\d][^\d:;.]{1,40}, ngay\b[ .…\d]*\bthang\b[ .…\d]*\bnam\b[ .…\d]*")
_MOST_ROWS = 20  # of a signature
_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐa-zđ])[.):]?\)?")


def cut_apart(blocks: Sequence[Region]) -> list[Region]:
    """The blocks with what is no row of a task table as paragraphs around it: the letterhead and title above the first
    header, the signature in the last rows."""
    found: list[Region] = []
    headed = False
    for index, block in enumerate(blocks):
        if not isinstance(block, Table):
            found.append(block)
            continue
        header = header_at(block)
        start = header[0] if header and not headed else 0
        headed = headed or header is not None
        after = [plain(below.text) for below in blocks[index + 1 : index + 4] if isinstance(below, Paragraph)]
        stop = _signature(block, after) if headed else None
        stop = len(block.rows) if stop is None else stop
        if start or stop < len(block.rows):
            table = [Table(block.rows[start:stop], block.tight)] if start < stop else []
            found += [*_paragraphs(block.rows[:start]), *table, *_paragraphs(block.rows[stop:])]
        else:
            found.append(block)
    return found


def signs(lines: Sequence[str]) -> bool:
    """Whether the first line is the office of one who signs for himself, with his name in one of the next three."""
    if not lines or not (is_office(lines[0]) or _SIGNS.fullmatch(bare(lines[0])) or drew_up(lines[0])):
        return False
    return any(is_person(line) for line in lines[1:4])


def _signature(table: Table, after: Sequence[str]) -> int | None:
    """The row with which the signature begins, which may go on in the lines `after` the table; None where nobody signs
    in this table."""
    said = [_lines(row) for row in table.rows[-_MOST_ROWS:]]
    first = next((n + 1 for n in reversed(range(len(said))) if said[n] and _LABEL.fullmatch(said[n][0])), 0)
    for n in range(first, len(said)):
        if said[n] and _begins_signature(said[n], [line for row in [*said[n + 1 :], after] for line in row]):
            return len(table.rows) - len(said) + n
    return None


def _begins_signature(lines: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row says nothing but who signs, or to whom it goes; an office needs a person's name below."""
    if bare(lines[0]).startswith("noi nhan"):
        return True
    sure = any(map(_is_sure, lines))
    return all(map(_is_of_signature, lines)) and (sure or any(map(is_person, [*lines[1:], *below])))


def _is_of_signature(line: str) -> bool:
    said = bare(line)
    by_form = any(pattern.fullmatch(said) for pattern in (_SIGNS, _PLACE_DAY))
    return is_office(line) or is_person(line) or by_form or _is_sure(line)


def _is_sure(line: str) -> bool:
    """Whether a line belongs to a signature though no person's name stands below it."""
    return _RECIPIENTS.match(line) is not None or on_behalf(line) or drew_up(line)


def _distinct(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row that hold text, a merged one once."""
    cells: dict[object, Cell] = {}
    for index, cell in enumerate(row):
        if cell.text.strip():
            cells.setdefault(cell.origin or (index,), cell)
    return list(cells.values())


def _lines(row: Sequence[Cell]) -> list[str]:
    return [plain(line) for cell in _distinct(row) for line in cell.text.split("\n") if plain(line)]


def _paragraphs(rows: Sequence[Sequence[Cell]]) -> list[Paragraph]:
    """The cells one by one, down the columns: the recipients, then who signs beside them."""
    places = [(row.index(cell), n, cell) for n, row in enumerate(rows) for cell in _distinct(row)]
    return [Paragraph(cell.text, cell.spot) for _, _, cell in sorted(places, key=lambda place: place[:2])]
