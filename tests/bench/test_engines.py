"""The engines as the bench speaks to them: each answers all kinds of questions, in a process of its own too."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench.answering import Answering, peer_of
from tests.bench.asking import Engine, EngineFailed, forget, said_documents, said_questions, size_of
from tests.bench.bench_document import FACETS, KINDS, SHOWN, Answer, BenchDocument, Question, rows
from tests.bench.collection import Collection
from tests.bench.figures import Record
from tests.bench.ours import snippet
from tests.bench.parity import compared
from tests.bench.rounds import carried_out
from tests.bench.starting import Run
from tests.bench.table import tables

HERE = ("ours", "fts5", "whoosh")  # engines that need nothing which the tests do not have
Built = Callable[[str], Path]


@pytest.fixture(scope="session")
def built(small: Collection, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The index of each engine over the small collection, built when it is first asked for."""
    held: dict[str, Path] = {}

    def build(name: str) -> Path:
        if name not in held:
            held[name] = tmp_path_factory.mktemp(name)
            at = {"lines": str(small.lines()), "documents": small.documents, "made": small.made}
            Answering(*peer_of(name)).do({"do": "build", "folder": str(held[name]), **at})
        return held[name]

    return build


@pytest.fixture(scope="session")
def questions(small: Collection) -> list[Question]:
    """Some questions of every kind: words of a document, whatever their frequency."""
    return list(_questions(next(rows(small.lines(), 1, small.made))))


def _questions(document: BenchDocument) -> Iterator[Question]:
    words = [word for word in dict.fromkeys(document.words.split()) if word.isalpha() and len(word) > 3]
    counts = {"AND mid+common": 2, "AND common+common": 2, "OR of 3": 3}
    for kind in KINDS:
        for place in (0, 3, 6):
            if kind == "phrase":
                yield Question(kind, tuple(document.words.split()[place + 10 : place + 12]))
            elif kind == "fuzzy":
                yield Question(kind, (words[place][:-2] + words[place][-1],))
            elif kind == "prefix":
                yield Question(kind, (words[place][:3],))
            else:
                yield Question(kind, tuple(words[place : place + counts.get(kind, 1)]))


def answers(name: str, folder: Path, asked: list[Question]) -> dict[Question, Answer]:
    peer, not_asked = peer_of(name)
    peer.open(folder)
    return {one: peer.told(peer.ask(one)) for one in asked if one.kind not in not_asked}


@pytest.mark.parametrize("name", HERE)
def test_an_engine_finds_what_is_there(name: str, built: Built, questions: list[Question], small: Collection) -> None:
    held = [one.words.split() for one in rows(small.lines(), small.documents, small.made)]
    for one, answer in answers(name, built(name), questions).items():
        assert len(answer.documents) == min(SHOWN, answer.total)
        if one.kind in {"rare term", "common term", "AND mid+common", "common by date", "10 snippets"}:
            found = {place for place, words in enumerate(held) if set(one.words) <= set(words)}
            assert answer.total == len(found)
            assert set(answer.documents) <= found


@pytest.mark.parametrize("name", HERE)
def test_facets_count_all_that_is_found(name: str, built: Built, questions: list[Question]) -> None:
    for one, answer in answers(name, built(name), questions).items():
        if one.kind == "common + 3 facets":
            assert set(answer.facets) == set(FACETS)
            assert all(sum(counts.values()) == answer.total for counts in answer.facets.values())


@pytest.mark.parametrize("name", HERE)
def test_a_list_by_date_is_newest_first(name: str, built: Built, questions: list[Question], small: Collection) -> None:
    dates = [one.date for one in rows(small.lines(), small.documents, small.made)]
    for one, answer in answers(name, built(name), questions).items():
        if one.kind == "common by date":
            shown = [dates[number] for number in answer.documents]
            assert shown == sorted(shown, reverse=True)


@pytest.mark.parametrize("name", ["ours", "whoosh"])
def test_snippets_mark_what_was_asked(name: str, built: Built, questions: list[Question]) -> None:
    for one, answer in answers(name, built(name), questions).items():
        if one.kind == "10 snippets":
            assert len(answer.snippets) == len(answer.documents)
            assert all("<b" in shown and one.words[0] in shown.lower() for shown in answer.snippets)


