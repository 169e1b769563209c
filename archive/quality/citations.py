"""Citations: mentions found by exact span, the fields of each, and the relation as a class of its own.

Relations are scored twice: as a field (how many mentions are right, most of them by the frequent relations) and as the
mean of F1 over relations, where `dinh_chinh` weighs as much as `theo`.
"""

from collections.abc import Callable, Sequence

from archive.quality.shapes import ClassScore, Found, Miss, Row, Scores, Tally, harmonic, macro, ratio
from archive.quality.values import same_value
from archive.works.document import Mention

MENTION_FIELDS = ("number", "type", "date", "issuer", "title", "relation", "kind", "provision", "term")
Pair = tuple[Row, Found | None]  # a mention of the gold and what was read there; None where it was not found


def score_citations(rows: Sequence[Row], find: Callable[[str], Sequence[Mention]]) -> Scores:
    """Precision, recall and F1 by exact span, the accuracy of each field of the mentions found, F1 by relation.

    A row is `{"text", "mentions": [{"start", "end", …}], "partial"}`; in a partial row other mentions may exist, so
    what is found there beyond the gold counts neither for nor against.
    """
    misses: list[Miss] = []
    tally, pairs = Tally(same_value), list[Pair]()
    right = expected = listed = 0
    for place, row in enumerate(rows, 1):
        gold = {(one["start"], one["end"]): one for one in row["mentions"]}
        read = {(one.start, one.end): one for one in find(row["text"])}
        matched = gold.keys() & read.keys()
        right, expected = right + len(matched), expected + len(gold)
        listed += len(matched) if row.get("partial") else len(read)
        pairs += [(gold[span], fields_of(read[span]) if span in matched else None) for span in gold]
        for span in sorted(gold.keys() | read.keys()):
            at = row["text"][slice(*span)]
            if span in matched:
                here = Miss(place, "field", at, span=span)
                misses += tally.compare(here, gold[span], fields_of(read[span]), MENTION_FIELDS)
            elif span in gold:
                misses.append(Miss(place, "missed", at, span=span))
            elif not row.get("partial"):
                misses.append(Miss(place, "extra", at, span=span))
    precision, recall, relations = ratio(right, listed), ratio(right, expected), by_relation(pairs)
    measures = {"precision": precision, "recall": recall, "f1": harmonic(precision, recall)}
    measures["relation_macro_f1"] = macro(relations)
    return Scores("citations", len(rows), measures, tally.accuracy, tally.scored, tuple(misses), relations)


def fields_of(mention: Mention) -> Found:
    """A mention's fields as gold writes them: canonical number, ISO date, the issuer's name, the words of the part."""
    return {
        "number": str(mention.number) if mention.number else None,
        "type": mention.type,
        "date": mention.date.iso if mention.date else None,
        "issuer": mention.issuer.name if mention.issuer else None,
        "title": mention.title,
        "relation": mention.relation,
        "kind": mention.kind,
        "provision": mention.provision.text if mention.provision else None,
        "term": mention.term,
    }


def by_relation(pairs: Sequence[Pair]) -> dict[str, ClassScore]:
    """How well each relation was told, over the mentions of the gold whose relation is scored.

    A mention that was not found has no relation found. No relation at all is not a class; that one was said where
    there is none counts against the one said.
    """
    told = [(gold["relation"], found["relation"] if found else None) for gold, found in pairs if "relation" in gold]
    names = sorted({name for pair in told for name in pair if name})
    return {
        name: ClassScore(
            sum(gold == name for gold, _ in told),
            sum(found == name for _, found in told),
            sum(gold == found == name for gold, found in told),
        )
        for name in names
    }
