"""Words of agency names, and the vocabulary that tells what they are.

A text becomes a tuple of `Word`s: folded, abbreviations written out, each with its place in the text.
Splitting, identity, assignments and questions all look at these words, so they agree on what a name is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from corpus.text import bare, clean, fold

T = TypeVar("T")

_TOKEN = re.compile(r"[^\W_]+(?:[&/.\-–][^\W_]+)*")
_PIECE = re.compile(r"[^\W_]+")
_MARKS = ("alone", "holds", "owns", "strong", "long", "plain", "level_only", "unit", "parent", "noun")
_MARKUP = re.compile(r"\*+|`+|_{2,}|(?<!\w)_|_(?!\w)")
#: Words after which a name is not at its end.
CONNECTORS = frozenset({"và", "của", "thuộc", "các", "trực", "cùng", "với", "tại", "ở", "cấp", "những"})


class Word(NamedTuple):
    """One word of a text. An abbreviation gives several words with one place; only the first is `first`.

    `gap` is what stands between the token before and this one; `depth` counts the brackets around it;
    `capital` says that it is printed with a capital letter (or is an abbreviation).
    """

    fold: str
    start: int
    end: int
    capital: bool
    gap: str = ""
    depth: int = 0
    first: bool = True


@dataclass(frozen=True, slots=True)
class Head:
    """A word that begins the name of an agency; see the notes at the top of vocabulary/agencies.toml."""

    words: tuple[str, ...]
    not_before: tuple[tuple[str, ...], ...] = ()
    not_after: tuple[str, ...] = ()
    alone: bool = False
    holds: str = ""
    owns: bool = False
    strong: bool = False
    long: bool = False
    plain: bool = False
    level_only: bool = False
    unit: bool = False
    parent: bool = False
    noun: bool = False


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """`upper`: only as printed. `before`: only when one of these full forms follows."""

    short: str
    full: tuple[str, ...]
    upper: bool = False
    before: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Owner:
    """A committee or body that owns others: what it stands for in a key, and the level that the word says."""

    stands: str
    level: str | None


class Phrases(Generic[T]):
    """Phrases of words, found longest first at a place in a sequence of words."""

    def __init__(self, items: Iterable[tuple[tuple[str, ...], T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for phrase, value in items:
            self._by_first.setdefault(phrase[0], []).append((phrase, value))
        for found in self._by_first.values():
            found.sort(key=lambda item: -len(item[0]))

    def at(self, words: Sequence[str], place: int, end: int | None = None) -> tuple[int, T] | None:
        """Length and value of the longest phrase that begins at `place` and ends by `end`, or None."""
        limit = len(words) if end is None else end
        if place >= limit:
            return None
        for phrase, value in self._by_first.get(words[place], ()):
            stop = place + len(phrase)
            if stop <= limit and tuple(words[place:stop]) == phrase:
                return len(phrase), value
        return None

    def opens(self, words: Iterable[str]) -> bool:
        """Whether one of `words` is the first of some phrase."""
        return any(word in self._by_first for word in words)

    def items(self) -> list[tuple[tuple[str, ...], T]]:
        """All phrases with their values."""
        return [item for found in self._by_first.values() for item in found]

    def begins(self, words: Sequence[str]) -> bool:
        """Whether all of `words` begin some longer phrase."""
        if not words:
            return False
        count = len(words)
        return any(len(p) > count and p[:count] == tuple(words) for p, _ in self._by_first.get(words[0], ()))


@dataclass(frozen=True)
class Vocabulary:
    """What vocabulary/agencies.toml says, ready for look-up by folded words."""

    heads: Phrases[Head]
    collectives: Phrases[bool]
    group_nouns: Phrases[None]
    collective_inside: Phrases[None]
    not_collective: Phrases[None]
    abbreviations: dict[str, Abbreviation]
    abbreviations_bare: dict[str, Abbreviation]
    aliases: Phrases[tuple[str, ...]]
    levels: Phrases[str]
    owners: Phrases[Owner]
    party_bodies: frozenset[tuple[str, ...]]
    posts: Phrases[None]
    whole: Phrases[bool]
    fields: Phrases[None]
    body: Phrases[None]
    sentence: Phrases[None]
    verbs: Phrases[None]
    labels: Phrases[str]
    givers: Phrases[None]
    documents: Phrases[None]
    recipients: Phrases[None]
    asking: dict[str, Phrases[None]]
    level_not_before: dict[str, tuple[str, ...]]
    syllables: frozenset[str]


def plain_words(text: str) -> tuple[str, ...]:
    """The folded words of a phrase, without punctuation and without writing abbreviations out."""
    return tuple(fold(piece) for piece in _PIECE.findall(clean(text)))


def _abbreviations(data: dict[str, Any]) -> tuple[dict[str, Abbreviation], dict[str, Abbreviation]]:
    printed: dict[str, Abbreviation] = {}
    stripped: dict[str, Abbreviation] = {}
    for entry in data["abbreviations"]:
        item = Abbreviation(
            short=entry["short"],
            full=plain_words(entry["full"]),
            upper=entry.get("upper", False),
            before=tuple(plain_words(phrase) for phrase in entry.get("before", ())),
        )
        printed[fold(item.short)] = item
        if not item.upper:
            stripped[bare(item.short)] = item
    return printed, stripped


def _heads(data: dict[str, Any]) -> list[tuple[tuple[str, ...], Head]]:
    found = []
    for entry in data["heads"]:
        words = plain_words(entry["word"])
        marks = {k: entry[k] for k in _MARKS if k in entry}
        not_before = tuple(plain_words(phrase) for phrase in entry.get("not_before", ()))
        not_after = tuple(fold(word) for word in entry.get("not_after", ()))
        found.append((words, Head(words, not_before, not_after, **marks)))
    return found


def _set(phrases: Iterable[str]) -> Phrases[None]:
    return Phrases((plain_words(phrase), None) for phrase in phrases)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary file, read once."""
    path = Path(__file__).with_name("vocabulary") / "agencies.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    abbreviations, stripped = _abbreviations(data)
    heads = _heads(data)
    syllables = {word for words, _ in heads for word in words}
    for group in (*data["body"], *data["fields"]):
        syllables.update(word for phrase in group["words"] for word in plain_words(phrase))
    for entry in (*data["levels"], *data["owners"]):
        syllables.update(plain_words(entry["word"]))
    aliases = []
    for group in data["aliases"]:
        first, *others = (plain_words(name) for name in group["names"])
        aliases += [(name, first) for name in dict.fromkeys((first, *others))]
    return Vocabulary(
        heads=Phrases(heads),
        collectives=Phrases((plain_words(e["start"]), e.get("soft", False)) for e in data["collectives"]),
        group_nouns=_set(word for group in data["group_nouns"] for word in group["words"]),
        collective_inside=_set(entry["words"] for entry in data["collective_inside"]),
        not_collective=_set(entry["name"] for entry in data["not_collective"]),
        abbreviations=abbreviations,
        abbreviations_bare=stripped,
        aliases=Phrases(aliases),
        levels=Phrases((plain_words(entry["word"]), entry["level"]) for entry in data["levels"]),
        owners=Phrases(
            (plain_words(entry["word"]), Owner(entry["stands"], entry.get("level"))) for entry in data["owners"]
        ),
        party_bodies=frozenset(plain_words(entry["name"]) for entry in data["party_bodies"]),
        posts=_set(entry["word"] for entry in data["posts"]),
        whole=Phrases((plain_words(name), e.get("named", False)) for e in data["whole"] for name in e["words"]),
        fields=_set(phrase for group in data["fields"] for phrase in group["words"]),
        body=_set(phrase for group in data["body"] for phrase in group["words"]),
        sentence=_set(phrase for group in data["sentence"] for phrase in group["words"]),
        verbs=_set(phrase for group in data["verbs"] for phrase in group["words"]),
        labels=Phrases((plain_words(phrase), group["role"]) for group in data["labels"] for phrase in group["words"]),
        givers=_set(entry["word"] for entry in data["givers"]),
        documents=_set(phrase for group in data["documents"] for phrase in group["words"]),
        recipients=_set(phrase for group in data["recipients"] for phrase in group["words"]),
        asking={group["side"]: _set(group["words"]) for group in data["asking"]},
        level_not_before={e["level"]: tuple(fold(word) for word in e["words"]) for e in data["level_not_before"]},
        syllables=frozenset(syllables),
    )


