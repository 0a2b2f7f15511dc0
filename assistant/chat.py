"""Questions as they are written in chats, put into full words: "btc t9/2025 có mấy vc chưa xong z" -> "btc tháng 9/2025
có mấy việc chưa xong vậy"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.tokens import Token, same_length, tokenize
from corpus.text import bare, fold

_FILE = Path(__file__).with_name("chat.toml")
# What may end a question behind its last word.
_PARTICLES = frozenset({"a", "vay", "v", "z", "nhi", "nhe", "nha", "the", "ta", "ha", "roi", "r", "gi"})
# Behind these a letter is a place's or a thing's: "điểm a", "phụ lục b", "khu h".
_LETTERED = frozenset({"diem", "khoan", "muc", "y", "luc", "to", "lop", "khoi", "nhom", "an", "hang", "loai", "tiet",
                       "khu", "lo", "nha", "bang", "bieu", "mau", "phan", "toa", "tang"})  # fmt: skip
# Behind these stand the initials of a body's name; "xd" is no one's but Xây dựng.
_HEADS = frozenset({"ban", "phòng", "sở", "cục", "khoa", "viện", "tt", "hội", "đội"})
_NO_INITIALS = frozenset({"xd"})
# "t5", "T5 này", "t7, t8", "th5": months, and days of a week beside "tuần", "sáng" and "chiều"
_MONTH = re.compile(r"(?<![\w.])(?<![^\d]-)(?:t|thg|th)\.? ?(?P<n>0?[1-9]|1[0-2])(?![\w.]|-(?!t\d)\w{2})")
_CAPITAL = re.compile(r"\s*(?:/|-t\d|(?:nay|toi|sau|nam|va|den|hoac|hay)\b|,? ?t\d|[?.!]?$)")
_NOT_MONTH = re.compile(r"\b(?:nha|toa|lo|tang|phong|ga|khu|cang|duong|tuyen|xe)(?: ga)? $")
_OF_WEEK = re.compile(r"\b(?:sang|trua|chieu|toi|dem) (?:ngay )?$")
_WEEK = re.compile(r"(?:(?:,| va| hoac| hay| den|-)? ?t[2-7])* (?:cua )?(?:dau |cuoi |giua )?tuan\b")
_DAYS = {2: "hai", 3: "ba", 4: "tư", 5: "năm", 6: "sáu", 7: "bảy"}


@dataclass(frozen=True, slots=True)
class _Rule:
    """The full words of a short one where one of `after` (bare) stands before it, or one of `before` behind it, or
    nothing but particles (`end`). None of the three: everywhere."""

    full: str
    after: frozenset[str]
    before: frozenset[str]
    end: bool

    def holds(self, words: Sequence[str], place: int) -> bool:
        """Whether the rule holds for the word at `place` of the bare `words`."""
        if not (self.after or self.before or self.end):
            return True
        rest = words[place + 1 :]
        return (
            place > 0 and words[place - 1] in self.after
            or bool(rest) and rest[0] in self.before
            or self.end and all(word in _PARTICLES for word in rest)
        )  # fmt: skip


@lru_cache(maxsize=1)
def _rules() -> dict[str, tuple[_Rule, ...]]:
    """The rules of each short word, folded."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    found: dict[str, tuple[_Rule, ...]] = {}
    for short, full in data["always"].items():
        found[fold(short)] = (_Rule(full, frozenset(), frozenset(), False),)
    for one in data["by_place"]:
        after, before = frozenset(one.get("after", ())), frozenset(one.get("before", ()))
        rule = _Rule(one["full"], after, before, one.get("end", False))
        for short in one["short"]:
            found[fold(short)] = (*found.get(fold(short), ()), rule)
    return found


def out_of_chat(text: str) -> str:
    """`text` with words as they are written in chats written out. What has a capital letter may be a name's, but at the
    beginning.

    >>> out_of_chat("Vc nào của btc tới bh vẫn chưa xong v ạ")
    'việc nào của btc tới bây giờ vẫn chưa xong vậy ạ'
    """
    text = _months(_SIGNS.sub(_written_out, _mended(text)))
    tokens = tokenize(text)
    words = [token.bare for token in tokens]
    found: list[tuple[Token, str]] = []
    for place, token in enumerate(tokens):
        rules = _rules().get(token.fold, ()) if _may_be_short(text, tokens, place) else ()
        rule = next((one for one in rules if one.holds(words, place)), None)
        if rule is not None:
            words[place] = bare(rule.full).split()[-1]
            found.append((token, rule.full))
    for token, full in reversed(found):
        text = text[: token.start] + full + text[token.end :]
    return text


_UNIT = r"(?:thang|qu[yi]|tuan|ngay|nam)"
# "tháng bảy, à quên tháng tám"
_SLIP = re.compile(
    rf"\b{_UNIT} \w+(?:[/.-]\d+)*\s*[,.…-]*\s*(?:(?:a|ay|ua|o|u|y) )?(?:ma )?(?:quen|nham|lon|noi nham|noi lai|noi lon)"
    rf"(?: (?:roi|mat|chu|la|phai))*\s*[,.…-]*\s*(?={_UNIT}\b)"
)
# "năm ngoái, tháng tám"
_PARTED = re.compile(r"(?P<year>\bnam (?:ngoai|nay|sau|toi|truoc)),(?= (?:thang|qu[yi])\b)")


def _mended(text: str) -> str:
    """`text` without a time that the asker takes back, and without a comma between a year and its month."""
    for match in reversed(list(_SLIP.finditer(same_length(text)))):
        text = text[: match.start()] + text[match.end() :]
    for match in reversed(list(_PARTED.finditer(same_length(text)))):
        text = text[: match.end("year")] + text[match.end() :]
    return text


# "bao nhiêu %", "đ/c"
_SIGNS = re.compile(r"(?<=nhiêu|nhieu)\s?%|\b[đd]/c\b\.?", re.IGNORECASE)


def _written_out(match: re.Match[str]) -> str:
    return " phần trăm" if match.group().endswith("%") else "đồng chí"


def _may_be_short(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a word stands where one that is written short may: not in a symbol, a letter of a list or a name."""
    token, before = tokens[place], tokens[place - 1] if place else None
    beside = text[token.start - 1 : token.start] + text[token.end : token.end + 1]
    opens = before is None and len(token.text) > 1 and token.text[1:].islower()
    if not (token.text.islower() or opens) or set(beside) & set("-/&."):
        return False
    if before is None:
        return True
    if len(token.text) == 1:
        return before.bare not in _LETTERED and not (token.fold == "k" and before.bare.isdigit())
    return before.fold not in _HEADS or token.fold in _NO_INITIALS


def _months(text: str) -> str:
    """ "t5" written out as the month or, beside "tuần" and the parts of a day, as the day of a week."""
    plain = same_length(text)
    for match in reversed(list(_MONTH.finditer(plain))):
        start, end, number = match.start(), match.end(), int(match["n"])
        if text[start] == "T" and not _CAPITAL.match(plain, end) or _NOT_MONTH.search(plain[:start]):
            continue
        week = number in _DAYS and (_OF_WEEK.search(plain[:start]) or _WEEK.match(plain, end))
        full = f"thứ {_DAYS[number]}" if week else f"tháng {number}"
        text = text[:start] + full + text[end:]
    return text
