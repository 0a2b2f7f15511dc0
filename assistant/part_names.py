"""Agencies by a name with words left out ("Bệnh viện Tây Nguyên" for the Bệnh viện Đa khoa vùng Tây Nguyên), and one
of a group that plans print together ("trạm y tế xã" is among "Trạm y tế các xã, phường")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from assistant.question import Agency
from assistant.short_names import begins_agency, ends_there
from assistant.tokens import Token, may_be, spelt_words, tokenize
from corpus.text import bare, fold
from index.records import AgencyRecord

Words = tuple[str, ...]
# First words of bodies; a short one says less, so more must stand behind it.
_HEADS = tuple(
    tuple(fold(head).split())
    for head in ("trung tâm", "chi cục", "bệnh viện", "văn phòng", "ban quản lý", "công ty", "liên minh", "bưu điện",
                 "trạm y tế", "kho bạc", "ngân hàng", "đội quản lý", "chi nhánh", "liên đoàn", "hiệp hội", "trường",
                 "hợp tác xã", "tổng công ty", "tập đoàn", "học viện", "thanh tra", "điện lực", "tổ hợp tác", "phòng",
                 "vụ", "cục", "sở", "ban", "viện", "hội", "đội", "khoa", "báo", "hạt", "vườn", "đồn", "đài")
)  # fmt: skip
_HEADS_OF = {bare(word): [head for head in _HEADS if bare(head[0]) == bare(word)] for word, *_ in _HEADS}
_BOARDS = tuple(tuple(fold(board).split()) for board in ("ban thường vụ", "ban chấp hành", "ban thường trực"))
_JOINED = frozenset({"và", "của"})
_UNIT = "(?:xã|phường|đặc khu|thị trấn|huyện|quận|thành phố)"
_AND = "(?:, và |, | và )"
# "Trạm y tế các xã, phường": one of them is the Trạm y tế of a xã or of a phường.
_EACH = re.compile(
    rf"^(?P<body>.+?) (?:của |tại )?(?:các (?P<levels>{_UNIT}(?:{_AND}{_UNIT})*)|(?P<listed>{_UNIT}(?:{_AND}{_UNIT})+))"
    r"(?P<rest> .+)?$"
)
_ALL = re.compile(r"^(?:tất cả )?(?:các|những|toàn bộ các) ")
# Behind a group's own words: whose they are, or where.
_WHOSE = re.compile(r" (?:trực thuộc|thuộc|trên địa bàn|nơi có|có liên quan|liên quan)\b.*$")
# Groups that begin so are everybody.
_ANYBODY = ("cơ quan", "đơn vị", "tổ chức", "địa phương", "sở", "ban ngành", "cá nhân", "tập thể")
# Groups of so few words are all that there are of a kind.
_KINDS = frozenset({"phòng", "ban", "sở", "khoa", "vụ", "cục", "viện", "ngành", "bộ"})
_LEVELS = frozenset({"phường", "xã", "tỉnh", "thành phố", "huyện", "đặc khu", "đảng ủy", "tỉnh ủy", "thành ủy"})
# Behind these a name ends in its place.
_UNITS = frozenset({"phường", "xã", "tỉnh", "phố", "huyện", "quận", "vực"})
# Before these words stands a side, not a name.
_SIDES = frozenset({"bên", "ben", "phía", "phia", "khối", "khoi", "chỗ", "cánh"})
# "ông thuế", "mấy anh công an"
_CALLED = frozenset({"ông", "bà", "anh", "chị", "bác", "chú", "ong", "ba", "bac", "chu"})
_WITH = frozenset({"với", "cùng", "voi", "cung"})
_TOGETHER = frozenset({"làm", "chung", "hợp", "cùng", "họp", "lam", "hop", "cung"})
# Behind these posts "các" says that there are many: "Trưởng các thôn" are the trưởng thôn.
_POSTS = re.compile(
    r"^(?P<post>(?:tổ |hội |đội |nhóm )?trưởng|bí thư|chủ tịch|hiệu trưởng|giám đốc|thủ trưởng|lãnh đạo|người đứng đầu)"
    r" các (?P<of>.+)$"
)
# More bodies than these are nobody in particular.
MOST = 4
# A group's name without "các" has so few words ("cấp ủy").
LONGEST_GROUP = 3
# A name of so few words stands for nobody in particular.
SHORTEST = 2


class PartNames:
    """The names of an index's agencies by their first words. Built once for each generation."""

    def __init__(self, agencies: Iterable[AgencyRecord]) -> None:
        self._headed: dict[Words, dict[Words, list[AgencyRecord]]] = {}  # head -> the words behind it
        self._ends: dict[str, dict[Words, list[AgencyRecord]]] = {}  # first bare word -> the end of a name
        self._one_of: dict[str, dict[Words, list[AgencyRecord]]] = {}  # first bare word -> the name of one
        lists: dict[tuple[str, bool], list[list[AgencyRecord]]] = {}  # plans share their names
        for record in agencies:
            own = lists.get((record.name, record.collective))
            if own is None:
                own = lists[record.name, record.collective] = self._lists_of(record.name, group=record.collective)
            for records in own:
                records.append(record)

    def _lists_of(self, name: str, *, group: bool) -> list[list[AgencyRecord]]:
        """Where the bodies of a name are to be found."""
        if group:
            return [self._one_of.setdefault(bare(words[0]), {}).setdefault(words, []) for words in _each(name)]
        found = [self._ends.setdefault(bare(one[0]), {}).setdefault(one, []) for one in _endings(name)]
        words = _words(name)
        board = next((board for board in _BOARDS if words[: len(board)] == board), None)
        if board and words[-1] == fold("đoàn"):
            # "Thành đoàn" is its Ban Thường vụ
            found.append(self._one_of.setdefault(bare(words[len(board)]), {}).setdefault(words[len(board) :], []))
        head = next((head for head in _HEADS if words[: len(head)] == head), None)
        if head is not None:
            found.append(self._headed.setdefault(head, {}).setdefault(words[len(head) :], []))
        return found

    def with_group(self, agency: Agency) -> Agency:
        """`agency` together with the group of its name, where its plans print both ("Hạt Kiểm lâm khu vực" and "Các Hạt
        Kiểm lâm khu vực")."""
        words = _words(agency.name)
        own = self._one_of.get(bare(words[0]), {}).get(words, ()) if words and agency.keys else ()
        own = [*own, *(self._longer(words) if words and agency.keys else ())]
        more = [record for record in own if record.plan_id in agency.plan_ids and record.key not in agency.keys]
        if not more:
            return agency
        readings = tuple(dict.fromkeys((*agency.readings, *((record.key, record.name) for record in more))))
        return replace(agency, keys=agency.keys | {record.key for record in more}, readings=readings)

    def _longer(self, words: Words) -> list[AgencyRecord]:
        """The bodies whose names go on with a further duty: "Đội Kiểm lâm cơ động | và phòng cháy, chữa cháy rừng"."""
        head = next((head for head in _HEADS if words[: len(head)] == head and len(words) > len(head)), None)
        rest = words[len(head) :] if head else ()
        return [
            record
            for longer, records in self._headed.get(head or (), {}).items()
            if longer[: len(rest) + 1] == (*rest, "và")
            for record in records
            if record.name.split(" và ", 1)[-1][:1].islower()
        ]

    def beside(self, text: str) -> list[Agency]:
        """The agencies whose names end in what stands behind "bên", "phía" or "khối" ("bên Công an"), behind what one
        calls people ("ông thuế"), or does with them ("làm với điện lực")."""
        tokens = tokenize(text)
        found: list[Agency] = []
        for place in range(1, len(tokens)):
            if not _is_beside(text, tokens, place):
                continue
            names = {words: records for words, records in self._ends.get(tokens[place].bare, {}).items()
                     if _stands(text, tokens, place, words)
                     and (len(words) > 1 or ends_there(text, tokens, place + 1))}  # fmt: skip
            longest = max(names, key=len, default=())
            records = names.get(longest, [])
            if records and len({record.key for record in records}) <= MOST:
                end = place + len(longest)
                levels = {one.level.split()[0] for one in records if one.level}
                end += end < len(tokens) and tokens[end].fold in levels  # "bên tuyên giáo dân vận | tỉnh"
                found.append(_agency(text, tokens[place:end], records))
        return found

    def find(self, text: str) -> list[Agency]:
        """The agencies that a part of a name, or one of a group, names in `text`, in order."""
        tokens = tokenize(text)
        found: list[Agency] = []
        place = 0
        while place < len(tokens):
            one = self._in_short(text, tokens, place) or self._of_group(text, tokens, place)
            if one is not None and _begins(text, tokens, place):
                found.append(one)
                place = next(n for n, token in enumerate(tokens) if token.end == one.end)
            place += 1
        return found

    def _in_short(self, text: str, tokens: Sequence[Token], place: int) -> Agency | None:
        heads = _HEADS_OF.get(tokens[place].bare, ())
        head = next((head for head in heads if _stands(text, tokens, place, head)), None)
        if head is None:
            return None
        start = place + len(head)
        best, meant = 0, list[AgencyRecord]()
        said = {form for token in tokens[start:] for form in (token.bare, _ROMAN.get(token.fold))}
        for words, records in self._headed.get(head, {}).items():
            if _last(words) not in said:
                continue  # a name is said down to its last word
            size = _with_gaps(text, tokens, start, words)
            if size < (1 if len(head) > 1 else SHORTEST) or size < best:
                continue
            meant = [*meant, *records] if size == best else list(records)
            best = size
        if not best:
            best, meant = self._begun(text, tokens, start, head)
        if not best or len({record.key for record in meant}) != 1:
            return None
        return _agency(text, tokens[place : start + best], meant)

    def _begun(
        self, text: str, tokens: Sequence[Token], start: int, head: Words
    ) -> tuple[int, list[AgencyRecord]]:
        """The names whose first words stand there, the name ending with them: "trung tâm xúc tiến | phải làm gì"."""
        names = self._headed.get(head, {})
        for size in range(min(5, len(tokens) - start), SHORTEST - 1, -1):
            if not ends_there(text, tokens, start + size):
                continue
            said = tuple(token.fold for token in tokens[start : start + size])
            own = [one for words, records in names.items() if len(words) > size
                   and all(may_be(a, b) for a, b in zip(said, words, strict=False)) for one in records]  # fmt: skip
            if own:
                return size, own
        return 0, []

    def _of_group(self, text: str, tokens: Sequence[Token], place: int) -> Agency | None:
        names = self._one_of.get(tokens[place].bare, {})
        for words in sorted(names, key=len, reverse=True):
            if _stands(text, tokens, place, words):
                return _agency(text, tokens[place : place + len(words)], names[words])
        return None


