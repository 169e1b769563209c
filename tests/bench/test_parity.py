"""Whether two answers are the same: what counts as different, and how it is told."""

from typing import Any

import pytest

from tests.bench.bench_document import Question
from tests.bench.parity import compared

ANSWER = [2, [4, 1], [3.5, 2.25], {"kind": {"Chỉ thị": 2}}, 0]


@pytest.mark.parametrize(
    ("place", "other", "same"),
    [
        pytest.param(0, 3, {"documents": 1, "scores": 1, "totals": 0, "facets": 1}, id="another total"),
        pytest.param(1, [1, 4], {"documents": 0, "scores": 1, "totals": 1, "facets": 1}, id="another order"),
        pytest.param(1, [4], {"documents": 0, "scores": 1, "totals": 1, "facets": 1}, id="fewer documents"),
        pytest.param(2, [3.5, 2.26], {"documents": 1, "scores": 0, "totals": 1, "facets": 1}, id="another score"),
        pytest.param(2, [3.5], {"documents": 1, "scores": 0, "totals": 1, "facets": 1}, id="fewer scores"),
        pytest.param(2, [3.5, 2.2500000001], {"documents": 1, "scores": 1, "totals": 1, "facets": 1}, id="a rounding"),
        pytest.param(3, {}, {"documents": 1, "scores": 1, "totals": 1, "facets": 0}, id="no facets"),
    ],
)
def test_what_differs_is_told(place: int, other: Any, same: dict[str, int]) -> None:  # noqa: ANN401
    changed = [other if at == place else part for at, part in enumerate(ANSWER)]
    found = compared([Question("phrase", ("chi_bộ",))], [changed], [ANSWER])["phrase"]
    assert {name: getattr(found, name) for name in same} == same
    assert found.whole is (sum(same.values()) == 4)
    assert bool(found.differing) is not found.whole


def test_kinds_are_counted_apart() -> None:
    asked = [Question("phrase", ("a", "b")), Question("prefix", ("a",)), Question("phrase", ("b", "c"))]
    found = compared(asked, [ANSWER] * 3, [ANSWER] * 3)
    assert {kind: one.asked for kind, one in found.items()} == {"phrase": 2, "prefix": 1}
    assert all(one.whole for one in found.values())


def test_every_question_is_compared() -> None:
    with pytest.raises(ValueError, match="zip"):
        compared([Question("phrase", ("a", "b"))], [], [ANSWER])
