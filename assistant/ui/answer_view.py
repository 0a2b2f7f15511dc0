"""Answer -> inert HTML: the sentence with its count, the rows, what was understood, what is related, notes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.answer import Answer, Citation, Figures
from assistant.ui import chips, strings
from assistant.ui.chips import Offers
from assistant.ui.markup import Child, Markup, join, tag
from assistant.ui.source_view import spot_words
from assistant.ui.task_table import Line, cite, table

_MARK = re.compile(r"\*\*(.+?)\*\*|\[(\d+)\]")
_COUNT = re.compile(r"^(\d+ nhiệm vụ)\b")
_SHOWN_RELATED = 40


def render(answer: Answer, today: date, turn: int, offers: Offers) -> Markup:
    """One turn of the talk: the question as asked and its answer. `turn` is its place in the talk, from 0."""
    body: list[Child] = [
        tag("div", says(answer), class_="says"),
        chips.render(chips.of(answer.understood, offers), turn),
    ]
    if answer.choices:
        body.append(_choices(answer.choices))
    if answer.rows:
        body.append(tag("div", table(_groups(answer), today, _caption(answer)), class_="tables"))
    if answer.figures:
        body.append(_figures(answer.figures))
    body += [_passages(answer), _notes(answer), _related(answer, today), _take(answer, turn)]
    return tag(
        "section",
        tag("div", tag("p", answer.question), class_="asked"),
        tag("div", *body, class_="answer", data_status=answer.status),
        class_="turn",
        data_turn=turn,
        data_question=answer.question,
    )


def short(answer: Answer, turn: int) -> Markup:
    """An earlier turn as one line that asks its question again."""
    asks = json.dumps({"question": answer.question}, ensure_ascii=False)
    button = tag(
        "button",
        tag("span", answer.question),
        tag("span", strings.GROUP_COUNT.format(len(answer.rows)) if answer.rows else ""),
        type="button",
        data_do="askthis",
        data_with=asks,
        title=strings.EARLIER,
    )
    return tag("section", button, class_="turn short", data_turn=turn)


def trouble(question: str, message: str, turn: int) -> Markup:
    """A turn that could not be answered, said in one sentence."""
    return tag(
        "section",
        tag("div", tag("p", question), class_="asked"),
        tag("div", tag("div", message, class_="says"), class_="answer", data_status="trouble"),
        class_="turn",
        data_turn=turn,
    )


def says(answer: Answer) -> Markup:
    """The answer's first sentence, with **bold** and [n] made into elements and all else as plain text."""
    buttons = _buttons(answer)
    headline = _COUNT.sub(r"**\1**", answer.headline, count=1)
    return join([tag("p", inline(line, buttons)) for line in headline.splitlines() if line.strip()])


def inline(text: str, buttons: Mapping[int, Markup]) -> Markup:
    """One line of the answer's Markdown: bold and [n] only, everything else as it stands."""
    parts: list[Child] = []
    at = 0
    for match in _MARK.finditer(text):
        parts.append(text[at : match.start()])
        bold, number = match.groups()
        if bold is not None:
            parts.append(tag("strong", inline(bold, buttons)))
        else:
            parts.append(buttons.get(int(number), match.group()))
        at = match.end()
    return join([*parts, text[at:]])


def _buttons(answer: Answer) -> dict[int, Markup]:
    """The button of each citation; a row's citation opens the task, any other the lines that it quotes."""
    tasks = {row.n: row.task.id for row in answer.rows}
    buttons = {}
    for citation in answer.citations:
        first = min((spot.first_line for spot in citation.spots), default=0)
        last = max((spot.last_line for spot in citation.spots), default=0)
        ref = f"task:{tasks[citation.n]}" if citation.n in tasks else f"lines:{first}-{last}"
        buttons[citation.n] = cite(ref, citation.plan_id, f"[{citation.n}]", _place(citation))
    return buttons


def _place(citation: Citation) -> str:
    number = strings.NUMBER.format(citation.number) if citation.number else ""
    where = " ".join(part for part in (citation.section, number) if part) or spot_words(citation.spots, citation.file)
    return ", ".join(part for part in (where, citation.file) if part)


