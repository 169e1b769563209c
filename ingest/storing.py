"""The last stages of ingest: what was read made ready for the writer, its bytes kept, documents taken in together.

Making ready is for whoever reads, in any process; `stored` is for the one writer. The stages before are in `pipeline`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from archive.accession import Arrival, Draft, accession_all, drafted
from archive.cite.claims import find_claims
from archive.cite.resolve import settle
from archive.config import Settings
from archive.store.database import Database
from archive.store.documents import Stored
from archive.works.document import Document, Mention
from ingest.capture import Captures, Packed, digest_of, packed_of, time_of
from ingest.extract import Extractor
from ingest.material import Fetched, PagePicture
from ingest.quarantine import Quarantine
from ingest.report import Outcome, Verdict
from ingest.sources.folder import fetch

VERDICTS: dict[str, Verdict] = {"new": "kept", "same": "same", "revised": "revised"}

# Begins to read bytes; what it gives waits for the end and raises what a stage refused.
Reader = Callable[[Fetched], Callable[[], "Prepared | Ready"]]


class Unread(Exception):  # nothing went wrong: the run was stopped
    """What the end of a reading raises that was given up before it began."""


@dataclass(frozen=True, slots=True)
class House:
    """What a run works with: the settings, the store, the folder of kept bytes, and the extractors in their workers.

    `fetch` gives the bytes of a request; another one for requests that are no files. `reader` reads bytes elsewhere and
    at the same time (`jobs`); without one they are read here. `ahead` things are begun before the first of them is
    stored; `give_up` lets go of those that nobody has begun to read, whose end then raises `Unread`. Up to `together`
    are stored in one transaction. `again` reads known bytes again. `quarantine` knows the digests of what was refused
    for secrecy.
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
    together: int = 1
    give_up: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A thing that was read and not yet stored: its bytes, the document, its citations, the pictures of its pages."""

    fetched: Fetched
    document: Document
    mentions: tuple[Mention, ...]
    pictures: tuple[PagePicture, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """A thing as the writer wants it, without its bytes: the draft for the store, the record of the bytes packed."""

    draft: Draft
    packed: Packed
    pictures: tuple[PagePicture, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ripe:
    """A thing that was read, with the bytes it was read from: what is stored next."""

    fetched: Fetched
    ready: Ready


def ready_of(read: Prepared) -> Ready:
    """What was read, made ready for the writer: claims found, columns and sketch worked out, the bytes packed."""
    claims = find_claims(read.document, read.mentions)
    fetched = read.fetched
    time_told = time_of(fetched.captured_at, datetime.now(UTC))
    packed = packed_of(fetched, time=time_told, digest=digest_of(fetched.payload))
    return Ready(drafted(read.document, read.mentions, claims), packed, read.pictures, read.notes)


def stored(ripe: Sequence[Ripe], house: House) -> list[Outcome | Exception]:
    """What was read, kept: the bytes and pages of all first, then the documents with everything said of them.

    For each its outcome, or why it could not be kept.
    """
    arrivals: dict[int, Arrival] = {}
    found: dict[int, Outcome | Exception] = {}
    try:
        with house.captures.together():
            for at, one in enumerate(ripe):
                try:
                    arrivals[at] = _captured(one, house)
                except Exception as error:  # noqa: BLE001  # becomes the refusal of this one
                    found[at] = error
    except Exception as error:  # noqa: BLE001  # the disk took nothing of it: each is refused, the run goes on
        return [error] * len(ripe)
    for at, kept in zip(arrivals, accession_all(house.database, tuple(arrivals.values()), resolve=settle), strict=True):
        found[at] = _told_of(ripe[at], kept) if isinstance(kept, Stored) else kept
    return [found[at] for at in range(len(ripe))]


def _captured(one: Ripe, house: House) -> Arrival:
    capture = house.captures.keep(one.fetched, one.ready.packed)
    images = house.captures.keep_pictures(capture, one.ready.pictures)
    return Arrival(one.ready.draft.with_images(images), capture)


def _told_of(one: Ripe, kept: Stored) -> Outcome:
    number = one.ready.draft.document.number
    verdict, told = VERDICTS[kept.outcome], str(number) if number else None
    return Outcome(one.fetched.request.origin, verdict, id=kept.address, number=told, notes=one.ready.notes)
