"""A cited row in its plan: the lines or the table around it with the row marked, or the page image with its box.

Everything of the plan passes through `markup.tag` and so stands inert.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.ui import page_image, strings
from assistant.ui.markup import Markup, join, tag
from corpus.model import Plan, Spot

_AROUND = 9  # lines shown before and after the row


@dataclass(frozen=True, slots=True)
class Source:
    """What the panel shows: a task or a passage with its place.

    `ref` is "task:ID" or "passage:ID"; `number` the row's printed number, None for bullets and prose.
    """

    ref: str
    plan: Plan
    section: str
    heading: str
    number: str | None
    quote: str
    spots: tuple[Spot, ...]
    facts: tuple[tuple[str, str], ...] = ()


def render(source: Source, lines: Sequence[str], original: Path | None, after: Markup | None = None) -> Markup:
    """The panel's whole content. `lines` is the plan's rendition, `original` the kept file, None when it is gone;
    `after` comes below them."""
    images = list(_page_images(source, original)) if original else []
    around = _surroundings(lines, source.spots)
    if images:
        text = tag("details", tag("summary", strings.SOURCE_AS_TEXT), around, class_="src-astext")
        body: list[Markup] = [*images, text]
    else:
        body = [around]
    return tag(
        "article",
        _head(source),
        tag("div", *body, after, class_="src-body", tabindex="0", role="region", aria_label=strings.SOURCE_REGION),
        class_="src",
        data_ref=source.ref,
        data_plan=source.plan.id,
    )


def gone() -> Markup:
    """What the panel says when the cited plan is no longer there."""
    return tag("article", tag("p", strings.SOURCE_GONE, class_="empty"), class_="src")


def place(source: Source) -> str:
    """Where the row stands, in words: "Mục III.2 · số 5 · dòng 61" or "… · trang 3"."""
    parts = [strings.SECTION.format(source.section)] if source.section else []
    if source.number:
        parts.append(strings.NUMBER.format(source.number))
    parts.append(spot_words(source.spots, source.plan.file))
    return " · ".join(part for part in parts if part)


def spot_words(spots: Sequence[Spot], file: str) -> str:
    """ "trang 3", "trang 3–4", "trang tính 1" of a workbook, "dòng 61–62" or nothing."""
    pages = sorted({spot.page for spot in spots if spot.page is not None})
    if pages:
        words = strings.SHEET if file.lower().endswith((".xlsx", ".xlsm", ".xls")) else strings.PAGE
        return words.format(_range(pages[0], pages[-1]))
    if spots:
        return strings.LINE.format(_range(min(s.first_line for s in spots), max(s.last_line for s in spots)))
    return ""


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _head(source: Source) -> Markup:
    plan = source.plan
    facts = [tag("div", tag("dt", name), tag("dd", value)) for name, value in source.facts]
    return tag(
        "header",
        tag("p", plan.symbol or strings.NO_SYMBOL, tag("span", plan.file, class_="file"), class_="src-plan"),
        tag("h3", plan.title or plan.file, class_="src-title"),
        tag("p", place(source), class_="src-place"),
        tag("p", source.heading, class_="src-heading") if source.heading else None,
        tag("dl", *facts, class_="src-facts") if facts else None,
        class_="src-head",
    )


def _page_images(source: Source, original: Path) -> Iterator[Markup]:
    pages: dict[int, list[Spot]] = {}
    for spot in source.spots:
        if spot.page is not None:
            pages.setdefault(spot.page, []).append(spot)
    for number, spots in sorted(pages.items()):
        picture = page_image.render(original, number)
        if picture is None:
            return
        boxes = [_box(spot) for spot in spots if spot.box]
        zoom = tag("button", strings.ZOOM, type="button", class_="ghost", data_local="zoom")
        image = tag("img", src=picture, alt=strings.PAGE_IMAGE.format(number))
        leaf = tag("div", image, *boxes, class_="src-page", data_local="zoom")
        yield tag(
            "figure",
            tag("figcaption", strings.PAGE_CAPTION.format(number), zoom),
            tag("div", leaf, class_="src-scroll"),
            class_="src-figure",
        )


def _box(spot: Spot) -> Markup:
    assert spot.box is not None
    left, top, right, bottom = (max(0.0, min(1.0, value)) for value in spot.box)
    style = f"left:{left:.2%};top:{top:.2%};width:{right - left:.2%};height:{bottom - top:.2%}"
    return tag("div", class_="src-box src-here", style=style)


def _surroundings(lines: Sequence[str], spots: Sequence[Spot]) -> Markup:
    """Windows of lines around each spot; windows that touch are one; runs of tab-separated lines are tables."""
    here = {n for spot in spots for n in range(spot.first_line, spot.last_line + 1)}
    parts: list[Markup] = []
    for first, last in _windows(sorted(here), len(lines)):
        if first > 1:
            parts.append(tag("p", "⋯", class_="src-gap", aria_hidden="true"))
        parts += _blocks(lines, first, last, here)
    if parts and here and max(here) + _AROUND < len(lines):
        parts.append(tag("p", "⋯", class_="src-gap", aria_hidden="true"))
    return tag("div", *parts, class_="src-lines")


def _windows(here: Sequence[int], total: int) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for number in here:
        first, last = max(1, number - _AROUND), min(total, number + _AROUND)
        if windows and first <= windows[-1][1] + 1:
            windows[-1] = (windows[-1][0], last)
        else:
            windows.append((first, last))
    return windows


def _blocks(lines: Sequence[str], first: int, last: int, here: set[int]) -> Iterator[Markup]:
    """Paragraphs and tables of lines `first` to `last` (1-based); a table shows its header row even from above."""
    number = first
    while number <= last:
        if not _is_row(lines, number):
            text = lines[number - 1].strip()
            if text:
                yield _paragraph(text, number, number in here)
            number += 1
            continue
        start = number
        while number <= last and _belongs_to_table(lines, number, here):
            number += 1
        yield _table(lines, start, number - 1, here)


def _is_row(lines: Sequence[str], number: int) -> bool:
    return 1 <= number <= len(lines) and "\t" in lines[number - 1]


def _belongs_to_table(lines: Sequence[str], number: int, here: set[int]) -> bool:
    """A row, or a cell's text that goes on: one or two lines before the next row, or the rest of the cited row."""
    if _is_row(lines, number):
        return True
    goes_on = any(_is_row(lines, number + step) for step in (1, 2)) or {number - 1, number} <= here
    return goes_on and bool(lines[number - 1].strip())


