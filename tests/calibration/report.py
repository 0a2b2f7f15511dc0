"""docs/calibration.md and its charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.calibration.curves import Pair, What, at, average_precision, chart, series
from tests.calibration.data import Kind, Verdict

CHARTS: dict[What, str] = {
    "lists": "calibration-lists.svg",
    "single rows": "calibration-single.svg",
    "passages": "calibration-passages.svg",
}
NAMES = {"chosen": "chosen on", "held": "held out"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One half among so many generated plans (`rows` tasks in all)."""

    half: str
    size: int
    rows: int
    pairs: list[Pair]
    counts: dict[Kind, Counter[Verdict]]
    wrong: list[tuple[Verdict, str]]


@dataclass(frozen=True, slots=True)
class Rates:
    """Questions that were answered though outside, and not answered though inside."""

    name: str
    answered: list[str]
    outside: int
    silent: list[str]
    inside: int


def write(measured: Sequence[Measured], rates: Sequence[Rates], cuts: ModuleType, docs: Path) -> None:
    chosen_cuts: dict[What, float] = {"lists": cuts.ABOUT, "single rows": cuts.ONE, "passages": cuts.PROSE}
    largest = max(one.size for one in measured if one.half == "chosen")
    base = next(one for one in measured if one.half == "chosen" and one.size == largest)
    (docs / "images").mkdir(parents=True, exist_ok=True)
    for what, name in CHARTS.items():
        title = f"{what}: {NAMES['chosen']}, {base.rows:,} rows in the index"
        (docs / "images" / name).write_text(chart(title, series(base.pairs, what), chosen_cuts[what]), encoding="utf-8")
    text = "\n".join([
        _head(measured, cuts), _curves(measured, chosen_cuts, base.rows), _gap(measured, chosen_cuts),
        _answers(measured), _abstention(rates), _mistakes(measured, rates),
    ])  # fmt: skip
    (docs / "calibration.md").write_text(text, encoding="utf-8")


def _head(measured: Sequence[Measured], cuts: ModuleType) -> str:
    one = measured[0].counts
    asked = {kind: sum(found.values()) for kind, found in one.items()}
    return f"""# Which rows answer a topic: how the cuts were chosen

Written by `make calibrate`; the cuts stand in `assistant/cuts.py`.

A question such as "Ai lo xe đưa học sinh?" names no agency and no date: whether a row speaks of what it asks is judged.
Full text and vectors propose rows, each gets a score, and a row answers from a cut on.

**Score** = words + {cuts.MEANING:g} × (cosine − {cuts.NEUTRAL:g})

- *words*, 0 to 1: how much of the question's content words the row has, weighed by rarity, and how far they stand
  together as in the question (`assistant/topics.py`); words of the heading and the other columns count half.
- *cosine* of the encoder, between the whole question and the row. Questions without accents have none, because the
  encoder reads accents: for them, and until the encoder is loaded, the score is that of the words.

| cut | from | for |
|---|---|---|
| lists | {cuts.ABOUT:g} | every row of "nhiệm vụ nào liên quan đến …" |
| single rows | {cuts.ONE:g} | the row meant by "ai …", "khi nào …"; {cuts.ONE_OF_THESE:g} among an agency's rows |
| passages | {cuts.PROSE:g} | the sentence that answers a question for prose |

**Data** (`tests/calibration/`): six invented plans of 123 rows, and {2 * sum(asked.values())} questions written for
them in two halves that share neither plans nor questions. In each half {asked["rows"]} ask for rows and
{asked["prose"]} for sentences — in the plan's words, without accents, in another order, in words of every day — and
{asked["outside"]} ask, mostly in the plans' own words, for what the plans do not say. The cuts were chosen on the
first half; the second was not looked at question by question. Generated plans (`tests/benchmarks/generator.py`) stand
around both, so that it shows whether a cut drifts as the corpus grows.
"""


