"""`make bench`: ours, tantivy, SQLite FTS5, stock Whoosh and Xapian side by side on a made collection, in one run.

Prints tables, keeps a record as JSON, and writes docs/speed.md with `--page`. How it is measured and how to read it
stands there. Nothing is asserted of any time.
"""

import argparse
import subprocess
import sys
from pathlib import Path

from tests.bench import beside, page
from tests.bench.answering import PEERS
from tests.bench.asking import PROJECT
from tests.bench.collection import Collection, collection
from tests.bench.figures import Record, saved
from tests.bench.questions import drawn
from tests.bench.rounds import carried_out
from tests.bench.starting import Run
from tests.bench.table import tables

BEARABLE = 50_000  # documents up to which stock Whoosh takes part unless it is named: it builds some 200 a second
TANTIVY = PROJECT / ".venv-bench" / "bin" / "python"


def main() -> None:
    """Measure what is asked for."""
    given = _options().parse_args()
    for size in given.documents:
        record = _renewed(given, size) if given.apart else _measured(given, size)
        _say(tables(record))
        if given.json:
            saved(
                record, given.json if len(given.documents) == 1 else given.json.with_stem(f"{given.json.stem}-{size}")
            )
        if given.page:
            page.keep(record)


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    options.add_argument("--documents", type=int, nargs="+", default=[50_000], help="sizes of the collection")
    options.add_argument("--seed", type=int, default=1, help="of the questions: another number asks others")
    options.add_argument("--text-seed", type=int, default=1, help="of the collection")
    options.add_argument("--text", type=Path, help="a folder of .txt, a .jsonl or .jsonl.gz with `text`, to learn from")
    options.add_argument("--folder", type=Path, default=PROJECT / "var" / "bench", help="where collections are kept")
    options.add_argument("--engines", nargs="+", choices=tuple(PEERS), help="only these; ours is always among them")
    options.add_argument("--tantivy", default=str(TANTIVY), help="the interpreter that has tantivy")
    options.add_argument("--xapian", help="an interpreter that has xapian (Debian: python3-xapian, /usr/bin/python3)")
    options.add_argument("--each", type=int, default=40, help="questions of each kind")
    options.add_argument("--rounds", type=int, default=5, help="how often each question counts")
    options.add_argument("--beside", nargs="*", choices=tuple(beside.BENCHES), default=[], help="further benches")
    options.add_argument("--apart", action="store_true", help="only those, put to what is kept of the same size")
    options.add_argument("--articles", type=Path, help="articles for the bench of ranking, JSON lines")
    options.add_argument("--json", type=Path, help="where the record goes")
    options.add_argument("--page", action="store_true", help="write docs/speed.md and its drawing anew")
    return options


def _measured(given: argparse.Namespace, size: int) -> Record:
    _say(f"collection of {size} documents")
    made = collection(given.folder, size, seed=given.text_seed, text=given.text)
    asked = drawn(made, given.seed, given.each)
    run = Run(made, asked, _pythons(given, size), given.seed, rounds=given.rounds, say=_say)
    record = carried_out(run)
    _put_beside(record, given, made)
    return record


def _renewed(given: argparse.Namespace, size: int) -> Record:
    """What is kept of a size, with further benches that are measured now: the questions take the longest by far."""
    record = page.kept(size)
    _put_beside(record, given, collection(given.folder, size, seed=given.text_seed, text=given.text))
    return record


def _put_beside(record: Record, given: argparse.Namespace, made: Collection) -> None:
    for name in given.beside:
        _say(name)
        record.others[beside.BENCHES[name].title] = beside.BENCHES[name].measured(beside.Beside(made, given.articles))


def _pythons(given: argparse.Namespace, size: int) -> dict[str, str]:
    """The engines that take part, each with its interpreter; those whose library is not there are told of."""
    pythons = {"ours": sys.executable, "tantivy": given.tantivy, "fts5": sys.executable}
    if given.xapian:
        pythons["xapian"] = given.xapian
    if size <= BEARABLE or "whoosh" in (given.engines or ()):
        pythons["whoosh"] = sys.executable
    named = {name: python for name, python in pythons.items() if not given.engines or name in {"ours", *given.engines}}
    return {name: python for name, python in named.items() if _has(python, name)}


def _has(python: str, name: str) -> bool:
    library = {"tantivy": "tantivy", "xapian": "xapian"}.get(name, "sqlite3")
    try:
        done = subprocess.run([python, "-c", f"import {library}"], capture_output=True, check=False)
    except OSError:
        done = None
    if done is None or done.returncode:
        _say(f"{name} does not take part: {python} has no {library}")
        return False
    return True


def _say(said: str) -> None:
    sys.stdout.write(said + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
