"""Kill a crawl many times at points of chance and print what was lost, stored twice or fetched again: all must be 0.

    python tools/crawl_kills.py [KILLS] [SEED]

Serves a portal of its own on the loopback interface; nothing outside is asked. 50 kills take some minutes.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from types import ModuleType

PROJECT = Path(__file__).parent.parent
# The folder of the tests is no package, and an installed library may bring a package of that name.
_TESTS = ModuleType("tests")
_TESTS.__path__ = [str(PROJECT / "tests")]
sys.modules["tests"] = _TESTS
sys.path.insert(0, str(PROJECT))


def main() -> int:
    """Run, print one line of JSON, give 1 when the law was broken."""
    from tests.ingest.crawl.killing import killed_crawl
    from tests.ingest.crawl.warm import Warm

    kills, seed = (int(one) for one in (*sys.argv[1:3], *("50", "1")[len(sys.argv) - 1 :]))
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Warm(Path(folder)) as warm:
        found = killed_crawl(Path(folder), warm, kills=kills, documents=max(kills * 8, 40), seed=seed)
    figures = {
        "kills": found.kills,
        "runs": found.runs,
        "requests": found.requests,
        "lost": len(found.lost),
        "stored_twice": len(found.stored_twice),
        "fetched_again": len(found.fetched_again),
        "seconds": round(time.monotonic() - begun, 1),
    }
    print(json.dumps(figures))
    return 1 if found.kills < kills or found.lost or found.stored_twice or found.fetched_again else 0


if __name__ == "__main__":
    sys.exit(main())
