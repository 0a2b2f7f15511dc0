"""Vietnamese text: one normal form on reading, and folded forms for matching.

Match folded, show as printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_LETTERS = {0xD0: "Đ", 0x189: "Đ", 0xF0: "đ", 0xA0: " ", 0x2007: " ", 0x202F: " "}
_CONTROL = {code: None for code in range(0x20) if code not in (0x09, 0x0A, 0x0C, 0x0D)} | {0x7F: None}
_CLEAN = {**_INVISIBLE, **_LETTERS, **_CONTROL}
_UNCLEAN = re.compile("[" + "".join(re.escape(chr(code)) for code in _CLEAN) + "]")

# Both ways of placing the tone in oa, oe, uy ("hoà"/"hòa", "uỷ"/"ủy") fold to the new one.
_OLD_TONE = re.compile("(?<!q)([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\u0300-\u036f])")
# A final y after a consonant or "qu" is also written i ("kỹ"/"kĩ", "quý"/"quí"); "ủy" and "thủy" are not.
_FINAL_Y = re.compile("((?:[bcdđghklmnprstvx]|qu))y(?=[\u0300-\u036f]*(?![\\w\u0300-\u036f]))")

_SHORT = 2000  # letters of a text that is kept in mind

_CUT_SPAN = re.compile(r"(?<=\d-) (?=[\dA-ZĐ])")


def clean(text: str) -> str:
    """NFC, with one kind of Đ and of space, and without invisible, bidirectional and control characters."""
    normal = unicodedata.normalize("NFC", text)
    return normal.translate(_CLEAN) if _UNCLEAN.search(normal) else normal


def squeeze(text: str) -> str:
    """One space between words, none at the ends."""
    return " ".join(text.split())


def rejoin(pieces: Iterable[str]) -> str:
    """Pieces of a broken text as one line: a number or symbol cut at its hyphen is whole again ("2025-" + "2030")."""
    return _CUT_SPAN.sub("", squeeze(" ".join(pieces)))


def fold(text: str) -> str:
    """Lower case, one tone position, i for a final y after a consonant, one space: still with accents.

    "Uỷ ban" and "Ủy ban" -> "ủy ban"; "Quý" and "quí" -> "quí"; "kỹ" -> "kĩ".
    """
    return " ".join(filter(None, map(_fold_word, _words(text))))


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", clean(word).casefold())
    # "o" + "a" + tone -> "o" + tone + "a": the tone moves to the first vowel (hoà -> hòa), unless a consonant follows
    moved = _OLD_TONE.sub(r"\1\3\2", decomposed)
    return squeeze(unicodedata.normalize("NFC", _FINAL_Y.sub(r"\1i", moved)))


def bare(text: str) -> str:
    """`fold` without any accents and with d for đ: "Ủy ban Kiểm tra" -> "uy ban kiem tra", "Quý" -> "qui"."""
    return _bare(text) if len(text) < _SHORT else _bare.__wrapped__(text)


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return " ".join(filter(None, map(_bare_word, _words(text))))


def _words(text: str) -> list[str]:
    return (text if text.isprintable() else clean(text)).split()


@lru_cache(maxsize=65536)
def _bare_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", _fold_word(word))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def words(text: str) -> list[str]:
    """The words of a text, as they stand, without punctuation (hyphens inside a word stay)."""
    return [w for w in re.findall(r"[\w%-]+", text) if w.strip("-")]
