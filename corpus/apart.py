"""Text in which a table's columns are printed one below the other, as some extractors of PDF text do.

The numbers then stand together, and behind them all tasks, all agencies, all deadlines: where cells are blank nothing
says which row the others belong to. Such rows are not to be trusted, and the receipt says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.layout import Paragraph
from corpus.model import Notice
from corpus.text import bare

_LABEL = re.compile(r"(?:so )?s?tt|so thu tu")
_NUMBER = re.compile(r"(\d{1,3})[.)]?")


def columns_apart(lines: Sequence[Paragraph]) -> Iterator[Notice]:
    """A notice at the first place where the numbers of rows stand together, below their label or on a later page."""
    filled = [line for line in lines if line.text.strip()]
    for place, line in enumerate(filled):
        labelled = _LABEL.fullmatch(bare(line.text).strip()) is not None
        first = place + 1 if labelled else place
        found = [_NUMBER.fullmatch(below.text.strip()) for below in filled[first : first + (2 if labelled else 3)]]
        numbers = [int(match[1]) for match in found if match]
        # numbers from 1 on without the label may be those of the columns: "1", "2", "3" below their names
        enough = len(numbers) == (2 if labelled else 3) and (labelled or numbers[0] > 1)
        if enough and all(after == number + 1 for number, after in pairwise(numbers)):
            said = (
                "Chữ của bảng được in lần lượt theo từng cột, không còn biết ô nào thuộc hàng nào; các nhiệm vụ "
                "đọc được từ bảng này không đáng tin, hãy nạp tệp PDF hoặc Word gốc."
            )
            yield Notice("columns_apart", f"dòng {line.spot.first_line}", said)
            return
