"""The labels fit their plans, the halves share nothing, and the published page speaks of the cuts that are in force."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant import cuts, loose
from tests.calibration import left_over
from tests.calibration.curves import at, average_precision, curve
from tests.calibration.data import half

HALVES = {name: half(name) for name in ("chosen", "held")}
PAGE = (Path(__file__).parents[2] / "docs" / "calibration.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", HALVES)
def test_every_label_names_a_row_or_a_sentence_of_the_half(name: str) -> None:
    of = HALVES[name]
    known = set(of.labels.values())
    printed = "\n".join("\n".join(block) for plan in of.plans for block in plan.blocks if isinstance(block, list))
    for asked in of.questions:
        assert asked.may <= known, asked.text
        assert asked.words in printed, asked.text
    kinds = [asked.kind for asked in of.questions]
    assert kinds.count("outside") * 2 == len(kinds) >= 120


def test_the_halves_share_neither_plans_nor_questions() -> None:
    chosen, held = HALVES["chosen"], HALVES["held"]
    assert not {plan.file for plan in chosen.plans} & {plan.file for plan in held.plans}
    assert not {asked.text for asked in chosen.questions} & {asked.text for asked in held.questions}


def test_the_page_gives_the_cuts_in_force() -> None:
    printed = dict(re.findall(r"^\| (lists|single rows|passages) \| ([\d.]+) \|", PAGE, re.M))
    assert {name: float(cut) for name, cut in printed.items()} == {
        "lists": cuts.ABOUT, "single rows": cuts.ONE, "passages": cuts.PROSE,
    }  # fmt: skip
    assert f"words + {cuts.MEANING:g} × (cosine − {cuts.NEUTRAL:g})" in PAGE


def test_a_perfect_ranking_has_all_the_area_and_equal_scores_are_taken_together() -> None:
    assert average_precision(curve([3, 2, 1], [True, True, False])) == pytest.approx(1)
    tied = curve([1, 1], [True, False])
    assert [(point.precision, point.recall) for point in tied] == [(0.5, 1.0)]
    assert at(tied, 2).recall == 0


def test_words_left_over_are_many_of_both_kinds_and_none_is_listed() -> None:
    questions = left_over.questions()
    runs = {asking: {one.run for one in questions if one.asking == asking} for asking in (True, False)}
    assert all(len(found) >= 60 for found in runs.values())
    assert not {run for run in runs[True] if loose.all_loose([run])}
    for name in left_over.HALVES:
        asking = [one.asking for one in questions if one.half == name]
        assert 0.4 < sum(asking) / len(asking) < 0.6
    known = {f"{row['file'][:2]} {row['section']} {row['number'] or -row['position']}" for row in left_over.labels()}
    assert {one.row for one in questions} <= known | {""}
    for one in questions:
        assert f"| {one.group} |" in PAGE
