"""Pictures that are broken, odd or bombs: each is read or refused in a sentence, in the child process."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import TooLarge, UnreadableFile
from corpus.readers import open_layout
from corpus.readers.scan import _sized
from corpus.sandbox import run_limited
from tests.corpus.readers.test_scan import needs_tesseract
from tests.corpus.test_fuzz import MUTATIONS, read_batch

BROKEN = 6  # mutated pictures of each format


def picture(mode: str = "L") -> Image.Image:
    return Image.new("L", (420, 300), 255).convert(mode)  # blank: what is tried here is how it is opened


def odd_pictures(folder: Path) -> Iterator[Path]:
    """Valid pictures of kinds that scanners and telephones write."""
    for name, mode in (("cmyk.jpg", "CMYK"), ("colours.png", "P"), ("gray16.png", "I;16"), ("bits.tif", "1")):
        picture("I" if mode == "I;16" else mode).convert(mode).save(folder / name)
        yield folder / name
    picture("RGBA").save(folder / "clear.png")
    Image.new("L", (1, 1), 0).save(folder / "one.png")
    Image.new("L", (1, 9000), 0).save(folder / "line.png")
    picture().save(folder / "three.tif", save_all=True, append_images=[picture("1"), picture("RGB")])
    picture("P").save(folder / "moving.gif", save_all=True, append_images=[picture("P")])
    yield from (folder / name for name in ("clear.png", "one.png", "line.png", "three.tif", "moving.gif"))


def png_that_says(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims these dimensions."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@needs_tesseract
def test_odd_pictures_are_read_or_refused(tmp_path: Path) -> None:
    names = [path.name for path in odd_pictures(tmp_path)]
    outcomes = run_limited(read_batch, (tmp_path,), seconds=120, memory_mb=2048)
    assert sorted(name for name, _ in outcomes) == sorted(names)
    assert {outcome for _, outcome in outcomes} <= {"read", "refused"}, outcomes


@needs_tesseract
@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
def test_broken_pictures_are_read_or_refused(tmp_path: Path, suffix: str) -> None:
    picture().save(tmp_path / f"whole.{suffix}")
    data, dice = (tmp_path / f"whole.{suffix}").read_bytes(), random.Random(suffix)
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / f"half.{suffix}").write_bytes(data[: len(data) // 2])
    for number in range(BROKEN - 1):
        changed = bytearray(data)
        dice.choice(MUTATIONS)(changed, dice)
        (folder / f"{number}.{suffix}").write_bytes(bytes(changed))
    outcomes = run_limited(read_batch, (folder,), seconds=120, memory_mb=2048)
    assert len(outcomes) == BROKEN
    assert {outcome for _, outcome in outcomes} <= {"read", "refused"}, outcomes


@needs_tesseract
@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (2_000_000_000, 1)])
def test_a_picture_larger_than_any_page_is_refused_unopened(tmp_path: Path, width: int, height: int) -> None:
    (tmp_path / "bomb.png").write_bytes(png_that_says(width, height))
    with pytest.raises(UnreadableFile, match=r"bomb\.png"):
        run_limited(open_layout, (tmp_path / "bomb.png",), seconds=60, memory_mb=1024)


@needs_tesseract
def test_a_whole_bomb_is_too_large(tmp_path: Path) -> None:
    Image.new("1", (16_000, 16_000)).save(tmp_path / "bomb.png")
    with pytest.raises(TooLarge, match="16000"):
        run_limited(open_layout, (tmp_path / "bomb.png",), seconds=60, memory_mb=1024)


def test_a_strip_is_not_enlarged_beyond_a_page() -> None:
    gray, _ = _sized(Image.new("L", (1, 9000), 255))
    assert gray.size <= 41_000_000
