"""What can go wrong in this room. Each message is one Vietnamese sentence: which file, what, what to do.

CorpusError
└── UnreadableFile          a file that cannot be read; has .path
    ├── MissingFile         no such file, or not a file
    ├── EmptyFile           nothing in it
    ├── EncryptedFile       needs a password
    ├── TooLarge            past a limit of size, pages or memory
    ├── TookTooLong         past the limit of time
    ├── WrongType           a kind of file that is not read
    ├── Damaged             broken, cut off, or made to break readers
    └── MissingTool         a program that this kind needs is not installed
"""

from __future__ import annotations

from pathlib import Path


class CorpusError(Exception):
    """Base of all errors of this room."""


class UnreadableFile(CorpusError):
    """A file that cannot be read. `path` is the file; `detail` is put into the sentence where it has a place for it."""

    sentence = "Không đọc được tệp “{name}”."

    def __init__(self, path: Path | str, detail: str = "") -> None:
        self.path = Path(path)
        self.detail = detail
        super().__init__(self.sentence.format(name=self.path.name, detail=detail))

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[Path, str]]:
        return type(self), (self.path, self.detail)


class MissingFile(UnreadableFile):
    sentence = "Không tìm thấy tệp “{name}”; hãy kiểm tra lại đường dẫn."


class EmptyFile(UnreadableFile):
    sentence = "Tệp “{name}” trống, không có nội dung; hãy kiểm tra và gửi lại tệp gốc."


class EncryptedFile(UnreadableFile):
    sentence = "Tệp “{name}” được đặt mật khẩu; hãy bỏ mật khẩu rồi thêm lại."


class TooLarge(UnreadableFile):
    """`detail` says which limit ("312 MB, giới hạn 20 MB")."""

    sentence = "Tệp “{name}” quá lớn ({detail}); hãy tách thành các tệp nhỏ hơn rồi thêm lại."


class TookTooLong(UnreadableFile):
    """`detail` is the limit ("120 giây")."""

    sentence = "Đọc tệp “{name}” quá {detail} chưa xong nên đã dừng; hãy lưu lại tệp hoặc tách nhỏ rồi thêm lại."


class WrongType(UnreadableFile):
    """`detail` says what it is and what to do instead ("là tệp .xls cũ; hãy lưu lại thành .xlsx")."""

    sentence = "Không đọc được tệp “{name}”: {detail}."


class Damaged(UnreadableFile):
    """`detail` says what is broken ("không mở được bảng tính")."""

    sentence = "Tệp “{name}” bị hỏng ({detail}); hãy mở bằng phần mềm gốc, lưu lại rồi thêm lại."


class MissingTool(UnreadableFile):
    """`detail` says what is missing and how to install it."""

    sentence = "Chưa đọc được tệp “{name}”: {detail}."
