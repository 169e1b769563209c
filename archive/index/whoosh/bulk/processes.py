"""Batches inverted by several processes, in the order in which they came; one of them reads and writes, too.

A document goes over without what the index does not look at, its words as one row of numbers.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

from archive import processes
from archive.index.whoosh.bulk.inverting import inverted
from archive.index.whoosh.bulk.parcel import Parcel
from archive.index.whoosh.codec.parts import SegmentParts
from archive.works.document import Document

# Batches under way for each process beside this one: one at work, one waiting for it.
_AHEAD = 2


class Inverting:
    """Inverts batches in so many processes, this one among them: it takes a batch when the others have enough to do."""

    def __init__(self, jobs: int = 1) -> None:
        """Say how many processes; those beside this one start with the first batch that is begun."""
        self._beside = jobs - 1
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: deque[Future[SegmentParts] | SegmentParts] = deque()

    def begin(self, documents: Sequence[Document]) -> Iterator[SegmentParts]:
        """Take a batch in; what comes of it, or of those before it, comes now or with a later batch, in order."""
        self._under_way.append(self._begun(documents))
        while self._under_way and _is_ready(self._under_way[0]):
            yield _result(self._under_way.popleft())

    def _begun(self, documents: Sequence[Document]) -> Future[SegmentParts] | SegmentParts:
        if sum(not _is_ready(one) for one in self._under_way) >= self._beside * _AHEAD:
            return inverted(documents)
        self._pool = self._pool or workers(self._beside)
        return self._pool.submit(_inverted, Parcel.of(documents))

    def rest(self) -> Iterator[SegmentParts]:
        """What comes of the batches that are under way."""
        while self._under_way:
            yield _result(self._under_way.popleft())

    def close(self) -> None:
        """End the processes; what is under way is dropped."""
        self._under_way.clear()
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _is_ready(one: Future[SegmentParts] | SegmentParts) -> bool:
    return isinstance(one, SegmentParts) or one.done()


def _result(one: Future[SegmentParts] | SegmentParts) -> SegmentParts:
    return one if isinstance(one, SegmentParts) else one.result()


def workers(jobs: int) -> ProcessPoolExecutor:
    """Processes that share no lock and no open file with this one; it hears Ctrl-C for them, and they end with it."""
    processes.make_ready("archive.index.whoosh.bulk.inverting", "archive.index.whoosh.bulk.documents")
    return ProcessPoolExecutor(jobs, mp_context=processes.context(), initializer=processes.attend)


def _inverted(parcel: Parcel) -> SegmentParts:
    return inverted(parcel.documents())
