"""How wide the columns of a table set by spaces are and where they begin, as its rows were cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.letter_widths import printed_width
from corpus.spaced_cut import LIST_MARK, SET_BREAK, CutRow
from corpus.spaced_line import Edges, Piece, Width, Widths

_LEAST_BREAKS = 4
_STRAIGHT = 0.6
_DOUBTFUL = 0.3
_WRONG = 0.02  # of the lines that are cut wrongly
_EXACT, _FACE = 0.004, 0.03  # of a column's width, by which the same face and another differ from what letters tell
_LEAST_SURE = 20  # lines that tell whether it is the same face
_UNSEEN = 0.13  # of a column's width by which it may be wider than its widest line


def column_widths(rows: Sequence[CutRow], count: int) -> Widths:
    """How wide the columns are, from where the lines of their cells are broken; None where too few are."""
    lines = [_lines_of(rows, column) for column in range(count)]
    texts = [_text_width(found) for found in lines]
    # one face is used for all columns: lines that are off by more than a face may be are cut wrongly
    off = [
        abs(line.place / text - 1)
        for found, text in zip(lines, texts, strict=True)
        if text is not None
        for line in found
        if line.weight == 1.0 and line.broken == (line.place < text)
    ]
    sure = sum(line.weight == 1.0 for found in lines for line in found)
    off = sorted([share for share in off if share], reverse=True)[max(1, round(_WRONG * sure)):]
    slack = min(_FACE, max(_EXACT, off[0] if off else 0.0)) if sure >= _LEAST_SURE else _FACE
    return tuple(None if text is None else _width(found, text, slack) for found, text in zip(lines, texts, strict=True))


@dataclass(frozen=True, slots=True)
class _Line:
    """The printed width of a cell's line or, where `broken`, of one with its next word, which did not fit."""

    place: float
    broken: bool
    weight: float


def _lines_of(rows: Sequence[CutRow], column: int) -> list[_Line]:
    """The lines of a column; those that may be cut in another place count less."""
    found: list[_Line] = []
    for row in rows:
        weights = [_DOUBTFUL if piece.tight or piece.place in row.doubtful else 1.0 for piece in row.pieces[column]]
        for piece, weight in zip(row.pieces[column], weights, strict=True):
            found.append(_Line(printed_width(piece.text), broken=False, weight=weight))
        for (above, first), (below, second) in pairwise(zip(row.pieces[column], weights, strict=True)):
            if not SET_BREAK.search(above.text) and not LIST_MARK.match(below.text):
                place = printed_width(f"{above.text} {below.text.split(maxsplit=1)[0]}")
                found.append(_Line(place, broken=True, weight=min(first, second)))
    return found


def _text_width(lines: Sequence[_Line]) -> float | None:
    """The width that is least at odds with the lines: none wider, and none that the next word would have fitted."""
    if sum(line.broken for line in lines) < _LEAST_BREAKS:
        return None

    def odds(width: float) -> float:
        return sum([
            line.weight * min(0.3, abs(line.place / width - 1))
            for line in lines
            if line.broken == (line.place < width)
        ])

    widths = sorted({line.place for line in lines if not line.broken})
    return min(widths[len(widths) // 3 :], key=odds)


def _width(lines: Sequence[_Line], text: float, slack: float) -> Width:
    broken = [line.place for line in lines if line.broken and line.weight == 1.0 and line.place > text]
    return Width(text, min([*broken, (1 + _UNSEEN) * text]), slack)


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
                share = before.text / (before.text + width.text)
                told = starts[-1] + round((edges.starts[column + 1] - starts[-1]) * share)
            elif len(begins) >= _LEAST_BREAKS:
                told = begins[int(0.8 * (len(begins) - 1))]
        starts.append(max(told, starts[-1] + 2))
    return Edges(tuple(starts), tuple(aligned))
