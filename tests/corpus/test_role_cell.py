"""Cells that say themselves who leads and who helps; cells that only list names."""

from __future__ import annotations

import pytest

from corpus.role_cell import roles_said, split_roles

_BOTH = (("Phòng Kinh tế",), ("Công an xã", "Trạm Y tế"))


@pytest.mark.parametrize(
    "cell",
    [
        "Phòng Kinh tế chủ trì; Công an xã, Trạm Y tế phối hợp",
        "Phòng Kinh tế (chủ trì); Công an xã, Trạm Y tế (phối hợp)",
        "Phòng Kinh tế (chủ trì), Công an xã, Trạm Y tế",
        "Phòng Kinh tế chủ trì, phối hợp với Công an xã, Trạm Y tế thực hiện",
        "Phòng Kinh tế chủ trì, Công an xã, Trạm Y tế",
        "- CT: Phòng Kinh tế\n- PH: Công an xã, Trạm Y tế",
        "CT: Phòng Kinh tế - PH: Công an xã, Trạm Y tế",
        "Phòng Kinh tế (CT), Công an xã, Trạm Y tế (PH)",
        "Chủ trì: Phòng Kinh tế\nPhối hợp:\n- Công an xã\n- Trạm Y tế",
        "Đơn vị chủ trì: Phòng Kinh tế; đơn vị phối hợp: Công an xã, Trạm Y tế",
        "Phòng Kinh tế chủ trì\nCông an xã, Trạm Y tế phối hợp",
        "Phòng Kinh tế; phối hợp: Công an xã, Trạm Y tế",
        "Phòng Kinh tế (phối hợp: Công an xã, Trạm Y tế)",
        "Phòng Kinh tế (đầu mối); Công an xã, Trạm Y tế (tham gia)",
        "Phòng Kinh tế phối hợp với Công an xã, Trạm Y tế",
    ],
)
def test_cell_that_names_the_roles(cell: str) -> None:
    assert roles_said(cell) == _BOTH
    assert split_roles(cell) == _BOTH


@pytest.mark.parametrize(
    "cell",
    [
        "Phòng Kinh tế; Công an xã",
        "Quỹ Hỗ trợ nông dân",
        "Trung tâm Phối hợp tìm kiếm, cứu nạn hàng hải",
        "Trung tâm Hỗ trợ doanh nghiệp; Sở Tài chính",
        "CT UBND xã",
        "",
    ],
)
def test_cell_that_only_lists_names(cell: str) -> None:
    assert roles_said(cell) is None


def test_first_name_leads_where_the_column_is_for_both() -> None:
    assert split_roles("Phòng Kinh tế; Công an xã; Trạm Y tế") == _BOTH
