"""How every work stands on a day, for searches: the validity of each work of which anything is known.

Worked out once for a state of the store and a day, and kept: a search filters, counts and ranks by it. The validity of
one work with its sources is in `standing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from archive.ask.unchanged import UntilChanged
from archive.store import claims
from archive.works.validity import Claim, State, status_on

_MOST_DAYS = 8  # days kept for a state of the store: today, and those readers ask for


@dataclass(frozen=True, slots=True)
class _Known:
    """What is said in one state of a store, by address, and what follows from it for the days asked so far."""

    said: Mapping[str, tuple[Claim, ...]]
    days: dict[date, Mapping[str, State]] = field(default_factory=dict)


def standings_on(connection: Any, day: date) -> Mapping[str, State]:  # noqa: ANN401  # one that the store gave
    """Address → state on a day, of every work that is in no unknown state; kept until the store changes."""
    known = _KNOWN.of(connection)
    found = known.days.get(day)
    if found is None:
        if len(known.days) >= _MOST_DAYS:
            known.days.clear()
        found = known.days[day] = _on(known.said, day)
    return found


def _on(said: Mapping[str, tuple[Claim, ...]], day: date) -> Mapping[str, State]:
    found = ((address, status_on(claimed, day).value) for address, claimed in said.items())
    return {address: state for address, state in found if state != "unknown"}


def _said(connection: Any) -> _Known:  # noqa: ANN401  # as above
    spoken = claims.spoken_of(connection)
    return _Known({spoken[work]: found for work, found in claims.claims_of(connection, spoken).items() if found})


_KNOWN = UntilChanged(_said)
