"""Further readings of a settled number: where they link, if nothing of what was settled changes by them.

A number that every text cites has thousands of readings, and each batch of texts brings some more. Mostly they say
nothing new: then the stubs and all former links stay as they are, and none of the former readings need be looked at.
Whether that is so is told here without them, and never guessed: where it might not be, the number is settled anew.
"""

from collections.abc import Sequence

from archive.cite.moments import linked_alike
from archive.cite.resolve import UNKNOWN, Settled, law_link, link
from archive.cite.sequences import sequence_of
from archive.cite.sketching import Nodes, as_node, called_for, sharpness
from archive.cite.vouching import Node, fits, node_of
from archive.works.document import Card, Reading
from archive.works.sketch import Sketch


def further(readings: Sequence[Reading], works: Sequence[Card], stubs: Sequence[Sketch]) -> tuple[Settled, ...] | None:
    """The links of further readings of one key, as `resolve.settle` would give them; None where more may change.

    `works` are those that `settle` was given, `stubs` the sketches that it gave, named by their places.
    """
    key = readings[0].key if readings else ""
    if not key or key.startswith(("plenum:", "congress:")):
        return (UNKNOWN,) * len(readings)
    known = [node_of(card, key) for card in works]
    if key.startswith("law:"):
        return linked_alike(readings, known, lambda one: law_link(one, known))
    if not key.startswith("bare:") and not all(_adds_nothing(one, known, stubs) for one in readings):
        return None
    nodes = Nodes([*known, *(as_node(stub, place) for place, stub in enumerate(stubs))])
    links = linked_alike(readings, nodes, lambda one: link(one, nodes.near(one)))
    told = zip(readings, links, strict=True)
    return links if all(_typed_as_before(reading, one, stubs) for reading, one in told) else None


def _adds_nothing(reading: Reading, known: Sequence[Node], stubs: Sequence[Sketch]) -> bool:
    """Whether the same stubs are sketched with a reading as without it. Where that is not sure, it is not so."""
    if sequence_of(reading.key).scope == "one":
        return bool(known) or (len(stubs) == 1 and _said_of_the_only(reading, stubs[0]))
    if reading.term is not None:
        return False
    if not (reading.date or reading.body):
        return bool(known or stubs)
    # Sketches are made in an order of what is said: a reading with the words of one of them made it, or finds it made.
    nodes = [(stub, as_node(stub, place)) for place, stub in enumerate(stubs)]
    words = (reading.body, reading.date, None)
    if any((stub.body, stub.date, stub.term) == words and fits(reading, node) for stub, node in nodes):
        return True
    sharper = [node for stub, node in nodes if sharpness(stub) < sharpness(reading)]
    return not called_for(reading, Nodes([*known, *sharper]))


def _said_of_the_only(reading: Reading, stub: Sketch) -> bool:
    """Whether a reading of a number that names one work says no other day or body than its stub has."""
    day = reading.date is None or (reading.date == stub.date and reading.date.day is not None)
    return day and reading.body in (None, stub.body)


def _typed_as_before(reading: Reading, found: Settled, stubs: Sequence[Sketch]) -> bool:
    """Whether the stub that a reading leads to has the type that the reading says, or it says none."""
    return reading.type is None or not isinstance(found.target, int) or stubs[found.target].type == reading.type
