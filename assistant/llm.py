"""An optional language model that only rewords an answer. Off unless a setting names its endpoint.

It is never believed. What it says is taken apart into sentences, and each is held against the answer's own rows and
quotes: its sources must be the answer's; its numbers, dates and names must stand in what those sources say, and nearly
all its other words too. One sentence that does not hold, and the plain answer stands as it is.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from assistant import strings
from assistant.answer import Answer, Row
from assistant.errors import ModelRefused
from assistant.tokens import bare_words, tokenize
from corpus.text import fold

_MARK = re.compile(r"\[(\d+)\]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_NUMBER = re.compile(r"\d+(?:[./,:-]\d+)*")
# So much of a sentence's words must stand in its sources; the rest is grammar.
HELD = 0.8
# An answer with more rows than this is not reworded: the table says it better.
ROWS = 12
# A reply longer than this is none.
LONGEST = 64_000
# So long the whole exchange may take.
SECONDS = 10.0
# Words that turn a sentence round: they must be the source's own.
_TURNING = frozenset(
    {"khong", "chua", "da", "tru", "ngoai", "huy", "bo", "dung", "ngung", "thoi", "chang", "tranh", "cam"}
)
_ROLES = {"chủ trì": "lead", "phối hợp": "coordinating", "chỉ đạo": "directing"}


@dataclass(frozen=True, slots=True)
class Rewording:
    """An OpenAI-compatible endpoint ("http://127.0.0.1:8080/v1"). `timeout`: seconds for the whole exchange."""

    endpoint: str
    model: str
    key: str = ""
    timeout: float = SECONDS

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Rewording | None:
        """What TRO_LY_LLM_URL and TRO_LY_LLM_MODEL name; None when neither is set.

        TRO_LY_LLM_KEY is sent as the bearer token, TRO_LY_LLM_SECONDS is the time limit. Plans are confidential, so
        only a server on this machine is asked, unless TRO_LY_LLM_REMOTE is 1. Raises ModelRefused.
        """
        url, model = environment.get("TRO_LY_LLM_URL", ""), environment.get("TRO_LY_LLM_MODEL", "")
        if not url and not model:
            return None
        if not url or not model:
            raise ModelRefused(strings.LLM_HALF)
        _check(url, remote=environment.get("TRO_LY_LLM_REMOTE") == "1")
        try:
            seconds = float(environment.get("TRO_LY_LLM_SECONDS") or SECONDS)
        except ValueError:
            seconds = 0.0
        if not 0 < seconds <= 600:
            raise ModelRefused(strings.LLM_SECONDS.format(value=environment.get("TRO_LY_LLM_SECONDS")))
        return cls(url, model, environment.get("TRO_LY_LLM_KEY", ""), seconds)

    def reword(self, answer: Answer) -> Answer:
        """The answer with the model's sentences after its headline; unchanged when one does not hold or none comes."""
        if answer.status != "answered" or not answer.citations or len(answer.citations) > ROWS:
            return answer
        said = self._ask(_prompt(answer))
        kept = held(said, answer) if said else []
        if not kept:
            return answer
        reworded = " ".join(kept)
        head, _, rest = answer.text.partition("\n\n")
        return replace(answer, reworded=reworded, text="\n\n".join([head, reworded, rest]))

    def _ask(self, prompt: str) -> str | None:
        """The model's text; None when it does not come in time or is not what it should be."""
        said: list[str] = []
        # a server that sends a byte now and then keeps every socket's own time limit: only a clock beside it ends that
        worker = threading.Thread(target=lambda: said.append(self._exchange(prompt) or ""), daemon=True)
        worker.start()
        worker.join(self.timeout)
        return said[0] if said and said[0] else None

    def _exchange(self, prompt: str) -> str | None:
        messages = [{"role": "system", "content": strings.LLM_SYSTEM}, {"role": "user", "content": prompt}]
        body = {"model": self.model, "messages": messages, "temperature": 0, "max_tokens": 400}
        parts = urlsplit(self.endpoint)
        # http.client follows no redirect and uses no proxy: nothing goes anywhere but to this host
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        try:
            connection = kind(parts.hostname or "", parts.port, timeout=self.timeout)
            headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self.key or 'none'}"}
            path = f"{parts.path.rstrip('/')}/chat/completions"
            connection.request("POST", path, json.dumps(body).encode(), headers)
            response = connection.getresponse()
            text = response.read(LONGEST + 1)
            connection.close()
            if response.status != 200 or len(text) > LONGEST:
                return None
            said = json.loads(text)["choices"][0]["message"]["content"]
        except (OSError, http.client.HTTPException, ValueError, KeyError, IndexError, TypeError, RecursionError):
            return None
        return said if isinstance(said, str) else None


