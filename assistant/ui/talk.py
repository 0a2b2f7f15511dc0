"""The talk of one open page: its turns in their order, whatever is asked or told at the same time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from assistant.answer import Answer
from assistant.ui import answer_view
from assistant.ui.markup import Markup, tag

_WHOLE = 8  # turns shown whole; earlier ones are a line each


@dataclass(frozen=True, slots=True)
class Turn:
    """One question with its answer as rendered. `answer` is None when it could not be answered."""

    question: str
    answer: Answer | None
    html: Markup


class Talk:
    """One for each open page. Changes wait for each other, so two questions at once make two turns; each raises
    `edition`, so that the browser knows the newer of two answers that overtook each other.

    No dataclass: of one that is a page's state, Gradio copies every field, and a lock cannot be copied.
    """

    def __init__(self) -> None:
        self._turns: list[Turn] = []
        self._edition = 0
        self._lock = threading.Lock()

    def change(self, make: Callable[[Sequence[Turn]], list[Turn]], at: int | None = None) -> str:
        """The whole talk as HTML after `make` has given its new turns. `at` is the turn to bring into view."""
        with self._lock:
            self._turns = make(self._turns)
            self._edition += 1
            return _render(self._turns, self._edition, at)

    def render(self) -> str:
        """The whole talk as it is now."""
        with self._lock:
            return _render(self._turns, self._edition, None)

    def answer(self, number: int) -> Answer | None:
        """The answer of turn `number`, from 0; None where there is none."""
        turns = self._turns
        return turns[number].answer if 0 <= number < len(turns) else None

    def __deepcopy__(self, memo: object) -> Self:
        """A talk of its own for each page that is opened."""
        return type(self)()


def _render(turns: Sequence[Turn], edition: int, at: int | None) -> str:
    whole = max(0, len(turns) - _WHOLE)
    parts = [
        answer_view.short(turn.answer, number) if number < whole and turn.answer else turn.html
        for number, turn in enumerate(turns)
    ]
    shown = len(turns) - 1 if at is None else at
    return str(tag("div", *parts, class_="talk", data_at=shown if turns else None, data_edition=edition))
