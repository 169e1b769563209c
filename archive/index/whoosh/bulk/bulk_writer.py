"""The library's writer for many documents: they wait until there is a batch of them, and a batch is inverted at once.

Lock, table of contents, generations and merging are the library's and the codec's; the documents in the index are the
same as if each had been taken in by itself.
"""

import os
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

from archive.index.whoosh.bulk.documents import Fields, is_plain, parts_of_documents
from archive.index.whoosh.bulk.processes import workers
from archive.index.whoosh.codec.durable import remove
from archive.index.whoosh.codec.index_writer import ArrayIndexWriter
from archive.index.whoosh.codec.parts import SegmentParts

# Documents that wait, and letters in them. Batches four times as large are built at the same rate (16,000 made
# documents of 1,200 syllables), take 200 MB more while they are sorted, and leave less to share out among processes.
_DOCUMENTS, _LETTERS = 5_000, 6_000_000
# Where several processes share the work, batches are so many times smaller: whoever is done last is waited for.
_SHARED = 3
# Batches under way for each process beside this one.
_AHEAD = 2


@cache
def _behind(process: int) -> ThreadPoolExecutor:
    """What works behind the commits of this process: one thread that stays, since starting one is waited for.

    In a copy of the process that was forked off, the thread of the first is not alive.
    """
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"removing of {process}")


class BulkWriter(ArrayIndexWriter):
    """A writer as `index.writer()` gives one, for any schema; fields with `Words` as analyser are its quick ones.

    Small segments are not merged by `commit` unless it is told so, for that is when somebody waits.
    """

    def __init__(self, ix: Any, *, jobs: int = 1, batch: int = _DOCUMENTS, **kwargs: Any) -> None:  # noqa: ANN401
        """A writer for an index in a folder; with several jobs so many processes invert, this one among them.

        Raises:
            whoosh.writing.LockError: another writer is open.
        """
        super().__init__(ix, **kwargs)
        self.merge = False
        self._beside, self._batch = jobs - 1, batch
        self._most_letters = _LETTERS if jobs == 1 else _LETTERS // _SHARED
        self._waiting: list[Fields] = []
        self._letters = 0
        self._pool: ProcessPoolExecutor | None = None
        self._under_way: deque[Future[SegmentParts] | SegmentParts] = deque()

    def add_document(self, **fields: Any) -> None:  # noqa: ANN401  # any values of any fields
        """Take in a document, which may wait for others; a value that its field refuses is told with the batch.

        Raises:
            whoosh.writing.UnknownFieldError: the schema has no field of a name.
        """
        if self._is_peculiar(fields):
            self._flush(wait=True)
            super().add_document(**fields)
            return
        self._check_state()
        self._check_fields(self.schema, fields)
        self._waiting.append(fields)
        self._letters += sum(len(value) for value in fields.values() if isinstance(value, str))
        if len(self._waiting) >= self._batch or self._letters >= self._most_letters:
            self._flush()

    def _is_peculiar(self, fields: Fields) -> bool:
        """Whether a document has boosts, stored values of its own, or fields that only the library can take in."""
        return any(name.startswith("_") or (name in self.schema and not is_plain(self.schema[name])) for name in fields)

    def add_parts(self, parts: SegmentParts, stored_names: Iterable[str] = ()) -> None:
        """Take in ready documents, after those that wait."""
        self._flush(wait=True)
        super().add_parts(parts, stored_names)

    def add_reader(self, reader: Any) -> None:  # noqa: ANN401
        """Take in the documents of a reader, after those that wait."""
        self._flush(wait=True)
        super().add_reader(reader)

    def _flush(self, *, wait: bool = False) -> None:
        """Invert what waits, or have it inverted; take in what is ready, with `wait` also what other processes have."""
        held, self._waiting, self._letters = self._waiting, [], 0
        if held:
            self._under_way.append(self._begun(held))
        while self._under_way and (wait or _is_ready(self._under_way[0])):
            first = self._under_way.popleft()
            self._take_in(first if isinstance(first, SegmentParts) else first.result())

    def _begun(self, held: Sequence[Fields]) -> Future[SegmentParts] | SegmentParts:
        """A batch for another process, or inverted here when the others have enough to do, and while they start."""
        if sum(not _is_ready(one) for one in self._under_way) >= self._beside * _AHEAD:
            return parts_of_documents(self.schema, held)
        self._pool = self._pool or workers(self._beside)
        return self._pool.submit(parts_of_documents, self.schema, held)

    def _take_in(self, parts: SegmentParts) -> None:
        super().add_parts(parts, [name for name, field in self.schema.items() if field.stored])

    def commit(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # the library's
        """Invert what still waits, and commit as the library does."""
        self._flush(wait=True)
        self._end_processes()
        super().commit(*args, **kwargs)

    def _remove(self, paths: Iterable[Path]) -> None:
        """Remove them behind the commit: the disk takes some 2 ms a file (ext4), and nobody asks for them any more."""
        _behind(os.getpid()).submit(remove, list(paths))

    def cancel(self) -> None:
        """Drop what came."""
        self._waiting.clear()
        self._under_way.clear()
        self._end_processes()
        super().cancel()

    def _end_processes(self) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def _is_ready(one: Future[SegmentParts] | SegmentParts) -> bool:
    return isinstance(one, SegmentParts) or one.done()
