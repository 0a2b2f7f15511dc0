"""Documents named shortly ("nq18"), and questions for the number of one that a plan carries out: "Chương trình hành
động mà La Gi triển khai mang số mấy?" asks what the plan is based on."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.tokens import same_length

_KINDS = {
    "nq": "Nghị quyết", "kl": "Kết luận", "ct": "Chỉ thị", "qđ": "Quyết định", "qd": "Quyết định", "kh": "Kế hoạch",
    "ctr": "Chương trình", "tb": "Thông báo", "hd": "Hướng dẫn", "nđ": "Nghị định", "cv": "Công văn", "đa": "Đề án",
}  # fmt: skip
# "nq18", "KL210"; not "26-KH/ĐU", "ct1a"
_GLUED = re.compile(rf"(?<![\w/.-])(?P<kind>{'|'.join(_KINDS)})\.?(?P<n>\d{{1,4}})(?![\w/-])", re.IGNORECASE)

_DOCUMENT = (
    r"(?:chuong trinh hanh dong|chuong trinh|nghi quyet|ket luan|chi thi|quyet dinh|ke hoach|de an"
    r"|thong bao(?: ket luan)?|huong dan|cong van|nghi dinh|quy dinh|thong tu|thong tri|luat)"
)
_CARRIES_OUT = (
    r"(?:trien khai|thuc hien|can cu|cu the hoa|dua|thi hanh|quan triet|to chuc thuc hien|dan|vien dan)"
    r"(?: (?:thuc hien|theo|tren|vao|den|toi))*"
)
_NUMBER = (
    r"(?:so (?:may|bao nhieu|nao|hieu (?:gi|nao|bao nhieu)|gi)"
    r"|(?:so )?k[yi] hieu (?:la )?(?:gi|nao|bao nhieu|the nao))"
)
_END = r"(?: (?:vay|the|nhi|a|ha|em|anh|chi|a))*[\s?.!]*$"
_LEAD = r"^\W*(?:(?:cho (?:toi |em |minh )?(?:biet|hoi)|hoi|xin hoi)\W+)?"
# "Chương trình hành động của Tỉnh ủy mà La Gi triển khai mang số mấy?"
_OF_DOCUMENT = re.compile(
    rf"{_LEAD}(?P<doc>{_DOCUMENT})(?: (?:cua|do) .+?)? (?:ma|do|duoc) (?P<plan>.+?)"
    rf" (?:dang |da |duoc |phai |se )*{_CARRIES_OUT}(?: (?:thi|la|co|mang|nay|do|ghi|duoc|danh))* {_NUMBER}{_END}"
)
# "La Gi triển khai chương trình hành động số bao nhiêu?", "… thực hiện chương trình nào của Tỉnh ủy?"
_OF_PLAN = re.compile(
    rf"{_LEAD}(?P<plan>.+?) (?:dang |da |duoc |lap |ban hanh |de |nham )*{_CARRIES_OUT}"
    rf" (?:cac |nhung |ban )?(?P<doc>{_DOCUMENT})"
    rf"(?: (?:cua|do) .+?)?(?: (?:co|mang|ghi|la))* (?:(?P<n>{_NUMBER})|nao)(?P<from_> (?:cua|do) .+?)?{_END}"
)
# A plan has such work of its own: "La Gi thực hiện đề án nào?"
_OF_ITS_OWN = frozenset({"chuong trinh", "ke hoach", "de an", "quyet dinh", "huong dan", "quy dinh", "cong van"})


def in_full(text: str) -> str:
    """`text` with short names of documents written out.

    >>> in_full("tổng kết nq18"), in_full("26-KH/ĐU")
    ('tổng kết Nghị quyết 18', '26-KH/ĐU')
    """
    return _GLUED.sub(lambda match: f"{_KINDS[match['kind'].lower()]} {match['n']}", text)


def as_basis(text: str, names_plan: Callable[[str], bool]) -> str:
    """A question for the number of a document that a plan carries out, as the question for the plan's basis.
    `names_plan(part)`: those words name a plan and no body."""
    shadow = same_length(text)
    match = _OF_DOCUMENT.search(shadow) or _OF_PLAN.search(shadow)
    if match is None:
        return text
    if match.re is _OF_PLAN and not (match["n"] or match["from_"]) and match["doc"] in _OF_ITS_OWN:
        return text
    plan = text[slice(*match.span("plan"))]
    if not names_plan(plan):
        return text
    return f"{plan} căn cứ văn bản nào, {text[slice(*match.span('doc'))]}"
