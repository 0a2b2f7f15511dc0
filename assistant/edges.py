"""Calls and requests before a question and particles behind it, as the three regions and chats have them: "ủa",
"cô chú cho con hỏi", "… hả anh Ba", "… á". The words are in small_talk.toml; what they say with their neighbours in a
plan or in the list of content stays ("con người")."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.tokens import bare_words, folded_words, is_accented
from corpus.text import bare

_FILE = Path(__file__).with_name("small_talk.toml")
_GAP = r"[\s,.:;!?…\"“”'*~-]*"
_END = r"(?=[\s,.:;!?…\"“”~)-]|$)"


@dataclass(frozen=True, slots=True)
class Lists:
    """The compiled expressions. `opening`: what a question may begin with, and those that only others may follow
    (`hanging`); `closing`: what it may end with; `persons`, `telling`, `hinting`: words of a
    clause that tells of the speaker; `office`: words of plans that are none there; `content`: phrases of content."""

    opening: re.Pattern[str]
    hanging: re.Pattern[str]
    closing: re.Pattern[str]
    particles: re.Pattern[str]
    persons: re.Pattern[str]
    telling: re.Pattern[str]
    hinting: re.Pattern[str]
    office: re.Pattern[str]
    content: frozenset[tuple[str, ...]]


# Without their marks these are other words far more often.
_OTHER_WORDS = frozenset({
    "bao", "han", "ban", "dan", "sai", "bat", "ke", "ro", "nam", "goi", "doi", "thuc", "bieu", "no", "ta", "ma", "may",
    "mi", "bo", "bu", "u", "o", "a", "e", "c", "m", "b", "hai", "ut", "sang", "ba", "bay", "trinh", "ky", "theo", "gui",
    "thay", "het", "nong", "oi", "bia", "tra",
    "mo", "to", "chung", "bon",
})  # fmt: skip


def _any(phrases: Iterable[str], *, plain: bool, alone: bool = False) -> str:
    """One of the phrases, longest first; `plain`: without their marks too, of those that stand `alone` only several
    words."""
    given = dict.fromkeys(phrases)
    without = [bare(one) for one in given if plain and (" " in one or not alone and bare(one) not in _OTHER_WORDS)]
    found = sorted({*given, *without}, key=lambda one: (-len(one), one))
    return "(?:" + "|".join(re.escape(one).replace(r"\ ", r"\s+") for one in found) + ")"


@lru_cache(maxsize=2)
def lists(*, plain: bool) -> Lists:
    """The lists of small_talk.toml, read once; `plain`: their words without marks too."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    alone = ("calls", "openers", "closers")
    w = {name: _any(words, plain=plain, alone=name in alone) for name, words in data["words"].items()}
    w["whom"] = rf"(?:(?:{w['many']}\s+)?{w['you']}(?:{_NAME})?)"
    w["say"] = f"(?-i:{w['say']})"  # "đồng chí Lê Quốc Bảo" says nothing
    w["again"] = rf"(?:\s+(?:{w['bit']}|{w['help']}|{w['me']}|{w['look']})){{0,5}}"
    end = r"(?=[\s.!?…)~-]*(?:[,;:?!…]|$))"
    told = {name: re.compile(rf"(?<!\w){w[name]}(?!\w)", re.IGNORECASE) for name in ("telling", "hinting", "office")}
    persons = rf"(?<!\w)(?:{w['persons']}|{w['titles']}\s+(?:\w+\s+){{0,2}}{w['say']})(?!\w)"
    return Lists(
        opening=re.compile(rf"{_GAP}(?:{'|'.join(_openings(w))}){_END}", re.IGNORECASE),
        hanging=re.compile(rf"{_GAP}(?:{w['whom']}|{w['me']}|dạ|da|thế|vậy|mà|thì|rồi|à|nhưng){_END}", re.IGNORECASE),
        closing=re.compile(rf"{_FROM}(?:{'|'.join(_endings(w))})[\s,.;:!?…)~-]*$", re.IGNORECASE),
        particles=re.compile(rf"{_FROM}{w['closers']}{end}", re.IGNORECASE),
        persons=re.compile(persons, re.IGNORECASE),
        content=frozenset(tuple(folded_words(one)) for one in data["content"]["phrases"]),
        **told,
    )


