"""The gate on exactness: the sample plans are read exactly, and the sample questions answered exactly.

Where real plans with their own gold lie beside the project (../shared), they are scored too.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import corpus
from tests.samples.build import dump, write_text
from tests.samples.source import gold_questions, gold_rows, samples
from tests.scoring import judge, plain, score_rows

ROOT = Path(__file__).parents[1]
PLANS = ROOT / "corpus" / "samples"
GOLD = Path(__file__).parent / "samples"
SHARED = ROOT.parent / "shared"
ROWS = json.loads((GOLD / "rows.json").read_text(encoding="utf-8"))
QUESTIONS = json.loads((GOLD / "questions.json").read_text(encoding="utf-8"))

Json = dict[str, Any]


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "data"
    done = command("index", "add", "--data", folder, PLANS)
    assert done.returncode == 0, done.stderr
    return folder


def batch(data: Path, questions: list[Json], file: Path) -> list[Json]:
    fields = ("question", "history", "today")
    lines = [dict(zip(fields, (q["q"], q.get("history", []), q["today"]), strict=True)) for q in questions]
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    done = command("assistant", "--data", data, "--batch", file)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def answers(data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Json]:
    given = batch(data, QUESTIONS, tmp_path_factory.mktemp("asked") / "questions.jsonl")
    assert len(given) == len(QUESTIONS)
    return {question["id"]: answer for question, answer in zip(QUESTIONS, given, strict=True)}


def test_the_committed_samples_are_what_their_source_says(tmp_path: Path) -> None:
    plans = samples()
    assert (GOLD / "rows.json").read_text(encoding="utf-8") == dump(gold_rows(plans))
    assert (GOLD / "questions.json").read_text(encoding="utf-8") == dump(gold_questions(plans))
    for plan in plans:
        if plan.form == "text":
            write_text(plan, tmp_path / plan.file)
            assert (tmp_path / plan.file).read_bytes() == (PLANS / plan.file).read_bytes()


@pytest.mark.parametrize("file", sorted({row["file"] for row in ROWS}))
def test_every_row_of_a_sample_is_read_exactly(file: str) -> None:
    done = command("corpus", PLANS / file)
    assert done.returncode == 0, done.stderr
    score = score_rows(json.loads(done.stdout)["tasks"], [row for row in ROWS if row["file"] == file])
    assert not score.wrong, "\n".join(score.wrong)
    assert not score.extra, "\n".join(score.extra)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: f"{q['id']}-{q['kind']}")
def test_a_sample_question_is_answered_exactly(question: Json, answers: dict[str, Json]) -> None:
    answer = answers[question["id"]]
    verdict = judge(question, answer, ROWS)
    told = f"{question['q']}\n{verdict}\nunderstood {answer.get('understood')}\n{answer.get('text', '')[:800]}"
    assert verdict.exact, told


def test_every_mark_has_a_citation_whose_quote_stands_in_its_plan(answers: dict[str, Json]) -> None:
    renditions = {path.name: plain("\n".join(corpus.read(path).lines)) for path in PLANS.iterdir()}
    cited = 0
    for answer in answers.values():
        marks = {int(n) for n in re.findall(r"\[(\d+)\]", answer["text"])}
        assert marks == {citation["n"] for citation in answer["citations"]}, answer["question"]
        for citation in answer["citations"]:
            assert plain(citation["quote"]) in renditions[Path(citation["file"]).name], citation
            cited += 1
    assert cited > len(QUESTIONS)


needs_shared = pytest.mark.skipif(not (SHARED / "gold").exists(), reason="no real plans beside the project")


def scorer(name: str, *arguments: str | Path) -> None:
    """Run one of the scorers that lie beside the project; it ends with 0 when all is exact."""
    done = subprocess.run(
        [sys.executable, str(SHARED / "score" / name), *map(str, arguments), "--python", sys.executable, "--verbose"],
        cwd=ROOT, capture_output=True, text=True, timeout=900, check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@needs_shared
def test_the_real_plans_beside_the_project_are_read_exactly() -> None:
    scorer("rows", SHARED / "gold" / "rows.json", SHARED / "plans")


@needs_shared
def test_questions_about_the_real_plans_are_answered_exactly(tmp_path: Path) -> None:
    done = command("index", "add", "--data", tmp_path / "data", SHARED / "plans")
    assert done.returncode == 0, done.stderr
    scorer("ask", SHARED / "gold" / "questions.json", SHARED / "gold" / "rows.json", tmp_path / "data")
