"""The headings above a paragraph, and whom they give the work below them to.

That is an agency's own heading ("6. Sở Y tế"), one that says who leads ("… chủ trì"), or a line that is nothing but an
agency's name above its items.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from corpus.agencies import heading_agency, may_name, parse_assignment, role_of_label, starts_like_agency
from corpus.assigned import closing_assignment
from corpus.deadlines import find_deadline, is_deadline
from corpus.headings import Label, SectionPath, read_label
from corpus.layout import Paragraph
from corpus.prose_lines import RANK, Bearer, empty_label, speaks_of_purpose, stands_below
from corpus.text import bare

_DUTY = re.compile(
    r"\s*,?\s*(?:(?:có|chịu) trách nhiệm(?: thực hiện)?|thực hiện(?: các nhiệm vụ)?(?: sau)?)?\s*:?\s*$", re.I
)
# "Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo", "Sở Y tế (cơ quan chủ trì)"
_STANDING = re.compile(r"\s*[-–(]\s*(?:là )?cơ quan (?:thường trực|chủ trì|đầu mối)\b[^)]*\)?\s*:?\s*$", re.I)
_GIVER = re.compile(r"^(?:trách nhiệm của|nhiệm vụ của|đối với|giao(?: cho)?|đề nghị|khuyến khích)\s+", re.I)
_TOPIC = re.compile(
    r"\b(?:che do|co che|cong tac|noi dung|giai phap|kinh phi|thong tin|bao cao|phoi hop|giai trinh|thoi gian|tien do"
    r"|kiem tra|giam sat|thi dua|khen thuong|hieu luc|dieu khoan)\b"
)
_ASSIGNS = re.compile(r"\b(?:to chuc thuc hien|phan cong|trach nhiem|nhiem vu cua)\b")
_LONGEST_NAME = 160
_SURELY = 2  # headings that name agencies, beside one that may
TIME_KEY = re.compile(r"(?:thoi gian|thoi han|tien do|han)(?: (?:thuc hien|hoan thanh|du kien|trien khai))*")


@dataclass(slots=True)
class Headings:
    """The path of headings above the place that is read; `bearer` is the agency whose own line stands above it."""

    path: SectionPath = field(default_factory=SectionPath)
    bearer: Bearer | None = None
    _assigned: set[str] = field(default_factory=set)
    _aims: set[str] = field(default_factory=set)  # numbered sentences of a section of aims, which are no headings
    _siblings: dict[tuple[str, ...], int] = field(default_factory=dict)

    def enter(self, label: Label, shown: str) -> bool:
        """Go below a heading; whether it begins another block or names an agency."""
        before = self.path.block
        self.path.push(label, shown)
        if label.kind == "decimal" and self._names_body(shown, self.path.headings[:-1]):
            self._assigned.add(shown)
        return self.path.block != before or bool(heading_agency(_DUTY.sub("", shown)))

    def enter_aim(self, label: Label, shown: str) -> None:
        """Go below a numbered sentence of a section of aims."""
        self.path.push(label, shown)
        self._aims.add(shown)

    def is_heading(self, label: Label, shown: str, following: Paragraph | None, *, issued_on: date | None) -> bool:
        """Whether a labelled paragraph is a heading and no item."""
        if label.kind not in ("part", "roman", "letter", "decimal"):
            return False
        if label.kind in ("part", "roman", "letter") or shown.isupper():
            return True
        if len(shown) > 240 or re.search(r"[.;]\s*$", shown) or self._is_timed(shown, issued_on):
            return False
        if following is None:
            return True
        below = read_label(following.labelled)
        deeper = RANK[below.kind] > RANK["decimal"] or (
            below.kind == "decimal" and below.label.startswith(f"{label.label}.")
        )
        return deeper or bool(heading_agency(_DUTY.sub("", shown)))

    @staticmethod
    def _is_timed(shown: str, issued_on: date | None) -> bool:
        """Whether a line has a deadline, and is not one all through ("Trước mùa khô"), which names a phase."""
        return find_deadline(shown, issued_on=issued_on) is not None and not is_deadline(shown)

    def nearest(self) -> str:
        """The heading, or the line with an agency's name, that stands next above."""
        if self.bearer:
            return self.bearer.shown
        return next((heading for heading in reversed(self.path.headings) if heading), "")

    def lead(self) -> tuple[str, ...]:
        """The agencies to which what stands above gives the work."""
        if self.bearer:
            return self.bearer.agencies
        for heading in reversed(self.path.headings):
            if agencies := self._agency_of(heading):
                return agencies
            if (given := closing_assignment(heading)) and given.lead:
                return given.lead
            if re.search(r"\bchu tri\b", bare(heading)) and (lead := parse_assignment(heading).lead):
                return lead
        return ()

    def partners(self) -> tuple[str, ...]:
        """Whom the heading tells to work with its agency ("2. Sở Y tế chủ trì, phối hợp với Sở Tài chính:")."""
        nearest = self.nearest()
        if (given := closing_assignment(nearest)) and given.lead:
            return given.coordinating
        return parse_assignment(nearest).coordinating if "phoi hop" in bare(nearest) else ()

    def _agency_of(self, heading: str) -> tuple[str, ...]:
        """The agency that a heading names, known or not: "7. Các hiệp hội doanh nghiệp" among "6. Sở Y tế" is one."""
        subject = _DUTY.sub("", _STANDING.sub("", heading))
        named, _, listed = subject.partition(":")
        told = parse_assignment(subject) if heading.rstrip().endswith(":") else None
        if told and told.lead and told.rest.strip(" :"):
            return told.lead  # "Sở Tài chính chỉ đạo Bảo hiểm xã hội tỉnh:"
        if agencies := heading_agency(subject) or (listed[:2].strip()[:1].isupper() and heading_agency(named)) or ():
            return agencies
        return (_GIVER.sub("", subject).rstrip(" :.;"),) if heading in self._assigned else ()

    def _names_body(self, shown: str, parents: tuple[str, ...]) -> bool:
        """Whether a heading where work is given out is a body's name, though none that is known: short, no sentence,
        and the headings beside it name agencies or it begins as a name does."""
        if not parents or len(shown.split()) > 25:
            return False
        subject = _DUTY.sub("", shown).rstrip(" :")
        named = may_name(subject)
        if _TOPIC.search(bare(subject)) or subject.endswith("."):
            return False
        if not named and parse_assignment(subject).rest not in ("", subject):
            return False
        known = bool(heading_agency(subject))
        beside = self._siblings.get(parents, 0) + known
        self._siblings = {parents: beside}
        if not _ASSIGNS.search(bare(parents[-1])):
            return not known and named and beside >= _SURELY  # "II. NỘI DUNG": only among bodies
        return not known and (beside > 0 or named or starts_like_agency(subject))

    def bears(self, label: Label, shown: str, following: Paragraph | None) -> Bearer | None:
        """The agency of a line that is nothing but its name, where deeper items follow."""
        if following is None or label.kind in ("part", "roman", "letter", "decimal") or len(shown) > _LONGEST_NAME:
            return None
        below = read_label(following.labelled)
        subject = _DUTY.sub("", shown)
        if empty_label(f"{shown.rstrip(' :')}:") or role_of_label(subject.rstrip(" :")):
            return None
        if TIME_KEY.fullmatch(bare(subject)) or shown.endswith((".", ";")):
            return None
        if below.kind == "none" and label.kind not in ("small", "bracket"):
            return None
        bearer = Bearer((), shown, label.kind, label.label)
        if not stands_below(bearer, below):
            return None
        agencies = self._agency_of(shown)
        if not agencies and below.kind == "bullet" and self._names_body(shown, self.path.headings):
            agencies = (subject.rstrip(" :"),)
        return replace(bearer, agencies=agencies) if agencies else None

    def purpose(self) -> bool:
        """Whether the headings tell of aims and no work."""
        said = ["" if heading in self._aims else heading for heading in self.path.headings]
        return speaks_of_purpose(said[-1:]) or speaks_of_purpose(said)
