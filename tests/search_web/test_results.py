from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from archive.ask.answer import Answer, Hit
from archive.ask.snippet import Snippet
from archive.index.plan import Opened, Taken
from archive.query import parse
from archive.text.span import Span
from archive.works.dates import PartialDate
from archive.works.document import Card, Issuer
from search_web.results import Badge, grouped, results, understood

TW = Issuer("Ban Chấp hành Trung ương", "ban-chap-hanh-trung-uong")


def test_an_attested_work_stands_before_newer_ones_that_nobody_checked() -> None:
    # “Nghị quyết Trung ương 4 khóa XII”: two documents of the plenum's table have no page of their own.
    unchecked = Card(id="", genre="stub", number="06-NQ/TW", issuer=TW, date=PartialDate(2016, 11, 5), grade="C")
    attested = Card(id="a", genre="stub", number="04-NQ/TW", issuer=TW, date=PartialDate(2016, 10, 30), grade="B")
    assert grouped([unchecked, attested]) == [(TW.name, [attested, unchecked])]


def test_works_of_one_body_stand_together_newest_first() -> None:
    other = Issuer("Tỉnh ủy Lào Cai", "tinh-uy-lao-cai-den-2025")
    old = Card(id="a", genre="stub", issuer=TW, date=PartialDate(2008))
    new = Card(id="b", genre="stub", issuer=TW, date=PartialDate(2022))
    local = Card(id="c", genre="stub", issuer=other, date=PartialDate(2014))
    assert grouped([old, local, new]) == [(TW.name, [new, old]), (other.name, [local])]


def found(**changed: object) -> Hit:
    """A hit of a list, with a passage in an article."""
    passage = Snippet("Cơ quan nộp lại con dấu", (Span(16, 23),), 40, "dieu-5", "Điều 5. Thu hồi")
    card = Card(id="chinh-phu/nghi-dinh/2020/30", genre="directive", number="30/2020/NĐ-CP", title="con dấu")
    return replace(Hit(card, 1.25, ("khớp nội dung",), passage), **changed)  # type: ignore[arg-type]


def test_a_hit_leads_to_the_part_of_its_passage(app: Flask) -> None:
    with app.test_request_context():
        (shown,) = results([found()])
        (bare,) = results([found(snippet=None)])
    assert (shown.href, shown.part) == ("/vb/chinh-phu/nghi-dinh/2020/30#dieu-5", "Điều 5. Thu hồi")
    assert shown.snippet == "Cơ quan nộp lại <mark>con dấu</mark>"
    assert (bare.href, bare.part, bare.snippet) == ("/vb/chinh-phu/nghi-dinh/2020/30", "", None)


def test_a_score_is_told_in_words_and_points_the_largest_first(app: Flask) -> None:
    with app.test_request_context():
        (shown,) = results([found(terms={"cited": 0.03, "validity": -0.05, "genre": 0.0, "streams": 1.0})])
    assert shown.score == "1,25"
    assert [points for _, points in shown.terms] == ["1", "−0,05", "0,03"]
    assert all(label not in ("streams", "validity", "cited") for label, _ in shown.terms)


@pytest.mark.parametrize(
    ("standing", "badge"),
    [
        pytest.param("", None, id="nothing known: no badge"),
        pytest.param("hết hiệu lực toàn bộ", Badge("ended", "hết hiệu lực toàn bộ"), id="ended"),
        pytest.param("còn hiệu lực", Badge("in_force", "còn hiệu lực"), id="in force"),
    ],
)
def test_the_badge_of_a_hit(app: Flask, standing: str, badge: Badge | None) -> None:
    with app.test_request_context():
        assert results([found(standing=standing)])[0].badge == badge


def test_works_of_one_body_are_grouped_by_congress_term() -> None:
    first = Card(id="a", genre="stub", issuer=TW, date=PartialDate(2012), term="XI")
    second = Card(id="b", genre="stub", issuer=TW, date=PartialDate(2022), term="XIII")
    third = Card(id="c", genre="stub", issuer=TW, date=PartialDate(2011), term="XI")
    name = TW.name
    assert grouped([first, second, third]) == [
        (f"{name}, khóa XI", [first, third]),
        (f"{name}, khóa XIII", [second]),
    ]


def test_what_was_understood_has_its_ways_back() -> None:
    taken = Taken("BTV sinh hoạt chi bộ", True, ("BTV sinh hoạt chỉ bộ",), (Opened("BTV", ("Ban Thường vụ",), 0, 1),))
    args = {"q": "BTV sinh hoat chi bo", "loai": "chi-thi"}
    shown = understood(Answer(parse(args["q"], {"loai": "chi-thi"}), taken=taken), "/", args)
    assert shown is not None
    assert shown.said == "BTV sinh hoạt chi bộ"
    assert shown.as_typed.endswith("loai=chi-thi&dung=1")
    assert shown.closed.endswith("loai=chi-thi&mo-rong=0")
    ((other, href),) = shown.others
    assert other == "BTV sinh hoạt chỉ bộ"
    assert parse_qs(urlsplit(href).query) == {"q": [other], "loai": ["chi-thi"]}
    ((meaning, full),) = shown.opened[0].meanings
    assert parse_qs(urlsplit(full).query)["q"] == [f"{meaning} sinh hoat chi bo"]


def test_words_taken_as_typed_need_no_line() -> None:
    assert understood(Answer(parse("chi bộ"), taken=Taken("chi bộ")), "/", {"q": "chi bộ"}) is None
