"""Which plans carry out a document: "Kế hoạch nào căn cứ vào Nghị quyết 28-NQ/TW?", by their titles and legal bases."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant import strings
from assistant.desk import Desk
from assistant.facts import basis_line
from assistant.findings import Findings, Found
from assistant.papers import symbol_of
from assistant.plan_reference import plan_name
from assistant.question import Question
from assistant.rendition import find_line, line_spot, says
from assistant.tokens import bare_words, same_length
from corpus.model import Plan
from corpus.text import bare

_DOCUMENT = (
    r"(?:nghi quyet|ket luan|chi thi|chuong trinh|quyet dinh|luat|nghi dinh|ke hoach|qui dinh|quy dinh|thong bao"
    r"|thong tri|huong dan|de an|thong tu|ctr|nq|kl|ct|\d)"
)
_CITES = re.compile(
    r"\b(?:nhung |cac )?(?:ke hoach|van ban|phu luc|chuong trinh) (?:nao|gi)\b(?: [\w/-]+){0,4}?"
    r" (?:can cu|dua tren|dua vao|vien dan|dan chieu|trich dan|trien khai|thuc hien|cu the hoa|thi hanh|quan triet"
    r"|theo|nhac den|nhac toi)(?: (?:vao|tren|theo|thuc hien|tu|den|toi|noi dung|tinh than|cac|cua|la))*"
    rf" (?P<name>{_DOCUMENT}.*)"
)
_CARRIED_OUT = r"(?:can cu|vien dan|dan chieu|trien khai|thuc hien|cu the hoa|thi hanh|lay lam can cu|quan triet)"
# "Nghị quyết 28-NQ/TW được kế hoạch nào cụ thể hóa?", "… được triển khai trong kế hoạch nào?"
_CITED_BY = re.compile(
    rf"^\W*(?P<name>{_DOCUMENT}.+?) (?:duoc |do |co )?(?:(?:nhung |cac )?ke hoach nao {_CARRIED_OUT}"
    rf"|{_CARRIED_OUT}(?: thuc hien)?(?: o| trong| tai| boi)? (?:nhung |cac )?ke hoach nao)\b"
)
_PASSIVE = re.compile(r" (?:duoc|do|co|o|trong|tai|boi|ke hoach nao \w+ \w+)(?: |$)")
_ASKED = re.compile(r"\b(?:nao|gi|dau|viec|nhiem vu)\b")
_ENDS = re.compile(r"[\s?.!,]*(?:khong|vay|the|nhi|a|ha)?[\s?.!,]*$")
_LITTLE = frozenset({"so", "cua", "ve", "viec", "ngay", "do", "lan", "thu"})


def answer_citing(desk: Desk, question: Question) -> tuple[Findings, Question] | None:
    """The plans whose title or legal basis names the document that is asked about, each with the line that does; None
    where something else is asked."""
    shadow = same_length(question.text)
    match = _CITES.search(shadow) or _CITED_BY.search(shadow)
    if match is None or question.agencies and question.agencies[0].keys or question.due:
        return None
    if match.re is _CITED_BY and question.plan_ids and not _PASSIVE.search(match[0]):
        return None  # "Kế hoạch 18 căn cứ kế hoạch nào": its own basis
    start, end = match.span("name")
    name = question.text[start : start + _ENDS.search(shadow[start:end]).start()]  # type: ignore[union-attr]
    if _ASKED.search(bare(name)):
        return None
    symbol = symbol_of(name)
    within = question.plan_ids if question.plan_said not in name else None
    plans = [plan for plan in desk.plans.values() if within is None or plan.id in within]
    found = [(plan, entry) for plan in plans if (entry := _entry(plan, name, symbol))]
    answered = replace(question, intent="facts", fact="basis", also_facts=(), topic=(name,), topic_text=name,
                       plan_ids=within)  # fmt: skip
    if not found:
        asks_basis = question.fact == "basis"
        return (Findings("nothing_found", strings.NO_PLAN_CITES.format(name=name)), answered) if asks_basis else None
    lines, quotes = [], list[Found]()
    for plan, entry in found:
        quote = _quote(desk, plan, entry)
        if quote is not None:
            quotes.append(quote)
            said = strings.FACT_LINE.format(
                plan=plan_name(plan), fact=strings.FACT["basis"], value=entry.strip(" ;,."), n=len(quotes)
            )
            lines.append(said)
    if not quotes:
        return None
    head = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    return Findings("answered", head, quotes=tuple(quotes)), answered


def _entry(plan: Plan, name: str, symbol: str | None) -> str:
    """The entry of a plan's basis, or its title, that names the document: the one that begins with it, where any
    does."""
    entries = [*plan.basis, plan.title or ""]
    if symbol is None:
        wanted = set(bare_words(name)) - _LITTLE
        return next((entry for entry in entries if wanted <= set(bare_words(entry))), "")
    if plan.symbol and re.search(symbol, plan.symbol, re.IGNORECASE):
        return ""  # the document itself
    places = [(found.start(), entry) for entry in entries if (found := re.search(symbol, entry, re.IGNORECASE))]
    return min(places, key=lambda place: (place[0], -len(place[1])))[1] if places else ""


def _quote(desk: Desk, plan: Plan, entry: str) -> Found | None:
    lines = desk.index.lines(plan.id)
    place = basis_line(lines, entry)
    if place is None:
        head = " ".join(entry.split()[:5])
        place = find_line(lines, lambda line: says(line, head))
    return Found(plan.id, plan.file, "", "", lines[place], line_spot(place)) if place is not None else None
