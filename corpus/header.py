"""The header facts of a plan: symbol, issuer, place, date, title, legal basis, signer, and an appendix's plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from corpus.agencies import first_name_end
from corpus.headings import plain, read_label
from corpus.notes import drew_up
from corpus.text import bare, squeeze

_SYMBOL = re.compile(
    r"^\W*(?:Số|SỐ|số)\s*:?\s*(?P<number>\d{0,5}[A-Z]?)\s*[-/]\s*(?P<rest>[A-ZĐ][\w&]*(?:\s*[-/]\s*[A-ZĐ][\w&]*)*)"
)
_CITED = re.compile(
    r"(?P<name>(?:Kế hoạch|Nghị quyết|Chỉ thị|Kết luận|Quyết định|Quy định|Chương trình hành động|Chương trình"
    r"|Thông báo|Hướng dẫn|Công văn|Nghị định|Thông tư|Đề án|Thông tri|Công điện"
    r"|(?:Bộ luật|Luật|Pháp lệnh)(?: [^\W\d_]+,?){0,12}?)"
    r"(?: hành động| công tác| kết luận| phối hợp){0,2})\s+số\s+(?P<symbol>\d+[\w]*\s*[-/]\s*[^\s,;)]+)"
)
_INTRODUCES = re.compile(r"(?:thực hiện|căn cứ|để|theo|nhằm|triển khai)", re.I)
_CITED_TAIL = re.compile(
    r"\s*,?\s*ngày\s+\d{1,2}(?:/|-|\.|\s+tháng\s+)\d{1,2}(?:/|-|\.|\s+năm\s+)\d{4}(?:\s+của\s+[^,;.()]+)?"
    r"|\s+của\s+[^,;.()]+"
)
_OWNER = re.compile(r"\bcủa\s+(?:(?:Bộ trưởng|Thứ trưởng|Thủ trưởng|Người đứng đầu)\s+)?")
_AND = re.compile(r"[\s,;](?:và|cùng)\s+$")
_LONGEST_OWNER = 200
_TO_A_STOP = re.compile(r"[^,;.()]*")
# "… về làm giàu, làm sạch dữ liệu": what a document is about goes on, unless these say who acts or what for
_CITED_ON = re.compile(
    r",\s+(?!(?:ủy ban|uỷ ban|đảng|ban|sở|nhằm|để|nay|căn cứ|theo|trên|cụ thể|ngày|với|có|gắn|là|trong đó)\b)"
    r"(?P<on>[^,;.()]+)"
)
_CITES = re.compile(r"\b(?:THEO|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|KẾ HOẠCH)$")
_PLACE_DATE = re.compile(
    r"(?P<place>[A-ZĐÀ-Ỹ][^\W\d]*(?:[ -][^\W\d]+){0,5})\s*,\s*ngày\s*(?P<day>\d{1,2}|[.…\s]*)"
    r"\s*tháng\s*(?P<month>\d{1,2}|[.…\s]*)\s*năm\s*(?P<year>\d{4})",
    re.U,
)
_PARENT = re.compile(
    r"(?:kèm theo|ban hành kèm theo|thực hiện)\s*:?\s+(?P<name>[^\d(]{3,40}?)\s*số\s*:?\s*"
    r"(?P<symbol>\d+\s*[-/]\s*[\w&]+(?:\s*[-/]\s*[\w&]+)*)",
    re.I,
)
_DATE = re.compile(r"ngày\s*(\d{1,2})\s*(?:/|-|\.|\s+tháng\s+)\s*(\d{1,2})\s*(?:/|-|\.|\s+năm\s+)\s*(\d{4})")
_ISSUES = re.compile(
    r"(?:[;,.]|\bvề việc[^;,.]*|^)\s*(?P<who>[^;,.]{4,90}?)\s+"
    r"(?:ban hành|xây dựng|đề ra|triển khai)\s+(?:kế hoạch|chương trình)",
    re.I,
)
_TITLE = re.compile(
    r"^(?:KẾ HOẠCH|CHƯƠNG TRÌNH(?: HÀNH ĐỘNG| CÔNG TÁC)?|PHỤ LỤC(?:\s+[IVX\d]+)?"
    r"|DANH MỤC|ĐỀ ÁN|QUYẾT ĐỊNH|NGHỊ QUYẾT|CHỈ THỊ|THÔNG BÁO|HƯỚNG DẪN|PHƯƠNG ÁN|BẢNG PHÂN CÔNG|LỊCH CÔNG TÁC)\b"
)
# who decides, in a line below the decision's title
_DECIDES = re.compile(
    r"^(?:THỦ TƯỚNG|CHÍNH PHỦ|ỦY BAN|UỶ BAN|HỘI ĐỒNG NHÂN DÂN|CHỦ TỊCH|BỘ TRƯỞNG|(?:TỔNG )?GIÁM ĐỐC|BAN THƯỜNG VỤ"
    r"|CỤC TRƯỞNG|HIỆU TRƯỞNG)\b[^.;:]*$"
)
_NATION = re.compile(r"^(?:cong hoa xa hoi|doc lap|dang cong san|(?:viet )?nam$|-+|\*+|_+|\W*$)")
_NATION_BESIDE = re.compile(r"\s+(?:CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN)\b.*$")
_PERSON = re.compile(
    r"^(?:(?:PGS|GS|TSKH|TS|T[hH][sS]|BS|BSCK ?I+|DS|KS|CN|LS|CKI+|NGND|NGƯT|NSND|NSƯT|NNND|NNƯT|TTND|TTƯT)\b\.?\s*)*"
    r"(?:(?:Thiếu|Trung|Thượng|Đại)\s+(?:tá|úy|uý|tướng)\s+)?"
    # "H'Lan Niê", "Y-Bhiông Kđăm", "A Brao": names of the Central Highlands begin with a letter of their own
    r"(?P<name>(?:[A-ZĐÀ-Ỹ][^\W\d]+|[AHKY](?:['’-][^\W\d]+|(?= )))(?: [A-ZĐÀ-Ỹ](?:['’])?[^\W\d]*){1,4})$"
)
# the office of one who signs for himself: a line in capitals above the name
_OFFICE = re.compile(
    r"^(?:Q\.\s*)?(?:PHÓ\s+)?(?:TỔNG GIÁM ĐỐC|GIÁM ĐỐC|CHỦ TỊCH|CHỦ NHIỆM|HIỆU TRƯỞNG|VIỆN TRƯỞNG|BỘ TRƯỞNG|THỨ TRƯỞNG"
    r"|CỤC TRƯỞNG|CHI CỤC TRƯỞNG|VỤ TRƯỞNG|TỔNG CỤC TRƯỞNG|CHỈ HUY TRƯỞNG|THỦ TRƯỞNG|TRƯỞNG|BÍ THƯ|CHÁNH|CHÍNH ỦY"
    r"|CHÍNH TRỊ VIÊN|TỔNG BIÊN TẬP|TỔNG THƯ KÝ|HẠT TRƯỞNG|ĐỘI TRƯỞNG|TRẠM TRƯỞNG)\b[^.:;\d]*$"
)
_ON_BEHALF = re.compile(r"\W*(?:T/M\b|K/T\b|(?:TM|KT|TL|TUQ)\.\s*[^\W\d_]{2})", re.I)
_LEVEL = re.compile(r"^(?:tinh|thanh pho|thi xa|thi tran|quan|huyen|phuong|xa|dac khu|tp\.?)\s")
# "UBND tỉnh", and "Ủy ban nhân tỉnh" by a slip: the letterhead says which
_PEOPLES = re.compile(r"^(?:UBND|(?:Ủy|Uỷ) ban nhân(?: dân)?)\s+(?P<level>tỉnh|[Tt]hành phố|phường|xã)$")
_COMMITTEE = re.compile(r"^(?:ban thuong vu|ban chap hanh|ban thuong truc|van phong|thuong truc)$")
_BODY = re.compile(
    r"^(?:Ban|Ủy ban|Uỷ ban|UBND|Đảng ủy|Đảng uỷ|Sở|Phòng|Văn phòng|Hội|Thường trực|Bộ|Chi|Công an|Tỉnh|Thành|Huyện"
    r"|Cục|Ủy|BCH|BTV|Đoàn|Mặt|Liên|Trường|Trung)"
)
_SECRECY = re.compile(r"^(?:MẬT|TỐI MẬT|TUYỆT MẬT|HỎA TỐC|KHẨN|THƯỢNG KHẨN)$")


@dataclass(frozen=True, slots=True)
class Header:
    """Header facts; None for what is blank or missing."""

    symbol: str | None = None
    blank_number: bool = False
    title: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: date | None = None
    blank_day: bool = False
    written: date | None = None  # the day, or the first that a blank one leaves open: deadlines take their year from it
    signer: str | None = None
    basis: tuple[str, ...] = ()
    parent: str | None = None


def tidy_symbol(text: str) -> str:
    """A document symbol without stray spaces: "26 -KH/ĐU" -> "26-KH/ĐU"."""
    return re.sub(r"\s*([-/])\s*", r"\1", text.strip()).rstrip(".,;:")


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def read_header(front: Sequence[str], back: Sequence[str]) -> Header:
    """Facts from the paragraphs before the body (`front`) and after it (`back`), each NFC, as printed."""
    shown = [squeeze(plain(text)) for text in front if plain(text)]
    symbol, blank = _symbol(shown)
    place, issued_on, blank_day, written = _place_date(shown)
    title_lines = _title(shown)
    title = squeeze(" ".join(title_lines)) or None
    parent, parent_day = _parent(shown)
    intro = " ".join(
        text
        for text in shown
        if re.match(r"^(?:thực hiện|căn cứ|để|theo|nhằm|triển khai)", text, re.I) and len(text) > 80
    )
    signer, signing_body = _signer([squeeze(plain(text)) for text in back])
    issuer = _issuer([text for text in shown if text not in title_lines], intro) or signing_body
    issuer = issuer or _parent_issuer(shown)
    if parent and not symbol and not blank and not blank_day:
        symbol, issued_on = parent, issued_on or parent_day
    return Header(
        symbol, blank, title, issuer, place, issued_on, blank_day, issued_on or written, signer, _basis(shown), parent
    )


def _symbol(shown: Sequence[str]) -> tuple[str | None, bool]:
    for above, text in pairwise(["", *shown[:25]]):
        # "ĐOÀN KIỂM TRA THEO QUYẾT ĐỊNH" over "SỐ 1050/QĐ-SCT": part of the issuer's name
        cited = _CITES.search(above) and ":" not in text
        if not cited and (match := _SYMBOL.match(text)):
            if not match["number"]:
                return None, True
            return tidy_symbol(text[match.start("number") : match.end()]), False
    return None, False


def _place_date(shown: Sequence[str]) -> tuple[str | None, date | None, bool, date | None]:
    """Place, day, whether the day is blank, and the first day that a blank one leaves open."""
    for text in shown[:25]:
        match = _PLACE_DATE.search(text)
        if match and match.start() < 60 and len(text) < 160 and "kem theo" not in bare(text):
            blank = not match["day"].strip(" .…") or not match["month"].strip(" .…")
            # behind the motto, where the two stand on one line
            place = re.sub(r"^.*\b(?:[Hh]ạnh phúc|V[Ii][Ệệ][Tt] N[Aa][Mm])\s+(?=\w)", "", match["place"])
            if not blank:
                return place, _day(match["year"], match["month"], match["day"]), False, None
            month = match["month"].strip(" .…") or "1"
            return place, None, True, _day(match["year"], month, "1")
    return None, None, False, None


def _title(shown: Sequence[str]) -> tuple[str, ...]:
    """The lines of the title; none where there is no title."""
    for index, text in enumerate(shown[:40]):
        match = _TITLE.match(text)
        if not match:
            continue
        parts = [text]
        for following in shown[index + 1 : index + 7]:
            if (
                re.match(r"^(?:thực hiện|căn cứ)\b.*[;:]", following, re.I)
                or (parts[1:] and re.match(r"^(?:Thực hiện|Căn cứ)\b", following))
                or _SYMBOL.match(following)
                or re.match(r"^[IVX]+\.|^-{3,}|^\d+\.", following)
            ):
                break
            if (
                following.startswith("(")
                or len(following) > 420
                or re.search(r"như sau\s*:?$", following)
                or _NATION.match(bare(following))
            ):
                break
            if parts[1:] and (following.isupper() != parts[-1].isupper() or _DECIDES.match(following)):
                break
            parts.append(following)
        return tuple(parts)
    return ()


def _attached(shown: Sequence[str]) -> str | None:
    """The line that says what plan this is an appendix to, up to its closing bracket."""
    for index, text in enumerate(shown):
        if "kem theo" in bare(text):
            whole = " ".join(shown[index : index + 4])
            opened = max(0, whole.lower().find("kèm theo"))
            return whole[: end + 1] if (end := whole.find(")", opened)) >= 0 and "(" in whole[:end] else text
    return None


def _parent(shown: Sequence[str]) -> tuple[str | None, date | None]:
    text = _attached(shown)
    match = _PARENT.search(text) if text else None
    if text and match:
        found = _DATE.search(text, match.end())
        return tidy_symbol(match["symbol"]), _day(found[3], found[2], found[1]) if found else None
    return None, None


def _parent_issuer(shown: Sequence[str]) -> str | None:
    match = re.search(r"kèm theo.*?\bcủa\s+(?P<who>[^();]+)", _attached(shown) or "", re.I)
    if match is None:
        return None
    act = r"\s+(?:về|nhằm|để|ban hành|triển khai|thực hiện|phê duyệt|quy định)(?:\s.*)?$"
    return squeeze(re.sub(act, "", match["who"].strip())).rstrip(".,")


def _issuer(shown: Sequence[str], intro: str) -> str | None:
    """The body that issues the plan: named in the introduction, else on the left of the header."""
    printed = _letterhead(shown)
    found = [match["who"] for match in _ISSUES.finditer(intro)]
    for who in reversed(found):
        name = squeeze(re.sub(r"^(?:và|,|;)\s*", "", who))
        if level := _PEOPLES.match(name):
            name = f"Ủy ban nhân dân {level['level']}"
        if _BODY.match(name):
            # "Ủy ban nhân dân tỉnh": the letterhead says which
            longer = printed is not None and bare(printed).startswith(f"{bare(name)} ")
            rest = printed.split()[len(name.split()) :] if printed and longer else []
            return squeeze(" ".join([name, *(word.capitalize() for word in rest)]))
    return printed


def _letterhead(shown: Sequence[str]) -> str | None:
    """The issuer on the left of the header, under the body that it belongs to; its name may take two lines."""
    for index, text in enumerate(shown[:8]):
        if not _is_name(text):
            continue
        names = [text]
        for following in shown[index + 1 : index + 4]:
            if _is_name(following):
                names.append(following)
            elif not _NATION.match(bare(following)):
                break
        names = [_NATION_BESIDE.sub("", name).strip("* -") for name in names]
        if len(names) > 1 and _LEVEL.match(f"{bare(names[-1])} "):
            return squeeze(" ".join(names[-2:]))
        if len(names) > 1 and _COMMITTEE.match(bare(names[-1])):
            body = " ".join(names[-3:-1]) if len(names) > 2 and _LEVEL.match(f"{bare(names[-2])} ") else names[-2]
            return squeeze(f"{names[-1]} {body}")
        return squeeze(names[-1])
    return None


def _is_name(text: str) -> bool:
    """Whether a line of the header is a body's name: two words or more in capitals, no title and no motto."""
    letters = re.sub(r"[^\w\s]", "", text).strip()
    return (
        letters.isupper()
        and len(letters.split()) >= 2
        and not any(pattern.match(text) for pattern in (_TITLE, _SECRECY, _SYMBOL))
        and not _NATION.match(bare(text))
    )


