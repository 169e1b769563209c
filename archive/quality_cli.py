"""The command that measures: `vankien eval KIND GOLD.jsonl`, gold rows against what the archive reads, finds and links.

How a row is scored is in `archive.quality`; here the rows are read, an archive is asked, and the scores are printed.
Citations and claims need no archive: the texts are in the rows.
"""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from archive import quality
from archive.ask.answer import answer
from archive.ask.catalogue import StoreCatalogue
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.cite.resolve import settle
from archive.commands import settings
from archive.config import Settings
from archive.errors import QueryError
from archive.index.engine import Engine
from archive.opening import Archive, opened, placed
from archive.quality import COUNTS, Row, Scores, left_out
from archive.query import parse
from archive.store import links, waiting
from archive.text.vietnamese import nfc
from archive.works.dates import parse_iso
from archive.works.document import Card, Document, Link, Mention
from archive.works.validity import FoundClaim

KINDS = ("citations", "claims", "metadata", "search", "links")
STUBS = "stubs"  # holds an archive against itself: no gold rows
IN_TEXT = ("citations", "claims")  # the texts are in the rows


def read_rows(path: Path) -> list[Row]:
    """The rows of a gold file, one JSON object a line; empty lines are passed over.

    Raises:
        QueryError: a line is not a JSON object; the message names it.
    """
    rows: list[Row] = []
    for place, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as cause:
            raise _not_a_row(path, place) from cause
        if not isinstance(row, dict):
            raise _not_a_row(path, place)
        rows.append(row)
    return rows


def _not_a_row(path: Path, place: int) -> QueryError:
    return QueryError(f"{path.name}, dòng {place}: không phải là một đối tượng JSON.", remedy="Mỗi dòng một đối tượng.")


def score(kind: str, rows: Sequence[Row], archive: Archive | None = None) -> Scores:
    """The scores of gold rows of one of `KINDS`; what stands in the rows' own texts asks no archive."""
    if kind == "claims":
        return quality.score_claims(rows, _claimed)
    if kind == "citations" or archive is None:
        return quality.score_citations(rows, lambda text: find_mentions(nfc(text)))
    with archive.database.reading() as connection:
        held = StoreCatalogue(connection)
        if kind == "search":
            return quality.score_search(rows, lambda query: _found(query, archive.engine, held))
        documents = _by_origin(held)
        if kind == "metadata":
            return quality.score_metadata(rows, lambda path: _fields(_at(documents, path)))
        return quality.score_links(rows, lambda path, *words: _followed(_at(documents, path), words, held))


def _claimed(row: Row) -> tuple[tuple[FoundClaim, ...], tuple[Mention, ...]]:
    """The claims that the text of a row makes, and its mentions."""
    day = parse_iso(row["date"]) if row.get("date") else None
    document = Document(genre=row["genre"], type=row.get("type"), date=day, text=nfc(row["text"]))
    mentions = find_mentions(document.text)
    return find_claims(document, mentions), mentions


def _found(query: str, engine: Engine, held: StoreCatalogue) -> list[Card]:
    """What a reader sees for a query, from the top: the works that bear its number, then the list."""
    found = answer(parse(query), engine=engine, catalogue=held)
    cards = [*found.exact, *(hit.card for hit in found.hits)]
    return [card for place, card in enumerate(cards) if not card.id or card.id not in {one.id for one in cards[:place]}]


def _by_origin(held: StoreCatalogue) -> dict[str, Document]:
    """Every work held, under each origin it was read from."""
    works = waiting.iterate(held.connection)
    return {capture.origin: document for document in works for capture in document.captures}


def _at(documents: dict[str, Document], path: str) -> Document | None:
    """The document that was read from a path: the path given at ingest ends with the row's."""
    return next((one for origin, one in documents.items() if origin == path or origin.endswith(f"/{path}")), None)


def _fields(document: Document | None) -> dict[str, str | None] | None:
    if document is None:
        return None
    return {
        "number": str(document.number) if document.number else None,
        "type": document.type,
        "date": document.date.iso if document.date else None,
        "issuer": document.issuer.name if document.issuer else None,
        "title": document.title,
        "genre": document.genre,
    }


