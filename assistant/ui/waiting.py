"""Files that were read and wait to be looked over: kept with the data until they are put in or thrown away.

DATA/waiting/SHA256/FILE NAME          the bytes as they were given
DATA/waiting/SHA256/about.json         {"file", "since"}
DATA/waiting/SHA256/reading            what was read, in the index's own form
DATA/waiting/SHA256/corrections.jsonl  what was put right meanwhile, a line each

A folder gets its name when all of it is written, so what is listed is whole; no question is answered from it. Whoever
opens the page sees the same files waiting, after a reload and on another machine.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.model import Reading
from index import corrections
from index.codec import pack_reading, unpack_reading
from index.corrections import Correction
from index.generations import Store, copy_file, file_sum, sync, sync_tree, write_durably

_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was read and is not put in yet. `key` is its SHA-256, `made` are the corrections of its rows, oldest
    first. `reading` is None where another version of the program kept it in a form that this one cannot open."""

    key: str
    file: Path
    since: datetime
    reading: Reading | None
    made: tuple[Correction, ...] = ()

    @property
    def shown(self) -> Reading | None:
        """The reading with the corrections laid over it."""
        return corrections.corrected(self.reading, self.made) if self.reading else None


class Tray:
    """The folder of files that wait."""

    def __init__(self, data: Path) -> None:
        self._store = Store(data)
        self.folder = data / "waiting"
        for unfinished in self.folder.glob("*.new"):
            shutil.rmtree(unfinished, ignore_errors=True)

    def keep(self, file: Path, reading: Reading, since: datetime) -> None:
        """Keeps a file with what was read of it; one that waits already stays as it is, with its corrections.

        Raises IndexFull for a disk that is full or cannot be written to.
        """
        try:
            self._keep(file, reading, since)
        except OSError as error:
            raise self._store.disk_fault(error) or error from error

    def _keep(self, file: Path, reading: Reading, since: datetime) -> None:
        key = file_sum(file)[1]
        known = self.get(key)
        if known and known.reading:
            return
        self.drop(key)
        fresh = self.folder / f"{secrets.token_hex(8)}.new"
        fresh.mkdir(parents=True)
        try:
            copy_file(file, fresh / file.name)
            about = {"file": file.name, "since": since.isoformat(timespec="seconds")}
            write_durably(fresh / "about.json", json.dumps(about, ensure_ascii=False).encode())
            write_durably(fresh / "reading", pack_reading(reading))
            sync_tree(fresh)
            fresh.rename(self.folder / key)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        sync(self.folder)

    def all(self) -> list[Waiting]:
        """Everything that waits, in the order in which it came."""
        homes = self.folder.iterdir() if self.folder.is_dir() else ()
        found = [one for one in (self.get(home.name) for home in homes) if one]
        return sorted(found, key=lambda one: (one.since, one.key))

    def get(self, key: str) -> Waiting | None:
        """The file with that key; None when it waits no more."""
        if not _KEY.fullmatch(key):
            return None
        home = self.folder / key
        try:
            about = json.loads((home / "about.json").read_bytes())
            file, since = home / str(about["file"]), datetime.fromisoformat(about["since"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return Waiting(key, file, since, _reading(home), tuple(corrections.read_all(home)))

    def correct(self, key: str, correction: Correction) -> None:
        """One more correction of a file that waits."""
        corrections.write(self.folder / key, correction)

    def drop(self, key: str) -> None:
        """Takes a file off the tray: first its name in one step, then its bytes."""
        gone = self.folder / f"{secrets.token_hex(8)}.new"
        try:
            (self.folder / key).rename(gone)
        except FileNotFoundError:
            return
        shutil.rmtree(gone, ignore_errors=True)


def _reading(home: Path) -> Reading | None:
    try:
        return unpack_reading((home / "reading").read_bytes())
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None
