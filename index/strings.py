"""Everything this room says to a person, in Vietnamese. `{…}` are filled in by the caller."""

MISSING = "Chưa có chỉ mục ở “{data}”; hãy thêm kế hoạch bằng lệnh: python -m index add --data {data} TỆP…"
DAMAGED = (
    "Tệp “{file}” của chỉ mục bị hỏng ({what}); "
    "hãy dựng lại từ bản gốc bằng lệnh: python -m index rebuild --data {data}"
)
OUTDATED = (
    "Chỉ mục ở “{data}” do phiên bản khác của chương trình tạo ra (kiểu {found}, cần kiểu {wanted}); "
    "hãy dựng lại bằng lệnh: python -m index rebuild --data {data}"
)
OTHER_ENCODER = (
    "Chỉ mục ở “{data}” được tạo bằng bộ mã hóa “{found}”, không phải “{wanted}” đang dùng; "
    "hãy dựng lại bằng lệnh: python -m index rebuild --data {data}"
)
NO_ENCODER = "Không nạp được bộ mã hóa “{name}” ({what}); hãy kiểm tra biến TRO_LY_ENCODER hoặc cài lại chương trình."
BUSY = "Một tiến trình khác đang ghi vào chỉ mục ở “{data}”; hãy đợi nó xong rồi làm lại."
FULL = "Hết chỗ trên đĩa khi ghi chỉ mục ở “{data}”; chỉ mục cũ vẫn nguyên, hãy giải phóng chỗ rồi làm lại."
UNWRITABLE = "Không ghi được vào “{data}” ({what}); chỉ mục cũ vẫn nguyên, hãy kiểm tra quyền ghi của thư mục."
UNKNOWN_PLAN = "Không có kế hoạch nào tên “{name}” trong chỉ mục; xem danh sách bằng lệnh: python -m index list"
UNKNOWN_VERSION = "Kế hoạch “{name}” không có bản {version}; xem các bản bằng lệnh: python -m index versions"
SEVERAL_PLANS = "“{name}” ứng với nhiều kế hoạch ({plans}); hãy ghi rõ mã của một kế hoạch."
NO_SUCH_PATH = "Không có tệp hay thư mục “{path}”; hãy kiểm tra lại đường dẫn."
NOTHING_TO_READ = "Thư mục “{path}” không có tệp kế hoạch nào đọc được (txt, docx, pdf, xlsx…)."
NO_ORIGINALS = "Không có bản gốc nào ở “{data}” để dựng lại chỉ mục; hãy thêm lại các tệp kế hoạch."
LOST_ORIGINAL = "Bản gốc của “{file}” bị mất hoặc bị hỏng; hãy thêm lại tệp này."
NOT_VERIFIED = "Chỉ mục mới không qua được kiểm tra ({what}) nên không được dùng; chỉ mục cũ vẫn nguyên, hãy làm lại."
BAD_BACKUP = "Tệp sao lưu “{file}” bị hỏng hoặc không phải là bản sao lưu ({what}); hãy dùng một bản sao lưu khác."
BACKUP_EXISTS = "Đã có tệp “{file}”; hãy chọn tên khác cho bản sao lưu."
NOT_EMPTY = "Thư mục “{data}” đã có chỉ mục; hãy chọn thư mục khác hoặc thêm --force để thay bằng bản sao lưu."
NO_SERVER = "Không dùng được máy chủ véc-tơ “{url}” ({what}); hãy kiểm tra biến CHROMA_URL."
UNREADABLE = "Không đọc được tệp “{file}” ({what})."

# What became of a file
ADDED = "Đã thêm “{file}”: {tasks} nhiệm vụ, {passages} đoạn."
UPDATED = "“{file}” là bản {version} của kế hoạch “{plan}”: {changes}."
SAME = "“{file}” giống hệt tệp đã có (“{known}”), không thêm lại."
OLDER = (
    "“{file}” giống hệt bản {version} trước đây của “{known}”; muốn dùng lại bản ấy hãy chạy: "
    "python -m index restore --plan {plan} --version {version}"
)
REMOVED = "Đã gỡ “{file}” khỏi chỉ mục."
RESTORED = "Đã dùng lại bản {old} của “{plan}” (nay là bản {version}): {changes}."
NO_CHANGES = "không có thay đổi về nhiệm vụ"
COUNTED = {
    "added": "{n} nhiệm vụ mới",
    "removed": "{n} nhiệm vụ bị bỏ",
    "reworded": "{n} nhiệm vụ đổi lời văn",
    "deadline": "{n} nhiệm vụ đổi hạn",
    "lead": "{n} nhiệm vụ đổi cơ quan chủ trì",
}

