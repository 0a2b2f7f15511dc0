"""Text in which a table stands block by block, as text taken out of a PDF without its layout: a block is a cell, or the
cells below each other of a column, with blank lines around it. Rows stand one behind the other, or whole columns do.

This module finds the columns' names, the numbers of the rows and where pages begin; block_cells.py gives the other
lines to rows and columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from corpus.column_names import header_words, known_words, part_of, whole_words
from corpus.flow_atoms import AWAITS_NAME, HEAD, PRODUCT, agencies_like, deadline_like
from corpus.flow_lines import FlowHeader, Numbering, is_heading_line
from corpus.flow_widths import Column, width_of
from corpus.headings import Lettered, plain
from corpus.layout import Paragraph
from corpus.readers.furniture import is_stamp
from corpus.text import bare, squeeze

_LABEL = re.compile(r"(?:so )?(?:s\s?)?t\s?t|so thu tu")
_FIRST = 400  # lines below the first column's name in which the others stand
_LONGEST = 9  # words of a column's name
_MIN_WRAPS = 3
_TOO_WIDE = 1.25  # times the width of the tasks' column: a line of two columns
_FITS = 1.1
_SURE = 4  # times as many lines go on at once as after a blank line
_PURE = re.compile(r"(\d{1,3}(?:\.\d{1,3})*|[IVXL]+|[A-ZĐ])[.)]?")
_BEFORE_TEXT = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)(?:[.)]\s+|\s+)([A-ZĐÀ-Ỹ\"“(].*)")

_INNER_NAME = re.compile(rf"(?<=\s)(?:{HEAD.pattern})")
_INNER_PRODUCT = re.compile(rf"(?<=\s)(?:{HEAD.pattern}|{PRODUCT.pattern})")
_ENDS_HEAD = re.compile(rf"(?:{HEAD.pattern})$")

Kind = Literal["text", "name", "label", "title", "end", "outside", "furniture"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: what it is, whether a blank line stands above it, and its page, counted from 0.

    `column` of a line that prints a column's name; `label` of one that begins a row, with the text behind it.
    """

    number: int
    text: str
    fresh: bool
    page: int
    kind: Kind = "text"
    column: int = -1
    label: str = ""


@lru_cache(maxsize=4096)
def names_column(text: str) -> str | None:
    """The part that a whole text names as the head of a column; None for a cell's own words."""
    words = bare(whole_words(text)).split()
    said = re.findall(r"\w+", " ".join(words))
    if not 0 < len(said) <= _LONGEST or text.rstrip().endswith((".", ";")) or not text[:1].isupper():
        return None
    part = part_of(text)
    exact = " ".join(said) in header_words()
    return part if part and (exact or part != "detail" and all(_known(word) for word in said)) else None


@lru_cache(maxsize=4096)
def _known(word: str) -> bool:
    return word in known_words() or word in ("va", "cu", "the", "chu", "yeu")


def told_by_blanks(lines: Sequence[Paragraph]) -> bool:
    """Whether blank lines stand between cells and not inside them: lines that go on in small letters tell."""
    at_once = after_blank = 0
    blank = True
    for line in lines:
        text = line.text.strip()
        if text[:1].islower():
            at_once, after_blank = at_once + (not blank), after_blank + blank
        blank = not text
    return at_once >= _MIN_WRAPS and at_once >= _SURE * after_blank


def find_names(lines: Sequence[Paragraph], start: int) -> FlowHeader | None:
    """The columns of a table whose first line, `lines[start]`, is the name of its numbers alone; None when the names of
    the others do not stand in blocks of their own, or at the head of one.
    """
    if not _LABEL.fullmatch(bare(lines[start].text).strip()):
        return None
    found: list[tuple[str, str]] = [("number", plain(lines[start].text))]
    index, above = start + 1, True  # whether a blank line or another name stands above
    while index < min(len(lines), start + _FIRST):
        text = plain(lines[index].text)
        if "\f" in lines[index].text or text and _LABEL.fullmatch(bare(text)):
            break
        taken = _name_at(lines, index) if above and text else 0
        name = squeeze(" ".join(plain(line.text) for line in lines[index : index + taken]))
        part = names_column(name) if taken else None
        if part and (part == "detail" or part not in {p for p, _ in found}) and name not in {n for _, n in found}:
            found.append((part, name))
            index += taken
            continue
        above = not text
        index += 1
    parts = tuple(part for part, _ in found)
    if "task" not in parts or len(parts) < 3 or not {"lead", "coordinating", "both", "deadline"} & set(parts):
        return None
    return FlowHeader(parts, tuple(name for _, name in found), bare(" ".join(name for _, name in found)), 1)


def _name_at(lines: Sequence[Paragraph], start: int) -> int:
    """How many lines from `start` print the name of a column; 0 when they do not."""
    best = 0
    for count in range(1, min(4, len(lines) - start) + 1):
        line = lines[start + count - 1].text
        if not line.strip() or "\f" in line and count > 1 or count > 1 and not line.strip()[:1].islower():
            break
        if names_column(squeeze(" ".join(plain(item.text) for item in lines[start : start + count]))):
            best = count
    below = lines[start + best].text.strip() if best and start + best < len(lines) else ""
    return 0 if below[:1].islower() else best


