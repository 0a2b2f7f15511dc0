"""A question's words as a full-text expression: pairs of neighbouring syllables first, then rarer single ones.

Vietnamese writes a word as several syllables, and one syllable alone says little ("cán", "bộ"): pairs carry the
meaning, and they are rare enough to be found fast in a million rows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable

from corpus.text import bare

# A single syllable that stands in more rows than this is left to the pairs, if there are enough of them.
COMMON = 2_000
LONGEST = 48
_TERM = re.compile(r"[^\W_]+")
# Of a long text whose best row alone is wanted, so many pairs are looked for, and at least this share of them: the
# rarest. The row that it speaks of has some of these; to score all rows that have any pair takes a third of a second.
FEWEST_PAIRS, PAIR_SHARE = 8, 3
# To know the rarest, the rows of a pair are counted this far, and farther only where too few pairs are as rare.
RARE = 200


def terms(text: str) -> list[str]:
    """The folded syllables and numbers of a text, in order.

    >>> terms("Quý II/2026: Kế hoạch số 26-KH/ĐU")
    ['qui', 'ii', '2026', 'ke', 'hoach', 'so', '26', 'kh', 'du']
    """
    return _TERM.findall(bare(text))


def match_expression(text: str, rows_with: Callable[[str, int], int], *, best: bool = False) -> str | None:
    """An FTS5 expression that finds rows with any pair or any rare syllable of `text`; None when it has no words.

    `rows_with(term, most)` says in how many rows a syllable, or a pair, stands, `most` + 1 meaning more. `best`: only
    the best rows are wanted, and of many pairs the rarest are enough.
    """
    return " OR ".join(f'"{phrase}"' for phrase in _phrases(text, rows_with, best)) or None


def _phrases(text: str, rows_with: Callable[[str, int], int], best: bool) -> list[str]:
    found = terms(text)[:LONGEST]
    pairs = list(dict.fromkeys(zip(found, found[1:], strict=False)))
    counts = {term: rows_with(term, COMMON) for term in dict.fromkeys(found)}
    singles = [term for term, count in counts.items() if 0 < count <= COMMON]
    known_pairs = [f"{a} {b}" for a, b in pairs if counts[a] and counts[b]]
    most = max(FEWEST_PAIRS, len(known_pairs) // PAIR_SHARE)
    if best and len(known_pairs) > most:
        known_pairs = _rarest(known_pairs, rows_with, most)
    if not singles and not known_pairs:
        singles = [term for term, count in counts.items() if count]
    return known_pairs + singles


def _rarest(pairs: list[str], rows_with: Callable[[str, int], int], most: int) -> list[str]:
    """The `most` pairs that stand in the fewest rows, of those that stand in any."""
    standing = {pair: rows_with(pair, RARE) for pair in pairs}
    if sum(0 < count <= RARE for count in standing.values()) < most:
        standing = {pair: rows_with(pair, COMMON) for pair in pairs}
    return sorted((pair for pair in pairs if standing[pair]), key=lambda pair: standing[pair])[:most]


def score_rows(
    text: str, rows: Iterable[tuple[int, str, str]], rows_with: Callable[[str, int], int], aside: float
) -> list[tuple[int, float]]:
    """(key, score) of those of a few rows (key, folded text, folded words around it) that FTS5 would find, best first.

    A pair or syllable counts by the rarity of its words; `aside`: what it counts in the words around the text. FTS5
    itself would look through all rows for each pair, to know how rare it is.
    """
    weights = {
        f" {phrase} ": sum(math.log1p(COMMON / rows_with(word, COMMON)) for word in phrase.split())
        for phrase in _phrases(text, rows_with, best=False)
    }
    found = []
    for key, *parts in rows:
        inside, around = (f" {' '.join(_TERM.findall(part))} " for part in parts)
        score = sum(
            weight * (1.0 if phrase in inside else aside)
            for phrase, weight in weights.items()
            if phrase in inside or phrase in around
        )
        if score:
            found.append((key, score))
    return sorted(found, key=lambda one: (-one[1], one[0]))
