"""Which agencies a question means. Plans, wards and provinces are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.agencies import AgencyFinder, AgencyMention, KnownAgency, identity
from corpus.text import bare

PLANS = {
    "an-binh": ("phường An Bình", "phường"),
    "hoa-lac": ("Hòa Lạc", "phường"),
    "song-lam": ("tỉnh Sông Lam", "tỉnh"),
    "bach-tung": (None, "thành phố"),
}
NAMES = {
    "an-binh": [
        "Ban Xây dựng Đảng",
        "Ban Xây dựng đảng Đảng ủy phường",
        "Văn phòng Đảng ủy",
        "UBND phường",
        "UBND",
        "Đảng ủy Ủy ban nhân dân phường",
        "Ủy ban Kiểm tra Đảng ủy",
        "Phòng VH-XH",
        "MTTQ Việt Nam và các đoàn thể phường",
        "Công an phường",
        "Các cơ quan liên quan",
        "Thường trực HĐND",
        "Đơn vị",
    ],
    "hoa-lac": ["Ban Xây dựng Đảng", "UBND phường", "Văn phòng Đảng ủy phường", "Đảng ủy", "Công an phường"],
    "song-lam": [
        "Ban Tổ chức Tỉnh ủy",
        "Ban Tuyên giáo và Dân vận Tỉnh ủy",
        "Đảng ủy UBND tỉnh",
        "Đảng ủy các xã, phường",
        "Đảng ủy Công an tỉnh",
        "Đảng ủy MTTQ tỉnh",
        "Văn phòng Tỉnh ủy",
        "Trường Chính trị",
        "Sở Tài chính",
        "Các ban đảng tỉnh",
        "Trường Cao đẳng Nghề Sông Lam",
        "Phòng Quản lý Thu và Phát triển người tham gia",
        "Phòng Quản lý Tài sản",
        "Liên minh Hợp tác xã tỉnh",
        "Bảo hiểm xã hội tỉnh Sông Lam",
        "Tỉnh đoàn Sông Lam",
        "Hạt Kiểm lâm khu vực",
        "Các Hạt Kiểm lâm khu vực",
        "Trung tâm Thông tin y tế",
    ],
    "bach-tung": ["Ban Tổ chức Thành ủy", "Ban Tuyên giáo Thành ủy", "UBND thành phố", "Văn phòng", "Hội Nông dân"],
}


def known(plan: str, name: str) -> KnownAgency:
    place, level = PLANS[plan]
    found = identity(name, level=level, place=place)
    return KnownAgency(name, found.key, plan, place, found.level, found.collective)


KNOWN = [known(plan, name) for plan, names in NAMES.items() for name in names]
FINDER = AgencyFinder(KNOWN)


def said(question: str) -> list[tuple[str, set[str]]]:
    """Each mention's text and the plans and names that it can mean."""
    return [(m.text, {f"{a.plan_id}: {a.name}" for a in m.known}) for m in FINDER.find(question)]


