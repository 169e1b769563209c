"""WARC files among the files of a run: each stands for the captures in it, of this archive or of another crawler.

A WARC file is known by its bytes, packed or plain; every other request goes through unchanged. What a capture gives is
read in `ingest.warc.foreign`.
"""

from collections.abc import Iterable, Iterator

from ingest.material import Fetched, Request
from ingest.sources import folder
from ingest.warc.foreign import Places, fetched, requests_of
from ingest.warc.records import is_warc


class WarcSource:
    """Requests with their WARC files opened; `fetch` gives the bytes of any of them, for `pipeline.House`."""

    name = "warc"

    def __init__(self, requests: Iterable[Request]) -> None:
        """Take requests, as of `folder.FolderSource`."""
        self._requests = requests
        self._places = Places()

    def requests(self) -> Iterator[Request]:
        """The requests, each WARC file replaced by one for every capture in it, in the order of its records."""
        for request in self._requests:
            if request.path is not None and request.offset < 0 and is_warc(request.path):
                yield from requests_of(request.path, self._places)
            else:
                yield request

    def fetch(self, request: Request, *, max_bytes: int) -> Fetched:
        """The bytes of a request: of a capture in a WARC file that `requests` has gone through, or of a plain file.

        Raises:
            SourceError: it cannot be read, is too large, or is no answer that a document could be.
        """
        if request.offset < 0:
            return folder.fetch(request, max_bytes=max_bytes)
        return fetched(request, self._places, max_bytes=max_bytes)
