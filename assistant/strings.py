"""Everything that this room says to people, in Vietnamese. `{…}` are filled in; nothing else words an answer."""

from __future__ import annotations

# ---------------------------------------------------------------- counts and conditions
TASKS = "{n} nhiệm vụ"
ROLE = {
    "lead": "chủ trì",
    "coordinating": "phối hợp",
    "directing": "chỉ đạo",
    "any": "chủ trì, phối hợp hoặc chỉ đạo",
}
BY_AGENCY = "do {agencies} {role}"
WITH_PARTNER = "cùng {agencies}"
EXCEPT = "không do {agencies} chủ trì"
NOT_WITH = "không có {agencies} phối hợp"
WITHOUT = "không kể việc nói về {subjects}"
NOT_THERE = "không kể {place}"
TOGETHER = "có đủ các cơ quan này"
NOT_KINDS = "không gồm việc {kinds}"
JOINT = "do nhiều cơ quan cùng chủ trì"
DUE_BETWEEN = "có hạn từ {first} đến {last}"
DUE_UNTIL = "có hạn đến hết {last}"
DUE_FROM = "có hạn từ {first} trở đi"
AFTER_DAY = "sau {day:%d/%m/%Y}"
BEFORE_DAY = "trước {day:%d/%m/%Y}"
DUE_ON = "có hạn đúng ngày {last}"
DUE_NAMED = "có hạn {last}"
ALL_BEFORE = " Kế hoạch ghi “trước {day}”, tức là chậm nhất {last}."
SOME_BEFORE = " {n} nhiệm vụ trong đó ghi “trước {day}”, tức là chậm nhất {last}."
OVERDUE = "đã quá hạn (hạn từ {last} trở về trước)"
STATE = {
    "recurring": "thường xuyên, định kỳ",
    "conditional": "phải chờ điều kiện",
    "done": "đã hoàn thành",
    "none": "chưa nêu thời hạn",
    "dated": "có ngày hạn cụ thể",
    "from": "chỉ nêu ngày bắt đầu",
}
NOT_DATED = "không có ngày hạn cụ thể (thường xuyên, phải chờ, chỉ nêu ngày bắt đầu hoặc chưa nêu thời hạn)"
WITH_COLUMN = "có ghi {column}"
MONEY = "kinh phí"
WITHOUT_COLUMN = "không ghi {column}"
COLUMN_SAYS = " “{words}”"
STARTS = "bắt đầu từ {day}"
SO_OFTEN = "theo từng {words}"
UNITS = {"ngay": "ngày", "tuan": "tuần", "thang": "tháng", "quy": "quý", "qui": "quý", "nam": "năm"}
WAITS_FOR = "chờ “{words}”"
WITHOUT_ROLE = {
    "lead": "chưa nêu cơ quan chủ trì",
    "coordinating": "không nêu cơ quan phối hợp",
    "directing": "không nêu cơ quan chỉ đạo",
}
IN_SECTION = "ở mục {section}"
IN_TABLE, OFF_TABLE = "trong bảng", "ngoài bảng"
ROW_NUMBER = "số {number}"
ANY_OF = "có chữ {phrases}"
COST = "có kinh phí {amount}"
COST_FROM, COST_OVER = "từ {amount} trở lên", "trên {amount}"
COST_UP_TO, COST_UNDER = "không quá {amount}", "dưới {amount}"
COST_BETWEEN = "từ {low} đến {high}"
COST_MOST, COST_LEAST = "cao nhất", "thấp nhất"
COST_SUM = " Cộng lại là {amount}, tính từ {n}/{total} nhiệm vụ có ghi kinh phí."
TOTAL = "{plan} in tổng cộng{unit}: {said}."
TOTAL_UNIT = ", cột “{header}”"
SOURCE_OF_PLAN = " Về nguồn kinh phí, kế hoạch ghi chung như sau."
NOTE_OF = "{task}: kế hoạch ghi chú như sau."
MONEY_UNITS = ((1e9, "tỷ đồng"), (1e6, "triệu đồng"), (1e3, "nghìn đồng"), (0.0, "đồng"))
DETAIL = "ghi “{text}” ở cột khác"
ABOUT = "nói về “{topic}”"
IN_PLANS = "trong {plans}"
SPLIT = "{n} ở {where}"
SECTION_NAME = "mục {section}"
AND = " và "
OR = " hoặc "
ALSO = ", "
YES = "Có: "
NO = "Không: "

