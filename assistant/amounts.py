"""Rows by what they cost: "việc nào có kinh phí từ 300 triệu trở lên?", "việc nào tốn tiền nhất?"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import strings
from assistant.columns import column_text
from assistant.desk import Desk
from assistant.question import Question
from assistant.select import select
from corpus.model import Task
from corpus.text import bare

_UNITS = {"ty": 1e9, "ti": 1e9, "trieu": 1e6, "tr": 1e6, "nghin": 1e3, "ngan": 1e3, "dong": 1.0}
_DIGITS = r"\d[\d.,]*"
_NUMBER = rf"(?P<{{name}}>{_DIGITS})"
_UNIT = rf"(?P<{{name}}>{'|'.join(_UNITS)})\b"
_BETWEEN = re.compile(
    rf"\b(?:tu|trong khoang|khoang) {_NUMBER.format(name='low')} ?(?:{_UNIT.format(name='unit_low')})?(?: dong)?"
    rf" (?:den|toi) {_NUMBER.format(name='high')} ?{_UNIT.format(name='unit')}(?: dong)?"
)
_BOUND = re.compile(
    r"\b(?P<way>tren|hon|tu|toi thieu|it nhat|nhieu hon|lon hon|duoi|khong qua|chua den|chua toi|toi da|it hon"
    r"|nho hon)?"
    rf" ?{_NUMBER.format(name='n')} ?{_UNIT.format(name='unit')}(?: dong)?(?P<after> tro (?:len|xuong))?"
)
_BELOW = frozenset({"duoi", "khong qua", "chua den", "chua toi", "toi da", "it hon", "nho hon"})
_STRICT = frozenset({"tren", "hon", "nhieu hon", "lon hon", "duoi", "chua den", "chua toi", "it hon", "nho hon"})
_MONEY = r"(?:kinh phi|tien|so tien|du toan|ngan sach|von)"
_EXTREME = re.compile(
    rf"\b{_MONEY} (?P<size>lon|nhieu|cao|it|nho|thap) nhat\b|\b(?P<much>nhieu|it) {_MONEY} nhat\b"
    rf"|\b(?:ton|ngon|tieu|het|can|dung)(?: nhieu)? {_MONEY}(?: nhieu)? nhat\b"
    r"|\b(?:ton kem|dat tien|dat do|dat|nang tien|tien nhieu)(?: tien)? nhat\b"
)
_OF_MONEY = re.compile(
    rf"\b{_MONEY}\b|\b(?:ton|chi|het|gia tri|dat)\b"
    # "việc nào dưới 100 triệu"
    r"|\b(?:viec|nhiem vu|khoan|hang muc) (?:nao|gi) (?:co |la |o muc |muc )?(?:tren|duoi|tu|hon|khong qua|toi da)\b"
    # "việc nào của Sở trên 200 triệu"
    rf"|\b(?:tren|duoi|hon|khong qua|toi da) {_DIGITS} ?(?:trieu|ty|tr)(?: dong)?(?=\s*(?:[,?.]|$))"
)
# Beside an amount these words of a question say nothing of the work.
_ASIDE = frozenset({
    "kinh", "phi", "tien", "so", "du", "toan", "ngan", "sach", "von", "tu", "tren", "duoi", "tro", "len", "xuong",
    "dong", "trieu", "ty", "ti", "nghin", "ton", "ngon", "tieu", "het", "can", "dung", "nhieu", "it", "lon", "nho",
    "cao", "thap", "nhat", "khoan", "chi", "gia", "tri", "muc", "toi", "thieu", "khong", "qua", "hon", "den", "phong",
    "xa", "phuong", "anh", "em", "loc", "kem", "dat", "do", "nang",
})  # fmt: skip
_FIRST_NUMBER = re.compile(_DIGITS)


def by_amount(desk: Desk, question: Question) -> Question:
    """`question` with its amount of money turned into the rows whose column of money has it; the question itself where
    it names none, or none of the rows meant has such a column."""
    text = bare(question.text)
    bounds = _bounds(text)
    extreme = _EXTREME.search(text)
    if bounds is None and extreme is None or question.fact or not _OF_MONEY.search(text):
        return question
    rest = tuple(word for word in question.topic if bare(word) not in _ASIDE and not word[:1].isdigit())
    open_ = replace(question, topic=(), topic_text="", column="", by_column=False, order=None, number=None,
                    asks=question.asks - {"detail"})  # fmt: skip
    narrow = desk.with_column(open_, "kinh phí")
    if not narrow.plan_ids:
        return question
    costs = {task.id: cost for task in select(desk.index, narrow) if (cost := cost_of(task)) is not None}
    if not costs:
        return question
    if bounds is not None:
        low, high, strict, said = bounds
        found = [id for id, cost in costs.items() if low <= cost <= high and not (strict and cost in (low, high))]
    else:
        assert extreme is not None
        least = "it" in (extreme["much"], extreme["size"]) or extreme["size"] in ("nho", "thap")
        best = (min if least else max)(costs.values())
        found = [id for id, cost in costs.items() if cost == best]
        said = strings.COST_LEAST if least else strings.COST_MOST
    return replace(open_, intent="list", topic=rest, topic_text=" ".join(rest), amount=said,
                   detail_ids=tuple(sorted(found)) or ("",))  # fmt: skip


def _bounds(text: str) -> tuple[float, float, bool, str] | None:
    """The least and the most, in đồng, whether they are left out themselves, and how that is said."""
    if between := _BETWEEN.search(text):
        unit = _UNITS[between["unit"]]
        low = _number(between["low"]) * (_UNITS[between["unit_low"]] if between["unit_low"] else unit)
        high = _number(between["high"]) * unit
        return low, high, False, strings.COST_BETWEEN.format(low=in_words(low), high=in_words(high))
    match = next((one for one in _BOUND.finditer(text) if one["way"] or one["after"]), None)
    if match is None:
        return None
    amount = _number(match["n"]) * _UNITS[match["unit"]]
    below = match["way"] in _BELOW or match["after"] == " tro xuong"
    strict = match["way"] in _STRICT and not match["after"]
    below_it, above_it = (strings.COST_UNDER, strings.COST_OVER) if strict else (strings.COST_UP_TO, strings.COST_FROM)
    said = (below_it if below else above_it).format(amount=in_words(amount))
    return (0.0, amount, strict, said) if below else (amount, float("inf"), strict, said)


def cost_of(task: Task) -> float | None:
    """What a row costs in đồng, as its column of money prints it; None where it prints no number."""
    column = column_text(task, "kinh phí")
    number = _FIRST_NUMBER.search(column[1]) if column else None
    if column is None or number is None:
        return None
    unit = _unit(column[1][number.end() :]) or _unit(column[0]) or 1.0
    return _number(number.group()) * unit


def _unit(text: str) -> float | None:
    found = re.search(_UNIT.format(name="unit"), bare(text))
    return _UNITS[found["unit"]] if found else None


def _number(printed: str) -> float:
    """ "1.200" is 1200, "1,85" is 1.85."""
    digits = printed.strip(".,")
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits) or digits.count(".") > 1:
        digits = digits.replace(".", "")
    return float(digits.replace(",", ".")) if digits.count(",") < 2 else float(digits.replace(",", ""))


def in_words(amount: float) -> str:
    """ "1,2 tỷ đồng" for an amount in đồng."""
    size, name = next((size, name) for size, name in strings.MONEY_UNITS if amount >= size)
    return f"{amount / (size or 1):g}".replace(".", ",") + f" {name}"
