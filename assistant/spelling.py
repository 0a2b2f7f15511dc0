"""Mistyped words of a question, put right by the words of the plans and of the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import OSA

from assistant.tokens import Token, inside
from assistant.vocabulary import Cue, vocabulary

# Nearly every Vietnamese syllable is one letter from another: only what is no syllable at all is a slip ("thnah").
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
SHORTEST = 3


@dataclass(frozen=True)
class Spelling:
    """What words there are. `rows_with(words)` says in how many rows each bare word stands, `terms()` gives all
    words of the plans, `together(a, b)` says whether two bare words stand side by side in a plan."""

    rows_with: Callable[[Iterable[str]], dict[str, int]]
    terms: Callable[[], dict[str, int]]
    together: Callable[[str, str], bool]
    _fixed: dict[str, str] = field(default_factory=dict, repr=False)

    def correct(self, tokens: Sequence[Token], closed: Iterable[tuple[int, int]]) -> tuple[Token, ...]:
        """`tokens` with unknown words replaced by the only known word one slip away ("thnàh" -> "thanh").

        Words inside `closed` (character spans) and capitalised abbreviations stay. A word put right has no accents.
        """
        spans = list(closed)
        doubtful = [t.bare for t in tokens if self._may_be_wrong(t) and not inside(t, spans)]
        known = self.rows_with(doubtful) if doubtful else {}
        return tuple(
            self._put_right(t) if t.bare in known and not known[t.bare] and not inside(t, spans) else t for t in tokens
        )

    @staticmethod
    def _may_be_wrong(token: Token) -> bool:
        return (
            len(token.bare) >= SHORTEST
            and token.bare.isalpha()
            and not _SYLLABLE.fullmatch(token.bare)
            and not token.text.isupper()
        )

    def _put_right(self, token: Token) -> Token:
        if token.bare not in self._fixed:
            self._fixed[token.bare] = self._nearest(token.bare)
        right = self._fixed[token.bare]
        return Token(token.text, token.start, token.end, right, right) if right != token.bare else token

    def _nearest(self, word: str) -> str:
        """The known word one insertion, deletion, replacement or swap away; the word itself when none or unclear."""
        counts = {**{w: 1 for w in vocabulary().words}, **self.terms()}
        near = [
            (known[0] != word[0], -count, known)
            for known, count in counts.items()
            if abs(len(known) - len(word)) <= 1 and known.isalpha() and OSA.distance(word, known, score_cutoff=1) <= 1
        ]
        return min(near)[2] if near else word

    def without_halves(
        self, tokens: Sequence[Token], cues: Sequence[Cue], taken: Iterable[int], *, accented: bool
    ) -> list[Cue]:
        """Cues without those words that are half of a plan's word: "can" of "can bo" is not "cần", "số" of "số hóa"
        only frames elsewhere. Such a word stays content when it stands beside the same neighbour in a plan."""
        covered = {place for cue in cues for place in range(cue.first, cue.last + 1)} | set(taken)
        doubtful = {
            cue.first for cue in cues if cue.first == cue.last and self._is_half(tokens[cue.first], accented=accented)
        }
        halves = set()
        for place in doubtful:
            for other in (place - 1, place + 1):
                content = 0 <= other < len(tokens) and (other not in covered or other in doubtful)
                if content and tokens[other].bare.isalpha() and self._together(tokens, place, other):
                    halves.add(place)
        return [cue for cue in cues if not (cue.first == cue.last and cue.first in halves)]

    @staticmethod
    def _is_half(token: Token, *, accented: bool) -> bool:
        return token.fold in vocabulary().compounds if accented else token.bare in vocabulary().ambiguous

    def _together(self, tokens: Sequence[Token], place: int, other: int) -> bool:
        first, second = tokens[min(place, other)], tokens[max(place, other)]
        return first.end + 1 >= second.start and self.together(first.bare, second.bare)
