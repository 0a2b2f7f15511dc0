"""Where a table set by spaces ends in prose or a signature that is indented as the table's cells are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.headings import read_label
from corpus.readers.furniture import is_page_number, is_stamp
from corpus.spaced_columns import Head, segments
from corpus.text import bare

_SIGNED = re.compile(r"\s*(?:Nơi nhận\s*:|(?:T/?M|K/?T)[. ]\s*[A-ZĐ]{2})")
_APPENDIX = re.compile(r"phu luc\b")
_WIDE_LABEL = re.compile(r"^\s*\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐ]|[a-zđ])[.)]?\s{2,}\S")
_OFF = 6  # places to the left of a header's name at which a cell of its column may begin
_OVER = 12  # places by which running text goes on behind the end of its column
_SURE = 3  # lines of running text that are no title at the foot of a page


def prose_begins(lines: Sequence[str], heads: Sequence[tuple[int, Head]], task: int) -> int | None:
    """The first line of prose, or of the signature, below the rows of some header; None where rows go on to the end.

    `heads` are the headers with the lines at which they begin, in order; `task` is the column of the tasks.
    Prose runs through the columns, and no line below it up to the next header or the signature is cut into cells.
    """
    for n, (start, head) in enumerate(heads):
        last = n + 1 == len(heads)
        stop = len(lines) if last else heads[n + 1][0]
        found = _prose_in(lines, start + head.count, stop, [at for at, _, _ in head.names[task + 1 :]], last=last)
        if found is not None:
            return found
    return None


def _prose_in(lines: Sequence[str], start: int, stop: int, columns: Sequence[int], *, last: bool) -> int | None:
    """The first line of prose among the lines below one header; `columns` are the places behind the tasks."""
    if not columns:
        return None
    signed = next((n for n in range(start, stop) if _SIGNED.match(lines[n])), None)
    closes = signed if signed is not None else stop
    close = next((n for n in range(start, closes) if _APPENDIX.match(bare(lines[n]).lstrip())), closes)
    rows = [n for n in range(start, close) if _in_columns(lines[n], columns)]
    if not rows:
        return None
    below = [n for n in range(rows[-1] + 1, close) if lines[n].strip() and not _is_furniture(lines[n])]
    across = [n for n in below if _runs_across(lines[n], columns) and not _goes_on_with_row(lines, n)]
    titles = [n for n in below if _is_title(lines[n]) and (not across or n <= across[0])]
    if not last and len(across) < _SURE and not any(_label(lines[n]) == "bullet" for n in across):
        return signed  # a section's title at the foot of the page
    if titles and (across or below[-1] > titles[0]):
        return titles[0]
    return next(_beginnings(lines, below, across[0]), across[0]) if across else signed


def _beginnings(lines: Sequence[str], below: Sequence[int], across: int) -> Iterator[int]:
    """Lines with a label below a blank one, down to the first that runs across."""
    for n in below:
        if n <= across and not lines[n - 1].strip() and _label(lines[n]) != "none":
            yield n


def _label(line: str) -> str:
    label = read_label(line)
    return label.kind if label.rest[:1].isupper() and not _WIDE_LABEL.match(line) else "none"


def _is_title(line: str) -> bool:
    """Whether a line is a heading with a Roman number or a letter: "IV. TỔ CHỨC THỰC HIỆN"."""
    return _label(line) in ("part", "roman", "letter") and len(segments(line)) == 1


def _is_furniture(line: str) -> bool:
    return is_page_number(line) or is_stamp(line)


def _in_columns(line: str, columns: Sequence[int]) -> bool:
    """Whether a cell behind the tasks begins on this line, or a numbered row does."""
    if not line.strip() or _is_furniture(line):
        return False
    found = segments(line)
    return any(at >= columns[0] - _OFF for at, _, _ in found) or (
        _WIDE_LABEL.match(line) is not None and not _runs_across(line, columns)
    )


def _runs_across(line: str, columns: Sequence[int]) -> bool:
    """Whether a line is running text: one stretch through two columns' beginnings, or one that a label opens."""
    found = segments(line)
    if len(found) != 1 or _WIDE_LABEL.match(line) or found[0][0] >= columns[0]:
        return False
    over = columns[0] if _label(line) != "none" or len(columns) == 1 else columns[1]
    return found[0][1] > over + _OVER


def _goes_on_with_row(lines: Sequence[str], n: int) -> bool:
    """Whether a line goes on with a numbered row that runs through all columns."""
    above = n
    while above > 0 and lines[above - 1].strip():
        above -= 1
        if _WIDE_LABEL.match(lines[above]):
            return _label(lines[n]) == "none"
    return False
