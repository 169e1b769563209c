"""The front of the extractors: `Extractor` reads any file in a bounded process and gives its pieces or a true refusal.

Inside: `dispatch` chooses by type, `html`, `text`, `word` and `pdf` read, `worker` bounds them in time and memory.
"""

from ingest.extract.dispatch import Limits, extract
from ingest.extract.worker import Extractor

__all__ = ["Extractor", "Limits", "extract"]
