"""What was understood of a question: the conditions on rows, and what is asked about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from assistant.tokens import bare_words
from corpus.text import bare
from index.records import AnyRole, Role

Intent = Literal[
    "list",  # the rows that meet the conditions
    "single",  # one row, found by its topic: who, when, what product
    "row",  # one row, named by its number
    "group",  # the rows, or their numbers, by agency, month, quarter or plan
    "compare",  # two agencies or two plans side by side
    "conflicts",  # contradictions among rows
    "facts",  # header facts of a plan
    "passage",  # prose
    "plans",  # which plans there are
    "agencies",  # which agencies there are
]
Fact = Literal["signer", "issued_on", "issuer", "symbol", "basis", "recipients", "title", "about"]
GroupBy = Literal["agency", "month", "quarter", "plan", "section", "person"]
Ask = Literal["who", "when", "coordinating", "directing", "detail", "what"]


# The deadlines that no day can match.
NOT_DATED = frozenset({"recurring", "conditional", "none", "from"})


@dataclass(frozen=True, slots=True)
class Agency:
    """One agency meant by the question: `name` as the plans print it, `keys` its identities (the same name in
    two plans is two agencies under one key), `plan_ids` the plans that have it, `said` the words of the question.
    `readings` are the (key, name) that it can mean. No keys: the plans do not know it. `short`: named by a part of
    its name.
    """

    said: str
    name: str
    keys: frozenset[str]
    plan_ids: frozenset[str] = frozenset()
    readings: tuple[tuple[str, str], ...] = ()
    start: int = 0
    end: int = 0
    short: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """The days that `last_day` must lie in, inclusive; None at an open end. `said` are the question's words, `name`
    is what they were understood as. `weak`: they may belong to the work itself ("biên chế năm 2026").
    `problem`: a day that does not exist, in words. `also`: other words of the question that it was read from."""

    said: str
    first: date | None
    last: date | None
    relation: str = "within"
    name: str = ""
    overdue: bool = False
    relative: bool = False
    weak: bool = False
    year_inherited: bool = False
    problem: str | None = None
    start: int = 0
    end: int = 0
    also: tuple[int, int] = (0, 0)

    @property
    def printed(self) -> date | None:
        """The day that a deadline must print, where one is named ("mốc 15/11"): it may be printed as the day before
        which work is due. "Đúng ngày 15/11" is the last day itself."""
        named = self.relation == "on" and not self.relative and self.first == self.last
        return self.last if named and not bare(self.said).startswith("dung") else None

    def holds(self, day: date) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. Empty and None mean "not said".

    `due` are alternatives ("tháng 4 hoặc tháng 5"); `kinds` are deadline kinds asked for by name ("thường xuyên");
    `waits_for` are the words of what a conditional deadline waits for, `or_waits_for` those of other things it may be.
    `topic` are the content words that no other part took, as they stand in the question.
    `addressed`: the bodies in it that only receive ("trình Ban Thường vụ").
    `tied`, `stray`: words of the topic that stand where a question does not say what rows are about, its verb ("gồng
    mình với những việc nào") and a word or two apart.
    `any_of`: the row prints one of these ("đề án", "chính sách"); `detail`: another column prints this, in the rows
    `detail_ids`; `amount`: what the rows `detail_ids` cost, as said; `aside`: words not asked of the rows.
    `row_ids` are rows of the answer before ("việc thứ hai"). `partners` are agencies in the other role
    ("phối hợp với UBND phường"). `excluded` lead nothing that answers, `not_with` coordinate nothing; `joint`: several
    agencies lead.
    `which_issuer`: the question once for each issuer that "bệnh viện" alone can mean in it.
    `in_table`: rows of a table are meant, `off_table` the others;
    `place`: the lines of a plan that are picked, as said ("dòng cuối cùng").
    `number` may be several ("3, 5"); `starts`: the first day of rows that print a start and no end.
    `column` is another column that is asked for; `by_column`: rows that have it, with the topic in it, are;
    `lacks_column`: those that have it not.
    `named`: rows whose text names an agency count too. `leads_none`: they lead nothing in the plans in question, so
    that rows are meant in which they have another role.
    `together`: one row has all of the agencies; `not_kinds` are deadline kinds that are left out.
    `without` are subjects that are left out, each with whether it may be a part of a plan; `not_ids` their rows.
    `not_due` are periods that are left out.
    `not_places` are numbers of rows that are left out, each with whether it is a section's.
    `also_facts` are asked beside `fact` ("số bao nhiêu, ban hành ngày nào").
    `top`: so many rows in their `order` are asked for ("3 việc gần hạn nhất"), 0 for those of one day.
    `fine`: rows are put together by their closest headings ("từng mục").
    `asks` is what is asked about the rows. `everything`: done tasks count too ("được giao bao nhiêu").
    """

    text: str
    today: date
    intent: Intent = "list"
    agencies: tuple[Agency, ...] = ()
    partners: tuple[Agency, ...] = ()
    excluded: tuple[Agency, ...] = ()
    not_with: tuple[Agency, ...] = ()
    joint: bool = False
    together: bool = False
    named: bool = False
    leads_none: bool = False
    not_kinds: frozenset[str] = frozenset()
    without: tuple[tuple[str, bool], ...] = ()
    not_ids: frozenset[str] = frozenset()
    not_due: tuple[Due, ...] = ()
    not_places: tuple[tuple[str, bool], ...] = ()
    role: AnyRole = "lead"
    due: tuple[Due, ...] = ()
    kinds: frozenset[str] = frozenset()
    waits_for: tuple[str, ...] = ()
    or_waits_for: tuple[tuple[str, ...], ...] = ()
    without_role: Role | None = None
    plan_ids: frozenset[str] | None = None
    plan_said: str = ""
    unknown_plan: str = ""
    which_issuer: tuple[str, ...] = ()
    section: str | None = None
    in_table: bool = False
    off_table: bool = False
    place: str = ""
    number: str | None = None
    starts: date | None = None
    row_ids: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    topic_text: str = ""
    addressed: tuple[str, ...] = ()
    tied: tuple[tuple[str, ...], ...] = ()
    stray: tuple[tuple[str, ...], ...] = ()
    any_of: tuple[str, ...] = ()
    detail: str = ""
    detail_ids: tuple[str, ...] = ()
    amount: str = ""
    aside: str = ""
    asks: frozenset[Ask] = frozenset()
    column: str = ""
    by_column: bool = False
    lacks_column: bool = False
    fact: Fact | None = None
    also_facts: tuple[Fact, ...] = ()
    count: bool = False
    yesno: bool = False
    everything: bool = False
    several: bool = False
    group_by: GroupBy | None = None
    fine: bool = False
    figures: frozenset[str] = frozenset()
    order: Literal["earliest", "latest"] | None = None
    top: int = 0
    accented: bool = True
    cues: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def has_conditions(self) -> bool:
        """Whether anything but a topic narrows the rows down."""
        return bool(
            self.agencies or self.partners or self.excluded or self.not_with or self.joint
            or self.due or self.kinds or self.not_kinds or self.without or self.not_places
            or self.not_due
            or self.without_role or self.plan_ids is not None
            or self.section or self.in_table or self.off_table or self.number or self.row_ids
            or self.detail or self.amount
        )  # fmt: skip

    @property
    def topic_words(self) -> frozenset[str]:
        """The bare words of the topic."""
        return frozenset(word for said in self.topic for word in bare_words(said))

    @property
    def speaks_of_tasks(self) -> bool:
        """Whether the words say tasks: "nhiệm vụ về hộ tịch" asks for rows, "mục tiêu của kế hoạch" for prose."""
        said = re.search(r"\b(?:nhiem vu|cong viec|dau viec|viec)\b", bare(self.text))
        return bool(said or self.cues & {"about", "which_plan"})

    @property
    def names_and_times(self) -> list[str]:
        """The question's words for its agencies and periods, in their order: part of what a work is called."""
        parts: list[Agency | Due] = [*self.agencies, *self.partners, *self.due]
        return [part.said for part in sorted(parts, key=lambda part: part.start)]
