"""Notes, sums and remarks that close a list: they stand below the rows of a table or among prose and are no tasks,
though they may name days and agencies ("Tổng số: 24 nhiệm vụ, trong đó 6 nhiệm vụ hoàn thành trước 30/6")."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.headings import Label, plain
from corpus.text import bare

_NOTE = re.compile(r"\W*(?:ghi chu|luu y|chu thich|chu giai)(?: (?:them|chung|khac))?\s*(?:[:.,(–-]|rang\b|$)")
_COUNTED = r"(?:nhiem vu|cong viec|viec|noi dung|chi tieu|muc|dau viec|du an)\b"
# a sum, with what it is of or behind a colon: "Tổng kinh phí: 3.680", "Cộng (I + II)", "Tổng cộng: 24 nhiệm vụ"; not
# a body or a work whose name begins so: "Tổng công ty", "Tổng số hóa"
_SUM_OF = (
    r"(?:cong(?! (?:ti|doan|trinh|suat|dan|nhan|viec))|so(?! hoa)|kinh phi|du toan|nhu cau|chi phi|gia tri"
    r"|muc (?:von|kinh phi|dau tu|chi)|nguon|von|tien)"
)
_TOTAL = re.compile(
    rf"\W*(?:tong {_SUM_OF}\b[^:.;]{{0,60}}?\W*(?::|=|\d|$)|tong\W*(?:[:=\d]|$)"
    r"|cong(?: don)?\s*(?:(?:muc|phan|nhom|khoan|tong)\b[^:.;]{0,40})?\W*(?:(?:[ivx]+|[a-e])\b\W*)*(?::|=|\d|$)"
    rf"|trong do\b\W*(?:co |gom )?\d+ {_COUNTED}"
    r"|(?:so tien )?(?:viet )?bang chu\s*:)"
)
_CLOSES = re.compile(
    r"\W*(?:an dinh )?(?:danh (?:sach|muc)|bang(?: ke| tong hop| phan cong)?|bieu|phu luc|ke hoach)(?: (?:nay|tren))?"
    r" (?:co|gom|bao gom|an dinh)(?: tat ca| tong (?:so|cong))? \d"
)
_STAR = re.compile(r"(?:\(\*{1,3}\)|\*(?!\*)\s*\w[^*]*$|\*{2,3}\s+\w[^*]*\*?$)", re.S)
_MARK = r"\(\*{1,3}\)|\(\d{1,2}\)|\*{1,3}"
_MARK_BEHIND = re.compile(rf"\w\s*(?P<mark>{_MARK})\s*[.;]?\s*$")
_MARK_BEFORE = re.compile(rf"\s*(?P<mark>{_MARK})\s*:?\s*\w")
_STARRED = re.compile(r"\bdấu\s+(?:sao\s+)?[\"“'(]*\*+", re.I)  # "Những nhiệm vụ có dấu (*) phải …"
_DREW_UP = re.compile(r"(?:nguoi|can bo|chuyen vien) (?:lap|tong hop|theo doi)(?: bieu| bang)?\W*$")
_IN_BRACKETS = re.compile(r"\s*\(.*\)\s*[.;]?\s*", re.S)
_ALONE = re.compile(r"\W*(?:ghi chu|chu thich|chu giai)(?: (?:them|chung|khac))?\W*")


def is_note(text: str) -> bool:
    """Whether a text below a table's rows is a note on it, a sum, or says how many rows there are; marks of emphasis
    in it are dropped, but not the star that a note explains."""
    if _STAR.match(text.strip()) or _STARRED.search(text):
        return True
    said = bare(plain(text))
    return any(pattern.match(said) for pattern in (_NOTE, _TOTAL, _CLOSES, _DREW_UP))


def drew_up(text: str) -> bool:
    """Whether a line is nothing but "Người lập biểu"."""
    return _DREW_UP.fullmatch(bare(text)) is not None


def is_aside(text: str, label: Label) -> bool:
    """Whether a paragraph of prose is a note, a sum, or stands in brackets. Numbered items never are, and of bullets
    none that asks for attention: "- Lưu ý: các đơn vị báo cáo trước 25/6"."""
    if label.kind == "none":
        return _IN_BRACKETS.fullmatch(text) is not None or is_note(text)
    shown = plain(label.rest)
    return label.kind == "bullet" and is_note(shown) and not bare(shown).startswith("luu y")


def marks_in(cells: Iterable[str]) -> frozenset[str]:
    """The marks that stand behind the words of a table's cells and are explained below it: "(*)", "(1)", "*"."""
    found = {match["mark"] for text in cells if (match := _MARK_BEHIND.search(text)) and "**" not in text}
    return frozenset(found)


def explains(text: str, marks: frozenset[str]) -> bool:
    """Whether a paragraph below a table begins with one of its marks."""
    match = _MARK_BEFORE.match(text)
    return match is not None and match["mark"] in marks


def opens_notes(text: str) -> bool:
    """Whether a paragraph is "Ghi chú:" alone, above the notes themselves."""
    return _ALONE.fullmatch(bare(plain(text))) is not None
