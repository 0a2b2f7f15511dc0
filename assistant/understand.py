"""From a question's text to a Question: who, in which role, by when, in which plan, about what, and what is asked.

Parts are found in an order in which earlier ones are surer: rows and sections by number, plans, agencies, periods,
then the cues of the vocabulary; the content words that are left are the topic. Nothing is dropped silently:
a word that is neither understood nor a framing word ends up in the topic, and the topic must be answered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.address import without_address, without_calls
from assistant.breakdown import Breakdown, breakdown
from assistant.cue_reading import read_cues
from assistant.day_printed import as_printed_days
from assistant.holidays import in_days
from assistant.intent_reading import of_plans
from assistant.mentions import Mentions
from assistant.numerals import in_figures
from assistant.paper_names import as_basis, in_full
from assistant.places import TableMention, tables
from assistant.plan_reference import PlanMention
from assistant.purpose import without_purpose
from assistant.question import Agency, Due, Question
from assistant.role_words import roles_in_full
from assistant.row_reference import RowMention, find_rows
from assistant.sentence import Sentence
from assistant.short_names import begins_agency, written_out
from assistant.small_talk import Reads, without_small_talk
from assistant.spelling import Spelling
from assistant.subjects import LeftOut, left_out, periods_left_out, places_left_out
from assistant.tokens import Stretch, inside, is_accented, meet, same_length, tokenize, touches
from assistant.vocabulary import Cue, vocabulary
from assistant.waits import as_waiting
from assistant.whole_plan import of_whole_plan
from corpus.text import bare, clean, squeeze

LONGEST = 1_000
_MONTHS = re.compile(
    r"\b((tháng|thang)\s+\d{1,2})((?:\s*(?:,|và|hoặc|va|hoac)\s*(?:1[0-2]|[1-9])(?!\d)){1,6})"
    r"(?![\d/.-])(?!\s*(?:ngày|ngay|việc|viec|nhiệm|nhiem|tuần|tuan|tháng|thang|cơ|co\b))",
    re.IGNORECASE,
)
# "tháng 5 tháng 6", "quý I quý II"
_QUARTER_BY_QUARTER = re.compile(r"\b((?:quý|quy) [\dIV]{1,3}) (?=(?:quý|quy) [\dIV]{1,3}\b)", re.IGNORECASE)
_MONTH_BY_MONTH = re.compile(r"\b((?:tháng|thang)\s+\d{1,2})(?=\s+(?:tháng|thang)\s+\d)", re.IGNORECASE)
_LEVEL_WORDS = frozenset({"phuong", "xa", "tinh", "thanh pho", "huyen", "thi xa", "dac khu"})
# "toàn xã phải xong gì"
_WHOLE = re.compile(r"\b(?:toan|ca) (?P<level>phuong|xa|thi xa|dac khu)\b(?! hoi\b)")
# Then an issuer is asked for as one body among others.
_PARTNER = re.compile(r"\bphoi hop (?:cung )?(?:voi|cung)\s*$")  # with the issuer: any row of its plans
_SENT_TO = re.compile(r"\b(?:gui|nop|trinh)(?: \w+){0,3} (?:cho|len|ve|toi|den)\s*$")  # the issuer: no plan of its
_OTHER_ROLE = re.compile(r"\b(?:phoi hop|tham gia|ho tro|lien quan)\b")
# "Đảng ủy phường An Bình ban hành kế hoạch ngày nào?"
_ISSUES = re.compile(
    r"\s*(?:da |moi )?(?:ban hanh|ra|k[yi]|k[yi] ban hanh|lap|dua ra)(?: ban| cai)? ke hoach(?: nay| do| ay)?"
    r" (?:vao |tu )?(?:khi|ngay|hom|luc|bao|hoi|thang)\b"
)
# "có kế hoạch nào về giáo dục không"
_PLAN_ABOUT = re.compile(r"\bke hoach (?:nao|gi) (?:noi |co )?(?:ve|lien quan (?:den|toi))\b")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a question says of where rows stand in their plans, what it leaves out, and how rows are put together."""

    tables: list[TableMention]
    subjects: list[LeftOut]
    places: list[RowMention]
    by: Breakdown | None

    @classmethod
    def read(
        cls, text: str, rows: list[RowMention], plans: list[PlanMention], named: Sequence[tuple[int, int]]
    ) -> Limits:
        """`named` are the stretches that rows, plans, agencies and periods take."""
        shown = tables(text, rows, plans)
        return cls(shown, left_out(text, [*named, *_spans(shown)]), places_left_out(text, rows), breakdown(text))

    @property
    def spans(self) -> list[tuple[int, int]]:
        by = [self.by] if self.by else []
        return [*_spans(self.tables), *_spans(self.subjects), *_spans(self.places), *_spans(by)]

    def put(self, question: Question) -> Question:
        return replace(
            question,
            without=tuple((one.subject, one.part) for one in self.subjects),
            not_places=tuple((one.path, one.section) for one in self.places),
            in_table=any(not one.out for one in self.tables),
            off_table=any(one.out for one in self.tables),
            group_by=self.by.by if self.by else None,
            fine=self.by is not None and self.by.fine,
        )


