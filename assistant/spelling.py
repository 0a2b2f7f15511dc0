"""Mistyped words of a question, put right by the words of the plans and of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA

from assistant.chat import out_of_chat
from assistant.marks import without_wrong_marks
from assistant.tokens import Token, may_be, tokenize
from assistant.vocabulary import Cue, vocabulary
from corpus.text import bare

# Nearly every Vietnamese syllable is one letter from another: only what is no syllable at all is a slip ("thnah").
_SYLLABLE = re.compile("(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")
SHORTEST = 3
# "nắm 2025"
_YEAR = re.compile(r"\b[nN][aăâáàắằẵẳặ]m(?= (?:19|20)\d\d\b)")
# Framing words that are content behind a word of content: "địa chỉ", "dân số".
_SECOND = frozenset({"chỉ", "số", "tra", "lọc"})


# Foreign words that are written as they are.
_BORROWED = frozenset({
    "gas", "clip", "video", "logo", "game", "wifi", "web", "app", "email", "fax", "camera", "robot", "drone",
    "internet", "online", "laptop", "chip", "blog", "marketing", "karaoke", "homestay", "container", "logistics",
    "startup", "fanpage", "zalo", "facebook", "youtube", "tiktok",
})  # fmt: skip


# Before what rows are about these only count it: "ve cai nha tro".
_COUNTING = frozenset({"cai", "may", "mot", "the", "viec"})


def is_syllable(word: str) -> bool:
    """Whether a bare word is shaped like one Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


