import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import NumberError
from archive.text.vietnamese import fold
from archive.works.number import Number, body_code, from_slug, numbers_in, parse, parse_typed, type_code
from tests.strategies import numbers, party_numbers


@given(numbers())
def test_a_number_printed_and_parsed_is_the_same_number(number: Number) -> None:
    assert parse(str(number)) == number


@given(numbers())
def test_an_address_part_leads_back_to_the_key(number: Number) -> None:
    assert from_slug(number.slug).key == number.key


@given(numbers())
def test_a_slug_is_plain_letters_and_digits(number: Number) -> None:
    assert number.slug.isascii()
    assert number.slug == number.slug.lower()
    assert "/" not in number.slug


@given(numbers(), st.sampled_from(("{}", "Số: {}", "số {}", "  {} ")), st.sampled_from((str, str.lower, str.upper)))
def test_spellings_share_a_key(number: Number, frame: str, case: object) -> None:
    assert callable(case)
    assert parse(frame.format(case(str(number)))).key == number.key


@given(party_numbers(), st.sampled_from(("{s}-{t}-{b}", "{s}/{t}-{b}", "{s} - {t}/{b}", "{s}–{t}∕{b}", "{s} {t}/{b}")))
def test_party_separators_do_not_matter(number: Number, form: str) -> None:
    written = form.format(s=f"{number.serial}{number.suffix}", t=number.type_code, b=number.body_code)
    assert parse(written).key == number.key


@given(st.text(max_size=40))
def test_any_string_is_a_number_or_none(written: str) -> None:
    number = parse_typed(written)
    if number is None:
        return
    assert parse(str(number)).key == number.key


def test_a_refusal_shows_the_right_form() -> None:
    with pytest.raises(NumberError, match="47-CT/TU"):
        parse("không phải số")


@pytest.mark.parametrize(
    ("written", "shown", "key"),
    [
        pytest.param("47-CT/TU", "47-CT/TU", "47-CT/TU", id="the form of 36-HD/VPTW"),
        pytest.param("5-HD/TU", "05-HD/TU", "5-HD/TU", id="padded when shown, not when compared"),
        pytest.param("05-HD-TU", "05-HD/TU", "5-HD/TU", id="hyphen for slash, of a town's page"),
        pytest.param("18-NQ-TW", "18-NQ/TW", "18-NQ/TW", id="hyphen for slash, of the press"),
        pytest.param("217/QĐ-TW", "217-QĐ/TW", "217-QĐ/TW", id="State separators on a Party number"),
        pytest.param("100 - KL/TW", "100-KL/TW", "100-KL/TW", id="blanks round the hyphen"),
        pytest.param("31 – HD/BTCTW", "31-HD/BTCTW", "31-HD/BTCTW", id="en dash"),
        pytest.param("47−CT∕TU", "47-CT/TU", "47-CT/TU", id="minus and division slash"),
        pytest.param("16-ƉA/TU", "16-ĐA/TU", "16-ĐA/TU", id="the African Đ of some fonts"),
        pytest.param("16-ÐA/TU", "16-ĐA/TU", "16-ĐA/TU", id="the Icelandic Đ of old fonts"),
        pytest.param("296-QĐ/TƯ", "296-QĐ/TW", "296-QĐ/TW", id="TƯ for TW"),
        pytest.param("79 NQ/TW", "79-NQ/TW", "79-NQ/TW", id="no hyphen"),
        pytest.param("08-QĐi/TW", "08-QĐi/TW", "8-QĐ/TW", id="QĐi is shown and compared as QĐ"),
        pytest.param("66-QD/TW", "66-QĐ/TW", "66-QĐ/TW", id="no Đ on the keyboard"),
        pytest.param("06-Ctr/TU", "06-CTr/TU", "6-CTr/TU", id="Ctr for CTr"),
        pytest.param("30/2020/NĐ-CP", "30/2020/NĐ-CP", "30/2020/NĐ-CP", id="a decree"),
        pytest.param("70/2025/ND-CP", "70/2025/NĐ-CP", "70/2025/NĐ-CP", id="a decree without Đ"),
        pytest.param("66.25/2026/NQ-CP", "66.25/2026/NQ-CP", "66.25/2026/NQ-CP", id="under 66-NQ/TW"),
        pytest.param("202/2025/QH15", "202/2025/QH15", "202/2025/QH15", id="of the National Assembly"),
        pytest.param("1670/NQ-UBTVQH15", "1670/NQ-UBTVQH15", "1670/NQ-UBTVQH15", id="its standing committee"),
        pytest.param("15/QĐ-UBND", "15/QĐ-UBND", "15/QĐ-UBND", id="local State decision"),
        pytest.param("749/QĐ-TTg", "749/QĐ-TTg", "749/QĐ-TTg", id="Prime Minister"),
        pytest.param("4912/UBND-NC", "4912/UBND-NC", "4912/UBND-NC", id="an official letter"),
        pytest.param("83-KH/BTGDVTW-BCĐ", "83-KH/BTGDVTW-BCĐ", "83-KH/BTGDVTW-BCĐ", id="two Party bodies"),
        pytest.param("01/2021/TTLT-BCA-BNN&PTNT", "01/2021/TTLT-BCA-BNNPTNT", "1/2021/TTLT-BCA-BNNPTNT", id="joint"),
    ],
)
def test_a_written_form_reads_as(written: str, shown: str, key: str) -> None:
    number = parse(written)
    assert (str(number), number.key) == (shown, key)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("2020-2025", id="a stretch of years"),
        pytest.param("14-11", id="a day"),
        pytest.param("11/11/2014", id="a date"),
        pytest.param("24/2025/", id="a State number cut short is never completed"),
        pytest.param("90%", id="a share"),
        pytest.param("0912-345-678", id="a telephone"),
        pytest.param("00-CT/TW", id="no serial is zero"),
        pytest.param("47-XY/TU", id="no such type"),
        pytest.param("", id="nothing"),
        pytest.param("47-CT/TU và 48-CT/TU", id="two numbers"),
    ],
)
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(NumberError):
        parse(written)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("47 ct tu", "47-CT/TU", id="a phone's keyboard"),
        pytest.param("số 47-CT/TU", "47-CT/TU", id="with its word"),
        pytest.param("CT/TW 05", "5-CT/TW", id="turned round"),
        pytest.param("ct/tw số 5", "5-CT/TW", id="turned round, with số"),
        pytest.param("Quy-dinh-399-QD-TW-2026", "399-QĐ/TW", id="the address of a page"),
        pytest.param("30 2020 nd cp", "30/2020/NĐ-CP", id="a decree in blanks"),
        pytest.param("217/qđ-tw", "217-QĐ/TW", id="State separators"),
    ],
)
def test_what_readers_type(typed: str, key: str) -> None:
    number = parse_typed(typed)
    assert number is not None
    assert number.key == key


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("47 cong dan", id="words that look like codes"),
        pytest.param("giai-doan-2020-2025", id="an address with years"),
        pytest.param("sinh hoạt chi bộ", id="words"),
        pytest.param("năm 2020", id="a year"),
    ],
)
def test_what_readers_type_that_is_no_number(typed: str) -> None:
    assert parse_typed(typed) is None


