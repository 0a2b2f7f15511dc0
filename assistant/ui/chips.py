"""The line of what was understood, as chips; each can be taken away or changed, which asks the changed question.

A change is a new question in words, made by `compose`: so a link, the history and the talk carry it like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import Understood
from assistant.ui import strings
from assistant.ui.markup import Markup, tag

_CHANGEABLE = ("list", "count")  # kinds of question that `compose` can say again
_ROLES = ("lead", "coordinating", "any")
_MOST_OFFERED = 80
_SEARCHED = 8  # more choices than these get a box to search them


@dataclass(frozen=True, slots=True)
class Offers:
    """What a condition can be changed to: agencies that lead most, plans (id to name), periods."""

    agencies: tuple[str, ...] = ()
    plans: Mapping[str, str] = field(default_factory=dict)
    periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conditions:
    """What `compose` says. `due` and `states` are words as a question has them, `plans` are names."""

    agencies: tuple[str, ...] = ()
    role: str = "lead"
    states: tuple[str, ...] = ()
    topic: str = ""
    due: str = ""
    plans: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition. `without` is the question that no longer says it, empty when it cannot be left out;
    `instead` are (label, question) pairs that say something else in its place."""

    name: str
    value: str
    without: str = ""
    instead: tuple[tuple[str, str], ...] = ()


def of(understood: Understood, offers: Offers) -> list[Chip]:
    """A chip for each condition understood; those of questions for lists of rows can be changed."""
    said = conditions(understood, offers.plans)
    shown = {
        "agencies": ", ".join(said.agencies),
        "role": strings.ROLES[said.role] if said.agencies else "",
        "due": (understood.due or "").replace(strings.DUE_LONG, strings.DUE_SHORT),
        "states": ", ".join(said.states),
        "topic": said.topic,
        "plans": ", ".join(said.plans),
    }
    if understood.kind not in _CHANGEABLE:
        return [Chip(name, value) for name, value in shown.items() if value]
    if not any(shown.values()):
        return []
    if len(offers.plans) < 2:
        shown.pop("plans")
    for name, word in strings.EVERY.items():
        if name in shown:
            shown[name] = shown[name] or word
    return [
        Chip(name, value, _without(name, said), _instead(name, said, offers)) for name, value in shown.items() if value
    ]


def conditions(understood: Understood, plans: Mapping[str, str]) -> Conditions:
    """The conditions of what was understood; `plans` names each plan id."""
    due = strings.OR.join(_said(part.partition(": ")[0]) for part in (understood.due or "").split("; ") if part)
    states = tuple(_said(state) for state in understood.states)
    if any(state.startswith(strings.WAITS) for state in states):
        states = tuple(state for state in states if state.startswith(strings.WAITS))
    names = tuple(plans[plan_id] for plan_id in understood.plans if plan_id in plans)
    role = understood.role or "lead"
    return Conditions(understood.agencies, role, states, understood.topic or "", due, names)


def _said(words: str) -> str:
    """Words as a question has them: without what stands in brackets to explain them, and without quotation marks."""
    return re.sub(r"\s*\([^)]*\)|[“”]", "", words)


def compose(said: Conditions) -> str:
    """The conditions as one question, in words that the assistant understands; empty when there are none."""
    parts = []
    if said.agencies:
        parts.append(strings.ROLES_ASKED[said.role].format(strings.AND.join(said.agencies)))
    parts += said.states
    if said.topic:
        parts.append(strings.TOPIC_ASKED.format(said.topic))
    if said.due:
        parts.append(strings.DUE_ASKED.format(said.due))
    if said.plans:
        parts.append(strings.PLANS_ASKED.format(strings.AND.join(said.plans)))
    return strings.QUESTION_ASKED.format(" ".join(parts)) if parts else ""


def render(chips: Sequence[Chip], turn: int) -> Markup | None:
    """The row of chips of turn number `turn`; None when nothing was understood that could be shown."""
    if not chips:
        return None
    every = set(strings.EVERY.values())
    label = tag("li", strings.UNDERSTOOD, class_="label")
    items = [
        tag("li", _chip(chip, turn), class_="chip any" if chip.value in every else "chip", data_chip=chip.name)
        for chip in chips
    ]
    return tag("ul", label, *items, class_="chips", aria_label=strings.UNDERSTOOD)


def _without(name: str, said: Conditions) -> str:
    empty = Conditions()
    if name == "role" or getattr(said, name) == getattr(empty, name):
        return ""
    return compose(_with(said, name, getattr(empty, name)))


def _instead(name: str, said: Conditions, offers: Offers) -> tuple[tuple[str, str], ...]:
    given: list[tuple[str, object]] = []
    if name == "role":
        given = [(strings.ROLES[role], role) for role in _ROLES if role != said.role]
    elif name == "agencies":
        given = [(agency, (agency,)) for agency in offers.agencies if agency not in said.agencies]
    elif name == "plans":
        given = [(plan, (plan,)) for plan in offers.plans.values() if plan not in said.plans]
    elif name == "states":
        given = [(state, (state,)) for state in strings.STATES_OFFERED if state not in said.states]
    elif name == "due":
        given = [(period, period) for period in offers.periods if period != said.due]
    return tuple((label, compose(_with(said, name, value))) for label, value in given[:_MOST_OFFERED])


def _with(said: Conditions, name: str, value: object) -> Conditions:
    return replace(said, **{name: value})  # type: ignore[arg-type]


def _chip(chip: Chip, turn: int) -> list[Markup]:
    label = strings.CHIPS[chip.name]
    what = tag("span", tag("small", label), chip.value, class_="what")
    parts = [what]
    if chip.instead:
        buttons = [_asks(word, question, turn) for word, question in chip.instead]
        summary = tag("summary", what, aria_label=strings.CHIP_CHANGE.format(label, chip.value))
        find = None
        if len(buttons) > _SEARCHED:
            find = tag("input", type="search", placeholder=strings.CHIP_FIND, aria_label=strings.CHIP_FIND)
        parts = [tag("details", summary, tag("div", find, tag("div", *buttons), class_="picks"))]
    if chip.without:
        parts.append(_asks("✕", chip.without, turn, strings.CHIP_DROP.format(label, chip.value)))
    return parts


def _asks(word: str, question: str, turn: int, label: str | None = None) -> Markup:
    data = json.dumps({"question": question, "replace": turn}, ensure_ascii=False)
    css = "drop" if label else None
    return tag(
        "button", word, type="button", class_=css, data_do="askthis", data_with=data, aria_label=label, title=label
    )
