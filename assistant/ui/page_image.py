"""Pages of PDFs and scans as pictures, held in memory and sent inside the page, never as files that can be fetched."""

from __future__ import annotations

import base64
import io
import threading
from functools import lru_cache
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence

_WIDTH = 1100  # pixels
_PICTURES = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"}
_pdfium = threading.Lock()  # PDFium is not thread-safe


def render(original: Path, page: int) -> str | None:
    """Page `page` (1-based) as a data: address of a JPEG; None for files that have no pages to picture."""
    if original.suffix.lower() not in {".pdf", *_PICTURES} or not original.is_file():
        return None
    return _render(original, original.stat().st_mtime_ns, page)


@lru_cache(maxsize=48)
def _render(original: Path, _changed: int, page: int) -> str | None:
    picture = _pdf_page(original, page) if original.suffix.lower() == ".pdf" else _picture_page(original, page)
    if picture is None:
        return None
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=78, optimize=True)
    return "data:image/jpeg;base64," + base64.b64encode(out.getvalue()).decode("ascii")


def _pdf_page(original: Path, page: int) -> Image.Image | None:
    with _pdfium:
        document = pypdfium2.PdfDocument(original)
        try:
            if not 1 <= page <= len(document):
                return None
            leaf = document[page - 1]
            picture: Image.Image = leaf.render(scale=_WIDTH / leaf.get_width()).to_pil()
            return picture
        finally:
            document.close()


def _picture_page(original: Path, page: int) -> Image.Image | None:
    with Image.open(original) as picture:
        for number, frame in enumerate(ImageSequence.Iterator(picture), start=1):
            if number == page:
                frame = frame.convert("RGB")
                frame.thumbnail((_WIDTH, _WIDTH * 3))
                return frame
    return None
