"""What is printed is read as the same query: a table of prints, and the law over made-up queries and typed texts."""

import re
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import QueryError
from archive.query import FILTERS, MAX_WITHIN, SEVERAL, Choice, Near, Option, Profile, Query, Sort, parse
from archive.query.pieces import clean
from archive.works.bodies import LEVELS, bodies
from archive.works.dates import PartialDate
from archive.works.terms import ROMAN
from archive.works.validity import State
from archive.works.vocabulary import types


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("sinh  hoạt chi bộ", "sinh hoạt chi bộ", id="words"),
        pytest.param('họp “chi bộ” -đoàn -"dự bị"', 'họp "chi bộ" -đoàn -"dự bị"', id="phrases and exclusions"),
        pytest.param("a OR (b | c)", "(a HOẶC (b HOẶC c))", id="choices in parentheses"),
        pytest.param("x (a HOẶC b)", "x (a HOẶC b)", id="a choice beside words"),
        pytest.param('kiểm* "a b"~5', '"a b"~5 kiểm*', id="near and prefix"),
        pytest.param('-loại:"báo cáo",CT x', "x loai:-bao-cao,-chi-thi", id="barred values"),
        pytest.param("loại:CT,NQ cấp:tỉnh", "loai:chi-thi,nghi-quyet cap:tinh", id="several values"),
        pytest.param("ngày:2018..2014", "tu:2014 den:2018", id="a stretch of days"),
        pytest.param('người ký:"Nguyễn Văn A"', 'nguoi-ky:"Nguyễn Văn A"', id="a name"),
        pytest.param(
            "tính đến:1/7/2025 hiệu lực:còn", "hieu-luc:in_force tinh-den:2025-07-01", id="the day of judgement"
        ),
        pytest.param("-CT/TU 47", '47 -"CT/TU"', id="an exclusion that is no rest of a number"),
        pytest.param("-47 x", 'x -"47"', id="an excluded figure"),
        pytest.param("\\HOẶC \\VÀ", "\\HOẶC \\VÀ", id="words that are signs"),
        pytest.param("\\-x \\+x", "\\-x \\+x", id="words with signs in front"),
        pytest.param("f\\(x\\) a\\|b", "\\f\\(x\\) \\a\\|b", id="words with signs inside"),
        pytest.param("hiệu \\lực:còn", "hiệu \\lực:còn", id="two words that would name a filter"),
        pytest.param("Số: 47", "Số: 47", id="a letterhead needs no sign"),
        pytest.param("http://a.vn", "http://a.vn", id="nor an address"),
        pytest.param("C:\\tep", "\\C:\\\\tep", id="a backslash"),
        pytest.param("a^2 b~ đ*", "\\a^2 \\b~ \\đ*", id="signs that were spoken of are not spoken of again"),
        pytest.param("xep:date trang:2", "xep:date trang:2", id="order and page"),
        pytest.param("đúng:có mở-rộng:không", "dung:1 mo-rong:0", id="the manner"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_a_query_prints_as(typed: str, printed: str) -> None:
    query = parse(typed)
    assert str(query) == printed
    assert parse(printed) == query


# --- made-up queries -------------------------------------------------------------------------------------------------

SIGNS = (
    "HOẶC",
    "OR",
    "VÀ",
    "AND",
    "NEAR",
    "-x",
    "+x",
    "|",
    "a|b",
    "f(x)",
    "a*",
    "*b",
    "a~5",
    "a^2",
    "a&&b",
    "loai:chi-thi",
)
MORE_SIGNS = (
    "lực:còn",
    "hiệu",
    "người",
    "ký:A",
    "loại:",
    "Số:",
    "foo:bar",
    "\\",
    "\\HOẶC",
    "a\\",
    "47",
    "-CT/TU",
    "…",
    "😀a",
)


def sound(word: str) -> bool:
    """Whether a text is a word as reading gives it."""
    return clean(word) == word and not re.search(r'[\s"]', word) and any(map(str.isalnum, word))


WORDS = st.one_of(
    st.sampled_from(("chi", "bộ", "đảng", "47-CT/TU", "05", "x")),
    st.sampled_from([one for one in (*SIGNS, *MORE_SIGNS) if sound(one)]),
    st.text(min_size=1, max_size=6).map(clean).filter(sound),
)
MANY = st.lists(WORDS, max_size=4).map(tuple)
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
PREFIXES = WORDS.filter(lambda one: re.fullmatch(r"[^\W_]{2,40}", one) is not None)
NEAR = st.builds(Near, words=st.lists(WORDS, min_size=2, max_size=3).map(" ".join), within=st.integers(1, MAX_WITHIN))


def few(of: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(of, max_size=2, unique=True).map(tuple)


def sides(inner: st.SearchStrategy[tuple[Choice, ...]]) -> st.SearchStrategy[tuple[Choice, ...]]:
    option = st.builds(
        Option,
        words=MANY,
        phrases=few(PHRASES),
        minus=few(st.one_of(WORDS, PHRASES)),
        near=st.lists(NEAR, max_size=1).map(tuple),
        prefixes=few(PREFIXES),
        choices=inner,
    ).filter(lambda one: one != Option())
    choice = st.lists(option, min_size=2, max_size=3, unique=True).map(lambda found: Choice(tuple(found)))
    return st.lists(choice, max_size=2).map(tuple)


CHOICES = sides(sides(st.just(())))
VALUES: dict[str, st.SearchStrategy[str]] = {
    "type": st.sampled_from(sorted({one.slug for one in types()})),
    "issuer": st.sampled_from(sorted(one.id for one in bodies()[:80])),
    "level": st.sampled_from(sorted(LEVELS)),
    "genre": st.sampled_from(("directive", "article", "stub")),
    "place": st.sampled_from(("lao-cai", "sa-pa", "tuyen-quang")),
    "term": st.sampled_from(ROMAN[1:]),
    "validity": st.sampled_from(get_args(State)),
}
BARRED = st.lists(
    st.sampled_from(sorted(VALUES)).flatmap(lambda name: VALUES[name].map(lambda value: (name, value))),
    max_size=3,
    unique=True,
).map(lambda found: tuple(sorted(found)))
DAYS = st.builds(PartialDate, st.integers(1930, 2099), st.one_of(st.none(), st.integers(1, 12)))
STRETCHES = st.tuples(st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS)).filter(
    lambda ends: not (ends[0] and ends[1] and ends[0].first > ends[1].last)
)


@st.composite
def queries(draw: st.DrawFn) -> Query:
    since, until = draw(STRETCHES)
    return Query(
        words=draw(MANY),
        phrases=draw(few(PHRASES)),
        minus=draw(few(st.one_of(WORDS, PHRASES))),
        near=draw(st.lists(NEAR, max_size=2).map(tuple)),
        prefixes=draw(few(PREFIXES)),
        choices=draw(CHOICES),
        **{name: draw(few(of)) for name, of in VALUES.items()},  # type: ignore[arg-type]  # each as its attribute
        barred=draw(BARRED),
        signatory=draw(st.one_of(st.none(), st.sampled_from(("Nguyễn Văn A", "nguyen", "A (B)", "Trần-B", "C: D")))),
        own=draw(st.one_of(st.none(), st.sampled_from(("47-CT/TU", "30/2020/NĐ-CP", "5")))),
        since=since,
        until=until,
        at=draw(st.one_of(st.none(), st.dates(date(1930, 1, 1), date(2099, 1, 1)))),
        exact=draw(st.booleans()),
        expanded=draw(st.booleans()),
        profile=draw(st.one_of(st.none(), st.sampled_from(get_args(Profile)))),
        sort=draw(st.sampled_from(get_args(Sort))),
        page=draw(st.integers(1, 10_000)),
    )


@settings(max_examples=50)
@given(queries())
def test_a_query_that_is_printed_is_read_as_itself(query: Query) -> None:
    again = parse(str(query), max_chars=100_000)
    assert again == query
    assert hash(again) == hash(query)
    assert str(again) == str(query)


@settings(max_examples=50)
@given(queries())
def test_filters_in_the_address_say_what_filters_in_the_text_say(query: Query) -> None:
    assert parse(str(query.bare), query.filters(), max_chars=100_000) == query


# --- typed texts -----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("chi", "bộ", "47-CT/TU", "47", "-CT/TU", "-", "--", '"', "“", ":", "loai:", "loai:chỉ", "thị", "nam:2014"),
        *("so:5", "-x", "nam:2014-2013", "tu:2014", "den:12/2013", "co-quan:x", 'noi:"Lào Cai"', "cap:tw", "xep:date"),
        *("trang:3", "the-loai:tin", "hiệu", "lực:", "lực:còn", "người ký:", "Nguyễn", "A,", "-loại:CT", "khóa:XII,"),
        *("ngày:2014..", "~5", "~", "*", "đả*", "(", ")", "-(", "HOẶC", "OR", "|", "VÀ", "AND", "\\", "\\HOẶC", "\\("),
        *("\x00", "\ud800", "\u2028", "…", "<b>", "' OR 1=1", "%", "+a", "a^2", "&&", "foo:bar", "NEAR", ","),
    ]
)
TYPED = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=10).map(" ".join), st.lists(PIECES, max_size=10).map("".join)
)


@given(TYPED)
def test_print_then_parse_gives_the_same_query(typed: str) -> None:
    query = parse(typed)
    again = parse(str(query), max_chars=10_000)
    assert again == query
    assert hash(again) == hash(query)
    assert str(again) == str(query)
    assert parse(str(query.bare), query.filters(), max_chars=10_000) == query


@given(TYPED, st.dictionaries(st.sampled_from(sorted(FILTERS)), st.text(max_size=12), max_size=3))
def test_nothing_but_query_error(typed: str, args: dict[str, str]) -> None:
    try:
        query = parse(typed, args)
    except QueryError:
        return
    assert query.asked is None or query.asked.last <= len(query.words)
    assert all(name in SEVERAL for name, _ in query.barred)


@given(TYPED)
def test_a_printed_query_has_nothing_to_be_spoken_of(typed: str) -> None:
    assert parse(str(parse(typed)), max_chars=10_000).notices == ()
