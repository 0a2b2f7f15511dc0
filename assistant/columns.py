"""The other columns of a row ("Sản phẩm", "Kinh phí (triệu đồng)"), by the words that questions have for them."""

from __future__ import annotations

from assistant.vocabulary import vocabulary
from corpus.model import Task
from corpus.text import bare

# The column that names who answers in person; where there is none, the leading agency does.
_PERSON = "phụ trách"
_MONEY = "kinh phí"


def column_name(said: str) -> str:
    """What a column is called, from a question's words for it: "bao nhiêu tiền" -> "kinh phí"."""
    return next(iter(sorted(vocabulary().columns_of(said))), said)


def is_of_person(said: str) -> bool:
    return _PERSON in vocabulary().columns_of(said)


def is_of_money(said: str) -> bool:
    return _MONEY in vocabulary().columns_of(said)


def has_column(task: Task, said: str) -> bool:
    """Whether a row has this column, or what it asks for is who leads it ("ai phụ trách")."""
    return is_of_person(said) or column_text(task, said) is not None


def column_text(task: Task, said: str) -> tuple[str, str] | None:
    """(header, text) of the column that a question's words mean: by the header's own words, else by what it holds."""
    wanted = set(bare(said).split())
    for header, text in task.details:
        printed = set(bare(header).split())
        if wanted <= printed or printed <= wanted:
            return header, text
    known = vocabulary()
    meant = known.columns_of(said)
    return next(((header, text) for header, text in task.details if meant & known.columns_of(header)), None)
