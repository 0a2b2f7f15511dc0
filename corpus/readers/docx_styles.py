"""What a Word document's styles and numbering say: a paragraph's properties, and the label Word would print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from corpus.readers.zipped import attr, child, local

_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
_ROMAN += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
_DEPTH = 9


class Styles:
    """Properties by style, each taken from the nearest style up the `basedOn` chain that sets it."""

    def __init__(self, root: etree._Element | None) -> None:
        self.by_id: dict[str, etree._Element] = {}
        self.default: dict[str, str] = {}
        self.base: list[etree._Element] = []
        for style in root if root is not None else ():
            if local(style) == "style" and (name := attr(style, "styleId")):
                self.by_id[name] = style
                if attr(style, "default") in ("1", "true"):
                    self.default.setdefault(attr(style, "type") or "", name)
        defaults = child(root, "docDefaults")
        for holder in ("rPrDefault", "pPrDefault"):
            if (element := child(defaults, holder)) is not None:
                self.base.append(element)

    def chain(self, name: str | None, kind: str) -> Iterator[etree._Element]:
        """The style and those it is based on, nearest first, then the document's defaults."""
        name, seen = name or self.default.get(kind), set()
        while name and name in self.by_id and name not in seen:
            seen.add(name)
            style = self.by_id[name]
            yield style
            name = attr(child(style, "basedOn"), "val")
        if kind == "paragraph":
            yield from self.base

    def of_paragraph(self, paragraph: etree._Element, name: str) -> etree._Element | None:
        """A paragraph property ("jc", "numPr"): the paragraph's own or its style's."""
        own = child(paragraph, "pPr", name)
        if own is not None:
            return own
        styles = self.chain(attr(child(paragraph, "pPr", "pStyle"), "val"), "paragraph")
        return next((found for style in styles if (found := child(style, "pPr", name)) is not None), None)

    def of_run(self, run: etree._Element, paragraph: etree._Element | None, name: str) -> etree._Element | None:
        """A run property ("b", "vanish", "rFonts"): the run's own, its character style's, its paragraph's style's."""
        own = child(run, "rPr", name)
        if own is not None:
            return own
        if (character := attr(child(run, "rPr", "rStyle"), "val")) is not None:
            for style in self.chain(character, "character"):
                if (found := child(style, "rPr", name)) is not None:
                    return found
        for style in self.chain(attr(child(paragraph, "pPr", "pStyle"), "val"), "paragraph"):
            if (found := child(style, "rPr", name)) is not None:
                return found
        return None


def is_on(element: etree._Element | None) -> bool:
    """Whether a toggle such as <w:b/> is set: present and not switched off."""
    return element is not None and (attr(element, "val") or "1").lower() not in ("0", "false", "off", "none")


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # the level (1-based) whose step restarts this one; 0 never; None any higher one
    legal: bool = False
    style: str | None = None


