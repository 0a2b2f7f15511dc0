"""The lines of one row of a flow table, split into its cells: task, agencies, deadline, other columns.

Every way of cutting the lines in the header's column order is scored by what the pieces read like;
the best one is taken (dynamic programming over columns and cut places).
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from corpus.agencies import holds_another, split_agencies
from corpus.flow_atoms import (
    AGENCY_PARTS,
    FINISHED,
    PRODUCT,
    STRONG_HEAD,
    Atom,
    agencies_like,
    atoms_of,
    begins_agency,
    deadline_like,
    in_place,
    opens_deadline,
)
from corpus.flow_learned import Name, always_filled, cuts_a_name, names_of, runs_on
from corpus.flow_lines import FlowLine
from corpus.flow_widths import Column, against, measure
from corpus.headings import plain
from corpus.text import rejoin

# A text that stops at one of these goes on; so does one that stops at the bare head of a name behind one of them.
DANGLING = re.compile(
    r"(?:^|\s)(?:và|của|với|cho|tại|các|từ|đến|theo|về|để|do|trong|là|bằng|đợt|lần|khóa"
    r"|(?<!đầu )(?<!cuối )(?<!hằng )(?<!hàng )(?<!giữa )(?<!trong )(?<!mỗi )(?<!cả )(?:ngày|năm|tháng|quý)"
    r"|(?:công văn|kế hoạch|quyết định|nghị quyết|chỉ thị|hướng dẫn|thông báo|nghị định|thông tư|chương trình) số"
    r"|giai đoạn|nhiệm kỳ|[-–])$",
    re.I,
)
DANGLING_HEAD = re.compile(
    r"\s(?:và|của|với|cho|tại|các|cùng) (?:Chi bộ|Đảng bộ|Đảng ủy|Đảng uỷ|Ban|Sở|Phòng|Bộ|Văn phòng|Trường|Trạm|Hội"
    r"|Ủy ban|Uỷ ban|UBND|HĐND|Trung tâm|Công an|Đoàn)$"
)
_TIME_WORD = re.compile(
    r"\s(?:Tháng|Quý|Trước|Trong|Năm|Ngày|Sau|Từ|Đến|Hoàn thành|Thực hiện|Thường|trước|trong|từ|đến|tháng|quý)$"
)
_MAX_ATOMS = 60
_GROUP = re.compile(r"(?:Các|Toàn thể|Trưởng các|Chủ các|Người đứng đầu các)\s\w")  # of whom no name is known
# whose names go on with such a group: "Đảng ủy các cơ quan Đảng tỉnh", "Ban Quản lý các khu công nghiệp"
_WITH_MANY = re.compile(
    r"(?:Đảng ủy|Đảng uỷ|Thường trực|Đảng bộ|Ban Quản lý|Ban Chỉ đạo|Ban Điều hành|Hiệp hội|Liên hiệp|UBND|Hội)$", re.I
)
_DASHES = frozenset({"-", "–", "—", "/", "//"})  # a blank cell
IMPOSSIBLE = -1e9
CLOSE = 0.6  # two cuts nearer than this are both told: 4 in 100 right rows are then told, 6 in 10 wrong ones
_MISSED = 0.8  # what a blank cell costs in a column that is hardly ever blank
_CUT_NAME = 1.5  # and a cut through a name that other rows have whole
_RUN_ON = 1.2  # and two such names without anything between them
_NEAR = 4  # atoms on each side of a cut that may hold such a name
_WAYS = 6  # ways of cutting that are kept, to tell how sure the best is


@dataclass(frozen=True, slots=True)
class Cells:
    """A row's cells by part, the lines on which each stands, and what was left over.

    `pieces` are the printed lines of each column in order, `margin` by how much this cut is better than any other
    that gives the task, its agencies or its deadline other words; `other` is that other cut's cells.
    """

    text: dict[str, str]
    lines: dict[str, tuple[int, int]]
    rest: tuple[Atom, ...]
    pieces: tuple[tuple[str, ...], ...]
    margin: float = math.inf
    other: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hints:
    """What the whole table says about any one row.

    `widths` of the columns; `names`: lines that come back in several rows, so the names of agencies in this table even
    where they are like none known; `in_place`: every cell is printed on one line of its own, blank ones as a dash;
    `known`: the words of agencies' names in other rows; `filled`: columns that are hardly ever blank.
    """

    widths: tuple[Column | None, ...] = ()
    names: frozenset[str] = frozenset()
    in_place: bool = False
    known: frozenset[Name] = frozenset()
    filled: tuple[bool, ...] = ()


_NO_HINTS = Hints()


def read_hints(rows: Sequence[Sequence[FlowLine]], parts: Sequence[str]) -> Hints:
    """Learn from the lines of all rows of a table."""
    printed = [[line.text.strip() for line in row] for row in rows]
    whole = [row for row in printed if len(row) == len(parts)]
    due = [row[parts.index("deadline")] for row in whole] if "deadline" in parts else []
    in_place = (
        len(whole) > max(2, 0.7 * len(printed))
        and all(len(row) <= len(parts) for row in printed)
        and sum(map(deadline_like, due)) >= 0.5 * len(due)
        and not any(deadline_like(row[parts.index("task")]) for row in whole)
    )
    often = Counter(line for row in printed for line in set(row[1:]))
    opens = {a for row in printed for a, b in pairwise(row) if not b[:1].isupper() and deadline_like(f"{a} {b}")}
    least = 3 if "detail" in parts else 2  # "Báo cáo", "Kế hoạch" come back as products
    names = frozenset(
        line
        for line, count in often.items()
        if count > 1 and line[:1].isupper() and least <= len(line.split()) < 10 and line not in opens
        and not deadline_like(line) and not opens_deadline(line) and not FINISHED.search(line)
        and not PRODUCT.match(line)
    )  # fmt: skip
    first = [split_cells(row, parts, Hints(names=names, in_place=in_place)) for row in rows]
    cuts = [cells.pieces for cells in first]
    widths = tuple(measure([cut[i] for cut in cuts if cut[i]]) for i in range(len(parts)))
    known = names_of([(cells.text, cells.lines) for cells in first], AGENCY_PARTS)
    return Hints(widths, names, in_place, known, always_filled(cuts, len(parts)))


def _join(atoms: Sequence[Atom]) -> str:
    return rejoin(atom.text for atom in atoms)


@dataclass(frozen=True, slots=True)
class _Row:
    """The atoms of one row, and what was found out about runs of them: it does not change with the columns' widths."""

    atoms: tuple[Atom, ...]
    names: frozenset[str]
    _texts: dict[tuple[int, int], str] = field(default_factory=dict)
    _scores: dict[tuple[str, int, int], float] = field(default_factory=dict)

    def text(self, start: int, end: int) -> str:
        """A run of atoms as one line."""
        if (start, end) not in self._texts:
            self._texts[start, end] = plain(_join(self.atoms[start:end]))
        return self._texts[start, end]

    def score(self, part: str, start: int, end: int) -> float:
        """How well a run of atoms reads as the cell of a column; IMPOSSIBLE when it cannot be one."""
        key = (part, start, end)
        if key not in self._scores:
            atoms = self.atoms[start:end]
            self._scores[key] = piece_score(part, self.text(start, end), atoms, self.names) if atoms else 0.0
        return self._scores[key]


