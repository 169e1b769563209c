"""Query trees of the library carried out over segments of arrays: the library's results, without its matchers.

`Executor` is all that others need; what it does not know is answered by the library itself on that part of the tree.
"""

from archive.index.whoosh.executor.bm25f import Bm25f
from archive.index.whoosh.executor.executor import Executor
from archive.index.whoosh.executor.hits import Hits
from archive.index.whoosh.executor.streams import Streams

__all__ = ["Bm25f", "Executor", "Hits", "Streams"]
