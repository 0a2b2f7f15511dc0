"""Files of every kind as paragraphs and tables. What a file is, its content says; its name only where that is silent."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import EmptyFile, MissingFile, WrongType
from corpus.layout import Layout
from corpus.readers.text import Progress, read_text


def open_layout(path: Path, *, progress: Progress | None = None) -> Layout:
    """Read one file as a Layout; `progress(done, pages)` is called after each page.

    Raises an UnreadableFile (see corpus.errors) with one sentence for the user.
    """
    if not path.is_file():
        raise MissingFile(path)
    if path.stat().st_size == 0:
        raise EmptyFile(path)
    if path.suffix.lower() in (".txt", ".md"):
        return read_text(path, progress=progress)
    raise WrongType(path, "chưa hỗ trợ kiểu tệp này")
