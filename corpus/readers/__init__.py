"""Files of every kind as paragraphs and tables. What a file is, its content says, not its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from corpus.errors import EmptyFile, MissingFile
from corpus.layout import Layout
from corpus.readers import notices
from corpus.readers.detect import SUFFIXES, kind_of
from corpus.readers.text import Progress

# kind -> module and function: a reader's libraries are loaded only for files that need them
_READERS = {
    "text": ("text", "read_text"),
    "docx": ("docx", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "pdf": ("pdf", "read_pdf"),
    "image": ("scan", "read_image"),
    "doc": ("doc", "read_doc"),
    "rtf": ("doc", "read_doc"),
    "odt": ("doc", "read_doc"),
    "html": ("doc", "read_doc"),
}


def open_layout(path: Path, *, progress: Progress | None = None) -> Layout:
    """Read one file as a Layout; `progress(done, pages)` is called after each page.

    Raises an UnreadableFile (see corpus.errors) with one sentence for the user.
    """
    if not path.is_file():
        raise MissingFile(path)
    if path.stat().st_size == 0:
        raise EmptyFile(path)
    kind = kind_of(path)
    module, name = _READERS[kind]
    read: Callable[..., Layout] = getattr(import_module(f"corpus.readers.{module}"), name)
    layout = read(path, progress=progress)
    suffix = path.suffix.lower()
    if suffix and suffix not in SUFFIXES[kind]:
        layout = replace(layout, notices=(notices.renamed(suffix, kind), *layout.notices))
    return layout