@dataclass
class _List:
    """One abstract list: its levels and how far it has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Word's automatic numbers, counted as the paragraphs come."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, _List] = {}
        self.numbers: dict[str, str] = {}  # numId -> abstractNumId
        self.starts: dict[str, dict[int, int]] = {}  # numId -> level -> startOverride, until first used
        self.levels: dict[str, dict[int, _Level]] = {}  # numId -> levels redefined for it
        linked: dict[str, str] = {}
        for element in root if root is not None else ():
            if local(element) == "abstractNum":
                name = attr(element, "abstractNumId") or ""
                self.lists[name] = _List({_level_of(e): _read_level(e) for e in element if local(e) == "lvl"})
                if (link := attr(child(element, "numStyleLink"), "val")) is not None:
                    linked[name] = link
            elif local(element) == "num":
                self._read_number(element)
        for name, link in linked.items():
            style = styles.by_id.get(link)
            target = self.numbers.get(attr(child(style, "pPr", "numPr", "numId"), "val") or "")
            if target in self.lists and not self.lists[name].levels:
                self.lists[name] = self.lists[target]

    def _read_number(self, element: etree._Element) -> None:
        name = attr(element, "numId") or ""
        self.numbers[name] = attr(child(element, "abstractNumId"), "val") or ""
        for override in element:
            if local(override) == "lvlOverride":
                level = int(attr(override, "ilvl") or 0)
                if (start := attr(child(override, "startOverride"), "val")) is not None:
                    self.starts.setdefault(name, {})[level] = _number(start, 1)
                if (redefined := child(override, "lvl")) is not None:
                    self.levels.setdefault(name, {})[level] = _read_level(redefined)

    def label(self, paragraph: etree._Element) -> str | None:
        """The label Word prints before this paragraph ("1.", "a)", "II.3", "-"), counting it; None without one."""
        properties = self.styles.of_paragraph(paragraph, "numPr")
        number = attr(child(properties, "numId"), "val")
        if properties is None or number is None or number not in self.numbers:
            return None
        outline = self.lists.get(self.numbers[number])
        if outline is None:
            return None
        depth = self._depth(paragraph, properties, outline)
        levels = {**outline.levels, **self.levels.get(number, {})}
        if depth not in levels:
            return None
        self._count(outline, levels, depth, number)
        return self._print(outline, levels, depth)

    def _depth(self, paragraph: etree._Element, properties: etree._Element, outline: _List) -> int:
        if (level := attr(child(properties, "ilvl"), "val")) is not None:
            return _number(level, 0)
        style = attr(child(paragraph, "pPr", "pStyle"), "val")
        return next((depth for depth, level in outline.levels.items() if style and level.style == style), 0)

    def _count(self, outline: _List, levels: dict[int, _Level], depth: int, number: str) -> None:
        starts = self.starts.get(number, {})
        if depth in starts:
            outline.counts[depth] = starts.pop(depth) - 1
        counts = outline.counts
        for higher in range(depth):
            if higher in levels:
                counts.setdefault(higher, levels[higher].start)
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in range(depth + 1, _DEPTH):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or depth < restart:
                counts.pop(deeper, None)

    def _print(self, outline: _List, levels: dict[int, _Level], depth: int) -> str | None:
        level = levels[depth]
        if level.format == "bullet":
            return bullet(level.text)

        def shown(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            form = levels[place].format if place in levels else "decimal"
            plain = level.legal and form != "none"
            return format_number(outline.counts.get(place, 1), "decimal" if plain else form)

        return re.sub(r"%(\d)", shown, level.text).strip() or None


def _number(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else default


def _level_of(element: etree._Element) -> int:
    return _number(attr(element, "ilvl") or "", 0)


def _read_level(element: etree._Element) -> _Level:
    restart = attr(child(element, "lvlRestart"), "val")
    form = attr(child(element, "numFmt"), "val") or attr(child(element, "AlternateContent", "Choice", "numFmt"), "val")
    return _Level(
        start=_number(attr(child(element, "start"), "val") or "", 1),
        format=form or "decimal",
        text=attr(child(element, "lvlText"), "val") or "",
        restart=None if restart is None else _number(restart, 0),
        legal=is_on(child(element, "isLgl")),
        style=attr(child(element, "pStyle"), "val"),
    )


def bullet(sign: str) -> str:
    """A bullet as one of the signs that plans use: symbol fonts keep theirs at private codes."""
    return sign if sign in ("-", "+", "*", "–", "•", "▪", "►", "✓") else "-" if sign in ("\uf02d", "−", "—") else "•"


def format_number(value: int, form: str) -> str:
    """A list number in Word's format names; forms that plans do not use are printed as decimals."""
    if form == "none":
        return ""
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("lowerLetter", "upperLetter") and value > 0:
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return text.upper() if form == "upperLetter" else text
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        text = ""
        for amount, sign in _ROMAN:
            text += sign * (value // amount)
            value %= amount
        return text.upper() if form == "upperRoman" else text
    return str(value)
