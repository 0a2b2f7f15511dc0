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

# Both ways of placing the tone in oa, oe, uy ("hoà"/"hòa", "uỷ"/"ủy") fold to the new one.
_OLD_TONE = re.compile("(?<!q)([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\u0300-\u036f])")
# A final y after a consonant or "qu" is also written i ("kỹ"/"kĩ", "quý"/"quí"); "ủy" and "thủy" are not.
_FINAL_Y = re.compile("((?:[bcdđghklmnprstvx]|qu))y(?=[\u0300-\u036f]*(?![\\w\u0300-\u036f]))")

_CUT_SPAN = re.compile(r"(?<=\d-) (?=[\dA-ZĐ])")


def clean(text: str) -> str:
    """NFC, with one kind of Đ and of space, and without invisible, bidirectional and control characters."""
    return unicodedata.normalize("NFC", text).translate(_CLEAN)


def squeeze(text: str) -> str:
    """One space between words, none at the ends."""
    return " ".join(text.split())


def rejoin(pieces: Iterable[str]) -> str:
    """Pieces of a broken text as one line: a number or symbol cut at its hyphen is whole again ("2025-" + "2030")."""
    return _CUT_SPAN.sub("", squeeze(" ".join(pieces)))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, one tone position, i for a final y after a consonant, one space: still with accents.

    "Uỷ ban" and "Ủy ban" -> "ủy ban"; "Quý" and "quí" -> "quí"; "kỹ" -> "kĩ".
    """
    decomposed = unicodedata.normalize("NFD", clean(text).casefold())
    # "o" + "a" + tone -> "o" + tone + "a": the tone moves to the first vowel (hoà -> hòa), unless a consonant follows
    moved = re.sub(_OLD_TONE, lambda m: m.group(1) + m.group(3) + m.group(2), decomposed)
    return squeeze(unicodedata.normalize("NFC", _FINAL_Y.sub(r"\1i", moved)))


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """`fold` without any accents and with d for đ: "Ủy ban Kiểm tra" -> "uy ban kiem tra", "Quý" -> "qui"."""
    decomposed = unicodedata.normalize("NFD", fold(text))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d")


def words(text: str) -> list[str]:
    """The words of a text, as they stand, without punctuation (hyphens inside a word stay)."""
    return [w for w in re.findall(r"[\w%-]+", text) if w.strip("-")]
