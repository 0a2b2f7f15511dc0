"""Plan documents become exact task rows: `read(path)` gives a Reading of Plan, Tasks, Passages and Notices."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus.errors import CorpusError
from corpus.model import Deadline, Notice, Passage, Plan, Reading, Spot, Task

Progress = Callable[[int, int], None]


def read(path: Path, *, progress: Progress | None = None) -> Reading:
    """Read one plan in this process. `progress(page, pages)` is called as pages are done. Raises CorpusError."""
    from corpus.readers import open_layout
    from corpus.structure import read_structure

    return read_structure(open_layout(path, progress=progress), path.name)


def read_safely(path: Path, *, progress: Progress | None = None) -> Reading:
    """Read one plan in a child process with limits on memory, time and size. Raises CorpusError."""
    from corpus.sandbox import run_limited

    reading: Reading = run_limited(read, (path,), progress=progress)
    return reading


__all__ = ["CorpusError", "Deadline", "Notice", "Passage", "Plan", "Reading", "Spot", "Task", "read", "read_safely"]
