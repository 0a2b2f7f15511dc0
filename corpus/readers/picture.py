"""A page's picture made ready for recognition: evenly lit, upright, level, its ruled lines found and taken out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from corpus.readers.page import Rule

Gray = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_SMALL = 700  # pixels across: enough to see how lines of text lie
_BLOCK = 8  # pixels of a strip that is leaned as one
_STRIPS = 6  # of the page's width, about as wide as a column
_SKEW = 6.0  # degrees looked at to each side
_LEVEL = 0.08  # degrees that need no turning
_LEAST_HEIGHT = 15  # pixels of a word whose strokes can be told
_UPRIGHT = 0.07  # of a stroke's height: leaning less, it is upright
_LEVEL_LENGTH, _UPRIGHT_LENGTH = 0.5, 0.22  # inches: strokes of letters are shorter than a ruled line
_THICKEST = 0.06  # inches


def even_light(gray: Gray) -> Gray:
    """The picture with its paper white everywhere: shadows and yellow paper of photographs taken out."""
    image = Image.fromarray(gray)
    small = image.resize((max(gray.shape[1] // 16, 1), max(gray.shape[0] // 16, 1)), Image.Resampling.BOX)
    paper = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(6)).resize(image.size)
    light = np.maximum(np.asarray(paper, dtype=np.float32), 40.0)
    return np.clip(gray / light * 255.0, 0, 255).astype(np.uint8)


def threshold(gray: Gray) -> int:
    """Otsu's threshold between ink and paper."""
    counts = np.bincount(gray.ravel(), minlength=256).astype(np.float64)
    levels = np.arange(256)
    below, sums = np.cumsum(counts), np.cumsum(counts * levels)
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return int(np.nanargmax(spread)) if np.isfinite(spread).any() else 128


