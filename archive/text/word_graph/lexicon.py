"""What was cut and weighed before, kept as arrays: a text is then one look-up for each piece between two blanks.

A chunk is what stands between two blanks; it is cut into signs (syllables, figures, marks) the same way everywhere.
What is kept is bounded by the number of chunks and of signs: a full lexicon is left behind and a new one begun.
"""

import unicodedata
import weakref
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from archive.text.pyvi_model import Model
from archive.text.vietnamese import canonical_tones
from archive.text.word_graph.chunks import Chunks, numbered
from archive.text.word_graph.reading import FIRST, PART, SECOND, THIRD, Weighed, cut_places, weighed

# A chunk of this length or longer is no word and is not kept: see `archive.text.segment`.
LONG = 80
# Row 0 of the chunks: one that is not kept, to be read by itself; row 1: nothing between two blanks.
ASIDE, BLANK = 0, 1
# Bits of a chunk: it is in capitals; it has a small letter; it is to be read by itself.
CAPITALS, SMALL, APART = 1, 2, 4
# Sign 0 stands before every line: its weight settles "begins a word" whatever stood before.
EDGE = 0
# Chunks, and signs. 80,000 random ones take about 45 MB; two million syllables of legal articles have 37,000 chunks.
_MOST = 120_000
_SLOT_BITS = 17
_SLOTS, _NEXT = (
    1 << _SLOT_BITS,
    4,
)  # as many as chunks are kept, nearly; a chunk for which there is no room is looked up
Numbers = npt.NDArray[Any]


class _Column:
    """An array that grows. Who reads takes `array` after the numbers of its rows, and never sees it change there."""

    def __init__(self, kind: str) -> None:
        self.array: Numbers = np.zeros(1 << 14, kind)
        self._cells: Any = self.array.data  # a cell is written through it in half the time

    def put(self, place: int, value: float) -> None:
        if place >= len(self._cells):
            self.array = np.concatenate([self.array, np.zeros_like(self.array)])
            self._cells = self.array.data
        self._cells[place] = value


class Compounds:
    """The pairs and triples of the word list: by the numbers of their syllables, in bits and in a sorted array."""

    def __init__(self, model: Model) -> None:
        """Number the syllables of all pairs and triples from 1."""
        # All in one row, with as many blanks as the compounds have: cut at once, a program is not to wait for them.
        of_pairs, of_triples = (" ".join(one).split(" ") if one else [] for one in (model.pairs, model.triples))
        number = {one: place for place, one in enumerate(dict.fromkeys([*of_pairs, *of_triples]), 1)}
        self.size = len(number) + 1
        pairs = np.fromiter(map(number.__getitem__, of_pairs), np.int64, len(of_pairs)).reshape(-1, 2)
        triples = np.fromiter(map(number.__getitem__, of_triples), np.int64, len(of_triples)).reshape(-1, 3)
        keys = pairs[:, 0] * self.size + pairs[:, 1]
        self.bits = np.zeros((self.size * self.size >> 3) + 1, np.uint8)
        np.bitwise_or.at(self.bits, keys >> 3, (1 << (keys & 7)).astype(np.uint8))
        self.triples = np.sort(self._key(triples[:, 0], triples[:, 1], triples[:, 2]))
        traits = np.zeros(self.size, np.uint8)
        for column, trait in enumerate((FIRST, SECOND, THIRD)):
            traits[triples[:, column]] |= trait
        self.bases = dict(zip(number, enumerate(traits[1:].tolist(), 1), strict=True))
        self.triple_keys = frozenset(self.triples.tolist())

    def _key(self, one: Any, two: Any, three: Any) -> Any:  # noqa: ANN401  # numbers, or arrays of them
        return (one * self.size + two) * self.size + three

    def is_pair(self, one: int, two: int) -> bool:
        """Whether two syllables, by their numbers, are a compound."""
        key = one * self.size + two
        return bool(self.bits.item(key >> 3) >> (key & 7) & 1)

    def is_triple(self, one: int, two: int, three: int) -> bool:
        """Whether three syllables, by their numbers, are a compound."""
        return self._key(one, two, three) in self.triple_keys


