"""The command that measures: `vankien eval KIND GOLD.jsonl`, gold rows against what the archive reads, finds and links.

How a row is scored is in `archive.quality`; here the rows are read, an archive is asked, and the scores are printed.
Citations and claims need no archive: the texts are in the rows.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from archive import quality
from archive.ask.catalogue import StoreCatalogue
from archive.cite.claims import find_claims
from archive.cite.mentions import find_mentions
from archive.cite.resolve import settle
from archive.commands import settings, today
from archive.config import Settings
from archive.errors import QueryError
from archive.opening import Archive, opened, placed
from archive.quality import COUNTS, Row, Scores, asking, collections, comparison, left_out, search_report
from archive.quality.ladder import by_ladder, score_ladder
from archive.quality.search import Ask
from archive.quality.search_report import SearchReport
from archive.query.shapes import Profile
from archive.store import links, waiting
from archive.text.vietnamese import nfc
from archive.works.dates import parse_iso
from archive.works.document import Document, Link, Mention
from archive.works.validity import FoundClaim

KINDS = ("citations", "claims", "metadata", "search", "links", "ladder")
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
            return quality.score_search(rows, asking.of_archive(archive.engine, held))
        if kind == "ladder":
            return score_ladder(rows, by_ladder(archive.engine, connection))
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


# --- search ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """What is asked of an evaluation of search: over what, by which profile, beside which others."""

    over: Path | None = None
    titles: Path | None = None
    cache: Path | None = None
    profile: Profile | None = None
    against: tuple[str, ...] = ()
    typed: bool = False


def search_report_of(rows: Sequence[Row], wanted: Measured, known: Settings) -> SearchReport:
    """The report of a search over an archive, or over a collection of articles where one is named.

    Raises:
        QueryError: a row has no query, a file is not what it should be, or nothing has the name to compare with.
    """
    if wanted.over:  # before the collection is read, which takes minutes
        _check(rows)
    named = (*asking.PROFILES, *(asking.BASELINES if wanted.over else ()))
    earlier = {name: comparison.load(_kept(name, named)) for name in wanted.against if name not in named}
    with _systems(wanted, known) as systems:
        _check(rows)
        others = {name: systems[name] for name in wanted.against if name in named}
        return search_report.report(
            rows, systems[wanted.profile or ""], others=others, earlier=earlier, typed=wanted.typed
        )


def _check(rows: Sequence[Row]) -> None:
    for place, row in enumerate(rows, 1):
        if not isinstance(row.get("query") or row.get("question"), str):
            raise QueryError(f"Dòng {place}: thiếu “query” hoặc “question”.", remedy="Mỗi dòng một câu hỏi.")


def _kept(name: str, named: Sequence[str]) -> Path:
    path = Path(name)
    if not path.is_file():
        raise QueryError(f"Không có gì tên “{name}” để so với.", remedy=f"Chọn {', '.join(named)} hoặc một tệp đã lưu.")
    return path


@contextmanager
def _systems(wanted: Measured, known: Settings) -> Iterator[Mapping[str, Ask]]:
    """Every system that can be asked, by name; "" is what a reader gets."""
    profiles: dict[str, Profile | None] = {"": None, **{name: name for name in asking.PROFILES}}
    if wanted.over is None:
        with opened(known) as archive, archive.database.reading() as connection:
            held = StoreCatalogue(connection)
            # As for a reader. The gate asks without a day, so that its scores do not change by themselves.
            day = today()
            yield {name: asking.of_archive(archive.engine, held, one, day=day) for name, one in profiles.items()}
        return
    titles = collections.read_titles(wanted.titles) if wanted.titles else {}
    articles = collections.documents(collections.with_words(wanted.over, wanted.cache), titles)
    baselines = asking.Baselines() if set(wanted.against) & set(asking.BASELINES) else None
    engine = asking.engine_over(articles, baselines)
    systems = {name: asking.of_engine(engine, one) for name, one in profiles.items()}
    if baselines:
        systems |= {name: asking.of_baseline(baselines, name) for name in asking.BASELINES}
    yield systems


# --- the command -----------------------------------------------------------------------------------------------------

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("eval")
@click.argument("kind", type=click.Choice((*KINDS, STUBS)))
@click.argument("gold", required=False, type=_FILE)
@click.option("--archive", "folder", type=click.Path(file_okay=False, path_type=Path), help="Thư mục của kho.")
@click.option(
    "--over", type=_FILE, help="search: tìm trong tuyển tập điều luật này (.jsonl, .jsonl.gz), không cần kho."
)
@click.option("--titles", type=_FILE, help="search: tên các luật của tuyển tập.")
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="search: nơi giữ kết quả tách từ.")
@click.option("--profile", type=click.Choice(asking.PROFILES), help="search: cách chấm; để trống là mặc định.")
@click.option("--against", multiple=True, help="search: so với cách chấm khác, fields, syllables, hoặc tệp đã lưu.")
@click.option("--variants", "typed", is_flag=True, help="search: hỏi cả năm cách gõ của mỗi câu.")
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help="search: lưu điểm từng câu để so về sau.")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho máy đọc.")
@click.pass_context
def evaluate(
    ctx: click.Context,
    kind: str,
    gold: Path | None,
    folder: Path | None,
    *,
    over: Path | None,
    titles: Path | None,
    cache: Path | None,
    profile: Profile | None,
    against: tuple[str, ...],
    typed: bool,
    save: Path | None,
    as_json: bool,
) -> None:
    """Chấm điểm viện dẫn (citations), siêu dữ liệu (metadata), tìm kiếm (search), liên kết (links) theo bộ mẫu.

    Văn bản điều chỉnh một chủ đề ở một nơi: ladder.

    Nhận định về hiệu lực trong lời văn: claims. Không cần bộ mẫu: stubs (bớt từng văn bản, so mục chờ còn lại).
    Các lựa chọn ghi “search” chỉ dùng cho tìm kiếm.
    """
    if kind == STUBS:
        _tell_stubs(placed(settings(ctx), folder), as_json=as_json)
        return
    if gold is None:
        raise click.UsageError(f"Thiếu tệp mẫu: vankien eval {kind} TỆP.jsonl", ctx)
    wanted = Measured(over, titles, cache, profile, against, typed)
    known, rows = placed(settings(ctx), folder), read_rows(gold)
    if kind == "search":
        made = search_report_of(rows, wanted, known)
        if save:
            comparison.save(made.kept, save)
        _print(made.as_json() if as_json else (*search_report.lines_of(made), *lines_of(made.scores)))
        return
    if wanted != Measured() or save:
        raise click.UsageError("Các lựa chọn ghi “search” chỉ dùng cho vankien eval search.", ctx)
    if kind in IN_TEXT:
        scores = score(kind, rows)
    else:
        with opened(known) as archive:
            scores = score(kind, rows, archive)
    _print(scores.as_json() if as_json else lines_of(scores))


def _print(made: Mapping[str, object] | Iterable[str]) -> None:
    """Plain values as JSON, lines as they are."""
    if isinstance(made, Mapping):
        click.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    for line in made:
        click.echo(line)


def _tell_stubs(known: Settings, *, as_json: bool) -> None:
    """Print how well the stubs of an archive would tell of the works it holds, were these not held."""
    with opened(known) as archive:
        scores = left_out.leave_one_out(archive.database, settle)
    _print(left_out.shape_of(scores) if as_json else left_out.lines_of(scores))


_LABELS = {
    "precision": "độ chính xác",
    "recall": "độ đầy đủ",
    "f1": "F1",
    "relation_macro_f1": "F1 quan hệ",
    "wrong_silent": "liên kết sai",
    "held": "có trong kho",
    "accuracy": "đúng",
    "mrr": "MRR",
    "top1": "đúng hàng đầu",
    "top1_answerable": "đúng, nơi có",
    "answered": "có trả lời",
    "right_when_answered": "đúng khi trả lời",
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
