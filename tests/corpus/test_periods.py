"""Times in questions, asked on Monday, 20 April 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.periods import SOON, Period, describe, find_periods
from corpus.text import bare

TODAY = date(2026, 4, 20)

BEFORE = [
    ("trước 15/5/2026", "2026-05-14"), ("trước ngày 15/5/2026", "2026-05-14"), ("trước 15-5-2026", "2026-05-14"),
    ("trước 1.10.2025", "2025-09-30"), ("trước 15/05/2026", "2026-05-14"), ("trước 15/5", "2026-05-14"),
    ("trước ngày 15 tháng 5 năm 2026", "2026-05-14"), ("trước 15 tháng 5", "2026-05-14"),
    ("trước tháng 6", "2026-05-31"), ("trước tháng 6/2026", "2026-05-31"), ("trước quý III/2026", "2026-06-30"),
    ("trước năm 2027", "2026-12-31"), ("trước 2027", "2026-12-31"), ("trước tháng này", "2026-03-31"),
    ("trước thứ sáu", "2026-04-23"), ("trước thứ 6 này", "2026-04-23"), ("trước hôm nay", "2026-04-19"),
    ("trước ngày 15", "2026-05-14"), ("trươc 15/5/2026", "2026-05-14"), ("trc 15/5/2026", "2026-05-14"),
    ("sớm hơn 1/6/2026", "2026-05-31"), ("trước 15/5/26", "2026-05-14"),
]  # fmt: skip

UNTIL = [
    ("đến 15/5/2026", "2026-05-15"), ("đến hết 15/5/2026", "2026-05-15"), ("đến hết ngày 15/5", "2026-05-15"),
    ("chậm nhất 15/5/2026", "2026-05-15"), ("muộn nhất ngày 15/5", "2026-05-15"), ("tính đến 15/5", "2026-05-15"),
    ("cho đến hết tháng 5", "2026-05-31"), ("đến năm 2030", "2030-12-31"), ("đến hết quý 2", "2026-06-30"),
    ("không muộn hơn 30/6", "2026-06-30"), ("không quá 30/6/2026", "2026-06-30"), ("hết tháng 5", "2026-05-31"),
    ("30/6 trở về trước", "2026-06-30"), ("trước hoặc trong tháng 6", "2026-06-30"), ("đến cuối tháng", "2026-04-30"),
    ("trước khi hết tháng 5", "2026-05-31"), ("trước cuối tháng", "2026-04-30"), ("đến cuối năm", "2026-12-31"),
    ("đến nay", "2026-04-20"), ("tính đến hôm nay", "2026-04-20"), ("đến thứ sáu", "2026-04-24"),
    ("đến cuối tuần", "2026-04-26"), ("đến giữa tháng 5", "2026-05-15"), ("đến đầu tháng 6", "2026-06-01"),
    ("hết tuần", "2026-04-26"),
]  # fmt: skip

FROM = [
    ("từ 15/5/2026", "2026-05-15"), ("kể từ ngày 15/5/2026", "2026-05-15"), ("từ 15/5 trở đi", "2026-05-15"),
    ("từ tháng 6", "2026-06-01"), ("từ quý III", "2026-07-01"), ("từ năm 2027", "2027-01-01"), ("từ nay", "2026-04-20"),
    ("từ hôm nay", "2026-04-20"), ("từ bây giờ", "2026-04-20"), ("không trước 1/6", "2026-06-01"),
]  # fmt: skip

AFTER = [
    ("sau 15/5/2026", "2026-05-16"), ("sau ngày 15/5", "2026-05-16"), ("sau tháng 5", "2026-06-01"),
    ("sau quý II", "2026-07-01"), ("sau năm 2026", "2027-01-01"), ("muộn hơn 15/5", "2026-05-16"),
    ("sau hôm nay", "2026-04-21"), ("qua 15/5/2026", "2026-05-16"), ("quá ngày 15/5", "2026-05-16"),
    ("sau khi hết tháng 5", "2026-06-01"),
]  # fmt: skip

ON = [
    ("ngày 15/5", "2026-05-15"), ("15/5/2026", "2026-05-15"), ("15 tháng 5", "2026-05-15"), ("15.5.2026", "2026-05-15"),
    ("ngay15/5", "2026-05-15"), ("đúng ngày 15/5/2026", "2026-05-15"), ("hôm nay", "2026-04-20"),
    ("ngày mai", "2026-04-21"), ("ngày kia", "2026-04-22"), ("ngày mốt", "2026-04-22"), ("hôm qua", "2026-04-19"),
    ("hôm kia", "2026-04-18"), ("thứ sáu này", "2026-04-24"), ("thứ 2 tuần sau", "2026-04-27"),
    ("thứ hai tới", "2026-04-27"), ("thứ tư tuần này", "2026-04-22"), ("chủ nhật này", "2026-04-26"),
    ("thứ năm tuần trước", "2026-04-16"), ("vào thứ sáu", "2026-04-24"), ("30/6 năm sau", "2027-06-30"),
    ("ngày 15 tháng sau", "2026-05-15"), ("ngày 5 tháng này", "2026-04-05"), ("ngày 25", "2026-04-25"),
    ("mùng 5 tháng giêng", "2026-01-05"), ("ngày cuối cùng của năm", "2026-12-31"),
    ("trong ngày cuối cùng của tháng 6", "2026-06-30"), ("ngày cuối tháng", "2026-04-30"),
]  # fmt: skip

WITHIN = [
    # months
    ("trong tháng 4/2026", "2026-04-01", "2026-04-30"),
    ("tháng 4/2026", "2026-04-01", "2026-04-30"),
    ("trong tháng 6 năm 2026", "2026-06-01", "2026-06-30"),
    ("tháng 5", "2026-05-01", "2026-05-31"),
    ("tháng5/2026", "2026-05-01", "2026-05-31"),
    ("T5/2026", "2026-05-01", "2026-05-31"),
    ("T5.2026", "2026-05-01", "2026-05-31"),
    ("tháng 5/26", "2026-05-01", "2026-05-31"),
    ("5/2026", "2026-05-01", "2026-05-31"),
    ("tháng Năm", "2026-05-01", "2026-05-31"),
    ("tháng năm năm 2027", "2027-05-01", "2027-05-31"),
    ("tháng giêng", "2026-01-01", "2026-01-31"),
    ("tháng sáu", "2026-06-01", "2026-06-30"),
    ("tháng mười một", "2026-11-01", "2026-11-30"),
    ("tháng chạp", "2026-12-01", "2026-12-31"),
    ("tháng 12 năm ngoái", "2025-12-01", "2025-12-31"),
    ("tháng 5 tới", "2026-05-01", "2026-05-31"),
    ("tháng 3 tới", "2027-03-01", "2027-03-31"),
    ("tháng 11 vừa qua", "2025-11-01", "2025-11-30"),
    ("tháng 4 và tháng 5 năm 2026", "2026-04-01", "2026-05-31"),
    ("tháng 4 - tháng 6/2026", "2026-04-01", "2026-06-30"),
    # quarters, halves, years
    ("quý 2", "2026-04-01", "2026-06-30"),
    ("quý II/2026", "2026-04-01", "2026-06-30"),
    ("quí 2 năm 2026", "2026-04-01", "2026-06-30"),
    ("quý hai", "2026-04-01", "2026-06-30"),
    ("Q2/2026", "2026-04-01", "2026-06-30"),
    ("quý 4 năm ngoái", "2025-10-01", "2025-12-31"),
    ("6 tháng đầu năm", "2026-01-01", "2026-06-30"),
    ("sáu tháng cuối năm 2026", "2026-07-01", "2026-12-31"),
    ("nửa cuối năm", "2026-07-01", "2026-12-31"),
    ("6 tháng cuối năm nay", "2026-07-01", "2026-12-31"),
    ("6 tháng đầu năm sau", "2027-01-01", "2027-06-30"),
    ("trong năm 2024", "2024-01-01", "2024-12-31"),
    ("trong 2026", "2026-01-01", "2026-12-31"),
    ("năm 2025 và 2026", "2025-01-01", "2026-12-31"),
    # told from today
    ("tuần này", "2026-04-20", "2026-04-26"),
    ("tuần sau", "2026-04-27", "2026-05-03"),
    ("tuần tới", "2026-04-27", "2026-05-03"),
    ("tuần trước", "2026-04-13", "2026-04-19"),
    ("tháng này", "2026-04-01", "2026-04-30"),
    ("thang nay", "2026-04-01", "2026-04-30"),
    ("tháng sau", "2026-05-01", "2026-05-31"),
    ("thang sau", "2026-05-01", "2026-05-31"),
    ("tháng trước", "2026-03-01", "2026-03-31"),
    ("quý này", "2026-04-01", "2026-06-30"),
    ("quý sau", "2026-07-01", "2026-09-30"),
    ("quý trước", "2026-01-01", "2026-03-31"),
    ("năm nay", "2026-01-01", "2026-12-31"),
    ("năm sau", "2027-01-01", "2027-12-31"),
    ("sang năm", "2027-01-01", "2027-12-31"),
    ("năm ngoái", "2025-01-01", "2025-12-31"),
    ("trong tuần", "2026-04-20", "2026-04-26"),
    ("10 ngày tới", "2026-04-20", "2026-04-30"),
    ("trong vòng 10 ngày", "2026-04-20", "2026-04-30"),
    ("trong 10 ngày nữa", "2026-04-20", "2026-04-30"),
    ("mười ngày tới", "2026-04-20", "2026-04-30"),
    ("2 tuần nữa", "2026-04-20", "2026-05-04"),
    ("một tháng tới", "2026-04-20", "2026-05-20"),
    ("30 ngày qua", "2026-03-21", "2026-04-20"),
    ("mấy ngày tới", "2026-04-20", "2026-04-27"),
    ("nửa tháng tới", "2026-04-20", "2026-05-05"),
    # parts: a third of it
    ("cuối tháng", "2026-04-21", "2026-04-30"),
    ("đầu tháng 5", "2026-05-01", "2026-05-10"),
    ("giữa tháng 5/2026", "2026-05-11", "2026-05-20"),
    ("cuối tháng sau", "2026-05-21", "2026-05-31"),
    ("cuối tuần", "2026-04-25", "2026-04-26"),
    ("cuối năm nay", "2026-09-01", "2026-12-31"),
    ("đầu quý sau", "2026-07-01", "2026-07-31"),
    # the last one of it, or the first
    ("tuần đầu tháng sau", "2026-05-01", "2026-05-07"),
    ("tuần cuối tháng 6", "2026-06-24", "2026-06-30"),
    ("tháng cuối quý II", "2026-06-01", "2026-06-30"),
    ("quý cuối năm", "2026-10-01", "2026-12-31"),
    ("3 tháng cuối năm 2026", "2026-10-01", "2026-12-31"),
    # from one to another
    ("từ 01/8/2025 đến 30/9/2025", "2025-08-01", "2025-09-30"),
    ("từ 20/7 đến 15/8/2025", "2025-07-20", "2025-08-15"),
    ("tư 20/7 đến 15/8/2025", "2025-07-20", "2025-08-15"),
    ("từ 20/12 đến 15/1/2026", "2025-12-20", "2026-01-15"),
    ("từ 15/12 đến 15/1", "2026-12-15", "2027-01-15"),
    ("từ 1 đến 15/5", "2026-05-01", "2026-05-15"),
    ("từ ngày 1 đến ngày 15 tháng 5", "2026-05-01", "2026-05-15"),
    ("từ tháng 4 đến tháng 6/2026", "2026-04-01", "2026-06-30"),
    ("từ tháng 4 đến 6/2026", "2026-04-01", "2026-06-30"),
    ("từ quý 2 đến quý 4", "2026-04-01", "2026-12-31"),
    ("từ nay đến cuối năm", "2026-04-20", "2026-12-31"),
    ("từ giờ đến 30/6", "2026-04-20", "2026-06-30"),
    ("từ đầu năm đến nay", "2026-01-01", "2026-04-20"),
    ("15/4 đến 20/5", "2026-04-15", "2026-05-20"),
    ("1/5/2026 - 15/5/2026", "2026-05-01", "2026-05-15"),
    ("giữa 1/5 và 31/5/2026", "2026-05-01", "2026-05-31"),
    ("sau 1/5/2026 nhưng trước 1/7/2026", "2026-05-02", "2026-06-30"),
    ("từ 1/5/2026 đến trước 15/5/2026", "2026-05-01", "2026-05-14"),
    # soon
    ("sắp đến hạn", "2026-04-20", "2026-04-27"),
    ("sắp hết hạn", "2026-04-20", "2026-04-27"),
    ("sắp tới", "2026-04-20", "2026-04-27"),
]  # fmt: skip

STATES = [
    ("quá hạn", "overdue"), ("trễ hạn", "overdue"), ("đã quá hạn", "overdue"), ("chậm tiến độ", "overdue"),
    ("chậm so với hạn", "overdue"),
    ("qua han", "overdue"), ("tre han", "overdue"), ("đã hết hạn", "overdue"), ("quá thời hạn", "overdue"),
    ("chưa đến hạn", "not_due"), ("còn hạn", "not_due"), ("chua den han", "not_due"), ("con han", "not_due"),
    ("chưa quá hạn", "not_due"), ("không bị trễ hạn", "not_due"), ("vẫn còn thời hạn", "not_due"),
]  # fmt: skip

TIMELESS = [
    "phải xong trước ngày nào?", "phải hoàn thành năm nào?", "khi nào phải xong?", "hạn đến bao giờ?", "tháng nào?",
    "quý nào nhiều việc nhất?", "còn mấy ngày?", "Nghị quyết số 57-NQ/TW ngày 22/12/2024 do ai chủ trì?",
    "Nghị định 179/2024 phải xong khi nào và ai làm?", "Nghị định số 179/2024/NĐ-CP ngày 31/12/2024",
    "Kế hoạch 376-KH/TU giao việc gì?", "chuẩn bị nhân sự nhiệm kỳ 2025-2030", "Nhiệm vụ số 8 là gì?",
    "mục VI.2.10", "nhiệm vụ 2.10 là gì?", "ai phối hợp việc thứ hai?", "việc thứ 2 là gì?", "Đề án 06",
    "Ban Chỉ đạo 35", "ứng trực 24/24", "2/3 số nhiệm vụ", "đường 30/4", "hằng năm", "nhiệm vụ thường xuyên",
    "trước ngày 20 hằng tháng", "sau đại hội", "trước đại hội đảng bộ", "trước mắt", "đúng hạn", "chưa có hạn",
    "đầu tư công", "quy định tại Điều 5", "Ủy ban Mặt trận Tổ quốc Việt Nam phường", "hôm nào?", "",
]  # fmt: skip

WEAK = [
    ("Đề xuất Trung ương giao biên chế năm 2026 hạn đến bao giờ?", "năm 2026"),
    ("Kế hoạch năm 2026 có gì?", "năm 2026"),
    ("Báo cáo sơ kết quý I do ai làm?", "quý I"),
    ("giai đoạn 2026-2030", "2026-2030"),
    ("kế hoạch ngày 09/4/2026 giao ai?", "ngày 09/4/2026"),
    ("Ban hành ngày 09/4/2026", "ngày 09/4/2026"),
    ("nội dung liên quan đến năm 2026", "năm 2026"),
    ("kiểm điểm cuối năm do ai chủ trì?", "cuối năm"),
    ("Ban Tuyên giáo năm 2026 làm gì?", "năm 2026"),
]

STRONG = [
    "việc nào xong trong năm 2026?", "năm 2026 phải xong gì?", "Còn năm 2026?", "hoàn thành năm 2026",
    "nhiệm vụ năm 2026", "kế hoạch phải xong trong năm 2026", "biên chế phải giao trước năm 2026", "việc tháng 5",
    "báo cáo xong trước quý III", "việc nào hạn 15/5?", "15/5 có việc gì?", "tháng 5 có báo cáo nào?",
]  # fmt: skip


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def only(question: str) -> Period:
    periods = find_periods(question, today=TODAY)
    assert len(periods) == 1, periods
    return periods[0]


CASES = [
    *((text, "before", None, last) for text, last in BEFORE),
    *((text, "until", None, last) for text, last in UNTIL),
    *((text, "from", first, None) for text, first in FROM),
    *((text, "after", first, None) for text, first in AFTER),
    *((text, "on", exact, exact) for text, exact in ON),
    *((text, "within", first, last) for text, first, last in WITHIN),
    *((text, "overdue", None, "2026-04-19") for text, state in STATES if state == "overdue"),
    *((text, "not_due", "2026-04-20", None) for text, state in STATES if state == "not_due"),
]


@pytest.mark.parametrize(("text", "relation", "first", "last"), CASES)
def test_an_expression_gives_its_days(text: str, relation: str, first: str | None, last: str | None) -> None:
    period = only(text)
    assert (period.relation, period.first, period.last) == (relation, day(first), day(last))
    assert period.text == text
    assert period.problem is None


@pytest.mark.parametrize(("text", "relation", "first", "last"), CASES)
def test_an_expression_is_found_whole_inside_a_question(
    text: str, relation: str, first: str | None, last: str | None
) -> None:
    for question in (f"Ban Văn hóa phường có việc gì {text}, liệt kê giúp tôi?", f"{text}: Ban Văn hóa làm gì?"):
        period = only(question)
        assert question[period.start : period.end] == text
        assert (period.relation, period.first, period.last) == (relation, day(first), day(last))


AMBIGUOUS_WITHOUT_ACCENTS = {"tháng sáu"}  # "thang sau" is next month


@pytest.mark.parametrize("text", [case[0] for case in CASES if case[0] not in AMBIGUOUS_WITHOUT_ACCENTS])
def test_accents_do_not_matter(text: str) -> None:
    with_accents, without = only(text), only(bare(text))
    assert (with_accents.relation, with_accents.first, with_accents.last) == (
        without.relation,
        without.first,
        without.last,
    )


@pytest.mark.parametrize("question", TIMELESS)
def test_questions_without_a_time(question: str) -> None:
    assert find_periods(question, today=TODAY) == []


@pytest.mark.parametrize(("question", "text"), WEAK)
def test_a_time_that_may_belong_to_its_noun_is_weak(question: str, text: str) -> None:
    period = only(question)
    assert (period.text, period.weak) == (text, True)


@pytest.mark.parametrize("question", STRONG)
def test_a_time_that_is_asked_for_is_not_weak(question: str) -> None:
    assert not only(question).weak


@pytest.mark.parametrize(
    "text", ["31/2/2026", "trước 31/2/2026", "ngày 29/2/2027", "tháng 13/2026", "quý 5/2026", "32/5/2026", "ngày 30/2"]
)
def test_a_day_that_does_not_exist_is_said(text: str) -> None:
    period = only(text)
    assert (period.first, period.last) == (None, None)
    assert period.problem
    assert text in describe(period) and "không có" in describe(period)


def test_alternatives_come_one_by_one() -> None:
    april, july = find_periods("tháng 4 và 7/2026", today=TODAY)
    assert (april.first, april.last, july.first) == (date(2026, 4, 1), date(2026, 4, 30), date(2026, 7, 1))
    assert (april.start, april.end) == (july.start, july.end)
    before, after = find_periods("việc trước 1/5/2026 hoặc sau 1/7/2026", today=TODAY)
    assert (before.last, after.first) == (date(2026, 4, 30), date(2026, 7, 2))


def test_a_range_the_wrong_way_round_is_a_problem() -> None:
    period = only("từ 30/6/2026 đến 15/5/2026")
    assert period.problem and period.first is None


def test_soon_gives_way_to_an_explicit_time() -> None:
    period = only("việc nào sắp đến hạn trong tháng 5/2026?")
    assert period.last == date(2026, 5, 31)
    assert (only("sắp đến hạn").last or TODAY) - TODAY == timedelta(days=SOON)


@pytest.mark.parametrize(
    ("text", "today", "first"),
    [
        ("tháng 1", "2026-12-10", "2027-01-01"),  # next month, though it is another year's
        ("tháng 12", "2026-01-10", "2026-12-01"),
        ("tháng 8", "2026-04-20", "2026-08-01"),
        ("tháng 2", "2026-04-20", "2026-02-01"),
    ],
)
def test_a_missing_year_is_the_nearest_sensible_one(text: str, today: str, first: str) -> None:
    (period,) = find_periods(text, today=date.fromisoformat(today))
    assert (period.first, period.year_inherited) == (day(first), True)


def test_a_missing_year_comes_from_the_talk() -> None:
    (period,) = find_periods("Còn tháng 8?", today=TODAY, around=date(2025, 7, 31))
    assert (period.first, period.last, period.year_inherited) == (date(2025, 8, 1), date(2025, 8, 31), True)


def test_a_missing_year_comes_from_the_other_date() -> None:
    first, second = find_periods("việc xong trước 20/7 hay trong tháng 8/2025", today=TODAY)
    assert (first.last, second.last) == (date(2025, 7, 19), date(2025, 8, 31))


DESCRIBED = [
    ("truoc 15/5/2026", "trước 15/5/2026"),
    ("T4/2026", "tháng 4/2026 (01/4–30/4/2026)"),
    ("trước tháng 6/2026", "trước tháng 6/2026 (đến hết 31/5/2026)"),
    ("chậm nhất 5/2/2026", "đến hết 05/02/2026"),
    ("đến hết quý 2/2026", "đến hết quý II/2026 (30/6/2026)"),
    ("sau 15/5/2026", "sau 15/5/2026"),
    ("từ quý III/2026", "từ quý III/2026 (từ 01/7/2026)"),
    ("hôm nay", "ngày 20/4/2026"),
    ("tuần sau", "tuần sau (27/4–03/5/2026)"),
    ("10 ngày tới", "10 ngày tới (20/4–30/4/2026)"),
    ("từ 20/7 đến 15/8/2025", "từ 20/7/2025 đến 15/8/2025"),
    ("năm ngoái", "năm 2025 (01/01–31/12/2025)"),
    ("tháng 5", "tháng 5/2026 (01/5–31/5/2026) (câu hỏi không ghi năm)"),
    ("quá hạn", "quá hạn (hạn cuối trước 20/4/2026)"),
    ("còn hạn", "chưa đến hạn (hạn cuối từ 20/4/2026)"),
    ("sắp đến hạn", "7 ngày tới (20/4–27/4/2026)"),
    ("thứ sáu này", "thứ Sáu, ngày 24/4/2026"),
    ("31/2/2026", "“31/2/2026” (không có ngày 31/2/2026)"),
]


@pytest.mark.parametrize(("text", "said"), DESCRIBED)
def test_what_was_understood_is_said_in_vietnamese(text: str, said: str) -> None:
    assert describe(only(text)) == said


# -- properties ------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
SPELLINGS = [
    "{d}/{m}/{y}",
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d}.{m}.{y}",
    "ngày {d} tháng {m} năm {y}",
    "ngay{d}/{m}/{y}",
]
RELATIONS = {
    "trước": ("before", None, -1), "đến hết": ("until", None, 0), "từ": ("from", 0, None), "sau": ("after", 1, None),
}  # fmt: skip


@given(DAYS, st.sampled_from(SPELLINGS), st.sampled_from(list(RELATIONS)), st.booleans())
def test_any_day_with_any_relation_comes_back(day: date, spelling: str, word: str, accents: bool) -> None:
    text = f"{word} {spelling.format(d=day.day, m=day.month, y=day.year)}"
    relation, first, last = RELATIONS[word]
    period = only(text if accents else bare(text))
    assert period.relation == relation
    assert period.first == (None if first is None else day + timedelta(days=first))
    assert period.last == (None if last is None else day + timedelta(days=last))


@given(DAYS, st.sampled_from([case[0] for case in CASES]))
def test_windows_are_never_upside_down(today: date, text: str) -> None:
    for period in find_periods(text, today=today):
        assert period.problem or period.first is None or period.last is None or period.first <= period.last
        assert describe(period)


PIECES = [
    "trước ",
    "từ ",
    "đến ",
    "tháng ",
    "quý ",
    "năm ",
    "ngày ",
    "tuần ",
    "sau ",
    "cuối ",
    "thứ ",
    "này ",
    "tới ",
    "quá hạn ",
]
ALPHABET = st.sampled_from([*"0123456789/.-, –", *PIECES])


@given(st.one_of(st.text(max_size=80), st.lists(ALPHABET, max_size=25).map("".join)), DAYS)
def test_any_question_is_read_without_an_error(question: str, today: date) -> None:
    for period in find_periods(question, today=today):
        assert question[period.start : period.end] == period.text
        assert 0 <= period.start < period.end <= len(question)
        describe(period)


@pytest.mark.parametrize("name", ["Cô Tô", "Tổ Dân vận", "Nhà trường", "Khu Kinh tế Bắc Sông Lam"])
def test_a_name_before_a_month_is_none_of_it(name: str) -> None:
    (period,) = find_periods(f"{name} tháng 5/2026 có gì?", today=TODAY)
    assert (period.first, period.last) == (date(2026, 5, 1), date(2026, 5, 31))
