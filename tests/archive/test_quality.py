import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import QueryError
from archive.quality import (
    ClassScore,
    agrees,
    comparison,
    harmonic,
    macro,
    ndcg,
    ranks_of,
    same_issuer,
    same_value,
    score_citations,
    score_claims,
    score_links,
    score_metadata,
    score_search,
    search_report,
)
from archive.works.dates import parse_iso
from archive.works.document import Card, Issuer, Link, Mention, Provision
from archive.works.number import parse
from archive.works.validity import FoundClaim, Value

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
    assert scores.measures == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "relation_macro_f1": 1.0}
    assert scores.misses == ()


def test_a_missed_and_an_extra_mention_are_listed() -> None:
    gold = row({"start": 16, "end": 24}, {"start": 0, "end": 4})
    scores = score_citations([gold], lambda _: (FIRST, SECOND))
    assert (scores.measures["precision"], scores.measures["recall"], scores.measures["f1"]) == (0.5, 0.5, 0.5)
    assert [(miss.kind, miss.at, miss.span) for miss in scores.misses] == [
        ("missed", "Theo", (0, 4)),
        ("extra", "99-KH/TU", (40, 48)),
    ]


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
    assert set(score_citations([row()], lambda _: ()).measures.values()) == {1.0}


@pytest.mark.parametrize(
    ("name", "gold", "right"),
    [
        pytest.param("kind", "number", True, id="the kind found"),
        pytest.param("kind", "bare", False, id="another kind"),
        pytest.param("provision", "khoản 2 Điều 3", True, id="the part cited, as written"),
        pytest.param("provision", None, False, id="a part where none is cited"),
        pytest.param("term", "XII", True, id="the term written"),
        pytest.param("term", "XI", False, id="another term"),
    ],
)
def test_kind_part_and_term_are_fields(name: str, gold: str | None, right: bool) -> None:
    read = replace(FIRST, provision=Provision("khoản 2 Điều 3", 0, 14), term="XII")
    scores = score_citations([row({"start": 16, "end": 24, name: gold})], lambda _: (read,))
    assert scores.fields == {name: float(right)}


def related(start: int, end: int, relation: str | None) -> Mention:
    return Mention(start, end, TEXT[start:end], "bare", "", relation=relation)


@pytest.mark.parametrize(
    ("gold", "found", "figures"),
    [
        pytest.param(["theo", "theo"], ["theo", "theo"], {"theo": (2, 2, 2)}, id="all right"),
        pytest.param(["theo", "bai_bo"], ["theo", "theo"], {"bai_bo": (1, 0, 0), "theo": (1, 2, 1)}, id="one for two"),
        pytest.param(["theo", None], ["theo", "theo"], {"theo": (1, 2, 1)}, id="said where there is none"),
        pytest.param([None, None], [None, None], {}, id="none is no class"),
        pytest.param(["theo", "bai_bo"], ["theo"], {"bai_bo": (1, 0, 0), "theo": (1, 1, 1)}, id="one not found"),
        pytest.param(["theo", ...], ["theo", "bai_bo"], {"theo": (1, 1, 1)}, id="one not scored"),
    ],
)
def test_relations_as_classes(
    gold: list[Any], found: list[str | None], figures: dict[str, tuple[int, int, int]]
) -> None:
    spans = ((16, 24), (40, 48))
    rows = [
        {"start": start, "end": end, **({} if said is ... else {"relation": said})}
        for (start, end), said in zip(spans, gold, strict=True)
    ]
    read = [related(*span, said) for span, said in zip(spans, found, strict=False)]
    scores = score_citations([row(*rows)], lambda _: read)
    assert {name: (one.gold, one.found, one.right) for name, one in scores.relations.items()} == figures
    wanted = [2 * right / (of + said) for of, said, right in figures.values()]
    assert scores.measures["relation_macro_f1"] == pytest.approx(sum(wanted) / len(wanted) if wanted else 1.0)


