"""How wide the columns of a table set by spaces are and where they begin, as its rows were cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from corpus.letter_widths import printed_width
from corpus.spaced_cut import LIST_MARK, SET_BREAK, CutRow
from corpus.spaced_line import Edges, Piece, Widths

_LEAST_BREAKS = 4
_STRAIGHT = 0.6
_DOUBTFUL = 0.3


def column_widths(rows: Sequence[CutRow], count: int) -> Widths:
    """How wide the columns are, from where the lines of their cells are broken; None where too few are."""
    return tuple(_width([row.pieces[column] for row in rows]) for column in range(count))


def _width(cells: Sequence[Sequence[Piece]]) -> float | None:
    """The width that is least at odds with the lines: none wider, and none that the next word would have fitted.

    Lines that stand close to another cell may be cut wrongly, and count less.
    """
    weights = {False: 1.0, True: _DOUBTFUL}
    filled = [(printed_width(piece.text), weights[piece.tight]) for lines in cells for piece in lines]
    broken = [
        (printed_width(f"{above.text} {below.text.split()[0]}"), weights[above.tight])
        for lines in cells
        for above, below in pairwise(lines)
        if not SET_BREAK.search(above.text) and not LIST_MARK.match(below.text)
    ]
    if len(broken) < _LEAST_BREAKS:
        return None

    def odds(width: float) -> float:
        over = sum(weight * min(0.3, place / width - 1) for place, weight in filled if place > width)
        return over + sum(weight * min(0.3, 1 - place / width) for place, weight in broken if place < width)

    widths = sorted({width for width, _ in filled})
    return min(widths[len(widths) // 3 :], key=odds)


def _common(places: Sequence[int]) -> tuple[int, float]:
    """The place at or beside which most of these are, and the share of them that are."""
    count = Counter(places)
    near = {place: count[place - 1] + count[place] + count[place + 1] for place in places}
    common = max(near, key=lambda place: near[place], default=0)
    return common, near[common] / len(places) if places else 0.0


def edges_after(cells: Sequence[Sequence[Piece]], edges: Edges, widths: Widths) -> Edges:
    """The edges of a page as its rows were cut, given as the lines of each column's cells.

    Where nearly all lines of a column stand close behind full ones, nothing clear is printed under its beginning: it is
    told from the widths of the columns around it, or from the places to which its lines are pushed.
    """
    starts, aligned = [0], list(edges.aligned)
    for column in range(1, len(edges.starts)):
        told = edges.starts[column]
        begins = sorted(piece.start for piece in cells[column])
        clear = [piece.start for piece in cells[column] if not piece.before]
        common, share = _common(clear)
        if not aligned[column] and len(clear) > 2 and share > _STRAIGHT:
            told, aligned[column] = common, True
        elif column > 1 and not aligned[column] and len(clear) < max(3, 0.3 * len(begins)):
            before, width = widths[column - 1], widths[column]
            if before and width and column + 1 < len(edges.starts):
                told = starts[-1] + round((edges.starts[column + 1] - starts[-1]) * before / (before + width))
            elif len(begins) >= _LEAST_BREAKS:
                told = begins[int(0.8 * (len(begins) - 1))]
        starts.append(max(told, starts[-1] + 2))
    return Edges(tuple(starts), tuple(aligned))