def _check(url: str, *, remote: bool) -> None:
    """Raises ModelRefused for what is no http address, or an address of another machine where none may be asked."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https") or parts.username:
        raise ModelRefused(strings.LLM_BAD_URL.format(url=url))
    if not remote and not _is_loopback(host):
        raise ModelRefused(strings.LLM_REMOTE.format(host=host))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _parts(row: Row) -> list[str]:
    task = row.task
    deadline = [task.deadline.text] if task.deadline else []
    return [task.text, *task.lead, *task.coordinating, *task.directing, *deadline, *(text for _, text in task.details)]


def _sources(answer: Answer) -> dict[int, str]:
    """What each [n] says: the row with its agencies and deadline, or the quote."""
    found = {row.n: " ; ".join(_parts(row)) for row in answer.rows}
    return found | {quote.n: quote.quote for quote in answer.passages}


def _prompt(answer: Answer) -> str:
    rows = "\n".join(f"[{n}] {text}" for n, text in _sources(answer).items())
    return strings.LLM_PROMPT.format(question=answer.question, headline=answer.headline, rows=rows)


def held(said: str, answer: Answer) -> list[str]:
    """The sentences of `said` when the answer's own sources bear all of them out; none when one does not hold."""
    sources = _sources(answer)
    rows = {row.n: row for row in answer.rows}
    sentences = [one.strip() for one in _SENTENCE.split(said) if one.strip()]
    return sentences if all(_holds(one, sources, rows) for one in sentences) else []


def _holds(sentence: str, sources: dict[int, str], rows: Mapping[int, Row]) -> bool:
    marks = [int(n) for n in _MARK.findall(sentence)]
    if not marks or any(n not in sources for n in marks):
        return False
    if re.search(r"[<>|`*_\\]|https?:|\]\(", sentence):
        return False
    texts = [sources[n] for n in marks]
    plain = _MARK.sub(" ", sentence)
    return (
        _numbers_hold(plain, texts)
        and _names_hold(plain, texts)
        and _words_hold(plain, texts)
        and _roles_hold(plain, [rows[n] for n in marks if n in rows])
    )


def _numbers_hold(sentence: str, texts: Sequence[str]) -> bool:
    """Every number and date stands in a source, written so (0 before a digit apart)."""
    known = {_number(match) for text in texts for match in _NUMBER.findall(text)}
    return all(_number(match) in known for match in _NUMBER.findall(sentence))


def _number(text: str) -> str:
    return "/".join(part.lstrip("0") or "0" for part in re.split(r"[./,:-]", text))


def _names_hold(sentence: str, texts: Sequence[str]) -> bool:
    """Every run of capitalised words stands together in one source; a sentence begins with a capital anyway."""
    known = [f" {' '.join(bare_words(text))} " for text in texts]
    run: list[str] = []
    tokens = tokenize(sentence)
    alone = len(tokens) < 2 or not tokens[1].text[0].isupper() or tokens[0].bare in _GRAMMAR
    for token in [*tokens[1 if alone else 0 :], None]:
        if token is not None and token.text[0].isupper():
            run.append(token.bare)
            continue
        if run and not any(f" {' '.join(run)} " in text for text in known):
            return False
        run = []
    return True


def _words_hold(sentence: str, texts: Sequence[str]) -> bool:
    own = {word for text in texts for word in bare_words(text)}
    words = bare_words(sentence)
    if not words or any(word in _TURNING and word not in own for word in words):
        return False
    return sum(word in own or word in _GRAMMAR for word in words) >= HELD * len(words)


def _roles_hold(sentence: str, rows: Sequence[Row]) -> bool:
    """No agency of a row is said to have a role that the row gives to another."""
    said = fold(sentence)
    for row in rows:
        names = {role: [fold(name) for name in getattr(row.task, role)] for role in _ROLES.values()}
        for words, role in _ROLES.items():
            others = {name for other, own in names.items() if other != role for name in own} - set(names[role])
            if any(re.search(rf"{re.escape(name)}(?:\s+\w+){{0,2}}\s+{fold(words)}", said) for name in others):
                return False
    return True


_GRAMMAR = frozenset(bare_words(strings.LLM_GRAMMAR))
