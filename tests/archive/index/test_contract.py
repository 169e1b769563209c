"""What every engine answers: the same questions, the same ids, order, totals, counts and scores."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.index.engine import Engine, Found
from archive.index.fields import FACETS
from archive.index.memory import MemoryEngine
from archive.index.plan import Manner
from archive.query import Query, parse
from tests.archive.index.conftest import fresh
from tests.archive.index.holdings import HOLDINGS, work


def ids(found: Found) -> list[str]:
    return [match.id for match in found.matches]


@pytest.mark.parametrize(
    ("typed", "first", "total"),
    [
        pytest.param("sinh hoạt chi bộ", "lao-cai/47", 4, id="words: directives, the article, the stub"),
        pytest.param("sinh hoat chi bo", "lao-cai/47", 4, id="the same without marks"),
        pytest.param("sinh hoạt chi bo", "lao-cai/47", 4, id="half without marks"),
        pytest.param("SINH HOẠT CHI BỘ", "lao-cai/47", 4, id="in capitals"),
        pytest.param("sinh hoa\u0323t chi bo\u0323\u0302", "lao-cai/47", 4, id="decomposed"),
        pytest.param("khoá học", "tin/sa-pa", 1, id="old tone placement asked, new one written"),
        pytest.param("47-CT/TU", "lao-cai/47", 2, id="a number: the work that bears it, then what cites it"),
        pytest.param("47 ct tu", "lao-cai/47", 2, id="a number typed on a phone"),
        pytest.param("chi thi 47", "lao-cai/47", 2, id="a type and a serial"),
        pytest.param("5-CT/TW", "tw/05", 2, id="a serial without its zero"),
        pytest.param("05-CT/TƯ", "tw/05", 2, id="another way to write the body"),
        pytest.param("19 điều đảng viên không được làm", "tw/19", 1, id="a count is no number"),
        pytest.param('"chất lượng sinh hoạt"', "lao-cai/47", 4, id="a phrase"),
        pytest.param('"chi bộ phải sinh hoạt"', "lao-cai/47", 1, id="a long phrase"),
        pytest.param('"sinh hoạt nâng"', None, 0, id="a phrase does not reach from the text into another part"),
        pytest.param('"chi bo phai sinh hoat"', "lao-cai/47", 1, id="a phrase without marks"),
        pytest.param("sinh hoạt -thôn", "lao-cai/47", 2, id="an exclusion"),
        pytest.param('chi bộ -"giai đoạn"', "lao-cai/47", 3, id="an excluded phrase"),
        pytest.param("loai:chi-thi", "tw/05", 2, id="a type alone, newest first"),
        pytest.param("sinh hoạt nam:2014", "lao-cai/47", 1, id="a year"),
        pytest.param("tu:2021-06 den:2022", "tw/19", 1, id="a date known to the year may lie in a part of it"),
        pytest.param("chi bộ tu:2015-02-10 den:2015-02-20", "tin/sa-pa", 1, id="a date known to the month too"),
        pytest.param("cap:tw", "tw/19", 2, id="a level"),
        pytest.param("the-loai:stub", "stub/40", 1, id="a genre"),
        pytest.param('noi:"Lào Cai"', "lao-cai/47", 1, id="a place"),
        pytest.param('co-quan:"Tỉnh ủy Lào Cai"', "lao-cai/47", 1, id="an issuer"),
        pytest.param("so:47", "lao-cai/47", 1, id="an own serial: not what only cites it"),
        pytest.param("so:05-CT/TW", "tw/05", 1, id="an own number"),
        pytest.param("loai:quyet-dinh", None, 0, id="a type that no document has"),
        pytest.param("xyzzy", None, 0, id="a word that no document has"),
        pytest.param("đường sắt", "tin/khong-ngay", 1, id="typed with marks, taken with marks"),
        pytest.param("tổ chức thực hiện", "tw/05", 1, id="a heading of the text"),
    ],
)
def test_a_question_finds(filled: Engine, typed: str, first: str | None, total: int) -> None:
    found = filled.search(parse(typed))
    assert found.total == total
    assert next(iter(ids(found)), None) == first


def test_marks_that_were_typed_count(filled: Engine) -> None:
    with filled.batch() as batch:
        batch.add(work("x/1", "dương sát", "dương sát"))
    assert ids(filled.search(parse("đường sat")))[:1] == ["tin/khong-ngay"], "whatever the other mark is taken for"
    assert ids(filled.search(parse("đường sat"), Manner(reading="folded"))) == ["tin/khong-ngay", "x/1"]


def test_of_equal_scores_the_directive_comes_first_then_the_newer(engine: Engine) -> None:
    same = [work(f"d/{n}", "kết nạp đảng viên", date=f"20{n}") for n in (14, 18, 16)]
    engine.rebuild(
        [replace(same[0], id="a/1", genre="article", date=None), replace(same[0], id="s/1", genre="stub"), *same]
    )
    assert ids(engine.search(parse("kết nạp đảng viên"))) == ["d/18", "d/16", "d/14", "a/1", "s/1"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param("date", ["tuyen-quang/16", "stub/40", "tin/sa-pa", "lao-cai/47"], id="newest"),
        pytest.param("oldest", ["lao-cai/47", "tin/sa-pa", "stub/40", "tuyen-quang/16"], id="oldest"),
    ],
)
def test_order_by_date(filled: Engine, sort: str, order: list[str]) -> None:
    assert ids(filled.search(parse("sinh hoạt chi bộ", {"xep": sort}))) == order


def test_what_has_no_date_comes_last_both_ways(filled: Engine) -> None:
    for sort in ("date", "oldest"):
        assert ids(filled.search(parse("", {"xep": sort})))[-1] == "tin/khong-ngay"


def test_pages_are_parts_of_one_list(filled: Engine) -> None:
    whole = ids(filled.search(parse("", per_page=50)))
    pages = [ids(filled.search(parse("", {"trang": str(n)}, per_page=3))) for n in (1, 2, 3, 4)]
    assert [one for page in pages for one in page] == whole
    assert len(whole) == len(HOLDINGS)


def test_facets_count_the_whole_result(filled: Engine) -> None:
    found = filled.search(parse("sinh hoạt chi bộ", per_page=1))
    assert set(found.facets) == set(FACETS)
    for counts in found.facets.values():
        assert sum(one.count for one in counts) == found.total == 4
    genres = {one.label: one.count for one in found.facets["genre"]}
    assert genres == {"Văn bản": 2, "Tin bài": 1, "Chưa có toàn văn": 1}
    assert [(one.value, one.count) for one in found.facets["year"]] == [
        ("2020", 1),
        ("2017", 1),
        ("2015", 1),
        ("2014", 1),
    ]
    assert ("", "chưa rõ") in [(one.value, one.label) for one in found.facets["issuer"]]


def test_every_facet_value_filters_to_its_count(filled: Engine) -> None:
    names = {"type": "loai", "issuer": "co-quan", "level": "cap", "genre": "the-loai", "place": "noi", "year": "nam"}
    found = filled.search(parse("sinh hoạt chi bộ"))
    for facet, name in names.items():
        for one in found.facets[facet]:
            if one.value:
                assert filled.search(parse("sinh hoạt chi bộ", {name: one.value})).total == one.count, (facet, one)


def test_a_batch_adds_replaces_and_deletes(filled: Engine) -> None:
    with filled.batch() as batch:
        batch.add(work("new/1", "thi đua khen thưởng"))
        batch.replace(replace(HOLDINGS[0], title="kiểm tra, giám sát"))
        batch.delete("tw/05")
        batch.delete("never/was")
    assert filled.count() == len(HOLDINGS)
    assert ids(filled.search(parse("thi đua khen thưởng"))) == ["new/1"]
    assert ids(filled.search(parse("kiểm tra giám sát"))) == ["lao-cai/47"]
    assert "tw/05" not in ids(filled.search(parse("")))


def test_the_last_change_of_an_id_in_a_batch_counts(engine: Engine) -> None:
    with engine.batch() as batch:
        batch.add(work("a", "tổ chức đại hội"))
        batch.replace(work("a", "kết nạp đảng viên"))
        batch.add(work("b", "tổ chức đại hội"))
        batch.delete("b")
    assert engine.count() == 1
    assert engine.search(parse("tổ chức đại hội")).total == 0
    assert ids(engine.search(parse("kết nạp đảng viên"))) == ["a"]


def test_a_batch_that_fails_changes_nothing(filled: Engine) -> None:
    def spoil() -> None:
        with filled.batch() as batch:
            batch.delete("lao-cai/47")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        spoil()
    assert filled.count() == len(HOLDINGS)
    assert filled.search(parse("so:47")).total == 1
    with filled.batch() as batch:
        batch.delete("lao-cai/47")
    assert filled.search(parse("so:47")).total == 0


def test_clear_leaves_nothing(filled: Engine) -> None:
    filled.clear()
    assert filled.count() == 0
    assert filled.search(parse("sinh hoạt")).total == 0


def test_frequency_counts_documents(filled: Engine) -> None:
    assert filled.frequency("pairs", "chi bộ") == 4
    assert filled.frequency("folded_pairs", "chi bo") == 4
    assert filled.frequency("number", "serial:47") == 1
    assert filled.frequency("words", "không có") == 0


@pytest.mark.parametrize(
    ("stream", "terms", "told"),
    [
        pytest.param("pairs", ("chi bộ", "bộ chi"), [4, 0], id="one that nobody holds is told as none"),
        pytest.param("number", ("serial:47", "serial:47"), [1, 1], id="a term asked for twice is told twice"),
        pytest.param("words", (), [], id="no terms"),
    ],
)
def test_frequencies_are_told_one_by_one(filled: Engine, stream: str, terms: tuple[str, ...], told: list[int]) -> None:
    assert filled.frequencies(stream, terms) == told
    assert filled.frequencies(stream, list(terms)) == [filled.frequency(stream, term) for term in terms]


def test_taken_loosely_fewer_words_do(filled: Engine) -> None:
    query = parse("sinh hoạt chi bộ vũ trụ")
    assert filled.search(parse("chi bộ vũ trụ")).total == 0
    assert filled.search(query, Manner(loose=True)).total == 4


# --- the engines agree -----------------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    [
        "sinh",
        "hoạt",
        "chi",
        "bộ",
        "bo",
        "đường",
        "duong",
        "47",
        "47-CT/TU",
        "chỉ",
        "thị",
        "05",
        "đảng",
        "viên",
        "nâng",
        "cao",
        '"chi bộ"',
        '"sinh hoạt chi bộ"',
        "-thôn",
        '-"giai đoạn"',
        "loai:chi-thi",
        "nam:2014",
        "cap:tinh",
        "xep:date",
        "trang:2",
    ]
)
QUERIES = st.lists(WORDS, max_size=7).map(" ".join)


@pytest.fixture(scope="module", params=["whoosh", "arrays"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    """The plain engine, filled at once, and another, filled step by step with changes and deletions between."""
    plain, other = MemoryEngine(), fresh(request.param, tmp_path_factory.mktemp("pair"))
    plain.rebuild(HOLDINGS)
    other.rebuild(HOLDINGS[:3])
    with other.batch() as batch:
        batch.add(replace(HOLDINGS[4], title="bản cũ"))
        batch.add(work("gone", "sinh hoạt chi bộ đường 47", "chi bộ " * 30))
    for document in HOLDINGS[2:]:
        with other.batch() as batch:
            batch.replace(document)
    with other.batch() as batch:
        batch.delete("gone")
    with closing(other):
        yield plain, other


def _agree(one: Found, other: Found) -> None:
    assert one.total == other.total
    assert ids(one) == ids(other)
    assert [match.score for match in one.matches] == pytest.approx([match.score for match in other.matches], abs=1e-6)
    assert one.facets == other.facets
    assert one.plan == other.plan


@settings(max_examples=300)
@given(QUERIES)
def test_rebuilt_and_incremental_engines_agree(pair: tuple[Engine, Engine], typed: str) -> None:
    # Words as typed: marks are put back by counts in which deleted documents may still be.
    query: Query = replace(parse(typed, per_page=3), exact=True)
    _agree(pair[0].search(query), pair[1].search(query))


@pytest.mark.parametrize("kind", ["whoosh", "arrays"])
def test_merged_segments_answer_the_same(tmp_path: Path, kind: str) -> None:
    plain = MemoryEngine()
    made: Callable[[int], str] = lambda n: f"kế hoạch công tác năm thứ {n} của chi bộ {n % 3}"  # noqa: E731
    works = [work(f"w/{n:02d}", made(n), "nội dung " * (n % 5), date=f"{2000 + n}") for n in range(24)]
    plain.rebuild(works)
    with closing(fresh(kind, tmp_path)) as other:
        with other.batch() as batch:
            batch.add(work("gone", "kế hoạch", "chi bộ 2 " * 9))
        for document in works:
            with other.batch() as batch:
                batch.add(document)
        with other.batch() as batch:
            batch.delete("gone")
        for typed in ("kế hoạch chi bộ 2", '"chi bộ 1"', "công tác năm thứ 7", "nội dung xep:oldest"):
            _agree(plain.search(parse(typed)), other.search(parse(typed)))
