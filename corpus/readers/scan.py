"""Scanned pages and photographs: the picture put right, its ruled lines found, its words recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import median

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from corpus.errors import Damaged, EmptyFile, TooLarge
from corpus.layout import Layout
from corpus.readers import notices
from corpus.readers.grid import Grid, areas_of, find_grids
from corpus.readers.limits import PIXELS, SCANNED_PAGES, check_pages, check_size
from corpus.readers.ocr import Gray, Kind, Region, check_tesseract, recognise, turn_of
from corpus.readers.ocr_doubts import doubts, mean_sure
from corpus.readers.ocr_repair import repaired
from corpus.readers.page import Page, Word
from corpus.readers.paged import layout_of
from corpus.readers.perspective import flattened
from corpus.readers.picture import even_light, find_rules, islands, roman_quarter, skew_of, turned, whitened
from corpus.readers.text import Progress

DPI = 300
_LARGEST = 40_000_000  # pixels that a picture is enlarged to: strips are no pages
_PAPER = 8.27  # inches: the width of A4, which a picture without a resolution is taken to show
_FEW = 5  # words, too few to tell by
_STRIP = 12  # strips of a page, the fullest of which tells whether it is upright
_WEAK = 0.6  # mean confidence below which the page may lie on its side or its head
_ALONE = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]?|[IVX]{1,5}[.)]?|[a-zđ][.)]|[-–+•]")  # what may stand alone
_QUARTER = re.compile(r"(?:I{1,3}|IV|[1-4])(?:[/.\-]\d{4})?[.,;)]*")
_STROKES = re.compile(r"[1IlHTVí|!\]\[]{1,4}(?=[/.\-–,;)]|$)")  # what Roman numbers are read as
_LONGEST_QUARTER = 12  # letters: "III/2026." and what is read for it
_LISTED = 4  # words from one quarter of a list to the next
_DATE = re.compile(r"\(?\d{1,2}(?:/\d{1,2})?(?:/\d{4})?[.,;)]*")
_INK = 110  # darker is ink
_SPECK = 25  # pixels of ink: fewer are dirt
_NUMBER_WIDTH, _NUMBER_HEIGHT = 40, 18  # points: a row's number is no larger
_WORD_GAP = 2.2  # points of paper: more stands between two words only
_PIECE = 4.0  # points: nearer to a word, a sign is a piece of it
_APART = 5  # pixels of paper that part two signs
_LEAST_SIGN = 5  # points: smaller signs are dots and dirt
_SURE_ALONE = 0.6  # confidence above which a sign found on its own is kept
_LONG_WORD = 2  # letters: shorter words say little about how well a row was read


def read_image(path: Path, *, progress: Progress | None = None) -> Layout:
    """A photograph or scan (PNG, JPEG, TIFF of several pages, BMP, WebP) as a Layout.

    Raises EmptyFile, Damaged, TooLarge, MissingTool.
    """
    check_size(path, "image")
    check_tesseract(path)
    pages: list[Page] = []
    turn: int | None = None
    for number, (gray, dpi, count) in enumerate(_frames(path), start=1):
        page, turn = read_picture(even_light(gray), dpi, number, path, turn)
        pages.append(page)
        if progress:
            progress(number, count)
    pages = repaired(pages)
    layout = layout_of(pages)
    if not layout.blocks:
        raise EmptyFile(path)
    return replace(layout, notices=(*layout.notices, notices.scanned(len(pages)), *doubts(layout, pages)))


def _frames(path: Path) -> Iterator[tuple[Gray, float, int]]:
    """Each picture of the file as (gray, dpi, number of pictures), at about 300 dpi."""
    Image.MAX_IMAGE_PIXELS = None  # checked here, with a sentence
    try:
        with Image.open(path) as image:
            count = getattr(image, "n_frames", 1)
            check_pages(path, count, SCANNED_PAGES)
            for frame in ImageSequence.Iterator(image):
                if frame.width * frame.height > PIXELS:
                    raise TooLarge(path, f"ảnh {frame.width} × {frame.height} điểm")
                upright = ImageOps.exif_transpose(frame)
                yield (*_sized(upright), count)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Damaged(path, "không mở được ảnh") from error


def _sized(image: Image.Image) -> tuple[Gray, float]:
    """A picture in gray at about 300 dpi, taking its shorter side for the width of an A4 page."""
    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image)
    gray = image.convert("L")
    if (flat := flattened(np.asarray(gray, dtype=np.uint8), round(DPI * _PAPER))) is not None:
        return flat, DPI
    dpi = min(gray.size) / _PAPER
    scale = min(DPI / dpi, (_LARGEST / (gray.width * gray.height)) ** 0.5)
    if scale < 0.9 or scale > 1.25:
        size = (max(round(gray.width * scale), 1), max(round(gray.height * scale), 1))
        gray, dpi = gray.resize(size, Image.Resampling.LANCZOS), dpi * scale
    return np.asarray(gray, dtype=np.uint8), dpi


def lit_sheet(gray: Gray) -> Gray:
    """A PDF page's picture as it is or, where it is a photograph, its sheet flat and evenly lit."""
    flat = flattened(gray, round(DPI * _PAPER))
    return gray if flat is None else even_light(flat)


