"""Every word of a plan is in a task, a passage or a column's header: nothing is lost on the way."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Reading, read
from corpus.text import bare
from tests.corpus.designs import DESIGNS, FORMS, tasks

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(
    path for path in (ROOT / "corpus" / "samples").iterdir() if path.suffix in (".txt", ".docx", ".xlsx", ".pdf")
)
PLANS = sorted((ROOT.parent / "shared" / "plans").glob("*.txt"))
STAMPS = re.compile(r"^\s*(?:Số và ký hiệu|Ngày ban hành: \d|Tài liệu này thuộc|-?\s*\d{1,3}\s*-?$)")


def words(text: str) -> list[str]:
    """Words longer than a label, folded: numbers and bullets of lists are not counted."""
    return [
        word
        for word in re.findall(r"\w+", bare(text))
        if len(word) > 1 and not word.isdigit() and not re.fullmatch(r"[ivxl]+", word)
    ]


def lost(reading: Reading) -> Counter[str]:
    """Words of the rendition, by how often they stand there more than in what was read."""
    printed = Counter(word for line in reading.lines if not STAMPS.match(line) for word in words(line))
    kept: Counter[str] = Counter()
    for task in reading.tasks:
        deadline = task.deadline.text if task.deadline else ""
        details = [f"{header} {value}" for header, value in task.details]
        kept.update(words(" ".join((task.text, *task.lead, *task.coordinating, *task.directing, deadline, *details))))
    for passage in reading.passages:
        kept.update(words(passage.text))
    return printed - kept


HEADERS = Counter(
    words(
        "STT số TT nhiệm vụ nội dung công việc cơ quan đơn vị chủ trì phối hợp thời gian "
        "hoàn thành thực hiện tiến độ thời hạn sản phẩm kinh phí triệu đồng ghi chú phân công kết quả chỉ đạo tham mưu"
    )
)


def only_headers(missing: Counter[str]) -> dict[str, int]:
    return {word: count for word, count in missing.items() if word not in HEADERS}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name[:12])
def test_sample_plan(path: Path) -> None:
    assert only_headers(lost(read(path))) == {}


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.name[:12])
def test_shared_plan(path: Path) -> None:
    assert only_headers(lost(read(path))) == {}


def test_a_row_whose_text_looks_like_what_it_is_to_deliver(tmp_path: Path) -> None:
    path = FORMS["broken"](DESIGNS["detailed"]([tasks()[11], tasks()[0]]), tmp_path)
    assert only_headers(lost(read(path))) == {}


@given(
    design=st.sampled_from(sorted(DESIGNS)),
    form=st.sampled_from(["tabs", "bars", "cell_a_line", "broken", "docx", "xlsx"]),
    chosen=st.lists(st.integers(0, len(tasks()) - 1), min_size=2, max_size=12, unique=True),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_generated_plan(tmp_path_factory: pytest.TempPathFactory, design: str, form: str, chosen: list[int]) -> None:
    laid = DESIGNS[design]([tasks()[index] for index in chosen])
    path = FORMS[form](laid, tmp_path_factory.mktemp("laid"))
    assert only_headers(lost(read(path))) == {}
