"""Batches inverted by several processes, in the order in which they came; one process reads and writes.

A document goes over without what the index does not look at, its words as one row of numbers.
"""

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor

from archive.index.whoosh.bulk.inverting import inverted
from archive.index.whoosh.bulk.parcel import Parcel
from archive.index.whoosh.codec.parts import SegmentParts
from archive.works.document import Document

# Batches under way for each process: one at work, one waiting for it.
_AHEAD = 2


class Inverting:
    """Inverts batches: here with one job, else in so many processes beside this one, which goes on meanwhile."""

    def __init__(self, jobs: int = 1) -> None:
        """Say how many processes; they start with the first batch that is begun."""
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: deque[Future[SegmentParts]] = deque()

    def begin(self, documents: Sequence[Document]) -> Iterator[SegmentParts]:
        """Take a batch in; what comes of it, or of those before it, comes now or with a later batch, in order."""
        if self._jobs <= 1:
            yield inverted(documents)
            return
        self._pool = self._pool or workers(self._jobs)
        self._under_way.append(self._pool.submit(_inverted, Parcel.of(documents)))
        while len(self._under_way) > self._jobs * _AHEAD:
            yield self._under_way.popleft().result()

    def rest(self) -> Iterator[SegmentParts]:
        """What comes of the batches that are under way."""
        while self._under_way:
            yield self._under_way.popleft().result()

    def close(self) -> None:
        """End the processes; what is under way is dropped."""
        self._under_way.clear()
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def workers(jobs: int) -> ProcessPoolExecutor:
    """Processes that share no lock and no open file with this one, and leave it to this one to hear Ctrl-C."""
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_unheard)


def _inverted(parcel: Parcel) -> SegmentParts:
    return inverted(parcel.documents())


def _unheard() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
