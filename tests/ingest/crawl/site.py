"""A portal of our own on the loopback interface, with every trap a crawl can fall into; it logs what it is asked.

`Site(...)` serves from threads as long as the `with` block lasts. `expected` are the addresses whose documents must be
in the archive afterwards; `refused` maps addresses that must not be to the reason the crawl must give.
"""

import gzip
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from tests.ingest.samples import pdf

ROWS = 20
_ROBOTS = "User-agent: *\nDisallow: /cam/\nAllow: /cam/cho-phep/\nSitemap: http://{host}/so-do.xml\n"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it came: host, path with query, headers with names in small letters."""

    host: str
    path: str
    headers: Mapping[str, str]


@dataclass(slots=True)
class Reply:
    """An answer: status, body, headers; `cut` sends only so many bytes of the body, 0 hangs up without an answer."""

    status: int = 200
    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = -1


def page(title: str, body: str, *, extra: str = "") -> bytes:
    """A page with a menu round its text."""
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body>"
        f"<nav><a href='/'>Trang chủ</a> <a href='/dang-nhap'>Đăng nhập</a></nav>"
        f"{body}{extra}<footer>Cổng thử nghiệm</footer></body></html>"
    ).encode()


def directive(number: int, *, words: str = "", letter: str = "CT") -> str:
    """A small directive of the province with a number of its own."""
    day, month, year = number % 28 + 1, number // 28 % 12 + 1, 2010 + number // 336
    lines = (
        "TỈNH ỦY LÀO CAI",
        "*",
        f"Số {number:02d}-{letter}/TU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        f"Lào Cai, ngày {day:02d} tháng {month:02d} năm {year}",
        "CHỈ THỊ",
        f"về nhiệm vụ số {number} của các chi bộ {words}",
        "-----",
        f"Các chi bộ thực hiện nhiệm vụ thứ {number} trong năm {year} và báo cáo cấp ủy cấp trên trực tiếp hằng quý.",
        "T/M BAN THƯỜNG VỤ",
        "(đã ký)",
    )
    return "<div class='noi-dung'>" + "".join(f"<p>{line}</p>" for line in lines) + "</div>"


class Site:
    """The portal with `documents` directives in lists of 20, and with `traps` everything else."""

    def __init__(self, documents: int = 400, *, traps: bool = True) -> None:
        """Lay the pages out; nothing is served until the `with` block."""
        self.documents, self.traps = documents, traps
        self.asked: list[Asked] = []
        self.revised: set[int] = set()  # documents that changed since the first crawl
        self._times: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._servers = [_Server((address, 0), self) for address in ("127.0.0.1", "127.0.0.2", "127.0.0.3")]
        self.host, self.sick_host, self.other_host = (one.place for one in self._servers)
        self.local_name = f"localhost:{self._servers[0].server_port}"
        self.pages: dict[str, Callable[[Asked, int], Reply]] = {}
        self.expected: set[str] = set()
        self.refused: dict[str, str] = {}
        self._lay_out()

    def __enter__(self) -> Self:
        """The site, answering."""
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take it down."""
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def url(self, path: str) -> str:
        """The address of a page of the portal."""
        return f"http://{self.host}{path}"

    def asked_for(self) -> Counter[str]:
        """How often each path was asked for, robots.txt apart."""
        return Counter(f"{one.host}{one.path}" for one in tuple(self.asked) if one.path != "/robots.txt")

    def profile(self, folder: Path, **changes: str) -> Path:
        """The profile of the portal as a file; `changes` are lines of its tables by name."""
        starts = [self.url("/danh-sach?trang=1")] + ([self.url("/bay")] if self.traps else [])
        more = f'feeds = ["{self.url("/tin.rss")}"]\nsitemaps_of_robots = true' if self.traps else ""
        path = folder / "cong-thu.toml"
        path.write_text(
            _PROFILE.format(
                hosts=[self.host, self.sick_host, self.local_name],
                starts=starts,
                more=more,
                recheck=changes.get("recheck_days", "30"),
                caps=changes.get("caps", "page_bytes = 200000\ndepth = 60\nlists_alike = 350"),
                manners=changes.get("manners", "delay_seconds = 0\nconcurrency = 8\ntries = 3\nretry_seconds = 0.05"),
            )
            .replace("'", '"')
            .replace("~", "'"),
            "utf-8",
        )
        return path

    def answer(self, asked: Asked) -> Reply:
        """What the portal says; counts how often it was asked for this page."""
        with self._lock:
            self.asked.append(asked)
            self._times[asked.host + asked.path] += 1
            times = self._times[asked.host + asked.path]
        if asked.host == self.sick_host:
            return Reply(500)
        if asked.path == "/robots.txt":
            return Reply(body=_ROBOTS.format(host=self.host).encode(), kind="text/plain")
        parts = urlsplit(asked.path)
        made = self.pages.get(asked.path) or self.pages.get(parts.path)
        return made(asked, times) if made else Reply(404, page("Lỗi 404", "<p>Không có trang này.</p>"))

    # --- the pages ---

    def _lay_out(self) -> None:
        self.pages["/danh-sach"] = self._list
        for number in range(1, self.documents + 1):
            self.pages[f"/vb/{number}"] = self._document
            self.expected.add(self.url(f"/vb/{number}"))
        if self.traps:
            self._lay_traps()

    def _list(self, asked: Asked, times: int) -> Reply:
        at = int(parse_qs(urlsplit(asked.path).query)["trang"][0])
        numbers = range((at - 1) * ROWS + 1, min(at * ROWS, self.documents) + 1)
        days = {n: f"0{n % 9 + 1}/03/20{10 + n % 16}" for n in numbers}
        rows = "".join(
            f"<li><a href='/vb/{n}'>Chỉ thị {n:02d}-CT/TU</a> <span class='ngay'>{day}</span></li>"
            for n, day in days.items()
        )
        last = at * ROWS >= self.documents
        # The session changes with each visit: without cutting it off, every page would be new for ever.
        onward = "" if last else f"<a class='sau' href='/danh-sach?phien={times}{at}&trang={at + 1}'>Sau</a>"
        return Reply(body=page("Danh sách", f"<ul class='vb'>{rows}</ul>{onward}"))

    def _document(self, asked: Asked, _times: int) -> Reply:
        number = int(asked.path.rsplit("/", 1)[1])
        words = "bản sửa" if number in self.revised else ""
        tag = f'"v{number}{"b" if words else "a"}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(304, headers={"ETag": tag})
        headers = {"ETag": tag} if number % 2 else {}  # every other one has no way to say “not modified”
        return Reply(body=page(f"Chỉ thị {number}", directive(number, words=words)), headers=headers)

    def _lay_traps(self) -> None:
        links = self._good_traps() + self._bad_traps()
        rows = "".join(f"<li><a href='{link}'>{link}</a></li>" for link in links)
        follow = "<a class='muc' href='/vong/a'>a</a><a class='muc' href='/lich?thang=1'>Lịch</a>"
        self.pages["/bay"] = lambda _asked, _times: Reply(body=page("Bẫy", f"<ul class='vb'>{rows}</ul>{follow}"))
        for here, there in (("a", "b"), ("b", "c"), ("c", "a")):
            self._fixed(f"/vong/{here}", page("Vòng", f"<a class='muc' href='/vong/{there}'>tiếp</a>"))
        self.pages["/lich"] = self._calendar
        self._listings()

    def _calendar(self, asked: Asked, _times: int) -> Reply:
        month = int(parse_qs(urlsplit(asked.path).query)["thang"][0])
        around = "".join(f"<a class='muc' href='/lich?thang={month + step}'>{step}</a>" for step in (1, 2, 12))
        return Reply(body=page("Lịch", around))

    def _listings(self) -> None:
        """A sitemap index with a gzipped sitemap, and a feed; each knows documents that no list has."""
        index = f"<sitemapindex><sitemap><loc>{self.url('/so-do-1.xml.gz')}</loc></sitemap></sitemapindex>"
        urls = "".join(f"<url><loc>{self.url(f'/vb/{n}')}</loc></url>" for n in (9001, 9002))
        items = f"<item><title>Tin</title><link>{self.url('/vb/9003')}</link></item>"
        self._fixed("/so-do.xml", index.encode(), kind="application/xml")
        self._fixed("/so-do-1.xml.gz", gzip.compress(f"<urlset>{urls}</urlset>".encode()), kind="application/gzip")
        self._fixed("/tin.rss", f"<rss><channel>{items}</channel></rss>".encode(), kind="application/rss+xml")
        for number in (9001, 9002, 9003):
            self.pages[f"/vb/{number}"] = self._document
            self.expected.add(self.url(f"/vb/{number}"))

    def _good_traps(self) -> list[str]:
        """Pages that need patience, and must be in at the end."""
        first = {
            "/vb/cho": Reply(429, headers={"Retry-After": "1"}),
            "/vb/ban": Reply(503),
            "/vb/ngat": Reply(cut=0),
            "/vb/thieu": Reply(body=page("x", directive(700)), cut=200),
        }
        good = {path: page("Chỉ thị", directive(701 + at)) for at, path in enumerate(first)}
        for path, body in good.items():
            self.pages[path] = lambda _asked, times, path=path, body=body: (
                first[path] if times == 1 else Reply(body=body)
            )  # type: ignore[misc]
        self.pages["/vb/cham"] = self._slow
        self._fixed("/vb/sai-ma", page("Chỉ thị", directive(710)), kind="text/html; charset=iso-8859-1")
        self._fixed("/vb/cp1258", _cp1258(page("Chi thi", directive(711)).decode()), kind="text/html")
        self._fixed("/vb/trung-1", page("Chỉ thị", directive(712)))
        self._fixed("/vb/trung-2", page("Chỉ thị", directive(712)))
        self._fixed("/vb/nen", gzip.compress(page("Chỉ thị", directive(713))), headers={"Content-Encoding": "gzip"})
        self._fixed("/cam/cho-phep/vb/1", page("Chỉ thị", directive(714)))
        self._fixed("/vb/moi", page("Chỉ thị", directive(715)))
        self._fixed("/vb/cu", b"", status=301, headers={"Location": "/vb/moi#dau"})
        self._fixed("/tom-tat/1", page("Tóm tắt", "<div class='tep'><a href='/tep/1.pdf'>Tải về</a></div>"))
        self._fixed("/tep/1.pdf", pdf([[(72, 700, "Bao cao so ket cong tac nam")]]), kind="application/octet-stream")
        pages = [
            *good,
            "/vb/cham",
            "/vb/sai-ma",
            "/vb/cp1258",
            "/vb/trung-1",
            "/vb/trung-2",
            "/vb/nen",
            "/cam/cho-phep/vb/1",
        ]
        self.expected |= {self.url(path) for path in (*pages, "/vb/moi", "/tep/1.pdf")}
        return [*pages, "/vb/1?phien=77", "/vb/1?utm_source=x#dau", "/vb/cu", "/tom-tat/1"]

    def _slow(self, _asked: Asked, _times: int) -> Reply:
        threading.Event().wait(0.5)
        return Reply(body=page("Chỉ thị", directive(716)))

    def _bad_traps(self) -> list[str]:
        """Pages that must not be in, each with the reason."""
        login = "<form><input name='ten'><input type='password' name='ma'></form>"
        self._fixed("/vb/kin", page("Văn bản", login))
        self._fixed("/vb/mat-tich", page("Không tìm thấy trang", "<div class='noi-dung'>Xin lỗi.</div>"))
        self._fixed("/vb/rong", page("Văn bản", "<p>Trang này nay nói chuyện khác.</p>"))
        self._fixed("/vb/bom", gzip.compress(b" " * 5_000_000), headers={"Content-Encoding": "gzip"})
        self._fixed("/vb/to", page("Văn bản", "<div class='noi-dung'>" + "dài " * 100_000 + "</div>"))
        self._fixed("/vb/cut-mai", page("Văn bản", directive(720)), cut=300)
        self._fixed("/vb/hong-mai", b"", status=500)
        self._fixed("/vb/cam-vao", b"", status=403)
        self._fixed("/vb/vong-1", b"", status=302, headers={"Location": "/vb/vong-2"})
        self._fixed("/vb/vong-2", b"", status=302, headers={"Location": "/vb/vong-2"})
        self._fixed("/vb/ra-ngoai", b"", status=302, headers={"Location": f"http://{self.other_host}/vb/1"})
        self._fixed("/vb/vao-trong", b"", status=302, headers={"Location": "http://10.0.0.1/vb/1"})
        self._fixed("/vb/dang-nhap", b"", status=302, headers={"Location": "/dang-nhap?ve=1"})
        reasons = {
            "/vb/kin": "login", "/vb/mat-tich": "no page", "/vb/rong": "no page", "/vb/bom": "large", "/vb/to": "large",
            "/vb/cut-mai": "unanswered", "/vb/hong-mai": "unanswered", "/vb/cam-vao": "login",
            "/vb/ra-ngoai": "outside",
            "/vb/vao-trong": "outside", "/vb/dang-nhap": "login", "/vb/khong-co": "missing", "/cam/vb/1": "robots",
            "/vb/vong-2": "redirects",
        }  # fmt: skip
        self.refused = {self.url(path): reason for path, reason in reasons.items()}
        self.refused[f"http://{self.local_name}/vb/1"] = "private"
        abroad = [f"http://{self.local_name}/vb/1", f"http://{self.sick_host}/vb/1", f"http://{self.other_host}/vb/2"]
        return [*(path for path in reasons if path != "/vb/vong-2"), "/vb/vong-1", *abroad, "javascript:mo(1)"]

    def _fixed(self, path: str, body: bytes, **rest: Any) -> None:  # noqa: ANN401  # fields of `Reply`
        self.pages[path] = lambda _asked, _times: Reply(body=body, **rest)


