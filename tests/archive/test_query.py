"""A query as a value: what is typed is understood, what is not is words, nothing but QueryError is ever raised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import QueryError
from archive.query import FILTERS, MAX_CHARS, Query, parse
from archive.works.dates import PartialDate


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        pytest.param("sinh hoạt chi bộ", Query(words=("sinh", "hoạt", "chi", "bộ")), id="words"),
        pytest.param('họp "chi bộ"', Query(words=("họp",), phrases=("chi bộ",)), id="a phrase"),
        pytest.param("họp “chi bộ”", Query(words=("họp",), phrases=("chi bộ",)), id="curly quotes"),
        pytest.param('"chi bộ', Query(words=("chi", "bộ")), id="a quote without its end is none"),
        pytest.param('"" "  "', Query(), id="empty quotes"),
        pytest.param('họp -đoàn -"dự bị"', Query(words=("họp",), minus=("đoàn", "dự bị")), id="exclusions"),
        pytest.param("loai:chỉ thị chi bộ", Query(words=("chi", "bộ"), type=("chi-thi",)), id="a type without quotes"),
        pytest.param('loại:"nghị quyết"', Query(type=("nghi-quyet",)), id="a field name with marks"),
        pytest.param("LOAI:CT", Query(type=("chi-thi",)), id="a type by its code"),
        pytest.param("cơ-quan:tinh-uy-lao-cai", Query(issuer=("tinh-uy-lao-cai",)), id="an issuer by id"),
        pytest.param('coquan:"Tỉnh ủy Lào Cai"', Query(issuer=("tinh-uy-lao-cai",)), id="an issuer by name"),
        pytest.param("nam:2014", Query(since=PartialDate(2014), until=PartialDate(2014)), id="a year"),
        pytest.param("nam:2016-2014", Query(since=PartialDate(2014), until=PartialDate(2016)), id="years turned round"),
        pytest.param("tu:11/11/2014", Query(since=PartialDate(2014, 11, 11)), id="a day as people write it"),
        pytest.param("den:2014-11", Query(until=PartialDate(2014, 11)), id="a month"),
        pytest.param("cap:tỉnh", Query(level=("tinh",)), id="a level"),
        pytest.param("the-loai:tin the-loai:van-ban", Query(genre=("directive",)), id="the last of two filters holds"),
        pytest.param("so:47-ct/tu", Query(own="47-CT/TU"), id="an own number"),
        pytest.param("so:05", Query(own="5"), id="an own serial"),
        pytest.param("- – — ... ? !!", Query(), id="signs say nothing"),
        pytest.param("\x00chi\x00bộ\x00", Query(words=("chi", "bộ")), id="null bytes"),
        pytest.param("chi bo\u0323\u0302", Query(words=("chi", "bộ")), id="decomposed"),
        pytest.param(
            "abc:def http://a.vn", Query(words=("abc:def", "http://a.vn")), id="a colon is no field by itself"
        ),
        pytest.param("47 -CT/TU", Query(words=("47-CT/TU",)), id="a number with a stray blank is no exclusion"),
    ],
)
def test_parse(typed: str, query: Query) -> None:
    assert parse(typed) == query


def test_a_filter_that_means_nothing_stays_words_and_says_so() -> None:
    query = parse("loai:abc chi bộ nam:hai")
    assert query.words == ("loai:abc", "chi", "bộ", "nam:hai")
    assert len(query.notices) == 2
    assert "Chỉ thị" in query.notices[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("loai", "không có", id="type"),
        pytest.param("cap", "phường nào", id="level"),
        pytest.param("the-loai", "thơ", id="genre"),
        pytest.param("noi", "???", id="place"),
        pytest.param("nam", "20144", id="year"),
        pytest.param("tu", "31/02/2014", id="a day that no calendar has"),
        pytest.param("xep", "ngẫu nhiên", id="sort"),
        pytest.param("trang", "0", id="page zero"),
        pytest.param("trang", "-1", id="page below zero"),
        pytest.param("trang", "٣", id="a figure of another script"),
        pytest.param("trang", "9" * 30, id="a page beyond all"),
        pytest.param("so", "chi bộ", id="number"),
    ],
)
def test_a_filter_of_the_address_with_a_wrong_value_is_refused(name: str, value: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse("chi bộ", {name: value})
    assert value[:20] in str(caught.value)
    assert caught.value.remedy


def test_unknown_and_empty_filters_of_the_address_are_passed_over() -> None:
    assert parse("chi bộ", {"utm_source": "x", "loai": " "}) == parse("chi bộ")


def test_over_long_is_refused_with_the_limit() -> None:
    assert parse("a" * MAX_CHARS).words == ("a" * MAX_CHARS,)
    with pytest.raises(QueryError, match=str(MAX_CHARS)):
        parse("chi bộ " * 2_000)


def test_empty_and_wordless() -> None:
    assert parse("").is_empty
    assert parse("", {"xep": "date", "trang": "2"}).is_empty
    assert not parse("loai:chi-thi").is_empty
    assert not parse("loai:chi-thi").has_words
    assert not parse("-đoàn").is_empty


# --- laws ------------------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "chi",
        "bộ",
        "47-CT/TU",
        "47",
        "-CT/TU",
        "-",
        "--",
        '"',
        "“",
        ":",
        "loai:",
        "loai:chỉ",
        "thị",
        "nam:2014",
        "so:5",
        "-x",
        "nam:2014-2013",
        "tu:2014",
        "den:12/2013",
        "co-quan:x",
        'noi:"Lào Cai"',
        "cap:tw",
        "xep:date",
        "trang:3",
        "the-loai:tin",
        *("\x00", "\ud800", "\u2028", "…", "<b>", "' OR 1=1", "%", "*", "(", "AND"),
    ]
)
TYPED = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join), st.lists(PIECES, max_size=8).map("".join)
)


@given(TYPED)
def test_print_then_parse_gives_the_same_query(typed: str) -> None:
    query = parse(typed)
    again = parse(str(query), max_chars=10_000)
    assert again == query
    assert hash(again) == hash(query)
    assert str(again) == str(query)


@given(TYPED, st.dictionaries(st.sampled_from(sorted(FILTERS)), st.text(max_size=12), max_size=3))
def test_nothing_but_query_error(typed: str, args: dict[str, str]) -> None:
    try:
        query = parse(typed, args)
    except QueryError:
        return
    assert query.asked is None or query.asked.last <= len(query.words)


@given(TYPED)
def test_filters_in_the_address_say_what_filters_in_the_text_say(typed: str) -> None:
    query = parse(typed)
    bare = Query(words=query.words, phrases=query.phrases, minus=query.minus)
    assert parse(str(bare), query.filters(), max_chars=10_000) == query
