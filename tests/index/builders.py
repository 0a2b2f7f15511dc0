"""Plans of invented wards, as Readings and as files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from corpus.model import Deadline, Notice, Passage, Plan, Reading, Spot, Task

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 4, 20, 12, 0, tzinfo=UTC)

SUBJECTS = (
    "quy chế làm việc của Ban Chấp hành", "bộ tiêu chí đánh giá cán bộ", "kế hoạch chỉnh trang tuyến phố",
    "đề án chuyển đổi số", "phương án phòng chống ngập úng", "danh mục hồ sơ lưu trữ", "chương trình tập huấn cơ sở",
    "báo cáo rà soát hộ nghèo", "phương án bảo vệ cây xanh", "kế hoạch tiêm phòng cho đàn vật nuôi",
    "dự toán kinh phí lễ hội", "quy trình tiếp công dân", "phương án sắp xếp trụ sở", "kế hoạch kiểm tra đảng viên",
)  # fmt: skip
VERBS = ("Xây dựng", "Rà soát", "Ban hành", "Tham mưu", "Tổng hợp", "Hoàn thiện")
LEADS = ("Ban Xây dựng Đảng", "Văn phòng Đảng ủy", "Ủy ban Kiểm tra Đảng ủy", "UBND phường")


def task(plan: Plan, position: int, text: str, **facts: object) -> Task:
    """A table row of section II; `facts` override."""
    known: dict[str, object] = {
        "section": "II",
        "number": str(position),
        "position": position,
        "quote": text,
        "spots": (Spot(position, position),),
        "heading": "NHIỆM VỤ",
        "lead": (LEADS[position % len(LEADS)],),
    }
    place = facts.get("section", "II")
    return Task(f"{plan.id}:{place}:{position}", plan.id, plan.file, text=text, **(known | facts))  # type: ignore[arg-type]


def dated(text: str, last: date, first: date | None = None) -> Deadline:
    return Deadline(text, "dated", first_day=first, last_day=last)


def due_before(day: date) -> Deadline:
    """ "trước ngày D": the day before is the last one."""
    last = date.fromordinal(day.toordinal() - 1)
    return Deadline(f"Trước ngày {day.day}/{day.month}/{day.year}", "dated", last_day=last, bound=day, exclusive=True)


def reading(plan: Plan, tasks: Sequence[Task], passages: Sequence[str] = ()) -> Reading:
    made = tuple(
        Passage(f"{plan.id}:p{n}", plan.id, plan.file, "I", "MỤC ĐÍCH", text, text, (Spot(n, n),))
        for n, text in enumerate(passages, 1)
    )
    lines = tuple(one.text for one in tasks)
    return Reading(plan, tuple(tasks), made, (Notice("no_number", "phần đầu", "Số hiệu để trống."),), lines)


@dataclass(frozen=True)
class Line:
    """One table row of a plan file."""

    text: str
    lead: str
    due: str = "Thực hiện thường xuyên"


def lines(count: int, start: int = 0) -> list[Line]:
    """So many rows, all different."""
    rows = []
    for n in range(start, start + count):
        text = f"{VERBS[n % 6]} {SUBJECTS[n % 14]} cho tổ dân phố số {n + 1}"
        day = date.fromordinal(date(2026, 5, 1).toordinal() + 3 * n % 600)
        rows.append(Line(text, LEADS[n % 4], f"Trước ngày {day.day}/{day.month}/{day.year}"))
    return rows


def plan_text(rows: Sequence[Line], *, ward: str = "An Bình", number: int | None = 12, title: str = "") -> str:
    """A plan of a ward's Party committee, with its tasks in a table kept apart by tabs."""
    title = title or f"triển khai nhiệm vụ trọng tâm của phường {ward}"
    table = "\n".join(f"{n}\t{row.text}\t{row.lead}\t\t{row.due}" for n, row in enumerate(rows, 1))
    return (
        f"ĐẢNG BỘ TỈNH SÔNG LAM\nĐẢNG ỦY PHƯỜNG {ward.upper()}\n*\n"
        f"Số {'' if number is None else number}-KH/ĐU\n\n{ward}, ngày 05 tháng 4 năm 2026\n\n"
        f"KẾ HOẠCH\n{title}\n\n"
        f"Ban Thường vụ Đảng ủy phường {ward} ban hành Kế hoạch với các nội dung sau:\n\n"
        "I. MỤC ĐÍCH\n\n- Cụ thể hóa nhiệm vụ của từng cơ quan, bảo đảm rõ người, rõ việc, rõ thời hạn.\n\n"
        "II. NHIỆM VỤ\n\nSố TT\tNhiệm vụ\tChủ trì\tPhối hợp\tTiến độ thực hiện\n"
        f"{table}\n"
    )


def write_plan(path: Path, rows: Sequence[Line], **facts: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(plan_text(rows, **facts), encoding="utf-8")  # type: ignore[arg-type]
    return path


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m index …` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "index", *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


def run_json(*arguments: object, **environment: str):  # type: ignore[no-untyped-def]
    done = run(*arguments, "--json", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