def read_picture(gray: Gray, dpi: float, number: int, path: Path, turn: int | None = None) -> tuple[Page, int]:
    """One page's picture as words and rules, and how far it was turned for that, in degrees.

    `turn` is how the page before lay: pages of one file mostly lie alike. A page that reads badly is tried again the
    way tesseract says it lies.
    """
    first = _turn(gray, dpi, path) if turn is None else turn
    page = _read_level(turned(gray, first or 0), dpi, number, path)
    asked = turn is None and first is not None
    if page.words and not asked and (mean_sure(page.words) < _WEAK or len(page.words) < _FEW):
        other = turn_of(gray, dpi)
        if other != (first or 0):
            again = _read_level(turned(gray, other), dpi, number, path)
            if mean_sure(again.words) > mean_sure(page.words):
                return again, other
    return page, first or 0


def _turn(gray: Gray, dpi: float, path: Path) -> int | None:
    """How the picture lies: upright when a strip of it reads well, else as tesseract says; None for a blank one."""
    height = gray.shape[0] // _STRIP
    ink = np.cumsum((gray[:, ::4] < _INK).sum(axis=1))
    top = int(np.argmax(ink[height:] - ink[:-height])) if height else 0
    strip = list(_region(gray, (slice(top, top + height), slice(0, None)), "block"))
    if not strip:
        return None
    words = recognise(strip, dpi, path)
    return 0 if len(words) >= _FEW and mean_sure(words) >= _WEAK else turn_of(gray, dpi)


def _read_level(gray: Gray, dpi: float, number: int, path: Path) -> Page:
    skew = skew_of(gray)
    level = turned(gray, skew) if skew else gray
    rules, clean = find_rules(level, dpi)
    scale = 72 / dpi
    grids = find_grids(rules)
    words = _recognise(whitened(clean), grids, dpi, path)
    return Page(number, level.shape[1] * scale, level.shape[0] * scale, tuple(_even(words)), tuple(rules), scanned=True)


def _recognise(clean: Gray, grids: Sequence[Grid], dpi: float, path: Path) -> list[Word]:
    """Recognise the page's regions, then once more the small signs that were passed over."""
    words = _in_halves(list(_regions(clean, grids, dpi)), dpi, path)
    again = list(_passed_over(clean, words, dpi / 72))
    found = [word for word in _in_halves(again, dpi, path) if word.sure >= _SURE_ALONE and _ALONE.fullmatch(word.text)]
    words += [word for word in found if not any(_touches(word, other) for other in words)]
    return _asked_again(clean, words, dpi, path)


def _touches(word: Word, other: Word) -> bool:
    """Whether a sign is a piece of a word that was cut short."""
    level = min(word.bottom, other.bottom) - max(word.top, other.top) > 0.3 * (word.bottom - word.top)
    return level and max(word.x0, other.x0) - min(word.x1, other.x1) < _PIECE


def _asked_again(clean: Gray, words: list[Word], dpi: float, path: Path) -> list[Word]:
    """Quarters by the strokes of their picture ("Quý H/2026" is II), odd dates by the model for numbers."""
    crops = {
        place: crop
        for place, word in enumerate(words)
        for crop in _region(clean, _around(word, dpi / 72), "number")
        if _after_quarter(words, place) or _is_odd_date(word.text)
    }
    for place, crop in crops.items():
        if _after_quarter(words, place) and (number := roman_quarter(crop.picture)) is not None:
            words[place] = _with_quarter(words[place], number)
    odd = [place for place in crops if _is_odd_date(words[place].text)]
    for place, read in zip(odd, recognise([crops[place] for place in odd], dpi, path), strict=True):
        if _DATE.fullmatch(read.text):
            words[place] = replace(words[place], text=read.text)
    return words


def _around(word: Word, scale: float) -> tuple[slice, slice]:
    """The word's place on the picture, with a little paper around it."""
    return (
        slice(max(int(word.top * scale) - 4, 0), int(word.bottom * scale) + 5),
        slice(max(int(word.x0 * scale) - 4, 0), int(word.x1 * scale) + 5),
    )


def _after_quarter(words: Sequence[Word], place: int) -> bool:
    """Whether a Roman quarter stands here: behind "Quý", or behind another one ("Quý II, III/2026")."""
    if _STROKES.match(words[place].text) is None or len(words[place].text) > _LONGEST_QUARTER:
        return False
    before = place - 1
    while before >= 0 and words[before].text.lower() in ("và", "-", "–", "đến"):
        before -= 1
    if before < 0:
        return False
    if words[before].text.lower() == "quý":
        return True
    listed = before < place - 1 or words[before].text.endswith((",", ";"))
    return listed and place - before < _LISTED and _after_quarter(words, before)


