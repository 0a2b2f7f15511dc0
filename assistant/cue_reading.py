"""What the cues of a question mean where they stand: rows, states, facts of plans, and the topic that is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.intent_reading import COUNTS, read_asked, read_column, read_grouping, read_intent
from assistant.loose import all_loose, of_any_row, without_fillers
from assistant.question import Agency, Due, Question
from assistant.reading import Reading
from assistant.role_reading import read_exclusions, read_roles
from assistant.sentence import Item, Sentence
from assistant.slots import NAMING, around_the_question, loose, named_there
from assistant.state_reading import read_states
from assistant.tokens import inside, same_length
from corpus.agencies import looks_like_agencies
from corpus.text import bare, fold

# Cues that always are what they say; the others depend on their neighbours.
_PLAIN = frozenset({
    "list", "every", "count", "when", "who", "yesno", "earliest", "latest", "most", "least", "by_agency", "by_month",
    "by_quarter", "by_plan", "conflicts", "plans", "agencies", "framing", "open", "undated", "dated", "not_dated",
    "start_only", "without_coordinating", "without_lead", "not_lead", "joint", "has_none", "drop_time", "drop_agency",
    "drop_plan", "that_task", "that_agency", "newest", "this_plan", "define", "about", "which_plan",
    "and_what_of", "number", "prose", "compare",
})  # fmt: skip
# Words inside a cue that are of no topic when the cue is: "phải chờ" at the counter is "chờ".
_HELPERS = frozenset({"phải", "đang", "còn", "đã", "được", "sẽ", "cần", "phai"})
_FACTS = ("signer", "recipients", "symbol", "title", "basis", "issued_on", "issuer")


def read_cues(question: Question, sentence: Sentence, together: Callable[[str, str], bool]) -> Question:
    """`question` with everything that its cues, agencies and periods say. `together(a, b)`: two bare words stand side
    by side in a plan."""
    reading = Reading(question, sentence, together)
    reading.put(agencies=sentence.agencies, due=sentence.due, cues=sentence.names)
    roles = (_rows, _until_due, _spoken_of, read_exclusions, read_roles)
    asking = (read_asked, read_column, _of_its_name, _topic, read_grouping, read_intent)
    for step in (*roles, read_states, _facts, *asking):
        step(reading)
    return reading.question


# "còn mấy ngày nữa (thì) hết hạn"
_DAYS = r"(?:may|bao nhieu) (?:bua|hom|ngay|tuan|thang)"
_DAYS_UNTIL = re.compile(rf"\bcon (?:lai |khoang )*{_DAYS}\b|\b{_DAYS} nua\b")


def _until_due(reading: Reading) -> None:
    """ "Còn mấy ngày nữa hết hạn …?": nothing is overdue yet."""
    if _DAYS_UNTIL.search(bare(reading.question.text)):
        kept = (one for one in reading.question.due if not (one.overdue and bare(one.said).startswith("het han")))
        reading.put(due=tuple(kept))


# "việc gì về bầu cử đại biểu Quốc hội và | HĐND"
_TOLD = re.compile(r"\b(?:viec|nhiem vu|gi|nao) ve (?!phia|phan)\w+")
_OF = frozenset({"cua", "do", "giao", "cho", "thuoc", "ben"})


def _spoken_of(reading: Reading) -> None:
    """Agencies that are part of what rows are about: "liên quan đến bầu cử đại biểu Quốc hội và HĐND các cấp", and one
    that no plan has behind "về": "về tổ công nghệ số cộng đồng"."""
    sentence = reading.sentence
    topic = [item for item in sentence.all("about") if (one := sentence.next_to(item)) and one.name == "word"]
    for item in sentence.all("agency"):
        if item.agency and _assigns(sentence, item):
            # "Thành ủy giao UBND thành phố những việc gì": who assigns is not asked about
            _put_aside(reading, item)
            continue
        if item.agency and item.agency.plan_ids and _is_of_whom(sentence, item):
            # "Ban nào của Thành ủy nhiều việc nhất": whose the bodies are that are asked for
            _put_aside(reading, item)
            plans = reading.question.plan_ids
            reading.put(plan_ids=item.agency.plan_ids if plans is None else plans,
                        plan_said=reading.question.plan_said or item.agency.said)  # fmt: skip
            continue
        ahead = sentence.tokens[item.first - 1].bare if item.first else ""
        of_it = _TOLD.search(_before(sentence, item)) is not None
        inside = (of_it or any(one.last < item.first for one in topic)) and ahead not in _OF and ahead in ("va", "hoac")
        inside = inside or _is_matter(sentence, item)
        told = inside or item.agency and not item.agency.keys and (ahead in NAMING or _is_served(sentence, item))
        if item.agency and told:
            reading.spoken_of.add(item)
            _put_aside(reading, item)


def _put_aside(reading: Reading, item: Item) -> None:
    """An agency that is not asked about."""
    reading.used.add(item)
    reading.put(agencies=tuple(one for one in reading.question.agencies if one is not item.agency))


def _is_of_whom(sentence: Sentence, item: Item) -> bool:
    """Whether an agency says whose the bodies are that are asked for: "ban nào | của Thành ủy"."""
    before = sentence.before(item)
    between = [token.bare for token in sentence.tokens[before.last + 1 : item.first]] if before else []
    asked = before is not None and before.name == "who" and bare(sentence.said(before)).endswith(" nao")
    return asked and between in (["cua"], ["thuoc"])


def _is_matter(sentence: Sentence, item: Item) -> bool:
    """Whether a body ends what somebody else does: "nhân sự đại hội đảng bộ Quân sự tỉnh | là cơ quan nào cho ý
    kiến"."""
    ahead = sentence.items[: sentence.place_of(item)]
    words = [one for one in ahead if one.name == "word"]
    behind = [token.bare for token in sentence.tokens[item.last + 1 : item.last + 2]]
    asked = [one for one in sentence.all("who") if one.first == item.last + 2]
    side = ahead[-1] if ahead else None
    return len(words) > 2 and side is not None and side.name == "word" and behind == ["la"] and bool(asked)


