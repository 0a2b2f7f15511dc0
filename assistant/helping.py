"""Bodies that lead nothing in the plans in question: what they help with is what they have to do; and bodies that a
question names by the middle of their name, where no row speaks of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.desk import Desk
from assistant.question import Agency, Question
from assistant.select import keys_of, select
from assistant.tokens import bare_words
from corpus.text import bare
from index.records import AnyRole

_WITH_WHOM = re.compile(
    r"\bphoi hop(?: thuc hien| lam)?(?: cung)?(?: voi)? (?:nhung |cac )?(?:ai|don vi nao|co quan nao|ben nao)\b"
)


def helping(desk: Desk, question: Question) -> Question:
    """ "X phối hợp với ai, việc gì?" of an agency that leads nothing: what it helps with; "đảng ủy Cẩm Thạch" is the
    issuer of its plan."""
    if issued := _issued_by_it(desk, question):
        return replace(question, agencies=(), plan_ids=issued)
    if question.role == "coordinating" and question.partners:
        return _of_its_plans(desk, question)
    if question.together and question.role == "lead" and not select(desk.index, replace(question, due=())):
        return replace(question, role="any")  # "việc của cả A lẫn B": one leads, the other helps
    if _leads_nothing(desk, question) and (role := _role_of(desk, question)) is not None:
        return replace(question, role=role, leads_none=True)
    if question.role != "lead" or not question.agencies or not _WITH_WHOM.search(bare(question.text)):
        return question
    open_ = replace(question, topic=(), topic_text="", due=())
    return question if select(desk.index, open_) else replace(question, role="coordinating")


def _issued_by_it(desk: Desk, question: Question) -> frozenset[str]:
    """Of the plans in question those whose issuer has in its name the only body of a question, that no plan has."""
    bodies, ids = question.agencies, question.plan_ids
    if len(bodies) != 1 or bodies[0].keys or not ids:
        return frozenset()
    said = f" {bare(bodies[0].said)} "
    return frozenset(plan for plan in ids if said in f" {bare(desk.plans[plan].issuer or '')} ")


def _leads_nothing(desk: Desk, question: Question) -> bool:
    """Whether what bodies have to do is asked, not what they lead, and they lead nothing in the plans in question."""
    bodies = question.agencies
    if question.role != "lead" or question.intent != "list" or not bodies or "lead" in question.cues:
        return False
    if question.partners or question.without_role or question.joint or not all(one.keys for one in bodies):
        return False
    led = frozenset().union(*(desk.plans_led_by.get(key, frozenset()) for one in bodies for key in one.keys))
    return not (led if question.plan_ids is None else led & question.plan_ids)


def _role_of(desk: Desk, question: Question) -> AnyRole | None:
    """The role, or roles, that the bodies of a question have in the plans in question."""
    keys, ids = keys_of(question.agencies), question.plan_ids
    own = [one for one in desk.agencies if one.key in keys and (ids is None or one.plan_id in ids)]
    roles: list[AnyRole] = ["coordinating"] if any(one.coordinating for one in own) else []
    roles += ["directing"] if any(one.directing for one in own) else []
    return "any" if len(roles) > 1 else roles[0] if roles else None


def _of_its_plans(desk: Desk, question: Question) -> Question:
    """ "Sở Y tế phối hợp với Công an tỉnh việc nào?" of a body that issued plans and helps in none: what the other
    helps with in them."""
    said = [f" {bare(agency.name)} " for agency in question.agencies]
    ids = frozenset(
        plan_id
        for plan_id, plan in desk.plans.items()
        if (question.plan_ids is None or plan_id in question.plan_ids)
        and any(name in f" {bare(plan.issuer or '')} " for name in said)
    )
    asked = replace(question, agencies=question.partners, partners=(), plan_ids=ids)
    return asked if ids and not select(desk.index, question) and select(desk.index, asked) else question


_BODY_HAS = re.compile(
    r"^\W*(?:vay |the |con |the con )?(?P<body>.+?) (?:con |dang |phai |se |can |lai )*"
    r"(?:co|lam|lo|phoi hop|chu tri|duoc giao|phu trach|tham gia|nhan|phai)\b"
)


def as_body(desk: Desk, question: Question) -> Question | None:
    """ "Quản lý thị trường có việc gì?", where no row speaks of that: asked of the one body whose name has it behind
    its first word ("Chi cục Quản lý thị trường"); None where none or several have."""
    told, said = _BODY_HAS.match(bare(question.text)), bare_words(question.topic_text)
    if question.intent not in ("list", "group") or question.agencies or len(said) < SHORTEST or told is None:
        return None
    if not told["body"].startswith(" ".join(said)) or "about" in question.cues:
        return None
    ids = question.plan_ids
    found = {
        one.key: one
        for one in desk.agencies
        if not one.collective and (ids is None or one.plan_id in ids) and _has(bare_words(one.name)[1:], said)
    }
    if len(found) != 1:
        return None
    (key, record), = found.items()
    plans = frozenset(one.plan_id for one in desk.agencies if one.key == key)
    body = Agency(question.topic_text, record.name, frozenset({key}), plans, ((key, record.name),), short=True)
    return helping(desk, replace(question, agencies=(body,), topic=(), topic_text="", tied=(), stray=()))


# A name is told by so many words at least.
SHORTEST = 2


def _has(name: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a name has words side by side, "và" apart."""
    name, said = ([word for word in words if word != "va"] for words in (name, said))
    return any(list(name[at : at + len(said)]) == said for at in range(len(name)))