@lru_cache(maxsize=4096)
def _row(lines: tuple[FlowLine, ...], parts: tuple[str, ...], names: frozenset[str], known: frozenset[Name]) -> _Row:
    return _Row(tuple(atoms_of(lines, parts, known)[:_MAX_ATOMS]), names)


def piece_score(part: str, text: str, atoms: Sequence[Atom], names: frozenset[str]) -> float:
    """How well a run of atoms, which read `text`, reads as the cell of a column."""
    inner = 0.0 if atoms[0].first or atoms[0].after_stop or atoms[0].placed else -0.7 - 1.0 * atoms[0].bold
    if text in _DASHES and part != "task":
        return 1.5
    if part == "deadline":
        if not deadline_like(text):
            return _unknown_deadline(text, atoms)
        return 3.0 + inner + 0.1 * len(atoms) - _after_whole_deadline(atoms)
    if part in AGENCY_PARTS:
        if text[:1].islower() or _TIME_WORD.search(text) or any(opens_deadline(atom.text) for atom in atoms[1:]):
            return IMPOSSIBLE
        inner -= sum(_new_name(atoms[:i], atoms[i]) for i in range(1, len(atoms)))
        inner -= 1.0 * any(atom.placed for atom in atoms[1:])
        if not agencies_like(text) and text not in names:
            if atoms[0].after_stop and _mostly_agencies(text):
                return 1.2 + inner
            return 0.9 + inner if _unknown_agency(text, atoms) else IMPOSSIBLE
        return (
            2.0
            + inner
            + 0.05 * len(atoms)
            - (1.2 if text.endswith((",", ";")) else 0.0)
            + (0.2 - 0.15 * len(split_agencies(text)) if part == "lead" else -0.1)
        )
    if part == "task":
        score = 1.0 + inner + (1.0 if FINISHED.search(text) else 0.0)
        score -= sum(1.0 for atom in atoms if atom.first and deadline_like(atom.text)) + (
            1.2 if text.endswith(",") else 0.6 if text.endswith(";") else 0.0
        )
        score -= sum(1.2 for atom in atoms[1:] if atom.first and atom.after_stop and opens_deadline(atom.text))
        score -= 2.2 * bool(DANGLING.search(text)) + 2.4 * bool(DANGLING_HEAD.search(text))
        if len(atoms) > 1 and atoms[-1].first and STRONG_HEAD.match(atoms[-1].text):
            # its last line is a name of its own, or the beginning of one
            score -= 0.5 * (agencies_like(atoms[-1].text) or atoms[-1].text in ("Văn phòng", "Ủy ban", "Trung tâm"))
        return (
            score - (1.5 if deadline_like(text) or agencies_like(text) else 0.0) - (1.0 if text[:1].islower() else 0.0)
        )
    return _product_score(text, inner)


