"""The lines of one row of a flow table, cut into atoms: pieces that are never cut further when cells are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from corpus.agencies import holds_another, inner_starts, looks_like_agencies, split_agencies, starts_like_agency
from corpus.agency_names import ends_in_place
from corpus.agency_words import folds, read_words, unmarked
from corpus.deadlines import is_deadline, starts_deadline
from corpus.flow_learned import Name, ends_of_names
from corpus.flow_lines import FlowLine

FINISHED = re.compile(r"[.:!?…)”\"]\s*$")
_INNER_START = re.compile(r"(?<=[\s])(?=[A-ZĐÀ-Ỹ\d(])")
STRONG_HEAD = re.compile(
    r"(?:Ban|Phòng|Sở|Bộ|Ủy ban|Uỷ ban|UBND|HĐND|Công an|Văn phòng|Trung tâm|Hội|Đoàn|Mặt trận"
    r"|Các|Trạm|Chi cục|Cục|Vụ|Trường|Liên đoàn)\b"
)
# and those that seldom begin a line inside a longer name
HEAD = re.compile(
    rf"{STRONG_HEAD.pattern}|(?:Đảng ủy|Đảng uỷ|Tỉnh đoàn|Thành đoàn|Trưởng|Tổng cục|Tổng công ty|Tập đoàn"
    r"|Học viện|Viện|Kho bạc|Ngân hàng|Thuế|Quỹ|Liên minh|Hiệp hội|Thanh tra|Bảo hiểm|Đài|Hợp tác xã|Điện lực"
    r"|Công ty|Tòa án)\b"
)
# what the name of an agency follows inside a sentence
AWAITS_NAME = re.compile(
    r"(?:^|\s)(?:và|của|với|cho|tại|các|từ|đến|theo|về|để|do|trong|là|bằng|cùng|bởi|giữa|trên|ở|vào|hoặc|thuộc|gồm|như"
    r"|có|trình|báo cáo|mưu|nghị|chỉ đạo|hướng dẫn|phối hợp|giao|gửi|mời|giúp|yêu cầu|đoàn|đảng|bộ|trưởng|tịch|đốc|đạo"
    r"|viên|lực lượng|trụ sở|cơ quan|đơn vị|quyết|định|hoạch|luận|chỉ thị|phụ trách|khối|cấp|qua|đôn đốc|hỗ trợ"
    r"|thành lập|kiện toàn|sáp nhập|xây dựng|củng cố|đối với|thông qua|tham mưu|đề xuất|số|những|mỗi|từng|tên)$",
    re.I,
)
PRODUCT = re.compile(
    r"(?:Kế hoạch|Báo cáo|Quyết định|Tờ trình|Hội nghị|Văn bản|Công văn|Nghị quyết|Đề án|Hướng dẫn|Danh sách|Hồ sơ"
    r"|Chương trình|Biên bản|Thông báo|Dự thảo|Quy chế|Quy định|Chỉ thị|Phương án|Đề cương|Danh mục|Thể lệ|Kết luận"
    r"|Chuyên mục|Chuyên đề|Thông tư|Nghị định|Quy trình|Sổ tay|Tài liệu|Cơ sở dữ liệu|Phần mềm|Nền tảng|Hợp đồng"
    r"|Dự án|Phiếu|Lịch|Bảng|Biểu|Mô hình|Lớp|Tin, bài|Phóng sự|Cuộc họp|Hội thảo|Hội thi|Bản đồ|Công trình|Tờ rơi)\b"
)


_LONGEST_PRODUCT = 6  # words of what is to be delivered, on one line with the end of a task
AGENCY_PARTS = ("lead", "coordinating", "directing", "both")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a line that is never cut further; `first` when it begins its line, `placed` when the columns' order
    says that a cell begins here inside the line: what is to be delivered, behind the agencies. `bold`: only an agency's
    name begins here, behind a task without a full stop.
    """

    line: int
    text: str
    first: bool
    after_stop: bool
    placed: bool = False
    bold: bool = False


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


def atoms_of(
    lines: Sequence[FlowLine], parts: Sequence[str] = (), known: frozenset[Name] = frozenset()
) -> list[Atom]:
    """Cut lines where another cell may begin inside them: before a deadline, or an agency that ends the line; where
    `parts` name such columns also before what an agency is to deliver, and behind a deadline. `known` names are cut off
    from what stands around them.
    """
    products, kinds = "detail" in parts, _kinds(tuple(parts))
    atoms: list[Atom] = []
    for line in lines:
        text = line.text.strip()
        cuts, bold = [0], 0
        for match in () if deadline_like(text) else _INNER_START.finditer(text):
            rest = text[match.start() :]
            before = text[: match.start()].rstrip()
            if deadline_like(rest) and not re.search(r"\.\s+[A-ZĐ]", rest):
                cuts.append(match.start())
                break  # "Trước 31/8/2025" is not cut again before its date
            if opens_deadline(rest) and agencies_like(before[cuts[-1] :].strip()):
                cuts.append(match.start())
                break  # "Các ban đảng Trước ngày 20" above "hằng tháng"
            if _agency_to_the_end(rest, before, products):
                cuts.append(match.start())
            elif not cuts[1:] and _agency_behind_task(rest, before):
                cuts.append(match.start())
                bold = match.start()
        delivered = set(_cells_of_line(text, kinds))
        cuts.extend(sorted(delivered))
        for start, end in pairwise([*sorted(set(cuts)), len(text)]):
            cuts.extend(start + place for place in _further_names(text[start:end]))
            if products and (place := _product_start(text[start:end].rstrip())):
                delivered.add(start + place)
        delivered.update(_product_behind_task(text, products))
        cuts = sorted({*cuts, *delivered, *(known and ends_of_names(text, known))})
        for start, end in pairwise([*cuts, len(text)]):
            piece = text[start:end].strip()
            if piece:
                stop = (
                    bool(FINISHED.search(text[:start]))
                    if start
                    else (not atoms or bool(FINISHED.search(atoms[-1].text)))
                )
                atoms.append(Atom(line.number, piece, start == 0, stop, start in delivered, 0 < bold == start))
    return atoms


