"""Shadows: how texts look to the patterns for times, and the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.shadow import Shadow, pattern, seen


@pytest.mark.parametrize(
    ("text", "shadow"),
    [
        ("Trước ngày **15/5/2026**", "truoc ngay 15/5/2026"),
        ("Quý II – quí III", "quy ii - quy iii"),
        ("ĐỊNH KÌ", "dinh ky"),
        ("trươc", "truoc"),  # a missing mark is forgiven
        ("tháng sáu, tháng tư", "thang 6, thang bon"),
        ("tháng tới, buổi tối", "thang toi, buoi _toi"),
        ("sâu, thắng, hàn", "_sau, _thang, _han"),
        ("nă\u0301m", "_nam"),
        ("na\u0306m", "nam"),  # decomposed
    ],
)
def test_how_a_text_looks(text: str, shadow: str) -> None:
    assert Shadow(text).text == shadow


def test_a_place_in_the_shadow_leads_back() -> None:
    shadow = Shadow("Hạn: **trước** na\u0306m 2026.")
    start = shadow.text.index("truoc")
    assert shadow.printed(start, start + 5) == "trước"
    start = shadow.text.index("nam")
    assert shadow.printed(start, start + 3) == "na\u0306m"


def test_patterns_are_written_in_vietnamese() -> None:
    assert seen("hoàn thành|quý") == r"hoan\s+thanh|quy"
    assert pattern("kế hoạch").search(Shadow("Theo Kế  hoạch").text)
    assert pattern("buổi tối").search(Shadow("buổi tối").text)
    assert pattern("buổi tối").search(Shadow("buoi toi").text)


@given(st.text(max_size=60))
def test_every_place_leads_back_in_order(text: str) -> None:
    shadow = Shadow(text)
    spans = [shadow.span(place, place + 1) for place in range(len(shadow.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(alphabet="aăâeêioôơuưyđ áàảãạ1/", max_size=40))
def test_the_form_of_unicode_does_not_matter(text: str) -> None:
    forms = {Shadow(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD")}
    assert len(forms) == 1
