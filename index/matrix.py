"""The vectors of a shard as a plain sorted file: exact cosines of chosen rows in microseconds, without Chroma.

count * 16 bytes     digests, ascending
count * dimension    16-bit floats, in the same order
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

KEY = 16


def write_matrix(path: Path, vectors: Mapping[str, NDArray[Any]]) -> None:
    """Write the vectors of all digests; read them with the same count."""
    digests = sorted(vectors)
    with path.open("wb") as file:
        file.write(b"".join(map(bytes.fromhex, digests)))
        for digest in digests:
            file.write(np.asarray(vectors[digest], np.float16).tobytes())


class Matrix:
    """A matrix file, mapped: what is not looked at is not read."""

    def __init__(self, path: Path, count: int) -> None:
        """Raises OSError or ValueError when the file is not one of so many vectors."""
        raw = np.memmap(path, np.uint8, "r")
        size, rest = divmod(len(raw) - KEY * count, 2 * count)
        if rest or size <= 0:
            raise ValueError(f"{path.name}: {len(raw)} byte")
        self._keys = raw[: KEY * count].view(f"S{KEY}")
        self._rows = raw[KEY * count :].view(np.float16).reshape(count, size)

    def places(self, digests: Sequence[str]) -> NDArray[np.intp]:
        """Where the digests stand; -1 for those that are not here."""
        # numpy's byte strings drop zeros at their end, on both sides alike: the order stays that of the whole keys.
        wanted = np.array([bytes.fromhex(digest) for digest in digests], f"S{KEY}")
        found = np.searchsorted(self._keys, wanted)
        found[found == len(self._keys)] = 0
        return np.where(self._keys[found] == wanted, found, -1)

    def get(self, digests: Iterable[str]) -> dict[str, NDArray[np.float16]]:
        """The vectors of those digests that are here."""
        asked = list(digests)
        if not asked:
            return {}
        places = self.places(asked)
        return {digest: np.array(self._rows[at]) for digest, at in zip(asked, places, strict=True) if at >= 0}

    def cosines(self, vector: NDArray[np.float32], digests: Iterable[str]) -> dict[str, float]:
        """The cosines of those digests that are here; all vectors are of unit length."""
        asked = list(digests)
        if not asked:
            return {}
        places = self.places(asked)
        here = [(digest, at) for digest, at in zip(asked, places.tolist(), strict=True) if at >= 0]
        if not here:
            return {}
        rows = self._rows[[at for _, at in here]].astype(np.float32)
        cosines = (rows @ vector) / np.linalg.norm(rows, axis=1)
        return {digest: float(cosine) for (digest, _), cosine in zip(here, cosines, strict=True)}

    def digests(self) -> list[str]:
        """All digests, ascending."""
        raw = self._keys.view(np.uint8).tobytes().hex()
        return [raw[at : at + 2 * KEY] for at in range(0, len(raw), 2 * KEY)]

    def rows(self, start: int, stop: int) -> NDArray[np.float32]:
        return self._rows[start:stop].astype(np.float32)
