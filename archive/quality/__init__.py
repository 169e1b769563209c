"""Scoring: what the archive read, found and linked, held against rows checked by hand (gold).

Pure counting: each function takes the rows and a function that answers them, so that the same scores come from a text
alone, from an archive, or from a made-up answer in a test. How an archive is asked is in `quality_cli`; the floors that
a score may not fall below are in `tests/gate`. A field that a row does not have is not scored; null must be missing.
"""

from archive.quality.citations import score_citations
from archive.quality.claims import score_claims
from archive.quality.links import score_links
from archive.quality.metadata import score_metadata
from archive.quality.search import ndcg, ranks_of, score_search
from archive.quality.shapes import COUNTS, ClassScore, Miss, Row, Scores, harmonic, macro, ratio
from archive.quality.values import agrees, same_issuer, same_value

__all__ = [
    "COUNTS",
    "ClassScore",
    "Miss",
    "Row",
    "Scores",
    "agrees",
    "harmonic",
    "macro",
    "ndcg",
    "ranks_of",
    "ratio",
    "same_issuer",
    "same_value",
    "score_citations",
    "score_claims",
    "score_links",
    "score_metadata",
    "score_search",
]
