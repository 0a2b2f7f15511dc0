"""Corrections: laid over what is read, kept through rebuild and backup, given way to what a new version prints."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import index
from assistant import Assistant
from corpus import read
from corpus.model import Plan, Reading
from index import Index, TaskFilter, WrongInput, corrections
from index.archive import backup, restore
from index.corrections import Correction, corrected
from tests.index.builders import NOON, due_before, lines, reading, task, write_plan

PLAN = Plan("p1", "p1.txt", "18-KH/ĐU", issued_on=date(2026, 1, 12))
DEADLINE = due_before(date(2026, 5, 15))


def plan_of(**facts: object) -> Reading:
    return reading(PLAN, [task(PLAN, 1, "Rà soát quy hoạch", deadline=DEADLINE, **facts), task(PLAN, 2, "Sơ kết")])


def correction(field: str, was: str, now: str, **facts: object) -> Correction:
    known: dict[str, object] = {"plan_id": "p1", "task_id": "p1:II:1", "who": "Hà", "when": NOON}
    return Correction(field=field, was=was, now=now, **(known | facts))  # type: ignore[arg-type]


def test_each_cell_can_be_put_right_and_the_row_says_so() -> None:
    lead = "; ".join(plan_of().tasks[0].lead)
    fixed = corrected(
        plan_of(),
        [
            correction("deadline", DEADLINE.text, "Trong tháng 6/2026"),
            correction("lead", lead, "Văn phòng Đảng ủy; Công an phường"),
            correction("coordinating", "", "Hội Nông dân phường"),
            correction("text", "Rà soát quy hoạch", "Rà soát, bổ sung quy hoạch"),
        ],
    )
    row, other = fixed.tasks
    assert row.deadline and row.deadline.last_day == date(2026, 6, 30)
    assert row.lead == ("Văn phòng Đảng ủy", "Công an phường") and row.coordinating == ("Hội Nông dân phường",)
    assert (row.text, row.quote) == ("Rà soát, bổ sung quy hoạch", "Rà soát quy hoạch")
    [(_, said)] = [pair for pair in row.details if pair[0] == "Đính chính"]
    assert said.count("Hà, 20/4/2026") == 4
    assert other == plan_of().tasks[1]


def test_the_last_one_counts_and_what_is_printed_takes_all_back() -> None:
    first, second = correction("text", "Rà soát quy hoạch", "A"), correction("text", "Rà soát quy hoạch", "B")
    assert corrected(plan_of(), [first, second]).tasks[0].text == "B"
    back = correction("text", "Rà soát quy hoạch", "Rà soát quy hoạch")
    assert corrected(plan_of(), [first, back]) == plan_of()


@pytest.mark.parametrize("facts", [{"was": "Chữ cũ", "now": "A"}, {"was": "x", "now": "A", "task_id": "p1:II:9"}])
def test_a_correction_of_what_is_no_longer_printed_is_said_in_the_receipt(facts: dict[str, str]) -> None:
    fixed = corrected(plan_of(), [correction("text", **facts)])
    assert fixed.tasks == plan_of().tasks
    assert [notice.kind for notice in fixed.notices if notice not in plan_of().notices] == ["correction"]


def test_corrections_of_other_plans_leave_a_plan_alone() -> None:
    assert corrected(plan_of(), [correction("text", "x", "y", plan_id="p2")]) == plan_of()


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    corrections.write(tmp_path, correction("text", "a", "b"))
    with (tmp_path / corrections.FILE).open("a") as file:
        file.write(
            '{"plan": "p1"}\nnonsense\n' + json.dumps(correction("lead", "a", "b").to_json() | {"field": "id"}) + "\n"
        )
    corrections.write(tmp_path, correction("lead", "a", "b"))
    assert [one.field for one in corrections.read_all(tmp_path)] == ["text", "lead"]


def test_a_correction_survives_rebuild_and_backup(data: Path, tmp_path: Path) -> None:
    with Index.open(data, load=False) as opened:
        [before, *_] = opened.tasks(TaskFilter(role="any", kinds=frozenset({"dated"})))
    done = index.correct(data, before.plan_id, before.id, "deadline", " Trước  01/01/2031 ", who="Hà", when=NOON)
    assert [outcome.status for outcome in done.outcomes] == ["updated"]
    assert [change.kind for change in done.outcomes[0].changes] == ["deadline"]

    def last_day(folder: Path) -> date | None:
        with Index.open(folder, load=False) as opened:
            row = opened.task(before.id)
        assert row and row.deadline and "Hà" in dict(row.details)["Đính chính"] and row.quote == before.quote
        return row.deadline.last_day

    assert last_day(data) == date(2030, 12, 31)
    index.rebuild(data)
    assert last_day(data) == date(2030, 12, 31)
    backup(data, tmp_path / "backup.tar")
    restore(tmp_path / "other", tmp_path / "backup.tar")
    assert last_day(tmp_path / "other") == date(2030, 12, 31)
    assert corrections.read_all(tmp_path / "other") == corrections.read_all(data)


def test_rows_put_right_before_their_plan_is_put_in_are_kept_under_its_own_ids(data: Path, tmp_path: Path) -> None:
    """Two plans whose names begin with the same many words: the second is renamed, and its correction with it."""
    begins = "nuôi cá lồng, trồng sen, làm du lịch quanh hồ chứa nước và các bến thuyền của phường"
    ends = ("trong mùa mưa lũ, bảo đảm an toàn cho người và tàu thuyền", "gắn với lễ hội đua ghe ngo và chợ đêm")
    files = [
        write_plan(tmp_path / str(n) / "viec.txt", lines(3, 10 * n), number=None, title=f"{begins} {end}")
        for n, end in enumerate(ends)
    ]
    row = read(files[1]).tasks[0]
    mine = Correction(row.plan_id, row.id, "text", row.text, "Thả cá giống xuống hồ", "Hà", NOON)
    index.add(data, [files[0]])
    [outcome] = index.add(data, [files[1]], corrected={files[1]: [mine]}).outcomes
    assert outcome.status == "added" and outcome.record
    assert outcome.record.plan.id != row.plan_id == read(files[0]).plan.id
    with Index.open(data, load=False) as opened:
        rows = {task.plan_id: task for task in opened.tasks(TaskFilter(role="any", number="1"))}
    assert rows[outcome.record.plan.id].text == "Thả cá giống xuống hồ"
    assert rows[row.plan_id].text == read(files[0]).tasks[0].text
    [kept] = corrections.read_all(data)
    assert kept.plan_id == outcome.record.plan.id and kept.task_id.startswith(kept.plan_id)
    again = index.correct(data, kept.plan_id, kept.task_id, "lead", "Hội Nông dân phường", who="Hà", when=NOON)
    assert [one.status for one in again.outcomes] == ["updated"]


def test_what_people_made_is_in_a_backup_and_comes_back(data: Path, tmp_path: Path) -> None:
    """Feedback, users, histories: whatever the data folder holds besides the index. What is newer is not lost."""
    (data / "history").mkdir()
    made = {"feedback.jsonl": '{"vote": "up"}\n', "users.json": "{}", "history/ha.jsonl": '{"q": "1"}\n'}
    for name, content in made.items():
        (data / name).write_text(content, encoding="utf-8")
    with (data / "feedback.jsonl").open("a") as file:
        file.write('{"vote": "do')  # being written while the backup is taken
    backup(data, tmp_path / "backup.tar")
    restore(tmp_path / "other", tmp_path / "backup.tar")
    assert {name: (tmp_path / "other" / name).read_text() for name in made} == made

    (data / "users.json").write_text('{"ha": 1}')
    (data / "feedback.jsonl").write_text('{"vote": "down"}\n')
    restore(data, tmp_path / "backup.tar", replace=True)
    assert (data / "users.json").read_text() == '{"ha": 1}'
    assert (data / "feedback.jsonl").read_text() == '{"vote": "down"}\n{"vote": "up"}\n'
    assert (data / "history" / "ha.jsonl").read_text() == made["history/ha.jsonl"]
    assert not list(data.glob("*.new")) and not (data / "checksums.json").exists()


@pytest.mark.parametrize(("task_id", "field", "now"), [("nope", "text", "A"), (None, "id", "A"), (None, "text", "  ")])
def test_what_cannot_be_corrected_is_refused_and_leaves_no_trace(
    data: Path, task_id: str | None, field: str, now: str
) -> None:
    with Index.open(data, load=False) as opened:
        row, generation = opened.tasks(TaskFilter(role="any", limit=1))[0], opened.generation
    with pytest.raises(WrongInput):
        index.correct(data, row.plan_id, task_id or row.id, field, now, who="Hà")  # type: ignore[arg-type]
    assert corrections.read_all(data) == []
    with Index.open(data, load=False) as opened:
        assert opened.generation == generation


def test_an_answers_text_says_which_row_was_put_right(data: Path) -> None:
    with Index.open(data, load=False) as opened:
        row = opened.tasks(TaskFilter(role="any", kinds=frozenset({"dated"})))[0]
    index.correct(data, row.plan_id, row.id, "deadline", "Trước 01/01/2031", who="Hà", when=NOON)
    with Index.open(data, load=False) as opened:
        answer = Assistant(opened).ask(f"{row.lead[0]} phải hoàn thành gì trong tháng 12 năm 2030?", today=NOON.date())
    assert [one.task.id for one in answer.rows] == [row.id]
    assert row.deadline is not None
    said = f"Đính chính: Thời hạn: văn bản ghi “{row.deadline.text}”, sửa thành “Trước 01/01/2031” (Hà, 20/4/2026)"
    assert said in answer.text
