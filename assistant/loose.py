"""Words that name no work when nothing else is left: "hoạt động", "đề án", "trình".

Fillers ("hoạt động nào") are dropped where they are read. Kinds and deeds ("đề án nào phải trình") are settled when
the rows are known: they choose among the rows that meet the other conditions, and are set aside, and said to be,
where they choose none or where the plan says them of all its rows ("Thời hạn trình").
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile
from pathlib import Path

from assistant.columns import addressed_as, in_charge, persons_rows
from assistant.desk import Desk
from assistant.helping import helping
from assistant.numerals import in_figures
from assistant.question import NOT_DATED, Question
from assistant.select import detail_rows, prints, select
from assistant.sentence import Item, Sentence
from assistant.slots import named_there
from assistant.tokens import bare_words, folded_words, tokenize
from assistant.vocabulary import vocabulary
from assistant.waits import waited_as_printed
from corpus.model import Task
from corpus.text import bare

_FILE = Path(__file__).with_name("loose_words.toml")
_SETTLED = ("list", "group", "compare")
# "khởi công hoặc hoàn thành gì": joined to a word for all rows, a deed chooses none
_OR_ALL = re.compile(r"(?:hoac|hay|va|,)\s*(?:la\s+)?(?:phai\s+)?(?:hoan thanh|xong|lam|hoan tat)\b")
# A topic keeps so many words when words about the asking are taken off it.
SHORTEST = 2
# So many rows of full text are looked at for a value of another column at first.
PROPOSED = 300


@dataclass(frozen=True, slots=True)
class _Words:
    """Folded phrases, each as its words."""

    fillers: frozenset[tuple[str, ...]]
    kinds: frozenset[tuple[str, ...]]
    deeds: frozenset[tuple[str, ...]]
    any_row: frozenset[tuple[str, ...]]
    titles: frozenset[tuple[str, ...]]
    beside_names: frozenset[tuple[str, ...]]
    edges: frozenset[tuple[str, ...]]
    heads: frozenset[tuple[str, ...]]
    asked: frozenset[tuple[str, ...]]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    words = _Words(**{name: frozenset(tuple(folded_words(one)) for one in phrases) for name, phrases in data.items()})
    return replace(words, deeds=words.deeds | words.any_row)


def without_fillers(sentence: Sentence, items: Sequence[Item]) -> list[Item]:
    """The items of a topic without those that only say "items", beside no word of content."""
    kept: list[Item] = []
    for run in runs(items):
        said = [sentence.tokens[place].fold for item in run for place in range(item.first, item.last + 1)]
        if not _made_of(said, _words().fillers | _words().edges) or named_there(sentence, run):
            kept += _without_edges(sentence, run)
    return kept


def _without_edges(sentence: Sentence, run: list[Item]) -> list[Item]:
    """A run of words of content without the words about the asking at its ends ("nhà công vụ | ghi")."""
    said = [sentence.tokens[item.first].fold if item.first == item.last else "" for item in run]
    for edge in sorted(_words().edges, key=len, reverse=True):
        if len(said) - len(edge) < SHORTEST and "" not in said:
            continue
        if tuple(said[-len(edge) :]) == edge:
            return run[: -len(edge)]
        if tuple(said[: len(edge)]) == edge:
            return run[len(edge) :]
    whole = vocabulary().wholes.get(sentence.tokens[run[0].first].bare, ())
    for head in sorted(_words().heads, key=len, reverse=True):
        behind = [token.fold for token in sentence.tokens[run[0].first : run[0].first + len(head) + 1]]
        if tuple(said[: len(head)]) == head and len(said) > len(head) and tuple(behind[-2:]) not in whole:
            return run[len(head) :]  # "vụ | thu hút người tài", not "vụ mùa"
    return run


def asks_for_kind(text: str) -> bool:
    """Whether a question begins with the kind of rows it wants: "Báo cáo nào gửi Ban Tổ chức?"."""
    said = folded_words(text)
    ends = next((place for place, word in enumerate(said[:5]) if bare(word) in ("nao", "gi")), 0)
    first = 1 if said[:1] and bare(said[0]) in ("cac", "nhung", "co") else 0
    return ends > first and bool(_made_of(said[first:ends], _words().kinds))


_PROSE = frozenset({("chỉ", "tiêu"), ("mục", "tiêu")})


def names_kind(text: str) -> bool:
    """Whether a question begins with several papers or events that rows are about: "Các lớp bồi dưỡng sẽ mở"."""
    said = folded_words(text)
    several = said[:1] and bare(said[0]) in ("cac", "nhung")
    return bool(several) and any(_made_of(said[1:end], _words().kinds - _PROSE) for end in (2, 3))


def all_loose(words: Sequence[str]) -> bool:
    """Whether words are but what is done with any row ("phải nộp năm 2026")."""
    return bool(_made_of(folded_words(" ".join(words)), _words().deeds | _words().fillers))


def of_any_row(words: Sequence[str]) -> bool:
    """Whether words are but what is done with every row ("phải nộp")."""
    return bool(_made_of(folded_words(" ".join(words)), _words().any_row | _words().fillers))


def runs(items: Sequence[Item]) -> list[list[Item]]:
    """Items that stand side by side, together."""
    found: list[list[Item]] = []
    for item in items:
        if found and found[-1][-1].last + 1 == item.first:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _made_of(said: Sequence[str], phrases: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """`said` cut into phrases, longest first; nothing when it has other words. Accents may be left out altogether."""
    known = _forms(frozenset(phrases), bare_too=list(map(bare, said)) == list(said))
    found, place = [], 0
    while place < len(said):
        for length in (4, 3, 2, 1):
            part = tuple(said[place : place + length])
            if len(part) == length and part in known:
                found.append(known[part])
                place += length
                break
        else:
            return []
    return found


@lru_cache(maxsize=32)
def _forms(phrases: frozenset[tuple[str, ...]], *, bare_too: bool) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What may be said for each phrase -> the phrase."""
    plain = {tuple(map(bare, one)): one for one in phrases} if bare_too else {}
    return plain | {one: one for one in phrases}


