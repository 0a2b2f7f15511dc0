"""Rows and sections that a question names by number: "nhiệm vụ số 8", "mục VI.2.10", "dòng 22"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.tokens import same_length, tokenize, touches

_NOUN = r"(?:nhiem vu|cong viec|viec|dong|hang|muc viec|dau viec|stt|so thu tu|y|gach dau dong|khoan|hang muc|noi dung)"
# "Chương trình hành động 52", "hạng 2": no line, no row
_LINE = {"dong": "dòng", "hang": "hàng"}
_BEFORE_OTHERS = frozenset({
    "hanh", "hoat", "lao", "hop", "van", "khoi", "nhan", "hoi", "cong", "bien", "tac", "khach", "ngan", "don", "mat",
    "xep",
})  # fmt: skip
_NUMBER = re.compile(
    rf"\b(?:{_NOUN}\s+(?:so|thu|stt|so thu tu)|dong|hang|stt|so thu tu)\s+(?:so\s+)?"
    r"(\d{1,3}(?:\.\d{1,3}){0,3})(?![\d/%-])\b"
)
# "nhiệm vụ 3.2", "việc 14 trong phụ lục …", but not "nhiệm vụ 5 năm"
_NUMBER_ALONE = re.compile(
    r"\b(?:nhiem vu|cong viec|viec|muc viec|dau viec|hang muc|noi dung)\s+"
    r"(\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}(?=\s*(?:[?,;:]|$)|\s+(?:trong|cua|o|tai|thuoc|la|do|phan|ke hoach|phu luc"
    r"|giao|ai|co|khi nao|bao gio|han|nam trong|muc|chuong|diem)\b))(?![\d/%-])\b"
)
# "số 7 phần II", at a question's beginning
_NUMBER_OF_PART = re.compile(
    r"(?:^|[,:;]\s*|\b(?:la|hoi|biet|xem|doc)\s+)so\s+(\d{1,3}(?:\.\d{1,3}){0,3})(?=\s*,?\s+(?:phan|muc|chuong|bang)\s+)"
)
# "mục III số 12"
_NUMBER_IN_PART = re.compile(
    r"\b(?:muc|phan|chuong)\s+(?:[ivx]{1,5}|[a-e]|\d{1,2})(?:\.(?:\d{1,3}|[a-e]))*,?\s+"
    r"(?P<said>(?:dong\s+|viec\s+|nhiem vu\s+)?so\s+(?P<n>\d{1,3}(?:\.\d{1,3}){0,3}))(?![\d/%-])\b"
)
# "mục 5 phần III": the row, or the section III.5
_ITEM_OF_PART = re.compile(
    r"\b(?:muc|diem|khoan)\s+(?:so\s+)?(\d{1,3}(?:\.\d{1,3}){0,3})"
    r"(?=\s*,?\s+(?:(?:cua|thuoc|o|trong)\s+)?(?:phan|muc|chuong)\s+[ivx]{1,5}\b)"
)
# "số 3 và số 5", "số 1, 2 và 3": the numbers behind the first
_MORE = re.compile(
    r"\s*(?:,|;|va|voi|&)\s*(?:(?:nhiem vu|viec|dong|stt|so)\s+)*(\d{1,3}(?:\.\d{1,3}){0,3})(?![\d/%-])"
    r"(?!\s*(?:ngay|tuan|thang|quy|nam|viec|nhiem vu)\b)"
)
# "III.2 của kế hoạch 376": a numeral with a part needs no word before it
_NUMERAL = re.compile(r"(?<![\w./-])((?:[IVX]{1,5}|[A-E])(?:\.\d{1,3}){1,3})(?![\w/-])")
# "nhiệm vụ đầu tiên phải xong" is the earliest one, not the first of the list before
_TO_BE_DONE = re.compile(r"\s*(?:phai|can|den han|toi han|het han|hoan thanh|xong)\b")
_ORDINALS = {
    "nhat": 1, "hai": 2, "nhi": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10,
}  # fmt: skip
_LINES = r"(?:dong|hang|gach dau dong|dau gach|gach)"
_FEW = {"hai": 2, "ba": 3, "bon": 4, "nam": 5, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(_FEW)})"
_ENDS = (
    r"(?=\s*(?:[,;:?.!]|$)"
    r"|\s+(?:bang|bieu|danh sach|phu luc|muc|phan|cua|trong|o|thuoc|la|ghi|noi|giao|do|ai|nao|ve|lien quan|thoi|di"
    r"|nhe|nha|a)\b)"
)
_ORDINAL = re.compile(
    rf"\b(?:(?P<some>{_COUNT}) )?(?P<noun>{_NOUN}|{_LINES}|(?<=\w )cai)\s+(?:"
    r"thu\s+(?P<thu>\d{1,3}|nhat|hai|nhi|ba|tu|bon|nam|sau|bay|tam|chin|muoi)"
    r"|(?P<first>dau tien|tren cung)(?P<both>\s+(?:va|voi|lan)\s+(?:(?:viec|dong|nhiem vu)\s+)?cuoi cung)?"
    r"|(?P<last>cuoi cung|sau chot|sau cung|duoi cung)"
    r"|(?P<next>ap chot|ke (?:cuoi|chot)|gan cuoi|sat cuoi))\b"
    # "dòng cuối", "việc cuối bảng"; "việc cuối năm" is none
    # "ba việc đầu", "2 nhiệm vụ cuối"
    rf"|\b(?P<many>{_COUNT}) (?:{_NOUN}|cai|mon) (?:(?P<opens>dau)|(?P<ends>cuoi|chot)){_ENDS}"
    rf"|\b(?:(?P<few>{_COUNT}) )?(?:{_LINES}\s+(?:(?:nam )?o )?(?P<top>dau){_ENDS}"
    rf"|{_LINES}\s+(?:(?:nam )?o )?(?P<bottom>cuoi|chot){_ENDS}"
    rf"|(?:{_NOUN} nao|{_NOUN}|nao)\s+(?:(?:duoc )?(?:nam|dung|xep|liet ke|ghi)(?: o| tai)?|o) "
    r"(?:(?P<there>dau|dau tien)|(?P<below>cuoi|cuoi cung)|(?P<above>ap chot))"
    r"(?=\s+(?:bang|bieu|danh sach|phu luc|muc|phan)\b)|"
    rf"{_NOUN}\s+(?:(?P<begins>dau)|(?P<closes>cuoi))(?=\s+(?:bang|bieu|danh sach|phu luc)\b))"
)
_PATH = r"(?:[IVX]{1,6}|[ivx]{1,6}|\d{1,3})(?:\.(?:\d{1,3}|[a-zđ]))*"
# "danh mục 18 vị trí", "hạng mục 2", "địa điểm 3", "thành phần 4" are no places in a plan
_SECTION = re.compile(
    r"\b(?<!danh )(?<!hang )(?<!chuyen )(?<!dia )(?<!quan )(?<!thanh )"
    rf"(?:muc|phan|chuong|tieu muc|diem|dieu)\s+(?:so\s+|thu\s+)?({_PATH})(?![\w/%-])(?!\.\w)"
)


# "từ dòng 3 đến dòng 6", "số 2 đến số 5"
_RANGE = re.compile(
    rf"\b(?:tu\s+)?(?:{_NOUN}\s+)?(?:so\s+|dong\s+|stt\s+)(?P<low>\d{{1,3}})\s+(?:den|toi)\s+"
    rf"(?:{_NOUN}\s+)?(?:so\s+|dong\s+|stt\s+)(?P<high>\d{{1,3}})(?![\d/%.-])"
)
MOST = 30
# "dòng 3 từ dưới lên", "việc thứ hai tính từ cuối"
_FROM_BELOW = re.compile(
    rf"\b(?:{_NOUN}|{_LINES})\s+(?:(?:so|thu)\s+)?(?P<n>\d{{1,2}}|nhat|hai|nhi|ba|tu|bon|nam|sau|bay|tam|chin|muoi)"
    r"\s+(?:(?:tinh|dem|ke)\s+)?tu\s+(?:duoi|cuoi)(?:\s+(?:len|bang))?\b"
)


@dataclass(frozen=True, slots=True)
class RowMention:
    """A number in a question. `path` is "8", "VI.2.10" …; `section`: the words say a section, not a row.

    `ordinal`: the place in the list that was just shown ("việc thứ hai" is 2, the last one -1).
    """

    said: str
    start: int
    end: int
    path: str = ""
    section: bool = False
    ordinal: int | None = None


def find_rows(text: str) -> list[RowMention]:
    """Rows and sections named in `text` (NFC), in order."""
    shadow = same_length(text)
    found = [
        RowMention(text[m.start() : m.end()], *m.span(), ordinal=-_place(m["n"])) for m in _FROM_BELOW.finditer(shadow)
    ]
    for m in _RANGE.finditer(shadow):
        low, high = int(m["low"]), int(m["high"])
        said = text[m.start() : m.end()]
        found += [RowMention(said, *m.span(), path=str(n)) for n in range(low, high + 1) if high - low < MOST]
    below = [(one.start, one.end) for one in found]
    found += [
        RowMention(text[m.start() : m.end()], m.start(), m.end(), path=m.group(1))
        for expression in (_NUMBER, _NUMBER_ALONE, _NUMBER_OF_PART, _ITEM_OF_PART)
        for m in expression.finditer(shadow)
        if not _is_other(text, m) and not touches(m.start(), m.end(), below)
    ]
    found += [
        RowMention(text[slice(*m.span("said"))], *m.span("said"), path=m["n"])
        for m in _NUMBER_IN_PART.finditer(shadow)
        if not touches(*m.span("n"), [(one.start, one.end) for one in found])
    ]
    items = {m.start() for m in _ITEM_OF_PART.finditer(shadow)}
    found += [
        RowMention(text[m.start() : m.end()], m.start(), m.end(), path=m.group(1).upper(), section=True)
        for m in _SECTION.finditer(shadow)
        if m.start() not in items
    ]
    for first in [mention for mention in found if not mention.section and mention.ordinal is None]:
        end = first.end
        while more := _MORE.match(shadow, end):
            found.append(RowMention(text[end : more.end()], end, more.end(), path=more[1]))
            end = more.end()
    for match in _NUMERAL.finditer(text):
        if not any(match.start() < other.end and other.start < match.end() for other in found):
            found.append(RowMention(match[1], *match.span(), path=match[1], section=True))
    for match in _ORDINAL.finditer(shadow):
        if (match["first"] or match["last"]) and _TO_BE_DONE.match(shadow, match.end()) or _is_other(text, match):
            continue
        if not any(match.start() < other.end and other.start < match.end() for other in found):
            said = text[match.start() : match.end()]
            found += [RowMention(said, *match.span(), ordinal=ordinal) for ordinal in _ordinals(match)]
    return sorted(found, key=lambda mention: mention.start)


def _is_other(text: str, match: re.Match[str]) -> bool:
    """Whether what looks like a line's number has another word ("hành động 52", "hạng 2")."""
    word = tokenize(text[match.start() :])[0]
    before = tokenize(text[: match.start()])
    if word.bare not in _LINE:
        return False
    return word.fold not in (word.bare, _LINE[word.bare]) or bool(before) and before[-1].bare in _BEFORE_OTHERS


