"""Backing an index up into one file, and bringing it back.

A backup is a plain tar of the current generation, its vectors, the originals and what people have made (corrections,
feedback, users, questions: every file of the data folder that is not the index's own), with a list of checksums at its
end. It is taken while others read and write: the index's own files never change, the others are read in one go.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import secrets
import shutil
import tarfile
from pathlib import Path

from index import strings
from index.errors import WrongInput
from index.generations import Manifest, Store, file_sum, sync, sync_tree
from index.originals import Originals
from index.records import Progress
from index.register import Register
from index.settings import Settings
from index.verify import verify_apart

_SUMS = "checksums.json"
# What is the index's own in the data folder: all of it can be made again, or is named by the generation.
_OWN = {"CURRENT", "LOCK", "generations", "vectors", "originals", "cache", "readers"}


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
            for path in made_by_people(store.data):
                inside, content = str(path.relative_to(store.data)), _whole_lines(path)
                sums[inside] = len(content), hashlib.sha256(content).hexdigest()
                _add(tar, inside, content)
            _add(tar, _SUMS, json.dumps({"current": name, "files": sums}).encode())
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
    return [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]


def made_by_people(data: Path) -> list[Path]:
    """The files of a data folder that cannot be made again from the originals."""
    tops = [top for top in sorted(data.iterdir()) if top.name not in _OWN and top.suffix != ".new"]
    files = [file for top in tops for file in ([top] if top.is_file() else sorted(top.rglob("*")))]
    return [file for file in files if file.is_file() and file.suffix != ".new"]


def _whole_lines(path: Path) -> bytes:
    """A file's bytes; of one that only ever gets lines, those that are written to their end."""
    content = path.read_bytes()
    return content[: content.rfind(b"\n") + 1] if path.suffix == ".jsonl" else content


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    facts = tarfile.TarInfo(name)
    facts.size, facts.mode = len(content), 0o600
    tar.addfile(facts, io.BytesIO(content))


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
    (unpacked.data / _SUMS).unlink()
    for path in made_by_people(unpacked.data):
        _bring_back(path, store.data / path.relative_to(unpacked.data))
    sync_tree(store.originals)
    sync_tree(store.vectors)
    new = store.new_name()
    unpacked.folder(name).rename(store.folder(new))
    return manifest, new


def _bring_back(path: Path, own: Path) -> None:
    """Lines that are not there are added to what is; any other file stays as it is now, if it is there."""
    own.parent.mkdir(parents=True, exist_ok=True)
    if not own.exists():
        path.rename(own)
    elif own.suffix == ".jsonl":
        mine = set(own.read_bytes().splitlines())
        with own.open("ab") as file:
            file.writelines(line + b"\n" for line in path.read_bytes().splitlines() if line not in mine)
    sync(own)
    sync(own.parent)


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