class _Rows(dict[str, int]):
    """Chunk → its row; one not seen before is cut first. Beside it a table of the numbers of short chunks.

    The table is open: the row of a number stands at its place or one of the next few, or nowhere. Nothing in it is ever
    changed; a row is written before its number and read after it, so readers need no lock.
    """

    def __init__(self, lexicon: "Lexicon", *, canonical: bool) -> None:
        super().__init__()
        # No strong reference: a lexicon left behind is freed at once, not when the garbage collector comes to it.
        self._lexicon = weakref.proxy(lexicon)
        self._canonical = canonical
        self._lock = Lock()
        self._keys = np.zeros(_SLOTS + _NEXT, np.uint64)
        self._rows = np.zeros(_SLOTS + _NEXT, np.int32)

    def __missing__(self, chunk: str) -> int:
        row: int = self._lexicon.take_in(chunk, self, canonical=self._canonical)
        return row

    def of(self, chunks: Chunks) -> Numbers:
        """The rows of chunks."""
        slots = _slots(chunks.keys)
        missing = np.flatnonzero((self._keys[slots] != chunks.keys) | (chunks.keys == 0))
        rows: Numbers = self._rows[slots]
        for further in range(1, _NEXT):
            keys, others = chunks.keys[missing], slots[missing] + further
            found = (self._keys[others] == keys) & (keys != 0)
            rows[missing[found]] = self._rows[others[found]]
            missing = missing[~found]
        if len(missing):
            rows[missing] = self._learned(chunks, missing)
        return rows

    def _learned(self, chunks: Chunks, missing: Numbers) -> Numbers:
        """The rows of chunks that are not in the table: cut now, or without a number and looked up as strings."""
        keys = numbered(chunks.keys[missing])
        rows = np.zeros(len(missing), np.int32)
        for place in np.flatnonzero(keys == 0).tolist():
            rows[place] = self[chunks.chunk(int(missing[place]))]
        short = np.flatnonzero(keys)
        new, firsts, which = np.unique(keys[short], return_index=True, return_inverse=True)
        cut_now = [self[chunks.chunk(place)] for place in missing[short[firsts]].tolist()]
        for key, slot, row in zip(new.tolist(), _slots(new).tolist(), cut_now, strict=True):
            if row != ASIDE:
                self._put(key, slot, row)
        rows[short] = np.array(cut_now, np.int32)[which]
        return rows

    def _put(self, key: int, slot: int, row: int) -> None:
        with self._lock:
            for place in range(slot, slot + _NEXT):
                if not self._keys[place]:
                    self._rows[place] = row
                    self._keys[place] = key
                if self._keys[place] == key:
                    return


def _slots(keys: Numbers) -> Numbers:
    """The place of each number in the table: its high bits after a product with an odd number (Fibonacci hashing)."""
    return (keys * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(64 - _SLOT_BITS)).astype(np.int64)


