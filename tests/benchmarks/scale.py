"""Measure speed, disk and memory against the number of rows.

    python -m tests.benchmarks.scale                                          # 1,000 and 10,000 rows
    python -m tests.benchmarks.scale --sizes 1000,10000,100000                # ten minutes more on two idle cores
    python -m tests.benchmarks.scale --copies 100000,1000000                  # and wards that copied those plans
    python -m tests.benchmarks.scale --home DIR                               # where the indexes are, or are to be made

The indexes stay in the home (build/scale): HOME/SIZE/data. One that is there and holds the very plans that would be
drawn is used, and gone on with where it has fewer. A large one is made in steps of 10,000 rows, so that little is lost
when the making is stopped. --copies adds sizes whose plans are copies under other names: see
tests.benchmarks.scale_copies. The result is written to tests/benchmarks/results/scale after each size, and drawn into
docs/scaling.md and docs/images. Other work on the machine makes times longer: the load is noted beside them.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index import Index
from index.embeddings import encoder_name
from index.generations import Store
from index.register import Register
from tests.benchmarks import generator, scale_copies, scale_plans, scale_report, suites
from tests.benchmarks.__main__ import LIBRARIES, machine
from tests.benchmarks.suites import ROOT
from tests.samples.source import Sample

Json = dict[str, Any]
STEP = 10_000  # rows that one `index add` takes in, at most
FRESH = 600  # rows that are added to an index of each size, to time it
TODAY = generator.TODAY.isoformat()


def run(*arguments: object) -> Json:
    """`python -m …`: what it printed as JSON, with its seconds, processor seconds (children too) and memory."""
    done = suites.run(*arguments)
    cost = {"wall_s": done.seconds, "cpu_s": done.cpu_seconds, "peak_mb": done.memory_mb}
    return {**cost, **json.loads(done.stdout)}


def state(data: Path) -> tuple[int, int]:
    """(plans, tasks) of the index that is there."""
    store = Store(data)
    name = store.current() if store.pointer.exists() else None
    if name is None:
        return 0, 0
    manifest = store.manifest(name)
    return manifest.plans, manifest.tasks


def check_fits(data: Path, plans: list[Sample]) -> None:
    """The index holds the first of these plans, made with the encoder of today. Ends the run when it does not."""
    if state(data)[0] == 0:
        return
    store = Store(data)
    name = store.current()
    assert name is not None
    encoder = store.manifest(name).encoder
    with Index.open(data, load=False) as index:
        held = [(record.plan.file, record.tasks) for record in index.plans()]
    # a closing sentence may be read as a row, or not
    own = all(
        file == plan.file and len(plan.rows) <= tasks <= len(plan.rows) + len(plan.loose)
        for (file, tasks), plan in zip(held, plans, strict=False)
    )
    if not own or len(held) > len(plans) or encoder != encoder_name(None):
        raise SystemExit(f"{data}: not the index of these plans (seed, size or encoder differ); take another --home")


def added(data: Path, files: list[Path], rows: int) -> Json:
    done = run("index", "add", "--json", "--data", data, *files)
    failed = [one["message"] for one in done["files"] if one["status"] != "added"]
    if failed:
        raise SystemExit(f"{len(failed)} plans not added: {failed[0]}")
    facts = ("wall_s", "cpu_s", "peak_mb", "seconds", "embedded")
    return {"rows": rows, "plans": len(files), **{name: done[name] for name in facts}}


def build(home: Path, plans: list[Sample]) -> None:
    """The index of these plans, from where it was left. Each step is noted in built.jsonl."""
    data = home / "data"
    check_fits(data, plans)
    done = state(data)[0]
    batch: list[Path] = []
    rows = 0
    for number, plan in enumerate(plans, 1):
        if number <= done:
            continue
        batch.append(scale_plans.write(home / "plans", number, plan))
        rows += len(plan.rows)
        if rows >= STEP or number == len(plans):
            step = added(data, batch, rows)
            with (home / "built.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(step) + "\n")
            print(f"  {number} plans, {rows / step['wall_s']:.0f} rows/s", file=sys.stderr, flush=True)
            batch, rows = [], 0


def clone(data: Path, target: Path) -> Path:
    """A copy to write to: what never changes is linked, the rest is copied."""
    target.mkdir()
    for path in sorted(data.rglob("*")):
        own = target / path.relative_to(data)
        if path.is_dir():
            own.mkdir(parents=True, exist_ok=True)
        elif path.parts[len(data.parts)] in ("generations", "vectors", "originals"):
            own.hardlink_to(path.resolve())
        elif "readers" not in path.parts and not path.name.endswith(".emb"):  # new texts are to be embedded
            shutil.copy2(path, own)
    return target


def used(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def disk(data: Path, rows: int) -> Json:
    sizes = {name: used(data / name) for name in ("generations", "vectors", "originals", "cache")}
    return {"bytes": sizes, "per_row": {name: size / rows for name, size in sizes.items()}}


def texts(data: Path) -> int:
    """How many different texts there are: the vectors."""
    store = Store(data)
    name = store.current()
    assert name is not None
    register = Register(store.register(name))
    try:
        return sum(register.shards().values())
    finally:
        register.close()


def grow(data: Path, seed: int, folder: Path) -> Json:
    """What it costs to add some plans to an index of this size, and then to change one of them."""
    own = clone(data, folder / "clone")
    plans = list(scale_plans.draw(seed + 1, FRESH))
    files = [scale_plans.write(folder / "fresh", number, plan) for number, plan in enumerate(plans, 1)]
    grown = added(own, files, sum(len(plan.rows) for plan in plans))
    text = next(file for file in files if file.suffix == ".txt")
    lines = text.read_text(encoding="utf-8").replace("hồ sơ", "bộ hồ sơ")
    text.write_text(lines, encoding="utf-8")
    before = {path for path in own.rglob("*") if path.is_file()}
    done = run("index", "add", "--json", "--data", own, text)
    if [one["status"] for one in done["files"]] != ["updated"]:
        raise SystemExit(f"not an update: {done['files'][0]['message']}")
    new = {path for path in own.rglob("*") if path.is_file()} - before
    update = {name: done[name] for name in ("wall_s", "cpu_s", "seconds", "embedded")}
    by_kind: dict[str, int] = defaultdict(int)
    for path in new:
        by_kind[path.relative_to(own).parts[0]] += path.stat().st_size
    shutil.rmtree(own)
    return {"add": grown, "update": {**update, "new_bytes": by_kind}}


def questions(seed: int, plans: list[Sample], each: int) -> list[Json]:
    """Questions with known rows, and some that are only timed (their `rows` are None)."""
    drawn = generator.draw_questions(seed, plans, each * len(generator.ASKS))
    rng = random.Random(seed + 2)
    leads = generator.WORDS["party"] + generator.WORDS["state"]
    for _ in range(each):
        lead, thing = rng.choice(leads), rng.choice(generator.WORDS["objects"]).replace("{n} ", "")
        day = f"{rng.randrange(1, 28)}/{rng.randrange(2, 12)}/2026"
        timed = {
            "everywhere": f"{lead} phải hoàn thành gì trước {day}?",
            "topic": f"Những nhiệm vụ nào nói về {thing}?",
            "count": f"{lead} được giao bao nhiêu nhiệm vụ?",
        }
        drawn += [{"kind": kind, "q": q, "rows": None, "today": TODAY} for kind, q in timed.items()]
    return drawn


def asked(data: Path, plans: list[Sample], seed: int, each: int, folder: Path, *, judged: bool) -> Json:
    """Milliseconds and exactness by kind of question."""
    file = folder / "questions.json"
    drawn = questions(seed, plans, each)
    file.write_text(json.dumps(drawn, ensure_ascii=False), encoding="utf-8")
    done = run("tests.benchmarks.scale_child", "ask", data, file)
    kinds: dict[str, Json] = {}
    wrong = []
    for question, answer in zip(drawn, done["answers"], strict=True):
        one = kinds.setdefault(question["kind"], {"ms": [], "cpu_ms": [], "rows": [], "exact": 0, "judged": 0})
        one["ms"].append(round(answer["ms"], 2))
        one["cpu_ms"].append(round(answer["cpu_ms"], 2))
        one["rows"].append(len(answer["rows"]))
        if judged and question["rows"] is not None:
            fine = set(answer["rows"]) == set(question["rows"])
            one["judged"] += 1
            one["exact"] += fine
            if not fine:
                missing = sorted(set(question["rows"]) - set(answer["rows"]))
                besides = sorted(set(answer["rows"]) - set(question["rows"]))
                wrong.append({"q": question["q"], "missing": missing[:5], "besides": besides[:5]})
    return {"kinds": kinds, "wrong": wrong, "peak_mb": done["memory_mb"], "memory_mb": done["memory_after_mb"]}


def measured(data: Path, plans: list[Sample], given: argparse.Namespace, *, copies: bool = False) -> Json:
    """Everything about one index."""
    tasks = state(data)[1]
    with tempfile.TemporaryDirectory(dir=data.parent) as name:
        folder = Path(name)
        lead = generator.WORDS["state"][4]
        first = folder / "first.json"
        question = f"{lead} phải hoàn thành gì trong tuần này trong {plans[0].facts['plan']}?"
        first.write_text(json.dumps({"q": question, "today": TODAY}, ensure_ascii=False), encoding="utf-8")
        result: Json = {"rows": tasks, "plans": state(data)[0], "copies": copies, "disk": disk(data, tasks)}
        result["texts"] = texts(data)
        log = data.parent / "built.jsonl"
        if log.exists():
            result["built"] = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
        # Twice: what counts is a start whose files the system still has in memory, and one that has been seen before.
        result["starts"] = [run("tests.benchmarks.scale_child", "start", data, first) for _ in range(2)]
        result["asked"] = asked(data, plans, given.seed, given.asked, folder, judged=not copies)
        if not given.no_grow:
            result["grow"] = grow(data, given.seed, folder)
    return {**result, "load": round(os.getloadavg()[1], 1)}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__)
    parser.add_argument("--home", type=Path, default=ROOT / "build" / "scale", help="where the indexes are")
    parser.add_argument("--sizes", default="1000,10000", help="rows of different texts")
    parser.add_argument("--copies", default="", help="sizes reached by copying the largest of --sizes")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--asked", type=int, default=12, help="questions of each kind")
    parser.add_argument("--no-grow", action="store_true", help="leave out adding to the indexes")
    parser.add_argument("--results", type=Path, default=Path(__file__).parent / "results")
    parser.add_argument("--docs", type=Path, default=ROOT / "docs")
    parser.add_argument("--draw", type=Path, metavar="RESULT", help="measure nothing, draw this result")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    if given.draw:
        scale_report.write(json.loads(given.draw.read_text(encoding="utf-8")), given.draw, given.docs)
        return 0
    versions = {name: importlib.metadata.version(name) for name in LIBRARIES}
    today = datetime.now(UTC).date().isoformat()
    result: Json = {"date": today, "seed": given.seed, "machine": machine(), "versions": versions, "sizes": []}
    path = given.results / "scale" / f"{result['date']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    sizes = sorted(map(int, given.sizes.split(",")))
    largest, plans = given.home / str(sizes[-1]) / "data", []
    for size in sizes:
        home = given.home / str(size)
        home.mkdir(parents=True, exist_ok=True)
        plans = list(scale_plans.draw(given.seed, size))
        print(f"{size:,} rows", file=sys.stderr, flush=True)
        build(home, plans)
        _keep(result, measured(home / "data", plans, given), path, given.docs)
    for size in map(int, filter(None, given.copies.split(","))):
        data = given.home / f"{size}-copies" / "data"
        print(f"{size:,} rows with copies", file=sys.stderr, flush=True)
        if state(data)[1] < size:
            scale_copies.copy(largest, data, size)
        _keep(result, measured(data, plans, given, copies=True), path, given.docs)
    print(path)
    return 0


def _keep(result: Json, size: Json, path: Path, docs: Path) -> None:
    """After each size: a run that is stopped keeps what it has measured."""
    result["sizes"].append(size)
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    scale_report.write(result, path, docs)
    print(scale_report.line(size), flush=True)


if __name__ == "__main__":
    sys.exit(main())
