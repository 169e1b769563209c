"""Counts and orders of the archive, worked out once and kept for as long as the archive does not change.

What is kept is asked of the newest state on a connection of its own, so that it is never older than the mark it is
kept under.
"""

from array import array
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from archive.ask.unchanged import UntilChanged
from archive.store import claims, listing, shelflist, tallies
from archive.store.shelflist import Order, Wanted
from archive.store.tallies import Count
from archive.works.validity import Status

Made = TypeVar("Made")

# Lists and tables of counts kept at once. A list of 20,000 works takes 160 kB; most have a few hundred.
_MOST = 400
_MOST_STATUSES = 20_000
_UNASKED = object()


@dataclass(frozen=True, slots=True)
class Standing:
    """What lists need to know of the whole archive: who cites each work, which stubs no list shows, what was asked."""

    cited: dict[int, int]
    left_out: frozenset[int]
    asked: dict[Hashable, Any] = field(default_factory=dict)


def _stand(connection: Any) -> Standing:  # noqa: ANN401  # one that the store gave
    cited = listing.cited_by_row(connection)
    return Standing(cited, listing.left_out(connection, cited))


_STANDING = UntilChanged(_stand)


def standing(connection: Any) -> Standing:  # noqa: ANN401
    """Of the archive as it is now."""
    return _STANDING.of(connection)


def kept(connection: Any, question: Hashable, ask: Callable[[Any, Standing], Made]) -> Made:  # noqa: ANN401
    """The answer to a question, asked once for each state of the archive; `ask` is given a connection of its own."""
    now = standing(connection)
    found = now.asked.get(question, _UNASKED)
    if found is _UNASKED:
        with connection.engine.connect() as fresh:
            found = ask(fresh, now)
        if len(now.asked) >= _MOST:
            now.asked.clear()
        now.asked[question] = found
    return found  # type: ignore[no-any-return]  # what `ask` gave for this question


def rows(connection: Any, wanted: Wanted, order: Order = "newest") -> "array[int]":  # noqa: ANN401
    """The rows of a list in its order (see `archive.store.shelflist`)."""

    def ask(fresh: Any, now: Standing) -> "array[int]":  # noqa: ANN401
        found = shelflist.rows(fresh, wanted, order, cited=now.cited, without=now.left_out)
        return array("q", found)

    return kept(connection, ("rows", wanted, order), ask)


def statuses(connection: Any, addresses: Iterable[str], day: date) -> dict[str, Status]:  # noqa: ANN401
    """The statuses of works on a day, as `claims.statuses` gives them; each is worked out once until something changes.

    Of a page of 25 works that takes a third of the time the whole page does.
    """
    known: dict[str, Status | None] = kept(connection, ("statuses", day), lambda _fresh, _now: {})
    asked = list(addresses)
    new = [one for one in asked if one not in known]
    if new:
        with connection.engine.connect() as fresh:
            found = claims.statuses(fresh, new, day)
        if len(known) > _MOST_STATUSES:
            known.clear()
        known |= {one: found.get(one) for one in new}
    return {one: status for one in asked if (status := known.get(one)) is not None}


def tally(connection: Any, by: tuple[str, ...], wanted: Wanted | None = None) -> dict[tuple[Any, ...], Count]:  # noqa: ANN401
    """Counts of what is wanted by some of its values (see `archive.store.tallies`)."""
    return kept(
        connection,
        ("tally", by, wanted),
        lambda fresh, now: tallies.tally(fresh, by, wanted, without=now.left_out),
    )
