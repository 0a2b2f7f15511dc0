"""A printed page as a telephone sees it: askew on a dark desk, unevenly lit, with grain."""

from __future__ import annotations

import numpy as np
from PIL import Image

from corpus.readers.perspective import _homography


def photograph(page: Image.Image) -> Image.Image:
    """A gray picture of a page, in perspective, a little larger than the page."""
    width, height = page.size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float64)
    seen = corners * (0.95, 0.97) + (0.07 * width, 0.05 * height)
    seen += np.array([(0.035, 0.015), (0.01, 0.0), (0.03, -0.01), (-0.02, 0.01)]) * (width, height)
    size = (int(1.12 * width), int(1.08 * height))
    placed = page.convert("L").transform(
        size, Image.Transform.PERSPECTIVE, _homography(seen, corners).tolist(), Image.Resampling.BICUBIC, fillcolor=60
    )
    y, x = np.mgrid[0 : size[1], 0 : size[0]]
    light = 0.97 - 0.3 * (x / size[0]) * (y / size[1])
    grain = np.random.default_rng(5).normal(0, 5, (size[1], size[0]))
    return Image.fromarray(np.clip(np.asarray(placed) * light + grain, 0, 255).astype(np.uint8))
