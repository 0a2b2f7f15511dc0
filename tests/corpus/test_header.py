"""Header facts: symbol, issuer, place, day, title, signer, as plans of every form print them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus import read
from corpus.header import opens_signature, plan_id, read_header
from corpus.layout import Layout, Paragraph
from corpus.levels import place_spoken_of
from corpus.model import Plan, Spot
from corpus.structure import read_structure

GOLDEN = Path(__file__).parent / "golden"


def plan_of(*texts: str) -> Plan:
    blocks = tuple(Paragraph(text, Spot(n, n, page=1)) for n, text in enumerate(texts, 1))
    lines = tuple(" ".join(text.split()) for text in texts)
    return read_structure(Layout(blocks, lines, pages=1), "ke-hoach.docx").plan


BODY = (
    "KẾ HOẠCH\nChăm sóc cây xanh đường phố",
    "Căn cứ Chương trình công tác số 15/CTr-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh, Sở Xây dựng ban hành "
    "Kế hoạch với những nội dung sau đây:",
    "I. NHIỆM VỤ",
    "1. Phòng Hạ tầng trồng thay 200 cây trước ngày 30/6/2026.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Trưởng các phòng chịu trách nhiệm trước Giám đốc Sở về tiến độ công việc./.",
)


def test_letterhead_with_line_breaks_inside_its_cells() -> None:
    plan = plan_of(
        "UBND TỈNH SÔNG LAM\nSỞ XÂY DỰNG\nSố: 77/KH-SXD",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSông Lam, ngày 06 tháng 3 năm 2026",
        *BODY,
        "GIÁM ĐỐC\n\nTS. Tạ Văn Nhật",
    )
    assert (plan.symbol, plan.issuer, plan.place, plan.issued_on, plan.signer) == (
        "77/KH-SXD", "Sở Xây dựng", "Sông Lam", date(2026, 3, 6), "Tạ Văn Nhật",
    )  # fmt: skip
    assert plan.title == "KẾ HOẠCH Chăm sóc cây xanh đường phố"
    assert plan.basis == ("Chương trình công tác số 15/CTr-UBND ngày 12/01/2026 của Ủy ban nhân dân tỉnh",)


def test_the_motto_is_no_part_of_the_place() -> None:
    header = read_header(["Độc lập - Tự do - Hạnh phúc Hòa Lạc, ngày 02 tháng 3 năm 2026", "KẾ HOẠCH"], [])
    assert (header.place, header.issued_on) == ("Hòa Lạc", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "PHƯỜNG HÒA LẠC", "Số: 9/KH-UBND"], "ỦY BAN NHÂN DÂN PHƯỜNG HÒA LẠC"),
        (["UBND TỈNH SÔNG LAM", "SỞ XÂY DỰNG", "Số: 9/KH-SXD"], "SỞ XÂY DỰNG"),
        (["ĐẢNG BỘ TỈNH SÔNG LAM", "ĐẢNG ỦY PHƯỜNG AN BÌNH", "*"], "ĐẢNG ỦY PHƯỜNG AN BÌNH"),
        (
            ["ỦY BAN MTTQ VIỆT NAM", "TỈNH SÔNG LAM", "BAN THƯỜNG TRỰC"],
            "BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM TỈNH SÔNG LAM",
        ),
        (["CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "VIỆT NAM", "CÔNG AN XÃ NÀ LAM"], "CÔNG AN XÃ NÀ LAM"),
    ],
)  # fmt: skip
def test_issuer_on_the_left_of_the_header(lines: list[str], issuer: str) -> None:
    assert read_header([*lines, "KẾ HOẠCH"], []).issuer == issuer


def test_the_letterhead_says_which_province_the_introduction_means() -> None:
    intro = (
        "Thực hiện chỉ đạo của Chính phủ về cải cách hành chính trong tình hình mới, "
        "Ủy ban nhân dân tỉnh ban hành Kế hoạch"
    )
    header = read_header(["ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM", "KẾ HOẠCH", intro], [])
    assert header.issuer == "Ủy ban nhân dân tỉnh Sông Lam"


@pytest.mark.parametrize(
    "lines",
    [
        ["(kèm theo Kế hoạch số 31-KH/TĐTN, ngày 16/3/2026 của Ban Thường vụ Tỉnh đoàn", "Sông Lam)"],
        ["(Ban hành kèm theo Kế hoạch số 31-KH/TĐTN ngày 16/3/2026 của Ban Thường vụ Tỉnh đoàn Sông Lam về", "hè)"],
        ["(Kèm theo Kế hoạch số 31-KH/TĐTN", "ngày 16 tháng 3 năm 2026 của Ban Thường vụ Tỉnh đoàn Sông Lam)"],
    ],
)
def test_appendix_has_the_identity_of_its_plan(lines: list[str]) -> None:
    header = read_header(["PHỤ LỤC", "NHIỆM VỤ TRỌNG TÂM", "NĂM 2026", *lines], [])
    assert header.title == "PHỤ LỤC NHIỆM VỤ TRỌNG TÂM NĂM 2026"
    assert (header.symbol, header.parent, header.issued_on, header.issuer) == (
        "31-KH/TĐTN", "31-KH/TĐTN", date(2026, 3, 16), "Ban Thường vụ Tỉnh đoàn Sông Lam",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("back", "signer"),
    [
        (["TRƯỞNG CÔNG AN XÃ", "Thiếu tá Lường Văn Páo"], "Lường Văn Páo"),
        (["HIỆU TRƯỞNG", "PGS.TS. Cao Bá Lộc"], "Cao Bá Lộc"),
        (["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lò Thị Bưởi"], "Lò Thị Bưởi"),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Vàng A Sính"], "Vàng A Sính"),
        (["GIÁM ĐỐC", "H'Lan Niê"], "H'Lan Niê"),
        (["GIÁM ĐỐC", "TS. Y-Bhiông Kđăm"], "Y-Bhiông Kđăm"),
        (["BÍ THƯ", "Đinh K’Rể"], "Đinh K’Rể"),
    ],
)
def test_signer(back: list[str], signer: str) -> None:
    assert plan_of("KẾ HOẠCH", *BODY[1:], *back).signer == signer


def test_an_office_without_a_name_below_is_no_signature() -> None:
    plan = plan_of("KẾ HOẠCH", *BODY[1:4], "GIÁM ĐỐC", "chỉ đạo chung.")
    assert plan.signer is None


def test_the_title_of_an_appendix_below_its_table() -> None:
    plan = read(GOLDEN / "appendix-title-below-its-table.txt").plan
    assert (plan.symbol, plan.parent, plan.issuer, plan.issued_on) == (
        "61-KH/TU", "61-KH/TU", "Ban Thường vụ Tỉnh ủy Sông Lam", date(2026, 1, 16),
    )  # fmt: skip
    assert plan.title == "PHỤ LỤC PHÂN CÔNG NHIỆM VỤ GIỮ GÌN CHỢ PHIÊN"


def test_appendices_that_say_nothing_of_themselves_are_told_apart_by_their_files() -> None:
    header = read_header(["PHỤ LỤC"], [])
    assert plan_id(header, "phu-luc-cho.txt") != plan_id(header, "phu-luc-ben-do.txt")


@pytest.mark.parametrize(
    ("issuer", "texts", "place"),
    [
        ("Ban Thường vụ Tỉnh ủy", ["các cơ quan đảng tỉnh Sông Lam;", "hệ thống chính trị tỉnh Sông Lam."], "Sông Lam"),
        ("Ban Thường vụ Tỉnh ủy", ["học tập kinh nghiệm của tỉnh Hoa Lư"], None),
        ("Ban Thường vụ Tỉnh ủy", ["tỉnh Sông Lam và tỉnh Hoa Lư", "tỉnh Sông Lam", "tỉnh Hoa Lư"], None),
        ("Ban Thường vụ Tỉnh ủy Hoa Lư", ["tỉnh Sông Lam", "tỉnh Sông Lam"], None),
        ("Đảng ủy phường", ["đến tỉnh Sông Lam", "tỉnh Sông Lam", "phường đến năm", "phường đến tháng"], None),
    ],
)
def test_the_place_that_a_plan_speaks_of(issuer: str, texts: list[str], place: str | None) -> None:
    assert place_spoken_of(Plan("p", "p.txt", issuer=issuer), texts) == place


def test_the_basis_runs_over_line_ends_and_over_commas() -> None:
    header = read_header(
        [
            "KẾ HOẠCH",
            "Triển khai thực hiện Nghị quyết số 8-NQ/TU ngày 16/01/2026 của Tỉnh ủy Sông Lam về phát triển du lịch",
            "Số: 12/KH-SDL",
            "Thực hiện Nghị quyết số 8-NQ/TU ngày 16/01/2026 của Tỉnh ủy Sông Lam về phát triển du lịch xanh,",
            "sạch, đẹp trở thành ngành mũi nhọn; Kế hoạch số 19/KH-UBND ngày 22/01/2026 của UBND tỉnh về làm giàu,",
            "làm sạch dữ liệu, gắn với chuyển đổi số, Sở Du lịch ban hành Kế hoạch như sau:",
            "Quyết định số 5/QĐ-SDL ngày 01/01/2026",
        ],
        [],
    )
    assert header.basis == (
        "Nghị quyết số 8-NQ/TU ngày 16/01/2026 của Tỉnh ủy Sông Lam về phát triển du lịch",
        "Nghị quyết số 8-NQ/TU ngày 16/01/2026 của Tỉnh ủy Sông Lam về phát triển du lịch xanh, sạch, đẹp trở thành "
        "ngành mũi nhọn",
        "Kế hoạch số 19/KH-UBND ngày 22/01/2026 của UBND tỉnh về làm giàu, làm sạch dữ liệu",
    )


@pytest.mark.parametrize(
    ("said", "basis"),
    [
        (
            "(Thực hiện Quyết định số 77/QĐ-UBND ngày 12/01/2026 của UBND tỉnh về trồng cây, giữ rừng năm 2026)",
            ["Quyết định số 77/QĐ-UBND ngày 12/01/2026 của UBND tỉnh về trồng cây, giữ rừng năm 2026"],
        ),
        (
            "Căn cứ Nghị quyết số 8-NQ/TU ngày 05 tháng 01 năm 2026 của Tỉnh ủy;",
            ["Nghị quyết số 8-NQ/TU ngày 05 tháng 01 năm 2026 của Tỉnh ủy"],
        ),
        (
            "Thực hiện Quyết định số 12/QĐ-BVHTTDL ngày 3/1/2026 của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch về hội "
            "xuân, Trung tâm Văn hóa ban hành Kế hoạch như sau:",
            ["Quyết định số 12/QĐ-BVHTTDL ngày 3/1/2026 của Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch về hội xuân"],
        ),
        (
            "Thực hiện Hướng dẫn số 5-HD/BTG ngày 3/1/2026 của Ban Tuyên giáo, Dân vận Tỉnh ủy, Đảng ủy phường Hòa Lạc "
            "xây dựng Kế hoạch như sau:",
            ["Hướng dẫn số 5-HD/BTG ngày 3/1/2026 của Ban Tuyên giáo, Dân vận Tỉnh ủy"],
        ),
        (
            "Triển khai Kế hoạch số 15/KH-UBND ngày 3/2/2026 của UBND tỉnh và Kế hoạch số 16/KH-SXD ngày 4/2/2026 của "
            "Sở Y tế, phường Hòa Lạc ban hành Kế hoạch như sau:",
            ["Kế hoạch số 15/KH-UBND ngày 3/2/2026 của UBND tỉnh", "Kế hoạch số 16/KH-SXD ngày 4/2/2026 của Sở Y tế"],
        ),
    ],
)  # fmt: skip
def test_documents_cited_whole(said: str, basis: list[str]) -> None:
    front = ["UBND TỈNH SÔNG LAM", "SỞ XÂY DỰNG", "Số: 21/KH-SXD", "KẾ HOẠCH", "Chăm sóc cây xanh năm 2026", said]
    header = read_header(front, [])
    assert list(header.basis) == basis
    assert header.title == "KẾ HOẠCH Chăm sóc cây xanh năm 2026"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("TM. ỦY BAN NHÂN DÂN", True), ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", True), ("GIÁM ĐỐC (Ký, đóng dấu)", True),
        ("HIỆU TRƯỞNG\nLê Văn Hạnh", True), ("Người lập biểu", True), ("PHÓ CHỦ TỊCH", True),
        ("Giám đốc Trung tâm Y tế", False), ("TRƯỞNG BAN: 3 việc", False), ("Trồng bù 40 cây bàng", False),
    ],
)  # fmt: skip
def test_the_first_line_of_a_signature(text: str, signs: bool) -> None:
    assert opens_signature(text) == signs
