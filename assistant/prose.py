"""Prose questions: the sentences of a plan that answer, quoted word for word and short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import cuts, strings, topics
from assistant.desk import Desk, speaks_of_plans
from assistant.findings import Findings, Found
from assistant.plan_reference import plan_name
from assistant.question import Question
from assistant.related import because, distinct
from assistant.rendition import sentences
from assistant.select import plans_of
from assistant.table_notes import answer_source
from assistant.tokens import bare_words, folded_words
from assistant.topics import Topic
from assistant.wording import plan_names
from corpus.model import Passage, Task
from corpus.text import bare

# A section is meant when its heading has this much of the topic.
HEADING = 0.85
# A task row answers a prose question when it is better than any passage by TASK_LEAD.
TASK_LEAD = 0.12
# "… là gì?" of so few syllables asks for a definition, which plans do not give.
TERM = 4
# A target is told by so many words at least.
LEAST = 2
# A sentence with a number is worth this much more where a number is asked for.
FIGURE = 0.1
# Rows this near are shown beside "nothing found": less is enough where the question speaks of plans.
NEAR, VERY_NEAR = 0.45, 0.65
# An answer stays short: at most so many passages of a section, and so many sentences of a passage.
PASSAGES = 8
SENTENCES = 3


def answer_passage(desk: Desk, question: Question, *, rows_too: bool = True) -> Findings:
    """The section whose heading is asked for, or the sentences that speak of the topic, or the row that does."""
    topic = desk.topic(question, more=question.names_and_times)
    question = _in_its_plans(question)
    if not topic.words:
        return Findings("unclear", strings.UNCLEAR_TASK)
    if topic.says_little:
        return _nothing(desk, question, topic)
    if rows_too:
        section = _section(desk, question, topic)
        if section:
            return _quoted(desk, question, section)
    ranked = _prose(desk, question, topic)
    for plain in _in_short(desk, question):
        other = _prose(desk, question, plain)
        if other and (not ranked or other[0][0] > ranked[0][0]):
            topic, ranked = plain, other
    scored = desk.ranked(topic, question, whole=False) if rows_too and "define" not in question.cues else None
    rows = scored or []
    if "number" in question.cues:
        rows = [(value, task) for value, task in rows if _gives_number(question, task)]
    best = ranked[0][0] if ranked else 0.0
    stretch = [task for _, task in rows if topics.close_by(topic, task.text)] if best < cuts.PROSE else []
    if stretch:
        return _rows(desk, question, stretch[:SENTENCES])
    if rows and rows[0][0] >= max(cuts.ROW, best + TASK_LEAD):
        return _rows(desk, question, desk.equals(topic, rows, cuts.ROW))
    term = "define" in question.cues and len(topic.words) <= TERM and question.plan_ids is None
    if term or best < cuts.PROSE:
        if target := _of_target(question, ranked):
            return _quoted(desk, question, [_best_sentences(topic, passage) for passage in target])
        return _nothing(desk, question, topic, scored)
    chosen = [passage for value, passage in ranked if value >= best - cuts.MARGIN][:SENTENCES]
    return _quoted(desk, question, [_best_sentences(topic, passage) for passage in chosen])


def _in_its_plans(question: Question) -> Question:
    """Of a body that is named, only its own plans answer."""
    if not question.agencies or not all(one.keys for one in question.agencies):
        return question
    own = frozenset().union(*(plans_of(one, question) for one in question.agencies))
    return replace(question, plan_ids=own) if own else question


# "mấy tháng", "bao nhiêu ngày": a deadline tells, too
_TIMES = re.compile(r"\b(?:may|bao nhieu) (?:ngay|tuan|thang|quy|dot|nam)\b")


def _gives_number(question: Question, task: Task) -> bool:
    """Whether a row prints a number, in its text or another column ("Sản phẩm: 04 lớp")."""
    deadline = task.deadline.text if task.deadline and _TIMES.search(bare(question.text)) else ""
    return any(c.isdigit() for text in (task.text, deadline, *(said for _, said in task.details)) for c in text)


def _in_short(desk: Desk, question: Question) -> list[Topic]:
    """The topic without what sentences need not repeat: the plan's own year ("Năm 2026 phường phấn đấu …") and the
    heading's word ("Mục tiêu đến năm 2030 có bao nhiêu doanh nghiệp?")."""
    scope = [plan for plan in desk.plans.values() if question.plan_ids is None or plan.id in question.plan_ids]
    years = {plan.issued_on.year for plan in scope if plan.issued_on}
    its_own = all(due.weak or due.last and years == {due.last.year} for due in question.due)
    agencies = [agency.said for agency in question.agencies]
    target = bare(" ".join(question.topic[:2])) in _TARGETS and len(question.topic) > 2
    short = replace(question, topic=question.topic[2:]) if target else question
    found = []
    if question.topic and question.due and its_own:
        found += [desk.topic(question, more=agencies), desk.topic(short, more=agencies)]
    return [*found, desk.topic(short, more=question.names_and_times)] if target else found


def _of_target(question: Question, ranked: Sequence[tuple[float, Passage]]) -> list[Passage]:
    """The sentences under a heading of targets that have all words of the one asked for, in any order: "chỉ tiêu giảm
    nghèo" of "tỷ lệ hộ nghèo giảm còn 2,4 %"."""
    words = question.topic[2:]
    if bare(" ".join(question.topic[:2])) not in _TARGETS or len(words) < LEAST:
        return []
    spelt = folded_words if question.accented else bare_words
    wanted = frozenset(word for said in words for word in spelt(said))
    found = [p for _, p in ranked if wanted <= set(spelt(p.text)) and any(one in bare(p.heading) for one in _TARGETS)]
    return found[:SENTENCES]


