"""Reading the index: `Index.open(data)`."""

from __future__ import annotations

import os
import threading
import weakref
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from corpus.model import Notice, Passage, Reading, Task
from index import diff, strings
from index.chunks import digest, task_chunk
from index.embeddings import encoder_name, shared_encoder
from index.errors import EncoderMismatch, IndexDamaged, IndexFault, UnknownPlan
from index.generations import Store
from index.longlived import long_lived
from index.originals import Originals
from index.records import AgencyRecord, Change, Conflict, Hit, PlanRecord, TaskFilter
from index.register import Register
from index.search import What, search
from index.settings import Settings
from index.vectors import Shard, ShardSet

if TYPE_CHECKING:
    from index.encoder import Encoder


# One question may look for the same twice: so many searches for at most so many rows are remembered.
REMEMBERED, SHORT = 8, 300


class _Snapshot:
    """One generation, open. It stays on the disk for as long as this object lives."""

    def __init__(self, store: Store) -> None:
        self.name, held = store.hold()
        try:
            self.manifest = store.manifest(self.name)
            store.check_register(self.name, self.manifest)
            self.register = Register(store.register(self.name))
        except BaseException:
            os.close(held)
            raise
        self.shards: ShardSet | None = None
        self.found: dict[tuple[object, ...], tuple[Hit, ...]] = {}
        self.close = weakref.finalize(self, _let_go, held, self.register)


class _Encoding:
    """The encoder of an index and of its pinned states, which have it as soon as it is loaded."""

    def __init__(self) -> None:
        self.encoder: Encoder | None = None
        self.tried = threading.Event()
        self.fault: IndexFault | None = None


def _let_go(held: int, register: Register) -> None:
    register.close()
    os.close(held)


