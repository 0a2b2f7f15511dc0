"""Tables of task rows, as answers, related rows and the list of all tasks show them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.ui import strings
from assistant.ui.due import badge, due
from assistant.ui.markup import Markup, join, tag
from corpus.model import Task
from index.strings import CORRECTION


@dataclass(frozen=True, slots=True)
class Line:
    """One row to show. `mark` is what its citation button says ("[3]", "Xem"), `remark` stands under the text."""

    task: Task
    mark: str
    remark: str = ""


def table(
    groups: Sequence[tuple[str, Sequence[Line]]],
    today: date,
    caption: str,
    *,
    opened: int | None = None,
) -> Markup:
    """Rows under their group headings; a heading that is empty is not shown.

    With `opened`, a heading opens and closes its group, and so many of the first are open.
    """
    bodies = [
        _group(number, heading, lines, today, opened)
        for number, (heading, lines) in enumerate(groups)
        if lines
    ]
    names = ("c-text", "c-lead", "c-with", "c-due", "c-cite")
    heads = [tag("th", word, class_=name, scope="col") for name, word in zip(names, strings.COLUMNS, strict=True)]
    return tag(
        "table",
        tag("caption", caption, class_="visually-hidden"),
        tag("thead", tag("tr", *heads)),
        *bodies,
        class_="rows",
    )


def cite(ref: str, plan_id: str, mark: str, place: str) -> Markup:
    """The button that opens a source. `ref` is "task:ID" or "passage:PLAN:…", `place` says where it stands."""
    return tag(
        "button",
        mark,
        type="button",
        class_="cite",
        data_do="source",
        data_with=json.dumps({"ref": ref, "plan": plan_id}, ensure_ascii=False),
        data_place=place,
        aria_label=strings.CITE.format(mark.strip("[]"), place),
        aria_expanded="false",
    )


def place_of(task: Task) -> str:
    """ "III.2 số 5, kehoach.docx": enough to find the row on paper."""
    number = strings.NUMBER.format(task.number) if task.number else ""
    return ", ".join(part for part in (" ".join(p for p in (task.section, number) if p), task.file) if part)


def agencies(names: Sequence[str]) -> Markup:
    return join([tag("span", name, class_="agency") for name in names], "; ") if names else Markup(strings.NOTHING)


def fixed(task: Task) -> Markup | None:
    """The mark of a row that people have put right, which says how."""
    said = dict(task.details).get(CORRECTION)
    return tag("span", strings.FIXED, class_="fixed", title=said) if said else None


def lead_cell(task: Task) -> Markup:
    directing = strings.DIRECTING.format("; ".join(task.directing)) if task.directing else None
    return join([agencies(task.lead), tag("small", directing, class_="also") if directing else None])


def due_cell(task: Task, today: date) -> Markup:
    text = task.deadline.text if task.deadline and task.deadline.text else strings.KINDS["none"]
    return join([text, tag("br") if badge(task, today) else None, badge(task, today)])


def row_class(task: Task, today: date) -> str | None:
    state = due(task, today).state
    return f"is-{state}" if state in ("past", "near") else None


def _group(number: int, heading: str, lines: Sequence[Line], today: date, opened: int | None) -> Markup:
    folding, closed = opened is not None, opened is not None and number >= opened
    rows = [_row(line, today, heading if folding else "") for line in lines]
    if not heading:
        return tag("tbody", *rows)
    named: list[Markup] = [tag("span", heading), tag("small", strings.GROUP_COUNT.format(len(lines)))]
    if folding:
        state = "false" if closed else "true"
        named = [tag("button", *named, type="button", data_local="fold", aria_expanded=state)]
    head = tag("tr", tag("th", *named, colspan=5, scope="rowgroup"), class_="group")
    return tag("tbody", head, *rows, class_="closed" if closed else None, data_group=number)


def _row(line: Line, today: date, heading: str) -> Markup:
    task = line.task
    last = task.last_day
    _, lead, coordinating, when, _ = strings.COLUMNS
    remark = [
        tag("small", line.remark, class_="also") if line.remark else None,
        fixed(task),
        tag("small", heading, class_="also of-plan") if heading else None,  # shown where the groups are not
    ]
    return tag(
        "tr",
        tag("td", task.text, remark, class_="c-text"),
        tag("td", lead_cell(task), class_="c-lead", data_label=lead),
        tag("td", agencies(task.coordinating), class_="c-with", data_label=coordinating),
        tag("td", due_cell(task, today), class_="c-due", data_label=when),
        tag("td", cite(f"task:{task.id}", task.plan_id, line.mark, place_of(task)), class_="c-cite"),
        class_=row_class(task, today),
        data_task=task.id,
        data_last=last.isoformat() if last else None,
    )
