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


GOLDEN = Path(__file__).parent / "golden"


def pdf_of(path: Path, *streams: str, extra: str = "", pages: int = 0) -> Path:
    """A PDF with one page for each content stream (Helvetica as /F1), or `pages` times the first one.

    `extra` goes into the trailer.
    """
    kids = [f"{4 + 2 * i} 0 R" for i in range(len(streams))] if not pages else ["4 0 R"] * pages
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]/MediaBox[0 0 595 842]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for place, stream in enumerate(streams):
        objects.append(f"<</Type/Page/Parent 2 0 R/Contents {5 + 2 * place} 0 R/Resources<</Font<</F1 3 0 R>>>>>>")
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    data, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    data += f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}"
    data += f"trailer\n<</Size {len(places) + 1}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF\n"
    path.write_bytes(data.encode("latin-1"))
    return path


def written(text: str, x: int = 72, y: int = 760, size: int = 12) -> str:
    """PDF operators that write an ASCII text."""
    return f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n"


def rows_joined(layout: Layout) -> list[list[str]]:
    """Task and title rows of all tables, rows over page breaks joined, headers left out: what a reader must keep."""
    rows: list[list[str]] = []
    for table in tables(layout):
        for cells in table:
            row = [" ".join(cell.split()) for cell in cells]
            if "Nội dung nhiệm vụ" in row or "Nhiệm vụ" in row:
                continue
            if rows and row[0] == "" and len(row) == len(rows[-1]):
                rows[-1] = [_joined(a, b) for a, b in zip(rows[-1], row, strict=True)]
            else:
                rows.append(row)
    return rows


def _joined(upper: str, lower: str) -> str:
    return (upper + ("" if upper.endswith("-") else " ") + lower).strip()
