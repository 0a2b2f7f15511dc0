"""The sample plans as data: what stands in tests/samples/source/*.toml, and the gold rows and questions it gives."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from corpus.text import fold

HERE = Path(__file__).parent
ABBREVIATED = {"ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "mttq": "mặt trận tổ quốc"}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One task of a sample plan. `due` is how its deadline must be read (see `read_due`).

    `number` is None for a bullet. `deadline` is as printed, with "|" where a page break splits it, or "date:ISO" for
    a cell that holds a real date. `rest` are the cells of further columns. `unsure` rows may be read as tasks or not.
    """

    section: str
    number: str | None
    position: int
    text: str
    lead: str
    coordinating: str | None
    deadline: str
    due: str
    rest: tuple[str, ...] = ()
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A row of a table that only names what follows: "A", "Cải cách thủ tục hành chính"."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[Row | Group, ...]
    page_after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample plan: its header facts and its body, in the order in which it is printed.

    `loose` are the beginnings of sentences of its closing part that may be read as tasks without a deadline, or not.
    """

    file: str
    form: str
    facts: Json
    blocks: tuple[list[str] | Table | Bullets, ...]
    loose: tuple[str, ...] = ()

    @property
    def rows(self) -> list[Row]:
        parts = [b.rows for b in self.blocks if isinstance(b, Table | Bullets)]
        return [row for part in parts for row in part if isinstance(row, Row)]


def read_due(due: str) -> tuple[str, str | None, str | None]:
    """(kind, first day, last day) of "2026-05-14", "2026-04-01/2026-04-30", "from 2026-01-01", "recurring", …"""
    if due.startswith("from "):
        return "from", due.removeprefix("from "), None
    if due[0].isdigit():
        first, _, last = due.partition("/")
        return ("dated", first, last) if last else ("dated", None, first)
    return due, None, None


def _table(block: Json) -> Table:
    rows: list[Row | Group] = []
    section, position = block["section"], 0
    for cells in block["rows"]:
        if len(cells) == 2:
            rows.append(Group(*cells))
            section, position = ".".join(filter(None, (block["section"], cells[0]))), 0
            continue
        number, text, lead, coordinating, deadline, due, *rest = cells
        position += 1
        rows.append(Row(section, number, position, text, lead, coordinating, deadline, due, tuple(rest)))
    return Table(tuple(block["header"]), tuple(rows), tuple(block.get("page_after", ())))


def _bullets(block: Json) -> Bullets:
    rows = []
    for position, (text, *deadline, due) in enumerate(block["bullets"], 1):
        unsure = due == "unsure"
        rows.append(Row(
            block["section"], None, position, text, block["lead"], block.get("coordinating"),
            deadline[0] if deadline else "", "none" if unsure else due, unsure=unsure,
        ))
    return Bullets(tuple(rows))


def load(path: Path) -> Sample:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    blocks: list[list[str] | Table | Bullets] = []
    for block in data.pop("blocks"):
        if "paragraphs" in block:
            blocks.append([line for line in block["paragraphs"].splitlines() if line])
        else:
            blocks.append(_table(block) if "header" in block else _bullets(block))
    return Sample(data.pop("file"), data.pop("form"), data, tuple(blocks), tuple(data.pop("loose", ())))


def samples() -> list[Sample]:
    return [load(path) for path in sorted((HERE / "source").glob("[0-9]*.toml"))]


def key(file: str, row: Row) -> str:
    """How the gold names a row: "FILE|SECTION|NUMBER", or -POSITION for a bullet."""
    return f"{file}|{row.section}|{row.number or -row.position}"


def gold_rows(plans: list[Sample]) -> list[Json]:
    rows = []
    for plan in plans:
        for row in plan.rows:
            words = row.text.replace("|", " ").split()
            kind, first, last = read_due(row.due)
            rows.append({
                "file": plan.file, "section": row.section, "number": row.number, "position": row.position,
                "start": " ".join(words[:8]), "end": " ".join(words[-5:]).rstrip("."),
                "lead": names(row.lead), "coordinating": row.coordinating,
                "deadline": row.deadline.replace("|", " ").strip("*"), "kind": kind, "first": first, "last": last,
                **({"unsure": True} if row.unsure else {}),
            })
        rows += [_loose_row(plan.file, place, start) for place, start in enumerate(plan.loose, 1)]
    return rows


def _loose_row(file: str, position: int, start: str) -> Json:
    return {
        "file": file, "section": "loose", "number": None, "position": position, "start": start, "end": "", "lead": [],
        "coordinating": None, "deadline": "", "kind": "none", "first": None, "last": None, "unsure": True,
    }


def names(cell: str | None) -> list[str]:
    return [name.strip() for name in (cell or "").split(";") if name.strip()]


def _same(a: str, b: str) -> bool:
    return _spelt(a) == _spelt(b)


def _spelt(name: str) -> str:
    return " ".join(ABBREVIATED.get(word, word) for word in fold(name).split())


@dataclass(frozen=True, slots=True)
class Condition:
    """The rows that answer a question: all that is set must hold. `since` and `until` bound the last day."""

    lead: str | None = None
    coordinating: str | None = None
    since: date | None = None
    until: date | None = None
    kinds: frozenset[str] = field(default=frozenset())
    file: str = ""

    def holds(self, file: str, row: Row) -> bool:
        kind, _, last = read_due(row.due)
        day = date.fromisoformat(last) if last else None
        return (
            file.startswith(self.file)
            and (self.lead is None or any(_same(n, self.lead) for n in names(row.lead)))
            and (self.coordinating is None or any(_same(n, self.coordinating) for n in names(row.coordinating)))
            and (not self.kinds or kind in self.kinds)
            and (self.since is None or (day is not None and day >= self.since))
            and (self.until is None or (day is not None and day <= self.until))
        )


def _general(row: Row) -> bool:
    """Whether the coordinators are named as a group ("các phòng, ban"), which may or may not mean the one asked for."""
    return any(fold(name).startswith("các ") for name in names(row.coordinating))


def gold_questions(plans: list[Sample]) -> list[Json]:
    placed = [(plan.file, row) for plan in plans for row in plan.rows]
    keys = {key(file, row) for file, row in placed}
    asked = tomllib.loads((HERE / "source" / "questions.toml").read_text(encoding="utf-8"))["question"]

    def whole(short: str) -> str:
        file, rest = short.split("|", 1)
        found = [k for k in keys if k.startswith(file + "-") and k.split("|", 1)[1] == rest]
        if len(found) != 1:
            raise ValueError(f"{short}: {len(found)} rows")
        return found[0]

    questions = []
    for number, ask in enumerate(asked):
        condition = Condition(ask.get("lead"), ask.get("coordinating"), ask.get("from"), ask.get("to"),
                              frozenset(ask.get("kinds", ())), ask.get("file", ""))
        rows, may = [whole(k) for k in ask.get("rows", [])], [whole(k) for k in ask.get("may", [])]
        if condition != Condition():
            rows = [key(f, r) for f, r in placed if not r.unsure and condition.holds(f, r)]
        if ask.get("coordinating"):
            may = [key(f, r) for f, r in placed if _general(r)]
        questions.append({
            "id": f"s{number:03}", "kind": ask["kind"], "q": ask["q"],
            "today": ask.get("today", date(2026, 4, 20)).isoformat(), "rows": sorted(rows), "may": sorted(may),
            **({"history": ask["history"]} if "history" in ask else {}),
            **({"must": ask["must"]} if "must" in ask else {}),
            **({"count": len(rows)} if ask.get("count") else {}),
        })
    return questions
