"""Terms and entries: what is written and what is asked come out alike."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index import fields
from archive.index.analysis import entry, folded, level_of, number_terms, pairs, syllables, words
from archive.index.fields import FIELDS, STREAMS
from archive.works import vocabulary
from archive.works.document import Document, Issuer
from archive.works.number import parse
from tests.archive.index.holdings import HOLDINGS, work


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        pytest.param("Số: 05-CT/TW", ["số", "5", "ct", "tw"], id="a figure without its zero"),
        pytest.param("0", ["0"], id="zero itself"),
        pytest.param("khoá, hoà; THUỶ", ["khóa", "hòa", "thủy"], id="tones where the new style has them"),
        pytest.param("a_b", ["a", "b"], id="a line under is no letter"),
        pytest.param("chi\u00a0bộ\u200bcơ sở", ["chi", "bộ", "cơ", "sở"], id="blanks of any kind"),
    ],
)
def test_syllables(text: str, terms: list[str]) -> None:
    assert syllables(text) == terms


@given(st.text(max_size=40))
def test_decomposed_text_has_the_terms_of_composed_text(text: str) -> None:
    assert syllables(unicodedata.normalize("NFD", text)) == syllables(unicodedata.normalize("NFC", text))


@given(st.text(max_size=40))
def test_words_are_made_of_the_syllables(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert " ".join(words(composed)).split() == syllables(composed)


def test_pairs_are_neighbours() -> None:
    assert pairs(["sinh", "hoạt", "chi"]) == ["sinh hoạt", "hoạt chi"]
    assert pairs(["một"]) == []


@pytest.mark.parametrize(
    ("number", "terms"),
    [
        pytest.param("05-CT/TW", ("key:5-CT/TW", "ct:5", "serial:5"), id="no padding"),
        pytest.param("08-QĐi/TW", ("key:8-QĐ/TW", "qd:8", "serial:8"), id="a variant of the type"),
        pytest.param("30/2020/NĐ-CP", ("key:30/2020/NĐ-CP", "nd:30", "serial:30"), id="of the State"),
    ],
)
def test_number_terms(number: str, terms: tuple[str, ...]) -> None:
    assert number_terms(parse(number)) == terms


def test_an_entry_weighs_by_part_and_keeps_no_text() -> None:
    one = entry(HOLDINGS[2])
    assert one.terms["pairs"]["học tập"].weight == 8 + 1
    assert one.terms["syllables"]["tổ"].weight == 3 + 1, "a heading counts as heading and as text"
    assert one.terms["folded_pairs"]["hoc tap"].weight == 9
    assert one.lengths["number"] == 3
    assert one.columns["level"] == "tw"
    assert one.columns["year"] == "2016"
    assert not hasattr(one, "text")


def test_places_tell_parts_apart() -> None:
    one = entry(HOLDINGS[0])
    title_end, body_start = one.terms["syllables"]["bộ"].places[0], one.terms["syllables"]["các"].places[0]
    assert body_start - title_end > 10


@given(st.sampled_from(HOLDINGS))
def test_lengths_are_the_sums_of_the_weights(document: Document) -> None:
    one = entry(document)
    for stream in STREAMS:
        assert one.lengths[stream.name] == sum(posting.weight for posting in one.terms[stream.name].values())


def test_what_others_say_is_found_and_makes_no_document_longer() -> None:
    plain = HOLDINGS[0]
    cited = replace(plain, cited=3, cited_as=("Quen gọi là khoán mười.", "Khoán mười cứu cả làng."))
    before, after = entry(plain), entry(cited)
    assert after.lengths == before.lengths
    assert after.columns == {**before.columns, "cited": 3}
    assert after.terms["pairs"]["khoán mười"].weight == 2 * fields.STREAM["pairs"].cited
    assert "khoan muoi" in after.terms["folded_pairs"]
    last = max(max(posting.places) for posting in before.terms["syllables"].values())
    assert min(after.terms["syllables"]["khoán"].places) > last, "behind the text, so that parts stay apart"


def test_folded_is_what_an_unmarked_keyboard_types() -> None:
    assert folded("đường sắt") == "duong sat"


@pytest.mark.parametrize(
    ("document", "level"),
    [
        pytest.param(work("a", "x", issuer=Issuer("Bộ Chính trị", "bo-chinh-tri")), "tw", id="the body says it"),
        pytest.param(work("a", "x", number="47-CT/TU", issuer=Issuer("Tỉnh ủy")), "tinh", id="the body code says it"),
        pytest.param(work("a", "x"), None, id="nothing says it"),
    ],
)
def test_level(document: Document, level: str | None) -> None:
    assert level_of(document) == level


def test_the_fingerprint_changes_with_the_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fields.fingerprint()
    assert before == fields.fingerprint()
    monkeypatch.setattr(fields, "RECIPE", fields.RECIPE + 1)
    assert fields.fingerprint() != before


def test_the_fingerprint_changes_with_the_names_of_the_authority_table(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fields.fingerprint()
    renamed = [{**row, "aliases": []} for row in vocabulary.rows("authority", "document")]
    monkeypatch.setattr(fields, "rows", lambda _table, _head: renamed)
    assert fields.fingerprint() != before, "they are read with the works they name"


def test_every_field_says_what_it_is() -> None:
    assert all(field.help.endswith(".") for field in FIELDS)
    assert len({field.name for field in FIELDS}) == len(FIELDS)