def _product_score(text: str, inner: float) -> float:
    """How well a text reads as the cell of another column."""
    begins = 0.6 if PRODUCT.match(text) else 0.2 if text[:1].isupper() else -1.0 if text[:1].islower() else -0.5
    return 0.3 + 2 * inner + begins - 0.8 * deadline_like(text) - 2.5 * bool(DANGLING.search(text))


def _unknown_agency(text: str, atoms: Sequence[Atom]) -> bool:
    """A name like none known, but it begins as one does ("Trung tâm Dữ liệu và Ứng phó sự cố hóa chất")."""
    return (
        atoms[0].first and len(text.split()) < 15 and not re.search(r"[.!?]\s", text)
        and (begins_agency(atoms[0].text) or _GROUP.match(text) is not None)
        and not any(deadline_like(atom.text) for atom in atoms)
        and not DANGLING.search(text)
    )  # fmt: skip


def _unknown_deadline(text: str, atoms: Sequence[Atom]) -> float:
    """A phrase like no known deadline is taken for one only where nothing else has a place for it."""
    plausible = atoms[0].first and (text[:1].isupper() or text[:1].isdigit()) and len(text.split()) < 15
    return -0.6 if plausible and not agencies_like(text) else IMPOSSIBLE


def _after_whole_deadline(atoms: Sequence[Atom]) -> float:
    """How much speaks against one deadline: lines that begin something else after a whole deadline."""
    weight = 0.0
    for index in range(1, len(atoms)):
        text = atoms[index].text
        if atoms[index].first and text[:1].isupper() and deadline_like(_join(atoms[:index])):
            weight += (
                0.8
                if deadline_like(text)
                else 0.8
                if agencies_like(text) and text.endswith((";", ","))
                else 0.4
                if agencies_like(text)
                else 0.0
            )
    return weight


def _new_name(above: Sequence[Atom], below: Atom) -> float:
    """How likely a line begins another cell: a name of its own after a whole one, with nothing between them."""
    if not below.first or not STRONG_HEAD.match(below.text) or above[-1].text.endswith((";", ",")):
        return 0.0
    if _WITH_MANY.search(above[-1].text):
        return 0.0
    group = _GROUP.match(below.text) is not None and agencies_like(_join(above))
    return 1.0 * group or 0.5 * agencies_like(above[-1].text)


