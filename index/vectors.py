"""The vectors, in Chroma: the only module that imports chromadb.

Vectors lie in shards: Chroma folders that are written once, closed, verified and never changed. A vector is named by
the digest of its text, so rows with the same text share one, whichever plans they stand in. A new text goes into a new
small shard, which takes smaller ones along: every vector is copied about log2(all / new) times in its life, and an
update does not touch the large shards. Vectors that no row needs any more stay behind, are ignored by whoever searches,
and vanish when their shard is next taken along (at the latest when half of it is dead).

Chroma writes a row into its SQLite file whenever a client opens it. So a reader opens copies, in a folder of its own
(DATA/readers), and what was verified stays as it was, byte for byte. Only the file of the vectors themselves, which
Chroma never writes once they are persisted, is a hard link: a shard is persisted whole, in one go, when it is made.

With CHROMA_URL set, a shard is a collection on a Chroma server instead of a folder here.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import secrets
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from index import strings
from index.embeddings import EmbeddingCache, embed
from index.errors import IndexDamaged, IndexFault
from index.generations import Store, copy_file, file_sum, sync_tree
from index.records import Progress

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.indexing import Stopwatch
    from index.register import RegisterWriter

Vector = NDArray[np.float32]

BATCH = 5_000
MOST_SHARDS = 8
# Wider searches than Chroma's defaults: a near row that is missed is a wrong answer.
HNSW = {"space": "cosine", "ef_construction": 128, "ef_search": 128}


class Shard:
    """One shard, open for searching. Safe to use from several threads."""

    def __init__(self, place: Path | str, name: str) -> None:
        """`place` is the folder of all shards, or a server's URL. Raises IndexDamaged, or IndexFault for a server."""
        self.name = name
        self.client = _client(place) if isinstance(place, str) else _PrivateClient(place / name)
        try:
            self._collection = self.client.get_collection(name, embedding_function=None)
            self.count = int(self._collection.count())
        except Exception as error:
            self.close()
            raise _fault(place, name, error) from error
        if self.count != count_of(name):
            self.close()
            raise _fault(place, name, ValueError(f"{self.count} véc-tơ, cần {count_of(name)}"))

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.client.close()

    def nearest(self, vector: Vector, n: int) -> list[tuple[str, float]]:
        """(digest, cosine) of the `n` nearest, nearest first."""
        n = min(n, self.count)
        if n == 0:
            return []
        found = self._collection.query(query_embeddings=[vector], n_results=n, include=["distances"])
        return [(id, 1.0 - float(d)) for id, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def vectors(self, digests: Sequence[str]) -> dict[str, Vector]:
        """The vectors of those digests that are here."""
        found: dict[str, Vector] = {}
        for start in range(0, len(digests), BATCH):
            part = self._collection.get(ids=list(digests[start : start + BATCH]), include=["embeddings"])
            found |= dict(zip(part["ids"], np.asarray(part["embeddings"], np.float32), strict=True))
        return found

    def lost(self, most: int | None = None) -> list[str]:
        """The digests whose vector does not find itself, of all or of the first `most`: must be empty."""
        lost: list[str] = []
        step = 500
        last = self.count if most is None else min(most, self.count)
        for start in range(0, last, step):
            part = self._collection.get(limit=min(step, last - start), offset=start, include=["embeddings"])
            found = self._collection.query(
                query_embeddings=part["embeddings"], n_results=min(3, self.count), include=["distances"]
            )
            for id, ids, distances in zip(part["ids"], found["ids"], found["distances"], strict=True):
                # Another text may have the very same vector.
                if id not in ids and not (distances and distances[0] < 1e-4):
                    lost.append(id)
        return lost


class ShardSet:
    """The shards of one generation, searched as one."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self.shards = tuple(shards)
        self.count = sum(shard.count for shard in shards)

    def nearest(self, vector: Vector, n: int) -> list[tuple[str, float]]:
        """(digest, cosine) of the `n` nearest in all shards. Dead vectors are among them."""
        found: dict[str, float] = {}
        for shard in self.shards:
            found.update(shard.nearest(vector, n))
        return sorted(found.items(), key=lambda one: -one[1])[:n]

    def cosines(self, vector: Vector, digests: Iterable[str]) -> dict[str, float]:
        """The exact cosine of every digest asked for."""
        left = set(digests)
        found: dict[str, Vector] = {}
        for shard in self.shards:
            if left:
                known = shard.vectors(sorted(left))
                found |= known
                left -= set(known)
        if not found:
            return {}
        matrix = np.stack(list(found.values()))
        cosines = matrix @ vector / np.linalg.norm(matrix, axis=1)
        return dict(zip(found, cosines.tolist(), strict=True))


class Vectors:
    """The writer's side: what is new is embedded and put into a new shard."""

    def __init__(self, store: Store, encoder_name: str, encoder: Callable[[], Encoder], url: str | None) -> None:
        self.store, self.encoder_name, self._encoder, self.url = store, encoder_name, encoder, url
        self.embedded = 0

    @property
    def on_server(self) -> bool:
        return self.url is not None

    @property
    def place(self) -> Path | str:
        return self.url or self.store.vectors

    def update(
        self,
        writer: RegisterWriter,
        texts: Mapping[str, str],
        known: Mapping[str, Mapping[str, tuple[int, str]]],
        watch: Stopwatch,
        progress: Progress,
    ) -> dict[str, dict[str, tuple[int, str]]]:
        """Give every row its vector. `texts`: digest -> text of what was written; `known`: the shards so far.

        Returns the shards that are needed from now on, with the checksums of their files.
        """
        missing = writer.without_vectors()
        absorbed = to_absorb(len(missing), writer.shards(), known)
        cache = EmbeddingCache(self.store.cache, self.encoder_name)
        with watch.time("embed"):
            fresh, made = embed(
                {digest: texts[digest] for digest in missing},
                cache,
                self._encoder,
                lambda done, total: progress(strings.EMBEDDING, done, total),
            )
        self.embedded += made
        shards = {name: dict(files) for name, files in known.items() if name not in absorbed}
        with watch.time("vectors"):
            vectors: dict[str, NDArray[Any]] = dict(fresh)
            for name in absorbed:
                vectors |= self._taken_along(writer.digests_in(name), name, cache)
            if vectors:
                name = new_name(len(vectors))
                shards[name] = self._write(name, vectors)
                writer.put_vectors(vectors, name)
        return shards

    def _taken_along(self, digests: Sequence[str], name: str, cache: EmbeddingCache) -> dict[str, NDArray[Any]]:
        found: dict[str, NDArray[Any]] = dict(cache.get(digests))
        rest = [digest for digest in digests if digest not in found]
        if rest:
            shard = Shard(self.place, name)
            try:
                found |= shard.vectors(rest)
            finally:
                shard.close()
        if len(found) != len(set(digests)):
            raise _fault(self.place, name, ValueError(f"thiếu {len(set(digests)) - len(found)} véc-tơ"))
        return found

    def _write(self, name: str, vectors: Mapping[str, NDArray[Any]]) -> dict[str, tuple[int, str]]:
        folder = self.store.vectors / name
        folder.mkdir()
        client = _client(self.url or folder)
        try:
            whole = {"sync_threshold": max(2, len(vectors)), "batch_size": min(max(2, len(vectors)), 1_000)}
            collection = client.create_collection(
                name, configuration={"hnsw": {**HNSW, **whole}}, embedding_function=None
            )
            digests = sorted(vectors)
            for start in range(0, len(digests), BATCH):
                part = digests[start : start + BATCH]
                collection.add(ids=part, embeddings=np.stack([vectors[digest] for digest in part]).astype(np.float32))
        finally:
            client.close()
        if self.on_server:
            return {}
        sync_tree(folder)
        return {str(path.relative_to(folder)): file_sum(path) for path in sorted(folder.rglob("*")) if path.is_file()}

    def drop(self, name: str) -> None:
        """Remove a shard's collection from the server; its folder is the store's matter."""
        if self.url is not None:
            client = _client(self.url)
            try:
                with contextlib.suppress(Exception):  # gone already
                    client.delete_collection(name)
            finally:
                client.close()

    def forget(self, keep: set[str]) -> None:
        """Drop from the cache what no row needs."""
        EmbeddingCache(self.store.cache, self.encoder_name).keep_only(keep)


def new_name(count: int) -> str:
    """A shard's name says how many vectors it was made of."""
    return f"v{count:08d}-{secrets.token_hex(6)}"


def count_of(name: str) -> int:
    match = re.fullmatch(r"v(\d{8,})-[0-9a-f]{12}", name)
    if match is None:
        raise ValueError(name)
    return int(match.group(1))


def to_absorb(fresh: int, live: Mapping[str, int], known: Iterable[str]) -> list[str]:
    """Which shards the next one takes along, given the live vectors of each.

    >>> to_absorb(10, {"v00000008-000000000000": 8, "v00000500-000000000000": 500}, ["v00000008-000000000000",
    ...     "v00000500-000000000000"])
    ['v00000008-000000000000']
    """
    known = list(known)
    dead = [name for name in known if live.get(name, 0) * 2 < count_of(name)]
    size = fresh + sum(live.get(name, 0) for name in dead)
    absorbed = list(dead)
    rest = sorted((name for name in known if name not in dead), key=lambda name: live[name])
    while rest and size and (live[rest[0]] <= size or len(rest) >= MOST_SHARDS):
        size += live[rest[0]]
        absorbed.append(rest.pop(0))
    return absorbed


# chromadb is imported on first use: half a second that a start-up need not pay. Its clients share state that is not
# guarded, so they are made and closed one at a time.
_chroma = threading.Lock()


class _Guarded:
    """A Chroma client whose making and closing is guarded."""

    def __init__(self, place: Path | str) -> None:
        with _chroma:
            import chromadb
            from chromadb.config import Settings

            self._client: Any
            settings = Settings(anonymized_telemetry=False, allow_reset=False)
            if isinstance(place, str):
                url = urlsplit(place)
                port = url.port or (443 if url.scheme == "https" else 8000)
                self._client = chromadb.HttpClient(
                    host=url.hostname or "localhost", port=port, ssl=url.scheme == "https", settings=settings
                )
            else:
                self._client = chromadb.PersistentClient(str(place), settings=settings)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def close(self) -> None:
        with _chroma:
            self._client.close()


class _PrivateClient(_Guarded):
    """A client of a shard's folder that leaves the folder untouched."""

    def __init__(self, folder: Path) -> None:
        readers = folder.parent.parent / "readers"
        self._home, self._lock = readers / secrets.token_hex(8), -1
        try:
            self._home.mkdir(parents=True)
            self._lock = os.open(self._home, os.O_RDONLY)
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            for path in sorted(folder.rglob("*")):
                own = self._home / path.relative_to(folder)
                if path.is_dir():
                    own.mkdir()
                elif path.name == "data_level0.bin" and path.with_name("index_metadata.pickle").exists():
                    _link(path, own)
                else:
                    copy_file(path, own)
            super().__init__(self._home)
        except BaseException as error:
            self._forget()
            if isinstance(error, Exception):
                raise _fault(folder.parent, folder.name, error) from error
            raise

    def close(self) -> None:
        with contextlib.suppress(Exception):
            super().close()
        self._forget()

    def _forget(self) -> None:
        shutil.rmtree(self._home, ignore_errors=True)
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def _link(path: Path, own: Path) -> None:
    try:
        own.hardlink_to(path)
    except OSError:  # a file system without hard links
        copy_file(path, own)


def clear_readers(readers: Path) -> None:
    """Remove the folders of readers that were killed."""
    for home in readers.iterdir() if readers.is_dir() else ():
        try:
            lock = os.open(home, os.O_RDONLY)
        except OSError:
            continue
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(home, ignore_errors=True)
        except BlockingIOError:
            continue
        finally:
            os.close(lock)


def _client(place: Path | str) -> Any:
    try:
        return _Guarded(place)
    except Exception as error:
        raise _fault(place, "", error) from error


def _fault(place: Path | str, name: str, error: Exception) -> IndexFault:
    what = str(error).strip().partition("\n")[0][:200] or type(error).__name__
    if isinstance(place, str):
        return IndexFault(strings.NO_SERVER.format(url=place, what=what))
    folder = place / name if place.name == "vectors" else place
    return IndexDamaged(strings.DAMAGED.format(file=f"vectors/{folder.name}", what=what, data=folder.parent.parent))
