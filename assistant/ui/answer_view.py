"""Answer -> inert HTML: the sentence with its count, the rows, what was understood, what is related, notes."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import groupby

from assistant.answer import Answer, Citation, Figures
from assistant.strings import ALSO, SPLIT
from assistant.ui import chips, strings
from assistant.ui.chips import Offers
from assistant.ui.due import vietnamese
from assistant.ui.markup import Child, Markup, join, tag
from assistant.ui.source_view import spot_words
from assistant.ui.task_table import Line, cite, table

_THUMB = "M7 11v9H4v-9zm0 0 4-8c1.7 0 2.5 1 2.5 2.5V9h5a2 2 0 0 1 2 2.3l-1.2 7a2 2 0 0 1-2 1.7H7"
_UP = tag("svg", tag("path", d=_THUMB), viewBox="0 0 24 24", aria_hidden="true")
_DOWN = tag("svg", tag("path", d=_THUMB, transform="rotate(180 12 12)"), viewBox="0 0 24 24", aria_hidden="true")
_MARK = re.compile(r"\*\*(.+?)\*\*|\[(\d+)\]")
_COUNT = re.compile(r"^(\d+ nhiệm vụ)\b")
_SHOWN_RELATED = 40
_MOST_OPEN = 60  # rows; of a longer answer only the first group is open at first
_MOST_JUMPS = 24


def render(answer: Answer, today: date, turn: int, offers: Offers, examples: Sequence[str] = ()) -> Markup:
    """One turn of the talk: the question as asked and its answer. `turn` is its place in the talk, from 0;
    `examples` are questions to try, shown where the plans do not speak of what was asked."""
    body: list[Child] = [
        tag("div", says(answer), class_="says"),
        chips.render(chips.of(answer.understood, offers), turn),
    ]
    if answer.choices:
        body.append(asking(answer.choices))
    elif answer.status == "not_covered" and examples:
        body += [tag("h4", strings.EXAMPLES), asking(examples)]
    if answer.figures:
        body.append(_figures(answer.figures))
    if answer.rows:
        groups = _groups(answer)
        closed = len(groups) > 1 and (len(answer.rows) > _MOST_OPEN or answer.figures is not None)
        opened = (0 if answer.figures else 1) if closed else len(groups)
        rows = table(groups, today, _caption(answer), opened=opened)
        body += [_jumps(groups, closed, mixed=answer.figures is None), tag("div", rows, class_="tables")]
    body += [_passages(answer), _notes(answer), _related(answer, today), _take(answer, turn)]
    body.append(tag("p", strings.MADE_ON.format(vietnamese(today)), class_="printed"))
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
    headline = _COUNT.sub(r"**\1**", _without_split(answer), count=1)
    parts: list[Markup] = []
    for item, lines in groupby((line for line in headline.splitlines() if line.strip()), lambda line: line[:2] == "- "):
        if item:
            parts.append(tag("ul", *[tag("li", inline(line[2:], buttons)) for line in lines]))
        else:
            parts += [tag("p", inline(line, buttons)) for line in lines]
    if answer.reworded:
        parts.append(tag("p", inline(answer.reworded, buttons)))
    return join(parts)


def _without_split(answer: Answer) -> str:
    """The headline without how many rows each plan has, where the way to each group says it."""
    split = ALSO.join(SPLIT.format(n=len(group.rows), where=group.heading) for group in answer.groups)
    return (
        answer.headline.removesuffix(f": {split}.") + "."
        if answer.headline.endswith(f": {split}.")
        else answer.headline
    )


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
    inner = tag("table", tag("thead", head), tag("tbody", *rows), class_="rows figures",
                style=f"--figures:{max(1, len(figures.header) - 1)}")  # fmt: skip
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
        by_why.setdefault(related.why[:1].upper() + related.why[1:], []).append(Line(related.task, strings.SEE))
    groups = list(by_why.items())
    summary = tag("summary", strings.RELATED.format(len(answer.related)))
    return tag("details", summary, table(groups, today, strings.RELATED.format(len(answer.related))), class_="related")


def asking(questions: Sequence[str]) -> Markup:
    """A list of questions, each of which asks itself."""

    def item(question: str) -> Markup:
        data = json.dumps({"question": question}, ensure_ascii=False)
        return tag("li", tag("button", question, type="button", data_do="askthis", data_with=data))

    return tag("ul", *[item(question) for question in questions], class_="examples")


def _jumps(groups: Sequence[tuple[str, Sequence[Line]]], closed: bool, mixed: bool) -> Markup | None:
    """One list by deadline instead of groups, and the way to each group, with how many rows it has; where they are
    closed their headings stand together already, and one button opens all. None for one group."""
    flat = tag("button", strings.ORDER, type="button", data_local="order", aria_pressed="false")
    order = flat if mixed else None
    if closed:
        every = tag("button", strings.OPEN_ALL, type="button", data_local="unfold")
        return tag("nav", order, every, class_="jumps", aria_label=strings.GROUPS)
    named = [(number, heading, len(lines)) for number, (heading, lines) in enumerate(groups) if heading and lines]
    if len(named) < 2:
        return None
    buttons = [
        tag("button", tag("span", heading), " ", tag("b", count), type="button", data_local="jump", data_group=number)
        for number, heading, count in (named if len(named) <= _MOST_JUMPS else ())
    ]
    return tag("nav", order, *buttons, class_="jumps", aria_label=strings.GROUPS)


def _take(answer: Answer, turn: int) -> Markup:
    def take(word: str, what: str) -> Markup:
        data = json.dumps({"turn": turn, "what": what})
        return tag("button", word, type="button", data_do="take", data_with=data, data_what=what)

    def local(word: Child, act: str, label: str | None = None) -> Markup:
        pressed = "false" if act in ("up", "down") else None
        return tag("button", word, type="button", data_local=act, aria_label=label, title=label, aria_pressed=pressed)

    dated = any(row.task.kind == "dated" for row in answer.rows)
    buttons = [
        take(strings.TAKE_EXCEL, "xlsx") if answer.rows else None,
        take(strings.TAKE_WORD, "docx"),
        take(strings.TAKE_CALENDAR, "ics") if dated else None,
        local(strings.TAKE_COPY if answer.rows or answer.figures else strings.TAKE_COPY_TEXT, "copy"),
        local(strings.TAKE_LINK, "link"),
        local(strings.TAKE_PRINT, "print"),
        tag("span", class_="spring"),
        tag("span", local(_UP, "up", strings.VOTE_UP), local(_DOWN, "down", strings.VOTE_DOWN), class_="votes"),
    ]
    form = tag(
        "div",
        tag("input", type="text", maxlength=500, placeholder=strings.VOTE_WORD, aria_label=strings.VOTE_WORD),
        tag("button", strings.VOTE_SEND, type="button", class_="ghost", data_local="send-down"),
        class_="vote-word",
        hidden=True,
    )
    return join([tag("div", *buttons, class_="take", role="group", aria_label=strings.TAKE_REGION), form])
