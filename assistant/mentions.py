"""The plans, agencies and periods that a question names: the corpus's parsers over what the index holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from assistant.committees import Committees
from assistant.initials import Initials
from assistant.issuer_heads import kinds_said
from assistant.part_names import PartNames
from assistant.plan_reference import PlanFinder, PlanMention
from assistant.plan_titles import plan_place
from assistant.question import Agency, Due
from assistant.short_names import ShortNames, begins_agency, is_done
from assistant.strange_names import strange_names
from assistant.tokens import is_accented, same_length, touches
from assistant.windows import is_term, longer_overdue, narrowed, of_one_day, overdue_then, without_what_for
from corpus.agencies import AgencyFinder, AgencyMention, KnownAgency
from corpus.periods import Period, describe, find_periods
from corpus.text import bare, fold
from index.records import AgencyRecord, PlanRecord

Span = tuple[int, int]

_HOW_LONG = re.compile(
    r"\bcon (?:lai )?(?:may|bao nhieu) (?:ngay|tuan|thang)|\bcon (?:lai )?bao lau|\bbao (?:lau|nhieu ngay) nua\b"
)


class Mentions:
    """Finds plans, agencies and periods in questions. Built once for each generation of the index.

    `together(a, b)` says whether the bare words stand side by side in a task or a passage.
    """

    def __init__(
        self, plans: Sequence[PlanRecord], agencies: Sequence[AgencyRecord], together: Callable[[str, str], bool]
    ) -> None:
        places = {record.plan.id: plan_place(record.plan) for record in plans}
        self._placeless = frozenset(plan_id for plan_id, place in places.items() if not place)
        self._plans = PlanFinder(plans, together)
        self._tasks = {(record.plan_id, record.key): record for record in agencies}
        self._short = ShortNames(agencies)
        self._parts = PartNames(agencies)
        self._committees = Committees(agencies)
        self._initials = Initials(agencies, [record.plan.issuer for record in plans if record.plan.issuer])
        finder = AgencyFinder(
            KnownAgency(r.name, r.key, r.plan_id, places.get(r.plan_id), r.level, r.collective) for r in agencies
        )
        # a question is read for its agencies, its issuers and its papers
        self._read = lru_cache(maxsize=32)(lambda text: tuple(finder.read(text)))

    def plans(self, text: str, *, accented: bool, apart_from: Iterable[Span] = ()) -> list[PlanMention]:
        found = self._plans.find(text, accented=accented)
        return [mention for mention in found if not touches(mention.start, mention.end, apart_from)]

    def written_out(self, text: str) -> str:
        """`text` with agencies' initials written out."""
        return self._initials.written_out(text)

    def each_in_full(self, text: str) -> str:
        """ "Công an với Quân sự tỉnh": each of two bodies with the end that their names share."""
        match = _TWO_OF_ONE.search(same_length(text))
        if match is None:
            return text
        said = text[slice(*match.span())]
        printed = [one for one in self.agencies(said) if one.keys and one.said == said]
        if printed:
            return text  # "Ban Tuyên giáo và Dân vận Tỉnh ủy" is one
        first, second, tail = (text[slice(*match.span(name))] for name in ("first", "second", "tail"))
        for cut in range(len(first)):
            # the first name may begin at any of its words
            if cut and first[cut - 1] != " " or len(first[cut:].split()) < 2:
                continue
            names = (f"{first[cut:]} {tail}", f"{second} {tail}")
            found = [self.agencies(name) for name in (first[cut:], *names)]
            alone, *both = ([one for one in own if one.keys] for own in found)
            whole = all(len(own) == 1 and own[0].said == name for own, name in zip(both, names, strict=True))
            wider = not alone or both[0] and both[0][0].keys <= alone[0].keys
            if whole and wider and not both[0][0].keys & both[1][0].keys:
                return f"{text[: match.end('first')]} {tail}{text[match.end('first') :]}"
        return text

    def newest(self) -> frozenset[str]:
        return self._plans.newest()

    def placeless(self, plan_ids: frozenset[str]) -> frozenset[str]:
        """Those of the plans that print no place."""
        return plan_ids & self._placeless

    def of_level(self, level: str) -> frozenset[str]:
        """The plans of a level ("phuong", "tinh")."""
        return self._plans.of_level(level)

    def issuers(self, text: str, plans: Sequence[PlanMention] = ()) -> list[PlanMention]:
        """The issuers of plans that stand in `text`, those of the `plans` named there too; not of other papers."""
        named = frozenset().union(*(plan.plan_ids for plan in plans))
        read = self._read(text)
        # "Phòng Kế hoạch - Tài chính của Sở Công Thương" is no Kế hoạch of the Sở
        owned = [one.end for one in read if one.known and one.relation == "agent"]
        own = {end + len(" của ") for end in owned if same_length(text[end:]).startswith(" cua ")}
        papers = [(one.start, one.end) for one in read if one.relation == "source" and one.start not in own]
        found = self._plans.issuers(text, [one.end for one in read if one.known and one.relation == "agent"])
        return [one for one in found if one.plan_ids & named or not touches(one.start, one.end, papers)]

    def whole(self, text: str, plans: Sequence[PlanMention], agencies: Sequence[Agency]) -> list[PlanMention]:
        """`plans` with the words of their issuers' names around them; those of `agencies` stay theirs."""
        closed = [(one.start, one.end) for one in agencies if one.keys]
        return [self._plans.whole(text, plan, closed) if plan.plan_ids else plan for plan in plans]

    def nearest(self, agency: Agency, plan_ids: frozenset[str]) -> Agency:
        """Of several bodies that a short name can mean those of these plans, where they have any."""
        own = [one for one in agency.readings if any((plan_id, one[0]) in self._tasks for plan_id in plan_ids)]
        if len(agency.readings) < 2 or not own or len(own) == len(agency.readings):
            return agency
        keys = frozenset(key for key, _ in own)
        plans = frozenset(one for one in agency.plan_ids if any((one, key) in self._tasks for key in keys))
        name = own[0][1] if len(keys) == 1 else agency.said
        return replace(agency, name=name, keys=keys, plan_ids=plans & plan_ids, readings=tuple(own))

    def leads(self, agency: Agency) -> bool:
        """Whether an agency leads any task."""
        return any(record.lead for record in self._records(agency))

    def directs(self, agency: Agency) -> bool:
        """Whether an agency directs any task; one that no plan has may."""
        return not agency.keys or any(record.directing for record in self._records(agency))

    def _records(self, agency: Agency) -> Iterator[AgencyRecord]:
        """What the plans have of an agency."""
        for plan_id in agency.plan_ids:
            for key in agency.keys:
                if record := self._tasks.get((plan_id, key)):
                    yield record

    def issued_by(self, name: str) -> frozenset[str]:
        """The plans whose issuer is called so."""
        return self._plans.issued_by(name)

    def agencies(self, text: str, *, apart_from: Iterable[Span] = ()) -> list[Agency]:
        """Agencies that a question may be about. Issuers and recipients of documents stay words of the topic."""
        closed = list(apart_from)
        found = [
            _agency(mention)
            for mention in self._read(text)
            if mention.relation == "agent" and mention.how != "weak" and not self._is_common(text, mention)
            and not is_done(text, mention.start, mention.end)
            and not (_is_kind(mention) and _EACH.search(same_length(text[: mention.start])))
            and not touches(mention.start, mention.end, closed)
        ]  # fmt: skip
        found += [one for one in self._left_out(text) if not touches(one.start, one.end, _known(found))]
        found += [one for one in self._of_kind(text) if not touches(one.start, one.end, _known(found))]
        found += [one for one in self._of_wards(text) if not touches(one.start, one.end, _known(found))]
        found += [one for one in self._by_kind(text) if not touches(one.start, one.end, _known(found))]
        known = [*closed, *_known(found)]
        short = [one for one in self._short.find(text) if not touches(one.start, one.end, known)]
        known += _known(short)
        short += [one for one in self._parts.find(text) if not touches(one.start, one.end, known)]
        known += _known(short)
        short += [one for one in self._parts.beside(text) if not touches(one.start, one.end, known)]
        spans = [(one.start, one.end) for one in short]
        kept = [one for one in found if one.keys or not touches(one.start, one.end, spans)]
        closed += [(one.start, one.end) for one in (*kept, *short)]
        closed += [(one.start, one.end) for one in self._read(text) if one.relation in ("source", "recipient")]
        strange = [one for one in strange_names(text) if not touches(one.start, one.end, closed)]
        found = sorted([*kept, *short, *strange], key=lambda one: one.start)
        return [self._parts.with_group(self._by_committee(one)) for one in found]

    def _by_committee(self, agency: Agency) -> Agency:
        """An agency that no plan has as its Party committee, unless plans are its own."""
        return agency if agency.keys or self.issued_by(agency.said) else self._committees.meant(agency)

    @staticmethod
    def _is_common(text: str, mention: AgencyMention) -> bool:
        """Whether the words of a group ("tổ chức đảng") stand inside what rows are about, not where a question puts an
        agency."""
        if not mention.known or not all(one.collective for one in mention.known) or len(mention.text.split()) > 3:
            return False
        ahead = same_length(text[: mention.start]).split()
        inside = ahead and ahead[-1].isalpha() and ahead[-1] not in _MAY_PRECEDE
        return bool(inside) and not begins_agency(text, mention.start)

    def recipients(self, text: str) -> tuple[str, ...]:
        """The agencies, as said, that only receive something: "báo cáo Ban Tổ chức Thành ủy"."""
        return tuple(mention.text for mention in self._read(text) if mention.relation == "recipient")

    def _left_out(self, text: str) -> list[Agency]:
        """All bodies of a kind that a question leaves out: "ngoài các sở ra"."""
        found = []
        for match in _KIND_LEFT_OUT.finditer(same_length(text)):
            kind = f"{match['kind']} "
            own = [one for one in self._tasks.values() if bare(one.name).startswith((kind, f"cac {kind}"))]
            said = text[match.start("said") : match.end("said")]
            keys, plans = frozenset(one.key for one in own), frozenset(one.plan_id for one in own)
            if own:
                found.append(Agency(said, said, keys, plans, start=match.start("said"), end=match.end("said")))
        return found

    def _of_kind(self, text: str) -> list[Agency]:
        """All bodies of a kind: "các sở có việc gì?", "thôn làm gì?"."""
        match = _KIND_ASKED.search(same_length(text))
        if match is None:
            return []
        kind = match["kind"] or match["place"]
        own = [one for one in self._tasks.values() if bare(one.name).startswith((f"{kind} ", f"cac {kind}"))
               or match["place"] and bare(one.name).endswith(f" cac {kind}")]  # fmt: skip
        return [_all_of(own, text, match)] if own else []

    def _by_kind(self, text: str) -> list[Agency]:
        """ "Trung tâm có việc gì?", where no plan is a Trung tâm's: the bodies of that kind that lead tasks."""
        found = []
        issuers = {mention.start for mention in self._plans.by_kind(text, accented=is_accented(text))}
        for kind, start, end in kinds_said(text, accented=is_accented(text)):
            own = [one for one in self._tasks.values()
                   if one.lead and not one.collective and bare(one.name).startswith(f"{kind} ")]  # fmt: skip
            if own and start not in issuers and not same_length(text[start:]).startswith("ke hoach"):
                said = text[start:end]
                readings = tuple(dict.fromkeys((one.key, one.name) for one in own))
                keys, plans = frozenset(one.key for one in own), frozenset(one.plan_id for one in own)
                name = readings[0][1] if len(keys) == 1 else said
                found.append(Agency(said, name, keys, plans, readings, start, end, short=True))
        return found

    def _of_wards(self, text: str) -> list[Agency]:
        """The bodies of all wards and communes together: "các xã, phường phải làm gì?"."""
        match = _WARDS.search(same_length(text))
        if match is None:
            return []
        own = [one for one in self._tasks.values() if _OF_WARDS.search(bare(one.name))]
        return [_all_of(own, text, match)] if own else []

    @staticmethod
    def _read_apart(due: Due, closed: Sequence[Span], text: str, today: date, around: date | None) -> Due:
        """A period that begins inside a name, read again without the name: "Đại Từ | tháng này" is not "từ tháng
        này"."""
        for start, end in closed:
            if start <= due.start < end < due.end:
                alone = text[:start] + "x" * (end - start) + text[end:]
                again = [one for one in find_periods(alone, today=today, around=around) if one.end == due.end]
                return _due(again[0]) if again else due
        return due

    def periods(
        self, text: str, *, today: date, apart_from: Iterable[Span] = (), around: date | None = None
    ) -> list[Due]:
        """The days that a question names, each alternative apart. A missing year is the one nearest to `around`."""
        plain = bare(text)
        found = [_due(period) for period in find_periods(text, today=today, around=around)]
        found = [due for due in found if not is_term(due, text)]
        closed = list(apart_from)
        found = [self._read_apart(due, closed, text, today, around) for due in found]
        found = [free for due in found if fold(due.said) != fold("quý vị") and (free := _apart(due, closed, text))]
        found = without_what_for(of_one_day(found, text), text)
        if _HOW_LONG.search(plain):
            # "còn mấy ngày nữa là hết hạn …?" asks when; it sets no days
            return [due for due in found if not due.relative]
        if any(bare(due.said).startswith("con ") for due in found):
            # "còn không quá 7 ngày nữa là hết hạn" is not yet overdue
            found = [due for due in found if not due.overdue]
        return narrowed(overdue_then([longer_overdue(due, text, today) for due in found], text), text)


