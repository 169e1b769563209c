"""The plain engine: `engine` keeps entries in dictionaries and ranks them, `fitting` says who fits and counts them."""

from archive.index.memory.engine import MemoryEngine

__all__ = ["MemoryEngine"]
