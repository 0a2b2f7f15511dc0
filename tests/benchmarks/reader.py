"""A language model as the reader of the chunks fetched: any server that speaks the OpenAI chat protocol."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.scoring import words

Json = dict[str, Any]
PROMPT = (
    "Chỉ dựa vào các đoạn kế hoạch dưới đây, hãy trả lời câu hỏi. Hôm nay là {today}. Liệt kê đầy đủ, mỗi nhiệm vụ một "
    "dòng, chép nguyên văn tên nhiệm vụ. Nếu các đoạn không nói tới thì chỉ trả lời: KHÔNG CÓ."
    "\n\n{chunks}\n\nCâu hỏi: {q}"
)
NOTHING = "không có"
SAID = 8  # a row counts as named when this many of its first words stand in the answer, in order


@dataclass(frozen=True, slots=True)
class Reader:
    """`url` is the endpoint ("http://127.0.0.1:8080/v1"), `model` the name it knows the model by."""

    url: str
    model: str = "default"
    seconds: float = 600
    tokens: int = 512

    def answer(self, question: Json, chunks: Sequence[str]) -> str:
        joined = "\n\n".join(f"[{n}] {chunk}" for n, chunk in enumerate(chunks, 1))
        content = PROMPT.format(today=question["today"], chunks=joined, q=question["q"])
        body = {"model": self.model, "temperature": 0, "max_tokens": self.tokens,
                "messages": [{"role": "user", "content": content}]}
        url = f"{self.url.rstrip('/')}/chat/completions"
        request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=self.seconds) as reply:
            return str(json.load(reply)["choices"][0]["message"]["content"])


def rows_named(answer: str, rows: Sequence[Json]) -> set[str]:
    """The keys of the rows whose first words stand in an answer."""
    said = " ".join(words(answer))
    found = set()
    for row in rows:
        start = " ".join(words(row["start"])[:SAID])
        if re.search(rf"\b{re.escape(start)}\b", said):
            found.add(f"{row['file']}|{row['section']}|{row['number'] or -row['position']}")
    return found


def judge_text(question: Json, answer: str, rows: Sequence[Json]) -> tuple[bool, int, int]:
    """(right, rows found, rows asked for) of an answer in words; as lenient as words allow."""
    named = rows_named(answer, rows)
    want, may = set(question["rows"]), set(question.get("may", []))
    if question["kind"] == "abstain":
        return not named and NOTHING in " ".join(words(answer)), 0, 0
    if question["kind"] == "passage":
        said = " ".join(words(answer))
        return all(" ".join(words(must)) in said for must in question["must"]), 0, 0
    if question["kind"] in ("who", "when"):
        # the answer is an agency or a day, not the row: nothing to compare but that something was said
        return NOTHING not in " ".join(words(answer)), len(want & named), len(want)
    return want <= named <= want | may, len(want & named), len(want)
