"""Readers go on while the index changes under them, and what they leave behind stays small."""

from __future__ import annotations

import os
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import index
from index import Index, TaskFilter
from tests.index.builders import lines, write_plan

# Changes of the index while readers read; SWAPS=100 or SWAPS=1000 for the long forms.
SWAPS = int(os.environ.get("SWAPS", "6"))


def test_no_answer_is_dropped_while_the_index_changes(data: Path, tmp_path: Path) -> None:
    opened = Index.open(data)
    assert opened.wait_ready(300), opened.fault
    ids = frozenset({index.find_plan(opened.plans(), "hoa-lac.txt").plan.id})
    stop, answers = threading.Event(), [0]

    def read() -> None:
        while not stop.is_set():
            opened.refresh()
            pinned = opened.pinned()
            assert len(pinned.tasks(TaskFilter(plan_ids=ids))) == 25
            assert pinned.count() in (65, 65 + 60)
            assert pinned.count() == len(pinned.tasks())
            hits = pinned.search("kế hoạch tiêm phòng đàn vật nuôi", k=5)
            assert len(hits) == 5 and all(hit.cosine is not None for hit in hits)
            answers[0] += 1

    pool = ThreadPoolExecutor(2)
    readers = [pool.submit(read) for _ in range(2)]
    plan = write_plan(tmp_path / "phu-xuan.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    generations = set()
    for turn in range(SWAPS):
        summary = index.remove(data, ["phu-xuan.txt"]) if turn % 2 else index.add(data, [plan])
        generations.add(summary.generation)
    stop.set()
    for reader in readers:
        reader.result()
    assert answers[0] > SWAPS
    assert len(generations) == SWAPS


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def test_disk_and_open_files_stay_bounded_over_many_changes(data: Path, tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "phu-xuan.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    index.add(data, [plan])
    first, files = size(data), open_files()
    with Index.open(data, load=False) as opened:
        for _ in range(SWAPS // 2 - 1):
            index.remove(data, ["phu-xuan.txt"])
            index.add(data, [plan])
            assert opened.refresh() is True
        assert open_files() <= files + 8  # the reader's own, and what waits to be let go
    index.remove(data, ["phu-xuan.txt"])
    index.add(data, [plan])
    assert size(data) < 1.5 * first
    assert len(list((data / "generations").iterdir())) == 1
    assert len(list((data / "vectors").iterdir())) <= 3


def test_a_generation_that_is_read_is_not_cleared_away(data: Path) -> None:
    opened = Index.open(data, load=False)
    everything = opened.tasks()
    index.remove(data, ["an-binh.txt"])
    assert opened.tasks() == everything
    assert len(list((data / "generations").iterdir())) == 2
    assert opened.refresh() is True
    assert len(opened.tasks()) == 25
    index.rebuild(data)
    assert len(list((data / "generations").iterdir())) == 2  # the one read and the newest
    opened.close()


@pytest.mark.parametrize("rows", [999, 1000, 1001])
def test_restarts_around_a_thousand_vectors(tmp_path: Path, rows: int) -> None:
    """Chroma keeps the first thousand vectors in a log and then writes an index: every vector is found on each side."""
    import numpy as np

    from index.generations import Store
    from index.vectors import Shard, Vectors, count_of, new_name

    store = Store(tmp_path)
    store.vectors.mkdir()
    vectors = Vectors(store, "random", lambda: pytest.fail("no text is embedded here"), None)
    rng = np.random.default_rng(rows)
    drawn = rng.normal(size=(rows, 384))
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    made = {f"{n:032x}": vector.astype(np.float16) for n, vector in enumerate(drawn)}
    name = new_name(rows)
    sums = vectors._write(name, made)
    for _ in range(2):
        store.check_shard(name, sums)
        shard = Shard(store.vectors / name, None)
        assert shard.count == count_of(name) == rows
        assert shard.lost() == []
        found = shard.matrix.get(made)
        assert all((found[digest] == made[digest]).all() for digest in made)
        some = list(made)[::97]
        assert [shard.nearest(made[digest].astype(np.float32), 1)[0][0] for digest in some] == some
        exact = shard.matrix.cosines(made[some[0]].astype(np.float32), [*some, "f" * 32])
        assert exact.keys() == set(some) and exact[some[0]] > 0.999
        shard.close()
    store.check_shard(name, sums)
    assert not list((tmp_path / "readers").iterdir())


def test_texts_that_are_nearly_the_same_are_all_found(tmp_path: Path) -> None:
    """Among them some rows have no link that leads to them: these are found in a shard beside."""
    import numpy as np

    from index.generations import Store
    from index.vectors import Shard, ShardSet, Vectors

    store = Store(tmp_path)
    store.vectors.mkdir()
    vectors = Vectors(store, "random", lambda: pytest.fail("no text is embedded here"), None)
    rng = np.random.default_rng(0)
    common, kinds = 3 * rng.normal(size=384), rng.normal(size=(3, 384))
    drawn = np.stack([common + kinds[n % 3] + 0.05 * rng.normal(size=384) for n in range(3_000)])
    drawn /= np.linalg.norm(drawn, axis=1, keepdims=True)
    made = {f"{n:032x}": vector.astype(np.float16) for n, vector in enumerate(drawn)}
    place = {digest: name for name, _, inside in vectors._shards_of(made) for digest in inside}
    shards = {name: Shard(store.vectors / name, None) for name in set(place.values())}
    for name, shard in shards.items():
        assert not [digest for digest in shard.lost() if place[digest] == name]
    assert len(shards) > 1, "these texts are found without"
    whole, beside = ShardSet(tuple(shards.values())), min(shards.values(), key=lambda shard: shard.count)
    for digest in [*beside.matrix.digests(), *list(made)[::100]]:
        assert whole.nearest(made[digest].astype(np.float32), 1)[0][0] == digest
    for shard in shards.values():
        shard.close()
