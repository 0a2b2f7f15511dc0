"""Who is given a task: headings that name agencies, and sentences and closing lines that give out roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.agency_lists import looks_like_agencies
from corpus.agency_names import is_all_capitals, opening, scan_name
from corpus.agency_split import pieces_of, split_agencies
from corpus.agency_words import CONNECTORS, Word, Words, folds, read_words, unmarked, vocabulary
from corpus.text import squeeze

_NUMBERING = re.compile(
    r"^\s*(?:[-+•–*]\s*|\(?\d+(?:\.\d+)*[.)]?\s*[-–.)]?\s+|\(\d+\)\s*|[IVXLC]+\s*[.)\-–]\s*|[IVXLC]{1,6}\s+(?=[A-ZĐ])|[A-ZĐa-zđ][.)]\s+)*"
)

# "Khẩn trương chủ trì, phối hợp với …": how it is done stands before who it is done with
_MANNER = ("khẩn trương", "chủ động", "tích cực", "thường xuyên", "tiếp tục", "tăng cường", "kịp thời", "định kỳ")
_OPENING = re.compile(
    r"\W*(?:căn cứ|trên cơ sở|theo|định kỳ|h[ằà]ng (?:tuần|tháng|quý|năm)|trước (?:ngày|tháng)|chậm nhất|trong|sau khi"
    r"|đồng thời|để|từ|về)[\s,]",
    re.I,
)
_PARTS = re.compile(r"[.;,–\-\n(]")  # what may stand before a label
_CLAUSES = 4  # of the opening, at most
_LATER = re.compile(r"[;.]\s*(?P<clause>chủ trì,?\s+(?:và\s+)?phối hợp\s.*)$", re.I | re.S)

_UNKNOWN = 5  # words of no known name between the known ones and "chủ trì"
_NO_NAME = frozenset(
    ("là", "làm", "được", "giao", "sẽ", "có", "cần", "phải", "đã", "đang", "và", "cùng", "nên", "do", "tự", "thì")
)
# Words that a list of agencies can have.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Assignment:
    """Agencies by role, as printed, and what the sentence says besides ("tham mưu thực hiện.")."""

    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    directing: tuple[str, ...] = ()
    rest: str = ""


def role_of_label(text: str) -> str | None:
    """The role that a column header or a label gives: "lead", "coordinating", "directing"; None for others.

    >>> role_of_label("Cơ quan phối hợp:")
    'coordinating'
    """
    plain = folds(read_words(unmarked(text)))
    found = vocabulary().labels.at(plain, 0)
    return found[1] if found and found[0] == len(plain) else None


def _unnumbered(text: str) -> str:
    return _NUMBERING.sub("", unmarked(text), count=1)


def _slice(text: str, words: Sequence[Word], start: int, stop: int) -> str:
    """The text of words [start, stop), with a bracket that closes behind the last."""
    end = words[stop - 1].end
    following = words[stop].start if stop < len(words) else len(text)
    closing = text[end:following].find(")")
    return text[words[start].start : end + closing + 1 if closing >= 0 and words[stop - 1].depth else end]


def _names_end(text: str, words: Words, start: int) -> int:
    """The end of the list of agencies that begins at word `start`; `start` itself where none begins."""
    if start >= len(words) or opening(words, start, len(words)) is None:
        return start
    capitals = is_all_capitals(text)
    stop = start
    for piece in pieces_of(words.part(start, start + _LONGEST), text):
        gap = piece[0].gap.strip()
        begun = opening(piece, 0, len(piece))
        if begun is None or stop > start and ("." in gap or ":" in gap):
            break
        size = scan_name(piece, begun, capitals=capitals, strict=True)
        first = stop if piece[0] is words[stop] else stop + 1  # a joining "và" lies between
        stop = first + size
        if size < len(piece):
            break
    while stop > start and words[stop - 1].fold in CONNECTORS and not _keeps_level(words, stop):
        stop -= 1
    return stop


def _keeps_level(words: Words, stop: int) -> bool:
    """Whether the last word is the "cấp" of "các cấp"; that of "Sở Y tế cấp phát thuốc" is a verb."""
    return words[stop - 1].fold == "cấp" and stop > 1 and words[stop - 2].fold in ("các", "liên", "trung", "cao", "ba")


def parse_assignment(sentence: str) -> Assignment:
    """Roles in a closing bullet, a sentence of "TỔ CHỨC THỰC HIỆN" or a heading; numbering and marks are dropped.

    "Ban Xây dựng Đảng chủ trì phối hợp với UBND phường tham mưu thực hiện." gives one lead, one coordinating
    and the rest "tham mưu thực hiện."; a sentence that names nobody is all rest.
    """
    text = squeeze(_unnumbered(sentence))
    words = read_words(text)
    return _labelled(text, words) or _spoken(text, words)


def _labelled(text: str, words: Words) -> Assignment | None:
    """ "Chỉ đạo thực hiện: A. Đơn vị phối hợp: B": None when the text does not begin with a label."""
    marks = _labels(words)
    if not marks:
        return None
    roles: dict[str, tuple[str, ...]] = {"lead": (), "coordinating": (), "directing": ()}
    rest = ""
    for number, (_, start, role) in enumerate(marks):
        stop = marks[number + 1][0] if number + 1 < len(marks) else len(words)
        value = text[words[start].start : words[stop].start if stop < len(words) else len(text)].strip(" .;,(-–")
        inner = _spoken(value, read_words(value))
        if not inner.lead and not looks_like_agencies(value):
            return None
        roles[role] += inner.lead or split_agencies(value)
        roles["coordinating"] += inner.coordinating
        rest = inner.rest or rest
    return Assignment(roles["lead"], roles["coordinating"], roles["directing"], rest)


def _labels(words: Words) -> list[tuple[int, int, str]]:
    """(first word, word behind it, role) of each label of a text; none where it does not begin with one."""
    vocab, plain = vocabulary(), folds(words)
    marks: list[tuple[int, int, str]] = []
    for place, word in enumerate(words):
        if place and not _PARTS.search(word.gap):
            continue
        found = vocab.labels.at(plain, place)
        after = place + found[0] if found else 0
        if found and after < len(words) and words[after].gap.strip().startswith(":"):
            marks.append((place, after, found[1]))
        elif not place:
            break
    return marks


def _spoken(text: str, words: Words) -> Assignment:
    """A sentence: [Giao] agencies [chủ trì] [phối hợp với agencies] rest."""
    plain = folds(words)
    giver = vocabulary().givers.at(plain, 0)
    start = giver[0] if giver else 0
    place = _to_the_role(words, plain, _names_end(text, words, start), start)
    if place > start and tuple(plain[place : place + 2]) == ("trực", "thuộc"):
        place += 2  # "Các chi bộ trực thuộc căn cứ …": the group's name ends here
    lead = split_agencies(_slice(text, words, start, place)) if place > start else ()
    if not lead:
        place = _past_manner(plain)
    if tuple(plain[place : place + 2]) == ("chủ", "trì"):
        place += 2
        if tuple(plain[place : place + 4]) == ("tham", "mưu", "phối", "hợp"):
            place += 2
        if place < len(plain) and plain[place] == "và" and plain[place + 1 : place + 3] == ["phối", "hợp"]:
            place += 1
    coordinating: tuple[str, ...] = ()
    helped = 2 if tuple(plain[place : place + 2]) == ("phối", "hợp") else 0
    if not helped and place >= 2 and plain[place - 2 : place + 1] == ["chủ", "trì", "cùng"]:
        helped = 1  # "A chủ trì, cùng B bố trí …"
    before = _names_end(text, words, place) if not helped and plain[place - 2 : place] == ["chủ", "trì"] else place
    if before > place and plain[before : before + 2] == ["phối", "hợp"] and words[place].gap.strip() == ",":
        # "A chủ trì, B và C phối hợp xây dựng …"
        coordinating = split_agencies(_slice(text, words, place, before))
        place = before + 2
    elif helped:
        begin = place + helped
        while begin < len(plain) and plain[begin] in ("chặt", "chẽ", "với", "cùng"):
            begin += 1
        end = _names_end(text, words, begin)
        if end > begin:
            coordinating = split_agencies(_slice(text, words, begin, end))
            place = end
        elif lead and helped == 2 and begin == place + 2:
            place = begin
    if not lead and not coordinating:
        return Assignment(rest=text)
    rest = text[words[place].start :] if place < len(words) else ""
    return Assignment(lead, coordinating, (), rest)


def _to_the_role(words: Words, plain: Sequence[str], place: int, start: int) -> int:
    """The end of a name that goes on in words of no known name up to "chủ trì": "Tổ Quản lý cảng | cá chủ trì"."""
    vocab = vocabulary()
    for end in range(place + 1, min(place + _UNKNOWN, len(words) - 1) + 1) if place > start else ():
        if plain[end - 1] in _NO_NAME or words[end - 1].gap.strip():
            break
        if vocab.sentence.at(plain, end - 1) or vocab.verbs.at(plain, end - 1):
            break
        if plain[end : end + 2] == ["chủ", "trì"]:
            return end
    return place


def _past_manner(plain: Sequence[str]) -> int:
    """The place behind "khẩn trương" and its like, where "chủ trì" or "phối hợp" follows; else 0."""
    place = 0
    while place + 2 < len(plain) and " ".join(plain[place : place + 2]) in _MANNER:
        place += 2
    return place if tuple(plain[place : place + 2]) in (("chủ", "trì"), ("phối", "hợp")) else 0


def after_opening(sentence: str) -> Assignment | None:
    """Who is given the task of a sentence that opens with when, why or by what: "Căn cứ Kế hoạch này, các sở …"."""
    if not _OPENING.match(sentence):
        return None
    for comma in [match.end() for match in re.finditer(r",\s+", sentence)][:_CLAUSES]:
        found = parse_assignment(sentence[comma:])
        if found.lead and found.rest and not found.rest.startswith(","):
            return found
    return None


def later_partners(sentence: str) -> tuple[str, ...]:
    """The coordinating agencies of a later clause: "Rà soát danh mục; chủ trì, phối hợp với Sở Tài chính lập …"."""
    match = _LATER.search(sentence)
    return parse_assignment(match["clause"]).coordinating if match else ()


def heading_agency(heading: str) -> tuple[str, ...]:
    """The agencies that a section heading names as its whole subject; () for a topic.

    "1. Ban Tổ chức Thành ủy", "Trách nhiệm của UBND phường", and "A CHỦ TRÌ, PHỐI HỢP VỚI B" (-> A) name agencies;
    "Công tác kiểm tra, giám sát" does not.
    """
    text = squeeze(_unnumbered(heading)).rstrip(" :.;")
    words = read_words(text)
    if not words:
        return ()
    giver = vocabulary().givers.at(folds(words), 0)
    subject = text[words[giver[0]].start :] if giver and giver[0] < len(words) else text
    if len(words) <= _LONGEST and looks_like_agencies(subject):
        return split_agencies(subject)
    spoken = _spoken(text, words)
    return spoken.lead if spoken.lead and not spoken.rest and spoken.coordinating else ()
