"""What a run found, as tables, as a drawing, as a record that is kept, and in the page."""

import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench import beside, page
from tests.bench.bench_document import KINDS
from tests.bench.collection import collection
from tests.bench.figures import Record, Spread, read, saved
from tests.bench.growth import Scale, drawing
from tests.bench.table import AIMS, tables

SIZES = {"open": 1.5, "first": 2.5, "open, dropped": 10.0, "first, dropped": 20.0, "memory": 40.0}


def record(documents: int = 5_000, times: float = 1.0) -> Record:
    found = Record(
        documents,
        7,
        {
            "seed": 1,
            "source": "demonstration corpus",
            "syllables": 1_204.2,
            "letters": 7_100.0,
            "terms": 50_001,
            "made": 5_000,
        },
        {"processor": "a processor", "cores": 2, "python": "3.11", "load": 0.1},
        {"ours": "ours", "tantivy": "tantivy 9"},
    )
    for kind in KINDS:
        found.asked[kind] = {"ours": Spread(0.25 * times, 0.5 * times, 200, 0.4), "tantivy": Spread(0.5, 2.0, 200, 0.5)}
    found.parity["phrase"] = {"asked": 40, "documents": 40, "scores": 39, "totals": 40, "facets": 40, "differing": []}
    for name in found.versions:
        found.build[name] = {"rate": 2_089.4, "peak": 300.0, "size": 120.0, "kept": float(name == "tantivy")}
        found.opened[name], found.memory[name] = dict(SIZES), {"memory": 99.0, "own": 12.0}
        found.load[name] = {"1": 12_345.6, "2": 23_456.7}
        found.added[name] = Spread(4.0, 9.0, 40)
    found.others["Words"] = [{"way": "stock pyvi", "times": 1.0}, {"way": "ours", "times": 26.5, "same": "300 of 300"}]
    return found


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "| phrase | 0.250 / 0.500 | 0.500 / 2.00 | 0.50 | 0.25 | 0.80 | ≤ 1.25 | 39 of 40 |", id="the least"
        ),
        pytest.param(
            "| prefix | 0.250 / 0.500 | 0.500 / 2.00 | 0.50 | 0.25 | 0.80 | ≤ 1.0 | – |", id="nothing compared"
        ),
        pytest.param(
            "| rare term | 0.250 / 0.500 | 0.500 / 2.00 | 0.50 | 0.25 | 0.80 | ≤ 0.05 ms | – |", id="an absolute aim"
        ),
        pytest.param("| built, documents a second | 2,089 | 2,089 (earlier run) |", id="a rate of an earlier run"),
        pytest.param("| opened, ms | 1.5; from disk 10.0 | 1.5; from disk 10.0 |", id="opened cold"),
        pytest.param("| questions a second, 2 processes | 23,457 | 23,457 |", id="load"),
        pytest.param("| one document added and found, ms p50 / p95 | 4.00 / 9.00 | 4.00 / 9.00 |", id="added"),
        pytest.param("| ours | 26.50 | 300 of 300 |", id="another bench"),
        pytest.param("| stock pyvi | 1.00 | – |", id="a row with fewer cells"),
    ],
)
def test_a_table_says_what_was_found(line: str) -> None:
    assert line in tables(record()).splitlines()


def test_what_was_not_asked_is_a_dash() -> None:
    found = record()
    del found.asked["fuzzy"]["ours"]
    assert "| fuzzy | – | 0.500 / 2.00 | – | – | – | ≤ 0.75 | – |" in tables(found)


def test_every_kind_has_an_aim() -> None:
    assert set(AIMS) | {"rare term"} == set(KINDS)


def test_a_repeated_collection_says_so() -> None:
    assert "(5,000 repeated under other ids)" in tables(record(1_000_000))


@pytest.mark.parametrize(
    ("taken", "p50", "p95"),
    [
        pytest.param([3.0], 3.0, 3.0, id="one call"),
        pytest.param([float(one) for one in range(100)], 50.0, 95.0, id="a hundred"),
        pytest.param([2.0, 1.0], 2.0, 2.0, id="two"),
    ],
)
def test_percentiles_are_calls_that_were_made(taken: list[float], p50: float, p95: float) -> None:
    found = Spread.of(taken)
    assert (found.p50, found.p95, found.calls) == (p50, p95, len(taken))


