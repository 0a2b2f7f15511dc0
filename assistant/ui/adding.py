"""Reading files that were dropped in, by page and stage, and putting them into the index; in a thread of its own."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import index
from assistant.ui import strings
from assistant.ui.markup import Markup, tag
from assistant.ui.waiting import Tray, Waiting
from corpus import CorpusError, read_safely
from index import IndexFault, Summary
from index.records import Progress
from index.strings import READING_FILE

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """Where the work is: `stage` in words, `done` of `total` (0: not known)."""

    stage: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Read:
    """The files are on the tray, but for those that could not be read: the sentences on them."""

    failed: tuple[str, ...]


@dataclass
class Steps:
    """The newest step of each file and of the whole, as shown while the work goes on."""

    names: Sequence[str]
    _files: dict[str, Step] = field(default_factory=dict)
    _whole: Step = Step(strings.STEP_WAIT)

    def take(self, step: Step) -> None:
        for name in self.names:
            if step.stage == READING_FILE.format(file=name):
                self._files[name] = step
                return
        self._whole = step

    def render(self) -> Markup:
        """The stage of the whole, and a line for each file with its pages."""
        lines = [self._line(name, self._files.get(name)) for name in self.names]
        step = self._whole
        stage = strings.STEP_PAGES.format(stage=step.stage, done=step.done, total=step.total)
        said = stage if step.total > 1 else step.stage
        whole = tag("li", tag("span", said, class_="file", role="status"), _bar(step, said), class_="whole")
        return tag("ul", whole, *lines, class_="steps")

    def _line(self, name: str, step: Step | None) -> Markup:
        if step is None:
            return tag("li", tag("span", name, class_="file"), tag("span", strings.STEP_WAIT, class_="stage"))
        read = step.done >= step.total
        stage = strings.STEP_READ if read else strings.STEP_PAGE.format(done=step.done, total=step.total)
        bar = None if read else _bar(step, f"{name}: {stage}")
        return tag("li", tag("span", name, class_="file"), tag("span", stage, class_="stage"), bar)


def _bar(step: Step, label: str) -> Markup:
    if step.total > 1:
        return tag("progress", value=step.done, max=step.total, aria_label=label)
    return tag("progress", aria_label=label)


def adding(data: Path, paths: Sequence[Path]) -> Iterator[Step | Summary | Exception]:
    """Adds the files and gives the steps as they come; the last is a Summary or what failed."""
    return _apart(lambda progress: index.add(data, paths, progress=progress))


def reading(tray: Tray, paths: Sequence[Path], now: datetime) -> Iterator[Step | Read | Exception]:
    """Reads the files and puts them on the tray instead of into the index; the last is a Read or what failed."""

    def work(progress: Progress) -> Read:
        failed = []
        progress(strings.STEP_READING, 0, len(paths))
        for done, path in enumerate(paths, 1):
            try:
                stage = partial(progress, READING_FILE.format(file=path.name))
                tray.keep(path, read_safely(path, progress=stage), now)
                stage(1, 1)
            except CorpusError as fault:
                failed.append(str(fault))
            progress(strings.STEP_READING, done, len(paths))
        return Read(tuple(failed))

    return _apart(work)


def publishing(data: Path, tray: Tray, one: Waiting) -> Iterator[Step | Summary | Exception]:
    """Puts a file that waits into the index, with its corrections; it waits no more once it is there."""

    def work(progress: Progress) -> Summary:
        made = index.add(data, [one.file], corrected={one.file: one.made}, progress=progress)
        status = made.outcomes[0].status
        if status == "same":  # it came in by another way meanwhile, without what was put right here
            for correction in one.made:
                told = (correction.plan_id, correction.task_id, correction.field, correction.now)
                made = index.correct(data, *told, who=correction.who, when=correction.when, progress=progress)
        if status in ("added", "updated", "same"):
            tray.drop(one.key)
        return made

    return _apart(work)


def _apart(work: Callable[[Progress], Result]) -> Iterator[Step | Result | Exception]:
    news: queue.SimpleQueue[Step | Result | Exception] = queue.SimpleQueue()

    def run() -> None:
        try:
            news.put(work(lambda stage, done, total: news.put(Step(stage, done, total))))
        except IndexFault as fault:
            news.put(fault)
        except Exception as fault:  # noqa: BLE001 - whatever it was, the page must say that the work has ended
            _log.exception("reading plans failed")
            news.put(fault)

    threading.Thread(target=run, name="adding", daemon=True).start()
    while True:
        item = news.get()
        yield item
        if not isinstance(item, Step):
            return