def _curves(measured: Sequence[Measured], cuts: dict[What, float], rows: int) -> str:
    lines = [
        "## The curves",
        "",
        f"Pairs (question, proposed row) of the half that the cuts were chosen on, {rows:,} rows in the index. The ring"
        " is the cut.",
        "",
        *(f"![precision and recall: {what}](images/{name})" for what, name in CHARTS.items()),
        "",
        "Average precision (1 is perfect), and precision and recall of the joined score at the cut:",
        "",
        "| half | rows in the index | score of | words alone | meaning alone | joined | precision | recall |",
        "|---|---:|---|---:|---:|---:|---:|---:|",
    ]
    for one in measured:
        for what, cut in cuts.items():
            found = series(one.pairs, what)
            area = {name: average_precision(points) for name, points in found.items()}
            chosen = at(found["joined"], cut)
            lines.append(
                f"| {NAMES[one.half]} | {one.rows:,} | {what} | {area['words alone']:.3f} | {area['meaning alone']:.3f}"
                f" | {area['joined']:.3f} | {chosen.precision:.1%} | {chosen.recall:.1%} |"
            )
    return "\n".join(lines) + "\n"


def _gap(measured: Sequence[Measured], cuts: dict[What, float]) -> str:
    lines = [
        "## Where the cuts lie",
        "",
        "The best score that each question gives to what does not answer, and the lowest that it gives to what does. A"
        " cut between the two columns makes few mistakes of either kind; it must hold at every size.",
        "",
        "| half | rows in the index | score of | cut | not answering: 90 %, 98 %, highest | answering: lowest, 5 %,"
        " 10 % |",
        "|---|---:|---|---:|---|---|",
    ]
    for one in measured:
        for what, cut in cuts.items():
            no = _per_question(one.pairs, what, answers=False)
            yes = _per_question(one.pairs, what, answers=True)
            high = f"{_share(no, 0.9):.2f}, {_share(no, 0.98):.2f}, {no[-1]:.2f}"
            low = f"{yes[0]:.2f}, {_share(yes, 0.05):.2f}, {_share(yes, 0.1):.2f}"
            lines.append(f"| {NAMES[one.half]} | {one.rows:,} | {what} | {cut:g} | {high} | {low} |")
    return "\n".join(lines) + "\n"


def _per_question(pairs: Sequence[Pair], what: What, *, answers: bool) -> list[float]:
    found: dict[str, list[float]] = {}
    for pair in pairs:
        if pair.what == what and pair.answers == answers:
            found.setdefault(pair.question, []).append(pair.joined)
    return sorted((min if answers else max)(scores) for scores in found.values())


def _share(ordered: Sequence[float], share: float) -> float:
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def _answers(measured: Sequence[Measured]) -> str:
    lines = [
        "## What the assistant answers with these cuts",
        "",
        "The whole assistant is asked, and a list is right only when it is complete and has nothing besides.",
        "",
        "| half | rows in the index | false answers | rows: right | partly | wrong | false silences"
        " | sentences: right | wrong | false silences |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in measured:
        rows, prose, out = (one.counts[kind] for kind in ("rows", "prose", "outside"))
        cells = [
            f"{out['false answer']}/{sum(out.values())}", f"{rows['right']}/{sum(rows.values())}",
            str(rows["partly"]), str(rows["wrong"]), f"{rows['silent']}/{sum(rows.values())}",
            f"{prose['right']}/{sum(prose.values())}", str(prose["wrong"]), f"{prose['silent']}/{sum(prose.values())}",
        ]  # fmt: skip
        lines.append(f"| {NAMES[one.half]} | {one.rows:,} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _abstention(rates: Sequence[Rates]) -> str:
    said = {
        "abstention": "`tests/assistant/abstention.toml` (earlier cuts were tuned on it)",
        "fresh": "`tests/calibration/fresh.toml` (written after the cuts were fixed)",
    }
    lines = [
        "## Questions over the sample plans",
        "",
        "| questions | answered though outside | not answered though inside |",
        "|---|---:|---:|",
    ]
    for one in rates:
        cells = f"{len(one.answered)}/{one.outside} | {len(one.silent)}/{one.inside}"
        lines += [f"| {said[one.name]} | {cells} |"]
    return "\n".join(lines) + "\n"


def _mistakes(measured: Sequence[Measured], rates: Sequence[Rates]) -> str:
    """Those of the half that the cuts were chosen on, and of the sample plans: the held-out ones stay unread."""
    smallest = min((one for one in measured if one.half == "chosen"), key=lambda one: one.size)
    lines = ["## What still goes wrong", "", f"Of the questions chosen on, {smallest.rows:,} rows in the index:", ""]
    lines += [f"- {verdict}: {text}" for verdict, text in smallest.wrong]
    for one in rates:
        lines += ["", f"Of {one.name}:", ""]
        lines += [f"- false answer: {text}" for text in one.answered] + [f"- silent: {text}" for text in one.silent]
    return "\n".join(lines) + "\n"
