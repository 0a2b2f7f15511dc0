"""Photographed pages made flat: the sheet's four corners found against what it lies on, and pulled straight."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Gray = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Corners = NDArray[np.float64]  # four (x, y) in pixels: top left, top right, bottom right, bottom left

_SMALL = 500  # pixels along the longer side: enough to find a sheet
_CONTRAST = 35  # gray levels between the sheet and what it lies on
_LEAST, _MOST = 0.3, 0.97  # of the picture: a sheet that fills more of it is a scan
_FILLS = 0.93  # of the four corners' area that is sheet, and of the sheet that is inside them
_LINE = 0.6  # of a side's points, those nearest to it, that tell where it runs
_EDGE = 0.012  # of the sheet's sides, cut off: shadows and the other side of its edge
_RATIO, _NEAR = 297 / 210, 0.06  # of A4's sides, and how far a sheet seen askew may be from it


def flattened(gray: Gray, width: int) -> Gray | None:
    """The sheet of paper on a photograph, seen straight from above, `width` pixels along its shorter side.

    None where the picture shows no sheet against a darker ground: scans and screenshots.
    """
    corners = sheet_of(gray)
    if corners is None:
        return None
    corners = corners + _EDGE * (corners[[2, 3, 0, 1]] - corners)
    across = (_length(corners, 0, 1) + _length(corners, 3, 2)) / 2
    down = (_length(corners, 0, 3) + _length(corners, 1, 2)) / 2
    ratio = max(across, down) / min(across, down)
    longer = width * (_RATIO if abs(ratio / _RATIO - 1) < _NEAR else ratio)
    size = (width, round(longer)) if down >= across else (round(longer), width)
    target = np.array([(0, 0), (size[0], 0), size, (0, size[1])], dtype=np.float64)
    image = Image.fromarray(gray).transform(
        size, Image.Transform.PERSPECTIVE, _homography(target, corners).tolist(), Image.Resampling.BICUBIC
    )
    return np.asarray(image, dtype=np.uint8)


def sheet_of(gray: Gray) -> Corners | None:
    """The corners of the one bright sheet on a darker ground; None when there is none."""
    scale = _SMALL / max(gray.shape)
    if scale >= 1 or min(gray.shape) * scale < 50:
        return None
    size = (round(gray.shape[1] * scale), round(gray.shape[0] * scale))
    small = Image.fromarray(gray).resize(size, Image.Resampling.BOX)
    # letters and rules are closed before the sheet is told from the ground
    closed = small.filter(ImageFilter.MaxFilter(9)).filter(ImageFilter.MinFilter(9)).filter(ImageFilter.GaussianBlur(1))
    level = np.asarray(closed, dtype=np.uint8)
    cut = _threshold(level)
    if cut is None:
        return None
    sheet = _largest(level > cut)
    if not _LEAST < sheet.mean() < _MOST:
        return None
    corners = _corners(sheet)
    inside = _inside(corners, sheet.shape)
    both = float((inside & sheet).sum())
    if both < _FILLS * max(float(inside.sum()), 1.0) or both < _FILLS * float(sheet.sum()):
        return None
    return np.asarray(corners / scale, dtype=np.float64)


def _threshold(level: Gray) -> int | None:
    """A gray level between ground and sheet; None where the rim of the picture is as bright as its middle."""
    rim = np.concatenate([level[:3].ravel(), level[-3:].ravel(), level[:, :3].ravel(), level[:, -3:].ravel()])
    height, width = level.shape
    paper = float(np.median(level[height // 4 : -height // 4, width // 4 : -width // 4]))
    ground = float(np.percentile(rim, 20))
    return int((paper + ground) / 2) if paper - ground > _CONTRAST else None


def _largest(mask: Mask) -> Mask:
    """The connected area that the picture's middle lies in, its holes filled, by growing along rows and columns."""
    area = np.zeros_like(mask)
    height, width = mask.shape
    area[height // 2 - 5 : height // 2 + 6, width // 2 - 5 : width // 2 + 6] = True
    area &= mask
    while True:
        before = int(area.sum())
        for _ in range(8):
            grown = area.copy()
            grown[1:] |= area[:-1]
            grown[:-1] |= area[1:]
            grown[:, 1:] |= area[:, :-1]
            grown[:, :-1] |= area[:, 1:]
            area = grown & mask
        if int(area.sum()) == before:
            break
    # between its first and last pixel of each row and each column, the sheet has no holes
    level = np.maximum.accumulate(area, axis=1) & np.maximum.accumulate(area[:, ::-1], axis=1)[:, ::-1]
    upright = np.maximum.accumulate(area, axis=0) & np.maximum.accumulate(area[::-1], axis=0)[::-1]
    return np.asarray(level & upright, dtype=np.bool_)


def _corners(sheet: Mask) -> Corners:
    """Where straight lines along the sheet's four sides meet."""
    ys, xs = np.nonzero(sheet.any(axis=1))[0], np.nonzero(sheet.any(axis=0))[0]
    left = np.array([np.argmax(sheet[y]) for y in ys], dtype=np.float64)
    right = np.array([sheet.shape[1] - np.argmax(sheet[y, ::-1]) for y in ys], dtype=np.float64)
    top = np.array([np.argmax(sheet[:, x]) for x in xs], dtype=np.float64)
    bottom = np.array([sheet.shape[0] - np.argmax(sheet[::-1, x]) for x in xs], dtype=np.float64)
    (a, b), (c, d) = _side(ys, left), _side(ys, right)  # x = a y + b
    (e, f), (g, h) = _side(xs, top), _side(xs, bottom)  # y = e x + f

    def meet(upright: tuple[float, float], level: tuple[float, float]) -> tuple[float, float]:
        y = (level[0] * upright[1] + level[1]) / (1 - level[0] * upright[0])
        return upright[0] * y + upright[1], y

    return np.array([meet((a, b), (e, f)), meet((c, d), (e, f)), meet((c, d), (g, h)), meet((a, b), (g, h))])


def _side(along: NDArray[np.int_], across: NDArray[np.float64]) -> tuple[float, float]:
    """A line through most of these points: fitted, then again to those nearest to it; ends belong to other sides."""
    kept = np.arange(len(along) // 10, len(along) - len(along) // 10)
    slope, start = np.polyfit(along[kept], across[kept], 1)
    for _ in range(3):
        off = np.abs(across[kept] - slope * along[kept] - start)
        near = kept[off <= max(float(np.quantile(off, _LINE)), 0.5)]
        slope, start = np.polyfit(along[near], across[near], 1)
    return float(slope), float(start)


def _inside(corners: Corners, shape: tuple[int, ...]) -> Mask:
    """The pixels between four corners."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]] + 0.5
    inside = np.ones(shape, dtype=bool)
    for (x0, y0), (x1, y1) in zip(corners, corners[[1, 2, 3, 0]], strict=True):
        inside &= (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0) >= 0
    return inside


def _length(corners: Corners, one: int, other: int) -> float:
    return float(np.hypot(*(corners[one] - corners[other])))


def _homography(source: Corners, target: Corners) -> NDArray[np.float64]:
    """The eight numbers by which Pillow finds for each point of `source`'s picture the one of `target`'s."""
    rows, values = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    return np.asarray(np.linalg.solve(np.array(rows), np.array(values)), dtype=np.float64)
