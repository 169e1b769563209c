"""The table of contents of ingest: from a request to a document in the archive, stage by stage, one ledger.

1 name guarded · 2 bytes fetched · 3 containers opened, each file inside taken by itself · 4 known bytes passed over ·
5 bytes guarded · 6 text extracted · 7 text guarded · 8 text normalised · 9 document described · 10 citations found ·
11 words found · 12 bytes kept · 13 taken in.
No judgement is made here: each stage has its room. A thing that fails is refused with its reason and the run goes on;
nothing of a secret thing is kept or logged.
"""

import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from archive.accession import accession
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.cite.resolve import settle
from archive.config import Settings
from archive.errors import ArchiveError, ExtractError, SecrecyError
from archive.store.captures import bring_back, given, held
from archive.store.database import Database
from archive.text.segment import segment
from archive.works.document import Document, Mention
from archive.works.secrecy import Mark, refusal_of
from ingest import guard
from ingest.capture import Captures, digest_of
from ingest.describe import describe, own_mention
from ingest.extract import Extractor
from ingest.material import Extracted, Fetched, PagePicture, Request
from ingest.media import CONTAINERS, name_note
from ingest.normalise import normalise
from ingest.quarantine import Quarantine
from ingest.report import Outcome, Report, Verdict, refusal, report_of
from ingest.rereading_mentions import mentions_reread
from ingest.sources.folder import fetch

_VERDICTS: dict[str, Verdict] = {"new": "kept", "same": "same", "revised": "revised"}


_DEEPEST = 3  # a ZIP in a letter in a ZIP; deeper ones are refused by what they are

# Begins to read bytes; what it gives waits for the end and raises what a stage refused.
Reader = Callable[[Fetched], Callable[[], "Prepared"]]


@dataclass(frozen=True, slots=True)
class House:
    """What a run works with: the settings, the store, the folder of kept bytes, and the extractors in their workers.

    `fetch` gives the bytes of a request; another one for requests that are no files. `reader` reads bytes elsewhere and
    at the same time (`jobs`); without one they are read here. `ahead` things are begun before the first of them is
    stored. `again` reads known bytes again. `quarantine` knows the digests of what was refused for secrecy.
    """

    settings: Settings
    database: Database
    captures: Captures
    extractor: Extractor
    fetch: Callable[..., Fetched] = fetch
    reader: Reader | None = None
    ahead: int = 1
    again: bool = False
    quarantine: Quarantine | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A thing that was read and not yet stored: its bytes, the document, its citations, the pictures of its pages."""

    fetched: Fetched
    document: Document
    mentions: tuple[Mention, ...]
    pictures: tuple[PagePicture, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Begun:
    """A thing whose reading has begun: where it came from, the digest of its bytes, and how to end it."""

    origin: str
    digest: str
    finish: Callable[[], Outcome]


def ingest(
    requests: Iterable[Request],
    house: House,
    told: Callable[[Outcome], None] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> Report:
    """Take every request through the stages, in order; `told` hears of each outcome as it comes.

    When `stopped` says so, nothing more is begun; what was begun is ended, and the report says that it was stopped.
    """
    begun = time.monotonic()
    outcomes = tuple(_told(_outcomes(_until(requests, stopped), house), told))
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


def _outcomes(requests: Iterable[Request], house: House) -> Iterator[Outcome]:
    """Every outcome in the order of the requests, reading `ahead` of what is stored."""
    window: deque[_Begun] = deque()
    for request in requests:
        while any(begun.origin == request.origin for begun in window):  # what it held before has to be stored first
            yield _finished(window.popleft(), house)
        for begun in _requested(request, house):
            window.append(begun)
            if len(window) >= house.ahead:
                yield _finished(window.popleft(), house)
    while window:
        yield _finished(window.popleft(), house)


def taken(fetched: Fetched, house: House) -> Iterator[Outcome]:
    """What became of fetched bytes: one outcome, or one for each file of a container; never raises for a file's fault.

    For sources that fetch by themselves, such as a crawl; a request of `ingest` goes the same way.
    """
    for begun in _begun(fetched, house):
        yield _finished(begun, house)


def _requested(request: Request, house: House) -> Iterator[_Begun]:
    try:
        guarded(guard.inspect_name(request.origin))
        fetched = house.fetch(request, max_bytes=house.settings.max_file_bytes)
    except Exception as error:  # noqa: BLE001  # becomes one refusal, like every fault of one file
        yield _Begun(request.origin, "", partial(_raise, error))
        return
    yield from _begun(fetched, house)


def _begun(fetched: Fetched, house: House, *, depth: int = 0) -> Iterator[_Begun]:
    """The thing itself with its reading begun, or each file inside a container; a refusal waits for its turn."""
    origin, digest = fetched.request.origin, digest_of(fetched.payload)
    try:
        guarded(guard.inspect_name(origin))
        _not_quarantined(digest, house)
        if fetched.media_type in CONTAINERS and depth < _DEEPEST:
            guarded(guard.inspect_properties(fetched.payload))
            inside = house.extractor.unpack(fetched)
        else:
            yield _Begun(origin, digest, _reading(fetched, digest, house))
            return
    except Exception as error:  # noqa: BLE001  # as above
        yield _Begun(origin, digest, partial(_raise, error))
        return
    for one in inside:
        yield from _begun(one, house, depth=depth + 1)


def _reading(fetched: Fetched, digest: str, house: House) -> Callable[[], Outcome]:
    """How the reading of bytes ends; it begins now where a reader works beside us."""
    known = None if house.again else _known(fetched, digest, house)
    if known:
        return lambda: known
    if not house.again and _given(fetched, digest, house):
        return partial(_brought_back, fetched, house)
    ready = house.reader(fetched) if house.reader else partial(prepared, fetched, house.extractor)
    return lambda: stored(ready(), house)


def _raise(error: Exception) -> Outcome:
    raise error


def _finished(begun: _Begun, house: House) -> Outcome:
    """The outcome of what was begun; a fault of ours costs one file, never the run."""
    try:
        return begun.finish()
    except ArchiveError as error:
        if isinstance(error, SecrecyError) and begun.digest and house.quarantine is not None:
            house.quarantine.add(begun.digest)
        return refusal(begun.origin, error, begun.digest)
    except Exception as error:  # noqa: BLE001  # the one place where everything is caught
        return refusal(begun.origin, fault(error))


def fault(error: Exception) -> ArchiveError:
    """A fault of the program as a refusal: its kind and place in the code only, for its message may quote the text."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return ExtractError(
        f"Lỗi của chương trình khi xử lý tệp ({type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}).",
        remedy="Chưa lưu gì của tệp này. Hãy báo lỗi kèm dòng này.",
    )


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
    return Outcome(origin, "same", id=known.id, number=known.number, notes=_notes(fetched)) if known else None