@pytest.mark.parametrize(
    ("written", "code", "system"),
    [
        pytest.param("TƯ", "TW", "party", id="ư for W"),
        pytest.param("T.Ư", "TW", "party", id="with a stop"),
        pytest.param("DU", "ĐU", "party", id="no Đ"),
        pytest.param("UBKTHU", "UBKTHU", "party", id="advisory body of a district"),
        pytest.param("ĐUCA", "ĐUCA", "party", id="a committee by letters"),
        pytest.param("UBND", "UBND", "state", id="people's committee"),
        pytest.param("HDND", "HĐND", "state", id="council without Đ"),
        pytest.param("BTC", "BTC", "state", id="the ministry, not the committee's department"),
        pytest.param("TTG", "TTg", "state", id="Prime Minister in capitals"),
    ],
)
def test_the_body_code_decides_the_system(written: str, code: str, system: str) -> None:
    assert body_code(written) == (code, system)


def test_the_table_says_how_a_type_is_written() -> None:
    assert [type_code(form) for form in ("CTR", "qđi", "cthđ", "XY")] == ["CTr", "QĐi", "CTHĐ", None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Nghị quyết 57-NQ/TW.", ["57-NQ/TW"], id="the sentence's stop is not the number's"),
        pytest.param("số31-QĐ/TW", ["31-QĐ/TW"], id="no blank after số"),
        pytest.param("Nghị quyết .68-NQ/TW", ["68-NQ/TW"], id="a stray stop before it"),
        pytest.param("1.234-QĐ/TW", [], id="the end of a figure"),
        pytest.param("18-\nNQ/TW", ["18-NQ/TW"], id="broken at a line's end"),
        pytest.param("số 30/2021/QĐ-TTgvà", ["30/2021/QĐ-TTg"], id="a glued word is no part of the code"),
        pytest.param("Mẫu số 01-TT", [], id="a form"),
        pytest.param("QCVN 18:2013/BLĐTBXH", [], id="a technical standard"),
        pytest.param("Điều 12.5.NĐ.9", [], id="a code of the codification"),
        pytest.param("CÔNG BÁO/Số 95 + 96/Ngày 17-01-2025", [], id="the head of the gazette"),
        pytest.param("số 47a-CT/TU", ["47a-CT/TU"], id="a version"),
    ],
)
def test_numbers_in_a_text(text: str, found: list[str]) -> None:
    assert [text[start:end].replace("\n", "") for start, end, _ in numbers_in(text)] == found


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("Luật số 3l/2024/QH15", "31/2024/QH15", id="a law"),
        pytest.param("Nghị định số 10l/2020/NĐ-CP", "101/2020/NĐ-CP", id="behind two figures"),
        pytest.param("Chỉ thị số 3l-CT/TW", "31-CT/TW", id="no series of versions reaches l"),
        pytest.param("Quyết định số 3a/QĐ-UBND", "03a/QĐ-UBND", id="a true version stays"),
    ],
)
def test_l_behind_figures_is_one(text: str, shown: str) -> None:
    assert [str(number) for _, _, number in numbers_in(text)] == [shown]


def test_a_folded_number_still_parses_to_its_key() -> None:
    # An unmarked keyboard writes Đ as d: every Party type but Dự án, whose code that is.
    assert parse(fold("399-QĐ/TW")).key == "399-QĐ/TW"
    assert parse(fold("08-KH/ĐU")).key == "8-KH/ĐU"
