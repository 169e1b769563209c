"""The command that looks for abbreviations and nicknames the tables do not have: `vankien names`.

It prints rows ready for `archive/data/abbreviations.toml` and `nicknames.toml`, all with `checked = false`: a clerk
looks at each, and only rows with `checked = true` are ever opened in a question.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from archive.cli import archive_option, json_option, print_json
from archive.commands import settings
from archive.opening import opened, placed
from archive.store import waiting
from archive.text.vietnamese import comparable, fold
from archive.works.abbreviations import abbreviations
from archive.works.coined import called, capitals, definitions, initials_of
from archive.works.document import Document
from archive.works.nicknames import nicknames

_EXAMPLES = 3


@dataclass(slots=True)
class Candidate:
    """A name the tables do not have: what it may stand for, the documents it names, and where it was seen."""

    name: str
    stands_for: str
    basis: str
    numbers: tuple[str, ...] = ()
    seen: list[str] = field(default_factory=list)


def mined(documents: Iterable[Document], *, least: int = 2) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """The abbreviations and the nicknames that documents coin and no table has, those in most documents first.

    An abbreviation that a text defines counts from one document on; one that only fits the words of titles, and the
    nicknames of sentences that cite, from `least` on. Nicknames that others use are in `cited_as` of what they name.
    """
    defined: dict[tuple[str, str], list[str]] = defaultdict(list)
    words_in: dict[str, list[str]] = defaultdict(list)
    names: dict[tuple[str, str], Candidate] = {}
    titles: list[str] = []
    for one in documents:
        titles += (one.title or "").splitlines()[:1]
        for found in {(found.short, comparable(found.words)) for found in definitions(one.text)}:
            defined[found].append(one.id)
        for word in capitals(one.text):
            words_in[word].append(one.id)
        _add_names(names, one)
    short = [Candidate(name, words, "văn bản tự nêu", seen=seen) for (name, words), seen in defined.items()]
    short += _by_initials(words_in, titles, least, known={fold(one.name) for one in short})
    known = {fold(one.short) for one in abbreviations() if one.checked}
    familiar = {fold(name) for one in nicknames() if one.checked for name in one.names}
    return (
        _in_order(one for one in short if fold(one.name) not in known),
        _in_order(one for one in names.values() if fold(one.name) not in familiar),
    )


def _add_names(names: dict[tuple[str, str], Candidate], one: Document) -> None:
    title = (one.title or "").partition("\n")[0]
    number = str(one.number or "")
    for name in {name for sentence in one.cited_as for name in called(sentence)}:
        made = names.setdefault((fold(name), number), Candidate(name, title, "câu viện dẫn"))
        made.numbers = (number,) if number else ()
        made.seen.append(one.id)


def _by_initials(words_in: dict[str, list[str]], titles: list[str], least: int, known: set[str]) -> Iterator[Candidate]:
    """Words in capitals that are the initials of a phrase of several titles; the commonest phrase, none where two are.

    A phrase that one title has is chance: "SĐT" would be a "sở đào tạo".
    """
    phrases = initials_of(titles)
    for word, seen in words_in.items():
        fitting = phrases.get(fold(word), Counter()).most_common(2)
        if fold(word) in known or len(seen) < least or not fitting or fitting[0][1] < least:
            continue
        if len(fitting) == 1 or fitting[1][1] < fitting[0][1]:
            yield Candidate(word, fitting[0][0], "chữ đầu của trích yếu", seen=seen)


def _in_order(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    return tuple(sorted(found, key=lambda one: (-len(one.seen), one.name, one.stands_for)))


def _rows(short: Iterable[Candidate], names: Iterable[Candidate]) -> Iterator[str]:
    for one in short:
        yield "[[abbreviation]]"
        yield f"short = {_quoted(one.name)}"
        yield f"meanings = [{_quoted(one.stands_for)}]"
        yield 'typed = "capitals"'
        yield 'group = "chưa xếp"'
        yield from _attested(one)
    for one in names:
        yield "[[nickname]]"
        yield f"names = [{_quoted(one.name)}]"
        yield f"stands_for = [{_quoted(one.stands_for)}]"
        yield f"numbers = [{', '.join(map(_quoted, one.numbers))}]"
        yield from _attested(one)


def _attested(one: Candidate) -> Iterator[str]:
    examples = ", ".join(f"/vb/{address}" for address in one.seen[:_EXAMPLES])
    yield 'grade = "C"'
    yield f"evidence = {_quoted(f'{one.basis}: {len(one.seen)} văn bản trong kho, ví dụ {examples}')}"
    yield "checked = false"
    yield ""


def _quoted(text: str) -> str:
    """A TOML string: its escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


@click.command()
@archive_option
@click.option("--least", default=2, show_default=True, type=click.IntRange(1), help="Số văn bản ít nhất.")
@json_option
@click.pass_context
def names(ctx: click.Context, folder: Path | None, least: int, *, as_json: bool) -> None:
    """Tên tắt, tên quen gọi có trong văn bản mà bảng chưa có: in thành dòng TOML để kiểm tra rồi đưa vào bảng."""
    with opened(placed(settings(ctx), folder)) as archive, archive.database.reading() as connection:
        short, called_so = mined(waiting.iterate(connection), least=least)
    if as_json:
        print_json({"abbreviations": [_shape(one) for one in short], "nicknames": [_shape(one) for one in called_so]})
        return
    click.echo(f"# {len(short)} tên tắt, {len(called_so)} tên quen gọi chưa có trong bảng")
    for line in _rows(short, called_so):
        click.echo(line)


def _shape(one: Candidate) -> dict[str, object]:
    return {
        "name": one.name,
        "stands_for": one.stands_for,
        "basis": one.basis,
        "numbers": list(one.numbers),
        "works": len(one.seen),
        "examples": one.seen[:_EXAMPLES],
    }
