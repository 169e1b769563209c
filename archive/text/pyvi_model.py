"""pyvi's model and word list as plain tables, read from the installed package without importing it.

The weights are read as they stand in the model file; what pyvi makes of a text with them is in `word_graph`. Another
model than the one known here is not read at all: the caller then leaves the work to pyvi itself.

The model is a CRFsuite file inside a pickle. Its form (all numbers little-endian): a head "lCRF" with the size, the
type "FOMC" (first-order Markov chain), the version, the numbers of features, labels and attributes and the places of
five tables; two tables of strings "CQDB" (labels, attributes); the table "FEAT" of weights, each with its kind (0: an
attribute speaks for a label, 1: a label follows a label), source, target and weight. Source of the form: CRFsuite 0.12,
`lib/crf/src/crf1d_model.c` and `lib/cqdb/src/cqdb.c` (https://github.com/chokkan/crfsuite).
"""

import hashlib
import importlib.util
import struct
from dataclasses import dataclass
from itertools import compress, repeat
from pathlib import Path

import numpy as np
import numpy.typing as npt

# What decides on pyvi's words: its rules, its model, its word list, each with its SHA-256 in pyvi 0.1.1.
_KNOWN = {
    "ViTokenizer.py": "ad11cdacf45b5b2801cd97a473f70effb3a36b94779b80c776a11cedaa18e1c1",
    "models/pyvi3.pkl": "6cdd73aee04b6a4ad7320ca85d27d931a7ef870cfdd41beb148e86bdb8aca134",
    "models/words.txt": "517743d27e71d43343e4b8e9e89015cdc68d84ebe1d48106449e501d918ece4a",
}
_HEAD = struct.Struct("<4sI4sIIIIIIIII")
_STRINGS = struct.Struct("<4sIIIII")
_WEIGHTS = np.dtype([("kind", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
_BEGINS, _INSIDE = "B_W", "I_W"
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Turns:
    """What it adds that one label follows another; "begins" a word, stands "inside" one."""

    begins_begins: float
    begins_inside: float
    inside_begins: float
    inside_inside: float


@dataclass(frozen=True, slots=True)
class Model:
    """What pyvi knows of words.

    `leanings`: feature → how much more it speaks for "inside a word" than for "begins a word". `pairs` and `triples`
    are the compounds of the word list, their syllables with single blanks between.
    """

    leanings: dict[str, float]
    turns: Turns
    pairs: frozenset[str]
    triples: frozenset[str]


def installed() -> Path | None:
    """The folder of the installed package pyvi, found without running any of it; None when there is none."""
    spec = importlib.util.find_spec("pyvi")
    return Path(spec.origin).parent if spec and spec.origin else None


def read_model(folder: Path) -> Model | None:
    """The model of the pyvi in a folder; None when it is not the one known here or a file of it is missing."""
    try:
        files = {name: (folder / name).read_bytes() for name in _KNOWN}
    except OSError:
        return None
    if any(hashlib.sha256(files[name]).hexdigest() != digest for name, digest in _KNOWN.items()):
        return None
    leanings, turns = _weights(_unpickled(files["models/pyvi3.pkl"]))
    listed = files["models/words.txt"].decode("utf-8").split("\n")
    blanks = list(map(str.count, listed, repeat(" ")))
    pairs, triples = (frozenset(compress(listed, map(size.__eq__, blanks))) for size in (1, 2))
    return Model(leanings, turns, pairs, triples)


def _unpickled(pickled: bytes) -> bytes:
    """The one string of the pickle that begins "lCRF": bytes written as Latin-1 text, its length in front of it.

    Pickle protocol 2 has no bytes; nothing of the pickle is run, which would import the whole of scikit-learn.
    """
    start = pickled.index(b"lCRF")
    (size,) = struct.unpack_from("<I", pickled, start - 4)
    return pickled[start : start + size].decode("utf-8").encode("latin-1")


def _weights(file: bytes) -> tuple[dict[str, float], Turns]:
    """The weights of a CRFsuite file with the two labels of word borders."""
    _, _, _, _, _, _, _, weights_at, labels_at, attributes_at, _, _ = _HEAD.unpack_from(file)
    labels, attributes = _strings(file, labels_at), _strings(file, attributes_at)
    begins, inside = labels.index(_BEGINS), labels.index(_INSIDE)
    (count,) = struct.unpack_from("<I", file, weights_at + 8)
    rows = np.frombuffer(file, _WEIGHTS, count, weights_at + 12)
    speaks, follows = np.zeros((len(attributes), 2)), np.zeros((2, 2))
    for kind, into in ((0, speaks), (1, follows)):
        chosen = rows[rows["kind"] == kind]
        into[chosen["source"], chosen["target"]] = chosen["weight"]
    leanings: Scores = speaks[:, inside] - speaks[:, begins]
    order = [begins, inside]
    return dict(zip(attributes, leanings.tolist(), strict=True)), Turns(*follows[np.ix_(order, order)].ravel().tolist())


def _strings(file: bytes, place: int) -> list[str]:
    """The strings of a CQDB table in the order of their numbers: each record is number, size with the NUL, letters."""
    _, _, _, _, count, bounds_at = _STRINGS.unpack_from(file, place)
    found = []
    for record in struct.unpack_from(f"<{count}I", file, place + bounds_at):
        at = place + record
        (size,) = struct.unpack_from("<I", file, at + 4)
        found.append(file[at + 8 : at + 7 + size].decode("utf-8"))
    return found
