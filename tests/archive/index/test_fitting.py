"""Every condition of a query in every engine: who fits, and what the facets count beside it; the engines agree."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index.arrays.engine import ArrayEngine
from archive.index.engine import Engine, Found
from archive.index.facets import STATES, in_order
from archive.index.memory import MemoryEngine
from archive.index.plan import Manner
from archive.index.plan.conditions import notices
from archive.index.plan.prefixes import MOST_SYLLABLES
from archive.index.whoosh.engine import WhooshEngine
from archive.query import SEVERAL, parse
from archive.works.document import Container, Document
from tests.archive.index.holdings import HOLDINGS, work

# Beside the small archive: who signed, in which term, an article of a law, a text whose words stand far apart.
MORE: tuple[Document, ...] = (
    replace(work("k/1", "kết nạp đảng viên", kind="Hướng dẫn"), signatory="Nguyễn Văn An", term="XII"),
    replace(work("k/2", "khai trừ đảng viên", kind="Quy định"), signatory="Trần Văn Bình", term="XIII"),
    replace(work("k/3", "kỷ luật đảng viên dự bị", kind="Quyết định"), signatory="Nguyễn Văn Anh", term="XIII"),
    replace(work("luat/1#dieu-5", "thẩm quyền ban hành"), container=Container("luat/1", "Luật ban hành văn bản")),
    work("xa/1", "thi đua", "kiểm tra một hai ba bốn năm sáu bảy tám giám sát"),
)
HELD = (*HOLDINGS, *MORE)
STANDING = {
    "lao-cai/47": "ended",
    "tuyen-quang/16": "in_force",
    "tw/05": "in_force",
    "tw/19": "part_ended",
    "luat/1": "not_yet",
    "nobody": "ended",
}


@pytest.fixture(scope="module", params=["memory", "arrays", "whoosh"])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine that holds everything; what nobody changes is made once."""
    made: Engine
    if request.param == "whoosh":
        made = WhooshEngine(tmp_path_factory.mktemp("held"))
    else:
        made = MemoryEngine() if request.param == "memory" else ArrayEngine()
    with closing(made):
        made.rebuild(HELD)
        yield made


