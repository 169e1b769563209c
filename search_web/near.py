"""What may have been meant by an address or a number that is not held: the same number, then the same serial.

Only works that are there are offered; nothing is guessed beyond the number.
"""

from archive.errors import NumberError
from archive.store import documents
from archive.works.document import Card
from archive.works.number import Number, from_slug
from search_web.reading import shelf

MOST = 10


def near_address(address: str) -> tuple[Card, ...]:
    """The works whose number is the last part of an address ("…/2014/47-ct-tu"); empty when that part is no number."""
    try:
        return near_number(from_slug(address.rstrip("/").rpartition("/")[2].lower()))
    except NumberError:
        return ()


def near_number(number: Number) -> tuple[Card, ...]:
    """The works of a number; when there are none, those with its serial and type, then those with its serial."""
    connection = shelf().connection
    same = documents.find_by_key(connection, number.key)
    if same:
        return same[:MOST]
    serial = documents.find_by_serial(connection, number.serial)
    typed = tuple(card for card in serial if f"-{number.type_code}/" in card.key or f"/{number.type_code}-" in card.key)
    return (typed or serial)[:MOST]
