"""What is looked for in the texts of an answer: the words of the query as the plan took them, and what each tells.

Taken from the plan, so that what is marked is what was searched: restored marks, opened abbreviations, both sides of
HOẶC. Where the words stand in a text is found in `scan`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from archive.index.analysis import folded, pairs, syllables, words_asked
from archive.index.engine import Engine
from archive.index.plan import Plan, Reading
from archive.index.scoring import rarity
from archive.query import Query
from archive.query.shapes import Choice, Near
from archive.works.asked import Asked


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in texts, in the form of the reading (with marks or without).

    `asked` are the syllables the reader asked for, `syllables` those and the ones abbreviations were opened to; `pairs`
    are neighbours that belong together, `alone` words of one syllable, `prefixes` beginnings of syllables (found as
    "kết*"). `said` are the free words in order, `phrases` must stand as they are, `number` is the
    document number among the words. `rarities` is what a syllable or pair tells, 1 for all when not counted.
    """

    syllables: frozenset[str]
    pairs: frozenset[str]
    alone: frozenset[str]
    reading: Reading
    asked: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    number: Asked | None = None
    rarities: Mapping[str, float] = field(default_factory=dict)

    def worth(self, term: str) -> float:
        """What a syllable or pair tells."""
        return self.rarities.get(term, 1.0)


def sought(query: Query, reading: Reading, plan: Plan | None = None) -> Sought:
    """What a query looks for in texts, taken with or without marks; by its plan, where there is one."""
    taken = plan.taken if plan else None
    asked = query.asked
    number = (str(asked.number),) if asked and asked.number else ()
    chosen = tuple(_chosen(query.choices))
    typed = (taken.said if taken and taken.said else " ".join(query.words), *_near(query.near), *chosen, *number)
    phrases = _phrases(query, reading, plan)
    opened = [meaning for one in (taken.opened if taken else ()) for meaning in one.meanings]
    terms = [syllables_in(chunk, reading) for chunk in typed] + [list(phrase) for phrase in phrases]
    more = [syllables_in(chunk, reading) for chunk in opened]
    single = {term for chunk in (*typed, *query.phrases) for term in words_asked(chunk) if " " not in term}
    return Sought(
        syllables=frozenset(one for chunk in (*terms, *more) for one in chunk),
        pairs=frozenset(pair for chunk in (*terms, *more) for pair in pairs(chunk)),
        alone=frozenset(map(_form(reading), single)),
        reading=reading,
        asked=frozenset(one for chunk in terms for one in chunk),
        prefixes=tuple(dict.fromkeys(_form(reading)(one) for one in _prefixes(query))),
        said=tuple(terms[0]),
        phrases=phrases,
        number=asked,
    )


def rated(wanted: Sought, engine: Engine) -> Sought:
    """The same with what each syllable and pair tells in an index. Raises IndexStale when it cannot answer."""
    total = engine.count()
    marked = wanted.reading == "marked"
    streams = (
        ("syllables" if marked else "folded", wanted.syllables),
        ("pairs" if marked else "folded_pairs", wanted.pairs),
    )
    found: dict[str, float] = {}
    for stream, held in streams:
        terms = sorted(held)
        counts = engine.frequencies(stream, terms)
        found |= {term: rarity(total, count) for term, count in zip(terms, counts, strict=True)}
    return replace(wanted, rarities=found)


def in_form(text: str, wanted: Sought) -> list[str]:
    """The syllables of a text in the form that is looked for."""
    return syllables_in(text, wanted.reading)


# --- the parts of a query --------------------------------------------------------------------------------------------


def _form(reading: Reading) -> Callable[[str], str]:
    return str if reading == "marked" else folded


def syllables_in(text: str, reading: Reading) -> list[str]:
    """The syllables of a text with their marks, or without them."""
    return list(map(_form(reading), syllables(text)))


def _phrases(query: Query, reading: Reading, plan: Plan | None) -> tuple[tuple[str, ...], ...]:
    """The phrases typed, in the form of the plan's own where it has them (their marks may have been restored)."""
    typed = [tuple(syllables_in(one, reading)) for one in query.phrases]
    planned = {tuple(map(folded, one.terms)): one.terms for one in plan.phrases} if plan else {}
    found = (planned.get(tuple(map(folded, one)), one) for one in typed)
    return tuple(tuple(map(_form(reading), one)) for one in found)


def _near(near: tuple[Near, ...]) -> Iterator[str]:
    return (one.words for one in near)


def _chosen(choices: tuple[Choice, ...]) -> Iterator[str]:
    """The words and phrases of every side of HOẶC."""
    for option in (option for choice in choices for option in choice.options):
        yield " ".join(option.words)
        yield from option.phrases
        yield from _near(option.near)
        yield from _chosen(option.choices)


def _prefixes(query: Query) -> Iterator[str]:
    for prefix in (*query.prefixes, *_chosen_prefixes(query.choices)):
        yield from syllables(prefix)


def _chosen_prefixes(choices: tuple[Choice, ...]) -> Iterator[str]:
    for option in (option for choice in choices for option in choice.options):
        yield from option.prefixes
        yield from _chosen_prefixes(option.choices)
