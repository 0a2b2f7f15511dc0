"""The states of tasks that a question names or leaves out: recurring, waiting, done, without a deadline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.intent_reading import is_question_of_yes_or_no
from assistant.loose import all_loose
from assistant.question import NOT_DATED
from assistant.reading import Reading
from assistant.sentence import Item, Sentence
from assistant.tokens import is_spelt
from corpus.text import bare, fold

# "chưa có ngày cụ thể vì phải chờ …"
_JOINS = frozenset({"vì", "vi", "bởi", "nên", "do"})
# Before a state, these leave it out.
_BUT = re.compile(
    r"\b(?:tru|ngoai tru|(?<!can )(?<!bo )bo|bo bot|gat"
    r"|(?<!thuoc )(?<!la )(?<!cac )(?<!nhung )(?<!theo )(?<!cung )(?<!nao )(?<!co )(?<!viec )(?<!vu )loai"
    r"|(?:khoi|mien|dung)(?: can| phai)? (?:ke|tinh|noi|liet ke|dua|dem|nhac)(?: den| toi)?"
    r"|khong ke|khong tinh|khong phai|khong bao gom|khong gom|khong thuoc|khong mang|loai tru|bo qua|tru di|ngoai)"
    r"(?: (?:cac|nhung|may|viec|nhiem vu|cong viec|dau viec|cai|so|loai|dang|kieu|nhom|la|lam|di|ra|ca|tinh|chat))*\s*$"
)
_LEAVING_OUT = frozenset(map(fold, ("trừ", "ngoại", "bỏ", "gạt", "loại", "khỏi", "miễn", "đừng", "không", "ngoài")))
# "nhiệm vụ nào không thường xuyên", "không phải là làm thường xuyên"
_NOT_OFTEN = re.compile(r"\bkhong(?: (?:phai|can|la|lam|thuc hien|theo|co tinh))*\s*$")


_KINDS: dict[str, frozenset[str]] = {"undated": frozenset({"none"}), "not_dated": NOT_DATED}
_NOT = re.compile(r"\b(?:khong|chang|khoi)(?: (?:phai|can|bi|con))*$")


def _left_out_kinds(reading: Reading) -> None:
    """ "trừ việc thường xuyên", "không kể việc đã hoàn thành", "không phải việc thường xuyên"."""
    sentence, kinds = reading.sentence, set[str]()
    for item in sentence.all("recurring", "conditional", "done", "undated", "dated", "not_dated"):
        ahead = " ".join(token.bare for token in sentence.tokens[: item.first])
        but = _BUT.search(ahead)
        if but and not is_spelt(sentence.tokens[ahead[: but.start()].count(" ")].text, _LEAVING_OUT):
            but = None  # "bố trí trụ sở phải chờ ai"
        if but is None and item.name == "recurring":
            but = _NOT_OFTEN.search(ahead)
        if item.name == "conditional" and _NOT.search(ahead):
            # "không phải chờ văn bản cấp trên"
            reading.used.update(_words_after(sentence, item))
        elif but:
            first = ahead[: but.start()].count(" ")
            reading.used.update(one for one in sentence.items if first <= one.first and one.last < item.first)
        else:
            continue
        kinds |= _KINDS.get(item.name, {item.name})
        reading.used.add(item)
        reading.used.update(one for one in sentence.all("word") if one.last < item.first and sentence.said(one) == "bỏ")
        reading.used.update(one for one in sentence.all("except") if sentence.after(one) is item)
    reading.put(not_kinds=frozenset(kinds))


def read_states(reading: Reading) -> None:
    _left_out_kinds(reading)
    sentence, kinds = reading.sentence, set()
    for item in _said(reading, "recurring"):
        follower = sentence.next_to(item)
        # "thường xuyên rà soát …" and "báo cáo hằng quý khi nào" speak of the work itself
        of_work = sentence.all("who") and not sentence.all("list", "count", "every", "agency") and sentence.all("word")
        # "phải định kỳ báo cáo việc gì": done with any row
        if all_loose([sentence.said(one) for one in sentence.all("word")]) and sentence.all("word"):
            follower, of_work = None, []
        if (follower is None or follower.name != "word") and not sentence.all("when") and not of_work:
            reading.used.add(item)
            kinds.add("recurring")
    if any("thuong xuyen" in bare(sentence.said(item)) for item in sentence.all("compare")):
        kinds.add("recurring")  # "ai nhiều việc thường xuyên hơn"
    for item in _said(reading, "conditional"):
        if sentence.all("when", "who", "number", "prose") and not _waits_itself(sentence, item):
            continue
        reading.used.add(item)
        kinds.add("conditional")
        waits = _words_after(sentence, item)
        reading.used.update(waits)
        first, *others = _things(sentence, waits)
        reading.put(waits_for=reading.question.waits_for + first, or_waits_for=tuple(others))
    for item in _said(reading, "done"):
        if sentence.is_told_first(item):
            reading.used.add(item)
            reading.put(aside=", ".join(filter(None, (reading.question.aside, sentence.said(item)))))
            continue
        if _TOO.search(" ".join(token.bare for token in sentence.tokens[: item.first])):
            reading.used.add(item)
            reading.put(everything=True)
            continue
        follower = sentence.next_to(item)
        if sentence.all("word") and is_question_of_yes_or_no(sentence.text):
            # "Việc kết nối camera đã xong chưa?" asks for the state of one task
            reading.used.add(item)
        elif follower is None or follower.name != "word" or _parted(sentence, item) or _before_any(sentence, follower):
            reading.used.add(item)
            kinds.add("done")
    plain = bare(sentence.text).rstrip(" ?.!")
    so_far = all(one.relative and one.relation == "until" for one in reading.question.due)
    told = _DONE_BY_NOW.search(plain) or so_far and _DONE_SO_FAR.search(plain)
    if told and not is_question_of_yes_or_no(sentence.text) or _DONE_WHAT_YET.search(plain):
        kinds.add("done")
    for name, kind in (("undated", "none"), ("dated", "dated"), ("start_only", "from")):
        if _said(reading, name):
            if name == "dated" and sentence.all("word") and is_question_of_yes_or_no(sentence.text):
                continue  # "Việc điều chỉnh quy hoạch có thời hạn không?"
            kinds.add(kind)
    if not kinds & NOT_DATED and _said(reading, "not_dated"):
        kinds |= NOT_DATED
    for name, role in (("without_coordinating", "coordinating"), ("without_lead", "lead")):
        if sentence.all(name):
            reading.put(without_role=role)
    if reading.question.without_role:
        reading.put(everything=True)
    reading.put(kinds=frozenset(kinds), joint=bool(sentence.all("joint")))
    due = reading.question.due
    if kinds == {"done"} and due:
        # no plan prints the day on which a task was done; "tính đến nay" is any day
        reading.put(due=(), aside="" if so_far else ", ".join(one.said for one in due))


# "tính cả việc đã xong"
_TOO = re.compile(r"\b(?:tinh|ke|gom|bao gom) (?:ca|luon|them)(?: (?:cac|nhung|viec|nhiem vu|cai|so))*\s*$")
# "làm xong những việc gì rồi", "xong được việc nào rồi ạ"
_DONE_BY_NOW = re.compile(r"(?<!chua )\b(?:xong|hoan thanh|hoan tat)\b(?!.*\bchua\b).*\broi(?: (?:a|vay|nhi|the|ha))?$")
# "làm xong được cái gì chưa", "đã hoàn thành việc nào chưa"
_DONE_WHAT_YET = re.compile(
    r"(?<!phai )(?<!phai lam )(?<!can )(?<!can lam )(?<!chua )\b(?:xong|hoan thanh|hoan tat)(?: duoc)?"
    r"(?: (?:cai|nhung|may|viec|nhiem vu|cac|khoan))* (?:gi|nao|chi)\b(?: \w+){0,2} chua(?: (?:a|vay|nhi|the|ha))?$"
)
# "đến nay làm xong được những gì", "xong được mấy phần việc"
_DONE_SO_FAR = re.compile(
    r"\b(?:den nay|toi nay|den gio|toi gio|den luc nay|den thoi diem nay|den hien tai|bay gio)\b.*"
    r"(?<!phai )(?<!phai lam )(?<!can )(?<!can lam )\b(?:xong|hoan thanh|hoan tat)\b(?! truoc\b)(?!.*\bchua\b)"
    r"|(?<!phai )(?<!phai lam )(?<!can )(?<!can lam )(?<!se )(?<!kip )\b(?:xong|hoan thanh|hoan tat) duoc"
    r" (?:nhung|gi|viec|phan|may|bao nhieu|nhiem vu|cac)\b(?!.*\bchua\b)"
)
# Of what is waited for, these name nothing that a deadline would: "hướng dẫn của cấp trên mới làm được".
_NOTHING = frozenset({"cấp", "mới", "gì", "việc", "thì", "khác"})
_ANYTHING = re.compile(
    r"\b(?:điều kiện|(?:(?:ban hành|ra) )?văn bản|ban hành|sự kiện|(?:cấp |bên |ở )?trên(?: cho| có)?(?: ý kiến)?"
    r"|dieu kien|(?:(?:ban hanh|ra) )?van ban|ban hanh|su kien|(?:cap |ben |o )tren(?: cho| co)?(?: y kien)?)\b",
    re.IGNORECASE,
)
# "đợi tỉnh ra văn bản | mới làm được"
_ONLY_THEN = re.compile(r"\b(?:moi|thi) (?:\w+ )?(?:lam|thuc hien|trien khai|xong|bat dau|tien hanh|dam lam|chay)\b")


_OR = re.compile(r"\b(?:hoac|hay)\b")
_WHOSE = re.compile(r"\b(?:cua|tu)\b")


_HAS_TO_WAIT = re.compile(r"\b(?:phai|dang|con|van)\b")


def _waits_itself(sentence: Sentence, item: Item) -> bool:
    """Whether rows that wait are asked about, and no work that is named: "ai đang phải chờ Trung ương?", "việc nào chờ
    Trung ương, ai chủ trì?"."""
    named = any(one.name == "word" and one.first < item.first for one in sentence.items)
    asked = any(one.first < item.first for one in sentence.all("list", "count"))
    return not named and (asked or _HAS_TO_WAIT.search(bare(sentence.said(item))) is not None)


