"""Functions that behave as badly as a hostile file can make a reader behave; run in the sandbox."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from corpus.errors import EmptyFile


def echo(path: Path, *, progress: Any) -> str:
    progress(1, 2)
    progress(2, 2)
    return path.name


def tell_path(path: Path, *, progress: Any) -> str:
    return os.environ["PATH"]


def refuse(path: Path, *, progress: Any) -> None:
    raise EmptyFile(path)


def spin(path: Path, *, progress: Any) -> None:
    while True:
        pass


def hang_with_a_child(path: Path, *, progress: Any) -> None:
    """Leaves a grandchild and a temporary file behind; writes the grandchild's id into `path`."""
    child = subprocess.Popen(["sleep", "300"])
    Path(tempfile.gettempdir(), "rest.bin").write_bytes(b"x")
    path.write_text(f"{child.pid} {tempfile.gettempdir()}")
    time.sleep(300)


def eat_memory(path: Path, *, progress: Any) -> None:
    held = []
    while True:
        held.append(bytearray(64 << 20))


def crash(path: Path, *, progress: Any) -> None:
    os.abort()


def raise_odd(path: Path, *, progress: Any) -> None:
    raise KeyError("xref")


def return_much(path: Path, *, progress: Any) -> list[str]:
    return ["x" * 100] * 100_000
