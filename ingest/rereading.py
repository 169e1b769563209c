"""Reading the head of a recognised text again where letters were taken for others, and believing it only when vouched.

The text stays as it was recognised. Headings are compared by their skeletons; a number or a day that was misread or is
in doubt is taken only when the catalogue, the archive, the name of the file or the gazette it stands in agree with it.
Otherwise it is missing, and the place where it could not be read is kept as its evidence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from archive.works.dates import find_dates
from archive.works.document import Evidence
from archive.works.number import numbers_in
from ingest.letterhead import Letterhead
from ingest.material import Page
from ingest.rereading_day import day_of_known, settled_day
from ingest.rereading_heads import put_right
from ingest.rereading_number import settled_number
from ingest.rereading_vouch import Known, Vouchers, catalogued, vouchers

READ_AGAIN = "đọc lại từ bản quét"
# What a value read again is worth beside one that stands there in clear letters.
_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Rereading:
    """A recognised page, its text with misread headings put right, and what vouches for its number and its day.

    `text` is as long as the page's own, so that spans into it are spans into the page.
    """

    page: Page
    text: str
    vouchers: Vouchers

    def settled(self, head: Letterhead) -> Letterhead:
        """A letterhead read from `text`, its number and day as far as they can be believed."""
        date, date_span = settled_day(self.text, head, self.vouchers)
        number, number_span = settled_number(self.text, head, self.vouchers, date)
        if date is None and number is not None:
            date, date_span = day_of_known(self.text, number, self.vouchers, date_span)
        letters = head.letters or ((head.number.type_code, head.number.body_code) if head.number else None)
        return replace(head, number=number, number_span=number_span, letters=letters, date=date, date_span=date_span)

    def marked(self, evidence: Iterable[Evidence], head: Letterhead) -> tuple[Evidence, ...]:
        """The evidence, what was read again marked so and less sure, for its words stand otherwise in the text."""
        return tuple(
            replace(one, confidence=min(one.confidence, _SURE), source=f"{one.source}, {READ_AGAIN}")
            if one.confidence > 0 and self._differs(one, head)
            else one
            for one in evidence
        )

    def _differs(self, one: Evidence, head: Letterhead) -> bool:
        """Whether the words at the place do not say by themselves what was taken from them."""
        if one.span is None:
            return False
        words = self.page.text[one.span.start : one.span.end]
        if one.field == "number":
            return head.number not in [number for _, _, number in numbers_in(words)]
        if one.field == "date":
            return head.date not in [found.date for found in find_dates(words)]
        return words != self.text[one.span.start : one.span.end]


def rereading_of(page: Page, *, origin: str = "", told: Sequence[str] = (), known: Known = catalogued) -> Rereading:
    """How a recognised page is read again: `origin` is its file's name or address, `told` what lists say of its number.

    `page.meta` may hold "number_readings", "date_readings" (parted by `SEPARATOR`) and "gazette" (an ISO day).
    """
    return Rereading(page, put_right(page.text), vouchers(page, origin=origin, told=told, known=known))
