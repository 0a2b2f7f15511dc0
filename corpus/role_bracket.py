"""Who does what in few words, as a closing bracket tells it, the names before the words for their roles or behind them.

"Phòng Kinh tế chủ trì, Công an xã phối hợp; trước 31/5/2026", "chủ trì: A; phối hợp: B, C; hạn: quý II",
"tháng 6/2026; giao A chủ trì, phối hợp với B", "A thực hiện, B hỗ trợ", "đầu mối: A".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from corpus.agencies import is_whole, looks_like_agencies, split_agencies, starts_with_field, surely_agencies
from corpus.deadlines import is_deadline
from corpus.text import bare

Role = Literal["lead", "coordinating", "directing"]
_Names = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
_Forms = tuple[tuple[Role, re.Pattern[str]], ...]

_ACTS = r"(?:[\s,]+(?:và\s+)?(?:tham mưu|tổ chức|triển khai|thực hiện|xây dựng|tổng hợp|chính|chung|chặt chẽ))*"
_HELPS = (
    rf"(?:cùng\s+)?(?:tham gia\s+)?(?:phối hợp{_ACTS}|hỗ trợ{_ACTS}|giúp(?:\s+(?:sức|đỡ|việc))?)|tham gia{_ACTS}"
    r"|cùng\s+(?:thực hiện|tham gia|làm)"
    r"|(?:kiểm tra|theo dõi|hướng dẫn)(?:\s+và\s+(?:giám sát|đôn đốc))?|giám sát|đôn đốc"
)
_HEADS = (
    rf"(?:đồng\s+)?chủ trì{_ACTS}|(?:làm\s+|là\s+)?(?:cơ quan\s+|đơn vị\s+)?(?:đầu mối|thường trực){_ACTS}"
    r"|(?:là\s+)?(?:cơ quan|đơn vị)\s+chủ trì"
)
_DOES = rf"(?:chịu trách nhiệm|phụ trách|đảm nhận|đảm nhiệm|tham mưu|triển khai|tổ chức thực hiện|thực hiện){_ACTS}"
_LEADS_WORK = r"(?:lãnh đạo,?\s+)?chỉ đạo(?:\s+(?:chung|thực hiện))?|(?:trực tiếp\s+)?chỉ huy"


def _behind(role: Role, said: str) -> tuple[Role, re.Pattern[str]]:
    """The name before the word: "Công an xã phối hợp"."""
    return role, re.compile(rf"^(?P<names>\S.*?)\s+(?:sẽ\s+|được giao\s+|có trách nhiệm\s+)?(?:{said})$", re.I)


def _before(role: Role, said: str) -> tuple[Role, re.Pattern[str]]:
    """The name behind the word: "phối hợp với Công an xã", "chủ trì: Phòng Kinh tế"."""
    acts = r"(?:\s+(?:tổ chức|triển khai|thực hiện))*"
    return role, re.compile(rf"^(?:và\s+)?(?:{said})(?P<names>\S.*?){acts}$", re.I)


_BEHIND: _Forms = (
    _behind("coordinating", _HELPS), _behind("directing", _LEADS_WORK), _behind("lead", _HEADS), _behind("lead", _DOES),
)  # fmt: skip
_WHO = r"(?:(?:các\s+)?(?:cơ quan|đơn vị|bộ phận|lực lượng|người|phân công|trách nhiệm)(?:,\s*đơn vị)?\s+)?"
_MARK = r"(?:\s*:\s*|\s+[-–]\s+|\s+là:?\s+)"
_BEFORE: _Forms = (
    _before("coordinating", rf"{_WHO}(?:{_HELPS}|PH){_MARK}"),
    _before("coordinating", r"phối hợp\s+(?:chặt chẽ\s+)?(?:với\s+|cùng\s+(?:với\s+)?)?(?!thực hiện)"),
    _before("coordinating", r"cùng\s+(?:với\s+)?|(?:có |với )?sự\s+(?:phối hợp|tham gia|hỗ trợ)\s+của\s+"),
    _before("directing", rf"{_WHO}{_LEADS_WORK}{_MARK}"),
    _before("lead", rf"{_WHO}(?:{_HEADS}|{_DOES}|CT|giao){_MARK}"),
)
_GIVER = re.compile(r"^(?:giao|phân công|do)(?:\s+cho)?\s+", re.I)
_TIME = re.compile(r"^(?:thời (?:gian|hạn)|tiến độ|hạn|TG|TGHT)\b[^:;,]{0,25}:\s*", re.I)
_PARTS = re.compile(
    r"(?<=[;,])\s+|(?<=;)"
    r"|(?<=\.)\s+(?=(?:Cơ quan|Đơn vị|Chủ trì|Phối hợp|Đầu mối|Thời|Hạn|Hoàn thành|Xong|Trước|Chậm nhất|Trong)\b)"
)
# behind a role said so far, these part what follows as a comma does
_SOFT = re.compile(r"\s+[-–/]\s+|\.\s+(?=[A-ZĐ])|\s+và\s+|\s+(?=(?:phối hợp|cùng)\s)", re.I)
_TWO_VERBS = re.compile(r"(?<=\w\s)(kiểm tra|theo dõi|hướng dẫn),\s+(giám sát|đôn đốc)(?=\s*(?:[;,]|$))")
# heads of names that are in no list, behind a comma
_HEAD = re.compile(
    r"(?:Tổ|Nhóm|Đội|Câu lạc bộ|Xí nghiệp|Nhà máy|Nhà|Vườn|Thư viện|Bảo tàng|Lực lượng|Cảng|Bến|Khu|Làng|Thôn|Ấp|Bản)\s"
)
_STRONG = re.compile(r"\b(?:chu tri|phoi hop|dau moi|thuong truc)\b|:")
_PERSON = re.compile(r"^(?:đồng chí|đ/c|ông|bà|anh|chị)\s+[A-ZĐ]", re.I)
_SENTENCE = re.compile(
    r"\b(?:do|được|sẽ|phải|để|là|khi|nếu|theo|về|bằng|tại|trong|từ|đã|không|nhằm|qua)\b|[:.?!]\s", re.I
)
# whom a plan calls upon without their being an agency
_GROUP = re.compile(
    r"^(?:giáo viên|cán bộ|công chức|viên chức|nhân viên|chuyên viên|cộng tác viên|trưởng|bí thư|phụ huynh|đoàn viên"
    r"|hội viên|các|lực lượng|nhân dân|người dân|hộ|chủ|toàn thể|tổ|đội|nhóm|thôn|bản|ấp|xóm|khóm|khu)\s", re.I
)
_LONGEST_NAME = 14  # words of a name that is not known
_MOST_PARTS = 24
_LONGEST_TIME = 8  # words that say by when in a way that is not known


@dataclass(frozen=True, slots=True)
class Roles:
    """Agencies by role, as printed, and the deadline phrase ("" when none)."""

    lead: tuple[str, ...]
    coordinating: tuple[str, ...]
    directing: tuple[str, ...]
    deadline: str


def read_roles(said: str, *, known: bool = False, timed: bool = False) -> Roles | None:
    """What few words give to whom and by when; None where they say anything else.

    What stands in an agency's place is one, whether or not its name is known; `known`: all must be; `timed`: a
    deadline stands behind the words.
    """
    said = _TWO_VERBS.sub(r"\1", said)
    if not _STRONG.search(bare(said)) and not _any_role(said):
        return None
    parts = _split(said)
    if len(parts) > _MOST_PARTS:
        return None
    for time, rest in _deadlines(parts):
        if rest and (found := _roles(rest, known=known, timed=timed or bool(time))):
            return Roles(*found, time)
    return None


def agency_and_day(said: str) -> Roles | None:
    """An agency and by when, and nothing else: "Phòng Kinh tế; trước 15/6/2026"."""
    for time, rest in _deadlines(_split(said)):
        name = _joined(rest)
        if time and surely_agencies(name) and not is_deadline(name):
            return Roles(split_agencies(name), (), (), time)
    return None


def _any_role(said: str) -> bool:
    return any(expression.match(part.strip(" ;,")) for part in _split(said) for _, expression in (*_BEHIND, *_BEFORE))


def _split(said: str) -> list[str]:
    """The parts between commas and semicolons outside brackets, each with the mark behind it."""
    parts: list[str] = []
    for piece in _PARTS.split(said.strip()):
        if parts and (parts[-1].count("(") > parts[-1].count(")") or parts[-1].endswith(",") and not piece.strip()):
            parts[-1] += " " + piece
        else:
            parts.append(piece)
    return [part for part in parts if part.strip(" ;,")]


def _deadlines(parts: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Ways of parting the deadline from the roles: behind, before or between them, in the last part, nowhere."""
    for at in range(1, len(parts)):
        if _is_time(time := _joined(parts[at:])):
            yield _time(time), parts[:at]
    for at in range(len(parts) - 1, 0, -1):
        if _is_time(time := _joined(parts[:at])):
            yield _time(time), parts[at:]
    for at in range(1, len(parts) - 1):
        for end in range(len(parts) - 1, at, -1):
            if _is_time(time := _joined(parts[at:end])):
                yield _time(time), [*parts[:at], *parts[end:]]
    for match in re.finditer(r"\s+(?:-\s+|và\s+)?", parts[-1]) if parts else ():
        head, time = parts[-1][: match.start()], parts[-1][match.end() :].strip(" ;,.")
        if head and _is_time(time):
            yield _time(time), [*parts[:-1], head]
    yield "", parts
    if len(parts) > 1 and parts[-2].rstrip().endswith(";") and _STRONG.search(bare(_joined(parts[:-1]))):
        last = parts[-1].strip(" ;,.")  # "…; khi chợ đông": by when, though it is not understood
        if len(last.split()) <= _LONGEST_TIME and not _any_role(last):
            yield _time(last), parts[:-1]


