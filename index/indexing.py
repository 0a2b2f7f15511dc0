"""Changing the index: every change is a new generation, and readers see all of it or nothing.

read files -> keep originals -> copy the register -> write what changed -> embed what is new -> seal -> verify in a
fresh process -> publish -> clear away. Whatever fails before "publish" leaves the index as it was.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from corpus.levels import plan_level
from corpus.model import Plan, Reading
from index import chunks, corrections, diff, strings
from index.chroma import clear_readers
from index.codec import fingerprint
from index.conflicts import conflicts_with
from index.corrections import Correction
from index.errors import IndexFault, UnknownPlan
from index.generations import Manifest, Store, file_sum
from index.identities import Identities
from index.lineage import Lineage
from index.originals import Originals
from index.records import Change, Outcome, PlanRecord, Progress, TaskFilter
from index.register import Register, RegisterWriter
from index.register.writing import Entry
from index.vectors import Vectors
from index.verify import verify_apart


def silent(stage: str, done: int, total: int) -> None:
    """The progress of someone who does not watch."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A reading that is to become the current version of a plan."""

    name: str
    reading: Reading
    sha256: str
    kind: str
    added_at: datetime
    corrections: tuple[Correction, ...] = ()  # made of this reading before it was put


class Stopwatch:
    """Seconds spent in each named stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def time(self, stage: str) -> Iterator[None]:
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start


class Draft:
    """A generation in the making. Use inside `Store.writing()`; nothing of it is seen until `publish`."""

    def __init__(self, store: Store, source: str | None, watch: Stopwatch, progress: Progress) -> None:
        self.store, self.watch, self.progress = store, watch, progress
        self.source = source
        self.name = store.start(source)
        self.writer = RegisterWriter(store.register(self.name))
        self._before = Register(store.register(source)) if source else None
        # Plans as this draft knows them: those of the source, changed by what is done here.
        self.plans: dict[str, Plan] = {record.plan.id: record.plan for record in self.records()}
        self._lineage = Lineage(self.plans.values())
        self._written: dict[str, tuple[Reading, Arrival, int]] = {}
        self._fresh: dict[str, str] = {}  # sha256 -> the plan written from it
        self._texts: dict[str, str] = {}
        self._corrections = corrections.read_all(store.data)
        self.corrected: list[Correction] = []  # of what was put; to be kept once the draft is published
        self._known = store.manifest(source).shards if source else {}

    def records(self) -> list[PlanRecord]:
        return self._before.plans() if self._before else []

    def put(self, arrival: Arrival) -> Outcome:
        """Add a plan, or a new version of one that is there."""
        reading = arrival.reading
        older = self._lineage.predecessor(reading.plan)
        reading = _with_own_ids(reading, self.plans, older)
        self._take_corrections(arrival, reading)
        reading = corrections.corrected(reading, self._corrections)
        entry = entry_of(reading, arrival)
        identify = Identities(reading, entry.level).of
        changed: tuple[Change, ...] = ()
        if older is None:
            self.writer.add(entry, identify)
            version = 1
        else:
            before = self.reading(older.id)
            version = self.writer.replace(older.id, before, entry, identify)
            changed = diff.changes(before.tasks, reading.tasks)
            self._leave(older.id)
        self._enter(reading, arrival, version)
        record = PlanRecord(
            reading.plan, version, True, len(reading.tasks), len(reading.passages), arrival.added_at,
            arrival.sha256, arrival.kind, entry.level, reading.notices,
        )  # fmt: skip
        if older is None:
            message = strings.ADDED.format(file=arrival.name, tasks=record.tasks, passages=record.passages)
            return Outcome(arrival.name, "added", message, record)
        message = strings.UPDATED.format(
            file=arrival.name, version=version, plan=plan_name(older), changes=diff.summary(changed)
        )
        return Outcome(arrival.name, "updated", message, record, changed)

    def holder(self, sha256: str) -> tuple[Plan, int, bool] | None:
        """(plan, version, current) of what was read from this original."""
        if sha256 in self._fresh:
            reading, _, version = self._written[self._fresh[sha256]]
            return reading.plan, version, True
        found = self._before.holder(sha256) if self._before else None
        if found is None or found[0] not in self.plans:
            return None
        return self.plans[found[0]], found[1], found[2] and found[0] not in self._written

    def _take_corrections(self, arrival: Arrival, reading: Reading) -> None:
        """The arrival's corrections, for the plan and the rows as they are called here."""
        ids = {old.id: new.id for old, new in zip(arrival.reading.tasks, reading.tasks, strict=True)}
        for one in arrival.corrections:
            self.correct(replace(one, plan_id=reading.plan.id, task_id=ids[one.task_id]))

    def correct(self, correction: Correction) -> None:
        """A correction for what is put after it; the caller keeps it once the draft is published."""
        self._corrections.append(correction)
        self.corrected.append(correction)

    def restore(self, record: PlanRecord, version: int, now: datetime) -> Outcome:
        """An older version becomes the current one, as a new version."""
        assert self._before is not None
        plan_id = record.plan.id
        older = next((one for one in self._before.versions(plan_id) if one.version == version), None)
        reading = self._before.reading(plan_id, version)
        if older is None or reading is None or older.current:
            raise UnknownPlan(strings.UNKNOWN_VERSION.format(name=plan_id, version=version))
        before = self.reading(plan_id)
        arrival = Arrival(older.plan.file, reading, older.sha256, older.kind, now)
        entry = entry_of(reading, arrival)
        new = self.writer.replace(plan_id, before, entry, Identities(reading, entry.level).of)
        self._leave(plan_id)
        self._enter(reading, arrival, new)
        changed = diff.changes(before.tasks, reading.tasks)
        message = strings.RESTORED.format(
            old=version, plan=plan_name(record.plan), version=new, changes=diff.summary(changed)
        )
        restored = replace(older, version=new, current=True, added_at=now)
        return Outcome(older.plan.file, "restored", message, restored, changed)

    def _enter(self, reading: Reading, arrival: Arrival, version: int) -> None:
        self.plans[reading.plan.id] = reading.plan
        self._lineage.add(reading.plan)
        self._written[reading.plan.id] = (reading, arrival, version)
        self._fresh[arrival.sha256] = reading.plan.id
        self._texts |= texts_of(reading)

    def _leave(self, plan_id: str) -> None:
        self.plans.pop(plan_id)
        self._lineage.discard(plan_id)
        written = self._written.pop(plan_id, None)
        if written is not None:
            self._fresh.pop(written[1].sha256, None)

    def embed_again(self) -> None:
        """Every vector goes into a new shard; the shards of the source are not used."""
        self._known = {}
        self._texts = {}
        for plan_id in self.plans:
            self._texts |= texts_of(self.reading(plan_id))
        self.writer.forget_vectors(self._texts)

    def remove(self, plan_id: str) -> None:
        self.writer.drop(plan_id)
        self._leave(plan_id)

    def reading(self, plan_id: str) -> Reading:
        """The reading of a plan as this draft has it now."""
        if plan_id in self._written:
            return self._written[plan_id][0]
        reading = self._before.reading(plan_id) if self._before else None
        if reading is None:
            raise UnknownPlan(strings.UNKNOWN_PLAN.format(name=plan_id))
        return reading

    def publish(self, vectors: Vectors, *, keep_originals: bool = False) -> Manifest:
        """Embed, seal, verify, make current, clear away. `keep_originals`: also those that no plan was read from."""
        with self.watch.time("conflicts"):
            self._put_conflicts()
        shards = vectors.update(self.writer, self._texts, self._known, self.watch, self.progress)
        with self.watch.time("write"):
            self.progress(strings.WRITING, 0, 1)
            self.writer.commit()
            plans, tasks = len(self.plans), self._count_tasks()
            register = file_sum(self.store.register(self.name))
            manifest = Manifest(vectors.encoder_name, register, shards, vectors.on_server, plans, tasks)
            self.store.seal(self.name, manifest)
        with self.watch.time("verify"):
            self.progress(strings.VERIFYING, 0, 1)
            fresh = sorted(set(shards) - set(self._known))
            written = {id: fingerprint(reading) for id, (reading, _, _) in self._written.items()}
            verify_apart(self.store, self.name, fresh=fresh, written=written, url=vectors.url)
        with self.watch.time("publish"):
            self.progress(strings.PUBLISHING, 0, 1)
            self.store.publish(self.name)
        with self.watch.time("clear"), suppress(OSError):  # what is left over is cleared by the next writer
            self._clear(vectors, keep_originals)
        return manifest

    def _put_conflicts(self) -> None:
        written = {id: reading for id, (reading, _, _) in self._written.items()}
        self.writer.put_conflicts(conflicts_with(written, self.plans, self.reading))

    def _count_tasks(self) -> int:
        register = Register(self.store.register(self.name))
        try:
            return register.count(TaskFilter())
        finally:
            register.close()

    def _clear(self, vectors: Vectors, keep_originals: bool) -> None:
        register = Register(self.store.register(self.name))
        needed = register.originals()
        register.close()
        if self._before:
            self._before.close()
        self.store.clear(drop_collection=vectors.drop)
        clear_readers(self.store.data / "readers")
        if not keep_originals:
            Originals(self.store.originals).drop_others(needed)

    def abandon(self) -> None:
        """Throw the draft away; the index is as it was. A draft that is published already stays."""
        self.writer.close()
        if self._before:
            self._before.close()
        with suppress(IndexFault, OSError):
            if self.store.current() != self.name:
                shutil.rmtree(self.store.folder(self.name), ignore_errors=True)
                self.store.clear()


