"""Which column of a table plays which part: number, task, lead, coordinating, deadline, or a detail."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from corpus.agencies import looks_like_agencies
from corpus.deadlines import is_deadline
from corpus.headings import plain
from corpus.text import bare

MAX_HEADER_WORDS = 14
_SPELT = ["s", "t", "t"]  # "S T T", a letter a line
_MOST_PIECES = 3 * MAX_HEADER_WORDS  # of a header whose words narrow columns broke
_PERSON_OR_BODY = re.compile(  # "Người/đơn vị thực hiện"
    r"\b(?:nguoi|ca nhan|can bo) (?:hoac |va )?(?:don vi|co quan|bo phan|phong)\b"
    r"|\b(?:don vi|co quan|bo phan|phong) (?:hoac |va )?(?:nguoi|ca nhan|can bo)\b"
)
_ROW_LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[IVXL]+)[.)]?")  # a row that speaks of "công tác", "hoàn thành"


@dataclass(frozen=True, slots=True)
class Columns:
    """Column indexes by part. `details` are (index, printed header) of all other columns."""

    task: int
    number: int | None = None
    lead: int | None = None
    coordinating: int | None = None
    both: int | None = None
    directing: int | None = None
    deadline: int | None = None
    details: tuple[tuple[int, str], ...] = ()

    def named(self) -> set[int]:
        """Indexes of the columns that are not details."""
        parts = (self.task, self.number, self.lead, self.coordinating, self.both, self.directing, self.deadline)
        return {index for index in parts if index is not None}

    def agencies(self) -> list[int]:
        """Indexes of the columns that hold agencies."""
        return [i for i in (self.lead, self.coordinating, self.both, self.directing) if i is not None]


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[tuple[str, str], ...]:
    """(words, part), longest words first."""
    data = tomllib.loads(files("corpus.vocabulary").joinpath("columns.toml").read_text(encoding="utf-8"))
    entries = [(words, part) for part, entry in data.items() for words in entry["words"]]
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))


@lru_cache(maxsize=1)
def _padded() -> tuple[tuple[str, int, str], ...]:
    """(words with a blank on both sides, less their length, part), longest words first."""
    return tuple((f" {words} ", -len(words), part) for words, part in _vocabulary())


@lru_cache(maxsize=1)
def header_words() -> frozenset[str]:
    """The words that name a column, folded: "co quan chu tri"."""
    return frozenset(words for words, _ in _vocabulary())


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    return frozenset(word for words, _ in _vocabulary() for word in words.split())


@lru_cache(maxsize=4096)
def whole_words(header: str) -> str:
    """A header cell, one space between words, with the words whole that its narrow column broke: "Đơn vị phối h" over
    "ợp" -> "Đơn vị phối hợp", "ST" over "T" -> "STT". Two pieces are joined where one is no word of headers and both
    together are one.
    """
    pieces = plain(header).split()
    letters = [_letters(piece) for piece in pieces]
    known = _known_words()
    index = 0
    while index + 1 < len(pieces):
        here, after = letters[index : index + 2]
        broken = here.isalpha() and after.isalpha() and not (here in known and after in known)
        if broken and (here + after in known or letters == _SPELT):
            pieces[index : index + 2] = [pieces[index] + pieces[index + 1]]
            letters[index : index + 2] = [_letters(pieces[index])]
            index = max(index - 1, 0)
        else:
            index += 1
    return " ".join(pieces)


@lru_cache(maxsize=16384)
def _letters(word: str) -> str:
    return "".join(re.findall(r"\w+", bare(word)))


@lru_cache(maxsize=4096)
def part_of(header: str) -> str | None:
    """The part that a header cell names, or None: "Cơ quan chủ trì" -> "lead"."""
    if len(header.split()) > _MOST_PIECES:
        return None
    words = " ".join(re.findall(r"\w+", bare(whole_words(header))))
    if not words or len(words.split()) > MAX_HEADER_WORDS:
        return None
    padded = f" {words} "
    found = [(padded.index(entry), size, part) for entry, size, part in _padded() if entry in padded]
    if not found:
        return None
    parts = {part for _, _, part in found}
    if "both" in parts:
        return "both"
    if "person" in parts and "task" not in parts and not re.search(r"chu tri|phoi hop", words) and not (
        _PERSON_OR_BODY.search(words) and "lead" in parts
    ):
        return "detail"
    if "coordinating" in parts and "lead" in parts and "chu tri" in words:
        return "both"
    for strong in ("coordinating", "start", "directing"):
        if strong in parts and not (strong == "directing" and "chu tri" in words):
            return strong
    if (
        "lead" in parts
        and re.search(r"chu tri|thuc hien|tham muu|phu trach|dau moi", words)
        and "deadline" not in parts
        # "Nội dung thực hiện" and "Kết quả thực hiện" are not leads
        and (not parts & {"task", "detail"} or "chu tri" in words)
    ):
        return "lead"
    if "deadline" in parts and not words.startswith(("noi dung", "nhiem vu", "ket qua", "san pham")):
        return "deadline"
    # what the header begins with weighs most ("Nội dung, sản phẩm" is the task, "Sản phẩm" a detail)
    return min(found)[2]


def read_header(cells: Sequence[str]) -> Columns | None:
    """The columns that a header row names; None when the row is no header of a task table."""
    if len([cell for cell in cells if cell.strip()]) < 2 or _ROW_LABEL.fullmatch(cells[0].strip()):
        return None
    found: dict[str, int] = {}
    details: list[tuple[int, str]] = []
    for index, cell in enumerate(cells):
        part = part_of(cell)
        if part in (None, "detail", "start") or part in found:
            if cell.strip():
                details.append((index, whole_words(cell)))
            continue
        assert part is not None
        found[part] = index
    if "task" not in found:
        spare = [(i, h) for i, h in details if part_of(h) == "detail"]
        if not spare or not found.keys() & {"lead", "coordinating", "both"} or "deadline" not in found:
            return None
        # "Sản phẩm | Chủ trì | Thời gian": what is to be delivered is the task
        found["task"] = spare[0][0]
        details.remove(spare[0])
    if not found.keys() & {"number", "lead", "coordinating", "both", "deadline", "directing"}:
        return None
    return Columns(details=tuple(details), **found)


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"\d+(\.\d+)*\.?", cell) is not None


def guess_columns(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Columns of a table without a header, told by what its cells hold; None when it is no task table."""
    if len(rows) < 2:
        return None
    width = max(len(row) for row in rows)
    columns = [[row[i].strip() for row in rows if i < len(row) and row[i].strip()] for i in range(width)]

    def share(i: int, test: Callable[[str], bool]) -> float:
        return sum(map(test, columns[i])) / len(columns[i]) if columns[i] else 0.0

    number = next((i for i in range(width) if share(i, _is_number) > 0.6), None)
    deadline = next((i for i in reversed(range(width)) if i != number and share(i, is_deadline) > 0.6), None)
    agencies = [i for i in range(width) if i not in (number, deadline) and share(i, looks_like_agencies) > 0.6]
    rest = [i for i in range(width) if i not in (number, deadline, *agencies) and columns[i]]
    if not rest or (deadline is None and not agencies):
        return None
    task = max(rest, key=lambda i: sum(map(len, columns[i])))
    return Columns(
        task=task,
        number=number,
        deadline=deadline,
        lead=agencies[0] if agencies else None,
        coordinating=agencies[1] if len(agencies) > 1 else None,
        details=tuple((i, f"Cột {i + 1}") for i in rest if i != task),
    )
