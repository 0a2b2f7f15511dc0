"""A question or a text as words, each with its place and its folded forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

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


def tokenize(text: str) -> tuple[Token, ...]:
    """The words of `text` (which must be NFC), without punctuation: "26-KH/ĐU" is three words."""
    return tuple(
        Token(match.group(), match.start(), match.end(), fold(match.group()), bare(match.group()))
        for match in _WORD.finditer(text)
    )


def folded_words(text: str) -> list[str]:
    """The folded words of `text`, accents kept."""
    return _WORD.findall(fold(text))


def bare_words(text: str) -> list[str]:
    """The folded words of `text` without accents."""
    return _WORD.findall(bare(text))


def is_accented(text: str) -> bool:
    """Whether `text` is written with Vietnamese accents: then words are compared with theirs.

    "Ban Xây dựng Đảng" is, "ban xay dung dang" is not. One accented word in five is enough:
    about three of four Vietnamese words carry a mark or a đ, so an unaccented question with
    one pasted accented name still counts as unaccented.
    """
    words = [word for word in _WORD.findall(clean(text)) if not word.isdigit()]
    marked = sum(fold(word) != bare(word) for word in words)
    return marked * 5 > len(words)


def inside(token: Token, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether `token` touches one of `spans` (character offsets, end not included)."""
    return any(token.start < end and start < token.end for start, end in spans)