def found(engine: Engine, typed: str, standing: Mapping[str, str] | None = None) -> set[str]:
    answer = engine.search(parse(typed, per_page=50), Manner(standing=standing or {}))
    assert answer.total == len(answer.matches)
    return {match.id for match in answer.matches}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        # near each other
        pytest.param('"kiểm tra giám sát"~12', {"xa/1"}, id="twelve syllables from the first to the last"),
        pytest.param('"kiểm tra giám sát"~11', set(), id="but not eleven"),
        pytest.param('"giám sát kiểm tra"~12', {"xa/1"}, id="in any order"),
        pytest.param('"kiem tra giam sat"~12', {"xa/1"}, id="without marks"),
        pytest.param('"kiểm tra"~1', {"xa/1"}, id="a stretch is at least as long as its words"),
        pytest.param('"tra kiểm"~2', {"xa/1"}, id="neighbours turned round"),
        pytest.param('"sát sát"~5', {"xa/1"}, id="one word twice is one word"),
        pytest.param('"kiểm vũ"~50', set(), id="a word that nobody has"),
        pytest.param('"đua kiểm"~9', set(), id="a short stretch does not reach from the title into the text"),
        # beginnings of syllables
        pytest.param("kế* đảng", {"k/1"}, id="a prefix with a mark"),
        pytest.param("kh* viên", {"k/2", "tw/19"}, id="a prefix without"),
        pytest.param("ky* viên", {"k/3", "tw/19"}, id="without marks it begins any spelling"),
        pytest.param("kỷ* viên", {"k/3"}, id="with its mark"),
        pytest.param("kỳ* viên", set(), id="another mark is another letter"),
        pytest.param("xyz*", set(), id="a beginning that nobody has"),
        pytest.param("HOA* thôn", {"stub/40", "tuyen-quang/16"}, id="in capitals"),
        # choices
        pytest.param("kết nạp HOẶC khai trừ", {"k/1", "k/2"}, id="either side"),
        pytest.param("kết nạp HOẶC vũ trụ", {"k/1"}, id="one side alone"),
        pytest.param("đảng viên (kết nạp HOẶC khai trừ)", {"k/1", "k/2"}, id="beside words"),
        pytest.param("kết trừ HOẶC khai nạp", set(), id="all words of a side must be there"),
        pytest.param('"kết nạp" HOẶC "kỷ luật đảng viên"', {"k/1", "k/3"}, id="phrases"),
        pytest.param("ket nap HOẶC khai tru", {"k/1", "k/2"}, id="without marks"),
        pytest.param("kết nạp HOẶC đảng viên -dự -khai -làm", {"k/1"}, id="an exclusion is of its side"),
        pytest.param("viên (kỷ luật HOẶC (nạp (kết HOẶC trụ)))", {"k/1", "k/3"}, id="a choice in a choice"),
        pytest.param("viên (nạ* HOẶC trừ)", {"k/1", "k/2"}, id="a prefix in a choice"),
        pytest.param('"kiểm sát"~12 HOẶC nạp', {"xa/1", "k/1"}, id="near in a choice"),
        pytest.param("(nạp HOẶC trừ) (kết HOẶC khai)", {"k/1", "k/2"}, id="two choices"),
        # columns
        pytest.param("khóa:XII", {"k/1"}, id="a term"),
        pytest.param("khóa:12,13 viên", {"k/1", "k/2", "k/3"}, id="any of two terms"),
        pytest.param('người ký:"Nguyễn Văn An"', {"k/1"}, id="a signatory, not who is named alike"),
        pytest.param('người ký:"nguyen van"', {"k/1", "k/3"}, id="a part of a name, without marks"),
        pytest.param("người ký:Văn", {"k/1", "k/2", "k/3"}, id="one word of a name"),
        pytest.param("người ký:guyễn", set(), id="no part of a word"),
        pytest.param("viên -loại:hướng-dẫn", {"k/2", "k/3", "tw/19"}, id="none of a type"),
        pytest.param("viên -loại:hướng-dẫn,quy-định", {"k/3"}, id="none of two types"),
        pytest.param("loại:CT,ĐA", {"lao-cai/47", "tw/05", "tuyen-quang/16"}, id="any of two types"),
        pytest.param("cấp:tw loại:CT,quy-định", {"tw/05", "tw/19"}, id="of each filter one"),
        pytest.param("loại:CT -loại:CT", set(), id="wanted and not wanted"),
        pytest.param("-thể-loại:văn-bản", {"tin/sa-pa", "tin/khong-ngay", "stub/40"}, id="none of a genre"),
        pytest.param("ngày:2014..2016 loại:CT", {"lao-cai/47", "tw/05"}, id="a stretch of days"),
        # validity
        pytest.param("hiệu-lực:còn", {"tuyen-quang/16", "tw/05"}, id="in force"),
        pytest.param("hiệu-lực:hết,một-phần", {"lao-cai/47", "tw/19"}, id="ended, wholly or in part"),
        pytest.param("hiệu-lực:chưa", {"luat/1#dieu-5"}, id="an article is as its work is"),
        pytest.param("viên hiệu-lực:chưa-rõ", {"k/1", "k/2", "k/3"}, id="of whom nothing is known"),
        pytest.param("sinh hoạt -hiệu-lực:hết", {"tuyen-quang/16", "stub/40", "tin/sa-pa"}, id="not ended"),
        pytest.param("hiệu-lực:còn -hiệu-lực:còn", set(), id="no state is left"),
    ],
)
def test_a_condition_finds(held: Engine, typed: str, ids: set[str]) -> None:
    assert found(held, typed, STANDING) == ids


def test_without_any_known_validity_all_is_unknown(held: Engine) -> None:
    assert len(found(held, "hiệu-lực:chưa-rõ")) == len(HELD)
    assert found(held, "hiệu-lực:còn") == set()
    assert "validity" not in held.search(parse("chi bộ")).facets


def test_another_day_is_another_standing(held: Engine) -> None:
    assert found(held, "hiệu-lực:hết", STANDING) == {"lao-cai/47"}
    assert found(held, "hiệu-lực:hết", {"tw/05": "ended"}) == {"tw/05"}


def test_loosely_a_side_needs_fewer_words(held: Engine) -> None:
    query = parse("kết nạp vũ trụ HOẶC thiên hà")
    assert held.search(query).total == 0
    assert {one.id for one in held.search(query, Manner(loose=True)).matches} == {"k/1"}


# --- facets ----------------------------------------------------------------------------------------------------------


def counts(answer: Found, facet: str) -> dict[str, int]:
    return {one.value: one.count for one in answer.facets[facet] if one.value}


def test_a_facet_counts_without_its_own_choice(held: Engine) -> None:
    free = held.search(parse("viên"))
    chosen = held.search(parse("viên loại:hướng-dẫn khóa:XII,XIII"))
    assert chosen.total == 1
    assert counts(chosen, "type") == {"huong-dan": 1, "quy-dinh": 1, "quyet-dinh": 1}  # of these terms
    assert counts(chosen, "term") == {"XII": 1}  # of this type
    assert counts(free, "type")["quy-dinh"] == 2


