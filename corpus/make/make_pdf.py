"""Prints the PDF files of the demonstration corpus from the HTML sources in `pdf/`, by a headless Chromium.

Here is only the printing; the wording and the layout are in the sources. The time of printing is written over in the
file, so that the same Chromium and the same fonts give the same bytes; `manifest.py` records them.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
SOURCES, TARGET = HERE / "pdf", HERE.parent / "documents" / "pdf"
# matches /CreationDate (D:20261122021530+00'00'); the replacement has the same length, so no offset in the file moves.
PRINTED_AT = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}")
FIXED = b"20260101000000"


def find_browser() -> str:
    """The Chromium of this machine; exits with the remedy when there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        sys.exit("Cần trình duyệt Chromium để in tệp PDF: cài gói chromium rồi chạy lại.")
    return found


def print_page(browser: str, source: Path, target: Path) -> None:
    """Print one HTML source to one PDF file with a fixed time.

    Raises:
        subprocess.CalledProcessError: Chromium could not print the page.
    """
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={profile}", f"--print-to-pdf={target}", source.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    target.write_bytes(PRINTED_AT.sub(rb"\g<1>" + FIXED, target.read_bytes()))


def main() -> int:
    """Print every source; one line a file."""
    TARGET.mkdir(parents=True, exist_ok=True)
    browser = find_browser()
    for source in sorted(SOURCES.glob("*.html")):
        target = TARGET / f"{source.stem}.pdf"
        print_page(browser, source, target)
        sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
