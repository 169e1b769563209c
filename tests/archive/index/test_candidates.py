"""The ranking anew: every engine gives a ranker the same arrays, and makes the same list of what it says."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index.analysis import pairs, syllables
from archive.index.arrays.engine import ArrayEngine
from archive.index.candidates import Candidates, Ranked, heads_of, numbered, pairs_of, places_of_terms
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine
from archive.index.plan import Manner, Reading
from archive.index.ranking.questions import watched
from archive.index.scoring import rarity
from archive.index.whoosh.engine import WhooshEngine
from archive.query import parse
from archive.works.document import Container, Document
from tests.archive.index.holdings import HOLDINGS, work

LAW = Container("luat/1", "Luật Giao thông đường bộ")
DECREE = Container("nghi-dinh/2", "Nghị định về xử phạt")


def article(place: int, container: Container, title: str, text: str) -> Document:
    return replace(work(f"{container.id}/{place}", title, text), container=container)


ARTICLES = (
    article(1, LAW, "Giải thích từ ngữ", "Đường bộ gồm đường và cầu đường bộ."),
    article(2, LAW, "Tốc độ", "Người lái xe đi trên đường phải giữ tốc độ."),
    article(3, DECREE, "Phạt người lái xe", "Phạt tiền người lái xe chạy quá tốc độ trên đường bộ."),
    replace(work("cited/1", "đường bộ cao tốc", "đường " * 3), cited=4, cited_as=("Chỉ thị về đường bộ cao tốc.",)),
)


def toy(seen: list[Candidates]) -> Manner:
    """A ranking by places and lengths, with validity in it; it keeps what it was given."""

    def rank(given_them: Candidates) -> Ranked:
        seen.append(given_them)
        early = np.bincount(given_them.rows, 1.0 / (1 + given_them.places), minlength=len(given_them))
        terms = {
            "early": early,
            "work": 0.5 * given_them.work,
            "cited": np.log1p(given_them.cited),
            "ended": np.where(np.array(given_them.standing) == "ended", -1.0, 0.0),
        }
        return Ranked(np.sum(list(terms.values()), axis=0), terms)

    return Manner(ranker=rank, standing={"lao-cai/47": "ended", "luat/1/1": "in_force"})


@pytest.fixture
def stocked(engine: Engine) -> Engine:
    engine.rebuild([*HOLDINGS, *ARTICLES])
    return engine


def test_the_ranker_gives_order_scores_and_terms(stocked: Engine) -> None:
    seen: list[Candidates] = []
    found = stocked.search(parse("sinh hoạt chi bộ"), toy(seen))
    assert found.total == 4
    assert found.matches[-1].id == "lao-cai/47", "what has ended comes last, though its words are best"
    for match in found.matches:
        assert set(match.terms) == {"early", "work", "cited", "ended"}
        assert match.score == pytest.approx(sum(match.terms.values()))
    assert len(seen[0]) == 4


def test_without_a_ranker_the_terms_are_the_streams(stocked: Engine) -> None:
    match = stocked.search(parse("sinh hoạt chi bộ")).matches[0]
    assert {"words", "pairs"} <= set(match.terms)
    assert match.score == pytest.approx(sum(match.terms.values()))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param("loai:chi-thi", "nothing to score", id="a filter alone"),
        pytest.param("sinh hoạt xep:date", "an order of its own", id="by date"),
        pytest.param("xyzzy", "nothing found", id="nothing found"),
    ],
)
def test_no_ranker_is_asked_where_there_is_no_ranking(stocked: Engine, typed: str, reason: str) -> None:
    seen: list[Candidates] = []
    stocked.search(parse(typed), toy(seen))
    assert not seen, reason


def test_the_places_tell_the_parts(stocked: Engine) -> None:
    seen: list[Candidates] = []
    found = stocked.search(parse("đường bộ"), replace(toy(seen), standing={}))
    assert found.plan is not None
    top = seen[0]
    row = int(np.flatnonzero(top.cited == 4)[0])
    places, asked = top.places[top.rows == row], [top.asked[term] for term in top.terms[top.rows == row]]
    body = range(int(top.body_at[row]), int(top.body_at[row] + top.body[row]))
    assert (top.title[row], top.body[row]) == (4, 3)
    assert [one for one, place in zip(asked, places, strict=True) if place < top.title[row]] == ["đường", "bộ"]
    assert [one for one, place in zip(asked, places, strict=True) if place in body] == ["đường"] * 3
    assert [one for one, place in zip(asked, places, strict=True) if place >= body.stop] == ["đường", "bộ"]


def test_a_work_is_scored_as_one_document(stocked: Engine) -> None:
    seen: list[Candidates] = []
    stocked.search(parse("giao thông đường bộ"), toy(seen))
    stocked.search(parse("đường bộ"), toy(seen))
    top = seen[1]
    works = dict(zip(top.group.tolist(), top.work.tolist(), strict=True))
    assert works[-1] == 0.0, "what is no part of a work has no score of a work"
    assert sorted(works) == [-1, 0, 1], "the articles of a law are one group"
    assert max(works.values()) == 1.0


def test_entries_without_works_score_none(filled: Engine) -> None:
    seen: list[Candidates] = []
    filled.search(parse("sinh hoạt chi bộ"), toy(seen))
    assert not seen[0].work.any()
    assert set(seen[0].group.tolist()) == {-1}


def test_what_was_typed_reaches_the_ranker(filled: Engine) -> None:
    seen: list[Candidates] = []
    filled.search(parse("Sinh hoạt chi bộ là gì", per_page=5), replace(toy(seen), loose=True))
    assert seen[0].typed == "Sinh hoạt chi bộ là gì"
    assert list(seen[0].asked) == syllables(seen[0].typed)


def test_what_answers_have_is_looked_for_beside_the_question(stocked: Engine) -> None:
    seen: list[Candidates] = []
    stocked.search(replace(parse("đường bộ là gì"), exact=True), replace(toy(seen), loose=True))
    top, beside = seen[0], watched(("đường", "bộ", "là", "gì"))
    said = [*top.asked, *beside]
    assert len(top.rarities) == len(top.asked) == 4
    held = [{said[term] for term in top.terms[top.rows == row]} for row in range(len(top))]
    assert {"giải", "thích", "từ", "ngữ", "đường", "bộ"} in held, "the article of definitions"


def test_dates_and_kinds_reach_the_ranker(filled: Engine) -> None:
    seen: list[Candidates] = []
    filled.search(parse("tư tưởng phong cách"), toy(seen))
    assert seen[0].first.tolist() == [date(2016, 5, 15).toordinal()]
    assert (seen[0].genre, seen[0].type, seen[0].standing) == (("directive",), ("chi-thi",), ("unknown",))


def test_pages_run_over_the_top_and_the_rest(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("archive.index.arrays.ranking", "archive.index.memory.engine"):
        monkeypatch.setattr(f"{room}.TOP", 5)
    engine.rebuild(work(f"w/{n:02d}", "kế hoạch", "nội dung kế hoạch " * n, date=f"{2000 + n}") for n in range(13))
    query = parse("kế hoạch", per_page=50)
    plain = [match.id for match in engine.search(query).matches]
    longest_first = Manner(
        ranker=lambda top: Ranked(top.body.astype(np.float64), {"long": top.body.astype(np.float64)})
    )
    anew = [match.id for match in engine.search(query, longest_first).matches]
    assert anew[:5] == sorted(plain[:5], reverse=True), "the top is ordered by the ranker"
    assert anew[5:] == plain[5:], "the rest follows in the order of the streams"
    pages = [
        [match.id for match in engine.search(parse("kế hoạch", {"trang": str(n)}, per_page=3), longest_first).matches]
        for n in range(1, 7)
    ]
    assert [one for page in pages for one in page] == anew


# --- the engines agree -----------------------------------------------------------------------------------------------

WORDS = [
    "đường",
    "duong",
    "bộ",
    "bo",
    "tốc",
    "độ",
    "lái",
    "xe",
    "sinh",
    "hoạt",
    "chi",
    "hoat",
    "47-CT/TU",
    "05",
    '"chi bộ"',
    "đường bộ",
    "phạt",
    "là gì",
    "the-loai:directive",
]

READINGS: st.SearchStrategy[Reading] = st.sampled_from(["marked", "folded"])


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[MemoryEngine, list[Engine]]]:
    """The plain engine filled at once, and others filled with changes and deletions between."""
    plain = MemoryEngine()
    others: list[Engine] = [WhooshEngine(tmp_path_factory.mktemp("both")), ArrayEngine()]
    plain.rebuild([*HOLDINGS, *ARTICLES])
    for other in others:
        other.rebuild([*HOLDINGS, replace(ARTICLES[0], container=DECREE)])
        with other.batch() as batch:
            batch.add(article(9, LAW, "Sẽ bỏ", "đường bộ " * 20))
        for one in ARTICLES:
            with other.batch() as batch:
                batch.replace(one)
        with other.batch() as batch:
            batch.delete("luat/1/9")
    yield plain, others
    for other in others:
        other.close()


def _same(one: Candidates, other: Candidates) -> None:
    for name in (field.name for field in fields(Candidates)):
        left, right = getattr(one, name), getattr(other, name)
        if name == "streams":
            assert set(left) == set(right)
            for stream in left:
                np.testing.assert_allclose(left[stream], right[stream], atol=1e-9, err_msg=stream)
        elif isinstance(left, np.ndarray):
            assert left.dtype == right.dtype, name
            np.testing.assert_allclose(left, right, atol=1e-9, err_msg=name)
        else:
            assert left == right, name


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), st.booleans(), READINGS)
def test_every_engine_gives_the_same_candidates_and_list(
    both: tuple[MemoryEngine, list[Engine]], typed: str, loose: bool, reading: Reading
) -> None:
    plain, others = both
    seen: list[Candidates] = []
    # Words as typed: marks are put back by counts in which deleted documents may still be.
    query, manner = replace(parse(typed, per_page=4), exact=True), replace(toy(seen), loose=loose, reading=reading)
    expected = plain.search(query, manner)
    for other in others:
        before = len(seen)
        found = other.search(query, manner)
        assert [match.id for match in found.matches] == [match.id for match in expected.matches]
        for left, right in zip(found.matches, expected.matches, strict=True):
            assert left.score == pytest.approx(right.score, abs=1e-6)
            assert left.terms == pytest.approx(right.terms, abs=1e-6)
        assert len(seen) - before == (1 if before else 0)
        if before:
            _same(seen[0], seen[before])


# --- small things ----------------------------------------------------------------------------------------------------


def test_a_syllable_stands_where_it_is_first() -> None:
    assert places_of_terms(("chi", "bộ", "chi")) == {"chi": 0, "bộ": 1}


def test_a_pair_belongs_to_its_second_syllable(stocked: Engine) -> None:
    assert pairs_of(()) == []
    assert pairs_of(("chi", "bộ", "chi")) == [None, "chi bộ", "bộ chi"]
    seen: list[Candidates] = []
    stocked.search(parse("sinh hoạt chi bộ"), toy(seen))
    held = [0.0, *(rarity(stocked.count(), stocked.frequency("pairs", one)) for one in pairs(list(seen[0].asked)))]
    assert seen[0].pair_rarities.tolist() == pytest.approx(held)


def test_works_are_numbered_as_they_come() -> None:
    assert numbered(["b", "", "a", "b"]).tolist() == [0, -1, 1, 0]


@given(st.lists(st.integers(0, 4)))
def test_heads_are_where_another_number_begins(rows: list[int]) -> None:
    expected = [at for at, row in enumerate(rows) if at == 0 or rows[at - 1] != row]
    assert heads_of(np.array(rows, np.int64)).tolist() == expected


def test_a_closed_engine_answers_again(engine: Engine) -> None:
    with closing(engine):
        engine.rebuild(HOLDINGS)
        engine.close()
        assert engine.search(parse("sinh hoạt chi bộ")).total == 4
