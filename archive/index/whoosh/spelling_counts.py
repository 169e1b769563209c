"""The spellings of each segment in a file beside it, so that a reader need not walk a million terms of the library.

A segment never changes, so its counts are made once, by the program that wrote it. The file is arrays and no pickle.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from archive.index.spellings import PairCounts, Spellings, pair_counts

# The library takes a file that is named so for a part of the segment, and removes it with the segment.
_ENDING = ".spellings.npz"


def of_segment(reader: Any) -> Spellings:  # noqa: ANN401  # the library has no types
    """The spellings of the segment that a reader of the library reads: as kept beside it, else counted."""
    path = _beside(reader)
    return (_read(path) if path else None) or _walked(reader)


def keep(index: Any) -> None:  # noqa: ANN401
    """Put the spellings of every segment of an index beside it that are not there yet."""
    with index.reader() as whole:
        for reader, _ in whole.leaf_readers():
            path = _beside(reader)
            if path and not path.exists():
                _write(path, _walked(reader))


def _beside(reader: Any) -> Path | None:  # noqa: ANN401
    """Where the file of a segment is; None for an index without segments or without a folder."""
    segment, folder = reader.segment(), getattr(reader.storage(), "folder", None)
    return Path(folder) / f"{segment.segment_id()}{_ENDING}" if segment and folder else None


def _walked(reader: Any) -> Spellings:  # noqa: ANN401
    """The spellings counted from the terms of a segment, deleted documents among them."""
    return Spellings(dict(_terms(reader, "syllables")), pair_counts(dict(_terms(reader, "pairs"))))


def _terms(reader: Any, stream: str) -> Iterator[tuple[str, int]]:  # noqa: ANN401
    for term, told in reader.iter_field(stream):
        yield bytes(term).decode(), int(told.doc_frequency())


# --- the file --------------------------------------------------------------------------------------------------------


def _write(path: Path, spelt: Spellings) -> None:
    pairs = spelt.pair_counts
    with path.open("wb") as file:
        np.savez(
            file,
            syllables=_joined(spelt.syllables),
            held=np.fromiter(spelt.syllables.values(), np.int64, len(spelt.syllables)),
            names=_joined(pairs.names),
            codes=pairs.codes,
            counts=pairs.counts.astype(np.int32),
        )


def _read(path: Path) -> Spellings | None:
    """The spellings of a file; None when there is none, or it is not one of ours."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            held = dict(zip(_parted(kept["syllables"]), kept["held"].tolist(), strict=True))
            names = _parted(kept["names"])
            places = {name: place for place, name in enumerate(names)}
            return Spellings(held, PairCounts(names, places, kept["codes"], kept["counts"].astype(np.int64)))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):
        return None


def _joined(names: Any) -> Any:  # noqa: ANN401  # any names, as bytes
    return np.frombuffer("\n".join(names).encode(), np.uint8)


def _parted(signs: Any) -> tuple[str, ...]:  # noqa: ANN401
    return tuple(signs.tobytes().decode().split("\n")) if len(signs) else ()
