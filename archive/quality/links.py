"""Links: whether a reference leads to the work it means, stays open where it must, and never leads elsewhere."""

from collections.abc import Callable, Sequence

from archive.quality.shapes import Miss, MissKind, Row, Scores, ratio
from archive.quality.values import agrees, shown
from archive.works.document import Card, Link

Follow = Callable[[str, str, str], Sequence[Link] | None]


def score_links(rows: Sequence[Row], follow: Follow) -> Scores:
    """Accuracy of links, and apart from it precision (of the links made, those that are right) and recall.

    A row is `{"document", "surface", "context", "target": {"number", "issuer", "date"} | null}`. `follow` gives the
    links of every mention with that surface in a document, only of those within the words of `context` where the row
    has them (one surface may mean two works); None when the document or the surface is not there. A row is right when a
    link leads to the target and none elsewhere; null, when no link is made. `wrong_silent` counts the links that lead
    elsewhere: what a reader would follow to another work without a word of doubt.
    """
    misses: list[Miss] = []
    right = made = well = wanted = astray = 0
    for place, row in enumerate(rows, 1):
        at, target = f"{row['document']}: {row['surface']}", row["target"]
        links = follow(row["document"], row["surface"], row.get("context", ""))
        cards = [link.target for link in links or () if link.target]
        wrong = [card for card in cards if not (target and agrees(target, card))]
        good = bool(target) and bool(cards) and not wrong
        made, well, wanted, astray = made + bool(cards), well + good, wanted + bool(target), astray + len(wrong)
        if good or (target is None and links is not None and not cards):
            right += 1
            continue
        kind: MissKind = "absent" if links is None else "wrong" if cards else "missed"
        misses.append(Miss(place, kind, at, "", shown(target) if target else None, _named(cards)))
    measures = {"accuracy": ratio(right, len(rows)), "precision": ratio(well, made), "recall": ratio(well, wanted)}
    measures["wrong_silent"] = float(astray)
    return Scores("links", len(rows), measures, misses=tuple(misses))


def _named(cards: Sequence[Card]) -> str | None:
    return "; ".join(sorted({f"{card.number or card.title} {card.date or ''}".strip() for card in cards})) or None
