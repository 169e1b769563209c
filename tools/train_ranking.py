"""Train the tree model of questions: features of run time, whole works held out, a file that needs no learning library.

    python tools/train_ranking.py features QUESTIONS.jsonl COLLECTION.jsonl.gz --titles TITLES.jsonl --to FEATURES.npz
    python tools/train_ranking.py check FEATURES.npz
    python tools/train_ranking.py train FEATURES.npz --to archive/index/ranking/questions.npz

`features` asks every question of the collection and keeps the features of its best 150 articles; `check` trains on four
fifths of the works and measures on the fifth left out, five times; `train` trains on all and writes the model.
Needs LightGBM (requirements-train.in); what it makes does not.
"""

import argparse
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from archive.index.candidates import TOP, Candidates, Ranked
from archive.index.engine import Engine
from archive.index.plan import Manner
from archive.index.ranking.features import features
from archive.index.ranking.formula import by_formula
from archive.index.ranking.model import POINT
from archive.index.ranking.trees import Trees, planted, save, scores
from archive.quality import asking, collections
from archive.quality.search import query_of
from archive.quality.shapes import Row
from archive.query import parse

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FOLDS = 5
SEEDS = (1,)  # the mean of three is 0.0 better, and three times as slow
ROUNDS = 220
PARAMETERS: dict[str, Any] = {
    "objective": "lambdarank",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "max_depth": 8,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "lambdarank_truncation_level": 12,
    "num_threads": 1,
    "verbose": -1,
    "deterministic": True,
}
# Of the candidates beyond the fortieth about a third are learned from: they are many and alike.
_NEAR, _SHARE_BEYOND = 40, 0.35


@dataclass(frozen=True, slots=True)
class Questions:
    """The features of every candidate of every question.

    `values` are candidates by `names`; `right` says which candidates answer; `sizes` how many candidates each question
    has, `wanted` how many articles answer it in all, `works` which work its first answer is of; `formula` is the score
    by the formula.
    """

    names: tuple[str, ...]
    values: npt.NDArray[np.float32]
    right: npt.NDArray[np.bool_]
    formula: Floats
    sizes: Ints
    wanted: Ints
    works: Ints

    def rows(self, question: int) -> slice:
        """Where the candidates of a question stand."""
        end = int(self.sizes[: question + 1].sum())
        return slice(end - int(self.sizes[question]), end)


# --- features --------------------------------------------------------------------------------------------------------


def collected(engine: Engine, rows: Sequence[Row], work_of: Mapping[str, str]) -> Questions:
    """Ask every question and keep what the model may know of its candidates; one that finds nothing is left out."""
    kept: list[tuple[Candidates, tuple[str, ...], list[str]]] = []
    for row in rows:
        seen: list[Candidates] = []

        def keep(candidates: Candidates, seen: list[Candidates] = seen) -> Ranked:
            seen.append(candidates)
            return Ranked(-np.arange(len(candidates), dtype=np.float64), {})

        # As readers are served: asked less strictly when nothing holds enough of the words.
        for loose in (False, True):
            found = engine.search(replace(parse(query_of(row)), per_page=TOP), Manner(loose=loose, ranker=keep))
            if seen:
                kept.append((seen[0], tuple(match.id for match in found.matches[: len(seen[0])]), row["relevant"]))
                break
    every = [features(candidates) for candidates, _, _ in kept]
    names = tuple(every[0])
    works: dict[str, int] = {}
    return Questions(
        names,
        np.concatenate([np.stack([one[name] for name in names], axis=1) for one in every]).astype(np.float32),
        np.concatenate([np.isin(ids, wanted) for _, ids, wanted in kept]),
        np.concatenate([by_formula(candidates).scores for candidates, _, _ in kept]),
        np.array([len(candidates) for candidates, _, _ in kept]),
        np.array([len(wanted) for _, _, wanted in kept]),
        np.array([works.setdefault(work_of.get(wanted[0], wanted[0]), len(works)) for _, _, wanted in kept]),
    )


def keep(questions: Questions, path: Path) -> None:
    """Write the features."""
    held = {name: getattr(questions, name) for name in Questions.__slots__}
    np.savez_compressed(path, **{**held, "names": np.array(questions.names)})


def kept(path: Path) -> Questions:
    """Read the features again."""
    with np.load(path, allow_pickle=False) as held:
        made = {name: held[name] for name in Questions.__slots__}
    return Questions(**{**made, "names": tuple(str(name) for name in made["names"])})


# --- training --------------------------------------------------------------------------------------------------------


