"""Sums of money: those that a plan's tables and sentences print ("TỔNG CỘNG 11.670"), and that of the rows meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant import strings
from assistant.amounts import cost_of, in_words
from assistant.columns import is_of_money
from assistant.desk import Desk
from assistant.findings import Findings, Found
from assistant.plan_reference import plan_name
from assistant.question import Question
from assistant.tokens import bare_words
from corpus.model import Passage, Task
from corpus.text import bare

# The passages of so many plans are looked through.
PLANS = 20
_SUM = re.compile(r"\b(?:tong|tong cong|tong so|cong (?:lai|het|don|tat ca)|tat ca|ca thay|ca bang|toan bo)\b")
_MONEY = re.compile(r"\b(?:kinh phi|tien|du toan|ngan sach|von|chi phi|may dong|bao nhieu dong)\b")
# Beside these a question for a sum names no work.
_ASIDE = frozenset({
    "tong", "cong", "so", "muc", "kinh", "phi", "tien", "du", "toan", "ngan", "sach", "von", "chi", "dong", "trieu",
    "ty", "bang", "bieu", "phu", "luc", "ke", "hoach", "ca", "thay", "tat", "het", "bo", "lai", "don", "thuc", "hien",
    "cua", "cho", "can", "la", "bao", "nhieu", "may", "cuoi", "dau", "tu", "de", "trien", "khai", "nam", "nhiem",
    "vu", "viec", "cac", "con", "in", "ghi",
})  # fmt: skip
# A sum's row, with its name first; or a sentence that tells one.
_ROW = re.compile(r"\W*(?:tong|tong cong|cong|tong so|tong kinh phi)(?: cong)?(?: \([^)]*\))?\W*\d[\d.,]*\D{0,25}$")
_SENTENCE = re.compile(
    r"\btong (?:so |muc )?(?:kinh phi|du toan|von|chi phi|muc dau tu|ngan sach|tien)\b[^.;]{0,90}?\d[\d.,]*"
)
_IN_WORDS = re.compile(r"\W*(?:so tien )?(?:viet )?bang chu\b")


def answer_total(desk: Desk, question: Question) -> tuple[Findings, Question] | None:
    """The sum that a plan prints, where the sum of the whole plan is asked for; None where it prints none."""
    plans = question.plan_ids if question.plan_ids is not None else frozenset(desk.plans)
    if not _asks_for_sum(question) or len(plans) > PLANS or _is_narrower(desk, question, plans):
        return None
    found = {plan: _sums(desk.index.passages(frozenset({plan}))) for plan in sorted(plans)}
    having = {plan: quotes for plan, quotes in found.items() if quotes}
    if not having or len(having) > 1 and question.plan_ids is None:
        return None
    lines, quotes = [], list[Found]()
    for plan, own in having.items():
        said = "; ".join(f"“{one.text}” [{len(quotes) + n}]" for n, one in enumerate(own, 1))
        unit = next((header for header in desk.columns.get(plan, ()) if is_of_money(header)), "")
        unit = strings.TOTAL_UNIT.format(header=unit) if unit else ""
        lines.append(strings.TOTAL.format(plan=plan_name(desk.plans[plan]), said=said, unit=unit))
        quotes += [Found(p.plan_id, p.file, p.section, p.heading, p.quote, p.spots) for p in own]
    return Findings("answered", "\n".join(lines), quotes=tuple(quotes)), question


def sum_of(question: Question, rows: Sequence[Task]) -> str:
    """The sum of what `rows` cost, where it is asked for, with the number of rows that print an amount."""
    costs = [cost for task in rows if (cost := cost_of(task)) is not None] if _asks_for_sum(question) else []
    if not costs:
        return ""
    return strings.COST_SUM.format(amount=in_words(sum(costs)), n=len(costs), total=len(rows))


def _asks_for_sum(question: Question) -> bool:
    text = bare(question.text)
    return _SUM.search(text) is not None and _MONEY.search(text) is not None and not question.by_column


def _is_narrower(desk: Desk, question: Question, plans: Iterable[str]) -> bool:
    """Whether less is asked about than a whole plan."""
    chosen = question.agencies or question.partners or question.kinds or question.section or question.number
    days = [due for due in question.due if not due.weak]
    titles = {word for plan in plans for word in bare_words(desk.plans[plan].title or "")}
    words = {word for said in question.topic for word in bare_words(said)}
    return bool(chosen or days or question.row_ids or words - _ASIDE - titles)


def _sums(passages: Sequence[Passage]) -> list[Passage]:
    """The passages that print a sum of money, with the line behind each that has it in words."""
    found = []
    for place, one in enumerate(passages):
        text = bare(one.text)
        if _ROW.match(text) or _SENTENCE.search(text):
            found.append(one)
            found += [after for after in passages[place + 1 : place + 2] if _IN_WORDS.match(bare(after.text))]
    return found
