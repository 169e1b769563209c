"""Writes `MANIFEST.json` (path, kind, bytes, sha256 of every document) and with `--check` compares it with the files.

Here is only the list of the files; what must be read out of them is in `gold/` and is checked by `check_gold.py`.
"""

import hashlib
import json
import sys
from collections import Counter
from pathlib import Path

CORPUS = Path(__file__).parent.parent
MANIFEST = CORPUS / "MANIFEST.json"


def describe(path: Path) -> dict[str, str | int]:
    """One row of the manifest; `kind` is the folder (portal, official, word, pdf)."""
    content = path.read_bytes()
    return {
        "path": path.relative_to(CORPUS).as_posix(),
        "kind": path.parent.name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def compose() -> str:
    """The manifest of the documents as they lie on the disk."""
    rows = [describe(path) for path in sorted((CORPUS / "documents").glob("*/*")) if path.is_file()]
    counts = dict(sorted(Counter(str(row["kind"]) for row in rows).items()))
    total = {"files": len(rows), "bytes": sum(int(row["bytes"]) for row in rows)}
    return json.dumps({"counts": counts, "total": total, "documents": rows}, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Write the manifest, or check it: 0 when it agrees with the files, 1 when not."""
    if arguments != ["--check"]:
        MANIFEST.write_text(compose(), "utf-8")
        return 0
    if MANIFEST.read_text("utf-8") == compose():
        return 0
    sys.stderr.write("MANIFEST.json không khớp với các tệp: chạy corpus/make/manifest.py rồi xem lại thay đổi.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
