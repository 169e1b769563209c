"""How much the server reads of a request before it knows who sends it: a draft at most, an upload at its own address.

Waitress has one measure for all addresses, so the parser is told another one here, by the address and by there being
a session at all; whether the session is good is asked in `doors`. Bodies are held in memory: above its own measure
Waitress would write them to a file of the system's, and nothing of a draft or a secret paper may be.
"""

from copy import copy
from typing import Any

from waitress.channel import HTTPChannel  # type: ignore[import-untyped]  # it says no types of its own
from waitress.parser import HTTPRequestParser  # type: ignore[import-untyped]

from search_web.desk.doors import SESSION
from search_web.desk.upload import MOST_BYTES, routes

MOST_BODY = 500_000  # bytes: the form of the longest draft


class Parser(HTTPRequestParser):  # type: ignore[misc]  # as above
    """The parser of a request that takes as much as its address is for."""

    adj: Any

    def parse_header(self, header_plus: bytes) -> None:
        """Read the head of a request, then choose its measure."""
        self.adj = _measured(self.adj, MOST_BODY)
        super().parse_header(header_plus)
        is_upload = self.command == "POST" and self.path == routes.url_prefix
        if is_upload and f"{SESSION}=" in self.headers.get("COOKIE", ""):
            self.adj = _measured(self.adj, MOST_BYTES)


class Channel(HTTPChannel):  # type: ignore[misc]  # as above
    """A connection whose requests are read by `Parser`."""

    parser_class = Parser


def _measured(adjustments: Any, most: int) -> Any:  # noqa: ANN401  # the server says no types of its own
    """The settings of the server with another measure of bodies, all of it in memory."""
    own = copy(adjustments)
    own.max_request_body_size = most
    own.inbuf_overflow = MOST_BYTES
    return own
