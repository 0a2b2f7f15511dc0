"""Times that close a sentence with nothing to announce them, and the same words where they tell what work is about."""

from datetime import date

import pytest

from corpus.deadlines import find_deadline

ISSUED = date(2026, 2, 1)


@pytest.mark.parametrize(
    ("sentence", "kind", "printed", "last"),
    [
        ("Tổ chức tập huấn cho cán bộ thôn từ ngày 01/3/2026.", "from", "từ ngày 01/3/2026", None),
        ("Triển khai phần mềm mới tại các khoa từ tháng 4/2026.", "from", "từ tháng 4/2026", None),
        ("Áp dụng quy trình một cửa kể từ ngày 01/7/2026.", "from", "kể từ ngày 01/7/2026", None),
        ("Công bố quy hoạch sau khi được Sở Y tế thẩm định.", "conditional", "sau khi được Sở Y tế thẩm định", None),
        (
            "Trình HĐND xã giao dự toán sau khi được HĐND tỉnh phê chuẩn.",
            "conditional",
            "sau khi được HĐND tỉnh phê chuẩn",
            None,
        ),
        ("Bàn giao hồ sơ ngay khi hoàn thành.", "conditional", "ngay khi hoàn thành", None),
        ("Rà soát danh mục thuốc khi có hướng dẫn của Sở Y tế.", "conditional", "khi có hướng dẫn của Sở Y tế", None),
        ("Phun hóa chất diệt muỗi toàn xã từ 01/4 đến 15/4/2026.", "dated", "từ 01/4 đến 15/4/2026", date(2026, 4, 15)),
        (
            "Tổ chức đợt cao điểm quyên góp từ 17/10 đến 18/11/2026.",
            "dated",
            "từ 17/10 đến 18/11/2026",
            date(2026, 11, 18),
        ),
        ("Mở đợt khám sức khỏe từ ngày 01/4 - 30/6/2026.", "dated", "từ ngày 01/4 - 30/6/2026", date(2026, 6, 30)),
        ("Tổ chức Tết trồng cây, ra quân ngày 22/02/2026.", "dated", "ngày 22/02/2026", date(2026, 2, 22)),
        ("Họp tổng kết tại hội trường ngày 15/5/2026.", "dated", "ngày 15/5/2026", date(2026, 5, 15)),
        ("Quyết toán kinh phí vào 31/12/2026.", "dated", "vào 31/12/2026", date(2026, 12, 31)),
        ("Tổ chức hội thi tay nghề vào tháng 11/2026.", "dated", "vào tháng 11/2026", date(2026, 11, 30)),
        ("Khánh thành nhà văn hóa vào dịp 02/9/2026.", "dated", "vào dịp 02/9/2026", date(2026, 9, 2)),
        ("Đánh giá xếp loại viên chức vào cuối năm 2026.", "dated", "vào cuối năm 2026", date(2026, 12, 31)),
        (
            "Khai trương điểm du lịch cộng đồng, dự kiến tháng 5/2026.",
            "dated",
            "dự kiến tháng 5/2026",
            date(2026, 5, 31),
        ),
        (
            "Tổ chức hội chợ nông sản, thời gian dự kiến tháng 5/2026.",
            "dated",
            "thời gian dự kiến tháng 5/2026",
            date(2026, 5, 31),
        ),
        (
            "Liên hoan văn nghệ quần chúng, dự kiến khai mạc ngày 03/10/2026.",
            "dated",
            "dự kiến khai mạc ngày 03/10/2026",
            date(2026, 10, 3),
        ),
        ("Phát động thi đua trong tuần đầu tháng 4/2026.", "dated", "trong tuần đầu tháng 4/2026", date(2026, 4, 7)),
        ("Nạo vét kênh mương trước mùa mưa bão.", "conditional", "trước mùa mưa bão", None),
        ("Kiểm tra hồ đập trước mùa mưa bão năm 2026.", "conditional", "trước mùa mưa bão năm 2026", None),
        (
            "Công khai thủ tục trong vòng 30 ngày kể từ ngày ban hành Kế hoạch này.",
            "conditional",
            "trong vòng 30 ngày kể từ ngày ban hành Kế hoạch này",
            None,
        ),
        (
            "Báo cáo kết quả trong vòng 05 ngày làm việc sau mỗi đợt.",
            "conditional",
            "trong vòng 05 ngày làm việc sau mỗi đợt",
            None,
        ),
        ("Tổ chức sinh hoạt chuyên đề mỗi tháng một lần.", "recurring", "mỗi tháng một lần", None),
        ("Diễn tập chữa cháy mỗi năm ít nhất 02 lần.", "recurring", "mỗi năm ít nhất 02 lần", None),
        ("Họp giao ban mỗi quý ít nhất 01 lần.", "recurring", "mỗi quý ít nhất 01 lần", None),
        ("Kiểm tra đột xuất các chợ ít nhất 02 lần/năm.", "recurring", "ít nhất 02 lần/năm", None),
        ("Ký kết quy chế phối hợp vào giữa tháng 6/2026.", "dated", "vào giữa tháng 6/2026", date(2026, 6, 15)),
        ("Nghiệm thu công trình đầu tháng 9/2026.", "dated", "đầu tháng 9/2026", date(2026, 9, 1)),
        ('Ra mắt mô hình "Chợ không tiền mặt" ngày 30/4/2026.', "dated", "ngày 30/4/2026", date(2026, 4, 30)),
        (
            "Ban hành kế hoạch thu thuế sau khi Chi cục Thuế giao chỉ tiêu.",
            "conditional",
            "sau khi Chi cục Thuế giao chỉ tiêu",
            None,
        ),
        (
            "Tham mưu phương án bố trí trụ sở sau khi UBND tỉnh phê duyệt đề án.",
            "conditional",
            "sau khi UBND tỉnh phê duyệt đề án",
            None,
        ),
        (
            "Sửa đổi quy chế chi tiêu khi Bộ Tài chính ban hành thông tư mới.",
            "conditional",
            "khi Bộ Tài chính ban hành thông tư mới",
            None,
        ),
        ("Giao ban công tác dân vận định kỳ 3 tháng một lần.", "recurring", "định kỳ 3 tháng một lần", None),
        ("Sinh hoạt câu lạc bộ vào tối thứ Bảy hằng tuần.", "recurring", "hằng tuần", None),
        ("Đón đoàn kiểm tra của tỉnh vào ngày 12/8/2026.", "dated", "vào ngày 12/8/2026", date(2026, 8, 12)),
        ("Chi trả phụ cấp cho cộng tác viên trước ngày 10 hằng tháng.", "recurring", "trước ngày 10 hằng tháng", None),
        (
            "Tổ chức khai giảng lớp xóa mù chữ vào đầu tháng 10/2026.",
            "dated",
            "vào đầu tháng 10/2026",
            date(2026, 10, 1),
        ),
        ("Tổng vệ sinh môi trường vào sáng thứ Bảy hằng tuần.", "recurring", "hằng tuần", None),
        ("Chỉnh trang nghĩa trang liệt sĩ nhân dịp 27/7/2026.", "dated", "nhân dịp 27/7/2026", date(2026, 7, 27)),
        (
            "Tổ chức lễ ra quân vào lúc 7 giờ 30 ngày 01/3/2026.",
            "dated",
            "vào lúc 7 giờ 30 ngày 01/3/2026",
            date(2026, 3, 1),
        ),
        (
            "Tổng hợp nhu cầu đào tạo, dự kiến hoàn thành trong quý II/2026.",
            "dated",
            "hoàn thành trong quý II/2026",
            date(2026, 6, 30),
        ),
        ("Sơ kết phong trào vào quý III/2026.", "dated", "vào quý III/2026", date(2026, 9, 30)),
        ("Trình Hội đồng nghiệm thu ngay sau khi thi công xong.", "conditional", "ngay sau khi thi công xong", None),
        ("Bắt đầu thu phí không dừng từ quý II/2026.", "from", "từ quý II/2026", None),
    ],
)
def test_a_time_closes_a_sentence(sentence: str, kind: str, printed: str, last: date | None) -> None:
    found = find_deadline(sentence, issued_on=ISSUED)
    assert found is not None
    assert (found.deadline.kind, found.deadline.text, found.deadline.last_day) == (kind, printed, last)
    assert sentence[found.start : found.end] == printed and not found.bracketed


