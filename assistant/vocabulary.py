"""The words by which questions are understood, read from vocabulary.toml, and finding them in a question."""

from __future__ import annotations

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.errors import VocabularyError
from assistant.tokens import Token, may_be, spelt_words
from corpus.text import bare, fold

_FILE = Path(__file__).with_name("vocabulary.toml")


# Behind these a word with a capital is a person's name: "bà Nhung" is no "nhưng".
_CALLING = frozenset({"ông", "bà", "anh", "chị", "cô", "chú", "bác", "em"})


def _is_persons_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether an unmarked word in capitals stands behind a word that people are called by."""
    word = tokens[place]
    named = word.text[:1].isupper() and not word.text.isupper() and word.fold == word.bare
    return bool(place) and named and tokens[place - 1].fold in _CALLING


def _is_another(token: Token, word: str) -> bool:
    """Whether a word without marks is a framing word of its own: "do", "đi", "trong" ("trong cột phối hợp")."""
    return token.fold == bare(word) and ("đ" in word or word == "trống")


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of the vocabulary found in a question: words `first` to `last` (indices, inclusive)."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`examples`: cue name -> a question that has it. `spellings`: a phrase without accents -> its accented forms.

    A form is (the folded words, the cue's name), likelier forms first.
    `short_forms`: "tthc" -> the words it stands for; `one_form`: a synonym's words -> the words compared instead.
    `ambiguous`: framing words that are half of many content words once accents are gone ("can" of "can bo").
    `compounds`: framing words that are half of content words with their accents too ("số" of "số hóa").
    `words`: every word of every phrase, without accents; `spelt`: with them. `wholes`: words of content that hold a
    framing word, by their first word without accents. `typed`: phrases of two words that are often mistyped.
    `unmarked`: framing words that are no other words without their marks.
    `columns`: a column's name -> the words without accents that headers and questions have for it.
    """

    examples: dict[str, str]
    spellings: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]]
    longest: int
    short_forms: dict[str, tuple[str, ...]]
    one_form: dict[tuple[str, ...], tuple[str, ...]]
    ambiguous: frozenset[str]
    compounds: frozenset[str]
    words: frozenset[str]
    spelt: frozenset[str]
    wholes: dict[str, tuple[tuple[str, ...], ...]]
    typed: tuple[tuple[str, ...], ...]
    columns: dict[str, tuple[str, ...]]
    unmarked: frozenset[str]

    def find(self, tokens: Sequence[Token], taken: Iterable[int], *, accented: bool) -> list[Cue]:
        """The cues in `tokens`, longest phrase first at each place, never over words in `taken`."""
        closed = set(taken)
        whole, begins = self._in_wholes(tokens)
        found: list[Cue] = []
        place = 0
        while place < len(tokens):
            cue = None if place in closed else self._longest_at(tokens, place, closed, accented)
            if cue is not None and place in whole and (cue.first == cue.last or place not in begins):
                cue = None
            if cue is not None:
                found.append(cue)
            place = cue.last + 1 if cue else place + 1
        return found

    def _longest_at(self, tokens: Sequence[Token], place: int, closed: set[int], accented: bool) -> Cue | None:
        if accented and _is_persons_name(tokens, place):
            return None
        for last in range(min(place + self.longest, len(tokens)) - 1, place - 1, -1):
            if closed.intersection(range(place, last + 1)):
                continue
            name = self.name_of(tokens[place : last + 1], accented=accented)
            if name:
                return Cue(name, place, last)
        return None

    def name_of(self, tokens: Sequence[Token], *, accented: bool) -> str | None:
        """The cue that these words are, whole. In an accented question a lone word must carry its marks
        ("bán" is not "ban"); a phrase may have lost some, but never carry others."""
        forms = self.spellings.get(tuple(t.bare for t in tokens), ())
        for words, name in forms:
            if all(t.fold == word for t, word in zip(tokens, words, strict=True)):
                return name
        for words, name in forms:
            if accented and len(tokens) == 1 and tokens[0].fold not in self.unmarked:
                break
            pairs = list(zip(tokens, words, strict=True))
            if accented and any(_is_another(t, word) and t.fold in self.spelt for t, word in pairs):
                continue  # "đại hội do ai": with accents elsewhere "do" is no "đó"
            if all(may_be(t.fold, word) for t, word in pairs):
                return name
        return None

    def in_full(self, words: Iterable[str]) -> list[str]:
        """The folded words, abbreviations written out: "TW" is "Trung ương"."""
        return [part for word in words for part in self.short_forms.get(word, (word,))]

    def columns_of(self, said: str) -> frozenset[str]:
        """The columns that a header or a question's words mean: "Kinh phí (triệu đồng)" is "kinh phí"."""
        plain = f" {bare(said)} ".replace("(", " ").replace(")", " ").replace(",", " ").replace("/", " ")
        return frozenset(name for name, words in self.columns.items() if any(f" {word} " in plain for word in words))

    def _in_wholes(self, tokens: Sequence[Token]) -> tuple[set[int], set[int]]:
        """The places of words of content that hold a framing word ("nhà ở"), and where those begin."""
        found: set[int] = set()
        begins: set[int] = set()
        for place in range(len(tokens)):
            for words in self.wholes.get(tokens[place].bare, ()):
                part = tokens[place : place + len(words)]
                if len(part) == len(words) and all(may_be(t.fold, w) for t, w in zip(part, words, strict=True)):
                    found.update(range(place, place + len(words)))
                    begins.add(place)
        return found, begins


