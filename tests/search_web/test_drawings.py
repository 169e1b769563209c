"""Drawings and tables of the browsing pages: bodies as a tree, a line in time, a table with shades."""

import pytest

from archive.store.tallies import Count
from search_web.body_tree import Node, _settled, _tree
from search_web.lifeline import MOST_KIN, WIDTH, lifeline
from search_web.matrix import MOST_COLUMNS, matrix


def node(name: str, level: str = "any", system: str = "", place: str = "", held: int = 1) -> Node:
    return Node(name.lower(), name, level, system, place, Count(held))


# --- bodies ----------------------------------------------------------------------------------------------------------


def test_a_department_stands_under_the_committee_its_name_ends_with() -> None:
    listed = _settled([node("Ban Tổ chức Tỉnh ủy Lào Cai"), node("Tỉnh ủy Lào Cai", "tinh", "party", "Lào Cai")])
    (party,) = _tree(tuple(listed))
    (branch,) = party.branches
    ((place, (top,)),) = branch.groups
    assert (party.id, branch.id, place, top.name) == ("party", "tinh", "Lào Cai", "Tỉnh ủy Lào Cai")
    assert [one.name for one in top.under] == ["Ban Tổ chức Tỉnh ủy Lào Cai"]
    assert (top.all, top.count, branch.size) == (Count(2), Count(1), 2)


def test_a_department_of_a_committee_that_has_no_works_takes_its_level() -> None:
    (one,) = _settled([node("Ban Dân vận Tỉnh ủy Yên Bái")])
    assert (one.level, one.system, one.place) == ("tinh", "party", "Yên Bái")


def test_a_name_that_says_nothing_stays_without_a_level() -> None:
    (one,) = _settled([node("Hội Làm vườn")])
    assert one.level == "any"


# --- a line in time --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "own", "kin"),
    [
        pytest.param("tinh-uy-lao-cai", 2, ["Tỉnh ủy Yên Bái"], id="merged with another"),
        pytest.param("sa-pa", 2, None, id="went to communes"),
    ],
)
def test_a_line_has_the_names_and_the_kin(family: str, own: int, kin: list[str] | None) -> None:
    line = lifeline(family)
    assert line is not None
    assert sum(bar.own for bar in line.bars) == own
    others = [bar.name for bar in line.bars if not bar.own]
    assert others == kin if kin is not None else 0 < len(others) <= MOST_KIN
    for bar in line.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH + 3
        assert bar.y < line.height
    assert [tick.x for tick in line.ticks] == sorted(tick.x for tick in line.ticks)


@pytest.mark.parametrize("family", ["khong-co", "quoc-hoi"])
def test_what_never_changed_has_no_line(family: str) -> None:
    assert lifeline(family) is None


# --- the table -------------------------------------------------------------------------------------------------------


def test_a_table_tells_every_text_once() -> None:
    counted: dict[tuple[int, str | None], Count] = {(2015, None): Count(2)}
    for n in range(MOST_COLUMNS + 5):
        counted[2014, f"Loại {n:02d}"] = Count(n + 1, 1)
    made = matrix(counted, [2015, 2014], label=str, address=lambda year, by: f"/{year}?{len(by)}")
    assert len(made.columns) == MOST_COLUMNS + 1
    for row in made.rows:
        assert sum(cell.count for cell in row.cells) == row.total
    assert [row.total for row in made.rows] == [2, sum(range(1, MOST_COLUMNS + 6))]
    assert [row.stubs for row in made.rows] == [0, MOST_COLUMNS + 5]
    rest = made.rows[0].cells[-1]
    assert (rest.count, rest.href) == (2, ""), "what stands together leads nowhere"


def test_shades_follow_the_counts() -> None:
    counted = {(year, "Chỉ thị"): Count(held) for year, held in ((1, 1), (2, 10), (3, 100), (4, 1000))}
    made = matrix(counted, [1, 2, 3, 4, 5], label=str, address=lambda *_: "/")
    shades = [row.cells[0].shade for row in made.rows]
    assert shades == [*sorted(shades[:4]), 0]
    assert max(shades) == 4
