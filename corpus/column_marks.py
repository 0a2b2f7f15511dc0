"""Columns that stand for months, quarters or weeks, in which a mark says when a task is due: "T3 | T4 | Quý II"; and
columns that stand for agencies, in which a mark says who does it: "Phòng Kinh tế | Công an xã".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.agencies import looks_like_agencies
from corpus.column_names import part_of, whole_words
from corpus.headings import plain
from corpus.text import bare, squeeze

_PERIOD = re.compile(
    r"(?:^|.*[\s(/-])(?:"
    r"(?:tháng|th\.?|t)\)?\s*[.:]?\s*(?P<month>0?[1-9]|1[0-2])"
    r"|(?:quý|q\.?)\)?\s*(?P<quarter>IV|I{1,3}|[1-4])"
    r"|tuần\s*(?:thứ\s*)?(?P<week>[1-5]|IV|V|I{1,3})"
    r")\)?(?:\s*(?:[/.-]|năm)\s*20\d\d)?",
    re.I,
)
_YEAR = re.compile(r"\b20\d\d\b")
_MONTH = re.compile(r"\b(?:tháng|t)\s*(0?[1-9]|1[0-2])\b", re.I)
_MARKS = frozenset("x×✓✔√✗☑●•■▪◼*+v")
_LEADS = frozenset({"ct", "c", "chu tri", "chinh", "dau moi"})
_HELPS = frozenset({"ph", "p", "phoi hop", "ho tro", "tham gia"})
_LEAST = 2  # columns: one alone is a column's name that holds a month


@lru_cache(maxsize=16384)
def period_named(header: str) -> str | None:
    """The month, quarter or week that a column's header names, as a deadline is written; None for any other header.

    "Thời gian thực hiện T3" -> "Tháng 3", "Năm 2026 Quý I" -> "Quý I/2026", "Tháng 3 Tuần 2" -> "Tuần 2 tháng 3".
    """
    text = squeeze(plain(header))
    match = _PERIOD.fullmatch(text)
    if match is None:
        return None
    said = _YEAR.search(text)
    year = f"/{said[0]}" if said else ""
    if match["week"]:
        month = _MONTH.search(text)
        return f"Tuần {match['week']} tháng {month[1]}{year}" if month else None
    if match["month"]:
        return f"Tháng {int(match['month'])}{year}"
    return f"Quý {match['quarter'].upper()}{year}"


def period_columns(headers: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """(index, period) of the columns that stand for periods; none where fewer than two do."""
    found = [(index, period) for index, header in enumerate(headers) if (period := period_named(header))]
    return tuple(found) if len({period for _, period in found}) >= _LEAST else ()


def is_mark(text: str) -> bool:
    """Whether a cell only says that something is so: "x", "✓"."""
    return text.strip().casefold() in _MARKS


def due_by_marks(periods: Sequence[str]) -> str:
    """The deadline phrase of the periods that a row marks: "Tháng 3, tháng 4"."""
    return ", ".join(period if not at else period[:1].lower() + period[1:] for at, period in enumerate(periods))


def body_columns(headers: Sequence[str]) -> tuple[tuple[int, str], ...]:
    """(index, agency) of the columns that stand for agencies; none where fewer than two do."""
    found = [(index, body) for index, header in enumerate(headers) if (body := _body_named(header))]
    return tuple(found) if len({body for _, body in found}) >= _LEAST else ()


@lru_cache(maxsize=16384)
def _body_named(header: str) -> str | None:
    """The agency that a column's header names, also below what such columns say: "Đơn vị thực hiện Công an xã"."""
    text = squeeze(whole_words(header))
    if part_of(text) is None:
        return text if looks_like_agencies(text) else None
    words = text.split()
    for at in range(2, len(words) - 1):
        rest = " ".join(words[at:])
        if rest[:1].isupper() and part_of(" ".join(words[:at])) in ("lead", "both") and looks_like_agencies(rest):
            return rest if part_of(rest) is None else None
    return None


def roles_by_marks(cells: Sequence[tuple[str, str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who leads and who helps by what stands in the columns of (agency, cell): "CT" and "PH", or mere marks, which are
    for those who lead where nobody else is said to.
    """
    said = [(body, bare(cell).strip(" .()"), cell) for body, cell in cells]
    leads = tuple(body for body, word, _ in said if word in _LEADS)
    helps = tuple(body for body, word, _ in said if word in _HELPS)
    marked = tuple(body for body, _, cell in said if is_mark(cell))
    return (leads, helps + marked) if leads else (marked, helps)
