"""Reading in a child process with limits on memory, time and file size, so that no file can harm the program.

The child is started afresh (`python -m corpus.sandbox`), leads its own process group and gets its own folder for
temporary files: when it ends, however it ends, the group is killed and the folder removed; so too when the program
itself is killed.
Parent and child talk pickles over a pipe; the child is this package's own code.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from corpus.errors import CorpusError, Damaged, TookTooLong, TooLarge, UnreadableFile

MEMORY_MB = 3072
SECONDS = 600
_FILE_BYTES = 2 << 30

Progress = Callable[[int, int], None]


def run_limited(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    *,
    memory_mb: int = MEMORY_MB,
    seconds: float = SECONDS,
    progress: Progress | None = None,
) -> Any:
    """`function(*args, progress=…)` in a child process; its result.

    `args[0]` is the path of the file that is read; `function` is a module's own function. `seconds` is wall-clock time.
    Raises the child's own CorpusError; TookTooLong, TooLarge or Damaged where the child ran over a limit or broke down.
    """
    path = Path(args[0])
    with tempfile.TemporaryDirectory(prefix="corpus-", ignore_cleanup_errors=True) as folder:
        child, pipe = _start(folder, memory_mb, seconds)
        late = threading.Event()

        def stop() -> None:
            late.set()
            _kill(child)

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            pipe.send((function.__module__, function.__qualname__, args))
            outcome = _listen(pipe, progress)
        finally:
            timer.cancel()
            pipe.close()
            _kill(child)
            code = child.wait()
    if late.is_set():
        raise TookTooLong(path, f"{seconds:.0f} giây")
    return _result(outcome, path, code, memory_mb, seconds)


def _start(folder: str, memory_mb: int, seconds: float) -> tuple[subprocess.Popen[bytes], Connection]:
    read_end, child_writes = os.pipe()
    child_reads, write_end = os.pipe()
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "TMPDIR": folder,
        "OMP_THREAD_LIMIT": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    arguments = [str(child_reads), str(child_writes), str(memory_mb), str(int(seconds) + 1)]
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "corpus.sandbox", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(child_reads, child_writes),
            env=environment,
            start_new_session=True,
        )
    finally:
        os.close(child_reads)
        os.close(child_writes)
    return child, _Pipe(read_end, write_end)


class _Pipe(Connection):
    """A connection made of two one-way pipes."""

    def __init__(self, read_end: int, write_end: int) -> None:
        super().__init__(read_end, writable=False)
        self._out = Connection(write_end, readable=False)

    def send(self, obj: Any) -> None:
        with contextlib.suppress(BrokenPipeError):  # the child is gone: listening finds that out
            self._out.send(obj)

    def close(self) -> None:
        self._out.close()
        super().close()


def _listen(pipe: Connection, progress: Progress | None) -> tuple[str, Any] | None:
    """The child's ("result", value) or ("error", error); None when it ended without a word."""
    while True:
        try:
            kind, value = pipe.recv()
        except (EOFError, OSError):
            return None
        if kind != "progress":
            return kind, value
        if progress:
            progress(*value)


def _kill(child: subprocess.Popen[bytes]) -> None:
    """End the child and all that it has started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)


def _result(outcome: tuple[str, Any] | None, path: Path, code: int, memory_mb: int, seconds: float) -> Any:
    if outcome is not None and outcome[0] == "result":
        return outcome[1]
    if outcome is not None and outcome[0] == "error":
        raise outcome[1]
    if outcome is not None and outcome[0] == "memory":
        raise TooLarge(path, f"cần quá {memory_mb} MB bộ nhớ để đọc")
    if outcome is None and code == -signal.SIGXCPU:
        raise TookTooLong(path, f"{seconds:.0f} giây")
    if outcome is None and code == -signal.SIGXFSZ:
        raise TooLarge(path, "tệp tạm vượt giới hạn")
    error = Damaged(path, "trình đọc dừng đột ngột" if outcome is None else "cấu trúc bên trong không đọc được")
    if outcome is not None:
        error.add_note(str(outcome[1]))  # the child's traceback, for whoever looks into it
    raise error


# in the child


def _limit(memory_mb: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _outcome(function: Callable[..., Any], args: tuple[Any, ...], progress: Progress) -> tuple[str, Any]:
    try:
        return "result", function(*args, progress=progress)
    except CorpusError as error:
        if not isinstance(error, UnreadableFile):
            error = Damaged(Path(args[0]), str(error))
        return "error", error
    except MemoryError:
        return "memory", None
    except RecursionError:
        return "error", Damaged(Path(args[0]), "các phần lồng nhau quá sâu")
    except Exception:  # noqa: BLE001 - whatever a hostile file breaks in a parser ends here, as a sentence
        return "broken", traceback.format_exc()


def _end_with_parent(calls: Connection) -> None:
    """Leave nothing behind when the program itself is killed: its end of the pipe closes then."""
    with contextlib.suppress(EOFError, OSError):
        calls.recv()
    shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def main(arguments: list[str]) -> None:
    """Serve one call: read it from the first pipe, write progress and the outcome to the second."""
    reads, writes, memory_mb, seconds = map(int, arguments)
    _limit(memory_mb, seconds)
    calls, answers = Connection(reads, writable=False), Connection(writes, readable=False)
    module, name, args = calls.recv()
    threading.Thread(target=_end_with_parent, args=(calls,), daemon=True).start()
    function = getattr(importlib.import_module(module), name)
    outcome = _outcome(function, args, lambda done, pages: answers.send(("progress", (done, pages))))
    try:
        answers.send(outcome)
    except MemoryError:
        answers.send(("memory", None))


if __name__ == "__main__":
    main(sys.argv[1:])