@pytest.mark.parametrize(
    "sentence",
    [
        "Triển khai Luật Đất đai có hiệu lực thi hành từ ngày 01/8/2024.",
        "Thực hiện Nghị quyết số 12-NQ/TU ngày 15/3/2026 của Tỉnh ủy.",
        "Tổ chức kỷ niệm 80 năm Ngày Quốc khánh 02/9.",
        "Xây dựng kế hoạch chào mừng Ngày Nhà giáo Việt Nam 20/11.",
        "Lập danh sách người có công chết trước ngày 30/4/1975.",
        "Bố trí lại cán bộ sau khi sắp xếp đơn vị hành chính.",
        "Quản lý tài sản dôi dư sau khi sáp nhập.",
        "Xây dựng quy hoạch giai đoạn 2026 - 2030, tầm nhìn đến năm 2050.",
        "Rà soát nhân sự cấp ủy nhiệm kỳ 2025 - 2030.",
        "Báo cáo kết quả thực hiện nhiệm vụ năm 2026.",
        "Xây dựng dự toán ngân sách năm 2027.",
        "Phấn đấu tỷ lệ hộ nghèo đến năm 2026 còn dưới 1%.",
        "Tuyên truyền kết quả bầu cử ngày 15/3/2026.",
        "Giải quyết hồ sơ đúng hạn từ 98% trở lên.",
        "Thống kê cơ sở kinh doanh thành lập từ năm 2020 đến năm 2025.",
        "Chỉ đạo xử lý vướng mắc trước, trong và sau sắp xếp.",
        "Hoàn thiện hồ sơ trước khi báo cáo Trung ương.",
        "Kiểm tra việc thực hiện Chỉ thị 05 từ đầu nhiệm kỳ đến nay.",
        "Rà soát thủ tục tiếp nhận từ ngày 01/01/2023 đến ngày 31/12/2024.",
        "Khen thưởng học sinh đạt giải kỳ thi tháng 3/2026.",
        "Chi trả trợ cấp tháng 7/2026 cho người cao tuổi.",
        "Nâng cao chất lượng khám bệnh khi có dịch.",
        "Hướng dẫn người dân làm thủ tục khi có yêu cầu.",
        "Hỗ trợ người lao động từ 18 tuổi trở lên.",
        "Thăm hỏi gia đình liệt sĩ hy sinh ngày 17/02/1979.",
        "Tổ chức gặp mặt cựu chiến binh nhập ngũ tháng 9/1972.",
        "Tổng hợp số liệu tính đến 31/12/2025.",
        "Cập nhật biến động đất đai sau khi cấp giấy chứng nhận.",
        "Đánh giá mức độ hài lòng của người bệnh sau khi ra viện.",
        "Thực hiện quy định về tiền lương mới áp dụng từ 01/7/2026.",
        "Lập hồ sơ quản lý sức khỏe trẻ sinh từ tháng 1/2026.",
        "Công nhận xã đạt chuẩn nông thôn mới năm 2026.",
        "Xây dựng quy chế làm việc nhiệm kỳ mới ngay từ đầu.",
        "Lựa chọn nhà thầu theo Luật Đấu thầu số 22/2023/QH15 ngày 23/6/2023.",
        "Nâng tỷ lệ bao phủ bảo hiểm y tế lên 95% vào năm 2026.",
        "Duy trì tỷ lệ sử dụng nước sạch mỗi năm tăng 2%.",
        "Giảm ít nhất 5% số vụ tai nạn mỗi năm.",
        "Tiếp nhận người bệnh khi có giấy chuyển tuyến.",
        "Tuyên truyền quyền lợi của người dân khi được giao đất, cấp phép.",
    ],
)
def test_the_same_words_tell_what_work_is_about(sentence: str) -> None:
    assert find_deadline(sentence, issued_on=ISSUED) is None
