"""A file's layout becomes a plan: header facts, task rows, passages, receipt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from corpus.apart import columns_apart
from corpus.appendix import appendix_titles
from corpus.below import cut_apart, signs
from corpus.block_table import BlockRegion
from corpus.deadline_shape import rejoined
from corpus.deadlines import parse_deadline
from corpus.draft import Draft, Item, Prose
from corpus.flow import read_flow
from corpus.grid_rows import continues_table, header_at, spots_of
from corpus.header import Header, is_title, plan_id, read_header
from corpus.headings import plain, read_label
from corpus.layout import Layout, Paragraph, Table
from corpus.letterhead import letterheads
from corpus.levels import place_spoken_of
from corpus.lines import FlowRegion, Region, read_lines
from corpus.model import Deadline, Passage, Plan, Reading, Spot, Task
from corpus.notes import marks_in
from corpus.prose import ProseReader
from corpus.prose_lines import joined_spots
from corpus.quotes import verbatim
from corpus.readers.furniture import is_page_number, is_stamp
from corpus.readers.notices import furniture
from corpus.receipt import TableFacts, write_receipt
from corpus.running import shown_once, without_running_lines
from corpus.scan_receipt import scan_doubts
from corpus.tables import TableReader, read_tables
from corpus.text import squeeze

# what stands between the pages of one table: "2", "- 2 -", "Trang 2/5"
_FOLIO = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,4}\s*(?:/\s*\d{1,4}|[-–])?", re.I)
_SET_IN = " " * 12
_LONG_LINE = 100  # letters: no line of a letterhead or a title is as long
_APPENDIX = re.compile(r"^(?:PHỤ LỤC|DANH MỤC|BẢNG PHÂN CÔNG|BIỂU)\b")
# what is issued with a decision: its title, or what says so below the title
_ENCLOSED = re.compile(
    r"^(?:KẾ HOẠCH|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|QUY CHẾ|QUY ĐỊNH|HƯỚNG DẪN|CHIẾN LƯỢC)\b"
    r"|^\(?\s*(?:Ban hành )?[Kk]èm theo\b"
)
# "Số:        /KH-UBND", "ngày      tháng 4": a blank to be filled in by hand, and no gap between two halves
_BLANK = re.compile(
    r"(?<=\b[Ss]ố)[ \t]{2,}(?=[-/])|(?<=\b[Ss]ố:)[ \t]{2,}(?=[-/])"
    r"|(?<=ngày)[ \t]{2,}(?=tháng)|(?<=tháng)[ \t]{2,}(?=năm)"
)
_SIGNATURE = re.compile(r"^\W*(?:nơi nhận\b|T/M\b|K/T\b|(?:TM|KT|TL|TUQ)\.\s*[^\W\d_]{2})", re.I)


def read_structure(layout: Layout, file: str) -> Reading:
    """Read a layout into a Reading. `file` is the plan's file name, without folders."""
    printed = [block for block in layout.blocks if isinstance(block, Paragraph)] if layout.flat else []
    lines, running = without_running_lines(printed)
    regions = cut_apart(read_lines(lines) if layout.flat else layout.blocks)
    start = _body_start(regions)
    ends = _signed(regions, start)
    again = letterheads(regions, start)
    body = [region for index, region in enumerate(regions) if index >= start and index not in {*ends, *again}]
    signed = [regions[index] for index in ends]
    header = read_header(_front(regions[:start], layout), _texts(signed, layout))
    plan = _plan(header, file)
    reader = ProseReader(header.written)
    tables: list[TableFacts] = []
    front = [_as_prose(region) for region in regions[:start] if isinstance(region, Paragraph)]
    _walk(body, reader, tables, layout)
    back = [_as_prose(region, "Nơi nhận, người ký") for region in signed if isinstance(region, Paragraph)]
    front += [_as_prose(one) for index in again if index not in ends and isinstance(one := regions[index], Paragraph)]
    items = [*front, *reader.finish(), *back, *_tables_outside(regions[:start], signed)]
    tasks = _tasks(items, plan, header.written, layout)
    unread = _unread(items, tables, layout, [line.spot for line in running])
    passages = _passages([*items, *unread], plan, layout)
    texts = [*(task.text for task in tasks), *(passage.text for passage in passages)]
    plan = replace(plan, place=plan.place or place_spoken_of(plan, texts))
    said = [furniture(text) for text in shown_once(running)]
    notices = (*layout.notices, *said, *columns_apart(lines), *write_receipt(header, tasks, tables, unread))
    if any(notice.kind == "scanned" for notice in layout.notices):
        notices = (*notices, *scan_doubts(tasks, header.written))
    return Reading(plan, tasks, passages, notices, layout.lines)


