"""A question cut into items in order: agencies, periods, rows, cues and content words; and what stands beside what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assistant.question import Agency, Due
from assistant.row_reference import RowMention
from assistant.tokens import Token
from assistant.vocabulary import Cue

# Cues that only frame: what stands on their two sides counts as neighbouring.
FRAMES = frozenset({"framing", "open", "every", "and_what_of", "yesno"})


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a question, words `first` to `last` (inclusive). `name` is "agency", "due", "row", "plan",
    "word" for a content word, or the name of a cue."""

    name: str
    first: int
    last: int
    agency: Agency | None = None


@dataclass(frozen=True)
class Sentence:
    """A question's text, words and finds. `taken` are the words of agencies, periods, plans and rows."""

    text: str
    tokens: tuple[Token, ...]
    cues: tuple[Cue, ...]
    taken: frozenset[int]
    agencies: tuple[Agency, ...]
    due: tuple[Due, ...]
    rows: tuple[RowMention, ...]

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All pieces in order."""
        found = [Item(cue.name, cue.first, cue.last) for cue in self.cues]
        found += [Item("agency", *self._words(one.start, one.end), agency=one) for one in self.agencies]
        found += [Item("due", *self._words(one.start, one.end)) for one in self.due]
        found += [Item("row", *self._words(one.start, one.end)) for one in self.rows]
        covered = {place for item in found for place in range(item.first, item.last + 1)}
        for place in range(len(self.tokens)):
            if place not in covered:
                found.append(Item("plan" if place in self.taken else "word", place, place))
        return tuple(sorted(found, key=lambda item: item.first))

    def _words(self, start: int, end: int) -> tuple[int, int]:
        places = [i for i, t in enumerate(self.tokens) if t.start < end and start < t.end]
        return (places[0], places[-1]) if places else (len(self.tokens), len(self.tokens) - 1)

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(item.name for item in self.items)

    def place_of(self, item: Item) -> int:
        return self.items.index(item)

    def before(self, item: Item) -> Item | None:
        """The nearest item before that is more than framing."""
        return next(self._outward(item, -1), None)

    def after(self, item: Item) -> Item | None:
        """The nearest item after that is more than framing."""
        return next(self._outward(item, 1), None)

    def next_to(self, item: Item) -> Item | None:
        """The very next item, framing or not."""
        place = self.place_of(item) + 1
        return self.items[place] if place < len(self.items) else None

    def _outward(self, item: Item, step: int) -> Iterator[Item]:
        place = self.place_of(item) + step
        while 0 <= place < len(self.items):
            if self.items[place].name not in FRAMES:
                yield self.items[place]
            place += step

    def said(self, item: Item) -> str:
        return self.text[self.tokens[item.first].start : self.tokens[item.last].end]

    def all(self, *names: str) -> list[Item]:
        return [item for item in self.items if item.name in names]

    def is_told_first(self, item: Item) -> bool:
        """Whether an item stands in a clause that tells something before the question: "xong rồi nè, mà Sở Y tế có
        việc nào …"."""
        ahead = [one for one in self.items if one.last < item.first]
        behind = next((one for one in self.items if one.first > item.last and one.name in _ASKED_ABOUT), None)
        if behind is None or any(one.name in _ASKED_ABOUT for one in ahead):
            return False
        words = {token.bare for token in self.tokens[: item.first]}
        if behind.name == "list" and not words - {"da", "nhung", "cac"}:
            return False  # "đã xong, những việc nào của Sở Y tế?"
        between = self.text[self.tokens[item.last].end : self.tokens[behind.first].start]
        return words.isdisjoint(("viec", "vu")) and any(mark in between for mark in ",;.!?")


# A clause with one of these asks something.
_ASKED_ABOUT = frozenset({"agency", "due", "plan", "row", "list", "count", "who", "when"})
