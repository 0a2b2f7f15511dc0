"""What is said to the reader around a question: "Anh em văn phòng xem giúp: …", "…, nói tôi nghe"."""

from __future__ import annotations

import re

from assistant.tokens import same_length

_WHO = (
    "a ?lo|e|nay|chao|xin chao|kinh chao|da|thua|kinh thua|anh em|anh chi em|anh chi|cac anh|cac chi|cac ban|cac bac"
    "|cac em|cac dong chi|dong chi nao|dong chi|moi nguoi|ca nha|bac nao|bac|ban nao|ban|ai do|tro ly|bot|ad|admin|sep"
    "|em|anh|chi"
)
_ME = "toi|em|minh|anh|chi|hoi|biet"
_ASK = (
    f"oi|(?:bao cao|noi|tra loi|bao)(?: (?:luon|ngay|nhanh|ro|xem|giup|lai|cho (?:{_ME})|{_ME}))+"
    f"|(?:xem|kiem tra|tra|tim) (?:giup|ho)(?: (?:voi|{_ME}))*|giup(?: (?:voi|{_ME}))*|nghe day|a|nhe"
    f"|cho (?:{_ME})(?: (?:hoi|biet|xem|voi|chut|ti|cai|mot chut))*"
)
_ALONE = "a ?lo|e|nay|da|chao ban|xin chao|chao"
# Up to a colon or a comma, and no digits: what has a day or a number in it is more than an address.
_BEFORE = re.compile(rf"^\W*(?:{_WHO})\b[^:,?!.\d]{{0,40}}?\b(?:{_ASK})\s*[:,!.-]\s*|^\W*(?:{_ALONE})\s*[,:!.]\s*")
# "Mình cần làm báo cáo gấp nên nhờ bạn lọc ra giúp …", "Alo tôi ở văn phòng đây, tôi chỉ cần biết …"
_SPEAKER = "toi|em|minh|chung toi|ben (?:em|minh|toi)|chieu nay|sang nay|hom nay|mai|sep|lanh dao|gio"
_ERRAND = (
    "nho (?:ban|em|anh|chi|giup)|cho (?:em|toi|minh|anh|chi) (?:hoi|biet|xem)|(?:can|muon|phai) biet"
    "|(?:sep|lanh dao) hoi"
    "|hoi la|hoi xem|xem giup|loc (?:ra )?giup|liet ke giup|ke giup"
)
_LEAD_IN = re.compile(
    rf"^\W*(?:a ?lo |e |o |u |da |thua |chao )?(?:thi )?(?:{_SPEAKER})\b[^.:?!\d]{{0,80}}?"
    rf"\b(?:{_ERRAND})\b(?: (?:la|rang|xem|loc|ra|giup|chut|ti|nhanh))*"
)
_SAY = "noi|ke|doc|bao|tra loi|liet ke|cho|giup|nho|cam on|gap|nhanh|xin|vui long|lam on|thanks?|tks|ok"
_MORE = (
    f"{_ME}|sep|ban|ra|het|day du|giup|cho|nghe|xem|voi|nhe|nha|a|day|lam|nhieu|on|tra loi|cam|gap|ngay|di|luon|truoc"
    "|qua|dang can|can gap"
)
_AFTER = re.compile(rf"\s*[,.;?!-]\s*(?:{_SAY})(?: (?:{_MORE})){{0,6}}\s*[.!?]*\s*$")


# "em ơi", "chị Hoa ơi", "tụi bây ơi"; "hả em", "nghe con" where a clause ends
_KIN = (
    "anh chi em|anh em|anh|chi|em|chau|cau|bac|co|chu|ban|con|ong|ba|sep|dong chi|tui bay|bay|may dua|tui em|moi nguoi"
)
_CALLED = re.compile(
    rf"(?:^\W*(?:(?:{_KIN}|e) )?(?:(?!{_KIN})\w+ ){{0,2}}|(?<=[\s,])(?:cac |may )?(?:{_KIN}) )oi\b"
    rf"|(?<=\s)(?:ha|nghe|nha|nhe|ne|hen|hi)(?: cac| may)? (?:{_KIN})(?=\s*(?:[,.?!;:]|$))"
)


def without_calls(text: str) -> str:
    """`text` with those who are called by name or kinship ("chị Hoa ơi", "hả em") blanked out, a comma in their place.

    >>> without_calls("Việc nào phải chờ hả em, đọc cho anh ghi")
    'Việc nào phải chờ ,     , đọc cho anh ghi'
    """
    plain = same_length(text)
    for match in _CALLED.finditer(plain):
        first = match.start() + len(match.group()) - len(match.group().lstrip(" ,"))
        text = text[:first] + "," + " " * (match.end() - first - 1) + text[match.end() :]
    return text


def without_address(text: str, *, lead_in: bool = True) -> str:
    """`text` with an address before and after the question blanked out, so that what is left keeps its place; with
    `lead_in` also what the speaker says of the errand.

    >>> without_address("Chị ơi, Ban Tổ chức có việc gì, nói em nghe").strip()
    'Ban Tổ chức có việc gì'
    """
    plain = same_length(text)
    before, after = lead_in and _LEAD_IN.match(plain) or _BEFORE.match(plain), _AFTER.search(plain)
    first = before.end() if before else 0
    last = after.start() if after and after.start() > first else len(text)
    if len(plain[first:last].split()) < 2:
        return text
    return " " * first + text[first:last] + " " * (len(text) - last)
