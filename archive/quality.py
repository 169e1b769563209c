"""Scoring: what the archive read, found and linked, held against rows checked by hand (gold).

Pure counting: each function takes the rows and a function that answers them, so that the same scores come from a text
alone, from an archive, or from a made-up answer in a test. How an archive is asked is in `quality_cli`; the floors that
a score may not fall below are in `tests/gate`. A field that a row does not have is not scored; null must be missing.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any, Literal

from archive.errors import NumberError
from archive.text.vietnamese import comparable
from archive.works import bodies
from archive.works.dates import PartialDate, parse_iso
from archive.works.document import Card, Link, Mention
from archive.works.number import parse

Row = Mapping[str, Any]
Found = Mapping[str, str | None]
MENTION_FIELDS = ("number", "type", "date", "issuer", "title", "relation")
METADATA_FIELDS = ("number", "type", "date", "issuer", "title", "genre")
DEPTH = 10  # how far down a list of hits a reader looks: hit@10, nDCG@10
HIT_AT = (1, 3, 10)


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that differs from the gold: `row` counts from 1; `at` names the document, surface or query."""

    row: int
    kind: Literal["missed", "extra", "field", "absent", "wrong"]
    at: str
    field: str = ""
    expected: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The result of one evaluation: measures between 0 and 1, accuracy by field with how many were scored, misses."""

    kind: str
    rows: int
    measures: Mapping[str, float]
    fields: Mapping[str, float] = field(default_factory=dict)
    scored: Mapping[str, int] = field(default_factory=dict)
    misses: tuple[Miss, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The scores as plain values, figures with four places."""
        return {
            "kind": self.kind,
            "rows": self.rows,
            **{name: round(value, 4) for name, value in self.measures.items()},
            "fields": {
                name: {"accuracy": round(self.fields[name], 4), "scored": self.scored[name]} for name in self.fields
            },
            "misses": [asdict(miss) for miss in self.misses],
        }


def ratio(right: int, of: int) -> float:
    """A share; 1.0 of nothing, for where nothing was asked nothing is wrong."""
    return right / of if of else 1.0


# --- citations -------------------------------------------------------------------------------------------------------


def score_citations(rows: Sequence[Row], find: Callable[[str], Sequence[Mention]]) -> Scores:
    """Precision, recall and F1 by exact span, and the accuracy of each field of the mentions found.

    A row is `{"text", "mentions": [{"start", "end", …}], "partial"}`; in a partial row other mentions may exist, so
    what is found there beyond the gold counts neither for nor against.
    """
    misses: list[Miss] = []
    tally = _Tally()
    right = expected = listed = 0
    for place, row in enumerate(rows, 1):
        gold = {(one["start"], one["end"]): one for one in row["mentions"]}
        read = {(one.start, one.end): one for one in find(row["text"])}
        matched = gold.keys() & read.keys()
        right, expected = right + len(matched), expected + len(gold)
        listed += len(matched) if row.get("partial") else len(read)
        for span in sorted(gold.keys() | read.keys()):
            at = row["text"][slice(*span)]
            if span in matched:
                misses += tally.compare(place, at, gold[span], fields_of(read[span]), MENTION_FIELDS)
            elif span in gold:
                misses.append(Miss(place, "missed", at))
            elif not row.get("partial"):
                misses.append(Miss(place, "extra", at))
    precision, recall = ratio(right, listed), ratio(right, expected)
    measures = {"precision": precision, "recall": recall, "f1": harmonic(precision, recall)}
    return tally.scores("citations", len(rows), measures, misses)


