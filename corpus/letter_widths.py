"""How wide words are in print.

Plans are set in Times New Roman (Decree 30/2020/NĐ-CP), so its letters are taken as measure. Other proportional faces
differ little in what matters: which of two lines is wider.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# thousandths of the letters' height, as in the metrics of Times
_GROUPS = {
    180: "'", 278: "ijlt/:;\\", 250: " ,.", 333: "!()-[]`frI‘’", 389: "sJ", 408: '"', 444: "?acez“”", 469: "^",
    500: "#$*0123456789_bdghknopquvxyđ–", 541: "~", 556: "FPS", 564: "+<=>", 611: "ELTZ", 667: "BCR",
    722: "ADGHKNOQUVXYĐw", 778: "&m", 833: "%", 889: "M", 921: "@", 944: "W", 1000: "…—",
}  # fmt: skip
_LETTERS = {letter: float(width) for width, letters in _GROUPS.items() for letter in letters}
_OTHER = 500.0
BLANK = _LETTERS[" "]


@lru_cache(maxsize=4096)
def _width(letter: str) -> float:
    """The width of a letter without its marks."""
    parts = unicodedata.normalize("NFD", letter)
    return sum(_LETTERS.get(char, _OTHER) for char in parts if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def printed_width(text: str) -> float:
    """The width of a line of text, in thousandths of its letters' height."""
    return sum(map(_width, text))