_FROM = r"(?:^|(?<=[\s,.;:!?…]))"
# "chị Hoa", "anh Tư"
_NAME = r"(?-i:\s+(?:[A-ZÀ-ỸĐ]\w*|ba|tư|năm|sáu|bảy|tám|chín|mười|hai|út)){1,2}"
_CALLED = r"(?:ơi|oi|hỡi|à|ạ|nè|này|nha|ui|ưi|êi|thân mến|kính mến|yêu quý)"
_JUST = r"(?:(?:vừa|mới|đang|lại|cứ|có|nó|ngồi|vua|moi|dang|lai|cu|xin|xin phép|muốn|cần|định|tính|muon|can)\s+)?"
_ASKS_FOR = r"(?:nhờ|phiền|làm phiền|cậy|mong|kính mong|kính nhờ|đề nghị|de nghi|nho|phien|lam on|làm ơn)"
_UNSURE = (
    r"(?:thắc mắc|phân vân|băn khoăn|tự hỏi|(?:chưa|không|ko|hok|hổng|chẳng|chả)\s+(?:biết|rõ|nhớ|hiểu|nắm|nắm được"
    r"|rành|hay)|(?:muốn|cần|định|xin|tính)\s+(?:hỏi|biết|tra|xem|coi|trao đổi)|muon hoi|muon biet|can biet)"
)
_NO_ONE = r"mà\s+(?:không|chưa|chẳng|chả|hổng|hông|ko)\s+(?:có\s+|thấy\s+)?ai\s+(?:thèm\s+)?"


def _openings(w: dict[str, str]) -> list[str]:
    """What a question may begin with."""
    who = rf"(?:{w['titles']}|{w['whom']}|{w['me']})"
    return [
        rf"{w['whom']}\s+{_CALLED}",
        r"(?:\w+\s+){1,3}?ơi",
        rf"(?:{w['whom']}|{w['me']})\s+(?:nào\s+)?(?:rảnh\s+)?(?:thì\s+)?(?:cho|để|cho phép|de)"
        rf"\s+(?:{w['me']}|{w['you']}){w['again']}",
        rf"(?:cho|để|xin|xin phép|cho phép|xin cho)\s+(?:(?:{w['me']}|{w['you']})\s+)?(?:xin\s+|được\s+)*"
        rf"{w['look']}{w['again']}",
        rf"(?:{w['whom']}\s+|{w['me']}\s+)?{_ASKS_FOR}(?:\s+{w['whom']})?(?:\s+(?:cho|giúp|hãy|được|vui lòng))?"
        rf"\s+{w['look']}{w['again']}",
        r"(?:kính gửi|kính thưa)\s+[^,.:;?!]{2,60}(?=[,.:;])",
        rf"(?:{w['whom']}\s+)?(?:nào\s+)?{w['look']}\s+(?:{w['bit']}\s+)?(?:{w['help']}|{w['me']}){w['again']}",
        rf"{who}\s+{_JUST}(?:chỉ\s+)?(?:cần|muốn|can|muon)\s+{w['look']}{w['again']}",
        rf"(?:{w['me']}\s+)?(?:đang\s+|cũng\s+|vẫn\s+|hơi\s+)*{_UNSURE}(?:\s+(?:là|rằng|xem|ké|thêm|{w['bit']}))*",
        rf"{who}(?:{_NAME})?\s+(?:\w+\s+){{0,3}}?{_JUST}{w['say']}(?:\s+(?:{w['me']}|{w['say']}|là|rằng|{w['bit']}))*",
        rf"(?:{w['me']}|{w['you']})\s+(?:xin\s+)?(?:kính\s+)?(?:chào|thưa)\s+{w['whom']}(?:\s+ạ)?",
        rf"(?:thưa|kính thưa|kính gửi|chào|kính chào|dạ thưa|hi|hello|hey|ê|alo)\s+{w['whom']}(?:\s+{w['whom']})?",
        rf"(?:\w+\s+){{0,8}}?(?:cho|để)\s+{w['me']}\s+(?:xin\s+)?hỏi{w['again']}",
        r"(?:\w+\s+){0,7}?(?<!câu )(?<!thăm )(?<!học )(?<!đòi )hỏi(?:\s+(?:là|rằng|xem))?",
        rf"{w['openers']}(?:\s+(?:là|nè|nha|nhé|này|giùm|cái|lại|ạ))*",
        rf"{w['calls']}(?:\s+(?:là|nè|nha|nhé|này|mà|thế|thì|ạ|trời))*",
    ]