def is_title(text: str) -> bool:
    """Whether a line begins the title of a plan or of an appendix."""
    return _TITLE.match(text) is not None


def is_office(text: str) -> bool:
    """Whether a line is the office of one who signs for himself: "GIÁM ĐỐC", "TRƯỞNG CÔNG AN XÃ"."""
    return len(text.split()) < 9 and text.isupper() and _OFFICE.match(text) is not None


def on_behalf(text: str) -> bool:
    """Whether a line says for whom somebody signs: "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC"."""
    return _ON_BEHALF.match(text) is not None


def opens_signature(text: str) -> bool:
    """Whether a text's first line is that of a signature: for whom, in what office, or "Người lập"."""
    first = re.sub(r"\s*\([^()]*\)?\s*$", "", text.strip().split("\n")[0])  # "GIÁM ĐỐC (Ký, đóng dấu)"
    return on_behalf(first) or is_office(first) or drew_up(first)


def is_person(text: str) -> bool:
    """Whether a line is a person's name, with or without a rank or degree."""
    return _PERSON.match(text) is not None and not text.isupper()


def _signer(back: Sequence[str]) -> tuple[str | None, str | None]:
    body = None
    person = None
    for text in back:
        if match := re.match(r"^(?:T/M|TM\.?|K/T|KT\.?|TL\.?|TUQ\.?|Q\.)\s*(?P<who>.*)$", text):
            body = (
                squeeze(
                    re.sub(
                        r"\b(?:BÍ THƯ|PHÓ BÍ THƯ|CHỦ TỊCH|PHÓ CHỦ TỊCH|TRƯỞNG BAN|CHÁNH VĂN PHÒNG)\b.*",
                        "",
                        match["who"],
                    )
                )
                or body
            )
        elif (match := _PERSON.match(text)) and not text.isupper():
            person = match["name"]
    return person, body


