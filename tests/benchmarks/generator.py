"""Make plans and questions with known answers, the same for the same seed.

    python -m tests.benchmarks.generator --plans 100 --seed 7 FOLDER

writes FOLDER/plans/*, FOLDER/rows.json and FOLDER/questions.json, in the forms of the sample plans' gold.
"""

from __future__ import annotations

import argparse
import calendar
import random
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.samples.build import WRITERS, dump
from tests.samples.source import Bullets, Condition, Row, Sample, Table, gold_rows, key, read_due

WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
YEAR = 2026
TODAY = date(YEAR, 4, 20)
FORMS = ("table", "table", "table", "table", "bullets", "bullets", "docx", "xlsx")
CLOSING = "Các cơ quan, đơn vị căn cứ Kế hoạch này tổ chức thực hiện nghiêm túc./."
ROMAN = ("I", "II", "III", "IV")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One invented ward and the names that only its plans use."""

    name: str
    rare: str

    def agencies(self, party: bool) -> list[str]:
        return [*WORDS["party" if party else "state"], self.rare]


def shown_day(rng: random.Random, day: date) -> str:
    """A date as clerks write it: mostly d/m/yyyy, at times with zeros, dots or hyphens."""
    d, m = (f"{day.day:02}", f"{day.month:02}") if rng.random() < 0.3 else (str(day.day), str(day.month))
    mark = rng.choices("/.-", (8, 1, 1))[0]
    return f"{d}{mark}{m}{mark}{day.year}"


def month_of(year: int, first: int, last: int) -> str:
    return f"{date(year, first, 1)}/{date(year, last, calendar.monthrange(year, last)[1])}"


def draw_deadline(rng: random.Random) -> tuple[str, str]:
    """(as printed, how it must be read) of one deadline; half of all are days."""
    kind = rng.choices(
        ("before", "by", "month", "quarter", "half", "range", "recurring", "conditional", "from", "done", "none"),
        (30, 10, 14, 10, 3, 5, 14, 6, 2, 3, 3),
    )[0]
    day = date(YEAR, 1, 20) + timedelta(rng.randrange(330))
    wording = rng.choice(WORDS.get(kind, [""]))
    if kind in ("before", "by"):
        return wording.format(d=shown_day(rng, day)), (day - timedelta(kind == "before")).isoformat()
    if kind == "month":
        return wording.format(m=day.month, y=YEAR), month_of(YEAR, day.month, day.month)
    if kind == "quarter":
        quarter = (day.month - 1) // 3
        return wording.format(q=ROMAN[quarter], y=YEAR), month_of(YEAR, quarter * 3 + 1, quarter * 3 + 3)
    if kind == "half":
        return wording.format(y=YEAR), month_of(YEAR, 1, 6) if "đầu" in wording else month_of(YEAR, 7, 12)
    if kind == "range":
        end = day + timedelta(rng.randrange(3, 12))
        return f"Từ ngày {shown_day(rng, day)} đến ngày {shown_day(rng, end)}", f"{day}/{end}"
    if kind == "from":
        return f"Thực hiện từ năm {YEAR}", f"from {YEAR}-01-01"
    return {"done": "Đã hoàn thành", "none": ""}.get(kind, wording), kind


def draw_rows(rng: random.Random, place: Place, party: bool, section: str, count: int) -> list[Row]:
    """`count` rows with different objects, so that each can be told from the others by its first words."""
    agencies, rows = place.agencies(party), []
    for position, thing in enumerate(rng.sample(WORDS["objects"], count), 1):
        what = thing.format(n=rng.randrange(3, 400))
        text = f"{rng.choice(WORDS['verbs'])} {what} {rng.choice(WORDS['scopes'])}"
        lead, *helpers = rng.sample(agencies, rng.randrange(1, 4))
        if rng.random() < 0.15:
            helpers = [rng.choice(WORDS["general"])]
        printed, due = draw_deadline(rng)
        rows.append(Row(section, str(position), position, text, lead, "; ".join(helpers), printed, due))
    return rows


def noisy(rng: random.Random, rows: list[Row]) -> list[Row]:
    """What typing and page breaks do: the older tone mark in some names, and one row broken over a page."""
    rows = [replace(r, lead=r.lead.replace("ủy", "uỷ")) if rng.random() < 0.15 else r for r in rows]
    if rng.random() < 0.5:
        at = rng.randrange(len(rows))
        words = rows[at].text.split()
        rows[at] = replace(rows[at], text=" ".join(words[:-3]) + "|" + " ".join(words[-3:]))
    return rows


def under_headings(rows: list[Row]) -> list[list[str] | Bullets]:
    """The rows as bullets under headings that are their leads, each with its deadline in brackets."""
    blocks: list[list[str] | Bullets] = []
    for number, lead in enumerate(dict.fromkeys(row.lead for row in rows), 1):
        own = [row for row in rows if row.lead == lead]
        blocks.append([f"{number}. {lead}"])
        blocks.append(Bullets(tuple(
            replace(
                row, section=f"II.{number}", number=None, position=at, coordinating=None, deadline=as_bracket(row),
                text=row.text if row.deadline else f"{row.text}.",
            )
            for at, row in enumerate(own, 1)
        )))
    return blocks


def as_bracket(row: Row) -> str:
    text = row.deadline
    return text[:1].lower() + text[1:]


DrawRows = Callable[[random.Random, Place, bool, str, int], list[Row]]


def draw_plan(
    rng: random.Random, number: int, place: Place, draw: DrawRows = draw_rows, sizes: tuple[int, int] = (8, 22)
) -> Sample:
    """One plan of a ward, with `sizes` (from, below) rows as `draw` draws them. Its symbol is its own in the ward."""
    party, topic, form = rng.random() < 0.5, rng.choice(WORDS["topics"]), rng.choice(FORMS)
    symbol = f"{number}-KH/ĐU" if party else f"{number}/KH-UBND"
    issued = date(YEAR, 1, 5) + timedelta(rng.randrange(30))
    rows = draw(rng, place, party, "II", rng.randrange(*sizes))
    head = [
        f"Thực hiện Chương trình số 07-CTr/TU, ngày 15/12/2025 của Tỉnh ủy, phường {place.name} ban hành Kế hoạch "
        f"{topic} năm {YEAR} như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        f"Nâng cao chất lượng {topic} tại phường {place.name}; phân công rõ người, rõ việc, rõ thời hạn, rõ kết quả.",
        "II. NHIỆM VỤ CỤ THỂ",
    ]
    tail = ["III. TỔ CHỨC THỰC HIỆN", CLOSING]
    header = ("STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành")
    body: list[list[str] | Table | Bullets]
    if form == "bullets":
        body = [*under_headings(rows)]
    elif form == "table":
        rows = noisy(rng, rows)
        body = [Table(header, tuple(rows), (*(f"{r.number}a" for r in rows if "|" in r.text), "6"))]
    elif form == "docx":
        body = [Table(header, tuple(rows))]
    else:
        rows = [replace(row, section="", rest=("", "")) for row in rows]
        merged = ("Đơn vị thực hiện/Chủ trì", "Đơn vị thực hiện/Phối hợp")
        body = [Table((*header[:2], *merged, header[4], "Kinh phí (triệu đồng)", "Ghi chú"), tuple(rows))]
    issuer = f"{'ĐẢNG ỦY' if party else 'ỦY BAN NHÂN DÂN'} PHƯỜNG {place.name.upper()}"
    title = [f"{topic} năm {YEAR}"]
    if form == "xlsx":
        whose = "Đảng ủy" if party else "UBND"
        title.append(f"(kèm theo Kế hoạch số {symbol}, ngày {issued:%d/%m/%Y} của {whose} phường {place.name})")
    facts = {
        "parent": "", "issuer": issuer, "symbol": f"Số {symbol}" if party else f"Số: {symbol}",
        "place": f"{place.name}, ngày {issued.day:02} tháng {issued.month:02} năm {YEAR}",
        "title": ["PHỤ LỤC" if form == "xlsx" else "KẾ HOẠCH", *title],
        "sign": ["T/M BAN THƯỜNG VỤ" if party else "TM. ỦY BAN NHÂN DÂN", "", "Nguyễn Văn Hòa"],
        "recipients": ["Thường trực Đảng ủy,", "Lưu Văn phòng."],
        "plan": f"Kế hoạch số {symbol} của phường {place.name}", "ward": place.name, "party": party,
    }
    kind = "text" if form in ("table", "bullets") else form
    suffix = {"text": "txt"}.get(kind, kind)
    name = f"{number:05}-{'KH-DU' if party else 'KH-UBND'}.{suffix}"
    blocks = (body if form == "xlsx" else [head, *body, tail])
    return Sample(name, kind, facts, tuple(blocks), () if form == "xlsx" else (CLOSING[:50],))


def draw_places(rng: random.Random, count: int) -> list[Place]:
    """At most `count` wards (there are some 740 names), at least one."""
    wards = [f"{a} {b}" for a in WORDS["first"] for b in WORDS["second"] if a != b]
    rng.shuffle(wards)
    return [Place(w, rng.choice(WORDS["rare"]).format(place=w)) for w in wards[: max(1, count)]]


def draw_plans(seed: int, count: int) -> list[Sample]:
    """`count` plans of about a third as many wards."""
    rng = random.Random(seed)
    places = draw_places(rng, count // 3)
    return [draw_plan(rng, number, places[number % len(places)]) for number in range(1, count + 1)]


Ask = Callable[[random.Random, list[Sample]], Json]


def _answered(plans: list[Sample], condition: Condition, only: Sample | None = None) -> list[str]:
    chosen = [only] if only else plans
    return sorted(key(p.file, r) for p in chosen for r in p.rows if condition.holds(p.file, r))


def ask_before(rng: random.Random, plans: list[Sample]) -> Json:
    plan = rng.choice(plans)
    lead = rng.choice(plan.rows).lead
    day = date(YEAR, rng.randrange(3, 13), rng.choice((1, 10, 15, 20)))
    rows = _answered(plans, Condition(lead=lead, until=day - timedelta(1)), plan)
    q = f"Trong {plan.facts['plan']}, {lead} phải hoàn thành gì trước {day.day}/{day.month}/{day.year}?"
    return {"kind": "agency-before", "q": q, "rows": rows}


def ask_rare(rng: random.Random, plans: list[Sample]) -> Json:
    """An agency that only the plans of one ward name: the answer may stand in several plans."""
    owners = [(p, r.lead) for p in plans for r in p.rows if p.facts["ward"] in r.lead]
    lead = rng.choice(owners)[1]
    day = date(YEAR, rng.randrange(5, 13), 15)
    rows = _answered(plans, Condition(lead=lead, until=day - timedelta(1)))
    q = f"{lead} cần xong việc gì trước ngày {day.day}/{day.month}/{day.year}?"
    return {"kind": "agency-everywhere", "q": q, "rows": rows}


def ask_within(rng: random.Random, plans: list[Sample]) -> Json:
    plan, month = rng.choice(plans), rng.randrange(2, 13)
    first, last = (date.fromisoformat(d) for d in month_of(YEAR, month, month).split("/"))
    q = f"Những nhiệm vụ nào phải hoàn thành trong tháng {month}/{YEAR} trong {plan.facts['plan']}?"
    return {"kind": "date-only", "q": q, "rows": _answered(plans, Condition(since=first, until=last), plan)}


def ask_ward(rng: random.Random, plans: list[Sample]) -> Json:
    """All that falls due in a month in any plan of one ward."""
    ward, month = rng.choice(plans).facts["ward"], rng.randrange(2, 13)
    first, last = (date.fromisoformat(d) for d in month_of(YEAR, month, month).split("/"))
    own = [plan for plan in plans if plan.facts["ward"] == ward]
    q = f"Trong các kế hoạch của phường {ward}, những nhiệm vụ nào đến hạn trong tháng {month} năm {YEAR}?"
    return {"kind": "ward-month", "q": q, "rows": _answered(own, Condition(since=first, until=last))}


def ask_days(rng: random.Random, plans: list[Sample]) -> Json:
    """What falls due within three days for agencies of one name in all plans; at least one task does."""
    common = {*WORDS["party"], *WORDS["state"]}
    due = [(r.lead, read_due(r.due)[2]) for plan in plans for r in plan.rows if r.lead in common]
    lead, day = rng.choice([(lead, date.fromisoformat(day)) for lead, day in due if day])
    first, last = day - timedelta(1), day + timedelta(1)
    q = (f"{lead} có những nhiệm vụ nào đến hạn từ {first.day}/{first.month}/{YEAR} "
         f"đến {last.day}/{last.month}/{last.year}?")
    return {"kind": "agency-range", "q": q, "rows": _answered(plans, Condition(lead=lead, since=first, until=last))}


def ask_all(rng: random.Random, plans: list[Sample]) -> Json:
    plan = rng.choice(plans)
    lead = rng.choice(plan.rows).lead
    q = f"Liệt kê toàn bộ nhiệm vụ của {lead} trong {plan.facts['plan']}"
    return {"kind": "agency-all", "q": q, "rows": _answered(plans, Condition(lead=lead), plan)}


def ask_when(rng: random.Random, plans: list[Sample]) -> Json:
    plan = rng.choice(plans)
    row = rng.choice(plan.rows)
    what = row.text.replace("|", " ")
    q = f"Việc {what[:1].lower()}{what[1:]} ở phường {plan.facts['ward']} phải xong khi nào?"
    return {"kind": "when", "q": q, "rows": [key(plan.file, row)]}


def ask_nothing(rng: random.Random, plans: list[Sample]) -> Json:
    plan = rng.choice(plans)
    lead = rng.choice(plan.rows).lead
    q = rng.choice([*WORDS["off_topic"], f"Trong {plan.facts['plan']}, {lead} phải hoàn thành gì trước 01/01/2021?"])
    return {"kind": "abstain", "q": q, "rows": []}


ASKS: tuple[Ask, ...] = (ask_before, ask_rare, ask_within, ask_ward, ask_days, ask_all, ask_when, ask_nothing)


def draw_questions(seed: int, plans: list[Sample], count: int) -> list[Json]:
    """`count` questions, the kinds in turn. One drawn without an answer is asked as a question that has none."""
    rng = random.Random(seed + 1)
    questions: list[Json] = []
    while len(questions) < count:
        asked = ASKS[len(questions) % len(ASKS)](rng, plans)
        kind = asked["kind"] if asked["rows"] else "abstain"
        questions.append({"id": f"g{len(questions):03}", **asked, "kind": kind, "today": TODAY.isoformat(), "may": []})
    return questions


def write(folder: Path, seed: int, plans: int, questions: int) -> None:
    drawn = draw_plans(seed, plans)
    (folder / "plans").mkdir(parents=True)
    for plan in drawn:
        WRITERS[plan.form](plan, folder / "plans" / plan.file)
    (folder / "rows.json").write_text(dump(gold_rows(drawn)), encoding="utf-8")
    (folder / "questions.json").write_text(dump(draw_questions(seed, drawn, questions)), encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--questions", type=int, default=60)
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    write(given.folder, given.seed, given.plans, given.questions)
    return 0


if __name__ == "__main__":
    sys.exit(main())
