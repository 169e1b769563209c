"""Pictures of every type of page, on a phone, a laptop and paper: `docs/pictures/<page>-{phone,laptop,print}.webp`.

`python -m tools.pictures [CORPUS] [--only NAME …]` reads the demonstration corpus into an archive of its own in a
temporary folder, makes an account for the desk there, and looks at each page in Chromium. Nothing of any other archive
is shown. A picture is made lighter until it has at most 60 kB; of a long page a window is shown, two on a phone.
"""

import argparse
import io
import os
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from waitress import create_server  # type: ignore[import-untyped]  # it says no types of its own

from archive.config import load
from archive.desk import accounts
from archive.desk.database import open_desk
from archive.opening import opened
from ingest.uploads import intake
from search_web import create_app

PROJECT = Path(__file__).parent.parent
CORPUS = PROJECT / "corpus" / "documents"
FOLDER = PROJECT / "docs" / "pictures"
MOST_BYTES = 60_000
QUALITIES = (82, 70, 58, 45, 32, 20)
SIZES = {"phone": (360, 780), "laptop": (1280, 900)}
WINDOWS = {"phone": 2, "laptop": 1}  # how many windows of a long page are shown
PAPER_DOTS = 96 / 72  # of a point: A4 is 794 dots wide
CLERK = "can.bo"
SITE_URL = "http://van-kien.example"  # not that of the present run, so that pictures stay the same
DRAFT = """Căn cứ Chỉ thị số 47-CT/TU, ngày 11/11/2014 của Tỉnh ủy Lào Cai về nâng cao chất lượng sinh hoạt chi bộ;
Thực hiện Nghị quyết Trung ương 4 khóa XII và Hướng dẫn số 999-HD/TU năm 2013, chi bộ xây dựng kế hoạch như sau."""
NUMBERS = "47-CT/TU\n05-HD/TU\n18-NQ/TW\n30/2020/NĐ-CP\n999-QĐ/TU"
_DIRECTIVE = "tinh-uy-lao-cai/chi-thi/2014/47-ct-tu"


@dataclass(frozen=True, slots=True)
class View:
    """A page to be shown: its address, and the field that is filled in and sent first, where there is one."""

    address: str
    field: str = ""
    words: str = ""


# What is shown of the demonstration corpus, by the name of the picture.
VIEWS: Mapping[str, View] = {
    "home": View("/"),
    "results": View("/?q=sinh+hoạt+chi+bộ&noi=Lào+Cai"),
    "number": View("/?q=47-CT%2FTU"),
    "zero": View("/?q=48-CT%2FTU&loai=chi-thi&nam=2015"),
    "document": View(f"/vb/{_DIRECTIVE}"),
    "references": View(f"/vb/{_DIRECTIVE}/vien-dan"),
    "history": View(f"/vb/{_DIRECTIVE}/lich-su"),
    "stub": View("/vb/trung-uong/quy-dinh/2025/262-qdd-tw"),
    "map": View(f"/vb/{_DIRECTIVE}/luoc-do"),
    "compare": View("/so-sanh?a=tinh-uy-lao-cai/ke-hoach/2025/27-kh-tu&b=tinh-uy-tuyen-quang/ke-hoach/2025/27-kh-tu"),
    "bodies": View("/co-quan"),
    "body": View("/co-quan/tinh-uy-lao-cai"),
    "calendar": View("/lich"),
    "term": View("/khoa/xii"),
    "topics": View("/chu-de"),
    "topic": View("/chu-de/sinh-hoat-chi-bo"),
    "type": View("/loai/chi-thi"),
    "series": View("/day-so"),
    "missing": View("/con-thieu"),
    "recent": View("/moi"),
    "ladder": View("/dieu-chinh?q=sinh+hoạt+chi+bộ&noi=Lào+Cai&ngay=2016-11-11"),
    "places": View("/so-sanh-noi?q=sinh+hoạt+chi+bộ&a=Lào+Cai&b=Tuyên+Quang"),
    "draft": View("/kiem-tra", "#van-ban", DRAFT),
    "numbers": View("/danh-sach-so", "#so", NUMBERS),
    "report": View(f"/bao-loi?vb={_DIRECTIVE}"),
    "help": View("/tro-giup"),
    "help-query": View("/tro-giup/tim-kiem"),
    "help-validity": View("/tro-giup/hieu-luc"),
    "help-api": View("/tro-giup/api"),
    "about": View("/gioi-thieu"),
    "english": View(f"/vb/{_DIRECTIVE}?tieng=en"),
    "refused": View("/vb/khong/co"),
    "desk-queue": View("/ban-lam-viec/hang-doi"),
    "desk-upload": View("/ban-lam-viec/tai-len"),
    "desk-mend": View(f"/ban-lam-viec/sua/{_DIRECTIVE}"),
    "desk-runs": View("/ban-lam-viec/nguon"),
    "desk-mistakes": View("/ban-lam-viec/bao-loi"),
    "desk-people": View("/ban-lam-viec/tai-khoan"),
    "desk-log": View("/ban-lam-viec/nhat-ky"),
    "follow": View("/theo-doi"),
}