def _basis(shown: Sequence[str]) -> tuple[str, ...]:
    """Documents that the introduction cites, as printed up to the end of what they are about."""
    found: list[str] = []
    for text in _introductions(shown):
        cited = list(_CITED.finditer(text))
        starts = [*(match.start() for match in cited[1:]), len(text)]
        for match, following in zip(cited, starts, strict=False):
            end = _cited_end(text, match.end())
            if following < end and _AND.search(text, match.end(), following):
                end = following  # "Kế hoạch số 15/KH-UBND … và Kế hoạch số 16/KH-UBND …"
            found.append(squeeze(_AND.sub("", text[match.start() : end])))
    return tuple(dict.fromkeys(found))


def _cited_end(text: str, start: int) -> int:
    """The end of what is said of a document whose symbol ends at `start`: its day, whose it is, what it is about."""
    tail = _CITED_TAIL.match(text, start)
    if tail is None:
        return start
    end = tail.end()
    if (owned := _OWNER.search(text, start, end)) and re.match(r",\s+[A-ZĐ]", text[end : end + 4]):
        named = owned.end() + first_name_end(text[owned.end() : owned.end() + _LONGEST_OWNER])
        if named > end:  # the comma stands inside a name: "Bộ Văn hóa, Thể thao và Du lịch"
            rest = _TO_A_STOP.match(text, named)
            end = rest.end() if rest else named
    while " về " in text[start:end] and (on := _CITED_ON.match(text, end)) and on["on"][0].islower():
        end = on.end()
    return end


