"""Carries out the library's query trees over segments of arrays, with the library's numbers of documents and scores.

One executor is one state of an index and may be used by several threads; `refreshed` gives that of the index as it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import merge
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, Self

from whoosh.query import Or

from archive.index.arrays.columns import SegmentArrays
from archive.index.arrays.sets import Mask, Scratch, Scratches
from archive.index.whoosh.codec.array_codec import mapped
from archive.index.whoosh.executor import choosing, letters_away
from archive.index.whoosh.executor.asking import Asking
from archive.index.whoosh.executor.bm25f import Bm25f
from archive.index.whoosh.executor.boolean import in_order
from archive.index.whoosh.executor.choosing import Counts, Placed
from archive.index.whoosh.executor.hits import Found, Hits
from archive.index.whoosh.executor.known import KnownTerms
from archive.index.whoosh.executor.leaves import Collection, Leaf
from archive.index.whoosh.executor.library import Library, refused
from archive.index.whoosh.executor.scoring import Scoring
from archive.index.whoosh.executor.straight import straight
from archive.index.whoosh.executor.walking import found

Fallback = Callable[[Any, Leaf], Found]


class Executor:
    """Searches in segments that do not change. `fallbacks` counts the parts of trees that were left to the library."""

    def __init__(
        self,
        schema: Any,  # noqa: ANN401  # the library has no types
        segments: Iterable[SegmentArrays | Leaf],
        *,
        scoring: Scoring | None = None,
        lengths: Mapping[str, float] | None = None,
        fallback: Fallback | None = None,
    ) -> None:
        """Segments in the index's order.

        `lengths` are the fields' lengths over all documents as the library has them, where they are not the sums of
        the weights; `fallback` carries out a node in a segment, where there is the library to do it.
        """
        arrays = list(segments)
        bases = accumulate((one.size for one in arrays), initial=0)
        self._leaves = tuple(
            Leaf(one.arrays, base, one) if isinstance(one, Leaf) else Leaf(one, base)
            for one, base in zip(arrays, bases, strict=False)
        )
        self._schema, self._scoring, self._fallback = schema, scoring or Bm25f(), fallback or refused
        self._collection = Collection(schema, self._leaves, lengths)
        self._scorer = self._scoring.over(self._collection)
        self._scratches = Scratches(max((leaf.size for leaf in self._leaves), default=0))
        self._terms = [KnownTerms(leaf, self._scorer, self._collection) for leaf in self._leaves]
        # One segment of which nothing was deleted, the rule where segments are merged: its numbers are the index's.
        whole = len(self._leaves) == 1 and self._leaves[0].live is None
        self._only = self._terms[0] if whole else None
        self._known: dict[str, Leaf] = {}
        self.fallbacks = 0

    @classmethod
    def of_index(cls, index: Any, *, scoring: Scoring | None = None) -> Self:  # noqa: ANN401
        """The executor of an open index whose segments are `ArrayCodec`'s, as it is now.

        Raises:
            NotArrays: a file is damaged. OSError: it is not there.
        """
        return cls._opened(index, scoring or Bm25f(), {})

    def refreshed(self, index: Any) -> Self:  # noqa: ANN401
        """The executor of the index as it is now; what is known of segments that are still there stays."""
        return self._opened(index, self._scoring, self._known)

    @classmethod
    def _opened(cls, index: Any, scoring: Scoring, known: Mapping[str, Leaf]) -> Self:  # noqa: ANN401
        # One reader is asked for the segments and stays for what is left to the library: both see the same state.
        reader = index.reader()
        segments = [leaf.segment() for leaf, _ in reader.leaf_readers() if leaf.doc_count_all()]
        folder = Path(index.storage.folder)
        leaves = []
        for segment in segments:
            before = known.get(segment.segment_id())
            arrays = mapped(folder, segment)
            leaves.append(Leaf(arrays, 0, before))
        lengths: dict[str, float] = {}
        for segment in segments:
            for name, length in segment.field_lengths.items():
                lengths[name] = lengths.get(name, 0) + length
        made = cls(reader.schema, leaves, scoring=scoring, lengths=lengths, fallback=Library(reader, scoring))
        made._known = {segment.segment_id(): leaf for segment, leaf in zip(segments, made._leaves, strict=True)}
        return made

    @property
    def segments(self) -> tuple[Leaf, ...]:
        """The segments, each with the number of its first document."""
        return self._leaves

    @property
    def size(self) -> int:
        """How many documents the segments have, deleted ones among them."""
        return self._collection.size

    def prepare(self, names: Sequence[str]) -> None:
        """Make what questions by letters (`FuzzyTerm`) of these fields need, and keep it beside the segments.

        Whoever writes a large index does it, so that the first question of a program that opens it is as quick as all
        others; what was not prepared is made behind the first questions.
        """
        for leaf in self._leaves:
            for held in filter(None, map(leaf.field, names)):
                letters_away.prepare(leaf, held)

    def search(
        self,
        query: Any,  # noqa: ANN401
        *,
        limit: int = 10,
        sort_by: str | None = None,
        reverse: bool = False,
        facets: Sequence[str] = (),
        within: Mask | None = None,
    ) -> Hits:
        """The documents that a query finds: how many, the first `limit`, and counts by facet of all of them.

        They stand in the order of their scores, or of the column `sort_by`, the smallest first. `within` says of every
        document of the index whether it may be found.

        Raises:
            KeyError: there is no such column. Unknown: a part is unknown and there is no library to do it.
        """
        plain = within is None and sort_by is None and limit > 0 and not (reverse or facets)
        scratch = self._scratches.mine()
        if plain and self._only is not None and (said := straight(query, self._only, scratch, limit)) is not None:
            return Hits(*said, {})
        total, placed = 0, []
        counts: Counts = {name: {} for name in facets}
        for leaf, terms in zip(self._leaves, self._terms, strict=True):
            if plain and leaf.live is None and (said := straight(query, terms, scratch, limit)) is not None:
                total += said[0]
                placed.append(choosing.placed(leaf.base, *said[1:]))
                continue
            asking = scratch.kept.get(leaf.base) or self._asking(leaf, scratch)
            mask = leaf.mask(within)
            if type(query) is Or and mask is None and not (sort_by or facets or reverse):
                count, best = self._any(query, asking, limit)
                total += count
            else:
                best = found(query, asking, sort_by is None)
                if mask is not None:
                    best = _masked(best, mask)
                total += len(best.docs)
            if len(best.docs):
                placed.append(_placed(leaf, best, limit, sort_by=sort_by, reverse=reverse))
                if facets:
                    _add(counts, choosing.counted(leaf, best.docs, facets, self._shown))
        return _hits(total, placed, limit, sort_by=sort_by, reverse=reverse, counts=counts)

    def _asking(self, leaf: Leaf, scratch: Scratch) -> Asking:
        """What a thread asks a segment with: made once, since it costs as much as a rare term's search."""
        asking = Asking(leaf, self._scorer, self._schema, scratch, found, library=self._left)
        scratch.kept[leaf.base] = asking
        return asking

    def _any(self, query: Or, asking: Asking, limit: int) -> tuple[int, Found]:
        """An OR at the root: its sums are compared where they are added, not taken out of there first."""
        if len(query.subqueries) > 1 and not query.scale and query.boost > 0:
            parts = in_order([found(one, asking, True) for one in query.subqueries], asking)
            if parts is not None:
                return choosing.best_sums(parts, limit, size=asking.leaf.size, boost=query.boost)
        whole = found(query, asking, True)
        return len(whole.docs), whole

    def _left(self, query: Any, leaf: Leaf) -> Found:  # noqa: ANN401
        self.fallbacks += 1
        return self._fallback(query, leaf)

    def _shown(self, name: str, value: Any) -> Any:  # noqa: ANN401
        """A value as the library shows it: text where a field's words are text."""
        return self._schema[name].from_column_value(value) if name in self._schema else value


