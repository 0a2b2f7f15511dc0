"""Bodies by the initials of their names: "Phòng KH-TC" is the Phòng Kế hoạch - Tài chính, "TTDVVL" the Trung tâm
Dịch vụ việc làm, "Sở Nông nghiệp và MT" the Sở Nông nghiệp và Môi trường. The names of the plans tell; initials that
several bodies share are left as they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.tokens import Token, tokenize
from corpus.text import bare
from index.records import AgencyRecord

# First words of bodies, longest first, and how they are written short.
_HEADS = ("trung tam", "chi cuc", "benh vien", "van phong", "ban quan ly", "phong", "vu", "cuc", "so", "ban", "vien",
          "truong", "hoi", "doi", "khoa", "tt", "bv", "p")  # fmt: skip
_SHORT = {"tt": "Trung tâm", "bv": "Bệnh viện", "p": "Phòng"}
# Behind a body's own words stands what it belongs to or where it is.
_OWNERS = frozenset({"tinh", "phuong", "xa", "thanh", "huyen", "quan", "dac", "so", "bo", "cuc", "uy", "ubnd", "khu",
                     "trung", "quoc"})  # fmt: skip
_AND = frozenset({"va", "cua"})
_END = r"(?![^\W_])"
_LETTERS = re.compile(
    rf"[A-ZĐ]{{1,8}}{_END}(?:\s*(?:,|&|-|–|và|/)\s*[A-ZĐ]{{1,6}}{_END}){{0,4}}|[b-df-hj-np-tv-zđ]{{2,6}}{_END}"
)
_CAPITALS = re.compile(rf"(?<![^\W_])[A-ZĐ]{{2,6}}{_END}")
# Fewer letters than these name too many things; a whole name written so has more.
SHORTEST, WHOLE = 2, 4


class Initials:
    """Writes out initials by the names of an index's agencies. Built once for each generation."""

    def __init__(self, agencies: Iterable[AgencyRecord], issuers: Iterable[str] = ()) -> None:
        """`issuers`: the names of the bodies that issued plans; the spelling of a row's agency goes before theirs."""
        self._behind: dict[tuple[str, str], dict[str, str]] = {}  # (head, initials behind it) -> names without head
        self._whole: dict[str, dict[str, str]] = {}  # each bare name -> as it is spelt
        self._own: dict[str, dict[str, str]] = {}  # head -> the words behind it, spelt
        names = [record.name for record in agencies if not record.collective]
        for name in dict.fromkeys([*names, *map(_written, issuers)]):
            tokens = tokenize(name)
            words, plain = [token.text for token in tokens], [token.bare for token in tokens]
            head = next((head for head in _HEADS if plain[: head.count(" ") + 1] == head.split()), None)
            if head is None:
                continue
            size = head.count(" ") + 1
            ends = [n for n in range(size + 1, len(words)) if plain[n] in _OWNERS]
            for end in [*ends, len(words)]:
                own = " ".join(words[size:end])
                self._own.setdefault(head, {}).setdefault(bare(own), own)
                letters = _initials(plain[size:end])
                if len(letters) >= SHORTEST:
                    self._behind.setdefault((head, letters), {}).setdefault(bare(own), own)
                whole = " ".join(words[:end])
                self._whole.setdefault(_initials(plain[:size]) + letters, {}).setdefault(bare(whole), whole)

    def written_out(self, text: str) -> str:
        """`text` with the initials of one body's name, behind its first word or all together, written out."""
        for match in reversed(list(_LETTERS.finditer(text))):
            if text[match.start() - 1 : match.start()].isalnum() or text[match.end() : match.end() + 1].isalnum():
                continue
            letters = "".join(char for part in re.split(r"\bvà\b|\W+", match.group()) for char in bare(part))
            head, start = _head_before(text, match.start())
            meant = [*self._behind.get((bare(_SHORT.get(head, head)), letters), {}).values()]
            whole = [*self._whole.get(letters, {}).values()]
            if head and len(meant) == 1:
                first = f"{_SHORT[head]} " if head in _SHORT else text[start : match.start()]
                text = text[:start] + first + meant[0] + text[match.end() :]
            elif not head and len(letters) >= WHOLE and len(whole) == 1:
                text = text[: match.start()] + whole[0] + text[match.end() :]
        return self._half_written(text)

    def _half_written(self, text: str) -> str:
        """`text` with names written out that have initials among their words."""
        for match in reversed(list(_CAPITALS.finditer(text))):
            tokens = tokenize(text)
            at = next((n for n, token in enumerate(tokens) if token.start == match.start()), 0)
            for start in range(at, max(at - 7, 0), -1):
                head, first = _head_before(text, tokens[start].start)
                if not head:
                    continue
                names = self._own.get(bare(_SHORT.get(head, head)), {}).values()
                fits = [fit for own in names if (fit := _aligned(text, tokens, start, own)) and fit[0] > at]
                longest = [fit for fit in fits if fit[0] == max(end for end, _ in fits)]
                if len({bare(said) for _, said in longest}) == 1:
                    end, said = longest[0]
                    body = _SHORT.get(head, text[first : tokens[start].start].strip())
                    text = f"{text[:first]}{body} {said}{text[tokens[end - 1].end :]}"
                    break
        return text


def _aligned(text: str, tokens: Sequence[Token], start: int, own: str) -> tuple[int, str] | None:
    """Behind which token the words of a name end that stand from `start` on, some of them as initials, others not; and
    the words: all, or the first ones."""
    spelt = tokenize(own)
    words = [token for token in spelt if token.bare not in _AND]
    place, at, plain, short = start, 0, 0, 0
    while place < len(tokens) and at < len(words):
        said = tokens[place].bare
        if place > start and text[tokens[place - 1].end : tokens[place].start].strip(" ,&-–"):
            break
        if said == words[at].bare:
            at, plain = at + 1, plain + 1
        elif tokens[place].text.isupper() and "".join(word.bare[0] for word in words[at:]).startswith(said):
            at, short = at + len(said), short + 1
        elif said not in _AND or not at:
            break
        place += 1
    if not short or not plain and at < len(words):
        return None
    while tokens[place - 1].bare in _AND:
        place -= 1
    return place, own[: words[at - 1].end]


def _written(issuer: str) -> str:
    """An issuer's name, which letterheads print in capitals, as sentences have it."""
    return issuer.capitalize() if issuer.isupper() else issuer


def _initials(plain: Sequence[str]) -> str:
    return "".join(word[0] for word in plain if word not in _AND)


def _head_before(text: str, end: int) -> tuple[str, int]:
    """The first word of a body that stands right before `end`, and where it begins; "" for none."""
    tokens = tokenize(text[:end])
    for head in _HEADS:
        size = head.count(" ") + 1
        part = tokens[-size:]
        broken = part and text[part[-1].end : end].strip(" .")
        if len(part) == size and " ".join(token.bare for token in part) == head and not broken:
            return head, part[0].start
    return "", 0
