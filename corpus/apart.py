"""Text in which a table's columns are printed one below the other, as some extractors of PDF text do.

The numbers then stand together, and behind them all tasks, all agencies, all deadlines: where cells are blank nothing
says which row the others belong to. Such rows are not to be trusted, and the receipt says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.flow_lines import Numbering
from corpus.layout import Paragraph
from corpus.model import Notice
from corpus.text import bare

_LABEL = re.compile(r"(?:so )?s?tt|so thu tu")
_NUMBER = re.compile(r"(\d{1,3}(?:\.\d{1,3})*|[IVXL]+)[.)]?")
_ENOUGH = 3  # numbers one behind the other; two below their label


def columns_apart(lines: Sequence[Paragraph]) -> Iterator[Notice]:
    """A notice at the first place where the numbers of rows stand together, below their label or on a later page."""
    filled = [line for line in lines if line.text.strip()]
    for place, line in enumerate(filled):
        labelled = _LABEL.fullmatch(bare(line.text).strip()) is not None
        first = place + 1 if labelled else place
        found = [_NUMBER.fullmatch(below.text.strip()) for below in filled[first : first + _ENOUGH - labelled]]
        numbers = [match[1] for match in found if match]
        if len(numbers) < _ENOUGH - labelled or not all(map(_follows, numbers, numbers[1:])):
            continue
        # numbers from 1 on without the label may be those of the columns: "1", "2", "3" below their names
        if labelled or numbers[0] != "1" or "." in numbers[1]:
            said = (
                "Chữ của bảng được in lần lượt theo từng cột, không còn biết ô nào thuộc hàng nào; các nhiệm vụ "
                "đọc được từ bảng này không đáng tin, hãy nạp tệp PDF hoặc Word gốc."
            )
            yield Notice("columns_apart", f"dòng {line.spot.first_line}", said)
            return


def _follows(before: str, after: str) -> bool:
    """Whether a row's number may stand below another: 2 below 1, 1.1 below 1, 2 below 1.4, 1 below II, III below 4."""
    if before[0].isdigit() and after[0].isdigit():
        return after in Numbering.following(before)
    return after in ("1", "1.1") or before[0].isdigit() and not after[0].isdigit()
