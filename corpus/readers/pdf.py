"""PDF files: drawn pages by their letters and lines, pages without text by recognition."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from corpus.errors import Damaged, EmptyFile, EncryptedFile
from corpus.layout import Layout
from corpus.model import Notice
from corpus.readers.limits import check_pages, check_size
from corpus.readers.page import Page
from corpus.readers.paged import layout_of
from corpus.readers.pdf_page import read_page
from corpus.readers.text import Progress

_FEW_LETTERS = 12  # a page with fewer is a picture (with a stamp or a page number on it)
_UNREADABLE = 0.2  # of a page's letters


def read_pdf(path: Path, *, progress: Progress | None = None) -> Layout:
    """A PDF as a Layout: paragraphs, and one table a page for each stretch of a table.

    Raises EmptyFile, EncryptedFile, Damaged, TooLarge, MissingTool (a scan where tesseract is not installed).
    """
    check_size(path, "pdf")
    count = _page_count(path)
    check_pages(path, count)
    pages: list[Page] = []
    found: list[Notice] = []
    try:
        with pdfplumber.open(path) as document:
            for place in range(count):
                drawn = document.pages[place]
                pages.append(read_page(drawn))
                drawn.close()
                if progress:
                    progress(place + 1, count)
    except PdfminerException as error:
        raise _refusal(path, error) from error
    layout = layout_of(pages, found)
    if not layout.blocks:
        raise EmptyFile(path)
    return layout


def _page_count(path: Path) -> int:
    """Pages, counted by pdfium, which is quick and says what is wrong with a file."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise EncryptedFile(path) from error
        raise Damaged(path, "không mở được PDF") from error
    try:
        return len(document)
    finally:
        document.close()


def _refusal(path: Path, error: PdfminerException) -> Damaged | EncryptedFile:
    cause = error.args[0] if error.args else None
    return EncryptedFile(path) if isinstance(cause, PDFPasswordIncorrect) else Damaged(path, "không đọc được trang PDF")
