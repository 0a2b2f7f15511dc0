"""What the documents say exists: commands, make targets, links, and the versions of dependencies."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_readme_opens_with_the_two_commands() -> None:
    commands = [line.split("#")[0].strip() for line in README.splitlines() if line.startswith("    ")]
    assert commands[:2] == ["make run", "make test"]


def test_every_make_target_is_in_the_readme_and_the_other_way_round() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.M))
    assert set(re.findall(r"^\| `make ([a-z]+)`", README, re.M)) == targets
    for page in PAGES:
        assert set(re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))) <= targets, name(page)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_and_paths_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []
    named = re.findall(r"`((?:corpus|index|assistant|tests|docs|scripts)/[\w./-]*)`", text)
    assert [path for path in named if not (ROOT / path).exists()] == []


def modules() -> set[str]:
    found = set()
    for page in PAGES:
        found |= set(re.findall(r"python -m ([a-z_.]+)", page.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize("module", sorted(modules()))
def test_every_command_named_in_a_document_tells_its_use(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "usage" in done.stdout.lower() or "cách dùng" in done.stdout.lower()


def test_every_command_of_the_index_is_in_the_readme() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "index", "--help"], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    commands = set(re.findall(r"^    ([a-z]+) ", done.stdout, re.M))
    assert commands
    assert set(re.findall(r"^\| `python -m index ([a-z]+)", README, re.M)) == commands


def test_every_setting_is_in_the_readme() -> None:
    sources = [ROOT / "app.py", *(p for room in ("corpus", "index", "assistant") for p in (ROOT / room).rglob("*.py"))]
    settings = {name for path in sources for name in re.findall(r"TRO_LY_[A-Z_]+", path.read_text(encoding="utf-8"))}
    assert set(re.findall(r"^\| `(TRO_LY_[A-Z_]+)`", README, re.M)) == settings


def test_the_page_of_dependencies_and_the_lock_name_the_pinned_versions() -> None:
    pins = dict(pin.split("==") for pin in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert dict(re.findall(r"^\| ([\w.-]+) \| (\d[\w.]*) \|", page, re.M)) == pins
    locked = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8").lower()
    lock = dict(line.split("==") for line in locked.split() if "==" in line)
    assert {package: lock.get(package.lower()) for package in pins} == pins


def test_the_version_has_its_place_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "## [Unreleased]" in changelog or f"## [{PROJECT['version']}]" in changelog
