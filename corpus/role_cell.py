"""Lead and coordinating agencies that one cell gives together.

"A chủ trì; B phối hợp", "A (chủ trì), B, C (phối hợp)", "- CT: A - PH: B", "A; phối hợp: B".
"""

from __future__ import annotations

import re

from corpus.agencies import looks_like_agencies, split_agencies
from corpus.headings import plain
from corpus.role_bracket import Roles, read_roles
from corpus.text import bare, squeeze

_HEAD = r"(?:đồng )?chủ trì|chủ công|đầu mối|chính|CT"
_HELP = r"phối hợp|tham gia|hỗ trợ|PH"
_SPEAKS = re.compile(
    r"\b(?:chu tri|chu cong|dau moi|phoi hop|ho tro|tham gia)\b|(?<![\w/])(?:ct|ph)(?![\w/])\s*(?:[:),;]|[-–]\s|$)"
)
_IN_BRACKET = re.compile(rf"\s*\(\s*(?:là\s+|cơ quan\s+|đơn vị\s+)?(?P<role>{_HEAD}|{_HELP})\s*\)", re.I)
_SHORT = re.compile(r"(?<![\w/])(?P<role>CT|PH)(?![\w/])")
_LONG = {"ct": "chủ trì", "ph": "phối hợp", "chính": "chủ trì"}
_LABEL = re.compile(
    rf"(?:^|[\s;,.(]|(?<=[;,.(]))[-–+*•]?\s*(?P<who>(?:cơ quan|đơn vị|bộ phận|phòng)?\s*)(?P<role>{_HEAD}|{_HELP})"
    r"(?:\s+thực hiện)?(?:\s*:\s*|\s+[-–]\s+)",
    re.I,
)
_ENDS_ROLE = re.compile(rf"(?:\b(?:{_HEAD}|{_HELP})|\((?:{_HEAD}|{_HELP})\))$", re.I)
_ACTS_LAST = re.compile(r"\s+(?:(?:tổ chức|triển khai|cùng|tham mưu)\s+)*(?:thực hiện|triển khai)[.;]?$", re.I)
_WORKS_WITH = re.compile(
    r"[\s;,.(-]*\b(?:cơ quan|đơn vị)?\s*phối hợp(?: thực hiện)?(?:\s*(?:với|cùng))?\s*[:\-]?\s*", re.I
)
_INSIDE_NAME = re.compile(r"\s+Phối hợp\b(?!.*:)")  # "Trung tâm Phối hợp tìm kiếm, cứu nạn"
_CHAIRS = re.compile(r"^[\s-]*(?:cơ quan|đơn vị)?\s*chủ trì\s*[:\-]?\s*", re.I)

_Names = tuple[tuple[str, ...], tuple[str, ...]]


def speaks_of_roles(cell: str) -> bool:
    """Whether a cell itself says who leads and who helps."""
    return _SPEAKS.search(bare(cell)) is not None


def split_roles(cell: str) -> _Names:
    """Lead and coordinating agencies of one cell for both: as the cell says, or "A; B; C" with A leading."""
    if found := roles_said(cell):
        return found
    names = split_agencies(_CHAIRS.sub("", squeeze(plain(cell))))
    return names[:1], names[1:]


def roles_said(cell: str) -> _Names | None:
    """Lead and coordinating agencies of a cell that names the roles itself; None for a mere list of names."""
    if not speaks_of_roles(cell):
        return None
    if found := _said(cell):
        return found.lead, found.coordinating
    text = _one_line(cell)
    match = next((one for one in _WORKS_WITH.finditer(text) if not _INSIDE_NAME.match(one[0])), None)
    if match and match.start() > 0 and text[match.end() :].strip():
        return split_agencies(_CHAIRS.sub("", text[: match.start()])), split_agencies(text[match.end() :].rstrip(")"))
    return None


def _said(cell: str) -> Roles | None:
    """What a cell gives to whom by its own words."""
    text = _one_line(cell)
    if labelled := _labelled(text):
        return labelled
    text = _SHORT.sub(lambda match: _LONG[match["role"].casefold()], text)
    text = _IN_BRACKET.sub(lambda match: f" {_LONG.get(match['role'].casefold(), match['role'])}", text)
    if (found := read_roles(text.strip(" .;"))) and found.lead:
        return found
    return _first_leads(text) or _last_helps(text)


def _one_line(cell: str) -> str:
    """The lines of a cell as clauses: a bullet or a label begins a new one."""
    joined = ""
    for line in map(plain, cell.split("\n")):
        begins = re.match(r"[-–+*•]\s", line) or _ENDS_ROLE.search(joined)
        joined = f"{joined.rstrip(' ;')}; {line.lstrip('-–+*• ')}" if joined and begins else f"{joined} {line}"
    return _ACTS_LAST.sub("", squeeze(joined).lstrip("-–+*•; "))


def _labelled(text: str) -> Roles | None:
    """ "CT: A - PH: B", "Chủ trì: A Phối hợp: B": what stands behind each label, to the next one."""
    marks = list(_LABEL.finditer(text))
    if not marks or not re.search(":", marks[0][0]) and len(marks) < 2:
        return None
    before = text[: marks[0].start()].strip(" ;,.(-–")
    named: dict[bool, tuple[str, ...]] = {True: split_agencies(before) if before else (), False: ()}
    if before and not looks_like_agencies(before):
        return None
    for at, mark in enumerate(marks):
        stop = marks[at + 1].start() if at + 1 < len(marks) else len(text)
        value = text[mark.end() : stop].strip(" ;,.(-–")
        value = value[:-1] if value.endswith(")") and value.count(")") > value.count("(") else value
        leads = re.fullmatch(_HEAD, mark["role"], re.I) is not None
        named[leads] += split_agencies(value)
    return Roles(named[True], named[False], (), "") if named[True] else None


def _first_leads(text: str) -> Roles | None:
    """ "A chủ trì, B, C": those behind the one that leads work with it."""
    match = re.match(r"(?P<lead>[^;]+?)\s+(?:chủ trì|chủ công|đầu mối)\s*[,;-]\s*(?P<others>\S.*)$", text, re.I)
    if not match or not looks_like_agencies(match["others"].rstrip(" .;")):
        return None
    return Roles(split_agencies(match["lead"]), split_agencies(match["others"].rstrip(" .;")), (), "")


def _last_helps(text: str) -> Roles | None:
    """ "A; các thôn phối hợp": the first clause leads, and the last says that it helps."""
    match = re.match(r"(?P<lead>[^;]+);\s*(?P<others>[^;]+?)\s+(?:phối hợp|hỗ trợ|tham gia)$", text, re.I)
    if not match or not looks_like_agencies(match["lead"]):
        return None
    return Roles(split_agencies(match["lead"]), split_agencies(match["others"]), (), "")
