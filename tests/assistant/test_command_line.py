"""`python -m assistant`: text, JSON and batches; wrong use is status 2 with one line on stderr."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.assistant.conftest import ROOT

QUESTION = "Hội Nông dân phường được giao những nhiệm vụ gì?"
KEYS = {"question", "status", "understood", "text", "tasks", "related", "passages", "citations", "notes", "took_ms"}


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assistant", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


def test_text_and_json(data: Path) -> None:
    text = run("--data", data, "--today", "2026-04-20", QUESTION)
    assert text.returncode == 0, text.stderr
    assert text.stdout.startswith("1 nhiệm vụ")
    answer = json.loads(run("--data", data, "--today", "2026-04-20", "--json", QUESTION).stdout)
    assert set(answer) >= KEYS
    assert answer["text"] == text.stdout.rstrip("\n")
    assert [task["n"] for task in answer["tasks"]] == [1]
    assert answer["took_ms"] > 0


def test_a_batch_keeps_its_order(data: Path, tmp_path: Path) -> None:
    asked: list[dict[str, Any]] = [
        {"question": QUESTION, "today": "2026-04-20"},
        {"question": "Còn Trạm Y tế phường?", "history": [QUESTION], "today": "2026-04-20"},
        {"question": "Giá xăng hôm nay bao nhiêu?", "history": [], "today": "2026-04-20"},
    ]
    file = tmp_path / "asked.jsonl"
    file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in asked) + "\n", encoding="utf-8")
    done = run("--data", data, "--batch", file)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["question"] for answer in answers] == [one["question"] for one in asked]
    assert [len(answer["tasks"]) for answer in answers] == [1, 3, 0]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "câu hỏi"),
        (["--today", "20/4/2026", "gì?"], "20/4/2026"),
        (["--batch", "missing.jsonl"], "missing.jsonl"),
        (["--data", "nowhere", "gì?"], "nowhere"),
        (["--no-such-option"], "no-such-option"),
    ],
)
def test_wrong_use(data: Path, arguments: list[str], said: str) -> None:
    chosen: list[str | Path] = [] if "--data" in arguments else ["--data", data]
    done = run(*chosen, *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "line", ["no json", "[]", '{"history": []}', '{"question": 5}', '{"question": "a", "today": "x"}']
)
def test_a_bad_line_of_a_batch_is_named(data: Path, tmp_path: Path, line: str) -> None:
    file = tmp_path / "asked.jsonl"
    file.write_text(json.dumps({"question": QUESTION}) + "\n" + line + "\n", encoding="utf-8")
    done = run("--data", data, "--batch", file)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_closed_pipe_ends_quietly(data: Path, tmp_path: Path) -> None:
    batch = tmp_path / "questions.jsonl"
    batch.write_text((json.dumps({"question": QUESTION}) + "\n") * 20)
    command = [sys.executable, "-m", "assistant", "--data", str(data), "--batch", str(batch)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


def test_a_language_model_elsewhere_is_refused(data: Path) -> None:
    environment = {**os.environ, "TRO_LY_LLM_URL": "https://models.example.org/v1", "TRO_LY_LLM_MODEL": "m"}
    command = [sys.executable, "-m", "assistant", "--data", str(data), QUESTION]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
