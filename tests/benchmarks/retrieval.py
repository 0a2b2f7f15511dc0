"""What people would build instead: cut plans into chunks, fetch the k nearest to the question, read the answer there.

    python -m tests.benchmarks.retrieval TASK.json       # as `suites.py` calls it; prints one JSON object

The reader is granted to be perfect: a question counts as right when every row that answers it lies whole inside the
chunks fetched, whatever else they hold, and a question without an answer is always refused. No real reader does better.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.text import bare, words
from index.chunks import windows
from index.encoder import Encoder
from tests.benchmarks.reader import Reader, judge_text
from tests.scoring import plain

Json = dict[str, Any]
Span = tuple[int, int]
KS = (5, 10, 20)
DEPTH = 100  # how far down each ranking the joined one looks
LLM_CHUNK, LLM_K = 800, 10  # what a language model is given to read
RRF = 60  # the constant of reciprocal rank fusion, as published


@dataclass(frozen=True, slots=True)
class Chunk:
    """A stretch of one plan's text: characters `start` to `end`."""

    file: str
    start: int
    end: int
    text: str


def cut(texts: dict[str, str], size: int) -> list[Chunk]:
    """Chunks of at most `size` characters, each overlapping the one before by an eighth, as is usual."""
    return [
        Chunk(file, start, start + len(text), text)
        for file, whole in texts.items()
        for start, text in windows(whole, size, size // 8)
    ]


class Bm25:
    """Okapi BM25 over words without accents (k1 1.5, b 0.75)."""

    def __init__(self, texts: Sequence[str], k1: float = 1.5, b: float = 0.75) -> None:
        counts = [Counter(words(bare(text))) for text in texts]
        lengths = np.array([sum(c.values()) for c in counts], dtype=np.float32)
        norm = k1 * (1 - b + b * lengths / max(float(lengths.mean()), 1.0))
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, count in enumerate(counts):
            for word, times in count.items():
                postings[word].append((at, times))
        self.total = len(texts)
        self._weights: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        for word, found in postings.items():
            places = np.array([at for at, _ in found], dtype=np.int32)
            times = np.array([n for _, n in found], dtype=np.float32)
            idf = math.log(1 + (self.total - len(found) + 0.5) / (len(found) + 0.5))
            self._weights[word] = places, idf * times * (k1 + 1) / (times + norm[places])

    def rank(self, question: str, depth: int) -> list[int]:
        scores = np.zeros(self.total, dtype=np.float32)
        for word in words(bare(question)):
            if word in self._weights:
                places, weights = self._weights[word]
                scores[places] += weights
        return [at for at in best(scores, depth) if scores[at] > 0]


def best(scores: np.ndarray, depth: int) -> list[int]:
    """The places of the highest scores, highest first; equal ones in their order."""
    depth = min(depth, len(scores))
    near = np.argpartition(-scores, depth - 1)[:depth] if depth < len(scores) else np.arange(len(scores))
    return [int(at) for at in near[np.lexsort((near, -scores[near]))]]


def joined(rankings: Sequence[Sequence[int]]) -> list[int]:
    """Reciprocal rank fusion."""
    scores: dict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, at in enumerate(ranking, 1):
            scores[at] += 1 / (RRF + rank)
    return sorted(scores, key=lambda at: (-scores[at], at))


def covered(text: str, spans: Sequence[Span], chunks: Sequence[Chunk]) -> bool:
    """Whether the chunks (of this text's plan) hold every character of the spans, blanks aside."""
    for start, end in spans:
        reached = start
        for chunk in sorted(chunks, key=lambda c: c.start):
            if chunk.end > reached and not text[reached:max(reached, chunk.start)].strip():
                reached = max(reached, chunk.end)
        if text[reached:max(end, reached)].strip():
            return False
    return True


def read_perfectly(question: Json, fetched: Sequence[Chunk], task: Json) -> tuple[bool, int, int]:
    """(right, rows found, rows asked for) of a reader that overlooks and invents nothing."""
    if question["kind"] == "abstain":
        return True, 0, 0
    if question["kind"] == "passage":
        seen = plain("\n".join(chunk.text for chunk in fetched))
        return all(plain(must) in seen for must in question["must"]), 0, 0
    found = 0
    for row in question["rows"]:
        file = row.split("|", 1)[0]
        own = [chunk for chunk in fetched if chunk.file == file]
        # a row whose place is not known is granted too
        found += row not in task["spans"] or covered(task["texts"][file], task["spans"][row], own)
    return found == len(question["rows"]), found, len(question["rows"])


def wording(question: Json) -> str:
    """What is searched for: the question, with those before it in the talk."""
    return " ".join([*question.get("history", []), question["q"]])


class Questions:
    """The vectors of the questions, and the milliseconds that each took: every ranking is charged for its own."""

    def __init__(self, encoder: Encoder, questions: Sequence[Json]) -> None:
        encoder.query("?")  # loads what the encoder loads late
        self.vectors: dict[str, np.ndarray] = {}
        self.took_ms: dict[str, float] = {}
        for text in map(wording, questions):
            start = time.perf_counter()
            self.vectors[text] = encoder.query(text)
            self.took_ms.setdefault(text, (time.perf_counter() - start) * 1000)


def ask_all(
    task: Json, chunks: list[Chunk], rank: Callable[[str], list[int]], what: Json, charged: dict[str, float]
) -> list[Json]:
    """Ask every question of one ranking; one result for each k. `charged` are milliseconds spent before ranking."""
    fetched, took = [], []
    for asked in map(wording, task["questions"]):
        start = time.perf_counter()
        fetched.append([chunks[at] for at in rank(asked)[: max(KS)]])
        took.append((time.perf_counter() - start) * 1000 + charged.get(asked, 0.0))
    results = []
    for k in KS:
        read = [read_perfectly(q, f[:k], task) for q, f in zip(task["questions"], fetched, strict=True)]
        kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for question, (right, _, _) in zip(task["questions"], read, strict=True):
            kinds[question["kind"]][0] += right
            kinds[question["kind"]][1] += 1
        results.append({
            **what, "k": k, "exact": sum(right for right, _, _ in read), "questions": len(read),
            "rows_found": sum(found for _, found, _ in read), "rows_asked": sum(asked for _, _, asked in read),
            "took_ms": took, "by_kind": kinds,
        })
    return results


def ask_model(task: Json, chunks: list[Chunk], rank: Callable[[str], list[int]], what: Json) -> Json:
    """Ask every question of a language model that is given the k chunks fetched."""
    reader, read, took = Reader(**task["llm"]), [], []
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for question in task["questions"]:
        start = time.perf_counter()
        fetched = [chunks[at].text for at in rank(wording(question))[:LLM_K]]
        read.append(judge_text(question, reader.answer(question, fetched), task["rows"]))
        took.append((time.perf_counter() - start) * 1000)
        kinds[question["kind"]][0] += read[-1][0]
        kinds[question["kind"]][1] += 1
    return {
        **what, "k": LLM_K, "exact": sum(right for right, _, _ in read), "questions": len(read),
        "rows_found": sum(found for _, found, _ in read), "rows_asked": sum(asked for _, _, asked in read),
        "took_ms": took, "by_kind": kinds,
    }


def measure(task: Json) -> list[Json]:
    encoder = Encoder(os.environ.get("TRO_LY_ENCODER"))
    asked = Questions(encoder, task["questions"])
    results = []
    for size in task["sizes"]:
        chunks = cut(task["texts"], size)
        start = time.perf_counter()
        bm25 = Bm25([chunk.text for chunk in chunks])
        words_s = time.perf_counter() - start
        # without "dense" only words are ranked: embedding a very large corpus takes hours
        vectors = encoder.passages([chunk.text for chunk in chunks] if task["dense"] else [])
        dense_s = time.perf_counter() - start - words_s

        def dense(question: str, matrix: np.ndarray = vectors) -> list[int]:
            return best(matrix @ asked.vectors[question], DEPTH)

        def lexical(question: str, ranker: Bm25 = bm25) -> list[int]:
            return ranker.rank(question, DEPTH)

        def both(question: str, first: Callable = dense, second: Callable = lexical) -> list[int]:
            return joined([first(question), second(question)])

        systems = (
            ("dense", dense, dense_s, asked.took_ms), ("bm25", lexical, words_s, {}),
            ("joined", both, words_s + dense_s, asked.took_ms),
        )
        for name, rank, seconds, charged in systems if task["dense"] else systems[1:2]:
            what = {"system": name, "chunk": size, "chunks": len(chunks), "indexing_s": round(seconds, 3)}
            results += ask_all(task, chunks, rank, what, charged)
            if task.get("llm") and name == "joined" and size == LLM_CHUNK:
                results.append(ask_model(task, chunks, rank, {**what, "system": "llm"}))
    return results


if __name__ == "__main__":
    print(json.dumps(measure(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))
