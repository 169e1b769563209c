"""The same documents in an index of the library's own codec and in one of arrays, for what must be the same of both."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from whoosh import columns, fields, index
from whoosh.analysis import SimpleAnalyzer, StandardAnalyzer
from whoosh.query import Query

from archive.index.arrays.array_file import ArrayFile
from archive.index.whoosh.codec.array_index import create_index

Document = Mapping[str, Any]
# The library has no types.
Library = Any


def schema() -> fields.Schema:
    """Every kind of field and of column that the library has and that keeps no vectors."""
    return fields.Schema(
        id=fields.ID(unique=True, stored=True, sortable=True),
        title=fields.TEXT(stored=True, sortable=True, analyzer=SimpleAnalyzer()),
        body=fields.TEXT(stored=True, analyzer=SimpleAnalyzer()),
        notes=fields.TEXT(chars=True, analyzer=SimpleAnalyzer(), stored=True),
        bare=fields.TEXT(phrase=False, analyzer=StandardAnalyzer()),
        kind=fields.KEYWORD(commas=True, scorable=True, sortable=columns.RefBytesColumn()),
        number=fields.NUMERIC(sortable=True, stored=True),
        share=fields.NUMERIC(float, sortable=columns.NumericColumn("Q")),
        day=fields.DATETIME(sortable=True, stored=True),
        force=fields.BOOLEAN(stored=True),
        pieces=fields.NGRAM(minsize=2, maxsize=3),
        packed=fields.ID(sortable=columns.CompressedBytesColumn()),
        mark=fields.COLUMN(columns.BitColumn()),
        three=fields.COLUMN(columns.FixedBytesColumn(3)),
        list=fields.COLUMN(columns.VarBytesListColumn()),
        thing=fields.STORED,
    )


WORDS = ("chỉ", "thị", "nghị", "quyết", "công", "văn", "huyện", "tỉnh", "đảng", "ủy", "đất", "đai", "chia", "chiều")
KINDS = ("chi-thi", "cong-van", "nghi-quyet")


def document(number: int, words: Sequence[str]) -> dict[str, Any]:
    """A document of these words, with a value in every field that its number allows."""
    text = " ".join(words)
    made: dict[str, Any] = {"id": f"vk-{number}", "title": " ".join(words[:3]), "body": text, "notes": text}
    made |= {"bare": text, "kind": ",".join(KINDS[: number % 4]), "number": number * 37 % 101 - 50}
    made |= {"share": number / 8, "pieces": text[:12], "packed": f"p{number % 5}", "mark": number % 3 == 0}
    made |= {"day": datetime(2020, 1 + number % 12, 3, tzinfo=UTC).replace(tzinfo=None), "force": number % 2 == 0}
    made |= {"three": b"%03d" % number, "list": [b"a", b"%d" % number], "thing": {"any": [number]}}
    # Some documents lack a field. The library's column of deflated bytes cannot be read where one does.
    always = ("id", "packed")
    return {name: value for place, (name, value) in enumerate(made.items()) if name in always or (number + place) % 11}


@dataclass(frozen=True, slots=True)
class Both:
    """The two indexes."""

    stock: Library
    arrays: Library

    def write(self, documents: Iterable[Document], *, gone: Iterable[str] = (), **committing: Library) -> None:
        """Delete by id, then update these documents, in one commit in both."""
        held = list(documents)
        left = list(gone)
        for writer in (self.stock.writer(), self.arrays.writer()):
            for doc_id in left:
                writer.delete_by_term("id", doc_id)
            for one in held:
                writer.update_document(**one)
            writer.commit(**(committing or {"merge": False}))


def empty(folder: Path, *, made_of: fields.Schema | None = None) -> Both:
    """Two empty indexes."""
    held = made_of or schema()
    (folder / "stock").mkdir(parents=True)
    return Both(index.create_in(str(folder / "stock"), held), create_index(folder / "arrays", held))


def hits(searcher: Library, query: Query, **how: Library) -> list[tuple[str, float]]:
    """Ids and scores of what a query finds, in order, the scores to nine places."""
    found = searcher.search(query, **{"limit": None, **how})
    return [(hit["id"], round(hit.score, 9)) for hit in found]


def arrays_of(made: Library) -> dict[str, list[Any]]:
    """Every array of an index that has one segment, by its name; its check sums are looked at."""
    (segment,) = made._read_toc().segments
    (path,) = Path(made.storage.folder).glob(f"{segment.segment_id()}.*")
    file = ArrayFile(path)
    file.verify()
    return {name: [file[name].dtype.str, *file[name].tolist()] for name in file.names()}
