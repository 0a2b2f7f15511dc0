"""Word files (.docx, .docm) as they would print with all changes accepted: read from the XML, nothing is run.

Kept: soft breaks, tabs, automatic numbers (as labels), text boxes (after their paragraph), footnotes (at the
end, label "[1]"). Left out: deleted and moved-away text, hidden text (said), page headers and footers (said),
contents lists.
A nested table with at least 2 rows and 3 columns is a table of its own, after the row that holds it; a smaller one is
text of its cell. A letterhead or signature table becomes paragraphs, left column first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from corpus.errors import Damaged, EmptyFile, WrongType
from corpus.layout import Layout
from corpus.legacy import from_font
from corpus.model import Notice
from corpus.readers import notices
from corpus.readers.build import Draft, DraftCell, DraftParagraph, DraftTable, build, tidy
from corpus.readers.docx_styles import Numbering, Styles, is_on
from corpus.readers.furniture import has_letterhead, is_page_number
from corpus.readers.limits import check_size
from corpus.readers.text import Progress
from corpus.readers.zipped import XmlParts, attr, child, local

_LAYOUT_ROWS = 6  # at either end of a table that may lay out a letterhead or a signature
_TRANSPARENT = {"ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple", "bdo", "dir"}
_SYMBOLS = {0xB7: "•", 0xA7: "▪", 0xD8: "►", 0xFC: "✓", 0xFE: "☑", 0xA8: "☐", 0x6F: "☐", 0xE0: "→", 0xAE: "→"}
_SYMBOLS |= {0xA3: "≤", 0xB3: "≥"}


def read_docx(path: Path, *, progress: Progress | None = None) -> Layout:
    """A Word file as a Layout. Pages are known only where Word has saved them (lastRenderedPageBreak).

    Raises EmptyFile, Damaged, EncryptedFile, TooLarge, WrongType (pictures only).
    """
    check_size(path, "docx")
    parts = XmlParts(path)
    try:
        document = _Document(parts)
        layout = document.read()
    except RecursionError as error:
        raise Damaged(path, "các phần lồng nhau quá sâu") from error
    finally:
        parts.close()
    if not layout.blocks:
        if any("/media/" in name for name in parts.names):
            raise WrongType(path, "tệp Word chỉ có ảnh chụp; hãy lưu lại thành PDF rồi thêm lại")
        raise EmptyFile(path)
    if progress:
        progress(layout.pages or 1, layout.pages or 1)
    return layout


@dataclass
class _Inline:
    """What one paragraph's runs add up to."""

    pieces: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    page: int | None = None
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.pieces)