def _followed(document: Document | None, words: tuple[str, str], held: StoreCatalogue) -> list[Link] | None:
    """The links of every mention with a surface, within the words of a context; None when there is none."""
    if document is None:
        return None
    surface, context = words
    cited = links.mentions_of(held.connection, document.id)
    # A surface may be broken at a line's end in the file the row was made from: blanks do not count.
    wanted, within = "".join(nfc(surface).split()), stretches(document.text, context)
    return [
        one.link
        for one in cited
        if "".join(one.mention.surface.split()) == wanted
        and any(start <= one.mention.start < end for start, end in within)
    ] or None


def stretches(text: str, context: str) -> list[tuple[int, int]]:
    """Where the words of a context stand in a text, blanks and line ends alike; the whole text without a context."""
    words = [re.escape(word) for word in nfc(context).split()]
    return [one.span() for one in re.finditer(r"\s+".join(words), text)] if words else [(0, len(text))]


# --- the command -----------------------------------------------------------------------------------------------------


@click.command("eval")
@click.argument("kind", type=click.Choice((*KINDS, STUBS)))
@click.argument("gold", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--archive", "folder", type=click.Path(file_okay=False, path_type=Path), help="Thư mục của kho.")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
@click.pass_context
def evaluate(ctx: click.Context, kind: str, gold: Path | None, folder: Path | None, *, as_json: bool) -> None:
    """Chấm điểm viện dẫn (citations), siêu dữ liệu (metadata), tìm kiếm (search), liên kết (links) theo bộ mẫu.

    Nhận định về hiệu lực trong lời văn: claims. Không cần bộ mẫu: stubs (bớt từng văn bản, so mục chờ còn lại).
    """
    if kind == STUBS:
        _tell_stubs(placed(settings(ctx), folder), as_json=as_json)
        return
    if gold is None:
        raise click.UsageError(f"Thiếu tệp mẫu: vankien eval {kind} TỆP.jsonl", ctx)
    rows = read_rows(gold)
    if kind in IN_TEXT:
        scores = score(kind, rows)
    else:
        with opened(placed(settings(ctx), folder)) as archive:
            scores = score(kind, rows, archive)
    if as_json:
        click.echo(json.dumps(scores.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in lines_of(scores):
            click.echo(line)


def _tell_stubs(known: Settings, *, as_json: bool) -> None:
    """Print how well the stubs of an archive would tell of the works it holds, were these not held."""
    with opened(known) as archive:
        scores = left_out.leave_one_out(archive.database, settle)
    if as_json:
        click.echo(json.dumps(left_out.shape_of(scores), ensure_ascii=False, indent=2))
        return
    for line in left_out.lines_of(scores):
        click.echo(line)


_LABELS = {
    "precision": "độ chính xác",
    "recall": "độ đầy đủ",
    "f1": "F1",
    "relation_macro_f1": "F1 quan hệ",
    "wrong_silent": "liên kết sai",
    "held": "có trong kho",
    "accuracy": "đúng",
    "mrr": "MRR",
}
_MISSES = {"missed": "bỏ sót", "extra": "thừa", "field": "khác", "absent": "không có", "wrong": "sai"}


def lines_of(scores: Scores) -> Iterator[str]:
    """The scores for people: measures, fields, relations, and every miss on a line of its own."""
    yield f"{scores.kind}: {scores.rows} dòng mẫu"
    for name, value in scores.measures.items():
        yield f"  {_LABELS.get(name, name):<18} {f'{value:.0f}' if name in COUNTS else f'{value:.4f}'}"
    yield from (f"  {name:<18} {value:.4f}  ({scores.scored[name]})" for name, value in scores.fields.items())
    for name, one in scores.relations.items():
        yield f"  {name:<18} {one.precision:.4f} {one.recall:.4f} {one.f1:.4f}  ({one.gold})"
    for miss in scores.misses:
        told = f" [{miss.field}]" if miss.field else ""
        values = f": cần {miss.expected!r}, được {miss.found!r}" if miss.expected or miss.found else ""
        yield f"  dòng {miss.row}, {_MISSES[miss.kind]}{told} {miss.at}{values}"
