"""How every work stands on a day, for searches: the validity of each work of which anything is known.

Worked out once for a state of the store and a day, and kept: a search filters, counts and ranks by it. The validity of
one work with its sources is in `standing`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from archive.store import claims
from archive.works.validity import Claim, State, status_on

_MOST_DAYS = 8  # days kept for a state of the store: today, and those readers ask for
_MOST_STORES = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """What is said in one state of a store, by address, and what follows from it for the days asked so far."""

    state: object
    said: Mapping[str, tuple[Claim, ...]]
    days: dict[date, Mapping[str, State]]


_kept: dict[str, _Known] = {}


def standings_on(connection: Any, day: date) -> Mapping[str, State]:  # noqa: ANN401  # one that the store gave
    """Address → state on a day, of every work that is in no unknown state; kept until the store changes."""
    known = _known(connection)
    if day not in known.days:
        if len(known.days) >= _MOST_DAYS:
            known.days.clear()
        known.days[day] = _on(known.said, day)
    return known.days[day]


def _on(said: Mapping[str, tuple[Claim, ...]], day: date) -> Mapping[str, State]:
    found = ((address, status_on(claimed, day).value) for address, claimed in said.items())
    return {address: state for address, state in found if state != "unknown"}


def _known(connection: Any) -> _Known:  # noqa: ANN401  # as above
    """What is said in the present state. Read on a connection of its own, so that it is never older than its mark."""
    path = connection.engine.url.database
    state = _state(path)
    known = _kept.get(path or "")
    if known is None or state is None or known.state != state:
        with connection.engine.connect() as fresh:
            spoken = claims.spoken_of(fresh)
            said = {spoken[work]: found for work, found in claims.claims_of(fresh, spoken).items() if found}
        known = _Known(state, said, {})
        if len(_kept) >= _MOST_STORES:
            _kept.clear()
        _kept[path or ""] = known
    return known


def _state(path: str | None) -> object:
    """A mark of the file that changes with every write: size and time of the file and of its log; None without a file.

    Read before the data: what is written in between is then read again, never missed.
    """
    if not path or path == ":memory:":
        return None
    found = [Path(path), Path(f"{path}-wal")]
    return tuple((one.stat().st_size, one.stat().st_mtime_ns) if one.exists() else None for one in found)
