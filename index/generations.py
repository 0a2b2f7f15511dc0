"""Where the index lies on the disk, and how one state of it takes the place of another.

    DATA/CURRENT                        the name of the generation that is answered from
    DATA/LOCK                           held by the one process that writes
    DATA/generations/NAME/register.db   every fact (SQLite)
    DATA/generations/NAME/manifest.json what belongs together, with checksums
    DATA/vectors/SHARD/                 an immutable Chroma folder, shared by the generations that name it
    DATA/originals/SHA256/              the file as it was given, and when
    DATA/cache/                         embeddings already made
    DATA/readers/                       what readers of Chroma folders need for themselves

A generation is never written to once CURRENT names it, and no name is ever used twice. A new one starts as a copy of
the register (a reflink where the file system can, else a plain copy: bytes, not work), in which only the plans that
changed are written; vectors are shared by reference, because their shards never change. So an update costs its own
plan, plus copying the register's bytes.

Readers hold a shared lock on the manifest of the generation they read. A writer clears away a generation only when
nobody holds that lock.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index import strings
from index.errors import IndexBusy, IndexDamaged, IndexFault, IndexFull, IndexMissing, IndexOutdated

# Raised when what is written changes its shape or meaning: an index of another format is refused.
FORMAT = 1
# What CURRENT says before the first generation: so a lost CURRENT can be told from one that never named anything.
NONE = "none"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one generation is made of. `files` maps a path below the data folder to (bytes, sha256)."""

    encoder: str | None
    register: tuple[int, str]
    shards: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    server: bool = False
    plans: int = 0
    tasks: int = 0

    def to_json(self) -> dict[str, Any]:
        facts = {
            "format": FORMAT,
            "encoder": self.encoder,
            "plans": self.plans,
            "tasks": self.tasks,
            "register": list(self.register),
            "server": self.server,
            "shards": {
                shard: {name: list(sum_) for name, sum_ in files.items()} for shard, files in self.shards.items()
            },
        }
        return {**facts, "checksum": _checksum(facts)}


