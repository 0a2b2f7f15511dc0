"""What changed between two versions of a plan, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from corpus.model import Task
from corpus.text import fold, squeeze
from index import strings
from index.fulltext import terms
from index.records import Change, ChangeKind

# Two rows are one row reworded when so many of their words agree (0 to 1); less where they bear the same number.
SAME_ROW = 0.65
SAME_NUMBERED_ROW = 0.4


def changes(before: Sequence[Task], after: Sequence[Task]) -> tuple[Change, ...]:
    """Rows added, removed, reworded, with another deadline or another lead, in the order of the newer version.

    One row may have changed in several ways: each is a change of its own. Rows that only moved are not listed.
    """
    pairs = _pairs(before, after)
    matched = {id(old) for old, _ in pairs}
    partner = {id(new): old for old, new in pairs}
    found: list[Change] = []
    for new in after:
        old = partner.get(id(new))
        found += [_change("added", None, new)] if old is None else _between(old, new)
    found += [_change("removed", old, None) for old in before if id(old) not in matched]
    return tuple(found)


def summary(found: Sequence[Change]) -> str:
    """The changes as a few Vietnamese words: "2 nhiệm vụ mới, 1 nhiệm vụ đổi hạn"."""
    counts = Counter(change.kind for change in found)
    parts = [words.format(n=counts[kind]) for kind, words in strings.COUNTED.items() if counts[kind]]  # type: ignore[index]
    return ", ".join(parts) or strings.NO_CHANGES


def row_name(task: Task) -> str:
    """How a person names a row: "mục III.2, nhiệm vụ 5"."""
    form = strings.ROW if task.number else strings.BULLET
    return form.format(section=task.section or "-", number=task.number, position=task.position)


def _pairs(before: Sequence[Task], after: Sequence[Task]) -> list[tuple[Task, Task]]:
    """Rows of both versions that are the same row: first by text, then by number, then by likeness."""
    pairs: list[tuple[Task, Task]] = []
    old_left, new_left = list(before), list(after)

    def settle(old: Task, new: Task) -> None:
        pairs.append((old, new))
        old_left[:] = [task for task in old_left if task is not old]
        new_left[:] = [task for task in new_left if task is not new]

    by_text: dict[str, list[Task]] = {}
    for old in before:
        by_text.setdefault(fold(old.text), []).append(old)
    for new in after:
        candidates = by_text.get(fold(new.text), [])
        if candidates:
            best = min(candidates, key=lambda old: (old.section != new.section, old.number != new.number))
            candidates.remove(best)
            settle(best, new)
    for new in list(new_left):
        same_place = [old for old in old_left if (old.section, old.number) == (new.section, new.number) and new.number]
        if len(same_place) == 1 and _likeness(same_place[0], new) >= SAME_NUMBERED_ROW:
            settle(same_place[0], new)
    scored = sorted(
        ((score, old, new) for old in old_left for new in new_left if (score := _likeness(old, new)) >= SAME_ROW),
        key=lambda one: -one[0],
    )
    taken: set[int] = set()
    for _, old, new in scored:
        if id(old) not in taken and id(new) not in taken:
            taken |= {id(old), id(new)}
            settle(old, new)
    return pairs


def _likeness(old: Task, new: Task) -> float:
    """How many of the words of both stand in both, in the same order: 0 to 1."""
    return Indel.normalized_similarity(terms(old.text), terms(new.text))


def _between(old: Task, new: Task) -> list[Change]:
    found: list[Change] = []
    if squeeze(old.text) != squeeze(new.text):
        found.append(_change("reworded", old, new, old.text, new.text))
    if _due(old) != _due(new):
        before, after = (t.deadline.text if t.deadline else strings.NO_DEADLINE for t in (old, new))
        found.append(_change("deadline", old, new, before, after))
    if [fold(name) for name in old.lead] != [fold(name) for name in new.lead]:
        before, after = ("; ".join(t.lead) or strings.NO_LEAD for t in (old, new))
        found.append(_change("lead", old, new, before, after))
    return found


def _due(task: Task) -> tuple[object, ...]:
    """What of a deadline counts: its days, or its words where it has none."""
    deadline = task.deadline
    if deadline is None:
        return ()
    if deadline.last_day or deadline.first_day:
        return (deadline.kind, deadline.first_day, deadline.last_day)
    return (deadline.kind, fold(deadline.text))


def _change(kind: ChangeKind, old: Task | None, new: Task | None, before: str = "", after: str = "") -> Change:
    task = new or old
    assert task is not None
    message = strings.CHANGES[kind].format(row=row_name(task), text=task.text, before=before, after=after)
    return Change(kind, old, new, message[0].upper() + message[1:])
