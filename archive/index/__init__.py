"""The index: what it holds (`fields`, `analysis`), what is asked of it (`plan`, `scoring`), and the engines.

It is derived from the store and can always be made again from there. `open_engine` is the door.
"""

from archive.config import Settings
from archive.index.engine import Engine
from archive.index.memory import MemoryEngine


def open_engine(settings: Settings) -> Engine:
    """The engine that the settings name. The one on disk need not exist yet: the first batch or rebuild makes it."""
    if settings.engine == "memory":
        return MemoryEngine()
    # Late, so that commands which do not search start without the library.
    from archive.index.whoosh.engine import WhooshEngine

    return WhooshEngine(settings.index_dir)
