"""The other columns of a row ("Sản phẩm", "Kinh phí (triệu đồng)"), by the words that questions have for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.vocabulary import vocabulary
from corpus.model import Task
from corpus.text import bare, fold

# The column that names who answers in person; where there is none, the leading agency does.
_PERSON = "phụ trách"
_MONEY = "kinh phí"
# The last word of a name in capitals is what a person is called.
_CALLED = re.compile(r"[^\W\d_]+\s+([^\W\d_]+)(?=\s*(?:[,;:()\n–-]|$))")


def column_name(said: str) -> str:
    """What a column is called, from a question's words for it: "bao nhiêu tiền" -> "kinh phí"."""
    return next(iter(sorted(vocabulary().columns_of(said))), said)


def is_of_person(said: str) -> bool:
    return _PERSON in vocabulary().columns_of(said)


def is_of_money(said: str) -> bool:
    return _MONEY in vocabulary().columns_of(said)


def header_name(header: str) -> str:
    """What a sentence calls a column: "Rõ sản phẩm" is "sản phẩm", "Rõ người, rõ trách nhiệm Lãnh đạo phụ trách", of
    a header above others, "lãnh đạo phụ trách"."""
    clear = _CLEAR.match(header)
    if clear is None:
        return header.lower()
    # the header below begins with a capital
    words = header[clear.end() :].split()
    below = next((n for n, word in enumerate(words) if word.istitle()), 0)
    return " ".join(words[below:]).lower()


_CLEAR = re.compile(r"(?:rõ|Rõ|RÕ) ")


def has_column(task: Task, said: str) -> bool:
    """Whether a row has this column, or what it asks for is who leads it ("ai phụ trách")."""
    return is_of_person(said) or column_text(task, said) is not None


def persons_rows(rows: Iterable[Task], name: str, *, accented: bool) -> list[Task]:
    """The rows whose column of persons has one called `name`: "ông Hải" is "Ông Nguyễn Văn Hải, PCT"."""
    wanted = fold(name) if accented else bare(name)
    spelt = fold if accented else bare
    return [
        task
        for task in rows
        if any(
            is_of_person(header) and any(spelt(match[1]) == wanted for match in _CALLED.finditer(text))
            for header, text in task.details
        )
    ]


_IN_CHARGE = re.compile(
    r"\b(?:phu trach|theo doi|chiu trach nhiem|dam nhiem|chi dao"
    r"|(?:giam doc|chu tich|bi thu|truong phong) (?:nam|lo|quan))\b"
)


def in_charge(question: str, name: str) -> bool:
    """Whether a lone word is a person who is said to answer for rows: "Hạnh phụ trách những gì?"."""
    return name.istitle() and _IN_CHARGE.search(bare(question)) is not None or addressed_as(question, name)


def addressed_as(question: str, name: str) -> bool:
    """Whether a person's name stands behind what persons are called: "việc của chị Thu Ba"."""
    return name.istitle() and re.search(rf"\b(?:{_CALLED_SO})\.? {re.escape(bare(name))}\b", bare(question)) is not None


_CALLED_SO = "anh|chi|ong|ba|co|chu|thay|bac|dong chi|d/c"


def plans_with(columns: Mapping[str, frozenset[str]], said: str) -> frozenset[str]:
    """The plans, by the headers of their other columns, of which one is what a question's words mean."""
    meant, wanted = vocabulary().columns_of(said), set(bare(said).split())
    return frozenset(
        plan_id
        for plan_id, headers in columns.items()
        if any(_is_called(header, wanted) or meant & vocabulary().columns_of(header) for header in headers)
    )


def _is_called(header: str, wanted: set[str]) -> bool:
    printed = set(bare(header).split())
    return wanted <= printed or printed <= wanted


def column_text(task: Task, said: str) -> tuple[str, str] | None:
    """(header, text) of the column that a question's words mean: by the header's own words, else by what it holds."""
    wanted = set(bare(said).split())
    for header, text in task.details:
        if _is_called(header, wanted):
            return header, text
    known = vocabulary()
    meant = known.columns_of(said)
    return next(((header, text) for header, text in task.details if meant & known.columns_of(header)), None)
