"""Topics of an archive: learned, kept, refused, renamed; what a clerk says stays; works that come in are found."""

import pytest

from archive.ask import topics as learning
from archive.errors import NotHere
from archive.store import topics
from archive.store.database import Database
from archive.works.topic_words import finder, standing_topics
from tests.archive.making import LAO_CAI, TUYEN_QUANG, article, directive, mention, take

NEW = "hang-khong-dan-dung"


@pytest.fixture
def learned(database: Database) -> Database:
    """Titles on cells, and four of two bodies on a topic that no table has."""
    told = (
        ("01-CT/TU", LAO_CAI, "nâng cao chất lượng sinh hoạt chi bộ"),
        ("02-CT/TU", LAO_CAI, "tăng cường quản lý hàng không dân dụng"),
        ("03-CT/TU", LAO_CAI, "quy định về nhà ga hàng không dân dụng"),
        ("04-CT/TU", TUYEN_QUANG, "vận tải hàng không dân dụng"),
        ("05-CT/TU", TUYEN_QUANG, "hàng không dân dụng trong tình hình mới"),
    )
    for number, body, title in told:
        take(database, directive(number, body=body, date="2014-11-11", title=title), f"{number}.html")
    learning.learn(database)
    return database


def of(database: Database, number: str) -> list[str]:
    address = f"tinh-uy-lao-cai/chi-thi/2014/{number}-ct-tu"
    with database.reading() as connection:
        return [one.slug for one in topics.of_work(connection, address)]


def standing(database: Database, slug: str) -> str:
    with database.reading() as connection:
        return topics.of_slug(connection, slug).standing


def test_standing_topics_are_kept_and_learned_ones_wait(learned: Database) -> None:
    assert of(learned, "01") == ["sinh-hoat-chi-bo"]
    assert standing(learned, NEW) == "learned"
    assert of(learned, "02") == [], "readers see no topic that nobody kept"
    with learned.reading() as connection:
        assert topics.label_of(connection, NEW) is None


def test_a_kept_topic_is_shown_and_a_refused_one_is_not_learned_again(learned: Database) -> None:
    learning.decide(learned, NEW, "kept")
    assert of(learned, "02") == [NEW]
    learning.decide(learned, NEW, "refused")
    learning.learn(learned)
    assert (standing(learned, NEW), of(learned, "02")) == ("refused", [])
    learning.decide(learned, NEW, "kept")
    assert of(learned, "02") == [NEW], "one taken back is looked for anew"


def test_a_name_given_by_a_clerk_stays(learned: Database) -> None:
    with learned.atomic() as connection:
        topics.rename(connection, "sinh-hoat-chi-bo", "Chi bộ")
    learning.learn(learned)
    with learned.reading() as connection:
        assert topics.label_of(connection, "sinh-hoat-chi-bo") == "Chi bộ"


def test_what_comes_in_is_found_and_nothing_is_done_twice(learned: Database) -> None:
    late = directive("09-CT/TU", body=LAO_CAI, date="2014-12-01", title="công tác dân vận")
    take(learned, late, "09.html")
    assert learning.keep_up(learned) == 1
    assert of(learned, "09") == ["dan-van"]
    assert learning.keep_up(learned) == 0
    assert learning.keep_up(learned, "9999-01-01T00:00:00+00:00") == 0, "nothing changed since"


def test_a_title_that_others_quote_shows_a_topic_too(learned: Database) -> None:
    text = "Thực hiện 47-CT/TU về công tác dân vận"
    said = mention(text, "47-CT/TU", body=LAO_CAI, date="2014-10-10", title="công tác dân vận")
    take(learned, article(text), "bai.html", [said])
    learning.keep_up(learned)
    assert of(learned, "47") == ["dan-van"]


@pytest.mark.parametrize(
    ("title", "quoted", "expected"),
    [
        pytest.param("công tác dân vận", (), {"dan-van": 1.0}, id="its own title"),
        pytest.param("", ("công tác dân vận",), {"dan-van": 0.6}, id="quoted so by all"),
        pytest.param("", ("công tác dân vận", "về việc này", "như trên"), {}, id="quoted so by few"),
        pytest.param("thanh tra", ("công tác dân vận",), {"thanh-tra": 1.0, "dan-van": 0.6}, id="both"),
    ],
)
def test_weights(title: str, quoted: tuple[str, ...], expected: dict[str, float]) -> None:
    look = finder((one.slug, one.words) for one in standing_topics())
    assert learning.weights_of(look, topics.Titled(1, "", title, quoted)) == expected


def test_no_such_topic(database: Database) -> None:
    with pytest.raises(NotHere):
        learning.decide(database, "khong-co", "kept")
