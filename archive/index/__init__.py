"""The index: what it holds (`fields`, `analysis`), what is asked of it (`plan`, `scoring`), and the engines.

It is derived from the store and can always be made again from there. Three engines pass one contract: `memory`, the
plain one; `arrays`, in memory over numpy arrays; `whoosh`, on disk, which answers by the same arrays. `ranking` orders
the top of a list anew. `open_engine` is the door.
"""

from archive.config import Settings
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine


def open_engine(settings: Settings) -> Engine:
    """The engine that the settings name. The one on disk need not exist yet: the first batch or rebuild makes it."""
    if settings.engine == "memory":
        return MemoryEngine()
    if settings.engine == "arrays":
        from archive.index.arrays.engine import ArrayEngine

        return ArrayEngine()
    # Late, so that commands which do not search start without the library.
    from archive.index.whoosh.engine import WhooshEngine

    return WhooshEngine(settings.index_dir, jobs=settings.ingest_jobs, memory=settings.index_memory_mb << 20)
