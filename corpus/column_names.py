"""What the header of a column says: its part by known names, else by what its words are made of.

"Phòng, ban cùng thực hiện" is on no list of names: a body, a word for helping, a verb. A header is read so only when
each of its words is known.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from corpus.headings import plain
from corpus.text import bare, squeeze

MAX_HEADER_WORDS = 14
_SPELT = ["s", "t", "t"]  # "S T T", a letter a line
_MOST_PIECES = 3 * MAX_HEADER_WORDS  # of a header whose words narrow columns broke
_PERSON_OR_BODY = re.compile(  # "Người/đơn vị thực hiện"
    r"\b(?:nguoi|ca nhan|can bo) (?:hoac |va )?(?:don vi|co quan|bo phan|phong)\b"
    r"|\b(?:don vi|co quan|bo phan|phong) (?:hoac |va )?(?:nguoi|ca nhan|can bo)\b"
)
_SMALL = {"phong", "khoa", "doi", "nganh"}
_AND = re.compile(r"[,;/&+–-]|\b(?:va|hoac)\b")  # "Đơn vị thực hiện, phối hợp" speaks of two roles
_OVERSEES = re.compile(r"\blãnh đạo\b|\bthường trực\b", re.I)
_CHIEF = re.compile(r" (?:chu tri|chu cong|dau moi) ")
_WORK = re.compile(r" (?:thuc hien|tham muu|phu trach|trach nhiem|dam nhiem|dam nhan|duoc giao|phan cong|trien khai) ")
_SHORT = re.compile(r"(?:(?:cq|dv|bp|co quan|don vi|bo phan) )?(ct|ph)")  # "Đơn vị CT"
_TOGETHER = re.compile(r"\bcộng tác\b", re.I)  # "công tác" is folded alike

Part = Literal["number", "lead", "coordinating", "both", "directing", "deadline", "start", "task", "detail"]


@dataclass(frozen=True, slots=True)
class _Made:
    """What the words of a header are, and the part that they make."""

    part: Part
    people: bool


@lru_cache(maxsize=1)
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("corpus.vocabulary").joinpath("columns.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[tuple[str, str], ...]:
    """(words, part), longest words first."""
    entries = [(words, part) for part, entry in _data().items() if part != "made" for words in entry["words"]]
    return tuple(sorted(entries, key=lambda entry: -len(entry[0])))


@lru_cache(maxsize=1)
def _padded() -> tuple[tuple[str, int, str], ...]:
    """(words with a blank on both sides, less their length, part), longest words first."""
    return tuple((f" {words} ", -len(words), part) for words, part in _vocabulary())


@lru_cache(maxsize=1)
def _classes() -> dict[tuple[str, ...], str]:
    """Words that headers are made of, and what they are: ("phong", "ban") -> "bodies"."""
    return {tuple(words.split()): kind for kind, listed in _data()["made"].items() for words in listed}


@lru_cache(maxsize=1)
def header_words() -> frozenset[str]:
    """The words that name a column, folded: "co quan chu tri"."""
    return frozenset(words for words, _ in _vocabulary())


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """The single words that names of columns are made of."""
    listed = frozenset(word for words, _ in _vocabulary() for word in words.split())
    return listed | {word for words in _classes() for word in words}


@lru_cache(maxsize=4096)
def whole_words(header: str) -> str:
    """A header cell, one space between words, with the words whole that its narrow column broke: "Đơn vị phối h" over
    "ợp" -> "Đơn vị phối hợp", "ST" over "T" -> "STT". Two pieces are joined where one is no word of headers and both
    together are one.
    """
    pieces = plain(header).split()
    letters = [_letters(piece) for piece in pieces]
    known = known_words()
    index = 0
    while index + 1 < len(pieces):
        here, after = letters[index : index + 2]
        broken = here.isalpha() and after.isalpha() and not (here in known and after in known)
        if broken and (here + after in known or letters == _SPELT):
            pieces[index : index + 2] = [pieces[index] + pieces[index + 1]]
            letters[index : index + 2] = [_letters(pieces[index])]
            index = max(index - 1, 0)
        else:
            index += 1
    return " ".join(pieces)


@lru_cache(maxsize=16384)
def _letters(word: str) -> str:
    return "".join(re.findall(r"\w+", bare(word)))


@lru_cache(maxsize=4096)
def part_of(header: str) -> str | None:
    """The part that a header cell names, or None: "Cơ quan chủ trì" -> "lead"."""
    words = _folded(header)
    if not words:
        return None
    if short := _SHORT.fullmatch(words):
        return "lead" if short[1] == "ct" else "coordinating"
    made = _made(header)
    return made.part if made else _listed(words)


@lru_cache(maxsize=4096)
def names_person(header: str) -> bool:
    """Whether a header names who does the work as a person: "Người phụ trách", and no leader who oversees it."""
    words = _folded(header)
    if not words or part_of(header) != "detail" or _OVERSEES.search(plain(header)):
        return False
    made = _made(header)
    return made is not None and made.people


@lru_cache(maxsize=4096)
def names_work(header: str) -> bool:
    """Whether a header only says what its agencies do: "Thực hiện", "Tham mưu", "Phụ trách chính"."""
    kinds = _kinds(_folded(header).split(), together=False) or []
    said = {kind for kind, _ in kinds}
    return bool(said & {"leads", "acts"}) and said <= {"leads", "acts", "fillers"} and part_of(header) is None


@lru_cache(maxsize=4096)
def weight(header: str) -> int:
    """How surely a header names the lead: 3 "chủ trì", 2 another word for the work, 1 a mere "Đơn vị"."""
    words = f" {_folded(header)} "
    return 3 if _CHIEF.search(words) else 2 if _WORK.search(words) else 1


def _folded(header: str) -> str:
    if len(header.split()) > _MOST_PIECES:
        return ""
    words = re.findall(r"\w+", bare(whole_words(header)))
    return " ".join(words) if len(words) <= MAX_HEADER_WORDS else ""


@lru_cache(maxsize=4096)
def _made(header: str) -> _Made | None:
    """What the words of a header make; None when one of them is unknown, or no body, role or time is named."""
    printed = squeeze(whole_words(header))
    kinds = _kinds(_folded(header).split(), together=bool(_TOGETHER.search(printed)))
    if kinds is None:
        return None
    if any(kind in ("leads", "acts") for kind, _ in kinds):
        kinds = [piece for piece in kinds if piece != ("helps", "giup viec")]  # "Cơ quan tham mưu, giúp việc"
    said = [kind for kind, _ in kinds]
    who, people = {"bodies", "people"} & {*said}, "people" in said and "bodies" not in said
    if said[0] == "times" and not who and {*said} <= {"times", "acts", "ends", "fillers"} and kinds[-1][1] != "voi":
        return _Made("deadline", people=False)
    if "helps" in said and (who or not {"giup", "cung"} >= {words for kind, words in kinds if kind == "helps"}):
        begins = next(i for i, kind in enumerate(said) if kind == "helps")
        before = [words for kind, words in kinds[:begins] if kind in ("leads", "acts")]
        two = "chu tri" in before or before and _two_roles(printed, kinds[begins][1])
        return _Made("both" if two else "coordinating", people=people)
    if "directs" in said and "leads" not in said and (who or "chi dao" in bare(printed)):
        return _Made("directing", people=people)
    if not who or not {*said} <= {"bodies", "people", "leads", "acts", "fillers", "others"}:
        return None
    if "others" in said:
        return _Made("detail", people=False) if not {"leads", "acts"} & {*said} else None
    if people:
        return _Made("detail", people=True) if {"leads", "acts"} & {*said} else None
    does = {words for kind, words in kinds if kind in ("leads", "acts")}
    named = does == {"tham muu"} and {words for kind, words in kinds if kind == "bodies"} <= _SMALL  # "Phòng Tham mưu"
    return _Made("lead", people=False) if does and not named else None


def _kinds(words: list[str], *, together: bool) -> list[tuple[str, str]] | None:
    """(kind, words) of the pieces that a header is made of, the longest known first; None when a word is unknown."""
    known, found, at = _classes(), [], 0
    while at < len(words):
        for size in (4, 3, 2, 1):
            piece = tuple(words[at : at + size])
            kind = "helps" if together and piece == ("cong", "tac") else known.get(piece)
            if kind and len(piece) == size:
                found.append((kind, " ".join(piece)))
                at += size
                break
        else:
            return None
    return found


def _two_roles(printed: str, help_said: str) -> bool:
    """Whether a header parts the word for helping from a role before it: "Đơn vị thực hiện, phối hợp"."""
    before = bare(printed).partition(help_said)[0]
    return _AND.search(before[-4:]) is not None


def _listed(words: str) -> str | None:
    """The part by the names on the list that stand in a header."""
    padded = f" {words} "
    found = [(padded.index(entry), size, part) for entry, size, part in _padded() if entry in padded]
    if not found:
        return None
    parts = {part for _, _, part in found}
    if "both" in parts:
        return "both"
    if "person" in parts and "task" not in parts and not re.search(r"chu tri|phoi hop", words) and not (
        _PERSON_OR_BODY.search(words) and "lead" in parts
    ):
        return "detail"
    if "coordinating" in parts and "lead" in parts and "chu tri" in words:
        return "both"
    for strong in ("coordinating", "start", "directing"):
        if strong in parts and not (strong == "directing" and "chu tri" in words):
            return strong
    if (
        "lead" in parts
        and re.search(r"chu tri|thuc hien|tham muu|phu trach|dau moi", words)
        and "deadline" not in parts
        # "Nội dung thực hiện" and "Kết quả thực hiện" are not leads
        and (not parts & {"task", "detail"} or "chu tri" in words)
    ):
        return "lead"
    if "deadline" in parts and not words.startswith(("noi dung", "nhiem vu", "ket qua", "san pham")):
        return "deadline"
    # what the header begins with weighs most ("Nội dung, sản phẩm" is the task, "Sản phẩm" a detail)
    return min(found)[2]
