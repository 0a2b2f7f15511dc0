"""Words whose marks no Vietnamese syllable has: slips of the keyboard, read without their marks ("lưc", "phuờng",
"gìơ")."""

from __future__ import annotations

import re
import unicodedata

from assistant.tokens import is_accented, tokenize

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")
_SYLLABLE = re.compile(
    r"(?P<first>ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?(?P<vowels>[aeiouyăâêôơư]{1,3})"
    r"(?P<last>ch|ng|nh|[cmnpt])?"
)
# These vowels end a syllable or never stand so: "phuong", "cuoi", "viec", "đuoc" want their marks.
_WANTING = re.compile(r"ưo|(?:uơ|uo|ie|ye)(?=.)")


def without_wrong_marks(text: str) -> str:
    """`text` (NFC) with the words that cannot be marked so without marks; nothing is changed where none are marked.

    >>> without_wrong_marks("Khung năng lưc của phuờng đến bao gìơ?")
    'Khung năng luc của phuong đến bao gio?'
    """
    if not is_accented(text):
        return text
    for token in reversed(tokenize(text)):
        if token.text != token.text.upper() and token.fold != token.bare and _is_wrong(token.text.lower()):
            text = text[: token.start] + _plain(token.text) + text[token.end :]
    return text


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in letters if not unicodedata.combining(char))


def _is_wrong(word: str) -> bool:
    """Whether a marked word is a syllable by its letters but not by its marks."""
    letters: list[str] = []
    tones: list[tuple[int, str]] = []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        tones += [(len(letters), mark) for mark in parts[1:] if mark in _TONES]
        letters.append(unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _TONES)))
    syllable = _SYLLABLE.fullmatch("".join(letters))
    if syllable is None:
        return False
    if len(tones) > 1:
        return True
    vowels, last = syllable["vowels"], syllable["last"] or ""
    if last in ("c", "ch", "p", "t") and not (tones and tones[0][1] in _SHARP_OR_HEAVY):
        return True  # "lưc"
    start = syllable.start("vowels")
    marked = [start + at for at, char in enumerate(vowels) if char in "ăâêôơư"]
    if tones and marked and tones[0][0] not in marked[-1:]:
        return True  # "gìơ"
    return _WANTING.match(vowels + last) is not None