@dataclass(frozen=True)
class Spelling:
    """What words there are. `names`: the bare words of the plans' places, issuers, titles and agencies, which stay as
    they are; `rows_with(words)` says in how many rows each bare word stands, `terms()` gives all
    words of the plans, `together(a, b)` says whether two bare words stand side by side in a plan."""

    rows_with: Callable[[Iterable[str]], dict[str, int]]
    terms: Callable[[], dict[str, int]]
    together: Callable[[str, str], bool]
    names: frozenset[str] = frozenset()
    _fixed: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict, repr=False)

    def correct(self, text: str) -> str:
        """`text` with words that are no syllables and in no plan replaced by the known word one slip away.

        "hoàn thnàh" -> "hoàn thanh": a word put right has no accents. Abbreviations and numbers stay.
        """
        text = self._typed(without_wrong_marks(out_of_chat(text)))
        tokens = tokenize(text)
        doubtful = [token.bare for token in tokens if _may_be_wrong(token) and token.bare not in self.names]
        known = self.rows_with(doubtful) if doubtful else {}
        for token in reversed(tokens):
            if token.bare in known and not known[token.bare] and _may_be_wrong(token):
                place = tokens.index(token)
                beside = tuple(other.bare for other in tokens[max(0, place - 1) : place + 2] if other is not token)
                right = self._put_right(token.bare, beside)
                # behind the first word a capital may begin a name that no plan has
                if not (place and token.text[0].isupper()) or self._fits(right, beside):
                    text = text[: token.start] + right + text[token.end :]
        return _YEAR.sub("năm", text)

    def _typed(self, text: str) -> str:
        """`text` with a slip in the words that offices type most put right ("hoàn thàn", "nhiêm vu", "chủ trị")."""
        tokens = tokenize(text)
        for first, second in reversed(list(zip(tokens, tokens[1:], strict=False))):
            for phrase in _typed_like().get((first.bare[:1], second.bare[:1]), ()):
                marks_alone = (first.bare, second.bare) == tuple(map(bare, phrase))
                if _is_slip(first, second, phrase) and (marks_alone or not self.together(first.bare, second.bare)):
                    text = text[: first.start] + " ".join(phrase) + text[second.end :]
        return text

    def _put_right(self, word: str, beside: tuple[str, ...]) -> str:
        if (word, beside) not in self._fixed:
            self._fixed[word, beside] = self._nearest(word, beside)
        return self._fixed[word, beside]

    def _nearest(self, word: str, beside: tuple[str, ...]) -> str:
        """The known word one insertion, deletion, replacement or swap away (two run together are parted), best one that
        stands in a plan beside the same word or that questions are asked with; the word itself when there is none."""
        terms = self.terms()
        for cut in range(1, len(word)):
            if word[:cut] in terms and word[cut:] in terms and self.together(word[:cut], word[cut:]):
                return f"{word[:cut]} {word[cut:]}"  # "ytế"
        counts = {**dict.fromkeys(vocabulary().words, 1), **terms}
        near = [
            (known[0] != word[0], -count, known)
            for known, count in counts.items()
            if abs(len(known) - len(word)) <= 1 and known.isalpha() and OSA.distance(word, known, score_cutoff=1) <= 1
        ]
        if len(near) < 2:
            return near[0][2] if near else word
        # "van phog tinh": "phong" stands beside both, "phoi" beside one
        fit = {known: sum(self._fits(known, [other]) for other in beside) for *_, known in near}
        said = vocabulary().words
        return min(near, key=lambda one: (-fit[one[2]], one[2] not in said, one))[2]

    def _fits(self, word: str, beside: Sequence[str]) -> bool:
        """Whether a word stands in a plan beside one of the others."""
        return any(self.together(word, other) or self.together(other, word) for other in beside)

    def without_halves(
        self, tokens: Sequence[Token], cues: Sequence[Cue], taken: Iterable[int], *, accented: bool
    ) -> list[Cue]:
        """Cues without those words that are half of a plan's word: "can" of "can bo" is not "cần", "số" of "số hóa"
        only frames elsewhere. Such a word stays content when it stands beside the same neighbour in a plan."""
        covered = {place for cue in cues for place in range(cue.first, cue.last + 1)} | set(taken)
        alone = [cue.first for cue in cues if cue.first == cue.last]
        doubtful = {
            place for place in alone if self._is_half(tokens[place], accented=accented) or _begins_name(tokens, place)
        }
        halves = set() if accented else self._named(tokens, cues, doubtful, covered)
        for place in doubtful:
            for other in (place - 1, place + 1):
                content = 0 <= other < len(tokens) and (other not in covered or other in doubtful)
                if not content or not tokens[other].bare.isalpha():
                    continue
                # "địa chỉ", "dân số": behind a word of content it is content, whatever the plans say
                behind = tokens[place].fold in _SECOND and other < place and other not in doubtful
                if behind or self._together(tokens, place, other):
                    halves.add(place)
        kept = [
            cue
            for cue in cues
            if not (cue.first == cue.last and cue.first in halves) and not _is_deed(tokens, cue.first, cue.last)
            and not (cue.name == "conditional" and self._begins_another(tokens, cue.last))
        ]
        return [part for cue in kept for part in _whole(tokens, cue)]

    def _begins_another(self, tokens: Sequence[Token], place: int) -> bool:
        """Whether "doi" without its marks begins a plan's word: "phai doi | soat" is not "phải đợi"."""
        return tokens[place].fold == "doi" and place + 1 < len(tokens) and self._together(tokens, place, place + 1)

    def _named(self, tokens: Sequence[Token], cues: Sequence[Cue], doubtful: set[int], covered: set[int]) -> set[int]:
        """Framing words that, without accents, begin what rows are to be about: "lien quan den | dau gia dat", and
        those that a plan has side by side with them: "… | cho ben do"."""
        framing = {cue.first for cue in cues if cue.first == cue.last and cue.name == "framing"}
        found = set()
        for start in {cue.last + 1 for cue in cues if cue.name == "about" or tokens[cue.last].bare == "ve"} & doubtful:
            place = start
            while place + 1 < len(tokens) and place + 1 in framing and self._together(tokens, place, place + 1):
                place += 1
            goes_on = place > start or start + 1 < len(tokens) and start + 1 not in covered
            if goes_on and tokens[start].bare not in _COUNTING:
                found |= set(range(start, place + 1))
        return found

    @staticmethod
    def _is_half(token: Token, *, accented: bool) -> bool:
        return token.fold in vocabulary().compounds if accented else token.bare in vocabulary().ambiguous

    def _together(self, tokens: Sequence[Token], place: int, other: int) -> bool:
        first, second = tokens[min(place, other)], tokens[max(place, other)]
        return first.end + 1 >= second.start and self.together(first.bare, second.bare)


