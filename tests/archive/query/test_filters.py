"""Filters: every name and form of value in a text and in an address; what is no value stays words or is refused."""

from datetime import date
from typing import get_args

import pytest

from archive.errors import QueryError
from archive.query import FILTERS, Query, parse, values_of
from archive.query.names import NAMES
from archive.works.bodies import bodies
from archive.works.dates import PartialDate
from archive.works.validity import State


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        # names
        pytest.param('loại:"nghị quyết"', Query(type=("nghi-quyet",)), id="a name with marks"),
        pytest.param("loai:nghi-quyet", Query(type=("nghi-quyet",)), id="without"),
        pytest.param("type:nghi-quyet", Query(type=("nghi-quyet",)), id="in English"),
        pytest.param("LOẠI:CT", Query(type=("chi-thi",)), id="in capitals, a type by its code"),
        pytest.param("khoá:XII", Query(term=("XII",)), id="the old place of the tone"),
        pytest.param("cq:bo-chinh-tri", Query(issuer=("bo-chinh-tri",)), id="a short name"),
        pytest.param("cơ-quan:tinh-uy-lao-cai", Query(issuer=("tinh-uy-lao-cai",)), id="a hyphen in the name"),
        pytest.param("cơ quan:tinh-uy-lao-cai", Query(issuer=("tinh-uy-lao-cai",)), id="a blank in the name"),
        pytest.param("coquan:tinh-uy-lao-cai", Query(issuer=("tinh-uy-lao-cai",)), id="nothing in between"),
        # values
        pytest.param("loại:chỉ-thị,nghị-quyết", Query(type=("chi-thi", "nghi-quyet")), id="any of two"),
        pytest.param("loại:CT loại:NQ", Query(type=("chi-thi", "nghi-quyet")), id="named twice: any of both"),
        pytest.param("loại:QĐ", Query(type=("quyet-dinh", "quy-dinh")), id="a code that two types share"),
        pytest.param("loại:CT,CT", Query(type=("chi-thi",)), id="twice the same"),
        pytest.param("loai:chỉ thị chi bộ", Query(words=("chi", "bộ"), type=("chi-thi",)), id="two words, no quotes"),
        pytest.param(
            "loại: chỉ thị, nghị quyết đoàn", Query(words=("đoàn",), type=("chi-thi", "nghi-quyet")), id="blanks"
        ),
        pytest.param('loại:"chỉ thị","nghị quyết"', Query(type=("chi-thi", "nghi-quyet")), id="quoted each"),
        pytest.param('loại: "chỉ thị"', Query(type=("chi-thi",)), id="a blank before quotes"),
        pytest.param("-loại:báo-cáo", Query(barred=(("type", "bao-cao"),)), id="none of"),
        pytest.param("-loại:báo cáo họp", Query(words=("họp",), barred=(("type", "bao-cao"),)), id="none, two words"),
        pytest.param(
            "loại:CT,-NQ", Query(type=("chi-thi",), barred=(("type", "nghi-quyet"),)), id="a minus inside the list"
        ),
        pytest.param("-cấp:tw,tỉnh", Query(barred=(("level", "tinh"), ("level", "tw"))), id="none of two, sorted"),
        pytest.param('cq:"Tỉnh ủy Lào Cai"', Query(issuer=("tinh-uy-lao-cai",)), id="an issuer by name"),
        pytest.param("cq:BCT", Query(issuer=("bo-chinh-tri",)), id="an issuer by its short name"),
        pytest.param(
            "cơ quan: Bộ Chính trị họp", Query(words=("họp",), issuer=("bo-chinh-tri",)), id="a known issuer, no quotes"
        ),
        pytest.param("cấp:tỉnh", Query(level=("tinh",)), id="a level"),
        pytest.param("level:trung-ương", Query(level=("tw",)), id="the level of all"),
        pytest.param("nơi:lào cai họp", Query(words=("họp",), place=("lao-cai",)), id="a province, no quotes"),
        pytest.param("nơi:Sa Pa họp", Query(words=("họp",), place=("sa-pa",)), id="a name with capitals"),
        pytest.param("place:lao-cai", Query(place=("lao-cai",)), id="a place in English"),
        pytest.param("thể loại:tin bài", Query(genre=("article",)), id="a genre"),
        pytest.param("genre:stub", Query(genre=("stub",)), id="a genre in English"),
        pytest.param("khóa:12,xi", Query(term=("XII", "XI")), id="terms in figures and letters"),
        pytest.param("hiệu-lực:còn", Query(validity=("in_force",)), id="in force"),
        pytest.param("hiệu lực: hết một phần", Query(validity=("part_ended",)), id="ended in part"),
        pytest.param("hiệu lực:chưa rõ x", Query(words=("x",), validity=("unknown",)), id="the longest value"),
        pytest.param("hiệu lực:chưa x", Query(words=("x",), validity=("not_yet",)), id="not the longer value"),
        pytest.param("validity:in-force,ended", Query(validity=("in_force", "ended")), id="validity in English"),
        pytest.param("-hiệu-lực:hết", Query(barred=(("validity", "ended"),)), id="not ended"),
        pytest.param('người ký:"Nguyễn Văn A"', Query(signatory="Nguyễn Văn A"), id="who signed"),
        pytest.param(
            "người ký: Nguyễn Văn A họp", Query(words=("họp",), signatory="Nguyễn Văn A"), id="a name, no quotes"
        ),
        pytest.param("signatory:nguyen", Query(signatory="nguyen"), id="a part of a name"),
        pytest.param("số:47-ct/tu", Query(own="47-CT/TU"), id="an own number"),
        pytest.param("so:05", Query(own="5"), id="an own serial"),
        pytest.param("Số: 47-CT/TU", Query(words=("Số:", "47-CT/TU")), id="a letterhead is no filter"),
        # days
        pytest.param("ngày:2014", Query(since=PartialDate(2014), until=PartialDate(2014)), id="a year"),
        pytest.param("ngày:11/2014", Query(since=PartialDate(2014, 11), until=PartialDate(2014, 11)), id="a month"),
        pytest.param("date:2014-11-11..", Query(since=PartialDate(2014, 11, 11)), id="since a day"),
        pytest.param("ngày:..2018", Query(until=PartialDate(2018)), id="until a year"),
        pytest.param("ngày:2014..2018", Query(since=PartialDate(2014), until=PartialDate(2018)), id="a stretch"),
        pytest.param("ngày:2018…2014", Query(since=PartialDate(2014), until=PartialDate(2018)), id="turned round"),
        pytest.param("ngày:2014-2018", Query(since=PartialDate(2014), until=PartialDate(2018)), id="with a hyphen"),
        pytest.param("năm:2016-2014", Query(since=PartialDate(2014), until=PartialDate(2016)), id="years turned round"),
        pytest.param("year: 2014", Query(since=PartialDate(2014), until=PartialDate(2014)), id="a year in English"),
        pytest.param("từ:11/11/2014", Query(since=PartialDate(2014, 11, 11)), id="a day as people write it"),
        pytest.param("từ:1-7-2025", Query(since=PartialDate(2025, 7, 1)), id="with hyphens"),
        pytest.param("to:2014-11", Query(until=PartialDate(2014, 11)), id="until a month"),
        pytest.param("tính đến:1/7/2025", Query(at=date(2025, 7, 1)), id="the day of judgement"),
        pytest.param("at:2020", Query(at=date(2020, 12, 31)), id="a year means its last day"),
        # how it is taken
        pytest.param("xếp:mới-nhất", Query(sort="date"), id="an order"),
        pytest.param("trang:3", Query(page=3), id="a page"),
        pytest.param(
            "đúng:1 mở-rộng:0 cách:câu-hỏi", Query(exact=True, expanded=False, profile="questions"), id="the manner"
        ),
    ],
)
def test_a_filter_in_the_text(typed: str, query: Query) -> None:
    read = parse(typed)
    assert read == query
    assert read.notices == ()


