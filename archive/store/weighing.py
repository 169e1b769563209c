"""One description of a work out of all its texts: field by field the strongest source, among equals the chosen text.

Which text people read is decided in `editions`; how strong a source is, in `archive.works.precedence`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from archive.store.packing import filled
from archive.works.corrected import reading, without
from archive.works.document import Document
from archive.works.precedence import FIELDS, Field, kind_of, rank


def weighed(readings: Sequence[Document], said: Mapping[Field, str] | None = None) -> Document:
    """The description of a work from the readings of its texts, the text that people read first, and a clerk's word.

    A demonstration text tells nothing of a real work. `said` is what a clerk says, field by field; "" says "none".
    """
    chosen = readings[0]
    others = [one for one in readings[1:] if chosen.demonstration or not one.demonstration]
    known = filled(chosen, others)
    told = [reading(said, known)] if said else []
    best = {field: strongest(field, (chosen, *others, *told)) for field in FIELDS}
    stronger = {field: getattr(one, field) for field, one in best.items() if one is not None and one is not chosen}
    return without(replace(known, **stronger), said or {})


def strongest(field: Field, readings: Sequence[Document]) -> Document | None:
    """The reading whose word counts for a field: the strongest kind of source, the first of its kind; None for none."""
    saying = [one for one in readings if getattr(one, field) is not None]
    return min(saying, key=lambda one: rank(field, kind_of(one, field)), default=None)
