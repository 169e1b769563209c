"""What the desk needs of the part that brings documents in: reading an upload, keeping it, telling of sources and runs.

The site never imports that part; who starts both hands it over (entry point `vankien.intake`). Everything here is
values; a refusal is a value too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from archive.works.document import Document, PageImage

Verdict = Literal["kept", "same", "revised", "refused"]


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a clerk gives it: its name, its bytes, and what the clerk says of it (field → value as typed)."""

    name: str
    payload: bytes
    hints: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Previewed:
    """What would be read of one file of an upload, or why it would be refused; `document` is None then.

    Of what bears a mark of secrecy (`secret`) neither the name nor a word is given, only the kind of mark in `reason`
    and the digest of its bytes.
    """

    name: str
    document: Document | None
    reason: str = ""
    remedy: str = ""
    notes: tuple[str, ...] = ()
    secret: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one file: the verdict, the address of its work, and the reason of a refusal; as in `Previewed`."""

    name: str
    verdict: Verdict
    address: str = ""
    reason: str = ""
    remedy: str = ""
    secret: bool = False
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A portal the archive can take from: its profile, and how far its last crawl came.

    `trouble` says why a profile cannot be read; then only its name is known.
    """

    name: str
    title: str
    hosts: tuple[str, ...]
    fetched: int = 0
    waiting: int = 0
    failed: int = 0
    last_at: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """One run that brought things in: when, by which command, the counts of each verdict, and its last word.

    A run that is not `finished` still goes on, or broke off: `last_at` is when it told of a file last.
    """

    id: str
    command: str
    begun_at: str
    finished: bool
    counts: Mapping[str, int]
    seconds: float = 0.0
    last_at: str = ""


class Intake(Protocol):
    """Reading and keeping uploads, and telling of sources and runs; one upload at a time is kept."""

    def preview(self, upload: Upload) -> tuple[Previewed, ...]:
        """What would be read, one for each file of a container; nothing is stored or logged."""

    def keep(self, upload: Upload, told: Callable[[str], None] = lambda _: None) -> tuple[Kept, ...]:
        """Take the upload in through every stage of a run, the guard first, and bring the index up to it."""

    def sources(self) -> tuple[Source, ...]:
        """The portals with a profile, by name."""

    def runs(self, most: int = 50) -> tuple[Run, ...]:
        """The newest runs first."""

    def run_lines(self, run: str) -> tuple[Mapping[str, Any], ...]:
        """The outcomes of one run in their order; empty for a run that does not exist."""

    def picture(self, image: PageImage) -> bytes | None:
        """The picture of a page whose letters were recognised; None when it is gone or damaged."""