def unmarked(text: str) -> str:
    """The text in its normal form, Markdown marks taken out."""
    return _MARKUP.sub("", clean(text))


@lru_cache(maxsize=16384)
def _stays_whole(token: str) -> bool:
    """Whether a token with marks inside is one word: an abbreviation, or one with a number."""
    vocab = vocabulary()
    if _PIECE.fullmatch(token) or any(c.isdigit() for c in token):
        return True
    return fold(token) in vocab.abbreviations or bare(token) in vocab.abbreviations_bare


def _tokens(text: str) -> list[tuple[int, int]]:
    """Places of the tokens: "VH-XH" and "02-KH/BCĐ" stay whole, "hóa-Xã" and "A/B" come apart."""
    places: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text):
        if _stays_whole(match.group()):
            places.append(match.span())
        else:
            places += [(match.start() + p.start(), match.start() + p.end()) for p in _PIECE.finditer(match.group())]
    return places


@lru_cache(maxsize=16384)
def _full(token: str) -> Abbreviation | None:
    vocab = vocabulary()
    item = vocab.abbreviations.get(fold(token))
    if item is not None and (not item.upper or token in (item.short, item.short.upper())):
        return item
    return vocab.abbreviations_bare.get(token.casefold()) if item is None and token.isascii() else None


