"""The same things asked in many wordings: exactly the rows asked for, none missing and none besides."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.conftest import TODAY, Ask, shown
from tests.scoring import ABSTAINED, plain

QUESTIONS = tomllib.loads(Path(__file__).with_name("paraphrases.toml").read_text(encoding="utf-8"))["question"]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: " / ".join([*asked.get("history", []), asked["q"]])[:90])
def test_wording(ask: Ask, asked: dict[str, Any]) -> None:
    answer = ask(asked["q"], *asked.get("history", []), today=asked.get("today", TODAY))
    found, wanted = shown(answer), set(asked["rows"])
    assert wanted <= found, f"missing {wanted - found}: {answer.understood.line}"
    assert found <= wanted | set(asked.get("may", [])), f"not asked for {found - wanted}: {answer.understood.line}"
    status = asked.get("status", "answered")
    assert answer.status == status or (status == "nothing" and answer.status in ABSTAINED), answer.text
    for words in asked.get("must", []):
        assert plain(words) in plain(answer.text)
