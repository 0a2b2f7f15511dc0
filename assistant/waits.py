"""What holds work up, said otherwise than "chờ": "vì chưa có hướng dẫn của Trung ương", "do Bộ chưa hướng dẫn"."""

from __future__ import annotations

import re

from assistant.tokens import same_length

# What is waited for from above; said without "vì", some of these are what rows are about ("vụ chưa có kết luận").
_GUIDANCE = (
    r"(?:van ban (?:huong dan|chi dao|quy dinh)|van ban(?= cua| cap tren| moi)|huong dan|quy dinh|qui dinh"
    r"|thong tu|nghi dinh)"
)
_PAPER = rf"(?:{_GUIDANCE}|chi dao|nghi quyet|ket luan|chu truong)"
_WHY = r"(?:vi|do|boi|boi vi|tai|tai vi|ma)"
_STILL = r"(?:(?:con|van|dang|phai|hien|cung|bi) )*"
# "vì thiếu hướng dẫn", "còn đợi quy định", "chưa có văn bản hướng dẫn"
_LACKING = re.compile(
    rf"\b(?P<why>{_WHY} )?{_STILL}(?P<verb>chua (?:co|thay|thay co|nhan duoc|ra)|thieu|doi|vuong|khong co)"
    rf"(?: cac| nhung| duoc)? (?:(?={_GUIDANCE}\b)|(?(why)(?={_PAPER}\b)|(?!)))"
)
# "do Trung ương chưa hướng dẫn", "vì Bộ Nội vụ chưa ban hành thông tư"
_FROM_ABOVE = re.compile(
    rf"\b{_WHY} (?P<who>(?!chua\b|khong\b|con\b|van\b)\w+(?: (?!chua\b|viec\b|nhiem\b)\w+){{0,5}}?) {_STILL}chua"
    rf"(?: (?:co|ban hanh|ra|cho|gui|dua ra))*(?: cac| nhung)? (?P<paper>{_PAPER})\b(?: (?:cu the|gi|xong))?"
)
# "phải đợi trên cho ý kiến"
_SAY_SO = re.compile(
    r"\b(?:cho|doi) (?P<above>(?:cap |ben |o )?tren (?:cho|co|ra|noi|gat)"
    r"(?: (?:y kien|van ban|chi dao|huong dan|quyet dinh|gi|dau))?)\b"
)
# Spelt otherwise without their marks: "đội", "đổi".
_WAITING = {"doi": ("đợi", "doi"), "vuong": ("vướng", "vuong")}


def as_waiting(text: str) -> str:
    """`text` with what work lacks from above as what it waits for.

    >>> as_waiting("Sở Y tế treo việc nào vì chưa có hướng dẫn của Trung ương?")
    'Sở Y tế treo việc nào phải chờ hướng dẫn của Trung ương?'
    >>> as_waiting("Sở Y tế vướng việc nào do Trung ương chưa hướng dẫn?")
    'Sở Y tế vướng việc nào phải chờ hướng dẫn của Trung ương?'
    """
    above = _SAY_SO.search(same_length(text))
    if above:
        text = f"{text[: above.start('above')]}cấp trên{text[above.end() :]}"
    match = _FROM_ABOVE.search(same_length(text))
    if match:
        paper, who = (text[slice(*match.span(name))] for name in ("paper", "who"))
        return f"{text[: match.start()]}phải chờ {paper} của {who}{text[match.end() :]}"
    match = _LACKING.search(same_length(text))
    if match is None:
        return text
    said = text[slice(*match.span("verb"))].lower()
    if said not in _WAITING.get(match["verb"], (said,)):
        return text
    return f"{text[: match.start()]}phải chờ {text[match.end() :]}"
