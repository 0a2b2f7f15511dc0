"""Text files: lines stay lines, and every Vietnamese encoding comes out the same."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import legacy
from corpus.errors import EmptyFile
from corpus.layout import Paragraph
from corpus.readers import open_layout
from corpus.readers.text import split_lines

# every vowel with every tone, after words enough that the text looks like one
VOWELS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
PARAGRAPH = "Đảng ủy phường An Bình đề nghị các chi bộ thực hiện: " + " ".join(f"đ{v} t{v}" for v in VOWELS) + "\n"

_TCVN3 = {letter: chr(code) for code, letter in legacy.TCVN3.items() if len(letter) == 1}


def tcvn3(text: str) -> bytes:
    return "".join(_TCVN3.get(c, c) for c in text).encode("latin-1")


def vni(text: str) -> bytes:
    marks = {v: k for k, v in legacy._VNI_MARKS.items()}
    alone = {v: k for k, v in legacy._VNI_ALONE.items()}
    alone |= {v.upper(): k.upper() for v, k in alone.items()}
    written = ""
    for letter in text:
        if letter in alone:
            written += alone[letter]
            continue
        base = letter
        decomposed = unicodedata.normalize("NFD", letter)
        for size in (2, 1):
            mark = "".join(sorted(decomposed[-size:], key="\u0302\u0306\u0301\u0300\u0309\u0303\u0323".find))
            vowel = unicodedata.normalize("NFC", decomposed[:-size])
            if mark in marks and (vowel in tuple("aeiouyAEIOUY") or vowel in alone):
                base = alone.get(vowel, vowel) + marks[mark]
                break
        written += base
    return written.encode("latin-1")


def windows_1258(text: str) -> bytes:
    pieces = []
    for letter in text:
        try:
            pieces.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            decomposed = unicodedata.normalize("NFD", letter)
            tone = next(c for c in decomposed if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", decomposed.replace(tone, ""))
            pieces.append((base + tone).encode("cp1258"))
    return b"".join(pieces)


ENCODERS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-8 decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "utf-16 with a mark": lambda text: text.encode("utf-16"),
    "utf-16-le": lambda text: text.encode("utf-16-le"),
    "utf-16-be": lambda text: text.encode("utf-16-be"),
    "windows-1258": windows_1258,
    "tcvn3": tcvn3,
    "vni": vni,
    "tcvn3 saved as utf-8": lambda text: tcvn3(text).decode("latin-1").encode(),
    "vni saved as utf-8": lambda text: vni(text).decode("latin-1").encode(),
}


@pytest.mark.parametrize("name", ENCODERS)
def test_every_letter_comes_out_of_every_encoding(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENCODERS[name](PARAGRAPH))
    assert open_layout(path).lines == (PARAGRAPH.rstrip("\n"),)


@pytest.mark.parametrize("name", ["tcvn3", "vni", "windows-1258"])
def test_a_converted_file_says_so(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ENCODERS[name](PARAGRAPH))
    assert [notice.kind for notice in open_layout(path).notices] == ["legacy_encoding"]


def test_known_legacy_phrases() -> None:
    assert legacy.from_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert legacy.from_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam") == "Cộng hòa xã hội chủ nghĩa Việt Nam"
    assert legacy.from_vni("ÑAÛNG BOÄ TÆNH") == "ĐẢNG BỘ TỈNH"
    assert legacy.from_font("kÕ ho¹ch", ".VnTimeH") == "KẾ HOẠCH"
    assert legacy.from_font("kÕ ho¹ch", "Times New Roman") == "kÕ ho¹ch"


def test_unicode_text_with_few_accents_is_left_alone() -> None:
    for text in ("Nghị quyết số 18", "Café Zürich, señor", "plain ASCII", "Số: 12 · 3 §5"):
        assert legacy.repair(text) == (text, None)


def test_blank_lines_are_paragraphs_so_that_numbers_are_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("Một\n\n  \n- Hai\tba \nBốn")
    layout = open_layout(path)
    assert layout.flat
    assert [(b.text, b.spot.first_line) for b in layout.blocks if isinstance(b, Paragraph)] == [
        ("Một", 1),
        ("", 2),
        ("", 3),
        ("- Hai\tba ", 4),
        ("Bốn", 5),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("một\r\nhai\rba\n", ["một", "hai", "ba"]),
        ("một\n\fhai\nba\fbốn\n", ["một", "\fhai", "ba\fbốn"]),
        ("một\u2028hai\x85ba\x0bbốn", ["một hai ba bốn"]),
        ("a\x00b\x07c\u202ed\u200be", ["abcde"]),
        ("", []),
        ("\n\n", ["", ""]),
    ],
)
def test_only_line_ends_end_lines(text: str, lines: list[str]) -> None:
    assert split_lines(text) == lines


@given(st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=20), max_size=8))
def test_there_are_as_many_lines_as_in_the_file(lines: list[str]) -> None:
    assert len(split_lines("".join(line + "\n" for line in lines))) == len(lines)


def test_a_file_of_blanks_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "trang.txt"
    path.write_text(" \n\t\n")
    with pytest.raises(EmptyFile, match=r"trang\.txt"):
        open_layout(path)
