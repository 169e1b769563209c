"""A watched folder: a file is given when two looks saw the same of it, once for each change."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ingest.sources.watched import WatchedFolder


def names_at_each_look(folder: Path, *between: Callable[[], object]) -> list[list[str]]:
    """What each look gives; the n-th function runs between look n and look n + 1."""
    steps: Iterator[Callable[[], object]] = iter(between)

    def wait() -> bool:
        step = next(steps, None)
        if step:
            step()
        return step is not None

    source = WatchedFolder([folder], wait=wait)
    return [[Path(one.origin).name for one in requests] for requests in source.requests()]


def write(path: Path, text: str, *, at: int) -> Callable[[], None]:
    def step() -> None:
        path.write_text(text, "utf-8")
        os.utime(path, ns=(at, at))

    return step


def nothing() -> None:
    """A look that finds things as they were."""


def test_a_file_is_given_once_it_has_settled_and_not_again(tmp_path: Path) -> None:
    assert names_at_each_look(tmp_path, write(tmp_path / "a.txt", "một", at=1), nothing, nothing) == [
        [],
        [],
        ["a.txt"],
        [],
    ]


def test_a_file_that_still_grows_waits(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    steps = (write(path, "m", at=1), write(path, "mộ", at=1), write(path, "một", at=2), nothing)
    assert names_at_each_look(tmp_path, *steps) == [[], [], [], [], ["a.txt"]]


def test_a_changed_file_is_given_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    steps = (write(path, "một", at=1), nothing, write(path, "hai", at=2), nothing)
    assert names_at_each_look(tmp_path, *steps) == [[], [], ["a.txt"], [], ["a.txt"]]


def test_a_file_that_went_and_came_back_is_given_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    steps = (write(path, "một", at=1), nothing, path.unlink, write(path, "một", at=1), nothing)
    assert names_at_each_look(tmp_path, *steps) == [[], [], ["a.txt"], [], [], ["a.txt"]]
