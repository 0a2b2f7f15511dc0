"""Whether a text has the shape of a deadline phrase: how cells are told apart in text that lost its table."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus import deadline_words as words
from corpus.dates import CITED, WHENS, When, find_whens, without_citations
from corpus.deadline_clauses import cut, event
from corpus.shadow import Shadow

_LONGEST = 60  # words; the longest deadline seen in a plan has 46
_SHORT_EVENT = 12  # words of an awaited event told without "khi" ("Trước Đại hội Đảng bộ tỉnh 30 ngày làm việc")
_SHORT_HASTE = 4  # words of a deadline that only asks for haste
_LONGEST_FIRST_LINE = 40  # characters


def _words_of(*patterns: re.Pattern[str]) -> frozenset[str]:
    """The words written out in patterns."""
    bare = (re.sub(r"\\[a-zA-Z]|\(\?P[<=]\w+[>)]", " ", pattern.pattern) for pattern in patterns)
    return frozenset(word for text in bare for word in re.findall("[a-z]+", text))


# Words that go with times, as they may open a phrase; behind them stands a time, an event or a cited document.
_LEADING = re.compile(rf"\W*(?:{words.FILLER.pattern}[^\w();,]*)*")
_AWAITING = re.compile(r"(?<!\w)(?:truoc|sau|tu|ke|den|toi|trong|ca|het)(?!\w)")
_NEXT = re.compile(r"[^\W\d]+|\d")
_TIMES = _words_of(words.DONE, words.IMMEDIATE, words.RECURRING, *WHENS) | {
    "khi", "theo", "dot", "nhan", "suot", "hoc", "mung", "mong", "truoc", "sau", "tu", "den", "toi", "trong",
    "i", "ii", "iii", "iv", "v", "l",
}  # fmt: skip
_DOCUMENTS = _words_of(CITED)
_LOOKED_AT, _LONGEST_CITATION, _LONGEST_WORD = 80, 240, 16  # characters


def _may_be_deadline(text: str) -> bool:
    """Whether what a text begins with lets it be a deadline phrase: most texts are told by their first words."""
    begin = Shadow(text[:_LOOKED_AT]).text
    leading = _LEADING.match(begin)
    place = leading.end() if leading else 0
    following = _NEXT.match(begin, place)
    if following is None or place > _LOOKED_AT - _LONGEST_WORD or leading and _AWAITING.search(leading[0]):
        return True
    word = following[0].strip("_")
    if word in _TIMES or word.isdigit():
        return True
    if word not in _DOCUMENTS and not re.search(r"\d", begin[:place]):
        return False
    cited = CITED.search(Shadow(text[:_LONGEST_CITATION]).text)
    return cited is not None and cited.start() <= place


def unwrapped(text: str) -> str:
    """The phrase without the brackets and Markdown marks around it, one space between words."""
    printed = re.sub(r"[*_`]+", "", " ".join(text.split())).strip()
    while printed[:1] == "(" and closing_bracket(printed, 0) == len(printed) - 1:
        printed = printed[1:-1].strip()
    return printed.rstrip(";,").strip()


# "31/10/20 26", "15/9/202 6": a year that a narrow cell broke
_BROKEN_YEAR = re.compile(r"(?<=[/.-])(?:(20) (\d{2})|(20\d) (\d)|(2) (0\d{2}))(?!\s*[\d/.])")


def rejoined(text: str) -> str:
    """A deadline's text with the years whole that its cell's lines broke.

    >>> rejoined("Trước 31/10/20 26")
    'Trước 31/10/2026'
    """
    return _BROKEN_YEAR.sub(lambda match: "".join(part for part in match.groups() if part), text)


def closing_bracket(text: str, opening: int) -> int:
    """Where the bracket that opens at `opening` closes, or -1."""
    depth = 0
    for place in range(opening, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth == 0:
            return place
    return -1


@lru_cache(maxsize=16384)
def is_deadline(text: str) -> bool:
    """Whether this whole text reads as a deadline phrase, even one that stops half-way ("Sau khi có hướng").

    False for task texts, agencies and numbers.
    """
    if not _may_be_deadline(text):
        return False
    printed = unwrapped(text)
    masked = without_citations(Shadow(printed).text)
    masked = masked[labelled.end() :] if (labelled := words.LABELLED.match(masked)) else masked
    if not masked or masked.count(" ") >= _LONGEST or words.NEVER.search(masked) or _ends_a_sentence(printed, masked):
        return False
    pieces = [masked[start:end] for start, end in cut(masked)]
    if pieces and _opens_with_event(pieces[0]):
        return not words.ACTS.search(masked)
    said = [_says(piece) for piece in pieces]
    return bool(said) and said[0] is True and None not in said


def starts_deadline(text: str) -> bool:
    """Whether a short line can be the first line of a deadline cell broken over lines ("Sau khi có hướng")."""
    printed = " ".join(text.split())
    if not printed or len(printed) > _LONGEST_FIRST_LINE or not (printed[0].isupper() or printed[0].isdigit()):
        return False
    return bool(words.STARTS.search(Shadow(printed).text)) or is_deadline(printed)


def _ends_a_sentence(printed: str, masked: str) -> bool:
    """A last line of running text ("sau khi sắp xếp đơn vị hành chính."), not a phrase of its own."""
    return printed[:1].islower() and printed.endswith(".") and not words.COMPLETE.search(masked)


def _says(text: str) -> bool | None:
    """True for a clause that is a time, False for one that only goes with one, None for anything else."""
    if done := words.DONE.search(text):
        return None if _rest(text[done.end() :]) else True
    if _opens_with_event(text):
        return None if words.ACTS.search(text) else True
    if theo := words.BY_ANOTHERS_WORD.search(text):
        return None if _rest(text[: theo.start()]) or words.ACTS.search(text) else True
    if _rest(text):
        return None
    return bool(find_whens(text) or words.RECURRING.search(text) or words.THIS_YEAR.search(text) or _at_once(text))


def _at_once(text: str) -> bool:
    """Words of haste alone ("Khẩn trương", "Thực hiện ngay"), for they also open the texts of tasks."""
    return bool(words.IMMEDIATE.search(text)) and text.strip().count(" ") < _SHORT_HASTE


def _opens_with_event(text: str) -> bool:
    begin, opening = event(text), words.OPENS_EVENT.match(text)
    if begin is None or opening is None or begin > opening.end():
        return False
    return "khi" in text.split()[:8] or text.count(" ") < _SHORT_EVENT


def _rest(text: str) -> str:
    """The letters left of a clause without its dates and the words that go with dates."""
    whens: list[When] = find_whens(text)
    for when in reversed(whens):
        text = text[: when.start] + " " + text[when.end :]
    text = words.FILLER.sub(" ", words.IMMEDIATE.sub(" ", words.RECURRING.sub(" ", text)))
    return "".join(re.findall(r"\w", text))
