"""Sketching: which works the readings of a number call for that nobody holds, the sharpest spoken of first.

A sketch is made only where what is said fits no work yet; vaguer readings join sharper ones, and what cannot be told
apart stays one sketch that is shown as a possibility. The answer depends on the readings, never on their order.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.cite.sequences import begun, sequence_of
from archive.cite.vouching import Node, contradicts_itself, fits, fits_loosely, rule_of
from archive.works import bodies
from archive.works.dates import PartialDate
from archive.works.document import Reading
from archive.works.sketch import Sketch


@dataclass(frozen=True, slots=True)
class StubSketch:
    """A work that readings speak of and nobody holds: what they agree on, None where they say nothing."""

    key: str
    type: str | None = None
    body: str | None = None
    date: PartialDate | None = None
    term: str | None = None


class Nodes:
    """The works and sketches of one number, found by the day and the body that a reading says.

    A number that every text cites has thousands of readings; each is compared with those works only that it leaves
    possible (`vouching.fits` refuses all others).
    """

    def __init__(self, nodes: Iterable[Node] = ()) -> None:
        """Begin with these nodes."""
        self._all: list[Node] = []
        self._by_date: dict[str, list[Node]] = {}
        self._by_family: dict[str, list[Node]] = {}
        for node in nodes:
            self.add(node)

    def add(self, node: Node) -> None:
        """Put one more node behind the others."""
        self._all.append(node)
        written = node.date.iso if node.date else ""
        # Under its own date, and for vaguer readings under the month and year of it.
        for part in {written, written[:7], written[:4]}:
            self._by_date.setdefault(f"{part} in" if part != written else part, []).append(node)
        self._by_family.setdefault(bodies.family(node.body) if node.body else "", []).append(node)

    def near(self, reading: Reading) -> Sequence[Node]:
        """The nodes that a reading's date, or else its body, leaves possible."""
        if sequence_of(reading.key).scope == "one":
            return self._all
        if reading.date:
            iso = reading.date.iso
            keys = [f"{iso} in", *dict.fromkeys((iso, iso[:7], iso[:4], ""))]
            return [node for key in keys for node in self._by_date.get(key, ())]
        if reading.body:
            families = (bodies.family(reading.body), "")
            return [node for family in families for node in self._by_family.get(family, ())]
        return self._all

    def __iter__(self) -> Iterator[Node]:
        """All of them, in the order in which they were put."""
        return iter(self._all)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._all)


def sketches(readings: Sequence[Reading], known: Sequence[Node]) -> tuple[StubSketch, ...]:
    """The stubs that the readings of one key call for beside the works known; types are found when links are."""
    if not readings:
        return ()
    if sequence_of(readings[0].key).scope == "one":
        return () if known else (_one(readings),)
    found: list[StubSketch] = []
    nodes = Nodes(known)
    for reading in sorted(_apart(readings), key=_order):
        if called_for(reading, nodes):
            sketch = StubSketch(reading.key, None, reading.body, reading.date, _term(reading))
            nodes.add(as_node(sketch, len(found)))
            found.append(sketch)
    return tuple(found)


def as_node(sketch: Sketch, place: int) -> Node:
    """A sketch, named by its place in the list, to be compared with readings."""
    term = sketch.term if sequence_of(sketch.key, sketch.body).congress_terms else None
    return Node(place, sketch.body, sketch.date, term, sketch=True)


def _apart(readings: Sequence[Reading]) -> set[Reading]:
    """The readings without what no sketch depends on: type and title."""
    return {Reading(one.key, body=one.body, date=one.date, before=one.before, term=one.term) for one in readings}


def called_for(reading: Reading, nodes: Nodes) -> bool:
    """Whether a reading speaks of a work that is not among the nodes, or not enough to be one of them.

    A day or year that some node of another date leaves open calls for its own; a reading that says no date is left as a
    possibility of what fits, and one that contradicts itself says nothing to be kept.
    """
    if contradicts_itself(reading):
        return False
    if not (reading.date or reading.body or _term(reading)):
        return not nodes
    near, fitting = nodes.near(reading), False
    for node in near:
        if fits(reading, node):
            if node.date is not None or rule_of(reading, node):
                return False
            fitting = True
    return reading.date is not None or not (fitting or any(fits_loosely(reading, node) for node in near))


def _term(reading: Reading) -> str | None:
    written = reading.term
    if written is None or (reading.before and not begun(written, reading.before)):
        return None
    return written if sequence_of(reading.key, reading.body).congress_terms else None


def _one(readings: Sequence[Reading]) -> StubSketch:
    """The only work that a State number with its year can be; what its readings say differently is left open.

    Two texts give two days for 45/2010/NĐ-CP: one of them is wrong, and it is one decree.
    """
    key = readings[0].key
    year = key.split("/")[1] if key.count("/") == 2 else ""
    said = {one.date for one in readings if one.date and (not year or str(one.date.year) == year)}
    days = {date for date in said if date.day} or said
    issued = {one.body for one in readings if one.body}
    return StubSketch(key, None, issued.pop() if len(issued) == 1 else None, days.pop() if len(days) == 1 else None)


def sharpness(said: Reading | Sketch) -> tuple[int, bool, bool]:
    """How much is said of a work: days before months before years before no date; named bodies before none; a term."""
    date = said.date
    precision = 3 if date is None else 2 if date.month is None else 1 if date.day is None else 0
    return (precision, said.body is None, said.term is None)


def _order(reading: Reading) -> tuple[int, bool, bool, str, str, str, str]:
    """The sharpest first; then anything that is not arrival."""
    said = (reading.date, reading.before)
    date, before = (one.iso if one else "" for one in said)
    return (*sharpness(reading), date, reading.body or "", reading.term or "", before)
