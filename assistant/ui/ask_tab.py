"""Hỏi đáp: the talk, the line to type in, and what an answer can be taken away as."""

from __future__ import annotations

import base64
import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import gradio as gr

from assistant.answer import Answer
from assistant.errors import AssistantError
from assistant.plan_reference import plan_name
from assistant.ui import answer_view, export, feedback, strings
from assistant.ui.backend import Backend
from assistant.ui.chips import Offers
from assistant.ui.due import vietnamese
from assistant.ui.events import QUIET, html_part, played_by
from assistant.ui.markup import Markup, join, tag
from assistant.ui.talk import Talk, Turn
from assistant.ui.tasks_tab import short_names
from corpus.model import Task
from corpus.text import bare, clean, squeeze
from index import AgencyRecord, IndexFault, TaskFilter

LONGEST = 1000  # characters of a question
_log = logging.getLogger(__name__)


def render_welcome(backend: Backend) -> Markup:
    """What stands there before the first question: how much there is, and questions made from it."""
    try:
        index = backend.index
    except IndexFault as fault:
        return tag("div", tag("p", strings.INDEX_TROUBLE.format(fault)), class_="welcome", role="alert")
    plans = backend.plans()
    if index is None or not plans:
        way = tag("button", strings.DROP_LABEL, type="button", class_="solid", data_local="to-plans")
        inner: list[Markup] = [tag("p", strings.WELCOME_EMPTY), way]
    else:
        count = strings.WELCOME_COUNT.format(plans=len(plans), tasks=sum(record.tasks for record in plans))
        inner = [tag("p", count), tag("h3", strings.EXAMPLES), answer_view.asking(examples(backend, backend.clock()))]
    return tag("div", tag("h2", strings.WELCOME), *inner, class_="welcome")


def examples(backend: Backend, today: date) -> list[str]:
    """Up to four questions that have answers: agencies that lead most, months in which most is due."""
    index = backend.index
    if index is None:
        return []
    leading = [record for record in index.agencies() if record.lead and not record.collective]
    leading.sort(key=lambda record: (record.name.isupper(), -record.lead))
    dated = index.tasks(TaskFilter(role="any", kinds=frozenset({"dated"})))
    asked = _of_leading(leading, dated, today)
    months = Counter(
        (t.deadline.last_day.year, t.deadline.last_day.month) for t in dated if t.deadline and t.deadline.last_day
    )
    if months:
        busiest = max(months, key=lambda m: (m >= (today.year, today.month), months[m]))
        asked.append(strings.EXAMPLE_WHO.format(month=f"{busiest[1]}/{busiest[0]}"))
    helping = max(
        index.agencies(),
        key=lambda record: (
            not record.collective,
            bool(record.coordinating),
            not record.name.isupper(),
            record.coordinating,
        ),
        default=None,
    )
    if helping and helping.coordinating:
        asked.append(strings.EXAMPLE_SHARED.format(agency=helping.name))
    return asked