class _Document:
    """One walk over a document: the page, the list counters and the notes met so far."""

    def __init__(self, parts: XmlParts) -> None:
        self.parts = parts
        root = parts.xml(parts.main)
        body = child(root, "body")
        if root is None or body is None:
            raise Damaged(parts.path, "không thấy phần nội dung Word")
        self.body = body
        self.related = parts.related(parts.main)
        self.styles = Styles(self._part("styles"))
        self.numbering = Numbering(self._part("numbering"), self.styles)
        paged = any(local(element) == "lastRenderedPageBreak" for element in root.iter())
        self.page: int | None = 1 if paged else None
        self.hidden = 0
        self.notes: list[tuple[str, str]] = []  # (kind, id) of footnotes and endnotes, in order
        self.carried = ""  # text of a paragraph whose end was deleted: it goes on in the next

    def _part(self, kind: str) -> etree._Element | None:
        names = self.related.get(kind)
        return self.parts.xml(names[0]) if names else None

    def read(self) -> Layout:
        drafts = list(self.blocks(self.body))
        pages = self.page
        drafts += list(self._footnotes())
        furniture = [list(self.blocks(r)) for r in self._headers()]
        printed = "\n".join(_text_of(draft) for draft in drafts[:30])
        skipped = []
        for header in furniture:
            text = "\n".join(_text_of(draft) for draft in header)
            if has_letterhead(text) and not has_letterhead(printed):
                drafts = header + drafts
                printed = text
            elif text.strip() and not is_page_number(text):
                skipped.append(text)
        return build(drafts, pages=pages, notices=self._notices(skipped))

    def _headers(self) -> Iterator[etree._Element]:
        self.page, pages = None, self.page
        for kind in ("header", "footer"):
            for name in self.related.get(kind, ()):
                if (root := self.parts.xml(name)) is not None:
                    yield root
        self.page = pages

    def _notices(self, skipped: list[str]) -> list[Notice]:
        found = []
        if any(name.endswith("vbaproject.bin") for name in self.parts.names):
            found.append(notices.macros())
        if any("/embeddings/" in name for name in self.parts.names) or "aFChunk" in self.related:
            found.append(notices.embedded())
        if self.hidden:
            found.append(notices.hidden_text(self.hidden))
        found += [notices.furniture(text) for text in dict.fromkeys(skipped)]
        return found

    def _footnotes(self) -> Iterator[Draft]:
        roots = {kind: self._part(f"{kind}s") for kind in ("footnote", "endnote")}
        for number, (kind, name) in enumerate(self.notes, start=1):
            root = roots[kind]
            note = next((n for n in root if attr(n, "id") == name), None) if root is not None else None
            texts = [_text_of(draft) for draft in self.blocks(note)] if note is not None else []
            if texts:
                yield DraftParagraph("\n".join(texts), label=f"[{number}]")

    # blocks

    def blocks(self, container: etree._Element) -> Iterator[Draft]:
        """Paragraphs and tables of a body, a cell, a text box or a note, in reading order."""
        for element in container:
            name = local(element)
            if name == "p":
                yield from self.paragraph(element)
            elif name == "tbl":
                yield from self.table(element)
            elif name == "sdt" and _is_contents(element):
                continue
            elif name in _TRANSPARENT:
                yield from self.blocks(element)
            elif name == "AlternateContent":
                yield from self.blocks(_alternative(element))

    def paragraph(self, element: etree._Element) -> Iterator[Draft]:
        inline = _Inline()
        self.runs(element, element, inline)
        text, self.carried = self.carried + inline.text, ""
        if child(element, "pPr", "rPr", "del") is not None:
            self.carried = text
        else:
            label = self.numbering.label(element)
            centred = attr(self.styles.of_paragraph(element, "jc"), "val") == "center"
            bold = bool(inline.bold) and all(inline.bold)
            yield DraftParagraph(text, label, bold, centred, inline.page or self.page)
        for box in inline.boxes:
            yield from self.blocks(box)

    def runs(self, element: etree._Element, paragraph: etree._Element, into: _Inline) -> None:
        """Add the printed text below `element` to `into`, through insertions, links and fields."""
        for node in element:
            name = local(node)
            if name == "r":
                self.run(node, paragraph, into)
            elif name in ("ruby", "rubyBase") or name in _TRANSPARENT:
                self.runs(node, paragraph, into)
            elif name == "AlternateContent":
                self.runs(_alternative(node), paragraph, into)
            elif name in ("oMath", "oMathPara"):
                into.pieces.append("".join(t.text or "" for t in node.iter() if local(t) == "t"))

    def run(self, run: etree._Element, paragraph: etree._Element, into: _Inline) -> None:
        if is_on(self.styles.of_run(run, paragraph, "vanish")):
            self.hidden += sum(len(t.text or "") for t in run.iter() if local(t) == "t")
            return
        text = "".join(self._piece(node, paragraph, into) for node in run)
        fonts = self.styles.of_run(run, paragraph, "rFonts")
        text = from_font(text, attr(fonts, "ascii") or attr(fonts, "hAnsi"))
        if is_on(self.styles.of_run(run, paragraph, "caps")):
            text = text.upper()
        if text.strip():
            into.page = into.page or self.page
            into.bold.append(is_on(self.styles.of_run(run, paragraph, "b")))
        into.pieces.append(text)

    def _piece(self, node: etree._Element, paragraph: etree._Element, into: _Inline) -> str:
        """One element inside a run as text."""
        name = local(node)
        if name == "t":
            return node.text or ""
        if name in ("tab", "ptab"):
            return "\t"
        if name in ("br", "cr"):
            return "\n"
        if name == "noBreakHyphen":
            return "-"
        if name == "sym":
            return _symbol(node)
        if name == "lastRenderedPageBreak":
            self.page = (self.page or 1) + 1
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append((name.removesuffix("Reference"), attr(node, "id") or ""))
        elif name in ("drawing", "pict", "object"):
            into.boxes += _text_boxes(node)
        elif name == "AlternateContent":
            return "".join(self._piece(inner, paragraph, into) for inner in _alternative(node))
        elif name == "ruby":
            self.runs(node, paragraph, into)
        return ""

    # tables

    def table(self, element: etree._Element) -> Iterator[Draft]:
        """One table; split after a row that holds a nested table of its own.

        Rows that only lay out a letterhead, or the recipients beside the signature, become paragraphs.
        """
        rows = [_Row(row) for row in _flat(element, "tr") if child(row, "trPr", "del") is None]
        for row in rows:
            row.contents = [list(self.blocks(cell)) for cell in row.cells]
        head, tail = _layout_rows(rows)
        yield from _down_columns(rows[:head])
        grid = _Grid()
        for row in rows[head:tail]:
            nested = [draft for drafts in row.contents for draft in drafts if _is_grid(draft)]
            texts = [_join(draft for draft in drafts if draft not in nested) for drafts in row.contents]
            grid.add(row.element, row.cells, texts, [_page_of(drafts, self.page) for drafts in row.contents])
            if nested:
                yield grid.flush()
                yield from nested
        if grid.rows:
            yield grid.flush()
        yield from _down_columns(rows[tail:])


