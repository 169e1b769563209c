"""What to show when nothing was found: nearest numbers, what the archive holds, stubs, spellings, filters taken back.

Everything told is of works that are held or cited. That a number is not here says nothing of whether it was ever
given: of a series the archive says what it has, never what is between.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from archive.ask.did_you_mean import Correction, did_you_mean
from archive.ask.shapes import Shape, card_shape
from archive.errors import IndexStale
from archive.index.analysis import folded, syllables
from archive.index.engine import Engine
from archive.index.plan import Manner
from archive.query import Query
from archive.store import documents, series
from archive.store.series import Series
from archive.works.bodies import family
from archive.works.document import Card
from archive.works.number import Number
from archive.works.vocabulary import type_codes, types

MOST = 6  # works shown of each kind
_MOST_SERIES = 4


@dataclass(frozen=True, slots=True)
class Without:
    """A filter taken back: its name in addresses, its values, the query that is left, how many works that finds."""

    name: str
    values: tuple[str, ...]
    query: Query
    total: int


@dataclass(frozen=True, slots=True)
class Zero:
    """What can be said beside “nothing found”; each part may be empty.

    `number` is the number that was asked for and `held` what there is in its series, told in `sentences`; `before` and
    `after` are the nearest in that series, `elsewhere` has its serial with other letters. `stubs` are works cited and
    not held that the words fit; `meant` is a likely spelling.
    """

    number: str | None = None
    before: tuple[Card, ...] = ()
    after: tuple[Card, ...] = ()
    elsewhere: tuple[Card, ...] = ()
    held: tuple[Series, ...] = ()
    sentences: tuple[str, ...] = ()
    stubs: tuple[Card, ...] = ()
    meant: Correction | None = None
    without: tuple[Without, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to offer."""
        return self == Zero(number=self.number)

    def shape(self) -> Shape:
        """As JSON."""
        return {
            "number": self.number,
            "before": [card_shape(card) for card in self.before],
            "after": [card_shape(card) for card in self.after],
            "elsewhere": [card_shape(card) for card in self.elsewhere],
            "held": list(self.sentences),
            "stubs": [card_shape(card) for card in self.stubs],
            "did_you_mean": self.meant.said if self.meant else None,
            "without": [{"filter": one.name, "values": list(one.values), "total": one.total} for one in self.without],
        }


def zero(query: Query, *, engine: Engine, connection: Any) -> Zero:  # noqa: ANN401  # one that `reading` gave
    """What to show for a query that found nothing; `connection` is one that `Database.reading` gave."""
    number = query.asked.number if query.asked else None
    made = _of_number(query, number, connection) if number else Zero(**_of_filters(query, connection))
    try:
        return replace(
            made,
            meant=did_you_mean(query, engine, total=0),
            stubs=_stubs(query, engine, connection),
            without=tuple(_without(query, engine)),
        )
    except IndexStale:
        return made


# --- numbers ---------------------------------------------------------------------------------------------------------


def _of_number(query: Query, number: Number, connection: Any) -> Zero:  # noqa: ANN401
    own = family(query.issuer[0]) if len(query.issuer) == 1 else None
    before, after = series.neighbours(connection, number, family=own)
    held = series.series(connection, number=number, family=own)[:_MOST_SERIES]
    near = {card.id for card in (*before, *after)}
    elsewhere = _elsewhere(number, connection)
    told = [_sentence(one) for one in held]
    if told:
        told[-1] = f"{told[-1]}; chưa có số {number.serial}{number.suffix}"
    return Zero(
        number=str(number),
        before=before[:MOST],
        after=after[:MOST],
        elsewhere=tuple(card for card in elsewhere if card.id not in near)[:MOST],
        held=held,
        sentences=tuple(f"{one}." for one in told),
    )


def _elsewhere(number: Number, connection: Any) -> list[Card]:  # noqa: ANN401
    """The works of a serial, those of the same type first."""
    kind = type_codes().get(number.type_code, number.type_code)
    same = (card for card in documents.find_by_serial(connection, number.serial) if card.key != number.key)
    return sorted(same, key=lambda card: bool(kind) and f"-{kind}/" not in card.key and f"/{kind}-" not in card.key)


