"""What a file reader gives to the structure reader: paragraphs and tables, each with its place.

Readers (corpus/readers) know file formats and nothing of tasks;
the structure reader knows tasks and nothing of file formats. This is the seam between them.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.model import Notice, Spot


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. `text` is NFC, without its list label; may hold inner spaces as printed.

    `label` is a number or bullet that the file keeps apart from the text (Word's automatic numbering): "1.", "a)", "-".
    """

    text: str
    spot: Spot
    label: str | None = None
    bold: bool = False
    centred: bool = False

    @property
    def labelled(self) -> str:
        """The text with its label before it, as a reader of the page sees it."""
        return self.text if self.label is None else f"{self.label} {self.text}"


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell; `text` keeps its line breaks. A merged cell repeats in each grid column that it covers.

    `origin` is (row, column) of the merged area's first grid place, so that repeats can be told; None when not merged.
    """

    text: str
    spot: Spot
    origin: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A grid: every row has the same number of cells.

    `tight` are the first lines of rows whose cells stand so close together that they may be cut in another place.
    """

    rows: tuple[tuple[Cell, ...], ...]
    tight: frozenset[int] = frozenset()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole file in reading order. `lines` is its rendition (see `Reading.lines`); spots point into it.

    `flat` says that the blocks are bare lines of a text file, in which tables are still to be found.
    """

    blocks: tuple[Block, ...]
    lines: tuple[str, ...]
    pages: int | None = None
    flat: bool = False
    notices: tuple[Notice, ...] = ()
