"""The whole archive as three files of lines and a manifest: documents, texts, edges; for those who work on all of it.

Everything is read from one state of the store. Files are written beside the old ones and take their place only when all
are whole; the same state gives the same bytes. What was withdrawn is in none of them.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.ask.shapes import Shape, card_shape
from archive.store import documents, harvest, links
from archive.store.database import Database
from archive.works.document import Card

SCHEMA_VERSION = 1  # of the lines; a key may be added without a new one
MANIFEST = "manifest.json"
LICENCE = (
    "Văn bản của cơ quan nhà nước và của Đảng không thuộc đối tượng bảo hộ quyền tác giả; mô tả và liên kết do kho lập "
    "được dùng lại tự do, ghi rõ nguồn. Tin, bài thuộc về nơi đăng: chỉ có mô tả, không có toàn văn."
)
_PORTION = 200


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the export: its name, what its lines are, and the lines of a portion of works."""

    name: str
    about: str
    lines: Callable[[Any, tuple[Card, ...]], Iterator[Shape]]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of one file: its lines, its bytes, its digest (SHA-256, hexadecimal)."""

    name: str
    lines: int
    size: int
    digest: str


def export(database: Database, folder: Path, made_at: str) -> tuple[Written, ...]:
    """Write the export of the archive into a folder; `made_at` is told in the manifest.

    Raises:
        OSError: the folder cannot be written; what stood there is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with database.reading() as connection:
        found = tuple(_write(connection, part, folder) for part in PARTS)
    manifest = _manifest(found, made_at)
    (folder / f".{MANIFEST}").write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for name in (*(one.name for one in found), MANIFEST):
        (folder / f".{name}").replace(folder / name)
    return found


def _manifest(found: tuple[Written, ...], made_at: str) -> Shape:
    about = {part.name: part.about for part in PARTS}
    return {
        "schema_version": SCHEMA_VERSION,
        "made_at": made_at,
        "licence": LICENCE,
        "files": [
            {"name": one.name, "about": about[one.name], "lines": one.lines, "bytes": one.size, "sha256": one.digest}
            for one in found
        ],
    }


def _write(connection: Any, part: Part, folder: Path) -> Written:  # noqa: ANN401  # one that the store gave
    path, count = folder / f".{part.name}", 0
    # No name and no time in the head of the file: the same lines are the same bytes.
    with path.open("wb") as raw, gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed:
        for portion in _portions(connection):
            for line in part.lines(connection, portion):
                packed.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                count += 1
        packed.flush()
    with path.open("rb+") as written:
        os.fsync(written.fileno())
        digest = hashlib.file_digest(written, "sha256").hexdigest()
    return Written(part.name, count, path.stat().st_size, digest)


def _portions(connection: Any) -> Iterator[tuple[Card, ...]]:  # noqa: ANN401
    offset = 0
    while addresses := [one for one, _ in harvest.pages(connection, offset=offset, limit=_PORTION)]:
        held = documents.cards(connection, addresses)
        yield tuple(held[one] for one in addresses if one in held)
        offset += _PORTION


def _documents(connection: Any, cards: tuple[Card, ...]) -> Iterator[Shape]:  # noqa: ANN401
    changed = harvest.changes_of(connection, [card.id for card in cards])
    for card in cards:
        shape = card_shape(card)
        shape.pop("status")  # it is of a day; `/api/v1` tells it
        yield shape | {"place": card.place, "term": card.term, "changed_at": changed[card.id]}


def _texts(connection: Any, cards: tuple[Card, ...]) -> Iterator[Shape]:  # noqa: ANN401
    found = documents.texts(connection, [card.id for card in cards if card.genre == "directive"])
    for card in cards:
        if card.id in found:
            text = found[card.id][0]
            yield {"id": card.id, "sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text}


def _edges(connection: Any, cards: tuple[Card, ...]) -> Iterator[Shape]:  # noqa: ANN401
    for card in cards:
        for one in links.mentions_of(connection, card.id):
            target = one.link.target
            if target is not None and target.id != card.id:
                yield {
                    "from": card.id,
                    "to": target.id,
                    "relation": one.mention.relation,
                    "provision": one.mention.provision.text if one.mention.provision else None,
                    "start": one.mention.start,
                    "end": one.mention.end,
                    "rule": one.link.rule,
                    "confidence": one.link.confidence,
                }


PARTS = (
    Part("documents.jsonl.gz", "Mỗi dòng một văn bản hoặc tin bài có trong kho", _documents),
    Part("texts.jsonl.gz", "Mỗi dòng toàn văn của một văn bản", _texts),
    Part("edges.jsonl.gz", "Mỗi dòng một chỗ viện dẫn đã xác định được đích", _edges),
)
