"""Files that are broken, locked, mislabelled or made to do harm: each gets one sentence that names it."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest
from openpyxl import Workbook

from corpus.errors import (
    Damaged,
    EmptyFile,
    EncryptedFile,
    MissingFile,
    TookTooLong,
    TooLarge,
    UnreadableFile,
    WrongType,
)
from corpus.readers import open_layout
from corpus.sandbox import run_limited
from tests.corpus.readers.files import W, docx_of, p, paragraphs, pdf_of, with_part, written

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refused(path: Path, kind: type[UnreadableFile]) -> str:
    """The sentence this file is refused with."""
    with pytest.raises(kind) as caught:
        open_layout(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert "\n" not in sentence
    return sentence


@pytest.mark.parametrize("suffix", ["txt", "docx", "xlsx", "pdf", "png", "doc"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"trống.{suffix}"
    path.touch()
    refused(path, EmptyFile)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    refused(tmp_path / "không có.pdf", MissingFile)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    refused(tmp_path, MissingFile)


def test_a_truncated_word_file_is_damaged(tmp_path: Path) -> None:
    path = docx_of(tmp_path / "a.docx", p("Kế hoạch"))
    path.write_bytes(path.read_bytes()[:-300])
    refused(path, Damaged)


def test_a_truncated_workbook_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    Workbook().save(path)
    path.write_bytes(path.read_bytes()[:2000])
    refused(path, Damaged)


def test_a_pdf_cut_off_after_its_first_line_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Cat")
    refused(path, Damaged)


def test_a_truncated_picture_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    with pytest.raises(UnreadableFile):
        open_layout(path)


def test_a_locked_office_file_asks_for_the_password_to_be_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    assert "mật khẩu" in refused(path, EncryptedFile)


def test_a_locked_pdf_asks_for_the_password_to_be_taken_off(tmp_path: Path) -> None:
    lock = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(" + "o" * 32 + ")/U(" + "u" * 32 + ")>>/ID[(a)(a)]"
    refused(pdf_of(tmp_path / "a.pdf", written("Ke hoach"), extra=lock), EncryptedFile)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (OLE + "Workbook".encode("utf-16-le"), ".xlsx"),
        (b"MZ\x90\x00\x03", "chương trình"),
        (b"Rar!\x1a\x07\x00", "giải nén"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (bytes(range(256)) * 8, "không phải văn bản"),
    ],
)
def test_other_kinds_say_what_to_do(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    assert word in refused(path, WrongType)


def test_a_renamed_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    layout = open_layout(docx_of(tmp_path / "a.pdf", p("Kế hoạch")))
    assert paragraphs(layout) == ["Kế hoạch"]
    assert [notice.kind for notice in layout.notices] == ["renamed"]


def test_text_under_a_word_name_is_read_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_text("Kế hoạch\n")
    assert open_layout(path).lines == ("Kế hoạch",)


def test_noise_under_a_word_name_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(bytes(range(256)) * 8)
    refused(path, Damaged)


def test_nul_bytes_control_and_bidirectional_signs_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("K\u202eế ho\x00ạ\x07ch năm 2026, \u2066triển khai\u2069\n".encode())
    assert open_layout(path).lines == ("Kế hoạch năm 2026, triển khai",)


def test_a_text_of_300_mb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "lớn.txt"
    with path.open("wb") as file:
        file.write("Kế hoạch\n".encode() * 2000)
        os.truncate(file.fileno(), 300 << 20)
    assert "300 MB" in refused(path, TooLarge)


def test_a_pdf_of_5000_pages_is_refused(tmp_path: Path) -> None:
    assert "5000 trang" in refused(pdf_of(tmp_path / "a.pdf", written("x"), pages=5000), TooLarge)


def test_a_pdf_without_text_or_picture_is_empty(tmp_path: Path) -> None:
    refused(pdf_of(tmp_path / "a.pdf", "0 0 m"), EmptyFile)


def test_a_pdf_that_never_ends_is_stopped(tmp_path: Path) -> None:
    """A page of 60 million operators, packed into a few kilobytes."""
    packed = zlib.compress(b"q Q " * 30_000_000, 9).decode("latin-1")
    path = pdf_of(tmp_path / "a.pdf", packed)
    data = path.read_bytes().replace(b"<</Length", b"<</Filter/FlateDecode/Length", 1)
    path.write_bytes(data)
    with pytest.raises((TookTooLong, TooLarge), match=r"a\.pdf"):
        run_limited(open_layout, (path,), seconds=4, memory_mb=1024)


def test_a_pdf_whose_pages_hold_each_other_is_refused(tmp_path: Path) -> None:
    path = pdf_of(tmp_path / "a.pdf", written("x"))
    path.write_bytes(path.read_bytes().replace(b"/Kids[4 0 R]", b"/Kids[2 0 R]"))
    with pytest.raises(UnreadableFile):
        run_limited(open_layout, (path,), seconds=20)


def test_word_xml_nested_too_deep_is_refused(tmp_path: Path) -> None:
    deep = "<w:sdt><w:sdtContent>" * 3000 + p("x") + "</w:sdtContent></w:sdt>" * 3000
    path = with_part(
        docx_of(tmp_path / "a.docx", p("x")),
        "word/document.xml",
        f"<w:document {W}><w:body>{deep}</w:body></w:document>",
    )
    with pytest.raises(UnreadableFile):
        run_limited(open_layout, (path,), seconds=20)
