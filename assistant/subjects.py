"""Subjects that a question leaves out: "trừ chuyện đại hội ra, … còn hạn nào?", "không tính việc về đảng viên"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from assistant.desk import Desk
from assistant.headings import within_part
from assistant.question import Due, Question
from assistant.row_reference import RowMention
from assistant.select import select
from assistant.tokens import is_spelt, same_length, tokenize, touches
from assistant.vocabulary import vocabulary
from corpus.model import Task
from corpus.text import bare, fold


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of a question that leaves `subject` out; `part`: it may be a part of a plan ("ngoài phần …")."""

    start: int
    end: int
    subject: str
    part: bool = False


_ITEMS = (
    r"(?:(?:het|tat ca|toan bo) )?(?:(?:cac|nhung|may|cai|moi) )*"
    r"(?:viec|nhiem vu|cong viec|dau viec|phan viec|chuyen|phan|mang|noi dung|khoan|vu|nhom(?: viec| nhiem vu)?"
    r"|linh vuc|van de|muc|chu de|cau chuyen|mon|cai|nhung gi|gi)(?: (?:nao|gi))?"
)
_ABOUT = r"(?:(?:co )?lien quan(?: den| toi)?|noi ve|noi den|dinh dang(?: den| toi)?|dinh(?: den| toi)|thuoc|ve)"
# "trừ chuyện …", "ngoài phần …", "không tính việc về …"
_OUT = (
    r"(?:ngoai tru|ngoai|tru(?: di| ra)?|khong (?:ke|tinh|gom|bao gom|lay|dem|xet)|chua (?:ke|tinh)"
    r"|dung (?:tinh|lay|ke|dem)|khoi (?:tinh|ke)|loai(?: tru| bo)?|bo (?:qua|bot|het|ra)|bo|gat(?: bo)?)(?: ca| het)?"
)
_OF_ITEMS = re.compile(rf"\b{_OUT} (?P<noun>{_ITEMS})(?: {_ABOUT})* (?P<subject>.+)")
# without a word for items, only where these say it: "bỏ ngỏ thời hạn" leaves nothing out
_PLAIN_OUT = (
    r"(?:ngoai tru|ngoai|tru(?: di| ra)?|(?:khong|chua) (?:ke|tinh)|khong (?:gom|bao gom)|bo qua|loai tru)(?: ca)?"
)
_OF_SUBJECT = re.compile(rf"\b{_PLAIN_OUT}(?: {_ABOUT})? (?P<subject>.+)")
# "việc nào không liên quan đến đại hội"
_NOT_ABOUT = re.compile(
    r"\bkhong (?:(?:he|phai|co) )?(?:lien quan(?: gi)?(?: den| toi| voi)?|dinh dang(?: gi)?(?: den| toi)?"
    r"|dinh (?:den|toi)|noi (?:ve|den|toi)|de cap(?: den| toi)?|(?:viec |chuyen )?ve"
    r"|thuoc (?:linh vuc|mang|chuyen|nhom))"
    r" (?P<subject>.+)"
)
# "việc nào không phải báo cáo": what is not done in them
_NOT_DONE = re.compile(
    r"\b(?:(?<=viec nao )|(?<=vu nao ))khong (?:phai|can)"
    r" (?P<subject>(?!la\b|lam\b|lo\b|xong|hoan thanh|thuc hien|gap\b|ngay\b|di\b|ai\b|them\b)\w+(?: \w+){0,3})\W*$"
)
_END = re.compile(
    r"\s*(?:[,;:?.!)]|$)|\s+(?:ra|thi|con|nua)\b(?! ca\b)"
    r"|\s+(?:(?:nhung |cac )?(?:viec|nhiem vu|cong viec|dau viec|han|cai) (?:nao|gi|con)"
    r"|co (?:nhung|bao|may|gi|viec|nao)"
    r"|phai (?:lam|hoan thanh|xong)|la (?:nhung|gi|bao)|bao nhieu|ai\b|nhe\b|nha\b|di\b|voi\b|giup\b|a$)"
)
_CLOSED = re.compile(r"\s+(?:ra|thi)\b|,")
_MORE = re.compile(
    r",(?P<more> (?!con\b|thi\b|viec\b|co\b|phai\b|ai\b|toi\b|anh\b|em\b)\w+(?: \w+){0,3}?) (?:ra|thi)\b"
)
_RA = re.compile(r"\s+ra\b")
# Behind these words stands no subject: "trừ sâu", "ngoài trời", "bỏ qua bước này".
_WORDS_OF = re.compile(
    r"(?:sau benh|sau|no|diem|tien|troi|khoi|nuoc|gio|ngan sach|cong lap|tinh|dia ban|huyen|xa hoi|khu vuc"
    r"|quoc doanh|thuc dia|mat|hanh lang|nha nuoc|luong|den|ra|phieu|thau|hoc|trong|chay|trung(?: lap)?$|bot)\b"
)
# What else may be left out is read elsewhere: bodies, states, days, what one does oneself.
_OTHERS = re.compile(
    r"(?:làm|thực hiện) (?:thường xuyên|định kỳ|hằng|hàng)\b"
    r"|(?:của|do|thuộc|giao|chính|mang tính|có tính|ở|phải|cần|được) |(?:thường xuyên|định kỳ|định kì|hằng|hàng|đã|đang"
    r"|chưa|quá hạn|trễ|không|chờ|đợi|có hạn|có ngày|phối hợp|chủ trì|chỉ đạo|mình|này|đó|ấy|kia|trên|vừa|xong|lặp lại"
    r"|hết hạn|sắp(?! xếp)|kể|hoàn thành|làm xong|mấy|nhiều|nào|gì)\b"
)
# Some of these are other words without their accents ("đảng", "mọi", "chợ").
_OTHERS_BARE = re.compile(
    r"(?:lam|thuc hien) (?:thuong xuyen|dinh ky|hang)\b"
    r"|(?:cua|thuoc|giao|mang tinh|co tinh|phai|can|duoc) |(?:thuong xuyen|dinh ky|dinh ki|hang|da|chua|qua han"
    r"|tre han|khong|co han|co ngay|phoi hop|chu tri|chi dao|minh|nay|do|ay|kia|xong|lap lai|het han|sap(?! xep)"
    r"|hoan thanh|lam xong|nao|gi)\b"
)
_PARTS = frozenset({"phan", "muc", "nhom", "chuong", "mang", "linh vuc"})
# A subject has so many words at most.
LONGEST = 10


