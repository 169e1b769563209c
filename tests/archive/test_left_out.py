"""Stubs held against the truth: a directive taken away leaves what its citations say, and comes back without loss."""

import pytest

from archive.cite.resolve import settle
from archive.quality.left_out import leave_one_out, lines_of, similarity
from archive.store import browse, links
from archive.store.database import Database
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, mention, take

TITLE = "nâng cao chất lượng sinh hoạt chi bộ"


def cite(database: Database, place: int, **said: str | None) -> None:
    text = f"Bài {place}: thực hiện 47-CT/TU"
    take(database, article(text, title=str(place)), f"{place}.html", [mention(text, "47-CT/TU", **said)])


def test_a_stub_is_built_from_citations_alone_and_compared(database: Database) -> None:
    take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", title=f"{TITLE} trong tỉnh"), "47.html")
    take(database, directive("48-CT/TU", body=LAO_CAI, date="2014-12-01", title="nobody cites it"), "48.html")
    cite(database, 1, body=LAO_CAI, date="2014-11-11", title=TITLE)
    with database.reading() as connection:
        before = browse.coverage(connection)
    scores = leave_one_out(database, settle)
    with database.reading() as connection:
        assert browse.coverage(connection) == before, "nothing is written"
    assert (len(scores.works), scores.stubs) == (1, 1)
    assert dict(scores.stated) == dict(scores.right) == {"type": 1, "body": 1, "date": 1, "title": 1}
    assert lines_of(scores)[0].endswith("được dẫn: 1; còn lại một mục chờ: 1")


def test_a_citation_never_goes_to_a_namesake_when_its_own_is_gone(database: Database) -> None:
    for body, day in ((LAO_CAI, "2014-11-11"), (TUYEN_QUANG, "2015-03-02")):
        take(database, directive("47-CT/TU", body=body, date=day), f"{body}.html")
    cite(database, 1, body=LAO_CAI, date="2014-11-11")
    cite(database, 2, body=LAO_CAI, date="2014")
    scores = leave_one_out(database, settle)
    assert [one.elsewhere for one in scores.works] == [None]


def test_what_comes_back_leaves_no_citation_waiting(database: Database) -> None:
    cite(database, 1, body=LAO_CAI, date="2014-11-11")
    cite(database, 2, date="2014-11-11")
    assert browse_stubs(database) == 1
    take(database, directive("47-CT/TU", body=LAO_CAI, date="2014-11-11"), "47.html")
    assert browse_stubs(database) == 0
    with database.reading() as connection:
        pages = browse.articles(connection).cards
        found = [linked.link.target for page in pages for linked in links.mentions_of(connection, page.id)]
        assert [target.genre for target in found if target] == ["directive", "directive"]


def browse_stubs(database: Database) -> int:
    with database.reading() as connection:
        return browse.coverage(connection).stubs


@pytest.mark.parametrize(
    ("quoted", "share"),
    [
        pytest.param("sinh hoạt chi bộ", 1.0, id="cut short"),
        pytest.param("Nâng cao chất lượng sinh hoạt chi bộ", 1.0, id="letter case"),
        pytest.param("công tác dân vận", 0.0, id="another subject"),
        pytest.param("", 0.0, id="nothing"),
    ],
)
def test_the_share_of_a_quoted_title(quoted: str, share: float) -> None:
    assert similarity(quoted, TITLE) == share
