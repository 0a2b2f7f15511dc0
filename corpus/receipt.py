"""The reading receipt: what a clerk should look at, in words that a clerk understands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.agencies import looks_like_agencies, may_name
from corpus.draft import Draft, Prose
from corpus.header import Header
from corpus.model import Notice, Spot, Task
from corpus.text import bare

_SHORT = 90


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What was seen of one table: whether it had a header, its rows, the lines left out as furniture,
    the (section, number) of its title rows, the other cells of rows (by first line) that read in two ways, and the
    first lines of rows whose cells stand close together (Table.tight)."""

    headed: bool
    drafts: tuple[Draft, ...]
    skipped: list[Spot]
    titles: list[tuple[str, str]]
    doubts: dict[int, dict[str, str]] = field(default_factory=dict)
    tight: frozenset[int] = frozenset()


def write_receipt(
    header: Header, tasks: Sequence[Task], tables: Sequence[TableFacts], unread: Sequence[Prose]
) -> tuple[Notice, ...]:
    """Notices on one reading; none of them means that nothing doubtful was seen."""
    return (
        *_header(header),
        *_tables(tables),
        *(notice for task in tasks for notice in _task(task)),
        *_unknown_agencies(tasks),
        *_contradictions(tasks),
        *_unread(unread),
        *(
            []
            if tasks
            else [
                Notice(
                    "no_tasks",
                    "toàn văn",
                    "Không đọc được nhiệm vụ nào trong văn bản này; nội dung chỉ được lưu để tra cứu.",
                )
            ]
        ),
    )


def _header(header: Header) -> Iterator[Notice]:
    if header.symbol is None:
        said = "còn để trống" if header.blank_number else "không tìm thấy"
        yield Notice("blank_number", "phần đầu", f"Số hiệu văn bản {said}.")
    if header.issued_on is None:
        said = "còn để trống" if header.blank_day else "không tìm thấy"
        lost = "" if header.written else "; hạn không ghi năm sẽ không suy ra được năm"
        yield Notice("blank_date", "phần đầu", f"Ngày ban hành {said}{lost}.")


def _tables(tables: Sequence[TableFacts]) -> Iterator[Notice]:
    last = 0  # numbers may go on from the table before, on another page or sheet
    for number, facts in enumerate(tables, 1):
        yield from _table(number, facts, last)
        last = _last_number([draft.number or "" for draft in facts.drafts]) or last


def _last_number(numbers: Sequence[str]) -> int:
    return max((int(match[0]) for number in numbers if (match := re.match(r"[0-9]+", number))), default=0)


def _table(number: int, facts: TableFacts, last: int) -> Iterator[Notice]:
    where = f"bảng {number}"
    if not facts.headed and facts.drafts:
        yield Notice(
            "table_without_header", where, "Bảng không có dòng tiêu đề; các cột được đoán theo nội dung, nên soát lại."
        )
    for draft in facts.drafts:
        lines = {spot.first_line for spot in draft.spots}
        for other in (facts.doubts[line] for line in sorted(lines & facts.doubts.keys())):
            yield _two_readings(draft, other)
        if lines & facts.tight:
            row = f"Hàng {draft.number}" if draft.number else "Hàng này"
            said = f"{row} có các ô đứng sát nhau hoặc in rời nhau, có thể bị đọc sai chỗ; nên soát lại với bản gốc."
            yield Notice("tight_cells", _place(draft), said)
        if draft.text[:1].islower() or _YEAR.match(draft.text):
            begins = f"“{draft.text[:_SHORT]}{'…' if len(draft.text) > _SHORT else ''}”"
            said = f"Nội dung bắt đầu giữa câu: {begins}; phần đầu có thể ở hàng trên."
            yield Notice("cut_text", _place(draft), said)
    for section in dict.fromkeys(draft.section for draft in facts.drafts):
        numbers = [draft.number for draft in facts.drafts if draft.section == section and draft.number]
        place = f"{where}, mục {section}" if section else where
        repeats = [n for n, count in Counter(numbers).items() if count > 1 and n[:1].isdigit()]
        if repeats:
            yield Notice("repeated_numbers", place, f"Số thứ tự lặp lại: {', '.join(repeats)}.")
        numbers += [number for where_title, number in facts.titles if where_title == section and number[:1].isdigit()]
        gaps = list(_gaps(numbers, last))
        last = _last_number(numbers)
        if gaps:
            yield Notice(
                "missing_numbers", place, f"Số thứ tự bị thiếu: {', '.join(gaps)}; có thể có dòng chưa đọc được."
            )


_CELLS = (("task", "nội dung"), ("lead", "chủ trì"), ("coordinating", "phối hợp"), ("both", "chủ trì, phối hợp"),
          ("directing", "chỉ đạo"), ("deadline", "thời hạn"))  # fmt: skip


_YEAR = re.compile(r"(?:19|20)\d\d\.\s")  # the end of another row's sentence: "2026. Nghiên cứu …"


