"""What is asked of rows and what they are about: figures that a question names, who decides, tables it points to."""

from __future__ import annotations

import pytest

from assistant.alternatives import without_asking_verb
from assistant.columns import column_name, header_name
from assistant.loose import without_asked
from assistant.question import Question
from assistant.short_names import written_out
from assistant.topics import as_printed
from tests.assistant.conftest import TODAY


@pytest.mark.parametrize(
    ("topic", "plain"),
    [
        ("chỉ tiêu kết nạp đoàn viên mới", "kết nạp đoàn viên mới"),
        ("Kết nạp đoàn viên mới chỉ tiêu", "Kết nạp đoàn viên mới"),
        ("sửa cầu Bến Lội bắt đầu", "sửa cầu Bến Lội"),
        # too few words are left, or none are of the asking
        ("chỉ tiêu tuyển quân", None),
        ("sửa cầu Bến Lội", None),
    ],
)
def test_words_for_what_is_asked_are_left_out(topic: str, plain: str | None) -> None:
    found = without_asked(Question(topic, TODAY, topic=tuple(topic.split()), topic_text=topic))
    assert (found and found.topic_text) == plain


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Rõ sản phẩm", "sản phẩm"),
        ("Rõ người, rõ trách nhiệm Lãnh đạo phụ trách", "lãnh đạo phụ trách"),
        ("Sản phẩm", "sản phẩm"),
        ("Kinh phí (triệu đồng)", "kinh phí (triệu đồng)"),
    ],
)
def test_headers_in_sentences(header: str, said: str) -> None:
    assert header_name(header) == said


@pytest.mark.parametrize("said", ["thẩm quyền", "cấp nào phê duyệt", "cấp nào có thẩm quyền ban hành"])
def test_the_column_of_who_decides(said: str) -> None:
    assert column_name(said) == "thẩm quyền"


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("khám tuyển NVQS", "khám tuyển NVQS nghĩa vụ quân sự"),
        ("nhà ở xã hội", "nhà ở xã hội noxh"),
        ("sửa cầu", "sửa cầu"),
    ],
)
def test_short_forms_are_looked_for_both_ways(text: str, more: str) -> None:
    assert set(as_printed(text).split()) == set(more.split())


def test_bodies_known_by_their_initials() -> None:
    assert written_out("BQL KCN tỉnh, HPN phường") == "Ban Quản lý Khu công nghiệp tỉnh, Hội Phụ nữ phường"


@pytest.mark.parametrize(
    ("text", "topic", "left"),
    [
        ("Hàng hóa Tết phòng nào lo, bao giờ trình?", "Hàng hóa Tết trình", "Hàng hóa Tết"),
        ("Báo cáo đội ngũ khi nào nộp?", "Báo cáo đội ngũ nộp", "Báo cáo đội ngũ"),
        # the work itself
        ("Khi nào trình Nghị quyết về chợ?", "trình Nghị quyết chợ", "trình Nghị quyết chợ"),
    ],
)
def test_when_a_paper_is_sent(text: str, topic: str, left: str) -> None:
    question = Question(text, TODAY, topic=tuple(topic.split()), topic_text=topic)
    assert without_asking_verb(question).topic_text == left