@dataclass
class _Row:
    """One table row: its cells and the blocks in each."""

    element: etree._Element
    contents: list[list[Draft]] = field(default_factory=list)

    @property
    def cells(self) -> list[etree._Element]:
        return _flat(self.element, "tc")

    @property
    def lays_out(self) -> bool:
        """Whether the row holds a letterhead or recipients."""
        return len(self.contents) <= 3 and any(has_letterhead(_join(drafts)) for drafts in self.contents)


def _layout_rows(rows: list[_Row]) -> tuple[int, int]:
    """(first, after last) of the rows that are a table; the others at its ends only lay out text."""
    if len(rows) == 1 and len(rows[0].contents) == 1:
        return 0, 0
    marked = [place for place, row in enumerate(rows) if row.lays_out]
    narrow = all(len(row.contents) <= 3 for row in rows)
    if marked and narrow and len(rows) <= _LAYOUT_ROWS:
        return 0, 0
    head = max((place + 1 for place in marked if place < _LAYOUT_ROWS), default=0)
    tail = min((place for place in marked if head <= place and place >= len(rows) - _LAYOUT_ROWS), default=len(rows))
    return head, tail


def _down_columns(rows: list[_Row]) -> Iterator[Draft]:
    for column in range(max((len(row.contents) for row in rows), default=0)):
        for row in rows:
            yield from row.contents[column] if column < len(row.contents) else ()


