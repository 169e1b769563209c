"""The engine on disk: the newest index that the note names, one writer at a time, rebuilt beside the one that answers.

Readers look at the note before each question, so what another program wrote is seen at once. The folder is in
`directory`, its segments in `segments`, what is done with them in `archive.index.arrays`.
"""

import hashlib
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh import index as library
from whoosh import versionstring

from archive.index.arrays import ranking
from archive.index.engine import Found
from archive.index.fields import fingerprint
from archive.index.plan import AS_ASKED, Manner
from archive.index.spellings import Spellings
from archive.index.whoosh import directory
from archive.index.whoosh.segments import SegmentView, Snapshot
from archive.index.whoosh.writing import WhooshBatch, create, fill
from archive.query import Query
from archive.works.document import Document


class WhooshEngine:
    """An index in a folder. Nothing is opened before the first question, and nothing that the note does not name."""

    def __init__(self, root: Path) -> None:
        """The index in a folder, which need not be there yet."""
        self._root = root
        self._lock = threading.RLock()
        self._verified: set[tuple[str, str]] = set()
        self._views: dict[str, SegmentView] = {}
        self._snapshot: Snapshot | None = None
        self._seen: tuple[int, int] | None = None

    # --- asking ------------------------------------------------------------------------------------------------------

    def search(self, query: Query, manner: Manner = AS_ASKED) -> Found:
        """The documents a query means.

        Raises:
            IndexStale: there is no index, or it is damaged or of another recipe.
        """
        with self._lock:
            return ranking.answer(self._current(), query, manner)

    def frequency(self, stream: str, term: str) -> int:
        """How many documents hold a term in a stream. Raises IndexStale as `search` does."""
        with self._lock:
            return self._current().frequency(stream, term)

    def spellings(self) -> Spellings:
        """How the archive spells. Raises IndexStale as `search` does."""
        with self._lock:
            return self._current().spellings()

    def count(self) -> int:
        """How many documents the index holds. Raises IndexStale as `search` does."""
        with self._lock:
            return self._current().count

    def fingerprint(self) -> str:
        """The recipe of the entries with the version of the library that keeps them."""
        return hashlib.sha256(f"{fingerprint()} whoosh {versionstring()}".encode()).hexdigest()[:16]

    # --- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def batch(self) -> Iterator[WhooshBatch]:
        """A writer for changes, which are dropped when an error ends the batch.

        Raises:
            IndexStale: the index is damaged or of another recipe; a missing one is made.
            IndexBusy: another program is writing.
        """
        with directory.writing(self._root):
            note = directory.read_note(self._root) or self._start_empty()
            folder = directory.check(self._root, note, self.fingerprint(), set(self._verified))
            batch = WhooshBatch(folder)
            try:
                yield batch
                batch.prepare()
            except BaseException:
                batch.cancel()
                raise
            if not batch.is_empty:
                with directory.turning(self._root, alone=True):
                    batch.commit()
                    directory.write_note(self._root, note.generation, self.fingerprint(), note)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew beside the old one, in chunks, then let it answer; the number of documents.

        Raises:
            IndexBusy: another program is writing.
        """
        with directory.writing(self._root):
            with directory.new_generation(self._root) as generation:
                made = fill(self._root / generation, documents)
            with directory.turning(self._root, alone=True):
                directory.write_note(self._root, generation, self.fingerprint(), None)
            directory.prune(self._root, keep=generation)
        return made

    def clear(self) -> None:
        """Make the index empty."""
        self.rebuild(())

    def _start_empty(self) -> directory.Note:
        with directory.new_generation(self._root) as generation:
            create(self._root / generation)
        return directory.write_note(self._root, generation, self.fingerprint(), None)

    # --- opening -----------------------------------------------------------------------------------------------------

    def _current(self) -> Snapshot:
        """The snapshot of what the note names now."""
        seen = self._note_state()
        if self._snapshot is None or seen != self._seen:
            with directory.turning(self._root, alone=False):
                self._seen = self._note_state()
                note = directory.read_note(self._root)
                folder = directory.check(self._root, note, self.fingerprint(), self._verified)
                self._snapshot = self._open(folder)
        return self._snapshot

    def _note_state(self) -> tuple[int, int] | None:
        try:
            stat = (self._root / directory.NOTE).stat()
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_mtime_ns

    def _open(self, folder: Path) -> Snapshot:
        """Open the segments that were not open yet, close those that are no longer part of the index."""
        index = library.open_dir(str(folder))
        views: dict[str, SegmentView] = {}
        deleted: list[list[int]] = []
        with index.reader() as columns:
            for (reader, _), (leaf, _) in zip(index.reader().leaf_readers(), columns.leaf_readers(), strict=True):
                if not reader.doc_count_all():
                    continue
                name = f"{folder.name}/{reader.segment().segment_id()}"
                deleted.append(sorted(reader.segment().deleted_docs()))
                views[name] = self._views.get(name) or SegmentView(reader, leaf)
                if name in self._views:
                    reader.close()
        for name in self._views.keys() - views.keys():
            self._views[name].close()
        self._views = views
        return Snapshot(list(views.values()), deleted)

    def close(self) -> None:
        """Close every file; the next question opens them again."""
        with self._lock:
            for view in self._views.values():
                view.close()
            self._views, self._snapshot, self._seen = {}, None, None
