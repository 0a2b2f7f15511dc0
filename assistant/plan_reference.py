"""Which plan a question speaks of: by symbol, place, level, issuer, date, or as the newest one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from assistant.issuer_heads import HeadMention, IssuerHeads
from assistant.plan_titles import ADMINISTRATIVE, PlanTitles, plan_place
from assistant.tokens import Token, bare_words, folded_words, may_be, meet, same_length, tokenize, touches
from assistant.vocabulary import vocabulary
from corpus.model import Plan
from corpus.text import bare
from index.records import PlanRecord

# A document's number and kind: "26-KH/ĐU", "Số 26 -KH/ĐU", "134/KH-UBND", "52-CTr".
_SYMBOL = re.compile(
    r"(?<![\w/-])(\d{1,5})\s*[-/]\s*([A-ZĐa-zđ]{1,8}\d{0,2})((?:\s*[-/]\s*[A-ZĐa-zđ0-9&]{1,12})*)(?![\w])"
)
_PLAN_NUMBER = re.compile(
    r"\b(?P<noun>ke hoach|phu luc|kh|chuong trinh|van ban|quyet dinh|qd)(?: hanh dong)?\s+(?:so\s+)?"
    r"(?P<number>\d{1,5})(?![\d/.-])"
)
# "kế hoạch phường An Bình số 41"
_NUMBER_LATER = re.compile(
    r"\b(?:ke hoach|kh|phu luc)(?: (?!(?:nhiem vu|viec|muc|dong|hang|stt|phan|so|cau)\b)[^\W\d_]+){1,6}"
    r" (?P<said>so (?P<number>\d{1,5}))(?![\d/.-])"
)
# "mục 2.10 phần VI của 376"
_NUMBER_ALONE = re.compile(
    r"\b(?:cua|thuoc|trong|theo|o)\s+(?:so\s+)?(?P<said>(?P<number>\d{2,5}))"
    r"(?=\s*[,?;]|\s*$|\s+(?:la|co|thi|giao|ai|viec nao|nhiem vu nao|do)\b)"
)
_PLAN_DATE = re.compile(
    r"\b(?:ke hoach|phu luc|van ban)(?: (?:ban hanh|de|ky|ra))?(?: vao)?"
    r" (?:ngay )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b"
)
_PLAN_LEVEL = re.compile(
    r"(?<!cho )(?<!doi )(?<!khi co )(?<!theo )(?<!sau )"
    r"\b(?:ke hoach|phu luc|van ban)(?: nao)?(?: cua| o| cap| tai)?(?: cap)?"
    r" (tinh|thanh pho|phuong|xa|huyen|thi xa|quan|trung uong)\b"
)
_BASED_ON = re.compile(r"\b(?:can cu|dua|co so|bam)(?: (?:vao|tren|theo))?\s*$|\b(?:cu the hoa|thi hanh)\s*$")
_PLAN_NOUN = re.compile(r"\b(?:ke hoach|kh|chuong trinh hanh dong|phu luc) $")
# "phường mình", "xã ta"; "cơ quan mình" has no level
_OWN_LEVEL = re.compile(
    r"(?<!co )\b(tinh|thanh pho|phuong|xa|huyen|thi xa|dac khu)"
    r" (?:minh|ta|nha|chung (?:ta|toi|minh|em)|toi|em)\b(?! (?:hoi|can|muon|xin|nho|dang)\b)"
)
# "kế hoạch thực hiện Nghị quyết 28": the plan that carries a document out
_CARRIED_OUT = re.compile(
    r"\b(?:ke hoach|phu luc|kh)(?: (?:trien khai|to chuc|thuc hien|cu the hoa|ve|viec|noi dung))+"
    r" (?P<kind>nghi quyet|chuong trinh hanh dong|chuong trinh|ket luan|chi thi|quy dinh|qui dinh|de an|quyet dinh)"
    r"(?: so)? (?P<symbol>\d{1,5}(?:\s*[-/]\s*[a-z0-9&]+)*)(?![\w/])"
)
# "Nghị quyết 28 giao Sở Y tế việc gì?"
_ASSIGNS = re.compile(
    r"(?:^|(?<=theo )|(?<=trong )|(?<=thuc hien ))"
    r"(?P<kind>nghi quyet|chuong trinh hanh dong|chuong trinh|ket luan|chi thi|quy dinh|qui dinh|quyet dinh)(?: so)?"
    r" (?P<symbol>\d{1,5}(?:\s*[-/]\s*[a-z0-9&]+)*)(?= (?:giao|phan cong|yeu cau) )"
)
# Before the symbol of a document that a plan carries out, these mean that plan.
_OF_A_PLAN = re.compile(r"(?:\bke hoach[^,;:?!]{0,40}\(|^|[,;:] ?|\b(?:trong|theo|ke hoach|ban)(?: so)?)\s*$")
_LEVELS = {"phuong": {"phuong", "xa"}, "xa": {"xa", "phuong"}}
_PLAN_WORDS = ("ke hoach", "phu luc")
_LEAVING_OUT = re.compile(
    r"(?:^|[,;] ?|\b(?:nhung|ma|nao) )(?P<out>(?:ngoai|ngoai tru|tru|khong ke|khong tinh|tru di|loai tru|bo qua)"
    r"(?: ra)?(?: (?:ban|ke hoach|phu luc))*(?: cua)?(?: dia phuong)?)\s*$"
)
_KIND_WORD = re.compile(r"^kế hoạch\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlanMention:
    """A plan named in a question. No `plan_ids`: no plan of the index is meant by it. `by_place`: by its place.
    `either`: the issuers, each with its plans, that a kind of bodies alone can mean."""

    said: str
    plan_ids: frozenset[str]
    start: int
    end: int
    by_place: bool = False
    either: tuple[tuple[str, frozenset[str]], ...] = ()


def plan_name(plan: Plan) -> str:
    """How a plan is called in answers: its symbol and place, or what else tells it."""
    symbol = plan.symbol or (f"{plan.parent} (phụ lục)" if plan.parent else None)
    if symbol and plan.place:
        return f"Kế hoạch {symbol} ({plan.place})"
    if symbol:
        return f"Kế hoạch {symbol}"
    if plan.place and plan.issued_on:
        return f"Kế hoạch {plan.place}, ngày {plan.issued_on.strftime('%d/%m/%Y')}"
    if plan.place:
        return f"Kế hoạch {plan.place}"
    if plan.title:
        title = _KIND_WORD.sub("", plan.title) or plan.title
        title = title if len(title) <= 90 else title[:90].rsplit(" ", 1)[0] + "…"
        return f"Kế hoạch “{title}”"
    return f"Kế hoạch trong tệp {plan.file}"


class PlanFinder:
    """Finds the plans that a question names among those of the index: each way of naming has its own table, so that a
    question does not look at every plan."""

    def __init__(self, records: Sequence[PlanRecord], together: Callable[[str, str], bool]) -> None:
        self._records = tuple(records)
        self._together = together
        self._places: dict[str, list[tuple[int, tuple[str, ...], frozenset[str]]]] = {}  # by their first bare word
        for place, (words, ids) in enumerate(_places(records).items()):
            self._places.setdefault(bare(words[0]), []).append((place, words, ids))
        self._unnumbered = [(same_length(plan_name(r.plan)), r.plan.id) for r in records if not r.plan.symbol]
        self._symbols = _numbered((_symbol_key(s), r.plan.id) for r in records for s in _symbols(r.plan))
        self._titles = PlanTitles(records, together)
        self._heads = IssuerHeads(
            {r.plan.id: (r.plan.issuer, plan_place(r.plan) or "") for r in records if r.plan.issuer}
        )

    @cached_property
    def _cited_symbols(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """The documents that plans name in their titles or as their basis."""
        return _numbered((key, record.plan.id) for record in self._records for key in _cited(record.plan))

    def find(self, text: str, *, accented: bool) -> list[PlanMention]:
        """Every plan named in `text` (NFC). Mentions never overlap; earlier kinds of naming win."""
        found: list[PlanMention] = []
        places = self._by_place(text, accented)
        named = (*self._by_issuer(text), *self._by_title(text))
        for mention in (
            *self._by_name(text), *self._by_document(text), *self._by_symbol(text), *self._by_date(text),
            *self._by_number(text), *(one for one in named if not _elsewhere(text, one, places)), *places,
            *self._by_level(text, accented=accented),
        ):  # fmt: skip
            if not any(meet(mention, other) for other in found):
                found.append(mention)
        return [self._left_out(text, mention) for mention in sorted(found, key=lambda mention: mention.start)]

    def _left_out(self, text: str, mention: PlanMention) -> PlanMention:
        """ "Ngoài kế hoạch La Gi ra còn kế hoạch nào …?": all the other plans."""
        match = _LEAVING_OUT.search(same_length(text[: mention.start]))
        if match is None or not mention.plan_ids:
            return mention
        others = frozenset(record.plan.id for record in self._records) - mention.plan_ids
        if not others:
            return mention
        start = match.start("out")
        return replace(mention, said=text[start : mention.end], plan_ids=others, start=start, by_place=False)

    def issuers(self, text: str, names: Iterable[int] = ()) -> list[PlanMention]:
        """The issuers of plans that stand in a question, those said by their kind behind an agency's name as well,
        which end at `names`."""
        tokens = tokenize(text)
        found = self._of_heads(text, self._heads.behind(text, names))
        for mention in self._titles.issuers(text):
            start, end = tokens[mention.first].start, tokens[mention.last].end
            found.append(PlanMention(text[start:end], mention.plan_ids, start, end))
        return found

    def whole(self, text: str, mention: PlanMention, closed: Iterable[tuple[int, int]]) -> PlanMention:
        """`mention` with the words of its issuer's name that stand around it, where none is in `closed`."""
        start, end = self._titles.whole(text, mention.start, mention.end, mention.plan_ids)
        if touches(start, mention.start, closed) or touches(mention.end, end, closed):
            return mention
        return replace(mention, said=text[start:end], start=start, end=end)

    def issued_by(self, name: str) -> frozenset[str]:
        """The plans whose issuer is called so ("UBND phường An Bình", "Thành ủy")."""
        return self._titles.issued_by(name)

    def newest(self) -> frozenset[str]:
        """The plan with the latest day of issue; all of them when several share it, none when no plan has one."""
        days = [record.plan.issued_on for record in self._records if record.plan.issued_on]
        if not days:
            return frozenset()
        last = max(days)
        return frozenset(record.plan.id for record in self._records if record.plan.issued_on == last)

    def _is_cited(self, symbol: tuple[str, ...]) -> bool:
        """Whether a plan names a document of this symbol in its title, as its basis or in its text."""
        if any(_same_symbol(symbol, key) for key, _ in self._cited_symbols.get(symbol[0], ())):
            return True
        numbers = (symbol[0], symbol[0].zfill(2))
        return len(symbol) > 1 and any(self._together(number, " ".join(symbol[1:])) for number in numbers)

    def _by_name(self, text: str) -> list[PlanMention]:
        """Plans without a symbol, called as answers call them: “…” around their title, or their file's name."""
        found = []
        lowered = same_length(text)
        for name, plan_id in self._unnumbered:
            start = lowered.find(name)
            if start >= 0:
                end = start + len(name)
                found.append(PlanMention(text[start:end], frozenset({plan_id}), start, end))
        return found

    def _by_document(self, text: str) -> list[PlanMention]:
        """Plans that carry out a document, by its symbol or its kind and number; best by what their titles say."""
        found = []
        shadow = same_length(text)
        for match in (*_CARRIED_OUT.finditer(shadow), *_ASSIGNS.finditer(shadow)):
            wanted = _symbol_key(match["symbol"])
            initials = "".join(word[0] for word in match["kind"].split()[:2])
            ids = {
                id
                for key, id in self._cited_symbols.get(wanted[0], ())
                if key[: len(wanted)] == wanted and (len(wanted) > 1 or len(key) > 1 and key[1].startswith(initials))
            }
            plans = [record.plan for record in self._records if record.plan.id in ids] if len(ids) > 1 else []
            titled = {
                plan.id
                for plan in plans
                if any(_symbol_key(m.group())[: len(wanted)] == wanted for m in _SYMBOL.finditer(plan.title or ""))
            }
            if ids:
                start, end = match.span()
                found.append(PlanMention(text[start:end], frozenset(titled or ids), start, end))
        return found

    def _by_symbol(self, text: str) -> list[PlanMention]:
        found = []
        for match in _SYMBOL.finditer(text):
            wanted = _symbol_key(match.group())
            own = frozenset(id for key, id in self._symbols.get(wanted[0], ()) if _same_symbol(wanted, key))
            own = own or self._carrying_out(text, match, wanted)
            start = _with_lead_in(text, match.start())
            called = same_length(text[start : match.start()]).startswith(_PLAN_WORDS)
            if own or called and not self._is_cited(wanted):
                # "Kế hoạch 99-KH/ĐU" that nobody has: named as unknown, not searched for as a topic
                found.append(PlanMention(match.group(), own, start, match.end()))
        return found

    def _carrying_out(self, text: str, match: re.Match[str], wanted: tuple[str, ...]) -> frozenset[str]:
        """ "theo 52-CTr", "kế hoạch của Thành ủy (52-CTr)": the plans without a symbol that carry the document out."""
        if not _OF_A_PLAN.search(same_length(text[: match.start()])):
            return frozenset()
        titles = {r.plan.id: r.plan.title or "" for r in self._records if not _symbols(r.plan)}
        first = {id: _SYMBOL.search(title) for id, title in titles.items()}
        keys = {id: _symbol_key(found.group()) for id, found in first.items() if found}
        return frozenset(id for id, key in keys.items() if key[: len(wanted)] == wanted)

    def _by_number(self, text: str) -> list[PlanMention]:
        shadow = same_length(text)
        found = []
        for match in _PLAN_NUMBER.finditer(shadow):
            kind = r"[-/\s]*Q[DĐ]" if match["noun"] in ("quyet dinh", "qd") else r"\D"
            own = re.compile(rf"\D*{int(match['number'])}{kind}")
            ids = frozenset(r.plan.id for r in self._records if any(own.match(symbol) for symbol in _symbols(r.plan)))
            ids = ids or self._titled_after(match["noun"], match["number"])
            if ids:
                found.append(PlanMention(text[match.start() : match.end()], ids, match.start(), match.end()))
        for match in (*_NUMBER_LATER.finditer(shadow), *_NUMBER_ALONE.finditer(shadow)):
            own = re.compile(rf"\D*{int(match['number'])}\D")
            ids = frozenset(r.plan.id for r in self._records if any(own.match(symbol) for symbol in _symbols(r.plan)))
            if ids and not any(one.start < match.end("number") and match.start("number") < one.end for one in found):
                start, end = match.span("said")
                found.append(PlanMention(text[start:end], ids, start, end))
        return found

    def _titled_after(self, noun: str, number: str) -> frozenset[str]:
        """The plans without a symbol whose titles have a document of this number: "kế hoạch 52", "Chương trình hành
        động 52" for the one that carries out 52-CTr/TU."""
        if noun in ("quyet dinh", "qd"):
            return frozenset()
        titles = {r.plan.id: r.plan.title or "" for r in self._records if not _symbols(r.plan)}
        keys = {plan: [_symbol_key(m.group()) for m in _SYMBOL.finditer(title)] for plan, title in titles.items()}
        wanted = number.lstrip("0") or number
        programme = noun == "chuong trinh"
        return frozenset(
            plan for plan, own in keys.items()
            if any(key[0] == wanted and (not programme or key[1].startswith("ct")) for key in own)
        )  # fmt: skip

    def _by_date(self, text: str) -> list[PlanMention]:
        found = []
        for match in _PLAN_DATE.finditer(same_length(text)):
            try:
                day = date(int(match.group(3)), int(match.group(2)), int(match.group(1)))
            except ValueError:
                continue
            ids = frozenset(record.plan.id for record in self._records if record.plan.issued_on == day)
            found.append(PlanMention(text[match.start() : match.end()], ids, match.start(), match.end()))
        return found

    def _by_place(self, text: str, accented: bool) -> list[PlanMention]:
        tokens = tokenize(text)
        found = []
        for first, token in enumerate(tokens):
            for place, words, ids in self._places.get(token.bare, ()):
                part = tokens[first : first + len(words)]
                if len(part) == len(words) and self._is_place(tokens, first, part, words, accented):
                    start, end = _with_level(tokens, first), part[-1].end
                    mention = PlanMention(text[start:end], ids, start, end, by_place=True)
                    found.append((start - end, place, first, mention))
        # the longer place first: "Thủy Nguyên Thượng" is not "Thủy Nguyên"
        return [mention for *_, mention in sorted(found, key=lambda one: one[:3])]

    @staticmethod
    def _is_place(
        tokens: Sequence[Token], first: int, part: Sequence[Token], words: tuple[str, ...], accented: bool
    ) -> bool:
        if accented and all(t.fold == word for t, word in zip(part, words, strict=True)):
            return True
        # "Đăk Lăk" is Đắk Lắk
        if not all(may_be(t.fold, word) for t, word in zip(part, words, strict=True)):
            return False
        # "la gi" is a ward and also "là gì": without accents it needs "phuong" before it.
        said_otherwise = vocabulary().name_of(part, accented=False) is not None
        return not said_otherwise or first > 0 and tokens[first - 1].bare in map(bare, ADMINISTRATIVE)

    def _by_issuer(self, text: str) -> list[PlanMention]:
        """ "kế hoạch Sở Du lịch": an issuer right behind a word for plans."""
        return [
            replace(mention, said=text[noun.start() : mention.end], start=noun.start())
            for mention in self.issuers(text)
            if (noun := _PLAN_NOUN.search(same_length(text[: mention.start])))
        ]

    def _by_title(self, text: str) -> list[PlanMention]:
        tokens = tokenize(text)
        found = []
        for mention in (*self._titles.find(text), *self._titles.signed(text)):
            start, end = tokens[mention.first].start, tokens[mention.last].end
            found.append(PlanMention(text[start:end], mention.plan_ids, start, end))
        return found

    def _by_level(self, text: str, *, accented: bool) -> list[PlanMention]:
        found = []
        for match in _PLAN_LEVEL.finditer(same_length(text)):
            if " nao " in match[0] and _BASED_ON.search(same_length(text[: match.start()])):
                continue  # "căn cứ kế hoạch nào của tỉnh"
            ids = self.of_level(match[1])
            if ids:
                found.append(PlanMention(text[match.start() : match.end()], ids, match.start(), match.end()))
        found += self.by_kind(text, accented=accented)
        for match in _OWN_LEVEL.finditer(same_length(text)):
            if folded_words(text[match.start() : match.end()])[-1] in ("tới", "tối", "tạ"):
                continue  # "xã, phường tới hạn"
            ids = self.of_level(match[1]) or frozenset(record.plan.id for record in self._records)
            found.append(PlanMention(text[match.start() : match.end()], ids, *match.span(), by_place=True))
        return found

    def by_kind(self, text: str, *, accented: bool) -> list[PlanMention]:
        """The plans of issuers that `text` names by their kind alone."""
        return self._of_heads(text, self._heads.find(text, accented=accented))

    @staticmethod
    def _of_heads(text: str, heads: Iterable[HeadMention]) -> list[PlanMention]:
        return [
            PlanMention(text[one.start : one.end], frozenset().union(*one.plans.values()), one.start, one.end,
                        either=tuple(one.plans.items()) if len(one.plans) > 1 else ())
            for one in heads
        ]  # fmt: skip

    def of_level(self, level: str) -> frozenset[str]:
        """The plans of a level ("phuong", "tinh"); a ward's and a commune's are of one level."""
        wanted = _LEVELS.get(level, {level})
        levels = {level for level in {r.level for r in self._records} if level and bare(level) in wanted}
        return frozenset(r.plan.id for r in self._records if r.level in levels)


