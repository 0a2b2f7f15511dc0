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
    message = f"Văn bản dùng bảng mã {encoding}; đã chuyển sang Unicode, nên soát lại dấu."
    return Notice("legacy_encoding", "tệp", message)


def broken_bytes(count: int) -> Notice:
    return Notice("broken_text", "tệp", f"Có {count} ký tự hỏng không giải mã được, hiện thành “\ufffd”.")


def macros() -> Notice:
    return Notice("macros", "tệp", "Tệp có macro; chỉ đọc nội dung, không chạy macro.")


def embedded() -> Notice:
    return Notice("embedded", "tệp", "Tệp có đối tượng nhúng (bảng tính hoặc văn bản khác bên trong) chưa được đọc.")


def hidden_text(count: int) -> Notice:
    return Notice("hidden_text", "tệp", f"Có {count} ký tự ở dạng ẩn, không in ra nên không đọc.")


def furniture(text: str) -> Notice:
    """Text left out because it is a running header, footer or stamp: said, so that nothing is silently lost."""
    short = " ".join(text.split())
    short = short if len(short) <= 200 else short[:199] + "…"
    return Notice("furniture", "đầu, chân trang", f"Bỏ qua phần lặp ở đầu hoặc chân trang: “{short}”.")


def hidden_sheet(name: str) -> Notice:
    message = f"Trang tính “{name}” đang ẩn nên không đọc; hãy bỏ ẩn nếu cần."
    return Notice("hidden_sheet", f"trang tính “{name}”", message)


def hidden_rows(sheet: str, count: int) -> Notice:
    message = f"Trang tính “{sheet}” có {count} dòng đang ẩn (hoặc bị lọc) nên không đọc; hãy bỏ ẩn nếu cần."
    return Notice("hidden_rows", f"trang tính “{sheet}”", message)


def hidden_columns(sheet: str, count: int) -> Notice:
    message = f"Trang tính “{sheet}” có {count} cột đang ẩn nên không đọc; hãy bỏ ẩn nếu cần."
    return Notice("hidden_columns", f"trang tính “{sheet}”", message)


def unsaved_formulas(sheet: str, count: int) -> Notice:
    message = f"Trang tính “{sheet}” có {count} ô công thức chưa lưu kết quả; hãy mở bằng Excel, lưu lại rồi thêm lại."
    return Notice("unsaved_formulas", f"trang tính “{sheet}”", message)


def low_confidence(page: int, text: str, sure: float) -> Notice:
    short = " ".join(text.split())
    short = short if len(short) <= 60 else short[:59] + "…"
    message = f"Trang {page}: nhận dạng chưa chắc ({sure:.0%}) ở “{short}”; hãy so với bản gốc."
    return Notice("low_confidence", f"trang {page}", message)


def doubtful_cell(page: int, row: str, cell: str, sure: float) -> Notice:
    short, inside = " ".join(row.split()), " ".join(cell.split())
    short = short if len(short) <= 60 else short[:59] + "…"
    message = f"Trang {page}: ô “{inside}” nhận dạng chưa chắc ({sure:.0%}), ở dòng “{short}”; hãy so với bản gốc."
    return Notice("low_confidence", f"trang {page}", message)


def table_in_pieces(page: int) -> Notice:
    message = (
        f"Trang {page}: có vẻ là bảng nhưng không tách được thành cột, nhiệm vụ ở trang này có thể thiếu; "
        "hãy quét lại rõ hơn hoặc dùng tệp gốc."
    )
    return Notice("table_in_pieces", f"trang {page}", message)


def scanned(pages: int) -> Notice:
    return Notice("scanned", "tệp", f"Có {pages} trang là ảnh quét, chữ do máy nhận dạng nên có thể sai dấu.")


def unreadable_letters(page: int) -> Notice:
    message = f"Trang {page}: phông chữ không cho biết chữ gì, đã đọc bằng nhận dạng ảnh."
    return Notice("unreadable_letters", f"trang {page}", message)


def hidden_layer(pages: int) -> Notice:
    message = f"Có {pages} trang quét kèm lớp chữ ẩn của máy quét; không dùng lớp chữ đó, đã nhận dạng lại từ ảnh."
    return Notice("hidden_layer", "tệp", message)
