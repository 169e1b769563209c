"""What programs find by themselves: the map of the site, the rules for robots, the search for browsers, bulk files."""

import gzip
import hashlib
import json
import urllib.robotparser
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from archive.ask.export import MANIFEST, PARTS, export
from archive.config import Settings
from archive.index.engine import Engine
from archive.store import harvest
from archive.store.database import Database
from search_web import create_app
from search_web.machine.sitemaps import PART_SIZE
from tests.search_web.conftest import DIRECTIVE, GUIDE
from tests.search_web.formats.makings import SCHEMAS, tree_of, xmllint

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
SEARCH = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


def test_the_map_has_every_held_work_once(
    app: Flask, client: FlaskClient, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, PART_SIZE, 5)
    schema = ("--schema", str(SCHEMAS / "sitemap.xsd"))
    index = client.get("/sitemap.xml").data
    assert xmllint(index, tmp_path, *schema) == ""
    found: list[str] = []
    for part in tree_of(index).xpath("//s:loc/text()", namespaces=SITEMAP):
        body = client.get(part.removeprefix("http://localhost")).data
        assert xmllint(body, tmp_path, *schema) == ""
        listed = tree_of(body).xpath("//s:url", namespaces=SITEMAP)
        assert len(listed) <= 5
        found += [one.findtext("s:loc", namespaces=SITEMAP) for one in listed]
    with database.reading() as connection:
        pages = harvest.pages(connection, offset=0, limit=1000)
    assert found == [f"http://localhost/vb/{address}" for address, _ in pages]
    assert client.get("/sitemap-99.xml").status_code == 404


def test_lastmod_is_when_the_archive_changed_the_work(client: FlaskClient, database: Database) -> None:
    tree = tree_of(client.get("/sitemap-1.xml").data)
    (told,) = tree.xpath(f"//s:url[contains(s:loc, '{DIRECTIVE}')]/s:lastmod/text()", namespaces=SITEMAP)
    with database.reading() as connection:
        assert told == harvest.changed_of(connection, DIRECTIVE)


def test_the_schema_refuses_what_is_no_map(tmp_path: Path) -> None:
    wrong = f"<urlset xmlns='{SITEMAP['s']}'><url><loc>khong</loc></url></urlset>".encode()
    assert xmllint(wrong, tmp_path, "--schema", str(SCHEMAS / "sitemap.xsd"))


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        pytest.param(f"/vb/{DIRECTIVE}", True, id="a document"),
        pytest.param(f"/vb/{DIRECTIVE}.pdf", True, id="a form of it"),
        pytest.param("/", True, id="the front"),
        pytest.param("/loai/chi-thi", True, id="a list"),
        pytest.param("/ban-lam-viec", False, id="the desk"),
        pytest.param("/tim.csv", False, id="a search as a table"),
    ],
)
def test_robots(client: FlaskClient, path: str, allowed: bool) -> None:
    written = client.get("/robots.txt").text
    assert "Sitemap: http://localhost/sitemap.xml" in written
    assert "Disallow: /*?" in written
    # The parser of the standard library knows no "*" and takes the first rule that fits.
    rules = urllib.robotparser.RobotFileParser()
    rules.parse([line for line in written.splitlines() if "*?" not in line])
    assert rules.can_fetch("x", f"http://localhost{path}") is allowed


def test_the_search_for_browsers(client: FlaskClient, tmp_path: Path) -> None:
    answer = client.get("/opensearch.xml")
    assert xmllint(answer.data, tmp_path) == ""
    tree = tree_of(answer.data)
    assert len(tree.findtext("o:ShortName", namespaces=SEARCH) or "") <= 16
    templates = {one.get("type"): one.get("template") for one in tree.findall("o:Url", SEARCH)}
    asked = templates["text/html"].replace("{searchTerms}", "chi+bo").removeprefix("http://localhost")
    assert client.get(asked).status_code == 200
    feed = templates["application/atom+xml"].replace("{searchTerms}", "chi+bo").replace("{startPage?}", "")
    assert client.get(feed.removeprefix("http://localhost")).status_code == 200
    offers = templates["application/x-suggestions+json"].replace("{searchTerms}", "47").removeprefix("http://localhost")
    typed, labels, details, addresses = json.loads(client.get(offers).data)
    assert typed == "47"
    assert labels
    assert len(labels) == len(details) == len(addresses)
    assert all(one.startswith("http://localhost/") for one in addresses)


# --- bulk ------------------------------------------------------------------------------------------------------------


def lines(folder: Path, name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in gzip.decompress((folder / name).read_bytes()).splitlines()]


def test_an_export_says_what_the_archive_holds(database: Database, tmp_path: Path) -> None:
    found = export(database, tmp_path, "2026-11-22T00:00:00+00:00")
    manifest = json.loads((tmp_path / MANIFEST).read_text("utf-8"))
    assert [one["name"] for one in manifest["files"]] == [part.name for part in PARTS] == [one.name for one in found]
    for one in manifest["files"]:
        assert hashlib.sha256((tmp_path / one["name"]).read_bytes()).hexdigest() == one["sha256"]
        assert len(lines(tmp_path, one["name"])) == one["lines"]
    with database.reading() as connection:
        held = {address for address, _ in harvest.pages(connection, offset=0, limit=1000)}
    assert {one["id"] for one in lines(tmp_path, "documents.jsonl.gz")} == held
    for text in lines(tmp_path, "texts.jsonl.gz"):
        assert hashlib.sha256(str(text["text"]).encode()).hexdigest() == text["sha256"]
    edges = lines(tmp_path, "edges.jsonl.gz")
    assert (GUIDE, DIRECTIVE) in {(one["from"], one["to"]) for one in edges}
    assert {one["from"] for one in edges} <= held


def test_the_same_archive_gives_the_same_bytes(database: Database, tmp_path: Path) -> None:
    first = export(database, tmp_path / "a", "2026-11-22T00:00:00+00:00")
    assert export(database, tmp_path / "b", "2026-11-23T00:00:00+00:00") == first
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(
        [MANIFEST, *(part.name for part in PARTS)]
    )


def test_the_page_of_bulk_files(settings: Settings, database: Database, engine: Engine, tmp_path: Path) -> None:
    site = create_app(replace(settings, archive_dir=tmp_path), database=database, engine=engine)
    client = site.test_client()
    assert "Kho chưa xuất dữ liệu" in client.get("/du-lieu/").text
    assert client.get("/du-lieu/documents.jsonl.gz").status_code == 404
    export(database, tmp_path / "bulk", "2026-11-22T00:00:00+00:00")
    page = client.get("/du-lieu/").text
    for part in PARTS:
        assert f'href="/du-lieu/{part.name}"' in page
        with client.get(f"/du-lieu/{part.name}") as answer:  # closes the file
            assert answer.data == (tmp_path / "bulk" / part.name).read_bytes()
    (tmp_path / "bulk" / "khac.txt").write_text("x")
    assert client.get("/du-lieu/khac.txt").status_code == 404
    assert client.get("/du-lieu/../vankien.sqlite").status_code in {301, 308, 404}