def test_a_year_counts_without_the_days_chosen(held: Engine) -> None:
    assert counts(held.search(parse("loại:CT năm:2014")), "year") == {"2016": 1, "2014": 1}


def test_validity_is_counted_in_its_order(held: Engine) -> None:
    answer = held.search(parse("hiệu-lực:còn"), Manner(standing=STANDING))
    assert answer.total == 2
    assert [(one.value, one.count) for one in answer.facets["validity"]] == [
        ("in_force", 2),
        ("part_ended", 1),
        ("not_yet", 1),
        ("ended", 1),
        ("unknown", len(HELD) - 5),
    ]
    assert answer.facets["validity"][0].label == "còn hiệu lực"


@pytest.mark.parametrize(
    ("facet", "name"),
    [pytest.param(facet, name, id=facet) for facet, name in SEVERAL.items()],
)
@pytest.mark.parametrize("asked", [{}, {"q": "viên"}, {"loai": "chi-thi"}, {"cap": "tw", "the-loai": "directive"}])
def test_adding_a_value_adds_its_count(held: Engine, facet: str, name: str, asked: dict[str, str]) -> None:
    def search(args: dict[str, str]) -> Found:
        return held.search(parse(args.get("q", ""), args, per_page=50), Manner(standing=STANDING))

    answer = search(asked)
    before = answer.total if asked.get(name) else 0
    for one in answer.facets[facet]:
        chosen = asked.get(name, "").split(",")
        if one.value and one.value not in chosen:
            both = ",".join(filter(None, (*chosen, one.value)))
            assert search(asked | {name: both}).total == before + one.count, (facet, one)


def test_terms_and_states_have_an_order_of_their_own() -> None:
    terms = [one.value for one in in_order("term", {"IX": 5, "XIII": 1, "": 9, "X": 2}, {})]
    assert terms == ["XIII", "X", "IX", ""]
    assert [one.value for one in in_order("validity", dict.fromkeys(reversed(STATES), 1), {})] == list(STATES)


# --- prefixes --------------------------------------------------------------------------------------------------------


def test_a_prefix_of_too_many_syllables_is_cut_and_that_is_said() -> None:
    engine = MemoryEngine()
    engine.rebuild([work(f"d/{n}", f"da{n} da{n % 2}") for n in range(MOST_SYLLABLES + 1)])
    plan = engine.search(parse("da*")).plan
    assert plan is not None
    assert plan.prefixes[0].terms[:2] == ("da0", "da1")  # the commonest first
    assert len(plan.prefixes[0].terms) == MOST_SYLLABLES
    assert str(MOST_SYLLABLES) in notices(plan)[0]
    inside = engine.search(parse("x HOẶC da*")).plan
    assert inside is not None
    assert len(notices(inside)) == 1


def test_a_prefix_that_is_whole_is_not_spoken_of(held: Engine) -> None:
    plan = held.search(parse("kiểm*")).plan
    assert plan is not None
    assert notices(plan) == ()


# --- the engines agree -----------------------------------------------------------------------------------------------

PARTS = st.sampled_from(
    [
        *("chi", "bộ", "bo", "đảng", "viên", "kết", "nạp", "-dự", '"chi bộ"', "HOẶC", "HOẶC", "(", ")", "ki*", "đa*"),
        *('"sinh bộ"~5', '"đảng dự"~3', "khóa:XII", "-khóa:XIII", "loại:CT,ĐA", "-loại:CT", "hiệu-lực:còn,hết"),
        *("-hiệu-lực:chưa-rõ", "người ký:Văn", "năm:2014", "cấp:tw,tỉnh", "nơi:Lào Cai"),
    ]
)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, ...]]:
    disk = WhooshEngine(tmp_path_factory.mktemp("three"))
    with closing(disk):
        engines: tuple[Engine, ...] = (MemoryEngine(), ArrayEngine(), disk)
        for engine in engines:
            engine.rebuild(HELD)
        yield engines


@settings(max_examples=150)
@given(st.lists(PARTS, max_size=7).map(" ".join), st.sampled_from([{}, STANDING]), st.booleans())
def test_every_engine_finds_and_counts_the_same(
    three: tuple[Engine, ...], typed: str, standing: dict[str, str], loose: bool
) -> None:
    query, manner = parse(typed, per_page=50), Manner(standing=standing, loose=loose)
    first, *others = [engine.search(query, manner) for engine in three]
    for other in others:
        assert other.total == first.total
        assert {one.id for one in other.matches} == {one.id for one in first.matches}
        assert other.facets == first.facets
