"""What is known of the force of a work on a day, as the check of a draft asks: from the store, or the tables alone.

The rules are those of `archive.works.validity`; here the claims are brought to them.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from archive.store import claims
from archive.works.address import address
from archive.works.catalogue import AUTHORITY, catalogue, superseding
from archive.works.document import Card
from archive.works.validity import Claim, Status, status_on

# The status of a work on a day, by the id of its card.
StatusOf = Callable[[str, date], Status]


def unknown(_card: str, day: date) -> Status:
    """Nothing is known of any work."""
    return Status("unknown", day)


def status_in(connection: Any) -> StatusOf:  # noqa: ANN401  # a connection that `Database.reading` gave
    """What the texts of the archive and the authority table say of a work."""
    return lambda card, day: claims.statuses(connection, [card], day).get(card, unknown(card, day))


def status_in_tables(card: str, day: date) -> Status:
    """What the authority table says of one of its own works, where there is no archive to ask."""
    return status_on(_replacements().get(card, ()), day)


@cache
def _replacements() -> dict[str, tuple[Claim, ...]]:
    """Address → the rows that replace the work there, as claims; only rows of grade A and B have an address here."""
    cards = [row.card for row in catalogue()]
    return {address(card): tuple(_claims_on(card)) for card in cards if card.key in superseding()}


def _claims_on(card: Card) -> list[Claim]:
    return [
        Claim(
            value="replaced",
            scope="whole",
            basis="table" if said.checked and row.grade in AUTHORITY else "unchecked",
            source=replace(row.card, id=address(row.card)),
            since=row.date,
        )
        for said, row in superseding()[card.key]
        if card.date and card.date.agrees(said.date)
    ]