def _things(sentence: Sentence, waits: Sequence[Item]) -> list[tuple[str, ...]]:
    """The words of each thing that is waited for, one of several joined by "hoặc": whose the last one is, all are
    ("chờ quy định hoặc hướng dẫn của Trung ương")."""
    parts: list[list[Item]] = [[]]
    whose: list[Item] = []
    for last, item in zip([None, *waits], waits, strict=False):
        start = sentence.tokens[last.last].end if last else sentence.tokens[item.first].start
        between = bare(sentence.text[start : sentence.tokens[item.first].start])
        listed = "," in between and _OR.search(_between(sentence, waits))
        if _OR.search(between) or listed:
            parts.append([])
            whose = []
        elif whose or parts[-1] and _WHOSE.search(between):
            whose.append(item)
        parts[-1].append(item)
    shared = whose if len(parts) > 1 and not any(_WHOSE.search(_between(sentence, part)) for part in parts[:-1]) else []
    said = [[sentence.said(item) for item in part] for part in parts]
    tail = [sentence.said(item) for item in shared]
    found = [_waited_for(words if words is said[-1] else [*words, *tail]) for words in said]
    return found if all(found) else [()]


def _between(sentence: Sentence, part: Sequence[Item]) -> str:
    """The question from the first of some items to the last."""
    start, end = (sentence.tokens[part[0].first].start, sentence.tokens[part[-1].last].end) if part else (0, 0)
    return bare(sentence.text[start:end])


