"""What the one who asks wants the answer for, or is doing just now: "…, để tôi ghi vào biên bản", "… để làm báo cáo",
"…, sếp đang chờ". It says nothing of the rows, and its days are no deadlines ("…, tuần sau tôi đi công tác")."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from assistant.question import Due
from assistant.tokens import bare_words, folded_words, is_accented, same_length
from corpus.text import fold

# Each of a text: whether it names a body; the first period in it.
Names = Callable[[str], bool]
Days = Callable[[str], Due | None]

_I = r"(?:toi|tui|em|anh|chi|minh|sep|(?:ben|bon|tui|chung|phong|co quan) (?:em|toi|minh|tui|anh|chi))"
# What "để" is followed by where no one is named who does it: what is done in offices with an answer.
_OFFICE = (
    r"(?:(?:lam|lap|viet|soan|hoan thien|chuan bi|xay dung|in|dua vao|ghi|ghi vao|phuc vu|kip) )?"
    r"(?:bao cao|to trinh|bien ban|slide|thong bao|giay moi|cong van|hop|giao ban|cuoc hop|bai phat bieu|lich)"
    r"|tong hop|don doc|nhac(?: (?:viec|nho|lich))?|theo doi|trinh (?:sep|lanh dao|thu truong|ky)|(?:xep|len|sap) lich"
    r"|cap nhat|nhap|in(?: ra)?|luu|biet|nam|tien|cham diem|phan cong|phan viec|giao viec|chu dong|doi chieu|tra loi"
    r"|kiem tra|ra soat|dan|treo|phat bieu|ghi|chuan bi(?: hop| giao ban)?|so ket|tong ket|kiem diem"
)
_REST = r"[^,;:.?!…]*"
_FOR_ME = re.compile(rf"(?:^|(?<=[\s,]))(?:de|cho) (?:cho )?(?:con )?{_I} \w+\b{_REST}")
_FOR_WORK = re.compile(
    rf"(?<=[\s,])(?:(?:de|nham|dung de|phuc vu(?: cho| viec| cong tac)?) (?:con |kip |tien )?)(?:{_OFFICE})\b{_REST}"
)
_WHEN = (
    r"(?:(?:sang|chieu|toi|trua) (?:nay|mai)|(?:dau |cuoi )?(?:tuan|thang) (?:sau|nay|toi)|ngay mai|mai|lat nua"
    r"|(?:ti|chut|lat) nua|bay gio|gio|hom nay|thu (?:hai|ba|tu|nam|sau|bay))"
)
_BUSY = r"(?:dang|con|sap|vua|moi|phai|can gap|can ngay|cho|doi|hoi|giuc|thuc|bao|keu|mang|hoi thuc|di|hop|ban|co)"
_MEETS = r"(?:la |phai |co |den luot )*(?:hop|giao ban|nop|bao cao|trinh|sep|lanh dao|thu truong|di hop|kiem tra)"
# A clause by itself that tells of the one who asks.
_TOLD = re.compile(
    rf"(?:^|(?<=[,;.!?…])\s*|(?<=\s[-–])\s*)(?:da |thua |vi |tai |do |so la )?(?:"
    rf"(?:{_WHEN} )?(?:la )?(?:xin loi )?{_I}(?: \w+)? {_BUSY}\b|(?:{_WHEN} ){_I}\b|{_WHEN} {_MEETS}\b"
    rf"|(?:lanh dao|thu truong|cap tren|sep)(?: (?:em|toi|minh|tui))? {_BUSY}\b|{_I} (?:nho|nghe|tuong|nghi|quen)\b"
    rf"|xin loi {_I}\b){_REST}"
)
_ASKING = frozenset({"ai", "gì", "nào", "mấy", "đâu", "chưa", "không"})
_ASKED = frozenset({*_ASKING, "bao", "sao", "liệt", "danh", "toàn", "tất", "lọc", "thống", "việc", "vụ", "hạn", "số",
                    "mục", "khi", "cho", "kể", "nêu", "phần"})  # fmt: skip
_GENERAL = frozenset({"viec", "nao", "gi", "nhiem", "vu", "nhung", "cac", "co", "phai", "lam", "la", "can", "may",
                      "bao", "nhieu", "cong", "dau", "toi", "em", "cho", "xem", "liet", "ke", "thi", "bi"})  # fmt: skip
# "mấy anh" are persons, no number that is asked for.
_PERSONS = re.compile(r"\bmấy (?:anh|chị|em|đứa|ông|bà|bác|cô|chú|người|đồng chí)\b")
# Work, in a clause that only seems to tell of the one who asks.
_WORK = re.compile(
    r"(?<!giao )(?<!nhac )(?<!phan )(?<!xep )(?<!chia )(?<!lam )\b(?:viec|nhiem vu|han|danh sach|ke hoach)\b"
)
_WANTS = re.compile(rf"\b{_I} (?:\w+ )?(?:can|muon|hoi|tim|lay|xem|chi|noi|ke)\b(?! gap| ngay| lam\b)")
# "làm gì | để báo cáo Trung ương" says what work is for.
_WORK_FOR = re.compile(r"\b(?:lam|phai lam|can lam) (?:nhung )?(?:gi|viec gi|viec nao)\s*$")
# Spelt otherwise these are other words: "đề", "chỉ", "tới", "chờ".
_SPELT = {"de": "để", "cho": "cho", "toi": "tôi", "chi": "chị", "minh": "mình", "em": "em", "anh": "anh", "sep": "sếp",
          "mai": "mai", "nho": "nhớ", "con": "còn", "bao": "báo", "tuong": "tưởng", "nhac": "nhắc"}  # fmt: skip
# Behind these a pronoun is none: "anh em", "em nhỏ", "tối ưu", "chỉ đạo".
_OTHERS = re.compile(
    r"\b(?:(?:anh|chi) em|em (?:nho|be|hoc)|(?:cac|tre|dan) em|anh hung|toi (?:uu|da|thieu|pham)|minh (?:bach|chung)"
    r"|chi (?:dao|tra|tieu|bo|hoi|phi|thi|doan))\b"
)


def without_purpose(
    text: str, names: Names, days: Days, together: Callable[[str, str], bool]
) -> tuple[str, tuple[str, ...]]:
    """`text` without the clauses that tell of the one who asks, where a question is left; and those clauses.

    `together(a, b)`: two bare words stand side by side in a plan; what "để" begins in its words stays.
    """
    taken: list[str] = []
    for pattern in (_FOR_ME, _FOR_WORK, _TOLD):
        place = 0
        while match := pattern.search(same_length(text), place):
            rest = f"{text[: match.start()].rstrip(' ,;')} {text[match.end() :].lstrip(' ,;.')}".strip()
            end = _kept_from(text, match, pattern, names, days)
            if end is None or not _asks(rest) or pattern is _FOR_WORK and not _is_of_office(text, match, together):
                place = match.end()
                continue
            taken.append(text[match.start() : end].strip(" ,;."))
            text = f"{text[: match.start()].rstrip(' ,;')} {text[end:].lstrip(' ,;.')}".strip()
            place = match.start()
    return text, tuple(taken)


def _kept_from(text: str, match: re.Match[str], pattern: re.Pattern[str], names: Names, days: Days) -> int | None:
    """Where what is kept goes on behind a clause: at its end, or at the period that it says of the rows. None where the
    clause is no such one."""
    said, others = match.group(), f"{text[: match.start()]} , {text[match.end() :]}"
    own = text[match.start() : match.end()]
    if not _is_spelt(text, own) or _OTHERS.search(said) or _WORK.search(said) or _asking(own):
        return None
    if pattern is not _FOR_WORK and _WANTS.search(said) or match.start() == 0 and said.startswith("cho"):
        return None
    if names(own) and not names(others):
        return None
    first = days(own)
    if first is None or pattern is _TOLD or days(others) is not None:
        return match.end()
    one_day = first.relative and first.first == first.last  # "để em họp sáng mai"
    return match.end() if one_day else match.start() + first.start


def _is_spelt(text: str, own: str) -> bool:
    """Whether the first words of a clause carry the marks of their own, or none in a question without."""
    plain = not is_accented(text)
    for place, word in enumerate(folded_words(own)[:4]):
        said = bare_words(word)[0]
        if said in _SPELT and (not place or said != "cho") and word != _SPELT[said] and not (plain and word == said):
            return False
    return True


def _asking(clause: str) -> bool:
    said = _PERSONS.sub(" ", fold(clause))
    return not _ASKING.isdisjoint(folded_words(said))


def _asks(rest: str) -> bool:
    """Whether what is left is a question."""
    said, plain = folded_words(rest), {bare_words(word)[0] for word in _ASKED}
    return len(said) > 2 and any(word in _ASKED or word in plain for word in said)


def _is_of_office(text: str, match: re.Match[str], together: Callable[[str, str], bool]) -> bool:
    """Whether work in an office is meant, beside something that chooses rows, and not what the rows themselves say."""
    ahead = same_length(text[: match.start()])
    if _WORK_FOR.search(ahead) or set(bare_words(ahead)) <= _GENERAL:
        return False
    said = bare_words(match.group())[:5]
    return not all(together(*pair) for pair in pairwise(said))
