"""Whether a text is a list of agencies, whole or only begun."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.agency_names import Opening, ends_in_place, is_all_capitals, opening, scan_name
from corpus.agency_split import named_pieces
from corpus.agency_words import (
    CONNECTORS,
    Word,
    Words,
    first_words,
    folds,
    level_at,
    read_words,
    unmarked,
    vocabulary,
)
from corpus.text import bare

# Slips of the keys in "các cơ quan", "các đảng ủy", which open so many cells.
_GROUP_NOUNS = frozenset({"ban", "cơ", "đơn", "sở", "phòng", "cấp", "đảng", "chi", "địa", "ngành", "tổ", "đoàn"})
_MISSPELT_CAC = frozenset({"cán", "cac", "cách", "cá", "các", "cãc", "cảc", "cạc", "cấc", "cắc", "cát", "cáo", "xác"})
_KINDS = ("bộ", "sở", "phòng", "ban")
_LONGEST_WHOLE, _SHORT_NUMBER = 60, 4  # characters
_LONGEST_ALONE = 14  # words of a name that stands alone
_OPENING = re.compile(r"(?:\S+\s+){40}")  # more words than any opening of a name has


@lru_cache(maxsize=16384)
def looks_like_agencies(text: str) -> bool:
    """Whether the WHOLE text reads as a list of agencies: a table cell or a heading that is an agency.

    False for tasks ("Ban hành kế hoạch"), sentences about agencies, deadlines and numbers,
    and for a list that is cut off ("Các cơ quan, đơn vị, địa").
    """
    plain = unmarked(text)
    return _reads_as_list(plain, unfinished=False) or _stands_whole(plain)


def _stands_whole(text: str) -> bool:
    """Whether a text is one name that is told by standing alone, with nothing but its own name, number or level behind
    it ("Kế toán", "Thôn 5", "Thú y viên các thôn")."""
    if not text[:1].isupper() or len(text) > _LONGEST_WHOLE or text.rstrip()[-1:] in ".:,;-":
        return False
    words = read_words(text)
    plain, found = folds(words), vocabulary().whole.at(folds(words), 0)
    if found is None:
        return False
    place, bare_name = found[0], len(words) == found[0]
    if bare_name or words[place].gap.strip():
        return bare_name and not found[1]
    while place < len(words):
        level = level_at(plain, place)
        number = words[place].fold[0].isdigit() and len(words[place].fold) < _SHORT_NUMBER
        counted = words[place].fold == "số" and words[place + 1 : place + 2] and words[place + 1].fold[0].isdigit()
        if not (level or number or counted or words[place].capital or words[place].fold == "của"):
            return False
        place += level[0] if level else 1
    return True


def surely_agencies(text: str) -> bool:
    """Whether the whole text reads as a list of agencies without a word in it that no name is known to have."""
    if not looks_like_agencies(text):
        return False
    capitals = is_all_capitals(text)
    for _, words in named_pieces(unmarked(text)):
        begun = opening(words, 0, len(words))
        if begun is None or scan_name(words, begun, capitals=capitals, strict=True) < len(words):
            return False
    return True


def starts_like_agency(line: str) -> bool:
    """Whether a line may be the beginning of a list of agencies that goes on in the next line."""
    text = unmarked(line)
    return text[:1].strip() != "" and text.lstrip("-+• ")[:1].isupper() and _reads_as_list(text, unfinished=True)


def is_whole(name: str) -> bool:
    """Whether a name ends in a level, a committee that owns others, or "liên quan": nothing more belongs to it."""
    return ends_in_place(folds(read_words(unmarked(name))))


def may_name(text: str) -> bool:
    """Whether a short text that stands alone may be one body's name, known or not: it begins as names do, and no verb
    of work follows ("Khoa Kiểm soát nhiễm khuẩn", not "Sở Y tế tổng hợp số liệu")."""
    words = read_words(unmarked(text))
    begun = opening(words, 0, len(words)) if words else None
    if begun is None or begun.kind != "head" or len(words) > _LONGEST_ALONE:
        return False
    vocab, plain = vocabulary(), folds(words)
    places = range(begun.length, len(words))
    acts = any((vocab.sentence.at(plain, at) or vocab.verbs.at(plain, at)) and not words[at].capital for at in places)
    return not acts and not any(any(mark in words[at].gap for mark in ":;.") for at in places)


def starts_with_field(text: str) -> bool:
    """Whether a text begins with a field of a bộ, sở or phòng ("Thể thao và Du lịch"): it may go on with a name."""
    return vocabulary().fields.at(folds(read_words(unmarked(text))), 0) is not None


def _reads_as_list(text: str, *, unfinished: bool) -> bool:
    if unfinished and text.count("(") > text.count(")"):
        text = text[: text.rindex("(")]  # a bracket that closes in a later line
    if not _opens(text):
        return False
    begin = _OPENING.match(text)
    if begin and not unfinished and not _may_open(read_words(begin[0])):
        return False
    words = read_words(text)
    if not words or len(words) > 160 or not (_may_open(words) or unfinished):
        return False
    pieces = named_pieces(text)
    capitals = is_all_capitals(text)
    named = False
    for number, (_, words) in enumerate(pieces):
        last = number == len(pieces) - 1
        begun = opening(words, 0, len(words)) or _slip(words)
        if begun is None:
            if number and _is_field(words):
                continue
            return last and unfinished and _begins_head(words)
        if scan_name(words, begun, capitals=capitals, unfinished=unfinished and last) < len(words):
            return False
        named = named or not begun.soft and (begun.kind != "post" or len(words) > begun.length)
    return named and (unfinished or text.rstrip()[-1:] not in (",", ":", "-") and not _cut_off(pieces[-1][1]))


def _opens(text: str) -> bool:
    """Whether the first word is one that names begin with: most texts are told by it."""
    first, vocab = first_words(text), vocabulary()
    return (
        any(phrases.opens(first) for phrases in (vocab.heads, vocab.collectives, vocab.posts))
        or not first.isdisjoint(_MISSPELT_CAC)
    )


def _may_open(words: Words) -> bool:
    return (opening(words, 0, len(words)) or _slip(words)) is not None


def _slip(words: Sequence[Word]) -> Opening | None:
    """ "Cán ban đảng tỉnh", "các dảng ủy": a misspelt "các" or common noun of groups."""
    plain = folds(words)
    if len(plain) < 2 or any(word.gap.strip(" \n;,-") for word in words[:2]):
        return None
    right = plain[0] == "các" and bare(" ".join(plain[1:3])) in (
        "dang uy",
        "co quan",
        "don vi",
        "dang bo",
        "dia phuong",
    )
    wrong = words[0].capital and plain[0] in _MISSPELT_CAC and plain[1] in _GROUP_NOUNS
    return Opening("group", 1) if right or wrong else None


def _is_field(words: Sequence[Word]) -> bool:
    """A later member of "Các Bộ: Công an, Tài chính"."""
    found = vocabulary().fields.at(folds(words), 0)
    return found is not None and found[0] == len(words)


def _begins_head(words: Sequence[Word]) -> bool:
    vocab, plain = vocabulary(), folds(words)
    return (
        any(table.begins(plain) for table in (vocab.heads, vocab.collectives))
        or (plain[0] == "các" and (len(plain) == 1 or vocab.group_nouns.begins(plain[1:]) or bare(plain[1]) == "dang"))
        or (len(plain) <= 2 and vocab.heads.at(plain, 0) is not None and not _vetoed(plain))
    )


def _vetoed(plain: Sequence[str]) -> bool:
    found = vocabulary().heads.at(plain, 0)
    if found is None:
        return False
    rest = tuple(plain[found[0] :])
    return any(rest[: len(p)] == p or (rest and p[: len(rest)] == rest) for p in found[1].not_before)


def _cut_off(words: Sequence[Word]) -> bool:
    """Whether a name stops in the middle: its last words only begin a known phrase ("…, đơn vị, địa")."""
    vocab, plain = vocabulary(), folds(words)
    if plain[-1] in CONNECTORS and plain[-1] != "cấp" and plain[-2:] != ["trực", "thuộc"]:
        return True
    if len(words) > 1 and words[-1].gap.strip() in (",", ";") and words[-1].capital and vocab.heads.begins(plain[-1:]):
        return True  # "Các ban đảng tỉnh, Văn"
    if plain[0] in _KINDS and len(plain) == 2 and vocab.fields.begins(plain[1:]):
        return vocab.fields.at(plain, 1) is None  # "Sở Xây"
    if vocab.heads.begins(plain) and vocab.heads.at(plain, 0) is not None:
        whole = vocab.heads.at(plain, 0)
        return whole is not None and (whole[0] < len(plain) or not whole[1].alone)
    place = loose = 0
    while place < len(plain):
        known = vocab.body.at(plain, place) or vocab.heads.at(plain, place) or vocab.collectives.at(plain, place)
        place += known[0] if known else 1
        loose = place if known or words[place - 1].capital else loose
    return loose < len(plain) and vocab.body.begins(plain[loose:])
