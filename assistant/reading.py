"""A question while it is being read: what is known of it so far, and which of its items are understood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from assistant.question import Question
from assistant.sentence import Item, Sentence


@dataclass
class Reading:
    """The steps of role_reading, cue_reading and intent_reading each add to it. `together(a, b)` says whether
    two bare words stand side by side in a plan."""

    question: Question
    sentence: Sentence
    together: Callable[[str, str], bool]
    used: set[Item] = field(default_factory=set)
    negated: set[Item] = field(default_factory=set)
    spoken_of: set[Item] = field(default_factory=set)

    def put(self, **changes: object) -> None:
        self.question = replace(self.question, **changes)  # type: ignore[arg-type]
