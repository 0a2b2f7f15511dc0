"""Clients of Chroma: the only module that imports chromadb.

Chroma writes a row into its SQLite file whenever a client opens it. So a reader opens copies, in a folder of its own
(DATA/readers), and what was verified stays as it was, byte for byte. Only the file of the vectors themselves, which
Chroma never writes once they are persisted, is a hard link: a shard is persisted whole, in one go, when it is made.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shutil
import threading
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index import strings
from index.errors import IndexDamaged, IndexFault
from index.generations import Store, copy_file

# chromadb is imported on first use: half a second that a start-up need not pay. Its clients share state that is not
# guarded, so they are made and closed one at a time.
_chroma = threading.Lock()


class Client:
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


class PrivateClient(Client):
    """A client of a Chroma folder (DATA/vectors/SHARD/chroma) that leaves it untouched."""

    def __init__(self, folder: Path) -> None:
        readers = folder.parents[2] / "readers"
        try:
            self._home, self._lock = _own_folder(readers)
        except OSError as error:
            what = error.strerror or str(error)
            raise IndexFault(strings.UNWRITABLE.format(data=readers, what=what)) from error
        try:
            for path in sorted(folder.rglob("*")):
                own = self._home / path.relative_to(folder)
                if path.is_dir():
                    own.mkdir()
                elif path.name == "data_level0.bin" and path.with_name("index_metadata.pickle").exists():
                    _link(path, own)
                else:
                    copy_file(path, own)
            super().__init__(self._home)
        except BaseException:
            self._forget()
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


def _own_folder(readers: Path) -> tuple[Path, int]:
    """A new folder and its shared lock. A writer that clears up may take a folder for a killed reader's before it is
    locked: then another is made."""
    while True:
        home = readers / secrets.token_hex(8)
        home.mkdir(parents=True)
        try:
            lock = os.open(home, os.O_RDONLY)
        except FileNotFoundError:
            continue
        fcntl.flock(lock, fcntl.LOCK_SH)
        if home.is_dir():
            return home, lock
        os.close(lock)


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


def chroma_fault(place: Path | str, error: Exception) -> IndexFault:
    """What an error of Chroma means: `place` is a shard's folder, or the URL of a server."""
    if isinstance(error, IndexFault):
        return error
    full = Store(place.parent.parent).disk_fault(error) if isinstance(place, Path) else None
    if full is not None:  # a reader's own copies may have no room; what they are copied from is sound
        return full
    what = str(error).strip().partition("\n")[0][:200] or type(error).__name__
    if isinstance(place, str):
        return IndexFault(strings.NO_SERVER.format(url=place, what=what))
    return IndexDamaged(strings.DAMAGED.format(file=f"vectors/{place.name}", what=what, data=place.parent.parent))
