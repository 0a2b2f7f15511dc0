"""Topics that name several things: "VNeID hoặc VssID", "ma túy, buôn người"; and a question's verb behind a topic."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import cited, strings
from assistant.question import Question
from assistant.tokens import Token, tokenize
from corpus.text import bare

# Between two things these ask for rows with either; a comma or "và" does where no row has all (but without accents,
# where a name misread may hold it).
_EITHER = re.compile(r"\b(?:hoac|hay|hoac la|hay la)\b")
_LISTED = re.compile(r"[,;/]|\b(?:va|cung|voi)\b")
# "Trụ sở dôi dư xử lý ra sao?", "ma túy giao ai giải quyết?": asked of whatever is the topic.
_ASKED_OF_ALL = ("xu ly", "giai quyet", "xu li")
_SENT = frozenset({"trinh", "nop", "gui"})
_WHEN_SENT = re.compile(
    r"\b(?:bao gio|khi nao|luc nao|ngay nao|hom nao)(?: thi)?(?: phai)? (?:trinh|nop|gui)(?: len| di)?\W*$"
)
# A topic keeps so many words beside what is asked of it.
LEAST = 2
_ASKING = frozenset({"who", "prose", "number", "when"})


def alternatives(question: Question) -> tuple[tuple[Question, ...], bool]:
    """The question once for each thing that its topic names, () for one thing; and whether it says "or"."""
    places = _places(question)
    if places is None or len(places) < 2:
        return (), False
    text, tokens = question.text, tokenize(question.text)
    parts: list[list[str]] = [[question.topic[0]]]
    symbols = cited.spans(text)
    either = False
    for (first, last), word in zip(zip(places, places[1:], strict=False), question.topic[1:], strict=False):
        between = bare(text[tokens[first].end : tokens[last].start])
        if any(start < tokens[first].end < end and start < tokens[last].start < end for start, end in symbols):
            between = ""  # "43-KH/TU" is one thing
        joined = _EITHER.search(between) is not None
        if joined or question.accented and _LISTED.search(between):
            either = either or joined
            parts.append([])
        parts[-1].append(word)
    if len(parts) < 2:
        return (), False
    return tuple(_about(question, part) for part in parts), either


# What is counted, in the words of a question alone: "mấy lớp", "bao nhiêu căn".
_COUNTED = re.compile(
    r"\b(?:may|bao nhieu) (?P<unit>lop|can|cai|chiec|nguoi|dot|lan|buoi|cuoc|phien|suat|ngoi|toa|tam|bo|cho|diem)\b"
)


def without_unit(question: Question) -> Question | None:
    """The question without the word for what it counts, which rows need not print ("xây mấy căn"); None where it
    counts nothing so, or too little else is said."""
    counted = _COUNTED.search(bare(question.text))
    said = [bare(word) for word in question.topic]
    if counted is None or said.count(counted["unit"]) != 1 or len(said) < 3:
        return None
    at = said.index(counted["unit"])
    kept = (*question.topic[:at], *question.topic[at + 1 :])
    return replace(question, topic=kept, topic_text=" ".join(kept))


def named_apart(question: Question) -> Question:
    """The question with the things that its topic names said apart."""
    parts, either = alternatives(question)
    joint = strings.OR if either else strings.ALSO
    text = joint.join(part.topic_text for part in parts) if parts else question.topic_text
    return replace(question, topic_text=cited.as_typed(text, question.text))


def _about(question: Question, words: list[str]) -> Question:
    text = " ".join(words)
    return replace(question, topic=tuple(words), topic_text=text, text=text, cues=question.cues | {"about"})


def _places(question: Question) -> list[int] | None:
    """Which word of the question each word of the topic is; None where one is not as it was typed."""
    tokens = tokenize(question.text)
    found: list[int] = []
    for said in question.topic:
        words = [token.bare for token in tokenize(said)]
        place = _next(tokens, words, found[-1] + 1 if found else 0)
        if place is None:
            return None
        found.append(place)
    return found


def _next(tokens: tuple[Token, ...], words: list[str], start: int) -> int | None:
    for place in range(start, len(tokens) - len(words) + 1):
        if [token.bare for token in tokens[place : place + len(words)]] == words:
            return place
    return None


def without_asking_verb(question: Question) -> Question:
    """The question without the verb at its topic's end that is asked of any topic, where more is left."""
    kept = tuple(word for word in question.topic if bare(word) not in _SENT)
    if LEAST <= len(kept) < len(question.topic) and _WHEN_SENT.search(bare(question.text)):
        # "…, bao giờ trình?": whatever the rows say is done
        return replace(question, topic=kept, topic_text=" ".join(kept))
    said = bare(" ".join(question.topic[-2:]))
    if said not in _ASKED_OF_ALL or len(question.topic) < 4 or not question.cues & _ASKING:
        return question
    return replace(question, topic=question.topic[:-2], topic_text=" ".join(question.topic[:-2]))