@contextmanager
def drafting(store: Store, source: str | None, watch: Stopwatch, progress: Progress) -> Iterator[Draft]:
    """A draft that is thrown away unless the block comes to its end."""
    draft = Draft(store, source, watch, progress)
    try:
        yield draft
    except BaseException:
        draft.abandon()
        raise


def plan_name(plan: Plan) -> str:
    """How a person knows a plan: its symbol, else its title, else its file."""
    return plan.symbol or plan.title or plan.file


def texts_of(reading: Reading) -> dict[str, str]:
    """Every text of a reading that gets a vector, by digest."""
    texts = [chunks.task_chunk(task) for task in reading.tasks]
    texts += [part for passage in reading.passages for part in chunks.passage_chunks(passage)]
    return {chunks.digest(text): text for text in texts}


def entry_of(reading: Reading, arrival: Arrival) -> Entry:
    """What the register keeps of a plan."""
    return Entry(
        reading=reading,
        level=plan_level(reading.plan),
        sha256=arrival.sha256,
        kind=arrival.kind,
        added_at=arrival.added_at,
        task_digests=[chunks.digest(chunks.task_chunk(task)) for task in reading.tasks],
        passage_digests=[[chunks.digest(part) for part in chunks.passage_chunks(p)] for p in reading.passages],
    )


def _with_own_ids(reading: Reading, taken: Mapping[str, Plan], older: Plan | None) -> Reading:
    """The reading under ids that no plan but `older` has: another plan may come from a file of the same name."""
    old = reading.plan.id
    new, n = old, 1
    while new in taken and (older is None or new != older.id):
        n += 1
        new = f"{old}~{n}"
    return under_id(reading, new)


def under_id(reading: Reading, new: str) -> Reading:
    """The reading with `new` for its plan's id, in the ids of its rows and passages too."""
    old = reading.plan.id
    if new == old:
        return reading

    def renamed(id: str) -> str:
        return new + id.removeprefix(old) if id.startswith(old) else f"{new}/{id}"

    return replace(
        reading,
        plan=replace(reading.plan, id=new),
        tasks=tuple(replace(task, id=renamed(task.id), plan_id=new) for task in reading.tasks),
        passages=tuple(replace(passage, id=renamed(passage.id), plan_id=new) for passage in reading.passages),
    )
