"""The reading receipt: what a clerk should look at, in words that a clerk understands."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.draft import Draft
from corpus.header import Header
from corpus.layout import Layout
from corpus.model import Notice, Passage, Plan, Task


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What was seen of one table: whether it had a header, its printed rows, the tasks read from it."""

    headed: bool
    rows: int
    drafts: tuple[Draft, ...]


def write_receipt(
    header: Header, plan: Plan, tasks: tuple[Task, ...], passages: tuple[Passage, ...], tables: list[TableFacts], layout: Layout
) -> tuple[Notice, ...]:
    """Notices on one reading; none of them means that nothing doubtful was seen."""
    notices = []
    if header.symbol is None:
        notices.append(Notice("blank_number", "phần đầu", "Số hiệu văn bản còn để trống hoặc không tìm thấy."))
    if header.issued_on is None:
        notices.append(Notice("blank_date", "phần đầu", "Ngày ban hành còn để trống hoặc không tìm thấy."))
    notices.extend(
        Notice("table_without_header", f"bảng {i}", "Bảng không có dòng tiêu đề; các cột được đoán theo nội dung.")
        for i, facts in enumerate(tables, 1)
        if not facts.headed and facts.drafts
    )
    for task in tasks:
        if not task.lead:
            notices.append(Notice("no_lead", task.id, f"Nhiệm vụ chưa rõ cơ quan chủ trì: “{task.text[:80]}”."))
    return tuple(notices)
