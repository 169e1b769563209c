"""A number cited once more, or borne by one work more, is linked by what came now, as if all were settled anew."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from archive.accession import Arrival, accession_all, drafted, load_catalogue, relink
from archive.cite.further import further
from archive.cite.mentions import find_mentions
from archive.cite.newly_held import newly_held
from archive.cite.resolve import Settled, Settlement, settle
from archive.store.arrivals import take_in
from archive.store.database import Database, open_database
from archive.store.growth import Rules
from archive.store.tables import metadata, readings, works
from archive.works.catalogue import AuthorityRow, catalogue
from archive.works.document import Card, Document, Reading
from tests.archive.making import LAO_CAI, article, capture, directive
from tests.archive.test_accession_all import rows

# The same numbers with more and with less said of them: a day, a year, a body, a type, nothing.
CITATIONS = (
    "Chỉ thị số 47-CT/TU",
    "Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai",
    "Chỉ thị số 47-CT/TU năm 2014",
    "Nghị định số 30/2020/NĐ-CP",
    "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
    "Quyết định số 66-QĐ/TW",
    "Quy định số 66-QĐ/TW của Ban Chấp hành Trung ương",
    "Nghị quyết số 18-NQ/TW ngày 25/10/2017 khóa XII",
    "Nghị quyết số 18-NQ/TW",
    "Quyết định số 12/2025/QĐ-UBND của Ủy ban nhân dân tỉnh Lào Cai",
    "Chỉ thị 47",
    "Luật Đất đai năm 2013",
)
DAYS = ("2012-05-01", "2015-02-03", "2021-07-08", "2026-03-04")


def citing(place: int, said: Sequence[str], day: str) -> Document:
    return article(f"Bài {place} nhắc {'; '.join(said)}.", title=f"Bài {place}", date=day)


HELD = (
    directive("47-CT/TU", body=LAO_CAI, date="2014-11-11", text="Chỉ thị của Tỉnh ủy."),
    directive("47-CT/TU", body="tinh-uy-yen-bai", date="2013-04-02", text="Chỉ thị của Tỉnh ủy Yên Bái."),
    directive("47-CT/TU", body=LAO_CAI, date="2019-06-07", text="Chỉ thị của nhiệm kỳ sau."),
    directive("66-QĐ/TW", date="2017-02-06", text="Quy định của Trung ương.", type="Quy định"),
    directive("30/2020/NĐ-CP", body="chinh-phu", date="2020-03-05", text="Nghị định của Chính phủ.", type="Nghị định"),
    directive("18-NQ/TW", date="2017-10-25", text="Nghị quyết của Trung ương.", type="Nghị quyết"),
)
texts = st.lists(
    st.tuples(st.lists(st.sampled_from(CITATIONS), min_size=1, max_size=3), st.sampled_from(DAYS))
    | st.sampled_from(HELD),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    with open_database(tmp_path_factory.mktemp("growth") / "kho.sqlite", create=True) as opened:
        yield opened


def arrival(document: Document, origin: str) -> Arrival:
    return Arrival(drafted(document, find_mentions(document.text)), capture(document, origin))


def shown(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """What the store says, with the types of stubs and the rules of links."""
    asked = {
        "stubs": select(works.c.address, works.c.type, works.c.term, works.c.issuer_name, works.c.demonstration),
        "links": select(readings.c.digest, readings.c.rule, readings.c.confidence, works.c.address).outerjoin(
            works, works.c.id == readings.c.target
        ),
    }
    with database.reading() as connection:
        more = {name: sorted(map(tuple, connection.execute(one)), key=repr) for name, one in asked.items()}
    return rows(database) | more


def assert_grown_as_settled(shared: Database, batches: list[list[Any]], table: Sequence[AuthorityRow] = ()) -> None:
    with shared.atomic() as connection:
        for one in reversed(metadata.sorted_tables):
            connection.execute(one.delete())
    load_catalogue(shared, table)
    place = 0
    for batch in batches:
        arrivals = []
        for one in batch:
            place += 1
            document = one if isinstance(one, Document) else citing(place, *one)
            arrivals.append(arrival(document, f"{place}.html"))
        accession_all(shared, arrivals)
    grown = shown(shared)
    relink(shared)
    assert shown(shared) == grown


@settings(max_examples=60)
@given(st.lists(texts, min_size=2, max_size=4))
def test_batch_by_batch_it_is_as_if_all_were_settled_at_the_end(shared: Database, batches: list[list[Any]]) -> None:
    assert_grown_as_settled(shared, batches)


@settings(max_examples=40)
@given(st.lists(texts, min_size=2, max_size=4))
def test_so_it_is_of_numbers_in_the_authority_table(shared: Database, batches: list[list[Any]]) -> None:
    keys = {one.number.key for one in HELD if one.number}
    assert_grown_as_settled(shared, batches, [row for row in catalogue() if row.number.key in keys])


def watched() -> tuple[list[str], Callable[[Sequence[Reading], Sequence[Card]], Settlement]]:
    """The rules, and a list of the keys that are settled whole by them, one for each reading."""
    asked: list[str] = []

    def resolve(said: Sequence[Reading], held: Sequence[Card]) -> Settlement:
        asked.extend(one.key for one in said)
        return settle(said, held)

    return asked, resolve


def test_the_former_readings_of_a_number_are_not_looked_at(tmp_path: Path) -> None:
    """A decree that all cite: the second text is linked, and its number is not settled again."""
    asked, resolve = watched()

    with open_database(tmp_path / "kho.sqlite", create=True) as database:
        for place, day in enumerate(DAYS[2:]):
            with database.atomic() as connection:
                document = citing(place, ["Nghị định số 30/2020/NĐ-CP"], day)
                take_in(connection, [arrival(document, f"{place}.html")], resolve, Rules(further, newly_held))
        assert asked == ["30/2020/NĐ-CP"]
        linked = shown(database)
        relink(database)
        assert shown(database) == linked


def test_what_cannot_mean_a_new_work_is_not_looked_at(tmp_path: Path) -> None:
    """Every province has its 47-CT/TU: that of Yên Bái changes nothing for those who name Lào Cai's."""
    settled, resolve = watched()
    linked: list[Reading] = []

    def beside(said: Sequence[Reading], *more: Any) -> Sequence[Settled | None] | None:  # noqa: ANN401
        links = newly_held(said, *more)
        linked.extend(one for one, link in zip(said, links or (), strict=False) if link)
        return links

    with open_database(tmp_path / "kho.sqlite", create=True) as database:
        for place, one in enumerate((HELD[0], citing(1, CITATIONS[:3], DAYS[2]), HELD[1])):
            with database.atomic() as connection:
                take_in(connection, [arrival(one, f"{place}.html")], resolve, Rules(further, beside))
            if place == 1:
                settled.clear()
        assert settled == [], "nothing is settled whole for the second work"
        assert [one.date for one in linked] == [None], "only the number alone may mean it"
        held = shown(database)
        relink(database)
        assert shown(database) == held


def test_a_number_in_the_authority_table_is_settled_whole(tmp_path: Path) -> None:
    """What the table says of a number may be the new work: its row is tied to it first."""
    whole, resolve = watched()

    row = next(row for row in catalogue() if row.number.key == "18-NQ/TW")
    with open_database(tmp_path / "kho.sqlite", create=True) as database:
        load_catalogue(database, [row])
        for place, one in enumerate((citing(0, [CITATIONS[8]], DAYS[3]), HELD[-1])):
            whole.clear()
            with database.atomic() as connection:
                take_in(connection, [arrival(one, f"{place}.html")], resolve, Rules(further, newly_held))
        assert "18-NQ/TW" in whole
        held = shown(database)
        relink(database)
        assert shown(database) == held
