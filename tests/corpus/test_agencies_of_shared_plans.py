"""Agencies of the plans and questions beside the project, where they are at hand."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.agencies import (
    AgencyFinder,
    KnownAgency,
    identity,
    looks_like_agencies,
    split_agencies,
    starts_like_agency,
)
from corpus.text import bare, words

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="no plans beside the project")

# What the plans say of themselves: their level, and the place of wards.
PLANS = {
    "26-KH-DU.txt": ("phường", "La Gi"),
    "thuy-nguyen-09-4-2026.txt": ("phường", "Thủy Nguyên"),
    "376-KH-TU-phu-luc.txt": ("tỉnh", None),
    "thuc-hien-52-CTr-TU.txt": ("thành phố", None),
}
# Task texts that begin with the agency that acts: their first words alone are its name.
OWN_SUBJECT = ("Ủy ban Mặt trận", "Mặt trận Tổ quốc", "Ban Thường vụ Thành đoàn", "Các cơ quan, đơn vị")

# What each question names; questions not listed name no agency.
XDD = ("Ban Xây dựng Đảng", "Ban Xây dựng đảng Đảng ủy phường")
NAMED = {
    **{f"q{n:03}": XDD for n in (0, 1, 3, 20, 22, 54, 56, 63, 65, 96, 100)},
    **{f"q{n:03}": ("Ban Tổ chức Tỉnh ủy",) for n in (6, 47, 60)},
    **{f"q{n:03}": ("Văn phòng Tỉnh ủy",) for n in (8, 9, 37)},
    **{f"q{n:03}": ("Đảng ủy UBND tỉnh", "Đảng ủy Ủy ban nhân dân tỉnh") for n in (11, 28, 85)},
    **{f"q{n:03}": ("Đảng ủy các xã, phường",) for n in (14, 24, 30)},
    **{f"q{n:03}": ("Đảng ủy Quân sự tỉnh",) for n in (16, 17, 35, 45)},
    **{f"q{n:03}": ("Ban Tuyên giáo và Dân vận Tỉnh ủy",) for n in (19, 58)},
    "q026": ("Ban Tổ chức Thành ủy",),
    **{f"q{n:03}": ("UBKT Tỉnh ủy", "Ủy ban Kiểm tra Tỉnh ủy") for n in (39, 50)},
    "q041": ("Đảng ủy HĐND tỉnh", "Đảng ủy Hội đồng nhân dân tỉnh"),
    "q043": ("Ban Dân vận Thành ủy",),
    "q052": ("Đảng ủy MTTQ tỉnh", "Đảng ủy Mặt trận Tổ quốc tỉnh"),
    "q071": ("UBND", "UBND phường", "Ủy ban nhân dân phường"),
    "q094": ("Trường Chính trị", "Trường Chính trị tỉnh"),
    "q114": ("UBND", "UBND phường", "Ủy ban nhân dân phường"),
}


@cache
def rows() -> list[dict[str, Any]]:
    return json.loads((SHARED / "gold" / "rows.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def questions() -> list[dict[str, Any]]:
    return json.loads((SHARED / "gold" / "questions.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@cache
def finder() -> AgencyFinder:
    known = []
    for row in rows():
        level, place = PLANS[row["file"]]
        for cell in (*row["lead"], row["coordinating"] or ""):
            for name in split_agencies(cell):
                found = identity(name, level=level, place=place)
                known.append(KnownAgency(name, found.key, row["file"], place, found.level, found.collective))
    return AgencyFinder(known)


def test_every_agency_cell_looks_like_one_and_keeps_its_words() -> None:
    cells = {cell for row in rows() for cell in (*row["lead"], row["coordinating"]) if cell}
    assert len(cells) > 70
    for cell in cells:
        assert looks_like_agencies(cell), cell
        assert [w for name in split_agencies(cell) for w in words(name)] == words(cell)


def test_every_beginning_of_an_agency_cell_starts_like_one() -> None:
    for cell in {row["coordinating"] for row in rows() if row["coordinating"]}:
        if cell.startswith("Cán ") or " dảng " in cell:
            continue
        parts = cell.split()
        for size in range(1, len(parts)):
            assert starts_like_agency(" ".join(parts[:size])), parts[:size]


def test_no_task_and_no_deadline_looks_like_agencies() -> None:
    for row in rows():
        texts = [row["deadline"] or "", "" if row["start"].startswith(OWN_SUBJECT) else row["start"]]
        for text in texts:
            assert not looks_like_agencies(text), text
            assert not starts_like_agency(text), text


def test_no_line_of_prose_looks_like_agencies() -> None:
    for name in ("26-KH-DU.txt", "thuy-nguyen-09-4-2026.txt", "thuc-hien-52-CTr-TU.txt"):
        body = (SHARED / "plans" / name).read_text(encoding="utf-8").split("Nơi nhận")[0]
        for line in body.splitlines():
            if len(line.split()) > 25 and "\t" not in line:
                assert not looks_like_agencies(line), line


def test_each_question_names_its_agencies_and_no_other() -> None:
    assert {q["id"] for q in questions()} >= set(NAMED)
    for question in questions():
        for text in (question["q"], bare(question["q"])):
            found = {agency.name for mention in finder().find(text) for agency in mention.known}
            missing = set(NAMED.get(question["id"], ())) - found
            assert not missing, (text, missing)
            allowed = {bare(name) for name in NAMED.get(question["id"], ())}
            assert {bare(name).split(" (")[0] for name in found} <= allowed, (text, found)


def test_no_question_asks_for_an_agency_that_is_not_there() -> None:
    for question in questions():
        assert [m.text for m in finder().unknown(question["q"])] == [], question["q"]