def _is_served(sentence: Sentence, item: Item) -> bool:
    """Whether a body that no plan has ends what is asked who does it: "Sở nào bố trí trụ sở cho tòa án, viện kiểm sát
    khu vực"."""
    words = [one for one in sentence.items if one.name == "word" and one.first < item.first]
    ahead = sentence.tokens[item.first - 1].bare if item.first else ""
    return len(words) > 1 and bool(sentence.all("who")) and ahead not in ("voi", "cung", "do", "boi")


def _assigns(sentence: Sentence, item: Item) -> bool:
    """Whether an agency stands before "giao", "yêu cầu" and another agency."""
    behind = [token.bare for token in sentence.tokens[item.last + 1 : item.last + 4]]
    size = next((len(verb) for verb in _ASSIGN if behind[: len(verb)] == list(verb)), 0)
    return bool(size) and any(one.first == item.last + 1 + size for one in sentence.all("agency"))


_ASSIGN = (("giao", "cho"), ("giao",), ("yeu", "cau"), ("phan", "cong", "cho"), ("phan", "cong"))


def _rows(reading: Reading) -> None:
    for mention in reading.sentence.rows:
        if mention.ordinal is None and mention.section:
            reading.put(section=mention.path)
        elif mention.ordinal is None:
            so_far = reading.question.number.split(", ") if reading.question.number else []
            reading.put(number=", ".join(dict.fromkeys([*so_far, mention.path])))


def _facts(reading: Reading) -> None:
    """Header facts are asked of a plan: "ban hành khi nào" of a task is a question for its row."""
    sentence = reading.sentence
    words = without_fillers(sentence, [item for item in sentence.items if item.name == "word"])
    words = [word for word in words if sentence.said(word).casefold() not in ("bản", "văn", "tờ")]
    found: list[str] = []
    of_plan = reading.question.plan_ids is not None or "this_plan" in sentence.names or "ke hoach" in _plain(sentence)
    rows_asked = any(re.search("viec|nhiem vu", bare(sentence.said(item))) for item in sentence.all("list"))
    for name in _FACTS:
        if name == "basis" and rows_asked:
            continue
        for item in sentence.all(name):
            # of a document that is no plan of ours ("Ai ký Nghị quyết 05-NQ/TU?") the plans do not say it
            other = any(c.isdigit() for word in words for c in sentence.said(word))
            sure = name in ("signer", "recipients", "symbol") and not other and (of_plan or not words)
            own = words or "ke hoach" in bare(sentence.said(item))  # "Trạm Y tế ban hành kế hoạch khi nào?": a task
            if reading.question.agencies and name in ("issued_on", "issuer", "title", "basis") and own:
                continue
            if sure or (of_plan and (name == "basis" or not words)):
                reading.used.add(item)
                found.append(name)
                break
    if not found and reading.question.plan_ids and sentence.names <= _DATE_ALONE and _DAY.search(_plain(sentence)):
        found.append("issued_on")  # "kế hoạch của Tỉnh ủy ngày nào?"
    reports = of_plan and not reading.question.agencies and _REPORTS_TO.search(_plain(sentence))
    if not found and reports and all(sentence.said(word).casefold() in _REPORTING for word in words):
        reading.used.update(words)
        found.append("recipients")
    if found and "issued_on" not in found and sentence.all("when") and not rows_asked and not words:
        found.append("issued_on")  # "kèm theo kế hoạch nào, ngày nào"
    if found:
        reading.put(fact=found[0], also_facts=tuple(found[1:]))


