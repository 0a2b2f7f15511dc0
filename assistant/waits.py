"""What holds work up, said otherwise than "chờ": "vì chưa có hướng dẫn của Trung ương", "do Bộ chưa hướng dẫn"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.desk import Desk
from assistant.question import Question
from assistant.select import select
from assistant.tokens import bare_words, is_accented, same_length

# What is waited for from above; said without "vì", some of these are what rows are about ("vụ chưa có kết luận").
_GUIDANCE = (
    r"(?:van ban (?:huong dan|chi dao|quy dinh)|van ban(?= cua| cap tren| moi)|huong dan|quy dinh|qui dinh"
    r"|thong tu|nghi dinh)"
)
_PAPER = rf"(?:{_GUIDANCE}|chi dao|nghi quyet|ket luan|chu truong)"
_WHY = r"(?:vi|do|boi|boi vi|tai|tai vi|ma)"
_STILL = r"(?:(?:con|van|dang|phai|hien|cung|bi) )*"
# "vì thiếu hướng dẫn", "còn đợi quy định", "chưa có văn bản hướng dẫn"
_LACKING = re.compile(
    rf"\b(?P<why>{_WHY} )?{_STILL}(?P<verb>chua (?:co|thay|thay co|nhan duoc|ra)|thieu|doi|vuong|khong co)"
    rf"(?: cac| nhung| duoc)? (?:(?={_GUIDANCE}\b)|(?(why)(?={_PAPER}\b)|(?!)))"
)
# "do Trung ương chưa hướng dẫn", "vì Bộ Nội vụ chưa ban hành thông tư"
_FROM_ABOVE = re.compile(
    rf"\b{_WHY} (?P<who>(?!chua\b|khong\b|con\b|van\b)\w+(?: (?!chua\b|viec\b|nhiem\b)\w+){{0,5}}?) {_STILL}chua"
    rf"(?: (?:co|ban hanh|ra|cho|gui|dua ra))*(?: cac| nhung)? (?P<paper>{_PAPER})\b(?: (?:cu the|gi|xong))?"
)
# "phải đợi trên cho ý kiến"
_SAY_SO = re.compile(
    r"\b(?:cho|doi) (?P<above>(?:cap |ben |o )?tren (?:cho|co|ra|noi|gat)"
    r"(?: (?:y kien|van ban|chi dao|huong dan|quyet dinh|gi|dau))?)\b"
)
# "việc nào phải có ý kiến của Bộ Chính trị mới làm được", "việc nào tỉnh chưa ra văn bản thì phường chưa làm được"
_OF = (
    r"\b(?P<of>(?:nhung|cac|may) (?:viec|nhiem vu|cong viec|dau viec|cai|khau|khoan)(?: nao| gi)?|nhung gi"
    r"|(?:viec|nhiem vu|cong viec|dau viec|cai|khau|khoan) (?:nao|gi))(?: ma| la| thi| ma phai)?"
)
_VERB = r"(?:lam|man|trien khai|thuc hien|tien hanh|bat dau|giai quyet|xong|chay|dong vao|bat tay)"
_LINK = r"(?:,? (?:thi|roi|roi thi|xong|xong thi)(?: (?!moi\b|chua\b|khong\b)\w+){0,2})"
_ONLY = r"(?:moi|chua|khong|chua the|khong the|moi co the|moi dam|moi duoc)"
_CAN = rf"(?:(?P<link>{_LINK})? {_ONLY} {_VERB}(?P<can>(?: (?:duoc|noi|lam|cho xong|dong))*)\b(?! (?:viec|gi|nao)\b))"
_THEIR = rf"(?:{_GUIDANCE}|van ban|chi dao|nghi quyet|ket luan|chu truong|y kien|quyet dinh|ke hoach|de an|luat)"
_NEEDS = re.compile(
    rf"{_OF}(?P<must>(?: (?:phai|can|neu|khi|khi nao|chung nao|bao gio|chua|khong))*) (?:co|duoc|nhan duoc|xin) "
    rf"(?P<paper>{_THEIR}(?: (?!moi\b|thi\b|roi\b|chua\b|khong\b)\w+){{0,7}}?){_CAN}"
)
_THEY_FIRST = re.compile(
    rf"{_OF}(?P<must>(?: (?:phai|neu|khi|khi nao|chung nao|bao gio|cho|doi))*) "
    r"(?P<who>(?!co\b|phai\b|can\b|chua\b|khong\b)\w+(?: (?!co\b|chua\b|khong\b)\w+){0,4}?)"
    rf"(?: (?:chua|khong|phai|co|ra|ban hanh|cho|dua ra|gui))+ (?P<paper>{_THEIR})(?: (?:xong|cu the|gi))?{_CAN}"
)
# "việc nào còn tùy Trung ương hướng dẫn"
_UP_TO = re.compile(rf"{_OF} (?P<up>{_STILL}(?P<verb>tuy|ngong)(?: thuoc)?(?: vao)?) (?=\w)")
# "… phụ thuộc vào Sở Y tế mới xác định được thời hạn": whose word the day hangs on
_HANGS_ON = re.compile(
    r"\b(?:(?:thoi )?han )?(?:con |phai |van |deu )*"
    r"(?P<verb>phu thuoc|le thuoc|tuy thuoc|tuy|trong cho|trong|ngong|can cu|dua|bam)(?: vao| theo| o)? "
    r"(?P<who>\w+(?: (?!moi\b|thi\b)\w+){0,7}?)(?: thi| roi)? moi(?: co the)?"
    r" (?:xac dinh|co|biet|tinh|chot|an dinh|dinh|ro|ra|len)(?: duoc| ra| roi)?(?: cai| duoc)?"
    r" (?:thoi han|han|ngay|lich|moc|thoi gian|thoi diem|tien do|deadline)"
    r"(?: (?:hoan thanh|thuc hien|cu the|lam|xong|cuoi))?\b"
)
# Spelt otherwise without their marks: "đội", "đổi".
_WAITING = {"doi": ("đợi", "doi"), "vuong": ("vướng", "vuong")}


def as_waiting(text: str) -> str:
    """`text` with what work lacks from above as what it waits for.

    >>> as_waiting("Sở Y tế treo việc nào vì chưa có hướng dẫn của Trung ương?")
    'Sở Y tế treo việc nào phải chờ hướng dẫn của Trung ương?'
    >>> as_waiting("Sở Y tế vướng việc nào do Trung ương chưa hướng dẫn?")
    'Sở Y tế vướng việc nào phải chờ hướng dẫn của Trung ương?'
    """
    above = _SAY_SO.search(same_length(text))
    if above:
        text = f"{text[: above.start('above')]}cấp trên{text[above.end() :]}"
    if (needed := _needed(text)) is not None:
        return needed
    hangs = _HANGS_ON.search(same_length(text))
    if hangs:
        who = text[slice(*hangs.span("who"))]
        return f"{text[: hangs.start()]}phải chờ {who}{text[hangs.end() :]}"
    match = _FROM_ABOVE.search(same_length(text))
    if match:
        paper, who = (text[slice(*match.span(name))] for name in ("paper", "who"))
        return f"{text[: match.start()]}phải chờ {paper} của {who}{text[match.end() :]}"
    match = _LACKING.search(same_length(text))
    if match is None:
        return text
    said = text[slice(*match.span("verb"))].lower()
    if said not in _WAITING.get(match["verb"], (said,)):
        return text
    return f"{text[: match.start()]}phải chờ {text[match.end() :]}"


def _needed(text: str) -> str | None:
    """`text` with what work cannot be done without as what it waits for."""
    shadow = same_length(text)
    for expression in (_NEEDS, _THEY_FIRST):
        match = expression.search(shadow)
        if match and (match["must"] or match["link"] or match["can"]):  # not "có quy định mới | thực hiện"
            paper = text[slice(*match.span("paper"))]
            whose = f" của {text[slice(*match.span('who'))]}" if expression is _THEY_FIRST else ""
            return f"{text[: match.end('of')]} phải chờ {paper}{whose}{text[match.end() :]}"
    match = _UP_TO.search(shadow)
    if match is None or text[slice(*match.span("verb"))] == "tuy" and is_accented(text):
        return None  # "việc nào tuy đã …"
    return f"{text[: match.start('up')]}phải chờ{text[match.end('up') :]}"


# Beside "chưa có hạn" these say no more.
_HELD_UP = frozenset({"vuong", "mac", "ket", "tac", "sao", "ly", "do", "tai", "vi"})


def held_up(desk: Desk, question: Question) -> Question:
    """ "Cửa khẩu thông minh sao chưa có hạn?" of one work whose deadline is a condition: the work's row with what it
    waits for; the question itself where a row that prints no deadline is meant."""
    if question.kinds != {"none"} or not question.topic or question.intent not in ("list", "single"):
        return question
    topic = tuple(word for word in question.topic if not set(bare_words(word)) <= _HELD_UP)
    plain = replace(question, kinds=frozenset(), topic=topic, topic_text=" ".join(topic))
    if len(topic) < SHORTEST or desk.about(question, select(desk.index, replace(question, topic=()))):
        return question
    rows = select(desk.index, replace(plain, topic=())) if plain.has_conditions else None
    found = desk.one(plain, desk.topic(plain), rows) if rows is None or rows else []
    waiting = 0 < len(found) <= SHORTEST and all(task.kind in ("conditional", "recurring", "from") for task in found)
    return replace(plain, intent="single", asks=frozenset({"when"})) if waiting else question


# So many words of what is waited for stay.
SHORTEST = 2
_SAYING = re.compile(rf"{_THEIR}(?: |$)")


def waited_as_printed(desk: Desk, question: Question) -> Question:
    """ "Việc nào chờ Bộ Công Thương gật đầu?", "… chờ ý kiến Bộ Chính trị?": what is waited for as deadlines say it,
    without last words that none has, or whose it is alone."""
    said = question.waits_for
    if len(said) < SHORTEST + 1 or question.or_waits_for or select(desk.index, replace(question, topic=())):
        return question
    spans = [(0, end) for end in range(len(said) - 1, max(SHORTEST, len(said) - 3) - 1, -1)]
    spans = [(0, end) for _, end in spans if not any(word[:1].isupper() for word in said[end:])]  # no half of a name
    if (paper := _SAYING.match(" ".join(bare_words(" ".join(said))).replace("qui", "quy"))) is not None:
        spans.append((len(paper.group().split()), len(said)))
    for start, end in spans:
        shorter = replace(question, waits_for=said[start:end])
        if end - start >= SHORTEST and select(desk.index, replace(shorter, topic=())):
            return replace(shorter, aside=question.aside or " ".join((*said[:start], *said[end:])))
    return question
