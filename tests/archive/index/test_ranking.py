"""Ranking anew: kinds of questions, features from arrays, the formula's terms, and when the model is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.index.candidates import Candidates, Ranked
from archive.index.memory import MemoryEngine
from archive.index.plan import Manner
from archive.index.ranking import LABELS, RANKERS, by_formula, by_model, by_questions, ranker_for
from archive.index.ranking.baselines import Baselines
from archive.index.ranking.features import cue, definition, features
from archive.index.ranking.formula import formula_terms
from archive.index.ranking.model import POINT, trees
from archive.index.ranking.parts import asked_of, part_of
from archive.index.ranking.questions import is_question, kinds_of, tail_at, watched
from archive.index.ranking.trees import scores
from archive.query import parse
from archive.works.dates import parse_iso
from archive.works.document import Container, Document

LAW, DECREE = Container("1/2020/QH14", "Luật Nước"), Container("2/2020/NĐ-CP", "Nghị định về xử phạt về nước")


def article(doc_id: str, work: Container, title: str, text: str) -> Document:
    return Document(genre="directive", id=doc_id, title=title, text=text, container=work)


ARTICLES = (
    article("terms", LAW, "Giải thích từ ngữ", "Nước sạch là nước dùng được. Nước thải là nước đã dùng."),
    article("clean", LAW, "Nước sạch", "Cấp nước sạch cho mọi nhà, giữ nước sạch cho mọi người."),
    article("waste", DECREE, "Xả nước thải", "Phạt tiền người xả nước thải bẩn ra sông."),
    article("rights", DECREE, "Thẩm quyền", "Người có thẩm quyền về nước thải là chủ tịch xã."),
)


def candidates_of(question: str, documents: Sequence[Document] = ARTICLES, **manner: Mapping[str, str]) -> Candidates:
    """What an engine over these documents gives a ranker."""
    seen: list[Candidates] = []

    def keep(candidates: Candidates) -> Ranked:
        seen.append(candidates)
        return Ranked(candidates.total, {})

    engine = MemoryEngine()
    engine.rebuild(documents)
    engine.search(parse(question), Manner(loose=True, ranker=keep, **manner))  # type: ignore[arg-type]
    return seen[0]


def ids_of(question: str, documents: Sequence[Document] = ARTICLES, profile: str | None = None) -> list[str]:
    engine = MemoryEngine()
    engine.rebuild(documents)
    return [one.id for one in engine.search(parse(question), Manner(loose=True, ranker=ranker_for(profile))).matches]


# --- questions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        pytest.param("hóa đơn điện tử là gì", {"definition"}, id="what is it"),
        pytest.param("hoa don dien tu la gi", {"definition"}, id="without marks"),
        pytest.param("đi muộn bị phạt bao nhiêu", {"penalty", "amount"}, id="two kinds at once"),
        pytest.param("phát bao cho dân", set(), id="marks tell phát from phạt"),
        pytest.param("ai có thẩm quyền cấp phép", {"duty"}, id="who"),
        pytest.param("nghị quyết về nông thôn mới", set(), id="words of a subject"),
    ],
)
def test_kinds(asked: str, kinds: set[str]) -> None:
    assert {kind for kind, is_one in kinds_of(asked.split()).items() if is_one} == kinds


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        pytest.param("hóa đơn là gì", True, id="a question"),
        pytest.param("hoa don la gi", True, id="without marks"),
        pytest.param("hóa đơn điện tử", False, id="a subject"),
        pytest.param("nghị quyết nào", False, id="too short to tell"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_is_question(asked: str, told: bool) -> None:
    assert is_question(asked.split()) is told


def test_a_question_mark_tells_a_question() -> None:
    assert is_question(["nghĩa", "vụ", "của", "anh", "em"], "Nghĩa vụ của anh em? ")
    assert not is_question(["nghĩa", "vụ", "của", "anh", "em"], "Nghĩa vụ của anh em")


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        pytest.param("mức đóng được quy định như thế nào", "mức đóng", id="the whole tail"),
        pytest.param("xử lý ra sao", "xử lý", id="the question alone"),
        pytest.param("thu tuc nhu the nao", "thu tuc", id="without marks"),
        pytest.param("thế nào là khiếu nại", "thế nào là khiếu nại", id="at the beginning it asks for a definition"),
        pytest.param("quy định về học phí", "quy định về học phí", id="the verb alone is no tail"),
        pytest.param("như thế nào", "như thế nào", id="nothing else was asked"),
    ],
)
def test_the_tail_of_a_question(asked: str, kept: str) -> None:
    syllables = asked.split()
    assert syllables[: tail_at(syllables)] == kept.split()


@given(st.lists(st.sampled_from(["quy", "định", "như", "thế", "nào", "được", "đất", "là", "gì"]), max_size=8))
def test_a_tail_never_takes_everything_and_a_watched_syllable_is_never_asked(asked: list[str]) -> None:
    assert tail_at(asked) >= min(1, len(asked))
    assert not set(watched(asked)) & set(asked)


def test_what_is_watched_has_the_form_of_the_query() -> None:
    assert watched(["nước", "sạch", "là", "gì"]) == ("giải", "thích", "từ", "ngữ")
    assert watched(["nuoc", "sach", "la", "gi"]) == ("giai", "thich", "tu", "ngu")
    assert watched(["nước", "sạch"]) == ()


# --- features --------------------------------------------------------------------------------------------------------


def row_of(candidates: Candidates, title: str) -> int:
    """Which candidate has a title of so many syllables (they all differ in the texts above)."""
    return int(np.flatnonzero(candidates.title == len(title.split()))[0])


def test_parts_and_runs() -> None:
    found = candidates_of("cấp nước sạch")
    row, asked = row_of(found, "Nước sạch"), asked_of(found)
    title, body = part_of(found, asked, "title"), part_of(found, asked, "body")
    assert (title.longest[row], body.longest[row]) == (2, 3)
    assert title.density[row] == 1.0
    assert body.covered[row] == pytest.approx(1.0)
    assert body.covered_by(3)[row] == pytest.approx(1.0)
    assert title.covered_by(3)[row] == 0.0
    assert body.first_run(3)[row] == 0
    assert body.windows(2, 25)[1][row] == pytest.approx(1.0)
    assert body.windows(2, 25)[0][row] < 1.0


def test_a_definition_is_what_stands_before_the_verb() -> None:
    found = candidates_of("nước thải là gì")
    before, share = definition(found, asked_of(found))
    row = row_of(found, "Giải thích từ ngữ")
    assert before[row] == pytest.approx(2 / 6)
    assert before[row] == before.max()
    assert share[row] == share.max() > 0.3
    assert cue(found, "explains words")[row] > 0
    assert cue(found, "explains words").astype(bool).sum() == 1


def test_features_are_numbers_whatever_is_asked() -> None:
    for question in ("nước", "nước thải là gì", "nuoc thai", "xả nước thải bị phạt thế nào", "nước 2020"):
        found = candidates_of(question)
        for name, values in features(found).items():
            assert values.shape == (len(found),), name
            assert np.isfinite(values).all(), name


def test_features_do_not_know_dates_types_or_citations() -> None:
    found = candidates_of("nước thải")
    other = replace(found, first=found.first + 9_000, cited=found.cited + 50, type=("x",) * len(found))
    assert all((one == features(other)[name]).all() for name, one in features(found).items())


# --- rankings --------------------------------------------------------------------------------------------------------


def test_the_terms_of_the_formula_make_its_score_and_all_have_a_name() -> None:
    found = candidates_of("xả nước thải bị phạt bao nhiêu")
    ranked = by_formula(found)
    assert ranked.scores == pytest.approx(np.sum(list(ranked.terms.values()), axis=0))
    assert set(ranked.terms) <= set(LABELS)
    assert set(by_model(found).terms) <= set(LABELS)


def test_a_definition_and_a_penalty_go_up() -> None:
    assert ids_of("nước sạch là gì")[0] == "terms"
    assert formula_terms(candidates_of("xả nước thải bị phạt bao nhiêu"))["penalty"].max() > 0


BY_STANDING = (
    Document(genre="directive", id="old", title="Về nước sạch", text="Cấp nước sạch."),
    Document(genre="directive", id="new", title="Về nước sạch", text="Cấp nước sạch."),
)


@pytest.mark.parametrize(
    ("documents", "standing", "first"),
    [
        pytest.param(BY_STANDING, {"old": "ended"}, "new", id="what has ended goes down"),
        pytest.param(BY_STANDING, {"new": "part_ended", "old": "ended"}, "new", id="a part ended is less"),
        pytest.param((replace(BY_STANDING[0], cited=9), BY_STANDING[1]), {}, "old", id="cited goes up"),
        pytest.param((replace(BY_STANDING[0], genre="article"), BY_STANDING[1]), {}, "new", id="a directive first"),
    ],
)
def test_what_an_archive_knows_decides_between_equals(
    documents: Sequence[Document], standing: Mapping[str, str], first: str
) -> None:
    engine = MemoryEngine()
    engine.rebuild(documents)
    found = engine.search(parse("nước sạch"), Manner(standing=standing, ranker=by_formula))
    assert found.matches[0].id == first


OF_TWO_YEARS = (
    replace(BY_STANDING[0], id="2014", type="Chỉ thị", date=parse_iso("2014-11-11")),
    replace(BY_STANDING[0], id="2025", type="Quy định", date=parse_iso("2025-07-23")),
)


@pytest.mark.parametrize(
    ("asked", "term", "points"),
    [
        pytest.param("chỉ thị về nước sạch", "type", [0.10, 0.0], id="the type that is named"),
        pytest.param("chi thi ve nuoc sach", "type", [0.10, 0.0], id="the type without marks"),
        pytest.param("nước sạch", "type", [0.0, 0.0], id="no type"),
        pytest.param("nước sạch 2025", "date", [0.0, 0.15], id="the year that is named"),
        pytest.param("nước sạch 20251", "date", [0.0, 0.0], id="no year"),
        pytest.param("nước sạch hiện hành", "recent", [0.0, 0.15], id="what is in force now"),
        pytest.param("nước sạch", "recent", [0.0, 0.0], id="no word of now"),
    ],
)
def test_what_a_query_says_of_the_document(asked: str, term: str, points: list[float]) -> None:
    found = candidates_of(asked, OF_TWO_YEARS)
    by_day = np.argsort(found.first)
    assert formula_terms(found)[term][by_day] == pytest.approx(points)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_citations_add_less_and_less(cited: int, more: int) -> None:
    found = candidates_of("nước sạch", BY_STANDING)
    low, high, higher = (
        float(formula_terms(replace(found, cited=np.full(len(found), count)))["cited"][0])
        for count in (cited, cited + more, cited + 2 * more)
    )
    assert high - higher + high - low >= 0
    assert low <= high <= higher < 0.07


def test_the_model_is_asked_only_for_questions_over_articles() -> None:
    question, subject = candidates_of("nước thải là gì"), candidates_of("nước thải sinh hoạt")
    works = candidates_of("nước sạch là gì", BY_STANDING)
    assert "model" in by_questions(question).terms
    assert "model" not in by_questions(subject).terms
    assert "model" not in by_questions(works).terms


def test_profiles() -> None:
    assert set(RANKERS) == {"formula", "questions", "plain"}
    assert ranker_for() is by_questions
    assert ranker_for("plain") is None


def test_the_model_is_one_term_beside_those_of_the_formula() -> None:
    found = candidates_of("xả nước thải bị phạt bao nhiêu")
    ranked, formula = by_model(found), by_formula(found)
    assert set(ranked.terms) == {*formula.terms, "model"}
    assert ranked.scores == pytest.approx(formula.scores + ranked.terms["model"])
    assert ranked.terms["model"] == pytest.approx(POINT * scores(trees(), features(found)))


def test_every_feature_that_the_model_asks_for_is_there() -> None:
    assert set(trees().names) <= set(features(candidates_of("nước thải là gì")))


# --- baselines -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["fields", "syllables"])
def test_baselines_find_what_holds_the_words(name: str) -> None:
    baselines = Baselines()
    for one in ARTICLES:
        baselines.add(one)
    baselines.finish()
    assert baselines.best(name, "cấp nước sạch", 2)[0] == "clean"
    assert baselines.best(name, "xyz", 5) == []
    assert baselines.best(name, "", 5) == []
