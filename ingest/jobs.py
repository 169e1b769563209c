"""Several files read at the same time: processes that take bytes as far as the store, each with its own extractor.

One process writes, as ever: what is read here is stored by the caller, in the order of the requests. A process that
dies costs nothing but time: its files are read again one by one, and the file that ends a second process is refused.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Self

from archive import processes
from archive.config import Settings
from archive.errors import ArchiveError, ExtractError
from ingest.extract import Extractor
from ingest.material import Fetched
from ingest.media import HTML, TEXT, XML
from ingest.readers import FEW, make_ready
from ingest.reading import fault, prepared_all
from ingest.storing import Prepared, Ready, Unread, ready_of

# Files that a process gets at once: of so many the cost of asking is a hundredth, and 16 pages take a quarter second.
MOST_TOGETHER = 16
_MOST_BYTES = 2_000_000
# Types that are read in milliseconds. A scan takes seconds a page: one behind it in a batch would wait for it.
_QUICK = frozenset({HTML, TEXT, XML})
# A process of a job keeps its extractor from file to file.
_EXTRACTORS: list[Extractor] = []


class _Batch:
    """Files that a process reads one after another, and what came of them."""

    def __init__(self) -> None:
        """Without a file, and not begun."""
        self.files: list[Fetched] = []
        self.begun: tuple[ProcessPoolExecutor, Future[list[Ready | ArchiveError]]] | None = None
        self.read: list[Ready | ArchiveError] | None = None

    def room_for(self, fetched: Fetched, count: int) -> bool:
        """Whether another file may come in, of so many in all: small ones that are read fast."""
        return (
            len(self.files) < count
            and fetched.media_type in _QUICK
            and sum(len(one.payload) for one in self.files) + len(fetched.payload) <= _MOST_BYTES
        )


class Jobs:
    """Processes that read; `begin` is the `reader` of a `House`. Nothing is started until the first file.

    Small files go to a process several at once, ever more while the run goes on, so that the first are stored soon.
    Without processes they are read here, just so, when the first of them is waited for; and so are a few of them that
    nothing came behind.
    """

    def __init__(self, settings: Settings, count: int, *, own: Extractor, few: int = FEW) -> None:
        """Say how many processes, 0 for none; `own` reads what no process took or could send back.

        No process is started for `few` small files.
        """
        self._settings, self._count, self._own, self._few = settings, count, own, few
        self._pool: ProcessPoolExecutor | None = None
        self._open, self._sent, self._seen = _Batch(), 0, 0
        self._waiting: dict[_Batch, None] = {}  # a set in order
        self._given_up = False

    def __enter__(self) -> Self:
        """The jobs themselves."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; what was begun and is not wanted any more is dropped."""
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def begin(self, fetched: Fetched) -> Callable[[], Ready]:
        """Begin to read, at the latest when the end is waited for; the function waits, and raises what was refused."""
        if not self._open.room_for(fetched, self._together):
            self._send()
        batch, self._seen = self._open, self._seen + 1
        batch.files.append(fetched)
        if len(batch.files) >= self._together or fetched.media_type not in _QUICK:
            self._send()
        return partial(self._waited, batch, len(batch.files) - 1)

    def give_up(self) -> None:
        """Let go of what no process has begun to read: to wait for it raises `Unread` from now on."""
        self._given_up = True
        for batch in self._waiting:
            if batch.begun:
                batch.begun[1].cancel()

    @property
    def _together(self) -> int:
        """How many files the next batch may have: one at first, one more each time every process had one."""
        return min(MOST_TOGETHER, 1 + self._sent // max(self._count, 1))

    def _send(self) -> None:
        """Hand the open batch to a process, and those that were kept back while there were few files."""
        if not self._open.files:
            return
        batch, self._open = self._open, _Batch()
        self._sent += 1
        self._waiting[batch] = None
        slow = any(one.media_type not in _QUICK for one in batch.files)
        if self._count and (slow or self._pool or self._seen > self._few):
            for one in self._waiting:
                self._hand_over(one)

    def _hand_over(self, batch: _Batch) -> None:
        if batch.begun is None:
            # A process that ended, or a server of processes that is ending and begins none: then it is read here.
            with suppress(BrokenProcessPool, OSError, EOFError):
                pool = self._started()
                batch.begun = (pool, pool.submit(_read_all, batch.files))

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            make_ready(self._count)
            self._pool = _processes(self._settings, self._count, processes.context())
        return self._pool

    def _waited(self, batch: _Batch, place: int) -> Ready:
        if batch is self._open:
            if self._given_up:
                raise Unread
            self._send()
        if batch.read is None:
            batch.read = self._answer(batch)
            self._waiting.pop(batch, None)
        read = batch.read[place]
        if isinstance(read, ArchiveError):
            raise read
        return read

    def _answer(self, batch: _Batch) -> list[Ready | ArchiveError]:
        if batch.begun:
            pool, future = batch.begun
            try:
                return future.result()
            except CancelledError:
                raise Unread from None
            except BrokenProcessPool:
                self._pool = None if self._pool is pool else self._pool
                return self._one_by_one(batch.files)
            except Exception:  # noqa: BLE001  # what came of one could not be sent: it must not cost the others
                return [ready for one in batch.files for ready in read_all([one], self._own)]
        if self._given_up:
            raise Unread
        return read_all(batch.files, self._own)

    def _one_by_one(self, files: Sequence[Fetched]) -> list[Ready | ArchiveError]:
        """Files that were with a dying process, each by itself, so that the one it died of is known.

        Not here: what ends a process would end the run. Nor beside others, whose process may die of theirs; nor from
        the server, which may be what died.
        """
        found: list[Ready | ArchiveError] = []
        pool = _processes(self._settings, 1, processes.by_itself())
        try:
            for one in files:
                try:
                    found += pool.submit(_read_all, [one]).result()
                except BrokenProcessPool:
                    pool.shutdown()
                    pool = _processes(self._settings, 1, processes.by_itself())
                    found.append(_deadly())
        finally:
            pool.shutdown(cancel_futures=True)
        return found


def _processes(settings: Settings, count: int, begun: BaseContext) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(
        count,
        mp_context=begun,
        initializer=_make_ready,
        initargs=(settings,),
    )


def _deadly() -> ArchiveError:
    return ExtractError(
        "Không đọc được tệp: tiến trình đọc hai lần dừng giữa chừng.",
        remedy="Mở và lưu lại tệp ở dạng DOCX hoặc PDF đơn giản rồi nạp lại.",
    )


def _make_ready(settings: Settings) -> None:
    """A fresh process: with an extractor of its own."""
    processes.attend()
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


def read_all(files: Sequence[Fetched], extractor: Extractor) -> list[Ready | ArchiveError]:
    """Each thing as read, or why it was refused; a fault keeps its place in the code."""
    return [_ready(one) for one in prepared_all(files, extractor)]


def _ready(read: Prepared | Exception) -> Ready | ArchiveError:
    try:
        return ready_of(_or_raised(read))
    except ArchiveError as error:
        return error
    except Exception as error:  # noqa: BLE001  # told to the master as a refusal, for its traceback ends here
        return fault(error)


def _or_raised(read: Prepared | Exception) -> Prepared:
    if isinstance(read, Exception):
        raise read
    return read


def _read_all(files: Sequence[Fetched]) -> list[Ready | ArchiveError]:
    """What a process gives back."""
    return read_all(files, _EXTRACTORS[0])