class Lexicon:
    """The chunks and signs seen so far. Grows under a lock; reading needs none."""

    def __init__(self, model: Model, compounds: Compounds) -> None:
        """An empty lexicon."""
        self.model = model
        self.compounds = compounds
        self._lock = Lock()
        self._signs: dict[str, int] = {}
        self.signs: list[str] = []
        self.own, self.before, self.after = (_Column("f8") for _ in range(3))
        self.base, self.traits = _Column("i8"), _Column("u1")
        self.first, self.count = _Column("i4"), _Column("u1")
        self.letters, self.lowered = _Column("u1"), _Column("i4")
        self.part_sign, self.part_start, self.part_end = _Column("i4"), _Column("u1"), _Column("u1")
        self._shown: list[str] = []
        self._parts = 0
        self._chunks: list[str] = []
        self.spoken = _Rows(self, canonical=False)
        self.written = _Rows(self, canonical=True)
        # Whatever stood before it, an edge begins; what it carries over to the next sign is taken back by its weight.
        turns = model.turns
        settled = turns.begins_inside - turns.begins_begins
        self._add_sign("", Weighed(-1e9, -settled, 0.0, 0, PART))
        self._add_chunk("", [], APART)
        self._add_chunk("", [], 0)

    @property
    def full(self) -> bool:
        """Whether it has as much as it may keep."""
        return len(self._chunks) > _MOST or len(self.signs) > _MOST or self._parts > 2 * _MOST

    def take_in(self, chunk: str, rows: dict[str, int], *, canonical: bool) -> int:
        """The row of a chunk not seen before; `ASIDE` for one that is not kept."""
        if len(chunk) >= LONG:
            return ASIDE
        given = canonical_tones(chunk) if canonical else chunk
        if canonical and not (_is_composed(chunk) and _is_composed(given)):
            return ASIDE
        with self._lock:
            if chunk not in rows:
                parts = cut_places(given)
                if canonical and "_" in given and _ties_itself(parts):
                    return ASIDE
                rows[chunk] = self._add(given, parts)
            return rows[chunk]

    def shown(self) -> list[str]:
        """Sign 2k: number k after a blank, 2k + 1: tied to the sign before."""
        with self._lock:
            for sign in self.signs[len(self._shown) // 2 :]:
                self._shown += [f" {sign}", f"_{sign}"]
        return self._shown

    def parts_of(self, rows: Numbers, lines: Numbers) -> tuple[Numbers, Numbers]:
        """The places of the signs of chunks, an edge before the first of each line; and how many each chunk has."""
        counts = self.count.array[rows].astype(np.int64)
        first = self.first.array[rows].astype(np.int64)
        counts[lines] += 1
        first[lines] -= 1
        before = np.cumsum(counts) - counts
        total = int(counts.sum())
        return np.repeat(first - before, counts) + np.arange(total), counts

    def signs_of(self, cut: list[str]) -> Numbers:
        """The numbers of signs that were cut before."""
        with self._lock:
            return np.array([self._sign(sign) for sign in cut], np.int32)

    def in_small_letters(self, rows: Numbers) -> Numbers:
        """The rows of the same chunks in small letters; `ASIDE` for one that changes its length or is not composed."""
        lowered = self.lowered.array[rows]
        for place in np.flatnonzero(lowered < 0).tolist():
            lowered[place] = self._lower(int(rows[place]))
        return lowered

    def lower(self, row: int) -> int:
        """The same for one row."""
        found = int(self.lowered.array.item(row))
        return self._lower(row) if found < 0 else found

    def _lower(self, row: int) -> int:
        if row <= BLANK:
            return row
        lower = self._chunks[row].lower()
        fits = len(lower) == len(self._chunks[row]) and _is_composed(lower) and not _ties_itself(cut_places(lower))
        found = self.spoken[lower] if fits else ASIDE
        with self._lock:
            self.lowered.put(row, found)
        return found

    def _add(self, given: str, parts: list[tuple[str, int, int]]) -> int:
        # With a capital before it, what has no small letter is in capitals: figures and marks are neither.
        letters = CAPITALS if given.isupper() else 0 if f"A{given}".isupper() else SMALL
        return self._add_chunk(given, parts, letters)

    def _add_chunk(self, given: str, parts: list[tuple[str, int, int]], letters: int) -> int:
        """Before the signs of every chunk stands an edge, for where the chunk is the first of a line."""
        row = len(self._chunks)
        for place, (sign, start, end) in enumerate(parts, self._parts + 1):
            self.part_sign.put(place, self._sign(sign))
            self.part_start.put(place, start)
            self.part_end.put(place, end)
        self.first.put(row, self._parts + 1)
        self.count.put(row, len(parts))
        self.letters.put(row, letters)
        self.lowered.put(row, -1)
        self._parts += len(parts) + 1
        self._chunks.append(given)
        return row

    def _sign(self, sign: str) -> int:
        known = self._signs.get(sign)
        return self._add_sign(sign, weighed(sign, self.model, self.compounds.bases)) if known is None else known

    def _add_sign(self, sign: str, found: Weighed) -> int:
        place = len(self.signs)
        columns = (self.own, self.before, self.after, self.base, self.traits)
        for column, value in zip(columns, found, strict=True):
            column.put(place, value)
        self.signs.append(sign)
        self._signs[sign] = place
        return place


def _is_composed(chunk: str) -> bool:
    return unicodedata.is_normalized("NFC", chunk)


def _ties_itself(parts: list[tuple[str, int, int]]) -> bool:
    """Whether "_" of the text stands where pyvi would put its own, and would be taken for it: "“_a", "A._b"."""
    return any(sign[0] == "_" for sign, _, _ in parts[1:])
