"""Small segments made one while the index answers and is written: a thread of the program that wrote last.

The long part, reading and writing arrays, holds no lock that a writer or a reader wants. The short part, a new table of
contents, is a commit as any other: what was deleted meanwhile is deleted from the merged segment too. When the segments
are no longer there, because the index was built anew, the work is thrown away. Files that a commit was the last to keep
are removed here too, before anything else.
"""

import logging
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from archive.errors import IndexStale
from archive.index.arrays.array_file import NotArrays
from archive.index.whoosh import contents, directory
from archive.index.whoosh.codec.array_codec import ArraySegment, segment_path
from archive.index.whoosh.codec.durable import remove
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
        self._gone: list[Path] = []

    def after(self, segments: Sequence[ArraySegment], gone: Iterable[Path] = ()) -> None:
        """See to what a commit left behind it: files to be removed, segments to be merged; comes back at once."""
        with self._lock:
            self._gone += gone
        # Where nothing is due the thread only waits for the disk, while whoever wrote goes on and looks at the index.
        self._begin(merge=bool(_due(segments)))

    def ask(self) -> None:
        """See to it that what is due is merged; comes back at once."""
        self._begin(merge=True)

    def _begin(self, *, merge: bool) -> None:
        with self._lock:
            self._asked |= merge
            if not (self._asked or self._gone):
                return
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
            self._remove()
            if not self._takes():
                continue
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
        """Whether there is anything to do; if not, the thread is over."""
        with self._lock:
            wanted = self._asked or bool(self._gone)
            if not wanted:
                self._thread = None
            return wanted

    def _takes(self) -> bool:
        """Whether somebody asked for a merge since the last look."""
        with self._lock:
            asked, self._asked = self._asked, False
            return asked

    def _remove(self) -> None:
        """Remove what nothing names any more; what cannot be removed now goes with the next writer."""
        with self._lock:
            gone, self._gone = self._gone, []
        if not gone:
            return
        try:
            remove(gone)
        except OSError:
            _log.warning("files of the index were not removed", exc_info=True)
        self._step("swept")

    def _merge_once(self) -> bool:
        """Merge what is due; whether anything was."""
        with directory.turning(self._root, alone=False):
            note, held = self._read()
            taken = [held.segments[at] for at in _due(held.segments)]
            pieces = of_mapped(
                [one for one, segment in zip(held.mapped(note), held.segments, strict=True) if segment in taken]
            )
        if not taken:
            return False
        _verify(pieces)
        made = _Merged(joined(held.folder, pieces), tuple(taken), pieces)
        self._step("merged")
        with directory.turning(self._root, alone=True):
            gone = self._put(made, note.generation)
        with self._lock:
            self._gone += gone
        self._remove()
        return True

    def _put(self, made: "_Merged", generation: str) -> list[Path]:
        """Let the merged segment stand for those it was made of, if these are still there; what is to be removed."""
        note, held = self._read()
        now = {one.segment_id(): one for one in held.segments}
        names = [one.segment_id() for one in made.of]
        if note.generation != generation or not now.keys() >= set(names):
            return [segment_path(held.folder, made.segment)]
        made.delete([now[name] for name in names])
        kept = [one for one in held.segments if one.segment_id() not in names]
        left = [one for one in (made.segment, *kept) if one.doc_count()]
        return contents.gone_with(self._root, note, contents.commit(self._root, note, held, left, step=self._step))

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


def _due(segments: Sequence[ArraySegment]) -> tuple[int, ...]:
    return due([one.doc_count_all() for one in segments], [one.doc_count() for one in segments])
