"""The largest files that are read; what is past these limits is refused in a sentence."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import TooLarge

MB = 1024 * 1024

FILE_BYTES = {
    "text": 20 * MB,
    "docx": 100 * MB,
    "xlsx": 50 * MB,
    "pdf": 300 * MB,
    "image": 100 * MB,
    "doc": 100 * MB,
}
UNZIPPED_BYTES = 600 * MB  # all members of a docx or xlsx together
UNZIPPED_RATIO = 200  # unzipped to zipped, of a member above RATIO_FROM
RATIO_FROM = 30 * MB
MEMBERS = 20_000
PAGES = 1_000
SCANNED_PAGES = 300
PIXELS = 120_000_000  # of one picture
CELLS = 2_000_000  # of one workbook


def check_size(path: Path, kind: str) -> None:
    """Raise TooLarge when the file is larger than its kind may be."""
    size, limit = path.stat().st_size, FILE_BYTES[kind]
    if size > limit:
        raise TooLarge(path, f"{size / MB:,.0f} MB, giới hạn {limit // MB} MB".replace(",", "."))


def check_pages(path: Path, pages: int, limit: int = PAGES) -> None:
    """Raise TooLarge when a document has more pages than are read."""
    if pages > limit:
        raise TooLarge(path, f"{pages} trang, giới hạn {limit} trang")
