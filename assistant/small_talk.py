"""Clauses of a question that tell of the one who asks, or of anything but plans: "Tối nay nhậu không? À mà khoan, …",
"Xe hư giữa đường, nhắn vội, …", "…, em đọc hoài mà lú luôn". They are dropped where another holds a whole question.
What rows may be about stays: bodies, days, work, and words that stand side by side in a plan."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from assistant.chat import out_of_chat
from assistant.edges import Bodies, Lists, Together, closed, lists, opened, without_edges
from assistant.mentions import Mentions
from assistant.row_reference import find_rows
from assistant.spelling import Spelling
from assistant.tokens import bare_words, is_accented, tokenize
from assistant.vocabulary import vocabulary
from corpus.text import bare


@dataclass(frozen=True)
class Reads:
    """What the words of a part of a question are read as. `named`: a body, plan or row; `days`: whether it names any,
    and whether they are but the day or hour of speaking; `cues`: what it asks."""

    named: Callable[[str], bool]
    days: Callable[[str], tuple[bool, bool]]
    cues: Callable[[str], frozenset[str]]
    together: Together
    bodies: Bodies

    @classmethod
    def of(cls, mentions: Mentions, spelling: Spelling, today: date) -> Reads:
        """How the plans of an index read them."""

        def named(part: str) -> bool:
            bodies = any(one.keys for one in mentions.agencies(part))
            return bodies or bool(find_rows(part) or mentions.plans(part, accented=is_accented(part)))

        def days(part: str) -> tuple[bool, bool]:
            found = mentions.periods(part, today=today)
            return bool(found), all(one.relative and one.first == one.last for one in found)

        def cues(part: str) -> frozenset[str]:
            found = vocabulary().find(tokenize(out_of_chat(part)), (), accented=is_accented(part))
            return frozenset(cue.name for cue in found)

        def bodies(text: str) -> list[tuple[int, int]]:
            return [(one.start, one.end) for one in mentions.agencies(text) if one.keys]

        return cls(named, days, cues, spelling.together, bodies)


_PART = re.compile(r"(?<!\d)[,:](?!\d)|[,:](?=\s)|[;!?…\n]+|\.+(?=\s|$)|\s[-–]+(?=\s)|[“”\"](?=\s|$)")
_ASKED = frozenset({"list", "count", "when", "who", "number", "every", "earliest", "latest", "most", "least", "plans",
                    "agencies", "conflicts", "column", "compare", "by_agency", "by_month", "by_quarter", "by_plan",
                    "signer", "recipients", "symbol", "title", "basis", "issued_on", "issuer", "prose", "define",
                    "which_plan"})  # fmt: skip
# A clause that tells of the speaker may hold these.
_HARMLESS = frozenset({"framing", "open", "yesno", "and_what_of", "that_task", "this_plan", "every", "prose"})
_HARMLESS_TOLD = _HARMLESS | {"list", "done", "conditional", "that_agency", "number", "has_none", "column"}
_HEADS = re.compile(
    r"(?<!nhận )(?<!bận )(?<!vào )(?<!vô )(?<!làm )(?<!công )(?<!nhiều )(?<!bàn )\b(?:việc|nhiệm vụ|vụ|chuyện|mảng|mục"
    r"|khoản|kế hoạch|liên quan|thuộc(?! bài| lòng| đường)|lĩnh vực|thời hạn|hạn|viec|nhiem vu|vu|chuyen|ke hoach"
    r"|lien quan|mang|khoan|linh vuc)\b",
    re.IGNORECASE,
)
# A clause that begins so goes on with what rows are asked for.
_GOES_ON = re.compile(
    r"\W*(?:nhất là|đặc biệt|trừ|ngoài|ngoại trừ|kể cả|tính cả|bao gồm|gồm|trong đó|riêng|chỉ"
    r"|không (?:tính|kể|gồm|lấy|bao)|và|hoặc|hay|cùng|của|do|ở|tại|từ|đến|trước|sau|trong|cả|về|theo từng|chia|xếp|sắp"
    r"|nhat la|tru|ngoai|ke ca|gom|rieng|khong (?:tinh|ke|gom|lay)|va|hoac|cua|truoc|trong)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:một mình|(?<!bọn )(?<!các )(?:anh|chị) em|bà con|trẻ em|dân em|em (?:bé|nhỏ|học)|anh hùng|học sinh)\b",
    re.IGNORECASE,
)
_ENDS_SO = re.compile(r"\b(?:rồi|luôn|thôi|nữa|mất|roi|luon|mat)$", re.IGNORECASE)
_ASKS_SO = re.compile(r"\b(?:không|chưa|khong|chua|hả|à)(?: (?:anh|chị|em|bác|chú))?\W*$", re.IGNORECASE)
# "tiêm phòng dại chưa | anh"
_TO_WHOM = re.compile(r"(?<=chưa|hông|chua) (?:anh|chị|em|bác|chú|cô|cậu|bạn|sếp)$", re.IGNORECASE)


def without_small_talk(text: str, reads: Reads) -> tuple[str, tuple[str, ...]]:
    """`text` without what is said around the question, and of this the clauses that rows might be asked for by."""
    text = _SIGNS.sub(" ", _DRAWN_OUT.sub(_once, text))
    text = " ".join(text.split())
    parts = _parts(text)
    aside: tuple[str, ...] = ()
    if len(parts) > 1:
        kept = _kept(parts, reads)
        aside = tuple(
            part.strip(_MARKS) for place, (part, core) in enumerate(parts) if place not in kept and " " in core
        )
        text = " ".join(parts[place][0] for place in kept) if kept else text
    text = without_edges(text, reads.together, reads.bodies).rstrip(" ,;-")
    return _without_kin(text, reads), aside


_KIN = re.compile(
    r"\b(?:(?:cái|mấy|các|cả)\s+)?(?:ông|bà|anh|chị|bác|chú|cô|ổng|bả|thằng|đám|tụi|bọn)\s+(?=[^\W\d_])", re.IGNORECASE
)


def _without_kin(text: str, reads: Reads) -> str:
    """`text` without "cái ông", "mấy anh" right before a body: "ông | Ủy ban Kiểm tra Thành ủy"."""
    found = list(_KIN.finditer(text))
    starts = {start for start, _ in reads.bodies(text)} if found else set()
    for match in reversed(found):
        if match.end() in starts:
            text = text[: match.start()] + text[match.end() :]
    return text


# not in numerals ("III") and short names ("PCCCR")
_DRAWN_OUT = re.compile(r"\b(?![ivxlcdm]+\b|[A-ZĐ]+\b)\w*?([^\W\d_])\1{2,}\w*")
_SIGNS = re.compile(r"[\u2190-\u2bff\u3000-\u303f\U0001f000-\U0001faff\ufe0f\u200d]+")


def _once(match: re.Match[str]) -> str:
    """ "Chịiii ơiii": a letter drawn out, once."""
    word = _RUN.sub(r"\1", match.group())
    return word[:-1] if len(word) > 2 and word[-1] == bare(word[-2]) != word[-2] else word


_RUN = re.compile(r"([^\W\d_])\1{2,}")


def _parts(text: str) -> list[tuple[str, str]]:
    """The clauses, each with what is left of it without calls, requests and particles."""
    found, start = [], 0
    for end in [*(match.end() for match in _PART.finditer(text)), len(text)]:
        if part := text[start:end].strip():
            found.append(part)
        start = end
    return [(part, _core(part)) for part in found]


def _core(part: str) -> str:
    bare_of_marks = part.strip(_MARKS)
    start = opened(bare_of_marks, _never, _nobody)
    rest = bare_of_marks[start:]
    rest = closed(f"x x {rest}", _never)[len("x x ") :] if rest else ""
    return rest.strip(_MARKS)


_MARKS = " ,.:;!?…\"“”'~-–"


def _never(first: str, second: str) -> bool:
    return False


def _nobody(part: str) -> list[tuple[int, int]]:
    return []


def _lists_for(part: str) -> Lists:
    return lists(plain=not is_accented(part))


def _kept(parts: list[tuple[str, str]], reads: Reads) -> list[int]:
    """The places of the clauses that ask; all of them where no whole question would be left."""
    kinds = [_kind(core, reads) for _, core in parts]
    for place, (part, core) in enumerate(parts):
        if kinds[place] == "other" and core != part.strip(_MARKS) and _is_little(part, core):
            kinds[place] = "told"
    asking = [place for place, kind in enumerate(kinds) if kind not in ("", "told", "bound")]
    rest = " ".join(parts[place][1] for place in asking)
    if not _is_whole(rest, reads):
        return [place for place, kind in enumerate(kinds) if kind] or list(range(len(kinds)))
    if not reads.named(rest):
        asking = [place for place, kind in enumerate(kinds) if kind not in ("", "told")]
    main = [place for place in asking if kinds[place] != "other"] or asking
    return [place for place in asking if main[0] <= place <= main[-1] or not _is_aside(place, parts, kinds)]


_CALL = re.compile(r"\b(?:ơi|oi)\W*$|\b(?:hỏi|nhờ|biết|nhớ)\b")
_LITTLE = 3


def _is_little(part: str, core: str) -> bool:
    """Whether a clause is said to somebody ("Ăn cơm chưa bạn ơi"), or what is left of it behind a request is a word or
    one of an office's ("để tui báo anh em | chuẩn bị")."""
    called = _CALL.search(part) is not None and len(core.split()) <= _LITTLE
    return " " not in core or called or _lists_for(core).office.fullmatch(core) is not None


