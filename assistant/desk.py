"""What every kind of answer works with: the index, the plans by id, and looking for a topic."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant import cuts, strings, topics
from assistant.alternatives import alternatives
from assistant.cited import of_these
from assistant.columns import plans_with
from assistant.findings import Findings
from assistant.parts import rows_under
from assistant.question import Question
from assistant.related import because, distinct
from assistant.select import names, prints, sent_to
from assistant.topics import Topic
from corpus.model import Passage, Plan, Task
from corpus.text import bare
from index import Index
from index.records import AgencyRecord

# So many rows are proposed for a topic at first (FEW where only the best is wanted), and four times as many each time
# the last one still answers.
PROPOSED, FEW = 300, 100
# A question that quotes a row has so many of its words side by side; one that does not has fewer than so many.
RUN, FEWER = 8, 6
# A topic of so many words at most is read with its last word first.
TURNED = 4
# Things that a topic lists are said in so few words.
LISTED = 3
# Rows this near are shown beside "nothing found".
NEAR = 0.35
# A row has about half of a thing's words.
HALF = 0.5
# Then rows with the very words are asked for.
_WORD_FOR_WORD = re.compile(r"\b(?:nhac|de cap|noi) (?:den|toi)\b")


@dataclass(frozen=True)
class Desk:
    """One generation of the index. `plans` are in the index's order."""

    index: Index
    plans: dict[str, Plan]
    rows: int
    agencies: tuple[AgencyRecord, ...] = ()

    @cached_property
    def plans_led_by(self) -> dict[str, frozenset[str]]:
        """Agency key -> the plans in which it leads tasks."""
        found: dict[str, set[str]] = {}
        for record in self.agencies:
            if record.lead:
                found.setdefault(record.key, set()).add(record.plan_id)
        return {key: frozenset(plans) for key, plans in found.items()}

    @cached_property
    def collectives(self) -> dict[str, frozenset[str]]:
        """Plan -> the keys of the groups that it names ("các cơ quan liên quan")."""
        found: dict[str, set[str]] = {}
        for record in self.agencies:
            if record.collective:
                found.setdefault(record.plan_id, set()).add(record.key)
        return {plan: frozenset(keys) for plan, keys in found.items()}

    @cached_property
    def columns(self) -> dict[str, frozenset[str]]:
        """Plan -> the headers of its other columns."""
        return self.index.columns()

    def with_column(self, question: Question, said: str) -> Question:
        """A question of the plans that have the column that `said` means: of many rows only theirs are read."""
        having = plans_with(self.columns, said)
        return replace(question, plan_ids=having if question.plan_ids is None else having & question.plan_ids)

    def topic(self, question: Question, more: Iterable[str] = ()) -> Topic:
        """The question's topic, with `more` words before it."""
        words = [*more, *question.topic]
        plain = [word for said in words for word in topics.bare_words(said)]
        counts = self.index.rows_with(plain)
        return topics.make_topic(
            words, accented=question.accented, rows=self.rows, rows_with=lambda word: counts.get(word, 0)
        )

    def ranked(
        self, topic: Topic, question: Question, rows: Sequence[Task] | None = None, *, whole: bool = True
    ) -> list[tuple[float, Task]]:
        """Tasks with their scores, best first: those of `rows`, or all that full text and vectors propose; unless
        `whole`, only as far down as rows may equal the best."""
        if rows is not None:
            cosines = self.index.cosines(_meaning(topic, question), rows)
            return topics.best((_score(topic, task, cosines.get(task.id)), task) for task in rows)
        k = PROPOSED if whole else FEW
        while True:
            hits = self.index.search(
                topics.as_printed(topic.text),
                meaning=_meaning(topic, question),
                k=k,
                plan_ids=question.plan_ids,
                what="tasks",
                best=not whole,
            )
            scored = topics.best(
                (_score(topic, hit.row, hit.cosine), hit.row) for hit in hits if isinstance(hit.row, Task)
            )
            if len(hits) < k or not scored:
                return scored
            # nobody asks for single rows that are not even near
            if scored[-1][0] < (cuts.ABOUT if whole else max(NEAR, scored[0][0] - 3 * cuts.MARGIN)):
                return scored
            k *= 4

    def one(self, question: Question, topic: Topic, rows: Sequence[Task] | None = None) -> list[Task]:
        """The row that a question for one row means, or the few equal ones: of `rows`, which other conditions
        have chosen, or of all."""
        if topic.says_little and not question.speaks_of_tasks:
            return []
        least = cuts.ONE if rows is None else cuts.ONE_OF_THESE
        scored = self.ranked(topic, question, rows, whole=False)
        found = self.equals(topic, scored, least)
        found = in_its_words(question, found, [task for value, task in scored[:FEW] if value >= least])
        found += self._of_either(question, found, rows)
        parts, either = alternatives(question)
        sizes = [len(part.topic) for part in parts]
        alike = either or not parts or max(sizes) <= 2 * min(sizes)
        for part in parts if alike and not found else ():
            own = self.topic(part)
            if not own.says_little:
                found += self.equals(own, self.ranked(own, part, rows, whole=False), cuts.ONE)
        return list(dict.fromkeys(found or self._turned(question, topic, rows)))

    def _turned(self, question: Question, topic: Topic, rows: Sequence[Task] | None) -> list[Task]:
        """Rows about a topic whose verb stands last, where no row has it so: "5G phủ khi nào?" of "Phủ sóng 5G"."""
        said = question.topic
        if not question.asks or not 1 < len(said) <= TURNED or self.index.together(bare(said[-2]), bare(said[-1])):
            return []
        turned = self.topic(replace(question, topic=(said[-1], *said[:-1])))
        return self.equals(turned, self.ranked(turned, question, rows, whole=False), cuts.ONE)

    def _of_either(self, question: Question, found: Sequence[Task], rows: Sequence[Task] | None) -> list[Task]:
        """Rows that only one of two verbs is said of: "đề xuất, giao biên chế" asks for those that give posts out, too,
        unless a row prints the list itself."""
        parts, either = alternatives(question)
        if either or not found or len(parts) != 2 or len(parts[0].topic) > 2 or len(parts[1].topic) < LISTED:
            return []
        listed = bare(f"{parts[0].topic_text}, {parts[1].topic[0]}")
        if any(listed in bare(task.text) for task in found):
            return []
        own = self.topic(parts[1])
        return self.equals(own, self.ranked(own, parts[1], rows, whole=False), cuts.ALSO)

    def equals(self, topic: Topic, scored: Sequence[tuple[float, Task]], least: float) -> list[Task]:
        """The best row of `scored` from `least` on, and those that the words mean as well."""
        found = topics.the_best(scored, least)
        if not found:
            return []
        # "văn bản … phải xong khi nào" is as true of "Ban hành văn bản …" as of "Dự thảo văn bản …"
        best = topics.score_task(topic, found[0])
        for value, task in scored[: 2 * len(found) + 8]:
            said = topics.score_task(topic, task)
            near = value >= scored[0][0] - 3 * cuts.MARGIN and said >= best - cuts.SAME_WORDS
            whole = value >= cuts.ALSO and said >= best - cuts.ALL_WORDS and topics.has_all(topic, task.text)
            if task not in found and (near or whole):
                found.append(task)
        return found

    def ranked_passages(self, topic: Topic, question: Question) -> list[tuple[float, Passage]]:
        """Prose with its scores, best first; the front and the foot of a plan are no prose."""
        hits = self.index.search(
            topics.as_printed(topic.text),
            meaning=_meaning(topic, question),
            k=FEW,
            plan_ids=question.plan_ids,
            what="passages",
        )
        return topics.best(
            (_score_passage(self, topic, hit.row, hit.cosine), hit.row)
            for hit in hits
            if isinstance(hit.row, Passage) and hit.row.section
        )

    def about(self, question: Question, rows: Sequence[Task] | None) -> list[Task]:
        """The rows (of `rows`, or of the whole index) that speak of the question's topic, by day and place."""
        ranked = self.ranked(self.topic(question), question, rows)
        found = topics.about(ranked)
        if _WORD_FOR_WORD.search(bare(question.text)):
            said = [question.topic_text]
            found += [task for _, task in ranked if prints(task, said, accented=question.accented)]
        found = self._of_name(question, found)
        parts, either = alternatives(question)
        either = either or self._listed(question, parts)
        for part in parts if either or not found else ():
            own = topics.about(self.ranked(self.topic(part), part, rows))
            found += own if either else self._with_another(own, part, parts)
        if question.addressed and not found:
            found = [task for _, task in ranked if sent_to(task, question)]
        found = of_these(question, list({task.id: task for task in found}.values()), [task for _, task in ranked])
        headed = rows_under(self.index, question.topic, question.plan_ids)
        found = list({task.id: task for task in [*found, *headed]}.values())
        # "báo cáo Ban Tổ chức": not what is reported to others, where rows name that body
        to_them = [task for task in found if all(names(task, one) for one in question.addressed)]
        found = to_them or found
        if rows is not None:
            kept = {task.id for task in found}
            return [task for task in rows if task.id in kept]
        order = {plan_id: place for place, plan_id in enumerate(self.plans)}
        return sorted(
            found,
            key=lambda task: (
                task.kind != "dated",
                _last(task),
                order[task.plan_id],
                task.spots[:1] and task.spots[0].first_line or 0,
            ),
        )

    def _listed(self, question: Question, parts: Sequence[Question]) -> bool:
        """Whether a topic lists things of one kind ("hồ chứa, đập"), any of which rows may be about: none has words
        that go for all of them ("học tập, quán triệt nghị quyết"), and no plan prints them as one ("kiểm tra, giám
        sát")."""
        sizes = [len(part.topic) for part in parts]
        if not sizes or max(sizes) > LISTED or sizes[-1] > sizes[0] or "," not in question.text:
            return False
        pairs = zip(parts, parts[1:], strict=False)
        return not any(self.index.together(bare(one.topic[-1]), bare(other.topic[0])) for one, other in pairs)

    def _with_another(self, found: list[Task], part: Question, parts: Sequence[Question]) -> list[Task]:
        """Of rows about one thing of several those that it says enough of alone: "đấu tranh" of "đấu tranh với các luận
        điệu xuyên tạc, sai trái" is said of much else, and needs words of another."""
        others = [self.topic(other) for other in parts if other is not part]
        if 2 * len(part.topic) >= max(len(other.words) for other in others):
            return found
        return [task for task in found if any(topics.score_task(other, task) >= HALF for other in others)]

    def _of_name(self, question: Question, found: list[Task]) -> list[Task]:
        """Of rows about what a name is called for ("Quỹ Phòng, chống thiên tai") those with the name, where any has
        it."""
        said = " ".join(question.topic[:3])
        first = question.topic[0] if question.topic else ""
        opens = bare(question.text).lstrip(" “\"").startswith(bare(first))
        if not first[:1].isupper() or first.isupper() or opens or len(question.topic) < 3 or not question.accented:
            return found
        return [task for task in found if prints(task, [said], accented=True)] or found

    def nothing_about(self, question: Question, text: str) -> Findings:
        """No row speaks of the topic: what was looked for and the nearest rows, or that the plans do not cover it."""
        topic = self.topic(question)
        near = [(value, task) for value, task in self.ranked(topic, question, whole=False) if value >= NEAR][:5]
        if not near and not speaks_of_plans(question) or _foreign(topic, near):
            return Findings("not_covered", strings.NOT_COVERED_TOPIC.format(topic=question.topic_text))
        said = text + (strings.NEAREST_TOPIC if near else "")
        return Findings("nothing_found", said, related=distinct([because("near_topic", task) for _, task in near], ()))


