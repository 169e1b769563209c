"""Taking documents into the archive: kept, mentions recorded, every number they touch settled, in one transaction.

References that waited for the document are resolved before anybody can read it, or nothing of it is kept at all. The
index is told afterwards (`archive.store.waiting`). `relink` settles every number again, as after a change of the rules.
"""

from collections.abc import Callable, Iterable, Sequence

from archive.cite.further import further
from archive.cite.newly_held import newly_held
from archive.cite.repeated import reader_of
from archive.cite.resolve import settle as settle_by_rules
from archive.errors import StoreError
from archive.store import drafts
from archive.store.arrivals import take_in
from archive.store.catalogue import put_catalogue
from archive.store.database import Database
from archive.store.documents import Stored
from archive.store.drafts import Draft, Read
from archive.store.growth import Rules
from archive.store.newcomers import Arrival
from archive.store.settlement import Resolve, known_keys, settle
from archive.text.sentences import sentences_of
from archive.text.span import Span
from archive.works.catalogue import AuthorityRow
from archive.works.document import CaptureRef, Document, Mention
from archive.works.validity import FoundClaim

__all__ = ["Arrival", "Draft", "accession", "accession_all", "drafted", "load_catalogue", "relink"]

_KEYS_AT_ONCE = 200  # numbers settled in one transaction by `relink`: readers and writers get in between


def drafted(
    document: Document, mentions: Sequence[Mention], claims: Sequence[FoundClaim] = (), *, read: Read | None = None
) -> Draft:
    """A document made ready to be taken in, with the mentions found in its text and what it claims of them.

    `read` says what a mention means; without it, as `archive.cite.repeated` has it: with what the text said before.
    """
    return drafts.drafted(
        document,
        mentions,
        sentences=sentences_of(document.text, [Span(mention.start, mention.end) for mention in mentions]),
        read=read or reader_of(mentions, document.text),
        claims=claims,
    )


def accession(
    database: Database,
    document: Document,
    capture: CaptureRef,
    mentions: Sequence[Mention],
    *,
    claims: Sequence[FoundClaim] = (),
    resolve: Resolve = settle_by_rules,
    read: Read | None = None,
) -> Stored:
    """Take a document in, with the capture it was read from, the mentions found in its text and what it claims of them.

    Raises:
        StoreError: the store cannot be written; nothing of the document is kept.
    """
    with database.atomic() as connection:
        arrival = Arrival(drafted(document, mentions, claims, read=read), capture)
        (stored,) = take_in(connection, [arrival], resolve, _rules_beside(resolve))
    return stored


def accession_all(
    database: Database, arrivals: Sequence[Arrival], *, resolve: Resolve = settle_by_rules
) -> tuple[Stored | Exception, ...]:
    """Take drafted documents in, all in one transaction; for each what was done, or why it could not be kept.

    Each is kept wholly or not at all: where one of them cannot be, the transaction is undone and each is taken in by
    itself. After a crash all of them are in or none. A number is settled when all are in: a work that one of them
    brings and another cites is never a stub.
    """
    try:
        with database.atomic() as connection:
            return tuple(take_in(connection, arrivals, resolve, _rules_beside(resolve)))
    except StoreError as error:  # of the file itself: another writer, a full disk
        return (error,) * len(arrivals)
    except Exception as error:  # noqa: BLE001  # whose fault it is shows when each is taken in by itself
        if len(arrivals) == 1:
            return (error,)
    return tuple(one for arrival in arrivals for one in accession_all(database, [arrival], resolve=resolve))


_RULES = Rules(further, newly_held)


def _rules_beside(resolve: Resolve) -> Rules | None:
    """How what comes under a settled number is linked; it says the same as the rules, and only beside these."""
    return _RULES if resolve is settle_by_rules else None


def load_catalogue(database: Database, rows: Iterable[AuthorityRow], *, resolve: Resolve = settle_by_rules) -> int:
    """Make the store's authority table say what these rows say; the number of keys that were settled again.

    Rows of grade C stay out. The same table twice changes nothing.
    """
    with database.atomic() as connection:
        touched = put_catalogue(connection, rows)
        settle(connection, touched, resolve)
    return len(touched)


def relink(
    database: Database, *, resolve: Resolve = settle_by_rules, report: Callable[[int, int], None] | None = None
) -> int:
    """Settle every number again; how many there are. `report` hears how many are done, of how many."""
    with database.reading() as connection:
        keys = known_keys(connection)
    for begin in range(0, len(keys), _KEYS_AT_ONCE):
        portion = keys[begin : begin + _KEYS_AT_ONCE]
        with database.atomic() as connection:
            settle(connection, portion, resolve)
        if report:
            report(begin + len(portion), len(keys))
    return len(keys)
