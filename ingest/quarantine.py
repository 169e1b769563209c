"""The digests of what was refused for secrecy, so that the same bytes under another name are stopped unread.

A digest a line and nothing else: no name, no number, no kind of mark, no day. The file can be deleted at any time.
"""

import os
from pathlib import Path


class Quarantine:
    """The file of digests; `digest in quarantine` asks, `add` writes through to the disk."""

    def __init__(self, path: Path) -> None:
        """Read the file, if there is one; lines that are no digest are passed over."""
        self._path = path
        lines = path.read_text("ascii", "replace").split() if path.exists() else []
        self._digests = {line for line in lines if line.startswith("sha256:")}

    def __contains__(self, digest: object) -> bool:
        """Whether these bytes were refused before."""
        return digest in self._digests

    def __len__(self) -> int:
        """How many different bytes were refused."""
        return len(self._digests)

    def add(self, digest: str) -> None:
        """Remember a digest ("sha256:…")."""
        if digest in self._digests:
            return
        self._digests.add(digest)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="ascii") as opened:
            opened.write(digest + "\n")
            opened.flush()
            os.fsync(opened.fileno())
