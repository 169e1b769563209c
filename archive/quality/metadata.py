"""Metadata: what the archive says of a document it holds, field by field."""

from collections.abc import Callable, Sequence

from archive.quality.shapes import Found, Miss, Row, Scores, Tally, ratio
from archive.quality.values import same_value

METADATA_FIELDS = ("number", "type", "date", "issuer", "title", "genre")


def score_metadata(rows: Sequence[Row], read: Callable[[str], Found | None]) -> Scores:
    """The accuracy of each field of the documents described. `read` gives the fields of a path, None when not held.

    A document that is not held has every field of its row wrong; `held` is the share that is.
    """
    misses: list[Miss] = []
    tally = Tally(same_value)
    held = 0
    for place, row in enumerate(rows, 1):
        found = read(row["path"])
        held += found is not None
        if found is None:
            misses.append(Miss(place, "absent", row["path"]))
        here = Miss(place, "field", row["path"])
        misses += tally.compare(here, row, found or {}, METADATA_FIELDS, held=found is not None)
    measures = {
        "held": ratio(held, len(rows)),
        "accuracy": ratio(sum(tally.right.values()), sum(tally.scored.values())),
    }
    return Scores("metadata", len(rows), measures, tally.accuracy, tally.scored, tuple(misses))