# ---------------------------------------------------------------- single rows
WHEN = "{task}: {deadline} [{n}]."
DEADLINE_PRINTED = "thời hạn ghi là “{text}”"
LAST_DAY = ", tức là chậm nhất {day}"
DAYS_LEFT = " (còn {n} ngày)"
DAYS_OVER = " (quá {n} ngày)"
DUE_TODAY = " (đúng hôm nay)"
NO_DEADLINE = "kế hoạch không nêu thời hạn"
DONE = "kế hoạch ghi “{text}”"
COLUMN_SHORT = "{column} là “{text}”"
NO_COLUMN_SHORT = "kế hoạch không có cột “{column}”"
NO_ONE_SHORT = "kế hoạch không nêu cơ quan {role}"
ROW_IS = "{task} [{n}]."
SEVERAL_ROWS = "Có {n} nhiệm vụ khớp với câu hỏi:"
TASK_PLACE = "{section}, số {number}"
TASK_PLACE_BULLET = "{section}, gạch đầu dòng thứ {position}"

# ---------------------------------------------------------------- nothing
NOTHING = "Không tìm thấy nhiệm vụ nào {conditions}."
NOTHING_BARE = "Không tìm thấy nhiệm vụ nào khớp với câu hỏi."
NEAREST_EARLIEST = " Hạn sớm nhất là {day}."
NEAREST_LATEST = " Hạn muộn nhất là {day}."
NEAREST_BEFORE = " Hạn gần nhất trước đó là {day}."
NEAREST_AFTER = " Hạn gần nhất sau đó là {day}."
UNKNOWN_AGENCY = "Các kế hoạch đã nạp không giao việc cho cơ quan nào tên là “{name}”."
LEADS_NONE = "{names} không chủ trì nhiệm vụ nào. "
BY_ROLES = " Trong đó {roles}."
ONLY_OTHER_ROLE = " Tên này có ở {n} nhiệm vụ với vai trò {role}."
NEAR_NAMES = " Tên gần giống: {names}."
UNKNOWN_PLAN = "Chưa nạp kế hoạch nào là “{name}”. Các kế hoạch đang có: {plans}."
UNKNOWN_ROW = "Không có nhiệm vụ nào {conditions}."
BAD_DAY = "Ngày trong câu hỏi không đúng: {name}."
NOT_COVERED = "Các kế hoạch đã nạp không nói về điều này."
NO_NAME_OF = "Các kế hoạch đã nạp không cho biết tên của {post}."
NOT_COVERED_TOPIC = "Các kế hoạch đã nạp không nói về “{topic}”."
NOTHING_ABOUT = "Không tìm thấy nhiệm vụ hay đoạn văn nào nói về “{topic}”."
NEAREST_TOPIC = " Nội dung gần nhất được liệt kê ở phần liên quan."
NO_PLANS = "Chưa có kế hoạch nào được nạp."
EMPTY = "Bạn muốn hỏi gì về các kế hoạch? Ví dụ: “{example}”"
NO_PLAN_CITES = "Không kế hoạch nào đã nạp ghi căn cứ là “{name}”."
NO_FACT = "{plan} không ghi {fact}."

# ---------------------------------------------------------------- asking back
UNCLEAR_AGENCY = "“{said}” có thể là nhiều cơ quan. Bạn muốn hỏi cơ quan nào?"
UNCLEAR_ISSUER = "Nhiều kế hoạch do các cơ quan khác nhau ban hành có thể là của “{said}”. Bạn muốn hỏi cơ quan nào?"
UNCLEAR_ROW = "Có {n} nhiệm vụ mang số này ở nhiều chỗ. Bạn muốn hỏi nhiệm vụ nào?"
UNCLEAR_PLAN = "Có {n} kế hoạch. Bạn muốn hỏi kế hoạch nào?"
UNCLEAR_TASK = "Câu hỏi chưa nêu việc nào. Bạn muốn hỏi về việc gì?"
CHOICE_PLAN = "{question} ({plan})"
CHOICE_ROW = "Nhiệm vụ {place} của {plan} là gì?"
EXAMPLE_DATE = "Những nhiệm vụ nào đến hạn trong tháng này?"

# ---------------------------------------------------------------- related rows
WHY = {
    "recurring": "việc thường xuyên, định kỳ nên không xét theo ngày",
    "conditional": "hạn phụ thuộc điều kiện nên không xét theo ngày",
    "none": "kế hoạch không nêu thời hạn",
    "from": "chỉ nêu ngày bắt đầu, không nêu ngày kết thúc",
    "straddles": "hạn kết thúc sau mốc được hỏi",
    "border": "hạn đúng ngày {day}, không nằm trong “trước {day}”",
    "collective": "giao chung cho nhiều cơ quan (áp dụng chung)",
    "mention": "có nhắc đến trong nội dung",
    "nearest": "hạn gần nhất có trong kế hoạch",
    "near_topic": "nội dung gần với câu hỏi",
    "other_role": "cơ quan này giữ vai trò khác: {role}",
    "done": "đã hoàn thành",
}
RELATED = "Liên quan (không tính vào số trên):"
RELATED_LINE = "- {n} nhiệm vụ: {why}"
RELATED_ROW = "  - {task} ({place}{deadline})"
RELATED_MORE = "  - … và {n} nhiệm vụ khác"

