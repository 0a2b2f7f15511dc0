"""The same work with two deadlines, or given to two leads: found when a plan is indexed, said when it is answered.

Meant to be precise rather than many. Two rows are the same work when one unbroken stretch of words makes up nearly all
of both, without their deadlines ("Ban hành văn bản thực hiện Nghị quyết …", "Dự thảo văn bản thực hiện Nghị quyết …").
So are two rows of one body whose cores agree: without who does it, "Hoàn thành" before it and "báo cáo …" behind it,
one may add by what, or what for ("… theo chuẩn mới"). The same task given to each of several bodies under their
headings is no conflict, nor is a draft due before its issue, nor work due before the report on it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.agencies import parse_assignment
from corpus.levels import plan_level
from corpus.model import Plan, Reading, Task
from corpus.text import bare
from index import strings
from index.diff import row_name
from index.fulltext import terms
from index.identities import Identities
from index.lineage import cited_symbols, plain_symbol
from index.records import Conflict

# The common stretch must be so much of the shorter and of the longer row, and have so many words.
OF_SHORTER, OF_LONGER, FEWEST_WORDS = 0.8, 0.7, 6
# Where only the lead differs, or another plan says it, the rows must be all but equal.
NEARLY_ALL = 0.9

# What one does with a paper, in order: an earlier step may well be due before a later one.
_STEPS = (
    ("du thao", "chuan bi", "nghien cuu", "ra soat", "lay y kien", "gop y"),
    ("xay dung", "tham muu", "de xuat", "soan thao", "hoan thien"),
    ("trinh", "tham dinh", "cho y kien", "thong qua"),
    ("ban hanh", "phe duyet", "quyet dinh", "cong bo"),
    ("trien khai", "to chuc", "quan triet", "thuc hien", "phat dong", "khai mac", "khoi dong", "khoi cong"),
    ("kiem tra", "so ket", "tong ket", "danh gia", "bao cao", "trao giai", "be mac", "nghiem thu", "khanh thanh"),
)

# how a sentence of "TỔ CHỨC THỰC HIỆN" takes up the work of a table row
_FRAME = re.compile(
    r"(?:(?:chủ động|khẩn trương|tập trung|tiếp tục|tổ chức|hoàn thành|hoàn tất)(?: (?:việc|công tác|xong))?\s+)+", re.I
)
_REPORTED = re.compile(r"\s*(?:[,;]|\bvà)\s*(?:tổng hợp,?\s*)?(?:báo cáo|gửi|nộp)\b.*", re.I | re.S)
_ADDS = {"theo", "nham", "de", "bao", "dam", "gop", "phuc"}
_SURE_CORE = 8  # words of a core to which the other row may add something

_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True)
class _Row:
    task: Task
    plan: Plan
    words: tuple[str, ...]
    leads: frozenset[str]
    collective: bool
    core: tuple[str, ...]
    reported: bool


def conflicts_with(
    written: Mapping[str, Reading], plans: Mapping[str, Plan], reading: Callable[[str], Reading]
) -> Iterator[Conflict]:
    """The conflicts inside each plan just written, and between it and the plans that it carries out or that carry it
    out. `reading(plan_id)` gives the reading of any plan of `plans`."""
    rows = {id: _rows(one) for id, one in written.items()}
    for own in rows.values():
        yield from _inside(own)
    for upper, lower in _authorities(plans.values()):
        if upper in written or lower in written:
            both = (rows.get(id) or _rows(reading(id)) for id in (upper, lower))
            yield from _between(*both)


def _authorities(plans: Collection[Plan]) -> Iterator[tuple[str, str]]:
    """(the plan above, the plan that names it as what it carries out), by id."""
    symbols: dict[str, list[str]] = defaultdict(list)
    for plan in plans:
        symbol = plain_symbol(plan.symbol)
        if symbol:
            symbols[symbol].append(plan.id)
    for plan in plans:
        for symbol in sorted(cited_symbols(plan)):
            yield from ((above, plan.id) for above in symbols[symbol] if above != plan.id)


def _rows(reading: Reading) -> list[_Row]:
    who = Identities(reading, plan_level(reading.plan))
    rows = []
    for task in reading.tasks:
        leads = who.of(task.lead)
        keys, collective = frozenset(one.key for one in leads), any(one.collective for one in leads)
        rows.append(_Row(task, reading.plan, _work(task), keys, collective, *_core(task)))
    return rows


def _work(task: Task) -> tuple[str, ...]:
    """The words of a row without those of its deadline."""
    words = terms(task.text)
    due = terms(task.deadline.text) if task.deadline else []
    for start in range(len(words) - len(due) + 1):
        if due and words[start : start + len(due)] == due:
            return tuple(words[:start] + words[start + len(due) :])
    return tuple(words)


def _core(task: Task) -> tuple[tuple[str, ...], bool]:
    """The words of what is done alone, and whether a report on it was left out."""
    due = task.deadline.text if task.deadline and not task.table else ""
    text = task.text.replace(due, " ", 1) if due else task.text
    given = parse_assignment(text)
    said = given.rest if given.rest and (given.lead or given.coordinating) else text
    said = _FRAME.sub("", said.lstrip(" ,;:.-"), count=1)
    core = _REPORTED.sub("", said)
    return tuple(terms(core)), core != said


def _inside(rows: Sequence[_Row]) -> Iterator[Conflict]:
    for one, other in _alike(rows, rows):
        if not _common(one, other, OF_SHORTER, OF_LONGER):
            if _cores_differ_in_day(one, other):
                yield _deadlines(one, other)
        elif one.task.deadline and other.task.deadline and _due_differs(one, other) and _same_hands(one, other):
            yield _deadlines(one, other)
        elif _leads_differ(one, other):
            yield _leads(one, other)


def _between(upper: Sequence[_Row], lower: Sequence[_Row]) -> Iterator[Conflict]:
    """A plan may set itself an earlier day than the plan it carries out, but not a later one."""
    for above, below in _alike(upper, lower):
        if above.plan is below.plan or not _common(above, below, NEARLY_ALL, NEARLY_ALL):
            continue
        first, second = above.task.deadline, below.task.deadline
        if first and second and first.last_day and second.last_day and second.last_day > first.last_day:
            yield _deadlines(above, below)


def _alike(rows: Sequence[_Row], others: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """Pairs of rows that are the same work, or have the same core; each pair once."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(others):
        for pair in set(zip(row.words, row.words[1:], strict=False)):
            holders[pair].append(at)
    same = rows is others
    for at, row in enumerate(rows):
        if len(row.words) < FEWEST_WORDS:
            continue
        shared: dict[int, int] = defaultdict(int)
        own = set(zip(row.words, row.words[1:], strict=False))
        for pair in own:
            for other in holders[pair]:
                shared[other] += 1
        for other, count in sorted(shared.items()):
            candidate = others[other]
            enough = (not same or at < other) and count >= 0.6 * min(len(own), len(candidate.words) - 1)
            if enough and (_common(row, candidate, OF_SHORTER, OF_LONGER) or _same_core(row, candidate)):
                yield row, candidate


