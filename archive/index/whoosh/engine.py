"""The engine on disk: the newest index that the note names, one writer at a time, rebuilt beside the one that answers.

Readers look at the note before each question, so what another program wrote is seen at once. The folder is in
`directory`, its table of contents in `contents`, its segments in `segments`, what is done with them in
`archive.index.arrays`.
"""

import hashlib
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from whoosh import versionstring

from archive.errors import IndexStale
from archive.index.arrays import ranking
from archive.index.arrays.array_file import NotArrays
from archive.index.arrays.placed import placed
from archive.index.arrays.snapshot import ROOM
from archive.index.engine import Found
from archive.index.fields import fingerprint
from archive.index.placed import Placed
from archive.index.plan import AS_ASKED, Manner
from archive.index.spellings import Spellings
from archive.index.whoosh import contents, directory
from archive.index.whoosh.background import Merger
from archive.index.whoosh.codec.array_codec import ArraySegment
from archive.index.whoosh.contents import Step, unheard
from archive.index.whoosh.segments import SegmentView, Snapshot
from archive.index.whoosh.writing import WhooshBatch, fill
from archive.query import Query
from archive.works.document import Document

# Counts up when the files of the index change without a change in what they say.
_LAYOUT = 1


class WhooshEngine:
    """An index in a folder. Nothing is opened before the first question, and nothing that the note does not name."""

    def __init__(self, root: Path, *, jobs: int = 1, memory: int = ROOM, step: Step = unheard) -> None:
        """The index in a folder, which need not be there yet.

        With several jobs so many processes invert many documents. What was looked up of terms is kept up to `memory`
        bytes. `step` is told what a commit has done so far.
        """
        self._root, self._jobs, self._memory, self._step = root, jobs, memory, step
        self._lock = threading.RLock()
        self._views: dict[str, SegmentView] = {}
        self._snapshot: Snapshot | None = None
        self._seen: tuple[int, int] | None = None
        # Made once: with every commit, and whenever a reader opens one, it is compared to that of the note.
        self._fingerprint = hashlib.sha256(f"{fingerprint()} {_LAYOUT} whoosh {versionstring()}".encode()).hexdigest()
        self._merger = Merger(root, self.fingerprint(), step=step)

    # --- asking ------------------------------------------------------------------------------------------------------

    def search(self, query: Query, manner: Manner = AS_ASKED) -> Found:
        """The documents a query means.

        Raises:
            IndexStale: there is no index, or it is damaged or of another recipe.
        """
        with self._asked() as held:
            return ranking.answer(held, query, manner)

    def frequency(self, stream: str, term: str) -> int:
        """How many documents hold a term in a stream. Raises IndexStale as `search` does."""
        with self._asked() as held:
            return held.frequency(stream, term)

    def frequencies(self, stream: str, terms: Sequence[str]) -> list[int]:
        """How many documents hold each of some terms of a stream. Raises IndexStale as `search` does."""
        with self._asked() as held:
            return held.frequencies(stream, terms)

    def places(self, ids: Sequence[str], stream: str, terms: Sequence[str]) -> Placed:
        """Where terms stand in the texts of documents. Raises IndexStale as `search` does."""
        with self._asked() as held:
            return placed(held, ids, stream, terms)

    def spellings(self) -> Spellings:
        """How the archive spells. Raises IndexStale as `search` does."""
        with self._asked() as held:
            return held.spellings()

    def count(self) -> int:
        """How many documents the index holds. Raises IndexStale as `search` does."""
        with self._asked() as held:
            return held.count

    @contextmanager
    def _asked(self) -> Iterator[Snapshot]:
        """What answers now, for one thread at a time. An error that a damaged file is to blame for is told as that."""
        with self._lock:
            held = self._current()
            try:
                yield held
            except (ArithmeticError, LookupError, ValueError, MemoryError):
                self.verify()
                raise

    def verify(self) -> None:
        """Read the whole index once. Raises IndexStale when a byte is not what was written, or as `search` does."""
        with self._lock:
            self._current()
            views = list(self._views.values())
        for view in views:
            try:
                view.mapped.file.verify()
            except NotArrays as cause:
                raise directory.damaged(view.mapped.file.path.name) from cause

    def fingerprint(self) -> str:
        """The recipe of the entries with the layout of the files and the version of the library that keeps them."""
        return self._fingerprint[:16]

    # --- writing -----------------------------------------------------------------------------------------------------

    @contextmanager
    def batch(self) -> Iterator[WhooshBatch]:
        """A writer for changes, which are dropped when an error ends the batch.

        Raises:
            IndexStale: the index is damaged or of another recipe; a missing one is made.
            IndexBusy: another program is writing.
        """
        with directory.writing(self._root):
            folder = self._begun()
            self._sweep()
            batch = WhooshBatch(folder, jobs=self._jobs)
            try:
                yield batch
                if batch.is_empty:
                    return
                batch.prepare()
            finally:
                batch.drop()
            self._step("segment")
            with directory.turning(self._root, alone=True):
                segments, gone = self._commit(batch)
            self._merger.after(segments, gone)

    def _begun(self) -> Path:
        """The folder that a batch writes into; a merge may not change the note while it is looked at."""
        with directory.turning(self._root, alone=True):
            note = directory.read_note(self._root) or self._start_empty()
            return directory.check(self._root, note, self.fingerprint())[0]

    def _sweep(self) -> None:
        """Remove what a killed writer left, by whoever has the right to write; a merge under way may need its file.

        The note is read when nobody merges any more: one read before may not name what was merged meanwhile.
        """
        with directory.merging(self._root) as nobody_merges:
            note = directory.read_note(self._root) if nobody_merges else None
            if note and (self._root / note.generation).is_dir():
                directory.sweep(self._root, note)

    def _commit(self, batch: WhooshBatch) -> tuple[list[ArraySegment], list[Path]]:
        """Make the batch part of what the note names now, which a merge may have changed since the batch began.

        Gives the segments of the index now, and the files that are to be removed.
        """
        note = directory.read_note(self._root)
        held = contents.read(self._root, note, self.fingerprint())
        if note is None:
            return [], []
        held.mapped(note)
        segments = batch.changed(held.segments)
        made = contents.commit(self._root, note, held, segments, step=self._step)
        return segments, contents.gone_with(self._root, note, made)

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Make the index anew beside the old one, then let it answer; the number of documents.

        Raises:
            IndexBusy: another program is writing.
        """
        with directory.writing(self._root):
            with suppress(IndexStale):  # nobody knows what a note that cannot be read has named
                self._sweep()
            with directory.new_generation(self._root) as generation:
                segments = fill(self._root / generation, documents, jobs=self._jobs)
                note = contents.create(self._root, generation, self.fingerprint(), segments)
            with directory.turning(self._root, alone=True):
                directory.write_note(self._root, note)
            directory.prune(self._root, keep=generation)
        return sum(one.doc_count() for one in segments)

    def clear(self) -> None:
        """Make the index empty."""
        self.rebuild(())

    def settle(self) -> None:
        """Wait until the small segments that are being merged are one; nobody has to, what is asked is the same."""
        self._merger.wait()

    def _start_empty(self) -> directory.Note:
        with directory.new_generation(self._root) as generation:
            note = contents.create(self._root, generation, self.fingerprint())
        directory.write_note(self._root, note)
        return note

    # --- opening -----------------------------------------------------------------------------------------------------

    def _current(self) -> Snapshot:
        """The snapshot of what the note names now; when that cannot be opened, nothing answers in its place."""
        if self._snapshot is None or self._note_state() != self._seen or self._is_cut():
            with directory.turning(self._root, alone=False):
                before, self._snapshot, self._seen = self._snapshot, None, self._note_state()
                self._snapshot = self._open(before)
        return self._snapshot

    def _is_cut(self) -> bool:
        """Whether a file that is mapped has another size now: to read beyond its end would end the program.

        If so nothing of it is kept. One that is not there any more is read on: it is gone when nobody has it open.
        """
        for view in self._views.values():
            file = view.mapped.file
            with suppress(OSError):
                if file.path.stat().st_size != file.size:
                    self._views, self._snapshot = {}, None
                    return True
        return False

    def _note_state(self) -> tuple[int, int] | None:
        try:
            stat = (self._root / directory.NOTE).stat()
        except FileNotFoundError:
            return None
        return stat.st_ino, stat.st_mtime_ns

    def _open(self, before: Snapshot | None) -> Snapshot:
        """Open the segments that were not open yet, let go of those that are no longer part of the index."""
        note = directory.read_note(self._root)
        held = contents.read(self._root, note, self.fingerprint())
        views: dict[str, SegmentView] = {}
        segments = held.mapped(note) if note else []
        for one, segment in zip(held.segments, segments, strict=True):
            name = f"{held.folder.name}/{one.segment_id()}"
            views[name] = self._views.get(name) or SegmentView(segment)
        self._views = views
        gone = [sorted(one.deleted_docs()) for one in held.segments]
        return Snapshot(list(views.values()), gone, before, room=self._memory)

    def close(self) -> None:
        """Wait for what is being merged and let go of every file; the next question opens them again."""
        self._merger.wait()
        with self._lock:
            self._views, self._snapshot, self._seen = {}, None, None