def skew_of(gray: Gray) -> float:
    """The angle in degrees to turn the picture by (counter-clockwise) so that its lines of text lie level."""
    ink = _small_ink(gray)
    width = ink.shape[1] // _BLOCK * _BLOCK
    if not width or ink.shape[0] < _BLOCK:
        return 0.0
    # blocks of columns, their heights in quarters of a pixel: shifting them leans the page without blurring it
    blocks = ink[:, :width].reshape(ink.shape[0], -1, _BLOCK).sum(axis=2).T
    fine = np.arange(0, ink.shape[0] - 1, 0.25)
    blocks = np.array([np.interp(fine, np.arange(ink.shape[0]), block) for block in blocks])
    middles = (np.arange(len(blocks)) - len(blocks) / 2) * _BLOCK * 4

    def sharpness(angle: float, strips: int) -> float:
        shifts = np.rint(middles * np.tan(np.radians(angle))).astype(int)
        leaning = np.array([np.roll(block, -shift) for block, shift in zip(blocks, shifts, strict=True)])
        profiles = [part.sum(axis=0) for part in np.array_split(leaning, strips)]
        return sum(float(np.square(profile[4:] - profile[:-4]).sum()) for profile in profiles)

    best = 0.0
    # lines of neighbouring columns may seem to lie on a slant: strips tell their angle, the whole width its decimals
    for step, reach, strips in ((0.5, _SKEW, _STRIPS), (0.1, 0.5, _STRIPS), (0.05, 0.15, 1)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        best = float(max(angles, key=lambda angle: sharpness(angle, strips)))
    return best if abs(best) > _LEVEL else 0.0


def turned(gray: Gray, angle: float) -> Gray:
    """The picture turned counter-clockwise by `angle` degrees; quarter turns change its size."""
    if angle % 90 == 0:
        return np.ascontiguousarray(np.rot90(gray, int(angle // 90) % 4))
    image = Image.fromarray(gray).rotate(angle, Image.Resampling.BILINEAR, fillcolor=255)
    return np.asarray(image, dtype=np.uint8)


def _small_ink(gray: Gray) -> NDArray[np.float32]:
    image = Image.fromarray(gray)
    scale = min(_SMALL / max(min(gray.shape), 1), 1.0)
    size = (max(int(gray.shape[1] * scale), 1), max(int(gray.shape[0] * scale), 1))
    small = np.asarray(image.resize(size, Image.Resampling.BOX), dtype=np.float32)
    ink = np.clip((200.0 - small) / 200.0, 0, 1)
    # edges of the paper and of the table on a photograph say nothing about its text
    y, x = max(size[1] // 40, 1), max(size[0] // 40, 1)
    return np.asarray(ink[y:-y, x:-x] if min(size) > 80 else ink, dtype=np.float32)


# ruled lines


def find_rules(gray: Gray, dpi: float) -> tuple[list[Rule], Gray]:
    """(rules in points, the picture without them). Lines are looked for at half the picture's resolution."""
    cut = min(threshold(gray[::3, ::3]) + 20, 220)
    level, level_mask = _straight(_halved(gray) < cut, dpi / 2, _LEVEL_LENGTH)
    upright, upright_mask = _straight(_halved(gray.T) < cut, dpi / 2, _UPRIGHT_LENGTH)
    scale = 144 / dpi
    rules = [Rule(x0 * scale, y * scale, x1 * scale, y * scale) for y, x0, x1 in level]
    rules += [Rule(x * scale, y0 * scale, x * scale, y1 * scale) for x, y0, y1 in upright]
    mask = (level_mask | upright_mask.T).repeat(2, axis=0).repeat(2, axis=1)
    clean = gray.copy()
    clean[: mask.shape[0], : mask.shape[1]][mask] = 255
    return rules, clean


def _halved(gray: Gray) -> Gray:
    """Half the size; level lines stay dark (the darker of two rows), gaps along them stay light."""
    rows, columns = gray.shape[0] // 2 * 2, gray.shape[1] // 2 * 2
    even = gray[:rows, :columns]
    pairs = np.minimum(even[0::2], even[1::2])
    return np.asarray(np.maximum(pairs[:, 0::2], pairs[:, 1::2]))


def whitened(gray: Gray) -> Gray:
    """The picture with its paper pure white, so that its grain is not taken for signs."""
    ink = threshold(gray[::3, ::3])
    white = ink + 0.45 * (255 - ink)
    levels: Gray = np.clip(np.arange(256) * 255.0 / white, 0, 255).astype(np.uint8)
    return np.asarray(levels[gray])


def _straight(ink: Mask, dpi: float, shortest: float) -> tuple[list[tuple[float, int, int]], Mask]:
    """Level lines as (y, x0, x1) in pixels, and their pixels. A line may lean or be broken a little."""
    length, thick = int(shortest * dpi), max(int(_THICKEST * dpi), 2)
    # a leaning line runs through neighbouring rows: thicken by one row before looking for long runs
    thickened = ink.copy()
    thickened[1:] |= ink[:-1]
    thickened[:-1] |= ink[1:]
    stacks = [stack for stack in _stacks(list(_runs(_opened(thickened, length)))) if _thin(stack, thick)]
    lines = []
    kept = np.zeros_like(ink)
    for stack in stacks:
        weight = sum(run[2] - run[1] for run in stack)
        middle = sum(run[0] * (run[2] - run[1]) for run in stack) / weight
        lines.append((middle, min(run[1] for run in stack), max(run[2] for run in stack)))
        for y, x0, x1 in stack:
            kept[y, x0:x1] = True
    return lines, kept


def _thin(group: list[tuple[int, int, int]], thick: int) -> bool:
    """Whether a stack is a line rather than a dark area; long ones may lean a little."""
    width = max(run[2] for run in group) - min(run[1] for run in group)
    return group[-1][0] - group[0][0] <= thick + 0.01 * width


def _opened(mask: Mask, length: int) -> Mask:
    """Pixels that lie in level runs of at least `length`."""
    if mask.shape[1] <= length:
        return np.zeros_like(mask)
    sums = np.zeros((mask.shape[0], mask.shape[1] + 1), dtype=np.int32)
    np.cumsum(mask, axis=1, out=sums[:, 1:])
    starts = sums[:, length:] - sums[:, :-length] >= 0.97 * length
    counts = np.zeros((mask.shape[0], mask.shape[1] + 1), dtype=np.int32)
    counts[:, : starts.shape[1]] += starts
    counts[:, length : length + starts.shape[1]] -= starts
    return np.asarray(np.cumsum(counts[:, :-1], axis=1) > 0)


def _runs(mask: Mask) -> Iterator[tuple[int, int, int]]:
    """(row, first, after last) of each run of set pixels, top to bottom."""
    padded = np.zeros((mask.shape[0], mask.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = mask
    change = np.diff(padded, axis=1)
    rows, starts = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    yield from zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True)


def _stacks(runs: list[tuple[int, int, int]]) -> list[list[tuple[int, int, int]]]:
    """Runs of neighbouring rows that overlap, each stack one drawn line."""
    stacks: list[list[tuple[int, int, int]]] = []
    open_stacks: list[list[tuple[int, int, int]]] = []
    for run in runs:
        open_stacks = [stack for stack in open_stacks if run[0] - stack[-1][0] <= 1 or run[0] == stack[-1][0]]
        for stack in open_stacks:
            if any(r[1] < run[2] and run[1] < r[2] for r in stack[-3:]):
                stack.append(run)
                break
        else:
            stacks.append([run])
            open_stacks.append(stacks[-1])
    return stacks


def islands(ink: Mask, gap: int) -> list[tuple[int, int, int, int]]:
    """Boxes (top, left, bottom, right) of ink that stands together, with less than about `gap` pixels between."""
    step = 2 * gap
    rows, columns = -(-ink.shape[0] // step), -(-ink.shape[1] // step)
    padded = np.zeros((rows * step, columns * step), dtype=bool)
    padded[: ink.shape[0], : ink.shape[1]] = ink
    blocks = padded.reshape(rows, step, columns, step).any(axis=(1, 3))
    left = set(zip(*(axis.tolist() for axis in np.nonzero(blocks)), strict=True))
    found = []
    while left:
        front = [left.pop()]
        group = list(front)
        while front:
            y, x = front.pop()
            near = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= near
            front += near
            group += near
        top, bottom = min(y for y, _ in group) * step, (max(y for y, _ in group) + 1) * step
        first, last = min(x for _, x in group) * step, (max(x for _, x in group) + 1) * step
        found.append((top, first, min(bottom, ink.shape[0]), min(last, ink.shape[1])))
    return found


def roman_quarter(word: Gray) -> str | None:
    """The Roman number from I to IV that a word's picture begins with, by its strokes; None when it begins otherwise.

    Recognition takes the touching serifs of II and III for other letters (H, HI, 11, 1), which no rule can undo.
    """
    ink = word < min(threshold(word), 160)
    rows, columns = np.nonzero(ink.any(axis=1))[0], np.nonzero(ink.any(axis=0))[0]
    if len(rows) < _LEAST_HEIGHT or not len(columns):
        return None
    start = ink[:, columns[0] : columns[0] + len(rows) // 2]
    rows = np.nonzero(start.any(axis=1))[0]
    top, height = int(rows[0]), int(rows[-1] - rows[0] + 1)
    upper, lower = (list(_runs(ink[top + int(part * height)][None])) for part in (0.3, 0.7))
    strokes = ""
    for (_, above, end), (_, below, _) in zip(upper, lower, strict=False):
        lean = (below - above) / height
        if abs(lean) <= _UPRIGHT and end - above < 0.3 * height:
            strokes += "I"
        else:
            strokes += "\\" if lean > 0 else "/"
            break
    stems = strokes.rstrip("/\\")
    if strokes.endswith("\\"):
        return "IV" if stems == "I" else None
    return stems if stems in ("I", "II", "III") else None
