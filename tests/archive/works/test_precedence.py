"""The table of precedence is whole, and the kind of a source is read from evidence and derivation."""

import pytest

from archive.text.span import Span
from archive.works.document import Basis, Derivation, Document, Evidence
from archive.works.precedence import FIELDS, KINDS, SourceKind, kind_of, rank, table

RECODED, RECOGNISED = Derivation(("recoded",)), Derivation(("converted", "recognised"), 0.9)


def test_every_field_ranks_every_kind_a_clerk_and_then_words_come_first() -> None:
    assert set(table()) == set(FIELDS)
    for field in FIELDS:
        assert sorted(table()[field]) == sorted(KINDS)
        assert [rank(field, kind) for kind in ("clerk", "text", "inferred")] == [0, 1, len(KINDS) - 1]


@pytest.mark.parametrize(
    ("bases", "derivation", "kind"),
    [
        pytest.param(("words",), None, "text", id="written there"),
        pytest.param(("code",), None, "text", id="in the number that is written there"),
        pytest.param(("words",), RECODED, "recoded", id="in a text from an old font"),
        pytest.param(("words",), RECOGNISED, "recognised", id="in a text from a picture"),
        pytest.param(("hint",), None, "hint", id="said by a list"),
        pytest.param(("hint",), RECOGNISED, "hint", id="said by a list, of a scan"),
        pytest.param(("context",), None, "inferred", id="from where the text stands"),
        pytest.param((), None, "text", id="no evidence kept: old readings were of texts"),
    ],
)
def test_the_kind_of_a_source(bases: tuple[Basis, ...], derivation: Derivation | None, kind: SourceKind) -> None:
    evidence = tuple(Evidence("date", Span(0, 1), basis, 1.0) for basis in bases)
    assert kind_of(Document("directive", evidence=evidence, derivation=derivation), "date") == kind