def test_ours_answers_as_the_library_does(built: Built, questions: list[Question]) -> None:
    ours, stock = (answers(name, built(name), questions) for name in ("ours", "whoosh"))
    found = compared(questions, *([_row(held[one]) for one in questions] for held in (ours, stock)))
    assert {kind: parity.differing for kind, parity in found.items() if not parity.whole} == {}


def _row(answer: Answer) -> list[object]:
    return [answer.total, answer.documents, answer.scores, answer.facets]


@pytest.mark.parametrize("name", HERE)
def test_a_document_that_is_added_is_found(name: str, built: Built, small: Collection, tmp_path: Path) -> None:
    for file in built(name).iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    first = next(rows(small.lines(), 1, small.made))
    added = [replace(first, id=f"new{place}", words=f"{first.words} marked{place}") for place in range(12)]
    answering = Answering(*peer_of(name))
    answering.do({"do": "open", "folder": str(tmp_path), "first": ["rare term", ["marked0"]]})
    words = [f"marked{place}" for place in range(12)]
    said = answering.do({"do": "add", "documents": said_documents(added), "words": words})
    assert len(said["taken"]) == 12
    again = answering.do({"do": "ask", "questions": [["rare term", [word]] for word in words], "told": True})
    assert [row[0] for row in again["answers"]] == [1] * 12


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        pytest.param("họp chi_bộ thôn", ["chi_bộ"], "họp <b>chi_bộ</b> thôn", id="marked"),
        pytest.param("họp chi_bộ thôn", ["tỉnh_ủy"], "họp chi_bộ thôn", id="the beginning where nothing is found"),
        pytest.param("thôn thôn", ["thôn"], "<b>thôn</b> <b>thôn</b>", id="neighbours"),
    ],
)
def test_a_snippet_of_ours(text: str, words: list[str], shown: str) -> None:
    assert snippet(text, words).strip().replace("  ", " ") == shown


def test_a_snippet_is_cut_where_most_is_found() -> None:
    text = "một " * 200 + "chi_bộ họp chi_bộ " + "hai " * 200 + "chi_bộ"
    assert snippet(text, ["chi_bộ"]).count("<b>") == 2


def test_an_engine_lives_in_a_process_of_its_own(built: Built, questions: list[Question]) -> None:
    asked = said_questions([one for one in questions if one.kind != "fuzzy"][:6])
    with Engine("fts5", sys.executable) as engine:
        assert engine.do("hello")["version"].startswith("SQLite")
        assert engine.do("open", folder=str(built("fts5")), first=asked[0])["memory"] > 0
        said = engine.do("ask", questions=asked, told=True)
        assert len(said["taken"]) == len(said["answers"]) == 6
        assert engine.do("load", questions=asked, seconds=0.01, seed=1)["asked"] > 0
        with pytest.raises(EngineFailed, match="AttributeError"):
            engine.do("nothing of the kind")
        assert engine.do("memory")["own"] > 0, "an error ends nothing"


def test_a_process_that_ended_is_told() -> None:
    with pytest.raises(EngineFailed, match="ended with status"), Engine("no such engine", sys.executable) as engine:
        engine.do("hello")


def test_a_folder_is_measured_and_forgotten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 2_000_000)
    forget(tmp_path)
    assert size_of(tmp_path) == 2.0


def test_a_whole_run(small: Collection, questions: list[Question], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.rounds.LOADED", 0.01)
    monkeypatch.setattr("tests.bench.starting.OPENINGS", 1)
    said: list[str] = []
    engines = {"fts5": sys.executable}  # it starts at once; ours is asked in this process above
    record = carried_out(Run(small, questions, engines, seed=1, rounds=1, added=2, say=said.append))
    assert set(record.asked) == set(KINDS)
    assert set(record.asked["phrase"]) == set(engines)
    assert not record.asked["fuzzy"], "what an engine cannot do is not asked of it"
    assert record.asked["phrase"]["fts5"].calls == 3
    assert all(row["rate"] > 0 for row in record.build.values())
    assert isinstance(record, Record)
    assert "SQLite FTS5" in tables(record)
    assert not list(small.folder.rglob("*-added")), "copies are removed"
