"""Taking a document into the archive: kept, its mentions recorded, every number it touches settled, in one transaction.

References that waited for the document are resolved before anybody can read it, or nothing of it is kept at all. The
index is told afterwards (`archive.store.waiting`). `relink` settles every number again, as after a change of the rules.
"""

from collections.abc import Callable, Iterable, Sequence

from archive.cite.repeated import reader_of
from archive.cite.resolve import settle as settle_by_rules
from archive.store.catalogue import put_catalogue
from archive.store.database import Database
from archive.store.documents import Stored, put
from archive.store.recording import Read, record
from archive.store.settlement import Resolve, known_keys, settle
from archive.text.sentences import sentence_of, sentences
from archive.works.catalogue import AuthorityRow
from archive.works.document import CaptureRef, Document, Mention
from archive.works.validity import FoundClaim

_KEYS_AT_ONCE = 200  # numbers settled in one transaction by `relink`: readers and writers get in between


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

    `read` says what a mention means; without it, as `archive.cite.repeated` has it: with what the text said before.

    Raises:
        StoreError: the store cannot be written; nothing of the document is kept.
    """
    parts = sentences(document.text)
    places = [sentence_of(parts, mention.start, mention.end) for mention in mentions]
    with database.atomic() as connection:
        stored = put(connection, document, capture=capture)
        cited = record(
            connection,
            stored,
            mentions,
            sentences=places,
            citing_date=document.date,
            read=read or reader_of(mentions, document.text),
            claimed=claims,
        )
        settle(connection, stored.keys | cited, resolve)
    return stored


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
