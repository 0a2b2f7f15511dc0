"""Watching a folder: new and changed files are indexed a few seconds after they are fully written."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from index import commands, strings
from index.errors import IndexBusy, WrongInput
from index.records import Progress, Summary
from index.settings import Settings

# A file counts as fully written when its size and time have not changed between two looks.
LOOK = 2.0

Sight = tuple[int, int]  # (bytes, nanoseconds of the last change)


def watch(
    data: Path,
    folder: Path,
    *,
    seconds: float | None = None,
    look: float = LOOK,
    progress: Progress | None = None,
    settings: Settings | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Summary]:
    """Index what is in `folder`, then what comes into it, until `seconds` have passed or `stop()` says so.

    Yields a Summary after each change of the index. Files that vanish from the folder stay in the index: a plan is
    removed by `remove`. A file that could not be read is tried again when it changes. Raises WrongInput, and what
    `add` raises, except IndexBusy: then it waits for its turn.
    """
    if not folder.is_dir():
        raise WrongInput(strings.NO_SUCH_PATH.format(path=folder))
    return _watch(data, folder, seconds, look, progress, settings, stop)


def _watch(
    data: Path,
    folder: Path,
    seconds: float | None,
    look: float,
    progress: Progress | None,
    settings: Settings | None,
    stop: Callable[[], bool],
) -> Iterator[Summary]:
    end = None if seconds is None else time.monotonic() + seconds
    before: dict[Path, Sight] = {}
    taken: dict[Path, Sight] = {}
    while True:
        now = _look(folder)
        settled = [path for path, sight in now.items() if before.get(path) == sight and taken.get(path) != sight]
        if settled:
            try:
                summary = commands.add(data, settled, progress=progress, settings=settings)
            except (IndexBusy, WrongInput):  # WrongInput: gone between the look and the reading
                summary = None
            if summary is not None:
                taken |= {path: now[path] for path in settled}
                yield summary
        before = now
        if stop() or (end is not None and time.monotonic() >= end):
            return
        time.sleep(look)


def _look(folder: Path) -> dict[Path, Sight]:
    found: dict[Path, Sight] = {}
    for path in commands.plan_files(folder):
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue
        found[path] = (facts.st_size, facts.st_mtime_ns)
    return found