def _groups(answer: Answer) -> list[tuple[str, Sequence[Line]]]:
    lines = {row.n: Line(row.task, f"[{row.n}]") for row in answer.rows}
    if not answer.groups:
        return [("", list(lines.values()))]
    groups: list[tuple[str, Sequence[Line]]] = [
        (group.heading, [lines[n] for n in group.rows if n in lines]) for group in answer.groups
    ]
    grouped = {n for group in answer.groups for n in group.rows}
    rest = [line for n, line in lines.items() if n not in grouped]
    return [*groups, ("", rest)]


def _caption(answer: Answer) -> str:
    return strings.TABLE_CAPTION.format(answer.question)


def _figures(figures: Figures) -> Markup:
    head = tag("tr", *[tag("th", cell, scope="col") for cell in figures.header])
    rows = [tag("tr", *[tag("td", cell) for cell in line]) for line in figures.lines]
    inner = tag("table", tag("thead", head), tag("tbody", *rows), class_="rows figures")
    return tag("div", inner, class_="tables")


def _passages(answer: Answer) -> Markup | None:
    buttons = _buttons(answer)
    parts = []
    for passage in answer.passages:
        where = " · ".join(part for part in (passage.heading, passage.file) if part)
        parts.append(
            tag(
                "figure",
                tag("blockquote", passage.quote, " ", buttons.get(passage.n)),
                tag("figcaption", where),
                class_="quote",
            )
        )
    return tag("div", *parts, class_="passages") if parts else None


def _notes(answer: Answer) -> Markup | None:
    if not answer.notes:
        return None
    items = [tag("li", note.message, data_kind=note.kind) for note in answer.notes]
    return tag("aside", tag("h4", strings.NOTES), tag("ul", *items), class_="notes", aria_label=strings.NOTES)


def _related(answer: Answer, today: date) -> Markup | None:
    if not answer.related:
        return None
    by_why: dict[str, list[Line]] = {}
    for related in answer.related[:_SHOWN_RELATED]:
        by_why.setdefault(related.why, []).append(Line(related.task, strings.SEE))
    groups = list(by_why.items())
    summary = tag("summary", strings.RELATED.format(len(answer.related)))
    return tag("details", summary, table(groups, today, strings.RELATED.format(len(answer.related))), class_="related")


def _choices(choices: Sequence[str]) -> Markup:
    buttons = [
        tag(
            "li",
            tag(
                "button",
                choice,
                type="button",
                data_do="askthis",
                data_with=json.dumps({"question": choice}, ensure_ascii=False),
            ),
        )
        for choice in choices
    ]
    return tag("ul", *buttons, class_="examples")


def _take(answer: Answer, turn: int) -> Markup:
    def take(word: str, what: str) -> Markup:
        data = json.dumps({"turn": turn, "what": what})
        return tag("button", word, type="button", data_do="take", data_with=data, data_what=what)

    def local(word: str, act: str, label: str | None = None) -> Markup:
        pressed = "false" if act in ("up", "down") else None
        return tag("button", word, type="button", data_local=act, aria_label=label, title=label, aria_pressed=pressed)

    dated = any(row.task.kind == "dated" for row in answer.rows)
    buttons = [
        take(strings.TAKE_EXCEL, "xlsx") if answer.rows else None,
        take(strings.TAKE_WORD, "docx"),
        take(strings.TAKE_CALENDAR, "ics") if dated else None,
        local(strings.TAKE_COPY, "copy"),
        local(strings.TAKE_LINK, "link"),
        local(strings.TAKE_PRINT, "print"),
        tag("span", class_="spring"),
        local("👍", "up", strings.VOTE_UP),
        local("👎", "down", strings.VOTE_DOWN),
    ]
    form = tag(
        "div",
        tag("input", type="text", maxlength=500, placeholder=strings.VOTE_WORD, aria_label=strings.VOTE_WORD),
        tag("button", strings.VOTE_SEND, type="button", class_="ghost", data_local="send-down"),
        class_="vote-word",
        hidden=True,
    )
    return join([tag("div", *buttons, class_="take", role="group", aria_label=strings.TAKE_REGION), form])
