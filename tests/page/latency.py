"""From the Enter key to the answer on the screen: `python -m tests.page.latency [FOLDER]`.

The sample plans are indexed anew, the page is served and a real Chromium asks every question of the samples that is
no follow-up, each in a talk of its own. The time is the browser's: from the keydown event to the first frame drawn
after the answer stands in the page. FOLDER/page-latency.json has the result (FOLDER: tests/benchmarks/results/page).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.page.conftest import CHROMIUM, ROOT, SAMPLES, SIZES, python, serving

QUESTIONS = ROOT / "tests" / "samples" / "questions.json"
RESULTS = ROOT / "tests" / "benchmarks" / "results" / "page"
# Resolves with milliseconds: the frame after the one in which the turn has come has been drawn.
WATCH = """() => {
  window.took = new Promise((done) => {
    const box = document.querySelector("#ask textarea");
    box.addEventListener("keydown", (event) => { if (event.key === "Enter") window.pressed = performance.now(); },
      { capture: true, once: true });
    const seen = new MutationObserver(() => {
      if (!document.querySelector(".turn .answer")) return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - window.pressed)));
    });
    seen.observe(document.querySelector("#talk"), { childList: true, subtree: true });
  });
}"""


def ask(page: Page, question: str) -> float:
    """Milliseconds from Enter to the drawn answer."""
    page.evaluate(WATCH)
    page.fill("#ask textarea", question)
    page.press("#ask textarea", "Enter")
    took = float(page.evaluate("window.took"))
    page.click("[data-do=restart]")
    page.wait_for_selector(".welcome h2")
    return took


def measure(address: str, questions: list[str]) -> list[float]:
    """One time for each question, after one that is not counted."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        width, height = SIZES["desktop"]
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(address)
        page.wait_for_selector(".welcome .examples")
        page.wait_for_timeout(10_000)  # the encoder is loaded
        ask(page, questions[0])
        took = [ask(page, question) for question in questions]
        browser.close()
    return took


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.page.latency", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=RESULTS, help="where page-latency.json goes")
    folder: Path = parser.parse_args().folder
    asked = [one["q"] for one in json.loads(QUESTIONS.read_text(encoding="utf-8")) if one["kind"] != "followup"]
    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        done = python("-m", "index", "add", "--data", data, SAMPLES)
        if done.returncode:
            raise SystemExit(done.stderr)
        with serving(data) as address:
            took = measure(address, asked)
    cuts = statistics.quantiles(took, n=100, method="inclusive")
    result = {
        "what": "milliseconds from the Enter key to the answer drawn, in headless Chromium at 1440 x 900",
        "questions": len(took),
        "plans": len(list(SAMPLES.iterdir())),
        "p50_ms": round(cuts[49], 1),
        "p95_ms": round(cuts[94], 1),
        "max_ms": round(max(took), 1),
        "slowest": asked[took.index(max(took))],
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
    }
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(result, ensure_ascii=False, indent=2)
    (folder / "page-latency.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