def _with_quarter(word: Word, number: str) -> Word:
    """The word with the Roman number that its strokes show; unsure where recognition had read another."""
    match = _STROKES.match(word.text)
    read = match.group() if match else ""
    if read == number or (read, number) == ("1", "I"):
        return word
    return replace(word, text=number + word.text[len(read) :], sure=min(word.sure, 0.5))


def _is_odd_date(text: str) -> bool:
    digits, letters = sum(c.isdigit() for c in text), sum(c.isalpha() for c in text)
    return "/" in text and digits >= 3 and 0 < letters <= 2 and not _QUARTER.fullmatch(text)


def _in_halves(regions: list[Region], dpi: float, path: Path) -> list[Word]:
    """Two tesseract runs at once: each uses one core."""
    regions.sort(key=lambda region: -region.picture.size)
    halves = [half for half in (regions[0::2], regions[1::2]) if half]
    with ThreadPoolExecutor(2) as pool:
        return [word for found in pool.map(lambda half: recognise(half, dpi, path), halves) for word in found]


def _passed_over(clean: Gray, words: Sequence[Word], scale: float) -> Iterator[Region]:
    """Signs no larger than a row's number that no word covers: tesseract drops digits that stand alone."""
    rest = clean.copy()
    for word in words:
        rest[_around(word, scale)] = 255
    for top, left, bottom, right in islands(rest < _INK, _APART):
        height, width = (bottom - top) / scale, (right - left) / scale
        if _LEAST_SIGN < height < _NUMBER_HEIGHT and width < _NUMBER_WIDTH:
            yield from _region(rest, (slice(top, bottom), slice(left, right)), "number")


def _regions(clean: Gray, grids: Sequence[Grid], dpi: float) -> Iterator[Region]:
    """What to recognise apart: text between tables; in a table its columns, its wide cells and its numbers."""
    scale = dpi / 72
    top = 0
    outside = clean.copy()
    for grid in grids:
        outside[_box(grid, (0, 0, len(grid.ys) - 1, len(grid.xs) - 1), scale)] = 255
    for grid in grids:
        yield from _region(outside, (slice(top, int(grid.top * scale)), slice(0, None)), "text")
        top = max(top, int(grid.top * scale))
        yield from _table_regions(clean, grid, scale)
    yield from _region(outside, (slice(top, None), slice(0, None)), "text")


def _table_regions(clean: Gray, grid: Grid, scale: float) -> Iterator[Region]:
    """Cells over several columns and numbers one by one, the rest of each column at once."""
    columns: dict[int, list[tuple[slice, slice]]] = {}
    for area in areas_of(grid):
        place = _box(grid, area, scale)
        if area[3] - area[1] > 1:
            yield from _region(clean, place, "block")
        elif _is_short(clean[place], scale):
            yield from _region(clean, place, "number")
        else:
            columns.setdefault(area[1], []).append(place)
    for places in columns.values():
        alone = np.full_like(clean, 255)
        for place in places:
            alone[place] = clean[place]
        yield from _region(alone, (slice(0, None), places[0][1]), "block")


def _box(grid: Grid, area: tuple[int, int, int, int], scale: float) -> tuple[slice, slice]:
    """An area of the table in pixels."""
    top, left, bottom, right = area
    return (
        slice(int(grid.ys[top] * scale), int(grid.ys[bottom] * scale) + 1),
        slice(int(grid.xs[left] * scale), int(grid.xs[right] * scale) + 1),
    )


def _is_short(cell: Gray, scale: float) -> bool:
    """Whether a cell holds one short sign, such as a row's number: tesseract loses those in a column.

    Two short words ("Báo cáo") are no sign.
    """
    ink = cell < _INK
    ys, xs = np.nonzero(ink)
    if len(xs) < _SPECK or np.ptp(xs) >= _NUMBER_WIDTH * scale or np.ptp(ys) >= _NUMBER_HEIGHT * scale:
        return False
    blank = np.diff(np.nonzero(ink.any(axis=0))[0])
    return bool(blank.max(initial=0) < _WORD_GAP * scale)


def _region(picture: Gray, place: tuple[slice, slice], kind: Kind) -> Iterator[Region]:
    """The part of the picture at `place`, cut to its ink with a margin; nothing when there is none."""
    part = picture[place]
    ink = part < _INK
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    if ink.sum() < _SPECK:
        return
    top, left = int(rows[0]), int(columns[0])
    cut = part[top : rows[-1] + 1, left : columns[-1] + 1]
    margin = 24
    corner = (place[1].start or 0) + left - margin, (place[0].start or 0) + top - margin
    yield Region(*corner, np.pad(cut, margin, constant_values=255), kind)


def _even(words: list[Word]) -> Iterator[Word]:
    """Sizes as printed: the recognised heights of lines vary with their letters, most text is set in one size."""
    heights = [word.size for word in words if len(word.text) >= _LONG_WORD]
    usual = median(heights) if heights else 12.0
    for word in words:
        size = usual if 0.6 * usual < word.size < 1.6 * usual else min(word.size, 2 * usual)
        yield replace(word, size=size)
