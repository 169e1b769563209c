"""Resolving: what each reading of one key means, given the works known under that key.

`settle` is a pure function of readings and works: whatever order documents arrived in, the same readings and works give
the same links and the same stubs. A link is silent only where the number agrees and the date or the body does too, and
one work alone fits; otherwise the fitting works are candidates, shown as “có thể là”. A number is never a key.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from archive.cite.moments import linked_alike
from archive.cite.sequences import begun, names_one, sequence_of
from archive.cite.sketching import Nodes, StubSketch, as_node, sketches
from archive.cite.vouching import CONFIDENCE, Node, fits, fits_loosely, node_of, rule_of
from archive.text.vietnamese import comparable
from archive.works import bodies
from archive.works.dates import PartialDate
from archive.works.document import Card, Mention, Reading
from archive.works.number import Number
from archive.works.vocabulary import type_codes


@dataclass(frozen=True, slots=True)
class Settled:
    """What one reading resolves to. A target or candidate is a work's id, or the place of a sketch in `stubs`."""

    target: str | int | None
    candidates: tuple[str | int, ...]
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Settlement:
    """Which stubs must exist for a key, and the link of each reading, parallel to the readings given."""

    stubs: tuple[StubSketch, ...]
    links: tuple[Settled, ...]


UNKNOWN = Settled(None, (), "unknown", CONFIDENCE["unknown"])
# By which agreement a work is preferred to others that fit as well: the number, body and day written are its own.
_STRONGEST = ("number+date+body", "number+body+term")


def keys_of(number: Number) -> tuple[str, ...]:
    """The keys whose readings a work of this number may settle: its own, and that of its bare form “Chỉ thị 50”."""
    code = type_codes().get(number.type_code, number.type_code)
    return (number.key, f"bare:{code}:{number.serial}") if number.system == "party" else (number.key,)


# --- readings --------------------------------------------------------------------------------------------------------


def reading_of(mention: Mention, citing_date: PartialDate | None) -> Reading:
    """What a mention says of the work it means, wherever it stands.

    A body counts only where words name it or the code names one body alone: a body guessed from the place of the text
    (“Kế hoạch 99-KH/TU” in a page of Lào Cai) supports no silent link. A term counts where it can be the national one,
    a title only where nothing sharper is written.
    """
    worded = any(one.field == "issuer" for one in mention.evidence)
    issuer = mention.issuer
    body = issuer.body if issuer and (worded or issuer.basis == "code") else None
    before = citing_date if mention.date is None else None
    return Reading(
        key=mention.key,
        type=mention.type,
        body=_identity(body, before) if body and mention.date is None else body,
        date=mention.date,
        before=before,
        title=_title(mention),
        term=_term(mention, body, citing_date),
    )


def _identity(body: str, by: PartialDate | None) -> str:
    """The body that words without a date name: its family, unless one identity alone had begun by then.

    “Tỉnh ủy Lào Cai” in a text of 2026 may be the committee before or after 01/7/2025.
    """
    family = bodies.family(body)
    known = bodies.members(family)
    # Organs under one code live side by side, without bounds: they are no identities of one body.
    if len(known) < 2 or not any(one.valid_from or one.valid_to for one in known):
        return body
    possible = [one for one in known if not (by and one.valid_from and one.valid_from > by.last)]
    return possible[0].id if len(possible) == 1 else family


def _term(mention: Mention, body: str | None, citing_date: PartialDate | None) -> str | None:
    if mention.term is None or not sequence_of(mention.key, body).congress_terms:
        return None
    return None if citing_date and not begun(mention.term, citing_date) else mention.term


def _title(mention: Mention) -> str | None:
    """The title where it may have to tell a Party number from its namesakes: no date, no term."""
    needed = mention.date is None and mention.term is None and mention.number and mention.number.system == "party"
    return comparable(mention.title) if needed and mention.title else None


# --- links -----------------------------------------------------------------------------------------------------------


def settle(readings: Sequence[Reading], works: Sequence[Card]) -> Settlement:
    """The stubs and links of one key. `works` are held documents and catalogue rows of that key, not earlier stubs.

    Plenum and congress keys have no stubs and no links here: their candidates are the tables'. A law's name has links
    and no stub: nobody knows its number.
    """
    key = readings[0].key if readings else ""
    if not key or key.startswith(("plenum:", "congress:")):
        return Settlement((), (UNKNOWN,) * len(readings))
    known = [node_of(card, key) for card in works]
    if key.startswith("law:"):
        return Settlement((), linked_alike(readings, known, lambda one: law_link(one, known)))
    drawn = () if key.startswith("bare:") else sketches(readings, known)
    nodes = Nodes([*known, *(as_node(sketch, place) for place, sketch in enumerate(drawn))])
    links = linked_alike(readings, nodes, lambda one: link(one, nodes.near(one)))
    return Settlement(_typed(drawn, readings, links), links)


def link(reading: Reading, nodes: Sequence[Node]) -> Settled:
    """Where a reading leads among the works and sketches that it leaves possible."""
    fitting = [node for node in nodes if fits(reading, node)]
    rules = {node.name: rule_of(reading, node) for node in fitting}
    best = _best(reading, fitting, rules)
    rule = rules[best[0].name] if len(best) == 1 else None
    if rule is None and len(best) == 1 and names_one(reading.key):
        rule = "number+year"
    if rule and not (reading.key.startswith("bare:") and not (reading.date and reading.date.day)):
        return Settled(best[0].name, (), rule, CONFIDENCE[rule])
    return _possible(fitting or [node for node in nodes if fits_loosely(reading, node)])


def _best(reading: Reading, fitting: Sequence[Node], rules: dict[str | int, str | None]) -> Sequence[Node]:
    """The works that agree in most: in date and body, or else in the day written, where others leave the day open."""
    strongest = [node for node in fitting if rules[node.name] in _STRONGEST]
    if strongest:
        return strongest
    day = reading.date if reading.date and reading.date.day else None
    of_day = [node for node in fitting if day and node.date == day]
    return of_day or list(fitting)


def law_link(reading: Reading, known: Sequence[Node]) -> Settled:
    """A law by its name and year; a Pháp lệnh and a Luật of one name are two works."""
    fitting = [node for node in known if fits(reading, node)]
    named = [
        node
        for node in fitting
        if not (reading.type and node.type) or comparable(reading.type) == comparable(node.type)
    ]
    if len(named) == 1:
        return Settled(named[0].name, (), "name+year", CONFIDENCE["name+year"])
    return _possible(named or fitting)


def _possible(nodes: Sequence[Node]) -> Settled:
    names = tuple(node.name for node in sorted(nodes, key=_order))
    return replace(UNKNOWN, candidates=names, rule="ambiguous" if names else "unknown")


def _order(node: Node) -> tuple[str, str, str, str]:
    """Newest first is for people; here any order that does not depend on arrival: by date, body, term, name."""
    return (node.date.iso if node.date else "", node.body or "", node.term or "", str(node.name))


def _typed(
    drawn: Sequence[StubSketch], readings: Sequence[Reading], links: Sequence[Settled]
) -> tuple[StubSketch, ...]:
    """The sketches with the type that their readings give, when they give one only (Quyết định or Quy định for QĐ)."""
    said: list[set[str]] = [set() for _ in drawn]
    for reading, link in zip(readings, links, strict=True):
        if reading.type and isinstance(link.target, int):
            said[link.target].add(reading.type)
    return tuple(
        replace(sketch, type=next(iter(types))) if len(types) == 1 else sketch
        for sketch, types in zip(drawn, said, strict=True)
    )
