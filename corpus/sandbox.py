"""Reading in a child process with limits on memory, time and file size, so that no file can harm the program.

Each file gets a child of its own (a fork of `corpus.fork_server`), which leads its own process group and gets its own
folder for temporary files: when it ends, however it ends, the group is killed and the folder removed; so too when the
program itself is killed.
Parent and child talk pickles over pipes; the child is this package's own code.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, BinaryIO

from corpus.errors import Damaged, TookTooLong, TooLarge
from corpus.fork_server import Limits

MEMORY_MB = 3072
SECONDS = 600

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
    path, limits = Path(args[0]), Limits(memory_mb, seconds)
    with tempfile.TemporaryDirectory(prefix="corpus-", ignore_cleanup_errors=True) as folder:
        child = _server.start(limits)
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            child.call((_environment(folder), sys.path, function.__module__, function.__qualname__, args))
            outcome = child.listen(progress)
        finally:
            timer.cancel()
            code = child.end()
    if late.is_set():
        raise TookTooLong(path, f"{seconds:.0f} giây")
    return _result(outcome, path, code, limits)


def _environment(folder: str) -> dict[str, str]:
    return {**os.environ, "TMPDIR": folder, "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True)
class _Child:
    """A child as the program sees it: its process number, and the ends of the pipes to it and about it."""

    number: int
    calls: Connection
    answers: Connection
    status: BinaryIO

    def call(self, what: tuple[Any, ...]) -> None:
        with contextlib.suppress(BrokenPipeError):  # the child is gone: listening finds that out
            self.calls.send(what)

    def listen(self, progress: Progress | None) -> tuple[str, Any] | None:
        """The child's ("result", value) or ("error", error); None when it ended without a word."""
        while True:
            try:
                kind, value = self.answers.recv()
            except (EOFError, OSError):
                return None
            if kind != "progress":
                return kind, value
            if progress:
                progress(*value)

    def kill(self) -> None:
        """End the child and all that it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.number, signal.SIGKILL)

    def end(self) -> int:
        """Kill it if it still runs; its exit status, as of `subprocess` (SIGKILL when nobody can tell)."""
        self.kill()
        self.calls.close()
        self.answers.close()
        with self.status:
            return int(self.status.readline() or -signal.SIGKILL)


class _Server:
    """The running fork server; started when needed, and again when it has gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, limits: Limits) -> _Child:
        """A fresh child that waits for its call."""
        with self._lock:
            # It may have gone for lack of work just when it was asked.
            child = self._ask(limits) or self._ask(limits)
        if child is None:
            raise RuntimeError("the fork server does not start")
        return child

    def _ask(self, limits: Limits) -> _Child | None:
        child_reads, writes = os.pipe()
        reads, child_writes = os.pipe()
        told, tells = os.pipe()
        try:
            socket.send_fds(self._running(), [pickle.dumps(limits)], [child_reads, child_writes, tells])
        except OSError:
            self._forget()
        finally:
            for end in (child_reads, child_writes, tells):
                os.close(end)
        status = os.fdopen(told, "rb")
        number = status.readline()
        if number:
            return _Child(int(number), Connection(writes, readable=False), Connection(reads, writable=False), status)
        status.close()
        os.close(writes)
        os.close(reads)
        self._forget()
        return None

    def _running(self) -> socket.socket:
        if self._requests is None:
            self._requests, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with theirs:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "corpus.fork_server", str(theirs.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),),
                    env={**_environment(tempfile.gettempdir()), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                    start_new_session=True,
                )
        return self._requests

    def _forget(self) -> None:
        if self._requests is not None:
            self._requests.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._requests = self._process = None


_server = _Server()


def _result(outcome: tuple[str, Any] | None, path: Path, code: int, limits: Limits) -> Any:
    if outcome is not None and outcome[0] == "result":
        return outcome[1]
    if outcome is not None and outcome[0] == "error":
        raise outcome[1]
    if outcome is not None and outcome[0] == "memory":
        raise TooLarge(path, f"cần quá {limits.memory_mb} MB bộ nhớ để đọc")
    if outcome is None and code == -signal.SIGXCPU:
        raise TookTooLong(path, f"{limits.seconds:.0f} giây")
    if outcome is None and code == -signal.SIGXFSZ:
        raise TooLarge(path, "tệp tạm vượt giới hạn")
    error = Damaged(path, "trình đọc dừng đột ngột" if outcome is None else "cấu trúc bên trong không đọc được")
    if outcome is not None:
        error.add_note(str(outcome[1]))  # the child's traceback, for whoever looks into it
    raise error
