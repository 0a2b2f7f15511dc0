"""Issuers by their kind alone, by a part of their name, and names that go on behind a comma."""

from __future__ import annotations

import pytest

from assistant.issuer_heads import IssuerHeads, said_of
from assistant.plan_titles import PlanTitles
from corpus.model import Plan
from index.records import PlanRecord
from tests.assistant.test_references import record

HEADS = IssuerHeads({
    "h": ("BỆNH VIỆN ĐA KHOA KHU VỰC HÒA LẠC", "Hòa Lạc"), "y": ("Sở Y tế", "Sông Lam"),
    "v": ("Sở Văn hóa, Thể thao và Du lịch", "Sông Lam"), "t": ("Giám đốc Trung tâm Y tế An Bình", ""),
    "c": ("Trường Cao đẳng Sông Lam", "Sông Lam"),
})  # fmt: skip


def _plans(text: str, *, accented: bool = True) -> list[set[str]]:
    found = [{plan for plans in one.plans.values() for plan in plans} for one in HEADS.find(text, accented=accented)]
    return [ids for place, ids in enumerate(found) if ids not in found[:place]]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Bệnh viện có việc gì trong tháng 4/2026?", {"h"}),
        ("những việc nào của bệnh viện do Sở Tài chính phê duyệt", {"h"}),
        ("tháng 8 này bên bệnh viện có món nào tới hạn", {"h"}),
        ("bệnh viện mình tháng 9 có gì", {"h"}),
        ("nhà trường còn việc gì", {"c"}),
        ("trung tâm phải xong gì", {"t"}),
        ("kế hoạch của Sở có bao nhiêu việc", {"y", "v"}),
        ("sở mình còn việc gì", {"y", "v"}),
    ],
)
def test_kinds_of_issuers(text: str, ids: set[str]) -> None:
    assert _plans(text) == [ids]


@pytest.mark.parametrize(
    "text",
    [
        "Bệnh viện Đa khoa tỉnh có việc gì", "chấm điểm chất lượng bệnh viện do ai làm", "Sở nào chủ trì việc gì",
        "kiểm tra vệ sinh tại trường học", "Trung tâm Văn hóa làm gì", "số việc của phòng", "trưởng phòng có việc gì",
        "vụ này làm đến đâu", "cảnh quan khu trung tâm do ai làm",
    ],
)  # fmt: skip
def test_words_that_name_no_issuer(text: str) -> None:
    assert _plans(text) == []


def test_a_kind_behind_an_agency_and_without_marks() -> None:
    text = "Khoa Dược bệnh viện có việc gì"
    assert [set(one.plans.values()) for one in HEADS.behind(text, [len("Khoa Dược")])] == [{frozenset({"h"})}]
    assert _plans("nhung viec nao cua benh vien phai xong", accented=False) == [{"h"}]


NAME = ("benh", "vien", "da", "khoa", "khu", "vuc", "hoa", "lac")


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("benh vien hoa lac", (4, True)),
        ("benh vien da khoa hoa lac lam gi", (6, True)),
        ("benh vien da khoa co viec gi", (4, False)),
        ("benh vien song lam", (0, False)),
        ("benh vien", (0, False)),
        ("so y te", (0, False)),
    ],
)
def test_parts_of_an_issuers_name(said: str, whole: tuple[int, bool]) -> None:
    assert said_of(said.split(), NAME) == whole


def test_an_issuers_name_goes_on_behind_a_comma() -> None:
    plan = Plan("v", "v.txt", "87/KH-SVHTTDL", "KẾ HOẠCH", "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH", "Sông Lam")
    titles = PlanTitles([_record(plan)], lambda first, second: False)
    text = "việc của Sở Văn hóa, Thể thao và Du lịch tháng 9"
    start, end = titles.whole(text, text.index("Sở"), text.index(","), ["v"])
    assert text[start:end] == "Sở Văn hóa, Thể thao và Du lịch"


def _record(plan: Plan) -> PlanRecord:
    return record(plan, "sở")
