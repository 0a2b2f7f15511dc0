"""Which of several things is due first: "việc A và việc B, cái nào hạn trước?", "bên nào phải xong sớm hơn?"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import strings
from assistant.desk import Desk
from assistant.findings import Findings
from assistant.question import Question
from assistant.select import select
from assistant.single import about_rows
from assistant.tokens import bare_words, same_length, tokenize
from assistant.wording import day, short
from corpus.model import Task
from corpus.text import bare

_WHICH = re.compile(
    r"[\s,:;]*\b(?:thi )?(?:(?:cai|viec|nhiem vu|ben|dang|co quan|don vi|phia|noi|dong|so) nao|ai)"
    r"(?: (?:se|phai|can|co|den|toi|ma|duoc|thi|la|dat|dat ra|nhiem vu|(?:dau |cong )?viec))*"
    r"(?: (?:thoi han|han|hoan thanh|xong|lam xong|lam|trinh|nop|ket thuc|ra|ban hanh|den han|toi han|gap)"
    r"(?: [\w ]+?)?)?"
    r" (?P<way>truoc|sau|som hon|gap hon|muon hon|tre hon|cham hon|xa hon|gan hon)"
    r"(?: (?:the|nhi|a|vay|ha|em|anh|han|hon))*\W*$"
)
# "hạn ai trước?", "hạn nào đến trước?"
_WHOSE = re.compile(r"[\s,:;]*\bhan (?:cua )?(?:ai|ben nao|cai nao|viec nao|nao)(?: den)? (?P<way>truoc|sau)\W*$")
# "Việc nào đến hạn trước: A hay B?", "A có hạn trước hay sau B?"
_THEN = re.compile(
    r"^\W*(?:giua hai viec )?(?:cai|viec|nhiem vu|ben|dang|co quan|don vi) nao(?: [\w ]{0,24}?)?"
    r" (?P<way>truoc|sau|som hon|gap hon|muon hon|tre hon)\s*[:,-]\s*(?P<things>.+?)\W*$"
)
_OR_LATER = re.compile(
    r"^(?P<first>.+?) (?:co |den |toi |phai |thi )*(?:han|xong|lam|hoan thanh|den han|toi han)? ?(?P<way>truoc)"
    r" (?:hay|hoac) (?:la )?sau"
    r" (?P<second>.+?)\W*$"
)
_LATER = frozenset({"sau", "muon hon", "tre hon", "cham hon", "xa hon"})
_JOINT = re.compile(r"\s*(?:,|;|\b(?:va|voi|hay la|hay|hoac|so voi))\s+(?P<item>(?:viec|nhiem vu|chuyen|vu|cai) )?")
_OPENING = re.compile(r"^\W*(?:giua |so sanh |trong hai viec |trong |hai viec )?(?:viec |nhiem vu |chuyen |cai )?")
_FRAME = frozenset({"giua", "so", "sanh"})


def which_first(desk: Desk, question: Question) -> tuple[Findings, Question] | None:
    """The rows of the things that are compared, and which of them is due first (or last); None where nothing is
    compared, or too few of them have rows."""
    shadow = same_length(question.text)
    match = _WHICH.search(shadow) or _WHOSE.search(shadow) or _THEN.search(shadow) or _OR_LATER.search(shadow)
    if match is None or question.due or question.row_ids:
        return None
    sides = _sides(desk, question, _things(question.text, match))
    rows = list({task.id: task for _, own in sides for task in own}.values())
    if len(sides) < 2 or len(rows) < 2:
        return None
    asked = replace(question, intent="single", asks=frozenset({"when"}), order=None)
    findings = about_rows(desk, asked, rows)
    lines = findings.headline.split("\n")[1:]
    later = match["way"] in _LATER
    return replace(findings, headline="\n".join([_said(sides, later=later), *lines])), asked


def _things(text: str, match: re.Match[str]) -> str:
    """The words of a question that name what is compared."""
    if match.re is _THEN:
        return text[slice(*match.span("things"))]
    if match.re is _OR_LATER:
        return " hay việc ".join(text[slice(*match.span(name))] for name in ("first", "second"))
    return text[: match.start()]


def _sides(desk: Desk, question: Question, text: str) -> list[tuple[str, list[Task]]]:
    """What is compared, by name, with its rows."""
    open_ = replace(question, everything=True, order=None)
    if question.number and "," in question.number:
        rows = select(desk.index, open_)
        return [(short(task), [task]) for task in rows]
    topic = tuple(word for word in question.topic if bare(word) not in _FRAME and bare(word) not in ("som", "hon"))
    if len(question.agencies) > 1:
        found = []
        for agency in question.agencies:
            one = replace(open_, agencies=(agency,), topic=topic, topic_text=" ".join(topic))
            rows = select(desk.index, one)
            rows = desk.one(one, desk.topic(one), rows) if topic and rows else _earliest(rows)
            found.append((agency.name, rows))
        return [(name, rows) for name, rows in found if rows]
    return _topics(desk, open_, text)


def _earliest(rows: Sequence[Task]) -> list[Task]:
    days = [last for task in rows if (last := task.last_day)]
    return [task for task in rows if days and task.last_day == min(days)]


def _topics(desk: Desk, question: Question, text: str) -> list[tuple[str, list[Task]]]:
    """Two things that the words name: cut where each half has a row of its own."""
    text = text[_OPENING.match(same_length(text)).end() :]  # type: ignore[union-attr]
    joints = list(_JOINT.finditer(same_length(text)))
    told = [joint for joint in joints if joint["item"]] or joints
    for joint in told:
        halves = [_about(desk, question, part) for part in (text[: joint.start()], text[joint.end() :])]
        if all(halves) and halves[0] != halves[1]:
            return [(short((_earliest(rows) or rows)[0]), rows) for rows in halves]
    return []


def _about(desk: Desk, question: Question, part: str) -> list[Task]:
    known = {word for said in question.topic for word in bare_words(said)}
    words = tuple(token.text for token in tokenize(part) if token.bare in known)
    one = replace(question, text=part, topic=words, topic_text=" ".join(words), asks=frozenset({"when"}))
    if not words:
        return []
    rest = replace(one, topic=(), topic_text="")
    return desk.one(one, desk.topic(one), select(desk.index, rest) if rest.has_conditions else None)


def _said(sides: Sequence[tuple[str, list[Task]]], *, later: bool) -> str:
    """ "“A” có hạn trước (14/5/2026; “B”: 30/6/2026)."."""
    dated = [(name, min(days)) for name, rows in sides if (days := [one for task in rows if (one := task.last_day)])]
    way = strings.DUE_LATER if later else strings.DUE_EARLIER
    if not dated:
        return strings.NONE_DATED
    chosen = (max if later else min)(dated, key=lambda side: side[1])
    others = [side for side in dated if side is not chosen]
    if any(last == chosen[1] for _, last in others):
        return strings.SAME_DAY.format(day=day(chosen[1]))
    if not others:
        return strings.ONLY_DATED.format(name=chosen[0], day=day(chosen[1]))
    against = strings.ALSO.join(strings.OTHER_DAY.format(name=name, day=day(last)) for name, last in others)
    return way.format(name=chosen[0], day=day(chosen[1]), others=against)