# The first words of a question for a target, which its sentence has in its heading.
_TARGETS = frozenset({"muc tieu", "chi tieu"})


def _prose(desk: Desk, question: Question, topic: Topic) -> list[tuple[float, Passage]]:
    """Passages with their scores, best first; where a number is asked for, sentences with one come first."""
    number = "number" in question.cues
    ranked = [(value, passage) for value, passage in desk.ranked_passages(topic, question) if not _is_heading(passage)]
    if number and len(topic.words) <= LEAST:
        # "diện tích phường là bao nhiêu": a sentence that has the word and tells no number does not answer
        ranked = [(value, passage) for value, passage in ranked if _has_figure(passage)]
    return sorted(ranked, key=lambda pair: -(pair[0] + FIGURE * (number and _has_figure(pair[1]))))


def _has_figure(passage: Passage) -> bool:
    return any(c.isdigit() for c in passage.text.lstrip("0123456789. "))


def _section(desk: Desk, question: Question, topic: Topic) -> list[Found]:
    """The passages under the heading that the topic names: "mục đích", "chỉ tiêu", "tổ chức thực hiện"."""
    if question.plan_ids is not None:
        passages = desk.index.passages(question.plan_ids, question.section)
    else:
        passages = [passage for _, passage in desk.ranked_passages(topic, question)]
    headings = {(p.plan_id, p.section, p.heading): p for p in passages}
    scored = [
        (topics.score(topic, heading), -len(bare(heading).split()), plan, section)
        for plan, section, heading in headings
        if heading
    ]
    fit = [one for one in scored if one[0] >= HEADING]
    if not fit:
        return []
    # of equal headings the shortest says most exactly what was asked; in each plan one section
    best = max(fit)
    chosen: dict[str, str] = {}
    for value, length, plan, section in sorted(fit, reverse=True):
        if value >= best[0] - cuts.MARGIN and length >= best[1] - 6:
            chosen.setdefault(plan, section)
    found = []
    for plan, section in chosen.items():
        own = [p for p in desk.index.passages(frozenset({plan}), section) if not _is_frame(p)][:PASSAGES]
        found += [Found(p.plan_id, p.file, p.section, p.heading, p.quote, p.spots) for p in own]
    return found


# The last sentence of a plan stands under its last heading and says nothing of it.
_CLOSING = re.compile(r"\W*tren day la (?:ke hoach|chuong trinh|noi dung|phuong an)")


def _is_frame(passage: Passage) -> bool:
    """Whether the passage is a heading's line or the sentence that closes a plan."""
    return _is_heading(passage) or _CLOSING.match(bare(passage.text)) is not None


def _is_heading(passage: Passage) -> bool:
    """Whether the passage is nothing but a heading's own line ("I. MỤC ĐÍCH, YÊU CẦU"), not a numbered sentence."""
    if passage.text.rstrip().endswith((".", ";")):
        return False
    return (
        bare(passage.text).endswith(bare(passage.heading)) and len(bare(passage.text)) <= len(bare(passage.heading)) + 8
    )


def _best_sentences(topic: Topic, passage: Passage) -> Found:
    """The run of at most three sentences of a passage that says most of what the whole passage says of the topic."""
    spans = sentences(passage.quote)
    whole = topics.score(topic, passage.quote)
    best: tuple[float, int, int, int] | None = None
    for first in range(len(spans)):
        for last in range(first, min(first + SENTENCES, len(spans))):
            start, end = spans[first][0], spans[last][1]
            value = topics.score(topic, passage.quote[start:end])
            # a longer run must say clearly more
            rank = (round(value - 0.06 * (last - first), 4), -(end - start), start, end)
            best = max(best, rank) if best else rank
    quote = passage.quote[best[2] : best[3]] if best and whole else passage.quote
    return Found(passage.plan_id, passage.file, passage.section, passage.heading, quote, passage.spots)


def _quoted(desk: Desk, question: Question, found: Sequence[Found]) -> Findings:
    plans = list(dict.fromkeys(one.plan_id for one in found))
    if len({(one.plan_id, one.section) for one in found}) == 1 and found[0].section:
        heading = f" ({found[0].heading})" if found[0].heading else ""
        head = strings.PASSAGES_SECTION.format(
            plan=plan_name(desk.plans[plans[0]]), section=found[0].section, heading=heading
        )
    else:
        head = strings.PASSAGES.format(plans=plan_names(plans, desk.plans))
    return Findings("answered", head, quotes=tuple(found))


def _rows(desk: Desk, question: Question, rows: Sequence) -> Findings:  # type: ignore[type-arg]
    from assistant.single import about_rows

    asked = replace(question, asks=question.asks or frozenset({"what"}))
    return answer_source(desk, asked, rows) or about_rows(desk, asked, list(rows))


def _nothing(
    desk: Desk, question: Question, topic: Topic, scored: Sequence[tuple[float, Task]] | None = None
) -> Findings:
    """Nothing answers: the rows nearest to the topic; `scored`, where they are known already."""
    if scored is None:
        scored = desk.ranked(topic, question, whole=False)
    least = NEAR if speaks_of_plans(question) else VERY_NEAR
    near = [task for value, task in scored[:3] if value >= least]
    if not near and not speaks_of_plans(question):
        return Findings("not_covered", strings.NOT_COVERED_TOPIC.format(topic=topic.text))
    said = strings.NOTHING_ABOUT.format(topic=topic.text) + (strings.NEAREST_TOPIC if near else "")
    return Findings("nothing_found", said, related=distinct([because("near_topic", task) for task in near], ()))