# "Kế hoạch 26-KH/ĐU phải báo cáo lên ai?"
_REPORTS_TO = re.compile(
    r"\bbao cao(?: (?:len|cho|toi|den|ve|voi))*(?: (?:nhung|cac))? "
    r"(?:ai|dau|(?:cap|co quan|noi|don vi|ben|cho) nao)$"
)
_REPORTING = frozenset({"báo", "cáo", "lên", "gửi", "nộp", "bao", "cao", "len", "gui", "nop"})
_DATE_ALONE = frozenset({"when", "plan", "framing", "this_plan"})
_DAY = re.compile(r"(?<!han )(?<!xong )\b(?:ngay|hom) (?:nao|may|bao nhieu)\b")


def _plain(sentence: Sentence) -> str:
    return " ".join(token.bare for token in sentence.tokens)


# What a plan is called beside its name.
_PAPERS = frozenset({"chuong trinh hanh dong", "chuong trinh", "phu luc", "quyet dinh", "phuong an"})


# "do ai làm ở tỉnh", "việc ấy ở phường thì sao"
_AT_LEVEL = re.compile(
    r"\b(?:o|tai) (?:cap )?(?:tinh|thanh pho|phuong|xa|huyen|dac khu)(?=\s*[,;:.?!]|\s*$"
    r"| (?:do|thi|la|co|phai|ai|khi|han|giao|con|trong|nam|truoc|hien|duoc)\b)"
)


def _where(sentence: Sentence, content: Sequence[Item]) -> set[Item]:
    """The words that only say at which level, where enough other words say what."""
    spans = [match.span() for match in _AT_LEVEL.finditer(same_length(sentence.text))]
    found = {item for item in content if item.name == "word" and inside(sentence.tokens[item.first], spans)}
    return found if len(content) - len(found) > LEAST else set()


# So many words of content say what is asked for.
LEAST = 2


def _of_its_name(reading: Reading) -> None:
    """ "Đánh giá cán bộ theo quý | do ai chủ trì?": of one work, how often it is done belongs to its name; rows are not
    put together by it."""
    sentence = reading.sentence
    for item in sentence.all("by_month", "by_quarter"):
        ahead = sentence.items[sentence.place_of(item) - 1] if item.first else None
        told = ahead is not None and ahead.name == "word" and ahead.last + 1 == item.first
        beside = sentence.text[sentence.tokens[item.first - 1].end : sentence.tokens[item.first].start].strip()
        plain = bare(sentence.said(item)).startswith("theo ")
        if told and plain and not beside and sentence.all("when", "who") and not sentence.all("list", "count", "every"):
            reading.spoken_of.add(item)


