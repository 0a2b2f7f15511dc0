"""The provinces and cities of Viet Nam, before and after the mergers of July 2025: an issuer's name may end in one."""

from __future__ import annotations

from corpus.text import bare

# Nghị quyết 202/2025/QH15 kept or renamed 34 of these; plans go on naming the others.
_NAMES = """An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định,
Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai, Đồng Tháp, Gia Lai,
Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, Huế, Hưng Yên, Khánh Hòa,
Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định, Nghệ An, Ninh Bình, Ninh Thuận, Phú Thọ,
Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị, Sóc Trăng, Sơn La, Tây Ninh, Thái Bình, Thái Nguyên,
Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh, Tuyên Quang, Vĩnh Long, Vĩnh Phúc, Yên Bái"""
PROVINCES = frozenset(bare(" ".join(name.split())) for name in _NAMES.replace(" - ", " ").split(","))


def province_at_end(name: str) -> str:
    """The province that a body's name ends in, as printed: "Sở Y tế Khánh Hòa" -> "Khánh Hòa"; "" for none."""
    words = name.split()
    for length in (4, 3, 2, 1):
        if len(words) > length and bare(" ".join(words[-length:])) in PROVINCES:
            return " ".join(words[-length:])
    return ""
