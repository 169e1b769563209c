"""Features: what a ranking may know of each candidate, name → one value a document, worked out from arrays alone.

No feature tells a year, a type, an issuer or how often a work is cited: those win on the questions they are learned
from and lose on others. The formula takes a few of them, the tree model all of its own list.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from archive.index.analysis import folded
from archive.index.candidates import Candidates, Floats, Ints, heads_of, places_of_terms
from archive.index.ranking.parts import Asked, Part, Read, Truths, best_of_rows, read, said_of
from archive.index.ranking.questions import kinds_of, watched

# How long the parts of an article mostly are, in syllables (79,923 articles of laws): a fixed yardstick, so that the
# same document has the same features in every archive.
_USUAL = {"title": 10.0, "heading": 18.0, "body": 270.0}
_NEAR, _WIDE = 25, 60  # windows, in syllables


def features(candidates: Candidates, seen: Read | None = None) -> dict[str, Floats]:
    """Every feature of every candidate; `seen` is `read` of them, where it is known already.

    At least one candidate is wanted.
    """
    seen = seen or read(candidates)
    asked, title, heading, body = seen.asked, seen.title, seen.heading, seen.body
    found = _streams(candidates)
    for name, part in (("title", title), ("heading", heading), ("body", body)):
        found |= {f"{name} {what}": values for what, values in _of_part(part, _USUAL[name]).items()}
    found |= _of_body(body, asked)
    found |= _together((title, heading, body), asked)
    found |= _of_work(candidates)
    found |= dict(zip(("defined", "defined share"), definition(candidates, asked), strict=True))
    found |= {name: cue(candidates, name) for name in CUES}
    found |= {f"{name} of best": found[name] / max(float(found[name].max()), 1e-9) for name in _OF_BEST}
    return found | _of_question(candidates, asked)


# Features that also say how near the best candidate one comes.
_OF_BEST = ("title gained", "body gained", "body gained by pairs", "body near", "body wide", "best run", "covered")


def _streams(candidates: Candidates) -> dict[str, Floats]:
    """The score by the streams, its parts, and where in the list it stands."""
    total = candidates.total
    best = max(float(total.max()), 1e-9)
    found = {
        "score": total,
        "share": total / best,
        "rank": np.arange(len(total), dtype=np.float64),
        "gap": np.full(len(total), (best - float(np.sort(total)[-2])) / best if len(total) > 1 else 1.0),
    }
    for name, streams in (("words", ("words",)), ("pairs", ("pairs", "folded_pairs"))):
        points = sum((candidates.streams[one] for one in streams if one in candidates.streams), np.zeros(len(total)))
        found |= {name: points, f"{name} share": points / max(float(points.max()), 1e-9)}
    return found


def _of_part(part: Part, usual: float) -> dict[str, Floats]:
    return {
        "size": np.log1p(part.size),
        "covered": part.covered,
        "covered pairs": part.covered_pairs,
        "density": part.density,
        "gained": part.gained(usual),
        "gained by pairs": part.gained_pairs(usual),
        "longest": part.longest,
        "heaviest": part.heaviest,
        "runs of 2": part.covered_by(2),
        "runs of 3": part.covered_by(3),
        "runs of 4": part.covered_by(4),
        "run worth": part.run_worth,
        "run share": part.longest / max(part.asked.size, 1),
    }


def _of_body(body: Part, asked: Asked) -> dict[str, Floats]:
    near, wide = body.windows(_NEAR, _WIDE)
    first = body.first_run(min(3, asked.size))
    return {
        "body near": near,
        "body wide": wide,
        "body first run": np.minimum(first, 2_000.0),
        "body first run share": first / np.maximum(body.size, 1),
    }


def _together(parts: tuple[Part, Part, Part], asked: Asked) -> dict[str, Floats]:
    """What the parts cover between them, and what the rarest syllables of the query do."""
    title, heading, body = ((part.counts > 0) for part in parts)
    rarest = np.argsort(-asked.worth)[:3]
    named = title | heading
    third = max(1, asked.size // 3)
    return {
        "covered": (named | body) @ asked.worth / asked.total,
        "named": named @ asked.worth / asked.total,
        "covered pairs": sum((p.paired for p in parts), np.zeros(())).clip(0, 1) @ asked.pairs / asked.total_pairs,
        "named pairs": (parts[0].paired + parts[1].paired).clip(0, 1) @ asked.pairs / asked.total_pairs,
        "only in body": (body & ~named) @ asked.worth / asked.total,
        "only in heading": (heading & ~title) @ asked.worth / asked.total,
        "rarest missing": np.where(named | body, 0.0, asked.worth).max(axis=1) / asked.total,
        "rarest not named": np.where(named, 0.0, asked.worth).max(axis=1) / asked.total,
        "first third named": _share(named, asked, 0, third),
        "first third in title": _share(title, asked, 0, third),
        "last third named": _share(named, asked, asked.size - third, asked.size),
        "last third in body": _share(body, asked, asked.size - third, asked.size),
        "first third in body": _share(body, asked, 0, third),
        "title in one run": parts[0].longest / np.maximum(parts[0].size, 1),
        "heading in one run": parts[1].longest / np.maximum(parts[1].size, 1),
        "rarest named": named[:, rarest].sum(axis=1).astype(np.float64),
        "rarest in body": body[:, rarest].sum(axis=1).astype(np.float64),
        "best run": np.maximum(parts[0].run_worth, parts[2].run_worth),
        "sum of runs": 2 * parts[0].run_worth + parts[1].run_worth + parts[2].run_worth,
        "runs named or in body": np.maximum.reduce([part.best_runs for part in parts]).clip(0, 4)
        @ asked.worth
        / asked.total,
    }


def _share(held: Truths, asked: Asked, start: int, end: int) -> Floats:
    """The share of the worth of a stretch of the query that is held."""
    worth = asked.worth[start:end]
    return held[:, start:end] @ worth / max(float(worth.sum()), 1e-9)


def _of_work(candidates: Candidates) -> dict[str, Floats]:
    """The work that an article is part of: its own score, and how its other articles among the candidates do."""
    shares = candidates.total / max(float(candidates.total.max()), 1e-9)
    group = groups(candidates)
    size = len(candidates)
    order = np.lexsort((-shares, group))
    starts = heads_of(group[order])
    of = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, size)))
    place = np.arange(size) - starts[of]
    top = np.bincount(of, weights=np.where(place < 4, shares[order], 0.0))
    others, best, count = np.zeros(size), np.zeros(size), np.zeros(size)
    third = np.bincount(of, weights=np.where(place == 3, shares[order], 0.0))
    # The three best of the others: without itself where it is one of them, else without the fourth.
    others[order] = top[of] - np.where(place < 4, shares[order], third[of])
    best[order] = shares[order] / np.maximum(shares[order][starts][of], 1e-9)
    count[order] = np.bincount(of)[of] - 1.0
    return {"work": candidates.work, "siblings": others, "of best sibling": best, "sibling count": count}


def groups(candidates: Candidates) -> Ints:
    """Which work each candidate is part of, as a number; a whole work is a group of its own."""
    return np.where(candidates.group < 0, len(candidates) + np.arange(len(candidates)), candidates.group)


def definition(candidates: Candidates, asked: Asked) -> tuple[Floats, Floats]:
    """How much of the query stands right before a "là" of the text: up to six syllables as a share, and by worth.

    "Hóa đơn là gì" is answered where a text says "Hóa đơn là …". The order does not matter: people ask "lao động nữ là
    gì" of "nữ lao động là".
    """
    found, share = np.zeros(len(candidates)), np.zeros(len(candidates))
    every = (*candidates.asked, *watched(candidates.asked))
    verb = next((place for place, one in enumerate(every) if one in ("là", "la")), -1)
    at = candidates.places - candidates.body_at[candidates.rows]
    inside = (at >= 0) & (at < candidates.body[candidates.rows])
    kept = np.flatnonzero(inside & (said_of(candidates, asked) | (candidates.terms == verb)))
    rows, places, terms = candidates.rows[kept], candidates.places[kept], candidates.terms[kept]
    worth = np.append(asked.worth, 0.0)[np.minimum(terms, len(asked.worth))]
    ends = np.flatnonzero(terms == verb)
    if len(ends):
        joined = np.zeros(len(kept), dtype=np.bool_)
        joined[1:] = (places[1:] - places[:-1] == 1) & (rows[1:] == rows[:-1]) & (terms[:-1] != verb)
        starts = np.flatnonzero(~joined)
        before = np.arange(len(kept)) - starts[np.cumsum(~joined) - 1]
        weights = np.append(0.0, np.cumsum(np.where(terms == verb, 0.0, worth)))
        found = best_of_rows(rows[ends], before[ends].astype(np.float64), len(candidates))
        share = best_of_rows(rows[ends], weights[ends] - weights[ends - before[ends]], len(candidates))
    return np.minimum(found, 6.0) / 6.0, share / asked.total


# Name → a part, and the words to look for there: what answers have by their kind.
CUES: dict[str, tuple[str, str]] = {
    "explains words": ("title", "giải thích từ ngữ"),
    "names penalties": ("heading", "xử phạt"),
    "fines": ("body", "phạt tiền"),
    "penalty in title": ("title", "phạt"),
    "powers in title": ("title", "thẩm quyền"),
    "duty in title": ("title", "trách nhiệm"),
    "level in title": ("title", "mức"),
    "time limit in title": ("title", "thời hạn"),
    "papers in title": ("title", "hồ sơ"),
    "procedure in title": ("title", "thủ tục"),
    "order in title": ("title", "trình tự"),
    "conditions in title": ("title", "điều kiện"),
}


def cue(candidates: Candidates, name: str) -> Floats:
    """How often (as a logarithm) the words of a cue stand in a row in their part.

    0 where the query neither says nor watches them. `name` is one of `CUES`.
    """
    wanted = _cue_terms(candidates.asked).get(name)
    return _in_a_row(candidates, CUES[name][0], wanted) if wanted else np.zeros(len(candidates))


@lru_cache(maxsize=64)
def _cue_terms(asked: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    """Cue → the numbers of its syllables, for those cues whose syllables the query all says or watches."""
    every = (*asked, *watched(asked))
    places = places_of_terms(every)
    bare = all(one == folded(one) for one in every)
    told = {name: tuple(map(folded, said.split()) if bare else said.split()) for name, (_, said) in CUES.items()}
    held = {name: said for name, said in told.items() if all(one in places for one in said)}
    return MappingProxyType({name: tuple(places[one] for one in said) for name, said in held.items()})


def _in_a_row(candidates: Candidates, part: str, wanted: Sequence[int]) -> Floats:
    """The logarithm of how often these syllables stand in a row in a part."""
    rows, places, terms = candidates.rows, candidates.places, candidates.terms
    found = np.flatnonzero(terms == wanted[0])
    found = found[found + len(wanted) <= len(terms)]
    for step, one in enumerate(wanted[1:], 1):
        found = found[(terms[found + step] == one) & (places[found + step] - places[found] == step)]
    title, body_at = candidates.title[rows[found]], candidates.body_at[rows[found]]
    within = {
        "title": places[found] < title,
        "heading": (places[found] >= title) & (places[found] < body_at),
        "body": places[found] >= body_at,
    }[part]
    return np.log1p(np.bincount(rows[found[within]], minlength=len(candidates)))


def _of_question(candidates: Candidates, asked: Asked) -> dict[str, Floats]:
    kinds = {f"asks {kind}": float(is_one) for kind, is_one in kinds_of(candidates.asked).items()}
    about = {"asked size": float(asked.size), "asked worth": asked.total, **kinds}
    return {name: np.full(len(candidates), value) for name, value in about.items()}
