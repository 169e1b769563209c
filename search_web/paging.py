"""Pages of a long list: which page is asked for, and which page numbers are worth showing.

Plain sums; the addresses of the pages are made where the list is.
"""

from dataclasses import dataclass

LAST_PAGE = 10_000  # no list of the archive is read further; a larger number is a slip or a probe


@dataclass(frozen=True, slots=True)
class Paging:
    """One page of a list: `page` from 1, `per_page` entries a page, `total` entries in all."""

    page: int
    per_page: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.per_page))

    @property
    def offset(self) -> int:
        """How many entries come before this page."""
        return (self.page - 1) * self.per_page

    @property
    def first(self) -> int:
        """The ordinal of the first entry shown; 0 for an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The ordinal of the last entry shown."""
        return min(self.offset + self.per_page, self.total)

    @property
    def numbers(self) -> tuple[int | None, ...]:
        """The page numbers to show, None for a gap: 1 … 4 5 6 … 20."""
        near = {1, self.pages, *range(self.page - 1, self.page + 2)}
        wanted = sorted(number for number in near if 1 <= number <= self.pages)
        shown: list[int | None] = []
        for number in wanted:
            if shown and number - (shown[-1] or 0) > 1:
                shown.append(None)
            shown.append(number)
        return tuple(shown)


def asked_page(written: str | None) -> int:
    """The page number of an address; 1 for what is no whole number or out of reach."""
    if not written or not written.isascii() or not written.isdigit() or len(written) > 6:
        return 1
    return min(max(int(written), 1), LAST_PAGE)
