"""The Vietnamese encodings before Unicode: TCVN3 (ABC), VNI and Windows-1258, and how to tell them.

TCVN3 and VNI texts are mostly met as text whose letters wear Latin-1 codes ("Céng hßa x· héi",
"Coäng hoøa xaõ hoäi"), in files or in documents set in .VnTime and VNI fonts. The tables follow
TCVN 5712:1993 (VN1, of which ABC is the part without toned capitals) and the VNI-Windows font layout.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# TCVN 5712:1993 VN1, codes 0xA1 to 0xFF, of which B0 to B4 are combining marks.
_TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđẶ\u0300\u0309\u0303\u0301\u0323"
    "àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
TCVN3 = {0xA1 + place: letter for place, letter in enumerate(_TCVN3)}

# VNI-Windows: a vowel followed by a mark; the mark's own case follows the vowel's, loosely.
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_TONE_ORDER = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_HATS = {
    **{mark: "\u0302" + tone for mark, tone in zip("âáàåãä", _TONE_ORDER, strict=True)},
    **{mark: "\u0306" + tone for mark, tone in zip("êéèúüë", _TONE_ORDER, strict=True)},
}
_VNI_ALONE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_MARKS = {**_VNI_TONES, **_VNI_HATS}
_VNI_PAIR = re.compile("([aeouyôöAEOUYÔÖ])([" + "".join(_VNI_MARKS) + "".join(_VNI_MARKS).upper() + "])")
_VNI_SINGLE = {ord(k): v for k, v in _VNI_ALONE.items()} | {ord(k.upper()): v.upper() for k, v in _VNI_ALONE.items()}

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE = re.compile(
    "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    "(?:uyê|uya|iê|yê|uô|ươ|ia|ya|ua|ưa|oa|oă|oe|oo|uâ|uê|uơ|uy|[aăâeêioôơuưy])"
    "(?:ch|ng|nh|[cmnptiyou])?"
)
_WORD = re.compile(r"[^\W\d_]+")
_STRAY = re.compile("[\u0080-\u00a9\u00ac-\u00af\u00b1-\u00bf\u00d7\u00f7\ufffd]")


def from_tcvn3(text: str) -> str:
    """Text in TCVN3 codes (each byte as the Latin-1 character of that code) as Unicode NFC."""
    return unicodedata.normalize("NFC", text.translate(TCVN3))


def from_vni(text: str) -> str:
    """Text in VNI codes (each byte as the Latin-1 character of that code) as Unicode NFC."""

    def compose(match: re.Match[str]) -> str:
        vowel, mark = match.groups()
        return vowel.translate(_VNI_SINGLE) + _VNI_MARKS[mark.lower()]

    # pairs first: what is left of the marks' letters then stands alone (ñ, í, ö without a tone)
    pieces, end = [], 0
    for match in _VNI_PAIR.finditer(text):
        pieces += [text[end : match.start()].translate(_VNI_SINGLE), compose(match)]
        end = match.end()
    pieces.append(text[end:].translate(_VNI_SINGLE))
    return unicodedata.normalize("NFC", "".join(pieces))


def from_font(text: str, font: str | None) -> str:
    """Text of a run set in `font`: converted when the font is one of the legacy families, else as it is.

    ".VnTime" is TCVN3; ".VnTimeH" draws small letters as capitals; "VNI-Times" is VNI.
    """
    name = (font or "").split("+")[-1].lower().lstrip(".")
    if name.startswith("vni"):
        return from_vni(text)
    if name.startswith("vn") and (font or "").split("+")[-1].startswith((".Vn", ".VN", "Vn")):
        converted = from_tcvn3(text)
        return converted.upper() if name.split("-")[0].split(",")[0].endswith("h") else converted
    return text


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word is spelt like a Vietnamese syllable ("nghiệm" yes, "nghiÖm" no)."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [c for c in decomposed if c in _TONES]
    plain = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    return len(tones) <= 1 and _SYLLABLE.fullmatch(plain) is not None


def likeness(text: str) -> int:
    """How Vietnamese a text looks: its accented words that are syllables, less those that are not and stray signs.

    0 for a text without accents; comparable only between decodings of the same bytes.
    """
    score = -2 * len(_STRAY.findall(text))
    for word in _WORD.findall(text):
        if not word.isascii():
            score += 1 if is_syllable(word) else -1
    return score


def repair(text: str) -> tuple[str, str | None]:
    """Unicode text that is really TCVN3 or VNI in Latin-1 codes: converted, with the encoding's name.

    (text, None) when it reads best as it is. Any letter that only Unicode has settles that.
    """
    if text.isascii() or any(c >= "\u0100" and c.isalpha() for c in text):
        return text, None
    candidates = [(text, None), (from_tcvn3(text), "TCVN3"), (from_vni(text), "VNI")]
    return max(candidates, key=lambda candidate: likeness(candidate[0]))


def decode(data: bytes) -> tuple[str, str]:
    """Bytes of a text file as text, with the name of the encoding: the one that looks most Vietnamese.

    Byte order marks and valid UTF-8 decide at once; UTF-16 without a mark is told by its NUL bytes.
    """
    for mark, name in ((b"\xef\xbb\xbf", "UTF-8"), (b"\xff\xfe", "UTF-16LE"), (b"\xfe\xff", "UTF-16BE")):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace"), name
    wide = _wide(data[:4096])
    if wide:
        return data.decode(wide, errors="replace"), wide
    try:
        text, repaired = repair(data.decode("utf-8"))
        return text, repaired or "UTF-8"
    except UnicodeDecodeError:
        pass
    sample, latin = data[: 1 << 20], data.decode("cp1252", errors="replace")
    short = latin[: 1 << 20]
    scores = {
        "UTF-8": likeness(sample.decode("utf-8", errors="replace")),
        "Windows-1258": likeness(_from_1258(sample)),
        "TCVN3": likeness(from_tcvn3(short)),
        "VNI": likeness(from_vni(short)),
    }
    best = max(scores, key=lambda name: scores[name])
    if best == "UTF-8":
        return data.decode("utf-8", errors="replace"), best
    if best == "Windows-1258":
        return _from_1258(data), best
    return (from_tcvn3 if best == "TCVN3" else from_vni)(latin), best


def _from_1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: most high bytes of ASCII and Latin letters are 0 or 1."""
    if len(data) < 8:
        return None
    even, odd = data[0::2], data[1::2]
    for name, high, low in (("UTF-16LE", odd, even), ("UTF-16BE", even, odd)):
        if sum(byte in (0x00, 0x01, 0x1E) for byte in high) > 0.8 * len(high) and low.count(0) < 0.05 * len(low):
            return name
    return None