_TWO_OF_ONE = re.compile(
    r"(?P<first>\w+(?: \w+){1,3}?),? (?:voi|va|hay|hoac|so voi) (?:ben |phia )?(?P<second>\w+(?: \w+){1,3}?)"
    r" (?P<tail>tinh uy|thanh uy|dang uy|tinh|thanh pho|phuong|xa|huyen)\b"
)
_KIND_LEFT_OUT = re.compile(
    r"\b(?:ngoai(?: tru)?|tru(?: di)?|khong ke|khong tinh|khong phai cua|loai tru) (?P<said>cac (?P<kind>so|phong|cuc"
    r"|vu|ban|chi cuc|bo|vien|hoi|trung tam|truong|benh vien))(?= ra\b| thi\b| con\b|\s*[,;?.]|$)"
)


# Where a name said of many ends.
_ASKED = (
    r"(?=\s*[,?.]|$| (?:phai|can|co|lam|chu tri|phoi hop|duoc|thuc hien|trong|truoc|thang|quy|nam|con|hoan thanh)\b)"
)
_KIND_ASKED = re.compile(
    r"(?:^\W*|\b(?:giao(?: cho)?|do|cua|cho) )"
    r"(?P<said>cac (?P<kind>so|phong|cuc|vu|chi cuc|hoi|trung tam|truong|benh vien)"
    r"|(?P<place>thon|ap|buon|to dan pho|khu pho|khu dan cu|khoi pho|xom))"
    rf"{_ASKED}"
)
# "giao cho các xã, phường", "xã phường phải làm gì"
_WARDS = re.compile(
    r"(?:^\W*|[,;:]\s*|\b(?:giao(?: cho)?|do|cua|cho) )"
    r"(?P<said>(?:(?:cac|nhung) )?(?:xa,? (?:va )?phuong|phuong,? (?:va )?xa))"
    rf"{_ASKED}"
)
_OF_WARDS = re.compile(r"\b(?:xa,? (?:va )?phuong|phuong,? (?:va )?xa)\b")


