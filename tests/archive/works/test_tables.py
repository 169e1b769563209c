"""The tables a clerk reviews: every row can be read, agrees with the others, and says who attests it."""

import re

import pytest

from archive.errors import DataError
from archive.text.vietnamese import comparable, nfc
from archive.works import bodies, catalogue, terms, vocabulary
from archive.works.bodies import body, display_name, family, members, on_date, same_family, successors
from archive.works.dates import PartialDate
from archive.works.number import parse
from archive.works.vocabulary import type_named, type_named_unmarked, types, types_of

# Words of a note in another language; "in" and "as" are left out, for "in" is Vietnamese for printed.
ENGLISH = re.compile(
    r"\b(?:the|of|and|was|by|with|from|text|page|code|date|number|organ|title|inferred)\b", re.IGNORECASE
)
ADDRESS = re.compile(r"https?://\S+")


def test_one_code_two_types_in_the_party_and_one_in_the_state() -> None:
    assert {kind.name for kind in types_of("QĐ", "party")} == {"Quyết định", "Quy định"}
    assert {kind.name for kind in types_of("QĐ", "state")} == {"Quyết định"}


def test_a_type_is_known_by_any_spelling_of_its_name() -> None:
    assert [found.code for name in ("CHỈ THỊ", "chỉ thị") if (found := type_named(name))] == ["CT", "CT"]
    assert [found.name for name in ("chi thi", "nghi quyet") if (found := type_named_unmarked(name))] == [
        "Chỉ thị",
        "Nghị quyết",
    ]
    assert type_named_unmarked("de an") is not None


def test_a_clerks_types_have_a_slug_a_grade_and_evidence() -> None:
    for kind in types():
        assert kind.slug, kind
        assert kind.evidence, kind
        assert nfc(kind.name) == kind.name


def test_relations_have_cues_in_one_spelling() -> None:
    for relation in vocabulary.relations():
        assert relation.label, relation
        for cue in relation.cues:
            assert cue == cue.lower() == nfc(cue), cue


TABLES = (
    "types", "bodies", "terms", "authority", "provinces", "relations", "districts", "communes", "laws",
    "abbreviations", "nicknames",
)  # fmt: skip
HEADS = (
    "type", "code", "body", "congress", "plenum", "document", "province", "old_unit", "relation", "succession", "law",
    "abbreviation", "nickname",
)  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_evidence_is_written_for_people(table: str) -> None:
    # What the pages show as source: no leftovers of a conversion, no repeated words, nothing of other registers.
    for head in HEADS:
        try:
            listed = vocabulary.rows(table, head)
        except DataError:
            continue
        for row in listed:
            written = " ".join(str(row.get(key, "")) for key in ("evidence", "note", "conflict"))
            assert "repo-text" not in written, row
            assert "một văn bản công khai, một văn bản công khai" not in written, row
            assert "()" not in written, row
            assert not ENGLISH.search(ADDRESS.sub("", written)), row


def test_body_ids_are_one_each_and_successions_lead_somewhere() -> None:
    ids = [one.id for one in bodies.bodies()]
    assert len(ids) == len(set(ids))
    for one in bodies.bodies():
        for before in one.predecessors:
            assert body(before) is not None, (one.id, before)


def test_a_merged_province_has_two_committees_one_after_the_other() -> None:
    old, new = members("tinh-uy-lao-cai")
    assert (old.valid_to, new.valid_from) == (PartialDate(2025, 6, 30).first, bodies.MERGER)
    assert "tinh-uy-yen-bai" in new.predecessors
    assert {one.id for one in successors("tinh-uy-yen-bai")} == {new.id}


def test_sa_pa_over_time() -> None:
    assert [on_date("sa-pa", PartialDate(year)) for year in (2017, 2021)] == ["huyen-uy-sa-pa", "thi-uy-sa-pa"]
    assert {one.id for one in successors("thi-uy-sa-pa")} == {"dang-uy-phuong-sa-pa"}
    assert display_name("sa-pa", PartialDate(2017)) == "Thị ủy Sa Pa"


def test_three_organs_share_a_code_and_a_family() -> None:
    assert same_family("bo-chinh-tri", "ban-bi-thu")
    assert family("bo-chinh-tri") == "trung-uong"
    assert not same_family("bo-chinh-tri", "ban-to-chuc-trung-uong")


def test_the_catalogue_has_checked_rows_only() -> None:
    rows = catalogue.catalogue()
    assert {row.grade for row in rows} == {"A", "B"}
    assert all(row.source and row.title and row.issuer.body for row in rows)
    # One page gives a day and a month and no year: unknown stays unknown.
    assert [str(row.number) for row in rows if row.date is None] == ["17-CT/TU"]
    assert any(row.grade == "C" for row in catalogue.authority())


def test_a_number_is_no_key_in_the_catalogue_either() -> None:
    dates = {row.date.iso for row in catalogue.catalogue() if row.number.key == "12-NQ/TW" and row.date}
    assert {"2012-01-16", "2022-03-16"} <= dates


def test_the_central_issuers_of_the_catalogue_are_organs() -> None:
    for row in catalogue.catalogue():
        if row.number.body_code == "TW":
            assert comparable(row.issuer.name) in {"bộ chính trị", "ban bí thư", "ban chấp hành trung ương"}, row
            assert row.issuer.body


@pytest.mark.parametrize(
    ("term", "n", "keys"),
    [
        pytest.param("XII", 4, {"4-NQ/TW"}, id="one resolution"),
        pytest.param("XII", 6, {"18-NQ/TW", "19-NQ/TW"}, id="two, with 20 and 21 as the table knows"),
        pytest.param("XIV", 99, set(), id="no such plenum"),
    ],
)
def test_what_a_plenum_may_mean(term: str, n: int, keys: set[str]) -> None:
    assert keys <= {card.key for card in catalogue.plenum_cards(term, n)}
    assert bool(catalogue.plenum_cards(term, n)) is bool(keys)


def test_every_document_of_a_plenum_has_a_number_that_parses() -> None:
    for plenum in terms.plenums().values():
        for document in plenum.documents:
            assert parse(document.number).body_code == "TW"


@pytest.mark.parametrize(
    ("day", "term"),
    [
        pytest.param(PartialDate(2016, 5, 15), "XII", id="in a term"),
        pytest.param(PartialDate(2026, 1, 6), "XIII", id="79-NQ/TW, before the congress"),
        pytest.param(PartialDate(2026, 3, 17), "XIV", id="02-NQ/TW, after it"),
        pytest.param(PartialDate(2026, 1, 20), None, id="during the congress the day cannot tell"),
        pytest.param(PartialDate(2021), None, id="a year of two terms"),
    ],
)
def test_the_term_of_a_day(day: PartialDate, term: str | None) -> None:
    assert terms.term_on(day) == term


@pytest.mark.parametrize(
    ("written", "roman"), [("XII", "XII"), ("12", "XII"), ("xiv", "XIV"), ("99", None), ("0", None), ("AB", None)]
)
def test_terms_in_roman_numerals(written: str, roman: str | None) -> None:
    assert terms.roman(written) == roman


@pytest.mark.parametrize(("written", "n"), [("4", 4), ("tư", 4), ("mười lăm", 15), ("Sáu", 6), ("về", None)])
def test_ordinals_in_words(written: str, n: int | None) -> None:
    assert terms.ordinal(written) == n
