"""Files of every kind as paragraphs and tables. What a file is, its content says, not its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus.errors import EmptyFile, MissingFile, WrongType
from corpus.layout import Layout
from corpus.readers import notices
from corpus.readers.detect import SUFFIXES, kind_of
from corpus.readers.docx import read_docx
from corpus.readers.pdf import read_pdf
from corpus.readers.text import Progress, read_text
from corpus.readers.xlsx import read_xlsx

_READERS = {"text": read_text, "docx": read_docx, "xlsx": read_xlsx, "pdf": read_pdf}


def open_layout(path: Path, *, progress: Progress | None = None) -> Layout:
    """Read one file as a Layout; `progress(done, pages)` is called after each page.

    Raises an UnreadableFile (see corpus.errors) with one sentence for the user.
    """
    if not path.is_file():
        raise MissingFile(path)
    if path.stat().st_size == 0:
        raise EmptyFile(path)
    kind = kind_of(path)
    if kind not in _READERS:
        raise WrongType(path, "chưa hỗ trợ kiểu tệp này")
    layout = _READERS[kind](path, progress=progress)
    suffix = path.suffix.lower()
    if suffix and suffix not in SUFFIXES[kind]:
        layout = replace(layout, notices=(notices.renamed(suffix, kind), *layout.notices))
    return layout
