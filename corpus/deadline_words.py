"""The words of deadline phrases as patterns over shadows: the reviewed vocabulary, and the small words around dates."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from corpus.shadow import Shadow, pattern, whole

VOCABULARY: dict[str, list[dict[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "vocabulary" / "deadlines.toml").read_text("utf-8")
)


def _forms(name: str) -> str:
    """An alternation of the vocabulary's forms under `name`, longest first."""
    forms = sorted({Shadow(entry["form"]).text for entry in VOCABULARY[name]}, key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", " ").replace("_", "_?") for form in forms)


UNITS = {Shadow(entry["form"]).text: entry["unit"] for entry in VOCABULARY["recurring"]}
CYCLES = {"tuan": "week", "thang": "month", "quy": "quarter", "nam": "year"}  # of "01 lần/năm", by its last word
EVENT_NOUNS, SOURCES = _forms("event"), _forms("source")

DONE = pattern(rf"^\W*(?:{_forms('done')})(?!\w)")
# 01 lần/năm; 6 tháng/lần, năm một lần; tháng, quý, năm
_EACH = (
    r"\d+ (?:ngày|lần|buổi|kỳ|cuộc|tiết|lượt|đợt)\s*/\s*(?:tuần|tháng|quý|năm|học kỳ)"
    r"|mỗi (?:tuần|tháng|quý|năm|học kỳ|kỳ) (?:ít nhất |tối thiểu )?\d+ (?:ngày|lần|buổi|cuộc|tiết|lượt|đợt)"
    r"|(?:ít nhất |tối thiểu )?\d+ (?:lần|buổi|cuộc|tiết|lượt|đợt) mỗi (?:tuần|tháng|quý|năm|học kỳ|kỳ)"
    r"|(?:\d+ )?(?:tuần|tháng|quý|năm)\s*(?:/|một|1|01)\s*lần"
    r"|(?:tuần|tháng|quý|6 tháng)(?:\s*[,/]\s*(?:tháng|quý|6 tháng|năm)(?!\s*\d))+"
)
RECURRING = pattern(whole(rf"{_forms('recurring')}|{_EACH}") + r"(?! (?:định|chế|trình|hoạch|mô|luật)(?!\w))")
THIS_YEAR = pattern(r"^\W*(?:(?:hoàn thành|thực hiện|triển khai) )?(?:trong|cả) năm\W*$")  # the plan's own year
IMMEDIATE = pattern(whole(_forms("immediate")))
BY_ANOTHERS_WORD = pattern(rf"(?<!\w)theo (?:đúng )?(?:{SOURCES})(?!\w)|" + whole("đột xuất"))
# A whole cell that opens so waits for what it names, whatever that is ("Theo đặt hàng của Sở Nội vụ", "Khi cần").
OPENS_BY_ANOTHER = pattern(r"^\W*(?:thực hiện |hoàn thành |triển khai |tiến hành )?(?P<by>theo \w)")
OPENS_WHEN = pattern(r"^\W*(?:thực hiện |triển khai |ngay )*(?P<when>khi \w)")
CYCLE = pattern(whole(rf"hằng (?:ngày|tuần|tháng|quý|năm)|định kỳ|mỗi (?:tháng|quý|năm|tuần)|{_EACH}"))
CYCLE_DAY = pattern(r"ngày\s*\d{1,2}(?![\d/])")  # "ngày 15 tháng cuối quý": a day of a cycle, not of the calendar

_CLOCK = r"\d{1,2}\s*(?:h|giờ|g)\s*\d{0,2}(?:\s*phút)?\s*,?"
_TO_DATE = rf"(?: (?:ngày|thời điểm|thời gian|mốc|là|vào|{_CLOCK}))*\s*$"
RELATIONS = (
    ("before", pattern(rf"(?<!\w)trước{_TO_DATE}")),
    (
        "until",
        pattern(
            r"(?<!\w)(?:đến|tới|hết|(?:chậm|muộn) nhất|không (?:muộn|chậm|trễ) hơn|không quá"
            rf"|hạn(?: chót| cuối(?: cùng)?)?)(?:\s*:)?(?: (?:đến|hết|trong))*{_TO_DATE}"
        ),
    ),
    ("from", pattern(rf"(?<!\w)(?:kể từ|bắt đầu(?: từ)?|từ)(?: khoảng)?{_TO_DATE}")),
    ("after", pattern(rf"(?<!\w)sau{_TO_DATE}")),
)
JOINED = pattern(r"\s*(?:-|đến|đến hết|tới)\s*(?:ngày\s*)?$")

LEADS = (
    "(?:đã )?hoàn thành|thực hiện|triển khai|tiến hành|xong|tổ chức|báo cáo|ban hành|trình|phải|cần|gửi|bắt đầu"
    "|kết thúc|dự kiến|thời (?:gian|hạn|điểm)|tiến độ|hạn|công việc|nhiệm vụ"
)
# What opens a new clause after "và", "hoặc" or a comma.
OPENER = (
    r"(?:(?:phải |sau đó )?(?:hoàn thành|xong|triển khai thực hiện|thực hiện) )?"
    r"(?:(?:chậm|muộn) nhất|trước|trong|dự kiến|thường xuyên|theo|ngay sau|sau khi|định kỳ|đột xuất"
    r"|từ (?:ngày|tháng|quý|năm)|hằng (?:tháng|quý|năm|tuần|ngày)|(?:những |các )?năm tiếp theo|hoàn thành|xong)(?!\w)"
)
CUT = pattern(rf"[();]|(?<!trước)(?:\s*,\s*| (?:và|hoặc) |\s*,\s*(?:và|hoặc) )(?={OPENER})")
OPENS = pattern(rf"^\W*{OPENER}")

_HAPPENS = (
    "có|được|nhận|hoàn thành|kết thúc|cấp|phát hiện|xuất hiện"
    "|trung ương|tỉnh|thành phố|chính phủ|quốc hội|bộ|sở|đủ|đạt|phát sinh|xảy ra"
)
EVENT = pattern(
    r"(?<!\w)(?:"
    rf"(?:ngay )?(?:trước|sau|từ|kể từ|đến|tới) (?:khi|lúc)(?!\w)|khi (?:{_HAPPENS})(?!\w)|ngay khi [a-z]"
    r"|(?:ngay )?sau (?!này(?!\w)|đây(?!\w)|đó(?!\w)|ngày\s*\d|tháng\s*\d)\w"
    r"|(?:trong|cả|hết|suốt) nhiệm kỳ(?!\w)|(?:(?:kết thúc|trong|hết|cuối|đầu) )?năm học(?!\w)"
    rf"|(?:ngay )?trước (?:(?:ngày|thời điểm|dịp|các|lễ) )*(?:{EVENT_NOUNS})(?!\w)"
    r"|trước (?!mắt(?!\w)|hết(?!\w)|đây(?!\w)|và(?!\w)|(?:thời điểm|thời gian|mốc)(?!\w)"
    r"|ngày\s*\d|tháng|quý|năm)[a-z]"
    r"|(?:kể )?từ ngày [a-z]|kể từ (?!ngày|tháng|quý|năm)[a-z]|trong vòng \d"
    r"|\d+ (?:ngày|giờ)(?: làm việc)? (?:trước|sau|kể từ)(?!\w)|(?:trong|nhân) dịp(?! (?:ngày )?\d)(?!\w)"
    r")"
)
BEFORE_EVENT = pattern(
    r"(?:(?:(?:chậm|muộn) nhất|không quá|trước và|trước,|trong) )*(?:\d+ (?:ngày|giờ)(?: làm việc)? )?$"
)
OPENS_EVENT = pattern(rf"^(?:\W*(?:{LEADS})(?!\w))*\W*(?:(?:chậm|muộn) nhất )?(?:là )?")

_WEEKDAYS = "thứ (?:hai|ba|tư|năm|6|sau|bảy|[2-7])|chủ nhật"
FILLER = pattern(
    whole(
        rf"{LEADS}|{_WEEKDAYS}|trước|sau|trong|vào|đến|tới|hết|từ|kể|ngày|tháng|năm|quý|(?:chậm|muộn|ít) nhất|không"
        r"|muộn|chậm|hơn|quá|cuối|đầu|giữa|khoảng|và|hoặc|các|những|tiếp theo|của|là|thời|điểm|mốc|chót|lần|một|mỗi"
        r"|đợt|việc|giai đoạn|nửa|cùng|được|sơ kết|tổng kết|kết quả|trở đi|xuất|h|giờ|phút|duy trì|nhiệm kỳ|cả|định kỳ"
        r"|tuần|hằng|nay|dịp|dứt điểm|toàn bộ|cơ bản|đạt|\d+h?\d*"
        r"|mùa (?:mưa bão|mưa lũ|mưa|khô|bão|lũ|hè|nắng nóng|lễ hội|du lịch|cao điểm|tuyển sinh|thi)"
    )
)
# "cần" as it must be done: without accents "cán sự", "cán bộ", "Cần Thơ", "căn cứ" look the same
_NEED = r"cần(?! (?:bộ|sự|thơ|cứ|cước|đối|hộ|giuộc|đước)(?!\w))"
# What a task does: a phrase that goes on like this is a task's text, not its deadline.
ACTS = pattern(
    r"[,:.]\s*(?:tham mưu|xây dựng|tổ chức|triển khai|ban hành|rà soát|hoàn thiện|chỉ đạo|lãnh đạo|phối hợp|chủ trì"
    r"|kiểm tra|giám sát|tiếp tục|thực hiện(?! thường)|đề xuất|trình|báo cáo|chủ động|tập trung|đẩy mạnh|tăng cường"
    rf"|quán triệt|cụ thể hóa|{_NEED}|phải|tiếp nhận|bố trí|sắp xếp|giao|đề nghị"
    r"|các (?:cơ quan|cấp|đơn vị|đồng chí))(?!\w)"
    rf"|(?<!\w)(?:{_NEED}|phải|nhằm|để làm|làm cơ sở)\s"
)
# Of the last line of running text, these make it a phrase of its own all the same.
COMPLETE = pattern(whole(r"hoàn thành|xong|thường xuyên|(?:trước|trong) (?:ngày|tháng|quý|năm|\d+)"))
NEVER = pattern(
    r"^\W*(?:ngày (?:ban hành|ký|đến)\W|báo cáo (?:tháng|quý|năm|\d)|(?:19|20)\d\d(?:\s*-\s*(?:19|20)\d\d)?\.$)"
    rf"|(?<!\w)khi {_NEED}(?!\w)|\d:\d\d:\d\d|^nếu |^-\s*(?:19|20)\d\d"
)
LABEL = (
    r"(?:thời (?:gian|hạn)(?: (?:dự kiến|thực hiện|hoàn thành))*|tiến độ(?: thực hiện)?|hạn(?: hoàn thành| chót)?)"
    r"\s*:\s*"
)
LABELLED = pattern(rf"^\W*{LABEL}")
LABEL_INSIDE = pattern(rf"(?:^|[.;,(]\s*| ){LABEL}")

BRACKET_OPENS = pattern(
    r"^\W*(?:trình|báo cáo|gửi|nộp|hoàn thành|ban hành|tổ chức|thực hiện|vận hành|xong|đưa vào|khởi công|nghiệm thu"
    r"|triển khai|phê duyệt|công bố|sơ kết|tổng kết|dự kiến|bàn giao|khánh thành)(?!\w)"
)

_FINISHED = "(?:phải )?(?:hoàn thành|hoàn tất|xong|kết thúc)"
_DONE_BY = rf"(?:{_FINISHED}|(?:thực hiện|trình|gửi|báo cáo|nộp)(?: \w+){{0,3}}?)"
INLINE = pattern(
    r"(?:(?<=[,;])\s*| )(?:"
    rf"(?:{_DONE_BY} )?(?:(?:trước|chậm nhất|muộn nhất|không muộn hơn)(?!\w)|trong (?:tháng|quý|năm|nửa|\d))"
    rf"|{_FINISHED} (?:đến|vào|từ|ngày|tháng|quý|năm|sau|ngay|dự kiến|\d)|thực hiện (?:từ|đến|vào)(?!\w))"
)
INLINE_BY = pattern(r" (?:trước|chậm nhất|muộn nhất|không muộn hơn)(?!\w)")
# "Định kỳ hằng tháng (trước ngày 20)": the bracket says the day of every month
EVERY_WITH_BRACKET = pattern(
    r"(?:định kỳ |hằng )[^.;()]{0,24}?(?:tuần|tháng|quý|năm) ?\((?:trước|chậm nhất|vào) [^()]{2,40}\)"
)
# "… từ ngày 15/4/2026 đến ngày 30/8/2026." closes a sentence as its time
RANGE_AT_END = pattern(
    r"[ ,;](?P<range>từ (?:ngày|tháng|quý) ?[\divx/.-]+"
    r" (?:đến|tới)(?: hết)? (?:ngày|tháng|quý) ?[\divx]+[/.-][\d/.-]*\d)\W*$"
)
EVERY_AT_END = pattern(r"[ ,](?P<every>(?:định kỳ )?hằng (?:ngày|tuần|tháng|quý|năm))\W*$")
# "…, tiến hành thường xuyên." and "… ngay sau khi có tài liệu của cấp trên." close a sentence as its time
ALWAYS_AT_END = pattern(
    r"[,;] ?(?P<every>(?:tiến hành|thực hiện|triển khai|duy trì) thường xuyên"
    r"(?:,? (?:liên tục|hằng (?:năm|quý|tháng)))?)\W*$"
)
WHEN_AT_END = pattern(
    r"\w[ ,;]+(?P<when>ngay (?:sau )?khi (?:có|nhận được|được) (?:tài liệu|hướng dẫn|văn bản|kế hoạch|chỉ đạo|kết luận"
    r"|nghị quyết|quyết định|ý kiến|quy định|thông báo|chương trình)(?!\w)[^.,;:()]{0,120}"
    r"|ngay sau khi(?!\w)[^.;:()]{3,120})\W*$"
)
# What a duty is done by again and again, inside its sentence: "báo cáo trước ngày 18 hằng tháng, theo mẫu"
_UNITS = "(?:tuần|tháng|quý|năm)"
_CYCLE = rf"(?:(?:hằng|mỗi) {_UNITS}|0?[369] tháng(?: một lần)?|{_UNITS}(?! (?:này|sau|nay|trước)))"
_ON_DAY = (
    r"(?:trước|vào|(?:chậm|muộn) nhất|không muộn hơn)(?: là)? ?ngày \d{1,2}(?:/\d{1,2}| tháng \d{1,2})?(?!\s*[/\d])"
)
_EVERY_DAY = rf"{_ON_DAY}(?:,? (?:hằng|mỗi) {_UNITS}|,? (?:của )?tháng (?:cuối|đầu)(?: của)?(?: mỗi)? quý)"
EVERY_DAY = pattern(rf"(?<!\w)(?P<every>(?:định kỳ )?{_EVERY_DAY}(?: và {_EVERY_DAY})*)(?!\w)")
_EVERY = rf"(?:định kỳ {_CYCLE}|hằng {_UNITS})(?:(?:, | và |/){_CYCLE})*"
EVERY_OPENS = pattern(rf"^\W*(?P<every>{_EVERY})(?=,? \w)")
EVERY_OPENS_ON_DAY = pattern(rf"^\W*(?P<every>{_EVERY},? \(?{_ON_DAY}\)?)(?!\w)")
EVERY_ACT = pattern(
    rf"(?<!\w)(?P<every>định kỳ {_CYCLE}(?:(?:, | và |/){_CYCLE})*)(?= (?:tổng hợp|báo cáo|rà soát|đánh giá|sơ kết"
    r"|tổng kết|kiểm tra|cập nhật|gửi|tổ chức|thông báo|thống kê|công khai|công bố|tham mưu|xây dựng|họp"
    r"|giao ban)(?!\w))"
)
# A day or a period that something is done by, in the middle of its sentence: "gửi báo cáo trước ngày 16/12/2025 để …"
_DATE = (
    r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
    r"|\d{1,2}/\d{1,2}(?!\s*[/.-]?\d))"
)
_YEAR = r"(?:\s*[/,-]\s*|\s+)(?:năm )?\d{4}"
_SPAN = rf"(?:tháng \d{{1,2}}{_YEAR}|quý (?:iii|ii|iv|i|[1-4])(?!\w)(?:{_YEAR})?|năm \d{{4}})"
_BY = r"(?:trước|(?:chậm|muộn) nhất|không muộn hơn|đến hết)(?: là)?(?: ngày)?"
INSIDE = pattern(
    rf"(?<!\w)(?P<by>(?:{_FINISHED} )?{_BY} {_DATE}|vào ngày \d{{1,2}}(?:/\d{{1,2}}/| tháng \d{{1,2}} năm )\d{{4}}"
    rf"|{_FINISHED} (?:trong|vào) {_SPAN})(?![\w/])"
)
INSIDE_AFTER_ACT = pattern(
    rf"(?<!\w)(?:{_FINISHED}|trình|gửi|nộp|báo cáo|ban hành|phê duyệt)(?: [^\W\d]+){{0,8}}"
    rf" (?P<by>(?:trong|vào) {_SPAN})(?![\w/])"
)
FINISHED = pattern(rf"^\W*{_FINISHED}(?!\w)")
STARTS = pattern(
    r"^\W*(?:(?:ngay )?sau (?:khi|đại hội|hội nghị|\d)|trước (?:ngày|\d|đại hội|khi|tháng|quý)|trước$"
    r"|(?:chậm|muộn) nhất|(?:thực hiện )?thường(?: xuyên)?$|thực hiện (?:thường|theo|ngay|sau|từ)(?!\w)"
    r"|(?:đã )?hoàn thành\s*(?:trong|trước|vào|ngay|quý [iv\d]|năm \d|tháng \d|$)|xong (?:trong|trước)"
    rf"|theo (?:{SOURCES})(?!\w)|theo (?:kế|thông|chỉ|hướng|quy|nghị|quyết|kết|lộ|tiến|chương)$"
    r"|trong (?:tháng|quý|năm)(?: [\div]|$)|quý [iv\d]|tháng \d|năm \d|(?:hằng|định) (?:năm|quý|tháng|tuần|kỳ)(?!\w)"
    r"|đã$|ngay sau|từ (?:tháng|quý|năm|ngày)(?!\w)|đến (?:hết|ngày|năm|tháng)(?!\w))"
)