def _waited_for(words: Sequence[str]) -> tuple[str, ...]:
    """The words that a conditional deadline must have; "điều kiện", "văn bản" and "cấp trên" are any."""
    of_nothing = {*_NOTHING, *map(bare, _NOTHING)}
    if len(words) > 2 and bare(" ".join(words[-2:])) == "dieu kien":
        return ()  # "chờ hướng dẫn, điều kiện"
    said = _ANYTHING.sub(" ", " ".join(words))
    return tuple(word for word in said.split() if fold(word) not in of_nothing)


def _before_any(sentence: Sentence, first: Item) -> bool:
    """Whether the words from `first` on only say "any": "đã làm xong | phần nào"."""
    behind = sentence.items[sentence.place_of(first) :]
    said = [sentence.said(one) for one in takewhile(lambda one: one.name == "word", behind)]
    return bool(said) and all_loose(said)


def _parted(sentence: Sentence, item: Item) -> bool:
    """Whether a comma stands behind an item."""
    return sentence.text[sentence.tokens[item.last].end :].lstrip()[:1] in (",", ";", ":")


def _said(reading: Reading, name: str) -> list[Item]:
    """The cues of a state that is asked for, not left out."""
    return [item for item in reading.sentence.all(name) if item not in reading.used]


def _is_owned(sentence: Sentence, item: Item) -> bool:
    after = sentence.next_to(item)
    return after is not None and bare(sentence.said(after)) == "cua"


def _words_after(sentence: Sentence, item: Item) -> list[Item]:
    """The content words that follow a cue, up to the next agency, period or question word."""
    found = []
    then = _ONLY_THEN.search(" ".join(token.bare for token in sentence.tokens[item.last + 1 :]))
    stop = item.last + 1 + then.string[: then.start()].count(" ") if then else len(sentence.tokens)
    for other in sentence.items[sentence.place_of(item) + 1 :]:
        if other.first >= stop:
            break
        if other.name == "basis" or other.name == "word" and sentence.tokens[other.first].fold not in _JOINS:
            found.append(other)
        elif other.name == "directing" and (after := sentence.next_to(other)) and sentence.said(after) in ("của", "từ"):
            found.append(other)  # "chờ chỉ đạo của Trung ương"
        elif not found and bare(sentence.said(other)) == "ke hoach" and _is_owned(sentence, other):
            found.append(other)  # "chờ kế hoạch của Bộ Chính trị"
        elif other.name not in ("word", "framing", "directing", "coordinating", "lead"):
            break
    return found
