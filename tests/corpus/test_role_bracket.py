"""Brackets that say who does what by when: names before or behind the words for their roles, in any order."""

from __future__ import annotations

import pytest

from corpus.role_bracket import read_roles

SAID = [
    ("Phòng Kinh tế chủ trì, Công an xã phối hợp; trước 31/5/2026", "Phòng Kinh tế", "Công an xã", "trước 31/5/2026"),
    ("Phòng Kinh tế chủ trì; Công an xã, Trạm Y tế xã phối hợp; ngày 10/7/2026", "Phòng Kinh tế",
     "Công an xã | Trạm Y tế xã", "ngày 10/7/2026"),
    ("chủ trì: Phòng Kinh tế; phối hợp: Công an xã, các thôn; hạn: quý II/2026", "Phòng Kinh tế",
     "Công an xã | các thôn", "quý II/2026"),
    ("giao Phòng Kinh tế chủ trì, phối hợp Công an xã, hoàn thành trong quý III/2026", "Phòng Kinh tế", "Công an xã",
     "hoàn thành trong quý III/2026"),
    ("Phòng Kinh tế thực hiện, Công an xã hỗ trợ", "Phòng Kinh tế", "Công an xã", ""),
    ("đầu mối: Văn phòng HĐND và UBND xã", "Văn phòng HĐND và UBND xã", "", ""),
    ("Phòng Kinh tế làm đầu mối, cùng Công an xã thực hiện", "Phòng Kinh tế", "Công an xã", ""),
    ("tháng 6/2026; Phòng Kinh tế chủ trì, Công an xã phối hợp", "Phòng Kinh tế", "Công an xã", "tháng 6/2026"),
    ("Phòng Kinh tế chủ trì, xong trước 30/9/2026; Công an xã phối hợp", "Phòng Kinh tế", "Công an xã",
     "xong trước 30/9/2026"),
    ("Phòng Kinh tế chủ trì - Công an xã phối hợp - trước 15/4/2026", "Phòng Kinh tế", "Công an xã",
     "trước 15/4/2026"),
    ("Phòng Kinh tế chủ trì, phối hợp với Công an xã trước 15/4/2026", "Phòng Kinh tế", "Công an xã",
     "trước 15/4/2026"),
    ("Sở Văn hóa, Thể thao và Du lịch chủ trì, UBND các xã, phường phối hợp; quý II",
     "Sở Văn hóa, Thể thao và Du lịch", "UBND các xã, phường", "quý II"),
    ("Công an xã phối hợp; thường xuyên", "", "Công an xã", "thường xuyên"),
    # names of no known kind
    ("Xí nghiệp Nước Hòa Lạc chủ trì, Công an xã, Câu lạc bộ Thả Diều phối hợp; hằng tháng", "Xí nghiệp Nước Hòa Lạc",
     "Công an xã | Câu lạc bộ Thả Diều", "hằng tháng"),
    ("đ/c Lê Thị Mơ chủ trì, lực lượng dân quân hỗ trợ; ngay khi có còi báo", "đ/c Lê Thị Mơ", "lực lượng dân quân",
     "ngay khi có còi báo"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "lead", "coordinating", "deadline"), SAID, ids=[case[0] for case in SAID])
def test_bracket(said: str, lead: str, coordinating: str, deadline: str) -> None:
    found = read_roles(said)
    assert found is not None
    assert (" | ".join(found.lead), " | ".join(found.coordinating), found.deadline) == (lead, coordinating, deadline)


def test_who_directs_stands_apart() -> None:
    found = read_roles("UBND xã chỉ đạo, Phòng Kinh tế thực hiện; tháng 4/2026")
    assert found is not None
    assert (found.directing, found.lead, found.coordinating) == (("UBND xã",), ("Phòng Kinh tế",), ())


@pytest.mark.parametrize(
    "said",
    [
        "Nhà nước hỗ trợ, Nhân dân thực hiện",
        "hội nghị do Chủ tịch UBND xã chủ trì",
        "Trung ương hỗ trợ 70%, tỉnh hỗ trợ 30%",
        "qua Phòng Kinh tế tổng hợp",
        "thực hiện theo Kế hoạch số 12/KH-UBND",
        "nội dung: tuyên truyền; hình thức: trực tuyến",
        "có 3 đơn vị tham gia",
        "giai đoạn 2021 - 2025",
        "trước 31/5/2026",
        "Phòng Kinh tế",
    ],
)
def test_other_brackets_give_nobody_a_role(said: str) -> None:
    assert read_roles(said) is None
