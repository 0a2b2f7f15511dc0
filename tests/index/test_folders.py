"""Backups, and watching a folder."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

import index
from index import Index, archive
from index.watching import watch
from tests.index.builders import ROOT, lines, write_plan
from tests.index.test_crashes import originals, state


def test_a_backup_brings_everything_back(data: Path, tmp_path: Path) -> None:
    backup = tmp_path / "backup.tar"
    before, kept = state(data), originals(data)
    archive.backup(data, backup)
    with pytest.raises(index.WrongInput, match="chọn tên khác"):
        archive.backup(data, backup)

    archive.restore(tmp_path / "new", backup)
    assert state(tmp_path / "new") == before
    assert originals(tmp_path / "new") == kept
    index.verify(tmp_path / "new")

    index.remove(data, ["an-binh.txt"])
    with pytest.raises(index.WrongInput, match="đã có chỉ mục"):
        archive.restore(data, backup)
    archive.restore(data, backup, replace=True)
    assert state(data) == before
    assert originals(data) == kept
    index.verify(data)
    assert not list(data.glob("*.new"))


@pytest.mark.parametrize("way", ["cut", "flip", "rubbish"])
def test_a_damaged_backup_changes_nothing(data: Path, tmp_path: Path, way: str) -> None:
    backup = tmp_path / "backup.tar"
    archive.backup(data, backup)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes({"cut": content[: len(content) // 2], "flip": content, "rubbish": b"rubbish"}[way])
    before, current = state(data), (data / "CURRENT").read_text()
    with pytest.raises(index.WrongInput, match=r"backup\.tar"):
        archive.restore(data, backup, replace=True)
    assert state(data) == before
    assert (data / "CURRENT").read_text() == current
    assert not list(data.glob("*.new"))
    with pytest.raises(index.WrongInput):
        archive.restore(tmp_path / "new", backup)
    with pytest.raises(index.IndexMissing):
        Index.open(tmp_path / "new")


def test_watching_takes_new_and_changed_files_once_they_are_whole(data: Path, plans: Path) -> None:
    stop = threading.Event()
    turns = watch(data, plans, look=0.2, stop=stop.is_set)
    assert {outcome.status for outcome in next(turns).outcomes} == {"same"}
    write_plan(plans / "phu-xuan.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    assert [(one.file, one.status) for one in next(turns).outcomes] == [("phu-xuan.txt", "added")]
    (plans / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    assert [(one.file, one.status) for one in next(turns).outcomes] == [("broken.pdf", "failed")]
    write_plan(plans / "phu-xuan.txt", lines(50, start=200), ward="Phú Xuân", number=3)
    assert [(one.file, one.status) for one in next(turns).outcomes] == [("phu-xuan.txt", "updated")]
    stop.set()
    assert list(turns) == []
    assert [record.tasks for record in Index.open(data, load=False).plans()] == [40, 25, 50]


def test_watching_as_a_command(data: Path, plans: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "index", "watch", "--data", str(data), "--json", "--seconds", "5", str(plans)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert '"same"' in done.stdout