class Index:
    """An index, open for reading. Safe to use from many threads.

    A reader sees one generation until `refresh` is called; to answer one question from one state while others refresh,
    take `pinned()`. Full text and exact conditions work at once; vectors join when the encoder has been loaded.
    """

    def __init__(self, store: Store, settings: Settings, snapshot: _Snapshot, *, frozen: bool = False) -> None:
        self._store, self._settings, self._snapshot = store, settings, snapshot
        self._frozen = frozen
        self._encoding = _Encoding()
        self._swap = threading.Lock()

    @classmethod
    def open(cls, data: Path, *, settings: Settings | None = None, load: bool = True) -> Index:
        """Open the current generation. With `load`, the encoder is loaded in the background.

        Raises IndexMissing, IndexDamaged (see `index.recover`), IndexOutdated or EncoderMismatch.
        """
        settings = settings or Settings.from_environment()
        store = Store(Path(data))
        snapshot = _Snapshot(store)
        wanted = encoder_name(settings.encoder)
        if snapshot.manifest.encoder != wanted:
            message = strings.OTHER_ENCODER.format(data=data, found=snapshot.manifest.encoder, wanted=wanted)
            raise EncoderMismatch(message)
        index = cls(store, settings, snapshot)
        if load:
            index.load_in_background()
        return index

    def load_in_background(self, repair: Callable[[], object] | None = None) -> None:
        """Load the encoder and open the vectors; `repair` is called when they are damaged, and then they are tried
        once more."""
        threading.Thread(target=self._load, args=(repair,), name="encoder", daemon=True).start()

    # Its life

    @property
    def generation(self) -> str:
        """The name of the generation that is read."""
        return self._snapshot.name

    @property
    def _encoder(self) -> Encoder | None:
        return self._encoding.encoder

    @property
    def fault(self) -> IndexFault | None:
        """Why the encoder could not be loaded, or the vectors not be opened."""
        return self._encoding.fault

    @property
    def ready(self) -> bool:
        """Do vectors take part in `search`?"""
        return self._encoder is not None and self._snapshot.shards is not None

    def wait_ready(self, seconds: float | None = None) -> bool:
        """Wait until the encoder is loaded, or has failed to load (`fault` says why). Returns `ready`."""
        self._encoding.tried.wait(seconds)
        return self.ready

    def refresh(self) -> bool:
        """Switch to the newest generation; True when there was one. What is being answered goes on undisturbed.

        Raises IndexDamaged when the newest cannot be read; the index goes on with what it has.
        """
        if self._frozen:
            return False
        with self._swap:
            if self._store.current() == self._snapshot.name:
                return False
            snapshot = _Snapshot(self._store)
            if snapshot.manifest.encoder != self._snapshot.manifest.encoder:
                found, wanted = snapshot.manifest.encoder, self._snapshot.manifest.encoder
                message = strings.OTHER_ENCODER.format(data=self._store.data, found=found, wanted=wanted)
                raise EncoderMismatch(message)
            if self._encoder is not None:
                self._open_shards(snapshot)
            self._snapshot = snapshot
            return True

    def pinned(self) -> Index:
        """The same state, which stays whatever others do; vectors join here, too, when the encoder has been loaded.
        Cheap; needs no closing."""
        pinned = Index(self._store, self._settings, self._snapshot, frozen=True)
        pinned._encoding = self._encoding
        return pinned

    def close(self) -> None:
        """Let the generation go: a writer may clear it away. Also done when the last reference to it goes."""
        self._snapshot.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _load(self, repair: Callable[[], object] | None) -> None:
        try:
            with long_lived():
                encoder = shared_encoder(self._settings.encoder)
            try:
                self._take_part(encoder)
            except IndexDamaged:
                if repair is None:
                    raise
                repair()
                self.refresh()
                self._take_part(encoder)
        except IndexFault as fault:
            self._encoding.fault = fault
        finally:
            self._encoding.tried.set()

    def _take_part(self, encoder: Encoder) -> None:
        with self._swap:
            self._open_shards(self._snapshot)
            self._encoding.encoder = encoder

    def _open_shards(self, snapshot: _Snapshot) -> None:
        """Check and open what is not open yet: shards never change, so those of the generation before go on."""
        known = {shard.name: shard for shard in self._snapshot.shards.shards} if self._snapshot.shards else {}
        url = self._settings.chroma_url if snapshot.manifest.server else None
        if snapshot.manifest.server and url is None:
            raise IndexFault(strings.NO_SERVER.format(url="", what="chưa đặt CHROMA_URL"))
        shards = []
        for name, files in snapshot.manifest.shards.items():
            if name not in known:
                self._store.check_shard(name, files)
                known[name] = Shard(self._store.vectors / name, url)
                weakref.finalize(known[name], known[name].client.close)
            shards.append(known[name])
        snapshot.shards = ShardSet(shards)

    # Plans

    def plans(self) -> list[PlanRecord]:
        """The current version of every plan, in the order they came."""
        return self._snapshot.register.plans()

    def plan(self, plan_id: str) -> PlanRecord | None:
        return self._snapshot.register.plan(plan_id)

    def versions(self, plan_id: str) -> list[PlanRecord]:
        """Every version of a plan, oldest first. Raises UnknownPlan."""
        self._known(plan_id)
        return self._snapshot.register.versions(plan_id)

    def reading(self, plan_id: str, version: int | None = None) -> Reading:
        """A plan as it was read, in its current or in another version. Raises UnknownPlan."""
        self._known(plan_id)
        reading = self._snapshot.register.reading(plan_id, version)
        if reading is None:
            raise UnknownPlan(strings.UNKNOWN_VERSION.format(name=plan_id, version=version))
        return reading

    def diff(self, plan_id: str, old: int | None = None, new: int | None = None) -> tuple[Change, ...]:
        """What changed from version `old` (default: the one before) to `new` (the current one). Raises UnknownPlan."""
        after = self._known(plan_id).version if new is None else new
        if old is None:
            before = [record.version for record in self.versions(plan_id) if record.version < after]
            if not before:
                return ()
            old = before[-1]
        return diff.changes(self.reading(plan_id, old).tasks, self.reading(plan_id, after).tasks)

    def lines(self, plan_id: str) -> tuple[str, ...]:
        """The plan's rendition, which the spots of its tasks and passages point into; empty for an unknown plan."""
        return self._snapshot.register.lines(plan_id)

    def notices(self, plan_id: str) -> tuple[Notice, ...]:
        record = self.plan(plan_id)
        return record.notices if record else ()

    def original(self, plan_id: str, version: int | None = None) -> Path:
        """The file that a plan was read from. Raises UnknownPlan, or IndexDamaged when it is gone."""
        record = self._known(plan_id)
        for one in self.versions(plan_id) if version is not None else [record]:
            if version is None or one.version == version:
                return Originals(self._store.originals).path(one.sha256)
        raise UnknownPlan(strings.UNKNOWN_VERSION.format(name=plan_id, version=version))

    def _known(self, plan_id: str) -> PlanRecord:
        record = self.plan(plan_id)
        if record is None:
            raise UnknownPlan(strings.UNKNOWN_PLAN.format(name=plan_id))
        return record

    # Tasks, passages, agencies

    def tasks(self, wanted: TaskFilter | None = None) -> list[Task]:
        """Every task that passes, by last day (those without one last), then plan, then place in the plan."""
        return self._snapshot.register.tasks(wanted or TaskFilter())

    def count(self, wanted: TaskFilter | None = None) -> int:
        return self._snapshot.register.count(wanted or TaskFilter())

    def task(self, task_id: str) -> Task | None:
        found = self.tasks(TaskFilter(ids=frozenset({task_id})))
        return found[0] if found else None

    def passages(self, plan_ids: frozenset[str] | None = None, section: str | None = None) -> list[Passage]:
        """The passages of these plans (None: of all), in their order; `section` covers the sections below it."""
        return self._snapshot.register.passages(plan_ids, section)

    def columns(self) -> dict[str, frozenset[str]]:
        """Plan id -> the printed headers of the other columns that its tasks have; none for plans without."""
        return self._snapshot.register.columns()

    def agencies(self) -> list[AgencyRecord]:
        return self._snapshot.register.agencies()

    def conflicts(self, ids: Iterable[str] | None = None) -> list[Conflict]:
        """All conflicts, or those in which one of these tasks has a part."""
        return self._snapshot.register.conflicts(ids)

    # Words

    def rows_with(self, words: Iterable[str]) -> dict[str, int]:
        """In how many tasks each word stands; words as `corpus.text.bare` folds them."""
        return self._snapshot.register.term_counts(words)

    def terms(self) -> dict[str, int]:
        """Every folded word of the tasks, with the number of tasks it stands in."""
        return self._snapshot.register.all_terms()

    def together(self, first: str, second: str) -> bool:
        """Whether two folded words stand side by side in a task, in this order."""
        return self._snapshot.register.phrase_stands(f"{first} {second}")

    def beside(self, phrase: str) -> bool:
        """Whether folded words stand side by side in the heading or another column of a task."""
        return self._snapshot.register.phrase_beside(phrase)

    # Search

    def search(
        self,
        text: str,
        *,
        k: int = 20,
        plan_ids: frozenset[str] | None = None,
        what: What = "both",
        meaning: str | None = None,
        best: bool = False,
    ) -> list[Hit]:
        """The `k` rows nearest to `text` by words and to `meaning` (by default the same text) by meaning, best first.

        `best`: only the few best rows matter, not that all are there which have a part of the text; much faster for a
        long text in a large index. Until `ready`, and where `meaning` is empty, by words alone, and then every `cosine`
        is None.
        """
        snapshot, vector, meaning = self._snapshot, None, text if meaning is None else meaning
        by_meaning = self._encoder is not None and snapshot.shards is not None and bool(meaning.strip())
        asked = (text, meaning if by_meaning else "", k, plan_ids, what, best)
        known = snapshot.found.get(asked)
        if known is None:
            if self._encoder is not None and by_meaning:
                vector = self._encoder.begin(meaning)
            known = tuple(
                search(snapshot.register, snapshot.shards, text, vector, k=k, plan_ids=plan_ids, what=what, best=best)
            )
            if k <= SHORT:
                if len(snapshot.found) >= REMEMBERED:
                    snapshot.found.clear()
                snapshot.found[asked] = known
        return list(known)

    def cosines(self, text: str, tasks: Iterable[Task]) -> dict[str, float]:
        """Task id -> the cosine between `text` and the task; empty until `ready`."""
        shards = self._snapshot.shards
        if self._encoder is None or shards is None or not text.strip():
            return {}
        digests = {task.id: digest(task_chunk(task)) for task in tasks}
        known = shards.cosines(self._encoder.query(text), list(dict.fromkeys(digests.values())))
        return {id: known[name] for id, name in digests.items() if name in known}


def damaged(index: Index) -> bool:
    """Did the background find the vectors damaged?"""
    return isinstance(index.fault, IndexDamaged)