def in_its_words(question: Question, found: list[Task], proposed: Sequence[Task]) -> list[Task]:
    """Of rows for one question those that have a long run of its very words ("chịu trách nhiệm về kết quả thực hiện
    Nghị quyết"), where the others have none."""
    long, short = _runs(question.text, RUN), _runs(question.text, FEWER)
    quoted = [task for task in proposed if long & _runs(task.text, RUN)]
    kept = [task for task in found if task in quoted] or quoted
    others = [task for task in found if task not in kept]
    return kept if kept and not any(short & _runs(task.text, FEWER) for task in others) else found


def _runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = [word for word in topics.bare_words(text) if word != "so"]
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _meaning(topic: Topic, question: Question) -> str:
    """The sentence whose meaning rows are compared with: the whole question, or the topic that a talk handed down.
    Nothing without accents: the encoder misreads those."""
    if not question.accented:
        return ""
    asked = set(topics.bare_words(question.text))
    return question.text if asked.issuperset(topics.bare_words(topic.text)) else topic.text


def _score(topic: Topic, task: Task, cosine: float | None) -> float:
    return topics.joined(topics.score_task(topic, task), cosine)


def _score_passage(desk: Desk, topic: Topic, passage: Passage, cosine: float | None) -> float:
    title = desk.plans[passage.plan_id].title or ""
    return topics.joined(topics.score_passage(topic, passage, title), cosine)


def speaks_of_plans(question: Question) -> bool:
    """Whether the question is about plans at all: an agency, a plan, a state, or the words of plans."""
    asked = question.cues & {
        "list",
        "count",
        "open",
        "lead",
        "coordinating",
        "every",
        "which_plan",
        "about",
        "recurring",
    }
    return bool(question.agencies or question.plan_ids is not None or question.kinds or question.section or asked)


def _foreign(topic: Topic, near: Sequence[tuple[float, Task]]) -> bool:
    """Whether most of the topic's weight is words that stand nowhere near each other in any row."""
    return bool(topic.words) and (not near or near[0][0] < NEAR) and topic.weight > 0


def _last(task: Task) -> str:
    return task.deadline.last_day.isoformat() if task.deadline and task.deadline.last_day else "9999"