def first_words(text: str) -> set[str]:
    """What the first word of `text` (already `unmarked`) may read as, written out or not; cheap to tell."""
    found: set[str] = set()
    if match := _TOKEN.search(text):
        piece = _PIECE.search(match.group())
        for token in {match.group(), piece.group() if piece else ""}:
            item = _full(token)
            found |= {fold(token), item.full[0]} if item else {fold(token)}
    return found


@lru_cache(maxsize=8192)
def read_words(text: str) -> Words:
    """The words of `text` (already `unmarked`), with abbreviations written out."""
    found: list[Word] = []
    depth = 0
    before = 0
    places = _tokens(text)
    # one bracket alone is a slip of the pen and holds nothing together
    bracketed = "(" in text and text.count("(") == text.count(")")
    for at, (start, end) in enumerate(places):
        gap = text[before:start]
        depth = max(0, depth + gap.count("(") - gap.count(")")) if bracketed else 0
        token = text[start:end]
        item = _full(token)
        if item is not None and item.before:
            following = read_after(text, places, at)
            if not any(following[: len(phrase)] == phrase for phrase in item.before):
                item = None
        parts = item.full if item else (fold(token),)
        capital = item is not None or token[0].isupper()
        for number, part in enumerate(parts):
            first = number == 0
            found.append(Word(part, start, end, capital, gap if first else "", depth, first))
        before = end
    return Words(found)


def read_after(text: str, places: list[tuple[int, int]], at: int) -> tuple[str, ...]:
    """The next few words behind token number `at`, abbreviations written out."""
    words: list[str] = []
    for start, end in places[at + 1 : at + 4]:
        item = _full(text[start:end])
        words += item.full if item else (fold(text[start:end]),)
    return tuple(words)


def level_at(plain: Sequence[str], place: int, end: int | None = None) -> tuple[int, str] | None:
    """Length and level of a level word at `place`; None inside other words ("xã hội", "tỉnh ủy", "thành đoàn")."""
    found = vocabulary().levels.at(plain, place, end)
    after = place + (found[0] if found else 0)
    if found is None or after < len(plain) and plain[after] in ("hội", "ủy", fold("đoàn")):
        return None
    return found


class Words(tuple[Word, ...]):
    """A text's words; their folded forms are worked out once."""

    @cached_property
    def plain(self) -> list[str]:
        return [word.fold for word in self]

    def part(self, start: int, stop: int | None = None) -> Words:
        return Words(self[start:stop])


def folds(words: Sequence[Word]) -> list[str]:
    """The folded words; not to be changed."""
    return words.plain if isinstance(words, Words) else [word.fold for word in words]
