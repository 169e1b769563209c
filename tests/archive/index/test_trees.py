"""The tree model: leaves are found as the trees say, files are checked, and stored predictions come out the same."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import DataError
from archive.index.ranking.model import trees as questions_model
from archive.index.ranking.trees import MOST_LEAVES, Trees, load, planted, save, scores

NAMES = ("a", "b", "c")


def leaf(value: float) -> dict[str, Any]:
    return {"leaf_value": value}


def node(feature: int, threshold: float, left: dict[str, Any], right: dict[str, Any]) -> dict[str, Any]:
    return {
        "split_feature": feature,
        "threshold": threshold,
        "decision_type": "<=",
        "left_child": left,
        "right_child": right,
    }


def walked(root: Mapping[str, Any], row: Mapping[str, float]) -> float:
    """The leaf of one document, from node to node: what the bits must come to as well."""
    while "leaf_value" not in root:
        side = "left_child" if row[NAMES[root["split_feature"]]] <= root["threshold"] else "right_child"
        root = root[side]
    return float(root["leaf_value"])


VALUES = st.floats(-4, 4, allow_nan=False, width=32)
ROOTS = st.recursive(
    VALUES.map(leaf),
    lambda below: st.builds(node, st.integers(0, 2), st.sampled_from([-1.0, 0.0, 0.5, 2.0]), below, below),
    max_leaves=MOST_LEAVES,
)
ROWS = st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=6)


@given(st.lists(ROOTS, min_size=1, max_size=5), ROWS)
def test_the_bits_lead_to_the_leaf_that_walking_leads_to(roots: list[dict[str, Any]], rows: list[Any]) -> None:
    found = {name: np.array([row[at] for row in rows], np.float64) for at, name in enumerate(NAMES)}
    made = scores(planted(NAMES, roots), found)
    wanted = [sum(walked(root, dict(zip(NAMES, row, strict=True))) for root in roots) for row in rows]
    assert made == pytest.approx(wanted, abs=1e-9)


STUMP = planted(NAMES, [node(1, 0.5, leaf(1.0), leaf(-1.0)), leaf(0.25)], shrink=0.5)


def test_a_value_at_the_threshold_goes_left_and_unused_features_are_left_out() -> None:
    assert STUMP.names == ("b",)
    assert scores(STUMP, {"b": np.array([0.5, 0.6])}).tolist() == [0.625, -0.375]


def test_a_file_gives_the_same_scores(tmp_path: Path) -> None:
    save(STUMP, tmp_path / "model.npz")
    again = load(tmp_path / "model.npz")
    assert scores(again, {"b": np.array([0.0, 1.0])}).tolist() == [0.625, -0.375]


def test_a_feature_that_is_not_there_is_named() -> None:
    with pytest.raises(DataError, match="b"):
        scores(STUMP, {"a": np.zeros(2)})


def test_too_many_leaves_are_refused() -> None:
    deep = leaf(0.0)
    for step in range(MOST_LEAVES):
        deep = node(0, float(step), leaf(1.0), deep)
    with pytest.raises(DataError, match=r"17 lá"):
        planted(NAMES, [deep])


def test_another_comparison_is_refused() -> None:
    with pytest.raises(DataError, match="=="):
        planted(NAMES, [{**node(0, 1.0, leaf(0.0), leaf(1.0)), "decision_type": "=="}])


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(Trees(("b",), STUMP.feature, STUMP.threshold[:, :0], STUMP.mask, STUMP.values), id="no limits"),
        pytest.param(Trees((), STUMP.feature, STUMP.threshold, STUMP.mask, STUMP.values), id="no names"),
        pytest.param(Trees(("b",), STUMP.feature, STUMP.threshold, STUMP.mask, STUMP.values[:1]), id="a tree less"),
    ],
)
def test_a_file_whose_arrays_do_not_fit_is_refused(broken: Trees, tmp_path: Path) -> None:
    save(broken, tmp_path / "model.npz")
    with pytest.raises(DataError, match=r"model\.npz"):
        load(tmp_path / "model.npz")


@pytest.mark.parametrize("content", [b"", b"PK not a zip", b"{}"], ids=["empty", "a broken zip", "another format"])
def test_a_file_that_is_none_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    path.write_bytes(content)
    with pytest.raises(DataError, match="không đọc được"):
        load(path)


def test_objects_are_never_unpacked(tmp_path: Path) -> None:
    np.savez(tmp_path / "model.npz", names=np.array([{"a": 1}], dtype=object))
    with pytest.raises(DataError):
        load(tmp_path / "model.npz")


def test_stored_predictions_of_lightgbm_come_out_the_same() -> None:
    kept = np.load(Path(__file__).parent / "trees_of_lightgbm.npz", allow_pickle=False)
    model = load(Path(__file__).parent / "trees_small.npz")
    found = {f"f{at}": column for at, column in enumerate(kept["values"].T)}
    assert scores(model, found) == pytest.approx(kept["predicted"], abs=1e-6)


def test_the_model_of_questions_is_small_and_knows_only_features_of_run_time() -> None:
    model = questions_model()
    assert model.values.shape[1] <= MOST_LEAVES
    assert not [name for name in model.names if name in {"year", "type", "cited", "genre", "first"}]
