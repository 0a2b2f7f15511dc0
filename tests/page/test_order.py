"""Answers of the server that come late, or the other way round, wipe nothing: every answer stays in the talk."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import APIResponse, Page, Route, expect

from tests.page.conftest import QUESTION, Opener, ask
from tests.page.test_plans import PLAN, drop, remove

OTHER = "Những nhiệm vụ nào có hạn trong tháng 5/2026?"


class Late:
    """Keeps the first answer of the server that holds `words` back until `come`; the server has given it at once."""

    def __init__(self, page: Page, words: str) -> None:
        self.page, self.words = page, words
        self._kept: tuple[Route, APIResponse] | None = None
        page.route("**/run/predict**", self._take)

    def _take(self, route: Route) -> None:
        answer = route.fetch()
        if self._kept is None and self.words in answer.text():
            self._kept = route, answer
        else:
            route.fulfill(response=answer)

    def wait(self) -> None:
        for _ in range(400):
            if self._kept is not None:
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(self.words)

    def come(self) -> None:
        """Lets the answer through and waits until the page has taken it in."""
        assert self._kept is not None
        route, answer = self._kept
        with self.page.expect_response(lambda response: response.request == route.request):
            route.fulfill(response=answer)
        self.page.wait_for_timeout(300)
        self.page.unroute_all(behavior="ignoreErrors")


def test_what_is_told_of_a_new_plan_wipes_no_answer(own_site: str, visit: Opener, tmp_path: Path) -> None:
    file = tmp_path / "du-lich.txt"
    file.write_text(PLAN, encoding="utf-8")
    page = visit(own_site)
    late = Late(page, "examples")
    drop(page, file)
    expect(page.locator("#steps .ok")).to_be_visible(timeout=90_000)
    late.wait()
    page.click("button[role=tab]:has-text('Hỏi đáp')")
    ask(page, QUESTION)
    late.come()
    expect(page.locator(".asked")).to_have_text(QUESTION)
    remove(page, "88-KH/ĐU")


def test_a_question_asked_before_the_page_is_all_there_keeps_its_answer(site: str, visit: Opener) -> None:
    page = visit(site)
    late = Late(page, "examples")
    page.reload(wait_until="commit")
    page.wait_for_selector("#ask textarea")
    late.wait()
    ask(page, QUESTION)
    late.come()
    expect(page.locator(".asked")).to_have_text(QUESTION)
    expect(page.locator("#welcome")).to_be_hidden()


def test_two_questions_whose_answers_overtake_each_other_both_stay(site: str, visit: Opener) -> None:
    page = visit(site)
    late = Late(page, OTHER)
    page.fill("#ask textarea", OTHER)
    page.press("#ask textarea", "Enter")
    late.wait()
    page.fill("#ask textarea", QUESTION)
    page.press("#ask textarea", "Enter")
    expect(page.locator(".asked")).to_have_text([OTHER, QUESTION])
    page.fill("#ask textarea", "Còn trong")
    late.come()
    expect(page.locator(".asked")).to_have_text([OTHER, QUESTION])
    expect(page.locator("#ask textarea")).to_have_value("Còn trong")


def test_the_line_is_sent_once_and_is_empty_when_its_answer_is_there(site: str, visit: Opener) -> None:
    page = visit(site)
    late = Late(page, QUESTION)
    page.fill("#ask textarea", QUESTION)
    page.press("#ask textarea", "Enter")
    page.press("#ask textarea", "Enter")
    page.locator("#ask .submit-button").click()
    late.wait()
    expect(page.locator("#ask textarea")).to_have_value(QUESTION)
    late.come()
    expect(page.locator("#ask textarea")).to_have_value("")
    expect(page.locator(".asked")).to_have_text([QUESTION])
    page.fill("#ask textarea", OTHER)
    page.locator("#ask .submit-button").click()
    expect(page.locator(".asked")).to_have_text([QUESTION, OTHER])
    expect(page.locator("#ask textarea")).to_have_value("")
