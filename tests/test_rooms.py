"""The house: rooms import only leftwards, heavy libraries enter by one door, files stay small, no machine is named."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "index", "assistant", "app")
# each heavy library: where it may be imported, and by how many modules
DOORS = {
    "chromadb": ("index/", 1),
    "sentence_transformers": ("index/", 1),
    "langchain_text_splitters": ("index/", 1),
    "gradio": ("assistant/ui/", None),
}
LONGEST = 450


def tracked() -> list[Path]:
    """The project's files; without git (an unpacked archive) all that is not hidden."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]
    return [p for p in ROOT.rglob("*") if p.is_file() and not any(s.startswith(".") for s in p.relative_to(ROOT).parts)]


SOURCES = sorted(path for path in tracked() if path.suffix == ".py")


def room(path: Path) -> str | None:
    first = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return first if first in ROOMS else None


def imported(path: Path) -> set[str]:
    """The top packages that a file imports, also inside functions."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", [p for p in SOURCES if room(p)], ids=relative)
def test_a_room_imports_only_what_stands_to_its_left(path: Path) -> None:
    own = ROOMS.index(room(path) or "")
    assert not imported(path) & {*ROOMS[own + 1:], "tests"}


@pytest.mark.parametrize("library", DOORS)
def test_a_heavy_library_enters_by_its_own_door(library: str) -> None:
    place, most = DOORS[library]
    users = [relative(path) for path in SOURCES if library in imported(path)]
    assert users, f"{library} is a dependency that nothing uses"
    assert all(user.startswith(place) for user in users), users
    assert most is None or len(users) <= most, users


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_can_be_read_in_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine() -> None:
    # written in pieces, so that this file does not name them either
    hosts = ("py" + "pi.org", "python" + "hosted", "npm" + "js.org", "deb." + "debian", "hugging" + "face.co")
    folders = ("/" + "work/", "/" + "root/", "/" + "opt/wheels", "/" + "tmp/s/", "/" + "home/")
    forbidden = re.compile("|".join(map(re.escape, hosts + folders)))
    found = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{relative(path)}: {match.group()}" for match in forbidden.finditer(text)]
    assert not found
