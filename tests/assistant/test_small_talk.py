"""What is said around a question changes nothing of its answer; what rows may be about is no small talk."""

from __future__ import annotations

import pytest

from assistant.edges import without_edges
from tests.assistant.conftest import Ask
from tests.scoring import ABSTAINED

WRAPPINGS = """
ủa {q}
ê {q}
í mà {q}
cô Bảy ơi cho con hỏi {q}
Thưa thủ trưởng, {q} ạ
Dạ thưa bác, {q}
Bà con ơi, {q}
chị Lan ơi chị Lan, {q} hả chị
Mấy anh ơi, {q} vậy mấy anh
Chuyện là sếp vừa gọi, {q}
Chủ tịch hỏi: {q}
Anh Dũng nhờ em hỏi {q}
Có chú ở ấp gọi lên hỏi {q}
Mấy bác cho cháu hỏi ké, {q} ạ
nhờ cháu xem hộ bác {q}
kiếm giùm tui {q}
Coi giùm anh cái, {q}
nói nghe coi {q}
tóm lại là {q}
Sẵn tiện, {q}
nhân tiện cho em hỏi luôn, {q}
hỏi thiệt nè: {q}
Tôi đang băn khoăn {q}
Tôi chưa nắm được {q}
hổng biết {q}
răng mà {q}
Rứa chừ {q} hè
{q} hén
{q} á
{q} nè
{q} vậy má
{q} hỉ
{q} dzậy cưng
{q} lận ta
{q} rứa hè
{q} hả e
{q} hả cô Tám
{q} giùm cái
{q} tra giùm tui nghen
{q} chỉ em với ạ
{q} cho tui biết với
{q} thanks anh nhiều
{q} cám ơn trước nha
{q} 🙏🙏
{q}, lẹ lên nghe
{q}, quên béng mất rồi
{q}, em nghĩ hoài không ra
{q}. Rất mong anh chị hồi âm.
Trời ơi nóng quá, {q}
Mưa suốt từ sáng giờ, chán ghê, {q}
Bếp hết ga rồi, {q}
Xe chết máy giữa đường, nhắn vội, {q}
Vừa họp xong mệt rã rời, {q}
Tối nay nhậu không? À mà khoan, {q}
Sáng nay kẹt xe dữ quá. Mà này cậu, {q}
Mai em thi rồi mà chưa học chữ nào: {q}
Em mới về nhận việc, chưa quen, chị chỉ em {q}
Theo phân công của lãnh đạo, tôi xin hỏi: {q}
Chịiii ơiii, {q} vậyyy
chi oi cho em hoi, {q}
""".strip().splitlines()

QUESTIONS = (
    "Ban Xây dựng Đảng có những việc nào trong tháng 5/2026",
    "lắp camera an ninh ai làm",
    "Phòng Kinh tế, Hạ tầng và Đô thị có bao nhiêu việc",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_is_said_around_a_question_changes_nothing(ask: Ask, question: str) -> None:
    plain = ask(question)
    rows = [row.task.id for row in plain.rows]
    assert plain.status == "answered" and rows
    wrapped = {wrapping: ask(wrapping.format(q=question)) for wrapping in WRAPPINGS}
    assert {
        wrapping: answer.understood.line
        for wrapping, answer in wrapped.items()
        if (answer.status, [row.task.id for row in answer.rows]) != (plain.status, rows)
    } == {}


@pytest.mark.parametrize(
    "wrapping",
    ["chi oi cho em hoi {q} vay chi", "xin hoi {q}", "alo {q} ha em", "{q} em cam on a", "tim mai khong ra, {q}"],
)
def test_without_accents(ask: Ask, wrapping: str) -> None:
    question = "ban xay dung dang co nhung viec nao trong thang 5/2026"
    plain, wrapped = ask(question), ask(wrapping.format(q=question))
    assert {row.task.id for row in wrapped.rows} == {row.task.id for row in plain.rows} != set()


@pytest.mark.parametrize(
    "question",
    [
        "Hiến máu nhân đạo, Ban Xây dựng Đảng có việc gì?",
        "ủa hiến máu nhân đạo á, Ban Xây dựng Đảng có việc gì?",
        "chị ơi, chuyện xe buýt thì Công an phường có việc gì ạ",
        "Công an phường có việc nào về tàu ngầm không hả chị",
        "UBND phường có việc gì trước 30/7/2026, tiêm phòng dại chưa anh",
        "à mà này, Công an phường có được giao xây ký túc xá không đấy",
        "Mai họp rồi, Phòng Văn hóa - Xã hội lo vụ đấu thầu thuốc tới đâu rồi em",
        "Bà con ơi, ai cho vay nặng lãi thế",
    ],
)
def test_what_rows_are_about_is_no_small_talk(ask: Ask, question: str) -> None:
    assert ask(question).status in ABSTAINED


@pytest.mark.parametrize(
    "question",
    [
        "Kinh phí thực hiện kế hoạch 41 là bao nhiêu",
        "Các chi, đảng bộ trực thuộc phải làm những gì",
        "nha cong vu cho can bo xa han khi nao",
        "ban dan van thanh uy co viec nao",
        "Chỉ tiêu kết nạp đảng viên giao cho ai",
        "Cô giáo mầm non được tập huấn khi nào",
        "Thăm hỏi gia đình chính sách do ai làm",
        "Hoạt động nào trong dịp hè",
        "Việc nào liên quan đến Đông Nam Á",
    ],
)
def test_words_of_content_are_no_calls(question: str) -> None:
    assert without_edges(question, lambda first, second: False, lambda text: [(0, 3)]) == question


def test_what_was_dropped_is_said(ask: Ask) -> None:
    answer = ask("Bếp hết ga rồi, Công an phường có bao nhiêu việc?")
    assert "không lọc theo “Bếp hết ga rồi”" in answer.understood.line
