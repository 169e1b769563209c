"""Works by words of their title: as written, newest first, nothing that no list shows."""

from archive.store.database import Database
from archive.store.titled import titled
from tests.archive.making import LAO_CAI, directive, take


def test_titles_are_found_by_their_words_as_written(database: Database) -> None:
    take(database, directive("1-KH/TU", body=LAO_CAI, date="2014-01-01", title="thực hiện Chỉ thị 50-CT/TW"), "1.html")
    take(database, directive("2-KH/TU", body=LAO_CAI, date="2015-01-01", title="thi hành 50-CT/TW"), "2.html")
    take(database, directive("3-KH/TU", body=LAO_CAI, date="2016-01-01", title="về 50% đảng viên"), "3.html")
    with database.reading() as connection:
        assert [card.number for card in titled(connection, "50-CT/TW")] == ["02-KH/TU", "01-KH/TU"]
        assert [card.number for card in titled(connection, "50%")] == ["03-KH/TU"], "a sign of the question is a sign"
        assert titled(connection, "không có") == ()
