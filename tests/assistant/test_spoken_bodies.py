"""Bodies as people speak of them: by the end of a name, by a post that there are many of, with words left out."""

from __future__ import annotations

import pytest

from assistant.part_names import PartNames
from assistant.short_names import written_out
from index.records import AgencyRecord
from tests.assistant.conftest import Ask


def _record(name: str, key: str, level: str) -> AgencyRecord:
    return AgencyRecord(name, key, "05-KH", level, collective=False, lead=3, coordinating=0, directing=0)


NAMES = PartNames(
    [
        _record("Ban Tuyên giáo và Dân vận Tỉnh ủy", "tuyen-giao-dan-van@tinh", "tỉnh"),
        _record("Thuế tỉnh", "thue@tinh", "tỉnh"),
        _record("Phòng Quản lý năng lượng", "nang-luong", "tỉnh"),
        AgencyRecord("Trưởng các thôn", "thon", "05-KH", "xã", collective=True, lead=3, coordinating=0, directing=0),
    ]
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("thế còn ông thuế?", ["thuế"]),
        ("bên tuyên giáo dân vận tỉnh có việc gì", ["tuyên giáo dân vận tỉnh"]),
        ("Phòng Công nghiệp làm với quản lý năng lượng việc gì", ["quản lý năng lượng"]),
        ("bên thuế suất thay đổi", []),
        ("ông Thuế làm gì", []),
        ("nộp thuế khi nào", []),
    ],
)
def test_the_end_of_a_name_beside_a_word_for_people(text: str, said: list[str]) -> None:
    assert [one.said for one in NAMES.beside(text)] == said


@pytest.mark.parametrize("text", ["trưởng thôn có việc gì", "tháng 5 các trưởng thôn phải nộp gì"])
def test_those_in_a_post(text: str) -> None:
    assert [one.said for one in NAMES.find(text)] == ["trưởng thôn"]


def test_short_ways_to_say_it() -> None:
    assert written_out("phòng văn xã có việc gì") == "phòng Văn hóa - Xã hội có việc gì"
    assert written_out("khối uỷ ban thôi nhé") == "UBND thôi nhé"
    assert written_out("bên ủy ban kiểm tra có gì") == "bên ủy ban kiểm tra có gì"
    assert written_out("việc nào chuẩn bị đến hạn") == "việc nào sắp đến hạn"


def test_kinds_are_counted_apart(ask: Ask) -> None:
    answer = ask("Ban Xây dựng Đảng có bao nhiêu việc thường xuyên, bao nhiêu việc có ngày hạn?")
    kinds = [row.task.kind for row in answer.rows]
    assert set(kinds) == {"recurring", "dated"}
    assert f"thường xuyên, định kỳ {kinds.count('recurring')}" in answer.headline