@dataclass(frozen=True, slots=True)
class Understander:
    """Understands questions about the plans of one index. Made anew when the index has changed."""

    mentions: Mentions
    spelling: Spelling

    def understand(self, text: str, *, today: date) -> Question:
        """What `text` asks, by itself (a talk is taken into account by talk.py)."""
        reads = Reads.of(self.mentions, self.spelling, today)
        asked, around = without_small_talk(squeeze(clean(text))[:LONGEST], reads)
        asked, told = self._without_purpose(asked, today)
        accented = is_accented(asked)
        spelt = self.mentions.written_out(written_out(self.spelling.correct(asked)))
        alone = without_calls(self._question_alone(roles_in_full(self.mentions.each_in_full(spelt))))
        alone = as_basis(in_full(as_printed_days(alone)), lambda part: self._names_plan(part, accented))
        text = as_waiting(_each_month(in_days(in_figures(alone), today=today)))
        tokens = tokenize(text)
        rows = find_rows(text)
        plans = self.mentions.plans(text, accented=accented, apart_from=_spans(rows))
        agencies = self.mentions.agencies(text, apart_from=_spans(rows))
        plans, agencies = self._issuers(text, plans, _named_once(text, agencies))
        plans, agencies = self._owners(text, plans, agencies)
        plans = self.mentions.whole(text, plans, agencies)
        names = [*_spans(rows), *_spans(plans), *_spans(agencies)]
        due = self.mentions.periods(text, today=today, apart_from=names)
        named = [*_spans(rows), *_spans(plans), *_spans([one for one in agencies if one.keys]), *_spans(due)]
        limits = Limits.read(text, rows, plans, named)
        due, not_due = self._left_out(text, due, today=today, apart_from=names)
        rows = [row for row in rows if not any(meet(row, one) for one in limits.places)]
        agencies = [one for one in agencies if not touches(one.start, one.end, _spans(limits.subjects))]
        closed = [*named, *_spans(agencies), *(one.also for one in due), *limits.spans, *_spans(not_due)]
        taken = {i for i, token in enumerate(tokens) if inside(token, closed)}
        cues = vocabulary().find(tokens, taken, accented=accented)
        cues = self.spelling.without_halves(tokens, cues, taken, accented=accented)
        sentence = Sentence(text, tokens, tuple(cues), frozenset(taken), tuple(agencies), tuple(due), tuple(rows))
        addressed = self.mentions.recipients(text)
        question = Question(text=asked, today=today, accented=accented, addressed=addressed)
        question = replace(limits.put(question), not_due=tuple(not_due))
        question = _with_plans(question, plans, self.mentions, cues, agencies)
        question = of_whole_plan(read_cues(question, sentence, self.spelling.together))
        question = replace(question, aside=", ".join(filter(None, (*around, question.aside, *told))))
        question = _of_known(self._of_level(self._of_issuer(self._own_plans(question))))
        directing = question.role == "directing" and question.agencies
        if directing and not any(map(self.mentions.directs, question.agencies)):
            return replace(question, role="lead")  # "phải chỉ đạo xong đại hội trước ngày nào"
        return question

    def _names_plan(self, part: str, accented: bool) -> bool:
        """Whether words name a plan and no body beside it."""
        named = any(one.plan_ids for one in self.mentions.plans(part, accented=accented))
        return named and ("ke hoach" in bare(part) or not any(one.keys for one in self.mentions.agencies(part)))

    def _without_purpose(self, text: str, today: date) -> tuple[str, tuple[str, ...]]:
        """`text` without what the one who asks wants the answer for, and what was said of that."""

        def names(part: str) -> bool:
            return any(one.keys for one in self.mentions.agencies(part))

        def days(part: str) -> Due | None:
            return min(self.mentions.periods(part, today=today), key=lambda one: one.start, default=None)

        return without_purpose(text, names, days, self.spelling.together)

    def _left_out(
        self, text: str, due: list[Due], *, today: date, apart_from: Sequence[tuple[int, int]]
    ) -> tuple[list[Due], list[Due]]:
        """The periods asked about, and those that are left out; both read apart from each other."""
        out = periods_left_out(text, due)
        rest, apart = text, list[Due]()
        for one in out:
            rest = f"{rest[: one.start]}{'x' * (one.end - one.start)}{rest[one.end :]}"
            own = self.mentions.periods(text[one.start : one.end], today=today)
            apart += [replace(period, start=one.start, end=one.end) for period in own]
        return (self.mentions.periods(rest, today=today, apart_from=apart_from) if out else due), apart

    def _question_alone(self, text: str) -> str:
        """`text` without what is said around the question; an agency that stands there alone is kept."""
        alone = without_address(text)
        if alone[:1] == " " and not self.mentions.agencies(alone) and self.mentions.agencies(text):
            return without_address(text, lead_in=False)
        return alone

    def _issuers(
        self, text: str, plans: list[PlanMention], agencies: list[Agency]
    ) -> tuple[list[PlanMention], list[Agency]]:
        """Agencies that only name a plan by its issuer are plans: "kế hoạch nào của UBND phường", and, where they
        lead nothing themselves, "Thành ủy An Bình có việc gì?"."""
        longer = [one for one in agencies if one.keys]
        named = [plan for plan in plans if plan.by_place or not any(
            one.start <= plan.start and plan.end < one.end for one in longer)]  # fmt: skip
        plans, kept = named[:], list[Agency]()
        for agency in agencies:
            if any(plan.start <= agency.start < plan.end and not plan.by_place for plan in plans):
                continue
            issues = _ISSUES.match(bare(text[agency.end :])) is not None
            ids = self.mentions.issued_by(agency.said) if issues or not agency.keys else frozenset()
            part = None if ids or agency.keys else self._part_of_issuer(agency)
            if part is not None:
                kept.append(part)
            elif ids:
                named.append(PlanMention(agency.said, ids, agency.start, agency.end))
            else:
                kept.append(agency)
        return named, kept

    def _owners(
        self, text: str, plans: list[PlanMention], agencies: list[Agency]
    ) -> tuple[list[PlanMention], list[Agency]]:
        """The bodies that issued plans: behind an agency one says whose it is ("Phòng Pháp chế Cục Hóa chất");
        where it leads nothing itself, it stands for its plans ("Cục Hóa chất có việc gì quá hạn?")."""
        for issuer in self.mentions.whole(text, self.mentions.issuers(text, plans), agencies):
            if any(meet(plan, issuer) and not plan.by_place for plan in plans):
                continue
            if _SENT_TO.search(bare(text[: issuer.start])):
                continue
            agencies = self._before_issuer(text, agencies, issuer)
            near = [one for one in agencies if one.start < issuer.end and issuer.start <= one.end + len(" thuộc ")]
            owned = next((one for one in near if _owns(text, one, issuer)), None)
            if owned is not None:
                whose = replace(owned, plan_ids=owned.plan_ids & issuer.plan_ids, end=max(owned.end, issuer.end))
                agencies = [whose if one is owned else one for one in agencies if one is owned or not _in(one, issuer)]
                continue
            inside = [one for one in near if meet(one, issuer)]
            of_its_own = any(self.mentions.leads(one) and not one.short or one.start < issuer.start for one in inside)
            partner = _PARTNER.search(bare(text[: issuer.start])) is not None and not any(one.keys for one in inside)
            if of_its_own or _OTHER_ROLE.search(bare(text)) and not partner:
                continue
            if inside or begins_agency(text, issuer.start):
                end = max([issuer.end, *(one.end for one in inside)])
                plans = [*plans, replace(issuer, said=text[issuer.start : end], end=end)]
                agencies = [one for one in agencies if one not in inside]
        return plans, agencies

    def _before_issuer(self, text: str, agencies: list[Agency], issuer: PlanMention) -> list[Agency]:
        """`agencies` with the longer name that ends where an issuer of its plans begins: in "Ban Tổ chức - Kiểm tra
        Tỉnh đoàn" the issuer's own words may hide it."""
        if not text[: issuer.start].strip():
            return agencies
        for one in self.mentions.agencies(text[: issuer.start])[-1:]:
            hidden = [other for other in agencies if meet(other, one)]
            if one.keys and _owns(text, one, issuer) and all(other.end < one.end for other in hidden):
                return [*(other for other in agencies if other not in hidden), one]
        return agencies

    def _part_of_issuer(self, agency: Agency) -> Agency | None:
        """ "Ban Phong trào của MTTQ tỉnh Sông Lam": the Ban Phong trào of the plans that MTTQ tỉnh issued."""
        words = tokenize(agency.said)
        for cut in range(2, len(words) - 1):
            ids = self.mentions.issued_by(agency.said[words[cut].start :])
            head = agency.said[: words[cut].start].rstrip()
            head = head.removesuffix(" của").removesuffix(" thuộc").removesuffix(" cua").removesuffix(" thuoc")
            own = self.mentions.agencies(head) if ids else []
            if len(own) == 1 and own[0].keys and own[0].plan_ids & ids:
                return replace(own[0], said=agency.said, plan_ids=own[0].plan_ids & ids,
                               start=agency.start, end=agency.end)  # fmt: skip
        return None

    def _own_plans(self, question: Question) -> Question:
        """Without an agency that has no rows in the plans in question, all of which it issued: they are its own."""
        ids = question.plan_ids
        if not ids or question.role != "lead" or len(question.agencies) != 1:
            return question
        agency = question.agencies[0]
        own = agency.keys and not agency.plan_ids & ids and ids <= self.mentions.issued_by(agency.said)
        return replace(question, agencies=()) if own else question

    def _of_level(self, question: Question) -> Question:
        """ "Tuần sau phường có việc gì?": the plans of wards, where a level is all that rows are to be about."""
        said, named = bare(question.topic_text), question.topic_text
        if not said and (whole := _WHOLE.search(same_length(question.text))):
            said, named = whole["level"], question.text[slice(*whole.span())]
        if said not in _LEVEL_WORDS or question.intent not in ("list", "group") or "about" in question.cues:
            return question
        ids = self.mentions.of_level(said) if question.plan_ids is None and not question.agencies else frozenset()
        if not ids:
            return question
        return replace(question, topic=(), topic_text="", plan_ids=ids, plan_said=named)

    def _of_issuer(self, question: Question) -> Question:
        """Where plans are asked for, an agency or a topic is their issuer: "Tỉnh ủy ban hành kế hoạch gì?"."""
        if question.intent != "plans":
            return question
        said = [agency.said for agency in question.agencies]
        if not said and question.topic and not of_plans(question.topic):
            said = [question.topic_text]
        if not said:
            return replace(question, topic=(), topic_text="")
        ids = frozenset().union(*(self.mentions.issued_by(name) for name in said))
        if not ids and question.topic and _PLAN_ABOUT.search(bare(question.text)):
            return replace(question, intent="list", cues=question.cues | {"which_plan", "about"})
        if question.plan_ids is not None and ids:
            ids &= question.plan_ids
        name = ", ".join(said)
        changed = replace(question, agencies=(), topic=(), topic_text="", plan_ids=ids, plan_said=name)
        return changed if ids else replace(changed, unknown_plan=name)


