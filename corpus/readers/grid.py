"""Ruled tables: lines that cross make a grid, a missing line between two places merges them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.build import DraftCell, DraftTable
from corpus.readers.page import Page, Rule, Word, box_of, lines_of, stacked

_SNAP = 3.0  # points: lines closer than this are one (double borders, drawing noise)
_GAP = 4.5  # points: dashes with less between them are one line
_COVER = 0.6  # of a cell's side that must be drawn to divide two places
_OVERHANG = 8.0  # points: a rule that goes further than the last crossing one shows an open side


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table stands: `xs` and `ys` are its column and row bounds, `rules` the lines that make it."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rules: tuple[Rule, ...]

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def holds(self, word: Word) -> bool:
        middle = (word.x0 + word.x1) / 2
        return self.xs[0] <= middle <= self.xs[-1] and self.ys[0] <= word.middle <= self.ys[-1]


def find_grids(rules: Iterable[Rule]) -> list[Grid]:
    """The ruled tables of a page, top to bottom: at least two places that lines divide."""
    merged = _merge([r for r in rules if r.upright]) + _merge([r for r in rules if not r.upright])
    grids = [grid for group in _connected(merged) if (grid := _grid(group)) is not None]
    return sorted(_outermost(grids), key=lambda grid: (grid.top, grid.xs[0]))


def areas_of(grid: Grid) -> list[tuple[int, int, int, int]]:
    """The table's areas as (first row, first column, row after, column after); most are one place."""
    area = _areas(grid)
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(area):
        for c, origin in enumerate(row):
            ends[origin] = (r + 1, max(c + 1, ends.get(origin, (0, 0))[1]))
    return [(*origin, *end) for origin, end in ends.items()]


def read_grid(grid: Grid, page: Page, words: Sequence[Word]) -> DraftTable:
    """The table's rows with their texts; a merged area's text repeats in each place that it covers."""
    area = _areas(grid)
    inside: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        column = _slot(grid.xs, (word.x0 + word.x1) / 2)
        row = _slot(grid.ys, word.middle)
        inside.setdefault(area[row][column], []).append(word)
    texts = {origin: stacked(line.text for line in lines_of(found)) for origin, found in inside.items()}
    # rows that only space the table out hold nothing; a merged area starts in the first row that is kept
    kept = [r for r in range(len(area)) if any(o in texts for o in area[r])]
    starts: dict[tuple[int, int], tuple[int, int]] = {}
    for place, r in enumerate(kept):
        for origin in area[r]:
            starts.setdefault(origin, (place, origin[1]))
    sizes: dict[tuple[int, int], int] = {}
    for r in kept:
        for origin in area[r]:
            sizes[origin] = sizes.get(origin, 0) + 1

    def cell(origin: tuple[int, int], row: int, column: int) -> DraftCell:
        box = box_of(page, grid.xs[column], grid.ys[row], grid.xs[column + 1], grid.ys[row + 1])
        return DraftCell(texts.get(origin, ""), starts[origin] if sizes[origin] > 1 else None, page.number, box)

    return DraftTable(tuple(tuple(cell(o, r, c) for c, o in enumerate(area[r])) for r in kept))


def _slot(bounds: Sequence[float], value: float) -> int:
    """The interval of `bounds` that a value falls in, the nearest one at the ends."""
    return max(sum(bound <= value for bound in bounds[1:-1]), 0)


