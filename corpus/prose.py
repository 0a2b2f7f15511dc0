"""Headings, bullets and sentences become task rows.

An item is a task when somebody answers for it or it has a deadline; the agency may be the heading above,
a closing bullet below ("Đơn vị tham mưu: …") that covers every bullet back to the heading, or the sentence itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from corpus.agencies import (
    after_opening,
    heading_agency,
    later_partners,
    looks_like_agencies,
    parse_assignment,
)
from corpus.assigned import closing_assignment, whole_assignment
from corpus.columns import part_of
from corpus.deadlines import find_deadline, is_deadline
from corpus.draft import Draft, Item, Prose
from corpus.headings import Label, SectionPath, plain, read_label
from corpus.layout import Paragraph
from corpus.model import Spot
from corpus.notes import explains, is_aside, opens_notes
from corpus.prose_headings import TIME_KEY, Headings
from corpus.prose_lines import (
    closing_order,
    depth,
    empty_label,
    is_general,
    reads_as_role,
    set_field,
    stands_below,
)
from corpus.tables import TableContext
from corpus.text import bare, squeeze

_FIELD = re.compile(r"^(?P<key>[^:.;]{3,60}?)\s*:\s*(?P<value>\S.*)$", re.S)
_NEXT_FIELD = re.compile(
    r"(?<=[.;])\s+(?=[A-ZĐ][^.;:]{2,40}:\s)|(?<=[.;,])\s+(?=(?:cơ quan|đơn vị|chủ trì|phối hợp|thời)\b[^.;:]{2,40}:\s)"
)
# how an office closes its plan, or says what it thinks: no work for anybody
_REMARK = re.compile(
    r"^tren day la\b"
    r"|^(?:ke hoach|chuong trinh|de an|phuong an|nghi quyet|quyet dinh|quy che|huong dan|van ban) nay"
    r" (?:duoc|da duoc|co hieu luc|co gia tri|thay the|ap dung)\b"
    r"|^trong qua trinh (?:to chuc )?(?:thuc hien|trien khai)\b.*\b(?:neu co|kho khan|vuong mac|phat sinh)\b"
    r"|\b(?:xin|tran trong) thong bao\b"
    r"|^(?:uy ban nhan dan|ubnd|ban thuong vu|thuong truc|dang uy)\b.{0,60}?\b(?:ghi nhan|danh gia cao|bieu duong)\b"
)
_TIME_LABEL = re.compile(r"(?<=[.;])\s*(?:Thời (?:gian|hạn)|Tiến độ|Hạn)(?: [^\W\d]+){0,4}\s*:\s*$")
_TASK_KEY = re.compile(r"(?:noi dung )?nhiem vu|(?:noi dung )?cong viec")
# a heading of nothing but such words names no activity
_BARE_HEADING = re.compile(
    r"(?:(?:noi dung|thoi gian|dia diem|pham vi|doi tuong|thanh phan|hinh thuc|cach thuc|kinh phi|yeu cau|thuc hien"
    r"|trien khai|tham gia|to chuc|nhiem vu|cong viec|ap dung|thu huong|va)[\s,]*)+"
)
_APPENDIX = re.compile(
    r"^(?:phu luc|danh muc|bieu|bang phan cong|ke hoach|chuong trinh|de an|phuong an|quy che|chien luoc)\b"
)


@dataclass(slots=True)
class ProseReader:
    """Walks the paragraphs of a plan's body; tables are read between them with `context()`."""

    issued_on: date | None = None
    items: list[Item] = field(default_factory=list)
    marks: frozenset[str] = frozenset()  # of the table above, which the paragraphs below it explain
    _above: Headings = field(default_factory=Headings)
    _notes: str | None = None  # the kind of labels that the notes below "Ghi chú:" have; "" as long as none is read
    _pending: list[Draft] = field(default_factory=list)
    _pending_ranks: list[float] = field(default_factory=list)
    _closing: bool = False
    _heading_label: Label | None = None
    _heading_spot: Spot | None = None
    _heading_used: bool = True
    _awaiting: tuple[str, str] | None = None

    @property
    def _path(self) -> SectionPath:
        return self._above.path

    def context(self) -> TableContext:
        """What a table standing here inherits."""
        self._pending, self._pending_ranks = [], []
        self._heading_used = True
        self.marks, self._notes = frozenset(), None
        return TableContext(self._path.section, self._path.heading, self._path.block, self._above.lead())

    def paragraph(self, paragraph: Paragraph, following: Paragraph | None) -> None:
        """Read one paragraph; `following` is the next one, None before a table or at the end."""
        text = paragraph.labelled
        label = read_label(text)
        shown = plain(label.rest)
        if not shown and label.kind == "none":
            return
        if _REMARK.match(bare(shown)) or self._in_notes(text, label):
            self._prose(paragraph, plain(text))
            return
        if self._above.bearer and not stands_below(self._above.bearer, label):
            self._above.bearer = None
        if label.kind == "none" and _APPENDIX.match(bare(shown)) and plain(text.split("\n")[0]).isupper():
            self._path.reset()
            self._prose(paragraph, plain(text))
        elif self._above.is_heading(label, shown, following, issued_on=self.issued_on):
            self._enter(label, shown, paragraph)
        elif bearer := self._above.bears(label, shown, following):
            self._above.bearer = bearer
            self._pending, self._pending_ranks, self._closing = [], [], False
            self._heading_used = True
            self._prose(paragraph, plain(text))
        elif fields := self._awaited(shown) or self._fields(label, shown) or self._given_below(label, shown):
            self._apply(fields, label, shown, paragraph)
        elif part := empty_label(shown):
            self._awaiting = (part, shown.rstrip(" :"))
            self._prose(paragraph, plain(text))
        elif (
            shown.endswith(":")
            and label.kind in ("bullet", "none", "bracket", "small")
            and len(shown) < 200
            and not self._fields_follow(following)
        ):
            self._heading_used = True
            self._prose(paragraph, plain(text))
        elif self._above.purpose() or is_aside(text, label):
            if label.kind in ("roman", "letter", "decimal", "part"):
                self._above.enter_aim(label, shown)
            self._prose(paragraph, plain(text))
        else:
            self._candidate(label, shown.removesuffix(":") if self._fields_follow(following) else shown, paragraph)

    def _in_notes(self, text: str, label: Label) -> bool:
        """Whether a paragraph explains a mark in the table above, or is one of the notes below "Ghi chú:"."""
        if self.marks and explains(text, self.marks):
            return True
        if not is_aside(text, label):
            self.marks = frozenset()
        if opens_notes(text):
            self._notes = ""
            return True
        before, self._notes = self._notes, None
        if before == "" and (label.kind in ("bullet", "bracket", "small") or label.label == "1"):
            self._notes = label.kind
        elif before and label.kind == before:
            self._notes = before
        return self._notes is not None or (before == "" and label.kind == "none" and not text.isupper())

    def finish(self) -> list[Item]:
        """All items; candidates without a deadline that nobody answers for, or that give nobody work of his own, become
        prose."""
        done: list[Item] = []
        for item in self.items:
            if isinstance(item, Draft) and not item.table and not item.deadline and (not item.lead or is_general(item)):
                done.append(Prose(item.section, item.heading, item.printed or item.text, item.spots))
            else:
                done.append(item)
        return done

    # -- headings

    def _enter(self, label: Label, shown: str, paragraph: Paragraph) -> None:
        if self._above.enter(label, shown) or self._closing:
            self._pending, self._pending_ranks = [], []
        self._heading_label, self._heading_spot, self._heading_used = label, paragraph.spot, False
        self._closing = False
        self._prose(paragraph, squeeze(f"{label.label}. {shown}"))

    # -- labelled lines

    def _fields_follow(self, following: Paragraph | None) -> bool:
        """Whether the next paragraph says who does this one or by when."""
        if following is None:
            return False
        below = read_label(following.labelled)
        found = self._field(below, plain(below.rest))
        return found is not None and found[0] in ("lead", "both", "coordinating", "deadline")

    def _fields(self, label: Label, shown: str) -> list[tuple[str, str, str]]:
        """(part, key, value) of each field on a line: "Đơn vị chủ trì: A. Đơn vị phối hợp: B." has two."""
        first = self._field(label, shown)
        if first is None:
            return []
        fields = [first]
        for piece in _NEXT_FIELD.split(shown)[1:]:
            following = self._field(label, piece)
            if following is None:
                continue
            part, key, value = fields[-1]
            fields[-1] = (part, key, value[: value.find(piece)].rstrip(" .;") if piece in value else value)
            fields.append(following)
        return fields

    def _field(self, label: Label, shown: str) -> tuple[str, str, str] | None:
        """(part, key, value) of "Đơn vị chủ trì: …" and the like."""
        match = _FIELD.match(shown)
        if match is None or len(match["key"].split()) > 8 or match["key"].count("(") > match["key"].count(")"):
            return None
        part = part_of(match["key"])
        if part in (None, "number", "start") or heading_agency(match["key"]):
            return None
        if part == "task" and label.kind not in ("bullet", "none", "small"):
            return None
        if not reads_as_role(part or "", match["key"], match["value"]):
            return None
        if (
            part == "deadline"
            and not is_deadline(match["value"].rstrip(" .;"))
            and not find_deadline(shown, issued_on=self.issued_on)
            and not (self._pending and TIME_KEY.fullmatch(bare(match["key"])) and len(match["value"].split()) < 25)
        ):
            return None
        if part == "task" and _TASK_KEY.fullmatch(bare(match["key"])):
            return None
        if part in ("detail", "task") and not self._activity_open() and not self._details_above(part, label):
            return None
        return part or "", match["key"].strip(), match["value"].rstrip(" ;").strip()

    def _given_below(self, label: Label, shown: str) -> list[tuple[str, str, str]]:
        """The roles of a bullet that only gives out what stands above it ("- Giao A chủ trì, phối hợp với B.")."""
        if label.kind not in ("bullet", "none") or not self._pending:
            return []
        given = whole_assignment(shown)
        if given is None or any(draft.lead for draft in self._pending):
            return []
        return [("lead", "", given[0]), *([("coordinating", "", given[1])] if given[1] else [])]

    def _awaited(self, shown: str) -> list[tuple[str, str, str]]:
        """The value of the label alone on the line above ("Cơ quan thực hiện:" over "+ Sở Y tế")."""
        awaiting, self._awaiting = self._awaiting, None
        if awaiting is None or not self._pending:
            return []
        part, key = awaiting
        value = shown.rstrip(" ;.")
        reads = is_deadline(value) if part == "deadline" else looks_like_agencies(value) or whole_assignment(shown)
        return [(part, key, value)] if reads else []

    def _details_above(self, part: str, label: Label) -> bool:
        """Whether a line such as "Lãnh đạo phụ trách: …" belongs to the items above: it is no item of its own."""
        return (
            part == "detail"
            and bool(self._pending)
            and (label.kind == "none" or label.kind == "bullet" and 5.0 <= self._pending_ranks[-1] < depth(label))
        )

    def _activity_open(self) -> bool:
        """Whether a heading or item stands just above to which a detail line may belong."""
        return self._closing or not self._heading_used

    def _apply(self, fields: list[tuple[str, str, str]], label: Label, shown: str, paragraph: Paragraph) -> None:
        if (
            not self._heading_used
            and not self._pending
            and not _BARE_HEADING.fullmatch(bare(self._path.heading).rstrip(" .:"))
            and self._heading_label is not None
            and self._heading_spot is not None
        ):
            draft = Draft(
                self._path.section, self._path.heading, self._heading_label.label, self._path.heading,
                [self._heading_spot], [self._heading_spot], block=self._path.block, lead=(),
            )  # fmt: skip
            self.items = [i for i in self.items if not (isinstance(i, Prose) and i.spots == [self._heading_spot])]
            self.items.append(draft)
            self._pending, self._pending_ranks = [draft], [2.0]
        self._heading_used = True
        targets = self._targets(label)
        if not targets:
            self._prose(paragraph, shown)
            return
        self._prose(paragraph, shown)
        for draft in targets:
            for part, key, value in fields:
                set_field(draft, part, key, value)
            draft.spots.append(paragraph.spot)
        self._closing = True

    def _targets(self, label: Label) -> list[Draft]:
        """The items that a labelled line is for: the one just above when the label is deeper, else all that wait."""
        if not self._pending:
            return []
        if label.kind == "bullet" and 5.0 <= self._pending_ranks[-1] < depth(label):
            return self._pending[-1:]
        return self._pending

    # -- items

    def _candidate(self, label: Label, shown: str, paragraph: Paragraph) -> None:
        if self._closing:
            self._pending, self._pending_ranks, self._closing = [], [], False
        if label.kind in ("roman", "letter", "decimal", "part"):
            before = self._path.block
            self._path.push(label, "")
            if self._path.block != before:
                self._pending, self._pending_ranks = [], []
        self._heading_used = True
        number = label.label if label.kind not in ("bullet", "none") else None
        if (named := _FIELD.match(shown)) and _TASK_KEY.fullmatch(bare(named["key"])):
            shown = named["value"].strip()
        draft = Draft(
            self._path.section,
            self._above.nearest(),
            number,
            shown,
            [paragraph.spot],
            [paragraph.spot],
            block=self._path.block,
        )
        draft.printed = plain(paragraph.labelled)
        if given := closing_assignment(draft.text):
            draft.text, draft.deadline = given.text, given.deadline
            draft.lead, draft.directing = given.lead, given.directing
        if not draft.lead:
            self._read_lead(draft, closing_order(label, draft.text, self._pending_ranks))
        if given:
            draft.coordinating = given.coordinating or draft.coordinating
        if not draft.deadline:
            self._read_deadline(draft)
        self.items.append(draft)
        self._pending.append(draft)
        self._pending_ranks.append(depth(label))

    def _read_deadline(self, draft: Draft) -> None:
        found = find_deadline(draft.text, issued_on=self.issued_on)
        if found is None:
            return
        draft.deadline = found.deadline.text
        after = draft.text[found.end :]
        if found.bracketed and not re.search(r"\w", after):
            draft.text = squeeze(draft.text[: found.start].rstrip() + after.strip())
            draft.text = re.sub(r"\s+([.;,])", r"\1", draft.text)
        elif not re.search(r"\w", after) and (label := _TIME_LABEL.search(draft.text[: found.start])):
            draft.text = draft.text[: label.start()].rstrip(" ;,")

    def _read_lead(self, draft: Draft, order: str) -> None:
        heading = self._above.lead()
        own = parse_assignment(order or draft.text)
        if order and own.lead:
            heading = ()
            draft.heading = next(iter(self._path.headings), draft.heading)
        if not heading and not own.lead:
            own = after_opening(draft.text) or own
        if heading:
            narrowed = tuple(name for name in heading if len(heading) > 1 and bare(draft.text).startswith(bare(name)))
            draft.lead = narrowed or heading
        elif own.lead:
            draft.lead, draft.own_lead = own.lead, True
        if own.lead or heading:
            draft.coordinating = own.coordinating or later_partners(draft.text) or self._above.partners()

    def _prose(self, paragraph: Paragraph, text: str) -> None:
        self.items.append(Prose(self._path.section, self._above.nearest(), text, [paragraph.spot]))
