"""One index made once, with the real encoder; tests that change something work on a copy."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import index
from tests.index.builders import lines, write_plan


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(data folder, folder of plan files) of an index of two wards: 40 and 25 tasks."""
    home = tmp_path_factory.mktemp("made")
    plans = home / "plans"
    write_plan(plans / "an-binh.txt", lines(40))
    write_plan(plans / "hoa-lac.txt", lines(25, start=100), ward="Hòa Lạc", number=7)
    summary = index.add(home / "data", [plans])
    assert [outcome.status for outcome in summary.outcomes] == ["added", "added"]
    assert summary.tasks == 65
    # Texts that some test adds later: known from here on, so no other process need load the encoder.
    more = home / "more"
    write_plan(more / "more.txt", lines(60, start=200), ward="Phú Xuân", number=3)
    shutil.copytree(home / "data", home / "warm")
    index.add(home / "warm", [more])
    shutil.rmtree(home / "data" / "cache")
    shutil.copytree(home / "warm" / "cache", home / "data" / "cache")
    return home / "data", plans


@pytest.fixture
def data(made: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the index, to be changed."""
    shutil.copytree(made[0], tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def plans(made: tuple[Path, Path], tmp_path: Path) -> Path:
    """A copy of the plan files."""
    shutil.copytree(made[1], tmp_path / "plans")
    return tmp_path / "plans"