_EITHER = re.compile(r"\b(?:hay|hoac)\b")


def _of_known(question: Question) -> Question:
    """ "Sở Y tế hay Trạm Y tế lo …?": of two bodies the one that plans have."""
    known = tuple(one for one in question.agencies if one.keys)
    lost = [one.said for one in question.agencies if not one.keys]
    if not known or not lost or not _EITHER.search(bare(question.text)):
        return question
    return replace(question, agencies=known, aside=question.aside or ", ".join(lost))


_WHICH = re.compile(r"\s*(?:ben|noi|ban|phong|so) nao\b")


def _named_once(text: str, agencies: list[Agency]) -> list[Agency]:
    """`agencies` without the second name of one, in brackets right behind the first: "Mặt trận tỉnh (Đảng ủy MTTQ)";
    of the two the one that plans have."""
    found: list[Agency] = []
    for one in agencies:
        if len(agencies) > 2 and _WHICH.match(bare(text[one.end :])):
            continue  # "Công an với Quân sự tỉnh, đảng ủy bên nào nhiều việc hơn?"
        before = found[-1] if found else None
        bracketed = before is not None and text[before.end : one.start].strip() == "("
        if before is None or not bracketed or text[one.end :].lstrip()[:1] != ")":
            found.append(one)
        elif not before.keys or not one.keys or before.keys & one.keys:
            found[-1] = replace(before if before.keys else one, start=before.start, end=one.end)
        else:
            found.append(one)
    return found


