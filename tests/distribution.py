"""How tests are dealt to workers: a file at a time, so that what a file sets up is set up once per run.

Dealt test by test, every worker would crawl the portal, take the corpus in and open the browser for its share of the
same file.
"""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # the plugin is there only when tests run on several workers
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # it says no types of its own

# Files that set up the same costly thing go together.
TOGETHER = ("tests/gate/",)
# What takes longest begins first: a long file that comes last leaves the other workers idle. In order of time, as
# `--durations` tells it; what is not named here goes by its number of tests.
FIRST = (
    "tests/search_web/test_axe.py",
    "tests/ingest/crawl/test_crawl.py",
    "tests/ingest/warc/test_replay.py",
    "tests/search_web/test_reading_browser.py",
    "tests/search_web/desk/test_work.py",
    "tests/search_web/test_browser.py",
    "tests/archive/text/test_segment.py",
    "tests/archive/index/test_contract.py",
    "tests/ingest/extract/test_stamps.py",
    "tests/search_web/test_openapi.py",
    "tests/gate/",
    "tests/search_web/desk/test_work_browser.py",
    "tests/ingest/test_jobs.py",
    "tests/search_web/test_every_page.py",
    "tests/search_web/test_language.py",
    "tests/search_web/test_help_browser.py",
    "tests/test_bad_input.py",
    "tests/ingest/test_killed.py",
    "tests/archive/test_accession.py",
    "tests/ingest/extract/test_worker.py",
    "tests/search_web/test_digest.py",
    "tests/ingest/test_draft_cli.py",
    "tests/archive/works/test_secrecy.py",
    "tests/archive/index/test_commits.py",
    "tests/ingest/test_uploads.py",
    "tests/ingest/test_secrecy.py",
    "tests/archive/cite/test_format.py",
    "tests/ingest/test_cli.py",
    "tests/ingest/test_pipeline.py",
    "tests/bench/",
    "tests/archive/store/test_citing_words.py",
    "tests/ingest/test_running.py",
    "tests/search_web/desk/test_sign_in_browser.py",
    "tests/ingest/extract/test_recognise.py",
    "tests/archive/index/test_weighting.py",
    "tests/archive/index/executor/",
    "tests/test_rooms.py",
    "tests/archive/store/test_corrections.py",
    "tests/ingest/extract/test_office.py",
)


def scope(nodeid: str) -> str:
    """What a test is dealt with: its file, or the folder whose files go together."""
    path = nodeid.partition("::")[0]
    return next((folder for folder in TOGETHER if path.startswith(folder)), path)


def turn(nodeid: str) -> int:
    """When a test's file begins: the place among `FIRST`, or after all of them."""
    return next((place for place, start in enumerate(FIRST) if nodeid.startswith(start)), len(FIRST))


def scheduling(config: pytest.Config, log: object) -> "LoadScopeScheduling | None":
    """The dealing of a run that asked for none in particular (`-n 2`); None leaves it to xdist (`--dist=…`)."""
    if config.getvalue("dist") != "load":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # of no type, see above
        def _split_scope(self, nodeid: str) -> str:
            return scope(nodeid)

        def schedule(self) -> None:
            fresh = self.collection is None
            super().schedule()
            if fresh:
                for unit in sorted(self.workqueue, key=turn):
                    self.workqueue.move_to_end(unit)

    return ByFile(config, log)
