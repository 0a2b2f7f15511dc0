"""Roles as they are spoken of, in the words that plans print: "đi phụ cho người ta việc nào" is "phối hợp việc nào"."""

from __future__ import annotations

import re

from assistant.tokens import same_length
from corpus.text import fold

_OTHERS = r"(?: (?:nguoi ta|nguoi khac|thien ha|(?:don vi|co quan|ben|phong|so|ban)(?: ban| khac)|ho))?"
# "cả chính cả phụ", "việc chính lẫn việc phụ", "vai chính hay vai phụ"
_BOTH = re.compile(
    r"\b(?:ca )?(?:viec |vai |phan )?(?P<main>chinh),? (?:ca|lan|va|hay|hoac|cung nhu|voi) (?:ca |lan )?"
    r"(?:viec |vai |phan )?(?P<side>phu)\b(?! (?:trach|nu|huynh|luc|cap|thuoc|tro|gia|tung)\b)"
)
# "đi phụ cho người ta", "phụ việc", "đóng vai phụ", "phụ vô"
_HELPS = re.compile(
    r"\b(?:(?:di|lam|dung|dong|giu|chay|nhan|la|vai|phai|duoc|bi) )*(?P<side>phu)"
    r"(?:(?: (?:giup|cho|voi|vo|vao|them|mot tay|do|cung))+" + _OTHERS + r"|" + _OTHERS.rstrip("?") + r""
    r"|(?= (?:viec|nhung|cac|ai|gi|cai|may|bao nhieu)\b)|(?<=(?:vai|lam|.di) phu)(?! (?:trach|nu|huynh|luc|cap)\b))"
)
# "bị kéo vô phối hợp", "được huy động vào"
_DRAWN = re.compile(
    r"\b(?:bi|duoc|co|phai) (?:keo|loi|keu|goi|moi|ru|huy dong|dieu|nho)(?: di| them)? (?:vo|vao)(?: de| cung| lam)*"
    r"(?: phoi hop)?(?= |$)"
)


def roles_in_full(text: str) -> str:
    """`text` with the words for a role written as plans print them.

    >>> roles_in_full("Tỉnh đoàn được giao gì, cả chính cả phụ?")
    'Tỉnh đoàn được giao gì, cả chủ trì cả phối hợp?'
    """
    shadow = same_length(text)
    found = [(match, "cả chủ trì cả phối hợp") for match in _BOTH.finditer(shadow)]
    found += [(match, "phối hợp") for match in (*_HELPS.finditer(shadow), *_DRAWN.finditer(shadow))]
    taken = len(text)
    for match, full in sorted(found, key=lambda one: one[0].start(), reverse=True):
        if match.end() <= taken and _is_spelt(text, match):
            text, taken = text[: match.start()] + full + text[match.end() :], match.start()
    return text


def _is_spelt(text: str, match: re.Match[str]) -> bool:
    """Whether "phụ" carries its accent; without accents it goes only with "đi", "vai", "làm" or "chính" before it:
    "chinh phu cho phep" is the government's."""
    if "side" not in match.groupdict():
        return True
    side = fold(text[slice(*match.span("side"))])
    ahead = same_length(text)[match.start() : match.start("side")].split()[-1:]
    return side == "phụ" or side == "phu" and (ahead in (["di"], ["vai"], ["lam"]) or "main" in match.groupdict())
