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
    "tests/gate/",
    "tests/archive/text/test_segment.py",
    "tests/search_web/test_openapi.py",
    "tests/search_web/test_reading_browser.py",
    "tests/search_web/desk/",
    "tests/test_bad_input.py",
    "tests/ingest/test_replay.py",
    "tests/search_web/test_every_page.py",
    "tests/search_web/test_browser.py",
    "tests/bench/",
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
