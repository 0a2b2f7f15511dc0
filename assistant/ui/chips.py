"""The line of what was understood, as chips; each can be taken away or changed, which asks the changed question.

A change is a new question in words, made by `compose`: so a link, the history and the talk carry it like any other.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Understood
from assistant.ui import strings
from assistant.ui.markup import Markup, tag

_CHANGEABLE = frozenset({"list", "group", "count"})  # kinds of question that `compose` can say again
_ROLES = ("lead", "coordinating", "any")
_MOST_OFFERED = 14


@dataclass(frozen=True, slots=True)
class Offers:
    """What a condition can be changed to: agencies that lead most, (name, how a question says it) of plans, periods."""

    agencies: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition. `without` is the question that no longer says it, empty when it cannot be left out;
    `instead` are (label, question) pairs that say something else in its place."""

    name: str
    label: str
    value: str
    without: str = ""
    instead: tuple[tuple[str, str], ...] = ()


def of(understood: Understood, offers: Offers) -> list[Chip]:
    """A chip for each condition understood; those of questions about rows can be changed."""
    fixed = understood.kind not in _CHANGEABLE
    values = {
        "agencies": ", ".join(understood.agencies),
        "role": strings.ROLES.get(understood.role or "", "") if understood.agencies else "",
        "due": understood.due or "",
        "states": ", ".join(strings.STATES.get(state, state) for state in understood.states),
        "topic": understood.topic or "",
        "plans": ", ".join(understood.plans),
    }
    chips = []
    for name, value in values.items():
        if not value:
            continue
        label = strings.CHIPS[name]
        if fixed:
            chips.append(Chip(name, label, value))
            continue
        without = "" if name == "role" else compose(_with(understood, name, None if name in ("due", "topic") else ()))
        chips.append(Chip(name, label, value, without, _instead(name, understood, offers)))
    if not understood.plans and not fixed and len(offers.plans) > 1:
        chips.append(
            Chip("plans", strings.CHIPS["plans"], strings.EVERY_PLAN, "", _instead("plans", understood, offers))
        )
    return chips


def compose(understood: Understood) -> str:
    """The conditions as one question, in words that the assistant understands; empty when none is left."""
    said = []
    if understood.agencies:
        role = strings.ROLES_ASKED.get(understood.role or "lead", strings.ROLES_ASKED["lead"])
        said.append(role.format(", ".join(understood.agencies)))
    said += [strings.STATES_ASKED[state] for state in understood.states if state in strings.STATES_ASKED]
    if understood.topic:
        said.append(strings.TOPIC_ASKED.format(understood.topic))
    if understood.due:
        said.append(strings.DUE_ASKED.format(understood.due))
    if understood.plans:
        said.append(strings.PLANS_ASKED.format(", ".join(understood.plans)))
    return strings.QUESTION_ASKED.format(" ".join(said)) if said else ""


def render(chips: Sequence[Chip], turn: int) -> Markup | None:
    """The row of chips of turn number `turn`; None when nothing was understood that could be shown."""
    if not chips:
        return None
    label = tag("li", strings.UNDERSTOOD, class_="label")
    items = [tag("li", _chip(chip, turn), class_="chip", data_chip=chip.name) for chip in chips]
    return tag("ul", label, *items, class_="chips", aria_label=strings.UNDERSTOOD)


def _instead(name: str, understood: Understood, offers: Offers) -> tuple[tuple[str, str], ...]:
    if name == "role":
        others = [role for role in _ROLES if role != understood.role]
        return tuple((strings.ROLES[role], compose(replace(understood, role=role))) for role in others)
    if name in ("agencies", "plans"):
        held = getattr(understood, name)
        given = [offer for offer in getattr(offers, name) if offer not in held][:_MOST_OFFERED]
        return tuple((offer, compose(_with(understood, name, (offer,)))) for offer in given)
    if name == "due":
        given = [period for period in offers.periods if period != understood.due]
        return tuple((period, compose(replace(understood, due=period))) for period in given)
    return ()


def _with(understood: Understood, name: str, value: object) -> Understood:
    return replace(understood, **{name: value})  # type: ignore[arg-type]


def _chip(chip: Chip, turn: int) -> list[Markup]:
    what = tag("span", tag("small", chip.label), chip.value, class_="what")
    if chip.instead:
        buttons = [_asks(word, question, turn, None) for word, question in chip.instead if question]
        summary = tag("summary", what, aria_label=strings.CHIP_CHANGE.format(chip.label, chip.value))
        parts = [tag("details", summary, tag("div", *buttons, class_="picks"))]
    else:
        parts = [what]
    if chip.without:
        parts.append(_asks("×", chip.without, turn, strings.CHIP_DROP.format(chip.label, chip.value)))
    return parts


def _asks(word: str, question: str, turn: int, label: str | None) -> Markup:
    data = json.dumps({"question": question, "replace": turn}, ensure_ascii=False)
    css = "drop" if label else None
    return tag(
        "button", word, type="button", class_=css, data_do="askthis", data_with=data, aria_label=label, title=label
    )
