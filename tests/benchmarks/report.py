"""Turn a result into a line on the terminal, and into docs/benchmarks.md with its charts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.benchmarks import charts

Json = dict[str, Any]
NAMES = {
    "ours": "This assistant", "dense": "Dense top-k", "bm25": "BM25 top-k", "joined": "Dense + BM25 (RRF)",
    "llm": "RRF, a model reads",
}


def line(suite: Json) -> str:
    ours = suite["systems"][0]
    told = f"{suite['suite']}: ours {ours['exact']}/{ours['questions']} exact, p95 {ours['latency_ms']['p95']} ms"
    for name in ("dense", "bm25", "joined"):
        if best := best_of(suite, name):
            told += f"; {name} {best['exact']}/{best['questions']} (k {best['k']}, chunks of {best['chunk']})"
    return told


def best_of(suite: Json, system: str, **same: int) -> Json | None:
    """The most exact run of a system; among equals the one that reads least.

    A run that fetches more than a third of all chunks does not search but reads everything: it is left out.
    """
    runs = [
        s for s in suite["systems"]
        if s["system"] == system and s["k"] <= s["chunks"] / 3 and all(s[k] == v for k, v in same.items())
    ]
    return max(runs, key=lambda s: (s["exact"], -s["k"] * s["chunk"]), default=None)


def best_runs(suite: Json) -> dict[str, Json]:
    """Ours, and the best run of each other system that was measured."""
    others = {name: run for name in NAMES if name != "ours" and (run := best_of(suite, name))}
    return {"ours": suite["systems"][0], **others}


def share(run: Json) -> float:
    return run["exact"] / run["questions"]


def ours_table(suites: list[Json]) -> list[str]:
    rows = [
        "| Corpus | Plans | Rows | Exact answers | Row recall | Row precision | Wrong on questions without answer "
        "| Citations that resolve | p50 / p95 ms | Indexing s | Memory MB (answering / indexing) |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for suite in suites:
        o = suite["systems"][0]
        rows.append(
            f"| {suite['suite']} | {suite['plans']:,} | {suite['rows']:,} | {o['exact']}/{o['questions']} "
            f"| {o['rows_found']}/{o['rows_asked']} | {o['rows_right']}/{o['rows_said']} "
            f"| {o['wrong_on_none']}/{o['none']} | {o['citations_resolved']}/{o['citations']} "
            f"| {o['latency_ms']['p50']:.0f} / {o['latency_ms']['p95']:.0f} | {o['indexing_s']:.0f} "
            f"| {o['memory_mb']} / {o['indexing_memory_mb']} |"
        )
    return rows


def milliseconds(run: Json) -> str:
    """p50 and p95; a run whose questions were already encoded by an earlier one was not timed."""
    took = run.get("latency_ms")
    return f"{took['p50']:.1f} / {took['p95']:.1f}" if took else "not timed"


def retrieval_table(suite: Json) -> list[str]:
    rows = [
        "| System | Chunk | k | Text read | Exact | Row recall | p50 / p95 ms | Indexing s | Memory MB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    return rows + [
        f"| {NAMES[s['system']]} | {s['chunk']} | {s['k']} | {min(1, s['k'] / s['chunks']):.0%} "
        f"| {s['exact']}/{s['questions']} | {s['rows_found']}/{s['rows_asked']} "
        f"| {milliseconds(s)} | {s['indexing_s']:.1f} | {s['memory_mb']} |"
        for s in suite["systems"][1:]
    ]


def kinds_table(suite: Json) -> list[str]:
    """Exact answers by kind of question: ours, and the best run of each other system."""
    runs = list(best_runs(suite).values())
    rows = ["| Kind | " + " | ".join(NAMES[r["system"]] for r in runs) + " |", "|---|" + "---:|" * len(runs)]
    for kind in sorted(runs[0]["by_kind"]):
        cells = (f"{r['by_kind'][kind][0]}/{r['by_kind'][kind][1]}" for r in runs)
        rows.append(f"| {kind} | {' | '.join(cells)} |")
    return rows


def draw(result: Json, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    samples = next(s for s in result["suites"] if s["kind"] == "samples")
    runs = {NAMES[name]: run for name, run in best_runs(samples).items()}
    notes = {n: f"k {r['k']}, chunks of {r['chunk']}" if "k" in r else "exact rows" for n, r in runs.items()}
    title = "Questions about the sample plans answered exactly"
    (folder / "benchmark-samples.svg").write_text(
        charts.bars(title, {n: share(r) for n, r in runs.items()}, notes), encoding="utf-8"
    )
    generated = [s for s in result["suites"] if s["kind"] == "generated"]
    if len(generated) < 2:
        return
    exact: dict[str, list[tuple[float, float]]] = {}
    slow: dict[str, list[tuple[float, float]]] = {}
    for name, label in NAMES.items():
        for suite in generated:
            run = suite["systems"][0] if name == "ours" else best_of(suite, name, chunk=800)
            if run:
                exact.setdefault(label, []).append((suite["plans"], share(run)))
            timed = next((s for s in suite["systems"] if s["system"] == name and s.get("latency_ms")), None)
            if timed:
                slow.setdefault(label, []).append((suite["plans"], timed["latency_ms"]["p95"]))
    unit = "others: chunks of 800, the best k"
    drawn = charts.lines("Exact answers against the number of plans", exact, unit)
    (folder / "benchmark-exactness.svg").write_text(drawn, encoding="utf-8")
    unit = "milliseconds, for the others without a reader"
    drawn = charts.lines("Time to an answer (p95)", slow, unit, log=True)
    (folder / "benchmark-latency.svg").write_text(drawn, encoding="utf-8")


LIMITS = """\
## What the numbers do not show

