"""Text files: one paragraph a line, blank lines too, so that a paragraph's place is its line number."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from corpus.errors import EmptyFile
from corpus.layout import Layout, Paragraph
from corpus.legacy import decode
from corpus.model import Notice, Spot
from corpus.readers import notices
from corpus.readers.limits import check_size
from corpus.text import clean

Progress = Callable[[int, int], None]

_LINE_END = re.compile(r"\r\n|\n|\r")
# Marks inside a line that other programs print as a break; they end no line of the file.
_INNER_BREAKS = dict.fromkeys(map(ord, "\x0b\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")


def read_text(path: Path, *, progress: Progress | None = None) -> Layout:
    """A .txt or .md file as a flat layout: `blocks[i]` is line i + 1, its text "" when blank.

    UTF-8, UTF-16, Windows-1258, TCVN3 and VNI are told apart by `corpus.legacy.decode`.
    Raises EmptyFile, TooLarge.
    """
    check_size(path, "text")
    text, encoding = decode(path.read_bytes())
    lines = split_lines(text)
    if not any(line.strip() for line in lines):
        raise EmptyFile(path)
    found: list[Notice] = []
    if encoding in ("TCVN3", "VNI", "Windows-1258"):
        found.append(notices.converted(encoding))
    if broken := text.count("\ufffd"):
        found.append(notices.broken_bytes(broken))
    if progress:
        progress(1, 1)
    # a paragraph keeps the form feed that begins its page; the rendition does not
    blocks = tuple(Paragraph(line, Spot(number, number)) for number, line in enumerate(lines, start=1))
    return Layout(blocks, tuple(line.strip("\f").replace("\f", " ") for line in lines), flat=True, notices=tuple(found))


def split_lines(text: str) -> list[str]:
    """The lines of a text, NFC and clean, blank ones "". A form feed ends no line.

    Trailing spaces stay: text copied from a PDF has them where a cell's line goes on.
    """
    lines = _LINE_END.split(text)
    if lines and not lines[-1]:
        lines.pop()
    return [clean(line.translate(_INNER_BREAKS)) if line.strip() else "\f" * ("\f" in line) for line in lines]