def _common(one: _Row, other: _Row, of_shorter: float, of_longer: float) -> bool:
    a, b = one.words, other.words
    size = SequenceMatcher(None, a, b, autojunk=False).find_longest_match().size
    if size < FEWEST_WORDS or size < of_shorter * min(len(a), len(b)) or size < of_longer * max(len(a), len(b)):
        return False
    numbers = [{word for word in words if word.isdigit()} for words in (a, b)]
    # one row may add the years that the work is for ("giai đoạn 2026 - 2030")
    return numbers[0] == numbers[1] or not all(numbers) and all(_YEAR.fullmatch(n) for n in numbers[0] | numbers[1])


def _same_core(one: _Row, other: _Row) -> bool:
    """Whether the cores are equal, or one of them only adds by what or what for, or the year."""
    shorter, longer = sorted((one.core, other.core), key=len)
    if len(shorter) < FEWEST_WORDS or longer[: len(shorter)] != shorter:
        return False
    rest = longer[len(shorter) :]
    year = len(rest) > 1 and rest[0] == "nam" and _YEAR.fullmatch(rest[1])
    return not rest or len(shorter) >= _SURE_CORE and bool(rest[0] in _ADDS or year)


def _cores_differ_in_day(one: _Row, other: _Row) -> bool:
    """One body has the same work twice, with two last days that are not those of the work and of the report on it."""
    first, second = one.task.deadline, other.task.deadline
    if not (first and second and first.last_day and second.last_day) or first.last_day == second.last_day:
        return False
    if not one.leads & other.leads:
        return False
    later = one if first.last_day > second.last_day else other
    return not (later.reported and not (one.reported and other.reported))


def _due_differs(one: _Row, other: _Row) -> bool:
    """Both have a last day, not the same one, and it is not the order in which the work is done."""
    first, second = one.task.deadline, other.task.deadline
    if not (first and second and first.last_day and second.last_day) or first.last_day == second.last_day:
        return False
    steps = _step(one), _step(other)
    if steps[0] is None or steps[1] is None or steps[0] == steps[1]:
        return True
    return (steps[0] < steps[1]) != (first.last_day < second.last_day)


def _step(row: _Row) -> int | None:
    start = bare(" ".join(row.words[:8]))
    found = [(start.find(word), step) for step, words in enumerate(_STEPS) for word in words if word in start[:24]]
    return min(found)[1] if found else None


def _same_hands(one: _Row, other: _Row) -> bool:
    return not one.leads or not other.leads or bool(one.leads & other.leads)


def _leads_differ(one: _Row, other: _Row) -> bool:
    """One list gives the very same work to two single bodies."""
    if not one.leads or not other.leads or one.leads & other.leads or one.collective or other.collective:
        return False
    if one.task.section != other.task.section or one.task.heading != other.task.heading:
        return False
    return _common(one, other, NEARLY_ALL, NEARLY_ALL)


def _deadlines(*rows: _Row) -> Conflict:
    places = "; ".join(
        strings.PLACE_DEADLINE.format(
            row=_place(row, rows), deadline=row.task.deadline.text if row.task.deadline else ""
        )
        for row in rows
    )
    ids = tuple(row.task.id for row in rows)
    return Conflict("conflicting_deadlines", ids, strings.CONFLICTING_DEADLINES.format(places=places))


def _leads(*rows: _Row) -> Conflict:
    places = "; ".join(strings.PLACE_LEAD.format(row=_place(row, rows), leads=", ".join(row.task.lead)) for row in rows)
    ids = tuple(row.task.id for row in rows)
    return Conflict("conflicting_leads", ids, strings.CONFLICTING_LEADS.format(places=places))


def _place(row: _Row, rows: Sequence[_Row]) -> str:
    name = row_name(row.task)
    if len({one.plan.id for one in rows}) > 1:
        return strings.OF_PLAN.format(row=name, plan=row.plan.symbol or row.plan.title or row.plan.file)
    return name
