"""Writing a register: by one process, on a copy that no reader knows of.

The copy is thrown away when anything goes wrong, so it is written without a journal and made durable at the end.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from corpus.model import Passage, Reading, Task
from corpus.text import bare, fold
from index.codec import dump, iso, pack_deadline, pack_plan, pack_reading, pack_spots
from index.records import ROLES, Conflict

SCHEMA = Path(__file__).with_name("schema.sql")


@dataclass(frozen=True, slots=True)
class Identified:
    """What the register keeps of an agency's identity: see `corpus.agencies.identity`."""

    key: str
    level: str | None
    collective: bool


# The identities of the names of one cell, in order.
Identify = Callable[[Sequence[str]], Sequence[Identified]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One reading on its way into the register. `digests` name the vectors of its tasks and of its passages' chunks."""

    reading: Reading
    level: str | None
    sha256: str
    kind: str
    added_at: datetime
    task_digests: Sequence[str]
    passage_digests: Sequence[Sequence[str]]


class RegisterWriter:
    """One register file, for writing. Call `commit` once, at the end; without it nothing of the copy may be used."""

    def __init__(self, path: Path) -> None:
        new = not path.exists()
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None, cached_statements=256)
        for pragma in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "foreign_keys = ON",
            "secure_delete = ON",
            "temp_store = MEMORY",
        ):
            self._db.execute(f"PRAGMA {pragma}")
        self._db.execute("PRAGMA cache_size = -65536")
        if new:
            self._db.executescript(SCHEMA.read_text(encoding="utf-8"))
        self._db.execute("BEGIN")
        self._dropped = False
        self._needed: set[str] = set()
        self._released: set[str] = set()

    def commit(self) -> None:
        """Keep what was written, tidy up and close. The caller makes the file durable."""
        self._db.execute(
            "DELETE FROM conflicts WHERE key IN (SELECT c.key FROM conflicts c"
            " LEFT JOIN conflict_tasks x ON x.conflict = c.key GROUP BY c.key HAVING count(x.task) < 2)"
        )
        self._release_vectors()
        if self._dropped:
            # The full-text index keeps the words of deleted rows until its parts are merged.
            for table in ("task_words", "passage_words"):
                self._db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        self._db.execute("COMMIT")
        free = self._db.execute("PRAGMA freelist_count").fetchone()[0]
        pages = self._db.execute("PRAGMA page_count").fetchone()[0]
        if self._dropped or free * 4 > pages:
            self._db.execute("VACUUM")
        self._db.execute("PRAGMA optimize")
        self._db.close()

    def close(self) -> None:
        self._db.close()

    # Plans

    def add(self, entry: Entry, identify: Identify) -> None:
        """A plan that was not there."""
        self._put(entry, identify, key=None, version=1)

    def replace(self, plan_id: str, older: Reading, entry: Entry, identify: Identify) -> int:
        """A new version of the plan `plan_id`; `older` is its current reading, which is packed away.

        Returns the number of the new version.
        """
        key, version = self._db.execute("SELECT key, version FROM plans WHERE id = ?", (plan_id,)).fetchone()
        newest = self._db.execute("SELECT max(version) FROM versions WHERE plan = ?", (key,)).fetchone()[0] or 0
        self._db.execute(
            "INSERT INTO versions SELECT key, version, level, sha256, kind, added_at, tasks, passages, ?"
            " FROM plans WHERE key = ?",
            (pack_reading(older), key),
        )
        self._clear(key)
        self._put(entry, identify, key=key, version=max(version, newest) + 1)
        return int(max(version, newest) + 1)

    def drop(self, plan_id: str) -> None:
        """A plan with all its versions goes, without a trace: see `commit`."""
        self._dropped = True
        key = self._db.execute("SELECT key FROM plans WHERE id = ?", (plan_id,)).fetchone()[0]
        self._clear(key)
        self._db.execute("DELETE FROM plans WHERE key = ?", (key,))

    def _clear(self, plan: int) -> None:
        query = (
            "SELECT digest FROM tasks WHERE plan = ?1 UNION"
            " SELECT digest FROM chunks WHERE passage IN (SELECT key FROM passages WHERE plan = ?1)"
        )
        self._released.update(digest for (digest,) in self._db.execute(query, (plan,)))
        for table in ("tasks", "passages", "agencies", "notices", "renditions"):
            self._db.execute(f"DELETE FROM {table} WHERE plan = ?", (plan,))

    def _put(self, entry: Entry, identify: Identify, *, key: int | None, version: int) -> None:
        reading = entry.reading
        plan = reading.plan
        row = (plan.id, plan.file, dump(pack_plan(plan)), entry.level, version, entry.sha256, entry.kind,
               entry.added_at.isoformat(), len(reading.tasks), len(reading.passages))  # fmt: skip
        columns = "id, file, facts, level, version, sha256, kind, added_at, tasks, passages"
        if key is None:
            marks = ", ".join("?" for _ in row)
            key = self._db.execute(f"INSERT INTO plans ({columns}) VALUES ({marks})", row).lastrowid
            assert key is not None
        else:
            changes = ", ".join(f"{column} = ?" for column in columns.split(", "))
            self._db.execute(f"UPDATE plans SET {changes} WHERE key = ?", (*row, key))
        lines = zlib.compress(dump(reading.lines).encode(), 6)
        self._db.execute("INSERT INTO renditions VALUES (?, ?)", (key, lines))
        notices = [(key, place, n.kind, n.where, n.message) for place, n in enumerate(reading.notices)]
        self._db.executemany("INSERT INTO notices VALUES (?, ?, ?, ?, ?)", notices)
        self._put_tasks(key, reading.tasks, entry.task_digests, identify)
        self._put_passages(key, reading.passages, entry.passage_digests)
        self._needed.update(entry.task_digests, *entry.passage_digests)

    def _put_tasks(self, plan: int, tasks: Sequence[Task], digests: Sequence[str], identify: Identify) -> None:
        agencies = _Agencies(self._db, plan)
        for place, (task, digest) in enumerate(zip(tasks, digests, strict=True)):
            deadline = task.deadline
            first_day, last_day = (iso(deadline.first_day), iso(deadline.last_day)) if deadline else (None, None)
            key = self._db.execute(
                "INSERT INTO tasks (plan, place, id, section, number, kind, first_day, last_day, text, facts, digest,"
                " bare_text, bare_more) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (plan, place, task.id, task.section, task.number, task.kind, first_day, last_day, task.text,
                  dump(_facts(task)), digest, bare(task.text), bare(_more(task))),
            ).lastrowid  # fmt: skip
            for role in ROLES:
                names = getattr(task, role)
                keys = [agencies.key(name, who) for name, who in zip(names, identify(names), strict=True)]
                self._db.executemany(
                    "INSERT INTO assignments VALUES (?, ?, ?, ?, ?, ?)",
                    [(key, role, position, *pair, last_day) for position, pair in enumerate(keys)],
                )
                agencies.count(role, set(keys))
        agencies.keep_counts()

    def _put_passages(self, plan: int, passages: Sequence[Passage], digests: Sequence[Sequence[str]]) -> None:
        for place, (passage, parts) in enumerate(zip(passages, digests, strict=True)):
            key = self._db.execute(
                "INSERT INTO passages (plan, place, id, section, heading, text, quote, spots, bare_text, bare_more)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (plan, place, passage.id, passage.section, passage.heading, passage.text, passage.quote,
                 dump(pack_spots(passage.spots)), bare(passage.text), bare(passage.heading)),
            ).lastrowid  # fmt: skip
            rows = [(key, position, digest) for position, digest in enumerate(parts)]
            self._db.executemany("INSERT INTO chunks VALUES (?, ?, ?)", rows)

    # Vectors

    def without_vectors(self) -> list[str]:
        """Those digests of the rows written here that no shard holds."""
        query = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT digest FROM vectors) ORDER BY value"
        return [digest for (digest,) in self._db.execute(query, (dump(sorted(self._needed)),))]

    def _release_vectors(self) -> None:
        """Forget the vectors of rows that went, unless another row has the same text."""
        self._db.execute(
            "DELETE FROM vectors WHERE digest IN (SELECT value FROM json_each(?))"
            " AND digest NOT IN (SELECT digest FROM tasks) AND digest NOT IN (SELECT digest FROM chunks)",
            (dump(sorted(self._released)),),
        )
        self._released.clear()

    def forget_vectors(self, needed: Iterable[str]) -> None:
        """No vector is anywhere any more, and all of `needed` are missing."""
        self._db.execute("DELETE FROM vectors")
        self._needed.update(needed)

    def put_vectors(self, digests: Iterable[str], shard: str) -> None:
        """These vectors stand in `shard` from now on."""
        self._db.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", ((digest, shard) for digest in digests))

    def shards(self) -> dict[str, int]:
        """How many live vectors each shard holds."""
        return dict(self._db.execute("SELECT shard, count(*) FROM vectors GROUP BY shard"))

    def digests_in(self, shard: str) -> list[str]:
        query = "SELECT digest FROM vectors WHERE shard = ? ORDER BY digest"
        return [digest for (digest,) in self._db.execute(query, (shard,))]

    # Conflicts

    def put_conflicts(self, conflicts: Iterable[Conflict]) -> None:
        for conflict in conflicts:
            row = (conflict.kind, conflict.message)
            key = self._db.execute("INSERT INTO conflicts (kind, message) VALUES (?, ?)", row).lastrowid
            for position, task_id in enumerate(conflict.task_ids):
                self._db.execute(
                    "INSERT INTO conflict_tasks SELECT ?, ?, key FROM tasks WHERE id = ?", (key, position, task_id)
                )


