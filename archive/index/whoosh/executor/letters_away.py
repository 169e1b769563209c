"""Where a field's terms are looked up by what is one letter away: made once for a segment, kept in a file beside it.

A segment never changes, so neither does what is made of its terms; the file says of which segment and field it was made
and has check sums. One that is missing, damaged or of something else is made anew behind the questions.
"""

import logging
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from threading import Thread

import numpy as np

from archive.index.arrays.array_file import ArrayFile, ArrayWriter, NotArrays
from archive.index.arrays.mapped import MappedSegment
from archive.index.arrays.neighbours import MOST_LETTERS, Neighbours
from archive.index.whoosh.codec.durable import sync_open
from archive.index.whoosh.executor.leaves import HeldField, Leaf

_log = logging.getLogger(__name__)

# A vocabulary of so many letters is looked at in some 10 ms, whenever it is needed; a larger one is kept.
_AT_ONCE = 100_000
# What the file says it was made by: another number when `Neighbours` puts its rows in another way.
_RECIPE = 1
_SOURCE, _STARTS, _ROWS = "source", "starts", "rows"
_KEPT = "neighbours"


def neighbours_of(leaf: Leaf, held: HeldField) -> Neighbours | None:
    """The terms of a field by what is left of them; None while a thread makes them, or where there are too many."""
    mine = object()
    kept = held.expanded.setdefault(_KEPT, mine)
    if kept is mine:  # the first to ask
        letters = len(held.terms.letters)
        if letters <= _AT_ONCE:
            held.expanded[_KEPT] = Neighbours.of(held.terms)
        elif letters <= MOST_LETTERS and not _opened(leaf, held):
            Thread(target=make, args=(leaf, held), daemon=True).start()
        kept = held.expanded[_KEPT]
    return kept if isinstance(kept, Neighbours) else None


def make(leaf: Leaf, held: HeldField) -> None:
    """Make what `neighbours_of` gives, and keep it beside the segment's file where that can be written to.

    Two programs may do so at the same time: each writes its own file, and the last to give it its name is right too.
    """
    made = Neighbours.of(held.terms)
    held.expanded[_KEPT] = made
    path = path_of(leaf, held)
    if path is None:
        return
    try:
        _write(path, made, _source(leaf, held))
    except OSError as cause:
        _log.warning("neighbours of terms cannot be kept in %s: %s", path.name, cause)
        return
    _opened(leaf, held)  # pages of a file are shared by all processes, what was made is this one's own


def prepare(leaf: Leaf, held: HeldField) -> None:
    """The same where it is worth keeping and is not there yet: for whoever has just written the segment."""
    if _AT_ONCE < len(held.terms.letters) <= MOST_LETTERS and not _opened(leaf, held):
        make(leaf, held)


def path_of(leaf: Leaf, held: HeldField) -> Path | None:
    """The file beside a segment's own, named so that it goes when the segment goes; None for one that has no file."""
    if not isinstance(leaf.arrays, MappedSegment):
        return None
    beside = leaf.arrays.file.path
    return beside.with_name(f"{beside.stem}.{sha256(held.name.encode()).hexdigest()[:12]}.near")


def _source(leaf: Leaf, held: HeldField) -> bytes:
    seal = leaf.arrays.file.seal if isinstance(leaf.arrays, MappedSegment) else ""
    return f"{_RECIPE} {seal} {held.name}".encode()


def _opened(leaf: Leaf, held: HeldField) -> bool:
    """Whether there is a file that was made of this field, whole and mapped now."""
    path = path_of(leaf, held)
    if path is None or not path.exists():
        return False
    try:
        file = ArrayFile(path)
        if file[_SOURCE].tobytes() != _source(leaf, held):
            raise NotArrays(f"{path.name}: made of another segment")
        file.verify()
        held.expanded[_KEPT] = Neighbours(file[_STARTS], file[_ROWS], len(held.terms))
    except (OSError, ValueError, KeyError, TypeError) as cause:
        _log.warning("neighbours of terms in %s are no good, they are made anew: %s", path.name, cause)
        return False
    return True


def _write(path: Path, made: Neighbours, source: bytes) -> None:
    own = path.with_name(f"{path.name}.{token_hex(8)}")
    try:
        with own.open("xb") as file:
            with ArrayWriter(file) as writer:
                writer.put(_SOURCE, np.frombuffer(source, np.uint8))
                writer.put(_STARTS, made.starts)
                writer.put(_ROWS, made.rows)
            sync_open(file)
        own.replace(path)
    except BaseException:
        own.unlink(missing_ok=True)
        raise