def left_out(text: str, named: Sequence[tuple[int, int]]) -> list[LeftOut]:
    """What a question leaves out; stretches that name bodies, days or rows (`named`) are left out otherwise."""
    shadow = same_length(text)
    found: list[LeftOut] = []
    for expression in (_OF_ITEMS, _NOT_ABOUT, _NOT_DONE, _OF_SUBJECT):
        for match in expression.finditer(shadow):
            one = _read(text, shadow, match, named)
            if one and not touches(one.start, one.end, [(other.start, other.end) for other in found]):
                found.append(one)
    return sorted(found, key=lambda one: one.start)


def places_left_out(text: str, rows: Sequence[RowMention]) -> list[RowMention]:
    """The rows and parts that a question leaves out by number: "ngoài phần II", "trừ nhiệm vụ số 5"; with the words
    that say so."""
    return [said for row in rows if row.ordinal is None and (said := _with_what_says_so(text, row, _OUT_HERE))]


def periods_left_out(text: str, due: Sequence[Due]) -> list[Due]:
    """The periods that a question leaves out: "ngoài những việc đã quá hạn", "không kể tháng 8"."""
    return [said for one in due if (said := _with_what_says_so(text, one, _OUT_TIME))]


_Named = TypeVar("_Named", RowMention, Due)


def _with_what_says_so(text: str, one: _Named, out: re.Pattern[str]) -> _Named | None:
    """A row, a part or a period with the words that leave it out; None where it is not left out."""
    shadow = same_length(text)
    match = out.search(shadow[: one.start])
    if match is None or not _is_spelt(text[match.start() : one.start]):
        return None
    return replace(one, start=match.start(), end=_end_of(shadow, one.end))


_OUT_TIME = re.compile(
    rf"\b{_OUT}(?: (?:cac|nhung|may|viec|nhiem vu|cong viec|cai|da|bi|co han|den han|trong|cua|ra|han))*\s*$"
)
_OUT_HERE = re.compile(rf"\b{_OUT}(?: (?:cac|nhung|viec|nhiem vu|o|trong|thuoc))*\s*$")


