"""The labelled questions and their plans, and the answers of the assistant judged by them."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import index
from assistant import Answer, Assistant
from corpus.model import Task
from index import Index
from tests.benchmarks import generator
from tests.samples.build import WRITERS
from tests.samples.source import Sample, load

HERE = Path(__file__).parent
TODAY = date(2026, 4, 20)
DISTRACTORS_SEED = 4242
Kind = Literal["rows", "prose", "outside"]
Verdict = Literal["right", "silent", "partly", "wrong", "quiet", "false answer"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `rows` answer it, `may` can stand beside them; `words` are in the sentence that answers."""

    text: str
    kind: Kind
    rows: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Half:
    """Questions over their own plans. `labels`: (file, section, number or -position) -> "A7", "B2.3"."""

    name: str
    plans: tuple[Sample, ...]
    questions: tuple[Asked, ...]
    labels: dict[tuple[str, str, str | int], str]

    def label(self, task: Task) -> str:
        """The label of a task, "?" where none was labelled (the tail of a plan, another plan)."""
        return self.labels.get((task.file, task.section, task.number or -task.position), "?")

    def is_own(self, task: Task) -> bool:
        return any(task.file == plan.file for plan in self.plans)


def half(name: str) -> Half:
    """The half of tests/calibration/NAME.toml: "chosen" or "held"."""
    data = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    plans = tuple(load(HERE / "plans" / f"{plan}.toml") for plan in data["plans"])
    labels: dict[tuple[str, str, str | int], str] = {}
    for plan in plans:
        for row in plan.rows:
            part = row.section.partition(".")[2]
            label = f"{plan.file[0]}{part and part + '.'}{row.number or row.position}"
            labels[plan.file, row.section, row.number or -row.position] = label
    questions = [_rows(text, wanted) for text, wanted in data["rows"]]
    questions += [Asked(text, "prose", words=words) for text, words in data["prose"]]
    questions += [Asked(text, "outside") for text in data["outside"]]
    return Half(name, plans, tuple(questions), labels)


def _rows(text: str, wanted: str) -> Asked:
    rows = frozenset(one for one in wanted.split() if one[0] != "?")
    return Asked(text, "rows", rows, rows | {one.removeprefix("?") for one in wanted.split()})


@contextmanager
def indexed(of: Half, folder: Path, distractors: int) -> Iterator[Index]:
    """The plans of a half among so many generated ones, indexed and ready for vectors."""
    written = folder / "plans"
    written.mkdir(parents=True)
    for plan in (*of.plans, *(generator.draw_plans(DISTRACTORS_SEED, distractors) if distractors else ())):
        WRITERS[plan.form](plan, written / plan.file)
    failed = index.add(folder / "data", [written]).failed
    if failed:
        raise SystemExit(f"not indexed: {failed}")
    with opened(folder / "data") as found:
        yield found


@contextmanager
def opened(data: Path) -> Iterator[Index]:
    with Index.open(data) as found:
        if not found.wait_ready(300):
            raise SystemExit(str(found.fault))
        yield found


def judge(of: Half, asked: Asked, answer: Answer) -> Verdict:
    """Exact for rows: all that answer and, of the labelled and the generated ones, no other."""
    answered = answer.status == "answered"
    if asked.kind == "outside":
        return "false answer" if answered else "quiet"
    if not answered:
        return "silent"
    tasks = [row.task for row in answer.rows]
    if asked.kind == "prose":
        said = [*(passage.quote for passage in answer.passages), *(task.text for task in tasks)]
        return "right" if any(asked.words in one for one in said) else "wrong"
    shown = {of.label(task) if of.label(task) != "?" or not of.is_own(task) else "tail" for task in tasks} - {"tail"}
    if asked.rows <= shown <= asked.may:
        return "right"
    return "partly" if shown & asked.rows else "wrong"


def verdicts(of: Half, found: Index) -> tuple[dict[Kind, Counter[Verdict]], list[tuple[Verdict, str]]]:
    """How many questions of each kind are answered how, and those that are not answered right."""
    assistant = Assistant(found)
    counts: dict[Kind, Counter[Verdict]] = {"rows": Counter(), "prose": Counter(), "outside": Counter()}
    wrong: list[tuple[Verdict, str]] = []
    for asked in of.questions:
        verdict = judge(of, asked, assistant.ask(asked.text, today=TODAY))
        counts[asked.kind][verdict] += 1
        if verdict not in ("right", "quiet"):
            wrong.append((verdict, asked.text))
    return counts, wrong
