"""The works round one, a step or two: edges with their relations, works as cards; versions by their ordinals."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from archive.errors import NotHere
from archive.store.database import Database
from archive.store.neighbourhood import Edge, around, beyond
from archive.store.versions import versions_of, written
from tests.archive.making import LAO_CAI, directive, mention, take

MIDDLE = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"
PLAN = "tinh-uy-lao-cai/chi-thi/2015/05-kh-tu"
LATER = "tinh-uy-lao-cai/chi-thi/2016/06-kh-tu"


@pytest.fixture
def held(database: Database) -> Iterator[Connection]:
    """47-CT/TU; 05-KH/TU carries it out and names it again; 06-KH/TU rests on 05-KH/TU."""
    take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11"), "47.html")
    text = "Thực hiện 47-CT/TU của Tỉnh ủy. Hết."
    first = mention(text, "47-CT/TU", body=LAO_CAI, date="2014-11-11", relation="thuc_hien")
    take(database, directive("05-KH/TU", body=LAO_CAI, date="2015-01-05", text=text), "5.html", [first])
    text = "Căn cứ 05-KH/TU của Tỉnh ủy."
    second = mention(text, "05-KH/TU", body=LAO_CAI, date="2015-01-05", relation="can_cu")
    take(database, directive("06-KH/TU", body=LAO_CAI, date="2016-01-05", text=text), "6.html", [second])
    take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="47-CT/TU, một lời khác."), "47.html")
    with database.reading() as connection:
        yield connection


def test_one_step_has_the_edges_of_the_work(held: Connection) -> None:
    found = around(held, MIDDLE)
    assert found.edges == (Edge(PLAN, MIDDLE, ("thuc_hien",), 1),)
    assert set(found.works) == {MIDDLE, PLAN}
    assert found.works[MIDDLE].level == "tinh"
    assert found.works[PLAN].year == 2015
    assert found.whole


def test_two_steps_go_through_the_works_named(held: Connection) -> None:
    first = around(held, MIDDLE)
    assert beyond(held, first, []).edges == first.edges
    found = beyond(held, first, [PLAN, "tinh-uy-lao-cai/khong-co"])
    assert found.edges == (Edge(PLAN, MIDDLE, ("thuc_hien",), 1), Edge(LATER, PLAN, ("can_cu",), 1))
    assert found.middle == MIDDLE
    assert set(found.works) == {MIDDLE, PLAN, LATER}


def test_versions_are_counted_from_the_oldest(held: Connection) -> None:
    assert [one.ordinal for one in versions_of(held, MIDDLE)] == [1, 2]
    oldest, newest, present = written(held, MIDDLE, 1), written(held, MIDDLE, 2), written(held, MIDDLE)
    assert oldest
    assert newest
    assert present
    assert newest.text == "47-CT/TU, một lời khác."
    assert oldest.text != newest.text
    assert present.version.current
    with pytest.raises(NotHere, match="bản thứ 3"):
        written(held, MIDDLE, 3)


def test_what_nobody_has_is_not_here(held: Connection) -> None:
    for question in (around, versions_of, written):
        with pytest.raises(NotHere):
            question(held, "khong/co")
