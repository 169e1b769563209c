"""Our own sentences, and how a typist of the time would have stored them in each old encoding."""

import unicodedata

from ingest.legacy.tables import encodings

SENTENCES = (
    "Căn cứ Điều lệ Đảng, Ban Thường vụ huyện ủy yêu cầu các chi bộ rà soát những việc còn dở.",
    "Mỗi đảng viên được giao một nhiệm vụ cụ thể, có thời hạn và người kiểm tra.",
    "Quỹ khuyến học của xã do nhân dân đóng góp, thu chi công khai từng quý.",
    "Những hộ ở vùng lũ đã được chuyển đến nơi ở mới trước mùa mưa bão.",
)
PAPER = "\n".join(SENTENCES)
CAPITALS = "ỦY BAN NHÂN DÂN HUYỆN VỀ VIỆC ĐÓNG GÓP QUỸ KHUYẾN HỌC NĂM MƯỜI BẢY"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def typed(text: str, name: str) -> str:
    """The text in an old encoding, as its bytes look when they are read as Western."""
    table = encodings()[name].letters
    signs: dict[str, str] = {}
    for written, letter in table.items():
        signs.setdefault(letter, written)
    if name == "TCVN3":  # capitals with tones are small letters of a second font
        signs |= {letter.upper(): signs[letter] for letter in list(signs) if letter.upper() not in signs}
    return "".join(signs.get(letter, letter) for letter in text)


def stored(text: str, name: str) -> bytes:
    """The bytes of a text in an old encoding."""
    return b"".join(_byte(sign) for sign in typed(text, name))


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def windows_1258(text: str) -> bytes:
    """The bytes of a text in cp1258: some letters whole, tones after their vowels."""
    out = bytearray()
    for sign in text:
        try:
            out += sign.encode("cp1258")
        except UnicodeEncodeError:
            opened = unicodedata.normalize("NFD", sign)
            tone = next(mark for mark in opened if mark in _TONES)
            whole = unicodedata.normalize("NFC", opened.replace(tone, ""))
            out += whole.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)
