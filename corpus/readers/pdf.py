"""PDF files: drawn pages by their letters and lines, pages without text by recognition."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from corpus.errors import Damaged, EmptyFile, EncryptedFile
from corpus.layout import Layout
from corpus.model import Notice
from corpus.readers import notices
from corpus.readers.limits import SCANNED_PAGES, check_pages, check_size
from corpus.readers.page import Page
from corpus.readers.paged import layout_of
from corpus.readers.pdf_page import read_page, unreadable_share
from corpus.readers.text import Progress

# pdfminer lets whatever a malformed object breaks in it through
_BROKEN = (PdfminerException, MalformedPDFException, LookupError, ValueError, TypeError, AttributeError, AssertionError)
_FEW_LETTERS = 12  # a page with fewer is a picture (with a stamp or a page number on it)
_LOOKED_AT = 50  # text objects of a page
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
                if progress and not _is_picture(pages[-1]):
                    progress(place + 1, count)
    except _BROKEN as error:
        raise _refusal(path, error) from error
    hidden = _hidden_layers(path, pages)
    pictures = [place for place, page in enumerate(pages) if _is_picture(page) or place in hidden]
    if hidden:
        found.append(notices.hidden_layer(len(hidden)))
    if pictures:
        found += _read_pictures(path, pages, pictures, progress)
        pages = _repaired(pages)
    layout = layout_of(pages, found)
    if not layout.blocks:
        raise EmptyFile(path)
    if pictures:
        layout = replace(layout, notices=(*layout.notices, *_doubts(layout, pages)))
    return layout


def _is_picture(page: Page) -> bool:
    """Whether a page has hardly any letters, or letters that say nothing."""
    letters = sum(len(word.text) for word in page.words)
    return letters < _FEW_LETTERS or unreadable_share(page) > _UNREADABLE


def _hidden_layers(path: Path, pages: list[Page]) -> set[int]:
    """Pages whose letters are never drawn: what scanning programs lay under their picture, often badly recognised."""
    document = pypdfium2.PdfDocument(path)
    try:
        return {place for place, page in enumerate(pages) if page.words and not _draws_letters(document[place])}
    except pypdfium2.PdfiumError:
        return set()
    finally:
        document.close()


def _draws_letters(page: pypdfium2.PdfPage) -> bool:
    """Whether the first letters of the page that any text object holds are drawn rather than invisible."""
    modes = itertools.islice(
        (
            pypdfium2.raw.FPDFTextObj_GetTextRenderMode(thing)
            for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        ),
        _LOOKED_AT,
    )
    found = list(modes)
    return not found or any(mode != pypdfium2.raw.FPDF_TEXTRENDERMODE_INVISIBLE for mode in found)


def _read_pictures(path: Path, pages: list[Page], pictures: list[int], progress: Progress | None) -> list[Notice]:
    """Put what recognition reads in the place of pages without text; blank pages stay as they are."""
    from corpus.readers.ocr import check_tesseract
    from corpus.readers.scan import DPI, lit_sheet, read_picture

    found: list[Notice] = []
    turn: int | None = None
    read = 0
    document = pypdfium2.PdfDocument(path)
    try:
        for done, place in enumerate(pictures, start=1):
            gray = document[place].render(scale=DPI / 72, grayscale=True, may_draw_forms=False).to_numpy()
            gray = gray.reshape(gray.shape[0], gray.shape[1])
            if gray.min() < 160:
                if read == 0:
                    check_tesseract(path)
                    check_pages(path, len(pictures), SCANNED_PAGES)
                if unreadable_share(pages[place]) > _UNREADABLE:
                    found.append(notices.unreadable_letters(place + 1))
                pages[place], turn = read_picture(lit_sheet(gray), DPI, place + 1, path, turn)
                read += 1
            if progress:
                progress(len(pages) - len(pictures) + done, len(pages))
    except pypdfium2.PdfiumError as error:
        raise Damaged(path, "không vẽ được trang PDF") from error
    finally:
        document.close()
    return [notices.scanned(read), *found] if read else found


def _repaired(pages: list[Page]) -> list[Page]:
    from corpus.readers.ocr_repair import repaired

    return repaired(pages)


def _doubts(layout: Layout, pages: list[Page]) -> list[Notice]:
    from corpus.readers.ocr_doubts import doubts

    return doubts(layout, pages)


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


def _refusal(path: Path, error: Exception) -> Damaged | EncryptedFile:
    cause = error.args[0] if error.args else None
    return EncryptedFile(path) if isinstance(cause, PDFPasswordIncorrect) else Damaged(path, "không đọc được trang PDF")
