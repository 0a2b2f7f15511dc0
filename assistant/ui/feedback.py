"""Thumbs up and down with a word, one JSON line each in a file that the administrator can read."""

from __future__ import annotations

import json
import threading
from datetime import datetime
from pathlib import Path

from assistant.answer import Answer

FILE = "feedback.jsonl"
_MOST_CHARACTERS = 500
_lock = threading.Lock()


def write(data: Path, answer: Answer, vote: str, word: str, who: str | None, when: datetime) -> None:
    """Appends one line to DATA/feedback.jsonl. `vote` is "up" or "down"; `who` the login name where there is one."""
    line = {
        "when": when.isoformat(timespec="seconds"),
        "who": who,
        "vote": vote,
        "word": word[:_MOST_CHARACTERS],
        "question": answer.question,
        "status": answer.status,
        "understood": answer.understood.line,
        "tasks": [row.task.id for row in answer.rows],
    }
    with _lock, (data / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
