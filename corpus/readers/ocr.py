"""Text recognition by tesseract (`vie`): pictures of text as words with their places."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from corpus.errors import Damaged, MissingTool
from corpus.readers.page import Word

Gray = NDArray[np.uint8]

_INSTALL = "cần tesseract với tiếng Việt để đọc bản quét; hãy cài gói tesseract-ocr và tesseract-ocr-vie"
_SECONDS = 120
_NOISE, _LONG = 0.25, 3  # confidence of specks read as letters; longer words are kept whatever it is
_SURE_SIGN = 0.8  # a sign that is neither letter, digit nor bullet is dirt when read with less
_SURE = 0.5  # a number read with less is read again another way
_LONGEST_NUMBER = 6  # letters: "1.2.10"
_COLUMN = 12  # points: numbers whose left edges differ by less stand in one column
Kind = Literal["text", "block", "number"]
# tesseract's language and page segmentation: texts of several sizes; one even block; one line. Single digits are
# read by the English model, whose Vietnamese sister takes them for words.
_MODES: dict[Kind, tuple[str, str]] = {"text": ("vie", "3"), "block": ("vie", "6"), "number": ("eng", "7")}
_STROKES = re.compile(r"[Il|]{1,3}\.?")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page's picture to recognise; `left`, `top` are its corner on the page in pixels."""

    left: int
    top: int
    picture: Gray
    kind: Kind


def check_tesseract(path: Path) -> None:
    """Raise MissingTool, naming `path`, when tesseract or its Vietnamese is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        raise MissingTool(path, _INSTALL)
    said = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False)
    if not {"vie", "eng"} <= set(said.stdout.split()):
        raise MissingTool(path, _INSTALL)


def recognise(regions: Sequence[Region], dpi: float, path: Path) -> list[Word]:
    """The words of these regions, in points of the whole page. Raises Damaged when tesseract fails on them."""
    words: list[Word] = []
    for kind in ("text", "block"):
        read = _run([region for region in regions if region.kind == kind], *_MODES[kind], dpi, path)
        words += [word for word in read if word.sure >= _NOISE or len(word.text) > _LONG]
    words = [word for word in words if word.sure >= _SURE_SIGN or _says_something(word.text)]
    return words + _numbers([region for region in regions if region.kind == "number"], dpi, path)


def _numbers(regions: Sequence[Region], dpi: float, path: Path) -> list[Word]:
    """One sign for each region: a row whose number nobody could read ("?") still is a row. Words are read as words."""
    best = {id(region): _unread(region, dpi) for region in regions}
    unsure = list(regions)
    for language, mode in (_MODES["number"], ("vie", "7"), ("eng", "10")):
        read = _run(unsure, language, mode, dpi, path)
        for region in unsure:
            inside = [word for word in read if _says_something(word.text) and _stands_in(word, region, dpi)]
            if inside and (word := max(inside, key=lambda w: w.sure)).sure > best[id(region)].sure:
                best[id(region)] = word
        unsure = [region for region in unsure if best[id(region)].sure < _SURE]
    longer = [region for region in regions if len(best[id(region)].text) > _LONGEST_NUMBER]
    found = [best[id(region)] for region in regions if all(region is not other for other in longer)]
    signs = [_counted(word, found) if word.text == "?" else word for word in found]
    return signs + _run(longer, *_MODES["block"], dpi, path)


def _counted(unread: Word, words: Sequence[Word]) -> Word:
    """An unread number between n and n + 2 of its column as n + 1, still unsure."""
    words = sorted(words, key=lambda word: word.top)
    column = [w for w in words if w is unread or (abs(w.x0 - unread.x0) < _COLUMN and _count(w) is not None)]
    here = column.index(unread)
    if 0 < here < len(column) - 1:
        above, below = _count(column[here - 1]), _count(column[here + 1])
        if above is not None and below == above + 2:
            return replace(unread, text=str(above + 1))
    return unread


def _count(word: Word) -> int | None:
    number = word.text.rstrip(".)")
    return int(number) if number.isdigit() and number.isascii() else None


def _says_something(text: str) -> bool:
    return any(c.isalnum() or c in "-–+*•" for c in text)


def _stands_in(word: Word, region: Region, dpi: float) -> bool:
    height, width = region.picture.shape
    x, y = (word.x0 + word.x1) / 2 * dpi / 72, word.middle * dpi / 72
    return bool(region.left <= x <= region.left + width and region.top <= y <= region.top + height)


def _unread(region: Region, dpi: float) -> Word:
    scale = 72 / dpi
    height, width = region.picture.shape
    left, top = region.left * scale, region.top * scale
    return Word("?", left, top, left + width * scale, top + height * scale, height * scale / 2, False, 0.0)


def _run(regions: Sequence[Region], language: str, mode: str, dpi: float, path: Path) -> list[Word]:
    """One tesseract run over all regions of a kind: its list of pictures spares loading the language each time."""
    if not regions:
        return []
    with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
        names = []
        for number, region in enumerate(regions):
            name = Path(folder, f"{number}.pgm")
            Image.fromarray(region.picture).save(name)
            names.append(str(name))
        listing = Path(folder, "list.txt")
        listing.write_text("\n".join(names) + "\n")
        command = ["tesseract", str(listing), "stdout", "-l", language, "--psm", mode, "--dpi", str(int(dpi)), "tsv"]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                timeout=_SECONDS,
                check=False,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
            )
        except subprocess.TimeoutExpired as error:
            raise Damaged(path, "nhận dạng một trang quá lâu") from error
    if done.returncode:
        raise Damaged(path, "không nhận dạng được ảnh trang")
    return _words(done.stdout, regions, 72 / dpi)


def _words(table: str, regions: Sequence[Region], scale: float) -> list[Word]:
    """Tesseract's TSV as words: level 4 rows are lines, level 5 words; page_num counts the pictures."""
    words: list[Word] = []
    height = 0.0
    for row in table.split("\n"):
        cells = row.split("\t")
        if len(cells) != 12 or not cells[0].isdigit():
            continue
        region = regions[int(cells[1]) - 1]
        left, top, width, tall = (int(cell) for cell in cells[6:10])
        if cells[0] == "4":
            height = tall * scale
        text = cells[11].strip().strip("_|")  # ends of rules read as signs
        if cells[0] != "5" or not text:
            continue
        x0, y0 = (region.left + left) * scale, (region.top + top) * scale
        sure = max(float(cells[10]), 0.0) / 100
        if region.kind == "number" and _STROKES.fullmatch(text):
            text = text.replace("l", "I").replace("|", "I")
        words.append(Word(text, x0, y0, x0 + width * scale, y0 + tall * scale, height, False, sure))
    return words


def turn_of(picture: Gray, dpi: float) -> int:
    """How far to turn the picture counter-clockwise, in degrees, for its text to stand upright: 0, 90, 180 or 270."""
    with tempfile.TemporaryDirectory(prefix="ocr-") as folder:
        name = Path(folder, "page.pgm")
        Image.fromarray(picture).save(name)
        command = ["tesseract", str(name), "stdout", "--psm", "0", "--dpi", str(int(dpi))]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return 0
    facts = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    turn = facts.get("Orientation in degrees", "0").strip()
    return int(turn) % 360 if turn.isdigit() else 0