- The sample plans and their questions were written with this product, and the generator knows the forms that the
  product reads. Plans of other offices hold forms that neither has. Measure your own:
  `make bench BENCH="--plans DIR --questions FILE --rows FILE --only-given"`.
- The others are granted a reader that overlooks and invents nothing, that knows from a row alone who leads it even
  where the heading that says so lies in another chunk, and that never answers a question without an answer. A language
  model as the reader does worse; what it costs in time and memory is not counted either.
- The others read the same clean text that this product reads out of Word, PDF and workbook files. Their own extraction,
  their rows torn by page breaks and their mistaken columns are not counted.
- Follow-up questions are asked of the others together with the question before them.
- Above 1,000 plans the others rank by words alone (BM25): to embed all chunks takes hours on such a machine.
- Nearest neighbours are found by comparing with every vector, which is exact; an approximate index is faster and may
  miss some.
- Times are of one machine with other work on it, and of one question at a time. They include no page and no network.
- Exact means: all rows asked for and none besides. It says nothing of how well an answer reads.
"""


def write(result: Json, path: Path, docs: Path) -> None:
    """Write docs/benchmarks.md and its charts from one result, kept at `path`."""
    draw(result, docs / "images")
    samples = next(s for s in result["suites"] if s["kind"] == "samples")
    m, versions = result["machine"], ", ".join(f"{k} {v}" for k, v in result["versions"].items())
    generated = [s for s in result["suites"] if s["kind"] == "generated"]
    text = [
        "# Benchmarks", "",
        f"Measured on {result['date']} (seed {result['seed']}): {m['processor']}, {m['cores']} cores, "
        f"{m['memory_gib']} GiB, Python {m['python']}; {versions}. `make bench` measures again; the figures are in "
        f"[{path.name}](../tests/benchmarks/results/{path.name}).", "",
        "What is compared: this assistant as a user runs it, and what people build instead: plans cut into chunks, "
        "the same encoder or BM25 or both fetching the k nearest, and a reader that is granted to be perfect: "
        "a question counts as right when all rows that answer it lie whole inside the chunks fetched.", "",
        "![Exact answers on the sample plans](images/benchmark-samples.svg)", "",
        "## This assistant", "", *ours_table(result["suites"]), "",
        *(f"{suite['suite']}: {suite['note']}.\n" for suite in result["suites"] if "note" in suite),
    ]
    if len(generated) > 1:
        text += [
            "## Against the number of plans", "",
            "Generated plans of invented wards (`python -m tests.benchmarks.generator --plans 100 FOLDER`), with known "
            "answers.", "",
            "![Exactness against size](images/benchmark-exactness.svg)", "",
            "![Time against size](images/benchmark-latency.svg)", "",
        ]
    text += [
        "## The sample plans, by kind of question", "",
        "Each other system in its best run that reads at most a third of the text: more is no search.", "",
        *kinds_table(samples), "",
    ]
    for suite in result["suites"]:
        if len(suite["systems"]) > 1:
            text += [f"## Plain retrieval on {suite['suite']}", "", *retrieval_table(suite), ""]
    docs.mkdir(exist_ok=True)
    (docs / "benchmarks.md").write_text("\n".join([*text, LIMITS]), encoding="utf-8")
