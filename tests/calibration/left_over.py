"""Words left over in questions that are understood otherwise: which became a subject that rows must speak of."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant import Answer, Assistant
from corpus.model import Task
from corpus.text import bare
from tests.calibration.data import HERE, TODAY
from tests.scoring import start_distance

FILE = HERE / "left_over.toml"
ROWS = Path(__file__).parents[1] / "samples" / "rows.json"
FRAMES, WITHOUT_ACCENTS = 2, 3
HALVES = ("chosen", "held")


@dataclass(frozen=True, slots=True)
class Left:
    """A question with a run of words left over, and the same without it. `row` must answer, as "27 II.B 13"; of a
    subject without it no row may. `before`: of its group and half so many were answered otherwise by lists alone."""

    half: str
    group: str
    asking: bool
    before: int
    run: str
    text: str
    plain: str
    row: str = ""


@dataclass(slots=True)
class Counted:
    """Of one group in one half: how many questions, those answered otherwise than they should be, and how many were so
    when lists of words told the two kinds apart."""

    asking: bool
    before: int
    asked: int = 0
    wrong: list[str] = field(default_factory=list)


def questions() -> list[Left]:
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]
    return [one for group in groups for one in _of_group(group)]


def labels() -> list[dict[str, Any]]:
    """The rows of the sample plans, labelled by hand."""
    rows: list[dict[str, Any]] = json.loads(ROWS.read_text(encoding="utf-8"))
    return rows


def _of_group(group: dict[str, Any]) -> Iterator[Left]:
    for place, given in enumerate(group["runs"]):
        run, body, row = (given, "", "") if isinstance(given, str) else given
        for more in range(FRAMES):
            frame, plain = group["frames"][(place // 2 * FRAMES + more) % len(group["frames"])]
            said = [text.replace("{run}", run).replace("{body}", body) for text in (frame, plain)]
            said[0] = said[0][0].upper() + said[0][1:]
            if (place // 2 + more) % WITHOUT_ACCENTS == WITHOUT_ACCENTS - 1:
                said = [bare(text) for text in said]
            half, before = HALVES[place % 2], group["before"][place % 2]
            yield Left(half, group["name"], group["said"] == "asking", before, run, *said, row=row)


def count(assistant: Assistant) -> dict[tuple[str, str], Counted]:
    """(half, group) -> how its questions are answered."""
    found: dict[tuple[str, str], Counted] = {}
    rows = labels()
    for one in questions():
        counted = found.setdefault((one.half, one.group), Counted(one.asking, one.before))
        counted.asked += 1
        answer, plain = (assistant.ask(text, today=TODAY) for text in (one.text, one.plain))
        if not _is_right(one, answer, plain, rows):
            counted.wrong.append(one.text)
    return found


def _is_right(one: Left, answer: Answer, plain: Answer, rows: Sequence[dict[str, Any]]) -> bool:
    own, others = ({row.task.id for row in found.rows} for found in (answer, plain))
    if one.asking:
        return own == others and answer.status == plain.status
    if not one.row:
        return answer.status != "answered"
    return own != others and any(_label(row.task, rows) == one.row for row in answer.rows)


def _label(task: Task, rows: Sequence[dict[str, Any]]) -> str:
    own = (row for row in rows if row["file"] == task.file and start_distance(task.text, row["start"]) is not None)
    row = next(own, None)
    return f"{row['file'][:2]} {row['section']} {row['number'] or -row['position']}" if row else ""
