"""Agencies by a part of their name: "phụ nữ phường" for the Hội Liên hiệp Phụ nữ phường, a bare "Ủy ban"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.question import Agency
from assistant.tokens import Token, may_be, spelt_words, tokenize
from corpus.agencies import looks_like_agencies
from corpus.text import bare, fold
from index.records import AgencyRecord

_LEVELS = frozenset({"phường", "xã", "tỉnh", "thành phố", "huyện", "đảng ủy", "tỉnh ủy", "thành ủy"})
# First words that many bodies share: alone they are none of them in particular.
_SHARED = ("ủy ban",)
# Where an agency stands in a question: at its beginning, or behind one of these.
_BEFORE = frozenset({
    "của", "do", "cho", "mà", "còn", "bên", "chỗ", "với", "và", "hoặc", "hay", "giao", "là", "thì", "thế", "lẫn", "cả",
    "anh", "bác", "ông", "bà", "cô", "chú", "chị",
})  # fmt: skip
_DAYS = ("nào", "này", "nay", "tới", "sau", "hạn", "ở", "tại", "cả", "tháng", "năm", "quý", "bảng", "biểu", "ra")
_AFTER = frozenset({
    "phải", "cần", "có", "chủ", "được", "làm", "còn", "đã", "chưa", "phối", "tham", "thực", "hoàn", "thì", "xong",
    "phụ", "sẽ", "nên", "lo", "trong", "trước", "từ", "đến", "tháng", "quý",
})  # fmt: skip
# A part of a name has so many words before its level at least.
SHORTEST = 2


class ShortNames:
    """The ends of agencies' names that a question may have for the whole name."""

    def __init__(self, agencies: Sequence[AgencyRecord]) -> None:
        self._ends: dict[str, dict[tuple[str, ...], list[AgencyRecord]]] = {}
        self._shared: dict[tuple[str, ...], list[AgencyRecord]] = {}
        lists: dict[str, list[list[AgencyRecord]]] = {}  # plans share their names
        for record in agencies:
            if record.collective:
                continue
            own = lists.get(record.name)
            if own is None:
                own = lists[record.name] = self._lists_of(record.name)
            for records in own:
                records.append(record)

    def _lists_of(self, name: str) -> list[list[AgencyRecord]]:
        """Where the bodies of a name are to be found."""
        words = spelt_words(name)
        level = next((n for n in (2, 1) if " ".join(words[-n:]) in _LEVELS), 0)
        cuts = range(1, len(words) - level - SHORTEST + 1) if level else ()
        found = [self._ends.setdefault(bare(words[cut]), {}).setdefault(words[cut:], []) for cut in cuts]
        found += [
            self._shared.setdefault(tuple(shared.split()), [])
            for shared in _SHARED
            if fold(name).startswith((shared, "ubnd", "ubkt")) or words[:2] == tuple(shared.split())
        ]
        return found

    def find(self, text: str) -> list[Agency]:
        """The agencies named by a part of their name, in order; never a part that several bodies share, but for a
        bare "Ủy ban", whose readings are all of them."""
        tokens = tokenize(text)
        found: list[Agency] = []
        place = 0
        while place < len(tokens):
            one = self._at(text, tokens, place) if _begins(text, tokens, place) else None
            if one is not None:
                found.append(one)
                place = next(n for n, token in enumerate(tokens) if token.end == one.end)
            place += 1
        return found

    def _at(self, text: str, tokens: Sequence[Token], place: int) -> Agency | None:
        for words, records in self._ends.get(tokens[place].bare, {}).items():
            part = tokens[place : place + len(words)]
            if _is(part, words) and len({record.key for record in records}) == 1:
                return _agency(text, part, records)
        for words, records in self._shared.items():
            part = tokens[place : place + len(words)]
            if _is(part, words) and ends_there(text, tokens, place + len(words)):
                return _agency(text, part, records)
        return None


