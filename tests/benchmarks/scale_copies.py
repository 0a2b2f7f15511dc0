"""More rows than can be embedded in an hour: the plans of an index again, as other wards took them over.

    python -m tests.benchmarks.scale_copies FROM DATA --rows 1000000

Wards copy the plan that a district or a neighbour has: the rows are the same words, the plan, its number and the
agencies are their own. So each copy has its own plan (id, file, issuer, place, symbol) and its own agencies, and
shares the vectors and the originals of the plan that it was copied from: the register grows to the full size, the
vectors do not. What is measured on such an index says nothing about a larger number of different texts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

from corpus.model import Plan, Reading, Task
from index import Index
from index.generations import Manifest, Store, copy_file, file_sum
from index.identities import Identities
from index.indexing import Arrival, entry_of
from index.records import ROLES
from index.register import RegisterWriter
from tests.benchmarks.generator import WORDS


def surnames() -> Iterator[str]:
    """What a copying ward's name has behind the other's: "An Bình" is copied by "An Bình Sơn"."""
    yield from WORDS["second"]
    yield from (f"{one} {other}" for one, other in product(WORDS["second"], WORDS["first"]))


def copied(reading: Reading, surname: str, number: int) -> Reading:
    """The reading as another ward's plan. Texts, quotes and the rendition stay as they are."""
    plan = reading.plan
    ward = plan.place or ""
    other = f"{ward} {surname}" if ward else ""  # a plan that prints no place has no other ward's

    def own(name: str) -> str:
        return name.replace(ward, other) if ward else name

    new = f"{plan.id}-{number}"
    mine: Plan = replace(
        plan, id=new, file=f"{number}-{plan.file}", place=other or None,
        issuer=plan.issuer and (plan.issuer.replace(ward.upper(), other.upper()) if ward else plan.issuer),
    )  # fmt: skip

    def renamed(task: Task) -> Task:
        roles = {role: tuple(own(name) for name in getattr(task, role)) for role in ROLES}
        return replace(task, id=task.id.replace(plan.id, new, 1), plan_id=new, file=mine.file, **roles)

    passages = (
        replace(one, id=one.id.replace(plan.id, new, 1), plan_id=new, file=mine.file) for one in reading.passages
    )
    return replace(reading, plan=mine, tasks=tuple(map(renamed, reading.tasks)), passages=tuple(passages))


def copy(source: Path, data: Path, rows: int) -> int:
    """Make an index of at least `rows` rows in the new folder `data`; returns how many there are."""
    store = Store(data)
    with Index.open(source, load=False) as index, store.writing():
        old = Store(source)
        manifest = old.manifest(index.generation)
        for shard in manifest.shards:
            _link(old.vectors / shard, store.vectors / shard)
        _link(old.originals, store.originals)
        name = store.new_name()
        store.folder(name).mkdir()
        copy_file(old.register(index.generation), store.register(name))
        writer = RegisterWriter(store.register(name))
        records = index.plans()
        made, plans = manifest.tasks, len(records)
        for number, surname in enumerate(surnames(), 2):
            for record in records:
                if made >= rows:
                    break
                reading = copied(index.reading(record.plan.id), surname, number)
                arrival = Arrival(reading.plan.file, reading, record.sha256, record.kind, record.added_at)
                entry = entry_of(reading, arrival)
                writer.add(entry, Identities(reading, entry.level).of)
                made, plans = made + len(reading.tasks), plans + 1
            if made >= rows:
                break
            print(f"{made:,} rows", file=sys.stderr, flush=True)
        writer.commit()
        sums = file_sum(store.register(name))
        store.seal(name, Manifest(manifest.encoder, sums, manifest.shards, False, plans, made))
        store.publish(name)
        return made


def _link(source: Path, target: Path) -> None:
    """The same files under another name; they never change."""
    for path in source.rglob("*"):
        own = target / path.relative_to(source)
        if path.is_file() and not own.exists():
            own.parent.mkdir(parents=True, exist_ok=True)
            own.hardlink_to(path)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale_copies", description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    given = parser.parse_args()
    print(f"{copy(given.source, given.data, given.rows):,} rows in {given.data}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
