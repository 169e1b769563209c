import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.quality import (
    agrees,
    harmonic,
    ndcg,
    ranks_of,
    same_issuer,
    same_value,
    score_citations,
    score_links,
    score_metadata,
    score_search,
)
from archive.works.dates import parse_iso
from archive.works.document import Card, Issuer, Link, Mention
from archive.works.number import parse

TEXT = "Theo Chỉ thị số 47-CT/TU và Kế hoạch số 99-KH/TU."


def mention(start: int, end: int, number: str, **said: str) -> Mention:
    known = parse(number)
    return Mention(
        start, end, TEXT[start:end], "number", known.key, known, type=said.get("type"), title=said.get("title")
    )


FIRST, SECOND = mention(16, 24, "47-CT/TU", type="Chỉ thị"), mention(40, 48, "99-KH/TU", type="Kế hoạch")


def row(*mentions: dict[str, object], partial: bool = False) -> dict[str, object]:
    return {"text": TEXT, "mentions": list(mentions), "partial": partial}


def test_all_found_and_nothing_more() -> None:
    gold = row({"start": 16, "end": 24, "number": "47-CT/TU"}, {"start": 40, "end": 48, "number": "99-KH/TU"})
    scores = score_citations([gold], lambda _: (FIRST, SECOND))
    assert scores.measures == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert scores.misses == ()


def test_a_missed_and_an_extra_mention_are_listed() -> None:
    gold = row({"start": 16, "end": 24}, {"start": 0, "end": 4})
    scores = score_citations([gold], lambda _: (FIRST, SECOND))
    assert scores.measures == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert [(miss.kind, miss.at) for miss in scores.misses] == [("missed", "Theo"), ("extra", "99-KH/TU")]


def test_in_a_partial_row_more_may_be_found() -> None:
    scores = score_citations([row({"start": 16, "end": 24}, partial=True)], lambda _: (FIRST, SECOND))
    assert scores.measures["precision"] == 1.0
    assert scores.misses == ()


def test_a_field_that_is_absent_is_not_scored_and_null_must_be_missing() -> None:
    gold = row({"start": 16, "end": 24, "type": None, "date": None}, {"start": 40, "end": 48})
    scores = score_citations([gold], lambda _: (FIRST, SECOND))
    assert (scores.fields, scores.scored) == ({"type": 0.0, "date": 1.0}, {"type": 1, "date": 1})
    assert [(miss.field, miss.expected, miss.found) for miss in scores.misses] == [("type", None, "Chỉ thị")]


def test_nothing_expected_and_nothing_found_is_right() -> None:
    assert score_citations([row()], lambda _: ()).measures == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


@pytest.mark.parametrize(
    ("name", "gold", "found", "same"),
    [
        pytest.param("number", "05-HD/TU", "05-HD/TU", True, id="equal"),
        pytest.param("number", None, "05-HD/TU", False, id="a cited number is not the document's"),
        pytest.param("number", None, None, True, id="missing, as it must be"),
        pytest.param("type", "Chỉ thị", "chỉ  thị", True, id="case and blanks do not count"),
        pytest.param("title", "về việc cụ thể hoá", "cụ thể hóa", True, id="lead words and tone style do not count"),
        pytest.param("title", "sinh hoạt chi bộ", "sinh hoạt chi bộ và", False, id="a title that runs on"),
        pytest.param("date", "2014", "2014-11-11", False, id="never more precise than the gold"),
    ],
)
def test_when_a_value_is_right(name: str, gold: str | None, found: str | None, same: bool) -> None:
    assert same_value(name, gold, found) is same


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        pytest.param("Tỉnh ủy Lào Cai", "Tỉnh uỷ Lào Cai", True, id="tone style"),
        pytest.param("Tỉnh ủy Lào Cai", "Ban Thường vụ Tỉnh ủy Lào Cai", True, id="its standing committee"),
        pytest.param("Ban Thường vụ Tỉnh ủy Lào Cai", "Tỉnh ủy Lào Cai", False, id="not the other way round"),
        pytest.param("Tỉnh ủy Lào Cai", "Tỉnh ủy Yên Bái", False, id="another province"),
        pytest.param("Văn phòng Trung ương", "Văn phòng Trung ương Đảng", True, id="an alias"),
        pytest.param("BBT", "Ban Bí thư", True, id="the short form of a table"),
        pytest.param("Bộ Chính trị", "Ban Bí thư", False, id="two organs of one code"),
    ],
)
def test_when_an_issuer_is_right(gold: str, found: str, same: bool) -> None:
    assert same_issuer(gold, found) is same


def test_a_document_that_is_not_held_has_no_field_right() -> None:
    gold: list[dict[str, object]] = [
        {"path": "a.html", "number": "47-CT/TU", "date": None},
        {"path": "b.html", "number": "05-HD/TU"},
    ]
    scores = score_metadata(gold, lambda path: {"number": "05-HD/TU"} if path == "b.html" else None)
    assert scores.measures == {"held": 0.5, "accuracy": 1 / 3}
    assert [(miss.kind, miss.at) for miss in scores.misses] == [("absent", "a.html")]


