"""The validity of a work on a day with its claims, and how the works it cites stood when it cited them.

“Đã hết hiệu lực khi viện dẫn” and “hết hiệu lực sau đó” are different things: the first may be a fault of the citing
text, the second never is. The day of the answer is given by who asks; nothing here reads a clock.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from archive.store import claims, documents, links
from archive.works.document import Card
from archive.works.validity import ENDS, Claim, Status, status_on

Standing = Literal["ended_when_cited", "ended_since"]
STANDING_LABELS: dict[Standing, str] = {
    "ended_when_cited": "đã hết hiệu lực khi viện dẫn",
    "ended_since": "hết hiệu lực sau đó",
}


@dataclass(frozen=True, slots=True)
class Validity:
    """The status of a work on a day, every claim on it, and the standing of works it cites by their address.

    Cited works of which neither is known are not in `cited`.
    """

    status: Status
    claims: tuple[Claim, ...]
    cited: Mapping[str, Standing]


def validity_of(connection: Any, asked: str, day: date) -> Validity:  # noqa: ANN401  # one that the store gave
    """The validity of the work at an address on a day, with the standing of what its present text cites.

    Raises:
        NotHere: there is no work at the address.
    """
    address = documents.locate(connection, asked).address
    said = claims.claims_on(connection, address)
    return Validity(status_on(said, day), said, standings(connection, address, day))


def standings(connection: Any, address: str, today: date) -> dict[str, Standing]:  # noqa: ANN401  # as above
    """The standing of each work that the text at a present address cites; those not known are left out."""
    targets = [one.link.target.id for one in links.cites(connection, address) if one.link.target]
    citing = documents.cards(connection, [address]).get(address)
    if not targets or citing is None:
        return {}
    said = claims.claims_by_address(connection, targets)
    found = {target: standing(said.get(target, ()), citing, today) for target in targets}
    return {target: known for target, known in found.items() if known}


def standing(said: Iterable[Claim], citing: Card, today: date) -> Standing | None:
    """How a work with these claims stands to a work that cites it; None where it is not known to have ended.

    What the citing work itself ends, or tells the end of, is cited for that. A work that ended on the very day is in
    neither class: the texts of one day know of each other.
    """
    others = tuple(said)
    if citing.date is None or any(one.source.id == citing.id and one.value in ENDS for one in others):
        return None
    if status_on(others, citing.date.first - timedelta(days=1)).value == "ended":
        return "ended_when_cited"
    now = status_on(others, today)
    days = [one.since for one in now.claims if one.since]
    if now.value == "ended" and all(day.first > citing.date.last for day in days):
        return "ended_since"
    return None
