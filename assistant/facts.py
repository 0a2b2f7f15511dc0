"""Header facts of plans: who signed, when, by what authority, to whom it goes; with the line that prints each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import cuts, strings, topics
from assistant.desk import Desk
from assistant.findings import Findings, Found
from assistant.listing import unknown
from assistant.plan_reference import plan_name
from assistant.question import Fact, Question
from assistant.rendition import find_line, line_spot, says, says_day
from assistant.tokens import bare_words
from assistant.wording import listed
from corpus.model import Plan
from corpus.text import bare

# A fact asked of no plan in particular is given for all, when there are no more than this.
PLANS = 6
# A signature's post stands so many lines above its name at most.
POST = 9


def answer_facts(desk: Desk, question: Question) -> Findings:
    """The fact asked for, of the plans meant."""
    if question.unknown_plan:
        return unknown(desk, question) or Findings("nothing_found", strings.NO_PLANS)
    plans, rest = _plans_meant(desk, question)
    if len(plans) > PLANS:
        choices = [
            strings.CHOICE_PLAN.format(question=question.text.rstrip(" ?."), plan=plan_name(plan))
            for plan in plans[:PLANS]
        ]
        return Findings("unclear", strings.UNCLEAR_PLAN.format(n=len(plans)), choices=tuple(choices))
    assert question.fact is not None
    lines, quotes = [], []
    for plan in plans:
        for fact in (question.fact, *question.also_facts):
            found = _fact(desk.index.lines(plan.id), plan, fact, rest)
            if found is None:
                lines.append(strings.NO_FACT.format(plan=plan_name(plan), fact=strings.FACT[fact]))
                continue
            value, quote = found
            quotes.append(quote)
            if fact == "recipients" and question.yesno and question.topic:
                lines.append(_receives(plan, value, question.topic_text, len(quotes)))
                continue
            lines.append(_line(plan, fact, value, len(quotes)))
    if not quotes:
        return Findings("nothing_found", "\n".join(lines) or _no_plan(desk, question))
    shown = lines if len(lines) == 1 else [f"- {line}" for line in lines]
    return Findings("answered", "\n".join(shown), quotes=tuple(quotes))


def _no_plan(desk: Desk, question: Question) -> str:
    """What to say when no plan is meant by a question for a fact."""
    said = question.topic_text or ", ".join(agency.said for agency in question.agencies)
    return strings.NOT_COVERED_TOPIC.format(topic=said) if desk.plans and said else strings.NO_PLANS


def _plans_meant(desk: Desk, question: Question) -> tuple[list[Plan], tuple[str, ...]]:
    """The plans, and the words that are left to choose among a fact's values ("… văn bản nào của Thành ủy")."""
    said = tuple(agency.said for agency in question.agencies) + question.topic
    if question.plan_ids is not None:
        return [plan for plan in desk.plans.values() if plan.id in question.plan_ids], said
    if said and question.fact != "basis":
        topic = desk.topic(replace(question, topic=said))
        scored = [
            (topics.score(topic, f"{plan.title or ''} {' '.join(plan.basis)} {plan.issuer or ''}"), plan)
            for plan in desk.plans.values()
        ]
        best = max(value for value, _ in scored) if scored else 0.0
        return ([plan for value, plan in scored if value >= best - cuts.MARGIN] if best >= cuts.ONE else []), ()
    return list(desk.plans.values()), said


def _line(plan: Plan, fact: Fact, value: str, n: int) -> str:
    return strings.FACT_LINE.format(plan=plan_name(plan), fact=strings.FACT[fact], value=value, n=n)


def _fact(lines: Sequence[str], plan: Plan, fact: Fact, words: tuple[str, ...]) -> tuple[str, Found] | None:
    """(the value in words, the line that prints it), or None when the plan does not say."""
    if fact == "recipients":
        return _recipients(lines, plan)
    if fact == "basis":
        return _basis(lines, plan, words)
    if fact == "issued_on" and plan.issued_on:
        day = plan.issued_on
        place = find_line(lines, lambda line: says_day(line, day))
        return (strings.DAY.format(day=day), _found(lines, plan, place)) if place is not None else None
    value = {
        "signer": plan.signer,
        "issuer": plan.issuer,
        "symbol": plan.symbol or plan.parent,
        "title": plan.title,
    }.get(fact)
    if not value:
        return None
    if fact == "title":
        return _title(lines, plan, value)
    place = find_line(lines, lambda line: says(line, value), backwards=fact == "signer")
    if place is None:
        return _title(lines, plan, value) if fact == "issuer" else None
    first = _post(lines, place) if fact == "signer" else place
    return value, _found(lines, plan, first, place)