def _masked(best: Found, mask: Mask) -> Found:
    rows = mask.take(best.docs).nonzero()[0]
    return Found(best.docs.take(rows), None if best.scores is None else best.scores.take(rows))


def _placed(leaf: Leaf, best: Found, limit: int, *, sort_by: str | None, reverse: bool) -> list[Placed]:
    if sort_by is not None:
        return choosing.by_column(leaf, best.docs, sort_by, limit, reverse=reverse)
    return choosing.by_score(leaf, best, limit, reverse=reverse)


def _add(counts: Counts, more: Counts) -> None:
    for name, counted in more.items():
        own = counts[name]
        if not own:
            counts[name] = counted
        else:
            for value, count in counted.items():
                own[value] = own.get(value, 0) + count


def _hits(
    total: int,
    placed: Sequence[list[Placed]],
    limit: int,
    *,
    sort_by: str | None,
    reverse: bool,
    counts: Counts,
) -> Hits:
    if sort_by is not None:
        best = list(islice(merge(*placed, reverse=reverse), limit))
        return Hits(total, [doc for _, doc in best], [], counts)
    if len(placed) == 1:
        best = placed[0]
    elif reverse:  # scores ascend, documents of equal ones descend
        best = sorted((one for part in placed for one in part), key=lambda one: (one[0], -one[1]))[:limit]
    else:
        best = list(islice(merge(*placed), limit))
    sign = 1.0 if reverse else -1.0
    return Hits(total, [doc for _, doc in best], [sign * score for score, _ in best], counts)
