"""The lines of one row of a flow table, split into its cells: task, agencies, deadline, other columns.

Every way of cutting the lines in the header's column order is scored by what the pieces read like;
the best one is taken (dynamic programming over columns and cut places).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.agencies import looks_like_agencies, split_agencies
from corpus.deadlines import is_deadline, starts_deadline
from corpus.flow_lines import FlowLine
from corpus.headings import plain
from corpus.text import rejoin

_FINISHED = re.compile(r"[.:!?…)”\"]\s*$")
_INNER_START = re.compile(r"(?<=[\s])(?=[A-ZĐÀ-Ỹ\d(])")
_STRONG_HEAD = re.compile(
    r"(?:Ban|Phòng|Sở|Bộ|Ủy ban|Uỷ ban|UBND|HĐND|Công an|Văn phòng|Trung tâm|Hội|Đoàn|Mặt trận"
    r"|Các|Trạm|Chi cục|Cục|Trường|Liên đoàn)\b"
)
_MAX_ATOMS = 60
_AGENCY_PARTS = ("lead", "coordinating", "directing", "both")
IMPOSSIBLE = -1e9


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a line that is never cut further; `first` when it begins its line."""

    line: int
    text: str
    first: bool
    after_stop: bool


@dataclass(frozen=True, slots=True)
class Cells:
    """A row's cells by part, the lines on which each stands, and what was left over."""

    text: dict[str, str]
    lines: dict[str, tuple[int, int]]
    rest: tuple[Atom, ...]
    score: float


@lru_cache(maxsize=65536)
def _deadline_like(text: str) -> bool:
    return is_deadline(text)


@lru_cache(maxsize=65536)
def _opens_deadline(text: str) -> bool:
    return text[:1].isupper() and starts_deadline(text)


@lru_cache(maxsize=65536)
def _agencies_like(text: str) -> bool:
    return looks_like_agencies(text)


def atoms_of(lines: Sequence[FlowLine]) -> list[Atom]:
    """Cut lines where another cell may begin inside them: before a deadline, or an agency that ends the line."""
    atoms: list[Atom] = []
    for line in lines:
        text = line.text.strip()
        cuts = [0]
        for match in () if _deadline_like(text) else _INNER_START.finditer(text):
            rest = text[match.start() :]
            before = text[: match.start()].rstrip()
            if _deadline_like(rest) and not re.search(r"\.\s+[A-ZĐ]", rest):
                cuts.append(match.start())
                break  # "Trước 31/8/2025" is not cut again before its date
            if _agency_to_the_end(rest, before):
                cuts.append(match.start())
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
            piece = text[start:end].strip()
            if piece:
                stop = (
                    bool(_FINISHED.search(text[:start]))
                    if start
                    else (not atoms or bool(_FINISHED.search(atoms[-1].text)))
                )
                atoms.append(Atom(line.number, piece, start == 0, stop))
    return atoms


def _agency_to_the_end(rest: str, before: str) -> bool:
    """Whether an agency cell may begin here inside a line: after a full stop, and up to the end or to a deadline."""
    if not before.endswith((".", ";", "…", ")")):
        return False
    if _agencies_like(rest):
        return True
    return any(
        _deadline_like(rest[m.start() :]) and _agencies_like(rest[: m.start()].strip())
        for m in _INNER_START.finditer(rest)
    )


def _join(atoms: Sequence[Atom]) -> str:
    return rejoin(atom.text for atom in atoms)