def _header_above(lines: Sequence[str], start: int) -> int | None:
    """The first row of the table that holds row `start`, when it lies above the window."""
    top = start
    while _is_row(lines, top - 1) or (top > 2 and lines[top - 2].strip() and _is_row(lines, top - 2)):
        top -= 1
    while top < start and not _is_row(lines, top):
        top += 1
    return top if top < start else None


def _table(lines: Sequence[str], first: int, last: int, here: set[int]) -> Markup:
    numbers = list(range(first, last + 1))
    header = _header_above(lines, first)
    width = max(lines[n - 1].count("\t") + 1 for n in numbers)
    rows = [_row(lines[n - 1], width, n, n in here) for n in numbers if lines[n - 1].strip()]
    head = None
    if header is not None:
        cells = lines[header - 1].split("\t")
        head = tag("thead", tag("tr", *[tag("th", cell.strip(), scope="col") for cell in cells]))
    table = tag("table", head, tag("tbody", *rows))
    return tag("div", table, class_="src-table", tabindex="0", role="group", aria_label=strings.SOURCE_TABLE)


def _row(line: str, width: int, number: int, here: bool) -> Markup:
    cells = line.split("\t")
    if len(cells) == 1:
        inner = tag("td", cells[0].strip(), colspan=width, class_="src-goes-on")
    else:
        inner = join([tag("td", cell.strip()) for cell in cells])
    return tag("tr", inner, class_="src-here" if here else None, data_line=number, aria_current=here and "true")


def _paragraph(text: str, number: int, here: bool) -> Markup:
    return tag("p", text, class_="src-here" if here else None, data_line=number, aria_current=here and "true")
