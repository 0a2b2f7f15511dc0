"""A real page over a real index of the sample plans, in a real browser that may reach nothing else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

import index

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
TODAY = "2026-04-20"
QUESTION = "Ban Xây dựng Đảng phải hoàn thành gì trước 15/5/2026?"
SIZES = {"desktop": (1440, 900), "laptop": (1280, 800), "phone": (390, 844)}
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Opener = Callable[..., Page]
PATIENCE = 20_000  # milliseconds: a machine with other work must not fail a test
expect.set_options(timeout=PATIENCE)


def python(*arguments: str | Path, **settings: object) -> subprocess.CompletedProcess[str]:
    """Runs a command of the project to its end."""
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False, **settings)  # type: ignore[call-overload, no-any-return]


@contextmanager
def serving(
    data: Path, *options: str, environment: dict[str, str] | None = None, port: int | None = None
) -> Iterator[str]:
    """`app.py` over `data` on a free port, or on `port`, for as long as the block runs; gives its address."""
    port = port or _free_port()
    command = [sys.executable, "app.py", "--data", str(data), "--port", str(port), "--today", TODAY, *options]
    log = data.parent / f"app-{port}.log"
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out, env={**os.environ, **(environment or {})})
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(600):
            if server.poll() is not None or _answers(address):
                break
            time.sleep(0.1)
        assert server.poll() is None, log.read_text()
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


@pytest.fixture(scope="session")
def data(sample_index: Path) -> Path:
    """The sample plans, indexed. Not to be changed: take `own_data` for that."""
    return sample_index


@pytest.fixture(scope="session")
def site(data: Path) -> Iterator[str]:
    """The page over `data`."""
    with serving(data) as address:
        yield address


@pytest.fixture(scope="session")
def copied(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(data, tmp_path_factory.mktemp("own") / "data"))


@pytest.fixture(scope="session")
def served(copied: Path) -> Iterator[str]:
    with serving(copied) as address:
        yield address


@pytest.fixture
def own_data(copied: Path) -> Iterator[Path]:
    """A copy of the index that a test may change. What it leaves behind when it fails is taken away after it."""
    plans, corrections = _plan_ids(copied), copied / "corrections.jsonl"
    corrected = corrections.read_bytes() if corrections.exists() else b""
    yield copied
    for _ in range(120):
        try:
            if left := _plan_ids(copied) - plans:
                index.remove(copied, sorted(left))
            break
        except index.IndexBusy:  # the page is still putting in what the test has dropped
            time.sleep(0.5)
    corrections.write_bytes(corrected)
    shutil.rmtree(copied / "waiting", ignore_errors=True)


def _plan_ids(data: Path) -> set[str]:
    with index.Index.open(data, load=False) as opened:
        return {record.plan.id for record in opened.plans()}


@pytest.fixture
def own_site(own_data: Path, served: str) -> str:
    """The page over `own_data`."""
    return served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield started
        started.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One for all tests, so that the page's own files are fetched and compiled once."""
    made = browser.new_context(locale="en-US", permissions=["clipboard-read", "clipboard-write"])
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext) -> Iterator[Opener]:
    """Opens an address at a size: `visit(address, "phone")`. At the end nothing but loopback was asked for anything,
    no script failed, and the browser forgets what it was told to remember."""
    pages: list[Page] = []
    asked: list[str] = []
    failures: list[str] = []

    def open_(address: str, size: str = "desktop", *, dark: bool = False, wait: bool = True) -> Page:
        width, height = SIZES[size]
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if dark else "light")
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(address)
        if wait:
            page.wait_for_selector("#ask textarea")
            page.wait_for_selector(".welcome h2, .turn")
        return page

    yield open_
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.close()
    context.clear_cookies()
    assert failures == []
    assert [url for url in asked if urlsplit(url).scheme not in ("data", "blob") and "127.0.0.1" not in url] == []


def ask(page: Page, question: str) -> None:
    """Types a question and waits for its turn."""
    turns = page.locator(".turn").count()
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")
    page.wait_for_function("n => document.querySelectorAll('.turn').length > n", arg=turns)


def tab(page: Page, name: str) -> None:
    page.click(f"button[role=tab]:has-text('{name}')")