def _each_month(text: str) -> str:
    """ "tháng 5, 6 và 7" with its word before each number: a list without a year reads like figures."""
    text = _MONTH_BY_MONTH.sub(r"\1,", text)
    text = _QUARTER_BY_QUARTER.sub(r"\1 và ", text)
    return _MONTHS.sub(lambda match: match[1] + re.sub(r"\d{1,2}", rf"{match[2]} \g<0>", match[3]), text)


def _with_plans(
    question: Question, found: list[PlanMention], mentions: Mentions, cues: list[Cue], agencies: list[Agency]
) -> Question:
    # the ward "Trung Tâm" is not meant by "Trung tâm Chính trị phường"
    inside = [(agency.start, agency.end) for agency in agencies]
    found = [one for one in found if not (one.by_place and any(a <= one.start and one.end < b for a, b in inside))]
    if not found and any(cue.name == "newest" for cue in cues):
        return replace(question, plan_ids=mentions.newest(), plan_said="kế hoạch mới nhất")
    if not found:
        return question
    known = [mention for mention in found if mention.plan_ids]
    if not known:
        return replace(question, plan_ids=frozenset(), plan_said=found[0].said, unknown_plan=found[0].said)
    # "kế hoạch phường La Gi số 26-KH/ĐU": both must hold; two different plans are an alternative.
    common = frozenset.intersection(*(mention.plan_ids for mention in known))
    if not common:
        # "Tỉnh đoàn Sông Lam": the issuer's own plans, which may print no place
        closer = [one for one in known if not one.by_place]
        known = [one for one in known if not (one.by_place and any(_overlap(one, other) for other in closer))]
        common = frozenset.intersection(*(mention.plan_ids for mention in known))
    ids = common or frozenset().union(*(mention.plan_ids for mention in known))
    question = replace(question, which_issuer=_which_issuer(question.text, known, ids))
    for agency in agencies:
        if all(plan.by_place for plan in known) and any(_overlap(plan, agency) for plan in known):
            # "Ban Tổ chức Tỉnh ủy Sông Lam": the agency's own plans, though an annex may not print the place
            ids |= mentions.placeless(agency.plan_ids)
    return replace(question, plan_ids=ids, plan_said=", ".join(mention.said for mention in known))


