"""Documents that plans only cite: "Nghị quyết 28-NQ/TW ra ngày nào?", with the line that prints the day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant import cited, strings
from assistant.desk import Desk
from assistant.findings import Findings, Found
from assistant.question import Fact, Question
from assistant.rendition import find_line, line_spot, says, says_day
from assistant.tokens import bare_words
from corpus.model import Task
from corpus.text import bare

# So many rows and passages are looked at for a document that no title and no basis cites.
HITS = 60
_WHEN = re.compile(
    r"\b(?:ngay|hom) (?:thang )?(?:nao|may|bao nhieu)\b|\b(?:ban hanh|ra doi|ra|k[yi]|co tu)(?: vao| tu)? "
    r"(?:khi nao|bao gio|luc nao|hoi nao|nam nao|thang nao)\b|\bngay (?:ban hanh|k[yi]|thang)\b"
)
_WHOSE = re.compile(
    r"\b(?:cua|do) (?:ai|co quan nao|cap nao|don vi nao)\b|\b(?:ai|co quan nao|cap nao) (?:da )?(?:ban hanh|ra|k[yi])\b"
)
_WHAT = re.compile(
    r"\b(?:noi |quy dinh )?ve (?:cai gi|viec gi|van de gi|chuyen gi|noi dung gi|dieu gi|gi)\b"
    r"|\b(?:noi dung|trich yeu)(?: cua no| chinh)?(?: la)? (?:gi|the nao|ra sao)\b|\bnoi (?:cai )?gi\b|\btrich yeu\b"
)
# "mà La Gi viện dẫn"
_CITED = re.compile(
    r"\b(?:vien dan|dan chieu|trich dan|nhac den|nhac toi|neu ra|dan ra|can cu)\b"
)
# Beside a document's name these ask for it, and for no work.
_ASKING = frozenset({
    "ngay", "nao", "may", "bao", "nhieu", "hom", "khi", "luc", "gio", "hoi", "nam", "thang", "ra", "doi", "ban",
    "hanh", "ky", "ki", "de", "vao", "tu", "co", "la", "cua", "do", "ai", "thi", "nhi", "ay", "a", "vay", "the",
    "cho", "biet", "xin", "em", "toi", "minh", "duoc", "da", "van", "quan", "cap", "don", "vi", "nghi", "quyet",
    "ke", "hoach", "chuong", "trinh", "dong", "ket", "luan", "chi", "quy", "qui", "dinh", "an", "thong", "so",
    "cong", "huong", "dan", "luat", "trong", "theo", "trung", "uong", "tinh", "thanh", "uy", "bo", "chinh", "dang",
    "chap", "thuong", "vu", "quoc", "phu", "phuong", "xa", "bi", "thu", "noi", "ve", "cai", "gi", "viec", "chuyen",
    "dieu", "dung", "trich", "yeu", "no", "sao", "ma", "vien", "chieu", "nhac", "den", "neu", "can", "cu", "bang",
    "o", "tai", "va", "nay",
})  # fmt: skip
_DAY = (
    r"\s*,?\s*(?:được )?(?:ban hành )?ngày\s+(?P<d>\d{1,2})\s*(?:[/.-]|tháng)\s*(?P<m>\d{1,2})\s*(?:[/.-]|năm)"
    r"\s*(?P<y>\d{4})"
)
_ISSUER = (
    r"(?:\s*,?\s*của\s+(?P<of>\w.*?)"
    r"(?=\s+(?:về|thực hiện|triển khai|khóa|khoá|nhằm|tại|hướng dẫn|quy định)\b|[,;.()\n]|$))?"
)
# What stands behind: "về tiếp tục xây dựng …", "thực hiện Nghị quyết …".
_ABOUT = (
    r"(?:\s+kh[óo][áa]\s+\w+)?"
    r"(?:\s*,?\s+(?P<about>(?:về|thực hiện|triển khai|nhằm|quy định|hướng dẫn)\s[^;()\n]{4,400}))?"
)


def answer_paper(desk: Desk, question: Question) -> tuple[Findings, Question] | None:
    """The day on which a document was issued, or whose it is, as the plans that cite it print it; None where something
    else is asked, or no plan prints it."""
    asked = _asked(question)
    text = _without_plan(question)
    pattern = symbol_of(text) if asked and _alone(text) else None
    if pattern is None:
        return None
    own = (symbol for plan in desk.plans.values() for symbol in (plan.symbol, plan.parent) if symbol)
    if any(re.search(pattern, symbol, re.IGNORECASE) for symbol in own):
        return None  # a plan of the index may be meant
    told: dict[tuple[str, str, Fact], tuple[str, str, Found]] = {}
    scope = question.plan_ids if _CITED.search(bare(question.text)) else None
    for plan_id, symbol, day, issuer, about in _printed(desk, pattern, scope):
        found = _line(desk, plan_id, symbol, day)
        values = {"issued_on": strings.DAY.format(day=day), "issuer": issuer, "about": about}
        for fact in asked if found else ():
            value = values[fact]
            # of what a document is about some print more than others
            key = (bare(symbol), "" if fact == "about" else bare(value), fact)
            if found and value and (key not in told or len(value) > len(told[key][1])):
                told[key] = (symbol, value, found)
    if not told:
        return None
    quotes = list(dict.fromkeys(found for *_, found in told.values()))
    lines = [
        strings.FACT_LINE.format(plan=symbol, fact=strings.FACT[fact], value=value, n=quotes.index(found) + 1)
        for (*_, fact), (symbol, value, found) in told.items()
    ]
    head = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    answered = replace(question, intent="facts", fact=asked[0], also_facts=tuple(asked[1:]), plan_ids=None)
    return Findings("answered", head, quotes=tuple(quotes)), answered


def _asked(question: Question) -> list[Fact]:
    said = bare(question.text)
    facts: list[Fact] = []
    if _WHEN.search(said):
        facts.append("issued_on")
    if _WHOSE.search(said):
        facts.append("issuer")
    if _WHAT.search(said):
        facts.append("about")
    return facts


def _without_plan(question: Question) -> str:
    """The question without the plan that cites the document: "Kết luận 210-KL/TW mà La Gi viện dẫn"."""
    text = question.text
    for plan in question.plan_said.split(", ") if _CITED.search(bare(text)) else ():
        text = text.replace(plan, " ")
    return text


def _alone(text: str) -> bool:
    """Whether a question has but the document's name and whose it is."""
    said = bare_words(cited.SYMBOL.sub(" ", text))
    return all(word in _ASKING or word.isdigit() for word in said)