def _is_deed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a word for a request tells what somebody does: "ai | thống kê", "phải | thống kê tàu thuyền"."""
    said = " ".join(token.bare for token in tokens[first : last + 1])
    behind = tokens[last + 1].bare if last + 1 < len(tokens) else ""
    return said in _DEEDS and first > 0 and tokens[first - 1].bare in _DOERS and behind not in _OF_ROWS


_DEEDS = frozenset({"thong ke", "liet ke", "tong hop", "ra soat", "kiem tra", "diem danh"})
_DOERS = frozenset({"ai", "nao", "phai", "duoc", "se"})
_OF_ROWS = frozenset({"cac", "nhung", "viec", "nhiem", "ngay", "lai", "danh", "so", "cho", "giup", "ra", "het", "tat",
                      "toan", "theo", "dau", "cong"})  # fmt: skip


# "có việc gì không, hạn mô?" does not say that there is no deadline
_OF_DAYS = frozenset({"undated", "dated", "not_dated"})


def _whole(tokens: Sequence[Token], cue: Cue) -> list[Cue]:
    """A cue; the framing words that it is made of where punctuation parts them."""
    words = tokens[cue.first : cue.last + 1]
    parted = cue.name in _OF_DAYS and any(one.end + 1 < other.start for one, other in pairwise(words))
    return [Cue("framing", place, place) for place in range(cue.first, cue.last + 1)] if parted else [cue]


def _begins_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether two words are capitalized as those of a name are: "Cần | Thơ"."""
    return all(token.text.istitle() for token in tokens[place : place + 2]) and place + 1 < len(tokens)


@lru_cache(maxsize=1)
def _typed_like() -> dict[tuple[str, str], list[tuple[str, ...]]]:
    """The phrases that are often mistyped, by the first letters of their words: "đoàn thanh niên"
    is no slip for "hoàn thành"."""
    found: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for first, second in vocabulary().typed:
        found.setdefault((bare(first)[0], bare(second)[0]), []).append((first, second))
    return found


def _is_slip(first: Token, second: Token, phrase: Sequence[str]) -> bool:
    """Whether two words are `phrase` but for one letter of one word, or for wrong marks."""
    if second.start != first.end + 1 or all(may_be(t.fold, w) for t, w in zip((first, second), phrase, strict=True)):
        return False
    if any(t.bare != bare(w) and _is_known(t) for t, w in zip((first, second), phrase, strict=True)):
        return False  # "còn việc gì" is no slip for "công việc gì"
    far = [OSA.distance(t.bare, bare(w)) for t, w in zip((first, second), phrase, strict=True)]
    long = all(len(t.bare) >= SHORTEST for t, d in zip((first, second), far, strict=True) if d)
    return sum(far) <= 1 and long


def _is_known(token: Token) -> bool:
    """Whether a word is one that questions are asked with."""
    return token.fold in vocabulary().spelt or token.fold == token.bare and token.bare in vocabulary().words


def _may_be_wrong(token: Token) -> bool:
    """Whether a word is no Vietnamese syllable and no abbreviation ("XDĐ", "ubnd" without a vowel)."""
    return (
        len(token.bare) >= SHORTEST
        and token.bare.isalpha()
        and token.bare not in _BORROWED
        and not _SYLLABLE.fullmatch(token.bare)
        and not token.text.isupper()
        and bool(set(token.bare) & set("aeiouy"))
    )
