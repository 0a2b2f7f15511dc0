"""What the lines of prose are to each other: how deep a label stands, who bears the items below, values of labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.agencies import Assignment, identity, looks_like_agencies, parse_assignment, split_agencies
from corpus.column_names import names_person, part_of
from corpus.draft import Draft
from corpus.headings import Label, LabelKind, read_label
from corpus.model import Spot
from corpus.role_cell import roles_said
from corpus.text import bare, squeeze

RANK: dict[LabelKind, int] = {
    "part": 0,
    "roman": 1,
    "letter": 1,
    "decimal": 2,
    "bracket": 3,
    "small": 4,
    "bullet": 5,
    "none": 9,
}
_ROLE = re.compile(
    r"^\W*(?:chu tri|phoi hop|tham muu|thuc hien|trien khai|(?:chiu|co) trach nhiem|lanh dao|chi dao|cung|de|theo"
    r"|tien hanh|ra soat|tiep tuc|xay dung|to chuc|bao cao|tong hop|chu dong|dang tai|huong dan|kiem tra|ban hanh|trinh"
    r"|cap nhat|theo doi|don doc|bo tri|de xuat|tuyen truyen|day manh|tang cuong)\b"
)
# "UBND xã yêu cầu các thôn …", "Nhận được Kế hoạch này, đề nghị các đơn vị …"
_GIVES = re.compile(
    r"^(?:(?:ủy ban nhân dân|ubnd|đảng ủy|ban thường vụ|nhận được|căn cứ|trên cơ sở)\s[^.;]{0,80}?[\s,])?"
    r"(?P<told>(?:yêu cầu|đề nghị|giao)\s.*)$",
    re.I | re.S,
)
# "Trưởng các phòng", "Giám đốc BHXH cơ sở": all who hold such an office
_HEADS_OF_ALL = re.compile(r"^(?:thu truong|truong|giam doc|nguoi dung dau|lanh dao|can bo|cong chuc)\b")
_GENERAL = re.compile(
    r"\b(?:can cu (?:vao )?(?:noi dung )?(?:ke hoach|chuong trinh|nhiem vu|noi dung|chuc nang)|chiu trach nhiem"
    r"|quan triet|cu the hoa|(?:to chuc|trien khai) thuc hien|to chuc trien khai"
    r"|(?:nghiem tuc|khan truong)(?: to chuc| trien khai)* thuc hien"
    r"|(?:nghiem tuc|phoi hop|thuc hien|trien khai)\b.{0,40}\b(?:ke hoach|chuong trinh|de an) nay)\b"
)
_PURPOSE = re.compile(
    r"\b(?:muc dich|yeu cau|quan diem|muc tieu|chi tieu|pham vi|doi tuong|nguyen tac"
    r"|can cu|tinh hinh|dac diem|boi canh|kinh phi|ket qua dat duoc|han che)\b"
)
# an activity's heading has some of these words inside ("Đáp ứng yêu cầu chuyển đổi số", "Nắm tình hình Nhân dân")
_PURPOSE_HEADING = re.compile(
    r"\b(?:muc dich|quan diem|nguyen tac|kinh phi|ket qua dat duoc|han che)\b"
    r"|(?:^|[,;:]\s*|\bva )(?:(?:ve|mot so|cac|nhung|phan|khai quat|danh gia) )*"
    r"(?:yeu cau|muc tieu|chi tieu|pham vi|doi tuong|can cu|tinh hinh|dac diem|boi canh)\b"
)
# "Yêu cầu đối với các nhiệm vụ"
_OF_WORK = re.compile(r"(?:(?<=yeu cau)|(?<=muc dich)|(?<=muc tieu)) (?:cua|doi voi|khi|trong) .*")
_WORK = re.compile(
    r"\b(?:nhiem vu|giai phap|to chuc thuc hien|phan cong|trach nhiem|noi dung|cong viec|hoat dong|tien do)\b"
)
ROLES = frozenset({"lead", "coordinating", "both", "directing", "deadline"})
_INNER = frozenset("+•▪●◦·")  # bullets that stand under others


@dataclass(frozen=True, slots=True)
class Bearer:
    """An agency that stands alone above its items: "a) Sở Tài chính", "* Công an phường:", "Trạm Y tế"."""

    agencies: tuple[str, ...]
    shown: str
    kind: LabelKind
    sign: str


def stands_below(bearer: Bearer, label: Label) -> bool:
    """Whether a labelled line stands under an agency's own line: a deeper label, or a bullet with another sign."""
    if bearer.kind == "none":
        return label.kind in ("bracket", "small", "bullet")
    if bearer.kind == "bullet":
        return label.kind == "bullet" and label.label != bearer.sign and bearer.sign not in _INNER
    return RANK[label.kind] > RANK[bearer.kind]