def _cp1258(markup: str) -> bytes:
    """The page as a Windows of the nineties saved it: letters with their tone mark behind."""
    import unicodedata

    parts = []
    for letter in markup.replace("<meta charset='utf-8'>", ""):
        try:
            parts.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            whole = unicodedata.normalize("NFD", letter)
            base = unicodedata.normalize("NFC", whole[:-1])
            if whole[-1] in "\u0302\u0306\u031b":  # the tone stands inside: ậ = a + dot + circumflex
                base = unicodedata.normalize("NFC", whole[0] + whole[-1])
                whole = base + whole[1]
            parts.append((base + whole[-1]).encode("cp1258"))
    return b"".join(parts)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, place: tuple[str, int], site: Site) -> None:
        super().__init__(place, _Handler)
        self.site, self.place = site, f"{place[0]}:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """A client that was killed is no error of the portal."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = 30

    def do_GET(self) -> None:
        host = self.server.place
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(headers.get("host", host) if "localhost" in headers.get("host", "") else host, self.path, headers)
        reply = self.server.site.answer(asked)
        if reply.cut == 0:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.cut > 0:
            self.wfile.write(reply.body[: reply.cut])
            self.close_connection = True
        elif reply.status != 304:
            self.wfile.write(reply.body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401
        """Its log is `Site.asked`."""


_PROFILE = """
title = 'Cổng thử nghiệm'
hosts = {hosts}
start = {starts}
{more}
session_parameters = ['phien']
login_addresses = [~/dang-nhap~]
recheck_days = {recheck}

[manners]
{manners}

[caps]
{caps}

[[list]]
match = ~/(danh-sach|bay|vong|lich)~
row = 'ul.vb > li'
link = 'a'
next = 'a.sau'
follow = 'a.muc'
hints.date = '.ngay'

[[detail]]
match = ~/tom-tat/~
text = '.noi-dung'
keep = false
attachments = '.tep a'

[[detail]]
match = ~/vb/~
text = '.noi-dung'
"""