def main() -> None:
    """Make the pictures, or those named."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path, nargs="?", default=CORPUS, help="the folder of the demonstration corpus")
    options.add_argument("--chromium", default="/usr/bin/chromium", help="the browser")
    options.add_argument("--only", nargs="*", default=[], help="names of pages; all where none is given")
    options.add_argument("--forms", nargs="*", choices=SIZES, default=list(SIZES), help="phone, laptop (and paper)")
    options.add_argument("--archive", type=Path, help="the demonstration archive where it is made already")
    given = options.parse_args()
    faults: list[str] = []
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        folder = given.archive or _ingested(given.corpus, Path(made))
        with _served(folder) as (site, password):
            browser = play.chromium.launch(executable_path=given.chromium, args=["--no-sandbox", "--disable-sync"])
            for form in given.forms:
                width, height = SIZES[form]
                context = browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
                window = context.new_page()
                _signed_in(window, site, password)
                for name, view in VIEWS.items():
                    if not given.only or name in given.only:
                        faults += _show(window, site, name, view, form)
                context.close()
            browser.close()
    if faults:
        raise SystemExit("\n".join(faults))


def _ingested(corpus: Path, folder: Path) -> Path:
    command = Path(sys.executable).with_name("vankien")
    environ = {name: value for name, value in os.environ.items() if not name.startswith("VANKIEN_")}
    # Named from the project's folder: pages show where a file came from, and pictures need not tell of this machine.
    named = os.path.relpath(corpus, PROJECT)
    subprocess.run([command, "ingest", "--archive", folder, named], check=True, env=environ, cwd=PROJECT)
    return folder


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, str]]:
    """The site over the archive, and the password of the clerk that was made."""
    settings = load(Path(os.devnull), {"VANKIEN_ARCHIVE_DIR": str(folder), "VANKIEN_SITE_URL": SITE_URL})
    with opened(settings) as archive:
        app = create_app(settings, database=archive.database, engine=archive.engine, intake=intake(settings))
        password = secrets.token_urlsafe(16)
        with open_desk(settings.desk_path).atomic() as connection:
            if any(one.name == CLERK for one in accounts.listed(connection)):
                accounts.set_password(connection, CLERK, password, by="")
            else:
                accounts.add(connection, CLERK, password, role="admin", by="", shown="Nguyễn Thị Văn Thư")
        server = create_server(app, host="127.0.0.1", port=0, threads=4)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.effective_port}", password
        server.close()
        thread.join(timeout=10)


# --- one picture -----------------------------------------------------------------------------------------------------


def _signed_in(window: Page, site: str, password: str) -> None:
    """Sign the clerk in; the window keeps the session."""
    window.goto(f"{site}/ban-lam-viec/vao")
    window.fill("#ten", CLERK)
    window.fill("#mat-khau", password)
    window.press("#mat-khau", "Enter")
    window.wait_for_url("**/hang-doi")


def _show(window: Page, site: str, name: str, view: View, form: str) -> list[str]:
    """Make the picture of a page in a form and say what is wrong; that on paper is made beside that of a laptop."""
    answer = window.goto(site + view.address)
    if answer is None or answer.ok is (name == "refused"):
        return [f"{view.address}: {answer.status if answer else 'no answer'}"]
    if view.field:
        window.fill(view.field, view.words)
        window.locator(f"form:has({view.field}) button[type=submit]").first.click()
        window.wait_for_load_state()
    width, height = SIZES[form]
    tall = window.evaluate("document.documentElement.scrollHeight")
    wide = window.evaluate("document.documentElement.scrollWidth")
    shown = {"x": 0, "y": 0, "width": width, "height": min(tall, WINDOWS[form] * height)}
    _kept(window.screenshot(full_page=True, clip=shown), f"{name}-{form}")  # type: ignore[arg-type]  # a plain mapping
    if form == "laptop":
        _kept(_first_sheet(window.pdf(prefer_css_page_size=True, format="A4")), f"{name}-print")
    return [f"{name}-{form}: {wide} dots wide"] if wide > width else []


def _first_sheet(pdf: bytes) -> bytes:
    opened_pdf = pypdfium2.PdfDocument(pdf)
    drawn = io.BytesIO()
    opened_pdf[0].render(scale=PAPER_DOTS).to_pil().save(drawn, "PNG")
    opened_pdf.close()
    return drawn.getvalue()


def _kept(png: bytes, name: str) -> None:
    """Write a picture in the best quality that is light enough."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    made = io.BytesIO()
    for quality in QUALITIES:
        made = io.BytesIO()
        picture.save(made, "WEBP", quality=quality, method=4)
        if made.tell() <= MOST_BYTES:
            break
    else:
        raise SystemExit(f"{name}: {made.tell()} bytes")
    (FOLDER / f"{name}.webp").write_bytes(made.getvalue())
    print(f"{name:24} {picture.width}×{picture.height} {made.tell():6} bytes, quality {quality}")


if __name__ == "__main__":
    main()
