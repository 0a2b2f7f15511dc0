"""Builds the small documents that the reader tests read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from docx import Document
from docx.oxml import parse_xml

from corpus.layout import Layout, Paragraph, Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(path: Path, *body: str) -> Path:
    """A Word file whose body is these pieces of WordprocessingML (prefix w)."""
    document = Document()
    for element in list(document.element.body):
        if not element.tag.endswith("sectPr"):
            document.element.body.remove(element)
    section = document.element.body[-1]
    for piece in body:
        wrapped = parse_xml(f"<w:body {W}>{piece}</w:body>")
        for element in list(wrapped):
            section.addprevious(element)
    document.save(str(path))
    return path


def with_part(path: Path, name: str, data: str | bytes) -> Path:
    """The same package with one member replaced or added."""
    with zipfile.ZipFile(path) as package:
        members = {n: package.read(n) for n in package.namelist()}
    members[name] = data.encode() if isinstance(data, str) else data
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for member, content in members.items():
            package.writestr(member, content)
    return path


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    content = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tbl(rows: Iterable[Sequence[str]]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def paragraphs(layout: Layout) -> list[str]:
    """Label and text of each paragraph."""
    return [f"{b.label} {b.text}" if b.label else b.text for b in layout.blocks if isinstance(b, Paragraph)]


def tables(layout: Layout) -> list[list[list[str]]]:
    return [[[cell.text for cell in row] for row in b.rows] for b in layout.blocks if isinstance(b, Table)]