def empty_label(shown: str) -> str | None:
    """The part that a label without its value speaks of ("Cơ quan thực hiện:")."""
    part = part_of(shown.rstrip(" :")) if shown.endswith(":") and len(shown.split()) < 8 else None
    return part if part in ROLES else None


def depth(label: Label) -> float:
    """How deep a label stands: "+" under "-", both under "a)"."""
    if label.kind == "bullet":
        return 5.0 if label.label in "-–—•*" else 6.0
    return float(RANK[label.kind])


def _shared(value: str) -> Assignment | None:
    """Clauses that say of each agency what it does: "Sở Y tế rà soát danh mục; Sở Tài chính bố trí kinh phí"."""
    clauses = [clause.strip() for clause in value.rstrip(".").split(";") if clause.strip()]
    if len(clauses) < 2 or looks_like_agencies(value.rstrip(".")):
        return None
    found = [parse_assignment(clause) for clause in clauses]
    if not all(one.lead for one in found) or not any(_ROLE.match(bare(one.rest)) for one in found):
        return None
    leads = tuple(dict.fromkeys(name for one in found for name in one.lead))
    return Assignment(leads, tuple(dict.fromkeys(name for one in found for name in one.coordinating)))


def set_field(draft: Draft, part: str, key: str, value: str) -> None:
    """Give a labelled line's value to a draft that does not have its own."""
    if part in ("lead", "both") and (roles := roles_said(value.rstrip("."))) and _settled(roles):
        if not draft.lead or draft.own_lead:
            draft.lead, draft.own_lead = roles[0], False
        draft.coordinating = draft.coordinating or roles[1]
    elif part in ("lead", "both"):
        assignment = _shared(value) or parse_assignment(value)
        if not draft.lead or draft.own_lead:
            # a value is a name to its end unless it goes on with a role or an act
            whole = assignment.rest and not assignment.coordinating and not _ROLE.match(bare(assignment.rest))
            draft.lead = split_agencies(value.rstrip(".")) if whole else assignment.lead or split_agencies(value)
            draft.own_lead = False
        draft.coordinating = draft.coordinating or assignment.coordinating
    elif part == "coordinating":
        draft.coordinating = draft.coordinating or split_agencies(value.rstrip("."))
    elif part == "directing":
        draft.directing = draft.directing or split_agencies(value.rstrip("."))
    elif part == "deadline":
        draft.deadline = draft.deadline or value.rstrip(".")
    else:
        draft.details[key] = squeeze(f"{draft.details.get(key, '')} {value}")
        if names_person(key) and not draft.lead:
            # who answers for the work leads it until a line names another
            draft.lead, draft.own_lead = split_agencies(value.rstrip(".")), True


def _settled(roles: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether what stands in the places of agencies reads as such."""
    return all(looks_like_agencies(name) for name in (*roles[0], *roles[1]))


def reads_as_role(part: str, key: str, value: str) -> bool:
    """Whether a label that has other uses gives a role here ("Hỗ trợ: Công an xã", not "Hỗ trợ: 20 triệu đồng")."""
    known = part != "coordinating" or re.search(r"\b(?:phoi hop|tham gia|lien quan)\b", bare(key)) is not None
    return known or looks_like_agencies(value.rstrip(" .;"))


def joined_spots(spots: Sequence[Spot]) -> tuple[Spot, ...]:
    """Spots in order, each once."""
    return tuple(dict.fromkeys(spots))


def closing_order(label: Label, text: str, ranks: Sequence[float]) -> str:
    """What a paragraph tells others below the items of an agency's heading, as a plan's last sentence does: "Yêu cầu
    các đơn vị nghiêm túc triển khai thực hiện./."; "" for any other. `ranks` are how deep the items above stand.
    """
    ends = text.rstrip().endswith("./.") or bool(ranks) and ranks[-1] < RANK["none"]
    match = _GIVES.match(text) if label.kind == "none" and ends else None
    return match["told"] if match else ""


def is_general(draft: Draft) -> bool:
    """Whether a plain paragraph of "TỔ CHỨC THỰC HIỆN" only tells all of a kind to do what the plan says: "Các phòng
    thuộc Sở căn cứ Kế hoạch này tổ chức thực hiện". Items, numbers and named agencies have work of their own.
    """
    return (
        draft.own_lead and draft.number is None
        and "to chuc thuc hien" in bare(draft.heading)
        and read_label(draft.printed).kind == "none"
        and all(identity(name).collective or _HEADS_OF_ALL.match(bare(name)) for name in draft.lead)
        and _GENERAL.search(bare(draft.text)) is not None
    )  # fmt: skip


def speaks_of_purpose(headings: Sequence[str]) -> bool:
    """Whether headings tell of aims, demands, grounds or means, and of no work."""
    said = " ".join(_OF_WORK.sub("", bare(heading)) for heading in headings)
    found = any((_PURPOSE if heading.isupper() else _PURPOSE_HEADING).search(bare(heading)) for heading in headings)
    return found and not _WORK.search(said)
