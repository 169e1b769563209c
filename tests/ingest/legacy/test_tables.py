import shutil
import subprocess
import unicodedata

import pytest

from archive.errors import DataError
from ingest.legacy import tables
from ingest.legacy.tables import encodings, letters_in, placed, read, read_in_place, unshifted, western

_LETTERS = {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in "aăâeêioôơuưy"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
} - set("aeiouy") | {"đ"}
_CAPITALS = {letter.upper() for letter in _LETTERS}


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        pytest.param("TCVN3", _CAPITALS - set("ĂÂÊÔƠƯĐ"), id="capitals with tones come from a second font"),
        pytest.param("TCVN5712-1", set(), id="the full first table"),
        pytest.param("VNI", set(), id="pairs"),
        pytest.param("VISCII", set(), id="RFC 1456"),
        pytest.param("VPS", set(), id="VPS"),
        pytest.param("CP1258", set("âêôÂÊÔ"), id="some letters stand where Western ones do"),
    ],
)
def test_every_letter_can_be_written(name: str, missing: set[str]) -> None:
    assert set(encodings()[name].letters.values()) == (_LETTERS | _CAPITALS) - missing


@pytest.mark.parametrize(
    ("name", "oracle"),
    [
        pytest.param("TCVN3", "TCVN5712-1", id="TCVN3 is a part of the first table of TCVN 5712"),
        pytest.param("TCVN5712-1", "TCVN5712-1", id="the table itself"),
        pytest.param("VISCII", "VISCII", id="VISCII"),
    ],
)
def test_tables_agree_with_the_c_library(name: str, oracle: str) -> None:
    if shutil.which("iconv") is None:
        pytest.skip("no iconv here")
    rows = [(byte, encodings()[name].letters.get(western(bytes([byte])))) for byte in range(1, 256)]
    held = [(byte, letter) for byte, letter in rows if letter]
    told = subprocess.run(
        ["iconv", "-f", oracle, "-t", "UTF-8"],
        input=b" ".join(bytes([byte]) for byte, _ in held),
        capture_output=True,
        check=False,
    )
    if told.returncode:
        pytest.skip(f"this iconv does not know {oracle}")
    assert told.stdout.decode().split(" ") == [letter for _, letter in held]


def test_cp1258_agrees_with_python() -> None:
    for written, letter in encodings()["CP1258"].letters.items():
        if all(sign.encode("cp1252", "ignore") for sign in written):
            assert unicodedata.normalize("NFC", written.encode("cp1252").decode("cp1258")) == letter


def test_no_table_makes_a_letter_of_plain_ascii() -> None:
    for encoding in encodings().values():
        assert not any(written.isascii() and written.isprintable() for written in encoding.letters)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param({"bytes": "A1 A2", "means": "Ă"}, id="out of step"),
        pytest.param({"bytes": "A1 A1", "means": "Ă Â"}, id="a byte twice"),
    ],
)
def test_a_broken_table_is_refused(table: dict[str, str]) -> None:
    with pytest.raises(DataError):
        tables._encoding("X", table)


def test_letters_say_where_they_stand() -> None:
    text = "coäng saûn"
    assert [(text[one.start : one.end], one.means) for one in letters_in(text, encodings()["VNI"])] == [
        ("oä", "ộ"),
        ("aû", "ả"),
    ]


def test_a_word_that_is_unicode_already_is_left_alone() -> None:
    assert read("®¶ng viên được ®¶ng", encodings()["TCVN3"]) == "đảng viờn được đảng"
    assert read("đã ®·", encodings()["TCVN3"]) == "đã đã"


@pytest.mark.parametrize(
    ("written", "means"),
    [
        pytest.param("CHÝNH PHñ", "CHÍNH PHỦ", id="a further capital proves it"),
        pytest.param("ñY BAN", "ỦY BAN", id="the toned letter in front"),
        pytest.param("Hå ChÝ Minh", "Hồ Chí Minh", id="a capital in front proves nothing"),
        pytest.param("ViÖc VÒ quü", "Việc Về quỹ", id="nor among small letters"),
        pytest.param("VÒ VIÖC L­U", "VỀ VIỆC LƯU", id="two words of capitals after it"),
        pytest.param("VÒ UBND x·", "Về UBND xã", id="one abbreviation is not enough"),
        pytest.param("§iÒu", "Điều", id="Đ is a capital of its own"),
        pytest.param("TpHCM", "TpHCM", id="nothing to read"),
    ],
)
def test_capitals_that_tcvn3_cannot_write(written: str, means: str) -> None:
    assert read(written, encodings()["TCVN3"]) == means


def test_bytes_and_signs_of_the_private_area() -> None:
    assert western(b"\x93\x81a") == "“\x81a"
    assert unshifted("ch\uf0de thÞ") == "chÞ thÞ"
    assert len(unshifted("\uf020\uf0ff")) == 2


def test_places_of_read_text() -> None:
    text, starts = read_in_place("coäng", encodings()["VNI"])
    assert (text, list(starts)) == ("cộng", [0, 1, 3, 4, 5])
    assert placed("abc", []) == ("abc", starts.__class__("q", [0, 1, 2, 3]))
