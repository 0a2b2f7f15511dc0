"""Every Vietnamese word that the page itself says, Gradio's own texts too. Answers bring their own wording."""

from __future__ import annotations

from typing import Any, Final

APP: Final = "Trợ lý kế hoạch"
TAGLINE: Final = "Hỏi đáp trên các văn bản kế hoạch, có dẫn nguồn từng dòng"
SKIP: Final = "Đến ô nhập câu hỏi"
THEME_SWITCH: Final = "Đổi nền sáng hoặc tối"
TABS_MORE: Final = "Các thẻ khác"
TAB_ASK: Final = "Hỏi đáp"
TAB_TASKS: Final = "Nhiệm vụ"
TAB_CALENDAR: Final = "Lịch hạn"
TAB_PLANS: Final = "Kế hoạch"

# Hỏi đáp
PLACEHOLDER: Final = "Hỏi về nhiệm vụ, thời hạn…"
QUESTION: Final = "Câu hỏi"
WELCOME: Final = "Đồng chí cần tra cứu gì?"
WELCOME_COUNT: Final = (
    "Đang có {plans} kế hoạch với {tasks} nhiệm vụ. "
    "Câu trả lời là đủ các dòng khớp, mỗi dòng dẫn về đúng chỗ trong văn bản."
)
WELCOME_EMPTY: Final = "Chưa có kế hoạch nào. Mở thẻ “Kế hoạch” và thả văn bản vào để bắt đầu."
EXAMPLES: Final = "Thử một câu hỏi"
EXAMPLE_BEFORE: Final = "{agency} phải hoàn thành gì trước {day}?"
EXAMPLE_MONTH: Final = "Trong tháng {month}, {agency} phải làm những gì?"
EXAMPLE_WHO: Final = "Những cơ quan nào có nhiệm vụ đến hạn trong tháng {month}?"
EXAMPLE_SHARED: Final = "{agency} phối hợp thực hiện những nhiệm vụ nào?"
HISTORY: Final = "Câu đã hỏi"
HISTORY_EMPTY: Final = "Các câu đã hỏi trên máy này sẽ hiện ở đây."
HISTORY_CLEAR: Final = "Xóa danh sách"
NEW_TALK: Final = "Bắt đầu lại"
HINT: Final = "Enter để hỏi · / để về ô nhập · Esc để đóng nguồn"
TAKE_GONE: Final = "Phiên làm việc đã bắt đầu lại; hãy hỏi lại câu này rồi tải."
UNDERSTOOD: Final = "Đã hiểu"
CITE: Final = "Xem nguồn [{}]: {}"
COLUMNS: Final = ("Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Nguồn")
DIRECTING: Final = "Chỉ đạo: {}"
NOTHING: Final = "—"
RELATED: Final = "Có liên quan ({})"
NOTES: Final = "Lưu ý"
PASSAGES: Final = "Trích văn bản"
TABLE_CAPTION: Final = "Các nhiệm vụ trả lời câu hỏi: {}"
OPEN_ALL: Final = "Mở tất cả các nhóm"
ORDER: Final = "Xếp chung theo hạn"
GROUPS: Final = "Đến từng nhóm"
GROUP_COUNT: Final = "{} nhiệm vụ"
ERROR_ASK: Final = "Chưa trả lời được câu này do lỗi trong chương trình; lỗi đã ghi vào nhật ký, mời hỏi lại."
EARLIER: Final = "Câu hỏi trước đó, bấm để hỏi lại"
TOO_LONG: Final = "Câu hỏi dài quá {} ký tự, hãy rút gọn."

# Thời hạn
PAST: Final = "qua hạn {} ngày"
TODAY: Final = "đến hạn hôm nay"
NEAR: Final = "còn {} ngày"
KINDS: Final = {
    "dated": "Có ngày",
    "recurring": "Thường xuyên",
    "conditional": "Theo điều kiện",
    "from": "Từ một thời điểm",
    "done": "Đã hoàn thành",
    "none": "Không ghi thời hạn",
}

