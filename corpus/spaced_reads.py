"""How well a text reads as the cell of a column, for tables set by spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache, partial

from corpus.agencies import looks_like_agencies, split_agencies, surely_agencies
from corpus.columns import Columns
from corpus.flow_atoms import FINISHED, PRODUCT, agencies_like, deadline_like
from corpus.flow_cells import DANGLING, DANGLING_HEAD
from corpus.spaced_cut import CLOSE, CutRow, Fit

_UNLIKE, _SMALL, _SURE, _UNKNOWN, _GOES_ON = 3.0, 1.0, 1.0, 0.8, 1.2
_NO_LEAD, _NO_DEADLINE = 1.2, 0.6
_FINISHED, _PRODUCT = 0.5, 0.8
_BROKEN = re.compile(r"[.!?] [a-zđà-ỹ]")  # another cell's words behind a full stop


def readers(columns: Columns) -> dict[int, Callable[[str], bool]]:
    """Whether a text reads as a cell, for the columns of the agencies and the deadline."""
    found: dict[int, Callable[[str], bool]] = dict.fromkeys(columns.agencies(), _agency_cell)
    return found | ({columns.deadline: deadline_like} if columns.deadline is not None else {})


@lru_cache(maxsize=16384)
def _agency_cell(text: str) -> bool:
    return text[:1].isupper() and looks_like_agencies(text)


def fits(columns: Columns, names: frozenset[str] = frozenset()) -> dict[int, Fit]:
    """How well a text reads, by column; `names` are the agencies that other rows of the table name."""
    begun = frozenset(name[: match.start()] for name in names for match in re.finditer(" ", name))
    found: dict[int, Fit] = {columns.task: Fit(_task, _FINISHED)}
    found |= {i: Fit(_detail, _PRODUCT) for i, _ in columns.details}
    if columns.deadline is not None:
        found[columns.deadline] = Fit(_deadline, 0.0)
    for i in columns.agencies():
        found[i] = Fit(partial(_agencies, names=names, begun=begun, lead=i == columns.lead), _SURE)
    return found


def names_in(cuts: Iterable[CutRow], columns: Columns) -> frozenset[str]:
    """The names that stand in agencies' cells, without those that may be cut wrongly: of cells that stand close to
    others only those that come back."""
    clear: Counter[str] = Counter()
    close: Counter[str] = Counter()
    for cut in cuts:
        for column in columns.agencies():
            if column < len(cut.cells) and _agency_cell(cut.cells[column]):
                tight = any(piece.tight for piece in cut.pieces[column])
                if not tight or cut.margin > CLOSE:
                    (close if tight else clear).update(split_agencies(cut.cells[column]))
    return frozenset(clear) | {name for name, count in close.items() if count > 1}


def _agencies(text: str, *, names: frozenset[str], begun: frozenset[str], lead: bool) -> float:
    """`begun` are the ways in which longer ones of the names begin."""
    if not text:
        return -_NO_LEAD * lead
    value, said = _read_agencies(text)
    odd = sum(0.0 if name in names else 2.0 if name in begun else 1.0 for name in said)
    return value - _UNKNOWN * odd * bool(names)


@lru_cache(maxsize=16384)
def _read_agencies(text: str) -> tuple[float, tuple[str, ...]]:
    """How well a text reads as a list of agencies, and the names in it."""
    if not _agency_cell(text):
        return -_UNLIKE - _SMALL * text[:1].islower(), ()
    return _SURE * surely_agencies(text) - _GOES_ON * text.endswith((";", ",")), split_agencies(text)


def _deadline(text: str) -> float:
    if not text:
        return -_NO_DEADLINE
    return 0.0 if deadline_like(text) else -_UNLIKE - _SMALL * text[:1].islower()


@lru_cache(maxsize=16384)
def _task(text: str) -> float:
    if not text:
        return -4.0
    value = _FINISHED * bool(FINISHED.search(text)) - 1.0 * text[:1].islower() - 1.0 * text.endswith((",", ";"))
    value -= 1.0 * bool(_BROKEN.search(text))
    value -= 1.5 * bool(DANGLING.search(text)) + 1.2 * bool(DANGLING_HEAD.search(text))
    return value - 1.5 * (agencies_like(text) or deadline_like(text))


@lru_cache(maxsize=16384)
def _detail(text: str) -> float:
    if not text:
        return 0.0
    value = _PRODUCT if PRODUCT.match(text) else 0.2 if text[:1].isupper() else -0.8 if text[:1].islower() else 0.0
    return value - 1.5 * bool(re.search(DANGLING, text)) - 0.8 * deadline_like(text) - 0.4 * agencies_like(text)
