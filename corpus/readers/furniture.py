"""The parts of a page that are form rather than text: letterheads, page numbers, stamps."""

from __future__ import annotations

import re

from corpus.text import bare

_STATE = re.compile(r"cong hoa xa hoi chu nghia|dang cong san viet nam$|doc lap\s*[-–]\s*tu do")
_RECIPIENTS = re.compile(r"\W*noi nhan\b")
_PAGE_NUMBER = re.compile(r"\W*(?:trang|page)?\W*\d{1,4}(?:\W*(?:/|trên|of)\W*\d{1,4})?\W*", re.IGNORECASE)


def has_letterhead(text: str) -> bool:
    """Whether this text holds the country's or the Party's name as letterheads do, or a list of recipients."""
    return names_state(text) or any(_RECIPIENTS.match(bare(line)) for line in text.split("\n"))


def names_state(text: str) -> bool:
    """Whether this text holds the country's or the Party's name, or the motto, as letterheads do."""
    return any(_STATE.search(bare(line)) for line in text.split("\n"))


def opens_with_state(text: str) -> bool:
    """Whether a line of this text begins with the country's or the Party's name, or the motto."""
    return any(_STATE.match(bare(line)) for line in text.split("\n"))


def is_page_number(text: str) -> bool:
    """Whether this whole text is a page number: "3", "- 3 -", "Trang 3/12"."""
    return _PAGE_NUMBER.fullmatch(text.strip()) is not None


_STAMP = re.compile(
    r"so va ki hieu\s*:.*ngay ban hanh\s*:.*|so va ki hieu\s*:\s*\S+|tai lieu nay thuoc so huu\b.*"
    r"|(?:ki boi|nguoi ki|thoi gian ki|ngay ki)\s*:.*|signature not verified|digitally signed by.*"
)


def is_stamp(line: str) -> bool:
    """Whether a line is what document systems print over pages: "Số và ký hiệu: … Ngày ban hành: …", "Ký bởi: …"."""
    return _STAMP.fullmatch(bare(line).strip()) is not None