def _is_beside(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a body may be named at `place` by the end of its name alone."""
    before = tokens[place - 1]
    if tokens[place].start > before.end + 1:
        return False
    if before.fold in _SIDES:
        return True
    if before.fold in _WITH:
        return place > 1 and tokens[place - 2].fold in _TOGETHER
    return before.fold in _CALLED and not tokens[place].text[:1].isupper()  # a name in capitals is a person's


def _begins(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a question puts an agency at `place`, "các" before it apart."""
    first = place - 1 if place and tokens[place - 1].bare in ("cac", "nhung") else place
    return begins_agency(text, tokens[first].start)


def _with_gaps(text: str, tokens: Sequence[Token], start: int, words: Words) -> int:
    """How many words of the question from `start` on are `words` with some left out, down to the last; 0 for none."""
    at, place = 0, start
    content = 0
    while place < len(tokens) and (place == start or not text[tokens[place - 1].end : tokens[place].start].strip()):
        token = tokens[place]
        ahead = next((n for n in range(at, len(words)) if _same(token.fold, words, n)), None)
        if ahead is None:
            break
        content += words[ahead] not in _JOINED
        at, place = ahead + 1, place + 1
    whole = at == len(words) and content and place - start < len(words)
    return place - start if whole else 0


_ROMAN = {"1": "i", "2": "ii", "3": "iii", "4": "iv", "5": "v", "6": "vi", "7": "vii", "8": "viii", "9": "ix"}


def _same(said: str, words: Words, place: int) -> bool:
    """Whether a word of a question is that of a name; "vùng 2" is "vùng II"."""
    return may_be(said, words[place]) or place > 0 and _ROMAN.get(said, "") == words[place]


def _stands(text: str, tokens: Sequence[Token], place: int, words: Words) -> bool:
    part = tokens[place : place + len(words)]
    if len(part) != len(words) or not all(may_be(t.fold, w) for t, w in zip(part, words, strict=True)):
        return False
    return all(not text[a.end : b.start].strip(" -–") for a, b in zip(part, part[1:], strict=False))


@lru_cache(maxsize=50_000)  # plans share their names
def _endings(name: str) -> list[Words]:
    """What a body is called behind "bên": the words before its level, without those that it begins with."""
    words = _words(name)
    size = next((n for n in (2, 1) if " ".join(words[-n:]) in _LEVELS), 0)
    core = words[: len(words) - size] if size else words
    # "khu vực Mường Tân": what stands there is a place, no body
    place = next((n for n, word in enumerate(core[:-1], 1) if word in _UNITS and n > 1), len(core))
    found = [core[cut:] for cut in range(1, min(place, len(core) - 1))] + ([core] if len(core) == 2 else [])
    if len(core) == 3 and place == 3 or len(core) == 1 and size:
        found.append(core[-1:])  # "bên thuế" of the Chi cục Thuế, of the Thuế tỉnh
    joined = [tuple(word for word in words if word != "và") for words in found]
    return list(dict.fromkeys([*found, *(words for words in joined if len(words) > SHORTEST)]))


@lru_cache(maxsize=50_000)
def _last(words: Words) -> str:
    return bare(words[-1]) if words else ""


@lru_cache(maxsize=50_000)
def _words(name: str) -> Words:
    return spelt_words(name)


@lru_cache(maxsize=50_000)
def _each(name: str) -> list[Words]:
    """What one of a group is called: "Các chi bộ, đảng bộ trực thuộc" -> "chi bộ trực thuộc", "đảng bộ trực thuộc"."""
    plain = fold(name)
    levels = _EACH.match(plain)
    if posts := _POSTS.match(plain):
        names = [f"{posts['post']} {posts['of']}"]
    elif levels:
        units = re.split(_AND, levels["levels"] or levels["listed"])
        said = [f"{which}{unit}" for unit in units for which in ("", "cấp ", "các ")]
        names = [f"{levels['body']} {one}{levels['rest'] or ''}" for one in said]
    elif _ALL.match(plain):
        if len(plain.split()) <= SHORTEST:
            one = _ALL.sub("", plain)
            return [] if one.startswith(_ANYBODY) or one in _KINDS else [_words(plain)]  # "các thôn"
        parts = re.split(_AND, _ALL.sub("", plain))
        own = parts[-1].split()
        behind = " ".join(own[len(parts[0].split()) :])
        names = parts if len(parts) == 1 else [*(f"{part} {behind}".strip() for part in parts[:-1]), parts[-1]]
    else:
        names = [plain] if plain.count(" ") < LONGEST_GROUP else []
    # less of a group's name says so with "các" alone: "các bệnh viện" for those of the Bộ
    shorter = {_WHOSE.sub("", name) for name in names} - {*names, *_KINDS}
    names += [f"các {short}" for short in sorted(shorter)]
    found = [_words(name) for name in names]
    of_all = [words for words in found if _ALL.sub("", " ".join(words)).startswith(_ANYBODY)]
    return [words for words in found if len(words) >= SHORTEST and words not in of_all]


def _agency(text: str, part: Sequence[Token], records: Sequence[AgencyRecord]) -> Agency:
    readings = tuple(dict.fromkeys((record.key, record.name) for record in records))
    keys = frozenset(key for key, _ in readings)
    said = text[part[0].start : part[-1].end]
    name = readings[0][1] if len(readings) == 1 else said
    plans = frozenset(record.plan_id for record in records)
    return Agency(said, name, keys, plans, readings, part[0].start, part[-1].end, short=True)