def _joined(parts: list[str]) -> str:
    return " ".join(part.strip() for part in parts).strip(" ;,.")


def _time(text: str) -> str:
    return text[label.end() :] if (label := _TIME.match(text)) else text


def _is_time(text: str) -> bool:
    return is_deadline(_time(text))


@dataclass(slots=True)
class _Reader:
    """The parts one after another. `waiting`: names whose role comes behind them; `open`: the role of those to come."""

    names: dict[Role, list[str]] = field(default_factory=dict)
    waiting: list[str] = field(default_factory=list)
    open: Role | None = None

    def part(self, text: str) -> None:
        if (said := _said(text, _BEFORE)) and not (said[0] == "lead" and _said(text, _BEHIND)):
            self.open = said[0]
            self._give(said[0], [said[1] + ("," if text.rstrip().endswith(",") else "")])
        elif said := _said(text, _BEHIND):
            self._give(said[0], [*self.waiting, _GIVER.sub("", said[1])])
            self.waiting, self.open = [], None
        elif self.open:
            self._give(self.open, [text])
        else:
            self.waiting.append(_GIVER.sub("", text))

    def _give(self, role: Role, names: list[str]) -> None:
        self.names.setdefault(role, []).extend(names)


def _said(text: str, expressions: _Forms) -> tuple[Role, str] | None:
    text = text.strip(" ;,.")
    for role, expression in expressions:
        if match := expression.match(text):
            return role, match["names"]
    return None


