"""What tests.benchmarks.scale times in a process of its own: a start, and questions one after the other."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any


def memory_mb(name: str) -> float:
    """VmRSS (now) or VmHWM (the most so far) of this process."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def start(data: Path, file: Path) -> dict[str, Any]:
    """Open the index as the page does and answer one question, before and after the encoder is there."""
    from assistant import Assistant
    from index import Index

    began = time.perf_counter()
    asked = json.loads(file.read_text(encoding="utf-8"))
    with Index.open(data, load=False) as index:
        opened = time.perf_counter()
        answer = Assistant(index).ask(asked["q"], today=date.fromisoformat(asked["today"]))
        first = time.perf_counter()
        exact_only = memory_mb("VmRSS")
        index.load_in_background()
        index.wait_ready()
        ready = time.perf_counter()
        if index.fault:
            raise SystemExit(str(index.fault))
    return {
        "open_s": opened - began, "first_answer_s": first - began, "encoder_s": ready - first,
        "status": answer.status, "memory_exact_mb": exact_only, "memory_mb": memory_mb("VmRSS"),
    }  # fmt: skip


def ask(data: Path, file: Path) -> dict[str, Any]:
    """Every question of the file, each once; the answers' rows are kept as keys."""
    from assistant import Assistant
    from index import Index

    questions = json.loads(file.read_text(encoding="utf-8"))
    answers = []
    with Index.open(data) as index:
        if not index.wait_ready():
            raise SystemExit(str(index.fault))
        assistant = Assistant(index)
        assistant.ask("Có bao nhiêu kế hoạch?", today=date(2026, 4, 20))  # what is made once is measured by `start`
        for one in questions:
            began, used = time.perf_counter(), time.process_time()
            answer = assistant.ask(one["q"], today=date.fromisoformat(one["today"]))
            took, cpu = time.perf_counter() - began, time.process_time() - used
            said = answer.to_json()
            keys = [f"{t['file']}|{t['section'] or ''}|{t['number'] or -t['position']}" for t in said["tasks"]]
            answers.append({"status": said["status"], "rows": keys, "ms": took * 1000, "cpu_ms": cpu * 1000})
    return {"answers": answers, "memory_mb": memory_mb("VmHWM"), "memory_after_mb": memory_mb("VmRSS")}


if __name__ == "__main__":
    print(json.dumps({"start": start, "ask": ask}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))))
