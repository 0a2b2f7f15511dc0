"""Reading in a child process: whatever happens there, one sentence comes back and nothing stays behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from corpus import sandbox
from corpus.errors import Damaged, EmptyFile, TookTooLong, TooLarge
from corpus.sandbox import run_limited
from tests.corpus.readers import hostile


def test_the_result_and_the_progress_come_back(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    assert run_limited(hostile.echo, (tmp_path / "a.txt",), progress=lambda *event: seen.append(event)) == "a.txt"
    assert seen == [(1, 2), (2, 2)]


def test_a_large_result_comes_back_whole(tmp_path: Path) -> None:
    assert len(run_limited(hostile.return_much, (tmp_path / "a.txt",))) == 100_000


def test_the_childs_own_error_comes_back(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile, match=r"a\.txt") as caught:
        run_limited(hostile.refuse, (tmp_path / "a.txt",))
    assert caught.value.path == tmp_path / "a.txt"


def test_a_reader_that_spins_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(TookTooLong, match=r"a\.pdf.*1 giây"):
        run_limited(hostile.spin, (tmp_path / "a.pdf",), seconds=1)


def test_grandchildren_and_temporary_files_go_with_the_child(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pytest.raises(TookTooLong):
        run_limited(hostile.hang_with_a_child, (path,), seconds=2)
    pid, folder = path.read_text().split()
    assert not Path(folder).exists()
    assert ends(lambda: is_gone(pid))


def test_nothing_stays_when_the_program_itself_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    code = (
        "import sys; from pathlib import Path; from corpus.sandbox import run_limited; "
        "from tests.corpus.readers import hostile; "
        "run_limited(hostile.hang_with_a_child, (Path(sys.argv[1]),), seconds=100)"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    assert ends(lambda: path.exists() and len(path.read_text().split()) == 2)
    program.kill()
    program.wait()
    pid, folder = path.read_text().split()
    assert ends(lambda: is_gone(pid) and not Path(folder).exists())


def ends(condition: Callable[[], bool]) -> bool:
    """Whether the condition comes true within some seconds."""
    for _ in range(100):
        if condition():
            return True
        time.sleep(0.1)
    return False


def is_gone(pid: str) -> bool:
    stat = Path("/proc", pid, "stat")
    return not stat.exists() or stat.read_text().split()[2] == "Z"


def test_a_reader_that_eats_memory_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(TooLarge, match="512 MB"):
        run_limited(hostile.eat_memory, (tmp_path / "a.pdf",), memory_mb=512)


def test_a_reader_that_crashes_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="dừng đột ngột"):
        run_limited(hostile.crash, (tmp_path / "a.pdf",))


def test_an_odd_error_becomes_a_sentence_with_its_cause_noted(tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="cấu trúc bên trong") as caught:
        run_limited(hostile.raise_odd, (tmp_path / "a.pdf",))
    assert "KeyError" in caught.value.__notes__[0]


def test_the_fork_server_starts_again_when_it_is_gone(tmp_path: Path) -> None:
    assert run_limited(hostile.echo, (tmp_path / "a.txt",)) == "a.txt"
    assert sandbox._server._process is not None
    sandbox._server._process.kill()
    assert run_limited(hostile.echo, (tmp_path / "b.txt",)) == "b.txt"


def test_children_see_the_settings_of_their_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run_limited(hostile.echo, (tmp_path / "a.txt",))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_limited(hostile.tell_path, (tmp_path / "a.txt",)) == str(tmp_path)


def test_files_read_side_by_side_get_their_own_answers(tmp_path: Path) -> None:
    names = [f"{n}.txt" for n in range(20)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda name: run_limited(hostile.echo, (tmp_path / name,)), names)) == names
