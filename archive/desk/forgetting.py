"""What the desk forgets of a work that was taken out for good: nothing of it may be read where the work cannot.

Reports of readers and what accounts follow are removed; rows of the log stay, who did what and when, but no longer say
to which work.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, update

from archive.desk.tables import audit, followed, mistakes

WITHDRAWN = "(đã rút)"  # in the log, in the place of the address


def forget(connection: Connection, addresses: Sequence[str]) -> int:
    """Forget the work that any of these addresses led to; how many reports and followed things were removed."""
    led = list(addresses)
    reports = connection.execute(delete(mistakes).where(mistakes.c.address.in_(led))).rowcount
    things = connection.execute(delete(followed).where(followed.c.kind == "work", followed.c.target.in_(led))).rowcount
    connection.execute(update(audit).where(audit.c.what.in_(led)).values(what=WITHDRAWN, detail=""))
    return int(reports + things)
