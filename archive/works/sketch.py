"""A work as far as those that cite it speak of it: what readings are compared with, and what a stub is made of."""

from typing import Protocol

from archive.works.dates import PartialDate


class Sketch(Protocol):
    """A work that readings speak of and nobody holds, as far as they agree."""

    @property
    def key(self) -> str:
        """The number's key."""

    @property
    def type(self) -> str | None:
        """The printed name of its type."""

    @property
    def body(self) -> str | None:
        """The id of the issuing body."""

    @property
    def date(self) -> PartialDate | None:
        """Its date."""

    @property
    def term(self) -> str | None:
        """Its congress term, where one is written."""
