"""Questions about a plan as a whole: what it is for, what it requires, whose it is, whether a body receives it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import dropwhile

from assistant.question import Question
from assistant.tokens import bare_words, same_length
from corpus.text import bare

# What plans say of themselves at their beginning, by the words of a question.
_PARTS = {
    "muc dich": "Mục đích", "yeu cau": "Yêu cầu", "quan diem": "Quan điểm", "muc tieu": "Mục tiêu",
    "nguyen tac": "Nguyên tắc", "phuong cham": "Phương châm",
}  # fmt: skip
# Beside a part's name these only frame it: "mục đích của việc ban hành kế hoạch", "yêu cầu phải bảo đảm".
_FRAMES = frozenset({
    "ban", "hanh", "xay", "dung", "trien", "khai", "lap", "ra", "doi", "dat", "de", "neu", "bao", "dam", "dap", "ung",
    "nham", "dua", "quan", "chi", "dao", "diem", "chung", "cu", "the", "to", "chuc", "thuc", "hien", "tuan", "thu",
    "nhan", "manh", "phan", "dau", "huong", "toi", "den", "chinh", "ke", "hoach", "lam", "can", "phai", "cac",
})  # fmt: skip
# "vì sao ban hành kế hoạch", "kế hoạch lập ra để làm gì"
_WHY = re.compile(
    r"\b(?:vi sao|tai sao|ly do)\b.*\b(?:ban hanh|xay dung|lap|ra|co) (?:\w+ ){0,3}?(?:ke hoach|van ban)\b"
    r"|\b(?:ke hoach|van ban)\b.*\b(?:ban hanh|xay dung|lap|ra doi|lap ra|dat ra)\b.*"
    r"\b(?:de lam gi|lam gi|nham gi|nham muc dich gi|vi sao|de)\b"
)
# "yêu cầu làm những gì" asks for tasks
_DEMANDS = re.compile(r"\byeu cau (?:ai|lam|thuc hien|hoan thanh|bao cao|xong|trinh|nop|co quan|don vi)\b")
_ROWS = frozenset({"list", "count", "every", "open", "recurring", "conditional", "done", "undated", "dated", "lead",
                   "coordinating", "earliest", "latest", "about", "which_plan", "compare"})  # fmt: skip
_TASKS = re.compile(r"\b(?:viec nao|nhiem vu|viec gi|cong viec|dau viec|bao nhieu|may)\b")
# "kế hoạch 52 của ai", "bản La Gi của cơ quan nào"
_WHOSE = re.compile(
    r"\b(?:cua|thuoc) (?:ai|co quan nao|don vi nao|cap nao|noi nao|dia phuong nao)(?= *[,?.]|$| ban hanh)"
)
_PAPERS = re.compile(r"\b(?:ke hoach|van ban|ban|phu luc|chuong trinh|to trinh|kh)\b")
# "có gửi Ban Tổ chức Tỉnh ủy không"
_SENT = re.compile(
    r"\bgui(?: (?:bao cao|cho|den|toi|ve|len|ca|di))* (?P<body>.+?) (?:khong|chua|ko)(?= *[,?.]|$| a$| vay$)"
)


def of_whole_plan(question: Question) -> Question:
    """`question` as one for a plan's own words, where it names a plan, no agency, no day and no work."""
    said = same_length(question.text).rstrip(" ?.!")
    of_plan = question.plan_ids is not None or _PAPERS.search(said) is not None
    if "recipients" in question.cues and not question.fact and not question.agencies:
        question = _without_sending(question)
    if not of_plan or question.due or question.number or question.section or question.partners or question.excluded:
        return question
    sent = _SENT.search(said) or _RECEIVED.search(said)
    if question.fact in (None, "recipients") and sent and not _TASKS.search(said):
        body = question.text[sent.start("body") : sent.end("body")]
        apart = said[: sent.end("body")].removesuffix(bare(_TO.sub("", body)))
        named = any(bare(one) in apart for one in question.plan_said.split(", ") if one)
        sender = any(agency.end <= sent.start() for agency in question.agencies)
        return question if sender or not named else _recipients(question, body)
    if question.fact == "recipients" and _of_a_work(question) and "noi nhan" not in said:
        return replace(question, fact=None, also_facts=(), intent="single", asks=frozenset({"what"}))
    if question.fact and _WHOSE.search(said) and "issuer" not in (question.fact, *question.also_facts):
        return replace(question, also_facts=(*question.also_facts, "issuer"))
    if question.agencies or question.fact and question.fact != "title" or question.intent in ("conflicts", "compare"):
        return question
    if question.asks == {"who"} and not question.topic and _WHOSE.search(said) and not _TASKS.search(said):
        return replace(question, intent="facts", fact="issuer", asks=frozenset())
    part = _part(question, said)
    if not part:
        return question
    words = tuple(part.replace(",", "").split())
    return replace(question, intent="passage", topic=words, topic_text=part, fact=None, also_facts=(),
                   asks=frozenset(), cues=question.cues - {"number"})  # fmt: skip


