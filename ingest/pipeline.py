"""The table of contents of ingest: from a request to a document in the archive, stage by stage, one ledger.

1 name guarded · 2 bytes fetched · 3 known bytes passed over · 4 bytes guarded · 5 text extracted · 6 text guarded ·
7 text normalised · 8 document described · 9 citations found · 10 words found · 11 bytes kept · 12 taken in.
No judgement is made here: each stage has its room. A thing that fails is refused with its reason and the run goes on;
nothing of a secret thing is kept or logged.
"""

import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archive.accession import accession
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.cite.resolve import settle
from archive.config import Settings
from archive.errors import ArchiveError, ExtractError
from archive.store.captures import held
from archive.store.database import Database
from archive.text.segment import segment
from archive.works.document import Document, Mention
from archive.works.secrecy import Mark, refusal_of
from ingest import guard
from ingest.capture import Captures, digest_of
from ingest.describe import describe, own_mention
from ingest.extract import Extractor
from ingest.material import Extracted, Fetched, Request
from ingest.media import name_note
from ingest.normalise import normalise
from ingest.report import Outcome, Report, Verdict, refusal, report_of
from ingest.sources.folder import fetch

_VERDICTS: dict[str, Verdict] = {"new": "kept", "same": "same", "revised": "revised"}


@dataclass(frozen=True, slots=True)
class House:
    """What a run works with: the settings, the store, the folder of kept bytes, and the extractors in their workers."""

    settings: Settings
    database: Database
    captures: Captures
    extractor: Extractor


def ingest(requests: Iterable[Request], house: House, told: Callable[[Outcome], None] | None = None) -> Report:
    """Take every request through the stages, in order; `told` hears of each outcome as it comes."""
    begun = time.monotonic()
    outcomes = tuple(_told(_outcomes(requests, house), told))
    return report_of(outcomes, seconds=round(time.monotonic() - begun, 3))


def _told(outcomes: Iterator[Outcome], told: Callable[[Outcome], None] | None) -> Iterator[Outcome]:
    for outcome in outcomes:
        if told:
            told(outcome)
        yield outcome


def _outcomes(requests: Iterable[Request], house: House) -> Iterator[Outcome]:
    for request in requests:
        try:
            yield _taken(request, house)
        except ArchiveError as error:
            yield refusal(request.origin, error)
        except Exception as error:  # noqa: BLE001  # the one place: a fault of ours costs one file, never the run
            yield refusal(request.origin, _fault(error))


def _fault(error: Exception) -> ArchiveError:
    """A fault of the program as a refusal: its kind and place in the code only, for its message may quote the text."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return ExtractError(
        f"Lỗi của chương trình khi xử lý tệp ({type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}).",
        remedy="Chưa lưu gì của tệp này. Hãy báo lỗi kèm dòng này.",
    )


def _taken(request: Request, house: House) -> Outcome:
    """One request through the stages.

    Raises:
        ArchiveError: a stage refused it; nothing of it was stored.
    """
    _guarded(guard.inspect_name(request.origin))
    fetched = fetch(request, max_bytes=house.settings.max_file_bytes)
    notes = tuple(note for note in (name_note(request.origin, fetched.media_type),) if note)
    with house.database.reading() as connection:
        known = held(connection, request.origin, digest_of(fetched.payload))
    if known:
        return Outcome(request.origin, "same", id=known.id, number=known.number, notes=notes)
    _guarded(guard.inspect_bytes(fetched.payload))
    extracted = house.extractor.extract(fetched)
    _guarded(guard.inspect_extracted(extracted))
    document, mentions = _read(extracted, request)
    return _stored(document, mentions, fetched, house, notes=notes)


def _guarded(mark: Mark | None) -> None:
    if mark:
        raise refusal_of(mark)


def _read(extracted: Extracted, request: Request) -> tuple[Document, tuple[Mention, ...]]:
    page = normalise(extracted)
    described = describe(page, request.hints)
    found = find_mentions(page.text, described.setting, own_type=described.document.type)
    mentions = tuple(one for one in found if not own_mention(described.document, one))
    return replace(described.document, words=segment(page.text)), mentions


def _stored(
    document: Document, mentions: tuple[Mention, ...], fetched: Fetched, house: House, *, notes: tuple[str, ...]
) -> Outcome:
    capture = house.captures.keep(fetched)
    claims = find_claims(document, mentions)
    stored = accession(house.database, document, capture, mentions, claims=claims, resolve=settle)
    number = str(document.number) if document.number else None
    return Outcome(fetched.request.origin, _VERDICTS[stored.outcome], id=stored.address, number=number, notes=notes)