class _Agencies:
    """The agencies of one plan while its tasks are written: one row for a printed name and whom it means."""

    def __init__(self, db: sqlite3.Connection, plan: int) -> None:
        self._db, self._plan = db, plan
        self._keys: dict[tuple[str, str], tuple[int, int]] = {}
        self._counts: dict[int, dict[str, int]] = {}

    def key(self, name: str, who: Identified) -> tuple[int, int]:
        """(agency, identity)."""
        known = self._keys.get((name, who.key))
        if known is not None:
            return known
        self._db.execute("INSERT OR IGNORE INTO identities (identity) VALUES (?)", (who.key,))
        identity = self._db.execute("SELECT key FROM identities WHERE identity = ?", (who.key,)).fetchone()[0]
        key = self._db.execute(
            "INSERT INTO agencies (plan, name, folded, identity, level, collective) VALUES (?, ?, ?, ?, ?, ?)",
            (self._plan, name, fold(name), identity, who.level, who.collective),
        ).lastrowid
        assert key is not None
        self._keys[name, who.key] = (key, identity)
        self._counts[key] = dict.fromkeys(ROLES, 0)
        return key, identity

    def count(self, role: str, keys: set[tuple[int, int]]) -> None:
        for key, _ in keys:
            self._counts[key][role] += 1

    def keep_counts(self) -> None:
        self._db.executemany(
            "UPDATE agencies SET lead = ?, coordinating = ?, directing = ? WHERE key = ?",
            [(*counts.values(), key) for key, counts in self._counts.items()],
        )


def _facts(task: Task) -> dict[str, object]:
    """What conditions do not ask for. A quote that is the text is not kept twice."""
    facts: dict[str, object] = {
        "position": task.position,
        "quote": task.quote if task.quote != task.text else None,
        "spots": pack_spots(task.spots),
        "heading": task.heading,
    }
    for role in ROLES:
        if getattr(task, role):
            facts[role] = getattr(task, role)
    if task.deadline:
        facts["deadline"] = pack_deadline(task.deadline)
    if task.details:
        facts["details"] = task.details
    if task.table:
        facts["table"] = True
    return facts


def _more(task: Task) -> str:
    """The words around a task: its heading, agencies, deadline and other columns."""
    names = [*task.lead, *task.coordinating, *task.directing]
    details = [text for _, text in task.details]
    return " . ".join([task.heading, *names, task.deadline.text if task.deadline else "", *details])