def _plan(header: Header, file: str) -> Plan:
    return Plan(
        id=plan_id(header, file), file=file, symbol=header.symbol, title=header.title, issuer=header.issuer,
        place=header.place, issued_on=header.issued_on, signer=header.signer, basis=header.basis, parent=header.parent,
    )  # fmt: skip


# -- where the body begins and ends


def _body_start(regions: Sequence[Region]) -> int:
    """Index of the first region of the body: the first numbered heading or table, else the first bullet or what
    follows the introduction."""
    for index, region in enumerate(regions):
        if _is_task_table(region):
            return index
        if isinstance(region, Paragraph):
            label = read_label(region.labelled)
            numbered = label.kind in ("roman", "part", "letter", "bracket") or (label.kind == "decimal" and index > 2)
            if numbered:
                return index
    for index, region in enumerate(regions):
        if isinstance(region, Paragraph) and (read_label(region.text).kind == "bullet" and index > 2):
            return index
        if isinstance(region, Paragraph) and re.search(r"như sau\s*:?\s*$", plain(region.text)):
            return index + 1
    return len(regions)


def _is_task_table(region: Region) -> bool:
    return isinstance(region, FlowRegion | BlockRegion) or (isinstance(region, Table) and header_at(region) is not None)


def _signed(regions: Sequence[Region], start: int) -> list[int]:
    """Indexes of recipients and signatures: each from its first line to the next appendix or task table."""
    found: list[int] = []
    inside = False
    for index in range(start, len(regions)):
        region = regions[index]
        if isinstance(region, Paragraph):
            text = plain(region.text)
            signs = bool(_SIGNATURE.match(text)) or _signs(regions, index)
            inside = signs or (inside and not _opens(region, text))
        elif _is_task_table(region):
            inside = False
        if inside:
            found.append(index)
    return found


def _opens(region: Paragraph, text: str) -> bool:
    """Whether something new begins behind a signature: an appendix, what a decision encloses, a numbered heading."""
    if _APPENDIX.match(text) or _ENCLOSED.match(text):
        return True
    label = read_label(region.labelled)
    return label.kind in ("roman", "part") and bool(label.rest) and plain(label.rest).isupper()


def _signs(regions: Sequence[Region], index: int) -> bool:
    """Whether an office stands here with a person's name below it: nobody signs on another's behalf."""
    below = [region for region in regions[index : index + 4] if isinstance(region, Paragraph)]
    lines = [plain(line) for region in below for line in region.text.split("\n") if plain(line)]
    return signs(lines)


def _front(regions: Sequence[Region], layout: Layout) -> list[str]:
    """The lines before the body; with those of an appendix's title that was printed inside its table."""
    found = _texts(regions, layout)
    if layout.flat and not any(is_title(plain(text)) for text in found):
        inside = appendix_titles(layout.lines)
        found.extend(line for stretch in inside[:1] for line in layout.lines[stretch.start : stretch.stop])
    return found