def trained(questions: Questions, of: Sequence[int], seeds: Sequence[int] = SEEDS) -> Trees:
    """The mean of one model a seed, from some of the questions."""
    draw = np.random.default_rng(3)
    rows: list[Ints] = []
    for question in of:
        at = np.arange(int(questions.sizes[question]))
        chosen = np.flatnonzero((at < _NEAR) | (draw.random(len(at)) < _SHARE_BEYOND)) + questions.rows(question).start
        if questions.right[chosen].any():
            rows.append(chosen)
    every = np.concatenate(rows)
    data = lightgbm.Dataset(
        questions.values[every],
        questions.right[every].astype(int),
        group=[len(one) for one in rows],
        free_raw_data=False,
    )
    roots = [
        tree["tree_structure"]
        for seed in seeds
        for tree in lightgbm.train({**PARAMETERS, "seed": seed}, data, ROUNDS).dump_model()["tree_info"]
    ]
    return planted(questions.names, roots, 1 / len(seeds))


def points(trees: Trees, questions: Questions, question: int) -> Floats:
    """The model's scores of the candidates of one question."""
    values = questions.values[questions.rows(question)].astype(np.float64)
    return scores(trees, dict(zip(questions.names, values.T, strict=True)))


def held_out(questions: Questions, seeds: Sequence[int] = SEEDS) -> list[Floats]:
    """The scores of every question by a model that saw no question of the same work."""
    works = int(questions.works.max()) + 1
    fold = np.random.default_rng(5).integers(0, FOLDS, works)[questions.works]
    made: dict[int, Floats] = {}
    for out in range(FOLDS):
        trees = trained(questions, np.flatnonzero(fold != out).tolist(), seeds)
        made |= {int(one): points(trees, questions, int(one)) for one in np.flatnonzero(fold == out)}
    return [made[question] for question in range(len(questions.sizes))]


# --- measuring -------------------------------------------------------------------------------------------------------


def measured(questions: Questions, by: Sequence[Floats]) -> dict[str, float]:
    """hit@1, hit@5, hit@10 and nDCG@10 of some scores."""
    gains = [1 / math.log2(rank + 2) for rank in range(10)]
    found: dict[str, list[float]] = {"hit@1": [], "hit@5": [], "hit@10": [], "ndcg@10": []}
    for question, points_of in enumerate(by):
        right = questions.right[questions.rows(question)][np.argsort(-points_of, kind="stable")[:10]]
        for depth in (1, 5, 10):
            found[f"hit@{depth}"].append(float(right[:depth].any()))
        ideal = sum(gains[: min(10, int(questions.wanted[question]))])
        found["ndcg@10"].append(sum(gain for gain, one in zip(gains, right, strict=False) if one) / ideal)
    return {name: 100 * sum(values) / len(values) for name, values in found.items()}


def tell(name: str, values: Mapping[str, float]) -> None:
    """Print one row of measures."""
    print(f"{name:<28}" + "  ".join(f"{measure} {value:6.2f}" for measure, value in values.items()), flush=True)


def check(questions: Questions, seeds: Sequence[int]) -> None:
    """Print the streams, the formula and the model, works held out."""
    share = questions.names.index("share")
    every = range(len(questions.sizes))
    tell(
        "streams",
        measured(questions, [questions.values[questions.rows(one), share].astype(np.float64) for one in every]),
    )
    tell("formula", measured(questions, [questions.formula[questions.rows(one)] for one in every]))
    by_model = held_out(questions, seeds)
    tell(f"model, {len(seeds)} seeds", measured(questions, by_model))
    both = [POINT * one + questions.formula[questions.rows(at)] for at, one in enumerate(by_model)]
    tell("model and formula", measured(questions, both))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    ask = steps.add_parser("features")
    ask.add_argument("questions", type=Path)
    ask.add_argument("collection", type=Path)
    ask.add_argument("--titles", type=Path)
    ask.add_argument("--cache", type=Path)
    for name in ("check", "train"):
        step = steps.add_parser(name)
        step.add_argument("features", type=Path)
        step.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    for step in (ask, steps.choices["train"]):
        step.add_argument("--to", type=Path, required=True)
    given = parser.parse_args()
    if given.step == "features":
        titles = collections.read_titles(given.titles) if given.titles else {}
        articles = collections.with_words(given.collection, given.cache)
        engine = asking.engine_over(collections.documents(articles, titles))
        work_of = {article.id: article.work for article in collections.read_articles(given.collection)}
        rows = [row for _, row in collections.rows_of(given.questions) if row.get("relevant")]
        keep(collected(engine, rows, work_of), given.to)
    elif given.step == "check":
        check(kept(given.features), given.seeds)
    else:
        questions = kept(given.features)
        save(trained(questions, range(len(questions.sizes)), given.seeds), given.to)


if __name__ == "__main__":
    main()
