"""Documents that plans cite: what they are about, when they were issued, and which plans carry them out."""

from __future__ import annotations

import pytest

from tests.assistant.conftest import Ask


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Nghị quyết 05-NQ/TU mà Kế hoạch 09-KH/TU viện dẫn ban hành hôm nào, nói về cái gì?",
            ["20 tháng 10 năm 2025", "về nâng cao chất lượng tổ chức cơ sở đảng"],
        ),
        ("Nghị quyết số 05-NQ/TU nói về việc gì?", ["về nâng cao chất lượng tổ chức cơ sở đảng"]),
        ("nghi quyet 05-NQ/TU ve viec gi, ban hanh ngay nao", ["20 tháng 10 năm 2025", "về nâng cao chất lượng"]),
        ("Quyết định 1186/QĐ-UBND trích yếu là gì?", ["về chương trình cải cách hành chính năm 2026"]),
        ("Nghị quyết 05-NQ ban hành ngày nào?", ["20 tháng 10 năm 2025"]),
    ],
)
def test_what_a_document_is_about(ask: Ask, question: str, said: list[str]) -> None:
    answer = ask(question)
    assert answer.status == "answered" and answer.passages
    assert all(part in answer.headline for part in said)


@pytest.mark.parametrize(
    ("question", "plan"),
    [
        ("Kế hoạch nào căn cứ vào Nghị quyết 05-NQ/TU?", "Kế hoạch 09-KH/TU"),
        ("ke hoach nao can cu vao nghi quyet 05-NQ/TU", "Kế hoạch 09-KH/TU"),
        ("Những kế hoạch nào thực hiện Kế hoạch 09-KH/TU?", "Kế hoạch 18-KH/ĐU"),
        ("Chỉ thị 03/CT-UBND được triển khai trong kế hoạch nào?", "Kế hoạch 41/KH-UBND"),
        ("Quyết định về chương trình cải cách hành chính được kế hoạch nào cụ thể hóa?", "Kế hoạch 27/KH-UBND"),
    ],
)
def test_plans_that_carry_a_document_out(ask: Ask, question: str, plan: str) -> None:
    answer = ask(question)
    assert answer.headline.startswith(plan) and len(answer.passages) == 1


def test_no_plan_carries_it_out(ask: Ask) -> None:
    answer = ask("Kế hoạch nào căn cứ vào Nghị quyết 99-NQ/TW?")
    assert answer.status == "nothing_found" and "99-NQ/TW" in answer.headline


@pytest.mark.parametrize("question", ["Kế hoạch nào nói về đảng phí?", "Kế hoạch 18-KH/ĐU căn cứ văn bản nào?"])
def test_other_questions_about_plans(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert answer.status == "answered"
    assert len(answer.passages) == 1 or answer.rows