def _places(records: Sequence[PlanRecord]) -> dict[tuple[str, ...], frozenset[str]]:
    """Folded words of each place name -> the plans that come from it."""
    found: dict[tuple[str, ...], set[str]] = {}
    administrative = {folded_words(word)[0]: folded_words(word) for word in ADMINISTRATIVE}
    for record in records:
        words = folded_words(plan_place(record.plan) or "")
        while words and words[0] in administrative:
            words = words[len(administrative[words[0]]) :]
        if words:
            found.setdefault(tuple(words), set()).add(record.plan.id)
    return {words: frozenset(ids) for words, ids in found.items()}


def _elsewhere(text: str, issuer: PlanMention, places: Sequence[PlanMention]) -> bool:
    """Whether a place goes on the name of an issuer whose plans are not all of that place: of "Đảng ủy phường An Bình"
    the plans of An Bình are meant, not those that another ward's Đảng ủy issued."""
    return any(
        issuer.start < place.start < issuer.end < place.end or not text[issuer.end : place.start].strip()
        and issuer.end <= place.start
        for place in places
        if not issuer.plan_ids <= place.plan_ids
    )


def _with_level(tokens: Sequence[Token], first: int) -> int:
    """Where a place begins with the word of its level ("phường An Bình"), which belongs to it and to no topic."""
    for length in (2, 1):
        before = tokens[max(0, first - length) : first]
        if len(before) == length and " ".join(t.bare for t in before) in map(bare, ADMINISTRATIVE):
            return before[0].start
    return tokens[first].start