# Chip: what was understood, and how `chips.compose` says it again
CHIPS: Final = {
    "agencies": "Cơ quan",
    "role": "Vai trò",
    "due": "Thời hạn",
    "states": "Trạng thái",
    "topic": "Nội dung",
    "plans": "Kế hoạch",
}
CHIP_CHANGE: Final = "{}: {}, bấm để đổi"
CHIP_DROP: Final = "Bỏ điều kiện {}: {}"
DUE_LONG: Final = ": có hạn "
DUE_SHORT: Final = " · "
WAITS: Final = "chờ "
AND: Final = " và "
OR: Final = " hoặc "
EVERY: Final = {"agencies": "mọi cơ quan", "due": "mọi thời hạn", "plans": "mọi kế hoạch"}
CHIP_FIND: Final = "Gõ để tìm"
STATES_OFFERED: Final = ("thường xuyên", "đã hoàn thành", "chưa nêu thời hạn")
ROLES: Final = {"lead": "chủ trì", "coordinating": "phối hợp", "directing": "chỉ đạo", "any": "mọi vai trò"}
ROLES_ASKED: Final = {
    "lead": "do {} chủ trì",
    "coordinating": "{} phối hợp",
    "directing": "do {} chỉ đạo",
    "any": "{} chủ trì hoặc phối hợp",
}
TOPIC_ASKED: Final = "về việc {}"
DUE_ASKED: Final = "có hạn {}"
PLANS_ASKED: Final = "trong {}"
QUESTION_ASKED: Final = "Những nhiệm vụ nào {}?"
PERIODS: Final = ("quá hạn", "tuần này", "tháng này", "tháng sau", "quý này", "năm nay")

# Mang đi
TAKE_EXCEL: Final = "Excel"
TAKE_WORD: Final = "Word"
TAKE_CALENDAR: Final = "Lịch (.ics)"
TAKE_COPY: Final = "Chép bảng"
TAKE_COPY_TEXT: Final = "Chép"
TAKE_LINK: Final = "Chép liên kết"
TAKE_PRINT: Final = "In"
TAKE_REGION: Final = "Mang câu trả lời đi"
VOTE_UP: Final = "Câu trả lời đúng và đủ"
VOTE_DOWN: Final = "Câu trả lời thiếu hoặc sai"
VOTE_WORD: Final = "Thiếu hoặc sai ở đâu? (không bắt buộc)"
VOTE_SEND: Final = "Gửi"
VOTE_THANKS: Final = "Đã ghi nhận, cảm ơn đồng chí."

