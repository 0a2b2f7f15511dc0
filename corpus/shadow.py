"""The shadow of a text: how it looks to the patterns for times, and the way back to the text as printed.

A shadow is in lower case, without accents, Markdown marks and invisible characters, with one kind of dash. Unlike
`corpus.text.bare` it keeps places: `Shadow.span` turns offsets in it into offsets in the original. A word whose accents
make it another word than the time word it resembles ("tối" is not "tới") is kept apart by a leading "_"; missing
accents are forgiven ("trươc", "truoc").
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate

# Time words whose bare form other words share, and the accented spellings that mean the time word.
_SPELLINGS = {
    "nam": "năm", "sau": "sau", "tu": "từ", "thang": "tháng", "ngay": "ngày", "quy": "quý", "den": "đến",
    "truoc": "trước", "nay": "này nay", "toi": "tới", "dau": "đầu", "cuoi": "cuối", "giua": "giữa", "han": "hạn",
    "qua": "quá qua", "tuan": "tuần", "thu": "thứ", "hai": "hai", "ba": "ba", "bon": "bốn", "bay": "bảy bẩy",
    "tam": "tám", "chin": "chín", "muoi": "mười", "mot": "một mốt", "het": "hết", "trong": "trong",
    "vao": "vào", "mai": "mai", "kia": "kia", "hom": "hôm", "nua": "nửa nữa", "gio": "giờ", "theo": "theo",
    "khi": "khi", "hang": "hằng hàng", "moi": "mỗi", "con": "còn", "chua": "chưa", "tre": "trễ", "qui": "quí",
    "da": "đã", "tinh": "tính", "mung": "mùng",
}  # fmt: skip
# "tư" is kept from being "từ" ("tu" stays both), and "dược" from being "được" without its bar
_REWRITTEN = {
    "dược": "_duoc", "sáu": "6", "tư": "bon", "trc": "truoc", "qui": "quy", "quí": "quy", "ki": "ky", "kì": "ky",
    "mồng": "mung",
}  # fmt: skip
_DROPPED = frozenset("*`_\u00ad\u200b\u200c\u200d\u2060\ufeff")
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_WORD = re.compile("[^\\W\\d_][^\\W\\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\\W\\d_]*)*")

_PIECE = re.compile(rf"{_WORD.pattern}|[\W\d_]+")


def _marks(word: str) -> set[str]:
    decomposed = unicodedata.normalize("NFD", word.replace("đ", "d\u0335"))
    return {c for c in decomposed if unicodedata.combining(c)}


_ALLOWED = {plain: [_marks(form) for form in forms.split()] for plain, forms in _SPELLINGS.items()}


class _BareChars(dict[str, str]):
    def __missing__(self, char: str) -> str:
        bare = self[char] = _bare_char(char)
        return bare


def _bare_char(char: str) -> str:
    """The one character that stands for `char` in a shadow, or nothing."""
    if char in _DROPPED or unicodedata.combining(char):
        return ""
    if char in _DASHES:
        return "-"
    if char in "đĐðÐ\u0189":
        return "d"
    if char.isspace():
        return " "
    return next((c for c in unicodedata.normalize("NFD", char.lower()) if not unicodedata.combining(c)), "")


_BARE = _BareChars()


class Shadow:
    """A text as patterns see it (`text`), and the way back to the original."""

    __slots__ = ("_bounds", "_pieces", "original", "text")

    def __init__(self, original: str) -> None:
        self.original = original
        self._pieces: list[str] = _PIECE.findall(original)
        self.text = "".join(map(_shown, self._pieces))
        self._bounds: tuple[list[int], list[int]] | None = None  # worked out where they are asked for

    def _ends(self) -> tuple[list[int], list[int]]:
        """Where each piece ends in the shadow and in the original."""
        if self._bounds is None:
            shown = accumulate([len(_shown(piece)) for piece in self._pieces])
            self._bounds = list(shown), list(accumulate(map(len, self._pieces)))
        return self._bounds

    def _place(self, at: int) -> tuple[int, int]:
        """Where the character at a place of the shadow begins and ends in the original."""
        there, here = self._ends()
        number = bisect_right(there, at)
        piece = self._pieces[number]
        start, end = here[number] - len(piece), here[number]
        if _other_form(piece) is not None and _WORD.fullmatch(piece):
            return start, end if at + 1 < there[number] else self._after(end)
        first = there[number] - len(_shown(piece))
        kept = [place for place in range(start, end) if _BARE[self.original[place]]]
        place = kept[at - first]
        return place, self._after(place + 1)

    def _after(self, end: int) -> int:
        """The end of a character with the marks that are written behind it."""
        place = end
        while place < len(self.original) and not _BARE[self.original[place]]:
            place += 1
            if unicodedata.combining(self.original[place - 1]):
                end = place
        return end

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the stretch [start, end) of the shadow stands in the original."""
        if start >= end:
            place = self._place(start)[0] if start < len(self.text) else len(self.original)
            return place, place
        return self._place(start)[0], self._place(end - 1)[1]

    def printed(self, start: int, end: int) -> str:
        """The stretch [start, end) of the shadow as it stands in the original."""
        first, last = self.span(start, end)
        return self.original[first:last]


@lru_cache(maxsize=65536)
def _shown(piece: str) -> str:
    """What stands in a shadow for a word, or for what stands between two."""
    other = _other_form(piece) if _WORD.fullmatch(piece) else None
    return "".join(_BARE[char] for char in piece) if other is None else other


@lru_cache(maxsize=65536)
def _other_form(word: str) -> str | None:
    """What stands in a shadow for a word that is not simply bared, or None."""
    lowered = word.lower()
    if word.isascii():
        return _REWRITTEN.get(lowered)
    lowered = unicodedata.normalize("NFC", lowered)
    if lowered in _REWRITTEN:
        return _REWRITTEN[lowered]
    plain = "".join(_BARE[c] for c in lowered)
    allowed = _ALLOWED.get(plain)
    if allowed is None or any(_marks(lowered) <= marks for marks in allowed):
        return None
    return "_" + plain


def seen(expression: str) -> str:
    """A regular expression as it must be to match shadows: Vietnamese letters bared, each space any white space.

    So that patterns can be written and reviewed as Vietnamese: `seen("hoàn thành|quý")` is `hoan\\s+thanh|quy`.
    """
    return _WORD.sub(_seen_word, expression).replace(" ", r"\s+")


def _seen_word(match: re.Match[str]) -> str:
    word = match.group()
    if word.isascii():
        return word
    plain = "".join(_BARE[c] for c in unicodedata.normalize("NFC", word.lower()))
    other = _other_form(word)
    # a word that its accents change is also written without them
    return plain if other is None else other.replace("_", "_?") if "_" in other else f"(?:{other}|{plain})"


def pattern(expression: str) -> re.Pattern[str]:
    """The compiled `seen` form."""
    return re.compile(seen(expression))


def whole(expression: str) -> str:
    """The expression as whole words, for use inside `seen` or `pattern`."""
    return rf"(?<!\w)(?:{expression})(?!\w)"
