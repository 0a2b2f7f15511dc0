"""Who holds a post: "Bí thư Tỉnh ủy tên gì?". Plans say it only where that person signed one, or a column names him."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import strings
from assistant.desk import Desk
from assistant.facts import answer_facts
from assistant.findings import Findings
from assistant.question import Question
from assistant.tokens import same_length
from corpus.text import bare

_POST = (
    r"(?P<post>(?:pho )?(?:bi thu|chu tich|giam doc|chu nhiem|truong ban|truong phong|chanh van phong|chanh an"
    r"|vien truong|hieu truong|cuc truong|chi cuc truong|bo truong|tong bi thu|thu tuong|truong cong an))\b"
)
_BODY = r"(?P<body>(?: (?!ten\b|ky\b|ki\b|phu trach\b|la\b)[^\s,?]+){0,10}?)"
_NAME = re.compile(
    rf"\b(?:ho va ten|ho ten|ten)(?: day du)?(?: cua)?(?: ong| ba| dong chi| vi)? {_POST}{_BODY}"
    r"(?: hien nay| bay gio)?(?: la)?(?: (?:gi|chi|sao))?\W*$"
    rf"|\b{_POST.replace('post', 'holder')}{_BODY.replace('body', 'whose')}"
    r"(?: hien nay| bay gio| ay)?(?: thi)? (?:ho )?ten(?: la)? (?:gi|chi|sao)\b"
)


def answer_person(desk: Desk, question: Question) -> tuple[Findings, Question] | None:
    """The one that signed the plan in question in that post, or that the plans do not tell the name; None for other
    questions, and where a column prints the post."""
    match = _NAME.search(same_length(question.text))
    if match is None or question.fact:
        return None
    group = "post" if match["post"] else "holder"
    post, body = match[group], match["body" if match["post"] else "whose"] or ""
    ids = question.plan_ids or frozenset()
    signed = replace(question, intent="facts", fact="signer", topic=(), topic_text="", agencies=())
    found = answer_facts(desk, signed) if len(ids) == 1 else None
    if found is not None and found.status == "answered" and _signs_as(found, post):
        return found, signed
    if desk.index.beside(" ".join([bare(post), *bare(body).split()[:3]])):
        return None
    start = match.start(group)
    said = question.text[start : start + len(post) + len(body)]
    return Findings("not_covered", strings.NO_NAME_OF.format(post=said)), replace(
        question, topic=(said,), topic_text=said
    )


def _signs_as(found: Findings, post: str) -> bool:
    """Whether the signature that is quoted has a post, and no deputy's."""
    quotes = [bare(quote.quote) for quote in found.quotes]
    return any(re.search(rf"(?<!pho ){re.escape(bare(post))}\b", quote) for quote in quotes)
