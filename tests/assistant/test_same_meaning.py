"""Metamorphic: accents, case, synonyms, word order and an added plan that has nothing to do with it change no set."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import index
from assistant import Assistant
from corpus.text import bare
from index import Index
from tests.assistant.conftest import TODAY, Ask

QUESTIONS = [
    "Ban Xây dựng Đảng phải hoàn thành gì trước 15/5/2026?",
    "Công an phường có những nhiệm vụ nào đến hạn trong quý II năm 2026?",
    "Trạm Y tế phường chủ trì những việc gì?",
    "Hội Liên hiệp Phụ nữ phường phối hợp những nhiệm vụ nào?",
    "Ai chủ trì tu bổ Nhà bia ghi tên liệt sĩ?",
    "Khi nào phải lắp xong tủ chữa cháy công cộng ở các ngõ sâu?",
    "Nhiệm vụ nào liên quan đến trại lợn?",
    "Những nhiệm vụ nào đã hoàn thành?",
    "Văn phòng Tỉnh ủy có những nhiệm vụ thường xuyên nào?",
    "Những việc nào của Kế hoạch 41/KH-UBND phải xong trong tháng 4/2026?",
    "Đảng ủy các xã, phường được giao bao nhiêu nhiệm vụ?",
    "Ban Xây dựng Đảng có nhiệm vụ nào quá hạn?",
]
SAME = [
    ("Ban Xây dựng Đảng phải hoàn thành gì trước 15/5/2026?", "Trước 15/5/2026, Ban Xây dựng Đảng phải hoàn thành gì?"),
    (
        "Ban Xây dựng Đảng phải hoàn thành gì trước 15/5/2026?",
        "Ban XDĐ cần làm xong những việc nào trước ngày 15.05.2026",
    ),
    ("Ban Xây dựng Đảng phải hoàn thành gì trước 15/5/2026?", "Ban Xây dựng đảng phải xong việc gì đến hết 14/5/2026?"),
    ("UBND phường phải làm gì?", "Ủy ban nhân dân phường phải làm gì?"),
    ("UBND phường phải làm gì?", "Uỷ ban nhân dân phường phải thực hiện những nhiệm vụ nào?"),
    ("Phòng Văn hóa - Xã hội phải làm gì?", "Phòng VH-XH có những nhiệm vụ nào cần làm?"),
    ("Uỷ ban Kiểm tra Đảng uỷ chủ trì việc gì?", "UBKT Đảng ủy chủ trì việc gì?"),
    ("Ai chủ trì tu bổ Nhà bia ghi tên liệt sĩ?", "Việc tu bổ Nhà bia ghi tên liệt sĩ do cơ quan nào chủ trì?"),
    ("Tuần này những việc nào đến hạn?", "Những việc nào đến hạn trong tuần này?"),
    (
        "Văn phòng Tỉnh ủy có những nhiệm vụ thường xuyên nào?",
        "Công việc mang tính thường xuyên của Văn phòng Tỉnh ủy gồm những gì?",
    ),
    ("Đảng ủy các xã, phường phải làm gì?", "Đ/c cho biết cấp ủy các xã, phường phải làm gì?"),
    ("Trạm Y tế phường chủ trì những việc gì?", "Trạm Y tế phường được giao chủ trì những nội dung gì?"),
    ("Công an phường chủ trì những việc gì?", "Cộng an phường chủ trì những việc gì?"),
    ("Phòng Văn hóa - Xã hội phải làm gì?", "Phong Văn hóa - Xã hội phải làm gì?"),
    (
        "Khi nào phải lắp xong tủ chữa cháy công cộng ở các ngõ sâu?",
        "Lắp tủ chữa cháy công cộng ở các ngõ sâu có hạn là 30/6 hay 15/7?",
    ),
    (
        "Khi nào phải lắp xong tủ chữa cháy công cộng ở các ngõ sâu?",
        "Lắp tủ chữa cháy công cộng ở các ngõ sâu hạn là ngày 1/6/2026 phải không?",
    ),
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_accents_and_case(ask: Ask, question: str) -> None:
    wanted = _ids(ask, question)
    assert wanted
    assert _ids(ask, bare(question)) == wanted
    assert _ids(ask, question.upper()) == wanted
    assert _ids(ask, question.lower()) == wanted
    assert _ids(ask, "  " + question.replace(" ", "  ") + " ") == wanted


@pytest.mark.parametrize(("one", "other"), SAME)
def test_words_and_their_order(ask: Ask, one: str, other: str) -> None:
    assert _ids(ask, one) == _ids(ask, other)


def test_an_unrelated_plan_changes_no_set(ask: Ask, data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    plan = tmp_path / "unrelated.txt"
    plan.write_text(UNRELATED, encoding="utf-8")
    assert not index.add(tmp_path / "data", [plan]).failed
    with Index.open(tmp_path / "data") as more:
        assert more.wait_ready(120)
        assert len(more.plans()) == 6
        other = Assistant(more)
        for question in QUESTIONS:
            rows = {row.task.id for row in other.ask(question, today=TODAY).rows}
            assert rows == _ids(ask, question), question


def _ids(ask: Ask, question: str) -> set[str]:
    return {row.task.id for row in ask(question).rows}


UNRELATED = """HUYỆN ỦY NÚI XANH
*
Số 5-KH/HU

Núi Xanh, ngày 03 tháng 3 năm 2024

KẾ HOẠCH
phát triển cây chè năm 2024

I. NHIỆM VỤ

1. Hạt Kiểm lâm huyện

- Trồng 40 ha chè trên đồi trọc (hoàn thành trong tháng 7/2024).

- Làm đường lên đồi chè (hoàn thành trước ngày 15/9/2024).

2. Chi cục Thủy lợi huyện

- Khoan 6 giếng tưới (hoàn thành trong quý II năm 2024).
"""
