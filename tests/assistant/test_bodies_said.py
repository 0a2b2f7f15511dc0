"""Bodies that plans name otherwise, or do not have at all; two bodies that do something together."""

from __future__ import annotations

import pytest

from assistant.committees import Committees
from assistant.question import Agency
from assistant.strange_names import strange_names
from index.records import AgencyRecord
from tests.assistant.conftest import Ask


def _record(name: str, key: str) -> AgencyRecord:
    return AgencyRecord(name, key, "05-KH", "tỉnh", collective=False, lead=3, coordinating=0, directing=0)


COMMITTEES = Committees(
    [
        _record("ĐẢNG ỦY MẶT TRẬN TỔ QUỐC TỈNH", "dang-uy-mat-tran-to-quoc@tinh"),
        _record("Đảng ủy MTTQ tỉnh", "dang-uy-mat-tran-to-quoc@tinh"),
        _record("Đảng ủy Công an tỉnh", "dang-uy-cong-an@tinh"),
        _record("Chi bộ Công an tỉnh", "chi-bo-cong-an@tinh"),
    ]
)


@pytest.mark.parametrize("said", ["MTTQ tỉnh", "UBMTTQ tỉnh", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh"])
def test_a_body_is_named_by_its_committee(said: str) -> None:
    meant = COMMITTEES.meant(Agency(said, said, frozenset()))
    assert meant.keys == {"dang-uy-mat-tran-to-quoc@tinh"} and meant.short
    assert meant.name == "Đảng ủy MTTQ tỉnh" and meant.said == said


@pytest.mark.parametrize("said", ["Công an tỉnh", "MTTQ phường", "Sở Y tế"])
def test_a_body_with_several_committees_or_none_stays_unknown(said: str) -> None:
    assert not COMMITTEES.meant(Agency(said, said, frozenset())).keys


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("cháu nhà tôi thi xong rồi, mà sở giáo dục có việc nào trước 30/6/2026 không", ["sở giáo dục"]),
        ("chi cục thuế tháng 5/2026 phải nộp gì", ["chi cục thuế"]),
        ("tháng 9/2025 bộ quốc phòng làm gì", ["bộ quốc phòng"]),
        ("ban chỉ đạo chuyển đổi số có việc gì", ["ban chỉ đạo chuyển đổi số"]),
        ("trụ sở tòa án và viện kiểm sát khi nào phải xong?", []),
        ("ban hành văn bản phải xong khi nào", []),
        ("hội nghị sơ kết phải xong khi nào", []),
        ("phòng nào nhiều việc nhất", []),
        ("phòng ban có việc gì", []),
    ],
)
def test_names_in_small_letters(question: str, names: list[str]) -> None:
    assert [one.said for one in strange_names(question)] == names


@pytest.mark.parametrize(
    "question",
    [
        "Em họp xong rồi, mà sở du lịch có việc nào trước 30/6/2026 không?",
        "Tháng 6/2026 chi cục hải quan phải làm gì?",
        "Việc số hóa hồ sơ của Sở Ngoại vụ hạn khi nào?",
    ],
)
def test_an_unknown_body_is_told_and_no_day_is_dropped(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "nothing_found" and not answer.rows
    assert "không giao việc cho cơ quan nào tên là" in answer.headline


def test_what_is_told_before_the_question_is_no_state(ask: Ask) -> None:
    plain = ask("Ban Xây dựng Đảng có việc nào trước 15/5/2026 không?")
    told = ask("Xong rồi, Ban Xây dựng Đảng có việc nào trước 15/5/2026 không?")
    assert [row.task.id for row in told.rows] == [row.task.id for row in plain.rows]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Văn phòng Đảng ủy làm việc gì cùng với Ban Xây dựng Đảng?",
         "Việc nào có cả Văn phòng Đảng ủy lẫn Ban Xây dựng Đảng tham gia?"),
        ("Văn phòng Đảng ủy cùng Ban Xây dựng Đảng làm những việc gì?",
         "Việc nào có cả Văn phòng Đảng ủy lẫn Ban Xây dựng Đảng tham gia?"),
        ("Các việc của Văn phòng Đảng ủy có Ban Xây dựng Đảng giúp",
         "Văn phòng Đảng ủy chủ trì, Ban Xây dựng Đảng phối hợp những việc nào?"),
    ],
)  # fmt: skip
def test_two_bodies_together(ask: Ask, said: str, meant: str) -> None:
    rows = {row.task.id for row in ask(said).rows}
    assert rows == {row.task.id for row in ask(meant).rows}
    assert (
        rows < {row.task.id for row in ask("Văn phòng Đảng ủy và Ban Xây dựng Đảng có việc gì?").rows} or "cả" in meant
    )
