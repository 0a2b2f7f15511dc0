"""Is a generation whole? Asked in a process of its own, so that a broken file that kills Chroma kills only that one.

Every file has its checksum; the register is sound and agrees with itself; every shard holds as many vectors as its name
says, every vector that a row needs can be read, and every vector finds itself.

What a change has written is looked at whole: each plan is read back and compared, each new shard searched. What it has
not touched was verified before, and its bytes have been compared with their checksum when they were copied: of a large
register one table is looked into each time, in turn, and all of them by `python -m index verify`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from index import strings
from index.codec import fingerprint
from index.errors import IndexDamaged, IndexFault, IndexFull
from index.generations import Store
from index.register import Register
from index.register.reading import LARGE_TABLES
from index.vectors import Shard

# Of a shard with more vectors than this, so many are looked for when it is made; all of them on request.
SAMPLE = 20_000
# A register of more bytes is looked into table by table.
LARGE = 64 << 20


def verify(
    store: Store,
    generation: str,
    *,
    fresh: Sequence[str] | None = None,
    written: Mapping[str, str] | None = None,
    url: str | None = None,
    thorough: bool = True,
) -> int:
    """Check a generation in this process; `fresh` are the shards to look into (None: all of them), `written` the
    plans to read back, with the fingerprints of their readings.

    Returns the number of vectors that rows need. Raises IndexDamaged, saying which file and what.
    """
    manifest = store.manifest(generation)
    store.check_register(generation, manifest)
    register = Register(store.register(generation))
    try:
        path = store.register(generation)
        turn = int(generation.partition("-")[0]) % len(LARGE_TABLES)
        for fault in register.faults(LARGE_TABLES[turn] if manifest.register[0] > LARGE and not thorough else None):
            raise store.damaged(path, fault)
        for plan_id, expected in (written or {}).items():
            reading = register.reading(plan_id)
            if reading is None or fingerprint(reading) != expected:
                raise store.damaged(path, f"{plan_id} không đọc lại được như đã ghi")
        live = register.shards()
        for name in live:
            if name not in manifest.shards:
                raise store.damaged(path, f"thiếu {name}")
        for name, files in manifest.shards.items():
            if fresh is None or name in fresh:
                store.check_shard(name, files)
                _look_into(store, name, register.digests_in(name), url if manifest.server else None, thorough)
        return sum(live.values())
    finally:
        register.close()


def _look_into(store: Store, name: str, needed: list[str], url: str | None, thorough: bool) -> None:
    shard = Shard(store.vectors / name, url)
    try:
        missing = int((shard.matrix.places(needed) < 0).sum()) if needed else 0
        if missing:
            raise store.damaged(store.vectors / name, f"thiếu {missing} véc-tơ")
        lost = set(shard.lost(None if thorough else SAMPLE)).intersection(needed)
        if lost:
            raise store.damaged(store.vectors / name, f"{len(lost)} véc-tơ không tìm thấy chính nó")
    finally:
        shard.close()


def verify_apart(
    store: Store,
    generation: str,
    *,
    fresh: Sequence[str] | None = None,
    written: Mapping[str, str] | None = None,
    url: str | None = None,
    thorough: bool = False,
) -> int:
    """`verify` in a fresh process. Raises IndexDamaged, also when that process dies, and IndexFull."""
    order = {
        "data": str(store.data),
        "generation": generation,
        "fresh": fresh,
        "written": written,
        "url": url,
        "thorough": thorough,
    }
    home = str(Path(__file__).resolve().parent.parent)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))}
    done = subprocess.run(
        [sys.executable, "-m", "index.verify"],
        input=json.dumps(order),
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    try:
        answer = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        last = (done.stderr.strip().splitlines() or [""])[-1]
        raise IndexDamaged(strings.NOT_VERIFIED.format(what=f"mã {done.returncode}: {last[:200]}")) from None
    if "fault" in answer:
        raise (IndexFull if answer["full"] else IndexDamaged)(answer["fault"])
    return int(answer["vectors"])


def main(order: str) -> None:
    asked = json.loads(order)
    store = Store(Path(asked["data"]))
    try:
        options = {name: asked[name] for name in ("fresh", "written", "url", "thorough")}
        vectors = verify(store, asked["generation"], **options)
        print(json.dumps({"vectors": vectors}))
    except IndexFault as fault:
        print(json.dumps({"fault": str(fault), "full": isinstance(fault, IndexFull)}))


if __name__ == "__main__":
    main(sys.stdin.read())
