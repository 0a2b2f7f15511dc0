"""What deadline cells and brackets say: every phrase and spelling that plans are known to use."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.deadline_words import VOCABULARY
from corpus.deadlines import is_deadline, parse_deadline
from corpus.text import bare, fold

ISSUED = date(2026, 4, 9)

DATED = [
    # before a day, a month, a quarter, a year: the last day in time is the day before
    ("Trước 30/7/2025", None, "2025-07-29"),
    ("Trước 31/12/2025", None, "2025-12-30"),
    ("Trước  01/9/2025 ", None, "2025-08-31"),
    ("Hoàn thành trước 15/5/2026", None, "2026-05-14"),
    ("Hoàn thành trước ngày 15/4/2026", None, "2026-04-14"),
    ("trước ngày **10/4/2026**", None, "2026-04-09"),
    ("(*hoàn thành trước ngày 10/7/2026*)", None, "2026-07-09"),
    ("Trước ngày\n15/10/2026", None, "2026-10-14"),
    ("xong trước ngày 05/10/2026", None, "2026-10-04"),
    ("vận hành xong trước ngày 01/01/2030", None, "2029-12-31"),
    ("ngay trước thời điểm 30/4/2026", None, "2026-04-29"),
    ("Trước 10h ngày 30/6/2026", None, "2026-06-29"),
    ("Trước tháng 6/2026", None, "2026-05-31"),
    ("Trước quý III/2026", None, "2026-06-30"),
    ("trước năm 2030", None, "2029-12-31"),
    ("Trước 1/3/2028", None, "2028-02-29"),
    # until a day, inclusive
    ("chậm nhất là ngày 15/5/2026", None, "2026-05-15"),
    ("Chậm nhất 15/5/2026", None, "2026-05-15"),
    ("Muộn nhất 15/5/2026", None, "2026-05-15"),
    ("không muộn hơn ngày 15/5/2026", None, "2026-05-15"),
    ("Không quá ngày 15/5/2026", None, "2026-05-15"),
    ("Hạn chót: 15/5/2026", None, "2026-05-15"),
    ("đến ngày 15/5/2026", None, "2026-05-15"),
    ("đến hết ngày 15/5/2026", None, "2026-05-15"),
    ("đến hết năm 2030", None, "2030-12-31"),
    ("Đến năm 2030", None, "2030-12-31"),
    ("đến hết tháng 6/2026", None, "2026-06-30"),
    # from one to another
    ("từ ngày 11/9/2026 đến ngày 20/9/2026", "2026-09-11", "2026-09-20"),
    ("từ ngày 11/9 đến hết năm 2026", "2026-09-11", "2026-12-31"),
    ("từ tháng 02/2026 đến tháng 01/2027", "2026-02-01", "2027-01-31"),
    ("Từ 01/7 đến 30/9/2026", "2026-07-01", "2026-09-30"),
    ("01/7 - 30/9/2026", "2026-07-01", "2026-09-30"),
    ("từ 15 - 20/5/2026", "2026-05-15", "2026-05-20"),
    ("Từ quý II đến quý IV/2026", "2026-04-01", "2026-12-31"),
    ("thực hiện từ năm 2024 - 2026", "2024-01-01", "2026-12-31"),
    ("Tháng 7-9/2025", "2025-07-01", "2025-09-30"),
    ("Tháng 11, 12/2025", "2025-11-01", "2025-12-31"),
    ("Tháng 11-2/2026", "2025-11-01", "2026-02-28"),
    ("Tháng 6/2026 và tháng 12/2026", "2026-06-01", "2026-12-31"),
    # months
    ("trong tháng 4/2026", "2026-04-01", "2026-04-30"),
    ("Xong trong tháng 5/2026", "2026-05-01", "2026-05-31"),
    ("6/2025", "2025-06-01", "2025-06-30"),
    ("12/2028", "2028-12-01", "2028-12-31"),
    ("03/2025", "2025-03-01", "2025-03-31"),
    ("Tháng 10/2025", "2025-10-01", "2025-10-31"),
    ("T5/2026", "2026-05-01", "2026-05-31"),
    ("T5.2026", "2026-05-01", "2026-05-31"),
    ("tháng 2 năm 2028", "2028-02-01", "2028-02-29"),
    ("ngày     tháng 6 năm 2026", "2026-06-01", "2026-06-30"),
    # quarters
    ("trong quý I năm 2026", "2026-01-01", "2026-03-31"),
    ("Hoàn thành trong quý II/2026", "2026-04-01", "2026-06-30"),
    ("QUÝ IV NĂM 2026", "2026-10-01", "2026-12-31"),
    ("Quý III, IV/2026", "2026-07-01", "2026-12-31"),
    ("Quý II, III/2026", "2026-04-01", "2026-09-30"),
    ("Quý III, IV/2026, 2027", "2026-07-01", "2027-12-31"),
    ("Quý IV/2026, 2027", "2026-10-01", "2027-12-31"),
    ("quý 1/2026", "2026-01-01", "2026-03-31"),
    ("Q.II/2026", "2026-04-01", "2026-06-30"),
    ("quí II/2026", "2026-04-01", "2026-06-30"),
    ("Quý 2 - 2026", "2026-04-01", "2026-06-30"),
    ("Quý 1II/2026", "2026-07-01", "2026-09-30"),
    ("quý l/2026", "2026-01-01", "2026-03-31"),
    ("cuối quý I/2026", "2026-03-31", "2026-03-31"),
    # years and parts of years
    ("hoàn thành trong năm 2025", "2025-01-01", "2025-12-31"),
    ("hoàn thành năm 2024", "2024-01-01", "2024-12-31"),
    ("2025", "2025-01-01", "2025-12-31"),
    ("Năm 2025, 2026", "2025-01-01", "2026-12-31"),
    ("2025 - 2026", "2025-01-01", "2026-12-31"),
    ("2026 – 2030", "2026-01-01", "2030-12-31"),
    ("2026 -2030", "2026-01-01", "2030-12-31"),
    ("Giai đoạn 2026-2030", "2026-01-01", "2030-12-31"),
    ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30"),
    ("6 tháng cuối năm 2025", "2025-07-01", "2025-12-31"),
    ("nửa đầu năm 2026", "2026-01-01", "2026-06-30"),
    ("9 tháng đầu năm 2026", "2026-01-01", "2026-09-30"),
    # vague words, by the Civil Code
    ("đầu tháng 5/2026", "2026-05-01", "2026-05-01"),
    ("giữa tháng 5/2026", "2026-05-15", "2026-05-15"),
    ("cuối năm 2025", "2025-12-31", "2025-12-31"),
    ("giữa năm 2026", "2026-06-30", "2026-06-30"),
    ("Trước cuối tháng 4/2026", None, "2026-04-30"),
    ("Tuần 2 tháng 5/2026", "2026-05-08", "2026-05-14"),
    # one day, in every spelling
    ("ngày 11/9/2026 (thứ Sáu)", "2026-09-11", "2026-09-11"),
    ("13h30 thứ Hai ngày 06/7/2026", "2026-07-06", "2026-07-06"),
    ("15-5-2026", "2026-05-15", "2026-05-15"),
    ("15.5.2026", "2026-05-15", "2026-05-15"),
    ("15 /5 /2026", "2026-05-15", "2026-05-15"),
    ("05/5/2026", "2026-05-05", "2026-05-05"),
    ("ngày 15 tháng 5 năm 2026", "2026-05-15", "2026-05-15"),
    ("ngày 05 tháng 02 năm 2026", "2026-02-05", "2026-02-05"),
    ("ngày 30 /8/2026", "2026-08-30", "2026-08-30"),
    ("ngày10 /3/2026", "2026-03-10", "2026-03-10"),
    # dated, and then it goes on
    ("2025 và những năm tiếp theo", "2025-01-01", "2025-12-31"),
    ("trong năm 2025 và các năm tiếp theo", "2025-01-01", "2025-12-31"),
    ("hoàn thành trong quý II năm 2026 và thực hiện thường xuyên", "2026-04-01", "2026-06-30"),
    ("Hoàn thành trong tháng 6/2026 (theo hướng dẫn của Sở Nội vụ)", "2026-06-01", "2026-06-30"),
    ("2026 – 2030 (Ngay sau khi các sự cố phát sinh)", "2026-01-01", "2030-12-31"),
    ("Sau khi có hướng dẫn, hoàn thành trước 31/12/2026", None, "2026-12-30"),
    ("Hoàn thành trước 30/6/2026; báo cáo kết quả trước 15/7/2026", None, "2026-07-14"),
    ("Thời gian dự kiến: quý IV/2026", "2026-10-01", "2026-12-31"),
    ("Dự kiến quý IV/2026", "2026-10-01", "2026-12-31"),
    # lists, thirds and halves of a month, hours
    ("ngày 15, 16/6/2026", "2026-06-15", "2026-06-16"),
    ("01-30/6/2026", "2026-06-01", "2026-06-30"),
    ("Tháng 5; 6/2026", "2026-05-01", "2026-06-30"),
    ("Q1+Q2/2026", "2026-01-01", "2026-06-30"),
    ("12/2026 - 02/2027", "2026-12-01", "2027-02-28"),
    ("Hạ tuần tháng 5/2026", "2026-05-21", "2026-05-31"),
    ("Tuần đầu tháng 6/2026", "2026-06-01", "2026-06-07"),
    ("Nửa cuối tháng 5/2026", "2026-05-16", "2026-05-31"),
    ("Dịp 30/4/2026", "2026-04-30", "2026-04-30"),
    ("Trước 17 giờ 00 phút, ngày 15/5/2026", None, "2026-05-14"),
    ("Trước 15/5/2026 theo Công văn số 123/SNV-TCBC ngày 15/3/2026", None, "2026-05-14"),
    ("Đến 30/6/2026 hoàn thành 100%", None, "2026-06-30"),
    ("Từ nay đến 30/6/2026", None, "2026-06-30"),
    ("Hoàn thành dứt điểm trước ngày 30/6/2026", None, "2026-06-29"),
    ("Hoàn thành chậm nhất trong tháng 6/2026", None, "2026-06-30"),
    ("Giai đoạn 2026 - 2030, tầm nhìn đến năm 2045", "2026-01-01", "2030-12-31"),
    ("Đợt 1: tháng 6/2026; đợt 2: tháng 9/2026", "2026-06-01", "2026-09-30"),
]  # fmt: skip

UNDATED = [
    ("Đã hoàn thành", "done"),
    ("Đã hoàn thành trong tháng 3/2026", "done"),
    ("công việc thường xuyên", "recurring"),
    ("nhiệm vụ thường xuyên", "recurring"),
    ("Thực hiện thường xuyên", "recurring"),
    ("Thường xuyên", "recurring"),
    ("THƯỜNG XUYÊN", "recurring"),
    ("Hằng năm", "recurring"),
    ("hàng năm", "recurring"),
    ("Hằng quí", "recurring"),
    ("Định kì hàng tháng", "recurring"),
    ("Báo cáo hằng quý", "recurring"),
    ("Trước ngày 15 tháng cuối quý", "recurring"),
    ("trước ngày 20 của tháng cuối quý và trước ngày 15/11 hằng năm", "recurring"),
    ("trước ngày 20 hằng tháng", "recurring"),
    ("Định kỳ ngày 20 hàng tháng", "recurring"),
    ("định kỳ hàng năm (trước ngày 10/12) hoặc đột xuất", "recurring"),
    ("Định kỳ 6 tháng, hàng năm, giữa nhiệm kỳ", "recurring"),
    ("sơ kết 3 năm, kết thúc nhiệm kỳ tổng kết", "recurring"),
    ("theo tuần, tháng, quý, năm", "recurring"),
    ("ít nhất 01 ngày/tháng", "recurring"),
    ("02 lần/năm", "recurring"),
    ("ứng trực 24/24h", "recurring"),
    ("năm tiếp theo", "recurring"),
    ("6 tháng một lần", "recurring"),
    ("2 lần/năm (tháng 6, tháng 12)", "recurring"),
    ("Tháng, quý, năm", "recurring"),
    ("Từ ngày 20 đến ngày 25 hằng tháng", "recurring"),
    ("Trước ngày 10 của tháng đầu tiên quý sau", "recurring"),
    ("Thường xuyên, đột xuất", "recurring"),
    ("Năm học 2026-2027", "conditional"),
    ("Trước và trong dịp Tết Nguyên đán", "conditional"),
    ("Không quá 05 ngày kể từ ngày tiếp nhận", "conditional"),
    ("Khi có yêu cầu", "conditional"),
    ("Theo đúng lộ trình", "conditional"),
    ("Theo KH của tỉnh", "conditional"),
    ("Tháng 6 và tháng 12 hằng năm", "recurring"),
    ("thực hiện thường xuyên và theo chỉ đạo của Trung ương, của Tỉnh", "recurring"),
    ("thực hiện theo chỉ đạo của Trung ương, của Tỉnh và triển khai thực hiện thường xuyên", "recurring"),
    ("Chậm nhất 07 ngày sau khi kết thúc Đại hội", "conditional"),
    ("Sau khi có hướng dẫn của Trung ương", "conditional"),
    ("Sau khi Trung ương ban hành Quy định sửa đổi, bổ sung", "conditional"),
    ("thực hiện ngay sau khi có hướng dẫn của Tỉnh", "conditional"),
    ("sau khi có văn bản của Trung ương năm 2023", "conditional"),
    ("thực hiện sau khi có văn bản của Trung ương, Tỉnh ủy trong năm 2024", "conditional"),
    ("sau khi sửa Quy định số 12-QĐ/TW, ngày 12/12/2018; Quyết định số 34-QĐ/TW vào năm 2025", "conditional"),
    ("thực hiện khi có chỉ đạo của Văn phòng Tỉnh ủy", "conditional"),
    ("thực hiện sau khi có Đề án của Tỉnh, dự kiến quý II và triển khai thực hiện thường xuyên", "conditional"),
    ("thực hiện ngay sau khi Tỉnh ban hành Đề án và thực hiện thường xuyên", "conditional"),
    ("Ngay sau Đại hội Đảng bộ tỉnh", "conditional"),
    ("Sau đại hội đảng bộ các cấp", "conditional"),
    ("Sau đại hội 07 ngày", "conditional"),
    ("Sau 7 ngày làm việc", "conditional"),
    ("Trước đại hội đảng bộ các cấp", "conditional"),
    ("Trước Đại hội Đảng bộ tỉnh 30 ngày làm việc", "conditional"),
    ("trước mùa mưa năm 2026", "conditional"),
    ("Trong vòng 30 ngày kể từ ngày ban hành", "conditional"),
    ("30 ngày kể từ ngày ký", "conditional"),
    ("Kết thúc năm học 2025-2026", "conditional"),
    ("Theo Kế hoạch của Bộ Chính trị", "conditional"),
    ("Thực hiện theo Kế hoạch số 02-KH/BCĐ", "conditional"),
    ("Theo Kế hoạch số 331-KH/TU ngày 15/7/2025 của Ban Thường vụ Tỉnh ủy", "conditional"),
    ("Theo Thông tri của Ban Thường vụ Tỉnh ủy", "conditional"),
    ("Theo hướng dẫn của Trung ương", "conditional"),
    ("thực hiện theo lộ trình", "conditional"),
    ("theo chỉ đạo của Trung ương, của Tỉnh", "conditional"),
    ("theo quy định", "conditional"),
]

NOT_TIMES = [
    "Khẩn trương", "Thực hiện ngay", "Dự kiến khoảng 02 ngày làm việc/01 đơn vị", "31/2/2026", "trước ngày 45/13/2026",
    "Ủy ban nhân dân phường An Bình", "05 báo cáo", "12-KH/ĐU",
]  # fmt: skip


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "first", "last"), DATED)
def test_a_dated_phrase_gives_its_window(text: str, first: str | None, last: str) -> None:
    deadline = parse_deadline(text, issued_on=ISSUED)
    assert deadline is not None
    assert (deadline.kind, deadline.first_day, deadline.last_day) == ("dated", day(first), day(last))
    assert not deadline.year_inherited


@pytest.mark.parametrize(("text", "kind"), UNDATED)
def test_a_phrase_without_a_day_gives_its_kind_and_no_day(text: str, kind: str) -> None:
    deadline = parse_deadline(text, issued_on=ISSUED)
    assert deadline is not None
    assert (deadline.kind, deadline.first_day, deadline.last_day) == (kind, None, None)


@pytest.mark.parametrize("text", NOT_TIMES)
def test_a_text_without_a_time_is_kept_and_has_no_kind(text: str) -> None:
    deadline = parse_deadline(text, issued_on=ISSUED)
    assert deadline is not None
    assert (deadline.text, deadline.kind, deadline.last_day) == (text, "none", None)


@pytest.mark.parametrize("text", ["", "  ", "-", "—", "...", "(*  *)"])
def test_blank_cells_say_nothing(text: str) -> None:
    assert parse_deadline(text) is None


@pytest.mark.parametrize(
    "text", ["thực hiện từ năm 2023", "Từ năm 2023 trở đi", "từ 01/01/2023", "Sau ngày 31/12/2022"]
)
def test_a_start_without_an_end(text: str) -> None:
    deadline = parse_deadline(text)
    assert deadline is not None
    assert (deadline.kind, deadline.first_day, deadline.last_day) == ("from", date(2023, 1, 1), None)


@pytest.mark.parametrize(
    ("text", "issued_on", "last"),
    [
        ("dự kiến quý II", "2025-12-29", "2026-06-30"),  # issued at the year's end: the next one is meant
        ("tháng Năm", "2026-04-09", "2026-05-31"),
        ("tháng 5", "2026-04-09", "2026-05-31"),
        ("Trong quý I", "2026-04-09", "2027-03-31"),
        ("trước 15/5", "2026-04-09", "2026-05-14"),
        ("cuối tháng 4", "2026-04-09", "2026-04-30"),
        ("6 tháng cuối năm", "2026-04-09", "2026-12-31"),
        ("Trong năm", "2026-04-09", "2026-12-31"),
        ("Trong năm", "2025-12-29", "2026-12-31"),
    ],
)
def test_a_missing_year_comes_from_the_day_of_issue(text: str, issued_on: str, last: str) -> None:
    deadline = parse_deadline(text, issued_on=date.fromisoformat(issued_on))
    assert deadline is not None
    assert (deadline.kind, deadline.last_day, deadline.year_inherited) == ("dated", day(last), True)


def test_without_a_year_and_a_day_of_issue_there_is_no_date() -> None:
    deadline = parse_deadline("Trong quý II")
    assert deadline is not None and deadline.kind == "none"


def test_before_keeps_the_day_as_written() -> None:
    deadline = parse_deadline("Trước ngày 15/5/2026")
    assert deadline is not None
    assert (deadline.bound, deadline.exclusive, deadline.precision) == (date(2026, 5, 15), True, "day")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Thường xuyên", "permanent"), ("Hằng tuần", "week"), ("Định kỳ ngày 20 hàng tháng", "month"),
        ("Báo cáo hằng quý", "quarter"), ("Định kỳ 6 tháng", "half"), ("6 tháng/lần", "half"),
        ("02 lần/năm", "year"), ("Hằng ngày", "day"),
    ],
)  # fmt: skip
def test_how_often_a_task_comes_back(text: str, unit: str) -> None:
    deadline = parse_deadline(text)
    assert deadline is not None and deadline.recurrence == unit


def test_a_condition_is_quoted_as_printed() -> None:
    deadline = parse_deadline("(*thực hiện ngay sau khi Tỉnh ban hành Đề án và thực hiện thường xuyên*)")
    assert deadline is not None
    assert deadline.condition == "ngay sau khi Tỉnh ban hành Đề án"
    assert [other.kind for other in deadline.also] == ["recurring"]


def test_what_else_a_phrase_says_is_kept() -> None:
    deadline = parse_deadline("thực hiện sau khi có Đề án, dự kiến quý II/2026 và thực hiện thường xuyên")
    assert deadline is not None
    assert [(other.kind, other.tentative) for other in deadline.also] == [("recurring", False), ("dated", True)]


# -- the vocabulary --------------------------------------------------------------------------------------------------

EXPECTED = {"done": "done", "recurring": "recurring", "source": "conditional", "event": "conditional"}


@pytest.mark.parametrize(
    ("group", "entry"),
    [(group, entry) for group, entries in VOCABULARY.items() for entry in entries],
    ids=lambda value: value if isinstance(value, str) else value["form"],
)
def test_each_vocabulary_entry_reads_its_example(group: str, entry: dict[str, str]) -> None:
    assert fold(entry["form"]) in fold(entry["example"]).replace("hàng", "hằng") or entry["form"] in entry["example"]
    deadline = parse_deadline(entry["example"])
    assert deadline is not None
    if group != "immediate":
        assert deadline.kind == EXPECTED[group]
    if group == "recurring":
        assert deadline.recurrence == entry["unit"]


def test_no_form_stands_in_the_vocabulary_twice() -> None:
    forms = [bare(entry["form"]) for entries in VOCABULARY.values() for entry in entries]
    assert len(forms) == len(set(forms))


# -- properties ------------------------------------------------------------------------------------------------------

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
SPELLINGS = [
    "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "ngày {d} tháng {m} năm {y}", "ngày{d} /{m}/{y}",
    "ngày {d:02}/{m}/{y}", "{d} /{m} /{y}",
]  # fmt: skip


@given(DAYS, st.sampled_from(SPELLINGS))
def test_any_day_in_any_spelling_comes_back(day: date, spelling: str) -> None:
    printed = spelling.format(d=day.day, m=day.month, y=day.year)
    for text, last in ((printed, day), (f"Trước {printed}", day - timedelta(days=1)), (f"đến hết {printed}", day)):
        deadline = parse_deadline(text)
        assert deadline is not None
        assert (deadline.kind, deadline.last_day) == ("dated", last)
        assert is_deadline(text)


@given(st.sampled_from([text for text, *_ in DATED] + [text for text, _ in UNDATED]))
def test_accents_do_not_matter(text: str) -> None:
    with_accents, without = parse_deadline(text, issued_on=ISSUED), parse_deadline(bare(text), issued_on=ISSUED)
    assert with_accents is not None and without is not None
    assert (with_accents.kind, with_accents.last_day) == (without.kind, without.last_day)


ALPHABET = st.sampled_from([*"0123456789/.- ,;()*:–|lIVQTt", "tháng ", "quý ", "năm ", "trước ", "sau khi ", "từ "])


@given(st.one_of(st.text(max_size=80), st.lists(ALPHABET, max_size=25).map("".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    deadline = parse_deadline(text, issued_on=ISSUED)
    assert deadline is None or (deadline.last_day is not None) == (deadline.kind == "dated")
