"""The rows of a borderless table, once its columns are known.

Numbers at the top of their rows start rows. Numbers set to the middle of tall rows are found by the texts that would
be cut in mid-sentence; then a row reaches as far below its number as above.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.readers.build import DraftCell
from corpus.readers.page import Line, Page, Word, box_of, stacked
from corpus.readers.prose import Measure

_ROW_GAP = 1.25  # steps: blank between rows that their lines do not have


@dataclass(slots=True)
class Row:
    """Lines of one row; `title` when its text stands across all columns."""

    lines: list[Line]
    title: bool = False


def rows_of(
    lines: Sequence[Line],
    titles: Sequence[bool],
    labels: Sequence[str | None],
    texts: Sequence[Sequence[Sequence[Word]]],
    setting: Measure,
    level: Sequence[float],
    numbered: bool,
) -> list[Row]:
    """Lines below the header as rows.

    `titles[i]`: line i runs across the columns; `labels[i]`: its number, if any; `texts[i][c]`: its words in column c;
    `level`: heights of drawn level lines, which part rows where there are enough of them.
    """
    rows: list[Row] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and titles[end] == titles[start]:
            end += 1
        if titles[start]:
            rows += [Row([line], title=True) for line in lines[start:end]]
        else:
            part = slice(start, end)
            starts = _starts(lines[part], labels[part], texts[part], setting, level, numbered)
            rows += [
                Row(list(lines[start + a : start + b])) for a, b in zip(starts, [*starts[1:], end - start], strict=True)
            ]
        start = end
    return rows


def _starts(
    lines: Sequence[Line],
    labels: Sequence[str | None],
    texts: Sequence[Sequence[Sequence[Word]]],
    setting: Measure,
    level: Sequence[float],
    numbered: bool,
) -> list[int]:
    """The first line of each row; always line 0."""
    inner = [y for y in level if lines[0].bottom < y < lines[-1].top]
    marked = [i for i, label in enumerate(labels) if label is not None]
    if len(inner) >= max(1, len(marked) - 2):
        ruled = {next(i for i, line in enumerate(lines) if line.middle > y) for y in inner}
        return sorted({0, *ruled})
    if not numbered:
        return [0] + [i for i in range(1, len(lines)) if _opens(lines, texts, i, setting)]
    if _centred_numbers(lines, texts, marked):
        return _around(lines, texts, marked)
    return sorted({0, *marked})


def _opens(lines: Sequence[Line], texts: Sequence[Sequence[Sequence[Word]]], i: int, setting: Measure) -> bool:
    """Without numbers: a row opens after a larger gap, or where two columns start anew after a full stop."""
    if lines[i].middle - lines[i - 1].middle > _ROW_GAP * setting.step:
        return True
    before = next((t for r in range(i - 1, -1, -1) if (t := " ".join(w.text for w in texts[r][0]))), "")
    fresh = sum(bool(column) and column[0].text[:1].isupper() for column in texts[i])
    return (not before or before.endswith((".", ";"))) and bool(texts[i][0]) and fresh >= 2


def _centred_numbers(lines: Sequence[Line], texts: Sequence[Sequence[Sequence[Word]]], marked: Sequence[int]) -> bool:
    """Whether the numbers stand in the middle of their rows: beside them texts go on rather than begin."""
    tall = [i for n, i in enumerate(marked) if (marked[n + 1] if n + 1 < len(marked) else len(lines)) - i > 1]
    if len(tall) < 2:
        return bool(marked) and marked[0] > 0 and not any(texts[marked[0]][1:])
    begins = 0
    for i in tall:
        main = texts[i][1] if len(texts[i]) > 1 else []
        begins += bool(main) and (main[0].text[:1].isupper() or not main[0].text[:1].isalpha())
    return begins < 0.6 * len(tall)


def _around(lines: Sequence[Line], texts: Sequence[Sequence[Sequence[Word]]], marked: Sequence[int]) -> list[int]:
    """Rows whose middles are where their numbers stand.

    Each ends where it is as tall below its number as above, so the first row's start settles all: the one that fits
    best is taken, and what stands before it is the rest of a row from the page before.
    """
    ways = [_from(lines, texts, marked, first) for first in range(marked[0] + 1)]
    _, starts = min(ways)
    return sorted({0, *starts})


def _from(
    lines: Sequence[Line], texts: Sequence[Sequence[Sequence[Word]]], marked: Sequence[int], first: int
) -> tuple[float, list[int]]:
    """(misfit in lines of text, starts of the rows) when the first numbered row starts at line `first`."""
    starts, cost = [first], 0.3 if first else 0.0
    for number, following in zip(marked, marked[1:], strict=False):
        middle, top = lines[number].words[0].middle, lines[starts[-1]].top
        end = min(range(number + 1, following + 1), key=lambda end: abs((top + lines[end - 1].bottom) / 2 - middle))
        cost += abs((top + lines[end - 1].bottom) / 2 - middle) / lines[number].size
        starts.append(end)
    return cost + sum(_cuts(texts, start) for start in starts if start), starts


def _cuts(texts: Sequence[Sequence[Sequence[Word]]], start: int) -> float:
    """How much a row's start at this line cuts sentences of the main column in two."""
    after = next((line[1] for line in texts[start:] if len(line) > 1 and line[1]), None)
    before = next((line[1] for line in reversed(texts[:start]) if len(line) > 1 and line[1]), None)
    cost = 0.0
    if after and after[0].text[0].islower():
        cost += 1.0
    if before and before[-1].text[-1] not in ".;:!?":
        cost += 0.5
    return cost


def cells_of(
    row: Row, place: int, page: Page, column_of: Callable[[Word], int], bounds: Sequence[float]
) -> tuple[DraftCell, ...]:
    """The row's cells; a title row's text repeats in each."""
    width = len(bounds) + 1
    box = _box(page, [word for line in row.lines for word in line.words])
    if row.title:
        return tuple(DraftCell(row.lines[0].text, (place, 0), page.number, box) for _ in range(width))
    cells = []
    for column in range(width):
        lines = [[w for w in line.words if column_of(w) == column] for line in row.lines]
        words = [word for line in lines for word in line]
        text = stacked(" ".join(w.text for w in line) for line in lines if line)
        cells.append(DraftCell(text, None, page.number, _box(page, words) if words else box))
    return tuple(cells)


def _box(page: Page, words: Sequence[Word]) -> tuple[float, float, float, float]:
    left, top = min(w.x0 for w in words), min(w.top for w in words)
    return box_of(page, left, top, max(w.x1 for w in words), max(w.bottom for w in words))
