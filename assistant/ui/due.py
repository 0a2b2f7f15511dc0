"""How a deadline stands against a day: past, near, or further off, in words and with a mark beside the colour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.ui import strings
from assistant.ui.markup import Markup, tag
from corpus.model import Task

NEAR = 7  # days


@dataclass(frozen=True, slots=True)
class Due:
    """`state` is "past", "near", "later" or a deadline kind without a date; `words` is empty for "later"."""

    state: str
    words: str


def due(task: Task, today: date) -> Due:
    """How the task's last day stands against `today`. What is done the plan does not say: a past day is only past."""
    last = task.last_day
    if task.kind != "dated" or last is None:
        return Due(task.kind, strings.KINDS[task.kind])
    days = (last - today).days
    if days < 0:
        return Due("past", strings.PAST.format(-days))
    if days == 0:
        return Due("near", strings.TODAY)
    if days <= NEAR:
        return Due("near", strings.NEAR.format(days))
    return Due("later", "")


_SYMBOL = {"past": "!", "near": "›"}


def badge(task: Task, today: date) -> Markup | None:
    """The mark beside a deadline: a sign and words, so that it never speaks by colour alone."""
    standing = due(task, today)
    if standing.state not in _SYMBOL:
        return None
    sign = tag("span", _SYMBOL[standing.state], aria_hidden="true")
    return tag("span", sign, " ", standing.words, class_=f"due due-{standing.state}")


def vietnamese(day: date) -> str:
    """ "20/4/2026"."""
    return f"{day.day}/{day.month}/{day.year}"
