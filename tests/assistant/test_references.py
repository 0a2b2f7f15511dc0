"""Plans and rows as questions name them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.initials import Initials
from assistant.plan_reference import PlanFinder, plan_name
from assistant.row_reference import find_rows, readings
from corpus.model import Plan
from index.records import AgencyRecord, PlanRecord


def record(plan: Plan, level: str) -> PlanRecord:
    return PlanRecord(plan, 1, True, 1, 1, datetime(2026, 1, 1, tzinfo=UTC), "0", "txt", level)


AN_BINH = Plan("a", "a.txt", "18-KH/ĐU", "KẾ HOẠCH", "Đảng ủy phường An Bình", "An Bình", date(2026, 1, 12))
LA_GI = Plan("b", "b.txt", "7-KH/ĐU", "KẾ HOẠCH", None, "La Gi", date(2025, 12, 29), basis=("Kế hoạch số 43-KH/TU",))
FOREST = Plan("d", "d.txt", None, "KẾ HOẠCH Phòng cháy, chữa cháy rừng năm 2026", "Chi cục Kiểm lâm tỉnh Sông Lam")
SCHOOLS = Plan(
    "e", "e.txt", "512/QĐ-SGDĐT", "PHỤ LỤC", "Giám đốc Sở Giáo dục và Đào tạo Sông Lam", None, date(2025, 3, 2)
)
TINH = Plan("c", "c.txt", None, "PHỤ LỤC", "Ban Thường vụ Tỉnh ủy", None, date(2025, 7, 21), parent="376-KH/TU")
FINDER = PlanFinder(
    [
        *(record(plan, "phường") for plan in (AN_BINH, LA_GI)),
        record(TINH, "tỉnh"),
        *(record(plan, "sở") for plan in (FOREST, SCHOOLS)),
    ],
    lambda first, second: (first, second) in (("77", "kh bcd"), ("ke", "hoach phong chay chua chay rung")),
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("Kế hoạch số 18-KH/ĐU ban hành ngày nào?", [{"a"}]),
        ("kế hoạch 18 - KH / ĐU giao gì?", [{"a"}]),
        ("ke hoach 18-kh/du giao gi", [{"a"}]),
        ("Kế hoạch 376-KH/TU có gì?", [{"c"}]),
        ("phụ lục 376 có gì?", [{"c"}]),
        ("Kế hoạch phường La Gi có mục đích gì?", [{"b"}]),
        ("muc dich cua ke hoach phuong la gi la gi", [{"b"}]),
        ("muc dich la gi", []),
        ("Mục đích là gì?", []),
        ("kế hoạch của tỉnh giao gì?", [{"c"}]),
        ("kế hoạch ngày 12/01/2026", [{"a"}]),
        ("Kế hoạch 99-KH/ĐU giao gì?", [set()]),
        ("theo Kế hoạch số 43-KH/TU thì làm gì?", []),
        ("Nghị quyết 05-NQ/TU có mấy điều?", []),
        ("phường An Bình phải làm gì?", [{"a"}]),
        ("Việc nào trong kế hoạch phòng cháy, chữa cháy rừng quá hạn?", [{"d"}]),
        ("Kế hoạch phòng cháy rừng có mấy việc?", [{"d"}]),
        ("Hạn trong kế hoạch PCCCR", [{"d"}]),
        ("Ai xây dựng kế hoạch phòng cháy, chữa cháy rừng?", []),
        ("kế hoạch Sở Giáo dục có hạn gì trong tháng này", [{"e"}]),
        ("Quyết định 512 có gì?", [{"e"}]),
        ("Nghị quyết 512 có gì?", []),
        ("Kế hoạch phòng cháy, chữa cháy rừng phải xong khi nào?", []),
    ],
)
def test_plans_are_found(text: str, ids: list[set[str]]) -> None:
    accented = text != text.encode("ascii", "ignore").decode()
    assert [set(mention.plan_ids) for mention in FINDER.find(text, accented=accented)] == ids


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sở Giáo dục Sông Lam có việc gì?", "Sở Giáo dục Sông Lam"),
        ("Việc của ngành giáo dục Sông Lam?", "ngành giáo dục Sông Lam"),
        ("so gd song lam co gi", "so gd song lam"),
        ("Việc về giáo dục ở Sông Lam?", None),
    ],
)
def test_an_issuer_is_said_with_its_place(text: str, said: str | None) -> None:
    found = [FINDER.whole(text, issuer, []) for issuer in FINDER.issuers(text)]
    assert [one.said for one in found] == ([said] if said else [])


def test_the_newest_plan() -> None:
    assert FINDER.newest() == {"a"}


def test_plans_have_names_that_tell_them_apart() -> None:
    names = [plan_name(plan) for plan in (AN_BINH, LA_GI, TINH)]
    assert names[0] == "Kế hoạch 18-KH/ĐU (An Bình)"
    assert len(set(names)) == 3


@pytest.mark.parametrize(
    ("text", "path", "section", "ordinal"),
    [
        ("Nhiệm vụ số 8 là gì?", "8", False, None),
        ("nhiem vu so 2.10 la gi", "2.10", False, None),
        ("Dòng 22 giao việc gì?", "22", False, None),
        ("STT 5 là việc gì?", "5", False, None),
        ("mục VI.2.10 giao gì?", "VI.2.10", True, None),
        ("phần iii.2 có gì?", "III.2", True, None),
        ("Ai phối hợp việc thứ hai?", "", False, 2),
        ("nhiệm vụ cuối cùng là gì?", "", False, -1),
        ("việc đầu tiên do ai làm?", "", False, 1),
    ],
)
def test_rows_are_found(text: str, path: str, section: bool, ordinal: int | None) -> None:
    (mention,) = find_rows(text)
    assert (mention.path, mention.section, mention.ordinal) == (path, section, ordinal)


def test_an_item_of_a_part() -> None:
    found = find_rows("Mục 5 phần III của phụ lục ghi gì?")
    assert [(mention.path, mention.section) for mention in found] == [("5", False), ("III", True)]


@pytest.mark.parametrize("text", ["Danh mục 18 vị trí việc làm", "trước 15/5/2026", "Nghị định 179/2024", "việc gì?"])
def test_other_numbers_are_no_rows(text: str) -> None:
    assert find_rows(text) == []


def test_a_path_has_readings() -> None:
    assert readings("VI.2.10", section=True) == [("VI.2.10", None), ("VI.2", "10"), ("VI", "2.10")]
    assert readings("8", section=False) == [(None, "8")]


def test_a_document_that_the_plans_speak_of_is_a_topic() -> None:
    assert FINDER.find("Ai thực hiện Kế hoạch số 77-KH/BCĐ?", accented=True) == []
    found = FINDER.find("Kế hoạch 78-KH/BCĐ giao việc gì?", accented=True)
    assert [mention.plan_ids for mention in found] == [frozenset()]


def test_a_number_before_the_part_that_it_stands_in() -> None:
    number, section = find_rows("số 7 phần II phụ lục Quyết định 12/QĐ-SXD")
    assert (number.path, number.section, section.path, section.section) == ("7", False, "II", True)
    assert [one.path for one in find_rows("Nghị quyết số 18 mục II nói gì?")] == ["II"]


INITIALS = Initials(
    AgencyRecord(name, name, "a", None, False, 1, 0, 0)
    for name in (
        "Phòng Kế hoạch - Tài chính", "Phòng Kinh tế, Hạ tầng và Đô thị", "Trung tâm Dịch vụ việc làm tỉnh",
        "Vụ Tổ chức cán bộ", "Vụ Tài chính cán bộ", "Cục Quản lý Dược",
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Phòng KH-TC có gì?", "Phòng Kế hoạch Tài chính có gì?"),
        ("phòng KHTC có gì", "phòng Kế hoạch Tài chính có gì"),
        ("phong khtc co gi", "phong Kế hoạch Tài chính co gi"),
        ("P. KT, HT&ĐT làm gì", "Phòng Kinh tế Hạ tầng và Đô thị làm gì"),
        ("TT DVVL làm gì", "Trung tâm Dịch vụ việc làm làm gì"),
        ("TTDVVL làm gì", "Trung tâm Dịch vụ việc làm làm gì"),
        ("Cục QLD và Vụ TCCB", "Cục Quản lý Dược và Vụ TCCB"),
        ("QLD là gì, theo KH-TC 26-KH/TC", "QLD là gì, theo KH-TC 26-KH/TC"),
    ],
)
def test_initials_are_written_out(text: str, meant: str) -> None:
    assert INITIALS.written_out(text) == meant


ISSUERS = Initials(
    [AgencyRecord(name, name, "a", None, False, 1, 0, 0) for name in ("Sở Tài chính", "Sở Y tế và Dân số")],
    ["SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG TỈNH SÔNG LAM", "Sở Tài chính", "Ủy ban nhân dân phường An Bình", "Cục Di sản số"],
)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Sở NN&MT có việc gì", "Sở nông nghiệp và môi trường có việc gì"),
        ("Kế hoạch 12 của Sở NNMT", "Kế hoạch 12 của Sở nông nghiệp và môi trường"),
        ("so nnmt lam gi", "so nông nghiệp và môi trường lam gi"),
        ("Sở NN và MT tỉnh Sông Lam", "Sở nông nghiệp và môi trường tỉnh Sông Lam"),
        ("SNNMT làm gì", "Sở nông nghiệp và môi trường làm gì"),
        ("Sở TC, Cục DSS", "Sở Tài chính, Cục Di sản số"),
        # initials of no issuer, and a symbol
        ("Sở GTVT, Kế hoạch 88/KH-SNNMT", "Sở GTVT, Kế hoạch 88/KH-SNNMT"),
    ],
)
def test_initials_of_issuers_are_written_out(text: str, meant: str) -> None:
    assert ISSUERS.written_out(text) == meant
