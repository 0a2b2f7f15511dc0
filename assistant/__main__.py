"""The command line: one question, or a batch of them, over an index.

    python -m assistant [--data DIR] [--today ISO-DATE] "câu hỏi"
    python -m assistant [--data DIR] --json "câu hỏi"
    python -m assistant [--data DIR] --batch FILE.jsonl

Exit status: 0 done; 2 wrong use or unreadable input, with one line on stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant import strings
from assistant.errors import AssistantError, BatchError
from assistant.llm import Rewording
from assistant.service import Assistant
from index import Index, data_folder
from index.errors import IndexFault


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of a batch."""

    question: str
    history: tuple[str, ...]
    today: date


def main(arguments: Sequence[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        asked = _asked(options)
        llm = Rewording.from_environment(os.environ)
        with Index.open(Path(options.data)) as index:
            _answer_all(Assistant(index, llm=llm), asked, index, as_json=options.json or options.batch is not None)
    except BrokenPipeError:
        # "… | head": the reader has what it wanted; the interpreter's own last flush must not fail either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (AssistantError, IndexFault) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _answer_all(assistant: Assistant, asked: Sequence[Asked], index: Index, *, as_json: bool) -> None:
    # Every answer is to be the same in every run, so the encoder is waited for, not raced against.
    index.wait_ready()
    for one in asked:
        answer = assistant.ask(one.question, today=one.today, history=one.history)
        print(json.dumps(answer.to_json(), ensure_ascii=False) if as_json else answer.text, flush=True)


def _asked(options: argparse.Namespace) -> list[Asked]:
    today = _day(options.today) if options.today else date.today()  # noqa: DTZ011 (a person's own day)
    if options.batch is not None:
        return list(_batch(Path(options.batch), today))
    if not options.question:
        raise BatchError(strings.CLI_NO_QUESTION)
    return [Asked(options.question, tuple(options.history or ()), today)]


def _batch(file: Path, today: date) -> Iterator[Asked]:
    """The questions of a file, one JSON object a line. Raises BatchError with the line that cannot be read."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else "không phải văn bản UTF-8"
        raise BatchError(strings.CLI_NO_FILE.format(file=file, reason=reason)) from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _line(line, number, file, today)


def _line(line: str, number: int, file: Path, today: date) -> Asked:
    try:
        one: Any = json.loads(line)
        question, history = one["question"], one.get("history") or []
        if not isinstance(question, str) or not all(isinstance(former, str) for former in history):
            raise TypeError
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BatchError(strings.CLI_BAD_LINE.format(line=number, file=file)) from error
    return Asked(question, tuple(history), _day(one["today"]) if one.get("today") else today)


def _day(value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise BatchError(strings.CLI_BAD_DAY.format(value=value)) from error


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m assistant", description="Hỏi đáp trên các kế hoạch đã nạp.")
    parser.add_argument("question", nargs="?", help="câu hỏi")
    parser.add_argument("--data", default=data_folder(), help="thư mục dữ liệu")
    parser.add_argument("--today", help="ngày hỏi, dạng 2026-04-20 (mặc định: hôm nay)")
    parser.add_argument("--history", action="append", metavar="CÂU", help="câu đã hỏi trước đó (nhắc lại được)")
    parser.add_argument("--json", action="store_true", help="in câu trả lời dạng JSON")
    parser.add_argument("--batch", metavar="TỆP", help="tệp JSONL, mỗi dòng một câu hỏi")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
