"""Numbers that a question spells out, in the figures that plans print: "năm chục ngàn" -> "50.000"."""

from __future__ import annotations

import re

from assistant.short_dates import in_full_years
from assistant.tokens import Token, tokenize

_DIGITS = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7, "tam": 8,
    "chin": 9,
}  # fmt: skip
_TENS = frozenset({"muoi", "chuc"})
_THOUSANDS = {"nghin": 1_000, "ngan": 1_000, "van": 10_000}
_BIG = frozenset({"trieu", "ty", "ti"})
# A count of thousands or more cannot be meant otherwise: "năm" alone is a year, "hai mươi" stands in periods too.
LEAST = 1_000


def in_figures(text: str) -> str:
    """`text` with numbers of a thousand and more, and what stands before triệu and tỷ, in figures.

    >>> in_figures("trồng năm chục ngàn cây"), in_figures("mười hai tỷ đồng"), in_figures("năm 2026")
    ('trồng 50.000 cây', '12 tỷ đồng', 'năm 2026')
    """
    tokens = tokenize(text)
    place, found = 0, []
    while place < len(tokens):
        stop, value = _number(tokens, place)
        big = stop < len(tokens) and tokens[stop].bare in _BIG and _beside(tokens, stop)
        if value is not None and (value >= LEAST or big or value >= 100 and _spelt_hundreds(tokens[place:stop])):
            year = 1900 <= value <= 2100 and place and tokens[place - 1].bare == "nam"
            said = str(value) if year else f"{value:,}".replace(",", ".")
            found.append((tokens[place].start, tokens[stop - 1].end, said))
        place = max(stop, place + 1)
    for start, end, figures in sorted([*found, *_days(tokens)], reverse=True):
        text = text[:start] + figures + text[end:]
    return _from_events(in_full_years(text))


# "trước ba mươi tháng chín", "ngày mười lăm tháng 8"; "sáu tháng chín" only behind a word for a day
_OF_MONTH = frozenset({"ngay", "mung", "mong", "truoc", "den", "tu", "het", "toi", "hom", "sau"})


def _days(tokens: tuple[Token, ...]) -> list[tuple[int, int, str]]:
    """Days of a month that are spelled out: (start, end, figures)."""
    found: list[tuple[int, int, str]] = []
    for place, token in enumerate(tokens):
        stop, value = _number(tokens, place)
        if value is None or not 1 <= value <= 31 or stop + 1 >= len(tokens) or tokens[stop].bare != "thang":
            continue
        month = tokens[stop + 1]
        named = month.bare in _DIGITS or month.bare in ("muoi", "gieng", "chap") or month.text.isdigit()
        told = stop - place > 1 or place and tokens[place - 1].bare in _OF_MONTH
        if named and told and (not found or found[-1][1] <= token.start):
            found.append((token.start, tokens[stop - 1].end, str(value)))
    return found


_SMALL = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10, "mot": 1,
    "bon": 4, "nam": 5, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_FEW = rf"(?P<n>{'|'.join(_SMALL)}) (?P<unit>ngày|ngay|tuần|tuan|tháng|thang)\b"
# "sau đại hội bảy ngày", "trong vòng ba ngày kể từ khi khai giảng"; not "trước bảy ngày"
_FROM_EVENT = (
    re.compile(
        rf"\b(?:sau|trước|truoc)(?: khi)? (?!khi\b)(?:\w+ ){{1,6}}?{_FEW}(?! (?:tới|toi|nữa|nua|này|nay))",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_FEW} (?:sau|trước|truoc|kể từ|ke tu|tính từ|tinh tu)(?: khi)? "
        r"(?!đó|do\b|này|nay\b|đây|hôm|ngày|ngay\b|tháng|\d)\w",
        re.IGNORECASE,
    ),
)


def _from_events(text: str) -> str:
    """Days that are counted from an event, in figures: "sau đại hội bảy ngày"."""
    for expression in _FROM_EVENT:
        match = expression.search(text)
        if match:
            start, end = match.span("n")
            text = f"{text[:start]}{_SMALL[match['n'].lower()]}{text[end:]}"
    return text


def _spelt_hundreds(tokens: tuple[Token, ...]) -> bool:
    """ "một trăm bảy chín": no other word than a number's."""
    return len(tokens) > 2 and any(token.bare == "tram" for token in tokens)


def _number(tokens: tuple[Token, ...], first: int) -> tuple[int, int | None]:
    """(where the number that begins at `first` ends, its value); no value where none begins."""
    total, part, last, behind = 0, 0, None, None
    place = first
    while place < len(tokens) and (place == first or _beside(tokens, place)):
        word = tokens[place].bare
        if word in _DIGITS and last != "digit" and not (last is None and word in ("lam", "tu")):
            behind, part, last = last, part + _DIGITS[word], "digit"
        elif word in _DIGITS and behind in ("hundred", "thousand"):
            # "một trăm bảy chín", "hai nghìn hai lăm": the word for ten is left out
            digit = part % 10
            behind, part = None, part - digit + 10 * digit + _DIGITS[word]
        elif word in _TENS and last in (None, "digit") and not (last is None and word == "chuc"):
            digit = part % 10 if last == "digit" else 1
            part, last = part - (digit if last else 0) + digit * 10, "ten"
        elif word == "tram" and last == "digit":
            part, last = part * 100, "hundred"
        elif word in _THOUSANDS and last not in (None, "thousand") and (word != "van" or tokens[place].fold == "vạn"):
            total, part, last = total + part * _THOUSANDS[word], 0, "thousand"
        elif word not in ("le", "linh") or last not in ("hundred", "thousand"):
            break
        place += 1
    return (place, total + part) if last is not None else (first, None)


def _beside(tokens: tuple[Token, ...], place: int) -> bool:
    return tokens[place].start == tokens[place - 1].end + 1
