"""What each command does to an index, and what it says."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

import index
from index import Index, TaskFilter, commands
from tests.index.builders import Line, lines, run, run_json, write_plan

ALL_COMMANDS = ("add", "list", "remove", "verify", "rebuild", "versions", "diff", "backup", "restore", "watch")


def plan_id(data: Path, file: str = "an-binh.txt") -> str:
    with Index.open(data, load=False) as opened:
        return index.find_plan(opened.plans(), file).plan.id


def test_what_was_added_is_read_back_whole(made: tuple[Path, Path]) -> None:
    with Index.open(made[0], load=False) as opened:
        records = opened.plans()
        assert [(record.plan.symbol, record.version, record.tasks, record.kind) for record in records] == [
            ("12-KH/ĐU", 1, 40, "txt"),
            ("07-KH/ĐU" if records[1].plan.symbol == "07-KH/ĐU" else "7-KH/ĐU", 1, 25, "txt"),
        ]
        assert {record.level for record in records} == {"phường"}
        for record in records:
            from corpus import read

            again = read(made[1] / record.plan.file)
            kept = opened.reading(record.plan.id)
            assert kept.tasks == again.tasks
            assert kept.passages == again.passages
            assert kept.lines == again.lines
            assert opened.original(record.plan.id).read_bytes() == (made[1] / record.plan.file).read_bytes()


def test_tasks_of_an_agency_before_a_day(made: tuple[Path, Path]) -> None:
    with Index.open(made[0], load=False) as opened:
        keys = frozenset(one.key for one in opened.agencies() if one.name == "Ban Xây dựng Đảng")
        found = opened.tasks(TaskFilter(agency_keys=keys, last_to=date(2026, 6, 30)))
        everything = opened.tasks()
        expected = [
            one.id
            for one in everything
            if one.lead == ("Ban Xây dựng Đảng",) and one.deadline and one.deadline.last_day
            and one.deadline.last_day <= date(2026, 6, 30)
        ]  # fmt: skip
        assert expected
        assert sorted(one.id for one in found) == sorted(expected)


def test_the_same_file_twice_is_said_to_be_the_same(data: Path, plans: Path) -> None:
    before = (data / "CURRENT").read_text()
    (plans / "an-binh.txt").rename(plans / "another-name.txt")
    summary = index.add(data, [plans])
    assert {outcome.status for outcome in summary.outcomes} == {"same"}
    assert all("giống hệt" in outcome.message for outcome in summary.outcomes)
    assert (data / "CURRENT").read_text() == before


def test_a_known_file_is_not_read_again(data: Path, plans: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its hash is taken, and that is all; also when it was renamed, or is an older version."""
    new = write_plan(plans / "an-binh.txt", lines(39))
    renamed = plans / "other.txt"
    renamed.write_bytes((plans / "hoa-lac.txt").read_bytes())
    old = next((data / "originals").glob("*/an-binh.txt"))
    assert [one.status for one in index.add(data, [new]).outcomes] == ["updated"]
    with monkeypatch.context() as patch:
        patch.setattr(commands, "read_safely", lambda *_, **__: pytest.fail("a known file was read"))
        assert [one.status for one in index.add(data, [new, renamed, old]).outcomes] == ["same", "same", "older"]


def test_a_new_version_says_what_changed_and_the_old_one_stays(data: Path, plans: Path) -> None:
    rows = lines(40)
    rows[0] = Line(rows[0].text, rows[0].lead, "Trước ngày 30/9/2026")
    rows[1] = Line(rows[1].text, "Trạm Y tế phường", rows[1].due)
    rows[2] = Line(rows[2].text + " và báo cáo kết quả", rows[2].lead, rows[2].due)
    del rows[-1]
    rows.append(Line("Tổ chức hội thi tiếng hát người cao tuổi", "Văn phòng Đảng ủy", "Trước ngày 1/9/2026"))
    write_plan(plans / "an-binh-sua.txt", rows)
    summary = index.add(data, [plans / "an-binh-sua.txt"])
    (outcome,) = summary.outcomes
    assert outcome.status == "updated"
    assert outcome.record is not None and outcome.record.version == 2
    kinds = sorted(change.kind for change in outcome.changes)
    assert kinds == ["added", "deadline", "lead", "removed", "reworded"]
    assert summary.embedded == 2  # the reworded row and the new one

    with Index.open(data, load=False) as opened:
        assert len(opened.plans()) == 2
        id = index.find_plan(opened.plans(), "an-binh-sua.txt").plan.id
        assert [(record.version, record.current) for record in opened.versions(id)] == [(1, False), (2, True)]
        assert opened.reading(id, 1).tasks[0].deadline != opened.reading(id, 2).tasks[0].deadline
        assert sorted(change.kind for change in opened.diff(id)) == kinds
        texts = [one.text for one in opened.tasks(TaskFilter(plan_ids=frozenset({id})))]
        assert any("người cao tuổi" in text for text in texts)
        assert not any("tổ dân phố số 40" in text for text in texts)
        assert opened.original(id, 1).name == "an-binh.txt"

    back = index.restore(data, id, 1)
    assert back.embedded == 0
    with Index.open(data, load=False) as opened:
        id = index.find_plan(opened.plans(), "an-binh.txt").plan.id
        assert [record.version for record in opened.versions(id)] == [1, 2, 3]
        assert opened.reading(id).tasks == opened.reading(id, 1).tasks
    older = index.add(data, [plans / "an-binh-sua.txt"])
    assert older.outcomes[0].status == "older"
    assert "restore --plan" in older.outcomes[0].message
    index.verify(data)


