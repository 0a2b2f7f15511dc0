"""The index keeps what the corpus has read: complete lists by exact conditions, and search by words and meaning.

from index import Index, TaskFilter, add
add(Path("data"), [Path("plans")])
with Index.open(Path("data")) as index:
    index.tasks(TaskFilter(last_to=date(2026, 5, 14)))
    index.search("đánh giá cán bộ", k=5)
"""

from index.commands import add, correct, find_plan, rebuild, rebuild_vectors, recover, remove, restore, verify
from index.errors import (
    EncoderMismatch,
    EncoderMissing,
    IndexBusy,
    IndexDamaged,
    IndexFault,
    IndexFull,
    IndexMissing,
    IndexOutdated,
    UnknownPlan,
    WrongInput,
)
from index.reader import Index
from index.records import AgencyRecord, Change, Conflict, Hit, Outcome, PlanRecord, Summary, TaskFilter
from index.settings import Settings, data_folder

__all__ = [
    "AgencyRecord",
    "Change",
    "Conflict",
    "EncoderMismatch",
    "EncoderMissing",
    "Hit",
    "Index",
    "IndexBusy",
    "IndexDamaged",
    "IndexFault",
    "IndexFull",
    "IndexMissing",
    "IndexOutdated",
    "Outcome",
    "PlanRecord",
    "Settings",
    "Summary",
    "TaskFilter",
    "UnknownPlan",
    "WrongInput",
    "add",
    "correct",
    "data_folder",
    "find_plan",
    "rebuild",
    "rebuild_vectors",
    "recover",
    "remove",
    "restore",
    "verify",
]