def begins_agency(text: str, start: int) -> bool:
    """Whether what begins at `start` stands where a question puts an agency."""
    tokens = tokenize(text)
    place = next((n for n, token in enumerate(tokens) if token.start == start), 0)
    before = tokens[place - 1].fold if place else ""
    return _begins(text, tokens, place) or before.isdigit() or any(may_be(before, word) for word in _DAYS)


# What is done as well as the body that does it: "Thống kê các việc" asks, "Thống kê có việc gì" names.
_DONE = frozenset({"thống kê", "thanh tra", "kiểm tra", "giám sát", "tổ chức", "kế hoạch", "tài chính", "tổng hợp",
                   "tuyên truyền", "thi hành án", "kiểm toán", "kiểm sát"})  # fmt: skip


def is_done(text: str, start: int, end: int) -> bool:
    """Whether what stands at `start` to `end` is said of work: it may name a body, and does not where it stands."""
    if fold(text[start:end]) not in _DONE and (fold(text[start:end]) not in map(bare, _DONE)):
        return False
    tokens = tokenize(text)
    behind = next((n for n, token in enumerate(tokens) if token.start >= end), len(tokens))
    joined = behind < len(tokens) and any(may_be(tokens[behind].fold, word) for word in ("và", "với", "tỉnh", "của"))
    return not begins_agency(text, start) or not (joined or ends_there(text, tokens, behind))


def _is(part: Sequence[Token], words: tuple[str, ...]) -> bool:
    return len(part) == len(words) and all(may_be(t.fold, w) for t, w in zip(part, words, strict=True))


def _begins(text: str, tokens: Sequence[Token], place: int) -> bool:
    if place == 0 or text[tokens[place - 1].end : tokens[place].start].strip():
        return True
    return any(may_be(tokens[place - 1].fold, word) for word in _BEFORE)


def ends_there(text: str, tokens: Sequence[Token], place: int) -> bool:
    """Whether a name may end before the word at `place`: at a comma, at the end, before what is said of a body."""
    if place >= len(tokens) or text[tokens[place - 1].end : tokens[place].start].strip():
        return True
    return any(may_be(tokens[place].fold, word) for word in _AFTER)


def _agency(text: str, part: Sequence[Token], records: Sequence[AgencyRecord]) -> Agency:
    readings = tuple(dict.fromkeys((record.key, record.name) for record in records))
    keys = frozenset(key for key, _ in readings)
    said = text[part[0].start : part[-1].end]
    plans = frozenset(record.plan_id for record in records)
    name = readings[0][1] if len(keys) == 1 else said
    return Agency(said, name, keys, plans, readings, part[0].start, part[-1].end, short=True)


