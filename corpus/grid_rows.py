"""Table blocks become rows: where the header stands, headers of two levels, tables that run over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.column_marks import period_named
from corpus.column_names import part_of
from corpus.columns import Columns, guess_below, guess_columns, read_header
from corpus.headings import plain
from corpus.layout import Cell, Table
from corpus.model import Spot
from corpus.text import bare, squeeze

_TITLE_LABEL = re.compile(r"(?:[IVXL]+|[A-ZĐ])[.)]?")
_FEW, _MOST_ABOVE = 6, 16  # rows above a header: of any kind; of a letterhead, of which none has a number
_NUMBER = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐ])[.)]?")
_LONGEST_NAME = 8  # words of a column's name


@dataclass(slots=True)
class Row:
    """One table row. `fresh` marks the first row after a page break or a repeated header; `columns` are those that a
    header inside the table names, for the rows below it.
    """

    cells: list[Cell]
    fresh: bool = False
    columns: Columns | None = None

    def text(self, index: int | None) -> str:
        if index is None or index >= len(self.cells):
            return ""
        return self.cells[index].text.strip()

    def distinct(self) -> list[str]:
        """The texts of the row's cells, a merged cell once."""
        seen: dict[object, str] = {}
        for i, cell in enumerate(self.cells):
            if cell.text.strip():
                seen.setdefault(cell.origin or (i,), cell.text.strip())
        return list(seen.values())


def spots_of(row: Row) -> list[Spot]:
    """Where a row stands, each place once."""
    return list(dict.fromkeys(cell.spot for cell in row.cells))


def header_at(table: Table) -> tuple[int, int, Columns] | None:
    """(first, last) header row and the columns, looked for in the first rows of a table, or below its letterhead and
    title; None without a header."""
    for index in range(min(_MOST_ABOVE, len(table.rows))):
        if index >= _FEW and any(_is_numbered(row) for row in table.rows[:index]):
            break
        single = [plain(cell.text) for cell in table.rows[index]]
        if index + 1 < len(table.rows):
            below = [plain(cell.text) for cell in table.rows[index + 1]]
            if _two_level(table, index) and (columns := read_header(_stacked(single, below))):
                return index, index + 1, columns
        if columns := read_header(single):
            return index, index, columns
    return None


def _is_numbered(row: Sequence[Cell]) -> bool:
    first = next((cell.text.strip() for cell in row if cell.text.strip()), "")
    return _NUMBER.fullmatch(first) is not None


def _two_level(table: Table, index: int) -> bool:
    """Whether the header at `index` goes on in the next row: a cell over several columns, others over both rows."""
    top, below = table.rows[index], table.rows[index + 1]
    filled = [cell.text for cell in below if cell.text.strip()]
    if any(re.fullmatch(r"\d+\.?", plain(text)) for text in filled):
        return _counts_months(top, below)
    named = sum(part_of(text) is not None or period_named(text) is not None for text in filled)
    wide = any(
        a.origin is not None and a.origin == b.origin and a.text.strip() for a, b in zip(top, top[1:], strict=False)
    )
    # without merged cells (text files): each lower cell stands under a blank or under the first of a wide cell
    under = any(not a.text.strip() and b.text.strip() for a, b in zip(top, below, strict=True)) and any(
        a.text.strip() and not b.text.strip() for a, b in zip(top, below, strict=True)
    )
    return named >= 1 and (wide or (under and named == len(filled) > 1))


