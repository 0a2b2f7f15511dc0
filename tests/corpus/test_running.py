"""Running heads and feet of pages, and lines that come back without being any."""

from __future__ import annotations

import pytest

from corpus.layout import Paragraph
from corpus.model import Spot
from corpus.running import shown_once, without_running_lines

FOOT = "Bản in nội bộ của phường"


def paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line, Spot(number, number)) for number, line in enumerate(text.split("\n"), 1)]


def running(text: str) -> list[str]:
    return shown_once(without_running_lines(paragraphs(text))[1])


def page(start: int, rows: int = 18) -> str:
    numbers = range(start, start + rows)
    return "\n".join(f"- Việc thứ {number} của kế hoạch, gồm nhiều phần nhỏ khác nhau." for number in numbers)


@pytest.mark.parametrize("pages", [2, 3, 4])
@pytest.mark.parametrize("feed", ["\f", ""])
def test_foot_on_every_page(pages: int, feed: str) -> None:
    text = f"\n\n{FOOT}\n{feed}".join([*(page(100 * n) + f"\n- Việc cuối {n} còn nối" for n in range(pages)), ""])
    if not feed:
        text = text.replace(f"{FOOT}\n-", f"{FOOT}\nsang trang sau.\n-")
    kept, found = without_running_lines(paragraphs(text))
    assert [line.text.strip() for line in found] == [FOOT] * pages
    assert not any(FOOT in line.text for line in kept)
    assert sum("\f" in line.text for line in kept) == text.count("\f")


@pytest.mark.parametrize("feed", ["\f", ""])
def test_head_with_the_page_number(feed: str) -> None:
    text = feed.join(f"Phường Hòa Lạc          Trang {n}\n{page(100 * n)}\n" for n in range(1, 4))
    assert running(text) == ["Phường Hòa Lạc Trang 1"]


def test_cells_and_field_lines_that_come_back_stay() -> None:
    rows = "\n".join(
        f"{n}\nViệc thứ {n} có nội dung riêng\nBáo cáo kết quả thực hiện\nThực hiện thường\nxuyên" for n in range(1, 30)
    )
    assert running(f"STT\nNội dung\nSản phẩm\nThời hạn\n{rows}") == []
    fields = "\n".join(f"{page(100 * n)}\nĐơn vị thực hiện: Công an phường.\n\n" for n in range(5))
    assert running(fields) == []


def test_headers_appendix_titles_and_names_at_page_edges_stay() -> None:
    head = "TT   Nội dung nhiệm vụ        Cơ quan chủ trì\n     của năm\n"
    assert running("\f".join(f"{head}{n}    Việc thứ {n}          Sở Y tế\n" for n in range(1, 6))) == []
    assert running("\f".join(f"PHỤ LỤC {n}\nDanh mục việc\n{page(50 * n)}\n" for n in range(1, 4))) == []
    assert running("\f".join(f"{page(50 * n)}\n\nTrần Văn Bình\n" for n in range(2))) == []