def _merge(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line joined: same place across, touching or nearly so along."""
    if not rules:
        return []
    upright = rules[0].upright

    def across(rule: Rule) -> float:
        return rule.x0 if upright else rule.top

    merged = []
    for group in _clusters(rules, across):
        place = sum(across(r) for r in group) / len(group)
        spans = sorted((r.top, r.bottom) if upright else (r.x0, r.x1) for r in group)
        start, end = spans[0]
        for first, last in spans[1:]:
            if first - end > _GAP:
                merged.append(Rule(place, start, place, end) if upright else Rule(start, place, end, place))
                start, end = first, last
            end = max(end, last)
        merged.append(Rule(place, start, place, end) if upright else Rule(start, place, end, place))
    return merged


def _clusters(rules: list[Rule], across: Callable[[Rule], float]) -> list[list[Rule]]:
    ordered = sorted(rules, key=across)
    groups = [[ordered[0]]]
    for rule in ordered[1:]:
        if across(rule) - across(groups[-1][0]) <= _SNAP:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return groups


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Rules gathered into drawings: an upright and a level one that cross or touch belong together."""
    upright, level = [r for r in rules if r.upright], [r for r in rules if not r.upright]
    group = {id(rule): {id(rule)} for rule in rules}
    for v in upright:
        for h in level:
            if h.x0 - _SNAP <= v.x0 <= h.x1 + _SNAP and v.top - _SNAP <= h.top <= v.bottom + _SNAP:
                a, b = group[id(v)], group[id(h)]
                if a is not b:
                    a |= b
                    for member in b:
                        group[member] = a
    by_id = {id(rule): rule for rule in rules}
    found = {id(members): members for members in group.values()}
    return [[by_id[member] for member in members] for members in found.values()]


def _grid(rules: list[Rule]) -> Grid | None:
    """The bounds of one drawing; None for frames and crossings that hold fewer than two places."""
    upright, level = [r for r in rules if r.upright], [r for r in rules if not r.upright]
    if not upright or not level:
        return None
    xs = _bounds([r.x0 for r in upright], [r.x0 for r in level], [r.x1 for r in level])
    ys = _bounds([r.top for r in level], [r.top for r in upright], [r.bottom for r in upright])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 2:
        return None
    return Grid(tuple(xs), tuple(ys), tuple(rules))


def _bounds(places: list[float], starts: list[float], ends: list[float]) -> list[float]:
    """Distinct bounds; where the crossing rules go on past the last one, the table's side is open there."""
    bounds: list[float] = []
    for place in sorted(places):
        if not bounds or place - bounds[-1] > _SNAP:
            bounds.append(place)
    if bounds[0] - min(starts) > _OVERHANG:
        bounds.insert(0, min(starts))
    if max(ends) - bounds[-1] > _OVERHANG:
        bounds.append(max(ends))
    return bounds


def _outermost(grids: list[Grid]) -> list[Grid]:
    """Without grids that stand inside a cell of another."""

    def inside(a: Grid, b: Grid) -> bool:
        return b.xs[0] <= a.xs[0] and a.xs[-1] <= b.xs[-1] and b.top <= a.top and a.bottom <= b.bottom

    return [g for g in grids if not any(g is not other and inside(g, other) for other in grids)]


def _areas(grid: Grid) -> list[list[tuple[int, int]]]:
    """For each place the first place (row, column) of the merged area that it belongs to."""
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    upright = [r for r in grid.rules if r.upright]
    level = [r for r in grid.rules if not r.upright]
    area = {(r, c): {(r, c)} for r in range(rows) for c in range(columns)}

    def join(a: tuple[int, int], b: tuple[int, int]) -> None:
        if area[a] is not area[b]:
            area[a] |= area[b]
            for member in area[b].copy():
                area[member] = area[a]

    for r in range(rows):
        for c in range(columns):
            right, below = (r, c + 1), (r + 1, c)
            if c + 1 < columns and not _drawn(upright, grid.xs[c + 1], grid.ys[r], grid.ys[r + 1]):
                join((r, c), right)
            if r + 1 < rows and not _drawn(level, grid.ys[r + 1], grid.xs[c], grid.xs[c + 1]):
                join((r, c), below)
    return [[min(area[r, c]) for c in range(columns)] for r in range(rows)]


def _drawn(rules: list[Rule], place: float, start: float, end: float) -> bool:
    """Whether a line is drawn at `place` along most of the stretch from `start` to `end`."""
    covered = 0.0
    for rule in rules:
        across, first, last = (rule.x0, rule.top, rule.bottom) if rule.upright else (rule.top, rule.x0, rule.x1)
        if abs(across - place) <= _SNAP:
            covered += max(min(last, end) - max(first, start), 0.0)
    return covered >= _COVER * (end - start)
