"""Small segments made one while the index answers and is written: a thread of the program that wrote last.

The long part, reading and writing arrays, holds no lock that a writer or a reader wants. The short part, a new table of
contents, is a commit as any other: what was deleted meanwhile is deleted from the merged segment too. When the segments
are no longer there, because the index was built anew, the work is thrown away.
"""

import logging
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from archive.errors import IndexStale
from archive.index.arrays.array_file import NotArrays
from archive.index.whoosh import contents, directory
from archive.index.whoosh.codec.array_codec import ArraySegment, segment_path
from archive.index.whoosh.codec.merging import Piece
from archive.index.whoosh.contents import Contents, Step, unheard
from archive.index.whoosh.directory import Note
from archive.index.whoosh.joining import joined, of_mapped
from archive.index.whoosh.tiers import due

_log = logging.getLogger(__name__)


class Merger:
    """Merges the segments of an index folder when some are due."""

    def __init__(self, root: Path, fingerprint: str, *, step: Step = unheard) -> None:
        """For the index in a folder, of one recipe; nothing is done yet."""
        self._root, self._fingerprint, self._step = root, fingerprint, step
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._asked = False

    def ask(self) -> None:
        """See to it, after a commit, that what is due is merged; comes back at once."""
        with self._lock:
            self._asked = True
            # In a copy of the program that was forked off, the thread is not alive.
            if self._thread is None or not self._thread.is_alive():
                thread = threading.Thread(target=self._work, name="merging")
                thread.start()
                self._thread = thread

    def wait(self) -> None:
        """Wait until nothing is being merged."""
        thread = self._thread
        if thread:
            thread.join()

    def _work(self) -> None:
        while self._wanted():
            try:
                with directory.merging(self._root) as mine:
                    # Another program that is merging looks again when it is done.
                    while mine and self._merge_once():
                        pass
            except (OSError, IndexStale):  # the index was built anew, or removed, meanwhile: nothing is left to do
                _log.info("merging was given up", exc_info=True)
            except Exception:  # noqa: BLE001  # whatever it was, the index answers as before, and the next commit asks again
                _log.exception("merging failed")

    def _wanted(self) -> bool:
        """Whether somebody asked since the last look; if not, the thread is over."""
        with self._lock:
            wanted, self._asked = self._asked, False
            if not wanted:
                self._thread = None
            return wanted

    def _merge_once(self) -> bool:
        """Merge what is due; whether anything was."""
        with directory.turning(self._root, alone=False):
            note, held = self._read()
            taken = [held.segments[at] for at in _due(held)]
            pieces = of_mapped(
                [one for one, segment in zip(held.mapped(note), held.segments, strict=True) if segment in taken]
            )
        if not taken:
            return False
        _verify(pieces)
        made = _Merged(joined(held.folder, pieces), tuple(taken), pieces)
        self._step("merged")
        with directory.turning(self._root, alone=True):
            self._put(made, note.generation)
        return True

    def _put(self, made: "_Merged", generation: str) -> None:
        """Let the merged segment stand for those it was made of, if these are still there."""
        note, held = self._read()
        now = {one.segment_id(): one for one in held.segments}
        names = [one.segment_id() for one in made.of]
        if note.generation != generation or not now.keys() >= set(names):
            segment_path(held.folder, made.segment).unlink(missing_ok=True)
            return
        made.delete([now[name] for name in names])
        kept = [one for one in held.segments if one.segment_id() not in names]
        left = [one for one in (made.segment, *kept) if one.doc_count()]
        contents.commit(self._root, note, held, left, step=self._step)

    def _read(self) -> tuple[Note, Contents]:
        note = directory.read_note(self._root)
        if note is None:
            raise directory.stale("Chưa có chỉ mục.")
        return note, contents.read(self._root, note, self._fingerprint)


@dataclass(frozen=True, slots=True)
class _Merged:
    """A merged segment, and the segments it was made of as they were then."""

    segment: ArraySegment
    of: tuple[ArraySegment, ...]
    pieces: list[Piece]

    def delete(self, now: list[ArraySegment]) -> None:
        """Delete from the merged segment what was deleted from the others since."""
        for piece, one in zip(self.pieces, now, strict=True):
            places = piece.places[np.fromiter(one.deleted_docs(), np.int64)]
            for place in places[places >= 0].tolist():
                self.segment.delete_document(place)


def _verify(pieces: list[Piece]) -> None:
    """Look at every check sum: what was damaged would come out of the merge with good ones. Raises IndexStale."""
    for piece in pieces:
        file = piece.parts.source.file if piece.parts.source else None
        try:
            if file:
                file.verify()
        except NotArrays as cause:
            raise directory.damaged(file.path.name if file else "") from cause


def _due(held: Contents) -> tuple[int, ...]:
    return due([one.doc_count_all() for one in held.segments], [one.doc_count() for one in held.segments])
