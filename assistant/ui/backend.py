"""What every part of the page works with: the index at its newest state, the assistant over it, and the day."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Self

from assistant import Assistant
from assistant.answer import Answer
from assistant.llm import Rewording
from assistant.ui.waiting import Tray
from index import Index, IndexFault, IndexMissing, PlanRecord

_log = logging.getLogger(__name__)


@dataclass
class Backend:
    """One for the whole page. `data` is the index's folder, `clock` gives the day on which a question is asked,
    `llm` rewords answers where one is set up, `tray` holds the files that wait to be looked over.

    An index that is not there yet is no fault: `index` is None until the first plan is added.
    """

    data: Path
    clock: Callable[[], date]
    llm: Rewording | None = None
    tray: Tray = field(init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _index: Index | None = field(default=None, repr=False)
    _assistant: Assistant | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.tray = Tray(self.data)

    @property
    def index(self) -> Index | None:
        """The newest published state, which stays as it is while it is used; None before the first plan.

        Raises IndexFault when there is none that can be read. A newer one that cannot be read is passed over.
        """
        with self._lock:
            if self._index is None:
                try:
                    self._index = Index.open(self.data)
                except IndexMissing:
                    return None
                self._assistant = Assistant(self._index, llm=self.llm)
            else:
                self._refresh(self._index)
            return self._index.pinned()

    def _refresh(self, index: Index) -> None:
        try:
            if index.refresh():
                self._assistant = Assistant(index, llm=self.llm)
        except IndexFault:
            _log.exception("the newest state of the index cannot be read; going on with the one before")

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer | None:
        """The answer as of today; None where there is no index yet. `history`: the questions before, oldest first."""
        if self.index is None or self._assistant is None:
            return None
        return self._assistant.ask(question, today=self.clock(), history=history)

    def plans(self) -> list[PlanRecord]:
        """The current plans; none where there is no index yet or it cannot be read."""
        try:
            index = self.index
        except IndexFault:
            return []
        return [record for record in index.plans() if record.current] if index else []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            if self._index is not None:
                self._index.close()
            self._index = self._assistant = None
