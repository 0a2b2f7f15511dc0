"""Telling deadlines from other text, and finding the one that a sentence carries."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.deadlines import find_deadline, is_deadline, parse_deadline, starts_deadline
from corpus.text import bare
from tests.corpus.test_deadlines import DATED, UNDATED

ISSUED = date(2026, 4, 9)
GOLD = Path(__file__).parents[3] / "shared" / "gold" / "rows.json"
needs_gold = pytest.mark.skipif(not GOLD.exists(), reason="the gold rows are not here")

TEXTS = [
    # tasks, also those that speak of times
    "Theo dõi, đôn đốc các chi bộ nộp báo cáo đúng hạn",
    "Thực hiện theo chức năng, nhiệm vụ được giao",
    "Sau khi có hướng dẫn của Trung ương, tham mưu xây dựng kế hoạch của phường",
    "Thực hiện thường xuyên công tác kiểm tra phòng cháy tại các khu phố",
    "Thường xuyên rà soát danh sách hộ nghèo",
    "Khẩn trương triển khai các nhiệm vụ được giao",
    "sâu rộng nội dung Nghị quyết",
    "Hoàn thành số hóa hồ sơ lưu trữ của phường",
    "Hoàn thành việc lắp đặt đèn đường trước ngày 15/5/2026 tại 3 khu phố",
    "Trước khi trình Ban Thường vụ cần lấy ý kiến các chi bộ",
    "Xây dựng kế hoạch phòng, chống thiên tai năm 2026",
    "Báo cáo kết quả giảm nghèo 6 tháng đầu năm 2026 của phường Hòa Lạc",
    "Đề xuất giao biên chế năm 2026",
    "Tổ chức hội nghị sơ kết quý I năm 2026",
    "Chuẩn bị đại hội chi bộ nhiệm kỳ 2025-2030",
    "Kế hoạch số 15-KH/ĐU, ngày 03/4/2026 của Đảng ủy phường",
    "Nghị quyết số 57-NQ/TW ngày 22/12/2024",
    "Nghị định số 179/2024/NĐ-CP",
    "Ngày ban hành: 23/07/2025",
    "28-07-2026 18:08:51 +07:00",
    # agencies and table words
    "Ủy ban nhân dân phường An Bình",
    "Ban Chỉ đạo 35 phường",
    "Công an phường; Ban Chỉ huy Quân sự phường",
    "Các cơ quan, đơn vị có liên quan",
    "Thời gian thực hiện",
    "Tiến độ",
    "Thời hạn hoàn thành",
    "Ghi chú",
    # numbers
    "5", "2.10", "4.1", "1.", "III", "100%", "1.250.000", "05", "45/2024/QH15",
    # ends of running text
    "sau khi sắp xếp đơn vị hành chính.",
    "2025-2030.",
    "khi cần thiết",
    "nếu cần",
    "nếu có",
    "",
    "-",
]  # fmt: skip

PARTS = [  # lines of one cell as they stand in text that lost its table
    ("Sau khi có hướng", "dẫn của Trung", "ương"),
    ("Thực hiện thường", "xuyên"),
    ("Ngay sau Đại hội", "Đảng bộ tỉnh"),
    ("Trước ngày 15", "tháng cuối quý"),
    ("Chậm nhất 07", "ngày sau khi kết", "thúc Đại hội"),
    ("Thực hiện theo Kế", "hoạch số 02-", "KH/BCĐ"),
    ("Theo Thông tri", "của Ban Thường", "vụ Tỉnh ủy"),
    ("Trước Đại hội", "Đảng bộ tỉnh 30", "ngày làm việc"),
    ("Trước ngày", "15/10/2026"),
    ("Hoàn thành trong", "quý II/2026"),
    ("Sau đại hội", "07 ngày"),
    ("Đã", "hoàn thành"),
    ("Hằng", "năm"),
]


@pytest.mark.parametrize("text", [text for text, *_ in DATED if not text.startswith("vận hành")])
def test_dated_phrases_are_deadlines(text: str) -> None:
    assert is_deadline(text)


@pytest.mark.parametrize("text", [text for text, _ in UNDATED if not text.startswith(("ứng trực", "sơ kết 3 năm"))])
def test_undated_phrases_are_deadlines(text: str) -> None:
    assert is_deadline(text)


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_are_not(text: str) -> None:
    assert not is_deadline(text)
    assert not starts_deadline(text)


@pytest.mark.parametrize("lines", PARTS, ids=" ".join)
def test_a_broken_deadline_is_known_by_its_first_line_and_when_joined(lines: tuple[str, ...]) -> None:
    if lines[0] != "Hằng":
        assert starts_deadline(lines[0])
    assert is_deadline(" ".join(lines))


@needs_gold
def test_every_deadline_of_the_gold_rows_is_read_as_there() -> None:
    issued = {"376": date(2025, 7, 21), "26-": date(2025, 12, 29), "thu": date(2026, 4, 9)}
    wrong = []
    for row in json.loads(GOLD.read_text("utf-8")):
        deadline = parse_deadline(row["deadline"], issued_on=issued[row["file"][:3]])
        if not row["deadline"]:
            assert deadline is None
            continue
        assert deadline is not None
        printed = deadline.to_json()
        if (printed["kind"], printed["first_day"], printed["last_day"]) != (row["kind"], row["first"], row["last"]):
            wrong.append((row["deadline"], printed))
        if not is_deadline(row["deadline"]):
            wrong.append((row["deadline"], {"is_deadline": False}))
    assert wrong == []


@needs_gold
def test_no_task_and_no_agency_of_the_gold_rows_is_a_deadline() -> None:
    rows = json.loads(GOLD.read_text("utf-8"))
    texts = {row["start"] for row in rows}
    texts |= {name for row in rows for name in row["lead"]} | {row["coordinating"] or "" for row in rows}
    texts |= {part.strip() for row in rows for part in (row["coordinating"] or "").split(";")}
    assert [text for text in texts if is_deadline(text)] == []


# -- in sentences ----------------------------------------------------------------------------------------------------

BRACKETS = [
    # sentence, the bracket, kind, last day
    ("Rà soát quy chế làm việc (công việc thường xuyên).", "(công việc thường xuyên)", "recurring", None),
    ("Rà soát quy chế (*hoàn thành quý I năm 2026*).", "(*hoàn thành quý I năm 2026*)", "dated", "2026-03-31"),
    ("Rà soát quy chế *(hoàn thành năm 2026)*.", "*(hoàn thành năm 2026)*", "dated", "2026-12-31"),
    ("Kiểm tra chi bộ (*công việc thường xuyên*), trong đó:", "(*công việc thường xuyên*)", "recurring", None),
    ("Tuyển dụng công chức năm 2026 (nếu có) (*hoàn thành trong quý II năm 2026*).",
     "(*hoàn thành trong quý II năm 2026*)", "dated", "2026-06-30"),
    ("Bố trí nhân lực (*nếu cần*), bảo đảm hoạt động (*hoàn thành trong năm 2026*).",
     "(*hoàn thành trong năm 2026*)", "dated", "2026-12-31"),
    ("Tổng kết các quy định (*Quy định số 08-QĐ/TW; Quy định số 101-QĐ/TW*) (*hoàn thành trong năm 2024*).",
     "(*hoàn thành trong năm 2024*)", "dated", "2024-12-31"),
    ("Tham mưu quy chế A (*sau khi có Quy định của Tỉnh năm 2023*); quy chế B (*sau khi có quy định năm 2024*).",
     "(*sau khi có quy định năm 2024*)", "conditional", None),
    ("Rà soát hồ sơ (*thực hiện khi có đề nghị của Ban cán sự đảng, đảng ủy cơ quan*).",
     "(*thực hiện khi có đề nghị của Ban cán sự đảng, đảng ủy cơ quan*)", "conditional", None),
    ("Rà soát (sau khi có ý kiến của Sở Nội vụ, cán bộ chuyên trách).",
     "(sau khi có ý kiến của Sở Nội vụ, cán bộ chuyên trách)", "conditional", None),
    ("Đối soát (khi có yêu cầu của Cục Căn cước, Thành ủy Cần Thơ).",
     "(khi có yêu cầu của Cục Căn cước, Thành ủy Cần Thơ)", "conditional", None),
    ("Bảo đảm đến hết năm 2030 số cấp phó đúng quy định (*công việc thường xuyên*).",
     "(*công việc thường xuyên*)", "recurring", None),
    ("Vận hành trạm bơm (*thực hiện hằng ngày trong mùa mưa*).",
     "(*thực hiện hằng ngày trong mùa mưa*)", "recurring", None),
    ("Hướng dẫn thực hiện đến năm 2030, có 50% hoạt động trên môi trường số (*nhiệm vụ thường xuyên*).",
     "(*nhiệm vụ thường xuyên*)", "recurring", None),
    ("Ban hành Kế hoạch thực hiện Nghị định số 179/2024/NĐ-CP ngày 31/12/2024 (*trong quý II/2026*).",
     "(*trong quý II/2026*)", "dated", "2026-06-30"),
    ("Xây dựng Đề án cán bộ nhiệm kỳ 2025 – 2030 (*thực hiện ngay sau khi Tỉnh ban hành Đề án*).",
     "(*thực hiện ngay sau khi Tỉnh ban hành Đề án*)", "conditional", None),
    ("Lập đề án sáp nhập trường học (trình Ban Thường vụ trước ngày 15/11/2026).",
     "(trình Ban Thường vụ trước ngày 15/11/2026)", "dated", "2026-11-14"),
    ("Sửa quy chế (theo Quy định số 12-QĐ/TW (khóa XIII)) (*thực hiện theo lộ trình*).",
     "(*thực hiện theo lộ trình*)", "conditional", None),
]  # fmt: skip

INLINE = [
    ("Nắm tình hình dư luận, thực hiện thường xuyên.", "thực hiện thường xuyên", "recurring", None),
    ("Phát tin trên loa; duy trì thường xuyên, liên tục.", "duy trì thường xuyên, liên tục", "recurring", None),
    ("Quán triệt ngay khi có văn bản của tỉnh.", "ngay khi có văn bản của tỉnh", "conditional", None),
    ("Công an xã xác minh hồ sơ ngay sau khi Phòng Kinh tế chuyển danh sách.",
     "ngay sau khi Phòng Kinh tế chuyển danh sách", "conditional", None),
    ("Tổng hợp báo cáo gửi Thành ủy, hoàn thành trước ngày **10/4/2026**.",
     "hoàn thành trước ngày **10/4/2026**", "dated", "2026-04-09"),
    ("Báo cáo tình hình cán bộ của phường trước ngày **10/4/2026** (qua Ban Xây dựng Đảng).",
     "trước ngày **10/4/2026**", "dated", "2026-04-09"),
    ("Lắp đặt camera tại 12 điểm, xong trước ngày 05/10/2026.", "xong trước ngày 05/10/2026", "dated", "2026-10-04"),
    ("Báo cáo kết quả về Văn phòng Đảng ủy trước ngày 20 hằng tháng.",
     "trước ngày 20 hằng tháng", "recurring", None),
    ("Rà soát hộ nghèo. Thời gian: Quý III/2026.", "Quý III/2026", "dated", "2026-09-30"),
    ("Thời gian hoàn thành: trước ngày 30/6/2026.", "trước ngày 30/6/2026", "dated", "2026-06-29"),
    ("Tổ chức hội nghị sơ kết trong quý IV/2026.", "trong quý IV/2026", "dated", "2026-12-31"),
    ("Nộp hồ sơ về Phòng Nội vụ chậm nhất ngày 15/6/2026.", "chậm nhất ngày 15/6/2026", "dated", "2026-06-15"),
    ("Xây dựng nhà văn hóa, hoàn thành năm 2027.", "hoàn thành năm 2027", "dated", "2027-12-31"),
]  # fmt: skip

NONE = [
    "Thực hiện Kế hoạch số 10-KH/ĐU, ngày 30/10/2025 của Ban Thường vụ Đảng ủy.",
    "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về chuyển đổi số quốc gia.",
    "Rà soát bến bãi để có căn cứ giao biên chế đến năm 2031 cho các trạm.",
    "Đề xuất giao biên chế khối chính quyền phường năm 2026.",
    "Bảo đảm đến hết năm 2030 số lượng cấp phó theo đúng quy định.",
    "Đến năm 2030, tối thiểu 90% hồ sơ được xử lý trên mạng.",
    "Chuẩn bị nhân sự nhiệm kỳ 2025 - 2030.",
    "Thực hiện Chương trình cải cách hành chính giai đoạn 2021-2030 (giai đoạn 2021 - 2030).",
    "Áp dụng Luật mới có hiệu lực thi hành từ ngày 01/7/2025.",
    "Lấy ý kiến các chi bộ trước khi báo cáo cấp trên.",
    "Bố trí cán bộ sau khi sắp xếp đơn vị hành chính.",
    "Đề xuất điều chỉnh, bổ sung Kế hoạch (khi cần thiết).",
    "Tuyển dụng công chức (nếu cần).",
    "Thực hiện nghiêm quy chế (khóa XIII).",
    "Kịp thời, thường xuyên báo cáo cấp có thẩm quyền theo quy định.",
    "Nâng chuẩn nghèo từ 8% trở lên.",
    "Phối hợp các đoàn thể (năm 2025 có 12 đơn vị).",
    "",
]


@pytest.mark.parametrize(("sentence", "cut", "kind", "last"), BRACKETS)
def test_the_last_bracket_that_is_a_deadline_wins(sentence: str, cut: str, kind: str, last: str | None) -> None:
    found = find_deadline(sentence, issued_on=ISSUED)
    assert found is not None
    assert (sentence[found.start : found.end], found.bracketed) == (cut, True)
    assert (found.deadline.kind, found.deadline.to_json()["last_day"]) == (kind, last)
    assert found.brackets[-1] == (found.start, found.end)


@pytest.mark.parametrize(("sentence", "phrase", "kind", "last"), INLINE)
def test_a_closing_phrase_is_found_and_stays_in_the_text(
    sentence: str, phrase: str, kind: str, last: str | None
) -> None:
    found = find_deadline(sentence, issued_on=ISSUED)
    assert found is not None
    assert (sentence[found.start : found.end], found.bracketed, found.brackets) == (phrase, False, ())
    assert (found.deadline.kind, found.deadline.to_json()["last_day"]) == (kind, last)


@pytest.mark.parametrize("sentence", NONE)
def test_other_dates_are_no_deadlines(sentence: str) -> None:
    assert find_deadline(sentence, issued_on=ISSUED) is None


def test_every_deadline_bracket_is_listed_for_cutting() -> None:
    sentence = "Quy chế A (*sau khi có Quy định của Tỉnh*); quy chế B (*hoàn thành trong năm 2024*)."
    found = find_deadline(sentence)
    assert found is not None
    assert [sentence[start:end] for start, end in found.brackets] == [
        "(*sau khi có Quy định của Tỉnh*)",
        "(*hoàn thành trong năm 2024*)",
    ]


@given(st.sampled_from([case[0] for case in BRACKETS + INLINE]))
def test_sentences_without_accents_read_the_same(sentence: str) -> None:
    with_accents, without = find_deadline(sentence, issued_on=ISSUED), find_deadline(bare(sentence), issued_on=ISSUED)
    assert with_accents is not None and without is not None
    assert with_accents.deadline.kind == without.deadline.kind
    assert with_accents.deadline.last_day == without.deadline.last_day


@given(st.text(max_size=60), st.sampled_from([case[0] for case in BRACKETS + INLINE]), st.text(max_size=60))
def test_any_sentence_is_read_without_an_error(before: str, sentence: str, after: str) -> None:
    text = before + sentence + after
    is_deadline(text)
    starts_deadline(text)
    found = find_deadline(text, issued_on=ISSUED)
    assert found is None or 0 <= found.start < found.end <= len(text)