def without_asked(question: Question) -> Question | None:
    """`question` without the words of its topic for what is asked of rows ("chỉ tiêu kết nạp đảng viên mới là bao
    nhiêu"); None where none are there or too few others are left."""
    said = [bare(word) for word in question.topic]
    asked = {tuple(map(bare, one)) for one in _words().asked}
    kept, place = [], 0
    while place < len(said):
        half = place and (said[place - 1], said[place]) in _ONE_WORD
        size = 0 if half else next((n for n in (2, 1) if tuple(said[place : place + n]) in asked), 0)
        kept += [] if size else [question.topic[place]]
        place += size or 1
    if len(kept) == len(said) or len(kept) <= SHORTEST:
        return None
    return replace(question, topic=tuple(kept), topic_text=" ".join(kept))


_FIRST_OF_TRINH = ("quy", "chuong", "cong", "lo", "giao", "hanh", "tien", "phuong", "dam", "thuyet", "tuong")
_ONE_WORD = frozenset({*((one, "trinh") for one in _FIRST_OF_TRINH), ("viec", "lam"), ("giao", "nop"), ("ky", "gui")})


def settle(desk: Desk, question: Question) -> Question:
    """`question` with a topic of kinds and deeds alone, or of a value of another column, turned into a condition."""
    question = _without_preparing(desk, waited_as_printed(desk, helping(desk, question)))
    if question.topic and (waiting := _days_after(desk, question)) is not None:
        question = waiting
    question = _any_of_its(desk, question)
    if question.intent not in _SETTLED or question.by_column:
        return question
    strange = [one.said for one in question.agencies if not one.keys]
    if len(strange) == 1 and not question.topic:
        # a name that no plan has as an agency's may be a person's
        return _of_column(desk, question, strange[0])
    question = _so_often(desk, question)
    if not question.topic or strange or bare(question.topic_text) == "bat dau":
        question = _from_then(desk, question)
    if not question.topic or strange:
        return question
    waiting = _after_event(desk, question)
    if waiting is not None:
        return waiting
    said = folded_words(question.topic_text)
    loose = _made_of(said, _words().kinds | _words().deeds | _words().fillers)
    if loose and question.has_conditions:
        return _settled(desk, question, [one for one in loose if one not in _words().fillers])
    of_column = _of_column(desk, question, question.topic_text)
    return _without_stray(desk, question) if of_column is question else of_column


_PREPARING = frozenset({("chuan", "bi"), ("sua", "soan"), ("lo", "lieu"), ("xuc", "tien")})