@given(st.dictionaries(st.sampled_from("abc"), st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))))
def test_the_mean_over_relations_is_a_share(counts: dict[str, tuple[int, int, int]]) -> None:
    told = {name: ClassScore(gold, found, min(gold, found, right)) for name, (gold, found, right) in counts.items()}
    assert 0.0 <= macro(told) <= 1.0
    assert macro({"a": ClassScore(3, 3, 3)}) == 1.0
    assert macro({"a": ClassScore(3, 0, 0)}) == 0.0


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


def test_a_question_is_a_query() -> None:
    scores = score_search([{"question": "a", "relevant": ["other"]}], lambda text: [TUYEN_QUANG] if text == "a" else [])
    assert scores.measures["hit@1"] == 1.0


def test_the_measures_of_search_by_depth() -> None:
    hits = [LAO_CAI] * 3 + [TUYEN_QUANG]
    measures = score_search([{"query": "a", "relevant": ["other"]}], lambda _: hits).measures
    assert [measures[f"hit@{depth}"] for depth in (1, 3, 5, 10)] == [0.0, 0.0, 1.0, 1.0]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_a_mean_lies_in_its_interval_or_beside_it_by_a_draw(values: list[float]) -> None:
    low, high = comparison.interval(values)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9


def test_no_values_no_interval() -> None:
    assert comparison.interval([]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("ours", "theirs", "low", "high"),
    [
        pytest.param([1.0] * 8, [1.0] * 8, 1.0, 1.0, id="no difference at all"),
        pytest.param([1.0] * 20, [0.0] * 20, 0.0, 0.001, id="better on every one of twenty"),
        pytest.param([1.0, 0.0] * 10, [0.0, 1.0] * 10, 0.9, 1.0, id="as often better as worse"),
        pytest.param([1.0] * 3, [0.0] * 3, 0.2, 0.3, id="three are too few: 2 of 8 ways"),
    ],
)
def test_the_paired_test(ours: list[float], theirs: list[float], low: float, high: float) -> None:
    assert low <= comparison.paired(ours, theirs) <= high


@settings(max_examples=30)  # each example is two times ten thousand drawings, the same ones every time
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=12))
def test_the_paired_test_does_not_mind_the_order(pairs: list[tuple[float, float]]) -> None:
    ours, theirs = [one for one, _ in pairs], [other for _, other in pairs]
    assert comparison.paired(ours, theirs) == pytest.approx(comparison.paired(theirs, ours))


def test_only_shared_questions_and_measures_are_compared() -> None:
    ours = {"a": {"mrr": 1.0, "hit@1": 1.0}, "b": {"mrr": 0.0, "hit@1": 0.0}}
    found = comparison.compare(ours, {"a": {"mrr": 0.5}, "c": {"mrr": 1.0}})
    assert (set(found), found["mrr"].questions, found["mrr"].ours, found["mrr"].theirs) == ({"mrr"}, 1, 1.0, 0.5)
    assert comparison.compare(ours, {}) == {}


def test_kept_values_are_read_again(tmp_path: Path) -> None:
    kept = {"câu hỏi": {"mrr": 0.5}}
    comparison.save(kept, tmp_path / "kept.json")
    assert comparison.load(tmp_path / "kept.json") == kept


@pytest.mark.parametrize("content", ["", "[]", '{"questions": 3}', '{"questions": {"a": {"mrr": "x"}}}'])
def test_a_file_that_keeps_no_values_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text(content, "utf-8")
    with pytest.raises(QueryError, match=r"kept\.json"):
        comparison.load(tmp_path / "kept.json")


