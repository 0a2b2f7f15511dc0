"""Agencies by a part of their name, one of a group, initials among written-out words, and parts of plans by name."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.initials import Initials
from assistant.mentions import Mentions
from assistant.part_names import PartNames
from assistant.provinces import province_at_end
from assistant.question import Agency
from assistant.short_names import written_out
from index.records import AgencyRecord
from tests.assistant.conftest import Ask


def _record(name: str, *, group: bool = False) -> AgencyRecord:
    return AgencyRecord(name, name.casefold(), "plan", None, group, 1, 0, 0)


NAMES = [_record(name) for name in (
    "Bệnh viện Đa khoa vùng Sông Lam", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Công ty TNHH MTV Khai thác công trình thủy lợi", "Trung tâm Y tế An Bình", "Trung tâm Y tế Hòa Lạc",
    "Sở Nông nghiệp và Môi trường", "Phòng Kế hoạch - Tài chính", "Phòng VH-XH",
)] + [_record(name, group=True) for name in (
    "Trạm y tế các xã, phường", "Các chi bộ, đảng bộ trực thuộc", "Các trung tâm y tế, bệnh viện",
    "Các cơ quan, đơn vị liên quan",
)]  # fmt: skip
PARTS, INITIALS = PartNames(NAMES), Initials(NAMES)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Mấy việc của bệnh viện Sông Lam bao giờ xong?", "Bệnh viện Đa khoa vùng Sông Lam"),
        ("Ban Tuyên giáo Tỉnh ủy có việc gì?", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("việc giao công ty thủy lợi", "Công ty TNHH MTV Khai thác công trình thủy lợi"),
        ("Phòng Hạ tầng và Đô thị làm gì", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("tram y te xa lam gi", "Trạm y tế các xã, phường"),
        ("Trạm y tế phường có việc gì?", "Trạm y tế các xã, phường"),
        ("Chi bộ trực thuộc phải báo cáo gì?", "Các chi bộ, đảng bộ trực thuộc"),
        ("Các bệnh viện làm gì trong năm?", "Các trung tâm y tế, bệnh viện"),
    ],
)
def test_part_of_a_name(question: str, name: str) -> None:
    assert [agency.name for agency in PARTS.find(question)] == [name]


@pytest.mark.parametrize(
    "question",
    ["Trung tâm y tế làm gì", "Việc sửa chữa bệnh viện vùng cao", "Phòng, chống thiên tai", "đơn vị liên quan làm gì",
     "Sổ sách của chi bộ", "Ban hành kế hoạch tuyên giáo"],
)  # fmt: skip
def test_no_part_of_a_name(question: str) -> None:
    assert [one.name for one in PARTS.find(question)] in ([], ["Các trung tâm y tế, bệnh viện"])


@pytest.mark.parametrize(
    ("said", "full"),
    [
        ("Sở Nông nghiệp và MT làm gì", "Sở Nông nghiệp và Môi trường làm gì"),
        ("Sở NN và Môi trường có gì", "Sở Nông nghiệp và Môi trường có gì"),
        ("Phòng KH - Tài chính có gì", "Phòng Kế hoạch Tài chính có gì"),
        ("Phòng Kinh tế, HT và ĐT phường", "Phòng Kinh tế Hạ tầng và Đô thị phường"),
        ("Bệnh viện ĐK vùng Sông Lam", "Bệnh viện Đa khoa vùng Sông Lam"),
        ("Phòng VH-XH phối hợp việc gì", "Phòng VH-XH phối hợp việc gì"),
        ("Sở Tài chính và UBND phường", "Sở Tài chính và UBND phường"),
    ],
)
def test_initials_among_words(said: str, full: str) -> None:
    assert INITIALS.written_out(said) == full


def test_well_known_short_forms() -> None:
    assert written_out("CDC tỉnh làm gì") == "Trung tâm Kiểm soát bệnh tật tỉnh làm gì"
    assert written_out("việc ứng dụng AI") == "việc ứng dụng trí tuệ nhân tạo"
    assert written_out("AI LÀM VIỆC NÀY?") == "AI LÀM VIỆC NÀY?"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Phần cải cách thủ tục hành chính có bao nhiêu việc?", "II.A"),
        ("Nhóm nhiệm vụ quân sự - quốc phòng giao cho ai?", "II"),
        ("Các việc ở mục hạ tầng và dữ liệu", "III.1"),
    ],
)
def test_part_of_a_plan_by_its_heading(ask: Ask, question: str, rows: str) -> None:
    answer = ask(question)
    assert answer.rows and {row.task.section for row in answer.rows} == {rows}


def test_plan_by_words_of_its_title(ask: Ask) -> None:
    answer = ask("Công an phường phải làm gì để bảo đảm vệ sinh môi trường?")
    assert answer.status == "answered"
    assert {row.task.file[:2] for row in answer.rows} == {"41"}


def test_rows_without_money_have_none(ask: Ask) -> None:
    answer = ask("Trong phụ lục 22-KH/ĐU, việc nào chưa có kinh phí?")
    assert answer.rows
    assert not any("Kinh phí" in header for row in answer.rows for header, _ in row.task.details)


def test_own_rows_of_one_body_with_another(ask: Ask) -> None:
    answer = ask("Việc nào của Ban Xây dựng Đảng mà phối hợp với Văn phòng Đảng ủy?")
    assert answer.rows
    assert all("Ban Xây dựng Đảng" in row.task.lead and "Văn phòng Đảng ủy" in row.task.coordinating
               for row in answer.rows)  # fmt: skip


def test_what_need_not_wait(ask: Ask) -> None:
    answer = ask("Ban Xây dựng Đảng có việc gì không phải chờ hướng dẫn cấp trên?")
    assert answer.rows
    assert all(row.task.kind != "conditional" for row in answer.rows)


def test_a_period_behind_a_place_begins_there() -> None:
    text = "Xã Đại Từ tháng này có gì?"
    (due,) = Mentions([], [], lambda a, b: False).periods(text, today=date(2026, 5, 4), apart_from=[(0, 9)])
    assert (due.first, due.last) == (date(2026, 5, 1), date(2026, 5, 31))


def test_one_of_a_group_together_with_the_group() -> None:
    own, group = _record("Hạt Kiểm lâm khu vực"), _record("Các Hạt Kiểm lâm khu vực", group=True)
    agency = Agency(own.name, own.name, frozenset({own.key}), frozenset({"plan"}), ((own.key, own.name),))
    assert PartNames([own, group]).with_group(agency).keys == {own.key, group.key}


def test_provinces_end_names() -> None:
    assert province_at_end("SỞ GIÁO DỤC VÀ ĐÀO TẠO KHÁNH HÒA") == "KHÁNH HÒA"
    assert province_at_end("Sở Nội vụ") == province_at_end("Huế") == ""


def test_so_many_rows_in_their_order(ask: Ask) -> None:
    rows = ask("3 việc gần đến hạn nhất của Ban Xây dựng Đảng là gì?").rows
    days = [row.task.deadline.last_day for row in rows if row.task.deadline and row.task.deadline.last_day]
    assert len(rows) >= 3
    assert days == sorted(days)
    assert len([day for day in days if day < days[-1]]) < 3


def test_who_assigns_is_not_asked_about(ask: Ask) -> None:
    assert ask("UBND phường giao Công an phường những việc gì?").understood.agencies == ("Công an phường",)


def test_all_rows_and_those_overdue_are_counted_apart(ask: Ask) -> None:
    every = ask("Công an phường được giao bao nhiêu việc?", today=date(2026, 12, 1))
    both = ask("Công an phường có bao nhiêu việc, bao nhiêu việc quá hạn?", today=date(2026, 12, 1))
    assert {row.task.id for row in both.rows} == {row.task.id for row in every.rows}


def test_two_months_without_a_joint(ask: Ask) -> None:
    apart = ask("Ban Xây dựng Đảng tháng 4 tháng 5 có gì?")
    joined = ask("Ban Xây dựng Đảng tháng 4 và tháng 5 có gì?")
    assert apart.rows and [row.task.id for row in apart.rows] == [row.task.id for row in joined.rows]
