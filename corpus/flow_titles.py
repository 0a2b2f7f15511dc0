"""Which of the titles printed together at the foot of a page heads which of the sections that wait for one.

The printed order holds, unless the rows themselves say otherwise: an agency's whole name in the rows of another section
than the one it would get, or the agency among those that only coordinate in the rows it would lead.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from corpus.agencies import heading_agency
from corpus.agency_names import ends_in_place, opening
from corpus.agency_words import folds, read_words, unmarked

# "Phối hợp với Công an tỉnh", "báo cáo UBND tỉnh": another's name in one's own row
_OTHERS = frozenset({"với", "cùng", "cáo", "nghị", "gửi", "trình", "giữa", "bởi", "do"})
_NEAR = 8  # words before a name in which such a word tells that it is another's
_MOST = 6  # titles of which every order is looked at

Entry = tuple[str, int]  # a title and its line


def orders(waiting: int, titles: Sequence[Entry]) -> list[tuple[Entry | None, ...]]:
    """Ways of giving the titles to so many waiting sections, the printed order first; for many titles only that."""
    entries: list[Entry | None] = [*titles, *[None] * (waiting - len(titles))]
    if len(entries) > _MOST:
        return [tuple(entries[:waiting])]
    return list(dict.fromkeys(itertools.permutations(entries, waiting)))


def best_order(
    sections: Sequence[tuple[Sequence[str], Sequence[str]]], titles: Sequence[Entry]
) -> tuple[Entry | None, ...]:
    """The title of each section, None where there is none; a section is the texts and the partners of its rows."""
    rows = [[folds(read_words(unmarked(text))) for text in texts] for texts, _ in sections]
    partners = [[folds(read_words(unmarked(text))) for text in cells] for _, cells in sections]
    weights: dict[tuple[int, Entry], float] = {}
    for index, entry in itertools.product(range(len(sections)), titles):
        whole, own = _names_of(entry[0])
        said = sum(any(_says_own(row, name) for name in {whole, own}) for row in rows[index])
        weights[index, entry] = said - 2.0 * any(_place_of(cell, whole) is not None for cell in partners[index])

    def weight(order: Sequence[Entry | None]) -> float:
        printed = [entry[1] for entry in order if entry is not None]
        in_order = sum(a < b for a, b in itertools.combinations(printed, 2))
        return 0.01 * in_order + sum(weights[index, e] for index, e in enumerate(order) if e is not None)

    return max(orders(len(sections), titles), key=weight)


def _names_of(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The agency's whole name and, where it ends in its place, the name without its head: "công an tỉnh"."""
    name = next(iter(heading_agency(title)), title)
    words = read_words(unmarked(name))
    plain = folds(words)
    begun = opening(words, 0, len(words)) if words else None
    start = begun.length if begun is not None else 0
    own = len(plain) - start > 2 and ends_in_place(plain)
    return tuple(plain), tuple(plain[start:] if own else plain)


def _place_of(words: Sequence[str], name: Sequence[str]) -> int | None:
    size = len(name)
    return next((at for at in range(len(words) - size + 1) if tuple(words[at : at + size]) == tuple(name)), None)


def _says_own(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a row speaks of an agency by its name, and not as of another that it works with or reports to."""
    at = _place_of(words, name)
    return at is not None and not _OTHERS & set(words[max(0, at - _NEAR) : at])