def _post(lines: Sequence[str], place: int) -> int:
    """Where a signature begins: the lines in capitals above the name ("T/M ĐẢNG ỦY", "BÍ THƯ")."""
    first = place
    for at in range(place - 1, max(place - POST, -1), -1):
        if lines[at].strip() and not lines[at].isupper():
            break
        first = at if lines[at].strip() else first
    return first


def _title(lines: Sequence[str], plan: Plan, title: str) -> tuple[str, Found] | None:
    """A title runs over several lines: those that begin and go on with its words."""
    words = "".join(bare_words(title))
    first = find_line(
        lines,
        lambda line: (
            bool(bare_words(line)) and len(bare_words(line)) > 1 and words.startswith("".join(bare_words(line)))
        ),
    )
    if first is None:
        first = find_line(lines, lambda line: says(line, title))
        return (title, _found(lines, plan, first)) if first is not None else None
    last, got = first, "".join(bare_words(lines[first]))
    while (
        last + 1 < len(lines) and words.startswith(got + "".join(bare_words(lines[last + 1]))) and len(got) < len(words)
    ):
        last += 1
        got += "".join(bare_words(lines[last]))
    return title, _found(lines, plan, first, last)


def _basis(lines: Sequence[str], plan: Plan, words: tuple[str, ...]) -> tuple[str, Found] | None:
    wanted = {word for said in words for word in bare_words(said)}
    # "kế hoạch X thực hiện theo văn bản nào của Thành ủy": only what Thành ủy issued, when the plan says so
    kind = bare(" ".join(words))
    opening = [one for one in plan.basis if kind and f"{bare(one)} ".startswith(f"{kind} ")]
    chosen = opening or [one for one in plan.basis if wanted and wanted <= set(bare_words(one))] or list(plan.basis)
    if not chosen:
        return None
    place = basis_line(lines, chosen[0])
    return (listed([one.strip(" ;,.") for one in chosen]), _found(lines, plan, place)) if place is not None else None


def basis_line(lines: Sequence[str], entry: str) -> int | None:
    """The line that prints an entry of a plan's basis, 0-based: the sentence that cites it before any other."""
    symbol = re.search(r"\d+\s*[-/]\s*[A-ZĐ][\w-]*(?:\s*/\s*\w+)?", entry)
    key = symbol.group() if symbol else entry[:40]
    body = find_line(
        lines, lambda line: bare(line).startswith(("thuc hien", "can cu", "trien khai")) and says(line, key)
    )
    return body if body is not None else find_line(lines, lambda line: says(line, key))


def _recipients(lines: Sequence[str], plan: Plan) -> tuple[str, Found] | None:
    """The lines under "Nơi nhận", up to the first that is no item."""
    first = find_line(lines, lambda line: bare(line).lstrip("*_ ").startswith("noi nhan"), backwards=True)
    if first is None:
        return None
    last = first
    for place in range(first + 1, len(lines)):
        text = lines[place].strip()
        if text.startswith(("-", "–", "+", "•")):
            last = place
        elif text:
            break
    items = [lines[place].strip(" -–+•;,./\t") for place in range(first + 1, last + 1) if lines[place].strip()]
    if not items:
        return None
    return "; ".join(items), _found(lines, plan, first, last)


def _receives(plan: Plan, value: str, body: str, n: int) -> str:
    """Whether one of the recipients is `body`, which may be printed by its initials."""
    item = next((one for one in value.split("; ") if _covers(topics.in_full([one]), topics.in_full([body]))), None)
    if item is None:
        return strings.NOT_RECEIVED.format(said=body, plan=plan_name(plan), value=value, n=n)
    return strings.RECEIVES.format(plan=plan_name(plan), item=item, n=n)


def _covers(printed: Sequence[str], said: Sequence[str]) -> bool:
    """Whether all words said stand in order among those printed, several of them perhaps as initials ("BTC")."""
    initials = "".join(word[0] for word in said)
    place = 0
    for word in printed:
        if place < len(said) and said[place] == word:
            place += 1
        elif len(word) > 1 and initials.startswith(word, place):
            place += len(word)
    return place == len(said)


def _found(lines: Sequence[str], plan: Plan, first: int, last: int | None = None) -> Found:
    end = first if last is None else last
    quote = "\n".join(lines[first : end + 1])
    return Found(plan.id, plan.file, "", "", quote, line_spot(first, end))
