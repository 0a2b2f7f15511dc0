"""Years of two digits and short words for months and quarters, as plans print them: "quý 3 năm 25" -> "quý 3 năm 2025",
"th8/25" -> "tháng 8/2025"."""

from __future__ import annotations

import re

_YY = r"(?P<yy>2\d|3\d)"
# "năm 25", "năm '26"; not "5 năm 25", nor "năm 25 việc" (spelt five)
_COUNTED = (
    r"(?!\s*(?:việc|viec|nhiệm|nhiem|công việc|cong viec|đầu việc|dau viec|người|nguoi|đơn vị|don vi|cơ quan|co quan"
    r"|tuổi|tuoi|triệu|trieu|tỷ|ty|nghìn|nghin|ngàn|ngày|ngay|tháng|thang|tuần|tuan|lớp|lop|hộ|ho|điểm|diem|xã|xa"
    r"|phường|phuong|cán bộ|can bo|chỉ tiêu|chi tieu|hạng mục|hang muc|cuộc|cuoc|lượt|luot|đợt|dot|km|ha|m2|kg)\b"
    r"(?! (?:nào|nao|gì|gi)\b))"
)
_YEAR = re.compile(
    rf"(?P<many>\b(?:\d+|mấy|may|hai|ba|bốn|bon|mười|muoi)\s+)?"
    rf"\b(?P<word>năm|nam|giai đoạn|giai doan|nhiệm kỳ|nhiem ky)\s+['’]?{_YY}(?:\s*[-–]\s*(?P<to>2\d|3\d))?"
    rf"(?![\d%]|[.,/:-]\d){_COUNTED}",
    re.IGNORECASE,
)
# Before a number these make it no count of years: "quý 3 năm 25", "mùng 5 năm 25" is none.
_OF_YEAR = re.compile(r"(?:tháng|thang|thg|th|quý|quy|quí|qui|ngày|ngay|[,;]|và|va|đến|den|[-/])$", re.IGNORECASE)
_SAID = {"ba": 3, "bon": 4, "bốn": 4, "tu": 4, "tư": 4, "lam": 5, "lăm": 5, "nam": 5, "năm": 5, "sau": 6, "sáu": 6,
         "bay": 7, "bảy": 7, "tam": 8, "tám": 8, "chin": 9, "chín": 9}  # fmt: skip
# "quý ba năm hai lăm": behind a part of a year only
_SPELT = re.compile(
    r"(?P<head>\b(?:tháng|thang|quý|quy|quí|qui) \w+ (?:năm|nam) )(?:hai|hăm)(?: mươi| muoi)?"
    rf" (?P<digit>{'|'.join(_SAID)})\b{_COUNTED}",
    re.IGNORECASE,
)
# "th8/25", "T8-25", "tháng 8.25", "th 9/2025"
_MONTH = re.compile(
    rf"\b(?:tháng|thang|thg|th|t)\.?\s?(?P<n>1[0-2]|0?[1-9])\s?[/.-]\s?(?:20)?{_YY}(?![\d/.-]\d|\d)", re.IGNORECASE
)
_QUARTER = re.compile(
    rf"\b(?:quý|quy|quí|qui|q)\.?\s?(?P<n>[1-4]|I{{1,3}}|IV)\s?[/.-]\s?(?:20)?{_YY}(?![\d/.-]\d|\d)", re.IGNORECASE
)
_MONTH_ALONE = re.compile(r"\b(?:thg\.?\s?|th)(?P<n>1[0-2]|0?[1-9])(?![\d/.-]|\w)", re.IGNORECASE)


def in_full_years(text: str) -> str:
    """`text` with its short years and short words for months and quarters in full.

    >>> in_full_years("quý 3 năm 25"), in_full_years("th8/25"), in_full_years("trong 5 năm 25 xã")
    ('quý 3 năm 2025', 'tháng 8/2025', 'trong 5 năm 25 xã')
    """
    if not any(char.isdigit() for char in text) and " hai" not in text:
        return text
    text = _YEAR.sub(_year, text)
    text = _SPELT.sub(lambda match: f"{match['head']}202{_SAID[match['digit'].lower()]}", text)
    text = _MONTH.sub(lambda match: f"tháng {match['n']}/20{match['yy']}", text)
    text = _QUARTER.sub(lambda match: f"quý {match['n']}/20{match['yy']}", text)
    return _MONTH_ALONE.sub(lambda match: f"tháng {match['n']}", text)


def _year(match: re.Match[str]) -> str:
    ahead = match.string[: match.start()].rstrip()
    if match["many"] and not _OF_YEAR.search(ahead):
        return match[0]
    to = f"-20{match['to']}" if match["to"] else ""
    return f"{match['many'] or ''}{match['word']} 20{match['yy']}{to}"
