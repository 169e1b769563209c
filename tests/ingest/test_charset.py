import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.charset import decode
from ingest.legacy import is_plain, recode_text, syllable_share
from tests.ingest.legacy.typed import CAPITALS, PAPER, SENTENCES, stored

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
    ("text", "encoding"),
    [
        ("NghÞ quyÕt vÒ c«ng t¸c x©y dùng §¶ng cña tØnh ñy vµ chØ thÞ", "TCVN3"),
        ("Toång Bí thö ban haønh Nghò quyeát vaø Chæ thò veà coâng taùc xaây döïng Ñaûng cuûa tænh uûy", "VNI"),
        (_TEXT, ""),
        ("The café in Köln serves Grüner Veltliner für Ärzte über größe señor François", ""),  # another language
        ("Tæng sè", ""),  # too little to judge by
        ("", ""),
    ],
)
def test_old_fonts_are_told_by_their_syllables(text: str, encoding: str) -> None:
    assert recode_text(text).encoding == encoding


@pytest.mark.parametrize("name", ["TCVN3", "TCVN5712-1", "VNI", "VISCII", "VPS"])
@pytest.mark.parametrize(
    "frame",
    [
        pytest.param("{}", id="a text file"),
        pytest.param("<html><head><title>x</title></head><body><p>{}</p></body></html>", id="a page that says nothing"),
        pytest.param('<html><meta charset="iso-8859-1"><body><p>{}</p></body></html>', id="a page saved as Western"),
        pytest.param(
            '<html><meta charset="windows-1258"><body>{}</body></html>', id="a page that says something wrong"
        ),
    ],
)
def test_files_from_before_unicode(name: str, frame: str) -> None:
    decoded = decode(b"".join((*(part.encode() for part in frame.split("{}")[:1]), stored(PAPER, name), b"</p>")))
    assert PAPER in decoded.text
    assert decoded.charset == ("TCVN3" if name == "TCVN5712-1" else name)
    assert decoded.replaced == 0


def test_capitals_of_the_full_table_and_lines_of_both_kinds() -> None:
    assert decode(stored(f"{PAPER}\n{CAPITALS}", "TCVN5712-1")).text == f"{PAPER}\n{CAPITALS}"
    mixed = PAPER.encode() + b"\n" + stored(SENTENCES[0], "TCVN3") + b"\n" + SENTENCES[1].encode()
    assert decode(mixed).text == "\n".join((PAPER, SENTENCES[0], SENTENCES[1]))


def test_another_language_is_left_to_its_encoding() -> None:
    french = "Le préfet a signé l'arrêté ; où est-il publié ? À la mairie, près du marché, dès l'été."
    assert decode(french.encode("cp1252")).text == french
    assert decode(french.encode("cp1252"), hint="windows-1252").text == french
    russian = "Постановление правительства области о мерах поддержки сельского хозяйства"
    assert decode(russian.encode("koi8-r"), hint="koi8-r").text == russian


def test_share_of_syllables_needs_marked_words() -> None:
    assert syllable_share("47-CT/TU 2014") == 0.0
    assert syllable_share("Nghị quyết ủy Đảng khóa nghiêng ướt uyên khuya") == 1.0


@given(st.text(st.sampled_from("chi bộ Đảng ủy “tỉnh” – ãõéýÃÕ1.\n\u0301é…\u00a0ºÄ»§­®"), max_size=40))
def test_text_without_old_signs_is_left_as_it_is(text: str) -> None:
    if is_plain(text):
        assert not recode_text(text).encodings
        assert decode(text.encode()).charset == "utf-8"
