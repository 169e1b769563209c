"""Moments as the desk's columns keep them: ISO 8601 in UTC to the second, so that their order is that of their letters.

What depends on the time takes its moment as an argument; only doors ask for the present one.
"""

from datetime import UTC, datetime


def present() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def now() -> str:
    """The present moment as columns keep it: "2026-11-22T02:15:09+00:00"."""
    return written(present())


def written(moment: datetime) -> str:
    """A moment as columns keep it; one without a zone is taken for UTC."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).isoformat(timespec="seconds")


def read(column: str) -> datetime:
    """The moment a column keeps. Raises ValueError where it keeps none."""
    found = datetime.fromisoformat(column)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
