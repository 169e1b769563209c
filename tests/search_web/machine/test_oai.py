"""OAI-PMH as a public client and a strict reader see it: all verbs, all errors, everything harvested, nothing lost."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from sickle import Sickle  # type: ignore[import-untyped]  # it says no types of its own
from sickle.oaiexceptions import IdDoesNotExist, NoRecordsMatch  # type: ignore[import-untyped]  # as above
from sqlalchemy import update
from werkzeug.serving import make_server

from archive.cite.resolve import settle
from archive.config import Settings
from archive.index.memory import MemoryEngine
from archive.store import harvest
from archive.store.database import Database, open_database
from archive.store.tables import works
from archive.store.withdrawal import withdraw
from search_web import create_app
from search_web.formats.xml import NAMESPACE as AKN
from search_web.machine.oai import PAGE_SIZE
from tests.search_web.conftest import DIRECTIVE, directive, others, take_in
from tests.search_web.formats.makings import akoma_schema, tree_of

N = {"o": "http://www.openarchives.org/OAI/2.0/", "dc": "http://purl.org/dc/elements/1.1/", "a": AKN}
RECORDS = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
GONE = "tinh-uy-tuyen-quang/chi-thi/2014/47-ct-tu"


def asked(client: FlaskClient, **arguments: str) -> Any:  # noqa: ANN401
    answer = client.get("/oai", query_string={name.strip("_"): value for name, value in arguments.items()})
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    return tree_of(answer.data)


def codes(tree: Any) -> list[str]:  # noqa: ANN401
    return [str(one) for one in tree.xpath("//o:error/@code", namespaces=N)]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param({}, "badVerb", id="no verb"),
        pytest.param({"verb": "Steal"}, "badVerb", id="another verb"),
        pytest.param({"verb": "Identify", "x": "1"}, "badArgument", id="an argument too many"),
        pytest.param({"verb": "GetRecord", "metadataPrefix": "oai_dc"}, "badArgument", id="one missing"),
        pytest.param({**RECORDS, "from_": "hom qua"}, "badArgument", id="no day"),
        pytest.param(
            {**RECORDS, "from_": "2026-01-02", "until": "2026-01-01"},
            "badArgument",
            id="an end before the beginning",
        ),
        pytest.param(
            {**RECORDS, "from_": "2026-01-02", "until": "2027-01-01T00:00:00Z"},
            "badArgument",
            id="two precisions",
        ),
        pytest.param(
            {**RECORDS, "resumptionToken": "x"},
            "badArgument",
            id="a token is the only argument",
        ),
        pytest.param({"verb": "ListRecords", "resumptionToken": "x"}, "badResumptionToken", id="no token of ours"),
        pytest.param({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken", id="sets have none"),
        pytest.param({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat", id="another format"),
        pytest.param(
            {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:x:y"},
            "idDoesNotExist",
            id="nobody's identifier",
        ),
        pytest.param(
            {"verb": "ListMetadataFormats", "identifier": "oai:x:y"}, "idDoesNotExist", id="formats of nobody"
        ),
        pytest.param(
            {**RECORDS, "from_": "2099-01-01"},
            "noRecordsMatch",
            id="nothing since",
        ),
        pytest.param({**RECORDS, "set": "body:x"}, "noRecordsMatch", id="no set"),
    ],
)
def test_errors(client: FlaskClient, arguments: dict[str, str], code: str) -> None:
    tree = asked(client, **arguments)
    assert codes(tree) == [code]
    repeated = tree.find("o:request", N)
    assert repeated is not None
    assert (code in {"badVerb", "badArgument"}) is (not repeated.attrib)


def test_an_argument_twice(client: FlaskClient) -> None:
    assert codes(tree_of(client.get("/oai?verb=Identify&verb=Identify").data)) == ["badVerb"]
    twice = client.get("/oai?verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=akn")
    assert codes(tree_of(twice.data)) == ["badArgument"]


def test_an_archive_without_sets_says_so(settings: Settings, tmp_path: Path) -> None:
    with open_database(tmp_path / "trong.sqlite", create=True) as database:
        empty = create_app(replace(settings, archive_dir=tmp_path), database=database, engine=MemoryEngine())
        asked_of = empty.test_client()
        tree = asked(asked_of, verb="ListIdentifiers", metadataPrefix="oai_dc", set="body:x")
        assert codes(tree) == ["noSetHierarchy"]
        assert codes(asked(asked_of, verb="ListIdentifiers", metadataPrefix="oai_dc")) == ["noRecordsMatch"]


def test_the_question_may_be_posted(client: FlaskClient) -> None:
    answer = client.post("/oai", data={"verb": "Identify"})
    tree = tree_of(answer.data)
    assert tree.xpath("string(//o:deletedRecord)", namespaces=N) == "persistent"
    assert tree.xpath("string(//o:granularity)", namespaces=N) == "YYYY-MM-DDThh:mm:ssZ"
    assert tree.xpath("string(//o:baseURL)", namespaces=N) == "http://localhost/oai"


@pytest.fixture
def own(tmp_path: Path, settings: Settings) -> Iterator[tuple[Flask, Database]]:
    """A site of its own that may be changed, two records a page."""
    with open_database(tmp_path / "kho.sqlite", create=True) as database:
        for one in (directive(), *others()):
            take_in(database, one)
        site = create_app(replace(settings, archive_dir=tmp_path), database=database, engine=MemoryEngine())
        site.config[PAGE_SIZE] = 2
        yield site, database


@contextmanager
def listening(site: Flask) -> Iterator[str]:
    """The site behind a port of this machine, for a client that knows nothing of Flask."""
    server = make_server("127.0.0.1", 0, site, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/oai"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def held(database: Database) -> set[str]:
    with database.reading() as connection:
        return {address for address, _ in harvest.pages(connection, offset=0, limit=10_000)}


def test_a_public_client_harvests_everything(app: Flask, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, PAGE_SIZE, 7)
    with listening(app) as address:
        client = Sickle(address, headers={"Accept-Encoding": "identity"})
        found = list(client.ListRecords(metadataPrefix="oai_dc"))
        assert {one.metadata["identifier"][0].partition("/vb/")[2] for one in found if not one.deleted} == held(
            database
        )
        listed = list(client.ListIdentifiers(metadataPrefix="akn"))
        assert [one.identifier for one in listed] == [one.header.identifier for one in found]
        assert {one.metadataPrefix for one in client.ListMetadataFormats()} == {"oai_dc", "akn"}
        assert "type:tin-bai" in [one.setSpec for one in client.ListSets()]
        one = client.GetRecord(identifier=found[0].header.identifier, metadataPrefix="oai_dc")
        assert one.metadata == found[0].metadata
        of_set = list(client.ListRecords(metadataPrefix="oai_dc", set="body:tinh-uy-lao-cai"))
        assert of_set
        assert {name for each in of_set for name in each.header.setSpecs if name.startswith("body")} == {
            "body:tinh-uy-lao-cai"
        }
        with pytest.raises(NoRecordsMatch):
            client.ListRecords(metadataPrefix="oai_dc", until="1999-01-01")
        with pytest.raises(IdDoesNotExist):
            client.GetRecord(identifier="oai:127.0.0.1:x", metadataPrefix="oai_dc")


def test_the_text_is_harvested_whole_and_valid(app: Flask, client: FlaskClient) -> None:
    tree = asked(client, verb="ListRecords", metadataPrefix="akn")
    found = tree.xpath("//o:metadata/a:akomaNtoso", namespaces=N)
    assert found
    for one in found:
        akoma_schema().assertValid(tree_of(etree.tostring(one)))


def test_what_changes_during_a_harvest_is_not_lost(own: tuple[Flask, Database]) -> None:
    site, database = own
    client = site.test_client()
    found: list[str] = []
    token = ""
    for turn in range(50):
        more = {"resumptionToken": token} if token else {"metadataPrefix": "oai_dc"}
        tree = asked(client, verb="ListRecords", **more)
        found += tree.xpath("//o:metadata//dc:identifier[1]/text()", namespaces=N)
        token = tree.xpath("string(//o:resumptionToken)", namespaces=N)
        if turn == 0:
            with database.atomic() as connection:
                later = {"changed_at": "2099-01-01T00:00:00+00:00"}
                connection.execute(update(works).where(works.c.address == DIRECTIVE).values(**later))
        if not token:
            break
    assert {one.partition("/vb/")[2] for one in found} == held(database)
    assert found[-1].endswith(DIRECTIVE)


def test_what_was_withdrawn_is_told_as_deleted_and_not_by_its_number(own: tuple[Flask, Database]) -> None:
    site, database = own
    client = site.test_client()
    with database.atomic() as connection:
        withdraw(connection, GONE, reason="Rút theo yêu cầu.", resolve=settle)
    site.config[PAGE_SIZE] = 100
    tree = asked(client, verb="ListRecords", metadataPrefix="oai_dc")
    (deleted,) = tree.xpath("//o:record[o:header/@status='deleted']", namespaces=N)
    written = etree.tostring(deleted).decode()
    assert "47-ct-tu" not in written
    assert not deleted.xpath("o:metadata", namespaces=N)
    name = deleted.xpath("string(o:header/o:identifier)", namespaces=N)
    again = asked(client, verb="GetRecord", metadataPrefix="akn", identifier=name)
    assert again.xpath("string(//o:header/@status)", namespaces=N) == "deleted"
    page = client.get(f"/vb/{GONE}")
    assert page.status_code == 410
    assert "Rút theo yêu cầu." in page.text
    assert client.get(f"/vb/{GONE}.pdf").status_code == 410
    problem = client.get(f"/api/v1/vb/{GONE}")
    assert (problem.status_code, problem.mimetype) == (410, "application/problem+json")
    assert "Rút theo yêu cầu." in problem.get_json()["detail"]
    assert GONE not in client.get("/sitemap-1.xml").text