def _endings(w: dict[str, str]) -> list[str]:
    """What a question may end with."""
    asked = rf"(?:{w['whom']}\s+|ai biết\s+|ai biet\s+|nhờ\s+|phiền\s+)*"
    return [
        rf"{w['spoken']}\s+{w['whom']}(?:\s+{w['whom']})?(?:\s+(?:ơi|iu|yêu|ạ|nha|nhé|hén))*",
        rf"{w['whom']}\s+(?:ơi|oi|à|ạ|iu)",
        rf"{asked}(?:cho|để|giúp|hộ)\s+{w['me']}(?:\s+(?:xin|được))*(?:\s+{w['look']})?{w['again']}",
        rf"{asked}{w['look']}\s+(?:{w['help']}|{w['me']}){w['again']}(?:\s+{w['whom']})?",
        rf"{w['help']}\s+{w['me']}{w['again']}",
        rf"(?:{w['me']}\s+)?(?:(?:xin|chân thành|trân trọng|rất|vô cùng|thành thật)\s+)*"
        r"(?:cảm ơn|cám ơn|cam on|thanks|tks|thks|thank)"
        rf"(?:\s+(?:{w['whom']}|{w['bit']}|nhiều|trước|nhìu|nhieu))*",
        rf"{_NO_ONE}(?:{w['say']}|{w['look']})\s+{w['me']}(?:\s+\w+){{0,3}}",
    ]


Together = Callable[[str, str], bool]
# The stretches of a text that name bodies.
Bodies = Callable[[str], list[tuple[int, int]]]


def without_edges(text: str, together: Together, bodies: Bodies) -> str:
    """`text` without calls and requests before it and particles behind it.

    >>> without_edges("Ủa cô chú cho con hỏi Ban X có việc gì á", lambda first, second: False, lambda part: [])
    'Ban X có việc gì'
    """
    rest = text[opened(text, together, bodies) :]
    ended = closed(rest, together)
    return ended if len(ended.split()) > 1 else rest if len(rest.split()) > 1 else text


def opened(text: str, together: Together, bodies: Bodies) -> int:
    """Where what is asked begins."""
    place = 0
    while end := _opening(text, place, together, bodies):
        place = end
    gap = _SKIP.match(text, place)
    return gap.end() if gap and place else 0


def _opening(text: str, place: int, together: Together, bodies: Bodies) -> int:
    """Where the call or request ends that stands at `place`; 0 where none does."""
    for plain in (False, True) if _BEGINS_PLAIN.match(text, place) else (False,):
        known = lists(plain=plain)
        match = known.opening.match(text, place)
        if match is None:
            loose = known.hanging.match(text, place)
            follows = loose and (_STOP.match(text, loose.end()) or known.opening.match(text, loose.end()))
            match = loose if follows else None
        if match is None or match.end() == place or _is_content(text, match.end(), together):
            continue
        if plain and not _is_plain(text, match.group()):
            continue
        if (plain or len(match.group().split()) > _LONG) and any(start < match.end() for start, _ in bodies(text)):
            continue
        kept = _OF_WORK.search(match.group()) if _NEXT.match(text, match.end()) else None
        return match.start() + kept.start() if kept else match.end()
    return 0


def _is_plain(text: str, said: str) -> bool:
    """Whether words may be what they are without their marks: all are so, in such a question or several of them."""
    own = " ".join(said.lower().split())
    several = " " in own and _SURE.search(own) is not None
    return own == bare(own) and (several or not is_accented(text))


_SURE = re.compile(r"\b(?:oi|hoi|gium|dum|giup|biet|cam on|tks|thanks|nhe|vay|voi)\b", re.IGNORECASE)
# "cho em hỏi | cái vụ …"
_OF_WORK = re.compile(r"(?<=\w)\s+(?:cái|cai)$", re.IGNORECASE)
# Two words without marks
_BEGINS_PLAIN = re.compile(r"[\W_]*[a-zA-Z]+ +[a-zA-Z]+\b")
_ENDS_PLAIN = re.compile(r"\b[a-zA-Z]+ +[a-zA-Z]+\W*$")
# An opening of more words may name a body.
_LONG = 3
_STOP = re.compile(r"\s*[,:!.…?]")
_SKIP = re.compile(_GAP)
_LAST = re.compile(r"\w+$")
_NEXT = re.compile(r"\s+(\w+)(?:\s+(\w+))?")
# Without their marks these are half of many words of plans.
_HALVES = frozenset({
    "hoi", "chi", "ba", "co", "con", "bao", "noi", "chu", "ma", "o", "a", "e", "u", "em", "anh", "ban", "can", "muon",
    "y", "ta", "bac", "kiem", "xem", "coi", "tra", "tim", "nho", "ho", "cho", "trinh",
})  # fmt: skip