def _mostly_agencies(text: str) -> bool:
    """A list in which one name is misspelt beyond knowing: most of its other parts are agencies."""
    parts = [part.strip() for part in text.rstrip(";").split(";")]
    return (
        len(parts) > 1
        and sum(map(agencies_like, parts)) / len(parts) > 0.6
        and all(len(part.split()) < 10 for part in parts)
    )


def split_cells(lines: Sequence[FlowLine], parts: Sequence[str], hints: Hints = _NO_HINTS) -> Cells:
    """The best cut of a row's lines into the given parts, in order; what follows the last cell is `rest`."""
    if hints.in_place and len(lines) == len(parts):
        return _in_place(lines, parts)
    row = _row(tuple(lines), tuple(parts), hints.names, hints.known)
    atoms = row.atoms

    def score(index: int, start: int, end: int) -> float:
        gain = row.score(parts[index], start, end)
        if hints.widths and gain > IMPOSSIBLE and end > start:
            gain -= against(hints.widths[index], _printed(atoms[start:end]))
        if gain > IMPOSSIBLE and start == end and hints.filled and hints.filled[index]:
            gain -= _MISSED
        if gain > IMPOSSIBLE and start < end < len(atoms) and hints.known:
            around = _join(atoms[max(start, end - _NEAR) : end]), _join(atoms[end : end + _NEAR])
            gain -= _CUT_NAME * cuts_a_name(*around, hints.known)
        if gain > IMPOSSIBLE and hints.known and parts[index] in AGENCY_PARTS:
            gain -= _RUN_ON * runs_on(row.text(start, end), hints.known)
        return gain

    count = len(atoms)
    ways = _best_cuts(count, len(parts), score)
    printed = heapq.nlargest(
        _WAYS,
        (
            (value - 0.9 * bool(count - end) - 0.05 * (count - end) - 5.0 * (not end), path)
            for end, found in ways.items()
            for value, path in found
        ),
    )
    ranked = sorted(
        (
            (value - _between(path, *_places(parts), atoms) - _ends_cut(path, parts, atoms), path)
            for value, path in printed
        ),
        reverse=True,
    )
    total, cuts = ranked[0]
    text, where = _cells(parts, cuts, atoms)
    last = cuts[-1][1] if cuts else 0
    margin, other = math.inf, {}
    for value, path in ranked[1:]:
        said, _ = _cells(parts, path, atoms)
        if _meaning(said) != _meaning(text):
            margin, other = total - value, said
            break
    pieces = tuple(tuple(_printed(atoms[start:end])) for start, end in cuts)
    return Cells(text, where, tuple(atoms[last:]), pieces, margin, other)


def _places(parts: Sequence[str]) -> tuple[int | None, int | None]:
    """Where the lead and the coordinating agencies stand among the columns."""
    return (
        parts.index("lead") if "lead" in parts else None,
        parts.index("coordinating") if "coordinating" in parts else None,
    )


def _headless(path: Path, lead: int, coordinating: int) -> bool:
    """Whether a cut leaves the lead blank and fills the coordinating agencies: seldom so in a plan."""
    return path[lead][0] == path[lead][1] and path[coordinating][0] < path[coordinating][1]


def _between(path: Path, lead: int | None, coordinating: int | None, atoms: Sequence[Atom]) -> float:
    """What speaks against a cut when its cells are seen beside each other."""
    if lead is None or coordinating is None:
        return 0.0
    first, second = atoms[slice(*path[lead])], atoms[slice(*path[coordinating])]
    parted = bool(first and second) and first[-1].text.endswith(";")  # likely one list that goes on
    return 0.5 * _headless(path, lead, coordinating) + 1.2 * _one_name_cut(path, lead, coordinating, atoms) + parted


