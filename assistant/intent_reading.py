"""What a question asks for: who, when, a column, a list, numbers, a comparison, prose."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.columns import column_name, is_of_money
from assistant.loose import all_loose, asks_for_kind, names_kind
from assistant.question import Ask, Due, Intent, Question
from assistant.reading import Reading
from assistant.role_reading import whose
from assistant.sentence import Item, Sentence
from assistant.tokens import same_length
from corpus.text import bare, fold

_YES_OR_NO = re.compile(
    r"\bco\b.+\b(khong|ko|chang)( a| vay| nhi| the)?$|\b(da|roi)\b.+\bchua$|\b(?:xong|hoan thanh) chua$"
)


def is_question_of_yes_or_no(text: str) -> bool:
    """ "… có việc gì … không?", "đã … chưa?".

    >>> is_question_of_yes_or_no("Ban Tổ chức có việc gì trong tháng 5 không?")
    True
    """
    plain = bare(text).rstrip(" ?.!")
    return _YES_OR_NO.search(plain) is not None


def read_asked(reading: Reading) -> None:
    sentence = reading.sentence
    asks: set[Ask] = set()
    for item in sentence.all("who"):
        beside = [one for one in (sentence.before(item), sentence.after(item)) if one in reading.used and one]
        names = {one.name for one in beside}
        if "coordinating" in names and "lead" not in names and not whose(sentence, item):
            asks.add("coordinating")
        elif "directing" in names and "lead" not in names:
            asks.add("directing")
        else:
            asks.add("who")
    done = [item for item in sentence.all("done") if not sentence.is_told_first(item)]
    state = done or bare(sentence.text).rstrip(" ?.!").endswith(("xong chua", "hoan thanh chua"))
    if state and sentence.all("word") and is_question_of_yes_or_no(sentence.text):
        asks.add("when")
    dated = sentence.all("dated") and sentence.all("word") and is_question_of_yes_or_no(sentence.text)
    if dated or sentence.all("when") or sentence.all("issued_on") and not reading.question.fact:
        asks.add("when")
    # "ban hành khi nào" of a task: its words belong to the topic
    if sentence.all("issuer") and not reading.question.fact:
        asks.add("who")
    if (
        not asks
        and sentence.all("word")
        and not sentence.all("list", "count")
        and is_choice_of_times(sentence.text)
    ):
        # "… thì hạn tháng 6 hay tháng 7?"
        asks.add("when")
        reading.put(due=tuple(one for one in reading.question.due if _is_before_choice(sentence, one)))
    reading.put(asks=frozenset(asks))


_UNIT = "(?:thang|qu[yi]|ngay|nam)"
_TIME = rf"(?:(?:{_UNIT} )?[\divx]+(?:/\d+)+|{_UNIT} [\divx]+)"
# "tháng 6 hay tháng 7", "hạn là 10/4 hay 15/4"
_ONE_OF_TIMES = re.compile(rf"{_TIME},? (?:hay|hay la|hoac) (?:la )?(?:vao )?(?:{_TIME}|[\divx]+)$")
# "hạn là ngày 15/4/2026 phải không", "đúng là hạn 15/4 chứ"
_IS_IT_THEN = re.compile(
    rf"\b(?:han|han chot|thoi han|deadline)(?: (?:cuoi|cung))?(?: (?:la|den|vao|toi|truoc|het))* {_TIME},?"
    r" (?:(?:co )?(?:phai|dung)(?: vay)? (?:khong|ko|chua)|chu|ha)(?: (?:a|vay|nhi|ha))*$"
)
# "… trước tháng 8 à", "… trong quý III hả"
_SURELY = re.compile(r"\b(?:à|á|hả|ha|chứ|chớ|hén|hở)(?: (?:nhỉ|ạ|em|anh|chị|bạn|vậy))*$")


def asks_surely(text: str) -> bool:
    """Whether a question ends as one that only wants a yes."""
    return _SURELY.search(fold(text).rstrip(" ?.!")) is not None


def is_choice_of_times(text: str) -> bool:
    """ "… hạn tháng 6 hay tháng 7?", "… hạn là 15/4 phải không?"."""
    return _choice(bare(text).rstrip(" ?.!")) is not None


def _choice(plain: str) -> re.Match[str] | None:
    return _ONE_OF_TIMES.search(plain) or _IS_IT_THEN.search(plain)


def _is_before_choice(sentence: Sentence, due: Due) -> bool:
    match = _choice(same_length(sentence.text.rstrip(" ?.!")))
    return match is None or due.end <= match.start()


# Words for a column that ask by themselves: "tổ chức ở đâu", "bao nhiêu tiền", "lãnh đạo nào phụ trách".
_ASKING = re.compile(r"\b(?:o dau|tai dau|bao nhieu|may|gi|nao|ra sao|cho nao|ton bao nhieu|ai)\b")


def read_column(reading: Reading) -> None:
    """ "Sản phẩm của nhiệm vụ này là gì?" asks for a column, "việc nào có sản phẩm là báo cáo" for rows by a column;
    "báo cáo kết quả đại hội" does neither."""
    sentence = reading.sentence
    for item in sentence.all("column"):
        before, follower, next_one = sentence.before(item), sentence.after(item), sentence.next_to(item)
        said = sentence.said(item)
        if before is not None and before.last + 1 == item.first and bare(sentence.said(before)) in _SPENDING:
            reading.used.add(before)  # "famtrip | dùng | nguồn vốn nào"
        asking = ("prose", "number", "define", "that_task", "row", "list", "who")
        asked = follower is None or follower.name in asking or bool(_ASKING.search(bare(said)))
        owned = next_one is not None and sentence.said(next_one).casefold() in ("của", "cua", "cho")
        # "Kinh phí tu bổ Nhà bia là bao nhiêu?"
        opens = before is None and bool(sentence.names & {"prose", "number", "define"})
        listed = before is not None and before.name in ("list", "count")
        between = _between(sentence, before, item) if before is not None and listed else []
        ahead = [token.fold for token in sentence.tokens[max(0, item.first - 2) : item.first]]
        if not listed and len(ahead) == 2 and ahead[0] in _LACKING and ahead[1] in _HAVING and sentence.all("list"):
            between = ahead  # "việc nào của Sở Y tế không ghi kinh phí"
        if not _HAVING.isdisjoint(between) and not _ASKING.search(bare(said)):
            # "việc nào có sản phẩm", "việc nào cho ra sản phẩm", "việc nào cần kinh phí"
            reading.used.add(item)
            reading.put(column=said, by_column=True, lacks_column=not _LACKING.isdisjoint(between))
            if "thuộc" in between and follower is not None and follower.agency is not None:
                # "việc nào thuộc thẩm quyền UBND tỉnh": what the column says
                reading.spoken_of.add(follower)
                kept = tuple(one for one in reading.question.agencies if one is not follower.agency)
                reading.put(agencies=kept)
        elif asked or owned or opens:
            reading.used.add(item)
            reading.put(column=reading.question.column or said, asks=reading.question.asks | {"detail"})


_SPENDING = frozenset({"dung", "su dung", "lay", "xai"})
_HAVING = frozenset({"có", "ra", "cần", "dùng", "tốn", "được", "bố", "ghi", "nêu", "rõ", "thuộc"})
# "việc nào chưa có kinh phí"
_LACKING = frozenset({"không", "chưa", "chẳng", "khong", "chua"})


def _between(sentence: Sentence, first: Item, last: Item) -> list[str]:
    """The folded words between two items, without accents written as with them where a cue frames."""
    words = [token.fold for token in sentence.tokens[first.last + 1 : last.first]]
    return ["có" if word == "co" else word for word in words]


# "nhiều việc quá hạn nhất", "ít việc nhất"
_EXTREME = re.compile(r"\b(?P<much>nhieu|it) (?:viec|nhiem vu|cong viec|dau viec)\b.*\bnhat\b")
_MONTH_MOST = re.compile(r"\bthang nao\b.*\b(?:nhieu|it) (?:viec|nhiem vu|cong viec|dau viec)\b.*\bnhat\b")


def _asked_twice(sentence: Sentence) -> bool:
    """ "Số việc quá hạn của X là bao nhiêu" asks for one number."""
    named = any(bare(sentence.said(item)).startswith(("so ", "tong so ")) for item in sentence.all("count"))
    numbers = [item for item in sentence.all("number") if item.first]
    return named and any(sentence.tokens[item.first - 1].bare in ("la", "co", "duoc") for item in numbers)


# "các việc có hạn theo từng tháng"
_DATED = re.compile(r"\b(?:viec|nhiem vu) co (?:thoi )?han\b")


def _extremes(sentence: Sentence) -> set[str]:
    match = _EXTREME.search(bare(sentence.text))
    return {"most" if match["much"] == "nhieu" else "least"} if match else set()


_DONE_EACH = re.compile(
    r"\b(?:lam|thuc hien|bao cao|hop|lap lai|tien hanh|to chuc|lam lai) (?:theo )?(?:moi|tung|hang) (?:thang|qu[yi])\b"
)


def read_grouping(reading: Reading) -> None:
    names, question = reading.sentence.names, reading.question
    often = {"by_month", "by_quarter"} & names and _DONE_EACH.search(bare(question.text))
    if often:
        # "việc gì phải làm theo từng quý" is done again and again
        names = names - {"by_month", "by_quarter"}
        reading.put(kinds=frozenset({"recurring"}))
    if any(item.name in ("by_month", "by_quarter") for item in reading.spoken_of):
        names = names - {"by_month", "by_quarter"}
    for cue, group in (("by_agency", "agency"), ("by_month", "month"), ("by_quarter", "quarter"), ("by_plan", "plan")):
        if cue in names:
            reading.put(group_by=group)
    names = names | _extremes(reading.sentence)
    if names & {"most", "least", "compare"} and "by_month" in names or _MONTH_MOST.search(bare(question.text)):
        reading.put(group_by="month", figures=frozenset({"tasks"}), asks=question.asks - {"when"})
        if _MONTH_MOST.search(bare(question.text)) and not question.kinds:
            reading.put(kinds=frozenset({"dated"}))
    elif (
        reading.question.group_by in ("month", "quarter") and _DATED.search(bare(question.text)) and not question.kinds
    ):
        reading.put(kinds=frozenset({"dated"}))
    elif names & {"most", "least"} and names & {"which_plan", "by_plan"}:
        reading.put(group_by="plan", figures=frozenset({"tasks"}))
    elif names & {"most", "least"} or "compare" in names and "who" in question.asks:
        reading.put(group_by="agency", figures=frozenset({"tasks"}))
    if "compare" in names and len(question.agencies) > 1 and "coordinating" in question.asks:
        reading.put(role="coordinating")  # "bên nào phối hợp nhiều hơn, A hay B?"
    figures = set(reading.question.figures)
    counted = len(reading.sentence.all("count", "number")) - _asked_twice(reading.sentence)
    over = [due for due in question.due if due.overdue]
    if counted > 1 and len(over) == len(question.due) == 1 and not (reading.question.group_by or question.topic):
        # "Ban X có bao nhiêu việc, bao nhiêu việc quá hạn?"; the same of a plan
        reading.put(group_by="agency" if question.agencies else "plan")
    if reading.question.group_by and counted:
        figures |= {"tasks"}
    if figures and counted > 1:
        # "mỗi cơ quan bao nhiêu việc, bao nhiêu quá hạn": what is overdue is counted beside, not asked for alone
        reading.put(due=tuple(due for due in question.due if not due.overdue))
    reading.put(figures=frozenset(figures), cues=question.cues | names)
    if "earliest" in names:
        reading.put(order="earliest")
    if "latest" in names:
        reading.put(order="latest")
    if reading.question.order and (some := _SOME.search(same_length(question.text))):
        reading.put(top=COUNTS.get(some["n"]) or int(some["n"]), number=None)
    if reading.question.order:
        # "Trong các việc sắp tới việc nào sớm nhất?": from today on, without an end
        reading.put(
            due=tuple(replace(one, last=None, name=one.said) if is_soon(one) else one for one in reading.question.due)
        )


# "3 việc sắp đến hạn nhất"
COUNTS = {"hai": 2, "ba": 3, "bon": 4, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_SOME = re.compile(
    rf"(?<![\d/.-])\b(?P<n>[2-9]|[1-9]\d|{'|'.join(COUNTS)}) (?:viec|nhiem vu|cong viec|dau viec|cai|han)\b"
)


def is_soon(due: Due) -> bool:
    """Whether a period is "sắp tới", "gần đến hạn": a window that the program itself chose."""
    return due.relative and _SOON.match(bare(due.said)) is not None


_SOON = re.compile(r"(?:sap|gan|can)\b")


# "bên nào nhiều việc quá hạn hơn"
_MORE = re.compile(r"\b(?:nhieu|it) (?:viec|nhiem vu|cong viec|dau viec)\b.*\bhon$")


# "việc đại hội thì bên nào nhiều hơn"
_WHICH_HAS_MORE = re.compile(r"\b(?:nhieu|it) (?:(?:dau )?viec |nhiem vu |cong viec )?hon\b")

_MANY = ("những", "các", "nhung", "cac")


def read_intent(reading: Reading) -> None:
    sentence, question = reading.sentence, reading.question
    names = sentence.names
    if len(question.agencies) > 1 and _MORE.search(bare(sentence.text).rstrip(" ?.!")):
        names = names | {"compare"}
    several = bool(
        names & {"about", "which_plan", "count"}
        or names & {"list"}
        and not question.asks
        or any(
            sentence.said(item).casefold().removeprefix("giao ").removeprefix("cho ").startswith(_MANY)
            for item in sentence.all("who", "list")
        )
    )
    yes_or_no = "yesno" in names or is_question_of_yes_or_no(question.text) or asks_surely(question.text)
    open_cue = "open" in names and "every" not in names
    reading.put(
        count="count" in names, yesno=yes_or_no, several=several,
        everything=question.everything or not open_cue,
    )  # fmt: skip
    reading.put(intent=_intent_of(reading.question, names))
    if reading.question.intent == "passage" and "detail" in reading.question.asks:
        asked = reading.question.column
        words = (*(column_name(asked) if is_of_money(asked) else asked).split(), *reading.question.topic)
        cues = reading.question.cues | ({"number"} if _AMOUNT.search(bare(question.text)) else set())
        reading.put(topic=words, topic_text=" ".join(words), asks=frozenset(), cues=cues)
    elif reading.question.intent == "passage" and any(
        is_of_money(sentence.said(one)) and bare(sentence.said(one)) == bare(question.topic_text)
        for one in sentence.all("column")
    ):
        # "Tổng chi phí thực hiện kế hoạch 41"
        words = tuple(column_name(question.topic_text).split())
        reading.put(topic=words, topic_text=" ".join(words))


# "hết bao nhiêu tiền" asks for a figure, whatever the words
_AMOUNT = re.compile(r"\b(?:bao nhieu|may (?:ty|trieu|tien))\b")


def _names_rows(question: Question, names: frozenset[str]) -> bool:
    """Whether a column is asked of rows, and not of a plan as a whole ("Kinh phí thực hiện kế hoạch lấy từ đâu?")."""
    rows = question.agencies or question.due or question.number or question.section or question.row_ids
    asked = names & {"list", "count", "that_task", "row", "every"}
    return bool(rows or asked or len(question.topic) > 1 or question.plan_ids is None and question.topic)


# What is said of plans themselves: they were issued, signed.
_OF_PLANS = frozenset({("ban", "hanh"), ("ky",), ("ki",), ("ky", "ban", "hanh")})


def of_plans(topic: tuple[str, ...]) -> bool:
    """Whether a topic says only that plans were issued or signed."""
    return tuple(bare(word) for word in topic) in _OF_PLANS


def _asks_for_plans(question: Question, names: frozenset[str]) -> bool:
    """ "Hiện có những kế hoạch nào?", "UBND phường ban hành kế hoạch gì?", "Kế hoạch nào của Tỉnh ủy?"."""
    if names & {"about", "conflicts", "most", "least", "compare", "when"}:
        return False
    if "plans" in names:
        return not question.kinds and "open" not in names
    of_tasks = names & {"list", "count", "open", "lead", "coordinating", "every"} or question.kinds
    if "which_plan" not in names or of_tasks:
        return False
    narrower = question.topic or question.due or question.agencies
    return of_plans(question.topic) or question.plan_ids is not None and not narrower


# "Chỉ tiêu tuyển sinh năm 2026?"
_TARGET = re.compile(r"(?:cac |nhung )?(?:muc|chi) tieu\b")


# "Nhiệm vụ liên quan đến … có ở đâu?"
_OF_TASKS = re.compile(r"(?:cac |nhung |co )?(?:nhiem vu|cong viec|dau viec|viec)\b")


def _intent_of(question: Question, names: frozenset[str]) -> Intent:
    pairs = len(question.agencies) >= 2 or question.plan_ids is not None and len(question.plan_ids) >= 2
    if "conflicts" in names:
        return "conflicts"
    if question.fact:
        return "facts"
    if _asks_for_plans(question, names):
        return "plans"
    if "agencies" in names and not question.has_conditions and not question.topic:
        return "agencies"
    counted = len(question.agencies) >= 2 and _WHICH_HAS_MORE.search(bare(question.text))
    if "compare" in names and (pairs and not question.topic or counted):
        return "compare"
    if question.group_by:
        return "group"
    if "detail" in question.asks and not question.by_column and not _names_rows(question, names):
        return "passage"
    if question.number:
        return "row"
    asked_of_rows = question.asks or names & {"list", "count", "who", "about"}
    if not asked_of_rows and len(question.topic) > 2 and _TARGET.match(bare(question.text)):
        return "passage"
    if question.asks == {"who"} and question.topic and all_loose(question.topic) and (question.due or question.kinds):
        return "group"  # "Hôm nay ai phải nộp gì?"
    if question.topic and question.asks:
        others = question.excluded and "who" in question.asks  # "Ngoài Ban Tổ chức ra, ai còn làm …?"
        return "list" if question.several or others else "single"
    if question.asks == {"who"} and not question.topic and not question.agencies and question.has_conditions:
        return "group"
    chosen = question.due or question.kinds or question.order or "row" in names
    its_own = bool(question.agencies and chosen and all_loose(question.topic))
    of_tasks = "about" in names and _OF_TASKS.match(bare(question.text)) or names & {"list", "count"} or its_own
    if names & {"prose", "number", "define"} and question.topic and not of_tasks:
        return "passage"
    bare_topic = question.topic and not (question.agencies or question.due or question.kinds or question.section)
    of_rows = names & {"list", "count", "about", "which_plan", "open", "every"} or asks_for_kind(question.text)
    of_rows = of_rows or not question.asks and names_kind(question.text)
    if bare_topic and not of_rows and not question.speaks_of_tasks:
        return "passage"
    if of_rows or question.has_conditions or question.speaks_of_tasks:
        return "list"
    return "passage" if question.topic else "list"
