"""Mutated golden documents: each gives a layout or one sentence, and leaves nothing running or lying about.

FUZZ_ROUNDS sets how many are tried (a bounded number by default), FUZZ_SEED where to start.
All rounds of a file run in one child process each; a few whole runs go through the sandbox as the program does it.
"""

from __future__ import annotations

import os
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from corpus.errors import CorpusError, UnreadableFile
from corpus.layout import Layout
from corpus.readers import open_layout
from corpus.sandbox import run_limited
from tests.corpus.readers.files import GOLDEN, docx_of, p, tbl, tc

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "100"))
SEED = int(os.environ.get("FUZZ_SEED", "2026"))
BATCH = 20
KINDS = ("text", "docx", "xlsx", "pdf")


def originals(folder: Path) -> dict[str, Path]:
    text = folder / "a.txt"
    text.write_text("KẾ HOẠCH\n\n1. Rà soát quy chế, hoàn thành trước ngày 15/5/2026.\n" * 20)
    book = Workbook()
    for row in (["STT", "Nhiệm vụ", "Thời hạn"], *([n, "Rà soát quy chế", "Quý II/2026"] for n in range(1, 20))):
        book.active.append(row)
    book.active.merge_cells("A5:C5")
    book.save(folder / "a.xlsx")
    rows = [[tc(str(n)), tc("Rà soát quy chế"), tc("Quý II/2026")] for n in range(1, 20)]
    return {
        "text": text,
        "docx": docx_of(folder / "a.docx", p("KẾ HOẠCH"), tbl(rows), p("Nơi nhận:")),
        "xlsx": folder / "a.xlsx",
        "pdf": GOLDEN / "borderless_without_numbers.pdf",
    }


def flip(data: bytearray, dice: random.Random) -> None:
    for _ in range(dice.choice((1, 4, 32))):
        data[dice.randrange(len(data))] = dice.randrange(256)


def cut(data: bytearray, dice: random.Random) -> None:
    del data[dice.randrange(1, len(data)) :]


def drop(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    del data[start : start + dice.randrange(1, 200)]


def double(data: bytearray, dice: random.Random) -> None:
    start = dice.randrange(len(data))
    data[start:start] = data[start : start + dice.randrange(1, 2000)]


def numbers(data: bytearray, dice: random.Random) -> None:
    """Change digits: lengths, offsets, counts and references."""
    places = [place for place, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    for _ in range(dice.choice((1, 8))):
        if places:
            data[dice.choice(places)] = dice.randrange(0x30, 0x3A)


MUTATIONS: tuple[Callable[[bytearray, random.Random], None], ...] = (flip, cut, drop, double, numbers)


def mutated(source: Path, target: Path, dice: random.Random) -> Path:
    """A broken copy; half of the packages are broken inside, where the XML is, rather than outside."""
    mutate = dice.choice(MUTATIONS)
    if source.suffix in (".docx", ".xlsx") and dice.random() < 0.5:
        with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as broken:
            names = package.namelist()
            chosen = dice.choice(names)
            for name in names:
                data = bytearray(package.read(name))
                if name == chosen and data:
                    mutate(data, dice)
                broken.writestr(name, bytes(data))
        return target
    data = bytearray(source.read_bytes())
    mutate(data, dice)
    target.write_bytes(bytes(data))
    return target


def read_batch(folder: Path, *, progress: Any) -> list[tuple[str, str]]:
    """(file, outcome) of each file in a folder; runs in the sandbox, where anything but a CorpusError is told."""
    outcomes = []
    for path in sorted(folder.iterdir()):
        try:
            layout = open_layout(path)
            outcomes.append((path.name, "read" if isinstance(layout, Layout) else "odd"))
        except UnreadableFile as error:
            outcomes.append(
                (path.name, "refused" if path.name in str(error) and "\n" not in str(error) else str(error))
            )
        except Exception as error:  # noqa: BLE001 - the sandbox would say "Damaged"; here it is counted
            outcomes.append((path.name, f"{type(error).__name__}: {error}"))
    return outcomes


def batches(source: Path, folder: Path, kind: str) -> Iterator[Path]:
    dice = random.Random(f"{SEED} {kind}")
    for batch in range(max(ROUNDS // len(KINDS) // BATCH, 1)):
        place = folder / f"{kind}{batch}"
        place.mkdir()
        for number in range(BATCH):
            mutated(source, place / f"{number}{source.suffix}", dice)
        yield place


@pytest.mark.parametrize("kind", KINDS)
def test_broken_files_are_read_or_refused(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    left = tmp_path / "temporary"
    left.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(left))
    source = originals(tmp_path)[kind]
    for place in batches(source, tmp_path, kind):
        outcomes = run_limited(read_batch, (place,), seconds=120, memory_mb=2048)
        assert len(outcomes) == BATCH
        unforeseen = [outcome for outcome in outcomes if outcome[1] not in ("read", "refused")]
        # what a parser lets through unforeseen becomes Damaged in the sandbox: it must stay the exception
        assert len(unforeseen) <= 1, unforeseen
    assert list(left.iterdir()) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_program_goes_on_after_a_broken_file(tmp_path: Path, kind: str) -> None:
    dice = random.Random(f"{SEED} {kind} whole")
    for number in range(3):
        path = mutated(originals(tmp_path)[kind], tmp_path / f"broken{number}", dice)
        try:
            assert isinstance(run_limited(open_layout, (path,), seconds=60), Layout)
        except CorpusError as error:
            sentence = str(error)
            assert path.name in sentence