XDD = {
    "an-binh: Ban Xây dựng Đảng",
    "an-binh: Ban Xây dựng đảng Đảng ủy phường",
    "hoa-lac: Ban Xây dựng Đảng",
}
XDD_AN_BINH = {name for name in XDD if name.startswith("an-binh")}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Ban Xây dựng Đảng phải hoàn thành gì trước 15/5?", [("Ban Xây dựng Đảng", XDD)]),
        ("truoc 15/5, ban xay dung dang phai lam gi", [("ban xay dung dang", XDD)]),
        ("Việc của Ban XDĐ", [("Ban XDĐ", XDD)]),
        ("việc của bxdđ", [("bxdđ", XDD)]),
        ("Ban Xây dựg Đảng có gì quá hạn", [("Ban Xây dựg Đảng", XDD)]),
        ("Ban Xây đựng Đảng có gì quá hạn", [("Ban Xây đựng Đảng", XDD)]),
        ("BAN XÂY DỰNG ĐẢNG PHẢI LÀM GÌ", [("BAN XÂY DỰNG ĐẢNG", XDD)]),
        ("Ban Xây dựng Đảng phường An Bình có gì", [("Ban Xây dựng Đảng phường An Bình", XDD_AN_BINH)]),
        ("ban xay dung dang phuong hoa lac co gi", [("ban xay dung dang phuong hoa lac", XDD - XDD_AN_BINH)]),
        ("Ban XDĐ của Hòa Lạc", [("Ban XDĐ của Hòa Lạc", XDD - XDD_AN_BINH)]),
        ("Ban Xây dựng đảng Đảng ủy phường", [("Ban Xây dựng đảng Đảng ủy phường", XDD)]),
        (
            "chỗ anh bên Ban Tổ chức có gì",
            [("Ban Tổ chức", {"song-lam: Ban Tổ chức Tỉnh ủy", "bach-tung: Ban Tổ chức Thành ủy"})],
        ),
        ("BTC Tỉnh uỷ làm gì", [("BTC Tỉnh uỷ", {"song-lam: Ban Tổ chức Tỉnh ủy"})]),
        ("Ban Tổ chức Tỉnh ủy Sông Lam làm gì", [("Ban Tổ chức Tỉnh ủy Sông Lam", {"song-lam: Ban Tổ chức Tỉnh ủy"})]),
        ("van phong tinh uy co viec gi", [("van phong tinh uy", {"song-lam: Văn phòng Tỉnh ủy"})]),
        ("Văn phòg Tỉnh ủy có việc gì", [("Văn phòg Tỉnh ủy", {"song-lam: Văn phòng Tỉnh ủy"})]),
        (
            "Văn phòng Đảng ủy làm gì",
            [("Văn phòng Đảng ủy", {"an-binh: Văn phòng Đảng ủy", "hoa-lac: Văn phòng Đảng ủy phường"})],
        ),
        ("đảng uỷ ubnd tỉnh phải xong gì", [("đảng uỷ ubnd tỉnh", {"song-lam: Đảng ủy UBND tỉnh"})]),
        (
            "UBND làm gì",
            [
                (
                    "UBND",
                    {"an-binh: UBND", "an-binh: UBND phường", "hoa-lac: UBND phường", "bach-tung: UBND thành phố"},
                )
            ],
        ),
        ("ủy ban nhân dân thành phố làm gì", [("ủy ban nhân dân thành phố", {"bach-tung: UBND thành phố"})]),
        ("công an phường Hòa Lạc làm gì", [("công an phường Hòa Lạc", {"hoa-lac: Công an phường"})]),
        ("Đảng ủy Công an tỉnh làm gì", [("Đảng ủy Công an tỉnh", {"song-lam: Đảng ủy Công an tỉnh"})]),
        ("Đảng ủy các xã, phường có gì", [("Đảng ủy các xã, phường", {"song-lam: Đảng ủy các xã, phường"})]),
        ("dang uy cac xa phuong co gi", [("dang uy cac xa phuong", {"song-lam: Đảng ủy các xã, phường"})]),
        ("các xã, phường phải làm gì", [("các xã, phường", {"song-lam: Đảng ủy các xã, phường"})]),
        ("Trường Chính trị tỉnh được giao gì", [("Trường Chính trị tỉnh", {"song-lam: Trường Chính trị"})]),
        ("phòng văn hóa xã hộ làm gì", [("phòng văn hóa xã hộ", {"an-binh: Phòng VH-XH"})]),
        (
            "Các Hạt Kiểm lâm khu vực làm gì",
            [("Các Hạt Kiểm lâm khu vực", {"song-lam: Hạt Kiểm lâm khu vực", "song-lam: Các Hạt Kiểm lâm khu vực"})],
        ),
        ("phòng văn hóa xã hội làm gì", [("phòng văn hóa xã hội", {"an-binh: Phòng VH-XH"})]),
        ("MTTQ phường phối hợp gì", [("MTTQ phường", {"an-binh: MTTQ Việt Nam và các đoàn thể phường"})]),
        ("Mặt trận có việc gì", [("Mặt trận", {"an-binh: MTTQ Việt Nam và các đoàn thể phường"})]),
        (
            "Ban Tuyên giáo làm gì",
            [("Ban Tuyên giáo", {"bach-tung: Ban Tuyên giáo Thành ủy"})],
        ),
        (
            "Sở Tài chính và Trường Chính trị tỉnh phối hợp gì",
            [("Sở Tài chính", {"song-lam: Sở Tài chính"}), ("Trường Chính trị tỉnh", {"song-lam: Trường Chính trị"})],
        ),
        (
            "Việc của các cơ quan liên quan",
            [("các cơ quan liên quan", {"an-binh: Các cơ quan liên quan"})],
        ),
        (
            "Thường trực HĐND, UBND phường An Bình làm gì",
            [
                ("Thường trực HĐND", {"an-binh: Thường trực HĐND"}),
                ("UBND phường An Bình", {"an-binh: UBND", "an-binh: UBND phường"}),
            ],
        ),
    ],
)
def test_found(question: str, expected: list[tuple[str, set[str]]]) -> None:
    assert said(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "ban hành quy định nào",
        "ban hanh quy dinh nao truoc 15/5",
        "bàn về việc sắp xếp",
        "ban ve viec sap xep",
        "so tay dang vien",
        "ban bo y kien",
        "Đơn vị nào phối hợp?",
        "Bộ tiêu chí đánh giá cán bộ ban hành khi nào",
        "bo tri nha cong vu cho can bo cap xa",
        "ban tổ chức lễ hội gồm những ai",
        "các phòng, ban tổ chức hội nghị khi nào",
        "công ăn việc làm",
        "cong an viec lam",
        "cán bộ y tế được đào tạo khi nào",
        "co so y te",
        "ho so y te",
        "Tình hình thực hiện ra sao?",
        "tinh hinh thuc hien ra sao?",
        "phương án nào tốt",
        "Thời tiết Hải Phòng hôm nay thế nào?",
        "Viết một bài thơ về biển",
        "Kế hoạch số 12-KH/TU ngày nào",
        "văn phòng phẩm",
        "",
        "???",
    ],
)
def test_ordinary_words_are_no_agency(question: str) -> None:
    assert FINDER.read(question) == []


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Sở Y tế phải làm gì trước 30/9?", ["Sở Y tế"]),
        ("so y te co viec gi", ["so y te"]),
        ("UBND tỉnh có nhiệm vụ nào?", ["UBND tỉnh"]),
        ("Đảng ủy Quân sự tỉnh có gì", ["Đảng ủy Quân sự tỉnh"]),
        ("Ban Xây dựng Đảng phường Vĩnh Xuân phải làm gì", ["Ban Xây dựng Đảng phường Vĩnh Xuân"]),
        ("Nhiệm vụ của Hội Cựu chiến binh phường", ["Hội Cựu chiến binh phường"]),
        ("Chủ tịch UBND phường được giao gì", ["Chủ tịch UBND phường"]),
        ("Ban Quản lý Dự án Sông Lam có việc gì", ["Ban Quản lý Dự án Sông Lam"]),
        ("Văn phòng UBND tỉnh làm gì", ["Văn phòng UBND tỉnh"]),
        ("Kho bạc Nhà nước khu vực phải làm gì", ["Kho bạc Nhà nước khu vực"]),
        ("Sở Tài chính và Sở Y tế phối hợp gì", ["Sở Y tế"]),
        ("Văn bản thực hiện Nghị quyết của Ban Chấp hành Đảng bộ tỉnh xong khi nào?", []),
        ("Đề án nhân sự Ban Chấp hành Đảng bộ tỉnh xong khi nào?", []),
        ("Việc chỉ đạo Trung tâm Chính trị xã tập huấn xong khi nào?", []),
    ],
)
def test_agencies_that_no_plan_has(question: str, names: list[str]) -> None:
    assert [m.text for m in FINDER.unknown(question)] == names
    assert all(m.how == "unknown" and not m.known for m in FINDER.unknown(question))


