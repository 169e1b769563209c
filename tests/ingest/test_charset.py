import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset import decode
from ingest.old_fonts import old_font, syllable_share

_TEXT = "Nghị quyết của Đảng bộ tỉnh về nâng cao chất lượng sinh hoạt chi bộ"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_read_whole(encoding: str) -> None:
    decoded = decode(_TEXT.encode(encoding))
    assert (decoded.text, decoded.replaced) == (_TEXT, 0)


def test_cp1258_is_recognised_without_a_word() -> None:
    payload = _cp1258(_TEXT)
    decoded = decode(payload)
    assert unicodedata.normalize("NFC", decoded.text) == _TEXT
    assert decoded.charset == "cp1258"


def _cp1258(text: str) -> bytes:
    out = bytearray()
    for sign in text:
        try:
            out += sign.encode("cp1258")
        except UnicodeEncodeError:
            whole, tone = _split_tone(sign)
            out += whole.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def _split_tone(sign: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", sign)
    tones = "\u0300\u0301\u0303\u0309\u0323"
    tone = next(mark for mark in parts if mark in tones)
    return unicodedata.normalize("NFC", parts.replace(tone, "")), tone


def test_a_declared_encoding_that_fits_is_believed() -> None:
    page = b'<meta charset="windows-1258">' + _cp1258("Đảng bộ")
    assert decode(page).charset == "windows-1258"


def test_a_wrong_declaration_loses_to_valid_utf8() -> None:
    page = b'<meta charset="windows-1252">' + "Đảng bộ".encode()
    assert decode(page).text.endswith("Đảng bộ")


def test_a_server_hint_counts_where_utf8_fails() -> None:
    assert decode(_cp1258("Đảng bộ xã"), hint="windows-1258").charset == "windows-1258"


def test_mixed_lines_keep_the_good_ones_and_count_the_loss() -> None:
    good = "Thực hiện chỉ thị của Tỉnh ủy".encode()
    payload = b"\n".join([good, b"h\xff\xfeng \xc3", good])
    decoded = decode(payload)
    lines = decoded.text.split("\n")
    assert lines[0] == lines[2] == "Thực hiện chỉ thị của Tỉnh ủy"
    assert decoded.replaced == lines[1].count("\ufffd") > 0


def test_a_file_cut_inside_a_letter_loses_that_letter_only() -> None:
    decoded = decode(_TEXT.encode()[:-1])
    assert decoded.text == _TEXT[:-1] + "\ufffd"
    assert decoded.replaced == 1


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff\ufffd")))
def test_utf8_always_comes_back(text: str) -> None:
    assert decode(("Đảng " + text).encode()).text == "Đảng " + text


@given(st.binary(max_size=300))
def test_no_bytes_raise(payload: bytes) -> None:
    assert isinstance(decode(payload).text, str)


@pytest.mark.parametrize(
    ("text", "font"),
    [
        ("NghÞ quyÕt vÒ c«ng t¸c x©y dùng §¶ng cña tØnh ñy vµ chØ thÞ", "TCVN3"),
        ("Toång Bí thö ban haønh Nghò quyeát vaø Chæ thò veà coâng taùc xaây döïng Ñaûng cuûa tænh uûy", "VNI"),
        (_TEXT, None),
        ("The café in Köln serves Grüner Veltliner für Ärzte über größe señor François", None),  # another language
        ("Tæng sè", None),  # too little to judge by
        ("", None),
    ],
)
def test_old_fonts_are_told_by_their_syllables(text: str, font: str | None) -> None:
    assert old_font(text) == font


def test_share_of_syllables_needs_marked_words() -> None:
    assert syllable_share("47-CT/TU 2014") == 0.0
    assert syllable_share("Nghị quyết ủy Đảng khóa nghiêng ướt uyên khuya") == 1.0