def card(number: str, issuer: str | None, iso: str | None, name: str = "") -> Card:
    return Card(
        id=name or number,
        genre="directive",
        key=parse(number).key,
        number=number,
        issuer=Issuer(issuer) if issuer else None,
        date=parse_iso(iso) if iso else None,
    )


LAO_CAI = card("47-CT/TU", "Ban Thường vụ Tỉnh ủy Lào Cai", "2014-11-11")
TUYEN_QUANG = card("47-CT/TU", "Tỉnh ủy Tuyên Quang", "2014-11-11", "other")
WANTED = {"number": "47-CT/TU", "body": "Tỉnh ủy Lào Cai", "date": "2014-11-11"}


def test_a_work_is_the_wanted_one_by_number_body_and_day() -> None:
    assert agrees(WANTED, LAO_CAI)
    assert not agrees(WANTED, TUYEN_QUANG)
    assert not agrees(WANTED, card("47-CT/TU", "Tỉnh ủy Lào Cai", None))
    assert not agrees({**WANTED, "number": "48-CT/TU"}, LAO_CAI)


def test_search_measures() -> None:
    answers = {"a": [TUYEN_QUANG, LAO_CAI], "b": [LAO_CAI], "c": []}
    rows = [{"query": query, "kind": "number", "expected": [WANTED]} for query in answers]
    scores = score_search([*rows, {"query": "d", "expected": []}], lambda query: answers[query])
    assert scores.measures["hit@1"] == pytest.approx(1 / 3)
    assert scores.measures["hit@3"] == pytest.approx(2 / 3)
    assert scores.measures["mrr"] == pytest.approx(0.5)
    assert scores.measures["ndcg@10"] == pytest.approx((1 / math.log2(3) + 1) / 3)
    assert scores.scored == {"number": 3}
    assert [miss.at for miss in scores.misses] == ["c"]


def test_relevant_documents_by_their_address() -> None:
    scores = score_search([{"query": "a", "relevant": ["other"]}], lambda _: [LAO_CAI, TUYEN_QUANG])
    assert scores.measures["mrr"] == 0.5


def test_a_hit_serves_one_wish_only() -> None:
    assert ranks_of([WANTED, WANTED], [LAO_CAI]) == [1, 0]


@given(st.lists(st.integers(1, 10), unique=True, max_size=10), st.integers(1, 10))
def test_ndcg_is_a_share(ranks: list[int], wanted: int) -> None:
    found = ranks[:wanted]
    assert 0.0 <= ndcg(found, wanted) <= 1.0 + 1e-9
    assert ndcg(range(1, wanted + 1), wanted) == pytest.approx(1.0)


@given(st.floats(0, 1), st.floats(0, 1))
def test_f1_lies_between_both(precision: float, recall: float) -> None:
    low, high = sorted((precision, recall))
    assert harmonic(precision, recall) <= high + 1e-9
    assert harmonic(precision, recall) >= min(low, 2 * low * high / (low + high) if low + high else 0.0) - 1e-9


def link(target: Card | None) -> Link:
    return Link(target, (), "number+date" if target else "unknown", 0.95 if target else 0.0)


@pytest.mark.parametrize(
    ("target", "links", "accuracy", "kind"),
    [
        pytest.param(WANTED, [link(LAO_CAI)], 1.0, None, id="the right one"),
        pytest.param(WANTED, [link(None), link(LAO_CAI)], 1.0, None, id="one mention of two is sure"),
        pytest.param(WANTED, [link(TUYEN_QUANG)], 0.0, "wrong", id="another one"),
        pytest.param(WANTED, [link(LAO_CAI), link(TUYEN_QUANG)], 0.0, "wrong", id="two targets"),
        pytest.param(WANTED, [link(None)], 0.0, "missed", id="none"),
        pytest.param(None, [link(None)], 1.0, None, id="must stay open, and does"),
        pytest.param(None, [link(LAO_CAI)], 0.0, "wrong", id="must stay open, and is guessed"),
        pytest.param(None, None, 0.0, "absent", id="the document is not there"),
    ],
)
def test_links(target: object, links: list[Link] | None, accuracy: float, kind: str | None) -> None:
    scores = score_links([{"document": "a.html", "surface": "47-CT/TU", "target": target}], lambda *_: links)
    assert scores.measures["accuracy"] == accuracy
    assert [miss.kind for miss in scores.misses] == ([kind] if kind else [])


def test_the_scores_as_json_are_plain_values() -> None:
    shown = score_citations([row({"start": 16, "end": 24, "type": None})], lambda _: (FIRST,)).as_json()
    assert (shown["kind"], shown["f1"], shown["fields"]) == ("citations", 1.0, {"type": {"accuracy": 0.0, "scored": 1}})
    assert shown["misses"][0]["expected"] is None
