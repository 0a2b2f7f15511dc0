"""Old Word files go through LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from corpus.errors import MissingTool
from corpus.readers import open_layout
from tests.corpus.readers.files import docx_of, p, paragraphs, tables, tbl, tc

BODY = (p("Kế hoạch năm 2026"), tbl([[tc("STT"), tc("Nhiệm vụ")], [tc("1"), tc("Rà soát quy chế")]]), p("Hết"))
needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def converted(folder: Path, kind: str) -> Path:
    source = docx_of(folder / "kế hoạch.docx", *BODY)
    profile = (folder / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{kind}")


@needs_libreoffice
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_old_formats_read_like_word(tmp_path: Path, kind: str) -> None:
    layout = open_layout(converted(tmp_path, kind))
    assert paragraphs(layout) == ["Kế hoạch năm 2026", "Hết"]
    assert tables(layout) == [[["STT", "Nhiệm vụ"], ["1", "Rà soát quy chế"]]]


@needs_libreoffice
def test_a_saved_web_page_under_a_word_name_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_text("<html><meta charset=utf-8><body><p>Kế hoạch năm 2026</p></body></html>")
    layout = open_layout(path)
    assert paragraphs(layout) == ["Kế hoạch năm 2026"]
    assert [notice.kind for notice in layout.notices] == ["renamed"]


def test_without_libreoffice_the_package_to_install_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.rtf").write_text(r"{\rtf1 Ke hoach}")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool, match=r"a\.rtf.*libreoffice-writer"):
        open_layout(tmp_path / "a.rtf")
