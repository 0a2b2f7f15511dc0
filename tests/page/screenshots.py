"""Pictures of the page for the documents: `python -m tests.page.screenshots docs/images`.

The sample plans are indexed anew, the page is served as of 20/4/2026, and a real Chromium looks at it.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from tests.page.conftest import CHROMIUM, QUESTION, SAMPLES, SIZES, ask, python, serving, tab
from tests.page.test_review import DOUBTFUL

IN_PDF = "Kế hoạch 41/KH-UBND có những nhiệm vụ nào?"


def answer(page: Page) -> None:
    ask(page, QUESTION)


def source(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".tables .cite").nth(3).click()
    page.wait_for_selector("#source .src-here")


def scan(page: Page) -> None:
    ask(page, IN_PDF)
    page.locator(".tables .cite").nth(2).click()
    page.wait_for_selector("#source .src-box")


def condition(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".chip[data-chip=due] summary").click()


def tasks(page: Page) -> None:
    tab(page, "Nhiệm vụ")
    page.get_by_label("Tìm trong mọi cột").fill("dang vien")
    page.wait_for_function("document.querySelectorAll('#all-tasks tbody tr').length < 40")


def calendar(page: Page) -> None:
    tab(page, "Lịch hạn")


def plans(page: Page) -> None:
    tab(page, "Kế hoạch")


def review(page: Page) -> None:
    """A plan with a row that names nobody to lead it, dropped in to be looked over."""
    tab(page, "Kế hoạch")
    page.get_by_label("Xem lại các dòng").check()
    file = FilePayload(name="du-lich-ven-ho.txt", mimeType="text/plain", buffer=DOUBTFUL.encode())
    page.set_input_files("#drop input[type=file]", file)
    page.wait_for_selector(".review .doubtful")
    page.locator(".review .fix summary").first.click()
    page.locator(".review [name=field]").first.select_option("lead")


PICTURES: list[tuple[str, str, bool, Callable[[Page], None]]] = [
    ("answer", "laptop", False, answer),
    ("welcome", "laptop", False, lambda page: None),
    ("source", "desktop", False, source),
    ("pdf", "desktop", False, scan),
    ("condition", "laptop", False, condition),
    ("tasks", "laptop", False, tasks),
    ("calendar", "laptop", False, calendar),
    ("plans", "laptop", False, plans),
    ("review", "laptop", False, review),
    ("dark", "desktop", True, source),
    ("phone-answer", "phone", False, answer),
    ("phone-source", "phone", False, source),
]


def take(browser: Browser, address: str, folder: Path) -> None:
    """Every picture as FOLDER/NAME.png."""
    for name, size, dark, prepare in PICTURES:
        width, height = SIZES[size]
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            device_scale_factor=2 if size == "phone" else 1,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector(".welcome .examples")
        prepare(page)
        page.wait_for_timeout(600)  # pictures inside the page are drawn
        page.screenshot(path=folder / f"{name}.png")
        context.close()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.page.screenshots", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        data = Path(scratch) / "data"
        done = python("-m", "index", "add", "--data", data, SAMPLES)
        if done.returncode:
            raise SystemExit(done.stderr)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        with serving(data) as address:
            take(browser, address, folder)
        browser.close()


if __name__ == "__main__":
    main()