def test_a_name_with_other_marks_is_another_word() -> None:
    assert parse("nói:đúng").words == ("nói:đúng",)


def test_a_value_that_means_nothing_stays_words_and_says_so() -> None:
    query = parse("loai:abc chi bộ nam:hai")
    assert query.words == ("loai:abc", "chi", "bộ", "nam:hai")
    assert len(query.notices) == 2
    assert "Chỉ thị" in query.notices[0]


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("loại: tốt", id="words of a text"),
        pytest.param("Nơi nhận: các chi bộ", id="the foot of a document"),
        pytest.param("từ: đó", id="a preposition"),
        pytest.param("cơ quan: đơn vị", id="a heading of a form"),
        pytest.param("loại:", id="nothing behind"),
    ],
)
def test_a_colon_of_a_text_is_not_spoken_of(typed: str) -> None:
    query = parse(typed)
    assert query == Query(words=tuple(typed.split()))
    assert query.notices == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("loai", "không có", id="type"),
        pytest.param("loai", "chi-thi,thơ", id="one of two types"),
        pytest.param("loai", ",", id="no type"),
        pytest.param("cap", "phường nào", id="level"),
        pytest.param("the-loai", "thơ", id="genre"),
        pytest.param("noi", "???", id="place"),
        pytest.param("khoa", "XLII", id="a term no table counts to"),
        pytest.param("khoa", "٣", id="a figure of another script"),
        pytest.param("hieu-luc", "mạnh", id="validity"),
        pytest.param("nguoi-ky", "…", id="a name without a letter"),
        pytest.param("nam", "20144", id="year"),
        pytest.param("tu", "31/02/2014", id="a day that no calendar has"),
        pytest.param("ngay", "hôm qua", id="a day in words"),
        pytest.param("xep", "ngẫu nhiên", id="sort"),
        pytest.param("dung", "2", id="neither yes nor no"),
        pytest.param("cach", "thần kỳ", id="ranking"),
        pytest.param("trang", "0", id="page zero"),
        pytest.param("trang", "-1", id="page below zero"),
        pytest.param("trang", "٣", id="a page of another script"),
        pytest.param("trang", "9" * 30, id="a page beyond all"),
        pytest.param("so", "chi bộ", id="number"),
    ],
)
def test_a_filter_of_the_address_with_a_wrong_value_is_refused(name: str, value: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse("chi bộ", {name: value})
    assert value.rpartition(",")[2][:20] in str(caught.value)
    assert caught.value.remedy


def test_unknown_and_empty_filters_of_the_address_are_passed_over() -> None:
    assert parse("chi bộ", {"utm_source": "x", "loai": " "}) == parse("chi bộ")


def test_the_text_and_the_address_are_added() -> None:
    assert parse("loai:CT", {"loai": "nghi-quyet,-bao-cao"}) == Query(
        type=("chi-thi", "nghi-quyet"), barred=(("type", "bao-cao"),)
    )


def test_the_day_of_an_address_is_the_day_of_judgement() -> None:
    query = parse("", {"ngay": "2025-07-01"})
    assert query.at == date(2025, 7, 1)
    assert str(query) == "tinh-den:2025-07-01"
    assert query.filters() == {"ngay": "2025-07-01"}


def test_every_spelling_names_one_filter_and_every_filter_has_a_name() -> None:
    spelt = [spelling for spellings in NAMES.values() for spelling in spellings]
    assert len(spelt) == len(set(spelt))
    assert set(NAMES) - {"tinh-den"} == set(FILTERS)


def test_every_state_and_every_body_is_its_own_value() -> None:
    for state in get_args(State):
        assert parse("", {"hieu-luc": state}).validity == (state,)
    for body in bodies():
        assert parse("", {"co-quan": body.id}).issuer == (body.id,)


def test_values_part_at_commas_outside_quotes() -> None:
    assert list(values_of('a, -b,"c, d",,-"e"')) == [(False, "a"), (True, "b"), (False, "c, d"), (True, "e")]
