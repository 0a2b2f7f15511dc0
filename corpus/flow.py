"""Text taken out of a PDF table becomes rows again.

Steps: tell the lines apart (flow_lines), cut each row into cells (flow_cells), then mend what the extractor
printed out of place: texts after later rows, cells without their number, titles at the foot of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.columns import Columns
from corpus.flow_cells import CLOSE, Cells, Hints, read_hints, split_cells
from corpus.flow_lines import Event, FlowHeader, FlowLine, read_events
from corpus.flow_titles import best_order
from corpus.grid_rows import Row
from corpus.headings import plain
from corpus.layout import Cell
from corpus.model import Spot
from corpus.text import rejoin, squeeze


@dataclass(slots=True)
class Fragment:
    """A row as it was printed: perhaps without number, text or cells."""

    number: str
    line: int
    lines: list[FlowLine] = field(default_factory=list)
    cells: Cells | None = None
    text: str = ""
    borrowed: dict[str, str] = field(default_factory=dict)
    where: dict[str, Spot] = field(default_factory=dict)

    def cell(self, part: str) -> str:
        return self.borrowed.get(part) or (self.cells.text.get(part, "") if self.cells else "")

    @property
    def bare_number(self) -> bool:
        """A number and nothing else."""
        return (
            bool(self.number)
            and not self.text
            and not any(self.cell(p) for p in ("lead", "coordinating", "deadline", "both", "directing"))
        )

    @property
    def lacks_text(self) -> bool:
        return bool(self.number) and not self.text

    @property
    def lacks_cells(self) -> bool:
        return bool(self.text) and not any(
            self.cell(p) for p in ("lead", "coordinating", "deadline", "both", "directing")
        )


@dataclass(slots=True)
class Section:
    """A run of rows under one title; `label` is its roman number, "" when none is printed."""

    label: str
    title: str = ""
    line: int = 0
    title_line: int = 0
    rows: list[Fragment] = field(default_factory=list)
    # titles printed before any row are in place and never moved
    settled: bool = False


@dataclass(slots=True)
class Orphan:
    """A text, or cells, printed away from its row."""

    text: str
    cells: dict[str, str]
    where: dict[str, Spot]
    section: int
    line: int


@dataclass(slots=True)
class Flow:
    """The rows of a flow table being put together."""

    header: FlowHeader
    sections: list[Section] = field(default_factory=lambda: [Section("", settled=True)])
    orphans: list[Orphan] = field(default_factory=list)
    leftover: list[FlowLine] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    _clusters: list[tuple[list[int], list[tuple[str, int]]]] = field(default_factory=list)
    _loose: list[FlowLine] = field(default_factory=list)
    _strays: list[tuple[list[FlowLine], int]] = field(default_factory=list)
    _hints: Hints = field(default_factory=Hints)
    _after_heading: bool = False

    @property
    def parts(self) -> list[str]:
        return [part if part != "start" else "detail" for part in self.header.parts if part != "number"]

    def read(self, events: Sequence[Event]) -> None:
        for event in events:
            if event.kind in ("furniture", "header"):
                self.skipped.append(event.line)
            elif event.kind == "roman":
                self._roman(event)
            elif event.kind == "number":
                self._number(event)
            elif event.kind == "heading":
                self._heading(event)
            elif event.kind == "caption":
                self.leftover.append(FlowLine(event.line, event.text))
            else:
                self._content(event)
        self._close_loose()
        self._hints = read_hints([row.lines for section in self.sections for row in section.rows], self.parts)
        for lines, stray in self._strays:
            self._add_orphan(split_cells(lines, self.parts, self._hints), stray)
        for index, section in enumerate(self.sections):
            for fragment in section.rows:
                self._split(fragment, index)
        self._assign_headings()
        self._mend()

    # -- events

    def _roman(self, event: Event) -> None:
        self._close_loose()
        title = plain(event.text)
        pending = self._pending_title() if not title else ""
        self.sections.append(
            Section(event.label, title or pending, event.line, event.line, settled=bool(title or pending))
        )
        self._after_heading = False

    def _pending_title(self) -> str:
        """A title printed just above a roman number that no section took."""
        if self._clusters and not self._clusters[-1][0] and len(self._clusters[-1][1]) == 1:
            return self._clusters.pop()[1][0][0]
        return ""

    def _number(self, event: Event) -> None:
        self._close_loose()
        section = self.sections[-1]
        if event.label in ("1", "1.1") and any(row.number == event.label for row in section.rows):
            section = Section("", self._pending_title(), event.line, event.line)
            section.settled = bool(section.title)
            self.sections.append(section)
        fragment = Fragment(event.label, event.line)
        if event.text:
            fragment.lines.append(FlowLine(event.line, event.text))
        section.rows.append(fragment)
        self._after_heading = False

    def _heading(self, event: Event) -> None:
        title = plain(event.text)
        waiting = [i for i, section in enumerate(self.sections) if not section.settled and not section.title]
        taken = {i for indexes, _ in self._clusters for i in indexes}
        if self._after_heading and self._clusters:
            self._clusters[-1][1].append((title, event.line))
        else:
            self._close_loose()
            self._clusters.append(([i for i in waiting if i not in taken], [(title, event.line)]))
        self._after_heading = True

    def _content(self, event: Event) -> None:
        line = FlowLine(event.line, event.text)
        section = self.sections[-1]
        capitals = len(plain(event.text)) > 3 and plain(event.text).isupper()
        if capitals and (section.title or section.label) and not section.rows and not self._after_heading:
            section.title = squeeze(f"{section.title} {plain(event.text)}")  # a title broken over lines
            section.settled = True
            self.skipped.append(event.line)
        elif capitals and self._after_heading and not self._loose and self._goes_on(event):
            title, place = self._clusters[-1][1][-1]
            self._clusters[-1][1][-1] = (squeeze(f"{title} {plain(event.text)}"), place)
            self.skipped.append(event.line)
        elif self._after_heading:
            self._loose.append(line)
        elif section.rows:
            section.rows[-1].lines.append(line)
        elif section.label or section.title:
            section.rows.append(Fragment("", event.line, [line]))
        else:
            self.leftover.append(line)

    def _goes_on(self, event: Event) -> bool:
        """Whether a line in capitals goes on with the title just above, which is one of a single line so far."""
        return event.line - self._clusters[-1][1][-1][1] <= 2

    def _close_loose(self) -> None:
        """Lines after a heading and before the next number: texts that belong to rows above."""
        if self._loose:
            self._strays.append((self._loose, len(self.sections) - 1))
            self._loose = []
        self._after_heading = False

    # -- cells

    def _split(self, fragment: Fragment, section: int) -> None:
        cells = split_cells(fragment.lines, self.parts, self._hints)
        fragment.cells = cells
        fragment.text = cells.text.get("task", "")
        fragment.where = {part: Spot(a, b) for part, (a, b) in cells.lines.items()}
        if cells.rest:
            rest = [FlowLine(atom.line, atom.text) for atom in cells.rest]
            self._add_orphan(split_cells(rest, self.parts, self._hints), section)

    def _add_orphan(self, cells: Cells, section: int) -> None:
        where = {part: Spot(a, b) for part, (a, b) in cells.lines.items()}
        values = {part: value for part, value in cells.text.items() if part != "task"}
        if cells.text:
            self.orphans.append(
                Orphan(cells.text.get("task", ""), values, where, section, next(iter(where.values())).first_line)
            )
        if cells.rest and not cells.text:  # nothing that reads as any cell: kept as a text of its own
            first, last = cells.rest[0].line, cells.rest[-1].line
            text = rejoin(atom.text for atom in cells.rest)
            self.orphans.append(Orphan(text, {}, {"task": Spot(first, last)}, section, first))
        elif cells.rest:
            rest = [FlowLine(a.line, a.text) for a in cells.rest]
            self._add_orphan(split_cells(rest, self.parts, self._hints), section)

    # -- mending

    def _assign_headings(self) -> None:
        """Give the titles printed together to the sections that wait."""
        for indexes, titles in self._clusters:
            waiting = [i for i in indexes if not self.sections[i].title]
            if not waiting:
                self._title_in_place(titles)
                continue
            rows = [self.sections[i].rows for i in waiting]
            said = [([row.text for row in part], [row.cell("coordinating") for row in part]) for part in rows]
            chosen = best_order(said, titles)
            for index, entry in zip(waiting, chosen, strict=True):
                if entry is not None:
                    self.sections[index].title, self.sections[index].title_line = entry

    def _title_in_place(self, titles: list[tuple[str, int]]) -> None:
        """A title that no section waits for heads the rows printed after it."""
        title, line = titles[-1]
        for index, section in enumerate(self.sections):
            later = [row for row in section.rows if row.line > line]
            if later and later[0].line > line:
                earlier = [row for row in section.rows if row.line < line]
                if not earlier and not section.title:
                    section.title, section.title_line, section.settled = title, line, True
                elif earlier:
                    section.rows = earlier
                    self.sections.insert(index + 1, Section("", title, line, line, later, settled=True))
                return

    def _mend(self) -> None:
        for orphan in self.orphans:
            if orphan.text and not orphan.cells:
                self._give_text(orphan)
            elif orphan.cells and not orphan.text:
                self._give_cells(orphan)
            else:
                self._new_row(orphan)
        for index, section in enumerate(self.sections):
            self._send_home(index, section)
            last = section.rows[-1] if section.rows else None
            if last is not None and last.bare_number and last.number.isdigit():
                section.rows.remove(last)  # the number of a page
                self.skipped.append(last.line)

    def _give_text(self, orphan: Orphan) -> None:
        """A text without number and cells belongs to the row or the title nearest above that has none."""
        near = [
            row
            for section in self.sections[max(0, orphan.section - 3) : orphan.section + 2]
            for row in section.rows
            if row.lacks_text
        ]
        full_row = plain(orphan.text).endswith((".", "./."))
        near.sort(key=lambda row: (row.bare_number == full_row, row.line > orphan.line, abs(row.line - orphan.line)))
        if near:
            near[0].text = orphan.text
            near[0].where.update(orphan.where)
        else:
            self._new_row(orphan)

    def _give_cells(self, orphan: Orphan) -> None:
        """Cells without a text belong to the row printed near them that has only its number and text."""
        near = [
            row
            for section in self.sections[max(0, orphan.section - 2) : orphan.section + 2]
            for row in section.rows
            if row.lacks_cells
        ]
        numbers = {row.number for section in self.sections for row in section.rows}
        near = [row for row in near if abs(row.line - orphan.line) < 60 and f"{row.number}.1" not in numbers]
        if not near:
            self._new_row(orphan)
            return
        row = min(near, key=lambda r: abs(r.line - orphan.line))
        row.borrowed.update(orphan.cells)
        row.where.update(orphan.where)

    def _new_row(self, orphan: Orphan) -> None:
        row = Fragment("", orphan.line, text=orphan.text, borrowed=orphan.cells, where=orphan.where)
        rows = self.sections[orphan.section].rows
        place = next((i for i, other in enumerate(rows) if other.line > orphan.line), len(rows))
        rows.insert(place, row)

    def _send_home(self, index: int, section: Section) -> None:
        """Move a row whose number does not follow in its section to the former section where it is missing."""
        for row in list(section.rows):
            if "." in row.number:
                _after_predecessor(section.rows, row)
            if not row.number.isdigit():
                continue
            position = section.rows.index(row)
            before = [int(r.number) for r in section.rows[:position] if r.number.isdigit()]
            if not before or int(row.number) == max(before) + 1 or int(row.number) == 1:
                continue
            for former in reversed(self.sections[:index]):
                numbers = [int(r.number) for r in former.rows if r.number.isdigit()]
                if numbers and int(row.number) == max(numbers) + 1:
                    section.rows.remove(row)
                    former.rows.append(row)
                    break

    # -- result

    def doubts(self) -> dict[int, dict[str, str]]:
        """The lines of rows that can be cut in another way nearly as well, and what their cells would then be."""
        return {
            row.line: row.cells.other
            for section in self.sections
            for row in section.rows
            if row.cells is not None and row.cells.margin < CLOSE
        }

    def rows(self) -> tuple[list[Row], Columns]:
        """Table rows in order, a title row before each section, and the columns they follow."""
        names = ["number", *self.parts]
        rows: list[Row] = []
        for section in self.sections:
            if section.label or section.title:
                spot = Spot(section.title_line or section.line, section.title_line or section.line)
                blank = [Cell("", spot) for _ in names[2:]]
                rows.append(
                    Row(
                        [
                            Cell(section.label, Spot(section.line, section.line)),
                            Cell(section.title, spot, origin=(len(rows), 1)),
                            *_cover(blank, len(rows)),
                        ]
                    )
                )
            rows.extend(self._row(fragment, names) for fragment in section.rows)
        found: dict[str, int] = {}
        details = []
        for i, part in enumerate(names):
            if part == "detail" or part in found:
                details.append(
                    (i, [n for p, n in zip(self.header.parts, self.header.names, strict=True) if p != "number"][i - 1])
                )
            else:
                found[part] = i
        return rows, Columns(details=tuple(details), marks=(), bodies=(), vague=False, **found)

    def _row(self, fragment: Fragment, names: list[str]) -> Row:
        own = Spot(fragment.line, fragment.line)
        cells = [Cell(fragment.number, own)]
        for index, part in enumerate(names[1:]):
            key = part if part != "detail" else f"detail{index}"
            text = fragment.text if part == "task" else fragment.cell(key)
            cells.append(Cell(text, fragment.where.get(key, own)))
        return Row(cells)


def _after_predecessor(rows: list[Fragment], row: Fragment) -> None:
    """Move a sub-row printed late behind the one it follows: 1.3 behind 1.2."""
    parent, _, step = row.number.rpartition(".")
    before = f"{parent}.{int(step) - 1}"
    place = next((i for i, other in enumerate(rows) if other.number == before), None)
    if (
        place is not None
        and rows.index(row) > place + 1
        and any(r.number.rpartition(".")[0] != parent for r in rows[place + 1 : rows.index(row)])
    ):
        rows.remove(row)
        rows.insert(place + 1, row)


def _cover(cells: list[Cell], row: int) -> list[Cell]:
    """Make the cells part of the merged title cell beside them."""
    return [Cell("", cell.spot, origin=(row, 1)) for cell in cells]


def read_flow(lines: Sequence[FlowLine], header: FlowHeader) -> Flow:
    """Read the lines of a flow table, its first header included."""
    flow = Flow(header)
    flow.read(read_events(lines, header))
    return flow
