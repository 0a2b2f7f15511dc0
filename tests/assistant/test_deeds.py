"""Words for what is done that are bodies too, and words for a request that are half of another word."""

from __future__ import annotations

import pytest

from assistant.short_names import is_done
from assistant.spelling import Spelling
from assistant.tokens import is_accented, tokenize
from assistant.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "said", "deed"),
    [
        ("Thống kê nhiệm vụ theo từng đơn vị", "Thống kê", True),
        ("thống kê giúp em các việc tháng 4", "thống kê", True),
        ("tàu thuyền thì ai thống kê, bao lâu một lần", "thống kê", True),
        ("bao giờ phải thống kê tàu thuyền", "thống kê", True),
        ("thong ke cac viec qua han", "thong ke", True),
        ("Thống kê có việc gì", "Thống kê", False),
        ("bên thống kê phối hợp việc gì", "thống kê", False),
        ("giao thống kê làm gì", "thống kê", False),
        ("Thống kê và Thuế tỉnh làm gì", "Thống kê", False),
        ("Thống kê tỉnh làm gì", "Thống kê tỉnh", False),
    ],
)
def test_deeds_are_no_bodies(text: str, said: str, *, deed: bool) -> None:
    start = text.index(said)
    assert is_done(text, start, start + len(said)) is deed


BESIDE = {("loc", "mau"), ("sieu", "loc"), ("can", "tho")}
SPELLING = Spelling(lambda _: {}, dict, lambda first, second: (first, second) in BESIDE, frozenset())


@pytest.mark.parametrize(
    ("text", "word", "content"),
    [
        ("thẩm tách siêu lọc máu ai làm", "lọc", True),
        ("lọc việc của Sở Tài chính", "lọc", False),
        ("Thanh tra đất đai hạn khi nào", "tra", True),
        ("tra giúp việc của Công an xã", "tra", False),
        ("Đại học Y Cần Thơ tham gia gì", "Cần", True),
        ("Cần hoàn thành việc gì", "Cần", False),
        ("tàu thuyền thì ai thống kê", "thống kê", True),
        ("tôi cần thống kê các việc quá hạn", "thống kê", False),
        ("ai thống kê các việc quá hạn", "thống kê", False),
    ],
)
def test_words_for_a_request(text: str, word: str, *, content: bool) -> None:
    tokens, accented = tokenize(text), is_accented(text)
    cues = vocabulary().find(tokens, set(), accented=accented)
    kept = SPELLING.without_halves(tokens, cues, set(), accented=accented)
    place = next(n for n, token in enumerate(tokens) if token.text == word.split()[0])
    assert all(not cue.first <= place <= cue.last for cue in kept) is content
