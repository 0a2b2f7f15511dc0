"""What became of files, and the list of plans: each with its receipt, what is new in it, and what can be done."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.plan_reference import plan_name
from assistant.ui import receipt, strings
from assistant.ui.backend import Backend
from assistant.ui.due import vietnamese
from assistant.ui.markup import Markup, tag
from corpus.model import Task
from index import Change, IndexFault, Outcome, PlanRecord, Summary, TaskFilter


def render_summary(summary: Summary, older: Mapping[str, PlanRecord] | None = None) -> Markup:
    """What became of each file, with the way to ask about it. `older`: file name to the earlier version that it is."""
    items = [_outcome(outcome, (older or {}).get(outcome.file)) for outcome in summary.outcomes]
    counts: Counter[str] = Counter(outcome.status for outcome in summary.outcomes)
    said = " · ".join(word.format(counts[status]) for status, word in strings.ADDED_COUNT.items() if counts[status])
    whole = tag("li", said, class_="whole") if len(items) > 1 and said else None
    return tag("ul", whole, *items, class_="steps", role="status")


def render_told(message: str, button: Markup | None = None) -> Markup:
    """One line that says what was done."""
    return tag("ul", tag("li", tag("span", message, class_="file"), button, class_="ok"), class_="steps", role="status")


def render_failed(messages: Sequence[str]) -> Markup:
    """The sentences on what could not be read or done."""
    return tag("ul", *[tag("li", message, class_="bad") for message in messages], class_="steps", role="alert")


def render_fault(fault: Exception) -> Markup:
    """One line that says why nothing was added."""
    message = str(fault) if isinstance(fault, IndexFault) else strings.ERROR_ADD
    return tag("ul", tag("li", message, class_="bad"), class_="steps", role="alert")


def render_plans(backend: Backend) -> Markup:
    """The list of plans with their receipts and, where there is an earlier version, what has changed since."""
    records = backend.plans()
    if not records:
        return tag("p", strings.PLANS_NONE, class_="empty")
    count = strings.PLANS_COUNT.format(plans=len(records), tasks=sum(record.tasks for record in records))
    index_now = backend.index

    def changes(record: PlanRecord) -> Sequence[Change]:
        return index_now.diff(record.plan.id) if index_now and record.version > 1 else ()

    rows: dict[str, list[Task]] = {}
    doubted = frozenset(record.plan.id for record in records if record.notices)
    for task in index_now.tasks(TaskFilter(role="any", plan_ids=doubted)) if index_now and doubted else ():
        rows.setdefault(task.plan_id, []).append(task)
    newest = sorted(records, key=lambda record: record.added_at, reverse=True)
    cards = [_card(record, changes(record), rows.get(record.plan.id, [])) for record in newest]
    return tag("div", tag("p", count, class_="count", role="status"), *cards)


def _outcome(outcome: Outcome, older: PlanRecord | None) -> Markup:
    if older is not None:
        message = strings.ADD_OLDER.format(file=outcome.file, version=older.version, plan=plan_name(older.plan))
        return tag("li", tag("span", message, class_="file"), _back(older), class_="ok")
    record = outcome.record
    ask = button(strings.ADD_ASK, "askthis", question=ask_about(record)) if record else None
    changes = [tag("li", change.message) for change in outcome.changes[:20]]
    said = _reads_as(record) if record else []
    css = "bad" if outcome.status == "failed" else "ok none" if record and not record.tasks else "ok"
    return tag("li", tag("span", outcome.message, class_="file"), *said, ask, tag("ul", *changes) if changes else None,
               class_=css)  # fmt: skip


def _reads_as(record: PlanRecord) -> list[Markup]:
    """Whether it can be asked about, and how many doubts there are."""
    said = [strings.ADD_DONE if record.tasks else strings.ADD_NO_TASKS]
    if record.notices:
        said.append(strings.ADD_DOUBTS.format(len(record.notices)))
    return [tag("span", words, class_="stage") for words in said]


def ask_about(record: PlanRecord) -> str:
    """The question that lists a plan's tasks."""
    return strings.ASK_PLAN.format(plan=plan_name(record.plan))


def _card(record: PlanRecord, changes: Sequence[Change], tasks: Sequence[Task]) -> Markup:
    plan = record.plan
    facts = strings.PLAN_FACTS.format(
        file=plan.file, tasks=record.tasks, passages=record.passages, day=vietnamese(record.added_at.date())
    )
    if record.version > 1:
        facts += " · " + strings.PLAN_VERSION.format(record.version)
    issued = None
    if plan.issuer and plan.issued_on:
        issued = tag("p", strings.PLAN_ISSUED.format(issuer=plan.issuer, day=vietnamese(plan.issued_on)))
    title = " · ".join(part for part in (plan.symbol, plan.title) if part) or plan.file
    buttons = [
        button(strings.ADD_ASK, "askthis", question=ask_about(record)),
        button(strings.OPEN_ORIGINAL, "original", plan=plan.id),
        _remove(record),
    ]
    return tag(
        "article",
        tag("h3", title),
        issued,
        tag("p", facts),
        receipt.render(record.notices, tasks),
        _changes(record, changes),
        tag("div", *buttons, class_="acts"),
        class_="plan-card",
        data_plan=plan.id,
    )


def _changes(record: PlanRecord, changes: Sequence[Change]) -> Markup | None:
    """What is new against the version before, with the way back to it."""
    if record.version == 1:
        return None
    items = [tag("li", change.message) for change in changes] or [tag("li", strings.CHANGES_NONE)]
    back = button(
        strings.RESTORE.format(record.version - 1), "restore", plan=record.plan.id, version=record.version - 1
    )
    summary = tag("summary", strings.CHANGES.format(record.version - 1, len(changes)))
    return tag("details", summary, tag("ul", *items), back, class_="more changes")


def _remove(record: PlanRecord) -> Markup:
    sure = button(strings.REMOVE_YES, "remove", plan=record.plan.id, css="mini danger")
    summary = tag("summary", strings.REMOVE, class_="mini")
    return tag("details", summary, tag("span", strings.REMOVE_SURE, " "), sure, class_="sure")


def _back(older: PlanRecord) -> Markup:
    return button(strings.RESTORE.format(older.version), "restore", plan=older.plan.id, version=older.version)


def button(word: str, event: str, *, css: str = "mini", **data: str | int) -> Markup:
    """A button that becomes the Gradio event of that name with `data`."""
    encoded = json.dumps(data, ensure_ascii=False)
    return tag("button", word, type="button", class_=css, data_do=event, data_with=encoded)
