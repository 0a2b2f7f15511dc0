"""A question's words as a full-text expression: pairs of neighbouring syllables first, then rarer single ones.

Vietnamese writes a word as several syllables, and one syllable alone says little ("cán", "bộ"): pairs carry the
meaning, and they are rare enough to be found fast in a million rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from corpus.text import bare

# A single syllable that stands in more rows than this is left to the pairs, if there are enough of them.
COMMON = 2_000
LONGEST = 48
# Of a long text whose best row alone is wanted, so many pairs are looked for, and at least this share of them: the
# rarest. The row that it speaks of has some of these; to score all rows that have any pair takes a third of a second.
FEWEST_PAIRS, PAIR_SHARE = 8, 3


def terms(text: str) -> list[str]:
    """The folded syllables and numbers of a text, in order.

    >>> terms("Quý II/2026: Kế hoạch số 26-KH/ĐU")
    ['qui', 'ii', '2026', 'ke', 'hoach', 'so', '26', 'kh', 'du']
    """
    return re.findall(r"[^\W_]+", bare(text))


def match_expression(text: str, rows_with: Callable[[str], int], *, best: bool = False) -> str | None:
    """An FTS5 expression that finds rows with any pair or any rare syllable of `text`; None when it has no words.

    `rows_with(term)` says in how many rows a syllable, or a pair, stands. `best`: only the best rows are wanted, and of
    many pairs the rarest are enough.
    """
    found = terms(text)[:LONGEST]
    if not found:
        return None
    pairs = list(dict.fromkeys(zip(found, found[1:], strict=False)))
    counts = {term: rows_with(term) for term in dict.fromkeys(found)}
    singles = [term for term, count in counts.items() if 0 < count <= COMMON]
    known_pairs = [(a, b) for a, b in pairs if counts[a] and counts[b]]
    most = max(FEWEST_PAIRS, len(known_pairs) // PAIR_SHARE)
    if best and len(known_pairs) > most:
        standing = {pair: rows_with(" ".join(pair)) for pair in known_pairs}
        known_pairs = sorted((pair for pair in known_pairs if standing[pair]), key=lambda pair: standing[pair])[:most]
    if not singles and not known_pairs:
        singles = [term for term, count in counts.items() if count]
    parts = [f'"{a} {b}"' for a, b in known_pairs] + [f'"{term}"' for term in singles]
    return " OR ".join(parts) or None
