"""kill -9 at random moments, a full disk, damaged files, two writers: the old index or the new one, never a mix."""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

import index
from index import Index
from index.generations import Store, file_sum
from index.register import RegisterWriter
from index.register.reading import LARGE_TABLES
from tests.index.builders import ROOT, Line, lines, run, write_plan

# Rounds of kill -9; KILL_ROUNDS=200 for the long form.
ROUNDS = int(os.environ.get("KILL_ROUNDS", "12"))


def state(data: Path) -> list[tuple[str, int, tuple[str, ...]]]:
    """All that a reader can see of each plan."""
    with Index.open(data, load=False) as opened:
        return [
            (one.plan.id, one.version, tuple(task.text for task in opened.reading(one.plan.id).tasks))
            for one in opened.plans()
        ]


def originals(data: Path) -> dict[str, bytes]:
    return {path.parent.name: path.read_bytes() for path in (data / "originals").glob("*/*.txt")}


def needed(data: Path) -> set[str]:
    """The content hashes of every version of every plan. What a killed writer kept besides may be cleared away."""
    with Index.open(data, load=False) as opened:
        return {one.sha256 for plan in opened.plans() for one in opened.versions(plan.plan.id)}


def start(*arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "index", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def kill(process: subprocess.Popen[bytes]) -> None:
    """The process and all that it started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def test_killed_at_any_moment_it_is_the_old_index_or_the_new(data: Path, tmp_path: Path) -> None:
    """Each round adds a plan and a new version of another, is killed, and must have done both or neither."""
    rng = random.Random(2026)
    rows = lines(60, start=200)
    began = time.monotonic()
    write_plan(tmp_path / "first" / "phu-xuan.txt", rows[:30], ward="Phú Xuân", number=3)
    whole = start("add", "--data", data, tmp_path / "first")
    assert whole.wait() == 0
    length = time.monotonic() - began
    before, done = state(data), 0
    for turn in range(ROUNDS):
        folder = tmp_path / f"turn{turn}"
        last = Line(f"{rows[50].text}, lần {turn}", rows[50].lead, f"Trước ngày {turn % 28 + 1}/12/2026")
        changed = [*rows[: 20 + turn % 20], last]
        write_plan(folder / "phu-xuan.txt", changed, ward="Phú Xuân", number=3)
        write_plan(folder / "moi.txt", rows[turn % 30 : turn % 30 + 5], ward="Phú Xuân", number=100 + turn)
        kept = {name: content for name, content in originals(data).items() if name in needed(data)}
        process = start("add", "--data", data, folder)
        time.sleep(rng.uniform(0, 1.1 * length))
        kill(process)

        after = state(data)
        if after != before:
            done += 1
            assert len(after) == len(before) + 1
            versions = {id: version for id, version, _ in after}
            assert sum(versions[id] - version for id, version, _ in before) == 1
        assert kept.items() <= originals(data).items()
        assert needed(data) <= set(originals(data))
        before = after
    # The next start is clean, and leaves nothing of the killed ones.
    write_plan(tmp_path / "last" / "cuoi.txt", rows[:7], ward="Phú Xuân", number=999)
    assert run("add", "--data", data, tmp_path / "last").returncode == 0
    assert len(list((data / "generations").iterdir())) == 1
    with Index.open(data, load=False) as opened:
        named = set(opened._snapshot.manifest.shards)
    assert {path.name for path in (data / "vectors").iterdir()} == named
    assert set(originals(data)) == needed(data)
    assert not list(data.rglob("*.new"))
    index.verify(data)


def test_killed_before_the_first_generation(tmp_path: Path, made: tuple[Path, Path]) -> None:
    shutil.copytree(made[0] / "cache", tmp_path / "data" / "cache")
    rng = random.Random(1)
    for _ in range(3):
        process = start("add", "--data", tmp_path / "data", made[1])
        time.sleep(rng.uniform(0.5, 2.5))
        kill(process)
    assert run("add", "--data", tmp_path / "data", made[1]).returncode == 0
    assert len(state(tmp_path / "data")) == 2


@pytest.mark.parametrize("limit", [2_000, 60_000, 200_000, 400_000])
def test_a_full_disk_leaves_the_old_index(data: Path, tmp_path: Path, limit: int) -> None:
    """No file may grow beyond `limit` bytes: the same errors as a full disk, at different moments."""
    before = state(data)
    write_plan(tmp_path / "phu-xuan.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    done = subprocess.run(
        [sys.executable, "-m", "index", "add", "--data", str(data), str(tmp_path / "phu-xuan.txt")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert state(data) == before
    assert run("add", "--data", data, tmp_path / "phu-xuan.txt").returncode == 0
    assert len(state(data)) == 3
    index.verify(data)


FILLED = """
mount -t tmpfs -o size=8m tmpfs "$1" && cp -r "$2" "$1/data" || exit 99
free=$(df --output=avail "$1" | tail -1)
head -c "$(( (free - $4) * 1024 ))" /dev/zero > "$1/filler"
"$5" -m index add --data "$1/data" "$3"; echo "status $?" >&2; rm "$1/filler"
"$5" -m index list --json --data "$1/data"
"""


@pytest.mark.parametrize("left", [500, 900])
def test_a_disk_that_is_really_full_is_said_to_be(data: Path, tmp_path: Path, left: int) -> None:
    """`left` KiB are free: Chroma's own tables do not fit, or the copy that a verifier opens."""
    plan = write_plan(tmp_path / "phu-xuan.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    (tmp_path / "full").mkdir()
    done = subprocess.run(
        ["unshare", "--mount", "--map-root-user", "sh", "-c", FILLED, "sh", tmp_path / "full", data, plan, str(left),
         sys.executable],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode in (1, 99) and "status" not in done.stderr:
        pytest.skip("no file system may be mounted here")
    said = done.stderr.strip().splitlines()
    assert said[-1] == "status 2" and len(said) == 2 and "Hết chỗ" in said[0], done.stderr
    assert [plan["file"] for plan in json.loads(done.stdout)] == ["an-binh.txt", "hoa-lac.txt"]


def damaged_files(data: Path) -> list[Path]:
    """Every file that answers depend on."""
    current = (data / "CURRENT").read_text().strip()
    named = Index.open(data, load=False)._snapshot.manifest.shards
    vectors = [data / "vectors" / shard / name for shard, files in named.items() for name in files]
    return [data / "CURRENT", *sorted((data / "generations" / current).iterdir()), *vectors]


WAYS = ("cut", "flip", "gone")


def damage(file: Path, way: str) -> None:
    content = bytearray(file.read_bytes())
    if way == "gone" or not content:
        file.unlink()
    elif way == "cut":
        file.write_bytes(content[: len(content) // 2])
    else:
        content[len(content) // 2] ^= 0x40
        file.write_bytes(content)


@pytest.mark.parametrize("number", range(10 if ROUNDS < 100 else 30))
def test_a_file_cut_short_or_altered_is_said_and_made_again(data: Path, number: int) -> None:
    """Ten files make up this index: each is damaged in one way, in the long form in all three."""
    before, files = state(data), damaged_files(data)
    assert len(files) == 10
    damage(files[number % 10], WAYS[(number + number // 10) % 3])
    try:
        opened = Index.open(data)
        opened.wait_ready(300)
        fault = opened.fault
        opened.close()
    except index.IndexDamaged as error:
        fault = error
    assert isinstance(fault, index.IndexDamaged)
    assert "index rebuild --data" in str(fault)
    opened, _ = index.recover(data)
    assert opened.wait_ready(300), opened.fault
    opened.close()
    assert state(data) == before
    assert damaged_files(data)


def test_verify_says_what_is_damaged(data: Path) -> None:
    damage(damaged_files(data)[-1], "flip")
    done = run("verify", "--data", data)
    assert done.returncode == 1
    assert "bị hỏng" in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_a_row_that_does_not_read_back_as_it_was_written_is_not_published(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its checksum is right and SQLite finds nothing wrong: the plan itself is compared."""
    before, commit = state(data), RegisterWriter.commit

    def forgetful(self: RegisterWriter) -> None:
        self._db.execute("UPDATE tasks SET number = '99' WHERE key = (SELECT max(key) FROM tasks)")
        commit(self)

    write_plan(tmp_path / "phu-xuan.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    with monkeypatch.context() as patch:
        patch.setattr(RegisterWriter, "commit", forgetful)
        with pytest.raises(index.IndexDamaged, match="phu-xuan"):
            index.add(data, [tmp_path / "phu-xuan.txt"])
    assert state(data) == before


def test_a_large_register_is_looked_into_table_by_table(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(data)
    name = store.current()
    assert name is not None
    with closing(sqlite3.connect(store.register(name))) as db, db:
        db.execute("PRAGMA writable_schema = ON")
        wrong = "replace(sql, 'last_day)', 'first_day)')"
        db.execute(f"UPDATE sqlite_master SET sql = {wrong} WHERE name = 'tasks_by_kind'")
    manifest = store.manifest(name)
    store.seal(name, replace(manifest, register=file_sum(store.register(name))))
    looking = importlib.import_module("index.verify")
    monkeypatch.setattr(looking, "LARGE", 0)
    found = []
    for turn in range(len(LARGE_TABLES)):
        other = store.folder(f"{turn:08d}-00000000")
        store.folder(name).rename(other)
        name = other.name
        try:
            looking.verify(store, name, thorough=False)
        except index.IndexDamaged:
            found.append(LARGE_TABLES[turn])
    assert found == ["tasks"]


def test_a_damaged_original_is_named(data: Path) -> None:
    file = next((data / "originals").glob("*/an-binh.txt"))
    file.write_text("khác")
    with pytest.raises(index.IndexDamaged, match=r"an-binh\.txt"):
        index.verify(data)
    summary = index.rebuild(data)
    assert [outcome.file for outcome in summary.failed] == ["an-binh.txt"]
    assert summary.plans == 1


def test_the_second_writer_is_refused_with_words(data: Path, plans: Path) -> None:
    store = index.generations.Store(data)
    with store.writing():
        done = run("add", "--data", data, plans)
        with pytest.raises(index.IndexBusy, match="tiến trình khác"):
            index.remove(data, ["an-binh.txt"])
    assert done.returncode == 2
    assert "tiến trình khác" in done.stderr and len(done.stderr.strip().splitlines()) == 1
    assert run("add", "--data", data, plans).returncode == 0


def test_another_encoder_and_another_version_are_refused(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = run("list", "--data", data, TRO_LY_ENCODER="BAAI/bge-m3")
    assert other.returncode == 2
    assert "BAAI/bge-m3" in other.stderr and "index rebuild --data" in other.stderr
    store = index.generations.Store(data)
    name = store.current()
    assert name is not None
    manifest = store.manifest(name)
    with monkeypatch.context() as patch:
        patch.setattr(index.generations, "FORMAT", 99)
        store.seal(name, manifest)
    with pytest.raises(index.IndexOutdated, match="index rebuild --data"):
        Index.open(data)
    with pytest.raises(index.IndexOutdated, match="index rebuild --data"):
        index.remove(data, ["an-binh.txt"])
    opened, summary = index.recover(data)
    assert summary is not None and summary.plans == 2
    opened.close()
