"""The vocabulary: each cue's example has the cue, no phrase has two owners, marks tell words apart."""

from __future__ import annotations

import pytest

from assistant.errors import VocabularyError
from assistant.tokens import is_accented, tokenize
from assistant.vocabulary import parse, vocabulary
from corpus.text import bare

_HEAD = 'ambiguous = []\ncompounds = []\n[[cue]]\nname = "one"\nphrases = ["khi nào"]\nexample = "Khi nào?"\n'
_TAIL = "\n[abbreviations]\n[synonyms]\n"


@pytest.mark.parametrize(("name", "example"), vocabulary().examples.items())
@pytest.mark.parametrize("marks", [True, False])
def test_every_example_has_its_cue(name: str, example: str, marks: bool) -> None:
    text = example if marks else bare(example)
    cues = vocabulary().find(tokenize(text), (), accented=marks)
    assert name in {cue.name for cue in cues}


def test_a_phrase_has_one_owner() -> None:
    other = '[[cue]]\nname = "two"\nphrases = ["Khi nào"]\nexample = "Khi nào?"\n'
    with pytest.raises(VocabularyError, match=r"khi nào|Khi nào"):
        parse(_HEAD + other + _TAIL)


def test_text_is_nfc() -> None:
    with pytest.raises(VocabularyError, match="NFC"):
        parse(_HEAD.replace("khi nào", "khi na\u0300o") + _TAIL)


def test_a_cue_needs_an_example() -> None:
    with pytest.raises(VocabularyError, match="ví dụ"):
        parse(_HEAD.replace('example = "Khi nào?"\n', "") + _TAIL)


def test_a_word_with_other_marks_is_another_word() -> None:
    said = {cue.name for cue in vocabulary().find(tokenize("cơ sở hạ tầng"), (), accented=True)}
    assert said == set()


@pytest.mark.parametrize(
    ("text", "accented"),
    [
        ("Ban Xây dựng Đảng phải làm gì?", True),
        ("ban xay dung dang phai lam gi?", False),
        ("danh sach viec cua Đảng uy phuong truoc 15/5", False),
        ("12/5/2026", False),
    ],
)
def test_accents_are_noticed(text: str, accented: bool) -> None:
    assert is_accented(text) is accented
