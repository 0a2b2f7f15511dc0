"""What recognition often gets wrong and the page itself puts right: row numbers by their sequence, a few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

from rapidfuzz.distance import Levenshtein

from corpus.readers.page import Line, Page, Word, lines_of
from corpus.text import bare

_ARABIC = re.compile(r"(\d{1,3}(?:\.\d{1,2}){0,3})([.)]?)")
_BESIDE = 0.03  # of the page's width: numbers whose middles differ by less stand in one column
_APART = 0.5  # of the letters' size: a number stands further from the next word than words do
_LONGEST = 5  # letters of a Roman number as recognised
_HIGHEST = 30
_RESTART, _SKIP, _LATE = 1.2, 1.5, 0.4  # what it costs to begin again, to leave one out, to begin above I
_ODD = 0.9  # mean edits a number above which the signs are no Roman numbers
_UNSURE = 0.5  # confidence of a number that was put right
_HEADINGS = ("TT", "STT")  # of the number column
# strokes of Roman numbers and what they are read as
_STROKES = {
    **dict.fromkeys("I1l|![]iíìịỉĩtTJj/", "I"),
    **dict.fromkeys("HhNnUu", "II"),
    **dict.fromkeys("Mm", "III"),
    **dict.fromkeys("VvYy", "V"),
    **dict.fromkeys("Xx", "X"),
}
# a syllable without its marks: at most one onset, one group of vowels, one coda
_SYLLABLE = re.compile(
    r"(?:b|ch|c|d|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x)?"
    r"(?:[aeiouy]|a[iouy]|e[ou]|i[aeu]|o[aei]|u[aeioy]|ye|ie[u]|o[ae][iouy]|u[aeoy][iuaeo]|ye[u])(?:ch|c|m|ng|nh|n|p|t)?"
)
_PARTY = "đảng"
# a tilde or hook more or less: "đẳng" is a word of its own behind these only
_GRADE = frozenset({"bình", "cao", "đồng", "đẳng", "sơ", "trung", "công", "ngũ", "thứ", "giai"})
_CHI = {"chỉ": "chi", "Chỉ": "Chi", "CHỈ": "CHI"}
_AFTER_CHI = frozenset({"bộ", "ủy", "hội", "đoàn", "cục", "nhánh", "phí"})


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word that stands alone in the number column: where it is, and whether it reads as an Arabic number."""

    page: int
    place: int
    text: str

    @property
    def steps(self) -> tuple[int, ...] | None:
        match = _ARABIC.fullmatch(self.text)
        return tuple(map(int, match[1].split("."))) if match else None

    @property
    def tail(self) -> str:
        return self.text[-1] if self.text[-1] in ".)" else ""


def repaired(pages: Sequence[Page]) -> list[Page]:
    """The pages with the words of scanned ones put right; numbers that changed are unsure."""
    marks = list(_marks(pages))
    changed = {**_arabic(marks), **_roman(marks)}
    found = []
    for number, page in enumerate(pages):
        if not page.scanned:
            found.append(page)
            continue
        words = list(page.words)
        for (where, place), text in changed.items():
            if where == number and words[place].text != text:
                words[place] = replace(words[place], text=text, sure=min(words[place].sure, _UNSURE))
        found.append(replace(page, words=tuple(_spelled(words))))
    return found


def _marks(pages: Sequence[Page]) -> Iterator[_Mark]:
    """The words alone in the number column of scanned pages, in reading order."""
    leading = [
        (number, word, page)
        for number, page in enumerate(pages)
        if page.scanned
        for line in lines_of(page.words)
        if (word := _alone(line)) is not None
    ]
    middles = [(w.x0 + w.x1) / 2 / page.width for _, w, page in leading if _ARABIC.fullmatch(w.text)]
    if not middles:
        return
    usual = median(middles)
    for number, word, page in leading:
        if abs((word.x0 + word.x1) / 2 / page.width - usual) < _BESIDE:
            place = next(i for i, other in enumerate(page.words) if other is word)
            yield _Mark(number, place, word.text)


def _alone(line: Line) -> Word | None:
    """The line's first word when it is short and stands apart from the next."""
    first = line.words[0]
    if len(first.text) > max(_LONGEST, 6):
        return None
    near = line.words[1].x0 - first.x1 if len(line.words) > 1 else first.size
    return first if near > _APART * first.size else None


def _arabic(marks: Sequence[_Mark]) -> dict[tuple[int, int], str]:
    """Numbers between n and n + 2 that read otherwise; an "I" or "l" before 2."""
    changed: dict[tuple[int, int], str] = {}
    for before, mark, after in zip([None, *marks], marks, [*marks[1:], None], strict=False):
        last = before.steps if before else None
        following = after.steps if after else None
        if mark.steps is None and _strokes(mark.text.rstrip(".)")) == "I" and following == (2,) and last != (1,):
            changed[mark.page, mark.place] = "1" + mark.tail
        if last is not None and mark.steps is not None and (dotted := _dotted(mark.text.rstrip(".)"), last)):
            changed[mark.page, mark.place] = dotted + mark.tail
            continue
        if last is None or following is None or last[:-1] != following[:-1] or following[-1] != last[-1] + 2:
            continue
        due = (*last[:-1], last[-1] + 1)
        misread = mark.steps is None and not _strokes(mark.text.rstrip(".)"))
        if misread or (mark.steps is not None and len(mark.steps) == len(due)):
            changed[mark.page, mark.place] = ".".join(map(str, due)) + mark.tail
    return changed


