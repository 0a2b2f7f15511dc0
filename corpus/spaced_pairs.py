"""Words that are known to follow each other, for columns so close that a word may be either one's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from corpus.agency_words import vocabulary
from corpus.spaced_cut import CutRow
from corpus.spaced_line import Pair, pair
from corpus.text import clean

_ROWS = 2  # in which two words must follow each other


@lru_cache(maxsize=1)
def _of_names() -> frozenset[Pair]:
    """The words that follow each other in the names of agencies that are known."""
    vocab = vocabulary()
    phrases = [
        words
        for table in (vocab.heads, vocab.collectives, vocab.levels, vocab.owners, vocab.posts, vocab.fields, vocab.body)
        for words, _ in table.items()
    ]
    return frozenset((above, below) for words in phrases for above, below in pairwise(words))


def pairs_in_prose(lines: Iterable[str]) -> frozenset[Pair]:
    """The words that follow each other in running text or in names that are known."""
    found = (pair(above, below) for line in lines for above, below in pairwise(clean(line).split()))
    return _of_names() | {words for words in found if words}


def pairs_in_rows(rows: Sequence[CutRow]) -> frozenset[Pair]:
    """The words that follow each other in the cells of several rows, without lines that may be cut in another place."""
    count: Counter[Pair] = Counter()
    for row in rows:
        found: set[Pair | None] = set()
        for lines in row.pieces:
            sure = [piece for piece in lines if piece.place not in row.doubtful]
            found.update(pair(above, below) for piece in sure for above, below in pairwise(piece.text.split()))
            found.update(
                pair(above.text.rsplit(maxsplit=1)[-1], below.text.split(maxsplit=1)[0])
                for above, below in pairwise(lines)
                if above in sure and below in sure
            )
        count.update(words for words in found if words)
    return frozenset(words for words, rows_with in count.items() if rows_with >= _ROWS)