def test_the_best_call_of_each_question_is_told_apart() -> None:
    """Two questions, three rounds; the machine was busy once in each."""
    assert Spread.of([1.0, 9.0, 8.0, 2.0, 1.5, 2.5], questions=2).steady == 2.0


def test_a_record_is_kept_whole(tmp_path: Path) -> None:
    saved(record(), tmp_path / "kept" / "5000.json")
    assert read(tmp_path / "kept" / "5000.json") == record()


def test_the_drawing_is_whole_and_has_every_kind() -> None:
    drawn = ET.fromstring(drawing([record(50_000, 4), record()]))  # noqa: S314  # we wrote it
    said = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert set(KINDS) <= set(said)
    assert said.count("5k") == said.count("50k") == len(KINDS)


def test_nothing_measured_is_not_drawn() -> None:
    with pytest.raises(ValueError, match="nothing"):
        drawing([])


def test_a_scale_is_logarithmic_and_holds_its_values() -> None:
    scale = Scale.of([0.02, 5.0], 300)
    assert (scale.at(0.01), scale.at(0.1), scale.at(10)) == (0.0, 100.0, 300.0)
    assert scale.marks() == [0.01, 0.1, 1, 10]


def test_one_size_has_a_scale_too() -> None:
    assert Scale.of([100.0], 10).marks() == [100, 1_000]


def test_the_page_is_fresh() -> None:
    said = page.PAGE.read_text("utf-8")
    assert page.fresh(said, page.generated(page.held())) == said, "run `make bench`, or mend docs/speed.md"


def test_a_record_goes_into_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MEASURED", "PAGE", "DRAWING"):
        monkeypatch.setattr(page, name, tmp_path / name)
    (tmp_path / "PAGE").write_text(f"by hand\n{page.BEGIN}\n{page.END}\nby hand\n", "utf-8")
    page.keep(record())
    page.keep(record(20_000))
    said = (tmp_path / "PAGE").read_text("utf-8")
    assert said.startswith("by hand\n")
    assert said.endswith("by hand\n")
    assert said.index("### 5,000 documents") < said.index("### 20,000 documents")
    assert (tmp_path / "DRAWING").read_text("utf-8").startswith("<svg")


def test_further_benches_are_put_to_what_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "MEASURED", tmp_path)
    monkeypatch.setattr(page, "DRAWING", tmp_path / "speed.svg")
    monkeypatch.setattr(page, "PAGE", tmp_path / "speed.md")
    page.PAGE.write_text(f"{page.BEGIN}\n{page.END}\n", "utf-8")
    made = collection(tmp_path / "collections", 12, seed=1)
    kept = record(12)
    saved(kept, tmp_path / "12.json")
    rows = [{"way": "ours", "documents": made.documents}]
    monkeypatch.setitem(beside.BENCHES, "merging", beside.BesideBench("Merging", lambda _: rows))
    asked = f"--documents 12 --folder {tmp_path / 'collections'} --beside merging --apart --page"
    monkeypatch.setattr(sys, "argv", ["bench", *asked.split()])
    bench.main()
    again = page.kept(12)
    assert again.asked == kept.asked
    assert again.others == {**kept.others, "Merging": rows}
    assert "**Merging**" in page.PAGE.read_text("utf-8")


@pytest.mark.parametrize(
    ("line", "row"),
    [
        pytest.param("extraction   18.47   18.8%   0.64", ("extraction", "18.47", "18.8%", "0.64"), id="with a floor"),
        pytest.param("guard: bytes    5.80    5.9%", ("guard: bytes", "5.80", "5.9%", ""), id="without one"),
        pytest.param("stage     ms/doc   share    floor", None, id="the heading is no stage"),
        pytest.param("all   98.15   10.2 documents a processor second", None, id="nor is the sum"),
    ],
)
def test_stages_are_read_from_what_is_printed(line: str, row: tuple[str, ...] | None) -> None:
    assert [tuple(one.values()) for one in beside.stages([line])] == ([row] if row else [])
