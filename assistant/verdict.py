"""Whether one work is so: "Khám sức khỏe người cao tuổi có phải xong trước tháng 9 không?"; where it is not, the work's
row with its own deadline is the answer."""

from __future__ import annotations

from dataclasses import replace

from assistant import strings
from assistant.desk import Desk
from assistant.findings import Findings
from assistant.question import Question
from assistant.select import select
from assistant.single import about_rows

# Of several works none is asked about; a work is told by so many words at least.
SOME, LEAST = 3, 2
# What asks for all rows that are so.
_OF_MANY = frozenset({
    "list", "count", "every", "who", "when", "about", "which_plan", "most", "least", "by_agency", "by_month",
    "by_quarter", "by_plan", "earliest", "latest", "compare", "prose", "number", "define",
})  # fmt: skip


def is_not_so(desk: Desk, question: Question) -> Findings | None:
    """The rows of the one work that a yes-or-no question is about, which none of its days or states holds of; None
    for other questions."""
    told = question.due or question.kinds
    if question.intent != "list" or not question.yesno or not told or question.cues & _OF_MANY:
        return None
    if len(question.topic_words) < LEAST or question.order or question.detail or question.any_of:
        return None
    plain = replace(question, due=(), kinds=frozenset(), waits_for=(), or_waits_for=(), everything=True)
    rows = select(desk.index, plain) if plain.has_conditions else None
    found = desk.one(plain, desk.topic(plain), rows) if rows is None or rows else []
    if not found or len(found) > SOME:
        return None
    answer = about_rows(desk, replace(plain, asks=frozenset({"when"})), found)
    return replace(answer, headline=strings.NO + answer.headline)