def _introductions(shown: Sequence[str]) -> list[str]:
    """The paragraphs that say on what the plan rests, whole where they run over several lines; so does a bracket below
    the title: "(Thực hiện Quyết định số …)"."""
    found: list[str] = []
    ended = True
    for text in shown:
        if _INTRODUCES.match(text.lstrip("( ")):
            found.append(text)
            ended = False
        elif not ended and found[-1].count("(") > found[-1].count(")") and found[-1].startswith("("):
            found[-1] = f"{found[-1]} {text}"
        elif ended or read_label(text).kind != "none" or text.startswith("(") or text.isupper() or _opens_other(text):
            ended = True
        elif not re.search(r"[.:]$", found[-1]) and (not found[-1].endswith(";") or _CITED.match(text)):
            found[-1] = f"{found[-1]} {text}"
        else:
            ended = True
        ended = ended or found[-1].startswith("(") and found[-1].count("(") <= found[-1].count(")")
    return [text for text in found if len(text) > 80 or text.startswith("(") or bare(text).startswith("can cu")]


def _opens_other(text: str) -> bool:
    """Whether a line is a title, a symbol or a place and date."""
    return any(pattern.match(text) for pattern in (_TITLE, _SYMBOL, _PLACE_DATE))


def _says_kind_alone(title: str) -> bool:
    """Whether a title is blank or only the kind of document: "PHỤ LỤC", "PHỤ LỤC II"."""
    match = _TITLE.match(title)
    return not title or (match is not None and len(title) - match.end() < 4)


def plan_id(header: Header, file: str) -> str:
    """A stable id of readable ASCII: symbol, place or issuer, date; the file's name where these do not tell it."""
    day = header.issued_on.isoformat() if header.issued_on else ""
    parts = [header.symbol or "", header.place or header.issuer or "", day]
    if not header.symbol:
        parts.append(" ".join((header.title or "").split()[:12]))
    if not any(parts[:3:2]) and _says_kind_alone(header.title or ""):
        parts = [file.rsplit(".", 1)[0]]  # "PHỤ LỤC" is the title of many
    return re.sub(r"[^a-z0-9]+", "-", bare(" ".join(parts))).strip("-") or "ke-hoach"
