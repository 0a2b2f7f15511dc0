"""Scores of topics: words, rarity, standing together; with accents and without."""

from __future__ import annotations

import pytest

from assistant import cuts, topics
from assistant.topics import Topic

RARITY = {"can": 60, "bo": 70, "danh": 10, "gia": 12, "luan": 2, "chuyen": 9, "dao": 8, "tao": 8}
TEXT = "Đánh giá cán bộ theo quý; luân chuyển, biệt phái cán bộ về các xã"


def topic(*words: str, accented: bool = True) -> Topic:
    return topics.make_topic(words, accented=accented, rows=100, rows_with=lambda word: RARITY.get(word, 0))


def test_whole_topics_score_one() -> None:
    assert topics.score(topic("đánh", "giá", "cán", "bộ"), TEXT) == pytest.approx(1)
    assert topics.score(topic("danh", "gia", "can", "bo", accented=False), TEXT) == pytest.approx(1)


def test_a_rare_word_missing_costs_more_than_a_common_one() -> None:
    rare = topics.score(topic("cán", "bộ", "luân"), "Bố trí cán bộ")
    common = topics.score(topic("luân", "chuyển", "bộ"), "Việc luân chuyển")
    assert rare < common


def test_words_standing_together_score_more() -> None:
    together = topics.score(topic("luân", "chuyển"), "luân chuyển")
    apart = topics.score(topic("luân", "chuyển"), "chuyển đi rồi lại đến và cứ như vậy một cách luân phiên")
    assert apart < together


def test_marks_tell_words_apart() -> None:
    assert topics.score(topic("bàn"), "Ban hành") == 0
    assert topics.score(topic("ban", accented=False), "Bàn giao") == pytest.approx(1)


def test_short_forms_and_synonyms_meet() -> None:
    assert topics.score(topic("TTHC"), "cắt giảm thủ tục hành chính") == pytest.approx(1)
    assert topics.score(topic("thủ", "tục", "hành", "chính"), "rà soát các TTHC") == pytest.approx(1)
    assert topics.score(topic("người", "tài"), "thu hút nhân tài") == pytest.approx(1)


def test_words_aside_count_half() -> None:
    assert topics.score(topic("luân", "chuyển"), "", TEXT) == pytest.approx(0.5)


def test_the_best_wins_alone_or_with_its_equals() -> None:
    assert topics.the_best([(0.95, "a"), (0.94, "b"), (0.7, "c")], 0.6) == ["a", "b"]  # type: ignore[type-var]
    assert topics.the_best([(0.5, "a")], 0.6) == []  # type: ignore[type-var]


def test_a_lone_syllable_says_little() -> None:
    assert topic("tên").says_little
    assert not topic("camera").says_little
    assert not topic("trại", "lợn").says_little


def test_meaning_adds_to_words_and_without_it_words_stand_alone() -> None:
    assert topics.joined(0.5, cuts.NEUTRAL) == pytest.approx(0.5)
    assert topics.joined(0.5, 0.9) > topics.joined(0.5, 0.86)
    assert topics.joined(0.5, None) == 0.5
