"""The table of contents of ingest: from a request to a document in the archive, stage by stage, one ledger.

1 name guarded · 2 bytes fetched · 3 containers opened, each file inside taken by itself · 4 known bytes passed over ·
5 bytes guarded · 6 text extracted · 7 text guarded · 8 text normalised · 9 document described · 10 citations found ·
11 words found · 12 bytes kept · 13 taken in.
No judgement is made here: each stage has its room. A thing that fails is refused with its reason and the run goes on;
nothing of a secret thing is kept or logged.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from archive.cite.resolve import settle
from archive.errors import ArchiveError, SecrecyError
from archive.store.captures import bring_back, given, held
from ingest import guard
from ingest.capture import digest_of
from ingest.material import Fetched, Request
from ingest.media import CONTAINERS
from ingest.reading import fault, guarded, notes_of, prepared
from ingest.report import Outcome, Report, refusal, report_of
from ingest.storing import VERDICTS, House, Prepared, Ready, Ripe, Unread, ready_of, stored
from ingest.window import Begun, Window

__all__ = [
    "House",
    "Prepared",
    "Ready",
    "Ripe",
    "fault",
    "guarded",
    "ingest",
    "prepared",
    "ready_of",
    "stored",
    "taken",
]

_DEEPEST = 3  # a ZIP in a letter in a ZIP; deeper ones are refused by what they are

# What waits to be stored waits no longer than this, in seconds, nor is it more than so many bytes; nor what is begun.
_LONGEST, _MOST_BYTES = 1.0, 16_000_000
_MOST_BEGUN = 128_000_000


def ingest(
    requests: Iterable[Request],
    house: House,
    told: Callable[[Outcome], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """Take every request through the stages, in order; `told` hears of each outcome as it comes.

    When `stopped` says so, nothing more is begun; what is being read is ended, what nobody has begun to read is left
    for the next run, and the report says that it was stopped.
    """
    begun = time.monotonic()
    outcomes = tuple(_told(_outcomes(_until(requests, stopped), house, stopped), told))
    return report_of(outcomes, seconds=round(time.monotonic() - begun, 3), stopped=stopped())


def _until(requests: Iterable[Request], stopped: Callable[[], bool]) -> Iterator[Request]:
    for request in requests:
        if stopped():
            return
        yield request


def _told(outcomes: Iterator[Outcome], told: Callable[[Outcome], None] | None) -> Iterator[Outcome]:
    for outcome in outcomes:
        if told:
            told(outcome)
        yield outcome


def _outcomes(requests: Iterable[Request], house: House, stopped: Callable[[], bool]) -> Iterator[Outcome]:
    """Every outcome in the order of the requests, reading `ahead` of what is stored."""
    window = Window()
    shelf = _Shelf(house)
    for request in requests:
        if request.origin in shelf or request.origin in window:
            while window:  # what it held before has to be stored first
                shelf.add(window.take())
            yield from shelf.cleared()
        for begun in _requested(request, house):
            window.put(begun)
            if len(window) >= house.ahead or window.bytes > _MOST_BEGUN:
                shelf.add(window.take())
                if shelf.full:
                    yield from shelf.cleared()
    while window:
        if stopped():
            house.give_up()
        shelf.add(window.take())
        if shelf.full:
            yield from shelf.cleared()
    yield from shelf.cleared()


class _Shelf:
    """Things that were read, in order, until they are stored together; the first alone, then twice as many each time.

    So the first outcome is told at once, and nobody waits long for the next: not longer than `_LONGEST`, for a scan
    may take a minute to read.
    """

    def __init__(self, house: House) -> None:
        """An empty one."""
        self._house, self._room = house, 1
        self._held: list[tuple[Begun, Outcome | Ripe]] = []
        self._origins: set[str] = set()
        self._since, self._bytes = 0.0, 0

    def __contains__(self, origin: str) -> bool:
        """Whether a thing of this origin waits here."""
        return origin in self._origins

    @property
    def full(self) -> bool:
        """Whether what is here should be stored now."""
        late = time.monotonic() - self._since > _LONGEST
        return bool(self._held) and (len(self._held) >= self._room or late or self._bytes > _MOST_BYTES)

    def add(self, begun: Begun) -> None:
        """Wait for the end of a reading and put what it gave here."""
        ripe = _ripened(begun, self._house)
        if ripe is None:
            return
        if not self._held:
            self._since, self._bytes = time.monotonic(), 0
        self._held.append((begun, ripe))
        self._origins.add(begun.origin)
        self._bytes += len(ripe.fetched.payload) if isinstance(ripe, Ripe) else 0

    def cleared(self) -> Iterator[Outcome]:
        """Store everything that is here; the outcomes in order."""
        held, self._held = self._held, []
        self._origins.clear()
        self._room = min(self._room * 2, self._house.together)
        kept = iter(stored([ripe for _, ripe in held if isinstance(ripe, Ripe)], self._house))
        for begun, ripe in held:
            yield _refused(begun, next(kept), self._house) if isinstance(ripe, Ripe) else ripe


def taken(fetched: Fetched, house: House) -> Iterator[Outcome]:
    """What became of fetched bytes: one outcome, or one for each file of a container; never raises for a file's fault.

    For sources that fetch by themselves, such as a crawl; a request of `ingest` goes the same way.
    """
    shelf = _Shelf(house)
    for begun in _begun(fetched, house):
        shelf.add(begun)
        yield from shelf.cleared()


def _requested(request: Request, house: House) -> Iterator[Begun]:
    try:
        guarded(guard.inspect_name(request.origin))
        fetched = house.fetch(request, max_bytes=house.settings.max_file_bytes)
    except Exception as error:  # noqa: BLE001  # becomes one refusal, like every fault of one file
        yield Begun(request.origin, "", partial(_raise, error))
        return
    yield from _begun(fetched, house)


def _begun(fetched: Fetched, house: House, *, depth: int = 0) -> Iterator[Begun]:
    """The thing itself with its reading begun, or each file inside a container; a refusal waits for its turn."""
    origin, digest = fetched.request.origin, digest_of(fetched.payload)
    try:
        guarded(guard.inspect_name(origin))
        _not_quarantined(digest, house)
        if fetched.media_type in CONTAINERS and depth < _DEEPEST:
            guarded(guard.inspect_properties(fetched.payload))
            inside = house.extractor.unpack(fetched)
        else:
            yield Begun(origin, digest, _reading(fetched, digest, house), len(fetched.payload))
            return
    except Exception as error:  # noqa: BLE001  # as above
        yield Begun(origin, digest, partial(_raise, error))
        return
    for one in inside:
        yield from _begun(one, house, depth=depth + 1)


def _reading(fetched: Fetched, digest: str, house: House) -> Callable[[], Outcome | Ripe]:
    """How the reading of bytes ends; it begins now where a reader works beside us."""
    if not house.again and house.captures.newest(fetched.request.origin) is not None:  # else nothing of it is kept
        known = _known(fetched, digest, house)
        if known:
            return lambda: known
        if _given(fetched, digest, house):
            return partial(_brought_back, fetched, house)
    ready = house.reader(fetched) if house.reader else partial(prepared, fetched, house.extractor)
    return partial(_ended, fetched, digest, ready, house)


def _ended(fetched: Fetched, digest: str, ready: Callable[[], Prepared | Ready], house: House) -> Ripe:
    """What was read, unless the same bytes were refused for secrecy since their reading began."""
    _not_quarantined(digest, house)
    return _ripe(fetched, ready())


def _ripe(fetched: Fetched, read: Prepared | Ready) -> Ripe:
    return Ripe(fetched, ready_of(read) if isinstance(read, Prepared) else read)


def _raise(error: Exception) -> Outcome:
    raise error


def _ripened(begun: Begun, house: House) -> Outcome | Ripe | None:
    """What came of what was begun, None when it was given up; a fault of ours costs one file, never the run."""
    try:
        return begun.finish()
    except Unread:
        return None
    except Exception as error:  # noqa: BLE001  # the one place where everything is caught
        return _refused(begun, error, house)


def _refused(begun: Begun, outcome: Outcome | Exception, house: House) -> Outcome:
    """The outcome, an error made the refusal of one file."""
    if isinstance(outcome, Outcome):
        return outcome
    if not isinstance(outcome, ArchiveError):
        return refusal(begun.origin, fault(outcome))
    if isinstance(outcome, SecrecyError) and begun.digest and house.quarantine is not None:
        house.quarantine.add(begun.digest)
    return refusal(begun.origin, outcome, begun.digest)


def _not_quarantined(digest: str, house: House) -> None:
    if house.quarantine is not None and not house.again and digest in house.quarantine:
        raise SecrecyError(
            "Tệp này đã bị từ chối ở một lượt trước vì mang dấu mật hoặc dấu hạn chế lưu hành.",
            remedy="Nếu văn bản đã được giải mật và bỏ dấu trên bản mới thì nạp bản mới; đọc lại tệp cũ bằng --again.",
        )


def _known(fetched: Fetched, digest: str, house: House) -> Outcome | None:
    """The outcome for bytes that gave a work already and need not be read again."""
    origin = fetched.request.origin
    with house.database.reading() as connection:
        known = held(connection, origin, digest)
        if known is None and house.captures.tells(fetched):  # this very capture was taken in before
            known = given(connection, origin, digest)
    return Outcome(origin, "same", id=known.id, number=known.number, notes=notes_of(fetched)) if known else None


def _given(fetched: Fetched, digest: str, house: House) -> bool:
    with house.database.reading() as connection:
        return given(connection, fetched.request.origin, digest) is not None


def _brought_back(fetched: Fetched, house: House) -> Outcome:
    """Bytes that came back after others: kept, and counted as they were read before."""
    capture = house.captures.keep(fetched)
    with house.database.atomic() as connection:
        kept = bring_back(connection, capture, settle)
    if kept is None:
        (outcome,) = stored([_ripe(fetched, prepared(fetched, house.extractor))], house)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome
    with house.database.reading() as connection:
        card = given(connection, capture.origin, capture.digest)
    number = card.number if card else None
    return Outcome(capture.origin, VERDICTS[kept.outcome], id=kept.address, number=number, notes=notes_of(fetched))