def _place(draft: Draft) -> str:
    numbered = row_at_number(draft.section, draft.number) if draft.number else None
    return numbered or row_at_line(draft.section, draft.spots[0].first_line)


def _two_readings(draft: Draft, other: dict[str, str]) -> Notice:
    """A row whose cells run into each other: what it would also read as."""
    said = "; ".join(
        f"{name}: “{'…' if len(text) > _SHORT else ''}{text[-_SHORT:]}”"
        for part, name in _CELLS
        if (text := other.get(part, ""))
    )
    return Notice(
        "two_readings",
        _place(draft),
        f"Hàng {draft.number or ''} có thể đọc theo hai cách vì ô bị ngắt dòng; cách kia là {said}.".replace("  ", " "),
    )


def _gaps(numbers: Sequence[str], last: int) -> Iterator[str]:
    """Numbers that the printed numbering leaves out: 4 between 3 and 5, 1.2 between 1.1 and 1.3.

    Numbers may go on from the section before, which ended with `last`.
    """
    series: dict[str, set[int]] = {}
    for number in numbers:
        parent, _, step = number.rpartition(".")
        if step.isdigit():
            series.setdefault(parent, set()).add(int(step))
    parents = {number.split(".")[0] for number in numbers if "." in number}
    for parent, found in series.items():
        goes_on = not parent and last and min(found) == last + 1
        for value in range(min(found) if goes_on or (parents and not parent) else 1, max(found) + 1):
            if value not in found and not (not parent and str(value) in parents):
                yield f"{parent}.{value}" if parent else str(value)


def row_at_number(section: str, number: str) -> str:
    """How `Notice.where` names a row: by its printed number; a page can find the row by the same words."""
    return f"mục {section}, số {number}"


def row_at_bullet(section: str, position: int) -> str:
    """How `Notice.where` names a row without a number: by its place in the section."""
    return f"mục {section}, gạch đầu dòng thứ {position}"


def row_at_line(section: str, line: int) -> str:
    """How `Notice.where` names a row by the first of its lines."""
    return f"mục {section}, dòng {line}"


def place_of_row(task: Task) -> str:
    """How `Notice.where` names a task: by its number, else by its place in the section."""
    number = row_at_number(task.section, task.number) if task.number else None
    return number or row_at_bullet(task.section, task.position)


def _task(task: Task) -> Iterator[Notice]:
    shown = f"“{task.text[:_SHORT]}{'…' if len(task.text) > _SHORT else ''}”"
    where = place_of_row(task)
    if not task.lead:
        yield Notice("no_lead", where, f"Chưa rõ cơ quan chủ trì của nhiệm vụ {shown}.")
    if task.deadline and task.deadline.text and task.kind == "none":
        yield Notice(
            "deadline_not_understood", where, f"Chưa hiểu thời hạn “{task.deadline.text}” của nhiệm vụ {shown}."
        )
    if len(task.text.split()) < 3 and not re.search(r"\d", task.text):
        yield Notice("short_text", where, f"Nội dung nhiệm vụ rất ngắn: {shown}; có thể bị đọc thiếu.")


def _unknown_agencies(tasks: Sequence[Task]) -> Iterator[Notice]:
    """Each name that reads as none, once, where it stands first."""
    places: dict[str, list[str]] = {}
    for task in tasks:
        for name in dict.fromkeys((*task.lead, *task.coordinating, *task.directing)):
            if name in places or not (looks_like_agencies(name) or may_name(name)):
                places.setdefault(name, []).append(place_of_row(task))
    for name, found in places.items():
        more = f" (và {len(found) - 1} nhiệm vụ nữa)" if len(found) > 1 else ""
        said = f"Tên cơ quan chưa gặp bao giờ: “{name[:_SHORT]}”{more}; nên soát lại ô này."
        yield Notice("unknown_agency", found[0], said)


def _contradictions(tasks: Sequence[Task]) -> Iterator[Notice]:
    """The same words twice under one agency with different last days."""
    seen: dict[tuple[str, tuple[str, ...]], Task] = {}
    for task in tasks:
        key = (bare(task.text).rstrip(" .;"), tuple(map(bare, task.lead)))
        other = seen.setdefault(key, task)
        if other is not task and other.deadline and task.deadline and other.deadline.last_day != task.deadline.last_day:
            message = (
                f"Cùng một việc nhưng thời hạn khác nhau: “{other.deadline.text}” (mục {other.section}) "
                f"và “{task.deadline.text}” (mục {task.section})."
            )
            yield Notice("contradiction", f"mục {task.section}", message)


def _unread(unread: Sequence[Prose]) -> Iterator[Notice]:
    if unread:
        first = unread[0]
        message = (
            f"Có {len(unread)} dòng không thuộc nhiệm vụ hay đoạn văn nào "
            f"(ví dụ: “{first.text[:_SHORT]}”); vẫn được lưu để tra cứu."
        )
        yield Notice("unread_lines", f"dòng {first.spots[0].first_line}", message)