def _is_kind(mention: AgencyMention) -> bool:
    """Whether a name says a kind of bodies: "đảng ủy", "các phòng, đơn vị"."""
    return mention.text.count(" ") < 2 or bool(mention.known) and all(one.collective for one in mention.known)


_EACH = re.compile(r"\b(?:tung|moi)\s*$")  # "chia theo từng đảng ủy" names none


_MAY_PRECEDE = frozenset({
    "cac", "nhung", "den", "toi", "cung", "moi", "tung", "ca", "nao", "gi", "tru", "ngoai", "viec", "vu", "ma", "co",
})  # fmt: skip


def _all_of(own: Sequence[AgencyRecord], text: str, match: re.Match[str]) -> Agency:
    """Bodies that a question names together, as `said`."""
    start, end = match.span("said")
    readings = tuple(dict.fromkeys((one.key, one.name) for one in own))
    said, keys = text[start:end], frozenset(key for key, _ in readings)
    return Agency(said, said, keys, frozenset(one.plan_id for one in own), readings, start, end)


def _due(period: Period) -> Due:
    return Due(
        period.text, period.first, period.last, period.relation, describe(period),
        overdue=period.relation == "overdue", relative=period.relative, weak=period.weak,
        year_inherited=period.year_inherited, problem=period.problem, start=period.start, end=period.end,
    )  # fmt: skip


