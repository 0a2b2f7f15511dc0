"""Labels, and the section path that headings build."""

import pytest

from corpus.headings import SectionPath, plain, read_label


@pytest.mark.parametrize(
    ("text", "kind", "label", "rest"),
    [
        ("I. MỤC ĐÍCH", "roman", "I", "MỤC ĐÍCH"),
        ("I- QUAN ĐIỂM", "roman", "I", "QUAN ĐIỂM"),
        ("IV/ TỔ CHỨC", "roman", "IV", "TỔ CHỨC"),
        ("2.1. Về bộ máy", "decimal", "2.1", "Về bộ máy"),
        ("1.1 Xây dựng", "decimal", "1.1", "Xây dựng"),
        ("## 3. Tuyên truyền", "decimal", "3", "Tuyên truyền"),
        ("(4) Tiếp tục", "bracket", "4", "Tiếp tục"),
        ("a) Xây dựng", "small", "a", "Xây dựng"),
        ("A. KHỐI ĐẢNG", "letter", "A", "KHỐI ĐẢNG"),
        ("- việc", "bullet", "-", "việc"),
        ("+ việc", "bullet", "+", "việc"),
        ("Phần thứ nhất", "part", "thứ nhất", ""),
        ("Điều 5. Hiệu lực", "part", "5", "Hiệu lực"),
    ],
)
def test_label(text: str, kind: str, label: str, rest: str) -> None:
    found = read_label(text)
    assert (found.kind, found.label, found.rest) == (kind, label, rest)


@pytest.mark.parametrize(
    "text",
    [
        "100% các chi bộ",
        "15/5/2026 là hạn",
        "30 cán bộ",
        "2026. Các đơn vị",
        "Số 26-KH/ĐU",
        "Chỉ đạo thực hiện: Ban",
        "** Ghi chú*",
    ],
)
def test_no_label(text: str) -> None:
    assert read_label(text).kind == "none"


def path_of(*texts: str) -> str:
    path = SectionPath()
    for text in texts:
        label = read_label(text)
        path.push(label, label.rest)
    return path.section


@pytest.mark.parametrize(
    ("headings", "section"),
    [
        (["III. NHIỆM VỤ"], "III"),
        (["III. NHIỆM VỤ", "2. Cụ thể"], "III.2"),
        (["II. A", "3. B", "3.2. C"], "II.3.2"),
        (["II. A", "3. B", "3.2. C", "4. D"], "II.4"),
        (["II. A", "4. B", "III. C", "1. D"], "III.1"),
        (["A. KHỐI ĐẢNG", "I. Việc", "1. B"], "A.I.1"),
        (["I. Việc", "A. KHỐI ĐẢNG", "II. Việc khác"], "II"),
        (["1. Mục đích", "2. Yêu cầu"], "2"),
    ],
)
def test_section_path(headings: list[str], section: str) -> None:
    assert path_of(*headings) == section


def test_plain_drops_markdown_marks_only() -> None:
    assert (
        plain("- **Chỉ đạo thực hiện:** Ban  Thường vụ (*công việc thường xuyên*)")
        == "- Chỉ đạo thực hiện: Ban Thường vụ (công việc thường xuyên)"
    )