def _is_aside(place: int, parts: list[tuple[str, str]], kinds: list[str]) -> bool:
    """Whether a clause before or behind the question, that says nothing by itself, is beside one that tells of the
    speaker, or before a request that it gives the reason for."""
    beside = kinds[place - 1 : place] + kinds[place + 1 : place + 2]
    if "told" in beside:
        return True
    behind = parts[place + 1][0] if place + 1 < len(parts) else ""
    request = behind and opened(behind, _never, _nobody)
    own = parts[place][1]
    return bool(request) and bool(
        _REASON.match(own) or _lists_for(own).office.search(own) or _lists_for(own).hinting.search(own)
    )


_REASON = re.compile(r"(?:theo|để|nhằm|được|do|vì|bởi|tại|nhân|qua|thực hiện|căn cứ)\b", re.IGNORECASE)


def _kind(core: str, reads: Reads) -> str:
    """What a clause does: "" (nothing but calls and particles), "told" of the speaker ("bound" where it has a body or
    days, too), "asks", or "other"."""
    if not core or _GOES_ON.match(core):
        return core and "asks"
    own = _TO_WHOM.sub("", _OTHERS.sub(" ", core))
    cues = reads.cues(core)
    known = _lists_for(core)
    strong = known.persons.search(own) is not None
    hints = 2 * len(known.telling.findall(own)) + len(set(known.hinting.findall(own.lower())))
    hints += _ENDS_SO.search(core) is not None
    if _is_bound(core, reads):
        return "bound" if strong and not cues & _ASKED and not _HEADS.search(core) else "asks"
    pairs = _pairs(core, reads)
    if strong:
        asks = cues - _HARMLESS_TOLD or cues & _ASKED and pairs > 1
        return "asks" if asks else "told"
    if _REASON.match(core) and known.office.search(core) and not cues & _ASKED:
        return "other"
    if pairs or cues - _HARMLESS_TOLD:
        return "asks"
    if cues & _ASKED and not reads.days(core)[0]:
        return "asks" if cues - _HARMLESS else "other"
    asked = _ASKS_SO.search(core) and not reads.days(core)[0]
    return "told" if hints > 1 and (not asked or known.telling.search(own)) else "other"


def _is_bound(core: str, reads: Reads) -> bool:
    """Whether a clause names bodies, plans, rows, days other than that of speaking, or work."""
    some, now = reads.days(core)
    return some and not now or _HEADS.search(core) is not None or reads.named(core)


def _pairs(core: str, reads: Reads) -> int:
    """How many words of content stand beside the next in a plan."""
    known = _lists_for(core)
    words = bare_words(
        known.hinting.sub(" | ", known.telling.sub(" | ", known.office.sub(" | ", core))).replace("|", "0")
    )
    beside = [(one, other) for one, other in pairwise(words) if one.isalpha() and other.isalpha()]
    return sum(reads.together(*pair) for pair in beside)


def _is_whole(rest: str, reads: Reads) -> bool:
    """Whether what is left asks something of something."""
    cues = reads.cues(rest)
    asks = cues & _ASKED or re.search(r"\b(?:không|chưa|ko|khong|chua|vậy|rứa|thì sao)\W*$", rest)
    words = _lists_for(rest).hinting.sub(" ", rest).split()
    return bool(asks) and (_is_bound(rest, reads) or len(words) > 4)