_PLACES = "phường|xã|tỉnh|thành phố|huyện|phuong|xa|tinh|thanh pho|huyen"
_POSTS = "(?:phó )?(?:chủ tịch|bí thư|giám đốc|trưởng (?:ban|phòng)|chánh văn phòng|cục trưởng|bộ trưởng|hiệu trưởng)"
_AI = "trí tuệ nhân tạo"
_TIMES = r"(?:mấy|bao nhiêu|may|bao nhieu) (?:lần|đợt|lan|dot)"
_UNITS = r"(?:năm|quý|tháng|tuần|nam|quy|thang|tuan)(?: (?:nay|này|\d{4}))?"
_HOW_OFTEN = "bao lâu một lần"
_WRITTEN = (
    (re.compile(rf"\b(?:các |những )?(?:đồng chí|đ/c|ông|bà) (?={_POSTS}\b)", re.IGNORECASE), ""),
    (re.compile(rf"\b(?:ủy|uỷ|uy) ban(?= (?:{_PLACES})\b)", re.IGNORECASE), "UBND"),
    (re.compile(r"(?<=\w)&(?=UBND\b)", re.IGNORECASE), " và "),
    (re.compile(r"(?i:trí tuệ nhân tạo)\s*\(\s*AI\s*\)|(?<=\w )AI\b(?! (?:là|làm|chủ|phụ|có|phải|ký|lo|được)\b)"), _AI),
    (re.compile(r"(?<=\b[A-ZĐ]{2}) [-–] (?=[A-ZĐ]{2}\b)"), "-"),
    (re.compile(rf"\b(?:mặt trận|mat tran)(?= (?:{_PLACES})\b)", re.IGNORECASE), "Mặt trận Tổ quốc"),
    (re.compile(r"(?<=\w) ?\((?:cơ quan|đơn vị|bên|phía|tức|tức là|còn gọi|gọi tắt|viết tắt|tên cũ|trước là|trước đây) "
                r"(?:(?!nào\b|gì\b|ai\b|chủ trì|phối hợp)[^()\d]){1,60}\)", re.IGNORECASE), ""),
    # "học tập và làm theo Bác", "tấm gương Bác Hồ"; "bác bỏ" and "bác sĩ" are other words
    (re.compile(r"(?:(?<=theo )(?:tấm )?gương |(?<=theo ))Bác(?: Hồ)?"
                r"(?= *[,;.?:]|$| (?:thì|do|giao|là|phân|của|ai|cho|phải|được|có)\b)"), "phong cách Hồ Chí Minh"),
    (re.compile(r"(?:(?<=lời )|(?<=tập ))Bác(?= *[,;.?:]|$)|\bBác Hồ\b"), "Hồ Chí Minh"),
    # a post before a person's name: "PGĐ Lê Văn Hạnh", "PCT Nam"
    *((re.compile(rf"(?<![\w/&-]){short}\.?(?= [^\W\d_a-zđ])"), post) for short, post in (
        ("PGĐ", "Phó Giám đốc"), ("GĐ", "Giám đốc"), ("PCT", "Phó Chủ tịch"), ("PBT", "Phó Bí thư"),
        ("PCVP", "Phó Chánh Văn phòng"), ("CVP", "Chánh Văn phòng"), ("PTP", "Phó Trưởng phòng"))),
    # "khối ủy ban thôi"
    (re.compile(r"\b(?:khối|phía|bên|cánh|khoi|phia|ben) (?:ủy ban|uỷ ban|uy ban|ubnd)(?= *[,;.?]|$| (?:thôi|thì|có"
                r"|phải|còn|làm|được|cần|thoi|thi|co|phai|con|lam|duoc|can)\b)", re.IGNORECASE), "UBND"),
    (re.compile(r"(?<=phòng )văn xã\b|(?<=phong )van xa\b", re.IGNORECASE), "Văn hóa - Xã hội"),
    (re.compile(r"\b(?:chuẩn bị|chuan bi) (?=(?:đến|tới|hết|den|toi|het) (?:hạn|han)\b)", re.IGNORECASE), "sắp "),
    (re.compile(r"\bCDC\b"), "Trung tâm Kiểm soát bệnh tật"),
    (re.compile(r"\b(?:TT )?KSBT\b"), "Trung tâm Kiểm soát bệnh tật"),
    (re.compile(r"\bKCN\b"), "Khu công nghiệp"),
    (re.compile(r"\bBQL(?= [^\W\d_]{2,})"), "Ban Quản lý"),
    (re.compile(rf"\bHPN(?= (?:{_PLACES}|đặc khu)\b)"), "Hội Phụ nữ"),
    (re.compile(rf"\bHND(?= (?:{_PLACES}|đặc khu)\b)"), "Hội Nông dân"),
    (re.compile(rf"\bH?CCB(?= (?:{_PLACES}|đặc khu)\b)"), "Hội Cựu chiến binh"),
    (re.compile(rf"\bĐTN(?= (?:{_PLACES}|đặc khu)\b)"), "Đoàn Thanh niên"),
    (re.compile(r"\b(?:CTr|CTHĐ|CTRHĐ)(?= \d)", re.IGNORECASE), "Chương trình hành động"),
    (re.compile(r"\bNQ(?= \d)"), "Nghị quyết"),
    # "Văn phòng của Sở Y tế"
    (re.compile(r"\b((?:văn phòng|van phong)) (?:của|thuộc|cua|thuoc) (?=(?:sở|cục|bộ|chi cục|so|cuc|bo|chi cuc)\b)",
                re.IGNORECASE), r"\1 "),
    (re.compile(r"\b(?<=giao )(cùng|chung)(?= (?!với\b)[^\W\d_a-zđ])"), r"\1 với"),
    (re.compile(r"(?:(?<=bầu cử )|(?<=đại biểu )|(?<=bau cu )|(?<=dai bieu ))QH\b"), "Quốc hội"),
    # "KH của xã", not "26-KH/ĐU", "Phòng KH-TC", "Sở KH và CN"
    (re.compile(r"(?<![\w/&-])(?<!phòng )(?<!Phòng )(?<!Sở )(?<!sở )(?<!Bộ )(?<!bộ )(?<!Ban )(?<!Vụ )(?<!ngành )"
                r"(?<!lý )KH(?![\w/&-])(?! ?[&,–-]| (?:và|CN|TC|ĐT)\b)"
                r"|^kh(?= (?:của|số|xã|phường|tỉnh|này|năm|cua|so|xa)\b)"), "Kế hoạch"),
    (re.compile(r"\bKL(?= \d)"), "Kết luận"),
    # "làm mấy lần trong năm", "mỗi năm khám sức khỏe mấy đợt"
    (re.compile(rf"\b{_TIMES}(?: (?:trong|một|mỗi|trên|mot|moi|tren))? ?/? ?(?:cả |ca )?{_UNITS}\b", re.IGNORECASE),
     _HOW_OFTEN),
    (re.compile(rf"\b(?:một|mỗi|cả|trong|mot|moi|ca) {_UNITS}(?P<work>(?: (?!việc|nhiệm|viec|nhiem)[^\s,;?.]+){{0,8}}?)"
                rf" {_TIMES}\b", re.IGNORECASE), rf"\g<work> {_HOW_OFTEN}"),
    (re.compile(r"\b(hạn|han) (?:khi |bữa |hôm |bua |hom )?(?:mô|mo)\b", re.IGNORECASE), r"\1 khi nào"),
    (re.compile(r"\bTT(?= [^\W\d_]{2,})"), "Trung tâm"),
    (re.compile(r"\bCC(?= (?:quản lý|QL|kiểm lâm|thủy lợi|hải quan|thống kê|tiêu chuẩn|phát triển)\b)"), "Chi cục"),
    (re.compile(r"\bBV(?= [^\W\d_]{2,})"), "Bệnh viện"),
)
# "Công an tỉnh (đảng ủy)", "Viện kiểm sát tỉnh, phía đảng ủy ấy"
_PARTY_SIDE = re.compile(
    r"(?:(?<=^)|(?<=của )|(?<=do )|(?<=cho )|(?<=bên )|(?<=[:,;] ))(?P<body>[^\s,:;()\d]+(?: [^\s,:;()\d]+){1,7}?)"
    r"(?:\s*\((?:bên |phía )?(?:đảng ủy|đảng uỷ)\)|, (?:bên|phía) (?:đảng ủy|đảng uỷ)(?: (?:ấy|đó|nhé))?,?"
    r"(?! (?:(?-i:[A-ZĐ])|công an|quân sự|các|xã|phường|tỉnh|khối)))",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(r"\b[A-ZĐ][A-ZĐ&-]{1,7}\s*\(([^()]{5,80})\)")


def written_out(text: str) -> str:
    """`text` with the short ways to write bodies that the names of plans do not tell.

    >>> written_out("Ủy ban phường và CDC (Trung tâm Kiểm soát bệnh tật) làm gì")
    'UBND phường và Trung tâm Kiểm soát bệnh tật làm gì'
    """
    text = _EXPLAINED.sub(lambda m: m[1] if looks_like_agencies(m[1]) else m[0], text)
    text = _PARTY_SIDE.sub(r"Đảng ủy \g<body>", text)
    for pattern, full in () if text.isupper() else _WRITTEN:
        text = pattern.sub(full, text)
    return text