def _without_preparing(desk: Desk, question: Question) -> Question:
    """ "Chuẩn bị bầu cử giao cho ai?" asks for all that is done for it, where no plan prints that it is prepared."""
    said = [bare(word) for word in question.topic]
    if len(said) < SHORTEST + 2 or tuple(said[:2]) not in _PREPARING or desk.index.together(said[1], said[2]):
        return question
    verb, rest = " ".join(question.topic[:2]), question.topic[2:]
    aside = ", ".join(filter(None, (question.aside, verb)))
    text = question.text.replace(verb, "", 1).strip()
    return replace(question, text=text, topic=rest, topic_text=" ".join(rest), aside=aside)


def _any_of_its(desk: Desk, question: Question) -> Question:
    """ "Thanh tra tỉnh bắt đầu từ tháng mấy?": a deed that none of an agency's rows tells is asked of all of them."""
    said = folded_words(question.topic_text)
    if question.intent != "single" or not question.agencies or not _made_of(said, _words().any_row | _words().fillers):
        return question
    open_ = replace(question, intent="list", topic=(), topic_text="", asks=frozenset())
    rows = select(desk.index, open_)
    return open_ if rows and not desk.one(question, desk.topic(question), rows) else question


def _without_stray(desk: Desk, question: Question) -> Question:
    """ "Đảng ủy Công an tỉnh vướng việc nào trong tháng 8?": words that stand where no subject does, and that no row
    speaks of, are set aside where other conditions choose the rows."""
    for words in (*question.tied, *question.stray):
        place = next((at for at in range(len(question.topic)) if question.topic[at : at + len(words)] == words), None)
        if place is None:
            continue
        rest = question.topic[:place] + question.topic[place + len(words) :]
        aside = ", ".join(part for part in (question.aside, " ".join(words)) if part)
        open_ = replace(question, topic=rest, topic_text=" ".join(rest), aside=aside)
        if (rest or _chosen(question)) and not _spoken_of(desk, question, words, open_):
            question = open_
    return question


def _chosen(question: Question) -> bool:
    """Whether something that rows say beside their plan chooses them."""
    said = question.agencies or question.due or question.kinds or question.section or question.not_kinds
    return bool(said or question.without_role or question.waits_for)


def _spoken_of(desk: Desk, question: Question, words: Sequence[str], open_: Question) -> bool:
    """Whether two of the words stand side by side in a plan; or, of a lone one and of those that are no verb, one in a
    row of the other conditions."""
    said = [bare(word) for word in words]
    if any(desk.index.together(*pair) for pair in pairwise(said)):
        return True
    if words in question.tied and len(words) > 1:
        return False
    rows = select(desk.index, open_) if open_.has_conditions else ()
    return any(prints(task, words, accented=question.accented) for task in rows)


_BEGINS = re.compile(
    r"\b(?:bat dau|thuc hien|trien khai|lam|ap dung)(?: \w+){0,2} (?:ke )?tu (?:nam|thang|qu[yi]|ngay|\d)"
)


# "hằng quý", "định kỳ vào cuối quý"
_UNIT = r"(?: vao)?(?: (?:dau|giua|cuoi))? (?P<unit>ngay|tuan|thang|quy|qui|nam)\b"
_OFTEN = re.compile(rf"\b(?:hang|moi|dinh (?:ky|ki)|tung){_UNIT}")
_FREQUENT = re.compile(rf"\bthuong xuyen\b|\bdinh (?:ky|ki)\b(?!{_UNIT})")


def _so_often(desk: Desk, question: Question) -> Question:
    """ "Việc nào phải báo cáo hằng quý?": of the recurring rows those that say so, where there are any."""
    text = bare(question.text)
    units = tuple(match["unit"] for match in _OFTEN.finditer(text))
    if question.kinds != {"recurring"} or not units or _FREQUENT.search(text):
        return question
    days = tuple(due for due in question.due if not (due.relative and re.fullmatch(_UNIT, f" {bare(due.said)}")))
    often = replace(question, due=days, waits_for=("/".join(dict.fromkeys(units)),))
    return often if select(desk.index, often) else question


def _from_then(desk: Desk, question: Question) -> Question:
    """ "Nhiệm vụ nào bắt đầu từ năm 2023?": rows that print that start and no end, where there are any."""
    first = question.due[0].first if len(question.due) == 1 else None
    if first is None or question.due[0].last is not None or not _BEGINS.search(bare(question.text)):
        return question
    starting = replace(question, due=(), topic=(), topic_text="", kinds=frozenset({"from"}), starts=first)
    return starting if select(desk.index, starting) else question


