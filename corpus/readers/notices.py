"""What the file readers say on a reading receipt, in Vietnamese."""

from __future__ import annotations

from corpus.model import Notice

KIND_NAMES = {
    "text": "văn bản thuần",
    "docx": "Word (.docx)",
    "xlsx": "bảng tính (.xlsx)",
    "pdf": "PDF",
    "image": "ảnh",
    "doc": "Word cũ (.doc)",
    "rtf": "RTF",
    "odt": "OpenDocument (.odt)",
    "html": "trang web (HTML)",
}


def renamed(suffix: str, kind: str) -> Notice:
    message = f"Tên tệp có đuôi “{suffix}” nhưng nội dung là {KIND_NAMES[kind]}; đã đọc theo nội dung."
    return Notice("renamed", "tệp", message)


def converted(encoding: str) -> Notice:
    return Notice("legacy_encoding", "tệp", f"Văn bản dùng bảng mã {encoding}; đã chuyển sang Unicode, nên soát lại dấu.")


def broken_bytes(count: int) -> Notice:
    return Notice("broken_text", "tệp", f"Có {count} ký tự hỏng không giải mã được, hiện thành “\ufffd”.")
