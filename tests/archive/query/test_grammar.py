"""The query language: what each form is read as, what stays words and is spoken of; nothing typed is an error."""

import pytest

from archive.errors import QueryError
from archive.query import MAX_CHARS, MAX_DEPTH, MAX_WITHIN, Choice, Near, Option, Query, parse


def words(said: str) -> Query:
    return Query(words=tuple(said.split()))


def either(*sides: Option) -> tuple[Choice, ...]:
    return (Choice(sides),)


def side(said: str) -> Option:
    return Option(words=tuple(said.split()))


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        # words
        pytest.param("sinh hoạt chi bộ", words("sinh hoạt chi bộ"), id="words"),
        pytest.param("  sinh \n hoạt\t", words("sinh hoạt"), id="any blanks"),
        pytest.param("chi bo\u0323\u0302", words("chi bộ"), id="decomposed letters"),
        pytest.param("\x00chi\x00bộ\x00", words("chi bộ"), id="null bytes are blanks"),
        pytest.param("chi\u200bbộ", words("chi bộ"), id="a blank without width"),
        pytest.param("47 -CT/TU", words("47-CT/TU"), id="a number with a stray blank is no exclusion"),
        pytest.param("47 -dự", Query(words=("47",), minus=("dự",)), id="a figure and an exclusion"),
        pytest.param("47 bàn -CT/TU", Query(words=("47", "bàn"), minus=("CT/TU",)), id="a number's rest not behind it"),
        pytest.param("47–CT/TU", words("47-CT/TU"), id="a long dash in a number"),
        pytest.param("http://a.vn 17:30 Điều 5:", words("http://a.vn 17:30 Điều 5:"), id="a colon is no filter"),
        pytest.param("R&D C++ đ/c 01/7/2025", words("R&D C++ đ/c 01/7/2025"), id="signs inside words"),
        pytest.param("đoàn và đảng hoặc hội", words("đoàn và đảng hoặc hội"), id="small letters are words"),
        pytest.param("kiểm tra VÀ giám sát", words("kiểm tra giám sát"), id="VÀ is what words do anyway"),
        pytest.param("a AND b", words("a b"), id="AND too"),
        # phrases
        pytest.param('họp "chi bộ"', Query(words=("họp",), phrases=("chi bộ",)), id="a phrase"),
        pytest.param("họp “chi bộ”", Query(words=("họp",), phrases=("chi bộ",)), id="curly quotes"),
        pytest.param("«chi bộ»", Query(phrases=("chi bộ",)), id="angle quotes"),
        pytest.param('"chi  bộ "', Query(phrases=("chi bộ",)), id="blanks inside quotes"),
        pytest.param('"chi bộ', words("chi bộ"), id="a quote without its end is none"),
        pytest.param('a "b" "c', Query(words=("a", "c"), phrases=("b",)), id="the third quote is none"),
        pytest.param('"" "  " "…"', Query(), id="quotes with nothing in them"),
        pytest.param('"a HOẶC b"', Query(phrases=("a HOẶC b",)), id="no choice inside quotes"),
        pytest.param('"a (b"', Query(phrases=("a (b",)), id="no parenthesis inside quotes"),
        pytest.param('đảng"chi bộ"', Query(words=("đảng",), phrases=("chi bộ",)), id="a quote right at a word"),
        # exclusions
        pytest.param("họp -đoàn", Query(words=("họp",), minus=("đoàn",)), id="an exclusion"),
        pytest.param('họp -"dự bị"', Query(words=("họp",), minus=("dự bị",)), id="an excluded phrase"),
        pytest.param("họp --đoàn", Query(words=("họp",), minus=("đoàn",)), id="two minuses are one"),
        pytest.param("họp - đoàn", words("họp đoàn"), id="a dash between words"),
        pytest.param("họp —đoàn", Query(words=("họp",), minus=("đoàn",)), id="a long dash is a minus"),
        pytest.param("-HOẶC x", Query(words=("x",), minus=("HOẶC",)), id="the word HOẶC excluded"),
        pytest.param("x -(a HOẶC b)", Query(words=("x",), minus=("a", "b")), id="neither of two"),
        # choices
        pytest.param("kết nạp HOẶC khai trừ", Query(choices=either(side("kết nạp"), side("khai trừ"))), id="either"),
        pytest.param("a OR b", Query(choices=either(side("a"), side("b"))), id="OR"),
        pytest.param("a|b", Query(choices=either(side("a"), side("b"))), id="a bar without blanks"),
        pytest.param("a || b", Query(choices=either(side("a"), side("b"))), id="two bars"),
        pytest.param("a HOẶC b HOẶC c", Query(choices=either(side("a"), side("b"), side("c"))), id="three sides"),
        pytest.param("a HOẶC a", words("a"), id="the same twice is no choice"),
        pytest.param("a HOẶC", words("a"), id="no right side"),
        pytest.param("HOẶC a", words("a"), id="no left side"),
        pytest.param("HOẶC", Query(), id="no side"),
        pytest.param("a HOẶC HOẶC b", Query(choices=either(side("a"), side("b"))), id="an empty side in between"),
        pytest.param(
            'x (a HOẶC "b c")',
            Query(words=("x",), choices=either(side("a"), Option(phrases=("b c",)))),
            id="in parentheses",
        ),
        pytest.param(
            "(a HOẶC b) (c | d)",
            Query(choices=(*either(side("a"), side("b")), *either(side("c"), side("d")))),
            id="two choices, both must hold",
        ),
        pytest.param(
            "a HOẶC (b (c HOẶC d))",
            Query(choices=either(side("a"), Option(words=("b",), choices=either(side("c"), side("d"))))),
            id="a choice in a choice",
        ),
        pytest.param(
            "a -b HOẶC c",
            Query(choices=either(Option(words=("a",), minus=("b",)), side("c"))),
            id="HOẶC binds weakest: the exclusion is of one side",
        ),
        pytest.param("(a b) c", words("a b c"), id="parentheses without a choice change nothing"),
        pytest.param("Quyết định(khóa XII)", words("Quyết định khóa XII"), id="parentheses of a text"),
        pytest.param("((a))", words("a"), id="double parentheses"),
        pytest.param("a) b", words("a b"), id="a closing one alone"),
        pytest.param("(a b", words("a b"), id="an opening one alone"),
        pytest.param("x (a HOẶC b", Query(words=("x",), choices=either(side("a"), side("b"))), id="closed at the end"),
        pytest.param("()", Query(), id="nothing in parentheses"),
        # beginnings of syllables
        pytest.param("kiểm* tra", Query(words=("tra",), prefixes=("kiểm",)), id="a prefix"),
        pytest.param("20*", Query(prefixes=("20",)), id="a prefix of figures"),
        pytest.param("HOẶC*", Query(prefixes=("HOẶC",)), id="a prefix that looks like a sign of choice"),
        # near each other
        pytest.param('"chi bộ"~5', Query(near=(Near("chi bộ", 5),)), id="near each other"),
        pytest.param('"một"~5', Query(phrases=("một",)), id="one word is near itself"),
        pytest.param(f'"a b"~{MAX_WITHIN}', Query(near=(Near("a b", MAX_WITHIN),)), id="as far as may be"),
        # a backslash before what is to be a word
        pytest.param("\\HOẶC", words("HOẶC"), id="the word HOẶC"),
        pytest.param("\\-x", words("-x"), id="a word with a minus"),
        pytest.param("f\\(x\\)", words("f(x)"), id="a word with parentheses"),
        pytest.param("a\\|b", words("a|b"), id="a word with a bar"),
        pytest.param("\\loai:chi-thi", words("loai:chi-thi"), id="no filter"),
        pytest.param("\\kiểm*", words("kiểm*"), id="no prefix"),
        pytest.param("C:\\tep", words("C:\\tep"), id="a backslash inside a word stays"),
        pytest.param("\\\\a", words("\\a"), id="a backslash itself"),
    ],
)
def test_a_form_is_read_as(typed: str, query: Query) -> None:
    assert parse(typed) == query
    assert parse(typed).notices == ()