def _is_content(text: str, place: int, together: Together) -> bool:
    """Whether the word that ends at `place` and the one behind it are one word of content: "con | người"."""
    last, behind = _LAST.search(text[:place]), _NEXT.match(text, place)
    if last is None or behind is None:
        return False
    said = tuple(folded_words(f"{last.group()} {behind.group()}"))
    known = lists(plain=False).content
    if any(said[:size] in known for size in (2, 3)):
        return True
    plain = last.group().lower() == bare(last.group()) and bare(last.group()) in _HALVES
    lone = plain and behind[1].lower() == bare(behind[1])
    return bool(lone) and together(bare(last.group()), bare(behind[1]))


def closed(text: str, together: Together) -> str:
    """`text` without what is said behind its question."""
    if is_accented(text):
        text = _FOR_ME_PLAIN.sub("", text)
    text = _without_particles(text, together)
    while match := _closing(text):
        rest = text[: match.start()].rstrip(" ,;:-")
        told = _TELLING.search(text)
        if len(rest.split()) < 2 or _begins_content(text, match.start()) or told and told.end("verb") < match.start():
            break
        asks = _IS_IT.match(match.group())
        text = _without_particles(rest, together) + (f" {asks.group()}" if asks else "")
        if asks:
            break
    return text


# "… hả anh Ba": still a question
_IS_IT = re.compile(r"(?:hả|hở|hử)\b", re.IGNORECASE)
# "…, nói con số cho tôi": a request of its own
_TELLING = re.compile(
    r"[,.;:!?…-]\s*(?P<verb>nói|đọc|kể|liệt kê|xuất|gửi|báo|nêu|in|đưa|ghi|trả lời|cho)\b[^,.;:!?…]*$", re.IGNORECASE
)


def _closing(text: str) -> re.Match[str] | None:
    sure = lists(plain=False).closing.search(text)
    plain = None if sure or not _ENDS_PLAIN.search(text) else lists(plain=True).closing.search(text)
    return sure or (plain if plain and _is_plain(text, plain.group()) else None)


def _without_particles(text: str, together: Together) -> str:
    """`text` without the particles that end its clauses."""
    plain = not is_accented(text)
    place, known = 0, lists(plain=plain).particles
    while match := known.search(text, place):
        before = _LAST.search(text[: match.start()].rstrip())
        said = bare_words(f"{before.group() if before else ''} {match.group()}")[:2]
        kept = before is None or before.group().isdigit() or _begins_content(text, match.start())
        kept = kept or plain and match.group().lower() in _NO_PARTICLES
        if kept or len(said) > 1 and said[1] in _DOUBTFUL and together(*said):
            place = match.end()
            continue
        text = text[: match.start()].rstrip() + text[match.end() :]
        place = max(0, match.start() - 12)
    last = None if plain else _PLAIN_LAST.search(text)
    before = _LAST.search(text[: last.start()].rstrip()) if last else None
    if before and last and before.group().isalpha() and not together(bare(before.group()), bare(last.group("word"))):
        return text[: last.start()].rstrip()
    return text


# Words of questions without marks that may be others: "hien mau", "mo coi".
_NO_PARTICLES = frozenset({"mau", "coi", "ta", "ri", "ha", "nghe", "phat", "di", "cai", "v", "y", "hi", "he", "nhanh"})
# Behind a question with its marks: "… ai làm de em con bao cao", "… ai làm vay".
_FOR_ME_PLAIN = re.compile(r"\s+de\s+(?:toi|tui|em|anh|chi|minh|sep|con|chau)\s+[a-zA-Z ]{2,40}[.!]*$")
_PLAIN_LAST = re.compile(r"\s(?P<word>vay|nhi|nhe|rua|a|le)(?:\s(?:he|a|em|chi|anh|ban))?[\s.!?…]*$")
_DOUBTFUL = frozenset(
    {"phat", "lan", "ta", "he", "ha", "y", "ma", "hi", "dong", "dua", "nghe", "cai", "nha", "ri", "di"}
)


def _begins_content(text: str, place: int) -> bool:
    """Whether the word before `place` and the one there are one word of content: "châu | Á"."""
    before, behind = text[:place].split()[-2:], text[place:].split()[:1]
    said = tuple(folded_words(" ".join([*before, *behind])))
    return any(said[-size:] in lists(plain=False).content for size in (2, 3))