@lru_cache(maxsize=64)
def _kinds(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The columns behind the task where they do not stand in the common order (agencies, what they deliver, deadline);
    agencies beside each other are one.
    """
    named = ["agency" if part in AGENCY_PARTS else part for part in parts if part not in ("task", "number")]
    kinds = [kind for kind, before in zip(named, ["", *named], strict=False) if kind != before]
    common = ["agency", "detail", "deadline"]
    return () if kinds == [kind for kind in common if kind in kinds] else tuple(kinds)


@lru_cache(maxsize=65536)
def _cells_of_line(text: str, kinds: tuple[str, ...]) -> tuple[int, ...]:
    """Where on a line the second and later of several cells begin, read in the order of their kinds; a task's end may
    stand before them. () where the whole line does not read so.
    """
    places = [0, *(match.start() for match in _INNER_START.finditer(text)), len(text)] if kinds else []
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(0, 0): (0.0, ())}
    for here, place in enumerate(places[:-1]):
        for kind in range(len(kinds)):
            if (here, kind) not in best:
                continue
            value, cuts = best[here, kind]
            for there in range(here + 1, len(places)):
                piece = text[place : places[there]].strip()
                found = [(k + 1, _reads_as(kinds[k], piece)) for k in range(kind, len(kinds))]
                if not here and FINISHED.search(piece):
                    found.append((0, 0.5))
                for after, gain in found:
                    if gain and value + gain > best.get((there, after), (-1.0, ()))[0]:
                        best[there, after] = value + gain, (*cuts, place)
    ends = [best[len(places) - 1, kind] for kind in range(len(kinds) + 1) if (len(places) - 1, kind) in best]
    return max(ends)[1][1:] if ends else ()


def _reads_as(kind: str, text: str) -> float:
    """How well a piece of a line reads as a whole cell of a kind; 0 when it does not."""
    if kind == "deadline":
        return 2.0 * deadline_like(text)
    if kind == "agency":
        return 1.5 * agencies_like(text)
    words = text.split()
    if len(words) > 9 or words[-1].lower() in ("của", "và", "về", "các") or deadline_like(text) or agencies_like(text):
        return 0.0
    return 1.0 if PRODUCT.match(text) else -0.3 * text[:1].isupper()


def _further_names(text: str) -> list[int]:
    """Where on a line of agencies another cell may begin: "Phòng Kinh tế Các thôn"."""
    if not (agencies_like(text.strip()) or begins_agency(text.strip())):
        return []
    heads = [
        match.start()
        for match in re.finditer(rf"(?<=[^\W_]\s)(?:{HEAD.pattern})", text)
        if agencies_like(text[: match.start()].strip()) and not holds_another(text[: match.start()].strip())
    ]
    return sorted({*inner_starts(text), *heads})


@lru_cache(maxsize=65536)
def _product_start(text: str) -> int:
    """Where behind a list of agencies something to be delivered begins: "Thuế tỉnh | Danh sách"; 0 for nowhere."""
    for match in _INNER_START.finditer(text):
        rest, before = text[match.start() :], text[: match.start()].rstrip()
        if not agencies_like(before) or begins_agency(rest):
            continue
        named = in_place(rest) and " của " not in rest and agencies_like(text)
        if PRODUCT.match(rest) and not named:
            return match.start()
        # behind a level a place's name has capitals alone ("tỉnh Quảng Ngãi"), a thing's has not ("tỉnh Thẻ hội viên")
        if in_place(before) and rest.partition(" ")[2][:1].islower():
            return match.start()
    return 0


@lru_cache(maxsize=65536)
def _product_behind_task(text: str, products: bool) -> tuple[int, ...]:
    """Where something to be delivered ends a line behind a task that has no full stop: "… nguy cơ cao Bản đồ"."""
    for match in _INNER_START.finditer(text) if products else ():
        rest, before = text[match.start() :], text[: match.start()].split()
        delivered = PRODUCT.match(rest) and len(rest.split()) <= _LONGEST_PRODUCT
        if delivered and len(before) > 1 and before[-1].islower() and not AWAITS_NAME.search(" ".join(before)):
            return (match.start(),)
    return ()


@lru_cache(maxsize=65536)
def in_place(text: str) -> bool:
    """Whether a list of agencies ends in a place or in "liên quan", so that its last name is whole."""
    return any(ends_in_place(folds(read_words(unmarked(name)))) for name in split_agencies(text)[-1:])


def _agency_to_the_end(rest: str, before: str, products: bool) -> bool:
    """Whether an agency cell may begin here inside a line: after a full stop, and up to the end, to a deadline or
    to what it is to deliver.
    """
    if not before.endswith((".", ";", "…", ")")):
        return False
    return _agencies_then_deadline(rest) or products and _product_start(rest) > 0


def _agencies_then_deadline(text: str) -> bool:
    return agencies_like(text) or any(
        deadline_like(text[m.start() :]) and agencies_like(text[: m.start()].strip())
        for m in _INNER_START.finditer(text)
    )


def _agency_behind_task(rest: str, before: str) -> bool:
    """Whether an agency cell may begin here behind a task that has no full stop: "… trạm bơm Phòng Kinh tế"."""
    said = before.split()
    return (
        len(said) > 3 and HEAD.match(rest) is not None and said[-1][:1].islower()
        and not AWAITS_NAME.search(before) and _agencies_then_deadline(rest)
    )  # fmt: skip