@pytest.mark.parametrize(
    ("typed", "query", "said"),
    [
        pytest.param("chi bộ NEAR đảng", words("chi bộ NEAR đảng"), "NEAR", id="an operator of another language"),
        pytest.param("NOT đoàn", words("NOT đoàn"), "dấu trừ", id="NOT, with what to type"),
        pytest.param("foo:bar x", words("foo:bar x"), "bộ lọc", id="a filter nobody has"),
        pytest.param("-foo:bar x", Query(words=("x",), minus=("foo:bar",)), "bộ lọc", id="and excluded"),
        pytest.param("a && b", words("a b"), "&&", id="and of programs"),
        pytest.param("a^2", words("a^2"), "^", id="a weight"),
        pytest.param("đảng~", words("đảng~"), "~", id="a word and what is like it"),
        pytest.param("a ~ b", words("a b"), "~", id="a tilde alone"),
        pytest.param("+đảng", words("đảng"), "+", id="a plus"),
        pytest.param("đ*", words("đ*"), "*", id="one letter and a star"),
        pytest.param("*ảng", words("*ảng"), "*", id="a star in front"),
        pytest.param("kế-ho*", words("kế-ho*"), "*", id="a star after more than a syllable"),
        pytest.param("-kiểm*", Query(minus=("kiểm*",)), "*", id="a prefix excluded"),
        pytest.param('"a b"~', Query(phrases=("a b",)), "~", id="near without a number"),
        pytest.param('"a b"~0', Query(phrases=("a b",)), "~", id="near at no distance"),
        pytest.param('-"a b"~5', Query(minus=("a b",)), "~", id="near excluded"),
        pytest.param('"a b"~900', Query(near=(Near("a b", MAX_WITHIN),)), str(MAX_WITHIN), id="near too far"),
        pytest.param("x -(a b)", Query(words=("x",), minus=("a", "b")), "từng từ", id="both of two excluded"),
        pytest.param("-năm:2014", Query(minus=("năm:2014",)), "loại trừ", id="a filter that cannot be turned round"),
        pytest.param("(" * 9 + "a" + ")" * 9, words("a"), str(MAX_DEPTH), id="too many parentheses"),
        pytest.param(
            "(a loại:CT HOẶC b)",
            Query(choices=either(side("a"), side("b")), type=("chi-thi",)),
            "cả câu tìm",
            id="a filter of one side",
        ),
        pytest.param(
            "KIỂM TRA HOẶC GIÁM SÁT",
            Query(choices=either(side("KIỂM TRA"), side("GIÁM SÁT"))),
            "chữ thường",
            id="a title in capitals",
        ),
    ],
)
def test_what_is_no_order_here_stays_words_and_is_spoken_of(typed: str, query: Query, said: str) -> None:
    read = parse(typed)
    assert read == query
    assert len(read.notices) == 1
    assert said in read.notices[0]


