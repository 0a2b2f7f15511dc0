"""The reading receipt: what the reader was not sure of, each with the row that it speaks of where there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.ui import strings
from assistant.ui.markup import Child, Markup, tag
from assistant.ui.task_table import cite, place_of
from corpus.model import Notice, Task
from corpus.receipt import place_of_row, row_at_line


def rows(notices: Iterable[Notice], tasks: Iterable[Task]) -> dict[Notice, Task]:
    """The row that each notice names by its section and number; notices of a whole page or plan are left out."""
    named: dict[str, Task] = {}
    for task in tasks:
        for place in _places(task):
            named.setdefault(place, task)
    return {notice: named[notice.where] for notice in notices if notice.where in named}


def _places(task: Task) -> Iterable[str]:
    """The words by which receipts name a row."""
    yield place_of_row(task)
    for spot in task.spots[:1]:
        yield row_at_line(task.section, spot.first_line)


def line(notice: Notice, *after: Child) -> Markup:
    """One line of the receipt."""
    return tag("li", tag("strong", notice.where), " ", notice.message, *after)


def render(notices: Sequence[Notice], tasks: Sequence[Task]) -> Markup:
    """The folded receipt of a plan that is in the index; each row opens its source, where it can be put right."""
    if not notices:
        return tag("p", strings.RECEIPT_CLEAN, class_="receipt")
    found = rows(notices, tasks)
    items = [line(notice, " ", _open(found[notice]) if notice in found else None) for notice in notices]
    return tag(
        "details", tag("summary", strings.RECEIPT.format(len(items))), tag("ul", *items), class_="more receipt"
    )


def _open(task: Task) -> Markup:
    return cite(f"task:{task.id}", task.plan_id, strings.SEE_AND_FIX, place_of(task))