def _dotted(text: str, last: tuple[int, ...]) -> str | None:
    """A number whose full stop was lost: "41" behind "4", "42" behind "4.1"."""
    due = [(*last, 1), (*last[:-1], last[-1] + 1)] if len(last) > 1 else [(*last, 1)]
    numbers = [".".join(map(str, steps)) for steps in due if len(steps) > 1]
    plain = not text.isdigit() or int(text) == last[0] + 1
    return next((number for number in numbers if not plain and number.replace(".", "") == text), None)


def _strokes(text: str) -> str:
    """The text as strokes of Roman numbers; "" when it has other signs."""
    signs = [_STROKES.get(sign, "?") for sign in text]
    return "" if "?" in signs or len(text) > _LONGEST else "".join(signs)


def _roman(marks: Sequence[_Mark]) -> dict[tuple[int, int], str]:
    """Roman numbers by their sequence: the way through the values that costs least."""
    arabic = _arabic(marks)
    titles = [
        (mark, strokes)
        for mark in marks
        if mark.steps is None
        and (mark.page, mark.place) not in arabic
        and mark.text.upper() not in _HEADINGS
        and (strokes := _strokes(mark.text.rstrip(".)")))
    ]
    if not titles:
        return {}
    values, cost = _sequence([strokes for _, strokes in titles])
    if cost > _ODD * len(titles):
        return {}
    return {
        (mark.page, mark.place): _numeral(value) + mark.tail for (mark, _), value in zip(titles, values, strict=True)
    }


def _sequence(read: Sequence[str]) -> tuple[list[int], float]:
    """The likeliest values of these strokes, and what they cost in edits and jumps."""
    values = range(1, _HIGHEST + 1)

    def differs(strokes: str, value: int) -> float:
        return float(Levenshtein.distance(strokes, _numeral(value)))

    best = {value: (differs(read[0], value) + _LATE * (value > 1), [value]) for value in values}
    for strokes in read[1:]:
        reached: dict[int, tuple[float, list[int]]] = {}
        cheapest = min(best.values())
        for value in values:
            ways = [(cheapest[0] + _RESTART + _LATE * (value > 1), cheapest[1])]
            ways += [(best[value - 1][0], best[value - 1][1])] if value > 1 else []
            ways += [(best[value - 2][0] + _SKIP, best[value - 2][1])] if value > 2 else []
            cost, path = min(ways)
            reached[value] = (cost + differs(strokes, value), [*path, value])
        best = reached
    cost, path = min(best.values())
    return path, cost


def _numeral(value: int) -> str:
    tens, ones = divmod(value, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _spelled(words: Sequence[Word]) -> Iterator[Word]:
    """Words that recognition confuses for want of a tone mark, told by their neighbours; "I" for "i" inside a word."""
    for place, word in enumerate(words):
        before = words[place - 1].text.lower().strip("(“,;") if place else ""
        after = words[place + 1].text.lower().strip(",;.:)") if place + 1 < len(words) else ""
        text = re.sub(r"(?<=[a-zà-ỹ])I\b", "i", word.text)
        if (letters := re.sub(r"\W", "", text)).lower() == "đẳng" and before not in _GRADE:
            right = _PARTY.upper() if letters.isupper() else _PARTY.capitalize() if letters[0] == "Đ" else _PARTY
            text = text.replace(letters, right)
        elif _is_section(words, place):
            text += "."
        elif text in _CHI and after in _AFTER_CHI:
            text = _CHI[text]
        text = parted(text)
        yield word if text == word.text else replace(word, text=text)


def parted(text: str) -> str:
    """Two syllables that were read as one word, where there is one way to part them: "quanchủ" is "quan chủ"."""
    if not text.isalpha() or text.lower() == bare(text) or _SYLLABLE.fullmatch(bare(text)):
        return text
    plain = bare(text)
    ways = [i for i in range(2, len(text) - 1) if all(map(_SYLLABLE.fullmatch, (plain[:i], plain[i:])))]
    return f"{text[: ways[0]]} {text[ways[0] :]}" if len(ways) == 1 else text


def _is_section(words: Sequence[Word], place: int) -> bool:
    """Whether a Roman number without its full stop opens a heading in capitals ("II NHIỆM VỤ")."""
    if place + 1 >= len(words) or not re.fullmatch(r"[IVX]{1,5}", words[place].text):
        return False
    word, after = words[place], words[place + 1]
    level = abs(word.middle - after.middle) < 0.5 * word.size
    beside = level and 0 < after.x0 - word.x1 < word.size
    alone = place == 0 or words[place - 1].x1 > word.x0 or abs(words[place - 1].middle - word.middle) > word.size
    return beside and alone and after.text.isupper() and len(after.text) > 1
