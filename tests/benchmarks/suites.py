"""One corpus with its questions, measured: the assistant and, on the same text and questions, plain retrieval.

Each is run in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus
from tests.scoring import distance, judge, key, listed_keys, plain, start_distance

ROOT = Path(__file__).parents[2]
DENSE_MOST = 1_000  # plans; the chunks of more take hours to embed on two cores
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Suite:
    """A folder of plans, their gold rows, and questions about them."""

    name: str
    plans: Path
    rows: list[Json]
    questions: list[Json]

    @classmethod
    def load(cls, name: str, plans: Path, rows: Path, questions: Path) -> Suite:
        return cls(name, plans, *(json.loads(path.read_text(encoding="utf-8")) for path in (rows, questions)))


@dataclass(frozen=True, slots=True)
class Run:
    """What a child process printed, how long it ran, its processor seconds, and its greatest resident memory (children
    included)."""

    stdout: str
    seconds: float
    cpu_seconds: float
    memory_mb: float


# A process counts the memory of the one that it was forked from as its own: children are forked from a small one.
_LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, "-m", *sys.argv[2:]]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    file.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}")
sys.exit(code)
"""


def run(*arguments: object) -> Run:
    """`python -m …` in a process of its own; raises SystemExit with what it said when it fails."""
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        tempfile.TemporaryFile("w+", encoding="utf-8") as err,
        tempfile.NamedTemporaryFile("w+", encoding="utf-8") as usage,
    ):
        start = time.perf_counter()
        words = [sys.executable, "-c", _LAUNCHER, usage.name, *map(str, arguments)]
        code = subprocess.run(words, cwd=ROOT, stdout=out, stderr=err, check=False).returncode
        seconds = time.perf_counter() - start
        out.seek(0)
        err.seek(0)
        if code:
            command = " ".join(map(str, arguments))
            raise SystemExit(f"python -m {command}: exit {code}\n{err.read()[-3000:]}")
        cpu_seconds, memory_mb = map(float, usage.read().split())
        return Run(out.read(), seconds, cpu_seconds, memory_mb)


@dataclass(frozen=True, slots=True)
class Texts:
    """The plans as text (what the chunks are cut from) and where each gold row stands in them."""

    texts: dict[str, str]
    spans: dict[str, list[tuple[int, int]]]


def read_plans(suite: Suite) -> Texts:
    texts: dict[str, str] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    for path in sorted(p for p in suite.plans.iterdir() if p.is_file()):
        reading = corpus.read(path)
        texts[path.name] = "\n".join(reading.lines)
        starts = [0]
        for line in reading.lines:
            starts.append(starts[-1] + len(line) + 1)
        tasks = [(task.to_json(), task.spots) for task in reading.tasks]
        for row in (r for r in suite.rows if r["file"] == path.name):
            hits = [(t, s) for t, s in tasks if start_distance(t["text"], row["start"]) is not None]
            if hits:
                _, spots = min(hits, key=lambda hit: distance(hit[0], row))
                spans[key(row)] = [(starts[s.first_line - 1], starts[s.last_line] - 1) for s in spots]
    return Texts(texts, spans)


def percentiles(values: list[float]) -> Json:
    ordered = sorted(values)
    return {"p50": round(ordered[len(ordered) // 2], 2), "p95": round(ordered[int(len(ordered) * 0.95)], 2)}


def resolved(answer: Json, texts: dict[str, str]) -> tuple[int, int]:
    """(citations whose quote stands word for word in the plan named, citations)."""
    good = 0
    for citation in answer.get("citations", []):
        text = texts.get(Path(citation["file"]).name, "")
        good += bool(citation["quote"].strip()) and plain(citation["quote"]) in plain(text)
    return good, len(answer.get("citations", []))


def measure_ours(suite: Suite, texts: Texts, folder: Path) -> Json:
    """Index the plans and ask every question, through the commands that a user would type."""
    data, file = folder / "data", folder / "questions.jsonl"
    added = run("index", "add", "--data", data, suite.plans)
    lines = [{"question": q["q"], "history": q.get("history", []), "today": q["today"]} for q in suite.questions]
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    asked = run("assistant", "--data", data, "--batch", file)
    answers = [json.loads(line) for line in asked.stdout.splitlines()]
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong, need, found, said, right, cited, good = [], 0, 0, 0, 0, 0, 0
    for question, answer in zip(suite.questions, answers, strict=True):
        verdict = judge(question, answer, suite.rows)
        kinds[question["kind"]][0] += verdict.exact
        kinds[question["kind"]][1] += 1
        if not verdict.exact:
            wrong.append({"q": question["q"], "kind": question["kind"], "missing": verdict.missing[:5],
                          "besides": verdict.besides[:5], "why": verdict.why})
        want, may = set(question["rows"]), set(question.get("may", []))
        given = set(listed_keys(answer, suite.rows))
        need, found = need + len(want), found + len(want & given)
        said, right = said + len(given - (may - want)), right + len(want & given)
        resolves, all_cited = resolved(answer, texts.texts)
        good, cited = good + resolves, cited + all_cited
    none = kinds.get("abstain", [0, 0])
    return {
        "system": "ours", "exact": sum(ok for ok, _ in kinds.values()), "questions": len(answers),
        "rows_found": found, "rows_asked": need, "rows_right": right, "rows_said": said,
        "wrong_on_none": none[1] - none[0], "none": none[1], "citations_resolved": good, "citations": cited,
        "latency_ms": percentiles([a["took_ms"] for a in answers]), "indexing_s": round(added.seconds, 1),
        "batch_s": round(asked.seconds, 1), "indexing_memory_mb": round(added.memory_mb),
        "memory_mb": round(asked.memory_mb), "by_kind": kinds, "wrong": wrong,
    }


def measure_retrieval(suite: Suite, texts: Texts, folder: Path, sizes: list[int], llm: Json | None) -> list[Json]:
    """Plain retrieval; of more than DENSE_MOST plans by words alone."""
    file = folder / "retrieval.json"
    task = {"texts": texts.texts, "spans": texts.spans, "questions": suite.questions, "rows": suite.rows,
            "sizes": sizes, "llm": llm, "dense": len(texts.texts) <= DENSE_MOST}
    file.write_text(json.dumps(task, ensure_ascii=False), encoding="utf-8")
    done = run("tests.benchmarks.retrieval", file)
    results = json.loads(done.stdout.splitlines()[-1])
    for result in results:
        result["latency_ms"] = percentiles(result.pop("took_ms"))
        result["memory_mb"] = round(done.memory_mb)
    return results


def measure(suite: Suite, sizes: list[int], llm: Json | None = None) -> Json:
    """All systems on one suite. `sizes` are the chunk sizes (characters); none leaves plain retrieval out.

    `llm` (url, model) names a language model that reads the chunks, beside the reader granted to be perfect.
    """
    texts = read_plans(suite)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        systems = [measure_ours(suite, texts, folder)]
        if sizes:
            systems += measure_retrieval(suite, texts, folder, sizes, llm)
    return {
        "suite": suite.name, "plans": len(texts.texts), "rows": len(suite.rows), "rows_placed": len(texts.spans),
        "characters": sum(map(len, texts.texts.values())), "systems": systems,
    }
