"""The folders that readers of Chroma make for themselves, while a writer clears up after killed ones."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

import pytest

from index import chroma


def test_a_folder_is_never_cleared_away_under_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer clears up between the making of a folder and its lock: the reader gets another one, that stays."""
    readers, lock_file, cleared = tmp_path / "readers", fcntl.flock, []

    def late(file: int, operation: int) -> None:
        if operation == fcntl.LOCK_SH and len(cleared) < 2:
            cleared.append(file)
            chroma.clear_readers(readers)
        lock_file(file, operation)

    monkeypatch.setattr(fcntl, "flock", late)
    home, lock = chroma._own_folder(readers)
    chroma.clear_readers(readers)
    assert len(cleared) == 2 and list(readers.iterdir()) == [home]
    os.close(lock)
    chroma.clear_readers(readers)
    assert list(readers.iterdir()) == []
