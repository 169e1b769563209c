"""The layout of the map: laws that hold for any works and edges, and what the words of its parts are."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.store.neighbourhood import Edge, Neighbour, Neighbourhood
from archive.works.dates import parse_iso
from archive.works.document import Card
from archive.works.vocabulary import relations
from search_web.map.boxes import ALONE, ALONE_BEYOND, Chart, alone, charted
from search_web.map.columns import SLOTS, periods
from search_web.map.drawing import Known, drawn, fitted
from search_web.map.grid import WIDTH, Grid, Put, laid_out
from search_web.map.lanes import LANES, lane_of, lane_words
from search_web.map.listing import counts_of, only, rows_of
from search_web.map.routes import Way, tracks, ways
from search_web.map.strands import RELATIONS, STRANDS, from_slug, principal, slug, strand_of

MIDDLE = "giua"


def work(address: str, year: int | None = 2014, *, genre: str = "directive", level: str = "tinh") -> Neighbour:
    date = parse_iso(f"{year}-05-01") if year else None
    card = Card(address, genre, number=f"{len(address)}-CT/TU", type="Chỉ thị", date=date)  # type: ignore[arg-type]
    return Neighbour(card, level, None if genre == "article" else "party", year)


def round_about(works: Sequence[Neighbour], edges: Sequence[Edge]) -> Neighbourhood:
    return Neighbourhood(MIDDLE, {one.card.id: one for one in works}, tuple(edges))


def grid_of(chart: Chart) -> Grid:
    return laid_out(chart.boxes, len(tracks(chart.lines, chart.middle.name)))


@st.composite
def neighbourhoods(draw: st.DrawFn) -> Neighbourhood:
    """A work with up to 60 neighbours, and edges among them and to works a step further."""
    near = draw(st.integers(0, 60))
    far = draw(st.integers(0, 30)) if near else 0
    years = st.one_of(st.none(), st.integers(1945, 2026))
    genres, levels = st.sampled_from(["directive", "stub", "article"]), st.sampled_from(["tw", "tinh", "huyen", ""])
    names = [f"gan-{n}" for n in range(near)] + [f"xa-{n}" for n in range(far)]
    works = [work(name, draw(years), genre=draw(genres), level=draw(levels)) for name in names]
    said = st.lists(st.sampled_from(RELATIONS), min_size=1, max_size=3, unique=True).map(sorted).map(tuple)
    edges = {}
    for n in range(near):
        ends = (MIDDLE, f"gan-{n}") if draw(st.booleans()) else (f"gan-{n}", MIDDLE)
        edges[ends] = Edge(*ends, draw(said), draw(st.integers(1, 9)))
    for n in range(far):
        ends = (f"xa-{n}", f"gan-{draw(st.integers(0, near - 1))}")
        edges[ends] = Edge(*ends, draw(said), 1)
    works.append(work(MIDDLE, draw(years)))
    return round_about(works, [edges[ends] for ends in sorted(edges)])


def apart(one: Put, other: Put) -> bool:
    return one.right <= other.x or other.right <= one.x or one.bottom <= other.y or other.bottom <= one.y


def touches(put: Put, point: tuple[float, float]) -> bool:
    """Whether a point is on the left or right side of a box."""
    x, y = point
    return (abs(x - put.x) < 0.1 or abs(x - put.right) < 0.1) and put.y <= y <= put.bottom


def crossed(way: Way, put: Put) -> bool:
    """Whether a way runs through the inside of a box."""
    for (x1, y1), (x2, y2) in pairwise(way.points):
        left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
        if left < put.right and right > put.x and top < put.bottom and bottom > put.y:
            return True
    return False


@settings(max_examples=25, deadline=None)
@given(neighbourhoods())
def test_no_two_boxes_overlap_and_all_are_inside(found: Neighbourhood) -> None:
    grid = grid_of(charted(found))
    assert all(apart(one, other) for one, other in combinations(grid.puts, 2))
    assert all(put.x > 0 and put.right < grid.width and put.bottom < grid.height for put in grid.puts)
    assert grid.width <= WIDTH


@settings(max_examples=25, deadline=None)
@given(neighbourhoods())
def test_every_line_runs_from_box_to_box_and_through_none(found: Neighbourhood) -> None:
    chart = charted(found)
    grid = grid_of(chart)
    places = {put.box.name: put for put in grid.puts}
    for way in ways(grid, chart.lines):
        begin, end = places[way.line.source], places[way.line.target]
        if way.line.source != MIDDLE and way.line.target == MIDDLE:
            begin, end = end, begin
        assert way.backward == (way.line.target == MIDDLE)
        assert touches(begin, way.points[0])
        assert touches(end, way.points[-1])
        assert not [put.box.name for put in grid.puts if crossed(way, put)]


@settings(max_examples=25, deadline=None)
@given(neighbourhoods())
def test_every_neighbour_is_drawn_and_in_the_table(found: Neighbourhood) -> None:
    chart = charted(found)
    drawn_works = {address for box in chart.boxes for address in (box.members or (box.name,))}
    assert drawn_works == set(found.works)
    listed = {row.other.card.id for row in rows_of(found) if row.other}
    assert listed == {
        end for edge in found.edges for end in (edge.source, edge.target) if MIDDLE in (edge.source, edge.target)
    } - {MIDDLE}
    assert len(rows_of(found)) == len(found.edges)
    boxes = {box.name for box in chart.boxes}
    assert all({line.source, line.target} <= boxes for line in chart.lines)
    between = sum(line.count for line in chart.lines)
    assert between <= len(found.edges)
    assert between == len(found.edges) or any(box.members for box in chart.boxes)  # what is within a box has no line


@settings(max_examples=20, deadline=None)
@given(neighbourhoods(), st.randoms(use_true_random=False))
def test_the_order_in_which_works_and_edges_come_does_not_matter(found: Neighbourhood, random: object) -> None:
    works, edges = list(found.works.values()), list(found.edges)
    random.shuffle(works)  # type: ignore[attr-defined]
    random.shuffle(edges)  # type: ignore[attr-defined]
    other = round_about(works, edges)
    one, same = charted(found), charted(other)
    assert one == same
    assert grid_of(one) == grid_of(same)
    assert rows_of(found) == rows_of(other)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.one_of(st.none(), st.integers(1900, 2030)), st.sampled_from(LANES)), min_size=1, max_size=90)
)
def test_columns_hold_every_year_once_in_order(places: list[tuple[int | None, str]]) -> None:
    spans = periods(places)
    assert sum(span.width for span in spans) <= SLOTS
    assert all(sum(span.holds(year) for span in spans) == 1 for year, _ in places)
    assert all((one.last or 0) < (other.first or 9999) for one, other in pairwise(spans))
    assert [span.slot for span in spans] == [sum(one.width for one in spans[:at]) for at in range(len(spans))]


def star(count: int, relation: str = "", *, year: int = 2014) -> Neighbourhood:
    works = [work(MIDDLE), *(work(f"gan-{n:03d}", year + n % 9) for n in range(count))]
    return round_about(works, [Edge(f"gan-{n:03d}", MIDDLE, (relation,), 1) for n in range(count)])


def test_three_edges_are_three_boxes_in_columns_of_their_own_year() -> None:
    chart = charted(star(3))
    grid = grid_of(chart)
    assert [box.step for box in chart.boxes] == [0, 1, 1, 1]
    assert [(one.period.first, one.period.last) for one in grid.columns] == [(2014, 2014), (2015, 2015), (2016, 2016)]
    assert len(grid.lanes) == 1
    assert grid.width < WIDTH


def test_three_hundred_edges_are_forty_boxes_and_one_with_a_count() -> None:
    chart = charted(star(300))
    single = [box for box in chart.boxes if box.step == 1 and box.work]
    (group,) = [box for box in chart.boxes if box.members]
    assert len(single) == ALONE
    assert len(group.members) == 300 - ALONE
    assert group.lane == "dang-tinh"
    assert sum(line.count for line in chart.lines) == 300


def test_one_work_too_many_is_drawn_as_itself() -> None:
    assert not [box for box in charted(star(ALONE + 1)).boxes if box.members]


def test_the_weightiest_have_boxes_of_their_own() -> None:
    found = star(60)
    edges = (*found.edges[:-1], Edge("gan-059", MIDDLE, ("", "thay_the"), 2))
    chart = charted(round_about(list(found.works.values()), edges))
    assert chart.boxes[1].name == "gan-059"
    assert chart.boxes[1].relation == "thay_the"
    assert chart.lines[-1].relation == "thay_the"  # drawn last, above the others


def test_the_second_step_goes_through_what_is_drawn_alone() -> None:
    found = star(300)
    assert len(alone(found)) == ALONE
    further = [work(f"xa-{n:02d}", 2020) for n in range(60)]
    edges = [*found.edges, *(Edge(one.card.id, "gan-000", ("can_cu",), 1) for one in further)]
    chart = charted(round_about([*found.works.values(), *further], edges))
    beyond = [box for box in chart.boxes if box.step == 2]
    assert sum(1 for box in beyond if box.work) == ALONE_BEYOND
    assert sum(len(box.members) for box in beyond) == 60 - ALONE_BEYOND


def test_two_works_that_cite_each_other_have_two_lines() -> None:
    found = round_about(
        [work(MIDDLE), work("kia", 2016)], [Edge(MIDDLE, "kia", ("can_cu",), 1), Edge("kia", MIDDLE, ("thay_the",), 1)]
    )
    chart = charted(found)
    assert len(chart.lines) == 2
    assert chart.boxes[1].relation == "thay_the"
    assert chart.boxes[1].cites


@pytest.mark.parametrize(
    ("work_of", "lane"),
    [
        pytest.param(work("a", level="tw"), "dang-tw", id="Party, centre"),
        pytest.param(Neighbour(Card("a", "stub"), "tinh", "state"), "nha-nuoc-tinh", id="State, province"),
        pytest.param(Neighbour(Card("a", "stub"), None, "party"), "dang-chua-ro", id="no level known"),
        pytest.param(Neighbour(Card("a", "stub"), "any", "state"), "nha-nuoc-chua-ro", id="a level that is none"),
        pytest.param(Neighbour(Card("a", "stub"), "tw"), "chua-ro", id="no system known"),
        pytest.param(work("a", genre="article"), "tin-bai", id="an article"),
    ],
)
def test_where_a_work_stands(work_of: Neighbour, lane: str) -> None:
    assert lane_of(work_of) == lane
    assert lane in LANES
    assert lane_words(lane)[0]


def test_every_relation_of_the_archive_has_its_kind_and_address() -> None:
    assert {one.id for one in relations()} | {""} == set(RELATIONS)
    assert {strand_of(name) for name in RELATIONS} == set(STRANDS)
    assert all(from_slug(slug(name)) == name for name in RELATIONS)
    assert from_slug("khong-co") is None
    assert principal(("theo", "", "thay_the")) == "thay_the"
    assert principal(()) == ""


def test_a_filter_keeps_one_relation_and_one_lane() -> None:
    found = round_about(
        [work(MIDDLE), work("a"), work("b", level="tw"), work("c")],
        [
            Edge("a", MIDDLE, ("", "thay_the"), 2),
            Edge("b", MIDDLE, ("thay_the",), 1),
            Edge(MIDDLE, "c", ("",), 1),
        ],
    )
    assert counts_of(found.edges) == {"thay_the": 2, "": 1}
    replacing = only(found, "thay_the", None)
    assert set(replacing.works) == {MIDDLE, "a", "b"}
    assert [edge.relations for edge in replacing.edges] == [("thay_the",), ("thay_the",)]
    assert set(only(found, "thay_the", "dang-tw").works) == {MIDDLE, "b"}
    assert set(only(found, "", None).works) == {MIDDLE, "c"}  # one that names a relation is no mere mention


@pytest.mark.parametrize(
    ("line", "room", "shown"),
    [
        pytest.param("47-CT/TU", 100, "47-CT/TU", id="it fits"),
        pytest.param("Kế hoạch liên tịch · 2016", 90, "Kế hoạch liê…", id="cut"),
        pytest.param("Kế hoạch · 2016", 70, "Kế hoạch…", id="no sign before the cut"),
        pytest.param("", 10, "", id="nothing"),
    ],
)
def test_words_stay_in_their_box(line: str, room: float, shown: str) -> None:
    assert fitted(line, room, 11.5) == shown


def test_the_drawing_says_in_words_what_it_shows() -> None:
    picture = drawn(charted(star(300)), Known({}, lambda card: f"/vb/{card.id}", lambda box: f"/nhom/{box.lane}"))
    assert picture.title == "Lược đồ viện dẫn của Chỉ thị 4-CT/TU"
    assert "được 300 văn bản dẫn" in picture.description
    assert picture.boxes[0].classes == "box step-0"
    assert "+260 văn bản" in {box.lines[0] for box in picture.boxes}
    assert {box.href for box in picture.boxes if "group" in box.classes} == {"/nhom/dang-tinh"}
    assert all(line.path.startswith("M") and line.backward for line in picture.lines)
