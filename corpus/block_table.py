"""A table that stands block by block becomes rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.agencies import split_agencies
from corpus.block_cells import OUTSIDE, Place, Step, Unit, place_units, reads_as
from corpus.block_lines import Line, pieces, read_blocks
from corpus.columns import Columns
from corpus.flow_atoms import AGENCY_PARTS
from corpus.flow_lines import FlowHeader
from corpus.flow_widths import Column, against, measure
from corpus.grid_rows import Row
from corpus.layout import Cell, Paragraph
from corpus.model import Spot
from corpus.text import bare, rejoin

_TOO_WIDE = 0.9  # what a column's width says against a cell
_DOUBTFUL = 0.25  # what speaks against a line where it stands


@dataclass(frozen=True, slots=True)
class BlockRegion:
    """A table read from blocks: its rows and columns, the lines of names and page numbers, and the lines of the prose
    below that were printed among its cells. `doubts` are the first lines of rows with a cell that may belong elsewhere.
    """

    rows: tuple[Row, ...]
    columns: Columns
    skipped: tuple[int, ...]
    outside: frozenset[int]
    doubts: frozenset[int]


def read_block_table(lines: Sequence[Paragraph], header: FlowHeader, end: int) -> BlockRegion | None:
    """Read the lines of a table; those from `end` on may be of the prose below it. None without rows."""
    printed = read_blocks(lines, header, end)
    parts = header.parts[1:]
    labels, units, outside = _units(printed, None, "detail" in parts)
    if not labels or not units:
        return None
    place = Place(parts, _titles(labels), outside=outside)
    given = place_units(units, place)
    cells = _cells(given)
    widths = tuple(
        measure([[units[i].line.text for i in cell] for (column, _), cell in cells.items() if column == index])
        for index in range(len(parts))
    )
    known = _known(cells, units, parts)
    labels, units, outside = _units(printed, widths[parts.index("task")], "detail" in parts)
    given = place_units(units, Place(parts, place.titles, widths, known, outside))
    cells = _cells(given)
    rows = _rows(labels, parts, cells, units)
    prose = [i for i, (column, _, _) in enumerate(given) if column == OUTSIDE]
    skipped = tuple(line.number for line in printed if line.kind in ("name", "furniture"))
    doubts = _doubts(labels, parts, given, cells, units, widths)
    return BlockRegion(
        tuple(rows), _columns(header), skipped, frozenset(units[i].line.number for i in prose), doubts
    )


def _doubts(
    labels: Sequence[Line], parts: Sequence[str], given: Sequence[Step], cells: dict[tuple[int, int], list[int]],
    units: Sequence[Unit], widths: Sequence[Column | None],
) -> frozenset[int]:
    """The first lines of rows of which a cell stands out of its order or reads as none of its column, and of those that
    lack one which nearly every row has.
    """  # fmt: skip
    titles = _titles(labels)
    rows = {row for column, row, cost in given if column != OUTSIDE and cost > _DOUBTFUL}
    for row, title in enumerate(titles):
        for column, part in enumerate(parts):
            held = cells.get((column, row), [])
            lines = tuple(units[i].line.text for i in held)
            wide = against(widths[column], lines) > _TOO_WIDE
            if held and (wide or part != "detail" and reads_as(part, lines) < 0 or lines[0][:1].islower()):
                rows.add(row)
            if not held and part in ("task", "lead", "deadline") and not (title and part != "task"):
                rows.add(row)
    return frozenset(labels[row].number for row in rows)


def _known(
    cells: dict[tuple[int, int], list[int]], units: Sequence[Unit], parts: Sequence[str]
) -> frozenset[str]:
    """The agencies that stand in several cells."""
    found: Counter[str] = Counter()
    for (column, _), held in cells.items():
        if parts[column] in AGENCY_PARTS:
            found.update({bare(name) for name in split_agencies(rejoin(units[i].line.text for i in held))})
    return frozenset(name for name, count in found.items() if count > 1)


def _units(printed: Sequence[Line], task: Column | None, products: bool) -> tuple[list[Line], list[Unit], int]:
    """The lines that begin rows, the units to be given to cells, and the first that may be prose below the table."""
    labels = [line for line in printed if line.kind in ("label", "title")]
    last = {line.page: index for index, line in enumerate(labels)}
    units: list[Unit] = []
    outside = 10**9
    seen, first, page, named, before, block = -1, 0, -1, -1, -1, 0
    apart = {page for page in last if _apart([line for line in printed if line.page == page]) > 0.4}
    for line in printed:
        fresh = line.fresh or line.page != page
        block += fresh
        if line.page != page:
            page, first = line.page, max(0, seen)
        if line.kind in ("label", "title"):
            seen += 1
        if line.kind == "end":
            outside = min(outside, len(units))
        if line.kind == "name":
            named = line.column - 1
        elif line.text and line.kind != "furniture":
            own = seen if line.kind in ("label", "title") else -1
            rows = (first, max(seen, first), max(last.get(page, 0), seen, first))
            column = named if not line.fresh else -1
            whole = Unit(line, rows, fresh, page in apart, column, own, False, seen == before + 1, block)
            first_piece, *others = pieces(line.text, task, products)
            units.append(replace(whole, line=replace(line, text=first_piece)))
            inside = replace(whole, fresh=False, column=-1, inside=True, labelled=False)
            units.extend(replace(inside, line=replace(line, text=piece)) for piece in others)
            before = seen
            named = -1
        else:
            named = -1
    return labels, units, outside


def _titles(labels: Sequence[Line]) -> tuple[bool, ...]:
    """Which rows are titles: of sections, and of the rows whose numbers go on from theirs."""
    following = [*(line.label for line in labels[1:]), ""]
    return tuple(
        not line.label[:1].isdigit() or below.startswith(f"{line.label}.")
        for line, below in zip(labels, following, strict=True)
    )


def _cells(given: Sequence[Step]) -> dict[tuple[int, int], list[int]]:
    found: dict[tuple[int, int], list[int]] = {}
    for index, (column, row, _) in enumerate(given):
        if column != OUTSIDE:
            found.setdefault((column, row), []).append(index)
    return found


def _apart(printed: Sequence[Line]) -> float:
    """The share of the numbers of rows that stand one behind the other with no cell between them."""
    numbered = [
        b.kind == "label" and not a.text and not b.label.startswith(f"{a.label}.")
        for a, b in zip(printed, printed[1:], strict=False)
        if a.kind == "label" and a.label[0].isdigit()
    ]
    return sum(numbered) / len(numbered) if numbered else 0.0


def _rows(
    labels: Sequence[Line], parts: Sequence[str], cells: dict[tuple[int, int], list[int]], units: Sequence[Unit]
) -> list[Row]:
    rows: list[Row] = []
    for index, label in enumerate(labels):
        own = Spot(label.number, label.number)
        found = [Cell(label.label, own)]
        more: list[Cell] = []
        for column in range(len(parts)):
            held = cells.get((column, index), [])
            spots = _spots([units[i].line.number for i in held])
            found.append(Cell(rejoin(units[i].line.text for i in held), spots[0] if spots else own))
            more.extend(Cell("", spot) for spot in spots[1:])
        if not label.label[:1].isdigit():
            found[2:] = [Cell("", cell.spot, origin=(index, 1)) for cell in found[2:]]
            found[1] = Cell(found[1].text, found[1].spot, origin=(index, 1))
        rows.append(Row([*found, *more]))
    return rows


def _spots(numbers: Sequence[int]) -> list[Spot]:
    """Runs of lines."""
    found: list[Spot] = []
    for number in numbers:
        if found and found[-1].last_line + 1 == number:
            found[-1] = Spot(found[-1].first_line, number)
        else:
            found.append(Spot(number, number))
    return found


def _columns(header: FlowHeader) -> Columns:
    found: dict[str, int] = {}
    details: list[tuple[int, str]] = []
    for index, (part, name) in enumerate(zip(header.parts, header.names, strict=True)):
        if part in ("detail", "start") or part in found:
            details.append((index, name))
        else:
            found[part] = index
    return Columns(details=tuple(details), marks=(), bodies=(), vague=False, **found)