def test_removing_leaves_nothing_behind(data: Path) -> None:
    id = plan_id(data)
    summary = index.remove(data, ["an-binh.txt"])
    assert (summary.plans, summary.tasks) == (1, 25)
    with Index.open(data, load=False) as opened:
        assert opened.plan(id) is None
        assert {one.plan_id for one in opened.tasks()} == {plan_id(data, "hoa-lac.txt")}
        assert all(one.plan_id != id for one in opened.agencies())
    assert len(list((data / "originals").iterdir())) == 1
    everything = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert "Hòa Lạc".encode() in everything
    assert not any(name.encode() in everything for name in ("An Bình", "AN BÌNH", "an binh", "an-binh"))
    index.verify(data)


def test_rebuild_from_the_originals_alone(data: Path) -> None:
    with Index.open(data, load=False) as opened:
        before = [opened.reading(record.plan.id) for record in opened.plans()]
    for path in ("CURRENT", "generations", "vectors"):
        target = data / path
        if target.is_file():
            target.unlink()
        else:
            import shutil

            shutil.rmtree(target)
    summary = index.rebuild(data)
    assert summary.embedded == 0
    with Index.open(data, load=False) as opened:
        after = [opened.reading(record.plan.id) for record in opened.plans()]
    assert sorted(after, key=lambda one: one.plan.id) == sorted(before, key=lambda one: one.plan.id)
    index.verify(data)


def test_an_unreadable_file_is_said_and_the_others_are_indexed(data: Path, plans: Path) -> None:
    (plans / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (plans / "empty.txt").write_bytes(b"")
    write_plan(plans / "more" / "phu-xuan.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    done = run("add", "--data", data, "--json", plans)
    assert done.returncode == 2
    statuses = {one["file"]: one["status"] for one in json.loads(done.stdout)["files"]}
    assert statuses == {
        "an-binh.txt": "same", "hoa-lac.txt": "same", "phu-xuan.txt": "added",
        "broken.pdf": "failed", "empty.txt": "failed",
    }  # fmt: skip
    said = done.stderr.strip().splitlines()
    assert len(said) == 2 and any("broken.pdf" in line for line in said) and any("empty.txt" in line for line in said)


def test_commands_for_a_person_and_for_a_program(data: Path, plans: Path, tmp_path: Path) -> None:
    assert "40 nhiệm vụ" in run("list", "--data", data).stdout
    assert [one["tasks"] for one in run_json("list", "--data", data)] == [40, 25]
    assert run_json("verify", "--data", data)["sound"] is True
    assert [one["version"] for one in run_json("versions", "--data", data, "an-binh.txt")] == [1]
    assert run_json("diff", "--data", data, "12-KH/ĐU") == []
    backup = tmp_path / "backup.tar"
    assert run_json("backup", "--data", data, backup)["bytes"] == backup.stat().st_size
    assert run_json("restore", "--data", tmp_path / "elsewhere", backup)["tasks"] == 65
    assert run_json("remove", "--data", data, "hoa-lac.txt")["plans"] == 1
    assert run_json("rebuild", "--data", data)["tasks"] == 40


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("add",),
        ("nonsense",),
        ("add", "--data", "{tmp}/data", "{tmp}/nothing-here"),
        ("list", "--data", "{tmp}/nothing-here"),
        ("remove", "--data", "{data}", "no such plan"),
        ("versions", "--data", "{data}", "no such plan"),
        ("diff", "--data", "{data}", "an-binh.txt", "7"),
        ("restore", "--data", "{data}"),
        ("restore", "--data", "{data}", "--plan", "an-binh.txt", "--version", "9"),
        ("restore", "--data", "{tmp}/new", "{tmp}/nothing-here"),
        ("rebuild", "--data", "{tmp}/nothing-here"),
        ("watch", "--data", "{data}", "{tmp}/nothing-here"),
    ],
)
def test_wrong_use_is_one_line_and_status_2(
    made: tuple[Path, Path], tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    done = run(*(one.format(tmp=tmp_path, data=made[0]) for one in arguments))
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_help_names_every_command() -> None:
    shown = run("--help").stdout
    assert all(f"    {name} " in shown for name in ALL_COMMANDS)