def _counts_months(top: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Whether the numbers of a row are months under one wide cell ("Thời gian thực hiện (tháng)" over 1 2 3 …), the
    other cells going on over both rows."""
    pairs = [(a, b) for a, b in zip(top, below, strict=True) if b.text.strip()]
    months = [(a, int(plain(b.text))) for a, b in pairs if re.fullmatch(r"0?[1-9]|1[0-2]", plain(b.text))]
    wide = {a.origin for a, _ in months}
    return (
        len(months) > 1
        and len(wide) == 1
        and None not in wide
        and re.search(r"\bthang\b", bare(months[0][0].text)) is not None
        and [month for _, month in months] == list(range(months[0][1], months[0][1] + len(months)))
        and all(a.origin is not None and a.origin == b.origin for a, b in pairs if a.origin not in wide)
    )


def _stacked(top: Sequence[str], below: Sequence[str]) -> list[str]:
    """The names of columns whose header has two levels: "Thời gian" over "Bắt đầu" and "Hoàn thành"."""
    names = []
    above = ""
    for upper, lower in zip(top, below, strict=True):
        above = upper or (above if lower else "")
        names.append(above if above == lower else squeeze(f"{above} {lower}"))
    return names


def is_column_count(row: Sequence[Cell]) -> bool:
    """A row that numbers the columns under a header: (1) (2) (3) …"""
    texts = [re.sub(r"\D", "", cell.text) for cell in row if cell.text.strip()]
    whole = all(re.fullmatch(r"\(?\d+\)?", cell.text.strip()) for cell in row if cell.text.strip())
    return len(texts) > 2 and whole and texts == [str(i + int(texts[0])) for i in range(len(texts))]


def same_row(a: Sequence[Cell], b: Sequence[Cell]) -> bool:
    """Whether two rows print the same cells: a header repeated on the next page."""
    return [bare(plain(c.text)) for c in a if c.text.strip()] == [bare(plain(c.text)) for c in b if c.text.strip()]


def _same_words(a: Sequence[Cell], b: Sequence[Cell]) -> bool:
    """Whether two rows print the same words, even where the cells of one are cut in the wrong places."""
    here, there = (sorted(bare(" ".join(plain(cell.text) for cell in row)).split()) for row in (a, b))
    return len(there) > 3 and here == there


def _inner_header(row: Sequence[Cell]) -> Columns | None:
    """The columns that a row inside a table names: each of its cells is a column's name, one the rows' number."""
    texts = [plain(cell.text) for cell in row]
    filled = [text for text in texts if text]
    if len(filled) < 3 or not all(part_of(text) for text in filled) or "number" not in map(part_of, filled):
        return None
    return read_header(texts) if max(len(text.split()) for text in filled) <= _LONGEST_NAME else None


def _whole_title(above: Sequence[Cell], below: Sequence[Cell]) -> list[Cell] | None:
    """A labelled title in capitals with what stands of it at the top of the next page; None for any other rows."""
    filled = [i for i, cell in enumerate(above) if cell.text.strip()]
    if len(above) != len(below) or len(filled) != 2 or not _TITLE_LABEL.fullmatch(above[filled[0]].text.strip()):
        return None
    place = filled[1]
    rest, begun = below[place].text.strip(), above[place].text.strip()
    alone = [i for i, cell in enumerate(below) if cell.text.strip()] == [place]
    if not alone or not (begun.isupper() and rest.isupper()) or below[place].origin is not None:
        return None
    # the blank cells of the lower row tell where it stands
    return [replace(above[i], text=f"{begun}\n{rest}") if i == place else above[i] if i in filled else below[i]
            for i in range(len(above))]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table that may run over several pages. `skipped` are headers and column counts."""

    above: list[Row]
    data: list[Row]
    columns: Columns | None
    headed: bool
    skipped: list[Row]
    titles: list[tuple[str, str]] = field(default_factory=list)


def read_grid(tables: Sequence[Table]) -> Grid:
    """Rows of tables that are one over page breaks, and the columns that their header names or their cells tell."""
    found = header_at(tables[0])
    if found is None:
        rows = [Row(list(row)) for table in tables for row in table.rows]
        cells = [[cell.text for cell in row.cells] for row in rows]
        names = [plain(text) for text in cells[0]] if cells else []
        if names and part_of(names[0]) == "number" and (columns := guess_below(names, cells[1:])):
            heads = [row for row in rows if same_row(row.cells, rows[0].cells)]
            return Grid([], [row for row in rows if row not in heads], columns, False, heads)
        return Grid([], rows, guess_columns(cells), False, [])
    first, last, columns = found
    header = tables[0].rows[first : last + 1]
    skipped = [Row(list(row)) for row in header]
    data: list[Row] = []
    for t, table in enumerate(tables):
        fresh = t > 0
        for row in table.rows[last + 1 :] if t == 0 else table.rows:
            if any(same_row(row, line) or _same_words(row, line) for line in header):
                fresh = True
                skipped.append(Row(list(row)))
            elif is_column_count(row):
                skipped.append(Row(list(row)))
            elif inner := _inner_header(row):
                skipped.append(Row(list(row)))
                data.append(Row(list(row), columns=inner))
                fresh = True
            elif fresh and data and (whole := _whole_title(data[-1].cells, row)):
                data[-1].cells = whole
                fresh = False
            elif any(cell.text.strip() for cell in row):
                data.append(Row(list(row), fresh=fresh))
                fresh = False
    return Grid([Row(list(row)) for row in tables[0].rows[:first]], data, columns, True, skipped)


def continues_table(first: Table, second: Table) -> bool:
    """Whether `second` is the same table on the next page: the same header again, or no header and as many columns."""
    here, there = header_at(first), header_at(second)
    if here is None:
        return there is None and len(first.rows[0]) == len(second.rows[0])
    if there is None:
        return len(first.rows[0]) == len(second.rows[0])
    return there[0] == 0 and same_row(first.rows[here[0]], second.rows[there[0]])