def _read(text: str, shadow: str, match: re.Match[str], named: Sequence[tuple[int, int]]) -> LeftOut | None:
    start = match.start("subject")
    stops = [first for first, last in named if last > start]
    until = max(start, min([len(shadow), *stops]))
    ends = (start + token.end for token in tokenize(shadow[start:until]))
    end = next((at for at in ends if _END.match(shadow, at)), until)
    if more := _MORE.match(shadow, end, until):
        end = more.end("more")  # "trừ quốc phòng, an ninh ra"
    subject = _OF_WHOM.sub("", _NO.sub("", text[start:end].strip()))
    said = bare(subject)
    plain = match.re is _OF_SUBJECT
    if match.re is _NOT_DONE and vocabulary().columns_of(said):
        return None  # "việc nào không cần kinh phí"
    if not said or _WORDS_OF.match(said) or len(said.split()) > LONGEST or plain and _NAMES_ITEMS.match(said):
        return None
    if (_OTHERS_BARE if fold(subject) == said else _OTHERS).match(f"{fold(subject)} "):
        return None
    if not _is_spelt(text[match.start() : start]):
        return None
    if plain:
        # "trừ đại hội ra", "…, ngoài đại hội, còn gì", "có việc gì ngoài đại hội?"
        ahead = shadow[: match.start()].rstrip()
        opens = not ahead or ahead[-1] in ",;:("
        if not (_ASKED.search(ahead) or _RA.match(shadow, end) or opens and _CLOSED.match(shadow, end)):
            return None
    noun = bare(match.groupdict().get("noun") or "")
    return LeftOut(match.start(), _end_of(shadow, end), subject, any(noun.endswith(one) for one in _PARTS))


_NAMES_ITEMS = re.compile(rf"{_ITEMS}\b")
# At the end of a question for yes or no.
_NO = re.compile(r"\s+(?:không|ko|hông|chưa|khong|hả|ạ|vậy|nhỉ|thế)+$", re.IGNORECASE)
# Behind a subject, whose it is: a name follows.
_OF_WHOM = re.compile(r"\s+(?:của|trong|ở|tại|theo|do|cua|o|tai)$", re.IGNORECASE)
_ASKED = re.compile(r"\b(?:gi|nao|nua|khac)$")


def _end_of(shadow: str, end: int) -> int:
    """Behind "… ra" that closes it."""
    closing = re.match(r"\s+(?:ra|thi)\b(?: thi\b)?", shadow[end:])
    return end + closing.end() if closing else end


_SPELT = frozenset(map(fold, (
    "ngoài", "trừ", "không", "chưa", "đừng", "khỏi", "loại", "bỏ", "gạt",
)))  # fmt: skip


def _is_spelt(said: str) -> bool:
    """Whether the first word carries its own accents, or none: "bộ", "bò" leave nothing out."""
    return is_spelt(tokenize(said)[0].text, _SPELT)


def without_subjects(desk: Desk, question: Question) -> Question:
    """`question` with the rows that speak of the subjects it leaves out: with the same cut as for a topic, or those of
    the part of a plan that a subject names."""
    if not question.without or question.not_ids:
        return question
    open_ = replace(question, topic=(), topic_text="", without=(), asks=frozenset(), order=None, everything=True)
    rows = select(desk.index, open_) if open_.has_conditions else None
    spoken = (task.id for subject, part in question.without for task in _speaking(desk, open_, subject, part, rows))
    return replace(question, not_ids=frozenset(spoken))


def _speaking(desk: Desk, question: Question, subject: str, part: bool, rows: list[Task] | None) -> list[Task]:
    words = tuple(token.text for token in tokenize(subject))
    about = replace(question, text=subject, topic=words, topic_text=subject, cues=frozenset({"about"}), intent="list")
    # what is said without "phần" must be the whole heading
    said = f"phần {subject}" if part else f"lĩnh vực {subject}"
    inside = within_part(desk, replace(about, text=said, section=None, number=None))
    there = select(desk.index, inside) if inside.section and not inside.topic else []
    return there if part and there else [*there, *desk.about(about, rows)]