def _bare_all(words: Sequence[str]) -> list[str]:
    return [bare(word) for word in words]


def _with_lead_in(text: str, start: int) -> int:
    """Take "Kế hoạch số" before a symbol along."""
    before = same_length(text[:start])
    nouns = "ke hoach|phu luc|van ban|kh|chuong trinh hanh dong|chuong trinh|de an|quyet dinh"
    match = re.search(rf"(?:\b(?:{nouns})\s+)?(?:so\s*:?\s*)?$", before)
    return match.start() if match else start


def _symbols(plan: Plan) -> list[str]:
    return [symbol for symbol in (plan.symbol, plan.parent) if symbol]


def _numbered(symbols: Iterable[tuple[tuple[str, ...], str]]) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """(symbol, plan) by the number that the symbol begins with."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for key, plan_id in symbols:
        found.setdefault(key[0] if key else "", []).append((key, plan_id))
    return found


def _symbol_key(symbol: str) -> tuple[str, ...]:
    """The parts of a symbol: "Số 26 -KH/ĐU" -> ("26", "kh", "du")."""
    words = bare_words(re.sub(r"^\D*", "", symbol))
    return tuple(word.lstrip("0") or word for word in words)


def _same_symbol(said: tuple[str, ...], own: tuple[str, ...]) -> bool:
    """Whether `said` names `own`; the issuer at the end may be left out."""
    return len(said) >= 2 and own[: len(said)] == said


def _cited(plan: Plan) -> list[tuple[str, ...]]:
    text = " ; ".join([plan.title or "", *plan.basis])
    return [_symbol_key(match.group()) for match in _SYMBOL.finditer(text)]
