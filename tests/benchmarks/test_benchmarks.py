"""The benchmark itself: the generator repeats itself, its plans are read exactly, retrieval is scored as it says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from tests.benchmarks import charts, generator
from tests.benchmarks.reader import judge_text
from tests.benchmarks.retrieval import Bm25, Chunk, covered, cut, joined, read_perfectly
from tests.benchmarks.suites import Suite, read_plans
from tests.scoring import key, score_rows


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    generator.write(folder, 11, 24, 64)
    return folder


@pytest.fixture(scope="module")
def suite(made: Path) -> Suite:
    return Suite.load("made", made / "plans", made / "rows.json", made / "questions.json")


def test_the_same_seed_gives_the_same_plans_and_questions(made: Path, tmp_path: Path) -> None:
    again, other = tmp_path / "again", tmp_path / "other"
    generator.write(again, 11, 24, 64)
    generator.write(other, 12, 24, 64)
    for name in ("rows.json", "questions.json"):
        assert (again / name).read_bytes() == (made / name).read_bytes()
        assert (other / name).read_bytes() != (made / name).read_bytes()
    for path in (made / "plans").glob("*.txt"):
        assert (again / "plans" / path.name).read_bytes() == path.read_bytes()


def test_generated_questions_are_of_every_kind_and_name_rows_that_exist(suite: Suite) -> None:
    keys = {f"{r['file']}|{r['section']}|{r['number'] or -r['position']}" for r in suite.rows}
    assert {q["kind"] for q in suite.questions} == {
        "agency-before", "agency-everywhere", "agency-range", "agency-all", "date-only", "ward-month", "when",
        "abstain",
    }
    for question in suite.questions:
        assert set(question["rows"]) <= keys
        assert bool(question["rows"]) == (question["kind"] != "abstain")


def test_generated_plans_are_read_exactly(suite: Suite) -> None:
    for path in sorted(suite.plans.iterdir()):
        tasks = corpus.read(path).to_json()["tasks"]
        score = score_rows(tasks, [row for row in suite.rows if row["file"] == path.name])
        assert (score.wrong, score.extra) == ((), ()), path.name


def test_bm25_ranks_the_text_with_the_rarer_words_first() -> None:
    ranker = Bm25(["Công an kiểm tra nhà trọ", "Trạm Y tế xét nghiệm thực phẩm", "Công an làm sạch dữ liệu"])
    assert ranker.rank("cong an kiem tra nha tro", 3) == [0, 2]
    assert ranker.rank("bóng đá", 3) == []


def test_joined_ranks_prefer_what_both_rank_high() -> None:
    assert joined([[3, 1, 2], [1, 4]])[0] == 1


@given(st.text(alphabet="ab \n", max_size=60), st.data())
def test_chunks_that_hold_the_whole_text_cover_every_span_of_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    middle = data.draw(st.integers(0, len(text)))
    halves = [Chunk("f", middle, len(text), text[middle:]), Chunk("f", 0, middle, text[:middle])]
    assert covered(text, [(start, end)], halves)
    assert covered(text, [(start, end)], halves[:1]) == (not text[start:min(end, middle)].strip())


def test_with_every_chunk_fetched_a_perfect_reader_is_always_right(suite: Suite) -> None:
    texts = read_plans(suite)
    task = {"texts": texts.texts, "spans": texts.spans}
    sure = [row for row in suite.rows if not row.get("unsure")]  # a closing sentence may be read as a row, or not
    assert len(sure) <= len(texts.spans) <= len(suite.rows)
    chunks = cut(texts.texts, 400)
    for question in suite.questions:
        assert read_perfectly(question, chunks, task)[0], question
        assert read_perfectly(question, [], task)[0] == (question["kind"] == "abstain")


def test_an_answer_in_words_is_right_when_it_names_the_rows_and_no_others(suite: Suite) -> None:
    question = next(q for q in suite.questions if q["kind"] == "agency-all" and len(q["rows"]) > 1)
    own = [r for r in suite.rows if key(r) in question["rows"]]
    assert {len([r for r in suite.rows if r["start"] == row["start"]]) for row in own} == {1}
    full = "\n".join(f"- {row['start']}" for row in own)
    other = next(r for r in suite.rows if key(r) not in question["rows"])
    assert judge_text(question, full, suite.rows) == (True, len(own), len(own))
    assert not judge_text(question, full + f"\n- {other['start']}", suite.rows)[0]
    assert not judge_text(question, own[0]["start"], suite.rows)[0]


def test_a_chart_names_its_series_and_escapes_them() -> None:
    drawn = charts.lines("T", {"a<b": [(10, 1.0), (100, 0.5)]}, "unit")
    assert "a&lt;b" in drawn
    assert drawn.count("<circle") == 2


def test_committed_results_hold_what_makes_them_repeatable() -> None:
    results = sorted((Path(__file__).parent / "results").glob("*.json"))
    assert results
    for path in results:
        result = json.loads(path.read_text(encoding="utf-8"))
        assert {"date", "seed", "machine", "versions", "suites"} <= result.keys()
        assert all(suite["systems"][0]["system"] == "ours" for suite in result["suites"])
