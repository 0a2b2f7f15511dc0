"""What plans, file names and questions say is shown as text: nothing of it runs, loads or leads anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

import index
from assistant.ui.markup import join, marked, tag
from tests.page.conftest import Opener, ask, serving, tab

HOSTILE = (
    "<script>window.hacked=1</script><img src=x onerror=window.hacked=2> [bấm](javascript:window.hacked=3) "
    "![ảnh](http://evil.invalid/x.png) <a href='javascript:window.hacked=4'>a</a> ${window.hacked=5} {{value}} "
    '`window.hacked=6` "onmouseover=window.hacked=7 <svg onload=window.hacked=8>'
)
PLAN = f"""ĐẢNG ỦY PHƯỜNG HÒA LẠC
*
Số 77-KH/ĐU
Hòa Lạc, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
thử {HOSTILE}

I. NHIỆM VỤ {HOSTILE}

STT\tNhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời hạn
1\tRà soát hồ sơ {HOSTILE}\tVăn phòng Đảng ủy\tCông an phường {HOSTILE}\tTrước 15/5/2026
2\tSơ kết công tác văn thư\tVăn phòng Đảng ủy\tCông an phường\tTrước 20/5/2026
"""
NAME = "ke hoach <img src=x onerror=window.hacked=9> [a](javascript:alert(1)).txt"


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / NAME).write_text(PLAN, encoding="utf-8")
    assert not index.add(tmp_path / "data", [tmp_path / "plans"]).failed
    with serving(tmp_path / "data") as address:
        yield address


def assert_inert(page: Page) -> None:
    assert page.evaluate("window.hacked") is None
    assert page.locator("[href^='javascript:'], [src^='http://evil'], [onerror], [onload], [onmouseover]").count() == 0
    assert page.locator(".gradio-container script, .gradio-container iframe, .answer a, .src a").count() == 0


def test_a_hostile_plan_name_and_question_stay_text(hostile: str, visit: Opener) -> None:
    page = visit(hostile)
    ask(page, "Văn phòng Đảng ủy phải hoàn thành gì trước 01/6/2026?")
    expect(page.locator(".tables")).to_contain_text("<script>window.hacked=1</script>")
    expect(page.locator(".tables")).to_contain_text("{{value}}")
    page.locator(".tables .cite").first.click()
    expect(page.locator("#source .src-here").first).to_contain_text("<img src=x onerror=window.hacked=2>")
    expect(page.locator("#source .file")).to_contain_text("<img")
    page.keyboard.press("Escape")
    ask(page, HOSTILE)
    expect(page.locator(".asked").last).to_contain_text("<script>window.hacked=1</script>")
    for name in ("Nhiệm vụ", "Lịch hạn", "Kế hoạch"):
        tab(page, name)
        page.wait_for_timeout(200)
        assert_inert(page)
    page.goto(f"{hostile}?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.hacked%3D1%3E")
    expect(page.locator(".asked")).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert_inert(page)
    page.click("#tools [data-local=history]")
    expect(page.locator("#drawer")).to_contain_text("<script>window.hacked=1</script>")
    assert_inert(page)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(name)
        self.attributes += attributes

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(
    st.text(alphabet=st.characters(exclude_characters="\r\x00")),
    st.text(alphabet=st.characters(exclude_characters="\r\x00")),
)
def test_any_text_and_attribute_come_back_as_they_were(text: str, value: str) -> None:
    reader = read(tag("p", text, title=value))
    assert reader.tags == ["p"]
    assert "".join(reader.text) == text
    assert reader.attributes == [("title", value)]


@given(st.text(alphabet="aăb<&\"' İ"), st.lists(st.text(alphabet="aăb<", max_size=3)))
def test_marking_words_adds_nothing_but_marks(text: str, terms: list[str]) -> None:
    reader = read(marked(text, terms))
    assert set(reader.tags) <= {"mark"}
    assert "".join(reader.text) == text


def test_joined_text_is_escaped_too() -> None:
    assert join(["<b>", tag("i", "x")], "<") == "&lt;b&gt;&lt;<i>x</i>"
