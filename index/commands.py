"""What can be done to an index: each of these is one change, made as a whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path

from corpus import CorpusError, Reading, read_safely
from corpus.readers.detect import SUFFIXES
from index import corrections, strings
from index.corrections import Correction, Field
from index.embeddings import encoder_name, shared_encoder
from index.errors import (
    EncoderMismatch,
    IndexDamaged,
    IndexMissing,
    IndexOutdated,
    UnknownPlan,
    WrongInput,
)
from index.generations import Manifest, Store, file_sum
from index.indexing import Arrival, Draft, Stopwatch, drafting, plan_name, silent, under_id
from index.originals import Original, Originals
from index.reader import Index
from index.records import Outcome, PlanRecord, Progress, Summary
from index.register import Register
from index.settings import Settings
from index.vectors import Vectors
from index.verify import verify_apart

# What came of a file: None where its bytes are known and it was not read.
Found = Reading | CorpusError | OSError | None

# Two at a time: the machine has two cores, and each file is read in a process of its own.
READERS = 2


@dataclass(frozen=True, slots=True)
class _Work:
    """What every command needs."""

    store: Store
    settings: Settings
    progress: Progress
    watch: Stopwatch

    @property
    def originals(self) -> Originals:
        return Originals(self.store.originals)

    def vectors(self) -> Vectors:
        name = encoder_name(self.settings.encoder)

        def encoder():  # type: ignore[no-untyped-def]
            self.progress(strings.LOADING, 0, 1)
            return shared_encoder(self.settings.encoder)

        return Vectors(self.store, name, encoder, self.settings.chroma_url)

    def source(self) -> str | None:
        """The generation to go on from; None for an empty data folder. Raises what a reader would."""
        name = self.store.current()
        if name is None:
            return None
        manifest = self.store.manifest(name)
        wanted = encoder_name(self.settings.encoder)
        if manifest.encoder != wanted:
            message = strings.OTHER_ENCODER.format(data=self.store.data, found=manifest.encoder, wanted=wanted)
            raise EncoderMismatch(message)
        self.store.check_register(name, manifest)
        return name


def _work(data: Path, settings: Settings | None, progress: Progress | None) -> _Work:
    return _Work(Store(Path(data)), settings or Settings.from_environment(), progress or silent, Stopwatch())


def add(
    data: Path,
    paths: Sequence[Path],
    *,
    corrected: Mapping[Path, Sequence[Correction]] | None = None,
    progress: Progress | None = None,
    settings: Settings | None = None,
    now: datetime | None = None,
) -> Summary:
    """Read files and folders and put them into the index: new plans, or new versions of plans that are there.

    `corrected` are corrections made of a file's rows before it is put in, by the ids that `corpus.read` gives them;
    they are kept like those of `correct`. Raises WrongInput for one that cannot be.

    A file that cannot be read is an Outcome with status "failed"; the others are indexed. Raises WrongInput for a path
    that does not exist, IndexBusy, IndexFull, IndexDamaged (see `recover`), EncoderMismatch.
    """
    work = _work(data, settings, progress)
    files = _files(paths)
    now = now or datetime.now().astimezone()
    with work.store.writing():
        source = work.source()
        work.store.clear()
        with work.watch.time("read"):
            read = _read_all(work, files, source)
        vectors = work.vectors()
        with drafting(work.store, source, work.watch, work.progress) as draft:
            # One microsecond apart, so that the order is known when the index is made again from its originals.
            times = (now + timedelta(microseconds=n) for n in count())
            with work.watch.time("register"):
                outcomes = [
                    _take(draft, work, file, sha256, found, time, (corrected or {}).get(file, ()))
                    for (file, sha256, found), time in zip(read, times, strict=False)
                ]
            if not any(outcome.status in ("added", "updated") for outcome in outcomes):
                draft.abandon()
                manifest = work.store.manifest(source) if source else None
                return _summary(work, source or "", manifest, outcomes, vectors)
            manifest = draft.publish(vectors)
        for one in draft.corrected:
            corrections.write(work.store.data, one)
        return _summary(work, draft.name, manifest, outcomes, vectors)


def plan_files(folder: Path) -> list[Path]:
    """Every file in a folder and below whose name looks like a plan's; hidden and lock files are left out."""
    suffixes = {suffix for kind in SUFFIXES.values() for suffix in kind}
    return [
        file
        for file in sorted(folder.rglob("*"))
        if file.suffix.lower() in suffixes
        and file.is_file()
        and not any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    ]


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files meant, each once."""
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path.is_dir():
            inside = plan_files(path)
            if not inside:
                raise WrongInput(strings.NOTHING_TO_READ.format(path=path))
            found |= dict.fromkeys(inside)
        elif path.is_file():
            found[path] = None
        else:
            raise WrongInput(strings.NO_SUCH_PATH.format(path=path))
    return list(found)


def _read_all(work: _Work, files: Sequence[Path], source: str | None = None) -> list[tuple[Path, str, Found]]:
    """Read files, two at a time; of those whose very bytes the generation `source` has, only the hash is taken."""
    done = 0
    known = Register(work.store.register(source)) if source else None

    def read(file: Path) -> tuple[Path, str, Found]:
        nonlocal done
        try:
            sha256 = file_sum(file)[1]
            stage = partial(work.progress, strings.READING_FILE.format(file=file.name))
            found: Found = None
            if known is None or known.holder(sha256) is None:
                found = read_safely(file, progress=stage)
        except (CorpusError, OSError) as error:
            sha256, found = "", error
        done += 1
        work.progress(strings.READING, done, len(files))
        return file, sha256, found

    work.progress(strings.READING, 0, len(files))
    try:
        with ThreadPoolExecutor(READERS) as pool:
            return list(pool.map(read, files))
    finally:
        if known is not None:
            known.close()


def _take(
    draft: Draft,
    work: _Work,
    file: Path,
    sha256: str,
    found: Found,
    now: datetime,
    corrected: Sequence[Correction],
) -> Outcome:
    if isinstance(found, CorpusError):
        return Outcome(file.name, "failed", str(found))
    if isinstance(found, OSError):
        return Outcome(
            file.name, "failed", strings.UNREADABLE.format(file=file.name, what=found.strerror or str(found))
        )
    known = draft.holder(sha256)
    if known is not None:
        plan, version, current = known
        if current:
            return Outcome(file.name, "same", strings.SAME.format(file=file.name, known=plan_name(plan)))
        message = strings.OLDER.format(file=file.name, version=version, known=plan_name(plan), plan=plan.id)
        return Outcome(file.name, "older", message)
    assert found is not None
    work.originals.keep(file, sha256, now)
    own = tuple(map(corrections.checked, corrected))
    return draft.put(Arrival(file.name, found, sha256, file.suffix.lower().lstrip("."), now, own))


def remove(
    data: Path, names: Sequence[str], *, progress: Progress | None = None, settings: Settings | None = None
) -> Summary:
    """Remove plans, with all their versions and originals. A name is a plan's id, file, or symbol.

    Raises UnknownPlan and what `add` raises.
    """
    work = _work(data, settings, progress)
    with work.store.writing():
        source = work.source()
        with drafting(work.store, source, work.watch, work.progress) as draft:
            outcomes = []
            for name in names:
                record = find_plan(draft.records(), name)
                draft.remove(record.plan.id)
                outcomes.append(
                    Outcome(record.plan.file, "removed", strings.REMOVED.format(file=record.plan.file), record)
                )
            vectors = work.vectors()
            manifest = draft.publish(vectors)
        register = Register(work.store.register(draft.name))
        vectors.forget(register.digests())
        register.close()
        return _summary(work, draft.name, manifest, outcomes, vectors)


def restore(
    data: Path,
    name: str,
    version: int,
    *,
    progress: Progress | None = None,
    settings: Settings | None = None,
    now: datetime | None = None,
) -> Summary:
    """Make an older version of a plan the current one, as a new version. Raises UnknownPlan and what `add` raises."""
    work = _work(data, settings, progress)
    now = now or datetime.now().astimezone()
    with work.store.writing():
        source = work.source()
        with drafting(work.store, source, work.watch, work.progress) as draft:
            record = find_plan(draft.records(), name)
            outcome = draft.restore(record, version, now)
            vectors = work.vectors()
            manifest = draft.publish(vectors)
        assert outcome.record is not None
        work.originals.touch(outcome.record.sha256, now)
        return _summary(work, draft.name, manifest, [outcome], vectors)


def correct(
    data: Path,
    plan_id: str,
    task_id: str,
    field: Field,
    now: str,
    *,
    who: str,
    when: datetime | None = None,
    progress: Progress | None = None,
    settings: Settings | None = None,
) -> Summary:
    """Put one cell of a row right, for good; the plan is read again and becomes a new version. `now` as printed gives
    the cell back to the plan. Raises UnknownPlan, WrongInput and what `add` raises.
    """
    work = _work(data, settings, progress)
    when = when or datetime.now().astimezone()
    with work.store.writing():
        source = work.source()
        with drafting(work.store, source, work.watch, work.progress) as draft:
            record = find_plan(draft.records(), plan_id)
            original = work.originals.path(record.sha256)
            [(_, _, read)] = _read_all(work, [original])
            if not isinstance(read, Reading):
                raise WrongInput(str(read))
            read = under_id(read, record.plan.id)
            task = next((task for task in read.tasks if task.id == task_id), None)
            if task is None:
                raise WrongInput(strings.UNKNOWN_TASK.format(plan=plan_name(record.plan)))
            was = corrections.printed(task, field)
            correction = corrections.checked(Correction(record.plan.id, task_id, field, was, now, who, when))
            draft.correct(correction)
            outcome = draft.put(Arrival(record.plan.file, read, record.sha256, record.kind, when))
            vectors = work.vectors()
            manifest = draft.publish(vectors)
        corrections.write(work.store.data, correction)
        return _summary(work, draft.name, manifest, [outcome], vectors)


def rebuild(data: Path, *, progress: Progress | None = None, settings: Settings | None = None) -> Summary:
    """Make the whole index again from its originals: read, embed (what the cache does not hold), write.

    Needs neither a sound register nor sound vectors. Raises IndexMissing when there are no originals.
    """
    work = _work(data, settings, progress)
    if not work.store.data.is_dir():
        raise WrongInput(strings.NO_ORIGINALS.format(data=data))
    with work.store.writing():
        originals = work.originals.all()
        if not originals:
            raise WrongInput(strings.NO_ORIGINALS.format(data=data))
        with work.watch.time("read"):
            read = _read_all(work, [original.path for original in originals])
        vectors = work.vectors()
        with drafting(work.store, None, work.watch, work.progress) as draft:
            outcomes = [_take_again(draft, original, found) for original, found in zip(originals, read, strict=True)]
            manifest = draft.publish(vectors, keep_originals=True)
        return _summary(work, draft.name, manifest, outcomes, vectors)


def _take_again(draft: Draft, original: Original, read: tuple[Path, str, Found]) -> Outcome:
    file, sha256, found = read
    assert found is not None
    if isinstance(found, CorpusError | OSError):
        return Outcome(file.name, "failed", str(found))
    if sha256 != original.sha256:
        return Outcome(file.name, "failed", strings.LOST_ORIGINAL.format(file=file.name))
    return draft.put(Arrival(file.name, found, sha256, file.suffix.lower().lstrip("."), original.added[-1]))


def rebuild_vectors(data: Path, *, progress: Progress | None = None, settings: Settings | None = None) -> Summary:
    """Make the vectors again for a sound register; what the cache holds is not embedded again. Raises as `add` does."""
    work = _work(data, settings, progress)
    with work.store.writing():
        source = work.source()
        if source is None:
            raise IndexMissing(strings.MISSING.format(data=data))
        vectors = work.vectors()
        with drafting(work.store, source, work.watch, work.progress) as draft:
            draft.embed_again()
            manifest = draft.publish(vectors)
        return _summary(work, draft.name, manifest, (), vectors)


def recover(
    data: Path, *, progress: Progress | None = None, settings: Settings | None = None
) -> tuple[Index, Summary | None]:
    """Open an index; a damaged one, or one of another version of this program, is first made again from its originals.

    Vectors are checked in the background, and made again there when they are damaged. Returns the index and what had
    to be done before it could be opened (None: nothing). Raises IndexMissing, EncoderMismatch, IndexBusy …
    """
    settings = settings or Settings.from_environment()
    summary = None
    try:
        index = Index.open(data, settings=settings, load=False)
    except (IndexDamaged, IndexOutdated):
        summary = rebuild(data, progress=progress, settings=settings)
        index = Index.open(data, settings=settings, load=False)
    index.load_in_background(repair=lambda: rebuild_vectors(data, settings=settings))
    return index, summary


def verify(data: Path, *, settings: Settings | None = None) -> tuple[Manifest, int]:
    """Check the current generation thoroughly, in a fresh process, and every original.

    Returns its manifest and the number of vectors. Raises IndexMissing, IndexDamaged, IndexOutdated.
    """
    store = Store(Path(data))
    settings = settings or Settings.from_environment()
    index = Index.open(data, settings=settings, load=False)
    vectors = verify_apart(store, index.generation, url=settings.chroma_url, thorough=True)
    originals = Originals(store.originals)
    for record in index.plans():
        for one in index.versions(record.plan.id):
            if file_sum(originals.path(one.sha256))[1] != one.sha256:
                raise IndexDamaged(strings.LOST_ORIGINAL.format(file=one.plan.file))
    return store.manifest(index.generation), vectors


def find_plan(records: Sequence[PlanRecord], name: str) -> PlanRecord:
    """The plan meant by an id, a file name or a symbol. Raises UnknownPlan, also when several are meant."""
    wanted = _plain(name)
    tests: tuple[Callable[[PlanRecord], str | None], ...] = (
        lambda record: record.plan.id,
        lambda record: record.plan.file,
        lambda record: record.plan.symbol,
    )
    for told in tests:
        found = [record for record in records if _plain(told(record) or "") == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            plans = ", ".join(record.plan.id for record in found)
            raise UnknownPlan(strings.SEVERAL_PLANS.format(name=name, plans=plans))
    raise UnknownPlan(strings.UNKNOWN_PLAN.format(name=name))


def _plain(text: str) -> str:
    return "".join(text.split()).casefold()


def _summary(
    work: _Work, name: str, manifest: Manifest | None, outcomes: Sequence[Outcome], vectors: Vectors
) -> Summary:
    plans, tasks = (manifest.plans, manifest.tasks) if manifest else (0, 0)
    seconds = tuple(work.watch.seconds.items())
    return Summary(name, tuple(outcomes), plans, tasks, vectors.embedded, seconds)
