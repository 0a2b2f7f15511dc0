"""The rows of a borderless table, once its columns are known.

Numbers at the top of their rows start rows; for numbers set to the middle of their rows see column_centred.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.readers.build import DraftCell
from corpus.readers.column_centred import rows_around, stand_in_the_middle, with_unseen
from corpus.readers.page import Line, Page, Word, box_of, lines_of, stacked
from corpus.readers.prose import Measure

_ROW_GAP = 1.25  # steps: blank between rows that their lines do not have


@dataclass(slots=True)
class Row:
    """Lines of one row; `title` when its text stands across all columns.

    `columns` are the lines of each column, where these do not stand on common baselines.
    """

    lines: list[Line]
    title: bool = False
    columns: Sequence[Sequence[Line]] | None = None


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
            if numbered and (found := _in_the_middle(lines[part], texts[part], labels[part], setting, level)):
                rows += found
                start = end
                continue
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
    marked = [i for i, label in enumerate(labels) if label is not None]
    if inner := _ruled(lines, level, len(marked)):
        ruled = {next(i for i, line in enumerate(lines) if line.middle > y) for y in inner}
        return sorted({0, *ruled})
    if not numbered:
        return [0] + [i for i in range(1, len(lines)) if _opens(lines, texts, i, setting)]
    return sorted({0, *marked})


def _ruled(lines: Sequence[Line], level: Sequence[float], marks: int) -> list[float]:
    """The drawn lines between these lines of text, where there are enough of them to part all rows."""
    inner = [y for y in level if lines[0].bottom < y < lines[-1].top]
    return inner if len(inner) >= max(1, marks - 2) else []


def _opens(lines: Sequence[Line], texts: Sequence[Sequence[Sequence[Word]]], i: int, setting: Measure) -> bool:
    """Without numbers: a row opens after a larger gap, or where two columns start anew after a full stop."""
    if lines[i].middle - lines[i - 1].middle > _ROW_GAP * setting.step:
        return True
    before = next((t for r in range(i - 1, -1, -1) if (t := " ".join(w.text for w in texts[r][0]))), "")
    fresh = sum(bool(column) and column[0].text[:1].isupper() for column in texts[i])
    return (not before or before.endswith((".", ";"))) and bool(texts[i][0]) and fresh >= 2


def _in_the_middle(
    lines: Sequence[Line],
    texts: Sequence[Sequence[Sequence[Word]]],
    labels: Sequence[str | None],
    setting: Measure,
    level: Sequence[float],
) -> list[Row]:
    """The rows of lines whose numbers stand in the middle of their rows; none when they stand elsewhere."""
    marks = [Line(list(columns[0])) for columns, label in zip(texts, labels, strict=True) if label is not None]
    if _ruled(lines, level, len(marks)) or len(texts[0]) < 2:
        return []
    behind = [[word for line in texts for word in line[column]] for column in range(1, len(texts[0]))]
    main = max((lines_of(words) for words in behind), key=len)
    if not stand_in_the_middle(marks, main, setting.step):
        return []
    numbers = with_unseen(marks)
    heights = [None if isinstance(mark, str) else mark.middle for mark in numbers]
    rows = []
    for mark, cells in zip([None, *numbers], rows_around(heights, behind, setting.step), strict=True):
        lines_inside = [line for column in cells for line in column]
        if mark is None and _is_first(cells, marks[0]):
            mark = "1"
        if isinstance(mark, str):  # printed, and not recognised: it stands beside its row's first line
            mark = _stand_in(mark, marks[0], lines_inside) if lines_inside else None
        number = (mark,) if mark is not None else ()
        if number or lines_inside:
            rows.append(Row([*number, *lines_inside], columns=[number, *cells]))
    return rows


def _is_first(cells: Sequence[Sequence[Line]], mark: Line) -> bool:
    """Whether the lines before the number 2 are a row of their own: most cells filled, each from its beginning."""
    filled = [column[0].text for column in cells if column]
    return (
        mark.text.rstrip(".)") == "2" and len(filled) > max(1, len(cells) / 2) and all(t[:1].isupper() for t in filled)
    )


def _stand_in(number: str, like: Line, beside: Sequence[Line]) -> Line:
    top, bottom = min(line.top for line in beside), max(line.bottom for line in beside)
    return Line([replace(like.words[0], text=number, top=top, bottom=bottom, sure=0.0)])


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
        if row.columns is not None:
            lines = [line.words for line in row.columns[column]]
        else:
            lines = [[w for w in line.words if column_of(w) == column] for line in row.lines]
        words = [word for line in lines for word in line]
        text = stacked(" ".join(w.text for w in line) for line in lines if line)
        cells.append(DraftCell(text, None, page.number, _box(page, words) if words else box))
    return tuple(cells)


def _box(page: Page, words: Sequence[Word]) -> tuple[float, float, float, float]:
    left, top = min(w.x0 for w in words), min(w.top for w in words)
    return box_of(page, left, top, max(w.x1 for w in words), max(w.bottom for w in words))
