"""The ways a promise of the archive can fail, one child for each thing a person can do about it.

Every message is safe to show, in Vietnamese, and names the value, what is allowed and the remedy.
The absence of a link, a date or an issuer is a value, never an exception.
"""


class ArchiveError(Exception):
    """A broken promise of the archive, with a sentence for people and the fields behind it."""

    def __init__(self, message: str, *, remedy: str = "", **fields: object) -> None:
        """Keep the sentence, what to do about it, and the values it speaks of."""
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.fields = fields

    def __str__(self) -> str:
        """The sentence with its remedy, as the command line and the error page print it."""
        return f"{self.message} {self.remedy}".strip()


class ConfigError(ArchiveError, ValueError):
    """A setting is unknown or has a value that is not allowed."""


class NumberError(ArchiveError, ValueError):
    """A string is not a document number (số, ký hiệu)."""


class DateError(ArchiveError, ValueError):
    """A string or a day is not a date of the calendar."""


class DataError(ArchiveError):
    """A row of the archive's own tables breaks the table's rules."""


class SourceError(ArchiveError):
    """A source did not give what it should: nothing there, too large, not readable."""


class CaptureError(ArchiveError):
    """Captured bytes are damaged or differ from their digest."""


class ExtractError(ArchiveError):
    """No text could be read out of a file: unknown form, damaged, or pictures only."""


class SecrecyError(ArchiveError):
    """A secrecy mark was seen; the message names the kind of mark and nothing of the text."""


class QueryError(ArchiveError, ValueError):
    """A query that the reader can mend: the field, the value and what is allowed."""


class NotHere(ArchiveError, LookupError):
    """A number or address that the archive does not hold."""


class StoreError(ArchiveError):
    """The store cannot be opened or written: locked, of a later version, or damaged."""


class IndexStale(ArchiveError):
    """The index is absent, damaged or of another recipe; the message names the command that rebuilds it."""