def _ordinals(match: re.Match[str]) -> list[int]:
    """The places in a list, from its end below 0: several for "ba dòng cuối"."""
    many = match["some"] or match["few"] or match["many"]
    some = (int(many) if many.isdigit() else _FEW[many]) if many else 1
    if match["last"] or match["bottom"] or match["below"] or match["closes"] or match["ends"]:
        return list(range(-some, 0))
    if match["first"] or match["top"] or match["there"] or match["begins"] or match["opens"]:
        return [1, -1] if match["both"] else list(range(1, some + 1))
    if match["next"] or match["above"]:
        return [-2]
    return [_place(match["thu"])]


def _place(said: str) -> int:
    return int(said) if said.isdigit() else _ORDINALS[said]


def readings(path: str, *, section: bool) -> list[tuple[str | None, str | None]]:
    """What a path may name: (section, row number) pairs, the longest section first.

    >>> readings("VI.2.10", section=True)
    [('VI.2.10', None), ('VI.2', '10'), ('VI', '2.10')]
    >>> readings("8", section=False)
    [(None, '8')]
    """
    if not section:
        return [(None, path)]
    parts = path.split(".")
    found: list[tuple[str | None, str | None]] = [(path, None)]
    found += [(".".join(parts[:cut]), ".".join(parts[cut:])) for cut in range(len(parts) - 1, 0, -1)]
    if parts[0].isdigit():
        found.append((None, path))
    return found