class _Grid:
    """Rows of one table, with merged cells repeated over the places they cover."""

    def __init__(self) -> None:
        self.rows: list[tuple[DraftCell, ...]] = []
        self.above: dict[int, DraftCell] = {}  # column -> the cell that a vertical merge goes on with

    def add(self, row: etree._Element, cells: list[etree._Element], texts: list[str], pages: list[int | None]) -> None:
        before = _count(child(row, "trPr", "gridBefore"))
        place, made = before, [DraftCell("")] * before
        above: dict[int, DraftCell] = {}
        for cell, text, page in zip(cells, texts, pages, strict=True):
            span = max(_count(child(cell, "tcPr", "gridSpan")), 1)
            merge = child(cell, "tcPr", "vMerge")
            goes_on = merge is not None and (attr(merge, "val") or "continue") == "continue"
            if goes_on and place in self.above:
                upper = self.above[place]
                draft = DraftCell(_join_texts(upper.text, text), upper.origin, upper.page)
            else:
                merged = span > 1 or merge is not None
                draft = DraftCell(text, (len(self.rows), place) if merged else None, page)
            made += [draft] * span
            if merge is not None:
                above[place] = draft
            place += span
        made += [DraftCell("")] * _count(child(row, "trPr", "gridAfter"))
        self.above = above
        self.rows.append(tuple(made))

    def flush(self) -> DraftTable:
        """The rows so far as a table; a merge that goes on starts anew in the next one."""
        table = DraftTable(tuple(self.rows))
        self.rows = []
        self.above = {place: DraftCell(c.text, (0, place), c.page) for place, c in self.above.items()}
        return table


def _flat(element: etree._Element, name: str) -> list[etree._Element]:
    """The children of that name, also inside content controls and insertions."""
    found = []
    for node in element:
        if local(node) == name:
            found.append(node)
        elif local(node) in _TRANSPARENT:
            found += _flat(node, name)
    return found


def _count(element: etree._Element | None) -> int:
    """The number an element such as <w:gridSpan> carries, kept to what a page can hold."""
    value = attr(element, "val") or "0"
    return min(int(value), 100) if value.isdigit() else 0


def _is_grid(draft: Draft) -> bool:
    return isinstance(draft, DraftTable) and len(draft.rows) >= 2 and max(map(len, draft.rows)) >= 3


def _text_of(draft: Draft) -> str:
    if isinstance(draft, DraftParagraph):
        return f"{draft.label} {draft.text}" if draft.label else draft.text
    return "\n".join("\t".join(cell.text for cell in row) for row in draft.rows)


def _join(drafts: Iterator[Draft] | list[Draft]) -> str:
    return tidy("\n".join(_text_of(draft) for draft in drafts))


def _join_texts(upper: str, lower: str) -> str:
    return f"{upper}\n{lower}" if lower and lower != upper else upper


def _page_of(drafts: list[Draft], page: int | None) -> int | None:
    pages = (d.page if isinstance(d, DraftParagraph) else d.rows[0][0].page for d in drafts if _text_of(d).strip())
    return next(pages, page)


def _is_contents(sdt: etree._Element) -> bool:
    gallery = child(sdt, "sdtPr", "docPartObj", "docPartGallery")
    return (attr(gallery, "val") or "") == "Table of Contents"


def _alternative(element: etree._Element) -> etree._Element:
    """The branch of mc:AlternateContent to read: the first choice that has content, else the fallback."""
    return next((branch for branch in element if len(branch)), element[0] if len(element) else element)


def _text_boxes(drawing: etree._Element) -> list[etree._Element]:
    """The outermost text-box contents in a drawing; of alternatives only the first."""
    found: list[etree._Element] = []
    for node in drawing:
        if local(node) == "txbxContent":
            found.append(node)
        elif local(node) == "AlternateContent":
            found += _text_boxes(_alternative(node))
        else:
            found += _text_boxes(node)
    return found


def _symbol(node: etree._Element) -> str:
    """A <w:sym>: symbol fonts sit at private codes F000 to F0FF."""
    code = attr(node, "char") or ""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    if 0xF000 <= number <= 0xF0FF:
        low = number - 0xF000
        return _SYMBOLS.get(low, chr(low) if 0x20 <= low < 0x7F else "•")
    return chr(number) if 0x20 <= number < 0xD800 else ""
