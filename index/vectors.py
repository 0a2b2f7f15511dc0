"""The vectors of all rows, in shards.

A shard is written once, verified and never changed: a Chroma folder to find the nearest in, and the same vectors as a
plain file, for exact cosines. A vector is named by the digest of its text, so rows with the same text share one,
whichever plans they stand in. A new text goes into a new small shard, which takes smaller ones along: every vector is
copied about log2(all / new) times in its life, and an update does not touch the large shards. Vectors that no row needs
any more stay behind, are ignored by whoever searches, and vanish when their shard is next taken along (at the latest
when half of it is dead).

Nearest neighbours are found along links, and among many texts that are nearly the same some rows may have no link that
leads to them. Those get a shard of their own beside the new one, where they are found.

With CHROMA_URL set, the searching half of a shard is a collection on a Chroma server instead of a folder here.
"""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index import strings
from index.chroma import Client, PrivateClient, chroma_fault
from index.embeddings import EmbeddingCache, embed
from index.generations import Store, file_sum, sync_tree
from index.matrix import Matrix, write_matrix
from index.records import Progress

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.indexing import Stopwatch
    from index.register import RegisterWriter

Vector = NDArray[np.float32]

BATCH = 5_000
# Bytes that a vector takes while its shard is written, at most.
ROOM = 16_000
MOST_SHARDS = 8
# Wider searches than Chroma's defaults: a near row that is missed is a wrong answer.
HNSW = {"space": "cosine", "ef_construction": 128, "ef_search": 256}
# How far the search goes for a vector that the usual one misses, before it counts as lost.
FAR = 4_000
# Who look for the vectors of a new shard at a time.
SEARCHERS = 2
# One question is looked up for rows and for passages: so many answers are remembered.
REMEMBERED = 8
MATRIX, CHROMA = "matrix.bin", "chroma"


