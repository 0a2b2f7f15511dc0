"""Blocks into a Layout: the rendition's lines are written as the blocks come, so that spots point into it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.layout import Block, Cell, Layout, Paragraph, Table
from corpus.model import Box, Notice, Spot
from corpus.text import clean, squeeze


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph before its line in the rendition is known. `text` may hold line breaks and tabs."""

    text: str
    label: str | None = None
    bold: bool = False
    centred: bool = False
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class DraftCell:
    text: str
    origin: tuple[int, int] | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class DraftTable:
    rows: tuple[tuple[DraftCell, ...], ...]


Draft = DraftParagraph | DraftTable


def build(drafts: Iterable[Draft], *, pages: int | None = None, notices: Sequence[Notice] = ()) -> Layout:
    """The Layout of these blocks: a paragraph is one line of the rendition, a table row one line with tabs.

    Blank paragraphs and blank tables are dropped; a merged cell is printed once, at its origin.
    """
    blocks: list[Block] = []
    lines: list[str] = []
    for draft in drafts:
        if isinstance(draft, DraftParagraph):
            text = tidy(draft.text)
            if text:
                lines.append(squeeze(f"{draft.label or ''} {text}"))
                spot = Spot(len(lines), len(lines), draft.page, draft.box)
                blocks.append(Paragraph(text, spot, draft.label, draft.bold, draft.centred))
        elif any(cell.text.strip() for row in draft.rows for cell in row):
            blocks.append(_table(_without_seams(draft), lines))
    return Layout(tuple(blocks), tuple(lines), pages, notices=tuple(notices))


def _without_seams(draft: DraftTable) -> DraftTable:
    """The table without grid columns that no row uses: bounds that other programs leave inside merged cells."""
    width = min(len(row) for row in draft.rows)
    seams = [
        column
        for column in range(1, width)
        if all(row[column].origin is not None and row[column].origin == row[column - 1].origin for row in draft.rows)
    ]
    if not seams or any(len(row) != width for row in draft.rows):
        return draft
    kept = [column for column in range(width) if column not in seams]
    place = {column: sum(k < column for k in kept) for column in kept}
    rows = [[row[column] for column in kept] for row in draft.rows]
    count = Counter(cell.origin for row in rows for cell in row)

    def moved(cell: DraftCell) -> DraftCell:
        if cell.origin is None:
            return cell
        return replace(cell, origin=(cell.origin[0], place[cell.origin[1]]) if count[cell.origin] > 1 else None)

    return DraftTable(tuple(tuple(moved(cell) for cell in row) for row in rows))


def _table(draft: DraftTable, lines: list[str]) -> Table:
    width = max(len(row) for row in draft.rows)
    rows = []
    for index, row in enumerate(draft.rows):
        texts = [tidy(cell.text) for cell in row]
        printed = [t if c.origin in (None, (index, i)) else "" for i, (c, t) in enumerate(zip(row, texts, strict=True))]
        lines.append("\t".join(squeeze(text) for text in printed).rstrip())
        number = len(lines)
        cells = [Cell(t, Spot(number, number, c.page, c.box), c.origin) for c, t in zip(row, texts, strict=True)]
        page = row[0].page if row else None
        cells += [Cell("", Spot(number, number, page))] * (width - len(cells))
        rows.append(tuple(cells))
    return Table(tuple(rows))


def tidy(text: str) -> str:
    """NFC and clean; line breaks as "\\n", no spaces around them, no blank lines."""
    lines = clean(text.replace("\x0b", "\n").replace("\r", "\n").replace("\x0c", "\n")).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())
