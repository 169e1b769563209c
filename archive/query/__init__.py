"""What is asked: the shapes of a query, the language it is typed in, the filters beside it. `parse` is the door.

Reading a query is pure and forgiving: punctuation is never an error. Which terms a query becomes is decided in
`archive.index.plan`; the answer is made in `archive.ask`.
"""

from archive.query.filters import FILTERS, MAX_PAGE
from archive.query.reading import MAX_CHARS, MAX_PER_PAGE, parse
from archive.query.shapes import Choice, Near, Option, Profile, Query, Sort

__all__ = [
    "FILTERS",
    "MAX_CHARS",
    "MAX_PAGE",
    "MAX_PER_PAGE",
    "Choice",
    "Near",
    "Option",
    "Profile",
    "Query",
    "Sort",
    "parse",
]
