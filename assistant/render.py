"""An Answer as Vietnamese Markdown: one sentence with the count, the rows as a table with [n], quotes, notes,
what was understood, and what is related. What plans and questions say is escaped, so it stays inert text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant import strings
from assistant.answer import Answer, Figures, Related, Row
from assistant.wording import place, short
from corpus.model import Task
from index.strings import CORRECTION

# Rows of one reason shown by name; the others are counted.
SHOWN = 5
_MARKUP = re.compile(r"([\\`*_\[\]<>|])")


def render(answer: Answer) -> Answer:
    """The answer with its `text`."""
    parts = [escape_around_marks(answer.headline)]
    if answer.figures:
        parts.append(_figures(answer.figures))
    parts += _tables(answer)
    for quote in answer.passages:
        parts.append(f"> {escape(quote.quote)} [{quote.n}]")
    if answer.choices:
        parts.append("\n".join(f"- {escape(choice)}" for choice in answer.choices))
    if answer.notes:
        parts.append("\n".join([strings.NOTES, *(f"- {escape(note.message)}" for note in answer.notes)]))
    parts.append(f"*{escape(answer.understood.line)}*")
    if answer.related:
        parts.append(_related(answer.related))
    return replace(answer, text="\n\n".join(parts))


def escape(text: str) -> str:
    """Text of plans and people as one line of Markdown that shows what it says and does nothing."""
    line = " ".join(text.split())
    return _MARKUP.sub(r"\\\1", line) if _MARKUP.search(line) else line


@lru_cache(maxsize=2_000)  # rows share their agencies and deadlines
def _cell(text: str) -> str:
    return escape(text) or strings.NONE_PRINTED


def escape_around_marks(text: str) -> str:
    """Like `escape`, line by line, but for the answer's own [n] marks at the end of its sentences."""
    lines = []
    for line in text.split("\n"):
        lead, body = ("- ", line[2:]) if line.startswith("- ") else ("", line)
        head, mark, tail = re.fullmatch(r"(.*?)(\s\[\d+\]\.?)?(\s*)", body, re.DOTALL).groups()  # type: ignore[union-attr]
        lines.append(lead + escape(head) + (mark or "") + tail.strip())
    return "\n".join(lines)


def _tables(answer: Answer) -> Iterable[str]:
    """One table, or one under each heading of the answer's groups."""
    if not answer.rows:
        return
    rows = {row.n: row for row in answer.rows}
    if not answer.groups:
        yield _table(answer.rows)
        return
    for group in answer.groups:
        own = [rows[n] for n in group.rows]
        yield f"**{escape(group.heading)}** ({strings.TASKS.format(n=len(own))})\n\n{_table(own)}"


def _table(rows: Sequence[Row]) -> str:
    lines = ["| " + " | ".join(strings.HEADER) + " |", "|" + "---|" * len(strings.HEADER)]
    for row in rows:
        task = row.task
        deadline = task.deadline.text if task.deadline else ""
        said = dict(task.details).get(CORRECTION) if task.details else None
        text = escape(f"{task.text} ({CORRECTION}: {said})" if said else task.text) or strings.NONE_PRINTED
        cells = map(_cell, ("; ".join(task.lead), "; ".join(task.coordinating), deadline))
        lines.append(f"| {text} | {' | '.join(cells)} | [{row.n}] |")
    return "\n".join(lines)


def _figures(figures: Figures) -> str:
    lines = ["| " + " | ".join(map(escape, figures.header)) + " |", "|" + "---|" * len(figures.header)]
    return "\n".join(lines + ["| " + " | ".join(map(escape, line)) + " |" for line in figures.lines])


def _related(related: Sequence[Related]) -> str:
    groups: dict[str, list[Task]] = {}
    for one in related:
        groups.setdefault(one.why, []).append(one.task)
    lines = [strings.RELATED]
    for why, tasks in groups.items():
        lines.append(strings.RELATED_LINE.format(n=len(tasks), why=escape(why)))
        for task in tasks[:SHOWN]:
            deadline = f"; {escape(task.deadline.text)}" if task.deadline else ""
            lines.append(
                strings.RELATED_ROW.format(task=escape(short(task)), place=escape(place(task)), deadline=deadline)
            )
        if len(tasks) > SHOWN:
            lines.append(strings.RELATED_MORE.format(n=len(tasks) - SHOWN))
    return "\n".join(lines)