# "sau đại hội 07 ngày", "trong vòng 7 ngày kể từ khi đại hội kết thúc"
_LENGTH = r"(?P<n>\d{1,3}) (?P<unit>ngay|tuan|thang)(?: lam viec)?\b"
_DAYS_AFTER = (
    re.compile(rf"\b(?P<way>sau|truoc)(?: khi)? (?P<event>(?!ngay\b)\D+?) (?:it nhat |cham nhat |toi da )?{_LENGTH}"),
    re.compile(
        rf"\b{_LENGTH} (?P<way>sau|truoc|ke tu|tinh tu|tu)(?: khi| ngay)? (?P<event>(?!do\b|nay\b|ay\b)\D+?)"
        r"(?=$|[,;:?.]| (?:thi|phai|la|ai|nhung|cac|co quan|don vi|viec|nhiem vu|can)\b)"
    ),
)
_SPAN = frozenset({"trong", "vong", "ngay", "tuan", "thang", "han", "thoi", "gian", "thi"})


def _days_after(desk: Desk, question: Question) -> Question | None:
    """ "Sau đại hội 07 ngày phải báo cáo những gì?": rows whose deadline is so many days from an event, where there are
    any; what else is asked stays the topic."""
    if question.kinds - {"conditional", "dated"} or question.waits_for or question.intent not in (*_SETTLED, "single"):
        return None
    spoken = tokenize(in_figures(question.text))
    text = " ".join(token.bare for token in spoken)
    for pattern in _DAYS_AFTER:
        match = pattern.search(text)
        if match is None:
            continue
        first = text[: match.start("event")].count(" ")
        event = spoken[first : first + len(match["event"].split())]
        words = [token.text for token in event if token.bare not in _LINKS]
        used = {bare(word) for word in words} | {match["n"], *_SPAN}
        rest = tuple(word for word in question.topic if bare(word) not in used)
        unit = spoken[text[: match.start("unit")].count(" ")].text
        said = ("trước" if match["way"] == "truoc" else "sau", *words, match["n"], unit)
        days = tuple(due for due in question.due if match["n"] not in due.said)
        waiting = replace(question, topic=rest, topic_text=" ".join(rest), due=days, waits_for=said,
                          kinds=frozenset({"conditional"}), intent="list")  # fmt: skip
        if select(desk.index, waiting):
            return waiting
    return None


def _after_event(desk: Desk, question: Question) -> Question | None:
    """ "Nhiệm vụ nào làm ngay sau Đại hội Đảng bộ tỉnh?", "… thực hiện theo Kế hoạch của Bộ Chính trị?": rows whose
    deadline waits for it, where there are any."""
    spoken = tokenize(question.text)
    text = " ".join(token.bare for token in spoken)
    told = _OVER.match(text) or _TIED.search(text) or _WAITED.search(text)
    if told is None or question.kinds - NOT_DATED or question.waits_for or question.due:
        return None
    words = {bare(word) for word in question.topic}
    event = [token for token in spoken[text[: told.start("event")].count(" ") :] if token.bare not in _LINKS]
    event = list(takewhile(lambda token: token.bare not in _BUT, event))
    while event and event[-1].bare not in words:
        event.pop()
    others = words - {token.bare for token in event} - _AT_ONCE - _BUT
    link = () if told.re is _TIED else (spoken[text[: told.start()].count(" ")].text.lower(),)
    if told.re is _OVER:
        link, event = (_AFTER,), list(spoken[: told["event"].count(" ") + 1])
        others = words - {token.bare for token in event} - _AT_ONCE - {"luon"}
    said = (*link, *(token.text for token in event))
    waiting = replace(question, topic=(), topic_text="", kinds=frozenset({"conditional"}), waits_for=said)
    return waiting if event and not others and select(desk.index, waiting) else None


_WAITED = re.compile(r"\b(?P<link>sau(?: khi)?(?: co)?|theo(?: dung)?|truoc) (?P<event>.+)")
_AFTER = "sau"
# "Đại hội vừa xong là phải làm luôn những gì?"
_OVER = re.compile(
    r"(?P<event>\w+(?: \w+){1,8}?) (?:vua|moi) (?:xong|ket thuc|be mac)(?: la| thi)?(?: phai| can)? lam\b"
)
# "gắn với ngày Đại hội", "tính theo ngày khai giảng"
_TIED = re.compile(
    r"\b(?P<link>gan (?:lien |chat )?(?:voi|vao)|tinh (?:theo|tu)|phu thuoc(?: vao)?|tuy (?:theo|thuoc|vao)|bam theo)"
    r"(?: (?:ngay|thoi diem|moc|thoi gian|lich|dip))* (?P<event>.+)"
)
_BUT = frozenset({"nhung", "ma", "tuy", "song"})
_LINKS = frozenset({"cua", "cac", "nhung", "ra", "moi", "duoc"})
_AT_ONCE = frozenset({"ngay", "moi", "chi", "duoc", "lam", "thuc", "hien", "trien", "khai", "theo"})