def _topic(reading: Reading) -> None:
    """The content words, and the words of cues that turned out to be content."""
    sentence, words = reading.sentence, []
    left = [
        item
        for item in sentence.items
        if item in reading.spoken_of or item not in reading.used and item.name not in ("agency", "due", "row", "plan")
    ]
    content = [item for item in left if item.name not in _PLAIN]
    where = _where(sentence, content)
    left = [item for item in left if item not in where]
    content = [item for item in content if item not in where]
    telling = without_fillers(sentence, content)
    outside = around_the_question(sentence, telling, reading.together)
    if outside:
        reading.put(aside=" ".join(sentence.said(item) for item in outside))
    fillers = set(content) - set(telling) | set(outside)
    for item in left:
        if item in fillers:
            continue
        if (
            item.name == "issued_on"
            and not reading.question.fact
            or item.name == "issuer"
            and not reading.question.fact
        ):
            words += ["ban", "hành"]
        elif item in reading.spoken_of:
            words += sentence.said(item).split()
        elif item.name == "word":
            if not _is_how_many(sentence, item):
                words.append(sentence.said(item))
        elif item.name not in _PLAIN:
            words += [word for word in sentence.said(item).split() if fold(word) not in _HELPERS]
    weak = [due for due in reading.question.due if due.weak]
    named = reading.question.agencies and ("open" in sentence.names or all_loose(words))
    if weak and words and not named:
        # "biên chế năm 2026": a time that may belong to the work does, where work is named
        words += [_as_printed(due) for due in weak]
        reading.put(due=tuple(due for due in reading.question.due if not due.weak))
    of_plan = [due for due in reading.question.due if due.weak and _PLANS_YEAR.search(bare(sentence.text[: due.start]))]
    if of_plan:
        # "trong kế hoạch năm nay": the plan's own year sets no days
        kept = tuple(due for due in reading.question.due if due not in of_plan)
        reading.put(due=kept, aside=reading.question.aside or ", ".join(due.said for due in of_plan))
    of_rows = reading.question.agencies or reading.question.due or reading.question.speaks_of_tasks
    if not words and sentence.all("define") and not of_rows:
        # "Yêu cầu của kế hoạch là gì?" asks for what else only frames
        words = [sentence.said(item) for item in left if item in fillers]
    # one leftover number or letter says nothing
    if all(len(word) == 1 for word in words):
        words = []
    if reading.question.plan_ids is not None and bare(" ".join(words)) in _PAPERS and not reading.question.fact:
        words = []
    if words and any(row.ordinal is not None for row in sentence.rows) and of_any_row(words):
        # "việc đầu tiên Ban X phải nộp": what is done with every row picks none
        reading.put(aside=reading.question.aside or " ".join(words))
        words = []
    text = " ".join(words)
    names = sentence.names
    of_topic = names & {"about", "which_plan", "who", "when", "prose", "number", "define"}
    first = next((item for item in left if item.name == "word"), None)
    about = first is not None and named_there(sentence, [first])
    by_paper = first is not None and _BY_PAPER.search(_before(sentence, first)) is not None
    by_column = reading.question.by_column  # what a column says
    strange = not (by_paper or by_column or reading.question.agencies or reading.spoken_of or of_topic or about)
    if words and strange and _is_one_name(sentence, left) and looks_like_agencies(text):
        # an agency that no plan has: it is named in the answer, not taken for a topic
        reading.put(agencies=(Agency(said=text, name=text, keys=frozenset()),))
        words, text = [], ""
    tied, stray = loose(sentence, [item for item in content if item not in fillers])
    reading.put(topic=tuple(words), topic_text=text, tied=tied, stray=stray)


def _as_printed(due: Due) -> str:
    """A year of the work itself, as plans print it: "Tết năm tới" is "Tết 2028"."""
    if not (due.relative and due.first and due.last) or due.first.year != due.last.year:
        return due.said
    return str(due.first.year) if bare(due.said).startswith(("nam ", "sang nam")) else due.said


def _is_how_many(sentence: Sentence, item: Item) -> bool:
    """Whether a word says how many rows are wanted: "5 việc gấp nhất"."""
    behind = sentence.next_to(item)
    ordered = sentence.all("earliest", "latest")
    return (
        bool(ordered)
        and (sentence.said(item).isdigit() or bare(sentence.said(item)) in COUNTS)
        and behind is not None
        and bool(re.match(r"(?:dau )?(?:viec|nhiem vu|cong viec|cai\b|han\b)", bare(sentence.said(behind))))
    )


_PLANS_YEAR = re.compile(
    r"\b(?:trong|theo|o|thuoc|tai) (?:ban )?(?:ke hoach|chuong trinh|phu luc)(?: (?:cong tac|cua))?\s*$"
)
# "làm theo Kế hoạch của | Bộ Chính trị"
_BY_PAPER = re.compile(
    r"\btheo (?:dung )?(?:cac |nhung )?(?:ke hoach|huong dan|quy dinh|chi dao|yeu cau|nghi quyet|ket luan) cua\s*$"
)


def _before(sentence: Sentence, item: Item) -> str:
    """The question up to an item, bare."""
    return bare(sentence.text[: sentence.tokens[item.first].start])


def _is_one_name(sentence: Sentence, left: Sequence[Item]) -> bool:
    """Whether the words left stand together, but for what joins the words of a name."""
    words = [item for item in left if item.name == "word"]
    between = (sentence.tokens[a.last + 1 : b.first] for a, b in zip(words, words[1:], strict=False))
    return all(token.bare in ("va", "cac", "cua") for tokens in between for token in tokens)
