"""Everyone can use the page: keyboard alone, assistive technology, large letters, light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.page.conftest import CHROMIUM, QUESTION, SIZES, Opener, ask, tab

TABS = ("Hỏi đáp", "Nhiệm vụ", "Lịch hạn", "Kế hoạch")


def serious(page: Page) -> list[str]:
    results = Axe().run(page)
    return [
        f"{found['id']}: {node['target']} {node['failureSummary']}"
        for found in results.response["violations"]
        if found["impact"] in ("serious", "critical")
        for node in found["nodes"]
    ]


@pytest.mark.parametrize(("size", "dark"), [("desktop", False), ("phone", True)])
def test_axe_finds_nothing_serious(site: str, visit: Opener, size: str, dark: bool) -> None:
    page = visit(site, size, dark=dark)
    assert serious(page) == []
    ask(page, QUESTION)
    page.locator(".related summary").last.click()
    assert serious(page) == []
    page.locator(".tables .cite").first.click()
    expect(page.locator("#source .src-here").first).to_be_visible()
    page.wait_for_timeout(300)  # until the panel has slid in: colours are measured as they are seen
    assert serious(page) == []
    page.keyboard.press("Escape")
    for name in TABS[1:]:
        tab(page, name)
        page.wait_for_timeout(200)
        assert serious(page) == []


def test_the_whole_way_by_keyboard_alone(site: str, visit: Opener) -> None:
    page = visit(site)
    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".tables .cite").first).to_be_visible()
    _tab_to(page, "document.activeElement.matches('.tables .cite')", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator("#source .src-here").first).to_be_visible()
    assert page.evaluate("document.querySelector('#source').contains(document.activeElement)")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.tables .cite')")
    _tab_to(page, "document.activeElement.matches('.chip summary')", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator(".picks:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".picks:visible")).to_have_count(0)
    _tab_to(page, "document.activeElement.matches('button[role=tab]')", backwards=True)
    _tab_to(page, "document.activeElement.textContent.trim() === 'Nhiệm vụ'", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator("#all-tasks table")).to_be_visible()


def _tab_to(page: Page, reached: str, *, backwards: bool = False) -> None:
    for _ in range(200):
        if page.evaluate(reached):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(reached)


def test_nothing_is_cut_off_at_any_width_down_to_a_phone_or_at_200_percent(site: str, visit: Opener) -> None:
    page = visit(site)
    ask(page, QUESTION)
    for width in (1280, 720, 640, 390, 320):  # 1280 seen at 200 % is 640
        page.set_viewport_size({"width": width, "height": 700})
        for name in TABS:
            tab(page, name)
            page.wait_for_timeout(100)
            assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, (width, name)


def test_large_letters_do_not_run_out_of_their_boxes(site: str, visit: Opener) -> None:
    page = visit(site)
    page.add_style_tag(content="html { font-size: 200% !important; }")
    ask(page, QUESTION)
    cut = page.evaluate(
        "() => [...document.querySelectorAll('.answer, .answer td, .answer button, .asked p')]"
        ".filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 2).map(e => e.className)"
    )
    assert cut == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


@pytest.mark.parametrize("size", ["laptop", "phone"])
def test_a_reader_who_doubled_the_letters_of_the_browser_reaches_everything(
    site: str, browser: Browser, size: str
) -> None:
    """Letters of 32 pixels, set in the browser: Gradio's own parts grow too, and tabs without room are in a menu."""
    executable = "/usr/bin/chromium"
    large = browser.browser_type.launch(
        executable_path=executable, args=[*CHROMIUM, "--blink-settings=defaultFontSize=32"]
    )
    width, height = SIZES[size]
    page = large.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.goto(site)
    page.wait_for_selector(".welcome .examples")
    ask(page, QUESTION)
    page.locator(".tables .cite").first.click()
    expect(page.locator("#source .src-here").first).to_be_visible()
    for button in ("close", "next"):
        box = page.locator(f"#source [data-local={button}]").bounding_box()
        assert box and box["x"] + box["width"] <= width
    page.keyboard.press("Escape")
    for name in TABS[1:]:
        if page.locator(f"button[role=tab]:has-text('{name}')").is_visible():
            tab(page, name)
        else:
            page.get_by_label("Các thẻ khác").click()
            page.locator(f".overflow-dropdown button:has-text('{name}')").click()
        page.wait_for_timeout(100)
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, name
    small = page.evaluate(
        "() => [...document.querySelectorAll('#drop *, #check-first *')].filter(e => e.offsetParent"
        " && [...e.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim())"
        " && parseFloat(getComputedStyle(e).fontSize) < 22).map(e => e.textContent)"
    )
    large.close()
    assert small == []


def test_light_and_dark_can_be_switched_and_stay(site: str, visit: Opener) -> None:
    page = visit(site)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.click("[data-local=theme]")
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert light != dark
    page.reload()
    page.wait_for_selector(".welcome h2")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_the_page_says_its_language_and_speaks_only_vietnamese(site: str, visit: Opener) -> None:
    page = visit(site)
    assert page.evaluate("document.documentElement.lang") == "vi"
    shown = "\n".join(_texts(page))
    for english in ("Drop File", "Click to Upload", "Submit", "Loading", "Settings", "Built with", "Use via API"):
        assert english not in shown
    named = page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.getAttribute('aria-label'))")
    assert [name for name in named if "upload" in name.lower() or "click" in name.lower()] == []


def _texts(page: Page) -> list[str]:
    texts = []
    for name in TABS:
        tab(page, name)
        texts.append(page.locator("body").inner_text())
    return texts
