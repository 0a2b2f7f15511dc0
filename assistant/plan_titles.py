"""Plans that a question names by what they are about ("kế hoạch an toàn thực phẩm") or by who issued them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.issuer_heads import kind_at, said_of
from assistant.provinces import province_at_end
from assistant.short_names import ends_there
from assistant.tokens import Token, tokenize
from assistant.vocabulary import vocabulary
from corpus.model import Plan
from corpus.text import bare
from index.records import PlanRecord

# What a plan is called, longest first; the words behind one may be of its title.
_NOUNS = tuple(
    tuple(words.split()) for words in ("chuong trinh hanh dong", "ke hoach", "chuong trinh", "phu luc", "de an", "kh")
)
# Words between the noun and the title's own words.
_LINKS = frozenset({
    "ve", "thuc", "hien", "trien", "khai", "cong", "tac", "cua", "so", "nao", "gi", "viec", "hanh", "dong", "nhung",
    "cac", "do", "tren", "dia", "ban",
})  # fmt: skip
# A plan that is yet to be made is a task's product, not one of the index's plans.
_MADE = frozenset({
    "xay dung", "ban hanh", "tham muu", "lap", "trinh", "soan", "sua doi", "tham dinh", "phe duyet", "gop y",
    "hoan thien", "cong bo", "ky", "du thao",
})  # fmt: skip
# Before a plan's name these say that the plan itself is meant, behind it that it is asked for what it says.
_WITHIN = frozenset({"trong", "theo", "thuoc", "o", "tai", "tu", "cua"})
_ASKED_OF = frozenset({
    "co", "giao", "gom", "can cu", "do", "ban hanh", "quy dinh", "neu", "dat ra", "de ra", "phan cong", "thang",
    "quy", "truoc", "viec", "nhiem vu", "han",
})  # fmt: skip
_NUMBER = re.compile(r"\d+|[ivx]{1,4}")
_LEVELS = frozenset({"tinh", "phuong", "xa", "huyen", "quan", "thanh"})
_BOARDS = (("ban", "thuong", "vu"), ("ban", "chap", "hanh"), ("ban", "thuong", "truc"))
_HEADS = (("bo", "truong"), ("chu", "tich"), ("giam", "doc"), ("tong", "giam", "doc"), ("cuc", "truong"))
# Bodies of every level: without theirs they are none in particular.
_SHARED = (("uy", "ban", "nhan"), ("hoi", "dong", "nhan"))
_TITLES = frozenset({"ong", "ba", "dong chi", "d c"})
# A word -> the names that it stands in, spelt -> the plans that have the name.
Names = dict[str, dict[tuple[str, ...], frozenset[str]]]
# A title is named by so many of its syllables at least, the year and its word apart.
SHORTEST = 2
# Initials have so many letters at least; a title's words so many others between them at most.
INITIALS, LEFT_OUT = 3, 3
ADMINISTRATIVE = ("phường", "xã", "tỉnh", "thành phố", "tp", "huyện", "thị xã", "quận", "đặc khu", "thị trấn")


@dataclass(frozen=True, slots=True)
class TitleMention:
    """Words `first` to `last` (inclusive) of a question name the plans of `plan_ids`."""

    first: int
    last: int
    plan_ids: frozenset[str]


class PlanTitles:
    """The titles and issuers of the index's plans. `together(a, b)` says whether bare words stand side by side in a
    row or a passage."""

    def __init__(self, records: Sequence[PlanRecord], together: Callable[[str, str], bool]) -> None:
        self._title_of = {r.plan.id: _spelt(r.plan.title or "") for r in records}
        self._titles = _by_word((title, plan) for plan, title in self._title_of.items())
        titles = {name: ids for names in self._titles.values() for name, ids in names.items()}
        self._initials = [("".join(word[0] for word in name), ids) for name, ids in titles.items()]
        self._issuers = {r.plan.id: _spelt(r.plan.issuer or "") for r in records}
        self._also = {plan: _committee(issuer) for plan, issuer in self._issuers.items()}
        self._places = {r.plan.id: _spelt(plan_place(r.plan) or "") for r in records}
        self._full: dict[tuple[str, ...], set[str]] = {}  # names that begin with a kind of bodies, with their places
        for plan, place in self._places.items():
            for name in (*self._names_of(plan), *self._cores_of(plan)):
                if kind_at(name):
                    full = name if name[-len(place) :] == place else (*name, *place)
                    self._full.setdefault(full, set()).add(plan)
        self._by_issuer = _by_word((name, plan) for plan in self._issuers for name in self._names_of(plan))
        signers: dict[tuple[str, ...], set[str]] = {}
        for r in records:
            signers.setdefault(_spelt(r.plan.signer or ""), set()).add(r.plan.id)
        self._signers = {name: frozenset(plans) for name, plans in signers.items() if len(name) >= 2}
        self._together = together
        cores: dict[tuple[str, ...], set[str]] = {}
        for plan in self._issuers:
            for core in (one for name in self._cores_of(plan) for one in _called(name)):
                cores.setdefault(core, set()).add(plan)
        self._cores: Names = {}  # by their first word
        for core, having in cores.items():
            self._cores.setdefault(core[0], {})[core] = frozenset(having)

    def find(self, text: str) -> list[TitleMention]:
        """The plans named by title or issuer right behind a word for plans, in order."""
        tokens = tokenize(text)
        found, place = [], 0
        while place < len(tokens):
            noun = next((n for n in _NOUNS if _bare(tokens[place : place + len(n)]) == n), None)
            if noun and _of_symbol(text, tokens[place]):
                noun = None
            mention = self._named(tokens, place, place + len(noun)) if noun else None
            if mention:
                found.append(mention)
            place = mention.last + 1 if mention else place + (len(noun) if noun else 1)
        return found

    def signed(self, text: str) -> list[TitleMention]:
        """The plans that a person named in the question signed: "do ông Nguyễn Văn An ký"."""
        tokens = tokenize(text)
        spelt = [token.bare for token in tokens]
        found = []
        for name, ids in self._signers.items():
            for first in range(len(spelt) - len(name) + 1):
                if spelt[first] == name[0] and tuple(spelt[first : first + len(name)]) == name:
                    before = (first - n for n in (2, 1) if " ".join(spelt[max(0, first - n) : first]) in _TITLES)
                    start = next(before, first)
                    found.append(TitleMention(start, first + len(name) - 1, ids))
        return found

    def _named(self, tokens: Sequence[Token], noun: int, start: int) -> TitleMention | None:
        if _is_made(tokens, noun):
            return None
        first = start
        while first < len(tokens) and _links(tokens, first) and tokens[first - 1].bare != "cua":
            first += 1
        links = {token.bare for token in tokens[start:first]}
        issued, asked = bool(links & {"cua", "do"}), bool(links & {"nao", "gi"})
        if issued and tokens[noun].bare == "de":
            return None  # "các đề án do Sở Xây dựng chủ trì" are tasks
        if asked and not issued:
            return None  # "kế hoạch nào về chuyển đổi số": asked for, not named
        size, ids = _longest(tokens, first, self._by_issuer if issued else self._titles)
        if not ids and not issued:
            # "kế hoạch LĐLĐ Nghệ An"
            size, ids = self._issuer_at(tokens, first) if first < len(tokens) else (0, ids)
            issued = bool(ids)
        shorter, plans = (0, ids) if issued else self._shortened(tokens, first)
        if shorter > size and _is_itself(tokens, noun, first + shorter):
            return TitleMention(noun, first + shorter - 1, plans)
        itself = issued or _is_itself(tokens, noun, first + size)
        if not ids or not itself and self._is_of_a_task(tokens[noun : first + size]):
            return None
        return TitleMention(first if issued else noun, first + size - 1, ids)

    def _shortened(self, tokens: Sequence[Token], first: int) -> tuple[int, frozenset[str]]:
        """The one title whose initials are a word ("PCCCR"), or that has the words with a few left out ("phòng cháy
        rừng" for "Phòng cháy, chữa cháy rừng"): its words in the question, and the plans."""
        said = _bare(tokens[first : first + 7])
        if said and tokens[first].text.isupper() and len(said[0]) >= INITIALS:
            meant = [ids for letters, ids in self._initials if said[0] in letters]
            return (1, meant[0]) if len(meant) == 1 else (0, frozenset())
        for length in range(len(said), SHORTEST, -1):
            words = _spelt(" ".join(said[:length]))
            near = min((self._titles.get(word, {}) for word in words), key=len, default={})
            having = [ids for name, ids in near.items() if stands_apart(words, name)]
            if len(having) == 1:
                return length, having[0]
        return 0, frozenset()

    def _is_of_a_task(self, words: Sequence[Token]) -> bool:
        """Whether a row or a passage speaks of a plan of this very name."""
        return self._together(words[0].bare, " ".join(word.bare for word in words[1:])) if words else False

    def issuers(self, text: str) -> list[TitleMention]:
        """The issuers of plans that stand in a question, the longest at each place: "Cục Hóa chất", "Tỉnh đoàn"."""
        tokens = tokenize(text)
        found: list[TitleMention] = []
        place = 0
        while place < len(tokens):
            size, ids = max(self._issuer_at(tokens, place), self._in_short(text, tokens, place), key=lambda one: one[0])
            if size:
                found.append(TitleMention(place, place + size - 1, ids))
            place += size or 1
        return found

    def _issuer_at(self, tokens: Sequence[Token], place: int) -> tuple[int, frozenset[str]]:
        first = _spelt(tokens[place].text)
        size, ids = 0, frozenset[str]()
        for core, plans in self._cores.get(first[0], {}).items() if first else ():
            for length in range(max(1, size), min(len(core), len(tokens) - place) + 1):
                if _spelt(" ".join(t.text for t in tokens[place : place + length])) == core and length > size:
                    size, ids = length, plans
        return size, ids

    def _in_short(self, text: str, tokens: Sequence[Token], place: int) -> tuple[int, frozenset[str]]:
        """An issuer by its kind and some of its words, and its plans: "Bệnh viện Hòa Lạc"."""
        words = _unbroken(text, tokens[place : place + 12])
        if not kind_at(words):
            return 0, frozenset()
        size, ids = 0, set[str]()
        for name, plans in self._full.items():
            length, whole = said_of(words, name) if name[0] == words[0] else (0, False)
            if length and length >= size and (whole or _ends(text, tokens, place + length)):
                ids = ids | plans if length == size else plans
                size = length
        return size, frozenset(ids)

    def _to_the_end(self, tokens: Sequence[Token], inner: Sequence[int], text: str, plan_ids: Iterable[str]) -> int:
        """The last word of a title that begins in `inner`, when all words up to a break stand in it."""
        last = inner[-1]
        if not any(_bare(tokens[inner[0] : inner[0] + len(noun)]) == noun for noun in _NOUNS):
            return last
        titled = [frozenset(self._title_of.get(plan, ())) for plan in plan_ids]
        while last + 1 < len(tokens) and not text[tokens[last].end : tokens[last + 1].start].strip():
            after = _bare(tokens[last + 1 : last + 3])
            if not all(after[0] in words for words in titled) or after[0] in _ASKED_OF:
                break
            if " ".join(after) in _ASKED_OF and not all(words.issuperset(after) for words in titled):
                break  # "địa bàn" in a title is not "ban hành"
            last += 1
        return last

    def _names_of(self, plan: str) -> list[tuple[str, ...]]:
        """The issuer's name, and the other one that its committee has."""
        return [name for name in (self._issuers.get(plan, ()), self._also.get(plan, ())) if name]

    def _cores_of(self, plan: str) -> list[tuple[str, ...]]:
        return [_core(name, self._places[plan]) for name in self._names_of(plan)]

    def whole(self, text: str, start: int, end: int, plan_ids: Iterable[str]) -> tuple[int, int]:
        """`start` and `end` of a plan's place or issuer in a question with the rest of the issuer's name around it:
        "Tỉnh ủy | Cao Bằng", "Sở Giáo dục | Khánh Hòa"."""
        issuers = [self._names_of(plan) for plan in plan_ids]
        tokens = tokenize(text)
        inner = [n for n, token in enumerate(tokens) if start <= token.start and token.end <= end]
        if not inner or not issuers or not all(issuers):
            return start, end
        first, last = inner[0], self._to_the_end(tokens, inner, text, plan_ids)
        begins = {one[0] for plan in plan_ids for one in (*self._names_of(plan), *self._cores_of(plan))}
        for ahead in range(max(0, first - 6), first):
            words = _spelt(" ".join(token.text for token in tokens[ahead : last + 1]))
            if words[0] in begins and all(any(_stands(words, name) for name in names) for names in issuers):
                first = ahead
                break
        longest = max(len(name) for names in issuers for name in names)
        for behind in range(min(len(tokens) - 1, last + longest), last, -1):
            words = _spelt(" ".join(token.text for token in tokens[last + 1 : behind + 1]))
            if all(any(name[-len(words) :] == words for name in names) for names in issuers):
                last = behind
                break
        return tokens[first].start, tokens[last].end

    def issued_by(self, name: str) -> frozenset[str]:
        """The plans whose issuer is called so: "UBND phường An Bình", "Thành ủy". Empty when none is."""
        words = _spelt(name)
        return frozenset(
            plan for plan in self._issuers if any(self._is_issuer(words, plan, name) for name in self._names_of(plan))
        )

    def _is_issuer(self, words: tuple[str, ...], plan: str, issuer: tuple[str, ...]) -> bool:
        if len(words) < SHORTEST:
            return False
        if _stands(words, issuer) or said_of(words, issuer) == (len(words), True):
            return True
        # the place may be printed apart from the issuer: "Sông Lam, ngày …"
        place = self._places[plan]
        cut = len(words) - len(place)
        return bool(place) and cut >= SHORTEST and words[cut:] == place and _stands(words[:cut], issuer)


def plan_place(plan: Plan) -> str | None:
    """The place that a plan comes from: as it prints it, or at the end of its issuer's name."""
    return plan.place or _place_of_issuer(plan.issuer or "") or province_at_end(plan.issuer or "") or None


def _place_of_issuer(issuer: str) -> str:
    """The place at the end of an issuer's name, for a plan that prints none: "ĐẢNG ỦY PHƯỜNG AN BÌNH" -> "AN BÌNH",
    "Ban Thường vụ Tỉnh ủy Sông Lam" -> "Sông Lam", "Ban Thường vụ Tỉnh ủy" -> ""."""
    levels = "|".join(ADMINISTRATIVE)
    body = r"(?:tỉnh|thành|huyện|thị|quận)\s+(?:ủy|uỷ|đoàn)"
    match = re.search(rf".*\b(?i:{body}|{levels})\s+(?!(?i:ủy|uỷ|đoàn|hội)\b)(?P<place>[^\W\d_].*)$", issuer)
    return match["place"] if match and match["place"][0].isupper() else ""


@lru_cache(maxsize=20_000)  # a ward issues many plans
def _core(issuer: tuple[str, ...], place: tuple[str, ...]) -> tuple[str, ...]:
    """The body itself: "Ban Thường vụ Tỉnh đoàn Sông Lam" is Tỉnh đoàn, "Sở Y tế tỉnh Sông Lam" Sở Y tế."""
    if place and issuer[-len(place) :] == place:
        issuer = issuer[: -len(place)]
        if issuer[-1:] == ("tinh",) and issuer[:1] in (("so",), ("cuc",), ("truong",)):
            issuer = issuer[:-1]
    for board in (*_BOARDS, *_HEADS):
        if issuer[: len(board)] == board and len(issuer) > len(board) + 1:
            return issuer[len(board) :]
    return issuer


def _committee(issuer: tuple[str, ...]) -> tuple[str, ...]:
    """The other name of a Party organization's committee: "Ban Chấp hành Đảng bộ phường La Gi" is the Đảng ủy phường La
    Gi, that of the Đảng bộ tỉnh the Tỉnh ủy. Empty for others."""
    for place, words in enumerate(zip(issuer, issuer[1:], strict=False)):
        if words == ("dang", "bo"):
            rest = issuer[place + 2 :]
            for level, name in _COMMITTEES.items():
                if rest[: len(level)] == level:
                    return (*name, *rest[len(level) :])
            return ("dang", "uy", *rest)
    return ()


_COMMITTEES = {("tinh",): ("tinh", "uy"), ("thanh", "pho"): ("thanh", "uy"), ("huyen",): ("huyen", "uy")}


def _called(core: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What a body is called for short; nothing where it names none in particular."""
    if len(core) < SHORTEST or any(word.isdigit() for word in core):
        return []
    if core[0] in _LEVELS and core[1] not in ("uy", "doan"):
        return []
    found = [core]
    if core[-1] in _LEVELS and len(core) > SHORTEST + 1 and core[:3] not in _SHARED:
        found.append(core[:-1])  # "Chi cục Kiểm lâm" is short for the Chi cục Kiểm lâm tỉnh
    cut = core.index("va") if "va" in core else 0
    if cut > SHORTEST and core[0] in ("so", "bo", "cuc", "vu", "phong", "chi"):
        found.append(core[:cut])  # "Sở Giáo dục" is short for the Sở Giáo dục và Đào tạo
    if core[0] in ("so", "bo"):
        found += [("nganh", *name[1:]) for name in found]
    return found


def _by_word(names: Iterable[tuple[tuple[str, ...], str]]) -> Names:
    """The different names by each of their words, with the plans that have them."""
    plans: dict[tuple[str, ...], set[str]] = {}
    for name, plan in names:
        plans.setdefault(name, set()).add(plan)
    found: Names = {}
    for name, having in plans.items():
        for word in dict.fromkeys(name):
            found.setdefault(word, {})[name] = frozenset(having)
    return found


def _longest(tokens: Sequence[Token], first: int, names: Names) -> tuple[int, frozenset[str]]:
    """The longest run of words from `first` on that stands in a name, in words, and the plans whose names have it."""
    size, ids = 0, frozenset[str]()
    for length in range(1, min(16, len(tokens) - first) + 1):
        words = _spelt(" ".join(token.bare for token in tokens[first : first + length]))
        near = min((names.get(word, {}) for word in words), key=len, default={})
        having = frozenset().union(*(plans for name, plans in near.items() if _stands(words, name)))
        if not having:
            # an abbreviation's or a compound's first word may match only with the next
            continue
        if sum(not (word.isdigit() and len(word) == 4) and word != "nam" for word in words) >= SHORTEST:
            size, ids = length, having
    return size, ids


def _links(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word stands between a word for plans and the title's own words; "công đoàn" and "Sở Y tế" do not."""
    following = tokens[place + 1].bare if place + 1 < len(tokens) else ""
    if tokens[place].bare == "cong":
        return following == "tac"
    if tokens[place].bare == "so":
        return tokens[place].fold == "số" or following.isdigit()
    return tokens[place].bare in _LINKS


def _of_symbol(text: str, token: Token) -> bool:
    """Whether a word stands in a document's symbol ("56-KH/TW")."""
    return bool({text[token.start - 1 : token.start], text[token.end : token.end + 1]} & {"-", "/"})


def _is_made(tokens: Sequence[Token], noun: int) -> bool:
    before = [token.bare for token in tokens[max(0, noun - 2) : noun]]
    return bool(before) and (before[-1] in _MADE or " ".join(before) in _MADE)


def _is_itself(tokens: Sequence[Token], noun: int, end: int) -> bool:
    """Whether a plan's name stands where the plan itself is spoken of: "trong kế hoạch …", "Kế hoạch … có gì?"."""
    if noun and (tokens[noun - 1].bare in _WITHIN or _NUMBER.fullmatch(tokens[noun - 1].bare)):
        return True  # "trong kế hoạch …", "mục II kế hoạch …"
    said = _bare(tokens[end : end + 2])
    return noun == 0 and tokens[0].bare != "de" and bool(said) and bool({said[0], " ".join(said)} & _ASKED_OF)


def _bare(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.bare for token in tokens)


@lru_cache(maxsize=5_000)
def _spelt(text: str) -> tuple[str, ...]:
    """The bare words of a name, abbreviations written out."""
    words = " ".join(bare(part) for token in tokenize(text) for part in _full(token))
    return tuple(words.replace("mat tran to quoc viet nam", "mat tran to quoc").split())


def _full(token: Token) -> tuple[str, ...]:
    return vocabulary().short_forms.get(token.fold) or _bare_short_forms().get(token.fold) or (token.fold,)


@lru_cache(maxsize=1)
def _bare_short_forms() -> dict[str, tuple[str, ...]]:
    """Of two that are alike without accents, the first."""
    return {bare(short): full for short, full in reversed(vocabulary().short_forms.items())}


def _ends(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether an issuer's name may end before the word at `place`."""
    return ends_there(text, tokens, place) or tokens[place].fold in _ASKED_BEHIND


_ASKED_BEHIND = frozenset({"là", "mấy", "bao", "hết", "gồm", "tới", "nào", "này", "mình", "ở", "do", "giao", "hạn"})


def _unbroken(text: str, tokens: Sequence[Token]) -> tuple[str, ...]:
    """The bare words of `tokens` up to the first punctuation."""
    ends = (n for n, (a, b) in enumerate(pairwise(tokens), 1) if text[a.end : b.start].strip(" -–"))
    return _bare(tokens[: next(ends, len(tokens))])


def _stands(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    return bool(words) and any(
        name[at : at + len(words)] == words for at in range(len(name) - len(words) + 1) if name[at] == words[0]
    )


def stands_apart(words: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether a name has all words in their order, few others between them."""
    for start in (at for at, word in enumerate(name) if words and word == words[0]):
        place = start
        for word in words[1:]:
            rest = name[place + 1 : start + len(words) + LEFT_OUT]
            if word not in rest:
                break
            place += 1 + rest.index(word)
        else:
            return True
    return False