SEE: Final = "Xem"
XLSX_SHEET: Final = "Nhiệm vụ"
XLSX_COLUMNS: Final = ("Số", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Ngày cuối", "Nguồn")
MADE_ON: Final = "Lập từ Trợ lý kế hoạch, tính đến ngày {}"
ICS_SUMMARY: Final = "Hạn: {}"

# Nhiệm vụ, Lịch hạn
ALL: Final = "Tất cả"
FILTER_WORDS: Final = "Tìm trong mọi cột"
FILTER_WORDS_HINT: Final = "Gõ có dấu hoặc không dấu"
FILTER_PLAN: Final = "Kế hoạch"
FILTER_AGENCY: Final = "Cơ quan"
FILTER_STATE: Final = "Thời hạn"
STATES: Final = {"past": "Đã qua hạn", "near": "Trong 7 ngày tới", **KINDS}
ALL_COLUMNS: Final = ("Mục, số", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Kế hoạch", "Nguồn")
TASKS_COUNT: Final = "{} nhiệm vụ"
TASKS_SHOWN: Final = "(đang hiện {} dòng đầu)"
TASKS_MORE: Final = "Hiện thêm {} dòng"
TASKS_EMPTY: Final = "Chưa có kế hoạch nào, nên chưa có nhiệm vụ. Mở thẻ “Kế hoạch” và thả văn bản vào."
TASKS_NONE: Final = "Không có nhiệm vụ nào khớp với các điều kiện này."
AS_OF: Final = "Tính đến ngày"
AS_OF_HINT: Final = "hôm nay, hoặc ngày/tháng/năm"
DIGEST_PAST: Final = "Đã qua hạn"
DIGEST_WEEK: Final = "Đến hạn tuần này"
DIGEST_MONTH: Final = "Đến hạn tháng này"
DIGEST_NONE: Final = "Không có nhiệm vụ nào."
DIGEST_ASK: Final = "Hỏi đầy đủ"
ASK_PAST: Final = "Những nhiệm vụ nào có hạn trước ngày {}?"
ASK_BETWEEN: Final = "Những nhiệm vụ nào có hạn từ ngày {} đến ngày {}?"
ASK_LEADS: Final = "Những nhiệm vụ nào có hạn {due} do {agency} chủ trì trong {plan}?"
DUE_BEFORE: Final = "trước ngày {}"
DUE_MONTH: Final = "trong tháng {}/{}"
DUE_SINCE: Final = "từ ngày {} trở đi"
BEFORE: Final = "Trước {}/{}"
SINCE: Final = "Từ {}/{}"
CHART: Final = "Số nhiệm vụ đến hạn theo cơ quan chủ trì và tháng"
CHART_NONE: Final = "Chưa có nhiệm vụ nào ghi ngày hạn."
BAR: Final = "{agency}, {span}: {count} nhiệm vụ; bấm để hỏi"

# Kế hoạch
DROP_LABEL: Final = "Thêm kế hoạch"
DROP_HINT: Final = (
    "PDF, Word, Excel, văn bản (txt, md, rtf, odt, html) hoặc ảnh quét (png, jpg, tif); mỗi tệp tối đa 64 MB. "
    "Tệp chỉ nằm trên máy này."
)
STEP_WAIT: Final = "đang chờ"
STEP_PAGES: Final = "{stage} {done}/{total}"
STEP_READING: Final = "Đọc tệp"
STEP_PAGE: Final = "trang {done}/{total}"
STEP_READ: Final = "đã đọc"
ADD_DONE: Final = "Hỏi được ngay."
ADDED_COUNT: Final = {
    "added": "{} tệp mới",
    "updated": "{} bản mới",
    "same": "{} tệp đã có",
    "older": "{} bản cũ",
    "failed": "{} tệp không đọc được",
}
ADD_DOUBTS: Final = "Phiếu đọc có {} điều cần xem lại."
ADD_OLDER: Final = "“{file}” giống hệt bản thứ {version} trước đây của “{plan}”."
ADD_NO_TASKS: Final = "Không thấy nhiệm vụ nào trong tệp này; hãy xem phiếu đọc và văn bản gốc."
ADD_ASK: Final = "Hỏi về kế hoạch này"
ASK_PLAN: Final = "{plan} có những nhiệm vụ nào?"
PLANS_COUNT: Final = "{plans} kế hoạch · {tasks} nhiệm vụ"
PLANS_NONE: Final = "Chưa có kế hoạch nào."
ERROR_ADD: Final = "Chưa thêm được vì lỗi trong chương trình; lỗi đã ghi vào nhật ký, các kế hoạch cũ vẫn nguyên."
PLAN_FACTS: Final = "{file} · {tasks} nhiệm vụ · {passages} đoạn văn · thêm ngày {day}"
PLAN_VERSION: Final = "bản thứ {}"
PLAN_ISSUED: Final = "{issuer} ban hành ngày {day}"
RECEIPT: Final = "Phiếu đọc: {} điều cần xem lại"
SEE_AND_FIX: Final = "Xem, sửa"
CHECK_FIRST: Final = "Xem lại các dòng trước khi đưa vào hỏi đáp"
REVIEW_WAITING: Final = "Chờ xem lại, chưa đưa vào hỏi đáp · đọc lúc {hour} ngày {day}"
REVIEW_FACTS: Final = "{file} · {tasks} nhiệm vụ · {doubts} dòng cần xem lại"
REVIEW_OTHERS: Final = "{} dòng không có chỗ nào nghi ngờ"
REVIEW_PUBLISH: Final = "Đưa vào hỏi đáp"
REVIEW_DISCARD: Final = "Bỏ tệp này"
REVIEW_DISCARD_SURE: Final = "Tệp và các đính chính ở đây sẽ mất; mọi người không còn thấy nó chờ."
REVIEW_DISCARD_YES: Final = "Bỏ hẳn"
REVIEW_MADE: Final = "{} đính chính, có hiệu lực khi đưa vào hỏi đáp"
REVIEW_GONE: Final = "Tệp này không còn chờ nữa: đã được đưa vào hỏi đáp hoặc đã bị bỏ."
REVIEW_CLOSED: Final = "Phần đã đọc của tệp này không mở lại được; hãy bỏ tệp rồi thả lại."
RECEIPT_CLEAN: Final = "Phiếu đọc: không có chỗ nào nghi ngờ"
CHANGES: Final = "So với bản thứ {}: {} thay đổi"
CHANGES_NONE: Final = "Không có thay đổi về nhiệm vụ."
RESTORE: Final = "Dùng lại bản thứ {}"
REMOVE: Final = "Gỡ"
REMOVE_SURE: Final = "Gỡ kế hoạch này khỏi phần hỏi đáp?"
REMOVE_YES: Final = "Gỡ thật"
REMOVED: Final = "Đã gỡ “{}” khỏi phần hỏi đáp."
UNDO: Final = "Khôi phục"
UNDO_GONE: Final = "Không còn giữ tệp vừa gỡ; hãy thả lại tệp."
READING: Final = "Đang đọc các kế hoạch"
INDEX_TROUBLE: Final = "Không mở được dữ liệu: {}"
NO_INDEX: Final = "Chưa có kế hoạch nào để trả lời; hãy thêm kế hoạch ở thẻ “Kế hoạch”."

# Chạy
STARTING: Final = "Đang mở trang…"
SERVING: Final = "Trang đã sẵn sàng: {}"
HELP_DATA: Final = "thư mục dữ liệu (mặc định: data, hoặc TRO_LY_DATA)"
HELP_HOST: Final = "địa chỉ nghe; khác máy này thì phải có mật khẩu (mặc định: 127.0.0.1)"
HELP_PORT: Final = "cổng (mặc định: 7860)"
HELP_PASSWORD: Final = "tệp có mật khẩu ở dòng đầu (hoặc đặt TRO_LY_PASSWORD)"
HELP_TODAY: Final = "coi ngày này là hôm nay, để thử: NĂM-THÁNG-NGÀY"

# Bảo vệ
HOST_REFUSED: Final = (
    "Không mở trang ở “{}” vì máy khác sẽ vào được mà chưa có mật khẩu; "
    "hãy đặt TRO_LY_PASSWORD hoặc --password-file TỆP, hoặc bỏ --host để chỉ dùng trên máy này."
)
LOGIN_MESSAGE: Final = "Nhập tên của đồng chí và mật khẩu được cấp."
LOGIN_NAME: Final = "Tên đăng nhập"
LOGIN_PASSWORD: Final = "Mật khẩu"
LOGIN_ENTER: Final = "Đăng nhập"
LOGIN_WRONG: Final = "Sai tên hoặc mật khẩu"
PORT_TAKEN: Final = "Cổng {} đang có chương trình khác dùng; hãy chọn cổng khác bằng --port."
BAD_PASSWORD_FILE: Final = "Không đọc được tệp mật khẩu “{}”; tệp phải có một dòng không trống."
BAD_DAY: Final = "“{}” không phải là một ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2026-04-20."

# Nguồn
SOURCE: Final = "Nguồn"
SOURCE_REGION: Final = "Dòng được dẫn trong văn bản"
SOURCE_TABLE: Final = "Bảng trong văn bản"
SOURCE_GONE: Final = "Không tìm thấy dòng này: kế hoạch đã được gỡ hoặc vừa được đọc lại. Mời hỏi lại."
SOURCE_AS_TEXT: Final = "Xem dạng chữ"
SECTION: Final = "Mục {}"
NUMBER: Final = "số {}"
PAGE: Final = "trang {}"
SHEET: Final = "trang tính {}"
LINE: Final = "dòng {}"
NO_SYMBOL: Final = "Không ghi số, ký hiệu"
PAGE_IMAGE: Final = "Ảnh trang {} của văn bản"
ZOOM: Final = "Phóng to hoặc thu nhỏ"
PAGE_CAPTION: Final = "Trang {}"
PREVIOUS: Final = "Nguồn trước"
NEXT: Final = "Nguồn sau"
CLOSE: Final = "Đóng"
OPEN_ORIGINAL: Final = "Mở văn bản gốc"
ORIGINAL_GONE: Final = "Không còn tệp gốc của kế hoạch này."

DIRECTING_NAME: Final = "Chỉ đạo"

# What page.js says
BROWSER: Final[dict[str, Any]] = {
    "plansTab": TAB_PLANS,
    "thanks": VOTE_THANKS,
    "copied": "Đã chép bảng, có thể dán vào Word hoặc Zalo.",
    "linkCopied": "Đã chép liên kết mở lại câu hỏi này.",
    "copyFailed": "Trình duyệt không cho chép; hãy chọn rồi chép bằng tay.",
    "names": {
        "#drop button:has(input[type=file])": DROP_LABEL,
        "#drop input[type=file]": DROP_LABEL,
        "#tabs .overflow-menu > button": TABS_MORE,
    },
    "files": {
        "uploading": "Đang tải lên {} tệp…",
        "tooLarge": "“{}” lớn hơn 64 MB nên không nhận; hãy tách nhỏ hoặc quét với độ phân giải thấp hơn.",
        "unknown": "“{}” không phải loại tệp đọc được nên không nhận.",
    },
    "toasts": {
        "Connection Lost": "Mất kết nối",
        "Connection to the server was lost. Attempting reconnection...": "Đang nối lại với máy chủ…",
        "Error": "Lỗi",
        "Warning": "Lưu ý",
    },
}

# Đính chính
FIX: Final = "Đính chính dòng này"
FIX_HINT: Final = (
    "Dùng khi máy đọc sai hoặc văn bản in sai. Bản gốc giữ nguyên; đính chính được ghi cùng tên và ngày, "
    "vẫn còn sau khi đọc lại, và được đánh dấu trong câu trả lời."
)
FIX_FIELD: Final = "Ô cần sửa"
FIX_FIELDS: Final = {"text": "Nội dung", "lead": "Chủ trì", "coordinating": "Phối hợp", "deadline": "Thời hạn"}
FIX_NOW: Final = "Sửa thành (nhiều cơ quan thì cách nhau bằng dấu chấm phẩy)"
FIX_WHO: Final = "Người sửa"
FIX_SAVE: Final = "Ghi đính chính"
FIX_WORKING: Final = "Đang ghi đính chính và đọc lại kế hoạch…"
FIX_DONE: Final = "Đã ghi. Các câu hỏi từ bây giờ theo đính chính này."
FIX_FAILED: Final = "Chưa ghi được vì lỗi trong chương trình; không có gì thay đổi."
FIXED: Final = "đã đính chính"

# Gradio's own words (flat keys under "en", which every browser language falls back to)
GRADIO: Final = {
    "common.built_with_gradio": "",
    "common.clear": "Xóa",
    "common.download": "Tải về",
    "common.edit": "Sửa",
    "common.empty": "Trống",
    "common.error": "Lỗi",
    "common.loading": "Đang tải",
    "common.or": "hoặc",
    "common.remove": "Gỡ",
    "common.submit": "Gửi",
    "common.undo": "Hoàn tác",
    "common.settings": "Cài đặt",
    "common.language": "Ngôn ngữ",
    "common.progress": "Tiến độ",
    "errors.runtime_error": "có lỗi khi chạy",
    "file.uploading": "Đang tải lên…",
    "blocks.waiting_for_inputs": "Đang chờ tệp tải lên xong.",
    "dropdown.dropdown": "Danh sách chọn",
    "status.queue_position": "Đang chờ: {position} trên {size}",
    "upload_text.click_to_upload": "bấm để chọn tệp",
    "upload_text.drop_file": "Thả các văn bản kế hoạch vào đây",
    "upload_text.paste_clipboard": "Dán từ bộ nhớ tạm",
}
