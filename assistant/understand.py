"""From a question's text to a Question: who, in which role, by when, in which plan, about what, and what is asked.

Parts are found in an order in which earlier ones are surer: rows and sections by number, plans, agencies, periods,
then the cues of the vocabulary; the content words that are left are the topic. Nothing is dropped silently:
a word that is neither understood nor a framing word ends up in the topic, and the topic must be answered.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from assistant.cue_reading import read_cues
from assistant.mentions import Mentions
from assistant.plan_reference import PlanMention
from assistant.question import Agency, Due, Question
from assistant.row_reference import RowMention, find_rows
from assistant.sentence import Sentence
from assistant.spelling import Spelling
from assistant.tokens import inside, is_accented, tokenize
from assistant.vocabulary import vocabulary
from corpus.text import clean, squeeze

LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Understander:
    """Understands questions about the plans of one index. Made anew when the index has changed."""

    mentions: Mentions
    spelling: Spelling

    def understand(self, text: str, *, today: date) -> Question:
        """What `text` asks, by itself (a talk is taken into account by talk.py)."""
        asked = squeeze(clean(text))[:LONGEST]
        accented = is_accented(asked)
        text = self.spelling.correct(asked)
        tokens = tokenize(text)
        rows = find_rows(text)
        plans = self.mentions.plans(text, accented=accented, apart_from=_spans(rows))
        agencies = self.mentions.agencies(text, apart_from=_spans(rows))
        due = self.mentions.periods(text, today=today, apart_from=[*_spans(rows), *_spans(plans), *_spans(agencies)])
        closed = [*_spans(rows), *_spans(plans), *_spans(agencies), *_spans(due)]
        taken = {i for i, token in enumerate(tokens) if inside(token, closed)}
        cues = vocabulary().find(tokens, taken, accented=accented)
        cues = self.spelling.without_halves(tokens, cues, taken, accented=accented)
        sentence = Sentence(text, tokens, tuple(cues), frozenset(taken), tuple(agencies), tuple(due), tuple(rows))
        question = Question(text=asked, today=today, accented=accented)
        return read_cues(_with_plans(question, plans, self.mentions, cues), sentence)


def _with_plans(question: Question, found: list[PlanMention], mentions: Mentions, cues: list) -> Question:  # type: ignore[type-arg]
    if not found and any(cue.name == "newest" for cue in cues):
        return replace(question, plan_ids=mentions.newest(), plan_said="kế hoạch mới nhất")
    if not found:
        return question
    known = [mention for mention in found if mention.plan_ids]
    if not known:
        return replace(question, plan_ids=frozenset(), plan_said=found[0].said, unknown_plan=found[0].said)
    # "kế hoạch phường La Gi số 26-KH/ĐU": both must hold; two different plans are an alternative.
    common = frozenset.intersection(*(mention.plan_ids for mention in known))
    ids = common or frozenset().union(*(mention.plan_ids for mention in known))
    return replace(question, plan_ids=ids, plan_said=", ".join(mention.said for mention in known))


def _spans(found: list[RowMention] | list[PlanMention] | list[Agency] | list[Due]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in found]