def _of_filters(query: Query, connection: Any) -> Mapping[str, Any]:  # noqa: ANN401
    """What the archive holds of the one body that was chosen, of the types chosen."""
    if len(query.issuer) != 1:
        return {}
    of_body = series.series(connection, family=family(query.issuer[0]))
    slugs = {kind.name: kind.slug for kind in types()}
    held = [one for one in of_body if not query.type or slugs.get(one.type) in query.type][:_MOST_SERIES]
    return {"held": tuple(held), "sentences": tuple(f"{_sentence(one)}." for one in held)}


def _sentence(one: Series) -> str:
    """What a series says: “Kho có 12 chỉ thị của Tỉnh ủy Lào Cai khóa XV, từ số 3 đến số 51”."""
    when = f" khóa {one.term}" if one.term else ""
    if not when and one.years:
        first, last = one.years
        when = f" năm {first}" if first == last else f" các năm {first}–{last}"
    kind = one.type[0].lower() + one.type[1:]
    return f"Kho có {one.held} {kind} của {one.name}{when}, từ số {one.lowest} đến số {one.highest}"


# --- words and filters -----------------------------------------------------------------------------------------------


def _stubs(query: Query, engine: Engine, connection: Any) -> tuple[Card, ...]:  # noqa: ANN401
    """Works that are cited and not held whose title has the words, whatever the filters; a number alone is no words."""
    asked = query.asked
    words = (*query.words[: asked.first], *query.words[asked.last :]) if asked else query.words
    if not (words or query.phrases):
        return ()
    found = engine.search(
        Query(words=words, phrases=query.phrases, genre=("stub",), per_page=MOST), Manner(reading="folded")
    )
    said = {folded(one) for one in syllables(" ".join((*words, *query.phrases)))}
    cards = documents.cards(connection, [match.id for match in found.matches])
    held = (cards[match.id] for match in found.matches if match.id in cards)
    return tuple(card for card in held if said <= {folded(one) for one in syllables(card.title or "")})


# The fields of a query that narrow it, by the names that addresses have for them.
_FILTERS = {
    "type": "loai",
    "issuer": "co-quan",
    "level": "cap",
    "genre": "the-loai",
    "place": "noi",
    "term": "khoa",
    "validity": "hieu-luc",
    "signatory": "nguoi-ky",
    "own": "so",
    "since": "tu",
    "until": "den",
}


def _without(query: Query, engine: Engine) -> Iterator[Without]:
    """Each filter taken back that then leaves something, the one that leaves most first; then all of them."""
    first = replace(query, page=1, per_page=1)
    inforce = [name for name in _FILTERS if _freed(query, name) != query]
    tried = []
    for name in inforce:
        left = _freed(first, name)
        if not left.is_empty and (total := engine.search(left).total):
            tried.append(Without(_FILTERS[name], _values(query, name), _again(left, query), total))
    yield from sorted(tried, key=lambda one: (-one.total, one.name))
    if len(inforce) > 1:
        left = reduce(_freed, inforce, first)
        if not left.is_empty and (total := engine.search(left).total):
            yield Without("", (), _again(left, query), total)


def _freed(query: Query, name: str) -> Query:
    """The query without one filter: neither the values that it allows nor those it does not."""
    kept = tuple(one for one in query.barred if one[0] != name)
    return replace(query, **{name: getattr(Query(), name)}, barred=kept)


def _again(left: Query, query: Query) -> Query:
    return replace(left, per_page=query.per_page)


def _values(query: Query, name: str) -> tuple[str, ...]:
    """The values of a filter, those that it does not allow with a minus."""
    value = getattr(query, name)
    allowed = value if isinstance(value, tuple) else () if value is None else (value,)
    return (*map(str, allowed), *(f"-{one}" for attribute, one in query.barred if attribute == name))
