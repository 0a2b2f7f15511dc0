"""The folders that readers of Chroma make for themselves, while a writer clears up after killed ones."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from index.chroma import _own_folder, clear_readers


def test_a_folder_is_never_cleared_away_under_its_reader(tmp_path: Path) -> None:
    """A writer clears as fast as it can while folders are made: each that is given out is there, and locked."""
    readers, stop = tmp_path / "readers", threading.Event()

    def clear() -> None:
        while not stop.is_set():
            clear_readers(readers)

    writer = threading.Thread(target=clear)
    writer.start()
    try:
        for _ in range(400):
            home, lock = _own_folder(readers)
            clear_readers(readers)
            assert home.is_dir()
            os.close(lock)
    finally:
        stop.set()
        writer.join()
    clear_readers(readers)
    assert list(readers.iterdir()) == []
