"""A question or a text as words, each with its place and its folded forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from corpus.text import bare, clean, fold

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word. `start`, `end`: characters in the text that it was cut from."""

    text: str
    start: int
    end: int
    fold: str
    bare: str


@lru_cache(maxsize=1_000)  # a question is cut into words by each who reads it
def tokenize(text: str) -> tuple[Token, ...]:
    """The words of `text` (which must be NFC), without punctuation: "26-KH/ĐU" is three words."""
    return tuple(
        Token(match.group(), match.start(), match.end(), *_forms(match.group())) for match in _WORD.finditer(text)
    )


@lru_cache(maxsize=50_000)  # the words of all plans together are few
def _forms(word: str) -> tuple[str, str]:
    return fold(word), bare(word)


def is_spelt(said: str, forms: Container[str]) -> bool:
    """Whether words carry the marks of one of `forms` (folded), or none."""
    folded = fold(said)
    return folded in forms or folded == bare(folded)


def spelt_words(text: str) -> tuple[str, ...]:
    """The folded words of `text` as `tokenize` cuts them."""
    return tuple([_forms(word)[0] for word in _WORD.findall(text)])


def folded_words(text: str) -> list[str]:
    """The folded words of `text`, accents kept."""
    return _WORD.findall(fold(text))


def bare_words(text: str) -> list[str]:
    """The folded words of `text` without accents."""
    return _WORD.findall(bare(text))


@lru_cache(maxsize=1_000)
def same_length(text: str) -> str:
    """`text` without accents, in lower case, character for character: places in it are places in `text`."""
    folded = (_forms(char)[1] for char in text)
    return "".join(char if len(char) == 1 else " " for char in folded)


def is_accented(text: str) -> bool:
    """Whether `text` is written with Vietnamese accents: then words are compared with theirs.

    "Ban Xây dựng Đảng" is, "ban xay dung dang" is not. One accented word in five is enough:
    about three of four Vietnamese words carry a mark or a đ, so an unaccented question with
    one pasted accented name still counts as unaccented.
    """
    words = [word for word in _WORD.findall(clean(text)) if not word.isdigit()]
    marked = sum(fold(word) != bare(word) for word in words)
    return marked * 5 > len(words)


@lru_cache(maxsize=20_000)
def may_be(said: str, word: str) -> bool:
    """Whether the folded `said` is `word` with marks left out ("viêc" is "việc"), none of its marks being another.

    >>> may_be("viêc", "việc"), may_be("viec", "việc"), may_be("viếc", "việc")
    (True, True, False)
    """
    if said == word or _forms(said)[1] != _forms(word)[1]:
        return said == word
    here, there = _letters(said), _letters(word)
    return len(here) == len(there) and all(
        a == b and marks <= more for (a, marks), (b, more) in zip(here, there, strict=True)
    )


def _letters(word: str) -> list[tuple[str, frozenset[str]]]:
    """Each letter with its marks."""
    found: list[tuple[str, frozenset[str]]] = []
    for char in unicodedata.normalize("NFD", word.replace("đ", "d\u0335")):
        if unicodedata.combining(char) and found:
            found[-1] = (found[-1][0], found[-1][1] | {char})
        else:
            found.append((char, frozenset()))
    return found


class Stretch(Protocol):
    """A stretch of a text (character offsets, end not included)."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches of a text have a character in common."""
    return one.start < other.end and other.start < one.end


def inside(token: Token, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether `token` touches one of `spans` (character offsets, end not included)."""
    return touches(token.start, token.end, spans)


def touches(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether the characters from `start` to `end` (not included) have one in common with one of `spans`."""
    return any(start < last and first < end for first, last in spans)
