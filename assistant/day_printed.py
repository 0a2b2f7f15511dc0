"""Whether rows print a day, however a question says it: "việc nào ghi ngày hạn cụ thể", "không gắn với ngày tháng cụ
thể", "chưa chốt hạn rõ ràng". "Chưa nêu thời hạn" without "cụ thể" asks for rows that print none at all, and is a cue
of the vocabulary."""

from __future__ import annotations

import re

from assistant.tokens import may_be, same_length, spelt_words, tokenize
from corpus.text import bare

# What a row has: a day. `_DAY` says so alone, the others with "cụ thể" behind them.
_DAY = r"ngày(?: giờ|(?: tháng)? năm| tháng(?: năm)?)?"
_NOUN = (
    rf"(?:ngày hạn|hạn ngày|hạn chót|thời hạn|thời gian|thời điểm|mốc(?: thời gian| ngày)?|hạn(?: định)?|lịch|{_DAY})"
)
_WORK = r"(?: (?:hoàn thành|phải xong|xong|thực hiện|kết thúc|làm))?"
_EXACT = r"(?:cụ thể|rõ ràng|rõ rệt|chính xác|nhất định|hẳn hoi|đàng hoàng|cố định|rõ)"
_PRINT = (
    r"(?:gắn|gắn liền|ràng buộc|ghi|nêu|đề|in|chốt|ấn định|định|đặt|giao|quy định|qui định|xác định|buộc"
    r"|chỉ ra|đưa ra|cho|chỉ định|hẹn|đóng|ấn)"
)
_BEHIND = r"(?: (?:với|về|vào|theo|rõ|ra|sẵn|được|một|bất kỳ|cái|các|những|chi|gì))*"
_NOT = r"(?:không|chưa|chẳng|chả|hổng|hông)(?: (?:hề|được|bị|thấy|phải|còn|thể|ai|đâu|có|là))*"
_LACK = r"(?:thiếu|trống|bỏ trống|để trống|bỏ ngỏ|để ngỏ)"
# Where "không ghi ngày" ends; behind "ngày hoàn thành", "ngày nào" it goes on.
_STOP = r"(?=\s*(?:[,;?.!)]|$)| (?:thì|là|của|trong|ở|do|mà|vậy|ạ|không|hả|cả|gì|chi|hết|vì|nên)\b)"
_UNDATED = (
    rf"\b(?:(?:ngày hạn|{_DAY}|thời hạn|hạn|mốc thời gian|mốc)(?: thì| còn| vẫn)*"
    rf" (?:{_NOT} {_EXACT}|chung chung|mơ hồ)\b"
    rf"|(?:{_NOT}(?: {_PRINT}| kèm)?|{_LACK}){_BEHIND} (?:{_NOUN}{_WORK} {_EXACT}\b|{_DAY}{_STOP}))"
)
_DATED = (
    rf"\b(?:(?:đã |đều |được |có |bị )*{_PRINT}|(?:đã |đều )*có){_BEHIND}"
    rf" (?:{_NOUN}{_WORK} {_EXACT}\b(?! (?:của|từng|cho|là|nào|ra sao)\b)|(?:{_NOUN}){_STOP})"
)
# Rows are asked for, and what stands between them and the state tells of no other thing to be done.
_ROWS = re.compile(r"\b(?:viec|nhiem vu|dau viec|cong viec|muc|dong|noi dung|cai|hang muc|khoan)\b")
_REQUEST = re.compile(r"(?:^|[,;:.]|\b(?:va|roi|hay|nho|giup|giup toi|thi|de|kem|toi|minh|em|cho|cung|voi|xin))\s*$")
_DENIED = re.compile(r"\b(?:khong|chua|chang|cha|thieu)(?: \w+)?\s*$")
_WHEN = re.compile(r"\b(?:khi nao|bao gio|luc nao|ngay nao|hom nao|chung nao|ngay may)\b")
# Only said of rows that print a day at all: "có thời hạn" is a cue of its own.
_PLAIN_HAS = re.compile(r"(?:da |deu )*co (?:thoi han|han)$")


def as_printed_days(text: str) -> str:
    """`text` with the state as the vocabulary has it.

    >>> as_printed_days("Sở Y tế có việc nào ghi ngày hạn rõ ràng không?")
    'Sở Y tế có việc nào có ngày cụ thể không?'
    >>> as_printed_days("Sở Y tế có mấy việc không gắn với ngày tháng cụ thể?")
    'Sở Y tế có mấy việc không có ngày cụ thể?'
    """
    shadow = same_length(text)
    for match in _SHADOWS[0].finditer(shadow):
        if _is_spelt(text[slice(*match.span())]):
            return f"{text[: match.start()]}không có ngày cụ thể{text[match.end() :]}"
    for match in _SHADOWS[1].finditer(shadow):
        said, ahead = text[slice(*match.span())], shadow[: match.start()]
        if _DENIED.search(ahead):
            continue
        if not _ROWS.search(ahead) or _REQUEST.search(ahead) and not bare(said).startswith(("co ", "da ", "deu ")):
            continue
        if _is_spelt(said) and not _WHEN.search(shadow) and not _PLAIN_HAS.match(bare(said)):
            return f"{text[: match.start()]}có ngày cụ thể{text[match.end() :]}"
    return text


_SHADOWS = (re.compile(same_length(_UNDATED)), re.compile(same_length(_DATED)))
_SPELT = frozenset(spelt_words((_UNDATED + _DATED).replace(r"\b", " ")))


def _is_spelt(said: str) -> bool:
    """Whether words carry the marks of those meant, or fewer: "để ngày" is no "đề ngày"."""
    return all(any(may_be(token.fold, word) for word in _SPELT) for token in tokenize(said))