# ---------------------------------------------------------------- notes
SAME_NAME = (
    "Tên “{name}” có trong {n} kế hoạch khác nhau, là {n} cơ quan khác nhau; kết quả được chia theo từng kế hoạch."
)
SEVERAL_AGENCIES = "“{said}” có thể là nhiều cơ quan: {names}; kết quả gồm tất cả, hãy nêu rõ tên nếu chỉ cần một."
UNDATED_COUNT = "Ngoài ra có {n} nhiệm vụ không có ngày hạn cụ thể nên không xét theo ngày."
TYPED_OTHERWISE = "Đã hiểu “{said}” là “{name}”."
NOTES = "Lưu ý:"

# ---------------------------------------------------------------- facts and prose of plans
FACT = {
    "signer": "người ký",
    "issued_on": "ngày ban hành",
    "issuer": "cơ quan ban hành",
    "symbol": "số, ký hiệu",
    "basis": "văn bản làm căn cứ",
    "recipients": "nơi nhận",
    "title": "tên kế hoạch",
    "about": "trích yếu",
}
FACT_LINE = "{plan}: {fact} là {value} [{n}]."
RECEIVES = "Có: nơi nhận của {plan} ghi “{item}” [{n}]."
NOT_RECEIVED = "Không thấy ghi “{said}” trong nơi nhận của {plan}; nơi nhận gồm {value} [{n}]."
DAY = "ngày {day:%d} tháng {day:%m} năm {day:%Y}"
PASSAGES = "Đoạn trả lời trong {plans}:"
PASSAGES_SECTION = "{plan}, mục {section}{heading}:"
PLANS_ARE = "Đang có {n} kế hoạch:"
NO_PLAN_OF = "Chưa nạp kế hoạch nào của “{name}”. Các kế hoạch đang có: {plans}."
NO_PLAN_THEN = "Không có kế hoạch nào ban hành trong thời gian đó; các kế hoạch đang có ban hành từ {first} đến {last}."
AGENCIES_ARE = "Có {n} cơ quan được giao chủ trì nhiệm vụ:"
PLAN_HEADER = ("Kế hoạch", "Tên", "Ngày ban hành", "Số nhiệm vụ")

# ---------------------------------------------------------------- groups, figures, comparison, contradictions
GROUPED = "{n} nhiệm vụ {conditions}, chia theo {by}:"
BY = {
    "agency": "cơ quan chủ trì",
    "month": "tháng",
    "quarter": "quý",
    "plan": "kế hoạch",
    "section": "phần của kế hoạch",
    "person": "người phụ trách",
}
HEADED = ": {heading}"
NO_SECTION = "Không thuộc mục nào"
NO_PERSON = "Không ghi người phụ trách"
NO_PERSONS = "Kế hoạch không có cột ghi người phụ trách. "
NO_AGENCY = "Không nêu cơ quan chủ trì"
MONTH = "Tháng {month:02d}/{year}"
QUARTER = "Quý {quarter}/{year}"
FIGURE_HEADER = ("Cơ quan", "Số nhiệm vụ", "Có ngày hạn", "Quá hạn", "Đã hoàn thành")
FIGURES = "{agencies} cơ quan chủ trì {n} nhiệm vụ:"
FIGURES_HELPING = "{agencies} cơ quan phối hợp {n} nhiệm vụ:"
HAVE_NONE = "Có {n} cơ quan chủ trì không có nhiệm vụ nào {conditions}:"
ALL_HAVE = "Cơ quan nào cũng có nhiệm vụ {conditions}."
MOST = "Nhiều nhiệm vụ nhất: {names} ({n} nhiệm vụ)."
LEAST = "Ít nhiệm vụ nhất: {names} ({n} nhiệm vụ)."
COMPARE_HEADER = (
    "",
    "Số nhiệm vụ",
    "Có ngày hạn",
    "Thường xuyên",
    "Chờ điều kiện",
    "Đã hoàn thành",
    "Hạn sớm nhất",
    "Hạn muộn nhất",
)
DUE_EARLIER = "“{name}” có hạn trước: {day} ({others})."
DUE_LATER = "“{name}” có hạn sau: {day} ({others})."
OTHER_DAY = "“{name}”: {day}"
SAME_DAY = "Các việc này cùng hạn {day}."
ONLY_DATED = "Chỉ “{name}” có ngày hạn cụ thể: {day}."
NONE_DATED = "Các việc này đều không có ngày hạn cụ thể."
SIDE_MORE = ("{names} nhiều hơn: ", "{names} nhiều nhất: ")  # of two sides, of more
SIDE_LESS = ("{names} ít hơn: ", "{names} ít nhất: ")
SIDES_EQUAL = "Bằng nhau: "
HAS_TASKS, HELPS_TASKS = "{name} có {n} nhiệm vụ", "{name} phối hợp {n} nhiệm vụ"
CONFLICTS = "Có {n} chỗ mâu thuẫn, liên quan {m} nhiệm vụ:"
NO_CONFLICTS = "Không thấy mâu thuẫn nào {conditions}."
EARLIEST = "Hạn sớm nhất là {day}: {n} nhiệm vụ {conditions}."
EARLIEST_THEN = " Từ hôm nay trở đi, hạn sớm nhất là {day}."
EARLIEST_AHEAD = "Hạn sớm nhất kể từ hôm nay là {day}: {n} nhiệm vụ {conditions}."
SHARE = " Đó là {share} % của {total} nhiệm vụ."
LATEST = "Hạn muộn nhất là {day}: {n} nhiệm vụ {conditions}."

