"""The one table of what is indexed: streams of terms that rank, the number stream that finds, columns that filter.

Every weight of the ranking stands here and nowhere else, and `fingerprint` names the whole recipe, so that an index of
another recipe is noticed before it answers. How a document becomes terms is in `archive.index.analysis`.
"""

import hashlib
from dataclasses import astuple, dataclass
from typing import Literal

from archive.text import segment
from archive.works.vocabulary import rows

Analyser = Literal["words", "pairs", "syllables", "folded pairs", "folded syllables", "number"]


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream of terms, one posting list per term; a posting holds the summed weight of the parts the term stands in.

    `title`, `heading`, `body`, `cited` weigh an occurrence in the title, in what describes the document (type, number,
    issuer, place, date, headings), in the text, in the sentences of other works that cite it; the length of a document
    is the sum of the same weights, so this is BM25F on one boosted field, but what others say makes it no longer.
    `share` is what the stream adds to a score; `k1`, `b` are BM25's; `places` says whether places are kept.
    """

    name: str
    analyser: Analyser
    title: int
    heading: int
    body: int
    cited: int
    k1: float
    b: float
    share: float
    places: bool
    help: str


@dataclass(frozen=True, slots=True)
class Column:
    """A value per document, to filter, count and sort by; a facet is counted for readers."""

    name: str
    source: str
    kind: Literal["facet", "text", "number"]
    help: str

    @property
    def facet(self) -> bool:
        """Whether its values are counted for readers."""
        return self.kind == "facet"


# Weights, k1, b and shares were measured on 1,311 legal questions over 79,923 articles (BM25F, words + 0.6 pairs: nDCG
# 79.0 against 62.8 for syllables alone). After a change run `vankien eval search` on the gold queries.
# `syllables` and `folded` add little to a score when pairs are there (±0.1); they gate, carry phrases and rank a word
# that stands alone.
STREAMS: tuple[Stream, ...] = (
    Stream("words", "words", 8, 3, 1, 2, 1.2, 0.75, 1.0, False, "Words as pyvi sees them, lower case."),
    Stream("pairs", "pairs", 8, 2, 1, 2, 0.8, 0.5, 0.6, False, "Two syllables in a row, with their marks."),
    Stream("syllables", "syllables", 8, 3, 1, 2, 1.2, 0.75, 0.2, True, "Syllables as written; gate, phrases."),
    Stream("folded_pairs", "folded pairs", 8, 2, 1, 2, 0.8, 0.5, 1.0, False, "Two syllables in a row, without marks."),
    Stream("folded", "folded syllables", 8, 3, 1, 2, 1.2, 0.75, 0.6, True, "Syllables without marks; gate, phrases."),
    Stream("number", "number", 1, 1, 1, 1, 1.2, 0.0, 1.0, False, "Its own number: key, type and serial, serial."),
)
COLUMNS: tuple[Column, ...] = (
    Column("type", "slug of the printed type", "facet", "Type of document (loại)."),
    Column("issuer", "family of the issuing body, or the slug of its name", "facet", "Issuing body (cơ quan)."),
    Column("level", "level of the issuing body", "facet", "Level (cấp): tw, tinh, huyen, xa."),
    Column("year", "year of the date", "facet", "Year of issue (năm)."),
    Column("genre", "genre", "facet", "Directive, article or stub (thể loại)."),
    Column("place", "slug of the place", "facet", "Province or district (nơi)."),
    Column("first", "first day the date may mean, as a day number", "number", "Start of the date."),
    Column("last", "last day the date may mean, as a day number", "number", "End of the date."),
    Column("term", "congress term of the document", "facet", "Congress term (khóa), Roman."),
    Column("signatory", "slug of the signatory", "text", "Who signed (người ký)."),
    Column("work", "id of the work that an article is part of", "text", "Containing work, of single articles only."),
    Column("cited", "works that cite it", "number", "How many works cite it."),
    Column("title_size", "syllables of the title", "number", "Where the title ends among the places."),
    Column("heading_size", "syllables of what describes it", "number", "How long type, number, issuer, headings are."),
    Column("body_at", "place of the first syllable of the text", "number", "Where the text begins among the places."),
    Column("body_size", "syllables of the text", "number", "How long the text is."),
)
FIELDS: tuple[Stream | Column, ...] = (*STREAMS, *COLUMNS)
STREAM: dict[str, Stream] = {stream.name: stream for stream in STREAMS}
FACETS: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.kind == "facet")
TEXTS: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.kind != "number")
NUMBERS: tuple[str, ...] = tuple(column.name for column in COLUMNS if column.kind == "number")

# Counts up when a term of an analyser, or the make of an entry, changes without a change in the tables above.
RECIPE = 3


def fingerprint() -> str:
    """The recipe of an index as a short digest: fields, weights kept in postings, analysers, names, pyvi's version.

    The library that keeps the postings adds its own version to it.
    """
    kept = [(s.name, s.analyser, s.title, s.heading, s.body, s.cited, s.places) for s in STREAMS]
    # Read with the works they name. From the table itself: every command asks, and few need its rows understood.
    names = [tuple(row["aliases"]) for row in rows("authority", "document") if row.get("aliases")]
    recipe = (RECIPE, kept, [astuple(column) for column in COLUMNS], names, segment.recipe())
    return hashlib.sha256(repr(recipe).encode()).hexdigest()[:16]
