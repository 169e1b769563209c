"""A model of decision trees, kept as arrays in a small file and walked with NumPy: all trees for all documents at once.

Trained offline (`tools/train_ranking.py`); at run time no learning library is wanted. Each node of a tree clears the
leaves that it rules out from a word of bits, and the first leaf left is the one a document falls into; so there is no
step from node to node.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from archive.errors import DataError
from archive.index.candidates import Floats

# Bits in the word of a tree.
MOST_LEAVES = 16
Places = npt.NDArray[np.intp]
_ALL = np.uint16(0xFFFF)
# The place of the lowest bit of every word; of no bit at all, 0.
_LOWEST = np.array([(word & -word).bit_length() - 1 if word else 0 for word in range(1 << MOST_LEAVES)], np.uint8)


@dataclass(frozen=True, eq=False)
class Trees:
    """Trees over named features. Arrays of nodes are trees by nodes, filled up with nodes that rule out none.

    A node asks whether `features[feature] <= threshold`; where not, `mask` has the bits of the leaves still possible
    (those of its left side are cleared). `values` are trees by leaves, leaves from left to right.
    """

    names: tuple[str, ...]
    feature: npt.NDArray[np.int16]
    threshold: Floats
    mask: npt.NDArray[np.uint16]
    values: Floats

    @cached_property
    def conditions(self) -> tuple[Places, Floats, Places]:
        """What is asked, each once: feature and threshold; and which of these each node asks, nodes by trees.

        Trees of one model ask the same again and again: of 4,000 nodes a quarter is different.
        """
        told = np.stack([self.feature.ravel().astype(np.float64), self.threshold.ravel()])
        (feature, threshold), which = np.unique(told, axis=1, return_inverse=True)
        by_node = which.reshape(self.feature.shape).T
        return feature.astype(np.intp), threshold, np.ascontiguousarray(by_node, np.intp)

    @cached_property
    def begins(self) -> Places:
        """Where the leaves of each tree begin, all leaves in a row; trees by one."""
        trees, leaves = self.values.shape
        begins: Places = np.arange(trees, dtype=np.intp) * leaves
        return begins[:, None]


def scores(trees: Trees, found: Mapping[str, Floats]) -> Floats:
    """The sum of all trees for each document.

    Raises:
        DataError: a feature that the trees ask for is not there.
    """
    missing = [name for name in trees.names if name not in found]
    if missing:
        raise DataError(f"Mô hình xếp hạng cần đặc trưng không có: {', '.join(missing)}.")
    size = len(next(iter(found.values()), ()))
    columns = np.array([found[name] for name in trees.names]).reshape(len(trees.names), size)
    feature, threshold, which = trees.conditions
    # All bits where a condition holds, none where it does not: twice as fast as choosing between the words.
    holds = (columns[feature] > threshold[:, None]).astype(np.uint16) - np.uint16(1)
    alive = np.full((len(trees.values), size), _ALL)
    left = np.empty_like(alive)
    for own, mask in zip(which, trees.mask.T, strict=True):
        holds.take(own, axis=0, out=left, mode="clip")
        left |= mask[:, None]
        alive &= left
    places = _LOWEST.take(alive) + trees.begins
    total: Floats = trees.values.ravel().take(places).sum(axis=0)
    return total


# --- the file --------------------------------------------------------------------------------------------------------


def save(trees: Trees, path: Path) -> None:
    """Write trees as a compressed `.npz` of plain arrays."""
    np.savez_compressed(
        path,
        names=np.array(trees.names),
        feature=trees.feature,
        threshold=trees.threshold,
        mask=trees.mask,
        values=trees.values,
    )


def load(path: Path) -> Trees:
    """The trees of a file; nothing in it is run, only arrays are read.

    Raises:
        DataError: the file is not one of trees, or its arrays do not fit one another.
    """
    try:
        with np.load(path, allow_pickle=False) as kept:
            names = tuple(str(name) for name in kept["names"])
            trees = Trees(
                names,
                kept["feature"].astype(np.int16),
                kept["threshold"].astype(np.float64),
                kept["mask"].astype(np.uint16),
                kept["values"].astype(np.float64),
            )
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as cause:
        raise DataError(f"Tệp mô hình xếp hạng {path.name} không đọc được.") from cause
    _check(trees, path)
    return trees


def _check(trees: Trees, path: Path) -> None:
    nodes = trees.feature.shape
    fits = (
        len(nodes) == 2
        and trees.threshold.shape == trees.mask.shape == nodes
        and trees.values.ndim == 2
        and trees.values.shape[0] == nodes[0]
        and 0 < trees.values.shape[1] <= MOST_LEAVES
        and (not trees.feature.size or (trees.feature.min() >= 0 and trees.feature.max() < len(trees.names)))
    )
    if not fits:
        raise DataError(f"Tệp mô hình xếp hạng {path.name} có các mảng không khớp nhau.")


# --- from a learner --------------------------------------------------------------------------------------------------


def planted(names: Sequence[str], roots: Iterable[Mapping[str, Any]], shrink: float = 1.0) -> Trees:
    """Trees from nested nodes as LightGBM dumps them (`dump_model()["tree_info"][i]["tree_structure"]`).

    `shrink` multiplies every leaf: 1 / 3 for the mean of three models. Features that no node asks for are left out.

    Raises:
        DataError: a tree has more leaves than `MOST_LEAVES`, or asks something else than "<=".
    """
    grown = [_flat(root) for root in roots]
    used = sorted({feature for nodes, _ in grown for feature, _, _ in nodes})
    place = {feature: at for at, feature in enumerate(used)}
    deep = max((len(nodes) for nodes, _ in grown), default=0)
    wide = max((len(leaves) for _, leaves in grown), default=1)
    feature = np.zeros((len(grown), deep), np.int16)
    threshold = np.full((len(grown), deep), np.inf)
    mask = np.full((len(grown), deep), _ALL)
    values = np.zeros((len(grown), wide))
    for tree, (nodes, leaves) in enumerate(grown):
        values[tree, : len(leaves)] = np.array(leaves) * shrink
        for node, (asked, limit, left) in enumerate(nodes):
            feature[tree, node], threshold[tree, node], mask[tree, node] = place[asked], limit, left
    return Trees(tuple(names[one] for one in used), feature, threshold, mask, values)


def _flat(root: Mapping[str, Any]) -> tuple[list[tuple[int, float, int]], list[float]]:
    """The nodes of one tree (feature, threshold, leaves left when it does not hold) and its leaves, left to right."""
    nodes: list[tuple[int, float, int]] = []
    leaves: list[float] = []

    def walk(node: Mapping[str, Any]) -> None:
        if "leaf_value" in node:
            leaves.append(float(node["leaf_value"]))
            return
        if node["decision_type"] != "<=":
            raise DataError(f"Cây quyết định có phép so sánh lạ: {node['decision_type']}.")
        first = len(leaves)
        walk(node["left_child"])
        cleared = (1 << len(leaves)) - (1 << first)
        nodes.append((int(node["split_feature"]), float(node["threshold"]), ~cleared & 0xFFFF))
        walk(node["right_child"])

    walk(root)
    if len(leaves) > MOST_LEAVES:
        raise DataError(f"Cây quyết định có {len(leaves)} lá, nhiều nhất {MOST_LEAVES}.")
    return nodes, leaves
