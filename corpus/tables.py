"""Task tables become task rows: titles, continued rows, sub-rows, merged cells, other columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.agencies import heading_agency, looks_like_agencies, parse_assignment, split_agencies
from corpus.column_cells import told_by_cells
from corpus.column_marks import due_by_marks, is_mark, roles_by_marks
from corpus.columns import Columns
from corpus.deadlines import is_deadline
from corpus.draft import Draft, Item, Prose
from corpus.flow_lines import roman_value
from corpus.grid_rows import Grid, Row, read_grid, spots_of
from corpus.headings import SECTION_LETTER, Label, Lettered, SectionPath, plain, read_label
from corpus.layout import Table
from corpus.notes import is_note
from corpus.role_cell import roles_said, split_roles
from corpus.text import bare, rejoin, squeeze

_NUMBER = re.compile(rf"^\(?(\d{{1,3}}(?:\.\d{{1,3}})*|[a-zđ]|[IVXL]+|{SECTION_LETTER})\s*[.):]?\)?\.?$")
# A title that runs through all columns; "Y tế", "U bướu" and "X quang" are words.
_TITLE = re.compile(r"^([IVXL]+|[A-HĐKM-T]|\d{1,2}(?:\.\d{1,2})*(?=[.)]))(?:[.):]\s*|\s+[-–]\s+|\s+)(\S.*)$")
_AMOUNT = re.compile(
    r"[+-]?\d[\d.,]*\s*(?:%|(?:nghìn |ngàn |triệu |tỷ |tỉ |tr\.? ?)?(?:đồng|đ|vnđ|vnd)|nghìn|ngàn|triệu|tỷ|tỉ|tr\.?)?",
    re.I,
)
_DITTO = {"nt", "-nt-", "- nt -", "như trên", '"', "''", "//", "″", "”", "-như trên-", "(nt)"}
_BLANK = {"", "-", "–", "—", "/", "x", "…", "..."}


@dataclass(slots=True)
class TableContext:
    """What stands above a table: section path, heading text, the agency that a heading names."""

    section: str
    heading: str
    block: str = ""
    lead: tuple[str, ...] = ()

    @property
    def presides(self) -> bool:
        """Whether the heading says outright that its agency leads ("1. Giao Phòng Kinh tế chủ trì …:")."""
        return bool(self.lead) and re.search(r"\bchu tri\b", bare(self.heading)) is not None


@dataclass(slots=True)
class TableReader:
    """Reads the rows of one table, in order, into items. `titles` are (section, number) of the title rows."""

    columns: Columns
    context: TableContext
    titled: bool = True
    items: list[Item] = field(default_factory=list)
    titles: list[tuple[str, str]] = field(default_factory=list)
    _inner: SectionPath = field(default_factory=SectionPath)
    _letters: Lettered = field(default_factory=Lettered)
    _leads: list[tuple[float, tuple[str, ...], str]] = field(default_factory=list)
    _last: Draft | None = None
    _parent: Draft | None = None
    _previous: Row | None = None
    _noted: bool = False  # a note begins on a row of its own
    _beside: bool = False  # titles inside the table go on with the numbers of the heading above it
    _below: bool = False  # no row from here on has a number, agencies or a deadline
    _said: dict[int, str] = field(default_factory=dict)  # the agencies' cells of the last row, as printed
    _carried: dict[tuple[int, int], str] = field(default_factory=dict)  # merged cells that a page break cut, by origin

    def read(self, rows: Sequence[Row]) -> list[Item]:
        self.columns = self._told(rows)
        end = next((n + 1 for n in reversed(range(len(rows))) if not self._is_bare(rows[n])), 0)
        for index, row in enumerate(rows):
            self._below = index >= end
            if row.columns is not None:
                before, self.columns = self.columns, row.columns
                self.columns = self._told(rows[index + 1 :])
                self._previous = self._previous if before == self.columns else None
                continue
            following = rows[index + 1] if index + 1 < len(rows) else None
            if row.fresh:
                self._carry(row)
            self._row(row, following)
            self._previous = row
        return self.items

    def _told(self, rows: Sequence[Row]) -> Columns:
        """The columns of the rows up to the next header, with what their cells tell of them."""
        until = next((at for at, row in enumerate(rows) if row.columns is not None), len(rows))
        cells = [[cell.text for cell in row.cells] for row in rows[:until] if len(row.distinct()) > 1]
        context = self.context
        return told_by_cells(self.columns, cells, above=bool(context.lead), presides=context.presides)

    @property
    def section(self) -> str:
        above = self.context.section.rpartition(".")[0] if self._beside else self.context.section
        return ".".join(part for part in (above, self._inner.section) if part)

    def _row(self, row: Row, following: Row | None) -> None:
        number, text = self._number_and_text(row)
        if self._is_note(row, number):
            self.items.append(Prose(self.section, self._heading(), " ".join(map(plain, row.distinct())), spots_of(row)))
        elif self._continues(row, number, text):
            self._append(row)
        elif title := self._title(row, number, text, following):
            self._enter(title, row, following)
        elif text or row.distinct():
            self._task(row, number, text)

    def _number_and_text(self, row: Row) -> tuple[str, str]:
        number = plain(row.text(self.columns.number))
        text = row.text(self.columns.task)
        if number and (match := _NUMBER.match(number)):
            return match[1], text
        if number and self.columns.number != self.columns.task and not text:
            label = read_label(number)  # a title merged over the number column
            return (label.label if label.kind not in ("none", "bullet") else ""), label.rest
        if number == plain(text) and (match := _TITLE.match(number)):
            return match[1], match[2]  # a title that runs through all columns
        label = read_label(text)
        if not number and label.kind in ("roman", "letter", "decimal", "bracket", "small") and len(label.label) < 9:
            return label.label, label.rest
        return "" if number == text else number, text

    def _is_bare(self, row: Row) -> bool:
        """Whether a row has no number, agencies or deadline of its own, beside what a merged cell repeats there."""
        said = row.distinct()
        indexes = (self.columns.deadline, *self.columns.agencies())
        counted = row.text(self.columns.number)
        return not (re.search(r"\d|^\W*[IVXL]+\W*$", counted) and counted != said[0]) and all(
            row.text(index) in {*_BLANK, *said[:1]} for index in indexes
        )

    def _is_note(self, row: Row, number: str) -> bool:
        """Whether a row below the tasks is a note, or goes on with one: it has no number, agencies or deadline."""
        printed = row.distinct()
        said = [plain(text) for text in printed]
        counted = plain(row.text(self.columns.number))
        due = plain(row.text(self.columns.deadline))
        bare_row = len(said) == 1 or due in {*_BLANK, *said[:1]}
        if not said or self._last is None or not bare_row or re.search(r"\d", counted) and counted != said[0]:
            self._noted = False
        elif counted in ("", said[0]) and (is_note(said[0]) or self._below and is_note(printed[0])):
            self._noted = True
        elif number or said[0].isupper() or any(row.text(i).strip() not in _BLANK for i in self.columns.agencies()):
            self._noted = self._noted and len(said) == 1 and not number and not said[0].isupper()
        return self._noted

    # -- continued rows

    def _continues(self, row: Row, number: str, text: str) -> bool:
        last, previous = self._last, self._previous
        if last is None or previous is None:
            return False
        if self._same_cell(row, previous, self.columns.task) and text:
            return True
        if number:
            return row.fresh and number == last.number and text[:1].islower()
        others = [row.text(i) for i in self._others() if row.text(i).strip() not in _BLANK]
        if not text:
            return bool(others) and not self._spans(row)
        if row.fresh:
            # at the top of a page a row without a number goes on with the numbered row before it
            return text[:1].islower() or (
                bool(last.number) and not self._spans(row) and not (text.isupper() and not others)
            )
        return not others and text[:1].islower() and not self._spans(row)

    @staticmethod
    def _same_cell(row: Row, previous: Row, index: int | None) -> bool:
        if index is None or index >= len(row.cells) or index >= len(previous.cells):
            return False
        here, there = row.cells[index].origin, previous.cells[index].origin
        return here is not None and here == there

    def _others(self) -> list[int]:
        return sorted(
            (self.columns.named() | {i for i, _ in self.columns.details}) - {self.columns.task, self.columns.number}
        )

    def _append(self, row: Row) -> None:
        last, previous, columns = self._last, self._previous, self.columns
        assert last is not None and previous is not None

        def more(index: int | None) -> str:
            return "" if self._same_cell(row, previous, index) else plain(row.text(index))

        if addition := more(columns.task):
            last.text = rejoin((last.text, addition))
            last.text_spots.append(row.cells[columns.task].spot)
        grown = [index for index in columns.agencies() if more(index)]
        for index in grown:
            # the cell as printed, not the names read from its first part: a name may go on over the page
            self._said[index] = f"{self._said.get(index, '')}\n{row.text(index)}".strip()
        if grown:
            self._assign(last, self._said)
        if addition := more(columns.deadline):
            last.deadline = rejoin((last.deadline, addition))
        for index, header in columns.details:
            if addition := more(index):
                last.details[header] = squeeze(f"{last.details.get(header, '')} {addition}")
        last.spots.extend(spots_of(row))

    # -- titles

    def _spans(self, row: Row) -> bool:
        """Whether one merged cell covers the task column and more than the number column beside it."""
        index = self.columns.task
        if index >= len(row.cells) or row.cells[index].origin is None:
            return False
        origin = row.cells[index].origin
        covered = [i for i, cell in enumerate(row.cells) if cell.origin == origin]
        return len(set(covered) - {index, self.columns.number}) > 0

    def _title(self, row: Row, number: str, text: str, following: Row | None) -> str | None:
        """The title that this row is, or None when it is a task."""
        own = row.text(self.columns.task)
        texts = [t for t in row.distinct() if not _NUMBER.match(plain(t)) and (t == own or not _is_amount(t))]
        if len(texts) > 1 and self._heads_group(row, number, following):
            texts = [text]
        if len(texts) > 1 or (not texts and not number):
            return None
        title = plain(texts[0]) if texts else ""
        title = read_label(title).rest if title and not plain(row.text(self.columns.number)) else title
        if self.columns.number is not None and plain(row.text(self.columns.number)) == plain(texts[0] if texts else ""):
            title = text or title
        if re.fullmatch(rf"[IVXL]+|{SECTION_LETTER}", number) or (title and self._spans(row)):
            return title or number
        if not title:
            return None if not (number and self._is_parent(number, following)) else number
        if title.isupper() and len(title) > 3:
            return title
        if self._is_parent(number, following) or (not number and is_deadline(title)):
            return title
        if (
            not number
            and following is not None
            and (heading_agency(title) or re.match(r"1\b|1\.1", self._number_and_text(following)[0]))
        ):
            return title
        return None

    def _heads_group(self, row: Row, number: str, following: Row | None) -> bool:
        """Whether a row with a Roman number or a letter heads the rows below, which count from 1: it has no deadline of
        its own, and beside its title only who leads them, or an amount."""
        if following is None or not row.text(self.columns.task) or self._number_and_text(following)[0] != "1":
            return False
        own = {plain(row.text(i)) for i in (self.columns.number, self.columns.task, *self.columns.agencies())}
        others = [text for text in map(plain, row.distinct()) if text not in own and not _is_amount(text)]
        due = row.text(self.columns.deadline).strip() in _BLANK
        return due and not others and re.fullmatch(rf"[IVXL]+|{SECTION_LETTER}", number) is not None

    def _is_parent(self, number: str, following: Row | None) -> bool:
        if not number or following is None:
            return False
        below, _ = self._number_and_text(following)
        if re.fullmatch(r"\d+(\.\d+)*", number):
            return below.startswith(f"{number}.") or below in ("a", "-")
        return False

    def _label(self, number: str, title: str) -> Label:
        label = read_label(f"{number}. {title}") if number else Label("none", "", title)
        if self._letters.fits(number) or label.kind == "none" and re.fullmatch(SECTION_LETTER, number):
            label = Label("letter", number, title)
        if label.kind in ("roman", "letter"):
            self._letters.take(number)
        return label

    def _enter(self, title: str, row: Row, following: Row | None) -> None:
        number, _ = self._number_and_text(row)
        label = self._label(number, title)
        rank = {
            "roman": 1.0,
            "letter": 2.0 if self._inner.section[:1].isalpha() and self._leads and self._leads[0][0] == 1.0 else 0.5,
        }.get(label.kind, 3.0)
        # below a numbered title the rows count from 1 again: the title's number tells them apart
        again = label.kind == "decimal" and following is not None and self._number_and_text(following)[0] == "1"
        if label.kind in ("roman", "letter") or again:
            self._inner.push(label, title)
        assignment = self._row_lead(row) or heading_agency(title) or (
            parse_assignment(title).lead if re.search("chu tri|thuc hien", bare(title)) else ()
        )
        if label.kind == "roman" and not any(roman_value(told) for _, told in self.titles):
            above = roman_value(self.context.section.rpartition(".")[2])
            self._beside = above > 0 and roman_value(number) == above + 1
        self.titles.append((self.section, number))
        deadline = title if is_deadline(title) else ""
        self._leads = [entry for entry in self._leads if entry[0] < rank]
        self._leads.append((rank, assignment, deadline))
        self._parent = self._last = None
        self.items.append(Prose(self.section, title, squeeze(" ".join(filter(None, (number, title)))), spots_of(row)))

    def _row_lead(self, row: Row) -> tuple[str, ...]:
        """Who leads the rows below a title, as the title's own row says in the lead's column."""
        said = row.text(self.columns.lead)
        alone = self.columns.lead is not None and said and said != row.text(self.columns.task)
        return split_agencies(said) if alone and looks_like_agencies(said) else ()

    # -- tasks

    def _task(self, row: Row, number: str, text: str) -> None:
        columns = self.columns
        self._said = {index: self._cell(row, index) for index in columns.agencies()}
        self._said |= {index: row.text(index) for index, _ in columns.bodies}
        draft = Draft(
            section=self.section, heading=self._heading(), block=self.context.block, number=number or None,
            text=plain(text), spots=spots_of(row),
            text_spots=[row.cells[columns.task].spot] if columns.task < len(row.cells) else spots_of(row),
            deadline=plain(self._cell(row, columns.deadline)),
            details=self._details(row), table=True, start=plain(self._cell(row, columns.start)),
        )  # fmt: skip
        self._mark_due(draft, row)
        self._assign(draft, self._said)
        self._inherit(draft)
        if not draft.lead and columns.person is not None:
            draft.lead = split_agencies(self._cell(row, columns.person))
        self.items.append(draft)
        self._last = draft

    def _details(self, row: Row) -> dict[str, str]:
        """The row's other columns; a mark ("x") says something there."""
        found = {}
        marked = {i for i, body in self.columns.bodies if any(roles_by_marks([(body, row.text(i))]))}
        for index, header in self.columns.details:
            if index in marked and self.columns.lead is None:
                continue
            text = row.text(index) if is_mark(row.text(index)) else self._cell(row, index)
            if text:
                found[header] = plain(text)
        return found

    def _mark_due(self, draft: Draft, row: Row) -> None:
        """The months or quarters that a row marks are when it is due, where no other column says so."""
        marked = [(index, period) for index, period in self.columns.marks if is_mark(row.text(index))]
        if draft.deadline or not self.columns.marks:
            return
        if marked:
            draft.deadline = due_by_marks([period for _, period in marked])
            told = [index for index, _ in marked]
        else:
            told = [index for index, _ in self.columns.marks if is_deadline(plain(row.text(index)))][-1:]
            draft.deadline = plain(row.text(told[0])) if told else ""
        for index, header in self.columns.details:
            if index in told:
                draft.details.pop(header, None)

    def _assign(self, draft: Draft, said: dict[int, str]) -> None:
        """Give a row the agencies of its cells; what it inherited stays where its own cells name none."""
        columns = self.columns
        lead, coordinating, directing = (
            split_agencies(said.get(index, "")) if index is not None else ()
            for index in (columns.lead, columns.coordinating, columns.directing)
        )
        if columns.both is not None:
            lead, coordinating = split_roles(said.get(columns.both, ""))
        elif columns.lead is not None and (roles := roles_said(said.get(columns.lead, ""))):
            lead, coordinating = roles[0], (*roles[1], *(name for name in coordinating if name not in roles[1]))
        if columns.bodies and not lead:
            lead, helping = roles_by_marks([(body, said.get(index, "")) for index, body in columns.bodies])
            coordinating = coordinating or helping
        draft.lead = lead or draft.lead
        draft.coordinating = coordinating or draft.coordinating
        draft.directing = directing or draft.directing
        draft.own_lead = draft.own_lead or bool(lead)

    def _heading(self) -> str:
        return self._inner.heading or self.context.heading

    def _inherit(self, draft: Draft) -> None:
        """Give a row what its title or its parent row says for it."""
        parent = self._parent
        if draft.number and re.fullmatch(r"\d+", draft.number):
            self._parent = draft
        elif parent is not None and self._is_child(parent, draft):
            draft.lead = draft.lead or parent.lead
            draft.coordinating = draft.coordinating or (parent.coordinating if not draft.own_lead else ())
            draft.deadline = draft.deadline or parent.deadline
        if not draft.lead:
            draft.lead = next((lead for _, lead, _ in reversed(self._leads) if lead), self.context.lead)
        if not draft.deadline:
            draft.deadline = next((deadline for _, _, deadline in reversed(self._leads) if deadline), "")

    @staticmethod
    def _is_child(parent: Draft, draft: Draft) -> bool:
        number = draft.number or ""
        return (
            number.startswith(f"{parent.number}.")
            or bool(re.fullmatch(r"[a-zđ]", number))
            or (not number and draft.text[:1] in "-+")
        )

    def _cell(self, row: Row, index: int | None) -> str:
        text = row.text(index)
        if text.casefold() in _DITTO and self._previous is not None:
            return self._previous.text(index)
        if not text and index is not None and index < len(row.cells) and (origin := row.cells[index].origin):
            return self._carried.get(origin, "")
        return "" if text in _BLANK else text

    def _carry(self, row: Row) -> None:
        """A blank cell merged over several rows at the top of a page goes on with who leads the row above."""
        previous, self._carried = self._previous, {}
        index = self.columns.lead if self.columns.lead is not None else self.columns.both
        cell = row.cells[index] if index is not None and index < len(row.cells) else None
        if previous is None or cell is None or cell.origin is None or cell.text.strip():
            return
        if [other.origin for other in row.cells].count(cell.origin) == 1:
            self._carried = {cell.origin: self._cell(previous, index)}


def _is_amount(text: str) -> bool:
    """Whether a cell holds a sum or another number, in figures alone: "18500", "18.500 triệu đồng", "75%"."""
    return _AMOUNT.fullmatch(plain(text)) is not None


def read_tables(tables: Sequence[Table], context: TableContext) -> tuple[list[Item], Grid]:
    """Items of one table (given as its parts page by page), and the grid they were read from."""
    grid = read_grid(tables)
    items: list[Item] = [
        Prose(context.section, context.heading, " ".join(map(plain, row.distinct())), spots_of(row))
        for row in grid.above
    ]
    if grid.columns is None:
        prose = [
            Prose(context.section, context.heading, " | ".join(map(plain, row.distinct())), spots_of(row))
            for row in grid.data
            if row.distinct()
        ]
        return [*items, *prose], grid
    reader = TableReader(grid.columns, context)
    items += reader.read(grid.data)
    grid.titles.extend(reader.titles)
    return items, grid
