"""One plan changed again and again while the page's reader answers: disk, memory and open files stay bounded.

REINDEXES=1000 for the long form (about an hour on two cores); with `-s` it says what it measured on the way.
"""

from __future__ import annotations

import os
from pathlib import Path

import index
from index import Index, TaskFilter
from index.vectors import MOST_SHARDS
from tests.index.builders import Line, lines, write_plan

ROUNDS = int(os.environ.get("REINDEXES", "5"))
TOLD = {3, 10, 30, 100, 300, 1_000, 3_000, ROUNDS}
# What a version that is kept may cost: its reading, packed away in the register, and the file.
PACKED, FILE = 4_096, 4_096


def used(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def resident() -> int:
    """Bytes of memory that this process has of its own; the encoder's weights are a mapped file, of which every new
    word brings in a little more."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("RssAnon:"))
    return int(line.split()[1]) * 1024


def state(data: Path) -> dict[str, int]:
    folders = ("generations", "vectors", "originals", "cache", "readers")
    named = {name: len(list((data / name).iterdir())) for name in ("generations", "vectors", "originals", "readers")}
    return {
        **{f"{name}_bytes": used(data / name) for name in folders}, **named,
        "files": sum(1 for _ in Path("/proc/self/fd").iterdir()), "memory": resident(),
    }  # fmt: skip


def test_a_plan_changed_again_and_again_leaves_nothing_but_its_versions(data: Path, tmp_path: Path) -> None:
    rows = lines(12, start=200)
    plan = write_plan(tmp_path / "phu-xuan.txt", rows, ward="Phú Xuân", number=3)
    index.add(data, [plan])
    # Three rounds first: what is loaded once (the encoder, Chroma, the fork server) is no growth.
    first: dict[str, int] = {}
    with Index.open(data) as reader:
        assert reader.wait_ready(300), reader.fault
        for turn in range(1, ROUNDS + 1):
            changed = Line(f"Tổng hợp ý kiến của {turn} tổ dân phố", rows[0].lead, rows[0].due)
            write_plan(plan, [changed, *rows[1:]], ward="Phú Xuân", number=3)
            summary = index.add(data, [plan])
            assert [one.status for one in summary.outcomes] == ["updated"]
            assert reader.refresh() is True
            hits = reader.search(changed.text, k=3, what="tasks")
            assert hits[0].cosine is not None and hits[0].row.text == changed.text
            if turn in TOLD:
                now = state(data)
                first = first or now
                print(f"\n{turn} re-indexes: {now}", end="", flush=True)
                _bounded(first, now, turn)
        assert reader.count(TaskFilter()) == 65 + 12
        held = reader.plans()[-1].plan.id
        assert [one.version for one in reader.versions(held)] == list(range(1, ROUNDS + 2))
        assert reader.reading(held, 2).tasks[0].text == "Tổng hợp ý kiến của 1 tổ dân phố"
    index.verify(data)


def _bounded(first: dict[str, int], now: dict[str, int], turn: int) -> None:
    """What is there after `turn` rounds, against what was there after the `first` ones."""
    assert now["generations"] <= 2  # the one before goes with the next change
    assert now["vectors"] <= MOST_SHARDS + 2 and now["readers"] <= MOST_SHARDS + 2
    assert now["originals"] == turn + 3
    assert now["vectors_bytes"] <= 3 * first["vectors_bytes"]
    assert now["generations_bytes"] <= 1.5 * first["generations_bytes"] + 2 * PACKED * turn
    assert now["originals_bytes"] <= first["originals_bytes"] + FILE * turn
    assert now["files"] <= first["files"] + 16
    assert now["memory"] <= first["memory"] + (96 << 20)