@pytest.mark.parametrize(
    ("question", "relation"),
    [
        ("Việc nào của Ban Tổ chức Tỉnh ủy phải chờ hướng dẫn?", "agent"),
        ("Những việc nào phải chờ hướng dẫn của Ban Tổ chức Tỉnh ủy?", "source"),
        ("Kế hoạch của Ban Tổ chức Tỉnh ủy nói gì", "source"),
        ("Văn bản nào của Ban Tổ chức Tỉnh ủy được dẫn?", "source"),
        ("Nhiệm vụ nào phải báo cáo Ban Tổ chức Tỉnh ủy?", "recipient"),
        ("Ai làm nhân sự Ban Tổ chức Tỉnh ủy?", "topic"),
    ],
)
def test_relation(question: str, relation: str) -> None:
    (mention,) = FINDER.find(question)
    assert mention.relation == relation


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Phòng Quản lý Thu phải làm gì?", {"Phòng Quản lý Thu và Phát triển người tham gia"}),
        ("phòng quản lý thu phải làm gì", {"Phòng Quản lý Thu và Phát triển người tham gia"}),
        ("phong quan ly thu co viec gi", {"Phòng Quản lý Thu và Phát triển người tham gia"}),
        ("Phòng Quản lý Thu BHXH Sông Lam có gì", {"Phòng Quản lý Thu và Phát triển người tham gia"}),
        ("Trường Cao đẳng Nghề có tham gia dạy nghề không?", {"Trường Cao đẳng Nghề Sông Lam"}),
        (
            "Phòng Quản lý có việc gì?",
            {"Phòng Quản lý Thu và Phát triển người tham gia", "Phòng Quản lý Tài sản"},
        ),
        ("Phòng Quản lý Đô thị có việc gì?", set()),
        ("việc của tỉnh đoàn", {"Tỉnh đoàn Sông Lam"}),
        ("Tỉnh đoàn Sông Lam làm gì", {"Tỉnh đoàn Sông Lam"}),
        ("Liên minh HTX tỉnh có việc gì", {"Liên minh Hợp tác xã tỉnh"}),
    ],
)
def test_the_beginning_of_a_name(question: str, names: set[str]) -> None:
    assert {agency.name for mention in FINDER.find(question) for agency in mention.known} == names


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("BHXH có việc gì?", True),
        ("Bảo hiểm xã hội tỉnh Sông Lam phải làm gì?", True),
        ("Những việc của bảo hiểm xã hội", True),
        ("Doanh nghiệp nợ bảo hiểm xã hội thì ai lo?", False),
        ("Việc trốn đóng BHXH ai xử lý?", False),
        ("cấp mã số BHXH cho học sinh", False),
        ("Sổ BHXH điện tử là việc nào?", False),
    ],
)
def test_a_body_that_is_a_common_noun_too(question: str, asked: bool) -> None:
    assert any(mention.relation == "agent" for mention in FINDER.find(question)) is asked