# One change of one row
CHANGES = {
    "added": "Thêm {row}: “{text}”.",
    "removed": "Bỏ {row}: “{text}”.",
    "reworded": "{row} đổi lời văn: “{before}” → “{after}”.",
    "deadline": "{row} đổi hạn: “{before}” → “{after}”.",
    "lead": "{row} đổi cơ quan chủ trì: {before} → {after}.",
}
ROW = "mục {section}, nhiệm vụ {number}"
BULLET = "mục {section}, ý thứ {position}"
NO_DEADLINE = "không nêu hạn"
NO_LEAD = "không nêu"

# Conflicts
CONFLICTING_DEADLINES = "Cùng một việc nhưng ghi hạn khác nhau: {places}."
CONFLICTING_LEADS = "Cùng một việc nhưng giao cho cơ quan chủ trì khác nhau: {places}."
PLACE_DEADLINE = "{row} ghi “{deadline}”"
PLACE_LEAD = "{row} giao {leads}"
OF_PLAN = "{row} của {plan}"

# Stages of a progress bar
READING = "Đọc tệp"
READING_FILE = "Đọc “{file}”"  # by page
LOADING = "Nạp bộ mã hóa"
EMBEDDING = "Mã hóa văn bản"
WRITING = "Ghi chỉ mục"
VERIFYING = "Kiểm tra chỉ mục"
BACKING_UP = "Sao lưu"
UNPACKING = "Khôi phục"
PUBLISHING = "Đưa vào dùng"

# Commands
VERIFIED = "Chỉ mục nguyên vẹn: {plans} kế hoạch, {tasks} nhiệm vụ, {vectors} véc-tơ."
REBUILT = "Đã dựng lại chỉ mục: {plans} kế hoạch, {tasks} nhiệm vụ."
BACKED_UP = "Đã sao lưu vào “{file}” ({size} MB)."
RESTORED_BACKUP = "Đã khôi phục từ “{file}”: {plans} kế hoạch, {tasks} nhiệm vụ."
WATCHING = "Đang theo dõi “{folder}”; nhấn Ctrl+C để dừng."
EMPTY = "Chỉ mục chưa có kế hoạch nào."
LINE = "{id}\n    {name} · {file} · bản {version}{mark} · {tasks} nhiệm vụ, {passages} đoạn · thêm {added}"
NOT_CURRENT = " (cũ)"
WRONG_USE = "{program}: {what} (xem --help)"
RESTORE_WHAT = "cần hoặc TỆP sao lưu, hoặc --plan PLAN --version N"
HELP = {
    "index": "Chỉ mục kế hoạch: thêm, xem, gỡ, kiểm tra, dựng lại, các bản, so sánh, sao lưu, khôi phục, theo dõi.",
    "add": "đọc và thêm các tệp hoặc thư mục kế hoạch",
    "list": "liệt kê các kế hoạch",
    "remove": "gỡ kế hoạch (theo mã, tên tệp hoặc số ký hiệu), cùng các bản cũ và bản gốc",
    "verify": "kiểm tra toàn bộ chỉ mục và bản gốc",
    "rebuild": "dựng lại chỉ mục từ bản gốc",
    "versions": "liệt kê các bản của một kế hoạch",
    "diff": "so sánh hai bản của một kế hoạch",
    "backup": "sao lưu chỉ mục và bản gốc vào một tệp",
    "restore": "khôi phục từ tệp sao lưu, hoặc dùng lại một bản cũ của kế hoạch",
    "watch": "theo dõi một thư mục và tự thêm tệp mới hoặc tệp thay đổi",
    "--data": "thư mục của chỉ mục (mặc định: ./data hoặc biến TRO_LY_DATA)",
    "--json": "in kết quả dạng JSON",
    "--plan": "kế hoạch cần dùng lại bản cũ",
    "--version": "số của bản cũ",
    "--force": "thay chỉ mục đang có",
    "--seconds": "dừng sau chừng ấy giây",
}

# What people have put right
CORRECTION = "Đính chính"
CORRECTED = "{field}: văn bản ghi “{was}”, sửa thành “{now}” ({who}, {day})"
SOMEONE = "không ghi tên"
CORRECTED_FIELDS = {"text": "Nội dung", "lead": "Chủ trì", "coordinating": "Phối hợp", "deadline": "Thời hạn"}
CORRECTION_LOST = "Đính chính {field} “{was}” thành “{now}” không còn áp dụng vì văn bản nay ghi khác; hãy xem lại."
BAD_CORRECTION = "Đính chính không hợp lệ: nội dung nhiệm vụ không được để trống và không dài quá 4.000 ký tự."
UNKNOWN_TASK = "Không có nhiệm vụ này trong kế hoạch “{plan}”; có thể kế hoạch vừa được đọc lại, hãy mở lại nguồn."