def _ends_cut(path: Path, parts: Sequence[str], atoms: Sequence[Atom]) -> float:
    """What speaks against a cut where a cell seems to go on in the column behind it: the end of a name ("Đảng ủy" and
    "MTTQ tỉnh"), or the end of a deadline ("Trước" and "21/6/2026").
    """
    filled = {part for part, (start, end) in zip(parts, path, strict=True) if end > start}
    weight = 1.5 * ("task" in parts and "task" not in filled and "detail" in filled)  # what comes of no task
    for index in range(len(parts) - 1):
        first, second = atoms[slice(*path[index])], atoms[slice(*path[index + 1])]
        if parts[index : index + 2] == ["detail", "deadline"] and first and second:
            begun = opens_deadline(first[-1].text) or not second[0].text[:1].isupper()
            weight += 1.5 * (begun and deadline_like(f"{first[-1].text} {_join(second)}"))
        if parts[index] not in AGENCY_PARTS or parts[index + 1] != "detail" or not first or not second:
            continue
        above, below = plain(_join(first)), plain(_join(second))
        if not in_place(above) and not PRODUCT.match(below) and agencies_like(f"{above} {below}"):
            weight += 1.2 * (len(split_agencies(f"{above} {below}")) == len(split_agencies(above)))
    return weight


def _one_name_cut(path: Path, lead: int, coordinating: int, atoms: Sequence[Atom]) -> bool:
    """Whether the lead and the coordinating agencies together read as one name ("Ban Tổ chức" and "Thành ủy")."""
    first, second = atoms[slice(*path[lead])], atoms[slice(*path[coordinating])]
    if not first or not second or first[-1].text.endswith((";", ",")):
        return False
    above, below = plain(_join(first)), plain(_join(second))
    if not second[0].first and agencies_like(above) and not holds_another(above):
        return False
    apart = len(split_agencies(above)) + len(split_agencies(below))
    return agencies_like(f"{above} {below}") and len(split_agencies(f"{above} {below}")) < apart


def _in_place(lines: Sequence[FlowLine], parts: Sequence[str]) -> Cells:
    """One line for each cell, in the order of the columns."""
    atoms = [Atom(line.number, line.text.strip(), True, True) for line in lines]
    text, where = _cells(parts, [(i, i + 1) for i in range(len(parts))], atoms)
    return Cells(text, where, (), tuple((atom.text,) for atom in atoms))


def _printed(atoms: Sequence[Atom]) -> list[str]:
    """The lines that a run of atoms was printed on."""
    lines: dict[int, str] = {}
    for atom in atoms:
        lines[atom.line] = f"{lines[atom.line]} {atom.text}" if atom.line in lines else atom.text
    return list(lines.values())


def _cells(
    parts: Sequence[str], cuts: Sequence[tuple[int, int]], atoms: Sequence[Atom]
) -> tuple[dict[str, str], dict[str, tuple[int, int]]]:
    text: dict[str, str] = {}
    where: dict[str, tuple[int, int]] = {}
    for index, (part, (start, end)) in enumerate(zip(parts, cuts, strict=True)):
        if end > start:
            key = part if part != "detail" else f"detail{index}"
            text[key] = _join(atoms[start:end])
            where[key] = (atoms[start].line, atoms[end - 1].line)
    return text, where


def _meaning(text: dict[str, str]) -> tuple[str, ...]:
    """What answers depend on: all but the other columns."""
    return tuple(text.get(part, "") for part in ("task", "deadline", *AGENCY_PARTS))


Path = tuple[tuple[int, int], ...]


def _best_cuts(count: int, parts: int, score: Callable[[int, int, int], float]) -> dict[int, list[tuple[float, Path]]]:
    """For each end place, the best ways to cut up to it: (score, (start, end) of every part), best first."""
    best: dict[int, list[tuple[float, Path]]] = {0: [(0.0, ())]}
    for index in range(parts):
        following: dict[int, list[tuple[float, Path]]] = {}
        for start, ways in best.items():
            for end in range(start, count + 1):
                gain = score(index, start, end)
                if gain > IMPOSSIBLE:
                    found = following.setdefault(end, [])
                    found.extend((value + gain, (*path, (start, end))) for value, path in ways)
        best = {end: heapq.nlargest(_WAYS, found) for end, found in following.items()}
    return best