class Shard:
    """One shard, open for searching. Safe to use from several threads."""

    def __init__(self, folder: Path, url: str | None) -> None:
        """`folder` is DATA/vectors/NAME. Raises IndexDamaged, or IndexFault when a server does not answer."""
        self.name, self.count = folder.name, count_of(folder.name)
        self._folder, self._place = folder, url or folder
        try:
            self.matrix = Matrix(folder / MATRIX, self.count)
            self.client = Client(url) if url else PrivateClient(folder / CHROMA)
        except Exception as error:
            raise chroma_fault(self._place, error) from error
        try:
            self._collection = self.client.get_collection(self.name, embedding_function=None)
            count = int(self._collection.count())
            if count != self.count:
                raise ValueError(f"{count} véc-tơ, cần {self.count}")
        except Exception as error:
            self.close()
            raise chroma_fault(self._place, error) from error

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.client.close()

    def nearest(self, vector: Vector, n: int) -> list[tuple[str, float]]:
        """(digest, cosine) of the `n` nearest, nearest first. Raises as opening does."""
        n = min(n, self.count)
        if n == 0:
            return []
        try:
            found = self._collection.query(query_embeddings=[vector], n_results=n, include=["distances"])
        except Exception as error:
            raise chroma_fault(self._place, error) from error
        return [(id, 1.0 - float(d)) for id, d in zip(found["ids"][0], found["distances"][0], strict=True)]

    def lost(self, most: int | None = None) -> list[str]:
        """The digests whose vector Chroma does not have, or does not find by itself however far it goes: no row may
        need them from here.

        All of them, or, where `most` is given, so many spread over the whole shard.
        """
        digests = self.matrix.digests()
        # An approximate search may miss what is there; a row that is stuck is not found however far it goes.
        places = [at for at in self._hard_to_find(digests, most)
                  if self._missed(digests, [at], self.matrix.rows(at, at + 1), FAR)]  # fmt: skip
        return [digests[at] for at in places]

    def hard_to_find(self) -> list[str]:
        """The digests whose vector the usual search does not find by itself."""
        digests = self.matrix.digests()
        return [digests[at] for at in self._hard_to_find(digests, None)]

    def _hard_to_find(self, digests: Sequence[str], most: int | None) -> list[int]:
        step = max(1, len(digests) // most) if most else 1

        def missed_from(start: int) -> list[int]:
            places = range(start, min(start + 500 * step, len(digests)), step)
            return self._missed(digests, places, self.matrix.rows(places.start, places.stop)[::step], 3)

        # Chroma searches on one core for each who asks.
        with ThreadPoolExecutor(SEARCHERS) as pool:
            return [at for part in pool.map(missed_from, range(0, len(digests), 500 * step)) for at in part]

    def _missed(self, digests: Sequence[str], places: Sequence[int], rows: Vector, n: int) -> list[int]:
        """The places whose rows are not among their own `n` nearest."""
        n = min(n, self.count)
        found = self._collection.query(query_embeddings=rows, n_results=n, include=["distances"])
        return [
            at
            for at, near, distances in zip(places, found["ids"], found["distances"], strict=True)
            # Another text may have the very same vector.
            if digests[at] not in near and not (distances and distances[0] < 1e-4)
        ]


class ShardSet:
    """The shards of one generation, searched as one."""

    def __init__(self, shards: Sequence[Shard]) -> None:
        self.shards = tuple(shards)
        self.count = sum(shard.count for shard in shards)
        self._asked: dict[tuple[bytes, int], list[tuple[str, float]]] = {}

    def nearest(self, vector: Vector, n: int) -> list[tuple[str, float]]:
        """(digest, cosine) of the `n` nearest in all shards. Dead vectors are among them."""
        asked = vector.tobytes(), n
        known = self._asked.get(asked)
        if known is not None:
            return known
        found: dict[str, float] = {}
        for shard in self.shards:
            found.update(shard.nearest(vector, n))
        nearest = sorted(found.items(), key=lambda one: -one[1])[:n]
        if len(self._asked) >= REMEMBERED:
            self._asked.clear()
        self._asked[asked] = nearest
        return nearest

    def cosines(self, vector: Vector, digests: Sequence[str]) -> dict[str, float]:
        """The exact cosine of every digest asked for."""
        found: dict[str, float] = {}
        for shard in self.shards:
            found |= shard.matrix.cosines(vector, digests)
        return found


class Vectors:
    """The writer's side: what is new is embedded and put into a new shard."""

    def __init__(self, store: Store, encoder_name: str, encoder: Callable[[], Encoder], url: str | None) -> None:
        self.store, self.encoder_name, self._encoder, self.url = store, encoder_name, encoder, url
        self.embedded = 0

    @property
    def on_server(self) -> bool:
        return self.url is not None

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
                vectors |= self._taken_along(writer.digests_in(name), name)
            for name, files, inside in self._shards_of(vectors):
                shards[name] = files
                writer.put_vectors(inside, name)
        return shards

    def _shards_of(
        self, vectors: Mapping[str, NDArray[Any]]
    ) -> Iterator[tuple[str, dict[str, tuple[int, str]], Mapping[str, NDArray[Any]]]]:
        """(name, files, vectors) of a new shard, and of a further one for what is not found in it."""
        while vectors:
            name = new_name(len(vectors))
            yield name, self._write(name, vectors), vectors
            vectors = self._not_found(name, vectors)

    def _not_found(self, name: str, vectors: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """The vectors of a new shard that a search does not find: fewer each time, for another shard."""
        shard = Shard(self.store.vectors / name, self.url)
        try:
            hard = shard.hard_to_find()
        finally:
            shard.close()
        return {digest: vectors[digest] for digest in hard} if len(hard) < len(vectors) else {}

    def _taken_along(self, digests: Sequence[str], name: str) -> dict[str, NDArray[Any]]:
        folder = self.store.vectors / name
        try:
            found: dict[str, NDArray[Any]] = dict(Matrix(folder / MATRIX, count_of(name)).get(digests))
        except (OSError, ValueError) as error:
            raise self.store.damaged(folder / MATRIX, str(error)) from error
        if len(found) != len(set(digests)):
            raise self.store.damaged(folder / MATRIX, f"thiếu {len(set(digests)) - len(found)} véc-tơ")
        return found

    def _write(self, name: str, vectors: Mapping[str, NDArray[Any]]) -> dict[str, tuple[int, str]]:
        folder = self.store.vectors / name
        folder.mkdir()
        write_matrix(folder / MATRIX, vectors)
        if self.url is None:
            (folder / CHROMA).mkdir()
        try:
            client = Client(self.url or folder / CHROMA)
            try:
                _fill(client, name, vectors)
            finally:
                client.close()
        except Exception as error:
            if self.url is not None:
                raise chroma_fault(self.url, error) from error
            # Chroma does not always say that the disk was full.
            full = self.store.disk_fault(error) or self.store.no_room(ROOM * len(vectors))
            if full is None:
                raise
            raise full from error
        sync_tree(folder)
        return {str(path.relative_to(folder)): file_sum(path) for path in sorted(folder.rglob("*")) if path.is_file()}

    def drop(self, name: str) -> None:
        """Remove a shard's collection from the server; its folder is the store's matter."""
        if self.url is not None:
            client = Client(self.url)
            try:
                with contextlib.suppress(Exception):  # gone already
                    client.delete_collection(name)
            finally:
                client.close()

    def forget(self, keep: set[str]) -> None:
        """Drop from the cache what no row needs."""
        EmbeddingCache(self.store.cache, self.encoder_name).keep_only(keep)


def _fill(client: Client, name: str, vectors: Mapping[str, NDArray[Any]]) -> None:
    """One collection of all vectors, persisted whole."""
    whole = {"sync_threshold": max(2, len(vectors)), "batch_size": min(max(2, len(vectors)), 1_000)}
    collection = client.create_collection(name, configuration={"hnsw": {**HNSW, **whole}}, embedding_function=None)
    digests = sorted(vectors)
    for start in range(0, len(digests), BATCH):
        part = digests[start : start + BATCH]
        collection.add(ids=part, embeddings=np.stack([vectors[digest] for digest in part]).astype(np.float32))


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
