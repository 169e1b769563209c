"""Works that come under a settled number: which former readings link otherwise now, if no stub changes by them.

Every province has its 47-CT/TU, and each of them that comes under that number would have all that was ever said of it
settled anew. Mostly only what may mean the new work links otherwise: it is a possibility more, or is what was meant.
Whether no more than that changes is told here from the stubs alone, and never guessed.
"""

from collections.abc import Collection, Sequence

from archive.cite.moments import linked_alike
from archive.cite.resolve import Settled, link
from archive.cite.sequences import sequence_of
from archive.cite.sketching import Nodes, as_node
from archive.cite.vouching import Node, fits, fits_loosely, node_of
from archive.works.document import Card, Reading
from archive.works.sketch import Sketch


def newly_held(
    readings: Sequence[Reading], works: Sequence[Card], stubs: Sequence[Sketch], new: Collection[str]
) -> tuple[Settled | None, ...] | None:
    """The links of former readings of one key, as `resolve.settle` would give them, None for those that stay.

    `works` are all that the readings may mean, `new` the ids of those that came now; `stubs` are the sketches that were
    given before they came, named by their places. None for all where more may change. Former readings that are dated
    to another day than each new work may be left out.
    """
    key = next((one.key for one in (*readings, *stubs)), "")
    if not key:
        return ()
    if _is_otherwise_settled(key):
        return None
    known, drawn = [node_of(card, key) for card in works], [as_node(stub, place) for place, stub in enumerate(stubs)]
    came = [node for node in known if node.name in new]
    if any(_may_be_meant(_words_of(stub), came) for stub in stubs):
        return None
    nodes, before = Nodes([*known, *drawn]), Nodes([*(node for node in known if node.name not in new), *drawn])
    links = linked_alike(readings, nodes, lambda one: link(one, nodes.near(one)) if _may_be_meant(one, came) else None)
    told = zip(readings, links, strict=True)
    return None if any(found and _untyped(one, found, before) for one, found in told) else links


def _is_otherwise_settled(key: str) -> bool:
    """Whether a number is settled by rules of its own: of plenums, of laws by name, or one that one work alone has."""
    return key.startswith(("plenum:", "congress:", "law:")) or sequence_of(key).scope == "one"


def _words_of(stub: Sketch) -> Reading:
    """The least that a reading says which called for a stub."""
    return Reading(stub.key, body=stub.body, date=stub.date, term=stub.term)


def _may_be_meant(reading: Reading, works: Sequence[Node]) -> bool:
    return any(fits(reading, node) or fits_loosely(reading, node) for node in works)


def _untyped(reading: Reading, found: Settled, before: Nodes) -> bool:
    """Whether a reading that gave a stub its type leads there no more."""
    if reading.type is None:
        return False
    former = link(reading, before.near(reading)).target
    return isinstance(former, int) and former != found.target
