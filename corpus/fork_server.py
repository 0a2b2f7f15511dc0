"""The process that starts a fresh child for each file: `python -m corpus.fork_server SOCKET`, started by the sandbox.

Starting Python and loading the readers takes longer than reading most plans, so this is done once, here, and every
child is a fork that begins where the loading ended. This process never opens a plan; what a hostile file does to its
child ends with the child. It ends when the program does, and when it has been idle for a while.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import resource
import select
import shutil
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from corpus import read
from corpus.errors import CorpusError, Damaged, UnreadableFile

IDLE_SECONDS = 120.0
# Loaded one by one while nobody waits: first what every plan needs, then what each kind of file needs.
PRELOADED = ("corpus.structure", "corpus.readers.docx", "corpus.readers.xlsx", "corpus.readers.pdf")
SAMPLES = Path(__file__).parent / "samples"
_FILE_BYTES = 2 << 30

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one child may use: megabytes of memory, seconds of wall clock (twice that of both cores' time)."""

    memory_mb: int
    seconds: float


# in the server


def serve(requests: socket.socket) -> None:
    """Fork a child for each request until the program or the patience ends.

    A request is pickled Limits with three descriptors: where the child reads its call, where it writes its answers, and
    where this process writes the child's number and, once it has ended, its exit status (a line each).
    """
    wake, alarm = os.pipe()
    for end in (wake, alarm):
        os.set_blocking(end, False)
    signal.set_wakeup_fd(alarm, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    waiting: list[Callable[[], object]] = [partial(importlib.import_module, name) for name in PRELOADED]
    # What patterns and vocabularies cost at their first use is paid here once.
    waiting += [partial(read, plan) for plan in sorted(SAMPLES.glob("*.txt"))]
    children: dict[int, int] = {}
    watched: list[socket.socket | int] = [requests, wake]
    while True:
        patience = 0.0 if waiting else None if children else IDLE_SECONDS
        ready, _, _ = select.select(watched, [], [], patience)
        if wake in ready:
            os.read(wake, 4096)
            _bury(children)
        if requests in ready:
            message, descriptors, _, _ = socket.recv_fds(requests, 4096, 3)
            if not message:
                return
            calls, answers, status = descriptors
            gc.freeze()  # else a collection in the child would touch, and so copy, all that it shares with this one
            child = os.fork()
            if child == 0:
                for inherited in (requests.fileno(), wake, alarm, status, *children.values()):
                    os.close(inherited)
                _work(calls, answers, pickle.loads(message))
            os.close(calls)
            os.close(answers)
            with contextlib.suppress(OSError):
                os.setpgid(child, child)
            children[child] = status
            _tell(status, child)
        if not ready and waiting:
            waiting.pop(0)()
        elif not ready:
            return


def _tell(status: int, number: int) -> None:
    with contextlib.suppress(BrokenPipeError):
        os.write(status, b"%d\n" % number)


def _bury(children: dict[int, int]) -> None:
    """Tell how each ended child ended, and end what it started. Its number stays taken until then."""
    while children:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if ended is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(ended.si_pid, signal.SIGKILL)
        _, how = os.waitpid(ended.si_pid, 0)
        status = children.pop(ended.si_pid)
        _tell(status, os.waitstatus_to_exitcode(how))
        os.close(status)


# in the child


def _work(calls: int, answers: int, limits: Limits) -> NoReturn:
    """Serve one call and end, whatever happens."""
    code = 1
    try:
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _limit(limits)
        _serve_call(Connection(calls, writable=False), Connection(answers, readable=False))
        code = 0
    finally:
        os._exit(code)


def _limit(limits: Limits) -> None:
    memory, seconds = limits.memory_mb << 20, int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (2 * seconds, 2 * seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_FILE_BYTES, _FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _serve_call(calls: Connection, answers: Connection) -> None:
    environment, paths, module, name, args = calls.recv()
    os.environ.clear()
    os.environ.update(environment)
    sys.path[:] = paths
    threading.Thread(target=_end_with_parent, args=(calls,), daemon=True).start()
    function = getattr(importlib.import_module(module), name)
    outcome = _outcome(function, args, lambda done, pages: answers.send(("progress", (done, pages))))
    try:
        answers.send(outcome)
    except MemoryError:
        answers.send(("memory", None))


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


if __name__ == "__main__":
    # As `corpus.fork_server` too: requests name its classes so.
    sys.modules["corpus.fork_server"] = sys.modules["__main__"]
    serve(socket.socket(fileno=int(sys.argv[1])))