def _one_form(synonyms: dict[str, list[str]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each synonym's words -> the words compared instead, with accents and without."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for form, others in synonyms.items():
        for other in others:
            found[_key(other)] = _key(form)
            found[tuple(map(bare, _key(other)))] = tuple(map(bare, _key(form)))
    return found


def _key(phrase: str) -> tuple[str, ...]:
    if unicodedata.normalize("NFC", phrase) != phrase:
        raise VocabularyError(f"Cụm từ “{phrase}” trong vocabulary.toml chưa ở dạng NFC.")
    return spelt_words(phrase)


_CHOICE = re.compile(r"\{([^{}]*)\}")


def expanded(written: str) -> list[str]:
    """The phrases that one with choices stands for.

    >>> expanded("{không|chưa} ghi hạn{| cụ thể}")
    ['không ghi hạn', 'không ghi hạn cụ thể', 'chưa ghi hạn', 'chưa ghi hạn cụ thể']
    """
    parts = _CHOICE.split(written)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return [" ".join("".join(one).split()) for one in itertools.product(*choices)]


def parse(text: str) -> Vocabulary:
    """Read a vocabulary from TOML text. Raises VocabularyError when a phrase has two owners or no example stands."""
    data = tomllib.loads(text)
    examples: dict[str, str] = {}
    owners: dict[tuple[str, ...], str] = {}
    for cue in data["cue"]:
        name = cue["name"]
        if not cue.get("example"):
            raise VocabularyError(f"Mục “{name}” trong vocabulary.toml thiếu câu hỏi ví dụ.")
        examples[name] = cue["example"]
        for phrase in (reading for written in cue["phrases"] for reading in expanded(written)):
            key = _key(phrase)
            if owners.setdefault(key, name) != name:
                raise VocabularyError(f"Cụm từ “{phrase}” trong vocabulary.toml thuộc cả “{owners[key]}” và “{name}”.")
    spellings: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = {}
    plain = {word: bare(word) for word in {word for key in owners for word in key}}
    # Among forms alike without accents the framing one comes last, but first when it is one word:
    # a bare "cho" is "cho" far more often than "chờ".
    for key, name in sorted(owners.items(), key=lambda item: (item[1] == "framing") != (len(item[0]) == 1)):
        spellings.setdefault(tuple([plain[word] for word in key]), []).append((key, name))
    return Vocabulary(
        examples=examples,
        spellings=spellings,
        longest=max(map(len, spellings)),
        short_forms={_key(short)[0]: _key(full) for short, full in data["abbreviations"].items()},
        one_form=_one_form(data["synonyms"]),
        ambiguous=frozenset(data["ambiguous"]),
        compounds=frozenset(map(fold, data["compounds"])),
        words=frozenset(word for phrase in spellings for word in phrase),
        spelt=frozenset(word for phrase in owners for word in phrase),
        wholes=_by_first([_key(phrase) for written in data["whole"] for phrase in expanded(written)]),
        typed=tuple(_key(phrase) for phrase in data["typed"]),
        unmarked=frozenset(data["unmarked"]),
        columns={name: tuple(map(bare, words)) for name, words in data["columns"].items()},
    )


def _by_first(phrases: Sequence[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in phrases:
        found[bare(words[0])] = (*found.get(bare(words[0]), ()), words)
    return found


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of this room, read once."""
    return parse(_FILE.read_text(encoding="utf-8"))