# ---------------------------------------------------------------- the line of what was understood
UNDERSTOOD = "Đã hiểu: {parts}."
U_AGENCIES = "cơ quan {agencies} ({role})"
U_PARTNERS = "cùng {agencies}"
U_DUE = "hạn {name}"
U_PLANS = "kế hoạch: {plans}"
U_ALL_PLANS = "mọi kế hoạch"
U_ASIDE = "không lọc theo “{text}”"
U_TOPIC = "nội dung “{topic}”"
U_STATE = "trạng thái: {states}"
U_SECTION = "mục {section}"
U_NUMBER = "số {number}"
U_PLACE = "“{said}” theo thứ tự in"
U_ORDER = {"earliest": "sớm nhất", "latest": "muộn nhất"}
U_INTENT = {
    "list": "liệt kê nhiệm vụ",
    "count": "đếm nhiệm vụ",
    "single": "tìm một nhiệm vụ",
    "row": "xem nhiệm vụ theo số",
    "group": "chia nhóm nhiệm vụ",
    "compare": "so sánh",
    "conflicts": "tìm mâu thuẫn",
    "facts": "thông tin của kế hoạch",
    "passage": "tìm đoạn văn",
    "plans": "danh sách kế hoạch",
    "agencies": "danh sách cơ quan",
}
U_ASK = {
    "who": "ai chủ trì",
    "when": "khi nào",
    "coordinating": "ai phối hợp",
    "directing": "ai chỉ đạo",
    "detail": "cột khác",
    "what": "nội dung",
}

# ---------------------------------------------------------------- the table
HEADER = ("Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Nguồn")
NONE_PRINTED = "—"

# ---------------------------------------------------------------- command line
CLI_NO_QUESTION = "Chưa có câu hỏi: viết câu hỏi trong ngoặc kép, hoặc dùng --batch TỆP.jsonl."
CLI_BAD_DAY = "Ngày “{value}” không đúng: viết theo dạng 2026-04-20."
CLI_NO_FILE = "Không mở được tệp {file}: {reason}."
CLI_BAD_LINE = "Dòng {line} của tệp {file} không đọc được: mỗi dòng phải là một đối tượng JSON có khóa “question”."

# ---------------------------------------------------------------- the language model that only rewords
LLM_HALF = "Muốn dùng mô hình ngôn ngữ phải đặt cả TRO_LY_LLM_URL và TRO_LY_LLM_MODEL."
LLM_BAD_URL = "TRO_LY_LLM_URL “{url}” không đúng: viết như http://127.0.0.1:8080/v1."
LLM_REMOTE = (
    "TRO_LY_LLM_URL chỉ tới máy khác ({host}): nội dung kế hoạch sẽ rời khỏi máy này; "
    "nếu đơn vị cho phép, đặt TRO_LY_LLM_REMOTE=1."
)
LLM_SECONDS = "TRO_LY_LLM_SECONDS “{value}” không đúng: viết số giây từ trên 0 đến 600."
LLM_SYSTEM = (
    "Bạn diễn đạt lại câu trả lời đã có. Chỉ dùng thông tin trong các dòng được đánh số. Mỗi câu phải kết thúc bằng "
    "số của dòng mà nó dựa vào, ví dụ [1]. Không thêm thông tin, không suy đoán, không tính toán."
)
LLM_PROMPT = "Câu hỏi: {question}\nCâu trả lời: {headline}\nCác dòng:\n{rows}\nDiễn đạt lại trong một đến ba câu:"
LLM_GRAMMAR = (
    "là thì và của do phải cần được có trong theo về với cho tại ở này đó các những một nhiệm vụ việc thời hạn hạn "
    "chủ trì phối hợp hoàn thành trước đến hết vào"
)
