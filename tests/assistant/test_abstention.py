"""What the plans do not speak of is not answered, and what they speak of is: both error rates stay low."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.assistant.conftest import Ask
from tests.scoring import ABSTAINED

ASKED = tomllib.loads(Path(__file__).with_name("abstention.toml").read_text(encoding="utf-8"))


def test_questions_outside_are_not_answered(ask: Ask) -> None:
    answers = {question: ask(question) for question in ASKED["outside"]}
    wrong = [question for question, answer in answers.items() if answer.status not in ABSTAINED]
    print(f"answered though the plans do not speak of it: {len(wrong)} of {len(answers)}")
    assert len(wrong) <= len(answers) * 0.02, wrong
    for question, answer in answers.items():
        if question not in wrong:
            assert not answer.rows, question
            assert not answer.passages, question
            assert not answer.citations, question


def test_questions_inside_are_answered(ask: Ask) -> None:
    answers = {question: ask(question) for question in ASKED["inside"]}
    silent = [question for question, answer in answers.items() if answer.status != "answered"]
    print(f"not answered though the plans speak of it: {len(silent)} of {len(answers)}")
    assert len(silent) <= len(answers) * 0.06, silent


def test_there_are_enough_questions_to_tell() -> None:
    every = [*ASKED["outside"], *ASKED["inside"]]
    assert len(every) == len(set(every)) >= 150
