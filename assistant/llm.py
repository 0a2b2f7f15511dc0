"""An optional language model that only rewords an answer. Off unless a setting names its endpoint.

What it says is taken apart into sentences, and each is held against the answer's own rows and quotes: its sources
must be the answer's, its numbers and nearly all its words must stand in what those sources say. What does not hold is
dropped.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import strings
from assistant.answer import Answer
from assistant.tokens import bare_words

_MARK = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
# So much of a sentence's words must stand in its sources; the rest is grammar.
HELD = 0.8
# An answer with more rows than this is not reworded: the table says it better.
ROWS = 12


@dataclass(frozen=True, slots=True)
class Rewording:
    """An OpenAI-compatible endpoint ("http://127.0.0.1:8080/v1"). `timeout` in seconds."""

    endpoint: str
    model: str
    key: str = ""
    timeout: float = 30.0

    def reword(self, answer: Answer) -> Answer:
        """The answer with the model's sentences after its headline; unchanged when none holds or none comes."""
        if answer.status != "answered" or not answer.citations or len(answer.citations) > ROWS:
            return answer
        said = self._ask(_prompt(answer))
        kept = held(said, answer) if said else []
        if not kept:
            return answer
        head, _, rest = answer.text.partition("\n\n")
        return replace(answer, text="\n\n".join([head, " ".join(kept), rest]))

    def _ask(self, prompt: str) -> str | None:
        """The model's text; None when the endpoint does not answer as it should (the answer stands without it)."""
        body = {
            "model": self.model,
            "messages": [{"role": "system", "content": strings.LLM_SYSTEM}, {"role": "user", "content": prompt}],
            "temperature": 0,
            "max_tokens": 400,
        }
        request = urllib.request.Request(
            f"{self.endpoint.rstrip('/')}/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.key or 'none'}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:
                said = json.load(response)["choices"][0]["message"]["content"]
        except (urllib.error.URLError, TimeoutError, OSError, ValueError, KeyError, IndexError, TypeError):
            return None
        return said if isinstance(said, str) else None


def _sources(answer: Answer) -> dict[int, str]:
    """What each [n] says: the row with its agencies and deadline, or the quote."""
    found = {}
    for row in answer.rows:
        task = row.task
        deadline = task.deadline.text if task.deadline else ""
        parts = [
            task.text,
            *task.lead,
            *task.coordinating,
            *task.directing,
            deadline,
            *(text for _, text in task.details),
        ]
        found[row.n] = " ; ".join(parts)
    for quote in answer.passages:
        found[quote.n] = quote.quote
    return found


def _prompt(answer: Answer) -> str:
    rows = "\n".join(f"[{n}] {text}" for n, text in _sources(answer).items())
    return strings.LLM_PROMPT.format(question=answer.question, headline=answer.headline, rows=rows)


def held(said: str, answer: Answer) -> list[str]:
    """The sentences of `said` that the answer's own sources bear out, as they stand."""
    sources = _sources(answer)
    return [one.strip() for one in _SENTENCE.split(said) if one.strip() and _holds(one, sources)]


def _holds(sentence: str, sources: dict[int, str]) -> bool:
    marks = [int(n) for n in _MARK.findall(sentence)]
    if not marks or any(n not in sources for n in marks):
        return False
    if re.search(r"[<>|`]|https?:|\]\(", sentence):
        return False
    known = _known_words([sources[n] for n in marks])
    words = bare_words(_MARK.sub(" ", sentence))
    if not words or any(word not in known for word in words if any(c.isdigit() for c in word)):
        return False
    return sum(word in known for word in words) >= HELD * len(words)


def _known_words(texts: Sequence[str]) -> set[str]:
    return {word for text in texts for word in bare_words(text)} | _GRAMMAR


_GRAMMAR = frozenset(bare_words(strings.LLM_GRAMMAR))
