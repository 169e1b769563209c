"""The works of a page of results looked through: what of the query their titles and texts say, and a passage of each.

Where the index knows in which part of a long text the words stand, that part alone is read from the store; short texts,
and long ones of which it does not know, are read whole. Parts and passages are chosen in `passages`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.ask.catalogue import Catalogue
from archive.ask.passages import Parts, best_known, best_passages, parts_of, passage_of, stretch_of
from archive.ask.scan import Asked, Heap, Known, Pile, Said, Scan
from archive.ask.snippet import Snippet
from archive.ask.sought import Sought
from archive.index.engine import Engine
from archive.index.placed import Placing, occurrences_of
from archive.text.span import Span
from archive.text.syllable_counts import Counts, read_counts
from archive.works.document import Card
from archive.works.outline import Outline, outlined

_NO_TEXT = ("", outlined("", ()))


@dataclass(frozen=True, slots=True)
class Looked:
    """A work looked through: its title, what its text says, and the passage that answers best."""

    title: Scan
    body: Said
    passage: Snippet | None


def looked_through(cards: Sequence[Card], wanted: Sought, catalogue: Catalogue, engine: Engine) -> list[Looked]:
    """The works of some cards looked through, in their order. Raises IndexStale when the index cannot answer."""
    asked = Asked(wanted)
    held = catalogue.short_texts([card.id for card in cards])
    long = {one: outline for one, (text, outline) in held.items() if text is None}
    known = _known({one: outline for one, outline in long.items() if outline}, asked, catalogue, engine)
    texts = {one: (text, outline) for one, (text, outline) in held.items() if text is not None and outline}
    texts |= catalogue.texts([one for one in long if one not in known])
    read = [known[card.id].stretch if card.id in known else texts.get(card.id, _NO_TEXT)[0] for card in cards]
    # Titles and texts are looked through together, titles first.
    pile = Pile([*(card.title or "" for card in cards), *read], asked)
    scans = {card.id: scanned for card, scanned in zip(cards, pile.scans[len(cards) :], strict=True)}
    others = [one for one in scans if one not in known]
    cut = best_passages([(scans[one], texts.get(one, _NO_TEXT)[1]) for one in others], wanted) if others else []
    passages = dict(zip(others, cut, strict=True))
    passages |= {one: held.passage(scans[one], wanted) for one, held in known.items()}
    said: dict[str, Said] = {**scans, **{one: held.body for one, held in known.items()}}
    return [Looked(title, said[card.id], passages[card.id]) for card, title in zip(cards, pile.scans, strict=False)]


# --- what the index knows --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """The best part of a text of which the index knows where the words stand; `stretch` of the text stands at `at`."""

    body: Known
    parts: Parts
    best: int | None
    at: int
    stretch: str

    def passage(self, scanned: Scan, wanted: Sought) -> Snippet | None:
        """The passage, from the stretch looked through."""
        return passage_of(scanned, self.parts, self.best, wanted, self.at) if self.stretch else None


def _known(outlines: Mapping[str, Outline], asked: Asked, catalogue: Catalogue, engine: Engine) -> dict[str, _Part]:
    """The works, of some with their outlines, of whose texts the index tells enough, with the part to be read.

    None where a beginning of syllables is sought, which stands for words that nobody has named.
    """
    wanted = asked.wanted
    if not outlines or wanted.prefixes or not isinstance(engine, Placing):
        return {}
    held = list(outlines)
    counts = [_counts(outlines[one]) for one in held]
    placed = engine.places(held, "syllables" if wanted.reading == "marked" else "folded", asked.terms)
    # An index may be older or newer than the store by a text: its numbers are then those of another text.
    told = [one if one and one.total == size else None for one, size in zip(counts, placed.sizes, strict=True)]
    heap = Heap(asked, occurrences_of(placed, told, asked.looked))
    sure = {number: one for number, one in enumerate(told) if one and one.total}
    parts = {number: parts_of(outlines[held[number]], outlines[held[number]].size) for number in sure}
    best = best_known(heap, parts, sure)
    spans = _to_read(best, parts, wanted)
    stretches = catalogue.stretches({held[number]: span for number, span in spans.items()})
    return {
        held[number]: _Part(
            Known(heap, number),
            parts[number],
            best[number],
            spans[number].start if number in spans else 0,
            stretches.get(held[number], ""),
        )
        for number in sure
    }


def _counts(outline: Outline) -> Counts | None:
    return read_counts(outline.counts, len(outline.marks) + 1)


def _to_read(best: Mapping[int, int | None], parts: Mapping[int, Parts], wanted: Sought) -> dict[int, Span]:
    """What of each text is read: nothing where the words stand in no part of the body."""
    return {
        number: stretch_of(parts[number], part)
        for number, part in best.items()
        if part is not None or not wanted.syllables
    }
