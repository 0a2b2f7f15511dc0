"""Agency names in cells, headings and sentences. Wards and provinces are invented."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.agencies import (
    Assignment,
    heading_agency,
    identities,
    identity,
    level_of,
    looks_like_agencies,
    merge_misspelt,
    parse_assignment,
    split_agencies,
    starts_like_agency,
)
from corpus.text import clean, words

ONE = [
    "Đảng ủy các xã, phường",
    "Các cơ quan, đơn vị, địa phương có liên quan",
    "Báo và phát thanh, truyền hình Sông Lam",
    "Phòng Văn hóa và Thể thao",
    "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội phường",
    "Ủy ban MTTQ Việt Nam và các tổ chức chính trị - xã hội thuộc phường",
    "Ủy ban Tài chính, Ngân sách",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Lao động, Thương binh và Xã hội",
    "Phòng Kinh tế, Hạ tầng và Đô thị",
    "Ban Xây dựng Đảng Đảng ủy phường",
    "Ban Tuyên giáo và Dân vận Tỉnh ủy",
    "các cấp ủy chi, đảng bộ, cơ quan, đơn vị",
    "Các cấp ủy, tổ chức cơ sở đảng trực thuộc Thành ủy",
    "Các cơ quan chuyên trách tham mưu giúp việc, đơn vị sự nghiệp trực thuộc Đảng ủy",
    "Các sở, ban, ngành và địa phương liên quan",
    "Các Vụ, Cục, Viện thuộc Bộ",
    "các phòng, ban, đơn vị thuộc phường",
    "Văn phòng HĐND và UBND phường",
    "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
    "Đảng ủy các xã, phường (nơi không có Trung tâm Chính trị; nơi có thì thôi)",
    "Đảng ủy Văn phòng Tỉnh ủy",
    "Thanh tra Sở Y tế",
    "Ban Chỉ đạo về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số tỉnh",
    "Chủ tịch UBND các xã, phường",
    "ĐẢNG ỦY ỦY BAN NHÂN DÂN TỈNH",
]
SEVERAL = {
    "Ban Tổ chức Tỉnh ủy; UBKT Tỉnh ủy": ("Ban Tổ chức Tỉnh ủy", "UBKT Tỉnh ủy"),
    "Văn phòng Đảng ủy và Đảng ủy Ủy ban nhân dân phường": ("Văn phòng Đảng ủy", "Đảng ủy Ủy ban nhân dân phường"),
    "Thường trực HĐND, UBND phường": ("Thường trực HĐND", "UBND phường"),
    "Đảng uỷ, UBND phường": ("Đảng uỷ", "UBND phường"),
    "HĐND, UBND thành phố": ("HĐND", "UBND thành phố"),
    "Các Bộ: Công an, Tài chính, Xây dựng": ("Các Bộ: Công an", "Tài chính", "Xây dựng"),
    "Các sở Tài chính, Xây dựng và Nội vụ": ("Các sở Tài chính", "Xây dựng", "Nội vụ"),
    "Sở Giáo dục và Đào tạo, Y tế": ("Sở Giáo dục và Đào tạo", "Y tế"),
    "Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ": (
        "Bộ Thông tin và Truyền thông",
        "Bộ Khoa học và Công nghệ",
    ),
    "Ban Xây dựng Đảng Văn phòng Đảng ủy": ("Ban Xây dựng Đảng", "Văn phòng Đảng ủy"),
    "UBND tỉnh Công an tỉnh": ("UBND tỉnh", "Công an tỉnh"),
    "ĐẢNG ỦY TOÀ ÁN NHÂN DÂN TỈNH, ĐẢNG ỦY VIỆN KIỂM SÁT NHÂN DÂN TỈNH": (
        "ĐẢNG ỦY TOÀ ÁN NHÂN DÂN TỈNH",
        "ĐẢNG ỦY VIỆN KIỂM SÁT NHÂN DÂN TỈNH",
    ),
    "UBND, các cấp ủy chi, đảng bộ, cơ quan, đơn vị thuộc phường": (
        "UBND",
        "các cấp ủy chi, đảng bộ, cơ quan, đơn vị thuộc phường",
    ),
    "Các ban đảng tỉnh, Văn \nphòng Tỉnh ủy; các đảng \nbộ trực thuộc tỉnh": (
        "Các ban đảng tỉnh",
        "Văn phòng Tỉnh ủy",
        "các đảng bộ trực thuộc tỉnh",
    ),
    "Ban Tổ chức Tỉnh ủy;\nVăn phòng Tỉnh ủy.": ("Ban Tổ chức Tỉnh ủy", "Văn phòng Tỉnh ủy"),
    "- Công an phường\n- Phòng Kinh tế": ("Công an phường", "Phòng Kinh tế"),
    "**Ban Xây dựng Đảng**; *Văn phòng Đảng ủy*": ("Ban Xây dựng Đảng", "Văn phòng Đảng ủy"),
    "Đảng ủy các xã, phường (nơi không có Trung tâm Chính trị); Sở Y tế": (
        "Đảng ủy các xã, phường (nơi không có Trung tâm Chính trị)",
        "Sở Y tế",
    ),
    "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội thành phố, Ban Thường vụ Thành đoàn": (
        "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội thành phố",
        "Ban Thường vụ Thành đoàn",
    ),
    "Các sở, ban, ngành và UBND các xã, phường": ("Các sở, ban, ngành", "UBND các xã, phường"),
    "Tỉnh ủy, HĐND, UBND, Ủy ban MTTQ Việt Nam tỉnh": ("Tỉnh ủy", "HĐND", "UBND", "Ủy ban MTTQ Việt Nam tỉnh"),
    "Đoàn TNCS Hồ Chí Minh, Hội LHPN, Hội Nông dân, Hội CCB phường": (
        "Đoàn TNCS Hồ Chí Minh",
        "Hội LHPN",
        "Hội Nông dân",
        "Hội CCB phường",
    ),
    "Viện Khoa học lâm nghiệp Việt Nam, Cục Lâm nghiệp và Kiểm lâm": (
        "Viện Khoa học lâm nghiệp Việt Nam",
        "Cục Lâm nghiệp và Kiểm lâm",
    ),
    "Sở Tài chính và các cơ quan liên quan": ("Sở Tài chính", "các cơ quan liên quan"),
    "Sở Tài chính, VNPT Sông Lam": ("Sở Tài chính", "VNPT Sông Lam"),
    "Cán ban đảng tỉnh; Trường Chính trị tỉnh": ("Cán ban đảng tỉnh", "Trường Chính trị tỉnh"),
    "": (),
    " - ": (),
}
TASKS = [
    "Ban hành quy định về tiêu chuẩn chức danh",
    "Ban văn bản thực hiện Nghị quyết của thành phố về chợ nổi.",
    "Lãnh đạo, chỉ đạo thực hiện quy định về bến bãi",
    "Phối hợp đổi thẻ đảng viên.",
    "Cho ý kiến về nhân sự Đại hội Đảng bộ Công an tỉnh",
    "Bộ tiêu chí đánh giá cán bộ",
    "Báo cáo kết quả đại hội",
    "Phòng, chống tham nhũng",
    "Thanh tra, kiểm tra việc chấp hành",
    "Hội nghị quán triệt",
    "Ban Thường vụ Thành đoàn xây dựng riêng chương trình hành động",
    "Các cơ quan, đơn vị tập trung rà soát, bổ sung chức năng",
    "Ủy ban Mặt trận Tổ quốc Việt Nam phường căn cứ chức năng, nhiệm vụ",
    "Công an phường: tăng cường tuần tra",
    "Ban Xây dựng Đảng chủ trì, phối hợp với UBND phường",
    "Các chỉ tiêu cụ thể",
    "CÁC NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM",
    "Đội ngũ cán bộ, công chức",
    "Trước 30/7/2025",
    "Sau khi có hướng dẫn của Trung ương",
    "Thực hiện thường xuyên",
    "Tháng 4 năm 2026",
    "12",
    "",
]


@pytest.mark.parametrize("cell", ONE)
def test_one_name_stays_whole(cell: str) -> None:
    assert split_agencies(cell) == (cell,)


@pytest.mark.parametrize("cell", list(SEVERAL))
def test_list_is_split(cell: str) -> None:
    assert split_agencies(cell) == SEVERAL[cell]


@pytest.mark.parametrize("cell", [*ONE, *(cell for cell in SEVERAL if cell.strip(" -"))])
def test_list_looks_like_agencies(cell: str) -> None:
    assert looks_like_agencies(cell)


@pytest.mark.parametrize("text", TASKS)
def test_other_texts_do_not_look_like_agencies(text: str) -> None:
    assert not looks_like_agencies(text)


@pytest.mark.parametrize(
    "line", ["Các cơ quan, đơn vị, địa", "Ban Tuyên giáo và Dân", "Các ban đảng tỉnh, Văn", "Sở Xây"]
)
def test_cut_list_only_starts_like_agencies(line: str) -> None:
    assert starts_like_agency(line)
    assert not looks_like_agencies(line)


@pytest.mark.parametrize(
    "line", ["Ban Tổ chức Tỉnh ủy;", "Đảng ủy HĐND tỉnh,", "Các", "Đảng ủy các xã, phường (nơi không"]
)
def test_beginning_of_a_list(line: str) -> None:
    assert starts_like_agency(line)


@pytest.mark.parametrize("text", [text for text in TASKS if text not in ("Đội ngũ cán bộ, công chức",)])
def test_tasks_do_not_start_like_agencies(text: str) -> None:
    assert not starts_like_agency(text)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Ban Xây dựng Đảng chủ trì phối hợp với Ủy ban nhân dân phường, Mặt trận Tổ quốc và các tổ chức"
            " chính trị - xã hội phường tham mưu thực hiện.",
            Assignment(
                ("Ban Xây dựng Đảng",),
                ("Ủy ban nhân dân phường", "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội phường"),
                (),
                "tham mưu thực hiện.",
            ),
        ),
        (
            "Đảng ủy Ủy ban nhân dân phường lãnh đạo UBND phường chỉ đạo các cơ quan liên quan thực hiện.",
            Assignment(
                ("Đảng ủy Ủy ban nhân dân phường",),
                rest="lãnh đạo UBND phường chỉ đạo các cơ quan liên quan thực hiện.",
            ),
        ),
        (
            "- **Đơn vị tham mưu:** Văn phòng Đảng ủy và Đảng ủy Ủy ban nhân dân phường lãnh đạo UBND phường",
            Assignment(("Văn phòng Đảng ủy", "Đảng ủy Ủy ban nhân dân phường"), rest="lãnh đạo UBND phường"),
        ),
        (
            "Ủy ban kiểm tra Đảng ủy chủ trì tham mưu thực hiện.",
            Assignment(("Ủy ban kiểm tra Đảng ủy",), rest="tham mưu thực hiện."),
        ),
        (
            "BAN TỔ CHỨC TỈNH ỦY CHỦ TRÌ, PHỐI HỢP VỚI CÁC CƠ QUAN LIÊN QUAN",
            Assignment(("BAN TỔ CHỨC TỈNH ỦY",), ("CÁC CƠ QUAN LIÊN QUAN",)),
        ),
        (
            "3. Giao Ban Thường vụ Đảng ủy phường lãnh đạo, chỉ đạo triển khai",
            Assignment(("Ban Thường vụ Đảng ủy phường",), rest="lãnh đạo, chỉ đạo triển khai"),
        ),
        (
            "4. Ủy ban Kiểm tra Đảng ủy phường chủ trì, phối hợp các cơ quan liên quan xây dựng kế hoạch kiểm tra",
            Assignment(
                ("Ủy ban Kiểm tra Đảng ủy phường",), ("các cơ quan liên quan",), (), "xây dựng kế hoạch kiểm tra"
            ),
        ),
        (
            "Giao Sở Tài chính chủ trì, phối hợp với Sở Xây dựng lập dự toán",
            Assignment(("Sở Tài chính",), ("Sở Xây dựng",), (), "lập dự toán"),
        ),
        (
            "Đề nghị Ủy ban MTTQ Việt Nam phường phối hợp tuyên truyền",
            Assignment(("Ủy ban MTTQ Việt Nam phường",), rest="tuyên truyền"),
        ),
        ("Công an phường: Tăng cường tuần tra", Assignment(("Công an phường",), rest="Tăng cường tuần tra")),
        (
            "- **Chỉ đạo thực hiện:** Ban Thường vụ Đảng ủy phường.",
            Assignment(directing=("Ban Thường vụ Đảng ủy phường",)),
        ),
        (
            "Cơ quan chủ trì: Sở Tài chính; cơ quan phối hợp: Sở Y tế, Công an tỉnh.",
            Assignment(("Sở Tài chính",), ("Sở Y tế", "Công an tỉnh")),
        ),
        (
            "Phối hợp với Ban Xây dựng đảng Đảng ủy phường đôn đốc các cấp ủy",
            Assignment((), ("Ban Xây dựng đảng Đảng ủy phường",), (), "đôn đốc các cấp ủy"),
        ),
        ("Phối hợp đổi thẻ đảng viên.", Assignment(rest="Phối hợp đổi thẻ đảng viên.")),
        (
            "1. Cấp ủy; tổ chức đảng; cơ quan, đơn vị trực thuộc Đảng ủy phường: Nghiên cứu, cụ thể hóa",
            Assignment(
                ("Cấp ủy", "tổ chức đảng", "cơ quan, đơn vị trực thuộc Đảng ủy phường"), rest="Nghiên cứu, cụ thể hóa"
            ),
        ),
        (
            "Ban Xây dựng Đảng tổ chức hội nghị quán triệt",
            Assignment(("Ban Xây dựng Đảng",), rest="tổ chức hội nghị quán triệt"),
        ),
        (
            "Phòng Kinh tế, Hạ tầng và Đô thị chủ trì, phối hợp với Công an phường (Đội Cảnh sát) kiểm tra chợ",
            Assignment(("Phòng Kinh tế, Hạ tầng và Đô thị",), ("Công an phường (Đội Cảnh sát)",), (), "kiểm tra chợ"),
        ),
        ("Ban hành kế hoạch tuyên truyền", Assignment(rest="Ban hành kế hoạch tuyên truyền")),
        (
            "Đảng ủy UBND tỉnh chủ trì, Ban Tổ chức Tỉnh ủy và Sở Nội vụ phối hợp xây dựng đề án",
            Assignment(("Đảng ủy UBND tỉnh",), ("Ban Tổ chức Tỉnh ủy", "Sở Nội vụ"), (), "xây dựng đề án"),
        ),
        (
            "UBND xã chủ trì, cùng Công an xã kiểm tra bến đò",
            Assignment(("UBND xã",), ("Công an xã",), (), "kiểm tra bến đò"),
        ),
    ],
)
def test_assignment(sentence: str, expected: Assignment) -> None:
    assert parse_assignment(sentence) == expected


@pytest.mark.parametrize(
    ("heading", "agencies"),
    [
        ("1. Ban Tổ chức Thành ủy", ("Ban Tổ chức Thành ủy",)),
        ("XIV ĐẢNG ỦY CÁC XÃ, PHƯỜNG", ("ĐẢNG ỦY CÁC XÃ, PHƯỜNG",)),
        ("III- CÔNG AN TỈNH", ("CÔNG AN TỈNH",)),
        (
            "8. Chi bộ Tòa án nhân dân thành phố, Viện kiểm sát nhân dân thành phố",
            ("Chi bộ Tòa án nhân dân thành phố", "Viện kiểm sát nhân dân thành phố"),
        ),
        (
            "2. Các cấp uỷ chi bộ, đảng bộ, cơ quan, đơn vị thuộc phường",
            ("Các cấp uỷ chi bộ, đảng bộ, cơ quan, đơn vị thuộc phường",),
        ),
        ("a) Trách nhiệm của UBND phường:", ("UBND phường",)),
        ("BAN TỔ CHỨC TỈNH ỦY CHỦ TRÌ, PHỐI HỢP VỚI CÁC CƠ QUAN LIÊN QUAN", ("BAN TỔ CHỨC TỈNH ỦY",)),
        ("4. Công tác kiểm tra, giám sát", ()),
        ("Đổi mới, nâng cao chất lượng", ()),
        ("IV. NHIỆM VỤ CỤ THỂ", ()),
        ("II. CÁC CHỈ TIÊU CỤ THỂ", ()),
        ("III. TỔ CHỨC THỰC HIỆN", ()),
        ("Tổ chức bộ máy", ()),
        ("Quốc phòng, an ninh", ()),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", ()),
        ("BÍ THƯ", ()),
        ("", ()),
    ],
)
def test_heading(heading: str, agencies: tuple[str, ...]) -> None:
    assert heading_agency(heading) == agencies


@pytest.mark.parametrize(
    "names",
    [
        ("UBND phường", "Ủy ban nhân dân phường", "Uỷ ban nhân dân phường", "UBND", "Ủy ban", "UBND phường An Bình"),
        (
            "Ban Xây dựng Đảng",
            "Ban Xây dựng đảng Đảng ủy phường",
            "Ban Xây dựng Đảng Đảng ủy",
            "Ban XDĐ",
            "BXDĐ Đảng ủy",
        ),
        ("Văn phòng Đảng ủy", "Văn phòng Đảng uỷ phường", "Văn Phòng Đảng ủy", "VPĐU", "VP Đảng ủy phường"),
        ("Ủy ban Kiểm tra Đảng ủy", "Ủy ban kiểm tra", "UBKT Đảng ủy phường", "Cơ quan Uỷ ban Kiểm tra Đảng uỷ phường"),
        ("MTTQ phường", "Ủy ban Mặt trận Tổ quốc Việt Nam phường", "UBMTTQVN phường", "Ủy ban MTTQ Việt Nam phường"),
        ("Phòng VH-XH", "Phòng Văn hóa - Xã hội", "Phòng Văn hoá và Xã hội phường"),
        ("Hội LHPN phường", "Hội Phụ nữ phường", "Hội Liên hiệp Phụ nữ phường"),
        ("Ban Tổ chức Tỉnh ủy", "BTC Tỉnh uỷ", "BAN TỔ CHỨC TỈNH ỦY"),
        ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo", "Sở Giáo dục và Đào tạo tỉnh"),
        ("các cơ quan liên quan", "Các cơ quan có liên quan", "cơ quan liên quan"),
        ("Đảng ủy các xã, phường", "đảng ủy các xã, phường (nơi không có Trung tâm Chính trị)"),
    ],
    ids=lambda names: names[0],
)
def test_one_agency_under_several_names(names: tuple[str, ...]) -> None:
    assert len({identity(name, level="phường", place="An Bình").key for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh", "UBND xã"),
        ("Đảng ủy UBND tỉnh", "UBND tỉnh"),
        ("Đảng ủy MTTQ tỉnh", "MTTQ tỉnh"),
        ("MTTQ phường", "Mặt trận Tổ quốc và các tổ chức chính trị - xã hội phường"),
        ("Ban Thường vụ Thành đoàn", "Ban Thường vụ Thành ủy"),
        ("Văn phòng Tỉnh ủy", "Văn phòng UBND tỉnh"),
        ("Ban Tổ chức Tỉnh ủy", "Ban Tổ chức Trung ương"),
        ("Ban Tuyên giáo Tỉnh ủy", "Ban Tuyên giáo và Dân vận Tỉnh ủy"),
        ("UBND phường An Bình", "UBND phường Hòa Lạc"),
        ("Chủ tịch UBND phường", "UBND phường"),
        ("Đảng ủy các xã, phường", "Đảng ủy phường"),
        ("Công an tỉnh", "Đảng ủy Công an tỉnh"),
    ],
)
def test_different_agencies(one: str, other: str) -> None:
    assert identity(one, level="phường").key != identity(other, level="phường").key


@pytest.mark.parametrize(
    ("name", "collective"),
    [
        ("Các ban đảng tỉnh", True),
        ("UBND cấp xã", True),
        ("Ban Chỉ đạo 35 các cấp", True),
        ("người đứng đầu cấp ủy", True),
        ("Đảng ủy các cơ quan Đảng tỉnh", False),
        ("Ban Quản lý các khu công nghiệp tỉnh", False),
        ("Ban Xây dựng Đảng", False),
        ("Mặt trận Tổ quốc và các tổ chức chính trị - xã hội phường", False),
    ],
)
def test_groups(name: str, collective: bool) -> None:
    assert identity(name).collective is collective


def test_level_comes_from_the_name_or_else_from_the_plan() -> None:
    assert identity("UBND", level="xã") == identity("UBND xã", level="tỉnh")
    assert identity("Thường trực HĐND", level="phường").level == "phường"
    assert identity("Ban Tổ chức Thành ủy", level="phường").level == "thành phố"
    assert identity("BTC TU", level="thành phố") == identity("Ban Tổ chức Thành ủy")
    assert identity("Sở Tài chính", level="phường") == identity("Sở Tài chính", level="tỉnh")
    assert (level_of("phường An Bình"), level_of("Thành ủy Hòa Lạc"), level_of("xã hội")) == (
        "phường",
        "thành phố",
        None,
    )


def test_names_of_one_cell_share_their_level() -> None:
    assert identities(("HĐND", "UBND thành phố"), level="phường")[0] == identity("HĐND thành phố")
    assert identities(("UBND", "UBND tỉnh"), level="phường")[0] == identity("UBND phường")
    assert identities(split_agencies("Đảng ủy, UBND các xã, phường"))[0] == identity("Đảng ủy các xã, phường")
    assert identities(split_agencies("Các Bộ: Công an, Tài chính")) == [
        identity("Bộ Công an"),
        identity("Bộ Tài chính"),
    ]


def test_misspelt_names_are_merged_within_one_list() -> None:
    names = [
        "Các ban đảng tỉnh",
        "Cán ban đảng tỉnh",
        "Các ban đảng tinhir",
        "các đảng ủy trực thuộc tỉnh",
        "các dảng ủy trực thuộc tỉnh",
        "UBND xã Hòa Lạc",
        "UBND xã Hòa Lạp",
        "Ban Chỉ đạo 35",
        "Ban Chỉ đạo 36",
    ]
    assert merge_misspelt(names) == {
        "Cán ban đảng tỉnh": "Các ban đảng tỉnh",
        "Các ban đảng tinhir": "Các ban đảng tỉnh",
        "các dảng ủy trực thuộc tỉnh": "các đảng ủy trực thuộc tỉnh",
    }
    assert merge_misspelt(["Cán ban đảng tỉnh", "Các dảng ủy"]) == {}


NAMES = st.sampled_from([*ONE, "UBND", "HĐND", "Các Bộ: Công an", "Tài chính", "Ban", "các", "Sở Y tế", "và", "phường"])
SEPARATORS = st.sampled_from(["; ", ", ", " ", "; \n", " và ", "\n", ". ", " - ", "\n- "])


@given(st.lists(st.tuples(NAMES, SEPARATORS), min_size=1, max_size=6))
def test_splitting_loses_and_adds_no_word(parts: list[tuple[str, str]]) -> None:
    cell = "".join(name + separator for name, separator in parts)
    left = iter([word for name in split_agencies(cell) for word in words(name)])
    expected = next(left, None)
    for word in words(cell):
        if word == expected:
            expected = next(left, None)
        else:
            assert word == "và"
    assert expected is None


@given(st.text(max_size=120))
def test_nothing_raises(text: str) -> None:
    assert all(name for name in split_agencies(text))
    assert isinstance(looks_like_agencies(text), bool)
    assert isinstance(starts_like_agency(text), bool)
    assert identity(text).key == identity(clean(text)).key
    assert parse_assignment(text).rest in " ".join(text.split()) or parse_assignment(text).rest
    assert isinstance(heading_agency(text), tuple)


@given(st.sampled_from(ONE + [name for names in SEVERAL.values() for name in names]), st.data())
@settings(max_examples=200)
def test_identity_holds_under_spelling(name: str, data: st.DataObject) -> None:
    swaps = {"ủy": "uỷ", "Ủy": "Uỷ", "hóa": "hoá", "Tòa": "Toà", "TOÀ": "TÒA", "lý": "lí"}
    for old, new in swaps.items():
        if data.draw(st.booleans()):
            name_now = name.replace(old, new)
            assert identity(name_now, level="phường") == identity(name, level="phường")
    spaced = re.sub(" ", lambda _: data.draw(st.sampled_from([" ", "  ", "\u00a0", "\n"])), name)
    assert identity(spaced, level="phường") == identity(name, level="phường")
    assert identity(name.upper(), level="phường") == identity(name, level="phường")
    assert identity(name, level="phường").key.isascii()
