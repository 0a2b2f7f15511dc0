"""Days by other names: holidays with a day of their own in the calendar behind "trước", "sau" … ("trước Tết dương
lịch" is before 1/1), and a bare "mai" for tomorrow."""

from __future__ import annotations

import re
from datetime import date

from assistant.tokens import same_length

# The name without accents -> day and month. Those by the moon (Tết Nguyên đán) have none.
_DAYS = {
    "tet duong lich": "1/1", "tet tay": "1/1", "tet duong": "1/1", "nam moi duong lich": "1/1",
    "quoc khanh": "2/9", "giang sinh": "25/12", "noel": "25/12", "quoc te lao dong": "1/5",
    "quoc te thieu nhi": "1/6", "nha giao viet nam": "20/11", "quoc te phu nu": "8/3", "phu nu viet nam": "20/10",
    "thuong binh liet si": "27/7", "thuong binh, liet si": "27/7",
}  # fmt: skip
_AHEAD = frozenset({"truoc", "den", "toi", "het"})
_SAID = re.compile(
    r"\b(?P<way>truoc|sau|den|toi|tu|het|ke tu)(?: (?:ngay|dip|le|ky nghi|tet))*? "
    rf"(?P<name>{'|'.join(sorted(_DAYS, key=len, reverse=True))})\b"
    r"(?:,? \(?(?:ngay )?(?P<day>\d{1,2}/\d{1,2})\)?(?![\d/]))?(?:,? (?:nam )?(?P<year>20\d\d)\b)?"
)


# "mai có việc gì", "hạn mai": Mai is a name, too, "mốt" a fashion
_TOMORROW = re.compile(
    r"(?:(?<=^)|(?<=^sáng )|(?<=^chiều )|(?<=[,;] )|(?<=hạn )|(?<=han ))(?P<word>mai|mốt)"
    r"(?= (?:này )?(?:có|phải|cần|là|thì|đến hạn|tới hạn|hết hạn|nộp"
    r"|co|phai|can|la|thi|den han|toi han|het han|nop)\b)",
    re.IGNORECASE,
)
# "việc nào trễ chưa" beside a day: overdue, not till that day
_LATE = re.compile(
    r"(?P<which>\b(?:nào|gì|nao|gi)(?: (?:bị|đang|đã|bi|dang|da))*) (?:trễ|tre)"
    r"(?=\s*(?:[,;?.]|$|(?:chưa|chua|rồi|roi|không|khong)\b))",
    re.IGNORECASE,
)
_CALLED = {"mai": "ngày mai", "mốt": "ngày kia"}


def in_days(text: str, *, today: date) -> str:
    """`text` with holidays as their days; "trước" means the next one from `today` on.

    >>> in_days("trước Tết Tây phải xong gì", today=date(2026, 5, 13))
    'trước 1/1/2027 phải xong gì'
    >>> in_days("sau Quốc khánh 2/9 còn gì", today=date(2026, 5, 13))
    'sau 2/9 còn gì'
    """
    for match in reversed(list(_SAID.finditer(same_length(text)))):
        day = match["day"] or _DAYS[match["name"]]
        year = f"/{match['year']}" if match["year"] else ""
        if not year and not match["day"] and match["way"] in _AHEAD:
            number, month = map(int, day.split("/"))
            year = f"/{today.year + (date(today.year, month, number) < today)}"
        text = text[: match.start("name")] + day + year + text[match.end() :]
    text = _LATE.sub(r"\g<which> quá hạn", text)
    return _TOMORROW.sub(lambda match: _CALLED[match["word"].lower()], text)
