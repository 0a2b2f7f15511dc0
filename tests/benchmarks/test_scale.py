"""The benchmark of size: plans repeat themselves, an index of other plans is refused, the page says what was found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import index
from tests.benchmarks import scale, scale_plans, scale_report
from tests.benchmarks.suites import ROOT

RESULTS = sorted((Path(__file__).parent / "results" / "scale").glob("*.json"))


def test_a_smaller_corpus_is_the_beginning_of_a_larger_one() -> None:
    small, large = list(scale_plans.draw(7, 100)), list(scale_plans.draw(7, 300))
    assert sum(len(plan.rows) for plan in small) >= 100
    assert large[: len(small)] == small and len(large) > len(small)
    assert list(scale_plans.draw(8, 100)) != small


def test_an_index_of_other_plans_is_not_gone_on_with(tmp_path: Path) -> None:
    data, plans = tmp_path / "data", list(scale_plans.draw(7, 300))
    scale.check_fits(data, plans)
    index.add(data, [scale_plans.write(tmp_path / "plans", 1, plans[0])])
    scale.check_fits(data, plans)
    with pytest.raises(SystemExit, match="seed, size or encoder differ"):
        scale.check_fits(data, list(scale_plans.draw(8, 300)))


@pytest.mark.skipif(not RESULTS, reason="nothing was measured yet")
def test_the_page_shows_the_newest_result(tmp_path: Path) -> None:
    page, newest = ROOT / "docs" / "scaling.md", RESULTS[-1]
    (tmp_path / "images").mkdir()
    shutil.copy2(page, tmp_path)
    scale_report.write(json.loads(newest.read_text(encoding="utf-8")), newest, tmp_path)
    assert (tmp_path / "scaling.md").read_text(encoding="utf-8") == page.read_text(encoding="utf-8")
