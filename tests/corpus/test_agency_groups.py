"""Groups of bodies in running text: the kinds that they list belong to one name."""

from __future__ import annotations

import pytest

from corpus.agencies import parse_assignment


@pytest.mark.parametrize(
    ("sentence", "group"),
    [
        ("Các phòng, Trung tâm thuộc Cục chủ động triển khai", "Các phòng, Trung tâm thuộc Cục"),
        ("Các phòng, ban, trung tâm trực thuộc Sở căn cứ kế hoạch", "Các phòng, ban, trung tâm trực thuộc Sở"),
        ("Các Phòng, Chi cục, Trung tâm thuộc Sở báo cáo kết quả", "Các Phòng, Chi cục, Trung tâm thuộc Sở"),
        ("Các Vụ, Cục, Tổng cục thuộc Bộ lập dự toán", "Các Vụ, Cục, Tổng cục thuộc Bộ"),
        ("Các Tổng công ty, Công ty thuộc Tập đoàn rà soát", "Các Tổng công ty, Công ty thuộc Tập đoàn"),
        ("Các đơn vị, tổ chức tập huấn cho cán bộ", "Các đơn vị, tổ chức"),
        ("Các chi bộ rà soát, trung tâm là công tác cán bộ", "Các chi bộ"),
    ],
)
def test_the_kinds_of_bodies_in_a_group_are_one_name(sentence: str, group: str) -> None:
    assert parse_assignment(sentence).lead == (group,)
