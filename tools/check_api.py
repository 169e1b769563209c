"""Draw requests from the description of the API of an archive and hold every answer to it: `python -m tools.check_api`.

The site is served on this machine for the time of the run; schemathesis does the drawing. Its status is this one's.
"""

import argparse
import subprocess
import sys
import threading
from pathlib import Path

from werkzeug.serving import make_server

from archive.config import load
from archive.opening import opened
from search_web import create_app
from search_web.machine.description import ADDRESS


def main() -> int:
    """Serve the archive and run schemathesis against it; its exit status."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--archive", type=Path, default=Path("var/archive"))
    asked.add_argument("--examples", type=int, default=50, help="drawn for each operation and phase")
    asked.add_argument("--seed", type=int, default=1)
    args = asked.parse_args()
    with opened(load(None, {"VANKIEN_ARCHIVE_DIR": str(args.archive)})) as archive:
        app = create_app(archive.settings, database=archive.database, engine=archive.engine)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            return _drawn(f"http://127.0.0.1:{server.server_port}{ADDRESS}", args.examples, args.seed)
        finally:
            server.shutdown()


def _drawn(address: str, examples: int, seed: int) -> int:
    program = Path(sys.executable).with_name("schemathesis")
    counts = ["--max-examples", str(examples), "--seed", str(seed)]
    return subprocess.run([program, "run", address, *counts, "--continue-on-failure"], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
