"""Full text and vectors, joined into one list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from index.records import Hit
from index.register import Register
from index.vectors import ShardSet

What = Literal["tasks", "passages", "both"]
Row = tuple[str, int]  # ("task" or "passage", key)

# Reciprocal rank fusion: a row is worth 1 / (RANK + its place), summed over both lists.
RANK = 60
# So many rows of full text are looked at, at least; and so many neighbours, however many rows are asked for: a row far
# down that list shares its words with the question, or does not answer it.
DEPTH, NEIGHBOURS = 50, 100
# Where rows of another kind, or copies of one text, are the nearest, more neighbours are asked for, up to this many.
FARTHEST = 1_600
# Plans with up to so many texts are compared one by one instead of by nearest neighbours of everything.
FEW = 5_000


def search(
    register: Register,
    shards: ShardSet | None,
    text: str,
    vector: Callable[[], NDArray[np.float32]] | None,
    *,
    k: int,
    plan_ids: frozenset[str] | None,
    what: What,
    best: bool = False,
) -> list[Hit]:
    """The `k` best rows. Without `shards` or `vector`, which is called for only behind the words, by full text alone.
    `best`: the caller wants the few best, not all that have a part of the text."""
    depth = max(DEPTH, k)
    kinds: Sequence[Literal["tasks", "passages"]] = ("tasks", "passages") if what == "both" else (what,)
    words: dict[Row, float] = {}
    for kind in kinds:
        for key, score in register.words(text, depth, plan_ids, kind, best=best):
            words[kind.removesuffix("s"), key] = score
    cosines: dict[Row, float] = {}
    if shards is not None and vector is not None and shards.count:
        meant = vector()
        cosines = _by_meaning(register, shards, meant, min(2 * depth, NEIGHBOURS), plan_ids, kinds)
        cosines |= _missing_cosines(register, shards, meant, words, cosines)
    scores = _fused(words, cosines, depth)
    chosen = sorted(scores, key=lambda row: (-scores[row], row))[:k]
    tasks = register.tasks_by_key([key for kind, key in chosen if kind == "task"])
    passages = register.passages_by_key([key for kind, key in chosen if kind == "passage"])
    hits = []
    for row in chosen:
        both = words.get(row), cosines.get(row), scores[row]
        if row[0] == "task":
            task = tasks[row[1]]
            hits.append(Hit(task.id, "task", task.plan_id, *both, task))
        else:
            passage = passages[row[1]]
            hits.append(Hit(passage.id, "passage", passage.plan_id, *both, passage))
    return hits


def _by_meaning(
    register: Register,
    shards: ShardSet,
    vector: NDArray[np.float32],
    depth: int,
    plan_ids: frozenset[str] | None,
    kinds: Sequence[str],
) -> dict[Row, float]:
    """The cosines of the nearest rows. A passage counts as its best chunk."""
    if plan_ids is not None:
        of_plans = {kind: register.digests_of(plan_ids, kind) for kind in kinds}
        digests = {digest for rows in of_plans.values() for digest, _ in rows}
        if len(digests) <= FEW:
            near = sorted(shards.cosines(vector, sorted(digests)).items(), key=lambda one: -one[1])
            return _best_of(of_plans, dict(near[:depth]))
    n, most = depth, shards.count if plan_ids is not None else min(shards.count, FARTHEST)
    while True:
        near = shards.nearest(vector, n)
        found = dict(near)
        rows = _best_of({kind: register.rows_of_digests(found, plan_ids, kind) for kind in kinds}, found)
        if len(rows) >= depth // 2 or n >= most:
            return rows
        n *= 4


def _best_of(rows: Mapping[str, Iterable[tuple[str, int]]], near: Mapping[str, float]) -> dict[Row, float]:
    """Of the (digest, key) of each kind those that are near, each with its best chunk's cosine."""
    found: dict[Row, float] = {}
    for kind, pairs in rows.items():
        for digest, key in pairs:
            if digest in near:
                row = (kind.removesuffix("s"), key)
                found[row] = max(found.get(row, -1.0), near[digest])
    return found


def _missing_cosines(
    register: Register,
    shards: ShardSet,
    vector: NDArray[np.float32],
    words: dict[Row, float],
    cosines: dict[Row, float],
) -> dict[Row, float]:
    """The cosines of rows that only their words found, so that every hit can be judged by both."""
    rows = [row for row in words if row not in cosines]
    digests = register.digests_of_rows(rows)
    known = shards.cosines(vector, list({digest for found in digests.values() for digest in found}))
    return {
        row: max(known[digest] for digest in found if digest in known)
        for row, found in digests.items()
        if any(digest in known for digest in found)
    }


def _fused(words: dict[Row, float], cosines: dict[Row, float], depth: int) -> dict[Row, float]:
    scores: dict[Row, float] = {}
    for ranking in (words, cosines):
        order = sorted(ranking, key=lambda row: (-ranking[row], row))[: 4 * depth]
        for place, row in enumerate(order):
            scores[row] = scores.get(row, 0.0) + 1.0 / (RANK + place + 1)
    return scores