def _texts(regions: Sequence[Region], layout: Layout) -> list[str]:
    found: list[str] = []
    for region in regions:
        if isinstance(region, Paragraph):
            spot = region.spot
            printed = layout.lines[spot.first_line - 1 : spot.last_line] if layout.flat else _lines(region)
            # the two halves of a letterhead stand side by side in text
            found.extend(half for line in printed for half in re.split(r"\s{4,}|\t|\|", _BLANK.sub(" ", line.strip())))
        elif isinstance(region, Table):
            # a letterhead set as a table: its cells column by column
            found.extend(
                line
                for column in zip(*region.rows, strict=True)
                for cell in dict.fromkeys(column)
                for line in _BLANK.sub(" ", cell.text).split("\n")
            )
    return found


def _lines(paragraph: Paragraph) -> list[str]:
    """The lines that a paragraph's writer set apart; prose with a break in it is one."""
    lines = paragraph.text.split("\n")
    return lines if max(map(len, lines)) < _LONG_LINE else [paragraph.text]


def _as_prose(paragraph: Paragraph, heading: str = "") -> Prose:
    return Prose(
        "",
        heading,
        plain(paragraph.labelled),
        [paragraph.spot],
    )


def _tables_outside(*parts: Sequence[Region]) -> list[Prose]:
    return [
        Prose(
            "",
            "",
            squeeze(" ".join(dict.fromkeys(plain(cell.text) for cell in row))),
            list(dict.fromkeys(cell.spot for cell in row)),
        )
        for regions in parts
        for region in regions
        if isinstance(region, Table)
        for row in region.rows
        if any(cell.text.strip() for cell in row)
    ]


# -- the body


def _walk(regions: Sequence[Region], reader: ProseReader, tables: list[TableFacts], layout: Layout) -> None:
    index = 0
    while index < len(regions):
        region = regions[index]
        if isinstance(region, Paragraph):
            following = regions[index + 1] if index + 1 < len(regions) else None
            reader.paragraph(region, following if isinstance(following, Paragraph) else None)
            index += 1
        elif isinstance(region, FlowRegion):
            _read_flow(region, reader, tables)
            index += 1
        elif isinstance(region, BlockRegion):
            _read_blocks(region, reader, tables)
            index += 1
        else:
            parts = [region]
            taken = 1
            folios: list[Spot] = []
            while index + taken < len(regions):
                following = regions[index + taken]
                beyond = regions[index + taken + 1] if index + taken + 1 < len(regions) else None
                if isinstance(following, Table) and continues_table(parts[0], following):
                    parts.append(following)
                    taken += 1
                elif (
                    isinstance(following, Paragraph) and _FOLIO.fullmatch(plain(following.text))
                    and isinstance(beyond, Table) and continues_table(parts[0], beyond)
                ):  # fmt: skip
                    folios.append(following.spot)
                    taken += 1
                else:
                    break
            items, grid = read_tables(parts, reader.context())
            reader.items.extend(items)
            reader.marks = marks_in(cell.text for part in parts for row in part.rows for cell in row)
            skipped = [*folios, *(spot for row in grid.skipped for spot in spots_of(row))]
            drafts = tuple(item for item in items if isinstance(item, Draft))
            tight = frozenset().union(*(part.tight for part in parts))
            tables.append(TableFacts(grid.headed, drafts, skipped, grid.titles, tight=tight))
            index += taken


def _read_blocks(region: BlockRegion, reader: ProseReader, tables: list[TableFacts]) -> None:
    table = TableReader(region.columns, reader.context())
    items = table.read(region.rows)
    reader.items.extend(items)
    drafts = tuple(item for item in items if isinstance(item, Draft))
    skipped = [Spot(line, line) for line in region.skipped]
    tables.append(TableFacts(True, drafts, skipped, table.titles, tight=region.doubts))


def _read_flow(region: FlowRegion, reader: ProseReader, tables: list[TableFacts]) -> None:
    flow = read_flow(region.lines, region.header)
    rows, columns = flow.rows()
    table = TableReader(columns, reader.context())
    items = table.read(rows)
    reader.items.extend(items)
    reader.items.extend(Prose("", "", plain(line.text), [Spot(line.number, line.number)]) for line in flow.leftover)
    skipped = [Spot(line, line) for line in flow.skipped]
    drafts = tuple(item for item in items if isinstance(item, Draft))
    tables.append(TableFacts(True, drafts, skipped, table.titles, flow.doubts()))