def _of_leading(leading: Sequence[AgencyRecord], dated: Sequence[Task], today: date) -> list[str]:
    """Two questions about what agencies must do: those with days to come before those whose days are past."""
    coming: list[tuple[str, date]] = []
    gone: list[tuple[str, date]] = []
    for record in leading:
        days = sorted(
            task.deadline.last_day
            for task in dated
            if record.name in task.lead and task.deadline and task.deadline.last_day
        )
        later = [day for day in days if day >= today]
        if days:
            (coming if later else gone).append((record.name, (later or days)[len(later or days) // 2]))
    forms = (strings.EXAMPLE_BEFORE, strings.EXAMPLE_MONTH)
    days_of: dict[str, date] = {}
    for name, day in [*coming, *gone]:
        days_of.setdefault(name, day)
    return [
        form.format(agency=name, day=vietnamese(day), month=f"{day.month}/{day.year}")
        for form, (name, day) in zip(forms, days_of.items(), strict=False)
    ]


def answer(backend: Backend, question: str, turns: Sequence[Turn], replacing: int | None = None) -> list[Turn]:
    """The talk with one more turn, or with turn `replacing` asked anew. Never raises: trouble becomes a turn."""
    question = squeeze(clean(question))
    kept = list(turns)
    if not question:
        return kept
    place = len(kept) if replacing is None or not 0 <= replacing < len(kept) else replacing
    turn = _turn(backend, question, [turn.question for turn in kept[:place]], place)
    return [*kept[:place], turn, *kept[place + 1 :]]


def _turn(backend: Backend, question: str, history: Sequence[str], place: int) -> Turn:
    def trouble(message: str) -> Turn:
        return Turn(question, None, answer_view.trouble(question, message, place))

    if len(question) > LONGEST:
        question = question[:LONGEST]
        return trouble(strings.TOO_LONG.format(LONGEST))
    try:
        found = backend.ask(question, history)
    except (IndexFault, AssistantError) as fault:
        return trouble(str(fault))
    except Exception:  # noqa: BLE001 - the page must stay up and say so, whatever it was
        _log.exception("a question failed")
        return trouble(strings.ERROR_ASK)
    if found is None:
        return trouble(strings.NO_INDEX)
    today = backend.clock()
    tries = examples(backend, today) if found.status == "not_covered" else ()
    return Turn(question, found, answer_view.render(found, today, place, offers(backend), tries))


def offers(backend: Backend) -> Offers:
    """What the chips of an answer can be changed to, from the plans that are there."""
    index = backend.index
    leading = sorted(index.agencies(), key=lambda record: -record.lead) if index else []
    names = _as_written(record.name for record in leading if record.lead and not record.collective)
    return Offers(names, {record.plan.id: plan_name(record.plan) for record in backend.plans()}, strings.PERIODS)


def _as_written(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, not in capitals where it is also written otherwise; in order of first appearance."""
    found: dict[str, str] = {}
    for name in names:
        if found.setdefault(bare(name), name).isupper():
            found[bare(name)] = name
    return tuple(found.values())


def parcel(backend: Backend, found: Answer | None, what: str) -> dict[str, object]:
    """The answer's file for the browser to hand over, or {"message"} when there is none."""
    if found is None or what not in export.TYPES:
        return {"message": strings.TAKE_GONE}
    today = backend.clock()
    data = export.make(what, found, short_names(backend.plans()), today)
    name = f"nhiem-vu-{today.isoformat()}.{what}"
    return {"name": name, "type": export.TYPES[what], "data": base64.b64encode(data).decode("ascii")}


@dataclass(frozen=True)
class AskTab:
    """The tab's parts that other parts of the page listen to. What is told before the first question stands in a
    part of its own, so that news of plans never writes where answers are."""

    talk: gr.HTML
    welcome: gr.HTML
    box: gr.Textbox
    turns: gr.State
    tools: gr.HTML
    parcel: gr.JSON


def build(backend: Backend) -> AskTab:
    """Lays the tab out inside the current Gradio context and wires what concerns it alone."""
    turns = gr.State(Talk())
    parcels = gr.JSON(visible="hidden", elem_id="parcel")
    talk = html_part(
        Talk().render(),
        js_on_load=played_by("talk", "source", "askthis", "take", "vote", "redraw"),
        elem_id="talk",
    )
    welcome = html_part(js_on_load=played_by("welcome", "askthis"), elem_id="welcome")
    with gr.Column(elem_id="composer"):
        box = gr.Textbox(
            lines=1, max_lines=4, max_length=LONGEST, show_label=False, label=strings.QUESTION, container=False,
            placeholder=strings.PLACEHOLDER, submit_btn=True, autofocus=True, elem_id="ask",
        )  # fmt: skip
        tools = html_part(str(_tools()), js_on_load=played_by("tools", "askthis", "restart"), elem_id="tools")
    return AskTab(talk, welcome, box, turns, tools, parcels)


def wire(backend: Backend, tab: AskTab) -> None:
    """Connects asking, starting over, votes and files."""

    def typed(question: str, talk: Talk) -> str:
        return talk.change(lambda turns: answer(backend, question, turns))

    def clicked(event: gr.EventData, talk: Talk) -> str:
        question, replacing = str(event._data.get("question", "")), event._data.get("replace")
        return talk.change(lambda turns: answer(backend, question, turns, replacing), replacing)

    def restart(talk: Talk) -> tuple[str, str]:
        return talk.change(lambda turns: []), str(render_welcome(backend))

    def vote(event: gr.EventData, talk: Talk, request: gr.Request) -> None:
        data = event._data
        found = talk.answer(int(data.get("turn", -1)))
        if found and data.get("vote") in ("up", "down"):
            now = datetime.now().astimezone()
            feedback.write(backend.data, found, str(data["vote"]), str(data.get("word", "")), request.username, now)

    def take(event: gr.EventData, talk: Talk) -> dict[str, object]:
        return parcel(backend, talk.answer(int(event._data.get("turn", -1))), str(event._data.get("what", "")))

    # Every question that is sent is answered; what is being typed by then stays in the line.
    asked = tab.box.submit(typed, [tab.box, tab.turns], tab.talk, trigger_mode="multiple", **QUIET)
    asked.then(None, tab.box, tab.box, js="(typed) => troLy.left(typed)")
    for part in (tab.talk, tab.welcome, tab.tools):
        part.askthis(clicked, tab.turns, tab.talk, **QUIET)
    tab.talk.redraw(lambda talk: talk.render(), tab.turns, tab.talk, **QUIET)
    tab.tools.restart(restart, tab.turns, [tab.talk, tab.welcome], **QUIET)
    tab.talk.vote(vote, tab.turns, None, **QUIET)
    tab.talk.take(take, tab.turns, tab.parcel, **QUIET).then(None, tab.parcel, None, js="(p) => troLy.handOver(p)")


def _tools() -> Markup:
    def local(word: str, act: str, css: str = "mini") -> Markup:
        return tag("button", word, type="button", class_=css, data_local=act)

    drawer = tag(
        "aside",
        tag("header", tag("h2", strings.HISTORY), local(strings.CLOSE, "history-close", "ghost")),
        tag("p", strings.HISTORY_EMPTY, class_="empty"),
        tag("ol"),
        local(strings.HISTORY_CLEAR, "history-clear"),
        id="drawer",
        hidden=True,
        role="dialog",
        aria_label=strings.HISTORY,
    )
    restart = tag("button", strings.NEW_TALK, type="button", class_="mini", data_do="restart", data_with="{}")
    row = [
        local(strings.HISTORY, "history"),
        restart,
        tag("span", class_="spring"),
        tag("p", strings.HINT, class_="hint"),
    ]
    return join([tag("div", *row, class_="tools"), drawer])