def _checksum(facts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def file_sum(path: Path) -> tuple[int, str]:
    """(bytes, sha256) of a file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return os.fstat(file.fileno()).st_size, digest


def sync(path: Path) -> None:
    """Make a file, or the names in a folder, survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        sync(path)
    sync(folder)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file in one step: afterwards it has the old content or the new, whatever happens."""
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.rename(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    sync(path.parent)


def copy_file(source: Path, target: Path) -> None:
    """A copy that shares its blocks where the file system can (btrfs, xfs), else a plain one."""
    ficlone = 0x40049409
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new.fileno(), ficlone, old.fileno())
        except OSError:
            shutil.copyfileobj(old, new, 1 << 22)


class Store:
    """The folder of one index."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.generations = data / "generations"
        self.vectors = data / "vectors"
        self.originals = data / "originals"
        self.cache = data / "cache"
        self.pointer = data / "CURRENT"

    def folder(self, generation: str) -> Path:
        return self.generations / generation

    def register(self, generation: str) -> Path:
        return self.folder(generation) / "register.db"

    def current(self) -> str | None:
        """The name of the current generation; None when none was ever published. Raises IndexDamaged."""
        try:
            name = self.pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError as error:
            if self.generations.is_dir() and any(self.generations.iterdir()):
                raise self.damaged(self.pointer, "bị mất") from error
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise self.damaged(self.pointer, str(error)) from error
        if name == NONE:
            return None
        if not name or "/" in name or not self.folder(name).is_dir():
            raise self.damaged(self.pointer, f"“{name[:60]}” không phải là một bản chỉ mục")
        return name

    def damaged(self, file: Path, what: str) -> IndexDamaged:
        return IndexDamaged(strings.DAMAGED.format(file=file.name, what=what, data=self.data))

    def manifest(self, generation: str) -> Manifest:
        """Raises IndexDamaged, or IndexOutdated when another version of this program wrote it."""
        path = self.folder(generation) / "manifest.json"
        try:
            facts = json.loads(path.read_bytes())
            checksum = facts.pop("checksum")
            if checksum != _checksum(facts):
                raise ValueError("sai mã kiểm tra")
        except (OSError, ValueError, KeyError, AttributeError) as error:
            raise self.damaged(path, str(error)) from error
        if facts["format"] != FORMAT:
            raise IndexOutdated(strings.OUTDATED.format(data=self.data, found=facts["format"], wanted=FORMAT))
        return Manifest(
            encoder=facts["encoder"],
            register=(facts["register"][0], facts["register"][1]),
            shards={
                shard: {name: (size, digest) for name, (size, digest) in files.items()}
                for shard, files in facts["shards"].items()
            },
            server=facts["server"],
            plans=facts["plans"],
            tasks=facts["tasks"],
        )

    def check_register(self, generation: str, manifest: Manifest) -> None:
        """The register's bytes are those that were verified. Raises IndexDamaged."""
        self._check(self.register(generation), manifest.register)

    def check_shard(self, shard: str, files: dict[str, tuple[int, str]]) -> None:
        """Likewise for a shard's files."""
        for name, expected in files.items():
            self._check(self.vectors / shard / name, expected)

    def _check(self, path: Path, expected: tuple[int, str]) -> None:
        try:
            size = path.stat().st_size
            if size != expected[0]:
                raise self.damaged(path, f"{size} byte, cần {expected[0]}")
            if file_sum(path) != expected:
                raise self.damaged(path, "nội dung bị thay đổi")
        except OSError as error:
            raise self.damaged(path, error.strerror or str(error)) from error

    # Reading

    def hold(self) -> tuple[str, int]:
        """(name, open file) of the current generation: it stays until the file is closed. Raises IndexMissing."""
        for _ in range(100):
            name = self.current()
            if name is None:
                raise IndexMissing(strings.MISSING.format(data=self.data))
            try:
                descriptor = os.open(self.folder(name) / "manifest.json", os.O_RDONLY)
            except OSError as error:
                if self.current() == name:
                    raise self.damaged(self.folder(name) / "manifest.json", error.strerror or "") from error
                continue
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if os.fstat(descriptor).st_nlink and self.current() == name:
                return name, descriptor
            os.close(descriptor)
        raise self.damaged(self.pointer, "thay đổi liên tục")

    # Writing

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises IndexBusy; and IndexFull for whatever way the disk says that it is full."""
        try:
            for folder in (self.data, self.generations, self.vectors, self.originals, self.cache):
                folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.data / "LOCK", os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise self.disk_fault(error) or error from error
        try:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise IndexBusy(strings.BUSY.format(data=self.data)) from error
            if not self.pointer.exists() and not any(self.generations.iterdir()):
                write_durably(self.pointer, f"{NONE}\n".encode())
            yield
        except IndexFault:
            raise
        except Exception as error:
            fault = self.disk_fault(error)
            if fault is None:
                raise
            raise fault from error
        finally:
            os.close(lock)

    def disk_fault(self, error: BaseException | None) -> IndexFault | None:
        """The fault behind an error of any library when the disk is its cause."""
        while error is not None:
            words = str(error).lower()
            number = error.errno if isinstance(error, OSError) else None
            full = ("disk is full", "no space left", "file too large", "disk quota", "os error 27", "os error 28")
            if number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) or any(sign in words for sign in full):
                return IndexFull(strings.FULL.format(data=self.data))
            if number in (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR):
                return IndexFull(strings.UNWRITABLE.format(data=self.data, what=os.strerror(number or 0)))
            error = error.__cause__ or error.__context__
        return None

    def no_room(self, needed: int) -> IndexFull | None:
        """The fault to raise when less than `needed` bytes (and one MiB) are free."""
        free = shutil.disk_usage(self.data).free
        return IndexFull(strings.FULL.format(data=self.data)) if free < needed + (1 << 20) else None

    def new_name(self) -> str:
        """A name that was never used: the next number, and a random part."""
        numbers = [0]
        for path in self.generations.iterdir():
            head = path.name.partition("-")[0]
            numbers += [int(head)] if head.isdigit() else []
        current = (
            self.pointer.read_text(encoding="ascii", errors="replace").partition("-")[0]
            if self.pointer.exists()
            else ""
        )
        numbers += [int(current)] if current.isdigit() else []
        return f"{max(numbers) + 1:08d}-{secrets.token_hex(4)}"

    def start(self, source: str | None) -> str:
        """A new generation folder, with a copy of the register of `source`."""
        name = self.new_name()
        self.folder(name).mkdir()
        if source is not None:
            copy_file(self.register(source), self.register(name))
        return name

    def seal(self, generation: str, manifest: Manifest) -> None:
        """Write the manifest and make the whole generation durable; it is not current yet."""
        content = json.dumps(manifest.to_json(), indent=1).encode()
        write_durably(self.folder(generation) / "manifest.json", content)
        sync(self.register(generation))
        sync(self.folder(generation))
        sync(self.generations)

    def publish(self, generation: str) -> None:
        """From here on readers see it: one rename."""
        write_durably(self.pointer, f"{generation}\n".encode("ascii"))

    def clear(self, *, drop_collection: Callable[[str], None] | None = None) -> None:
        """Remove what no generation needs: unfinished and old generations, and shards that none of the rest names."""
        current = self.current()
        for folder in self.generations.iterdir():
            if folder.name != current and not self._is_read(folder):
                shutil.rmtree(folder, ignore_errors=True)
        if current is None:
            return
        needed: set[str] = set()
        for folder in self.generations.iterdir():
            try:
                needed |= set(self.manifest(folder.name).shards)
            except IndexFault:
                if folder.name == current:
                    return
        for shard in self.vectors.iterdir():
            if shard.name not in needed:
                if drop_collection is not None:
                    drop_collection(shard.name)
                shutil.rmtree(shard, ignore_errors=True)
        for leftover in (*self.data.glob("*.new"), *self.originals.glob("*.new"), *self.cache.glob("*.new")):
            if leftover.is_dir():
                shutil.rmtree(leftover, ignore_errors=True)
            else:
                leftover.unlink(missing_ok=True)

    def _is_read(self, folder: Path) -> bool:
        """Does a reader hold this generation?"""
        try:
            descriptor = os.open(folder / "manifest.json", os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return False
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
