from archive.works.dates import PartialDate
from archive.works.document import Card, Issuer
from search_web.results import grouped

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
