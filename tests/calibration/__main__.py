"""Measure which score tells rows that answer a topic from rows that do not: `make calibrate`.

    python -m tests.calibration                   # both halves, among 0, 30 and 300 generated plans
    python -m tests.calibration --sizes 0         # in a minute, without generated plans

Writes docs/calibration.md and its charts. The cuts stand in assistant/cuts.py and are set by hand from what this shows.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections import Counter
from pathlib import Path

import index
from assistant import Assistant, cuts
from tests.calibration import left_over
from tests.calibration.curves import Pair, pairs_of
from tests.calibration.data import HERE, TODAY, Kind, Verdict, half, indexed, opened, verdicts
from tests.calibration.report import Left, Measured, Rates, write

ROOT = HERE.parents[1]
SAMPLES = ROOT / "corpus" / "samples"
# Questions over the sample plans: name -> file. Of these only yes or no is judged: was there an answer?
ASKED_OF_SAMPLES = {"abstention": HERE.parent / "assistant" / "abstention.toml", "fresh": HERE / "fresh.toml"}


def measure(name: str, size: int) -> Measured:
    of = half(name)
    with tempfile.TemporaryDirectory() as folder, indexed(of, Path(folder) / "corpus", size) as found:
        pairs: list[Pair] = pairs_of(of, found)
        counts, wrong = verdicts(of, found)
        rows = sum(record.tasks for record in found.plans())
    return Measured(name, size, rows, pairs, counts, wrong)


def rates_of_samples() -> tuple[list[Rates], Left]:
    """Of the questions over the sample plans: what was answered at all, and what words left over became."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        index.add(Path(folder) / "data", [SAMPLES])
        with opened(Path(folder) / "data") as data:
            assistant = Assistant(data)
            for name, path in ASKED_OF_SAMPLES.items():
                asked = tomllib.loads(path.read_text(encoding="utf-8"))
                said = {
                    kind: [q for q in asked[kind] if assistant.ask(q, today=TODAY).status == "answered"]
                    for kind in ("outside", "inside")
                }
                silent = [q for q in asked["inside"] if q not in said["inside"]]
                found.append(Rates(name, said["outside"], len(asked["outside"]), silent, len(asked["inside"])))
            left = left_over.count(assistant)
    return found, left


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.calibration", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="0,30,300", help="generated plans beside the labelled ones")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    given = parser.parse_args()
    measured = []
    for size in map(int, given.sizes.split(",")):
        for name in ("chosen", "held"):
            measured.append(measure(name, size))
            print(f"{name}, {size} generated plans: {_line(measured[-1].counts)}", file=sys.stderr, flush=True)
    write(measured, *rates_of_samples(), cuts, given.docs)
    return 0


def _line(counts: dict[Kind, Counter[Verdict]]) -> str:
    return "; ".join(f"{kind} {dict(found)}" for kind, found in counts.items())


if __name__ == "__main__":
    sys.exit(main())