def harmonic(precision: float, recall: float) -> float:
    """F1, the harmonic mean of both; 0 when both are."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def fields_of(mention: Mention) -> Found:
    """A mention's fields as gold writes them: canonical number, ISO date, the issuer's name."""
    return {
        "number": str(mention.number) if mention.number else None,
        "type": mention.type,
        "date": mention.date.iso if mention.date else None,
        "issuer": mention.issuer.name if mention.issuer else None,
        "title": mention.title,
        "relation": mention.relation,
    }


# --- metadata --------------------------------------------------------------------------------------------------------


def score_metadata(rows: Sequence[Row], read: Callable[[str], Found | None]) -> Scores:
    """The accuracy of each field of the documents described. `read` gives the fields of a path, None when not held.

    A document that is not held has every field of its row wrong; `held` is the share that is.
    """
    misses: list[Miss] = []
    tally = _Tally()
    held = 0
    for place, row in enumerate(rows, 1):
        found = read(row["path"])
        held += found is not None
        if found is None:
            misses.append(Miss(place, "absent", row["path"]))
        misses += tally.compare(place, row["path"], row, found or {}, METADATA_FIELDS, held=found is not None)
    measures = {
        "held": ratio(held, len(rows)),
        "accuracy": ratio(sum(tally.right.values()), sum(tally.scored.values())),
    }
    return tally.scores("metadata", len(rows), measures, misses)


class _Tally:
    """How many values of each field were scored, and how many were right."""

    def __init__(self) -> None:
        self.right: dict[str, int] = {}
        self.scored: dict[str, int] = {}

    def compare(
        self, place: int, at: str, gold: Row, found: Found, names: Sequence[str], *, held: bool = True
    ) -> Iterator[Miss]:
        """Count every field that the gold row has; give those that differ."""
        for name in names:
            if name not in gold:
                continue
            agrees = held and same_value(name, gold[name], found.get(name))
            self.scored[name] = self.scored.get(name, 0) + 1
            self.right[name] = self.right.get(name, 0) + agrees
            if held and not agrees:
                yield Miss(place, "field", at, name, gold[name], found.get(name))

    def scores(self, kind: str, rows: int, measures: Mapping[str, float], misses: Sequence[Miss]) -> Scores:
        """The scores of the whole evaluation."""
        accuracy = {name: ratio(self.right[name], self.scored[name]) for name in self.scored}
        return Scores(kind, rows, measures, accuracy, dict(self.scored), tuple(misses))


def same_value(name: str, gold: str | None, found: str | None) -> bool:
    """Whether a value read is the gold one; None equals None only. Spelling, tone style and blanks do not count."""
    if gold is None or found is None:
        return gold is found
    if name == "issuer":
        return same_issuer(gold, found)
    if name == "title":
        return _bare_title(gold) == _bare_title(found)
    return comparable(gold) == comparable(found)


def _bare_title(title: str) -> str:
    """A title without the words that lead to it: “về việc”, “về”, “việc”, and without quotation marks."""
    words = comparable(title).strip(" “”\"'.")
    for lead in ("về việc ", "về ", "việc "):
        words = words.removeprefix(lead)
    return words


def same_issuer(gold: str, found: str) -> bool:
    """Whether two names are one issuer: one spelling or alias, or a standing committee read for the gold's committee.

    “Tỉnh ủy Lào Cai” is right for “Ban Thường vụ Tỉnh ủy Lào Cai”: it issues under the committee's code. Not the other
    way round: a standing committee that the text names must be read.
    """
    wanted, read = _issuer_name(gold), _issuer_name(found)
    return wanted == read or any(
        read == f"{organ} {wanted}" for organ in ("ban thường vụ", "thường trực", "ban chấp hành")
    )


def _issuer_name(name: str) -> str:
    known = bodies.by_alias().get(comparable(name)) or _by_code().get(name)
    return comparable(known.name if known else name)


@cache
def _by_code() -> dict[str, bodies.Body]:
    """The codes that gold rows write for central organs: "BCT", "BBT" are aliases already; "VPTW" is a code."""
    return {
        one.code: one for one in bodies.bodies() if one.level == "tw" and one.system == "party" and one.code != "TW"
    }


# --- search ----------------------------------------------------------------------------------------------------------


def score_search(rows: Sequence[Row], ask: Callable[[str], Sequence[Card]]) -> Scores:
    """hit@1, hit@3, hit@10, MRR and nDCG@10 over the queries; every expected document has the same worth.

    A row is `{"query", "expected": [{"number", "body", "date"}]}` or `{"query", "relevant": [ids]}`; rows that expect
    nothing are left out. `fields` gives nDCG@10 by the row's `kind`.
    """
    asked = [(place, row, row.get("expected") or row.get("relevant") or []) for place, row in enumerate(rows, 1)]
    asked = [one for one in asked if one[2]]
    misses: list[Miss] = []
    ranks: list[tuple[str, list[int], int]] = []
    for place, row, wanted in asked:
        hits = list(ask(row["query"]))[:DEPTH]
        found = ranks_of(wanted, hits)
        ranks.append((row.get("kind", ""), [rank for rank in found if rank], len(wanted)))
        misses += [
            Miss(place, "missed", row["query"], "", _shown(one), hits[0].number if hits else None)
            for one, rank in zip(wanted, found, strict=True)
            if not rank
        ]
    return _search_scores(ranks, misses)


def _search_scores(ranks: list[tuple[str, list[int], int]], misses: Sequence[Miss]) -> Scores:
    count = len(ranks)
    measures = {
        f"hit@{depth}": ratio(sum(any(r <= depth for r in one) for _, one, _ in ranks), count) for depth in HIT_AT
    }
    measures["mrr"] = sum(1 / min(one) for _, one, _ in ranks if one) / count if count else 1.0
    gains = [(kind, ndcg(one, of)) for kind, one, of in ranks]
    measures["ndcg@10"] = sum(gain for _, gain in gains) / count if count else 1.0
    kinds = sorted({kind for kind, _ in gains if kind})
    by_kind = {kind: [gain for name, gain in gains if name == kind] for kind in kinds}
    fields = {kind: sum(one) / len(one) for kind, one in by_kind.items()}
    return Scores("search", count, measures, fields, {kind: len(one) for kind, one in by_kind.items()}, tuple(misses))


def ndcg(ranks: Sequence[int], wanted: int) -> float:
    """nDCG@10 of documents of equal worth found at these ranks (from 1), out of `wanted` that exist."""
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(wanted, DEPTH) + 1))
    return sum(1 / math.log2(rank + 1) for rank in ranks if rank <= DEPTH) / ideal if ideal else 1.0


def ranks_of(wanted: Sequence[Row | str], hits: Sequence[Card]) -> list[int]:
    """The rank (from 1) of each wanted document among the hits, 0 when it is not there; a hit serves one wish only."""
    taken: set[int] = set()
    ranks = []
    for one in wanted:
        rank = next((at for at, hit in enumerate(hits, 1) if at not in taken and _is_wanted(one, hit)), 0)
        taken.add(rank)
        ranks.append(rank)
    return ranks


def _is_wanted(wanted: Row | str, hit: Card) -> bool:
    return wanted == hit.id if isinstance(wanted, str) else agrees(wanted, hit)


def _shown(wanted: Row | str) -> str:
    return wanted if isinstance(wanted, str) else " · ".join(str(value) for value in wanted.values() if value)


def agrees(wanted: Row, card: Card) -> bool:
    """Whether a card is the work that gold names by number, issuer (`issuer` or `body`) and date.

    Number and date must be those; the issuer must be, where the card has one.
    """
    if wanted.get("number") and _key(wanted["number"]) != (card.key or _key(card.number or "")):
        return False
    day = _day(wanted.get("date"))
    if day and not (card.date and card.date.agrees(day)):
        return False
    name = wanted.get("issuer") or wanted.get("body")
    return not name or card.issuer is None or same_issuer(name, card.issuer.name)


def _key(written: str) -> str:
    try:
        return parse(written).key
    except NumberError:
        return comparable(written)


def _day(iso: str | None) -> PartialDate | None:
    return parse_iso(iso) if iso else None


# --- links -----------------------------------------------------------------------------------------------------------


def score_links(rows: Sequence[Row], follow: Callable[[str, str], Sequence[Link] | None]) -> Scores:
    """Accuracy of links, and apart from it precision (of the links made, those that are right) and recall.

    A row is `{"document", "surface", "target": {"number", "issuer", "date"} | null}`. `follow` gives the links of every
    mention with that surface in a document, None when the document or the surface is not there. A row is right when a
    link leads to the target and none elsewhere; null, when no link is made.
    """
    misses: list[Miss] = []
    right = made = well = wanted = 0
    for place, row in enumerate(rows, 1):
        at, target = f"{row['document']}: {row['surface']}", row["target"]
        links = follow(row["document"], row["surface"])
        cards = [link.target for link in links or () if link.target]
        good = bool(target) and bool(cards) and all(agrees(target, card) for card in cards)
        made, well, wanted = made + bool(cards), well + good, wanted + bool(target)
        if good or (target is None and links is not None and not cards):
            right += 1
            continue
        kind: Literal["wrong", "missed", "absent"] = "absent" if links is None else "wrong" if cards else "missed"
        misses.append(Miss(place, kind, at, "", _shown(target) if target else None, _named(cards)))
    measures = {"accuracy": ratio(right, len(rows)), "precision": ratio(well, made), "recall": ratio(well, wanted)}
    return Scores("links", len(rows), measures, misses=tuple(misses))


def _named(cards: Sequence[Card]) -> str | None:
    return "; ".join(sorted({f"{card.number or card.title} {card.date or ''}".strip() for card in cards})) or None
