"""What kind of file this is, by its content: magic bytes and package members. The name decides nothing here."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import Damaged, EncryptedFile, WrongType
from corpus.legacy import decode
from corpus.readers.zipped import open_package

_HEAD = 8192
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
SUFFIXES = {
    "text": (".txt", ".md", ".markdown", ".text"),
    "docx": (".docx", ".docm", ".dotx", ".dotm"),
    "xlsx": (".xlsx", ".xlsm", ".xltx"),
    "pdf": (".pdf",),
    "image": (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"),
    "doc": (".doc", ".dot", ".wps"),
    "rtf": (".rtf",),
    "odt": (".odt",),
    "html": (".html", ".htm"),
}
_OTHER = (
    (b"MZ", "là chương trình, không phải văn bản"),
    (b"\x7fELF", "là chương trình, không phải văn bản"),
    (b"Rar!", "là tệp nén; hãy giải nén rồi thêm từng tệp"),
    (b"7z\xbc\xaf", "là tệp nén; hãy giải nén rồi thêm từng tệp"),
    (b"\x1f\x8b", "là tệp nén; hãy giải nén rồi thêm từng tệp"),
    (b"GIF8", "là ảnh GIF; hãy lưu lại thành PNG hoặc PDF"),
)


def kind_of(path: Path) -> str:
    """A key of SUFFIXES. Raises WrongType, EncryptedFile, Damaged, TooLarge for what no reader takes."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _kind_of_package(path)
    if head.startswith(_OLE):
        return _kind_of_ole(path)
    if head.lstrip().startswith(b"{\\rt"):
        return "rtf"
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise WrongType(path, "là ảnh HEIC; hãy lưu lại thành JPEG, PNG hoặc PDF")
    for magic, detail in _OTHER:
        if head.startswith(magic):
            raise WrongType(path, detail)
    return _kind_of_text(path, head)


def _kind_of_package(path: Path) -> str:
    with open_package(path) as package:
        names = {name.lower() for name in package.namelist()}
        mimetype = package.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    if any(name.startswith("word/document") for name in names):
        return "docx"
    if any(name.startswith("xl/workbook.") for name in names):
        if "xl/workbook.bin" in names:
            raise WrongType(path, "là bảng tính .xlsb; hãy lưu lại thành .xlsx")
        return "xlsx"
    if mimetype.startswith("application/vnd.oasis.opendocument.text"):
        return "odt"
    if mimetype.startswith("application/vnd.oasis.opendocument.spreadsheet"):
        raise WrongType(path, "là bảng tính .ods; hãy lưu lại thành .xlsx")
    if any(name.startswith("ppt/") for name in names):
        raise WrongType(path, "là bản trình chiếu; hãy lưu lại thành PDF")
    if "[content_types].xml" in names:
        raise Damaged(path, "thiếu phần nội dung bên trong")
    raise WrongType(path, "là tệp nén; hãy giải nén rồi thêm từng tệp")


def _kind_of_ole(path: Path) -> str:
    """Old Office files and locked new ones are the same kind of container; its directory names the streams."""
    data = path.read_bytes() if path.stat().st_size < 64 * 1024 * 1024 else path.open("rb").read(64 * 1024 * 1024)

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        raise EncryptedFile(path)
    if has("WordDocument"):
        return "doc"
    if has("Workbook"):
        raise WrongType(path, "là bảng tính .xls cũ; hãy lưu lại thành .xlsx")
    if has("PowerPoint Document"):
        raise WrongType(path, "là bản trình chiếu; hãy lưu lại thành PDF")
    raise WrongType(path, "là tệp Office cũ không rõ loại; hãy lưu lại thành .docx hoặc PDF")


def _kind_of_text(path: Path, head: bytes) -> str:
    """Text unless too much of it is control codes: NUL bytes in a text are survived, a binary file is not text."""
    text, _ = decode(head)
    start = text[:1000].lstrip("\ufeff \r\n\t").lower()
    if start.startswith(("<!doctype html", "<html")):
        return "html"
    if start.startswith("<?xml"):
        if "word/" in start or "wordml" in start or "mso-application" in start:
            raise WrongType(path, "là Word XML; hãy lưu lại thành .docx")
        raise WrongType(path, "là tệp XML; hãy lưu lại thành .docx hoặc PDF")
    odd = sum(1 for c in text if (c < " " and c not in "\t\n\r\x0b\x0c") or c == "\ufffd")
    if odd > 0.1 * max(len(text), 1):
        suffix = path.suffix.lower()
        known = next((kind for kind, suffixes in SUFFIXES.items() if suffix in suffixes), None)
        if known and known != "text":
            raise Damaged(path, "phần đầu tệp không đúng định dạng")
        raise WrongType(path, "không phải văn bản, Word, Excel, PDF hay ảnh")
    return "text"
