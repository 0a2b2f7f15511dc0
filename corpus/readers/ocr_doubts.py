"""What recognition was not sure of, row by row, for the reading receipt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.layout import Cell, Layout, Paragraph
from corpus.model import Notice, Spot
from corpus.readers import notices
from corpus.readers.page import Page, Word

_ROW = 0.75  # mean confidence of a row below which it is flagged
_WORD = 0.5  # confidence of a word of a short cell below which its row is flagged
_PIECES, _SHORT, _SHARE = 15, 5, 0.6  # paragraphs, their words, and the share of such that looks like a table


def mean_sure(words: Sequence[Word]) -> float:
    """Mean confidence, each word by its length."""
    letters = sum(len(word.text) for word in words)
    return sum(word.sure * len(word.text) for word in words) / letters if letters else 0.0


def doubts(layout: Layout, pages: Sequence[Page]) -> list[Notice]:
    """Notices on paragraphs and rows of scanned pages that were recognised with low confidence.

    A row is doubtful as a whole or for one word of a cell that is not its text: an agency, a deadline, a number.
    """
    by_number = {page.number: page for page in pages if page.scanned}
    found: list[Notice] = []
    for block in layout.blocks:
        if isinstance(block, Paragraph):
            found += _doubt(block.text, [block.spot], [], by_number)
        else:
            longest = _text_column(block.rows)
            for row in block.rows:
                text = " ".join(cell.text for cell in row if cell.text)
                short = [cell for column, cell in enumerate(row) if column != longest and cell.text]
                found += _doubt(text, [cell.spot for cell in row], short, by_number)
    return [*found, *_tables_in_pieces(layout, by_number)]


def _text_column(rows: Sequence[Sequence[Cell]]) -> int:
    """The column with the most text: that of the tasks."""
    width = min(len(row) for row in rows)
    return max(range(width), key=lambda column: sum(len(row[column].text) for row in rows))


def _doubt(text: str, spots: Sequence[Spot], short: Sequence[Cell], pages: dict[int, Page]) -> Iterator[Notice]:
    page = pages.get(spots[0].page or 0) if spots else None
    if page is None:
        return
    words = [word for word in page.words if any(_within(word, spot, page) for spot in spots)]
    if not words:
        return
    if (sure := mean_sure(words)) < _ROW:
        yield notices.low_confidence(page.number, text, sure)
        return
    for cell in short:
        weak = [word for word in words if word.sure < _WORD and _within(word, cell.spot, page) and _says(word)]
        if weak:
            yield notices.doubtful_cell(page.number, text, cell.text, min(word.sure for word in weak))
            return


def _says(word: Word) -> bool:
    return any(sign.isalnum() for sign in word.text)


def _within(word: Word, spot: Spot, page: Page) -> bool:
    if spot.box is None:
        return False
    x, y = (word.x0 + word.x1) / 2 / page.width, word.middle / page.height
    left, top, right, bottom = spot.box
    return left <= x <= right and top <= y <= bottom


def _tables_in_pieces(layout: Layout, pages: dict[int, Page]) -> Iterator[Notice]:
    """Scanned pages of many short pieces and no table: a table whose columns were not found."""
    tabled = {row[0].spot.page for block in layout.blocks if not isinstance(block, Paragraph) for row in block.rows}
    for number in pages:
        texts = [b.text for b in layout.blocks if isinstance(b, Paragraph) and b.spot.page == number]
        short = sum(len(text.split()) <= _SHORT for text in texts)
        if number not in tabled and len(texts) >= _PIECES and short > _SHARE * len(texts):
            yield notices.table_in_pieces(number)