def test_a_report_has_kinds_others_and_ways_of_typing() -> None:
    rows = [{"query": "hòa bình", "kind": "word", "relevant": ["other"]}, {"query": "b", "relevant": ["other"]}]

    def marked(text: str) -> list[Card]:
        return [TUYEN_QUANG] if text in {"hòa bình", "b"} else []

    made = search_report.report(rows, marked, others={"none": lambda _: []}, typed=True).as_json()
    assert made["kinds"] == {
        "word": {"rows": 1, "hit@1": 1.0, "hit@3": 1.0, "hit@5": 1.0, "hit@10": 1.0, "mrr": 1.0, "ndcg@10": 1.0}
    }
    assert made["others"]["none"]["hit@1"] == 0.0
    assert made["against"]["none"]["hit@1"]["p"] > 0.4
    assert (made["variants"]["exact"]["hit@1"], made["retained"]["unmarked"]["hit@1"]) == (1.0, 0.5)
    assert made["intervals"]["hit@1"] == [1.0, 1.0]


def test_two_equal_questions_are_both_kept() -> None:
    rows = [{"query": "a", "relevant": ["other"]}] * 2
    assert list(search_report.report(rows, lambda _: []).kept) == ["a", "a #2"]


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
    assert (scores.measures["wrong_silent"] > 0) == (kind == "wrong")
    assert [miss.kind for miss in scores.misses] == ([kind] if kind else [])


def test_the_scores_as_json_are_plain_values() -> None:
    shown = score_citations([row({"start": 16, "end": 24, "type": None})], lambda _: (FIRST,)).as_json()
    assert (shown["kind"], shown["f1"], shown["fields"]) == ("citations", 1.0, {"type": {"accuracy": 0.0, "scored": 1}})
    assert shown["misses"][0]["expected"] is None
    assert "relations" not in shown


def test_the_figures_of_each_relation_are_in_the_json() -> None:
    gold = row({"start": 16, "end": 24, "relation": "theo"})
    shown = score_citations([gold], lambda _: (related(16, 24, "theo"),)).as_json()
    assert shown["relations"] == {"theo": {"precision": 1.0, "recall": 1.0, "f1": 1.0, "gold": 1, "found": 1}}


def test_wrong_silent_links_are_counted_one_by_one() -> None:
    rows = [{"document": "a.html", "surface": "47-CT/TU", "target": target} for target in (WANTED, None)]
    shown = score_links(rows, lambda *_: [link(LAO_CAI), link(TUYEN_QUANG)]).as_json()
    assert shown["wrong_silent"] == 3


def claim(mention: int | None, value: Value, since: str | None = None) -> FoundClaim:
    return FoundClaim(value, "whole", 0, 4, mention, since=parse_iso(since) if since else None)


ENDED = {"start": 16, "surface": "47-CT/TU", "value": "ended", "scope": "whole", "since": "2025-07-01", "told": False}
OWN = {"start": None, "surface": None, "value": "in_force"}


@pytest.mark.parametrize(
    ("gold", "found", "kinds", "f1"),
    [
        pytest.param([ENDED], [claim(0, "ended", "2025-07-01")], [], 1.0, id="right"),
        pytest.param([ENDED], [claim(0, "ended")], ["field"], 1.0, id="without its day"),
        pytest.param([ENDED], [claim(1, "ended", "2025-07-01")], ["missed", "extra"], 0.0, id="of another work"),
        pytest.param([ENDED], [claim(0, "replaced", "2025-07-01")], ["missed", "extra"], 0.0, id="another value"),
        pytest.param([OWN], [claim(None, "in_force")], [], 1.0, id="of the text itself"),
        pytest.param([], [claim(None, "in_force")], ["extra"], 0.0, id="a claim that is none"),
        pytest.param([], [], [], 1.0, id="none and none"),
    ],
)
def test_claims_of_validity(gold: list[object], found: list[FoundClaim], kinds: list[str], f1: float) -> None:
    scores = score_claims([{"text": TEXT, "claims": gold}], lambda _: (found, (FIRST, SECOND)))
    assert sorted(miss.kind for miss in scores.misses) == sorted(kinds)
    assert scores.measures["f1"] == f1