def _part(question: Question, said: str) -> str:
    """The part of a plan that is asked for."""
    if _DEMANDS.search(said) or question.cues & (_ROWS - {"list"}) or _TASKS.search(said):
        return ""
    named = [name for words, name in _PARTS.items() if re.search(rf"\b{words}\b", said)]
    left = question.topic_words.difference(_FRAMES, *(bare_words(name) for name in named))
    if left:
        return ""
    if named:
        return ", ".join([named[0], *(name.lower() for name in named[1:])])
    return "Mục đích" if _WHY.search(said) else ""


_RECEIVED = re.compile(r"\bnoi nhan\b.*\b(?:co|gom) (?P<body>.+?) (?:khong|chua|ko)(?= *[,?.]|$| a$| vay$)")
# Of what is said to be sent, these name no body.
_LETTER = frozenset({
    "gui", "ban", "bao", "cao", "cap", "tren", "van", "ke", "hoach", "de", "biet", "duoc", "ca", "noi", "nhan", "cho",
    "toi", "den", "ve", "tinh", "trung", "uong", "huyen", "thanh", "pho", "kem",
})  # fmt: skip
_OPENING = frozenset({"bao", "cao", "cap", "cho", "len", "ca", "biet", "them"})
_TO = re.compile(r".*\b(?:cho|đến|tới|về|cho|den|toi|ve) ", re.IGNORECASE)


def _without_sending(question: Question) -> Question:
    """The question for one row without the words that ask to whom its work is sent ("… gửi về đâu?")."""
    said = [bare(word) for word in question.topic]
    start = said.index("gui") if "gui" in said else 0
    if start < 2 or not set(said[start:]) <= _LETTER | _ASKED:
        return question
    kept = question.topic[:start]
    return replace(question, topic=kept, topic_text=" ".join(kept), intent="single", asks=frozenset({"what"}))


_ASKED = frozenset({"ai", "dau", "co", "quan", "nao", "don", "vi", "cho", "len", "di", "nhung", "cac", "ben"})


def _of_a_work(question: Question) -> bool:
    """Whether something else than the plan is sent: "báo cáo thực trạng đội ngũ gửi cho ai?"."""
    return bool(question.topic_words - _LETTER)


def _recipients(question: Question, body: str) -> Question:
    """Whether a body receives the plan; nothing where more is said to be sent than the plan ("báo cáo đội ngũ")."""
    to = _TO.sub("", body)
    named = [agency.said for agency in question.agencies] + list(question.addressed) + [body]
    words = {word for name in named for word in bare_words(name)}
    others = question.topic_words - words - _LETTER
    kept = tuple(dropwhile(lambda word: set(bare_words(word)) <= _OPENING, to.split()))
    if others or not kept or body != to and not _PAPERS.search(same_length(body)):
        return question
    return replace(question, intent="facts", fact="recipients", agencies=(), topic=kept, topic_text=" ".join(kept),
                   yesno=True, asks=frozenset())  # fmt: skip
