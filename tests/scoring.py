"""Compare what the program reads and answers with gold rows and questions.

Gold rows name the first and last words of a task, its place, agencies and deadline; gold questions name the rows
that answer them ("FILE|SECTION|NUMBER", or -POSITION for a bullet). Both are exact or not: nothing counts as nearly.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "mttq": "mặt trận tổ quốc",
    "ubkt": "ủy ban kiểm tra", "vh-xh": "văn hóa - xã hội", "btv": "ban thường vụ",
}
TONES = {"uỷ": "ủy", "uý": "úy", "hoá": "hóa", "hoà": "hòa", "toà": "tòa", "khoá": "khóa", "thuỷ": "thủy"}
ABSTAINED = ("nothing_found", "not_covered")


def plain(text: str | None) -> str:
    """Lower case, one space, no Markdown marks, one spelling of the tone marks."""
    folded = unicodedata.normalize("NFC", text or "").replace("\u00d0", "Đ").casefold()
    folded = re.sub(r"[*|_`]+", "", folded)
    for old, new in TONES.items():
        folded = folded.replace(old, new)
    return " ".join(folded.split())


def words(text: str | None, *, expand: bool = False) -> list[str]:
    found = re.findall(r"[\w%-]+", plain(text))
    if expand:
        found = [word for token in found for word in ABBREVIATIONS.get(token, token).split()]
    return [word for word in found if word.strip("-")]


def same_agencies(a: str | Sequence[str] | None, b: str | Sequence[str] | None) -> bool:
    def joined(names: str | Sequence[str] | None) -> str:
        return names if isinstance(names, str) else "; ".join(names or ())

    return sorted(words(joined(a), expand=True)) == sorted(words(joined(b), expand=True))


def start_distance(text: str, start: str) -> int | None:
    """How many of the gold row's first words the text has otherwise; None when it is another row."""
    want, have = words(start), words(text)
    have = have[: len(want)]
    if len(have) < min(4, len(want)):
        return None
    differing = sum(a != b for a, b in zip(want, have, strict=False))
    return differing if differing <= (len(want) >= 6) else None


def ends_like(text: str, end: str) -> bool:
    want, have = words(end), words(text)
    return have[-len(want):] == want or " ".join(want) in " ".join(have[-len(want) - 40:])


def distance(task: Json, row: Json) -> tuple[Any, ...]:
    """Order among tasks or rows with equal beginnings: the place first, then the words."""
    place = task.get("section") or ""
    return (
        place.split(".")[0] != row["section"].split(".")[0],
        start_distance(task["text"], row["start"]),
        place != row["section"],
        (task.get("number") or "") != (row["number"] or ""),
        task.get("position") != row["position"],
    )


def key(row: Json) -> str:
    return f"{row['file']}|{row['section']}|{row['number'] or -row['position']}"


def faults(task: Json, row: Json) -> list[str]:
    """What of a task was read otherwise than the gold row says."""
    deadline = task.get("deadline") or {}
    same_place = task.get("section", "").split(".")[0] == row["section"].split(".")[0]
    checks = {
        "text": not row.get("end") or ends_like(task["text"], row["end"]),
        "place": same_place and (row["number"] is None or task.get("number") == row["number"]),
        "lead": same_agencies(task.get("lead"), row["lead"]),
        "coordinating": row["coordinating"] is None or same_agencies(task.get("coordinating"), row["coordinating"]),
        "deadline": (deadline.get("kind") or "none") == row["kind"]
        and (deadline.get("last_day") or None) == row["last"]
        and (row["first"] is None or deadline.get("first_day") == row["first"]),
    }
    return [name for name, fine in checks.items() if not fine]


@dataclass(frozen=True, slots=True)
class RowScore:
    """Of one plan: gold rows read exactly, all gold rows, what is wrong, and tasks that no gold row names."""

    exact: int
    total: int
    wrong: tuple[str, ...]
    extra: tuple[str, ...]


def score_rows(tasks: Sequence[Json], gold: Sequence[Json]) -> RowScore:
    """Score the tasks read from one plan; rows marked unsure may be read as tasks or not."""
    sure = [row for row in gold if not row.get("unsure")]
    free, wrong, exact = list(tasks), [], 0
    for row in sure:
        hits = [task for task in free if start_distance(task["text"], row["start"]) is not None]
        if not hits:
            wrong.append(f"{key(row)}: not found")
            continue
        task = min(hits, key=lambda t: distance(t, row))
        free.remove(task)
        if bad := faults(task, row):
            wrong.append(f"{key(row)}: {', '.join(bad)} in {task}")
        else:
            exact += 1
    unsure = [row for row in gold if row.get("unsure")]
    extra = [t["text"] for t in free if not any(start_distance(t["text"], r["start"]) is not None for r in unsure)]
    return RowScore(exact, len(sure), tuple(wrong), tuple(extra))


def listed_keys(answer: Json, rows: Sequence[Json]) -> list[str | None]:
    """The gold key of each task of an answer; None for a task that the gold does not name."""
    found: list[str | None] = []
    for task in answer.get("tasks", []):
        file = Path(task.get("file") or "").name
        hits = [r for r in rows if r["file"] == file and start_distance(task["text"], r["start"]) is not None]
        found.append(key(min(hits, key=lambda r: distance(task, r))) if hits else None)
    return found


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one answer: whether it is exact, and the rows that it lacks and that it gives besides."""

    exact: bool
    missing: tuple[str, ...] = ()
    besides: tuple[str, ...] = ()
    why: str = ""


def judge(question: Json, answer: Json, rows: Sequence[Json]) -> Verdict:
    """Whether an answer (the shape of `python -m assistant --json`) is exactly what the question asks for."""
    text, status, kind = answer.get("text") or "", answer.get("status"), question["kind"]
    if kind == "abstain":
        fine = status in ABSTAINED and not answer.get("tasks")
        return Verdict(fine, why="" if fine else f"answered ({status}) what the plans do not say")
    if kind == "passage":
        lacking = tuple(m for m in question["must"] if plain(m) not in plain(text))
        fine = status == "answered" and not lacking and bool(answer.get("citations"))
        return Verdict(fine, missing=lacking, why="" if fine else f"status {status}")
    want, may = set(question["rows"]), set(question.get("may", [])) | {key(r) for r in rows if r.get("unsure")}
    listed = {k for k in listed_keys(answer, rows) if k}
    missing, besides = tuple(sorted(want - listed)), tuple(sorted(listed - want - may))
    why = []
    if status != "answered":
        why.append(f"status {status}")
    if "count" in question and str(question["count"]) not in words(text):
        why.append(f"the count {question['count']} is not said")
    if kind == "conflict" and not any(n.get("kind") == "conflicting_deadlines" for n in answer.get("notes", [])):
        why.append("the conflict is not told")
    return Verdict(not (missing or besides or why), missing, besides, "; ".join(why))