def _settled(desk: Desk, question: Question, loose: Sequence[tuple[str, ...]]) -> Question:
    open_ = replace(question, topic=(), topic_text="")
    rows = select(desk.index, open_)
    deeds = [one for one in loose if one in _words().deeds]
    if not _OR_ALL.search(bare(question.text)) and not _said_of_all(rows, deeds):
        phrases = tuple(" ".join(one) for one in loose if one not in _words().any_row)
        if any(prints(task, phrases, accented=question.accented) for task in rows):
            return replace(open_, any_of=phrases)
    return replace(open_, aside=", ".join(filter(None, (question.topic_text, question.aside))))


def _said_of_all(rows: Sequence[Task], deeds: Sequence[tuple[str, ...]]) -> bool:
    """Whether a column's header says one of `deeds`: then it is said of every row ("Cấp trình")."""
    headers = {word for task in rows for header, _ in task.details for word in folded_words(header)}
    return any(headers.issuperset(deed) for deed in deeds)


def _of_column(desk: Desk, question: Question, text: str) -> Question:
    """ "Đồng chí Lê Quốc Bảo phụ trách những việc gì?", "việc nào trình HĐND tỉnh?": the rows whose other columns print
    the value, and those whose text has all the words as they stand."""
    spoken = tokenize(text)
    said = folded_words(text)
    around = _words().titles | _words().beside_names
    bared = not question.accented
    stop = len(said) - _around(said[::-1], {one[::-1] for one in around}, bared=bared)
    plain = replace(question, topic=(), topic_text="", agencies=tuple(one for one in question.agencies if one.keys))
    for start in dict.fromkeys((0, _around(said, around | _words().kinds | _words().deeds, bared=bared))):
        value = " ".join(token.text for token in spoken[start:stop])
        # "chị Duyên", "Phó Giám đốc Duyên", "Duyên phụ trách những gì"
        told = _made_of(said[:start], _words().titles) if start else in_charge(question.text, value)
        of_person = stop - start == 1 and bool(told)
        titled = addressed_as(question.text, value)
        if stop - start < 2 and not of_person or not desk.index.beside(" ".join(bare_words(value))):
            continue  # no value, or one that no row prints there: to look would be to read all rows of the conditions
        rows = select(desk.index, plain) if plain.has_conditions else _proposed(desk, question, value)
        found_in = persons_rows if of_person else detail_rows
        found = found_in(rows, value, accented=question.accented)
        if not found:
            continue
        ids = {task.id for task in rows if task in found or prints(task, [text], accented=question.accented)}
        of_column = _said_of_all(found, [tuple(said[:start])] if start else [])
        if of_column or titled or all(task.id in ids for task in _by_words(desk, question, rows)):
            return replace(plain, detail=value, detail_ids=tuple(sorted(ids)))
    return question


def _by_words(desk: Desk, question: Question, rows: list[Task]) -> list[Task]:
    return desk.about(question, rows) if question.topic else []


def _around(said: Sequence[str], phrases: Iterable[tuple[str, ...]], *, bared: bool) -> int:
    """How many words at the beginning are `phrases` ("đề án trình | HĐND tỉnh"); `bared`: none has its marks."""
    around = set(phrases)
    if bared:
        around |= {tuple(map(bare, one)) for one in around}
    place = 0
    while length := next((n for n in (3, 2, 1) if tuple(said[place : place + n]) in around), 0):
        place += length
    return place


def _proposed(desk: Desk, question: Question, text: str) -> list[Task]:
    """The rows that may print `text` in another column, by full text: more, as long as the last ones still do."""
    k = PROPOSED
    while True:
        hits = desk.index.search(text, k=k, plan_ids=question.plan_ids, what="tasks")
        rows = [hit.row for hit in hits if isinstance(hit.row, Task)]
        if len(hits) < k or not detail_rows(rows[k // 2 :], text, accented=question.accented):
            return rows
        k *= 4
