"""Reading the register.

A published register is never written to again, so readers open it immutable: no locks, no side files.
Each thread has its own connection.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from json import loads
from pathlib import Path

from corpus.model import Notice, Passage, Reading, Task
from index.codec import dump, pack_plan, unpack_reading
from index.fulltext import COMMON, match_expression, score_rows
from index.records import AgencyRecord, Conflict, PlanRecord, TaskFilter
from index.register.conditions import FEW_PLANS, PLANS_OF_DAYS, conditions, roles_of
from index.register.rows import PASSAGE_COLUMNS, PLAN_COLUMNS, TASK_COLUMNS, passage_of, plan_record, task_of

# A word in the heading, the agencies or another column of a row counts this much of one in its text.
ASIDE = 0.35
# So many words and pairs are remembered with the number of rows they stand in.
COUNTED = 50_000
# Of so many searches by words the rows are remembered, so many times what was asked for, up to so many.
REMEMBERED, DEEPER, DEEPEST = 4, 16, 20_000
# So many rows are read for the words of a text sooner than FTS5 finds them among all.
NARROW = 1_000
# Of so many rows without a day the first ones are looked for plan by plan, in so many plans for each that is wanted.
MANY, FAR = 5_000, 2
# So many rows that were read last are kept.
KEPT = 2_000


class Register:
    """One register file, for reading. Safe to use from many threads at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._counts: dict[tuple[str, str], tuple[int, int]] = {}  # -> rows, counted up to so many
        self._read: dict[int, Task] = {}  # the rows that were asked for last
        self._found: dict[tuple[str, frozenset[str] | None, str, bool], tuple[int, list[tuple[int, float]]]] = {}

    @property
    def _db(self) -> sqlite3.Connection:
        db: sqlite3.Connection | None = getattr(self._local, "db", None)
        if db is None:
            uri = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
            db = sqlite3.connect(uri, uri=True, check_same_thread=False, isolation_level=None, cached_statements=256)
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA temp_store = MEMORY")
            self._local.db = db
            with self._lock:
                self._all.append(db)
        return db

    def close(self) -> None:
        with self._lock:
            for db in self._all:
                db.close()
            self._all.clear()
        self._local = threading.local()

    # Plans

    def plans(self) -> list[PlanRecord]:
        """The current version of every plan, oldest first."""
        notices = self._notices()
        rows = self._db.execute(f"SELECT {PLAN_COLUMNS} FROM plans ORDER BY key").fetchall()
        return [plan_record(row, notices.get(row[-1], ())) for row in rows]

    def plan(self, plan_id: str) -> PlanRecord | None:
        row = self._db.execute(f"SELECT {PLAN_COLUMNS} FROM plans WHERE id = ?", (plan_id,)).fetchone()
        return plan_record(row, self._notices(row[-1]).get(row[-1], ())) if row else None

    def _notices(self, plan: int | None = None) -> dict[int, tuple[Notice, ...]]:
        where, values = ("WHERE plan = ?", (plan,)) if plan is not None else ("", ())
        found: dict[int, list[Notice]] = {}
        query = f"SELECT plan, kind, at, message FROM notices {where} ORDER BY plan, place"
        for key, kind, at, message in self._db.execute(query, values):
            found.setdefault(key, []).append(Notice(kind, at, message))
        return {key: tuple(notices) for key, notices in found.items()}

    def lines(self, plan_id: str) -> tuple[str, ...]:
        query = "SELECT lines FROM renditions JOIN plans ON plans.key = plan WHERE id = ?"
        row = self._db.execute(query, (plan_id,)).fetchone()
        return tuple(loads(zlib.decompress(row[0]))) if row else ()

    def versions(self, plan_id: str) -> list[PlanRecord]:
        """Every version of a plan, oldest first; the last one is current."""
        query = (
            "SELECT reading, v.version, v.tasks, v.passages, v.added_at, v.sha256, v.kind, v.level"
            " FROM versions v JOIN plans p ON p.key = v.plan WHERE p.id = ? ORDER BY v.version"
        )
        older = []
        for blob, *facts in self._db.execute(query, (plan_id,)):
            reading = unpack_reading(blob)
            older.append(plan_record((dump(pack_plan(reading.plan)), *facts), reading.notices, current=False))
        record = self.plan(plan_id)
        both = [*older, record] if record else older
        return sorted(both, key=lambda one: one.version)

    def reading(self, plan_id: str, version: int | None = None) -> Reading | None:
        """One version of a plan as it was read; the current one when `version` is None."""
        record = self.plan(plan_id)
        if record is None:
            return None
        if version is None or version == record.version:
            tasks = self.tasks(TaskFilter(plan_ids=frozenset({plan_id})), in_plan_order=True)
            passages = self.passages(frozenset({plan_id}))
            return Reading(record.plan, tuple(tasks), tuple(passages), record.notices, self.lines(plan_id))
        query = "SELECT reading FROM versions v JOIN plans p ON p.key = v.plan WHERE p.id = ? AND v.version = ?"
        row = self._db.execute(query, (plan_id, version)).fetchone()
        return unpack_reading(row[0]) if row else None

    def holder(self, sha256: str) -> tuple[str, int, bool] | None:
        """(plan id, version, current) of a version that was read from this original, the current one if there is."""
        query = (
            "SELECT id, version, 1 FROM plans WHERE sha256 = ?1 UNION ALL"
            " SELECT p.id, v.version, 0 FROM versions v JOIN plans p ON p.key = v.plan WHERE v.sha256 = ?1"
            " ORDER BY 3 DESC, 2 DESC LIMIT 1"
        )
        row = self._db.execute(query, (sha256,)).fetchone()
        return (row[0], row[1], bool(row[2])) if row else None

    def digests(self) -> set[str]:
        """Every digest that some row needs."""
        return {digest for (digest,) in self._db.execute("SELECT digest FROM tasks UNION SELECT digest FROM chunks")}

    def originals(self) -> set[str]:
        rows = self._db.execute("SELECT sha256 FROM plans UNION SELECT sha256 FROM versions")
        return {sha256 for (sha256,) in rows}

    # Tasks, passages, agencies

    def tasks(self, wanted: TaskFilter, *, in_plan_order: bool = False) -> list[Task]:
        """Every task that passes, by last day (tasks without one last), then plan, then place in the plan."""
        found = None if in_plan_order else self._first_undated(wanted)
        return self._tasks(wanted, in_plan_order=in_plan_order) if found is None else found

    def _tasks(self, wanted: TaskFilter, *, in_plan_order: bool = False) -> list[Task]:
        where, values = conditions(wanted)
        order = "p.key, t.place" if in_plan_order else "t.last_day IS NULL, t.last_day, p.key, t.place"
        query = f"SELECT {TASK_COLUMNS} FROM tasks t JOIN plans p ON p.key = t.plan"
        if where:
            query += " WHERE " + " AND ".join(where)
        query += f" ORDER BY {order}"
        if wanted.limit is not None:
            query, values = query + " LIMIT ?", [*values, wanted.limit]
        return [task_of(row) for row in self._db.execute(query, values)]

    def _first_undated(self, wanted: TaskFilter) -> list[Task] | None:
        """The first `limit` of an agency's many rows without a last day, plan by plan: to put them in order, SQLite
        would read them all. None where they are few, or far between."""
        days = wanted.last_from or wanted.last_to or wanted.kinds is None or "dated" in wanted.kinds
        apart = wanted.names is not None or wanted.ids is not None or wanted.agency_keys is None
        if wanted.limit is None or days or apart:
            return None
        if wanted.plan_ids is not None and len(wanted.plan_ids) <= PLANS_OF_DAYS:
            return None
        roles = roles_of(wanted)
        query = (
            "SELECT count(*) FROM assignments WHERE last_day IS NULL AND role IN (SELECT value FROM json_each(?))"
            " AND identity IN (SELECT key FROM identities WHERE identity IN (SELECT value FROM json_each(?)))"
        )
        count = self._db.execute(query, (dump(roles), dump(sorted(wanted.agency_keys or ())))).fetchone()[0]
        inside = "" if wanted.plan_ids is None else "WHERE id IN (SELECT value FROM json_each(?))"
        values = [] if wanted.plan_ids is None else [dump(sorted(wanted.plan_ids))]
        plans = [id for (id,) in self._db.execute(f"SELECT id FROM plans {inside} ORDER BY key", values)]
        if count < MANY or count < len(plans):
            return None
        found: list[Task] = []
        for start in range(0, min(len(plans), FAR * wanted.limit), FEW_PLANS):
            part = frozenset(plans[start : start + FEW_PLANS])
            found += self._tasks(replace(wanted, plan_ids=part, limit=wanted.limit - len(found)))
            if len(found) == wanted.limit:
                return found
        return found if len(plans) <= FAR * wanted.limit else None

    def count(self, wanted: TaskFilter) -> int:
        """How many tasks pass (`limit` is not looked at)."""
        where, values = conditions(wanted)
        query = "SELECT count(*) FROM tasks t JOIN plans p ON p.key = t.plan"
        if where:
            query += " WHERE " + " AND ".join(where)
        return int(self._db.execute(query, values).fetchone()[0])

    def columns(self) -> dict[str, frozenset[str]]:
        """The headers of the other columns that a plan's tasks have, by plan; plans whose tasks have none are left
        out."""
        query = (
            "SELECT DISTINCT p.id, json_extract(d.value, '$[0]') FROM tasks t JOIN plans p ON p.key = t.plan,"
            " json_each(t.facts, '$.details') d"
        )
        found: dict[str, set[str]] = {}
        for plan_id, header in self._db.execute(query):
            found.setdefault(plan_id, set()).add(header)
        return {plan_id: frozenset(headers) for plan_id, headers in found.items()}

    def passages(self, plan_ids: frozenset[str] | None = None, section: str | None = None) -> list[Passage]:
        where, values = ["1"], []
        if plan_ids is not None:
            where.append("p.id IN (SELECT value FROM json_each(?))")
            values.append(dump(sorted(plan_ids)))
        if section is not None:
            where.append("(a.section = ? OR a.section GLOB ? || '.*')")
            values += [section, section]
        query = (
            f"SELECT {PASSAGE_COLUMNS} FROM passages a JOIN plans p ON p.key = a.plan"
            f" WHERE {' AND '.join(where)} ORDER BY p.key, a.place"
        )
        return [passage_of(row) for row in self._db.execute(query, values)]

    def agencies(self) -> list[AgencyRecord]:
        """Every printed agency name of every plan, in the order of first appearance."""
        query = (
            "SELECT g.name, i.identity, p.id, g.level, g.collective, g.lead, g.coordinating, g.directing"
            " FROM agencies g JOIN identities i ON i.key = g.identity JOIN plans p ON p.key = g.plan ORDER BY g.key"
        )
        return [
            AgencyRecord(name, key, plan_id, level, bool(collective), lead, coordinating, directing)
            for name, key, plan_id, level, collective, lead, coordinating, directing in self._db.execute(query)
        ]

    def conflicts(self, task_ids: Iterable[str] | None = None) -> list[Conflict]:
        """All conflicts, or those in which one of `task_ids` has a part."""
        where, values = "", []
        if task_ids is not None:
            where = (
                "WHERE c.key IN (SELECT conflict FROM conflict_tasks x JOIN tasks t ON t.key = x.task"
                " WHERE t.id IN (SELECT value FROM json_each(?)))"
            )
            values = [dump(sorted(task_ids))]
        query = (
            "SELECT c.key, c.kind, c.message, t.id FROM conflicts c JOIN conflict_tasks x ON x.conflict = c.key"
            f" JOIN tasks t ON t.key = x.task {where} ORDER BY c.key, x.position"
        )
        found: dict[int, tuple[str, str, list[str]]] = {}
        for key, kind, message, task_id in self._db.execute(query, values):
            found.setdefault(key, (kind, message, []))[2].append(task_id)
        return [Conflict(kind, tuple(ids), message) for kind, message, ids in found.values()]  # type: ignore[arg-type]

    # Search

    def term_counts(self, terms: Iterable[str]) -> dict[str, int]:
        """How many tasks each folded word stands in, counted up to a little more than COMMON."""
        return {term: self._standing("task", term, COMMON) for term in dict.fromkeys(terms)}

    def _standing(self, kind: str, term: str, most: int) -> int:
        """In how many rows of a kind a word or a phrase stands, counted no further than it matters, to `most` + 1: a
        syllable may stand in half of a million rows. Counted once: what is published does not change."""
        known, limit = self._counts.get((kind, term), (0, 0))
        if known >= limit and limit <= most:
            limit = most + 1
            query = f"SELECT 1 FROM {kind}_words WHERE {kind}_words MATCH ? LIMIT {limit}"
            known = int(self._db.execute(f"SELECT count(*) FROM ({query})", (f'"{term}"',)).fetchone()[0])
            if len(self._counts) >= COUNTED:
                self._counts.clear()
            self._counts[kind, term] = known, limit
        return known

    def all_terms(self) -> dict[str, int]:
        """Every folded word of the tasks, with the number of tasks it stands in. Reads the whole word list."""
        self._db.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.task_terms USING fts5vocab (main, task_words, row)")
        return {term: int(count) for term, count in self._db.execute("SELECT term, doc FROM temp.task_terms")}

    def phrase_stands(self, phrase: str) -> bool:
        """Whether these folded words stand side by side in a task or a passage."""
        return any(self._phrase_in(kind, "bare_text", phrase) for kind in ("task", "passage"))

    def phrase_beside(self, phrase: str) -> bool:
        """Whether these folded words stand side by side in the heading or another column of a task."""
        return self._phrase_in("task", "bare_more", phrase)

    def _phrase_in(self, kind: str, column: str, phrase: str) -> bool:
        query = f"SELECT 1 FROM {kind}_words WHERE {kind}_words MATCH ? LIMIT 1"
        return self._db.execute(query, (f'{column} : "{phrase}"',)).fetchone() is not None

    def words(
        self, text: str, k: int, plan_ids: frozenset[str] | None, what: str, *, best: bool = False
    ) -> list[tuple[int, float]]:
        """(key, bm25 with larger better) of the best `k` rows of "tasks" or "passages" that share words with `text`;
        `best`: of a long text, its rarest words (see `match_expression`)."""
        # Who is not content with the best `k` asks for more of them: sorting them all again costs as much each time.
        asked = text, plan_ids, what, best
        limit, found = self._found.get(asked, (0, []))
        if k > limit and len(found) == limit:
            limit = max(k, min(DEEPER * k, DEEPEST))
            found = self._words(text, limit, plan_ids, what, best=best)
            if len(self._found) >= REMEMBERED:
                self._found.clear()
            self._found[asked] = limit, found
        return found[:k]

    def _words(
        self, text: str, k: int, plan_ids: frozenset[str] | None, what: str, *, best: bool
    ) -> list[tuple[int, float]]:
        one = what.removesuffix("s")
        rows_with = partial(self._standing, one)
        values: list[object] = []
        inside = ""
        if plan_ids is not None:
            plans = dump(sorted(plan_ids))
            rows = f"FROM {what} r JOIN plans p ON p.key = r.plan WHERE p.id IN (SELECT value FROM json_each(?))"
            query = f"SELECT min(r.key), max(r.key), count(*) {rows}"
            first, last, count = self._db.execute(query, (plans,)).fetchone()
            if count <= NARROW:
                own = self._db.execute(f"SELECT r.key, r.bare_text, r.bare_more {rows}", (plans,))
                return score_rows(text, own, rows_with, ASIDE)[:k]
            # The range lets FTS5 leave out the rest; "+" keeps SQLite from searching once for each row of the plans.
            inside = f"AND rowid BETWEEN ? AND ? AND +rowid IN (SELECT r.key {rows})"
            values = [first, last, plans]
        expression = match_expression(text, rows_with, best=best)
        if expression is None:
            return []
        query = (
            f"SELECT rowid, -bm25({one}_words, 1.0, {ASIDE}) AS score FROM {one}_words"
            f" WHERE {one}_words MATCH ? {inside} ORDER BY score DESC, rowid LIMIT ?"
        )
        return [(key, score) for key, score in self._db.execute(query, [expression, *values, k])]

    def rows_of_digests(
        self, digests: Iterable[str], plan_ids: frozenset[str] | None, what: str
    ) -> list[tuple[str, int]]:
        """(digest, key) of the rows of "tasks" or "passages" whose text the digests name, inside `plan_ids`."""
        table = "tasks" if what == "tasks" else "chunks"
        key = "r.key" if what == "tasks" else "r.passage"
        join = "" if what == "tasks" else "JOIN passages a ON a.key = r.passage"
        plan = "r.plan" if what == "tasks" else "a.plan"
        values = [dump(list(digests))]
        inside = ""
        if plan_ids is not None:
            inside = f"AND {plan} IN (SELECT key FROM plans WHERE id IN (SELECT value FROM json_each(?)))"
            values.append(dump(sorted(plan_ids)))
        query = (
            f"SELECT r.digest, {key} FROM {table} r {join} WHERE r.digest IN (SELECT value FROM json_each(?)) {inside}"
        )
        return self._db.execute(query, values).fetchall()

    def digests_of(self, plan_ids: frozenset[str], what: str) -> list[tuple[str, int]]:
        """(digest, key) of the rows of these plans that are "tasks" or "passages"."""
        rows = {
            "tasks": "SELECT r.digest, r.key FROM tasks r JOIN plans p ON p.key = r.plan",
            "passages": "SELECT c.digest, c.passage FROM chunks c JOIN passages r ON r.key = c.passage"
            " JOIN plans p ON p.key = r.plan",
        }
        query = f"{rows[what]} WHERE p.id IN (SELECT value FROM json_each(?))"
        return self._db.execute(query, (dump(sorted(plan_ids)),)).fetchall()

    def digests_of_rows(self, rows: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[str]]:
        """The digests of rows named ("task" or "passage", key)."""
        rows = list(rows)
        found: dict[tuple[str, int], list[str]] = {}
        queries = {
            "task": "SELECT key, digest FROM tasks WHERE key IN (SELECT value FROM json_each(?))",
            "passage": "SELECT passage, digest FROM chunks WHERE passage IN (SELECT value FROM json_each(?))",
        }
        for kind, query in queries.items():
            keys = [key for one, key in rows if one == kind]
            for key, digest in self._db.execute(query, (dump(keys),)):
                found.setdefault((kind, key), []).append(digest)
        return found

    def tasks_by_key(self, keys: Iterable[int]) -> dict[int, Task]:
        query = (
            f"SELECT {TASK_COLUMNS}, t.key FROM tasks t JOIN plans p ON p.key = t.plan"
            " WHERE t.key IN (SELECT value FROM json_each(?))"
        )
        # Who is not content with the best rows asks for more of them, and gets these again.
        known, asked = self._read, list(keys)
        fresh = {
            row[-1]: task_of(row)
            for row in self._db.execute(query, (dump([key for key in asked if key not in known]),))
        }
        found = {key: fresh[key] if key in fresh else known[key] for key in asked}
        self._read = found if len(found) <= KEPT else {}
        return found

    def passages_by_key(self, keys: Iterable[int]) -> dict[int, Passage]:
        query = (
            f"SELECT {PASSAGE_COLUMNS}, a.key FROM passages a JOIN plans p ON p.key = a.plan"
            " WHERE a.key IN (SELECT value FROM json_each(?))"
        )
        return {row[-1]: passage_of(row) for row in self._db.execute(query, (dump(list(keys)),))}

    # Vectors

    def shards(self) -> dict[str, int]:
        """How many live vectors each shard holds."""
        return dict(self._db.execute("SELECT shard, count(*) FROM vectors GROUP BY shard ORDER BY shard"))

    def digests_in(self, shard: str) -> list[str]:
        query = "SELECT digest FROM vectors WHERE shard = ? ORDER BY digest"
        return [digest for (digest,) in self._db.execute(query, (shard,))]

    # Soundness

    def faults(self, only: str | None = None) -> list[str]:
        """What SQLite and the full-text index find wrong with themselves; empty when all is well.

        With `only`, the pages of one table and its indexes are looked into, else those of all.
        """
        checking = "PRAGMA integrity_check" + (f"({only})" if only else "")
        found = [row[0] for row in self._db.execute(checking) if row[0] != "ok"]
        found += [f"foreign key {row}" for row in self._db.execute("PRAGMA foreign_key_check").fetchall()]
        for name, (query, least) in _AGREEMENTS.items():
            wrong = self._db.execute(query).fetchone()[0]
            if wrong > least:
                found.append(f"{name}: {wrong}")
        return found


# The tables that hold nearly all of a register.
LARGE_TABLES = ("tasks", "assignments", "passages", "chunks", "vectors", "agencies", "plans", "versions")

# Each counts what must not be.
_AGREEMENTS = {
    "plans whose tasks were not all kept": (
        "SELECT count(*) FROM plans p WHERE tasks <> (SELECT count(*) FROM tasks t WHERE t.plan = p.key)"
        " OR passages <> (SELECT count(*) FROM passages a WHERE a.plan = p.key)",
        0,
    ),
    "tasks without full text": (
        "SELECT abs((SELECT count(*) FROM tasks) - (SELECT count(*) FROM task_words_docsize))",
        0,
    ),
    "passages without full text": (
        "SELECT abs((SELECT count(*) FROM passages) - (SELECT count(*) FROM passage_words_docsize))",
        0,
    ),
    "assignments that forgot the task's last day": (
        "SELECT count(*) FROM assignments s JOIN tasks t ON t.key = s.task WHERE s.last_day IS NOT t.last_day",
        0,
    ),
}
