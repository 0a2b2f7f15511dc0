"""Notes, sums and remarks among paragraphs, also below a table that Word keeps apart: no tasks, and none is lost."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from corpus import read
from corpus.model import Reading

ABOVE = [
    "UBND TỈNH SÔNG LAM", "SỞ XÂY DỰNG", "Số: 21/KH-SXD", "Sông Lam, ngày 04 tháng 3 năm 2026", "KẾ HOẠCH",
    "Chăm sóc cây xanh năm 2026", "I. MỤC ĐÍCH", "Giữ bóng mát cho phố.", "II. NHIỆM VỤ",
]  # fmt: skip


def plan(path: Path, below: Sequence[str], *, mark: str = "") -> Reading:
    """A plan with two rows in a table and paragraphs below it."""
    document = Document()
    for text in ABOVE:
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=4)
    for row in (
        ["TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn"],
        ["1", f"Trồng bù 40 cây bàng{mark}", "Phòng Hạ tầng", "30/6/2026"],
        ["2", "Đánh số cây cổ thụ", "Trung tâm Công viên", "Quý III/2026"],
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for text in below:
        document.add_paragraph(text)
    document.save(str(path / "plan.docx"))
    return read(path / "plan.docx")


@pytest.mark.parametrize(
    "below",
    [
        ["Tổng số: 24 nhiệm vụ, trong đó 6 nhiệm vụ hoàn thành trước 30/6/2026"],
        ["Tổng số 24 nhiệm vụ, trong đó có 6 nhiệm vụ hoàn thành trước 30/6/2026."],
        ["Trong đó: 6 nhiệm vụ hoàn thành trước 30/6/2026."],
        ["Tổng: 24 nhiệm vụ hoàn thành trước 31/12/2026"],
        ["- Tổng kinh phí: 3.680 triệu đồng, giải ngân trước 31/12/2026."],
        ["Danh mục này gồm 24 nhiệm vụ, hoàn thành trước 31/12/2026."],
        ["Ghi chú: Sở Tài chính chủ trì nhiệm vụ số 1, hoàn thành trước 30/9/2026."],
        ["Lưu ý: Phòng Hạ tầng báo cáo trước ngày 15/6/2026."],
        ["(*) Nhiệm vụ chuyển tiếp, hoàn thành trước 30/6/2026."],
        ["** Các cơ quan được giao chủ trì gửi báo cáo trước 30/6/2026.*"],
        ["Những nhiệm vụ có dấu (*) phải hoàn thành trước 30/6/2026."],
        ["Ghi chú:", "- Nhiệm vụ 1 hoàn thành trước 30/6/2026.", "- Sở Tài chính chủ trì nhiệm vụ 2."],
        ["Ghi chú:", "1. Nhiệm vụ 1 hoàn thành trước 30/6/2026.", "2. Sở Tài chính chủ trì nhiệm vụ 2."],
        ["Chú thích", "Nhiệm vụ 1 hoàn thành trước 30/6/2026."],
    ],
)
def test_notes_below_a_table_are_no_tasks_and_stay_in_the_plan(tmp_path: Path, below: list[str]) -> None:
    reading = plan(tmp_path, below)
    assert [task.number for task in reading.tasks] == ["1", "2"]
    said = " ".join(passage.text for passage in reading.passages)
    assert all(text.replace("*", "").strip() in said for text in below)


@pytest.mark.parametrize(
    "text",
    [
        "Lưu ý tiểu thương phân loại rác trước ngày 30/6/2026.",
        "- Lưu ý: các tổ dân phố báo cáo trước ngày 30/6/2026.",
        "Ghi chú bản đồ địa chính của 12 tổ dân phố, hoàn thành trước 30/6/2026.",
        "Tổng rà soát hộ kinh doanh, hoàn thành trước 30/6/2026.",
        "Tổng kết phong trào thi đua trước ngày 15/12/2026.",
        "Tổng số hóa 500 hồ sơ đất đai trước ngày 15/12/2026.",
        "Tổng công ty Điện lực Sông Lam hoàn thành đường dây 110 kV trước 30/6/2026.",
        "Cộng đồng dân cư cùng quét chợ, xong trước ngày 15/12/2026.",
        "(1) Kiểm tra cây gãy đổ, hoàn thành trước 30/6/2026.",
        "Sở Tài chính chủ trì tổng hợp kinh phí trước ngày 15/12/2026.",
    ],
)
def test_a_task_that_begins_as_a_note_does_stays_one(tmp_path: Path, text: str) -> None:
    assert len(plan(tmp_path, [text]).tasks) == 3


@pytest.mark.parametrize("mark", ["(1)", "*", " (2)."])
def test_a_mark_of_the_table_is_explained_below_it(tmp_path: Path, mark: str) -> None:
    note = f"{mark.strip(' .')} Nhiệm vụ chuyển tiếp, hoàn thành trước 30/6/2026."
    assert len(plan(tmp_path, [note], mark=mark).tasks) == 2
    assert len(plan(tmp_path, ["III. GIẢI PHÁP", note], mark=mark).tasks) == 3


def test_items_go_on_behind_notes(tmp_path: Path) -> None:
    reading = plan(
        tmp_path,
        ["Ghi chú:", "- Nhiệm vụ 1 có vốn.", "III. TỔ CHỨC THỰC HIỆN", "- Sở Tài chính cấp vốn trước 30/6/2026."],
    )
    assert [task.text for task in reading.tasks][2:] == ["Sở Tài chính cấp vốn trước 30/6/2026."]
