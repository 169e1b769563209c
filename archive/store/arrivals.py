"""Documents taken in together: those that are surely new works by a handful of statements for all of them.

For them `documents.keep` and `recording.record` come to plain rows, and here are those rows. Every other document goes
that longer way; which are which is told by `newcomers`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from archive.store.cards import in_chunks
from archive.store.citing_words import touch
from archive.store.documents import Stored, keep, work_values
from archive.store.drafts import Draft
from archive.store.editions import capture_values, edition_values
from archive.store.growth import Growth, Rules, link_growth
from archive.store.many_rows import insert_rows, next_ids
from archive.store.newcomers import Arrival, Newcomers
from archive.store.recording import claim_rows, made_readings, mention_rows, record
from archive.store.settlement import Resolve, settle
from archive.store.tables import captures, claims, editions, likeness_bands, mentions, readings, works

_ASKED: BindParameter[Any] = bindparam("asked", expanding=True)
_TARGETS = select(readings.c.target).distinct().where(readings.c.id.in_(_ASKED), readings.c.target.is_not(None))


@dataclass(slots=True)
class _Touched:
    """What documents touch: keys to settle whole, and what new works bring.

    These bring the rows of readings that they cite, with their keys, and rows of works under the keys that they bear.
    """

    keys: set[str] = field(default_factory=set)
    cited: dict[int, str] = field(default_factory=dict)
    works: dict[str, set[int]] = field(default_factory=dict)

    def growth(self) -> Growth:
        """What comes under numbers of which nothing else changes."""
        return Growth(self.cited, self.works).without(self.keys)


def take_in(
    connection: Connection, arrivals: Sequence[Arrival], resolve: Resolve, rules: Rules | None = None
) -> list[Stored]:
    """Keep drafted documents in their order, with mentions and claims; settle every number they touch at the end.

    With `rules`, a number that is only cited once more, or borne by one work more, is settled by what came now.
    """
    stored: list[Stored] = []
    touched = _Touched()
    held, new = Newcomers(connection, arrivals), list[Arrival]()
    for one in arrivals:
        if held.is_new(one):
            held.made(one)
            new.append(one)
            continue
        stored += _made(connection, new, touched)  # row numbers and what `keep` sees go by the order of arrival
        kept = keep(connection, one.draft, one.capture)
        touched.keys |= kept.keys | record(connection, kept, one.draft)
        held.kept(one, kept.address, kept.keys)
        stored.append(kept)
    stored += _made(connection, new, touched)
    growth = touched.growth()
    left = link_growth(connection, growth, rules) if rules else {*growth.keys}
    settle(connection, touched.keys | left, resolve, tied={*growth.keys}.difference(growth.works))
    return stored


def _made(connection: Connection, new: list[Arrival], touched: _Touched) -> list[Stored]:
    """The new works that wait, kept; none waits any more, and what they touch is added."""
    made, cited = keep_new(connection, new)
    for one in made:
        for key in one.keys:
            touched.works.setdefault(key, set()).add(one.work)
    touched.cited |= cited
    new.clear()
    return made


def keep_new(connection: Connection, arrivals: Sequence[Arrival]) -> tuple[list[Stored], dict[int, str]]:
    """Keep documents that are new works, with their mentions and claims; what was done, and the readings they cite.

    These by row, each with its key. The rows of the works are numbered as the store would number them one by one.
    """
    if not arrivals:
        return [], {}
    works_made, texts_made = next_ids(connection, works), next_ids(connection, editions)
    rows = [(next(works_made), next(texts_made), one) for one in arrivals]
    # One change since the row was made: its text; as `documents.keep` counts.
    insert_rows(connection, works, [_work(work, one.draft) for work, _, one in rows])
    insert_rows(connection, editions, [_edition(work, text, one) for work, text, one in rows])
    figures = [{"band": band, "edition": text} for _, text, one in rows for band in one.draft.bands]
    insert_rows(connection, likeness_bands, figures)
    insert_rows(connection, captures, [capture_values(one.capture, text) for _, text, one in rows])
    cited = _record(connection, [(text, one.draft) for _, text, one in rows])
    return [_stored(work, text, one.draft) for work, text, one in rows], cited


def _work(work: int, draft: Draft) -> dict[str, Any]:
    return {"id": work, **work_values(draft, address=draft.address, stale=2)}


def _edition(work: int, text: int, one: Arrival) -> dict[str, Any]:
    return {"id": text, **edition_values(one.draft, work=work, origin=one.capture.origin, current=True)}


def _stored(work: int, text: int, draft: Draft) -> Stored:
    keys = frozenset({draft.row["key"], draft.row["bare_key"]}) - {""}
    return Stored(work, draft.address, "new", text, changed=True, keys=keys)


def _record(connection: Connection, texts: Sequence[tuple[int, Draft]]) -> dict[int, str]:
    """Write the mentions and claims of new texts; the rows of the readings they cite, each with its key.

    The index reads again what they are known to cite.
    """
    wanted = {digest: values for _, draft in texts for digest, values in (draft.readings or {}).items()}
    ids = made_readings(connection, wanted)
    insert_rows(connection, mentions, [row for text, draft in texts for row in mention_rows(draft, text, ids)])
    insert_rows(connection, claims, [row for text, draft in texts for row in claim_rows(draft, text, ids)])
    cited: set[int] = set()
    for chunk in in_chunks(ids.values()):
        cited |= set(connection.execute(_TARGETS, {"asked": list(chunk)}).scalars())
    touch(connection, cited)
    return {ids[digest]: values["key"] for digest, values in wanted.items()}