def only(question: str) -> AgencyMention:
    (mention,) = FINDER.find(question)
    return mention


def test_how_a_mention_was_found() -> None:
    assert only("UBND phường làm gì").how == "exact"
    assert only("uy ban nhan dan phuong lam gi").how == "alias"
    assert only("Ban Xây dựg Đảng làm gì").how == "fuzzy"
    assert only("các xã, phường phải làm gì").how == "weak"
    assert only("Phòng Quản lý Thu phải làm gì").how == "begun"


def test_one_name_may_mean_two_agencies() -> None:
    assert only("Ban Tổ chức làm gì").ambiguous
    assert not only("Ban Tổ chức Tỉnh ủy làm gì").ambiguous
    assert only("Ban Tổ chức Tỉnh ủy làm gì").keys == {"ban-to-chuc@tinh"}


def test_party_committee_of_a_body_is_only_related() -> None:
    mention = only("UBND phường An Bình làm gì")
    assert {a.name for a in mention.known} == {"UBND", "UBND phường"}
    assert [a.name for a in mention.related] == ["Đảng ủy Ủy ban nhân dân phường"]


def test_offsets_point_into_the_question() -> None:
    question = "Ngoài *Ban XDĐ* thì  Văn phòng Đảng ủy làm gì?"
    for mention in FINDER.read(question):
        assert question[mention.start : mention.end] == mention.text


def test_a_finder_without_names() -> None:
    assert AgencyFinder([]).find("Ban Xây dựng Đảng làm gì") == []
    assert [m.text for m in AgencyFinder([]).unknown("Sở Y tế làm gì")] == ["Sở Y tế"]


TEMPLATES = st.sampled_from(
    ["{} phải hoàn thành gì trước 15/5/2026?", "Liệt kê nhiệm vụ của {}", "Tháng này {} có việc gì", "Còn {} thì sao?"]
)
NAMED = [agency for agency in KNOWN if agency.name not in ("Đơn vị", "Văn phòng", "Đảng ủy")]


@given(st.sampled_from(NAMED), TEMPLATES)
def test_a_known_name_is_found_with_and_without_accents_and_case(agency: KnownAgency, template: str) -> None:
    for name in (agency.name, agency.name.lower(), bare(agency.name), bare(agency.name).upper()):
        for question in (template.format(name), bare(template).format(name)):
            found = FINDER.find(question)
            assert any(agency in mention.known for mention in found), question
            assert len(found) == 1


@given(st.text(max_size=150))
@settings(max_examples=300)
def test_any_text_can_be_read(text: str) -> None:
    for mention in FINDER.read(text):
        assert 0 <= mention.start < mention.end <= len(text)


@given(
    st.lists(
        st.sampled_from(["ban", "Ban", "đảng", "ủy", "các", "xã", ",", "phường", "của", "và", "Tỉnh", "sở", "y", "tế"])
    )
)
def test_any_words_can_be_read(parts: list[str]) -> None:
    mentions = FINDER.read(" ".join(parts))
    assert all(one.end <= other.start for one, other in zip(mentions, mentions[1:], strict=False))