def _softly(part: str) -> Iterator[str]:
    """A part cut where a role is said and another name or role follows without a comma."""
    for match in _SOFT.finditer(part):
        if _said(part[: match.start()], _BEHIND) and part[match.end() :].strip(" ;,."):
            yield part[: match.start()]
            yield from _softly(part[match.end() :])
            return
    yield part


def _roles(parts: list[str], *, known: bool, timed: bool) -> _Names | None:
    """Lead, coordinating and directing agencies. Without a deadline, "thực hiện" and its like tell of known ones."""
    reader = _Reader()
    for part in parts:
        for piece in _softly(part):
            reader.part(piece)
    if reader.waiting or not reader.names:
        return None
    known = known or not timed and not _STRONG.search(bare(_joined(parts)))
    found: dict[Role, tuple[str, ...]] = {}
    for role, said in reader.names.items():
        names = tuple(name for names in _names(said) for name in names)
        if not names or not all(_may_be_name(name, known=known) for name in names):
            return None
        found[role] = names
    return found.get("lead", ()), found.get("coordinating", ()), found.get("directing", ())


def _names(said: list[str]) -> Iterator[tuple[str, ...]]:
    """The names of a role's parts, which a comma or "và" may part or be inside of."""
    text = ""
    for part in said:
        begins = part.strip()
        if text and (not text.endswith(",") or _parted(text.rstrip(" ,"), begins)):
            yield split_agencies(text.rstrip(" ;,."))
            text = ""
        text = f"{text} {begins}".strip()
    yield split_agencies(text.rstrip(" ;,."))


def _parted(before: str, following: str) -> bool:
    """Whether a comma parts two names though the second is of no known kind: the first is whole."""
    name = following.rstrip(" ;,.")
    if len(split_agencies(f"{before}, {name}")) > 1 or " các " in f" {bare(before)} ":
        return False
    whole = is_whole(before) or not looks_like_agencies(before) or _HEAD.match(name) and surely_agencies(before)
    return bool(whole) and len(name.split()) > 1 and not starts_with_field(name)


def _may_be_name(name: str, *, known: bool) -> bool:
    if looks_like_agencies(name):
        return True
    if known or _SENTENCE.search(name) or len(name.split()) > _LONGEST_NAME:
        return False
    return name[:1].isupper() or bool(_PERSON.match(name) or _GROUP.match(name))
