"""The parts of plans that have headings of their own: sections, and groups of rows in a section's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.tokens import bare_words
from corpus.model import Passage, Task
from index import Index
from index.records import TaskFilter

# Words that say nothing of what a part is about.
LITTLE = frozenset({"ve", "cong", "tac", "va", "cac", "nhiem", "vu", "viec", "thuc", "hien"})
# Headings of these alone are of any plan: "Nhiệm vụ trọng tâm", "Tổ chức thực hiện".
_GENERAL = LITTLE | set(
    bare_words(
        "mục đích, mục tiêu, yêu cầu, nội dung, tổ chức, giải pháp trọng tâm, cụ thể, chung, chủ yếu, kinh phí,"
        " tiến độ, thời gian, phân giao, trách nhiệm, thường xuyên, chỉ đạo, định kỳ, khác, đột xuất, năm, quý, tháng"
    )
)
# A heading is named by so many of its words; so many headings are proposed for a topic.
SHORTEST, PROPOSED = 2, 40
# The title row of a group: its number, then its heading.
_TITLE_ROW = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]? ")


@dataclass(frozen=True)
class Part:
    """A section, or, with a `number`, the rows of a section that count on from a title row's ("1.1" below "1")."""

    plan_id: str
    section: str
    heading: str
    number: str = ""

    @cached_property
    def words(self) -> list[str]:
        return [word for word in bare_words(self.heading) if word not in LITTLE]

    @property
    def path(self) -> str:
        """The part as a question names it by its numbers: "II.1"."""
        return ".".join(filter(None, (self.section, self.number)))

    def holds(self, task: Task) -> bool:
        """Whether a task stands in this part."""
        if task.plan_id != self.plan_id:
            return False
        if self.number:
            return task.section == self.section and (task.number or "").startswith(f"{self.number}.")
        return task.section == self.section or task.section.startswith(f"{self.section}.")


def part_of(row: Task | Passage, tasks: Iterable[Task]) -> Part | None:
    """The part whose heading stands with `row`, where any of `tasks` stands in it."""
    if not row.heading:
        return None
    part = Part(row.plan_id, row.section, row.heading)
    title = _TITLE_ROW.match(row.text) if isinstance(row, Passage) else None
    if title and row.text[title.end() :] == row.heading:
        group = Part(row.plan_id, row.section, row.heading, title[1])
        if any(group.holds(task) for task in tasks):
            return group
    return part if row.section and any(part.holds(task) for task in tasks) else None


def rows_under(index: Index, topic: Sequence[str], plan_ids: frozenset[str] | None) -> list[Task]:
    """The tasks of the parts that a topic names by their whole headings: all that stands under "Hạ tầng số" is about
    it, whether a row says so again or not."""
    words = [word for said in topic for word in bare_words(said) if word not in LITTLE]
    if len(words) < SHORTEST or _GENERAL.issuperset(words):
        return []
    hits = index.search(" ".join(topic), k=PROPOSED, plan_ids=plan_ids, what="passages", meaning="")
    found: dict[str, Task] = {}
    for passage in (hit.row for hit in hits if isinstance(hit.row, Passage)):
        if Part("", "", passage.heading).words != words:
            continue
        tasks = index.tasks(TaskFilter(plan_ids=frozenset({passage.plan_id}), section=passage.section or None))
        part = part_of(passage, tasks)
        found |= {task.id: task for task in tasks if part and part.holds(task)}
    return list(found.values())