def _given(fetched: Fetched, digest: str, house: House) -> bool:
    with house.database.reading() as connection:
        return given(connection, fetched.request.origin, digest) is not None


def _brought_back(fetched: Fetched, house: House) -> Outcome:
    """Bytes that came back after others: kept, and counted as they were read before."""
    capture = house.captures.keep(fetched)
    with house.database.atomic() as connection:
        kept = bring_back(connection, capture, settle)
    if kept is None:
        return stored(prepared(fetched, house.extractor), house)
    with house.database.reading() as connection:
        card = given(connection, capture.origin, capture.digest)
    number = card.number if card else None
    return Outcome(capture.origin, _VERDICTS[kept.outcome], id=kept.address, number=number, notes=_notes(fetched))


def _notes(fetched: Fetched) -> tuple[str, ...]:
    return tuple(note for note in (name_note(fetched.request.origin, fetched.media_type),) if note)


def prepared(fetched: Fetched, extractor: Extractor) -> Prepared:
    """Bytes read as far as the store: guarded, extracted, described, citations and words found; nothing is kept.

    Raises:
        ArchiveError: a stage refused it.
    """
    guarded(guard.inspect_bytes(fetched.payload))
    extracted = extractor.extract(fetched)
    guarded(guard.inspect_extracted(extracted))
    document, mentions = _read(extracted, fetched.request)
    notes = (*_notes(fetched), *_unseen(extracted))
    return Prepared(fetched, document, mentions, extracted.pictures, notes)


def _unseen(extracted: Extracted) -> tuple[str, ...]:
    count = extracted.meta.get("unseen_pictures")
    return (f"{count} hình trong tệp chưa xem được, dấu mật trên hình (nếu có) chưa được phát hiện",) if count else ()


def guarded(mark: Mark | None) -> None:
    """Refuse what carries a mark."""
    if mark:
        raise refusal_of(mark)


def _read(extracted: Extracted, request: Request) -> tuple[Document, tuple[Mention, ...]]:
    page = normalise(extracted)
    described = describe(page, request.hints, extracted.derivation, origin=request.origin)
    found = find_mentions(page.text, described.setting, own_type=described.document.type)
    if extracted.derivation and "recognised" in extracted.derivation.methods:
        found = tuple(
            sorted((*found, *mentions_reread(page.text, found, setting=described.setting)), key=lambda one: one.start)
        )
    mentions = tuple(one for one in found if not own_mention(described.document, one))
    return replace(described.document, words=segment(page.text)), mentions


def stored(ready: Prepared, house: House) -> Outcome:
    """What was prepared, kept: its bytes and pages first, then the document with everything said of it.

    Raises:
        CaptureError, StoreError: the bytes or the document cannot be written.
    """
    capture = house.captures.keep(ready.fetched)
    document = replace(ready.document, images=house.captures.keep_pictures(capture, ready.pictures))
    claims = find_claims(document, ready.mentions)
    kept = accession(house.database, document, capture, ready.mentions, claims=claims, resolve=settle)
    number = str(document.number) if document.number else None
    verdict = _VERDICTS[kept.outcome]
    return Outcome(ready.fetched.request.origin, verdict, id=kept.address, number=number, notes=ready.notes)
