"""Questions as they are written in chats."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest

import assistant.chat
from assistant.chat import out_of_chat


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("phường mình t5 này có j phải xong k ạ", "phường mình tháng 5 này có gì phải xong không ạ"),
        ("btc t9/2025 có mấy vc đến hạn z?", "btc tháng 9/2025 có mấy việc đến hạn vậy?"),
        ("đu phường đg chờ hd của tw mấy vc j v", "Đảng ủy phường đang chờ hướng dẫn của tw mấy việc gì vậy"),
        ("a ơi vụ tuyển dụng cc 2026 bh xong", "anh ơi vụ tuyển dụng công chức 2026 bao giờ xong"),
        ("tới h trễ hạn vc nào r", "tới giờ trễ hạn việc nào rồi"),
        ("tới bh vẫn chx xong vc nào", "tới bây giờ vẫn chưa xong việc nào"),
        ("vụ tuyển vc hạn tới bh", "vụ tuyển viên chức hạn tới bao giờ"),
        ("từ t7-t9/2025, t10 và t11", "từ tháng 7-tháng 9/2025, tháng 10 và tháng 11"),
        ("sáng t5 hay t6 tuần sau", "sáng thứ năm hay thứ sáu tuần sau"),
        ("T5 này có gì", "tháng 5 này có gì"),
        ("trong kh này có bn nv", "trong kế hoạch này có bao nhiêu nhiệm vụ"),
        ("có nv nào quá hạn kh", "có nhiệm vụ nào quá hạn không"),
        ("ai ct, ai ph vc này", "ai chủ trì, ai phối hợp việc này"),
        ("dang uy dg cho hd cua tw", "dang uy dang cho hướng dẫn cua tw"),
        ("đ/c xem còn bao nhiêu % hồ sơ", "đồng chí xem còn bao nhiêu phần trăm hồ sơ"),
        ("tuần ni có chi tới hạn, hạn ngày mô rứa", "tuần này có gì tới hạn, hạn ngày nào vậy"),
        ("việc nào sớm nhứt, mần những chi hè", "việc nào sớm nhất, làm những gì nhỉ"),
        ("tháng bảy, à quên tháng tám xong gì", "tháng tám xong gì"),
        ("năm ngoái, tháng tám xong gì", "năm ngoái tháng tám xong gì"),
    ],
)
def test_chat_is_written_out(written: str, meant: str) -> None:
    assert out_of_chat(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "26-KH/ĐU của phường", "18-nq/tw", "kh 376 có gì", "điểm a khoản b mục c", "phụ lục k", "khu h", "nhà ga T5",
        "nhà T5 làm gì", "500 k", "sở nv làm gì", "ban tg tỉnh ủy", "VC và CC của phường", "du lịch phường", "tháng 5",
        "quy mô đàn lợn", "hoạt động hè", "có chi bộ nào", "trồng răng", "tháng bảy quên nộp báo cáo",
    ],
)  # fmt: skip
def test_what_is_no_chat_stays(written: str) -> None:
    assert out_of_chat(written) == written


def test_every_short_word_is_written_as_it_is_compared() -> None:
    text = Path(assistant.chat.__file__).with_name("chat.toml").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    data = tomllib.loads(text)
    by_place = [short for rule in data["by_place"] for short in rule["short"]]
    assert not set(by_place) & set(data["always"])
    neighbours = {word for rule in data["by_place"] for word in (*rule.get("after", ()), *rule.get("before", ()))}
    assert all(word.isascii() and word.islower() for word in neighbours)
