"""Times that close a sentence with nothing to announce them: "… vào tháng 11/2026.", "… sau khi được thẩm định."

Each pattern ends where the sentence does and names its time in the group "time". What stands before it is looked at
where the same words also tell what work is about ("có hiệu lực từ ngày 01/7/2026", "kết quả bầu cử ngày 15/3/2026").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from corpus.model import Deadline, DeadlineKind
from corpus.shadow import pattern

_UNIT = "(?:ngày|tuần|tháng|quý|năm)"
_DAY = r"\d{1,2}\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?|\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
_FULL_DAY = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}"
_OF_YEAR = r"(?:\s*[/,.-]\s*|\s+)(?:năm )?\d{4}"
_MONTH = rf"tháng \d{{1,2}}{_OF_YEAR}|t\d{{1,2}}[/.]\d{{4}}|quý (?:iii|ii|iv|i|[1-4])(?!\w)(?:{_OF_YEAR})?"
_PART = rf"(?:đầu|giữa|cuối) (?:tháng \d{{1,2}}|quý (?:iii|ii|iv|i|[1-4])(?!\w)|năm \d{{4}})(?:{_OF_YEAR})?"
_CLOCK = r"(?:lúc )?(?:\d{1,2}\s*(?:h|giờ|g)\s*\d{0,2}(?:\s*phút)?,? (?:sáng |chiều |tối )?)"
_HAPPENS = (
    "khai mạc|diễn ra|tổ chức|ra quân|khởi công|khánh thành|khai trương|bắt đầu|công bố|hoàn thành|bàn giao|ra mắt"
)
_PAPERS = (
    "hướng dẫn|văn bản|chỉ đạo|kế hoạch|kết luận|nghị quyết|quyết định|ý kiến|quy định|thông báo|chương trình|tài liệu"
    "|kinh phí|vốn|nguồn vốn|chủ trương|đề án|kết quả|thông tư|nghị định|phê duyệt|dự toán|danh sách|mẫu|quy hoạch"
)
_DECIDES = (
    "phê duyệt|thẩm định|thông qua|phê chuẩn|chấp thuận|cho phép|cấp phép|nghiệm thu|bàn giao|công bố|xếp hạng"
    "|công nhận|ban hành|cho ý kiến|thống nhất|quyết định|phân bổ"
    "|(?:giao|cấp|bố trí) (?:dự toán|chỉ tiêu|vốn|kinh phí|kế hoạch)"
)
# who is waited for: "khi Bộ Tài chính ban hành …", not "khi được giao đất"
_ABOVE = (
    "(?:bộ|sở|ubnd|hđnd|tỉnh|thành phố|trung ương|chính phủ|quốc hội|ban|thủ tướng|ủy ban|hội đồng|cấp|chi cục|cục"
    "|đảng ủy|thường trực|tỉnh ủy|thành ủy|liên đoàn|hội)"
)
_LEFT = r"[^\W\d]+"  # a word
_SEVERAL = "(?:một|hai|ba|bốn|ít nhất|tối thiểu|tối đa|không quá|từ|\\d+|[ -])+"

_FROM = rf"(?:bắt đầu |kể )?từ (?:ngày )?(?:{_DAY}|{_MONTH}|đầu {_UNIT} [\divx]+{_OF_YEAR})"
_RANGE = rf"từ (?:ngày )?\d[\d/.-]*(?: tháng \d+)? ?(?:đến|tới|-)(?: hết)? ?(?:ngày )?(?:{_DAY})"
_EXPECTED = rf"(?:thời gian )?dự kiến(?: (?:{_HAPPENS}|vào|trong|là))* ?(?:(?:ngày )?(?:{_DAY})|{_MONTH}|{_PART})"
_AT = (
    rf"vào (?:{_CLOCK})?(?:(?:dịp|ngày|hôm|sáng|chiều|tối) )*(?:{_DAY})|vào (?:dịp )?(?:{_MONTH}|{_PART})"
    rf"|nhân dịp (?:ngày )?(?:{_FULL_DAY})|{_PART}|trong tuần (?:đầu|cuối|thứ \w+|\d)(?: (?:của )?{_MONTH})"
    rf"|trong (?:tháng|quý) [\divx]+(?: và|,) (?:tháng |quý )?[\divx]+{_OF_YEAR}"
)
_ON_DAY = rf"(?:{_CLOCK})?(?:trong |vào )?ngày (?:{_FULL_DAY})"
_EVENT = (
    rf"(?:ngay )?sau khi (?:được|có|nhận được) (?:{_LEFT},? ){{0,12}}?(?:{_DECIDES}|{_PAPERS})(?!\w)[^.;:()]{{0,80}}"
    rf"|(?:ngay )?(?:sau khi|khi {_ABOVE}) (?:{_LEFT} ){{0,9}}?(?:{_DECIDES}|giao)(?: [^.;:()]{{1,80}})?"
    rf"|khi (?:được|có|nhận được) (?:{_PAPERS})(?!\w)[^.;:()]{{0,100}}"
    rf"|ngay (?:sau )?khi {_LEFT}[^.;:()]{{0,100}}"
)
_WITHIN = (
    r"trong (?:vòng|thời hạn) \d+ (?:ngày|tháng|tuần|giờ)(?: làm việc)?,? (?:kể )?(?:từ|sau)(?! \d)[^.;:()]{3,80}"
)
_SEASON = r"trước mùa (?:mưa bão|mưa lũ|mưa|khô|bão|lũ|nắng nóng|lễ hội|du lịch|tuyển sinh|thi)(?: (?:năm )?\d{4})?"
_OFTEN = (
    rf"(?:định kỳ )?(?:mỗi|hằng) (?:{_UNIT}|6 tháng),? {_SEVERAL} (?:lần|buổi|cuộc|đợt|kỳ|ngày|hội nghị|lớp)"
    rf"|định kỳ (?:\d+ )?{_UNIT} (?:một|1|01) lần"
    rf"|(?:ít nhất |tối thiểu )?\d+ (?:lần|buổi|cuộc|đợt)\s?/\s?(?:\d+ )?{_UNIT}"
    rf"|vào (?:(?:sáng|chiều|tối|ngày) )*(?:thứ \w+|chủ nhật)(?: tuần cuối)? (?:hằng|mỗi) {_UNIT}"
)

# Behind these a time tells since when a rule holds, a person lives, a thing is there.
_IN_FORCE = pattern(
    r"(?:hiệu lực|thi hành|áp dụng|sinh|mất|thành lập|phát sinh|tiếp nhận|ký|nộp|ban hành|tuyển dụng|tăng|giảm|xây dựng"
    r"|hình thành|sử dụng|hưởng|nhập ngũ|hy sinh|tham gia|bổ nhiệm|công nhận|tuổi|mới|cũ|đưa|chuyển)\s*,?$"
)
# On a plain day only what happens on a day is done.
_OF_A_DAY = pattern(
    rf"(?:(?<!\w)(?:{_HAPPENS}|vào|gặp mặt|họp|lễ|hội nghị|mít tinh|diễn tập|đón|phát động|liên hoan|hội thi|giải chạy"
    r"|tuyên dương|viếng|dâng hương|tổng kết|sơ kết|đại hội)(?!\w)|,\s*$)"
)
_ABOUT_A_DAY = pattern(
    r"(?:bầu cử|hy sinh|sinh|mất|ký|thành lập|kỷ niệm|kết luận|tai nạn|sự cố|vụ|bão|lũ|họp báo|phiên họp|cuộc họp"
    r"|hội nghị|lễ|dịp|ngày|của)\s*,?(?: [a-z_]+)?\s*$"
)
_AIM = pattern(r"%|(?<!\w)(?:tỷ lệ|phấn đấu|tầm nhìn|mục tiêu|giai đoạn)(?!\w)")
_LATE = timedelta(days=45)  # what was over so long before the plan was issued is what work is about


@dataclass(frozen=True, slots=True)
class _Closing:
    """One way of closing: `time` as a pattern, what kind it must read as, what may not or must stand before it."""

    time: re.Pattern[str]
    kinds: tuple[DeadlineKind, ...]
    not_behind: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None


def _ends(time: str) -> re.Pattern[str]:
    return pattern(rf"(?<![\w/])(?P<time>{time})\W*$")


_CLOSINGS = (
    _Closing(_ends(_OFTEN), ("recurring",), not_behind=_AIM),
    _Closing(_ends(_RANGE), ("dated",), not_behind=_IN_FORCE),
    _Closing(_ends(_EXPECTED), ("dated",)),
    _Closing(_ends(_AT), ("dated",), not_behind=_AIM),
    _Closing(_ends(_WITHIN), ("conditional",)),
    _Closing(_ends(_EVENT), ("conditional",)),
    _Closing(_ends(_SEASON), ("conditional", "dated")),
    _Closing(_ends(_FROM), ("from",), not_behind=_IN_FORCE),
    _Closing(_ends(_ON_DAY), ("dated",), not_behind=_ABOUT_A_DAY, behind=_OF_A_DAY),
)


def closings(masked: str) -> Iterator[tuple[int, int, tuple[DeadlineKind, ...]]]:
    """(start, end, kinds) of the times that may close a sentence, in the shadow `masked`, surest first: what stands
    there is its deadline where it reads as one of `kinds`."""
    for closing in _CLOSINGS:
        found = closing.time.search(masked)
        if found is None:
            continue
        before = masked[: found.start()]
        if closing.not_behind and closing.not_behind.search(before):
            continue
        if closing.behind and not closing.behind.search(before):
            continue
        yield *found.span("time"), closing.kinds


def is_over(deadline: Deadline, issued_on: date | None) -> bool:
    """Whether a time lay behind when the plan was issued: then it tells what the work is about."""
    last = deadline.last_day or (deadline.first_day if deadline.kind == "from" else None)
    return bool(issued_on and last and last < issued_on - _LATE)