def _which_issuer(text: str, known: Sequence[PlanMention], ids: frozenset[str]) -> tuple[str, ...]:
    """`text` with each issuer that a kind of bodies in it can mean ("bệnh viện"), where it can mean several."""
    for mention in known:
        names = [name for name, plans in mention.either if plans & ids]
        if len(names) > 1 and mention.said in text:
            kind = mention.said.split(" của ")[-1]
            return tuple(text.replace(mention.said, mention.said.replace(kind, name), 1) for name in names)
    return ()


def _overlap(plan: PlanMention, agency: Agency | PlanMention) -> bool:
    return plan.start <= agency.end + 1 and agency.start <= plan.end


def _in(agency: Agency, issuer: PlanMention) -> bool:
    """Whether a name is but the issuer's."""
    return issuer.start <= agency.start and agency.end <= issuer.end


def _owns(text: str, agency: Agency, issuer: PlanMention) -> bool:
    """Whether `issuer` stands right behind an agency of its plans, or goes on from its last word ("Văn phòng Cục")."""
    if not agency.plan_ids & issuer.plan_ids or not agency.start < issuer.start or agency.end >= issuer.end:
        return False
    between = bare(text[agency.end : issuer.start]).strip() if agency.end <= issuer.start else ""
    return between in ("", "cua", "thuoc")


def _spans(found: Sequence[Stretch]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]
