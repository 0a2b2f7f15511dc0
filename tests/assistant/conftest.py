"""The sample plans, indexed once with the real encoder, and an assistant over them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant import Answer, Assistant
from index import Index
from tests.scoring import distance, start_distance

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "corpus" / "samples"
TODAY = date(2026, 4, 20)
ROWS = json.loads((ROOT / "tests" / "samples" / "rows.json").read_text(encoding="utf-8"))

Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def data(sample_index: Path) -> Path:
    return sample_index


@pytest.fixture(scope="session")
def opened(data: Path) -> Iterator[Index]:
    with Index.open(data) as opened:
        assert opened.wait_ready(120), opened.fault
        yield opened


@pytest.fixture(scope="session")
def assistant(opened: Index) -> Assistant:
    return Assistant(opened)


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    def asked(question: str, *history: str, today: date = TODAY) -> Answer:
        return assistant.ask(question, today=today, history=history)

    return asked


def short_key(row: dict[str, Any]) -> str:
    """ "18 III.2 7": the first two digits of the file, the section, the number or -position."""
    return f"{row['file'][:2]} {row['section']} {row['number'] or -row['position']}"


def shown(answer: Answer) -> set[str]:
    """The gold keys of the rows of an answer."""
    found = set()
    for row in answer.rows:
        task = row.task.to_json()
        hits: Sequence[dict[str, Any]] = [
            gold
            for gold in ROWS
            if gold["file"] == row.task.file and start_distance(row.task.text, gold["start"]) is not None
        ]
        found.add(short_key(min(hits, key=lambda gold: distance(task, gold))) if hits else row.task.text)
    return found
