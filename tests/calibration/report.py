"""docs/calibration.md and its charts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tests.calibration.curves import Pair, What, at, average_precision, chart, series
from tests.calibration.data import Kind, Verdict
from tests.calibration.left_over import HALVES, Counted

CHARTS: dict[What, str] = {
    "lists": "calibration-lists.svg",
    "single rows": "calibration-single.svg",
    "passages": "calibration-passages.svg",
}
NAMES = {"chosen": "chosen on", "held": "held out"}
Left = Mapping[tuple[str, str], Counted]


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


def write(measured: Sequence[Measured], rates: Sequence[Rates], left: Left, cuts: ModuleType, docs: Path) -> None:
    chosen_cuts: dict[What, float] = {"lists": cuts.ABOUT, "single rows": cuts.ONE, "passages": cuts.PROSE}
    largest = max(one.size for one in measured if one.half == "chosen")
    base = next(one for one in measured if one.half == "chosen" and one.size == largest)
    (docs / "images").mkdir(parents=True, exist_ok=True)
    for what, name in CHARTS.items():
        title = f"{what}: {NAMES['chosen']}, {base.rows:,} rows in the index"
        (docs / "images" / name).write_text(chart(title, series(base.pairs, what), chosen_cuts[what]), encoding="utf-8")
    text = "\n".join([
        _head(measured, cuts), _curves(measured, chosen_cuts, base.rows), _gap(measured, chosen_cuts),
        _answers(measured), _abstention(rates), _left_over(left), _mistakes(measured, rates, left),
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


def _left_over(left: Left) -> str:
    """Which words that were not understood became a subject."""
    lines = [
        """## Words left over in a question that is understood otherwise

"Ban X **gồng mình với** những việc nào trong tháng 5?" asks for the work of Ban X in May; "Ban X có việc nào về **đường
sắt** trong tháng 5?" asks for railways, and none of that work is an answer. A word that was not understood may be
either. Where it stands decides (`assistant/slots.py`): between who or when and "việc nào" it is the question's verb,
between "việc nào" and who or when it ties the two, a clause in which nothing is asked is a request or a situation;
behind "về", "liên quan đến", "chuyện", "việc", and everywhere else but for a word or two apart, it is what rows are
about. Words of the first kind are set aside, and said to be, where no row speaks of them: no two of them stand side by
side in a plan. The encoder was tried as a judge too. The cosine between the question with and without the words tells
asking from subjects where they stand in different places (area under the curve 0.89), and no better than a coin where
they stand in the same one (verbs before "gì": 0.41 to 0.54); that between the words and the nearest row fails (0.44).

`tests/calibration/left_over.toml` puts each run of words into two frames over the sample plans, a third of them without
accents. The rule was chosen on every second run; the others were not looked at question by question. Both halves share
the frames: what is held out is words, not ways to build a sentence. *False subject*: the answer is not that of the
question without the words. *False aside*: something is answered though no row speaks of the words, or all rows of the
other conditions are. *By lists*: the same questions when lists of words alone decided.
""",
        "| words | said | half | questions | wrong | by lists |",
        "|---|---|---|---:|---:|---:|",
    ]
    for asking, fault in ((True, "false subjects"), (False, "false asides")):
        for half in HALVES:
            of = {group: one for (own, group), one in left.items() if own == half and one.asking == asking}
            lines += [
                f"| {group} | {'asking' if asking else 'subject'} | {NAMES[half]} | {one.asked} | {len(one.wrong)}"
                f" | {one.before} |"
                for group, one in of.items()
            ]
            asked, wrong, before = (
                sum(numbers) for numbers in zip(*((o.asked, len(o.wrong), o.before) for o in of.values()), strict=True)
            )
            lines.append(
                f"| **all: {fault}** | | {NAMES[half]} | {asked} | **{wrong / asked:.1%}** | {before / asked:.1%} |"
            )
    lines += [
        "",
        'A verb before a bare "gì" ("trồng gì", "ẵm gì") no rule tells apart: one of one syllable is set aside, and the'
        ' line says so; one of two ("đấu giá gì") is what rows are about.',
    ]
    return "\n".join(lines) + "\n"


def _mistakes(measured: Sequence[Measured], rates: Sequence[Rates], left: Left) -> str:
    """Those of the half that the cuts were chosen on, and of the sample plans: the held-out ones stay unread."""
    smallest = min((one for one in measured if one.half == "chosen"), key=lambda one: one.size)
    lines = ["## What still goes wrong", "", f"Of the questions chosen on, {smallest.rows:,} rows in the index:", ""]
    lines += [f"- {verdict}: {text}" for verdict, text in smallest.wrong]
    for one in rates:
        lines += ["", f"Of {one.name}:", ""]
        lines += [f"- false answer: {text}" for text in one.answered] + [f"- silent: {text}" for text in one.silent]
    lines += ["", "Of words left over, chosen on:", ""]
    lines += [f"- {text}" for (half, _), one in left.items() if half == HALVES[0] for text in one.wrong]
    return "\n".join(lines) + "\n"