def _known(found: Iterable[Agency]) -> list[Span]:
    return [(one.start, one.end) for one in found if one.keys]


def _apart(due: Due, spans: Sequence[Span], text: str) -> Due | None:
    """The period without the end of a name before it ("phường Bến Đá | quá hạn"); None for one inside a name."""
    for start, end in spans:
        if start <= due.start < end < due.end:
            due = replace(due, start=end + len(text[end:]) - len(text[end:].lstrip()))
            due = replace(due, said=text[due.start : due.end])
        elif touches(due.start, due.end, [(start, end)]):
            return None
    return due


def _agency(mention: AgencyMention) -> Agency:
    names = sorted(dict.fromkeys(known.name for known in mention.known), key=lambda name: _strange(name, mention.text))
    if names and names[0].isupper() and fold(names[0]) == fold(mention.text):
        names[0] = mention.text
    return Agency(
        said=mention.text,
        name=names[0] if names and not mention.ambiguous else mention.text,
        keys=mention.keys,
        plan_ids=frozenset(known.plan_id for known in mention.known),
        readings=tuple(dict.fromkeys((known.key, known.name) for known in mention.known)),
        start=mention.start,
        end=mention.end,
        short=mention.how == "begun",
    )


def _strange(name: str, said: str) -> tuple[bool, bool, bool, int]:
    """How far a printed name is from what a question says: as said, then not in capitals, then without a bracket's
    remark, then the fullest."""
    return fold(name) != fold(said), name.isupper(), "(" in name, -len(name)