def _piece_score(part: str, atoms: Sequence[Atom]) -> float:
    """How well a run of atoms reads as the cell of a column; IMPOSSIBLE when it cannot be one."""
    if not atoms:
        return 0.0
    text = plain(_join(atoms))
    inner = 0.0 if atoms[0].first or atoms[0].after_stop else -0.7
    if part == "deadline":
        return 3.0 + inner + 0.1 * len(atoms) - _after_whole_deadline(atoms) if _deadline_like(text) else IMPOSSIBLE
    if part in _AGENCY_PARTS:
        if text[:1].islower() or any(_opens_deadline(atom.text) for atom in atoms[1:]):
            return IMPOSSIBLE
        inner -= 0.5 * sum(_new_name(a, b) for a, b in zip(atoms, atoms[1:], strict=False))
        if not _agencies_like(text):
            return 1.2 + inner if atoms[0].after_stop and _mostly_agencies(text) else IMPOSSIBLE
        return (
            2.0
            + inner
            + 0.05 * len(atoms)
            - (0.3 if text.endswith((",", ";")) else 0.0)
            + (0.2 - 0.15 * len(split_agencies(text)) if part == "lead" else -0.1)
        )
    if part == "task":
        score = 1.0 + inner + (1.0 if _FINISHED.search(text) else 0.0)
        score -= sum(1.0 for atom in atoms if atom.first and _deadline_like(atom.text)) + (
            0.6 if text.endswith((";", ",")) else 0.0
        )
        score -= sum(1.2 for atom in atoms[1:] if atom.first and atom.after_stop and _opens_deadline(atom.text))
        return (
            score
            - (1.5 if _deadline_like(text) or _agencies_like(text) else 0.0)
            - (1.0 if text[:1].islower() else 0.0)
        )
    return 0.3 + 2 * inner + (0.2 if text[:1].isupper() else -0.5) - (0.8 if _deadline_like(text) else 0.0)


def _after_whole_deadline(atoms: Sequence[Atom]) -> float:
    """How much speaks against one deadline: lines that begin something else after a whole deadline."""
    weight = 0.0
    for index in range(1, len(atoms)):
        text = atoms[index].text
        if atoms[index].first and text[:1].isupper() and _deadline_like(_join(atoms[:index])):
            weight += (
                0.8
                if _deadline_like(text)
                else 0.8
                if _agencies_like(text) and text.endswith((";", ","))
                else 0.4
                if _agencies_like(text)
                else 0.0
            )
    return weight


def _new_name(above: Atom, below: Atom) -> bool:
    """Whether a line begins a name of its own after a whole one without a separator: likely another cell."""
    if re.search(r"(?:Đảng ủy|Đảng uỷ|Thường trực)$", above.text):
        return False
    return (
        bool(below.first and _STRONG_HEAD.match(below.text))
        and not above.text.endswith((";", ","))
        and _agencies_like(above.text)
        and _agencies_like(below.text)
    )


def _mostly_agencies(text: str) -> bool:
    """A list in which one name is misspelt beyond knowing: most of its other parts are agencies."""
    parts = [part.strip() for part in text.rstrip(";").split(";")]
    return (
        len(parts) > 1
        and sum(map(_agencies_like, parts)) / len(parts) > 0.6
        and all(len(part.split()) < 10 for part in parts)
    )


def split_cells(lines: Sequence[FlowLine], parts: Sequence[str]) -> Cells:
    """The best cut of a row's lines into the given parts, in order; what follows the last cell is `rest`."""
    atoms = atoms_of(lines)[:_MAX_ATOMS]
    count = len(atoms)
    scores: dict[tuple[str, int, int], float] = {}

    def score(part: str, start: int, end: int) -> float:
        key = (part, start, end)
        if key not in scores:
            scores[key] = _piece_score(part, atoms[start:end])
        return scores[key]

    best = _best_cut(count, parts, score)
    total, cuts = max(
        (value - 0.9 * bool(count - end) - 0.05 * (count - end), path) for end, (value, path) in best.items()
    )
    text: dict[str, str] = {}
    where: dict[str, tuple[int, int]] = {}
    for index, (part, (start, end)) in enumerate(zip(parts, cuts, strict=True)):
        if end > start:
            key = part if part != "detail" else f"detail{index}"
            text[key] = _join(atoms[start:end])
            where[key] = (atoms[start].line, atoms[end - 1].line)
    last = cuts[-1][1] if cuts else 0
    return Cells(text, where, tuple(atoms[last:]), total)


Path = tuple[tuple[int, int], ...]


def _best_cut(
    count: int, parts: Sequence[str], score: Callable[[str, int, int], float]
) -> dict[int, tuple[float, Path]]:
    """For each end place, the best score and the (start, end) of every part up to it."""
    best: dict[int, tuple[float, Path]] = {0: (0.0, ())}
    for part in parts:
        following: dict[int, tuple[float, Path]] = {}
        for start, (value, path) in best.items():
            for end in range(start, count + 1):
                gain = score(part, start, end)
                if gain <= IMPOSSIBLE:
                    continue
                candidate = (value + gain, (*path, (start, end)))
                if end not in following or candidate[0] > following[end][0]:
                    following[end] = candidate
        best = following
    return best
