"""Backing an index up into one file, and bringing it back.

A backup is a plain tar of the current generation, its vectors and the originals, with a list of checksums at its end:
it is taken while others read and write, because what it holds never changes.
"""

from __future__ import annotations

import io
import json
import os
import secrets
import shutil
import tarfile
from pathlib import Path

from index import corrections, strings
from index.errors import WrongInput
from index.generations import Manifest, Store, file_sum, sync, sync_tree
from index.originals import Originals
from index.records import Progress
from index.register import Register
from index.settings import Settings
from index.verify import verify_apart

_SUMS = "checksums.json"


def backup(data: Path, file: Path, *, progress: Progress | None = None) -> int:
    """Write the current generation into `file`; returns its bytes. Raises IndexMissing, IndexDamaged, WrongInput."""
    store = Store(Path(data))
    if file.exists():
        raise WrongInput(strings.BACKUP_EXISTS.format(file=file))
    name, held = store.hold()
    fresh = file.with_name(f"{file.name}.{secrets.token_hex(4)}.new")
    try:
        paths = _parts(store, name)
        sums = {}
        with tarfile.open(fresh, "w") as tar:
            for done, path in enumerate(paths):
                if progress is not None:
                    progress(strings.BACKING_UP, done, len(paths))
                sums[str(path.relative_to(store.data))] = file_sum(path)
                tar.add(path, str(path.relative_to(store.data)), recursive=False)
            content = json.dumps({"current": name, "files": sums}).encode()
            facts = tarfile.TarInfo(_SUMS)
            facts.size = len(content)
            tar.addfile(facts, io.BytesIO(content))
        sync(fresh)
        fresh.rename(file)
        sync(file.resolve().parent)
        return file.stat().st_size
    except OSError as error:
        fault = store.disk_fault(error)
        raise (fault or WrongInput(strings.UNREADABLE.format(file=file, what=error.strerror or error))) from error
    finally:
        fresh.unlink(missing_ok=True)
        os.close(held)


def _parts(store: Store, name: str) -> list[Path]:
    manifest = store.manifest(name)
    folders = [store.folder(name), *(store.vectors / shard for shard in manifest.shards), store.originals]
    kept = [store.data / corrections.FILE] if (store.data / corrections.FILE).exists() else []
    return kept + [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def restore(data: Path, file: Path, *, replace: bool = False, progress: Progress | None = None) -> Manifest:
    """Make the index of a backup the current one. Raises WrongInput when the backup is not whole, or when there is an
    index already and not `replace`; the index that was there stays as it was until the backup has been verified."""
    store = Store(Path(data))
    if store.pointer.exists() and not replace:
        raise WrongInput(strings.NOT_EMPTY.format(data=data))
    with store.writing():
        fresh = store.data / f"{secrets.token_hex(8)}.new"
        fresh.mkdir()
        try:
            name = _unpack(file, fresh, progress)
            manifest, new = _take_over(store, Store(fresh), name)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        _publish(store, new, manifest)
        return manifest


def _unpack(file: Path, into: Path, progress: Progress | None) -> str:
    """Unpack and compare every checksum; returns the name of the generation."""
    try:
        with tarfile.open(file, "r") as tar:
            members = tar.getmembers()
            for done, member in enumerate(members):
                if progress is not None:
                    progress(strings.UNPACKING, done, len(members))
                tar.extract(member, into, filter="data")
        listed = json.loads((into / _SUMS).read_bytes())
        for path, (size, digest) in listed["files"].items():
            if file_sum(into / path) != (size, digest):
                raise ValueError(path)
        return str(listed["current"])
    except (tarfile.TarError, OSError, ValueError, KeyError, EOFError) as error:
        if isinstance(error, OSError) and Store(into.parent).disk_fault(error) is not None:
            raise
        what = str(error).partition("\n")[0] or type(error).__name__
        raise WrongInput(strings.BAD_BACKUP.format(file=file.name, what=what)) from error


def _take_over(store: Store, unpacked: Store, name: str) -> tuple[Manifest, str]:
    """Move what was unpacked into the index, under a new name."""
    manifest = unpacked.manifest(name)
    for shard in manifest.shards:
        if not (store.vectors / shard).exists():
            (unpacked.vectors / shard).rename(store.vectors / shard)
    for home in unpacked.originals.iterdir():
        if not (store.originals / home.name).exists():
            home.rename(store.originals / home.name)
    corrections.merge(store.data, unpacked.data)
    sync_tree(store.originals)
    sync_tree(store.vectors)
    new = store.new_name()
    unpacked.folder(name).rename(store.folder(new))
    return manifest, new


def _publish(store: Store, new: str, manifest: Manifest) -> None:
    """Verify and publish; the originals of what was replaced go."""
    try:
        verify_apart(store, new, url=Settings.from_environment().chroma_url)
        store.seal(new, manifest)
    except BaseException:
        shutil.rmtree(store.folder(new), ignore_errors=True)
        raise
    store.publish(new)
    store.clear()
    register = Register(store.register(new))
    try:
        Originals(store.originals).drop_others(register.originals())
    finally:
        register.close()
