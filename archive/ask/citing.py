"""What the mentions of any text mean, whether it is in the archive or not: links against the store or the tables alone.

The rule is `archive.cite.resolve`; here the works are brought to it. A plenum's name has the tables' documents as its
candidates, with the address of each that the archive has.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

from archive.cite.repeated import readings_of
from archive.cite.resolve import settle
from archive.text.vietnamese import comparable
from archive.works.address import address
from archive.works.catalogue import catalogue, plenum_cards
from archive.works.dates import PartialDate
from archive.works.document import Card, Link, Mention, Reading
from archive.works.number import parse
from archive.works.vocabulary import type_codes

# How much of a link's confidence words that point back have: the antecedent may be another than was read.
_BACK = 0.95

# A key → the works that bear it, in any order; bare keys ("bare:CT:50") too.
Lookup = Callable[[str], Sequence[Card]]


def tables(key: str) -> tuple[Card, ...]:
    """The works of a key that the authority table knows (grade A and B), with the address they would have."""
    return _tabled().get(key, ())


@cache
def _tabled() -> dict[str, tuple[Card, ...]]:
    found: dict[str, tuple[Card, ...]] = {}
    for card in (replace(row.card, id=address(row.card)) for row in catalogue()):
        for key in _keys(card):
            found[key] = (*found.get(key, ()), card)
    return found


def _keys(card: Card) -> tuple[str, ...]:
    number = parse(card.number or "")
    return card.key, f"bare:{type_codes().get(number.type_code, '')}:{number.serial}"


def linked(
    mentions: Sequence[Mention], lookup: Lookup, citing_date: PartialDate | None = None, *, text: str = ""
) -> tuple[Link, ...]:
    """The link of each mention, parallel to the mentions; works that only this text speaks of are no targets.

    With the text they stand in, a number whose day the text has given before is read with it.
    """
    read = readings_of(mentions, citing_date, text)
    return tuple(_link(mention, reading, lookup) for mention, reading in zip(mentions, read, strict=True))


def _link(mention: Mention, reading: Reading, lookup: Lookup) -> Link:
    if mention.kind == "plenum":
        return shown_link(mention, Link(None, (), "plenum", 0.0), lookup)
    works = {card.id: card for card in lookup(mention.key)}
    settled = settle([reading], tuple(works.values())).links[0]
    target = works.get(settled.target) if isinstance(settled.target, str) else None
    fitting = tuple(works[name] for name in settled.candidates if isinstance(name, str))
    if target is None and not fitting:
        return Link(None, (), "unknown", 0.0)
    sure = round(settled.confidence * (_BACK if mention.kind == "back" else 1.0), 3)
    return Link(_agreeing(target, mention), fitting, settled.rule, sure)


def _agreeing(target: Card | None, mention: Mention) -> Card | None:
    """The target, unless it bears a type that the words contradict: “Quyết định 66-QĐ/TW” may still be the Quy định."""
    same_code = target is not None and mention.number is not None
    contradicts = target and mention.type and target.type and comparable(target.type) != comparable(mention.type)
    return None if contradicts and not same_code else target


def plenum_candidates(key: str, lookup: Lookup, title: str | None = None) -> tuple[Card, ...]:
    """The documents a plenum's name may mean; those that the lookup knows by number and date carry their address.

    Those come first that share most with the title written behind the name: the subject orders, it never decides.
    """
    _, term, n = key.split(":")
    found = tuple(_known(card, lookup) for card in plenum_cards(term, int(n)))
    words = set(comparable(title or "").split())
    return tuple(sorted(found, key=lambda card: -len(words & set(comparable(card.title or "").split()))))


def shown_link(mention: Mention, link: Link, lookup: Lookup) -> Link:
    """A stored link as people see it: a plenum's name, which the store leaves open, with its candidates."""
    if mention.kind != "plenum" or link.target:
        return link
    return Link(None, plenum_candidates(mention.key, lookup, mention.title), "plenum", 0.0)


def _known(card: Card, lookup: Lookup) -> Card:
    same = [one for one in lookup(card.key) if one.date == card.date]
    return replace(same[0], grade=card.grade) if len(same) == 1 else card