@pytest.mark.parametrize(
    "sign", [*"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "…", "“", "”", "–", "•", "😀", "\x00", "\u2028"]
)
@pytest.mark.parametrize("form", ["{}", "chi{} bộ", "chi {}bộ", "chi {} bộ", "{0}chi bộ{0}", "{0}{0}{0}"])
def test_no_punctuation_is_an_error_nor_takes_words_away(sign: str, form: str) -> None:
    query = parse(form.format(sign))
    said = " ".join((*query.words, *query.beside, *query.minus, *query.prefixes))
    assert ("chi" in said and "bộ" in said) == ("chi" in form)
    assert parse(str(query)) == query


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("' OR 1=1; --", id="a statement for a database"),
        pytest.param("<script>alert(1)</script>", id="markup"),
        pytest.param("a AND (b OR", id="half an expression of another engine"),
        pytest.param('title:"x" AND NOT y~0.8^2', id="a whole one"),
        pytest.param("{!func}log(x)", id="a call of another engine"),
        pytest.param("/a.*b/", id="an expression"),
        pytest.param("[2014 TO 2018]", id="a range of another engine"),
        pytest.param("(" * 900, id="only parentheses"),
        pytest.param('"' * 901, id="only quotes"),
        pytest.param("-" * 999, id="only minuses"),
        pytest.param("a|" * 400, id="only choices"),
        pytest.param("\\" * 999, id="only backslashes"),
        pytest.param("loai:" * 150, id="only names of filters"),
    ],
)
def test_what_other_engines_trip_over_is_read(typed: str) -> None:
    query = parse(typed)
    assert parse(str(query), max_chars=10_000) == query


def test_a_title_in_capitals_without_a_choice_is_not_spoken_of() -> None:
    assert parse("QUY ĐỊNH VỀ KIỂM TRA").notices == ()
    assert parse("UBND HOẶC HĐND").notices == ()


def test_the_same_is_said_once() -> None:
    assert len(parse("foo:bar foo:bar").notices) == 1


def test_over_long_is_refused_with_the_limit() -> None:
    assert parse("a" * MAX_CHARS).words == ("a" * MAX_CHARS,)
    with pytest.raises(QueryError, match=str(MAX_CHARS)):
        parse("chi bộ " * 2_000)


def test_empty_and_wordless() -> None:
    assert parse("").is_empty
    assert parse("", {"xep": "date", "trang": "2", "ngay": "2020-01-01", "cach": "plain"}).is_empty
    assert not parse("loai:chi-thi").is_empty
    assert not parse("-loai:chi-thi").is_empty
    assert not parse("loai:chi-thi").has_words
    assert parse("kiểm*").has_words
    assert not parse("-đoàn").is_empty


def test_what_is_said_beside_the_words() -> None:
    query = parse('họp "chi bộ" "a b"~5 (kết nạp HOẶC "khai trừ" (c | d)) -e')
    assert query.words == ("họp",)
    assert query.beside == ("chi bộ", "a b", "kết nạp", "khai trừ", "c", "d")
    assert str(query.bare) == str(query)