def symbol_of(text: str) -> str | None:
    """The one document that a question names, as an expression for its symbol: "28-NQ/TW", "Nghị quyết 28"."""
    symbols = [match.group() for match in cited.SYMBOL.finditer(text)]
    if len(symbols) == 1:
        parts = re.split(r"\s*[-/]\s*", symbols[0].strip())
        more = r"(?:\s*/\s*[\w&-]+)?" if len(parts) == 2 else ""  # "210-KL" is 210-KL/TW
        return r"(?<!\d)0?" + r"\s*[-/]\s*".join(map(re.escape, parts)) + rf"{more}(?![\w/-])"
    kinds = "|".join(_INITIALS)
    named = list(re.finditer(rf"\b(?P<kind>{kinds})(?: so)? 0?(?P<n>\d{{1,4}})(?![\d/.-])", bare(text)))
    if symbols or len(named) != 1:
        return None
    return rf"(?<!\d)0?{named[0]['n']}\s*[-/]\s*(?:\d{{4}}\s*[-/]\s*)?{_INITIALS[named[0]['kind']]}[\w/&-]*"


# What a kind of document begins with in its symbol.
_INITIALS = {
    "nghi quyet": "NQ", "ket luan": "KL", "chi thi": "CT", "qui dinh": "QĐ", "quyet dinh": "QĐ", "thong bao": "TB",
    "huong dan": "HD", "chuong trinh hanh dong": "CTr", "chuong trinh": "CTr",
}  # fmt: skip


def _printed(
    desk: Desk, symbol: str, scope: frozenset[str] | None
) -> Iterator[tuple[str, str, date, str, str]]:
    """(plan, symbol, day, issuer, what it is about) of each place that prints the symbol with its day: in the titles
    and bases of the plans in `scope`, else in rows and prose."""
    pattern = re.compile(rf"(?P<symbol>{symbol}){_DAY}{_ISSUER}{_ABOUT}", re.IGNORECASE)
    plans = [plan for plan in desk.plans.values() if scope is None or plan.id in scope]
    texts = [(plan.id, " ; ".join([plan.title or "", *plan.basis])) for plan in plans]
    found = [(plan_id, match) for plan_id, text in texts for match in pattern.finditer(text)]
    if not found:
        words = " ".join(re.findall(r"\w{2,}", re.sub(r"\\.|\(.*?\)|\[.*?\]", " ", symbol)))
        hits = desk.index.search(words, k=HITS, plan_ids=scope, what="both", meaning="")
        rows = [(hit.row.plan_id, hit.row.text if isinstance(hit.row, Task) else hit.row.quote) for hit in hits]
        found = [(plan_id, match) for plan_id, text in rows for match in pattern.finditer(text)]
    for plan_id, match in found:
        try:
            day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        except ValueError:
            continue
        symbol, issuer, about = (" ".join((match[name] or "").split()) for name in ("symbol", "of", "about"))
        yield plan_id, symbol, day, issuer, about.rstrip(" .,")


def _line(desk: Desk, plan_id: str, symbol: str, day: date) -> Found | None:
    """The line of a plan that prints the symbol and the day, or the two over which they run."""
    lines = desk.index.lines(plan_id)
    first = find_line(lines, lambda line: says(line, symbol) and says_day(line, day))
    last = first
    if first is None:
        pairs = (" ".join(pair) for pair in zip(lines, lines[1:], strict=False))
        first = next((at for at, line in enumerate(pairs) if says(line, symbol) and says_day(line, day)), None)
        last = None if first is None else first + 1
    if first is None or last is None:
        return None
    quote = "\n".join(lines[first : last + 1])
    return Found(plan_id, desk.plans[plan_id].file, "", "", quote, line_spot(first, last))
