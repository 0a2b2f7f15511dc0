"""Where rows stand in their plan: "trong bảng", "dòng cuối cùng của phần II", "dòng áp chót"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.question import Question
from assistant.row_reference import RowMention, find_rows
from assistant.tokens import Stretch, is_spelt, same_length
from corpus.model import Task
from corpus.text import bare
from index import Index
from index.records import TaskFilter

Rows = Callable[[Question], Sequence[Task]]

# Of so many plans it is known whether they have a table at all.
PLANS = 20
# The last line of each plan is given for so many plans.
MOST = 6
_KINDS = (
    r"(?: (?:phan cong|phan giao|giao viec|nhiem vu|cong viec|dau viec|tong hop|chi tiet|tien do|danh muc|cu the"
    r"|kem theo|kem|ke(?! hoach)|6 ro|sau ro|trong tam|nay|do|ay|tren|duoi))*"
)
# "trong bảng", "ở bảng nhiệm vụ", "trong biểu phân công", "trong phụ lục"
_TABLE = re.compile(
    r"\b(?P<out>(?:ngoai|tru|khong ke|khong tinh) (?:cac viec |nhung viec |viec )?)?"
    r"(?P<link>(?:trong|o|tai|thuoc|tren|theo|cua) )?(?:ca |cac |cai |toan bo )?"
    rf"(?P<noun>bang|bieu|phu luc){_KINDS}\b"
)
# Behind a table these, a break or a name go on; others make a word of it: "bảng giá đất", "biểu diễn".
_GOES_ON = re.compile(
    r"\s*(?:[,;:.?!)]|$)| (?:cua|thuoc|co|thi|viec|nhiem vu|nhung|cac|nao|gi|phuong|xa|tinh|so|ke hoach|o|muc|phan|con"
    r"|ma|dang|la|ai|bao nhieu|may|khong|chua|ghi|neu|nam|de|giao|han|cot|don vi|co quan|dong|phai|duoc|ra)\b"
)
_SPELT = frozenset({"bảng", "biểu", "phụ lục"})
# Behind a word for a table without a link these say whose it is: "Bảng của xã có mục nào …".
_WHOSE = re.compile(r" (?:(?:cua|thuoc) )?(?:ke hoach|phuong|xa|tinh|thanh pho|dac khu|so)\b")
_OF_NAME = re.compile(r" (?:của|cua) (?=[A-ZĐ])")


@dataclass(frozen=True, slots=True)
class TableMention:
    """A stretch of a question that limits rows to those of a table, or, where `out`, to the others."""

    start: int
    end: int
    out: bool


def tables(text: str, rows: Sequence[RowMention], plans: Iterable[Stretch]) -> list[TableMention]:
    """Where a question limits the rows to those of a table: not "bảng giá đất", nor "phụ lục 376", which is a plan."""
    named = [(plan.start, plan.end) for plan in plans]
    shadow = same_length(text)
    found = []
    for match in _TABLE.finditer(shadow):
        noun, end = match.start("noun"), match.end()
        if any(start <= noun < last for start, last in named) or not is_spelt(text[slice(*match.span("noun"))], _SPELT):
            continue
        behind = text[end:]
        if not _GOES_ON.match(shadow, end) and not behind[1:2].isupper():
            continue
        ahead = shadow[: match.start()].rstrip()
        opens = not ahead or ahead[-1:] in ",;:" or ahead.endswith((" ra", " thi"))
        numbered = any(row.end == len(ahead) for row in rows)
        whose = _WHOSE.match(shadow, end) or behind[1:2].isupper() or _OF_NAME.match(behind)
        if match["link"] or match["out"] or numbered or opens and whose:
            closing = re.match(r"\s+ra\b(?: thi\b)?", shadow[end:]) if match["out"] else None
            found.append(TableMention(match.start(), end + (closing.end() if closing else 0), bool(match["out"])))
    return found


def in_tables(index: Index, rows: list[Task], *, anywhere: bool) -> list[Task]:
    """Of `rows` those that stand in a table; all of a plan that has none, unless rows of other plans stand in one and
    `anywhere` is meant."""
    if anywhere and any(task.table for task in rows):
        return [task for task in rows if task.table]
    without = {task.plan_id for task in rows} - {task.plan_id for task in rows if task.table}
    if len(without) > PLANS:
        without = set()
    kept = {
        plan for plan in without
        if not any(task.table for task in index.tasks(TaskFilter(plan_ids=frozenset({plan}))))
    }  # fmt: skip
    return [task for task in rows if task.table or task.plan_id in kept]


# These are counted as they are printed; "việc cuối cùng" is, where it says of what part of a plan.
_LINES = re.compile(r"(?:\d+ |\w+ )?(?:dong|hang|gach|dau gach|stt|so thu tu|y)\b")
_BULLET = re.compile(r"\b(?:gach dau dong|dong|y|nhiem vu|cong viec|viec) thu\b")
_A_BULLET = re.compile(r"\b(?:gach dau dong|dau gach|gach) thu\b")
_LISTED = re.compile(r"\b(?:liet ke|ghi|neu|xep|nam|dung)(?: o| trong| tai)?(?: vi tri)? (?:dau|cuoi|ap chot)")


def _ordinals(question: Question) -> list[RowMention]:
    return [one for one in find_rows(question.text) if one.ordinal is not None]


def of_a_plan(question: Question) -> bool:
    """Whether an ordinal counts the lines of a plan, whatever was spoken of before: "dòng cuối cùng của bảng …"."""
    mentions = _ordinals(question)
    part = question.in_table or question.section
    lines = any(_LINES.match(bare(one.said)) for one in mentions) and question.plan_ids is not None
    own = question.agencies and "that_task" not in question.cues  # "hai việc đầu tiên của Sở Y tế"
    return bool(mentions) and bool(part or lines or own)


# "phần cuối cùng của kế hoạch", "mục đầu tiên"; of what has a day, "phần cuối cùng phải xong" is the latest
_END_PART = re.compile(
    r"\b(?P<noun>phan|muc|chuong) (?:(?P<last>cuoi cung|cuoi)|(?P<first>dau tien)|(?P<next>ap chot))"
    r"(?! (?:phai|can|den han|toi han|xong|hoan thanh|nam|thang|quy|tuan|ky)\b)"
)


def _of_end_part(question: Question, rows_of: Rows) -> Question:
    """The rows of the first or the last part of one plan, where a question asks for it."""
    match = _END_PART.search(bare(question.text))
    if match is None or question.section or question.plan_ids is None or len(question.plan_ids) != 1:
        return question
    plain = replace(question, order=None, topic=(), topic_text="", intent="list", asks=frozenset(), everything=True)
    depth = 1 if match["noun"] != "muc" else None
    rows = sorted(rows_of(plain), key=place_of)
    parts = list(dict.fromkeys(".".join(task.section.split(".")[:depth]) for task in rows if task.section))
    at = 0 if match["first"] else -2 if match["next"] else -1
    return replace(plain, section=parts[at]) if len(parts) > 1 else question


def of_its_own_list(question: Question, rows_of: Rows) -> Question:
    """The rows that an ordinal picks from the list that the question itself names, in each plan."""
    question = _of_end_part(question, rows_of)
    mentions = _ordinals(question)
    ordinals = [one.ordinal for one in mentions if one.ordinal is not None]
    lines = any(_LINES.match(bare(one.said)) for one in mentions) or _LISTED.search(bare(question.text)) is not None
    if ordinals and (lines or question.in_table or question.section):
        return _as_printed(question, mentions, rows_of)
    first = ordinals == [1] and not question.topic
    if (first or ordinals == [-1]) and question.intent == "list" and not question.order:
        # "Việc cuối cùng của Sở Y tế" is the one with the latest day; where rows have none, the last of the list
        by_day = replace(question, order="latest" if ordinals == [-1] else "earliest")
        if not question.agencies or question.topic or rows_of(by_day):
            return by_day
    several = len(ordinals) > 1 and question.intent == "list" and not question.order
    if several and (question.agencies or question.plan_ids is not None or question.due or question.topic):
        # "hai việc đầu tiên của Sở Y tế": as they are printed
        said = ", ".join(dict.fromkeys(one.said for one in mentions))
        found = _picked(replace(question, place=said), [n for n in ordinals if n], rows_of, bullets=False)
        return replace(found, topic=(), topic_text="") if found.row_ids else question
    bullet = question.agencies and not question.section and _A_BULLET.search(bare(question.text))
    counted = not ordinals and question.number and f" thu {question.number}" in bare(question.text)
    if counted and question.number and (bullet or not rows_of(question)):
        # "nhiệm vụ thứ 2 của Công an phường", whose rows have other numbers; a bullet has none
        ordinals, question = [int(question.number)], replace(question, number=None)
    named = (question.agencies or question.section) and not question.due and not question.topic
    ends = ordinals in ([1], [-1]) and question.intent == "list"
    if not ordinals or not named or not (ends or _BULLET.search(bare(question.text))):
        return question
    return _picked(question, ordinals, rows_of, bullets=bool(bullet))


def _as_printed(question: Question, mentions: Sequence[RowMention], rows_of: Rows) -> Question:
    """The lines of a plan, a part or a table by their place in print."""
    text = bare(question.text)
    bullets = any(bare(one.said).startswith(("gach", "dau gach")) for one in mentions)
    plain = replace(question, topic=(), topic_text="", order=None, group_by=None, figures=frozenset(), count=False)
    said = ", ".join(dict.fromkeys(one.said for one in mentions))
    ordinals = [one.ordinal for one in mentions if one.ordinal is not None]
    found = _picked(replace(plain, place=said), ordinals, rows_of, bullets=bullets and "gach" in text)
    return found if found.row_ids else question


def _picked(question: Question, ordinals: Sequence[int], rows_of: Rows, *, bullets: bool) -> Question:
    lists: dict[str, list[Task]] = {}
    for task in rows_of(replace(question, everything=True, intent="list", asks=frozenset(), place="")):
        lists.setdefault(task.plan_id, []).append(task)
    if bullets:
        unnumbered = {plan: [task for task in rows if not task.number] for plan, rows in lists.items()}
        lists = {plan: rows for plan, rows in unnumbered.items() if rows} or lists
    scope = question.plan_ids is not None or question.agencies or question.section
    if len(lists) > MOST and not scope:
        return question
    picked = []
    for rows in lists.values():
        rows.sort(key=place_of)
        places = (n if n < 0 else n - 1 for n in ordinals)
        picked += [rows[at].id for at in places if -len(rows) <= at < len(rows)]
    return replace(question, row_ids=tuple(picked), intent="row", everything=True) if picked else question


def place_of(task: Task) -> tuple[int, int]:
    """Where a task stands in its plan."""
    spot = task.spots[0] if task.spots else None
    return (spot.page or 0, spot.first_line or 0) if spot else (0, 0)
