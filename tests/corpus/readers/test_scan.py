"""Scans and photographs: golden pages printed to pictures, then turned, skewed and made noisy."""

from __future__ import annotations

import ctypes
import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import MissingTool
from corpus.readers import open_layout
from corpus.readers.picture import find_rules, roman_quarter, skew_of, turned
from corpus.text import bare
from tests.corpus.readers.files import GOLDEN, paragraphs, rows_joined


def has_vietnamese() -> bool:
    if shutil.which("tesseract") is None:
        return False
    return (
        "vie"
        in subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout.split()
    )


needs_tesseract = pytest.mark.skipif(not has_vietnamese(), reason="tesseract with vie is not installed")


def pictures(design: str, *, dpi: int = 200, skew: float = 0.6, noise: float = 8) -> list[Image.Image]:
    """The design's pages as a flatbed would see them: a little skewed, to either side in turn, with grain."""
    random, found = np.random.default_rng(7), []
    document = pypdfium2.PdfDocument(GOLDEN / f"{design}.pdf")
    for number, page in enumerate(document):
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
        picture = picture.rotate(skew if number % 2 else -skew, Image.Resampling.BICUBIC, fillcolor=255)
        grain = random.normal(0, noise, (picture.height, picture.width))
        found.append(Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8)))
    return found


def scan(path: Path, design: str) -> Path:
    first, *rest = pictures(design)
    first.save(path, save_all=True, append_images=rest, resolution=200, quality=85)
    return path


@needs_tesseract
@pytest.mark.parametrize("design", ["ruled_over_pages", "borderless_over_pages"])
def test_scanned_rows_keep_their_number_agency_and_deadline(tmp_path: Path, design: str) -> None:
    layout = open_layout(scan(tmp_path / "a.pdf", design))
    read = {(row[0], *(bare(cell) for cell in row[2:])) for row in rows_joined(layout)}
    facts = json.loads((GOLDEN / f"{design}.json").read_text())
    rows = [(fact[0], *(bare(cell) for cell in fact[2:])) for fact in facts if fact[0].isdigit()]
    missed = [row for row in rows if row not in read]
    assert len(missed) <= 0.05 * len(rows), missed
    assert "scanned" in [notice.kind for notice in layout.notices]


@needs_tesseract
@pytest.mark.parametrize("turn", [90, 180])
def test_a_photograph_lying_on_its_side_or_head_is_put_right(tmp_path: Path, turn: int) -> None:
    picture = pictures("ruled_two_level_header")[0].rotate(turn, expand=True)
    picture.save(tmp_path / "a.png")
    read = paragraphs(open_layout(tmp_path / "a.png"))
    assert any("KẾ HOẠCH" in text for text in read)
    assert any("Chương trình số 05-CTr/TU" in text for text in read)


@needs_tesseract
def test_the_hidden_letters_under_a_scan_are_not_believed(tmp_path: Path) -> None:
    picture = pictures("ruled_two_level_header")[0]
    picture.save(tmp_path / "scan.pdf", resolution=200)
    document = pypdfium2.PdfDocument(tmp_path / "scan.pdf")
    font = pypdfium2.raw.FPDFText_LoadStandardFont(document, b"Helvetica")
    hidden = pypdfium2.raw.FPDFPageObj_CreateTextObj(document, font, 12.0)
    words = "KE HOACH SAI BET DO MAY QUET".encode("utf-16-le") + b"\0\0"
    pypdfium2.raw.FPDFText_SetText(hidden, (ctypes.c_ushort * (len(words) // 2)).from_buffer_copy(words))
    pypdfium2.raw.FPDFTextObj_SetTextRenderMode(hidden, pypdfium2.raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    page = document[0]
    pypdfium2.raw.FPDFPage_InsertObject(page, hidden)
    page.gen_content()
    document.save(tmp_path / "a.pdf")
    layout = open_layout(tmp_path / "a.pdf")
    assert not any("SAI BET" in line for line in layout.lines)
    assert any("Chương trình số 05-CTr/TU" in line for line in layout.lines)
    assert "hidden_layer" in [notice.kind for notice in layout.notices]


@needs_tesseract
def test_rows_read_with_low_confidence_are_said(tmp_path: Path) -> None:
    small = pictures("ruled_two_level_header", dpi=55, noise=25)[0]
    small.save(tmp_path / "a.png")
    assert "low_confidence" in [notice.kind for notice in open_layout(tmp_path / "a.png").notices]


def test_without_tesseract_the_packages_to_install_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.new("L", (200, 200), 255).save(tmp_path / "a.png")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool, match="tesseract-ocr-vie"):
        open_layout(tmp_path / "a.png")


@pytest.mark.parametrize("angle", [-3.0, -0.5, 0.0, 0.4, 2.2])
def test_skew_is_measured_to_a_tenth_of_a_degree(angle: float) -> None:
    page = np.asarray(pictures("ruled_over_pages", skew=0)[0].rotate(-angle, Image.Resampling.BICUBIC, fillcolor=255))
    assert skew_of(page) == pytest.approx(angle, abs=0.1)


def test_ruled_lines_are_found_and_taken_out() -> None:
    paper = np.full((800, 600), 255, dtype=np.uint8)
    paper[100:103, 50:550] = 0
    paper[100:500, 300:303] = 0
    paper[200:215, 100:110] = 0  # a letter
    rules, clean = find_rules(paper, 150)
    assert sorted(
        (rule.upright, round(rule.x0 * 150 / 72, -1), round(rule.bottom * 150 / 72, -1)) for rule in rules
    ) == [
        (False, 50, 100),
        (True, 300, 500),
    ]
    assert clean[90:110, 50:550].min() == 255
    assert clean[200:215, 100:110].max() == 0


def test_quarter_turns_swap_the_sides() -> None:
    assert turned(np.zeros((3, 5), dtype=np.uint8), 90).shape == (5, 3)


@pytest.mark.parametrize(
    ("text", "number"), [("I/2026", "I"), ("II/2026", "II"), ("III/2026", "III"), ("IV/2026", "IV"), ("2/2026", None)]
)
@pytest.mark.parametrize("font", ["LiberationSerif-Regular.ttf", None])
def test_quarters_are_told_by_their_strokes(text: str, number: str | None, font: str | None) -> None:
    """Recognition takes the touching serifs of II and III for H, HI or 1, and a quarter would move."""
    try:
        letters = ImageFont.truetype(font, 54) if font else ImageFont.load_default(54)
    except OSError:
        pytest.skip(f"{font} is not installed")
    paper = Image.new("L", (400, 100), 255)
    ImageDraw.Draw(paper).text((20, 20), text, font=letters, fill=0)
    assert roman_quarter(np.asarray(paper)) == number
