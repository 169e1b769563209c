"""Several files read at the same time: processes that take bytes as far as the store, each with its own extractor.

One process writes, as ever: what is read here is stored by the caller, in the order of the requests. A process that
dies costs nothing but time; its file is read again by the caller, where the extractor's bounds hold.
"""

import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType
from typing import Self

from archive.config import Settings
from archive.errors import ArchiveError
from ingest.extract import Extractor
from ingest.material import Fetched
from ingest.pipeline import Prepared, fault, prepared

# A process of a job keeps its extractor from file to file.
_EXTRACTORS: list[Extractor] = []


class Jobs:
    """Processes that read; `begin` is the `reader` of a `House`. Nothing is started until the first file."""

    def __init__(self, settings: Settings, count: int, *, own: Extractor) -> None:
        """Say how many processes; `own` reads what a dying process left behind."""
        self._settings, self._count, self._own = settings, count, own
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        """The jobs themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what was begun and is not wanted any more is dropped."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, fetched: Fetched) -> Callable[[], Prepared]:
        """Begin to read; the function waits for the end and raises what a stage refused."""
        try:
            future = self._started().submit(_read, fetched)
        except BrokenProcessPool:
            return lambda: prepared(fetched, self._own)
        return lambda: self._waited(future, fetched)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                self._count,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_make_ready,
                initargs=(self._settings,),
            )
        return self._pool

    def _waited(self, future: Future[Prepared | ArchiveError], fetched: Fetched) -> Prepared:
        try:
            read = future.result()
        except BrokenProcessPool:
            self._pool = None
            return prepared(fetched, self._own)
        if isinstance(read, ArchiveError):
            raise read
        return read


def _make_ready(settings: Settings) -> None:
    """A fresh process: deaf to Ctrl-C, which its master answers, with an extractor of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _EXTRACTORS.append(extractor_of(settings))


def extractor_of(settings: Settings) -> Extractor:
    """An extractor bounded as the settings say."""
    return Extractor(
        seconds=settings.worker_seconds,
        memory_mb=settings.worker_memory_mb,
        max_bytes=settings.max_file_bytes,
        page_seconds=settings.ocr_page_seconds,
        max_pages=settings.ocr_max_pages,
    )


def _read(fetched: Fetched) -> Prepared | ArchiveError:
    """What a process gives back: the thing as read, or why it was refused; a fault keeps its place in the code."""
    try:
        return prepared(fetched, _EXTRACTORS[0])
    except ArchiveError as error:
        return error
    except Exception as error:  # noqa: BLE001  # told to the master as a refusal, for its traceback ends here
        return fault(error)