def read_blocks(lines: Sequence[Paragraph], header: FlowHeader, end: int) -> list[Line]:
    """The lines of the table from its first on, blank ones left out; those from `end` on may be of the prose below."""
    names = {bare(name): index for index, name in enumerate(header.names)}
    found: list[Line] = []
    page, fresh, named = 0, True, set[int]()
    index = 0
    while index < len(lines):
        text = lines[index].text
        if "\f" in text and found:
            page, fresh, named = page + 1, True, set()
        if not text.strip():
            fresh, index = True, index + 1
            continue
        taken, column = _printed_name(lines, index, names)
        if taken and (fresh or found and found[-1].kind == "name"):
            if column in named and column == 0:
                page, named = page + 1, set()
            named.add(column)
            found.extend(
                Line(item.spot.first_line, plain(item.text), fresh, page, "name", column)
                for item in lines[index : index + taken]
            )
        else:
            taken = 1
            kind: Kind = "furniture" if is_stamp(text) else "end" if index == end else "text"
            found.append(Line(lines[index].spot.first_line, plain(text), fresh, page, kind))
        index, fresh = index + taken, False
    titled = "lead" not in header.parts and not any(line.text.rstrip(".") == "I" for line in found)
    return _labelled(found, titled)


def _printed_name(lines: Sequence[Paragraph], start: int, names: dict[str, int]) -> tuple[int, int]:
    """How many lines from `start` print one of the names, and which."""
    joined = ""
    for count in range(1, min(4, len(lines) - start) + 1):
        text = lines[start + count - 1].text
        if not text.strip():
            break
        joined = squeeze(f"{joined} {bare(plain(text))}")
        if joined in names:
            below = lines[start + count].text.strip() if start + count < len(lines) else ""
            longer = any(name.startswith(f"{joined} ") for name in names) and below[:1].islower()
            if not longer:
                return count, names[joined]
    return 0, -1


def _labelled(lines: Sequence[Line], titled: bool) -> list[Line]:
    """The same lines, with those that begin rows and sections told; where rows are `titled`, also the agencies that
    stand above them without a number.
    """
    numbering = Numbering()
    numbering.letters = Lettered() if {"A", "B"} <= {line.text for line in lines} else None
    numbering.running = sum(_again(line, "1") for line in lines) == 1
    found: list[Line] = []
    for index, line in enumerate(lines):
        if line.kind == "end":
            found.extend(lines[index:])
            break
        label, rest = _label(line, numbering) if line.kind == "text" else ("", "")
        if label and any(_again(after, label) for after in lines[index + 1 : index + 4]):
            found.append(_as(line, "furniture"))  # a page's number, above the row's
        elif label:
            found.append(Line(line.number, rest, line.fresh, line.page, "label", label=label))
        elif line.kind == "text" and titled and is_heading_line(line.text):
            found.append(_as(line, "title"))
        else:
            found.append(line)
    return found


def _as(line: Line, kind: Kind) -> Line:
    return Line(line.number, line.text, line.fresh, line.page, kind)


def _again(line: Line, label: str) -> bool:
    return line.text.rstrip(".)") == label or line.text.startswith((f"{label} ", f"{label}. "))


def _label(line: Line, numbering: Numbering) -> tuple[str, str]:
    """The number that begins a row on this line, and the text behind it; "" where there is none."""
    if match := _PURE.fullmatch(line.text):
        label, rest = match[1], ""
    elif match := _BEFORE_TEXT.fullmatch(line.text):
        label, rest = match[1], match[2]
    else:
        return "", ""
    if label[0].isdigit():
        again = label in ("1", "1.1") and label in numbering.seen and line.fresh
        if not (numbering.fits(label) or again):
            return "", ""
        numbering.take(label)
        return label, rest
    lettered = numbering.letters is not None and numbering.letters.fits(label)
    if not (numbering.begins_section(label) or lettered):
        return "", ""
    numbering.enter(label)
    return label, rest


@lru_cache(maxsize=65536)
def pieces(text: str, task: Column | None, products: bool) -> tuple[str, ...]:
    """A line of two columns' cells, cut: where an agency's name begins behind the words of a task, or what is to be
    delivered where a column says that; and about where the column of tasks ends, when its width is known.
    """
    wide = task is not None and task.weight == 1 and width_of(text) > _TOO_WIDE * task.width
    for match in (_INNER_PRODUCT if products else _INNER_NAME).finditer(text):
        before = text[: match.start()].rstrip()
        words = before.split()
        behind = AWAITS_NAME.search(before) or _ENDS_HEAD.search(before) or deadline_like(before)
        fits = task is None or width_of(before) < _FITS * task.width
        if fits and len(words) > 2 and words[-1].isalpha() and (words[-1].islower() or wide) and not behind:
            return (text,) if agencies_like(before) else (before, text[match.start() :])
    if not wide or task is None or deadline_like(text):
        return (text,)
    ends = [match.start() for match in re.finditer(r"\s", text) if width_of(text[: match.start()]) < _FITS * task.width]
    if len(ends) < 3:
        return (text,)
    cuts = [0, *ends[-3:], len(text)]
    return tuple(text[start:end].strip() for start, end in pairwise(cuts))
