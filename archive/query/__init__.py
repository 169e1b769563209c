"""What is asked: the shapes of a query, the language it is typed in, the filters beside it. `parse` is the door.

Reading a query is pure and forgiving: punctuation is never an error. Which terms a query becomes is decided in
`archive.index.plan`; the answer is made in `archive.ask`.
"""

from archive.query.filters import FILTERS, MAX_PAGE, values_of
from archive.query.reading import MAX_CHARS, MAX_DEPTH, MAX_PER_PAGE, MAX_WITHIN, parse
from archive.query.shapes import SEVERAL, Choice, Near, Option, Profile, Query, Sort

__all__ = [
    "FILTERS",
    "MAX_CHARS",
    "MAX_DEPTH",
    "MAX_PAGE",
    "MAX_PER_PAGE",
    "MAX_WITHIN",
    "SEVERAL",
    "Choice",
    "Near",
    "Option",
    "Profile",
    "Query",
    "Sort",
    "parse",
    "values_of",
]
