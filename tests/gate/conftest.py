"""The demonstration corpus taken into an archive of its own, once for all gates."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.commands import main
from archive.config import load
from archive.opening import Archive, opened, placed


@pytest.fixture(scope="session")
def corpus_archive(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The archive of corpus/documents, made by the command people use."""
    folder = tmp_path_factory.mktemp("archive")
    taken = CliRunner().invoke(main, ["ingest", "--json", "--archive", str(folder), str(project / "corpus/documents")])
    assert taken.exit_code == 0, taken.output
    with opened(placed(load(None, {}), folder)) as archive:
        yield archive