def _unread(
    items: Sequence[Item], tables: Sequence[TableFacts], layout: Layout, running: Sequence[Spot]
) -> list[Prose]:
    """Lines that stand in no item and are no furniture: kept as prose, so nothing is lost, and told in the receipt."""
    seen = {line for item in items for spot in item.spots for line in range(spot.first_line, spot.last_line + 1)}
    seen |= {spot.first_line for spot in running}
    seen |= {line for facts in tables for spot in facts.skipped for line in range(spot.first_line, spot.last_line + 1)}
    return [
        Prose("", "", squeeze(plain(text)), [Spot(number, number)])
        for number, text in enumerate(layout.lines, 1)
        if number not in seen and re.search(r"\w", text) and not _is_furniture(text)
    ]


def _is_furniture(line: str) -> bool:
    """A stamp, or a page's number set in from the margin."""
    return is_stamp(line) or (is_page_number(line) and line.startswith(_SET_IN))


# -- assembly


def _tasks(items: Sequence[Item], plan: Plan, written: date | None, layout: Layout) -> tuple[Task, ...]:
    positions: Counter[str] = Counter()
    ids: Counter[str] = Counter()
    tasks: list[Task] = []
    for item in items:
        if not isinstance(item, Draft) or not item.text:
            continue
        positions[item.section] += 1
        own = f"{plan.id}:{item.section or '0'}:{item.number or -positions[item.section]}"
        ids[own] += 1
        spots = joined_spots(item.spots)
        tasks.append(
            Task(
                id=own if ids[own] == 1 else f"{own}~{ids[own]}",
                plan_id=plan.id,
                file=plan.file,
                section=item.section,
                number=item.number,
                position=positions[item.section],
                text=item.text,
                quote=verbatim(item.text, item.text_spots, layout.lines),
                spots=spots,
                heading=item.heading,
                lead=item.lead,
                coordinating=item.coordinating,
                directing=item.directing,
                deadline=_due(item, written),
                details=tuple(item.details.items()),
                table=item.table,
            )
        )
    return tuple(tasks)


def _due(item: Draft, written: date | None) -> Deadline | None:
    """A row's deadline; where a column of its own says when work begins, from that day."""
    start = parse_deadline(rejoined(item.start), issued_on=written) if item.start else None
    begins = start.first_day or start.last_day if start and start.kind in ("dated", "from") else None
    if not item.deadline:
        return parse_deadline(f"từ {item.start}", issued_on=written) if begins else start
    due = parse_deadline(rejoined(item.deadline), issued_on=written)
    if due and due.last_day and begins and begins <= due.last_day:
        return replace(due, first_day=begins)
    return due


def _passages(items: Sequence[Item], plan: Plan, layout: Layout) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    for item in (_kept(item) for item in items):
        if isinstance(item, Prose) and item.text:
            spots = joined_spots(item.spots)
            passages.append(
                Passage(
                    f"{plan.id}:p{len(passages) + 1}",
                    plan.id,
                    plan.file,
                    item.section,
                    item.heading,
                    item.text,
                    verbatim(item.text, spots, layout.lines),
                    spots,
                )
            )
    return tuple(passages)


def _kept(item: Item) -> Item:
    """An item as it is; a row without a text, which is no task, as prose of its other cells."""
    if isinstance(item, Prose) or item.text:
        return item
    said = (item.number or "", *item.details.values(), *item.lead, *item.coordinating, *item.directing, item.deadline)
    inherited = not (item.details or item.own_lead or item.coordinating or item.directing)
    text = "" if inherited else " ".join(filter(None, said))
    return Prose(item.section, item.heading, text, item.spots)
