"""The files as they were given, by content hash. From them alone the whole index can be made again.

originals/SHA256/FILE NAME     the bytes
originals/SHA256/about.json    {"file", "added": [times it became the current version]}
"""

from __future__ import annotations

import json
import secrets
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index import strings
from index.errors import IndexDamaged
from index.generations import copy_file, file_sum, sync, sync_tree, write_durably


@dataclass(frozen=True, slots=True)
class Original:
    """One kept file. `added`: when it became the current version of its plan, each time, oldest first."""

    sha256: str
    path: Path
    added: tuple[datetime, ...]


class Originals:
    """The folder of originals. Only the writer adds or drops."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, source: Path, sha256: str, added: datetime) -> Path:
        """Keep a file, durably; one that is there already only gets the new time. Returns where it lies."""
        home = self.folder / sha256
        if self._is_whole(home, sha256):
            self.touch(sha256, added)
            return self.path(sha256)
        shutil.rmtree(home, ignore_errors=True)
        fresh = self.folder / f"{secrets.token_hex(8)}.new"
        fresh.mkdir()
        try:
            copy_file(source, fresh / source.name)
            self._write_about(fresh, source.name, (added,))
            if file_sum(fresh / source.name)[1] != sha256:
                raise IndexDamaged(strings.UNREADABLE.format(file=source.name, what="tệp thay đổi trong lúc đọc"))
            sync_tree(fresh)
            fresh.rename(home)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        sync(self.folder)
        return home / source.name

    def touch(self, sha256: str, added: datetime) -> None:
        """This original became current once more."""
        original = self._read(self.folder / sha256)
        self._write_about(self.folder / sha256, original.path.name, (*original.added, added))

    def path(self, sha256: str) -> Path:
        """Where it lies. Raises IndexDamaged when it is gone."""
        return self._read(self.folder / sha256).path

    def all(self) -> list[Original]:
        """Every original that is whole enough to be listed, by the last time it became current."""
        found = []
        for home in self.folder.iterdir() if self.folder.is_dir() else ():
            try:
                found.append(self._read(home))
            except IndexDamaged:
                continue
        return sorted(found, key=lambda original: (original.added[-1], original.sha256))

    def drop_others(self, needed: set[str]) -> None:
        """Remove the originals that no version of any plan was read from."""
        for home in self.folder.iterdir():
            if home.name not in needed:
                shutil.rmtree(home)

    def _is_whole(self, home: Path, sha256: str) -> bool:
        try:
            return file_sum(self._read(home).path)[1] == sha256
        except (IndexDamaged, OSError):
            return False

    def _read(self, home: Path) -> Original:
        """A lost or broken about.json costs only the time and the order: the bytes are what counts."""
        files = [path for path in home.glob("*") if path.name != "about.json" and path.suffix != ".new"]
        if len(files) != 1:
            raise IndexDamaged(strings.LOST_ORIGINAL.format(file=home.name[:12]))
        try:
            about = json.loads((home / "about.json").read_bytes())
            added = tuple(datetime.fromisoformat(time) for time in about["added"])
        except (OSError, ValueError, KeyError, TypeError):
            added = ()
        return Original(home.name, files[0], added or (_changed(files[0]),))

    def _write_about(self, home: Path, file: str, added: tuple[datetime, ...]) -> None:
        about = {"file": file, "added": [time.isoformat() for time in added]}
        write_durably(home / "about.json", json.dumps(about, ensure_ascii=False, indent=1).encode())


def _changed(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
