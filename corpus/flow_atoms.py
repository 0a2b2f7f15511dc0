"""The lines of one row of a flow table, cut into atoms: pieces that are never cut further when cells are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.agencies import holds_another, inner_starts, looks_like_agencies, starts_like_agency
from corpus.deadlines import is_deadline, starts_deadline
from corpus.flow_lines import FlowLine

FINISHED = re.compile(r"[.:!?…)”\"]\s*$")
_INNER_START = re.compile(r"(?<=[\s])(?=[A-ZĐÀ-Ỹ\d(])")
STRONG_HEAD = re.compile(
    r"(?:Ban|Phòng|Sở|Bộ|Ủy ban|Uỷ ban|UBND|HĐND|Công an|Văn phòng|Trung tâm|Hội|Đoàn|Mặt trận"
    r"|Các|Trạm|Chi cục|Cục|Vụ|Trường|Liên đoàn)\b"
)
PRODUCT = re.compile(
    r"(?:Kế hoạch|Báo cáo|Quyết định|Tờ trình|Hội nghị|Văn bản|Công văn|Nghị quyết|Đề án|Hướng dẫn|Danh sách|Hồ sơ"
    r"|Chương trình|Biên bản|Thông báo|Dự thảo|Quy chế|Quy định|Chỉ thị|Phương án|Đề cương)\b"
)


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a line that is never cut further; `first` when it begins its line."""

    line: int
    text: str
    first: bool
    after_stop: bool


@lru_cache(maxsize=65536)
def deadline_like(text: str) -> bool:
    return is_deadline(text)


@lru_cache(maxsize=65536)
def opens_deadline(text: str) -> bool:
    return text[:1].isupper() and starts_deadline(text)


@lru_cache(maxsize=65536)
def agencies_like(text: str) -> bool:
    return looks_like_agencies(text)


@lru_cache(maxsize=65536)
def begins_agency(text: str) -> bool:
    return starts_like_agency(text)


def atoms_of(lines: Sequence[FlowLine]) -> list[Atom]:
    """Cut lines where another cell may begin inside them: before a deadline, or an agency that ends the line."""
    atoms: list[Atom] = []
    for line in lines:
        text = line.text.strip()
        cuts = [0]
        for match in () if deadline_like(text) else _INNER_START.finditer(text):
            rest = text[match.start() :]
            before = text[: match.start()].rstrip()
            if deadline_like(rest) and not re.search(r"\.\s+[A-ZĐ]", rest):
                cuts.append(match.start())
                break  # "Trước 31/8/2025" is not cut again before its date
            if opens_deadline(rest) and agencies_like(before[cuts[-1] :].strip()):
                cuts.append(match.start())
                break  # "Các ban đảng Trước ngày 20" above "hằng tháng"
            if _agency_to_the_end(rest, before):
                cuts.append(match.start())
        for start, end in pairwise([*cuts, len(text)]):
            cuts.extend(start + place for place in _further_names(text[start:end]))
        for start, end in pairwise([*sorted(cuts), len(text)]):
            piece = text[start:end].strip()
            if piece:
                stop = (
                    bool(FINISHED.search(text[:start]))
                    if start
                    else (not atoms or bool(FINISHED.search(atoms[-1].text)))
                )
                atoms.append(Atom(line.number, piece, start == 0, stop))
    return atoms


def _further_names(text: str) -> list[int]:
    """Where on a line of agencies another cell may begin: "Phòng Kinh tế Các thôn"."""
    if not (agencies_like(text.strip()) or begins_agency(text.strip())):
        return []
    heads = [
        match.start()
        for match in re.finditer(rf"(?<=[^\W_]\s){STRONG_HEAD.pattern}", text)
        if agencies_like(text[: match.start()].strip()) and not holds_another(text[: match.start()].strip())
    ]
    return sorted({*inner_starts(text), *heads})


def _agency_to_the_end(rest: str, before: str) -> bool:
    """Whether an agency cell may begin here inside a line: after a full stop, and up to the end or to a deadline."""
    if not before.endswith((".", ";", "…", ")")):
        return False
    if agencies_like(rest):
        return True
    return any(
        deadline_like(rest[m.start() :]) and agencies_like(rest[: m.start()].strip())
        for m in _INNER_START.finditer(rest)
    )
